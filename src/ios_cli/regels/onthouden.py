"""What is worked out of a rule set once, for all dossiers that it holds for."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from ios_cli.regels.model import Regels

T = TypeVar("T")

_MEESTE = 64
"""Rule sets of which a result is kept; a cohort has a few editions, profiles and methods."""


def per_regels(functie: Callable[[Regels], T]) -> Callable[[Regels], T]:
    """`functie`, that does its work once for each rule set."""
    gemaakt: dict[int, tuple[Regels, T]] = {}

    @wraps(functie)
    def onthouden(regels: Regels) -> T:
        bewaard = gemaakt.get(id(regels))
        if bewaard is not None and bewaard[0] is regels:
            return bewaard[1]
        uitkomst = functie(regels)
        if len(gemaakt) >= _MEESTE:
            gemaakt.clear()
        gemaakt[id(regels)] = (regels, uitkomst)
        return uitkomst

    return onthouden
