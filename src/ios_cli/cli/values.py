"""Option values read by hand, so that an error speaks our words and nothing is guessed."""

import re
from datetime import date
from typing import TYPE_CHECKING

from ios_cli.cli.usage import UsageProblem
from ios_cli.text import _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# More digits than any length or share has; the reader of dossiers judges what is in range.
_NUMBER = re.compile(r"[0-9]{1,20}(\.[0-9]{1,20})?")
_COMMA = re.compile(r"[0-9]+,[0-9]+")
_PERCENTAGE = re.compile(r"([0-9]{1,3}) ?%")
_MONTH = re.compile(r"([0-9]{4})-(?:(0[1-9]|1[0-2])|[qQ]([1-4]))")
_SPAN = re.compile(r"([0-9]{1,4})([dwm])")
_LONG_SPAN = re.compile(r"\s*[0-9]{5,}[dwmDWM]\s*")


def parse_date(value: str, option: str) -> date:
    """`YYYY-MM-DD` and nothing else. `option` is what the error calls it."""
    from ios_cli.domain.fields import (
        EERSTE_JAAR,
        LAATSTE_JAAR,
    )  # brings the exact numbers along: not for --help

    if not _DATE.fullmatch(value):
        raise UsageProblem(
            _("`{value}` is no date for `{option}`").format(value=value, option=option),
            expected=_("a date as YYYY-MM-DD, such as `2026-03-01`"),
        )
    try:
        dag = date.fromisoformat(value)
    except ValueError:
        raise UsageProblem(
            _("`{value}` for `{option}` does not exist in the calendar").format(value=value, option=option)
        ) from None
    if not EERSTE_JAAR <= dag.year <= LAATSTE_JAAR:
        raise UsageProblem(
            _("the year of `{value}` for `{option}` is out of range").format(value=value, option=option),
            expected=_("a year from {first} to {last}").format(first=EERSTE_JAAR, last=LAATSTE_JAAR),
        )
    return dag


def parse_month(value: str, option: str, *, laatste: bool = False) -> date:
    """The first day of `2026-03`, or of the first (or `laatste`) month of a quarter, `2026-Q2`."""
    match = _MONTH.fullmatch(value.strip())
    if match is None:
        is_date = _DATE.fullmatch(value) is not None
        raise UsageProblem(
            _("`{value}` is no month for `{option}`").format(value=value, option=option),
            expected=_("a month as YYYY-MM, such as `2026-03`, or a quarter such as `2026-Q1`"),
            hint=_("leave out the day: `{month}`").format(month=value[:7]) if is_date else "",
        )
    maand = match[2] or f"{int(match[3]) * 3 - (0 if laatste else 2):02}"
    return parse_date(f"{match[1]}-{maand}-01", option)


def parse_optional_date(value: str | None, option: str) -> date | None:
    return None if value is None else parse_date(value, option)


def parse_number(value: str, option: str) -> "Fraction":
    """A decimal number with a point, exactly as written. `option` is what the error calls it."""
    from fractions import Fraction

    if _NUMBER.fullmatch(value):
        return Fraction(value)
    hint = ""
    if _COMMA.fullmatch(value):
        hint = _("write the decimals after a point: `{number}`").format(number=value.replace(",", "."))
    elif match := _PERCENTAGE.fullmatch(value):
        from ios_cli.domain.numbers import format_exact

        share = format_exact(Fraction(int(match[1]), 100))
        hint = _("write {percentage} % as `{share}`").format(percentage=match[1], share=share)
    raise UsageProblem(
        _("`{value}` is no number for `{option}`").format(value=value, option=option),
        expected=_("a number, with a point where it has decimals, such as `1.5`"),
        hint=hint,
    )


def parse_optional_number(value: str | None, option: str) -> "Fraction | None":
    return None if value is None else parse_number(value, option)


def parse_optional_whole(value: str | None, option: str) -> int | None:
    """A whole number, or None where none is given."""
    if value is None:
        return None
    number = parse_number(value, option)
    if number.denominator != 1:
        raise UsageProblem(
            _("`{value}` is no whole number for `{option}`").format(value=value, option=option),
            hint=_("weken and dagen are counted whole; give `--maanden` for a part"),
        )
    return number.numerator


def parse_span(value: str, option: str, *, units: str = "dwm") -> tuple[int, str]:
    """So many days, weeks or months ahead: `60d`, `8w`, `2m`, as (60, "d"). `units` are those that do."""
    match = _SPAN.fullmatch(value.strip().lower())
    if match is None or match[2] not in units:
        raise UsageProblem(
            _("`{value}` is no length of time for `{option}`").format(value=value, option=option),
            expected=_("a whole number with d (days), w (weeks) or m (months), such as `60d`")
            if "m" in units
            else _("a whole number with d (days) or w (weeks), such as `14d`"),
            hint=_("at most four digits: {n} is the most").format(n=9999)
            if _LONG_SPAN.fullmatch(value)
            else "",
        )
    return int(match[1]), match[2]


def span_end(as_of: date, span: tuple[int, str]) -> date:
    """The last day that lies within `span` from `as_of`."""
    from ios_cli.domain.calendar import HorizonError, add_days, add_months

    aantal, unit = span
    try:
        return (
            add_months(as_of, aantal) if unit == "m" else add_days(as_of, aantal * (7 if unit == "w" else 1))
        )
    except HorizonError:
        return date.max


def span_begin(as_of: date, span: tuple[int, str]) -> date:
    """The first day that lies within `span` before `as_of`."""
    from ios_cli.domain.calendar import HorizonError, add_days, months_before

    aantal, unit = span
    try:
        return (
            months_before(as_of, aantal)
            if unit == "m"
            else add_days(as_of, -aantal * (7 if unit == "w" else 1))
        )
    except HorizonError:
        return date.min


def parse_words(given: "Sequence[str] | None", option: str, known: "Sequence[str]") -> tuple[str, ...]:
    """The words of an option that may be repeated and may hold several, joined by commas; each once.

    Empty where the option is not given; raises `UsageProblem` for a word that is not `known`, and where it
    is given without any.
    """
    words = [word for value in given or () for part in value.split(",") if (word := part.strip())]
    if given and not words:
        words = [given[0]]
    for word in words:
        if word not in known:
            from ios_cli.cli.usage import guess, one_of

            raise UsageProblem(
                _("`{value}` is no choice for `{option}`").format(value=word, option=option),
                expected=one_of(known),
                hint=guess(word, known),
            )
    return tuple(dict.fromkeys(words))
