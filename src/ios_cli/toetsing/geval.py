"""One dossier before the checks: everything computed from it, each part once and only when a check asks."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from ios_cli.domain.diensten import Dienstenoverzicht
from ios_cli.domain.dossier import Dossier
from ios_cli.domain.ios import IOS
from ios_cli.domain.onderwijs import Onderwijsjaar
from ios_cli.domain.termijn import Termijn
from ios_cli.planning.dienstenstand import bepaal_diensten
from ios_cli.planning.onderwijs import bepaal_onderwijs
from ios_cli.planning.termijnen import bepaal_termijnen
from ios_cli.regels.model import Regels
from ios_cli.toetsing.opbouw import Opbouw


@dataclass(kw_only=True)
class Geval:
    """`dossier` with `ios`, which was planned from it under `regels`."""

    dossier: Dossier
    regels: Regels
    ios: IOS
    as_of: date

    @cached_property
    def opbouw(self) -> Opbouw:
        return Opbouw.van(self.ios, self.dossier, self.regels)

    @cached_property
    def diensten(self) -> Dienstenoverzicht:
        return bepaal_diensten(self.ios, self.dossier, self.regels, as_of=self.as_of)

    @cached_property
    def termijnen(self) -> tuple[Termijn, ...]:
        return bepaal_termijnen(self.ios, self.dossier, self.regels, as_of=self.as_of)

    @cached_property
    def onderwijs(self) -> tuple[Onderwijsjaar, ...]:
        return bepaal_onderwijs(self.ios, self.dossier, self.regels, as_of=self.as_of)
