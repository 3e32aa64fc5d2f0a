"""What starting up costs: `ios generate` on one dossier against `import typer`, pair by pair.

    python -m tools.bench_startup [pairs]

Installs a copy (not editable, with bytecode) in a temporary virtual environment and measures whole
processes in turn, A B A B, so that what else the machine does hits both. Prints the ratios.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
DOSSIER = ROOT / "sample_data" / "dossiers" / "standaard.toml"
GOAL = 2.5
WARM_UP = 3


def installed_python(folder: Path) -> Path:
    """A Python with a copy of ios and what it needs; this one where that cannot be made."""
    environment = folder / "venv"
    venv.create(environment, with_pip=True)
    python = environment / ("Scripts" if os.name == "nt" else "bin") / "python"
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--compile"]
    copy = folder / "source"
    _copy_sources(copy)
    if subprocess.run([*pip, str(copy)], check=False).returncode != 0:
        print("cannot install a copy: measuring the environment this runs in", file=sys.stderr)
        return Path(sys.executable)
    return python


def _copy_sources(target: Path) -> None:
    """The build writes beside its sources: let it do so somewhere else."""
    import shutil

    target.mkdir()
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        if (ROOT / name).exists():
            shutil.copy(ROOT / name, target / name)
        else:
            (target / name).touch()
    shutil.copytree(ROOT / "src", target / "src", ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))


def seconds(command: Sequence[str]) -> float:
    begin = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=tempfile.gettempdir())
    return time.perf_counter() - begin


def measure(command: Sequence[str], base: Sequence[str], pairs: int) -> tuple[float, float, float]:
    """The median of the ratios, and the median milliseconds of both."""
    for _ in range(WARM_UP):
        seconds(command)
        seconds(base)
    times = [(seconds(base), seconds(command)) for _ in range(pairs)]
    return (
        statistics.median(b / a for a, b in times),
        statistics.median(b for a, b in times) * 1000,
        statistics.median(a for a, b in times) * 1000,
    )


def main() -> int:
    pairs = int(sys.argv[1]) if len(sys.argv) > 1 else 21
    with tempfile.TemporaryDirectory() as folder:
        python = str(installed_python(Path(folder)))
        ios = [python, "-m", "ios_cli"]
        base = [python, "-c", "import typer"]
        commands = {
            "ios generate ONE --format csv": [*ios, "generate", str(DOSSIER), "--format", "csv"],
            "ios generate ONE": [*ios, "generate", str(DOSSIER)],
            "ios --help": [*ios, "--help"],
        }
        for name, command in commands.items():
            ratio, milliseconds, base_milliseconds = measure(command, base, pairs)
            print(f"{ratio:5.2f} x  {milliseconds:4.0f} ms against {base_milliseconds:3.0f} ms  {name}")
    print(f"goal: {GOAL} x for the first, as whole processes against `python -c 'import typer'`")
    return 0


if __name__ == "__main__":
    sys.exit(main())
