"""What the user named on the command line, as things that can be read: files, folders, `-`."""

import os
import stat
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from ios_cli.domain.finding import Finding
from ios_cli.domain.reasons import reason
from ios_cli.text import _

STDIN = "<stdin>"
TEXT_ENDING = ".toml.txt"
"""What Notepad makes of a name, and Windows does not show."""


@dataclass(frozen=True, slots=True)
class Source:
    """Something to read. `file` is its name for people, as typed; `explicit` where it was named itself."""

    file: str
    explicit: bool
    path: Path | None
    """None for standard input, and where nothing can be read."""
    _read: Callable[[], bytes | Finding]

    def read(self) -> bytes | Finding:
        """Its bytes, or why they cannot be had. Never raises on what the system says."""
        return self._read()


def find_sources(
    paths: Iterable[str | os.PathLike[str]],
    *,
    stdin: IO[Any] | None = None,
    passed_over: Callable[[str], None] | None = None,
) -> Iterator[Source]:
    """The files that `paths` name: files, folders (recursive, `*.toml`, sorted), `-` for standard input.

    Hidden files and folders in a folder are passed over, and named to `passed_over`; no file comes twice,
    by whatever name or link it is reached, and the one that was named itself wins its place. `stdin` is
    for tests; default the real one.
    """
    wanted = [os.fspath(path) for path in paths]
    seen: set[str] = set()
    named = {identity for name in wanted if name != "-" and (identity := _file_identity(name)) is not None}
    for name in wanted:
        if name == "-":
            if STDIN not in seen:
                seen.add(STDIN)
                yield Source(STDIN, True, None, lambda: _read_stdin(stdin))
            continue
        kind = _kind(name)
        if isinstance(kind, Finding):
            problem = kind
            yield Source(name, True, None, lambda problem=problem: problem)  # type: ignore[misc]
        elif kind == "folder":
            for identity, source in _folder(name, passed_over):
                if identity not in seen and identity not in named:
                    seen.add(identity)
                    yield source
        else:
            identity = _identity(Path(name))
            if identity not in seen:
                seen.add(identity)
                yield file_source(name, Path(name), explicit=True)


def _kind(name: str) -> str | Finding:
    """`file` (whatever is no folder) or `folder`, or why there is nothing."""
    try:
        mode = Path(name).stat().st_mode if name else None
    except (OSError, ValueError) as error:
        return (
            _missing(name)
            if isinstance(error, FileNotFoundError | NotADirectoryError)
            else _unreadable(name, error)
        )
    if mode is None:
        return _missing(name)
    return "folder" if stat.S_ISDIR(mode) else "file"


def _file_identity(name: str) -> str | None:
    kind = _kind(name)
    return _identity(Path(name)) if kind == "file" else None


def _identity(path: Path) -> str:
    try:
        return os.path.normcase(os.path.realpath(path))
    except (OSError, ValueError):
        return str(path)


def file_source(label: str, path: Path, *, explicit: bool) -> Source:
    """A file under the name that people know it by."""
    return Source(label, explicit, path, lambda: _read_file(label, path))


def _read_file(label: str, path: Path) -> bytes | Finding:
    try:
        with path.open("rb", buffering=0) as stream:
            return stream.readall()
    except (OSError, ValueError) as error:
        return _unreadable(label, error)


def _read_stdin(stdin: IO[Any] | None) -> bytes | Finding:
    stream = sys.stdin if stdin is None else stdin
    if stream is None or stream.closed:
        return _no_stdin()
    try:
        data = getattr(stream, "buffer", stream).read()
    except (OSError, ValueError):
        return _no_stdin()
    return data.encode("utf-8", "surrogateescape") if isinstance(data, str) else bytes(data)


def _no_stdin() -> Finding:
    return Finding(
        code="IOS001",
        message=_("standard input is closed: there is nothing to read"),
        file=STDIN,
        hint=_("give a file, or send one along: `ios generate - < dossier.toml`"),
    )


def _folder(name: str, passed_over: Callable[[str], None] | None) -> Iterator[tuple[str, Source]]:
    """The files of a folder and the folders in it, by name, each with what it truly is."""
    found: list[tuple[tuple[str, ...], str, Source]] = []
    seen: set[str] = set()
    todo: list[tuple[str, ...]] = [()]
    root = Path(name)
    while todo:
        parts = todo.pop()
        folder = root.joinpath(*parts)
        identity = _identity(folder)
        if identity in seen:  # a link back to where we came from, or a second way to the same place
            continue
        seen.add(identity)
        try:
            with os.scandir(folder) as entries:
                inside = sorted(entries, key=lambda entry: entry.name, reverse=True)
        except OSError as error:
            label = _label(name, parts)
            problem = _unreadable(label, error)
            source = Source(label, False, None, lambda problem=problem: problem)  # type: ignore[misc]
            found.append((parts, label, source))
            continue
        for entry in inside:
            here = (*parts, entry.name)
            is_folder = _is_folder(entry)
            if not is_folder and entry.name.lower().endswith(TEXT_ENDING) and entry.name[:1] != ".":
                label = _label(name, here)
                problem = _ends_in_txt(label)
                source = Source(label, False, None, lambda problem=problem: problem)  # type: ignore[misc]
                found.append((here, _identity(folder / entry.name), source))
                continue
            if not is_folder and (not entry.name.lower().endswith(".toml") or _is_special(entry)):
                continue
            if entry.name.startswith("."):
                if passed_over is not None:
                    passed_over(_label(name, here))
            elif is_folder:
                todo.append(here)
            else:
                path = folder / entry.name
                # A cohort has thousands: only a link has to be followed to know what it is.
                if not _is_plain(entry):
                    itself = _identity(path)
                else:
                    itself = os.path.normcase(f"{identity.rstrip(os.sep)}{os.sep}{entry.name}")
                found.append((here, itself, file_source(_label(name, here), path, explicit=False)))
    found.sort(key=lambda item: item[0])
    return ((itself, source) for _parts, itself, source in found)


def _is_folder(entry: "os.DirEntry[str]") -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _is_plain(entry: "os.DirEntry[str]") -> bool:
    """A file, and no link to one."""
    try:
        return entry.is_file(follow_symlinks=False)
    except OSError:
        return False


def _is_special(entry: "os.DirEntry[str]") -> bool:
    """Pipes and devices: reading one could wait for ever. A broken link is not special: it is said."""
    if _is_plain(entry):
        return False
    try:
        return not stat.S_ISREG(entry.stat().st_mode)
    except OSError:
        return False


def _label(name: str, parts: tuple[str, ...]) -> str:
    """The name of a file in a folder, in the way the folder was typed."""
    separator = os.sep if "/" not in name else "/"
    if not parts:
        return name
    return name + ("" if name.endswith(("/", os.sep)) else separator) + separator.join(parts)


# --- what went wrong ---


def _missing(name: str) -> Finding:
    from ios_cli.toml.wording import did_you_mean, nearest

    path = Path(name)
    hint = ""
    try:
        neighbours = sorted(entry.name for entry in os.scandir(path.parent))
        near = nearest(path.name, neighbours) if path.name else None
        if near is not None:
            hint = did_you_mean(str(path.with_name(near)))
    except (OSError, ValueError):
        hint = _nearest_folder(path)
    return Finding(
        code="IOS001",
        message=_("there is no file or folder `{name}`").format(name=name),
        file=name,
        hint=hint,
    )


def _ends_in_txt(label: str) -> Finding:
    return Finding(
        code="IOS005",
        message=_("the name of this file ends in `{ending}`, so it is not read").format(ending=".txt"),
        expected=_("a name that ends in `{ending}`").format(ending=".toml"),
        hint=_("rename it to `{file}`: Windows may not show the end of a name").format(
            file=Path(label).name[: -len(".txt")]
        ),
        file=label,
    )


def _nearest_folder(path: Path) -> str:
    for parent in path.parents:
        try:
            if parent.is_dir():
                return _("`{folder}` exists, what comes after it does not").format(folder=parent)
        except (OSError, ValueError):
            return ""
    return ""


def _unreadable(name: str, error: OSError | ValueError) -> Finding:
    hint = ""
    if isinstance(error, PermissionError):
        message = _("no permission to read `{name}`").format(name=name)
        hint = _("ask for the right to read it")
    elif isinstance(error, FileNotFoundError):
        message = _("`{name}` points to a file that does not exist").format(name=name)
    elif isinstance(error, OSError):
        message = _("`{name}` cannot be read: {reason}").format(name=name, reason=reason(error))
    else:
        message = _("`{name}` cannot be the name of a file").format(name=name)
    return Finding(code="IOS001", message=message, file=name, hint=hint)
