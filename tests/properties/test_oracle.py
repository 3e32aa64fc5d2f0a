"""The planner and the slow day-by-day oracle agree, on thousands of random dossiers.

Where they differ, the text of the rekenregels decides who is right (say so in the commit), and
the smallest dossier becomes a case in `tests/cases/`. The planner also says where borders fall
(`plan=plan_rijen`), so that dates can be put near them: the oracle would be slow, and it judges anyway.
"""

from datetime import date
from fractions import Fraction

from hypothesis import event, given, settings

from ios_cli.domain.dossier import Aios, Dossier, Onderbreking, Onderdeel, Opleiding
from tests.oracle.compare import plan, plan_rijen, verschillen
from tests.strategies import Geval, aantal, gevallen


def _agree(geval: Geval) -> None:
    uitkomst = geval.oracle()
    event(uitkomst.fouten[0].naam if uitkomst.fouten else "planned")
    assert verschillen(plan(geval), uitkomst) == []


@settings(max_examples=aantal(700))
@given(gevallen(plan=plan_rijen))
def test_wild(geval: Geval) -> None:
    _agree(geval)


@settings(max_examples=aantal(500))
@given(gevallen(in_dagen=False, vrijstelling=False, verlenging=False, plan=plan_rijen))
def test_months_deeltijd_and_absence(geval: Geval) -> None:
    _agree(geval)


@settings(max_examples=aantal(600))
@given(gevallen(onderbreking=False, einde=False, plan=plan_rijen))
def test_the_clock_never_stops(geval: Geval) -> None:
    _agree(geval)


@settings(max_examples=aantal(200))
@given(gevallen(lang=True, plan=plan_rijen))
def test_whole_trainings(geval: Geval) -> None:
    _agree(geval)


def test_a_stop_before_waiting_time_moves_nothing() -> None:
    """Rekenregels 5: absence in waiting time counts but moves nothing.

    Three days of onderzoek on the first free days, and a place that is there only eight days later: all
    eleven days are waiting time, and the next onderdeel goes on from the same anchor, as without it.
    """
    geval = Geval(
        dossier=Dossier(
            aios=Aios(id="x"),
            opleiding=Opleiding(start=date(2025, 1, 20)),
            onderdeel=(
                Onderdeel(soort="huisartspraktijk-1", maanden=Fraction(1), begin=date(2025, 1, 31)),
                Onderdeel(soort="klinisch", maanden=Fraction(1)),
            ),
            onderbreking=(
                Onderbreking(soort="onderzoek", van=date(2025, 1, 20), tot_en_met=date(2025, 1, 22)),
            ),
        )
    )
    assert [r.eind for r in geval.oracle().rijen] == [date(2025, 2, 28), date(2025, 3, 30)]
    assert [r.eind for r in geval.met(onderbreking=()).oracle().rijen] == [
        date(2025, 2, 28),
        date(2025, 3, 30),
    ]
    assert verschillen(plan(geval), geval.oracle()) == []
