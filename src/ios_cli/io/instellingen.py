"""`ios.toml`: found upward from a path, read strictly, every finding with its line."""

from dataclasses import dataclass
from pathlib import Path

from ios_cli.domain.finding import Finding
from ios_cli.domain.instellingen import Cohortinstellingen, InstellingenBestand
from ios_cli.domain.reasons import reason
from ios_cli.text import _
from ios_cli.toml.reader import TomlDocument, read_toml
from ios_cli.toml.records import read_record

NAAM = "ios.toml"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class GelezenInstellingen:
    """One `ios.toml` as read."""

    path: Path
    instellingen: Cohortinstellingen
    document: TomlDocument

    def line_of(self, key: str) -> int | None:
        return self.document.line_of(("cohort", key))


def find_instellingen(path: Path) -> Path | None:
    """The nearest `ios.toml` in the folder of `path` (or in it, for a folder) or above; None without one."""
    try:
        begin = path.resolve()
        begin = begin if begin.is_dir() else begin.parent
        for folder in (begin, *begin.parents):
            if (folder / NAAM).is_file():
                return folder / NAAM
    except (OSError, ValueError):
        pass
    return None


def load_instellingen(path: Path, file: str) -> tuple[GelezenInstellingen | None, list[Finding]]:
    """Read `path`, called `file` in messages. None with findings where it cannot be used."""
    try:
        data = path.read_bytes()
    except OSError as error:
        message = _("cannot be read: {reason}").format(reason=reason(error))
        return None, [Finding(code="IOS001", message=message, file=file)]
    document = read_toml(data, file, InstellingenBestand)
    findings = list(document.findings)
    if document.tables is None:
        return None, findings
    reading = read_record(InstellingenBestand, document.tables)
    findings += document.locate(reading.findings)
    if reading.record is None or any(f.is_fout for f in findings):
        return None, findings
    return GelezenInstellingen(path=path, instellingen=reading.record.cohort, document=document), findings
