"""`ios plan`: an order of the external stages in which every aios has a place."""

import re
from typing import TYPE_CHECKING, Annotated

import typer

from ios_cli import __version__
from ios_cli.cli import options
from ios_cli.cli.command import command_app
from ios_cli.cli.context import Context
from ios_cli.cli.exit_codes import ExitCode
from ios_cli.cli.output import flush_stdout, write_result
from ios_cli.cli.usage import UsageProblem
from ios_cli.cli.values import parse_span
from ios_cli.domain.finding import Ernst, has_obstacle
from ios_cli.text import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ios_cli.domain.finding import Finding
    from ios_cli.planning.plaatsing import Wachttijd
    from ios_cli.render.csv import DialectName
    from ios_cli.werk.cohort import Cohort
    from ios_cli.werk.plaatsing import Geschreven, Planning

app = command_app()

EXAMPLES = (
    (
        "ios plan sample_data/cohort-plan --capaciteit sample_data/capaciteit.toml --as-of 2026-06-01",
        N_("an order of the external stages in which there is a place for everybody"),
    ),
    (
        "ios plan sample_data/cohort-plan --capaciteit sample_data/capaciteit.toml --as-of 2026-06-01 "
        "--wachttijd-max 2m --format csv",
        N_("with up to two months of waiting where orders alone are not enough, for a spreadsheet"),
    ),
)
DEFAULT_TIME = "60s"
_TIME = re.compile(r"([1-9][0-9]{0,4})([sm])")
MOST_WAITING = 366
"""Days; who waits longer than a year is not waiting for a place."""


@app.command(
    help=N_(
        "Propose an order of the external stages that have not begun, so that no onderdeel and no plaats is "
        "over its capacity: with as little waiting as can be, then with as few changes. Dates are those that "
        "`ios generate` would give. Nothing is written unless --write asks for it."
    ),
)
def plan(
    *,
    paths: options.Paths,
    capaciteit: options.Capaciteit = None,
    wachttijd_max: Annotated[
        str | None,
        typer.Option(
            "--wachttijd-max",
            metavar=N_("N"),
            help=N_(
                "let an aios wait at most so long before one of the stages, such as 2m or 60d; default none"
            ),
        ),
    ] = None,
    tijd: Annotated[
        str,
        typer.Option(
            "--tijd",
            metavar=N_("N"),
            help=N_(
                "how much to search at most, such as 60s or 5m; it counts work, so that a busy machine takes "
                "longer and answers the same"
            ),
        ),
    ] = DEFAULT_TIME,
    met_tekort: Annotated[
        bool,
        typer.Option(
            "--met-tekort", help=N_("where places stay short, propose what leaves them least short")
        ),
    ] = False,
    write: Annotated[
        bool,
        typer.Option("--write", help=N_("change the dossiers themselves; without it nothing is written")),
    ] = False,
    output_format: options.ReportFormat = None,
    output: options.Output = None,
    dialect: options.Dialect = None,
    berekening: options.Berekening,
    selectie: options.Selectie,
    uitvoer: options.Uitvoer,
) -> int:
    from ios_cli.cli.guard import refuse_to_overwrite
    from ios_cli.cli.voortgang import Voortgang
    from ios_cli.domain.plaatsing import PlanStatus
    from ios_cli.render.plaatsing import say_bound, say_fixed, say_incomplete
    from ios_cli.werk.capaciteit import lees_capaciteitbestand
    from ios_cli.werk.cohort import compute_cohort, say_how_many
    from ios_cli.werk.plaatsing import plan_cohort, schrijf, tekort_findings

    context = uitvoer.context(berekening.as_of, output)
    form = options.chosen_format(output_format, output, options.REPORT_FORMATS)
    csv_dialect = options.chosen_dialect(dialect, form)
    wachttijd = chosen_waiting(wachttijd_max)
    limiet = chosen_time(tijd)
    selection = selectie.selection()
    if capaciteit is None:
        raise UsageProblem(
            _("`--capaciteit` is missing: without it nobody knows how many places there are"),
            expected=_("a file with [[capaciteit]] tables"),
            hint=_("or name it in the `ios.toml` of the cohort"),
        )
    if write and "-" in paths:
        raise UsageProblem(
            _("`--write` has no file to change: a dossier comes from standard input"),
            hint=_("name the files, or leave out `--write`"),
        )
    require_solver()
    bestand = lees_capaciteitbestand(capaciteit)
    findings = list(bestand.findings)
    if not bestand.bruikbaar:
        context.report(findings)
        return ExitCode.USAGE
    # Whoever is not selected takes places all the same.
    voortgang = Voortgang(
        None,
        aan=context.balk and not context.verbose,  # what -v says would run through it
        colour=context.balk_colour,
        wat=_("reading dossiers"),
    )
    try:
        cohort = compute_cohort(
            paths,
            context,
            vrijstellingen=berekening.vrijstellingen,
            profiel=berekening.profiel,
            regels=berekening.regels,
            stap=lambda: voortgang.stap(0),
        )
    finally:
        voortgang.weg()
    refuse_to_overwrite(
        output,
        [*cohort.files, capaciteit],
        stdin="-" in paths,
        profiel=berekening.profiel,
        regels=berekening.regels,
        result=True,
    )
    try:
        planning = plan_cohort(
            cohort,
            bestand.plaatsen,
            context,
            selection=selection,
            wachttijd=wachttijd,
            tijd=limiet,
            met_tekort=met_tekort,
            voortgang=voortgang,
        )
    finally:
        voortgang.weg()
    answer = planning.plan
    none = answer.status in (PlanStatus.ONMOGELIJK, PlanStatus.NIET_GEVONDEN)
    # What is remarkable about a dossier is no news here.
    alles = form == "json" or context.verbose
    findings += [f for f in cohort.findings if alles or f.ernst is not Ernst.OPMERKING]
    findings += bestand.onbekende_plaatsen(
        {rij.plaats for one in cohort.berekend for rij in one.ios.rijen if rij.plaats is not None}
    )
    if none:
        findings += tekort_findings(answer, capaciteit)
    incomplete = has_obstacle(cohort.findings)
    written = schrijf(planning, cohort) if write and not incomplete else None
    try:
        write_result(render(planning, cohort, findings, form, context, dialect=csv_dialect), output)
        flush_stdout()
    finally:  # whatever became of standard output: what was written is told
        context.report(findings)
        if written is not None:
            say_written(written, context)
    for line in say_fixed(answer):
        (context.note if none else context.detail)(line)
    for line in (*say_bound(answer), *say_incomplete(answer)) if none or form != "table" else ():
        context.note(line)
    if none and not met_tekort and answer.verplaatsbaar:
        context.note(_("`--met-tekort` proposes what leaves places least short"))
    if incomplete:
        context.note(_("the places that aios take whose dossier could not be computed are not counted"))
        if write:
            context.note(_("nothing is written: not every dossier could be computed"))
    elif answer.voorstellen and not write and form == "table":
        context.note(_("nothing is written; `--write` changes the dossiers"))
    say_how_many(len(cohort.berekend), cohort.wanted, context)
    if incomplete or (written is not None and written.findings):
        return ExitCode.USAGE
    return ExitCode.FINDINGS if none else ExitCode.OK


def require_solver() -> None:
    """Raises `UsageProblem` where the solver is not installed."""
    from ios_cli.planning.oplosser import is_aanwezig

    if not is_aanwezig():
        raise UsageProblem(
            _("`ios plan` needs OR-tools, which is not installed"),
            hint=_("install it with: {command}").format(command='pip install "ios-cli[plan]"'),
        )


def chosen_waiting(given: str | None) -> "Wachttijd | None":
    """The most that an aios may wait; raises `UsageProblem`."""
    if given is None:
        return None
    from ios_cli.planning.plaatsing import Wachttijd

    aantal, unit = parse_span(given, "--wachttijd-max")
    dagen = aantal * {"d": 1, "w": 7, "m": 31}[unit]
    if dagen > MOST_WAITING + (12 * 31 - MOST_WAITING if unit == "m" else 0):
        raise UsageProblem(
            _("`{value}` is too long for `{option}`").format(value=given, option="--wachttijd-max"),
            expected=_("at most a year"),
        )
    if not aantal:
        return None
    return Wachttijd(aantal=aantal if unit == "m" else dagen, in_maanden=unit == "m")


def chosen_time(given: str) -> float:
    """Seconds to search at most; raises `UsageProblem`."""
    match = _TIME.fullmatch(given.strip().lower())
    if match is None:
        raise UsageProblem(
            _("`{value}` is no length of time for `{option}`").format(value=given, option="--tijd"),
            expected=_("a whole number with s (seconds) or m (minutes), such as `60s`"),
        )
    return float(int(match[1]) * (60 if match[2] == "m" else 1))


def say_written(written: "Geschreven", context: Context) -> None:
    for file in written.files:
        context.note(_("wrote `{file}`").format(file=file))
    context.report(written.findings)
    for file in written.blijft_gewijzigd:
        context.note(_("`{file}` was written before that, and could not be put back").format(file=file))
    if written.findings and not written.blijft_gewijzigd:
        context.note(_("nothing is written: a plan is written as a whole, and a dossier cannot be changed"))


def render(
    planning: "Planning",
    cohort: "Cohort",
    findings: "Sequence[Finding]",
    form: str,
    context: Context,
    *,
    dialect: "DialectName",
) -> "Iterator[str]":
    """The plan in the form asked for."""
    from ios_cli.render import plaatsing as room

    if form == "csv":
        from ios_cli.render.csv import render_csv

        return render_csv(room.PLAN_COLUMNS, room.plan_rows(planning.plan), dialect=dialect)
    if form == "json":
        from ios_cli.render.envelope import envelope_head, regels_record
        from ios_cli.render.json import render_json

        first = next(iter(cohort.berekend), None)
        head = envelope_head(
            room.PLAN_SCHEMA,
            findings=findings,
            as_of=context.as_of,
            version=__version__,
            regels=regels_record(first.ios.toegepast) if first else {},
        )
        head["plan"] = room.plan_record(planning.plan)
        return render_json(head, room.plan_records(planning.plan))
    from ios_cli.render.lijst import render_lijst

    return render_lijst(
        room.plan_blokken(planning.plan),
        terminal=context.terminal,
        colour=context.colour,
        width=context.width,
        slot=room.plan_slot(planning.plan),
    )
