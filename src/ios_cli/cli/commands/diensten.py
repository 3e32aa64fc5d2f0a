"""`ios diensten`: quotas, done, still to do, by practice period and role."""

from typing import TYPE_CHECKING

from ios_cli.cli import options
from ios_cli.cli.command import SETTINGS, IosCommand, command_app
from ios_cli.cli.context import Context
from ios_cli.cli.output import to_file
from ios_cli.text import N_, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ios_cli.cli.cohort import Cohort
    from ios_cli.render.diensten import DienstenVan

app = command_app()

EXAMPLES = (
    ("ios diensten sample_data/dossiers/diensten-halverwege.toml", N_("how far one aios is, and the pace")),
    (
        "ios diensten sample_data/dossiers --rooster sample_data/rooster.csv --format csv",
        N_("of a whole folder, with the diensten of a roster, for a spreadsheet"),
    ),
)


@app.command(
    cls=IosCommand,
    context_settings=SETTINGS,
    help=N_(
        "Count diensten: how many are owed and allowed in each practice period, how many are done, planned "
        "and still to do, by role and at which pace, and which recorded ones do not count and why. "
        "A roster is csv with aios_id, datum, uren or aanvang and einde, and rol."
    ),
)
def diensten(
    paths: options.Paths,
    rooster: options.Rooster = None,
    output_format: options.ReportFormat = None,
    output: options.Output = None,
    dialect: options.Dialect = None,
    as_of: options.AsOf = None,
    vrijstellingen: options.Vrijstellingen = "alle",
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
    from ios_cli.cli.bijlagen import refuse_stdin_twice, voeg_roosters_toe
    from ios_cli.cli.cohort import compute_cohort
    from ios_cli.cli.guard import refuse_to_overwrite
    from ios_cli.cli.rapport import Rapport, write_rapport
    from ios_cli.render import diensten as render

    context = Context.of(as_of=as_of, color=color, quiet=quiet, verbose=verbose, to_file=to_file(output))
    form = options.chosen_format(output_format, output, options.REPORT_FORMATS)
    csv_dialect = options.chosen_dialect(dialect, form)
    refuse_stdin_twice(paths, rooster, "--rooster")
    cohort = compute_cohort(
        paths,
        context,
        vrijstellingen=vrijstellingen,
        profiel=profiel,
        regels=regels,
        selection=options.selection(groep, instroom, docent, opleider),
    )
    voeg_roosters_toe(cohort, rooster)
    refuse_to_overwrite(
        output,
        cohort.files,
        stdin="-" in [*paths, *(rooster or ())],
        profiel=profiel,
        regels=regels,
        result=True,
    )
    zonder_rij = 0

    def items() -> "Iterator[DienstenVan]":
        nonlocal zonder_rij
        for item in _items(cohort, context):
            zonder_rij += len(item.overzicht.zonder_quotum) + len(item.overzicht.buiten)
            yield item

    code = write_rapport(
        Rapport(
            schema=render.DIENSTEN_SCHEMA,
            columns=render.DIENSTEN_COLUMNS,
            rows=lambda: render.diensten_rows(items()),
            records=lambda: render.diensten_records(items()),
            blokken=lambda: render.diensten_blokken(items(), verbose=verbose),
            slot=(render.reading_note(),) if cohort.berekend else (),
        ),
        cohort,
        context,
        form=form,
        output=output,
        dialect=csv_dialect,
    )
    if form == "csv" and zonder_rij:
        context.note(
            ngettext(
                "{n} recorded dienst lies in no row of the csv; the table and json show it",
                "{n} recorded diensten lie in no row of the csv; the table and json show them",
                zonder_rij,
            ).format(n=zonder_rij)
        )
    return code


def _items(cohort: "Cohort", context: Context) -> "Iterator[DienstenVan]":
    from functools import partial

    from ios_cli.cli.bijlagen import plek_van
    from ios_cli.planning.dienstenstand import bepaal_diensten
    from ios_cli.render.diensten import DienstenVan

    for one in cohort.berekend:
        overzicht = bepaal_diensten(one.ios, one.dossier, one.regels, as_of=context.as_of)
        yield DienstenVan(ios=one.ios, overzicht=overzicht, plek=partial(plek_van, one))
