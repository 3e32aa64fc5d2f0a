"""A made-up cohort for the benchmarks: realistic dossiers, recorded diensten and gesprekken included.

    python -m tools.bench_dossiers FOLDER [NUMBER]

The same number gives the same files. Every dossier is one that a planner could have: most of them part-time
at some time, one in five with leave, one in four with an exemption, all that happened before the day of
reference recorded. Names and numbers are invented.
"""

import random
import sys
from datetime import date, timedelta
from pathlib import Path

AS_OF = date(2026, 6, 1)
DAG = timedelta(days=1)
STARTS = [date(year, month, 1) for year in range(2023, 2027) for month in (3, 9)][:-1]
PROFILES = (None, None, "utrecht", "groningen", "leiden", "vumc")
ROLES = ("consultarts", "visite-arts", "telefoonarts")
KINDS = ("avond", "weekend", "nacht")


def dossier(number: int) -> str:
    """The file of aios `number`."""
    chance = random.Random(number)
    start = STARTS[number % len(STARTS)]
    lines = ["[aios]", f'id = "{start.year}-{number:05d}"', f'naam = "Aios {number}"']
    lines += [f'groep = "{start.year}-{number % 40:02d}"', f'instroom = "{start:%Y-%m}"']
    lines += [f'docenten = ["D-{number % 90:02d}"]', "[opleiding]", f"start = {start}", "revisie = 1"]
    profile = chance.choice(PROFILES)
    if profile:
        lines.append(f'profiel = "{profile}"')
    lines.append(f"vastgesteld = {start - 14 * DAG}")
    lines += _onderdelen(chance, number)
    factor = chance.choice((None, "0.8", "0.8", "0.9", "0.7"))
    if factor:
        lines += [
            "[[deeltijd]]",
            f"vanaf = {start + chance.choice((0, 184, 365)) * DAG}",
            f"factor = {factor}",
        ]
        lines.append("praktijkdagen = 3")
    if chance.random() < 0.25:
        lines += ["[[vrijstelling]]", 'onderdeel = "klinisch"', "maanden = 3", 'status = "definitief"']
        lines += ['grond = "ANIOS SEH"', "ervaring_weken = 52", f"aangevraagd_op = {start + 20 * DAG}"]
        lines.append(f"besloten_op = {start + 200 * DAG}")
    if chance.random() < 0.2:
        begin = start + chance.randrange(90, 700) * DAG
        lines += ["[[onderbreking]]", 'soort = "zwangerschapsverlof"', f"van = {begin}"]
        lines.append(f"tot_en_met = {begin + 111 * DAG}")
    if chance.random() < 0.3:
        begin = start + chance.randrange(30, 800) * DAG
        lines += ["[[onderbreking]]", 'soort = "ziekte"', f"van = {begin}"]
        lines.append(f"tot_en_met = {begin + chance.randrange(2, 40) * DAG}")
    lines += _diensten(chance, start) + _gesprekken(chance, start) + _onderwijs(chance, start)
    return "\n".join(lines) + "\n"


def _onderdelen(chance: random.Random, number: int) -> list[str]:
    lines = []
    for soort, maanden, plaats in (
        ("huisartspraktijk-1", 12, f"Praktijk {number % 350}"),
        ("klinisch", 6, f"Ziekenhuis {number % 30}"),
        ("ggz", 3, f"GGZ-instelling {number % 25}"),
        ("ccz", 3, f"Verpleeghuis {number % 60}"),
        ("huisartspraktijk-2", 12, f"Praktijk {(number + 100) % 350}"),
    ):
        lines += ["[[onderdeel]]", f'soort = "{soort}"', f"maanden = {maanden}", f'plaats = "{plaats}"']
        lines.append(f'opleider = "O-{chance.randrange(900):03d}"')
    return lines


def _diensten(chance: random.Random, start: date) -> list[str]:
    """About two a month in the practice years, done and planned a quarter ahead."""
    lines = []
    for begin in (start, start + 730 * DAG):
        dag = begin + chance.randrange(20, 60) * DAG
        while dag < min(begin + 365 * DAG, AS_OF + 90 * DAG):
            lines += ["[[dienst]]", f"datum = {dag}", "aanvang = 17:00:00", "einde = 23:30:00"]
            lines += [f'rol = "{chance.choice(ROLES)}"', f'soort = "{chance.choice(KINDS)}"']
            dag += chance.randrange(9, 23) * DAG
    return lines


def _gesprekken(chance: random.Random, start: date) -> list[str]:
    lines = []
    dag, nummer = start + 95 * DAG, 0
    while dag < min(AS_OF, start + 1095 * DAG):
        lines += ["[[voortgangsgesprek]]", f"datum = {dag}", f"verslag_op = {dag + 7 * DAG}"]
        for door in ("opleider", "docent"):
            lines += ["[[voortgangsadvies]]", f"datum = {dag + chance.randrange(2, 20) * DAG}"]
            lines += [f'door = "{door}"', 'oordeel = "voldoende"', 'advies = "voortzetten"']
        dag, nummer = dag + chance.randrange(90, 120) * DAG, nummer + 1
    if start + 400 * DAG < AS_OF:
        lines += ["[[besluit]]", 'soort = "voortgangsbeslissing"', 'onderdeel = "huisartspraktijk-1"']
        lines += [f"datum = {start + 350 * DAG}", 'uitkomst = ["voortgezet"]']
    return lines


def _onderwijs(chance: random.Random, start: date) -> list[str]:
    """A day a week, holidays left out."""
    lines = []
    dag = start + (1 - start.weekday()) % 7 * DAG
    while dag < min(AS_OF, start + 1095 * DAG):
        if chance.random() < 0.8:
            lines += ["[[onderwijs]]", f"datum = {dag}", "dagen = 1.0", 'soort = "terugkomdag"']
        dag += 7 * DAG
    return lines


def write(folder: Path, number: int) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for i in range(number):
        (folder / f"{i:05d}.toml").write_text(dossier(i), "utf-8", newline="\n")


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 10_000)
