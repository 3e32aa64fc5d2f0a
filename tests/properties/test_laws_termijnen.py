"""What holds of the decision calendar whatever the dossier says, on dossiers full of records."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from random import Random
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from ios_cli.domain.dossier import AangepasteTermijn, Begeleidingstraject, Onderbreking, Verlenging
from ios_cli.planning.termijnen import bepaal_termijnen
from tests.properties.test_oracle_termijnen import als_termen, plan_van, regels_van, termijnen_van
from tests.record_strategies import met_termijnen
from tests.strategies import Geval, aantal

DAG = timedelta(days=1)
TABELLEN = (
    "deeltijd", "vrijstelling", "onderbreking", "verlenging", "dienst", "voortgangsgesprek",
    "voortgangsadvies", "besluit", "begeleidingstraject", "termijn", "afgehandeld",
)  # fmt: skip


@settings(max_examples=aantal(50))
@given(met_termijnen())
def test_no_term_lies_outside_the_training(geval: Geval) -> None:
    """Only a [[termijn]] of the dossier may: it replaces the dates, wherever they lie (LOP 5.6)."""
    ios = plan_van(geval)
    assume(ios is not None)
    assert ios is not None
    laatste = max(r.eind for r in ios.zonder_einde or ios.rijen if r.eind is not None)
    for t in bepaal_termijnen(ios, geval.dossier, regels_van(geval), as_of=geval.as_of):
        if not t.aangepast_pad:
            assert ios.start <= t.uiterlijk <= laatste, t
            assert t.vanaf is None or ios.start <= t.vanaf <= t.uiterlijk, t


@settings(max_examples=aantal(50))
@given(met_termijnen(), st.randoms(use_true_random=False), st.integers(1, 40))
def test_the_order_of_entries_changes_nothing(geval: Geval, willekeur: Random, dagen: int) -> None:
    """Not of any table, also where two entries differ in one key only."""
    een = geval.dossier
    geval = geval.met(
        begeleidingstraject=(*een.begeleidingstraject, *(_anders(t) for t in een.begeleidingstraject[:1])),
        termijn=(*een.termijn, *(replace(t, vanaf=t.uiterlijk - DAG * dagen) for t in een.termijn)),
        afgehandeld=(*een.afgehandeld, *(replace(a, datum=a.datum + DAG) for a in een.afgehandeld)),
        besluit=(*een.besluit, *(replace(b, uitkomst=("verlengd",)) for b in een.besluit[:1])),
    )
    geschud: dict[str, Any] = {
        tabel: tuple(willekeur.sample(rijen, len(rijen)))
        for tabel in TABELLEN
        if (rijen := getattr(geval.dossier, tabel))
    }
    oud, nieuw = termijnen_van(geval), termijnen_van(geval.met(**geschud))
    assert (oud is None) == (nieuw is None)
    if oud is not None and nieuw is not None:
        assert als_termen(nieuw) == als_termen(oud)


def _anders(traject: Begeleidingstraject) -> Begeleidingstraject:
    return replace(traject, uitkomst=None if traject.uitkomst else "voldaan")


@settings(max_examples=aantal(50))
@given(met_termijnen(), st.integers(-60, 900))
def test_dates_do_not_depend_on_the_day_of_reference(geval: Geval, dagen: int) -> None:
    """And what was seen to be done stays done on every later day."""
    ios = plan_van(geval)
    assume(ios is not None)
    assert ios is not None
    eerder, later = geval.as_of, geval.as_of + DAG * abs(dagen)

    def op(dag: date) -> list[tuple[Any, ...]]:
        termijnen = bepaal_termijnen(ios, geval.dossier, regels_van(geval), as_of=dag)
        return [(t.code, t.onderdeel, t.nummer, t.wie, t.vanaf, t.uiterlijk, t.gedaan_op) for t in termijnen]

    toen, dan = op(eerder), op(later)
    assert [t[:-1] for t in toen] == [t[:-1] for t in dan]
    assert all(a[-1] is None or b[-1] is not None for a, b in zip(toen, dan, strict=True))


@settings(max_examples=aantal(50))
@given(met_termijnen(einde=False), st.data())
def test_a_later_end_never_moves_the_voltooiingsbesluit_earlier(geval: Geval, data: st.DataObject) -> None:
    """Whatever makes it later: an extension, an absence or part time; of the number that is open."""
    geval = geval.met(termijn=(), opleiding=replace(geval.dossier.opleiding, status="actief", einde=None))
    start = geval.dossier.opleiding.start
    maanden = data.draw(st.sampled_from(("0.1", "0.7", "1", "2.9", "6")), label="verlenging")
    if data.draw(st.booleans(), label="verlof"):
        van = start + DAG * data.draw(st.integers(0, 400))
        weg = Onderbreking(soort="onderzoek", van=van, tot_en_met=van + DAG * data.draw(st.integers(0, 90)))
        anders = geval.met(onderbreking=(weg,))
        geval = geval.met(onderbreking=())
    else:
        extra = Verlenging(maanden=_breuk(maanden), reden="x", besloten_op=start - DAG)
        anders = geval.met(verlenging=(*geval.dossier.verlenging, extra))
    oud, nieuw = _besluit(geval), _besluit(anders)
    assume(oud is not None and nieuw is not None)
    assert oud is not None
    assert nieuw is not None
    if nieuw[0] >= oud[0]:
        assert nieuw[1] >= oud[1]
    else:  # another end is a better one: then the same holds the other way round
        assert nieuw[1] <= oud[1]


def _breuk(tekst: str) -> Fraction:
    return Fraction(tekst)


def _besluit(geval: Geval) -> tuple[date, date] | None:
    """The last day as planned, and the last date of a voltooiingsbesluit."""
    ios, termijnen = plan_van(geval), termijnen_van(geval)
    if ios is None or termijnen is None:
        return None
    laatste = max(r.eind for r in ios.zonder_einde or ios.rijen if r.eind is not None)
    return laatste, max(t.uiterlijk for t in termijnen if t.code == "voltooiingsbesluit")


@settings(max_examples=aantal(30))
@given(met_termijnen())
def test_a_term_is_named_once(geval: Geval) -> None:
    termijnen = termijnen_van(geval)
    assume(termijnen is not None)
    namen = Counter((t.code, t.onderdeel, t.nummer, t.wie if t.per_persoon else ()) for t in termijnen or ())
    assert max(namen.values()) == 1


@settings(max_examples=aantal(30))
@given(met_termijnen(), st.integers(0, 300))
def test_an_adapted_term_has_its_own_dates(geval: Geval, dagen: int) -> None:
    """[[termijn]] for any term there is: only its dates differ, and no other term."""
    geval = geval.met(termijn=())
    oud = termijnen_van(geval)
    assume(oud)
    assert oud is not None
    bedoeld = oud[dagen % len(oud)]
    dag = geval.dossier.opleiding.start + DAG * dagen
    aangepast = AangepasteTermijn(
        code=bedoeld.code,
        onderdeel=bedoeld.onderdeel or None,
        nummer=bedoeld.nummer,
        uiterlijk=dag,
        grond="besluit",
    )
    nieuw = termijnen_van(geval.met(termijn=(aangepast,)))
    assert nieuw is not None

    def naam(t: Any) -> tuple[str, str, int]:
        return t.code, t.onderdeel, t.nummer

    anderen = [t for t in als_termen(oud) if naam(t) != naam(bedoeld)]
    assert [t for t in als_termen(nieuw) if naam(t) != naam(bedoeld)] == anderen
    for t in nieuw:
        if naam(t) == naam(bedoeld):
            assert t.uiterlijk == dag
            assert t.vanaf is None or t.vanaf <= dag
