"""`ios generate`: paths, folders, filters, formats, and what is said about them."""

import csv
import io
import json
import re
import shutil
import tomllib
from pathlib import Path

import pytest

from ios_cli.cli import commands
from ios_cli.cli.app import COMMANDS, load_command
from ios_cli.cli.exit_codes import ExitCode
from tests.run_ios import AS_OF, BROKEN, ROOT, SAMPLES, InProcess, Result, commit_everything

ONE = SAMPLES / "standaard.toml"


def dossier(aios_id: str, aios: str = "", more: str = "", opleiding: str = "") -> str:
    return f'[aios]\nid = "{aios_id}"\n{aios}\n[opleiding]\nstart = 2025-03-01\n{opleiding}\n{more}'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A cohort of four, with a profile and a file of another program beside them."""
    texts = {
        "b.toml": dossier("b", 'groep = "A1"\ninstroom = "2025-03"\ndocenten = ["Vos", "Kan"]'),
        "a.toml": dossier("a", 'groep = "A1"\ninstroom = "2025-09"\ndocenten = ["Kan"]'),
        "sub/d.toml": dossier("d", 'groep = "B2"'),
        "sub/c.toml": dossier(
            "c", more='[[onderdeel]]\nsoort = "huisartspraktijk-1"\nmaanden = 12\nopleider = "O-1"\n'
        ),
        "other.toml": 'title = "something else"\n',
    }
    root = tmp_path / "cohort"
    for name, text in texts.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


def ids(result: Result) -> list[str]:
    """The aios ids of a csv, each once, in order."""
    return list(dict.fromkeys(row["aios_id"] for row in csv.DictReader(io.StringIO(result.out))))


def lines_with(text: str, err: str) -> list[str]:
    return [line for line in err.splitlines() if text in line]


# --- paths ---


def test_one_dossier(ios: InProcess) -> None:
    result = ios("generate", ONE, "-f", "csv")
    assert (result.code, result.err) == (0, "")
    rows = list(csv.DictReader(io.StringIO(result.out)))
    assert [row["eind"] for row in rows] == [
        "2026-02-28",
        "2026-08-31",
        "2026-11-30",
        "2027-02-28",
        "2028-02-29",
    ]


def test_a_folder_by_aios_id_whatever_the_order_of_its_files(ios: InProcess, folder: Path) -> None:
    result = ios("generate", folder, "-f", "csv")
    assert (result.code, result.err) == (0, "")
    assert ids(result) == ["a", "b", "c", "d"]


def test_several_paths_and_one_file_twice(ios: InProcess, folder: Path) -> None:
    once = ios("generate", folder, "-f", "csv")
    assert ios("generate", folder / "b.toml", folder, folder / "sub", "-f", "csv") == once
    assert ids(ios("generate", folder / "b.toml", folder / "a.toml", "-f", "csv")) == ["a", "b"]


def test_options_may_stand_anywhere(ios: InProcess, folder: Path) -> None:
    ios("generate", "-o", "x.csv", folder)
    assert ids(Result(0, Path("x.csv").read_text(encoding="utf-8"), "")) == ["a", "b", "c", "d"]


def test_what_is_no_dossier_is_skipped_and_said_with_v(ios: InProcess, folder: Path) -> None:
    assert "other.toml" not in ios("generate", folder, "-f", "csv").err
    verbose = ios("generate", folder, "-f", "csv", "-v")
    assert lines_with("skipped", verbose.err) == [f"skipped `{folder}/other.toml`: it has no [aios] table"]
    assert verbose.code == 0


def test_what_is_no_dossier_but_named_is_an_error(ios: InProcess, folder: Path) -> None:
    result = ios("generate", folder / "other.toml", folder / "a.toml", "-f", "csv")
    assert result.code == ExitCode.USAGE
    assert "IOS005 geen-dossier" in result.err
    assert ids(result) == ["a"]


def test_a_misspelt_aios_table_is_not_passed_over_in_silence(ios: InProcess, folder: Path) -> None:
    (folder / "e.toml").write_text(dossier("e").replace("[aios]", "[aois]"), encoding="utf-8")
    result = ios("generate", folder, "-f", "csv", "--quiet")
    assert result.code == ExitCode.USAGE
    assert "e.toml:1: IOS010 onbekende-sleutel: unknown table [aois]" in result.err
    assert "e" not in ids(result)


def test_a_folder_without_a_dossier_is_an_error(ios: InProcess, folder: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    (empty / "other.toml").write_text("x = 1\n", encoding="utf-8")
    result = ios("generate", empty, "-f", "csv")
    assert result.code == ExitCode.USAGE
    assert f"there is no dossier in the folder `{empty}`" in result.err
    both = ios("generate", empty, folder, "-f", "csv")
    assert both.code == ExitCode.USAGE
    assert ids(both) == ["a", "b", "c", "d"]


def test_a_path_that_is_not_there(ios: InProcess, folder: Path) -> None:
    result = ios("generate", folder / "a.tml", folder / "b.toml", "-f", "csv")
    assert result.code == ExitCode.USAGE
    assert "IOS001" in result.err
    assert "did you mean" in result.err
    assert ids(result) == ["b"]


# --- bad files ---


def test_the_good_ones_are_computed_and_each_bad_one_reported(ios: InProcess, folder: Path) -> None:
    (folder / "e.toml").write_text(dossier("e", more="[[deeltijd]]\nfactor = 80\n"), encoding="utf-8")
    (folder / "f.toml").write_text("[aios]\nid = \n", encoding="utf-8")
    result = ios("generate", folder, "-f", "csv")
    assert result.code == ExitCode.USAGE
    assert ids(result) == ["a", "b", "c", "d"]
    assert lines_with("e.toml:", result.err)
    assert lines_with("f.toml:", result.err)
    assert "4 of 6 dossiers computed" in result.err


def test_all_findings_of_a_file_in_the_order_of_its_lines(ios: InProcess) -> None:
    result = ios("generate", BROKEN / "van-alles.toml", "-f", "csv")
    lines = [line for line in result.err.splitlines() if not line.startswith(" ")]
    numbers = [int(line.split(":")[1]) for line in lines[:-1]]
    assert len(numbers) >= 4
    assert numbers == sorted(numbers)
    assert ": IOS041 datums-niet-nagerekend: opmerking: " in lines[-1]
    assert lines[-1].startswith(f"{BROKEN / 'van-alles.toml'}:")


def test_a_dossier_that_was_wholly_read_is_computed_for_its_findings_too(
    ios: InProcess, tmp_path: Path
) -> None:
    more = '[[onderdeel]]\nsoort = "huisartspraktijk-1"\nmaanden = 12\n'
    more += '[[onderdeel]]\nsoort = "klinisch"\nmaanden = 6\nbegin = 2025-09-01\n'
    (tmp_path / "x.toml").write_text(dossier("x", 'groeps = "A"', more), encoding="utf-8")
    result = ios("generate", "x.toml", "-f", "csv")
    assert result.code == ExitCode.USAGE
    assert "IOS010" in result.err
    assert "IOS201" in result.err
    assert "IOS041" not in result.err
    assert ids(result) == []


def test_doubles_are_reported_in_both_files_and_neither_is_computed(ios: InProcess, folder: Path) -> None:
    shutil.copy(folder / "a.toml", folder / "sub" / "z.toml")
    result = ios("generate", folder, "-f", "csv")
    assert result.code == ExitCode.USAGE
    assert ids(result) == ["b", "c", "d"]
    first, second = lines_with("IOS006", result.err)
    assert first.startswith(f"{folder}/a.toml:2:")
    assert f"`{folder}/sub/z.toml`" in first
    assert second.startswith(f"{folder}/sub/z.toml:2:")
    assert f"`{folder}/a.toml`" in second


def test_doubles_are_seen_where_one_cannot_be_read(ios: InProcess, folder: Path) -> None:
    text = dossier("a").replace("2025-03-01", '"2025-03-01"')
    (folder / "z.toml").write_text(text, encoding="utf-8")
    result = ios("generate", folder, "-f", "csv")
    assert result.code == ExitCode.USAGE
    assert ids(result) == ["b", "c", "d"]
    assert len(lines_with("IOS006", result.err)) == 2


PRAKTIJK = '[[onderdeel]]\nsoort = "{}"\nmaanden = 12\n'
BAD_DIENST = '[[dienst]]\ndatum = "2025-06-14"\nuren = 8\n'
TOO_MUCH = '[[vrijstelling]]\nonderdeel = "ggz"\nmaanden = 4\nstatus = "voorlopig"\ngrond = "EVC"\n'
TOO_EARLY = (
    PRAKTIJK.format("huisartspraktijk-1") + PRAKTIJK.format("huisartspraktijk-2") + "begin = 2026-01-01\n"
)
TOO_SHORT = PRAKTIJK.format("huisartspraktijk-1") + "eind = 2025-12-31\n"
BAD_DEELTIJD = '[[deeltijd]]\nvanaf = "2025-09-01"\nfactor = 0.8\n'


@pytest.mark.parametrize(
    ("more", "opleiding", "codes"),
    [
        (TOO_MUCH + BAD_DIENST, "", {"IOS037", "IOS013", "IOS041"}),
        (TOO_MUCH.replace("maanden", "weken") + BAD_DIENST, "", {"IOS038", "IOS013", "IOS041"}),
        (TOO_MUCH + BAD_DEELTIJD, "", {"IOS037", "IOS013", "IOS041"}),
        (TOO_MUCH, "", {"IOS037", "IOS041"}),
        (TOO_EARLY + BAD_DIENST, "", {"IOS201", "IOS013"}),
        (TOO_SHORT + BAD_DIENST, "", {"IOS204", "IOS013"}),
        (TOO_EARLY + BAD_DIENST + "rool = 3\n", "", {"IOS201", "IOS013", "IOS010"}),
        (TOO_EARLY + BAD_DIENST.replace('"2025-06-14"', "14-06-2025"), "", {"IOS201", "IOS003"}),
        (TOO_EARLY + BAD_DEELTIJD, "", {"IOS013", "IOS041"}),
        (TOO_EARLY, 'profiel = "utrect"', {"IOS061", "IOS041"}),
        (BAD_DEELTIJD, 'profiel = "utrect"', {"IOS061", "IOS013", "IOS041"}),
        (BAD_DIENST, "", {"IOS013"}),
    ],
)
def test_what_moves_no_date_hides_nothing_about_dates(
    ios: InProcess, tmp_path: Path, more: str, opleiding: str, codes: set[str]
) -> None:
    (tmp_path / "x.toml").write_text(dossier("x", more=more, opleiding=opleiding), encoding="utf-8")
    result = ios("generate", "x.toml", "-f", "csv")
    assert result.code == ExitCode.USAGE
    assert ids(result) == []
    said = [
        re.match(r"x\.toml:(\d+): (IOS\d{3})", line) for line in result.err.splitlines() if line[0] != " "
    ]
    assert {m[2] for m in said if m is not None} == codes
    assert len(said) == len(codes)
    if "IOS041" in codes:  # last, on the line of the start
        assert said[-1] is not None
        assert said[-1].groups() == ("5", "IOS041")


def test_the_dates_that_were_not_computed_have_a_line_without_a_start_too(
    ios: InProcess, tmp_path: Path
) -> None:
    (tmp_path / "x.toml").write_text('# x\n[aios]\nid = "x"\n', encoding="utf-8")
    assert lines_with("IOS041", ios("generate", "x.toml").err)[0].startswith("x.toml:2: ")


def test_a_profile_that_is_not_there_is_looked_for_where_it_was_named(ios: InProcess, folder: Path) -> None:
    assert "relative to the current folder" in ios("generate", folder, "--profiel", "nietes.toml").err
    assert "relative to the current folder" in ios("rule", "--profiel", "nietes.toml").err
    (folder / "x.toml").write_text(dossier("x", opleiding='profiel = "nietes.toml"'), encoding="utf-8")
    assert "relative to the folder of the dossier" in ios("generate", folder / "x.toml").err


def test_what_is_hidden_is_said_when_asked(ios: InProcess, folder: Path) -> None:
    (folder / ".oud").mkdir()
    (folder / ".e.toml").write_text(dossier("e"), encoding="utf-8")
    assert ios("generate", folder, "-f", "csv").err == ""
    said = ios("generate", folder, "-f", "csv", "-v").err
    assert [bool(lines_with(f"`{folder}/{name}`", said)) for name in (".oud", ".e.toml")] == [True, True]


@pytest.mark.parametrize("month", ["2025-13", "2025", "maart", "2025-03-01", ""])
def test_an_intake_that_no_dossier_can_have(ios: InProcess, folder: Path, month: str) -> None:
    result = ios("generate", folder, "--instroom", month)
    assert (result.code, result.out) == (ExitCode.USAGE, "")
    assert "--instroom" in result.err
    assert "a year and a month" in result.err


def test_a_broken_profile_is_told_once(ios: InProcess, folder: Path) -> None:
    (folder / "p.toml").write_text('[profiel]\nnaam = "p"\nregeling = "lop-2024"\nx = 1\n', encoding="utf-8")
    for name in "ab":
        text = (folder / f"{name}.toml").read_text(encoding="utf-8")
        (folder / f"{name}.toml").write_text(
            text.replace("2025-03-01", '2025-03-01\nprofiel = "./p.toml"'), encoding="utf-8"
        )
    result = ios("generate", folder, "-f", "csv")
    assert result.code == ExitCode.USAGE
    assert ids(result) == ["c", "d"]
    assert len(lines_with("IOS010", result.err)) == 1
    assert len(lines_with("IOS041", result.err)) == 2


def test_rule_files_with_an_error_give_no_dates_at_all(ios: InProcess, folder: Path, tmp_path: Path) -> None:
    rules = tmp_path / "rules"
    rules.mkdir()
    (rules / "own.toml").write_text('[regeling]\nid = "own"\n', encoding="utf-8")
    result = ios("generate", folder, "--regels", "rules", "-f", "csv")
    assert result.code == ExitCode.USAGE
    assert ids(result) == []
    assert "rules/own.toml" in result.err


# --- options ---


def test_own_rule_files(ios: InProcess, tmp_path: Path) -> None:
    shipped = ROOT / "src" / "ios_cli" / "regels" / "data" / "lop-2024.toml"
    (tmp_path / "rules").mkdir()
    text = shipped.read_text(encoding="utf-8").replace('id = "lop-2024"', 'id = "own"', 1)
    (tmp_path / "rules" / "own.toml").write_text(text, encoding="utf-8")
    (tmp_path / "x.toml").write_text(dossier("x", opleiding='regeling = "own"'), encoding="utf-8")
    result = ios("generate", "x.toml", "--regels", "rules", "-f", "json")
    assert result.code == 0, result.err
    assert json.loads(result.out)["regels"]["regeling"] == "own"
    assert "IOS060" in ios("generate", "x.toml", "-f", "json").err


def test_a_profile_by_option_goes_before_the_one_of_the_dossier(ios: InProcess, folder: Path) -> None:
    document = json.loads(ios("generate", folder / "a.toml", "--profiel", "vumc", "-f", "json").out)
    assert document["regels"]["profiel"] == "vumc"


def test_an_unknown_profile_by_option_is_told_once(ios: InProcess, folder: Path) -> None:
    result = ios("generate", folder, "--profiel", "utrech", "-f", "csv")
    assert result.code == ExitCode.USAGE
    assert len(lines_with("IOS061", result.err)) == 1
    assert lines_with("IOS061", result.err)[0].startswith("--profiel: ")
    assert "did you mean `utrecht`?" in result.err


def test_a_profile_file_by_option_is_relative_to_here_and_in_a_dossier_to_the_dossier(
    ios: InProcess, folder: Path, tmp_path: Path
) -> None:
    profile = ROOT / "sample_data" / "profielen" / "voorbeeld.toml"
    shutil.copy(profile, tmp_path / "here.toml")
    assert ios("generate", folder / "a.toml", "--profiel", "./here.toml", "-f", "csv").code == 0
    shutil.copy(profile, folder / "there.toml")
    (folder / "x.toml").write_text(dossier("x", opleiding='profiel = "./there.toml"'), encoding="utf-8")
    assert ios("generate", folder / "x.toml", "-f", "csv").code == 0


def test_definitive_exemptions_only(ios: InProcess) -> None:
    file = SAMPLES / "voorlopige-vrijstelling.toml"
    every = ios("generate", file, "-f", "csv").out
    assert ios("generate", file, "-f", "csv", "--vrijstellingen", "alle").out == every
    assert ios("generate", file, "-f", "csv", "--vrijstellingen", "definitief").out != every


def test_the_day_of_reference_ends_a_running_absence(ios: InProcess) -> None:
    file = SAMPLES / "nog-ziek.toml"
    early, late = (ios("generate", file, "-f", "csv", "--as-of", d).out for d in ("2026-06-01", "2026-12-01"))
    assert early != late


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (["--groep", "A1"], ["a", "b"]),
        (["--groep", "A1", "--groep", "B2"], ["a", "b", "d"]),
        (["--instroom", "2025-03"], ["b"]),
        (["--docent", "Kan"], ["a", "b"]),
        (["--docent", "Vos"], ["b"]),
        (["--docent", "Kan", "--instroom", "2025-09"], ["a"]),
        (["--opleider", "O-1"], ["c"]),
    ],
)
def test_filters(ios: InProcess, folder: Path, filters: list[str], expected: list[str]) -> None:
    result = ios("generate", folder, "-f", "csv", *filters)
    assert (result.code, result.err) == (0, "")
    assert ids(result) == expected


def test_a_filter_that_leaves_nothing(ios: InProcess, folder: Path) -> None:
    result = ios("generate", folder, "-f", "csv", "--groep", "A2")
    assert result.code == 0
    assert result.out.count("\n") == 1
    assert "no aios fits" in result.err
    assert ios("generate", folder, "-f", "csv", "--groep", "A2", "-q").err == ""
    assert json.loads(ios("generate", folder, "-f", "json", "--groep", "A2").out)["data"] == []


def test_a_filter_passes_over_errors_of_others_but_not_of_who_may_be_meant(
    ios: InProcess, folder: Path
) -> None:
    (folder / "e.toml").write_text(dossier("e", 'groeps = "A1"'), encoding="utf-8")  # wholly read
    (folder / "f.toml").write_text(dossier("f", more="[[deeltijd]]\nfactor = 80\n"), encoding="utf-8")
    result = ios("generate", folder, "-f", "csv", "--groep", "B2")
    assert ids(result) == ["d"]
    assert not lines_with("e.toml", result.err)
    assert lines_with("f.toml", result.err)


def test_quiet_leaves_only_errors(ios: InProcess, folder: Path) -> None:
    (folder / "e.toml").write_text(dossier("e", more="[[deeltijd]]\nfactor = 80\n"), encoding="utf-8")
    result = ios("generate", folder, "-f", "csv", "-q")
    assert result.code == ExitCode.USAGE
    assert "IOS011" in result.err
    assert "IOS041" not in result.err
    assert "dossiers computed" not in result.err


def test_quiet_without_errors_says_nothing(ios: InProcess) -> None:
    result = ios("generate", SAMPLES / "afgesproken-eind-te-vroeg.toml", "-f", "csv", "-q")
    assert (result.code, result.err) == (0, "")


def test_an_agreed_end_that_falls_short_is_an_error_with_a_schedule(ios: InProcess) -> None:
    """The dossier is readable and its dates are right: what is agreed is not."""
    result = ios("generate", SAMPLES / "laatste-eind-te-vroeg.toml", "-f", "csv", "-q")
    assert result.code == 0
    assert "2027-03-01,2028-01-31,12,,0,11," in result.out
    assert "IOS204" in result.err
    assert "29 days" in result.err


def test_the_dialect_of_a_dutch_excel(ios: InProcess) -> None:
    path = SAMPLES / "deeltijd-80-procent.toml"
    result = ios("generate", path, "-f", "csv", "--dialect", "excel-nl")
    assert result.code == 0
    assert result.out.startswith("\ufeffaios_id;volgnummer;")
    assert ";0,8000;" in result.out
    refused = ios("generate", path, "--dialect", "excel-nl")
    assert refused.code == ExitCode.USAGE
    assert "--format csv" in refused.err


def test_verbose_says_what_was_used(ios: InProcess, folder: Path) -> None:
    err = ios("generate", folder, "-f", "csv", "-v", "--profiel", "utrecht").err
    line = f"read `{folder}/a.toml`: aios `a`, rules `lop-2024`, profile `utrecht`, method `naar-rato`"
    assert line in err
    assert "4 of 4 dossiers computed" in err


# --- formats and files ---


@pytest.mark.parametrize("form", ["csv", "json", "toml"])
def test_the_ending_of_the_file_says_the_form(ios: InProcess, form: str) -> None:
    on_stdout = ios("generate", ONE, "-f", form).out
    assert ios("generate", ONE, "-f", form, "-o", "-").out == on_stdout
    result = ios("generate", ONE, "-o", f"x.{form}")
    assert (result.code, result.out, result.err) == (0, "", "")
    assert Path(f"x.{form}").read_bytes() == on_stdout.encode()
    assert ios("generate", ONE, "-f", form, "-o", "x.txt").code == 0
    assert Path("x.txt").read_bytes() == on_stdout.encode()


def test_without_any_ending_it_is_a_table(ios: InProcess) -> None:
    ios("generate", ONE, "-o", "x")
    assert Path("x").read_text(encoding="utf-8") == ios("generate", ONE).out


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["-f", "csv", "-o", "x.json"], "`--format csv` and `-o x.json` contradict each other"),
        (["-f", "table", "-o", "x.csv"], "`--format table` and `-o x.csv` contradict each other"),
        (["-f", "csv", "-o", "x.xlsx"], "`--format csv` and `-o x.xlsx` contradict each other"),
        (["-o", "x.ods"], "the ending of `x.ods` does not say which form is wanted"),
    ],
)
def test_form_and_ending_that_contradict(ios: InProcess, args: list[str], said: str) -> None:
    result = ios("generate", ONE, *args)
    assert (result.code, result.out) == (ExitCode.USAGE, "")
    assert said in result.err
    assert not list(Path().iterdir())


def test_every_format_is_what_it_says(ios: InProcess) -> None:
    document = json.loads(ios("generate", SAMPLES, "-f", "json", "--segmenten").out)
    assert document["as_of"] == AS_OF
    assert len(document["data"]) == len(list(SAMPLES.glob("*.toml")))
    assert tomllib.loads(ios("generate", SAMPLES, "-f", "toml").out)["data"]
    segments = ios("generate", ONE, "-f", "csv", "--segmenten").out.splitlines()
    assert "toestand" in segments[0]
    assert len(segments) >= 6


def test_an_input_is_never_overwritten(ios: InProcess, folder: Path) -> None:
    before = (folder / "a.toml").read_bytes()
    result = ios("generate", folder, "-o", folder / "a.toml")
    assert result.code == ExitCode.USAGE
    assert "nothing is written" in result.err
    assert (folder / "a.toml").read_bytes() == before


def test_a_file_that_cannot_be_written(ios: InProcess) -> None:
    result = ios("generate", ONE, "-o", "nowhere/x.csv")
    assert result.code == ExitCode.USAGE
    assert "there is no such file or folder" in result.err
    Path("x.csv").mkdir()
    assert "it is a folder" in ios("generate", ONE, "-o", "x.csv").err


def test_a_file_is_left_alone_when_nothing_could_be_computed(ios: InProcess) -> None:
    Path("x.csv").write_text("yesterday", encoding="utf-8")
    result = ios("generate", BROKEN / "factor-80.toml", "-o", "x.csv")
    assert result.code == ExitCode.USAGE
    assert Path("x.csv").read_text(encoding="utf-8") == "yesterday"
    assert "`x.csv` is left as it is" in result.err


def test_a_file_is_written_when_some_could_be_computed(ios: InProcess) -> None:
    assert ios("generate", BROKEN / "factor-80.toml", ONE, "-o", "x.csv").code == ExitCode.USAGE
    assert Path("x.csv").exists()


def test_findings_stand_in_the_json_too(ios: InProcess) -> None:
    document = json.loads(ios("generate", BROKEN / "factor-80.toml", ONE, "-f", "json").out)
    assert "IOS015" in [f["code"] for f in document["findings"]]
    assert len(document["data"]) == 1


# --- the examples of the help pages ---


@pytest.mark.parametrize("name", COMMANDS)
def test_the_examples_of_the_help_pages_run(
    name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    import subprocess
    import sys

    from tests.run_ios import clean_environment

    command = load_command(name)
    assert command is not None
    shutil.copytree(ROOT / "sample_data", tmp_path / "sample_data")
    expected = {0, ExitCode.FINDINGS} if name in ("diff", "check", "agenda") else {0}
    if name == "diff":
        commit_everything(tmp_path)
    for line, __ in command.examples:  # type: ignore[attr-defined]
        assert line.startswith("ios ")
        script = f'ios() {{ "{sys.executable}" -m ios_cli "$@"; }}\nset -o pipefail\n{line}'
        result = subprocess.run(
            ["bash", "-c", script],
            cwd=tmp_path,
            env=clean_environment(),
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert result.returncode in expected, f"{line}\n{result.stderr}"


def test_the_examples_of_ios_itself_run(ios: InProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    from ios_cli.cli.app import EXAMPLES

    shutil.copytree(ROOT / "sample_data", "sample_data")
    for line, __ in EXAMPLES:
        assert ios(*line.split()[1:]).code == 0, line


def test_every_command_is_a_module_of_its_own() -> None:
    modules = {p.stem for p in Path(commands.__path__[0]).glob("*.py")} - {"__init__"}
    assert modules == set(COMMANDS)


@pytest.mark.parametrize("option", ["--groep", "--docent", "--opleider"])
def test_a_selection_of_nothing(ios: InProcess, folder: Path, option: str) -> None:
    """As a script gives it where its variable is empty."""
    result = ios("generate", folder, option, " ")
    assert (result.code, result.out) == (ExitCode.USAGE, "")
    assert f"`{option}` is empty" in result.err


def test_a_dossier_that_notepad_saved(ios: InProcess, folder: Path) -> None:
    (folder / "n.toml.txt").write_text(dossier("n"), encoding="utf-8")
    result = ios("generate", folder, "-f", "csv", "-q")
    assert result.code == ExitCode.USAGE
    assert "n.toml.txt: IOS005 geen-dossier" in result.err
    assert "n" not in ids(result)
