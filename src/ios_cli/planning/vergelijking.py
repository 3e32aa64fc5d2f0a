"""Compare two IOS: which keys differ, in the order of the schedule.

Source: contract.md, "`diff` and the five changes": rows by onderdeel, then gegeven.
"""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import TypeVar

from ios_cli.domain.dossier import Inhoud
from ios_cli.domain.vergelijking import (
    AIOS_ID,
    BEGIN,
    DAGEN,
    EIND,
    HELE_OPLEIDING,
    MAANDEN,
    Gegeven,
    Gegevens,
    OnderdeelVergelijking,
    Vergelijking,
    Verschil,
    Waarde,
)

S = TypeVar("S", bound=Hashable)


def vergelijk(oud: Gegevens, nieuw: Gegevens) -> Vergelijking:
    """`oud` beside `nieuw`, key by key; a key that one side lacks is None there.

    Onderdelen stand in the order of `nieuw`; one that only `oud` has comes after what it followed
    there, and the training as a whole last. Gegevens that only one side can tell (`Gegevens.kent`)
    are left out and named.
    """
    links, rechts = _vergelijkbaar(oud, nieuw.kent), _vergelijkbaar(nieuw, oud.kent)
    vergeleken = {g.gegeven for g in (*links, *rechts)}
    op_sleutel = [{g.sleutel: g.waarde for g in kant} for kant in (links, rechts)]
    # Recorded ones stay: a window that would now lie elsewhere says nothing of what was done.
    gedaan = {g.sleutel for g in links if g.gedaan} & {g.sleutel for g in rechts if g.gedaan}
    alle = [
        Verschil(
            aios_id=nieuw.aios_id,
            gegeven=gegeven,
            onderdeel=onderdeel,
            nummer=nummer,
            oud=op_sleutel[0].get((gegeven, onderdeel, nummer)),
            nieuw=op_sleutel[1].get((gegeven, onderdeel, nummer)),
        )
        for onderdeel in _onderdelen(links, rechts)
        for gegeven, nummer in merge_order(_binnen(links, onderdeel), _binnen(rechts, onderdeel))
    ]
    return Vergelijking(
        aios_id=nieuw.aios_id,
        oud_aios_id=oud.aios_id if oud.aios_id != nieuw.aios_id else "",
        naam=nieuw.naam or oud.naam,
        oud_label=oud.label,
        nieuw_label=nieuw.label,
        verschillen=(
            *(v for v in alle if not v.gelijk and (v.gegeven, v.onderdeel, v.nummer) not in gedaan),
            *_staat(oud, nieuw),
        ),
        onderdelen=tuple(_naast_elkaar(alle)),
        alle=tuple(alle),
        niet_vergeleken=tuple(
            dict.fromkeys(g.gegeven for g in (*oud.gegevens, *nieuw.gegevens) if g.gegeven not in vergeleken)
        ),
        einddatum_oud=_datum(oud.waarde(EIND)),
        einddatum_nieuw=_datum(nieuw.waarde(EIND)),
    )


def _staat(oud: Gegevens, nieuw: Gegevens) -> Iterator[Verschil]:
    """Another aios, or another status: what both sides know, and is not the same."""
    toen = {AIOS_ID: oud.aios_id, **{g.gegeven: g.waarde for g in oud.staat}}
    nu = {AIOS_ID: nieuw.aios_id, **{g.gegeven: g.waarde for g in nieuw.staat}}
    for gegeven in toen:
        if gegeven in nu and toen[gegeven] != nu[gegeven]:
            yield Verschil(
                aios_id=nieuw.aios_id,
                gegeven=gegeven,
                onderdeel=HELE_OPLEIDING,
                nummer=None,
                oud=toen[gegeven],
                nieuw=nu[gegeven],
            )


def merge_order(oud: Sequence[S], nieuw: Sequence[S]) -> list[S]:
    """All of both, each once: in the order of `nieuw`, what only `oud` has after what it followed there."""
    samen = list(dict.fromkeys(nieuw))
    vorige: S | None = None
    for item in dict.fromkeys(oud):
        if item not in samen:
            samen.insert(0 if vorige is None else samen.index(vorige) + 1, item)
        vorige = item
    return samen


def _vergelijkbaar(kant: Gegevens, ander_kent: frozenset[str] | None) -> list[Gegeven]:
    return [g for g in kant.gegevens if ander_kent is None or g.gegeven in ander_kent]


def _onderdelen(links: Sequence[Gegeven], rechts: Sequence[Gegeven]) -> list[str]:
    samen = merge_order([g.onderdeel for g in links], [g.onderdeel for g in rechts])
    return sorted(samen, key=lambda onderdeel: onderdeel == HELE_OPLEIDING)


def _binnen(kant: Sequence[Gegeven], onderdeel: str) -> list[tuple[str, int | None]]:
    return [(g.gegeven, g.nummer) for g in kant if g.onderdeel == onderdeel]


def _naast_elkaar(alle: Iterable[Verschil]) -> Iterator[OnderdeelVergelijking]:
    """The onderdelen: whatever has a begin, of both sides."""
    per_onderdeel: dict[str, dict[str, Verschil]] = {}
    for verschil in alle:
        if verschil.nummer is None:
            per_onderdeel.setdefault(verschil.onderdeel, {})[verschil.gegeven] = verschil
    for naam, waarden in per_onderdeel.items():
        if naam == HELE_OPLEIDING or BEGIN not in waarden:
            continue
        oud = {gegeven: v.oud for gegeven, v in waarden.items()}
        nieuw = {gegeven: v.nieuw for gegeven, v in waarden.items()}
        yield OnderdeelVergelijking(
            naam=naam,
            begin_oud=_datum(oud[BEGIN]),
            begin_nieuw=_datum(nieuw[BEGIN]),
            eind_oud=_datum(oud.get(EIND)),
            eind_nieuw=_datum(nieuw.get(EIND)),
            inhoud_oud=_inhoud(oud.get(MAANDEN), oud.get(DAGEN)),
            inhoud_nieuw=_inhoud(nieuw.get(MAANDEN), nieuw.get(DAGEN)),
        )


def _inhoud(maanden: Waarde, dagen: Waarde) -> Inhoud | None:
    if maanden is None and dagen is None:
        return None
    return Inhoud(_getal(maanden), _getal(dagen))


def _getal(waarde: Waarde) -> Fraction:
    return Fraction(0) if waarde is None or isinstance(waarde, date) else Fraction(waarde)


def _datum(waarde: Waarde) -> date | None:
    return waarde if isinstance(waarde, date) else None
