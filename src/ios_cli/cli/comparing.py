"""`ios diff` worked out: read both sides, match them by aios id, compare, show."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from ios_cli import __version__
from ios_cli.cli.context import Context
from ios_cli.cli.exit_codes import ExitCode
from ios_cli.cli.guard import refuse_to_overwrite
from ios_cli.cli.options import COMPARISON_FORMATS, chosen_dialect, chosen_format
from ios_cli.cli.output import flush_stdout, write_result
from ios_cli.cli.usage import UsageProblem
from ios_cli.cli.voortgang import Voortgang
from ios_cli.domain.finding import Ernst, Finding, has_obstacle
from ios_cli.domain.ios import Toegepast
from ios_cli.domain.vergelijking import IOS_STATUS, Gegevens, Vergelijking
from ios_cli.io.git import read_revision
from ios_cli.io.ios_files import is_ios_file, read_ios_file
from ios_cli.io.sources import Source, find_sources
from ios_cli.planning.gegevens import staat_van, verzamel
from ios_cli.planning.vergelijking import vergelijk
from ios_cli.render.csv import DialectName
from ios_cli.render.envelope import Record, regels_record
from ios_cli.render.vergelijking import (
    Naast,
    render_vergelijking_csv,
    render_vergelijking_json,
    render_vergelijking_table,
    side_only,
)
from ios_cli.text import _
from ios_cli.werk.cohort import Cohort, compute_cohort


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """What is to be compared, as given."""

    paths: tuple[str, ...]
    git: str | None = None
    zonder_voorlopige: bool = False
    vrijstellingen: str = "alle"
    profiel: str | None = None
    regels: str | None = None
    dialect: str | None = None


@dataclass(slots=True, kw_only=True)
class Side:
    """One side as read. `made_with` says by which rules, per aios; `status` the state of each IOS."""

    label: str
    gegevens: dict[str, Gegevens] = field(default_factory=dict)
    made_with: dict[str, tuple[str, ...]] = field(default_factory=dict)
    toegepast: Toegepast | None = None
    findings: list[Finding] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)


def compare(sides: Sides, context: Context, *, output: str | None, output_format: str | None) -> int:
    """From what was given to the exit code: 1 where something differs."""
    _check(sides)
    form = chosen_format(output_format, output, COMPARISON_FORMATS)
    dialect = chosen_dialect(sides.dialect, form)
    old, new = _read_both(sides, context)
    refuse_to_overwrite(
        output,
        [*(path for path in sides.paths if path != "-"), *old.files, *new.files],
        stdin="-" in sides.paths,
        profiel=sides.profiel,
        regels=sides.regels,
        result=True,
    )
    findings = list(dict.fromkeys([*old.findings, *new.findings]))
    whole = not has_obstacle(findings)
    pairs = list(_pairs(old, new)) if whole or (old.gegevens and new.gegevens) else []
    differing = [v for v in pairs if not v.gelijk]
    # A side of which nothing could be read has nothing to say; where some could, that is shown.
    if whole or pairs:
        write_result(
            _render(pairs, differing, _states(old, new), new.toegepast, findings, form, context, dialect),
            output,
        )
        flush_stdout()
    # What is remarkable about a dossier is no news here.
    context.report(f for f in findings if context.verbose or f.ernst is not Ernst.OPMERKING)
    _note(old, new, pairs, context, whole=whole)
    if not whole:
        return ExitCode.USAGE
    return ExitCode.FINDINGS if differing else ExitCode.OK


def _check(sides: Sides) -> None:
    """Raises `UsageProblem` where it is not clear what is compared with what."""
    alone = [
        name
        for name, given in (
            ("--git", sides.git is not None),
            ("--zonder-voorlopige", sides.zonder_voorlopige),
        )
        if given
    ]
    if len(alone) > 1:
        raise UsageProblem(_("`--git` and `--zonder-voorlopige` each say what the dossier is compared with"))
    if len(sides.paths) > 2 or (alone and len(sides.paths) > 1):
        raise UsageProblem(
            _("too many files: {n}").format(n=len(sides.paths)),
            expected=_("one, with `{option}`").format(option=alone[0])
            if alone
            else _("two: the old side and the new one"),
        )
    if not alone and len(sides.paths) < 2:
        raise UsageProblem(
            _("there is nothing to compare `{file}` with").format(file=sides.paths[0]),
            expected=_("two: the old side and the new one"),
            hint=_(
                "or one dossier with `--git REV` (as it was) or `--zonder-voorlopige` (its provisional "
                "exemptions left out)"
            ),
        )
    if sides.paths.count("-") > 1:
        raise UsageProblem(_("standard input can be only one of the two sides"))
    if sides.zonder_voorlopige and sides.vrijstellingen != "alle":
        raise UsageProblem(
            _("`--vrijstellingen {value}` leaves the provisional exemptions out of both sides").format(
                value=sides.vrijstellingen
            ),
            hint=_("leave out `--vrijstellingen`"),
        )
    if sides.git is not None:
        if sides.paths[0] == "-" or Path(sides.paths[0]).is_dir():
            raise UsageProblem(
                _("`--git` is about one file, and `{name}` is none").format(name=sides.paths[0]),
                expected=_("one dossier"),
            )
        if sides.git.startswith("-") or not sides.git:
            raise UsageProblem(
                _("`{value}` is no revision for `--git`").format(value=sides.git),
                expected=_("what git calls one: `HEAD`, `HEAD~3`, a tag, a hash"),
            )


# --- reading ---


def _read_both(sides: Sides, context: Context) -> tuple[Side, Side]:
    first = sides.paths[0]
    if sides.git is not None:
        new = _read(first, sides, context)
        label = f"{first} @ {sides.git}"
        data = read_revision(Path(first), sides.git, first)
        if isinstance(data, Finding):
            return Side(label=label, findings=[data]), new
        was = Source(label, True, Path(first), lambda: data)
        return _read_source(was, sides, context), replace(new, label=first)
    if sides.zonder_voorlopige:
        label = _("{file} without provisional exemptions").format(file=first)
        if first == "-":  # read once, computed twice
            source = next(iter(find_sources([first])))
            data = source.read()
            if isinstance(data, Finding):
                return Side(label=first, findings=[data]), Side(label=label)
            again = Source(source.file, True, None, lambda: data)
            old = _read_source(again, sides, context)
            new = _read_source(again, replace(sides, vrijstellingen="definitief"), context)
        else:
            old = _read(first, sides, context)
            new = _read(first, replace(sides, vrijstellingen="definitief"), context)
        return old, replace(new, label=label)
    return _read(first, sides, context), _read(sides.paths[1], sides, context)


def _read(path: str, sides: Sides, context: Context) -> Side:
    if path != "-" and Path(path).is_dir():
        voortgang = Voortgang(
            sum(1 for _source in find_sources([path])),
            aan=context.balk and not context.verbose,  # what -v says would run through it
            colour=context.balk_colour,
            wat=path,
        )
        try:
            cohort = compute_cohort(
                [path],
                context,
                vrijstellingen=sides.vrijstellingen,
                profiel=sides.profiel,
                regels=sides.regels,
                stap=lambda: voortgang.stap(1 / 2),
            )
        finally:
            voortgang.weg()
        return _from_cohort(path, cohort)
    return _read_source(next(iter(find_sources([path]))), sides, context)


def _read_source(source: Source, sides: Sides, context: Context) -> Side:
    """A dossier, or a file that `generate` wrote."""
    data = source.read()
    if isinstance(data, Finding):
        return Side(label=source.file, findings=[data])
    if not is_ios_file(data):
        again = Source(source.file, True, source.path, lambda: data)
        return _from_cohort(
            source.file,
            compute_cohort(
                [again],
                context,
                vrijstellingen=sides.vrijstellingen,
                profiel=sides.profiel,
                regels=sides.regels,
            ),
        )
    file = read_ios_file(data, source.file)
    if sides.zonder_voorlopige:
        return Side(
            label=source.file,
            findings=[
                Finding(
                    code="IOS007",
                    message=_("the exemptions of `{file}` are counted already").format(file=source.file),
                    expected=_("a dossier"),
                    file=source.file,
                )
            ],
        )
    return Side(
        label=source.file,
        gegevens={g.aios_id: g for g in file.gegevens},
        made_with=dict(file.regels),
        findings=list(file.findings),
    )


def _from_cohort(label: str, cohort: Cohort) -> Side:
    return Side(
        label=label,
        gegevens={
            b.ios.aios_id: replace(verzamel(b.ios, b.dossier, b.regels), staat=staat_van(b.ios))
            for b in cohort.berekend
        },
        made_with={b.ios.aios_id: _made_with(b.ios.toegepast) for b in cohort.berekend},
        toegepast=cohort.berekend[0].ios.toegepast if cohort.berekend else None,
        findings=cohort.findings,
        files=cohort.files,
    )


def _made_with(toegepast: Toegepast) -> tuple[str, ...]:
    return tuple(t for t in (toegepast.regeling, toegepast.profiel, toegepast.methode) if t)


# --- matching ---


def _pairs(old: Side, new: Side) -> Iterable[Vergelijking]:
    """By aios id. One aios on each side is compared whatever the ids; an aios that one side lacks is a
    difference."""
    if len(old.gegevens) == len(new.gegevens) == 1:
        [left], [right] = old.gegevens.values(), new.gegevens.values()
        yield vergelijk(replace(left, label=old.label), replace(right, label=new.label))
        return
    for aios_id in sorted({*old.gegevens, *new.gegevens}):
        left_or, right_or = old.gegevens.get(aios_id), new.gegevens.get(aios_id)
        nothing = Gegevens(aios_id=aios_id)
        yield vergelijk(
            replace(left_or or nothing, label=old.label), replace(right_or or nothing, label=new.label)
        )


# --- showing ---


def _states(old: Side, new: Side) -> tuple[dict[str, str], dict[str, str]]:
    """aios id -> status of its IOS, on either side; no aios of which it is not known."""

    def of(side: Side) -> dict[str, str]:
        return {
            g.aios_id: str(state.waarde)
            for g in side.gegevens.values()
            for state in g.staat
            if state.gegeven == IOS_STATUS
        }

    return of(old), of(new)


def _render(
    pairs: Sequence[Vergelijking],
    differing: Sequence[Vergelijking],
    states: tuple[dict[str, str], dict[str, str]],
    toegepast: Toegepast | None,
    findings: Sequence[Finding],
    form: str,
    context: Context,
    dialect: DialectName,
) -> Iterable[str]:

    def beside(v: Vergelijking) -> Naast:
        return Naast(
            vergelijking=v,
            alles=False,
            ios_status_oud=states[0].get(v.oud_aios_id or v.aios_id, ""),
            ios_status=states[1].get(v.aios_id, ""),
        )

    if form == "csv":
        return render_vergelijking_csv(differing, dialect=dialect)
    if form == "json":
        regels: Record = regels_record(toegepast) if toegepast is not None else {}
        return render_vergelijking_json(
            [beside(v) for v in pairs],
            regels=regels,
            findings=findings,
            as_of=context.as_of,
            version=__version__,
        )
    return render_vergelijking_table(
        [beside(v) for v in differing],
        terminal=context.terminal,
        colour=context.colour,
        width=context.width,
    )


def _note(old: Side, new: Side, pairs: Sequence[Vergelijking], context: Context, *, whole: bool) -> None:
    """What else is to be known: what was not compared, and other rules on one side."""
    if not whole and any(side_only(v) for v in pairs):
        context.note(_("an aios that stands on one side only may be in a file that could not be read"))
    left_out = list(dict.fromkeys(g for v in pairs for g in v.niet_vergeleken))
    if left_out:
        context.note(
            _("not compared, because only one side holds it: {names}").format(
                names=", ".join(f"`{name}`" for name in left_out)
            )
        )
    for v in pairs:
        left = old.made_with.get(v.oud_aios_id or v.aios_id, ())
        right = new.made_with.get(v.aios_id, ())
        if left and right and left != right:
            context.note(
                _("aios `{id}` is computed by other rules: {old} and {new}").format(
                    id=v.aios_id, old=" · ".join(left), new=" · ".join(right)
                )
            )
