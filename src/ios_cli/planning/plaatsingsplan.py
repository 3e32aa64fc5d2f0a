"""From a cohort to a plan: first with other orders alone, then, where that is not enough, with waiting.

What is chosen is held against the checks afterwards; a schedule that they object to is left out and the
choice made again, so that the answer is the best of those that pass, and few are ever checked.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from ios_cli.domain.capaciteit import Plaatsen
from ios_cli.domain.plaatsing import Doelen, Onverplaatsbaar, Plaatstekort, PlanStatus
from ios_cli.planning.oplosser import TEKORT, Melding, Oplossing, Uitkomst, los_op
from ios_cli.planning.plaatsing import (
    Inzet,
    Kandidaat,
    Wachttijd,
    andere_volgordes,
    met_wachttijd,
    zoals_het_is,
)
from ios_cli.planning.plaatsingsopgave import Bezet

Keuring = Callable[[Inzet, Kandidaat], bool]
"""Whether the checks have nothing new to say of this schedule."""
Gevorderd = Callable[[int, int], None]
"""Told how many aios are ready, of how many."""


@dataclass(slots=True, kw_only=True)
class Uitslag:
    """The choice: for every aios whose schedule changes the new one, by aios id."""

    status: PlanStatus
    keuze: list[tuple[Inzet, Kandidaat]] = field(default_factory=list)
    doelen: Doelen = field(default_factory=Doelen)
    grens: tuple[str, int] | None = None
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
    vaste = [zoals_het_is(inzet) for inzet in inzetten if not inzet.verplaatsbaar]
    bezet = Bezet(plaatsen, (v for k in vaste for v in k.verblijven), na=as_of)
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
        self.voeg_toe(self.nu)

    def voeg_toe(self, kandidaat: Kandidaat) -> None:
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

    def zoek(self, uitslag: Uitslag, wachttijd: Wachttijd | None, *, met_tekort: bool) -> None:
        self._breid_uit(andere_volgordes)
        oplossing, gekozen = self._kies()
        te_verbeteren = bool(gekozen) and sum(k.doelen.wachtdagen for k in gekozen) > 0
        if wachttijd is not None and (not gekozen or te_verbeteren):
            wacht = wachttijd
            self._breid_uit(lambda inzet: met_wachttijd(inzet, wacht))
            oplossing, gekozen = self._kies()
        if oplossing.uitkomst is Uitkomst.BEWEZEN:
            uitslag.status = PlanStatus.OPTIMAAL
        elif oplossing.uitkomst is Uitkomst.GEVONDEN:
            uitslag.status, uitslag.grens = PlanStatus.NIET_BEWEZEN, oplossing.grens
        else:
            onmogelijk = oplossing.uitkomst is Uitkomst.ONMOGELIJK
            uitslag.status = PlanStatus.ONMOGELIJK if onmogelijk else PlanStatus.NIET_GEVONDEN
            # What is left of the time may be nothing; this question has an answer at once, and the search
            # makes it better.
            self._tijd = max(self._tijd, 1.0)
            oplossing, gekozen = self._kies(tekort_mag=True)
            gekozen = gekozen or [groep.nu for groep in self.groepen]
            uitslag.bewezen_tekort = oplossing.uitkomst is Uitkomst.BEWEZEN or (
                oplossing.grens is not None and oplossing.grens[0] != TEKORT
            )
            if oplossing.uitkomst is Uitkomst.GEVONDEN:
                uitslag.grens = oplossing.grens
            uitslag.tekorten = self.bezet.tekorten(v for k in gekozen for v in k.verblijven)
            opgave = self.bezet.opgave([[kandidaat] for kandidaat in gekozen])
            uitslag.te_veel_dagen = opgave.te_veel(range(len(gekozen)))
        uitslag.afgekeurd = self.afgekeurd
        if uitslag.status in (PlanStatus.OPTIMAAL, PlanStatus.NIET_BEWEZEN) or met_tekort:
            uitslag.keuze = [
                (groep.inzet, kandidaat)
                for groep, kandidaat in zip(self.groepen, gekozen, strict=True)
                if not kandidaat.is_zoals_het_is
            ]
            for _inzet, kandidaat in uitslag.keuze:
                uitslag.doelen += kandidaat.doelen

    def _breid_uit(self, kandidaten: Callable[[Inzet], Iterator[Kandidaat]]) -> None:
        for gereed, groep in enumerate(self.groepen):
            if self._gevorderd is not None:
                self._gevorderd(gereed, len(self.groepen))
            for kandidaat in kandidaten(groep.inzet):
                groep.voeg_toe(kandidaat)

    def _kies(self, *, tekort_mag: bool = False) -> tuple[Oplossing, list[Kandidaat]]:
        """The best choice that passes the checks; without one an empty list."""
        while True:
            keuzes = [groep.in_de_keuze for groep in self.groepen]
            opgave = self.bezet.opgave(keuzes)
            alle = [kandidaat for kandidaten in keuzes for kandidaat in kandidaten]
            oplossing = los_op(
                opgave,
                tijd=self._tijd,
                tekort_mag=tekort_mag,
                eerst=[optie for optie, kandidaat in enumerate(alle) if kandidaat.is_zoals_het_is],
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
