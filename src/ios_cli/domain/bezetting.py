"""Occupancy: how many aios are in which onderdeel, month by month. Source: contract.md, "bezetting"."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from ios_cli.domain.calendar import Periode

UITSTROOM = "uitstroom"
"""The `onderdeel` of the rows that count who finishes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bezetting:
    """One onderdeel (and plaats, where asked for) in one month or quarter.

    `aantal` and `fte` (the sum of the deeltijdfactoren) are those of the first day, `piek` is the highest
    day; `capaciteit` holds on the first day (None: unknown), `tekort` is the most by which a day is over it.
    """

    periode: Periode
    onderdeel: str
    plaats: str | None = None
    aantal: int
    fte: Fraction
    piek: int
    piek_op: date | None = None
    """The first day of the peak; None where nobody is there."""
    capaciteit: int | None = None
    tekort: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Uitstroom:
    """Who finishes in a month: number, and the sum of the deeltijdfactoren on their last day."""

    periode: Periode
    aantal: int
    fte: Fraction
