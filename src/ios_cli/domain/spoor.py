"""The trace of a date or a number: what it was computed from, step by step, with its sources.

Rooms that compute keep what they used on their results (`Rij`, `Termijn`, `Dienstenquotum`); from that
`planning.uitleg` makes the steps, and `render` the text or the JSON document. Every date and number in a
sentence is one of the `delen` of its step, so that the text says nothing that the trace does not hold.
Source: architecture.md, "Why".
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction

from ios_cli.domain.dossier import Inhoud
from ios_cli.domain.finding import KeyPath

TRACE_VERSION = 1


class StapSoort(StrEnum):
    GEGEVEN = "gegeven"
    """What the dossier says."""
    REGEL = "regel"
    """A rule value."""
    BEREKENING = "berekening"
    AFRONDING = "afronding"
    UITKOMST = "uitkomst"
    OPMERKING = "opmerking"


@dataclass(frozen=True, slots=True)
class Aantal:
    """An exact number with its unit: maanden, dagen, werkdagen, factor, diensten, deel, ..."""

    waarde: Fraction
    eenheid: str


Deel = date | Inhoud | Aantal | str
"""What may stand in a sentence: a day, content, a number with its unit, or words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stap:
    """One step. `zin` is a sentence in the chosen language, with the names of `delen` in braces.

    `regel` is the name of the rule and `bron` its source; `pad` the dossier entry that caused it, which the
    command line turns into `bestand` and `regelnummer`. `id` is stable and unique within one trace: the same
    question gives the same ids. `detail` steps are for machines, and for people who ask for more.
    """

    id: str
    soort: StapSoort
    zin: str
    delen: tuple[tuple[str, Deel], ...] = ()
    waarde: Deel | None = None
    """What this step comes to."""
    regel: str = ""
    bron: str = ""
    gekozen_door: str = ""
    """Who chose, where the source leaves the rule open."""
    pad: KeyPath = ()
    bestand: str = ""
    regelnummer: int | None = None
    detail: bool = False
    stappen: tuple["Stap", ...] = field(default=())

    def alle(self) -> Iterator["Stap"]:
        """This step and all below it, in order."""
        yield self
        for onder in self.stappen:
            yield from onder.alle()

    def met_plaats(self, zoek: "Callable[[KeyPath], tuple[str, int | None]]") -> "Stap":
        """The same with `bestand` and `regelnummer` wherever there is a `pad`."""
        onder = tuple(stap.met_plaats(zoek) for stap in self.stappen)
        if not self.pad:
            return replace(self, stappen=onder)
        bestand, regelnummer = zoek(self.pad)
        return replace(self, bestand=bestand, regelnummer=regelnummer, stappen=onder)


@dataclass(frozen=True, slots=True, kw_only=True)
class Onderwerp:
    """Something that can be asked. `naam` is how it is written; `ook` are other ways to write it.

    `omschrijving` and `waarde` are for a list of what can be asked; `maak` makes the trace.
    """

    naam: str
    omschrijving: str
    maak: Callable[[], Stap]
    waarde: Deel | None = None
    ook: tuple[str, ...] = ()
