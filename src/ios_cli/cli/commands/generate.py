"""`ios generate`: the IOS of one dossier, of several, or of a whole folder."""

from typing import TYPE_CHECKING, Annotated

import typer

from ios_cli import __version__
from ios_cli.cli import options
from ios_cli.cli.command import SETTINGS, IosCommand, command_app
from ios_cli.cli.context import Context
from ios_cli.cli.output import OutputError, flush_stdout, to_file, write_result
from ios_cli.domain.finding import has_obstacle
from ios_cli.text import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ios_cli.cli.cohort import Cohort
    from ios_cli.render.csv import DialectName

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
    cls=IosCommand,
    context_settings=SETTINGS,
    help=N_(
        "Compute the individueel opleidingsschema (IOS): which onderdeel, from when to when, "
        "under which rules. Every date that is shown is included: eind is a last day."
    ),
)
def generate(
    paths: options.Paths,
    output_format: options.Format = None,
    output: options.Output = None,
    dialect: options.Dialect = None,
    as_of: options.AsOf = None,
    vrijstellingen: options.Vrijstellingen = "alle",
    segmenten: Annotated[
        bool,
        typer.Option(
            "--segmenten", help=N_("a row per onderdeel, factor and absence, as a registration form wants it")
        ),
    ] = False,
    profiel: options.Profiel = None,
    regels: options.RegelsDir = None,
    groep: options.Groep = None,
    instroom: options.Instroom = None,
    docent: options.Docent = None,
    opleider: options.Opleider = None,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
    color: options.Color = "auto",
) -> int:
    from ios_cli.cli.cohort import compute_cohort, say_how_many
    from ios_cli.cli.guard import refuse_to_overwrite

    context = Context.of(as_of=as_of, color=color, quiet=quiet, verbose=verbose, to_file=to_file(output))
    form = options.chosen_format(output_format, output)
    csv_dialect = options.chosen_dialect(dialect, form)
    cohort = compute_cohort(
        paths,
        context,
        vrijstellingen=vrijstellingen,
        profiel=profiel,
        regels=regels,
        selection=options.selection(groep, instroom, docent, opleider),
    )
    refuse_to_overwrite(output, cohort.files, stdin="-" in paths, profiel=profiel, regels=regels, result=True)
    try:
        if to_file(output) and not cohort.berekend and has_obstacle(cohort.findings):
            context.note(_("nothing could be computed: `{file}` is left as it is").format(file=output))
        else:
            write_result(render(cohort, form, context, segmenten=segmenten, dialect=csv_dialect), output)
            flush_stdout()
    except OutputError:
        context.report(cohort.findings)
        raise
    context.report(cohort.findings)
    say_how_many(cohort, context)
    return cohort.exit_code


def render(
    cohort: "Cohort", form: str, context: Context, *, segmenten: bool, dialect: "DialectName"
) -> "Iterator[str]":
    """The cohort in the form asked for; only the room of that form is imported."""
    if form == "csv":
        from ios_cli.render.csv import render_ios_csv, render_segmenten_csv

        return (render_segmenten_csv if segmenten else render_ios_csv)(cohort.ios, dialect=dialect)
    if form == "table":
        from ios_cli.render.table import render_ios_table

        return render_ios_table(
            cohort.ios,
            terminal=context.terminal,
            colour=context.colour,
            width=context.width,
            segmenten=segmenten,
        )
    if form == "json":
        from ios_cli.render.json import render_ios_json as render_document
    else:
        from ios_cli.render.toml import render_ios_toml as render_document
    return render_document(
        cohort.ios, findings=cohort.findings, as_of=context.as_of, version=__version__, segmenten=segmenten
    )
