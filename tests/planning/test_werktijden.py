"""Working time: each figure of the Arbeidstijdenwet at its limit and one minute, or one shift, past it.

Given a roster, expected whether the check speaks. Monday 7 September 2026 is the first day of most rosters.
Source: Arbeidstijdenwet 1:7, 5:3, 5:7, 5:8; Cao SBOH A-14 lid 2; praktijk.md, section 3.
"""

import random
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ios_cli.domain.finding import Ernst, Finding
from ios_cli.planning.werktijden import (
    ETMAAL,
    UUR,
    WEEK,
    Werktijd,
    bepaal_werktijd,
    te_volle_vier_weken,
    te_weinig_dagelijkse_rust,
)
from ios_cli.regels.load import RegelBoek
from ios_cli.regels.model import Regels
from ios_cli.toetsing.register import TOETSEN, Bevinding, NietTeBeoordelen, Overgeslagen
from ios_cli.toetsing.toetsen import alle_toetsen
from tests.strategies import aantal
from tests.toetsing.test_toetsing import geval_van

alle_toetsen()
AS_OF = date(2026, 6, 1)
MAANDAG = date(2026, 9, 7)
BEGIN = '[aios]\nid = "x"\n[opleiding]\nstart = 2026-03-01\n'
CODES = ("IOS340", "IOS341", "IOS342", "IOS343", "IOS344", "IOS350", "IOS351", "IOS352", "IOS353", "IOS354")


def dienst(dag: int, tijd: str, *meer: str) -> str:
    """A dienst `dag` days after that Monday; `tijd` is `17:00-23:00`, or a number of hours."""
    aanvang, streep, einde = tijd.partition("-")
    lengte = f"aanvang = {aanvang}:00\neinde = {einde}:00" if streep else f"uren = {tijd}"
    datum = MAANDAG + timedelta(days=dag)
    return "\n".join(["[[dienst]]", f"datum = {datum}", lengte, *meer, ""])


def rooster(*diensten: tuple[int, str]) -> str:
    return "".join(dienst(dag, tijd) for dag, tijd in diensten)


def bevindingen(code: str, tekst: str) -> list[Bevinding]:
    return list(TOETSEN[code].functie(geval_van(BEGIN + tekst, as_of=AS_OF)))


def gevonden(code: str, tekst: str) -> list[Finding]:
    return [b for b in bevindingen(code, tekst) if isinstance(b, Finding)]


def dagelijks(tijd: str, *dagen: int) -> list[tuple[int, str]]:
    return [(dag, tijd) for dag in dagen]


AVOND, NACHT, LANGE_NACHT = "17:00-23:00", "23:00-08:00", "22:00-09:00"
# 15 weeks of 48 hours, and of 40 with a night shift of 10
WEKEN_48 = [(7 * w + d, "08:00-20:00") for w in range(15) for d in range(4)]
WEKEN_40 = [(7 * w + d, "08:00-18:00") for w in range(15) for d in (0, 1, 2)]
NACHTEN_40 = [(7 * w + 4, "22:00-08:00") for w in range(15)]


@pytest.mark.parametrize(
    ("code", "goed", "fout"),
    [
        # at most 12 hours a shift
        ("IOS340", [(0, "08:00-20:00")], [(0, "08:00-20:01")]),
        ("IOS340", [(0, "12")], [(0, "12.5")]),
        ("IOS340", [(0, "22:00-10:00")], [(0, "22:00-10:01")]),
        # 8 hours of rest between them, or they are one
        ("IOS340", [(0, "06:00-12:01"), (0, "20:01-02:01")], [(0, "06:00-12:01"), (0, "20:00-02:01")]),
        # diensten at the same time are worked once
        ("IOS340", [(0, "08:00-18:00"), (0, "10:00-20:00")], [(0, "08:00-18:00"), (0, "10:00-20:01")]),
        # 11 hours of rest; 8 hours once in seven days
        ("IOS341", [(0, AVOND), (1, "07:00-12:00")], [(0, AVOND), (1, "06:59-12:00")]),
        (
            "IOS341",
            [(0, AVOND), (1, "09:00-12:00"), (7, AVOND), (8, "09:00-12:00")],
            [(0, AVOND), (1, "09:00-12:00"), (6, AVOND), (7, "09:00-12:00")],
        ),
        (
            "IOS341",
            [(0, AVOND), (1, "09:00-12:00"), (3, AVOND), (4, "10:00-12:00")],
            [(0, AVOND), (1, "09:00-12:00"), (3, AVOND), (4, "09:59-12:00")],
        ),
        # the rest need not be the first one of the 24 hours
        ("IOS341", [(0, "08:00-10:00"), (0, "15:00-21:00")], [(0, "08:00-10:00"), (0, "15:00-00:01")]),
        # at most 60 hours from Monday to Sunday
        (
            "IOS342",
            dagelijks("08:00-20:00", 0, 1, 2, 3, 4),
            [*dagelijks("08:00-20:00", 0, 1, 2, 3, 4), (5, "08:00-08:01")],
        ),
        (
            "IOS342",
            [*dagelijks("08:00-20:00", 0, 1, 2, 3), (6, "12:00-02:00")],
            [*dagelijks("08:00-20:00", 0, 1, 2, 3), (6, "11:59-02:00")],
        ),
        # 55 on average in four weeks, over a border of the month
        (
            "IOS343",
            [(7 * w + d, "08:00-19:00") for w in range(4) for d in range(5)],
            [(7 * w + d, "08:00-19:00") for w in range(4) for d in range(5)] + [(26, "08:00-08:01")],
        ),
        (
            "IOS343",
            [(7 * w + d, "08:00-20:00") for w in (0, 1, 2, 4) for d in range(5)],
            [(7 * w + d, "08:00-20:00") for w in (0, 1, 2, 3) for d in range(5)],
        ),
        # 48 on average in sixteen weeks; 40 with sixteen night shifts
        (
            "IOS344",
            [*WEKEN_48, *dagelijks("08:00-20:00", 105, 106, 107, 108)],
            [*WEKEN_48, *dagelijks("08:00-20:00", 105, 106, 107), (108, "08:00-20:01")],
        ),
        (
            "IOS344",
            [*WEKEN_40, *NACHTEN_40, *dagelijks("08:00-18:00", 105, 106, 107), (109, "22:00-08:00")],
            [*WEKEN_40, *NACHTEN_40, *dagelijks("08:00-18:00", 105, 106, 107), (109, "22:00-08:01")],
        ),
        (
            "IOS344",  # the sixteenth is no night shift: an hour at night, and not more
            [*WEKEN_40, *NACHTEN_40, *dagelijks("08:00-18:00", 105, 106, 107), (109, "14:00-01:00")],
            [*WEKEN_40, *NACHTEN_40, *dagelijks("08:00-18:00", 105, 106, 107), (109, "14:00-01:01")],
        ),
        # of more than 10 hours: five in fourteen days, 22 in 52 weeks
        (
            "IOS350",
            dagelijks(LANGE_NACHT, 0, 2, 4, 7, 9, 14),
            dagelijks(LANGE_NACHT, 0, 2, 4, 7, 9, 13),
        ),
        ("IOS350", dagelijks("22:00-08:00", 0, 2, 4, 7, 9, 11), dagelijks("22:00-08:01", 0, 2, 4, 7, 9, 11)),
        (
            "IOS350",
            dagelijks(LANGE_NACHT, *range(0, 22 * 14, 14), 52 * 7),
            dagelijks(LANGE_NACHT, *range(0, 22 * 14, 14), 51 * 7),
        ),
        # 14 hours after two o'clock; 8 hours once in seven days
        ("IOS351", [(0, NACHT), (1, "16:00-20:00")], [(0, "20:00-08:00"), (1, "19:59-22:00")]),
        (
            "IOS351",
            [(0, NACHT), (1, "16:00-20:00"), (3, NACHT), (4, "22:00-23:00")],
            [(0, NACHT), (1, "16:00-20:00"), (3, NACHT), (4, "21:59-23:00")],
        ),
        (
            "IOS351",
            [(0, NACHT), (1, "16:00-20:00"), (7, NACHT), (8, "16:00-20:00")],
            [(0, NACHT), (1, "16:00-20:00"), (6, NACHT), (7, "16:00-20:00")],
        ),
        (
            "IOS351",  # until two o'clock, and not after it
            [(0, "20:00-02:00"), (1, "13:00-15:00"), (3, "20:00-02:00"), (4, "13:00-15:00")],
            [(0, "20:00-02:01"), (1, "13:00-15:00"), (3, "20:00-02:01"), (4, "13:00-15:00")],
        ),
        ("IOS351", [(0, LANGE_NACHT), (1, "21:00-23:00")], [(0, LANGE_NACHT), (1, "20:59-23:00")]),
        # 46 hours after three in a row
        (
            "IOS352",
            [*dagelijks(NACHT, 0, 1, 2), (5, "06:00-12:00")],
            [*dagelijks(NACHT, 0, 1, 2), (5, "05:59-12:00")],
        ),
        (
            "IOS352",
            [*dagelijks(NACHT, 0, 1), (3, "17:00-23:00")],
            [*dagelijks(NACHT, 0, 1, 2), (4, "17:00-23:00")],
        ),
        # after a free night it is another series
        ("IOS352", [*dagelijks(NACHT, 0, 2, 4), (6, AVOND)], [*dagelijks(NACHT, 0, 1, 2), (4, NACHT)]),
        # seven in a row
        (
            "IOS353",
            [*dagelijks(AVOND, 0, 1, 2, 3, 4, 5), (6, NACHT)],
            [*dagelijks(AVOND, 0, 1, 2, 3, 4, 5), (6, NACHT), (7, NACHT)],
        ),
        (
            "IOS353",
            dagelijks(AVOND, *range(20)),
            [*dagelijks(AVOND, *range(20)), (20, NACHT)],
        ),
        (
            "IOS353",
            [*dagelijks(AVOND, 0, 1, 2, 3, 4, 5), (7, "11:00-17:00"), (8, NACHT)],
            [*dagelijks(AVOND, 0, 1, 2, 3, 4, 5), (7, "10:59-17:00"), (8, NACHT)],
        ),
        # 36 in sixteen weeks, of those that end after two o'clock
        ("IOS354", dagelijks(NACHT, *range(0, 108, 3)), dagelijks(NACHT, *range(0, 111, 3))),
        ("IOS354", dagelijks("20:00-02:00", *range(0, 111, 3)), dagelijks("20:00-02:01", *range(0, 111, 3))),
        (
            "IOS354",
            dagelijks(NACHT, *range(3, 111, 3), 112),
            dagelijks(NACHT, *range(3, 111, 3), 111),
        ),
        ("IOS370", [(0, AVOND), (0, "23:00-23:30")], [(0, AVOND), (0, "22:59-23:30")]),
    ],
)
def test_a_limit_and_just_past_it(
    code: str, goed: list[tuple[int, str]], fout: list[tuple[int, str]]
) -> None:
    assert not gevonden(code, rooster(*goed))
    bevinding = gevonden(code, rooster(*fout))
    assert len(bevinding) == 1
    assert bevinding[0].ernst is Ernst.WAARSCHUWING
    if code != "IOS370":
        assert bevinding[0].source.startswith("Arbeidstijdenwet")
        assert "2017" in bevinding[0].source
        assert "2017" in bevinding[0].hint
        assert bevinding[0].difference


def test_the_year_turns_and_the_clock_is_set() -> None:
    """A week over New Year is one week; on the night of the clock times are those on the wall."""
    oud_en_nieuw = (date(2026, 12, 28) - MAANDAG).days
    vol = dagelijks("08:00-20:00", *range(oud_en_nieuw, oud_en_nieuw + 5))
    assert not gevonden("IOS342", rooster(*vol))
    assert gevonden("IOS342", rooster(*vol, (oud_en_nieuw + 5, "08:00-09:00")))
    zomertijd_eindigt = (date(2026, 10, 24) - MAANDAG).days
    assert not gevonden("IOS340", rooster((zomertijd_eindigt, "20:00-08:00")))
    zomertijd_begint = (date(2027, 3, 27) - MAANDAG).days
    assert gevonden("IOS340", rooster((zomertijd_begint, "20:00-08:01")))


def test_a_finding_names_both_diensten_and_stands_at_the_later() -> None:
    (bevinding,) = gevonden("IOS341", rooster((1, "06:30-12:00"), (0, AVOND)))
    assert bevinding.message == (
        "the rest between the dienst of 2026-09-07 17:00-23:00 and that of 2026-09-08 06:30-12:00 is "
        "7 h 30 min"
    )
    assert bevinding.expected == "at least 11 hours, once in seven days 8 hours"
    assert bevinding.difference == "3 h 30 min too little"
    assert bevinding.path == ("dienst", 0)


def test_the_shorter_rest_that_was_used_is_named() -> None:
    tekst = rooster((0, AVOND), (1, "09:00-12:00"), (3, AVOND), (4, "09:00-12:00"))
    (bevinding,) = gevonden("IOS341", tekst)
    assert bevinding.message.endswith(
        "the one shorter rest in seven days was used after that of 2026-09-07 17:00-23:00"
    )


def test_one_that_is_not_allowed_uses_nothing_up() -> None:
    """Breaches on day 0 (allowed), 5 (not), 10: ten days after the one that was used."""
    dagen = [(d + n, t) for d in (0, 5, 10) for n, t in ((0, AVOND), (1, "09:00-12:00"))]
    assert [b.path for b in gevonden("IOS341", rooster(*dagen))] == [("dienst", 3)]


def test_overlapping_weeks_are_one_finding_the_worst() -> None:
    """Five weeks of 56 hours and more: two windows of four, the second fuller."""
    tijden = ["08:00-19:12"] * 4 + ["08:00-19:30"]
    dagen = [(7 * w + d, tijd) for w, tijd in enumerate(tijden) for d in range(5)]
    (bevinding,) = gevonden("IOS343", rooster(*dagen))
    assert bevinding.found == "56.375 hours a week"
    assert "2026-09-14" in bevinding.message


def test_hours_only_can_be_judged_for_length_alone() -> None:
    tekst = dienst(0, "8") + dienst(1, "8") + rooster((2, AVOND))
    assert not any(isinstance(b, NietTeBeoordelen) for b in bevindingen("IOS340", tekst))
    for code in CODES[1:]:
        redenen = [b.reden for b in bevindingen(code, tekst) if isinstance(b, NietTeBeoordelen)]
        assert redenen[0] == "2 diensten without `aanvang` and `einde`"


@pytest.mark.parametrize("code", [*CODES, "IOS370"])
def test_without_diensten_there_is_nothing_to_check(code: str) -> None:
    assert [type(b) for b in bevindingen(code, "")] == [Overgeslagen]


def test_the_same_dienst_twice_is_worked_once() -> None:
    tekst = rooster(*dagelijks("08:00-20:00", 0, 1, 2, 3, 4))
    assert not gevonden("IOS342", tekst + tekst)
    assert not gevonden("IOS370", tekst + tekst)


# --- around a birth ---

# due between 31 January and 14 February 2027, born on 14 February at the latest
VERLOF = '[[onderbreking]]\nsoort = "zwangerschapsverlof"\nvan = 2027-01-04\ntot_en_met = {}\n'
ZESTIEN_WEKEN = VERLOF.format("2027-04-25")


def op(datum: str, tijd: str, *meer: str) -> str:
    return dienst((date.fromisoformat(datum) - MAANDAG).days, tijd, *meer)


@pytest.mark.parametrize(
    ("verlof", "goed", "fout"),
    [
        (ZESTIEN_WEKEN, op("2026-06-25", AVOND), op("2026-06-26", AVOND)),
        (ZESTIEN_WEKEN, op("2027-08-14", AVOND), op("2027-08-13", AVOND)),
        # a late birth: the leave is as much longer
        (VERLOF.format("2027-05-02"), op("2027-08-21", AVOND), op("2027-08-20", AVOND)),
        # still running, or only its first part
        (VERLOF.replace("tot_en_met = {}\n", ""), op("2027-08-14", AVOND), op("2027-08-13", AVOND)),
        (VERLOF.format("2027-03-01"), op("2027-08-14", AVOND), op("2027-08-13", AVOND)),
        # the rest of the leave later on is the same birth
        (
            ZESTIEN_WEKEN
            + '[[onderbreking]]\nsoort = "zwangerschapsverlof"\nvan = 2027-06-07\ntot_en_met = 2027-06-20\n',
            op("2027-08-14", AVOND),
            op("2027-08-13", AVOND),
        ),
        (ZESTIEN_WEKEN, op("2026-10-01", "08:00-18:00"), op("2026-10-01", "08:00-18:01")),
        (ZESTIEN_WEKEN, op("2026-10-01", "05:00-12:00"), op("2026-10-01", "04:59-12:00")),
        (ZESTIEN_WEKEN, op("2026-10-01", "8", 'soort = "weekend"'), op("2026-10-01", "8", 'soort = "nacht"')),
        (ZESTIEN_WEKEN.replace("zwangerschapsverlof", "ziekte"), op("2026-10-01", AVOND), ""),
        # in the leave itself it is another finding
        (ZESTIEN_WEKEN, op("2027-02-01", AVOND), ""),
    ],
)
def test_the_months_around_a_birth(verlof: str, goed: str, fout: str) -> None:
    assert not gevonden("IOS360", verlof + goed)
    bevinding = gevonden("IOS360", verlof + fout)
    assert [b.ernst for b in bevinding] == [Ernst.OPMERKING] * bool(fout)
    if fout:
        assert bevinding[0].source == "Cao SBOH, A-14 lid 2 (2021)"
        assert "2027-01-31" in bevinding[0].hint


def test_two_pregnancies_are_two_findings() -> None:
    tweede = ZESTIEN_WEKEN.replace("2027-01-04", "2028-06-05").replace("2027-04-25", "2028-09-24")
    tekst = ZESTIEN_WEKEN + tweede + op("2026-10-01", AVOND) + op("2028-03-01", AVOND)
    assert [b.path for b in gevonden("IOS360", tekst)] == [("dienst", 0), ("dienst", 1)]


def test_diensten_of_which_the_time_is_unknown_are_told() -> None:
    (bevinding,) = bevindingen("IOS360", ZESTIEN_WEKEN + op("2026-10-01", "8"))
    assert isinstance(bevinding, NietTeBeoordelen)


# --- against an hour-by-hour count ---


def _regels() -> Regels:
    boek, _findings = RegelBoek.load(None)
    regels, _about = boek.regels_voor(start=date(2026, 3, 1))
    assert regels is not None
    return regels


REGELS = _regels()
# The daily rest without the one that may be shorter.
STRENG = replace(
    REGELS,
    records={
        **REGELS.records,
        "atw-dagelijkse-rust-verkort": replace(REGELS["atw-dagelijkse-rust-verkort"], waarde=Fraction(11)),
    },
)
roosters = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 23), st.integers(1, 23)), max_size=40)


def _werktijd(diensten: Iterable[tuple[int, int, int]], regels: Regels = REGELS) -> tuple[Werktijd, set[int]]:
    """Working time of diensten (day, hour, hours), and the hours that are worked, from that Monday on."""
    regel = [(d, f"{u:02}:00-{(u + n) % 24:02}:00") for d, u, n in diensten]
    geval = geval_van(BEGIN + rooster(*regel), as_of=AS_OF)
    gewerkt = {24 * d + u + k for d, u, n in diensten for k in range(n)}
    return bepaal_werktijd(geval.diensten.boekingen, regels), gewerkt


NUL = (MAANDAG.toordinal() - 1) * ETMAAL


def _blokken(gewerkt: set[int]) -> list[list[int]]:
    """The worked hours in shifts: 8 hours without work between them."""
    blokken: list[list[int]] = []
    for uur in sorted(gewerkt):
        if blokken and uur - blokken[-1][-1] - 1 < 8:
            blokken[-1].append(uur)
        else:
            blokken.append([uur])
    return blokken


@settings(max_examples=aantal(60))
@given(roosters, st.randoms())
def test_shifts_nights_and_weeks_hour_by_hour(
    diensten: list[tuple[int, int, int]], toeval: random.Random
) -> None:
    uniek = list({(d, u): (d, u, n) for d, u, n in diensten}.values())
    werktijd, gewerkt = _werktijd(uniek)
    verwacht = []
    for uren in _blokken(gewerkt):
        nacht = [u for u in uren if u % 24 < 6]
        laat = len(nacht) > 1 and uren[-1] + 1 > nacht[0] // 24 * 24 + 2
        verwacht.append((uren[0], uren[-1] + 1, len(uren), len(nacht) > 1, laat))
    assert [
        ((b.begin - NUL) // UUR, (b.eind - NUL) // UUR, b.arbeid // UUR, b.is_nacht, b.is_laat)
        for b in werktijd.blokken
    ] == verwacht
    per_week: dict[int, int] = {}
    for uur in gewerkt:
        per_week[uur // 168] = per_week.get(uur // 168, 0) + 1
    assert {w.nummer - NUL // WEEK: w.arbeid // UUR for w in werktijd.weken} == per_week
    te_vol = any(sum(per_week.get(w + k, 0) for k in range(4)) > 220 for w in range(-3, 8))
    assert bool(list(te_volle_vier_weken(werktijd, REGELS))) == te_vol
    toeval.shuffle(uniek)
    andersom, _gewerkt = _werktijd(uniek)
    assert [s[:2] for s in andersom.stukken] == [s[:2] for s in werktijd.stukken]
    assert andersom.blokken == werktijd.blokken


@settings(max_examples=aantal(60))
@given(roosters)
def test_daily_rest_hour_by_hour(diensten: list[tuple[int, int, int]]) -> None:
    """Of every shift that is not of one dienst, nor a late night: the longest rest in 24 hours."""
    uniek = list({(d, u): (d, u, n) for d, u, n in diensten}.values())
    werktijd, gewerkt = _werktijd(uniek, STRENG)
    aanvangen = {24 * d + u for d, u, _n in uniek}
    te_weinig = 0
    for blok in werktijd.blokken:
        begin = (blok.begin - NUL) // UUR
        if len([a for a in aanvangen if begin <= a < begin + 24]) < 2:
            continue
        langste = nu = 0
        einde = 0
        for uur in range(begin, begin + 24):
            nu = 0 if uur in gewerkt else nu + 1
            if nu > langste:
                langste, einde = nu, uur + 1
        na_de_nacht = blok.is_laat and einde - langste == (blok.eind - NUL) // UUR and einde < begin + 24
        te_weinig += langste < 11 and not na_de_nacht
    assert len(list(te_weinig_dagelijkse_rust(werktijd, STRENG))) == te_weinig
