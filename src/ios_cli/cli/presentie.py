"""`--presentie`: the days of onderwijs of a presence list become entries of the dossiers of a cohort."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ios_cli.cli.bijlagen import SHOWN, Bijlagerij, voeg_rijen_toe
from ios_cli.domain.dossier import Onderwijs
from ios_cli.domain.finding import Ernst, Finding, sort_findings
from ios_cli.domain.words import say_days, say_number
from ios_cli.text import _, ngettext

if TYPE_CHECKING:
    from datetime import date

    from ios_cli.cli.cohort import Berekend, Cohort
    from ios_cli.io.presentie import Presentie, Presentierij


def voeg_presentie_toe(cohort: "Cohort", names: Iterable[str] | None) -> None:
    """Read the lists and give every dossier its onderwijs. Everything found stands in `cohort.findings`, and
    so in its exit code; every file read in `cohort.files`.

    A day that stands in the dossier too (or in a list before this one) counts once, as it stands there. Where
    one of them is no list at all nothing is computed: each number would lack its days.
    """
    from ios_cli.io.presentie import lees_presentie

    for name in dict.fromkeys(names or ()):
        presentie = lees_presentie(name)
        if name != "-":
            cohort.files.append(Path(name))
        if not presentie.is_lijst:
            cohort.findings += presentie.findings
            cohort.berekend = []
            continue
        bekend, anders, rijen = _verdeel(cohort, presentie)
        findings = voeg_rijen_toe(cohort, "onderwijs", presentie.file, rijen)
        cohort.findings += sort_findings(
            [*presentie.findings, *_meld_bekend(presentie.file, bekend), *anders, *findings]
        )


def _verdeel(
    cohort: "Cohort", presentie: "Presentie"
) -> tuple[list[int], list[Finding], dict[str, list[Bijlagerij]]]:
    """Lines of rows that the dossiers have already, findings on those that say something else there, and the
    rest by aios id."""
    bekend: list[int] = []
    anders: list[Finding] = []
    rijen = {
        aios_id: [Bijlagerij(rij.onderwijs, presentie.file, rij.regel) for rij in mine]
        for aios_id, mine in presentie.onderwijs.items()
    }
    for one in cohort.berekend:
        mine = presentie.onderwijs.get(one.ios.aios_id)
        if not mine or not one.dossier.onderwijs:
            continue
        nieuw = []
        per_dag: dict[date, list[Onderwijs]] = {}
        for dag in one.dossier.onderwijs:
            per_dag.setdefault(dag.datum, []).append(dag)
        for rij in mine:
            zelfde = _zelfde(rij.onderwijs, per_dag.get(rij.onderwijs.datum, ()))
            if zelfde is None:
                nieuw.append(Bijlagerij(rij.onderwijs, presentie.file, rij.regel))
            elif zelfde.dagen == rij.onderwijs.dagen:
                bekend.append(rij.regel)
            else:
                anders.append(_anders(presentie.file, one, rij, zelfde))
        rijen[one.ios.aios_id] = nieuw
    return bekend, anders, rijen


def _zelfde(dag: Onderwijs, dossier: Sequence[Onderwijs]) -> Onderwijs | None:
    """The entry of that date that says the same: of that soort, or of one that either leaves open."""
    passend = [d for d in dossier if d.soort == dag.soort or not (d.soort and dag.soort)]
    return min(passend, key=lambda d: (d.soort != dag.soort, d.dagen != dag.dagen), default=None)


def _anders(file: str, one: "Berekend", rij: "Presentierij", dossier: Onderwijs) -> Finding:
    return Finding(
        code="IOS055",
        ernst=Ernst.WAARSCHUWING,
        message=_(
            "the list has {days} of onderwijs on {date}, the dossier {other}: the dossier counts"
        ).format(days=say_days(rij.onderwijs.dagen), date=dossier.datum, other=say_number(dossier.dagen)),
        hint=_("correct one of the two"),
        aios_id=one.ios.aios_id,
        file=file,
        line=rij.regel,
    )


def _meld_bekend(file: str, regels: list[int]) -> list[Finding]:
    """One finding on all rows that the dossiers have already."""
    if not regels:
        return []
    regels = sorted(regels)
    lines = ", ".join(str(regel) for regel in regels[:SHOWN])
    if len(regels) > SHOWN:
        lines = _("{first} and {n} more").format(first=lines, n=len(regels) - SHOWN)
    return [
        Finding(
            code="IOS054",
            ernst=Ernst.OPMERKING,
            message=ngettext(
                "{n} day of onderwijs also stands in the dossier (line {lines}), and counts once",
                "{n} days of onderwijs also stand in the dossiers (lines {lines}), and count once",
                len(regels),
            ).format(n=len(regels), lines=lines),
            file=file,
            line=regels[0],
        )
    ]
