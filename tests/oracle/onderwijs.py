"""A second count of cursorisch onderwijs, day by day, from rekenregels 10.

Written by somebody who did not read `ios_cli.planning`; it shares nothing with it but the dossier's
dataclasses. The days come from the oracle of the IOS.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import ceil, floor

from ios_cli.domain.dossier import Dossier
from tests.oracle.oracle import DAG, NUL, Uitkomst, maandlengte, plus_maanden


@dataclass(frozen=True)
class Jaar:
    nummer: int
    begin: date
    eind: date
    lengte: Fraction  # in years
    factor: Fraction
    minimum_exact: Fraction
    maximum_exact: Fraction
    minimum: int
    maximum: int
    gedaan: Fraction
    gepland: Fraction
    nog_te_doen: Fraction


def jaren(
    dossier: Dossier,
    uitkomst: Uitkomst,
    *,
    as_of: date,
    minimum: int = 40,
    maximum: int = 50,
    naar_rato: bool = True,
) -> Iterator[Jaar]:
    """The opleidingsjaren from the start to the last day, or to the day on which the training was cut."""
    start = dossier.opleiding.start
    laatste = uitkomst.einde or uitkomst.laatste_dag
    assert laatste is not None
    tempo: dict[date, Fraction] = {}
    for rij in uitkomst.gepland:
        for deel in rij.dagdelen:
            # a border day is that of the onderdeel that ends on it; a full day counts for the rest
            waarde = deel.tempo if deel.soort == "loopt" else NUL
            if not naar_rato:
                waarde = Fraction(deel.soort == "loopt")
            tempo.setdefault(deel.dag, waarde)
    nummer = 0
    while plus_maanden(start, 12 * nummer) <= laatste:
        begin = plus_maanden(start, 12 * nummer)
        eind = min(plus_maanden(start, 12 * (nummer + 1)) - DAG, laatste)
        nummer += 1
        dagen = [begin + DAG * i for i in range((eind - begin).days + 1)]
        maanden = sum((Fraction(1, maandlengte(start, (dag - start).days)) for dag in dagen), NUL)
        factor = sum((tempo.get(dag, NUL) for dag in dagen), NUL) / len(dagen)
        laag, hoog = minimum * maanden / 12 * factor, maximum * maanden / 12 * factor
        geboekt = [o for o in dossier.onderwijs if begin <= o.datum <= eind]
        gedaan = sum((o.dagen for o in geboekt if o.datum <= as_of), NUL)
        gepland = sum((o.dagen for o in geboekt if o.datum > as_of), NUL)
        yield Jaar(
            nummer,
            begin,
            eind,
            maanden / 12,
            factor,
            laag,
            hoog,
            ceil(laag),
            max(ceil(laag), floor(hoog)),
            gedaan,
            gepland,
            max(NUL, ceil(laag) - gedaan - gepland),
        )
