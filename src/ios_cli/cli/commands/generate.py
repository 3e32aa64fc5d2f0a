"""`ios generate`: the IOS of one dossier, of several, or of a whole folder."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ios_cli import __version__
from ios_cli.cli import options
from ios_cli.cli.command import Na, command_app
from ios_cli.text import N_

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ios_cli.domain.finding import Finding
    from ios_cli.domain.ios import IOS
    from ios_cli.render.csv import DialectName
    from ios_cli.werk.cohort import Berekend
    from ios_cli.werk.stroom import Stroom

app = command_app()

EXAMPLES = (
    ("ios generate sample_data/dossiers/standaard.toml", N_("the schedule of one aios, as a table")),
    ("ios generate sample_data/dossiers --format csv -o ios.csv", N_("of a whole folder, for a spreadsheet")),
    (
        "ios generate sample_data/dossiers --vrijstellingen definitief --format json",
        N_("without the exemptions that are still provisional, for a program"),
    ),
)


@app.command(
    help=N_(
        "Compute the individueel opleidingsschema (IOS): which onderdeel, from when to when, "
        "under which rules. Every date that is shown is included: eind is a last day."
    ),
)
def generate(
    *,
    paths: options.Paths,
    output_format: options.Format = None,
    output: options.Output = None,
    dialect: options.Dialect = None,
    berekening: options.Berekening,
    segmenten: Annotated[
        bool,
        typer.Option(
            "--segmenten", help=N_("a row per onderdeel, factor and absence, as a registration form wants it")
        ),
        Na("vrijstellingen"),
    ] = False,
    selectie: options.Selectie,
    uitvoer: options.Uitvoer,
) -> int:
    from functools import partial

    from ios_cli.werk.rapport import write_stroom
    from ios_cli.werk.stroom import Stroom

    context = uitvoer.context(berekening.as_of, output)
    form = options.chosen_format(output_format, output)
    look = Look(
        form=form,
        dialect=options.chosen_dialect(dialect, form),
        segmenten=segmenten,
        terminal=context.terminal,
        colour=context.colour,
        width=context.width,
    )
    stroom = Stroom(
        paths,
        context,
        partial(one, look),
        vrijstellingen=berekening.vrijstellingen,
        profiel=berekening.profiel,
        regels=berekening.regels,
        selection=selectie.selection(),
        held=form in ("json", "toml"),
    )
    return write_stroom(whole(stroom, look), stroom, output)


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """The form of the result."""

    form: str
    dialect: "DialectName"
    segmenten: bool
    terminal: bool
    colour: bool
    width: int


def one(look: Look, berekend: "Berekend", _findings: "Sequence[Finding]") -> "str | IOS":
    """The part of one aios: lines of csv, a block of the table, the IOS itself for a document."""
    ios = berekend.ios
    if look.form == "csv":
        from ios_cli.render.csv import csv_lines, ios_rows, segment_rows

        return "".join(csv_lines((segment_rows if look.segmenten else ios_rows)(ios), dialect=look.dialect))
    if look.form == "table":
        from ios_cli.render.table import render_ios_block

        return render_ios_block(
            ios, terminal=look.terminal, colour=look.colour, width=look.width, segmenten=look.segmenten
        )
    return ios


def whole(stroom: "Stroom[Any]", look: Look) -> "Iterator[str]":
    """The cohort in the form asked for; only the room of that form is imported."""
    if look.form == "csv":
        from ios_cli.render.csv import GENERATE_COLUMNS, SEGMENT_COLUMNS, csv_head

        yield csv_head(SEGMENT_COLUMNS if look.segmenten else GENERATE_COLUMNS, dialect=look.dialect)
        yield from stroom
    elif look.form == "table":
        from ios_cli.render.table import render_reading_note

        separator = ""
        for block in stroom:
            yield separator + block
            separator = "\n"
        if separator:
            yield separator + render_reading_note(
                terminal=look.terminal, colour=look.colour, width=look.width
            )
    else:
        if look.form == "json":
            from ios_cli.render.json import render_ios_json as render_document
        else:
            from ios_cli.render.toml import render_ios_toml as render_document
        items = list(stroom)  # what was found stands before them
        yield from render_document(
            items,
            findings=stroom.findings,
            as_of=stroom.context.as_of,
            version=__version__,
            segmenten=look.segmenten,
        )
