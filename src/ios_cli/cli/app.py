"""The command line: one group that knows its commands by name, and what every ending means.

`ios --help` imports no command; a command imports what it uses when it runs.
"""

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.main import get_command as build

from ios_cli import __version__
from ios_cli.cli import output
from ios_cli.cli.command import SETTINGS, Choice, IosCommand, IosGroup, translate
from ios_cli.cli.context import prepare_streams
from ios_cli.cli.exit_codes import ExitCode
from ios_cli.cli.output import OutputError, PipeClosed, say, write_stderr, write_stdout
from ios_cli.cli.typer_inside import ClickException
from ios_cli.cli.usage import UsageProblem, from_typer, render_problem
from ios_cli.text import N_, _, choose_language, use_language

if TYPE_CHECKING:
    from ios_cli.cli.typer_inside import Command

PROGRAM = "ios"
COMPLETE_VARIABLE = "_IOS_COMPLETE"
DEBUG_VARIABLE = "IOS_DEBUG"
SHELLS = ("bash", "zsh", "fish", "powershell", "pwsh")

# In the order of `ios --help`. Each stands in its own module of ios_cli.cli.commands.
COMMANDS: dict[str, str] = {
    "init": N_("write a new dossier, with comments, to fill in"),
    "generate": N_("compute the IOS of one dossier or of a whole folder"),
    "shorten": N_("what a vrijstelling would do, or the next state of one"),
    "scale": N_("what deeltijd would do; several factors side by side"),
    "interrupt": N_("what an onderbreking would do: leave, sickness, other absence"),
    "extend": N_("what a verlenging would do"),
    "move": N_("what moving content between the practice periods would do"),
    "diff": N_("what differs between two IOS"),
    "diensten": N_("quotas of diensten: done, planned, still to do, and what does not count"),
    "deadlines": N_("the decision calendar: what must be decided, by whom, by when"),
    "agenda": N_("what the whole cohort must decide or do, by date; also only what is new"),
    "onderwijs": N_("days of onderwijs owed and done, by opleidingsjaar"),
    "besluitlijst": N_("what each coming decision needs, and what is missing"),
    "bezetting": N_("how many aios are in which onderdeel, month by month, against the places"),
    "check": N_("hold dossiers against the rules"),
    "plan": N_("an order of the external stages in which every aios has a place"),
    "explain": N_("why a date or a number is what it is, step by step, with its source"),
    "rule": N_("show the rules: value, unit, source, and whether it is a choice"),
    "schema": N_("show the JSON Schemas of the files, for an editor"),
    "config": N_("which settings hold, and where each comes from"),
    "help": N_("explain a command, or a topic such as exit-codes"),
}

EXAMPLES = (
    ("ios init 2026-001.toml", N_("start a dossier")),
    ("ios generate sample_data/dossiers/standaard.toml", N_("the IOS of one aios")),
    (
        "ios generate sample_data/dossiers --format csv -o ios.csv",
        N_("the IOS of a whole folder, as a spreadsheet reads it"),
    ),
)

_built: dict[str, "Command"] = {}


def load_command(name: str) -> "Command | None":
    """The command `name`, built from its module in the language of this run; None where there is none."""
    if name not in COMMANDS:
        return None
    if name not in _built:
        from importlib import import_module

        module = import_module(f"ios_cli.cli.commands.{name}")
        command = build(module.app)
        assert isinstance(command, IosCommand), name
        command.name = name
        command.examples = module.EXAMPLES
        translate(command)
        _built[name] = command
    return _built[name]


def _root(
    version: Annotated[bool, typer.Option("--version", help=N_("show the version and stop"))] = False,
    install_completion: Annotated[
        bool, typer.Option("--install-completion", help=N_("teach your shell to complete `ios`"))
    ] = False,
    show_completion: Annotated[
        bool, typer.Option("--show-completion", help=N_("show what --install-completion would install"))
    ] = False,
    shell: Annotated[
        str | None,
        typer.Option(
            "--shell",
            click_type=Choice(SHELLS),
            help=N_("the shell to complete in; default the one you are in"),
        ),
    ] = None,
) -> None:
    if version:
        write_stdout([f"{PROGRAM} {__version__}\n"])
    elif show_completion or install_completion:
        from ios_cli.cli.completion import install, show

        (install if install_completion else show)(shell)
    else:
        return
    raise typer.Exit


def _group() -> IosGroup:
    app = typer.Typer(
        cls=IosGroup,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        invoke_without_command=True,
        context_settings=SETTINGS,
        help=N_("Compute the individueel opleidingsschema (IOS) of a GP in training, to the day, from TOML."),
    )
    app.callback()(_root)
    group = build(app)
    assert isinstance(group, IosGroup)
    group.name = PROGRAM
    group.examples = EXAMPLES
    translate(group)
    return group


def _dispatch(args: list[str]) -> int:
    """Run the command; its exit code. Typer's own ways to end are taken apart in `main`."""
    instruction = os.environ.get(COMPLETE_VARIABLE)
    if instruction:
        from ios_cli.cli.completion import respond

        return respond(_group(), instruction)
    from ios_cli.werk.instellingen import kies_taal

    kies_taal(args[1:])  # before the help is put into it
    group = _group()
    with group.make_context(PROGRAM, args) as ctx:
        code: Any = group.invoke(ctx)
        if ctx.invoked_subcommand is None:  # nothing was asked: the help is then about the mistake
            write_stderr(ctx.get_help())
            return ExitCode.USAGE
    return int(code or ExitCode.OK)


def main(argv: Sequence[str] | None = None) -> int:
    """Run `ios` with `argv` (default: the command line) and return the exit code; never raises."""
    prepare_streams()
    _built.clear()
    output.stderr_failed = False
    use_language(choose_language())
    code = _ending(_expanded(sys.argv[1:]) if argv is None else list(argv))
    return ExitCode.USAGE if code == ExitCode.OK and output.stderr_failed else code


def _ending(args: list[str]) -> int:
    """Every way a run can end, and the exit code of each."""
    try:
        try:
            code = _dispatch(args)
        except typer.Exit as ending:
            code = ending.exit_code
        except UsageProblem as problem:
            code = _refuse(problem)
        except ClickException as problem:
            code = _refuse(from_typer(problem))
        output.flush_stdout()
    except PipeClosed:
        code = ExitCode.PIPE
    except OutputError as problem:
        code = _refuse(UsageProblem(str(problem), hint=problem.hint))
    except (KeyboardInterrupt, typer.Abort):
        code = ExitCode.INTERRUPTED
    except Exception as bug:
        code = _bug(bug)
    return int(code)


def _refuse(problem: UsageProblem) -> int:
    say(render_problem(problem.message, expected=problem.expected, hint=problem.hint))
    return ExitCode.USAGE


def _bug(bug: Exception) -> int:
    """One line and what to do; the traceback only for who asks for it."""
    if os.environ.get(DEBUG_VARIABLE):
        import traceback

        write_stderr("".join(traceback.format_exception(bug)))
    what = " ".join(f"{type(bug).__name__}: {bug}".split())
    say(
        render_problem(
            _("ios stumbled over a mistake of its own: {what}").format(what=what),
            hint=_(
                "run it again with `{variable}=1` and send what it prints, without names, to the maintainers"
            ).format(variable=DEBUG_VARIABLE),
        )
    )
    return ExitCode.BUG


def _expanded(args: list[str]) -> list[str]:
    """The Windows shells leave `*.toml` to the program."""
    if os.name != "nt":
        return args
    from glob import glob

    def expand(arg: str) -> list[str]:
        return sorted(glob(arg)) if "*" in arg or "?" in arg else []  # noqa: PTH207  (keeps `./` and drive letters)

    return [found for arg in args for found in expand(arg) or [arg]]
