"""Pregnancy leave from the due date: worked examples, by hand from the Wet arbeid en zorg 3:1."""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ios_cli.planning.wijzigingen import interrupt
from ios_cli.planning.zwangerschap import REGELS, Zwangerschapsverlof, bereken_zwangerschapsverlof
from tests.whatif import dossier, gedaan, plan, regels

DAG = timedelta(days=1)
UITGEREKEND = date(2026, 6, 1)


def verlof(**opties: Any) -> Zwangerschapsverlof:
    uitkomst, findings = bereken_zwangerschapsverlof(regels(), **({"uitgerekend": UITGEREKEND} | opties))
    assert uitkomst is not None, findings
    assert not findings
    return uitkomst


@dataclass(frozen=True)
class Voorbeeld:
    naam: str
    opties: dict[str, Any]
    van: date
    tot_en_met: date
    dagen: int
    vooraf: int


# The day after the due date is 2 June 2026. Six weeks before it is 21 April, five 28 April, four 5 May.
VOORBEELDEN = [
    Voorbeeld("six weeks before, as expected", {}, date(2026, 4, 21), date(2026, 8, 10), 112, 42),
    Voorbeeld("five weeks", {"weken_vooraf": 5}, date(2026, 4, 28), date(2026, 8, 17), 112, 35),
    Voorbeeld("four weeks", {"weken_vooraf": 4}, date(2026, 5, 5), date(2026, 8, 24), 112, 28),
    Voorbeeld("a day between", {"van": date(2026, 4, 27)}, date(2026, 4, 27), date(2026, 8, 16), 112, 36),
    Voorbeeld("born on the day", {"geboren": UITGEREKEND}, date(2026, 4, 21), date(2026, 8, 10), 112, 42),
    # Late: ten weeks from the day after the birth, 8 days more in all.
    Voorbeeld("8 days late", {"geboren": date(2026, 6, 9)}, date(2026, 4, 21), date(2026, 8, 18), 120, 42),
    Voorbeeld(
        "four weeks, 8 days late: 10 weeks + 14 days after the birth",
        {"weken_vooraf": 4, "geboren": date(2026, 6, 9)},
        date(2026, 5, 5),
        date(2026, 9, 1),
        120,
        28,
    ),
    # Early: what the leave before lost comes after the birth.
    Voorbeeld("12 days early", {"geboren": date(2026, 5, 20)}, date(2026, 4, 21), date(2026, 8, 10), 112, 30),
    Voorbeeld(
        "on the first day", {"geboren": date(2026, 4, 21)}, date(2026, 4, 21), date(2026, 8, 10), 112, 1
    ),
    # Born before the leave began: it begins on the day after, sixteen weeks.
    Voorbeeld(
        "before it began", {"geboren": date(2026, 4, 10)}, date(2026, 4, 11), date(2026, 7, 31), 112, 0
    ),
    Voorbeeld(
        "over 29 February",
        {"uitgerekend": date(2028, 2, 29)},
        date(2028, 1, 19),
        date(2028, 5, 9),
        112,
        42,
    ),
]


@pytest.mark.parametrize("v", VOORBEELDEN, ids=lambda v: v.naam)
def test_worked_examples(v: Voorbeeld) -> None:
    uitkomst = verlof(**v.opties)
    assert (uitkomst.van, uitkomst.tot_en_met) == (v.van, v.tot_en_met)
    assert uitkomst.dagen == v.dagen
    assert uitkomst.dagen_vooraf == v.vooraf


@given(
    st.dates(date(2024, 1, 1), date(2032, 12, 31)),
    st.integers(28, 42),
    st.integers(-100, 28),
)
def test_law_in_days(uitgerekend: date, vooraf: int, te_laat: int) -> None:
    """Late lengthens by the days it is late, early takes nothing off, and 10 weeks follow the birth."""
    geboren = uitgerekend + te_laat * DAG
    van = uitgerekend + (1 - vooraf) * DAG
    uitkomst = verlof(uitgerekend=uitgerekend, van=van, geboren=geboren)
    assert uitkomst.dagen == 112 + max(te_laat, 0)
    assert (uitkomst.tot_en_met - geboren).days >= 70
    assert uitkomst.van == min(van, geboren + DAG)
    assert uitkomst.van <= uitkomst.tot_en_met


@pytest.mark.parametrize(
    ("opties", "verwacht"),
    [
        ({"weken_vooraf": 3}, "4 to 6"),
        ({"weken_vooraf": 7}, "4 to 6"),
        ({"weken_vooraf": Fraction("4.5")}, "whole weeks"),
        ({"van": date(2026, 4, 20)}, "2026-04-21 to 2026-05-05"),
        ({"van": date(2026, 5, 6)}, "2026-04-21 to 2026-05-05"),
        ({"van": date(2026, 4, 21), "weken_vooraf": 6}, ""),
        ({"geboren": date(2027, 6, 1)}, ""),
    ],
)
def test_what_cannot_be(opties: dict[str, Any], verwacht: str) -> None:
    uitkomst, findings = bereken_zwangerschapsverlof(regels(), uitgerekend=UITGEREKEND, **opties)
    assert uitkomst is None
    assert [f.code for f in findings] == ["IOS089"]
    assert verwacht in findings[0].expected


def test_the_rules_have_their_source() -> None:
    for naam in REGELS:
        assert regels()[naam].bronvermelding


def test_sixteen_weeks_in_the_schedule() -> None:
    """Due 14 December 2025: leave from Monday 3 November, the leave of the worked examples."""
    uitkomst = verlof(uitgerekend=date(2025, 12, 14))
    assert (uitkomst.van, uitkomst.tot_en_met) == (date(2025, 11, 3), date(2026, 2, 22))
    nieuw = gedaan(
        interrupt(dossier(), soort="zwangerschapsverlof", van=uitkomst.van, tot_en_met=uitkomst.tot_en_met)
    )
    assert plan(nieuw).laatste_dag == date(2028, 6, 6)
