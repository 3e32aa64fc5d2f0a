"""What every command that reports on a cohort has in common: from options to a written result.

A command computes its items, says in a `Rapport` what they look like in each form, and leaves the rest here.
Only the room of the form that was asked for is imported.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ios_cli import __version__
from ios_cli.cli.context import Context
from ios_cli.cli.exit_codes import ExitCode
from ios_cli.cli.output import OutputError, flush_stdout, to_file, write_result
from ios_cli.domain.finding import Finding, has_obstacle
from ios_cli.text import _

if TYPE_CHECKING:
    from ios_cli.cli.cohort import Cohort
    from ios_cli.cli.stroom import Stroom
    from ios_cli.render.csv import Cell, DialectName
    from ios_cli.render.lijst import Blok


@dataclass(frozen=True, slots=True, kw_only=True)
class Rapport:
    """One result in all its forms; each is made only when it is asked for.

    `rows` are those of the csv, `records` one object per aios for json (which gets its own `regels` where
    they are not those of the document), `blokken` the list for people with the lines `slot` under it, `ics`
    the calendar where there is one. `findings` are said on standard error, besides those of the cohort.
    """

    schema: str
    columns: Sequence[str]
    rows: "Callable[[], Iterable[Sequence[Cell]]]"
    records: Callable[[], Iterable[dict[str, Any]]]
    blokken: "Callable[[], Iterable[Blok]]"
    slot: Sequence[str] = ()
    ics: Callable[[], Iterable[str]] | None = None
    vormen: Mapping[str, Callable[[], Iterable[str]]] = field(default_factory=dict)
    """Other forms by name, such as html; a `table` here stands in the place of `blokken`."""
    findings: list[Finding] = field(default_factory=list)


def render_rapport(
    rapport: Rapport, cohort: "Cohort", context: Context, *, form: str, dialect: "DialectName" = "standard"
) -> Iterator[str]:
    """The rapport in the form asked for, in pieces."""
    if form in rapport.vormen:
        return iter(rapport.vormen[form]())
    if form == "csv":
        from ios_cli.render.csv import render_csv

        return render_csv(rapport.columns, rapport.rows(), dialect=dialect)
    if form == "json":
        from ios_cli.render.envelope import envelope_head, regels_record
        from ios_cli.render.json import render_json

        used = {b.ios.aios_id: regels_record(b.ios.toegepast) for b in cohort.berekend}
        regels = next(iter(used.values()), {})
        head = envelope_head(
            rapport.schema,
            findings=[*cohort.findings, *rapport.findings],
            as_of=context.as_of,
            version=__version__,
            regels=regels,
        )
        return render_json(head, (_with_own_rules(r, used, regels) for r in rapport.records()))
    if form == "ics":
        assert rapport.ics is not None
        return iter(rapport.ics())
    from ios_cli.render.lijst import render_lijst

    return render_lijst(
        rapport.blokken(),
        terminal=context.terminal,
        colour=context.colour,
        width=context.width,
        slot=rapport.slot,
    )


def _with_own_rules(
    record: dict[str, Any], used: dict[str, dict[str, Any]], regels: dict[str, Any]
) -> dict[str, Any]:
    """The object of one aios, with `regels` where they are others than those of the document."""
    own = used.get(record.get("aios_id", ""), regels)
    return record if own == regels or "regels" in record else {**record, "regels": own}


def write_rapport(
    rapport: Rapport,
    cohort: "Cohort",
    context: Context,
    *,
    form: str,
    output: str | None,
    dialect: "DialectName" = "standard",
) -> ExitCode:
    """Write it, then say what there is to say; the exit code of the cohort.

    Where nothing could be computed an existing file is left as it is.
    """
    from ios_cli.cli.cohort import say_how_many

    findings = [*cohort.findings, *rapport.findings]
    try:
        if to_file(output) and not cohort.berekend and has_obstacle(cohort.findings):
            context.note(_("nothing could be computed: `{file}` is left as it is").format(file=output))
        else:
            write_result(render_rapport(rapport, cohort, context, form=form, dialect=dialect), output)
            flush_stdout()
    except OutputError:
        context.report(findings)
        raise
    context.report(findings)
    say_how_many(len(cohort.berekend), cohort.wanted, context)
    return cohort.exit_code


def write_stroom(
    chunks: Iterable[str],
    stroom: "Stroom[Any]",
    output: str | None,
    *,
    also_read: Iterable[str] = (),
    report: bool = True,
    end: Callable[[], Iterable[str]] = tuple,
) -> ExitCode:
    """Write the pieces of a streamed result as they come, then say what there is to say; its exit code.

    What was read is known when all went through: only then a file takes the place of another. Where nothing
    could be computed an existing file is left as it is. `also_read` are lists beside the dossiers; `report`:
    the findings are said beside the result, they are not the result; `end` gives lines that sum it up.
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
        write_result(chunks, output, ready)
        flush_stdout()
    except OutputError:
        if report:
            context.report(stroom.findings)
        raise
    if report:
        context.report(stroom.findings)
    for line in end():
        context.note(line)
    stroom.say_how_many()
    return stroom.exit_code
