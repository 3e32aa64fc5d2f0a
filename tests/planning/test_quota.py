"""Quotas of diensten: the worked examples, both readings, and the stages. Source: rekenregels 7."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings

from ios_cli.domain.diensten import Dienstenquotum
from ios_cli.domain.dossier import Deeltijd, Dossier, Onderbreking, Onderdeel, Verlenging, Vrijstelling
from ios_cli.planning.diensten import bepaal_quota
from ios_cli.planning.ios import plan_ios
from ios_cli.regels.model import Regels
from tests.oracle import compare
from tests.strategies import Geval, aantal, gevallen
from tests.whatif import dossier, plan, regels

HA1, HA2 = "huisartspraktijk-1", "huisartspraktijk-2"


def quota(een: Dossier, volgens: Regels | None = None) -> dict[str, Dienstenquotum]:
    volgens = volgens or regels()
    return {q.onderdeel: q for q in bepaal_quota(plan(een, volgens), een, volgens)}


def ha1(maanden: str, **velden: Any) -> Dossier:
    return dossier(
        onderdeel=(
            Onderdeel(soort=HA1, maanden=Fraction(maanden)),
            Onderdeel(soort="klinisch", maanden=Fraction(6)),
        ),
        **velden,
    )


@pytest.mark.parametrize(
    ("maanden", "minimum", "maximum", "exact"),
    [
        ("12", 20, 25, (Fraction(20), Fraction(25))),
        ("9", 15, 18, (Fraction(15), Fraction("18.75"))),
        ("6", 10, 12, (Fraction(10), Fraction("12.5"))),
        ("10", 17, 20, (Fraction(50, 3), Fraction(125, 6))),
        ("15", 20, 25, (Fraction(20), Fraction(25))),
        # nothing whole lies between 0.83 and 1.04 but 1
        ("0.5", 1, 1, (Fraction(5, 6), Fraction(25, 24))),
        # between 0.17 and 0.21 nothing at all: never below the minimum
        ("0.1", 1, 1, (Fraction(1, 6), Fraction(5, 24))),
    ],
)
def test_worked_examples(maanden: str, minimum: int, maximum: int, exact: tuple[Fraction, Fraction]) -> None:
    q = quota(ha1(maanden))[HA1]
    assert (q.minimum, q.maximum) == (minimum, maximum)
    assert (q.minimum_exact, q.maximum_exact) == exact
    assert (q.minimum_kalender, q.maximum_kalender) == (minimum, maximum)


def test_parts_are_rounded_once() -> None:
    een = dossier(
        onderdeel=(
            Onderdeel(soort=HA1, maanden=Fraction(12)),
            Onderdeel(soort="klinisch", maanden=Fraction(6)),
            Onderdeel(soort=HA2, naam="ha2-a", maanden=Fraction(5)),
            Onderdeel(soort=HA2, naam="ha2-b", maanden=Fraction(7)),
        )
    )
    q = quota(een)[HA2]
    assert (q.minimum, q.maximum) == (20, 25)
    assert (q.begin, q.eind) == (date(2026, 9, 1), date(2027, 8, 31))
    assert len(q.perioden) == 2


def test_length_after_vrijstelling_with_verlenging() -> None:
    eraf = Vrijstelling(onderdeel=HA1, maanden=Fraction(4), status="voorlopig", grond="x")
    erbij = Verlenging(onderdeel=HA1, maanden=Fraction(1), reden="x")
    assert quota(ha1("12", vrijstelling=(eraf,)))[HA1].gekozen.maanden == 8
    assert quota(ha1("12", vrijstelling=(eraf,), verlenging=(erbij,)))[HA1].minimum == 15
    heel = Vrijstelling(onderdeel=HA1, maanden=Fraction(12), status="definitief", grond="x")
    assert HA1 not in quota(ha1("12", vrijstelling=(heel,)))


def test_two_readings_at_part_time() -> None:
    """9 months at 62.5 % are 14.4 calendar months: a full quota by the letter, 15-18 by content."""
    deeltijd = (Deeltijd(vanaf=date(2025, 3, 1), factor=Fraction("0.625")),)
    q = quota(ha1("9", deeltijd=deeltijd))[HA1]
    assert (q.gekozen.maanden, q.ander.maanden) == (Fraction(9), Fraction("14.4"))
    assert (q.minimum, q.maximum, q.minimum_kalender, q.maximum_kalender) == (15, 18, 20, 25)
    omgekeerd = quota(ha1("9", deeltijd=deeltijd), regels(diensten_telling="kalender"))[HA1]
    assert (omgekeerd.minimum, omgekeerd.maximum) == (20, 25)
    assert (omgekeerd.minimum_kalender, omgekeerd.maximum_kalender) == (15, 18)


def test_calendar_reading_is_exact() -> None:
    """6 months at 62.5 % are 9.6 calendar months and end inside a day: 16 diensten, not 17."""
    deeltijd = (Deeltijd(vanaf=date(2025, 3, 1), factor=Fraction("0.625")),)
    q = quota(ha1("6", deeltijd=deeltijd), regels(diensten_telling="kalender"))[HA1]
    assert q.gekozen.maanden == Fraction("9.6")
    assert (q.minimum, q.minimum_exact) == (16, Fraction(16))


def test_standstill_does_not_count() -> None:
    weg = Onderbreking(soort="ziekte", van=date(2025, 5, 5), tot_en_met=date(2025, 12, 7))
    q = quota(ha1("9", onderbreking=(weg,)))[HA1]
    assert q.ander.maanden == 9
    half = Onderbreking(
        soort="onderzoek", van=date(2025, 3, 1), tot_en_met=date(2026, 8, 31), omvang=Fraction(1, 2)
    )
    assert quota(ha1("9", onderbreking=(half,)))[HA1].ander.maanden == 18


def test_what_is_moved_to_the_end_does_not_count_by_content() -> None:
    een = dossier(deeltijd=(Deeltijd(vanaf=date(2025, 3, 1), factor=Fraction("0.8")),))
    q = quota(een, regels("vumc"))
    assert q[HA1].gekozen.maanden == q[HA1].ander.maanden == 12
    assert q[HA2].gekozen.maanden == 12
    assert q[HA2].ander.maanden == Fraction("19.5")


def test_cut_training_keeps_its_quota() -> None:
    een = dossier()
    een = dossier()
    gestopt = type(een)(
        aios=een.aios,
        opleiding=type(een.opleiding)(start=een.opleiding.start, status="gestopt", einde=date(2025, 8, 31)),
    )
    q = quota(gestopt)
    assert list(q) == [HA1]
    assert (q[HA1].minimum, q[HA1].maximum, q[HA1].eind) == (20, 25, date(2025, 8, 31))


def stage(soort: str, **velden: Any) -> Dienstenquotum | None:
    onderdeel = Onderdeel(soort=soort, **({"maanden": Fraction(3)} | velden))
    een = dossier(onderdeel=(Onderdeel(soort=HA1, maanden=Fraction(12)), onderdeel))
    return quota(een).get(onderdeel.bijnaam)


@pytest.mark.parametrize(
    ("soort", "velden", "maximum"),
    [
        ("ggz", {"anw_in_leerwerkplan": True}, 6),
        ("ccz", {"anw_in_leerwerkplan": True, "maanden": Fraction("1.5")}, 3),
        ("ggz", {"anw_in_leerwerkplan": True, "acuut": True}, 6),
        ("ggz", {"anw_in_leerwerkplan": True, "max_diensten": 4}, 4),
        ("klinisch", {"max_diensten": 30, "maanden": Fraction(6)}, 30),
        ("klinisch", {"anw_in_leerwerkplan": True, "acuut": False, "maanden": Fraction(6)}, 12),
        ("klinisch", {"anw_in_leerwerkplan": True}, None),
        ("keuze", {"anw_in_leerwerkplan": True, "maanden": None, "weken": 13}, 6),
        ("keuze", {"max_diensten": 30, "acuut": True}, 30),
    ],
)
def test_stages(soort: str, velden: dict[str, Any], maximum: int | None) -> None:
    q = stage(soort, **velden)
    assert q is not None
    assert (q.minimum, q.minimum_exact, q.maximum) == (None, None, maximum)


def test_a_stage_without_diensten_has_no_quota() -> None:
    assert stage("klinisch") is None
    assert stage("ggz", anw_in_leerwerkplan=False) is None


@settings(max_examples=aantal(60))
@given(gevallen(lang=True, vaste_datums=False, einde=False))
def test_calendar_time_is_content_over_tempo(geval: Geval) -> None:
    """Where one factor holds and nobody is absent, the calendar time is the content divided by it."""
    for factor in (Fraction(1), Fraction("0.8"), Fraction("0.7")):
        een = geval.met(
            deeltijd=(Deeltijd(vanaf=geval.dossier.opleiding.start, factor=factor),), onderbreking=()
        )
        volgens = compare.regels_voor(geval)
        ios = plan_ios(een.dossier, volgens, as_of=geval.as_of, vrijstellingen=geval.vrijstellingen).ios
        if ios is None or geval.methode != "naar-rato":
            return
        for rij in ios.geplande_rijen:
            tempo = Fraction(1) if rij.soort in geval.voltijdse_onderdelen else factor
            assert (rij.looptijd.maanden, rij.looptijd.dagen) == (
                rij.inhoud.maanden / tempo,
                rij.inhoud.dagen / tempo,
            )
