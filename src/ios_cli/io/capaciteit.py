"""A capacity file, from bytes: read strictly, every finding with its line."""

from ios_cli.domain.capaciteit import Capaciteit, CapaciteitBestand
from ios_cli.domain.finding import Finding
from ios_cli.text import _
from ios_cli.toml.reader import TomlDocument, read_toml
from ios_cli.toml.records import read_record


def load_capaciteit(data: bytes, file: str) -> tuple[tuple[Capaciteit, ...], list[Finding]]:
    """The entries of a capacity file, in file order, with all there is to say; never raises on user data.

    Where there is a fout the entries are not to be used.
    """
    entries, findings, _document = lees_capaciteit(data, file)
    return entries, findings


def lees_capaciteit(data: bytes, file: str) -> tuple[tuple[Capaciteit, ...], list[Finding], TomlDocument]:
    """The same, with the document, for findings that come later."""
    document = read_toml(data, file, CapaciteitBestand)
    findings = list(document.findings)
    if document.tables is None:
        return (), findings, document
    if "capaciteit" not in document.tables:
        findings += document.locate(
            [
                Finding(
                    code="IOS011",
                    message=_("this file has no [[capaciteit]] table: it is no capacity file"),
                    expected=_("`[[capaciteit]]` with `onderdeel`, `vanaf` and `aantal`"),
                )
            ]
        )
    reading = read_record(CapaciteitBestand, document.tables)
    findings += document.locate(reading.findings)
    if reading.record is None:
        return (), findings, document
    entries = reading.record.capaciteit
    findings += document.locate(_bezwaren(entries) if reading.complete else [])
    return entries, findings, document


def _bezwaren(entries: tuple[Capaciteit, ...]) -> list[Finding]:
    """What entries say against themselves and each other."""
    findings = []
    gezien: dict[tuple[str, str | None, object], int] = {}
    for index, entry in enumerate(entries):
        if entry.tot_en_met is not None and entry.tot_en_met < entry.vanaf:
            findings.append(
                Finding(
                    code="IOS034",
                    message=_("`tot_en_met` {end} lies before `vanaf` {begin}").format(
                        end=entry.tot_en_met, begin=entry.vanaf
                    ),
                    expected=_("the last day, on or after the first"),
                    path=("capaciteit", index, "tot_en_met"),
                )
            )
        sleutel = (entry.onderdeel, entry.plaats, entry.vanaf)
        if sleutel in gezien:
            findings.append(
                Finding(
                    code="IOS042",
                    message=_("two entries for `{name}` begin on {date}").format(
                        name=entry.onderdeel
                        if entry.plaats is None
                        else f"{entry.onderdeel}, {entry.plaats}",
                        date=entry.vanaf,
                    ),
                    hint=_("keep the one that holds"),
                    path=("capaciteit", index, "vanaf"),
                )
            )
        gezien[sleutel] = index
    return findings
