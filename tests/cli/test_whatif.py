"""The five changes on the command line: what they show, what they write, what they refuse."""

import csv
import difflib
import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from ios_cli.cli.commands import interrupt, shorten
from ios_cli.cli.exit_codes import ExitCode
from ios_cli.domain.dossier import ONDERBREKING_SOORTEN, STATUSSEN
from tests.run_ios import AS_OF, ROOT, SAMPLES, InProcess, clean_environment, command, run

ONE = SAMPLES / "standaard.toml"
EVERY = sorted(SAMPLES.glob("*.toml"))
SCALE = ("--factor", "0.8", "--vanaf", "2026-03-01")
SEH = ("--onderdeel", "klinisch", "--maanden", "3", "--grond", "SEH 2024")


@pytest.fixture
def samples(tmp_path: Path) -> Path:
    """A copy of the samples, with the profiles they name."""
    shutil.copytree(ROOT / "sample_data", tmp_path / "sample_data")
    return tmp_path / "sample_data" / "dossiers"


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def eind(text: str, naam: str) -> str:
    """The last day of an onderdeel in a csv of `generate`."""
    return next(row["eind"] for row in rows(text) if row["onderdeel"] == naam)


def fouten(text: str) -> set[str]:
    """The codes of the errors in a json."""
    return {f["code"] for f in json.loads(text)["findings"] if f["ernst"] == "fout"}


# --- what is shown ---


def test_the_table_shows_old_and_new_of_every_onderdeel(ios: InProcess) -> None:
    result = ios("scale", ONE, *SCALE)
    assert result.code == 0
    assert "80 % from 2026-03-01 · IOS concept" in result.out
    lines = [line.split() for line in result.out.splitlines()]
    assert ["2025-001", "huisartspraktijk-1", "2025-03-01", "2026-02-28", "0", "12"] in lines
    assert ["2025-001", "klinisch", "2026-03-01", "2026-08-31", "→", "2026-10-16", "+46", "6"] in lines
    assert "last day:  2028-02-29 → 2028-08-31 · 184 days later, 6 months" in result.out
    assert "diensten:  huisartspraktijk-1 20–25 · huisartspraktijk-2 20–25" in result.out
    assert "nothing is written" in result.err


def test_diensten_that_move_are_shown_old_and_new(ios: InProcess) -> None:
    args = ("--van", "huisartspraktijk-1", "--naar", "huisartspraktijk-2", "--maanden", "3")
    assert "huisartspraktijk-1 20–25 → 15–18" in ios("move", ONE, *args).out


def test_csv_holds_what_differs(ios: InProcess) -> None:
    result = ios("shorten", ONE, *SEH, "-f", "csv")
    assert result.err == ""
    assert result.out.splitlines()[0] == "aios_id,gegeven,onderdeel,nummer,oud,nieuw,verschil_dagen"
    assert "2025-001,voltijdsmaanden,klinisch,,6,3," in result.out.splitlines()
    assert "2025-001,eind,klinisch,,2026-08-31,2026-05-31,-92" in result.out.splitlines()
    assert result.out.splitlines()[-2:] == [
        "2025-001,eind,,,2028-02-29,2027-11-30,-91",
        "2025-001,voltooiingsbesluit,,1,2027-11-29,2027-08-30,-91",
    ]
    assert (
        "2025-001,voortgangsbeslissing,externe-stages,1,2027-02-28,2026-11-30,-90" in result.out.splitlines()
    )
    assert not [row for row in rows(result.out) if row["oud"] == row["nieuw"]]


def test_csv_for_a_dutch_excel(ios: InProcess) -> None:
    args = ("--onderdeel", "klinisch", "--maanden", "1.5", "--grond", "x")
    out = ios("shorten", ONE, *args, "-f", "csv", "--dialect", "excel-nl").out
    assert out.startswith("\ufeffaios_id;gegeven;")
    assert "2025-001;voltijdsmaanden;klinisch;;6;4,5;" in out
    assert ios("shorten", ONE, *args, "--dialect", "excel-nl").code == ExitCode.USAGE


def test_json_holds_every_onderdeel_and_the_differences(ios: InProcess) -> None:
    document = json.loads(ios("scale", ONE, *SCALE, "-f", "json").out)
    assert document["schema"] == "ios/vergelijking/1"
    assert document["as_of"] == AS_OF
    assert document["regels"]["regeling"] == "lop-2024"
    (data,) = document["data"]
    assert (data["aios_id"], data["gelijk"]) == ("2025-001", False)
    assert data["ios_status"] == {"oud": "vastgesteld", "nieuw": "concept"}
    assert data["eind"] == {"oud": "2028-02-29", "nieuw": "2028-08-31"}
    assert (data["verschil_dagen"], data["extra_maanden"]) == (184, "6")
    assert len(data["onderdelen"]) == 5
    assert data["onderdelen"][0]["voltijdsmaanden"] == {"oud": "12", "nieuw": "12"}
    assert data["verschillen"][0] == {
        "gegeven": "eind",
        "onderdeel": "klinisch",
        "nummer": None,
        "oud": "2026-08-31",
        "nieuw": "2026-10-16",
        "verschil_dagen": 46,
    }


def test_findings_about_the_change_have_no_place_and_about_the_dossier_do(
    ios: InProcess, samples: Path
) -> None:
    file = samples / "deeltijd-halverwege.toml"
    err = ios("scale", file, "--factor", "0.9", "--vanaf", "2025-03-01").err
    lines = [line for line in err.splitlines() if "IOS091" in line]
    assert len(lines) == 1
    assert lines[0].startswith(f"{file}:")
    err = ios("scale", file, "--factor", "80", "--vanaf", "2025-03-01").err
    assert err.startswith("IOS015 waarde-buiten-bereik: ")


# --- numbers and dates ---


@pytest.mark.parametrize(
    ("value", "hint"),
    [
        ("0,8", "write the decimals after a point: `0.8`"),
        ("80%", "write 80 % as `0.8`"),
        ("80 %", "write 80 % as `0.8`"),
        ("4/5", ""),
        ("1e-1", ""),
        ("٣", ""),
        ("nan", ""),
        ("-0.5", ""),
    ],
)
def test_a_number_that_is_none(ios: InProcess, value: str, hint: str) -> None:
    result = ios("scale", ONE, f"--factor={value}", "--vanaf", "2026-03-01")
    assert (result.code, result.out) == (ExitCode.USAGE, "")
    assert f"`{value}` is no number for `--factor`" in result.err
    assert hint in result.err


def test_numbers_are_exact(ios: InProcess, samples: Path) -> None:
    ios("scale", samples / "standaard.toml", "--factor", "0.1000", "--vanaf", "2026-03-01", "--write")
    assert "factor = 0.1\n" in (samples / "standaard.toml").read_text(encoding="utf-8")


def test_whole_numbers_only_where_weeks_and_days_are_counted(ios: InProcess) -> None:
    result = ios("extend", ONE, "--weken", "1.5", "--reden", "x")
    assert result.code == ExitCode.USAGE
    assert "`1.5` is no whole number for `--weken`" in result.err


@pytest.mark.parametrize("value", ["2026-3-1", "01-03-2026", "2026-02-30", "morgen"])
def test_a_date_that_is_none(ios: InProcess, value: str) -> None:
    assert ios("scale", ONE, "--factor", "0.8", "--vanaf", value).code == ExitCode.USAGE


def test_the_words_to_choose_from_are_those_of_the_dossier() -> None:
    assert shorten.STATUSSEN == STATUSSEN
    assert interrupt.SOORTEN == ONDERBREKING_SOORTEN


# --- what does not go together ---


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["scale", "X", "--vanaf", "2026-03-01"], "how much deeltijd is not said"),
        (["scale", "X", *SCALE, "--uren-per-week", "30.4"], "`--factor`, `--uren-per-week` each say"),
        (["scale", "X", *SCALE, "--einddatum", "2029-01-01"], "`--factor`, `--einddatum` each say"),
        (
            ["scale", "X", "--vanaf", "2026-03-01", "--einddatum", "2029-01-01", "--reden", "x"],
            "only finds a factor",
        ),
        (["scale", "X", *SCALE, "--factor", "0.9", "--write"], "cannot choose between several factors"),
        (["scale", "X", *SCALE, "--write", "-o", "y.toml"], "`--write` and `-o` both say"),
        (["scale", "-", *SCALE, "--write"], "`--write` has no file to change"),
        (["scale", "X", *SCALE, "-o", "-", "-f", "csv"], "no comparison is shown"),
        (["scale", "X", *SCALE, "-o", "y.csv"], "a dossier is TOML"),
        (["scale", "X", *SCALE, "-o", "X"], "is the dossier itself"),
        (["scale", str(SAMPLES), *SCALE], "is a folder"),
        (["shorten", "X", *SEH, "--einddatum", "2027-01-01"], "a length beside it has no place"),
        (
            ["shorten", "X", "--onderdeel", "ggz", "--einddatum", "2027-01-01", "--onderbouwing", "x"],
            "goes with a refusal",
        ),
        (["interrupt", "X", "--soort", "ziekte"], "the first day of the absence is not said"),
        (["interrupt", "X", "--soort", "ziekte", "--uitgerekend", "2026-09-01"], "computes pregnancy leave"),
        (
            ["interrupt", "X", "--soort", "ziekte", "--van", "2026-09-01", "--geboren", "2026-09-01"],
            "`--geboren` goes with a due date",
        ),
        (
            [
                *("interrupt", "X", "--soort", "zwangerschapsverlof", "--uitgerekend", "2026-09-01"),
                *("--omvang", "0.5"),
            ],
            "`--omvang` has no place beside `--uitgerekend`",
        ),
        (["move", "X", "--van", "a", "--naar", "b"], "how much is to be moved is not said"),
        (
            ["move", "X", "--van", "a", "--naar", "b", "--maanden", "1", "--startmoment", "volgende"],
            "`--maanden` and `--startmoment` both say",
        ),
        (["interrupt", "X", "--soort", "ziek", "--van", "2026-09-01"], "did you mean `ziekte`?"),
    ],
)
def test_usage(ios: InProcess, samples: Path, args: list[str], said: str) -> None:
    file = samples / "standaard.toml"
    before = file.read_bytes()
    result = ios(*(str(file) if arg == "X" else arg for arg in args))
    assert (result.code, result.out) == (ExitCode.USAGE, "")
    assert said in result.err
    assert file.read_bytes() == before


def test_a_dossier_with_errors_is_not_changed(ios: InProcess, samples: Path) -> None:
    file = samples.parent / "kapot" / "van-alles.toml"
    before = file.read_bytes()
    result = ios("scale", file, *SCALE, "--write")
    assert (result.code, result.out) == (ExitCode.USAGE, "")
    assert file.read_bytes() == before


def test_a_change_that_gives_no_ios_is_not_shown_and_not_written(ios: InProcess, samples: Path) -> None:
    file = samples / "vast-begin-met-wachttijd.toml"
    before = file.read_bytes()
    result = ios("scale", file, "--factor", "0.3", "--vanaf", "2025-03-01", "--write")
    assert (result.code, result.out) == (ExitCode.USAGE, "")
    assert "IOS201 begin-te-vroeg" in result.err
    assert file.read_bytes() == before


def test_beyond_what_is_allowed_is_shown_and_not_written(ios: InProcess, samples: Path) -> None:
    file = samples / "standaard.toml"
    before = file.read_bytes()
    args = ("extend", file, "--maanden", "8", "--reden", "x")
    shown = ios(*args)
    assert shown.code == 0
    assert "12 → 20" in shown.out
    assert "IOS092 buiten-wat-mag" in shown.err
    refused = ios(*args, "--write")
    assert refused.code == ExitCode.USAGE
    assert refused.out == shown.out
    assert "nothing is written: the change has errors" in refused.err
    assert file.read_bytes() == before
    assert ios(*args, "-o", "-").out == ""


# --- writing ---

CHANGES: dict[str, list[str]] = {
    "shorten": [
        "shorten",
        "--onderdeel",
        "huisartspraktijk-2",
        "--maanden",
        "0.5",
        "--grond",
        'EVC "x" \\ é',
    ],
    "scale": ["scale", "--factor", "0.77", "--vanaf", "2026-11-02", "--reden", "zorg", "--replace"],
    "hours": ["scale", "--uren-per-week", "34.2", "--vanaf", "2026-11-02", "--tot-en-met", "2026-12-31"],
    "interrupt": ["interrupt", "--soort", "zorgverlof", "--van", "2026-10-05", "--tot-en-met", "2026-10-30"],
    "extend": ["extend", "--dagen", "10", "--reden", "vertraging"],
    "extend-months": ["extend", "--maanden", "0.25", "--reden", "vertraging", "--besloten-op", "2026-05-01"],
    "move": ["move", "--van", "huisartspraktijk-1", "--naar", "huisartspraktijk-2", "--maanden", "0.5"],
}


@pytest.mark.parametrize("name", CHANGES)
@pytest.mark.parametrize("path", EVERY, ids=lambda path: path.stem)
def test_every_sample_survives_every_change(ios: InProcess, samples: Path, path: Path, name: str) -> None:
    file = samples / path.name
    before = file.read_bytes()
    change, *args = CHANGES[name]
    what_if = ios(change, file, *args, "-f", "json")
    if what_if.code or fouten(what_if.out) - fouten(ios("generate", file, "-f", "json").out):
        assert ios(change, file, *args, "--write").code == ExitCode.USAGE
        assert file.read_bytes() == before
        return
    assert file.read_bytes() == before
    written = ios(change, file, *args, "--write", "-f", "json")
    assert written.code == 0, written.err
    assert json.loads(written.out)["data"] == json.loads(what_if.out)["data"]
    added = [
        line
        for line in difflib.ndiff(
            before.decode().splitlines(keepends=True), file.read_bytes().decode().splitlines(keepends=True)
        )
        if not line.startswith(("  ", "?"))
    ]
    gone = [line for line in added if line.startswith("- ")]
    assert added
    if name == "move":  # two lengths, or a schedule that was not there
        assert all(line.startswith("- maanden = ") for line in gone)
    else:
        assert gone == []
    generated = rows(ios("generate", file, "-f", "csv").out)
    (data,) = json.loads(what_if.out)["data"]
    assert [(row["onderdeel"], row["begin"], row["eind"]) for row in generated] == [
        (o["onderdeel"], o["begin"]["nieuw"] or "", o["eind"]["nieuw"] or "") for o in data["onderdelen"]
    ]


def test_write_says_what_was_written_and_shows_the_comparison(ios: InProcess, samples: Path) -> None:
    file = samples / "standaard.toml"
    shown = ios("scale", file, *SCALE)
    written = ios("scale", file, *SCALE, "--write")
    assert (written.code, written.out, written.err) == (0, shown.out, f"wrote `{file}`\n")
    again = ios("scale", file, *SCALE, "--write")
    assert again.code == ExitCode.USAGE
    assert "IOS083 deeltijd-bestaat-al" in again.err


def test_writing_what_stands_there_already_changes_nothing(ios: InProcess, samples: Path) -> None:
    file = samples / "standaard.toml"
    ios("scale", file, *SCALE, "--write")
    before = (file.read_bytes(), file.stat().st_mtime_ns)
    result = ios("scale", file, *SCALE, "--write", "--replace")
    assert result.code == 0
    assert "IOS094 niets-verandert" in result.err
    assert "unchanged" in result.out
    assert (file.read_bytes(), file.stat().st_mtime_ns) == before


def test_a_copy_elsewhere(ios: InProcess, samples: Path) -> None:
    file = samples / "standaard.toml"
    before = file.read_bytes()
    result = ios("scale", file, *SCALE, "-o", "copy.toml")
    assert result.code == 0
    assert result.err == "wrote `copy.toml`\n"
    assert "2028-08-31" in result.out
    assert file.read_bytes() == before
    ios("scale", file, *SCALE, "--write")
    assert Path("copy.toml").read_bytes() == file.read_bytes()


def test_a_copy_elsewhere_finds_the_same_profile(ios: InProcess, samples: Path, tmp_path: Path) -> None:
    file = samples / "eigen-profiel.toml"
    args = ("scale", file, "--factor", "0.9", "--vanaf", "2026-12-01")
    (tmp_path / "deep").mkdir()
    for copy, path in (
        ("x.toml", "sample_data/profielen/voorbeeld.toml"),
        ("deep/x.toml", "../sample_data/profielen/voorbeeld.toml"),
    ):
        result = ios(*args, "-o", copy)
        assert f"the profile `../profielen/voorbeeld.toml` is written as `{path}`" in result.err
        assert f'profiel = "{path}"\n' in Path(copy).read_text(encoding="utf-8")
        assert ios("generate", copy).code == 0
        Path(copy).unlink()
    beside = ios(*args, "-o", samples / "x.toml")
    assert "is written as" not in beside.err
    # To standard output nobody knows where it goes: it stays as it stands, and that is told.
    assert "is not found from there" in ios(*args, "-o", "-").err
    # Another file that happens to lie there is not this profile.
    (tmp_path / "deep" / "a").mkdir()
    (tmp_path / "deep" / "profielen").mkdir()
    (tmp_path / "deep" / "profielen" / "voorbeeld.toml").write_text("", encoding="utf-8")
    assert "is written as `../../sample_data/profielen" in ios(*args, "-o", "deep/a/x.toml").err


def test_a_copy_whose_profile_is_out_of_reach_is_not_written(
    ios: InProcess, samples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_path(*_: object) -> str:
        raise ValueError("another drive")

    monkeypatch.setattr("ios_cli.cli.whatif._path_from", no_path)
    args = ("scale", samples / "eigen-profiel.toml", "--factor", "0.9", "--vanaf", "2026-12-01")
    result = ios(*args, "-o", "x.toml")
    assert result.code == ExitCode.USAGE
    assert "there is no path to the profile `../profielen/voorbeeld.toml`" in result.err
    assert not Path("x.toml").exists()


def test_byte_order_mark_and_line_ends_stay(ios: InProcess, tmp_path: Path) -> None:
    file = tmp_path / "windows.toml"
    text = '\ufeff[aios]\r\nid = "w"  # wie\r\n\r\n[opleiding]\r\nstart = 2025-03-01\r\n'
    file.write_bytes(text.encode())
    assert ios("scale", file, *SCALE, "--write").code == 0
    assert file.read_bytes().startswith(text.encode())
    assert b"\r\n[[deeltijd]]\r\nvanaf = 2026-03-01\r\nfactor = 0.8\r\n" in file.read_bytes()
    streamed = run("extend", file, "--maanden", "1", "--reden", "x", "-o", "-", encoding=None)
    copied = run("extend", file, "--maanden", "1", "--reden", "x", "-o", tmp_path / "copy.toml")
    assert copied.returncode == 0
    assert streamed.stdout == (tmp_path / "copy.toml").read_bytes()  # type: ignore[comparison-overlap]


@pytest.mark.skipif(os.name == "nt", reason="modes and links are those of POSIX")
def test_mode_and_link_stay(ios: InProcess, samples: Path, tmp_path: Path) -> None:
    file = samples / "standaard.toml"
    file.chmod(0o640)
    link = tmp_path / "link.toml"
    link.symlink_to(file)
    assert ios("scale", link, *SCALE, "--write").code == 0
    assert link.is_symlink()
    assert file.stat().st_mode & 0o777 == 0o640
    assert b"factor = 0.8" in file.read_bytes()


def test_a_dossier_that_changed_meanwhile_is_not_overwritten(
    ios: InProcess, samples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ios_cli.cli import whatif

    file = samples / "standaard.toml"
    worked_out = whatif.work_out

    def meanwhile(*args: Any, **kwargs: Any) -> Any:
        file.write_bytes(file.read_bytes() + b"# somebody else was here\n")
        return worked_out(*args, **kwargs)

    monkeypatch.setattr(whatif, "work_out", meanwhile)
    result = ios("scale", file, *SCALE, "--write")
    assert result.code == ExitCode.USAGE
    assert "IOS070 dossier-intussen-veranderd" in result.err
    assert file.read_bytes().endswith(b"# somebody else was here\n")
    assert b"factor" not in file.read_bytes().partition(b"[opleiding]")[2]


def test_a_full_disk_loses_nothing(ios: InProcess, samples: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import errno

    file = samples / "standaard.toml"
    before = file.read_bytes()

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    result = ios("scale", file, *SCALE, "--write")
    assert result.code == ExitCode.USAGE
    assert "IOS071 niet-te-schrijven" in result.err
    assert file.read_bytes() == before
    assert [p.name for p in samples.iterdir() if p.name.startswith(".")] == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_dossier_that_was_written_is_told_also_where_nothing_can_be_shown(samples: Path) -> None:
    file = samples / "standaard.toml"
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        result = subprocess.run(
            command("scale", file, *SCALE, "--write"),
            cwd=ROOT,
            env=clean_environment(),
            stdout=full,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            check=False,
        )
    assert result.returncode == ExitCode.USAGE
    assert result.stderr.startswith(f"wrote `{file}`\n")
    assert "cannot write to standard output" in result.stderr
    assert "factor = 0.8" in file.read_text(encoding="utf-8")


def test_changes_at_the_same_time_never_lose_one(samples: Path) -> None:
    file = samples / "standaard.toml"
    days = [f"2026-{month:02d}-02" for month in range(3, 9)]
    running = [
        subprocess.Popen(
            command("scale", file, "--factor", "0.9", "--vanaf", day, "--write"),
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        for day in days
    ]
    codes = []
    for process in running:
        __, err = process.communicate(timeout=60)
        codes.append(process.returncode)
        assert process.returncode == 0 or b"IOS070" in err
    text = file.read_text(encoding="utf-8")
    assert [f"vanaf = {day}\n" in text for day in days] == [code == 0 for code in codes]
    assert 0 in codes


# --- chains ---


def pipe(*commands: tuple[str | Path, ...]) -> tuple[str, list[int]]:
    """What comes out of the last command, and how each ended."""
    data: bytes | None = None
    codes = []
    for args in commands:
        result = run(*args, input=data, encoding=None)
        data = result.stdout  # type: ignore[assignment]
        codes.append(result.returncode)
    return (data or b"").decode("utf-8"), codes


def test_changes_chain() -> None:
    out, codes = pipe(
        ("scale", ONE, *SCALE, "-o", "-"),
        ("shorten", "-", *SEH, "-o", "-"),
        ("interrupt", "-", "--soort", "zwangerschapsverlof", "--uitgerekend", "2026-11-20", "-o", "-"),
        (
            "move",
            "-",
            "--van",
            "huisartspraktijk-1",
            "--naar",
            "huisartspraktijk-2",
            "--maanden",
            "1",
            "-o",
            "-",
        ),
        ("extend", "-", "--maanden", "2", "--reden", "x", "-o", "-"),
        ("generate", "-", "-f", "csv"),
    )
    assert codes == [0] * 6
    assert [row["onderdeel"] for row in rows(out)] == [
        "huisartspraktijk-1",
        "klinisch",
        "ggz",
        "ccz",
        "huisartspraktijk-2",
    ]
    assert eind(out, "huisartspraktijk-1") == "2026-01-31"


def test_what_streams_is_what_would_be_written(samples: Path) -> None:
    file = samples / "alles-tegelijk.toml"
    args = ("scale", file, "--factor", "0.7", "--vanaf", "2026-11-01")
    streamed = run(*args, "-o", "-", encoding=None)
    assert run(*args, "--write").returncode == 0
    assert streamed.stdout == file.read_bytes()  # type: ignore[comparison-overlap]


def test_a_search_that_needs_nothing_passes_the_dossier_on() -> None:
    args = ("shorten", ONE, "--onderdeel", "ggz", "--einddatum", "2029-01-01", "-o", "-")
    result = run(*args, encoding=None)
    assert result.returncode == 0
    assert result.stdout == ONE.read_bytes()  # type: ignore[comparison-overlap]
    assert b"IOS094" in result.stderr  # type: ignore[operator]


def test_to_half_and_back_on_the_same_day_gives_the_same_dates(ios: InProcess, samples: Path) -> None:
    file = samples / "standaard.toml"
    before = ios("generate", file, "-f", "csv").out
    assert ios("scale", file, "--factor", "0.5", "--vanaf", "2026-03-01", "--write").code == 0
    assert ios("generate", file, "-f", "csv").out != before
    assert ios("scale", file, "--factor", "1", "--vanaf", "2026-03-01", "--write", "--replace").code == 0
    assert ios("generate", file, "-f", "csv").out == before


# --- the life of a vrijstelling ---


def test_the_life_of_a_vrijstelling(ios: InProcess, samples: Path) -> None:
    file = samples / "standaard.toml"
    assert ios("shorten", file, *SEH, "--aangevraagd-op", "2025-04-01", "--write").code == 0
    assert "IOS082" in ios("shorten", file, *SEH, "--write").err
    assert "IOS080" in ios("shorten", file, "--onderdeel", "klinisch", "--status", "afgewezen").err
    refused = ios(
        *("shorten", file, "--onderdeel", "klinisch", "--status", "afgewezen", "--besloten-op", "2025-10-01"),
        *("--onderbouwing", "brief 2025-7", "--write"),
    )
    assert refused.code == 0
    assert "2027-11-30 → 2028-02-29" in refused.out
    text = file.read_text(encoding="utf-8")
    assert 'status = "afgewezen"\n' in text
    assert 'onderbouwing = "brief 2025-7"\n' in text
    assert "IOS085" in ios("shorten", file, "--onderdeel", "klinisch", "--status", "definitief").err
    assert ios("shorten", file, *SEH, "--write").code == 0  # a new request stands beside the refused one


def test_the_same_life_for_alternative_content(ios: InProcess, samples: Path) -> None:
    file = samples / "alternatieve-invulling.toml"
    text = file.read_text(encoding="utf-8")
    assert 'status = "voorlopig"' in text
    naam = next(
        row["onderdeel"]
        for row in rows(ios("generate", file, "-f", "csv").out)
        if f'soort = "{row["soort"]}"'
        in text.partition('status = "voorlopig"')[0].rpartition("[[onderdeel]]")[2]
    )
    result = ios(
        *("shorten", file, "--onderdeel", naam, "--status", "definitief", "--besloten-op", "2025-05-01"),
        "--write",
    )
    assert result.code == 0, result.err
    assert "unchanged" in result.out
    assert 'status = "definitief"' in file.read_text(encoding="utf-8")


# --- pregnancy leave ---


def test_pregnancy_leave_from_the_due_date(ios: InProcess, samples: Path) -> None:
    file = samples / "standaard.toml"
    args = ("interrupt", file, "--soort", "zwangerschapsverlof", "--uitgerekend", "2026-06-01")
    result = ios(*args)
    assert "2026-04-21 to 2026-08-10, 112 days: 42 up to the birth and 70 after it" in result.out
    assert "Cao SBOH" in result.out
    assert ios(*args, "--weken-vooraf", "4", "--write").code == 0
    assert "van = 2026-05-05\ntot_en_met = 2026-08-24\n" in file.read_text(encoding="utf-8")
    late = ios(*args, "--weken-vooraf", "4", "--geboren", "2026-06-09", "--write", "--replace")
    assert late.code == 0
    assert "van = 2026-05-05\ntot_en_met = 2026-09-01\n" in file.read_text(encoding="utf-8")
    assert ios(*args, "--weken-vooraf", "7").code == ExitCode.USAGE


# --- goals ---


def test_the_factor_that_reaches_a_date(ios: InProcess) -> None:
    args = ("scale", ONE, "--vanaf", "2026-03-01")
    result = ios(*args, "--einddatum", "2028-12-31")
    assert "goal:      in steps of one per cent, 71 % is the least that reaches 2028-12-31" in result.out
    assert result.out.splitlines()[:8] == ios(*args, "--factor", "0.71").out.splitlines()[:8]
    none = ios(*args, "--einddatum", "2027-12-31")
    assert (none.code, none.out) == (ExitCode.USAGE, "")
    assert "IOS093 doel-onbereikbaar" in none.err


def test_the_months_that_reach_a_date(ios: InProcess, samples: Path) -> None:
    file = samples / "standaard.toml"
    args = ("shorten", file, "--onderdeel", "klinisch", "--einddatum", "2027-12-31")
    result = ios(*args)
    assert result.code == 0
    assert "goal:      in steps of half a month, 2 months is the least that reaches 2027-12-31" in result.out
    assert ios(*args, "--write").code == ExitCode.USAGE  # what is written needs its ground
    assert ios(*args, "--grond", "SEH", "--write").code == 0
    assert "maanden = 2\n" in file.read_text(encoding="utf-8")


def test_the_months_that_reach_a_start_moment(ios: InProcess) -> None:
    file = SAMPLES / "deeltijd-80-procent.toml"
    args = ("move", file, "--van", "huisartspraktijk-2", "--naar", "huisartspraktijk-1", "--startmoment")
    assert "with 2.4 months what follows begins on 2026-09-01" in ios(*args, "volgende").out
    assert ios(*args, "2026-09-01").out == ios(*args, "volgende").out
    assert ios(*args, "2026-08-01").code == ExitCode.USAGE


def test_a_goal_is_a_value_for_machines(ios: InProcess) -> None:
    scaled = ("scale", ONE, "--vanaf", "2026-03-01", "--einddatum", "2028-12-31", "-f")
    (data,) = json.loads(ios(*scaled, "json").out)["data"]
    assert data["doel"] == {
        **{"soort": "deeltijdfactor", "waarde": "0.71", "eenheid": "factor"},
        **{"gevraagd": "2028-12-31", "bereikt": "2028-12-25", "nu": "2028-02-29"},
    }
    factor = rows(ios(*scaled, "csv").out)[-1]
    assert (factor["gegeven"], factor["oud"], factor["nieuw"]) == ("factor", "1", "0.71")
    shortened = ("shorten", ONE, "--onderdeel", "klinisch", "--einddatum", "2027-12-31", "-f", "json")
    (data,) = json.loads(ios(*shortened).out)["data"]
    assert (data["doel"]["soort"], data["doel"]["waarde"]) == ("vrijstelling", "2")
    file = SAMPLES / "deeltijd-80-procent.toml"
    moved = ("move", file, "--van", "huisartspraktijk-2", "--naar", "huisartspraktijk-1")
    (data,) = json.loads(ios(*moved, "--startmoment", "volgende", "-f", "json").out)["data"]
    assert (data["doel"]["waarde"], data["doel"]["bereikt"]) == ("2.4", "2026-09-01")


def test_a_pregnancy_leave_is_a_value_for_machines(ios: InProcess) -> None:
    args = ("--soort", "zwangerschapsverlof", "--uitgerekend", "2026-09-01", "-f", "json")
    (data,) = json.loads(ios("interrupt", ONE, *args).out)["data"]
    assert (data["verlof"]["van"], data["verlof"]["dagen"]) == ("2026-07-22", 112)
    assert data["verlof"]["tot_en_met"] == "2026-11-10"
    assert data["verlof"]["bron"]


@pytest.mark.parametrize(
    "args",
    [
        ("shorten", ONE, "--onderdeel", "klinisch", "--einddatum", "2029-01-31"),
        (
            *("move", ONE, "--van", "huisartspraktijk-1", "--naar", "huisartspraktijk-2"),
            *("--startmoment", "volgende"),
        ),
    ],
)
def test_where_nothing_is_needed_old_is_new(ios: InProcess, args: tuple[str | Path, ...]) -> None:
    header = "aios_id,gegeven,onderdeel,nummer,oud,nieuw,verschil_dagen\n"
    result = ios(*args, "-f", "csv")
    assert (result.code, result.out) == (0, header)
    document = json.loads(ios(*args, "-f", "json").out)
    assert [f["code"] for f in document["findings"]] == ["IOS094"]
    (data,) = document["data"]
    assert (data["gelijk"], len(data["onderdelen"]), data["doel"]["waarde"]) == (True, 5, "0")


def test_what_is_moved_needs_a_ground_to_be_written(ios: InProcess, samples: Path) -> None:
    file = samples / "deeltijd-80-procent.toml"
    args = ("move", file, "--van", "huisartspraktijk-2", "--naar", "huisartspraktijk-1")
    assert "`grond`" not in ios(*args, "--startmoment", "volgende").err
    bare = ios(*args, "--startmoment", "volgende", "-o", "x.toml")
    assert bare.code == 0
    assert "needs a `grond`, and none is written" in bare.err
    result = ios(*args, "--startmoment", "volgende", "--grond", "startmoment", "--write")
    assert (result.code, "`grond`" in result.err) == (0, False)
    assert file.read_text(encoding="utf-8").count('grond = "startmoment"') == 2
    # Back to the standard nothing departs from it.
    month = ("--maanden", "1", "--write")
    one = samples / "standaard.toml"
    there = ios("move", one, "--van", "huisartspraktijk-2", "--naar", "huisartspraktijk-1", *month)
    back = ios("move", one, "--van", "huisartspraktijk-1", "--naar", "huisartspraktijk-2", *month)
    assert ("`grond`" in there.err, "`grond`" in back.err) == (True, False)


def test_too_few_days_in_the_practice(ios: InProcess) -> None:
    result = ios("scale", ONE, *SCALE, "--praktijkdagen", "2")
    assert result.code == 0
    assert "IOS092 buiten-wat-mag: waarschuwing: 2 days a week in the practice" in result.err
    assert "at least 3" in result.err
    assert "4.1.1" in result.err
    assert "IOS092" not in ios("scale", ONE, *SCALE, "--praktijkdagen", "3").err


def test_a_provisional_one_is_not_counted_with_definitief(ios: InProcess) -> None:
    said = "`--vrijstellingen definitief` does not count those"
    assert said in ios("shorten", ONE, *SEH, "--vrijstellingen", "definitief").err
    decided = ("--status", "definitief", "--besloten-op", "2026-02-01")
    assert said not in ios("shorten", ONE, *SEH, *decided, "--vrijstellingen", "definitief").err
    assert said not in ios("shorten", ONE, *SEH).err


# --- side by side ---

SIDE = ("--factor", "0.9", "--factor", "0.8", "--factor", "0.5", "--vanaf", "2026-03-01")


def test_several_factors_side_by_side(ios: InProcess) -> None:
    result = ios("scale", ONE, *SIDE)
    assert result.code == 0
    lines = [line.split() for line in result.out.splitlines()]
    assert ["2025-001", "last", "day", "now", "90", "%", "80", "%", "50", "%"] in lines
    one = ios("scale", ONE, *SCALE, "-f", "json").out
    (data,) = json.loads(one)["data"]
    whole = next(line for line in lines if line[1:3] == ["whole", "training"])
    assert whole[3] == data["eind"]["oud"]
    assert whole[5] == data["eind"]["nieuw"]
    assert ["2025-001", "extra", "days", "+77", "+184", "+730"] in lines or "extra" in result.out


def test_several_factors_say_where_they_depart_from_the_profile(ios: InProcess) -> None:
    file = SAMPLES / "ouderschapsverlof-utrecht.toml"
    table = ios("scale", file, *SIDE)
    assert "50 %:  a deeltijdfactor of 50 % (at least 70 %)" in table.out
    assert "IOS092" not in table.err
    assert "IOS092 buiten-wat-mag" in ios("scale", file, *SIDE, "-f", "csv").err
    (data,) = json.loads(ios("scale", file, *SIDE, "-f", "json").out)["data"]
    assert [len(v["afwijkingen"]) for v in data["varianten"]] == [0, 0, 1]


def test_several_factors_as_csv_have_a_last_column(ios: InProcess) -> None:
    out = ios("scale", ONE, *SIDE, "-f", "csv").out
    assert out.splitlines()[0] == "aios_id,gegeven,onderdeel,nummer,oud,nieuw,verschil_dagen,factor"
    assert list(dict.fromkeys(row["factor"] for row in rows(out))) == ["0.9", "0.8", "0.5"]
    alone = rows(ios("scale", ONE, *SCALE, "-f", "csv").out)
    assert [{**row, "factor": "0.8"} for row in alone] == [r for r in rows(out) if r["factor"] == "0.8"]


def test_several_factors_as_json_and_to_a_file(ios: InProcess) -> None:
    assert ios("scale", ONE, *SIDE, "-o", "x.json").out == ""
    document = json.loads(Path("x.json").read_text(encoding="utf-8"))
    assert document["schema"] == "ios/varianten/1"
    (data,) = document["data"]
    assert [v["factor"] for v in data["varianten"]] == ["0.9", "0.8", "0.5"]
    assert data["varianten"][1]["eind"]["nieuw"] == "2028-08-31"


def test_a_factor_that_cannot_be_is_told_and_the_others_are_shown(ios: InProcess) -> None:
    result = ios("scale", ONE, "--factor", "0.8", "--factor", "80", "--vanaf", "2026-03-01")
    assert result.code == ExitCode.USAGE
    assert "IOS015" in result.err
    assert "2028-08-31" in result.out


# --- the terminal, and Dutch ---


def test_in_dutch(ios: InProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IOS_LANG", "nl")
    result = ios("scale", ONE, *SCALE)
    assert "laatste dag:" in result.out
    assert "184 dagen later, 6 maanden" in result.out
    assert "er is niets geschreven" in result.err
    assert "`0,8` is geen getal" in ios("scale", ONE, "--factor", "0,8", "--vanaf", "2026-03-01").err


def test_the_table_imports_no_rich_off_a_terminal() -> None:
    program = (
        "import sys\nfrom ios_cli.cli.app import main\ncode = main(sys.argv[1:])\n"
        "print('rich' in sys.modules, file=sys.stderr)\nsys.exit(code)\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", program, "scale", str(ONE), *SCALE, "--quiet"],
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
        check=False,
    )
    assert result.stderr.splitlines() == ["False"]
