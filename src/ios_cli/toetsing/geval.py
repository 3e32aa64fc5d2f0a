"""One dossier before the checks: everything computed from it, each part once and only when a check asks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from ios_cli.domain.diensten import Dienstenoverzicht, GeboekteDienst, NietGeteld
from ios_cli.domain.dossier import Dossier
from ios_cli.domain.ios import IOS
from ios_cli.domain.onderwijs import Onderwijsjaar
from ios_cli.domain.termijn import Termijn
from ios_cli.planning.deeltijd import Deeltijdstuk, bepaal_deeltijd
from ios_cli.planning.dienstenstand import bepaal_diensten
from ios_cli.planning.onderwijs import bepaal_onderwijs
from ios_cli.planning.termijnen import bepaal_termijnen
from ios_cli.planning.verlenging import Koppeling, koppel_verlengingen
from ios_cli.planning.werktijden import Werktijd, bepaal_werktijd
from ios_cli.regels.model import Regels
from ios_cli.regels.onthouden import per_regels
from ios_cli.toetsing.opbouw import Opbouw
from ios_cli.toetsing.register import Bevinding


@dataclass(kw_only=True)
class Geval:
    """`dossier` with `ios`, which was planned from it under `regels`."""

    dossier: Dossier
    regels: Regels
    ios: IOS
    as_of: date
    werktijd_onbekend: tuple[Bevinding, ...] | None = None
    """What the checks on working time cannot look at; the first of them fills it in."""

    @cached_property
    def opbouw(self) -> Opbouw:
        return Opbouw.van(self.ios, self.dossier, self.regels)

    @cached_property
    def deeltijd(self) -> tuple[Deeltijdstuk, ...]:
        return bepaal_deeltijd(self.ios, self.dossier)

    @cached_property
    def verlengingen(self) -> Koppeling:
        """Which besluit decided on which [[verlenging]]."""
        return koppel_verlengingen(self.dossier)

    @cached_property
    def diensten(self) -> Dienstenoverzicht:
        return bepaal_diensten(self.ios, self.dossier, self.regels, as_of=self.as_of)

    @cached_property
    def boekingen(self) -> tuple[GeboekteDienst, ...]:
        """Every recorded dienst, by date."""
        return self.diensten.boekingen

    @cached_property
    def niet_geteld(self) -> Mapping[NietGeteld, list[GeboekteDienst]]:
        """The diensten that do not count by the reason why, in order of date."""
        per: dict[NietGeteld, list[GeboekteDienst]] = {}
        for boeking in self.boekingen:
            if boeking.niet_geteld is not None:
                per.setdefault(boeking.niet_geteld, []).append(boeking)
        return per

    @cached_property
    def werktijd(self) -> Werktijd:
        return bepaal_werktijd(self.boekingen, self.regels)

    @cached_property
    def termijnen(self) -> tuple[Termijn, ...]:
        return bepaal_termijnen(self.ios, self.dossier, self.regels, as_of=self.as_of)

    @cached_property
    def per_afsluiter(self) -> Mapping[str, Sequence[Termijn]]:
        """The terms by what in a dossier closes them; under "" those that only [[afgehandeld]] does."""
        sluit = _afsluiters(self.regels)
        per: dict[str, list[Termijn]] = {}
        for term in self.termijnen:
            per.setdefault(sluit.get(term.code, ""), []).append(term)
        return per

    @cached_property
    def onderwijs(self) -> tuple[Onderwijsjaar, ...]:
        return bepaal_onderwijs(self.ios, self.dossier, self.regels, as_of=self.as_of)


@per_regels
def _afsluiters(regels: Regels) -> Mapping[str, str]:
    """Code of a term -> what in a dossier closes it."""
    return {record.code: record.afgesloten_door or "" for record in regels.termijnen}
