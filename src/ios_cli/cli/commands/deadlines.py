"""`ios deadlines`: the decision calendar of one aios, of several, or of a whole folder."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Any

from ios_cli.cli import options
from ios_cli.cli.command import Na, command_app
from ios_cli.cli.usage import UsageProblem
from ios_cli.cli.values import parse_span
from ios_cli.text import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date, timedelta

    from ios_cli.domain.finding import Finding
    from ios_cli.werk.cohort import Berekend
    from ios_cli.werk.rapport import Blad, Vorm
    from ios_cli.werk.stroom import Stroom
    from ios_cli.werk.termijnen import Gevraagd, TermijnFilter

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


@app.command(
    help=N_(
        "Show the decision calendar: every term with its window, who it is up to, and its state on the day "
        "of reference. Terms follow from the IOS and move with it; both days of a window are included."
    ),
)
def deadlines(
    *,
    paths: options.Paths,
    output_format: options.CalendarFormat = None,
    output: options.Output = None,
    dialect: options.Dialect = None,
    berekening: options.Berekening,
    status: Annotated[options.Status, Na("as_of")] = None,
    wie: Annotated[options.Wie, Na("as_of")] = None,
    code: Annotated[options.Code, Na("as_of")] = None,
    alarm: Annotated[options.Alarm, Na("as_of")] = None,
    selectie: options.Selectie,
    uitvoer: options.Uitvoer,
) -> int:
    from functools import partial

    from ios_cli.werk.rapport import Vorm, write_stroom
    from ios_cli.werk.stroom import Stroom
    from ios_cli.werk.termijnen import TermijnFilter

    context = uitvoer.context(berekening.as_of, output)
    form = options.chosen_format(output_format, output, options.CALENDAR_FORMATS)
    vorm = Vorm.van(form, options.chosen_dialect(dialect, form), context)
    alarmen = tuple(chosen_alarms(alarm, form))
    alleen = TermijnFilter.van(status=status, wie=wie, code=code)
    stroom = Stroom(
        paths,
        context,
        partial(one, vorm, alleen, alarmen, context.verbose or bool(alleen.status), context.as_of),
        vrijstellingen=berekening.vrijstellingen,
        profiel=berekening.profiel,
        regels=berekening.regels,
        selection=selectie.selection(),
        held=form == "json" or bool(alleen.code),
    )
    kalenders = Kalenders(stroom, alleen)
    return write_stroom(
        render(kalenders, stroom, vorm),
        stroom,
        output,
        end=lambda: say_none(kalenders) if stroom.berekend else [],
    )


def say_none(kalenders: "Kalenders") -> list[str]:
    """Why there is nothing of a code that was asked for, or nothing at all."""
    from ios_cli.werk.termijnen import zeg_ontbrekende

    lines = zeg_ontbrekende(kalenders.alleen.code, kalenders.gevraagd)
    if kalenders.getoond or len(lines) == len(set(kalenders.alleen.code)) > 0:
        return lines
    return [*lines, _("no term fits what `--status`, `--wie` and `--code` ask for")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bij:
    """What goes along with the part of one aios."""

    wie: str
    getoond: bool
    betekenissen: tuple[tuple[str, str], ...] = ()
    """What the codes of a list mean."""
    codes: tuple[str, ...] = ()
    """Those of its rules, where `--code` asks for another."""
    gevraagd: "Gevraagd"
    """What there is of the codes that are asked for."""
    findings: "tuple[Finding, ...]" = ()
    """Entries of the dossier that no term answers to."""


def one(
    vorm: "Vorm",
    alleen: "TermijnFilter",
    alarmen: "Sequence[timedelta]",
    alles: bool,
    as_of: "date",
    berekend: "Berekend",
    _findings: "Sequence[Finding]",
) -> "Blad":
    """The part of one aios: nothing to show where `alleen` leaves no term. `alles`: people see what is done
    or lapsed too."""
    from ios_cli.render import termijnen as room
    from ios_cli.werk.rapport import Blad, maak_blad
    from ios_cli.werk.termijnen import Gevraagd, TermijnFilter, kalender_van, kies, zonder_termijn

    ios = berekend.ios
    heel = kalender_van(berekend, as_of=as_of, alleen=TermijnFilter())
    assert heel is not None  # nothing was left out
    kalender = kies(heel, alleen)
    items = [kalender] if kalender is not None else []
    bij = Bij(
        wie=ios.naam or ios.aios_id,
        getoond=bool(items),
        betekenissen=tuple(room.betekenissen(items, alles=alles)) if vorm.form == "table" else (),
        codes=alleen.onbekend(berekend.regels),
        gevraagd=Gevraagd.van(heel, berekend, alleen),
        findings=zonder_termijn(berekend, as_of=as_of),
    )
    if vorm.form == "ics":
        from ios_cli.render.ics import ics_events

        return Blad(tekst="".join(t for k in items for t in ics_events(k, alarmen)), rest=bij)
    return maak_blad(
        vorm,
        ios,
        rows=lambda: room.deadline_rows(items),
        records=lambda: room.deadline_records(items, as_of=as_of),
        blokken=lambda: room.deadline_blokken(items, as_of=as_of, alles=alles),
        rest=bij,
    )


@dataclass(slots=True)
class Kalenders:
    """The parts as they come, with what adds up on the way. Iterate once."""

    stroom: "Stroom[Blad]"
    alleen: "TermijnFilter"
    getoond: bool = False
    aan: set[str] = field(default_factory=set)
    heeft: set[str] = field(default_factory=set)

    @property
    def gevraagd(self) -> "Gevraagd":
        from ios_cli.werk.termijnen import Gevraagd

        return Gevraagd(aan=frozenset(self.aan), heeft=frozenset(self.heeft))

    def __iter__(self) -> "Iterator[Blad]":
        """Raises `UsageProblem`, before the first one, for a code that none of the rules in use has."""
        bladen: Iterable[Blad] = self.stroom
        if self.alleen.code:
            bladen = list(bladen)
            self.alleen.controleer(blad.rest.codes for blad in bladen)
        findings: list[Finding] = []
        for blad in bladen:
            self.getoond |= blad.rest.getoond
            self.aan |= blad.rest.gevraagd.aan
            self.heeft |= blad.rest.gevraagd.heeft
            findings += blad.rest.findings
            yield blad
        self.stroom.findings = [*self.stroom.findings, *findings]


def render(kalenders: Kalenders, stroom: "Stroom[Any]", vorm: "Vorm") -> "Iterator[str]":
    """The calendars in the form asked for."""
    from ios_cli.render import termijnen as room

    if vorm.form == "ics":
        yield from render_ics(kalenders)
        return
    from ios_cli.werk.rapport import render_bladen, toon_blokken

    # Whoever reads it with a program knows the codes.
    toont_uitleg = vorm.terminal or stroom.context.verbose
    uitleg: dict[tuple[str, str], None] = {}

    def counted() -> "Iterator[Blad]":
        for blad in kalenders:
            uitleg.update(dict.fromkeys(blad.rest.betekenissen))
            yield blad

    yield from render_bladen(
        counted(),
        stroom,
        vorm,
        schema=room.DEADLINE_SCHEMA,
        columns=room.DEADLINE_COLUMNS,
        einde=lambda: [toon_blokken(vorm, room.uitleg_blokken(uitleg))] if toont_uitleg else [],
    )


def render_ics(kalenders: Kalenders) -> "Iterator[str]":
    """One calendar of all; it is called after the aios where there is one."""
    from itertools import chain, islice

    from ios_cli.render.ics import ICS_EINDE, ics_begin, kalender_naam

    bladen = iter(kalenders)
    eerste = list(islice(bladen, 2))
    yield ics_begin(kalender_naam([blad.rest.wie for blad in eerste]))
    for blad in chain(eerste, bladen):
        yield blad.tekst
    yield ICS_EINDE


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
