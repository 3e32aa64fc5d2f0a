"""Checks on terms, deeltijd, vrijstelling, verlenging, decisions and records: each beside what is just right.

The dossiers that have a finding are those of `tests/toetsing/`; here the smallest change that takes it away,
and cases that lie near to each other. Source: rekenregels 3, 4, 9, 11 and 12; LOP 2024, chapters 4 and 5.
"""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ios_cli.domain.dossier import Dossier
from ios_cli.domain.finding import FINDING_NAMES, Ernst, Finding
from ios_cli.domain.termijn import TermijnStatus
from ios_cli.domain.uitslag import Oordeel
from ios_cli.io.dossiers import load_dossier
from ios_cli.planning.ios import plan_ios
from ios_cli.regels.load import RegelBoek
from ios_cli.toetsing.geval import Geval
from ios_cli.toetsing.toetsen import toets_alles
from ios_cli.toetsing.vrijstelling import BESLOTEN
from tests import strategies
from tests.record_strategies import met_termijnen
from tests.whatif import regels as shipped

CATALOGUE = Path(__file__).parents[1] / "toetsing"
AS_OF = date(2026, 6, 1)
# A training under way in which nothing is due yet on AS_OF.
BEGIN = '[aios]\nid = "x"\n[opleiding]\nstart = 2026-04-01\nvastgesteld = 2026-04-01\n'
HA1 = "huisartspraktijk-1"
ONZE = tuple(c for c in FINDING_NAMES if c[3] in "45" or c.startswith("IOS61"))


def geval_van(text: str, *, as_of: date = AS_OF, map_: Path | None = None) -> Geval:
    """One dossier as the checks get it; `map_` is where its profile stands."""
    loaded = load_dossier(text.encode(), "x.toml")
    assert loaded.complete, loaded.findings
    dossier = loaded.dossier
    assert dossier is not None
    boek, findings = RegelBoek.load(None)
    profiel = dossier.opleiding.profiel
    if profiel is not None and profiel.endswith(".toml"):
        assert map_ is not None
        profiel = str(map_ / profiel)
    regels, about = boek.regels_voor(
        start=dossier.opleiding.start, profiel=profiel, methode=dossier.opleiding.methode
    )
    assert not [*findings, *about]
    assert regels is not None
    ios = plan_ios(dossier, regels, as_of=as_of).ios
    assert ios is not None
    return Geval(dossier=dossier, regels=regels, ios=ios, as_of=as_of)


def gevonden(text: str, code: str, **anders: Any) -> list[Finding]:
    (uitslag,) = toets_alles(geval_van(text, **anders), select={code})
    return list(uitslag.findings)


def oordeel(text: str, code: str, **anders: Any) -> Oordeel:
    (uitslag,) = toets_alles(geval_van(text, **anders), select={code})
    return uitslag.oordeel


# --- each finding, and its neighbour that is just right ---

# code, what stands in its dossier, what takes its place
NAAST = [
    ("IOS400", "start = 2026-04-01", "start = 2026-06-01"),
    ("IOS401", "uiterlijk = 2026-05-31", "uiterlijk = 2026-06-01"),
    (
        "IOS402",
        "[[voortgangsadvies]]",
        '[[voortgangsadvies]]\ndatum = 2026-05-30\ndoor = "docent"\noordeel = "voldoende"\n'
        'advies = "voortzetten"\n[[voortgangsadvies]]',
    ),
    ("IOS403", "uiterlijk = 2026-05-31", "uiterlijk = 2026-06-01"),
    ("IOS404", "uiterlijk = 2026-05-31", "uiterlijk = 2026-06-01"),
    ("IOS405", "uiterlijk = 2026-05-31", "uiterlijk = 2026-06-01"),
    ("IOS410", "uiterlijk = 2026-05-31", "uiterlijk = 2026-06-01"),
    ("IOS411", "datum = 2026-05-01", "datum = 2027-03-01"),
    ("IOS420", "voortgangsgesrek", "voortgangsgesprek"),
    ("IOS421", "nummer = 1\nuiterlijk = 2026-08-31", "nummer = 2\nuiterlijk = 2026-12-31"),
    ("IOS422", "vanaf = 2026-08-01", "vanaf = 2026-07-31"),
    ("IOS423", "2029-02-01", "2028-12-31"),
    ("IOS425", "registratie", "voorlopig-ios"),
    ("IOS426", "vastgesteld = 2026-04-01\n", ""),
    ("IOS450", "praktijkdagen = 2", "praktijkdagen = 3"),
    ("IOS451", "factor = 0.6", "factor = 0.8"),
    ("IOS452", "vanaf = 2027-01-01", "vanaf = 2027-09-01"),
    ("IOS453", "factor = 0.8", "factor = 1"),
    ("IOS454", "factor = 0.4", "factor = 0.5"),
    ("IOS455", "vanaf = 2027-02-01", "vanaf = 2027-01-15"),
    ("IOS460", "maanden = 6", "maanden = 0.25"),  # the tolerance of a quarter month
    ("IOS461", "maanden = 6", "maanden = 3.25"),
    ("IOS462", "ervaring_weken = 25", "ervaring_weken = 26"),
    ("IOS463", "maanden = 4", "maanden = 3"),
    ("IOS464", "2021-08-30", "2021-08-31"),
    ("IOS465", "2026-05-20", "2026-05-12"),
    ("IOS466", "uiterlijk = 2026-05-31", "uiterlijk = 2026-06-01"),
    ("IOS467", 'status = "definitief"\n', 'status = "voorlopig"\n'),
    ("IOS468", "besloten_op = 2026-05-02", "besloten_op = 2026-05-01"),
    ("IOS469", "uiterlijk = 2026-05-31", "uiterlijk = 2026-06-01"),
    ("IOS470", "besloten_op", 'onderbouwing = "brief"\nbesloten_op'),
    ("IOS471", "datum = 2026-05-30", "datum = 2026-10-01"),
    ("IOS472", "besloten_op = 2026-05-30", ""),
    ("IOS473", "tot_en_met = 2026-04-01", "tot_en_met = 2026-03-31"),
    (
        "IOS475",
        "[[verlenging]]",
        '[[besluit]]\nsoort = "tussentijds"\ndatum = 2026-05-15\nuitkomst = ["verlengd"]\n[[verlenging]]',
    ),
    (
        "IOS476",
        "[[besluit]]",
        '[[verlenging]]\nmaanden = 3\nreden = "x"\nbesloten_op = 2026-05-15\n[[besluit]]',
    ),
    ("IOS477", 'reden = "vertraging"\n', 'reden = "vertraging"\nbesloten_op = 2026-05-15\n'),
    ("IOS478", "besloten_op = 2026-05-16", "besloten_op = 2026-05-15"),
    ("IOS500", 'uitkomst = ["voortgezet"]', 'uitkomst = ["onder-voorwaarden"]'),
    ("IOS501", 'oordeel = "twijfel"', 'oordeel = "voldoende"'),
    ("IOS502", 'advies = "niet-voortzetten"', 'advies = "voortzetten"'),
    ("IOS503", 'oordeel = "voldoende"', 'oordeel = "twijfel"'),
    ("IOS504", 'onderdeel = "huisartspraktijk-1"', 'onderdeel = "ggz"'),
    ("IOS505", "datum = 2026-05-01", "datum = 2027-10-01"),
    ("IOS510", "datum = 2026-05-30", "datum = 2026-05-31"),
    ("IOS511", 'uitkomst = ["voortgezet"]', 'uitkomst = ["gbt"]'),
    ("IOS512", 'uitkomst = ["voortgezet", "beeindigd"]', 'uitkomst = ["voortgezet", "verlengd"]'),
    ("IOS513", "mondeling_op = 2026-05-01\n", "mondeling_op = 2026-05-01\nschriftelijk_op = 2026-05-02\n"),
    ("IOS514", "mondeling_op", "rgs_gemeld_op = 2026-05-01\nmondeling_op"),
    ("IOS515", 'uitkomst = ["gbt"]', 'uitkomst = ["beeindigd"]'),
    (
        "IOS516",
        "[[begeleidingstraject]]",
        '[[besluit]]\nsoort = "tussentijds"\ndatum = 2026-05-01\nuitkomst = ["gbt"]\n[[begeleidingstraject]]',
    ),
    (
        "IOS517",
        'onderdeel = "huisartspraktijk-1"\ndatum = 2026-05-20',
        'onderdeel = "externe-stages"\ndatum = 2026-05-20',
    ),
    ("IOS518", 'onderdeel = "huisartspraktijk-2"', 'onderdeel = "huisartspraktijk-1"'),
    ("IOS519", "datum = 2029-04-01", "datum = 2029-03-31"),
    ("IOS520", "van = 2026-05-01", "brief_op = 2026-05-01\nvan = 2026-05-01"),
    ("IOS521", '"verwachtingen"', '"verwachtingen", "consequenties"'),
    ("IOS522", "brief_op = 2026-05-02", "brief_op = 2026-05-01"),
    ("IOS523", "van = 2026-06-30", "van = 2026-07-01"),
    ("IOS524", "tot_en_met = 2026-05-31", "tot_en_met = 2026-06-01"),
    ("IOS530", 'status = "voltooid"', 'status = "gestopt"'),
    ("IOS531", 'status = "gestopt"', 'status = "voltooid"'),
    ("IOS532", "datum = 2026-04-15", "datum = 2026-05-01"),
    ("IOS533", "einde = 2026-05-31", "einde = 2029-03-31"),
    ("IOS610", "datum = 2026-03-31", "datum = 2026-04-01"),
    ("IOS611", "datum = 2026-06-02", "datum = 2026-06-01"),
    ("IOS612", "verslag_op = 2026-05-31", "verslag_op = 2026-06-01"),
    ("IOS613", "begin = 2027-09-15", "begin = 2027-09-01"),
    ("IOS614", "datum = 2026-06-01\n[[", "datum = 2026-05-31\n[["),
]


def test_every_code_of_this_part_has_a_neighbour() -> None:
    assert [rij[0] for rij in NAAST] == [c for c in ONZE if (CATALOGUE / f"{c}-{FINDING_NAMES[c]}").exists()]


@pytest.mark.parametrize(("code", "staat_er", "wordt"), NAAST, ids=[rij[0] for rij in NAAST])
def test_what_is_just_right_is_not_found(code: str, staat_er: str, wordt: str) -> None:
    map_ = CATALOGUE / f"{code}-{FINDING_NAMES[code]}"
    text = (map_ / "dossier.toml").read_text("utf-8")
    assert staat_er in text
    assert gevonden(text, code, map_=map_)
    assert not gevonden(text.replace(staat_er, wordt, 1), code, map_=map_)


@pytest.mark.parametrize("code", [r[0] for r in NAAST])
def test_a_finding_tells_what_was_asked_where_it_comes_from_and_what_to_do(code: str) -> None:
    map_ = CATALOGUE / f"{code}-{FINDING_NAMES[code]}"
    for finding in gevonden((map_ / "dossier.toml").read_text("utf-8"), code, map_=map_):
        assert finding.source
        assert finding.hint
        assert finding.expected or finding.found
        assert finding.path
        assert not finding.message.endswith(".")


def advies(dag: str, door: str, **anders: str) -> str:
    velden = {"oordeel": '"voldoende"', "advies": '"voortzetten"'} | anders
    return f'[[voortgangsadvies]]\ndatum = {dag}\ndoor = "{door}"\n' + "".join(
        f"{k} = {v}\n" for k, v in velden.items()
    )


def besluit(dag: str, *uitkomst: str, soort: str = "voortgangsbeslissing", onderdeel: str = HA1) -> str:
    waar = f'onderdeel = "{onderdeel}"\n' if soort == "voortgangsbeslissing" else ""
    lijst = ", ".join(f'"{u}"' for u in uitkomst)
    return f'[[besluit]]\nsoort = "{soort}"\n{waar}datum = {dag}\nuitkomst = [{lijst}]\n'


def gesprek(*dagen: str) -> str:
    return "".join(f"[[voortgangsgesprek]]\ndatum = {dag}\n" for dag in dagen)


# --- terms ---


def test_each_of_opleider_and_docent_owes_an_advies() -> None:
    laat = gesprek("2026-04-30")
    wie = [f.message for f in gevonden(BEGIN + laat, "IOS402")]
    assert [("docent" in w, "opleider" in w) for w in wie] == [(True, False), (False, True)]
    assert not gevonden(
        BEGIN + laat + advies("2026-05-30", "docent") + advies("2026-05-30", "opleider"), "IOS402"
    )


def test_a_late_term_says_how_late_and_who() -> None:
    (finding,) = gevonden(BEGIN, "IOS401", as_of=date(2026, 8, 3))
    assert finding.ernst is Ernst.FOUT
    assert finding.expected == "2026-08-01 at the latest, by aios, opleider and docent"
    assert finding.difference == "2 days late"


@pytest.mark.parametrize("status", ["gestopt", "overgestapt", "voltooid"])
def test_after_the_training_ended_no_term_is_late(status: str) -> None:
    text = BEGIN + f'status = "{status}"\neinde = 2026-06-30\n'
    for code in ("IOS400", "IOS401", "IOS402", "IOS403", "IOS404", "IOS405", "IOS466", "IOS469", "IOS524"):
        assert not gevonden(text, code, as_of=date(2028, 1, 1)), code


def test_a_late_term_says_what_to_write() -> None:
    """Ready to copy: the entry that closes it, and the [[termijn]] that puts it off."""
    keys = (
        '`code = "voortgangsadvies"`, `onderdeel = "huisartspraktijk-1"`, `nummer = 1`, `uiterlijk`, `grond`'
    )
    assert [f.hint for f in gevonden(BEGIN + gesprek("2026-04-30"), "IOS402")] == [
        f'record it with [[voortgangsadvies]] `door = "{wie}"`, or write the date that was agreed as '
        f"[[termijn]]: {keys}"
        for wie in ("docent", "opleider")
    ]
    (finding,) = gevonden(BEGIN, "IOS403", as_of=date(2027, 10, 1))
    assert '[[voortgangsadvies]] `soort = "stagebeoordeling"` `onderdeel = "klinisch"`' in finding.hint


def test_a_decision_of_no_term_gets_no_advice_that_is_wrong_too() -> None:
    for uitkomst, raad in (("voortgezet", False), ("gbt", True)):
        text = BEGIN + besluit("2026-05-20", uitkomst, onderdeel="huisartspraktijk-2")
        (finding,) = gevonden(text, "IOS518")
        assert ("tussentijds" in finding.hint) is raad


def test_every_late_term_is_told_once() -> None:
    """Whatever closes it: the codes of late terms divide them."""
    text = (
        BEGIN
        + gesprek("2026-07-15")
        + '[[vrijstelling]]\nonderdeel = "klinisch"\nmaanden = 2\nstatus = "voorlopig"\ngrond = "EVC"\n'
        + '[[begeleidingstraject]]\nsoort = "gbt"\nvan = 2026-05-01\ntot_en_met = 2026-05-31\n'
    )
    geval = geval_van(text, as_of=date(2029, 6, 1))
    laat = [t for t in geval.termijnen if t.status is TermijnStatus.TE_LAAT]
    codes = {"IOS400", "IOS401", "IOS402", "IOS403", "IOS404", "IOS405", "IOS466", "IOS469", "IOS524"}
    findings = [f for u in toets_alles(geval, select=codes) for f in u.findings]
    assert len(findings) == len(laat)
    assert {u.code for u in toets_alles(geval, select=codes) if u.findings} == codes


def test_an_adapted_term_of_another_number_names_those_there_are() -> None:
    text = BEGIN + (
        f'[[termijn]]\ncode = "voortgangsgesprek"\nonderdeel = "{HA1}"\nnummer = 9\n'
        'uiterlijk = 2026-12-01\ngrond = "x"\n'
    )
    (finding,) = gevonden(text, "IOS420")
    assert finding.message == f"there is no `voortgangsgesprek` 9 of `{HA1}`"
    assert f"`voortgangsgesprek` 1 of `{HA1}`" in finding.expected


def test_an_adapted_term_without_onderdeel_where_several_have_it_is_unknown() -> None:
    text = BEGIN + (
        '[[termijn]]\ncode = "voortgangsgesprek"\nnummer = 1\nuiterlijk = 2026-12-01\ngrond = "x"\n'
    )
    (finding,) = gevonden(text, "IOS420")
    assert finding.message == "`onderdeel` is missing: there are several `voortgangsgesprek` 1"
    assert finding.expected == "one of `huisartspraktijk-1`, `klinisch`, `ggz`, `ccz`, `huisartspraktijk-2`"
    assert not gevonden(text, "IOS421")


TERMIJN = '[[termijn]]\ncode = "{}"\nonderdeel = "ccz"\nnummer = 1\nuiterlijk = {}\ngrond = "x"\n'


@pytest.mark.parametrize(("dag", "aantal"), [("2029-03-31", 0), ("2029-04-01", 1)])
def test_an_adapted_term_ends_with_the_training(dag: str, aantal: int) -> None:
    findings = gevonden(BEGIN + TERMIJN.format("stagebeoordeling", dag), "IOS423")
    assert [(f.ernst, f.path) for f in findings] == [
        (Ernst.WAARSCHUWING, ("termijn", 0, "uiterlijk"))
    ] * aantal
    assert all("after the last day of the training" in f.message for f in findings)


def test_a_dispute_may_go_on_after_the_training(tmp_path: Path) -> None:
    """Of practice: its terms count from a besluit, and lie outside the training by nature."""
    (tmp_path / "eigen.toml").write_text(
        '[profiel]\nnaam = "eigen"\nregeling = "lop-2024"\n'
        '[regel.praktijktermijnen]\nwaarde = ["geschil-bemiddeling"]\nbron = "x"\njaar = 2026\n',
        encoding="utf-8",
    )
    text = BEGIN.replace("[opleiding]\n", '[opleiding]\nprofiel = "eigen.toml"\n') + (
        '[[besluit]]\nsoort = "tussentijds"\ndatum = 2029-03-20\nuitkomst = ["gbt"]\n'
        '[[termijn]]\ncode = "geschil-bemiddeling"\nnummer = 1\nuiterlijk = 2029-06-01\ngrond = "x"\n'
    )
    assert any(t.aangepast_pad for t in geval_van(text, map_=tmp_path).termijnen)
    assert not gevonden(text, "IOS423", map_=tmp_path)


@pytest.mark.parametrize(
    ("code", "onderdeel", "invoer"),
    [
        ("voortgangsgesprek", HA1, "[[voortgangsgesprek]]"),
        ("stagebeoordeling", "klinisch", '[[voortgangsadvies]] `soort = "stagebeoordeling"`'),
        ("voortgangsbeslissing", HA1, '[[besluit]] `soort = "voortgangsbeslissing"`'),
        ("start-supervisie-op-afstand", "huisartspraktijk-2", ""),
    ],
)
def test_what_has_a_record_of_its_own_is_not_ticked_off(code: str, onderdeel: str, invoer: str) -> None:
    text = BEGIN + f'[[afgehandeld]]\ncode = "{code}"\nonderdeel = "{onderdeel}"\ndatum = 2026-05-01\n'
    findings = gevonden(text, "IOS426")
    assert [(f.ernst, f.expected) for f in findings] == ([(Ernst.WAARSCHUWING, invoer)] if invoer else [])


def test_a_slip_in_a_code_gets_the_nearest_one() -> None:
    text = BEGIN + '[[afgehandeld]]\ncode = "voltooingsbesluit"\ndatum = 2026-05-01\n'
    (finding,) = gevonden(text, "IOS425")
    assert "voltooiingsbesluit" in finding.hint


# --- deeltijd ---

START_27 = '[aios]\nid = "x"\n[opleiding]\nstart = 2026-09-01\n'


def deeltijd(vanaf: str, factor: str, tot: str = "", dagen: str = "3") -> str:
    return (
        f"[[deeltijd]]\nvanaf = {vanaf}\nfactor = {factor}\n"
        + (f"tot_en_met = {tot}\n" if tot else "")
        + (f"praktijkdagen = {dagen}\n" if dagen else "")
    )


def test_practice_days_that_are_not_recorded_cannot_be_assessed() -> None:
    assert oordeel(START_27 + deeltijd("2026-09-01", "0.6", dagen=""), "IOS450") is Oordeel.NIET_TE_BEOORDELEN
    # who works full time does so on more days than three
    assert oordeel(START_27 + deeltijd("2026-09-01", "1", dagen=""), "IOS450") is Oordeel.VOLDAAN
    assert oordeel(START_27, "IOS450") is Oordeel.OVERGESLAGEN


def test_a_profile_asks_for_what_it_has_a_rule_of_its_own_on() -> None:
    zwijgt = deeltijd("2026-09-01", "0.8", "2027-08-31", dagen="")
    zwijgt += '[[vrijstelling]]\nonderdeel = "klinisch"\nmaanden = 2\nstatus = "voorlopig"\ngrond = "EVC"\n'
    for code in ("IOS450", "IOS462"):
        (finding,) = gevonden(START_27 + 'profiel = "utrecht"\n' + zwijgt, code)
        assert finding.ernst is Ernst.WAARSCHUWING
        assert oordeel(START_27 + 'profiel = "vumc"\n' + zwijgt, code) is Oordeel.NIET_TE_BEOORDELEN


def test_practice_days_count_in_a_practice_period_only() -> None:
    # klinisch: 2027-09-01 to 2028-02-28 at full time
    assert not gevonden(START_27 + deeltijd("2027-09-01", "0.6", "2028-02-28", "2"), "IOS450")
    assert gevonden(START_27 + deeltijd("2027-08-31", "0.6", "2028-02-28", "2"), "IOS450")


@pytest.mark.parametrize(
    ("factor", "ernst"),
    [("0.8", None), ("0.79", Ernst.OPMERKING), ("0.7", Ernst.OPMERKING), ("0.69", Ernst.WAARSCHUWING)],
)
def test_the_lowest_factor_of_vumc_and_its_exception(factor: str, ernst: Ernst | None) -> None:
    text = START_27 + 'profiel = "vumc"\n' + deeltijd("2026-09-01", factor, "2027-08-31")
    assert [f.ernst for f in gevonden(text, "IOS451")] == ([ernst] if ernst else [])
    assert oordeel(text, "IOS454") is Oordeel.OVERGESLAGEN


def test_one_percentage_point_is_one() -> None:
    (finding,) = gevonden(BEGIN + "[[deeltijd]]\nvanaf = 2026-04-01\nfactor = 0.49\n", "IOS454")
    assert finding.difference == "1 percentage point short"


def test_full_time_on_too_few_days_is_no_matter_of_the_factor() -> None:
    text = BEGIN + "[[deeltijd]]\nvanaf = 2026-04-01\nfactor = {}\npraktijkdagen = 2\n"
    (voltijds,) = gevonden(text.format("1"), "IOS450")
    assert "of 100 %" in voltijds.message
    assert "higher factor" not in voltijds.hint
    assert "higher factor" in gevonden(text.format("0.6"), "IOS450")[0].hint


def test_deeltijd_that_counts_somewhere_is_no_noise_in_a_full_time_stage() -> None:
    text = BEGIN.replace("vastgesteld", 'profiel = "leiden"\nvastgesteld')
    text += "[[deeltijd]]\nvanaf = {}\ntot_en_met = 2027-09-30\nfactor = 0.8\npraktijkdagen = 3\n"
    # the klinische stage is full time there and begins on 2027-04-01
    assert gevonden(text.format("2027-04-01"), "IOS453")
    assert not gevonden(text.format("2027-03-31"), "IOS453")


def test_a_full_time_island_is_no_change() -> None:
    """Rekenregels 3: a bounded entry with factor 1."""
    text = START_27 + 'profiel = "groningen"\n' + deeltijd("2026-09-01", "0.8")
    assert not gevonden(text + deeltijd("2027-01-04", "1", "2027-01-17"), "IOS452")
    findings = gevonden(text + deeltijd("2027-01-04", "0.9", "2027-01-17"), "IOS452")
    assert [f.path for f in findings] == [("deeltijd", 1, "vanaf"), ("deeltijd", 1, "tot_en_met")]


@pytest.mark.parametrize(
    ("dag", "gezegd"),
    [("2027-09-01", False), ("2027-08-31", True), ("2027-09-02", True), ("2028-09-01", False)],
)
def test_a_change_per_opleidingsjaar(dag: str, gezegd: bool) -> None:
    text = START_27 + 'profiel = "utrecht"\n' + deeltijd("2026-09-01", "0.8") + deeltijd(dag, "0.9")
    assert bool(gevonden(text, "IOS452")) is gezegd


def test_a_change_during_a_standstill_over_the_begin_of_a_year_is_at_that_begin() -> None:
    """The clock stands still from 2027-08-20 to 2027-10-31: no day of the new year has the old factor."""
    stil = '[[onderbreking]]\nsoort = "onderzoek"\nvan = 2027-08-20\ntot_en_met = 2027-10-31\n'
    text = START_27 + 'profiel = "utrecht"\n' + deeltijd("2026-09-01", "0.8") + stil
    assert not gevonden(text + deeltijd("2027-11-01", "0.9"), "IOS452")
    assert gevonden(text + deeltijd("2027-11-02", "0.9"), "IOS452")


def test_full_time_moments_cannot_be_assessed_until_they_are_recorded() -> None:
    text = START_27 + 'profiel = "vumc"\n' + deeltijd("2026-09-01", "0.8", "2027-08-31")
    assert oordeel(text, "IOS453") is Oordeel.NIET_TE_BEOORDELEN
    weken = deeltijd("2027-01-04", "1", "2027-01-17") + 'reden = "Zelfstandige weken"\n'
    assert oordeel(text + weken, "IOS453") is Oordeel.VOLDAAN


def test_a_later_entry_that_covers_another_before_the_start() -> None:
    text = START_27 + deeltijd("2026-01-01", "0.8") + deeltijd("2026-08-01", "0.9")
    (finding,) = gevonden(text, "IOS455")
    assert finding.path == ("deeltijd", 0)


# --- vrijstelling ---


def vrijstelling(
    maanden: str = "3", onderdeel: str = "klinisch", status: str = "voorlopig", **anders: str
) -> str:
    return (
        f'[[vrijstelling]]\nonderdeel = "{onderdeel}"\nmaanden = {maanden}\nstatus = "{status}"\n'
        'grond = "EVC"\n' + "".join(f"{k} = {v}\n" for k, v in anders.items())
    )


def test_refused_and_withdrawn_exemptions_count_nowhere() -> None:
    for status in ("afgewezen", "ingetrokken"):
        text = START_27 + vrijstelling(
            "12", HA1, status, besloten_op="2026-05-01", ervaring_weken="1", onderbouwing='"x"'
        )
        text += vrijstelling("12", "huisartspraktijk-2") + vrijstelling("6")
        for code in ("IOS460", "IOS462"):
            assert not gevonden(text, code), (status, code)


@pytest.mark.parametrize(
    ("vakgebied", "maanden", "verwacht"),
    [
        ("interne geneeskunde", "3.25", Oordeel.VOLDAAN),
        ("Interne geneeskunde", "3.5", Oordeel.NIET_VOLDAAN),
        ("kindergeneeskunde", "6", Oordeel.NIET_VOLDAAN),
        ("gynaecologie/obstetrie", "6", Oordeel.NIET_VOLDAAN),
        ("SEH", "6", Oordeel.VOLDAAN),
        ("interne en SEH", "6", Oordeel.VOLDAAN),
        ("cardiologie", "6", Oordeel.NIET_TE_BEOORDELEN),
        ("cardiologie", "3", Oordeel.VOLDAAN),
        (None, "6", Oordeel.NIET_TE_BEOORDELEN),
    ],
)
def test_what_experience_exempts_of_the_klinische_stage(
    vakgebied: str | None, maanden: str, verwacht: Oordeel
) -> None:
    anders = {"ervaring_vakgebied": f'"{vakgebied}"'} if vakgebied else {}
    assert oordeel(START_27 + vrijstelling(maanden, **anders), "IOS463") is verwacht


def test_every_field_of_experience_is_named() -> None:
    twee = [vrijstelling("2", ervaring_vakgebied=f'"{vak}"') for vak in ("kindergeneeskunde", "gynaecologie")]
    (finding,) = gevonden(BEGIN + "".join(twee), "IOS463")
    assert finding.message.endswith("on experience in gynaecologie and kindergeneeskunde")


def test_a_refusal_needs_no_advice_a_settlement_does() -> None:
    vroeg = {"besloten_op": "2026-05-01", "onderbouwing": '"brief"'}
    assert not gevonden(BEGIN + vrijstelling(status="afgewezen", **vroeg), "IOS466")
    (finding,) = gevonden(BEGIN + vrijstelling(status="definitief", besloten_op="2026-05-01"), "IOS466")
    assert finding.found == "no advice"
    assert "opleider and docent" in finding.message


def test_the_advice_must_be_there_on_the_day_of_the_decision() -> None:
    besloten = vrijstelling(status="definitief", besloten_op="2026-05-10")
    adviezen = [
        f'[[voortgangsadvies]]\ndatum = {dag}\nsoort = "vrijstelling"\nonderdeel = "klinisch"\n'
        f'door = "{wie}"\n'
        for dag, wie in (("2026-05-10", "opleider"), ("2026-05-11", "docent"))
    ]
    (finding,) = gevonden(BEGIN + besloten + "".join(adviezen), "IOS466")
    assert finding.message.endswith("without advice of docent")
    assert finding.found == "advice of opleider (2026-05-10) and docent (2026-05-11)"
    assert finding.difference == "1 day late"
    assert gevonden(BEGIN + besloten + adviezen[0], "IOS466")[0].found == "advice of opleider (2026-05-10)"
    op_tijd = "".join(adviezen).replace("2026-05-11", "2026-05-10")
    assert not gevonden(BEGIN + besloten + op_tijd, "IOS466")
    ander = op_tijd.replace('onderdeel = "klinisch"', 'onderdeel = "ggz"')
    assert gevonden(BEGIN + besloten + ander, "IOS466")


def test_the_second_talk_must_have_been_held() -> None:
    as_of = date(2026, 12, 1)
    besloten = vrijstelling(status="definitief", besloten_op="2026-11-05")
    een = BEGIN + gesprek("2026-07-15") + besloten
    (finding,) = gevonden(een, "IOS467", as_of=as_of)
    assert finding.found == "1 progress talk before it"
    assert not gevonden(BEGIN + gesprek("2026-07-15", "2026-11-05") + besloten, "IOS467", as_of=as_of)
    assert gevonden(BEGIN + gesprek("2026-07-15", "2026-11-06") + besloten, "IOS467", as_of=as_of)


def test_advice_on_a_vrijstelling_comes_after_the_second_talk() -> None:
    as_of = date(2026, 12, 1)
    gegeven = '[[voortgangsadvies]]\ndatum = 2026-11-05\nsoort = "vrijstelling"\ndoor = "docent"\n'
    een = BEGIN + gesprek("2026-07-15") + vrijstelling(status="voorlopig")
    (finding,) = gevonden(een + gegeven, "IOS471", as_of=as_of)
    assert (finding.ernst, finding.found) == (Ernst.WAARSCHUWING, "1 progress talk before it")
    assert not gevonden(een + gesprek("2026-11-05") + gegeven, "IOS471", as_of=as_of)
    # without talks only the window tells
    geen = BEGIN + vrijstelling(status="voorlopig") + gegeven
    assert not gevonden(geen.replace("2026-11-05", "2026-12-01"), "IOS471", as_of=as_of)
    (finding,) = gevonden(geen.replace("2026-11-05", "2026-05-05"), "IOS471", as_of=as_of)
    assert finding.difference.endswith("days early")
    # a refusal may come before the talks, and so may the advice on it
    afgewezen = (een + gegeven).replace('"voorlopig"', '"afgewezen"\nbesloten_op = 2026-11-20')
    assert not gevonden(afgewezen, "IOS471", as_of=as_of)
    # advice on an onderdeel of which nothing is exempted is not this
    assert not gevonden(een + gegeven + 'onderdeel = "ggz"\n', "IOS471", as_of=as_of)


def test_experience_may_run_to_the_start_and_no_further() -> None:
    def ernst(tot_en_met: str, as_of: date = AS_OF) -> list[Ernst]:
        text = BEGIN + vrijstelling(ervaring_tot_en_met=tot_en_met)
        return [f.ernst for f in gevonden(text, "IOS473", as_of=as_of)]

    assert ernst("2026-03-31") == []
    assert ernst("2026-04-01") == [Ernst.WAARSCHUWING]
    assert ernst("2026-03-31", date(2026, 3, 30)) == [Ernst.OPMERKING]
    assert ernst("2026-04-01", date(2026, 3, 30)) == [Ernst.WAARSCHUWING]


# --- verlenging ---


def verlenging(op: str = "") -> str:
    return '[[verlenging]]\nmaanden = 1\nreden = "x"\n' + (f"besloten_op = {op}\n" if op else "")


@pytest.mark.parametrize(
    ("verlengingen", "besluiten", "codes"),
    [
        ((), (), set()),
        (("2026-05-10",), ("2026-05-10",), set()),
        (("2026-05-10", "2026-05-10"), ("2026-05-10",), set()),
        (("2026-05-10",), (), {"IOS475"}),
        ((), ("2026-05-10",), {"IOS476"}),
        (("",), ("2026-05-10",), {"IOS477"}),
        (("",), (), {"IOS475", "IOS477"}),
        (("2026-05-11",), ("2026-05-10",), {"IOS478"}),
        (("2026-05-10", "2026-05-20"), ("2026-05-10",), {"IOS475"}),
        (("2026-05-10",), ("2026-05-10", "2026-05-20"), {"IOS476"}),
    ],
)
def test_a_verlenging_and_its_besluit(
    verlengingen: tuple[str, ...], besluiten: tuple[str, ...], codes: set[str]
) -> None:
    text = BEGIN + "".join(map(verlenging, verlengingen))
    text += "".join(besluit(dag, "verlengd", soort="tussentijds") for dag in besluiten)
    alle = {"IOS475", "IOS476", "IOS477", "IOS478"}
    assert {u.code for u in toets_alles(geval_van(text), select=alle) if u.findings} == codes


# --- adviezen and besluiten ---

ONVOLDOENDE = {"oordeel": '"onvoldoende"', "afspraken_op": "2026-05-01"}


@pytest.mark.parametrize(
    ("besluiten", "gezegd"),
    [
        ((("2026-05-15", "voortgezet"),), True),
        ((("2026-05-01", "voortgezet"),), True),  # on the same day: it is the next one
        ((("2026-04-30", "voortgezet"),), False),  # before it
        ((("2026-05-15", "onder-voorwaarden"),), False),
        ((("2026-05-15", "verlengd"),), False),
        ((("2026-05-15", "voortgezet", "gbt"),), False),
        ((("2026-05-15", "beeindigd"),), False),
        # only the next one must do something
        ((("2026-05-15", "gbt"), ("2026-05-20", "voortgezet")), False),
        ((("2026-05-15", "voortgezet"), ("2026-05-20", "gbt")), True),
    ],
)
def test_what_the_next_decision_does_with_an_onvoldoende(
    besluiten: tuple[tuple[str, ...], ...], gezegd: bool
) -> None:
    for text in (
        advies("2026-05-01", "docent", **ONVOLDOENDE),
        advies("2026-05-01", "docent", onvoldoende_op='["x"]'),
    ):
        alles = BEGIN + text + "".join(besluit(dag, *uitkomst) for dag, *uitkomst in besluiten)
        assert bool(gevonden(alles, "IOS500")) is gezegd


def test_a_tussentijds_besluit_in_between_answers_an_onvoldoende() -> None:
    text = BEGIN + advies("2026-05-01", "docent", **ONVOLDOENDE) + besluit("2026-05-20", "voortgezet")
    assert gevonden(text, "IOS500")
    assert not gevonden(text + besluit("2026-05-05", "gbt", soort="tussentijds"), "IOS500")
    assert gevonden(text + besluit("2026-05-21", "gbt", soort="tussentijds"), "IOS500")


def test_both_adviezen_stand_in_one_finding() -> None:
    text = BEGIN + besluit("2026-05-20", "voortgezet")
    text += advies("2026-05-02", "docent", **ONVOLDOENDE) + advies("2026-05-01", "opleider", **ONVOLDOENDE)
    (finding,) = gevonden(text, "IOS500")
    assert finding.message.endswith("opleider (2026-05-01) and docent (2026-05-02)")


@pytest.mark.parametrize("woord", ["onvoldoende", "twijfel", "te-weinig-beeldvorming"])
def test_arrangements_after_a_judgement(woord: str) -> None:
    text = BEGIN + advies("2026-05-01", "docent", oordeel=f'"{woord}"')
    assert [f.ernst for f in gevonden(text, "IOS501")] == [Ernst.WAARSCHUWING]
    assert not gevonden(text + "afspraken_op = 2026-05-01\n", "IOS501")


def test_only_the_last_advice_of_each_weighs() -> None:
    text = BEGIN + besluit("2026-05-20", "voortgezet")
    text += advies("2026-05-01", "docent", advies='"niet-voortzetten"')
    assert gevonden(text, "IOS502")
    assert not gevonden(text + advies("2026-05-10", "docent"), "IOS502")
    assert gevonden(text + advies("2026-05-10", "opleider"), "IOS502")
    (finding,) = gevonden(text.replace("niet-voortzetten", "onder-voorwaarden"), "IOS502")
    assert finding.ernst is Ernst.OPMERKING


def test_the_decision_on_the_stages_rests_on_all_of_them() -> None:
    as_of = date(2028, 4, 1)  # klinisch, ggz and ccz are done on 2028-03-31
    stages = [
        f'[[voortgangsadvies]]\ndatum = {dag}\nsoort = "stagebeoordeling"\nonderdeel = "{naam}"\n'
        f'door = "{wie}"\noordeel = "voldoende"\nadvies = "voortzetten"\n'
        for naam, dag in (("klinisch", "2027-09-15"), ("ggz", "2027-12-15"), ("ccz", "2028-03-20"))
        for wie in ("opleider", "docent")
    ]
    beslist = besluit("2028-03-25", "voortgezet", onderdeel="externe-stages")
    assert not gevonden(BEGIN + "".join(stages) + beslist, "IOS510", as_of=as_of)
    (finding,) = gevonden(BEGIN + "".join(stages[:-1]) + beslist, "IOS510", as_of=as_of)
    assert "`stagebeoordeling` of `ccz`" in finding.message
    assert "klinisch" not in finding.message


def _stages(*wanneer: tuple[str, str]) -> str:
    return "".join(
        f'[[voortgangsadvies]]\ndatum = {dag}\nsoort = "stagebeoordeling"\nonderdeel = "{naam}"\n'
        f'door = "{wie}"\noordeel = "voldoende"\nadvies = "voortzetten"\n'
        for naam, dag in wanneer
        for wie in ("opleider", "docent")
    )


# The ggz runs to 2027-12-31; halfway it is judged early and lengthened by two months, to 2028-02-29.
GGZ_VERLENGD = besluit("2027-11-15", "verlengd", onderdeel="externe-stages") + (
    '[[verlenging]]\nonderdeel = "ggz"\nmaanden = 2\nreden = "x"\nbesloten_op = 2027-11-15\n'
)
KLINISCH_EN_GGZ = _stages(("klinisch", "2027-09-15"), ("ggz", "2027-11-10"))


def test_lengthening_a_stage_rests_on_no_judgement_at_its_end_nor_on_stages_to_come() -> None:
    as_of = date(2027, 12, 1)
    text = BEGIN + gesprek("2027-11-01") + advies("2027-11-05", "opleider") + advies("2027-11-05", "docent")
    text += GGZ_VERLENGD + KLINISCH_EN_GGZ
    assert not gevonden(text, "IOS510", as_of=as_of)
    # what led to it is no judgement that came too early
    assert [f.path[0] for f in gevonden(text, "IOS411", as_of=as_of)] == ["besluit"]
    # on the klinische stage, which is over, it rests all the same
    (finding,) = gevonden(text.replace('"klinisch"', '"ccz"'), "IOS510", as_of=as_of)
    assert "`stagebeoordeling` of `klinisch`" in finding.message
    assert "ggz" not in finding.message


def test_a_lengthened_stage_is_judged_again_at_its_end() -> None:
    def ggz(text: str, as_of: date) -> Any:
        termijnen = geval_van(text, as_of=as_of).per_afsluiter["stagebeoordeling"]
        return next(t for t in termijnen if t.onderdeel == "ggz")

    text = BEGIN + GGZ_VERLENGD + KLINISCH_EN_GGZ
    assert ggz(text, date(2028, 1, 1)).status is TermijnStatus.KOMEND
    assert ggz(text, date(2028, 1, 1)).uiterlijk == date(2028, 2, 29)
    assert [f.difference for f in gevonden(text, "IOS403", as_of=date(2028, 3, 2))] == ["2 days late"]
    opnieuw = text + _stages(("ggz", "2028-02-20"))
    assert ggz(opnieuw, date(2028, 3, 1)).gedaan_op == date(2028, 2, 20)
    # decided when all was over: then the judgement at the end is there already
    achteraf = text.replace("2027-11-15", "2028-02-29").replace("2027-11-10", "2028-02-20")
    assert ggz(achteraf, date(2028, 3, 1)).gedaan_op == date(2028, 2, 20)


def test_without_adviezen_or_talks_a_decision_cannot_be_assessed() -> None:
    assert oordeel(BEGIN + besluit("2026-05-20", "voortgezet"), "IOS510") is Oordeel.NIET_TE_BEOORDELEN
    met = BEGIN + besluit("2026-05-20", "voortgezet") + advies("2026-05-01", "docent")
    assert oordeel(met, "IOS510") is Oordeel.NIET_TE_BEOORDELEN


@pytest.mark.parametrize(
    ("soort", "uitkomst", "mag"),
    [
        ("voortgangsbeslissing", "voortgezet", True),
        ("voortgangsbeslissing", "voltooid", False),
        ("voltooiingsbesluit", "voltooid", True),
        ("voltooiingsbesluit", "voortgezet", False),
        ("voltooiingsbesluit", "onder-voorwaarden", False),
        ("voltooiingsbesluit", "gbt", True),  # at any moment (LOP 5.4c)
        ("tussentijds", "gbt", True),
        ("tussentijds", "beeindigd", True),
        ("tussentijds", "verlengd", False),
    ],
)
def test_which_outcome_a_besluit_may_hold(soort: str, uitkomst: str, mag: bool) -> None:
    findings = gevonden(BEGIN + besluit("2026-05-20", uitkomst, soort=soort), "IOS511")
    assert [f.ernst for f in findings] == ([] if mag else [Ernst.FOUT])


def test_a_second_besluit_after_verlengd_is_no_double() -> None:
    as_of = date(2027, 6, 1)
    eerst = besluit("2027-03-10", "verlengd") + f'[[verlenging]]\nonderdeel = "{HA1}"\nmaanden = 2\n'
    eerst += 'reden = "x"\nbesloten_op = 2027-03-10\n'
    text = BEGIN + eerst + besluit("2027-05-20", "voortgezet")
    assert not gevonden(text, "IOS517", as_of=as_of)
    assert gevonden(text + besluit("2027-05-25", "voortgezet"), "IOS517", as_of=as_of)


def test_two_decisions_for_one_term_are_one_too_many() -> None:
    text = BEGIN + besluit("2026-05-15", "voortgezet") + besluit("2026-05-20", "voortgezet")
    (finding,) = gevonden(text, "IOS517")
    assert finding.found == "2026-05-15 and 2026-05-20"
    assert not gevonden(text.replace(f'"{HA1}"', '"externe-stages"', 1), "IOS517")


@pytest.mark.parametrize("status", ["voltooid", "gestopt", "overgestapt"])
def test_decisions_too_many_or_of_no_term_are_told_however_the_training_ended(status: str) -> None:
    einde = f'status = "{status}"\neinde = 2026-05-31\n'
    dubbel = BEGIN + einde + besluit("2026-05-15", "voortgezet") + besluit("2026-05-20", "beeindigd")
    assert len(gevonden(dubbel, "IOS517")) == 1
    assert gevonden(
        BEGIN + einde + besluit("2026-05-20", "voortgezet", onderdeel="huisartspraktijk-2"), "IOS518"
    )
    assert not gevonden(BEGIN + einde + besluit("2026-05-20", "beeindigd"), "IOS518")


def test_one_that_names_no_onderdeel_may_have_closed_the_term_of_another() -> None:
    eerste = besluit("2027-03-15", "voortgezet").replace(f'onderdeel = "{HA1}"\n', "")
    text = BEGIN + eerste + besluit("2027-03-20", "voortgezet")
    as_of = date(2027, 4, 1)
    assert [f.found for f in gevonden(text, "IOS517", as_of=as_of)] == ["2027-03-15 and 2027-03-20"]
    assert not gevonden(text, "IOS518", as_of=as_of)


def test_the_letter_is_due_on_the_first_day_of_the_traject() -> None:
    traject = '[[begeleidingstraject]]\nsoort = "gbt"\nvan = {}\ntot_en_met = 2026-08-31\n'
    assert gevonden(BEGIN + traject.format("2026-06-01"), "IOS520")
    assert not gevonden(BEGIN + traject.format("2026-06-02"), "IOS520")


def test_a_traject_may_be_decided_on_the_day_it_begins_not_later() -> None:
    traject = '[[begeleidingstraject]]\nsoort = "voorwaarden"\nvan = 2026-05-10\ntot_en_met = 2026-08-31\n'
    for dag, gezegd in (("2026-05-09", False), ("2026-05-10", False), ("2026-05-11", True)):
        text = BEGIN + besluit(dag, "onder-voorwaarden") + traject
        assert bool(gevonden(text, "IOS516")) is gezegd
        assert not gevonden(text, "IOS515")
    # a gbt is another thing than conditions
    anders = BEGIN + besluit("2026-05-09", "gbt") + traject
    assert gevonden(anders, "IOS515")
    assert gevonden(anders, "IOS516")


# --- records ---


def test_every_date_that_says_done_may_be_the_day_of_reference_not_the_day_after() -> None:
    sjabloon = (
        '[aios]\nid = "x"\n[opleiding]\nstart = 2026-04-01\nvastgesteld = {d}\n'
        '[[onderdeel]]\nsoort = "huisartspraktijk-1"\nmaanden = 12\nleerwerkplan_goedgekeurd = {d}\n'
        'besloten_op = {d}\n[[onderdeel]]\nsoort = "klinisch"\nmaanden = 6\n'
        '[[vrijstelling]]\nonderdeel = "klinisch"\nmaanden = 1\nstatus = "definitief"\ngrond = "x"\n'
        "aangevraagd_op = {d}\nbesloten_op = {d}\n"
        '[[verlenging]]\nmaanden = 1\nreden = "x"\nbesloten_op = {d}\n'
        '[[differentiatie]]\nnaam = "x"\nsoort = "eigen-plan"\nbegin = 2027-01-01\neind = 2027-02-01\n'
        "dagen_per_week = 1\ngoedgekeurd_op = {d}\n"
        "[[voortgangsgesprek]]\ndatum = {d}\nverslag_op = {d}\n"
        '[[voortgangsadvies]]\ndatum = {d}\ndoor = "docent"\noordeel = "twijfel"\nadvies = "voortzetten"\n'
        "afspraken_op = {d}\n"
        '[[besluit]]\nsoort = "tussentijds"\ndatum = {d}\nuitkomst = ["gbt"]\nmondeling_op = {d}\n'
        "schriftelijk_op = {d}\nrgs_gemeld_op = {d}\n"
        '[[begeleidingstraject]]\nsoort = "gbt"\nvan = 2026-05-01\ntot_en_met = {d}\nbrief_op = {d}\n'
        'uitkomst = "voldaan"\n'
        '[[afgehandeld]]\ncode = "voorlopig-ios"\ndatum = {d}\n[[verplichting]]\ncode = "x"\ndatum = {d}\n'
        "[[dienst]]\ndatum = {d}\nuren = 8\n[[onderwijs]]\ndatum = {d}\ndagen = 1\n"
    )
    assert not gevonden(sjabloon.format(d="2026-06-01"), "IOS611")
    later = gevonden(sjabloon.format(d="2026-06-02"), "IOS611")
    # all but the dienst and the onderwijs, which may be planned; the traject counts by its outcome
    assert len(later) == sjabloon.count("{d}") - 2
    assert {f.ernst for f in later} == {Ernst.WAARSCHUWING}
    assert {f.difference for f in later} == {"1 day ahead"}


def test_an_advies_on_the_last_talk_may_come_after_the_end() -> None:
    # the last day is 2029-03-31; one month for the advies
    for dag, buiten in (("2029-04-30", False), ("2029-05-02", True)):
        assert bool(gevonden(BEGIN + advies(dag, "docent"), "IOS610")) is buiten


def test_two_adviezen_of_one_person_on_two_stages_are_no_double() -> None:
    beide = [
        '[[voortgangsadvies]]\ndatum = 2026-05-01\nsoort = "vrijstelling"\n'
        f'onderdeel = "{naam}"\ndoor = "docent"\n'
        for naam in ("klinisch", "ggz")
    ]
    assert not gevonden(BEGIN + "".join(beide), "IOS614")
    assert gevonden(BEGIN + beide[0] * 2, "IOS614")


# --- laws ---

_DAG = st.integers(-20, 1200).map(lambda n: (date(2026, 4, 1) + timedelta(days=n)).isoformat())
_UITKOMST = st.sampled_from(("voortgezet", "onder-voorwaarden", "verlengd", "gbt", "voltooid", "beeindigd"))
_STUKKEN = st.lists(
    st.one_of(
        _DAG.map(gesprek),
        st.builds(advies, _DAG, st.sampled_from(("opleider", "docent"))),
        st.builds(
            lambda dag, door: advies(dag, door, oordeel='"onvoldoende"', advies='"niet-voortzetten"'),
            _DAG,
            st.sampled_from(("opleider", "docent")),
        ),
        st.builds(
            lambda dag, uit, soort: besluit(dag, *uit, soort=soort),
            _DAG,
            st.lists(_UITKOMST, min_size=1, max_size=2, unique=True),
            st.sampled_from(("voortgangsbeslissing", "voltooiingsbesluit", "tussentijds")),
        ),
        _DAG.map(verlenging),
        st.builds(deeltijd, _DAG, st.sampled_from(("0.5", "0.8", "1"))),
        st.builds(
            lambda van, n, soort: (
                f'[[begeleidingstraject]]\nsoort = "{soort}"\nvan = {van}\n'
                f"tot_en_met = {date.fromisoformat(van) + timedelta(days=n)}\n"
            ),
            _DAG,
            st.integers(0, 200),
            st.sampled_from(("gbt", "voorwaarden")),
        ),
    ),
    max_size=9,
)


def _zegt(text: str, as_of: date) -> list[tuple[str, str, str]] | None:
    loaded = load_dossier(text.encode(), "x.toml")
    if not loaded.complete or loaded.dossier is None:
        return None
    boek, _ = RegelBoek.load(None)
    regels, _ = boek.regels_voor(start=loaded.dossier.opleiding.start)
    assert regels is not None
    ios = plan_ios(loaded.dossier, regels, as_of=as_of).ios
    if ios is None:
        return None
    geval = Geval(dossier=loaded.dossier, regels=regels, ios=ios, as_of=as_of)
    return sorted(
        (f.code, f.message, f.ernst) for u in toets_alles(geval, select=set(ONZE)) for f in u.findings
    )


@given(stukken=_STUKKEN, as_of=st.integers(0, 1300), data=st.data())
@settings(deadline=None, max_examples=60)
def test_the_order_of_entries_changes_no_finding(stukken: list[str], as_of: int, data: st.DataObject) -> None:
    dag = date(2026, 4, 1) + timedelta(days=as_of)
    anders = data.draw(st.permutations(stukken))
    assert _zegt(BEGIN + "".join(stukken), dag) == _zegt(BEGIN + "".join(anders), dag)


def _geval(willekeurig: strategies.Geval, **waarden: Any) -> Geval | None:
    """A random dossier as the checks get it; None where it cannot be planned."""
    volgens = shipped(
        deeltijdmethode=willekeurig.methode,
        voltijdse_onderdelen=willekeurig.voltijdse_onderdelen,
        verlofjaar_grens=willekeurig.verlofjaar_grens,
        **waarden,
    )
    planning = plan_ios(willekeurig.dossier, volgens, as_of=willekeurig.as_of)
    if planning.ios is None:
        return None
    return Geval(dossier=willekeurig.dossier, regels=volgens, ios=planning.ios, as_of=willekeurig.as_of)


@given(willekeurig=strategies.gevallen())
@settings(deadline=None)
def test_the_entry_that_holds_gives_the_factor_of_the_schedule(willekeurig: strategies.Geval) -> None:
    """On every day on which the clock runs: the deeltijd of the checks is that of the planning."""
    geval = _geval(willekeurig)
    if geval is None or not geval.dossier.deeltijd:
        return
    for rij in geval.ios.geplande_rijen:
        stukken = [stuk for stuk in geval.deeltijd if stuk.rij is rij]
        for segment in rij.segmenten:
            if not segment.klok_loopt or rij.soort in willekeurig.voltijdse_onderdelen:
                continue
            delen = [(s, deel) for s in stukken if (deel := s.periode.overlap(segment.periode)) is not None]
            assert sum(deel.dagen for _, deel in delen) == segment.periode.dagen
            assert {s.factor for s, _ in delen} == {segment.factor}


LAAT = {"IOS400", "IOS401", "IOS402", "IOS403", "IOS404", "IOS405", "IOS466", "IOS469", "IOS524"}
WIJZIGING = st.sampled_from(("vrij", "niet-binnen-onderdeel", "niet-binnen-opleidingsjaar"))


@given(willekeurig=met_termijnen(), wijziging=WIJZIGING)
@settings(deadline=None)
def test_no_dossier_is_too_wild_and_no_late_term_is_told_twice(
    willekeurig: strategies.Geval, wijziging: str
) -> None:
    geval = _geval(willekeurig, deeltijd_wijziging=wijziging, deeltijd_minimum=Fraction(4, 5))
    if geval is None:
        return
    uitslagen = toets_alles(geval, select=set(ONZE))
    for finding in (f for u in uitslagen for f in u.findings):
        assert finding.message
        assert finding.path
    laat = [t for t in geval.termijnen if t.status is TermijnStatus.TE_LAAT]
    besloten = {("vrijstelling", i) for i, v in enumerate(geval.dossier.vrijstelling) if v.status in BESLOTEN}
    # an exemption that was settled has its own word on the advice; a refusal needs none
    te_zeggen = [t for t in laat if t.code != "vrijstellingsadvies" or t.pad not in besloten]
    gezegd = [f for u in uitslagen if u.code in LAAT for f in u.findings if f.difference.endswith("late")]
    definitief = [f for f in gezegd if f.code == "IOS466" and f.path[-1] == "besloten_op"]
    assert len(gezegd) - len(definitief) == len(te_zeggen)


@given(willekeurig=met_termijnen(), data=st.data())
@settings(deadline=None)
def test_the_order_of_records_changes_no_finding(willekeurig: strategies.Geval, data: st.DataObject) -> None:
    dossier = willekeurig.dossier
    tabellen = ("voortgangsgesprek", "voortgangsadvies", "besluit", "begeleidingstraject", "deeltijd")
    gehusseld: dict[str, Any] = {
        naam: tuple(data.draw(st.permutations(getattr(dossier, naam)))) for naam in tabellen
    }
    anders = replace(dossier, **gehusseld)

    def gezegd(een: Dossier) -> list[tuple[str, str, Ernst]] | None:
        geval = _geval(replace(willekeurig, dossier=een))
        if geval is None:
            return None
        uitslagen = toets_alles(geval, select=set(ONZE))
        return sorted((f.code, f.message, f.ernst) for u in uitslagen for f in u.findings)

    assert gezegd(dossier) == gezegd(anders)
