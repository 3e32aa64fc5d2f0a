"""A rule set as it holds: records with value, unit, rounding and source; a profile over them.

How the files are written is in `bestand.py`; `load.py` makes one of the other.
Source: contract.md "Profile and capacity", architecture.md "Rules as data".
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any, Literal

from ios_cli.regels.bestand import TermijnRecord, VerplichtingRecord, bronvermelding

Laag = Literal["regeling", "profiel", "dossier"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Regel:
    """One rule value as it holds, with where it comes from.

    `waarde` is a Fraction (numbers), str, bool, a tuple of str, a tuple of mappings
    (standaardschema), or None where the source gives none and no profile does. `laag` says who set
    it: the national edition, the profile, or the dossier.
    """

    naam: str
    waarde: Any
    eenheid: str = ""
    afronding: str = ""
    omschrijving: Mapping[str, str] = field(default_factory=dict)
    bron: str = ""
    paragraaf: str = ""
    jaar: int | None = None
    ongedateerd: bool = False
    """The source bears no year."""
    onzeker: bool = False
    keuze: bool = False
    opties: tuple[str, ...] = ()
    gekozen_door: str = ""
    vast: bool = False
    """No profile can replace it: the keys of the dossier or the arithmetic hang on it."""
    opmerking: Mapping[str, str] = field(default_factory=dict)
    geldig_vanaf: date | None = None
    laag: Laag = "regeling"
    vervangt: "Regel | None" = None
    """The record that this one replaces: the national one under a profile, either under a dossier."""

    @property
    def bronvermelding(self) -> str:
        """Document, paragraph and year in one line."""
        return bronvermelding(self.bron, self.paragraaf, self.jaar, self.ongedateerd)


@dataclass(frozen=True, slots=True, kw_only=True)
class Regels:
    """The rules that hold for one dossier: edition, profile and the dossier's own choices merged."""

    regeling: str
    profiel: str | None = None
    records: Mapping[str, Regel]
    regeling_sha256: str = ""
    profiel_sha256: str = ""
    termijnen: tuple[TermijnRecord, ...] = ()
    """The terms that hold: those of the edition, those of the profile in their place or after them."""
    verplichtingen: tuple[VerplichtingRecord, ...] = ()

    def __getitem__(self, naam: str) -> Regel:
        return self.records[naam]

    def __iter__(self) -> Iterator[Regel]:
        """In the order of the rule file."""
        return iter(self.records.values())

    def getal(self, naam: str) -> Fraction:
        waarde = self.records[naam].waarde
        assert isinstance(waarde, Fraction), naam
        return waarde

    def getal_of_geen(self, naam: str) -> Fraction | None:
        """The number, or None where neither the source nor the profile gives one; mind its `eenheid`."""
        waarde = self.records[naam].waarde
        assert waarde is None or isinstance(waarde, Fraction), naam
        return waarde

    def ja(self, naam: str) -> bool:
        waarde = self.records[naam].waarde
        assert isinstance(waarde, bool), naam
        return waarde

    def tekst(self, naam: str) -> str:
        waarde = self.records[naam].waarde
        assert isinstance(waarde, str), naam
        return waarde

    def lijst(self, naam: str) -> tuple[Any, ...]:
        waarde = self.records[naam].waarde
        assert isinstance(waarde, tuple), naam
        return waarde
