"""`ios rule`: the rules themselves, with value, unit, source and who chose; and what a finding means."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ios_cli.cli import options
from ios_cli.cli.command import SETTINGS, Choice, IosCommand, command_app
from ios_cli.cli.context import Context
from ios_cli.cli.exit_codes import ExitCode
from ios_cli.cli.output import flush_stdout, to_file, write_result
from ios_cli.cli.usage import UsageProblem, guess
from ios_cli.text import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ios_cli.domain.finding import Finding
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


@app.command(
    cls=IosCommand,
    context_settings=SETTINGS,
    help=N_(
        "Show the rules that dates and numbers rest on: value, unit, source and year, and who chose where "
        "the source leaves it open. With CODE one of them in full, or what a finding such as IOS201 means."
    ),
)
def rule(
    code: Annotated[
        str | None,
        typer.Argument(
            metavar=N_("CODE"), help=N_("name of a rule, or code or name of a finding; without it, all rules")
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
    quiet: options.Quiet = False,
) -> int:
    from ios_cli.domain.finding import has_fout
    from ios_cli.regels.load import RegelBoek

    context = Context.of(as_of=as_of, quiet=quiet, to_file=to_file(output))
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
        chosen = _chosen(code, holding)
        if form == "table":
            lines = (
                _list(holding, chosen, context)
                if code is None
                else _detail(chosen[0], boek, holding, context)
            )
        else:
            lines = _render(form, holding, chosen, findings, context)
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


def _chosen(code: str | None, regels: "Regels") -> "list[Regel]":
    """All rules, or the one asked for. Raises `UsageProblem`."""
    from ios_cli.domain.finding import FINDING_NAMES

    if code is None:
        return list(regels)
    names = {regel.naam for regel in regels}
    if code.lower() in names:
        return [regels[code.lower()]]
    raise UsageProblem(
        _("there is no rule and no finding `{code}`").format(code=code),
        hint=guess(code, [*names, *FINDING_NAMES, *FINDING_NAMES.values()])
        or _("`{command}` lists what there is").format(command="ios rule"),
    )


# --- values ---


def say_value(value: Any) -> str:
    """A rule value as it would be typed, without the signs of TOML; `-` where there is none."""
    from fractions import Fraction

    from ios_cli.domain.numbers import format_exact

    if value is None:
        return "-"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Fraction):
        return format_exact(value)
    if isinstance(value, tuple):
        rows = (
            " ".join(map(say_value, row.values())) if hasattr(row, "values") else say_value(row)
            for row in value
        )
        return ", ".join(rows) or "-"
    return str(value)


def plain_value(value: Any) -> Any:
    """A rule value for JSON: exact numbers as strings, tables as objects."""
    if isinstance(value, tuple):
        return [plain_value(v) for v in value]
    if hasattr(value, "items"):
        return {k: plain_value(v) for k, v in value.items()}
    return value if value is None or isinstance(value, bool | str) else say_value(value)


def _spoken(text: "Mapping[str, str]", language: str) -> str:
    return text.get(language) or text.get("") or next(iter(text.values()), "")


# --- for people ---


def _list(regels: "Regels", chosen: "Sequence[Regel]", context: Context) -> "Iterator[str]":
    from ios_cli.render.values import cell_width, pad

    yield _title(regels) + "\n\n"
    heads = (_("rule"), _("value"), _("unit"), _("remarks"), _("source"))
    rows = [heads]
    for regel in chosen:
        unit = regel.eenheid or "-"
        rows.append(
            (regel.naam, _short(say_value(regel.waarde)), unit, regel.bronvermelding, _remarks(regel))
        )
    widths = [max(cell_width(row[i]) for row in rows) for i in range(len(heads))]
    for row in rows:
        yield "  ".join(pad(cell, width) for cell, width in zip(row, widths, strict=True)).rstrip() + "\n"
    yield "\n" + _("`{command}` shows one of them in full").format(command="ios rule NAME") + "\n"


def _title(regels: "Regels") -> str:
    profiel = regels.profiel or _("none")
    return _("rules {regeling}, profile {profiel}").format(regeling=regels.regeling, profiel=profiel)


def _short(text: str, most: int = 40) -> str:
    """A list is shown whole in the detail; here it would push the source off the screen."""
    return text if len(text) <= most else text[: text.rfind(",", 0, most)] + ", ..."


def _remarks(regel: "Regel") -> str:
    said = []
    if regel.laag == "profiel":
        national = say_value(regel.vervangt.waarde) if regel.vervangt is not None else "-"
        said.append(_("profile; national: {value}").format(value=_short(national)))
    elif regel.keuze:
        said.append(_("choice"))
    if regel.onzeker:
        said.append(_("uncertain"))
    return ", ".join(said)


def _detail(regel: "Regel", boek: "RegelBoek", regels: "Regels", context: Context) -> "Iterator[str]":
    """One rule in words: the record that holds, the national one under it, and what other profiles say."""
    national = regel
    while national.vervangt is not None:
        national = national.vervangt
    yield f"{regel.naam}\n"
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
        said = [(name, f"{_with_unit(other)}  ({other.bronvermelding})") for name, other in others]
        yield from _facts(_("profiles that replace it"), said, context)


def _under(profiel: str, naam: str, boek: "RegelBoek", regels: "Regels") -> "Regel | None":
    """The record that `profiel` puts in place of the national one; None where it leaves it."""
    from datetime import date

    other, __ = boek.regels_voor(start=date.max, regeling=regels.regeling, profiel=profiel)
    if other is None or other[naam].laag != "profiel":
        return None
    return other[naam]


def _with_unit(regel: "Regel") -> str:
    return " ".join(filter(None, (say_value(regel.waarde), regel.eenheid)))


def _record(regel: "Regel", context: Context) -> list[tuple[str, str]]:
    facts = [(_("value"), _with_unit(regel))]
    if regel.waarde is None:
        facts = [(_("value"), _("none; a profile can give one ({unit})").format(unit=regel.eenheid or "-"))]
    if regel.afronding:
        facts.append((_("rounding"), regel.afronding))
    facts.append((_("source"), regel.bronvermelding))
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
    yield f"\n{title}\n"
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
    from textwrap import wrap

    width = max(context.width - 1, len(first) + 20)
    indent = " " * len(first)
    yield (
        "\n".join(wrap(text, width, initial_indent=first, subsequent_indent=indent, break_on_hyphens=False))
        + "\n"
    )


# --- for machines ---


def _render(
    form: str, regels: "Regels", chosen: "Sequence[Regel]", findings: "Sequence[Finding]", context: Context
) -> "Iterator[str]":
    if form == "csv":
        from ios_cli.render.csv import render_csv

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
    head = envelope_head(SCHEMA, findings=findings, as_of=context.as_of, version=__version__, regels=receipt)
    return render_json(head, (_json_row(regel) for regel in chosen))


def _csv_row(regel: "Regel") -> tuple[Any, ...]:
    def word(value: bool) -> str:
        return "true" if value else "false"

    def empty_or(value: Any) -> str | None:
        return None if value is None else say_value(value)

    return (
        regel.naam,
        empty_or(regel.waarde),
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
        empty_or(regel.vervangt.waarde) if regel.vervangt is not None else None,
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
    from ios_cli.cli.finding_texts import meaning_of
    from ios_cli.domain.finding import FINDING_NAMES

    name, meaning = FINDING_NAMES[code], meaning_of(code)
    if form == "table":
        return [f"{code} {name}\n", *_paragraph(meaning, context)]
    if form == "csv":
        from ios_cli.render.csv import render_csv

        return render_csv(("code", "naam", "betekenis"), [(code, name, meaning)])
    from ios_cli import __version__
    from ios_cli.render.envelope import envelope_head
    from ios_cli.render.json import render_json

    head = envelope_head(SCHEMA, findings=(), as_of=context.as_of, version=__version__, regels={})
    return render_json(head, [{"code": code, "naam": name, "betekenis": meaning}])
