"""Laws of counting months (rekenregels 2), with pendulum as a second opinion."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ios_cli.domain.calendar import (
    HorizonError,
    Maandtelling,
    Periode,
    add_days,
    add_months,
    is_werkdag,
    workdays,
)
from tests.oracle.oracle import maandlengte, plus_maanden
from tests.strategies import aantal, starts

DAG = timedelta(days=1)
dagen = st.one_of(starts(), st.dates(date(1990, 1, 1), date(2100, 12, 31)))
maanden = st.integers(0, 400)
breuken = st.fractions(0, 400, max_denominator=10_000)


@settings(max_examples=aantal(500))
@given(dagen, maanden)
def test_add_months_agrees_with_pendulum(anker: date, n: int) -> None:
    """pendulum clips to the last day of a shorter month; here the month is over then: the day after."""
    import pendulum

    geklipt = pendulum.date(anker.year, anker.month, anker.day).add(months=n)
    verwacht = date(geklipt.year, geklipt.month, geklipt.day)
    if geklipt.day != anker.day:
        verwacht += DAG
    assert add_months(anker, n) == verwacht == plus_maanden(anker, n)


@settings(max_examples=aantal(300))
@given(dagen, maanden)
def test_marks_are_counted_from_the_anchor(anker: date, n: int) -> None:
    telling = Maandtelling(anker)
    mark = telling.mark(n)
    assert anker + timedelta(days=mark) == plus_maanden(anker, n)
    assert telling.position(mark) == n
    assert telling.moment(Fraction(n)) == mark
    assert telling.mark(n + 1) - mark == maandlengte(anker, mark) in range(28, 33)


@settings(max_examples=aantal(300))
@given(dagen, breuken)
def test_position_and_moment_are_inverse(anker: date, x: Fraction) -> None:
    telling = Maandtelling(anker)
    assert telling.position(telling.moment(x)) == x
    assert telling.moment(telling.position(x)) == x
    assert telling.position(telling.moment(-x)) == -x


@settings(max_examples=aantal(300))
@given(dagen, st.lists(breuken, min_size=2, max_size=6))
def test_position_never_goes_back(anker: date, momenten: list[Fraction]) -> None:
    telling = Maandtelling(anker)
    gesorteerd = sorted(momenten)
    posities = [telling.position(m) for m in gesorteerd]
    assert posities == sorted(posities)
    assert len(set(posities)) == len(set(gesorteerd))


@settings(max_examples=aantal(200))
@given(dagen, st.integers(0, 3000))
def test_every_day_is_its_share_of_its_month(anker: date, dag: int) -> None:
    telling = Maandtelling(anker)
    stap = telling.position(dag + 1) - telling.position(dag)
    assert stap == Fraction(1, maandlengte(anker, dag))


@settings(max_examples=aantal(200))
@given(dagen, st.integers(0, 200), st.integers(0, 200))
def test_step_by_step_never_falls_short(anker: date, a: int, b: int) -> None:
    """Counting in two steps may only be later (31 January + 1 + 1 month), never earlier."""
    assert add_months(add_months(anker, a), b) >= add_months(anker, a + b)


def test_the_days_that_are_not_there() -> None:
    assert add_months(date(2025, 1, 31), 1) == date(2025, 3, 1)
    assert add_months(date(2024, 1, 31), 1) == date(2024, 3, 1)
    assert add_months(date(2024, 2, 29), 12) == date(2025, 3, 1)
    assert add_months(date(2024, 2, 29), 48) == date(2028, 2, 29)
    assert add_months(date(2025, 12, 31), 2) == date(2026, 3, 1)
    assert add_months(date(2025, 3, 31), 1) == date(2025, 5, 1)
    assert [add_months(date(2025, 1, 31), n).isoformat() for n in range(4)] == [
        "2025-01-31",
        "2025-03-01",
        "2025-03-31",
        "2025-05-01",
    ]


def test_the_horizon() -> None:
    with pytest.raises(HorizonError):
        add_months(date(2990, 1, 1), 120)
    with pytest.raises(HorizonError):
        add_days(date(2990, 1, 1), 10_000)
    with pytest.raises(HorizonError):
        add_days(date(2990, 1, 1), 10**9)


@settings(max_examples=aantal(200))
@given(dagen, st.integers(0, 400), dagen, st.integers(0, 400))
def test_periods(een: date, lengte: int, twee: date, ander: int) -> None:
    periode = Periode.van_tot_en_met(een, een + timedelta(days=lengte))
    assert periode.dagen == lengte + 1
    assert een in periode
    assert periode.laatste_dag in periode
    assert periode.end not in periode
    andere = Periode.van_tot_en_met(twee, twee + timedelta(days=ander))
    overlap = periode.overlap(andere)
    dagen_samen = {een + timedelta(days=i) for i in range(lengte + 1)} & {
        twee + timedelta(days=i) for i in range(ander + 1)
    }
    assert (overlap.dagen if overlap else 0) == len(dagen_samen)
    assert list(workdays(periode)) == [
        d for d in (een + timedelta(days=i) for i in range(lengte + 1)) if d.isoweekday() <= 5
    ]
    assert all(is_werkdag(d) for d in workdays(periode))
