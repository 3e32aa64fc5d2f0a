"""Quotas of diensten, what counts towards them, and onderwijs, beside the slow counts."""

from collections import Counter
from collections.abc import Iterable
from itertools import groupby, product

from hypothesis import event, given, settings

from ios_cli.domain.diensten import Dienstenoverzicht, Grenzen
from ios_cli.domain.dossier import Dienst
from ios_cli.planning.dienstenstand import bepaal_diensten
from ios_cli.planning.onderwijs import bepaal_onderwijs
from tests.oracle import diensten as oracle
from tests.oracle import onderwijs as onderwijs_oracle
from tests.oracle.oracle import Uitkomst
from tests.properties.test_oracle_termijnen import plan_van, regels_van
from tests.record_strategies import met_diensten_en_onderwijs
from tests.strategies import Geval, aantal


def als_grens(grenzen: Grenzen) -> oracle.Grens:
    return oracle.Grens(
        grenzen.maanden,
        grenzen.minimum,
        grenzen.maximum,
        grenzen.minimum_exact,
        grenzen.maximum_exact,
    )


def mogelijke_tellingen(geval: Geval, uitkomst: Uitkomst) -> list[Counter[tuple[str, str, bool]]]:
    """What the diensten can add up to, by onderdeel, reason and whether they are still to come.

    More than one only where a dienst that was recorded twice says two things.
    """
    diensten = sorted(geval.dossier.dienst, key=lambda d: d.datum)
    per_dag: list[list[Counter[tuple[str, str, bool]]]] = []
    for datum, groep in groupby(diensten, key=lambda d: d.datum):
        lijst = tuple(groep)
        mogelijk: list[Counter[tuple[str, str, bool]]] = []
        for blijft in oracle.verschillende(lijst):
            telling: Counter[tuple[str, str, bool]] = Counter()
            for i, dienst in enumerate(lijst):
                geteld = oracle.tel(geval.dossier, uitkomst, dienst, geval.as_of)
                reden = geteld.reden if i in blijft else "dubbel"
                telling[geteld.plaats, reden, datum > geval.as_of] += 1
            if telling not in mogelijk:
                mogelijk.append(telling)
        per_dag.append(mogelijk)
    return [sum(keuze, Counter()) for keuze in product(*per_dag)]


def telling_van(overzicht: Dienstenoverzicht) -> Counter[tuple[str, str, bool]]:
    return Counter((b.onderdeel or "", str(b.niet_geteld or ""), b.gepland) for b in overzicht.boekingen)


def _agree(geval: Geval) -> None:
    ios, uitkomst = plan_van(geval), geval.oracle()
    assert (ios is None) == bool(uitkomst.fouten)
    if ios is None:
        event("no plan")
        return
    regels = regels_van(geval)
    overzicht = bepaal_diensten(ios, geval.dossier, regels, as_of=geval.as_of)
    quota = list(oracle.quota(geval.dossier, uitkomst))
    event(f"{len(quota)} quotas")
    assert [
        oracle.Quotum(
            s.quotum.onderdeel,
            s.quotum.begin,
            s.quotum.eind,
            als_grens(s.quotum.gekozen),
            als_grens(s.quotum.ander),
        )
        for s in overzicht.standen
    ] == quota
    telling = telling_van(overzicht)
    assert telling in mogelijke_tellingen(geval, uitkomst)
    for stand, quotum in zip(overzicht.standen, quota, strict=True):
        naam, minimum = quotum.onderdeel, quotum.inhoud.minimum
        gedaan, gepland = telling[naam, "", False], telling[naam, "", True]
        # of the period in which a training was cut nothing is to be done any more (docs/readings.md)
        afgebroken = any(r.afgebroken for r in uitkomst.rijen if naam in (r.naam, r.soort))
        nog = None if minimum is None or afgebroken else max(0, minimum - gedaan - gepland)
        assert (stand.gedaan, stand.gepland, stand.nog_te_doen) == (gedaan, gepland, nog)
        assert stand.rollen == _rollen(b.dienst for b in stand.boekingen if b.telt)

    for telling_, naar_rato in (("naar-rato", True), ("ongewijzigd", False)):
        volgens = regels_van(geval, onderwijs_deeltijd=telling_)
        jaren = bepaal_onderwijs(ios, geval.dossier, volgens, as_of=geval.as_of)
        assert [
            onderwijs_oracle.Jaar(
                j.nummer,
                j.periode.begin,
                j.periode.laatste_dag,
                j.lengte,
                j.factor,
                j.minimum_exact,
                j.maximum_exact,
                j.minimum,
                j.maximum,
                j.gedaan,
                j.gepland,
                j.nog_te_doen,
            )
            for j in jaren
        ] == list(onderwijs_oracle.jaren(geval.dossier, uitkomst, as_of=geval.as_of, naar_rato=naar_rato))


def _rollen(diensten: Iterable[Dienst]) -> dict[str, int]:
    return dict(Counter(d.rol or "" for d in diensten))


@settings(max_examples=aantal(150))
@given(met_diensten_en_onderwijs())
def test_wild(geval: Geval) -> None:
    _agree(geval)


@settings(max_examples=aantal(60))
@given(met_diensten_en_onderwijs(lang=True))
def test_whole_trainings(geval: Geval) -> None:
    _agree(geval)
