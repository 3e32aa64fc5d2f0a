"""The shell around the commands: help, errors in our own words, colour, dates, completion, exit codes."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ios_cli import __version__
from ios_cli.cli import app, output
from ios_cli.cli.context import wants_colour
from ios_cli.cli.exit_codes import MEANINGS, ExitCode
from ios_cli.cli.usage import UsageProblem
from ios_cli.cli.values import parse_date
from ios_cli.text import use_language
from tests.run_ios import InProcess, run


@pytest.fixture
def ios(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Iterator[InProcess]:
    for name in ("IOS_AS_OF", "IOS_DEBUG", "NO_COLOR", app.COMPLETE_VARIABLE):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("IOS_LANG", "en")
    yield InProcess(capsys)
    use_language("en")


def test_version(ios: InProcess) -> None:
    assert ios("--version").out == f"ios {__version__}\n"


@pytest.mark.parametrize("flag", ["-h", "--help"])
def test_help_lists_every_command_on_stdout(ios: InProcess, flag: str) -> None:
    result = ios(flag)
    assert (result.code, result.err) == (0, "")
    for name in app.COMMANDS:
        assert f"\n  {name} " in result.out


@pytest.mark.parametrize("name", app.COMMANDS)
@pytest.mark.parametrize("flag", ["-h", "--help"])
def test_every_command_has_help_with_examples(ios: InProcess, name: str, flag: str) -> None:
    result = ios(name, flag)
    assert result.code == 0
    assert result.out.startswith(f"Usage: ios {name} [OPTIONS]")
    assert 2 <= result.out.partition("Examples:")[2].count("\n  ios ") <= 3


@pytest.mark.parametrize("name", app.COMMANDS)
def test_every_option_of_every_command_says_what_it_is_for(name: str) -> None:
    command = app.load_command(name)
    assert command is not None
    assert command.help
    for param in command.params:
        assert getattr(param, "help", None), param.name


def test_without_anything_the_help_is_about_the_mistake(ios: InProcess) -> None:
    result = ios()
    assert (result.code, result.out) == (ExitCode.USAGE, "")
    assert result.err.startswith("Usage: ios")


@pytest.mark.parametrize(
    ("args", "message", "hint"),
    [
        (["generat"], "`ios` has no command `generat`", "did you mean `generate`?"),
        (["xyzzy"], "`ios` has no command `xyzzy`", "`ios --help`"),
        (["--verison"], "unknown option `--verison`", "did you mean `--version`?"),
        (["-z"], "unknown option `-z`", "options stand after the command"),
        (["help", "--xyzzy"], "unknown option `--xyzzy`", "`ios help --help`"),
        (["help", "a", "b"], "`ios help` does not know what to do with `b`", "`ios help --help`"),
        (["help", "exit-code"], "there is no help about `exit-code`", "did you mean `exit-codes`?"),
        (["--shell"], "the option `--shell` needs a value", "`ios --help`"),
        (["--version=1"], "the option `--version` takes no value", "`ios --help`"),
        (["--show-completion", "--shell", "bsh"], "`bsh` is no choice for `--shell`", "did you mean `bash`?"),
        (["generate"], "`ios generate` needs at least one PATH", "`ios generate --help`"),
        (["generate", "x", "--fromat", "csv"], "unknown option `--fromat`", "did you mean `--format`?"),
        (["generate", "x", "--format", "cvs"], "`cvs` is no choice for `--format`", "did you mean `csv`?"),
        (["generate", "x", "--as-of"], "the option `--as-of` needs a value", "`ios generate --help`"),
        (["generate", "--quiet=1", "x"], "the option `--quiet` takes no value", "`ios generate --help`"),
        (["schema", "dosier"], "there is no schema `dosier`", "did you mean `dossier`?"),
    ],
)
def test_usage_errors_are_ours_and_exit_2(ios: InProcess, args: list[str], message: str, hint: str) -> None:
    result = ios(*args)
    assert (result.code, result.out) == (ExitCode.USAGE, "")
    first, *rest = result.err.splitlines()
    assert first == f"error: {message}"
    assert any(line.startswith("  hint: ") and hint in line for line in rest), result.err


def test_missing_path_says_what_to_give(ios: InProcess) -> None:
    assert "  expected: a dossier, several, a folder of dossiers, or `-`" in ios("generate").err


def test_control_characters_on_the_command_line_do_not_reach_the_terminal(ios: InProcess) -> None:
    result = ios("\x1b[31mred")
    assert "\x1b" not in result.err
    assert "\\x1b[31mred" in result.err


@pytest.mark.parametrize(
    "value", ["2026-6-1", "20260601", "2026-06-01T00:00", "01-06-2026", "today", "٢٠٢٦-٠٦-٠١"]
)
def test_a_date_is_read_strictly(value: str) -> None:
    with pytest.raises(UsageProblem, match="is no date for `--vanaf`"):
        parse_date(value, "--vanaf")


@pytest.mark.parametrize(
    ("value", "message"), [("2026-02-30", "does not exist"), ("1899-12-31", "out of range")]
)
def test_a_date_that_cannot_be(value: str, message: str) -> None:
    with pytest.raises(UsageProblem, match=message):
        parse_date(value, "--vanaf")


def test_the_environment_is_named_when_its_date_is_no_use(
    ios: InProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IOS_AS_OF", "morgen")
    result = ios("init")
    assert result.code == ExitCode.USAGE
    assert "`morgen` is no date for `IOS_AS_OF`" in result.err
    assert ios("init", "--as-of", "2026-06-01").code == 0


@pytest.mark.parametrize(
    ("choice", "terminal", "environ", "colour"),
    [
        ("auto", True, {}, True),
        ("auto", False, {}, False),
        ("auto", True, {"NO_COLOR": "1"}, False),
        ("auto", True, {"NO_COLOR": ""}, True),
        ("auto", True, {"TERM": "dumb"}, False),
        ("always", False, {"NO_COLOR": "1"}, True),
        ("never", True, {}, False),
    ],
)
def test_colour(choice: str, terminal: bool, environ: dict[str, str], colour: bool) -> None:
    assert wants_colour(choice, terminal=terminal, environ=environ) is colour


def test_topics(ios: InProcess) -> None:
    result = ios("help", "exit-codes")
    assert result.code == 0
    for code in MEANINGS:
        assert f"\n  {int(code)} " in result.out
    assert "IOS_AS_OF" in ios("help", "environment").out
    assert "csv" in ios("help", "formats").out
    assert ios("help", "generate").out == ios("generate", "--help").out


def test_a_bug_is_one_line_and_exit_70(ios: InProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    def fall(*_: object) -> None:
        raise KeyError("inside\nout")

    monkeypatch.setattr("ios_cli.cli.commands.init.next_instroom", fall)
    result = ios("init")
    assert (result.code, result.out) == (ExitCode.BUG, "")
    assert result.err.splitlines()[0].startswith("error: ios stumbled over a mistake of its own: KeyError: ")
    assert "IOS_DEBUG=1" in result.err
    assert "Traceback" not in result.err
    monkeypatch.setenv("IOS_DEBUG", "1")
    result = ios("init")
    assert result.code == ExitCode.BUG
    assert "Traceback" in result.err


def test_ctrl_c_is_130(ios: InProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("ios_cli.cli.commands.init.next_instroom", interrupt)
    result = ios("init")
    assert (result.code, result.err) == (ExitCode.INTERRUPTED, "")


class Refusing:
    """A stream on which every write fails; it has no descriptor to clean up."""

    def __init__(self, error: OSError) -> None:
        self.error = error

    def write(self, text: str) -> int:
        raise self.error

    def flush(self) -> None:
        raise self.error

    def isatty(self) -> bool:
        return False

    def fileno(self) -> int:
        raise ValueError


def test_a_closed_pipe_is_141_and_silent(ios: InProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", Refusing(BrokenPipeError(32, "Broken pipe")))
    result = ios("init")
    assert (result.code, result.err) == (ExitCode.PIPE, "")


def test_a_closed_pipe_on_windows_is_141_too(ios: InProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ios_cli.cli.output.os.name", "nt")
    assert output.is_closed_pipe(OSError(22, "Invalid argument"))
    monkeypatch.setattr("ios_cli.cli.output.os.name", "posix")
    assert not output.is_closed_pipe(OSError(22, "Invalid argument"))


def test_a_full_disk_is_an_error_not_a_crash(ios: InProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", Refusing(OSError(28, "No space left on device")))
    result = ios("init")
    assert result.code == ExitCode.USAGE
    assert result.err == "error: cannot write to standard output: no space left on the device\n"


def test_what_cannot_be_said_makes_the_run_fail(
    ios: InProcess, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "stderr", Refusing(OSError(28, "No space left on device")))
    assert ios("init", tmp_path / "x.toml").code == ExitCode.USAGE


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell", "pwsh"])
def test_the_script_for_every_shell(ios: InProcess, shell: str) -> None:
    result = ios("--show-completion", "--shell", shell)
    assert result.code == 0
    assert f"{app.COMPLETE_VARIABLE}" in result.out
    assert result.out == run(env={app.COMPLETE_VARIABLE: f"source_{shell}"}).stdout


def test_the_shell_is_recognised() -> None:
    result = subprocess.run(
        ["bash", "-c", f"{sys.executable} -m ios_cli --show-completion; true"],
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "IOS_LANG": "en"},
    )
    assert "complete -o default -F _ios_completion ios" in result.stdout, result.stderr


def test_install_writes_where_the_shell_looks(
    ios: InProcess, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    result = ios("--install-completion", "--shell", "bash")
    assert (result.code, result.out) == (0, "")
    assert "complete" in (tmp_path / ".bash_completions" / "ios.sh").read_text(encoding="utf-8")


def complete(words: str, shell: str = "bash") -> list[str]:
    env = {app.COMPLETE_VARIABLE: f"complete_{shell}", "_TYPER_COMPLETE_ARGS": words}
    env |= {"COMP_WORDS": words, "COMP_CWORD": str(words.count(" "))}
    result = run(env=env)
    assert result.returncode == 0, result.stderr
    return result.stdout.split()


@pytest.mark.parametrize(
    ("words", "completions"),
    [
        ("ios gen", ["generate"]),
        ("ios generate --form", ["--format"]),
        ("ios generate --format ", ["table", "csv", "json", "toml"]),
        ("ios generate x.toml --format t", ["table", "toml"]),
        ("ios generate --vrijstellingen ", ["alle", "definitief"]),
        ("ios generate ", []),  # file names: the shell's own
    ],
)
def test_completion_in_bash(words: str, completions: list[str]) -> None:
    assert complete(words) == completions


def test_completion_in_zsh_shows_what_commands_do() -> None:
    result = run(env={app.COMPLETE_VARIABLE: "complete_zsh", "_TYPER_COMPLETE_ARGS": "ios gen"})
    assert '"generate":"compute the IOS of' in result.stdout


def test_an_unknown_completion_instruction_is_an_error() -> None:
    result = run(env={app.COMPLETE_VARIABLE: "complete_tcsh"})
    assert result.returncode == ExitCode.USAGE
    assert "complete_tcsh" in result.stderr


# --- completion of names, languages, lines on a terminal ---


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("ios schema ", "profiel"),
        ("ios schema do", "dossier"),
        ("ios help exit", "exit-codes"),
        (
            "ios generate --profiel ",
            next((Path(app.__file__).parents[1] / "regels/data/profielen").iterdir()).stem,
        ),
    ],
)
def test_completion_offers_names(words: str, offered: str) -> None:
    env = {app.COMPLETE_VARIABLE: "complete_bash", "COMP_WORDS": words, "COMP_CWORD": str(words.count(" "))}
    assert offered in run(env=env).stdout.split()


def test_completion_knows_every_schema() -> None:
    from ios_cli.cli.commands.schema import NAMES
    from ios_cli.cli.schemas import all_schemas

    assert list(all_schemas()) == list(NAMES)


def test_a_shell_that_is_not_there(ios: InProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    result = ios("--install-completion", "--shell", "pwsh")
    assert result.code == ExitCode.USAGE
    assert result.err.startswith("error: `pwsh` is not on this computer")


def test_a_language_that_is_none_of_ours_leaves_it_to_the_locale() -> None:
    from ios_cli.text import choose_language

    assert choose_language({"IOS_LANG": "de", "LANG": "nl_NL.UTF-8"}) == "nl"
    assert choose_language({"IOS_LANG": "en_GB", "LANG": "nl_NL.UTF-8"}) == "en"


def test_lines_wrap_on_a_terminal_only(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = f"a.toml:3: IOS010 x: {'word ' * 20}{'w' * 50}-{'w' * 20} end\n    hint: {'more ' * 12}end"
    output.say(text)
    assert capsys.readouterr().err == text + "\n"
    monkeypatch.setattr(output, "_stderr_width", lambda: 40)
    output.say(text)
    shown = capsys.readouterr().err
    assert shown.split() == text.split()
    assert all(len(line) <= 40 or "w" * 50 in line for line in shown.splitlines())
    assert "\n    word" in shown
    assert "\n        more" in shown


@pytest.mark.parametrize("columns", ["24", "40"])
def test_narrow_help_wraps_at_words(columns: str) -> None:
    page = run("generate", "--help", env={"COLUMNS": columns}).stdout
    wide = run("generate", "--help", env={"COLUMNS": "500"}).stdout
    assert set(wide.split()) == set(page.split())


@pytest.mark.parametrize("args", [("generate", "x.toml"), ("schema", "dossier"), ("scale", "x.toml")])
def test_an_empty_output(ios: InProcess, args: tuple[str, ...]) -> None:
    more = ("--vanaf", "2026-01-01", "--factor", "0.8") if args[0] == "scale" else ()
    result = ios(*args, *more, "-o", "")
    assert result.code == ExitCode.USAGE
    assert result.err.startswith("error: `-o` is empty")
