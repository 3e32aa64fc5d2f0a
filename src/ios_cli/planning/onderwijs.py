"""Days of cursorisch onderwijs owed and done per opleidingsjaar. Source: LOP 2024, 3.1.2; rekenregels 10."""

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from math import lcm

from ios_cli.domain.calendar import Maandtelling, Periode, add_months, ceil
from ios_cli.domain.dossier import Dossier, plus
from ios_cli.domain.ios import IOS
from ios_cli.domain.onderwijs import Onderwijsjaar
from ios_cli.regels.model import Regels

NUL, EEN = Fraction(0), Fraction(1)
NAAR_RATO, ONGEWIJZIGD = "naar-rato", "ongewijzigd"


def bepaal_onderwijs(ios: IOS, dossier: Dossier, regels: Regels, *, as_of: date) -> tuple[Onderwijsjaar, ...]:
    """The opleidingsjaren of the training as it stands, in order.

    `ios` was planned from `dossier` under `regels`; days recorded after `as_of` are planned. Days recorded
    outside the training lie in no year (`opleidingsduur` says where it begins and ends).
    """
    duur = opleidingsduur(ios)
    if duur is None:
        return ()
    maanden = int(regels.getal("opleidingsjaar"))
    telling = regels.tekst("onderwijs-deeltijd")
    per_jaar_minimum = regels.getal("onderwijs-minimum")
    per_jaar_maximum = regels.getal("onderwijs-maximum")
    jaren = list(_jaren(duur, maanden))
    begins = [jaar.begin for jaar in jaren]
    tempo = _tempo_per_jaar(ios, begins, duur.end, telling)
    deel_van_dag, gedaan, gepland, soorten = _geboekt(dossier, duur, begins, as_of)
    laatste = len(jaren) - 1
    uit = []
    for index, jaar in enumerate(jaren):
        lengte = _lengte(duur, maanden, index) if index == laatste else EEN
        # most years are whole and full time
        factor = EEN if tempo[index] == jaar.dagen else tempo[index] / jaar.dagen
        deel = factor if lengte is EEN else lengte * factor
        minimum_exact, maximum_exact = per_jaar_minimum, per_jaar_maximum
        if deel is not EEN:
            minimum_exact, maximum_exact = per_jaar_minimum * deel, per_jaar_maximum * deel
        minimum = ceil(minimum_exact)
        uit.append(
            Onderwijsjaar(
                nummer=index + 1,
                periode=jaar,
                lengte=lengte,
                factor=factor,
                minimum=minimum,
                # a short year may hold no whole number between the two
                maximum=max(maximum_exact.numerator // maximum_exact.denominator, minimum),
                minimum_exact=minimum_exact,
                maximum_exact=maximum_exact,
                gedaan=Fraction(gedaan[index], deel_van_dag),
                gepland=Fraction(gepland[index], deel_van_dag),
                nog_te_doen=Fraction(
                    max(minimum * deel_van_dag - gedaan[index] - gepland[index], 0), deel_van_dag
                ),
                soorten={soort: Fraction(delen, deel_van_dag) for soort, delen in soorten[index].items()},
                telling=telling,
            )
        )
    return tuple(uit)


def opleidingsduur(ios: IOS) -> Periode | None:
    """The days of the training as it stands, also waiting before a cut; None where there are none."""
    laatste = ios.einde or ios.laatste_dag
    if laatste is None or laatste < ios.start:
        return None
    return Periode.van_tot_en_met(ios.start, laatste)


def buiten_opleiding(ios: IOS, dossier: Dossier) -> tuple[int, ...]:
    """Which rows of `[[onderwijs]]` lie before the start or after the end: they count in no year."""
    duur = opleidingsduur(ios)
    if duur is None:
        return tuple(range(len(dossier.onderwijs)))
    begin, end = duur.begin, duur.end
    return tuple(i for i, dag in enumerate(dossier.onderwijs) if not begin <= dag.datum < end)


def _jaren(duur: Periode, maanden: int) -> Iterator[Periode]:
    """Counted from the start, never step by step."""
    begin, nummer = duur.begin, 0
    while begin < duur.end:
        nummer += 1
        volgende = add_months(duur.begin, nummer * maanden)
        yield Periode(begin, min(volgende, duur.end))
        begin = volgende


def _lengte(duur: Periode, maanden: int, index: int) -> Fraction:
    """The length of the last year, in years: months counted from the start."""
    if add_months(duur.begin, (index + 1) * maanden) == duur.end:
        return EEN
    return Maandtelling(duur.begin).position(duur.dagen) / maanden - index


def _tempo_per_jaar(ios: IOS, begins: list[date], end: date, telling: str) -> list[Fraction]:
    """For every year the sum over its days of factor x (1 - omvang), per stretch; where the number of days is
    `ongewijzigd` every day on which the clock runs is 1.

    A border inside a day: the day is that of the onderdeel that ends on it, and is counted once.
    """
    som = [NUL] * len(begins)
    grenzen = [*begins, end]
    vrij = begins[0]
    index = dagen = 0
    vorig = NUL  # the tempo of `dagen` days of year `index`, not added up yet: most stretches have the same
    for rij in ios.rijen:
        for segment in rij.segmenten:
            van, tot = max(segment.periode.begin, vrij), min(segment.periode.end, end)
            if van >= tot:
                continue
            vrij = tot
            if not segment.klok_loopt:
                continue
            tempo = segment.tempo if telling != ONGEWIJZIGD else EEN
            while van < tot:
                if tempo is not vorig or grenzen[index + 1] <= van:
                    som[index] = _met_dagen(som[index], vorig, dagen)
                    vorig, dagen = tempo, 0
                while grenzen[index + 1] <= van:
                    index += 1
                stop = min(tot, grenzen[index + 1])
                dagen += (stop - van).days
                van = stop
    som[index] = _met_dagen(som[index], vorig, dagen)
    return som


def _met_dagen(som: Fraction, tempo: Fraction, dagen: int) -> Fraction:
    """`som + tempo x dagen`; most days are full time."""
    if not dagen:
        return som
    return plus(som, Fraction(dagen) if tempo == 1 else tempo * dagen)


def _geboekt(
    dossier: Dossier, duur: Periode, begins: list[date], as_of: date
) -> tuple[int, list[int], list[int], list[dict[str, int]]]:
    """How many parts a day has, and by year in such parts: done, planned, both together by soort."""
    # Whole numbers of the smallest part of a day: a dossier has a hundred days, and fractions add up slowly.
    deel = lcm(*{dag.dagen.denominator for dag in dossier.onderwijs})
    gedaan, gepland = [0] * len(begins), [0] * len(begins)
    soorten: list[dict[str, int]] = [{} for _begin in begins]
    begin, end = duur.begin, duur.end
    dagen, delen = NUL, 0
    for dag in dossier.onderwijs:
        datum = dag.datum
        if not begin <= datum < end:
            continue
        index = bisect_right(begins, datum) - 1
        if dag.dagen is not dagen:  # most are of one length
            dagen = dag.dagen
            delen = dagen.numerator * (deel // dagen.denominator)
        (gedaan if datum <= as_of else gepland)[index] += delen
        soort = dag.soort or ""
        soorten[index][soort] = soorten[index].get(soort, 0) + delen
    return deel, gedaan, gepland, soorten
