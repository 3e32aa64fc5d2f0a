"""The five changes: load, change, plan both, compare; then show, and write where asked.

A command gives `run` a function that makes its change; the rest is the same for all. Nothing is written
unless `--write` or `-o` asks for it, and then only what was read back and gives the dates that are shown.
"""

import dataclasses
import os
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ios_cli import __version__
from ios_cli.cli.context import Context
from ios_cli.cli.exit_codes import ExitCode
from ios_cli.cli.guard import profile_files, refuse_to_overwrite
from ios_cli.cli.options import chosen_dialect
from ios_cli.cli.output import STDOUT, flush_stdout, to_file, write_file, write_stdout
from ios_cli.cli.usage import UsageProblem
from ios_cli.domain.dossier import Dossier
from ios_cli.domain.edits import Veranderen, Verwijderen
from ios_cli.domain.finding import Finding, KeyPath, has_fout, has_obstacle
from ios_cli.domain.ios import IOS
from ios_cli.io.dossiers import LoadedDossier, load_dossier
from ios_cli.io.edit import EditRefused, edit_bytes
from ios_cli.planning.gegevens import verzamel
from ios_cli.planning.ios import plan_ios
from ios_cli.planning.vergelijking import vergelijk
from ios_cli.planning.wijziging import Wijziging
from ios_cli.render.envelope import regels_record
from ios_cli.render.vergelijking import (
    Naast,
    render_vergelijking_csv,
    render_vergelijking_json,
    render_vergelijking_table,
)
from ios_cli.render.words import Fact
from ios_cli.text import _
from ios_cli.werk.cohort import Berekend, compute_cohort

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    from ios_cli.domain.vergelijking import Vergelijking, Verschil

_ENDINGS = (".toml", "", ".txt", ".tmp")
_SCHEMA_LINE = re.compile(rb"^#:schema[ \t]+(\S+)[ \t]*\r?$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The options that the five changes share, as given."""

    dossier: str
    write: bool = False
    output: str | None = None
    output_format: str | None = None
    dialect: str | None = None
    as_of: str | None = None
    vrijstellingen: str = "alle"
    profiel: str | None = None
    regels: str | None = None
    quiet: bool = False
    verbose: bool = False
    color: str = "auto"

    @classmethod
    def van(cls, dossier: str, *groepen: "DataclassInstance") -> "Settings":
        """From the groups of options that the command got."""
        return cls(
            dossier=dossier, **{key: value for groep in groepen for key, value in asdict(groep).items()}
        )

    @property
    def writes(self) -> bool:
        return self.write or self.output is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Antwoord:
    """What a command made of a dossier. `wijziging` is None where there is none to make; `findings` come
    beside its own, and have no place.

    `facts` say what was sought or worked out, `uitkomst` says it to machines (json), and `verschillen` as
    rows that differ."""

    wijziging: Wijziging | None
    findings: tuple[Finding, ...] = ()
    facts: tuple[Fact, ...] = ()
    uitkomst: Mapping[str, object] = dataclasses.field(default_factory=dict)
    verschillen: "tuple[Verschil, ...]" = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Gewijzigd:
    """A change worked out: the IOS that it gives, and the comparison."""

    wijziging: Wijziging
    ios: IOS
    vergelijking: "Vergelijking"


Maak = Callable[[Berekend, Context], Antwoord]
Oordeel = Callable[[Dossier, IOS, Berekend, Wijziging], Sequence[Finding]]
"""What is to be said of the new IOS besides what planning says."""


def run(settings: Settings, maak: Maak, oordeel: Oordeel | None = None) -> int:
    """One change, from dossier to exit code: 0 where it gave the answer, and wrote it where asked.

    An answer may stand beside a fout; then it is shown and not written, except where the dossier has that
    fout already.
    """
    check_target(settings)
    context = Context.of(
        as_of=settings.as_of,
        color=settings.color,
        quiet=settings.quiet,
        verbose=settings.verbose,
        to_file=settings.output == STDOUT,
    )
    one, findings, stood = read(settings, context)
    refuse_inputs(settings, one)
    if one is None:
        context.report(findings)
        return ExitCode.USAGE
    antwoord = maak(one, context)
    findings += beside(antwoord.findings)
    gewijzigd = None
    if antwoord.wijziging is not None:
        gewijzigd, more = work_out(one, antwoord.wijziging, context, settings, oordeel)
        findings += more
    if gewijzigd is None:
        return _nothing_to_change(one, antwoord, findings, context, settings)
    refused = any(f.is_fout and f.code not in stood for f in findings)
    target = "" if refused else _write(one, gewijzigd, findings, context, settings)
    naast = _side_by_side(one, gewijzigd.vergelijking, gewijzigd.ios, antwoord)
    try:
        if settings.output != STDOUT:
            write_stdout(_render(naast, antwoord, gewijzigd.ios, findings, context, settings))
            flush_stdout()
    finally:  # whatever became of standard output: a dossier that was written is told
        context.report(findings)
        failed = settings.writes and any(f.is_fout and f.code not in stood for f in findings)
        _say_what_was_done(settings, target, context, failed=failed, refused=refused)
    return ExitCode.USAGE if failed else ExitCode.OK


def _nothing_to_change(
    one: Berekend, antwoord: Antwoord, findings: list[Finding], context: Context, settings: Settings
) -> int:
    """No change came of it. Without a fout none was needed: then old is new, which a reader of csv or json
    gets all the same, and who waits for the dossier gets it as it is."""
    if not has_fout(findings):
        if settings.output is not None:
            findings += _write_copy(one, one.data, context, settings.output)
        if settings.output != STDOUT and settings.output_format in ("csv", "json"):
            nu = verzamel(one.ios, one.dossier, one.regels)
            naast = _side_by_side(one, vergelijk(nu, nu), one.ios, antwoord)
            write_stdout(_render(naast, antwoord, one.ios, findings, context, settings))
            flush_stdout()
    context.report(findings)
    return ExitCode.USAGE if has_fout(findings) else ExitCode.OK


def _side_by_side(one: Berekend, vergelijking: "Vergelijking", ios: IOS, antwoord: Antwoord) -> Naast:
    return Naast(
        vergelijking=vergelijking,
        ios_status=ios.status.value,
        ios_status_oud=one.ios.status.value,
        facts=antwoord.facts,
        uitkomst=antwoord.uitkomst,
    )


def _say_what_was_done(
    settings: Settings, target: str, context: Context, *, failed: bool, refused: bool
) -> None:
    if target:
        context.note(_("wrote `{file}`").format(file=target))
    elif failed and refused:
        context.note(_("nothing is written: the change has errors"))
    elif failed:
        context.note(_("nothing is written"))
    elif not settings.writes and (settings.output_format or "table") == "table":
        context.note(_("nothing is written; `--write` changes the dossier, `-o` writes a changed copy"))


def check_target(settings: Settings) -> None:
    """What does not go together, said before anything is read. Raises `UsageProblem`."""
    refuse_folder(settings.dossier)
    chosen_dialect(settings.dialect, settings.output_format or "table")
    if settings.write and settings.output is not None:
        raise UsageProblem(
            _("`--write` and `-o` both say where the changed dossier goes"),
            hint=_("`--write` changes the dossier itself, `-o` writes a copy: leave one of them out"),
        )
    if settings.write and settings.dossier == "-":
        raise UsageProblem(
            _("`--write` has no file to change: the dossier comes from standard input"),
            hint=_("`-o FILE` writes the changed dossier to a file, `-o -` to standard output"),
        )
    if settings.output == STDOUT and settings.output_format is not None:
        raise UsageProblem(
            _("with `-o -` the changed dossier goes to standard output, and no comparison is shown"),
            hint=_("leave out `--format`; or leave out `-o` to see the comparison"),
        )
    if settings.output is None or not to_file(settings.output):
        return
    if Path(settings.output).suffix.lower() not in _ENDINGS:
        raise UsageProblem(
            _("`-o {file}` is where the changed dossier goes, and a dossier is TOML").format(
                file=settings.output
            ),
            expected=_("a name that ends in `.toml`"),
            hint=_("for the comparison in another form: `--format csv` or `--format json`"),
        )
    refuse_same(settings)


def refuse_same(settings: Settings) -> None:
    """A copy, or a comparison, never takes the place of the dossier. Raises `UsageProblem`."""
    if settings.output in (None, STDOUT) or settings.dossier == "-":
        return
    if same_file(settings.output or "", settings.dossier):
        raise UsageProblem(
            _("`-o {file}` is the dossier itself").format(file=settings.output),
            hint=_("`--write` changes the dossier itself"),
        )


def refuse_inputs(settings: Settings, one: Berekend | None, *, result: bool = False) -> None:
    """Nor of standard input, a profile or a rule file; a comparison (`result`) of no dossier. Raises
    `OutputError`."""
    refuse_to_overwrite(
        settings.output,
        [] if one is None else _read_beside(one),
        stdin=settings.dossier == "-",
        profiel=settings.profiel,
        regels=settings.regels,
        result=result,
    )


def _read_beside(one: Berekend) -> list[Path]:
    """The profile of the dossier, its `ios.toml`, and the profile that this names."""
    files = profile_files(one.dossier.opleiding.profiel, one.folder)
    if one.standaard is not None:
        files += [one.standaard.path, *profile_files(one.standaard.profiel, one.standaard.folder)]
    return files


def refuse_folder(dossier: str) -> None:
    if dossier != "-" and Path(dossier).is_dir():
        raise UsageProblem(_("`{name}` is a folder").format(name=dossier), expected=_("one dossier, or `-`"))


def same_file(one: str, other: str) -> bool:
    return os.path.normcase(os.path.realpath(one)) == os.path.normcase(os.path.realpath(other))


def read(settings: Settings, context: Context) -> tuple[Berekend | None, list[Finding], set[str]]:
    """The dossier with its IOS, None where it has errors; what is to be said of the dossier; and the codes of
    all its fouten, such as an agreed eind that falls short.
    """
    cohort = compute_cohort(
        [settings.dossier],
        context,
        vrijstellingen=settings.vrijstellingen,
        profiel=settings.profiel,
        regels=settings.regels,
    )
    # What planning says of the old IOS is said again of the new one, where it still holds.
    one = cohort.berekend[0] if cohort.berekend and not has_obstacle(cohort.findings) else None
    stood = {f.code for f in cohort.findings if f.is_fout}
    if one is None:
        return None, cohort.findings, stood
    planned = {f.message for f in _plan_findings(one, context, settings)}
    return one, [f for f in cohort.findings if f.message not in planned], stood


def _plan_findings(one: Berekend, context: Context, settings: Settings) -> list[Finding]:
    return plan_ios(
        one.dossier, one.regels, as_of=context.as_of, vrijstellingen=settings.vrijstellingen
    ).findings


def beside(findings: Iterable[Finding]) -> list[Finding]:
    """Findings about what was asked: they stand in no file."""
    return [dataclasses.replace(f, path=()) for f in findings]


def work_out(
    one: Berekend,
    wijziging: Wijziging,
    context: Context,
    settings: Settings,
    oordeel: Oordeel | None = None,
) -> tuple[Gewijzigd | None, list[Finding]]:
    """The new IOS beside the old one; None, with the reasons, where it cannot be computed."""
    findings = locate(one.loaded, wijziging.findings)
    if wijziging.dossier is None:
        return None, findings
    planning = plan_ios(
        wijziging.dossier,
        one.regels,
        as_of=context.as_of,
        vrijstellingen=settings.vrijstellingen,
        concept=True,
    )
    rows = _rows_before(one.dossier, wijziging)
    findings += locate(one.loaded, rows(planning.findings))
    ios = planning.ios
    if ios is None or has_obstacle(planning.findings):
        return None, findings
    if oordeel is not None:
        findings += locate(one.loaded, rows(oordeel(wijziging.dossier, ios, one, wijziging)))
    vergelijking = vergelijk(
        verzamel(one.ios, one.dossier, one.regels),
        verzamel(ios, wijziging.dossier, one.regels, label=wijziging.label),
    )
    return Gewijzigd(wijziging=wijziging, ios=ios, vergelijking=vergelijking), findings


# --- where findings stand ---


def locate(loaded: LoadedDossier, findings: Iterable[Finding]) -> list[Finding]:
    """With file and line where the finding is about an entry of the file; else without a place."""
    located = []
    for f in findings:
        located += loaded.locate([f]) if f.path else [f]
    return located


def _rows_before(dossier: Dossier, wijziging: Wijziging) -> Callable[[Iterable[Finding]], list[Finding]]:
    """Turns rows of the new dossier into those of the file; what is new there has no place."""
    gone = {edit.pad for edit in wijziging.edits if isinstance(edit, Verwijderen) and len(edit.pad) == 2}

    def before(path: KeyPath) -> KeyPath:
        if len(path) < 2 or not isinstance(path[1], int):
            return path
        count = len(getattr(dossier, str(path[0]), ()))
        kept = [row for row in range(count) if (path[0], row) not in gone]
        return (path[0], kept[path[1]], *path[2:]) if path[1] < len(kept) else ()

    return lambda findings: [dataclasses.replace(f, path=before(f.path)) for f in findings]


# --- showing ---


def _render(
    naast: Naast,
    antwoord: Antwoord,
    ios: IOS,
    findings: Sequence[Finding],
    context: Context,
    settings: Settings,
) -> Iterable[str]:
    form = settings.output_format or "table"
    if form != "table" and antwoord.verschillen:
        v = naast.vergelijking
        differing = tuple(verschil for verschil in antwoord.verschillen if not verschil.gelijk)
        v = dataclasses.replace(v, verschillen=(*v.verschillen, *differing))
        naast = dataclasses.replace(naast, vergelijking=v)
    if form == "csv":
        return render_vergelijking_csv([naast.vergelijking], dialect=chosen_dialect(settings.dialect, form))
    if form == "json":
        return render_vergelijking_json(
            [naast],
            regels=regels_record(ios.toegepast),
            findings=findings,
            as_of=context.as_of,
            version=__version__,
        )
    return render_vergelijking_table(
        [naast], terminal=context.terminal, colour=context.colour, width=context.width
    )


# --- writing ---


def _write(
    one: Berekend,
    gewijzigd: Gewijzigd,
    findings: list[Finding],
    context: Context,
    settings: Settings,
) -> str:
    """Write where asked, and only what reads back as meant; the file written, or nothing.

    Why something was not written joins `findings`.
    """
    if not settings.writes:
        return ""
    changed = _changed(one, gewijzigd, context, settings)
    if isinstance(changed, list):
        findings += changed
        return ""
    if settings.output is not None:
        problems = _write_copy(one, changed, context, settings.output)
        findings += problems
        return "" if problems or settings.output == STDOUT else settings.output
    if changed == one.data:
        return ""
    assert one.path is not None
    from ios_cli.io.write import write_dossier

    problems = write_dossier(one.path, gelezen=one.data, nieuw=changed)
    findings += problems
    return "" if problems else one.file


def _write_copy(one: Berekend, data: bytes, context: Context, output: str) -> list[Finding]:
    """Write the changed dossier elsewhere; or why it cannot be, and then nothing is written."""
    _warn_of_default(one, None if output == STDOUT else Path(output), context)
    if output == STDOUT:
        _warn_of_paths(one, Path(), context)
        write_stdout([data.decode("utf-8")])
        flush_stdout()
        return []
    folder = Path(output).parent
    profiel = one.dossier.opleiding.profiel
    if profiel is not None and _leads_elsewhere(profiel, one.folder, folder):
        try:
            moved = _path_from(folder, one.folder / profiel.replace("\\", "/"))
            data = edit_bytes(data, [Veranderen(("opleiding", "profiel"), moved)])
        except (EditRefused, OSError, ValueError):  # such as another drive
            return [_profile_out_of_reach(profiel, output)]
        context.note(
            _("the profile `{old}` is written as `{new}`: from there that is the same file").format(
                old=profiel, new=moved
            )
        )
    _warn_of_schema(one, folder, context)
    write_file(Path(output), [data.decode("utf-8")])
    return []


def _leads_elsewhere(profiel: str, before: Path, after: Path) -> bool:
    """Whether this path to a profile, relative to the dossier, is from `after` no path to the same file."""
    path = profiel.replace("\\", "/")
    if "/" not in path and not path.casefold().endswith(".toml"):  # the name of a profile that ships
        return False
    return (before / path).is_file() and not (
        (after / path).is_file() and same_file(str(before / path), str(after / path))
    )


def _path_from(folder: Path, target: Path) -> str:
    """`target` as seen from `folder`, with `/`. Raises ValueError where there is no such path."""
    relative = os.path.relpath(os.path.realpath(target), os.path.realpath(folder))
    path = relative.replace(os.sep, "/")
    path = path if "/" in path else f"./{path}"
    if not same_file(str(folder / path), str(target)):
        raise ValueError(path)
    return path


def _profile_out_of_reach(profiel: str, output: str) -> Finding:
    return Finding(
        code="IOS073",
        message=_("from `{file}` there is no path to the profile `{path}`: nothing is written").format(
            file=output, path=profiel
        ),
        hint=_("write the copy in the folder of the dossier, or give the profile beside it"),
    )


def _changed(
    one: Berekend, gewijzigd: Gewijzigd, context: Context, settings: Settings
) -> bytes | list[Finding]:
    """The bytes of the changed dossier; or why they cannot be had. Read back before they are given."""
    try:
        changed = edit_bytes(one.data, gewijzigd.wijziging.edits)
    except EditRefused as refused:
        return locate(one.loaded, [refused.finding])
    label = settings.output if settings.output not in (None, STDOUT) else one.file
    loaded = load_dossier(changed, label or "")
    if has_obstacle(loaded.findings) or not loaded.complete or loaded.dossier is None:
        return [f for f in loaded.findings if f.is_fout]
    planning = plan_ios(
        loaded.dossier,
        one.regels,
        as_of=context.as_of,
        vrijstellingen=settings.vrijstellingen,
        concept=True,
    )
    if planning.ios != gewijzigd.ios:
        message = _("the changed dossier does not give the dates that are shown")
        return [Finding(code="IOS073", message=message, file=one.file)]
    return changed


def _warn_of_default(one: Berekend, target: Path | None, context: Context) -> None:
    """A profile that is not in the dossier but in the `ios.toml` above it stays behind there."""
    standaard = one.standaard
    if standaard is None or standaard.profiel is None or one.dossier.opleiding.profiel is not None:
        return
    from ios_cli.io.instellingen import Instellingenboek

    there = Instellingenboek().voor(target)
    if there is None or not same_file(str(there.path), str(standaard.path)):
        context.note(
            _("the profile `{profiel}` comes from `{file}`: the copy does not name it").format(
                profiel=standaard.profiel, file=standaard.file
            )
        )


def _warn_of_paths(one: Berekend, folder: Path, context: Context) -> None:
    """A path in the dossier is relative to the file: elsewhere it may lead nowhere."""
    profiel = one.dossier.opleiding.profiel
    if profiel is not None and _lost(profiel.replace("\\", "/"), one.folder, folder):
        context.note(
            _("the profile `{path}` is not found from there: the copy names it as it stood").format(
                path=profiel
            )
        )
    _warn_of_schema(one, folder, context)


def _warn_of_schema(one: Berekend, folder: Path, context: Context) -> None:
    schema = _SCHEMA_LINE.search(one.data)
    if schema is not None:
        path = schema[1].decode("utf-8", "replace")
        if "://" not in path and _lost(path, one.folder, folder):
            context.detail(_("the schema `{path}` is not found from there").format(path=path))


def _lost(path: str, before: Path, after: Path) -> bool:
    return (before / path).is_file() and not (after / path).is_file()
