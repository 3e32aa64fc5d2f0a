"""A made-up cohort for the benchmarks: realistic dossiers, with what a good administration has recorded.

    python -m tools.bench_dossiers FOLDER [NUMBER]

The same number gives the same files. Most aios work part-time at some time, one in five has a long leave,
one in three was ill, one in four has an exemption. Talks, adviezen, assessments, decisions, diensten and
onderwijs up to the day of reference are recorded, most of them in time. Names and numbers are invented.
"""

import argparse
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from ios_cli.domain.ios import IOS, Rij
from ios_cli.io.dossiers import load_dossier
from ios_cli.planning.ios import plan_ios
from ios_cli.regels.load import RegelBoek

AS_OF = date(2026, 6, 1)
DAG = timedelta(days=1)
STARTS = [date(2024, 3, 1), date(2024, 9, 1), date(2025, 3, 1), date(2025, 9, 1), date(2026, 3, 1)]
PROFILES = (None, None, "utrecht", "leiden", "vumc")
ROLES = ("consultarts", "visite-arts", "telefoonarts")
FORGOTTEN = 0.01
"""The chance that something was not recorded."""

BOEK = RegelBoek.load()[0]


@dataclass(frozen=True)
class Aios:
    """What the file of one aios is made of."""

    chance: random.Random
    head: list[str]
    ios: IOS
    absent: frozenset[date]

    @property
    def rijen(self) -> Iterator[tuple[Rij, date, date]]:
        """Planned onderdelen with their first and last day."""
        for rij in self.ios.geplande_rijen:
            assert rij.begin is not None
            assert rij.eind is not None
            yield rij, rij.begin, rij.eind

    def recorded(self) -> bool:
        return self.chance.random() > FORGOTTEN


def dossier(number: int) -> str:
    """The file of aios `number`."""
    chance = random.Random(number)
    start = STARTS[number % len(STARTS)]
    away = _verlof(chance, start)
    head = _hoofd(chance, number, start, away)
    text = "\n".join(head) + "\n"
    loaded = load_dossier(text.encode(), "bench.toml").dossier
    assert loaded is not None, text
    regels, _findings = BOEK.regels_voor(start=start, profiel=loaded.opleiding.profiel)
    assert regels is not None
    ios = plan_ios(loaded, regels, as_of=AS_OF).ios
    assert ios is not None, text
    absent = frozenset(begin + n * DAG for _soort, begin, days in away for n in range(days))
    aios = Aios(chance, head, ios, absent)
    return (
        "\n".join([*head, *_gesprekken(aios), *_besluiten(aios), *_diensten(aios), *_onderwijs(aios)]) + "\n"
    )


def _hoofd(chance: random.Random, number: int, start: date, away: list[tuple[str, date, int]]) -> list[str]:
    """What the dates come from."""
    lines = ["[aios]", f'id = "{start.year}-{number:05d}"', f'naam = "Aios {number}"']
    lines += [f'groep = "{start.year}-{number % 40:02d}"', f'instroom = "{start:%Y-%m}"']
    lines += [f'docenten = ["D-{number % 90:02d}"]', "[opleiding]", f"start = {start}", "revisie = 1"]
    lines += ['regeling = "lop-2024"', f"vastgesteld = {start - 14 * DAG}"]
    profile = chance.choice(PROFILES)
    if profile:
        lines.append(f'profiel = "{profile}"')
    for soort, maanden, plaats in (
        ("huisartspraktijk-1", 12, f"Praktijk {number % 350}"),
        ("klinisch", 6, f"Ziekenhuis {number % 30}"),
        ("ggz", 3, f"GGZ-instelling {number % 25}"),
        ("ccz", 3, f"Verpleeghuis {number % 60}"),
        ("huisartspraktijk-2", 12, f"Praktijk {(number + 100) % 350}"),
    ):
        lines += ["[[onderdeel]]", f'soort = "{soort}"', f"maanden = {maanden}", f'plaats = "{plaats}"']
        lines += [
            f'opleider = "O-{chance.randrange(900):03d}"',
            f"leerwerkplan_goedgekeurd = {start - 60 * DAG}",
        ]
        if soort == "klinisch":
            lines.append("max_diensten = 36")
    factor = chance.choice((None, "0.8", "0.8", "0.9", "0.7"))
    if factor and (profile != "vumc" or factor != "0.7"):
        lines += ["[[deeltijd]]", f"vanaf = {start}", f"factor = {factor}", "praktijkdagen = 3"]
    if chance.random() < 0.25:
        lines += ["[[vrijstelling]]", 'onderdeel = "klinisch"', "maanden = 3", 'status = "definitief"']
        lines += ['grond = "ANIOS SEH"', "ervaring_weken = 52", f"aangevraagd_op = {start + 20 * DAG}"]
        lines += [f"besloten_op = {start + 250 * DAG}"]
        for door in ("opleider", "docent"):
            lines += ["[[voortgangsadvies]]", 'soort = "vrijstelling"', f"datum = {start + 240 * DAG}"]
            lines.append(f'door = "{door}"')
    for soort, begin, days in away:
        lines += ["[[onderbreking]]", f'soort = "{soort}"', f"van = {begin}"]
        lines.append(f"tot_en_met = {begin + (days - 1) * DAG}")
    return lines


def _verlof(chance: random.Random, start: date) -> list[tuple[str, date, int]]:
    """Absences (soort, first day, days) that do not overlap."""
    found = []
    if chance.random() < 0.2:
        found.append(("zwangerschapsverlof", start + chance.randrange(400, 700) * DAG, 112))
    if chance.random() < 0.3:
        found.append(("ziekte", start + chance.randrange(30, 350) * DAG, chance.randrange(2, 40)))
    return found


def _gesprekken(aios: Aios) -> Iterator[str]:
    """A talk every three to four months, its report a week later, an advies of each within the month."""
    for _rij, begin, eind in aios.rijen:
        dag = min(begin + aios.chance.randrange(94, 116) * DAG, eind - 10 * DAG)
        while dag <= eind and dag < AS_OF:
            if aios.recorded():
                yield from (
                    "[[voortgangsgesprek]]",
                    f"datum = {dag}",
                    f"verslag_op = {min(dag + 7 * DAG, AS_OF)}",
                )
            for door in ("opleider", "docent"):
                gegeven = dag + aios.chance.randrange(2, 20) * DAG
                if gegeven <= AS_OF and aios.recorded():
                    yield from ("[[voortgangsadvies]]", f"datum = {gegeven}", f'door = "{door}"')
                    yield from ('oordeel = "voldoende"', 'advies = "voortzetten"')
            dag += aios.chance.randrange(94, 116) * DAG


def _besluiten(aios: Aios) -> Iterator[str]:
    """The assessment of each stage and the decisions, in the last weeks of what they are about."""
    externe = [(begin, eind) for rij, begin, eind in aios.rijen if not rij.is_praktijk]
    for rij, _begin, eind in aios.rijen:
        gegeven = eind - 12 * DAG
        if gegeven > AS_OF:
            continue
        if not rij.is_praktijk and aios.recorded():
            for door in ("opleider", "docent"):
                yield from (
                    "[[voortgangsadvies]]",
                    'soort = "stagebeoordeling"',
                    f'onderdeel = "{rij.onderdeel}"',
                )
                yield from (
                    f"datum = {gegeven}",
                    f'door = "{door}"',
                    'oordeel = "voldoende"',
                    'advies = "voortzetten"',
                )
        elif rij.soort == "huisartspraktijk-1":
            yield from _besluit("voortgangsbeslissing", rij.soort, eind - 3 * DAG, "voortgezet")
    if externe and externe[-1][1] - 3 * DAG <= AS_OF:
        yield from _besluit("voortgangsbeslissing", "externe-stages", externe[-1][1] - 3 * DAG, "voortgezet")
    einde = aios.ios.laatste_dag
    assert einde is not None
    if einde - 100 * DAG <= AS_OF:
        yield from _besluit("voltooiingsbesluit", None, einde - 100 * DAG, "voltooid")


def _besluit(soort: str, onderdeel: str | None, datum: date, uitkomst: str) -> Iterator[str]:
    yield from ("[[besluit]]", f'soort = "{soort}"')
    if onderdeel:
        yield f'onderdeel = "{onderdeel}"'
    yield from (f"datum = {min(datum, AS_OF)}", f'uitkomst = ["{uitkomst}"]')


def _diensten(aios: Aios) -> Iterator[str]:
    """About 23 in each practice period, done and planned a quarter ahead."""
    for rij, begin, eind in aios.rijen:
        if not rij.is_praktijk:
            continue
        stap = max((eind - begin).days // 23, 8)
        dag = begin + aios.chance.randrange(3, stap) * DAG
        while dag <= min(eind, AS_OF + 90 * DAG):
            if dag not in aios.absent:
                yield from ("[[dienst]]", f"datum = {dag}", "aanvang = 17:00:00", "einde = 23:30:00")
                yield from (f'rol = "{aios.chance.choice(ROLES)}"', 'soort = "avond"')
            dag += stap * DAG


def _onderwijs(aios: Aios) -> Iterator[str]:
    """Some 44 days a year at full time, holidays left out."""
    einde = aios.ios.laatste_dag
    assert einde is not None
    factor = float(max(rij.factor for rij in aios.ios.geplande_rijen))
    dag = aios.ios.start + (1 - aios.ios.start.weekday()) % 7 * DAG
    week = 0
    while dag < min(AS_OF, einde):
        if dag not in aios.absent and (week * 0.87 * factor) % 1 < 0.87 * factor:
            yield from ("[[onderwijs]]", f"datum = {dag}", "dagen = 1.0", 'soort = "terugkomdag"')
        dag, week = dag + 7 * DAG, week + 1


def write(folder: Path, number: int) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for i in range(number):
        (folder / f"{i:05d}.toml").write_text(dossier(i), "utf-8", newline="\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("number", type=int, nargs="?", default=10_000)
    chosen = parser.parse_args()
    write(chosen.folder, chosen.number)
