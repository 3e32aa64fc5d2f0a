"""The choice itself, by OR-tools CP-SAT: the only place that knows it, and it is imported when it is needed.

One thread, one seed and an order of goals that leaves as little as possible open make that the same question
gets the same answer, whatever the machine is doing. The limit is CP-SAT's own count of work, in seconds of an
ordinary machine, and not the clock. See docs/decisions/0009-a-solver-for-places.md.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

from ios_cli.domain.plaatsing import DOELEN
from ios_cli.planning.plaatsingsopgave import Beperking, Opgave

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

TEKORT = "tekort"
"""The goal before all others where a shortage is allowed: aios over capacity, summed over the days."""
ZAAD = 20240101
WERK_PER_SECONDE = 0.5
"""Of CP-SAT's own count; measured with cohorts of 400 aios."""

Melding = Callable[[str, int, int], None]
"""Told again and again how far the search is: which goal may be better than in the best answer so far, its
value, and the least that it can be; with no answer yet an empty name. Always from the calling thread."""


class Uitkomst(Enum):
    BEWEZEN = "bewezen"
    GEVONDEN = "gevonden"  # the time was up before it was proven to be the best
    ONMOGELIJK = "onmogelijk"
    TIJD_OP = "tijd-op"  # before there was any answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Oplossing:
    """`gekozen` has the option of every group. `grens`: of the first goal that is not proven, the least."""

    uitkomst: Uitkomst
    gekozen: tuple[int, ...] = ()
    grens: tuple[str, int] | None = None
    tijd: float = 0.0
    """How much of the limit was used."""


def is_aanwezig() -> bool:
    """Whether OR-tools is installed; nothing of it is imported."""
    from importlib.util import find_spec

    return find_spec("ortools") is not None


def los_op(
    opgave: Opgave,
    *,
    tijd: float,
    tekort_mag: bool = False,
    eerst: Sequence[int] = (),
    melding: Melding | None = None,
) -> Oplossing:
    """The best choice: each goal as good as it can be without harm to those before it.

    `tijd` is the limit for all goals together. With `tekort_mag` places may stay short, and as little of
    that as possible is the first goal. `eerst` is a choice to begin with, which need not fit.
    """
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    kies = [model.new_bool_var("") for _kosten in opgave.kosten]
    for groep in opgave.groepen:
        model.add_exactly_one(kies[optie] for optie in groep)
    doelen: list[_Doel] = []
    if tekort_mag and opgave.beperkingen:
        doelen.append(_met_tekort(model, kies, opgave.beperkingen))
    elif not tekort_mag:
        strengste = _strengste(opgave.beperkingen)
        for beperking, bezet in zip(strengste, _bezet(model, kies, strengste), strict=True):
            model.add(bezet <= beperking.ruimte)
    for nummer, naam in enumerate(DOELEN):
        termen = [k[nummer] * kies[optie] for optie, k in enumerate(opgave.kosten) if k[nummer]]
        if termen:
            meeste = sum(max(opgave.kosten[optie][nummer] for optie in g) for g in opgave.groepen)
            doelen.append(_Doel(naam, sum(termen), meeste))
    return _een_voor_een(model, kies, opgave, _trappen(doelen), tijd=tijd, eerst=eerst, melding=melding)


@dataclass(frozen=True, slots=True)
class _Doel:
    """`som` is what it comes to: at least 0, at most `meeste`."""

    naam: str
    som: Any
    meeste: int


@dataclass(frozen=True, slots=True)
class _Trap:
    """Goals that are minimised in one go: each weighs more than all that come after it can come to.

    One search for all needs less than one search for each (decision 0009).
    """

    doelen: tuple[_Doel, ...]

    @property
    def gewichten(self) -> list[int]:
        gewichten = [1] if self.doelen else []
        for doel in reversed(self.doelen[1:]):
            gewichten.append(gewichten[-1] * (doel.meeste + 1))
        return gewichten[::-1]

    @property
    def som(self) -> Any:
        return sum(w * doel.som for w, doel in zip(self.gewichten, self.doelen, strict=True))

    def eerste_open(self, waarde: int, grens: int) -> tuple[str, int, int]:
        """The first goal that may be better than in `waarde`, its value, and the least it can be."""
        naam, gevonden, minstens = "", 0, 0
        for gewicht, doel in zip(self.gewichten, self.doelen, strict=True):
            naam, gevonden, minstens = doel.naam, waarde // gewicht, max(0, grens) // gewicht
            if minstens < gevonden:
                break
            waarde, grens = waarde - gevonden * gewicht, grens - minstens * gewicht
        return naam, gevonden, minstens


MEEST_IN_EEN_TRAP = 2**50
"""CP-SAT tells sums as floats, which hold whole numbers up to 2**53 exactly."""


def _trappen(doelen: Sequence[_Doel]) -> list[_Trap]:
    """As few as can be; without any goal one that asks for nothing."""
    trappen: list[list[_Doel]] = [[]]
    grootte = 1
    for doel in doelen:
        grootte *= doel.meeste + 1
        if trappen[-1] and grootte > MEEST_IN_EEN_TRAP:
            trappen.append([])
            grootte = doel.meeste + 1
        trappen[-1].append(doel)
    return [_Trap(tuple(trap)) for trap in trappen]


def _een_voor_een(
    model: "cp_model.CpModel",
    kies: Sequence[Any],
    opgave: Opgave,
    trappen: Sequence[_Trap],
    *,
    tijd: float,
    eerst: Sequence[int],
    melding: Melding | None,
) -> Oplossing:
    gekozen: tuple[int, ...] = ()
    gebruikt = 0.0
    for trap in trappen:
        over = tijd - gebruikt
        if over <= 0:
            if not gekozen:
                return Oplossing(uitkomst=Uitkomst.TIJD_OP)
            grens = (trap.doelen[0].naam, 0)
            return Oplossing(uitkomst=Uitkomst.GEVONDEN, gekozen=gekozen, grens=grens, tijd=gebruikt)
        model.clear_hints()  # type: ignore[no-untyped-call]
        begin = frozenset(gekozen or eerst)
        for optie, variabele in enumerate(kies):
            model.add_hint(variabele, optie in begin)
        model.minimize(trap.som)
        solver = _solver(over)
        status = _los_op(solver, model, trap, melding)
        gebruikt += solver.response_proto.deterministic_time / WERK_PER_SECONDE
        if status == "INFEASIBLE":
            return Oplossing(uitkomst=Uitkomst.ONMOGELIJK, tijd=gebruikt)
        if status not in ("OPTIMAL", "FEASIBLE"):
            if not gekozen:
                return Oplossing(uitkomst=Uitkomst.TIJD_OP, tijd=gebruikt)
            grens = (trap.doelen[0].naam, 0)
            return Oplossing(uitkomst=Uitkomst.GEVONDEN, gekozen=gekozen, grens=grens, tijd=gebruikt)
        gekozen = tuple(
            next(optie for optie in groep if solver.boolean_value(kies[optie])) for groep in opgave.groepen
        )
        waarde = round(solver.objective_value)
        if status == "FEASIBLE":
            naam, _gevonden, minstens = trap.eerste_open(waarde, _heel(solver.best_objective_bound))
            return Oplossing(
                uitkomst=Uitkomst.GEVONDEN, gekozen=gekozen, grens=(naam, minstens), tijd=gebruikt
            )
        if trap.doelen:
            model.add(trap.som <= waarde)
    return Oplossing(uitkomst=Uitkomst.BEWEZEN, gekozen=gekozen, tijd=gebruikt)


def _bezet(model: "cp_model.CpModel", kies: Sequence[Any], beperkingen: Sequence[Beperking]) -> Iterator[Any]:
    """How many of the options of each bound are chosen: as many as of the one before it, with who comes and
    without who goes. Written out for each anew the model is a hundred times as large, and the search finds
    little (decision 0009)."""
    vorige: frozenset[int] = frozenset()
    toen: Any = 0
    for beperking in beperkingen:
        nu = model.new_int_var(0, len(beperking.opties), "")
        if len(vorige ^ beperking.opties) < len(beperking.opties):
            komt = sum(kies[optie] for optie in sorted(beperking.opties - vorige))
            gaat = sum(kies[optie] for optie in sorted(vorige - beperking.opties))
            model.add(nu == toen + komt - gaat)
        else:
            model.add(nu == sum(kies[optie] for optie in sorted(beperking.opties)))
        vorige, toen = beperking.opties, nu
        yield nu


def _met_tekort(model: "cp_model.CpModel", kies: Sequence[Any], beperkingen: Sequence[Beperking]) -> _Doel:
    """What is over, for every bound; the sum of it, counted by the day."""
    som: list[Any] = []
    meeste = 0
    for beperking, bezet in zip(beperkingen, _bezet(model, kies, beperkingen), strict=True):
        hoogste = max(0, len(beperking.opties) - beperking.ruimte)
        tekort = model.new_int_var(0, hoogste, "")
        model.add(bezet <= beperking.ruimte + tekort)
        som.append(beperking.dagen * tekort)
        meeste += beperking.dagen * hoogste
    return _Doel(TEKORT, sum(som), meeste)


def _strengste(beperkingen: Sequence[Beperking]) -> list[Beperking]:
    """Without those that say no more than the one beside them."""
    over: list[Beperking] = []
    for beperking in beperkingen:
        while over and over[-1].opties <= beperking.opties and over[-1].ruimte >= beperking.ruimte:
            over.pop()
        if not (over and beperking.opties <= over[-1].opties and beperking.ruimte >= over[-1].ruimte):
            over.append(beperking)
    return over


def _solver(tijd: float) -> "cp_model.CpSolver":
    from ortools.sat.python import cp_model

    solver = cp_model.CpSolver()
    parameters = solver.parameters
    parameters.num_workers = 1
    parameters.random_seed = ZAAD
    parameters.max_deterministic_time = tijd * WERK_PER_SECONDE
    parameters.catch_sigint_signal = False  # Ctrl-C is answered by `_los_op`
    return solver


def _los_op(
    solver: "cp_model.CpSolver", model: "cp_model.CpModel", trap: _Trap, melding: Melding | None
) -> str:
    """The name of the status. In a thread of its own: while C++ computes, Python answers no Ctrl-C."""
    from threading import Thread

    from ortools.sat.python import cp_model

    stand = ("", 0, 0)

    class Verteller(cp_model.CpSolverSolutionCallback):
        def on_solution_callback(self) -> None:
            nonlocal stand
            waarde, grens = round(self.objective_value), _heel(self.best_objective_bound)
            stand = trap.eerste_open(waarde, grens)

    uitkomst: list[Any] = []
    fout: list[BaseException] = []
    verteller = Verteller() if melding is not None else None

    def werk() -> None:
        try:
            uitkomst.append(solver.solve(model, verteller))
        except BaseException as problem:
            fout.append(problem)

    draad = Thread(target=werk, daemon=True)
    draad.start()
    try:
        while draad.is_alive():
            draad.join(0.05)
            if melding is not None:
                melding(*stand)
        if melding is not None:  # it may have ended before it was first looked at
            melding(*stand)
    except BaseException:
        solver.stop_search()
        draad.join()
        raise
    if fout:
        raise fout[0]
    return str(solver.status_name(uitkomst[0]))


def _heel(grens: float) -> int:
    """A bound on whole numbers, which CP-SAT gives as a float."""
    from math import ceil

    return max(0, ceil(grens - 1e-6))
