"""What the exit code says; `ios help exit-codes` shows it."""

from enum import IntEnum

from ios_cli.text import N_


class ExitCode(IntEnum):
    OK = 0
    FINDINGS = 1
    USAGE = 2
    BUG = 70
    INTERRUPTED = 130
    PIPE = 141


MEANINGS: dict[ExitCode, str] = {
    ExitCode.OK: N_("done: everything was computed, whatever is said beside it"),
    ExitCode.FINDINGS: N_("done, with findings (`check`, `agenda`, `bezetting`, `plan` and `diff` only)"),
    ExitCode.USAGE: N_(
        "the command line, a dossier or a rule file has errors, so that something could not be computed; "
        "or the output could not be written"
    ),
    ExitCode.BUG: N_("a bug in ios itself"),
    ExitCode.INTERRUPTED: N_("stopped with Ctrl-C"),
    ExitCode.PIPE: N_("the reader of the output closed the pipe"),
}
