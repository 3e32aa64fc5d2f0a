"""What a coming decision needs: which decisions there are, what they look back to, and what is missing.

Source: LOP 2024, 4.3, 5.2-5.5; rekenregels 9, 11 and 12. The training is full time from 2025-03-01: HA1 to
2026-02-28, klinisch to 2026-08-31, ggz to 2026-11-30, ccz to 2027-02-28, HA2 to 2028-02-29.
"""

import random
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from ios_cli.domain.besluitvorming import Besluitblad
from ios_cli.domain.dossier import Dossier
from ios_cli.io.dossiers import load_dossier
from ios_cli.planning.besluitvorming import bepaal_besluitbladen
from ios_cli.planning.ios import plan_ios
from ios_cli.regels.bestand import VerplichtingRecord
from ios_cli.regels.load import RegelBoek
from ios_cli.regels.model import Regels
from tests.strategies import aantal

BOEK, _FINDINGS = RegelBoek.load()
VER = date(2035, 1, 1)


def regels(*verplichtingen: VerplichtingRecord) -> Regels:
    basis, findings = BOEK.regels_voor(start=date(2025, 3, 1))
    assert basis is not None
    assert not findings
    return replace(basis, verplichtingen=verplichtingen)


def lees(tekst: str) -> Dossier:
    loaded = load_dossier(f'[aios]\nid = "x"\n[opleiding]\nstart = 2025-03-01\n{tekst}'.encode(), "d.toml")
    assert loaded.dossier is not None, loaded.findings
    assert loaded.complete, loaded.findings
    return loaded.dossier


def bladen(
    dossier: Dossier | str, as_of: date, tot: date = VER, gelden: Regels | None = None
) -> tuple[Besluitblad, ...]:
    dossier = lees(dossier) if isinstance(dossier, str) else dossier
    gelden = gelden or regels()
    ios = plan_ios(dossier, gelden, as_of=as_of).ios
    assert ios is not None
    return bepaal_besluitbladen(ios, dossier, gelden, as_of=as_of, tot=tot)


def blad(
    tekst: str, as_of: date, code: str, onderdeel: str = "", gelden: Regels | None = None
) -> Besluitblad:
    (een,) = [
        b
        for b in bladen(tekst, as_of, gelden=gelden)
        if (b.termijn.code, b.termijn.onderdeel) == (code, onderdeel)
    ]
    return een


def sleutels(van: Besluitblad) -> list[str]:
    return [o.sleutel for o in van.ontbreekt]


def gesprek(datum: str, verslag: bool = True) -> str:
    return f"[[voortgangsgesprek]]\ndatum = {datum}\n" + (f"verslag_op = {datum}\n" if verslag else "")


def advies(datum: str, door: str, oordeel: str = "voldoende", afspraken: bool = False, meer: str = "") -> str:
    return (
        f'[[voortgangsadvies]]\ndatum = {datum}\ndoor = "{door}"\noordeel = "{oordeel}"\n'
        'advies = "voortzetten"\n' + (f"afspraken_op = {datum}\n" if afspraken else "") + meer
    )


def met_adviezen(datum: str) -> str:
    return gesprek(datum) + advies(datum, "opleider") + advies(datum, "docent")


def dienst(datum: str) -> str:
    return f'[[dienst]]\ndatum = {datum}\nuren = 8\nrol = "consultarts"\n'


def besluit(datum: str, uitkomst: str = "voortgezet", onderdeel: str = "huisartspraktijk-1") -> str:
    return (
        f'[[besluit]]\nsoort = "voortgangsbeslissing"\nonderdeel = "{onderdeel}"\ndatum = {datum}\n'
        f'uitkomst = ["{uitkomst}"]\n'
    )


GESPREKKEN = "".join(met_adviezen(d) for d in ("2025-06-10", "2025-10-07", "2026-02-03"))
DIENSTEN = "".join(dienst(f"2025-{m:02}-{d:02}") for m in range(4, 12) for d in (5, 14, 25))
ONDERWIJS = "".join(f"[[onderwijs]]\ndatum = {d}\ndagen = 20\n" for d in ("2025-06-03", "2025-12-02"))
HA1_KLAAR = GESPREKKEN + DIENSTEN + ONDERWIJS
FEBRUARI = date(2026, 2, 10)


# --- which decisions ---


def test_only_what_is_due_in_time() -> None:
    """The last day of HA1 is 2026-02-28: that day belongs to the time ahead, the day before it does not."""
    as_of = date(2026, 1, 1)
    assert bladen("", as_of, date(2026, 2, 27)) == ()
    (een,) = bladen("", as_of, date(2026, 2, 28))
    assert (een.termijn.code, een.termijn.onderdeel) == ("voortgangsbeslissing", "huisartspraktijk-1")


def test_what_is_overdue_stays_until_it_is_decided() -> None:
    as_of = date(2026, 6, 1)
    assert [b.termijn.uiterlijk for b in bladen("", as_of, as_of)] == [date(2026, 2, 28)]
    assert bladen(besluit("2026-02-10"), as_of, as_of) == ()


def test_earliest_first() -> None:
    dagen = [b.termijn.uiterlijk for b in bladen("", date(2026, 6, 1))]
    assert dagen == [date(2026, 2, 28), date(2027, 2, 28), date(2027, 11, 29)]


def test_a_training_that_was_cut_has_no_decision_left() -> None:
    tekst = 'status = "gestopt"\neinde = 2026-02-15\n' + GESPREKKEN
    assert bladen(tekst, date(2026, 6, 1)) == ()


# --- what it looks back to ---


def test_since_the_last_decision() -> None:
    alles = HA1_KLAAR + besluit("2026-02-10") + met_adviezen("2026-05-12")
    externe = blad(alles, date(2026, 6, 1), "voortgangsbeslissing", "externe-stages")
    assert externe.sinds == date(2026, 2, 11)
    assert [str(g.datum) for g in externe.gesprekken] == ["2026-05-12"]
    assert [(str(a.datum), a.door) for a in externe.adviezen] == [
        ("2026-05-12", "docent"),
        ("2026-05-12", "opleider"),
    ]
    assert [r.soort for r in externe.rijen] == ["klinisch", "ggz", "ccz"]


def test_an_overdue_decision_looks_back_from_its_own_place() -> None:
    """A later decision does not hide what this one rests on."""
    docent = advies("2026-02-03", "docent")
    tekst = HA1_KLAAR.replace(docent, advies("2026-02-03", "docent", "onvoldoende"))
    tekst += besluit("2027-02-10", onderdeel="externe-stages")
    ha1 = blad(tekst, date(2027, 6, 1), "voortgangsbeslissing", "huisartspraktijk-1")
    assert ha1.sinds == date(2025, 3, 1)
    assert ("2026-02-03", "onvoldoende") in [(str(a.datum), a.oordeel) for a in ha1.adviezen]
    assert "afspraken docent 2026-02-03" in sleutels(ha1)
    assert len(ha1.aandacht) == 1
    # so does one that closes nothing: no onderdeel is called that way among the decisions
    los = tekst.replace('onderdeel = "externe-stages"', 'onderdeel = "huisartspraktijk-2"')
    assert blad(los, date(2027, 6, 1), "voortgangsbeslissing", "huisartspraktijk-1").sinds == ha1.sinds


def test_a_decision_taken_late_hides_nothing_from_the_next() -> None:
    """HA1 was to be decided on by 2026-02-28: what came after that day belongs to the next decision."""
    onvoldoende = advies("2026-05-20", "docent", "onvoldoende", afspraken=True)
    tekst = HA1_KLAAR + met_adviezen("2026-05-12") + onvoldoende
    externe = blad(tekst + besluit("2026-06-01"), date(2026, 7, 1), "voortgangsbeslissing", "externe-stages")
    assert externe.sinds == date(2026, 3, 1)
    assert len(externe.aandacht) == 1
    # the next decision after it held what has to follow
    beantwoord = tekst + besluit("2026-06-01", "onder-voorwaarden")
    externe = blad(beantwoord, date(2026, 7, 1), "voortgangsbeslissing", "externe-stages")
    assert externe.aandacht == ()


def test_what_a_later_decision_answered_is_no_matter_of_an_overdue_one() -> None:
    onvoldoende = advies("2026-10-20", "docent", "onvoldoende", afspraken=True)
    tekst = HA1_KLAAR + onvoldoende + besluit("2027-02-10", "onder-voorwaarden", "externe-stages")
    args = (date(2027, 6, 1), "voortgangsbeslissing", "huisartspraktijk-1")
    assert blad(tekst, *args).aandacht == ()
    assert len(blad(tekst.replace('["onder-voorwaarden"]', '["voortgezet"]'), *args).aandacht) == 1


def test_what_is_dated_after_the_day_of_reference_is_not_looked_at() -> None:
    ha1 = blad(GESPREKKEN, date(2026, 1, 1), "voortgangsbeslissing", "huisartspraktijk-1")
    assert [str(g.datum) for g in ha1.gesprekken] == ["2025-06-10", "2025-10-07"]
    assert max(a.datum for a in ha1.adviezen) < date(2026, 1, 1)


def test_the_completion_decision_sees_all_stages_and_both_practice_periods() -> None:
    stage = (
        '[[voortgangsadvies]]\ndatum = 2026-08-18\nsoort = "stagebeoordeling"\nonderdeel = "klinisch"\n'
        'door = "docent"\noordeel = "voldoende"\nadvies = "voortzetten"\n'
    )
    tekst = stage + besluit("2026-02-10") + besluit("2027-02-10", onderdeel="externe-stages") + DIENSTEN
    slot = blad(tekst, date(2027, 11, 1), "voltooiingsbesluit")
    assert [a.onderdeel for a in slot.stagebeoordelingen] == ["klinisch"]
    assert [s.quotum.onderdeel for s in slot.diensten] == ["huisartspraktijk-1", "huisartspraktijk-2"]
    assert [j.nummer for j in slot.onderwijs] == [1, 2, 3]
    assert len(slot.besluiten) == 2
    assert slot.uitkomsten == ("voltooid", "verlengd", "beeindigd")


def test_the_years_of_a_decision() -> None:
    """HA1 lies in year 1, the stages in year 2."""
    assert [j.nummer for j in blad("", FEBRUARI, "voortgangsbeslissing", "huisartspraktijk-1").onderwijs] == [
        1
    ]
    assert [j.nummer for j in blad("", FEBRUARI, "voortgangsbeslissing", "externe-stages").onderwijs] == [2]


# --- what is missing ---


def test_nothing_is_missing_where_everything_is_there() -> None:
    ha1 = blad(HA1_KLAAR, FEBRUARI, "voortgangsbeslissing", "huisartspraktijk-1")
    assert ha1.ontbreekt == ()
    assert ha1.aandacht == ()


WEGLATEN = [
    ("the last talk", met_adviezen("2026-02-03"), ["voortgangsgesprek huisartspraktijk-1 3"]),
    ("one advice", advies("2026-02-03", "docent"), ["voortgangsadvies docent huisartspraktijk-1 3"]),
    (
        "an earlier advice",
        advies("2025-10-07", "opleider"),
        ["voortgangsadvies opleider huisartspraktijk-1 2"],
    ),
    ("the onderwijs of half a year", "[[onderwijs]]\ndatum = 2025-06-03\ndagen = 20\n", ["onderwijs 1"]),
    ("all onderwijs", ONDERWIJS, ["onderwijs"]),
    ("all diensten", DIENSTEN, ["diensten huisartspraktijk-1"]),
]


@pytest.mark.parametrize(("wat", "weg", "mist"), WEGLATEN, ids=[w[0] for w in WEGLATEN])
def test_what_is_left_out_is_missing(wat: str, weg: str, mist: list[str]) -> None:
    assert weg in HA1_KLAAR, wat
    ha1 = blad(HA1_KLAAR.replace(weg, ""), FEBRUARI, "voortgangsbeslissing", "huisartspraktijk-1")
    assert sleutels(ha1) == mist


def test_a_talk_without_report() -> None:
    tekst = HA1_KLAAR.replace(gesprek("2025-10-07"), gesprek("2025-10-07", verslag=False))
    ha1 = blad(tekst, FEBRUARI, "voortgangsbeslissing", "huisartspraktijk-1")
    assert sleutels(ha1) == ["verslag 2025-10-07"]


@pytest.mark.parametrize("oordeel", ["onvoldoende", "twijfel", "te-weinig-beeldvorming"])
def test_a_judgement_without_arrangements(oordeel: str) -> None:
    goed = advies("2026-02-03", "docent")
    zonder = HA1_KLAAR.replace(goed, advies("2026-02-03", "docent", oordeel))
    met = HA1_KLAAR.replace(goed, advies("2026-02-03", "docent", oordeel, afspraken=True))
    besluiten = [
        blad(tekst, FEBRUARI, "voortgangsbeslissing", "huisartspraktijk-1") for tekst in (zonder, met)
    ]
    assert [sleutels(b) for b in besluiten] == [["afspraken docent 2026-02-03"], []]
    wil_voorwaarden = [bool(b.aandacht) for b in besluiten]
    assert wil_voorwaarden == [oordeel == "onvoldoende"] * 2


def test_after_an_onvoldoende_the_outcomes_are_told_that_will_do() -> None:
    tekst = HA1_KLAAR.replace(
        advies("2026-02-03", "docent"), advies("2026-02-03", "docent", "onvoldoende", afspraken=True)
    )
    (let_op,) = blad(tekst, FEBRUARI, "voortgangsbeslissing", "huisartspraktijk-1").aandacht
    assert "onder-voorwaarden, verlengd, gbt, beeindigd" in let_op
    assert "5.4" in let_op
    # an onvoldoende that was decided on is no matter of the next decision
    later = tekst + besluit("2026-02-10", "onder-voorwaarden")
    externe = blad(later, date(2026, 6, 1), "voortgangsbeslissing", "externe-stages")
    assert externe.aandacht == ()


def test_diensten_under_way_are_not_missing() -> None:
    """Halfway, at a rate that gives the minimum: nothing to say. With half of that rate: to go."""
    september = date(2025, 8, 31)
    goed = "".join(dienst(f"2025-{m:02}-{d:02}") for m in range(3, 9) for d in (8, 22))
    ha1 = blad(goed, september, "voortgangsbeslissing", "huisartspraktijk-1")
    assert [s.gedaan for s in ha1.diensten] == [12]
    assert not [s for s in sleutels(ha1) if s.startswith("diensten")]
    traag = "".join(dienst(f"2025-{m:02}-08") for m in range(3, 9))
    ha1 = blad(traag, september, "voortgangsbeslissing", "huisartspraktijk-1")
    (mist,) = [o for o in ha1.ontbreekt if o.code == "diensten"]
    assert mist.kan_nog
    assert "6 of 20 done, 0 planned, 14 to go by 2026-02-28" in mist.tekst


def test_what_is_late_stands_before_what_can_still_be_done() -> None:
    ha1 = blad("", date(2025, 12, 15), "voortgangsbeslissing", "huisartspraktijk-1")
    kan_nog = [o.kan_nog for o in ha1.ontbreekt]
    assert kan_nog == sorted(kan_nog)
    assert True in kan_nog
    assert False in kan_nog


def test_a_decision_that_was_passed_over_is_missing_from_the_next() -> None:
    externe = blad(HA1_KLAAR, date(2026, 6, 1), "voortgangsbeslissing", "externe-stages")
    assert "besluit voortgangsbeslissing huisartspraktijk-1" in sleutels(externe)


def stagebeoordeling(datum: str, onderdeel: str, door: str) -> str:
    return advies(datum, door, meer=f'soort = "stagebeoordeling"\nonderdeel = "{onderdeel}"\n')


def test_at_the_end_every_stage_and_every_decision_is_missing_until_it_is_there() -> None:
    """However many decisions came after it."""
    externe = besluit("2027-02-10", onderdeel="externe-stages")
    klinisch = "".join(stagebeoordeling("2026-08-18", "klinisch", d) for d in ("opleider", "docent"))
    slot = blad(HA1_KLAAR + klinisch + externe, date(2027, 11, 1), "voltooiingsbesluit")
    assert slot.sinds == date(2027, 2, 11)
    mist = [s for s in sleutels(slot) if s.split()[0] in ("besluit", "stagebeoordeling")]
    assert mist == [
        "besluit voortgangsbeslissing huisartspraktijk-1",
        "stagebeoordeling ggz 1",
        "stagebeoordeling ccz 1",
    ]


@pytest.mark.parametrize(
    ("gegeven", "nog"),
    [((), "opleider + docent"), (("opleider",), "docent"), (("docent",), "opleider")],
)
def test_who_has_signed_is_not_asked_again(gegeven: tuple[str, ...], nog: str) -> None:
    tekst = HA1_KLAAR + "".join(stagebeoordeling("2026-08-18", "klinisch", d) for d in gegeven)
    externe = blad(tekst, date(2026, 9, 20), "voortgangsbeslissing", "externe-stages")
    (mist,) = [o.tekst for o in externe.ontbreekt if o.sleutel == "stagebeoordeling klinisch 1"]
    wie = mist.partition(":")[0].rpartition(", ")[2]
    assert wie.replace("stageopleider", "opleider") == nog


@pytest.mark.parametrize("onderdeel", ['onderdeel = "klinisch"', ""])
def test_who_gave_an_advies_on_an_exemption_is_not_asked_again(onderdeel: str) -> None:
    docent = (
        f'[[voortgangsadvies]]\ndatum = 2025-10-14\nsoort = "vrijstelling"\ndoor = "docent"\n{onderdeel}\n'
    )
    een = vrijstellingsblad(GESPREKKEN + VRIJSTELLING + AANVRAAG + docent)
    (mist,) = een.ontbreekt
    assert mist.tekst.startswith("vrijstellingsadvies (klinisch), opleider: ")


def test_a_provisional_exemption_is_missing_at_the_end() -> None:
    tekst = '[[vrijstelling]]\nonderdeel = "klinisch"\nmaanden = 1\nstatus = "voorlopig"\ngrond = "x"\n'
    slot = blad(tekst, date(2027, 10, 1), "voltooiingsbesluit")
    assert "vrijstelling klinisch" in sleutels(slot)


def test_guidance_without_letter_or_outcome() -> None:
    traject = '[[begeleidingstraject]]\nsoort = "gbt"\nvan = 2025-09-01\ntot_en_met = 2025-12-31\n'
    ha1 = blad(HA1_KLAAR + traject, FEBRUARI, "voortgangsbeslissing", "huisartspraktijk-1")
    codes = [o.code for o in ha1.ontbreekt]
    assert sorted(codes) == ["begeleidingstraject", "brief"]
    klaar = traject + 'brief_op = 2025-08-25\nuitkomst = "voldaan"\n'
    ha1 = blad(HA1_KLAAR + klaar, FEBRUARI, "voortgangsbeslissing", "huisartspraktijk-1")
    assert ha1.ontbreekt == ()
    assert [b.soort for b in ha1.begeleiding] == ["gbt"]


def verplichting(code: str, *voor: str, onderdeel: str | None = None) -> VerplichtingRecord:
    return VerplichtingRecord(
        code=code,
        omschrijving={"nl": f"{code} gedaan", "en": f"{code} done"},
        voor=voor,
        onderdeel=onderdeel,
        bron="opleidingsgids",
        jaar=2025,
    )


def test_obligations_of_the_profile() -> None:
    gelden = regels(
        verplichting("toets", "voortgangsbeslissing"),
        verplichting("startclass", "voortgangsbeslissing", onderdeel="externe-stages"),
        verplichting("verklaring", "voltooiingsbesluit"),
    )
    args = (FEBRUARI, "voortgangsbeslissing", "huisartspraktijk-1", gelden)
    ha1 = blad(HA1_KLAAR, *args)
    assert [(v.code, v.voldaan_op) for v in ha1.verplichtingen] == [("toets", None)]
    assert sleutels(ha1) == ["verplichting toets"]
    gedaan = '[[verplichting]]\ncode = "toets"\ndatum = 2025-11-04\n'
    ha1 = blad(HA1_KLAAR + gedaan, *args)
    assert [(v.code, v.voldaan_op) for v in ha1.verplichtingen] == [("toets", date(2025, 11, 4))]
    assert sleutels(ha1) == []
    straks = '[[verplichting]]\ncode = "toets"\ndatum = 2026-02-11\n'
    assert sleutels(blad(HA1_KLAAR + straks, *args)) == ["verplichting toets"]
    externe = blad(HA1_KLAAR, FEBRUARI, "voortgangsbeslissing", "externe-stages", gelden)
    assert [v.code for v in externe.verplichtingen] == ["toets", "startclass"]


# --- exemptions ---

VRIJSTELLING = (
    '[[vrijstelling]]\nonderdeel = "klinisch"\nmaanden = 3\nstatus = "voorlopig"\ngrond = "ANIOS SEH"\n'
)
AANVRAAG = "aangevraagd_op = 2025-04-01\nervaring_weken = 40\n"
VRIJSTELLINGSADVIES = "".join(
    '[[voortgangsadvies]]\ndatum = 2025-10-14\nsoort = "vrijstelling"\nonderdeel = "klinisch"\n'
    f'door = "{d}"\n'
    for d in ("opleider", "docent")
)


def vrijstellingsblad(tekst: str, as_of: date = date(2025, 11, 1)) -> Besluitblad:
    (een,) = [b for b in bladen(tekst, as_of) if b.termijn.code == "vrijstellingsbesluit"]
    return een


def test_a_decision_on_an_exemption() -> None:
    een = vrijstellingsblad(GESPREKKEN + VRIJSTELLING + AANVRAAG)
    assert [v.onderdeel for v in een.vrijstellingen] == ["klinisch"]
    assert [r.soort for r in een.rijen] == ["klinisch"]
    assert {o.code for o in een.ontbreekt} == {"vrijstellingsadvies"}
    klaar = vrijstellingsblad(GESPREKKEN + VRIJSTELLING + AANVRAAG + VRIJSTELLINGSADVIES)
    assert klaar.ontbreekt == ()
    assert [a.door for a in klaar.adviezen] == ["docent", "opleider"]
    assert klaar.uitkomsten == ("definitief", "afgewezen")


def test_an_exemption_without_request_and_experience() -> None:
    een = vrijstellingsblad(GESPREKKEN + VRIJSTELLING + VRIJSTELLINGSADVIES)
    assert sleutels(een) == ["aanvraag klinisch", "ervaring klinisch"]


def test_too_few_weeks_of_experience_are_told() -> None:
    tekst = GESPREKKEN + VRIJSTELLING + AANVRAAG.replace("40", "25") + VRIJSTELLINGSADVIES
    (let_op,) = vrijstellingsblad(tekst).aandacht
    assert let_op.startswith("25 weeks of experience, 26 are asked")


def test_a_decided_exemption_has_no_page() -> None:
    besloten = VRIJSTELLING.replace("voorlopig", "definitief") + "besloten_op = 2025-10-20\n"
    codes = [b.termijn.code for b in bladen(GESPREKKEN + besloten, date(2025, 11, 1))]
    assert "vrijstellingsbesluit" not in codes


# --- laws ---

TABELLEN = (
    "dienst",
    "voortgangsgesprek",
    "voortgangsadvies",
    "besluit",
    "onderwijs",
    "vrijstelling",
    "verlenging",
)


@settings(max_examples=aantal(20))
@given(st.randoms(), st.dates(date(2025, 3, 1), date(2028, 2, 1)))
def test_the_order_of_the_entries_changes_nothing(toeval: random.Random, as_of: date) -> None:
    tekst = HA1_KLAAR + besluit("2026-02-10") + met_adviezen("2026-05-12") + besluit("2026-06-01", "gbt")
    tekst += "".join(
        f'[[vrijstelling]]\nonderdeel = "{o}"\nmaanden = 1\nstatus = "{s}"\ngrond = "{g}"\n'
        for o, s, g in (
            ("ccz", "voorlopig", "x"),
            ("klinisch", "voorlopig", "b"),
            ("klinisch", "voorlopig", "a"),
            ("huisartspraktijk-2", "voorlopig", "x"),
        )
    )
    tekst += "".join(
        f'[[verlenging]]\nonderdeel = "{o}"\nmaanden = 1\nreden = "{o}"\n'
        for o in ("huisartspraktijk-1", "huisartspraktijk-2")
    )
    dossier = lees(tekst)

    tabellen: dict[str, Any] = {}
    for naam in TABELLEN:
        entries = getattr(dossier, naam)
        tabellen[naam] = tuple(toeval.sample(entries, len(entries)))
    anders = replace(dossier, **tabellen)
    een, ander = (bladen(d, as_of) for d in (dossier, anders))
    assume(een)
    kern = [[_kern(b) for b in kant] for kant in (een, ander)]
    assert kern[0] == kern[1]


def _kern(b: Besluitblad) -> object:
    """All but the rows that paths and diensten point at."""
    return (
        b.termijn.code,
        b.termijn.onderdeel,
        b.termijn.uiterlijk,
        b.sinds,
        sleutels(b),
        [o.tekst for o in b.ontbreekt],
        b.aandacht,
        b.gesprekken,
        b.adviezen,
        b.stagebeoordelingen,
        b.besluiten,
        b.vrijstellingen,
        b.verlengingen,
        [(s.quotum.onderdeel, s.gedaan, s.gepland) for s in b.diensten],
        b.onderwijs,
    )


def test_every_page_of_every_sample_can_be_made() -> None:
    """Whatever a dossier holds; nothing is said to be missing twice."""
    from tests.run_ios import SAMPLES

    gezien = 0
    for file in sorted(SAMPLES.glob("*.toml")):
        dossier = load_dossier(file.read_bytes(), file.name).dossier
        assert dossier is not None
        gelden, _findings = BOEK.regels_voor(
            start=dossier.opleiding.start,
            regeling=dossier.opleiding.regeling,
            profiel=dossier.opleiding.profiel,
            basis=file.parent,
        )
        assert gelden is not None
        for as_of in (dossier.opleiding.start, date(2026, 6, 1), date(2029, 1, 1)):
            for een in bladen(dossier, as_of, gelden=gelden):
                gezien += 1
                assert een.uitkomsten
                assert een.sinds <= max(as_of, dossier.opleiding.start)
                assert all(o.tekst for o in een.ontbreekt)
                assert len(set(sleutels(een))) == len(een.ontbreekt)
    assert gezien > 100
