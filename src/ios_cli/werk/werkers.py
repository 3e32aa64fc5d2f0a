"""Work spread over processes, its results in the order of the work, whatever the number of workers.

Nothing is held back but the pieces under way, so a cohort of any size goes through. Where there is little
to do, or one core, everything happens in this process: a pool costs more than it brings.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from itertools import islice
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from ios_cli.cli.output import OutputError
from ios_cli.cli.usage import UsageProblem
from ios_cli.domain.reasons import reason
from ios_cli.text import _

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkContext, SpawnContext
    from multiprocessing.process import BaseProcess

S = TypeVar("S")
T = TypeVar("T")

WORKERS_VARIABLE = "IOS_WORKERS"
PIECE = 25
"""Items of one message to a worker: its cost is small beside the work, and the pieces stay even."""
WORTH_IT = 150
"""From so many items on a pool is quicker than one process (docs/performance.md)."""
MOST = 64


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
    """`work` of every item, in their order; with several workers the items and the results are pickled.

    `piece` items go in one message. `prepare` runs once in every worker, while `items` is still being asked
    for the first one. Raises `OutputError` where a worker dies; stops them all when the caller stops asking.
    """
    if workers < 2:
        if prepare is not None:
            prepare()
        yield from map(work, items)
        return
    todo = iter(items)
    ploeg: _Ploeg[S, T] = _Ploeg(work, prepare)
    done: dict[int, bytes] = {}
    taken = given = 0
    try:
        for _worker in range(workers):
            ploeg.hire()
        while True:
            while taken - given < 3 * workers and ploeg.idle:
                items_ = list(islice(todo, piece))
                if not items_:
                    break
                ploeg.take_up(taken, items_)
                taken += 1
            if given == taken:
                break
            if given in done:  # the workers have something to do while the caller has
                yield from _opened(done.pop(given))
                given += 1
                done |= ploeg.ready(wait=False)
            else:
                done |= ploeg.ready(wait=True)
        ploeg.dismiss()
    except _Gone as problem:
        raise OutputError(
            _("a worker process ended before its work was done: nothing more was written")
        ) from problem
    finally:
        ploeg.kill()


class _Gone(Exception):
    """A worker is no longer there."""


class _FromWorker(Exception):
    """Where in a worker a bug was met; `str()` is its traceback."""


def _opened(data: bytes) -> "list[Any]":
    """The results of a piece. Not before its worker has another one: it need not wait for this. Raises what
    was raised there."""
    from pickle import loads

    results: list[Any]
    results, problem, where = loads(data)
    if problem is not None:
        raise problem from _FromWorker(where)
    return results


class _Ploeg(Generic[S, T]):
    """The workers of one run. Each has a pipe of its own that nobody else holds: whenever it ends, be it half
    way a message, its parent reads the end of the pipe; and the other way round."""

    def __init__(self, work: Callable[[S], T], prepare: Callable[[], None] | None) -> None:
        self._work = work
        self._prepare = prepare
        self._start_method = _start_method()
        self._processes: list[BaseProcess] = []
        self._pipes: list[Connection] = []
        self.idle: list[Connection] = []
        self._busy: dict[Connection, int] = {}

    def take_up(self, number: int, items: list[S]) -> None:
        """A worker that has nothing to do gets piece `number`."""
        pipe = self.idle.pop()
        self._busy[pipe] = number
        with _end_means_gone():
            pipe.send(items)

    def ready(self, *, wait: bool) -> dict[int, bytes]:
        """The pieces that came back, by number, for `_opened`; with `wait` at least one."""
        from multiprocessing.connection import wait as wait_for

        back: dict[int, bytes] = {}
        for pipe in wait_for(list(self._busy), None if wait else 0):
            assert pipe in self._busy
            with _end_means_gone():
                data = pipe.recv_bytes()
            back[self._busy.pop(pipe)] = data
            self.idle.append(pipe)
        return back

    def hire(self) -> None:
        """One more."""
        try:
            with _signals_held():
                ours, theirs = self._start_method.Pipe()
                # Forked, it has the ends of its parent too, its own and those of who came before.
                not_theirs = [*self._pipes, ours] if self._start_method.get_start_method() == "fork" else []
                process = self._start_method.Process(
                    target=_serve, args=(theirs, not_theirs, self._work, self._prepare), daemon=True
                )
                process.start()
                self._processes.append(process)
                self._pipes.append(ours)
                theirs.close()
        except OSError as error:
            raise UsageProblem(
                _("cannot start a worker process: {reason}").format(reason=reason(error)),
                hint=_("`{setting}` does without").format(setting=f"{WORKERS_VARIABLE}=1"),
            ) from error
        self.idle.append(ours)

    def dismiss(self) -> None:
        """They end by themselves."""
        for pipe in self._pipes:
            pipe.close()
        for process in self._processes:
            process.join()

    def kill(self) -> None:
        """Whatever they are doing: they write nothing but to their pipe."""
        with _signals_held():
            for process in self._processes:
                process.kill()
            for pipe in self._pipes:
                pipe.close()
        for process in self._processes:
            process.join()


@contextmanager
def _end_means_gone() -> Iterator[None]:
    try:
        yield
    except (EOFError, OSError) as error:
        raise _Gone from error


def _start_method() -> "ForkContext | SpawnContext":
    """Forked workers have everything loaded already; where there is no safe fork they start anew."""
    from multiprocessing import get_all_start_methods, get_context
    from sys import platform

    if "fork" in get_all_start_methods() and platform != "darwin":
        return get_context("fork")
    return get_context("spawn")


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


def _serve(
    pipe: "Connection",
    not_ours: "Iterable[Connection]",
    work: Callable[[S], T],
    prepare: Callable[[], None] | None,
) -> None:
    """A worker, until there is nothing more to do or nobody to do it for."""
    _begin()
    for other in not_ours:
        other.close()
    unprepared = _unprepared(prepare)
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):
        while True:
            piece = pipe.recv()
            pipe.send_bytes(unprepared or _answer(work, piece))


def _unprepared(prepare: Callable[[], None] | None) -> bytes:
    """What went wrong in making ready, as the answer to whatever is asked; empty where all is well."""
    try:
        if prepare is not None:
            prepare()
    except Exception as bug:
        return _went_wrong(bug)
    return b""


def _answer(work: Callable[[S], T], piece: Sequence[S]) -> bytes:
    """Pickled: the results, or what went wrong and where."""
    import pickle

    try:
        return pickle.dumps(([work(item) for item in piece], None, ""))
    except Exception as bug:
        return _went_wrong(bug)


def _went_wrong(bug: Exception) -> bytes:
    import pickle
    from traceback import format_exception

    where = "\n" + "".join(format_exception(bug))
    try:
        data = pickle.dumps(([], bug, where))
        pickle.loads(data)
    except Exception:  # not every exception can be sent
        return pickle.dumps(([], RuntimeError(f"{type(bug).__name__}: {bug}"), where))
    return data


def _begin() -> None:
    """Ctrl-C goes to all processes of a terminal: it is the first one that answers it. Other signals end a
    worker as they do any process."""
    import signal

    for number in _stop_signals():
        if number == signal.SIGINT:
            signal.signal(number, signal.SIG_IGN)
        elif signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _stop_signals())
