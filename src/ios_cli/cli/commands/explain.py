"""`ios explain`: why a date or a number is what it is."""

from typing import TYPE_CHECKING, Annotated

import typer

from ios_cli import __version__
from ios_cli.cli import options
from ios_cli.cli.command import Choice, command_app
from ios_cli.cli.context import Context
from ios_cli.cli.output import OutputError, flush_stdout, write_result
from ios_cli.cli.usage import UsageProblem
from ios_cli.text import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ios_cli.domain.finding import KeyPath
    from ios_cli.domain.spoor import Onderwerp, Stap
    from ios_cli.werk.cohort import Berekend, Cohort

app = command_app()

EXAMPLES = (
    (
        "ios explain sample_data/dossiers/deeltijd-80-procent.toml",
        N_("why the training ends on the day it ends, in sentences to read aloud"),
    ),
    (
        "ios explain sample_data/dossiers/standaard.toml minimum huisartspraktijk-1",
        N_("a quota of diensten"),
    ),
    ("ios explain sample_data/dossiers/standaard.toml --list", N_("everything that can be asked")),
)

FORMATS = ("text", "table", "json")
SHOWN = 8
"""How many items an error or a hint names."""


def complete_item(ctx: typer.Context, incomplete: str) -> list[str]:
    """What can be asked of the dossier that stands on the command line, for completion in a shell."""
    try:
        from ios_cli.werk.cohort import compute_cohort

        context = Context.of(as_of=ctx.params.get("as_of"), quiet=True)
        cohort = compute_cohort([str(ctx.params["dossier"])], context)
        return [o.naam for one in cohort.berekend for o in _onderwerpen(one, cohort, context, alles=False)]
    except Exception:  # while typing, nothing is worth a message
        return []


@app.command(
    help=N_(
        "Explain why a date or a number is what it is: the steps with their numbers, the rule and its "
        "source, the line of the dossier that caused it, and how it was rounded. Without ITEM: the end of "
        "the training. ITEM is `eind`, `begin`, an onderdeel, `klinisch.eind`, `diensten`, "
        "`minimum huisartspraktijk-1`, a term such as `voltooiingsbesluit`, `onderwijs 2`, `verlof`, or a "
        "finding such as IOS203."
    ),
)
def explain(
    *,
    dossier: options.DossierFile,
    item: Annotated[
        list[str] | None,
        typer.Argument(
            metavar=N_("ITEM"),
            help=N_("what to explain; several words are one item; default `eind`"),
            show_default=False,
            autocompletion=complete_item,
        ),
    ] = None,
    list_: Annotated[
        bool, typer.Option("--list", help=N_("show everything that can be asked of this dossier"))
    ] = False,
    output_format: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            click_type=Choice(FORMATS),
            help=N_("text to read (aloud), or json with every step; default by the ending of -o, else text"),
        ),
    ] = None,
    output: options.Output = None,
    rooster: options.Rooster = None,
    presentie: options.Presentie = None,
    berekening: options.Berekening,
    uitvoer: options.Uitvoer,
) -> int:
    from ios_cli.cli.guard import refuse_to_overwrite
    from ios_cli.cli.whatif import refuse_folder
    from ios_cli.werk.bijlagen import refuse_stdin_twice, voeg_roosters_toe
    from ios_cli.werk.cohort import compute_cohort
    from ios_cli.werk.presentie import voeg_presentie_toe

    context = uitvoer.context(berekening.as_of, output)
    form = options.chosen_format(output_format, output, FORMATS)
    refuse_folder(dossier)
    refuse_stdin_twice([dossier], rooster, "--rooster")
    refuse_stdin_twice([dossier, *(rooster or ())], presentie, "--presentie")
    cohort = compute_cohort(
        [dossier],
        context,
        vrijstellingen=berekening.vrijstellingen,
        profiel=berekening.profiel,
        regels=berekening.regels,
    )
    voeg_roosters_toe(cohort, rooster)
    voeg_presentie_toe(cohort, presentie)
    refuse_to_overwrite(
        output,
        cohort.files,
        stdin="-" in [dossier, *(rooster or ()), *(presentie or ())],
        profiel=berekening.profiel,
        regels=berekening.regels,
        result=True,
    )
    if not cohort.berekend:
        context.report(cohort.findings)
        return cohort.exit_code
    one = cohort.berekend[0]
    try:
        if list_:
            write_result(_render_list(one, cohort, context, form), output)
        else:
            lijst = _onderwerpen(one, cohort, context, alles=True)
            onderwerp = _gevraagd(lijst, item or ())
            spoor = onderwerp.maak().met_plaats(lambda pad: _plaats(one, pad))
            write_result(_render(one, cohort, onderwerp, lijst, spoor, context, form), output)
        flush_stdout()
    except OutputError:
        context.report(cohort.findings)
        raise
    context.report(cohort.findings)
    return cohort.exit_code


def _onderwerpen(
    one: "Berekend", cohort: "Cohort", context: Context, *, alles: bool
) -> "Sequence[Onderwerp]":
    """What can be asked; with `alles` also the findings that this dossier does not have."""
    from ios_cli.cli.finding_texts import meaning_of, remedy_of
    from ios_cli.planning.uitleg.vragen import onderwerpen
    from ios_cli.toetsing.geval import Geval
    from ios_cli.toetsing.uitleg import bevinding_onderwerpen
    from ios_cli.werk.checking import Keuze, toets_berekend

    geval = Geval(dossier=one.dossier, regels=one.regels, ios=one.ios, as_of=context.as_of)
    overige = [f for f in cohort.findings if f.file == one.file]
    getoetst = toets_berekend(one, overige, as_of=context.as_of, keuze=Keuze())
    bevindingen = bevinding_onderwerpen(
        geval,
        getoetst.uitslagen,
        [*getoetst.overige, *getoetst.overige_geaccepteerd],
        lambda code: (meaning_of(code), remedy_of(code)),
    )
    lijst = onderwerpen(geval, [lambda _zaak: bevindingen])
    return lijst if alles else [o for o in lijst if o.omschrijving]


def _gevraagd(lijst: "Sequence[Onderwerp]", woorden: "Sequence[str]") -> "Onderwerp":
    """The one that was asked for. Raises `UsageProblem`."""
    from ios_cli.planning.uitleg.vragen import zoek
    from ios_cli.toml.wording import code_list, did_you_mean, nearest, one_of

    gevonden = zoek(lijst, woorden)
    if gevonden.onderwerp is not None:
        return gevonden.onderwerp
    gevraagd = " ".join(woorden)
    if gevonden.kandidaten:
        raise UsageProblem(
            _("`{item}` can be more than one thing").format(item=gevraagd),
            expected=one_of(gevonden.kandidaten),
        )
    namen = [o.naam for o in lijst if o.omschrijving]
    anders = [naam for o in lijst for naam in (o.naam, *o.ook)]
    raise UsageProblem(
        _("there is nothing called `{item}` in this dossier").format(item=gevraagd),
        expected=_("such as {items}; `--list` shows everything").format(items=code_list(namen[:SHOWN])),
        hint=did_you_mean(nearest(gevraagd, anders, 0.6)),
    )


def _plaats(one: "Berekend", pad: "KeyPath") -> tuple[str, int | None]:
    """File and line of a dossier entry (or of a row of a list beside it)."""
    from ios_cli.domain.finding import Finding

    [hier] = one.loaded.locate([Finding(code="", message="", path=pad)])
    return hier.file, hier.line


def _render(
    one: "Berekend",
    cohort: "Cohort",
    onderwerp: "Onderwerp",
    lijst: "Sequence[Onderwerp]",
    spoor: "Stap",
    context: Context,
    form: str,
) -> "Iterator[str]":
    from ios_cli.render.uitleg import EXPLAIN_SCHEMA, Pagina, render_uitleg, slot_van, spoor_record

    if form == "json":
        from hashlib import sha256

        digest = sha256(one.data).hexdigest()
        record = spoor_record(one.ios, onderwerp.naam, spoor, bestand=one.file, sha256=digest)
        return _document(EXPLAIN_SCHEMA, record, one, cohort, context)
    anders = []
    if onderwerp.naam == "eind":
        namen = [o.naam for o in lijst if o.omschrijving and o is not onderwerp]
        gewild = (
            "begin",
            one.ios.rijen[0].onderdeel,
            "diensten",
            "voltooiingsbesluit",
            "onderwijs",
            "verlof",
        )
        anders = [naam for naam in gewild if naam in namen]
    return render_uitleg(
        spoor,
        pagina=Pagina(width=context.width, colour=context.colour),
        slot=tuple(slot_van(one.ios, anders)),
        alles=context.verbose,
    )


def _render_list(one: "Berekend", cohort: "Cohort", context: Context, form: str) -> "Iterator[str]":
    from ios_cli.render.uitleg import LIST_SCHEMA, lijst_blokken, lijst_record

    lijst = _onderwerpen(one, cohort, context, alles=False)
    if form == "json":
        return _document(LIST_SCHEMA, lijst_record(one.ios, lijst), one, cohort, context)
    from ios_cli.render.lijst import render_lijst

    return render_lijst(
        lijst_blokken(one.ios, lijst), terminal=context.terminal, colour=context.colour, width=context.width
    )


def _document(
    schema: str, record: dict[str, object], one: "Berekend", cohort: "Cohort", context: Context
) -> "Iterator[str]":
    from ios_cli.render.envelope import envelope_head, regels_record
    from ios_cli.render.json import render_json

    head = envelope_head(
        schema,
        findings=cohort.findings,
        as_of=context.as_of,
        version=__version__,
        regels=regels_record(one.ios.toegepast),
    )
    return render_json(head, [record])
