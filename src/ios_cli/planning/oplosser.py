"""The choice itself, by OR-tools CP-SAT: the only place that knows it, and it is imported when it is needed.

One thread, one seed and an order of goals that leaves as little as possible open make that the same question
gets the same answer, whatever the machine is doing. The limit is CP-SAT's own count of work, in seconds of an
ordinary machine, and not the clock. See docs/decisions/0009-a-solver-for-places.md.
"""

from collections.abc import Callable, Iterable, Sequence
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

Melding = Callable[[str, int, int], None]
"""Told when a better answer was found: which goal, its value, and the least that it can be."""


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
    alleen_tekort: bool = False,
    eerst: Sequence[int] = (),
    melding: Melding | None = None,
) -> Oplossing:
    """The best choice: one goal after the other, each as good as it can be without harm to those before.

    `tijd` is the limit for all goals together. With `tekort_mag` places may stay short, and as little of
    that as possible is the first goal; with `alleen_tekort` the only one. `eerst` is a choice to begin with, which need not fit.
    """
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    kies = [model.new_bool_var("") for _kosten in opgave.kosten]
    for groep in opgave.groepen:
        model.add_exactly_one(kies[optie] for optie in groep)
    doelen: list[tuple[str, Any]] = []
    if tekort_mag and opgave.beperkingen:
        doelen.append((TEKORT, _met_tekort(model, kies, opgave.beperkingen)))
    elif not tekort_mag:
        for beperking in _strengste(opgave.beperkingen):
            model.add(sum(kies[optie] for optie in sorted(beperking.opties)) <= beperking.ruimte)
    for nummer, naam in enumerate(DOELEN):
        termen = [k[nummer] * kies[optie] for optie, k in enumerate(opgave.kosten) if k[nummer]]
        if termen and not alleen_tekort:
            doelen.append((naam, sum(termen)))
    return _een_voor_een(model, kies, opgave, doelen, tijd=tijd, eerst=eerst, melding=melding)


def _een_voor_een(
    model: "cp_model.CpModel",
    kies: Sequence[Any],
    opgave: Opgave,
    doelen: Sequence[tuple[str, Any]],
    *,
    tijd: float,
    eerst: Sequence[int],
    melding: Melding | None,
) -> Oplossing:
    gekozen: tuple[int, ...] = ()
    gebruikt = 0.0
    for naam, doel in doelen or [("", 0)]:
        model.clear_hints()  # type: ignore[no-untyped-call]
        begin = frozenset(gekozen or eerst)
        for optie, variabele in enumerate(kies):
            model.add_hint(variabele, optie in begin)
        model.minimize(doel)
        over = tijd - gebruikt
        if over <= 0:
            return Oplossing(uitkomst=Uitkomst.GEVONDEN, gekozen=gekozen, grens=(naam, 0), tijd=gebruikt)
        solver = _solver(over)
        status = _los_op(solver, model, naam, melding)
        gebruikt += solver.response_proto.deterministic_time
        if status == "INFEASIBLE":
            return Oplossing(uitkomst=Uitkomst.ONMOGELIJK, tijd=gebruikt)
        if status not in ("OPTIMAL", "FEASIBLE"):
            if not gekozen:
                return Oplossing(uitkomst=Uitkomst.TIJD_OP, tijd=gebruikt)
            return Oplossing(uitkomst=Uitkomst.GEVONDEN, gekozen=gekozen, grens=(naam, 0), tijd=gebruikt)
        gekozen = tuple(
            next(optie for optie in groep if solver.boolean_value(kies[optie])) for groep in opgave.groepen
        )
        if status == "FEASIBLE":
            return Oplossing(
                uitkomst=Uitkomst.GEVONDEN,
                gekozen=gekozen,
                grens=(naam, _heel(solver.best_objective_bound)),
                tijd=gebruikt,
            )
        if naam:
            model.add(doel <= round(solver.objective_value))
    return Oplossing(uitkomst=Uitkomst.BEWEZEN, gekozen=gekozen, tijd=gebruikt)


def _met_tekort(model: "cp_model.CpModel", kies: Sequence[Any], beperkingen: Iterable[Beperking]) -> Any:
    """What is over, for every bound; the sum of it, counted by the day."""
    som: list[Any] = []
    for beperking in beperkingen:
        meeste = len(beperking.opties) - beperking.ruimte
        tekort = model.new_int_var(0, max(meeste, 0), "")
        model.add(sum(kies[optie] for optie in sorted(beperking.opties)) <= beperking.ruimte + tekort)
        som.append(beperking.dagen * tekort)
    return sum(som)


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
    parameters.max_deterministic_time = tijd
    parameters.catch_sigint_signal = False  # Ctrl-C is answered by `_los_op`
    return solver


def _los_op(
    solver: "cp_model.CpSolver", model: "cp_model.CpModel", doel: str, melding: Melding | None
) -> str:
    """The name of the status. In a thread of its own: while C++ computes, Python answers no Ctrl-C."""
    from threading import Thread

    from ortools.sat.python import cp_model

    class Verteller(cp_model.CpSolverSolutionCallback):
        def on_solution_callback(self) -> None:
            assert melding is not None
            melding(doel, round(self.objective_value), _heel(self.best_objective_bound))

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
