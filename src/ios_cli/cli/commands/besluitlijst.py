"""`ios besluitlijst`: what each decision that is coming needs, on one page, and what is still missing."""

from typing import TYPE_CHECKING

from ios_cli.cli import options
from ios_cli.cli.command import SETTINGS, IosCommand, command_app
from ios_cli.cli.context import Context
from ios_cli.cli.output import to_file
from ios_cli.cli.values import parse_span, span_end
from ios_cli.text import N_, _

if TYPE_CHECKING:
    from datetime import date

    from ios_cli.cli.cohort import Cohort
    from ios_cli.domain.besluitvorming import Besluitblad

app = command_app()

BINNEN = "60d"
EXAMPLES = (
    (
        "ios besluitlijst sample_data/dossiers/volledig-dossier.toml --as-of 2026-06-01",
        N_("the page of one aios, shortly before the voltooiingsbesluit"),
    ),
    (
        "ios besluitlijst sample_data/dossiers --binnen 3m",
        N_("of a whole folder: what must be decided in three months, overdue first"),
    ),
    (
        "ios besluitlijst sample_data/dossiers --format csv -o besluiten.csv",
        N_("a row for every decision, for a spreadsheet"),
    ),
)


@app.command(
    cls=IosCommand,
    context_settings=SETTINGS,
    help=N_(
        "Show what the hoofd needs for each decision that is coming: talks, advices, stages, diensten, "
        "onderwijs, conditions and obligations, and first of all what is still missing. Decisions that are "
        "overdue come first. Looks 60 days ahead unless --binnen says otherwise."
    ),
)
def besluitlijst(
    paths: options.Paths,
    binnen: options.Binnen = None,
    rooster: options.Rooster = None,
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
    from ios_cli.cli.bijlagen import refuse_stdin_twice, voeg_roosters_toe
    from ios_cli.cli.cohort import compute_cohort
    from ios_cli.cli.guard import refuse_to_overwrite
    from ios_cli.cli.presentie import voeg_presentie_toe
    from ios_cli.cli.rapport import Rapport, write_rapport
    from ios_cli.render import besluitlijst as render

    context = Context.of(as_of=as_of, color=color, quiet=quiet, verbose=verbose, to_file=to_file(output))
    form = options.chosen_format(output_format, output, options.REPORT_FORMATS)
    csv_dialect = options.chosen_dialect(dialect, form)
    tot = span_end(context.as_of, parse_span(BINNEN if binnen is None else binnen, "--binnen"))
    refuse_stdin_twice(paths, rooster, "--rooster")
    refuse_stdin_twice([*paths, *(rooster or ())], presentie, "--presentie")
    cohort = compute_cohort(
        paths,
        context,
        vrijstellingen=vrijstellingen,
        profiel=profiel,
        regels=regels,
        selection=options.selection(groep, instroom, docent, opleider),
    )
    voeg_roosters_toe(cohort, rooster)
    voeg_presentie_toe(cohort, presentie)
    refuse_to_overwrite(
        output,
        cohort.files,
        stdin="-" in (*paths, *(rooster or ()), *(presentie or ())),
        profiel=profiel,
        regels=regels,
        result=True,
    )
    bladen = _bladen(cohort, as_of=context.as_of, tot=tot)
    code = write_rapport(
        Rapport(
            schema=render.BESLUITLIJST_SCHEMA,
            columns=render.BESLUITLIJST_COLUMNS,
            rows=lambda: render.besluit_rows(bladen),
            records=lambda: render.besluit_records(bladen),
            blokken=lambda: render.besluit_blokken(bladen, as_of=context.as_of, herhaal=not context.terminal),
        ),
        cohort,
        context,
        form=form,
        output=output,
        dialect=csv_dialect,
    )
    if cohort.berekend and not bladen:
        context.note(
            _(
                "no decision is overdue, or due up to and including {date}; look further with `--binnen`"
            ).format(date=tot)
        )
    return code


def _bladen(cohort: "Cohort", *, as_of: "date", tot: "date") -> "list[Besluitblad]":
    """The sheets of all, by their last day: what is overdue comes first."""
    from ios_cli.planning.besluitvorming import bepaal_besluitbladen

    bladen = [
        blad
        for one in cohort.berekend
        for blad in bepaal_besluitbladen(one.ios, one.dossier, one.regels, as_of=as_of, tot=tot)
    ]
    bladen.sort(key=lambda b: (b.termijn.uiterlijk, b.ios.aios_id))  # stable: else as they came
    return bladen
