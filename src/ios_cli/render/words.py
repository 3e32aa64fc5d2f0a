"""One IOS in words, for tables: every text in the chosen language and safe to show on a line."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from fractions import Fraction

from ios_cli.domain.ios import IOS, IosStatus, Rij, Segment, Toestand
from ios_cli.domain.words import say_content, say_days, say_factor, say_months, say_number
from ios_cli.render.values import joined_segments, own_unit, show_text
from ios_cli.text import _, current_language

DOT = " · "


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One onderdeel in words; every text is safe to show."""

    rij: Rij
    nummer: str
    naam: str
    soort: str
    begin: str
    eind: str
    maanden: str
    factor: str
    plaats: str
    remarks: tuple[str, ...]

    @property
    def name_and_soort(self) -> str:
        return f"{self.naam} ({self.soort})" if self.soort else self.naam


class Weight(Enum):
    """How much a fact should catch the eye."""

    PLAIN = auto()
    MAIN = auto()
    ATTENTION = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One line under a table."""

    label: str
    text: str
    weight: Weight = Weight.PLAIN


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """All that is shown of one aios."""

    ios: IOS
    who: str
    details: tuple[str, ...]
    status: str
    lines: tuple[Line, ...]
    segments: tuple[tuple[str, ...], ...]
    facts: tuple[Fact, ...]


def reading_note() -> str:
    """How the dates and numbers of the tables are to be read."""
    return _(
        "Both dates are included: the last day is still a day of training. "
        "Months are full-time months; factor is the mean over the days on which the clock runs."
    )


def describe(ios: IOS, *, segmenten: bool, spoken: bool) -> Block:
    """The words of one block; `spoken` adds the end date as one says it."""
    details = [show_text(ios.aios_id)] if ios.naam else []
    if ios.instituut:
        details.append(show_text(ios.instituut))
    if ios.groep:
        details.append(_("group {name}").format(name=show_text(ios.groep)))
    if ios.instroom:
        details.append(_("intake {month}").format(month=show_text(ios.instroom)))
    return Block(
        ios=ios,
        who=show_text(ios.naam or ios.aios_id),
        details=tuple(details),
        status=_status(ios),
        lines=tuple(_line(ios, rij) for rij in ios.rijen),
        segments=tuple(_segment(rij, s) for rij in ios.rijen for s in joined_segments(rij))
        if segmenten
        else (),
        facts=tuple(_facts(ios, spoken=spoken)),
    )


def _status(ios: IOS) -> str:
    if ios.vastgesteld_op is not None and ios.status is IosStatus.VASTGESTELD:
        parts = [_("IOS {status} on {date}").format(status=ios.status.value, date=ios.vastgesteld_op)]
    else:
        parts = [_("IOS {status}").format(status=ios.status.value)]
        if ios.vastgesteld_op is not None:
            parts.append(_("settled on {date}").format(date=ios.vastgesteld_op))
    if ios.revisie:
        parts.append(_("revision {n}").format(n=ios.revisie))
    return DOT.join(parts)


def _line(ios: IOS, rij: Rij) -> Line:
    gepland = rij.periode is not None
    return Line(
        rij=rij,
        nummer=str(rij.volgnummer),
        naam=show_text(rij.onderdeel),
        soort="" if rij.onderdeel == rij.soort else rij.soort,
        begin=_day(rij.begin),
        eind=_day(rij.eind),
        maanden=(say_number(rij.inhoud.maanden) if rij.in_maanden else say_content(rij.inhoud))
        if gepland
        else "",
        factor=say_factor(rij.factor) if gepland else "",
        plaats=DOT.join(show_text(t) for t in (rij.plaats, rij.opleider) if t),
        remarks=tuple(_remarks(ios, rij)),
    )


def _day(dag: date | None) -> str:
    return "" if dag is None else dag.isoformat()


def _remarks(ios: IOS, rij: Rij) -> Iterator[str]:
    """What is special about a row, most weighty first."""
    if rij.periode is None:
        yield _("exempted: {content}").format(content=say_content(rij.vrijgesteld))
        return
    if rij.afgebroken:
        yield _("stopped here with {done} of {owed} done").format(
            done=_say_done(rij), owed=say_content(rij.inhoud)
        )
    if rij.vrijgesteld:
        yield _("{content} exempted").format(content=say_content(rij.vrijgesteld))
    if rij.verlengd:
        yield _("{content} of extension").format(content=say_content(rij.verlengd))
    if rij.verschoven:
        yield _("{content} made up from before").format(content=say_content(rij.verschoven))
    if not rij.afgebroken:
        yield from _difference(ios, rij)
    if rij.wachtdagen:
        yield _("{days} of waiting before it").format(days=say_days(Fraction(rij.wachtdagen)))
    if rij.stilstand_dagen:
        yield _with_kinds(
            _("clock stands still for {days}").format(days=say_days(Fraction(rij.stilstand_dagen))),
            rij,
            Toestand.STIL,
        )
    vertraagd = sum(s.periode.dagen for s in rij.segmenten if s.toestand is Toestand.VERTRAAGD)
    if vertraagd:
        yield _with_kinds(
            _("the clock runs slower for {days}").format(days=say_days(Fraction(vertraagd))),
            rij,
            Toestand.VERTRAAGD,
        )
    if rij.berekend_begin is not None and rij.begin is not None and rij.berekend_begin < rij.begin:
        yield _("fixed begin (computed: {date})").format(date=rij.berekend_begin)
    if not rij.afgebroken and rij.berekend_eind is not None and rij.berekend_eind != rij.eind:
        yield _("agreed last day (computed: {date})").format(date=rij.berekend_eind)


def _say_done(rij: Rij) -> str:
    done = own_unit(rij, rij.gedaan)
    return say_months(done) if rij.in_maanden else say_days(done)


def _difference(ios: IOS, rij: Rij) -> Iterator[str]:
    """What is done less, or more, than is owed here."""
    owed = own_unit(rij, rij.inhoud + rij.verschoven)
    difference = owed - own_unit(rij, rij.gedaan)
    content = say_months(abs(difference)) if rij.in_maanden else say_days(abs(difference))
    if difference > 0:
        if rij.volgnummer == ios.geplande_rijen[-1].volgnummer:
            yield _("{content} short").format(content=content)
        else:
            yield _("{content} made up in the last onderdeel").format(content=content)
    elif difference < 0:
        yield _("{content} more than owed").format(content=content)


def _with_kinds(text: str, rij: Rij, toestand: Toestand) -> str:
    kinds = dict.fromkeys(soort for s in rij.segmenten if s.toestand is toestand for soort in s.soorten)
    return f"{text} ({', '.join(kinds)})" if kinds else text


def _facts(ios: IOS, *, spoken: bool) -> Iterator[Fact]:
    laatste = ios.laatste_dag
    if laatste is None:
        yield Fact(label=_("last day"), text=_("none: no onderdeel is left to plan"))
    else:
        text = laatste.isoformat()
        if spoken:
            from ios_cli.domain.calendar import spoken_date

            text += DOT + spoken_date(laatste, current_language())
        yield Fact(label=_("last day"), text=text, weight=Weight.MAIN)
    if ios.einde is not None:
        gedaan = sum((r.gedaan.als_maanden for r in ios.rijen), Fraction(0))
        yield Fact(
            label=_("stopped"),
            text=_("{date}, with {done} done (status {status})").format(
                date=ios.einde, done=say_months(gedaan), status=ios.opleiding_status
            ),
            weight=Weight.ATTENTION,
        )
    elif ios.opleiding_status != "actief":
        yield Fact(label=_("training"), text=ios.opleiding_status)
    yield Fact(
        label=_("months"),
        text=_("practice periods {practice} · external stages {external} · whole training {total}").format(
            practice=say_number(ios.som(praktijk=True)),
            external=say_number(ios.som(praktijk=False)),
            total=say_number(ios.som()),
        ),
    )
    yield from _changes(ios)
    if ios.lopende_onderbreking:
        yield Fact(
            label=_("absence"),
            text=_("still running: counted up to and including {date}; what follows will move").format(
                date=ios.as_of
            ),
            weight=Weight.ATTENTION,
        )
    toegepast = ios.toegepast
    rules = [show_text(toegepast.regeling)]
    if toegepast.profiel:
        rules.append(_("profile {name}").format(name=show_text(toegepast.profiel)))
    rules.append(_("method {name}").format(name=show_text(toegepast.methode)))
    yield Fact(label=_("rules"), text=DOT.join(rules))
    choices = [
        show_text(naam) + "=" + (show_text(waarde) or _("none"))
        for naam, waarde in toegepast.keuzes
        if waarde != toegepast.methode
    ]
    if choices:
        yield Fact(label=_("choices"), text=DOT.join(choices))
    yield Fact(label=_("as of"), text=ios.as_of.isoformat())


def _changes(ios: IOS) -> Iterator[Fact]:
    """What vrijstelling and verlenging did to the whole."""
    vrijgesteld = ios.som_vrijgesteld()
    if vrijgesteld:
        parts = (f"{show_text(r.onderdeel)} {say_content(r.vrijgesteld)}" for r in ios.rijen if r.vrijgesteld)
        text = f"{say_months(vrijgesteld)}: {', '.join(parts)}"
    else:
        text = _("nothing")
    if ios.vrijstellingen == "definitief":
        text += DOT + _("provisional exemptions are left out")
    yield Fact(label=_("exempted"), text=text)
    verlengd = [r for r in ios.rijen if r.verlengd]
    if verlengd:
        parts = (f"{show_text(r.onderdeel)} {say_content(r.verlengd)}" for r in verlengd)
        yield Fact(label=_("extension"), text=", ".join(parts))


def segment_heads() -> tuple[str, ...]:
    """The headings of the cells of `_segment`."""
    return (
        "#",
        _("onderdeel"),
        _("begin"),
        _("last day"),
        _("factor"),
        _("absence"),
        _("share"),
        _("clock"),
        _("done"),
    )


def _segment(rij: Rij, segment: Segment) -> tuple[str, ...]:
    done = own_unit(rij, segment.gedaan)
    return (
        str(rij.volgnummer),
        show_text(rij.onderdeel),
        segment.periode.begin.isoformat(),
        segment.periode.laatste_dag.isoformat(),
        say_factor(segment.factor),
        ", ".join(segment.soorten),
        say_number(segment.afwezig) if segment.soorten else "",
        segment.toestand.value,
        say_months(done) if rij.in_maanden else say_days(done),
    )


def heads() -> tuple[str, ...]:
    """The headings of a table of onderdelen, in the order of `Line`."""
    return (
        "#",
        _("onderdeel"),
        _("begin"),
        _("last day"),
        _("months"),
        _("factor"),
        _("place"),
        _("remarks"),
    )
