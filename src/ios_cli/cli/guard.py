"""`-o` never takes the place of something that was read, nor of a dossier."""

import os
import re
import stat
import sys
from collections.abc import Iterable
from pathlib import Path

from ios_cli.cli.output import OutputError, to_file
from ios_cli.text import _

_AIOS_TABLE = re.compile(rb"^[ \t]*(\[[ \t]*)?[\"']?aios[\"']?[ \t]*[\].=]", re.MULTILINE)
_MOST_OF_A_DOSSIER = 1 << 20


def refuse_to_overwrite(
    output: str | None,
    files: Iterable[str | Path] = (),
    *,
    stdin: bool = False,
    profiel: str | None = None,
    regels: str | None = None,
    result: bool = False,
) -> None:
    """Raises `OutputError` where `output` is one of `files`, what standard input comes from (with `stdin`),
    the file of `--profiel`, or one in the folder of `--regels`; or, for a `result`, where it holds a dossier.
    """
    if output is None or not to_file(output):
        return
    read = [Path(file) for file in files]
    if profiel is not None:
        read += profile_files(profiel, Path())
    if regels is not None:
        read += [*_files_of(Path(regels)), *_files_of(Path(regels) / "profielen")]
    target = _identity(Path(output))
    if any(_identity(file) == target for file in read) or (stdin and _is_stdin(output)):
        message = _("`{file}` is one of the files that were read: nothing is written")
        raise OutputError(message.format(file=output), hint=_("name another file"))
    if result and _holds_dossier(Path(output)):
        message = _("`{file}` holds a dossier: nothing is written")
        raise OutputError(message.format(file=output), hint=_("name another file"))


def profile_files(profiel: str | None, folder: Path) -> list[Path]:
    """The file that a profile given as a path is, in `folder`; none for a name."""
    if profiel is None or not ("/" in profiel or "\\" in profiel or profiel.casefold().endswith(".toml")):
        return []
    return [folder / profiel.replace("\\", "/")]


def _files_of(folder: Path) -> list[Path]:
    try:
        return sorted(folder.glob("*.toml"))
    except (OSError, ValueError):
        return []


def _identity(path: Path) -> str:
    try:
        return os.path.normcase(os.path.realpath(path))
    except (OSError, ValueError):
        return str(path)


def _is_stdin(output: str) -> bool:
    try:
        if sys.stdin is None:
            return False
        read, written = os.fstat(sys.stdin.fileno()), Path(output).stat()
    except (OSError, ValueError):  # closed, a stand-in, or a file that is not there yet
        return False
    # A terminal or device may well be both.
    return stat.S_ISREG(read.st_mode) and os.path.samestat(read, written)


def _holds_dossier(path: Path) -> bool:
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return False
        with path.open("rb") as stream:
            return _AIOS_TABLE.search(stream.read(_MOST_OF_A_DOSSIER)) is not None
    except (OSError, ValueError):
        return False
