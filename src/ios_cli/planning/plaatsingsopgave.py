"""Places as bounds on a choice: on which days which choices together may be too many.

A day is not looked at by itself: between two days on which somebody comes or goes, or the number of places
changes, nothing changes. Only days after the day of reference count: what was is not to be planned.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from ios_cli.domain.calendar import Periode, add_months
from ios_cli.domain.capaciteit import Plaatsen
from ios_cli.domain.dossier import SOORTEN
from ios_cli.domain.plaatsing import DOELEN, Plaatstekort
from ios_cli.planning.plaatsing import Kandidaat, Verblijf

Sleutel = tuple[str, str | None]
"""A soort, or one plaats of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beperking:
    """Of these options at most `ruimte` may be chosen, on each of `dagen` days; `ruimte` below 0: those
    who do not move are too many already."""

    opties: frozenset[int]
    ruimte: int
    dagen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Opgave:
    """Of every group exactly one option; options are numbered through all groups.

    `kosten` of an option are its `DOELEN`. Only bounds that can be passed are there.
    """

    groepen: tuple[tuple[int, ...], ...]
    kosten: tuple[tuple[int, ...], ...]
    beperkingen: tuple[Beperking, ...]

    @property
    def is_altijd_te_veel(self) -> bool:
        """Whether those who do not move are too many by themselves: no other option changes that."""
        return any(beperking.ruimte < 0 for beperking in self.beperkingen)

    def som(self, gekozen: Iterable[int]) -> tuple[int, ...]:
        gekozen = list(gekozen)
        return tuple(sum(self.kosten[optie][doel] for optie in gekozen) for doel in range(len(DOELEN)))

    def te_veel(self, gekozen: Iterable[int]) -> int:
        """Aios over capacity, summed over the days."""
        set_ = frozenset(gekozen)
        return sum(max(0, len(b.opties & set_) - b.ruimte) * b.dagen for b in self.beperkingen)


class Bezet:
    """Who is where whatever is chosen, and the room that is left; made once for a cohort."""

    def __init__(self, plaatsen: Plaatsen, vaste: Iterable[Verblijf], *, na: date) -> None:
        self.plaatsen = plaatsen
        self.na = na
        self._eerste = date.fromordinal(na.toordinal() + 1)
        self.sleutels = _sleutels(plaatsen)
        self._vast: dict[Sleutel, Counter[date]] = {sleutel: Counter() for sleutel in self.sleutels}
        for verblijf in vaste:
            for sleutel, begin, end in self.gebruik(verblijf):
                self._vast[sleutel][begin] += 1
                self._vast[sleutel][end] -= 1

    def gebruik(self, verblijf: Verblijf) -> Iterator[tuple[Sleutel, date, date]]:
        """What a stay needs of the places that are counted, from the day after `na` on."""
        if verblijf.periode.end <= self._eerste:
            return
        begin = max(verblijf.periode.begin, self._eerste)
        for plaats in {None, verblijf.plaats}:
            sleutel = (verblijf.soort, plaats)
            if sleutel in self._vast:
                yield sleutel, begin, verblijf.periode.end

    def vingerafdruk(self, kandidaat: Kandidaat) -> frozenset[tuple[Sleutel, date, date]]:
        """All that is counted of a schedule: of two that are the same in it the cheaper one will do."""
        return frozenset(g for verblijf in kandidaat.verblijven for g in self.gebruik(verblijf))

    def opgave(self, groepen: Sequence[Sequence[Kandidaat]]) -> Opgave:
        """The choice of one schedule for every aios; options are numbered in the order given."""
        nummers: list[tuple[int, ...]] = []
        kosten: list[tuple[int, ...]] = []
        komt: dict[Sleutel, dict[date, list[int]]] = defaultdict(lambda: defaultdict(list))
        gaat: dict[Sleutel, dict[date, list[int]]] = defaultdict(lambda: defaultdict(list))
        groep_van: list[int] = []
        for groep, kandidaten in enumerate(groepen):
            eerste = len(kosten)
            for kandidaat in kandidaten:
                for sleutel, begin, end in (g for v in kandidaat.verblijven for g in self.gebruik(v)):
                    komt[sleutel][begin].append(len(kosten))
                    gaat[sleutel][end].append(len(kosten))
                kosten.append(kandidaat.doelen.rang)
                groep_van.append(groep)
            nummers.append(tuple(range(eerste, len(kosten))))
        beperkingen = [
            beperking
            for sleutel in self.sleutels
            for beperking in self._van_een(sleutel, komt[sleutel], gaat[sleutel], groep_van)
        ]
        return Opgave(groepen=tuple(nummers), kosten=tuple(kosten), beperkingen=tuple(beperkingen))

    def _van_een(
        self,
        sleutel: Sleutel,
        komt: Mapping[date, list[int]],
        gaat: Mapping[date, list[int]],
        groep_van: Sequence[int],
    ) -> Iterator[Beperking]:
        vast = self._vast[sleutel]
        wissels = (dag for dag in self.plaatsen.wisselt_op(*sleutel) if dag > self._eerste)
        dagen = sorted({self._eerste, *komt, *gaat, *vast, *wissels})
        hier: Counter[int] = Counter()  # an aios may have two stays of one soort, one after the other
        aantal = 0
        for dag, volgende in pairwise(dagen):
            aantal += vast[dag]
            hier.subtract(gaat.get(dag, ()))
            hier.update(komt.get(dag, ()))
            plaatsen = self.plaatsen.op(dag, *sleutel)
            if plaatsen is None:
                continue
            opties = [optie for optie, n in hier.items() if n > 0]
            ruimte = plaatsen - aantal
            if len({groep_van[optie] for optie in opties}) > ruimte:
                yield Beperking(opties=frozenset(opties), ruimte=ruimte, dagen=(volgende - dag).days)

    def tekorten(self, verblijven: Iterable[Verblijf]) -> list[Plaatstekort]:
        """Where these stays and those that do not move are over the places, by month, soort and plaats."""
        extra: dict[Sleutel, Counter[date]] = {sleutel: Counter() for sleutel in self.sleutels}
        for verblijf in verblijven:
            for sleutel, begin, end in self.gebruik(verblijf):
                extra[sleutel][begin] += 1
                extra[sleutel][end] -= 1
        gevonden = [tekort for sleutel in self.sleutels for tekort in self._tekort(sleutel, extra[sleutel])]
        return sorted(gevonden, key=lambda t: (t.maand.begin, SOORTEN.index(t.soort), t.plaats or ""))

    def _tekort(self, sleutel: Sleutel, extra: Mapping[date, int]) -> Iterator[Plaatstekort]:
        vast = self._vast[sleutel]
        wissels = (dag for dag in self.plaatsen.wisselt_op(*sleutel) if dag > self._eerste)
        dagen = sorted({self._eerste, *extra, *vast, *wissels})
        per_maand: dict[date, list[tuple[int, int, date, int, int]]] = defaultdict(list)
        aantal_vast = aantal = 0
        for dag, volgende in pairwise(dagen):
            aantal_vast += vast[dag]
            aantal += vast[dag] + extra.get(dag, 0)
            plaatsen = self.plaatsen.op(dag, *sleutel)
            if plaatsen is None or aantal <= plaatsen:
                continue
            for begin, lengte in _per_maand(dag, volgende):
                eerste = max(dag, begin)
                per_maand[begin].append((aantal - plaatsen, lengte, eerste, plaatsen, aantal_vast))
        for begin, stukken in per_maand.items():
            tekort, _lengte, op, plaatsen, aantal_vast = max(stukken, key=lambda s: (s[0], -s[2].toordinal()))
            yield Plaatstekort(
                maand=Periode(begin, add_months(begin, 1)),
                soort=sleutel[0],
                plaats=sleutel[1],
                aantal=plaatsen + tekort,
                plaatsen=plaatsen,
                op=op,
                dagen=sum(stuk[1] for stuk in stukken),
                vast=aantal_vast,
            )


def _sleutels(plaatsen: Plaatsen) -> tuple[Sleutel, ...]:
    """Every soort that has places, as a whole, and every plaats that has places of its own."""
    sleutels = {(soort, None) for soort, _plaats in plaatsen.sleutels} | set(plaatsen.sleutels)
    return tuple(sorted(sleutels, key=lambda s: (SOORTEN.index(s[0]), s[1] or "")))


def _per_maand(begin: date, end: date) -> Iterator[tuple[date, int]]:
    """The first day of every calendar month that `[begin, end)` touches, and how many days it has of it."""
    maand = begin.replace(day=1)
    while maand < end:
        volgende = add_months(maand, 1)
        yield maand, (min(volgende, end) - max(maand, begin)).days
        maand = volgende
