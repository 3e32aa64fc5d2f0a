"""The samples say in comments what to expect of them; here they are held to it.

`# verwacht NAAM: BEGIN t/m EIND` (or `vrijgesteld`) for every row, `# verwacht einde: DATUM` for the
training, `# verwacht: CODE regel N` for every finding. The set must match: nothing more, nothing less.
The dates were computed by hand or by an independent program, on the day of reference below.
"""

import os
import re
import shutil
import subprocess
import sys
from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest

from ios_cli.cli.app import main
from ios_cli.domain.finding import has_obstacle
from ios_cli.io.dossiers import LoadedDossier, load_dossier
from ios_cli.planning.ios import Planning, plan_ios
from ios_cli.regels.load import RegelBoek

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "sample_data"
AS_OF = "2026-06-01"  # also in the Makefile and in the comments of the samples

GOOD = sorted((SAMPLES / "dossiers").rglob("*.toml"))
BROKEN = sorted((SAMPLES / "kapot").rglob("*.toml"))
PROFILES = sorted((SAMPLES / "profielen").rglob("*.toml"))

ROW = re.compile(r"^# verwacht (?!einde:)(?P<naam>\S+): (?P<rest>.+)$", re.MULTILINE)
EINDE = re.compile(r"^# verwacht einde: (\d{4}-\d{2}-\d{2})$", re.MULTILINE)
FINDING = re.compile(r"^# verwacht: (IOS\d{3}) regel (\d+)$", re.MULTILINE)
REPORTED = re.compile(
    r"^(?P<file>[^\s:][^:]*\.toml):(?P<line>\d+)(?::\d+)?: (?:\w+ )?(?P<code>IOS\d{3}) ", re.MULTILINE
)

Findings = list[tuple[str, int]]


def name(path: Path) -> str:
    return path.stem


def text_of(path: Path) -> str:
    return path.read_bytes().decode("latin-1" if path.stem == "latin-1" else "utf-8")


def expected_findings(path: Path) -> Findings:
    return sorted((code, int(line)) for code, line in FINDING.findall(text_of(path)))


def plan(path: Path) -> tuple[LoadedDossier, Planning]:
    loaded = load_dossier(path.read_bytes(), path.name)
    assert loaded.dossier is not None, loaded.findings
    assert loaded.complete, loaded.findings
    boek, findings = RegelBoek.load()
    assert not findings
    opleiding = loaded.dossier.opleiding
    regels, findings = boek.regels_voor(
        start=opleiding.start,
        regeling=opleiding.regeling,
        profiel=opleiding.profiel,
        methode=opleiding.methode,
        basis=path.parent,
    )
    assert regels is not None
    assert not findings
    return loaded, plan_ios(loaded.dossier, regels, as_of=date.fromisoformat(AS_OF))


def test_there_are_enough_of_them() -> None:
    assert len(GOOD) >= 16
    assert len(BROKEN) >= 12
    assert PROFILES


@pytest.mark.parametrize("path", GOOD, ids=name)
def test_good_sample_gives_the_dates_it_states(path: Path) -> None:
    loaded, planning = plan(path)
    ios = planning.ios
    assert ios is not None, planning.findings

    stated = {m["naam"]: m["rest"] for m in ROW.finditer(text_of(path))}
    computed = {
        rij.onderdeel: "vrijgesteld" if rij.periode is None else f"{rij.begin} t/m {rij.eind}"
        for rij in ios.rijen
    }
    assert list(stated.items()) == list(computed.items())
    assert EINDE.findall(text_of(path)) == [str(ios.laatste_dag)]

    findings = loaded.findings + loaded.locate(planning.findings)
    assert not has_obstacle(findings)
    assert sorted((f.code, f.line) for f in findings) == expected_findings(path)


def test_every_aios_is_somebody_else() -> None:
    seen: dict[str, list[str]] = defaultdict(list)
    for path in GOOD:
        loaded = load_dossier(path.read_bytes(), path.name)
        assert loaded.dossier is not None
        seen[loaded.dossier.id].append(path.name)
    assert {aios: files for aios, files in seen.items() if len(files) > 1} == {}


@pytest.mark.parametrize("path", GOOD + BROKEN + PROFILES, ids=name)
def test_sample_names_its_schema_on_the_first_line(path: Path) -> None:
    kind = "profiel" if path in PROFILES else "dossier"
    first = text_of(path).split("\n", 1)[0]
    assert first == f"#:schema ../../schemas/{kind}.schema.json"
    assert (path.parent / first.removeprefix("#:schema ")).is_file()


@pytest.mark.parametrize("path", GOOD + BROKEN + PROFILES, ids=name)
def test_sample_has_no_number_that_could_be_a_bsn(path: Path) -> None:
    assert re.findall(r"\d{8,}", text_of(path)) == []


def taplo(*paths: Path) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).with_name("taplo.exe" if os.name == "nt" else "taplo")
    if not program.exists():
        pytest.skip("taplo is not installed")
    files = [str(path.relative_to(ROOT)) for path in paths]
    return subprocess.run(
        [program, "lint", "--no-auto-config", *files],
        check=False,
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )


def test_a_toml_editor_accepts_the_good_samples() -> None:
    result = taplo(*GOOD, *PROFILES)
    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize("stem", ["enkele-haken", "factor-80", "onbekende-sleutel", "verkeerd-type"])
def test_a_toml_editor_sees_what_the_reader_sees(stem: str) -> None:
    result = taplo(SAMPLES / "kapot" / f"{stem}.toml")
    assert result.returncode != 0


@pytest.fixture(scope="module")
def reported() -> dict[str, Findings]:
    """What one run over the folder of broken dossiers says, by file name."""
    result = run("sample_data/kapot")
    assert result.returncode == 2, result.stderr
    found: dict[str, Findings] = defaultdict(list)
    for match in REPORTED.finditer(result.stderr):
        if match["code"] == "IOS041":  # follows from the others, wherever no dates were computed
            continue
        found[Path(match["file"]).name].append((match["code"], int(match["line"])))
    return found


def run(*paths: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "ios_cli", "generate", *paths, "--format", "csv", "--as-of", AS_OF],
        check=False,
        cwd=ROOT,
        env={**os.environ, "IOS_LANG": "en", "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )


@pytest.mark.parametrize("path", BROKEN, ids=name)
def test_broken_sample_gives_the_findings_it_states(path: Path, reported: dict[str, Findings]) -> None:
    assert expected_findings(path)
    assert sorted(reported[path.name]) == expected_findings(path)


def test_a_folder_with_bad_files_still_gives_the_good_ones(tmp_path: Path) -> None:
    """And a profile in the folder is no dossier, so nothing is said of it."""
    alone = run("sample_data/dossiers")
    assert alone.returncode == 0, alone.stderr
    for folder in ("dossiers", "kapot", "profielen"):
        shutil.copytree(SAMPLES / folder, tmp_path / folder)
    together = run(str(tmp_path))
    assert together.returncode == 2
    assert together.stdout == alone.stdout
    assert "profielen" not in together.stderr


def test_every_finding_of_reading_and_planning_has_a_sample() -> None:
    """What a planner can get wrong in one dossier is shown once, so that its message can be looked at."""
    shown = {code for path in GOOD + BROKEN for code, __ in expected_findings(path)}
    assert {"IOS002", "IOS003", "IOS004", "IOS006", "IOS010", "IOS011", "IOS013", "IOS014", "IOS019"} <= shown
    assert {"IOS030", "IOS035", "IOS036", "IOS037", "IOS201", "IOS203", "IOS204"} <= shown


def test_demo_runs_on_the_good_samples(capsys: pytest.CaptureFixture[str]) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert f"ios generate sample_data/dossiers --as-of {AS_OF}" in makefile
    assert main(["generate", str(SAMPLES / "dossiers"), "--as-of", AS_OF]) == 0
    assert "2025-017" in capsys.readouterr().out
