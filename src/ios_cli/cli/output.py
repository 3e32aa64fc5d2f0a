"""The one writer: standard output, standard error, and `-o FILE`.

A write that fails is no bug: a closed pipe ends the run in silence (exit 141), anything else is an
error with its reason (exit 2).
"""

import contextlib
import errno
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TextIO

from ios_cli.cli.usage import UsageProblem
from ios_cli.domain.reasons import reason
from ios_cli.text import _

STDOUT = "-"


class OutputError(Exception):
    """The result could not be written; `str()` says where and why and `hint` what to do, in the chosen
    language."""

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class PipeClosed(Exception):
    """Whoever read our output has gone."""


stderr_failed = False
"""Whether something that had to be said could not be; the run then does not end with 0."""


def is_closed_pipe(error: OSError) -> bool:
    # Windows says EINVAL where others say EPIPE.
    return error.errno in (errno.EPIPE, errno.ESHUTDOWN) or (os.name == "nt" and error.errno == errno.EINVAL)


def write_stdout(chunks: Iterable[str]) -> None:
    """All of `chunks`, as they come. Raises `PipeClosed` or `OutputError`."""
    stream = sys.stdout
    if stream is None:
        raise OutputError(_("cannot write to standard output: {reason}").format(reason=_("it is closed")))
    try:
        for chunk in chunks:
            stream.write(chunk)
    except OSError as error:
        raise _stdout_failed(stream, error) from error


def flush_stdout() -> None:
    """What the buffer still holds. Raises `PipeClosed` or `OutputError`."""
    stream = sys.stdout
    if stream is not None:
        try:
            stream.flush()
        except OSError as error:
            raise _stdout_failed(stream, error) from error


def _stdout_failed(stream: TextIO, error: OSError) -> Exception:
    _discard(stream)
    if is_closed_pipe(error):
        return PipeClosed()
    return OutputError(_("cannot write to standard output: {reason}").format(reason=reason(error)))


def write_stderr(text: str) -> None:
    """One message, with its line end. Raises `PipeClosed`; another failure is only remembered."""
    global stderr_failed
    stream = sys.stderr
    if stream is None:
        return
    try:
        stream.write(text if text.endswith("\n") else text + "\n")
        stream.flush()
    except OSError as error:
        _discard(stream)
        if is_closed_pipe(error):
            raise PipeClosed from error
        stderr_failed = True


def say(text: str) -> None:
    """Lines for people on standard error; on a terminal wrapped at its width, at blanks, under each other.

    `text` holds nothing any more that would act on a terminal, see `show_text`. Raises as `write_stderr`.
    """
    width = _stderr_width()
    if width:
        text = "\n".join(_wrapped(line, width) for line in text.split("\n"))
    write_stderr(text)


def _stderr_width() -> int:
    """Columns of the terminal that standard error is; 0 where it is none."""
    try:
        if sys.stderr is None or not sys.stderr.isatty():
            return 0
        columns = os.environ.get("COLUMNS", "")
        return int(columns) if columns.isdecimal() else os.get_terminal_size(sys.stderr.fileno()).columns
    except (OSError, ValueError):
        return 0


def _wrapped(line: str, width: int) -> str:
    if len(line) <= width:
        return line
    from textwrap import fill

    indent = " " * (len(line) - len(line.lstrip(" ")))
    return fill(
        line.lstrip(" "),
        max(width, 20),
        initial_indent=indent,
        subsequent_indent=indent + " " * 4,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _discard(stream: TextIO) -> None:
    """Send what is still buffered nowhere: else Python complains about it while it shuts down."""
    with contextlib.suppress(OSError, ValueError):
        descriptor = stream.fileno()
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, descriptor)
        os.close(nowhere)


def to_file(target: str | None) -> bool:
    """Whether `-o` names a file. Raises `UsageProblem` where it names nothing."""
    if target == "":
        raise UsageProblem(
            _("`-o` is empty: it names no file"), expected=_("the name of a file, or `-` for standard output")
        )
    return target is not None and target != STDOUT


def write_result(chunks: Iterable[str], target: str | None, ready: Callable[[], bool] = lambda: True) -> bool:
    """What was asked for, to standard output (`None` or `-`) or, in one go, to a file; whether it was so.

    `ready` is asked before a file takes the place of an old one, see `write_atomic_stream`.
    """
    if target is None or not to_file(target):
        write_stdout(chunks)
        return True
    return write_file(Path(target), chunks, ready)


def write_file(path: Path, chunks: Iterable[str], ready: Callable[[], bool] = lambda: True) -> bool:
    """The whole file or nothing. Raises `OutputError`."""
    from ios_cli.io.atomic import write_atomic_stream

    failed: list[Exception] = []

    def encoded() -> Iterator[bytes]:
        try:
            for chunk in chunks:
                yield chunk.encode("utf-8", "surrogateescape")
        except OSError as error:  # not of the file that is written
            failed.append(error)
            raise

    try:
        return write_atomic_stream(path, encoded(), ready)
    except OSError as error:
        if error in failed:
            raise
        if is_closed_pipe(error):
            raise PipeClosed from error
        raise OutputError(
            _("cannot write `{file}`: {reason}").format(file=path, reason=reason(error))
        ) from error
