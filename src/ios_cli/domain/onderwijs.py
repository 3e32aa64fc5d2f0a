"""Cursorisch onderwijs: days owed and done in one opleidingsjaar. Source: LOP 2024, 3.1.2; rekenregels 10."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from ios_cli.domain.calendar import Periode

ONDERWIJS_SOORTEN = ("terugkomdag", "landelijk", "keuze", "online")
"""The kinds of a dossier, in the order of the columns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Onderwijsjaar:
    """One opleidingsjaar (12 calendar months from the start; the last one may be shorter).

    `lengte` is its length in years (exact), `factor` the mean of factor x (1 - omvang) over its days, 0 on
    those on which the clock does not run. Where part time leaves the number of days as it is (`telling` is
    `ongewijzigd`), `factor` is the share of its days on which the clock runs.
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
    soorten: Mapping[str, Fraction] = field(default_factory=dict)
    """Days done and planned by soort; "" for those without."""
    telling: str = "naar-rato"
    """`naar-rato` or `ongewijzigd`: what the rule `onderwijs-deeltijd` says."""

    @property
    def geboekt(self) -> Fraction:
        """Done and planned together."""
        return self.gedaan + self.gepland
