"""`ios diensten`: quotas, done, still to do, by practice period and role."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ios_cli.cli import options
from ios_cli.cli.command import command_app
from ios_cli.text import N_, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from ios_cli.domain.finding import Finding
    from ios_cli.werk.cohort import Berekend, Cohort
    from ios_cli.werk.rapport import Blad, Vorm
    from ios_cli.werk.stroom import Stroom

app = command_app()

EXAMPLES = (
    ("ios diensten sample_data/dossiers/diensten-halverwege.toml", N_("how far one aios is, and the pace")),
    (
        "ios diensten sample_data/dossiers --rooster sample_data/rooster.csv --format csv",
        N_("of a whole folder, with the diensten of a roster, for a spreadsheet"),
    ),
)


@app.command(
    help=N_(
        "Count diensten: how many are owed and allowed in each practice period, how many are done, planned "
        "and still to do, by role and at which pace, and which recorded ones do not count and why. "
        "A roster is csv with aios_id, datum, uren or aanvang and einde, and rol."
    ),
)
def diensten(
    *,
    paths: options.Paths,
    rooster: options.Rooster = None,
    output_format: options.ReportFormat = None,
    output: options.Output = None,
    dialect: options.Dialect = None,
    berekening: options.Berekening,
    selectie: options.Selectie,
    uitvoer: options.Uitvoer,
) -> int:
    from functools import partial

    from ios_cli.werk.bijlagen import refuse_stdin_twice, voeg_roosters_toe
    from ios_cli.werk.rapport import Vorm, write_stroom
    from ios_cli.werk.stroom import Stroom

    context = uitvoer.context(berekening.as_of, output)
    form = options.chosen_format(output_format, output, options.REPORT_FORMATS)
    vorm = Vorm.van(form, options.chosen_dialect(dialect, form), context)
    refuse_stdin_twice(paths, rooster, "--rooster")

    def bijlagen(cohort: "Cohort") -> None:
        voeg_roosters_toe(cohort, rooster)

    stroom = Stroom(
        paths,
        context,
        partial(one, vorm, context.as_of, uitvoer.verbose),
        vrijstellingen=berekening.vrijstellingen,
        profiel=berekening.profiel,
        regels=berekening.regels,
        selection=selectie.selection(),
        bijlagen=bijlagen if rooster else None,
        held=form == "json",
    )
    telling = Telling(stroom)
    return write_stroom(
        render(telling, stroom, vorm),
        stroom,
        output,
        also_read=rooster or (),
        end=lambda: [say_no_row(telling.zonder_rij)] if form == "csv" and telling.zonder_rij else [],
    )


def one(
    vorm: "Vorm", as_of: "date", verbose: bool, berekend: "Berekend", _findings: "Sequence[Finding]"
) -> "Blad":
    """The part of one aios; `rest` is how many diensten lie in no row of the csv."""
    from functools import partial

    from ios_cli.planning.dienstenstand import bepaal_diensten
    from ios_cli.render import diensten as room
    from ios_cli.werk.bijlagen import plek_van
    from ios_cli.werk.rapport import maak_blad

    overzicht = bepaal_diensten(berekend.ios, berekend.dossier, berekend.regels, as_of=as_of)
    items = [room.DienstenVan(ios=berekend.ios, overzicht=overzicht, plek=partial(plek_van, berekend))]
    return maak_blad(
        vorm,
        berekend.ios,
        rows=lambda: room.diensten_rows(items),
        records=lambda: room.diensten_records(items),
        blokken=lambda: room.diensten_blokken(items, verbose=verbose),
        rest=len(overzicht.zonder_quotum) + len(overzicht.buiten),
    )


@dataclass(slots=True)
class Telling:
    """The parts as they come, with what adds up on the way. Iterate once."""

    stroom: "Stroom[Blad]"
    zonder_rij: int = 0

    def __iter__(self) -> "Iterator[Blad]":
        for blad in self.stroom:
            self.zonder_rij += blad.rest
            yield blad


def render(telling: Telling, stroom: "Stroom[Any]", vorm: "Vorm") -> "Iterator[str]":
    """The diensten in the form asked for."""
    from ios_cli.render import diensten as room
    from ios_cli.werk.rapport import render_bladen, toon_blokken

    return render_bladen(
        telling,
        stroom,
        vorm,
        schema=room.DIENSTEN_SCHEMA,
        columns=room.DIENSTEN_COLUMNS,
        einde=lambda: [toon_blokken(vorm, (), [room.reading_note()])] if stroom.berekend else [],
    )


def say_no_row(aantal: int) -> str:
    return ngettext(
        "{n} recorded dienst lies in no row of the csv; the table and json show it",
        "{n} recorded diensten lie in no row of the csv; the table and json show them",
        aantal,
    ).format(n=aantal)
