"""What a finding says about one dossier: required, found, difference, or why there is nothing to say.

The findings are those of the checks and of planning; the number behind one is told by `planning.uitleg`.
"""

from collections.abc import Callable, Iterator, Sequence

from ios_cli.domain.finding import FINDING_NAMES, Finding
from ios_cli.domain.spoor import Onderwerp, Stap, StapSoort
from ios_cli.domain.uitslag import Oordeel, Uitslag
from ios_cli.planning.uitleg.bouw import stap
from ios_cli.text import _

Betekenis = Callable[[str], tuple[str, str]]
"""Of a code what it means and what to do; the texts stand in the room of the command line."""


def bevinding_onderwerpen(
    uitslagen: Sequence[Uitslag], overige: Sequence[Finding], betekenis: Betekenis
) -> Iterator[Onderwerp]:
    """Each code that this dossier has, and each check that was done; `overige` are those of planning."""
    gehad: set[str] = set()
    for code in sorted({f.code for f in overige}):
        gehad.add(code)
        yield _onderwerp(
            code,
            _maker_gevonden(code, [f for f in overige if f.code == code], (), betekenis),
            True,
        )
    for uitslag in uitslagen:
        if uitslag.code in gehad:
            continue
        gehad.add(uitslag.code)
        yield _onderwerp(
            uitslag.code,
            _maker_uitslag(uitslag, betekenis),
            bool(uitslag.findings or uitslag.geaccepteerd),
        )
    for code in FINDING_NAMES:
        if code not in gehad:
            yield _onderwerp(code, _maker_geen(code, betekenis), False)


def _onderwerp(code: str, maak: Callable[[], Stap], gevonden: bool) -> Onderwerp:
    return Onderwerp(
        naam=code,
        omschrijving=_("finding {name}").format(name=FINDING_NAMES[code]) if gevonden else "",
        maak=maak,
        ook=(FINDING_NAMES[code],),
    )


def _maker_gevonden(
    code: str, findings: Sequence[Finding], redenen: Sequence[str], betekenis: Betekenis
) -> Callable[[], Stap]:
    return lambda: leg_bevinding_uit(code, findings, redenen, betekenis)


def _maker_uitslag(uitslag: Uitslag, betekenis: Betekenis) -> Callable[[], Stap]:
    return lambda: leg_uitslag_uit(uitslag, betekenis)


def _maker_geen(code: str, betekenis: Betekenis) -> Callable[[], Stap]:
    def maak() -> Stap:
        return stap(
            code,
            StapSoort.UITKOMST,
            _("{code} ({name}): this dossier does not have it."),
            code=code,
            name=FINDING_NAMES[code],
            stappen=_betekenis(code, betekenis),
        )

    return maak


def leg_uitslag_uit(uitslag: Uitslag, betekenis: Betekenis) -> Stap:
    findings = (*uitslag.findings, *uitslag.geaccepteerd)
    if findings:
        return leg_bevinding_uit(uitslag.code, findings, uitslag.redenen, betekenis)
    match uitslag.oordeel:
        case Oordeel.VOLDAAN:
            zin = _("{code} ({name}): this dossier meets it.")
        case Oordeel.NIET_TE_BEOORDELEN:
            zin = _("{code} ({name}): it cannot be assessed.")
        case __:
            zin = _("{code} ({name}): it does not apply to this dossier.")
    return stap(
        uitslag.code,
        StapSoort.UITKOMST,
        zin,
        waarde=uitslag.oordeel.value,
        code=uitslag.code,
        name=uitslag.naam,
        stappen=[*_redenen(uitslag.code, uitslag.redenen), *_betekenis(uitslag.code, betekenis)],
    )


def leg_bevinding_uit(
    code: str, findings: Sequence[Finding], redenen: Sequence[str], betekenis: Betekenis
) -> Stap:
    """Each of them with what was required and found, then what the code means."""
    return stap(
        code,
        StapSoort.UITKOMST,
        _("{code} ({name}): the dossier has this finding."),
        waarde=Oordeel.NIET_VOLDAAN.value,
        code=code,
        name=FINDING_NAMES[code],
        stappen=[
            *(_bevinding(f, f"{code}.{nummer}") for nummer, f in enumerate(findings, start=1)),
            *_redenen(code, redenen),
            *_betekenis(code, betekenis),
        ],
    )


def _bevinding(f: Finding, id: str) -> Stap:
    """Its message, and under it what was required, found, and how far apart they are."""
    from dataclasses import replace

    stappen = [
        stap(f"{id}.{naam}", StapSoort.GEGEVEN, zin, waarde=waarde, text=waarde)
        for naam, zin, waarde in (
            ("vereist", _("required: {text}"), f.expected),
            ("gevonden", _("found: {text}"), f.found),
            ("verschil", _("difference: {text}"), f.difference),
            ("hint", _("what to do: {text}"), f.hint),
            ("geaccepteerd", _("accepted: {text}"), f.accepted),
        )
        if waarde
    ]
    een = stap(
        id,
        StapSoort.UITKOMST,
        _("{severity}: {text}"),
        waarde=f.ernst.value,
        bron=f.source,
        pad=f.path,
        severity=f.ernst.value,
        text=f.message,
        stappen=stappen,
    )
    if f.line is not None:
        een = replace(een, bestand=f.file, regelnummer=f.line)
    return een


def _redenen(code: str, redenen: Sequence[str]) -> Iterator[Stap]:
    for nummer, reden in enumerate(redenen, start=1):
        yield stap(f"{code}.reden-{nummer}", StapSoort.OPMERKING, "{reason}", reason=reden)


def _betekenis(code: str, betekenis: Betekenis) -> Iterator[Stap]:
    wat, doen = betekenis(code)
    if wat:
        yield stap(f"{code}.betekenis", StapSoort.OPMERKING, "{text}", text=wat)
    if doen:
        yield stap(f"{code}.wat-te-doen", StapSoort.OPMERKING, "{text}", text=doen)
