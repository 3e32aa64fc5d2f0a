"""The checks by code. A check is a small function, registered under the code of the finding it makes.

To add one: a function with `@toets("IOS1xx")` in the module of its subject, its name in
`domain/finding.py`, its meaning in `cli/finding_texts.py`, and one smallest reproducer in `tests/toetsing/`.
`toetsen.py` imports every module of this room, so a new one needs no further mention.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ios_cli.domain.finding import FINDING_NAMES, Finding
from ios_cli.domain.uitslag import Oordeel, Uitslag

if TYPE_CHECKING:
    from ios_cli.toetsing.geval import Geval


@dataclass(frozen=True, slots=True)
class NietTeBeoordelen:
    """What the dossier does not record: this check (or a part of it) cannot be done, and why."""

    reden: str


@dataclass(frozen=True, slots=True)
class Overgeslagen:
    """This check does not apply to this dossier, and why."""

    reden: str


Bevinding = Finding | NietTeBeoordelen | Overgeslagen
ToetsFunctie = Callable[["Geval"], Iterable[Bevinding]]


@dataclass(frozen=True, slots=True)
class Toets:
    """`code` of the finding and the function that looks for it. Its findings carry that code, the key path of
    the entry they are about, and what was expected and found."""

    code: str
    functie: ToetsFunctie
    voldaan: Uitslag = field(init=False)
    """What it says of a dossier where it has nothing to say."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "voldaan", Uitslag(code=self.code, oordeel=Oordeel.VOLDAAN))

    @property
    def naam(self) -> str:
        return FINDING_NAMES[self.code]


TOETSEN: dict[str, Toets] = {}


def toets(code: str) -> Callable[[ToetsFunctie], ToetsFunctie]:
    """Register a check."""

    def registreer(functie: ToetsFunctie) -> ToetsFunctie:
        assert code in FINDING_NAMES, code
        assert code not in TOETSEN, code
        TOETSEN[code] = Toets(code, functie)
        return functie

    return registreer
