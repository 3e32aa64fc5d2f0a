"""`ios check`: what is printed where, in which form, with which exit code."""

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest

from ios_cli.cli.exit_codes import ExitCode
from ios_cli.domain.finding import FINDING_NAMES
from ios_cli.domain.uitslag import Oordeel
from ios_cli.render.toetsing import CHECK_COLUMNS
from tests.cli.test_processes import assert_quiet, in_shell, posix
from tests.run_ios import ROOT, SAMPLES, InProcess, run

BEGIN = '[aios]\nid = "{}"\n[opleiding]\nstart = 2026-09-01\n'
# begins and closes outside the practice: a fout and a waarschuwing; 36 months, each departure with a grond
OMGEKEERD = "".join(
    f'[[onderdeel]]\nsoort = "{soort}"\nmaanden = {maanden}\n'
    for soort, maanden in (
        ("klinisch", 6),
        ("huisartspraktijk-1", 12),
        ("huisartspraktijk-2", 12),
        ("ggz", 3),
        ("ccz", 3),
    )
)
# an agreed end that is too early: an opmerking of the planning
OPMERKING = (
    '[[onderdeel]]\nsoort = "huisartspraktijk-1"\nmaanden = 12\neind = 2027-07-31\n'
    + OMGEKEERD.split("[[onderdeel]]")[1].join(("[[onderdeel]]", ""))
    + "".join(f"[[onderdeel]]{part}" for part in OMGEKEERD.split("[[onderdeel]]")[4:])
    + '[[onderdeel]]\nsoort = "huisartspraktijk-2"\nmaanden = 12\n'
)
ONLEESBAAR = '[aios]\nid = "stuk"\n[opleiding]\nstart = "2026-09-01"\n'
ACCEPTEER = '[[geaccepteerd]]\ncode = "{}"\nreden = "{}"\n'
OWN = ("--select", "IOS0,IOS1,IOS2,IOS6")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """One dossier in which all is well, one with an opmerking, one with a fout and a waarschuwing."""
    root = tmp_path / "map"
    root.mkdir()
    for name, more in (("goed", ""), ("opmerking", OPMERKING), ("omgekeerd", OMGEKEERD)):
        (root / f"{name}.toml").write_text(BEGIN.format(name) + more, encoding="utf-8")
    return root


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


# --- nothing, and everything ---


def test_nothing_is_printed_when_all_is_well(ios: InProcess, folder: Path) -> None:
    result = ios("check", folder / "goed.toml")
    assert (result.code, result.out, result.err) == (ExitCode.OK, "", "")


def test_verbose_says_what_was_checked(ios: InProcess, folder: Path) -> None:
    result = ios("check", folder / "goed.toml", "-v", "--select", "IOS1")
    assert result.out == ""
    counts = re.search(
        r"goed.toml: (\d+) checks: (\d+) met, 1 cannot be assessed, 1 skipped$", result.err, re.M
    )
    assert counts is not None
    assert int(counts[1]) == int(counts[2]) + 2
    assert re.search(r"^    IOS108 \S+: skipped: .+", result.err, re.M)
    assert re.search(r"^    IOS125 \S+: cannot be assessed: .+`klinisch`", result.err, re.M)


def test_the_findings_are_the_result_also_with_quiet(ios: InProcess, folder: Path) -> None:
    name = str(folder / "omgekeerd.toml")
    result = ios("check", name, *OWN, "--quiet")
    assert result.err == ""
    assert [line for line in result.out.splitlines() if not line.startswith(" ")] == [
        f"{name}:5: IOS110 eerste-onderdeel-geen-praktijkperiode: fout: the training begins with `klinisch`",
        f"{name}:17: IOS111 laatste-onderdeel-geen-praktijkperiode: waarschuwing: "
        "the training closes with `ccz`",
    ]
    assert (
        "    expected: a training period in the huisartspraktijk\n"
        "    hint: put a practice period first\n    source: LOP 2024, 4.1\n"
    ) in result.out


def test_what_planning_says_is_told_too(ios: InProcess, folder: Path) -> None:
    result = ios("check", folder / "opmerking.toml", *OWN)
    assert "opmerking.toml:8: IOS203 inhoud-verschoven: opmerking: " in result.out
    assert result.err == "1 finding (1 opmerking)\n"
    assert result.code == ExitCode.OK


def test_a_folder(ios: InProcess, folder: Path) -> None:
    result = ios("check", folder, *OWN)
    assert result.code == ExitCode.FINDINGS
    found = re.findall(r"(\w+)\.toml:(\d+): (IOS\d+)", result.out)
    assert found == [
        ("omgekeerd", "5", "IOS110"),
        ("omgekeerd", "17", "IOS111"),
        ("opmerking", "8", "IOS203"),
    ]
    assert result.err == "3 findings (1 fout, 1 waarschuwing, 1 opmerking), in 2 of 3 dossiers\n"


def test_one_dossier_from_standard_input(folder: Path) -> None:
    text = (folder / "omgekeerd.toml").read_text("utf-8")
    result = run("check", "-", *OWN, input=text)
    assert result.stdout.startswith("<stdin>:5: IOS110 ")
    assert result.returncode == ExitCode.FINDINGS
    github = run("check", "-", *OWN, "--format", "github", input=text)
    assert github.stdout.startswith("::error title=IOS110 ")


def test_findings_go_to_a_file(ios: InProcess, folder: Path) -> None:
    result = ios("check", folder, *OWN, "-o", "uit.csv")
    assert result.out == ""
    assert [row["code"] for row in rows(Path("uit.csv").read_text("utf-8"))] == ["IOS110", "IOS111", "IOS203"]
    assert result.code == ExitCode.FINDINGS


def test_a_dossier_is_not_overwritten(ios: InProcess, folder: Path) -> None:
    name = folder / "omgekeerd.toml"
    before = name.read_bytes()
    assert ios("check", name, "-o", name).code == ExitCode.USAGE
    assert name.read_bytes() == before


# --- exit codes ---


@pytest.mark.parametrize(
    ("name", "fail_on", "code"),
    [
        ("goed", "opmerking", 0),
        ("opmerking", "opmerking", 1),
        ("opmerking", "waarschuwing", 0),
        ("opmerking", "fout", 0),
        ("laatste", "opmerking", 1),
        ("laatste", "waarschuwing", 1),
        ("laatste", "fout", 0),
        ("omgekeerd", "fout", 1),
    ],
)
def test_fail_on(ios: InProcess, folder: Path, name: str, fail_on: str, code: int) -> None:
    (folder / "laatste.toml").write_text((folder / "omgekeerd.toml").read_text("utf-8"), encoding="utf-8")
    more = ("--ignore", "IOS110") if name == "laatste" else ()
    assert ios("check", folder / f"{name}.toml", *OWN, *more, "--fail-on", fail_on).code == code


def test_the_default_is_from_waarschuwing_on(ios: InProcess, folder: Path) -> None:
    assert ios("check", folder / "opmerking.toml", *OWN).code == 0
    assert ios("check", folder / "omgekeerd.toml", *OWN, "--ignore", "IOS110").code == 1


@pytest.mark.parametrize("form", ["table", "csv", "json", "github"])
def test_an_unreadable_dossier_keeps_none_of_the_others_back(ios: InProcess, folder: Path, form: str) -> None:
    (folder / "stuk.toml").write_text(ONLEESBAAR, encoding="utf-8")
    result = ios("check", folder, "--select", "IOS11", "--fail-on", "fout", "--format", form)
    assert result.code == ExitCode.USAGE
    assert "IOS013" in result.out  # what makes it unreadable is told, whatever is selected
    assert "IOS110" in result.out
    assert "IOS203" not in result.out
    assert "3 of 4 dossiers computed" in result.err


def test_a_fout_that_gives_a_result_all_the_same_is_a_finding(ios: InProcess) -> None:
    result = ios("check", SAMPLES / "laatste-eind-te-vroeg.toml", "--select", "IOS2")
    assert "IOS204" in result.out
    assert result.code == ExitCode.FINDINGS


@pytest.mark.parametrize("code", [0, 1, 2])
def test_exit_codes_of_a_process(folder: Path, code: int) -> None:
    (folder / "stuk.toml").write_text(ONLEESBAAR, encoding="utf-8")
    name = ("goed", "omgekeerd", "stuk")[code]
    result = run("check", folder / f"{name}.toml", *OWN)
    assert result.returncode == code
    assert bool(result.stdout) is bool(code)


@posix
def test_head_ends_it_in_silence(folder: Path) -> None:
    for number in range(600):
        text = BEGIN.format(f"n-{number}") + OMGEKEERD
        (folder / f"n-{number}.toml").write_text(text, encoding="utf-8")
    result = in_shell(f"ios check {folder} --select IOS11 --quiet | head -1; exit ${{PIPESTATUS[0]}}")
    assert result.stdout.count("\n") == 1
    assert result.returncode == ExitCode.PIPE
    assert_quiet(result.stderr)


# --- selecting ---


@pytest.mark.parametrize(
    ("options", "codes"),
    [
        (["--select", "IOS110"], ["IOS110"]),
        (["--select", "ios110,IOS203"], ["IOS110", "IOS203"]),
        (["--select", "IOS110", "--select", "inhoud-verschoven"], ["IOS110", "IOS203"]),
        (["--select", "IOS1"], ["IOS110", "IOS111"]),
        (["--select", "IOS1", "--ignore", "IOS111"], ["IOS110"]),
        (["--select", "IOS110", "--ignore", "IOS"], []),
        ([*OWN, "--ignore", "eerste-onderdeel-geen-praktijkperiode, IOS2"], ["IOS111"]),
    ],
)
def test_select_and_ignore(ios: InProcess, folder: Path, options: list[str], codes: list[str]) -> None:
    result = ios("check", folder, *options, "--format", "csv")
    assert [row["code"] for row in rows(result.out)] == codes


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("afwijking-zonder-gronden", "did you mean `afwijking-zonder-grond`?"),
        ("IOS1110", "did you mean `IOS110`?"),
        ("", None),
        (",", None),
    ],
)
@pytest.mark.parametrize("option", ["--select", "--ignore"])
def test_what_names_no_finding(
    ios: InProcess, folder: Path, option: str, word: str, hint: str | None
) -> None:
    result = ios("check", folder, option, word)
    assert result.code == ExitCode.USAGE
    assert f"names no finding for `{option}`" in result.err
    assert result.out == ""
    assert hint is None or hint in result.err


# --- accepting ---


@pytest.fixture
def geaccepteerd(folder: Path) -> Path:
    name = folder / "omgekeerd.toml"
    more = ACCEPTEER.format("IOS110", "besluit hoofd 2026-05-12")
    more += ACCEPTEER.format("laatste-onderdeel-geen-praktijkperiode", "afgesproken")
    name.write_text(name.read_text("utf-8") + more, encoding="utf-8")
    return name


def test_what_is_accepted_does_not_count(ios: InProcess, geaccepteerd: Path) -> None:
    result = ios("check", geaccepteerd, *OWN)
    assert (result.code, result.out, result.err) == (ExitCode.OK, "", "")


def test_verbose_says_what_was_accepted_and_why(ios: InProcess, geaccepteerd: Path) -> None:
    result = ios("check", geaccepteerd, *OWN, "-v")
    assert result.out == ""
    assert (
        f"    {geaccepteerd}:5: IOS110 eerste-onderdeel-geen-praktijkperiode: fout: "
        "the training begins with `klinisch`"
    ) in result.err
    assert "accepted: besluit hoofd 2026-05-12" in result.err


def test_accepted_findings_in_csv_with_verbose_only(ios: InProcess, geaccepteerd: Path) -> None:
    assert rows(ios("check", geaccepteerd, *OWN, "-f", "csv").out) == []
    found = rows(ios("check", geaccepteerd, *OWN, "-f", "csv", "-v").out)
    assert [(row["code"], row["geaccepteerd"]) for row in found] == [
        ("IOS110", "besluit hoofd 2026-05-12"),
        ("IOS111", "afgesproken"),
    ]


def test_accepted_findings_in_json(ios: InProcess, geaccepteerd: Path) -> None:
    (data,) = json.loads(ios("check", geaccepteerd, *OWN, "-f", "json").out)["data"]
    assert [f["geaccepteerd"] for f in data["findings"]] == ["besluit hoofd 2026-05-12", "afgesproken"]
    oordelen = {toets["code"]: toets["oordeel"] for toets in data["toetsen"]}
    assert oordelen["IOS110"] == "niet-voldaan"


def test_an_acceptance_of_what_planning_says(ios: InProcess, folder: Path) -> None:
    name = folder / "opmerking.toml"
    text = name.read_text("utf-8") + ACCEPTEER.format("IOS203", "afgesproken")
    name.write_text(text, encoding="utf-8")
    result = ios("check", name, *OWN, "--fail-on", "opmerking")
    assert (result.code, result.out) == (ExitCode.OK, "")


def test_an_acceptance_that_accepts_nothing_is_a_finding(ios: InProcess, folder: Path) -> None:
    name = folder / "goed.toml"
    name.write_text(name.read_text("utf-8") + ACCEPTEER.format("IOS112", "x"), encoding="utf-8")
    result = ios("check", name, *OWN)
    assert re.search(r"goed\.toml:5: IOS600 ", result.out)
    assert result.code == ExitCode.FINDINGS
    assert ios("check", name, *OWN, "--ignore", "IOS112").code == ExitCode.OK


# --- the forms ---


def test_csv(ios: InProcess, folder: Path) -> None:
    result = ios("check", folder, *OWN, "--format", "csv")
    found = rows(result.out)
    contract = "aios_id,bestand,regelnummer,code,naam,ernst,melding,bron"
    assert result.out.startswith(contract + ",")
    assert tuple(found[0]) == CHECK_COLUMNS
    assert found[0] | {"melding": "", "verwacht": "", "hint": ""} == {
        "aios_id": "omgekeerd",
        "bestand": str(folder / "omgekeerd.toml"),
        "regelnummer": "5",
        "code": "IOS110",
        "naam": "eerste-onderdeel-geen-praktijkperiode",
        "ernst": "fout",
        "melding": "",
        "bron": "LOP 2024, 4.1",
        "verwacht": "",
        "gevonden": "",
        "verschil": "",
        "hint": "",
        "geaccepteerd": "",
    }


def test_csv_has_its_header_when_all_is_well(ios: InProcess, folder: Path) -> None:
    result = ios("check", folder / "goed.toml", *OWN, "--format", "csv")
    assert result.out == ",".join(CHECK_COLUMNS) + "\n"


def test_json(ios: InProcess, folder: Path) -> None:
    (folder / "stuk.toml").write_text(ONLEESBAAR, encoding="utf-8")
    document = json.loads(ios("check", folder, *OWN, "--format", "json").out)
    assert list(document) == ["schema", "tool", "regels", "as_of", "findings", "data"]
    assert document["schema"] == "ios/check/1"
    assert {f["bestand"] for f in document["findings"]} == {str(folder / "stuk.toml")}
    by_id: dict[str, Any] = {one["aios_id"]: one for one in document["data"]}
    assert list(by_id) == ["goed", "omgekeerd", "opmerking"]
    for one in by_id.values():
        assert sum(one["oordelen"].values()) == len(one["toetsen"])
        assert {t["oordeel"] for t in one["toetsen"]} <= set(Oordeel)
        assert all(
            t["redenen"] for t in one["toetsen"] if t["oordeel"] in ("overgeslagen", "niet-te-beoordelen")
        )
        assert all(FINDING_NAMES[t["code"]] == t["naam"] for t in one["toetsen"])
    assert [f["code"] for f in by_id["omgekeerd"]["findings"]] == ["IOS110", "IOS111"]
    assert by_id["omgekeerd"]["oordelen"]["niet-voldaan"] == 2
    assert by_id["goed"]["findings"] == []


def test_json_has_required_found_and_difference(ios: InProcess, folder: Path) -> None:
    text = BEGIN.format("kort") + OMGEKEERD.replace("maanden = 6", "maanden = 5")
    Path("kort.toml").write_text(text, encoding="utf-8")
    (data,) = json.loads(ios("check", "kort.toml", "--select", "IOS104", "-f", "json").out)["data"]
    (finding,) = data["findings"]
    assert (finding["verwacht"], finding["gevonden"], finding["verschil"]) == (
        "at least 6 months",
        "5 months",
        "1 month too few",
    )


def test_github(ios: InProcess, folder: Path) -> None:
    result = ios("check", folder, *OWN, "--format", "github")
    lines = result.out.splitlines()
    assert [line.split(" ")[0] for line in lines] == ["::error", "::warning", "::notice"]
    assert lines[0] == (
        f"::error file={folder / 'omgekeerd.toml'},line=5,"
        "title=IOS110 eerste-onderdeel-geen-praktijkperiode::the training begins with `klinisch`"
        "%0Aexpected: a training period in the huisartspraktijk%0Ahint: put a practice period first"
        "%0Asource: LOP 2024, 4.1"
    )


def test_github_names_files_from_the_root_of_the_repository(
    ios: InProcess, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path))
    monkeypatch.chdir(folder)
    for given in (folder / "omgekeerd.toml", "omgekeerd.toml", "../map/omgekeerd.toml"):
        first = ios("check", given, *OWN, "--format", "github").out.splitlines()[0]
        assert first.startswith("::error file=map/omgekeerd.toml,line=5,")
    # what lies elsewhere is named as it was given
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path / "elders"))
    first = ios("check", "omgekeerd.toml", *OWN, "--format", "github").out.splitlines()[0]
    assert first.startswith("::error file=omgekeerd.toml,line=5,")


def test_github_leaves_out_what_is_accepted(ios: InProcess, geaccepteerd: Path) -> None:
    assert ios("check", geaccepteerd, *OWN, "-f", "github", "-v").out == ""


def test_what_could_not_be_computed_is_told_of_its_aios(ios: InProcess, folder: Path) -> None:
    (folder / "stuk.toml").write_text(ONLEESBAAR, encoding="utf-8")
    found = rows(ios("check", folder, "--select", "IOS0", "-f", "csv").out)
    assert {(row["code"], row["aios_id"]) for row in found} == {("IOS013", "stuk"), ("IOS041", "stuk")}


def test_github_escapes_what_would_end_a_command(ios: InProcess, tmp_path: Path) -> None:
    name = tmp_path / "100%, a:b.toml"
    name.write_text(BEGIN.format("x") + ACCEPTEER.format("100%\\n::error::x", "r"), encoding="utf-8")
    (line,) = ios("check", "100%, a:b.toml", "--select", "IOS601", "-f", "github").out.splitlines()
    assert line.startswith("::warning file=100%25%2C a%3Ab.toml,line=6,title=IOS601 onbekende-acceptatie::")
    assert "100%25%0A::error::x" in line


def test_a_terminal_has_colour_and_wraps(
    ios: InProcess, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    plain = ios("check", folder, *OWN).out
    screen = ios("check", folder, *OWN, "--color", "always").out
    assert "\x1b[" in screen
    bare = re.sub(r"\x1b\[[0-9;]*m", "", screen)
    # only a word that is longer than the screen, such as a path, may stick out
    assert all(len(line) <= 60 or " " not in line.strip() for line in bare.splitlines())
    assert "".join(bare.split()) == "".join(plain.split())
    assert "\x1b[" not in plain


def test_it_speaks_dutch_and_the_codes_stay(folder: Path) -> None:
    english = run("check", folder, *OWN, "--format", "csv")
    dutch = run("check", folder, *OWN, "--format", "csv", env={"IOS_LANG": "nl"})
    keys = ("aios_id", "bestand", "regelnummer", "code", "naam", "ernst", "bron")
    assert [[row[k] for k in keys] for row in rows(dutch.stdout)] == [
        [row[k] for k in keys] for row in rows(english.stdout)
    ]


def test_the_same_bytes_every_time(folder: Path) -> None:
    out = [
        run("check", folder, "--format", "json", env={"PYTHONHASHSEED": seed, "TZ": zone}).stdout
        for seed, zone in (("1", "Asia/Tokyo"), ("2", "America/Los_Angeles"))
    ]
    assert out[0] == out[1] != ""


def test_a_selection_of_the_cohort(ios: InProcess, folder: Path) -> None:
    name = folder / "omgekeerd.toml"
    name.write_text(
        name.read_text("utf-8").replace("[opleiding]", 'groep = "A1"\n[opleiding]'), encoding="utf-8"
    )
    found = rows(ios("check", folder, *OWN, "--groep", "A1", "--format", "csv").out)
    assert {row["aios_id"] for row in found} == {"omgekeerd"}


# --- the samples ---


def test_the_composition_of_the_samples_is_in_order(ios: InProcess) -> None:
    """They tell of real situations; a finding here would be one that a planner calls false."""
    result = ios("check", ROOT / "sample_data" / "dossiers", "--select", "IOS1,IOS600,IOS601")
    assert (result.code, result.out) == (ExitCode.OK, "")


# --- lists beside the dossiers ---


def test_what_a_roster_and_a_presence_list_say_is_told(ios: InProcess, folder: Path) -> None:
    Path("r.csv").write_text("aios_id,datum,uren,rol\nniemand,2026-10-01,8,consultarts\n", encoding="utf-8")
    Path("p.csv").write_text("aios_id,datum,dagen\nniemand,2026-10-01,1\n", encoding="utf-8")
    lists = ("--rooster", "r.csv", "--presentie", "p.csv")
    result = ios("check", folder / "goed.toml", *lists, "--select", "IOS05", "--format", "csv")
    assert {row["bestand"] for row in rows(result.out)} == {"r.csv", "p.csv"}
    assert all(row["regelnummer"] == "2" for row in rows(result.out))


def test_a_dienst_of_a_roster_is_checked_and_told_with_its_own_line(ios: InProcess, folder: Path) -> None:
    Path("r.csv").write_text(
        "aios_id,datum,uren,rol\ngoed,2026-10-01,8,consultarts\ngoed,2020-10-01,8,consultarts\n",
        encoding="utf-8",
    )
    result = ios("check", folder / "goed.toml", "--rooster", "r.csv", "--select", "IOS3", "--format", "csv")
    assert ("r.csv", "3") in {(row["bestand"], row["regelnummer"]) for row in rows(result.out)}


def test_standard_input_is_one_thing_only(ios: InProcess) -> None:
    result = ios("check", "-", "--rooster", "-")
    assert result.code == ExitCode.USAGE
    assert "`--rooster`" in result.err


def test_a_roster_is_not_overwritten(ios: InProcess, folder: Path) -> None:
    name = Path("r.csv")
    name.write_text("aios_id,datum,uren,rol\n", encoding="utf-8")
    assert ios("check", folder / "goed.toml", "--rooster", name, "-o", name).code == ExitCode.USAGE
    assert name.read_text("utf-8") == "aios_id,datum,uren,rol\n"
