"""What a decision of the hoofd rests on: one sheet for every decision that is coming.

Source: LOP 2024, 4.3 and 5.4; issue 4, "besluitlijst".
"""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from ios_cli.domain.diensten import Dienstenstand
from ios_cli.domain.dossier import (
    Begeleidingstraject,
    Besluit,
    Onderbreking,
    Verlenging,
    Voortgangsadvies,
    Voortgangsgesprek,
    Vrijstelling,
)
from ios_cli.domain.finding import KeyPath
from ios_cli.domain.ios import IOS, Rij
from ios_cli.domain.onderwijs import Onderwijsjaar
from ios_cli.domain.termijn import Termijn

VOORTGANGSBESLISSING = "voortgangsbeslissing"
VOLTOOIINGSBESLUIT = "voltooiingsbesluit"
VRIJSTELLINGSBESLUIT = "vrijstellingsbesluit"
BESLUITCODES = (VOORTGANGSBESLISSING, VOLTOOIINGSBESLUIT, VRIJSTELLINGSBESLUIT)
"""The terms that are decisions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ontbreekt:
    """One thing that the decision needs and the dossier does not have.

    `code` (of a term, or `verslag`, `afspraken`, `diensten`, `onderwijs`, `verplichting`, `besluit`, `brief`,
    `vrijstelling`, `aanvraag`, `ervaring`) and `wat` never change with the language; `tekst` is for people.
    `kan_nog`: its last day has not passed.
    """

    code: str
    wat: str = ""
    tekst: str
    kan_nog: bool = False
    pad: KeyPath = ()

    @property
    def sleutel(self) -> str:
        """As in csv: `voortgangsadvies docent huisartspraktijk-1 3`."""
        return f"{self.code} {self.wat}".strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Verplichtingstand:
    """An obligation of the institute; `voldaan_op` None where it was not met."""

    code: str
    omschrijving: str
    bron: str
    voldaan_op: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Besluitblad:
    """All that one coming decision rests on, up to and including the day of reference.

    `sinds` is the first day that it looks back to: the day after the decision before it, else the start.
    Entries are in order of date. Of a vrijstellingsbesluit `vrijstellingen` is the one that it is about.
    """

    ios: IOS
    termijn: Termijn
    sinds: date
    rijen: tuple[Rij, ...] = ()
    """The onderdelen that it is about."""
    uitkomsten: tuple[str, ...] = ()
    """What can be decided."""
    ontbreekt: tuple[Ontbreekt, ...] = ()
    aandacht: tuple[str, ...] = ()
    gesprekken: tuple[Voortgangsgesprek, ...] = ()
    adviezen: tuple[Voortgangsadvies, ...] = ()
    """Of any kind but stagebeoordelingen."""
    stagebeoordelingen: tuple[Voortgangsadvies, ...] = ()
    besluiten: tuple[Besluit, ...] = ()
    """All decisions so far."""
    begeleiding: tuple[Begeleidingstraject, ...] = ()
    diensten: tuple[Dienstenstand, ...] = ()
    onderwijs: tuple[Onderwijsjaar, ...] = ()
    onderbrekingen: tuple[Onderbreking, ...] = ()
    verlengingen: tuple[Verlenging, ...] = ()
    verlenging_maximum: Fraction = Fraction(0)
    """Full-time months, all extensions together."""
    vrijstellingen: tuple[Vrijstelling, ...] = ()
    factor: Fraction | None = None
    """The deeltijdfactor in force on the day of reference; None outside the training."""
    verplichtingen: tuple[Verplichtingstand, ...] = ()

    @property
    def oordelen(self) -> tuple[Voortgangsadvies, ...]:
        """Adviezen and stagebeoordelingen that are not plainly voldoende."""
        alle = (*self.adviezen, *self.stagebeoordelingen)
        return tuple(
            a for a in alle if a.oordeel is not None and (a.oordeel != "voldoende" or a.onvoldoende_op)
        )
