"""What a check says: met, not met, cannot be assessed, or skipped; always with the reason.

Source: contract.md, "check"; rekenregels 11 and 12.
"""

from dataclasses import dataclass
from enum import StrEnum

from ios_cli.domain.finding import FINDING_NAMES, Finding


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
    findings: tuple[Finding, ...] = ()
    geaccepteerd: tuple[Finding, ...] = ()

    @property
    def naam(self) -> str:
        return FINDING_NAMES[self.code]
