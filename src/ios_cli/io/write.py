"""Writing a dossier back that was read and edited: two changes at the same time never lose one.

Compare and replace, under a lock: the file is replaced only while it still holds the bytes that were
read. The lock is the system's own on the dossier itself (`flock`): it ends with its process, however
that ends, and leaves no file behind. Where there is none (Windows, some network disks) a file beside
the dossier is the lock; Windows takes that away itself when the process ends.
See docs/decisions/0007-editing-dossiers.md.
"""

import errno
import os
import random
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ios_cli.domain.finding import Finding
from ios_cli.domain.reasons import reason
from ios_cli.io.atomic import write_atomic
from ios_cli.text import _

WACHTTIJD = 10.0
"""Seconds to wait for another writer; it needs a few thousandths of one."""

_NO_LOCKS_HERE = {
    getattr(errno, name)
    for name in ("ENOLCK", "ENOSYS", "ENOTSUP", "EOPNOTSUPP", "EINVAL")
    if hasattr(errno, name)
}
_IN_USE_ON_WINDOWS = (5, 32, 33)  # access denied, sharing violation, lock violation


class _InUse(Exception):
    """Somebody else held the lock all the time; `lock` is the file that says so, where there is one."""

    def __init__(self, lock: Path | None = None) -> None:
        self.lock = lock


def write_dossier(
    path: str | os.PathLike[str], *, gelezen: bytes, nieuw: bytes, wachttijd: float = WACHTTIJD
) -> list[Finding]:
    """Replace the dossier at `path`, which held `gelezen` when it was read, by `nieuw`.

    Gives no findings where that was done. Otherwise the file is as it was and the finding says why:
    IOS070 it changed meanwhile or is gone (read it again, edit again), IOS071 it cannot be written,
    IOS072 another program held it for `wachttijd` seconds. A link stays a link, mode and owner stay.
    """
    name = os.fspath(path)
    try:
        target = Path(os.path.realpath(name))
        if not stat.S_ISREG(target.stat().st_mode):
            return [_cannot_write(name, _("it is not a file"))]
        with _locked(target, time.monotonic() + wachttijd):
            if target.read_bytes() != gelezen:
                return [_changed(name, _("`{file}` has changed since it was read: nothing was written"))]
            _replace(target, nieuw)
    except FileNotFoundError:
        return [_changed(name, _("`{file}` is gone since it was read: nothing was written"))]
    except _InUse as problem:
        return [_in_use(name, problem.lock)]
    except OSError as error:
        return [_cannot_write(name, reason(error))]
    except ValueError:  # no name that the system takes
        return [_cannot_write(name, _("`{name}` cannot be the name of a file").format(name=name))]
    return []


def _replace(target: Path, data: bytes) -> None:
    """`write_atomic`; on Windows somebody who reads the file stands in the way for a moment."""
    for pause in (0.05, 0.1, 0.2, 0.4):
        try:
            write_atomic(target, data)
        except PermissionError as error:
            if getattr(error, "winerror", None) not in _IN_USE_ON_WINDOWS:
                raise
            time.sleep(pause)
        else:
            return
    write_atomic(target, data)


# --- the lock ---


@contextmanager
def _locked(target: Path, until: float) -> Iterator[None]:
    """Hold the lock on `target`; raises `_InUse` where it is not free before `until`."""
    descriptor = _lock_itself(target, until)
    if descriptor is not None:
        try:
            yield
        finally:
            os.close(descriptor)  # which ends the lock
        return
    lock = target.with_name(f".{target.name}.lock")
    descriptor = _lock_beside(lock, until)
    try:
        yield
    finally:
        if not hasattr(os, "O_TEMPORARY"):
            with suppress(OSError):
                lock.unlink()
        os.close(descriptor)  # Windows takes the file away here


def _lock_itself(target: Path, until: float) -> int | None:
    """The descriptor that holds the lock; None where this system or disk knows no locks."""
    if sys.platform == "win32":
        return None
    import fcntl

    while True:
        descriptor = os.open(target, os.O_RDWR | os.O_CLOEXEC | os.O_NONBLOCK)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            # Whoever held it before us has put another file in its place: then this is the old one.
            if os.path.samestat(os.fstat(descriptor), target.stat()):
                return descriptor
        except BlockingIOError:
            pass
        except OSError as error:
            os.close(descriptor)
            if error.errno in _NO_LOCKS_HERE:
                return None
            raise
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)
        _wait(until)


def _lock_beside(lock: Path, until: float) -> int:
    """The descriptor of the lock file, which nobody had."""
    flags = (
        os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOINHERIT", 0) | getattr(os, "O_TEMPORARY", 0)
    )
    while True:
        try:
            return os.open(lock, flags, 0o600)
        except FileExistsError:
            _wait(until, lock)
        except PermissionError:
            if os.name != "nt":
                raise
            try:  # on Windows also: it is just being taken away
                _wait(until, lock)
            except _InUse:
                if lock.exists():
                    raise
                break
    return os.open(lock, flags, 0o600)


def _wait(until: float, lock: Path | None = None) -> None:
    if time.monotonic() >= until:
        raise _InUse(lock)
    time.sleep(random.uniform(0.002, 0.02))


# --- what is said ---


def _changed(name: str, message: str) -> Finding:
    return Finding(
        code="IOS070",
        message=message.format(file=name),
        file=name,
        hint=_("run the command again: it starts from what the file says now"),
    )


def _cannot_write(name: str, reason: str) -> Finding:
    return Finding(
        code="IOS071",
        message=_("cannot write `{file}`: {reason}").format(file=name, reason=reason),
        file=name,
        hint=_("the file is as it was; `-o FILE` writes the changed dossier elsewhere"),
    )


def _in_use(name: str, lock: Path | None) -> Finding:
    hint = _("wait until it is ready, and run the command again")
    if lock is not None:
        hint = _("wait until it is ready; when no other `ios` is running, remove `{lock}`").format(lock=lock)
    return Finding(
        code="IOS072",
        message=_("`{file}` is being changed by another program: nothing was written").format(file=name),
        file=name,
        hint=hint,
    )
