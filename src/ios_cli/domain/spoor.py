"""The trace of a date or a number: what it was computed from, step by step, with its sources.

Rooms that compute keep what they used on their results (`Rij`, `Termijn`, `Dienstenquotum`); from that
`planning.uitleg` makes the steps, and `render` the text or the JSON document. Source: architecture.md, "Why".
"""

from dataclasses import dataclass, field
from enum import StrEnum

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Stap:
    """One step. `tekst` is for reading (and for reading aloud); a program uses the other fields.

    `waarde` is an ISO date or an exact number (`1.5`, `13/3`) with its `eenheid`; `regel` the name of the
    rule
    and `bron` its source; `pad` the dossier entry that caused it, which the command line turns into `bestand`
    and `regelnummer`. `id` is stable: the same question gives the same ids.
    """

    id: str
    soort: StapSoort
    tekst: str
    waarde: str | None = None
    eenheid: str = ""
    regel: str = ""
    bron: str = ""
    pad: KeyPath = ()
    bestand: str = ""
    regelnummer: int | None = None
    stappen: tuple["Stap", ...] = field(default=())
