"""Calendars, read back by another library and by the letter of RFC 5545."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from ios_cli.domain.ios import Rij
from ios_cli.domain.termijn import Termijn, TermijnStatus
from ios_cli.render.ics import event_uid, kalender_naam, render_termijnen_ics
from ios_cli.render.termijnen import Aioskop, Kalender, TermijnNaam
from ios_cli.text import use_language
from tests.render_samples import check_golden
from tests.termijn_samples import NAMEN, S, ios, kalender, kalenders, termijn, termijnen

CONTENT_LINE = re.compile(r'([A-Z0-9-]+)((?:;[A-Z0-9-]+=(?:"[^"]*"|[^";:,]*))*):(.*)')


def ics(*items: Kalender, alarmen: tuple[timedelta, ...] = ()) -> str:
    return "".join(render_termijnen_ics(items, naam="Terms", alarmen=alarmen))


def events(text: str) -> list[Any]:
    """The events as the second library reads them."""
    return list(getattr(vobject.readOne(text), "vevent_list", []))


def one(term: Termijn, **aios: Any) -> Any:
    [event] = events(ics(Kalender(ios=ios(**aios), termijnen=(term,), namen=NAMEN)))
    return event


def test_golden() -> None:
    check_golden(
        "deadlines.ics",
        lambda: render_termijnen_ics(kalenders(), naam="Terms", alarmen=[timedelta(14), timedelta(1)]),
    )


# --- the letter of the standard ---


def check_form(text: str) -> None:
    """Lines of at most 75 octets that end in CRLF, known in form; components closed in order; what an event
    must have once, once."""
    data = text.encode()
    assert data.endswith(b"\r\n")
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)", data)
    folded = data.removesuffix(b"\r\n").split(b"\r\n")
    assert max(map(len, folded)) <= 75
    for raw in folded:
        raw.decode()  # no letter is broken
        assert not re.search(rb"[\x00-\x08\x0a-\x1f\x7f]", raw)
    open_: list[tuple[str, list[str]]] = []
    for line in re.sub("\r\n[ \t]", "", text).removesuffix("\r\n").split("\r\n"):
        match = CONTENT_LINE.fullmatch(line)
        assert match, line
        name, __, value = match.groups()
        if name == "BEGIN":
            open_.append((value, []))
        elif name == "END":
            component, names = open_.pop()
            assert component == value
            if component == "VEVENT":
                assert {"UID", "DTSTAMP", "DTSTART", "SUMMARY", "SEQUENCE"} <= set(names)
            if component == "VALARM":
                assert set(names) == {"ACTION", "TRIGGER", "DESCRIPTION"}
            assert len(names) == len(set(names))
        else:
            open_[-1][1].append(name)
            if name in ("SUMMARY", "DESCRIPTION", "NAME", "X-WR-CALNAME"):
                assert not re.search(r"(?<!\\)(?:\\\\)*[;,]|(?<!\\)(?:\\\\)*\\[^\\;,nN]", value), line
    assert open_ == []


def test_every_line_is_as_the_standard_has_it() -> None:
    check_form(ics(*kalenders(), alarmen=(timedelta(14),)))
    check_form(ics())


words = st.text(max_size=80)


@given(words, words)
def test_any_name_comes_back_as_it_was_shown(naam: str, onderdeel: str) -> None:
    from ios_cli.render.values import show_text

    term = termijn("stagebeoordeling", date(2026, 6, 30), "docent", S.OPEN, onderdeel=onderdeel)
    text = ics(Kalender(ios=ios(naam=naam or None), termijnen=(term,), namen=NAMEN))
    check_form(text)
    [event] = events(text)
    parts = ["Stagebeoordeling", show_text(naam or "2025-017"), show_text(onderdeel)]
    assert event.summary.value == " · ".join(p for p in parts if p)


@pytest.mark.parametrize("naam", ["a\\Nb", "a\\nb", "a;b,c:d", 'q"q', "\\", "a\\,b", "é" * 80, "👩‍⚕️" * 20])
def test_signs_that_mean_something_in_a_calendar(naam: str) -> None:
    summary = one(
        termijn("voltooiingsbesluit", date(2027, 11, 29), "hoofd", S.KOMEND), naam=naam
    ).summary.value
    assert summary == f"Voltooiingsbesluit · {naam}"


# --- what an event is ---


def test_one_all_day_event_a_term_on_its_last_day() -> None:
    found = events(ics(kalender()))
    assert [e.dtstart.value for e in found] == [t.uiterlijk for t in termijnen()]
    assert {type(e.dtstart.value) for e in found} == {date}
    assert [e.dtend.value for e in found] == [t.uiterlijk + timedelta(1) for t in termijnen()]
    assert not any(hasattr(e, "duration") for e in found)
    assert {e.transp.value for e in found} == {"TRANSPARENT"}
    assert {e.contents["class"][0].value for e in found} == {"PRIVATE"}


def test_the_window_and_who_it_is_up_to_stand_in_the_description() -> None:
    event = one(termijnen()[6])
    assert event.description.value.split("\n") == [
        "Stageopleider and docent assess the aios",
        "From 2026-05-31 to 2026-06-30",
        "Who: stageopleider + docent",
        "Aios: 2025-017",
        "Source: LOP 2024, 5.4 (2024)",
    ]
    done = one(termijnen()[0]).description.value
    assert "By 2025-03-01\nDone on 2025-03-10" in done


def test_a_summary_tells_people_who_each_have_their_own_apart() -> None:
    """Two events of one talk with the same summary: a calendar shows no more than that."""
    summaries = [one(t, naam="A").summary.value for t in termijnen() if t.per_persoon]
    assert sorted(summaries) == [
        "Voortgangsadvies 1 · A · huisartspraktijk-1 · docent",
        "gedaan: Voortgangsadvies 1 · A · huisartspraktijk-1 · opleider",
    ]


def test_a_source_is_said_in_the_language_of_the_reader() -> None:
    term = termijnen()[6]._replace(bron="LOP 2024, tabel 1 en 5.4")
    k = Kalender(ios=ios(), termijnen=(term,), namen=NAMEN, bronnen={term.bron: "LOP 2024, table 1 and 5.4"})
    [event] = events(ics(k))
    assert event.description.value.endswith("Source: LOP 2024, table 1 and 5.4")


def test_a_term_that_moves_keeps_its_uid_whatever_else_changes() -> None:
    term = termijnen()[6]
    moved = term._replace(
        vanaf=None,
        uiterlijk=date(2027, 1, 1),
        status=S.GEDAAN,
        gedaan_op=date(2027, 1, 1),
        wie=("hoofd",),
    )
    assert one(term).uid.value == one(moved, naam="Another", revisie=9).uid.value


def test_every_term_has_a_uid_of_its_own_and_other_aios_have_others() -> None:
    found = [e.uid.value for e in events(ics(kalender(), kalender("2025-099")))]
    assert len(set(found)) == len(found) == 2 * len(termijnen())


def test_a_uid_stays_from_release_to_release() -> None:
    term = termijn("voortgangsgesprek", date(2026, 1, 1), "docent", S.OPEN, onderdeel="ggz", nummer=2)
    assert event_uid(KOP, term) == UID


KOP = Aioskop.van(ios("2025-017"))
UID = "610f7da8-17e6-505e-82e4-570c79cf1f5c"


def test_sequence_and_stamp_come_from_the_dossier_and_grow_with_revisie() -> None:
    term = termijnen()[0]
    stamps = [one(term, revisie=n) for n in (0, 1, 75)]
    assert [e.sequence.value for e in stamps] == ["0", "10000", "750000"]
    assert [e.dtstamp.value.isoformat() for e in stamps] == [
        "2025-03-01T00:00:00+00:00",
        "2025-03-01T00:00:01+00:00",
        "2025-03-01T00:01:15+00:00",
    ]


def test_a_running_absence_moves_dates_day_by_day_and_sequence_grows_with_it() -> None:
    days = [date(2026, 6, 1), date(2026, 6, 2)]
    found = [one(termijnen()[0], revisie=2, lopende_onderbreking=True, as_of=day) for day in days]
    assert [e.sequence.value for e in found] == ["20457", "20458"]


def test_a_stamp_lies_not_in_the_future_before_the_training_begins() -> None:
    event = one(termijnen()[0], revisie=0, start=date(2026, 9, 1), as_of=date(2026, 6, 1))
    assert event.dtstamp.value.isoformat() == "2026-06-01T00:00:00+00:00"


def test_two_institutes_with_one_aios_id_have_uids_of_their_own() -> None:
    term = termijnen()[0]
    found = {one(term, instituut=name).uid.value for name in (None, "Instituut Een", "Instituut Twee")}
    assert len(found) == 3


def test_a_term_keeps_its_uid_when_its_onderdeel_gets_a_name() -> None:
    def uid(naam: str, *others: str) -> str:
        rijen = tuple(Rij(volgnummer=1, onderdeel=n, soort="ggz") for n in (naam, *others))
        return str(
            one(
                termijn("stagebeoordeling", date(2026, 1, 1), "docent", S.OPEN, onderdeel=naam), rijen=rijen
            ).uid.value
        )

    assert uid("ggz") == uid("ggz-altrecht")
    assert uid("ggz-altrecht", "ggz-pro-persona") != uid("ggz-pro-persona", "ggz-altrecht")


def test_what_is_done_or_has_lapsed_says_so_and_what_changes_by_itself_does_not() -> None:
    term = termijn("voltooiingsbesluit", date(2026, 6, 30), "hoofd", S.OPEN)
    summaries = {
        status: one(term._replace(status=status), naam="A").summary.value for status in TermijnStatus
    }
    assert summaries == {
        S.GEDAAN: "gedaan: Voltooiingsbesluit · A",
        S.TE_LAAT_GEDAAN: "gedaan: Voltooiingsbesluit · A",
        S.OPEN: "Voltooiingsbesluit · A",
        S.KOMEND: "Voltooiingsbesluit · A",
        S.TE_LAAT: "Voltooiingsbesluit · A",
        S.VERVALLEN: "vervallen: Voltooiingsbesluit · A",
    }
    cancelled = {s for s in TermijnStatus if one(term._replace(status=s)).status.value == "CANCELLED"}
    assert cancelled == {S.VERVALLEN}


def test_alarms_ring_for_what_is_to_be_done_and_not_late() -> None:
    term = termijn("voltooiingsbesluit", date(2026, 6, 30), "hoofd", S.OPEN)
    for status in TermijnStatus:
        k = Kalender(ios=ios(), termijnen=(term._replace(status=status),), namen=NAMEN)
        [event] = events(ics(k, alarmen=(timedelta(14), timedelta(1))))
        alarms = [a.trigger.value for a in getattr(event, "valarm_list", [])]
        expected = [timedelta(-14), timedelta(-1)] if status in (S.OPEN, S.KOMEND) else []
        assert alarms == expected, status
    assert "VALARM" not in ics(kalender())


# --- what others may read ---

SECRET = ("begeleidingstraject", "einde-opzegtermijn", "ouderschapsverlof-melding")


@pytest.mark.parametrize("code", [*SECRET, "een-code-zonder-regel"])
def test_a_judgement_a_dispute_and_leave_are_not_named(code: str) -> None:
    term = termijn(code, date(2026, 8, 1), "hoofd", S.OPEN, onderdeel="ggz", bron="LOP 2024, 5.5 (2024)")
    text = ics(Kalender(ios=ios(naam="A. B."), termijnen=(term,), namen=NAMEN), alarmen=(timedelta(7),))
    [event] = events(text)
    assert event.summary.value == "Term · A. B."
    assert event.valarm.description.value == "Term · A. B."
    assert event.description.value == "`ios deadlines` on the dossier of 2025-017 says what this is"
    assert not hasattr(event, "categories")
    unfolded = re.sub("\r\n ", "", text)
    for said in (
        code,
        code.replace("-", " "),
        "5.5",
        "ggz",
        NAMEN.get((code, ""), TermijnNaam()).omschrijving,
    ):
        assert not said or said not in unfolded


def test_no_number_tells_of_a_verlenging() -> None:
    term = termijn("voltooiingsbesluit", date(2028, 2, 29), "hoofd", S.OPEN, nummer=2)
    assert one(term, naam="A").summary.value == "Voltooiingsbesluit · A"
    talk = termijn("voortgangsgesprek", date(2026, 7, 1), "docent", S.OPEN, nummer=2, onderdeel="ggz")
    assert one(talk, naam="A").summary.value == "Voortgangsgesprek 2 · A · ggz"


# --- the calendar ---


def test_it_is_called_after_the_aios_where_there_is_one() -> None:
    assert kalender_naam(["A. B."]) == "Terms of A. B."
    assert kalender_naam(["2025-017", "2"]) == kalender_naam([]) == "Terms of the GP training"
    calendar = vobject.readOne(ics(kalender()))
    assert calendar.contents["x-wr-calname"][0].value == calendar.contents["name"][0].value == "Terms"
    assert not hasattr(calendar, "method")


def test_the_same_input_gives_the_same_bytes() -> None:
    assert ics(*kalenders()) == ics(*kalenders())


@pytest.fixture
def dutch() -> Any:
    use_language("nl")
    yield
    use_language("en")


@pytest.mark.usefixtures("dutch")
def test_a_calendar_in_dutch_keeps_its_uids() -> None:
    english_uids = [event_uid(KOP, t) for t in termijnen()]
    assert [e.uid.value for e in events(ics(kalender()))] == english_uids
