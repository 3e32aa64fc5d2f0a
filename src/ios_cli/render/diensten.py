"""Diensten for people and for machines: per aios the quotas, what is done of them, what does not count.

Source: contract.md, "`diensten`"; rekenregels 7.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ios_cli.domain.diensten import (
    Dienstenoverzicht,
    Dienstenquotum,
    Dienstenstand,
    GeboekteDienst,
    Grenzen,
    NietGeteld,
)
from ios_cli.domain.finding import KeyPath
from ios_cli.domain.ios import IOS
from ios_cli.domain.numbers import format_exact
from ios_cli.domain.words import say_months, say_number
from ios_cli.render.lijst import Blok, Kleur, Kolom, Regel
from ios_cli.render.values import encodable
from ios_cli.text import N_, _, ngettext

if TYPE_CHECKING:
    from ios_cli.render.csv import Cell

DIENSTEN_SCHEMA = "ios/diensten/1"
DIENSTEN_COLUMNS = (
    "aios_id",
    "onderdeel",
    "begin",
    "eind",
    "minimum",
    "maximum",
    "minimum_exact",
    "maximum_exact",
    "minimum_kalender",
    "maximum_kalender",
    "gedaan",
    "gepland",
    "nog_te_doen",
    "consultarts",
    "visite_arts",
    "telefoonarts",
    "zonder_rol",
    "niet_geteld",
    "prognose",
)
ROLLEN = {"consultarts": "consultarts", "visite-arts": "visite_arts", "telefoonarts": "telefoonarts"}
"""The rollen of a dossier and their columns."""
PROGNOSE_PLACES = 1
DOT = " · "

REDENEN = {
    NietGeteld.TE_KORT: N_("too short, under {hours} hours"),
    NietGeteld.BUITEN_DE_OPLEIDINGSPERIODE: N_("in waiting time"),
    NietGeteld.NIET_IN_LEERWERKPLAN: N_("not in the leerwerkplan"),
    NietGeteld.AFWEZIG: N_("on a day of full absence"),
    NietGeteld.DUBBEL: N_("recorded twice"),
}
LEZINGEN = {"inhoud": N_("content"), "kalender": N_("calendar")}
NAAR = {"inhoud": N_("by content"), "kalender": N_("by calendar months")}


@dataclass(frozen=True, slots=True, kw_only=True)
class DienstenVan:
    """One aios with the diensten; `plek` gives file and line of an entry."""

    ios: IOS
    overzicht: Dienstenoverzicht
    plek: Callable[[KeyPath], tuple[str, int | None]]


# --- for machines ---


def diensten_rows(items: Iterable[DienstenVan]) -> "Iterator[tuple[Cell, ...]]":
    """A row for every quota, by aios and in the order of the schedule."""
    for item in items:
        for stand in item.overzicht.standen:
            yield _row(item.ios.aios_id, stand)


def _row(aios_id: str, stand: Dienstenstand) -> "tuple[Cell, ...]":
    from ios_cli.render.csv import Rounded

    quotum = stand.quotum
    return (
        aios_id,
        quotum.onderdeel,
        quotum.begin,
        quotum.eind,
        quotum.minimum,
        quotum.maximum,
        quotum.minimum_exact,
        quotum.maximum_exact,
        quotum.minimum_kalender,
        quotum.maximum_kalender,
        stand.gedaan,
        stand.gepland,
        stand.nog_te_doen,
        *(stand.rollen.get(rol, 0) for rol in ROLLEN),
        stand.rollen.get("", 0),
        len(stand.niet_geteld),
        None if stand.tempo is None else Rounded(stand.tempo, PROGNOSE_PLACES),
    )


def diensten_records(items: Iterable[DienstenVan]) -> Iterator[dict[str, Any]]:
    """One object per aios: `diensten` has the rows of the csv, each with both readings and with the diensten
    in it that do not count; `zonder_quotum` and `buiten` have those that lie in no row."""
    for item in items:
        overzicht = item.overzicht
        yield {
            "aios_id": item.ios.aios_id,
            "naam": item.ios.naam,
            "ios_status": item.ios.status.value,
            "revisie": item.ios.revisie,
            "uren_minimum": format_exact(overzicht.uren_minimum),
            "diensten": [_stand_record(item, stand) for stand in overzicht.standen],
            "zonder_quotum": [_boeking_record(item, b) for b in overzicht.zonder_quotum],
            "buiten": [_boeking_record(item, b) for b in overzicht.buiten],
        }


def _stand_record(item: DienstenVan, stand: Dienstenstand) -> dict[str, Any]:
    quotum = stand.quotum
    return {
        "onderdeel": quotum.onderdeel,
        "soort": quotum.soort,
        "begin": quotum.begin,
        "eind": quotum.eind,
        "perioden": [{"begin": p.begin, "eind": p.laatste_dag} for p in quotum.perioden],
        "telling": quotum.telling,
        "minimum": quotum.minimum,
        "maximum": quotum.maximum,
        "minimum_exact": _exact(quotum.minimum_exact),
        "maximum_exact": _exact(quotum.maximum_exact),
        "minimum_kalender": quotum.minimum_kalender,
        "maximum_kalender": quotum.maximum_kalender,
        "lezingen": {naam: _grenzen_record(grenzen) for naam, grenzen in _lezingen(quotum)},
        "gedaan": stand.gedaan,
        "gepland": stand.gepland,
        "nog_te_doen": stand.nog_te_doen,
        **{kolom: stand.rollen.get(rol, 0) for rol, kolom in ROLLEN.items()},
        "zonder_rol": stand.rollen.get("", 0),
        "niet_geteld": len(stand.niet_geteld),
        "prognose": _exact(stand.tempo),
        "dagen_zover": stand.dagen_zover,
        "dagen": stand.dagen,
        "niet_getelde_diensten": [_boeking_record(item, b) for b in stand.niet_geteld],
    }


def _grenzen_record(grenzen: Grenzen) -> dict[str, Any]:
    return {
        "maanden": format_exact(grenzen.maanden),
        "minimum": grenzen.minimum,
        "maximum": grenzen.maximum,
        "minimum_exact": _exact(grenzen.minimum_exact),
        "maximum_exact": _exact(grenzen.maximum_exact),
    }


def _boeking_record(item: DienstenVan, boeking: GeboekteDienst) -> dict[str, Any]:
    dienst = boeking.dienst
    file, line = item.plek(boeking.pad)
    return {
        "datum": dienst.datum,
        "uren": format_exact(boeking.uren),
        "aanvang": None if dienst.aanvang is None else dienst.aanvang.isoformat(),
        "einde": None if dienst.einde is None else dienst.einde.isoformat(),
        "rol": dienst.rol,
        "soort": dienst.soort,
        "supervisie": dienst.supervisie,
        "onderdeel": boeking.onderdeel,
        "gepland": boeking.gepland,
        "telt": boeking.telt,
        "reden": None if boeking.niet_geteld is None else boeking.niet_geteld.value,
        "bestand": encodable(file),
        "regelnummer": line,
    }


def _exact(value: Fraction | None) -> str | None:
    return None if value is None else format_exact(value)


def _lezingen(quotum: Dienstenquotum) -> list[tuple[str, Grenzen]]:
    """Both readings by name, the chosen one first."""
    ander = next(naam for naam in LEZINGEN if naam != quotum.telling)
    return [(quotum.telling, quotum.gekozen), (ander, quotum.ander)]


# --- for people ---


def reading_note() -> str:
    """How the numbers of the table are to be read."""
    return _(
        "Both dates are included. To do is up to the minimum, beyond what is done and planned. "
        "The roles count those planned too. "
        "The rate is that of the days on which the clock ran and the aios was not fully absent; "
        "it is told from a quarter of the period on."
    )


def diensten_blokken(items: Iterable[DienstenVan], *, verbose: bool = False) -> Iterator[Blok]:
    """A block for every aios; `verbose` adds the exact quotas and every dienst that counts."""
    for item in items:
        yield _blok(item, verbose=verbose)


def _blok(item: DienstenVan, *, verbose: bool) -> Blok:
    ios = item.ios
    wie = [ios.naam] if ios.naam else []
    wie += [_("diensten up to and including {date}").format(date=ios.as_of.isoformat())]
    return Blok(
        titel=DOT.join(([ios.aios_id] if not ios.naam else []) + wie),
        sleutel=ios.aios_id,
        kolommen=(
            Kolom(kop=_("onderdeel")),
            Kolom(kop=_("begin")),
            Kolom(kop=_("last day")),
            Kolom(kop=_("quota"), rechts=True),
            Kolom(kop=_("done"), rechts=True),
            Kolom(kop=_("planned"), rechts=True),
            Kolom(kop=_("to do"), rechts=True, kleurt=True),
            Kolom(kop="consultarts", rechts=True, wijkt=2),
            Kolom(kop="visite-arts", rechts=True, wijkt=2),
            Kolom(kop="telefoonarts", rechts=True, wijkt=2),
            Kolom(kop=_("no role"), rechts=True, wijkt=1),
        ),
        regels=[_regel(item, stand, verbose=verbose) for stand in item.overzicht.standen],
        noten=tuple(_onder(item, verbose=verbose)),
    )


def _regel(item: DienstenVan, stand: Dienstenstand, *, verbose: bool) -> Regel:
    quotum = stand.quotum
    kleur = Kleur.GEWOON
    if stand.nog_te_doen and _voorbij(item.ios, stand):
        kleur = Kleur.AANDACHT
    elif item.ios.as_of < quotum.begin:
        kleur = Kleur.STIL
    return Regel(
        cellen=(
            quotum.onderdeel,
            quotum.begin.isoformat(),
            quotum.eind.isoformat(),
            _range(quotum.minimum, quotum.maximum),
            str(stand.gedaan),
            str(stand.gepland),
            "" if stand.nog_te_doen is None else str(stand.nog_te_doen),
            *(_count(stand.rollen.get(rol, 0)) for rol in ROLLEN),
            _count(stand.rollen.get("", 0)),
        ),
        kleur=kleur,
        noten=tuple(_noten(item, stand, verbose=verbose)),
    )


def _voorbij(ios: IOS, stand: Dienstenstand) -> bool:
    """Whether the period is over, and not because the training was cut in it."""
    return ios.as_of > stand.quotum.eind and not stand.afgebroken


def _noten(item: DienstenVan, stand: Dienstenstand, *, verbose: bool) -> Iterator[str]:
    quotum = stand.quotum
    yield from _tempo(stand)
    if stand.afgebroken and quotum.minimum is not None:
        yield _("the training was cut in this period: its minimum is not owed any more")
    if _voorbij(item.ios, stand):
        yield from _te_weinig(stand)
    yield from _te_veel(stand)
    if (quotum.minimum, quotum.maximum) != (quotum.minimum_kalender, quotum.maximum_kalender):
        (telling, gekozen), (andere, ander) = _lezingen(quotum)
        yield _(
            "{quota} is counted by {reading} ({months}), the reading chosen; "
            "by {other} ({other_months}) it is {other_quota}"
        ).format(
            quota=_range(gekozen.minimum, gekozen.maximum),
            reading=_(LEZINGEN[telling]),
            months=say_months(gekozen.maanden),
            other=_(LEZINGEN[andere]),
            other_months=say_months(ander.maanden),
            other_quota=_range(ander.minimum, ander.maximum),
        )
    if verbose:
        yield from _exactly(quotum)
    if len(quotum.perioden) > 1:
        yield _("in {n} parts: {periods}").format(
            n=len(quotum.perioden),
            periods=", ".join(
                _("{first} to {last}").format(first=p.begin.isoformat(), last=p.laatste_dag.isoformat())
                for p in quotum.perioden
            ),
        )
    yield from _niet_geteld(item, stand.niet_geteld, verbose=verbose)
    if verbose:
        tellend = [b for b in stand.boekingen if b.telt]
        if tellend:
            yield _("counts: {diensten}").format(diensten=", ".join(_dienst(b) for b in tellend))


def _tempo(stand: Dienstenstand) -> Iterator[str]:
    """Nothing where more are done and planned than the rate gives: that is then the better guess."""
    aantal = stand.verwacht
    if aantal is None or (stand.quotum.minimum is None and not stand.gedaan):
        return
    if not stand.gepland or stand.gedaan + stand.gepland <= aantal:
        yield _("at this rate {n} by the end ({done} in {days} of {all} days)").format(
            n=aantal, done=stand.gedaan, days=stand.dagen_zover, all=stand.dagen
        )


def _te_weinig(stand: Dienstenstand) -> Iterator[str]:
    """By how many a period that is over falls short, in the reading chosen; and what the other one says."""
    quotum, aantal = stand.quotum, stand.gedaan + stand.gepland
    if quotum.minimum is None or quotum.minimum_kalender is None:
        return
    gekozen, ander = quotum.minimum - aantal, quotum.minimum_kalender - aantal
    if gekozen > 0 and ander > 0:
        yield _("{n} short: this period is over").format(n=gekozen)
    elif gekozen > 0:
        yield _("{n} short {reading}, enough {other}: this period is over").format(
            n=gekozen, **_beide(quotum)
        )
    elif ander > 0:
        yield _("enough {reading}, {n} short {other}: this period is over").format(n=ander, **_beide(quotum))


def _te_veel(stand: Dienstenstand) -> Iterator[str]:
    """The same of the maximum, of what is done and planned."""
    quotum, aantal = stand.quotum, stand.gedaan + stand.gepland
    if quotum.maximum is None or quotum.maximum_kalender is None:
        return
    gekozen, ander = aantal - quotum.maximum, aantal - quotum.maximum_kalender
    if gekozen > 0 and ander > 0:
        yield _("{n} above the maximum").format(n=gekozen)
    elif gekozen > 0:
        yield _("{n} above the maximum {reading}, not {other}").format(n=gekozen, **_beide(quotum))
    elif ander > 0:
        yield _("not above the maximum {reading}, {n} above it {other}").format(n=ander, **_beide(quotum))


def _beide(quotum: Dienstenquotum) -> dict[str, str]:
    return dict(
        zip(("reading", "other"), (_(NAAR[naam]) for naam, _grenzen in _lezingen(quotum)), strict=True)
    )


def _exactly(quotum: Dienstenquotum) -> Iterator[str]:
    if quotum.minimum_exact is not None and quotum.maximum_exact is not None:
        yield _("exact: {minimum} to {maximum}").format(
            minimum=say_number(quotum.minimum_exact), maximum=say_number(quotum.maximum_exact)
        )
    elif quotum.maximum_exact is not None:
        yield _("exact: at most {maximum}").format(maximum=say_number(quotum.maximum_exact))


def _onder(item: DienstenVan, *, verbose: bool) -> Iterator[str]:
    """What lies in no row."""
    overzicht = item.overzicht
    if not overzicht.standen:
        yield _("no onderdeel with diensten is planned")
    per_stage: dict[str, list[GeboekteDienst]] = {}
    for boeking in overzicht.zonder_quotum:
        per_stage.setdefault(boeking.onderdeel or "", []).append(boeking)
    for naam, boekingen in per_stage.items():
        tellend = [b for b in boekingen if b.telt]
        if tellend:
            gepland = sum(b.gepland for b in tellend)
            yield _("{onderdeel}: {done} done, {planned} planned; the dossier gives no maximum").format(
                onderdeel=naam, done=len(tellend) - gepland, planned=gepland
            )
        for line in _niet_geteld(item, [b for b in boekingen if not b.telt], verbose=verbose):
            yield f"{naam}: {line}"
    yield from _niet_geteld(item, overzicht.buiten, verbose=verbose)


def _niet_geteld(item: DienstenVan, boekingen: Sequence[GeboekteDienst], *, verbose: bool) -> Iterator[str]:
    """A line for each reason, with its diensten."""
    hours = say_number(item.overzicht.uren_minimum)
    per_reden: dict[str, list[GeboekteDienst]] = {}
    for boeking in boekingen:
        per_reden.setdefault(_reden(item.ios, boeking), []).append(boeking)
    for reden, deze in per_reden.items():
        yield ngettext(
            "{n} does not count, {reason}: {diensten}", "{n} do not count, {reason}: {diensten}", len(deze)
        ).format(
            n=len(deze),
            reason=reden.format(hours=hours),
            diensten=", ".join(_dienst(b) + (_place(item, b) if verbose else "") for b in deze),
        )


def _reden(ios: IOS, boeking: GeboekteDienst) -> str:
    assert boeking.niet_geteld is not None
    if boeking.niet_geteld is NietGeteld.BUITEN_DE_OPLEIDINGSPERIODE:
        if boeking.dienst.datum < ios.start:
            return _("before the start of the training")
        if ios.laatste_dag is None or boeking.dienst.datum > ios.laatste_dag:
            return _("after the last day of the training")
    return _(REDENEN[boeking.niet_geteld])


def _dienst(boeking: GeboekteDienst) -> str:
    """`2025-06-14 (8.5 hours, visite-arts)`."""
    hours = ngettext("{n} hour", "{n} hours", 1 if boeking.uren == 1 else 2).format(
        n=say_number(boeking.uren)
    )
    return f"{boeking.dienst.datum.isoformat()} ({', '.join(x for x in (hours, boeking.dienst.rol) if x)})"


def _place(item: DienstenVan, boeking: GeboekteDienst) -> str:
    file, line = item.plek(boeking.pad)
    return f" [{file}:{line}]" if line is not None else f" [{file}]"


def _range(minimum: int | None, maximum: int | None) -> str:
    if minimum is None:
        return "" if maximum is None else _("max {n}").format(n=maximum)
    return f"{minimum}-{maximum}"


def _count(n: int) -> str:
    return str(n) if n else ""
