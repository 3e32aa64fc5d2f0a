"""A comparison on a terminal. rich draws; where everything goes is decided here.

Three layouts, by width: old and new on one line, the new under the old, or everything under each other.
Text wraps, it is never cut.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ios_cli.domain.ios import IosStatus
from ios_cli.render.screen import (
    FAINT_STYLE,
    STATUS_STYLES,
    Column,
    Screen,
    fitting_width,
    grid_of,
    natural_width,
    table_of,
    total_width,
)
from ios_cli.render.vergelijking import ARROW, Change, Line, Page, heads
from ios_cli.render.words import DOT, Fact

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

NAME_WIDTH = 24
CHANGED_STYLE = "bold"
LATER_STYLE, EARLIER_STYLE = "magenta", "green"


class ComparisonScreen(Screen):
    """Draws comparisons for one width."""

    def page(self, page: Page) -> str:
        from rich.text import Text

        parts: list[RenderableType] = [
            Text.assemble((page.title[0], "bold"), *(DOT + more for more in page.title[1:])),
            Text(page.status, style=STATUS_STYLES[IosStatus.CONCEPT]),
        ]
        if page.lines:
            parts += [Text(), self._lines(page.lines)]
        if page.facts:
            parts += [Text(), *self.facts(page.facts)]
        return self.draw(parts)

    def varianten(self, title: str, status: str, rows: Sequence[Sequence[str]], facts: Sequence[Fact]) -> str:
        from rich.text import Text

        head, *body = rows
        columns = []
        for i, name in enumerate(head):
            cells = [row[i] for row in body]
            texts = [Text(cell, style=FAINT_STYLE if i == 1 else "") for cell in cells]
            columns.append(Column(name, texts, natural_width(name, cells), right=i > 0))
        parts: list[RenderableType] = [
            Text(title, style="bold"),
            Text(status, style=STATUS_STYLES[IosStatus.CONCEPT]),
            Text(),
        ]
        if total_width(columns) <= self.width:
            parts.append(table_of(columns))
        else:  # a block for every column
            for i, name in enumerate(head[1:], start=1):
                parts.append(Text(name, style="bold"))
                parts.append(grid_of([(Text(row[0]), Text(row[i])) for row in body if row[i]]))
        if facts:
            parts += [Text(), *self.facts(facts)]
        return self.draw(parts)

    def _lines(self, lines: Sequence[Line]) -> "RenderableType":
        for separator in (ARROW, f"\n{ARROW.strip()} "):
            columns = _columns(lines, separator)
            if total_width(columns) <= self.width:
                return table_of(columns)
        return grid_of([(_name(line), _stack(line)) for line in lines])


def _columns(lines: Sequence[Line], separator: str) -> list[Column]:
    name, begin, eind, days, months = heads()
    names = [line.naam for line in lines]
    return [
        Column(name, [_name(line) for line in lines], fitting_width(name, names, NAME_WIDTH)),
        _column(begin, [_change(line.begin, separator) for line in lines]),
        _column(eind, [_change(line.eind, separator) for line in lines]),
        _column(days, [_days(line) for line in lines], right=True),
        _column(months, [_change(line.content, separator) for line in lines]),
    ]


def _column(head: str, cells: "list[Text]", *, right: bool = False) -> Column:
    widths = [part for cell in cells for part in cell.plain.split("\n")]
    return Column(head, cells, natural_width(head, widths), right)


def _name(line: Line) -> "Text":
    from rich.text import Text

    return Text(line.naam)


def _change(change: Change, separator: str) -> "Text":
    from rich.text import Text

    if not change.changed:
        return Text(change.new)
    return Text.assemble((change.old + separator, FAINT_STYLE), (change.new, CHANGED_STYLE))


def _days(line: Line) -> "Text":
    from rich.text import Text

    styles = {"+": LATER_STYLE, "-": EARLIER_STYLE}
    return Text(line.days, style=styles.get(line.days[:1], FAINT_STYLE))


def _stack(line: Line) -> "Text":
    """Everything about one onderdeel under each other."""
    from rich.text import Text

    __, begin, eind, days, months = heads()
    parts: list[Text] = []
    for head, cell in (
        (begin, _change(line.begin, ARROW)),
        (eind, _change(line.eind, ARROW)),
        (days, _days(line)),
        (months, _change(line.content, ARROW)),
    ):
        if cell.plain:
            parts.append(Text.assemble((f"{head} ", FAINT_STYLE), cell))
    return Text("\n").join(parts)
