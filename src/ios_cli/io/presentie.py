"""A presence list: the days of cursorisch onderwijs of many aios in one csv file.

Columns: `aios_id`, `datum`, `dagen` and, where it is known, `soort`. What a row may hold is what an
[[onderwijs]] may hold; 0 days is an aios who was not there. Source: contract.md, issue 4.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import IO, Any

from ios_cli.domain.dossier import Aios, Onderwijs
from ios_cli.domain.finding import Ernst, Finding
from ios_cli.io.tabel import Kolom, Tabel, TabelRij, kolom_van, lees_tabel, lees_tabelbestand
from ios_cli.text import _


@dataclass(frozen=True, slots=True)
class Presentierij:
    """One entry of a presence list and the line it stands on."""

    onderwijs: Onderwijs
    regel: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Presentie:
    """A presence list as read: by aios id, rows in the order of the file. The findings have file and line."""

    file: str
    onderwijs: Mapping[str, list[Presentierij]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    is_lijst: bool = True
    """False where there is no table in it, or one without a column that every list has."""
    ongebruikt: Sequence[str] = ()
    """Headings of columns that are for other eyes."""


def lees_presentie(name: str, *, stdin: IO[Any] | None = None) -> Presentie:
    """The list in the file `name`, `-` for standard input. Never raises on user data."""
    return _presentie(lees_tabelbestand(name, kolommen(), stdin=stdin))


def lees_presentietekst(data: bytes, file: str) -> Presentie:
    """The same from bytes."""
    return _presentie(lees_tabel(data, file, kolommen()))


def kolommen() -> tuple[Kolom, ...]:
    """The columns of a presence list; their values are those of the dossier, and 0 days besides."""
    dagen = kolom_van("dagen", Onderwijs)

    def lees_dagen(text: str) -> Any:
        # a list of a group also names those who were not there
        return 0 if text.strip("0") in ("", ".", ",") and "0" in text else dagen.lees(text)

    return (
        kolom_van("aios_id", Aios, key="id"),
        kolom_van("datum", Onderwijs),
        Kolom(naam="dagen", lees=lees_dagen, verplicht=True),
        kolom_van("soort", Onderwijs),
    )


def _presentie(tabel: Tabel) -> Presentie:
    findings = list(tabel.findings)
    onderwijs: dict[str, list[Presentierij]] = {}
    eerste: dict[tuple[str, Onderwijs], int] = {}
    for rij in tabel.rijen:
        aios_id = rij.waarden["aios_id"]
        if not rij.waarden["dagen"]:
            continue
        dag = Onderwijs(
            datum=rij.waarden["datum"], dagen=rij.waarden["dagen"], soort=rij.waarden.get("soort")
        )
        regel = eerste.setdefault((aios_id, dag), rij.regel)
        if regel != rij.regel:
            findings.append(_dubbel(tabel, rij, dag, regel))
            continue
        onderwijs.setdefault(aios_id, []).append(Presentierij(dag, rij.regel))
    findings.sort(key=lambda f: f.line or 0)
    return Presentie(
        file=tabel.file,
        onderwijs=onderwijs,
        findings=findings,
        is_lijst=bool(tabel.kop),
        ongebruikt=tabel.ongebruikt,
    )


def _dubbel(tabel: Tabel, rij: TabelRij, dag: Onderwijs, regel: int) -> Finding:
    return tabel.finding(
        "IOS054",
        rij.regel,
        _("the onderwijs of {date} stands on line {line} already, and counts once").format(
            date=dag.datum, line=regel
        ),
        ernst=Ernst.WAARSCHUWING,
        hint=_("remove one of the two rows; two parts of a day go on one row, with their sum"),
        aios_id=rij.waarden["aios_id"],
    )
