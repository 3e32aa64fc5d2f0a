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

from ios_cli.domain.diensten import AFRONDING, uren_van
from ios_cli.domain.dossier import Dienst
from ios_cli.domain.finding import Ernst, Finding, KeyPath, sort_findings
from ios_cli.domain.words import say_number
from ios_cli.io.dossiers import LoadedDossier, row_in_file
from ios_cli.text import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from ios_cli.io.rooster import Rooster
    from ios_cli.werk.cohort import Berekend, Cohort

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
    loaded = _met_lijst(one.loaded)
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
        noem_ongebruikt(cohort, rooster.file, rooster.ongebruikt)
        rijen, al_bekend = _naast_dossiers(cohort, rooster)
        findings = voeg_rijen_toe(cohort, "dienst", rooster.file, rijen)
        cohort.findings += sort_findings([*rooster.findings, *al_bekend, *findings])


def noem_ongebruikt(cohort: "Cohort", file: str, koppen: Sequence[str]) -> None:
    """Columns of a list that nothing was done with: told with `-v`."""
    if koppen:
        cohort.settings.append(
            ngettext(
                "{file}: the column {names} is not used",
                "{file}: the columns {names} are not used",
                len(koppen),
            ).format(file=file, names=_listed([f"`{kop}`" for kop in koppen]))
        )


# --- a roster beside the dossiers ---


def _naast_dossiers(
    cohort: "Cohort", rooster: "Rooster"
) -> tuple[dict[str, list[Bijlagerij]], list[Finding]]:
    """The rows by aios id that say something new, and what there is to say about the others.

    A row of a dienst that stands in the dossier (or in a roster before this one) adds to it what it did not
    say; where it says something else, that is told and changes nothing.
    """
    rijen = {
        aios_id: [Bijlagerij(rij.dienst, rooster.file, rij.regel) for rij in mine]
        for aios_id, mine in rooster.diensten.items()
    }
    bekend: dict[str, list[int]] = {}
    findings: list[Finding] = []
    for nummer, one in enumerate(cohort.berekend):
        aios_id = one.ios.aios_id
        mine = rijen.get(aios_id)
        if not mine or not one.dossier.dienst:
            continue
        naast = _houd_naast(one.dossier.dienst, mine)
        rijen[aios_id] = naast.nieuw
        for plaats, rij in naast.gelijk:
            bekend.setdefault(staat_in(one, ("dienst", plaats)), []).append(rij.regel)
        findings += [_ander(one, plaats, rij) for plaats, rij in naast.anders]
        aangevuld = {plaats: _aangevuld(one.dossier.dienst[plaats], r.record) for plaats, r in naast.gelijk}
        cohort.berekend[nummer] = _met_andere(one, "dienst", aangevuld)
    for plek, regels in bekend.items():
        if plek:
            message = ngettext(
                "{n} dienst (line {lines}) also stands in `{file}`, and counts once",
                "{n} diensten (lines {lines}) also stand in `{file}`, and count once",
                len(regels),
            )
        else:
            message = ngettext(
                "{n} dienst (line {lines}) also stands in the dossier, and counts once",
                "{n} diensten (lines {lines}) also stand in the dossiers, and count once",
                len(regels),
            )
        findings.append(meld_bekend(message, rooster.file, plek, regels))
    return rijen, findings


@dataclass(slots=True)
class _Naast:
    """The rows of a roster beside the diensten of one dossier, these by their place."""

    nieuw: list[Bijlagerij] = field(default_factory=list)
    gelijk: list[tuple[int, Bijlagerij]] = field(default_factory=list)
    anders: list[tuple[int, Bijlagerij]] = field(default_factory=list)


def _houd_naast(diensten: Sequence[Dienst], rijen: Sequence[Bijlagerij]) -> _Naast:
    """Each row goes with at most one dienst of its date: first those that say the same, the more of it the
    sooner, then those of which something differs. The order of either changes nothing."""
    per_dag: dict[date, tuple[list[int], list[Bijlagerij]]] = {}
    naast = _Naast()
    for plaats, dienst in enumerate(diensten):
        per_dag.setdefault(dienst.datum, ([], []))[0].append(plaats)
    for rij in rijen:
        dag = per_dag.get(rij.record.datum)
        if dag is None:
            naast.nieuw.append(rij)
        else:
            dag[1].append(rij)
    for plaatsen, van_de_dag in per_dag.values():
        for gevonden, past in ((naast.gelijk, _zelfde), (naast.anders, _lijkt)):
            if not van_de_dag:
                break
            for plaats, rij in _paren(diensten, plaatsen, van_de_dag, past):
                if plaats in plaatsen and rij in van_de_dag:
                    gevonden.append((plaats, rij))
                    plaatsen.remove(plaats)
                    van_de_dag.remove(rij)
        naast.nieuw += van_de_dag
    naast.nieuw.sort(key=lambda rij: rij.regel)
    return naast


def _paren(
    diensten: Sequence[Dienst],
    plaatsen: Sequence[int],
    rijen: Sequence[Bijlagerij],
    past: "Callable[[Dienst, Dienst], int | None]",
) -> list[tuple[int, Bijlagerij]]:
    """What fits together, the best first."""
    paren = [
        (score, plaats, rij)
        for plaats in plaatsen
        for rij in rijen
        if (score := past(diensten[plaats], rij.record)) is not None
    ]
    if len(paren) > 1:
        paren.sort(key=lambda p: (p[0], repr(diensten[p[1]]), repr(p[2].record), p[1], p[2].regel))
    return [(plaats, rij) for _score, plaats, rij in paren]


def _zelfde(a: Dienst, b: Dienst) -> int | None:
    """How much is said by one of the two alone; None where they say something else."""
    if a.aanvang is not None and b.aanvang is not None and a.aanvang != b.aanvang:
        return None
    if not _even_lang(a, b) or any(x and y and x != y for x, y in _kenmerken(a, b)):
        return None
    return sum(x != y for x, y in ((a.aanvang, b.aanvang), *_kenmerken(a, b)))


def _lijkt(a: Dienst, b: Dienst) -> int | None:
    """How much differs, where it can still be one dienst: the same aanvang; or where one gives none, the same
    hours, or no other rol."""
    verschil = sum(bool(x and y and x != y) for x, y in _kenmerken(a, b))
    if a.aanvang is not None and b.aanvang is not None:
        return verschil if a.aanvang == b.aanvang else None
    if _even_lang(a, b):
        return 4 + verschil
    return 8 + verschil if not (a.rol and b.rol and a.rol != b.rol) else None


def _even_lang(a: Dienst, b: Dienst) -> bool:
    return abs(uren_van(a) - uren_van(b)) < AFRONDING


def _kenmerken(a: Dienst, b: Dienst) -> tuple[tuple[str | None, str | None], ...]:
    return (a.rol, b.rol), (a.soort, b.soort), (a.supervisie, b.supervisie)


def _aangevuld(dienst: Dienst, rij: Dienst) -> Dienst:
    """`dienst` with what only the row says."""
    tijden = dienst if dienst.aanvang is not None else rij
    return Dienst(
        datum=dienst.datum,
        uren=dienst.uren if tijden.aanvang is None else None,
        aanvang=tijden.aanvang,
        einde=tijden.einde,
        rol=dienst.rol or rij.rol,
        soort=dienst.soort or rij.soort,
        supervisie=dienst.supervisie or rij.supervisie,
    )


def _ander(one: "Berekend", plaats: int, rij: Bijlagerij) -> Finding:
    dienst = one.dossier.dienst[plaats]
    plek = staat_in(one, ("dienst", plaats))
    if plek:
        message = _(
            "on {date} this roster has a dienst of {this}, `{file}` one of {other}: that of `{file}` counts"
        )
    else:
        message = _(
            "on {date} the roster has a dienst of {this}, the dossier one of {other}: that of the dossier "
            "counts"
        )
    return Finding(
        code="IOS056",
        ernst=Ernst.WAARSCHUWING,
        message=message.format(
            date=dienst.datum, this=_in_woorden(rij.record), other=_in_woorden(dienst), file=plek
        ),
        hint=_("correct one of the two; or give both their `aanvang`, where they are two diensten"),
        aios_id=one.ios.aios_id,
        file=rij.file,
        line=rij.regel,
    )


def _in_woorden(dienst: Dienst) -> str:
    """`8.5 hours, visite-arts` or `17:00-01:30, visite-arts, nacht`."""
    if dienst.aanvang is not None and dienst.einde is not None:
        tijd = "-".join(
            t.isoformat("seconds" if t.second else "minutes") for t in (dienst.aanvang, dienst.einde)
        )
    else:
        uren = uren_van(dienst)
        tijd = ngettext("{n} hour", "{n} hours", 1 if uren == 1 else 2).format(n=say_number(uren))
    return ", ".join(x for x in (tijd, dienst.rol, dienst.soort, dienst.supervisie) if x)


def staat_in(one: "Berekend", path: KeyPath) -> str:
    """The list that an entry comes from; "" for one of the dossier itself."""
    plek = one.loaded.plek(path) if isinstance(one.loaded, MetBijlagen) else None
    return "" if plek is None else plek[0]


def meld_bekend(message: str, file: str, plek: str, regels: Sequence[int]) -> Finding:
    """IOS054 on the rows that stand in the dossiers, or in the list `plek`, already."""
    return Finding(
        code="IOS054",
        message=message.format(
            n=len(regels), lines=_listed([str(regel) for regel in sorted(regels)]), file=plek
        ),
        ernst=Ernst.OPMERKING,
        file=file,
        line=min(regels),
    )


def _met_andere(one: "Berekend", table: str, anders: Mapping[int, Any]) -> "Berekend":
    """`one` with other entries at these places of `table`; where they stand stays as it was."""
    oud = getattr(one.dossier, table)
    nieuw = tuple(anders.get(plaats, entry) for plaats, entry in enumerate(oud))
    if nieuw == oud:
        return one
    loaded = _met_lijst(one.loaded)
    tabel: dict[str, Any] = {table: nieuw}
    loaded.dossier = replace(one.dossier, **tabel)
    loaded.eigen.setdefault(table, len(oud))
    loaded.rijen.setdefault(table, [])
    return replace(one, dossier=loaded.dossier, loaded=loaded)


def _met_lijst(loaded: LoadedDossier) -> MetBijlagen:
    if isinstance(loaded, MetBijlagen):
        return loaded
    return MetBijlagen(**{f.name: getattr(loaded, f.name) for f in fields(LoadedDossier)})


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
