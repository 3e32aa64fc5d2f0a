"""Work in several processes: the same results in the same order, and every way it can end."""

import os
import signal
from collections.abc import Callable, Iterator
from multiprocessing import get_context

import pytest

from ios_cli.cli.output import OutputError
from ios_cli.cli.usage import UsageProblem
from ios_cli.werk.werkers import PIECE, WORTH_IT, map_in_order, number_of_workers


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


def test_where_nothing_is_forked(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on Windows and macOS: what a worker needs goes to it."""
    monkeypatch.setattr("ios_cli.werk.werkers._start_method", lambda: get_context("spawn"))
    assert list(map_in_order(square, range(60), workers=2)) == [n * n for n in range(60)]
    with pytest.raises(OutputError, match="worker"):
        list(map_in_order(dies_at_70, range(200), workers=2))
    with pytest.raises(ZeroDivisionError):
        list(map_in_order(fails_at_70, range(200), workers=2))


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


class Unsendable(Exception):
    """What it was made from is not among its `args`."""

    def __init__(self, one: int, *, other: int) -> None:
        super().__init__(f"{one} and {other}")


def fails_strangely(n: int) -> int:
    raise Unsendable(n, other=n)


def gives_what_cannot_be_sent(n: int) -> object:
    return lambda: n


def prepares_badly() -> None:
    raise ZeroDivisionError("beforehand")


@pytest.mark.parametrize(
    ("work", "error", "said"),
    [
        (fails_strangely, RuntimeError, "Unsendable: 0 and 0"),
        (gives_what_cannot_be_sent, Exception, "pickle"),
    ],
)
def test_what_cannot_be_sent_is_a_bug_too(
    work: Callable[[int], object], error: type[Exception], said: str
) -> None:
    with pytest.raises(error, match=said):
        list(map_in_order(work, range(200), workers=2))


def test_a_bug_says_where_it_was_met() -> None:
    with pytest.raises(ZeroDivisionError, match="beforehand") as caught:
        list(map_in_order(square, range(200), workers=2, prepare=prepares_badly))
    assert "prepares_badly" in str(caught.value.__cause__)


def test_no_process_to_be_had(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_args: object) -> None:
        raise BlockingIOError(11, "no more processes")

    monkeypatch.setattr("multiprocessing.process.BaseProcess.start", full)
    with pytest.raises(UsageProblem, match="worker process") as caught:
        list(map_in_order(square, range(200), workers=2))
    assert "IOS_WORKERS=1" in caught.value.hint


def test_how_many_workers() -> None:
    assert number_of_workers({}, WORTH_IT - 1) == 1
    assert number_of_workers({"IOS_WORKERS": "3"}, 2) == 2
    assert number_of_workers({"IOS_WORKERS": "3"}, 5) == 3
    assert number_of_workers({"IOS_WORKERS": "1"}, 100_000) == 1
    for wrong in ("0", "-1", "two", "1.5", "1000"):
        with pytest.raises(UsageProblem):
            number_of_workers({"IOS_WORKERS": wrong}, 5)
