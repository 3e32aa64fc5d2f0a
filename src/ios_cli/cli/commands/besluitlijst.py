"""`ios besluitlijst`: what each decision that is coming needs, on one page, and what is still missing."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ios_cli.cli import options
from ios_cli.cli.command import command_app
from ios_cli.cli.values import parse_span, span_end
from ios_cli.text import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from ios_cli.domain.besluitvorming import Besluitblad
    from ios_cli.domain.finding import Finding
    from ios_cli.werk.cohort import Berekend, Cohort
    from ios_cli.werk.rapport import Blad, Vorm
    from ios_cli.werk.stroom import Stroom

app = command_app()

BINNEN = "60d"
EXAMPLES = (
    (
        "ios besluitlijst sample_data/dossiers/volledig-dossier.toml --as-of 2026-06-01",
        N_("the page of one aios, shortly before the voltooiingsbesluit"),
    ),
    (
        "ios besluitlijst sample_data/dossiers --binnen 3m",
        N_("of a whole folder: what must be decided in three months, overdue first"),
    ),
    (
        "ios besluitlijst sample_data/dossiers --format csv -o besluiten.csv",
        N_("a row for every decision, for a spreadsheet"),
    ),
)


@app.command(
    help=N_(
        "Show what the hoofd needs for each decision that is coming: talks, advices, stages, diensten, "
        "onderwijs, conditions and obligations, and first of all what is still missing. Decisions that are "
        "overdue come first. Looks 60 days ahead unless --binnen says otherwise."
    ),
)
def besluitlijst(
    *,
    paths: options.Paths,
    binnen: options.Binnen = None,
    rooster: options.Rooster = None,
    presentie: options.Presentie = None,
    output_format: options.ReportFormat = None,
    output: options.Output = None,
    dialect: options.Dialect = None,
    berekening: options.Berekening,
    selectie: options.Selectie,
    uitvoer: options.Uitvoer,
) -> int:
    from functools import partial

    from ios_cli.werk.bijlagen import refuse_stdin_twice, voeg_roosters_toe
    from ios_cli.werk.presentie import voeg_presentie_toe
    from ios_cli.werk.rapport import Vorm, write_stroom
    from ios_cli.werk.stroom import Stroom

    context = uitvoer.context(berekening.as_of, output)
    form = options.chosen_format(output_format, output, options.REPORT_FORMATS)
    vorm = Vorm.van(form, options.chosen_dialect(dialect, form), context)
    tot = span_end(context.as_of, parse_span(BINNEN if binnen is None else binnen, "--binnen"))
    lijsten = [*(rooster or ()), *(presentie or ())]
    refuse_stdin_twice(paths, rooster, "--rooster")
    refuse_stdin_twice([*paths, *(rooster or ())], presentie, "--presentie")

    def bijlagen(cohort: "Cohort") -> None:
        voeg_roosters_toe(cohort, rooster)
        voeg_presentie_toe(cohort, presentie)

    stroom = Stroom(
        paths,
        context,
        partial(one, vorm, context.as_of, tot),
        vrijstellingen=berekening.vrijstellingen,
        profiel=berekening.profiel,
        regels=berekening.regels,
        selection=selectie.selection(),
        bijlagen=bijlagen if lijsten else None,
        held=True,
    )
    besluiten = Besluiten(stroom, vorm)
    return write_stroom(
        render(besluiten, stroom),
        stroom,
        output,
        also_read=lijsten,
        end=lambda: (
            [
                _(
                    "no decision is overdue, or due up to and including {date}; look further with `--binnen`"
                ).format(date=tot)
            ]
            if stroom.berekend and not besluiten.gevonden
            else []
        ),
    )


def one(
    vorm: "Vorm", as_of: "date", tot: "date", berekend: "Berekend", _findings: "Sequence[Finding]"
) -> "Blad":
    """The decisions of one aios; of csv and lists `rest` has the pages, each behind its last day."""
    from ios_cli.planning.besluitvorming import bepaal_besluitbladen
    from ios_cli.werk.rapport import Blad

    bladen = sorted(
        bepaal_besluitbladen(berekend.ios, berekend.dossier, berekend.regels, as_of=as_of, tot=tot),
        key=lambda blad: blad.termijn.uiterlijk,
    )
    if vorm.form == "json":
        return _part(vorm, berekend, bladen, as_of, rest=bool(bladen))
    return Blad(
        rest=[(blad.termijn.uiterlijk, _part(vorm, berekend, [blad], as_of).tekst) for blad in bladen]
    )


def _part(
    vorm: "Vorm", berekend: "Berekend", bladen: "Sequence[Besluitblad]", as_of: "date", rest: Any = None
) -> "Blad":
    from ios_cli.render import besluitlijst as room
    from ios_cli.werk.rapport import maak_blad

    return maak_blad(
        vorm,
        berekend.ios,
        rows=lambda: room.besluit_rows(bladen),
        records=lambda: room.besluit_records(bladen),
        blokken=lambda: room.besluit_blokken(bladen, as_of=as_of, herhaal=not vorm.terminal),
        rest=rest,
    )


@dataclass(slots=True)
class Besluiten:
    """The parts in the order of the result, with whether there were any. Iterate once."""

    stroom: "Stroom[Blad]"
    vorm: "Vorm"
    gevonden: bool = False

    def __iter__(self) -> "Iterator[Blad]":
        """Of csv and lists one for each decision, by its last day, what is overdue first; of json one for
        each aios."""
        from ios_cli.werk.rapport import Blad

        paginas = []
        for blad in self.stroom:
            self.gevonden |= bool(blad.rest)
            if self.vorm.form == "json":
                yield blad
            else:
                paginas += blad.rest
        paginas.sort(key=lambda pagina: pagina[0])  # stable: else by aios
        for _uiterlijk, tekst in paginas:
            yield Blad(tekst=tekst)


def render(besluiten: Besluiten, stroom: "Stroom[Any]") -> "Iterator[str]":
    """The decisions in the form asked for."""
    from ios_cli.render import besluitlijst as room
    from ios_cli.werk.rapport import render_bladen

    return render_bladen(
        besluiten,
        stroom,
        besluiten.vorm,
        schema=room.BESLUITLIJST_SCHEMA,
        columns=room.BESLUITLIJST_COLUMNS,
    )
