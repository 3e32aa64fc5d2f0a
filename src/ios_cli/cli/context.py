"""What a run gets from outside: streams, terminal, colour, the day of reference, language.

The clock is read here and nowhere else.
"""

import os
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TextIO

from ios_cli.cli.output import say
from ios_cli.cli.values import parse_date
from ios_cli.domain.finding import Ernst, Finding
from ios_cli.text import current_language

AS_OF_VARIABLE = "IOS_AS_OF"
WIDTH_ELSEWHERE = 100
"""Columns with `--color always` where there is no terminal and no COLUMNS."""


def prepare_streams() -> None:
    """UTF-8 out whatever the locale says, lines ending in LF, and no crash on a strange file name."""
    for stream, errors in ((sys.stdout, "surrogateescape"), (sys.stderr, "backslashreplace")):
        reconfigure = getattr(stream, "reconfigure", None)  # a stream may be closed (None) or a stand-in
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors=errors, newline="\n")


def _today() -> date:
    """Today in the local zone."""
    return datetime.now().astimezone().date()


def is_terminal(stream: TextIO | None) -> bool:
    try:
        return stream is not None and stream.isatty()
    except ValueError:  # closed under our feet
        return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """One run. Commands make one with `Context.of` and pass on what a room needs."""

    as_of: date
    language: str
    environ: Mapping[str, str]
    terminal: bool
    """Whether the result is laid out for a terminal."""
    width: int
    colour: bool
    quiet: bool = False
    verbose: bool = False
    on_screen: bool = False
    """Whether the result goes to a terminal, piece by piece as it comes."""
    balk: bool = False
    """Whether standard error can show how far the work is."""
    balk_colour: bool = False

    @classmethod
    def of(
        cls,
        *,
        as_of: str | None = None,
        color: str = "auto",
        quiet: bool = False,
        verbose: bool = False,
        to_file: bool = False,
        environ: Mapping[str, str] | None = None,
    ) -> "Context":
        """From the shared options as given; raises `UsageProblem` where one is no use.

        `to_file`: the result does not go to standard output, whatever that is.
        """
        env = os.environ if environ is None else environ
        # Who wants colour always (`| less -R`) wants what a terminal shows.
        on_screen = is_terminal(sys.stdout) and not to_file
        terminal = color == "always" or on_screen
        balk = is_terminal(sys.stderr) and not quiet and env.get("TERM") != "dumb"
        return cls(
            as_of=_as_of(as_of, env),
            language=current_language(),
            environ=env,
            terminal=terminal,
            width=_width() if terminal else 0,
            colour=wants_colour(color, terminal=terminal, environ=env),
            quiet=quiet,
            verbose=verbose and not quiet,
            on_screen=on_screen,
            balk=balk,
            balk_colour=wants_colour(color, terminal=balk, environ=env),
        )

    def note(self, text: str) -> None:
        """Something about the result, on standard error; not with --quiet."""
        if not self.quiet:
            say(_on_one_line(text))

    def detail(self, text: str) -> None:
        """What was done and with what, on standard error; with --verbose only."""
        if self.verbose:
            say(_on_one_line(text))

    def report(self, findings: Iterable[Finding]) -> None:
        """Findings on standard error, in the order given; errors always, the rest not with --quiet."""
        shown = [f for f in findings if f.ernst is Ernst.FOUT or not self.quiet]
        if shown:
            from ios_cli.render.findings import render_finding

            for finding in shown:
                say(render_finding(finding))


def _as_of(option: str | None, environ: Mapping[str, str]) -> date:
    if option is not None:
        return parse_date(option, "--as-of")
    variable = environ.get(AS_OF_VARIABLE, "")
    return parse_date(variable, AS_OF_VARIABLE) if variable else _today()


def _width() -> int:
    import shutil

    return shutil.get_terminal_size((WIDTH_ELSEWHERE, 24)).columns


def _on_one_line(text: str) -> str:
    """What a file name holds cannot act on the terminal."""
    if text.isprintable():
        return text
    from ios_cli.render.values import show_text

    return show_text(text)


def wants_colour(choice: str, *, terminal: bool, environ: Mapping[str, str]) -> bool:
    """`--color`, else NO_COLOR (set and not empty), else whether it is a terminal that knows colour."""
    if choice != "auto":
        return choice == "always"
    return terminal and not environ.get("NO_COLOR") and environ.get("TERM") != "dumb"
