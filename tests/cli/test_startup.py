"""What a command may import: start-up is a feature. `make bench` measures what it costs."""

import sys
from pathlib import Path

import pytest

from tests.run_ios import SAMPLES, run

ONE = SAMPLES / "standaard.toml"
HEAVY = {
    "rich",
    "pendulum",
    "jsonschema",
    "tomlkit",
    "tomli_w",
    "babel",
    "pytest",
    "asyncio",
    "importlib.metadata",
}
PROGRAM = """
import sys
from ios_cli.cli.app import main
code = main(sys.argv[1:])
sys.stdout.flush()
print("MODULES", *sorted(sys.modules), file=sys.stderr)
sys.exit(code)
"""


def imported(*args: str | Path, env: dict[str, str] | None = None) -> set[str]:
    """The modules that a run of `ios` with these arguments has imported."""
    import subprocess

    from tests.run_ios import ROOT, clean_environment

    result = subprocess.run(
        [sys.executable, "-c", PROGRAM, *map(str, args)],
        capture_output=True,
        encoding="utf-8",
        env=clean_environment(env),
        cwd=ROOT,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    return set(result.stderr.rpartition("MODULES ")[2].split())


@pytest.mark.parametrize("args", [["--help"], ["--version"], ["help"], ["help", "exit-codes"]])
def test_help_imports_no_command_and_nothing_heavy(args: list[str]) -> None:
    modules = imported(*args)
    assert not modules & (HEAVY | {"tomllib", "fractions", "typer.testing", "typer.rich_utils"})
    rooms = {"io", "planning", "regels", "render", "toetsing", "toml"}
    assert not {
        m for m in modules if m.split(".")[1:2] and m.split(".")[0] == "ios_cli" and m.split(".")[1] in rooms
    }
    commands = {m for m in modules if m.startswith("ios_cli.cli.commands.")}
    assert commands <= {"ios_cli.cli.commands.help"}


def test_the_help_of_a_command_imports_only_that_command() -> None:
    modules = imported("generate", "--help")
    assert not modules & HEAVY
    assert {m for m in modules if m.startswith("ios_cli.cli.commands.")} == {"ios_cli.cli.commands.generate"}
    assert "ios_cli.planning.ios" not in modules


@pytest.mark.parametrize("form", ["csv", "json"])
def test_generate_for_a_machine_imports_nothing_heavy(form: str) -> None:
    modules = imported("generate", ONE, "--format", form)
    assert not modules & (
        HEAVY | {"typer.testing", "typer.rich_utils", "ios_cli.render.table", "ios_cli.render.toml"}
    )
    assert ("json" in modules) is (form == "json")


def test_a_table_off_the_terminal_needs_no_rich() -> None:
    assert not imported("generate", ONE) & {"rich", "pendulum", "jsonschema", "tomli_w"}


def test_init_needs_little() -> None:
    assert not imported("init") & (HEAVY | {"tomllib", "ios_cli.planning.ios", "ios_cli.toml.reader"})


def test_completion_needs_little() -> None:
    env = {"_IOS_COMPLETE": "complete_zsh", "_TYPER_COMPLETE_ARGS": "ios gen"}
    assert not imported(env=env) & (HEAVY | {"typer.rich_utils", "ios_cli.cli.commands.generate"})


def test_the_benchmark_can_be_asked_what_it_does() -> None:
    from tools import bench_startup

    assert bench_startup.DOSSIER.is_file()
    assert run("generate", bench_startup.DOSSIER, "--format", "csv").returncode == 0
