"""The IOS for people: a table for every aios on a terminal, aligned lines everywhere else.

Both say the same, in the chosen language. Off a terminal every line begins with the aios id, so that
`grep` keeps its bearings, a row is one line however long, and rich stays out.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from ios_cli.domain.ios import IOS
from ios_cli.render.values import cell_width, pad, show_text
from ios_cli.render.words import DOT, Block, describe, heads, reading_note, segment_heads

GAP = "  "


def render_ios_table(
    items: Iterable[IOS], *, terminal: bool, colour: bool, width: int, segmenten: bool = False
) -> Iterator[str]:
    """A block of whole lines for every item, then one line on how to read them.

    `terminal`: laid out for `width` columns; else plain lines of any length, whatever `width` is.
    `colour`: with ANSI colours. `segmenten`: with the stretches that every onderdeel is made of.
    """
    show: Callable[[Block], str]
    if terminal:
        from ios_cli.render.screen import Screen

        screen = Screen(width, colour=colour)
        show, say = screen.block, screen.note
    else:
        show, say = _plain_block, _plain_note
    empty = True
    for ios in items:
        yield ("" if empty else "\n") + show(describe(ios, segmenten=segmenten, spoken=terminal))
        empty = False
    if not empty:
        yield "\n" + say(reading_note())


def render_ios_block(ios: IOS, *, terminal: bool, colour: bool, width: int, segmenten: bool = False) -> str:
    """One item of such a table."""
    return next(
        iter(render_ios_table([ios], terminal=terminal, colour=colour, width=width, segmenten=segmenten))
    )


def render_reading_note(*, terminal: bool, colour: bool, width: int) -> str:
    """The line under such a table."""
    if terminal:
        from ios_cli.render.screen import Screen

        return Screen(width, colour=colour).note(reading_note())
    return _plain_note(reading_note())


def _plain_block(block: Block) -> str:
    """Aligned lines that all begin with the aios id."""
    aios_id = show_text(block.ios.aios_id)
    who = (block.who, *block.details[1:]) if block.ios.naam else block.details
    rows = [heads()] + [
        (
            line.nummer,
            line.name_and_soort,
            line.begin,
            line.eind,
            line.maanden,
            line.factor,
            line.plaats,
            "; ".join(line.remarks),
        )
        for line in block.lines
    ]
    out = [DOT.join((*who, block.status)), *_align(rows, right={0, 4, 5})]
    if block.segments:
        out += _align([segment_heads(), *block.segments], right={0, 4, 6})
    out += _align([(f"{fact.label}:", fact.text) for fact in block.facts], right=set())
    return "".join(f"{aios_id}{GAP}{line}".rstrip() + "\n" for line in out)


def _align(rows: Sequence[Sequence[str]], *, right: set[int]) -> list[str]:
    """Rows as lines with aligned columns; a column without any cell (but its heading) is left out."""
    body = rows[1:] or rows
    kept = [i for i in range(len(rows[0])) if any(row[i] for row in body)]
    widths = {i: max(cell_width(row[i]) for row in rows) for i in kept}
    return [GAP.join(pad(row[i], widths[i], right=i in right) for i in kept) for row in rows]


def _plain_note(text: str) -> str:
    return text + "\n"
