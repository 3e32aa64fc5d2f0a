"""What a finding says about one dossier: required, found, difference, or why there is nothing to say.

The findings are those of the checks and of planning; the number behind one is told by `planning.uitleg`.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from ios_cli.domain.finding import FINDING_NAMES, Finding
from ios_cli.domain.spoor import Onderwerp, Stap, StapSoort
from ios_cli.domain.uitslag import Oordeel, Uitslag
from ios_cli.planning.diensten import bepaal_quota
from ios_cli.planning.uitleg.bouw import stap
from ios_cli.planning.uitleg.diensten import leg_diensten_uit
from ios_cli.planning.uitleg.onderdelen import leg_onderdeel_uit
from ios_cli.planning.uitleg.onderwijs import leg_jaar_uit
from ios_cli.planning.uitleg.tabellen import leg_verlenging_uit, leg_vrijstelling_uit
from ios_cli.planning.uitleg.termijnen import leg_termijn_uit, namen_van_termijnen
from ios_cli.text import _
from ios_cli.toetsing.geval import Geval
from ios_cli.toetsing.termijnen import noem

Betekenis = Callable[[str], tuple[str, str]]
"""Of a code what it means and what to do; the texts stand in the room of the command line."""


def bevinding_onderwerpen(
    zaak: Geval, uitslagen: Sequence[Uitslag], overige: Sequence[Finding], betekenis: Betekenis
) -> Iterator[Onderwerp]:
    """Each code that this dossier has, and each check that was done; `overige` are those of planning.

    All others can be found too, but are not listed.
    """
    per_code: dict[str, list[Finding]] = {}
    for f in overige:
        per_code.setdefault(f.code, []).append(f)
    per_uitslag = {uitslag.code: uitslag for uitslag in uitslagen}
    for code in (*sorted({*per_code, *per_uitslag}), *FINDING_NAMES):
        findings = per_code.get(code, [])
        uitslag = per_uitslag.get(code)
        if uitslag is not None:
            findings = [*findings, *uitslag.findings, *uitslag.geaccepteerd]
        yield Onderwerp(
            naam=code,
            omschrijving=_("finding {name}").format(name=FINDING_NAMES[code]) if findings else "",
            maak=_maker(zaak, code, findings, uitslag, betekenis),
            ook=(FINDING_NAMES[code],),
        )


def _maker(
    zaak: Geval, code: str, findings: Sequence[Finding], uitslag: Uitslag | None, betekenis: Betekenis
) -> Callable[[], Stap]:
    return lambda: leg_bevinding_uit(zaak, code, findings, uitslag, betekenis)


def leg_bevinding_uit(
    zaak: Geval, code: str, findings: Sequence[Finding], uitslag: Uitslag | None, betekenis: Betekenis
) -> Stap:
    """Each of them with what was required and found, the numbers behind them, then what the code means."""
    if findings:
        zin = _("{code} ({name}): the dossier has this finding.")
    elif uitslag is None:
        zin = _("{code} ({name}): the dossier does not have this finding.")
    elif uitslag.oordeel is Oordeel.VOLDAAN:
        zin = _("{code} ({name}): the dossier meets this rule.")
    elif uitslag.oordeel is Oordeel.NIET_TE_BEOORDELEN:
        zin = _("{code} ({name}): it cannot be assessed.")
    else:
        zin = _("{code} ({name}): it does not apply to this dossier.")
    return stap(
        code,
        StapSoort.UITKOMST,
        zin,
        waarde=Oordeel.NIET_VOLDAAN.value if findings else uitslag.oordeel.value if uitslag else None,
        code=code,
        name=FINDING_NAMES[code],
        stappen=[
            *(_bevinding(f, f"{code}.{nummer}") for nummer, f in enumerate(findings, start=1)),
            *_redenen(code, uitslag.redenen if uitslag is not None else ()),
            *_betekenis(code, betekenis, doen=bool(findings)),
            *_getallen(zaak, code, findings),
        ],
    )


def _getallen(zaak: Geval, code: str, findings: Sequence[Finding]) -> Iterator[Stap]:
    """The traces of the numbers that the findings rest on, each once."""
    gehad: set[str] = set()
    for f in findings:
        for spoor in achter(zaak, f):
            if spoor.id not in gehad:
                gehad.add(spoor.id)
                yield _onder(spoor, f"{code}.")


def _onder(spoor: Stap, voor: str) -> Stap:
    """The same with other ids: under another root."""
    return replace(spoor, id=voor + spoor.id, stappen=tuple(_onder(s, voor) for s in spoor.stappen))


def achter(zaak: Geval, f: Finding) -> Iterator[Stap]:
    """The trace of the number or date that a finding is about, where there is one."""
    tabel = f.path[0] if f.path else ""
    if f.code in TERMIJNCODES:
        termijnen = list(zaak.termijnen)
        for termijn, naam in zip(termijnen, namen_van_termijnen(termijnen), strict=True):
            if noem(zaak, termijn) in f.message and termijn.uiterlijk.isoformat() in f.message:
                yield leg_termijn_uit(zaak, termijn, naam)
    elif f.code in QUOTUMCODES:
        for quotum in bepaal_quota(zaak.ios, zaak.dossier, zaak.regels):
            if quotum.onderdeel in f.message:
                yield leg_diensten_uit(zaak, quotum)
    elif f.code in ("IOS380", "IOS381"):
        for jaar in zaak.onderwijs:
            if jaar.periode.begin.isoformat() in f.message:
                yield leg_jaar_uit(zaak, jaar)
    elif f.code.startswith("IOS2") or f.code == "IOS613":
        for rij in zaak.ios.geplande_rijen:
            if tabel == "onderdeel" and rij.pad == f.path[:2]:
                yield leg_onderdeel_uit(zaak, rij)
    elif tabel == "verlenging":
        yield leg_verlenging_uit(zaak)
    elif f.code in VRIJSTELLINGSCODES:
        yield leg_vrijstelling_uit(zaak)


TERMIJNCODES = frozenset({*(f"IOS40{n}" for n in range(6)), "IOS410", "IOS411"})
QUOTUMCODES = frozenset(f"IOS30{n}" for n in range(5))
VRIJSTELLINGSCODES = frozenset({"IOS460", "IOS461"})


def _bevinding(f: Finding, id: str) -> Stap:
    """Its message, and under it what was required, found, and how far apart they are."""
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


def _betekenis(code: str, betekenis: Betekenis, *, doen: bool) -> Iterator[Stap]:
    """When it is reported; and, where it is, what to do."""
    wanneer, remedie = betekenis(code)
    if wanneer:
        yield stap(
            f"{code}.betekenis",
            StapSoort.OPMERKING,
            _("It is reported when this is so: {text}"),
            text=wanneer,
        )
    if remedie and doen:
        yield stap(f"{code}.wat-te-doen", StapSoort.OPMERKING, _("What to do then: {text}"), text=remedie)
