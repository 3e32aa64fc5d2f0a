"""`ios bezetting`: how many aios are in which onderdeel, month by month, against the places there are."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ios_cli import __version__
from ios_cli.cli import options
from ios_cli.cli.command import Choice, command_app
from ios_cli.cli.context import Context
from ios_cli.cli.exit_codes import ExitCode
from ios_cli.cli.usage import UsageProblem
from ios_cli.cli.values import parse_month
from ios_cli.domain.finding import Ernst
from ios_cli.text import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from ios_cli.domain.bezetting import Bezettingsoverzicht
    from ios_cli.domain.calendar import Periode
    from ios_cli.domain.finding import Finding
    from ios_cli.planning.bezetting import Bezettingstelling
    from ios_cli.werk.capaciteit import Capaciteiten
    from ios_cli.werk.cohort import Berekend
    from ios_cli.werk.rapport import Vorm
    from ios_cli.werk.stroom import Stroom

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
    help=N_(
        "Show how many aios and fte are in each onderdeel, month by month, and who finishes when; with a "
        "capacity file also where and when places fall short. Who is absent keeps the place."
    ),
)
def bezetting(
    *,
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
    berekening: options.Berekening,
    selectie: options.Selectie,
    uitvoer: options.Uitvoer,
) -> int:
    from functools import partial

    from ios_cli.werk.rapport import Vorm, write_stroom
    from ios_cli.werk.stroom import Stroom

    context = uitvoer.context(berekening.as_of, output)
    form = options.chosen_format(output_format, output, FORMATS)
    vorm = Vorm.van(form, options.chosen_dialect(dialect, form), context)
    eerste = None if van is None else parse_month(van, "--van")
    laatste = None if tot_en_met is None else parse_month(tot_en_met, "--tot-en-met", laatste=True)
    plaatsen = _read_places(capaciteit, fail_on)
    if plaatsen is not None:
        if not plaatsen.bruikbaar:
            context.report(plaatsen.findings)
            return ExitCode.USAGE
        context.detail(_("places from `{file}`").format(file=plaatsen.file))
    stroom = Stroom(
        paths,
        context,
        partial(one, form == "json", per_plaats),
        vrijstellingen=berekening.vrijstellingen,
        profiel=berekening.profiel,
        regels=berekening.regels,
        selection=selectie.selection(),
        held=True,
    )
    vraag = Vraag(eerste=eerste, laatste=laatste, per=MAANDEN[per], per_plaats=per_plaats, plaatsen=plaatsen)
    antwoord = Antwoord(stroom, vraag)
    exit_code = write_stroom(
        render(antwoord, vorm),
        stroom,
        output,
        also_read=[plaatsen.file] if plaatsen is not None else (),
        # What is remarkable about a dossier is no news here.
        keep=lambda f: form == "json" or context.verbose or f.ernst is not Ernst.OPMERKING,
        end=lambda: antwoord.in_words() if form in ("csv", "json", "svg") else [],
    )
    if exit_code is ExitCode.OK and fail_on == TEKORT and antwoord.is_tekort:
        return ExitCode.FINDINGS
    return exit_code


@dataclass(frozen=True, slots=True, kw_only=True)
class Vraag:
    """Which months, and what they are held against."""

    eerste: "date | None"
    laatste: "date | None"
    per: int
    """Months of one row."""
    per_plaats: bool
    plaatsen: "Capaciteiten | None"


@dataclass(frozen=True, slots=True)
class Deel:
    """One aios, counted."""

    telling: "Bezettingstelling"
    plaatsen: frozenset[str]
    regels: dict[str, Any]
    """The rules it was made by; for json only."""


def one(as_record: bool, per_plaats: bool, berekend: "Berekend", _findings: "Sequence[Finding]") -> Deel:
    """What one aios adds."""
    from ios_cli.planning.bezetting import Bezettingstelling

    telling = Bezettingstelling(per_plaats=per_plaats)
    telling.voeg_toe(berekend.ios)
    regels = {}
    if as_record:
        from ios_cli.render.envelope import regels_record

        regels = regels_record(berekend.ios.toegepast)
    plaatsen = frozenset(rij.plaats for rij in berekend.ios.geplande_rijen if rij.plaats is not None)
    return Deel(telling, plaatsen, regels)


@dataclass(slots=True)
class Antwoord:
    """The overview, once everything went through."""

    stroom: "Stroom[Deel]"
    vraag: Vraag
    overzicht: "Bezettingsoverzicht | None" = None
    regels: dict[str, Any] = field(default_factory=dict)

    @property
    def is_tekort(self) -> bool:
        return self.overzicht is not None and bool(self.overzicht.tekorten)

    def tel(self) -> "Bezettingsoverzicht":
        """Count everyone. Raises `UsageProblem` where the months asked for lie the wrong way round."""
        from ios_cli.planning.bezetting import Bezettingstelling

        telling = Bezettingstelling(per_plaats=self.vraag.per_plaats)
        namen: set[str] = set()
        for deel in self.stroom:
            telling.voeg_samen(deel.telling)
            namen |= deel.plaatsen
            self.regels = self.regels or deel.regels
        if self.vraag.plaatsen is not None:
            self.stroom.findings += self.vraag.plaatsen.findings
            self.stroom.findings += self.vraag.plaatsen.onbekende_plaatsen(namen)
        self.overzicht = _overzicht(telling, self.vraag, self.stroom)
        return self.overzicht

    def in_words(self) -> list[str]:
        """The answer in short, beside a result that does not say it."""
        from ios_cli.render import bezetting as room

        if self.overzicht is None:
            return []
        return [*room.say_in_het_kort(self.overzicht), *room.say_rest(self.overzicht)]


def _read_places(capaciteit: str | None, fail_on: str | None) -> "Capaciteiten | None":
    if capaciteit is None:
        if fail_on is not None:
            raise UsageProblem(
                _("`--fail-on {value}` needs places to hold the aios against").format(value=fail_on),
                hint=_("give `--capaciteit FILE`, or write `capaciteit` in ios.toml"),
            )
        return None
    from ios_cli.werk.capaciteit import lees_capaciteitbestand

    return lees_capaciteitbestand(capaciteit)


def render(antwoord: Antwoord, vorm: "Vorm") -> "Iterator[str]":
    """The overview in the form asked for; only the room of that form is imported."""
    from ios_cli.render import bezetting as room

    overzicht = antwoord.tel()
    context = antwoord.stroom.context
    if vorm.form == "csv":
        from ios_cli.render.csv import render_csv

        columns = room.bezetting_columns(per_plaats=overzicht.per_plaats)
        yield from render_csv(columns, room.bezetting_rows(overzicht), dialect=vorm.dialect)
    elif vorm.form == "json":
        from ios_cli.render.envelope import envelope_head
        from ios_cli.render.json import render_json

        head = envelope_head(
            room.BEZETTING_SCHEMA,
            findings=antwoord.stroom.findings,
            as_of=context.as_of,
            version=__version__,
            regels=antwoord.regels,
        )
        yield from render_json(head, room.bezetting_records(overzicht))
    elif vorm.form == "html":
        from ios_cli.render.bezetting_pagina import render_bezetting_html

        yield from render_bezetting_html(overzicht, as_of=context.as_of, version=__version__)
    elif vorm.form == "svg":
        from ios_cli.render.bezetting_beeld import render_bezetting_svg

        yield from render_bezetting_svg(overzicht)
    elif vorm.terminal:
        from ios_cli.render.bezetting_scherm import Bezettingsscherm

        yield from Bezettingsscherm(vorm.width, colour=vorm.colour).toon(overzicht)
    else:
        from ios_cli.render.lijst import render_lijst

        yield from render_lijst(
            room.bezetting_blokken(overzicht),
            terminal=False,
            colour=False,
            width=0,
            slot=[*room.say_antwoord(overzicht), *room.say_rest(overzicht), room.say_legenda()],
        )


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


def _overzicht(telling: "Bezettingstelling", vraag: Vraag, stroom: "Stroom[Deel]") -> "Bezettingsoverzicht":
    from ios_cli.domain.bezetting import Bezettingsoverzicht
    from ios_cli.domain.calendar import Periode

    perioden = _perioden(telling, vraag.eerste, vraag.laatste, vraag.per, stroom.context)
    span = Periode(perioden[0].begin, perioden[-1].end)
    plaatsen = vraag.plaatsen.plaatsen if vraag.plaatsen is not None else None
    sleutels = plaatsen.sleutels if plaatsen is not None else {}
    return Bezettingsoverzicht(
        perioden=perioden,
        per_plaats=telling.per_plaats,
        rijen=tuple(telling.bezetting(perioden, plaatsen)),
        uitstroom=tuple(telling.uitstroom(perioden)),
        verlopen=tuple(telling.verlopen(span, plaatsen)),
        heeft_plaatsen=plaatsen is not None,
        som_van_plaatsen=frozenset(soort for soort, _plaats in sleutels if (soort, None) not in sleutels),
        als_geheel=frozenset(soort for soort, plaats in sleutels if plaats is None),
        aios=telling.in_opleiding(span),
        dossiers=stroom.wanted,
        berekend=stroom.berekend,
    )
