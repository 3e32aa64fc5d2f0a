"""`ios config`: which settings hold, and where each comes from."""

import os
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ios_cli import __version__
from ios_cli.cli import options
from ios_cli.cli.command import Choice, command_app
from ios_cli.cli.exit_codes import ExitCode
from ios_cli.cli.output import flush_stdout, write_result
from ios_cli.text import N_, _
from ios_cli.werk.instellingen import NAAM, NAMEN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ios_cli.render.lijst import Blok
    from ios_cli.werk.instellingen import Instelling

VOORBEELD = ("[cohort]", 'profiel = "utrecht"')
"""The least that an `ios.toml` may hold."""

app = command_app()

FORMATS = ("table", "json")
SCHEMA = "ios/config/1"
EXAMPLES = (
    ("ios config sample_data/dossiers", N_("what holds for a folder, and where from")),
    ("ios config --format json", N_("the same of the current folder, for a program")),
    ("ios config sample_data/dossiers --get profiel", N_("one value, and nothing else")),
)


@app.command(
    help=N_(
        "Show every setting that holds for a folder or a dossier, and where it comes from: an option, the "
        "environment, the dossier, an ios.toml (which line), or the default. ios.toml stands at the root of "
        "a cohort and is found upward from each path; options go before it."
    ),
)
def config(
    *,
    path: Annotated[
        str,
        typer.Argument(metavar=N_("PATH"), help=N_("a folder or a dossier; default the current folder")),
    ] = ".",
    get: Annotated[
        str | None,
        typer.Option(
            "--get",
            click_type=Choice(NAMEN),
            help=N_("show the value of this setting alone; nothing where none is set"),
        ),
    ] = None,
    output_format: Annotated[
        str | None,
        typer.Option(
            "--format", "-f", click_type=Choice(FORMATS), help=N_("form of the output; default table")
        ),
    ] = None,
    output: options.Output = None,
    as_of: options.AsOf = None,
    uitvoer: options.Uitvoer,
) -> int:
    from ios_cli.cli.guard import refuse_to_overwrite
    from ios_cli.domain.finding import has_fout
    from ios_cli.io.instellingen import Instellingenboek
    from ios_cli.text import use_language
    from ios_cli.werk.instellingen import dieper, eigen_taal, geldend

    refuse_what_is_not_there(path)
    gelezen = Instellingenboek().voor_argument(path)
    if gelezen is not None and gelezen.instellingen.taal is not None and eigen_taal(os.environ) is None:
        use_language(gelezen.instellingen.taal)
    context = uitvoer.context(as_of, output)
    form = options.chosen_format(output_format, output, FORMATS)
    refuse_to_overwrite(output, [gelezen.path] if gelezen is not None else [])
    instellingen, findings = geldend(
        path, gelezen, context, as_of_given=as_of is not None, color=uitvoer.color
    )
    instellingen = [i for i in instellingen if get in (None, i.naam)]
    onder = dieper(path) if os.path.isdir(path) else []  # noqa: PTH112
    findings += [finding for other in onder for finding in other.findings]
    if form == "json":
        from ios_cli.render.envelope import envelope_head
        from ios_cli.render.json import render_json

        head = envelope_head(SCHEMA, findings=findings, as_of=context.as_of, version=__version__, regels={})
        head["submappen"] = [other.file for other in onder]
        write_result(render_json(head, (_record(i) for i in instellingen)), output)
    elif get is not None:
        write_result((f"{value}\n" for i in instellingen if (value := i.bruikbaar) is not None), output)
    else:
        from ios_cli.render.lijst import render_lijst

        write_result(
            render_lijst(
                [_blok(instellingen)],
                terminal=context.terminal,
                colour=context.colour,
                width=context.width,
            ),
            output,
        )
    flush_stdout()
    context.report(findings)
    if get is not None:
        return ExitCode.USAGE if has_fout(findings) else ExitCode.OK
    for other in onder:
        text = _(
            "`{file}` says the profile of the dossiers in its folder; what else it sets holds where that "
            "folder is read by itself"
        )
        context.note(text.format(file=other.file))
    if gelezen is None:
        context.note(
            _("there is no `{file}` in `{path}` or above; one begins with `[cohort]`, such as:").format(
                file=NAAM, path=path
            )
        )
        for line in VOORBEELD:
            context.note(line)
        context.note(_("`{command}` gives the keys that it may have").format(command="ios schema ios"))
    return ExitCode.USAGE if has_fout(findings) else ExitCode.OK


def refuse_what_is_not_there(path: str) -> None:
    """Raises `UsageProblem`, as every command tells a path that is mistyped."""
    from ios_cli.cli.usage import UsageProblem
    from ios_cli.domain.finding import Finding
    from ios_cli.io.sources import find_sources

    if path == "-" or os.path.exists(path):  # noqa: PTH110
        return
    problem = next(iter(find_sources([path]))).read()
    if isinstance(problem, Finding):
        raise UsageProblem(problem.message, hint=problem.hint)


def _record(instelling: "Instelling") -> dict[str, Any]:
    return {
        "instelling": instelling.naam,
        "waarde": instelling.waarde,
        "pad": instelling.pad,
        "herkomst": instelling.herkomst.value,
        "bestand": instelling.file or None,
        "regelnummer": instelling.line,
        "variabele": instelling.variable or None,
    }


def _blok(instellingen: "Sequence[Instelling]") -> "Blok":
    from ios_cli.render.lijst import Blok, Kleur, Kolom, Regel

    return Blok(
        kolommen=(
            Kolom(kop=_("setting")),
            Kolom(kop=_("value"), breekt=True),
            Kolom(kop=_("from"), breekt=True, wijkt=1),
        ),
        regels=[
            Regel(
                cellen=(i.naam, i.toon(), i.vandaan()),
                kleur=Kleur.GEWOON if i.is_gezet else Kleur.STIL,
            )
            for i in instellingen
        ],
    )
