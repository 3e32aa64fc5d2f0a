"""What becomes of every dienst: where it lies, whether it counts, or why not. Source: rekenregels 7."""

from dataclasses import replace
from datetime import date, time, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ios_cli.domain.diensten import Dienstenoverzicht, Dienstenstand, GeboekteDienst, uren_van
from ios_cli.domain.dossier import Deeltijd, Dienst, Dossier, Onderbreking, Onderdeel, Opleiding
from ios_cli.domain.finding import has_fout
from ios_cli.planning.dienstenstand import bepaal_diensten
from ios_cli.planning.ios import plan_ios
from ios_cli.regels.model import Regels
from tests.oracle import diensten as oracle
from tests.strategies import Geval, aantal, gevallen
from tests.whatif import AS_OF, dossier, plan, regels

HA1, HA2 = "huisartspraktijk-1", "huisartspraktijk-2"
NIETS: dict[str, Any] = {}


def dienst(datum: str, uren: str | None = "8", van: str = "", tot: str = "", **velden: Any) -> Dienst:
    if van:
        velden |= {"aanvang": time.fromisoformat(van), "einde": time.fromisoformat(tot)}
        uren = None
    return Dienst(datum=date.fromisoformat(datum), uren=None if uren is None else Fraction(uren), **velden)


def geteld(een: Dossier, as_of: date = AS_OF, volgens: Regels | None = None) -> Dienstenoverzicht:
    volgens = volgens or regels()
    return bepaal_diensten(plan(een, volgens), een, volgens, as_of=as_of)


def stand(een: Dossier, onderdeel: str = HA1, as_of: date = AS_OF) -> Dienstenstand:
    return next(s for s in geteld(een, as_of).standen if s.quotum.onderdeel == onderdeel)


def boeking(overzicht: Dienstenoverzicht) -> GeboekteDienst:
    (een,) = overzicht.boekingen
    return een


def weg(van: str, tot: str | None, omvang: str = "1", soort: str = "ziekte") -> Onderbreking:
    return Onderbreking(
        soort=soort,
        van=date.fromisoformat(van),
        tot_en_met=None if tot is None else date.fromisoformat(tot),
        omvang=Fraction(omvang),
    )


# --- one dienst: where it lies and what becomes of it ---

STAGES = (
    Onderdeel(soort=HA1, maanden=Fraction(12)),  # 2025-03-01 to 2026-02-28
    Onderdeel(soort="klinisch", maanden=Fraction(6)),  # to 2026-08-31
    Onderdeel(soort="ggz", maanden=Fraction(3)),  # to 2026-11-30
    Onderdeel(soort="ccz", maanden=Fraction(3), anw_in_leerwerkplan=True),  # to 2027-02-28
    Onderdeel(soort=HA2, maanden=Fraction(12)),  # to 2028-02-29
)


@pytest.mark.parametrize(
    ("wat", "waar", "reden"),
    [
        (dienst("2025-06-14"), HA1, None),
        # 5 hours or more: exactly 5 counts
        (dienst("2025-06-14", "5"), HA1, None),
        (dienst("2025-06-14", "4.99"), HA1, "te-kort"),
        (dienst("2025-06-14", van="19:00", tot="23:59:59"), HA1, "te-kort"),
        # over midnight
        (dienst("2025-06-14", van="23:00", tot="04:00"), HA1, None),
        (dienst("2025-06-14", van="23:00", tot="03:59"), HA1, "te-kort"),
        # a missing rol counts all the same
        (dienst("2025-06-14", rol="telefoonarts"), HA1, None),
        # first and last day of the training, and the days beside them
        (dienst("2025-03-01"), HA1, None),
        (dienst("2025-02-28"), None, "buiten-de-opleidingsperiode"),
        (dienst("2028-02-29"), HA2, None),
        (dienst("2028-03-01"), None, "buiten-de-opleidingsperiode"),
        # the day on which it began decides, also over a border
        (dienst("2026-02-28", van="23:00", tot="07:00"), HA1, None),
        (dienst("2026-03-01"), "klinisch", None),
        (dienst("2026-08-31", "4"), "klinisch", "te-kort"),
        (dienst("2026-09-01"), "ggz", "niet-in-leerwerkplan"),
        (dienst("2026-09-01", "3"), "ggz", "niet-in-leerwerkplan"),
        (dienst("2026-12-01"), "ccz", None),
    ],
)
def test_one_dienst(wat: Dienst, waar: str | None, reden: str | None) -> None:
    een = boeking(geteld(dossier(onderdeel=STAGES, dienst=(wat,))))
    assert (een.onderdeel, een.niet_geteld) == (waar, reden)
    assert een.telt is (reden is None)
    assert een.uren == uren_van(wat)


@pytest.mark.parametrize(
    ("soort", "velden", "reden"),
    [
        ("klinisch", {}, None),
        ("klinisch", {"acuut": False}, "niet-in-leerwerkplan"),
        ("klinisch", {"acuut": False, "anw_in_leerwerkplan": True}, None),
        ("klinisch", {"max_diensten": 30}, None),
        ("ggz", {"acuut": True}, "niet-in-leerwerkplan"),
        ("ggz", {"max_diensten": 4}, "niet-in-leerwerkplan"),
        ("ccz", {"anw_in_leerwerkplan": True}, None),
        ("keuze", {}, "niet-in-leerwerkplan"),
        ("keuze", {"acuut": True}, None),
    ],
)
def test_stages(soort: str, velden: dict[str, Any], reden: str | None) -> None:
    stage = Onderdeel(soort=soort, maanden=Fraction(3), naam="stage", **velden)
    een = dossier(onderdeel=(STAGES[0], stage), dienst=(dienst("2026-04-01"),))
    overzicht = geteld(een)
    assert boeking(overzicht).niet_geteld == reden
    assert boeking(overzicht).onderdeel == "stage"
    # a row only where the contract has one; nothing is lost elsewhere
    met_rij = bool(velden.get("max_diensten") or velden.get("anw_in_leerwerkplan"))
    assert len(overzicht.standen) == 1 + met_rij
    assert len(overzicht.zonder_quotum) == 1 - met_rij
    assert overzicht.buiten == ()


def test_a_stage_of_the_standard_schedule() -> None:
    een = dossier(dienst=(dienst("2026-04-01"), dienst("2026-10-01")))
    klinisch, ggz = geteld(een).zonder_quotum
    assert (klinisch.onderdeel, klinisch.telt) == ("klinisch", True)
    assert (ggz.onderdeel, ggz.niet_geteld) == ("ggz", "niet-in-leerwerkplan")


def test_waiting_time_is_no_onderdeel() -> None:
    onderdelen = (STAGES[0], Onderdeel(soort="klinisch", maanden=Fraction(6), begin=date(2026, 4, 1)))
    assert boeking(geteld(dossier(onderdeel=onderdelen, dienst=(dienst("2026-03-31"),)))).onderdeel is None
    assert boeking(geteld(dossier(onderdeel=onderdelen, dienst=(dienst("2026-04-01"),)))).telt


@pytest.mark.parametrize(
    ("afwezig", "reden"),
    [
        ((weg("2025-06-14", "2025-06-14"),), "afwezig"),  # within the free days, on a Saturday
        ((weg("2025-06-02", "2025-07-31"),), "afwezig"),  # the clock stands still
        ((weg("2025-06-14", "2025-06-14", "0.5"),), None),
        ((weg("2025-06-14", "2025-06-14", "0.5"), weg("2025-06-10", "2025-06-20", "0.5")), "afwezig"),
        # the weekend after an absence stands still as well, but nobody recorded it
        ((weg("2025-05-19", "2025-06-13"),), None),
        ((weg("2025-06-02", None),), "afwezig"),  # still running
        ((weg("2025-06-02", "2025-07-31", soort="onderzoek"),), "afwezig"),
    ],
)
def test_day_of_full_absence(afwezig: tuple[Onderbreking, ...], reden: str | None) -> None:
    een = dossier(onderbreking=afwezig, dienst=(dienst("2025-06-14"),))
    assert boeking(geteld(een, as_of=date(2025, 8, 1))).niet_geteld == reden


def test_standing_still_before_an_onderdeel_is_absence() -> None:
    """The first running day of klinisch is later; the days before it belong to it all the same."""
    een = dossier(onderbreking=(weg("2026-02-02", "2026-05-31"),), dienst=(dienst("2026-05-01"),))
    assert boeking(geteld(een)).niet_geteld == "afwezig"


# --- the same dienst twice ---


@pytest.mark.parametrize(
    ("diensten", "tellend"),
    [
        ([dienst("2025-06-14"), dienst("2025-06-14")], 1),
        ([dienst("2025-06-14"), dienst("2025-06-14", "8.5")], 2),
        ([dienst("2025-06-14"), dienst("2025-06-15")], 2),
        ([dienst("2025-06-14", van="08:00", tot="16:00"), dienst("2025-06-14", "8")], 1),
        ([dienst("2025-06-14", van="08:00", tot="16:00"), dienst("2025-06-14", van="16:00", tot="00:00")], 2),
        ([dienst("2025-06-14", van="08:00", tot="16:00"), dienst("2025-06-14", van="08:00", tot="17:00")], 1),
        ([dienst("2025-06-14", rol="consultarts"), dienst("2025-06-14", rol="telefoonarts")], 2),
        ([dienst("2025-06-14", rol="consultarts"), dienst("2025-06-14")], 1),
        # one without a rol is one of the two that have one
        (
            [
                dienst("2025-06-14"),
                dienst("2025-06-14", rol="consultarts"),
                dienst("2025-06-14", rol="telefoonarts"),
            ],
            2,
        ),
        # one without a time is one of the two that have one
        (
            [
                dienst("2025-06-14", rol="consultarts"),
                dienst("2025-06-14", van="00:00", tot="08:00"),
                dienst("2025-06-14", van="08:00", tot="16:00"),
            ],
            2,
        ),
        # two roles at the same time are one dienst; with other times they are two
        (
            [
                dienst("2025-06-14", van="08:00", tot="16:00", rol="consultarts"),
                dienst("2025-06-14", van="08:00", tot="16:00", rol="telefoonarts"),
            ],
            1,
        ),
        (
            [
                dienst("2025-06-14", van="08:00", tot="16:00", rol="consultarts"),
                dienst("2025-06-14", van="08:00", tot="17:00", rol="telefoonarts"),
            ],
            2,
        ),
        # the long one counts, the short one is the same dienst written wrong
        ([dienst("2025-06-14", van="17:00", tot="21:00"), dienst("2025-06-14", van="17:00", tot="23:00")], 1),
    ],
)
def test_doubles(diensten: list[Dienst], tellend: int) -> None:
    for volgorde in (diensten, diensten[::-1]):
        gevonden = stand(dossier(dienst=tuple(volgorde)))
        assert gevonden.gedaan == tellend
        assert [b.niet_geteld for b in gevonden.niet_geteld] == ["dubbel"] * (len(diensten) - tellend)


def test_what_says_more_is_kept() -> None:
    kaal, vol = dienst("2025-06-14", "8"), dienst("2025-06-14", van="08:00", tot="16:00", rol="visite-arts")
    for volgorde in ((kaal, vol), (vol, kaal)):
        gevonden = stand(dossier(dienst=volgorde))
        assert [b.dienst for b in gevonden.niet_geteld] == [kaal]
        assert gevonden.rollen == {"visite-arts": 1}


def test_many_on_one_day_end() -> None:
    """Nonsense of this size is judged in one pass, and still adds up."""
    diensten = (*(dienst("2025-06-14", str(5 + n)) for n in range(12)), dienst("2025-06-14", "5"))
    gevonden = stand(dossier(dienst=diensten))
    assert (gevonden.gedaan, len(gevonden.niet_geteld)) == (12, 1)


# --- the sums ---


def test_done_planned_and_to_do() -> None:
    een = dossier(
        dienst=(
            dienst("2026-02-01", rol="consultarts"),
            dienst("2026-02-02", rol="consultarts"),  # on the day of reference: done
            dienst("2026-02-03", rol="visite-arts"),
            dienst("2026-02-10", "3"),
            dienst("2026-02-11"),
        )
    )
    gevonden = stand(een, as_of=date(2026, 2, 2))
    assert (gevonden.gedaan, gevonden.gepland, gevonden.nog_te_doen) == (2, 2, 16)
    assert gevonden.rollen == {"consultarts": 2, "visite-arts": 1, "": 1}
    assert [b.gepland for b in gevonden.boekingen] == [False, False, True, True, True]


def test_nothing_left_to_do() -> None:
    veel = tuple(Dienst(datum=date(2025, 3, 1) + timedelta(days=7 * n), uren=Fraction(8)) for n in range(30))
    gevonden = stand(dossier(dienst=veel))
    assert (gevonden.gedaan, gevonden.nog_te_doen) == (30, 0)


def test_parts_of_a_period_count_together() -> None:
    """Two parts with the klinische stage between them: one quota, and the stage keeps its own."""
    een = dossier(
        onderdeel=(
            Onderdeel(soort=HA1, maanden=Fraction(5), naam="a"),
            Onderdeel(soort="klinisch", maanden=Fraction(6), max_diensten=10),
            Onderdeel(soort=HA1, maanden=Fraction(7), naam="b"),
        ),
        dienst=(dienst("2025-04-01"), dienst("2025-10-01"), dienst("2026-05-01")),
    )
    assert (stand(een).gedaan, stand(een).quotum.minimum) == (2, 20)
    assert stand(een, "klinisch").gedaan == 1
    assert stand(een, "klinisch").nog_te_doen is None


def test_pace() -> None:
    """2025 has 365 running days in the first year: 12 in 146 days are 30 in all."""
    diensten = tuple(dienst(f"2025-04-{n:02}") for n in range(1, 13))
    gevonden = stand(dossier(dienst=diensten), as_of=date(2025, 7, 24))
    assert (gevonden.dagen_zover, gevonden.dagen) == (146, 365)
    assert gevonden.tempo == Fraction(12 * 365, 146) == gevonden.verwacht


def test_pace_is_told_in_whole_diensten_that_are_reached() -> None:
    """In 182 of 365 days 9 and a bit: 19.95 is not yet 20."""
    diensten = tuple(dienst(f"2025-04-{n:02}") for n in range(1, 11))
    gevonden = stand(dossier(dienst=diensten), as_of=date(2025, 8, 30))
    assert gevonden.tempo == Fraction(10 * 365, 183)
    assert Fraction("19.9") < gevonden.tempo < 20
    assert gevonden.verwacht == 19


def test_pace_leaves_absence_out() -> None:
    """Ten free working days and what comes after them: nobody does diensten then, whatever the clock does."""
    een = dossier(onderbreking=(weg("2025-03-03", "2025-03-30"),), dienst=(dienst("2025-04-05"),))
    gevonden = stand(een, as_of=date(2025, 7, 8))
    assert gevonden.dagen_zover == 2 + 100  # 1 and 2 March, and from 31 March on
    assert gevonden.tempo == Fraction(1 * gevonden.dagen, 102)


@pytest.mark.parametrize(
    ("as_of", "tempo"),
    [
        ("2025-02-28", None),  # not begun
        ("2025-05-30", None),  # less than a quarter of 365 days
        ("2025-05-31", Fraction(0)),
        ("2026-02-27", Fraction(0)),
        ("2026-02-28", None),  # over
        ("2026-03-01", None),
    ],
)
def test_pace_before_and_after(as_of: str, tempo: Fraction | None) -> None:
    assert stand(dossier(), as_of=date.fromisoformat(as_of)).tempo == tempo


def test_a_training_that_was_cut() -> None:
    een = dossier(dienst=(dienst("2025-04-01"), dienst("2025-08-31"), dienst("2025-09-01")))
    een = replace(
        een, opleiding=Opleiding(start=een.opleiding.start, status="gestopt", einde=date(2025, 8, 31))
    )
    overzicht = geteld(een)
    assert [s.quotum.onderdeel for s in overzicht.standen] == [HA1]
    assert (overzicht.standen[0].gedaan, overzicht.standen[0].dagen) == (2, 184)
    assert (overzicht.standen[0].afgebroken, overzicht.standen[0].nog_te_doen) == (True, None)
    assert [b.niet_geteld for b in overzicht.buiten] == ["buiten-de-opleidingsperiode"]


def test_a_period_that_was_complete_before_the_cut_is_still_owed() -> None:
    een = dossier(dienst=(dienst("2025-04-01"),))
    een = replace(
        een, opleiding=Opleiding(start=een.opleiding.start, status="gestopt", einde=date(2026, 5, 31))
    )
    ha1 = stand(een, as_of=date(2026, 8, 1))
    assert (ha1.afgebroken, ha1.nog_te_doen) == (False, 19)


def test_minimum_of_the_rules() -> None:
    een = dossier(dienst=(dienst("2025-06-14", "5"),))
    streng = regels(dienst_uren_minimum=Fraction(6))
    assert boeking(geteld(een, volgens=streng)).niet_geteld == "te-kort"
    los = regels(diensten_stage_in_leerwerkplan=False)
    assert boeking(geteld(dossier(dienst=(dienst("2026-10-01"),)), volgens=los)).telt


def test_part_time_reads_the_other_way_too() -> None:
    een = dossier(
        onderdeel=(Onderdeel(soort=HA1, maanden=Fraction(9)), STAGES[1]),
        deeltijd=(Deeltijd(vanaf=date(2025, 3, 1), factor=Fraction("0.8")),),
        dienst=(dienst("2025-06-14"),),
    )
    gevonden = stand(een)
    assert gevonden.nog_te_doen == 14  # of the reading that holds
    assert gevonden.quotum.minimum_kalender == 19


# --- laws, on random dossiers ---


@st.composite
def met_diensten(draw: st.DrawFn) -> Geval:
    geval = draw(gevallen())
    start = geval.dossier.opleiding.start
    grenzen = [d for r in geval.oracle().rijen for d in (r.begin, r.eind) if d is not None] or [start]
    diensten = []
    for _ in range(draw(st.integers(1, 12))):
        bij_grens = draw(st.booleans())
        dag = draw(st.sampled_from(grenzen)) if bij_grens else start
        dag += timedelta(days=draw(st.integers(-2, 2) if bij_grens else st.integers(-30, 500)))
        rol = draw(st.sampled_from((None, None, "consultarts", "visite-arts")))
        if draw(st.booleans()):
            uren = draw(st.sampled_from(("4", "4.99", "5", "8", "8", "8.5")))
            diensten.append(Dienst(datum=dag, uren=Fraction(uren), rol=rol))
        else:
            van = time(draw(st.sampled_from((0, 8, 17, 23))))
            tot = time(draw(st.sampled_from((0, 1, 4, 16))), draw(st.sampled_from((0, 30))))
            diensten.append(Dienst(datum=dag, aanvang=van, einde=tot, rol=rol))
        if draw(st.integers(0, 3)) == 0:
            diensten.append(diensten[-1] if draw(st.booleans()) else replace(diensten[-1], rol=None))
    onderdelen = tuple(
        replace(o, anw_in_leerwerkplan=draw(st.sampled_from((None, True, False))))
        for o in geval.dossier.onderdeel
    )
    return geval.met(dienst=tuple(diensten), onderdeel=onderdelen)


def overzicht_van(geval: Geval) -> Dienstenoverzicht | None:
    from tests.oracle.compare import regels_voor

    planning = plan_ios(
        geval.dossier, regels_voor(geval), as_of=geval.as_of, vrijstellingen=geval.vrijstellingen
    )
    if planning.ios is None or has_fout(planning.findings):
        return None
    return bepaal_diensten(planning.ios, geval.dossier, regels(), as_of=geval.as_of)


def tellend(overzicht: Dienstenoverzicht) -> int:
    return sum(b.telt for b in overzicht.boekingen)


@given(met_diensten())
@settings(max_examples=aantal(150))
def test_every_dienst_is_booked_once(geval: Geval) -> None:
    overzicht = overzicht_van(geval)
    if overzicht is None:
        return
    boekingen = overzicht.boekingen
    assert sorted(b.pad for b in boekingen) == [("dienst", n) for n in range(len(geval.dossier.dienst))]
    assert all(geval.dossier.dienst[b.pad[1]] is b.dienst for b in boekingen)  # type: ignore[index]
    for s in overzicht.standen:
        assert s.gedaan + s.gepland + len(s.niet_geteld) == len(s.boekingen)
        assert sum(s.rollen.values()) == s.gedaan + s.gepland
        assert all(b.onderdeel == s.quotum.onderdeel for b in s.boekingen)


@given(met_diensten(), st.randoms(use_true_random=False))
@settings(max_examples=aantal(100))
def test_order_of_entries_changes_nothing(geval: Geval, random: Any) -> None:
    overzicht = overzicht_van(geval)
    if overzicht is None:
        return
    diensten = list(geval.dossier.dienst)
    random.shuffle(diensten)
    anders = overzicht_van(geval.met(dienst=tuple(diensten)))
    assert anders is not None

    def gezegd(o: Dienstenoverzicht) -> list[Any]:
        return sorted((repr(b.dienst), b.onderdeel or "", str(b.niet_geteld), b.gepland) for b in o.boekingen)

    assert gezegd(anders) == gezegd(overzicht)
    for een, ander in zip(overzicht.standen, anders.standen, strict=True):
        assert (een.gedaan, een.gepland, een.tempo, een.nog_te_doen) == (
            ander.gedaan,
            ander.gepland,
            ander.tempo,
            ander.nog_te_doen,
        )
        assert een.rollen == ander.rollen


@given(met_diensten())
@settings(max_examples=aantal(100))
def test_one_more_never_counts_for_less(geval: Geval) -> None:
    overzicht = overzicht_van(geval)
    minder = overzicht_van(geval.met(dienst=geval.dossier.dienst[:-1]))
    if overzicht is None or minder is None:
        return
    assert 0 <= tellend(overzicht) - tellend(minder) <= 1


@given(met_diensten())
@settings(max_examples=aantal(100))
def test_agrees_with_the_slow_count(geval: Geval) -> None:
    overzicht = overzicht_van(geval)
    uitkomst = geval.oracle()
    if overzicht is None or uitkomst.fouten:
        return
    for b in overzicht.boekingen:
        if b.niet_geteld == "dubbel":
            continue
        verwacht = oracle.tel(geval.dossier, uitkomst, b.dienst, geval.as_of)
        assert (b.onderdeel or "", str(b.niet_geteld or "")) == (verwacht.plaats, verwacht.reden), b
    zover, alle = oracle.dagen(geval.dossier, uitkomst, geval.as_of)
    for s in overzicht.standen:
        assert (s.dagen_zover, s.dagen) == (zover[s.quotum.onderdeel], alle[s.quotum.onderdeel])
