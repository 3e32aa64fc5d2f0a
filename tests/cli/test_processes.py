"""`ios` as a process: pipes, closed streams, locales, terminals, signals, and every exit code."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ios_cli.cli.exit_codes import ExitCode
from tests.run_ios import AS_OF, BROKEN, ROOT, SAMPLES, clean_environment, command, run

ONE = SAMPLES / "standaard.toml"
WINDOWS = os.name == "nt"
posix = pytest.mark.skipif(WINDOWS, reason="needs a POSIX shell")
NOTHING_UGLY = ("Traceback", "Exception ignored", "BrokenPipe", "UnicodeEncodeError")


def in_shell(script: str, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """`script` in bash, with `ios` as a function; its exit code is the one of the script."""
    ios = " ".join(f"'{part}'" for part in command())
    return subprocess.run(
        ["bash", "-c", f'ios() {{ {ios} "$@"; }}\n{script}'],
        cwd=ROOT,
        env=clean_environment(env),
        capture_output=True,
        encoding="utf-8",
        errors="surrogateescape",
        check=False,
        timeout=60,
    )


def assert_quiet(stderr: str) -> None:
    assert not [ugly for ugly in NOTHING_UGLY if ugly in stderr], stderr


# --- pipes and closed streams ---


@posix
def test_head_ends_a_long_output_in_silence() -> None:
    result = in_shell(f"ios generate {SAMPLES} --segmenten -f json | head -1; exit ${{PIPESTATUS[0]}}")
    assert result.stdout == "{\n"
    assert result.stderr == ""
    assert result.returncode == ExitCode.PIPE


@posix
def test_head_may_also_be_late() -> None:
    """An output that fits in the pipe is written before anyone closes it."""
    result = in_shell(f"ios generate {ONE} -f csv | head -1; exit ${{PIPESTATUS[0]}}")
    assert result.stdout.startswith("aios_id,")
    assert_quiet(result.stderr)
    assert result.returncode in (ExitCode.OK, ExitCode.PIPE)


@posix
@pytest.mark.parametrize(
    "args", ["--help", "help exit-codes", "init", "rule", f"generate {ONE}", "--show-completion --shell bash"]
)
def test_a_pipe_that_nobody_reads(args: str) -> None:
    # The reader is gone before ios writes a byte.
    result = in_shell(f"(sleep 1; ios {args}; echo $? >&2) | true")
    assert_quiet(result.stderr)
    assert result.stderr.split()[-1:] == [str(int(ExitCode.PIPE))]


@posix
def test_a_closed_pipe_for_errors_ends_in_silence_too() -> None:
    result = in_shell("{ sleep 1; ios generate nowhere 2>&1 >/dev/null; echo $? >&3; } 3>&2 | true")
    assert result.stderr.split() == [str(int(ExitCode.PIPE))]


@posix
def test_closed_standard_input() -> None:
    assert in_shell(f"ios generate {ONE} -f csv <&-").returncode == 0
    result = in_shell("ios generate - <&-")
    assert result.returncode == ExitCode.USAGE
    assert "standard input is closed" in result.stderr
    assert_quiet(result.stderr)


@posix
def test_closed_standard_output() -> None:
    for args in (f"generate {ONE}", "--help", "--version", "init", "schema dossier"):
        result = in_shell(f"ios {args} >&-")
        assert result.returncode == ExitCode.USAGE, args
        assert result.stderr.splitlines()[0] == "error: cannot write to standard output: it is closed"
        assert_quiet(result.stderr)


@posix
def test_closed_standard_output_does_not_matter_for_a_file(tmp_path: Path) -> None:
    file = tmp_path / "ios.csv"
    assert in_shell(f"ios generate {ONE} -o {file} >&-").returncode == 0
    assert file.read_text(encoding="utf-8").startswith("aios_id,")


@posix
def test_closed_standard_error() -> None:
    result = in_shell(f"ios generate {BROKEN} -f csv 2>&-")
    assert result.returncode == ExitCode.USAGE
    assert result.stdout.startswith("aios_id,")
    assert in_shell("ios xyzzy 2>&-").returncode == ExitCode.USAGE


@posix
def test_everything_closed() -> None:
    assert in_shell(f"ios generate {ONE} <&- >&- 2>&-").returncode == ExitCode.USAGE


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize(
    "args",
    [f"generate {ONE} -f csv", f"generate {SAMPLES} -f json", "--help", "init", "schema dossier", "rule"],
)
def test_a_full_disk(args: str) -> None:
    result = in_shell(f"ios {args} >/dev/full")
    assert result.returncode == ExitCode.USAGE
    assert result.stderr.endswith("error: cannot write to standard output: no space left on the device\n")
    assert_quiet(result.stderr)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_for_a_file_and_for_errors() -> None:
    result = in_shell(f"ios generate {ONE} -f csv -o /dev/full")
    assert result.returncode == ExitCode.USAGE
    assert result.stderr == "error: cannot write `/dev/full`: no space left on the device\n"
    assert in_shell(f"ios generate {ONE} -f csv --verbose 2>/dev/full").returncode == ExitCode.USAGE


def test_standard_input_as_a_dossier() -> None:
    result = run("generate", "-", "-f", "csv", input=ONE.read_text(encoding="utf-8"))
    assert result.returncode == 0, result.stderr
    assert result.stdout == run("generate", ONE, "-f", "csv").stdout


@posix
def test_a_new_dossier_through_a_pipe() -> None:
    result = in_shell("ios init | ios generate - -f csv")
    assert result.returncode == 0, result.stderr
    assert result.stdout.count("\n") == 6


# --- locales and terminals ---

LOCALES = [
    {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    {"LC_ALL": "POSIX"},
    {"PYTHONIOENCODING": "latin-1", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    {"PYTHONIOENCODING": "ascii:strict", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    {"LC_ALL": "nl_NL.ISO-8859-1", "PYTHONUTF8": "0"},
    {"LC_ALL": "en_US.UTF-8"},
]


@pytest.fixture(scope="module")
def unicode_dossier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("unicode") / "d.toml"
    file.write_text(
        '[aios]\nid = "x"\nnaam = "Zoë Çelik [ø] 李 \\u001b[31m"\n[opleiding]\nstart = 2025-03-01\n'
        '[[onderdeel]]\nsoort = "huisartspraktijk-1"\nmaanden = 12\nplaats = "Praktijk [sic] é ½ €"\n',
        encoding="utf-8",
    )
    return file


@pytest.mark.parametrize("env", LOCALES, ids=str)
@pytest.mark.parametrize("form", ["csv", "json", "toml", "table"])
def test_the_same_bytes_in_every_locale(env: dict[str, str], form: str, unicode_dossier: Path) -> None:
    args = ("generate", unicode_dossier, "--format", form)
    here = run(*args, env=env)
    assert here.returncode == 0, here.stderr
    assert here.stdout == run(*args).stdout
    assert "Praktijk [sic] é ½ €" in here.stdout
    assert "\r" not in here.stdout


@pytest.mark.parametrize("env", LOCALES, ids=str)
def test_errors_in_every_locale(env: dict[str, str], tmp_path: Path) -> None:
    result = run("generate", tmp_path / "één € 李.toml", env={**env, "IOS_LANG": "nl"})
    assert result.returncode == ExitCode.USAGE
    assert_quiet(result.stderr)


@posix
@pytest.mark.skipif(sys.platform == "darwin", reason="its file system wants UTF-8")
def test_a_file_name_that_is_no_utf8(tmp_path: Path) -> None:
    file = os.fsencode(tmp_path) + b"/caf\xe9.toml"
    Path(os.fsdecode(file)).write_bytes(ONE.read_bytes())
    for form in ("csv", "json", "table", "toml"):
        result = subprocess.run(
            [*command("generate", "-v", "-f", form), file],
            env=clean_environment(),
            capture_output=True,
            check=False,
        )
        assert result.returncode == 0, result.stderr
        assert b"Traceback" not in result.stderr


@pytest.mark.parametrize(
    "env", [{}, {"NO_COLOR": "1"}, {"COLUMNS": "40"}, {"TERM": "xterm-256color"}], ids=str
)
def test_without_a_terminal_full_lines_and_nothing_else(env: dict[str, str], unicode_dossier: Path) -> None:
    result = run("generate", unicode_dossier, env=env)
    assert result.returncode == 0
    assert "\x1b" not in result.stdout
    assert not set("│─━┃╭╮╰╯┌┐└┘┏┓…╌") & set(result.stdout)
    assert result.stdout == run("generate", unicode_dossier).stdout


def test_colour_only_when_asked_for_without_a_terminal(tmp_path: Path) -> None:
    assert "\x1b" not in run("generate", ONE, "--color", "auto").stdout
    assert "\x1b" not in run("generate", ONE, "--color", "never").stdout
    file = tmp_path / "ios.txt"
    assert run("generate", ONE, "-o", file).returncode == 0
    assert "\x1b" not in file.read_text(encoding="utf-8")


def on_terminal(*args: str | Path, env: dict[str, str] | None = None, columns: int = 100) -> str:
    """What `ios` prints on a terminal of its own."""
    import fcntl
    import pty
    import struct
    import termios

    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
    with subprocess.Popen(
        command(*args),
        cwd=ROOT,
        env=clean_environment({"TERM": "xterm-256color", **(env or {})}),
        stdout=follower,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
    ) as process:
        os.close(follower)
        seen = b""
        while True:
            try:
                chunk = os.read(leader, 65536)
            except OSError:  # how Linux says that the other side is closed
                break
            if not chunk:
                break
            seen += chunk
        os.close(leader)
        assert process.wait(timeout=30) == 0, process.stderr and process.stderr.read()
    return seen.decode("utf-8").replace("\r\n", "\n")


@posix
def test_on_a_terminal_there_is_colour_unless_it_is_not_wanted() -> None:
    assert "\x1b[" in on_terminal("generate", ONE)
    assert "\x1b[" not in on_terminal("generate", ONE, env={"NO_COLOR": "1"})
    assert "\x1b[" in on_terminal("generate", ONE, env={"NO_COLOR": ""})
    assert "\x1b[" in on_terminal("generate", ONE, "--color", "always", env={"NO_COLOR": "1"})
    assert "\x1b[" not in on_terminal("generate", ONE, "--color", "never")
    assert "\x1b[" not in on_terminal("generate", ONE, env={"TERM": "dumb"})


@posix
@pytest.mark.parametrize("columns", [40, 80, 200])
def test_on_a_terminal_lines_fit(columns: int) -> None:
    text = on_terminal("generate", ONE, "--color", "never", columns=columns)
    assert max(map(len, text.splitlines())) <= columns
    assert "2028-02-29" in text


# --- language ---


@pytest.mark.parametrize(
    ("env", "language"),
    [
        ({"IOS_LANG": "nl"}, "nl"),
        ({"IOS_LANG": "nl_NL.UTF-8"}, "nl"),
        ({"IOS_LANG": "en", "LC_ALL": "nl_NL.UTF-8"}, "en"),
        ({"IOS_LANG": "", "LC_ALL": "nl_NL.UTF-8"}, "nl"),
        ({"IOS_LANG": "", "LANG": "nl_BE.UTF-8"}, "nl"),
        ({"IOS_LANG": "", "LC_ALL": "C"}, "en"),
        ({"IOS_LANG": "", "LANG": "de_DE.UTF-8"}, "en"),
    ],
)
def test_the_language_follows_ios_lang_else_the_locale(env: dict[str, str], language: str) -> None:
    first = run("--help", env=env).stdout.split()[0]
    assert first == {"nl": "Gebruik:", "en": "Usage:"}[language]


def test_codes_columns_and_keys_are_the_same_in_both_languages() -> None:
    for form in ("csv", "toml"):
        both = [run("generate", SAMPLES, "-f", form, env={"IOS_LANG": lang}).stdout for lang in ("en", "nl")]
        assert form == "toml" or both[0] == both[1]
        assert len(both[0].splitlines()) == len(both[1].splitlines())


# --- exit codes ---


def test_exit_codes_of_generate() -> None:
    assert run("generate", SAMPLES, "-f", "csv").returncode == ExitCode.OK
    assert run("generate", BROKEN, "-f", "csv").returncode == ExitCode.USAGE
    assert run("generate", ONE, BROKEN / "factor-80.toml", "-f", "csv").returncode == ExitCode.USAGE
    assert run("generate", "nowhere.toml").returncode == ExitCode.USAGE
    assert run("generate").returncode == ExitCode.USAGE
    assert run("xyzzy").returncode == ExitCode.USAGE
    assert run().returncode == ExitCode.USAGE


@posix
def test_ctrl_c() -> None:
    with subprocess.Popen(
        command("generate", "-"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=clean_environment(),
        # A parent that ignores the signal (a job in the background) hands that down.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # noqa: PLW1509
    ) as process:
        time.sleep(1.5)  # by now it waits for its input
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
    assert process.returncode == ExitCode.INTERRUPTED
    assert (out, err) == (b"", b"")


def test_a_bug_as_a_process() -> None:
    program = (
        "import sys, ios_cli.cli.commands.init as init\n"
        "init.next_instroom = None\n"
        "from ios_cli.cli.app import main\n"
        "sys.exit(main(['init']))"
    )
    result = subprocess.run(
        [sys.executable, "-c", program],
        env=clean_environment(),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert result.returncode == ExitCode.BUG
    assert result.stdout == ""
    assert result.stderr.startswith("error: ios stumbled over a mistake of its own: TypeError")
    assert "Traceback" not in result.stderr


def test_the_day_of_reference_comes_from_the_environment_or_the_option() -> None:
    args = ("generate", SAMPLES / "nog-ziek.toml", "-f", "json")
    assert f'"as_of": "{AS_OF}"' in run(*args).stdout
    assert '"as_of": "2026-07-01"' in run(*args, "--as-of", "2026-07-01").stdout
    assert '"as_of": "2026-07-02"' in run(*args, env={"IOS_AS_OF": "2026-07-02"}).stdout


def test_the_program_and_the_module_are_the_same() -> None:
    name = "ios.exe" if WINDOWS else "ios"
    program = Path(sys.executable).with_name(name)
    if not program.exists():
        pytest.skip("ios is not installed as a program here")
    result = subprocess.run(
        [program, "--help"], env=clean_environment(), capture_output=True, encoding="utf-8", check=False
    )
    assert result.stdout == run("--help").stdout
