"""What a cohort costs: whole processes side by side, and the cost per dossier as the cohort grows.

    python -m tools.bench_cohort [--dossiers 10000] [--rounds 3] [--sizes 100,1000,10000,30000]

(a) python, with the standard tomllib, that only parses the files; (b) `ios check`; (c) `ios agenda`;
(d) `ios generate --format csv`. They run in turn, A B C D A B C D, from an installed copy, so that what else
the machine does hits all of them. Goal: (b), (c) and (d) each need less wall time than (a). Then wall time
per dossier and the most memory of a process, by size of the cohort.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tools.bench_dossiers import AS_OF, write
from tools.bench_startup import installed_python

PARSE = (
    "import pathlib, sys, tomllib\n"
    "for path in sorted(pathlib.Path(sys.argv[1]).rglob('*.toml')):\n"
    "    with path.open('rb') as stream:\n"
    "        tomllib.load(stream)\n"
)


def run(command: Sequence[str]) -> tuple[float, int]:
    """Wall seconds, and the most memory (KiB) that the process or a worker held; 0 where unknown."""
    env = {**os.environ, "IOS_AS_OF": AS_OF.isoformat(), "IOS_LANG": "en"}
    begin = time.perf_counter()
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=env
    )
    memory = 0
    if hasattr(os, "wait4"):
        _pid, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        memory = usage.ru_maxrss // (1024 if sys.platform == "darwin" else 1)
    else:
        process.wait()
    wall = time.perf_counter() - begin
    assert process.returncode in (0, 1), (command, process.returncode)
    return wall, memory


def commands(python: Path, folder: Path) -> dict[str, list[str]]:
    ios = [str(python), "-m", "ios_cli"]
    return {
        "tomllib": [str(python), "-c", PARSE, str(folder)],
        "check": [*ios, "check", str(folder)],
        "agenda": [*ios, "agenda", str(folder)],
        "generate": [*ios, "generate", str(folder), "--format", "csv"],
    }


def side_by_side(python: Path, folder: Path, rounds: int) -> dict[str, list[float]]:
    """Wall seconds of each, in turn."""
    times: dict[str, list[float]] = {name: [] for name in commands(python, folder)}
    for command in commands(python, folder).values():
        run(command)  # the files into the cache, the bytecode onto the disk
    for _ in range(rounds):
        for name, command in commands(python, folder).items():
            times[name].append(run(command)[0])
    return times


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--dossiers", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--sizes", default="100,1000,10000,30000")
    options = parser.parse_args()
    sizes = [int(size) for size in options.sizes.split(",") if size]
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        python = installed_python(root)
        cohort = root / "cohort"
        write(cohort, options.dossiers)
        print(f"{options.dossiers} dossiers, {os.cpu_count()} cores, {options.rounds} rounds, in turn")
        times = side_by_side(python, cohort, options.rounds)
        for name, seconds in times.items():
            ratio = statistics.median(s / a for s, a in zip(seconds, times["tomllib"], strict=True))
            print(f"  {name:10} {statistics.median(seconds):7.2f} s   {ratio:5.2f} times tomllib")
        print("by size: wall milliseconds per dossier, most memory in MB")
        for size in sizes:
            here = root / f"cohort-{size}"
            write(here, size)
            figures = []
            for name, command in commands(python, here).items():
                wall, memory = run(command)
                figures.append(f"{name} {wall / size * 1000:.2f} ms, {memory / 1024:.0f} MB")
            print(f"  {size:6}  " + "   ".join(figures))


if __name__ == "__main__":
    main()
