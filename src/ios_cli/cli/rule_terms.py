"""What `ios rule` says of the terms: one [[termijn]] record in words, as a csv row, as JSON."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ios_cli.text import _, ngettext

if TYPE_CHECKING:
    from ios_cli.regels.bestand import Moment, TermijnRecord
    from ios_cli.regels.model import Regel, Regels

TERM_SCHEMA = "ios/rule-termijnen/1"
TERM_COLUMNS = (
    "termijn",
    "bij",
    "alleen",
    "wie",
    "vanaf",
    "uiterlijk",
    "vervalt",
    "afgesloten_door",
    "ernst",
    "als",
    "praktijk",
    "aan",
    "bron",
    "paragraaf",
    "jaar",
    "onzeker",
    "laag",
)
"""Of `ios rule --termijnen`; docs/glossary.md has them."""


def terms_of(code: str, regels: "Regels") -> "list[TermijnRecord]":
    """The records of this code."""
    return [record for record in regels.termijnen if record.code == code]


def is_on(record: "TermijnRecord", regels: "Regels") -> bool:
    from ios_cli.planning.termijnen.regelwerk import staat_aan

    return staat_aan(record, regels)


def who_of(record: "TermijnRecord", regels: "Regels") -> tuple[str, ...]:
    if record.wie_regel is None:
        return record.wie
    waarde = regels[record.wie_regel].waarde
    return waarde if isinstance(waarde, tuple) else (str(waarde),)


def say_source(regel: "Regel | TermijnRecord") -> str:
    """Document, place and year; the place in the chosen language, the name of the document as it is."""
    place = regel.paragraaf or ""
    words = (("en", _("and")), ("tabel", _("table")), ("lid", _("paragraph")))
    for dutch, word in words:
        place = " ".join(word if part == dutch else part for part in place.split(" "))
    year = str(regel.jaar) if regel.jaar else _("undated") if regel.ongedateerd else ""
    text = ", ".join(filter(None, (regel.bron, place)))
    return f"{text} ({year})" if year else text


def say_made_for(record: "TermijnRecord") -> str:
    """What a term is made for, as people say it."""
    words = {
        "opleiding": _("the training"),
        "onderdeel": _("each practice period and external stage"),
        "externe-stage": _("each external stage"),
        "externe-stages": _("the external stages together"),
        "opleidingsjaar": _("each opleidingsjaar"),
        "verlofjaar": _("each verlofjaar"),
        "voortgangsgesprek": _("each talk held"),
        "gesprekstermijn": _("each talk, held or to come"),
        "vrijstelling": _("each vrijstelling"),
        "besluit": _("each besluit"),
        "begeleidingstraject": _("each begeleidingstraject"),
        "deeltijd": _("each deeltijd entry"),
        "onderbreking": _("each onderbreking"),
    }
    text = words.get(record.bij, record.bij)
    return f"{text} ({', '.join(record.alleen)})" if record.alleen else text


def say_moment(moment: "Moment | None", regels: "Regels", *, names: bool = False) -> str:
    """`begin + 3 months`; with `names` the rules that give the numbers stand behind it. `-` where none."""
    if moment is None:
        return "-"
    text = _anchor(moment, regels)
    for way, sign in ((moment.na, "+"), (moment.voor, "-")):
        for name in way:
            regel = regels[name]
            text += " " + _step(regel.waarde, regel.eenheid, sign)
    own = (("maanden", moment.maanden), ("weken", moment.weken), ("dagen", moment.dagen))
    for unit, number in own:
        if number:
            text += " " + _step(abs(number), unit, "+" if number > 0 else "-")
    rules = [*moment.na, *moment.voor]
    if moment.nummer_regel is not None:
        rules.insert(0, moment.nummer_regel)
    return f"{text} ({', '.join(rules)})" if names and rules else text


def _anchor(moment: "Moment", regels: "Regels") -> str:
    words = {
        "start": _("start of the training"),
        "einde": _("last day of the training"),
        "begin": _("begin"),
        "eind": _("last day"),
        "na-eind": _("day after the last day"),
        "datum": _("its day"),
    }
    text = words.get(moment.anker, "")
    if moment.anker == "gesprek":
        nummer: Any = moment.nummer
        if moment.nummer_regel is not None:
            nummer = regels[moment.nummer_regel].waarde
        text = _("talk {n}").format(n="?" if nummer is None else int(nummer))
    return _("{moment} of {part}").format(moment=text, part=moment.van) if moment.van else text


def _step(value: Any, unit: str, sign: str) -> str:
    if value is None:
        return f"{sign} ?"
    number = int(value)
    if unit == "maandnummer":
        return _("in month {n}").format(n=number)
    text = {
        "maanden": ngettext("{n} month", "{n} months", number),
        "weken": ngettext("{n} week", "{n} weeks", number),
        "dagen": ngettext("{n} day", "{n} days", number),
    }[unit]
    return f"{sign} {text.format(n=number)}"


def list_row(record: "TermijnRecord", regels: "Regels", source: str, *, several: bool) -> tuple[str, ...]:
    """code, from, at the latest, remarks, source. With `several` of one code: what each is made for."""
    until = say_moment(record.uiterlijk, regels)
    window = until if record.vanaf is None else f"{say_moment(record.vanaf, regels)} → {until}"
    remarks = []
    if record.laag == "profiel":
        remarks.append(_("profile"))
    if not is_on(record, regels):
        remarks.append(_("switched off"))
    if record.onzeker:
        remarks.append(_("uncertain"))
    if several:
        window = f"{say_made_for(record)}: {window}"
    return record.code, window, ", ".join(remarks), source


def facts(
    record: "TermijnRecord", regels: "Regels", language: str, source: str
) -> "Iterator[tuple[str, str]]":
    """(label, text) of one record in full."""
    yield _("made for"), say_made_for(record)
    who = ", ".join(who_of(record, regels))
    yield _("who"), _("{who}, each of their own").format(who=who) if record.per_persoon else who
    if record.vanaf is not None:
        yield _("first day"), say_moment(record.vanaf, regels, names=True)
    yield _("last day"), say_moment(record.uiterlijk, regels, names=True)
    if record.keten:
        yield _("repeated"), _("once, twice, ... these steps, while a window opens before the last day")
    if record.anders_vanaf is not None:
        yield _("else from"), say_moment(record.anders_vanaf, regels, names=True)
    if record.vervalt is not None:
        yield _("lapses after"), say_moment(record.vervalt, regels, names=True)
    yield _("done by"), record.afgesloten_door or "[[afgehandeld]]"
    yield _("when late"), record.ernst
    yield _("holds"), _holds(record, regels)
    yield _("source"), source
    if record.onzeker:
        yield _("uncertain"), _("the source is old, or contradicted elsewhere")
    remark = record.opmerking.get(language) or record.opmerking.get("") or ""
    if remark:
        yield _("remark"), remark


def _holds(record: "TermijnRecord", regels: "Regels") -> str:
    on = is_on(record, regels)
    if record.praktijk and record.code not in regels.lijst("praktijktermijnen"):
        return _("no: of practice; a profile switches it on by naming it in `praktijktermijnen`")
    if record.als is not None:
        return (_("yes: {rule}") if on else _("no: only with {rule}")).format(rule=record.als)
    return _("yes") if on else _("no: a rule it needs has no value here")


def _cell(moment: "Moment | None") -> str:
    """`begin + voortgangsgesprek-na-minimaal`: as data, the same in every language."""
    if moment is None:
        return ""
    parts = [
        " ".join(filter(None, (moment.anker, moment.van, str(moment.nummer or moment.nummer_regel or ""))))
    ]
    parts += [f"+ {name}" for name in moment.na] + [f"- {name}" for name in moment.voor]
    for unit in ("maanden", "weken", "dagen"):
        number = getattr(moment, unit)
        if number:
            parts.append(f"{'+' if number > 0 else '-'} {abs(number)} {unit}")
    return " ".join(parts)


def csv_row(record: "TermijnRecord", regels: "Regels") -> tuple[Any, ...]:
    def word(value: bool) -> str:
        return "true" if value else "false"

    return (
        record.code,
        record.bij,
        "|".join(record.alleen),
        "+".join(who_of(record, regels)),
        _cell(record.vanaf),
        _cell(record.uiterlijk),
        _cell(record.vervalt),
        record.afgesloten_door,
        record.ernst,
        record.als,
        word(record.praktijk),
        word(is_on(record, regels)),
        record.bron,
        record.paragraaf,
        record.jaar,
        word(record.onzeker),
        record.laag,
    )


def json_row(record: "TermijnRecord", regels: "Regels") -> dict[str, Any]:
    return {
        "termijn": record.code,
        "omschrijving": dict(record.omschrijving),
        "bij": record.bij,
        "alleen": list(record.alleen),
        "wie": list(who_of(record, regels)),
        "per_persoon": record.per_persoon,
        "vanaf": _moment(record.vanaf),
        "uiterlijk": _moment(record.uiterlijk),
        "vervalt": _moment(record.vervalt),
        "keten": record.keten,
        "anders_vanaf": _moment(record.anders_vanaf),
        "binnen": record.binnen,
        "afgesloten_door": record.afgesloten_door,
        "ernst": record.ernst,
        "als": record.als,
        "praktijk": record.praktijk,
        "aan": is_on(record, regels),
        "bron": record.bron,
        "paragraaf": record.paragraaf,
        "jaar": record.jaar,
        "onzeker": record.onzeker,
        "opmerking": dict(record.opmerking),
        "laag": record.laag,
    }


def _moment(moment: "Moment | None") -> Mapping[str, Any] | None:
    if moment is None:
        return None
    steps: Sequence[str] = ("van", "nummer", "nummer_regel", "maanden", "weken", "dagen", "telling")
    return {
        "anker": moment.anker,
        **{key: value for key in steps if (value := getattr(moment, key)) is not None},
        "na": list(moment.na),
        "voor": list(moment.voor),
    }
