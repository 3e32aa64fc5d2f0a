"""Cursorisch onderwijs: days owed and done in one opleidingsjaar. Source: LOP 2024, 3.1.2; rekenregels 10."""

from dataclasses import dataclass
from fractions import Fraction

from ios_cli.domain.calendar import Periode


@dataclass(frozen=True, slots=True, kw_only=True)
class Onderwijsjaar:
    """One opleidingsjaar (12 calendar months from the start; the last one may be shorter).

    `lengte` is its length in years (exact), `factor` the mean of factor x (1 - omvang) over its days, 0 on
    those
    on which the clock does not run.
    """

    nummer: int
    periode: Periode
    lengte: Fraction
    factor: Fraction
    minimum: int
    maximum: int
    minimum_exact: Fraction
    maximum_exact: Fraction
    gedaan: Fraction
    gepland: Fraction
    """Recorded after the day of reference."""
    nog_te_doen: Fraction
    """Up to the minimum, beyond what is done and planned; never below 0."""
