"""CSV, the form that spreadsheets and scripts depend on: columns may be added, not renamed or dropped.

Source: contract.md, "CSV".
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from ios_cli.domain.ios import IOS, Rij
from ios_cli.domain.numbers import format_exact, format_rounded
from ios_cli.render.values import FACTOR_PLACES, joined_segments, own_unit

GENERATE_COLUMNS = (
    "aios_id",
    "volgnummer",
    "onderdeel",
    "soort",
    "begin",
    "eind",
    "voltijdsmaanden",
    "dagen",
    "vrijgesteld",
    "gedaan",
    "factor",
    "wachtdagen",
    "plaats",
    "status",
    "ios_status",
)
SEGMENT_COLUMNS = (
    "aios_id",
    "volgnummer",
    "onderdeel",
    "soort",
    "begin",
    "eind",
    "factor",
    "onderbreking",
    "omvang",
    "toestand",
    "gedaan",
    "plaats",
    "ios_status",
)

DialectName = Literal["standard", "excel-nl"]


@dataclass(frozen=True, slots=True)
class Rounded:
    """A number that is written with a fixed number of decimals."""

    value: Fraction
    places: int


Cell = str | int | Fraction | Rounded | date | None
"""`str` is somebody's text, the rest our own; None is an empty cell: not applicable."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """How cells become bytes.

    `spreadsheet` turns numbers and text into what a Dutch Excel reads as meant: a decimal comma, a
    fraction as a mixed number (`4 1/3` is read as that number, `13/3` would be read as a date), and a
    `'` before text that would run as a formula. Numbers of our own, negative ones too, get no `'`.
    """

    prefix: str = ""
    delimiter: str = ","
    line_end: str = "\n"
    spreadsheet: bool = False


DIALECTS: dict[str, Dialect] = {
    "standard": Dialect(),
    "excel-nl": Dialect(prefix="\ufeff", delimiter=";", line_end="\r\n", spreadsheet=True),
}

# What a spreadsheet may take for the begin of a formula, with the full-width forms of the same signs.
_FORMULA = frozenset("=+-@\t\r\n\0＝＋－＠")


def render_csv(
    columns: Sequence[str], rows: Iterable[Sequence[Cell]], *, dialect: DialectName = "standard"
) -> Iterator[str]:
    """The header and a text for every row, each with its line end; nothing is held back.

    A cell with a line break is quoted, so one row may be several lines. Write as UTF-8, without
    translation of line ends.
    """
    yield csv_head(columns, dialect=dialect)
    yield from csv_lines(rows, dialect=dialect)


def csv_head(columns: Sequence[str], *, dialect: DialectName = "standard") -> str:
    """What a csv begins with."""
    return DIALECTS[dialect].prefix + next(csv_lines([columns], dialect=dialect))


def csv_lines(rows: Iterable[Sequence[Cell]], *, dialect: DialectName = "standard") -> Iterator[str]:
    """A text for every row, without the header."""
    form = DIALECTS[dialect]
    # "\r\n" for the writer, whatever the dialect: then every Python quotes a lone CR as well as an LF.
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=form.delimiter, lineterminator="\r\n")

    def line(cells: Iterable[str]) -> str:
        buffer.seek(0)
        buffer.truncate()
        writer.writerow(cells)
        return buffer.getvalue()[:-2] + form.line_end

    for row in rows:
        yield line(_cell(value, form) for value in row)


def _cell(value: Cell, form: Dialect) -> str:
    match value:
        case None:
            return ""
        case str():
            return _guard(value) if form.spreadsheet else value
        case date():
            return value.isoformat()
        case Rounded():
            text = format_rounded(value.value, value.places)
        case int():
            return str(value)
        case Fraction():
            text = format_exact(value)
            if form.spreadsheet and "/" in text:
                return _mixed_number(value)
    return text.replace(".", ",") if form.spreadsheet else text


def _guard(text: str) -> str:
    return f"'{text}" if text and (text[0] in _FORMULA or text.lstrip()[:1] in _FORMULA) else text


def _mixed_number(value: Fraction) -> str:
    whole, rest = divmod(abs(value), 1)
    return f"{'-' if value < 0 else ''}{whole} {rest.numerator}/{rest.denominator}"


def render_ios_csv(items: Iterable[IOS], *, dialect: DialectName = "standard") -> Iterator[str]:
    """The IOS of every item, a row an onderdeel, in the order of `items` and of their rows.

    `begin` and `eind` are inclusive. `voltijdsmaanden` stands empty where `dagen` is filled, and the
    other way round; `vrijgesteld` is always in months, `gedaan` in the unit of the onderdeel itself.
    An exempted onderdeel keeps its volgnummer, soort and plaats; `begin`, `eind`, `gedaan`, `factor`
    and `wachtdagen` stand empty, `voltijdsmaanden` (or `dagen`) is 0, and `vrijgesteld` is what was
    taken off.
    """
    return render_csv(GENERATE_COLUMNS, (row for ios in items for row in ios_rows(ios)), dialect=dialect)


def ios_rows(ios: IOS) -> Iterator[tuple[Cell, ...]]:
    """The rows of one IOS, under `GENERATE_COLUMNS`."""
    return (_row(ios, rij) for rij in ios.rijen)


def _row(ios: IOS, rij: Rij) -> tuple[Cell, ...]:
    inhoud = own_unit(rij, rij.inhoud)
    gepland = rij.periode is not None
    return (
        ios.aios_id,
        rij.volgnummer,
        rij.onderdeel,
        rij.soort,
        rij.begin,
        rij.eind,
        inhoud if rij.in_maanden else None,
        None if rij.in_maanden else inhoud,
        rij.vrijgesteld.als_maanden,
        own_unit(rij, rij.gedaan) if gepland else None,
        Rounded(rij.factor, FACTOR_PLACES) if gepland else None,
        rij.wachtdagen if gepland else None,
        rij.plaats,
        rij.status.value,
        ios.status.value,
    )


def render_segmenten_csv(items: Iterable[IOS], *, dialect: DialectName = "standard") -> Iterator[str]:
    """A row for every onderdeel x factor x absence, as a registration form wants it.

    The rows of an onderdeel follow each other without a gap, waiting and standing still included.
    `factor` is the deeltijdfactor and `omvang` the absence as recorded, both exact; `onderbreking`
    names the kinds of that absence, joined with `+`, and both stand empty where there is none;
    `gedaan` is in the unit of the onderdeel. An exempted onderdeel has no days, hence no row.
    """
    rows = (row for ios in items for row in segment_rows(ios))
    return render_csv(SEGMENT_COLUMNS, rows, dialect=dialect)


def segment_rows(ios: IOS) -> Iterator[tuple[Cell, ...]]:
    """The rows of one IOS, under `SEGMENT_COLUMNS`."""
    for rij in ios.rijen:
        yield from _segment_rows(ios, rij)


def _segment_rows(ios: IOS, rij: Rij) -> Iterator[tuple[Cell, ...]]:
    for segment in joined_segments(rij):
        yield (
            ios.aios_id,
            rij.volgnummer,
            rij.onderdeel,
            rij.soort,
            segment.periode.begin,
            segment.periode.laatste_dag,
            segment.factor,
            "+".join(segment.soorten),
            segment.afwezig if segment.soorten else None,
            segment.toestand.value,
            own_unit(rij, segment.gedaan),
            rij.plaats,
            ios.status.value,
        )
