"""From a computed cohort to what the checks say of it; for `ios check` and for who asks about one finding.

What is done for one dossier depends on nothing but the dossier and the rules, and gives plain values.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ios_cli.cli.usage import UsageProblem
from ios_cli.domain.finding import Ernst, Finding, has_obstacle, sort_findings
from ios_cli.domain.uitslag import Getoetst, Uitslag
from ios_cli.text import _

if TYPE_CHECKING:
    from datetime import date

    from ios_cli.cli.cohort import Berekend, Cohort

ERNSTEN = tuple(Ernst)


@dataclass(frozen=True, slots=True, kw_only=True)
class Keuze:
    """Which findings are wanted, as codes; None is every one."""

    select: frozenset[str] | None = None
    ignore: frozenset[str] = frozenset()


@dataclass(slots=True, kw_only=True)
class Toetsing:
    """What came of a cohort: one item for each dossier that could be computed, by aios id, and what was said
    of the files that could not."""

    getoetst: list[Getoetst] = field(default_factory=list)
    elders: list[Finding] = field(default_factory=list)

    @property
    def findings(self) -> list[Finding]:
        """All that count, by file, line and code."""
        return sort_findings([*self.elders, *(f for g in self.getoetst for f in g.findings)])

    @property
    def geaccepteerd(self) -> list[Finding]:
        return sort_findings(f for g in self.getoetst for f in g.geaccepteerd)


def toets_berekend(one: "Berekend", gevonden: Sequence[Finding], *, as_of: "date", keuze: Keuze) -> Getoetst:
    """Run the checks on one dossier. `gevonden` is what was said of its file before, with lines."""
    from ios_cli.toetsing.geval import Geval
    from ios_cli.toetsing.toetsen import toets_dossier

    geval = Geval(dossier=one.dossier, regels=one.regels, ios=one.ios, as_of=as_of)
    uitslagen, tellend, geaccepteerd = toets_dossier(
        geval, gevonden, select=keuze.select, ignore=keuze.ignore
    )

    def met_regel(uitslag: Uitslag) -> Uitslag:
        if not uitslag.findings and not uitslag.geaccepteerd:
            return uitslag
        return replace(
            uitslag,
            findings=tuple(one.loaded.locate(uitslag.findings)),
            geaccepteerd=tuple(one.loaded.locate(uitslag.geaccepteerd)),
        )

    return Getoetst(
        aios_id=one.ios.aios_id,
        file=one.file,
        uitslagen=tuple(met_regel(u) for u in uitslagen),
        overige=tuple(tellend),
        overige_geaccepteerd=tuple(geaccepteerd),
    )


def toets_cohort(cohort: "Cohort", *, as_of: "date", keuze: Keuze) -> Toetsing:
    """The checks on every dossier of the cohort."""
    per_file: dict[str, list[Finding]] = {}
    for f in cohort.findings:
        per_file.setdefault(f.file, []).append(f)
    toetsing = Toetsing()
    for one in cohort.berekend:
        gevonden = per_file.pop(one.file, [])
        toetsing.getoetst.append(toets_berekend(one, gevonden, as_of=as_of, keuze=keuze))
    toetsing.elders = [f for own in per_file.values() for f in own if _telt(f, keuze)]
    return toetsing


def _telt(f: Finding, keuze: Keuze) -> bool:
    """Whether a finding of a file that gave no result is told: always where it is why."""
    from ios_cli.toetsing.toetsen import is_gekozen

    return has_obstacle((f,)) or is_gekozen(f.code, keuze.select, keuze.ignore)


def lees_keuze(select: Iterable[str] | None, ignore: Iterable[str] | None) -> Keuze:
    """`--select` and `--ignore` as given, several times or with commas. Raises `UsageProblem`."""
    gekozen = _codes(select, "--select")
    return Keuze(select=gekozen or None, ignore=_codes(ignore, "--ignore"))


def _codes(given: Iterable[str] | None, option: str) -> frozenset[str]:
    codes: set[str] = set()
    for text in given or ():
        words = [word for word in text.split(",") if word.strip()]
        if not words:
            raise _unknown(text, option)
        for word in words:
            codes |= _codes_of(word, option)
    return frozenset(codes)


def _codes_of(word: str, option: str) -> frozenset[str]:
    from ios_cli.toetsing.toetsen import codes_van

    codes = codes_van(word)
    if not codes:
        raise _unknown(word, option)
    return codes


def _unknown(word: str, option: str) -> UsageProblem:
    from ios_cli.toetsing.acceptatie import dichtstbij
    from ios_cli.toml.wording import did_you_mean

    return UsageProblem(
        _("`{value}` names no finding for `{option}`").format(value=word.strip(), option=option),
        expected=_(
            "a code such as `{code}`, a name such as `{name}`, or the begin of codes such as `{begin}`"
        ).format(code="IOS112", name="afwijking-zonder-grond", begin="IOS1"),
        hint=did_you_mean(dichtstbij(word)) if word.strip() else "",
    )


def is_te_ernstig(findings: Iterable[Finding], grens: Ernst) -> bool:
    """Whether one of them is as serious as `grens`, or more."""
    erg = ERNSTEN[: ERNSTEN.index(grens) + 1]
    return any(f.ernst in erg for f in findings)
