"""Work spread over processes, its results in the order of the work, whatever the number of workers.

Nothing is held back but the pieces under way, so a cohort of any size goes through. Where there is little
to do, or one core, everything happens in this process: a pool costs more than it brings.
"""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from ios_cli.cli.output import OutputError
from ios_cli.cli.usage import UsageProblem
from ios_cli.text import _

if TYPE_CHECKING:
    from concurrent.futures import Future
    from multiprocessing.context import BaseContext

S = TypeVar("S")
T = TypeVar("T")

WORKERS_VARIABLE = "IOS_WORKERS"
PIECE = 25
"""Items of one message to a worker: its cost is small beside the work, and the pieces stay even."""
WORTH_IT = 150
"""From so many items on a pool is quicker than one process (docs/performance.md)."""
MOST = 64
SECONDS_ALONE = 1.0
"""How long a worker may be there after its parent has gone."""


def number_of_workers(environ: Mapping[str, str], items: int) -> int:
    """How many processes: `IOS_WORKERS`, else one for each core where there is enough to do.

    Raises `UsageProblem` where the variable holds no number.
    """
    given = environ.get(WORKERS_VARIABLE, "")
    if given:
        if not given.isdecimal() or not 1 <= int(given) <= MOST:
            raise UsageProblem(
                _("`{variable}` is `{value}`").format(variable=WORKERS_VARIABLE, value=given),
                expected=_("a whole number from 1 to {most}").format(most=MOST),
            )
        return min(int(given), max(items, 1))
    if items < WORTH_IT:
        return 1
    return min(_cores(), -(-items // PIECE), MOST)


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def map_in_order(
    work: Callable[[S], T],
    items: Iterable[S],
    *,
    workers: int,
    piece: int = PIECE,
    prepare: Callable[[], None] | None = None,
) -> Iterator[T]:
    """`work` of every item, in their order; with several workers it, the items and the results are pickled.

    `piece` items go in one message. `prepare` runs once in every worker. Raises `OutputError` where a worker
    dies; stops them all when the caller stops asking.
    """
    if workers < 2:
        if prepare is not None:
            prepare()
        yield from map(work, items)
        return
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    pool = ProcessPoolExecutor(
        workers, mp_context=_start_method(), initializer=_begin, initargs=(prepare, os.getpid())
    )
    under_way: deque[Future[list[T]]] = deque()
    todo = iter(items)
    try:
        while True:
            while len(under_way) < 3 * workers and (items_ := list(islice(todo, piece))):
                with _signals_held():  # the first one forks
                    under_way.append(pool.submit(_work_through, work, items_))
            if not under_way:
                break
            yield from under_way.popleft().result()
    except BrokenProcessPool as error:
        raise OutputError(
            _("a worker process ended before its work was done: nothing more was written")
        ) from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _start_method() -> "BaseContext":
    """Forked workers have everything loaded already; where there is no safe fork they start anew."""
    from multiprocessing import get_all_start_methods, get_context
    from sys import platform

    return get_context("fork" if "fork" in get_all_start_methods() and platform != "darwin" else "spawn")


def _stop_signals() -> list[int]:
    import signal

    names = ("SIGINT", "SIGTERM", "SIGHUP")
    return [number for name in names if (number := getattr(signal, name, None)) is not None]


@contextmanager
def _signals_held() -> Iterator[None]:
    """A signal waits: between its fork and `_begin` a worker would answer as its parent does, or lose it."""
    import signal

    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _stop_signals())
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin(prepare: Callable[[], None] | None, parent: int) -> None:
    """Ctrl-C goes to all processes of a terminal: it is the first one that answers it. Other signals end a
    worker as they do any process, and it does not outlive its parent."""
    import signal
    from threading import Thread

    for number in _stop_signals():
        if number == signal.SIGINT:
            signal.signal(number, signal.SIG_IGN)
        elif signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _stop_signals())
    if os.name != "nt":  # there the pipes close when the parent has gone
        Thread(target=_end_with, args=(parent,), daemon=True).start()
    if prepare is not None:
        prepare()


def _end_with(parent: int) -> None:
    """Ask now and then: the other workers hold on to the pipes too, so that those say nothing."""
    from time import sleep

    while os.getppid() == parent:
        sleep(SECONDS_ALONE)
    os._exit(1)


def _work_through(work: Callable[[S], T], piece: Sequence[S]) -> list[T]:
    return [work(item) for item in piece]
