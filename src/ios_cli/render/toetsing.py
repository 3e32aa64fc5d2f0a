"""What the checks say, in each form. Findings come in the order of the caller: file, line, code.

Source: contract.md, "check".
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from textwrap import fill
from typing import TYPE_CHECKING

from ios_cli.domain.finding import Ernst, Finding
from ios_cli.domain.uitslag import Getoetst, Oordeel
from ios_cli.render.csv import Cell
from ios_cli.render.envelope import Record, finding_record
from ios_cli.render.findings import render_finding
from ios_cli.text import _, ngettext

if TYPE_CHECKING:
    from rich.text import Text

CHECK_COLUMNS = (
    "aios_id",
    "bestand",
    "regelnummer",
    "code",
    "naam",
    "ernst",
    "melding",
    "bron",
    "verwacht",
    "gevonden",
    "verschil",
    "hint",
    "geaccepteerd",
)
CHECK_SCHEMA = "ios/check/1"
STYLES = {Ernst.FOUT: "bold red", Ernst.WAARSCHUWING: "magenta", Ernst.OPMERKING: "cyan"}
ONDERAAN = "    "


def check_row(f: Finding) -> tuple[Cell, ...]:
    """One finding under `CHECK_COLUMNS`; an empty cell is nothing to say."""
    return (
        f.aios_id,
        f.file,
        f.line,
        f.code,
        f.name,
        f.ernst.value,
        f.message,
        f.source,
        f.expected,
        f.found,
        f.difference,
        f.hint,
        f.accepted,
    )


def check_record(getoetst: Getoetst) -> Record:
    """One aios: how the checks came out, each check, and the findings, accepted ones last.

    `voldaan` and the other counts are of checks, not of findings.
    """
    telling = Counter(u.oordeel for u in getoetst.uitslagen)
    return {
        "aios_id": getoetst.aios_id,
        "bestand": getoetst.file,
        "oordelen": {oordeel.value: telling[oordeel] for oordeel in Oordeel},
        "toetsen": [
            {"code": u.code, "naam": u.naam, "oordeel": u.oordeel.value, "redenen": list(u.redenen)}
            for u in getoetst.uitslagen
        ],
        "findings": [finding_record(f) for f in (*getoetst.findings, *getoetst.geaccepteerd)],
    }


def render_check_text(
    findings: Iterable[Finding], *, terminal: bool, colour: bool, width: int
) -> Iterator[str]:
    """A finding after the other, nothing where there are none; on a terminal wrapped, and coloured."""
    if not terminal:
        for f in findings:
            yield render_finding(f, with_ernst=True) + "\n"
        return
    from ios_cli.render.screen import Screen

    screen = Screen(width, colour=colour)
    for f in findings:
        yield screen.draw(_on_screen(f, screen.width))


def _on_screen(f: Finding, width: int) -> Iterator["Text"]:
    """The lines of a finding, each within `width`, the ernst in its colour and what is under it fainter."""
    from rich.text import Text

    from ios_cli.render.screen import FAINT_STYLE

    first, *rest = render_finding(f, with_ernst=True).split("\n")
    head = Text(_wrapped(first, width))
    begin = 0
    for word in (f" {f.code}", f"{f.name}:", f"{f.ernst.value}:"):  # the line may wrap between them
        begin = max(head.plain.find(word, begin), begin)
        head.stylize(STYLES[f.ernst], begin, begin + len(word))
        begin += len(word)
    yield head
    for line in rest:
        yield Text(_wrapped(line, width), style=FAINT_STYLE)


def _wrapped(line: str, width: int) -> str:
    indent = " " * (len(line) - len(line.lstrip(" ")))
    return fill(
        line.lstrip(" "),
        width,
        initial_indent=indent,
        subsequent_indent=indent + ONDERAAN,
        break_on_hyphens=False,
    )


def say_totals(telling: Counter[Ernst], *, geraakt: int, dossiers: int) -> str:
    """How many there are, by ernst, and in how many of so many dossiers; for people."""
    aantal = telling.total()
    delen = ", ".join(f"{telling[ernst]} {ernst.value}" for ernst in Ernst if telling[ernst])
    if dossiers < 2:
        return ngettext("{n} finding ({parts})", "{n} findings ({parts})", aantal).format(
            n=aantal, parts=delen
        )
    return ngettext(
        "{n} finding ({parts}), in {some} of {all} dossiers",
        "{n} findings ({parts}), in {some} of {all} dossiers",
        aantal,
    ).format(n=aantal, parts=delen, some=geraakt, all=dossiers)


def say_checked(getoetst: Getoetst) -> Iterator[str]:
    """What was checked of one dossier: the counts, then each check that says more than met, with why."""
    telling = Counter(u.oordeel for u in getoetst.uitslagen)
    aantal = len(getoetst.uitslagen)
    namen = oordeel_woorden()
    delen = [namen[oordeel].format(n=telling[oordeel]) for oordeel in Oordeel if telling[oordeel]]
    yield ngettext("{file}: {n} check: {parts}", "{file}: {n} checks: {parts}", aantal).format(
        file=getoetst.file, n=aantal, parts=", ".join(delen)
    )
    for uitslag in getoetst.uitslagen:
        for reden in uitslag.redenen:
            wat = _("skipped") if reden in uitslag.overgeslagen else _("cannot be assessed")
            yield f"{ONDERAAN}{uitslag.code} {uitslag.naam}: {wat}: {reden}"
    for f in getoetst.geaccepteerd:
        plaats = "".join(f"{part}:" for part in (f.file, f.line) if part not in ("", None))
        yield ONDERAAN + _("{finding}: accepted: {reason}").format(
            finding=f"{plaats} {f.code} {f.name}: {f.ernst.value}: {f.message}".lstrip(), reason=f.accepted
        )


def oordeel_woorden() -> dict[Oordeel, str]:
    return {
        Oordeel.VOLDAAN: _("{n} met"),
        Oordeel.NIET_VOLDAAN: _("{n} not met"),
        Oordeel.NIET_TE_BEOORDELEN: _("{n} cannot be assessed"),
        Oordeel.OVERGESLAGEN: _("{n} skipped"),
    }
