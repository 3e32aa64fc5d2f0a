"""Goal seek: which deeltijdfactor, how much vrijstelling, or which shift between the practice periods
reaches a date. Pure: each tries what-ifs and plans them.

A try counts only where the IOS can be computed without a fout. Searched are the steps that planners
use: whole per cents, half months (whole weken or dagen), tenths and hundredths of a month for a shift.
Source: rekenregels 3 and 4; rules `deeltijd-minimum`, `startmomenten`.
"""

import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import floor
from typing import Any, Literal

from ios_cli.domain.calendar import ceil
from ios_cli.domain.dossier import PRAKTIJKPERIODEN, Dossier, Inhoud, Onderdeel
from ios_cli.domain.finding import Ernst, Finding, has_fout
from ios_cli.domain.ios import IOS, Rij
from ios_cli.domain.numbers import format_exact
from ios_cli.domain.words import say_content
from ios_cli.planning.afwijkingen import buiten_wat_mag, deeltijd_minimum, praktijk_grenzen
from ios_cli.planning.ios import plan_ios
from ios_cli.planning.onderdelen import TePlannen, onderdelen_van, zoek_onderdeel
from ios_cli.planning.wijziging import Wijziging, ontbreekt
from ios_cli.planning.wijzigingen import move, scale, shorten
from ios_cli.regels.model import Regels
from ios_cli.text import _

Eenheid = Literal["procent", "maanden", "weken", "dagen"]
HALVE_MAAND = Fraction(1, 2)
LINEAIR = 64
"""Up to so many tries one by one; above it by halving."""
# The least number of decimals first: 2.5 months is easier to live with than 2.47.
STAPPEN = (Fraction(1), Fraction(1, 2), Fraction(1, 10), Fraction(1, 100))


@dataclass(frozen=True, slots=True, kw_only=True)
class Doel:
    """The answer to a goal seek.

    `hoeveel` is the least that reaches `datum`, in `eenheid` (`procent`: the deeltijdfactor as a per
    cent), `wijziging` the what-if and `ios` what it gives; all None where nothing does, or nothing is
    needed, and `findings` says which. `bereikt` is the day reached: the last day of the training, or
    with a shift the begin that was aimed at.
    """

    datum: date
    eenheid: Eenheid
    hoeveel: Fraction | None = None
    wijziging: Wijziging | None = None
    ios: IOS | None = None
    bereikt: date | None = None
    nu: date | None = None
    """That day as the dossier stands."""
    uiterste: Fraction | None = None
    """The most that was tried: 100 %, or everything that can be exempted or moved."""
    bij_uiterste: date | None = None
    """That day with `uiterste`."""
    toegestaan: Fraction | None = None
    """Deeltijd: the lowest whole per cent that reaches `datum` and that the profile allows."""
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class _Poging:
    """One try: the what-if and its IOS, None where that has a fout."""

    wijziging: Wijziging
    ios: IOS | None
    findings: tuple[Finding, ...]

    @property
    def einde(self) -> date | None:
        return self.ios.laatste_dag if self.ios is not None else None

    def haalt(self, datum: date) -> bool:
        return self.einde is not None and self.einde <= datum


def zoek_deeltijdfactor(
    dossier: Dossier,
    regels: Regels,
    *,
    einddatum: date,
    vanaf: date,
    as_of: date,
    tot_en_met: date | None = None,
    vrijstellingen: str = "alle",
    replace: bool = False,
) -> Doel:
    """The lowest deeltijdfactor, in whole per cents, from `vanaf` with which the training ends at the
    latest on `einddatum`; and the lowest that the profile allows too.

    None reaches it: IOS093, with what 100 % gives.
    """

    def probeer(procent: int) -> _Poging:
        wijziging = scale(
            dossier, vanaf=vanaf, tot_en_met=tot_en_met, factor=Fraction(procent, 100), replace=replace
        )
        return _probeer(wijziging, regels, as_of, vrijstellingen)

    nu = _nu(dossier, regels, as_of, vrijstellingen)
    voltijds = probeer(100)
    if voltijds.wijziging.dossier is None:
        return Doel(datum=einddatum, eenheid="procent", nu=nu, findings=voltijds.findings)
    if not voltijds.haalt(einddatum):
        return Doel(
            datum=einddatum,
            eenheid="procent",
            nu=nu,
            uiterste=Fraction(100),
            bij_uiterste=voltijds.einde,
            findings=_onbereikbaar(
                voltijds,
                _("no deeltijdfactor from {first} on ends the training by {date}").format(
                    first=vanaf, date=einddatum
                ),
                _("with 100 % it ends on {end}").format(end=voltijds.einde),
            ),
        )
    # A lower factor never ends earlier.
    laag, hoog, beste = 0, 100, voltijds
    while hoog - laag > 1:
        midden = (laag + hoog) // 2
        poging = probeer(midden)
        if poging.haalt(einddatum):
            hoog, beste = midden, poging
        else:
            laag = midden
    findings: list[Finding] = []
    toegestaan = Fraction(hoog)
    minimum = deeltijd_minimum(regels)
    if minimum is not None and Fraction(hoog, 100) < minimum:
        toegestaan = Fraction(ceil(minimum * 100))
        findings.append(
            buiten_wat_mag(
                _("{percentage} % reaches {date}, and is below the lowest that the profile allows").format(
                    percentage=hoog, date=einddatum
                ),
                expected=_("at least {least} %: then it ends on {end}").format(
                    least=format_exact(toegestaan), end=probeer(int(toegestaan)).einde
                ),
                source=regels["deeltijd-minimum"].bronvermelding,
            )
        )
    return Doel(
        datum=einddatum,
        eenheid="procent",
        hoeveel=Fraction(hoog),
        wijziging=beste.wijziging,
        ios=beste.ios,
        bereikt=beste.einde,
        nu=nu,
        uiterste=Fraction(100),
        bij_uiterste=voltijds.einde,
        toegestaan=toegestaan,
        findings=tuple(findings),
    )


def zoek_vrijstelling(
    dossier: Dossier,
    regels: Regels,
    *,
    onderdeel: str,
    einddatum: date,
    as_of: date,
    grond: str | None = None,
    status: str | None = None,
    besloten_op: date | None = None,
    aangevraagd_op: date | None = None,
    vrijstellingen: str = "alle",
    replace: bool = False,
) -> Doel:
    """The least vrijstelling on `onderdeel` with which the training ends at the latest on `einddatum`.

    In half months (planners plan no finer), whole weken or whole dagen, or all there is. Without
    `grond` the what-if carries the fout that it is missing, and cannot be written. Not enough: IOS093,
    with what exempting all of it gives; not needed: IOS094.
    """
    deel, findings = zoek_onderdeel(onderdelen_van(dossier, regels), onderdeel)
    nu = _nu(dossier, regels, as_of, vrijstellingen)
    if deel is None:
        return Doel(datum=einddatum, eenheid="maanden", nu=nu, findings=tuple(findings))
    eenheid, alles, stap = _te_nemen(deel.onderdeel)

    def probeer(hoeveel: Fraction) -> _Poging:
        aantal: dict[str, Any] = {eenheid: hoeveel if eenheid == "maanden" else int(hoeveel)}
        wijziging = shorten(
            dossier,
            regels,
            onderdeel=onderdeel,
            grond=grond or "-",
            status=status,
            besloten_op=besloten_op,
            aangevraagd_op=aangevraagd_op,
            replace=replace,
            **aantal,
        )
        return _probeer(wijziging, regels, as_of, vrijstellingen)

    if nu is not None and nu <= einddatum:
        return Doel(
            datum=einddatum, eenheid=eenheid, nu=nu, bereikt=nu, findings=(_niets_nodig(nu, einddatum),)
        )
    eerste = probeer(min(stap, alles))
    if eerste.wijziging.dossier is None:
        return Doel(datum=einddatum, eenheid=eenheid, nu=nu, findings=eerste.findings)
    trappen = [stap * n for n in range(1, ceil(alles / stap))] + [alles]
    hoeveel = _kleinste(trappen, lambda n: probeer(n).haalt(einddatum))
    # Exempting all of the only onderdelen leaves nothing to plan: then the most is one step less.
    uiterste = next((n for n in reversed(trappen) if probeer(n).ios is not None), alles)
    bij_uiterste = probeer(uiterste)
    if hoeveel is None:
        return Doel(
            datum=einddatum,
            eenheid=eenheid,
            nu=nu,
            uiterste=uiterste,
            bij_uiterste=bij_uiterste.einde,
            findings=_onbereikbaar(
                bij_uiterste,
                _("`{name}` does not hold enough to end the training by {date}").format(
                    name=deel.onderdeel.bijnaam, date=einddatum
                ),
                _("with {most} {unit} exempted it ends on {end}").format(
                    most=format_exact(uiterste), unit=eenheid, end=bij_uiterste.einde
                ),
            ),
        )
    beste = probeer(hoeveel)
    wijziging = beste.wijziging
    if grond is None:
        wijziging = dataclasses.replace(
            wijziging,
            findings=(
                *wijziging.findings,
                ontbreekt(_("`grond`: what the vrijstelling rests on"), hint=_("give `--grond`")),
            ),
        )
    return Doel(
        datum=einddatum,
        eenheid=eenheid,
        hoeveel=hoeveel,
        wijziging=wijziging,
        ios=beste.ios,
        bereikt=beste.einde,
        nu=nu,
        uiterste=uiterste,
        bij_uiterste=bij_uiterste.einde,
    )


def zoek_verplaatsing(
    dossier: Dossier,
    regels: Regels,
    *,
    van: str,
    naar: str,
    as_of: date,
    startmoment: date | None = None,
    vrijstellingen: str = "alle",
    grond: str | None = None,
) -> Doel:
    """How much content, from one practice period to the other, makes what follows the first period begin
    on a start moment of the profile: the next one in that direction, or `startmoment`.

    More in the first period is later, less is earlier. Within the bounds of the periods; in whole
    months, else halves, tenths or hundredths. `bereikt` and `nu` are that begin, not the end of the
    training. Not to be reached: IOS093; begins on one already: IOS094.
    """
    proef = move(dossier, regels, van=van, naar=naar, maanden=Fraction(1, 100))
    if proef.dossier is None:
        return Doel(datum=startmoment or as_of, eenheid="maanden", findings=proef.findings)
    planning = plan_ios(dossier, regels, as_of=as_of, vrijstellingen=vrijstellingen)
    volgende = (
        None if planning.ios is None or has_fout(planning.findings) else _na_eerste_periode(planning.ios)
    )
    if volgende is None or volgende.begin is None:
        return Doel(
            datum=startmoment or as_of,
            eenheid="maanden",
            findings=(
                *planning.findings,
                Finding(code="IOS093", message=_("nothing follows the first practice period")),
            ),
        )
    nu, delen = volgende.begin, onderdelen_van(dossier, regels)
    eerste_soort = next(d.onderdeel.soort for d in delen if d.onderdeel.soort in PRAKTIJKPERIODEN)
    doelperiode = zoek_onderdeel(delen, naar)[0]
    assert doelperiode is not None
    later = doelperiode.onderdeel.soort == eerste_soort
    datum = startmoment or _startmoment(regels, nu, later=later)
    if datum is None or (startmoment is not None and not _is_startmoment(regels, startmoment)):
        return Doel(
            datum=startmoment or nu,
            eenheid="maanden",
            nu=nu,
            findings=(
                Finding(
                    code="IOS093",
                    message=_("{date} is no start moment").format(date=startmoment)
                    if startmoment
                    else _("there are no start moments"),
                    expected=_toon_startmomenten(regels),
                    source=regels["startmomenten"].bronvermelding,
                ),
            ),
        )
    if datum == nu:
        return Doel(datum=datum, eenheid="maanden", nu=nu, bereikt=nu, findings=(_niets_nodig(nu, datum),))

    def probeer(maanden: Fraction) -> tuple[_Poging, date | None]:
        wijziging = move(dossier, regels, van=van, naar=naar, maanden=maanden, grond=grond)
        poging = _probeer(wijziging, regels, as_of, vrijstellingen)
        rij = None
        if poging.ios is not None:
            rij = next((r for r in poging.ios.geplande_rijen if r.volgnummer == volgende.volgnummer), None)
        return poging, rij.begin if rij is not None else None

    def voorbij(maanden: Fraction) -> bool:
        begin = probeer(maanden)[1]
        return begin is not None and (begin >= datum if later else begin <= datum)

    meeste = _meeste(delen, regels, van, naar)
    for stap in STAPPEN:
        hoeveel = _kleinste([stap * n for n in range(1, floor(meeste / stap) + 1)], voorbij)
        if hoeveel is None:
            continue
        poging, begin = probeer(hoeveel)
        if begin == datum:
            return Doel(
                datum=datum,
                eenheid="maanden",
                hoeveel=hoeveel,
                wijziging=poging.wijziging,
                ios=poging.ios,
                bereikt=begin,
                nu=nu,
                uiterste=meeste,
            )
    bij_uiterste = probeer(meeste)[1] if meeste > 0 else nu
    return Doel(
        datum=datum,
        eenheid="maanden",
        nu=nu,
        uiterste=meeste,
        bij_uiterste=bij_uiterste,
        findings=(
            Finding(
                code="IOS093",
                message=_("`{name}` cannot begin on {date} by moving content").format(
                    name=volgende.onderdeel, date=datum
                ),
                hint=_("at most {months} can be moved: then it begins on {begin}").format(
                    months=say_content(Inhoud(maanden=meeste)), begin=bij_uiterste
                ),
                source=regels["startmomenten"].bronvermelding,
            ),
        ),
    )


# --- what they share ---


def _probeer(wijziging: Wijziging, regels: Regels, as_of: date, vrijstellingen: str) -> _Poging:
    if wijziging.dossier is None:
        return _Poging(wijziging, None, wijziging.findings)
    planning = plan_ios(wijziging.dossier, regels, as_of=as_of, vrijstellingen=vrijstellingen, concept=True)
    ios = None if has_fout(planning.findings) else planning.ios
    return _Poging(wijziging, ios, tuple(planning.findings))


def _nu(dossier: Dossier, regels: Regels, as_of: date, vrijstellingen: str) -> date | None:
    ios = plan_ios(dossier, regels, as_of=as_of, vrijstellingen=vrijstellingen).ios
    return ios.laatste_dag if ios is not None else None


def _kleinste(trappen: Sequence[Fraction], haalt: Callable[[Fraction], bool]) -> Fraction | None:
    """The first of `trappen` (rising) that reaches it; where there are many, by halving."""
    if len(trappen) <= LINEAIR:
        return next((n for n in trappen if haalt(n)), None)
    laag, hoog = -1, len(trappen) - 1
    if not haalt(trappen[hoog]):
        return None
    while hoog - laag > 1:
        midden = (laag + hoog) // 2
        if haalt(trappen[midden]):
            hoog = midden
        else:
            laag = midden
    return trappen[hoog]


def _te_nemen(onderdeel: Onderdeel) -> tuple[Eenheid, Fraction, Fraction]:
    """Unit, all there is, and the step to search in."""
    if onderdeel.maanden is not None:
        return "maanden", onderdeel.maanden, HALVE_MAAND
    if onderdeel.weken is not None:
        return "weken", Fraction(onderdeel.weken), Fraction(1)
    return "dagen", Fraction(onderdeel.dagen or 0), Fraction(1)


def _onbereikbaar(poging: _Poging, message: str, hint: str) -> tuple[Finding, ...]:
    """That nothing reaches it, and what the most gives; or why even that cannot be computed."""
    fouten = tuple(f for f in poging.findings if f.is_fout)
    return (
        Finding(code="IOS093", message=message, hint=hint if poging.ios is not None else ""),
        *fouten,
    )


def _niets_nodig(nu: date, datum: date) -> Finding:
    return Finding(
        code="IOS094",
        ernst=Ernst.OPMERKING,
        message=_("nothing is needed: it is {now} already, and {date} was asked").format(now=nu, date=datum),
    )


def _na_eerste_periode(ios: IOS) -> Rij | None:
    """The first planned row after the last one of the first practice period."""
    rijen = ios.geplande_rijen
    soort = next((r.soort for r in rijen if r.is_praktijk), None)
    laatste = max((i for i, r in enumerate(rijen) if r.soort == soort), default=None)
    if laatste is None or laatste + 1 >= len(rijen):
        return None
    return rijen[laatste + 1]


def _meeste(delen: Sequence[TePlannen], regels: Regels, van: str, naar: str) -> Fraction:
    """The most that can be moved, in hundredths of a month: the source keeps something, both periods stay
    within their bounds."""
    bron, doel = zoek_onderdeel(list(delen), van)[0], zoek_onderdeel(list(delen), naar)[0]
    assert bron is not None
    assert doel is not None

    def lengte(soort: str) -> Fraction:
        return sum((d.eigen.als_maanden for d in delen if d.onderdeel.soort == soort), Fraction(0))

    ruimte = [bron.eigen.maanden - Fraction(1, 100)]
    minste = praktijk_grenzen(regels, bron.onderdeel.soort)[0]
    if minste is not None:
        ruimte.append(lengte(bron.onderdeel.soort) - minste)
    meeste = praktijk_grenzen(regels, doel.onderdeel.soort)[1]
    if meeste is not None:
        ruimte.append(meeste - lengte(doel.onderdeel.soort))
    return max(Fraction(floor(min(ruimte) * 100), 100), Fraction(0))


def _startmomenten(regels: Regels) -> list[tuple[int, int]]:
    """(month, day) of every start moment."""
    waarde = regels["startmomenten"].waarde or ()
    return sorted((int(m["maand"]), int(m["dag"])) for m in waarde)


def _is_startmoment(regels: Regels, dag: date) -> bool:
    return (dag.month, dag.day) in _startmomenten(regels)


def _startmoment(regels: Regels, dag: date, *, later: bool) -> date | None:
    """`dag` where it is a start moment, else the nearest one after (or before) it."""
    momenten = [
        date(jaar, m, d) for jaar in (dag.year - 1, dag.year, dag.year + 1) for m, d in _startmomenten(regels)
    ]
    if later:
        return min((m for m in momenten if m >= dag), default=None)
    return max((m for m in momenten if m <= dag), default=None)


def _toon_startmomenten(regels: Regels) -> str:
    return ", ".join(f"{maand:02d}-{dag:02d}" for maand, dag in _startmomenten(regels))
