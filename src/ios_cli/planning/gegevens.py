"""Everything one IOS says, as values under keys, so that two of them can be compared.

A part is a small function in `DELEN`; a comparison knows none of them. To have something new compared,
add its function there and nothing else. Source: contract.md, "`diff` and the five changes".
"""

from collections.abc import Callable, Iterable, Iterator

from ios_cli.domain.dossier import PRAKTIJKPERIODEN, Dossier
from ios_cli.domain.ios import IOS
from ios_cli.domain.termijn import EXTERNE_STAGES, Termijn
from ios_cli.domain.vergelijking import (
    BEGIN,
    DAGEN,
    EIND,
    HELE_OPLEIDING,
    IOS_STATUS,
    MAANDEN,
    OPLEIDING_STATUS,
    Gegeven,
    Gegevens,
)
from ios_cli.planning.diensten import bepaal_quota
from ios_cli.planning.termijnen import bepaal_termijnen
from ios_cli.regels.model import Regels

Deel = Callable[[IOS, Dossier, Regels], Iterable[Gegeven]]


def _onderdelen(ios: IOS, _dossier: Dossier, _regels: Regels) -> Iterator[Gegeven]:
    """First and last day and content of every onderdeel; no dates where it is exempted."""
    for rij in ios.rijen:
        yield Gegeven(gegeven=BEGIN, onderdeel=rij.onderdeel, waarde=rij.begin)
        yield Gegeven(gegeven=EIND, onderdeel=rij.onderdeel, waarde=rij.eind)
        if rij.in_maanden:
            yield Gegeven(gegeven=MAANDEN, onderdeel=rij.onderdeel, waarde=rij.inhoud.maanden)
        else:
            yield Gegeven(gegeven=DAGEN, onderdeel=rij.onderdeel, waarde=rij.inhoud.dagen)


def _einde(ios: IOS, _dossier: Dossier, _regels: Regels) -> Iterator[Gegeven]:
    """The last day of the training."""
    yield Gegeven(gegeven=EIND, waarde=ios.laatste_dag)


def _diensten(ios: IOS, dossier: Dossier, regels: Regels) -> Iterator[Gegeven]:
    """The quota of each practice period, under its soort, and the maximum of a stage that has one."""
    for quotum in bepaal_quota(ios, dossier, regels):
        if quotum.soort in PRAKTIJKPERIODEN:
            yield Gegeven(gegeven="minimum", onderdeel=quotum.onderdeel, waarde=quotum.minimum)
        yield Gegeven(gegeven="maximum", onderdeel=quotum.onderdeel, waarde=quotum.maximum)


def _termijnen(ios: IOS, dossier: Dossier, regels: Regels) -> Iterator[Gegeven]:
    """The last day of each term; those of several people have the same, and are done when all are."""
    per_sleutel: dict[tuple[str, str, int], list[Termijn]] = {}
    for termijn in bepaal_termijnen(ios, dossier, regels, as_of=ios.as_of):
        per_sleutel.setdefault((termijn.code, termijn.onderdeel, termijn.nummer), []).append(termijn)
    for (code, onderdeel, nummer), zelfde in per_sleutel.items():
        yield Gegeven(
            gegeven=code,
            onderdeel=onderdeel,
            nummer=nummer,
            waarde=zelfde[0].uiterlijk,
            gedaan=all(termijn.gedaan_op is not None for termijn in zelfde),
        )


DELEN: tuple[Deel, ...] = (_onderdelen, _einde, _diensten, _termijnen)


def gegevens_van(ios: IOS, dossier: Dossier, regels: Regels) -> tuple[Gegeven, ...]:
    """What `ios` says, by onderdeel in the order of the schedule, then in the order of `DELEN`.

    `dossier` and `regels` are those that `ios` was made from. A practice period as a whole stands
    after its last part, the external stages together after the last of them, the training at the end.
    """
    gevonden = [gegeven for deel in DELEN for gegeven in deel(ios, dossier, regels)]
    plaats = {naam: i for i, naam in enumerate(_volgorde(ios))}
    laatste = len(plaats)
    # stable: within an onderdeel the order of the parts stays
    return tuple(
        sorted(
            gevonden,
            key=lambda g: laatste + 1 if g.onderdeel == HELE_OPLEIDING else plaats.get(g.onderdeel, laatste),
        )
    )


def verzamel(ios: IOS, dossier: Dossier, regels: Regels, *, label: str = "") -> Gegevens:
    """One side of a comparison."""
    return Gegevens(
        aios_id=ios.aios_id, naam=ios.naam, label=label, gegevens=gegevens_van(ios, dossier, regels)
    )


def staat_van(ios: IOS) -> tuple[Gegeven, ...]:
    """Status of the IOS, and of the training."""
    return (
        Gegeven(gegeven=IOS_STATUS, waarde=ios.status.value),
        Gegeven(gegeven=OPLEIDING_STATUS, waarde=ios.opleiding_status),
    )


def _volgorde(ios: IOS) -> list[str]:
    laatste_van = {
        (rij.soort if rij.is_praktijk else EXTERNE_STAGES): rij.volgnummer
        for rij in sorted(ios.rijen, key=lambda r: r.volgnummer)
    }
    namen: list[str] = []
    for rij in ios.rijen:
        namen.append(rij.onderdeel)
        namen += [groep for groep, nummer in laatste_van.items() if nummer == rij.volgnummer]
    return list(dict.fromkeys(namen))
