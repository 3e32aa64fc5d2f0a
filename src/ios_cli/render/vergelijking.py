"""Two IOS side by side, for people and for machines; and what-ifs side by side.

Off a terminal every line of a table begins with the aios id, as in `render.table`. The csv holds what
differs and nothing else, the json both that and every onderdeel old beside new.
Source: contract.md, "`diff` and the five changes".
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from ios_cli.domain.dossier import Inhoud
from ios_cli.domain.finding import Finding
from ios_cli.domain.numbers import format_exact
from ios_cli.domain.vergelijking import (
    AIOS_ID,
    BEGIN,
    DAGEN,
    EIND,
    IOS_STATUS,
    MAANDEN,
    OnderdeelVergelijking,
    Vergelijking,
    Verschil,
    Waarde,
)
from ios_cli.domain.words import say_content, say_days, say_months, say_number
from ios_cli.render.csv import Cell, DialectName, render_csv
from ios_cli.render.envelope import Record, envelope_head, finding_record
from ios_cli.render.values import cell_width, encodable, pad, show_text
from ios_cli.render.words import DOT, Fact, Weight
from ios_cli.text import _, current_language, ngettext

COLUMNS = ("aios_id", "gegeven", "onderdeel", "nummer", "oud", "nieuw", "verschil_dagen")
# Only where several what-ifs stand side by side: a script that reads the columns above reads these too.
VARIANT_COLUMNS = (*COLUMNS, "factor")
SCHEMA = "ios/vergelijking/1"
VARIANT_SCHEMA = "ios/varianten/1"

ARROW = " → "
NONE = "-"
GAP = "  "
DIENSTEN = ("minimum", "maximum")
# In the rows, in a line of their own, or in the head of the page.
_SHOWN_ELSEWHERE = frozenset((BEGIN, EIND, MAANDEN, DAGEN, *DIENSTEN, IOS_STATUS, AIOS_ID))


@dataclass(frozen=True, slots=True, kw_only=True)
class Naast:
    """One comparison as it is to be shown.

    `ios_status` is that of the new side, where known, and `ios_status_oud` of the old one. `facts` come
    under the table, `uitkomst` (what was sought and found) in the json. `alles`: with what is the same on
    both sides too, as a what-if shows it.
    """

    vergelijking: Vergelijking
    ios_status: str = ""
    ios_status_oud: str = ""
    facts: tuple[Fact, ...] = ()
    alles: bool = True
    uitkomst: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """One of several what-ifs on one dossier; `vergelijking` is None where it cannot be computed."""

    factor: Fraction
    label: str
    vergelijking: Vergelijking | None
    afwijkingen: tuple[Finding, ...] = ()
    """Where it departs from what the rules or the profile allow."""


# --- in words ---


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One value old and new, as text."""

    old: str
    new: str

    @property
    def changed(self) -> bool:
        return self.old != self.new

    def __str__(self) -> str:
        return f"{self.old}{ARROW}{self.new}" if self.changed else self.new


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One onderdeel old beside new."""

    naam: str
    begin: Change
    eind: Change
    days: str
    content: Change


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """All that is shown of one comparison; every text is safe to show."""

    aios_id: str
    title: tuple[str, ...]
    status: str
    lines: tuple[Line, ...]
    facts: tuple[Fact, ...]


def heads() -> tuple[str, ...]:
    """The headings of `Line`."""
    return (_("onderdeel"), _("begin"), _("last day"), _("days"), _("months"))


def describe(naast: Naast, *, spoken: bool) -> Page:
    """The words of one comparison; `spoken` adds the end date as one says it."""
    v = naast.vergelijking
    who = [show_text(v.naam)] if v.naam else []
    if v.oud_aios_id:
        who.append(f"{show_text(v.oud_aios_id)}{ARROW}{show_text(v.aios_id)}")
    else:
        who.append(show_text(v.aios_id))
    status = [show_text(ARROW.join(t for t in (v.oud_label, v.nieuw_label) if t))]
    # A what-if is a concept beside whatever stands; of two IOS the states are news.
    states = [naast.ios_status] if naast.alles else [naast.ios_status_oud, naast.ios_status]
    known = [state for state in dict.fromkeys(states) if state]
    if known:
        status.append(_("IOS {status}").format(status=ARROW.join(known)))
    return Page(
        aios_id=show_text(v.aios_id),
        title=tuple(who),
        status=DOT.join(status),
        lines=() if side_only(v) else tuple(_line(o) for o in v.onderdelen if naast.alles or not o.gelijk),
        facts=(*_facts(v, alles=naast.alles, spoken=spoken), *naast.facts),
    )


def _line(o: OnderdeelVergelijking) -> Line:
    return Line(
        naam=show_text(o.naam),
        begin=_change(o.begin_oud, o.begin_nieuw),
        eind=_change(o.eind_oud, o.eind_nieuw),
        days=say_difference(o.verschil_dagen),
        content=Change(old=_content(o.inhoud_oud), new=_content(o.inhoud_nieuw)),
    )


def _change(old: Waarde, new: Waarde) -> Change:
    return Change(old=_value(old), new=_value(new))


def _value(waarde: Waarde) -> str:
    if waarde is None:
        return NONE
    if isinstance(waarde, str):
        return show_text(waarde)
    return waarde.isoformat() if isinstance(waarde, date) else say_number(Fraction(waarde))


def _content(inhoud: Inhoud | None) -> str:
    if inhoud is None:
        return NONE
    return say_content(inhoud) if inhoud.dagen else say_number(inhoud.maanden)


def say_difference(days: int | None) -> str:
    """Days with their sign: `+92`, `-3`, `0`; empty where there is no difference to tell."""
    return "" if days is None else f"{days:+d}" if days else "0"


def say_shift(v: Vergelijking) -> str:
    """How much later the training ends: `273 days later, ≈ 8.97 months`; empty where nothing moves."""
    days, months = v.verschil_dagen, v.extra_maanden
    if not days:
        return ""
    n = abs(days)
    if days > 0:
        text = ngettext("{n} day later", "{n} days later", n).format(n=n)
    else:
        text = ngettext("{n} day earlier", "{n} days earlier", n).format(n=n)
    return text if months is None else f"{text}, {say_months(abs(months))}"


def _facts(v: Vergelijking, *, alles: bool, spoken: bool) -> Iterator[Fact]:
    side = side_only(v)
    if side:
        text = _("this aios is only in {side}").format(side=show_text(side))
        yield Fact(label=_("aios"), text=text, weight=Weight.MAIN)
    yield from _last_day(v, alles=alles, spoken=spoken)
    diensten = list(_diensten(v, alles=alles))
    if diensten:
        yield Fact(label=_("diensten"), text=DOT.join(diensten))
    meer = {(x.gegeven, x.onderdeel) for x in v.alle if x.nummer is not None and x.nummer > 1}
    for verschil in v.verschillen:
        if verschil.gegeven not in _SHOWN_ELSEWHERE:
            if verschil.nummer is None:
                yield Fact(label=verschil.gegeven, text=_other(verschil))
            else:
                numbered = (verschil.gegeven, verschil.onderdeel) in meer
                yield Fact(label=_("term"), text=_term(verschil, numbered=numbered))


def side_only(v: Vergelijking) -> str:
    """The label of the only side that has this aios; empty where both have."""
    if all(verschil.oud is None for verschil in v.alle):
        return v.nieuw_label
    if all(verschil.nieuw is None for verschil in v.alle):
        return v.oud_label
    return ""


def _last_day(v: Vergelijking, *, alles: bool, spoken: bool) -> Iterator[Fact]:
    change = _change(v.einddatum_oud, v.einddatum_nieuw)
    if not change.changed and not alles:
        return
    parts = [str(change)]
    if not change.changed:
        parts.append(_("unchanged"))
    elif shift := say_shift(v):
        parts.append(shift)
    if spoken and change.changed and v.einddatum_nieuw is not None:
        from ios_cli.domain.calendar import spoken_date

        parts.append(spoken_date(v.einddatum_nieuw, current_language()))
    yield Fact(label=_("last day"), text=DOT.join(parts), weight=Weight.MAIN)


def _diensten(v: Vergelijking, *, alles: bool) -> Iterator[str]:
    """The quotas, each with what it was where it moved."""
    quota: dict[str, dict[str, Verschil]] = {}
    for verschil in v.alle:
        if verschil.gegeven in DIENSTEN:
            quota.setdefault(verschil.onderdeel, {})[verschil.gegeven] = verschil
    for onderdeel, bounds in quota.items():
        old = _bounds({key: bound.oud for key, bound in bounds.items()})
        new = _bounds({key: bound.nieuw for key, bound in bounds.items()})
        if alles or old != new:
            yield f"{show_text(onderdeel)} {Change(old=old, new=new)}"


def _bounds(values: Mapping[str, Waarde]) -> str:
    least, most = (_value(values.get(key)) for key in DIENSTEN)
    if least == NONE:
        return NONE if most == NONE else _("at most {most}").format(most=most)
    return f"{least}–{most}"


def _term(verschil: Verschil, *, numbered: bool) -> str:
    """A term that moved, came or went; `numbered`: its onderdeel has several."""
    naam = f"{verschil.gegeven} {verschil.nummer}" if numbered else verschil.gegeven
    return f"{naam} {_other(verschil)}"


def _other(verschil: Verschil) -> str:
    """Of which onderdeel, and what it was and is; what only one side has is new there, or gone."""
    if verschil.oud is None:
        text = _("new: {value}").format(value=_value(verschil.nieuw))
    elif verschil.nieuw is None:
        text = _("no longer: {value}").format(value=_value(verschil.oud))
    else:
        text = str(_change(verschil.oud, verschil.nieuw))
    days = f" ({say_difference(verschil.verschil_dagen)})" if verschil.verschil_dagen is not None else ""
    return " ".join(filter(None, [show_text(verschil.onderdeel), text])) + days


# --- table ---


def render_vergelijking_table(
    items: Iterable[Naast], *, terminal: bool, colour: bool, width: int
) -> Iterator[str]:
    """A block of whole lines for every item, an empty line between two of them."""
    if terminal:
        from ios_cli.render.vergelijking_screen import ComparisonScreen

        show = ComparisonScreen(width, colour=colour).page
    else:
        show = _plain_page
    for i, item in enumerate(items):
        yield ("\n" if i else "") + show(describe(item, spoken=terminal))


def _plain_page(page: Page) -> str:
    out = [DOT.join((*page.title, page.status) if len(page.title) > 1 else (page.status,))]
    if page.lines:
        rows = [(o.naam, str(o.begin), str(o.eind), o.days, str(o.content)) for o in page.lines]
        out += align([heads(), *rows], right={3})
    out += align([(f"{fact.label}:", fact.text) for fact in page.facts])
    return "".join(f"{page.aios_id}{GAP}{line}".rstrip() + "\n" for line in out)


def align(rows: Sequence[Sequence[str]], *, right: Iterable[int] = ()) -> list[str]:
    """Rows as lines with aligned columns."""
    if not rows:
        return []
    at_right = set(right)
    widths = [max(cell_width(row[i]) for row in rows) for i in range(len(rows[0]))]
    return [GAP.join(pad(cell, widths[i], right=i in at_right) for i, cell in enumerate(row)) for row in rows]


# --- csv ---


def render_vergelijking_csv(
    items: Iterable[Vergelijking], *, dialect: DialectName = "standard"
) -> Iterator[str]:
    """The header, and a row for everything that differs."""
    rows = (_row(verschil) for v in items for verschil in v.verschillen)
    return render_csv(COLUMNS, rows, dialect=dialect)


def _row(verschil: Verschil) -> tuple[Cell, ...]:
    return (
        verschil.aios_id,
        verschil.gegeven,
        verschil.onderdeel,
        verschil.nummer,
        verschil.oud,
        verschil.nieuw,
        verschil.verschil_dagen,
    )


def render_varianten_csv(varianten: Iterable[Variant], *, dialect: DialectName = "standard") -> Iterator[str]:
    """As above, for every what-if in turn; the last column says which."""
    return render_csv(
        VARIANT_COLUMNS,
        (
            (*_row(verschil), variant.factor)
            for variant in varianten
            if variant.vergelijking is not None
            for verschil in variant.vergelijking.verschillen
        ),
        dialect=dialect,
    )


# --- json ---


def render_vergelijking_json(
    items: Iterable[Naast], *, regels: Record, findings: Sequence[Finding], as_of: date, version: str
) -> Iterator[str]:
    """The envelope with one object for every comparison, also where nothing differs."""
    from ios_cli.render.json import render_json

    head = envelope_head(SCHEMA, findings=findings, as_of=as_of, version=version, regels=regels)
    return render_json(head, (naast_record(item) for item in items))


def naast_record(item: Naast) -> Record:
    v = item.vergelijking
    return {
        "aios_id": v.aios_id,
        "oud_aios_id": v.oud_aios_id or None,
        "naam": v.naam,
        "oud": encodable(v.oud_label),
        "nieuw": encodable(v.nieuw_label),
        "ios_status": {"oud": item.ios_status_oud or None, "nieuw": item.ios_status or None},
        **item.uitkomst,
        **_vergelijking_record(v),
    }


def _vergelijking_record(v: Vergelijking) -> Record:
    """`eind` is the last day of the training; `extra_maanden` are calendar months, exact."""
    return {
        "gelijk": v.gelijk,
        "eind": _pair(v.einddatum_oud, v.einddatum_nieuw),
        "verschil_dagen": v.verschil_dagen,
        "extra_maanden": None if v.extra_maanden is None else format_exact(v.extra_maanden),
        "onderdelen": [_onderdeel_record(o) for o in v.onderdelen],
        "verschillen": [verschil_record(verschil) for verschil in v.verschillen],
        "niet_vergeleken": list(v.niet_vergeleken),
    }


def _pair(oud: Waarde, nieuw: Waarde) -> Record:
    return {"oud": _plain(oud), "nieuw": _plain(nieuw)}


def _plain(waarde: Waarde) -> object:
    return encodable(waarde) if isinstance(waarde, str) else _exact(waarde)


def _exact(waarde: date | Fraction | int | None) -> object:
    return format_exact(waarde) if isinstance(waarde, Fraction) else waarde


def _onderdeel_record(o: OnderdeelVergelijking) -> Record:
    inhoud = (o.inhoud_oud, o.inhoud_nieuw)
    return {
        "onderdeel": o.naam,
        "begin": _pair(o.begin_oud, o.begin_nieuw),
        "eind": _pair(o.eind_oud, o.eind_nieuw),
        "voltijdsmaanden": _pair(*(None if i is None or i.dagen else i.maanden for i in inhoud)),
        "dagen": _pair(*(i.dagen if i is not None and i.dagen else None for i in inhoud)),
        "verschil_dagen": o.verschil_dagen,
    }


def verschil_record(verschil: Verschil) -> Record:
    return {
        "gegeven": verschil.gegeven,
        "onderdeel": verschil.onderdeel or None,
        "nummer": verschil.nummer,
        **_pair(verschil.oud, verschil.nieuw),
        "verschil_dagen": verschil.verschil_dagen,
    }


def render_varianten_json(
    aios_id: str,
    naam: str | None,
    varianten: Sequence[Variant],
    *,
    regels: Record,
    findings: Sequence[Finding],
    as_of: date,
    version: str,
) -> Iterator[str]:
    """The envelope with one object, its `varianten` in the order given."""
    from ios_cli.render.json import render_json

    head = envelope_head(VARIANT_SCHEMA, findings=findings, as_of=as_of, version=version, regels=regels)
    records = [
        {
            "factor": format_exact(variant.factor),
            "nieuw": variant.label,
            **({} if variant.vergelijking is None else _vergelijking_record(variant.vergelijking)),
            "afwijkingen": [finding_record(f) for f in variant.afwijkingen],
        }
        for variant in varianten
    ]
    return render_json(
        head, [{"aios_id": aios_id, "naam": naam, "ios_status": "concept", "varianten": records}]
    )


# --- what-ifs side by side ---


def say_percentage(factor: Fraction) -> str:
    return _("{percentage} %").format(percentage=say_number(factor * 100))


def varianten_rows(varianten: Sequence[Variant]) -> list[tuple[str, ...]]:
    """A row for every onderdeel and a column for every what-if: last days; then the training as a whole.

    The first row holds the headings.
    """
    known = [v.vergelijking for v in varianten if v.vergelijking is not None]
    namen = list(dict.fromkeys(o.naam for v in known for o in v.onderdelen))
    per_variant = [
        {} if v.vergelijking is None else {o.naam: o for o in v.vergelijking.onderdelen} for v in varianten
    ]
    now = {o.naam: o.eind_oud for v in known[:1] for o in v.onderdelen}
    rows = [(_("last day"), _("now"), *(say_percentage(v.factor) for v in varianten))]
    for naam in namen:
        cells = [_value(kant[naam].eind_nieuw) if naam in kant else NONE for kant in per_variant]
        rows.append((show_text(naam), _value(now.get(naam)), *cells))
    rows.append(
        (
            _("whole training"),
            _value(known[0].einddatum_oud) if known else NONE,
            *(_value(v.vergelijking.einddatum_nieuw) if v.vergelijking else NONE for v in varianten),
        )
    )
    rows.append((_("extra days"), "", *(_extra_days(v) for v in varianten)))
    rows.append((_("extra months"), "", *(_extra_months(v) for v in varianten)))
    return rows


def _extra_days(variant: Variant) -> str:
    return say_difference(variant.vergelijking.verschil_dagen) if variant.vergelijking else ""


def _extra_months(variant: Variant) -> str:
    months = variant.vergelijking.extra_maanden if variant.vergelijking else None
    return "" if months is None else say_number(months)


def varianten_facts(varianten: Sequence[Variant]) -> list[Fact]:
    """Where each departs from what is allowed; one line where none does."""
    facts = []
    for variant in varianten:
        for f in variant.afwijkingen:
            text = f"{f.message} ({f.expected})" if f.expected else f.message
            facts.append(
                Fact(
                    label=say_percentage(variant.factor),
                    text=show_text(text + (DOT + f.source if f.source else "")),
                    weight=Weight.ATTENTION,
                )
            )
    return facts


def render_varianten_table(
    aios_id: str,
    naam: str | None,
    label: str,
    varianten: Sequence[Variant],
    *,
    terminal: bool,
    colour: bool,
    width: int,
) -> Iterator[str]:
    """One block of whole lines. `label` says what is varied."""
    title = DOT.join(show_text(t) for t in (naam, aios_id) if t)
    status = DOT.join((show_text(label), _("IOS {status}").format(status="concept")))
    rows, facts = varianten_rows(varianten), varianten_facts(varianten)
    if terminal:
        from ios_cli.render.vergelijking_screen import ComparisonScreen

        yield ComparisonScreen(width, colour=colour).varianten(title, status, rows, facts)
        return
    out = [DOT.join((title, status)) if naam else status]
    out += align(rows, right=range(1, len(rows[0])))
    out += align([(f"{fact.label}:", fact.text) for fact in facts])
    yield "".join(f"{show_text(aios_id)}{GAP}{line}".rstrip() + "\n" for line in out)


def say_goal(datum: date, hoeveel: str, eenheid: str) -> Fact:
    """What was sought, and found; with the steps that were tried, for a finer one may do too."""
    steps = {
        "procent": _("in steps of one per cent"),
        "maanden": _("in steps of half a month"),
        "weken": _("in steps of a week"),
        "dagen": _("in steps of a day"),
    }[eenheid]
    return Fact(
        label=_("goal"),
        text=_("{steps}, {amount} is the least that reaches {date}").format(
            steps=steps, amount=hoeveel, date=datum
        ),
        weight=Weight.MAIN,
    )


def say_start_goal(datum: date, hoeveel: str) -> Fact:
    """As above, for what begins on a start moment."""
    text = _("with {amount} what follows begins on {date}").format(amount=hoeveel, date=datum)
    return Fact(label=_("goal"), text=text, weight=Weight.MAIN)


def goal_record(
    soort: str, *, waarde: Fraction, eenheid: str, gevraagd: date, bereikt: date | None, nu: date | None
) -> Record:
    """What was sought and found: `waarde` exact, `bereikt` the day it gives, `nu` that day without it."""
    return {
        "doel": {
            "soort": soort,
            "waarde": format_exact(waarde),
            "eenheid": eenheid,
            "gevraagd": gevraagd,
            "bereikt": bereikt,
            "nu": nu,
        }
    }


def leave_record(van: date, tot_en_met: date, *, bron: str) -> Record:
    """A pregnancy leave as it was worked out; both days are in it."""
    dagen = (tot_en_met - van).days + 1
    return {"verlof": {"van": van, "tot_en_met": tot_en_met, "dagen": dagen, "bron": bron or None}}


def say_length(hoeveel: Fraction, eenheid: str) -> str:
    """`hoeveel` of `maanden`, `weken` or `dagen`, for people."""
    if eenheid == "maanden":
        return say_months(hoeveel)
    return say_content(Inhoud(dagen=hoeveel * 7 if eenheid == "weken" else hoeveel))


def say_leave(van: date, tot_en_met: date, erna: int, *, bron: str) -> Fact:
    """A pregnancy leave in days, before and after the birth."""
    text = _("{first} to {last}, {days}: {before} up to the birth and {after} after it").format(
        first=van,
        last=tot_en_met,
        days=say_days(Fraction((tot_en_met - van).days + 1)),
        before=(tot_en_met - van).days + 1 - erna,
        after=erna,
    )
    return Fact(label=_("leave"), text=DOT.join(t for t in (text, bron) if t))
