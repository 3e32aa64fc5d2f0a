"""`ios onderwijs`: its forms, and what is said beside them."""

import csv
import io
import json
from pathlib import Path

import pytest

from tests.run_ios import ROOT, SAMPLES, InProcess, run

ONE = SAMPLES / "volledig-dossier.toml"
LIST = ROOT / "sample_data" / "presentie.csv"

COLUMNS = (
    "aios_id,opleidingsjaar,begin,eind,minimum,maximum,minimum_exact,maximum_exact,factor,gedaan,gepland,"
    "nog_te_doen,terugkomdag,landelijk,keuze,online"
)


@pytest.fixture
def ios(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> InProcess:
    monkeypatch.setenv("IOS_LANG", "en")
    monkeypatch.setenv("IOS_AS_OF", "2026-06-01")
    return InProcess(capsys)


def test_csv(ios: InProcess) -> None:
    result = ios("onderwijs", ONE, "--presentie", LIST, "--format", "csv")
    assert result.code == 0
    assert result.out == (
        f"{COLUMNS}\n"
        "2023-014,1,2023-10-01,2024-09-30,40,50,40,50,1.0000,42,0,0,42,0,0,0\n"
        "2023-014,2,2024-10-01,2025-09-30,40,50,40,50,1.0000,40,0,0,37,3,0,0\n"
        "2023-014,3,2025-10-01,2026-09-30,40,50,40,50,1.0000,29.5,3.5,7,32,0,0.5,0.5\n"
    )


def test_csv_of_part_time_is_exact(ios: InProcess) -> None:
    result = ios("onderwijs", SAMPLES / "zwangerschapsverlof-over-twee-verlofjaren.toml", "--format", "csv")
    first = next(csv.DictReader(io.StringIO(result.out)))
    assert (first["minimum"], first["maximum"]) == ("36", "44")
    # 41 of 365 days over the allowance
    assert (first["minimum_exact"], first["factor"]) == ("2592/73", "0.8877")


def test_json(ios: InProcess) -> None:
    result = ios("onderwijs", ONE, "--presentie", LIST, "--format", "json")
    document = json.loads(result.out)
    assert document["schema"] == "ios/onderwijs/1"
    (aios,) = document["data"]
    assert aios["aios_id"] == "2023-014"
    last = aios["opleidingsjaren"][-1]
    assert (last["gedaan"], last["gepland"], last["nog_te_doen"]) == ("29.5", "3.5", "7")
    assert last["soorten"] == {"terugkomdag": "32", "keuze": "0.5", "online": "0.5"}
    assert (last["lengte"], last["telling"]) == ("1", "naar-rato")
    assert aios["buiten_de_opleiding"] == []


def test_table_off_a_terminal(ios: InProcess) -> None:
    result = ios("onderwijs", ONE, "--presentie", LIST, "-q")
    assert result.out == (
        "2023-014  S. Lindeman · 2023-014 · group VB-23B\n"
        "2023-014  year 3 of 3: 29.5 done, 3.5 planned, 7 to go\n"
        "2023-014  year  begin       last day     owed  done  planned  to go  of which\n"
        "2023-014     1  2023-10-01  2024-09-30  40-50    42                  terugkomdag 42\n"
        "2023-014     2  2024-10-01  2025-09-30  40-50    40                  terugkomdag 37, landelijk 3\n"
        "2023-014     3  2025-10-01  2026-09-30  40-50  29.5      3.5      7"
        "  terugkomdag 32, keuze 0.5, online 0.5\n"
    )


def test_without_any_record_nobody_is_said_to_be_short(ios: InProcess) -> None:
    result = ios("onderwijs", SAMPLES / "standaard.toml")
    assert "no onderwijs is recorded" in result.out
    assert "short" not in result.out


def test_what_was_short_and_the_choice_behind_it(ios: InProcess) -> None:
    result = ios("onderwijs", SAMPLES / "alles-tegelijk.toml")
    assert "year 1 was 29.5 days short" in result.out
    assert "`onderwijs-deeltijd` is a choice" in result.out


@pytest.mark.parametrize("profiel", ["groningen"])
def test_a_profile_that_keeps_the_days_whole(ios: InProcess, profiel: str) -> None:
    result = ios("onderwijs", SAMPLES / "deeltijd-80-procent.toml", "--profiel", profiel, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(result.out)))
    assert [(r["minimum"], r["maximum"]) for r in rows] == [("40", "50")] * 3 + [("30", "37")]


def test_days_outside_the_training_are_told_in_every_form(ios: InProcess, tmp_path: Path) -> None:
    file = tmp_path / "a.toml"
    file.write_text(
        '[aios]\nid = "a"\n[opleiding]\nstart = 2026-03-01\n'
        "[[onderwijs]]\ndatum = 2026-02-24\ndagen = 1\n[[onderwijs]]\ndatum = 2026-02-17\ndagen = 1\n",
        "utf-8",
    )
    assert "not counted: 2026-02-17, 2026-02-24" in ios("onderwijs", file).out
    assert "2 days of onderwijs lie outside" in ios("onderwijs", file, "--format", "csv").err
    data = json.loads(ios("onderwijs", file, "--format", "json").out)["data"]
    assert [d["datum"] for d in data[0]["buiten_de_opleiding"]] == ["2026-02-24", "2026-02-17"]


def test_more_than_the_maximum_is_said_under_the_row(ios: InProcess, tmp_path: Path) -> None:
    file = tmp_path / "a.toml"
    entries = "".join(f"[[onderwijs]]\ndatum = 2026-04-0{n}\ndagen = 26\n" for n in (1, 2))
    file.write_text(f'[aios]\nid = "a"\n[opleiding]\nstart = 2026-03-01\n{entries}', "utf-8")
    assert "more than 50: 2 days too many" in ios("onderwijs", file).out


def test_a_bad_file_in_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text('[aios]\nid = "a"\n[opleiding]\nstart = 2026-03-01\n', "utf-8")
    (tmp_path / "b.toml").write_text('[aios]\nid = "b"\n[opleiding]\nstart = "2026-03-01"\n', "utf-8")
    result = run("onderwijs", tmp_path, "--format", "csv")
    assert result.returncode == 2
    assert "IOS013" in result.stderr
    assert result.stdout.count("\na,") == 3


def test_the_list_may_come_from_a_pipe() -> None:
    result = run(
        "onderwijs",
        ONE,
        "--presentie",
        "-",
        "-f",
        "csv",
        input="aios_id,datum,dagen\n2023-014,2026-05-12,1\n",
    )
    assert result.returncode == 0
    assert "2023-014,3,2025-10-01,2026-09-30,40,50,40,50,1.0000,27.5,0,12.5" in result.stdout
