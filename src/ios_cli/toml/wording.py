"""How values, keys and tables are spoken of in findings. Imported only where there is something to say."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from ios_cli.domain.calendar import days_in_month
from ios_cli.domain.finding import KeyPath
from ios_cli.text import _

SHOWN = 60  # characters of a value in a message; more would hide the message

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("jan", "januari", "january"),
            ("feb", "februari", "february"),
            ("mrt", "maart", "mar", "march"),
            ("apr", "april"),
            ("mei", "may"),
            ("jun", "juni", "june"),
            ("jul", "juli", "july"),
            ("aug", "augustus", "august"),
            ("sep", "sept", "september"),
            ("okt", "oktober", "oct", "october"),
            ("nov", "november"),
            ("dec", "december"),
        ),
        start=1,
    )
    for name in names
}
_YEAR_FIRST = re.compile(r"([0-9]{4})[-/. ]([0-9]{1,2})[-/. ]([0-9]{1,2})(?:[T ][0-9:.Z+-]*)?")
_DAY_FIRST = re.compile(r"([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{4})")
_DAY_NAMED = re.compile(r"([0-9]{1,2})[- ]([A-Za-z]{3,9})\.?[- ]([0-9]{4})")
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_TIME = re.compile(r"([0-9]{1,2})[:.]([0-9]{2})(?:[:.]([0-9]{2}))?(?: ?(?:uur|u|h))?")
NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")
COMMA_NUMBER = re.compile(r"([+-]?[0-9]+),([0-9]+)")


def show(value: Any) -> str:
    """`value` as it is written in TOML, shortened where it is long."""
    if isinstance(value, str):
        text = value if len(value) <= SHOWN else value[:SHOWN] + "…"
        return f'"{text}"'
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.isoformat(sep="T")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, int):
        if value.bit_length() > 4 * SHOWN:
            return _("a number of about {n} digits").format(n=value.bit_length() * 3 // 10)
        return str(value)
    if isinstance(value, Decimal | float):
        text = str(value).lower() if not isinstance(value, Decimal) else _decimal(value)
        return text if len(text) <= SHOWN else text[:SHOWN] + "…"
    return describe(value)


def _decimal(value: Decimal) -> str:
    if not value.is_finite():
        return "nan" if value.is_nan() else ("-inf" if value < 0 else "inf")
    return str(value).lower() if abs(value.adjusted()) > 20 else format(value, "f")


def describe(value: Any) -> str:
    """What kind of thing stands there."""
    if isinstance(value, bool):
        return _("true or false")
    if isinstance(value, str):
        return _("a text")
    if isinstance(value, int):
        return _("a whole number")
    if isinstance(value, Decimal | float):
        return _("a decimal number")
    if isinstance(value, datetime):
        return _("a date with a time")
    if isinstance(value, date):
        return _("a date")
    if isinstance(value, time):
        return _("a time")
    if isinstance(value, Mapping):
        return _("a table")
    return _("an array")


def table_name(path: KeyPath) -> str:
    """`[opleiding]`, `[[deeltijd]]`; for the top of the file: "" (say it another way)."""
    names = ".".join(str(part) for part in path if not isinstance(part, int))
    if not names:
        return ""
    return f"[[{names}]]" if isinstance(path[-1], int) else f"[{names}]"


def in_table(path: KeyPath) -> str:
    """ "in [[deeltijd]]", or "outside any table"."""
    name = table_name(path)
    return _("in {table}").format(table=name) if name else _("outside any table")


def code_list(words: Iterable[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)


def one_of(words: Iterable[str]) -> str:
    return _("one of {choices}").format(choices=code_list(words))


def line_list(lines: Sequence[int | None]) -> str:
    """ "3, 8 and 12"."""
    known = [str(line) for line in lines if line is not None]
    if len(known) < 2:
        return "".join(known)
    return _("{first} and {last}").format(first=", ".join(known[:-1]), last=known[-1])


def _plain(word: str) -> str:
    return re.sub(r"[ _-]+", "-", word.strip().casefold())


def nearest(word: str, candidates: Iterable[str], cutoff: float = 0.7) -> str | None:
    """The candidate most like `word`, whatever its capitals, spaces, `-` and `_`; None where none is near.

    Near is also what is a whole word of the other: `uren` and `uren_per_week`.
    """
    from difflib import SequenceMatcher

    plain = _plain(word)
    best, best_ratio, contained = None, cutoff, None
    matcher = SequenceMatcher(b=plain, autojunk=False)
    for candidate in candidates:
        other = _plain(candidate)
        matcher.set_seq1(other)
        ratio = matcher.ratio() if matcher.real_quick_ratio() >= best_ratio else 0
        if ratio > best_ratio or (best is None and ratio == best_ratio):  # of equals, the first
            best, best_ratio = candidate, ratio
        elif contained is None and len(plain) >= 4 and len(other) >= 4:
            contained = candidate if plain in other.split("-") or other in plain.split("-") else None
    return best or contained


def did_you_mean(word: str | None) -> str:
    return _("did you mean `{word}`?").format(word=word) if word else ""


def meant_date(text: str) -> date | None:
    """The date that someone meant who wrote `01-03-2025`, `1 maart 2025`, `2025-3-1` or `20250301`."""
    text = text.strip()
    if match := _YEAR_FIRST.fullmatch(text) or _COMPACT.fullmatch(text):
        year, month, day = (int(part) for part in match.groups())
    elif match := _DAY_FIRST.fullmatch(text):
        day, month, year = (int(part) for part in match.groups())
    elif match := _DAY_NAMED.fullmatch(text):
        day, month, year = int(match[1]), _MONTHS.get(match[2].casefold(), 0), int(match[3])
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def looks_like_date(text: str) -> bool:
    """Whether somebody meant a date, one that exists or not."""
    text = text.strip()
    if _DAY_NAMED.fullmatch(text):
        return meant_date(text) is not None
    return bool(_YEAR_FIRST.fullmatch(text) or _DAY_FIRST.fullmatch(text))


def meant_time(text: str) -> time | None:
    """The time that someone meant who wrote `17:00` or `8.30 uur`."""
    match = _TIME.fullmatch(text.strip())
    if match is None:
        return None
    try:
        return time(int(match[1]), int(match[2]), int(match[3] or 0))
    except ValueError:
        return None


def why_no_date(year: int, month: int, day: int) -> str:
    """Why this date does not exist, for `expected`."""
    if not 1 <= month <= 12:
        return _("a month from 01 to 12")
    if year < 1:
        return _("a year from 1900 to 2199")
    last = days_in_month(year, month)
    return _("a day from 01 to {last}: that month has {last} days").format(last=last)
