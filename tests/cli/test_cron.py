"""Runs without anybody looking: an empty environment, closed streams, full disks, signals, several processes.

All as processes of their own, but for the comparison of numbers of workers.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from ios_cli.text import use_language
from tests.run_ios import AS_OF, ROOT, InProcess, clean_environment, command

pytestmark = pytest.mark.skipif(os.name == "nt", reason="these are the ways of a Unix")
needs_fork = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="workers are forked there only")

COLUMNS = "aios_id,code,onderdeel,nummer,vanaf,uiterlijk,wie,status,gedaan_op,bron\n"
STARTS = ("2024-03-01", "2025-03-01", "2025-09-01", "2026-03-01")
MORE = (
    "",
    "[[deeltijd]]\nvanaf = 2025-10-01\nfactor = 0.8\n",
    '[[onderbreking]]\nsoort = "ziekte"\nvan = 2026-01-05\ntot_en_met = 2026-02-20\n',
    '[[dienst]]\ndatum = 2026-02-03\nuren = 8.5\nrol = "consultarts"\n',
    "[[voortgangsgesprek]]\ndatum = 2025-06-10\n",
    "[[onderwijs]]\ndatum = 2026-03-04\ndagen = 1.0\n",
)


def write_cohort(folder: Path, number: int = 72) -> Path:
    """`number` dossiers, and 8 files that are something else or cannot be used."""
    folder.mkdir()
    profiles = ("", 'profiel = "vumc"\n', 'profiel = "utrecht"\n')
    for n in range(number):
        text = (
            f'[aios]\nid = "{(n * 37) % 1000:04}"\nnaam = "Aios {n}"\n'
            f"[opleiding]\nstart = {STARTS[n % len(STARTS)]}\n{profiles[n % 3]}{MORE[n % len(MORE)]}"
        )
        (folder / f"d{n:03}.toml").write_text(text, encoding="utf-8")
    for name, text in {
        "bad-date.toml": '[aios]\nid = "x1"\n[opleiding]\nstart = 2026-02-30\n',
        "bad-toml.toml": "[aios\n",
        "bad-key.toml": '[aios]\nid = "x2"\n[opleiding]\nstart = 2026-03-01\nkleur = 1\n',
        "no-dossier.toml": "[tool]\nx = 1\n",
        "empty.toml": "",
        "misspelled.toml": "[aois]\nid = 'x3'\n[opleiding]\nstart = 2026-03-01\n",
        "double.toml": '[aios]\nid = "0037"\n[opleiding]\nstart = 2026-03-01\n',
        "profile.toml": '[aios]\nid = "x4"\n[opleiding]\nstart = 2026-03-01\nprofiel = "nergens"\n',
    }.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def cohort(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_cohort(tmp_path_factory.mktemp("cron") / "cohort")


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Only dossiers in which nothing stands in the way."""
    folder = write_cohort(tmp_path_factory.mktemp("cron") / "good", 60)
    for file in folder.iterdir():
        if not file.name.startswith("d0"):
            file.unlink()
    return folder


# --- the number of workers changes nothing ---


@pytest.fixture
def ios(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Iterator[InProcess]:
    monkeypatch.setenv("IOS_LANG", "en")
    monkeypatch.setenv("IOS_AS_OF", AS_OF)
    yield InProcess(capsys)
    use_language("en")


@pytest.mark.parametrize(
    "args",
    [
        ("agenda", "-f", "csv"),
        ("agenda",),
        ("agenda", "-f", "json"),
        ("agenda", "-f", "ics"),
        ("deadlines", "-f", "csv"),
        ("deadlines", "-f", "ics"),
        ("deadlines", "--status", "te-laat"),
        ("deadlines", "--code", "voortgangsbeslissing,voortgangsgesprek", "-f", "json"),
        ("diensten", "-f", "csv"),
        ("diensten", "-f", "json"),
        ("diensten", "-v"),
        ("onderwijs", "-f", "csv"),
        ("onderwijs",),
        ("besluitlijst", "-f", "csv"),
        ("besluitlijst", "-f", "json"),
        ("besluitlijst",),
        ("bezetting", "-f", "csv"),
        ("bezetting", "-f", "json", "--per-plaats"),
        ("generate", "-f", "csv"),
        ("generate", "-f", "json"),
        ("check", "-f", "csv"),
        ("check", "-f", "json"),
    ],
    ids=" ".join,
)
def test_the_same_comes_out_whatever_the_number_of_workers(
    ios: InProcess, cohort: Path, monkeypatch: pytest.MonkeyPatch, args: Sequence[str]
) -> None:
    results = []
    for workers in ("1", "2", "3"):
        monkeypatch.setenv("IOS_WORKERS", workers)
        results.append(ios(args[0], cohort, *args[1:]))
    assert results[0] == results[1] == results[2]
    assert results[0].code == 2
    if args[0] != "check":  # there they are the result
        assert all(
            name in results[0].err for name in ("bad-date", "bad-toml", "bad-key", "double", "profile")
        )
    # d001 and double.toml have one id: neither is computed
    assert len(results[0].out) > 1000


def test_what_is_remembered_is_the_same_too(
    ios: InProcess, cohort: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for workers in ("1", "2", "3"):
        monkeypatch.setenv("IOS_WORKERS", workers)
        assert ios("agenda", cohort, "--sinds", tmp_path / f"{workers}.json").code == 2
    one, two, three = ((tmp_path / f"{w}.json").read_bytes() for w in "123")
    assert one == two == three


@pytest.mark.parametrize("workers", ["1", "3"])
def test_an_unknown_code_is_told_before_anything_is_written(
    ios: InProcess, good: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, workers: str
) -> None:
    monkeypatch.setenv("IOS_WORKERS", workers)
    for name in ("agenda", "deadlines"):
        result = ios(name, good, "--code", "voltooiingsbesluit,voortgangsgespek", "-o", tmp_path / "x.csv")
        assert (result.code, result.out) == (2, "")
        assert "voortgangsgesprek" in result.err
        assert not list(tmp_path.iterdir())


# --- as cron does ---


def shell(
    script: str, *args: str | Path, cwd: Path, env: dict[str, str] | None = None
) -> "subprocess.CompletedProcess[str]":
    """`script` in a shell with nothing but HOME and PATH, as cron starts it; `$@` is `ios` with `args`."""
    bare = {"HOME": str(cwd), "PATH": "/usr/bin:/bin", **(env or {})}
    return subprocess.run(
        ["/bin/sh", "-c", script, "sh", *command(*args)],
        cwd=cwd,
        env=bare,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


JOB = ("--sinds", "stand.json", "--fail-on", "te-laat", "--as-of", AS_OF)


@pytest.mark.parametrize("workers", ["1", "3"])
def test_with_an_empty_environment_and_closed_standard_input(
    good: Path, tmp_path: Path, workers: str
) -> None:
    env = {"IOS_WORKERS": workers}
    first = shell('exec "$@" <&-', "agenda", good, *JOB, cwd=tmp_path, env=env)
    assert first.returncode == 1
    assert first.stdout.startswith("te-laat · ")
    assert "stand.json" in first.stderr
    again = shell('exec "$@" <&-', "agenda", good, *JOB, cwd=tmp_path, env=env)
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "")
    # without a day of reference it is today's list
    today = shell('exec "$@" <&-', "agenda", good, "-f", "csv", cwd=tmp_path, env=env)
    assert today.returncode == 0
    assert today.stdout.startswith(COLUMNS)


def crontab() -> list[str]:
    """The example, without its comments."""
    page = (ROOT / "docs" / "cron.md").read_text(encoding="utf-8")
    [block] = re.findall(r"^```cron\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    return [line for line in block.splitlines() if line and not line.startswith("#")]


def cron_lines() -> list[str]:
    """The commands of the example crontab."""
    return [line.split(maxsplit=5)[5] for line in crontab() if not re.match(r"[A-Z_]+=", line)]


def test_the_example_crontab_says_which_letters_it_mails(good: Path, tmp_path: Path) -> None:
    """cron without a locale calls a mail US-ASCII else; what `ios` prints is UTF-8 whatever the locale."""
    said = crontab().index('CONTENT_TYPE="text/plain; charset=UTF-8"')
    assert said < crontab().index(next(line for line in crontab() if line.endswith(cron_lines()[0])))
    assert "·" in shell('LC_ALL=C exec "$@"', "agenda", good, cwd=tmp_path).stdout


@pytest.mark.skipif(shutil.which("flock") is None, reason="no flock here")
@pytest.mark.parametrize("line", cron_lines(), ids=lambda line: line.partition("ios ")[2][:60])
def test_the_lines_of_the_example_crontab(good: Path, tmp_path: Path, line: str) -> None:
    shutil.copytree(good, tmp_path / "dossiers")
    (tmp_path / "bin").mkdir()
    program = tmp_path / "bin" / "ios"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m ios_cli "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    script = line.replace("/srv/opleiding", str(tmp_path))
    assert script != line

    def at(as_of: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            ["/bin/sh", "-c", f"{script} <&-"],
            env={"HOME": str(tmp_path), "PATH": f"{program.parent}:/usr/bin:/bin", "IOS_AS_OF": as_of},
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=60,
        )

    first, again = at("2026-06-01"), at("2026-06-01")
    assert first.stderr == again.stderr == ""
    assert (again.returncode, again.stdout) == (0, "")
    if "-o hoofd.csv" in line:
        assert first.stdout == ""
        assert (tmp_path / "hoofd.csv").read_bytes().startswith(b"\xef\xbb\xbfaios_id;")
    else:
        assert first.stdout
        assert at("2027-06-01").stdout


def test_in_the_language_that_the_line_chooses(good: Path, tmp_path: Path) -> None:
    dutch = shell('IOS_LANG=nl exec "$@" <&-', "agenda", good, cwd=tmp_path)
    assert "uiterlijk" in dutch.stdout.splitlines()[1]


@pytest.mark.parametrize("workers", ["1", "3"])
def test_with_all_streams_closed_a_file_is_still_written(good: Path, tmp_path: Path, workers: str) -> None:
    args = ("agenda", good, *JOB, "-o", "agenda.csv")
    result = shell('exec "$@" <&- >&- 2>&-', *args, cwd=tmp_path, env={"IOS_WORKERS": workers})
    assert result.returncode == 1
    lines = (tmp_path / "agenda.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    assert lines[0] == COLUMNS
    assert len(lines) > 50
    assert (tmp_path / "stand.json").stat().st_size > 1000
    assert sorted(p.name for p in tmp_path.iterdir()) == ["agenda.csv", "stand.json"]


def test_a_closed_standard_output_is_told_and_nothing_is_remembered(good: Path, tmp_path: Path) -> None:
    result = shell('exec "$@" <&- >&-', "agenda", good, *JOB, cwd=tmp_path)
    assert result.returncode == 2
    assert "standard output" in result.stderr
    assert not list(tmp_path.iterdir())


def test_a_closed_standard_error_leaves_the_result_as_it_is(good: Path, tmp_path: Path) -> None:
    result = shell('exec "$@" <&- 2>&-', "agenda", good, *JOB, "-f", "csv", cwd=tmp_path)
    assert result.returncode == 1
    assert result.stdout.startswith(COLUMNS)
    assert (tmp_path / "stand.json").exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full disk here")
@pytest.mark.parametrize("workers", ["1", "3"])
def test_a_full_disk_is_told_and_nothing_is_remembered(good: Path, tmp_path: Path, workers: str) -> None:
    env = {"IOS_WORKERS": workers}
    result = shell('exec "$@" >/dev/full', "agenda", good, *JOB, cwd=tmp_path, env=env)
    assert result.returncode == 2
    assert "no space left" in result.stderr
    assert "Traceback" not in result.stderr
    assert not list(tmp_path.iterdir())
    # what had to be said could not be: that is no success
    args = ("agenda", good, "--sinds", "s.json", "--as-of", AS_OF, "-o", "x.csv")
    result = shell('exec "$@" 2>/dev/full', *args, cwd=tmp_path, env=env)
    assert result.returncode == 2
    assert (tmp_path / "x.csv").exists()


def test_memory_that_cannot_be_written_is_told_after_the_result(good: Path, tmp_path: Path) -> None:
    result = shell('exec "$@"', "agenda", good, "--sinds", "no-folder/stand.json", "-f", "csv", cwd=tmp_path)
    assert result.returncode == 2
    assert len(result.stdout.splitlines()) > 50
    assert "no-folder" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anything")
def test_memory_without_permission(good: Path, tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0o500)
    result = shell('exec "$@"', "agenda", good, "--sinds", "closed/s.json", "-f", "csv", cwd=tmp_path)
    assert result.returncode == 2
    assert "permission" in result.stderr


def test_runs_at_the_same_time_leave_a_whole_file(good: Path, tmp_path: Path) -> None:
    env = clean_environment()
    days = ("2026-05-01", "2026-06-01", "2026-07-01")
    running = [
        subprocess.Popen(
            command("agenda", good, "--sinds", "stand.json", "--as-of", day, "-f", "csv"),
            cwd=tmp_path,
            env=env,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for day in days
    ]
    assert [process.wait(60) for process in running] == [0, 0, 0]
    assert [p.name for p in tmp_path.iterdir()] == ["stand.json"]
    left = (tmp_path / "stand.json").read_bytes()
    alone = []
    for day in days:
        shell('exec "$@"', "agenda", good, "--sinds", f"{day}.json", "--as-of", day, cwd=tmp_path)
        alone.append((tmp_path / f"{day}.json").read_bytes())
    assert left in alone


# --- ways to end early ---

PATCHED = """
import os, signal, sys, time
from ios_cli.werk import stroom
real = stroom.compute_piece
def piece(sources, *args, **options):
    {what}
    return real(sources, *args, **options)
stroom.compute_piece = piece
from ios_cli.__main__ import main
main()
"""
"""`ios` whose workers do something else first; forked ones take it along."""


def start(
    what: str, *args: str | Path, cwd: Path, workers: str = "3", first: str = ""
) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", first + PATCHED.format(what=what), *map(str, args)],
        cwd=cwd,
        env=clean_environment({"IOS_WORKERS": workers}),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
        preexec_fn=heed_signals,  # noqa: PLW1509  (no threads here)
    )


def heed_signals() -> None:
    """Whoever runs the tests may ignore some, as `nohup` and `&` in a script do; a child would too."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)


def until(ready: Callable[[], object], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not ready():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.02)


def in_group(group: int) -> list[int]:
    """The processes of a group that are still there."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[2]) == group and fields[0] != "Z":
            found.append(int(status.parent.name))
    return found


@needs_fork
@pytest.mark.parametrize("workers", ["1", "3"])
@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, -15), (signal.SIGHUP, -1)], ids=str
)
def test_stopped_on_the_way_it_leaves_nothing(
    good: Path, tmp_path: Path, workers: str, number: signal.Signals, code: int
) -> None:
    """Ctrl-C goes to the whole group, as a terminal does it; the others to the first process alone."""
    (tmp_path / "old.csv").write_text("as it was", encoding="utf-8")
    process = start("time.sleep(3)", "agenda", good, *JOB, "-o", "old.csv", cwd=tmp_path, workers=workers)
    until(lambda: list(tmp_path.glob(".ios-*.tmp")))
    if number is signal.SIGINT:
        os.killpg(process.pid, number)
    else:
        process.send_signal(number)
    out, err = process.communicate(timeout=30)
    assert process.returncode == code
    assert (out, err) == ("", "`stand.json` is not there yet: everything is new\n")
    assert [p.name for p in tmp_path.iterdir()] == ["old.csv"]
    assert (tmp_path / "old.csv").read_text(encoding="utf-8") == "as it was"
    until(lambda: not in_group(process.pid))


SLOW_TO_CLEAR = """
import pathlib, time
unlink = pathlib.Path.unlink
def slow(path, *args, **options):
    pathlib.Path("clearing").touch()
    time.sleep(0.4)
    unlink(path, *args, **options)
pathlib.Path.unlink = slow
"""


@needs_fork
@pytest.mark.parametrize("workers", ["1", "3"])
@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, -15), (signal.SIGHUP, -1)], ids=str
)
def test_asked_twice_it_still_clears_away(
    good: Path, tmp_path: Path, workers: str, number: signal.Signals, code: int
) -> None:
    """A terminal that is closed says it twice, and so does somebody in a hurry."""
    process = start(
        "time.sleep(0.3)", "agenda", good, "-o", "x.csv", cwd=tmp_path, workers=workers, first=SLOW_TO_CLEAR
    )
    until(lambda: list(tmp_path.glob(".ios-*.tmp")))
    os.killpg(process.pid, number)
    until((tmp_path / "clearing").exists)
    os.killpg(process.pid, number)
    out, err = process.communicate(timeout=30)
    assert (process.returncode, out, err) == (code, "", "")
    assert [p.name for p in tmp_path.iterdir()] == ["clearing"]
    until(lambda: not in_group(process.pid))


@needs_fork
def test_workers_go_when_the_first_process_is_killed(good: Path, tmp_path: Path) -> None:
    process = start("time.sleep(0.3)", "agenda", good, "-o", "x.csv", cwd=tmp_path)
    until(lambda: len(in_group(process.pid)) > 2)
    process.kill()
    process.communicate(timeout=30)
    until(lambda: not in_group(process.pid))
    assert not (tmp_path / "x.csv").exists()


@needs_fork
@pytest.mark.parametrize("name", ["agenda", "generate", "check", "deadlines", "bezetting"])
def test_a_worker_that_is_killed_leaves_no_half_file(good: Path, tmp_path: Path, name: str) -> None:
    """As the system does it where memory runs out: an error of the run, not of the program."""
    (tmp_path / "old.csv").write_text("as it was", encoding="utf-8")
    # the second piece by file name and by aios id
    what = "any('d03' in s.file for s in sources) and os.kill(os.getpid(), signal.SIGKILL)"
    process = start(what, name, good, "-o", "old.csv", cwd=tmp_path)
    _out, err = process.communicate(timeout=60)
    assert process.returncode == 2
    assert "worker process ended" in err
    assert "Traceback" not in err
    assert [p.name for p in tmp_path.iterdir()] == ["old.csv"]
    assert (tmp_path / "old.csv").read_text(encoding="utf-8") == "as it was"


HALF_WAY = """
import os, signal
from multiprocessing.connection import Connection
def half(pipe, data):
    os.write(pipe.fileno(), bytes(data)[: len(data) // 2])
    os.kill(os.getpid(), signal.SIGKILL)
"""


@needs_fork
@pytest.mark.parametrize("workers", ["2", "4"])
def test_a_worker_that_is_killed_half_way_its_answer_is_not_waited_for(
    good: Path, tmp_path: Path, workers: str
) -> None:
    what = "if any('d03' in s.file for s in sources): Connection._send = half"
    process = start(what, "check", good, "-o", "new.csv", cwd=tmp_path, workers=workers, first=HALF_WAY)
    try:
        _out, err = process.communicate(timeout=60)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
    assert process.returncode == 2
    assert "worker process ended" in err
    assert "Traceback" not in err
    assert list(tmp_path.iterdir()) == []
    until(lambda: not in_group(process.pid))


@needs_fork
def test_a_worker_that_is_stopped_at_its_birth_is_not_waited_for(good: Path, tmp_path: Path) -> None:
    """It has its parent's way of answering then; the signal waits until it has its own."""
    first = (
        "import os, signal\nos.register_at_fork(after_in_child=lambda: os.kill(os.getpid(), signal.SIGTERM))"
    )
    process = start("None", "agenda", good, "-o", "new.csv", cwd=tmp_path, first=first)
    _out, err = process.communicate(timeout=60)
    assert process.returncode == 2
    assert "worker process ended" in err
    assert "Traceback" not in err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("workers", ["1", "3"])
@pytest.mark.parametrize(
    "args",  # each more than a pipe holds
    [
        ("generate", "-f", "json"),
        ("deadlines", "-f", "csv"),
        ("agenda", "--binnen", "48m"),
        ("check", "-f", "json"),
    ],
    ids=" ".join,
)
def test_a_reader_that_goes_away_ends_it_in_silence(
    good: Path, tmp_path: Path, workers: str, args: Sequence[str]
) -> None:
    if shutil.which("bash") is None:
        pytest.skip("no bash")
    script = 'set -o pipefail; "$@" 2>err | head -1; exit "${PIPESTATUS[0]}"'
    result = subprocess.run(
        ["bash", "-c", script, "sh", *command(args[0], good, *args[1:])],
        cwd=tmp_path,
        env=clean_environment({"IOS_WORKERS": workers}),
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    assert result.returncode == 141
    assert len(result.stdout.splitlines()) == 1
    assert "Traceback" not in (tmp_path / "err").read_text(encoding="utf-8")
