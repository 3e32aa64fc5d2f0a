"""Occupancy: how many aios are in which onderdeel, month by month. Source: contract.md, "bezetting"."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from ios_cli.domain.calendar import Periode

UITSTROOM = "uitstroom"
"""The `onderdeel` of the rows that count who finishes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bezetting:
    """One onderdeel (and plaats, where asked for) in one month or quarter.

    `aantal` and `fte` (the sum of the deeltijdfactoren) are those of the first day, `piek` is the highest
    day; `capaciteit` holds on the first day (None: unknown), `tekort` is the most by which a day is over it.
    """

    periode: Periode
    onderdeel: str
    plaats: str | None = None
    aantal: int
    fte: Fraction
    piek: int
    piek_op: date | None = None
    """The first day of the peak; None where nobody is there."""
    capaciteit: int | None = None
    capaciteiten: tuple[int | None, ...] = ()
    """The places of the first day, and what they change into within the period."""
    tekort: int | None = None
    tekort_op: date | None = None
    """The first day of the worst shortage; None where there is none."""

    @property
    def is_tekort(self) -> bool:
        return bool(self.tekort)


@dataclass(frozen=True, slots=True, kw_only=True)
class Uitstroom:
    """Who finishes in a month: number, and the sum of the deeltijdfactoren on their last day.

    `vertrokken` are those who left before the end (gestopt, overgestapt, beeindigd): they are in neither.
    """

    periode: Periode
    aantal: int
    fte: Fraction
    vertrokken: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Stap:
    """From `vanaf` until the next step."""

    vanaf: date
    aantal: int
    capaciteit: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verloop:
    """How many aios are in one onderdeel (and plaats), and how many places there are, day by day."""

    onderdeel: str
    plaats: str | None = None
    stappen: tuple[Stap, ...]
    """The first begins with the span; each differs from the one before it."""

    def op(self, dag: date) -> Stap:
        """What holds on a day of the span."""
        return next(stap for stap in reversed(self.stappen) if stap.vanaf <= dag)

    @property
    def meeste(self) -> int:
        return max((stap.aantal for stap in self.stappen), default=0)

    @property
    def meeste_plaatsen(self) -> int | None:
        return max((s.capaciteit for s in self.stappen if s.capaciteit is not None), default=None)

    @property
    def is_gewogen(self) -> bool:
        """Whether on every day on which anybody is there the number of places is known."""
        return all(s.capaciteit is not None for s in self.stappen if s.aantal)

    def zonder_plaatsen(self, end: date) -> tuple[Periode, ...]:
        """The days, up to `end`, of which it is not known how many places there are."""
        gaten: list[Periode] = []
        for stap, tot in zip(self.stappen, [*(s.vanaf for s in self.stappen[1:]), end], strict=True):
            if stap.capaciteit is not None:
                continue
            if gaten and gaten[-1].end == stap.vanaf:
                gaten[-1] = Periode(gaten[-1].begin, tot)
            else:
                gaten.append(Periode(stap.vanaf, tot))
        return tuple(gaten)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tekort:
    """Where and when places are short: the answer to the question that a planner asks."""

    onderdeel: str
    plaats: str | None
    reeksen: tuple[tuple[Periode, Periode], ...]
    """First and last period of each unbroken run of periods with a shortage."""
    ergste: Bezetting
    """The first of the periods with the most places short."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bezettingsoverzicht:
    """All that a report on occupancy shows: `rijen` by period and in the order of `verlopen`."""

    perioden: tuple[Periode, ...]
    per_plaats: bool = False
    rijen: tuple[Bezetting, ...]
    uitstroom: tuple[Uitstroom, ...]
    verlopen: tuple[Verloop, ...] = ()
    heeft_plaatsen: bool = False
    """Whether a capacity file was given."""
    som_van_plaatsen: frozenset[str] = field(default=frozenset())
    """The soorten whose places are the sum of those of their plaatsen."""
    als_geheel: frozenset[str] = field(default=frozenset())
    """The soorten that have places without a plaats."""
    aios: int = 0
    """How many are in training on any day of it."""
    dossiers: int = 0
    berekend: int = 0
    _per_sleutel: Mapping[tuple[str, str | None], tuple[Bezetting, ...]] = field(
        init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        per_sleutel: dict[tuple[str, str | None], list[Bezetting]] = {}
        for rij in self.rijen:
            per_sleutel.setdefault((rij.onderdeel, rij.plaats), []).append(rij)
        object.__setattr__(self, "_per_sleutel", {s: tuple(rijen) for s, rijen in per_sleutel.items()})

    @property
    def tekorten(self) -> tuple[Tekort, ...]:
        return tekorten(self.rijen)

    def van(self, onderdeel: str, plaats: str | None) -> tuple[Bezetting, ...]:
        """The rows of one onderdeel (and plaats), by period."""
        return self._per_sleutel.get((onderdeel, plaats), ())

    def verloop(self, onderdeel: str, plaats: str | None) -> Verloop:
        return next(v for v in self.verlopen if (v.onderdeel, v.plaats) == (onderdeel, plaats))

    @property
    def span(self) -> Periode:
        """From the first day of the first period to the last day of the last."""
        return Periode(self.perioden[0].begin, self.perioden[-1].end)

    @property
    def sleutels(self) -> tuple[tuple[str, str | None], ...]:
        """Every onderdeel (and plaats) in order."""
        return tuple(self._per_sleutel)


def tekorten(rijen: Iterable[Bezetting]) -> tuple[Tekort, ...]:
    """The shortages in `rijen` (by period), one for each onderdeel and plaats that has any, in that order."""
    per_sleutel: dict[tuple[str, str | None], list[Bezetting]] = {}
    for rij in rijen:
        per_sleutel.setdefault((rij.onderdeel, rij.plaats), []).append(rij)
    found = []
    for (onderdeel, plaats), eigen in per_sleutel.items():
        reeksen: list[tuple[Periode, Periode]] = []
        for rij in eigen:
            if not rij.is_tekort:
                continue
            if reeksen and reeksen[-1][1].end == rij.periode.begin:
                reeksen[-1] = (reeksen[-1][0], rij.periode)
            else:
                reeksen.append((rij.periode, rij.periode))
        if reeksen:
            ergste = max(eigen, key=lambda r: r.tekort or 0)  # the first of equals
            found.append(Tekort(onderdeel=onderdeel, plaats=plaats, reeksen=tuple(reeksen), ergste=ergste))
    return tuple(found)
