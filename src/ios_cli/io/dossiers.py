"""One dossier, from bytes: read, judged by itself, every finding with its line."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from ios_cli.domain.dossier import Dossier
from ios_cli.domain.fields import specs_of
from ios_cli.domain.finding import Finding, KeyPath, sort_findings
from ios_cli.io.crosscheck import crosscheck
from ios_cli.text import _
from ios_cli.toml.reader import TomlDocument, read_toml
from ios_cli.toml.records import Reading, read_record

_AIOS_HEADER = re.compile(r"^[ \t]*(?:\[+[ \t]*)?[\"']?aios[\"']?[ \t]*[].=]", re.MULTILINE)


# Findings after which there is nothing sound to compute dates from, in the tables that decide them.
_CONTRADICTIONS = frozenset(("IOS034", "IOS035", "IOS036"))
_DECIDING = frozenset(("onderdeel", "deeltijd", "onderbreking"))
# What the dates come from; the rest of a dossier moves none.
DATE_TABLES = frozenset(
    (
        "aios",
        "opleiding",
        "onderdeel",
        "deeltijd",
        "vrijstelling",
        "onderbreking",
        "verlenging",
        "besluit",
    )
)
_MOVES_NO_DATE = specs_of(Dossier).keys() - DATE_TABLES
# What reading and planning may both find; a reference is unknown to planning where it is ambiguous here.
_SAME = {"IOS031": "IOS030"}


@dataclass(slots=True, eq=False)
class LoadedDossier:
    """A file as read.

    `dossier` is None where no [aios] or [opleiding] could be read. `complete`: nothing was left out
    of it and it does not contradict itself, so that dates may be computed; `dates_complete`: the same of
    what moves a date. `is_dossier` is False for a file without an [aios] table, which the caller skips in
    a folder.
    """

    file: str
    document: TomlDocument
    dossier: Dossier | None
    findings: list[Finding] = field(default_factory=list)
    complete: bool = False
    dates_complete: bool = False
    is_dossier: bool = True
    aios_id: str = ""
    dropped: tuple[KeyPath, ...] = ()
    """The entries that stand in the file and not in `dossier`."""

    def lacks(self, table: str) -> bool:
        """Whether something in this table, or the table itself, is missing from `dossier`."""
        return not self.dates_complete and any(path[0] == table for path in self.dropped)

    def locate(self, findings: Iterable[Finding]) -> list[Finding]:
        """Findings about the record (rows as in `dossier`), with aios, file and line.

        What was said on reading is not said again.
        """
        said = {_subject(f) for f in self.findings}
        found = []
        for f in findings:
            path = row_in_file(f.path, self.dropped)
            if path and said and _subject(f, path) in said:
                continue
            file, line = f.file, f.line
            if line is None:
                file, line = self.file, self.document.line_of(path)
            found.append(replace(f, path=path, aios_id=f.aios_id or self.aios_id, file=file, line=line))
        return found


def _subject(f: Finding, path: KeyPath | None = None) -> tuple[str, KeyPath]:
    return _SAME.get(f.code, f.code), (f.path if path is None else path)[:2]


def row_in_file(path: KeyPath, dropped: Iterable[KeyPath]) -> KeyPath:
    """`path` with the row that it has in the file, where rows before it are missing from the record."""
    if len(path) < 2 or not isinstance(path[1], int):
        return path
    row = path[1]
    for gone in sorted(p[1] for p in dropped if len(p) == 2 and p[0] == path[0] and isinstance(p[1], int)):
        if gone <= row:
            row += 1
    return (path[0], row, *path[2:])


def load_dossier(data: bytes, file: str) -> LoadedDossier:
    """Read one dossier; `file` is what the user typed. Never raises on user data.

    The findings are those on the text, on the shape, and on what the dossier says against itself,
    all with their line.
    """
    document = read_toml(data, file, Dossier)
    tables = document.tables
    if tables is None:
        is_dossier = _AIOS_HEADER.search(document.text) is not None
        findings = sort_findings(document.findings)
        return LoadedDossier(file, document, None, findings, is_dossier=is_dossier)
    is_dossier = "aios" in tables
    if not is_dossier and "opleiding" not in tables:
        findings = sort_findings([*document.findings, _no_dossier(document, tables)])
        return LoadedDossier(file, document, None, findings, is_dossier=False)
    reading = read_record(Dossier, tables)
    checked = list(crosscheck(reading, document.line_of, tables))
    aios_id = _id_of(reading)
    findings = [*document.findings, *document.locate((*reading.findings, *checked))]
    sound = not any(f.code in _CONTRADICTIONS and f.path[0] in _DECIDING for f in checked)
    return LoadedDossier(
        file,
        document,
        reading.record,
        [replace(f, aios_id=aios_id) for f in sort_findings(findings)],
        complete=sound and reading.complete and not document.findings,
        dates_complete=sound and reading.record is not None and _dates_were_read(reading, document),
        is_dossier=is_dossier,
        aios_id=aios_id,
        dropped=reading.dropped,
    )


def _dates_were_read(reading: Reading[Dossier], document: TomlDocument) -> bool:
    """Whether all that is missing, or was never read, stands in tables that move no date."""
    if any(path[0] in DATE_TABLES for path in reading.dropped):
        return False
    return all(
        f.code == "IOS002" or (f.line is not None and document.table_at(f.line) in _MOVES_NO_DATE)
        for f in document.findings
    )


def _no_dossier(document: TomlDocument, tables: Mapping[str, Any]) -> Finding:
    hint = ""
    if not document.text.strip():
        message = _("this file is empty")
    else:
        message = _("this file has no [aios] table, so it is no dossier")
        near = _near_aios(tables)
        hint = _("did you mean {table}?").format(table="[aios]") if near else ""
    return Finding(
        code="IOS005",
        message=message,
        expected=_("a table [aios] with an `id`, and a table [opleiding] with a `start`"),
        hint=hint or _("`{command}` writes one to begin with").format(command="ios init"),
        file=document.file,
        line=1,
    )


def _near_aios(tables: Mapping[str, Any]) -> bool:
    from ios_cli.toml.wording import nearest

    return any(nearest(key, ("aios",), 0.7) is not None for key in tables)


def _id_of(reading: Reading[Dossier]) -> str:
    if reading.record is not None:
        return reading.record.id
    aios = reading.fragments.get((), {}).get("aios")
    return aios.id if aios is not None else str(reading.fragments.get(("aios",), {}).get("id", ""))
