"""Files beside the dossiers: a roster, a presence list. Their rows become entries of the dossiers.

`voeg_roosters_toe(cohort, names)` does it for `--rooster`; another list is read by its own reader and goes
through `voeg_rijen_toe`. From then on `Berekend.dossier` has the rows after its own entries, and
`Berekend.loaded.locate` gives findings about them the file and line of the list. The dates of an IOS do
not hang on these tables, so nothing is planned again.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ios_cli.domain.finding import Ernst, Finding, KeyPath, sort_findings
from ios_cli.io.dossiers import LoadedDossier, row_in_file
from ios_cli.text import _, ngettext

if TYPE_CHECKING:
    from ios_cli.cli.cohort import Berekend, Cohort
    from ios_cli.io.rooster import Rooster

SHOWN = 8
"""Lines or ids that are named in one sentence; the number of all always stands there."""


@dataclass(frozen=True, slots=True)
class Bijlagerij:
    """One entry from a list: the record of the dossier, and where it stands."""

    record: Any
    file: str
    regel: int


@dataclass(slots=True, eq=False, kw_only=True)
class MetBijlagen(LoadedDossier):
    """A dossier with entries from lists: `eigen` entries of its own in a table, then those of `rijen`."""

    eigen: dict[str, int] = field(default_factory=dict)
    rijen: dict[str, list[Bijlagerij]] = field(default_factory=dict)

    def plek(self, path: KeyPath) -> tuple[str, int] | None:
        """File and line of an entry that comes from a list; None for one of the dossier itself."""
        if len(path) < 2 or not isinstance(path[1], int) or path[0] not in self.rijen:
            return None
        table = str(path[0])
        nummer = path[1] - self.eigen[table]
        if nummer < 0:
            return None
        rij = self.rijen[table][nummer]
        return rij.file, rij.regel

    def locate(self, findings: Iterable[Finding]) -> list[Finding]:
        own: list[Finding] = []
        found: list[Finding] = []
        for f in findings:
            plek = self.plek(f.path)
            if plek is None:
                own.append(f)
            else:
                found.append(f.at(file=plek[0], line=plek[1], aios_id=f.aios_id or self.aios_id))
        return LoadedDossier.locate(self, own) + found


def plek_van(one: "Berekend", path: KeyPath) -> tuple[str, int | None]:
    """File and line of an entry of the dossier, wherever it comes from."""
    loaded = one.loaded
    if isinstance(loaded, MetBijlagen):
        plek = loaded.plek(path)
        if plek is not None:
            return plek
    return loaded.file, loaded.document.line_of(row_in_file(path, loaded.dropped))


def met_rijen(one: "Berekend", table: str, rijen: Sequence[Bijlagerij]) -> "Berekend":
    """`one` with these entries after those it has in `table`."""
    loaded = one.loaded
    if not isinstance(loaded, MetBijlagen):
        loaded = MetBijlagen(**{f.name: getattr(loaded, f.name) for f in fields(LoadedDossier)})
    entries = getattr(one.dossier, table)
    loaded.eigen.setdefault(table, len(entries))
    loaded.rijen.setdefault(table, []).extend(rijen)
    anders: dict[str, Any] = {table: (*entries, *(rij.record for rij in rijen))}
    dossier = replace(one.dossier, **anders)
    loaded.dossier = dossier
    return replace(one, dossier=dossier, loaded=loaded)


def voeg_rijen_toe(
    cohort: "Cohort", table: str, file: str, rijen: Mapping[str, Sequence[Bijlagerij]]
) -> list[Finding]:
    """Give every dossier of `cohort` its `rijen` (by aios id) in `table`; what there is to say about it.

    Rows of an aios of whom no dossier was read are told. Those of one who was read and not wanted, or could
    not be computed, are not: that is known.
    """
    cohort.berekend = [
        met_rijen(one, table, mine) if (mine := rijen.get(one.ios.aios_id)) else one
        for one in cohort.berekend
    ]
    return _onbekende_aios(cohort, file, rijen)


def refuse_stdin_twice(paths: Iterable[str], names: Iterable[str] | None, option: str) -> None:
    """Raises `UsageProblem` where standard input should be both a dossier and a list."""
    from ios_cli.cli.usage import UsageProblem

    if "-" in (names or ()) and "-" in paths:
        raise UsageProblem(
            _("`-` is standard input, and cannot be both a dossier and the file of `{option}`").format(
                option=option
            ),
            hint=_("name one of the two as a file"),
        )


def voeg_roosters_toe(cohort: "Cohort", names: Iterable[str] | None) -> None:
    """Read the rosters and give every dossier its diensten.

    Everything found stands in `cohort.findings`, and so in its exit code; every file read in `cohort.files`.
    Where one of them is no roster at all nothing is computed: each number would lack its diensten.
    """
    from ios_cli.io.rooster import lees_rooster

    for name in dict.fromkeys(names or ()):
        rooster = lees_rooster(name)
        if name != "-":
            cohort.files.append(Path(name))
        if not rooster.is_rooster:
            cohort.findings += rooster.findings
            cohort.berekend = []
            continue
        al_in_dossier = _al_bekend(cohort, rooster)
        rijen = {
            aios_id: [Bijlagerij(rij.dienst, rooster.file, rij.regel) for rij in mine]
            for aios_id, mine in rooster.diensten.items()
        }
        findings = voeg_rijen_toe(cohort, "dienst", rooster.file, rijen)
        cohort.findings += sort_findings([*rooster.findings, *al_in_dossier, *findings])


def _al_bekend(cohort: "Cohort", rooster: "Rooster") -> list[Finding]:
    """One finding on the rows that the dossiers (or a roster before this one) have already."""
    from ios_cli.domain.diensten import is_zelfde_dienst

    regels: list[int] = []
    for one in cohort.berekend:
        mine = rooster.diensten.get(one.ios.aios_id)
        if not mine or not one.dossier.dienst:
            continue
        per_dag: dict[Any, list[Any]] = {}
        for dienst in one.dossier.dienst:
            per_dag.setdefault(dienst.datum, []).append(dienst)
        regels += [
            rij.regel
            for rij in mine
            if any(is_zelfde_dienst(rij.dienst, ander) for ander in per_dag.get(rij.dienst.datum, ()))
        ]
    if not regels:
        return []
    return [
        Finding(
            code="IOS054",
            message=ngettext(
                "{n} dienst (line {lines}) also stands in the dossier, and counts once",
                "{n} diensten (lines {lines}) also stand in the dossiers, and count once",
                len(regels),
            ).format(n=len(regels), lines=_listed([str(regel) for regel in sorted(regels)])),
            ernst=Ernst.OPMERKING,
            file=rooster.file,
            line=min(regels),
        )
    ]


def _listed(words: Sequence[str]) -> str:
    if len(words) <= SHOWN:
        return ", ".join(words)
    return _("{first} and {n} more").format(first=", ".join(words[:SHOWN]), n=len(words) - SHOWN)


# --- rows of somebody else ---


def _onbekende_aios(cohort: "Cohort", file: str, rijen: Mapping[str, Sequence[Bijlagerij]]) -> list[Finding]:
    """A finding for each id that looks like a known one, and one for all others together."""
    onbekend = [aios_id for aios_id in rijen if aios_id not in cohort.aios_ids]
    if not onbekend:
        return []
    bekend: dict[str, str | None] = {}
    for aios_id in sorted(cohort.aios_ids):
        bekend[_kern(aios_id)] = None if _kern(aios_id) in bekend else aios_id
    findings = []
    vreemd = []
    for aios_id in onbekend:
        bedoeld = bekend.get(_kern(aios_id))
        if bedoeld is None:
            vreemd.append(aios_id)
            continue
        mine = rijen[aios_id]
        findings.append(
            Finding(
                code="IOS053",
                message=ngettext(
                    "no dossier has the id `{id}`: {n} row is not used",
                    "no dossier has the id `{id}`: {n} rows are not used",
                    len(mine),
                ).format(id=aios_id, n=len(mine)),
                ernst=Ernst.WAARSCHUWING,
                hint=_("did you mean `{word}`?").format(word=bedoeld),
                aios_id=aios_id,
                file=file,
                line=mine[0].regel,
            )
        )
    if vreemd:
        aantal = sum(len(rijen[aios_id]) for aios_id in vreemd)
        findings.append(
            Finding(
                code="IOS053",
                message=ngettext(
                    "{n} row is not used: no dossier was read of {ids}",
                    "{n} rows are not used: no dossier was read of {ids}",
                    aantal,
                ).format(
                    n=aantal,
                    ids=_listed(
                        [_("`{id}` (line {line})").format(id=i, line=rijen[i][0].regel) for i in vreemd]
                    ),
                ),
                # of one dossier the list of a whole cohort is likely to hold others
                ernst=Ernst.WAARSCHUWING if len(cohort.aios_ids) > 1 else Ernst.OPMERKING,
                hint=_("correct the aios_id, or name the dossiers of these aios as well"),
                file=file,
                line=min(rijen[aios_id][0].regel for aios_id in vreemd),
            )
        )
    return findings


def _kern(aios_id: str) -> str:
    """An id without what people and spreadsheets change in it: capitals, signs, zeros before a number."""
    from re import findall

    return "/".join(part.lstrip("0") or "0" for part in findall(r"[0-9]+|[a-z]+", aios_id.casefold()))
