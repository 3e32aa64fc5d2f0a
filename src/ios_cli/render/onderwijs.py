"""Onderwijs for people and for machines: a row for every opleidingsjaar of every aios."""

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ios_cli.domain.dossier import Onderwijs
from ios_cli.domain.ios import IOS
from ios_cli.domain.numbers import format_exact, format_rounded
from ios_cli.domain.onderwijs import ONDERWIJS_SOORTEN, Onderwijsjaar
from ios_cli.domain.words import say_days, say_factor, say_number
from ios_cli.render.lijst import Blok, Kleur, Kolom, Regel
from ios_cli.render.values import FACTOR_PLACES
from ios_cli.text import _

if TYPE_CHECKING:
    from ios_cli.render.csv import Cell

ONDERWIJS_COLUMNS = (
    "aios_id",
    "opleidingsjaar",
    "begin",
    "eind",
    "minimum",
    "maximum",
    "minimum_exact",
    "maximum_exact",
    "factor",
    "gedaan",
    "gepland",
    "nog_te_doen",
    *ONDERWIJS_SOORTEN,
)
ONDERWIJS_SCHEMA = "ios/onderwijs/1"
DOT = " · "


@dataclass(frozen=True, slots=True, kw_only=True)
class Onderwijsblad:
    """What there is to show of one aios. `buiten` lies outside the training and counts in no year."""

    ios: IOS
    jaren: tuple[Onderwijsjaar, ...]
    buiten: tuple[Onderwijs, ...] = ()

    @property
    def geboekt(self) -> Fraction:
        """Days recorded in all years, done and planned."""
        return sum((jaar.geboekt for jaar in self.jaren), Fraction(0))

    @property
    def tellingen(self) -> frozenset[str]:
        """The rules by which part time or absence changes a number."""
        return frozenset(jaar.telling for jaar in self.jaren if jaar.factor != 1)


def onderwijs_rows(bladen: Iterable[Onderwijsblad]) -> "Iterator[Sequence[Cell]]":
    """A row a year; the columns of the kinds count what is done and planned, of that kind."""
    from ios_cli.render.csv import Rounded

    for blad in bladen:
        for jaar in blad.jaren:
            yield (
                blad.ios.aios_id,
                jaar.nummer,
                jaar.periode.begin,
                jaar.periode.laatste_dag,
                jaar.minimum,
                jaar.maximum,
                jaar.minimum_exact,
                jaar.maximum_exact,
                Rounded(jaar.factor, FACTOR_PLACES),
                jaar.gedaan,
                jaar.gepland,
                jaar.nog_te_doen,
                *(jaar.soorten.get(soort, Fraction(0)) for soort in ONDERWIJS_SOORTEN),
            )


def onderwijs_records(bladen: Iterable[Onderwijsblad]) -> Iterator[dict[str, Any]]:
    """One object per aios for json; numbers of days are strings, exact."""
    for blad in bladen:
        yield {
            "aios_id": blad.ios.aios_id,
            "naam": blad.ios.naam,
            "ios_status": blad.ios.status.value,
            "revisie": blad.ios.revisie,
            "opleidingsjaren": [jaar_record(jaar) for jaar in blad.jaren],
            "buiten_de_opleiding": [
                {"datum": dag.datum, "dagen": format_exact(dag.dagen), "soort": dag.soort}
                for dag in blad.buiten
            ],
        }


def jaar_record(jaar: Onderwijsjaar) -> dict[str, Any]:
    """One year under the names of the csv; `lengte` in years, `telling` is the rule `onderwijs-deeltijd`."""
    return {
        "opleidingsjaar": jaar.nummer,
        "begin": jaar.periode.begin,
        "eind": jaar.periode.laatste_dag,
        "minimum": jaar.minimum,
        "maximum": jaar.maximum,
        "minimum_exact": format_exact(jaar.minimum_exact),
        "maximum_exact": format_exact(jaar.maximum_exact),
        "factor": format_rounded(jaar.factor, FACTOR_PLACES),
        "gedaan": format_exact(jaar.gedaan),
        "gepland": format_exact(jaar.gepland),
        "nog_te_doen": format_exact(jaar.nog_te_doen),
        "lengte": format_exact(jaar.lengte),
        "telling": jaar.telling,
        "soorten": {
            soort or "onbekend": format_exact(jaar.soorten[soort])
            for soort in (*ONDERWIJS_SOORTEN, "")
            if soort in jaar.soorten
        },
    }


# --- for people ---


def onderwijs_blokken(bladen: Iterable[Onderwijsblad], *, as_of: date) -> Iterator[Blok]:
    """A block for every aios."""
    for blad in bladen:
        ios = blad.ios
        wie = [ios.naam, ios.aios_id] if ios.naam else [ios.aios_id]
        if ios.groep:
            wie.append(_("group {name}").format(name=ios.groep))
        samenvatting, kleur = _samenvatting(blad, as_of)
        yield Blok(
            titel=DOT.join(w for w in wie if w),
            sleutel=ios.aios_id,
            samenvatting=samenvatting,
            kleur=kleur,
            kolommen=_kolommen(),
            regels=[_regel(blad, jaar, as_of) for jaar in blad.jaren],
            noten=_noten(blad),
        )


def onderwijs_slot(tellingen: Container[str]) -> tuple[str, ...]:
    """What the numbers rest on, by the `tellingen` of the sheets."""
    uit = []
    if "naar-rato" in tellingen:
        uit.append(
            _(
                "Days are owed pro rata for part time and absence: factor is the mean of the year. "
                "The LOP gives them for full time only; the rule `onderwijs-deeltijd` is a choice."
            )
        )
    if "ongewijzigd" in tellingen:
        uit.append(
            _(
                "Part time does not change the days that are owed (rule `onderwijs-deeltijd`); days on which "
                "the clock does not run are left out: factor is the share of the others."
            )
        )
    return tuple(uit)


def is_tekort(jaar: Onderwijsjaar, as_of: date) -> bool:
    """Over, and not enough."""
    return jaar.periode.end <= as_of and jaar.gedaan < jaar.minimum


def _samenvatting(blad: Onderwijsblad, as_of: date) -> tuple[str, Kleur]:
    """`year 2 of 3: 14 of at least 40 done, 3 planned, 23 to go`, and years that were short."""
    nu = next((jaar for jaar in blad.jaren if as_of in jaar.periode), None)
    if not blad.geboekt and not blad.buiten:
        return _("no onderwijs is recorded"), Kleur.STIL
    tekort = [jaar for jaar in blad.jaren if is_tekort(jaar, as_of)]
    delen = []
    if nu is not None:
        delen.append(
            _("year {n} of {all}: {done} done, {planned} planned, {todo} to go").format(
                n=nu.nummer,
                all=len(blad.jaren),
                done=say_number(nu.gedaan),
                planned=say_number(nu.gepland),
                todo=say_number(nu.nog_te_doen),
            )
        )
    delen += [
        _("year {n} was {days} short").format(n=jaar.nummer, days=say_days(jaar.minimum - jaar.gedaan))
        for jaar in tekort
    ]
    return "; ".join(delen), Kleur.AANDACHT if tekort else Kleur.GEWOON


def _kolommen() -> tuple[Kolom, ...]:
    return (
        Kolom(kop=_("year"), rechts=True),
        Kolom(kop=_("begin")),
        Kolom(kop=_("last day")),
        Kolom(kop=_("owed"), rechts=True),
        Kolom(kop=_("done"), rechts=True, kleurt=True),
        Kolom(kop=_("planned"), rechts=True),
        Kolom(kop=_("to go"), rechts=True),
        Kolom(kop=_("factor"), rechts=True),
        Kolom(kop=_("of which"), breekt=True, wijkt=1),
    )


def _regel(blad: Onderwijsblad, jaar: Onderwijsjaar, as_of: date) -> Regel:
    voorbij = jaar.periode.end <= as_of
    if not blad.geboekt:
        kleur = Kleur.GEWOON
    elif is_tekort(jaar, as_of) or jaar.geboekt > jaar.maximum:
        kleur = Kleur.AANDACHT
    elif jaar.gedaan >= jaar.minimum:
        kleur = Kleur.GOED
    else:
        kleur = Kleur.STIL if jaar.periode.begin > as_of and not jaar.geboekt else Kleur.GEWOON
    soorten = [
        f"{soort} {say_number(jaar.soorten[soort])}" for soort in ONDERWIJS_SOORTEN if soort in jaar.soorten
    ]
    if "" in jaar.soorten:
        soorten.append(_("without soort {days}").format(days=say_number(jaar.soorten[""])))
    return Regel(
        cellen=(
            str(jaar.nummer),
            jaar.periode.begin.isoformat(),
            jaar.periode.laatste_dag.isoformat(),
            f"{jaar.minimum}-{jaar.maximum}",
            say_number(jaar.gedaan),
            say_number(jaar.gepland) if jaar.gepland else "",
            "" if voorbij else say_number(jaar.nog_te_doen),
            say_factor(jaar.factor) if jaar.factor != 1 else "",
            ", ".join(soorten),
        ),
        kleur=kleur,
        noten=(
            (
                _("more than {maximum}: {days} too many").format(
                    maximum=jaar.maximum, days=say_days(jaar.geboekt - jaar.maximum)
                ),
            )
            if jaar.geboekt > jaar.maximum
            else ()
        ),
    )


def _noten(blad: Onderwijsblad) -> tuple[str, ...]:
    if not blad.buiten:
        return ()
    dagen = ", ".join(dag.datum.isoformat() for dag in sorted(blad.buiten, key=lambda d: d.datum))
    return (_("outside the training, and not counted: {dates}").format(dates=dagen),)
