"""Diensten: the quota of a practice period, or of a stage in which diensten are done.

Source: LOP 2024, 4.2.1, 4.2.2, 4.2.4 and 4.2.6; rekenregels 7.
"""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from ios_cli.domain.calendar import Periode


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
