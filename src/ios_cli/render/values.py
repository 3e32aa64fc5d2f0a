"""How values are shown: an onderdeel's own unit, its segments, numbers for people, safe text on a line.

`show_text` and `cell_width` serve everything that is laid out in columns; files that machines read
(csv, json, toml) keep the text as it is.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from ios_cli.domain.calendar import Periode
from ios_cli.domain.dossier import Inhoud
from ios_cli.domain.ios import Rij, Segment
from ios_cli.domain.numbers import format_exact, format_rounded
from ios_cli.text import _, current_language, ngettext

DAGEN_PER_MAAND = Fraction(7) * Fraction(13, 3)
"""A week counts as 3/13 of a month (rekenregels 11)."""
FACTOR_PLACES = 4
_SHOWN_PLACES = 4
_ESCAPES = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}
# Marks that reorder what follows them on the line, beyond their own cell.
_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def own_unit(rij: Rij, inhoud: Inhoud) -> Fraction:
    """`inhoud` in months, or in days where the onderdeel is counted in weken or dagen; exact."""
    if rij.in_maanden:
        return inhoud.als_maanden
    return inhoud.dagen + inhoud.maanden * DAGEN_PER_MAAND


def joined_segments(rij: Rij) -> Iterator[Segment]:
    """The segments of a row, neighbours in which nothing differs joined.

    A factor that is written again over days on which it already holds makes no row of its own.
    """
    open_: Segment | None = None
    for segment in rij.segmenten:
        if open_ is not None and _same(open_, segment):
            open_ = replace(
                open_,
                periode=Periode(open_.periode.begin, segment.periode.end),
                gedaan=open_.gedaan + segment.gedaan,
            )
            continue
        if open_ is not None:
            yield open_
        open_ = segment
    if open_ is not None:
        yield open_


def _same(a: Segment, b: Segment) -> bool:
    return a.periode.end == b.periode.begin and (a.toestand, a.factor, a.omvang, a.afwezig, a.soorten) == (
        b.toestand,
        b.factor,
        b.omvang,
        b.afwezig,
        b.soorten,
    )


def say_number(value: Fraction) -> str:
    """A number for people: exact up to 4 decimals, else rounded to 2 and marked so; `1,5` in Dutch."""
    text = format_exact(value)
    if "/" in text or len(text.partition(".")[2]) > _SHOWN_PLACES:
        text = format_rounded(value, 2)
        text = f"≈ {text}" if text.strip("-0.") else "≈ 0"
    return _decimal_sign(text)


def say_factor(value: Fraction) -> str:
    """A factor for people: as in the csv, without the zeros at its end."""
    return _decimal_sign(format_rounded(value, FACTOR_PLACES).rstrip("0").rstrip("."))


def _decimal_sign(text: str) -> str:
    return text.replace(".", ",") if current_language() == "nl" else text


def say_months(value: Fraction) -> str:
    return ngettext("{n} month", "{n} months", 1 if value == 1 else 2).format(n=say_number(value))


def say_days(value: Fraction) -> str:
    return ngettext("{n} day", "{n} days", 1 if value == 1 else 2).format(n=say_number(value))


def say_content(inhoud: Inhoud) -> str:
    """Content for people: months, whole weeks or days, or months and days."""
    dagen = inhoud.dagen
    if not dagen:
        return say_months(inhoud.maanden)
    if inhoud.maanden:
        return _("{months} and {days}").format(months=say_months(inhoud.maanden), days=say_days(dagen))
    if dagen % 7 == 0:
        weken = dagen / 7
        return ngettext("{n} week", "{n} weeks", 1 if weken == 1 else 2).format(n=say_number(weken))
    return say_days(dagen)


def show_text(text: str) -> str:
    r"""`text` on one line, with what would act on a terminal shown as an escape (`\x1b`, `\n`, `\u202e`).

    Letters of every script, combining marks and joiners stay as they are.
    """
    if text.isprintable():
        return text
    return "".join(_show_character(c) for c in text)


def _show_character(c: str) -> str:
    if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") or c in _BIDI:
        code = ord(c)
        return _ESCAPES.get(c) or (f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}")
    return c


def cell_width(text: str) -> int:
    """Columns that `text` (as `show_text` gives it) takes in a fixed-width font."""
    if text.isascii():
        return len(text)
    return sum(_character_width(c) for c in text)


def _character_width(c: str) -> int:
    if unicodedata.category(c) in ("Mn", "Me", "Cf") or 0x1160 <= ord(c) <= 0x11FF:
        return 0  # marks, joiners, and the vowels and finals of a Hangul syllable
    return 2 if unicodedata.east_asian_width(c) in ("W", "F") else 1


def pad(text: str, width: int, *, right: bool = False) -> str:
    """`text` filled up with spaces to `width` columns; never cut."""
    space = " " * (width - cell_width(text))
    return space + text if right else text + space


def encodable(text: str) -> str:
    r"""`text` as UTF-8 can hold it: a byte of a file name that is no UTF-8 becomes `\udc80`."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
