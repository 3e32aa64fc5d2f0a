"""A roster: the diensten of many aios in one csv file.

Columns: `aios_id`, `datum`, `uren` or `aanvang` and `einde` (or `aanvang` and `uren`), `rol`, and where they
are known `soort` and `supervisie`. What a row may hold is what a [[dienst]] may hold. Source: contract.md,
"Dossier".
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from math import ceil
from typing import IO, Any

from ios_cli.domain.diensten import AFRONDING, uren_van
from ios_cli.domain.dossier import Aios, Dienst
from ios_cli.domain.finding import Ernst, Finding
from ios_cli.domain.words import say_number
from ios_cli.io.tabel import (
    Kolom,
    OnleesbareCel,
    Tabel,
    TabelRij,
    deel_van_een_etmaal,
    kolom_van,
    lees_tabel,
    lees_tabelbestand,
    lees_tekst,
    lees_tijd,
)
from ios_cli.text import _, ngettext

_VELDEN = ("uren", "aanvang", "einde", "rol", "soort", "supervisie")
_LOS = ("rol", "soort", "supervisie")
"""What a dienst counts without."""
_OOK = {
    "aanvang": ("begin", "van", "start", "begintijd", "starttijd", "aanvangstijd"),
    "einde": ("eind", "tot", "eindtijd"),
    "uren": ("aantal_uren", "duur"),
}
_ROLWOORDEN = {
    "consult": "consultarts",
    "consultarts": "consultarts",
    "visite": "visite-arts",
    "visitearts": "visite-arts",
    "telefoon": "telefoonarts",
    "telefoonarts": "telefoonarts",
    "triage": "telefoonarts",
}
_NIET_GEWERKT = frozenset(
    {"vervallen", "geruild", "weggeruild", "geannuleerd", "afgezegd", "ingetrokken", "ziek", "niet-gewerkt"}
)
"""Words of a column `status` that say that the dienst was not worked."""
_DUUR = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::00)?")
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
    velden = {
        naam: replace(kolom_van(naam, Dienst, verplicht=False), ook=_OOK.get(naam, ()), los=naam in _LOS)
        for naam in _VELDEN
    }
    velden["uren"] = replace(velden["uren"], lees=_urenlezer(velden["uren"].lees))
    velden["einde"] = replace(velden["einde"], lees=_lees_einde)
    velden["rol"] = replace(velden["rol"], lees=_rollezer(velden["rol"].lees))
    return (
        kolom_van("aios_id", Aios, key="id"),
        kolom_van("datum", Dienst),
        *velden.values(),
        Kolom(naam="status", lees=lees_tekst),
    )


def _lees_einde(text: str) -> time:
    # `fold` tells the end of the day from its begin, and counts in no comparison
    return time(0, fold=1) if text in ("24:00", "24:00:00") else lees_tijd(text)


def _urenlezer(lees: Callable[[str], Any]) -> Callable[[str], Any]:
    """Hours as a number or as a duration (8:00). A number below 1 is how a spreadsheet keeps a duration, and
    no dienst lasts less than an hour: it is refused, not counted as too short."""

    def lees_uren(text: str) -> Any:
        if duur := _DUUR.fullmatch(text):
            uren = int(duur[1]) + Fraction(int(duur[2]), 60)
            lees(str(ceil(uren)))  # bounded as a number is
            return uren
        getal = lees(text)
        if getal < 1:
            uren = deel_van_een_etmaal(text) * 24
            raise OnleesbareCel(
                _("the hours of a dienst, as 8 or 8.5"),
                _(
                    "as a part of a day, which a spreadsheet makes of a duration, it is {hours}: write that"
                ).format(hours=say_number(uren)),
            )
        return getal

    return lees_uren


def _rollezer(lees: Callable[[str], Any]) -> Callable[[str], Any]:
    return lambda text: lees(_ROLWOORDEN.get(re.sub(r"[\s_-]+", "", text.casefold()), text))


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
    niet_gewerkt = [rij for rij in tabel.rijen if _is_niet_gewerkt(rij)]
    if "status" in kop:
        findings.append(_over_status(tabel, niet_gewerkt))
    for rij in tabel.rijen:
        if _is_niet_gewerkt(rij):
            continue
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


def _is_niet_gewerkt(rij: TabelRij) -> bool:
    status = rij.waarden.get("status", "")
    return re.sub(r"[\s_-]+", "-", status.casefold()) in _NIET_GEWERKT


def _over_status(tabel: Tabel, rijen: Sequence[TabelRij]) -> Finding:
    """Said once of a list with a column `status`: what it was taken to mean."""
    woorden = dict.fromkeys(rij.waarden["status"] for rij in rijen)
    return tabel.finding(
        "IOS052",
        rijen[0].regel if rijen else 1,
        ngettext(
            "the column `status`: {n} row says that the dienst was not worked ({words}), and does not count",
            "the column `status`: {n} rows say that the dienst was not worked ({words}), and do not count",
            len(rijen),
        ).format(n=len(rijen), words=", ".join(f"`{woord}`" for woord in woorden))
        if rijen
        else _("the column `status`: no row says that the dienst was not worked"),
        ernst=Ernst.OPMERKING,
        expected=_("words that mean not worked: {words}").format(words=", ".join(sorted(_NIET_GEWERKT))),
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
    if aanvang == einde and uren is None:
        if einde.fold:  # 0:00 to 24:00
            return Dienst(datum=waarden["datum"], uren=Fraction(_HEEL_ETMAAL), **_overige(waarden))
        findings.append(
            tabel.finding(
                "IOS052",
                rij.regel,
                _("`aanvang` and `einde` are equal: they do not say how long the dienst was"),
                expected=_("`uren`, or `aanvang` and `einde`"),
                hint=_("write `24:00` as `einde` where it lasted the whole day"),
                aios_id=aios_id,
            )
        )
        return None
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
