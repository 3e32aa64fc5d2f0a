"""Numbers and lengths as people read them, in the chosen language; machines get `numbers.format_exact`."""

from fractions import Fraction

from ios_cli.domain.dossier import Inhoud
from ios_cli.domain.numbers import format_exact, format_rounded
from ios_cli.text import _, current_language, ngettext

SHOWN_PLACES = 4


def say_number(value: Fraction) -> str:
    """A number for people: exact up to 4 decimals, else rounded to 2 and marked so; `1,5` in Dutch."""
    text = format_exact(value)
    if "/" in text or len(text.partition(".")[2]) > SHOWN_PLACES:
        text = format_rounded(value, 2)
        text = f"≈ {text}" if text.strip("-0.") else "≈ 0"
    return _decimal_sign(text)


def say_factor(value: Fraction) -> str:
    """A factor for people: as in the csv, without the zeros at its end."""
    return _decimal_sign(format_rounded(value, 4).rstrip("0").rstrip("."))


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
