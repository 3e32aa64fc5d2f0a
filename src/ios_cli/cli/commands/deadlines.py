"""`ios deadlines`: the decision calendar of one aios, of several, or of a whole folder."""

from typing import TYPE_CHECKING, Annotated

import typer

from ios_cli.cli import options
from ios_cli.cli.command import SETTINGS, IosCommand, command_app
from ios_cli.cli.context import Context
from ios_cli.cli.output import to_file
from ios_cli.cli.usage import UsageProblem
from ios_cli.cli.values import parse_span
from ios_cli.text import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import timedelta

    from ios_cli.render.termijnen import Kalender

app = command_app()

EXAMPLES = (
    (
        "ios deadlines sample_data/dossiers/standaard.toml",
        N_("what must be decided or done, by whom, and by when"),
    ),
    (
        "ios deadlines sample_data/dossiers --status te-laat,open --wie hoofd --format csv",
        N_("what the hoofd is late with or can do now, of a whole folder"),
    ),
    (
        "ios deadlines sample_data/dossiers -o termijnen.ics --alarm 14d",
        N_("for a calendar program, with a reminder two weeks ahead"),
    ),
)
MOST_DAYS = 366
# For completion, which imports no room; the tests hold them against the rooms.
STATES = ("te-laat", "open", "komend", "gedaan", "te-laat-gedaan", "vervallen")
PEOPLE = ("hoofd", "instituut", "opleider", "stageopleider", "docent", "aios")


@app.command(
    cls=IosCommand,
    context_settings=SETTINGS,
    help=N_(
        "Show the decision calendar: every term with its window, who it is up to, and its state on the day "
        "of reference. Terms follow from the IOS and move with it; both days of a window are included."
    ),
)
def deadlines(
    paths: options.Paths,
    output_format: options.CalendarFormat = None,
    output: options.Output = None,
    dialect: options.Dialect = None,
    as_of: options.AsOf = None,
    status: Annotated[
        list[str] | None,
        typer.Option(
            "--status",
            metavar=N_("STATE"),
            autocompletion=options.last_of(STATES),
            help=N_("only terms in this state, such as te-laat; several with commas"),
        ),
    ] = None,
    wie: Annotated[
        list[str] | None,
        typer.Option(
            "--wie",
            metavar=N_("WHO"),
            autocompletion=options.last_of(PEOPLE),
            help=N_("only terms that are up to them, such as hoofd; several with commas"),
        ),
    ] = None,
    code: Annotated[
        list[str] | None,
        typer.Option(
            "--code",
            metavar=N_("CODE"),
            help=N_("only terms with this code, such as voltooiingsbesluit; several with commas"),
        ),
    ] = None,
    alarm: Annotated[
        list[str] | None,
        typer.Option(
            "--alarm", metavar=N_("N"), help=N_("with --format ics: remind so long ahead, such as 14d or 2w")
        ),
    ] = None,
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
    from ios_cli.cli.cohort import compute_cohort
    from ios_cli.cli.guard import refuse_to_overwrite
    from ios_cli.cli.rapport import Rapport, write_rapport
    from ios_cli.cli.termijnen import TermijnFilter, kalenders_van
    from ios_cli.render import termijnen as render

    context = Context.of(as_of=as_of, color=color, quiet=quiet, verbose=verbose, to_file=to_file(output))
    form = options.chosen_format(output_format, output, options.CALENDAR_FORMATS)
    csv_dialect = options.chosen_dialect(dialect, form)
    alarmen = chosen_alarms(alarm, form)
    alleen = TermijnFilter.van(status=status, wie=wie, code=code)
    cohort = compute_cohort(
        paths,
        context,
        vrijstellingen=vrijstellingen,
        profiel=profiel,
        regels=regels,
        selection=options.selection(groep, instroom, docent, opleider),
    )
    refuse_to_overwrite(output, cohort.files, stdin="-" in paths, profiel=profiel, regels=regels, result=True)
    alleen.controleer(cohort)
    shown = 0

    def kalenders() -> "Iterator[Kalender]":
        nonlocal shown
        for kalender in kalenders_van(cohort, as_of=context.as_of, alleen=alleen):
            shown += 1
            yield kalender

    def ics() -> "Iterator[str]":
        from ios_cli.render.ics import kalender_naam, render_termijnen_ics

        naam = kalender_naam([b.ios for b in cohort.berekend])
        return render_termijnen_ics(kalenders(), naam=naam, alarmen=alarmen)

    rapport = Rapport(
        schema=render.DEADLINE_SCHEMA,
        columns=render.DEADLINE_COLUMNS,
        rows=lambda: render.deadline_rows(kalenders()),
        records=lambda: render.deadline_records(kalenders(), as_of=context.as_of),
        blokken=lambda: render.deadline_blokken(kalenders(), as_of=context.as_of),
        ics=ics,
    )
    code_ = write_rapport(rapport, cohort, context, form=form, output=output, dialect=csv_dialect)
    if cohort.berekend and not shown:
        context.note(_("no term fits what `--status`, `--wie` and `--code` ask for"))
    return code_


def chosen_alarms(given: "Sequence[str] | None", form: str) -> "list[timedelta]":
    """How long ahead to remind, the longest first; raises `UsageProblem`."""
    from datetime import timedelta

    if given and form != "ics":
        raise UsageProblem(
            _("`--alarm` goes with ics, not with {format}").format(format=form),
            hint=_("add `--format ics`, or leave out `--alarm`"),
        )
    dagen = set()
    for value in (part for several in given or () for part in several.split(",")):
        aantal, unit = parse_span(value, "--alarm", units="dw")
        if (aantal := aantal * (7 if unit == "w" else 1)) > MOST_DAYS:
            raise UsageProblem(
                _("`{value}` is too long for `--alarm`").format(value=value),
                expected=_("at most {n} days").format(n=MOST_DAYS),
            )
        dagen.add(aantal)
    return [timedelta(days=n) for n in sorted(dagen, reverse=True)]
