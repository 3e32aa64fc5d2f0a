"""Writing a file so that nobody ever sees half of it."""

import os
import re
import stat
from contextlib import suppress
from pathlib import Path

_STREAMS = {"/dev/stdout": 1, "/dev/stderr": 2}


def write_atomic(path: Path, data: bytes) -> None:
    """Put `data` in `path`, whole or not at all; raises `OSError` only.

    A temporary file in the same folder takes the place of the old one. A link stays a link (the file
    it points to is replaced), the mode stays, and a file that holds these bytes already is left
    alone. What is no regular file (a pipe, a device) is written to as it is, and so is what this process
    has open already, under names such as `/dev/stdout`.
    """
    descriptor = _open_already(path)
    if descriptor is not None:
        with os.fdopen(os.dup(descriptor), "wb") as stream:
            stream.write(data)
        return
    try:
        target = Path(os.path.realpath(path, strict=False))
        before = target.stat() if target.exists() else None
    except ValueError as error:  # a NUL in the name
        raise OSError(str(error)) from error
    if before is not None and not stat.S_ISREG(before.st_mode):
        with path.open("wb") as stream:  # a folder raises here, as it should
            stream.write(data)
        return
    if before is not None:
        if before.st_size == len(data) and _holds(target, data):
            return
        if not os.access(target, os.W_OK):
            raise PermissionError(13, os.strerror(13), str(path))
    temporary = target.with_name(f".ios-{os.urandom(8).hex()}.tmp")
    # Opened by number so that a new file gets the mode that the umask gives.
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    descriptor = os.open(temporary, flags, 0o666)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        if before is not None:
            _keep_owner_and_mode(temporary, before)
        temporary.replace(target)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise


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
