"""The checks on diensten, each at its limit and just past it. Source: LOP 2024, 4.2.1 to 4.2.6."""

import random
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from ios_cli.domain.dossier import Dienst
from ios_cli.domain.finding import Ernst, Finding
from ios_cli.toetsing.geval import Geval
from ios_cli.toetsing.register import TOETSEN, Bevinding, NietTeBeoordelen, Overgeslagen
from ios_cli.toetsing.toetsen import alle_toetsen, codes_van, toets_alles
from tests.oracle.compare import plan as plan_willekeurig
from tests.strategies import Geval as Willekeurig
from tests.strategies import aantal, gevallen
from tests.toetsing.test_toetsing import geval_van

alle_toetsen()
FOUT, WAARSCHUWING, OPMERKING = Ernst.FOUT, Ernst.WAARSCHUWING, Ernst.OPMERKING
START = date(2025, 3, 1)
BEGIN = '[aios]\nid = "x"\n[opleiding]\nstart = 2025-03-01\n'
GRONINGEN = BEGIN + 'profiel = "groningen"\n'
NA = date(2026, 3, 15)  # after the first practice period


def diensten(hoeveel: int, *regels: str, vanaf: str = "2025-03-03", om_de: int = 7, uren: str = "8") -> str:
    """`hoeveel` diensten, one every `om_de` days."""
    eerste = date.fromisoformat(vanaf)
    return "".join(
        "\n".join(
            ["[[dienst]]", f"datum = {eerste + timedelta(days=om_de * n)}", f"uren = {uren}", *regels, ""]
        )
        for n in range(hoeveel)
    )


def bevindingen(code: str, tekst: str, as_of: date = NA) -> list[Bevinding]:
    return list(TOETSEN[code].functie(geval_van(tekst, as_of=as_of)))


def gevonden(code: str, tekst: str, as_of: date = NA) -> list[Finding]:
    return [b for b in bevindingen(code, tekst, as_of) if isinstance(b, Finding)]


def ernsten(code: str, tekst: str, as_of: date = NA) -> list[Ernst]:
    return [f.ernst for f in gevonden(code, tekst, as_of)]


def schema(ha1: str = "12", *regels: str) -> str:
    delen = [
        ("huisartspraktijk-1", ha1, ""),
        ("klinisch", "6", "\n".join(regels)),
        ("huisartspraktijk-2", "12", ""),
    ]
    return "".join(f'[[onderdeel]]\nsoort = "{s}"\nmaanden = {m}\n{r}\n' for s, m, r in delen)


# four fifths: 12 months of content in 15 of the calendar; the other way round with `kalender`
DEELTIJD = "[[deeltijd]]\nvanaf = 2025-03-01\nfactor = 0.8\n"


@pytest.mark.parametrize(
    ("tekst", "as_of", "verwacht"),
    [
        (BEGIN + diensten(20), NA, []),
        (BEGIN + diensten(19), NA, [FOUT]),
        (BEGIN, NA, [FOUT]),
        # its last day is the last on which one can be done: it is over the day after
        (BEGIN + diensten(19), date(2026, 3, 1), [FOUT]),
        (BEGIN + diensten(19), date(2026, 2, 28), []),
        # nine months: 15; what does not count is no part of it
        (BEGIN + schema("9") + diensten(15), NA, []),
        (BEGIN + schema("9") + diensten(14) + diensten(1, vanaf="2025-10-01", uren="4.9"), NA, [FOUT]),
        # at 80 % nine months of content are 11.25 of the calendar: 15 against 19
        (BEGIN + schema("9") + DEELTIJD + diensten(15), NA, [OPMERKING]),
        (BEGIN + schema("9") + DEELTIJD + diensten(18), NA, [OPMERKING]),
        (BEGIN + schema("9") + DEELTIJD + diensten(19), NA, []),
        (BEGIN + schema("9") + DEELTIJD + diensten(14), NA, [FOUT]),
        # the training stopped in it: nothing is owed
        (BEGIN + 'status = "gestopt"\neinde = 2025-12-31\n' + diensten(3), NA, []),
        (BEGIN + 'status = "gestopt"\neinde = 2026-12-31\n' + diensten(19), NA, [FOUT]),
    ],
)
def test_too_few(tekst: str, as_of: date, verwacht: list[Ernst]) -> None:
    assert ernsten("IOS300", tekst, as_of) == verwacht


def test_too_few_says_both_readings() -> None:
    (bevinding,) = gevonden("IOS300", BEGIN + schema("9") + DEELTIJD + diensten(14))
    assert bevinding.expected == "at least 15 (by content); 19 (by calendar months)"
    assert (bevinding.found, bevinding.difference) == ("14", "1 too few")
    assert bevinding.source == "LOP 2024, 4.2.1 en 4.2.6"
    assert bevinding.path == ("onderdeel", 0)


@pytest.mark.parametrize(
    ("tekst", "as_of", "verwacht"),
    [
        # half way, nine done and eleven planned
        (BEGIN + diensten(9, om_de=20) + diensten(11, vanaf="2025-09-10"), date(2025, 8, 31), []),
        (BEGIN + diensten(9, om_de=20) + diensten(10, vanaf="2025-09-10"), date(2025, 8, 31), [OPMERKING]),
        # ten of twenty half way is in time
        (BEGIN + diensten(10, om_de=18), date(2025, 8, 29), []),
        # the first quarter of 365 days: 91.25
        (BEGIN, date(2025, 5, 30), []),
        (BEGIN, date(2025, 5, 31), [OPMERKING]),
        # the last month: from 29 January on, whatever the pace
        (BEGIN + diensten(19), date(2026, 1, 28), []),
        (BEGIN + diensten(19), date(2026, 1, 29), [WAARSCHUWING]),
        (BEGIN + diensten(19), date(2026, 2, 27), [WAARSCHUWING]),
        # on the last day there is still one to be done, after it there is not
        (BEGIN + diensten(19), date(2026, 2, 28), [WAARSCHUWING]),
        (BEGIN + diensten(19), date(2026, 3, 1), []),
        (BEGIN + diensten(20), date(2026, 2, 27), []),
        (BEGIN + diensten(20), date(2026, 2, 28), []),
    ],
)
def test_running_behind(tekst: str, as_of: date, verwacht: list[Ernst]) -> None:
    assert ernsten("IOS301", tekst, as_of) == verwacht


def naar_kalender(map_: Path) -> Path:
    """The folder of a profile that reads the quotas by calendar months."""
    (map_ / "kalender.toml").write_text(
        '[profiel]\nnaam = "kalender"\nregeling = "lop-2024"\n'
        '[regel.diensten-telling]\nwaarde = "kalender"\nbron = "x"\njaar = 2025\n',
        encoding="utf-8",
    )
    return map_


@pytest.mark.parametrize(
    ("code", "telling", "hoeveel", "ernst", "woorden", "verschil"),
    [
        # 80 %, nine months of content: 15 to 18; by the calendar 19 to 23
        ("IOS300", "inhoud", 14, FOUT, "which is over, and that is too few", "1 too few"),
        ("IOS300", "inhoud", 15, OPMERKING, "enough by content, too few by calendar months", ""),
        (
            "IOS300",
            "kalender",
            15,
            WAARSCHUWING,
            "too few by calendar months, enough by content",
            "4 too few",
        ),
        ("IOS300", "kalender", 14, FOUT, "which is over, and that is too few", "5 too few"),
        ("IOS302", "inhoud", 19, WAARSCHUWING, "too many by content, not by calendar months", "1 too many"),
        ("IOS302", "inhoud", 24, FOUT, "and that is too many", "6 too many"),
        ("IOS302", "kalender", 19, OPMERKING, "not too many by calendar months, too many by content", ""),
        ("IOS302", "kalender", 24, FOUT, "and that is too many", "1 too many"),
    ],
)
def test_one_reading_missed(
    tmp_path: Path, code: str, telling: str, hoeveel: int, ernst: Ernst, woorden: str, verschil: str
) -> None:
    """Where the reading chosen is met it is for information, and the difference is that of the one chosen."""
    profiel = 'profiel = "kalender.toml"\n' if telling == "kalender" else ""
    tekst = BEGIN + profiel + schema("9") + DEELTIJD + diensten(hoeveel)
    geval = geval_van(tekst, as_of=NA, basis=naar_kalender(tmp_path))
    (bevinding,) = [b for b in TOETSEN[code].functie(geval) if isinstance(b, Finding)]
    assert bevinding.ernst is ernst
    assert bevinding.message.endswith(woorden)
    assert bevinding.difference == verschil


def test_the_pace_is_told_where_it_gives_more_than_is_planned() -> None:
    """Half way with seven done: 365 x 7 / 184 = 13.9. With eight planned that says less."""
    as_of = date(2025, 8, 31)
    (bevinding,) = gevonden("IOS301", BEGIN + diensten(7), as_of)
    assert bevinding.message.endswith("; at this rate there will be 13")
    (bevinding,) = gevonden("IOS301", BEGIN + diensten(7) + diensten(8, vanaf="2025-09-10"), as_of)
    assert bevinding.message == "huisartspraktijk-1 has 7 diensten done and 8 planned, up to 2026-02-28"


def test_a_pace_just_below_the_minimum_is_not_rounded_up_to_it() -> None:
    """10 in 183 of 365 days: 19.95."""
    (bevinding,) = gevonden("IOS301", BEGIN + diensten(10), date(2025, 8, 30))
    assert bevinding.message.endswith("there will be 19")


@pytest.mark.parametrize(
    ("tekst", "verwacht"),
    [
        (BEGIN + diensten(25), []),
        (BEGIN + diensten(26), [FOUT]),
        # planned ones count too
        (BEGIN + diensten(25) + diensten(1, vanaf="2025-12-01"), [FOUT]),
        # nine months: 18.75 by content, 23 by calendar
        (BEGIN + schema("9") + DEELTIJD + diensten(18), []),
        (BEGIN + schema("9") + DEELTIJD + diensten(19), [WAARSCHUWING]),
        (BEGIN + schema("9") + DEELTIJD + diensten(23), [WAARSCHUWING]),
        (BEGIN + schema("9") + DEELTIJD + diensten(24), [FOUT]),
        # above twelve months the LOP is silent: in one reading, in both
        (BEGIN + DEELTIJD + diensten(26), [WAARSCHUWING]),
        (BEGIN + schema("15") + diensten(26), [OPMERKING]),
        (BEGIN + schema("15") + diensten(25), []),
    ],
)
def test_too_many(tekst: str, verwacht: list[Ernst]) -> None:
    assert ernsten("IOS302", tekst, date(2025, 11, 1)) == verwacht


def test_too_many_stands_at_the_first_beyond() -> None:
    (bevinding,) = gevonden("IOS302", BEGIN + diensten(28))
    assert bevinding.path == ("dienst", 25)
    assert (bevinding.expected, bevinding.found, bevinding.difference) == ("at most 25", "28", "3 too many")


IN_STAGE = "2026-03-02"


@pytest.mark.parametrize(
    ("regels", "hoeveel", "verwacht"),
    [
        (("max_diensten = 4",), 4, []),
        (("max_diensten = 4",), 5, [FOUT]),
        (("max_diensten = 0",), 1, [FOUT]),
        # not acute: that of a practice period, pro rata: 12.5
        (("acuut = false", "anw_in_leerwerkplan = true"), 12, []),
        (("acuut = false", "anw_in_leerwerkplan = true"), 13, [FOUT]),
    ],
)
def test_too_many_in_a_stage(regels: tuple[str, ...], hoeveel: int, verwacht: list[Ernst]) -> None:
    tekst = BEGIN + schema("12", *regels) + diensten(hoeveel, vanaf=IN_STAGE)
    assert ernsten("IOS303", tekst) == verwacht


def test_a_stage_without_a_maximum_cannot_be_assessed() -> None:
    (bevinding,) = bevindingen("IOS303", BEGIN + diensten(3, vanaf=IN_STAGE))
    assert bevinding == NietTeBeoordelen(
        "3 diensten in klinisch, of which the dossier gives no `max_diensten`"
    )


GESPREKKEN = "".join(
    f"[[voortgangsgesprek]]\ndatum = {d}\n" for d in ("2025-06-02", "2025-09-01", "2025-12-01")
)


@pytest.mark.parametrize(
    ("tekst", "verwacht"),
    [
        (GRONINGEN + GESPREKKEN + diensten(15), []),
        (GRONINGEN + GESPREKKEN + diensten(14), [WAARSCHUWING]),
        # that of the day itself counts, and none after it
        (GRONINGEN + GESPREKKEN + diensten(14) + diensten(1, vanaf="2025-12-01"), []),
        (GRONINGEN + GESPREKKEN + diensten(14) + diensten(1, vanaf="2025-12-02"), [WAARSCHUWING]),
        # nine months of twelve: 11.25, so twelve
        (GRONINGEN + schema("9.5") + GESPREKKEN + diensten(12), []),
        (GRONINGEN + schema("9.5") + GESPREKKEN + diensten(11), [WAARSCHUWING]),
    ],
)
def test_the_interim_count_of_a_profile(tekst: str, verwacht: list[Ernst]) -> None:
    assert ernsten("IOS304", tekst) == verwacht


def test_the_interim_count_waits_for_its_talk() -> None:
    for tekst in (BEGIN + GESPREKKEN, GRONINGEN + GESPREKKEN.rpartition("[[")[0], GRONINGEN + schema("9")):
        assert [type(b) for b in bevindingen("IOS304", tekst)] == [Overgeslagen]


@pytest.mark.parametrize(
    ("code", "goed", "slecht", "ernst"),
    [
        ("IOS310", diensten(1, uren="5"), diensten(1, uren="4.99"), OPMERKING),
        ("IOS311", diensten(1, 'rol = "visite-arts"'), diensten(1), OPMERKING),
        ("IOS312", diensten(1, vanaf="2025-03-01"), diensten(1, vanaf="2025-02-28"), WAARSCHUWING),
        ("IOS312", diensten(1, vanaf="2028-02-29"), diensten(1, vanaf="2028-03-01"), WAARSCHUWING),
        ("IOS313", diensten(1, vanaf="2026-08-31"), diensten(1, vanaf="2026-09-01"), WAARSCHUWING),
        (
            "IOS314",
            '[[onderbreking]]\nsoort = "ziekte"\nvan = 2025-03-03\ntot_en_met = 2025-03-07\nomvang = 0.9\n'
            + diensten(1),
            '[[onderbreking]]\nsoort = "ziekte"\nvan = 2025-03-03\ntot_en_met = 2025-03-07\n' + diensten(1),
            WAARSCHUWING,
        ),
        (
            "IOS315",
            diensten(1) + diensten(1, uren="8.5"),
            diensten(1) + diensten(1),
            WAARSCHUWING,
        ),
        (
            "IOS320",
            'profiel = "groningen"\n' + diensten(1, 'soort = "avond"'),
            'profiel = "groningen"\n' + diensten(1, 'soort = "nacht"'),
            WAARSCHUWING,
        ),
        (
            "IOS320",
            'profiel = "groningen"\n' + diensten(1, 'soort = "nacht"', vanaf="2027-03-01"),
            'profiel = "groningen"\n' + diensten(1, 'soort = "nacht"', vanaf="2026-02-28"),
            WAARSCHUWING,
        ),
        (
            "IOS321",
            diensten(1, 'supervisie = "beschikbaar"'),
            diensten(1, 'supervisie = "op-afstand"'),
            OPMERKING,
        ),
    ],
)
def test_an_entry(code: str, goed: str, slecht: str, ernst: Ernst) -> None:
    assert not gevonden(code, BEGIN + goed)
    (bevinding,) = gevonden(code, BEGIN + slecht)
    assert bevinding.ernst is ernst
    assert bevinding.path[0] == "dienst"
    assert bevinding.source


def test_nights_in_the_first_period_are_a_matter_of_the_profile() -> None:
    assert not gevonden("IOS320", BEGIN + diensten(1, 'soort = "nacht"'))


IN_DIENST = "[[dienst]]\ndatum = 2025-03-03\naanvang = {}:00:00\neinde = {}:00:00\n"


def test_a_night_is_seen_by_its_times_where_no_soort_is_given() -> None:
    nacht, avond = IN_DIENST.format(23, "08"), IN_DIENST.format(17, 23)
    (bevinding,) = gevonden("IOS320", GRONINGEN + nacht)
    assert "is a night shift by its times" in bevinding.message
    assert (bevinding.ernst, bevinding.found, bevinding.path) == (WAARSCHUWING, "nacht", ("dienst", 0))
    weken = bevindingen("IOS320", GRONINGEN + avond)
    assert [b.reden for b in weken if isinstance(b, NietTeBeoordelen) and "soort" in b.reden] == []
    assert len(weken) == 1
    # what is written goes first
    assert not gevonden("IOS320", GRONINGEN + nacht + 'soort = "weekend"\n')
    assert not bevindingen("IOS320", BEGIN + nacht)


def test_without_soort_and_times_a_night_cannot_be_assessed() -> None:
    assert bevindingen("IOS320", GRONINGEN + diensten(3))[-1] == NietTeBeoordelen(
        "3 diensten in huisartspraktijk-1 without `soort`, of which the times do not tell either"
    )


def test_two_roles_at_the_same_times_are_one_dienst() -> None:
    rollen = [IN_DIENST.format("08", 16) + f'rol = "{r}"\n' for r in ("visite-arts", "consultarts")]
    for volgorde in (rollen, rollen[::-1]):
        (bevinding,) = gevonden("IOS315", BEGIN + "".join(volgorde))
        assert "twice at the same times, as consultarts and as visite-arts" in bevinding.message
    # of the same times and rol: a double as any other
    (bevinding,) = gevonden("IOS315", BEGIN + rollen[0] + rollen[0])
    assert bevinding.message == "the dienst of 2025-03-03 stands there twice and counts once"


def test_remote_supervision_before_month_six() -> None:
    tekst = BEGIN + "".join(
        diensten(1, 'supervisie = "op-afstand"', vanaf=d) for d in ("2027-07-31", "2027-08-01")
    )
    # month 6 of a period from 1 March on
    (bevinding,) = gevonden("IOS321", tekst)
    assert bevinding.path == ("dienst", 0)
    assert bevinding.expected == "from 2027-08-01 on (month 6)"


def test_many_of_a_kind_are_one_finding() -> None:
    (bevinding,) = gevonden("IOS311", BEGIN + diensten(8))
    assert bevinding.path == ("dienst", 0)
    assert bevinding.message.startswith("8 diensten in huisartspraktijk-1 have no `rol`: 2025-03-03, ")
    assert bevinding.message.endswith("2025-03-31 and 3 more")


def test_a_dienst_says_where_it_lies() -> None:
    tekst = (
        BEGIN
        + '[[onderdeel]]\nsoort = "huisartspraktijk-1"\nmaanden = 12\n'
        + '[[onderdeel]]\nsoort = "klinisch"\nmaanden = 6\nbegin = 2026-04-01\n'
        + diensten(1, vanaf="2026-03-10")
    )
    (bevinding,) = gevonden("IOS312", tekst)
    assert "in waiting time" in bevinding.message


# --- laws ---

soorten = st.sampled_from(("", 'soort = "nacht"\n', 'supervisie = "op-afstand"\n', 'rol = "visite-arts"\n'))
tijden = st.sampled_from(
    (
        "uren = 8",
        "uren = 4",
        "uren = 13",
        "aanvang = 17:00:00\neinde = 23:00:00",
        "aanvang = 23:00:00\neinde = 08:00:00",
    )
)
entries = st.builds(
    lambda dag, tijd, soort: f"[[dienst]]\ndatum = {START + timedelta(days=dag)}\n{tijd}\n{soort}",
    st.integers(-10, 400),
    tijden,
    soorten,
)
VERLOF = '[[onderbreking]]\nsoort = "zwangerschapsverlof"\nvan = 2025-08-04\ntot_en_met = 2025-11-23\n'
EIGEN = {code for n in range(30, 38) for code in codes_van(f"IOS{n}")}


@settings(max_examples=aantal(40))
@given(
    st.lists(entries, max_size=45),
    st.sampled_from((BEGIN, GRONINGEN, BEGIN + VERLOF, BEGIN + schema("3") + VERLOF)),
    st.randoms(),
)
def test_the_order_of_the_entries_changes_nothing(
    lijst: list[str], begin: str, toeval: random.Random
) -> None:
    """What is said stays, but for the row at which it is said."""

    def gezegd() -> list[object]:
        uit = toets_alles(geval_van(begin + "".join(lijst), as_of=NA), select=EIGEN)
        return [(u.code, u.redenen, sorted(str(replace(f, path=())) for f in u.findings)) for u in uit]

    eerst = gezegd()
    toeval.shuffle(lijst)
    assert gezegd() == eerst


@settings(max_examples=aantal(40))
@given(gevallen(), st.lists(st.tuples(st.integers(-40, 1500), st.integers(1, 26)), max_size=30))
def test_any_dossier_can_be_checked(willekeurig: Willekeurig, lijst: list[tuple[int, int]]) -> None:
    """Every finding stands at an entry that is there, under its own code, and says something."""
    ios = plan_willekeurig(willekeurig).ios
    assume(ios is not None)
    assert ios is not None
    rijen = tuple(Dienst(datum=ios.start + timedelta(days=d), uren=Fraction(n, 2)) for d, n in lijst)
    dossier = replace(willekeurig.dossier, dienst=rijen)
    geval = Geval(dossier=dossier, regels=geval_van(BEGIN).regels, ios=ios, as_of=willekeurig.as_of)
    for uitslag in toets_alles(geval, select=EIGEN):
        for f in uitslag.findings:
            assert f.code == uitslag.code
            assert f.message
            assert f.source
            if f.path[0] == "dienst":
                assert isinstance(f.path[1], int)
                assert f.path[1] < len(rijen)
