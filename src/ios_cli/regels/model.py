"""A rule set: dated records with value, unit, rounding and source; an institute's profile over it.

The dataclasses describe the files as well (`domain.fields`): the reader and the JSON Schemas come
from them. Source: contract.md "Profile and capacity", architecture.md "Rules as data".
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any, Literal

Laag = Literal["regeling", "profiel", "dossier"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Regel:
    """One rule value as it holds, with where it comes from.

    `waarde` is a Fraction (numbers), str, bool, a tuple of str, or a tuple of mappings
    (standaardschema). `laag` says who set it: the national edition, the profile, or the dossier.
    """

    naam: str
    waarde: Any
    eenheid: str = ""
    afronding: str = ""
    omschrijving: Mapping[str, str] = field(default_factory=dict)
    bron: str = ""
    paragraaf: str = ""
    jaar: int | None = None
    onzeker: bool = False
    keuze: bool = False
    opties: tuple[str, ...] = ()
    gekozen_door: str = ""
    opmerking: Mapping[str, str] = field(default_factory=dict)
    geldig_vanaf: date | None = None
    laag: Laag = "regeling"
    vervangt: "Regel | None" = None
    """The national record that a profile replaces."""

    @property
    def bronvermelding(self) -> str:
        """Document, paragraph and year in one line, as shown to people."""
        deel = ", ".join(x for x in (self.bron, self.paragraaf) if x)
        return f"{deel} ({self.jaar})" if self.jaar else deel


@dataclass(frozen=True, slots=True, kw_only=True)
class Regels:
    """The rules that hold for one dossier: edition, profile and the dossier's own choices merged."""

    regeling: str
    profiel: str | None = None
    records: Mapping[str, Regel]
    regeling_sha256: str = ""
    profiel_sha256: str = ""

    def __getitem__(self, naam: str) -> Regel:
        return self.records[naam]

    def __iter__(self) -> Iterator[Regel]:
        return iter(self.records.values())

    def getal(self, naam: str) -> Fraction:
        waarde = self.records[naam].waarde
        assert isinstance(waarde, Fraction), naam
        return waarde

    def tekst(self, naam: str) -> str:
        waarde = self.records[naam].waarde
        assert isinstance(waarde, str), naam
        return waarde

    def lijst(self, naam: str) -> tuple[Any, ...]:
        waarde = self.records[naam].waarde
        assert isinstance(waarde, tuple), naam
        return waarde
