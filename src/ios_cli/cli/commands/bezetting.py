"""`ios bezetting`: how many aios are in which onderdeel, month by month, against the places there are."""

from typing import TYPE_CHECKING, Annotated

import typer

from ios_cli import __version__
from ios_cli.cli import options
from ios_cli.cli.command import SETTINGS, Choice, IosCommand, command_app
from ios_cli.cli.context import Context
from ios_cli.cli.exit_codes import ExitCode
from ios_cli.cli.output import to_file
from ios_cli.cli.usage import UsageProblem
from ios_cli.cli.values import parse_month
from ios_cli.domain.finding import Ernst
from ios_cli.text import N_, _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from ios_cli.cli.capaciteit import Capaciteiten
    from ios_cli.cli.cohort import Cohort
    from ios_cli.domain.bezetting import Bezettingsoverzicht
    from ios_cli.domain.calendar import Periode
    from ios_cli.planning.bezetting import Bezettingstelling

app = command_app()

FORMATS = ("table", "csv", "json", "html", "svg")
MAANDEN = {"maand": 1, "kwartaal": 3}
TEKORT = "tekort"
EXAMPLES = (
    (
        "ios bezetting sample_data/dossiers --capaciteit sample_data/capaciteit.toml",
        N_("when places fall short, from the day of reference on"),
    ),
    (
        "ios bezetting sample_data/dossiers --van 2026-01 --tot-en-met 2028-12 --per kwartaal --format csv",
        N_("three years by quarter, for a spreadsheet"),
    ),
    (
        "ios bezetting sample_data/dossiers --capaciteit sample_data/capaciteit.toml -o bezetting.html",
        N_("a page with a picture, to mail or to print"),
    ),
)


@app.command(
    cls=IosCommand,
    context_settings=SETTINGS,
    help=N_(
        "Show how many aios and fte are in each onderdeel, month by month, and who finishes when; with a "
        "capacity file also where and when places fall short. Who is absent keeps the place."
    ),
)
def bezetting(
    paths: options.Paths,
    van: Annotated[
        str | None,
        typer.Option(
            "--van", metavar=N_("MONTH"), help=N_("first month, such as 2026-01; default that of --as-of")
        ),
    ] = None,
    tot_en_met: Annotated[
        str | None,
        typer.Option(
            "--tot-en-met",
            metavar=N_("MONTH"),
            help=N_("last month; default the last one in which anybody is in training"),
        ),
    ] = None,
    per: Annotated[
        str,
        typer.Option("--per", click_type=Choice(tuple(MAANDEN)), help=N_("by month or by quarter")),
    ] = "maand",
    capaciteit: options.Capaciteit = None,
    per_plaats: Annotated[
        bool, typer.Option("--per-plaats", help=N_("tell the places (`plaats`) of an onderdeel apart"))
    ] = False,
    fail_on: Annotated[
        str | None,
        typer.Option(
            "--fail-on", click_type=Choice((TEKORT,)), help=N_("exit code 1 where places fall short")
        ),
    ] = None,
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
    from pathlib import Path

    from ios_cli.cli.cohort import compute_cohort
    from ios_cli.cli.guard import refuse_to_overwrite
    from ios_cli.cli.rapport import Rapport, write_rapport
    from ios_cli.planning.bezetting import Bezettingstelling
    from ios_cli.render import bezetting as render

    context = Context.of(as_of=as_of, color=color, quiet=quiet, verbose=verbose, to_file=to_file(output))
    form = options.chosen_format(output_format, output, FORMATS)
    csv_dialect = options.chosen_dialect(dialect, form)
    eerste = None if van is None else parse_month(van, "--van")
    laatste = None if tot_en_met is None else parse_month(tot_en_met, "--tot-en-met")
    plaatsen = _read_places(capaciteit, fail_on)
    if plaatsen is not None and not plaatsen.bruikbaar:
        context.report(plaatsen.findings)
        return ExitCode.USAGE
    cohort = compute_cohort(
        paths,
        context,
        vrijstellingen=vrijstellingen,
        profiel=profiel,
        regels=regels,
        selection=options.selection(groep, instroom, docent, opleider),
    )
    if form != "json" and not context.verbose:  # what is remarkable about a dossier is no news here
        cohort.findings = [f for f in cohort.findings if f.ernst is not Ernst.OPMERKING]
    if plaatsen is not None:
        cohort.files.append(Path(plaatsen.file))
        context.detail(_("places from `{file}`").format(file=plaatsen.file))
    refuse_to_overwrite(output, cohort.files, stdin="-" in paths, profiel=profiel, regels=regels, result=True)
    telling = Bezettingstelling(per_plaats=per_plaats)
    namen: set[str] = set()
    for one in cohort.berekend:
        telling.voeg_toe(one.ios)
        namen.update(rij.plaats for rij in one.ios.geplande_rijen if rij.plaats is not None)
    if plaatsen is not None:
        plaatsen.findings += plaatsen.onbekende_plaatsen(namen)
    perioden = _perioden(telling, eerste, laatste, MAANDEN[per], context)
    overzicht = _overzicht(telling, perioden, plaatsen, cohort)
    rapport = Rapport(
        schema=render.BEZETTING_SCHEMA,
        columns=render.bezetting_columns(per_plaats=per_plaats),
        rows=lambda: render.bezetting_rows(overzicht),
        records=lambda: render.bezetting_records(overzicht),
        blokken=lambda: render.bezetting_blokken(overzicht),
        slot=[*render.say_antwoord(overzicht), *render.say_rest(overzicht), render.say_legenda()],
        vormen=_other_forms(overzicht, context),
        findings=list(plaatsen.findings) if plaatsen is not None else [],
    )
    code = write_rapport(rapport, cohort, context, form=form, output=output, dialect=csv_dialect)
    if form in ("csv", "json", "svg"):
        for line in [*render.say_antwoord(overzicht)[: len(overzicht.tekorten)], *render.say_rest(overzicht)]:
            context.note(line)
    if code is ExitCode.OK and fail_on == TEKORT and overzicht.tekorten:
        return ExitCode.FINDINGS
    return code


def _read_places(capaciteit: str | None, fail_on: str | None) -> "Capaciteiten | None":
    if capaciteit is None:
        if fail_on is not None:
            raise UsageProblem(
                _("`--fail-on {value}` needs places to hold the aios against").format(value=fail_on),
                hint=_("give `--capaciteit FILE`, or write `capaciteit` in ios.toml"),
            )
        return None
    from ios_cli.cli.capaciteit import lees_capaciteitbestand

    return lees_capaciteitbestand(capaciteit)


def _perioden(
    telling: "Bezettingstelling",
    eerste: "date | None",
    laatste: "date | None",
    per: int,
    context: Context,
) -> "tuple[Periode, ...]":
    """The months or quarters asked for, and a word on those that nobody asked for. Raises `UsageProblem`."""
    from ios_cli.planning.bezetting import maanden
    from ios_cli.render.bezetting import maandnaam

    van = eerste or context.as_of.replace(day=1)
    tot = laatste or (telling.laatste or van)
    if laatste is not None and tot < van:
        raise UsageProblem(
            _("the last month, {last}, lies before the first, {first}").format(
                last=f"{tot:%Y-%m}", first=f"{van:%Y-%m}"
            ),
            hint=_("without `--van` the first month is that of `--as-of`") if eerste is None else "",
        )
    if tot < van:
        context.note(_("nobody is in training any more from {month} on").format(month=f"{van:%Y-%m}"))
        tot = van
    perioden = tuple(maanden(van, tot, per=per))
    if eerste is None or laatste is None:
        context.note(
            _("from {first} to {last}; `--van` and `--tot-en-met` choose otherwise").format(
                first=maandnaam(perioden[0]), last=maandnaam(perioden[-1])
            )
        )
    return perioden


def _overzicht(
    telling: "Bezettingstelling",
    perioden: "tuple[Periode, ...]",
    capaciteit: "Capaciteiten | None",
    cohort: "Cohort",
) -> "Bezettingsoverzicht":
    from ios_cli.domain.bezetting import Bezettingsoverzicht
    from ios_cli.domain.calendar import Periode

    plaatsen = capaciteit.plaatsen if capaciteit is not None else None
    sleutels = plaatsen.sleutels if plaatsen is not None else {}
    return Bezettingsoverzicht(
        perioden=perioden,
        per_plaats=telling.per_plaats,
        rijen=tuple(telling.bezetting(perioden, plaatsen)),
        uitstroom=tuple(telling.uitstroom(perioden)),
        verlopen=tuple(telling.verlopen(Periode(perioden[0].begin, perioden[-1].end), plaatsen)),
        heeft_plaatsen=plaatsen is not None,
        som_van_plaatsen=frozenset(soort for soort, _plaats in sleutels if (soort, None) not in sleutels),
        dossiers=cohort.wanted,
        berekend=len(cohort.berekend),
    )


def _other_forms(
    overzicht: "Bezettingsoverzicht", context: Context
) -> "dict[str, Callable[[], Iterator[str]]]":
    """Each is imported where it is asked for."""

    def html() -> "Iterator[str]":
        from ios_cli.render.bezetting_pagina import render_bezetting_html

        return render_bezetting_html(overzicht, as_of=context.as_of, version=__version__)

    def svg() -> "Iterator[str]":
        from ios_cli.render.bezetting_beeld import render_bezetting_svg

        return render_bezetting_svg(overzicht)

    def table() -> "Iterator[str]":
        from ios_cli.render.bezetting_scherm import Bezettingsscherm

        return Bezettingsscherm(context.width, colour=context.colour).toon(overzicht)

    return {"html": html, "svg": svg, **({"table": table} if context.terminal else {})}
