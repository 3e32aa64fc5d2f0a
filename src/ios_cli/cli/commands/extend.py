"""`ios extend`: what a verlenging would do."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from ios_cli.cli import options
from ios_cli.cli.command import command_app
from ios_cli.cli.values import parse_optional_date, parse_optional_number, parse_optional_whole
from ios_cli.text import N_

if TYPE_CHECKING:
    from ios_cli.cli.context import Context
    from ios_cli.cli.whatif import Antwoord
    from ios_cli.werk.cohort import Berekend

app = command_app()

EXAMPLES = (
    (
        'ios extend sample_data/dossiers/standaard.toml --maanden 3 --reden "vertraging"',
        N_("three months more at the end, beside the IOS as it stands"),
    ),
    (
        "ios extend sample_data/dossiers/standaard.toml --maanden 3 --reden ziek -o - | ios generate -",
        N_("the changed dossier to a next command"),
    ),
)


@app.command(
    help=N_(
        "Show what a verlenging would do: the new IOS beside the old one, and everything that moves with it. "
        "Nothing is written unless --write or -o asks for it."
    ),
)
def extend(
    *,
    dossier: options.DossierFile,
    maanden: options.Maanden = None,
    weken: options.Weken = None,
    dagen: options.Dagen = None,
    reden: Annotated[
        str | None, typer.Option("--reden", metavar=N_("TEXT"), help=N_("why the training is extended"))
    ] = None,
    onderdeel: Annotated[
        str | None,
        typer.Option("--onderdeel", metavar=N_("NAME"), help=N_("which onderdeel; default the last")),
    ] = None,
    besloten_op: Annotated[
        str | None,
        typer.Option("--besloten-op", metavar=N_("DATE"), help=N_("the day of the decision")),
    ] = None,
    uitkomst: options.Uitkomst,
    berekening: options.Berekening,
    uitvoer: options.Uitvoer,
) -> int:
    from ios_cli.cli import whatif
    from ios_cli.cli.whatif import Antwoord, Settings

    settings = Settings.van(dossier, uitkomst, berekening, uitvoer)
    waarden: dict[str, Any] = {
        "maanden": parse_optional_number(maanden, "--maanden"),
        "weken": parse_optional_whole(weken, "--weken"),
        "dagen": parse_optional_whole(dagen, "--dagen"),
        "besloten_op": parse_optional_date(besloten_op, "--besloten-op"),
    }

    def maak(one: "Berekend", _context: "Context") -> "Antwoord":
        from ios_cli.planning import wijzigingen

        return Antwoord(
            wijziging=wijzigingen.extend(one.dossier, one.regels, reden=reden, onderdeel=onderdeel, **waarden)
        )

    return whatif.run(settings, maak)
