"""`ios onderwijs`: days of cursorisch onderwijs owed and done, by opleidingsjaar."""

from dataclasses import dataclass, field
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
    (
        "ios onderwijs sample_data/dossiers/volledig-dossier.toml",
        N_("how many days are owed, done, planned and still to go, of one aios"),
    ),
    (
        "ios onderwijs sample_data/dossiers --presentie sample_data/presentie.csv --format csv",
        N_("a whole folder, with the presence list of the institute, for a spreadsheet"),
    ),
)


@app.command(
    help=N_(
        "Show the days of cursorisch onderwijs by opleidingsjaar: owed, done, planned after the day of "
        "reference, and still to go to the minimum. An opleidingsjaar is 12 calendar months from the start."
    ),
)
def onderwijs(
    *,
    paths: options.Paths,
    presentie: options.Presentie = None,
    output_format: options.ReportFormat = None,
    output: options.Output = None,
    dialect: options.Dialect = None,
    berekening: options.Berekening,
    selectie: options.Selectie,
    uitvoer: options.Uitvoer,
) -> int:
    from functools import partial

    from ios_cli.werk.bijlagen import refuse_stdin_twice
    from ios_cli.werk.presentie import voeg_presentie_toe
    from ios_cli.werk.rapport import Vorm, write_stroom
    from ios_cli.werk.stroom import Stroom

    context = uitvoer.context(berekening.as_of, output)
    form = options.chosen_format(output_format, output, options.REPORT_FORMATS)
    vorm = Vorm.van(form, options.chosen_dialect(dialect, form), context)
    refuse_stdin_twice(paths, presentie, "--presentie")

    def bijlagen(cohort: "Cohort") -> None:
        voeg_presentie_toe(cohort, presentie)

    stroom = Stroom(
        paths,
        context,
        partial(one, vorm, context.as_of),
        vrijstellingen=berekening.vrijstellingen,
        profiel=berekening.profiel,
        regels=berekening.regels,
        selection=selectie.selection(),
        bijlagen=bijlagen if presentie else None,
        held=form == "json",
    )
    bladen = Bladen(stroom)
    return write_stroom(
        render(bladen, stroom, vorm),
        stroom,
        output,
        also_read=presentie or (),
        end=lambda: [say_outside(bladen.buiten)] if form == "csv" and bladen.buiten else [],
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Bij:
    """What goes along with the part of one aios."""

    buiten: int
    """Days outside the training, which lie in no row of the csv."""
    tellingen: frozenset[str]


def one(vorm: "Vorm", as_of: "date", berekend: "Berekend", _findings: "Sequence[Finding]") -> "Blad":
    """The part of one aios."""
    from ios_cli.planning.onderwijs import bepaal_onderwijs, buiten_opleiding
    from ios_cli.render import onderwijs as room
    from ios_cli.werk.rapport import maak_blad

    ios, dossier = berekend.ios, berekend.dossier
    blad = room.Onderwijsblad(
        ios=ios,
        jaren=bepaal_onderwijs(ios, dossier, berekend.regels, as_of=as_of),
        buiten=tuple(dossier.onderwijs[i] for i in buiten_opleiding(ios, dossier)),
    )
    return maak_blad(
        vorm,
        ios,
        rows=lambda: room.onderwijs_rows([blad]),
        records=lambda: room.onderwijs_records([blad]),
        blokken=lambda: room.onderwijs_blokken([blad], as_of=as_of),
        rest=Bij(buiten=len(blad.buiten), tellingen=blad.tellingen),
    )


@dataclass(slots=True)
class Bladen:
    """The parts as they come, with what adds up on the way. Iterate once."""

    stroom: "Stroom[Blad]"
    buiten: int = 0
    tellingen: set[str] = field(default_factory=set)

    def __iter__(self) -> "Iterator[Blad]":
        for blad in self.stroom:
            self.buiten += blad.rest.buiten
            self.tellingen |= blad.rest.tellingen
            yield blad


def render(bladen: Bladen, stroom: "Stroom[Any]", vorm: "Vorm") -> "Iterator[str]":
    """The years in the form asked for."""
    from ios_cli.render import onderwijs as room
    from ios_cli.werk.rapport import render_bladen, toon_blokken

    return render_bladen(
        bladen,
        stroom,
        vorm,
        schema=room.ONDERWIJS_SCHEMA,
        columns=room.ONDERWIJS_COLUMNS,
        einde=lambda: [toon_blokken(vorm, (), room.onderwijs_slot(bladen.tellingen))],
    )


def say_outside(aantal: int) -> str:
    return ngettext(
        "{n} day of onderwijs lies outside the training, in no row of the csv; the table and json show it",
        "{n} days of onderwijs lie outside the training, in no row of the csv; the table and json show them",
        aantal,
    ).format(n=aantal)
