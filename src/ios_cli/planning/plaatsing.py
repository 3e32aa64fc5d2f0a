"""Which external stages of one aios may be moved, and what every other order means for the dates.

Nothing is reckoned here: each order is a changed dossier that is planned like any other, for a change in
the order moves what follows wherever there is deeltijd, a standstill, or a stage counted in weken.
Source: contract.md, `ios plan`; rekenregels 2 and 8.
"""

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import permutations
from math import factorial

from ios_cli.domain.calendar import HorizonError, Periode, add_days, add_months
from ios_cli.domain.capaciteit import Plaatsen
from ios_cli.domain.dossier import PRAKTIJKPERIODEN, Dossier, Onderdeel
from ios_cli.domain.edits import Edit, Ordenen, Toevoegen, Veranderen
from ios_cli.domain.finding import Finding, has_obstacle
from ios_cli.domain.ios import IOS, Rij
from ios_cli.domain.plaatsing import MEESTE_STAGES, Doelen, Onverplaatsbaar
from ios_cli.planning.ios import Planning, plan_ios
from ios_cli.planning.onderdelen import standaard_onderdelen
from ios_cli.regels.model import Regels


@dataclass(frozen=True, slots=True)
class Verblijf:
    """An aios has a place of this soort in these days, absent or not."""

    soort: str
    plaats: str | None
    periode: Periode


@dataclass(frozen=True, slots=True, kw_only=True)
class Wachttijd:
    """How long one aios may be made to wait, before one of the stages: `aantal` months, or days."""

    aantal: int
    in_maanden: bool

    def laatste(self, vrij: date) -> date:
        """The last day on which a stage may begin that could begin on `vrij`."""
        return add_months(vrij, self.aantal) if self.in_maanden else add_days(vrij, self.aantal)

    @property
    def meeste_dagen(self) -> int:
        """It is never longer."""
        return self.aantal * (31 if self.in_maanden else 1)

    def begindagen(self, vrij: date) -> Iterator[date]:
        """The days on which a stage may begin that could begin on `vrij`, without `vrij` itself.

        Whole months later, and at last the most that is allowed.
        """
        laatste = self.laatste(vrij)
        maanden = 1
        while (dag := add_months(vrij, maanden)) < laatste:
            yield dag
            maanden += 1
        if laatste > vrij:
            yield laatste

    def elke_dag(self, vrij: date, hoogstens: int | None = None) -> Iterator[date]:
        """The same, day by day; with `hoogstens` no more than so many days later."""
        dagen = (self.laatste(vrij) - vrij).days
        for dag in range(1, 1 + (dagen if hoogstens is None else min(dagen, hoogstens))):
            yield add_days(vrij, dag)


@dataclass(frozen=True, slots=True, kw_only=True)
class Inzet:
    """One aios as the plan takes them: `ios` is of `dossier`, whose onderdelen are written out.

    `verplaatsbaar` are rows of `dossier.onderdeel`, in order; none where nothing may be moved.
    """

    aios_id: str
    dossier: Dossier
    regels: Regels
    ios: IOS
    as_of: date
    vrijstellingen: str
    verplaatsbaar: tuple[int, ...] = ()
    vast: frozenset[Onverplaatsbaar] = frozenset()
    """Why stages that have not begun stay where they are."""
    uitgeschreven: bool = False
    """The file has no onderdelen: it follows the standard schedule."""

    def blijft(self, rij: int) -> bool:
        """Whether this row of the dossier has the same days whatever is chosen."""
        if not self.verplaatsbaar or rij < self.verplaatsbaar[0]:
            return True
        return rij not in self.verplaatsbaar and self.dossier.onderdeel[rij].soort not in PRAKTIJKPERIODEN

    @property
    def alle_volgordes(self) -> bool:
        """Whether every order is looked at."""
        return len(self.verplaatsbaar) <= MEESTE_STAGES

    @property
    def wachtdagen(self) -> int:
        """Days of waiting that there are already."""
        return _wachtdagen(self.ios)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kandidaat:
    """One schedule for one aios.

    `volgorde`: which row of the dossier stands on each place. `begin`: the fixed first day that a row gets,
    where there is waiting. What it needs of places is in `verblijven`, without what is the same in all.
    """

    volgorde: tuple[int, ...]
    begin: tuple[tuple[int, date], ...] = ()
    doelen: Doelen
    verblijven: tuple[Verblijf, ...]

    @property
    def is_zoals_het_is(self) -> bool:
        return not self.begin and self.volgorde == tuple(range(len(self.volgorde)))

    @property
    def rang(self) -> tuple[object, ...]:
        """The best first; never equal for two of one aios."""
        return (self.doelen.rang, self.volgorde, self.begin)


def bepaal_inzet(
    dossier: Dossier,
    regels: Regels,
    ios: IOS,
    plaatsen: Plaatsen,
    *,
    mag_verplaatst: bool = True,
) -> Inzet:
    """`dossier` with its onderdelen written out, and which of them may be moved.

    An external stage may be moved where the training goes on, it has dates and begins after the day of
    reference, and neither begin nor eind is fixed. A plaats goes along with its stage; it holds the stage
    where it is when the capacity file does not know it, for nobody can tell whether there is room then.
    """
    onderdelen = dossier.onderdeel or standaard_onderdelen(regels)
    verplaatsbaar: list[int] = []
    vast: set[Onverplaatsbaar] = set()
    if mag_verplaatst and dossier.opleiding.status == "actief" and ios.einde is None:
        for rij in ios.rijen:
            if rij.is_praktijk or rij.begin is None or rij.begin <= ios.as_of:
                continue
            onderdeel = onderdelen[rij.volgnummer - 1]
            reden = _houvast(onderdeel, plaatsen)
            if reden is None:
                verplaatsbaar.append(rij.volgnummer - 1)
            else:
                vast.add(reden)
    return Inzet(
        aios_id=ios.aios_id,
        dossier=dataclasses.replace(dossier, onderdeel=onderdelen),
        regels=regels,
        ios=ios,
        as_of=ios.as_of,
        vrijstellingen=ios.vrijstellingen,
        verplaatsbaar=tuple(verplaatsbaar),
        vast=frozenset(vast),
        uitgeschreven=not dossier.onderdeel,
    )


def _houvast(onderdeel: Onderdeel, plaatsen: Plaatsen) -> Onverplaatsbaar | None:
    if onderdeel.begin is not None or onderdeel.eind is not None:
        return Onverplaatsbaar.VAST
    if onderdeel.plaats is not None and (onderdeel.soort, onderdeel.plaats) not in plaatsen.sleutels:
        return Onverplaatsbaar.PLAATS
    return None


# --- the schedules that one aios can have ---


def zoals_het_is(inzet: Inzet) -> Kandidaat:
    return Kandidaat(
        volgorde=tuple(range(len(inzet.dossier.onderdeel))),
        doelen=Doelen(),
        verblijven=_verblijven(inzet, inzet.ios),
    )


def andere_volgordes(inzet: Inzet) -> Iterator[Kandidaat]:
    """Every other order of the stages that may be moved, on the places that they have."""
    for volgorde in _volgordes(inzet):
        kandidaat = _kandidaat(inzet, volgorde, {})
        if kandidaat is not None:
            yield kandidaat


def met_wachttijd(
    inzet: Inzet, wachttijd: Wachttijd, *, per_dag: bool = False, hoogstens: int | None = None
) -> Iterator[Kandidaat]:
    """Every order, the present one too, with waiting before one of the stages that may be moved.

    In whole months, or `per_dag`; then no more than `hoogstens` days on top of what there is.
    """
    if hoogstens is not None:
        hoogstens += inzet.wachtdagen  # what an aios waits anyhow may come earlier: that is no more
    for volgorde in (tuple(range(len(inzet.dossier.onderdeel))), *_volgordes(inzet)):
        ios = _plan(inzet, volgorde, {})
        if ios is None:
            continue
        for plek in inzet.verplaatsbaar:
            eerste = ios.rijen[plek].begin
            if eerste is None:
                continue
            try:
                dagen = wachttijd.elke_dag(eerste, hoogstens) if per_dag else wachttijd.begindagen(eerste)
                begindagen = list(dagen)
            except HorizonError:
                continue
            yield from _op_dagen(inzet, volgorde, volgorde[plek], begindagen)


def korter_wachten(inzet: Inzet, kandidaat: Kandidaat) -> Iterator[Kandidaat]:
    """The same order, with the same stage waited for, on every earlier day."""
    ios = _plan(inzet, kandidaat.volgorde, {})
    if ios is None:
        return
    for rij, begin in kandidaat.begin:
        eerste = ios.rijen[kandidaat.volgorde.index(rij)].begin
        if eerste is not None:
            dagen = [add_days(eerste, dag) for dag in range(1, (begin - eerste).days)]
            yield from _op_dagen(inzet, kandidaat.volgorde, rij, dagen)


def _op_dagen(
    inzet: Inzet, volgorde: tuple[int, ...], rij: int, begindagen: Sequence[date]
) -> Iterator[Kandidaat]:
    for begin in begindagen:
        kandidaat = _kandidaat(inzet, volgorde, {rij: begin})
        if kandidaat is not None:
            yield kandidaat


def _volgordes(inzet: Inzet) -> Iterator[tuple[int, ...]]:
    rijen = range(len(inzet.dossier.onderdeel))
    nu = inzet.verplaatsbaar
    for volgorde in permutations(nu) if inzet.alle_volgordes else _een_stap_anders(nu):
        if volgorde != nu:
            op_plek = dict(zip(nu, volgorde, strict=True))
            yield tuple(op_plek.get(rij, rij) for rij in rijen)


def _een_stap_anders(nu: tuple[int, ...]) -> list[tuple[int, ...]]:
    """One stage in another place, or two that change places."""
    anders = set()
    for van, stage in enumerate(nu):
        zonder = nu[:van] + nu[van + 1 :]
        for naar, ander in enumerate(nu):
            anders.add((*zonder[:naar], stage, *zonder[naar:]))
            geruild = list(nu)
            geruild[van], geruild[naar] = ander, stage
            anders.add(tuple(geruild))
    return sorted(anders)


def aantal_volgordes(inzet: Inzet) -> int:
    """How many there are, the present one too; at most."""
    n = len(inzet.verplaatsbaar)
    return factorial(n) if inzet.alle_volgordes else 2 * n * n


def _kandidaat(inzet: Inzet, volgorde: tuple[int, ...], begin: Mapping[int, date]) -> Kandidaat | None:
    """None where it cannot be, or moves what is to stay: a stage that has begun or is fixed."""
    ios = _plan(inzet, volgorde, begin)
    if ios is None:
        return None
    oud = {rij.volgnummer - 1: rij for rij in inzet.ios.rijen}
    nieuw = {volgorde[rij.volgnummer - 1]: rij for rij in ios.rijen}
    if any(_hoort_te_blijven(inzet, nummer, rij, oud[nummer]) for nummer, rij in nieuw.items()):
        return None
    wachtdagen = max(0, _wachtdagen(ios) - _wachtdagen(inzet.ios))
    return Kandidaat(
        volgorde=volgorde,
        begin=tuple(sorted(begin.items())),
        doelen=Doelen(
            wachtdagen=wachtdagen,
            volgordes=int(volgorde != tuple(range(len(volgorde)))),
            wachtenden=int(wachtdagen > 0),
            verschuiving=sum(_verschuiving(oud[nummer], rij) for nummer, rij in nieuw.items()),
        ),
        verblijven=_verblijven(inzet, ios, volgorde),
    )


def _hoort_te_blijven(inzet: Inzet, nummer: int, nieuw: Rij, oud: Rij) -> bool:
    """Whether this row moved that may not: a stage that stays, or anything into the past."""
    if nummer in inzet.verplaatsbaar:
        return nieuw.begin is None or nieuw.begin <= inzet.as_of
    return inzet.blijft(nummer) and nieuw.periode != oud.periode


def _wachtdagen(ios: IOS) -> int:
    return sum(rij.wachtdagen for rij in ios.rijen)


def _verschuiving(oud: Rij, nieuw: Rij) -> int:
    if oud.begin is None or nieuw.begin is None:
        return 0
    return abs((nieuw.begin - oud.begin).days)


def vaste_verblijven(inzet: Inzet) -> tuple[Verblijf, ...]:
    """What this aios needs of places whatever is chosen."""
    return _verblijven(inzet, inzet.ios, blijft=True)


def _verblijven(
    inzet: Inzet, ios: IOS, volgorde: Sequence[int] | None = None, *, blijft: bool = False
) -> tuple[Verblijf, ...]:
    return tuple(
        Verblijf(rij.soort, rij.plaats, rij.periode)
        for rij in ios.geplande_rijen
        if rij.periode is not None
        and inzet.blijft(rij.volgnummer - 1 if volgorde is None else volgorde[rij.volgnummer - 1]) == blijft
    )


# --- a schedule worked out ---


def gewijzigd_dossier(inzet: Inzet, volgorde: Sequence[int], begin: Mapping[int, date]) -> Dossier:
    onderdelen = inzet.dossier.onderdeel
    return dataclasses.replace(
        inzet.dossier,
        onderdeel=tuple(
            dataclasses.replace(onderdelen[rij], begin=begin[rij]) if rij in begin else onderdelen[rij]
            for rij in volgorde
        ),
    )


def plan_kandidaat(inzet: Inzet, kandidaat: Kandidaat) -> tuple[Dossier, IOS, list[Finding]]:
    """The dossier with this schedule, its IOS (a concept), and what planning says of it."""
    dossier = gewijzigd_dossier(inzet, kandidaat.volgorde, dict(kandidaat.begin))
    planning = _planning(inzet, dossier)
    assert planning.ios is not None
    return dossier, planning.ios, planning.findings


def _plan(inzet: Inzet, volgorde: Sequence[int], begin: Mapping[int, date]) -> IOS | None:
    """The IOS; None where it cannot be."""
    planning = _planning(inzet, gewijzigd_dossier(inzet, volgorde, begin))
    return None if has_obstacle(planning.findings) else planning.ios


def _planning(inzet: Inzet, dossier: Dossier) -> Planning:
    return plan_ios(
        dossier, inzet.regels, as_of=inzet.as_of, vrijstellingen=inzet.vrijstellingen, concept=True
    )


def edits_van(inzet: Inzet, kandidaat: Kandidaat) -> tuple[Edit, ...]:
    """What the file must say: the rows in their new order, and a `begin` where there is waiting."""
    begin = dict(kandidaat.begin)
    if inzet.uitgeschreven:
        return tuple(
            Toevoegen("onderdeel", _waarden(inzet.dossier.onderdeel[rij], begin.get(rij)))
            for rij in kandidaat.volgorde
        )
    edits: list[Edit] = [Veranderen(("onderdeel", rij, "begin"), dag) for rij, dag in begin.items()]
    if kandidaat.doelen.volgordes:
        edits.append(Ordenen("onderdeel", kandidaat.volgorde))
    return tuple(edits)


def _waarden(onderdeel: Onderdeel, begin: date | None) -> Mapping[str, object]:
    """An onderdeel of the standard schedule, as one writes it."""
    waarden: dict[str, object] = {"soort": onderdeel.soort, "maanden": onderdeel.maanden}
    if begin is not None:
        waarden["begin"] = begin
    return waarden
