"""`ios diff`: dossiers, IOS files, folders, git revisions, with and without provisional exemptions."""

import csv
import io
import json
import shutil
import tomllib
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from ios_cli.cli.exit_codes import ExitCode
from ios_cli.io.ios_files import is_ios_file, read_ios_file
from tests.run_ios import ROOT, SAMPLES, InProcess, commit_everything, run

ONE = SAMPLES / "standaard.toml"
HALFWAY = SAMPLES / "deeltijd-halverwege.toml"
PROVISIONAL = SAMPLES / "voorlopige-vrijstelling.toml"
COLUMNS = "aios_id,gegeven,onderdeel,nummer,oud,nieuw,verschil_dagen"


@pytest.fixture
def samples(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "sample_data", tmp_path / "sample_data")
    return tmp_path / "sample_data" / "dossiers"


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


# --- equal and not ---


def test_equal_says_nothing(ios: InProcess, samples: Path) -> None:
    assert ios("diff", ONE, ONE) == ios("diff", ONE, samples / "standaard.toml")
    result = ios("diff", ONE, ONE)
    assert (result.code, result.out, result.err) == (0, "", "")
    assert ios("diff", ONE, ONE, "-f", "csv").out == COLUMNS + "\n"  # a header always
    (data,) = json.loads(ios("diff", ONE, ONE, "-f", "json").out)["data"]
    assert (data["gelijk"], data["verschillen"]) == (True, [])


def test_two_dossiers(ios: InProcess) -> None:
    result = ios("diff", ONE, HALFWAY)
    assert result.code == ExitCode.FINDINGS
    assert "2025-001 → 2025-003" in result.out
    assert "2028-02-29 → 2028-07-17" in result.out
    assert "concept" not in result.out
    lines = ios("diff", ONE, HALFWAY, "-f", "csv").out.splitlines()
    assert lines[0] == COLUMNS
    assert lines[1] == "2025-003,eind,huisartspraktijk-1,,2026-02-28,2026-03-09,9"
    assert lines[-3:] == [
        "2025-003,eind,,,2028-02-29,2028-07-17,139",
        "2025-003,voltooiingsbesluit,,1,2027-11-29,2028-04-17,140",
        "2025-003,aios_id,,,2025-001,2025-003,",
    ]


def test_only_what_differs_is_shown(ios: InProcess, samples: Path) -> None:
    file = samples / "standaard.toml"
    ios("extend", file, "--maanden", "1", "--reden", "x", "-o", "longer.toml")
    out = ios("diff", file, "longer.toml").out
    assert "huisartspraktijk-2" in out
    assert "klinisch" not in out
    assert "diensten" not in out


def test_what_a_change_shows_is_what_diff_shows_after_it(ios: InProcess, samples: Path) -> None:
    file = samples / "standaard.toml"
    args = ("--factor", "0.8", "--vanaf", "2026-03-01")
    shown = ios("scale", file, *args, "-f", "csv").out
    ios("scale", file, *args, "-o", "scaled.toml")
    assert ios("diff", file, "scaled.toml", "-f", "csv").out == shown


# --- IOS files ---


@pytest.mark.parametrize("form", ["json", "toml"])
@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.toml")), ids=lambda path: path.stem)
def test_what_generate_wrote_equals_the_dossier(ios: InProcess, path: Path, form: str) -> None:
    ios("generate", path, "-o", f"ios.{form}", "--quiet")
    result = ios("diff", f"ios.{form}", path)
    assert (result.code, result.out) == (0, "")
    assert "not compared, because only one side holds it: `minimum`, `maximum`" in result.err or (
        path.stem == "gestopt"
    )
    assert ios("diff", path, f"ios.{form}", "-q").code == 0


def test_json_against_toml_and_against_a_folder(ios: InProcess, samples: Path) -> None:
    ios("generate", samples, "-o", "a.json", "-q")
    ios("generate", samples, "-o", "a.toml", "-q")
    assert ios("diff", "a.json", "a.toml").code == 0
    assert ios("diff", "a.toml", samples, "-q").code == 0
    ios("scale", samples / "standaard.toml", "--factor", "0.8", "--vanaf", "2026-03-01", "--write")
    assert {r["aios_id"] for r in rows(ios("diff", "a.json", samples, "-f", "csv").out)} == {"2025-001"}
    document = json.loads(ios("diff", "a.json", samples, "-f", "json").out)
    assert [d["aios_id"] for d in document["data"] if not d["gelijk"]] == ["2025-001"]
    assert len(document["data"]) == len(list(samples.glob("*.toml")))
    left_out = document["data"][0]["niet_vergeleken"]
    assert left_out[:2] == ["minimum", "maximum"]
    assert "voltooiingsbesluit" in left_out


def test_an_aios_on_one_side_only_is_a_difference(ios: InProcess, samples: Path) -> None:
    ios("generate", samples, "-o", "a.json", "-q")
    (samples / "standaard.toml").unlink()
    result = ios("diff", "a.json", samples)
    assert result.code == ExitCode.FINDINGS
    assert "aios:      this aios is only in a.json" in result.out
    last = rows(ios("diff", "a.json", samples, "-f", "csv").out)[-1]
    assert (last["aios_id"], last["oud"], last["nieuw"]) == ("2025-001", "2028-02-29", "")
    back = ios("diff", samples, "a.json")
    assert "this aios is only in a.json" in back.out


def test_another_status_is_a_difference(ios: InProcess, samples: Path) -> None:
    ios("generate", samples / "standaard.toml", "-o", "a.json")
    text = Path("a.json").read_text(encoding="utf-8")
    changed = text.replace('"ios_status": "vastgesteld"', '"ios_status": "voorlopig"')
    assert changed != text
    Path("b.json").write_text(changed, encoding="utf-8")
    result = ios("diff", "b.json", "a.json")
    assert result.code == ExitCode.FINDINGS
    assert "b.json → a.json · IOS voorlopig → vastgesteld" in result.out
    (row,) = rows(ios("diff", "b.json", "a.json", "-f", "csv").out)
    assert row == {
        **{"aios_id": "2025-001", "gegeven": "ios_status", "onderdeel": "", "nummer": ""},
        **{"oud": "voorlopig", "nieuw": "vastgesteld", "verschil_dagen": ""},
    }
    (data,) = json.loads(ios("diff", "b.json", "a.json", "-f", "json").out)["data"]
    assert data["ios_status"] == {"oud": "voorlopig", "nieuw": "vastgesteld"}
    Path("b.json").write_text(
        text.replace('"opleiding_status": "actief"', '"opleiding_status": "gestopt"'), encoding="utf-8"
    )
    (row,) = rows(ios("diff", "a.json", "b.json", "-f", "csv").out)
    assert (row["gegeven"], row["oud"], row["nieuw"]) == ("opleiding_status", "actief", "gestopt")
    assert "opleiding_status:  actief → gestopt" in ios("diff", "a.json", "b.json").out


def test_another_id_is_a_difference(ios: InProcess, samples: Path) -> None:
    file = samples / "standaard.toml"
    file.write_text(file.read_text(encoding="utf-8").replace("2025-001", "2025-999"), encoding="utf-8")
    result = ios("diff", ONE, file, "-f", "csv")
    assert result.code == ExitCode.FINDINGS
    assert result.out == COLUMNS + "\n2025-999,aios_id,,,2025-001,2025-999,\n"


def test_an_aios_that_could_not_be_read_is_listed_with_a_note(ios: InProcess, samples: Path) -> None:
    ios("generate", samples, "-o", "a.json", "-q")
    (samples / "standaard.toml").write_text("[aios]\nid = 3\n", encoding="utf-8")
    result = ios("diff", "a.json", samples)
    assert result.code == ExitCode.USAGE
    assert "this aios is only in a.json" in result.out
    assert {line.split()[0] for line in result.out.splitlines()} == {"2025-001"}
    assert "standaard.toml" in result.err
    assert "an aios that stands on one side only may be in a file that could not be read" in result.err


def test_other_rules_are_told(ios: InProcess) -> None:
    ios("generate", ONE, "-o", "a.json")
    result = ios("diff", "a.json", ONE, "--profiel", "vumc")
    assert "is computed by other rules: lop-2024 · naar-rato and lop-2024 · vumc · aan-het-eind" in result.err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"schema": "ios/generate/2", "data": []}', "this file has schema `ios/generate/2`"),
        ("{}", "this file has schema `None`"),
        ("{", "this file is no valid JSON"),
        ("[" * 3, "IOS0"),
        ('{"schema": "ios/generate/1"}', "`data` is missing"),
        ('{"schema": "ios/generate/1", "data": [3]}', "`data` is missing"),
        ('{"schema": "ios/generate/1", "data": [{}]}', "`aios_id` is missing"),
        ('{"schema": "ios/generate/1", "data": [{"aios_id": "a"}]}', "`onderdelen` is missing"),
        (
            '{"schema": "ios/generate/1", "data": [{"aios_id": "a", "onderdelen": [], '
            '"eind": "2026-02-30"}]}',
            "`eind` is no date: 2026-02-30",
        ),
        (
            '{"schema": "ios/generate/1", "data": [{"aios_id": "a", "onderdelen": [{"onderdeel": "x", '
            '"voltijdsmaanden": "1/0"}]}]}',
            "`voltijdsmaanden` is no number: 1/0",
        ),
        ('schema = "ios/generate/1"\ndata = 3\n', "`data` is missing"),
        ('schema = "ios/generate/1"\ndata = [\n', "IOS003"),
    ],
)
def test_a_file_that_is_no_ios_is_told(ios: InProcess, tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "broken.json"
    file.write_text(text, encoding="utf-8")
    result = ios("diff", file, ONE)
    assert (result.code, result.out) == (ExitCode.USAGE, "")
    assert said in result.err


def test_numbers_come_back_exact(ios: InProcess) -> None:
    ios("generate", SAMPLES / "stage-van-zes-weken.toml", "-o", "a.json", "-q")
    data = Path("a.json").read_bytes()
    assert is_ios_file(data)
    assert not is_ios_file(ONE.read_bytes())
    read = read_ios_file(data, "a.json")
    assert not read.findings
    document: dict[str, Any] = json.loads(data)
    told = {
        g.onderdeel: g.waarde for g in read.gegevens[0].gegevens if g.gegeven in ("voltijdsmaanden", "dagen")
    }
    meant = {
        o["onderdeel"]: o["dagen"] if o["dagen"] is not None else o["voltijdsmaanden"]
        for o in document["data"][0]["onderdelen"]
    }
    assert told == {naam: Fraction(value) for naam, value in meant.items()}


# --- git ---


def test_against_a_revision_from_any_folder(
    ios: InProcess, samples: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    commit_everything(tmp_path)
    file = samples / "standaard.toml"
    assert ios("diff", file, "--git", "HEAD").code == 0
    ios("scale", file, "--factor", "0.8", "--vanaf", "2026-03-01", "--write")
    result = ios("diff", file, "--git", "HEAD")
    assert result.code == ExitCode.FINDINGS
    assert f"{file} @ HEAD → {file}" in result.out
    expected = rows(ios("diff", ONE, file, "-f", "csv").out)
    for folder, name in (
        (tmp_path, "sample_data/dossiers/standaard.toml"),
        (samples, "standaard.toml"),
        (samples.parent / "kapot", "../dossiers/standaard.toml"),
        (ROOT, str(file)),
    ):
        monkeypatch.chdir(folder)
        assert rows(ios("diff", name, "--git", "HEAD", "-f", "csv").out) == expected


@pytest.mark.parametrize(
    ("revision", "said"),
    [
        ("nope", "git knows no revision `nope` here"),
        ("HEAD:standaard.toml", "git knows no revision"),
        ("--help", "is no revision for `--git`"),
    ],
)
def test_a_revision_that_is_none(
    ios: InProcess, samples: Path, tmp_path: Path, revision: str, said: str
) -> None:
    commit_everything(tmp_path)
    result = ios("diff", samples / "standaard.toml", f"--git={revision}")
    assert (result.code, result.out) == (ExitCode.USAGE, "")
    assert said in result.err


def test_a_file_that_git_does_not_know(
    ios: InProcess, samples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = samples / "standaard.toml"
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert "lies in no git repository" in ios("diff", file, "--git", "HEAD").err
    commit_everything(tmp_path)
    shutil.copy(file, samples / "new.toml")
    assert "was not there in revision `HEAD`" in ios("diff", samples / "new.toml", "--git", "HEAD").err
    monkeypatch.setenv("PATH", str(tmp_path))
    result = ios("diff", file, "--git", "HEAD")
    assert result.code == ExitCode.USAGE
    assert "`git` is not installed" in result.err


# --- with and without the provisional exemptions ---


def test_without_the_provisional_exemptions(ios: InProcess) -> None:
    result = ios("diff", PROVISIONAL, "--zonder-voorlopige")
    assert result.code == ExitCode.FINDINGS
    assert "without provisional exemptions" in result.out
    assert "2028-08-08 → 2028-11-30" in result.out
    ios("generate", PROVISIONAL, "-o", "with.json", "-q")
    ios("generate", PROVISIONAL, "--vrijstellingen", "definitief", "-o", "without.json", "-q")
    files = rows(ios("diff", "with.json", "without.json", "-f", "csv").out)
    both = rows(ios("diff", PROVISIONAL, "--zonder-voorlopige", "-f", "csv").out)
    assert files == [row for row in both if not row["nummer"]]  # a file holds no terms
    (besluit,) = (row for row in both if row["gegeven"] == "voltooiingsbesluit")
    assert (besluit["oud"], besluit["nieuw"]) == ("2028-05-08", "2028-08-30")
    assert ios("diff", ONE, "--zonder-voorlopige").code == 0
    ios("generate", PROVISIONAL, "-o", "a.json", "-q")
    assert "are counted already" in ios("diff", "a.json", "--zonder-voorlopige").err


def test_from_standard_input() -> None:
    data = PROVISIONAL.read_text(encoding="utf-8")
    assert run("diff", "-", "--zonder-voorlopige", input=data).returncode == ExitCode.FINDINGS
    assert run("diff", "-", PROVISIONAL, input=data).returncode == 0
    ios_file = run("generate", PROVISIONAL, "-f", "json", "-q").stdout
    assert run("diff", "-", PROVISIONAL, "-q", input=ios_file).returncode == 0


# --- usage ---


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["X"], "there is nothing to compare"),
        (["X", "X", "X"], "too many files: 3"),
        (["X", "X", "--git", "HEAD"], "too many files: 2"),
        (["X", "--git", "HEAD", "--zonder-voorlopige"], "each say what the dossier is compared with"),
        (["-", "-"], "standard input can be only one"),
        (["-", "--git", "HEAD"], "`--git` is about one file"),
        ([".", "--git", "HEAD"], "`--git` is about one file"),
        (["X", "--zonder-voorlopige", "--vrijstellingen", "definitief"], "out of both sides"),
        (["X", "X", "-o", "X"], "is one of the files that were read"),
        (["X", "X", "-o", "y.ics"], "does not say which form"),
    ],
)
def test_usage(ios: InProcess, tmp_path: Path, args: list[str], said: str) -> None:
    file = tmp_path / "a.json"
    ios("generate", ONE, "-o", file)
    before = file.read_bytes()
    result = ios("diff", *(str(file) if arg == "X" else arg for arg in args))
    assert (result.code, result.out) == (ExitCode.USAGE, "")
    assert said in result.err
    assert file.read_bytes() == before


def test_a_missing_file(ios: InProcess) -> None:
    result = ios("diff", "nowhere.toml", ONE)
    assert (result.code, result.out) == (ExitCode.USAGE, "")
    assert "IOS001" in result.err


def test_to_a_file(ios: InProcess) -> None:
    assert ios("diff", ONE, HALFWAY, "-o", "x.csv").code == ExitCode.FINDINGS
    assert Path("x.csv").read_text(encoding="utf-8") == ios("diff", ONE, HALFWAY, "-f", "csv").out


def test_a_toml_of_generate_is_what_toml_reads(ios: InProcess) -> None:
    """`read_ios_file` and a plain reader agree on what stands in the file."""
    ios("generate", ONE, "-o", "a.toml")
    data = Path("a.toml").read_bytes()
    document = tomllib.loads(data.decode("utf-8"))
    (read,) = read_ios_file(data, "a.toml").gegevens
    assert read.aios_id == document["data"][0]["aios_id"]
    assert [g.waarde for g in read.gegevens if g.gegeven == "begin"] == [
        o["begin"] for o in document["data"][0]["onderdelen"]
    ]
