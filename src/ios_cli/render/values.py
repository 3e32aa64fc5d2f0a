"""How values are shown: an onderdeel's own unit, its segments, numbers for people, safe text on a line.

`show_text` and `cell_width` serve everything that is laid out in columns; files that machines read
(csv, json, toml) keep the text as it is.
"""

import unicodedata
from collections.abc import Iterator
from fractions import Fraction

from ios_cli.domain.dossier import Inhoud
from ios_cli.domain.ios import Rij, Segment, samengevoegd

FACTOR_PLACES = 4
_ESCAPES = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}
# Marks that reorder what follows them on the line, beyond their own cell.
_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def own_unit(rij: Rij, inhoud: Inhoud) -> Fraction:
    """`inhoud` in months, or in days where the onderdeel is counted in weken or dagen; exact."""
    return inhoud.als_maanden if rij.in_maanden else inhoud.als_dagen


def joined_segments(rij: Rij) -> Iterator[Segment]:
    """The segments of a row, neighbours in which nothing differs joined."""
    return samengevoegd(rij.segmenten)


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
