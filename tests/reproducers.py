"""The catalogue of findings: for each code the smallest files that have it, and the command that says so.

A folder `IOSnnn-name` in `tests/errors/` or `tests/toetsing/` has those files, `command.txt` (what
follows `ios`; default `check dossier.toml`), where need be `as_of.txt`, and `maak.toml`: rule files that are
made from the shipped one, too long to repeat. The tests run them; the page of findings shows them.
"""

import shlex
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import ios_cli

TESTS = Path(__file__).parent
SHIPPED = Path(ios_cli.__file__).parent / "regels" / "data"
FOLDERS = ("errors", "toetsing")
AS_OF = "2026-06-01"
# What says how to run, not what is run.
_ABOUT = {"command.txt", "as_of.txt", "expected.txt", "maak.toml"}

# No files of one folder have these: they need another program, a disk without rights, or a past state.
NO_REPRODUCER = {
    "IOS070": "another program changed the dossier between reading and writing",
    "IOS071": "the disk refuses to write",
    "IOS072": "another program holds the lock",
    "IOS073": "a spelling of TOML that the editor of dossiers does not change",
}


@dataclass(frozen=True)
class Reproducer:
    code: str
    folder: Path

    @property
    def command(self) -> list[str]:
        file = self.folder / "command.txt"
        default = ["check", "dossier.toml"]
        for name in ("rooster", "presentie"):
            if (self.folder / f"{name}.csv").exists():
                default += [f"--{name}", f"{name}.csv"]
        return shlex.split(file.read_text("utf-8")) if file.exists() else default

    @property
    def as_of(self) -> str:
        file = self.folder / "as_of.txt"
        return file.read_text("utf-8").strip() if file.exists() else AS_OF

    @property
    def files(self) -> list[Path]:
        """What is read, in the order of their names, relative to the folder."""
        found = (p.relative_to(self.folder) for p in self.folder.rglob("*") if p.is_file())
        return sorted(p for p in found if p.name not in _ABOUT)

    @property
    def made(self) -> list[tuple[str, str, str, str]]:
        """(file, shipped file, text, what takes its place) of the rule files to make."""
        file = self.folder / "maak.toml"
        if not file.exists():
            return []
        rows = tomllib.loads(file.read_text("utf-8"))["maak"]
        return [(r["bestand"], r["van"], r.get("vervang", ""), r.get("door", "")) for r in rows]

    def build(self, target: Path) -> None:
        """Put its files into `target`."""
        for file in self.files:
            (target / file).parent.mkdir(parents=True, exist_ok=True)
            (target / file).write_bytes((self.folder / file).read_bytes())
        for name, shipped, text, instead in self.made:
            content = (SHIPPED / shipped).read_text("utf-8")
            assert text in content, (self.code, text)
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            (target / name).write_text(content.replace(text, instead, 1) if text else content, "utf-8")


def reproducers() -> Iterator[Reproducer]:
    """All of them, by code."""
    folders = [path for folder in FOLDERS for path in (TESTS / folder).glob("IOS*") if path.is_dir()]
    for path in sorted(folders, key=lambda p: p.name):
        yield Reproducer(path.name.split("-")[0], path)
