"""`ios help`: a command's page, or a topic that belongs to no command."""

from collections.abc import Callable
from typing import Annotated

import typer

from ios_cli.cli.command import command_app
from ios_cli.cli.output import write_stdout
from ios_cli.cli.usage import UsageProblem, guess
from ios_cli.text import N_, _

app = command_app()

EXAMPLES = (
    ("ios help exit-codes", N_("what a script may conclude from the exit code")),
    ("ios help generate", N_("the same as `ios generate --help`")),
)


def _exit_codes() -> list[tuple[str, str]]:
    from ios_cli.cli.exit_codes import MEANINGS

    return [(str(int(code)), _(meaning)) for code, meaning in MEANINGS.items()]


def _environment() -> list[tuple[str, str]]:
    return [
        ("IOS_AS_OF", _("day of reference where `--as-of` is not given, as YYYY-MM-DD")),
        (
            "IOS_LANG",
            _("language of what ios says: `nl` or `en`; default `taal` in ios.toml, else the locale"),
        ),
        ("IOS_WORKERS", _("how many processes share the work; default one for each core where that pays")),
        ("IOS_DEBUG", _("set: a mistake in ios itself shows where it happened")),
        ("NO_COLOR", _("set and not empty: no colour, unless `--color always` asks for it")),
        ("COLUMNS", _("width of the terminal, where it cannot be found")),
    ]


def _formats() -> list[tuple[str, str]]:
    return [
        ("table", _("for people; wording and layout may change, so let no script read it")),
        ("csv", _("UTF-8, comma, always a header, dates as YYYY-MM-DD; columns are only ever added")),
        ("json", _("one document with the rules used, the findings and the data; exact numbers are strings")),
        ("toml", _("the same for people who keep their files in TOML")),
        ("ics", _("terms for a calendar program")),
        ("html", _("one page that loads nothing from elsewhere, to mail or to print")),
        ("svg", _("the picture of that page by itself")),
    ]


TOPICS: dict[str, tuple[str, Callable[[], list[tuple[str, str]]]]] = {
    "exit-codes": (N_("what the exit code says"), _exit_codes),
    "environment": (N_("environment variables that ios reads"), _environment),
    "formats": (N_("forms of the output, chosen with --format or by the ending of -o"), _formats),
}


def subjects(incomplete: str) -> list[str]:
    """What there is help about, for completion in a shell."""
    from ios_cli.cli.app import COMMANDS

    return [name for name in (*COMMANDS, *TOPICS) if name.startswith(incomplete)]


@app.command(help=N_("Explain a command, or a topic that belongs to none."))
def show_help(
    ctx: typer.Context,
    subject: Annotated[
        str | None,
        typer.Argument(
            metavar=N_("SUBJECT"),
            help=N_("a command, or exit-codes, environment, formats"),
            autocompletion=subjects,
        ),
    ] = None,
) -> None:
    from ios_cli.cli.app import COMMANDS, PROGRAM, load_command

    root = ctx.find_root()
    if subject is None:
        write_stdout([root.get_help() + "\n\n" + _("Topics") + ":\n"])
        write_stdout(_rows([(name, _(title)) for name, (title, __) in TOPICS.items()]))
        return
    if subject in TOPICS:
        title, rows = TOPICS[subject]
        write_stdout([_(title) + "\n\n", *_rows(rows())])
        return
    command = load_command(subject)
    if command is None:
        raise UsageProblem(
            _("there is no help about `{subject}`").format(subject=subject),
            hint=guess(subject, [*COMMANDS, *TOPICS])
            or _("`{command}` lists what there is").format(command=f"{PROGRAM} help"),
        )
    page = command.context_class(command, info_name=subject, parent=root, **command.context_settings)
    write_stdout([command.get_help(page) + "\n"])


def _rows(rows: list[tuple[str, str]]) -> list[str]:
    width = max(len(name) for name, __ in rows)
    return [f"  {name.ljust(width)}  {text}\n" for name, text in rows]
