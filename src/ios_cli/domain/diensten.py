"""Diensten: the quota of a practice period, or of a stage in which diensten are done.

Source: LOP 2024, 4.2.1, 4.2.2, 4.2.4 and 4.2.6; rekenregels 7.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

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


@dataclass(frozen=True, slots=True, kw_only=True)
class GeboekteDienst:
    """One recorded dienst and what became of it.

    `onderdeel` is the quota (practice period, stage) it lies in, None where it lies in none; it counts there
    unless `niet_geteld` says why not. `gepland`: after the day of reference.
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
    """Up to the minimum, beyond what is done and planned; never below 0; None where there is no minimum."""
    rollen: Mapping[str, int]
    """Counting diensten (done and planned) by rol; "" for those without."""
    tempo: Fraction | None
    """How many there will be by the end at the rate so far; None where nothing can be said yet or any
    more."""
    boekingen: tuple[GeboekteDienst, ...] = ()
    """All that lie in it, by date, counting or not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dienstenoverzicht:
    """All diensten of one aios: the quotas in the order of the schedule, and what lies in none of them."""

    standen: tuple[Dienstenstand, ...]
    buiten: tuple[GeboekteDienst, ...] = ()

    @property
    def boekingen(self) -> tuple[GeboekteDienst, ...]:
        """Every recorded dienst, by date."""
        alle = [b for stand in self.standen for b in stand.boekingen] + list(self.buiten)
        return tuple(sorted(alle, key=lambda b: (b.dienst.datum, b.pad)))
