"""What the commands that report on a cohort have in common: from the part of one dossier to a written result.

A command makes a `Blad` of each dossier, in whichever process, and leaves the rest here. Only the room of the
form that was asked for is imported.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ios_cli import __version__
from ios_cli.cli.context import Context
from ios_cli.cli.exit_codes import ExitCode
from ios_cli.cli.output import OutputError, flush_stdout, write_result
from ios_cli.domain.finding import Finding
from ios_cli.text import _

if TYPE_CHECKING:
    from ios_cli.domain.ios import IOS
    from ios_cli.render.csv import Cell, DialectName
    from ios_cli.render.lijst import Blok
    from ios_cli.werk.stroom import Stroom


@dataclass(frozen=True, slots=True, kw_only=True)
class Vorm:
    """The form of a result, as it goes along to a worker."""

    form: str
    dialect: "DialectName" = "standard"
    terminal: bool = False
    colour: bool = False
    width: int = 0

    @classmethod
    def van(cls, form: str, dialect: "DialectName", context: Context) -> "Vorm":
        return cls(
            form=form,
            dialect=dialect,
            terminal=context.terminal,
            colour=context.colour,
            width=context.width,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Blad:
    """What there is to show of one aios, in the form that is wanted; plain values."""

    tekst: str = ""
    """Rows of the csv, or the blocks for people; "" where there are none."""
    record: dict[str, Any] | None = None
    """The object of a json document."""
    regels: dict[str, Any] = field(default_factory=dict)
    """The rules it was made by; for json only."""
    rest: Any = None
    """What the command adds up on the way."""


def maak_blad(
    vorm: Vorm,
    ios: "IOS",
    *,
    rows: "Callable[[], Iterable[Sequence[Cell]]]",
    records: Callable[[], Iterable[dict[str, Any]]],
    blokken: "Callable[[], Iterable[Blok]]",
    rest: Any = None,
) -> Blad:
    """The part of one aios; of `rows`, `records` (one at most) and `blokken` only one is made."""
    if vorm.form == "csv":
        from ios_cli.render.csv import csv_lines

        return Blad(tekst="".join(csv_lines(rows(), dialect=vorm.dialect)), rest=rest)
    if vorm.form == "json":
        from ios_cli.render.envelope import regels_record

        return Blad(record=next(iter(records()), None), regels=regels_record(ios.toegepast), rest=rest)
    return Blad(tekst=toon_blokken(vorm, blokken()), rest=rest)


def toon_blokken(vorm: Vorm, blokken: "Iterable[Blok]", slot: Sequence[str] = ()) -> str:
    from ios_cli.render.lijst import render_lijst

    return "".join(
        render_lijst(blokken, terminal=vorm.terminal, colour=vorm.colour, width=vorm.width, slot=slot)
    )


def render_bladen(
    bladen: Iterable[Blad],
    stroom: "Stroom[Any]",
    vorm: Vorm,
    *,
    schema: str,
    columns: Sequence[str],
    einde: Callable[[], Iterable[str]] = tuple,
) -> Iterator[str]:
    """The whole in the form asked for: csv and lists as the parts come, json when all are there, because
    what was found stands before them. `einde` gives what stands under a list, each with a blank line before
    it."""
    if vorm.form == "csv":
        from ios_cli.render.csv import csv_head

        yield csv_head(columns, dialect=vorm.dialect)
        for blad in bladen:
            yield blad.tekst
    elif vorm.form == "json":
        from ios_cli.render.envelope import envelope_head
        from ios_cli.render.json import render_json

        held = list(bladen)
        regels = held[0].regels if held else {}
        head = envelope_head(
            schema,
            findings=stroom.findings,
            as_of=stroom.context.as_of,
            version=__version__,
            regels=regels,
        )
        yield from render_json(
            head,
            (
                blad.record if blad.regels == regels else {**blad.record, "regels": blad.regels}
                for blad in held
                if blad.record is not None
            ),
        )
    else:
        before = ""
        for tekst in (blad.tekst for blad in bladen):
            if tekst:
                yield before + tekst
                before = "\n"
        for tekst in einde():
            if tekst:
                yield before + tekst
                before = "\n"


def write_stroom(
    chunks: Iterable[str],
    stroom: "Stroom[Any]",
    output: str | None,
    *,
    also_read: Iterable[str] = (),
    report: bool = True,
    keep: Callable[[Finding], bool] = lambda _finding: True,
    end: Callable[[], Iterable[str]] = tuple,
) -> ExitCode:
    """Write the pieces of a streamed result as they come, then say what there is to say; its exit code.

    What was read is known when all went through: only then a file takes the place of another. Where nothing
    could be computed an existing file is left as it is. `also_read` are lists beside the dossiers; `report`:
    the findings are said beside the result, they are not the result, those that `keep` keeps; `end` gives
    lines that sum it up.
    """
    from ios_cli.cli.guard import refuse_to_overwrite

    context, opdracht = stroom.context, stroom.opdracht

    def guard() -> None:
        refuse_to_overwrite(
            output,
            [*stroom.paths, *stroom.files, *also_read],
            stdin="-" in [*stroom.paths, *also_read],
            profiel=opdracht.profiel,
            regels=opdracht.regels,
            result=True,
        )

    def ready() -> bool:
        guard()
        if report and stroom.nothing_computed:
            context.note(_("nothing could be computed: `{file}` is left as it is").format(file=output))
            return False
        return True

    guard()  # what can be told before any work is done
    try:
        try:
            write_result(chunks, output, ready)
        finally:  # a stream that was broken off is not at its end
            stroom.voortgang.weg()
        flush_stdout()
    except OutputError:
        if report:
            context.report(filter(keep, stroom.findings))
        raise
    if report:
        context.report(filter(keep, stroom.findings))
    for line in end():
        context.note(line)
    stroom.say_how_many()
    return stroom.exit_code
