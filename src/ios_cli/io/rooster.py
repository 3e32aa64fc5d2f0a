"""A roster: the diensten of many aios in one csv file.

Columns: `aios_id`, `datum`, `uren` or `aanvang` and `einde` (or `aanvang` and `uren`), `rol`, and where they
are known `soort` and `supervisie`. What a row may hold is what a [[dienst]] may hold. Source: contract.md,
"Dossier".
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from typing import IO, Any

from ios_cli.domain.diensten import AFRONDING, uren_van
from ios_cli.domain.dossier import Aios, Dienst
from ios_cli.domain.finding import Ernst, Finding
from ios_cli.domain.words import say_number
from ios_cli.io.tabel import Kolom, Tabel, TabelRij, kolom_van, lees_tabel, lees_tabelbestand, lees_tijd
from ios_cli.text import _

_VELDEN = ("uren", "aanvang", "einde", "rol", "soort", "supervisie")
_HEEL_ETMAAL = 24


@dataclass(frozen=True, slots=True)
class Roosterrij:
    """One dienst of a roster and the line it stands on."""

    dienst: Dienst
    regel: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Rooster:
    """A roster as read: by aios id, rows in the order of the file. The findings have file and line."""

    file: str
    diensten: Mapping[str, list[Roosterrij]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    is_rooster: bool = True
    """False where there is no table in it from which diensten could be read."""
    ongebruikt: Sequence[str] = ()
    """Headings of columns that are for other eyes."""


def lees_rooster(name: str, *, stdin: IO[Any] | None = None) -> Rooster:
    """The roster in the file `name`, `-` for standard input. Never raises on user data."""
    return _rooster(lees_tabelbestand(name, kolommen(), stdin=stdin))


def lees_roostertekst(data: bytes, file: str) -> Rooster:
    """The same from bytes."""
    return _rooster(lees_tabel(data, file, kolommen()))


def kolommen() -> tuple[Kolom, ...]:
    """The columns of a roster; their values are those of the dossier, and 24:00 is the end of a day."""
    velden = {naam: kolom_van(naam, Dienst, verplicht=False) for naam in _VELDEN}
    velden["einde"] = Kolom(naam="einde", lees=_lees_einde)
    return (
        kolom_van("aios_id", Aios, key="id"),
        kolom_van("datum", Dienst),
        *velden.values(),
    )


def _lees_einde(text: str) -> time:
    return time(0) if text in ("24:00", "24:00:00") else lees_tijd(text)


def _rooster(tabel: Tabel) -> Rooster:
    kop = set(tabel.kop)
    findings = list(tabel.findings)
    diensten: dict[str, list[Roosterrij]] = {}
    if tabel.kop and not ("uren" in kop or {"aanvang", "einde"} <= kop):
        findings.append(
            tabel.finding(
                "IOS050",
                1,
                _("no column says how long a dienst was"),
                expected=_("a column `uren`, or `aanvang` and `einde`"),
            )
        )
        return Rooster(file=tabel.file, findings=findings, is_rooster=False)
    eerste: dict[tuple[str, Dienst], int] = {}
    for rij in tabel.rijen:
        dienst = _dienst(tabel, rij, findings)
        if dienst is None:
            continue
        aios_id = rij.waarden["aios_id"]
        regel = eerste.setdefault((aios_id, dienst), rij.regel)
        if regel != rij.regel:
            findings.append(_dubbel(tabel, rij, dienst.datum, regel))
            continue
        diensten.setdefault(aios_id, []).append(Roosterrij(dienst, rij.regel))
    findings.sort(key=lambda f: f.line or 0)
    return Rooster(
        file=tabel.file,
        diensten=diensten,
        findings=findings,
        is_rooster=bool(tabel.kop),
        ongebruikt=tabel.ongebruikt,
    )


def _dienst(tabel: Tabel, rij: TabelRij, findings: list[Finding]) -> Dienst | None:
    """The dienst of one row; None, with a finding, where its length cannot be told."""
    waarden = rij.waarden
    uren, aanvang, einde = waarden.get("uren"), waarden.get("aanvang"), waarden.get("einde")
    aios_id = waarden["aios_id"]
    if aanvang is not None and einde is None and uren is not None:
        einde = _einde(aanvang, uren)
        if einde is None:
            aanvang = None  # longer than a day: the hours say it all
    if aanvang is None or einde is None:
        if uren is None or einde is not None:
            findings.append(
                tabel.finding(
                    "IOS052",
                    rij.regel,
                    _("this row does not say how long the dienst was")
                    if uren is None
                    else _("`einde` stands here without `aanvang`"),
                    expected=_("`uren`, or `aanvang` and `einde`"),
                    aios_id=aios_id,
                )
            )
            return None
        return Dienst(datum=waarden["datum"], uren=uren, **_overige(waarden))
    dienst = Dienst(datum=waarden["datum"], aanvang=aanvang, einde=einde, **_overige(waarden))
    if uren is not None and abs(uren - uren_van(dienst)) >= AFRONDING:
        findings.append(
            tabel.finding(
                "IOS052",
                rij.regel,
                _("`uren` is {hours}, from `aanvang` to `einde` it is {other}").format(
                    hours=say_number(uren), other=say_number(uren_van(dienst))
                ),
                expected=_("`uren`, or `aanvang` and `einde`"),
                hint=_("correct one of them, or leave `uren` empty"),
                aios_id=aios_id,
            )
        )
        return None
    return dienst


def _overige(waarden: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "rol": waarden.get("rol"),
        "soort": waarden.get("soort"),
        "supervisie": waarden.get("supervisie"),
    }


def _einde(aanvang: time, uren: Fraction) -> time | None:
    """The time at which it ends, to the nearest second; None where it takes more than a day."""
    seconden = round(uren * 3600)
    if uren > _HEEL_ETMAAL or not seconden:
        return None
    return (datetime.combine(date.min, aanvang) + timedelta(seconds=seconden)).time()


def _dubbel(tabel: Tabel, rij: TabelRij, datum: date, regel: int) -> Finding:
    return tabel.finding(
        "IOS054",
        rij.regel,
        _("the dienst of {date} stands on line {line} already, and counts once").format(
            date=datum, line=regel
        ),
        ernst=Ernst.WAARSCHUWING,
        hint=_("remove one of the two rows; or fill in `aanvang`, where there were two diensten that day"),
        aios_id=rij.waarden["aios_id"],
    )
