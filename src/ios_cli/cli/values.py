"""Option values read by hand, so that an error speaks our words and nothing is guessed."""

import re
from datetime import date

from ios_cli.cli.usage import UsageProblem
from ios_cli.text import _

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


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
