"""`ios interrupt`: what an onderbreking would do; pregnancy leave also from the due date."""

from typing import TYPE_CHECKING, Annotated

import typer

from ios_cli.cli import options
from ios_cli.cli.command import Choice, command_app
from ios_cli.cli.usage import UsageProblem, one_of
from ios_cli.cli.values import parse_optional_date, parse_optional_number
from ios_cli.text import N_, _

if TYPE_CHECKING:
    from ios_cli.cli.context import Context
    from ios_cli.cli.whatif import Antwoord
    from ios_cli.werk.cohort import Berekend

app = command_app()

# Those of ios_cli.domain.dossier, which --help does not import.
SOORTEN = (
    "zwangerschapsverlof",
    "ziekte",
    "ouderschapsverlof",
    "geboorteverlof",
    "zorgverlof",
    "buitengewoon-verlof",
    "onbetaald-verlof",
    "onderzoek",
    "geschil",
    "overig",
)
ZWANGERSCHAP = "zwangerschapsverlof"

EXAMPLES = (
    (
        "ios interrupt sample_data/dossiers/standaard.toml --soort ziekte --van 2026-03-02 "
        "--tot-en-met 2026-06-28 --omvang 0.5",
        N_("half sick for four months"),
    ),
    (
        "ios interrupt sample_data/dossiers/standaard.toml --soort zwangerschapsverlof "
        "--uitgerekend 2026-11-20",
        N_("pregnancy leave from the due date: sixteen weeks, from six weeks before"),
    ),
)


@app.command(
    help=N_(
        "Show what an onderbreking would do: the new IOS beside the old one, and everything that moves with "
        "it. Nothing is written unless --write or -o asks for it."
    ),
)
def interrupt(
    *,
    dossier: options.DossierFile,
    soort: Annotated[
        str, typer.Option("--soort", click_type=Choice(SOORTEN), help=N_("what kind of absence"))
    ],
    van: Annotated[
        str | None, typer.Option("--van", metavar=N_("DATE"), help=N_("first day of the absence"))
    ] = None,
    tot_en_met: Annotated[
        str | None,
        typer.Option("--tot-en-met", metavar=N_("DATE"), help=N_("last day; without it, still running")),
    ] = None,
    omvang: Annotated[
        str | None,
        typer.Option("--omvang", metavar=N_("N"), help=N_("share of the work, such as 0.5; default 1")),
    ] = None,
    uitgerekend: Annotated[
        str | None,
        typer.Option("--uitgerekend", metavar=N_("DATE"), help=N_("due date: the leave is computed from it")),
    ] = None,
    weken_vooraf: Annotated[
        str | None,
        typer.Option(
            "--weken-vooraf",
            metavar=N_("N"),
            help=N_("weeks of leave before the day after the due date, 4 to 6; default 6"),
        ),
    ] = None,
    geboren: Annotated[
        str | None,
        typer.Option(
            "--geboren", metavar=N_("DATE"), help=N_("day of birth: a late one lengthens the leave")
        ),
    ] = None,
    replace: options.Replace = False,
    uitkomst: options.Uitkomst,
    berekening: options.Berekening,
    uitvoer: options.Uitvoer,
) -> int:
    from ios_cli.cli import whatif
    from ios_cli.cli.whatif import Antwoord, Settings

    settings = Settings.van(dossier, uitkomst, berekening, uitvoer)
    eerste = parse_optional_date(van, "--van")
    laatste = parse_optional_date(tot_en_met, "--tot-en-met")
    deel = parse_optional_number(omvang, "--omvang")
    datum = parse_optional_date(uitgerekend, "--uitgerekend")
    weken = parse_optional_number(weken_vooraf, "--weken-vooraf")
    geboorte = parse_optional_date(geboren, "--geboren")
    if datum is None:
        _refuse_without_due_date(weken is not None, geboorte is not None)
        if eerste is None:
            raise UsageProblem(
                _("the first day of the absence is not said"),
                expected=_("`--van`, or for pregnancy leave `--uitgerekend`"),
            )
        begin = eerste

        def maak(one: "Berekend", context: "Context") -> "Antwoord":
            from ios_cli.planning import wijzigingen

            return Antwoord(
                wijziging=wijzigingen.interrupt(
                    one.dossier,
                    soort=soort,
                    van=begin,
                    tot_en_met=laatste,
                    as_of=context.as_of,
                    replace=replace,
                    **({} if deel is None else {"omvang": deel}),
                )
            )

        return whatif.run(settings, maak)
    _refuse_with_due_date(soort, laatste is not None, deel is not None)

    def bereken(one: "Berekend", context: "Context") -> "Antwoord":
        from ios_cli.planning import wijzigingen
        from ios_cli.planning.zwangerschap import bereken_zwangerschapsverlof
        from ios_cli.render.vergelijking import leave_record, say_leave

        verlof, findings = bereken_zwangerschapsverlof(
            one.regels, uitgerekend=datum, weken_vooraf=weken, van=eerste, geboren=geboorte
        )
        if verlof is None:
            return Antwoord(wijziging=None, findings=tuple(findings))
        bron = one.regels["zwangerschapsverlof-duur"].bronvermelding
        fact = say_leave(verlof.van, verlof.tot_en_met, verlof.dagen_erna, bron=bron)
        wijziging = wijzigingen.interrupt(
            one.dossier,
            soort=soort,
            van=verlof.van,
            tot_en_met=verlof.tot_en_met,
            as_of=context.as_of,
            replace=replace,
        )
        return Antwoord(
            wijziging=wijziging,
            findings=tuple(findings),
            facts=(fact,),
            uitkomst=leave_record(verlof.van, verlof.tot_en_met, bron=bron),
        )

    return whatif.run(settings, bereken)


def _refuse_without_due_date(weken: bool, geboorte: bool) -> None:
    for name, given in (("--weken-vooraf", weken), ("--geboren", geboorte)):
        if given:
            raise UsageProblem(
                _("`{option}` goes with a due date").format(option=name),
                hint=_("give `--uitgerekend`, or say the leave itself with `--van` and `--tot-en-met`"),
            )


def _refuse_with_due_date(soort: str, laatste: bool, deel: bool) -> None:
    if soort != ZWANGERSCHAP:
        raise UsageProblem(
            _("`--uitgerekend` computes pregnancy leave, and this is `{soort}`").format(soort=soort),
            expected=one_of([ZWANGERSCHAP]),
        )
    for name, given in (("--tot-en-met", laatste), ("--omvang", deel)):
        if given:
            raise UsageProblem(
                _("`{option}` has no place beside `--uitgerekend`, which computes the leave").format(
                    option=name
                ),
                hint=_("say the leave itself with `--van` and `--tot-en-met`, or leave it out"),
            )
