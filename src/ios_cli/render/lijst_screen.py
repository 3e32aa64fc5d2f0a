"""Lists on a terminal. rich draws; text wraps, it is never cut.

A table where it fits, else every row under its headings.
"""

from typing import TYPE_CHECKING

from ios_cli.render.lijst import Blok
from ios_cli.render.screen import (
    FAINT_STYLE,
    Column,
    Screen,
    fitting_width,
    grid_of,
    natural_width,
    table_of,
    total_width,
)
from ios_cli.render.values import show_text

if TYPE_CHECKING:
    from rich.console import RenderableType

NARROWEST = 16
"""What a column that wraps gets at least."""


class Lijstscherm(Screen):
    """Draws lists for one width."""

    def blok(self, blok: Blok) -> str:
        from rich.text import Text

        parts: list[RenderableType] = []
        if blok.titel:
            parts += [Text(show_text(blok.titel), style="bold")]
        if blok.regels:
            parts += [Text()] if blok.titel else []
            parts += self._tabel(blok) or self._onder_elkaar(blok)
        if blok.noten:
            parts += [Text()] if parts else []
            parts += [Text(show_text(noot)) for noot in blok.noten]
        return self.draw(parts)

    def _tabel(self, blok: Blok) -> list["RenderableType"] | None:
        from rich.text import Text

        over = [i for i in range(len(blok.kolommen)) if any(r.cellen[i] for r in blok.regels)]
        columns: dict[int, Column] = {}
        for i in over:
            kolom = blok.kolommen[i]
            cells = [show_text(r.cellen[i]) for r in blok.regels]
            texts = [Text(cell, style=r.kleur.value) for cell, r in zip(cells, blok.regels, strict=True)]
            columns[i] = Column(kolom.kop, texts, natural_width(kolom.kop, cells), right=kolom.rechts)
        teveel = total_width(list(columns.values())) - self.width
        for i in over:
            if teveel <= 0:
                break
            if not blok.kolommen[i].breekt:
                continue
            cells = [show_text(r.cellen[i]) for r in blok.regels]
            column = columns[i]
            width = fitting_width(column.head, cells, max(column.width - teveel, NARROWEST))
            teveel -= column.width - width
            columns[i] = Column(column.head, column.cells, width, column.right)
        if teveel > 0:
            return None
        if not any(r.noten for r in blok.regels):
            return [table_of(list(columns.values()))]
        # notes stand under their row
        parts: list[RenderableType] = [table_of(list(columns.values()))]
        for r in blok.regels:
            parts += [Text(f"  {show_text(noot)}", style=FAINT_STYLE) for noot in r.noten]
        return parts

    def _onder_elkaar(self, blok: Blok) -> list["RenderableType"]:
        from rich.text import Text

        parts: list[RenderableType] = []
        for r in blok.regels:
            parts += [Text()] if parts else []
            parts.append(
                grid_of(
                    (Text(kolom.kop, style=FAINT_STYLE), Text(show_text(cell), style=r.kleur.value))
                    for kolom, cell in zip(blok.kolommen, r.cellen, strict=True)
                    if cell
                )
            )
            parts += [Text(f"  {show_text(noot)}", style=FAINT_STYLE) for noot in r.noten]
        return parts
