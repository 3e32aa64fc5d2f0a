"""Absences that overlap: the days on which they are together more than a whole absence.

Source: rekenregels 5 ("entries may overlap while their omvang together is at most 1").
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Generic, TypeVar

from ios_cli.domain.calendar import DAG, Periode

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class TeVeel(Generic[T]):
    """One unbroken run of days on which the omvang together exceeds 1."""

    dag: date
    """The first of them."""
    som: Fraction
    """On that first day."""
    betrokken: tuple[T, ...]
    """Everything that takes part on one of them, in the order given."""


def te_veel_afwezig(entries: Iterable[tuple[T, Periode, Fraction]]) -> Iterator[TeVeel[T]]:
    """The runs of days on which `entries` (who, which days, omvang) add up to more than 1, in order."""
    wie: list[T] = []
    omvang: list[Fraction] = []
    changes: list[tuple[date, int, int]] = []  # on this day: 1 begins, 0 is over
    for nummer, (een, periode, deel) in enumerate(entries):
        wie.append(een)
        omvang.append(deel)
        if periode.dagen > 0:
            changes += [(periode.begin, 1, nummer), (periode.end, 0, nummer)]
    changes.sort()
    lopend: set[int] = set()
    begin: date | None = None  # of the run that is open
    eerste_som = Fraction(0)
    betrokken: set[int] = set()
    for at, (dag, begint, nummer) in enumerate(changes):
        if begint:
            lopend.add(nummer)
        else:
            lopend.remove(nummer)
        if at + 1 < len(changes) and changes[at + 1][0] == dag:
            continue  # only the state after all changes of a day counts
        som = sum((omvang[n] for n in lopend), Fraction(0))
        if som > 1:
            if begin is None:
                begin, eerste_som = dag, som
            betrokken |= lopend
        elif begin is not None:
            yield TeVeel(begin, eerste_som, tuple(wie[n] for n in sorted(betrokken)))
            begin, betrokken = None, set()
    assert begin is None  # every entry is over in the end


def dagen_van(van: date, tot_en_met: date | None, *, as_of: date) -> Periode:
    """The days of an absence; a running one is counted up to and including `as_of`, and may have none."""
    laatste = as_of if tot_en_met is None else tot_en_met
    return Periode(van, max(van, laatste + DAG))
