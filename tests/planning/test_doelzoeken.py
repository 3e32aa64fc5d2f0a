"""Goal seek: the least that reaches a date, and what is said where nothing does."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from ios_cli.domain.dossier import Deeltijd, Dossier, Onderdeel, Vrijstelling
from ios_cli.domain.ios import IosStatus
from ios_cli.planning.doelzoeken import Doel, zoek_deeltijdfactor, zoek_verplaatsing, zoek_vrijstelling
from ios_cli.planning.ios import plan_ios
from ios_cli.planning.wijzigingen import scale
from tests.whatif import AS_OF, codes, dossier, gedaan, plan, regels

D, F = date, Fraction
HA1, HA2 = "huisartspraktijk-1", "huisartspraktijk-2"


def tachtig() -> Dossier:
    return dossier(deeltijd=(Deeltijd(vanaf=D(2025, 3, 1), factor=F("0.8")),))


# --- scale --einddatum ---


def factor(een: Dossier, einddatum: date, *, profiel: str | None = None, **opties: Any) -> Doel:
    waarden: dict[str, Any] = {"vanaf": D(2025, 3, 1), "as_of": AS_OF} | opties
    return zoek_deeltijdfactor(een, regels(profiel), einddatum=einddatum, **waarden)


@pytest.mark.parametrize(
    ("einddatum", "procent", "bereikt"),
    [
        # Voorbeelden: 80 % throughout ends on 2028-11-30, 70 % on 2029-06-13.
        (D(2028, 11, 30), 80, D(2028, 11, 30)),
        (D(2028, 11, 29), 81, None),
        (D(2029, 6, 13), 70, D(2029, 6, 13)),
        (D(2028, 2, 29), 100, D(2028, 2, 29)),
    ],
)
def test_the_lowest_whole_per_cent(einddatum: date, procent: int, bereikt: date | None) -> None:
    doel = factor(dossier(), einddatum)
    assert (doel.hoeveel, doel.eenheid, doel.toegestaan) == (F(procent), "procent", F(procent))
    assert doel.bereikt is not None
    assert doel.bereikt <= einddatum
    assert bereikt in (None, doel.bereikt)
    assert doel.wijziging is not None
    assert doel.wijziging.mag_geschreven
    assert doel.ios is not None
    assert doel.ios.status is IosStatus.CONCEPT
    # one per cent less does not reach it
    minder = gedaan(scale(dossier(), factor=F(procent - 1, 100), vanaf=D(2025, 3, 1)))
    einde = plan(minder).laatste_dag
    assert einde is not None
    assert einde > einddatum


def test_by_halving_is_the_same_as_one_by_one() -> None:
    einddatum = D(2028, 9, 15)
    doel = factor(dossier(), einddatum, vanaf=D(2026, 1, 12))
    haalt = [
        p
        for p in range(1, 101)
        if (
            ios := plan_ios(
                gedaan(scale(dossier(), factor=F(p, 100), vanaf=D(2026, 1, 12))), regels(), as_of=AS_OF
            ).ios
        )
        and ios.laatste_dag is not None
        and ios.laatste_dag <= einddatum
    ]
    assert doel.hoeveel == min(haalt)
    assert haalt == list(range(min(haalt), 101))


def test_none_reaches_it_and_what_full_time_gives() -> None:
    doel = factor(tachtig(), D(2028, 2, 1), vanaf=D(2026, 6, 1))
    assert (doel.hoeveel, doel.wijziging) == (None, None)
    assert codes(doel.findings) == ["IOS093"]
    assert (doel.uiterste, doel.nu) == (F(100), D(2028, 11, 30))
    assert doel.bij_uiterste == plan(gedaan(scale(tachtig(), factor=F(1), vanaf=D(2026, 6, 1)))).laatste_dag
    assert str(doel.bij_uiterste) in doel.findings[0].hint


def test_below_what_the_profile_allows() -> None:
    doel = factor(dossier(), D(2030, 1, 1), profiel="vumc")
    assert doel.hoeveel is not None
    assert doel.hoeveel < 80
    assert doel.toegestaan == 80
    assert codes(doel.findings) == ["IOS092"]
    # Voorbeelden: 80 %, aan-het-eind, klinisch full time
    assert doel.findings[0].expected == "at least 80 %: then it ends on 2028-10-16"
    assert factor(dossier(), D(2028, 10, 16), profiel="vumc").findings == ()


def test_an_entry_on_that_day_stands_in_the_way_here_too() -> None:
    doel = factor(tachtig(), D(2028, 6, 1))
    assert (doel.wijziging, codes(doel.findings)) == (None, ["IOS083"])
    assert factor(tachtig(), D(2028, 11, 30), replace=True).hoeveel == 80


def test_a_period_of_part_time() -> None:
    doel = factor(dossier(), D(2028, 3, 31), tot_en_met=D(2025, 8, 31))
    assert doel.bereikt is not None
    assert doel.bereikt <= D(2028, 3, 31)
    assert doel.hoeveel == 84


def test_fixed_begin_that_would_be_too_early_does_not_count() -> None:
    """At 80 % HA1 ends after the fixed begin of the klinische stage: no IOS, so not reached."""
    een = dossier(
        onderdeel=(
            Onderdeel(soort=HA1, maanden=F(12)),
            Onderdeel(soort="klinisch", maanden=F(6), begin=D(2026, 4, 1)),
            Onderdeel(soort=HA2, maanden=F(12)),
        )
    )
    doel = factor(een, D(2040, 1, 1), tot_en_met=D(2026, 2, 28))
    assert doel.hoeveel == 92
    assert doel.ios is not None
    assert doel.ios.rijen[0].eind == D(2026, 3, 30)


# --- shorten --einddatum ---


def vrijstelling(een: Dossier, einddatum: date, onderdeel: str = "klinisch", **opties: Any) -> Doel:
    return zoek_vrijstelling(een, regels(), onderdeel=onderdeel, einddatum=einddatum, as_of=AS_OF, **opties)


@pytest.mark.parametrize(
    ("einddatum", "maanden", "bereikt"),
    [
        (D(2027, 11, 30), "3", D(2027, 11, 30)),
        (D(2027, 11, 29), "3.5", D(2027, 11, 15)),
        (D(2028, 2, 28), "0.5", D(2028, 2, 15)),
        (D(2027, 8, 31), "6", D(2027, 8, 31)),
    ],
)
def test_the_least_in_half_months(einddatum: date, maanden: str, bereikt: date) -> None:
    doel = vrijstelling(dossier(), einddatum, grond="ANIOS")
    assert (doel.hoeveel, doel.eenheid, doel.bereikt) == (F(maanden), "maanden", bereikt)
    assert doel.wijziging is not None
    assert doel.wijziging.mag_geschreven


def test_without_a_ground_it_is_an_answer_and_no_change() -> None:
    doel = vrijstelling(dossier(), D(2027, 11, 30))
    assert doel.wijziging is not None
    assert doel.findings == ()
    assert (doel.wijziging.mag_geschreven, codes(doel.wijziging.findings)) == (False, ["IOS080"])


def test_not_enough_in_it() -> None:
    doel = vrijstelling(dossier(), D(2027, 8, 30))
    assert (doel.hoeveel, doel.wijziging, codes(doel.findings)) == (None, None, ["IOS093"])
    assert (doel.uiterste, doel.bij_uiterste) == (F(6), D(2027, 8, 31))
    assert "2027-08-31" in doel.findings[0].hint


def test_nothing_needed() -> None:
    doel = vrijstelling(dossier(), D(2028, 2, 29))
    assert (doel.hoeveel, doel.bereikt, codes(doel.findings)) == (None, D(2028, 2, 29), ["IOS094"])


def test_the_rest_of_an_onderdeel_in_another_step() -> None:
    een = dossier(
        onderdeel=(Onderdeel(soort=HA1, maanden=F(12)), Onderdeel(soort="klinisch", maanden=F("2.2"))),
    )
    assert vrijstelling(een, D(2026, 2, 28)).hoeveel == F("2.2")


def test_weken_and_dagen() -> None:
    een = dossier(
        onderdeel=(
            Onderdeel(soort=HA1, maanden=F(12)),
            Onderdeel(soort="keuze", naam="kort", weken=6),
            Onderdeel(soort="keuze", naam="lang", dagen=100),
        )
    )
    einde = plan(een).laatste_dag
    assert einde is not None
    doel = vrijstelling(een, D.fromordinal(einde.toordinal() - 8), "kort")
    assert (doel.hoeveel, doel.eenheid) == (F(2), "weken")
    doel = vrijstelling(een, D.fromordinal(einde.toordinal() - 8), "lang")
    assert (doel.hoeveel, doel.eenheid) == (F(8), "dagen")


def test_the_only_onderdeel_keeps_something() -> None:
    een = dossier(onderdeel=(Onderdeel(soort=HA2, maanden=F(6)),))
    doel = vrijstelling(een, D(2025, 3, 1), HA2)
    assert (doel.hoeveel, doel.uiterste, doel.bij_uiterste) == (None, F("5.5"), D(2025, 3, 16))


def test_what_stands_in_the_way_of_an_exemption() -> None:
    er_is_er_een = dossier(
        vrijstelling=(Vrijstelling(onderdeel="klinisch", maanden=F(1), status="voorlopig", grond="x"),)
    )
    assert codes(vrijstelling(er_is_er_een, D(2027, 11, 30)).findings) == ["IOS082"]
    assert vrijstelling(er_is_er_een, D(2027, 11, 30), replace=True).hoeveel == 3
    assert codes(vrijstelling(dossier(), D(2027, 11, 30), "seh").findings) == ["IOS030"]
    zonder_datum = vrijstelling(dossier(), D(2027, 11, 30), grond="x", status="definitief")
    assert codes(zonder_datum.findings) == ["IOS080"]


# --- move to a start moment ---


def verplaatsing(een: Dossier, profiel: str | None = "groningen", **opties: Any) -> Doel:
    waarden: dict[str, Any] = {"van": HA2, "naar": HA1, "as_of": AS_OF} | opties
    return zoek_verplaatsing(een, regels(profiel), **waarden)


def test_the_klinische_stage_begins_with_a_cohort() -> None:
    """At 80 % HA1 ends on 2026-05-31. 14.4 months at 80 % are 18 calendar months: to 31 August."""
    doel = verplaatsing(tachtig())
    assert (doel.hoeveel, doel.nu, doel.bereikt) == (F("2.4"), D(2026, 6, 1), D(2026, 9, 1))
    assert doel.ios is not None
    assert doel.ios.rijen[1].begin == D(2026, 9, 1)
    assert doel.ios.laatste_dag == plan(tachtig()).laatste_dag
    assert doel.wijziging is not None
    assert doel.wijziging.mag_geschreven


def test_earlier_when_the_profile_lets_it() -> None:
    doel = verplaatsing(tachtig(), None, van=HA1, naar=HA2)
    assert (doel.hoeveel, doel.bereikt) == (F("2.4"), D(2026, 3, 1))
    vast = verplaatsing(tachtig(), van=HA1, naar=HA2)  # Groningen: HA1 at least 12 months
    assert (vast.hoeveel, vast.uiterste, codes(vast.findings)) == (None, F(0), ["IOS093"])


def test_a_start_moment_that_is_asked() -> None:
    assert verplaatsing(tachtig(), None, startmoment=D(2027, 3, 1)).hoeveel == F("7.2")
    te_ver = verplaatsing(tachtig(), startmoment=D(2027, 3, 1))
    assert (te_ver.hoeveel, te_ver.uiterste, te_ver.bij_uiterste) == (None, F(3), D(2026, 9, 24))
    geen = verplaatsing(tachtig(), startmoment=D(2026, 10, 1))
    assert codes(geen.findings) == ["IOS093"]
    assert geen.findings[0].expected == "03-01, 09-01"


def test_a_cohort_already() -> None:
    assert codes(verplaatsing(dossier()).findings) == ["IOS094"]


def test_days_need_hundredths() -> None:
    een = dossier(deeltijd=(Deeltijd(vanaf=D(2025, 3, 1), factor=F("0.87")),))
    doel = verplaatsing(een, None)
    assert doel.hoeveel is not None
    assert doel.bereikt == D(2026, 9, 1)
    assert doel.hoeveel.denominator > 1


def test_nothing_follows_the_first_period() -> None:
    een = dossier(
        onderdeel=(
            Onderdeel(soort=HA1, naam="ha1-a", maanden=F(6)),
            Onderdeel(soort=HA2, maanden=F(12)),
            Onderdeel(soort=HA1, naam="ha1-b", maanden=F(6)),
        ),
    )
    doel = verplaatsing(een, naar="ha1-a")
    assert (doel.hoeveel, codes(doel.findings)) == (None, ["IOS093"])


def test_what_cannot_be_moved_at_all() -> None:
    assert codes(verplaatsing(dossier(), van="klinisch").findings) == ["IOS088"]
