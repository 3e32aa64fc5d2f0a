"""The terms of a rule set worked out once: which hold, their steps as numbers, who and source.

`[[termijn]]` records name rules; here those are looked up, so that a dossier costs only dates.
Source: rekenregels 9.
"""

from dataclasses import dataclass

from ios_cli.domain.finding import Ernst
from ios_cli.domain.termijn import Stapgrootte
from ios_cli.regels.bestand import MET_DATUM, Moment, TermijnRecord
from ios_cli.regels.model import Regel, Regels
from ios_cli.regels.onthouden import per_regels

DAGEN_PER_WEEK = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Stappen:
    """A `Moment` with its rules looked up.

    `maanden` and `dagen` are taken together, below 0 going back; `lopend`: they count days on which the
    clock runs. `nummer` is that of the talk, for `gesprek`.
    """

    anker: str
    van: str = ""
    nummer: int = 0
    maanden: int = 0
    dagen: int = 0
    lopend: bool = False
    stappen: tuple[Stapgrootte, ...] = ()
    terug: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Termijnregel:
    """A term that holds."""

    code: str
    bij: str
    alleen: tuple[str, ...]
    wie: tuple[str, ...]
    per_persoon: bool
    vanaf: Stappen | None
    uiterlijk: Stappen
    vervalt: Stappen | None
    anders_vanaf: Stappen | None
    keten: bool
    binnen: str
    afgesloten_door: str
    ernst: Ernst
    bron: str


@per_regels
def termijnregels(regels: Regels) -> tuple[Termijnregel, ...]:
    """The terms that hold under `regels`, in the order of the rule file; worked out once."""
    return tuple(r for record in regels.termijnen if (r := _regel(record, regels)) is not None)


def staat_aan(record: TermijnRecord, regels: Regels) -> bool:
    """Whether the term is in the calendar under these rules."""
    return _regel(record, regels) is not None


def _regel(record: TermijnRecord, regels: Regels) -> Termijnregel | None:
    """The term worked out; None where it is switched off, or a rule it needs has no value."""
    if record.praktijk and record.code not in regels.lijst("praktijktermijnen"):
        return None
    if record.als is not None and not _geldt(record.als, regels):
        return None
    gebruikt: list[Regel] = []
    wie = _wie(record, regels)
    momenten: dict[str, Stappen] = {}
    for sleutel, moment in record.momenten():
        stappen = _stappen(moment, record.bij, regels, gebruikt, einde=sleutel != "vanaf")
        if stappen is None:
            return None
        momenten[sleutel] = stappen
    if not wie:
        return None
    van_profiel = [regel for regel in gebruikt if regel.laag == "profiel"]
    return Termijnregel(
        code=record.code,
        bij=record.bij,
        alleen=record.alleen,
        wie=wie,
        per_persoon=record.per_persoon,
        vanaf=momenten.get("vanaf"),
        uiterlijk=momenten["uiterlijk"],
        vervalt=momenten.get("vervalt"),
        anders_vanaf=momenten.get("anders_vanaf"),
        keten=record.keten,
        binnen=record.binnen,
        afgesloten_door=record.afgesloten_door or "",
        ernst=Ernst(record.ernst),
        # who gives the number is whom to quote
        bron=van_profiel[0].bronvermelding if van_profiel else record.bronvermelding,
    )


def _geldt(als: str, regels: Regels) -> bool:
    naam, _is, gevraagd = als.partition(" = ")
    waarde = regels[naam].waarde
    if isinstance(waarde, bool):
        return gevraagd == ("true" if waarde else "false")
    return gevraagd in waarde if isinstance(waarde, tuple) else gevraagd == waarde


def _wie(record: TermijnRecord, regels: Regels) -> tuple[str, ...]:
    if record.wie_regel is None:
        return record.wie
    waarde = regels[record.wie_regel].waarde
    return waarde if isinstance(waarde, tuple) else (waarde,)


def _stappen(
    moment: Moment, bij: str, regels: Regels, gebruikt: list[Regel], *, einde: bool
) -> Stappen | None:
    """The steps as numbers; None where a rule has no value. `einde`: it is a last day."""
    nummer = moment.nummer or 0
    if moment.nummer_regel is not None:
        regel = regels[moment.nummer_regel]
        gebruikt.append(regel)
        if regel.waarde is None:
            return None
        nummer = int(regel.waarde)
    maanden = dagen = 0
    stappen: list[Stapgrootte] = []
    for namen, richting in ((moment.na, 1), (moment.voor, -1)):
        for naam in namen:
            regel = regels[naam]
            gebruikt.append(regel)
            if regel.waarde is None:
                return None
            aantal = int(regel.waarde)
            stappen.append(Stapgrootte(aantal=richting * aantal, eenheid=regel.eenheid, regel=naam))
            if regel.eenheid == "maandnummer":
                # month 6 begins when five have passed; its last day is the day before the seventh
                maanden += aantal if einde else aantal - 1
                dagen -= 1 if einde else 0
            elif regel.eenheid == "maanden":
                maanden += richting * aantal
            else:
                dagen += richting * aantal * (DAGEN_PER_WEEK if regel.eenheid == "weken" else 1)
    eigen = (("maanden", moment.maanden), ("weken", moment.weken), ("dagen", moment.dagen))
    for eenheid, eigen_aantal in eigen:
        if not eigen_aantal:
            continue
        stappen.append(Stapgrootte(aantal=eigen_aantal, eenheid=eenheid))
        if eenheid == "maanden":
            maanden += eigen_aantal
        else:
            dagen += eigen_aantal * (DAGEN_PER_WEEK if eenheid == "weken" else 1)
    vooruit = maanden > 0 or (maanden == 0 and dagen > 0)
    van_iets_anders = bij in MET_DATUM and bij not in ("voortgangsgesprek", "gesprekstermijn")
    van_gegeven = van_iets_anders and moment.anker in ("datum", "begin", "eind", "na-eind") and not moment.van
    lopend = moment.telling == "lopend" if moment.telling else not van_gegeven
    return Stappen(
        anker=moment.anker,
        van=moment.van or "",
        nummer=nummer,
        maanden=maanden,
        dagen=dagen,
        lopend=lopend and vooruit,
        stappen=tuple(stappen),
        terug=maanden < 0 or (maanden == 0 and dagen < 0),
    )
