"""`ios scale` worked out: one factor, the factor that reaches a date, several side by side."""

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from ios_cli import __version__
from ios_cli.cli.context import Context
from ios_cli.cli.exit_codes import ExitCode
from ios_cli.cli.options import COMPARISON_FORMATS, chosen_dialect, chosen_format
from ios_cli.cli.output import flush_stdout, to_file, write_result
from ios_cli.cli.whatif import (
    Antwoord,
    Maak,
    Settings,
    read,
    refuse_folder,
    refuse_inputs,
    refuse_same,
    work_out,
)
from ios_cli.domain.dossier import Dossier
from ios_cli.domain.finding import Finding
from ios_cli.domain.ios import IOS
from ios_cli.domain.vergelijking import HELE_OPLEIDING, Verschil
from ios_cli.planning.afwijkingen import afwijkingen_deeltijd
from ios_cli.planning.doelzoeken import zoek_deeltijdfactor
from ios_cli.planning.klok import Klok
from ios_cli.planning.wijziging import Wijziging
from ios_cli.planning.wijzigingen import scale
from ios_cli.render.envelope import regels_record
from ios_cli.render.vergelijking import (
    Variant,
    goal_record,
    render_varianten_csv,
    render_varianten_json,
    render_varianten_table,
    say_goal,
    say_percentage,
)
from ios_cli.text import _
from ios_cli.werk.cohort import Berekend


def make(waarden: dict[str, Any]) -> Maak:
    """The change for `ios_cli.planning.wijzigingen.scale` with these values."""
    return lambda one, _context: Antwoord(wijziging=scale(one.dossier, **waarden))


def judge(dossier: Dossier, ios: IOS, one: Berekend, wijziging: Wijziging) -> list[Finding]:
    """Where the changed entry departs from what the rules or the profile allow."""
    rij = wijziging.pad[1]
    assert isinstance(rij, int)
    return afwijkingen_deeltijd(dossier, ios, one.regels, rij)


def seek(einddatum: date, waarden: dict[str, Any], vrijstellingen: str) -> Maak:
    """The change with the lowest factor that reaches `einddatum`."""

    def maak(one: Berekend, context: Context) -> Antwoord:
        doel = zoek_deeltijdfactor(
            one.dossier,
            one.regels,
            einddatum=einddatum,
            as_of=context.as_of,
            vrijstellingen=vrijstellingen,
            **waarden,
        )
        if doel.hoeveel is None:
            return Antwoord(wijziging=doel.wijziging, findings=doel.findings)
        factor = doel.hoeveel / 100
        dossier = one.dossier
        return Antwoord(
            wijziging=doel.wijziging,
            findings=doel.findings,
            facts=(say_goal(einddatum, say_percentage(factor), doel.eenheid),),
            uitkomst=goal_record(
                "deeltijdfactor",
                waarde=factor,
                eenheid="factor",
                gevraagd=einddatum,
                bereikt=doel.bereikt,
                nu=doel.nu,
            ),
            verschillen=(
                Verschil(
                    aios_id=dossier.aios.id,
                    gegeven="factor",
                    onderdeel=HELE_OPLEIDING,
                    nummer=None,
                    oud=Klok(dossier.opleiding.start, dossier.deeltijd, ()).op(waarden["vanaf"]).factor,
                    nieuw=factor,
                ),
            ),
        )

    return maak


def side_by_side(settings: Settings, factoren: Sequence[Fraction], waarden: dict[str, Any]) -> int:
    """Several factors; what cannot be computed is reported, the others are shown."""
    refuse_folder(settings.dossier)
    form = chosen_format(settings.output_format, settings.output, COMPARISON_FORMATS)
    refuse_same(settings)
    chosen_dialect(settings.dialect, form)
    context = Context.of(
        as_of=settings.as_of,
        color=settings.color,
        quiet=settings.quiet,
        verbose=settings.verbose,
        to_file=to_file(settings.output),
    )
    one, findings, _stood = read(settings, context)
    refuse_inputs(settings, one, result=True)
    if one is None:
        context.report(findings)
        return ExitCode.USAGE
    varianten = []
    for factor in dict.fromkeys(factoren):
        wijziging = scale(one.dossier, **waarden, factor=factor)
        gewijzigd, gevonden = work_out(one, wijziging, context, settings)
        afwijkingen: list[Finding] = []
        if gewijzigd is not None and wijziging.dossier is not None:
            afwijkingen = judge(wijziging.dossier, gewijzigd.ios, one, wijziging)
        findings += [f for f in gevonden if f not in findings]
        varianten.append(
            Variant(
                factor=factor,
                label=wijziging.label,
                vergelijking=gewijzigd.vergelijking if gewijzigd is not None else None,
                afwijkingen=tuple(afwijkingen),
            )
        )
    if any(variant.vergelijking is not None for variant in varianten):
        write_result(
            _render(one, varianten, findings, form, context, waarden, settings.dialect), settings.output
        )
        flush_stdout()
    told = [] if form != "csv" else [f for v in varianten for f in v.afwijkingen]
    context.report([*findings, *told])
    whole = all(variant.vergelijking is not None for variant in varianten)
    return ExitCode.OK if whole else ExitCode.USAGE


def _render(
    one: Berekend,
    varianten: Sequence[Variant],
    findings: Sequence[Finding],
    form: str,
    context: Context,
    waarden: dict[str, Any],
    dialect: str | None,
) -> Iterable[str]:
    aios = one.dossier.aios
    if form == "csv":
        return render_varianten_csv(varianten, dialect=chosen_dialect(dialect, form))
    if form == "json":
        return render_varianten_json(
            aios.id,
            aios.naam,
            varianten,
            regels=regels_record(one.ios.toegepast),
            findings=findings,
            as_of=context.as_of,
            version=__version__,
        )
    label = _("deeltijd from {first}").format(first=waarden["vanaf"])
    if waarden["tot_en_met"] is not None:
        label = _("deeltijd from {first} to {last}").format(
            first=waarden["vanaf"], last=waarden["tot_en_met"]
        )
    return render_varianten_table(
        aios.id,
        aios.naam,
        label,
        varianten,
        terminal=context.terminal,
        colour=context.colour,
        width=context.width,
    )
