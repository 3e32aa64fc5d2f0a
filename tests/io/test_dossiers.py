"""A dossier from bytes: what it says against itself, with lines; nothing false follows from an error."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ios_cli.domain.finding import Finding
from ios_cli.io.dossiers import LoadedDossier, load_dossier

KOP = '[aios]\nid = "2025-017"\n[opleiding]\nstart = 2025-03-01\n'  # 4 lines


def load(text: str) -> LoadedDossier:
    return load_dossier(text.encode(), "x.toml")


def found(text: str) -> set[tuple[int | None, str]]:
    return {(f.line, f.code) for f in load(KOP + text).findings}


def only(text: str) -> Finding:
    (f,) = load(KOP + text).findings
    return f


def row(table: str, **values: object) -> str:
    lines = [f"[[{table}]]"]
    for key, value in values.items():
        lines.append(f'{key} = "{value}"' if isinstance(value, str) else f"{key} = {value}")
    return "\n".join(lines) + "\n"


def onderdeel(soort: str, maanden: object = 3, **values: object) -> str:
    return row("onderdeel", soort=soort, maanden=maanden, **values)


def vrijstelling(onderdeel: str, status: str = "voorlopig", **duur: object) -> str:
    besloten = {"besloten_op": date(2025, 9, 1)} if status in ("definitief", "afgewezen") else {}
    return row("vrijstelling", onderdeel=onderdeel, status=status, grond="EVC", **duur, **besloten)


def afwezig(van: str, tot: str | None = None, omvang: object = 1) -> str:
    einde = f"tot_en_met = {tot}\n" if tot else ""
    return f'[[onderbreking]]\nsoort = "ziekte"\nvan = {van}\n{einde}omvang = {omvang}\n'


def test_a_good_dossier() -> None:
    loaded = load(KOP)
    assert loaded.findings == []
    assert loaded.complete
    assert loaded.is_dossier
    assert loaded.dossier is not None
    assert loaded.aios_id == loaded.dossier.id == "2025-017"


@pytest.mark.parametrize("text", ["", "# niets\n", "[regeling]\nid = 'x'\n", "naam = 0,8\n"])
def test_what_is_no_dossier(text: str) -> None:
    loaded = load(text)
    assert not loaded.is_dossier
    assert loaded.dossier is None
    assert "IOS005" in {f.code for f in loaded.findings}


def test_a_broken_file_that_has_aios_is_a_dossier() -> None:
    assert load('[aios]\nid = """x\n').is_dossier
    assert not load('[tool]\nid = """aios\n').is_dossier
    assert load('[aios\nid = "x"\n').is_dossier


def test_a_misspelt_aios_is_said() -> None:
    loaded = load(KOP.replace("[aios]", "[aois]"))
    assert not loaded.is_dossier
    assert [(f.line, f.code) for f in loaded.findings] == [(1, "IOS010"), (1, "IOS011")]
    (f,) = load('[aois]\nid = "x"\n').findings
    assert "[aios]" in f.hint


def test_every_finding_bears_the_aios_and_the_file() -> None:
    loaded = load(KOP + "x = 1\nx = 2\n[deeltijd]\n")
    assert {(f.aios_id, f.file) for f in loaded.findings} == {("2025-017", "x.toml")}
    assert load('[aios]\nid = "a-1"\nx = 1\n').findings[0].aios_id == "a-1"


# --- references ---


@pytest.mark.parametrize("name", ["klinisch", "klinische-stage", "cz", "ccz", "ggz", "huisartspraktijk-2"])
def test_references_to_the_standard_schedule(name: str) -> None:
    assert found(row("verlenging", onderdeel=name, maanden=3, reden="x")) == set()


@pytest.mark.parametrize("name", ["keuze", "stage-naar-keuze", "klinsch", "externe-stages"])
def test_references_outside_the_standard_schedule(name: str) -> None:
    f = only(row("verlenging", onderdeel=name, maanden=3, reden="x"))
    assert (f.code, f.line) == ("IOS030", 6)
    assert "`huisartspraktijk-1`, `klinisch`" in f.expected
    assert (f.hint == "did you mean `klinisch`?") == (name == "klinsch")


def test_references_by_naam_and_by_soort() -> None:
    delen = onderdeel("klinisch", 6, naam="seh") + onderdeel("ggz")
    for name in ("seh", "klinisch", "klinische-stage", "ggz"):
        assert found(delen + row("verlenging", onderdeel=name, maanden=1, reden="x")) == set()
    assert found(delen + row("verlenging", onderdeel="ccz", maanden=1, reden="x")) == {(13, "IOS030")}


def test_a_soort_that_stands_twice_needs_a_naam_to_refer_to() -> None:
    delen = onderdeel("ggz", naam="ggz-a") + onderdeel("ggz", naam="ggz-b")
    f = only(delen + row("verlenging", onderdeel="ggz", maanden=1, reden="x"))
    assert f.code == "IOS031"
    assert "`ggz-a`, `ggz-b`" in f.expected
    assert found(delen + row("verlenging", onderdeel="ggz-b", maanden=1, reden="x")) == set()


def test_decisions_call_practice_periods_by_soort() -> None:
    delen = onderdeel("huisartspraktijk-2", 5, naam="a") + onderdeel("huisartspraktijk-2", 7, naam="b")
    besluit = 'soort = "voortgangsbeslissing"\ndatum = 2026-02-10\nuitkomst = ["voortgezet"]\n'
    for name in ("huisartspraktijk-2", "externe-stages"):
        assert found(f'{delen}[[besluit]]\nonderdeel = "{name}"\n{besluit}') == set()
    f = only(f'{delen}[[besluit]]\nonderdeel = "a"\n{besluit}')
    assert f.code == "IOS030"
    assert f.hint == 'write `onderdeel = "huisartspraktijk-2"`'
    termijn = row(
        "termijn", code="voortgangsgesprek", nummer=1, uiterlijk=date(2026, 1, 1), grond="x", onderdeel="ggz"
    )
    assert found(delen + termijn) == {(18, "IOS030")}
    assert found(onderdeel("ggz") + termijn) == set()
    # Elsewhere a practice period in two parts is two onderdelen.
    assert found(delen + row("verlenging", onderdeel="huisartspraktijk-2", maanden=1, reden="x")) == {
        (14, "IOS031")
    }


def test_an_onderdeel_that_was_left_out_is_not_unknown() -> None:
    kapot = 'soort = "ggz"\nnaam = "psy"\nmaanden = "3"\n'
    assert found(f"[[onderdeel]]\n{kapot}" + vrijstelling("psy", maanden=1)) == {(8, "IOS012")}
    # Nor is anything unknown while an onderdeel cannot be told.
    raadsel = "[[onderdeel]]\nsoort = 3\nmaanden = 3\n"
    assert found(raadsel + vrijstelling("psy", maanden=1)) == {(6, "IOS012")}
    enkel = f"[onderdeel]\n{kapot}"
    assert found(enkel + vrijstelling("psy", maanden=1)) == {(5, "IOS019"), (8, "IOS012")}


# --- names ---


def test_names() -> None:
    assert found(onderdeel("ggz") + onderdeel("ccz")) == set()
    assert found(onderdeel("ggz") + onderdeel("ggz") + onderdeel("ggz", naam="c")) == {
        (5, "IOS033"),
        (8, "IOS033"),
    }
    assert found(onderdeel("ggz", naam="a") + onderdeel("ccz", naam="a")) == {(12, "IOS032")}
    assert found(onderdeel("ggz", naam="ccz") + onderdeel("ccz")) == {(8, "IOS032")}
    assert found(onderdeel("ggz", naam="ggz")) == set()
    assert found(onderdeel("ggz", naam="externe-stages")) == {(8, "IOS032")}


# --- vrijstelling and verlenging ---


def test_vrijstelling_up_to_the_content() -> None:
    deel = onderdeel("klinisch", Decimal("1.5"))
    assert (
        found(
            deel
            + vrijstelling("klinisch", maanden=Decimal("1.0"))
            + vrijstelling("klinisch", maanden=Decimal("0.5"))
        )
        == set()
    )
    over = (
        deel
        + vrijstelling("klinisch", maanden=Decimal("1.0"))
        + vrijstelling("klinisch", maanden=Decimal("0.5001"))
    )
    f = only(over)
    assert (f.code, f.line) == ("IOS037", 17)
    assert "1.5001" in f.message
    assert "lines 8 and 13" in f.message
    assert found(over + vrijstelling("klinisch", maanden=1)) == {(17, "IOS037")}  # said once


@pytest.mark.parametrize("status", ["afgewezen", "ingetrokken"])
def test_vrijstelling_that_does_not_count(status: str) -> None:
    assert found(onderdeel("ggz") + vrijstelling("ggz", status, maanden=4)) == set()


def test_weken_and_dagen_go_together_and_maanden_do_not() -> None:
    weken = row("onderdeel", soort="keuze", weken=6)
    assert found(weken + vrijstelling("keuze", dagen=42)) == set()
    assert found(weken + vrijstelling("keuze", dagen=43)) == {(12, "IOS037")}
    assert found(weken + vrijstelling("keuze", maanden=1)) == {(12, "IOS038")}
    assert found(onderdeel("ggz") + row("verlenging", onderdeel="ggz", dagen=3, reden="x")) == {
        (10, "IOS038")
    }


def test_more_than_the_standard_schedule_is_for_planning() -> None:
    assert found(vrijstelling("ggz", maanden=4) + vrijstelling("ggz", weken=4)) == set()


# --- dates ---


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (row("deeltijd", factor=1, vanaf=date(2025, 9, 2), tot_en_met=date(2025, 9, 1)), 8),
        (afwezig("2025-09-02", "2025-09-01"), 8),
        (onderdeel("ggz", begin=date(2025, 9, 2), eind=date(2025, 9, 1)), 9),
        (row("begeleidingstraject", soort="gbt", van=date(2025, 9, 2), tot_en_met=date(2025, 9, 1)), 8),
        (
            row("differentiatie", naam="x", soort="module", begin="b", eind="e", dagen_per_week=1)
            .replace('"b"', "2025-09-02")
            .replace('"e"', "2025-09-01"),
            9,
        ),
        (
            vrijstelling(
                "ggz", maanden=1, ervaring_van=date(2025, 9, 2), ervaring_tot_en_met=date(2025, 9, 1)
            ),
            11,
        ),
    ],
)
def test_last_day_before_the_first(text: str, line: int) -> None:
    assert found(text) == {(line, "IOS034")}
    # Dates of experience or of a module decide no date of the schedule.
    decides = text.startswith(("[[onderdeel", "[[deeltijd", "[[onderbreking"))
    assert load(KOP + text).complete != decides
    assert found(text.replace("2025-09-01", "2025-09-02")) == set()


def test_a_term_that_begins_after_its_end_is_dropped_elsewhere() -> None:
    assert (
        found(
            row("termijn", code="x", nummer=1, vanaf=date(2026, 2, 1), uiterlijk=date(2026, 1, 1), grond="x")
        )
        == set()
    )


def test_two_deeltijd_from_one_day() -> None:
    een = row("deeltijd", vanaf=date(2025, 9, 1), factor=1)
    f = only(een + een)
    assert (f.code, f.line) == ("IOS035", 9)
    assert "on line 6 and on line 9" in f.message
    assert not load(KOP + een + een).complete
    assert found(een + een + een) == {(9, "IOS035"), (12, "IOS035")}


def test_einde_needs_a_reason() -> None:
    assert found("einde = 2026-05-15\n") == {(5, "IOS039")}
    assert found('einde = 2026-05-15\nstatus = "actief"\n') == {(5, "IOS039")}
    assert found('einde = 2026-05-15\nstatus = "overgestapt"\n') == set()
    besluit = '[[besluit]]\nsoort = "tussentijds"\ndatum = 2026-03-10\nuitkomst = ["{}"]\n'
    assert found("einde = 2026-05-15\n" + besluit.format("beeindigd")) == set()
    assert found("einde = 2026-05-15\n" + besluit.format("gbt")) == {(5, "IOS039")}
    # Without status the training goes on, also where something else in [opleiding] cannot be read.
    assert found('einde = 2026-05-15\nvastgesteld = "2025-03-10"\n') == {(5, "IOS039"), (6, "IOS013")}
    assert found('einde = 2026-05-15\nstatus = "gestop"\n') == {(6, "IOS016")}
    # A besluit that could not be read may be the one.
    assert found("einde = 2026-05-15\n" + besluit.format("beindigd")) == {(9, "IOS016")}


def test_before_the_start() -> None:
    assert found('einde = 2025-02-28\nstatus = "gestopt"\n') == {(5, "IOS040")}
    assert found('einde = 2025-03-01\nstatus = "gestopt"\n') == set()
    assert found(onderdeel("ggz", begin=date(2025, 2, 1), eind=date(2025, 2, 2))) == {
        (8, "IOS040"),
        (9, "IOS040"),
    }
    assert found(onderdeel("ggz", begin=date(2025, 3, 1))) == set()


def test_what_moves_no_date_may_be_missing() -> None:
    bad = '[[dienst]]\ndatum = "2025-06-14"\nuren = 8\nrol = "consultarts"\n'
    for text in (bad, bad.replace('"2025-06-14"', "2025-06-31"), bad.replace("uren = 8", "uren = 8 uur")):
        loaded = load(KOP + text)
        assert (loaded.complete, loaded.dates_complete) == (False, True)
        assert not loaded.lacks("dienst")
    deeltijd = '[[deeltijd]]\nvanaf = 2025-09-01\nfactor = "0.8"\n'
    for text in (deeltijd, deeltijd.replace('"', ","), "vastgesteld = 31-02-2025\n"):
        assert not load(KOP + text + bad).dates_complete
    assert load(KOP + deeltijd).lacks("deeltijd")
    assert not load(KOP + deeltijd).lacks("onderdeel")
    assert load('[aios]\nid = "a"\nnaam = "Zo\u00eb"\n[opleiding]\nstart = 2025-03-01\n').complete
    latin = load_dossier(
        '[aios]\nid = "a"\nnaam = "Zo\u00eb"\n[opleiding]\nstart = 2025-03-01\n'.encode("cp1252"), "x"
    )
    assert (latin.complete, latin.dates_complete) == (False, True)


# --- absences ---


def test_absences_up_to_one() -> None:
    assert (
        found(afwezig("2025-06-01", "2025-06-30", "0.5") + afwezig("2025-06-30", "2025-07-31", "0.5"))
        == set()
    )
    assert found(afwezig("2025-06-01", "2025-06-30") + afwezig("2025-07-01")) == set()


def test_absences_over_one() -> None:
    f = only(
        afwezig("2025-06-01", "2025-06-30")
        + afwezig("2025-06-30", "2025-07-31", omvang="0.25")
        + afwezig("2024-01-01", "2024-02-01")
    )
    assert (f.code, f.line) == ("IOS036", 10)
    assert "1.25 on 2025-06-30" in f.message
    assert not load(KOP + afwezig("2025-06-01", "2025-06-30") * 2).complete
    assert "lines 5 and 10" in f.message


@pytest.mark.parametrize(
    ("omvang", "codes"),
    [
        ("omvang = 1\n", {"IOS016", "IOS036"}),
        ("omvang = 0.5\n", {"IOS016"}),
        ("", {"IOS016", "IOS036"}),  # a whole one
        ('omvang = "half"\n', {"IOS016", "IOS012"}),  # nobody knows
    ],
)
def test_absences_over_one_with_another_mistake_in_one_of_them(omvang: str, codes: set[str]) -> None:
    """Its days can be read all the same, so both mistakes are told at once."""
    wrong = afwezig("2025-06-20", "2025-07-31").replace('"ziekte"', '"ziekt"').replace("omvang = 1\n", omvang)
    assert {code for _line, code in found(afwezig("2025-06-01", "2025-06-30", "0.5") + wrong)} == codes


def test_each_run_of_days_is_said_once() -> None:
    long = afwezig("2025-06-01", "2025-12-31")
    text = long + afwezig("2025-07-01", "2025-07-02") + afwezig("2025-07-03", "2025-07-04")
    f = only(text)  # days 1 to 4 of July: one run
    assert "lines 5, 10 and 15" in f.message
    text = long + afwezig("2025-07-01", "2025-07-02") + afwezig("2025-07-04", "2025-07-05")
    assert found(text) == {(10, "IOS036"), (15, "IOS036")}
    assert not load(KOP + text).complete


def test_a_running_absence_is_left_to_who_knows_the_day_of_reference() -> None:
    loaded = load(KOP + afwezig("2025-06-01") + afwezig("2025-07-01", "2025-07-02"))
    assert loaded.findings == []
    assert loaded.complete


@given(
    st.lists(
        st.tuples(
            st.integers(0, 12),
            st.integers(0, 6),
            st.sampled_from(["0.25", "0.5", "0.7", "1"]),
        ),
        max_size=5,
    )
)
def test_absences_agree_with_counting_day_by_day(entries: list[tuple[int, int, str]]) -> None:
    first = date(2025, 6, 1)
    text, days = KOP, [Fraction(0)] * 40
    for van, length, omvang in entries:
        tot = first + timedelta(days=van + length)
        text += afwezig(str(first + timedelta(days=van)), str(tot), omvang)
        for day in range(van, van + length + 1):
            days[day] += Fraction(omvang)
    runs = [day for day in range(40) if days[day] > 1 and (day == 0 or days[day - 1] <= 1)]
    said = {
        (match[2], match[1])
        for f in load(text).findings
        if (match := re.search(r"add up to (\S+) on (\S+):", f.message)) is not None
    }
    wanted = {(str(first + timedelta(days=day)), days[day]) for day in runs}
    assert {(day, Fraction(total)) for day, total in said} == wanted


# --- what was meant, and no false findings on top ---

TWEEDE = '[aios]\nid = "2025-017"\n{}\nstart = 2025-03-01\n'


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ("\u00a0[opleiding]", "U+00A0"),
        ("\ufeff[opleiding]", "U+FEFF"),
        ("\u2028[opleiding]", "U+2028"),
        ("[\u00a0opleiding]", "U+00A0"),
        ("[opleiding\u00a0]", "U+00A0"),
        ("opleiding", "[opleiding]"),
        ("opleiding:", "[opleiding]"),
        ("(opleiding)", "[opleiding]"),
        ("{opleiding}", "[opleiding]"),
        ("<opleiding>", "[opleiding]"),
        ("Opleiding: # hier", "[opleiding]"),
        ("[op leiding]", "[opleiding]"),
    ],
)
def test_a_worn_header_opens_its_table(header: str, words: str) -> None:
    (f,) = load(TWEEDE.format(header)).findings
    assert (f.code, f.line) == ("IOS003", 3)
    assert words in f.message + f.hint
    assert load(TWEEDE.format(header)).dossier is not None


def test_a_name_that_is_a_key_of_the_table_is_that_key() -> None:
    text = '[[vrijstelling]]\nonderdeel\nmaanden = 1\nstatus = "voorlopig"\ngrond = "EVC"\n'
    assert found(text) == {(6, "IOS003")}
    assert found(text.replace("onderdeel", "onderdeel:")) == {(6, "IOS003")}
    assert found("onderdeel\nsoort = 'ggz'\nmaanden = 3\n") == {(5, "IOS003")}


def test_a_header_that_nobody_can_read_may_be_any_table() -> None:
    assert [(f.line, f.code) for f in load(TWEEDE.format("[???]")).findings] == [(3, "IOS003")]


@pytest.mark.parametrize(
    "line",
    ['- id = "x"', '* id = "x"', '[id = "x"', '[id = "x"]', 'id x = "x"', '\u2028id = "x"', "foo bar = 1"],
)
def test_a_worn_key_is_not_also_missing(line: str) -> None:
    (f,) = load(KOP.replace('id = "2025-017"', line)).findings
    assert (f.code, f.line) == ("IOS003", 2)


def test_a_key_that_was_guessed_wrong_takes_nothing_away() -> None:
    loaded = load(KOP.replace("[opleiding]", 'id x = "y"\n[opleiding]'))
    assert [(f.line, f.code) for f in loaded.findings] == [(3, "IOS003")]
    assert loaded.aios_id == "2025-017"
    loaded = load(KOP.replace("[aios]", '[aios]\nid x = "y"'))
    assert [(f.line, f.code) for f in loaded.findings] == [(2, "IOS003")]
    assert loaded.aios_id == "2025-017"


@pytest.mark.parametrize("wrong", ["naam = linde", 'soort = "gzz"', "naam = 3"])
def test_one_unreadable_naam_or_soort_is_enough_to_be_unsure(wrong: str) -> None:
    good = onderdeel("huisartspraktijk-1", 12)
    key = wrong.split()[0]
    other = {"naam": 'soort = "ggz"\n', "soort": 'naam = "elders"\n'}[key]
    text = good + f"[[onderdeel]]\n{other}{wrong}\nmaanden = 3\n" + vrijstelling("linde", maanden=1)
    assert not {code for _line, code in found(text)} & {"IOS030", "IOS033"}
    assert (12, "IOS030") in found(good + onderdeel("ggz") + vrijstelling("linde", maanden=1))


def test_a_table_that_stands_once() -> None:
    for table in ("[opleiding]", "[aios]", "[[opleiding]]"):
        (f,) = (f for f in load(KOP + f"{table}\n").findings if f.code in ("IOS003", "IOS019"))
        assert "stands once" in f.hint
        assert "[[" not in f.hint
    twice = load(KOP + "[deeltijd]\nvanaf = 2025-09-01\nfactor = 1\n" * 2)
    assert any("[[deeltijd]]" in f.hint for f in twice.findings)


# --- what later stages find ---


def planning_findings() -> Iterator[Finding]:
    yield Finding(code="IOS206", message="x", path=("onderbreking", 1, "van"))
    yield Finding(code="IOS030", message="y", path=("verlenging", 0, "onderdeel"))
    yield Finding(code="IOS208", message="z")


def test_locating_what_later_stages_find() -> None:
    """Rows of the record become rows of the file; what was said on reading is not said again."""
    text = afwezig("2025-06-01", "2025-06-02") + "[[onderbreking]]\nsoort = 3\nvan = 2025-06-05\n"
    text += afwezig("2025-07-01", "2025-07-02") + row("verlenging", onderdeel="x", maanden=1, reden="x")
    loaded = load(KOP + text)
    assert [(f.line, f.code) for f in loaded.findings] == [(11, "IOS012"), (19, "IOS030")]
    located = loaded.locate(planning_findings())
    assert [(f.code, f.line, f.aios_id) for f in located] == [
        ("IOS206", 15, "2025-017"),
        ("IOS208", 1, "2025-017"),
    ]
