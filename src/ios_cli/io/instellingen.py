"""`ios.toml`: found upward from a path, read strictly, every finding with its line."""

import os
from dataclasses import dataclass, field
from pathlib import Path

from ios_cli.domain.finding import Finding, has_fout
from ios_cli.domain.instellingen import Cohortinstellingen, InstellingenBestand
from ios_cli.domain.reasons import reason
from ios_cli.text import _
from ios_cli.toml.reader import TomlDocument, read_toml
from ios_cli.toml.records import read_record

NAAM = "ios.toml"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class GelezenInstellingen:
    """One `ios.toml` as read. With a fout among `findings` it cannot be used, and `instellingen` is empty."""

    path: Path
    file: str
    """Its name for people."""
    instellingen: Cohortinstellingen = field(default_factory=Cohortinstellingen)
    findings: tuple[Finding, ...] = ()
    document: TomlDocument | None = None

    @property
    def bruikbaar(self) -> bool:
        return not has_fout(self.findings)

    def line_of(self, key: str) -> int | None:
        return self.document.line_of(("cohort", key)) if self.document is not None else None

    def plek(self, key: str) -> str:
        """Where a setting stands: `cohort/ios.toml:3`."""
        line = self.line_of(key)
        return self.file if line is None else f"{self.file}:{line}"

    def pad(self, waarde: str) -> Path:
        """What a path in it means: relative to itself, and as short as the name of the file."""
        return Path(self.file).parent / waarde.replace("\\", "/")


class Instellingenboek:
    """The `ios.toml` that holds for each path: the nearest in its folder or above. Each is read once.

    The way up is that of the path as it was given, not that of what a link leads to. An IOS that is called
    `ios.toml` is passed over.
    """

    def __init__(self) -> None:
        self._per_map: dict[str, str | None] = {}
        self._gelezen: dict[str, GelezenInstellingen] = {}

    def voor(self, path: Path | None, *, is_map: bool = False) -> GelezenInstellingen | None:
        """For a file, a folder (`is_map`), or the current folder (None: standard input)."""
        try:
            begin = os.path.abspath(path or "")  # noqa: PTH100  (takes `..` out, leaves links)
        except (OSError, ValueError):
            return None
        found = self._zoek(begin if is_map or path is None else os.path.dirname(begin))  # noqa: PTH120
        if found is None:
            return None
        if found not in self._gelezen:
            self._gelezen[found] = load_instellingen(Path(found), _label(found))
        return self._gelezen[found]

    def voor_argument(self, argument: str) -> GelezenInstellingen | None:
        """For a path as given on the command line; `-` counts as the current folder."""
        if argument == "-":
            return self.voor(None)
        return self.voor(Path(argument), is_map=os.path.isdir(argument))  # noqa: PTH112

    @property
    def gelezen(self) -> list[GelezenInstellingen]:
        """All that were read, in that order."""
        return list(self._gelezen.values())

    def _zoek(self, begin: str) -> str | None:
        op_weg: list[str] = []
        map_, found = begin, None
        while True:
            if map_ in self._per_map:
                found = self._per_map[map_]
                break
            op_weg.append(map_)
            here = os.path.join(map_, NAAM)  # noqa: PTH118
            try:
                if _stelt_in(here):
                    found = here
                    break
            except ValueError:
                break
            boven = os.path.dirname(map_)  # noqa: PTH120
            if boven == map_:
                break
            map_ = boven
        for map_ in op_weg:
            self._per_map[map_] = found
        return found


def _stelt_in(path: str) -> bool:
    """Whether it is there to set something; not so an IOS that `generate` wrote, under the name that comes to
    mind for one. A link that leads nowhere is: somebody meant it to."""
    if not os.path.lexists(path):
        return False
    file = Path(path)
    if not file.is_file():
        return not file.is_dir()
    from ios_cli.io.ios_files import is_ios_file

    try:
        return not is_ios_file(file.read_bytes())
    except OSError:
        return True


def _label(path: str) -> str:
    """Relative to the current folder where it lies in it, else in full."""
    try:
        return Path(path).relative_to(Path.cwd()).as_posix()
    except (OSError, ValueError):
        return Path(path).as_posix()


def load_instellingen(path: Path, file: str) -> GelezenInstellingen:
    """Read `path`, called `file` in messages. Never raises on user data."""
    try:
        if not path.is_file():
            path.stat()  # says why not
            raise OSError(_("it is not a file"))
        data = path.read_bytes()
    except OSError as error:
        message = _("cannot be read: {reason}").format(reason=reason(error))
        return GelezenInstellingen(
            path=path, file=file, findings=(Finding(code="IOS001", message=message, file=file),)
        )
    document = read_toml(data, file, InstellingenBestand)
    findings = list(document.findings)
    instellingen = Cohortinstellingen()
    if document.tables is not None:
        reading = read_record(InstellingenBestand, document.tables)
        findings += document.locate(reading.findings)
        if reading.record is not None and not has_fout(findings):
            instellingen = reading.record.cohort
    return GelezenInstellingen(
        path=path, file=file, instellingen=instellingen, findings=tuple(findings), document=document
    )
