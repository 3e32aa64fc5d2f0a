"""Termijnen: what must be decided or done, by whom, from when and at the latest on which day.

Both dates are inclusive, as people say them. Source: LOP 2024, chapter 5; rekenregels 9.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from ios_cli.domain.finding import Ernst, KeyPath

EXTERNE_STAGES = "externe-stages"
"""The `onderdeel` of what is about the external stages together."""


class TermijnStatus(StrEnum):
    """State on the day of reference (rekenregels 9)."""

    GEDAAN = "gedaan"
    TE_LAAT_GEDAAN = "te-laat-gedaan"
    OPEN = "open"
    KOMEND = "komend"
    TE_LAAT = "te-laat"
    VERVALLEN = "vervallen"


NOG_TE_DOEN = (TermijnStatus.TE_LAAT, TermijnStatus.OPEN, TermijnStatus.KOMEND)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stapgrootte:
    """One step from an anchor: so many `eenheid` (maanden, weken, dagen; below 0 back), by which rule ("" for
    the record itself). In `maandnummer` it is to the first (or last) day of that month."""

    aantal: int
    eenheid: str
    regel: str = ""


class Herkomst(NamedTuple):
    """How one date of a termijn came about; `explain` tells it, nothing is computed twice.

    `anker` names what it is counted from (`start`, `einde`, `begin`, `eind`, `na-eind`, `datum`, `gesprek`),
    `anker_datum` its day, `van` the onderdeel or entry that the anchor belongs to ("" for the training).
    `stappen` are added together; `terug`: they go back. `stilstand` is by how many days the days on which the
    clock did not run moved the mark. `begrensd`: `begin` or `eind` where the mark lay outside its onderdeel.
    A tuple, because every term of a cohort has two and making one must cost little.
    """

    anker: str
    anker_datum: date
    datum: date
    van: str = ""
    pad: KeyPath = ()
    stappen: tuple[Stapgrootte, ...] = ()
    keer: int = 1
    """j of a chain: the steps are taken so many times."""
    terug: bool = False
    stilstand: int = 0
    begrensd: str = ""


class Termijn(NamedTuple):
    """One term of one aios, with its state on the day of reference.

    (code, onderdeel, nummer) names it; where `per_persoon` is true there is one for each of several people
    under that name, told apart by `wie`. `onderdeel` is the soort of a practice period, the naam of an
    external stage, `externe-stages`, or "" where the term has none. A tuple, as `Herkomst` is.
    """

    code: str
    vanaf: date | None
    uiterlijk: date
    wie: tuple[str, ...]
    status: TermijnStatus
    bron: str
    ernst: Ernst
    """How serious it is to be late."""
    onderdeel: str = ""
    nummer: int = 1
    per_persoon: bool = False
    gedaan_op: date | None = None
    herkomst_vanaf: Herkomst | None = None
    herkomst_uiterlijk: Herkomst | None = None
    """Both None where the dates are those of a [[termijn]] of the dossier alone."""
    pad: KeyPath = ()
    """The dossier entry that it is about: a gesprek, a vrijstelling, a besluit; () where there is none."""
    gedaan_pad: KeyPath = ()
    """The entry that closed it."""
    aangepast_pad: KeyPath = ()
    """The [[termijn]] that replaced its dates (LOP 2024, 5.6)."""
    uiterlijk_berekend: date | None = None
    """The last day that the rules give, where a [[termijn]] replaced it."""

    @property
    def wie_tekst(self) -> str:
        """As in csv: `opleider+docent`."""
        return "+".join(self.wie)

    @property
    def is_nog_te_doen(self) -> bool:
        return self.status in NOG_TE_DOEN
