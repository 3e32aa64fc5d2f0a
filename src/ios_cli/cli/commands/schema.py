"""`ios schema`: the JSON Schemas of the files that people write, for an editor or another program."""

from typing import Annotated

import typer

from ios_cli.cli.command import command_app
from ios_cli.cli.options import Output
from ios_cli.cli.output import write_result, write_stdout
from ios_cli.cli.usage import UsageProblem, guess, one_of
from ios_cli.text import N_, _

app = command_app()

EXAMPLES = (
    ("ios schema", N_("which schemas there are")),
    (
        "ios schema dossier -o dossier.schema.json",
        N_("the one that the first line of a new dossier asks for"),
    ),
)


NAMES = ("dossier", "regels", "profiel", "capaciteit", "ios")


def names_that_begin(incomplete: str) -> list[str]:
    """For completion in a shell: making the schemas takes too long for it."""
    return [name for name in NAMES if name.startswith(incomplete)]


@app.command(
    help=N_(
        "Show the JSON Schemas of the files. An editor for TOML uses them to check a file while you type."
    ),
)
def schema(
    name: Annotated[
        str | None,
        typer.Argument(
            metavar=N_("NAME"), help=N_("which schema; without it, a list"), autocompletion=names_that_begin
        ),
    ] = None,
    output: Output = None,
) -> None:
    from ios_cli.cli.schemas import all_schemas, schema_text

    schemas = all_schemas()
    if name is None:
        width = max(map(len, schemas))
        rows = (f"{n.ljust(width)}  {s.get('title', '')}\n" for n, s in schemas.items())
        if output is not None:
            raise UsageProblem(
                _("`-o` needs the name of a schema"),
                expected=one_of(schemas),
            )
        write_stdout(rows)
        return
    if name not in schemas:
        raise UsageProblem(
            _("there is no schema `{name}`").format(name=name),
            expected=one_of(schemas),
            hint=guess(name, schemas),
        )
    write_result([schema_text(schemas[name])], output)
