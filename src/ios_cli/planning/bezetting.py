"""Occupancy of a cohort: a running count of who begins and who leaves, not of every day.

An aios occupies a place from begin to eind of the onderdeel, also while absent; in waiting time none. Of a
training that was cut the onderdelen that were reached. Source: contract.md, "bezetting".
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from itertools import groupby

from ios_cli.domain.bezetting import Bezetting, Stap, Uitstroom, Verloop
from ios_cli.domain.calendar import Periode, add_months
from ios_cli.domain.capaciteit import Plaatsen
from ios_cli.domain.dossier import SOORTEN
from ios_cli.domain.ios import IOS

VERTREKT = ("gestopt", "overgestapt")
"""The states of who leaves without finishing: no outflow. A besluit `beeindigd` needs no state for it."""

Sleutel = tuple[str, str | None]
"""Soort, and plaats where places are told apart."""


@dataclass(slots=True)
class _Loop:
    """What changes on which day in one soort."""

    aantal: dict[date, int] = field(default_factory=lambda: defaultdict(int))
    fte: dict[date, Fraction] = field(default_factory=lambda: defaultdict(Fraction))


class Bezettingstelling:
    """Adds up schedules one by one; what it holds grows with the days on which something changes, not with
    the number of aios. `voeg_samen` joins what several processes counted, in any order."""

    def __init__(self, *, per_plaats: bool = False) -> None:
        self.per_plaats = per_plaats
        self._lopen: dict[Sleutel, _Loop] = {}
        self._uitstroom: dict[date, tuple[int, Fraction]] = {}
        self._vertrokken: dict[date, int] = {}
        self._begonnen: dict[date, int] = defaultdict(int)
        self._opgehouden: dict[date, int] = defaultdict(int)
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
            self._reik(rij.periode.begin, rij.periode.laatste_dag)
        laatste = ios.laatste_dag
        if laatste is not None:
            self._begonnen[min(rij.periode.begin for rij in ios.geplande_rijen if rij.periode)] += 1
            self._opgehouden[laatste] += 1
        if ios.einde is not None or ios.opleiding_status in VERTREKT:
            # the cut may lie in waiting time, after the last day in an onderdeel
            weg = ios.einde or laatste
            if weg is not None:
                self._vertrokken[weg] = self._vertrokken.get(weg, 0) + 1
            return
        if laatste is None:
            return
        aantal, fte = self._uitstroom.get(laatste, (0, Fraction(0)))
        laatste_rij = max(ios.geplande_rijen, key=lambda r: r.periode.end if r.periode else date.min)
        factor = laatste_rij.segmenten[-1].factor if laatste_rij.segmenten else Fraction(1)
        self._uitstroom[laatste] = (aantal + 1, fte + factor)

    def voeg_samen(self, ander: "Bezettingstelling") -> None:
        """Add what `ander` counted."""
        assert ander.per_plaats == self.per_plaats
        for sleutel, loop in ander._lopen.items():
            eigen = self._lopen.setdefault(sleutel, _Loop())
            for dag, n in loop.aantal.items():
                eigen.aantal[dag] += n
            for dag, factor in loop.fte.items():
                eigen.fte[dag] += factor
        for dag, (aantal, fte) in ander._uitstroom.items():
            was, was_fte = self._uitstroom.get(dag, (0, Fraction(0)))
            self._uitstroom[dag] = (was + aantal, was_fte + fte)
        for dag, n in ander._vertrokken.items():
            self._vertrokken[dag] = self._vertrokken.get(dag, 0) + n
        for dag, n in ander._begonnen.items():
            self._begonnen[dag] += n
        for dag, n in ander._opgehouden.items():
            self._opgehouden[dag] += n
        if ander.eerste is not None and ander.laatste is not None:
            self._reik(ander.eerste, ander.laatste)

    def _reik(self, eerste: date, laatste: date) -> None:
        self.eerste = eerste if self.eerste is None else min(self.eerste, eerste)
        self.laatste = laatste if self.laatste is None else max(self.laatste, laatste)

    def in_opleiding(self, span: Periode) -> int:
        """How many aios are in training on any day of `span`, those who wait for a place included."""
        begonnen = sum(n for dag, n in self._begonnen.items() if dag < span.end)
        return begonnen - sum(n for dag, n in self._opgehouden.items() if dag < span.begin)

    def sleutels(self, span: Periode, plaatsen: Plaatsen | None = None) -> list[Sleutel]:
        """Every soort that occurs or has places, in order; of plaatsen those that do in `span`, none last.

        Plaatsen of earlier and later years would be rows in which nobody is.
        """
        sleutels = set(self._lopen)
        if self.per_plaats:
            sleutels = {s for s in sleutels if any(stap.aantal for stap in self._stappen(s, span, None))}
        if plaatsen is not None:
            if self.per_plaats:  # what is said of a soort as a whole is about no plaats
                sleutels |= {sleutel for sleutel in plaatsen.sleutels if sleutel[1] is not None}
            else:
                sleutels |= {(soort, None) for soort, _plaats in plaatsen.sleutels}
        return sorted(sleutels, key=lambda s: (SOORTEN.index(s[0]), s[1] is None, s[1] or ""))

    def bezetting(self, perioden: Iterable[Periode], plaatsen: Plaatsen | None = None) -> Iterator[Bezetting]:
        """A row for every period and every soort (and plaats) that occurs or has places, in that order."""
        perioden = list(perioden)
        if not perioden:
            return
        span = Periode(perioden[0].begin, perioden[-1].end)
        sleutels = self.sleutels(span, plaatsen)
        rijen = [list(self._van_een(sleutel, perioden, plaatsen)) for sleutel in sleutels]
        for per_periode in zip(*rijen, strict=True):
            yield from per_periode

    def _plaatsen_van(self, sleutel: Sleutel, plaatsen: Plaatsen | None) -> Plaatsen | None:
        """Where places are told apart, who has no plaats is held against none."""
        return None if self.per_plaats and sleutel[1] is None else plaatsen

    def _van_een(
        self, sleutel: Sleutel, perioden: list[Periode], plaatsen: Plaatsen | None
    ) -> Iterator[Bezetting]:
        soort, plaats = sleutel
        loop = self._lopen.get(sleutel, _Loop())
        plaatsen = self._plaatsen_van(sleutel, plaatsen)
        deeltijd = sorted(loop.fte)
        stappen = self._stappen(sleutel, Periode(perioden[0].begin, perioden[-1].end), plaatsen)
        i = j = 0
        fte = Fraction(0)
        for periode in perioden:
            while j < len(deeltijd) and deeltijd[j] <= periode.begin:
                fte += loop.fte[deeltijd[j]]
                j += 1
            while i + 1 < len(stappen) and stappen[i + 1].vanaf <= periode.begin:
                i += 1
            eerste = stappen[i]
            hier = [eerste]
            while i + 1 < len(stappen) and stappen[i + 1].vanaf < periode.end:
                i += 1
                hier.append(stappen[i])
            piek = max(hier, key=lambda s: s.aantal)  # the first of equals
            bekend = [
                (s.aantal - s.capaciteit, max(s.vanaf, periode.begin))
                for s in hier
                if s.capaciteit is not None
            ]
            tekort, tekort_op = max(bekend, key=lambda t: t[0], default=(None, None))
            yield Bezetting(
                periode=periode,
                onderdeel=soort,
                plaats=plaats,
                aantal=eerste.aantal,
                fte=fte,
                piek=piek.aantal,
                piek_op=max(piek.vanaf, periode.begin) if piek.aantal else None,
                capaciteit=eerste.capaciteit,
                capaciteiten=tuple(capaciteit for capaciteit, _same in groupby(s.capaciteit for s in hier)),
                tekort=None if tekort is None else max(tekort, 0),
                tekort_op=tekort_op if tekort is not None and tekort > 0 else None,
            )

    def verlopen(self, span: Periode, plaatsen: Plaatsen | None = None) -> Iterator[Verloop]:
        """The same day by day, as steps, for every soort (and plaats) in that order."""
        for sleutel in self.sleutels(span, plaatsen):
            stappen = self._stappen(sleutel, span, self._plaatsen_van(sleutel, plaatsen))
            yield Verloop(onderdeel=sleutel[0], plaats=sleutel[1], stappen=tuple(stappen))

    def _stappen(self, sleutel: Sleutel, span: Periode, plaatsen: Plaatsen | None) -> list[Stap]:
        """The days of `span` on which the number of aios or of places changes, and its first day."""
        soort, plaats = sleutel
        loop = self._lopen.get(sleutel, _Loop())
        wissels = sorted(loop.aantal)
        dagen = {span.begin, *(dag for dag in wissels if dag in span)}
        if plaatsen is not None:
            dagen |= {dag for dag in plaatsen.wisselt_op(soort, plaats) if dag in span}
        stappen: list[Stap] = []
        i = nu = 0
        for dag in sorted(dagen):
            while i < len(wissels) and wissels[i] <= dag:
                nu += loop.aantal[wissels[i]]
                i += 1
            capaciteit = plaatsen.op(dag, soort, plaats) if plaatsen is not None else None
            if not stappen or (stappen[-1].aantal, stappen[-1].capaciteit) != (nu, capaciteit):
                stappen.append(Stap(vanaf=dag, aantal=nu, capaciteit=capaciteit))
        return stappen

    def uitstroom(self, perioden: Iterable[Periode]) -> Iterator[Uitstroom]:
        """A row for every period; they follow each other."""
        perioden = list(perioden)
        begins = [periode.begin for periode in perioden]
        geteld = [(0, Fraction(0), 0)] * len(perioden)
        bij = [(dag, aantal, fte, 0) for dag, (aantal, fte) in self._uitstroom.items()]
        bij += [(dag, 0, Fraction(0), n) for dag, n in self._vertrokken.items()]
        for dag, aantal, fte, vertrokken in bij:
            i = bisect_right(begins, dag) - 1
            if i >= 0 and dag in perioden[i]:
                was = geteld[i]
                geteld[i] = (was[0] + aantal, was[1] + fte, was[2] + vertrokken)
        for periode, (aantal, fte, vertrokken) in zip(perioden, geteld, strict=True):
            yield Uitstroom(periode=periode, aantal=aantal, fte=fte, vertrokken=vertrokken)


def maanden(van: date, tot_en_met: date, *, per: int = 1) -> Iterator[Periode]:
    """The calendar months (`per` 3: quarters) from that of `van` up to and including that of `tot_en_met`."""
    begin = date(van.year, (van.month - 1) // per * per + 1, 1)
    while begin <= tot_en_met:
        end = add_months(begin, per)
        yield Periode(begin, end)
        begin = end
