"""Presence lists: what is read of a csv, and how it joins what the dossiers have."""

from fractions import Fraction
from pathlib import Path

import pytest

from ios_cli.io.presentie import Presentie, lees_presentietekst
from tests.run_ios import InProcess

DOSSIER = '[aios]\nid = "{id}"\ngroep = "{groep}"\n[opleiding]\nstart = 2026-03-01\n{meer}'
ONDERWIJS = "[[onderwijs]]\ndatum = {datum}\ndagen = {dagen}\n"


def lees(tekst: str) -> Presentie:
    return lees_presentietekst(tekst.encode(), "presentie.csv")


def dagen(presentie: Presentie, aios_id: str = "a") -> list[tuple[str, Fraction, str | None]]:
    rijen = [rij.onderwijs for rij in presentie.onderwijs.get(aios_id, [])]
    return [(str(o.datum), o.dagen, o.soort) for o in rijen]


def codes(presentie: Presentie) -> list[tuple[str, int | None]]:
    return [(f.code, f.line) for f in presentie.findings]


def test_rows_become_entries() -> None:
    presentie = lees(
        "aios_id,datum,dagen,soort\na,2026-03-03,1,terugkomdag\nb,2026-03-03,0.5,\na,2026-03-10,1,online\n"
    )
    assert codes(presentie) == []
    assert dagen(presentie) == [
        ("2026-03-03", Fraction(1), "terugkomdag"),
        ("2026-03-10", Fraction(1), "online"),
    ]
    assert dagen(presentie, "b") == [("2026-03-03", Fraction(1, 2), None)]
    assert presentie.onderwijs["a"][1].regel == 4


def test_what_a_dutch_spreadsheet_makes_of_it() -> None:
    """BOM, semicolons, CRLF, day first, decimal comma, capitals."""
    presentie = lees("\ufeffAios_ID;Datum;Dagen;Soort\r\na;3-3-2026;0,5;Terugkomdag\r\n")
    assert codes(presentie) == []
    assert dagen(presentie) == [("2026-03-03", Fraction(1, 2), "terugkomdag")]


@pytest.mark.parametrize("niets", ["0", "0.0", "0,0", "00"])
def test_who_was_not_there(niets: str) -> None:
    presentie = lees(f"aios_id;datum;dagen\na;2026-03-03;{niets}\na;2026-03-10;1\n")
    assert codes(presentie) == []
    assert dagen(presentie) == [("2026-03-10", Fraction(1), None)]


@pytest.mark.parametrize(
    "rij",
    [
        "a,2026-03-03,,terugkomdag",  # how long is not guessed
        "a,2026-03-03,ja,terugkomdag",
        "a,2026-03-03,-1,terugkomdag",
        "a,2026-03-03,32,terugkomdag",
        "a,31-02-2026,1,terugkomdag",
        "a,2026-03-03,1,uitje",
        ",2026-03-03,1,terugkomdag",
        "a b,2026-03-03,1,terugkomdag",
    ],
)
def test_a_row_that_cannot_be_read_is_told_and_the_others_count(rij: str) -> None:
    presentie = lees(f"aios_id,datum,dagen,soort\n{rij}\na,2026-03-10,1,terugkomdag\n")
    assert codes(presentie) == [("IOS052", 2)]
    assert len(dagen(presentie)) == 1


def test_the_same_row_twice_counts_once() -> None:
    presentie = lees("aios_id,datum,dagen\na,2026-03-03,1\na,2026-03-03,1\nb,2026-03-03,1\n")
    assert codes(presentie) == [("IOS054", 3)]
    assert len(dagen(presentie)) == len(dagen(presentie, "b")) == 1


@pytest.mark.parametrize("tekst", ["", "\n\n", "naam,leeftijd\nx,3\n", "aios_id,datum\na,2026-03-03\n"])
def test_no_list_at_all(tekst: str) -> None:
    presentie = lees(tekst)
    assert not presentie.is_lijst
    assert presentie.onderwijs == {}
    assert {code for code, _line in codes(presentie)} == {"IOS050"}


# --- joined with the dossiers ---


@pytest.fixture
def ios(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> InProcess:
    monkeypatch.setenv("IOS_LANG", "en")
    monkeypatch.setenv("IOS_AS_OF", "2026-06-01")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "d").mkdir()
    return InProcess(capsys)


def schrijf(aios_id: str, meer: str = "", groep: str = "A") -> None:
    Path("d", f"{aios_id}.toml").write_text(DOSSIER.format(id=aios_id, groep=groep, meer=meer), "utf-8")


def lijst(*rijen: str, naam: str = "p.csv") -> None:
    Path(naam).write_text("\n".join(("aios_id,datum,dagen,soort", *rijen)) + "\n", "utf-8")


def gedaan(ios: InProcess, *meer: str) -> tuple[dict[str, str], str, int]:
    """Days done in year 1 by aios, what was said, the exit code."""
    result = ios("onderwijs", "d", "--presentie", "p.csv", "--format", "csv", *meer)
    rijen = [regel.split(",") for regel in result.out.splitlines()[1:]]
    return {r[0]: r[9] for r in rijen if r[1] == "1"}, result.err, result.code


def test_a_list_adds_to_what_the_dossiers_have(ios: InProcess) -> None:
    schrijf("a", ONDERWIJS.format(datum="2026-03-03", dagen=1))
    schrijf("b")
    lijst("a,2026-03-10,1,terugkomdag", "b,2026-03-10,0.5,terugkomdag")
    assert gedaan(ios) == ({"a": "2", "b": "0.5"}, "", 0)


def test_a_day_in_both_counts_once_and_is_told(ios: InProcess) -> None:
    schrijf("a", ONDERWIJS.format(datum="2026-03-03", dagen=1))
    lijst("a,2026-03-03,1,terugkomdag", "a,2026-03-10,1,terugkomdag")
    dagen, said, code = gedaan(ios)
    assert (dagen, code) == ({"a": "2"}, 0)
    assert "p.csv:2: IOS054" in said


def test_another_number_of_days_in_the_list_is_a_warning_and_the_dossier_counts(ios: InProcess) -> None:
    schrijf("a", ONDERWIJS.format(datum="2026-03-03", dagen=1))
    lijst("a,2026-03-03,0.5,terugkomdag")
    dagen, said, code = gedaan(ios)
    assert (dagen, code) == ({"a": "1"}, 0)
    assert "p.csv:2: IOS055" in said


def test_another_kind_on_the_same_day_counts_too(ios: InProcess) -> None:
    schrijf("a", ONDERWIJS.format(datum="2026-03-03", dagen=0.5) + 'soort = "online"\n')
    lijst("a,2026-03-03,0.5,terugkomdag")
    assert gedaan(ios) == ({"a": "1"}, "", 0)


def test_two_lists_with_the_same_day(ios: InProcess) -> None:
    schrijf("a")
    lijst("a,2026-03-03,1,terugkomdag")
    lijst("a,2026-03-03,1,terugkomdag", "a,2026-03-10,1,", naam="q.csv")
    dagen, said, code = gedaan(ios, "--presentie", "q.csv")
    assert (dagen, code) == ({"a": "2"}, 0)
    assert "q.csv:2: IOS054" in said
    assert "1 day of onderwijs (line 2) also stands in `p.csv`, and counts once" in said


def test_two_lists_with_another_number_of_days(ios: InProcess) -> None:
    schrijf("a")
    lijst("a,2026-03-03,1,terugkomdag")
    lijst("a,2026-03-03,0.5,terugkomdag", naam="q.csv")
    dagen, said, _code = gedaan(ios, "--presentie", "q.csv")
    assert dagen == {"a": "1"}
    assert "this list has 0.5 days of onderwijs on 2026-03-03, `p.csv` 1: that of `p.csv` counts" in said


def test_an_unknown_aios_is_told_one_that_is_not_wanted_is_not(ios: InProcess) -> None:
    schrijf("a")
    schrijf("b", groep="B")
    lijst("a,2026-03-10,1,", "b,2026-03-10,1,", "c,2026-03-10,1,")
    dagen, said, code = gedaan(ios, "--groep", "A")
    assert (dagen, code) == ({"a": "1"}, 0)
    assert "`c` (line 4)" in said
    assert "`b`" not in said


def test_without_a_usable_list_nothing_is_computed(ios: InProcess) -> None:
    schrijf("a")
    Path("p.csv").write_text("naam\nx\n", "utf-8")
    dagen, said, code = gedaan(ios)
    assert (dagen, code) == ({}, 2)
    assert "IOS050" in said
    assert ios("onderwijs", "d", "--presentie", "no.csv").code == 2


def test_the_list_is_never_overwritten(ios: InProcess) -> None:
    schrijf("a")
    lijst("a,2026-03-10,1,")
    before = Path("p.csv").read_bytes()
    assert ios("onderwijs", "d", "--presentie", "p.csv", "-o", "p.csv").code == 2
    assert Path("p.csv").read_bytes() == before


def test_standard_input_is_one_thing(ios: InProcess) -> None:
    result = ios("onderwijs", "-", "--presentie", "-")
    assert result.code == 2
    assert "--presentie" in result.err
