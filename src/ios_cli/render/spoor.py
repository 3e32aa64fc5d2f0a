"""A step in words, and as an object for machines.

Both say the same: every date and number in the words is one of the `gegevens` of the object.
"""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Any

from ios_cli.domain.calendar import spoken_date
from ios_cli.domain.dossier import Inhoud
from ios_cli.domain.numbers import format_exact
from ios_cli.domain.spoor import Aantal, Deel, Stap
from ios_cli.domain.words import say_content, say_days, say_months, say_number
from ios_cli.render.values import encodable, show_text
from ios_cli.text import _, current_language, ngettext

Record = dict[str, Any]


def tekst_van(stap: Stap, *, gesproken: bool) -> str:
    """The sentence, in the chosen language. `gesproken`: dates as one says them, else as `2028-02-29`."""
    tekst = stap.zin.format(**{naam: deel_in_woorden(deel, gesproken=gesproken) for naam, deel in stap.delen})
    ongeveer = _("roughly")
    if gesproken:  # where it begins a sentence
        tekst = tekst.replace(f". {ongeveer} ", f". {ongeveer.capitalize()} ")
        if tekst.startswith(f"{ongeveer} "):
            tekst = ongeveer.capitalize() + tekst.removeprefix(ongeveer)
    return tekst


def deel_in_woorden(deel: Deel, *, gesproken: bool) -> str:
    """One part of a sentence; what was rounded to be shown is told so, in the spoken form in a word."""
    if isinstance(deel, date):
        return spoken_date(deel, current_language()) if gesproken else deel.isoformat()
    if isinstance(deel, str):
        return show_text(deel)
    if isinstance(deel, Inhoud):
        tekst = say_content(deel) if deel else say_months(Fraction(0))
    else:
        tekst = _aantal_in_woorden(deel)
    return tekst.replace("≈", _("roughly")) if gesproken else tekst


def _aantal_in_woorden(aantal: Aantal) -> str:
    n, getal = 1 if aantal.waarde == 1 else 2, say_number(aantal.waarde)
    match aantal.eenheid:
        case "maanden":
            return say_months(aantal.waarde)
        case "dagen":
            return say_days(aantal.waarde)
        case "weken":
            return ngettext("{n} week", "{n} weeks", n).format(n=getal)
        case "werkdagen":
            return ngettext("{n} working day", "{n} working days", n).format(n=getal)
        case "diensten":
            return ngettext("{n} dienst", "{n} diensten", n).format(n=getal)
        case "uren":
            return ngettext("{n} hour", "{n} hours", n).format(n=getal)
        case "uren-per-week":
            return ngettext("{n} hour a week", "{n} hours a week", n).format(n=getal)
    return getal


def waarden_van(deel: Deel) -> Iterator[tuple[str, str]]:
    """Exact value and unit; content in months and days gives both, whole weeks are weeks as in the words."""
    if isinstance(deel, date):
        yield deel.isoformat(), "datum"
    elif isinstance(deel, Inhoud):
        if deel.maanden or not deel.dagen:
            yield format_exact(deel.maanden), "maanden"
            if deel.dagen:
                yield format_exact(deel.dagen), "dagen"
        elif deel.dagen % 7 == 0:
            yield format_exact(deel.dagen / 7), "weken"
        else:
            yield format_exact(deel.dagen), "dagen"
    elif isinstance(deel, Aantal):
        yield format_exact(deel.waarde), deel.eenheid
    else:
        yield encodable(deel), ""


def waarde_record(deel: Deel | None) -> Record:
    """`waarde` and `eenheid`; months and days together as `1.5+3` in `maanden+dagen`."""
    paren = [] if deel is None else list(waarden_van(deel))
    return {
        "waarde": "+".join(waarde for waarde, _eenheid in paren) if paren else None,
        "eenheid": "+".join(eenheid for _waarde, eenheid in paren) or None,
    }


def stap_record(stap: Stap) -> Record:
    """One node of the trace. `tekst` is for reading only."""
    return {
        "id": encodable(stap.id),
        "soort": stap.soort.value,
        "tekst": encodable(tekst_van(stap, gesproken=False)),
        **waarde_record(stap.waarde),
        "gegevens": [
            {"naam": naam, "waarde": waarde, "eenheid": eenheid or None}
            for naam, deel in stap.delen
            for waarde, eenheid in waarden_van(deel)
        ],
        "regel": stap.regel or None,
        "bron": stap.bron or None,
        "gekozen_door": encodable(stap.gekozen_door) or None,
        "bestand": encodable(stap.bestand) or None,
        "regelnummer": stap.regelnummer,
        "stappen": [stap_record(onder) for onder in stap.stappen],
    }


def bron_in_woorden(stap: Stap) -> str:
    """Where it stands: the source, then the file with its line; "" where there is neither."""
    plaats = show_text(stap.bestand)
    if plaats and stap.regelnummer is not None:
        plaats = _("{file}, line {line}").format(file=plaats, line=stap.regelnummer)
    bron = show_text(stap.bron)
    if stap.gekozen_door:
        bron = _("{source}, left open: chosen by {who}").format(source=bron, who=show_text(stap.gekozen_door))
    return "; ".join(filter(None, (bron, plaats)))
