"""A whole cohort, dossier by dossier: read, computed and worked through in as many processes as help.

    stroom = Stroom(paths, context, werk, ...)
    for result in stroom: ...          # by aios id, or by file
    stroom.findings, stroom.exit_code  # once all went through

The files go through in pieces, already in the order of the results, so nothing but the pieces under way is
held: what a cohort of any size needs of memory is its file names. The same results, findings and order come
out whatever the number of processes.
"""

import gc
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from typing import Generic, Literal, TypeVar

from ios_cli.cli.context import Context
from ios_cli.cli.exit_codes import ExitCode
from ios_cli.cli.voortgang import Voortgang
from ios_cli.domain.finding import Finding, has_fout, has_obstacle
from ios_cli.io.dossiers import load_dossier
from ios_cli.io.sources import Source, file_source, find_sources
from ios_cli.text import _, current_language, use_language
from ios_cli.werk.cohort import (
    Berekend,
    Cohort,
    Rules,
    Selection,
    compute_piece,
    empty_folders,
    load_rules,
    same_id,
    say_how_many,
    say_if_nobody,
)
from ios_cli.werk.instellingen import NAAM
from ios_cli.werk.werkers import map_in_order, number_of_workers

T = TypeVar("T")

Werk = Callable[[Berekend, Sequence[Finding]], T]
"""What is to be made of one dossier, given what was said of its file. With several processes it is pickled,
and so is what it gives: a function of a module, or `functools.partial` of one, that gives plain values."""

Rest = Callable[[Sequence[Finding]], T]
"""What is to be made of what was said of a file that gave no dossier, or of none at all (rules, options)."""

PIECE = 25
"""Dossiers of the smallest piece: what it costs to send one is small beside the work."""
LARGEST_PIECE = 250
"""A worker that is seldom disturbed is quicker, by some 5 % (docs/performance.md); it holds them all."""
_HEAD = 2048
"""The [aios] table stands at the begin of nearly every dossier."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opdracht:
    """What is the same for all dossiers of a run."""

    as_of: date
    verbose: bool = False
    vrijstellingen: str = "alle"
    profiel: str | None = None
    regels: str | None = None
    selection: Selection | None = None
    roots: tuple[str, ...] = ()


@dataclass(slots=True)
class _Notulen:
    """What a piece has to say, kept for the process that may speak."""

    as_of: date
    verbose: bool
    said: list[tuple[bool, str]] = field(default_factory=list)

    def note(self, text: str) -> None:
        self.said.append((True, text))

    def detail(self, text: str) -> None:
        if self.verbose:
            self.said.append((False, text))


@dataclass(frozen=True, slots=True)
class _Stuk:
    """A piece on its way out: names of files, as typed, whether each was named itself, and its doubles."""

    files: tuple[tuple[str, str, bool], ...]
    doubles: dict[str, list[str]]


@dataclass(slots=True)
class _Klaar(Generic[T]):
    """A piece on its way back."""

    results: list[T]
    cohort: Cohort
    """Without its dossiers: they stay where they were computed; of its files the others that were read."""
    said: list[tuple[bool, str]]
    elsewhere: list[Finding]
    """What is about none of its files."""
    berekend: int
    bekeken: int
    """Its files, dossiers or not."""


class Stroom(Generic[T]):
    """The results of `werk` for every dossier that `paths` name and `selection` wants.

    Iterate once. After that `findings` are all that was found, by file in the order of reading, `files` what
    was read, `berekend` the number of dossiers computed and `wanted` of those there were to compute.
    `bijlagen` gets the whole cohort once it is computed (rosters are held against all of it); then nothing is
    spread and all dossiers are held. `rest` makes a result of what was said of other files, which come in
    their place where the order is that of the files, and of what is about none of them, which comes last.
    `vooraf` loads what `werk` needs, before the first dossier is there.
    `held`: nothing is written before all went through, so that a terminal can show how far that is.
    """

    def __init__(
        self,
        paths: Iterable[str],
        context: Context,
        werk: Werk[T],
        *,
        vrijstellingen: str = "alle",
        profiel: str | None = None,
        regels: str | None = None,
        selection: Selection | None = None,
        rest: Rest[T] | None = None,
        order: Literal["aios", "file"] = "aios",
        bijlagen: Callable[[Cohort], None] | None = None,
        held: bool = False,
        vooraf: Callable[[], object] | None = None,
    ) -> None:
        self.paths = tuple(paths)
        self.context = context
        self.werk = werk
        self.rest = rest
        self.order = order
        self.bijlagen = bijlagen
        self.held = held
        self.vooraf = vooraf
        self.voortgang = Voortgang(0, aan=False)
        self.opdracht = Opdracht(
            as_of=context.as_of,
            verbose=context.verbose,
            vrijstellingen=vrijstellingen,
            profiel=profiel,
            regels=regels,
            selection=selection,
            roots=self.paths,
        )
        self.findings: list[Finding] = []
        self.files: list[Path] = []
        self.berekend = 0
        self.wanted = 0

    @property
    def exit_code(self) -> ExitCode:
        return ExitCode.USAGE if has_obstacle(self.findings) else ExitCode.OK

    @property
    def nothing_computed(self) -> bool:
        """Whether something stood in the way of everything: no old result is replaced by an empty one."""
        return not self.berekend and has_obstacle(self.findings)

    def say_how_many(self) -> None:
        say_how_many(self.berekend, self.wanted, self.context)

    def __iter__(self) -> Iterator[T]:
        sources = list(find_sources(self.paths, passed_over=self._hidden))
        workers = number_of_workers(self.context.environ, len(sources))
        spread = len(sources) > PIECE and self.bijlagen is None and all(s.path is not None for s in sources)
        context = self.context
        self.voortgang = Voortgang(
            len(sources),
            aan=context.balk and (self.held or not context.on_screen),
            colour=context.balk_colour,
        )
        try:
            yield from self._in_pieces(sources, workers) if spread else self._at_once(sources)
        finally:
            self.voortgang.weg()

    # What is said on the way, with the bar out of the way; together with these a stream is a `Verslag`.

    @property
    def as_of(self) -> date:
        return self.opdracht.as_of

    @property
    def verbose(self) -> bool:
        return self.opdracht.verbose

    def note(self, text: str) -> None:
        self.voortgang.weg()
        self.context.note(text)

    def detail(self, text: str) -> None:
        if self.verbose:
            self.voortgang.weg()
            self.context.detail(text)

    def _hidden(self, name: str) -> None:
        self.context.detail(_("skipped `{file}`: its name begins with a dot").format(file=name))

    # --- few dossiers, or some that cannot be sent ---

    def _at_once(self, sources: list[Source]) -> Iterator[T]:
        opdracht = self.opdracht
        cohort = compute_piece(
            sources,
            self,
            vrijstellingen=opdracht.vrijstellingen,
            profiel=opdracht.profiel,
            regels=opdracht.regels,
            selection=opdracht.selection,
            roots=opdracht.roots,
            stap=lambda: self.voortgang.stap(1 / 3),
        )
        if self.bijlagen is not None:
            self.bijlagen(cohort)
        passed_by = set(cohort.passed_by)
        if not _without_rules(cohort):
            cohort.findings += empty_folders(self.paths, [s for s in sources if s.file not in passed_by])
        for settings in cohort.settings:
            self.detail(settings)
        self.berekend = len(cohort.berekend)
        self.wanted = cohort.wanted
        self.files = cohort.files
        self.findings = cohort.findings
        self.voortgang.weg()
        say_if_nobody(cohort, self.context)
        results, elsewhere = _worked(self.werk, self.rest, cohort, self.order, [s.file for s in sources])
        for result in results:
            self.voortgang.stap(1 / 3)
            yield result
        if self.rest is not None and elsewhere:
            yield self.rest(elsewhere)

    # --- many dossiers ---

    def _in_pieces(self, sources: list[Source], workers: int) -> Iterator[T]:
        rules = load_rules(self.opdracht.regels)
        if has_fout(rules[1]):
            self.findings = rules[1]
            if self.rest is not None:
                yield self.rest(rules[1])
            return
        _share(rules)
        sources = [s for s in sources if not s.file.endswith(NAAM) or s.path is None or s.path.name != NAAM]
        place = {source.file: number for number, source in enumerate(sources)}
        total = Cohort()
        said: dict[Finding, None] = {}
        details: dict[str, None] = {}
        passed_by: set[str] = set()
        elsewhere: dict[Finding, None] = {}
        pieces = map_in_order(
            partial(_work_through, self.opdracht, self.werk, self.rest, self.order),
            self._pieces(sources, workers),
            workers=min(workers, -(-len(sources) // PIECE)),
            piece=1,
            prepare=partial(_prepare, self.opdracht.regels, current_language(), self.vooraf),
        )
        for klaar in pieces:
            for is_note, text in klaar.said:
                (self.note if is_note else self.detail)(text)
            for settings in klaar.cohort.settings:
                if settings not in details:
                    details[settings] = None
                    self.detail(settings)
            said |= dict.fromkeys(klaar.cohort.findings)
            total.files += klaar.cohort.files
            total.wanted += klaar.cohort.wanted
            total.aios_ids |= klaar.cohort.aios_ids
            passed_by.update(klaar.cohort.passed_by)
            elsewhere |= dict.fromkeys(klaar.elsewhere)
            self.berekend += klaar.berekend
            self.voortgang.stap(klaar.bekeken)
            yield from klaar.results
        nowhere = len(place)
        total.findings = sorted(said, key=lambda f: place.get(f.file, nowhere))
        empty = empty_folders(self.paths, [s for s in sources if s.file not in passed_by])
        total.findings += empty
        self.voortgang.weg()
        say_if_nobody(total, self.context)
        self.wanted = total.wanted
        self.files = [*(s.path for s in sources if s.path is not None), *dict.fromkeys(total.files)]
        self.findings = total.findings
        if self.rest is not None and (elsewhere or empty):
            yield self.rest([*elsewhere, *empty])

    def _pieces(self, sources: list[Source], workers: int) -> Iterator[_Stuk]:
        """All of them in the order of the results. What that is shows from the heads of the files, which are
        read while the workers get ready. The pieces become smaller, so that no worker is left with a large
        one at the end."""
        ids: dict[str, str] = {}
        for source in sources:  # which takes long where the disk is far away
            ids[source.file] = id_of(source)
            self.voortgang.stap(0)
        doubles = same_id((ids[source.file], source.file) for source in sources)
        todo = sorted(sources, key=lambda s: (ids[s.file], s.file)) if self.order == "aios" else sources
        begin = 0
        while begin < len(todo):
            size = min(max((len(todo) - begin) // (4 * workers), PIECE), LARGEST_PIECE)
            piece = todo[begin : begin + size]
            begin += size
            files = tuple((s.file, str(s.path), s.explicit) for s in piece)
            yield _Stuk(files, {s.file: doubles[s.file] for s in piece if s.file in doubles})


def _without_rules(cohort: Cohort) -> bool:
    """Whether the rules could not be used, so that no file was read."""
    return not cohort.files and has_fout(cohort.findings) and not cohort.aios_ids


def _worked(
    werk: Werk[T],
    rest: Rest[T] | None,
    cohort: Cohort,
    order: Literal["aios", "file"],
    files: Sequence[str],
) -> tuple[Iterator[T], list[Finding]]:
    """The results of one cohort in their order, one by one, and what is about none of its `files`."""
    per_file: dict[str, list[Finding]] = {}
    for finding in cohort.findings:
        per_file.setdefault(finding.file, []).append(finding)
    own = set(files)
    elsewhere = [f for file, found in per_file.items() if file not in own for f in found]

    def results() -> Iterator[T]:
        if order == "aios":
            for one in cohort.berekend:
                yield werk(one, per_file.get(one.file, []))
            return
        berekend = {one.file: one for one in cohort.berekend}
        for file in files:
            found = per_file.get(file, [])
            if file in berekend:
                yield werk(berekend[file], found)
            elif rest is not None and found:
                yield rest(found)

    return results(), elsewhere


# --- in a worker ---

_rules: Rules | None = None


def _share(rules: Rules) -> None:
    """Read already: a forked process has them too."""
    global _rules
    _rules = rules


def _prepare(regels: str | None, language: str, vooraf: Callable[[], object] | None = None) -> None:
    """Once in every process: the rules are the same for all its pieces."""
    use_language(language)
    if _rules is None:
        _share(load_rules(regels))
    if vooraf is not None:
        vooraf()


def _work_through(
    opdracht: Opdracht, werk: Werk[T], rest: Rest[T] | None, order: Literal["aios", "file"], stuk: _Stuk
) -> _Klaar[T]:
    notulen = _Notulen(opdracht.as_of, opdracht.verbose)
    with _no_search_for_cycles():
        sources = [file_source(name, Path(path), explicit=explicit) for name, path, explicit in stuk.files]
        cohort = compute_piece(
            sources,
            notulen,
            vrijstellingen=opdracht.vrijstellingen,
            profiel=opdracht.profiel,
            regels=opdracht.regels,
            selection=opdracht.selection,
            roots=opdracht.roots,
            doubles=stuk.doubles,
            rules=_rules,
        )
        results, elsewhere = _worked(werk, rest, cohort, order, [source.file for source in sources])
        made = list(results)
        berekend = len(cohort.berekend)
        cohort.berekend = []
        own = {id(source.path) for source in sources}  # who sent the piece knows these
        cohort.files = [path for path in cohort.files if id(path) not in own]
    return _Klaar(made, cohort, notulen.said, elsewhere, berekend, len(stuk.files))


@contextmanager
def _no_search_for_cycles() -> Iterator[None]:
    """A piece makes a hundred thousand objects and hardly a cycle: searching them takes some 5 % of the time.
    Between pieces it goes on."""
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            gc.enable()


# --- whose dossier a file is, without reading it all ---

_ID = re.compile(
    rb"""^[ \t]*\[[ \t]*aios[ \t]*\][ \t]*(?:\#[^\n]*)?\r?\n  # the header
    (?:[ \t]*(?!id\b)(?:[A-Za-z0-9_-]+[ \t]*=[^\n\[{]*)?(?:\#[^\n]*)?\r?\n)*?  # plain lines in between
    [ \t]*id[ \t]*=[ \t]*["']([A-Za-z0-9._-]+)["'][ \t]*(?:\#[^\n]*)?\r?$""",
    re.MULTILINE | re.VERBOSE,
)


def id_of(source: Source) -> str:
    """The aios id in a file, "" where there is none. Most are seen at a glance; the rest is read as it is."""
    assert source.path is not None
    try:
        with source.path.open("rb", buffering=0) as stream:
            head = stream.read(_HEAD)
    except (OSError, ValueError):
        return ""
    seen = _ID.search(head)
    # Within a text of several lines it would be no header.
    if seen is not None and b'"""' not in head[: seen.end()] and b"'''" not in head[: seen.end()]:
        return seen[1].decode("ascii")
    data = source.read()
    return "" if isinstance(data, Finding) else load_dossier(data, source.file).aios_id
