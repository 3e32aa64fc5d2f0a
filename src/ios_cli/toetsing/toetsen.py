"""Running the checks on one dossier: which ones, in which order, with what outcome.

Source: contract.md, "check"; rekenregels 11 and 12.
"""

import re
from bisect import insort
from collections.abc import Collection, Iterable, Sequence
from functools import cache
from importlib import import_module
from operator import attrgetter
from pkgutil import iter_modules

from ios_cli import toetsing
from ios_cli.domain.finding import FINDING_NAMES, Finding, has_obstacle
from ios_cli.domain.uitslag import Oordeel, Uitslag
from ios_cli.toetsing.acceptatie import ONGEBRUIKT, Acceptaties, code_van
from ios_cli.toetsing.geval import Geval
from ios_cli.toetsing.register import TOETSEN, Bevinding, Overgeslagen, Toets

_BEGIN = re.compile(r"IOS[0-9]{0,2}", re.IGNORECASE)


@cache
def alle_toetsen() -> tuple[Toets, ...]:
    """Every registered check, by code: those of all modules in this room."""
    for module in iter_modules(toetsing.__path__):
        import_module(f"{toetsing.__name__}.{module.name}")
    return tuple(TOETSEN[code] for code in sorted(TOETSEN))


def codes_van(woord: str) -> frozenset[str]:
    """The codes that a word of `--select` or `--ignore` names: a code, a name, the begin of codes (`IOS1`).

    Empty where it names none.
    """
    code = code_van(woord)
    if code is not None:
        return frozenset((code,))
    begin = woord.strip().upper()
    if not _BEGIN.fullmatch(begin):
        return frozenset()
    return frozenset(c for c in FINDING_NAMES if c.startswith(begin))


def is_gekozen(code: str, select: Collection[str] | None, ignore: Collection[str] | None) -> bool:
    """Whether findings of `code` are wanted; `ignore` goes before `select`, None selects everything."""
    return (select is None or code in select) and not (ignore and code in ignore)


def toets_alles(
    geval: Geval, *, select: Collection[str] | None = None, ignore: Collection[str] | None = None
) -> list[Uitslag]:
    """The outcome of every check that is wanted, by code. `select` and `ignore` are codes."""
    return toets_dossier(geval, (), select=select, ignore=ignore)[0]


def toets_dossier(
    geval: Geval,
    gevonden: Iterable[Finding],
    *,
    select: Collection[str] | None = None,
    ignore: Collection[str] | None = None,
) -> tuple[list[Uitslag], list[Finding], list[Finding]]:
    """The outcomes, and of `gevonden` (what reading and planning said) those that count and are accepted.

    What stands in the way of the dates always counts, whatever is selected or accepted.
    """
    acceptaties = Acceptaties.van(geval.dossier)
    erg, licht = [], []
    for f in gevonden:
        if has_obstacle((f,)):
            erg.append(f)
        elif is_gekozen(f.code, select, ignore):
            licht.append(f)
    tellend, geaccepteerd = acceptaties.verdeel(licht)
    gekozen = alle_toetsen()
    if select is not None or ignore:
        gekozen = tuple(toets for toets in gekozen if is_gekozen(toets.code, select, ignore))
    # Nearly all have nothing to say: no new outcome for each dossier then.
    uitslagen = [
        _uitslag(toets, bevindingen, acceptaties)
        if (bevindingen := [*toets.functie(geval)])
        else toets.voldaan
        for toets in gekozen
    ]
    if is_gekozen(ONGEBRUIKT, select, ignore):
        findings = tuple(acceptaties.ongebruikt(lambda code: is_gekozen(code, select, ignore)))
        oordeel = Oordeel.NIET_VOLDAAN if findings else Oordeel.VOLDAAN
        insort(
            uitslagen, Uitslag(code=ONGEBRUIKT, oordeel=oordeel, findings=findings), key=attrgetter("code")
        )
    return uitslagen, [*erg, *tellend], list(geaccepteerd)


def _uitslag(toets: Toets, bevindingen: Sequence[Bevinding], acceptaties: Acceptaties) -> Uitslag:
    """Of a check that has something to say. A finding makes it not met, also where it is accepted; else what
    could not be looked at."""
    findings: list[Finding] = []
    redenen: list[str] = []
    overgeslagen: list[str] = []
    for bevinding in bevindingen:
        if isinstance(bevinding, Finding):
            assert bevinding.code == toets.code, (bevinding.code, toets.code)
            findings.append(bevinding)
        else:
            redenen.append(bevinding.reden)
            if isinstance(bevinding, Overgeslagen):
                overgeslagen.append(bevinding.reden)
    oordeel = Oordeel.NIET_VOLDAAN
    if not findings:
        onbekend = len(redenen) > len(overgeslagen)
        oordeel = Oordeel.NIET_TE_BEOORDELEN if onbekend else Oordeel.OVERGESLAGEN
    tellend, geaccepteerd = acceptaties.verdeel(findings)
    return Uitslag(
        code=toets.code,
        oordeel=oordeel,
        redenen=tuple(redenen),
        overgeslagen=tuple(overgeslagen),
        findings=tellend,
        geaccepteerd=geaccepteerd,
    )
