"""The composition: each rule at its border and just past it (rekenregels 11; LOP 2024, 4.1 to 4.4)."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ios_cli.domain.finding import Ernst
from ios_cli.domain.uitslag import Oordeel, Uitslag
from ios_cli.toetsing.toetsen import codes_van, toets_alles
from tests.toetsing.test_toetsing import CATALOGUE, geval_van

BEGIN = '[aios]\nid = "x"\n[opleiding]\nstart = 2026-09-01\n'
GROND = 'grond = "EVC"'
EERSTE, TWEEDE = "huisartspraktijk-1", "huisartspraktijk-2"


def deel(soort: str, maanden: str = "", *regels: str) -> str:
    lengte = f"maanden = {maanden}\n" if maanden else ""
    return f'[[onderdeel]]\nsoort = "{soort}"\n{lengte}' + "".join(f"{r}\n" for r in regels)


def schema(
    ha1: str = "12", klinisch: str = "6", ggz: str = "3", ccz: str = "3", ha2: str = "12", *, rest: str = ""
) -> str:
    """A whole schedule, every departure with its ground; an onderdeel of no length is left out."""
    soorten = {"huisartspraktijk-1": ha1, "klinisch": klinisch, "ggz": ggz, "ccz": ccz}
    delen = [deel(s, m, GROND) for s, m in (*soorten.items(), ("huisartspraktijk-2", ha2)) if m]
    return BEGIN + "".join(delen) + rest


def uitslagen(text: str, as_of: date = date(2026, 6, 1), basis: Path | None = None) -> dict[str, Uitslag]:
    geval = geval_van(text, as_of=as_of, basis=basis)
    return {u.code: u for u in toets_alles(geval, select=codes_van("IOS1"))}


def codes(text: str, as_of: date = date(2026, 6, 1)) -> set[str]:
    return {code for code, u in uitslagen(text, as_of).items() if u.findings}


VERLENGD = '[[verlenging]]\n{}\nreden = "vertraging"\n'
MODULE = '[[differentiatie]]\nnaam = "m"\nsoort = "{}"\nbegin = {}\neind = {}\ndagen_per_week = {}\n'
LANG = MODULE.format("module", "2028-10-02", "2029-07-01", "{}")  # 39 weeks, 9 months


def keuze(*regels: str, weken: int = 13) -> str:
    return deel("keuze", "", f"weken = {weken}", GROND, *regels)


ELDERS, ZIEKENHUIS = 'setting = "elders"', 'setting = "ziekenhuis"'
NIET_ERKEND = "erkend = false"
VRIJGESTELD = '[[vrijstelling]]\nonderdeel = "{}"\nmaanden = {}\nstatus = "voorlopig"\n' + GROND + "\n"
VERANTWOORDELIJK = 'verantwoordelijk_opleider = "O-1"'


@pytest.mark.parametrize(
    ("code", "goed", "fout"),
    [
        ("IOS101", schema(ha2="11.75"), schema(ha2="11.74")),
        ("IOS101", schema(ha2="12.25"), schema(ha2="12.26")),
        ("IOS102", schema(ha1="8.75", klinisch="9"), schema(ha1="8.74", klinisch="9")),
        ("IOS102", schema(ha1="18.25"), schema(ha1="18.26")),
        ("IOS103", schema(klinisch="5.75", ggz="", ccz=""), schema(klinisch="5.74", ggz="", ccz="")),
        ("IOS103", schema(klinisch="9.25"), schema(klinisch="9.26")),
        ("IOS104", schema(klinisch="5.75"), schema(klinisch="5.74")),
        ("IOS104", schema(), schema(klinisch="")),
        # two parts together
        (
            "IOS104",
            schema(klinisch="3", rest=deel("klinisch", "3", 'naam = "k2"', GROND)),
            schema(klinisch="3", rest=deel("klinisch", "2.5", 'naam = "k2"', GROND)),
        ),
        # 26 weeks are six months; a keuze in a hospital is no klinische stage
        (
            "IOS104",
            schema(klinisch="", rest=deel("klinisch", "", "weken = 26")),
            schema(klinisch="", rest=keuze(ZIEKENHUIS, weken=26)),
        ),
        (
            "IOS105",
            schema(klinisch="", rest=deel("klinisch", "6", ZIEKENHUIS)),
            schema(klinisch="", rest=deel("klinisch", "6", ELDERS)),
        ),
        ("IOS106", schema(ggz="3.25"), schema(ggz="3.26")),
        ("IOS106", schema(rest=keuze(ZIEKENHUIS)), schema(rest=keuze(ELDERS))),
        # a CCZ from the practice is not elsewhere
        (
            "IOS106",
            schema(ggz="6", ccz="", rest=deel("ccz", "3", 'setting = "praktijk"')),
            schema(ggz="6", ccz="3"),
        ),
        ("IOS107", schema(ggz="6.25", ccz=""), schema(ggz="6.26", ccz="")),
        ("IOS107", schema(ccz="6.25", ggz=""), schema(ccz="6.26", ggz="")),
        ("IOS107", schema(rest=keuze(ELDERS, weken=27)), schema(rest=keuze(ELDERS, weken=28))),
        # each: together they may be longer
        ("IOS107", schema(ggz="6", ccz="6"), schema(ggz="6.5", ccz="1")),
        ("IOS109", schema(), schema(ha1="")),
        ("IOS109", schema(), schema(ha2="")),
        # exempted in full it stays in the schedule
        (
            "IOS109",
            schema(rest=VRIJGESTELD.format(EERSTE, "12")),
            schema(ha1="", klinisch="18"),
        ),
        ("IOS110", schema(), schema(ha1="")),
        ("IOS111", schema(), schema(ha2="")),
        # a part of the first after the second
        (
            "IOS118",
            schema(ha1="6", ha2="", rest=deel(EERSTE, "6", 'naam = "b"') + deel(TWEEDE, "12")),
            schema(ha1="6", ha2="", rest=deel(TWEEDE, "12") + deel(EERSTE, "6", 'naam = "b"')),
        ),
        ("IOS118", schema(ha2=""), schema(ha1="", ha2="", rest=deel(TWEEDE, "12") + deel(EERSTE, "12"))),
        (
            "IOS114",
            schema(ggz="", rest=deel("ggz", "3", NIET_ERKEND)),
            schema(ha2="", rest=deel("huisartspraktijk-2", "12", NIET_ERKEND)),
        ),
        (
            "IOS115",
            schema(rest=keuze(NIET_ERKEND, weken=6)),
            schema(rest=keuze(NIET_ERKEND, weken=7)),
        ),
        (
            "IOS115",
            schema(ggz="", rest=deel("ggz", "", "dagen = 42", NIET_ERKEND)),
            schema(ggz="", rest=deel("ggz", "", "dagen = 43", NIET_ERKEND)),
        ),
        # in months, 6 weeks are 1.38; a stage of "six weeks" is often written as 1.5
        (
            "IOS115",
            schema(ggz="", rest=deel("ggz", "1.5", NIET_ERKEND)),
            schema(ggz="", rest=deel("ggz", "1.75", NIET_ERKEND)),
        ),
        ("IOS115", schema(rest=keuze(weken=7)), schema(rest=keuze(NIET_ERKEND, weken=7))),
        (
            "IOS116",
            schema(rest=keuze(NIET_ERKEND, VERANTWOORDELIJK, weken=6)),
            schema(rest=keuze(NIET_ERKEND, weken=6)),
        ),
        ("IOS117", BEGIN + VERLENGD.format("maanden = 6.25"), BEGIN + VERLENGD.format("maanden = 6.26")),
        (
            "IOS117",
            BEGIN + VERLENGD.format("maanden = 3") * 2,
            BEGIN + VERLENGD.format("maanden = 3") * 2 + VERLENGD.format("maanden = 0.5"),
        ),
        # 39 weeks x 1.8 days / 5 = 14.04 weeks = 3.24 months
        ("IOS120", BEGIN + LANG.format("1.8"), BEGIN + LANG.format("1.9")),
        (
            "IOS120",
            BEGIN + LANG.format("0.9") * 2,
            BEGIN + LANG.format("0.9") + LANG.format("1"),
        ),
        # the period is 2028-09-01 to 2029-08-31
        (
            "IOS121",
            BEGIN + MODULE.format("module", "2028-09-01", "2029-08-31", "1"),
            BEGIN + MODULE.format("module", "2028-08-31", "2029-08-31", "1"),
        ),
        (
            "IOS121",
            BEGIN + MODULE.format("module", "2028-09-01", "2029-08-31", "1"),
            BEGIN + MODULE.format("module", "2028-09-01", "2029-09-01", "1"),
        ),
        (
            "IOS122",
            BEGIN
            + MODULE.format("eigen-plan", "2028-10-01", "2028-12-31", "1")
            + "goedgekeurd_op = 2028-10-01\n",
            BEGIN
            + MODULE.format("eigen-plan", "2028-10-01", "2028-12-31", "1")
            + "goedgekeurd_op = 2028-10-02\n",
        ),
        (
            "IOS122",
            BEGIN
            + MODULE.format("eigen-plan", "2028-10-01", "2028-12-31", "1")
            + "goedgekeurd_op = 2028-09-12\n",
            BEGIN + MODULE.format("eigen-plan", "2028-10-01", "2028-12-31", "1"),
        ),
        (
            "IOS122",
            BEGIN + MODULE.format("onderzoek", "2028-10-01", "2028-12-31", "1"),
            BEGIN + MODULE.format("eigen-plan", "2028-10-01", "2028-12-31", "1"),
        ),
        (
            "IOS125",
            schema(ha1="", rest=deel("huisartspraktijk-1", "12", "leerwerkplan_goedgekeurd = 2028-08-31")),
            schema(ha1="", rest=deel("huisartspraktijk-1", "12", "leerwerkplan_goedgekeurd = 2028-09-01")),
        ),
    ],
)
def test_border(code: str, goed: str, fout: str) -> None:
    assert code not in codes(goed)
    assert code in codes(fout)


WAARSCHUWINGEN = {"IOS111", "IOS118", "IOS120", "IOS121", "IOS122", "IOS125"}


@pytest.mark.parametrize("map_", sorted(p.name for p in CATALOGUE.glob("IOS1*")))
def test_every_finding_says_what_to_do(map_: str) -> None:
    text = (CATALOGUE / map_ / "dossier.toml").read_text("utf-8")
    for uitslag in uitslagen(text, basis=CATALOGUE / map_).values():
        for finding in uitslag.findings:
            assert finding.hint, finding.code
            assert finding.source


def test_ernst() -> None:
    text = schema(ha1="", ha2="", klinisch="") + LANG.format("4")
    found = {f.code: f.ernst for u in uitslagen(text).values() for f in u.findings}
    assert found == {c: Ernst.WAARSCHUWING if c in WAARSCHUWINGEN else Ernst.FOUT for c in found}
    assert {"IOS101", "IOS110", "IOS111", "IOS120", "IOS121"} <= set(found)


def test_the_standard_schedule_is_met() -> None:
    assert codes(BEGIN) == set()
    assert codes(schema()) == set()


# --- before vrijstelling, without verlenging ---


def vrijgesteld(onderdeel: str, maanden: int) -> str:
    return (
        f'[[vrijstelling]]\nonderdeel = "{onderdeel}"\nmaanden = {maanden}\nstatus = "definitief"\n'
        'grond = "EVC"\nbesloten_op = 2026-10-01\n'
    )


def test_what_is_exempted_counts_as_followed() -> None:
    alles = "".join(vrijgesteld(s, m) for s, m in (("klinisch", 6), ("ggz", 3), ("huisartspraktijk-1", 12)))
    assert codes(BEGIN + alles) == set()


def test_an_extension_counts_nowhere_but_in_its_own_sum() -> None:
    assert codes(BEGIN + VERLENGD.format("maanden = 6")) == set()


def test_the_finding_says_what_was_counted_and_how_far_off_it_is() -> None:
    (finding,) = uitslagen(schema(klinisch="4.5", ha1="13.5"))["IOS104"].findings
    assert finding.expected == "at least 6 months"
    assert finding.found == "4.5 months"
    assert finding.difference == "1.5 months too few"
    assert finding.source.startswith("LOP 2024, 4.1")
    assert finding.message.endswith("before vrijstelling and without verlenging")
    assert finding.path == ("onderdeel", 1)


def test_of_a_training_that_was_cut_all_that_was_planned_counts() -> None:
    assert codes(BEGIN + 'status = "gestopt"\neinde = 2027-01-31\n') == set()


# --- bounds of a profile ---

GRONINGEN = BEGIN + 'profiel = "groningen"\n'


@pytest.mark.parametrize(
    ("ha1", "ha2", "aantal"),
    [
        ("15.25", "8.75", 0),
        ("15.26", "8.74", 2),
        ("11.75", "12.25", 0),
        ("11.74", "12.26", 2),
        ("12", "12", 0),
    ],
)
def test_each_practice_period_within_the_bounds_of_the_profile(ha1: str, ha2: str, aantal: int) -> None:
    text = schema(ha1=ha1, ha2=ha2)
    assert uitslagen(text)["IOS108"].oordeel is Oordeel.OVERGESLAGEN
    assert len(uitslagen(text.replace(BEGIN, GRONINGEN))["IOS108"].findings) == aantal


# --- what is not recorded ---


def test_a_keuze_without_a_setting_cannot_be_assessed() -> None:
    uitslag = uitslagen(schema(ccz="", rest=keuze()))["IOS106"]
    assert uitslag.oordeel is Oordeel.NIET_TE_BEOORDELEN
    assert uitslag.redenen == ("`setting` is not recorded for `keuze`",)
    uitslag = uitslagen(schema(ggz="6", rest=keuze()))["IOS106"]
    assert uitslag.oordeel is Oordeel.NIET_VOLDAAN
    assert len(uitslag.redenen) == 1


def test_a_leerwerkplan_that_is_not_recorded_cannot_be_assessed() -> None:
    for text in (BEGIN, schema()):
        uitslag = uitslagen(text, date(2030, 1, 1))["IOS125"]
        assert uitslag.oordeel is Oordeel.NIET_TE_BEOORDELEN
        assert uitslag.findings == ()
    assert "`huisartspraktijk-1`, `klinisch`" in uitslag.redenen[0]


def test_a_leerwerkplan_of_an_exempted_onderdeel_is_not_asked_for() -> None:
    delen = [
        deel(s, m, "leerwerkplan_goedgekeurd = 2026-08-01")
        for s, m in (
            ("huisartspraktijk-1", "12"),
            ("klinisch", "6"),
            ("ccz", "3"),
            ("huisartspraktijk-2", "12"),
        )
    ]
    text = BEGIN + "".join(delen) + deel("ggz", "3") + vrijgesteld("ggz", 3)
    assert uitslagen(text)["IOS125"].oordeel is Oordeel.VOLDAAN


# --- a profile with rules of its own ---


def met_profiel(map_: Path, text: str, regels: str, as_of: date = date(2026, 6, 1)) -> dict[str, Uitslag]:
    """The outcomes under a profile with these records; each gets its source."""
    (map_ / "p.toml").write_text(
        '[profiel]\nnaam = "p"\nregeling = "lop-2024"\n' + regels + 'bron = "regeling"\njaar = 2026\n',
        encoding="utf-8",
    )
    geval = geval_van(text.replace(BEGIN, BEGIN + 'profiel = "p.toml"\n'), as_of=as_of, basis=map_)
    return {u.code: u for u in toets_alles(geval, select=codes_van("IOS1"))}


def test_ggz_ccz_and_keuze_read_as_one_block(tmp_path: Path) -> None:
    samen = '[regel.keuzeblok-lezing]\nwaarde = "samen"\n'
    for rest, aantal in (("", 0), (keuze(ELDERS, weken=2), 1)):
        text = schema(rest=rest)
        assert uitslagen(text)["IOS107"].findings == ()
        assert len(met_profiel(tmp_path, text, samen)["IOS107"].findings) == aantal


def test_a_leerwerkplan_that_a_profile_asks_for_is_missing_from_the_begin_on(tmp_path: Path) -> None:
    vraagt = "[regel.leerwerkplan-goedgekeurd]\nwaarde = true\n"
    for dag, aantal in ((date(2026, 8, 31), 0), (date(2026, 9, 1), 1), (date(2027, 9, 1), 2)):
        uitslag = met_profiel(tmp_path, BEGIN, vraagt, dag)["IOS125"]
        assert len(uitslag.findings) == aantal
        assert len(uitslag.redenen) == 1
    assert "leerwerkplan" in uitslag.findings[0].message


@pytest.mark.parametrize(
    ("regel", "code", "deel_"),
    [
        ("praktijkopleider-erkend", "IOS114", deel("huisartspraktijk-1", "12", NIET_ERKEND)),
        ("niet-erkend-verantwoordelijk-opleider", "IOS116", deel("ggz", "", "weken = 6", NIET_ERKEND)),
        (
            "differentiatie-eigen-plan-goedgekeurd",
            "IOS122",
            MODULE.format("eigen-plan", "2028-10-01", "2028-12-31", "1"),
        ),
        ("leerwerkplan-goedgekeurd", "IOS125", deel("ggz", "3", "leerwerkplan_goedgekeurd = 2029-01-01")),
    ],
)
def test_a_rule_that_a_profile_switches_off_is_skipped(
    tmp_path: Path, regel: str, code: str, deel_: str
) -> None:
    text = BEGIN + deel_
    assert uitslagen(text)[code].findings
    uit = met_profiel(tmp_path, text, f"[regel.{regel}]\nwaarde = false\n")[code]
    assert uit.oordeel is Oordeel.OVERGESLAGEN
    assert regel in uit.redenen[0]


# --- departures from the standard ---

HA1, KLINISCH, GGZ, CCZ, HA2 = (
    deel(s, m)
    for s, m in (
        ("huisartspraktijk-1", "12"),
        ("klinisch", "6"),
        ("ggz", "3"),
        ("ccz", "3"),
        ("huisartspraktijk-2", "12"),
    )
)


def ha(nummer: int, maanden: str, *regels: str) -> str:
    return deel(f"huisartspraktijk-{nummer}", maanden, *regels)


@pytest.mark.parametrize(
    ("delen", "aantal"),
    [
        # no departure: the order of the external stages, the ggz/ccz split, parts, weken
        ([HA1, CCZ, GGZ, KLINISCH, HA2], 0),
        ([HA1, KLINISCH, deel("ggz", "4.5"), deel("ccz", "1.5"), HA2], 0),
        ([HA1, KLINISCH, GGZ, CCZ, ha(2, "5", 'naam = "a"'), ha(2, "7", 'naam = "b"')], 0),
        ([HA1, deel("klinisch", "", "weken = 26"), deel("ggz", "", "weken = 13"), CCZ, HA2], 0),
        ([ha(1, "12.25"), KLINISCH, GGZ, CCZ, ha(2, "11.75")], 0),
        # other lengths
        ([ha(1, "13"), KLINISCH, GGZ, CCZ, ha(2, "11")], 2),
        ([ha(1, "13", GROND), KLINISCH, GGZ, CCZ, ha(2, "11", GROND)], 0),
        # one shift, one ground
        ([ha(1, "13", GROND), KLINISCH, GGZ, CCZ, ha(2, "11")], 0),
        ([ha(1, "13"), KLINISCH, GGZ, CCZ, ha(2, "11", GROND)], 0),
        # a ground for more is none for more elsewhere
        ([ha(1, "13", GROND), KLINISCH, GGZ, deel("ccz", "4"), ha(2, "12")], 1),
        # other soorten
        ([HA1, KLINISCH, GGZ, deel("ccz", "1.5"), deel("keuze", "1.5"), HA2], 2),
        ([HA1, KLINISCH, GGZ, deel("ccz", "1.5"), deel("keuze", "1.5", GROND), HA2], 0),
        ([HA1, KLINISCH, GGZ, CCZ, deel("keuze", "1"), HA2], 1),
        # omissions: of ccz, of both, of the klinische stage
        ([HA1, KLINISCH, deel("ggz", "6"), HA2], 1),
        ([HA1, KLINISCH, deel("ggz", "6", GROND), HA2], 0),
        ([HA1, deel("klinisch", "9"), GGZ, HA2], 2),
        ([HA1, deel("klinisch", "9", GROND), GGZ, HA2], 0),
        ([HA1, deel("klinisch", "12", GROND), HA2], 0),
        ([HA1, GGZ, CCZ, HA2], 1),
        ([HA1, KLINISCH, GGZ, CCZ], 1),
        # a ground where nothing departs explains nothing
        ([ha(1, "12", GROND), KLINISCH, deel("ggz", "6"), HA2], 1),
    ],
)
def test_departure(delen: list[str], aantal: int) -> None:
    assert len(uitslagen(BEGIN + "".join(delen))["IOS112"].findings) == aantal


@pytest.mark.parametrize(("status", "aantal"), [
    ("voorlopig", 0), ("definitief", 0), ("afgewezen", 1), ("ingetrokken", 1),
])  # fmt: skip
def test_alternative_content_by_its_status(status: str, aantal: int) -> None:
    text = BEGIN + HA1 + KLINISCH + deel("ggz", "6", GROND, f'status = "{status}"') + HA2
    found = uitslagen(text)
    assert len(found["IOS113"].findings) == aantal
    assert found["IOS112"].findings == ()  # it has a ground; that it was refused is said already


# --- differentiatie ---


def test_differentiatie_over_a_period_in_two_parts_with_a_stage_between() -> None:
    module = MODULE.format("module", "2028-03-01", "2028-05-31", "1")
    ha2 = [ha(2, "6", f'naam = "{naam}"') for naam in ("a", "b")]
    samen = BEGIN + HA1 + KLINISCH + "".join(ha2) + GGZ + CCZ + module
    tussen = BEGIN + HA1 + KLINISCH + ha2[0] + GGZ + CCZ + ha2[1] + module
    assert "IOS121" not in codes(samen)
    assert "IOS121" in codes(tussen.replace("2028-05-31", "2028-10-31"))


def test_what_is_left_out_is_told_with_the_sum_that_is_compared() -> None:
    """ggz and ccz are compared as one: expected, found and difference are of them together."""

    def zegt(ggz: str, ccz: str) -> tuple[str, ...]:
        delen = [deel(EERSTE, "12"), deel("klinisch", "6"), deel(TWEEDE, "12")]
        delen[2:2] = [deel(s, m) for s, m in (("ggz", ggz), ("ccz", ccz)) if m]
        (f,) = uitslagen(BEGIN + "".join(delen))["IOS112"].findings
        return f.message, f.expected, f.found, f.difference

    samen = "6 months of `ggz` and `ccz` together, or a `grond`"
    weg = "of the standard schedule is left out, and no `grond` says why"
    assert zegt("6", "") == (f"`ccz` {weg}", samen, "6 months of `ggz`", "")
    assert zegt("1", "") == (f"`ccz` {weg}", samen, "1 month of `ggz`", "5 months too few")
    assert zegt("", "") == (
        "`ggz` and `ccz` of the standard schedule are left out, and no `grond` says why",
        samen,
        "0 months",
        "6 months too few",
    )
    assert zegt("5", "3") == (
        "`ggz` and `ccz` together have another length than in the standard schedule, and no `grond` says why",
        samen,
        "8 months of `ggz` and `ccz`",
        "2 months too many",
    )


@pytest.mark.parametrize("code", ["IOS115", "IOS116"])
def test_of_a_stage_that_is_exempted_in_full_no_day_is_at_its_place(code: str) -> None:
    text = schema(ggz="", rest=deel("ggz", "3", NIET_ERKEND))
    assert code in codes(text + VRIJGESTELD.format("ggz", "2"))
    assert code not in codes(text + VRIJGESTELD.format("ggz", "3"))


def test_differentiatie_without_a_second_period() -> None:
    text = schema(ha2="") + MODULE.format("module", "2028-03-01", "2028-05-31", "1")
    (finding,) = uitslagen(text)["IOS121"].findings
    assert "does not have" in finding.expected


def test_differentiatie_after_the_day_on_which_the_training_was_cut() -> None:
    text = BEGIN + 'status = "gestopt"\neinde = 2028-10-31\n'
    assert "IOS121" not in codes(text + MODULE.format("module", "2028-10-01", "2029-01-31", "1"))


# --- laws ---


@given(st.permutations([VERLENGD.format(f"maanden = {n}") for n in (1, 2, 4)]), st.permutations([
    LANG.format("1"), LANG.format("2"),
    MODULE.format("eigen-plan", "2028-04-01", "2028-10-01", "1"),
]), st.permutations([vrijgesteld("klinisch", 3), vrijgesteld("ggz", 1)]))  # fmt: skip
def test_the_order_of_entries_changes_nothing_that_is_said(
    verlengingen: list[str], modules: list[str], vrijstellingen: list[str]
) -> None:
    def gezegd(*entries: str) -> set[tuple[str, ...]]:
        alle = (f for u in uitslagen(BEGIN + "".join(entries)).values() for f in u.findings)
        return {(f.code, f.message, f.expected, f.found, f.difference) for f in alle}

    samen = gezegd(*verlengingen, *modules, *vrijstellingen)
    assert {code for code, *_rest in samen} == {"IOS117", "IOS120", "IOS121", "IOS122"}
    assert samen == gezegd(*sorted(verlengingen), *sorted(modules), *sorted(vrijstellingen))


MAANDEN = st.sampled_from([Fraction(n, 4) for n in range(1, 60)])


@given(maanden=st.lists(MAANDEN, min_size=5, max_size=5), weg=st.lists(st.integers(0, 4), max_size=3))
def test_cutting_an_onderdeel_in_two_changes_no_code(maanden: list[Fraction], weg: list[int]) -> None:
    """Sums are of all parts of a soort together."""
    soorten = ["huisartspraktijk-1", "klinisch", "ggz", "ccz", "huisartspraktijk-2"]
    rest = [(s, m) for i, (s, m) in enumerate(zip(soorten, maanden, strict=True)) if i not in weg]
    if not rest:
        return
    heel = "".join(deel(s, str(float(m))) for s, m in rest)
    half = "".join(
        deel(s, str(float(m / 2)), f'naam = "{s}-a"') + deel(s, str(float(m / 2)), f'naam = "{s}-b"')
        for s, m in rest
    )
    assert codes(BEGIN + heel) == codes(BEGIN + half)


@given(
    maanden=st.lists(MAANDEN, min_size=3, max_size=3), volgorde=st.permutations(["klinisch", "ggz", "ccz"])
)
def test_the_order_of_the_external_stages_changes_no_code(
    maanden: list[Fraction], volgorde: list[str]
) -> None:
    lengte = dict(zip(("klinisch", "ggz", "ccz"), maanden, strict=True))
    vast = "".join(deel(s, str(float(m))) for s, m in lengte.items())
    anders = "".join(deel(s, str(float(lengte[s]))) for s in volgorde)
    assert codes(BEGIN + HA1 + vast + HA2) == codes(BEGIN + HA1 + anders + HA2)
