"""`ios besluitlijst`: the pages, the rows, and what is said where nothing is coming."""

import csv
import io
import json
from pathlib import Path

import pytest

from ios_cli.cli.app import main
from ios_cli.text import use_language
from tests.render_samples import check_golden
from tests.run_ios import ROOT, SAMPLES, InProcess, run

ONE = SAMPLES / "volledig-dossier.toml"
LIST = ROOT / "sample_data" / "presentie.csv"
# names of columns never change: other programs count on them
COLUMNS = (
    "aios_id,naam,besluit,onderdeel,nummer,vanaf,uiterlijk,status,ontbreekt,sinds,gesprekken,adviezen,"
    "stagebeoordelingen,diensten,onderwijs,begeleiding,verplichtingen,verlenging"
)


@pytest.fixture
def ios(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> InProcess:
    monkeypatch.setenv("IOS_LANG", "en")
    monkeypatch.setenv("IOS_AS_OF", "2026-06-01")
    monkeypatch.chdir(ROOT)
    return InProcess(capsys)


def rows(out: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(out)))


@pytest.mark.parametrize(
    ("name", "options", "columns"),
    [
        ("besluitlijst-plain.txt", ["--color", "never"], None),
        ("besluitlijst-80.txt", ["--color", "always"], "80"),
        ("besluitlijst-40.txt", ["--color", "always"], "40"),
        ("besluitlijst.json", ["--format", "json"], None),
        ("besluitlijst.csv", ["--format", "csv"], None),
    ],
)
def test_golden(
    ios: InProcess, monkeypatch: pytest.MonkeyPatch, name: str, options: list[str], columns: str | None
) -> None:
    """What a hoofd sees of a dossier in which nearly everything is there, and of one with trouble."""
    if columns is not None:
        monkeypatch.setenv("COLUMNS", columns)
    paths = [ONE, SAMPLES / "alles-tegelijk.toml"]

    def render() -> list[str]:
        result = ios("besluitlijst", *paths, "--presentie", LIST, "--binnen", "90d", *options)
        assert result.code == 0
        if name.endswith(".json"):  # the head tells version and rules, and is tested where it is made
            data = json.loads(result.out)["data"]
            return [json.dumps(data, indent=2, ensure_ascii=False) + "\n"]
        return [result.out]

    check_golden(name, render)


def test_no_line_of_a_page_is_wider_than_the_terminal(
    ios: InProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    import re

    for width in (40, 60, 80, 120):
        monkeypatch.setenv("COLUMNS", str(width))
        out = ios("besluitlijst", SAMPLES, "--binnen", "24m", "--color", "always").out
        lines = [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in out.splitlines()]
        assert max(map(len, lines)) <= width


def test_a_page_fits_on_one_sheet(ios: InProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    """A dossier of a whole training, on 80 columns: 60 lines at most."""
    monkeypatch.setenv("COLUMNS", "80")
    out = ios("besluitlijst", ONE, "--presentie", LIST, "--color", "always").out
    assert out.count("\n") <= 60


def test_what_is_missing_stands_first(ios: InProcess) -> None:
    lines = ios("besluitlijst", ONE, "--presentie", LIST).out.splitlines()
    assert lines[1].endswith("by 2026-06-30 (in 29 days) · 2 things are missing")
    assert [line.split()[1] for line in lines[3:6]] == ["missing", "missing", "decision"]
    assert "voortgangsadvies 2 (huisartspraktijk-2), docent" in lines[3]


def test_every_line_can_be_found_again_in_a_pipe() -> None:
    result = run("besluitlijst", SAMPLES, "--binnen", "6m")
    assert result.returncode == 0, result.stderr
    ids = {row["aios_id"] for row in rows(run("besluitlijst", SAMPLES, "--binnen", "6m", "-f", "csv").stdout)}
    assert {line.split("  ")[0] for line in result.stdout.splitlines() if line} == ids


def test_rows_are_those_of_the_time_ahead_overdue_first(ios: InProcess) -> None:
    result = ios("besluitlijst", SAMPLES, "--binnen", "3m", "--format", "csv")
    assert result.out.splitlines()[0] == COLUMNS
    dates = [row["uiterlijk"] for row in rows(result.out)]
    assert dates == sorted(dates)
    assert dates[0] < "2026-06-01" <= dates[-1] <= "2026-09-01"
    states = [row["status"] for row in rows(result.out)]
    assert states == sorted(states, key=lambda s: s != "te-laat")


def test_binnen_in_days_weeks_and_months(ios: InProcess) -> None:
    """S. Lindeman's decision is due on 2026-06-30: 29 days ahead."""
    for binnen, expected in (("28d", 0), ("29d", 1), ("4w", 0), ("5w", 1), ("0m", 0), ("1m", 1)):
        result = ios("besluitlijst", ONE, "--binnen", binnen, "--format", "csv")
        assert len(rows(result.out)) == expected, binnen


@pytest.mark.parametrize("binnen", ["60", "d", "-1d", "2y", "1.5m", ""])
def test_binnen_that_is_no_length_of_time(ios: InProcess, binnen: str) -> None:
    result = ios("besluitlijst", ONE, f"--binnen={binnen}")
    assert result.code == 2
    assert "--binnen" in result.err


def test_nothing_coming(ios: InProcess) -> None:
    for form in ("table", "csv", "json"):
        result = ios("besluitlijst", ONE, "--as-of", "2026-01-15", "--format", form)
        assert result.code == 0
        assert "up to and including 2026-03-16" in result.err
        if form == "json":
            assert json.loads(result.out)["data"] == []
        else:
            assert result.out == ("" if form == "table" else f"{COLUMNS}\n")
    assert ios("besluitlijst", ONE, "--as-of", "2026-01-15", "--quiet").err == ""


def test_csv_holds_codes_whatever_the_language(
    ios: InProcess, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = {}
    for language in ("en", "nl"):
        monkeypatch.setenv("IOS_LANG", language)
        capsys.readouterr()
        assert main(["besluitlijst", str(ONE), "--format", "csv"]) == 0
        out[language] = capsys.readouterr().out
    use_language("en")
    assert out["en"] == out["nl"]
    (row,) = rows(out["en"])
    assert (
        row["ontbreekt"] == "voortgangsadvies docent huisartspraktijk-2 2|verplichting bekwaamheid-spoedzorg"
    )
    assert row["diensten"] == "huisartspraktijk-1 21/20|huisartspraktijk-2 17/20"
    assert row["onderwijs"] == "1: 42/40|2: 40/40|3: 26.5/40"


def test_the_lists_count(ios: InProcess) -> None:
    (row,) = rows(ios("besluitlijst", ONE, "--presentie", LIST, "--format", "csv").out)
    assert row["onderwijs"].endswith("3: 29.5/40")
    (row,) = rows(
        ios("besluitlijst", ONE, "--rooster", SAMPLES.parent / "rooster.csv", "--format", "csv").out
    )
    assert row["diensten"].startswith("huisartspraktijk-1 21/20")


def test_json_by_aios(ios: InProcess) -> None:
    result = ios("besluitlijst", SAMPLES, "--binnen", "24m", "--format", "json")
    document = json.loads(result.out)
    assert document["schema"] == "ios/besluitlijst/1"
    ids = [item["aios_id"] for item in document["data"]]
    assert ids == sorted(set(ids))
    for item in document["data"]:
        dates = [b["uiterlijk"] for b in item["besluiten"]]
        assert dates == sorted(dates)


def test_a_length_of_time_that_is_too_long_says_how_long_it_may_be(ios: InProcess) -> None:
    result = ios("besluitlijst", ONE, "--binnen", "99999m")
    assert result.code == 2
    assert "at most four digits: 9999 is the most" in result.err
    assert "digits" not in ios("besluitlijst", ONE, "--binnen", "soon").err
    assert ios("besluitlijst", ONE, "--binnen", "9999m").code == 0


def test_a_bad_file_does_not_keep_the_others_away(tmp_path: Path, ios: InProcess) -> None:
    (tmp_path / "a.toml").write_text('[aios]\nid = "a"\n[opleiding]\nstart = 2025-03-01\n', "utf-8")
    (tmp_path / "b.toml").write_text("[aios]\nnonsense\n", "utf-8")
    result = ios("besluitlijst", tmp_path, "--format", "csv")
    assert result.code == 2
    assert [row["aios_id"] for row in rows(result.out)] == ["a"]


def test_file_names_hold_no_judgement(tmp_path: Path, ios: InProcess) -> None:
    """What is written goes where it is asked to, under the name that was given, and nowhere else."""
    file = tmp_path / "lijst.csv"
    assert ios("besluitlijst", ONE, "-o", file).code == 0
    assert [p.name for p in tmp_path.iterdir()] == ["lijst.csv"]


def test_a_reader_that_goes_away() -> None:
    import subprocess
    import sys

    from tests.run_ios import clean_environment

    process = subprocess.Popen(
        [sys.executable, "-m", "ios_cli", "besluitlijst", str(SAMPLES), "--binnen", "36m"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=clean_environment(),
        cwd=ROOT,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.read(10)
    process.stdout.close()
    said = process.stderr.read().decode()
    process.stderr.close()
    assert process.wait(timeout=60) in (0, 141)
    assert "Traceback" not in said
