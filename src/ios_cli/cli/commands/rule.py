"""`ios rule`: the rules themselves, with value, unit, source and who chose; the terms; the findings."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ios_cli.cli import options
from ios_cli.cli.command import Choice, command_app
from ios_cli.cli.context import Context
from ios_cli.cli.exit_codes import ExitCode
from ios_cli.cli.output import flush_stdout, write_result
from ios_cli.cli.usage import UsageProblem, guess
from ios_cli.text import N_, _, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from fractions import Fraction

    from ios_cli.domain.finding import Finding
    from ios_cli.regels.bestand import TermijnRecord
    from ios_cli.regels.load import RegelBoek
    from ios_cli.regels.model import Regel, Regels

app = command_app()

EXAMPLES = (
    ("ios rule", N_("every rule with its value and source")),
    ("ios rule deeltijdmethode --profiel vumc", N_("one rule in full, and what a profile makes of it")),
    ("ios rule IOS201", N_("what a finding means and what to do about it")),
)

FORMATS = ("table", "csv", "json")
SCHEMA = "ios/rule/1"
FINDING_SCHEMA = "ios/finding/1"
GAP = "  "
LEAST = 24
"""A column with text is at least this wide, or as wide as its longest word."""
VALUE_WIDTH = 40
"""In lines, a longer value moves what follows it instead of every line."""
COLUMNS = (
    "regel",
    "waarde",
    "eenheid",
    "afronding",
    "bron",
    "paragraaf",
    "jaar",
    "geldig_vanaf",
    "onzeker",
    "keuze",
    "opties",
    "gekozen_door",
    "laag",
    "landelijke_waarde",
)
FINDING_COLUMNS = ("code", "naam", "betekenis", "wat_te_doen")
"""Of `ios rule IOS201`; docs/glossary.md has both."""


@app.command(
    help=N_(
        "Show the rules that dates and numbers rest on: value, unit, source and year, and who chose where "
        "the source leaves it open, and the terms of the decision calendar. With CODE one of them in full, "
        "or what a finding such as IOS201 means."
    ),
)
def rule(
    *,
    code: Annotated[
        str | None,
        typer.Argument(
            metavar=N_("CODE"),
            help=N_("name of a rule or term, or code or name of a finding; without it, all rules"),
        ),
    ] = None,
    profiel: Annotated[
        str | None,
        typer.Option(
            "--profiel",
            metavar=N_("NAME|FILE"),
            help=N_("lay this institute profile over the national rules"),
        ),
    ] = None,
    regeling: Annotated[
        str | None,
        typer.Option(
            "--regeling",
            metavar=N_("NAME"),
            help=N_("edition of the rules; default the one in force on the day of reference"),
        ),
    ] = None,
    termijnen: Annotated[
        bool, typer.Option("--termijnen", help=N_("the terms of the decision calendar instead of the rules"))
    ] = False,
    regels: options.RegelsDir = None,
    output_format: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            click_type=Choice(FORMATS),
            help=N_("form of the output; default by the ending of -o, else table"),
        ),
    ] = None,
    output: options.Output = None,
    as_of: options.AsOf = None,
    uitvoer: options.Uitvoer,
) -> int:
    from ios_cli.domain.finding import has_fout
    from ios_cli.regels.load import RegelBoek

    context = uitvoer.context(as_of, output)
    form = options.chosen_format(output_format, output, FORMATS)
    finding_code = _finding_code(code)
    if finding_code is not None:
        write_result(_render_meaning(finding_code, form, context), output)
        return ExitCode.OK
    boek, findings = RegelBoek.load(Path(regels) if regels is not None else None)
    holding: Regels | None = None
    if not has_fout(findings):
        holding, more = boek.regels_voor(start=context.as_of, regeling=regeling, profiel=profiel)
        findings += _about_options(more)
    if holding is not None:
        chosen, terms = _chosen(code, holding, only_terms=termijnen)
        context.detail(
            _("rules `{regeling}`, profile {profiel}, on {date}").format(
                regeling=holding.regeling,
                profiel=f"`{holding.profiel}`" if holding.profiel else _("none"),
                date=context.as_of,
            )
        )
        if form == "table":
            lines = (
                _list(holding, chosen, terms, context)
                if code is None
                else _details(chosen, terms, boek, holding, context)
            )
        else:
            lines = _render(form, holding, chosen, terms, findings, context)
        write_result(lines, output)
        flush_stdout()
    context.report(findings)
    return ExitCode.USAGE if has_fout(findings) else ExitCode.OK


def _about_options(findings: "Iterable[Finding]") -> "list[Finding]":
    """What would be about a line of a dossier is here about an option."""
    from dataclasses import replace

    found = []
    for f in findings:
        if f.path[:1] != ("opleiding",):
            found.append(f)
        elif f.is_fout:  # that no edition is in force today yet is no news here
            found.append(replace(f, path=(), file=f"--{f.path[-1]}", hint=f.hint if "`?" in f.hint else ""))
    return found


def _finding_code(code: str | None) -> str | None:
    """`IOS201`, from that or from its name; None where it is no finding."""
    from ios_cli.domain.finding import FINDING_NAMES

    if code is None:
        return None
    by_name = {name: known for known, name in FINDING_NAMES.items()}
    return code.upper() if code.upper() in FINDING_NAMES else by_name.get(code.lower())


def _chosen(
    code: str | None, regels: "Regels", *, only_terms: bool
) -> "tuple[list[Regel], list[TermijnRecord]]":
    """All rules and terms, or those asked for; a rule and a term may bear one name. Raises `UsageProblem`."""
    from ios_cli.cli.rule_terms import terms_of
    from ios_cli.domain.finding import FINDING_NAMES

    if code is None:
        return ([] if only_terms else list(regels)), list(regels.termijnen)
    names = [] if only_terms else [regel.naam for regel in regels]
    rules = [regels[code.lower()]] if code.lower() in names else []
    terms = terms_of(code.lower(), regels)
    if rules or terms:
        return rules, terms
    known = [*names, *(term.code for term in regels.termijnen), *FINDING_NAMES, *FINDING_NAMES.values()]
    raise UsageProblem(
        _("there is no rule, no term and no finding `{code}`").format(code=code),
        hint=guess(code, known) or _("`{command}` lists what there is").format(command="ios rule"),
    )


# --- values ---


def say_value(value: Any, unit: str = "") -> str:
    """A rule value as people read it, in the chosen language; `-` where there is none."""
    from fractions import Fraction

    if value is None:
        return "-"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Fraction):
        return say_quantity(value, unit)
    if isinstance(value, tuple):
        return ", ".join(_say_row(row) for row in value) or _("none")
    return str(value)


def _say_row(row: Any) -> str:
    if not hasattr(row, "items"):
        return say_value(row)
    if set(row) == {"maand", "dag"}:
        return _("{day} {month}").format(day=int(row["dag"]), month=_month_name(int(row["maand"])))
    units = {"maanden": "maanden"}
    return " ".join(say_value(value, units.get(key, "")) for key, value in row.items())


def _month_name(month: int) -> str:
    return (
        _("January"),
        _("February"),
        _("March"),
        _("April"),
        _("May"),
        _("June"),
        _("July"),
        _("August"),
        _("September"),
        _("October"),
        _("November"),
        _("December"),
    )[month - 1]


def say_quantity(value: "Fraction", unit: str) -> str:
    """A number with its unit in words; which month or talk, where it is a number in a row."""
    from ios_cli.domain.words import say_number

    n = 1 if value == 1 else 2
    match unit:
        case "voltijdsmaanden":
            text = ngettext("{n} full-time month", "{n} full-time months", n)
        case "maanden":
            text = ngettext("{n} month", "{n} months", n)
        case "weken":
            text = ngettext("{n} week", "{n} weeks", n)
        case "dagen":
            text = ngettext("{n} day", "{n} days", n)
        case "werkdagen":
            text = ngettext("{n} working day", "{n} working days", n)
        case "jaar":
            text = ngettext("{n} year", "{n} years", n)
        case "dagen-per-week":
            text = ngettext("{n} day a week", "{n} days a week", n)
        case "dagen-per-jaar":
            text = ngettext("{n} day a year", "{n} days a year", n)
        case "uren":
            text = ngettext("{n} hour", "{n} hours", n)
        case "uren-per-week":
            text = ngettext("{n} hour a week", "{n} hours a week", n)
        case "diensten":
            text = ngettext("{n} dienst", "{n} diensten", n)
        case "keer":
            text = ngettext("{n} time", "{n} times", n)
        case "maandnummer":
            text = _("month {n}")
        case "gesprekken":
            return _("the {nth} talk").format(nth=_ordinal(int(value)))
        case "aantal" | "deel" | "":
            text = "{n}"
        case __:
            text = f"{{n}} {unit}"
    return text.format(n=say_number(value))


def _ordinal(n: int) -> str:
    """`3rd`, in Dutch `3e`."""
    if n % 100 in (11, 12, 13):
        return _("{n}th").format(n=n)
    return {1: _("{n}st"), 2: _("{n}nd"), 3: _("{n}rd")}.get(n % 10, _("{n}th")).format(n=n)


def cell_value(value: Any) -> str:
    """A rule value for csv: exact, several joined by `|`; empty where there is none."""
    from fractions import Fraction

    from ios_cli.domain.numbers import format_exact

    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Fraction):
        return format_exact(value)
    if isinstance(value, tuple):
        return "|".join(map(cell_value, value))
    if hasattr(value, "values"):
        if set(value) == {"maand", "dag"}:
            return f"{int(value['maand']):02}-{int(value['dag']):02}"
        return " ".join(map(cell_value, value.values()))
    return str(value)


def plain_value(value: Any) -> Any:
    """A rule value for JSON: exact numbers as strings, tables as objects."""
    if isinstance(value, tuple):
        return [plain_value(v) for v in value]
    if hasattr(value, "items"):
        return {k: plain_value(v) for k, v in value.items()}
    return value if value is None or isinstance(value, bool | str) else cell_value(value)


def _spoken(text: "Mapping[str, str]", language: str) -> str:
    return text.get(language) or text.get("") or next(iter(text.values()), "")


# --- for people ---


def _list(
    regels: "Regels", chosen: "Sequence[Regel]", terms: "Sequence[TermijnRecord]", context: Context
) -> "Iterator[str]":
    from ios_cli.cli.rule_terms import list_row, say_source

    codes = [term.code for term in terms]
    yield _bold(_title(regels), context) + "\n\n"
    show = _on_screen if context.terminal else _in_lines
    if chosen:
        heads = (_("rule"), _("value"), _("remarks"), _("source"))
        yield from show(heads, [(r.naam, _with_unit(r), _remarks(r), say_source(r)) for r in chosen], context)
        yield "\n"
    heads = (_("term"), _("when"), _("remarks"), _("source"))
    yield from show(
        heads, [list_row(t, regels, say_source(t), several=codes.count(t.code) > 1) for t in terms], context
    )
    yield "\n"
    yield from _paragraph(
        _("`{command}` shows one of them in full").format(command="ios rule " + _("NAME")), context
    )


def _in_lines(heads: "Sequence[str]", rows: "Sequence[Sequence[str]]", context: Context) -> "Iterator[str]":
    """A line for every rule, nothing cut; a few long values push the rest of their line aside."""
    from ios_cli.render.values import cell_width, pad

    most = (VALUE_WIDTH, VALUE_WIDTH, VALUE_WIDTH, 0)
    widths = [
        min(max(cell_width(cell) for cell in column), most[i])
        for i, column in enumerate(zip(heads, *rows, strict=True))
    ]
    for number, row in enumerate((heads, *rows)):
        line = GAP.join(pad(cell, width) for cell, width in zip(row, widths, strict=True)).rstrip()
        yield (line if number else _bold(line, context)) + "\n"


def _on_screen(heads: "Sequence[str]", rows: "Sequence[Sequence[str]]", context: Context) -> "Iterator[str]":
    """As many columns as fit, wrapped between words; on a narrow screen all under the name."""
    from itertools import zip_longest

    from ios_cli.render.values import pad

    for shown in (4, 3, 2):
        columns = list(zip(heads, *rows, strict=True))[:shown]
        widths = _fit(columns, context.width)
        if widths is not None:
            break
    else:
        for naam, *rest in rows:
            yield _bold(naam, context) + "\n"
            for text in filter(None, rest):
                yield from _paragraph(text, context, first=GAP)
        return
    for number, row in enumerate((heads, *rows)):
        cells = [_wrapped(cell, width) for cell, width in zip(row, widths, strict=False)]
        for parts in zip_longest(*cells, fillvalue=""):
            line = GAP.join(pad(part, width) for part, width in zip(parts, widths, strict=True)).rstrip()
            yield (line if number else _bold(line, context)) + "\n"


def _fit(columns: "Sequence[Sequence[str]]", width: int) -> list[int] | None:
    """Widths in which every word stays whole; None where there is no room for them."""
    from ios_cli.render.values import cell_width

    natural = [max(map(cell_width, column)) for column in columns]
    words = [max(cell_width(word) for cell in column for word in cell.split() or [""]) for column in columns]
    widths = [natural[0], *(max(w, min(n, LEAST)) for n, w in zip(natural[1:], words[1:], strict=True))]
    spare = width - sum(widths) - len(GAP) * (len(widths) - 1)
    if spare < 0:
        return None
    for i in (2, 1, 3):
        if i < len(widths):
            more = min(natural[i] - widths[i], spare)
            widths[i] += more
            spare -= more
    return widths


def _wrapped(text: str, width: int) -> list[str]:
    from textwrap import wrap

    return wrap(text, width, break_long_words=False, break_on_hyphens=False) or [""]


def _bold(text: str, context: Context) -> str:
    return f"\x1b[1m{text}\x1b[0m" if context.colour else text


def _title(regels: "Regels") -> str:
    profiel = regels.profiel or _("none")
    return _("rules {regeling}, profile {profiel}").format(regeling=regels.regeling, profiel=profiel)


def _remarks(regel: "Regel") -> str:
    said = []
    if regel.laag == "profiel":
        national = _with_unit(regel.vervangt) if regel.vervangt is not None else "-"
        said.append(_("profile; national: {value}").format(value=national))
    elif regel.keuze:
        said.append(_("choice"))
    if regel.onzeker:
        said.append(_("uncertain"))
    return ", ".join(said)


def _details(
    chosen: "Sequence[Regel]",
    terms: "Sequence[TermijnRecord]",
    boek: "RegelBoek",
    regels: "Regels",
    context: Context,
) -> "Iterator[str]":
    from ios_cli.cli.rule_terms import facts, is_on, say_source

    terms = sorted(terms, key=lambda term: not is_on(term, regels))  # what holds comes first
    for regel in chosen:
        yield from _detail(regel, boek, regels, context)
    for number, term in enumerate(terms):
        if number or chosen:
            yield "\n"
        yield _bold(term.code, context) + "\n"
        yield from _paragraph(_spoken(term.omschrijving, context.language), context)
        title = _("profile {name}").format(name=regels.profiel) if term.laag == "profiel" else _title(regels)
        yield from _facts(
            _("term; {rules}").format(rules=title),
            list(facts(term, regels, context.language, say_source(term))),
            context,
        )


def _detail(regel: "Regel", boek: "RegelBoek", regels: "Regels", context: Context) -> "Iterator[str]":
    """One rule in words: the record that holds, the national one under it, and what other profiles say."""
    from ios_cli.cli.rule_terms import say_source

    national = regel
    while national.vervangt is not None:
        national = national.vervangt
    yield _bold(regel.naam, context) + "\n"
    yield from _paragraph(_spoken(national.omschrijving, context.language), context)
    if regel is not national:
        yield from _facts(_("profile {name}").format(name=regels.profiel), _record(regel, context), context)
        yield from _facts(regels.regeling, _record(national, context), context)
    else:
        yield from _facts(_title(regels), _record(regel, context), context)
    others = [
        (name, other)
        for name in boek.profielen()
        if name != regels.profiel and (other := _under(name, regel.naam, boek, regels)) is not None
    ]
    if others:
        said = [(name, f"{_with_unit(other)}  ({say_source(other)})") for name, other in others]
        yield from _facts(_("profiles that replace it"), said, context)


def _under(profiel: str, naam: str, boek: "RegelBoek", regels: "Regels") -> "Regel | None":
    """The record that `profiel` puts in place of the national one; None where it leaves it."""
    from datetime import date

    other, __ = boek.regels_voor(start=date.max, regeling=regels.regeling, profiel=profiel)
    if other is None or other[naam].laag != "profiel":
        return None
    return other[naam]


def _with_unit(regel: "Regel") -> str:
    return say_value(regel.waarde, regel.eenheid)


def _record(regel: "Regel", context: Context) -> list[tuple[str, str]]:
    from ios_cli.cli.rule_terms import say_source

    facts = [(_("value"), _with_unit(regel))]
    if regel.waarde is None:
        facts = [(_("value"), _("none; a profile can give one ({unit})").format(unit=regel.eenheid or "-"))]
    if regel.afronding:
        facts.append((_("rounding"), regel.afronding))
    facts.append((_("source"), say_source(regel)))
    if regel.onzeker:
        facts.append((_("uncertain"), _("the source is old, or contradicted elsewhere")))
    if regel.geldig_vanaf is not None:
        facts.append((_("holds from"), regel.geldig_vanaf.isoformat()))
    if regel.keuze:
        facts.append(
            (_("choice"), _("the source leaves this open; chosen by {who}").format(who=regel.gekozen_door))
        )
    elif regel.gekozen_door:
        facts.append((_("chosen by"), regel.gekozen_door))
    if regel.opties:
        facts.append((_("options"), ", ".join(regel.opties)))
    if regel.vast:
        facts.append((_("fixed"), _("no profile can replace it")))
    remark = _spoken(regel.opmerking, context.language)
    if remark:
        facts.append((_("remark"), remark))
    return facts


def _facts(title: str, facts: "Sequence[tuple[str, str]]", context: Context) -> "Iterator[str]":
    yield "\n" + _bold(title, context) + "\n"
    width = max(len(label) for label, __ in facts) + 2
    for label, text in facts:
        yield from _paragraph(text, context, first=f"  {label.ljust(width)}")


def _paragraph(text: str, context: Context, first: str = "") -> "Iterator[str]":
    """`text` behind `first`; wrapped under itself on a terminal, one line elsewhere."""
    from ios_cli.render.values import show_text

    text = show_text(text)
    if not context.terminal:
        yield f"{first}{text}\n"
        return
    width = max(context.width - len(first), LEAST)
    for number, line in enumerate(_wrapped(text, width)):
        yield f"{' ' * len(first) if number else first}{line}\n"


# --- for machines ---


def _render(
    form: str,
    regels: "Regels",
    chosen: "Sequence[Regel]",
    terms: "Sequence[TermijnRecord]",
    findings: "Sequence[Finding]",
    context: Context,
) -> "Iterator[str]":
    """The rules; the terms where they alone were asked for."""
    from ios_cli.cli.rule_terms import TERM_COLUMNS, TERM_SCHEMA, csv_row, json_row

    if form == "csv":
        from ios_cli.render.csv import render_csv

        if not chosen:
            return render_csv(TERM_COLUMNS, (csv_row(term, regels) for term in terms))
        return render_csv(COLUMNS, (_csv_row(regel) for regel in chosen))
    from ios_cli import __version__
    from ios_cli.render.envelope import envelope_head
    from ios_cli.render.json import render_json

    receipt = {
        "regeling": regels.regeling,
        "regeling_sha256": regels.regeling_sha256 or None,
        "profiel": regels.profiel,
        "profiel_sha256": regels.profiel_sha256 or None,
    }
    schema = SCHEMA if chosen else TERM_SCHEMA
    head = envelope_head(schema, findings=findings, as_of=context.as_of, version=__version__, regels=receipt)
    if not chosen:
        return render_json(head, (json_row(term, regels) for term in terms))
    return render_json(head, (_json_row(regel) for regel in chosen))


def _csv_row(regel: "Regel") -> tuple[Any, ...]:
    def word(value: bool) -> str:
        return "true" if value else "false"

    return (
        regel.naam,
        cell_value(regel.waarde),
        regel.eenheid,
        regel.afronding,
        regel.bron,
        regel.paragraaf,
        regel.jaar,
        regel.geldig_vanaf,
        word(regel.onzeker),
        word(regel.keuze),
        "|".join(regel.opties),
        regel.gekozen_door,
        regel.laag,
        cell_value(regel.vervangt.waarde) if regel.vervangt is not None else None,
    )


def _json_row(regel: "Regel") -> dict[str, Any]:
    national = regel.vervangt
    return {
        "regel": regel.naam,
        "waarde": plain_value(regel.waarde),
        "eenheid": regel.eenheid or None,
        "afronding": regel.afronding or None,
        "omschrijving": dict((national or regel).omschrijving),
        "bron": regel.bron,
        "paragraaf": regel.paragraaf or None,
        "jaar": regel.jaar,
        "geldig_vanaf": regel.geldig_vanaf,
        "onzeker": regel.onzeker,
        "keuze": regel.keuze,
        "opties": list(regel.opties),
        "gekozen_door": regel.gekozen_door or None,
        "vast": regel.vast,
        "opmerking": dict(regel.opmerking),
        "laag": regel.laag,
        "landelijke_waarde": plain_value(national.waarde) if national is not None else None,
    }


# --- what a finding means ---


def _render_meaning(code: str, form: str, context: Context) -> "Iterable[str]":
    from ios_cli.cli.finding_texts import meaning_of, remedy_of
    from ios_cli.domain.finding import FINDING_NAMES

    name, meaning, remedy = FINDING_NAMES[code], meaning_of(code), remedy_of(code)
    if form == "table":
        title = _bold(f"{code} {name}", context)
        return [f"{title}\n", *_paragraph(meaning, context), *_paragraph(remedy, context)]
    row = (code, name, meaning, remedy)
    if form == "csv":
        from ios_cli.render.csv import render_csv

        return render_csv(FINDING_COLUMNS, [row])
    from ios_cli import __version__
    from ios_cli.render.envelope import envelope_head
    from ios_cli.render.json import render_json

    head = envelope_head(FINDING_SCHEMA, findings=(), as_of=context.as_of, version=__version__, regels={})
    return render_json(head, [dict(zip(FINDING_COLUMNS, row, strict=True))])
