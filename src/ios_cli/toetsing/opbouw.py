"""What the training is made of: every onderdeel before vrijstelling and without verlenging.

Months that are exempted count as followed, and where the training was cut, all that was planned counts.
Source: rekenregels 11.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from ios_cli.domain.dossier import PRAKTIJKPERIODEN, Dossier, Inhoud, Onderdeel
from ios_cli.domain.finding import KeyPath
from ios_cli.domain.ios import IOS, Rij
from ios_cli.planning.onderdelen import standaard_onderdelen
from ios_cli.regels.model import Regels
from ios_cli.regels.onthouden import per_regels

WEKEN = 13
"""The rule `maanden-per-13-weken` says how many months these are."""
DAGEN_PER_WEEK = 7
GEEN = Fraction(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deel:
    """One onderdeel as written, with its row of the IOS."""

    onderdeel: Onderdeel
    rij: Rij
    maanden: Fraction
    """Own content in full-time months, weken as the rule has it."""
    setting: str
    """`praktijk`, `ziekenhuis`, `elders`; "" where the dossier must say and does not."""

    @property
    def naam(self) -> str:
        return self.rij.onderdeel

    @property
    def soort(self) -> str:
        return self.rij.soort

    @property
    def is_praktijk(self) -> bool:
        return self.soort in PRAKTIJKPERIODEN

    @property
    def pad(self) -> KeyPath:
        """The onderdeel in the dossier; of the standard schedule the training."""
        return self.rij.pad or ("opleiding",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opbouw:
    """The onderdelen in the order of the schedule; exempted and cut ones too."""

    delen: tuple[Deel, ...]
    sommen: Mapping[str, Fraction]
    """Full-time months of each soort, all its parts together."""
    per_maand: Fraction
    """Weeks in a month."""

    @classmethod
    def van(cls, ios: IOS, dossier: Dossier, regels: Regels) -> "Opbouw":
        per_maand, standaard = _van_regels(regels)
        onderdelen = dossier.onderdeel or standaard_onderdelen(regels)
        delen = []
        sommen: dict[str, Fraction] = {}
        for rij in ios.zonder_einde or ios.rijen:
            onderdeel = onderdelen[rij.volgnummer - 1]
            maanden = in_maanden(rij.eigen, per_maand)
            sommen[rij.soort] = sommen[rij.soort] + maanden if rij.soort in sommen else maanden
            delen.append(
                Deel(
                    onderdeel=onderdeel,
                    rij=rij,
                    maanden=maanden,
                    setting=onderdeel.setting or standaard.get(rij.soort, ""),
                )
            )
        return cls(delen=tuple(delen), sommen=sommen, per_maand=per_maand)

    def van_soort(self, *soorten: str) -> list[Deel]:
        """Those of these soorten, in the order of the schedule."""
        return [d for d in self.delen if d.soort in soorten]

    def som(self, *soorten: str) -> Fraction:
        """Full-time months of these soorten together; of all where none is named."""
        return totaal(som for soort, som in self.sommen.items() if not soorten or soort in soorten)

    def maanden(self, inhoud: Inhoud) -> Fraction:
        return in_maanden(inhoud, self.per_maand)


@per_regels
def _van_regels(regels: Regels) -> tuple[Fraction, dict[str, str]]:
    """Weeks in a month, and the usual setting of each soort."""
    per_maand = WEKEN / regels.getal("maanden-per-13-weken")
    return per_maand, {str(r["soort"]): str(r["setting"]) for r in regels.lijst("setting-standaard")}


def totaal(maanden: Iterable[Fraction]) -> Fraction:
    """Their sum; whole months, as most are, are added up as whole numbers, which is much quicker."""
    heel, rest = 0, []
    for deel in maanden:
        if deel.denominator == 1:
            heel += deel.numerator
        else:
            rest.append(deel)
    return sum(rest, Fraction(heel)) if rest else Fraction(heel)


def in_maanden(inhoud: Inhoud, per_maand: Fraction) -> Fraction:
    """Full-time months, with so many weeks in a month."""
    if not inhoud.dagen:
        return inhoud.maanden
    return inhoud.maanden + inhoud.dagen / (DAGEN_PER_WEEK * per_maand)
