"""`-o` never destroys what was read; and where it may write: open streams, pipes."""

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from ios_cli.cli.exit_codes import ExitCode
from ios_cli.text import use_language
from tests.run_ios import AS_OF, ROOT, SAMPLES, InProcess, run

ONE = SAMPLES / "standaard.toml"
RULES = ROOT / "src" / "ios_cli" / "regels" / "data"
posix = pytest.mark.skipif(os.name == "nt", reason="POSIX names")


@pytest.fixture
def ios(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Iterator[InProcess]:
    monkeypatch.setenv("IOS_LANG", "en")
    monkeypatch.setenv("IOS_AS_OF", AS_OF)
    monkeypatch.chdir(tmp_path)
    shutil.copy(ONE, "a.toml")
    shutil.copy(next((RULES / "profielen").iterdir()), "p.toml")
    shutil.copytree(RULES, "reg")
    Path("b.toml").write_text(
        '[aios]\nid = "b"\n[opleiding]\nstart = 2025-03-01\nprofiel = "p.toml"\n', encoding="utf-8"
    )
    yield InProcess(capsys)
    use_language("en")


SCALE = ("scale", "a.toml", "--vanaf", "2025-09-01")


@pytest.mark.parametrize(
    "args",
    [
        ("generate", "a.toml", "-o", "a.toml"),
        ("generate", "a.toml", "--profiel", "p.toml", "-o", "p.toml"),
        ("generate", "b.toml", "-o", "p.toml"),
        ("generate", "a.toml", "--regels", "reg", "-o", "reg/lop-2024.toml"),
        ("generate", "a.toml", "-o", "b.toml"),
        ("diff", "a.toml", "b.toml", "-o", "p.toml", "-f", "json"),
        ("diff", "a.toml", "a.toml", "-o", "b.toml", "-f", "json"),
        (*SCALE, "--factor", "0.8", "--factor", "0.6", "-o", "b.toml", "-f", "json"),
        (*SCALE, "--factor", "0.8", "--profiel", "p.toml", "-o", "p.toml"),
        (*SCALE, "--factor", "0.8", "--regels", "reg", "-o", "reg/lop-2024.toml"),
    ],
)
def test_an_input_is_never_overwritten(ios: InProcess, args: tuple[str, ...]) -> None:
    target = Path(args[args.index("-o") + 1])
    before = target.read_bytes()
    result = ios(*args)
    assert target.read_bytes() == before
    assert result.code == ExitCode.USAGE, result.err
    assert "nothing is written" in result.err or "contradict" in result.err


@pytest.mark.parametrize("args", [("generate", "-"), ("scale", "-", *SCALE[2:], "--factor", "0.8")])
def test_nor_is_standard_input(tmp_path: Path, args: tuple[str, ...]) -> None:
    file = tmp_path / "a.toml"
    shutil.copy(ONE, file)
    with file.open(encoding="utf-8") as stdin:
        result = run(*args, "-o", file, stdin=stdin)
    assert result.returncode == ExitCode.USAGE
    assert "is one of the files that were read" in result.stderr
    assert "hint: name another file" in result.stderr
    assert file.read_bytes() == ONE.read_bytes()


def test_an_earlier_result_may_be_overwritten(ios: InProcess) -> None:
    for _again in range(2):
        assert ios("generate", "a.toml", "-o", "ios.toml").code == 0


def test_a_wrong_profile_is_told_once(ios: InProcess) -> None:
    for name in ("xyzzy", "nowhere/p.toml"):
        result = ios("generate", ".", "--profiel", name)
        assert (result.code, result.err.count("IOS061"), result.err.count("IOS041")) == (2, 1, 0)
    assert "relative to the current folder" in result.err
    assert "No such file" not in result.err


def test_a_wrong_profile_in_dutch(ios: InProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IOS_LANG", "nl")
    assert "No such file" not in ios("generate", "a.toml", "--profiel", "nowhere/p.toml").err


@posix
def test_a_name_cannot_act_on_the_terminal(ios: InProcess) -> None:
    Path("m").mkdir()
    Path("m/x\x1b[31m\ny.toml").write_text("a = 1\n", encoding="utf-8")
    shutil.copy("a.toml", "m/a.toml")
    result = ios("generate", "m", "-v", "-f", "csv")
    assert r"m/x\x1b[31m\ny.toml" in result.err
    assert "\x1b" not in result.err
    assert "\x1b" not in ios("init", "q\x1b[31m.toml").err


def test_init_says_that_the_id_must_be_changed(ios: InProcess) -> None:
    assert "cannot be an id" in ios("init", "jan jansen (nieuw).toml").err
    assert "cannot be an id" not in ios("init", "2026-001.toml").err


@posix
@pytest.mark.parametrize("name", ["/dev/stdout", "/dev/fd/1"])
def test_a_stream_that_is_open_already(name: str) -> None:
    result = run("generate", ONE, "-f", "csv", "-o", name)
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.startswith("aios_id,")


def test_colour_always_is_laid_out_as_on_a_terminal(tmp_path: Path) -> None:
    for env, width in (({}, 100), ({"COLUMNS": "60"}, 60)):
        shown = run("generate", ONE, "--color", "always", env=env).stdout
        assert "\x1b[" in shown
        lines = [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in shown.splitlines()]
        assert width - 20 <= max(map(len, lines)) <= width
