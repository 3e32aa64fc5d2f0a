"""One IOS as a line of days: its onderdelen, and the days on which the clock runs.

Offsets after a begin count running days, so that a window moves behind a standstill (rekenregels 9).
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from ios_cli.domain.calendar import HorizonError, add_months
from ios_cli.domain.dossier import PRAKTIJKPERIODEN, SOORTEN_OOK
from ios_cli.domain.finding import KeyPath
from ios_cli.domain.ios import Rij, Toestand
from ios_cli.domain.termijn import EXTERNE_STAGES

VERSTE = date(2999, 12, 31)
EERSTE = date(1, 1, 1)
_EERSTE, _VERSTE = EERSTE.toordinal(), VERSTE.toordinal()


@dataclass(slots=True, eq=False)
class Groep:
    """An onderdeel as terms see it: a practice period as a whole, or one external stage (or all of them).

    `begin` and `eind` are its first running and its LAST day.
    """

    onderdeel: str
    soort: str
    rijen: list[Rij]
    begin: date
    eind: date
    pad: KeyPath

    def eerste_eigen(self, dag: date) -> date:
        """`dag`, or where it falls between two parts of this period the begin of the later one."""
        if len(self.rijen) == 1 or self.soort == EXTERNE_STAGES:
            return dag
        for rij in self.rijen:
            assert rij.periode is not None
            if dag < rij.periode.end:
                return max(dag, rij.periode.begin)
        return dag


class Tijdlijn:
    """The planned rows of an IOS, in order; `einde` is the LAST day of the training."""

    __slots__ = ("_beginnen", "_einden", "_indexen", "_strekken", "einde", "groepen", "samen", "start")

    def __init__(self, rijen: Sequence[Rij], start: date) -> None:
        self.start = start
        self.groepen: dict[str, Groep] = {}
        """By onderdeel, in order of the schedule."""
        self.samen: Groep | None = None
        self._strekken: list[tuple[date, date, Groep]] = []
        self._beginnen: list[int] = []  # ordinals of the running stretches
        self._einden: list[int] = []
        self._indexen: list[int] = []  # running days before each
        self.einde: date | None = None
        for rij in rijen:
            if rij.periode is not None:
                self._voeg_toe(rij)

    def _voeg_toe(self, rij: Rij) -> None:
        assert rij.periode is not None
        begin, eind = rij.periode.begin, rij.periode.laatste_dag
        sleutel = rij.soort if rij.soort in PRAKTIJKPERIODEN else rij.onderdeel
        groep = self.groepen.get(sleutel)
        if groep is None:
            groep = self.groepen[sleutel] = Groep(sleutel, rij.soort, [rij], begin, eind, rij.pad)
        else:
            groep.rijen.append(rij)
            groep.eind = max(groep.eind, eind)
        if rij.soort not in PRAKTIJKPERIODEN:
            if self.samen is None:
                self.samen = Groep(EXTERNE_STAGES, EXTERNE_STAGES, [rij], begin, eind, rij.pad)
            else:
                self.samen.rijen.append(rij)
                self.samen.eind = max(self.samen.eind, eind)
        if self.einde is None or eind > self.einde:
            self.einde = eind
        strek = begin
        for segment in rij.segmenten:
            van, tot = segment.periode.begin, segment.periode.end
            if segment.toestand is not Toestand.WACHT and van < strek:
                strek = van  # a standstill before its first running day belongs to it
            if segment.klok_loopt:
                self._loopt(van.toordinal(), tot.toordinal())
        self._strekken.append((strek, eind, groep))

    def _loopt(self, van: int, tot: int) -> None:
        if self._einden:
            vorige = self._einden[-1]
            if van <= vorige:  # goes on, or is the rest of a border day
                if tot > vorige:
                    self._einden[-1] = tot
                return
            self._indexen.append(self._indexen[-1] + vorige - self._beginnen[-1])
        else:
            self._indexen.append(0)
        self._beginnen.append(van)
        self._einden.append(tot)

    # --- onderdelen ---

    def groep_op(self, dag: date) -> Groep | None:
        """The onderdeel that `dag` lies in, standstill before its begin included; None in waiting time."""
        for van, tot, groep in self._strekken:
            if van <= dag <= tot:
                return groep
        return None

    def van_soort(self, soort: str) -> Groep | None:
        """The practice period, the external stages together, or all stages of one soort as one.

        The first practice period is the one that remains, where the usual one is exempted.
        """
        if soort == EXTERNE_STAGES:
            return self.samen
        groep = self.groepen.get(soort)
        if groep is None and soort == PRAKTIJKPERIODEN[0]:
            return next((g for g in self.groepen.values() if g.soort in PRAKTIJKPERIODEN), None)
        if groep is None or groep.soort != soort:
            zelfde = [g for g in self.groepen.values() if g.soort == soort]
            if not zelfde:
                return None
            groep = Groep(
                zelfde[0].onderdeel,
                soort,
                [rij for g in zelfde for rij in g.rijen],
                zelfde[0].begin,
                max(g.eind for g in zelfde),
                zelfde[0].pad,
            )
        return groep

    # --- running days ---

    def lopende(self, dag: date) -> date:
        """`dag`, or the first day after it on which the clock runs; past the end every day."""
        ordinaal = dag.toordinal()
        if not self._beginnen or ordinaal >= self._beginnen[-1]:
            return dag
        i = bisect_right(self._beginnen, ordinaal) - 1
        if i >= 0 and ordinaal < self._einden[i]:
            return dag
        return date.fromordinal(self._beginnen[i + 1])

    def plus(self, anker: date, maanden: int, dagen: int) -> tuple[date, int]:
        """The running day so many months and days after `anker`, and by how many days standstill moved it.

        The months are counted from the first running day on or after `anker`.
        """
        if len(self._beginnen) == 1 and anker.toordinal() >= self._beginnen[0]:  # never stood still
            doel = plus_maanden(anker, maanden)
            return plus_dagen(doel, dagen), 0
        eerste = self.lopende(anker)
        doel = plus_maanden(eerste, maanden)
        naar, vanaf = doel.toordinal() + dagen, eerste.toordinal()
        i = max(bisect_right(self._beginnen, vanaf) - 1, 0)
        verschoven = 0
        while i + 1 < len(self._beginnen) and naar + verschoven >= self._einden[i]:
            verschoven += self._beginnen[i + 1] - self._einden[i]
            i += 1
        return plus_dagen(doel, dagen + verschoven), verschoven + (eerste - anker).days


def plus_maanden(dag: date, maanden: int) -> date:
    """`add_months`, that stops at the last day we count: what lies past it is cut off at an end anyway."""
    try:
        return add_months(dag, maanden)
    except HorizonError:
        return VERSTE


def plus_dagen(dag: date, dagen: int) -> date:
    if not dagen and dag <= VERSTE:
        return dag
    return _van_ordinaal(dag.toordinal() + dagen)


def _van_ordinaal(ordinaal: int) -> date:
    return date.fromordinal(min(max(ordinaal, _EERSTE), _VERSTE))


class Verwijzingen:
    """What the `onderdeel` of another table refers to, as terms call it."""

    __slots__ = ("_bekend",)

    def __init__(self, rijen: Iterable[Rij]) -> None:
        bekend: dict[str, str] = {EXTERNE_STAGES: EXTERNE_STAGES}
        per_soort: dict[str, set[str]] = {}
        for rij in rijen:
            naam = rij.soort if rij.soort in PRAKTIJKPERIODEN else rij.onderdeel
            per_soort.setdefault(rij.soort, set()).add(naam)
            bekend[rij.onderdeel] = naam
        for soort, namen in per_soort.items():
            if len(namen) == 1:
                bekend.setdefault(soort, next(iter(namen)))
        for ook, soort in SOORTEN_OOK.items():
            if soort in bekend:
                bekend.setdefault(ook, bekend[soort])
        self._bekend = bekend

    def onderdeel(self, verwijzing: str | None) -> str | None:
        """The soort of a practice period, the naam of a stage, `externe-stages`; None where unknown."""
        return None if verwijzing is None else self._bekend.get(verwijzing)
