"""`ios init`: a new dossier to fill in, from a template with comments."""

import os
import re
import shlex
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from ios_cli.cli.command import command_app
from ios_cli.cli.context import Context
from ios_cli.cli.options import AsOf, Quiet
from ios_cli.cli.output import STDOUT, write_file, write_stdout
from ios_cli.cli.usage import UsageProblem
from ios_cli.domain.calendar import DAG, add_months
from ios_cli.text import N_, _

app = command_app()

EXAMPLES = (
    ("ios init", N_("show a new dossier")),
    ("ios init 2026-001.toml", N_("write one for the aios with number 2026-001")),
    ("ios init - | ios generate -", N_("and what it gives as it stands")),
)

SCHEMA_FILE = "dossier.schema.json"
_INSTROOMMAANDEN = (3, 9)  # most intakes are in March and September


@app.command(help=N_("Write a new dossier, with comments, to fill in."))
def init(
    file: Annotated[
        str | None,
        typer.Argument(
            metavar=N_("FILE"), help=N_("where to write it; standard output without it, or with `-`")
        ),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help=N_("overwrite a file that exists"))] = False,
    as_of: AsOf = None,
    quiet: Quiet = False,
) -> None:
    context = Context.of(as_of=as_of, quiet=quiet)
    start = next_instroom(context.as_of)
    if file is None or file == STDOUT:
        write_stdout([new_dossier(f"{start:%Y}-001", start, context.language)])
        return
    if not file:
        raise UsageProblem(_("the name of the file is empty"))
    path = Path(file)
    if os.path.lexists(path) and (path.is_dir() or not force):
        raise UsageProblem(
            _("`{file}` exists already").format(file=file),
            hint="" if path.is_dir() else _("choose another name, or overwrite it with `--force`"),
        )
    aios_id = path.stem if re.fullmatch(r"[A-Za-z0-9._-]+", path.stem) else f"{start:%Y}-001"
    write_file(path, [new_dossier(aios_id, start, context.language)])
    context.note(_("wrote `{file}`").format(file=file))
    if aios_id != path.stem:
        context.note(
            _("the name of the file cannot be an id: the dossier has the id `{id}`, change it").format(
                id=aios_id
            )
        )
    context.note(_("next: fill it in, then `{command}`").format(command=f"ios generate {shlex.quote(file)}"))
    schema = path.parent / SCHEMA_FILE
    if not schema.exists():
        context.note(
            _("for checks while you type: `{command}`").format(
                command=f"ios schema dossier -o {shlex.quote(str(schema))}"
            )
        )


def next_instroom(vanaf: date) -> date:
    """The first usual day of intake on or after `vanaf`."""
    year = vanaf.year
    days = [date(y, month, 1) for y in (year, year + 1) for month in _INSTROOMMAANDEN]
    return next(dag for dag in days if dag >= vanaf)


def new_dossier(aios_id: str, start: date, language: str) -> str:
    """The template with its number and dates filled in.

    `{{+6}}` is the day 6 months after the start, `{{+6-}}` the day before that.
    """
    template = Path(__file__).parents[1] / f"dossier.{language}.toml"
    text = template.read_text(encoding="utf-8")

    def dag(match: re.Match[str]) -> str:
        return (add_months(start, int(match[1])) - (DAG if match[2] else 0 * DAG)).isoformat()

    text = re.sub(r"\{\{\+(\d+)(-?)\}\}", dag, text)
    for name, value in (("id", aios_id), ("start", start.isoformat()), ("month", f"{start:%Y-%m}")):
        text = text.replace("{{" + name + "}}", value)
    # The values differ in length: put the explanations below each other again.
    return re.sub(r"^(#?\w+ = .*?) +(# .*)$", lambda m: f"{m[1]:<34} {m[2]}", text, flags=re.MULTILINE)
