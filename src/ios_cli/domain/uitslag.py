"""What a check says: met, not met, cannot be assessed, or skipped; always with the reason.

Source: contract.md, "check"; rekenregels 11 and 12.
"""

from dataclasses import dataclass
from enum import StrEnum

from ios_cli.domain.finding import FINDING_NAMES, Finding, sort_findings


class Oordeel(StrEnum):
    VOLDAAN = "voldaan"
    NIET_VOLDAAN = "niet-voldaan"
    NIET_TE_BEOORDELEN = "niet-te-beoordelen"
    OVERGESLAGEN = "overgeslagen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Uitslag:
    """One check on one dossier.

    `redenen`: why it could not be assessed, or was skipped; a check with findings may have them too, for what
    it could not look at. `findings` are those that count, `geaccepteerd` those that the dossier accepts.
    """

    code: str
    oordeel: Oordeel
    redenen: tuple[str, ...] = ()
    overgeslagen: tuple[str, ...] = ()
    """Those of `redenen` for which something was skipped; the others say what could not be assessed."""
    findings: tuple[Finding, ...] = ()
    geaccepteerd: tuple[Finding, ...] = ()

    @property
    def naam(self) -> str:
        return FINDING_NAMES[self.code]


@dataclass(frozen=True, slots=True, kw_only=True)
class Getoetst:
    """All there is to say about one dossier that could be computed; plain values, so it may cross processes.

    `overige` are the findings of reading and planning, `overige_geaccepteerd` those of them that the dossier
    accepts. Every finding bears its file and line.
    """

    aios_id: str
    file: str
    uitslagen: tuple[Uitslag, ...]
    overige: tuple[Finding, ...] = ()
    overige_geaccepteerd: tuple[Finding, ...] = ()

    @property
    def findings(self) -> list[Finding]:
        """Those that count, by file, line and code."""
        return sort_findings([*self.overige, *[f for u in self.uitslagen for f in u.findings]])

    @property
    def geaccepteerd(self) -> list[Finding]:
        """Those that are accepted, each with the reason."""
        eigen = (f for u in self.uitslagen for f in u.geaccepteerd)
        return sort_findings([*self.overige_geaccepteerd, *eigen])
