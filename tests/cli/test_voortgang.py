"""The bar on standard error: after a second, on a terminal, and nowhere else."""

import os
import re
import select
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from ios_cli.cli.context import Context
from ios_cli.cli.voortgang import PATIENCE, Voortgang
from tests.cli.test_cron import write_cohort
from tests.run_ios import clean_environment


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def drawn(capsys: pytest.CaptureFixture[str]) -> str:
    captured = capsys.readouterr()
    assert captured.out == ""
    return captured.err


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("FORCE_COLOR", "1")  # rich then takes what pytest captures for a terminal
    return Clock()


def test_nothing_in_the_first_second(clock: Clock, capsys: pytest.CaptureFixture[str]) -> None:
    bar = Voortgang(100, aan=True, clock=clock)
    for _n in range(50):
        clock.now += PATIENCE / 51
        bar.stap()
    bar.weg()
    assert drawn(capsys) == ""


def test_after_that_it_counts_and_goes(clock: Clock, capsys: pytest.CaptureFixture[str]) -> None:
    bar = Voortgang(200, aan=True, clock=clock)
    clock.now += 1.5
    bar.stap(25)
    assert "25/200" in drawn(capsys)
    bar.stap(25)  # too soon to draw again
    assert drawn(capsys) == ""
    clock.now += 0.5
    bar.stap(25)
    assert "75/200" in drawn(capsys)
    bar.weg()
    gone = drawn(capsys)
    assert gone.endswith("\x1b[2K")  # the line is wiped
    assert "\x1b[?25h" in gone  # and the cursor is back
    bar.weg()
    assert drawn(capsys) == ""
    clock.now += 1
    bar.stap(25)
    assert "100/200" in drawn(capsys)
    bar.weg()


def test_parts_of_a_dossier_add_up(clock: Clock, capsys: pytest.CaptureFixture[str]) -> None:
    bar = Voortgang(10, aan=True, clock=clock)
    clock.now += 1.5
    for _n in range(30):
        clock.now += 0.2
        bar.stap(1 / 3)
    text = drawn(capsys)
    assert "10/10" in text
    assert "11/10" not in text
    bar.weg()


def test_switched_off_it_does_nothing(clock: Clock, capsys: pytest.CaptureFixture[str]) -> None:
    bar = Voortgang(10, aan=False, clock=clock)
    clock.now += 9
    bar.stap(5)
    bar.weg()
    assert drawn(capsys) == ""


def test_a_terminal_that_has_gone_is_no_reason_to_stop(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    bar = Voortgang(10, aan=True, clock=clock)

    def gone() -> None:
        raise OSError(5, "gone")

    monkeypatch.setattr(bar, "_teken", gone)
    clock.now += 2
    bar.stap()
    assert not bar.aan
    bar.stap()
    bar.weg()


def test_who_sees_a_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal:
        def isatty(self) -> bool:
            return True

    def context(*, quiet: bool = False, to_file: bool = False) -> Context:
        environ = {"TERM": "xterm"}
        return Context.of(as_of="2026-06-01", environ=environ, quiet=quiet, to_file=to_file)

    assert not context().balk  # pytest captures
    monkeypatch.setattr(sys, "stderr", Terminal())
    assert context().balk
    assert context().balk_colour
    assert not context().on_screen
    assert not context(quiet=True).balk
    assert not Context.of(as_of="2026-06-01", environ={"TERM": "dumb"}).balk
    assert not Context.of(as_of="2026-06-01", environ={"TERM": "xterm", "NO_COLOR": "1"}).balk_colour
    assert not Context.of(as_of="2026-06-01", environ={"TERM": "xterm"}, color="never").balk_colour
    monkeypatch.setattr(sys, "stdout", Terminal())
    assert context().on_screen
    assert not context(to_file=True).on_screen


# --- real processes on a real terminal ---

PROGRAM = """
import sys, time
from ios_cli.cli import voortgang
from ios_cli.werk import stroom
voortgang.PATIENCE = voortgang.PAUSE = 0.0
from ios_cli.__main__ import main
import atexit
atexit.register(lambda: print("RICH" if "rich.progress" in sys.modules else "PLAIN", file=sys.__stderr__))
main()
"""
"""`ios` without patience, so that no test has to wait for a second."""


@pytest.fixture(scope="module")
def cohort(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_cohort(tmp_path_factory.mktemp("bar") / "cohort", 60)


def on_terminal(
    *args: str | Path, screen: bool, env: Mapping[str, str] | None = None
) -> tuple[int, str, str]:
    """Exit code, what the terminal got, and what standard output got where that is no terminal (`screen`)."""
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, *map(str, args)],
        stdin=subprocess.DEVNULL,
        stdout=theirs if screen else subprocess.PIPE,
        stderr=theirs,
        env=clean_environment({"TERM": "xterm", "COLUMNS": "80", "IOS_WORKERS": "2", **(env or {})}),
    )
    os.close(theirs)
    got = {ours: b""}
    if process.stdout is not None:
        got[process.stdout.fileno()] = b""
    open_ = set(got)
    while open_:
        for descriptor in select.select(list(open_), [], [], 60)[0]:
            try:
                data = os.read(descriptor, 1 << 16)
            except OSError:  # the other side of a terminal has gone
                data = b""
            got[descriptor] += data
            if not data:
                open_.discard(descriptor)
    os.close(ours)
    code = process.wait(60)
    if process.stdout is not None:
        process.stdout.close()
    terminal = got.pop(ours).decode()
    return code, terminal, b"".join(got.values()).decode()


def on_screen(text: str) -> str:
    """What is left on it: a wiped line counts for nothing, nor does one that the cursor went back to."""
    text = re.sub(r"[^\n]*\n(?:\x1b\[\?25h|\r)*\x1b\[1A\x1b\[2K", "", text)
    text = re.sub(r"[^\n]*\x1b\[2K", "", text)
    return re.sub(r"\x1b\[[?0-9;]*[a-zA-Z]", "", text).replace("\r", "")


def test_on_a_terminal_there_is_a_bar_and_afterwards_none(cohort: Path) -> None:
    code, terminal, out = on_terminal("agenda", cohort, "-f", "csv", screen=False)
    assert code == 2
    assert "/68" in terminal
    assert "RICH" in terminal
    assert out.startswith("aios_id,")
    assert "\x1b" not in out
    assert "━" not in on_screen(terminal)
    assert "bad-date.toml" in on_screen(terminal)


def test_it_is_there_while_the_heads_of_the_files_are_read(cohort: Path) -> None:
    _code, terminal, _out = on_terminal("agenda", cohort, "--color", "never", screen=False)
    assert " 0/68" in terminal


def test_two_folders_held_against_each_other(cohort: Path) -> None:
    _code, terminal, out = on_terminal("diff", cohort, cohort, "-f", "csv", "--color", "never", screen=False)
    assert terminal.count("/68") >= 2
    assert out.startswith("aios_id,")
    assert "━" not in on_screen(terminal)


def test_the_result_is_that_of_a_run_without_terminal(cohort: Path) -> None:
    plain = subprocess.run(
        [sys.executable, "-m", "ios_cli", "agenda", str(cohort)],
        env=clean_environment({"IOS_WORKERS": "2"}),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert on_terminal("agenda", cohort, screen=False)[2] == plain.stdout
    assert "━" not in plain.stderr


def test_never_colour_is_a_bar_without_colour(cohort: Path) -> None:
    _code, terminal, _out = on_terminal("agenda", cohort, "--color", "never", screen=False)
    assert "━" in terminal
    assert not re.search(r"\x1b\[[0-9;]*m", terminal)
    _code, terminal, _out = on_terminal("agenda", cohort, screen=False, env={"NO_COLOR": "1"})
    assert not re.search(r"\x1b\[[0-9;]*m", terminal)


@pytest.mark.parametrize(
    ("args", "bar"),
    [
        (("agenda",), True),  # nothing is shown before all went through
        (("generate", "-f", "csv"), False),
        (("deadlines", "-f", "csv"), False),
        (("generate", "-f", "json"), True),
        (("agenda", "-q"), False),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else str(value),
)
def test_a_bar_never_runs_through_a_result(cohort: Path, args: tuple[str, ...], bar: bool) -> None:
    _code, terminal, _out = on_terminal(args[0], cohort, *args[1:], "--color", "never", screen=True)
    assert ("/68 " in terminal) is bar
    wiped = terminal.rpartition("\x1b[2K")
    assert "━" not in wiped[2]
    if bar:
        assert "2025" in wiped[2]


def test_a_dumb_terminal_gets_none(cohort: Path) -> None:
    _code, terminal, _out = on_terminal("agenda", cohort, screen=False, env={"TERM": "dumb"})
    assert "━" not in terminal
    assert "PLAIN" in terminal


def test_without_a_terminal_the_bar_is_not_even_imported(cohort: Path) -> None:
    result = subprocess.run(
        [sys.executable, "-c", PROGRAM, "agenda", str(cohort), "-q"],
        env=clean_environment({"IOS_WORKERS": "2"}),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert result.stderr.endswith("PLAIN\n")


def test_what_is_said_on_the_way_stands_free_of_the_bar(cohort: Path) -> None:
    _code, terminal, _out = on_terminal("agenda", cohort, "-v", "--color", "never", screen=False)
    read = [line for line in on_screen(terminal).splitlines() if line.startswith("read `")]
    assert len(read) >= 60


def test_rosters_too(cohort: Path, tmp_path: Path) -> None:
    roster = tmp_path / "r.csv"
    roster.write_text("aios_id,datum,uren,rol\n0000,2026-01-03,8,consultarts\n", encoding="utf-8")
    _code, terminal, out = on_terminal("diensten", cohort, "--rooster", roster, "-f", "csv", screen=False)
    assert "/68" in terminal
    assert out.startswith("aios_id,")
