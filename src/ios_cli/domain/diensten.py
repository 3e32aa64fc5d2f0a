"""Diensten: the quota of a practice period, or of a stage in which diensten are done.

Source: LOP 2024, 4.2.1, 4.2.2, 4.2.4 and 4.2.6; rekenregels 7.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from ios_cli.domain.calendar import Periode
from ios_cli.domain.dossier import Dienst
from ios_cli.domain.finding import KeyPath


@dataclass(frozen=True, slots=True, kw_only=True)
class Grenzen:
    """One reading of a quota: exact and in whole diensten.

    `maanden` is the length that the reading gives the period. None: there is no such bound.
    """

    maanden: Fraction
    minimum: int | None
    maximum: int | None
    minimum_exact: Fraction | None
    maximum_exact: Fraction | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dienstenquotum:
    """How many diensten are owed, and allowed, in one practice period or stage.

    `gekozen` is the reading named by `telling`, `ander` the other one (the contract's columns
    `minimum_kalender` and `maximum_kalender`, whichever reading that is).
    """

    onderdeel: str
    """The soort of a practice period, all its parts together; the naam of a stage."""
    soort: str
    perioden: tuple[Periode, ...]
    """Its parts as planned, in order: other onderdelen may lie between them."""
    telling: str
    """`inhoud` or `kalender`."""
    gekozen: Grenzen
    ander: Grenzen

    @property
    def begin(self) -> date:
        return self.perioden[0].begin

    @property
    def eind(self) -> date:
        """LAST day."""
        return self.perioden[-1].laatste_dag

    @property
    def minimum(self) -> int | None:
        return self.gekozen.minimum

    @property
    def maximum(self) -> int | None:
        return self.gekozen.maximum

    @property
    def minimum_exact(self) -> Fraction | None:
        return self.gekozen.minimum_exact

    @property
    def maximum_exact(self) -> Fraction | None:
        return self.gekozen.maximum_exact

    @property
    def minimum_kalender(self) -> int | None:
        return self.ander.minimum

    @property
    def maximum_kalender(self) -> int | None:
        return self.ander.maximum


TEMPO_VANAF = Fraction(1, 4)
"""Before so much of a period is over the pace says little (no rule)."""


AFRONDING = Fraction(1, 100)
"""Hours written with two decimals are this close to what was meant."""


class NietGeteld(StrEnum):
    """Why a dienst does not count towards a quota (rekenregels 7); it is reported, never dropped."""

    TE_KORT = "te-kort"
    BUITEN_DE_OPLEIDINGSPERIODE = "buiten-de-opleidingsperiode"
    """Before the start, after the end, in waiting time."""
    NIET_IN_LEERWERKPLAN = "niet-in-leerwerkplan"
    """In a stage in which diensten are no fixed part and the leerwerkplan does not name them."""
    AFWEZIG = "afwezig"
    """On a day of full absence."""
    DUBBEL = "dubbel"
    """The same dienst stands there already."""


def uren_van(dienst: Dienst) -> Fraction:
    """Its length in hours: as written, or from `aanvang` to `einde`, over midnight where `einde` is not
    later; the same time twice is a whole day."""
    if dienst.uren is not None:
        return dienst.uren
    assert dienst.aanvang is not None
    assert dienst.einde is not None
    return _uren_van_seconden(_seconden(dienst.einde) - _seconden(dienst.aanvang))


def is_zelfde_dienst(a: Dienst, b: Dienst) -> bool:
    """Whether two entries of one aios and date are one dienst: the same aanvang, or where one gives none the
    same hours; and no other rol. Nobody does two diensten at once: the same aanvang and einde are one,
    whatever the rol."""
    if a.aanvang is not None and a.aanvang == b.aanvang and a.einde == b.einde:
        return True
    if a.rol is not None and b.rol is not None and a.rol != b.rol:
        return False
    if a.aanvang is not None and b.aanvang is not None:
        return a.aanvang == b.aanvang
    return uren_van(a) == uren_van(b)


def _seconden(tijd: time) -> int:
    return tijd.hour * 3600 + tijd.minute * 60 + tijd.second


@cache
def _uren_van_seconden(verschil: int) -> Fraction:
    return Fraction(verschil if verschil > 0 else verschil + 86400, 3600)


class GeboekteDienst(NamedTuple):
    """One recorded dienst and what became of it. A tuple, because a cohort has a hundred for every aios.

    `onderdeel` is the practice period (its soort) or stage (its naam) it lies in, with a quota or not; None
    where it lies in none. It counts there unless `niet_geteld` says why not. `gepland`: after the day of
    reference.
    """

    dienst: Dienst
    pad: KeyPath
    """`("dienst", i)`; rows of a roster follow those of the dossier."""
    uren: Fraction
    gepland: bool
    onderdeel: str | None
    niet_geteld: NietGeteld | None = None

    @property
    def telt(self) -> bool:
        return self.niet_geteld is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dienstenstand:
    """One quota with what was done of it on the day of reference."""

    quotum: Dienstenquotum
    gedaan: int
    gepland: int
    nog_te_doen: int | None
    """Up to the minimum, beyond what is done and planned; never below 0; None where there is no minimum, and
    where the training was cut in it."""
    rollen: Mapping[str, int]
    """Counting diensten (done and planned) by rol; "" for those without."""
    tempo: Fraction | None
    """How many there will be by the end at the rate so far; None where nothing can be said yet (in the first
    quarter) or any more (from the last day on). Exact: `gedaan` / `dagen_zover` x `dagen`."""
    dagen_zover: int = 0
    """Days up to and including the day of reference on which diensten could be done: the clock ran and the
    aios was not fully absent."""
    dagen: int = 0
    """The same of the whole period, as planned."""
    boekingen: tuple[GeboekteDienst, ...] = ()
    """All that lie in it, by date, counting or not."""
    afgebroken: bool = False
    """The training was cut before it was complete: its minimum is not owed."""

    @property
    def pas_begonnen(self) -> bool:
        """Less than a quarter of its days is over."""
        return self.dagen_zover < TEMPO_VANAF * self.dagen

    @property
    def verwacht(self) -> int | None:
        """`tempo` as people are told it: whole diensten, so that a minimum that is not reached never seems to
        be."""
        return None if self.tempo is None else self.tempo.numerator // self.tempo.denominator

    @property
    def niet_geteld(self) -> tuple[GeboekteDienst, ...]:
        return tuple(b for b in self.boekingen if not b.telt)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dienstenoverzicht:
    """All diensten of one aios: the quotas in the order of the schedule, and what lies in none of them.

    `zonder_quotum` lie in a stage that has no quota: in one with acute character they count (the dossier
    gives no maximum), elsewhere they say why not. `buiten` lie in no practice period or stage at all.
    """

    standen: tuple[Dienstenstand, ...]
    zonder_quotum: tuple[GeboekteDienst, ...] = ()
    buiten: tuple[GeboekteDienst, ...] = ()
    uren_minimum: Fraction = Fraction(0)
    """A shorter dienst does not count."""

    @property
    def boekingen(self) -> tuple[GeboekteDienst, ...]:
        """Every recorded dienst, by date."""
        alle = [b for stand in self.standen for b in stand.boekingen]
        alle += self.zonder_quotum
        alle += self.buiten
        alle.sort(key=lambda b: (b.dienst.datum, b.pad))
        return tuple(alle)
