"""Work in several processes: the same results in the same order, and every way it can end."""

import os
import signal
from collections.abc import Iterator

import pytest

from ios_cli.cli.output import OutputError
from ios_cli.cli.usage import UsageProblem
from ios_cli.cli.werkers import PIECE, WORTH_IT, map_in_order, number_of_workers


def square(n: int) -> int:
    return n * n


def dies_at_70(n: int) -> int:
    if n == 70:
        os.kill(os.getpid(), signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
    return n


def fails_at_70(n: int) -> int:
    if n == 70:
        raise ZeroDivisionError(n)
    return n


@pytest.mark.parametrize("workers", [1, 2, 3])
@pytest.mark.parametrize("items", [0, 1, PIECE, 4 * PIECE + 3])
def test_results_come_in_the_order_of_the_work(workers: int, items: int) -> None:
    assert list(map_in_order(square, range(items), workers=workers)) == [n * n for n in range(items)]


def test_no_more_is_taken_up_than_is_under_way() -> None:
    taken = []

    def items() -> Iterator[int]:
        for n in range(1000 * PIECE):
            taken.append(n)
            yield n

    results = map_in_order(square, items(), workers=2)
    assert next(results) == 0
    results.close()  # type: ignore[attr-defined]
    assert len(taken) <= 6 * PIECE


def test_a_worker_that_dies_is_told() -> None:
    with pytest.raises(OutputError, match="worker"):
        list(map_in_order(dies_at_70, range(200), workers=2))


def test_a_bug_in_a_worker_is_a_bug() -> None:
    with pytest.raises(ZeroDivisionError):
        list(map_in_order(fails_at_70, range(200), workers=2))


def test_how_many_workers() -> None:
    assert number_of_workers({}, WORTH_IT - 1) == 1
    assert number_of_workers({"IOS_WORKERS": "3"}, 2) == 2
    assert number_of_workers({"IOS_WORKERS": "3"}, 5) == 3
    assert number_of_workers({"IOS_WORKERS": "1"}, 100_000) == 1
    for wrong in ("0", "-1", "two", "1.5", "1000"):
        with pytest.raises(UsageProblem):
            number_of_workers({"IOS_WORKERS": wrong}, 5)
