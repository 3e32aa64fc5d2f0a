"""Places: how many aios an onderdeel (or one place of it) can have, from which day.

Source: contract.md, "Profile and capacity".
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from ios_cli.domain import fields
from ios_cli.domain.dossier import SOORTEN, SOORTEN_OOK
from ios_cli.text import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class Capaciteit:
    """`[[capaciteit]]`: so many places from a day on."""

    onderdeel: str = fields.text(
        N_("soort of onderdeel"), required=True, choices=SOORTEN, also_read=SOORTEN_OOK
    )
    plaats: str | None = fields.text(N_("one practice or institution; without it all of the soort"))
    vanaf: date = fields.day(N_("first day"), required=True)
    tot_en_met: date | None = fields.day(N_("last day; without it it stays so"))
    aantal: int = fields.integer(N_("how many aios at the same time"), required=True, minimum=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class CapaciteitBestand:
    """A capacity file."""

    capaciteit: tuple[Capaciteit, ...] = fields.tables(
        Capaciteit, N_("places by soort, or by soort and plaats, and day")
    )


class Plaatsen:
    """How many places there are on a day.

    Of the entries of one soort (and plaats) the one with the latest `vanaf` that covers the day holds, as
    with deeltijd. A soort without an entry of its own has the sum of its plaatsen; None where nothing is
    known.
    """

    def __init__(self, capaciteit: Iterable[Capaciteit]) -> None:
        self._van: dict[tuple[str, str | None], list[Capaciteit]] = {}
        for entry in capaciteit:
            self._van.setdefault((entry.onderdeel, entry.plaats), []).append(entry)
        for entries in self._van.values():
            entries.sort(key=lambda c: c.vanaf, reverse=True)

    def op(self, dag: date, soort: str, plaats: str | None = None) -> int | None:
        """Places of the soort (of one plaats of it) on `dag`."""
        gevonden = self._geldend(dag, soort, plaats)
        if gevonden is not None or plaats is not None:
            return gevonden
        if (soort, None) in self._van:
            return None
        per_plaats = [
            aantal
            for andere, naam in self._van
            if andere == soort and (aantal := self._geldend(dag, soort, naam)) is not None
        ]
        return sum(per_plaats) if per_plaats else None

    def _geldend(self, dag: date, soort: str, plaats: str | None) -> int | None:
        for entry in self._van.get((soort, plaats), ()):
            if entry.vanaf <= dag and (entry.tot_en_met is None or dag <= entry.tot_en_met):
                return entry.aantal
        return None

    def wisselt_op(self, soort: str, plaats: str | None = None) -> frozenset[date]:
        """The days on which the number of places may change."""
        dagen: set[date] = set()
        for (andere, naam), entries in self._van.items():
            if andere == soort and (plaats is None or naam == plaats):
                for entry in entries:
                    dagen.add(entry.vanaf)
                    if entry.tot_en_met is not None:
                        dagen.add(date.fromordinal(entry.tot_en_met.toordinal() + 1))
        return frozenset(dagen)

    @property
    def sleutels(self) -> Mapping[tuple[str, str | None], list[Capaciteit]]:
        """The entries by soort and plaats, latest `vanaf` first."""
        return self._van
