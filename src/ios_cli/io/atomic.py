"""Writing a file so that nobody ever sees half of it."""

import os
import re
import stat
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import IO

_STREAMS = {"/dev/stdout": 1, "/dev/stderr": 2}


def write_atomic(path: Path, data: bytes) -> None:
    """Put `data` in `path`, whole or not at all; raises `OSError` only.

    A temporary file in the same folder takes the place of the old one. A link stays a link (the file
    it points to is replaced), the mode stays, and a file that holds these bytes already is left
    alone. What is no regular file (a pipe, a device) is written to as it is, and so is what this process
    has open already, under names such as `/dev/stdout`.
    """
    write_atomic_stream(path, (data,))


def write_atomic_stream(
    path: Path, pieces: Iterable[bytes], ready: Callable[[], bool] = lambda: True
) -> bool:
    """The same of `pieces`, which need not be held together. `ready` is asked once the last one came:
    where it says no, or anything raises, nothing was written. Whether it was."""
    descriptor = _open_already(path)
    if descriptor is not None:
        is_open = descriptor
        return _write_at_once(lambda: os.fdopen(os.dup(is_open), "wb"), pieces, ready)
    try:
        target = Path(os.path.realpath(path, strict=False))
        before = target.stat() if target.exists() else None
    except ValueError as error:  # a NUL in the name
        raise OSError(str(error)) from error
    if before is not None and not stat.S_ISREG(before.st_mode):
        return _write_at_once(lambda: path.open("wb"), pieces, ready)  # a folder raises here, as it should
    if before is not None and not os.access(target, os.W_OK):
        pieces = list(pieces)  # the same bytes may stand there already
        if _holds(target, b"".join(pieces)):
            return ready()
        raise PermissionError(13, os.strerror(13), str(path))
    temporary = target.with_name(f".ios-{os.urandom(8).hex()}.tmp")
    # Opened by number so that a new file gets the mode that the umask gives.
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    try:
        # within the try: Ctrl-C may come as soon as the file is there
        with os.fdopen(os.open(temporary, flags, 0o666), "wb") as stream:
            for piece in pieces:
                stream.write(piece)
            stream.flush()
            os.fsync(stream.fileno())
        wanted = ready()
        if wanted and not (before is not None and _same_bytes(target, temporary)):
            if before is not None:
                _keep_owner_and_mode(temporary, before)
            temporary.replace(target)
            return True
        temporary.unlink()
        return wanted
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise


def _write_at_once(
    open_stream: Callable[[], IO[bytes]], pieces: Iterable[bytes], ready: Callable[[], bool]
) -> bool:
    """What is written to cannot be taken back: first everything, then the question, then the bytes."""
    with open_stream() as stream:
        data = b"".join(pieces)
        if not ready():
            return False
        stream.write(data)
    return True


def _same_bytes(one: Path, other: Path) -> bool:
    from filecmp import cmp

    try:
        return cmp(one, other, shallow=False)
    except OSError:
        return False


def _open_already(path: Path) -> int | None:
    """The descriptor that the system's name for it says."""
    name = str(path)
    if os.name == "nt":
        return None
    if name in _STREAMS:
        return _STREAMS[name]
    match = re.fullmatch(r"/(?:dev|proc/self)/fd/([0-9]{1,6})", name)
    return int(match[1]) if match else None


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.read_bytes() == data
    except OSError:
        return False


def _keep_owner_and_mode(path: Path, before: os.stat_result) -> None:
    if hasattr(os, "chown"):
        with suppress(OSError):  # only the administrator may give a file away
            os.chown(path, before.st_uid, before.st_gid)
    path.chmod(stat.S_IMODE(before.st_mode))
