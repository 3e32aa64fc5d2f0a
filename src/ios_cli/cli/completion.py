"""Completion in the shell: the script, installing it, and the answers it asks for."""

import os
from typing import TYPE_CHECKING

from typer import _completion_classes, _completion_shared

from ios_cli.cli.exit_codes import ExitCode
from ios_cli.cli.output import OutputError, say, write_stdout
from ios_cli.cli.typer_inside import get_completion_class
from ios_cli.cli.usage import UsageProblem, one_of
from ios_cli.domain.reasons import reason
from ios_cli.text import _

if TYPE_CHECKING:
    from ios_cli.cli.typer_inside import Command


def _script(shell: str) -> str:
    from ios_cli.cli.app import COMPLETE_VARIABLE, PROGRAM

    return _completion_shared.get_completion_script(
        prog_name=PROGRAM, complete_var=COMPLETE_VARIABLE, shell=shell
    )


def _chosen(shell: str | None) -> str:
    """The shell asked for, else the one this runs in."""
    from ios_cli.cli.app import SHELLS

    found = shell or _completion_shared._get_shell_name()
    if found not in SHELLS:
        raise UsageProblem(
            _("cannot tell which shell this is"), hint=_("name it, for example with `--shell bash`")
        )
    return found


def show(shell: str | None) -> None:
    write_stdout([_script(_chosen(shell)) + "\n"])


def install(shell: str | None) -> None:
    import shutil
    from subprocess import CalledProcessError

    chosen = _chosen(shell)
    if chosen in ("powershell", "pwsh") and shutil.which(chosen) is None:
        raise UsageProblem(
            _("`{shell}` is not on this computer: it has to say where its profile stands").format(
                shell=chosen
            ),
            hint=_("install it first, or put what `{command}` shows in the profile yourself").format(
                command=f"ios --show-completion --shell {chosen}"
            ),
        )
    from ios_cli.cli.app import COMPLETE_VARIABLE, PROGRAM

    try:
        __, path = _completion_shared.install(chosen, PROGRAM, COMPLETE_VARIABLE)
    except OSError as error:
        raise OutputError(
            _("cannot write `{file}`: {reason}").format(file=error.filename or "~", reason=reason(error))
        ) from error
    except CalledProcessError as error:
        raise OutputError(
            _("`{shell}` does not say where its profile stands").format(shell=chosen)
        ) from error
    say(
        _("completion for {shell} stands in `{file}` and works in every new terminal").format(
            shell=chosen, file=path
        )
    )


def respond(group: "Command", instruction: str) -> int:
    """What the shell's script asks: `complete_SHELL` (the words that fit) or `source_SHELL` (the script)."""
    from ios_cli.cli.app import COMPLETE_VARIABLE, PROGRAM, SHELLS

    action, __, shell = instruction.partition("_")
    _completion_classes.completion_init()
    # Typer would load rich to strip markup from the help texts; ours have none.
    _completion_classes._sanitize_help_text = lambda text: text
    kind = get_completion_class(shell)
    if kind is None or action not in ("complete", "source"):
        raise UsageProblem(
            _("`{value}` is no use in `{variable}`").format(value=instruction, variable=COMPLETE_VARIABLE),
            expected=one_of([f"{action}_{shell}" for action in ("complete", "source") for shell in SHELLS]),
        )
    if action == "source":
        write_stdout([_script(shell) + "\n"])
        return ExitCode.OK
    os.environ.setdefault("COMP_WORDS", PROGRAM)
    os.environ.setdefault("COMP_CWORD", "1")
    try:
        words = kind(group, {}, PROGRAM, COMPLETE_VARIABLE).complete()
    except SystemExit as ending:  # how fish learns whether there is anything to offer
        return int(ending.code or 0)
    write_stdout([words + "\n"])
    return ExitCode.OK
