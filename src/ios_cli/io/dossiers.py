"""One dossier, from bytes: read, judged by itself, every finding with its line."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from ios_cli.domain.dossier import Dossier
from ios_cli.domain.finding import Finding, KeyPath, sort_findings
from ios_cli.text import _
from ios_cli.toml.reader import TomlDocument, read_toml
from ios_cli.toml.records import Reading, read_record

_AIOS_HEADER = re.compile(r"^[ \t]*(?:\[+[ \t]*)?[\"']?aios[\"']?[ \t]*[].=]", re.MULTILINE)


@dataclass(slots=True, eq=False)
class LoadedDossier:
    """A file as read.

    `dossier` is None where no [aios] or [opleiding] could be read. `complete`: nothing was left out
    of it, so that dates may be computed. `is_dossier` is False for a file without an [aios] table,
    which the caller skips in a folder.
    """

    file: str
    document: TomlDocument
    dossier: Dossier | None
    findings: list[Finding] = field(default_factory=list)
    complete: bool = False
    is_dossier: bool = True
    dropped: tuple[KeyPath, ...] = ()

    def locate(self, findings: Iterable[Finding]) -> list[Finding]:
        """Findings about the record (rows as in `dossier`), with aios, file and line."""
        aios_id = self.dossier.id if self.dossier is not None else ""
        found = []
        for f in findings:
            path = row_in_file(f.path, self.dropped)
            found.append(replace(f, path=path, aios_id=f.aios_id or aios_id))
        return self.document.locate(found)


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
    """Read one dossier; `file` is what the user typed. Never raises on user data."""
    document = read_toml(data, file)
    findings = list(document.findings)
    tables = document.tables
    if tables is None:
        is_dossier = _AIOS_HEADER.search(document.text) is not None
        return LoadedDossier(file, document, None, sort_findings(findings), is_dossier=is_dossier)
    if "aios" not in tables:
        findings.append(Finding(code="IOS005", message=_("this is no dossier"), file=file))
        return LoadedDossier(file, document, None, sort_findings(findings), is_dossier=False)
    reading: Reading[Dossier] = read_record(Dossier, tables)
    findings += document.locate(reading.findings)
    aios_id = _id_of(reading)
    return LoadedDossier(
        file,
        document,
        reading.record,
        [replace(f, aios_id=aios_id) if not f.aios_id else f for f in sort_findings(findings)],
        complete=reading.complete and not document.findings,
        dropped=reading.dropped,
    )


def _id_of(reading: Reading[Dossier]) -> str:
    if reading.record is not None:
        return reading.record.id
    fragments: Mapping[KeyPath, Mapping[str, Any]] = reading.fragments
    aios = fragments.get((), {}).get("aios")
    return aios.id if aios is not None else str(fragments.get(("aios",), {}).get("id", ""))
