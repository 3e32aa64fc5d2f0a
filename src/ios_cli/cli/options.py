"""The options that commands share, defined once.

Each is an annotated type for a command's signature; its text is translated when the command is built.
"""

from typing import Annotated

import typer

from ios_cli.cli.command import Choice
from ios_cli.text import N_

FORMATS = ("table", "csv", "json", "toml")

Paths = Annotated[
    list[str],
    typer.Argument(
        metavar=N_("PATH..."),
        help=N_("a dossier, several, a folder of dossiers, or `-` for standard input"),
        show_default=False,
    ),
]
Format = Annotated[
    str | None,
    typer.Option(
        "--format",
        "-f",
        click_type=Choice(FORMATS),
        help=N_("form of the output; default by the ending of -o, else table"),
    ),
]
Output = Annotated[
    str | None,
    typer.Option(
        "--output",
        "-o",
        metavar=N_("FILE"),
        help=N_("write to this file, whole or not at all; `-` is standard output"),
    ),
]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar=N_("DATE"),
        help=N_("day of reference, YYYY-MM-DD; default today [environment: IOS_AS_OF]"),
    ),
]
Vrijstellingen = Annotated[
    str,
    typer.Option(
        "--vrijstellingen",
        click_type=Choice(("alle", "definitief")),
        help=N_("which exemptions count: the provisional ones too, or only those decided on"),
    ),
]
Profiel = Annotated[
    str | None,
    typer.Option(
        "--profiel",
        metavar=N_("NAME|FILE"),
        help=N_("institute profile to use instead of the one each dossier names"),
    ),
]
RegelsDir = Annotated[
    str | None,
    typer.Option(
        "--regels", metavar=N_("DIR"), help=N_("folder with rule files; they come before the shipped ones")
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help=N_("say nothing besides the result and errors"))]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help=N_("say what is read, skipped and used"))]
Color = Annotated[
    str,
    typer.Option(
        "--color",
        click_type=Choice(("auto", "always", "never")),
        help=N_("colour in tables; auto: on a terminal, unless NO_COLOR is set"),
    ),
]
Groep = Annotated[
    list[str] | None,
    typer.Option("--groep", metavar=N_("NAME"), help=N_("only the aios of this group")),
]
Instroom = Annotated[
    list[str] | None,
    typer.Option("--instroom", metavar=N_("MONTH"), help=N_("only the aios of this intake, such as 2026-03")),
]
Docent = Annotated[
    list[str] | None,
    typer.Option("--docent", metavar=N_("NAME"), help=N_("only the aios of this teacher")),
]
Opleider = Annotated[
    list[str] | None,
    typer.Option(
        "--opleider", metavar=N_("NAME"), help=N_("only the aios with this opleider in one of the onderdelen")
    ),
]
