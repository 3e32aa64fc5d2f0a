"""`ios shorten`: what a vrijstelling would do, and its life after that."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from ios_cli.cli import options
from ios_cli.cli.command import Choice, command_app
from ios_cli.cli.usage import UsageProblem
from ios_cli.cli.values import parse_optional_date, parse_optional_number, parse_optional_whole
from ios_cli.text import N_, _

if TYPE_CHECKING:
    from ios_cli.cli.context import Context
    from ios_cli.cli.whatif import Antwoord
    from ios_cli.werk.cohort import Berekend

app = command_app()

# Those of ios_cli.domain.dossier, which --help does not import.
STATUSSEN = ("voorlopig", "definitief", "afgewezen", "ingetrokken")

EXAMPLES = (
    (
        'ios shorten sample_data/dossiers/standaard.toml --onderdeel klinisch --maanden 3 --grond "SEH 2024"',
        N_("three months off the klinische stage, beside the IOS as it stands"),
    ),
    (
        "ios shorten sample_data/dossiers/voorlopige-vrijstelling.toml --onderdeel klinisch "
        "--status definitief --besloten-op 2026-02-10",
        N_("the decision on one that stands there"),
    ),
    (
        "ios shorten sample_data/dossiers/standaard.toml --onderdeel klinisch --einddatum 2027-12-31",
        N_("how much would be needed to end by then"),
    ),
)


@app.command(
    help=N_(
        "Show what a vrijstelling would do: the new IOS beside the old one, and everything that moves with "
        "it. With --status and no length it moves on the one that stands there (alternative content too). "
        "Nothing is written unless --write or -o asks for it."
    ),
)
def shorten(
    *,
    dossier: options.DossierFile,
    onderdeel: Annotated[
        str, typer.Option("--onderdeel", metavar=N_("NAME"), help=N_("the onderdeel, by naam or soort"))
    ],
    maanden: options.Maanden = None,
    weken: options.Weken = None,
    dagen: options.Dagen = None,
    einddatum: Annotated[
        str | None,
        typer.Option(
            "--einddatum",
            metavar=N_("DATE"),
            help=N_(
                "find the least with which the training ends on this day at the latest, in steps of half a "
                "month, a week or a day"
            ),
        ),
    ] = None,
    grond: Annotated[
        str | None, typer.Option("--grond", metavar=N_("TEXT"), help=N_("what the vrijstelling rests on"))
    ] = None,
    status: Annotated[
        str | None,
        typer.Option(
            "--status",
            click_type=Choice(STATUSSEN),
            help=N_("its state; default voorlopig for a new one"),
        ),
    ] = None,
    besloten_op: Annotated[
        str | None,
        typer.Option("--besloten-op", metavar=N_("DATE"), help=N_("the day of the decision")),
    ] = None,
    onderbouwing: Annotated[
        str | None,
        typer.Option(
            "--onderbouwing",
            metavar=N_("TEXT"),
            help=N_("the written reasons of a refusal, such as a letter"),
        ),
    ] = None,
    aangevraagd_op: Annotated[
        str | None,
        typer.Option("--aangevraagd-op", metavar=N_("DATE"), help=N_("the day of the request")),
    ] = None,
    replace: options.Replace = False,
    uitkomst: options.Uitkomst,
    berekening: options.Berekening,
    uitvoer: options.Uitvoer,
) -> int:
    from ios_cli.cli import whatif
    from ios_cli.cli.whatif import Antwoord, Settings

    settings = Settings.van(dossier, uitkomst, berekening, uitvoer)
    lengte: dict[str, Any] = {
        "maanden": parse_optional_number(maanden, "--maanden"),
        "weken": parse_optional_whole(weken, "--weken"),
        "dagen": parse_optional_whole(dagen, "--dagen"),
    }
    besluit: dict[str, Any] = {
        "grond": grond,
        "status": status,
        "besloten_op": parse_optional_date(besloten_op, "--besloten-op"),
        "aangevraagd_op": parse_optional_date(aangevraagd_op, "--aangevraagd-op"),
    }
    doel = parse_optional_date(einddatum, "--einddatum")
    if doel is None:

        def maak(one: "Berekend", context: "Context") -> "Antwoord":
            from ios_cli.planning import wijzigingen

            wijziging = wijzigingen.shorten(
                one.dossier,
                one.regels,
                onderdeel=onderdeel,
                **lengte,
                **besluit,
                onderbouwing=onderbouwing,
                replace=replace,
            )
            if wijziging.dossier is not None and any(aantal is not None for aantal in lengte.values()):
                _note_not_counted(status, berekening.vrijstellingen, context)
            return Antwoord(wijziging=wijziging)

        return whatif.run(settings, maak)
    if any(aantal is not None for aantal in lengte.values()):
        raise UsageProblem(
            _("`--einddatum` finds how much: a length beside it has no place"),
            hint=_("leave out `--einddatum`, or `--maanden`, `--weken` and `--dagen`"),
        )
    if onderbouwing is not None:
        raise UsageProblem(_("`--onderbouwing` goes with a refusal, and `--einddatum` seeks a vrijstelling"))

    def zoek(one: "Berekend", context: "Context") -> "Antwoord":
        from dataclasses import replace as replace_fields
        from fractions import Fraction

        from ios_cli.planning.doelzoeken import zoek_vrijstelling
        from ios_cli.render.vergelijking import goal_record, say_goal, say_length

        _note_not_counted(status, berekening.vrijstellingen, context)
        gevonden = zoek_vrijstelling(
            one.dossier,
            one.regels,
            onderdeel=onderdeel,
            einddatum=doel,
            as_of=context.as_of,
            vrijstellingen=berekening.vrijstellingen,
            replace=replace,
            **besluit,
        )
        wijziging = gevonden.wijziging
        if wijziging is not None and not settings.writes:
            # A search may go without `grond`; only what is written needs one.
            wijziging = replace_fields(
                wijziging, findings=tuple(f for f in wijziging.findings if f.code != "IOS080")
            )
        uitkomst = goal_record(
            "vrijstelling",
            waarde=gevonden.hoeveel or Fraction(0),
            eenheid=gevonden.eenheid,
            gevraagd=doel,
            bereikt=gevonden.bereikt,
            nu=gevonden.nu,
        )
        facts = (
            ()
            if gevonden.hoeveel is None
            else (say_goal(doel, say_length(gevonden.hoeveel, gevonden.eenheid), gevonden.eenheid),)
        )
        return Antwoord(wijziging=wijziging, findings=gevonden.findings, facts=facts, uitkomst=uitkomst)

    return whatif.run(settings, zoek)


def _note_not_counted(status: str | None, vrijstellingen: str, context: "Context") -> None:
    if vrijstellingen == "definitief" and status in (None, "voorlopig"):
        context.note(
            _("this vrijstelling is provisional, and `--vrijstellingen definitief` does not count those")
        )
