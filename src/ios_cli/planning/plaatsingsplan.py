"""From a cohort to a plan: first with other orders alone, then, where that is not enough, with waiting.

Of waiting every day is looked at where that is no more than `MEESTE_PER_DAG`; else it is said that it was
not.

What is chosen is held against the checks afterwards; a schedule that they object to is left out and the
choice made again, so that the answer is the best of those that pass, and few are ever checked.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from ios_cli.domain.capaciteit import Plaatsen
from ios_cli.domain.plaatsing import DOELEN, Doelen, Onverplaatsbaar, Onvolledig, Plaatstekort, PlanStatus
from ios_cli.planning.oplosser import TEKORT, Melding, Oplossing, Uitkomst, los_op
from ios_cli.planning.plaatsing import (
    Inzet,
    Kandidaat,
    Wachttijd,
    aantal_volgordes,
    andere_volgordes,
    korter_wachten,
    met_wachttijd,
    vaste_verblijven,
    zoals_het_is,
)
from ios_cli.planning.plaatsingsopgave import Bezet

MEESTE_PER_DAG = 10_000
"""Schedules with waiting that are looked at day by day; where there would be more, whole months first, and
then the days of those who wait."""

Keuring = Callable[[Inzet, Kandidaat], bool]
"""Whether the checks have nothing new to say of this schedule."""
Gevorderd = Callable[[int, int], None]
"""Told for how many aios the schedules are there, of how many."""


@dataclass(slots=True, kw_only=True)
class Uitslag:
    """The choice: for every aios whose schedule changes the new one, by aios id."""

    status: PlanStatus
    keuze: list[tuple[Inzet, Kandidaat]] = field(default_factory=list)
    doelen: Doelen = field(default_factory=Doelen)
    grens: tuple[str, int] | None = None
    onvolledig: list[Onvolledig] = field(default_factory=list)
    tekorten_oud: list[Plaatstekort] = field(default_factory=list)
    tekorten: list[Plaatstekort] = field(default_factory=list)
    te_veel_dagen: int = 0
    bewezen_tekort: bool = True
    verplaatsbaar: int = 0
    vast: list[tuple[Onverplaatsbaar, int]] = field(default_factory=list)
    afgekeurd: int = 0


def maak_plan(
    inzetten: Sequence[Inzet],
    plaatsen: Plaatsen,
    *,
    as_of: date,
    wachttijd: Wachttijd | None = None,
    tijd: float,
    keuring: Keuring,
    met_tekort: bool = False,
    melding: Melding | None = None,
    gevorderd: Gevorderd | None = None,
) -> Uitslag:
    """The plan with the least waiting, then the fewest changes; the same for any order of `inzetten`.

    Where nothing is over capacity nothing changes. `tijd`: the limit for all searching together.
    `met_tekort`: where places stay short whatever is done, what leaves them least so.
    """
    inzetten = sorted(inzetten, key=lambda i: i.aios_id)
    mobiel = [inzet for inzet in inzetten if inzet.verplaatsbaar]
    bezet = Bezet(plaatsen, (v for inzet in inzetten for v in vaste_verblijven(inzet)), na=as_of)
    zoektocht = _Zoektocht(mobiel, bezet, tijd, keuring, melding, gevorderd)
    nu = [v for groep in zoektocht.groepen for v in groep.nu.verblijven]
    tekorten = bezet.tekorten(nu)
    uitslag = Uitslag(
        status=PlanStatus.PAST,
        tekorten_oud=tekorten,
        verplaatsbaar=len(mobiel),
        vast=[(reden, n) for reden in Onverplaatsbaar if (n := sum(reden in i.vast for i in inzetten))],
    )
    if not tekorten:
        return uitslag
    zoektocht.zoek(uitslag, wachttijd, met_tekort=met_tekort)
    return uitslag


class _Groep:
    """The schedules of one aios that are still in the running, and which of them go into the choice."""

    def __init__(self, inzet: Inzet, bezet: Bezet) -> None:
        self.inzet = inzet
        self._bezet = bezet
        self.nu = zoals_het_is(inzet)
        self._gelijk: dict[object, list[Kandidaat]] = {}
        self._gezien: set[tuple[object, ...]] = set()
        self.voeg_toe(self.nu)

    def voeg_toe(self, kandidaat: Kandidaat) -> None:
        """Once: what was left out does not come back."""
        wat = (kandidaat.volgorde, kandidaat.begin)
        if wat in self._gezien:
            return
        self._gezien.add(wat)
        gelijk = self._gelijk.setdefault(self._bezet.vingerafdruk(kandidaat), [])
        gelijk.append(kandidaat)
        gelijk.sort(key=lambda k: k.rang)

    def laat_weg(self, kandidaat: Kandidaat) -> None:
        """What took the same places, and cost no less, gets its turn."""
        afdruk = self._bezet.vingerafdruk(kandidaat)
        self._gelijk[afdruk].remove(kandidaat)
        if not self._gelijk[afdruk]:
            del self._gelijk[afdruk]

    @property
    def in_de_keuze(self) -> list[Kandidaat]:
        return sorted((gelijk[0] for gelijk in self._gelijk.values()), key=lambda k: k.rang)


class _Zoektocht:
    def __init__(
        self,
        mobiel: Sequence[Inzet],
        bezet: Bezet,
        tijd: float,
        keuring: Keuring,
        melding: Melding | None,
        gevorderd: Gevorderd | None,
    ) -> None:
        self.bezet = bezet
        self.groepen = [_Groep(inzet, bezet) for inzet in mobiel]
        self._tijd = tijd
        self._keuring = keuring
        self._melding = melding
        self._gevorderd = gevorderd
        self._goed: set[tuple[int, Kandidaat]] = set()
        self.afgekeurd = 0
        self.onvolledig: set[Onvolledig] = set()

    def zoek(self, uitslag: Uitslag, wachttijd: Wachttijd | None, *, met_tekort: bool) -> None:
        if not all(groep.inzet.alle_volgordes for groep in self.groepen):
            self.onvolledig.add(Onvolledig.VOLGORDES)
        self._breid_uit(andere_volgordes)
        oplossing, gekozen = self._kies()
        if wachttijd is not None and (not gekozen or _wachtdagen(gekozen)):
            oplossing, gekozen = self._zoek_met_wachttijd(wachttijd)
        grens = None if self.onvolledig else oplossing.grens
        vol = oplossing.uitkomst is Uitkomst.ONMOGELIJK and (not self.onvolledig or self._is_altijd_te_veel())
        if oplossing.uitkomst in (Uitkomst.GEVONDEN, Uitkomst.TIJD_OP):
            self.onvolledig.add(Onvolledig.TIJD)
        if gekozen:
            uitslag.status = PlanStatus.NIET_BEWEZEN if self.onvolledig else PlanStatus.OPTIMAAL
            uitslag.grens = grens
        else:
            uitslag.status = PlanStatus.ONMOGELIJK if vol else PlanStatus.NIET_GEVONDEN
            gekozen = self._minste_tekort(uitslag)
        uitslag.onvolledig = [reden for reden in Onvolledig if reden in self.onvolledig]
        uitslag.afgekeurd = self.afgekeurd
        if uitslag.status in (PlanStatus.OPTIMAAL, PlanStatus.NIET_BEWEZEN) or met_tekort:
            uitslag.keuze = [
                (groep.inzet, kandidaat)
                for groep, kandidaat in zip(self.groepen, gekozen, strict=True)
                if not kandidaat.is_zoals_het_is
            ]
            for _inzet, kandidaat in uitslag.keuze:
                uitslag.doelen += kandidaat.doelen

    def _minste_tekort(self, uitslag: Uitslag) -> list[Kandidaat]:
        """What comes nearest to a plan, and where places stay short in it."""
        heel = not self.onvolledig & {Onvolledig.DAGEN, Onvolledig.VOLGORDES}
        # What is left of the time may be nothing; this question has an answer at once, and the search
        # makes it better.
        self._tijd = max(self._tijd, 1.0)
        oplossing, gekozen = self._kies(tekort_mag=True)
        if Onvolledig.DAGEN in self.onvolledig:
            gekozen = self._kort_in(gekozen, tekort_mag=True)
        gekozen = gekozen or [groep.nu for groep in self.groepen]
        bewezen = oplossing.uitkomst is Uitkomst.BEWEZEN
        uitslag.bewezen_tekort = heel and (
            bewezen or (oplossing.grens is not None and oplossing.grens[0] != TEKORT)
        )
        if oplossing.uitkomst is Uitkomst.GEVONDEN and heel:
            uitslag.grens = oplossing.grens
        if not bewezen:
            self.onvolledig.add(Onvolledig.TIJD)
        uitslag.tekorten = self.bezet.tekorten(v for k in gekozen for v in k.verblijven)
        uitslag.te_veel_dagen = self._te_veel(gekozen)
        return gekozen

    # --- waiting ---

    def _zoek_met_wachttijd(self, wachttijd: Wachttijd) -> tuple[Oplossing, list[Kandidaat]]:
        """First in whole months; what that gives bounds the days that are worth a look, one by one."""
        self._breid_uit(lambda inzet: met_wachttijd(inzet, wachttijd))
        oplossing, gekozen = self._kies()
        gekozen = self._kort_in(gekozen)
        hoogstens = _wachtdagen(gekozen) if gekozen else None
        if self._schemas_per_dag(wachttijd, hoogstens) > MEESTE_PER_DAG:
            self.onvolledig.add(Onvolledig.DAGEN)
            return oplossing, gekozen
        self._breid_uit(lambda inzet: met_wachttijd(inzet, wachttijd, per_dag=True, hoogstens=hoogstens))
        verder, beter = self._kies(eerst=gekozen)
        if gekozen and (not beter or self._rang(gekozen) < self._rang(beter)):  # the time was up
            return Oplossing(uitkomst=Uitkomst.GEVONDEN, grens=verder.grens or (DOELEN[0], 0)), gekozen
        return verder, beter

    def _schemas_per_dag(self, wachttijd: Wachttijd, hoogstens: int | None) -> int:
        """How many schedules there are at most when every day is one."""
        aantal = 0
        for inzet in (groep.inzet for groep in self.groepen):
            dagen = wachttijd.meeste_dagen
            if hoogstens is not None:
                dagen = min(dagen, hoogstens + inzet.wachtdagen)
            aantal += aantal_volgordes(inzet) * len(inzet.verplaatsbaar) * dagen
        return aantal

    def _kort_in(self, gekozen: list[Kandidaat], *, tekort_mag: bool = False) -> list[Kandidaat]:
        """The same choice with less waiting, by the day: of those who wait, the others stay as chosen."""
        while wachtenden := frozenset(nummer for nummer, kandidaat in enumerate(gekozen) if kandidaat.begin):
            for nummer in sorted(wachtenden):
                groep = self.groepen[nummer]
                for kandidaat in korter_wachten(groep.inzet, gekozen[nummer]):
                    groep.voeg_toe(kandidaat)
            self._tijd = max(self._tijd, 1.0)  # so small a question needs little
            _oplossing, beter = self._kies(tekort_mag=tekort_mag, eerst=gekozen, alleen=wachtenden)
            if not beter or self._rang(beter) >= self._rang(gekozen):
                break
            gekozen = beter
        return gekozen

    def _rang(self, gekozen: Sequence[Kandidaat]) -> tuple[int, ...]:
        rangen = [kandidaat.doelen.rang for kandidaat in gekozen]
        return (self._te_veel(gekozen), *map(sum, zip(*rangen, strict=True)))

    def _te_veel(self, gekozen: Sequence[Kandidaat]) -> int:
        return self.bezet.opgave([[kandidaat] for kandidaat in gekozen]).te_veel(range(len(gekozen)))

    def _is_altijd_te_veel(self) -> bool:
        return self.bezet.opgave([groep.in_de_keuze for groep in self.groepen]).is_altijd_te_veel

    # --- the choice ---

    def _breid_uit(self, kandidaten: Callable[[Inzet], Iterator[Kandidaat]]) -> None:
        for gereed, groep in enumerate(self.groepen):
            if self._gevorderd is not None:
                self._gevorderd(gereed, len(self.groepen))
            for kandidaat in kandidaten(groep.inzet):
                groep.voeg_toe(kandidaat)

    def _kies(
        self,
        *,
        tekort_mag: bool = False,
        eerst: Sequence[Kandidaat] = (),
        alleen: frozenset[int] | None = None,
    ) -> tuple[Oplossing, list[Kandidaat]]:
        """The best choice that passes the checks; without one an empty list.

        `eerst` is a choice to begin with, by default that all stay as it is; with `alleen` only those groups
        get another one than in `eerst`.
        """
        while True:
            keuzes = [
                groep.in_de_keuze if alleen is None or nummer in alleen else [eerst[nummer]]
                for nummer, groep in enumerate(self.groepen)
            ]
            alle = [kandidaat for kandidaten in keuzes for kandidaat in kandidaten]
            van = [nummer for nummer, kandidaten in enumerate(keuzes) for _kandidaat in kandidaten]
            begin = eerst or [groep.nu for groep in self.groepen]
            oplossing = los_op(
                self.bezet.opgave(keuzes),
                tijd=self._tijd,
                tekort_mag=tekort_mag,
                eerst=[i for i, kandidaat in enumerate(alle) if kandidaat == begin[van[i]]],
                melding=self._melding,
            )
            self._tijd -= oplossing.tijd
            if not oplossing.gekozen:
                return oplossing, []
            gekozen = [alle[optie] for optie in oplossing.gekozen]
            if self._allemaal_goed(gekozen):
                return oplossing, gekozen

    def _allemaal_goed(self, gekozen: Sequence[Kandidaat]) -> bool:
        """Whether all pass; those that do not are left out from now on."""
        goed = True
        for nummer, (groep, kandidaat) in enumerate(zip(self.groepen, gekozen, strict=True)):
            if kandidaat.is_zoals_het_is or (nummer, kandidaat) in self._goed:
                continue
            if self._keuring(groep.inzet, kandidaat):
                self._goed.add((nummer, kandidaat))
            else:
                groep.laat_weg(kandidaat)
                self.afgekeurd += 1
                goed = False
        return goed


def _wachtdagen(gekozen: Sequence[Kandidaat]) -> int:
    return sum(kandidaat.doelen.wachtdagen for kandidaat in gekozen)
