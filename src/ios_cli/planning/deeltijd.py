"""Which deeltijd entry holds on which days of the training, for the checks.

The clock (`klok.py`) keeps the factor of a day; who asks where a factor changed, or how many practice days
were agreed, needs the entry itself. Source: rekenregels 3.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from heapq import heappop, heappush
from itertools import pairwise

from ios_cli.domain.calendar import DAG, Periode
from ios_cli.domain.dossier import Deeltijd, Dossier
from ios_cli.domain.ios import IOS, Rij

EEN = Fraction(1)


@dataclass(frozen=True, slots=True)
class Deeltijdstuk:
    """Days of one onderdeel on which the clock runs and one entry holds."""

    periode: Periode
    rij: Rij
    index: int | None
    """The row of [[deeltijd]]; None where no entry covers these days: full time."""
    entry: Deeltijd | None

    @property
    def factor(self) -> Fraction:
        """As recorded, also in an onderdeel that everybody does full time."""
        return EEN if self.entry is None else self.entry.deeltijdfactor

    @property
    def is_voltijds_eiland(self) -> bool:
        """A bounded entry with factor 1: no change of the factor (rekenregels 3)."""
        return self.entry is not None and self.entry.tot_en_met is not None and self.factor == 1


def bepaal_deeltijd(ios: IOS, dossier: Dossier) -> tuple[Deeltijdstuk, ...]:
    """The days on which the clock runs, in order, cut at every onderdeel and where another entry holds.

    Empty where the dossier has no deeltijd.
    """
    laatste = ios.laatste_dag
    if not dossier.deeltijd or laatste is None:
        return ()
    gelding = list(_gelding(dossier.deeltijd, ios.start, laatste + DAG))
    stukken: list[Deeltijdstuk] = []
    plek = 0
    for rij in ios.geplande_rijen:
        for segment in rij.segmenten:
            if not segment.klok_loopt:
                continue
            while gelding[plek][0].end <= segment.periode.begin:
                plek += 1
            hier = plek
            while hier < len(gelding) and gelding[hier][0].begin < segment.periode.end:
                dagen, index = gelding[hier]
                deel = dagen.overlap(segment.periode)
                if deel is not None:
                    _voeg_toe(stukken, dossier, rij, deel, index)
                hier += 1
    return tuple(stukken)


def _voeg_toe(
    stukken: list[Deeltijdstuk], dossier: Dossier, rij: Rij, deel: Periode, index: int | None
) -> None:
    vorig = stukken[-1] if stukken else None
    if vorig is not None and vorig.rij is rij and vorig.index == index:
        # a standstill between them stays out of the days, but cuts nothing
        stukken[-1] = Deeltijdstuk(Periode(vorig.periode.begin, deel.end), rij, index, vorig.entry)
        return
    entry = None if index is None else dossier.deeltijd[index]
    stukken.append(Deeltijdstuk(deel, rij, index, entry))


def _gelding(entries: Sequence[Deeltijd], begin: date, end: date) -> Iterator[tuple[Periode, int | None]]:
    """The days `[begin, end)`, each with the entry that holds: the latest `vanaf` that covers it."""
    volgorde = sorted(range(len(entries)), key=lambda i: entries[i].vanaf)
    grenzen = {begin, end}
    for entry in entries:
        grenzen.add(entry.vanaf)
        if entry.tot_en_met is not None:
            grenzen.add(entry.tot_en_met + DAG)
    dagen = sorted(g for g in grenzen if begin <= g <= end)
    geldig: list[tuple[int, int]] = []  # the latest vanaf first
    volgende = 0
    for dag, tot in pairwise(dagen):
        while volgende < len(volgorde) and entries[volgorde[volgende]].vanaf <= dag:
            index = volgorde[volgende]
            heappush(geldig, (-entries[index].vanaf.toordinal(), index))
            volgende += 1
        while geldig and _voorbij(entries[geldig[0][1]], dag):
            heappop(geldig)
        yield Periode(dag, tot), geldig[0][1] if geldig else None


def _voorbij(entry: Deeltijd, dag: date) -> bool:
    return entry.tot_en_met is not None and entry.tot_en_met < dag
