"""From a computed cohort to what the checks say of it; for `ios check` and for who asks about one finding.

What is done for one dossier depends on nothing but the dossier and the rules, and gives plain values.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from ios_cli.cli.usage import UsageProblem
from ios_cli.domain.finding import Ernst, Finding, sort_findings
from ios_cli.domain.uitslag import Getoetst, Uitslag
from ios_cli.text import _

if TYPE_CHECKING:
    from datetime import date

    from ios_cli.werk.cohort import Berekend
    from ios_cli.werk.stroom import Stroom

ERNSTEN = tuple(Ernst)


@dataclass(frozen=True, slots=True, kw_only=True)
class Keuze:
    """Which findings are wanted, as codes; None is every one."""

    select: frozenset[str] | None = None
    ignore: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Deel:
    """What came of one dossier, or of what was said elsewhere; plain values, in the form that is wanted."""

    findings: list[Finding]
    """Those that count, by file, line and code."""
    geaccepteerd: list[Finding] = field(default_factory=list)
    is_dossier: bool = False
    record: "dict[str, Any] | None" = None
    """The object of a json document, with the `regels` it was made by."""
    checked: list[str] = field(default_factory=list)
    """What was checked, in words; with -v."""


@dataclass(slots=True)
class Getoetsten:
    """The parts as they come, with what adds up on the way. Iterate once."""

    stroom: "Stroom[Deel]"
    at_once: bool = False
    """All findings in one order: rosters and presence lists have some about every dossier."""
    telling: Counter[Ernst] = field(default_factory=Counter)
    geraakt: int = 0
    checked: list[str] = field(default_factory=list)

    def __iter__(self) -> Iterator[Deel]:
        parts = self._counted()
        if not self.at_once:
            yield from parts
            return
        held = list(parts)
        yield Deel(
            findings=sort_findings(f for part in held for f in part.findings),
            geaccepteerd=sort_findings(f for part in held for f in part.geaccepteerd),
        )

    def records(self) -> "tuple[list[dict[str, Any]], list[Finding]]":
        """The objects of a json document by aios id, and what was said of files that gave none."""
        held = list(self._counted())
        records = [part.record for part in held if part.record is not None]
        elders = [f for part in held if part.record is None for f in part.findings]
        return sorted(records, key=lambda r: (r["aios_id"], r["bestand"])), sort_findings(elders)

    def _counted(self) -> Iterator[Deel]:
        for part in self.stroom:
            self.telling.update(f.ernst for f in part.findings)
            self.checked += part.checked
            self.geraakt += part.is_dossier and bool(part.findings)
            yield part

    def is_te_ernstig(self, grens: Ernst) -> bool:
        """Whether one of the findings is as serious as `grens`, or more."""
        return any(self.telling[ernst] for ernst in ERNSTEN[: ERNSTEN.index(grens) + 1])


def toets_een(
    as_of: "date",
    keuze: Keuze,
    as_record: bool,
    verbose: bool,
    one: "Berekend",
    gevonden: Sequence[Finding],
) -> Deel:
    """The checks on one dossier, as what crosses from one process to another."""
    getoetst = toets_berekend(one, gevonden, as_of=as_of, keuze=keuze)
    record = None
    if as_record:
        from ios_cli.render.envelope import regels_record
        from ios_cli.render.toetsing import check_record

        record = {**check_record(getoetst), "regels": regels_record(one.ios.toegepast)}
    checked: list[str] = []
    if verbose:
        from ios_cli.render.toetsing import say_checked

        checked = list(say_checked(getoetst))
    return Deel(
        findings=getoetst.findings,
        geaccepteerd=getoetst.geaccepteerd,
        is_dossier=True,
        record=record,
        checked=checked,
    )


def laad_toetsen() -> None:
    """Import every check: a worker does so while the cohort is still being looked over."""
    from ios_cli.toetsing.toetsen import alle_toetsen

    alle_toetsen()


def toets_rest(gevonden: Sequence[Finding]) -> Deel:
    """What was said of a file that could not be checked, or of none of them."""
    return Deel(findings=sort_findings(gevonden))


def toets_berekend(one: "Berekend", gevonden: Sequence[Finding], *, as_of: "date", keuze: Keuze) -> Getoetst:
    """Run the checks on one dossier. `gevonden` is what was said of its file before, with lines."""
    from ios_cli.toetsing.geval import Geval
    from ios_cli.toetsing.toetsen import toets_dossier

    geval = Geval(dossier=one.dossier, regels=one.regels, ios=one.ios, as_of=as_of)
    uitslagen, tellend, geaccepteerd = toets_dossier(
        geval, gevonden, select=keuze.select, ignore=keuze.ignore
    )

    def met_regel(uitslag: Uitslag) -> Uitslag:
        return replace(
            uitslag,
            findings=tuple(one.loaded.locate(uitslag.findings)),
            geaccepteerd=tuple(one.loaded.locate(uitslag.geaccepteerd)),
        )

    return Getoetst(
        aios_id=one.ios.aios_id,
        file=one.file,
        uitslagen=tuple([met_regel(u) if u.findings or u.geaccepteerd else u for u in uitslagen]),
        overige=tuple(tellend),
        overige_geaccepteerd=tuple(geaccepteerd),
    )


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
