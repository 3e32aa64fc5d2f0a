"""`ios onderwijs`: days of cursorisch onderwijs owed and done, by opleidingsjaar."""

from ios_cli.cli import options
from ios_cli.cli.command import SETTINGS, IosCommand, command_app
from ios_cli.cli.context import Context
from ios_cli.cli.output import to_file
from ios_cli.text import N_, ngettext

app = command_app()

EXAMPLES = (
    (
        "ios onderwijs sample_data/dossiers/volledig-dossier.toml",
        N_("how many days are owed, done, planned and still to go, of one aios"),
    ),
    (
        "ios onderwijs sample_data/dossiers --presentie sample_data/presentie.csv --format csv",
        N_("a whole folder, with the presence list of the institute, for a spreadsheet"),
    ),
)


@app.command(
    cls=IosCommand,
    context_settings=SETTINGS,
    help=N_(
        "Show the days of cursorisch onderwijs by opleidingsjaar: owed, done, planned after the day of "
        "reference, and still to go to the minimum. An opleidingsjaar is 12 calendar months from the start."
    ),
)
def onderwijs(
    paths: options.Paths,
    presentie: options.Presentie = None,
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
    from ios_cli.cli.bijlagen import refuse_stdin_twice
    from ios_cli.cli.cohort import compute_cohort
    from ios_cli.cli.guard import refuse_to_overwrite
    from ios_cli.cli.presentie import voeg_presentie_toe
    from ios_cli.cli.rapport import Rapport, write_rapport
    from ios_cli.planning.onderwijs import bepaal_onderwijs, buiten_opleiding
    from ios_cli.render import onderwijs as render

    context = Context.of(as_of=as_of, color=color, quiet=quiet, verbose=verbose, to_file=to_file(output))
    form = options.chosen_format(output_format, output, options.REPORT_FORMATS)
    csv_dialect = options.chosen_dialect(dialect, form)
    refuse_stdin_twice(paths, presentie, "--presentie")
    cohort = compute_cohort(
        paths,
        context,
        vrijstellingen=vrijstellingen,
        profiel=profiel,
        regels=regels,
        selection=options.selection(groep, instroom, docent, opleider),
    )
    voeg_presentie_toe(cohort, presentie)
    refuse_to_overwrite(
        output,
        cohort.files,
        stdin="-" in (*paths, *(presentie or ())),
        profiel=profiel,
        regels=regels,
        result=True,
    )
    bladen = [
        render.Onderwijsblad(
            ios=one.ios,
            jaren=bepaal_onderwijs(one.ios, one.dossier, one.regels, as_of=context.as_of),
            buiten=tuple(one.dossier.onderwijs[i] for i in buiten_opleiding(one.ios, one.dossier)),
        )
        for one in cohort.berekend
    ]
    rapport = Rapport(
        schema=render.ONDERWIJS_SCHEMA,
        columns=render.ONDERWIJS_COLUMNS,
        rows=lambda: render.onderwijs_rows(bladen),
        records=lambda: render.onderwijs_records(bladen),
        blokken=lambda: render.onderwijs_blokken(bladen, as_of=context.as_of),
        slot=render.onderwijs_slot(bladen) if form == "table" else (),
    )
    code = write_rapport(rapport, cohort, context, form=form, output=output, dialect=csv_dialect)
    buiten = sum(len(blad.buiten) for blad in bladen)
    if form == "csv" and buiten:
        context.note(
            ngettext(
                "{n} day of onderwijs lies outside the training, in no row of the csv; "
                "the table and json show it",
                "{n} days of onderwijs lie outside the training, in no row of the csv; "
                "the table and json show them",
                buiten,
            ).format(n=buiten)
        )
    return code
