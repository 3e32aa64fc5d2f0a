"""What the parts of this room share: the facts they tell about, and how a step is made."""

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import Protocol

from ios_cli.domain.diensten import Dienstenoverzicht
from ios_cli.domain.dossier import Dossier
from ios_cli.domain.finding import KeyPath
from ios_cli.domain.ios import IOS
from ios_cli.domain.onderwijs import Onderwijsjaar
from ios_cli.domain.spoor import Aantal, Deel, Stap, StapSoort
from ios_cli.domain.termijn import Termijn
from ios_cli.regels.model import Regel, Regels


class Zaak(Protocol):
    """One dossier with everything computed from it; `toetsing.geval.Geval` is one."""

    @property
    def dossier(self) -> Dossier: ...
    @property
    def regels(self) -> Regels: ...
    @property
    def ios(self) -> IOS: ...
    @property
    def as_of(self) -> date: ...
    @property
    def diensten(self) -> Dienstenoverzicht: ...
    @property
    def termijnen(self) -> tuple[Termijn, ...]: ...
    @property
    def onderwijs(self) -> tuple[Onderwijsjaar, ...]: ...


def stap(
    id: str,
    soort: StapSoort,
    zin: str,
    *,
    waarde: Deel | None = None,
    regel: Regel | None = None,
    bron: str = "",
    pad: KeyPath = (),
    stappen: Iterable[Stap] = (),
    detail: bool = False,
    delen: Mapping[str, Deel] | None = None,
    **meer: Deel,
) -> Stap:
    """One step; the source is that of `regel` unless `bron` says another. What stands in the sentence comes
    from `delen` and from the other keywords."""
    return Stap(
        id=id,
        soort=soort,
        zin=zin,
        delen=(*(delen or {}).items(), *meer.items()),
        waarde=waarde,
        regel="" if regel is None else regel.naam,
        bron=bron or ("" if regel is None else regel.bronvermelding),
        gekozen_door=regel.gekozen_door if regel is not None and regel.keuze else "",
        pad=pad,
        detail=detail,
        stappen=tuple(stappen),
    )


def maanden(waarde: Fraction | int) -> Aantal:
    return Aantal(Fraction(waarde), "maanden")


def dagen(waarde: Fraction | int) -> Aantal:
    return Aantal(Fraction(waarde), "dagen")


def werkdagen(waarde: Fraction | int) -> Aantal:
    return Aantal(Fraction(waarde), "werkdagen")


def factor(waarde: Fraction | int) -> Aantal:
    return Aantal(Fraction(waarde), "factor")


def diensten(waarde: Fraction | int) -> Aantal:
    return Aantal(Fraction(waarde), "diensten")


def getal(waarde: Fraction | int) -> Aantal:
    return Aantal(Fraction(waarde), "aantal")
