"""Lists for people: blocks of rows under headings, as a table on a terminal, as aligned lines elsewhere.

One form for every command that lists (termijnen, diensten, onderwijs, findings, agenda). Off a terminal every
line begins with the key of its block, so that `grep` keeps its bearings, a row is one line however long, and
rich stays out.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum

from ios_cli.render.values import cell_width, pad, show_text

GAP = "  "
NOOT = "    "
"""Before a line that stands under a row."""


class Kleur(Enum):
    """What a row is, for its colour; the text says it too."""

    GEWOON = ""
    GOED = "green"
    AANDACHT = "magenta"
    FOUT = "bold red"
    STIL = "dim"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kolom:
    """How one column behaves. No text is cut: it wraps, goes under its row, or stands beside its heading."""

    kop: str
    rechts: bool = False
    breekt: bool = False
    """Long text that may wrap; the other columns never do."""
    wijkt: int = 0
    """Where there is no room the cell goes under its row, behind its heading: the highest number first.
    0 stays."""
    kleurt: bool = False
    """Shows the colour of the row. Where no column does, the whole row does; STIL is always the whole row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Regel:
    cellen: tuple[str, ...]
    kleur: Kleur = Kleur.GEWOON
    noten: tuple[str, ...] = ()
    """Lines under this row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Blok:
    """Rows under one title. `sleutel` begins every line off a terminal ("" for none)."""

    titel: str = ""
    sleutel: str = ""
    samenvatting: str = ""
    """One line under the title, in `kleur`: what matters at a glance."""
    kleur: Kleur = Kleur.GEWOON
    kolommen: tuple[Kolom, ...] = ()
    regels: Sequence[Regel] = ()
    noten: Sequence[str] = field(default=())
    """Lines under the rows."""


def render_lijst(
    blokken: Iterable[Blok], *, terminal: bool, colour: bool, width: int, slot: Sequence[str] = ()
) -> Iterator[str]:
    """A text for every block, then the lines of `slot`. `width` counts on a terminal only."""
    if terminal:
        from ios_cli.render.lijst_screen import Lijstscherm

        scherm = Lijstscherm(width, colour=colour)
        toon, zeg = scherm.blok, scherm.note
    else:
        toon, zeg = _plain, _plain_note
    before = ""
    for blok in blokken:
        yield before + toon(blok)
        before = "\n"
    for regel in slot:
        yield before + zeg(show_text(regel))
        before = ""


def gevulde_kolommen(blok: Blok) -> list[int]:
    """The columns in which any row says something; the others are left out."""
    return [i for i in range(len(blok.kolommen)) if any(regel.cellen[i] for regel in blok.regels)]


def _plain(blok: Blok) -> str:
    begin = f"{show_text(blok.sleutel)}{GAP}" if blok.sleutel else ""
    out = [show_text(line) for line in (blok.titel, blok.samenvatting) if line]
    if blok.regels:
        over = gevulde_kolommen(blok)
        rijen = [[show_text(blok.kolommen[i].kop) for i in over]]
        rijen += [[show_text(regel.cellen[i]) for i in over] for regel in blok.regels]
        breedte = [max(cell_width(rij[i]) for rij in rijen) for i in range(len(over))]
        rechts = [blok.kolommen[i].rechts for i in over]
        for nummer, rij in enumerate(rijen):
            cells = zip(rij, breedte, rechts, strict=True)
            out.append(GAP.join(pad(cell, width, right=right) for cell, width, right in cells))
            if nummer:
                out += [NOOT + show_text(noot) for noot in blok.regels[nummer - 1].noten]
    out += [show_text(noot) for noot in blok.noten]
    return "".join(f"{begin}{line}".rstrip() + "\n" for line in out)


def _plain_note(text: str) -> str:
    return text + "\n"
