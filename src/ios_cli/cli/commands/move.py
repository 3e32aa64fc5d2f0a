"""`ios move`: what moving content between the practice periods would do."""

from typing import TYPE_CHECKING, Annotated

import typer

from ios_cli.cli import options
from ios_cli.cli.command import command_app
from ios_cli.cli.usage import UsageProblem
from ios_cli.cli.values import parse_date, parse_optional_number
from ios_cli.text import N_, _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ios_cli.cli.context import Context
    from ios_cli.cli.whatif import Antwoord
    from ios_cli.domain.dossier import Dossier
    from ios_cli.domain.finding import Finding
    from ios_cli.domain.ios import IOS
    from ios_cli.planning.wijziging import Wijziging
    from ios_cli.werk.cohort import Berekend

app = command_app()

NEXT = "volgende"

EXAMPLES = (
    (
        "ios move sample_data/dossiers/standaard.toml --van huisartspraktijk-1 --naar huisartspraktijk-2 "
        "--maanden 1",
        N_("a month from the first practice period to the second"),
    ),
    (
        "ios move sample_data/dossiers/deeltijd-80-procent.toml --van huisartspraktijk-2 "
        "--naar huisartspraktijk-1 --startmoment volgende",
        N_("as much as makes what follows begin on the next start moment of the institute"),
    ),
)


@app.command(
    help=N_(
        "Show what moving content from one practice period to the other would do: the new IOS beside the old "
        "one, and everything that moves with it. Nothing is written unless --write or -o asks for it."
    ),
)
def move(
    *,
    dossier: options.DossierFile,
    van: Annotated[
        str,
        typer.Option("--van", metavar=N_("NAME"), help=N_("the practice period that gets shorter")),
    ],
    naar: Annotated[
        str,
        typer.Option("--naar", metavar=N_("NAME"), help=N_("the practice period that gets longer")),
    ],
    maanden: options.Maanden = None,
    startmoment: Annotated[
        str | None,
        typer.Option(
            "--startmoment",
            metavar=N_("DATE"),
            help=N_(
                "find how much makes what follows the first period begin on this start moment; "
                "`volgende` is the nearest one"
            ),
        ),
    ] = None,
    grond: Annotated[
        str | None,
        typer.Option("--grond", metavar=N_("TEXT"), help=N_("why it departs from the standard")),
    ] = None,
    uitkomst: options.Uitkomst,
    berekening: options.Berekening,
    uitvoer: options.Uitvoer,
) -> int:
    from ios_cli.cli import whatif
    from ios_cli.cli.whatif import Antwoord, Settings

    settings = Settings.van(dossier, uitkomst, berekening, uitvoer)
    hoeveel = parse_optional_number(maanden, "--maanden")
    if (hoeveel is None) == (startmoment is None):
        raise UsageProblem(
            _("how much is to be moved is not said")
            if hoeveel is None
            else _("`--maanden` and `--startmoment` both say how much is to be moved"),
            expected=_("one of `--maanden` and `--startmoment`"),
        )

    def oordeel(
        nieuw: "Dossier", _ios: "IOS", one: "Berekend", wijziging: "Wijziging"
    ) -> "Sequence[Finding]":
        from ios_cli.planning.afwijkingen import verplaatst_zonder_grond

        return verplaatst_zonder_grond(nieuw, one.regels, wijziging.pad) if settings.writes else ()

    if hoeveel is not None:
        aantal = hoeveel

        def maak(one: "Berekend", _context: "Context") -> "Antwoord":
            from ios_cli.planning import wijzigingen

            return Antwoord(
                wijziging=wijzigingen.move(
                    one.dossier, one.regels, van=van, naar=naar, maanden=aantal, grond=grond
                )
            )

        return whatif.run(settings, maak, oordeel)
    datum = None if startmoment in (None, NEXT) else parse_date(startmoment or "", "--startmoment")

    def zoek(one: "Berekend", context: "Context") -> "Antwoord":
        from fractions import Fraction

        from ios_cli.planning.doelzoeken import zoek_verplaatsing
        from ios_cli.render.vergelijking import goal_record, say_length, say_start_goal

        gevonden = zoek_verplaatsing(
            one.dossier,
            one.regels,
            van=van,
            naar=naar,
            as_of=context.as_of,
            startmoment=datum,
            vrijstellingen=berekening.vrijstellingen,
            grond=grond,
        )
        uitkomst = goal_record(
            "verplaatsing",
            waarde=gevonden.hoeveel or Fraction(0),
            eenheid=gevonden.eenheid,
            gevraagd=gevonden.datum,
            bereikt=gevonden.bereikt,
            nu=gevonden.nu,
        )
        facts = (
            ()
            if gevonden.hoeveel is None
            else (say_start_goal(gevonden.datum, say_length(gevonden.hoeveel, gevonden.eenheid)),)
        )
        return Antwoord(
            wijziging=gevonden.wijziging, findings=gevonden.findings, facts=facts, uitkomst=uitkomst
        )

    return whatif.run(settings, zoek, oordeel)
