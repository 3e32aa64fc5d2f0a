"""`ios agenda`: the terms of a whole cohort by date, and with `--sinds` only what is new."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ios_cli import __version__
from ios_cli.cli import options
from ios_cli.cli.command import Choice, command_app
from ios_cli.cli.context import Context
from ios_cli.cli.exit_codes import ExitCode
from ios_cli.cli.output import to_file
from ios_cli.cli.usage import UsageProblem
from ios_cli.text import N_, _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date, timedelta

    from ios_cli.domain.finding import Finding
    from ios_cli.render.termijnen import Kalender
    from ios_cli.werk.cohort import Berekend
    from ios_cli.werk.rapport import Vorm
    from ios_cli.werk.stand import Stand
    from ios_cli.werk.stroom import Stroom
    from ios_cli.werk.termijnen import Gevraagd, TermijnFilter

app = command_app()

BINNEN = "30d"
ASKING = ("te-laat", "open", "komend")
TE_LAAT = "te-laat"
EXAMPLES = (
    ("ios agenda sample_data/dossiers", N_("what is late, can be done now, or is due within 30 days")),
    (
        "ios agenda sample_data/dossiers --wie hoofd --binnen 8w --format csv",
        N_("what the hoofd must decide in eight weeks, for a spreadsheet"),
    ),
    (
        "ios agenda sample_data/dossiers --sinds agenda-stand.json --fail-on te-laat",
        N_("each morning: only what is new since the last run, with exit code 1 where something is late"),
    ),
)


@app.command(
    help=N_(
        "Show what the whole cohort must decide or do, by date: what is late, what can be done now, and what "
        "opens or is due within 30 days, or within --binnen. Of what is done or lapsed (--status) that is so "
        "far back. With --sinds only what is new or changed since the last run; nothing is printed when "
        "there is nothing."
    ),
)
def agenda(
    *,
    paths: options.Paths,
    binnen: options.Binnen = None,
    status: options.Status = None,
    wie: options.Wie = None,
    code: options.Code = None,
    sinds: Annotated[
        str | None,
        typer.Option(
            "--sinds",
            metavar=N_("FILE"),
            help=N_("only what is new since the last run with this file, which remembers what was reported"),
        ),
    ] = None,
    fail_on: Annotated[
        str | None,
        typer.Option(
            "--fail-on",
            click_type=Choice((TE_LAAT,)),
            help=N_("the exit code is 1 where something on the list is late"),
        ),
    ] = None,
    output_format: options.CalendarFormat = None,
    output: options.Output = None,
    dialect: options.Dialect = None,
    alarm: options.Alarm = None,
    berekening: options.Berekening,
    selectie: options.Selectie,
    uitvoer: options.Uitvoer,
) -> int:
    from functools import partial

    from ios_cli.cli.commands.deadlines import chosen_alarms
    from ios_cli.domain.finding import has_obstacle
    from ios_cli.werk.rapport import Vorm, write_stroom
    from ios_cli.werk.stroom import Stroom
    from ios_cli.werk.termijnen import ZONDER_TERMIJN, TermijnFilter, Vooruitblik

    context = uitvoer.context(berekening.as_of, output)
    form = options.chosen_format(output_format, output, options.CALENDAR_FORMATS)
    vorm = Vorm.van(form, options.chosen_dialect(dialect, form), context)
    alarmen = chosen_alarms(alarm, form)
    tijd = Vooruitblik.van(context.as_of, BINNEN if binnen is None else binnen)
    alleen = TermijnFilter.van(status=status, wie=wie, code=code, tijd=tijd)
    if fail_on is not None and alleen.status and fail_on not in alleen.status:
        raise UsageProblem(
            _("`--fail-on {value}` and `--status {status}` contradict each other").format(
                value=fail_on, status=",".join(alleen.status)
            ),
            hint=_("add `{value}` to `--status`").format(value=fail_on),
        )
    if not alleen.status:
        alleen = replace(alleen, status=ASKING)
    stroom = Stroom(
        paths,
        context,
        partial(one, alleen, form == "json", context.as_of),
        vrijstellingen=berekening.vrijstellingen,
        profiel=berekening.profiel,
        regels=berekening.regels,
        selection=selectie.selection(),
        held=True,
    )
    guard = _guard(sinds, output, stroom)
    lijst = Agenda(stroom, alleen, _last_run(sinds, context))
    exit_code = write_stroom(
        render(lijst, vorm, alarmen),
        stroom,
        output,
        # Only what leaves somebody off the list, or an entry that moves no term: then the list is not what
        # its writer thinks. The rest is for `ios check`, not for a mail every morning.
        keep=lambda finding: context.verbose or finding.code in ZONDER_TERMIJN or has_obstacle([finding]),
        end=lambda: say_none(lijst, terminal=context.terminal) if lijst.berekend else [],
    )
    if lijst.stand is not None and lijst.berekend:  # where nobody was computed nothing is forgotten
        guard()
        if exit_code != ExitCode.OK:
            lijst.stand.onthoud(lambda aios_id: aios_id not in lijst.berekend)
        lijst.stand.schrijf()
    if exit_code == ExitCode.OK and fail_on is not None and lijst.is_te_laat:
        return ExitCode.FINDINGS
    return exit_code


def say_none(lijst: "Agenda", *, terminal: bool) -> list[str]:
    """Why there is nothing. Off a terminal an empty list says nothing, so that no mail is sent: but for a
    `--code` of which there can be nothing, tomorrow neither."""
    from ios_cli.werk.termijnen import Gevraagd, zeg_ontbrekende

    aan = frozenset(lijst.aan)
    gevraagd = Gevraagd(aan=aan, heeft=frozenset(lijst.heeft) if terminal else aan)
    lines = zeg_ontbrekende(lijst.alleen.code, gevraagd)
    if not terminal or lijst.kalenders or len(lines) == len(set(lijst.alleen.code)) > 0:
        return lines
    if lijst.stand is not None:
        return [*lines, _("nothing is new since the last run")]
    if lijst.alleen.status != ASKING or lijst.alleen.wie or lijst.alleen.code:
        return [*lines, _("no term fits what `--status`, `--wie`, `--code` and `--binnen` ask for")]
    return [_("nothing is late, can be done now, or is due within `--binnen`")]


def _guard(sinds: str | None, output: str | None, stroom: "Stroom[Any]") -> "Callable[[], None]":
    """What keeps the state file from taking the place of something else, asked before and after the work.

    Raises `UsageProblem` or `OutputError`.
    """
    from ios_cli.cli.guard import refuse_to_overwrite

    def guard() -> None:
        refuse_to_overwrite(
            sinds,
            [*stroom.paths, *stroom.files],
            stdin="-" in stroom.paths,
            profiel=stroom.opdracht.profiel,
            regels=stroom.opdracht.regels,
            result=True,
        )

    if sinds is None:
        return guard
    if not sinds:
        raise UsageProblem(_("`--sinds` is empty: it names no file"), hint=_("name a file to remember in"))
    if not to_file(sinds):
        raise UsageProblem(
            _("`--sinds` needs a file of its own, not standard input"), hint=_("name a file to remember in")
        )
    from pathlib import Path

    if output is not None and to_file(output) and Path(output).resolve() == Path(sinds).resolve():
        raise UsageProblem(_("`--sinds` and `-o` name the same file"), hint=_("give each its own"))
    guard()
    if Path(sinds).suffix.casefold() == ".toml":  # in the folder it would be read as one the next time
        raise UsageProblem(
            _("`{file}` has the ending of a dossier: nothing is remembered in it").format(file=sinds),
            hint=_("give it another ending, such as `{file}`").format(file=Path(sinds).with_suffix(".json")),
        )
    return guard


def _last_run(sinds: str | None, context: Context) -> "Stand | None":
    if sinds is None:
        return None
    from ios_cli.werk.stand import lees_stand

    stand = lees_stand(sinds)
    if stand.bezwaar:
        context.note(stand.bezwaar)
    return stand


@dataclass(frozen=True, slots=True, kw_only=True)
class Deel:
    """What came of one aios; plain values."""

    aios_id: str
    naam: str | None
    kalender: "Kalender | None" = None
    """None where there is nothing to show."""
    codes: tuple[str, ...] = ()
    """Those of its rules, where `--code` asks for another."""
    gevraagd: "Gevraagd"
    """What there is of the codes that are asked for."""
    regels: dict[str, Any] | None = None
    """The rules it was made by; for json only."""
    findings: "tuple[Finding, ...]" = ()
    """Entries of the dossier that no term answers to."""


def one(
    alleen: "TermijnFilter",
    as_record: bool,
    as_of: "date",
    berekend: "Berekend",
    _findings: "Sequence[Finding]",
) -> Deel:
    """The terms of one aios that belong on the list."""
    from ios_cli.werk.termijnen import (
        Gevraagd,
        TermijnFilter,
        kalender_van,
        kies,
        licht,
        zonder_termijn,
    )

    gevraagd = Gevraagd()
    if alleen.code:
        heel = kalender_van(berekend, as_of=as_of, alleen=TermijnFilter())
        assert heel is not None  # nothing was left out
        gevraagd = Gevraagd.van(heel, berekend, alleen)
        kalender = kies(heel, alleen)
    else:
        kalender = kalender_van(berekend, as_of=as_of, alleen=alleen)
    regels = None
    if as_record:
        from ios_cli.render.envelope import regels_record

        regels = regels_record(berekend.ios.toegepast)
    return Deel(
        aios_id=berekend.ios.aios_id,
        naam=berekend.ios.naam,
        kalender=None if kalender is None else licht(kalender),
        codes=alleen.onbekend(berekend.regels),
        gevraagd=gevraagd,
        regels=regels,
        findings=zonder_termijn(berekend, as_of=as_of),
    )


class Agenda:
    """The list of all, once everything went through; what is not new is left out."""

    def __init__(self, stroom: "Stroom[Deel]", alleen: "TermijnFilter", stand: "Stand | None") -> None:
        self.stroom = stroom
        self.alleen = alleen
        self.stand = stand
        self.kalenders: list[Kalender] = []
        self.regels: dict[str, dict[str, Any]] = {}
        """By aios id, in their order; for json."""
        self.berekend: dict[str, str] = {}
        """What each aios is called, by id."""
        self.aan: set[str] = set()
        self.heeft: set[str] = set()
        self.is_te_laat = False

    def verzamel(self) -> None:
        """Raises `UsageProblem` for a code that none of the rules in use has."""
        codes = []
        findings: list[Finding] = []
        for deel in self.stroom:
            self.berekend[deel.aios_id] = deel.naam or deel.aios_id
            codes.append(deel.codes)
            self.aan |= deel.gevraagd.aan
            self.heeft |= deel.gevraagd.heeft
            findings += deel.findings
            if deel.regels is not None:
                self.regels[deel.aios_id] = deel.regels
            kalender = None if deel.kalender is None else self._nieuw(deel.kalender)
            if kalender is not None:
                self.kalenders.append(kalender)
                self.is_te_laat |= any(t.status.value == TE_LAAT for t in kalender.termijnen)
        self.stroom.findings = [*self.stroom.findings, *findings]
        self.alleen.controleer(codes)

    def _nieuw(self, kalender: "Kalender") -> "Kalender | None":
        if self.stand is None:
            return kalender
        from ios_cli.render.termijnen import Eerder

        aios_id, stand = kalender.ios.aios_id, self.stand
        termijnen = tuple(t for t in kalender.termijnen if stand.is_nieuw(aios_id, t))
        if not termijnen:
            return None
        bekend = ((t, stand.eerder(aios_id, t)) for t in termijnen)
        eerder = {t: Eerder(*toestand) for t, toestand in bekend if toestand is not None}
        return replace(kalender, termijnen=termijnen, eerder=eerder)


def render(lijst: Agenda, vorm: "Vorm", alarmen: "Sequence[timedelta]") -> "Iterator[str]":
    """The list in the form asked for; nothing for people where there is nothing."""
    from ios_cli.render import termijnen as room

    lijst.verzamel()
    context = lijst.stroom.context
    if vorm.form == "csv":
        from ios_cli.render.csv import render_csv

        yield from render_csv(room.DEADLINE_COLUMNS, room.agenda_rows(lijst.kalenders), dialect=vorm.dialect)
    elif vorm.form == "json":
        from ios_cli.render.envelope import envelope_head
        from ios_cli.render.json import render_json

        regels = next(iter(lijst.regels.values()), {})
        head = envelope_head(
            room.AGENDA_SCHEMA,
            findings=lijst.stroom.findings,
            as_of=context.as_of,
            version=__version__,
            regels=regels,
        )
        records = room.agenda_records(lijst.kalenders, as_of=context.as_of)
        yield from render_json(
            head,
            (
                record if (own := lijst.regels[record["aios_id"]]) == regels else {**record, "regels": own}
                for record in records
            ),
        )
    elif vorm.form == "ics":
        from ios_cli.render.ics import kalender_naam, render_termijnen_ics

        yield from render_termijnen_ics(
            room.per_termijn(lijst.kalenders),
            naam=kalender_naam(list(lijst.berekend.values())),
            alarmen=alarmen,
        )
    else:
        from ios_cli.render.lijst import render_lijst

        yield from render_lijst(
            room.agenda_blokken(
                lijst.kalenders, as_of=context.as_of, uitleg=vorm.terminal or context.verbose
            ),
            terminal=vorm.terminal,
            colour=vorm.colour,
            width=vorm.width,
        )
