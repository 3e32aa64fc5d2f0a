"""Two IOS side by side: what each says, and what differs.

Generic over `Gegeven`, one value under a key (gegeven, onderdeel, nummer): dates and content of an
onderdeel, the end of the training, quotas of diensten, terms. Nothing here knows which there are.
Dates are LAST days where the gegeven is one (`eind`). Source: contract.md, "`diff` and the five changes".
"""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from ios_cli.domain.calendar import DAG, HorizonError, Maandtelling
from ios_cli.domain.dossier import Inhoud

Waarde = date | Fraction | int | str | None
Sleutel = tuple[str, str, int | None]
"""(gegeven, onderdeel, nummer)"""

BEGIN, EIND, MAANDEN, DAGEN = "begin", "eind", "voltijdsmaanden", "dagen"
IOS_STATUS, OPLEIDING_STATUS, AIOS_ID = "ios_status", "opleiding_status", "aios_id"
HELE_OPLEIDING = ""
"""The `onderdeel` of what is about the training as a whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gegeven:
    """One value of an IOS.

    `onderdeel` is its naam, for a practice period as a whole its soort, and empty for the training as a
    whole; `nummer` only where there are several (terms). None as `waarde`: not applicable, such as
    the begin of an onderdeel that is exempted.
    """

    gegeven: str
    onderdeel: str = HELE_OPLEIDING
    nummer: int | None = None
    waarde: Waarde
    gedaan: bool = False
    """A term that is done: where it is so on both sides it stays as it was, and is no difference."""

    @property
    def sleutel(self) -> Sleutel:
        return (self.gegeven, self.onderdeel, self.nummer)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gegevens:
    """One side of a comparison: everything one IOS says, in the order of its onderdelen.

    `label` is what people call this side. `kent`: the names of the gegevens that this side can tell, for
    an IOS file that holds no quotas or terms; None where it tells all there are.
    """

    aios_id: str
    naam: str | None = None
    label: str = ""
    gegevens: tuple[Gegeven, ...] = ()
    kent: frozenset[str] | None = None
    staat: tuple[Gegeven, ...] = ()
    """The status of the IOS and of the training, where known: `diff` compares them, a what-if does not (what
    it shows is a concept)."""

    def waarde(self, gegeven: str, onderdeel: str = HELE_OPLEIDING, nummer: int | None = None) -> Waarde:
        """The value under this key; None where there is none."""
        sleutel = (gegeven, onderdeel, nummer)
        return next((g.waarde for g in self.gegevens if g.sleutel == sleutel), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verschil:
    """One key on both sides; None is absent or not applicable."""

    aios_id: str
    gegeven: str
    onderdeel: str
    nummer: int | None
    oud: Waarde
    nieuw: Waarde

    @property
    def verschil_dagen(self) -> int | None:
        """Days from old to new, positive = later; None unless both are dates."""
        return dagen_verschil(self.oud, self.nieuw)

    @property
    def gelijk(self) -> bool:
        return self.oud == self.nieuw


@dataclass(frozen=True, slots=True, kw_only=True)
class OnderdeelVergelijking:
    """One onderdeel old beside new, whether it differs or not; None where that side has no such onderdeel,
    or none of it is left after vrijstelling (then its content is 0)."""

    naam: str
    begin_oud: date | None = None
    begin_nieuw: date | None = None
    eind_oud: date | None = None
    eind_nieuw: date | None = None
    inhoud_oud: Inhoud | None = None
    inhoud_nieuw: Inhoud | None = None

    @property
    def verschil_dagen(self) -> int | None:
        """Days from the old eind to the new one, positive = later."""
        return dagen_verschil(self.eind_oud, self.eind_nieuw)

    @property
    def gelijk(self) -> bool:
        return (self.begin_oud, self.eind_oud, self.inhoud_oud) == (
            self.begin_nieuw,
            self.eind_nieuw,
            self.inhoud_nieuw,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Vergelijking:
    """What differs between two IOS of one aios.

    `alle` holds every key that was compared, by onderdeel, then gegeven; `verschillen` those that
    differ, without terms that are done on both sides. `niet_vergeleken` names the gegevens that only one
    side can tell.
    """

    aios_id: str
    naam: str | None = None
    oud_label: str = ""
    nieuw_label: str = ""
    verschillen: tuple[Verschil, ...] = ()
    onderdelen: tuple[OnderdeelVergelijking, ...] = ()
    alle: tuple[Verschil, ...] = ()
    niet_vergeleken: tuple[str, ...] = ()
    einddatum_oud: date | None = None
    einddatum_nieuw: date | None = None
    oud_aios_id: str = ""
    """The aios on the old side where it is another one; empty where both are the same."""

    @property
    def gelijk(self) -> bool:
        """Nothing that was compared differs."""
        return not self.verschillen

    @property
    def verschil_dagen(self) -> int | None:
        """Days from the old end of the training to the new one, positive = later."""
        return dagen_verschil(self.einddatum_oud, self.einddatum_nieuw)

    @property
    def extra_maanden(self) -> Fraction | None:
        """Calendar months from the old end to the new one, exact, negative = earlier.

        Counted from the day after the earlier of the two (rekenregels 2).
        """
        if self.einddatum_oud is None or self.einddatum_nieuw is None:
            return None
        dagen = (self.einddatum_nieuw - self.einddatum_oud).days
        eerste = min(self.einddatum_oud, self.einddatum_nieuw)
        try:
            maanden = Maandtelling(eerste + DAG).position(abs(dagen))
        except HorizonError:  # the next month mark lies past the last year we count
            return None
        return maanden if dagen >= 0 else -maanden


def dagen_verschil(oud: Waarde, nieuw: Waarde) -> int | None:
    """Days from `oud` to `nieuw` where both are dates."""
    if isinstance(oud, date) and isinstance(nieuw, date):
        return (nieuw - oud).days
    return None
