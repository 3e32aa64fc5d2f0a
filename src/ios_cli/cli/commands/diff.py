"""`ios diff`: what differs between two IOS."""

from typing import Annotated

import typer

from ios_cli.cli import options
from ios_cli.cli.command import command_app
from ios_cli.text import N_

app = command_app()

EXAMPLES = (
    (
        "ios diff sample_data/dossiers/standaard.toml sample_data/dossiers/deeltijd-halverwege.toml",
        N_("two dossiers"),
    ),
    (
        "ios diff sample_data/dossiers/voorlopige-vrijstelling.toml --zonder-voorlopige",
        N_("with and without the exemptions that are still provisional"),
    ),
    (
        "ios diff sample_data/dossiers/standaard.toml --git HEAD --format csv",
        N_("a dossier against what it was in git; the exit code says whether anything moved"),
    ),
)


@app.command(
    help=N_(
        "Show what differs between two IOS: dates, content, diensten. Each side is a dossier, a folder of "
        "them, or what `ios generate` wrote as json or toml. The exit code is 1 when something differs."
    ),
)
def diff(
    *,
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar=N_("OLD [NEW]"),
            help=N_("the old side and the new one; one alone with --git or --zonder-voorlopige"),
            show_default=False,
        ),
    ],
    git: Annotated[
        str | None,
        typer.Option(
            "--git", metavar=N_("REV"), help=N_("the dossier as it was in this revision is the old side")
        ),
    ] = None,
    zonder_voorlopige: Annotated[
        bool,
        typer.Option(
            "--zonder-voorlopige", help=N_("the new side is the same, without the provisional exemptions")
        ),
    ] = False,
    output: options.Output = None,
    output_format: options.ComparisonFormat = None,
    dialect: options.Dialect = None,
    berekening: options.Berekening,
    uitvoer: options.Uitvoer,
) -> int:
    from ios_cli.cli.comparing import Sides, compare

    context = uitvoer.context(berekening.as_of, output)
    sides = Sides(
        paths=tuple(paths),
        git=git,
        zonder_voorlopige=zonder_voorlopige,
        vrijstellingen=berekening.vrijstellingen,
        profiel=berekening.profiel,
        regels=berekening.regels,
        dialect=dialect,
    )
    return compare(sides, context, output=output, output_format=output_format)
