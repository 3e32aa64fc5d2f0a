"""`ios check`: what the rules say of one dossier, of several, or of a whole folder."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ios_cli import __version__
from ios_cli.cli import options
from ios_cli.cli.command import Choice, command_app
from ios_cli.cli.context import Context
from ios_cli.cli.exit_codes import ExitCode
from ios_cli.domain.finding import Ernst
from ios_cli.text import N_

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ios_cli.render.csv import DialectName
    from ios_cli.werk.checking import Getoetsten
    from ios_cli.werk.cohort import Cohort

app = command_app()

FORMATS = ("table", "csv", "json", "github")
EXAMPLES = (
    ("ios check sample_data/dossiers/standaard.toml", N_("one dossier; nothing is printed when all is well")),
    (
        "ios check sample_data/dossiers --fail-on fout --format csv",
        N_("a whole folder, for a spreadsheet; only an error makes the exit code 1"),
    ),
    (
        "ios check sample_data/dossiers/alles-tegelijk.toml --select IOS1 -v",
        N_("only the composition, and what was checked"),
    ),
)


@app.command(
    help=N_(
        "Hold dossiers against the rules, and report what does not fit: where, what was expected, "
        "what to do. Prints nothing when all is well; -v says what was checked. "
        "A finding with a reason in [[geaccepteerd]] does not count."
    ),
)
def check(
    *,
    paths: options.Paths,
    output_format: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            click_type=Choice(FORMATS),
            help=N_("form of the findings; `github` shows them beside the lines in a workflow"),
        ),
    ] = None,
    output: options.Output = None,
    dialect: options.Dialect = None,
    select: Annotated[
        list[str] | None,
        typer.Option(
            "--select",
            metavar=N_("CODE"),
            help=N_("only these findings: codes, names, or the begin of codes such as IOS1; with commas"),
        ),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option("--ignore", metavar=N_("CODE"), help=N_("not these findings; goes before --select")),
    ] = None,
    fail_on: Annotated[
        str,
        typer.Option(
            "--fail-on",
            click_type=Choice(tuple(e.value for e in Ernst)),
            help=N_("from which ernst on the exit code is 1"),
        ),
    ] = Ernst.WAARSCHUWING.value,
    rooster: options.Rooster = None,
    presentie: options.Presentie = None,
    berekening: options.Berekening,
    selectie: options.Selectie,
    uitvoer: options.Uitvoer,
) -> int:
    from functools import partial

    from ios_cli.render.toetsing import say_totals
    from ios_cli.werk.bijlagen import refuse_stdin_twice, voeg_roosters_toe
    from ios_cli.werk.checking import Getoetsten, laad_toetsen, lees_keuze, toets_een, toets_rest
    from ios_cli.werk.presentie import voeg_presentie_toe
    from ios_cli.werk.rapport import write_stroom
    from ios_cli.werk.stroom import Stroom

    context = uitvoer.context(berekening.as_of, output)
    form = options.chosen_format(output_format, output, FORMATS)
    csv_dialect = options.chosen_dialect(dialect, form)
    keuze = lees_keuze(select, ignore)
    lijsten = [*(rooster or ()), *(presentie or ())]
    refuse_stdin_twice(paths, rooster, "--rooster")
    refuse_stdin_twice([*paths, *(rooster or ())], presentie, "--presentie")

    def bijlagen(cohort: "Cohort") -> None:
        voeg_roosters_toe(cohort, rooster)
        voeg_presentie_toe(cohort, presentie)

    stroom = Stroom(
        paths,
        context,
        partial(toets_een, context.as_of, keuze, form == "json", context.verbose),
        rest=toets_rest,
        order="file",
        vrijstellingen=berekening.vrijstellingen,
        profiel=berekening.profiel,
        regels=berekening.regels,
        selection=selectie.selection(),
        bijlagen=bijlagen if lijsten else None,
        held=form == "json" or bool(lijsten),
        vooraf=laad_toetsen,
    )
    getoetsten = Getoetsten(stroom, at_once=bool(lijsten))
    code = write_stroom(
        render(getoetsten, form, context, dialect=csv_dialect),
        stroom,
        output,
        also_read=lijsten,
        report=False,
        end=lambda: [
            *getoetsten.checked,
            *(
                [say_totals(getoetsten.telling, geraakt=getoetsten.geraakt, dossiers=stroom.wanted)]
                if getoetsten.telling
                else []
            ),
        ],
    )
    if code != ExitCode.OK:
        return code
    return ExitCode.FINDINGS if getoetsten.is_te_ernstig(Ernst(fail_on)) else ExitCode.OK


def render(
    getoetsten: "Getoetsten", form: str, context: Context, *, dialect: "DialectName"
) -> "Iterator[str]":
    """The findings in the form asked for. Accepted ones stand in json, and with -v in csv."""
    from ios_cli.render.toetsing import CHECK_COLUMNS, CHECK_SCHEMA, check_row, render_check_text

    if form == "json":
        from ios_cli.render.envelope import envelope_head
        from ios_cli.render.json import render_json

        records, elders = getoetsten.records()
        regels = records[0]["regels"] if records else {}
        head = envelope_head(
            CHECK_SCHEMA, findings=elders, as_of=context.as_of, version=__version__, regels=regels
        )
        own = ({k: v for k, v in r.items() if k != "regels" or v != regels} for r in records)
        yield from render_json(head, own)
    elif form == "csv":
        from ios_cli.domain.finding import sort_findings
        from ios_cli.render.csv import csv_head, csv_lines

        yield csv_head(CHECK_COLUMNS, dialect=dialect)
        for part in getoetsten:
            findings = part.findings
            if context.verbose:
                findings = sort_findings([*findings, *part.geaccepteerd])
            yield from csv_lines((check_row(f) for f in findings), dialect=dialect)
    elif form == "github":
        from functools import cache

        from ios_cli.render.github import render_github

        place_of = cache(in_repository)
        for part in getoetsten:
            yield from render_github(part.findings, place_of)
    else:
        for part in getoetsten:
            yield from render_check_text(
                part.findings, terminal=context.terminal, colour=context.colour, width=context.width
            )


def in_repository(file: str) -> str:
    """The path from the root of the repository, which a workflow knows a file by; elsewhere as given."""
    root = os.environ.get("GITHUB_WORKSPACE")
    path = Path(file)
    if not root or not path.exists():
        return file
    path, top = path.resolve(), Path(root).resolve()
    return path.relative_to(top).as_posix() if path.is_relative_to(top) else file
