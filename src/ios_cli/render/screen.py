"""A described IOS on a terminal. rich draws; where everything goes is decided here.

Three layouts, by width: remarks in the table (with bars in time where there is room), remarks under
it, or everything under each other. Text wraps, it is never cut. rich is imported where it is used.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from ios_cli.domain.ios import IOS, IosStatus, Rij, Toestand
from ios_cli.domain.words import say_content
from ios_cli.render.words import DOT, Block, Fact, Line, Weight, heads, segment_heads
from ios_cli.text import _

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

GAP = "  "
MIN_WIDTH = 20
"""A narrower terminal is taken to be this wide."""
FACTS_WIDTH = 40
"""From here on labels stand beside what they label."""
MIN_BAR, MAX_BAR = 16, 36
NAME_WIDTH, PLACE_WIDTH, REMARKS_WIDTH = 34, 30, 34
"""What these columns get, at most, before the bars do."""
NARROW_NAME_WIDTH, NARROW_PLACE_WIDTH = 20, 12

# Colours of the terminal's own palette that can be read on light and on dark; the rest is left to it.
PRAKTIJK_STYLE, EXTERN_STYLE = "cyan", "green"
FAINT_STYLE = "dim"
FACT_STYLES = {Weight.PLAIN: "", Weight.MAIN: "bold", Weight.ATTENTION: "magenta"}
STATUS_STYLES = {
    IosStatus.VASTGESTELD: "bold green",
    IosStatus.VOORLOPIG: "bold",
    IosStatus.CONCEPT: "bold magenta",
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column with its width settled; wider cells wrap."""

    head: str
    cells: Sequence["Text"]
    width: int
    right: bool = False


class Screen:
    """Draws blocks for one width."""

    COLOURS: Literal["standard", "256"] = "standard"

    def __init__(self, width: int, *, colour: bool) -> None:
        self.width = max(width, MIN_WIDTH)
        self.colour = colour

    def block(self, block: Block) -> str:
        from rich.text import Text

        parts: list[RenderableType] = [*_head(block), Text()]
        parts += self._wide(block) or self._medium(block) or self._stacked(block)
        if block.segments:
            parts += [Text(), *self._segments(block)]
        parts += [Text(), *self.facts(block.facts)]
        return self.draw(parts)

    def note(self, text: str) -> str:
        from rich.text import Text

        return self.draw([Text(text, style=FAINT_STYLE)])

    def draw(self, parts: Iterable["RenderableType"]) -> str:
        """As text; a console on a string that knows nothing of the world outside."""
        from io import StringIO

        from rich.console import Console

        out = StringIO()
        console = Console(
            file=out,
            force_terminal=self.colour,
            color_system=self.COLOURS if self.colour else None,
            no_color=not self.colour,
            width=self.width,
            markup=False,
            emoji=False,
            highlight=False,
            legacy_windows=False,
            _environ={},
        )
        for part in parts:
            console.print(part)
        return "".join(f"{line.rstrip(' ')}\n" for line in out.getvalue().split("\n")[:-1])

    # --- the onderdelen ---

    def _wide(self, block: Block) -> list["RenderableType"] | None:
        """Everything in one table; None where that does not fit."""
        columns = _core_columns(block.lines, NAME_WIDTH)
        places = [line.plaats for line in block.lines]
        remarks = ["; ".join(line.remarks) for line in block.lines]
        place = _column(heads()[6], places, block.lines, most=PLACE_WIDTH)
        remark = _column(heads()[7], remarks, block.lines, most=REMARKS_WIDTH)
        beside = [column for column in (place, remark) if column]
        spare = self.width - total_width(columns + beside)
        if spare < 0:
            return None
        # Room goes to the place, then to bars, then to the remarks.
        if place:
            more = min(natural_width(place.head, places) - place.width, max(spare - MIN_BAR - len(GAP), 0))
            beside[0] = replace(place, width=place.width + more)
            spare -= more
        spare -= _insert_bars(columns, block, spare)
        if remark:
            whole = natural_width(remark.head, remarks)
            beside[-1] = replace(remark, width=min(whole, remark.width + spare))
        columns += beside
        return [table_of(columns)]

    def _medium(self, block: Block) -> list["RenderableType"] | None:
        """A table, and the remarks under it by number; None where that does not fit either."""
        from rich.text import Text

        columns = _core_columns(block.lines, NARROW_NAME_WIDTH)
        places = [line.plaats for line in block.lines]
        room = self.width - total_width(columns) - len(GAP)
        place = _column(heads()[6], places, block.lines, most=max(room, 1))
        beside = place is not None and place.width <= room
        if place and beside:
            beside = place.width >= min(natural_width(place.head, places), NARROW_PLACE_WIDTH)
            columns += [place] if beside else []
        spare = self.width - total_width(columns)
        if spare < 0:
            return None
        _insert_bars(columns, block, spare)
        parts: list[RenderableType] = [table_of(columns)]
        notes = [
            (line, "; ".join((*(() if beside or not line.plaats else (line.plaats,)), *line.remarks)))
            for line in block.lines
        ]
        rows = [(_cell(line.nummer, line), _cell(note, line)) for line, note in notes if note]
        if rows:
            parts += [Text(), grid_of(rows, right=True)]
        return parts

    def _stacked(self, block: Block) -> list["RenderableType"]:
        """Everything under each other, numbered."""
        return [grid_of([(_cell(line.nummer, line), _stack(line)) for line in block.lines], right=True)]

    def _segments(self, block: Block) -> list["RenderableType"]:
        from rich.text import Text

        names = segment_heads()
        by_column = list(zip(*block.segments, strict=True))
        columns = []
        for i, head in enumerate(names):
            width = natural_width(head, by_column[i])
            if any(by_column[i]):
                most = {1: NARROW_NAME_WIDTH, 5: NARROW_NAME_WIDTH}.get(i, width)
                cells = [Text(cell) for cell in by_column[i]]
                width = fitting_width(head, by_column[i], most)
                columns.append(Column(head, cells, width, right=i in (0, 4, 6)))
        if total_width(columns) <= self.width:
            return [table_of(columns)]
        rows = []
        before = ""
        for number, naam, begin, eind, factor, absence, share, clock, done in block.segments:
            if number != before:
                rows.append((Text(number), Text(naam)))
                before = number
            lines = [_range(begin, eind), DOT.join((_("factor {n}").format(n=factor), clock, done))]
            if absence:
                lines.append(f"{absence} {share}")
            rows.append((Text(), Text("\n".join(lines))))
        return [grid_of(rows, right=True)]

    # --- what stands under them ---

    def facts(self, facts: Sequence[Fact]) -> list["RenderableType"]:
        from rich.text import Text

        beside = natural_width("", [fact.label for fact in facts]) + len(GAP)
        longest = fitting_width("", [fact.text for fact in facts], 0)
        if self.width < max(FACTS_WIDTH, beside + longest):
            return [
                Text.assemble((f"{fact.label}: ", FAINT_STYLE), (fact.text, FACT_STYLES[fact.weight]))
                for fact in facts
            ]
        rows = [
            (Text(fact.label, style=FAINT_STYLE), Text(fact.text, style=FACT_STYLES[fact.weight]))
            for fact in facts
        ]
        return [grid_of(rows)]


def _head(block: Block) -> Iterator["Text"]:
    from rich.text import Text

    yield Text.assemble((block.who, "bold"), *(DOT + detail for detail in block.details))
    yield Text(block.status, style=STATUS_STYLES[block.ios.status])


def _range(begin: str, eind: str) -> str:
    return f"{begin} – {eind}"


def _style(line: Line) -> str:
    return "" if line.rij.periode else FAINT_STYLE


def _cell(text: str, line: Line) -> "Text":
    from rich.text import Text

    return Text(text, style=_style(line))


def _name(line: Line) -> "Text":
    from rich.text import Text

    soort = [(f" ({line.soort})", FAINT_STYLE)] if line.soort else []
    return Text.assemble(line.naam, *soort, style=_style(line))


def _stack(line: Line) -> "Text":
    text = _name(line)
    if line.rij.periode:
        text.append("\n" + _range(line.begin, line.eind) + "\n")
        text.append(DOT.join((say_content(line.rij.inhoud), _("factor {n}").format(n=line.factor))))
    for more in (line.plaats, *line.remarks):
        text.append(f"\n{more}" if more else "")
    return text


def natural_width(head: str, cells: Iterable[str]) -> int:
    """The width of a column in which nothing wraps."""
    from rich.cells import cell_len

    return max((cell_len(cell) for cell in (head, *cells)), default=0)


def fitting_width(head: str, cells: Sequence[str], most: int) -> int:
    """The natural width, or `most` where that is less; but no word is ever broken."""
    words = [word for cell in (head, *cells) for word in cell.split()]
    return max(min(natural_width(head, cells), most), natural_width("", words))


def total_width(columns: Sequence[Column]) -> int:
    return sum(column.width for column in columns) + len(GAP) * (len(columns) - 1)


def _column(head: str, cells: list[str], lines: Sequence[Line], *, most: int) -> Column | None:
    """A column that wraps at `most`; None where no cell says anything."""
    if not any(cells):
        return None
    texts = [_cell(cell, line) for cell, line in zip(cells, lines, strict=True)]
    return Column(head, texts, fitting_width(head, cells, most))


def _core_columns(lines: Sequence[Line], name_width: int) -> list[Column]:
    """Number, onderdeel, dates, months and factor; only the name wraps."""
    number, name, begin, eind, maanden, factor = heads()[:6]
    names = [line.name_and_soort for line in lines]

    def column(head: str, cells: list[str], *, right: bool = False) -> Column:
        texts = [_cell(cell, line) for cell, line in zip(cells, lines, strict=True)]
        return Column(head, texts, natural_width(head, cells), right)

    return [
        column(number, [line.nummer for line in lines], right=True),
        Column(name, [_name(line) for line in lines], fitting_width(name, names, name_width)),
        column(begin, [line.begin for line in lines]),
        column(eind, [line.eind for line in lines]),
        column(maanden, [line.maanden for line in lines], right=True),
        column(factor, [line.factor for line in lines], right=True),
    ]


def table_of(columns: Sequence[Column]) -> "RenderableType":
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(
        box=box.SIMPLE_HEAD,
        show_edge=False,
        pad_edge=False,
        padding=(0, 1, 0, 0),
        border_style=FAINT_STYLE,
        header_style="bold",
    )
    for column in columns:
        table.add_column(
            Text(column.head),
            width=column.width,
            justify="right" if column.right else "left",
            overflow="fold",
        )
    for row in zip(*(column.cells for column in columns), strict=True):
        table.add_row(*row)
    return table


def grid_of(rows: Iterable[tuple["Text", "Text"]], *, right: bool = False) -> "RenderableType":
    """Two columns without headings: a short one, and one that wraps beside it."""
    from rich.table import Table

    grid = Table.grid(padding=(0, len(GAP), 0, 0), pad_edge=False)
    grid.add_column(justify="right" if right else "left", no_wrap=True)
    grid.add_column(overflow="fold")
    for row in rows:
        grid.add_row(*row)
    return grid


# --- bars in time ------------------------------------------------------------------------------------

_RUNS, _STANDS_STILL, _WAITS = "━", "╌", "·"
_MARKS = {Toestand.STIL: _STANDS_STILL, Toestand.WACHT: _WAITS}


def _insert_bars(columns: list[Column], block: Block, spare: int) -> int:
    """Put bars behind the dates where there is room; the width that they take."""
    width = min(spare - len(GAP), MAX_BAR)
    if width < MIN_BAR or not block.ios.geplande_rijen:
        return 0
    columns.insert(4, _bars(block, width))
    return width + len(GAP)


def _bars(block: Block, width: int) -> Column:
    """Where each onderdeel lies between the first and the last day, with the years above it."""
    from rich.text import Text

    first, days = _span(block.ios)
    cells = []
    for line in block.lines:
        style = PRAKTIJK_STYLE if line.rij.is_praktijk else EXTERN_STYLE
        cells.append(Text(_bar(line.rij, first, days, width), style=style))
    return Column(_years(first, days, width), cells, width)


def _span(ios: IOS) -> tuple[date, int]:
    assert ios.laatste_dag is not None
    return ios.start, (ios.laatste_dag - ios.start).days + 1


def _bar(rij: Rij, first: date, days: int, width: int) -> str:
    """One character for every stretch of time: what the clock did in the middle of it."""
    if rij.periode is None:
        return ""
    marks = [_mark(rij, first + timedelta(days=(2 * i + 1) * days // (2 * width))) for i in range(width)]
    if not any(mark != " " for mark in marks):  # shorter than a character
        marks[min((rij.periode.begin - first).days * width // days, width - 1)] = _RUNS
    return "".join(marks).rstrip()


def _mark(rij: Rij, dag: date) -> str:
    for segment in rij.segmenten:
        if dag in segment.periode:
            return _MARKS.get(segment.toestand, _RUNS)
    return _RUNS if rij.periode is not None and dag in rij.periode else " "


def _years(first: date, days: int, width: int) -> str:
    """The years, each where it begins: `2027`, or `'27` where there is less room."""
    last = first + timedelta(days=days)
    marks = [
        (year, (date(year, 1, 1) - first).days * width // days)
        for year in range(first.year + 1, last.year + 1)
    ]
    long = _ruler([(at, str(year)) for year, at in marks], width)
    short = _ruler([(at, f"'{year % 100:02}") for year, at in marks], width)
    return long if len(long.split()) == len(short.split()) else short


def _ruler(labels: Iterable[tuple[int, str]], width: int) -> str:
    """Labels at their places, as far as there is room."""
    text = ""
    for at, label in labels:
        if (at > len(text) or not text) and at + len(label) <= width:
            text = text.ljust(at) + label
    return text
