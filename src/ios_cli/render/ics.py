"""Termijnen as iCalendar (RFC 5545): one all-day event for every term, on the last day it can be done.

A calendar is seen by others: a summary names the term and the aios, never a judgement, a dispute, health or
leave. What a term is called comes from its rule record (`TermijnNaam`); one that is not known is not named.

Nothing comes from the clock, so the same dossiers give the same bytes:

    UID       from institute, aios id, code, onderdeel (its soort, where it alone has that), number (and who,
              where each has one of their own): a term that moves keeps it, so that a calendar moves the
              event. Hashed, because the code may be confidential
    DTEND     the day after: without it some calendars show an event of no length
    SEQUENCE  the revisie of the dossier x 10000; while a running absence is counted to the day of reference,
              and so moves dates by itself, also the days from the start to that day
    DTSTAMP   midnight UTC of the first day of training (of the day of reference, where that comes first) and
              one second for every revisie: it grows with it, and lies not in the future

No METHOD: PUBLISH asks for an organizer, and without one DTSTAMP is a date of the data, not of the file.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from ios_cli.domain.calendar import DAG
from ios_cli.domain.termijn import Termijn, TermijnStatus
from ios_cli.render.termijnen import Aioskop, Kalender
from ios_cli.render.values import show_text
from ios_cli.text import _

if TYPE_CHECKING:
    from icalendar import Component, Event

PRODID = "-//ios-cli//ios deadlines//NL"
DOT = " · "
_NAMESPACE = "6f1d3a52-9d57-5f0e-8a6e-3b0c7c2f4e11"
_GEDAAN = (TermijnStatus.GEDAAN, TermijnStatus.TE_LAAT_GEDAAN)
ICS_EINDE = "END:VCALENDAR\r\n"
_TEKEN = "\u2066"
"""Stands for a backslash before a capital N, which the library takes for a line end. `show_text` never gives
it, and it takes as many octets as what takes its place, so that no line grows."""


def render_termijnen_ics(
    kalenders: Iterable[Kalender], *, naam: str, alarmen: Sequence[timedelta] = ()
) -> Iterator[str]:
    """The calendar in pieces, lines ending in CRLF; `naam` is what a calendar program calls it.

    `alarmen`: how long before the day to be reminded, of terms that are still to be done.
    """
    yield ics_begin(naam)
    for kalender in kalenders:
        yield from ics_events(kalender, alarmen)
    yield ICS_EINDE


def ics_begin(naam: str) -> str:
    """What a calendar begins with."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", PRODID)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("name", _text(naam))
    calendar.add("x-wr-calname", _text(naam))
    return _ical(calendar).removesuffix(ICS_EINDE)


def ics_events(kalender: Kalender, alarmen: Sequence[timedelta]) -> Iterator[str]:
    """A text for every term of one aios."""
    kop = Aioskop.van(kalender.ios)
    for termijn in kalender.termijnen:
        yield _ical(_event(kalender, kop, termijn, alarmen))


def _ical(component: "Component") -> str:
    text: str = component.to_ical(sorted=False).decode("utf-8")
    return text.replace(_TEKEN, "\\\\N")


def kalender_naam(namen: Sequence[str]) -> str:
    """What a calendar is called: after the aios where there is one."""
    if len(namen) == 1:
        return _("Terms of {name}").format(name=namen[0])
    return _("Terms of the GP training")


def event_uid(kop: Aioskop, termijn: Termijn) -> str:
    """The same for a term whatever its dates are, and whether its onderdeel has a naam or not."""
    from uuid import UUID, uuid5

    wie = termijn.wie_tekst if termijn.per_persoon else ""
    onderdeel = kop.soorten.get(termijn.onderdeel, termijn.onderdeel)
    key = (kop.instituut or "", kop.aios_id, termijn.code, onderdeel, str(termijn.nummer), wie)
    return str(uuid5(UUID(_NAMESPACE), "\n".join(key)))


def _event(kalender: Kalender, kop: Aioskop, termijn: Termijn, alarmen: Sequence[timedelta]) -> "Event":
    from icalendar import Event

    geheim = kalender.naam(termijn).vertrouwelijk
    summary = _text(_summary(kalender, termijn, geheim=geheim))
    event = Event()
    event.add("uid", event_uid(kop, termijn))
    event.add("dtstamp", _dtstamp(kop))
    event.add("sequence", _sequence(kop))
    event.add("dtstart", termijn.uiterlijk)
    event.add("dtend", termijn.uiterlijk + DAG)
    event.add("summary", summary)
    event.add("description", _text(*_description(kalender, termijn, geheim=geheim)))
    if not geheim:
        event.add("categories", [_text(termijn.code)])
    event.add("class", "PRIVATE")
    event.add("status", "CANCELLED" if termijn.status is TermijnStatus.VERVALLEN else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    if termijn.is_nog_te_doen and termijn.status is not TermijnStatus.TE_LAAT:
        for vooraf in alarmen:
            _add_alarm(event, vooraf, summary)
    return event


def _add_alarm(event: "Event", vooraf: timedelta, summary: str) -> None:
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", -vooraf)
    alarm.add("description", summary)
    event.add_component(alarm)


def _sequence(kop: Aioskop) -> int:
    gerekend = (kop.as_of - kop.start).days if kop.lopende_onderbreking else 0
    return kop.revisie * 10000 + max(gerekend, 0)


def _dtstamp(kop: Aioskop) -> datetime:
    dag = min(kop.start, kop.as_of)
    return datetime(dag.year, dag.month, dag.day, tzinfo=UTC) + timedelta(seconds=kop.revisie)


def _summary(kalender: Kalender, termijn: Termijn, *, geheim: bool) -> str:
    """Done and cancelled ones say so, by the words of `status`; what will change by itself does not."""
    who = kalender.ios.naam or kalender.ios.aios_id
    if geheim:
        parts = [_("Term"), who]
    else:
        nummer = f" {termijn.nummer}" if kalender.naam(termijn).genummerd else ""
        what = " ".join("IOS" if word == "ios" else word for word in termijn.code.split("-"))
        van = " + ".join(termijn.wie) if termijn.per_persoon else ""
        parts = [what[:1].upper() + what[1:] + nummer, who, termijn.onderdeel, van]
    text = DOT.join(part for part in parts if part)
    if termijn.status in _GEDAAN:
        return f"{TermijnStatus.GEDAAN.value}: {text}"
    if termijn.status is TermijnStatus.VERVALLEN:
        return f"{TermijnStatus.VERVALLEN.value}: {text}"
    return text


def _description(kalender: Kalender, termijn: Termijn, *, geheim: bool) -> Iterator[str]:
    """What there is to know of it, a line each; of what is confidential only where to look."""
    if geheim:
        yield _("`{command}` on the dossier of {aios} says what this is").format(
            command="ios deadlines", aios=kalender.ios.aios_id
        )
        return
    yield kalender.naam(termijn).omschrijving
    if termijn.vanaf and termijn.vanaf < termijn.uiterlijk:
        yield _("From {first} to {last}").format(first=termijn.vanaf, last=termijn.uiterlijk)
    else:
        yield _("By {date}").format(date=termijn.uiterlijk)
    if termijn.gedaan_op:
        yield _("Done on {date}").format(date=termijn.gedaan_op)
    yield _("Who: {who}").format(who=" + ".join(termijn.wie))
    yield _("Aios: {id}").format(id=kalender.ios.aios_id)
    yield _("Source: {source}").format(source=kalender.bron(termijn))


def _text(*lines: str) -> str:
    """Lines without control characters, which RFC 5545 forbids; `_ical` puts `_TEKEN` back."""
    return "\n".join(show_text(line) for line in lines if line).replace("\\N", _TEKEN)
