"""Occupancy of a cohort: a running count of who begins and who leaves, not of every day.

An aios occupies a place from begin to eind of the onderdeel, also while absent; in waiting time none. Of a
training that was cut the onderdelen that were reached. Source: contract.md, "bezetting".
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from ios_cli.domain.bezetting import Bezetting, Uitstroom
from ios_cli.domain.calendar import Periode, add_months
from ios_cli.domain.capaciteit import Plaatsen
from ios_cli.domain.dossier import SOORTEN
from ios_cli.domain.ios import IOS

Sleutel = tuple[str, str | None]
"""Soort, and plaats where places are told apart."""


@dataclass(slots=True)
class _Loop:
    """What changes on which day in one soort."""

    aantal: dict[date, int] = field(default_factory=lambda: defaultdict(int))
    fte: dict[date, Fraction] = field(default_factory=lambda: defaultdict(Fraction))


class Bezettingstelling:
    """Adds up schedules one by one; what it holds grows with the days on which something changes, not with
    the number of aios."""

    def __init__(self, *, per_plaats: bool = False) -> None:
        self.per_plaats = per_plaats
        self._lopen: dict[Sleutel, _Loop] = {}
        self._uitstroom: dict[date, tuple[int, Fraction]] = {}
        self.eerste: date | None = None
        self.laatste: date | None = None

    def voeg_toe(self, ios: IOS) -> None:
        for rij in ios.geplande_rijen:
            assert rij.periode is not None
            loop = self._lopen.setdefault((rij.soort, rij.plaats if self.per_plaats else None), _Loop())
            loop.aantal[rij.periode.begin] += 1
            loop.aantal[rij.periode.end] -= 1
            for segment in rij.segmenten:
                deel = segment.periode.overlap(rij.periode)
                if deel is not None:
                    loop.fte[deel.begin] += segment.factor
                    loop.fte[deel.end] -= segment.factor
            self._reik(rij.periode)
        laatste = ios.laatste_dag
        if laatste is not None:
            aantal, fte = self._uitstroom.get(laatste, (0, Fraction(0)))
            laatste_rij = max(ios.geplande_rijen, key=lambda r: r.periode.end if r.periode else date.min)
            factor = laatste_rij.segmenten[-1].factor if laatste_rij.segmenten else Fraction(1)
            self._uitstroom[laatste] = (aantal + 1, fte + factor)

    def _reik(self, periode: Periode) -> None:
        self.eerste = periode.begin if self.eerste is None else min(self.eerste, periode.begin)
        self.laatste = periode.laatste_dag if self.laatste is None else max(self.laatste, periode.laatste_dag)

    def bezetting(self, perioden: Iterable[Periode], plaatsen: Plaatsen | None = None) -> Iterator[Bezetting]:
        """A row for every period and every soort (and plaats) that occurs or has places, in that order."""
        perioden = list(perioden)
        if not perioden:
            return
        sleutels = set(self._lopen)
        if plaatsen is not None:
            sleutels |= {(soort, plaats if self.per_plaats else None) for soort, plaats in plaatsen.sleutels}
        rijen = [
            list(self._van_een(sleutel, perioden, plaatsen))
            for sleutel in sorted(sleutels, key=lambda s: (SOORTEN.index(s[0]), s[1] or ""))
        ]
        for per_periode in zip(*rijen, strict=True):
            yield from per_periode

    def _van_een(
        self, sleutel: Sleutel, perioden: list[Periode], plaatsen: Plaatsen | None
    ) -> Iterator[Bezetting]:
        soort, plaats = sleutel
        loop = self._lopen.get(sleutel, _Loop())
        wissels = sorted(loop.aantal)
        deeltijd = sorted(loop.fte)
        grenzen = sorted(plaatsen.wisselt_op(soort, plaats)) if plaatsen is not None else []
        i = j = 0
        nu, fte = 0, Fraction(0)
        for periode in perioden:
            while i < len(wissels) and wissels[i] <= periode.begin:
                nu += loop.aantal[wissels[i]]
                i += 1
            while j < len(deeltijd) and deeltijd[j] <= periode.begin:
                fte += loop.fte[deeltijd[j]]
                j += 1
            eerste = nu
            # (first day, number) of each stretch of the period
            stukken = [(periode.begin, nu)]
            while i < len(wissels) and wissels[i] < periode.end:
                nu += loop.aantal[wissels[i]]
                stukken.append((wissels[i], nu))
                i += 1
            piek_op, piek = max(stukken, key=lambda s: s[1])
            capaciteit = plaatsen.op(periode.begin, soort, plaats) if plaatsen is not None else None
            tekort = None
            if plaatsen is not None:
                dagen = [s[0] for s in stukken] + [g for g in grenzen if g in periode]
                tekort = _tekort(sorted(set(dagen)), stukken, plaatsen, soort, plaats)
            yield Bezetting(
                periode=periode,
                onderdeel=soort,
                plaats=plaats,
                aantal=eerste,
                fte=fte,
                piek=piek,
                piek_op=piek_op if piek else None,
                capaciteit=capaciteit,
                tekort=tekort,
            )

    def uitstroom(self, perioden: Iterable[Periode]) -> Iterator[Uitstroom]:
        for periode in perioden:
            hier = [geteld for dag, geteld in self._uitstroom.items() if dag in periode]
            yield Uitstroom(
                periode=periode,
                aantal=sum(aantal for aantal, _fte in hier),
                fte=sum((fte for _aantal, fte in hier), Fraction(0)),
            )


def _tekort(
    dagen: list[date], stukken: list[tuple[date, int]], plaatsen: Plaatsen, soort: str, plaats: str | None
) -> int | None:
    """The most by which a day is over its places, 0 where none is; None where nothing is known of any day."""
    meeste: int | None = None
    for dag in dagen:
        aantal = next(n for begin, n in reversed(stukken) if begin <= dag)
        capaciteit = plaatsen.op(dag, soort, plaats)
        if capaciteit is not None:
            meeste = max(meeste or 0, aantal - capaciteit)
    return meeste


def maanden(van: date, tot_en_met: date, *, per: int = 1) -> Iterator[Periode]:
    """The calendar months (`per` 3: quarters) from that of `van` up to and including that of `tot_en_met`."""
    begin = date(van.year, (van.month - 1) // per * per + 1, 1)
    while begin <= tot_en_met:
        end = add_months(begin, per)
        yield Periode(begin, end)
        begin = end
