"""The IOS as computed: rows, the segments they are made of, totals, and what each date rests on.

All periods are half open; renderers show the last day. Source: rekenregels 1-6 and 8.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction

from ios_cli.domain.calendar import DAG, Periode
from ios_cli.domain.dossier import GEEN_INHOUD, PRAKTIJKPERIODEN, Inhoud
from ios_cli.domain.finding import KeyPath


class RijStatus(StrEnum):
    GEPLAND = "gepland"
    VRIJGESTELD = "vrijgesteld"


class IosStatus(StrEnum):
    """`concept` is what a what-if prints (rekenregels 4)."""

    VOORLOPIG = "voorlopig"
    VASTGESTELD = "vastgesteld"
    CONCEPT = "concept"


class Toestand(StrEnum):
    """What the clock does in a segment."""

    LOOPT = "loopt"
    VRIJ_VERLOF = "vrij-verlof"  # absent within the free working days: the clock runs in full
    VERTRAAGD = "vertraagd"  # partly absent over the allowance: factor x (1 - omvang)
    STIL = "stil"  # absent over the allowance: the clock stands still
    WACHT = "wacht"  # waiting for a place


class AnkerReden(StrEnum):
    """Why months are counted from this anchor (rekenregels 2)."""

    START = "start"
    NA_STILSTAND = "na-stilstand"
    STILSTAND_VOORAF = "stilstand-vooraf"  # the clock stood still on its first days
    DAGEN = "dagen"  # counted in weken or dagen, or follows one that is
    VAST_BEGIN = "vast-begin"
    NA_VAST_EIND = "na-vast-eind"


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """Days of one onderdeel with one factor and one absence; the segments of an IOS tile it."""

    periode: Periode
    toestand: Toestand
    factor: Fraction
    """The deeltijdfactor that holds, 1 in a full-time onderdeel."""
    omvang: Fraction
    """The absence that counts against the clock: over the allowance."""
    afwezig: Fraction
    """The absence recorded on these days, counted or not."""
    soorten: tuple[str, ...]
    """Kinds of the recorded absence."""
    gedaan: Inhoud
    """Content done in these days for this onderdeel."""

    @property
    def tempo(self) -> Fraction:
        """Content done per full-time unit; 0 where the clock does not run."""
        if self.toestand in (Toestand.STIL, Toestand.WACHT):
            return Fraction(0)
        return self.factor * (1 - self.omvang) if self.omvang else self.factor

    @property
    def klok_loopt(self) -> bool:
        return self.toestand not in (Toestand.STIL, Toestand.WACHT)

    def sluit_aan(self, volgend: "Segment") -> bool:
        """Whether `volgend` follows it at once and nothing differs in it."""
        return self.periode.end == volgend.periode.begin and (
            self.toestand,
            self.factor,
            self.omvang,
            self.afwezig,
            self.soorten,
        ) == (volgend.toestand, volgend.factor, volgend.omvang, volgend.afwezig, volgend.soorten)


def samengevoegd(segmenten: Iterable[Segment]) -> Iterator[Segment]:
    """The segments, neighbours in which nothing differs joined.

    A factor that is written again over days on which it already holds makes no segment of its own.
    """
    open_: Segment | None = None
    for segment in segmenten:
        if open_ is not None and open_.sluit_aan(segment):
            open_ = replace(
                open_,
                periode=Periode(open_.periode.begin, segment.periode.end),
                gedaan=open_.gedaan + segment.gedaan,
            )
            continue
        if open_ is not None:
            yield open_
        open_ = segment
    if open_ is not None:
        yield open_


@dataclass(frozen=True, slots=True, kw_only=True)
class Anker:
    """Where the months of a row are counted from, and why."""

    datum: date
    reden: AnkerReden


@dataclass(frozen=True, slots=True, kw_only=True)
class Rij:
    """One row of the IOS: an onderdeel with its dates and content."""

    volgnummer: int
    onderdeel: str
    """Its naam; default the soort."""
    soort: str
    plaats: str | None = None
    opleider: str | None = None
    status: RijStatus = RijStatus.GEPLAND
    periode: Periode | None = None
    """None where it is exempted. `begin` is the first day on which the clock runs."""
    in_maanden: bool = True
    eigen: Inhoud = GEEN_INHOUD
    """Content as written, before vrijstelling and verlenging."""
    vrijgesteld: Inhoud = GEEN_INHOUD
    verlengd: Inhoud = GEEN_INHOUD
    verschoven: Inhoud = GEEN_INHOUD
    """Content of earlier onderdelen moved to this one, the last."""
    gedaan: Inhoud = GEEN_INHOUD
    looptijd: Inhoud = GEEN_INHOUD
    """Calendar time in which the clock ran, exact (a border inside a day is not rounded), in the unit of
    the content: months counted from the anchor, or days."""
    factor: Fraction = Fraction(0)
    """Mean of factor x (1 - omvang) over the days from begin to eind on which the clock ran."""
    wachtdagen: int = 0
    stilstand_dagen: int = 0
    """Days on which the clock stood still: from the begin it would have had to the eind."""
    rest: Fraction = Fraction(0)
    """Share of the border day before it that counted for this onderdeel."""
    gedaan_in_rest: Inhoud = GEEN_INHOUD
    """Content done in that share; it is in the `gedaan` of the first segment in which the clock runs."""
    telt_van: Fraction = Fraction(0)
    """The moment from which its content is counted: running days after the begin of the anchor day. Below 0
    in the rest of the border day before an anchor that moved."""
    telt_tot: Fraction | None = None
    """The moment in which its content would be complete, without an agreed `eind`."""
    anker: Anker | None = None
    berekend_begin: date | None = None
    """First running day without a fixed `begin`."""
    berekend_eind: date | None = None
    """Last day without an agreed `eind`."""
    afgebroken: bool = False
    """True where the training ended before its content was complete."""
    segmenten: tuple[Segment, ...] = ()
    """From the day after the previous row (waiting and standing still included) to the eind."""
    pad: KeyPath = ()
    """The onderdeel in the dossier; empty in the standard schedule."""

    @property
    def inhoud(self) -> Inhoud:
        """Content owed after vrijstelling and verlenging, without what was moved to it."""
        return self.eigen - self.vrijgesteld + self.verlengd

    @property
    def begin(self) -> date | None:
        return self.periode.begin if self.periode else None

    @property
    def eind(self) -> date | None:
        """LAST day."""
        return self.periode.laatste_dag if self.periode else None

    @property
    def is_praktijk(self) -> bool:
        return self.soort in PRAKTIJKPERIODEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Toegepast:
    """Which rules made a result: edition, profile, and the choices that mattered."""

    regeling: str
    profiel: str | None
    methode: str
    keuzes: tuple[tuple[str, str], ...] = ()
    """(rule name, value) of every choice that the computation used, in a fixed order."""
    regeling_sha256: str = ""
    profiel_sha256: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IOS:
    """The individueel opleidingsschema of one aios."""

    aios_id: str
    naam: str | None
    instituut: str | None = None
    groep: str | None = None
    instroom: str | None = None
    status: IosStatus
    vastgesteld_op: date | None = None
    revisie: int = 0
    start: date
    rijen: tuple[Rij, ...]
    toegepast: Toegepast
    as_of: date
    vrijstellingen: str = "alle"
    """`alle`, or `definitief` where the provisional ones are left out."""
    lopende_onderbreking: bool = False
    """An absence without a last day counts here up to the day of reference."""
    einde: date | None = None
    """The day on which the training was cut, LAST day; None where it was not."""
    zonder_einde: tuple[Rij, ...] = field(default=())
    """The rows as they would be without the cut; equal to `rijen` where there is none."""
    opleiding_status: str = "actief"

    @property
    def geplande_rijen(self) -> tuple[Rij, ...]:
        return tuple(r for r in self.rijen if r.periode is not None)

    @property
    def laatste_dag(self) -> date | None:
        """LAST day of the training as it stands; None where nothing is planned."""
        ends = [r.periode.end for r in self.rijen if r.periode is not None]
        return max(ends) - DAG if ends else None

    def som(self, *, praktijk: bool | None = None) -> Fraction:
        """Full-time months owed: of the practice periods, of the external stages, or of all (None).

        Weken count as 3/13 of a month. Exempted months are not in it.
        """
        return sum(
            (
                r.inhoud.als_maanden
                for r in self.rijen
                if r.status is RijStatus.GEPLAND and (praktijk is None or r.is_praktijk == praktijk)
            ),
            Fraction(0),
        )

    def som_vrijgesteld(self) -> Fraction:
        """Full-time months taken off by vrijstelling, exempted onderdelen included."""
        return sum((r.vrijgesteld.als_maanden for r in self.rijen), Fraction(0))
