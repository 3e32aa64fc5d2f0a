"""`ios scale`: what deeltijd would do, for one factor, for several side by side, or to reach a date."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from ios_cli.cli import options
from ios_cli.cli.command import command_app
from ios_cli.cli.usage import UsageProblem
from ios_cli.cli.values import parse_date, parse_number, parse_optional_date, parse_optional_number
from ios_cli.text import N_, _

if TYPE_CHECKING:
    from fractions import Fraction

    from ios_cli.cli.whatif import Settings

app = command_app()

EXAMPLES = (
    (
        "ios scale sample_data/dossiers/standaard.toml --factor 0.8 --vanaf 2026-03-01",
        N_("80 % from then on, beside the IOS as it stands"),
    ),
    (
        "ios scale sample_data/dossiers/standaard.toml --factor 0.9 --factor 0.8 --vanaf 2026-03-01",
        N_("two factors side by side"),
    ),
    (
        "ios scale sample_data/dossiers/standaard.toml --vanaf 2026-03-01 --einddatum 2028-12-31",
        N_("the lowest factor with which the training ends by then"),
    ),
)


@app.command(
    help=N_(
        "Show what deeltijd would do: the new IOS beside the old one, and everything that moves with it. "
        "Nothing is written unless --write or -o asks for it."
    ),
)
def scale(
    *,
    dossier: options.DossierFile,
    vanaf: Annotated[str, typer.Option("--vanaf", metavar=N_("DATE"), help=N_("first day of the deeltijd"))],
    factor: Annotated[
        list[str] | None,
        typer.Option("--factor", metavar=N_("N"), help=N_("deeltijdfactor, such as 0.8 for 80 %")),
    ] = None,
    uren_per_week: Annotated[
        str | None,
        typer.Option("--uren-per-week", metavar=N_("N"), help=N_("hours a week instead; 38 is full time")),
    ] = None,
    einddatum: Annotated[
        str | None,
        typer.Option(
            "--einddatum",
            metavar=N_("DATE"),
            help=N_("find the lowest factor with which the training ends on this day at the latest"),
        ),
    ] = None,
    tot_en_met: Annotated[
        str | None,
        typer.Option("--tot-en-met", metavar=N_("DATE"), help=N_("last day; default until further notice")),
    ] = None,
    praktijkdagen: Annotated[
        str | None,
        typer.Option("--praktijkdagen", metavar=N_("N"), help=N_("days a week in the practice")),
    ] = None,
    reden: Annotated[
        str | None, typer.Option("--reden", metavar=N_("TEXT"), help=N_("why, as it will stand there"))
    ] = None,
    replace: options.Replace = False,
    uitkomst: options.Uitkomst,
    berekening: options.Berekening,
    uitvoer: options.Uitvoer,
) -> int:
    from ios_cli.cli import whatif
    from ios_cli.cli.whatif import Settings

    settings = Settings.van(dossier, uitkomst, berekening, uitvoer)
    factoren = [parse_number(value, "--factor") for value in factor or ()]
    uren = parse_optional_number(uren_per_week, "--uren-per-week")
    doel = parse_optional_date(einddatum, "--einddatum")
    _check_what(factoren, uren is not None, doel is not None)
    waarden: dict[str, Any] = {
        "vanaf": parse_date(vanaf, "--vanaf"),
        "tot_en_met": parse_optional_date(tot_en_met, "--tot-en-met"),
        "praktijkdagen": parse_optional_number(praktijkdagen, "--praktijkdagen"),
        "reden": reden,
        "replace": replace,
    }
    if len(factoren) > 1:
        return _side_by_side(settings, factoren, waarden)
    if doel is not None:
        if praktijkdagen is not None or reden is not None:
            raise UsageProblem(
                _("`--einddatum` only finds a factor: `--praktijkdagen` and `--reden` have no place there"),
                hint=_("give the factor that was found with `--factor`, and these beside it"),
            )
        del waarden["praktijkdagen"], waarden["reden"]
        from ios_cli.cli.scaling import judge, seek

        return whatif.run(settings, seek(doel, waarden, berekening.vrijstellingen), judge)
    from ios_cli.cli.scaling import judge, make

    hoeveel = {"factor": next(iter(factoren), None), "uren_per_week": uren}
    return whatif.run(settings, make({**waarden, **hoeveel}), judge)


def _check_what(factoren: "list[Fraction]", uren: bool, doel: bool) -> None:
    given = [
        name
        for name, is_given in (("--factor", bool(factoren)), ("--uren-per-week", uren), ("--einddatum", doel))
        if is_given
    ]
    expected = _("one of `--factor` (more than once: side by side), `--uren-per-week` and `--einddatum`")
    if not given:
        raise UsageProblem(_("how much deeltijd is not said"), expected=expected)
    if len(given) > 1:
        raise UsageProblem(
            _("{options} each say how much deeltijd").format(options=", ".join(f"`{o}`" for o in given)),
            expected=expected,
        )


def _side_by_side(settings: "Settings", factoren: "list[Fraction]", waarden: "dict[str, Any]") -> int:
    from ios_cli.cli.scaling import side_by_side

    if settings.write:
        raise UsageProblem(
            _("`--write` cannot choose between several factors"),
            hint=_("give the one that is meant with `--factor`, once"),
        )
    return side_by_side(settings, factoren, waarden)
