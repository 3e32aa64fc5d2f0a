"""What-ifs on a dossier: what changes, what stands in the way, and what is said about it."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from ios_cli.domain.dossier import (
    Deeltijd,
    Dossier,
    Onderbreking,
    Onderdeel,
    Verlenging,
    Vrijstelling,
)
from ios_cli.domain.edits import Toevoegen, Veranderen, Verwijderen
from ios_cli.domain.finding import Ernst, has_fout
from ios_cli.domain.ios import IosStatus
from ios_cli.io.dossiers import load_dossier
from ios_cli.planning.afwijkingen import afwijkingen_deeltijd
from ios_cli.planning.ios import plan_ios
from ios_cli.planning.wijziging import Wijziging
from ios_cli.planning.wijzigingen import OVERGANGEN, extend, interrupt, move, scale, shorten
from tests.whatif import AS_OF, als_bestand, codes, dossier, gedaan, herlezen, plan, regels

D = date
F = Fraction
BESLUIT = D(2025, 10, 15)
SAMPLES = sorted((Path(__file__).parents[2] / "sample_data" / "dossiers").glob("*.toml"))


def vrijgesteld(**velden: Any) -> Vrijstelling:
    standaard: dict[str, Any] = {
        "onderdeel": "klinisch",
        "maanden": F(3),
        "status": "voorlopig",
        "grond": "ANIOS SEH",
    }
    return Vrijstelling(**(standaard | velden))


def korter(een: Dossier, **opties: Any) -> Wijziging:
    return shorten(een, regels(), **({"onderdeel": "klinisch"} | opties))


# --- shorten ---


def test_shorten_adds_a_provisional_exemption() -> None:
    w = korter(dossier(), maanden=F(3), grond="ANIOS SEH")
    assert gedaan(w).vrijstelling == (vrijgesteld(),)
    assert w.edits == (
        Toevoegen(
            "vrijstelling",
            {"onderdeel": "klinisch", "maanden": F(3), "status": "voorlopig", "grond": "ANIOS SEH"},
        ),
    )
    assert list(w.edits[0].waarden) == ["onderdeel", "maanden", "status", "grond"]
    assert (w.findings, w.pad, w.mag_geschreven) == ((), ("vrijstelling", 0), True)
    assert plan(gedaan(w)).laatste_dag == D(2027, 11, 30)


def test_shorten_reads_other_spellings_and_keeps_one() -> None:
    assert (
        gedaan(korter(dossier(), onderdeel="klinische-stage", maanden=1, grond="x")).vrijstelling[0].onderdeel
        == "klinisch"
    )


def test_a_second_one_on_the_same_onderdeel_is_named() -> None:
    """By another spelling of the reference too; each that counts is named with its place."""
    een = dossier(
        vrijstelling=(
            vrijgesteld(status="ingetrokken"),
            vrijgesteld(onderdeel="klinische-stage", maanden=F(1)),
            vrijgesteld(maanden=F(1), status="definitief", besloten_op=BESLUIT),
            vrijgesteld(onderdeel="ggz"),
        )
    )
    w = korter(een, maanden=F(2), grond="x")
    assert w.dossier is None
    assert [(f.code, f.path) for f in w.findings] == [
        ("IOS082", ("vrijstelling", 1)),
        ("IOS082", ("vrijstelling", 2)),
    ]


def test_a_refused_or_withdrawn_one_is_no_obstacle() -> None:
    een = dossier(vrijstelling=(vrijgesteld(status="afgewezen", besloten_op=BESLUIT, onderbouwing="brief"),))
    assert len(gedaan(korter(een, maanden=F(2), grond="nieuw verzoek")).vrijstelling) == 2


def test_replace_keeps_what_is_true_and_says_what_falls_away() -> None:
    een = dossier(
        vrijstelling=(
            vrijgesteld(
                status="definitief", besloten_op=BESLUIT, ervaring_weken=F(40), aangevraagd_op=D(2025, 4, 1)
            ),
            vrijgesteld(maanden=F(1), grond="andere"),
        )
    )
    w = korter(een, maanden=F(4), replace=True)
    # the decision was taken on three months
    assert gedaan(w).vrijstelling == (
        vrijgesteld(maanden=F(4), ervaring_weken=F(40), aangevraagd_op=D(2025, 4, 1)),
    )
    assert w.edits == (
        Veranderen(("vrijstelling", 0, "maanden"), F(4)),
        Veranderen(("vrijstelling", 0, "status"), "voorlopig"),
        Verwijderen(("vrijstelling", 0, "besloten_op")),
        Verwijderen(("vrijstelling", 1)),
    )
    assert [(f.code, f.ernst, f.path) for f in w.findings] == [
        ("IOS090", Ernst.OPMERKING, ("vrijstelling", 0)),
        ("IOS090", Ernst.OPMERKING, ("vrijstelling", 1)),
    ]
    assert "2025-10-15" in w.findings[0].message


def test_replace_in_another_unit() -> None:
    een = dossier(
        onderdeel=(Onderdeel(soort="keuze", weken=6),),
        vrijstelling=(vrijgesteld(onderdeel="keuze", maanden=None, weken=2),),
    )
    w = korter(een, onderdeel="keuze", dagen=3, replace=True)
    assert gedaan(w).vrijstelling == (vrijgesteld(onderdeel="keuze", maanden=None, dagen=3),)
    assert w.findings == ()  # nothing was lost


def test_replace_by_the_same_changes_nothing() -> None:
    een = dossier(vrijstelling=(vrijgesteld(),))
    w = korter(een, maanden=F(3), grond="ANIOS SEH", replace=True)
    assert (gedaan(w), w.edits, codes(w.findings)) == (een, (), ["IOS094"])


@pytest.mark.parametrize(
    ("opties", "verwacht"),
    [
        ({}, ["IOS080"]),
        ({"maanden": F(3)}, ["IOS080"]),
        ({"maanden": F(3), "status": "definitief"}, ["IOS080", "IOS080"]),
        ({"maanden": F(3), "grond": "x", "status": "afgewezen"}, ["IOS080", "IOS080"]),
        ({"maanden": F(3), "grond": "x", "status": "afgewezen", "besloten_op": BESLUIT}, ["IOS080"]),
        ({"maanden": F(3), "grond": "x", "besloten_op": BESLUIT}, ["IOS081"]),
        ({"maanden": F(3), "weken": 2, "grond": "x"}, ["IOS018"]),
        ({"maanden": F(-1), "grond": "x"}, ["IOS015"]),
        ({"maanden": F(1, 3), "grond": "x"}, ["IOS015"]),
        ({"maanden": F(3), "grond": " "}, ["IOS017"]),
        ({"maanden": F(3), "grond": "x", "status": "misschien"}, ["IOS016"]),
        ({"status": "misschien"}, ["IOS016"]),
        ({"onderdeel": "seh", "maanden": F(3), "grond": "x"}, ["IOS030"]),
        ({"status": "definitief", "besloten_op": BESLUIT}, ["IOS087"]),
    ],
)
def test_shorten_says_all_that_is_missing_or_wrong(opties: dict[str, Any], verwacht: list[str]) -> None:
    w = korter(dossier(), **opties)
    assert w.dossier is None
    assert codes(w.findings) == verwacht
    assert not w.edits


# --- the life of a vrijstelling (LOP 4.3) ---


@pytest.mark.parametrize("nieuw", ["voorlopig", "definitief", "afgewezen", "ingetrokken"])
@pytest.mark.parametrize("oud", ["voorlopig", "definitief", "afgewezen", "ingetrokken"])
def test_which_moves_are_allowed(oud: str, nieuw: str) -> None:
    besluit = {"besloten_op": BESLUIT} if oud in ("definitief", "afgewezen") else {}
    een = dossier(vrijstelling=(vrijgesteld(status=oud, **besluit),))
    opties = (
        {"besloten_op": D(2025, 11, 1), "onderbouwing": "brief 12"}
        if nieuw in ("definitief", "afgewezen")
        else {}
    )
    w = korter(een, status=nieuw, **opties)
    if nieuw in OVERGANGEN[oud]:
        assert gedaan(w).vrijstelling[0].status == nieuw
    else:
        assert (w.dossier, codes(w.findings)) == (None, ["IOS085"])
        assert w.findings[0].path == ("vrijstelling", 0)


def test_allowed_moves_are_the_ones_of_the_sources() -> None:
    assert {(oud, nieuw) for oud, alle in OVERGANGEN.items() if oud for nieuw in alle} == {
        ("voorlopig", "definitief"),
        ("voorlopig", "afgewezen"),
        ("voorlopig", "ingetrokken"),
        ("definitief", "ingetrokken"),
    }


def test_status_needs_its_date_and_a_refusal_its_reasons() -> None:
    een = dossier(vrijstelling=(vrijgesteld(),))
    assert codes(korter(een, status="definitief").findings) == ["IOS080"]
    assert codes(korter(een, status="afgewezen").findings) == ["IOS080", "IOS080"]
    assert codes(korter(een, status="ingetrokken", besloten_op=BESLUIT).findings) == ["IOS081"]
    w = korter(een, status="afgewezen", besloten_op=BESLUIT, onderbouwing="brief 2025-114")
    assert w.edits == (
        Veranderen(("vrijstelling", 0, "status"), "afgewezen"),
        Veranderen(("vrijstelling", 0, "besloten_op"), BESLUIT),
        Veranderen(("vrijstelling", 0, "onderbouwing"), "brief 2025-114"),
    )
    assert plan(gedaan(w)).laatste_dag == plan(dossier()).laatste_dag


def test_withdrawing_a_settled_one_keeps_the_date_of_the_decision() -> None:
    een = dossier(vrijstelling=(vrijgesteld(status="definitief", besloten_op=BESLUIT),))
    w = korter(een, status="ingetrokken")
    assert gedaan(w).vrijstelling == (vrijgesteld(status="ingetrokken", besloten_op=BESLUIT),)
    assert len(w.edits) == 1


def test_several_that_match_are_all_named_and_ground_tells_which() -> None:
    een = dossier(vrijstelling=(vrijgesteld(maanden=F(1)), vrijgesteld(maanden=F(2), grond="ANIOS IC")))
    w = korter(een, status="definitief", besloten_op=BESLUIT)
    assert w.dossier is None
    assert [(f.code, f.path) for f in w.findings] == [
        ("IOS086", ("vrijstelling", 0)),
        ("IOS086", ("vrijstelling", 1)),
    ]
    w = korter(een, status="definitief", besloten_op=BESLUIT, grond="ANIOS IC")
    assert [v.status for v in gedaan(w).vrijstelling] == ["voorlopig", "definitief"]
    assert w.pad == ("vrijstelling", 1)
    assert codes(korter(een, status="ingetrokken", grond="iets anders").findings) == ["IOS087"]


def test_one_that_cannot_move_is_not_in_doubt() -> None:
    een = dossier(vrijstelling=(vrijgesteld(status="ingetrokken"), vrijgesteld(maanden=F(2))))
    assert [v.status for v in gedaan(korter(een, status="ingetrokken")).vrijstelling] == ["ingetrokken"] * 2


def alternatief(**velden: Any) -> Dossier:
    ggz = Onderdeel(
        soort="ggz", maanden=F(6), **({"grond": "EVC: verpleeghuis", "status": "voorlopig"} | velden)
    )
    return dossier(onderdeel=(Onderdeel(soort="huisartspraktijk-1", maanden=F(12)), ggz))


def test_alternative_content_has_the_same_life() -> None:
    een = alternatief()
    w = korter(een, onderdeel="ggz", status="definitief", besloten_op=BESLUIT)
    assert (gedaan(w).onderdeel[1].status, gedaan(w).onderdeel[1].besloten_op) == ("definitief", BESLUIT)
    assert w.edits == (
        Veranderen(("onderdeel", 1, "status"), "definitief"),
        Veranderen(("onderdeel", 1, "besloten_op"), BESLUIT),
    )
    # planned as written, whatever its status (rekenregels 4)
    geweigerd = gedaan(korter(een, onderdeel="ggz", status="afgewezen", besloten_op=BESLUIT))
    assert plan(geweigerd).laatste_dag == plan(een).laatste_dag
    assert codes(korter(een, onderdeel="ggz", status="definitief").findings) == ["IOS080"]
    assert codes(
        korter(een, onderdeel="ggz", status="afgewezen", besloten_op=BESLUIT, onderbouwing="x").findings
    ) == ["IOS081"]


def test_alternative_content_without_a_state_takes_one() -> None:
    w = korter(alternatief(status=None), onderdeel="ggz", status="voorlopig")
    assert gedaan(w).onderdeel[1].status == "voorlopig"


def test_an_onderdeel_as_usual_is_no_alternative() -> None:
    een = alternatief(grond=None, status=None)
    assert codes(korter(een, onderdeel="ggz", status="definitief", besloten_op=BESLUIT).findings) == [
        "IOS087"
    ]


def test_a_vrijstelling_and_an_alternative_on_one_onderdeel() -> None:
    een = replace(alternatief(), vrijstelling=(vrijgesteld(onderdeel="ggz", maanden=F(1)),))
    w = korter(een, onderdeel="ggz", status="ingetrokken")
    assert [f.path for f in w.findings] == [("vrijstelling", 0), ("onderdeel", 1)]
    assert (
        gedaan(korter(een, onderdeel="ggz", status="ingetrokken", grond="ANIOS SEH")).onderdeel
        == een.onderdeel
    )


# --- scale ---


def test_scale_adds_an_entry() -> None:
    w = scale(dossier(), factor=F("0.8"), vanaf=D(2025, 9, 1), praktijkdagen=F(3), reden="kind")
    assert gedaan(w).deeltijd == (
        Deeltijd(vanaf=D(2025, 9, 1), factor=F("0.8"), praktijkdagen=F(3), reden="kind"),
    )
    assert w.label == "80 % from 2025-09-01"
    uren = scale(dossier(), uren_per_week=F("30.4"), vanaf=D(2025, 9, 1), tot_en_met=D(2025, 12, 31))
    assert gedaan(uren).deeltijd[0].deeltijdfactor == F("0.8")
    assert uren.label == "30.4 hours a week from 2025-09-01 to 2025-12-31"


def test_an_entry_on_the_same_day_stands_in_the_way() -> None:
    een = dossier(
        deeltijd=(
            Deeltijd(vanaf=D(2025, 3, 1), factor=F("0.9")),
            Deeltijd(
                vanaf=D(2025, 9, 1),
                tot_en_met=D(2025, 12, 31),
                uren_per_week=F(30),
                praktijkdagen=F(3),
                reden="r",
            ),
        )
    )
    w = scale(een, factor=F("0.7"), vanaf=D(2025, 9, 1))
    assert (w.dossier, [(f.code, f.path) for f in w.findings]) == (None, [("IOS083", ("deeltijd", 1))])
    w = scale(een, factor=F("0.7"), vanaf=D(2025, 9, 1), replace=True)
    assert gedaan(w).deeltijd[1] == Deeltijd(vanaf=D(2025, 9, 1), factor=F("0.7"), reden="r")
    assert w.edits == (
        Verwijderen(("deeltijd", 1, "tot_en_met")),
        Veranderen(("deeltijd", 1, "factor"), F("0.7")),
        Verwijderen(("deeltijd", 1, "uren_per_week")),
        Verwijderen(("deeltijd", 1, "praktijkdagen")),
    )
    # the practice days belonged to the old hours; the hours themselves are not lost but replaced
    assert "`tot_en_met` 2025-12-31, `praktijkdagen` 3" in w.findings[0].message


def test_a_later_entry_that_takes_over_is_said() -> None:
    een = dossier(
        deeltijd=(
            Deeltijd(vanaf=D(2025, 3, 1), factor=F("0.9")),
            Deeltijd(vanaf=D(2026, 3, 1), factor=F("0.7")),
        )
    )
    w = scale(een, factor=F("0.8"), vanaf=D(2025, 9, 1))
    assert [(f.code, f.ernst, f.path) for f in w.findings] == [("IOS091", Ernst.OPMERKING, ("deeltijd", 1))]
    assert w.mag_geschreven
    assert scale(een, factor=F("0.8"), vanaf=D(2025, 9, 1), tot_en_met=D(2026, 2, 28)).findings == ()


@pytest.mark.parametrize(
    ("opties", "verwacht"),
    [
        ({}, ["IOS011"]),
        ({"factor": F("0.8"), "uren_per_week": F(30)}, ["IOS018"]),
        ({"factor": F(80)}, ["IOS015"]),
        ({"factor": F(0)}, ["IOS015"]),
        ({"factor": F(2, 3)}, ["IOS015"]),
        ({"uren_per_week": F(39)}, ["IOS015"]),
        ({"factor": F("0.8"), "tot_en_met": D(2025, 8, 31)}, ["IOS034"]),
        ({"factor": F(2), "tot_en_met": D(2025, 8, 31)}, ["IOS015", "IOS034"]),
    ],
)
def test_scale_refuses(opties: dict[str, Any], verwacht: list[str]) -> None:
    w = scale(dossier(), vanaf=D(2025, 9, 1), **opties)
    assert (w.dossier, codes(w.findings)) == (None, verwacht)


def afwijkingen(een: Dossier, profiel: str | None) -> list[str]:
    findings = afwijkingen_deeltijd(een, plan(een, regels(profiel)), regels(profiel), len(een.deeltijd) - 1)
    return [f.message for f in findings]


def test_what_the_profile_allows() -> None:
    half = gedaan(scale(dossier(), factor=F("0.5"), vanaf=D(2025, 3, 1)))
    assert afwijkingen(half, None) == []
    assert afwijkingen(half, "utrecht") == ["a deeltijdfactor of 50 %"]
    assert afwijkingen(half, "vumc") == ["a deeltijdfactor of 50 %", "in `klinisch` the factor stays 1"]
    halverwege = gedaan(scale(dossier(), factor=F("0.8"), vanaf=D(2025, 9, 1)))
    assert afwijkingen(halverwege, "groningen") == [
        "the deeltijdfactor changes on 2025-09-01, within `huisartspraktijk-1`"
    ]
    assert afwijkingen(halverwege, "utrecht") == [
        "the deeltijdfactor changes on 2025-09-01, within an opleidingsjaar"
    ]
    op_grens = gedaan(scale(dossier(), factor=F("0.8"), vanaf=D(2026, 3, 1)))
    assert afwijkingen(op_grens, "groningen") == afwijkingen(op_grens, "utrecht") == []
    # a full-time island is no change of the factor (rekenregels 3)
    eiland = gedaan(scale(op_grens, factor=F(1), vanaf=D(2026, 5, 4), tot_en_met=D(2026, 5, 17)))
    assert afwijkingen(eiland, "groningen") == []
    # a factor written again is no change
    weer = gedaan(scale(op_grens, factor=F("0.8"), vanaf=D(2026, 5, 4)))
    assert afwijkingen(weer, "groningen") == []


# --- interrupt ---


def afwezig(soort: str, van: date, tot: date | None, omvang: str = "1") -> Onderbreking:
    return Onderbreking(soort=soort, van=van, tot_en_met=tot, omvang=F(omvang))


ZIEK = afwezig("ziekte", D(2025, 10, 1), D(2026, 3, 31))
VERLOF: dict[str, Any] = {"soort": "zwangerschapsverlof", "van": D(2025, 11, 3), "tot_en_met": D(2026, 2, 22)}


def test_interrupt_adds_leave() -> None:
    w = interrupt(dossier(), **VERLOF)
    assert w.edits == (Toevoegen("onderbreking", VERLOF),)
    assert plan(gedaan(w)).laatste_dag == D(2028, 6, 6)
    half = interrupt(
        dossier(), soort="ziekte", van=D(2025, 6, 2), tot_en_met=D(2025, 11, 28), omvang=F("0.5")
    )
    assert half.edits[0].waarden["omvang"] == F("0.5")  # type: ignore[union-attr]
    assert half.label == "`ziekte` (50 %) from 2025-06-02 to 2025-11-28"


def test_overlap_over_one_is_named() -> None:
    een = dossier(onderbreking=(afwezig("zorgverlof", D(2025, 6, 1), D(2025, 6, 30)), ZIEK))
    w = interrupt(een, **VERLOF)
    assert (w.dossier, [(f.code, f.path) for f in w.findings]) == (None, [("IOS084", ("onderbreking", 1))])


def test_overlap_together_at_most_one_is_fine() -> None:
    een = dossier(onderbreking=(replace(ZIEK, omvang=F("0.5")),))
    assert interrupt(een, **VERLOF, omvang=F("0.5")).findings == ()
    assert codes(interrupt(een, **VERLOF, omvang=F("0.6")).findings) == ["IOS084"]


def test_three_together_over_one() -> None:
    een = dossier(
        onderbreking=(
            afwezig("ziekte", D(2025, 10, 1), D(2025, 12, 1), "0.5"),
            afwezig("ouderschapsverlof", D(2025, 12, 1), D(2026, 3, 1), "0.5"),
        )
    )
    w = interrupt(een, soort="zorgverlof", van=D(2025, 11, 1), tot_en_met=D(2025, 12, 31), omvang=F("0.2"))
    assert [f.path for f in w.findings] == [("onderbreking", 0), ("onderbreking", 1)]
    w = interrupt(een, soort="zorgverlof", van=D(2025, 11, 1), tot_en_met=D(2025, 11, 30), omvang=F("0.2"))
    assert w.findings == ()


def test_same_soort_may_not_overlap_at_all() -> None:
    een = dossier(onderbreking=(replace(ZIEK, omvang=F("0.2")),))
    w = interrupt(een, soort="ziekte", van=D(2026, 3, 31), tot_en_met=D(2026, 4, 30), omvang=F("0.2"))
    assert codes(w.findings) == ["IOS084"]
    assert interrupt(een, soort="ziekte", van=D(2026, 4, 1), tot_en_met=D(2026, 4, 30)).findings == ()


def test_replace_gives_the_same_soort_new_dates() -> None:
    een = dossier(onderbreking=(ZIEK, afwezig("zwangerschapsverlof", D(2026, 4, 6), D(2026, 7, 26))))
    w = interrupt(
        een, soort="zwangerschapsverlof", van=D(2026, 4, 13), tot_en_met=D(2026, 8, 10), replace=True
    )
    assert gedaan(w).onderbreking == (
        ZIEK,
        afwezig("zwangerschapsverlof", D(2026, 4, 13), D(2026, 8, 10)),
    )
    assert w.edits == (
        Veranderen(("onderbreking", 1, "van"), D(2026, 4, 13)),
        Veranderen(("onderbreking", 1, "tot_en_met"), D(2026, 8, 10)),
    )


def test_replace_takes_only_its_own_days_out_of_another_soort() -> None:
    een = dossier(onderbreking=(ZIEK,))
    w = interrupt(een, **VERLOF, replace=True)
    assert gedaan(w).onderbreking == (
        afwezig("ziekte", D(2025, 10, 1), D(2025, 11, 2)),
        afwezig("ziekte", D(2026, 2, 23), D(2026, 3, 31)),
        Onderbreking(**VERLOF),
    )
    assert codes(w.findings) == ["IOS090"]
    assert w.pad == ("onderbreking", 2)


@pytest.mark.parametrize(
    ("oud", "verwacht"),
    [
        (
            afwezig("ziekte", D(2025, 10, 1), D(2025, 12, 1)),
            afwezig("ziekte", D(2025, 10, 1), D(2025, 11, 2)),
        ),
        (afwezig("ziekte", D(2026, 1, 1), D(2026, 4, 1)), afwezig("ziekte", D(2026, 2, 23), D(2026, 4, 1))),
        (afwezig("ziekte", D(2025, 12, 1), D(2025, 12, 31)), None),
        (afwezig("ziekte", D(2025, 10, 1), None), afwezig("ziekte", D(2025, 10, 1), D(2025, 11, 2))),
    ],
)
def test_replace_cuts_at_either_side(oud: Onderbreking, verwacht: Onderbreking | None) -> None:
    een = dossier(onderbreking=(oud,))
    w = interrupt(een, **VERLOF, replace=True)
    rest = gedaan(w).onderbreking[:-1]
    assert rest == (() if verwacht is None else (verwacht,))
    assert codes(w.findings) == ["IOS090"]


def test_a_running_absence_goes_on_after_the_leave_where_the_day_of_reference_does() -> None:
    een = dossier(onderbreking=(afwezig("ziekte", D(2025, 10, 1), None),))
    w = interrupt(een, **VERLOF, replace=True, as_of=AS_OF)
    assert gedaan(w).onderbreking[1] == afwezig("ziekte", D(2026, 2, 23), None)
    assert len(gedaan(interrupt(een, **VERLOF, replace=True, as_of=D(2025, 11, 1))).onderbreking) == 2


def test_a_running_absence_never_takes_away_leave_that_is_planned() -> None:
    een = dossier(onderbreking=(Onderbreking(**VERLOF),))
    for opnieuw in (False, True):
        w = interrupt(een, soort="ziekte", van=D(2025, 9, 1), replace=opnieuw)
        assert (w.dossier, codes(w.findings)) == (None, ["IOS084"])
        assert "--tot-en-met" in w.findings[0].hint


def test_a_running_absence_counts_to_the_day_of_reference() -> None:
    """Leave that is planned after it stands in nobody's way yet."""
    voor, na = D(2025, 11, 2), D(2025, 11, 3)  # VERLOF begins on 3 November
    gepland = dossier(onderbreking=(Onderbreking(**VERLOF),))
    assert codes(interrupt(gepland, soort="ziekte", van=D(2025, 9, 1), as_of=na).findings) == ["IOS084"]
    for opnieuw in (False, True):
        w = interrupt(gepland, soort="ziekte", van=D(2025, 9, 1), as_of=voor, replace=opnieuw)
        assert gedaan(w).onderbreking == (Onderbreking(**VERLOF), afwezig("ziekte", D(2025, 9, 1), None))
    ziek = dossier(onderbreking=(afwezig("ziekte", D(2025, 9, 1), None),))
    assert codes(interrupt(ziek, **VERLOF, as_of=na).findings) == ["IOS084"]
    assert len(gedaan(interrupt(ziek, **VERLOF, as_of=voor)).onderbreking) == 2
    # Of one soort a second one is a slip of the pen, whenever it begins.
    w = interrupt(ziek, soort="ziekte", van=D(2025, 11, 3), tot_en_met=D(2025, 11, 9), as_of=voor)
    assert codes(w.findings) == ["IOS084"]


@pytest.mark.parametrize(
    ("opties", "verwacht"),
    [
        ({"soort": "vakantie", "van": D(2025, 9, 1)}, ["IOS016"]),
        ({"soort": "ziekte", "van": D(2025, 9, 1), "tot_en_met": D(2025, 8, 31)}, ["IOS034"]),
        ({"soort": "ziekte", "van": D(2025, 9, 1), "omvang": F("1.2")}, ["IOS015"]),
        ({"soort": "ziekte", "van": D(1825, 9, 1)}, ["IOS015"]),
    ],
)
def test_interrupt_refuses(opties: dict[str, Any], verwacht: list[str]) -> None:
    w = interrupt(dossier(), **opties)
    assert (w.dossier, codes(w.findings)) == (None, verwacht)


# --- extend ---


def test_extend() -> None:
    een = dossier(deeltijd=(Deeltijd(vanaf=D(2025, 3, 1), factor=F("0.8")),))
    w = extend(een, regels(), maanden=3, reden="vertraging", besloten_op=D(2027, 10, 1))
    assert gedaan(w).verlenging == (Verlenging(maanden=F(3), reden="vertraging", besloten_op=D(2027, 10, 1)),)
    assert plan(gedaan(w)).laatste_dag == D(2029, 3, 24)
    assert w.findings == ()


def test_extend_together_at_most_six_months() -> None:
    een = dossier(verlenging=(Verlenging(maanden=F(4), reden="x"),))
    assert extend(een, regels(), maanden=2, reden="x").mag_geschreven
    w = extend(een, regels(), maanden=F("2.5"), reden="x")
    assert w.dossier is not None
    assert not w.mag_geschreven
    assert codes(w.findings) == ["IOS092"]


@pytest.mark.parametrize(
    ("opties", "verwacht"),
    [
        ({}, ["IOS080", "IOS080"]),
        ({"maanden": 3}, ["IOS080"]),
        ({"reden": "x"}, ["IOS080"]),
        ({"maanden": 3, "reden": "x", "onderdeel": "seh"}, ["IOS030"]),
        ({"maanden": 0, "reden": "x"}, ["IOS015"]),
        ({"maanden": 3, "weken": 1, "reden": "x"}, ["IOS018"]),
    ],
)
def test_extend_refuses(opties: dict[str, Any], verwacht: list[str]) -> None:
    w = extend(dossier(), regels(), **opties)
    assert (w.dossier, codes(w.findings)) == (None, verwacht)


# --- move ---


def verplaats(een: Dossier, maanden: str, *, profiel: str | None = None, **opties: Any) -> Wijziging:
    waarden = {"van": "huisartspraktijk-2", "naar": "huisartspraktijk-1"} | opties
    return move(een, regels(profiel), maanden=F(maanden), **waarden)


def test_move_writes_the_standard_schedule_out() -> None:
    w = verplaats(dossier(), "2.4", profiel="groningen")
    assert [(o.soort, o.maanden) for o in gedaan(w).onderdeel] == [
        ("huisartspraktijk-1", F("14.4")),
        ("klinisch", 6),
        ("ggz", 3),
        ("ccz", 3),
        ("huisartspraktijk-2", F("9.6")),
    ]
    assert all(isinstance(e, Toevoegen) for e in w.edits)
    assert w.findings == ()
    assert plan(gedaan(w)).laatste_dag == plan(dossier()).laatste_dag


def test_move_changes_the_two_that_are_there() -> None:
    een = gedaan(verplaats(dossier(), "2"))
    w = verplaats(een, "1", van="huisartspraktijk-1", naar="huisartspraktijk-2", grond="besluit hoofd")
    assert w.edits == (
        Veranderen(("onderdeel", 0, "maanden"), F(13)),
        Veranderen(("onderdeel", 0, "grond"), "besluit hoofd"),
        Veranderen(("onderdeel", 4, "maanden"), F(11)),
        Veranderen(("onderdeel", 4, "grond"), "besluit hoofd"),
    )


def test_move_within_the_bounds_of_the_profile() -> None:
    w = verplaats(dossier(), "4", profiel="groningen")
    assert w.dossier is not None  # shown, not to be written
    assert not w.mag_geschreven
    assert [(f.code, f.message, f.expected) for f in w.findings] == [
        ("IOS092", "`huisartspraktijk-1`: 16 full-time months", "12 to 15"),
        ("IOS092", "`huisartspraktijk-2`: 8 full-time months", "9 to 12"),
    ]
    assert all(f.source for f in w.findings)
    assert verplaats(dossier(), "4").findings == ()


def test_move_says_when_the_two_together_are_outside_the_rules() -> None:
    een = dossier(
        onderdeel=(
            Onderdeel(soort="huisartspraktijk-1", maanden=F(10)),
            Onderdeel(soort="huisartspraktijk-2", maanden=F(10)),
        )
    )
    w = verplaats(een, "1")
    assert [f.expected for f in w.findings] == ["21 to 30"]


def in_delen() -> Dossier:
    return dossier(
        onderdeel=(
            Onderdeel(soort="huisartspraktijk-1", maanden=F(12)),
            Onderdeel(soort="klinisch", maanden=F(6)),
            Onderdeel(soort="huisartspraktijk-2", naam="ha2-a", maanden=F(5)),
            Onderdeel(soort="huisartspraktijk-2", naam="ha2-b", weken=30),
        )
    )


def test_move_asks_which_part() -> None:
    w = verplaats(in_delen(), "1")
    assert (w.dossier, codes(w.findings)) == (None, ["IOS088"])
    assert w.findings[0].expected == "one of `ha2-a`, `ha2-b`"
    assert gedaan(verplaats(in_delen(), "1", van="ha2-a")).onderdeel[2].maanden == 4


@pytest.mark.parametrize(
    ("maanden", "opties", "verwacht"),
    [
        ("5", {"van": "ha2-a"}, ["IOS088"]),
        ("0", {"van": "ha2-a"}, ["IOS088"]),
        ("1", {"van": "ha2-b"}, ["IOS038"]),
        ("1", {"van": "ha2-a", "naar": "ha2-b"}, ["IOS088"]),
        ("1", {"van": "klinisch"}, ["IOS088"]),
        ("1", {"van": "nergens", "naar": "klinisch"}, ["IOS030", "IOS088"]),
        ("115", {"van": "huisartspraktijk-1", "naar": "ha2-a"}, ["IOS088"]),
    ],
)
def test_move_refuses(maanden: str, opties: dict[str, Any], verwacht: list[str]) -> None:
    w = verplaats(in_delen(), maanden, **opties)
    assert (w.dossier, codes(w.findings)) == (None, verwacht)


def test_move_of_a_third_is_not_rounded() -> None:
    w = move(dossier(), regels(), van="huisartspraktijk-1", naar="huisartspraktijk-2", maanden=F(1, 3))
    assert (w.dossier, codes(w.findings)) == (None, ["IOS015", "IOS015"])


# --- through the file ---


def alle_wijzigingen(een: Dossier) -> list[Wijziging]:
    """One of each kind, with replacement, as far as this dossier allows."""
    pogingen = [
        shorten(een, regels(), onderdeel="ggz", maanden=F("0.5"), grond='EVC: "proef" é', replace=True),
        shorten(een, regels(), onderdeel="klinisch", maanden=F(1), grond="x", replace=True),
        shorten(een, regels(), onderdeel="ggz", status="ingetrokken"),
        shorten(een, regels(), onderdeel="klinisch", status="definitief", besloten_op=BESLUIT),
        scale(een, vanaf=D(2026, 4, 1), factor=F("0.75"), praktijkdagen=F(3)),
        scale(een, vanaf=D(2025, 3, 1), uren_per_week=F("32.3"), replace=True),
        scale(een, vanaf=D(2025, 9, 1), factor=F(1), tot_en_met=D(2025, 9, 14), replace=True),
        interrupt(
            een, soort="zwangerschapsverlof", van=D(2026, 2, 2), tot_en_met=D(2026, 5, 24), replace=True
        ),
        interrupt(een, soort="ziekte", van=D(2025, 6, 2), omvang=F("0.5"), replace=True),
        interrupt(
            een, soort="zorgverlof", van=D(2026, 5, 1), tot_en_met=D(2026, 5, 31), replace=True, as_of=AS_OF
        ),
        extend(een, regels(), maanden=F("1.5"), reden="vertraging"),
        move(een, regels(), van="huisartspraktijk-2", naar="huisartspraktijk-1", maanden=F("1.5")),
    ]
    return [w for w in pogingen if w.dossier is not None]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda p: p.stem)
def test_every_sample_reads_back_as_the_changed_dossier(sample: Path) -> None:
    loaded = load_dossier(sample.read_bytes(), sample.name)
    assert loaded.dossier is not None
    wijzigingen = alle_wijzigingen(loaded.dossier)
    assert len(wijzigingen) >= 5
    for w in wijzigingen:
        nieuw, findings = herlezen(loaded.document.text, w)
        assert nieuw == w.dossier
        assert not has_fout(findings), findings


def test_a_what_if_is_a_concept() -> None:
    een = gedaan(scale(dossier(), factor=F("0.8"), vanaf=D(2025, 9, 1)))
    ios = plan_ios(een, regels(), as_of=AS_OF, concept=True).ios
    assert ios is not None
    assert ios.status is IosStatus.CONCEPT
    assert [r.eind for r in ios.rijen] == [r.eind for r in plan(een).rijen]


def test_the_text_of_a_made_dossier_reads_back() -> None:
    een = in_delen()
    loaded = load_dossier(als_bestand(een).encode(), "x.toml")
    assert loaded.dossier == een
