"""What a dossier says against itself, before any rule: references, names, order of dates, sums.

One pass over what could be read. Entries that were left out of the record still count where that
keeps a true finding or prevents a false one (an onderdeel with a wrong key is not "unknown").
Source: contract.md "Dossier", rekenregels 3-5.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from ios_cli.domain.calendar import Periode
from ios_cli.domain.dossier import PRAKTIJKPERIODEN, SOORTEN, SOORTEN_OOK, TELLENDE_STATUSSEN, Dossier
from ios_cli.domain.finding import Finding, KeyPath
from ios_cli.domain.overlap import TeVeel, te_veel_afwezig
from ios_cli.domain.termijn import EXTERNE_STAGES
from ios_cli.text import _
from ios_cli.toml.records import Reading

EINDIGENDE_STATUSSEN = ("gestopt", "overgestapt", "voltooid")
# The soorten of the standard schedule: what one may refer to where the dossier lists no onderdelen.
STANDAARD = tuple(soort for soort in SOORTEN if soort != "keuze")

HEEL = Fraction(1)
"""The omvang of an absence that does not say one."""

LineOf = Callable[[KeyPath], int | None]

# (table, first, last): `last` is a LAST day, and may not lie before `first`. (Not `termijn`: a `vanaf`
# after its `uiterlijk` is dropped, see the contract.)
_ORDE = (
    ("onderdeel", "begin", "eind"),
    ("deeltijd", "vanaf", "tot_en_met"),
    ("vrijstelling", "ervaring_van", "ervaring_tot_en_met"),
    ("onderbreking", "van", "tot_en_met"),
    ("differentiatie", "begin", "eind"),
    ("begeleidingstraject", "van", "tot_en_met"),
)


class _Rest:
    """What could be read of an entry that was left out: what could not be read is None."""

    __slots__ = ("_values",)

    def __init__(self, values: Mapping[str, Any]) -> None:
        self._values = values

    def __getattr__(self, key: str) -> Any:
        return self._values.get(key)


class Rij(NamedTuple):
    """One entry, with its place in the file. `heel` is False where it was left out of the record."""

    pad: KeyPath
    waarde: Any
    heel: bool


class Gelezen:
    """The entries of a dossier by table, those that were left out among them."""

    def __init__(self, reading: Reading[Dossier], written: Mapping[str, Any]) -> None:
        self._written = written
        self._record = reading.record
        self._root = reading.fragments.get((), {})
        self._gone: dict[str, dict[int, KeyPath]] = {}
        self._single: dict[str, KeyPath] = {}
        for path in reading.dropped:
            if len(path) == 2 and isinstance(path[1], int):
                self._gone.setdefault(str(path[0]), {})[path[1]] = path
            elif len(path) == 1:
                self._single[str(path[0])] = path
        self._fragments = reading.fragments
        self._rows: dict[str, list[Rij]] = {}

    def table(self, name: str) -> Any:
        """[aios] or [opleiding]: the record, or what there is of it."""
        found = getattr(self._record, name) if self._record is not None else self._root.get(name)
        return _Rest(self._fragments.get((name,), {})) if found is None else found

    def stands(self, path: KeyPath, key: str) -> bool:
        """Whether `key` stands in the table at `path`, readable or not."""
        here: Any = self._written
        for part in path:
            try:
                here = here[part]
            except (KeyError, IndexError, TypeError):
                return False
        tables = here if isinstance(here, list) else [here]
        return any(isinstance(table, Mapping) and key in table for table in tables)

    def rows(self, name: str) -> list[Rij]:
        """The entries of one array of tables, in file order."""
        rows = self._rows.get(name)
        if rows is None:
            rows = self._rows[name] = self._gather(name)
        return rows

    def _gather(self, name: str) -> list[Rij]:
        records = getattr(self._record, name) if self._record is not None else self._root.get(name, ())
        gone = self._gone.get(name)
        if gone is None:
            rows = [Rij((name, i), record, True) for i, record in enumerate(records)]
        else:
            rows, here = [], iter(records)
            for number in range(len(records) + len(gone)):
                if number in gone:
                    path = gone[number]
                    rows.append(Rij(path, _Rest(self._fragments.get(path, {})), False))
                else:
                    rows.append(Rij((name, number), next(here), True))
        single = self._single.get(name)
        if single is not None:  # [deeltijd] where [[deeltijd]] belongs
            rows.append(Rij(single, _Rest(self._fragments.get(single, {})), False))
        return rows


def crosscheck(reading: Reading[Dossier], line_of: LineOf, written: Mapping[str, Any]) -> Iterator[Finding]:
    """The findings on what was read, with paths.

    `line_of` is for messages that name two lines; `written` are the tables that `reading` was made of.
    """
    gelezen = Gelezen(reading, written)
    onderdelen = gelezen.rows("onderdeel")
    yield from _order_of_dates(gelezen)
    yield from _names(gelezen, onderdelen, line_of)
    yield from _references(gelezen, onderdelen)
    yield from _vrijstellingen(gelezen, onderdelen, line_of)
    yield from _deeltijd(gelezen.rows("deeltijd"), line_of)
    yield from _onderbrekingen(gelezen, line_of)
    yield from _einde(gelezen, onderdelen)


# --- dates ---


def _order_of_dates(gelezen: Gelezen) -> Iterator[Finding]:
    for table, first, last in _ORDE:
        for row in gelezen.rows(table):
            begin, eind = getattr(row.waarde, first), getattr(row.waarde, last)
            if begin is not None and eind is not None and eind < begin:
                yield Finding(
                    code="IOS034",
                    message=_("`{last}` {eind} lies before `{first}` {begin} in [[{table}]]").format(
                        last=last, eind=eind, first=first, begin=begin, table=table
                    ),
                    expected=_("the last day, on or after the first"),
                    hint=_("correct the one that is wrong, or swap them"),
                    path=(*row.pad, last),
                )


def _einde(gelezen: Gelezen, onderdelen: Sequence[Rij]) -> Iterator[Finding]:
    opleiding = gelezen.table("opleiding")
    start, einde = opleiding.start, opleiding.einde
    goes_on = (
        opleiding.status not in EINDIGENDE_STATUSSEN
        if opleiding.status is not None
        else not gelezen.stands(("opleiding",), "status")
    )
    if einde is not None and goes_on:
        besluiten = [row.waarde.uitkomst for row in gelezen.rows("besluit")]
        # A besluit whose outcome could not be read may be the one.
        if all(uitkomst is not None and "beeindigd" not in uitkomst for uitkomst in besluiten):
            yield Finding(
                code="IOS039",
                message=_("`einde` stands in [opleiding], but nothing says that the training ended"),
                expected=_("`status` {statuses}, or a [[besluit]] with `uitkomst` `beeindigd`").format(
                    statuses=_or([f"`{status}`" for status in EINDIGENDE_STATUSSEN])
                ),
                hint=_("add the status, or remove `einde`: the planned end is computed"),
                path=("opleiding", "einde"),
            )
    if start is None:
        return
    if einde is not None and einde < start:
        yield _before_start("einde", einde, start, ("opleiding", "einde"), _("[opleiding]"))
    for row in onderdelen:
        for key in ("begin", "eind"):
            dag = getattr(row.waarde, key)
            if dag is not None and dag < start:
                yield _before_start(key, dag, start, (*row.pad, key), "[[onderdeel]]")


def _before_start(key: str, dag: date, start: date, path: KeyPath, table: str) -> Finding:
    return Finding(
        code="IOS040",
        message=_("`{key}` {dag} in {table} lies before the start of the training").format(
            key=key, dag=dag, table=table
        ),
        expected=_("a date on or after `start` {start}").format(start=start),
        path=path,
    )


def _deeltijd(rows: Sequence[Rij], line_of: LineOf) -> Iterator[Finding]:
    first: dict[date, KeyPath] = {}
    for row in rows:
        vanaf = row.waarde.vanaf
        if vanaf is None:
            continue
        if vanaf in first:
            yield Finding(
                code="IOS035",
                message=_(
                    "two entries [[deeltijd]] begin on {vanaf}: on line {first} and on line {second}"
                ).format(
                    vanaf=vanaf, first=line_of((*first[vanaf], "vanaf")), second=line_of((*row.pad, "vanaf"))
                ),
                expected=_("one entry for each first day: the one with the latest `vanaf` holds"),
                hint=_("remove one, or give it another `vanaf`"),
                path=(*row.pad, "vanaf"),
            )
        else:
            first[vanaf] = row.pad


def _onderbrekingen(gelezen: Gelezen, line_of: LineOf) -> Iterator[Finding]:
    """Days on which the omvang together exceeds 1: one finding for each unbroken run of such days.

    A running absence goes on to the day of reference, which planning knows: it sees to those. An entry with
    another mistake in it is there all the same, as far as its days and omvang could be read.
    """
    bounded = []
    for row in gelezen.rows("onderbreking"):
        van, tot_en_met, omvang = row.waarde.van, row.waarde.tot_en_met, row.waarde.omvang
        if omvang is None and not gelezen.stands(row.pad, "omvang"):
            omvang = HEEL
        if van is not None and tot_en_met is not None and omvang is not None and van <= tot_en_met:
            bounded.append((row, Periode.van_tot_en_met(van, tot_en_met), omvang))
    for run in te_veel_afwezig(bounded):
        yield _too_absent(run, line_of)


def _too_absent(run: TeVeel[Rij], line_of: LineOf) -> Finding:
    from ios_cli.domain.numbers import format_exact
    from ios_cli.toml.wording import line_list

    rows = run.betrokken
    last = max(rows, key=lambda row: (row.waarde.van, row.pad))
    return Finding(
        code="IOS036",
        message=_("absences add up to {sum} on {dag}: [[onderbreking]] on lines {lines}").format(
            sum=format_exact(run.som), dag=run.dag, lines=line_list([line_of(row.pad) for row in rows])
        ),
        expected=_("an `omvang` of at most 1 together on each day"),
        hint=_("end one before the other begins, or lower an `omvang`"),
        path=last.pad,
    )


# --- names and references ---


def _names(gelezen: Gelezen, onderdelen: Sequence[Rij], line_of: LineOf) -> Iterator[Finding]:
    by_name: dict[str, KeyPath] = {}
    by_soort: dict[str, list[Rij]] = {}
    for row in onderdelen:
        if row.waarde.soort is not None:
            by_soort.setdefault(row.waarde.soort, []).append(row)
    for row in onderdelen:
        soort, naam = row.waarde.soort, row.waarde.naam
        if naam is None:
            same = by_soort.get(soort, ())
            if len(same) > 1 and not gelezen.stands(row.pad, "naam"):
                yield Finding(
                    code="IOS033",
                    message=_("`naam` is missing: soort `{soort}` stands {n} times in the schedule").format(
                        soort=soort, n=len(same)
                    ),
                    expected=_(
                        "a `naam` of its own for each onderdeel of a soort that occurs more than once"
                    ),
                    hint=_("for instance `naam = {naam}`").format(naam=f'"{soort}-{_number(same, row)}"'),
                    path=row.pad,
                )
            continue
        meant = SOORTEN_OOK.get(naam, naam)
        other = next((r for r in by_soort.get(meant, ()) if r is not row), None)
        if naam in by_name:
            taken = _("the naam of the onderdeel on line {line}").format(line=line_of(by_name[naam]))
        elif other is not None:
            taken = _("the soort of the onderdeel on line {line}").format(line=line_of(other.pad))
        elif naam == EXTERNE_STAGES:
            taken = _("what the external stages are called together")
        else:
            by_name[naam] = row.pad
            continue
        yield Finding(
            code="IOS032",
            message=_("`naam` {naam} is also {taken}").format(naam=f"`{naam}`", taken=taken),
            expected=_("a name that nothing else bears: other tables refer to it"),
            path=(*row.pad, "naam"),
        )


def _number(same: Sequence[Rij], row: Rij) -> int:
    return next(number for number, one in enumerate(same, start=1) if one is row)


def _references(gelezen: Gelezen, onderdelen: Sequence[Rij]) -> Iterator[Finding]:
    def unsure() -> bool:
        return any(
            row.waarde.soort is None or (row.waarde.naam is None and gelezen.stands(row.pad, "naam"))
            for row in onderdelen
        )

    namen = [row.waarde.naam for row in onderdelen if row.waarde.naam is not None]
    soorten = [row.waarde.soort for row in onderdelen] if onderdelen else list(STANDAARD)
    for table in ("vrijstelling", "verlenging", "voortgangsadvies", "besluit", "termijn"):
        of_term = table in ("besluit", "termijn")
        for row in gelezen.rows(table):
            if row.waarde.onderdeel is not None:
                finding = _reference(row.waarde.onderdeel, namen, soorten, onderdelen, of_term)
                # An onderdeel of which the naam or the soort cannot be told may be the one that is meant.
                if finding is not None and (row.waarde.onderdeel in namen or not unsure()):
                    yield _at(finding, (*row.pad, "onderdeel"))


def _at(finding: Finding, path: KeyPath) -> Finding:
    from dataclasses import replace

    return replace(finding, path=path)


def _reference(
    name: str, namen: Sequence[str], soorten: Sequence[str | None], onderdelen: Sequence[Rij], of_term: bool
) -> Finding | None:
    """What is wrong with a reference; `of_term`: practice periods stand there under their soort."""
    soort = SOORTEN_OOK.get(name, name)
    if of_term and (name == EXTERNE_STAGES or (soort in PRAKTIJKPERIODEN and soort in soorten)):
        return None
    if name in namen:
        own = next(row.waarde.soort for row in onderdelen if row.waarde.naam == name)
        if not of_term or own not in PRAKTIJKPERIODEN:
            return None
        return Finding(
            code="IOS030",
            message=_("a practice period is called by its soort here, not by its naam `{name}`").format(
                name=name
            ),
            expected=f"`{own}`",
            hint=_("write `{value}`").format(value=f'onderdeel = "{own}"'),
        )
    count = soorten.count(soort)
    if count == 1:
        return None
    if count > 1:
        from ios_cli.toml.wording import code_list

        there = [row.waarde.naam for row in onderdelen if row.waarde.soort == soort and row.waarde.naam]
        return Finding(
            code="IOS031",
            message=_("`{name}` can be any of {n} onderdelen").format(name=name, n=count),
            expected=_("the `naam` of one of them: {names}").format(names=code_list(there))
            if there
            else _("the `naam` of one of them"),
        )
    return _unknown(name, namen, soorten, onderdelen, of_term)


def _unknown(
    name: str, namen: Sequence[str], soorten: Sequence[str | None], onderdelen: Sequence[Rij], of_term: bool
) -> Finding:
    from ios_cli.toml.wording import did_you_mean, nearest, one_of

    known: list[str] = []
    for row in onderdelen:
        bears = row.waarde.soort if of_term and row.waarde.soort in PRAKTIJKPERIODEN else row.waarde.naam
        known.append(bears or row.waarde.soort)
    if not onderdelen:
        known = [soort for soort in soorten if soort is not None]
    if of_term:
        known.append(EXTERNE_STAGES)
    known = [name for name in dict.fromkeys(known) if name]
    message = _("there is no onderdeel `{name}`").format(name=name)
    if not onderdelen:
        message = _("there is no onderdeel `{name}` in the standard schedule").format(name=name)
    near = nearest(name, [*known, *(s for s in soorten if s and soorten.count(s) == 1), *SOORTEN_OOK])
    if near in SOORTEN_OOK and SOORTEN_OOK[near] not in soorten:
        near = None
    return Finding(
        code="IOS030",
        message=message,
        expected=one_of(known),
        hint=did_you_mean(near),
    )


def find_rij(name: str, onderdelen: Sequence[Rij]) -> Rij | None:
    """The onderdeel with that naam, else the only one of that soort; None where there is no such one."""
    named = [row for row in onderdelen if row.waarde.naam == name]
    if named:
        return named[0]
    soort = SOORTEN_OOK.get(name, name)
    same = [row for row in onderdelen if row.waarde.soort == soort]
    return same[0] if len(same) == 1 else None


# --- vrijstelling and verlenging against their onderdeel ---


def _vrijstellingen(gelezen: Gelezen, onderdelen: Sequence[Rij], line_of: LineOf) -> Iterator[Finding]:
    """Units, and more exempted than there is. With the standard schedule, planning sees to it."""
    if not onderdelen:
        return
    taken: dict[KeyPath, list[Rij]] = {}
    for table in ("vrijstelling", "verlenging"):
        for row in gelezen.rows(table):
            if not row.heel or row.waarde.onderdeel is None:
                continue
            deel = find_rij(row.waarde.onderdeel, onderdelen)
            if deel is None or not deel.heel:
                continue
            if row.waarde.in_maanden != deel.waarde.in_maanden:
                yield _other_unit(table, row, deel)
            elif table == "vrijstelling" and row.waarde.status in TELLENDE_STATUSSEN:
                taken.setdefault(deel.pad, []).append(row)
                finding = _too_much(deel, taken[deel.pad], line_of)
                if finding is not None:
                    yield finding


def _unit(duur: Any) -> str:
    if duur.in_maanden:
        return "maanden"
    return "weken" if duur.weken is not None else "dagen"


def _other_unit(table: str, row: Rij, deel: Rij) -> Finding:
    unit = _unit(row.waarde)
    good = "`maanden`" if deel.waarde.in_maanden else _or(["`weken`", "`dagen`"])
    return Finding(
        code="IOS038",
        message=_("[[{table}]] in `{unit}`, but onderdeel `{naam}` is counted in `{own}`").format(
            table=table, unit=unit, naam=deel.waarde.bijnaam, own=_unit(deel.waarde)
        ),
        expected=good,
        path=(*row.pad, unit),
    )


def _too_much(deel: Rij, rows: Sequence[Rij], line_of: LineOf) -> Finding | None:
    """On the entry that goes over the content of its onderdeel, and only on that one."""
    from ios_cli.domain.numbers import format_exact
    from ios_cli.toml.wording import line_list

    months = deel.waarde.in_maanden
    own = deel.waarde.inhoud.maanden if months else deel.waarde.inhoud.dagen
    amounts = [row.waarde.inhoud.maanden if months else row.waarde.inhoud.dagen for row in rows]
    total = sum(amounts, Fraction(0))
    if total <= own or total - amounts[-1] > own:
        return None
    unit = "maanden" if months else "dagen"
    message = _("{sum} {unit} exempted of `{naam}`, which holds {own}").format(
        sum=format_exact(total), unit=unit, naam=deel.waarde.bijnaam, own=format_exact(own)
    )
    if len(rows) > 1:
        message += _(" (lines {lines})").format(lines=line_list([line_of(row.pad) for row in rows]))
    return Finding(
        code="IOS037",
        message=message,
        expected=_("at most {own} {unit} together").format(own=format_exact(own), unit=unit),
        path=(*rows[-1].pad, _unit(rows[-1].waarde)),
    )


def _or(words: Sequence[str]) -> str:
    return _("{first} or {last}").format(first=", ".join(words[:-1]), last=words[-1])
