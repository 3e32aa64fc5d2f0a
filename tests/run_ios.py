"""Running `ios` in tests: inside this process, or as a process of its own."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from ios_cli.cli.app import main
from ios_cli.text import use_language

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "sample_data" / "dossiers"
BROKEN = ROOT / "sample_data" / "kapot"
AS_OF = "2026-06-01"


@dataclass(frozen=True)
class Result:
    code: int
    out: str
    err: str


@dataclass
class InProcess:
    """`ios(*args)` runs the command line here; quick, and a monkeypatch reaches it."""

    capsys: pytest.CaptureFixture[str]

    def __call__(self, *args: str | Path) -> Result:
        self.capsys.readouterr()
        try:
            code = main([str(a) for a in args])
        finally:
            use_language("en")
        captured = self.capsys.readouterr()
        return Result(code, captured.out, captured.err)


def clean_environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """This environment without what steers ios or colours, plus `extra`; English unless it says otherwise."""
    steering = ("IOS_", "LC_", "LANG", "PYTHON", "NO_COLOR", "TERM", "COLUMNS", "_IOS", "_TYPER")
    env = {k: v for k, v in os.environ.items() if not k.startswith(steering)}
    return {**env, "IOS_LANG": "en", "IOS_AS_OF": AS_OF, **(extra or {})}


def run(
    *args: str | Path, env: Mapping[str, str] | None = None, **options: Any
) -> subprocess.CompletedProcess[str]:
    """`ios` as a process, in the root of the repository unless `cwd` says otherwise."""
    options = {"cwd": ROOT, "capture_output": True, "encoding": "utf-8", "timeout": 60, **options}
    return subprocess.run(command(*args), env=clean_environment(env), check=False, **options)


def command(*args: str | Path) -> Sequence[str]:
    return [sys.executable, "-m", "ios_cli", *map(str, args)]


def commit_everything(folder: Path) -> None:
    """Make `folder` a git repository with all that is in it."""
    for args in (
        ["init", "--quiet"],
        ["add", "--all"],
        ["-c", "user.name=test", "-c", "user.email=test@example.org", "commit", "--quiet", "-m", "x"],
    ):
        subprocess.run(["git", *args], cwd=folder, check=True, capture_output=True)
