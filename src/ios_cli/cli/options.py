"""The options that commands share, defined once.

Each is an annotated type for a command's signature; its text is translated when the command is built.
"""

from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, Annotated

import typer

from ios_cli.cli.command import Choice
from ios_cli.cli.context import Context
from ios_cli.cli.output import to_file
from ios_cli.cli.usage import UsageProblem, one_of
from ios_cli.text import N_, _
from ios_cli.werk.instellingen import UitBestand

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ios_cli.render.csv import DialectName
    from ios_cli.werk.cohort import Selection

FORMATS = ("table", "csv", "json", "toml")
DIALECTS = ("standard", "excel-nl")
COMPARISON_FORMATS = ("table", "csv", "json")
REPORT_FORMATS = ("table", "csv", "json")
CALENDAR_FORMATS = (*REPORT_FORMATS, "ics")
# For completion, which imports no room; the tests hold them against the rooms.
STATES = ("te-laat", "open", "komend", "gedaan", "te-laat-gedaan", "vervallen")
PEOPLE = ("hoofd", "instituut", "opleider", "stageopleider", "docent", "aios")
# An ending that is the name of a form, of ours or of a command to come, cannot stand for another.
_OTHER_FORMS = ("csv", "json", "toml", "ics", "xlsx", "html", "svg")


def profile_names(incomplete: str) -> list[str]:
    """The shipped profiles that begin so, for completion in a shell; nothing is read for it."""
    from pathlib import Path

    import ios_cli

    folder = Path(ios_cli.__file__).parent / "regels" / "data" / "profielen"
    return sorted(p.stem for p in folder.glob("*.toml") if p.stem.startswith(incomplete))


def last_of(words: "Sequence[str]") -> "Callable[[str], list[str]]":
    """Completion of an option that takes several words, joined by commas."""

    def complete(incomplete: str) -> list[str]:
        before, comma, last = incomplete.rpartition(",")
        given = before.split(",")
        return [f"{before}{comma}{word}" for word in words if word.startswith(last) and word not in given]

    return complete


Paths = Annotated[
    list[str],
    typer.Argument(
        metavar=N_("PATH..."),
        help=N_("a dossier, several, a folder of dossiers, or `-` for standard input"),
        show_default=False,
    ),
]
Format = Annotated[
    str | None,
    typer.Option(
        "--format",
        "-f",
        click_type=Choice(FORMATS),
        help=N_("form of the output; default by the ending of -o, else table"),
    ),
]
ReportFormat = Annotated[
    str | None,
    typer.Option(
        "--format",
        "-f",
        click_type=Choice(REPORT_FORMATS),
        help=N_("form of the output; default by the ending of -o, else table"),
    ),
]
CalendarFormat = Annotated[
    str | None,
    typer.Option(
        "--format",
        "-f",
        click_type=Choice(CALENDAR_FORMATS),
        help=N_("form of the output; default by the ending of -o, else table"),
    ),
]
Binnen = Annotated[
    str | None,
    typer.Option(
        "--binnen",
        metavar=N_("N"),
        help=N_("look this far ahead: days, weeks or months, such as 60d, 8w or 2m"),
    ),
]
Presentie = Annotated[
    list[str] | None,
    typer.Option(
        "--presentie",
        metavar=N_("FILE"),
        help=N_("a presence list (csv: aios_id, datum, dagen, soort) besides what the dossiers have"),
    ),
]
Dialect = Annotated[
    str | None,
    typer.Option(
        "--dialect",
        click_type=Choice(DIALECTS),
        help=N_("with --format csv: `excel-nl` is what a Dutch Excel opens as it is; default standard"),
    ),
]
Output = Annotated[
    str | None,
    typer.Option(
        "--output",
        "-o",
        metavar=N_("FILE"),
        help=N_("write to this file, whole or not at all; `-` is standard output"),
    ),
]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar=N_("DATE"),
        help=N_("day of reference, YYYY-MM-DD; default today [environment: IOS_AS_OF]"),
    ),
]
Vrijstellingen = Annotated[
    str,
    typer.Option(
        "--vrijstellingen",
        click_type=Choice(("alle", "definitief")),
        help=N_("which exemptions count: the provisional ones too, or only those decided on"),
    ),
]
Profiel = Annotated[
    str | None,
    typer.Option(
        "--profiel",
        metavar=N_("NAME|FILE"),
        autocompletion=profile_names,
        help=N_("institute profile to use instead of the one each dossier names"),
    ),
]
RegelsDir = Annotated[
    str | None,
    typer.Option(
        "--regels", metavar=N_("DIR"), help=N_("folder with rule files; they come before the shipped ones")
    ),
]
Capaciteit = Annotated[
    str | None,
    typer.Option(
        "--capaciteit",
        metavar=N_("FILE"),
        help=N_("capacity file (toml): how many places an onderdeel, or one place of it, has from which day"),
    ),
]
DossierFile = Annotated[
    str,
    typer.Argument(
        metavar=N_("DOSSIER"), help=N_("one dossier, or `-` for standard input"), show_default=False
    ),
]
ComparisonFormat = Annotated[
    str | None,
    typer.Option(
        "--format",
        "-f",
        click_type=Choice(COMPARISON_FORMATS),
        help=N_("form of the comparison; default table"),
    ),
]
Write = Annotated[
    bool,
    typer.Option("--write", help=N_("change the dossier itself; without it nothing is written")),
]
ChangedDossier = Annotated[
    str | None,
    typer.Option(
        "--output",
        "-o",
        metavar=N_("FILE"),
        help=N_("write the changed dossier to this file; `-` is standard output, for a next command"),
    ),
]
Replace = Annotated[
    bool,
    typer.Option("--replace", help=N_("change the entry that stands in the way, instead of refusing")),
]
Maanden = Annotated[
    str | None, typer.Option("--maanden", metavar=N_("N"), help=N_("how much, in full-time months"))
]
Weken = Annotated[str | None, typer.Option("--weken", metavar=N_("N"), help=N_("how much, in whole weeks"))]
Dagen = Annotated[str | None, typer.Option("--dagen", metavar=N_("N"), help=N_("how much, in whole days"))]
Rooster = Annotated[
    list[str] | None,
    typer.Option(
        "--rooster",
        metavar=N_("FILE"),
        help=N_("also the diensten of this roster: csv with aios_id, datum, uren or aanvang and einde, rol"),
    ),
]
Status = Annotated[
    list[str] | None,
    typer.Option(
        "--status",
        metavar=N_("STATE"),
        autocompletion=last_of(STATES),
        help=N_("only terms in this state, such as te-laat; several with commas"),
    ),
]
Wie = Annotated[
    list[str] | None,
    typer.Option(
        "--wie",
        metavar=N_("WHO"),
        autocompletion=last_of(PEOPLE),
        help=N_("only terms that are up to them, such as hoofd; several with commas"),
    ),
]
Code = Annotated[
    list[str] | None,
    typer.Option(
        "--code",
        metavar=N_("CODE"),
        help=N_("only terms with this code, such as voltooiingsbesluit; several with commas"),
    ),
]
Alarm = Annotated[
    list[str] | None,
    typer.Option(
        "--alarm", metavar=N_("N"), help=N_("with --format ics: remind so long ahead, such as 14d or 2w")
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help=N_("say nothing besides the result and errors"))]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help=N_("say what is read, skipped and used"))]
Color = Annotated[
    str,
    typer.Option(
        "--color",
        click_type=Choice(("auto", "always", "never")),
        help=N_(
            "colour in tables; auto: on a terminal, unless NO_COLOR is set; "
            "always: also in a pipe, laid out as for a terminal"
        ),
    ),
]
Groep = Annotated[
    list[str] | None,
    typer.Option("--groep", metavar=N_("NAME"), help=N_("only the aios of this group")),
]
Instroom = Annotated[
    list[str] | None,
    typer.Option("--instroom", metavar=N_("MONTH"), help=N_("only the aios of this intake, such as 2026-03")),
]
Docent = Annotated[
    list[str] | None,
    typer.Option("--docent", metavar=N_("NAME"), help=N_("only the aios of this teacher")),
]
Opleider = Annotated[
    list[str] | None,
    typer.Option(
        "--opleider", metavar=N_("NAME"), help=N_("only the aios with this opleider in one of the onderdelen")
    ),
]

# The ending of -o says the form; these say nothing about it.
_NEUTRAL_ENDINGS = ("", ".txt", ".tmp")


def chosen_format(given: str | None, output: str | None, formats: "Sequence[str]" = FORMATS) -> str:
    """The form of the output, from `--format` and the ending of `-o`. Raises `UsageProblem`."""
    if output is None or not to_file(output):
        return given or "table"
    endings = {f".{form}": form for form in formats if form != "table"}
    ending = PurePath(output).suffix.lower()
    if ending in _NEUTRAL_ENDINGS:
        return given or "table"
    meant = endings.get(ending)
    if given is None and meant is not None:
        return meant
    if given is None:
        raise UsageProblem(
            _("the ending of `{file}` does not say which form is wanted").format(file=output),
            expected=one_of(endings),
            hint=_("or say it with `--format`"),
        )
    if given != meant and ending.removeprefix(".") in _OTHER_FORMS:
        raise UsageProblem(
            _("`--format {format}` and `-o {file}` contradict each other").format(format=given, file=output),
            hint=_("leave out `--format`, or give the file another ending"),
        )
    return given


def chosen_dialect(given: str | None, form: str) -> "DialectName":
    """The csv dialect, from `--dialect`. Raises `UsageProblem` where the form is no csv."""
    if given is not None and form != "csv" and not isinstance(given, UitBestand):
        raise UsageProblem(
            _("`--dialect {dialect}` goes with csv, not with {format}").format(dialect=given, format=form),
            hint=_("add `--format csv`, or leave out `--dialect`"),
        )
    return "excel-nl" if given == "excel-nl" else "standard"


@dataclass(frozen=True, slots=True, kw_only=True)
class Berekening:
    """By which day and rules is computed."""

    as_of: AsOf = None
    vrijstellingen: Vrijstellingen = "alle"
    profiel: Profiel = None
    regels: RegelsDir = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Selectie:
    """Which aios of a cohort are wanted."""

    groep: Groep = None
    instroom: Instroom = None
    docent: Docent = None
    opleider: Opleider = None

    def selection(self) -> "Selection | None":
        """The four filters as one; None where none is given. Raises `UsageProblem`."""
        from ios_cli.werk.cohort import Selection

        for month in self.instroom or ():
            _check_instroom(month)
        for option, values in (
            ("--groep", self.groep),
            ("--docent", self.docent),
            ("--opleider", self.opleider),
        ):
            if any(not value.strip() for value in values or ()):  # would select nobody, and say nothing
                raise UsageProblem(_("`{option}` is empty: it selects nobody").format(option=option))
        if not (self.groep or self.instroom or self.docent or self.opleider):
            return None
        return Selection(
            groep=self.groep or (),
            instroom=self.instroom or (),
            docent=self.docent or (),
            opleider=self.opleider or (),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Uitvoer:
    """How much is said, and in which colours."""

    quiet: Quiet = False
    verbose: Verbose = False
    color: Color = "auto"

    def context(self, as_of: str | None, output: str | None = None) -> Context:
        """The run that these options and the day of reference ask for. Raises `UsageProblem`."""
        return Context.of(
            as_of=as_of,
            color=self.color,
            quiet=self.quiet,
            verbose=self.verbose,
            to_file=to_file(output),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Uitkomst:
    """Where a what-if leaves what it makes, and in which form."""

    write: Write = False
    output: ChangedDossier = None
    output_format: ComparisonFormat = None
    dialect: Dialect = None


def _check_instroom(month: str) -> None:
    """A month that no dossier can have would select nobody, and say nothing. Raises `UsageProblem`."""
    import re

    from ios_cli.domain.dossier import Aios
    from ios_cli.domain.fields import specs_of

    spec = specs_of(Aios)["instroom"]
    if spec.pattern is not None and not re.fullmatch(spec.pattern, month):
        raise UsageProblem(
            _("`{value}` is no month for `{option}`").format(value=month, option="--instroom"),
            expected=_(spec.pattern_doc),
        )
