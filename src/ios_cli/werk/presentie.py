"""`--presentie`: the days of onderwijs of a presence list become entries of the dossiers of a cohort."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ios_cli.domain.dossier import Onderwijs
from ios_cli.domain.finding import Ernst, Finding, sort_findings
from ios_cli.domain.words import say_days, say_number
from ios_cli.text import _, ngettext
from ios_cli.werk.bijlagen import Bijlagerij, meld_bekend, noem_ongebruikt, staat_in, voeg_rijen_toe

if TYPE_CHECKING:
    from datetime import date

    from ios_cli.io.presentie import Presentie, Presentierij
    from ios_cli.werk.cohort import Berekend, Cohort


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
        noem_ongebruikt(cohort, presentie.file, presentie.ongebruikt)
        bekend, anders, rijen = _verdeel(cohort, presentie)
        findings = voeg_rijen_toe(cohort, "onderwijs", presentie.file, rijen)
        cohort.findings += sort_findings(
            [*presentie.findings, *_meld_bekend(presentie.file, bekend), *anders, *findings]
        )


def _verdeel(
    cohort: "Cohort", presentie: "Presentie"
) -> tuple[dict[str, list[int]], list[Finding], dict[str, list[Bijlagerij]]]:
    """Lines of rows that are known already, by the list they stand in ("" for the dossiers themselves),
    findings on those that say something else there, and the rest by aios id."""
    bekend: dict[str, list[int]] = {}
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
        per_dag: dict[date, list[tuple[int, Onderwijs]]] = {}
        for plaats, dag in enumerate(one.dossier.onderwijs):
            per_dag.setdefault(dag.datum, []).append((plaats, dag))
        for rij in mine:
            zelfde = _zelfde(rij.onderwijs, per_dag.get(rij.onderwijs.datum, ()))
            if zelfde is None:
                nieuw.append(Bijlagerij(rij.onderwijs, presentie.file, rij.regel))
                continue
            plek = staat_in(one, ("onderwijs", zelfde[0]))
            if zelfde[1].dagen == rij.onderwijs.dagen:
                bekend.setdefault(plek, []).append(rij.regel)
            else:
                anders.append(_anders(presentie.file, one, rij, zelfde[1], plek))
        rijen[one.ios.aios_id] = nieuw
    return bekend, anders, rijen


def _zelfde(dag: Onderwijs, bekend: Sequence[tuple[int, Onderwijs]]) -> tuple[int, Onderwijs] | None:
    """The entry of that date that says the same, and its place: of that soort, or of one that either leaves
    open."""
    passend = [b for b in bekend if b[1].soort == dag.soort or not (b[1].soort and dag.soort)]
    return min(passend, key=lambda b: (b[1].soort != dag.soort, b[1].dagen != dag.dagen), default=None)


def _anders(file: str, one: "Berekend", rij: "Presentierij", bekend: Onderwijs, plek: str) -> Finding:
    if plek:
        message = _("this list has {days} of onderwijs on {date}, `{file}` {other}: that of `{file}` counts")
    else:
        message = _("the list has {days} of onderwijs on {date}, the dossier {other}: the dossier counts")
    return Finding(
        code="IOS055",
        ernst=Ernst.WAARSCHUWING,
        message=message.format(
            days=say_days(rij.onderwijs.dagen),
            date=bekend.datum,
            other=say_number(bekend.dagen),
            file=plek,
        ),
        hint=_("correct one of the two"),
        aios_id=one.ios.aios_id,
        file=file,
        line=rij.regel,
    )


def _meld_bekend(file: str, bekend: Mapping[str, Sequence[int]]) -> Iterator[Finding]:
    """One finding on all rows that the dossiers have already, one on those of each list before this one."""
    for plek, regels in bekend.items():
        if plek:
            message = ngettext(
                "{n} day of onderwijs (line {lines}) also stands in `{file}`, and counts once",
                "{n} days of onderwijs (lines {lines}) also stand in `{file}`, and count once",
                len(regels),
            )
        else:
            message = ngettext(
                "{n} day of onderwijs also stands in the dossier (line {lines}), and counts once",
                "{n} days of onderwijs also stand in the dossiers (lines {lines}), and count once",
                len(regels),
            )
        yield meld_bekend(message, file, plek, regels)
