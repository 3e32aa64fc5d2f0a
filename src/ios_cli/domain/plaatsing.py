"""A plan of the external stages of a cohort: who changes what, and where places stay short.

Dates are inclusive where they are named `eind` or `tot_en_met`. Source: contract.md, `ios plan`.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from ios_cli.domain.calendar import Periode
from ios_cli.domain.vergelijking import Vergelijking

MEESTE_STAGES = 6
"""Of so many stages all orders are looked at (720); of more those that differ in one step."""


class PlanStatus(StrEnum):
    """How it came out."""

    PAST = "past"  # nothing is over capacity as it stands: nothing to change
    OPTIMAAL = "optimaal"  # no other plan has less waiting, or as little with fewer changes
    NIET_BEWEZEN = "niet-bewezen"  # the best one found; there may be a better one
    ONMOGELIJK = "onmogelijk"  # whatever is moved, places stay short
    NIET_GEVONDEN = "niet-gevonden"  # whether there is a plan is not known


class Onvolledig(StrEnum):
    """Why not all that could be chosen was looked at, so that nothing is proven."""

    TIJD = "tijd"  # the time was up
    DAGEN = "dagen"  # of waiting not every length was looked at: whole months, then shortened by the day
    VOLGORDES = "volgordes"  # an aios has more stages to move than of which every order is looked at


class Onverplaatsbaar(StrEnum):
    """Why an external stage that has not begun stays where it is."""

    VAST = "vast"  # it has a fixed begin or eind
    PLAATS = "plaats"  # it has a plaats of which the capacity file says nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Doelen:
    """What a plan costs, the most important first; of two plans the one with the smaller tuple is better."""

    wachtdagen: int = 0
    """Days of waiting on top of what there is already, of all aios together."""
    volgordes: int = 0
    """Aios whose order of external stages changes."""
    wachtenden: int = 0
    """Aios who wait longer than they would."""
    verschuiving: int = 0
    """Days by which the begin of an onderdeel moves, earlier or later, all onderdelen together."""

    def __add__(self, ander: "Doelen") -> "Doelen":
        return Doelen(
            wachtdagen=self.wachtdagen + ander.wachtdagen,
            volgordes=self.volgordes + ander.volgordes,
            wachtenden=self.wachtenden + ander.wachtenden,
            verschuiving=self.verschuiving + ander.verschuiving,
        )

    @property
    def rang(self) -> tuple[int, ...]:
        return (self.wachtdagen, self.volgordes, self.wachtenden, self.verschuiving)


DOELEN = ("wachtdagen", "volgordes", "wachtenden", "verschuiving")
"""The names of `Doelen.rang`, in that order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verplaatsing:
    """One onderdeel of which a date or its waiting changes; `volgnummer` is the new one."""

    volgnummer: int
    onderdeel: str
    soort: str
    plaats: str | None = None
    begin_oud: date | None = None
    eind_oud: date | None = None
    begin_nieuw: date | None = None
    eind_nieuw: date | None = None
    wachtdagen: int = 0
    """Days of waiting before it in the plan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Voorstel:
    """What changes for one aios. The two orders name the external stages that have dates."""

    aios_id: str
    naam: str | None = None
    file: str = ""
    volgorde_oud: tuple[str, ...]
    volgorde_nieuw: tuple[str, ...]
    wachtdagen: int
    """On top of what there was."""
    verplaatsingen: tuple[Verplaatsing, ...]
    vergelijking: Vergelijking
    """The IOS as it stands beside that of the plan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plaatstekort:
    """A calendar month in which an onderdeel (or one plaats of it) is over its places.

    `aantal` and `plaatsen` are those of the day on which most are short, the first of them; `dagen` counts
    all days of the month that are over.
    """

    maand: Periode
    soort: str
    plaats: str | None = None
    aantal: int
    plaatsen: int
    op: date
    dagen: int
    vast: int = 0
    """How many of `aantal` are there whatever is planned: who has begun, or may not be moved."""

    @property
    def tekort(self) -> int:
        return self.aantal - self.plaatsen


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The answer for a cohort. Without one `voorstellen` is empty, unless the least bad was asked for."""

    status: PlanStatus
    voorstellen: tuple[Voorstel, ...] = ()
    doelen: Doelen = field(default_factory=Doelen)
    grens: tuple[str, int] | None = None
    """Where it is not proven to be the best: which of `DOELEN` (or `tekort`), and the least it can be."""
    onvolledig: tuple[Onvolledig, ...] = ()
    """Why it is not proven; empty where it is."""
    tekorten_oud: tuple[Plaatstekort, ...] = ()
    """As the schedules stand."""
    tekorten: tuple[Plaatstekort, ...] = ()
    """In the plan; without one, in what comes nearest to it."""
    te_veel_dagen: int = 0
    """Of `tekorten`: aios over capacity, summed over the days."""
    bewezen_tekort: bool = True
    """Whether nothing leaves fewer aios over capacity, so summed."""
    verplaatsbaar: int = 0
    """How many aios have external stages that may be moved."""
    vast: tuple[tuple[Onverplaatsbaar, int], ...] = ()
    """Why stages that have not begun stay where they are, and of how many aios."""
    afgekeurd: int = 0
    """Schedules that were left out because `ios check` has something new to say of them."""
