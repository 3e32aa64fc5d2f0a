"""Which verlenging was decided in which besluit, for terms and checks. Source: rekenregels 9 and 12."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from ios_cli.domain.dossier import Dossier, Verlenging

VERLENGD = "verlengd"


@dataclass(frozen=True, slots=True)
class Koppeling:
    """Rows of [[verlenging]] and of [[besluit]] with `uitkomst` `verlengd`, laid beside each other."""

    besluit_van: tuple[int | None, ...]
    """For each [[verlenging]] the row of its besluit; None where none is left for it."""
    zonder_verlenging: tuple[int, ...]
    """Rows of [[besluit]] that extend nothing."""


def koppel_verlengingen(dossier: Dossier) -> Koppeling:
    """By day; one besluit may extend several onderdelen. What is left goes together in order of date.

    Of what is left, those of one day are of one besluit, and those without `besloten_op` come last, each of
    its own. The order of the entries only tells apart what is the same.
    """
    besluiten = [i for i, b in enumerate(dossier.besluit) if VERLENGD in b.uitkomst]
    if not besluiten:
        return Koppeling((None,) * len(dossier.verlenging), ())
    besluiten.sort(key=lambda i: (dossier.besluit[i].datum, i))
    op: dict[date, int] = {}
    for i in besluiten:
        op.setdefault(dossier.besluit[i].datum, i)
    gevonden: list[int | None] = []
    over = []
    for index, verlenging in enumerate(dossier.verlenging):
        gevonden.append(op.get(verlenging.besloten_op) if verlenging.besloten_op is not None else None)
        if gevonden[-1] is None:
            over.append(index)
    gebruikt = {dossier.besluit[i].datum for i in gevonden if i is not None}
    vrij = [i for i in besluiten if dossier.besluit[i].datum not in gebruikt]
    over.sort(key=lambda i: (*_vaste_volgorde(dossier.verlenging[i]), i))
    groepen = [
        list(groep) for __, groep in groupby(over, key=lambda i: dossier.verlenging[i].besloten_op or -i - 1)
    ]
    for groep, besluit in zip(groepen, vrij, strict=False):
        for index in groep:
            gevonden[index] = besluit
    return Koppeling(tuple(gevonden), tuple(vrij[len(groepen) :]))


def _vaste_volgorde(v: Verlenging) -> tuple[object, ...]:
    return (v.besloten_op or date.max, v.onderdeel or "", v.inhoud.maanden, v.inhoud.dagen, v.reden)
