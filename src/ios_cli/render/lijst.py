"""Lists for people: blocks of rows under headings, as a table on a terminal, as aligned lines elsewhere.

One form for every command that lists (termijnen, diensten, onderwijs, findings, agenda). Off a terminal every
line begins with the key of its block, so that `grep` keeps its bearings, and rich stays out.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum

from ios_cli.render.values import cell_width, pad, show_text

GAP = "  "


class Kleur(Enum):
    """What a row is, for its colour; the text says it too."""

    GEWOON = ""
    GOED = "green"
    AANDACHT = "magenta"
    FOUT = "bold red"
    STIL = "dim"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kolom:
    kop: str
    rechts: bool = False
    breekt: bool = False
    """Long text that may wrap; the other columns never do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Regel:
    cellen: tuple[str, ...]
    kleur: Kleur = Kleur.GEWOON
    noten: tuple[str, ...] = ()
    """Lines under this row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Blok:
    """Rows under one title. `sleutel` begins every line off a terminal ("" for none)."""

    titel: str
    sleutel: str = ""
    kolommen: tuple[Kolom, ...] = ()
    regels: Sequence[Regel] = ()
    noten: Sequence[str] = field(default=())


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
    empty = True
    for blok in blokken:
        yield ("" if empty else "\n") + toon(blok)
        empty = False
    for regel in slot:
        yield ("" if empty else "\n") + zeg(regel)
        empty = False


def _plain(blok: Blok) -> str:
    begin = f"{show_text(blok.sleutel)}{GAP}" if blok.sleutel else ""
    out = [blok.titel] if blok.titel else []
    if blok.regels:
        rijen = [tuple(k.kop for k in blok.kolommen), *(r.cellen for r in blok.regels)]
        getoond = [tuple(show_text(c) for c in rij) for rij in rijen]
        # a column without any cell (but its heading) is left out
        over = [i for i in range(len(blok.kolommen)) if any(rij[i] for rij in getoond[1:])]
        breedte = {i: max(cell_width(rij[i]) for rij in getoond) for i in over}
        for nummer, rij in enumerate(getoond):
            out.append(GAP.join(pad(rij[i], breedte[i], right=blok.kolommen[i].rechts) for i in over))
            if nummer:
                out += [f"    {noot}" for noot in blok.regels[nummer - 1].noten]
    out += list(blok.noten)
    return "".join(f"{begin}{show_text(line)}".rstrip() + "\n" for line in out)


def _plain_note(text: str) -> str:
    return show_text(text) + "\n"
