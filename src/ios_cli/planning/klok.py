"""The clock: on each day the deeltijdfactor in force and the absence that counts.

The days from the start on are cut where either changes, so that a schedule is computed per stretch
and not per day. Source: rekenregels 3 and 5.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from ios_cli.domain.calendar import DAG, Periode
from ios_cli.domain.dossier import Deeltijd
from ios_cli.domain.ios import Toestand
from ios_cli.planning.verlof import Afwezigheid

EEN = Fraction(1)
NUL = Fraction(0)
_GEEN = Afwezigheid(Periode(date.min, date.min), NUL, NUL, ())


@dataclass(frozen=True, slots=True)
class Stuk:
    """Days `[begin, end)` with one factor and one absence; `end` None for the last, open one."""

    begin: date
    end: date | None
    factor: Fraction
    afwezigheid: Afwezigheid

    @property
    def staat_stil(self) -> bool:
        return self.afwezigheid.omvang == 1

    def tempo(self, voltijds: bool) -> Fraction:
        """Content done per full-time unit: factor x (1 - omvang); factor 1 in a full-time onderdeel."""
        factor = EEN if voltijds else self.factor
        omvang = self.afwezigheid.omvang
        return factor * (1 - omvang) if omvang else factor

    def toestand(self) -> Toestand:
        if self.staat_stil:
            return Toestand.STIL
        if self.afwezigheid.omvang:
            return Toestand.VERTRAAGD
        if self.afwezigheid.afwezig:
            return Toestand.VRIJ_VERLOF
        return Toestand.LOOPT


class Klok:
    """Every day from the start of the training on, in stretches."""

    __slots__ = ("_begins", "_stukken")

    def __init__(
        self, start: date, deeltijd: Sequence[Deeltijd], afwezigheden: Sequence[Afwezigheid]
    ) -> None:
        grenzen = {start}
        for entry in deeltijd:
            grenzen.add(entry.vanaf)
            if entry.tot_en_met is not None:
                grenzen.add(entry.tot_en_met + DAG)
        for afwezigheid in afwezigheden:
            grenzen.add(afwezigheid.periode.begin)
            grenzen.add(afwezigheid.periode.end)
        self._begins = sorted(g for g in grenzen if g >= start)
        # The latest `vanaf` that covers a day holds, so walk them from late to early.
        later_eerst = later_vanaf_eerst(deeltijd)
        afwezig = iter(afwezigheden)
        nu = next(afwezig, None)
        self._stukken: list[Stuk] = []
        for begin, end in zip(self._begins, [*self._begins[1:], None], strict=True):
            while nu is not None and nu.periode.end <= begin:
                nu = next(afwezig, None)
            hier = nu if nu is not None and begin in nu.periode else _GEEN
            self._stukken.append(Stuk(begin, end, _factor_op(begin, later_eerst), hier))

    def op(self, dag: date) -> Stuk:
        """The stretch that holds `dag` (on or after the start)."""
        return self._stukken[bisect_right(self._begins, dag) - 1]

    def vanaf(self, dag: date) -> Iterator[Stuk]:
        """The stretches from `dag` on, the first cut at `dag`; the last one is open."""
        eerste = bisect_right(self._begins, dag) - 1
        for stuk in self._stukken[eerste:]:
            yield stuk if stuk.begin >= dag else Stuk(dag, stuk.end, stuk.factor, stuk.afwezigheid)

    def eerste_lopende_dag(self, dag: date) -> date:
        """The first day from `dag` on on which the clock runs."""
        for stuk in self.vanaf(dag):
            if not stuk.staat_stil:
                return stuk.begin
        raise AssertionError("the last stretch has no absence")


def later_vanaf_eerst(deeltijd: Sequence[Deeltijd]) -> list[Deeltijd]:
    return sorted(deeltijd, key=lambda entry: entry.vanaf, reverse=True)


def geldende_deeltijd(dag: date, later_eerst: Sequence[Deeltijd]) -> Deeltijd | None:
    """The entry that holds on `dag`: of those that cover it the one with the latest `vanaf`."""
    for entry in later_eerst:
        if entry.vanaf <= dag and (entry.tot_en_met is None or dag <= entry.tot_en_met):
            return entry
    return None


def _factor_op(dag: date, later_eerst: Sequence[Deeltijd]) -> Fraction:
    entry = geldende_deeltijd(dag, later_eerst)
    return EEN if entry is None else entry.deeltijdfactor
