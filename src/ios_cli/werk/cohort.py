"""From paths to results: read, apply the rules, plan; for one dossier as for a folder of them.

All commands that compute start here. What is wrong with one file never keeps the others from being
computed, and everything found is told.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from ios_cli.cli.context import Context
from ios_cli.cli.exit_codes import ExitCode
from ios_cli.cli.guard import profile_files
from ios_cli.domain.dossier import Dossier
from ios_cli.domain.finding import Ernst, Finding, has_fout, has_obstacle, sort_findings
from ios_cli.domain.ios import IOS
from ios_cli.io.dossiers import LoadedDossier, load_dossier
from ios_cli.io.sources import Source, find_sources
from ios_cli.planning.ios import plan_ios
from ios_cli.planning.onderdelen import bepaal_onderdelen
from ios_cli.regels.load import PROFIEL_PAD, RegelBoek
from ios_cli.regels.model import Regels
from ios_cli.text import _, ngettext
from ios_cli.werk.instellingen import NAAM, Cohortstandaard, Standaarden, profiel_bezwaar, zeg_wat_geldt

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

# After these there are no dates to look at.
_BEFORE_DATES = frozenset(("IOS030", "IOS037", "IOS038"))
# These stay true whatever entry is missing: an exemption that cannot be, by itself or by those before it.
_TRUE_OF_A_PART = frozenset(("IOS037", "IOS038"))


class Verslag(Protocol):
    """What reading and computing need of a run: a `Context`, or what stands for one in a worker."""

    @property
    def as_of(self) -> date: ...
    @property
    def verbose(self) -> bool: ...
    def note(self, text: str) -> None: ...
    def detail(self, text: str) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which aios of a folder are wanted; an option that is not given selects everyone."""

    groep: "Sequence[str]" = ()
    instroom: "Sequence[str]" = ()
    docent: "Sequence[str]" = ()
    opleider: "Sequence[str]" = ()

    def __contains__(self, dossier: Dossier) -> bool:
        aios = dossier.aios
        return (
            (not self.groep or aios.groep in self.groep)
            and (not self.instroom or aios.instroom in self.instroom)
            and (not self.docent or not set(self.docent).isdisjoint(aios.docenten))
            and (not self.opleider or any(o.opleider in self.opleider for o in dossier.onderdeel))
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Berekend:
    """One aios with everything that was needed for the IOS, and the IOS."""

    file: str
    dossier: Dossier
    regels: Regels
    ios: IOS
    loaded: LoadedDossier
    data: bytes
    """The file as read."""
    path: Path | None
    """None for standard input."""
    standaard: Cohortstandaard | None = None
    """The `ios.toml` that holds for it."""

    @property
    def folder(self) -> Path:
        """What a path in the dossier is relative to."""
        return self.path.parent if self.path is not None else Path()


@dataclass(slots=True, kw_only=True)
class Cohort:
    """What came of the paths: `berekend` by aios id, `findings` by file in the order of reading."""

    berekend: list[Berekend] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)
    """Every file that was read."""
    wanted: int = 0
    """How many dossiers there were to compute."""
    aios_ids: set[str] = field(default_factory=set)
    """The id of every dossier that was read, whether or not it was wanted and could be computed."""
    passed_by: list[str] = field(default_factory=list)
    """Files of a folder that are no dossiers."""
    settings: list[str] = field(default_factory=list)
    """What each `ios.toml` that was used sets, in words."""

    @property
    def ios(self) -> Iterator[IOS]:
        return (b.ios for b in self.berekend)

    @property
    def exit_code(self) -> ExitCode:
        return ExitCode.USAGE if has_obstacle(self.findings) else ExitCode.OK


@dataclass(slots=True, kw_only=True)
class _Read:
    """A dossier on its way, with what was found about it so far."""

    loaded: LoadedDossier
    data: bytes
    path: Path | None
    findings: list[Finding]
    standaard: Cohortstandaard | None = None
    blocked: bool = False
    """Its `ios.toml` cannot be used, which is told there."""
    known: "Berekend | None" = None

    @property
    def folder(self) -> Path:
        """What a path in the dossier is relative to."""
        return self.path.parent if self.path is not None else Path()


def compute_cohort(
    paths: Iterable[str | Source],
    context: Context,
    *,
    vrijstellingen: str = "alle",
    profiel: str | None = None,
    regels: str | None = None,
    selection: Selection | None = None,
    stap: "Callable[[], None]" = lambda: None,
) -> Cohort:
    """Everything that the paths give, held together; for commands about a few dossiers, or all at once.

    See `compute_piece`; what goes through a cohort dossier by dossier is in `stroom.py`.
    """
    cohort = compute_piece(
        paths,
        context,
        vrijstellingen=vrijstellingen,
        profiel=profiel,
        regels=regels,
        selection=selection,
        stap=stap,
    )
    for settings in cohort.settings:
        context.detail(settings)
    say_if_nobody(cohort, context)
    return cohort


def say_if_nobody(cohort: Cohort, context: Context) -> None:
    if cohort.aios_ids and not cohort.wanted and not has_fout(cohort.findings):
        context.note(_("no aios fits what `--groep`, `--instroom`, `--docent` and `--opleider` ask for"))


Rules = tuple[RegelBoek, list[Finding]]
"""The editions and profiles at hand, and what there is to say of their files."""


def load_rules(regels: str | None) -> Rules:
    """Those of a run: the shipped ones and the folder of `--regels`."""
    return RegelBoek.load(Path(regels) if regels is not None else None)


def compute_piece(
    paths: Iterable[str | Source],
    context: Verslag,
    *,
    vrijstellingen: str = "alle",
    profiel: str | None = None,
    regels: str | None = None,
    selection: Selection | None = None,
    roots: "Sequence[str] | None" = None,
    doubles: Mapping[str, "Sequence[str]"] | None = None,
    rules: Rules | None = None,
    stap: "Callable[[], None]" = lambda: None,
) -> Cohort:
    """The IOS of every dossier that `paths` name (or are, read already) and `selection` wants.

    `profiel` and `regels` are the options of that name; a dossier without profile has that of `ios.toml`.
    A dossier with a fout that stands in the way of its dates gives no result; rule files with a fout give
    none for anyone, since every date would rest on them.

    Of a piece of a cohort `roots` are the paths of the whole, `doubles` says which files have one aios id
    with others (file -> the others), and `rules` are those read before; without them they are found here.
    `stap` is called when a dossier was read, and again when it was computed.
    """
    wanted = list(paths)
    cohort = Cohort()
    boek, rule_findings = load_rules(regels) if rules is None else rules
    cohort.findings += rule_findings
    if has_fout(rule_findings):
        return cohort
    problems = _wrong_profile(boek, profiel, context)
    if problems:  # said once, not with every dossier
        cohort.findings += problems
        return cohort
    read = []
    for one in _read_all(wanted, cohort, context):
        read.append(one)
        stap()
    named = roots if roots is not None else [path for path in wanted if isinstance(path, str)]
    standaarden = Standaarden(named, regels=regels)
    _set_defaults(read, standaarden, boek, profiel, cohort, context)
    for one in read:
        if one.loaded.dossier is not None:
            cohort.files += profile_files(one.loaded.dossier.opleiding.profiel, one.folder)
    cohort.aios_ids = {r.loaded.aios_id for r in read}
    _report_doubles(read, _doubles_of(read) if doubles is None else doubles)
    selected = [r for r in read if selection is None or not _passed_over(r, selection)]
    said: set[Finding] = set()
    for one in selected:
        _compute(one, boek, context.as_of, vrijstellingen, profiel, said)
        _say_what_was_used(one, context)
        cohort.findings += one.findings
        stap()
    cohort.berekend = sorted(
        (r.known for r in selected if r.known is not None), key=lambda b: (b.ios.aios_id, b.file)
    )
    cohort.wanted = len(selected)
    return cohort


def _wrong_profile(boek: RegelBoek, profiel: str | None, context: Verslag) -> list[Finding]:
    """Why there is no such profile as the option names, whatever the dossiers are."""
    if profiel is None:
        return []
    _regels, findings = boek.regels_voor(start=context.as_of, profiel=profiel)
    return [
        f if f.file else replace(f, path=(), file="--profiel")
        for f in findings
        if f.code == "IOS061" and (f.file or f.path == PROFIEL_PAD)
    ]


def _wrong_default(boek: RegelBoek, standaard: Cohortstandaard, context: Verslag) -> list[Finding]:
    """The same of the profile that an `ios.toml` names."""
    if standaard.profiel is None:
        return []
    _regels, findings = boek.regels_voor(
        start=context.as_of, profiel=standaard.profiel, basis=standaard.folder
    )
    return [profiel_bezwaar(f, standaard) for f in findings if f.code == "IOS061" and f.path == PROFIEL_PAD]


def say_how_many(computed: int, wanted: int, context: Context) -> None:
    """Of a folder: how many of its dossiers were computed; where all were, with --verbose only."""
    if wanted < 2:
        return
    text = ngettext("{n} of {all} dossiers computed", "{n} of {all} dossiers computed", computed)
    say = context.detail if computed == wanted else context.note
    say(text.format(n=computed, all=wanted))


# --- reading ---


def _read_all(given: list[str | Source], cohort: Cohort, context: Verslag) -> Iterator[_Read]:
    """Every dossier, in the order of the paths; what is no dossier is skipped or reported."""
    found: list[Source] = []
    paths = [path for path in given if isinstance(path, str)]

    def hidden(name: str) -> None:
        context.detail(_("skipped `{file}`: its name begins with a dot").format(file=name))

    sources = [one for one in given if isinstance(one, Source)]
    for source in (*sources, *find_sources(paths, passed_over=hidden)):
        if source.path is not None and source.path.name == NAAM and not (source.explicit and len(given) == 1):
            continue  # read as what it is; a shell makes `cohort/*.toml` of it too
        data = source.read()
        if isinstance(data, Finding):
            cohort.findings.append(data)
            found.append(source)
            continue
        loaded = load_dossier(data, source.file)
        if source.path is not None:
            cohort.files.append(source.path)
        if not loaded.is_dossier and not source.explicit and not _perhaps_one(loaded):
            _say_skipped(loaded, context)
            cohort.passed_by.append(source.file)
            continue
        found.append(source)
        yield _Read(loaded=loaded, data=data, path=source.path, findings=list(loaded.findings))
    cohort.findings += empty_folders(paths, found)


def empty_folders(paths: Iterable[str], found: "Sequence[Source]") -> list[Finding]:
    """What to say of the folders among `paths` that gave no dossier."""
    return [
        Finding(
            code="IOS005",
            message=_("there is no dossier in the folder `{folder}`").format(folder=path),
            expected=_("at least one `.toml` file with an [aios] table"),
            hint=_("`{command}` writes one to begin with").format(command="ios init 2026-001.toml"),
            file=path,
        )
        for path in paths
        if not _anything_from(path, found)
    ]


def _perhaps_one(loaded: LoadedDossier) -> bool:
    """A file without [aios] that may not be passed over: nobody can tell what is in it, or it has an
    [opleiding], so that somebody left [aios] out or misspelled it."""
    tables = loaded.document.tables
    return "opleiding" in tables if tables is not None else not loaded.document.text


def _say_skipped(loaded: LoadedDossier, context: Verslag) -> None:
    if "cohort" in (loaded.document.tables or {}):  # on a disk of Windows `IOS.TOML` is found, here it is not
        text = _("skipped `{file}`: it has a [cohort] table, but settings are read from `{name}` alone")
        context.note(text.format(file=loaded.file, name=NAAM))
        return
    context.detail(_("skipped `{file}`: it has no [aios] table").format(file=loaded.file))


def _anything_from(path: str, found: "Sequence[Source]") -> bool:
    """Whether a folder gave anything; always so for what is no folder."""
    folder = Path(path)
    if path == "-" or not folder.is_dir():
        return True
    if any(s.file.startswith(path) for s in found):
        return True
    root = folder.resolve()  # its dossiers may have been named themselves, by another way
    return any(s.path is not None and root in s.path.resolve().parents for s in found)


def _doubles_of(read: list[_Read]) -> dict[str, list[str]]:
    """Which files have their aios id with others, also those that could not be read otherwise."""
    return same_id((one.loaded.aios_id, one.loaded.file) for one in read)


def same_id(files: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """From (aios id, file): each file that shares its id -> the other ones, in the order given."""
    by_id: dict[str, list[str]] = {}
    for aios_id, file in files:
        if aios_id:
            by_id.setdefault(aios_id, []).append(file)
    return {
        file: [other for other in same if other != file]
        for same in by_id.values()
        if len(same) > 1
        for file in same
    }


def _report_doubles(read: list[_Read], doubles: Mapping[str, "Sequence[str]"]) -> None:
    """Two files with one aios id: an error in each of them, and neither is computed."""
    for one in read:
        others = doubles.get(one.loaded.file)
        if not others:
            continue
        from ios_cli.toml.wording import code_list

        finding = Finding(
            code="IOS006",
            message=_("the id `{id}` also stands in {files}").format(
                id=one.loaded.aios_id, files=code_list(others)
            ),
            hint=_("give every aios a number of their own, or take one of the files away"),
            path=("aios", "id"),
        )
        one.findings += one.loaded.locate([finding])


def _passed_over(one: _Read, selection: Selection) -> bool:
    """What was not wholly read may well be wanted: it is not passed over."""
    dossier = one.loaded.dossier
    return dossier is not None and one.loaded.complete and dossier not in selection


def _set_defaults(
    read: list[_Read],
    standaarden: Standaarden,
    boek: RegelBoek,
    profiel: str | None,
    cohort: Cohort,
    context: Verslag,
) -> None:
    """Give every dossier the `ios.toml` that holds for it; what is wrong with one is told once, there."""
    problems: dict[tuple[str, bool], list[Finding]] = {}
    for one in read:
        standaard, findings = standaarden.voor(one.path)
        if standaard is None:
            continue
        one.standaard = standaard
        dossier = one.loaded.dossier
        asks = profiel is None and dossier is not None and dossier.opleiding.profiel is None
        key = (standaard.file, asks and not findings)
        if key not in problems:
            problems[key] = findings or (_wrong_default(boek, standaard, context) if asks else [])
            cohort.findings += problems[key]
        one.blocked = bool(problems[key])
    for gelezen in standaarden.gebruikt:
        cohort.settings.append(zeg_wat_geldt(gelezen))
        cohort.files.append(gelezen.path)
        if gelezen.instellingen.profiel is not None:
            cohort.files += profile_files(gelezen.instellingen.profiel, gelezen.path.parent)


# --- computing ---


def _compute(
    one: _Read, boek: RegelBoek, as_of: date, vrijstellingen: str, profiel: str | None, said: set[Finding]
) -> None:
    """Fill in `one.known`, or say in `one.findings` why there is nothing to fill in.

    Where only what moves no date is missing from the dossier, it is planned for the findings alone.
    """
    loaded, dossier = one.loaded, one.loaded.dossier
    if one.blocked:
        one.findings = sort_findings(one.findings)
        return
    if dossier is None:
        one.findings = sort_findings(one.findings)
        if loaded.document.tables is not None and loaded.is_dossier:
            one.findings.append(_dates_not_checked(loaded))
        return
    opleiding = dossier.opleiding
    gekozen, basis, standaard = opleiding.profiel, one.folder, None
    if (
        profiel is None
        and gekozen is None
        and one.standaard is not None
        and one.standaard.profiel is not None
    ):
        standaard = one.standaard
        gekozen, basis = standaard.profiel, standaard.folder
    regels, about_rules = boek.regels_voor(
        start=opleiding.start,
        regeling=opleiding.regeling,
        profiel=gekozen if profiel is None else profiel,
        methode=opleiding.methode,
        basis=basis if profiel is None else None,
    )
    # What is wrong with a profile or with an option is told once, not with every dossier that meets it.
    not_of_dossier = profiel is not None or standaard is not None
    elsewhere = [f for f in about_rules if f.file or (not_of_dossier and f.path == PROFIEL_PAD)]
    about_rules = [f for f in about_rules if f not in elsewhere]
    elsewhere = [
        f
        if f.file
        else replace(f, path=(), file="--profiel")
        if standaard is None
        else profiel_bezwaar(f, standaard)
        for f in elsewhere
    ]
    one.findings += [f for f in elsewhere if f not in said]
    said.update(elsewhere)
    one.findings += loaded.locate(about_rules)
    checked = False
    if regels is not None and not loaded.dates_complete:
        if not loaded.lacks("onderdeel"):
            _delen, about = bepaal_onderdelen(dossier, regels, vrijstellingen=vrijstellingen)
            one.findings += loaded.locate(f for f in about if f.code in _TRUE_OF_A_PART)
    elif regels is not None:
        planning = plan_ios(dossier, regels, as_of=as_of, vrijstellingen=vrijstellingen)
        one.findings += loaded.locate(planning.findings)
        checked = planning.ios is not None or not any(f.code in _BEFORE_DATES for f in planning.findings)
        if planning.ios is not None and loaded.complete and not has_obstacle(one.findings):
            one.known = Berekend(
                file=loaded.file,
                dossier=dossier,
                regels=regels,
                ios=planning.ios,
                loaded=loaded,
                data=one.data,
                path=one.path,
                standaard=one.standaard,
            )
    one.findings = sort_findings(one.findings)
    if not checked:
        one.findings.append(_dates_not_checked(loaded))


def _dates_not_checked(loaded: LoadedDossier) -> Finding:
    tables = loaded.document.tables or {}
    first = "opleiding" if "opleiding" in tables else next(iter(tables), "")
    return Finding(
        code="IOS041",
        message=_("the dates of this dossier were not computed, so there may be more to say about them"),
        ernst=Ernst.OPMERKING,
        hint=_("mend what is reported above and run it again"),
        file=loaded.file,
        line=loaded.document.line_of((first, "start")),
        aios_id=loaded.aios_id,
    )


def _say_what_was_used(one: _Read, context: Verslag) -> None:
    if not context.verbose:
        return
    if one.known is None:
        context.detail(_("read `{file}`: not computed, it has errors").format(file=one.loaded.file))
        return
    toegepast = one.known.ios.toegepast
    context.detail(
        _("read `{file}`: aios `{id}`, rules `{regeling}`, profile {profiel}, method `{methode}`").format(
            file=one.loaded.file,
            id=one.known.ios.aios_id,
            regeling=toegepast.regeling,
            profiel=f"`{toegepast.profiel}`" if toegepast.profiel else _("none"),
            methode=toegepast.methode,
        )
    )
