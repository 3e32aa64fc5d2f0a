"""Onderwijs: days owed and done per opleidingsjaar, and the checks on them.

Source of the numbers: LOP 2024, 3.1.2 (40 to 50 days a year at full time); rekenregels 10.
"""

import random
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from ios_cli.domain.calendar import Maandtelling, add_months
from ios_cli.domain.dossier import Dossier, Onderwijs
from ios_cli.domain.finding import Ernst, Finding
from ios_cli.domain.ios import IOS
from ios_cli.domain.onderwijs import Onderwijsjaar
from ios_cli.io.dossiers import load_dossier
from ios_cli.planning.ios import plan_ios
from ios_cli.planning.onderwijs import bepaal_onderwijs, buiten_opleiding, opleidingsduur
from ios_cli.regels.load import RegelBoek
from ios_cli.regels.model import Regels
from ios_cli.toetsing import onderwijs as toetsen
from ios_cli.toetsing.geval import Geval
from ios_cli.toetsing.register import TOETSEN, NietTeBeoordelen, Overgeslagen
from tests.oracle.compare import plan as plan_willekeurig
from tests.strategies import Geval as Willekeurig
from tests.strategies import aantal, gevallen

AS_OF = date(2026, 6, 1)
BOEK, _FINDINGS = RegelBoek.load()
DAG = timedelta(days=1)


def regels(**waarden: object) -> Regels:
    basis, findings = BOEK.regels_voor(start=date(2025, 3, 1))
    assert basis is not None
    assert not findings
    records = dict(basis.records)
    for naam, waarde in waarden.items():
        sleutel = naam.replace("_", "-")
        records[sleutel] = replace(records[sleutel], waarde=waarde)
    return replace(basis, records=records)


def lees(tekst: str, start: str = "2025-03-01") -> Dossier:
    loaded = load_dossier(f'[aios]\nid = "x"\n[opleiding]\nstart = {start}\n{tekst}'.encode(), "dossier.toml")
    assert loaded.dossier is not None, loaded.findings
    assert loaded.complete, loaded.findings
    return loaded.dossier


def plan(dossier: Dossier, gelden: Regels, as_of: date = AS_OF) -> IOS:
    ios = plan_ios(dossier, gelden, as_of=as_of).ios
    assert ios is not None
    return ios


def jaren(
    tekst: str, *, start: str = "2025-03-01", as_of: date = AS_OF, **waarden: object
) -> tuple[Onderwijsjaar, ...]:
    dossier, gelden = lees(tekst, start), regels(**waarden)
    return bepaal_onderwijs(plan(dossier, gelden, as_of), dossier, gelden, as_of=as_of)


def getallen(*waarden: str) -> tuple[Fraction, ...]:
    return tuple(Fraction(w) for w in waarden)


DEELTIJD = "[[deeltijd]]\nvanaf = 2025-03-01\nfactor = 0.8\n"
VERLOF = '[[onderbreking]]\nsoort = "zwangerschapsverlof"\nvan = 2025-11-03\ntot_en_met = 2026-02-22\n'
ZIEK = '[[onderbreking]]\nsoort = "ziekte"\nvan = 2025-06-02\ntot_en_met = 2025-11-28\nomvang = 0.5\n'
GESTOPT = 'status = "gestopt"\neinde = 2026-05-15\n'

# (case, dossier, (minimum, maximum) of every year)
GEVALLEN = [
    ("full time", "", [(40, 50), (40, 50), (40, 50)]),
    # 45 months: three whole years and 9 months; 0.8 x 40 = 32, 0.75 x 0.8 x 40 = 24
    ("80 %", DEELTIJD, [(32, 40), (32, 40), (32, 40), (24, 30)]),
    # the clock stands still on 98 of 365 days: 40 x 267/365 = 29.26 -> 30, 50 x 267/365 = 36.58 -> 36
    # the last year: 2028-03-01 to 2028-06-06 is 3 months and 6 of 30 days = 3.2 months: 10.67, 13.33
    ("16 weeks of leave", VERLOF, [(30, 36), (40, 50), (40, 50), (11, 13)]),
    # cut on 2026-05-15: 2 months and 15 of 31 days
    ("stopped", GESTOPT, [(40, 50), (9, 10)]),
]


@pytest.mark.parametrize(("geval", "tekst", "verwacht"), GEVALLEN, ids=[g[0] for g in GEVALLEN])
def test_minimum_and_maximum(geval: str, tekst: str, verwacht: list[tuple[int, int]]) -> None:
    assert [(j.minimum, j.maximum) for j in jaren(tekst)] == verwacht


def test_numbers_are_exact() -> None:
    eerste, *_rest, laatste = jaren(VERLOF)
    assert eerste.factor == Fraction(267, 365)
    assert eerste.minimum_exact == 40 * Fraction(267, 365)
    assert eerste.lengte == 1
    assert laatste.lengte == Fraction(16, 60)  # 3.2 of 12 months
    assert laatste.maximum_exact == 50 * Fraction(16, 60)
    assert (laatste.periode.begin, laatste.periode.laatste_dag) == (date(2028, 3, 1), date(2028, 6, 6))


def test_half_sick_days_count_half_beyond_the_free_ones() -> None:
    """Ten working days of half a day each are twenty; from then on, the clock runs at half."""
    eerste = jaren(ZIEK)[0]
    assert eerste.factor == 1 - Fraction(1, 2) * Fraction(154, 365)


def test_years_are_counted_from_the_start() -> None:
    """A start on 31 August: the years begin on 31 August, whatever the months in between do."""
    begins = [j.periode.begin for j in jaren("", start="2026-08-31")]
    assert begins == [date(2026, 8, 31), date(2027, 8, 31), date(2028, 8, 31)]
    begins = [j.periode.begin for j in jaren("", start="2024-02-29")]
    assert begins == [date(2024, 2, 29), date(2025, 3, 1), date(2026, 3, 1)]


def test_waiting_time_owes_nothing() -> None:
    """Klinisch not before 2026-12-01: 92 days of waiting in the second year."""
    wacht = "".join(
        f'[[onderdeel]]\nsoort = "{soort}"\nmaanden = {maanden}\n{meer}'
        for soort, maanden, meer in (
            ("huisartspraktijk-1", 12, ""),
            ("klinisch", 6, "begin = 2026-06-01\n"),
            ("ggz", 3, ""),
            ("ccz", 3, ""),
            ("huisartspraktijk-2", 12, ""),
        )
    )
    assert jaren(wacht)[1].factor == 1 - Fraction(92, 365)


def test_a_cut_in_waiting_time_counts_the_waiting_days_as_days_of_training() -> None:
    tekst = (
        'status = "gestopt"\neinde = 2026-04-30\n'
        '[[onderdeel]]\nsoort = "huisartspraktijk-1"\nmaanden = 12\n'
        '[[onderdeel]]\nsoort = "klinisch"\nmaanden = 6\nbegin = 2026-06-01\n'
    )
    laatste = jaren(tekst)[-1]
    assert (laatste.periode.laatste_dag, laatste.factor) == (date(2026, 4, 30), Fraction(0))
    assert (laatste.minimum, laatste.maximum) == (0, 0)


def test_part_time_that_changes_nothing() -> None:
    """`ongewijzigd`: the length of the year alone, and days on which the clock stands still left out."""
    tekst = DEELTIJD + VERLOF
    eerste, tweede, *_rest = jaren(tekst, onderwijs_deeltijd="ongewijzigd")
    assert eerste.factor == Fraction(267, 365)
    assert (tweede.minimum, tweede.maximum) == (40, 50)
    assert tweede.factor == 1
    assert jaren(tekst)[1].factor == Fraction(4, 5)


def test_a_short_year_has_no_maximum_below_its_minimum() -> None:
    """A month at 80 %: 2.67 to 3.33 is 3 and 3; three days: 0.32 to 0.4 would be 1 and 0."""
    verlenging = '[[verlenging]]\ndagen = 3\nonderdeel = "huisartspraktijk-2"\nreden = "x"\n'
    onderdelen = '[[onderdeel]]\nsoort = "huisartspraktijk-1"\nmaanden = 12\n' + (
        '[[onderdeel]]\nsoort = "huisartspraktijk-2"\ndagen = 1\n'
    )
    laatste = jaren(onderdelen + verlenging)[-1]
    assert (laatste.minimum, laatste.maximum) == (1, 1)
    assert laatste.maximum_exact < 1


ONDERWIJS = "".join(
    f"[[onderwijs]]\ndatum = {datum}\ndagen = {dagen}\n{soort}"
    for datum, dagen, soort in (
        ("2025-03-01", "1", 'soort = "terugkomdag"\n'),
        ("2026-02-28", "0.5", 'soort = "online"\n'),
        ("2026-03-01", "1.0", ""),
        ("2026-06-01", "0.25", ""),
        ("2026-06-02", "1", ""),
    )
)


def test_done_and_planned_by_year() -> None:
    """The first and the last day of a year lie in it; the day of reference is done, the one after it not."""
    eerste, tweede, derde = jaren(ONDERWIJS)
    assert (eerste.gedaan, eerste.gepland, eerste.nog_te_doen) == getallen("1.5", "0", "38.5")
    assert (tweede.gedaan, tweede.gepland, tweede.nog_te_doen) == getallen("1.25", "1", "37.75")
    assert (derde.gedaan, derde.gepland, derde.nog_te_doen) == getallen("0", "0", "40")
    assert eerste.soorten == {"terugkomdag": 1, "online": Fraction(1, 2)}
    assert tweede.soorten == {"": Fraction(9, 4)}


def test_days_outside_the_training_lie_in_no_year() -> None:
    buiten = "[[onderwijs]]\ndatum = 2025-02-28\ndagen = 1\n[[onderwijs]]\ndatum = 2028-03-01\ndagen = 1\n"
    dossier, gelden = lees(ONDERWIJS + buiten), regels()
    ios = plan(dossier, gelden)
    assert buiten_opleiding(ios, dossier) == (5, 6)
    assert sum(j.geboekt for j in bepaal_onderwijs(ios, dossier, gelden, as_of=AS_OF)) == Fraction(15, 4)


def test_without_any_day_there_are_no_years() -> None:
    dossier, gelden = lees(""), regels()
    niets = replace(plan(dossier, gelden), rijen=(), zonder_einde=())
    assert opleidingsduur(niets) is None
    assert bepaal_onderwijs(niets, dossier, gelden, as_of=AS_OF) == ()


# --- laws ---


def _per_dag(ios: IOS, dag: date) -> Fraction:
    """The rate of one day, looked up the slow way: the first onderdeel that has it."""
    for rij in ios.rijen:
        for segment in rij.segmenten:
            if dag in segment.periode:
                return segment.tempo
    return Fraction(0)


@settings(max_examples=aantal(60))
@given(gevallen(lang=True))
def test_a_day_by_day_sum_gives_the_same(geval: Willekeurig) -> None:
    ios = plan_willekeurig(geval).ios
    duur = None if ios is None else opleidingsduur(ios)
    assume(ios is not None and duur is not None and duur.dagen < 5000)
    assert ios is not None
    assert duur is not None
    gelden = regels()
    uit = bepaal_onderwijs(ios, geval.dossier, gelden, as_of=geval.as_of)
    assert [jaar.nummer for jaar in uit] == list(range(1, len(uit) + 1))
    assert uit[-1].periode.end == duur.end
    for jaar in uit:
        begin, volgende = (add_months(ios.start, 12 * (jaar.nummer - n)) for n in (1, 0))
        assert jaar.periode.begin == begin
        assert jaar.periode.end == min(volgende, duur.end)
        assert jaar.lengte == Maandtelling(ios.start).position((jaar.periode.end - ios.start).days) / 12 - (
            jaar.nummer - 1
        )
        dagen = [jaar.periode.begin + i * DAG for i in range(jaar.periode.dagen)]
        assert jaar.factor == sum((_per_dag(ios, dag) for dag in dagen), Fraction(0)) / len(dagen)
        assert jaar.minimum_exact == 40 * jaar.lengte * jaar.factor
        assert jaar.maximum_exact == 50 * jaar.lengte * jaar.factor
        assert jaar.minimum - 1 < jaar.minimum_exact <= jaar.minimum <= jaar.maximum


@settings(max_examples=aantal(40))
@given(gevallen(), st.lists(st.tuples(st.integers(-40, 500), st.integers(1, 4)), max_size=8), st.randoms())
def test_every_day_is_counted_once_whatever_the_order(
    geval: Willekeurig, boekingen: list[tuple[int, int]], toeval: random.Random
) -> None:
    ios = plan_willekeurig(geval).ios
    assume(ios is not None and opleidingsduur(ios) is not None)
    assert ios is not None
    rijen = [Onderwijs(datum=ios.start + n * DAG, dagen=Fraction(k, 4)) for n, k in boekingen]
    dossier = replace(geval.dossier, onderwijs=tuple(rijen))
    uit = bepaal_onderwijs(ios, dossier, regels(), as_of=geval.as_of)
    buiten = sum((rijen[i].dagen for i in buiten_opleiding(ios, dossier)), Fraction(0))
    assert sum((j.geboekt for j in uit), buiten) == sum((r.dagen for r in rijen), Fraction(0))
    toeval.shuffle(rijen)
    anders = replace(geval.dossier, onderwijs=tuple(rijen))
    assert bepaal_onderwijs(ios, anders, regels(), as_of=geval.as_of) == uit


# --- the checks ---


def bevindingen(code: str, tekst: str, *, as_of: date = AS_OF, **waarden: object) -> list[object]:
    dossier, gelden = lees(tekst), regels(**waarden)
    geval = Geval(dossier=dossier, regels=gelden, ios=plan(dossier, gelden, as_of), as_of=as_of)
    return list(TOETSEN[code].functie(geval))


def gevonden(code: str, tekst: str, **meer: object) -> list[Finding]:
    return [b for b in bevindingen(code, tekst, **meer) if isinstance(b, Finding)]  # type: ignore[arg-type]


def dagen(*rijen: tuple[str, str]) -> str:
    return "".join(f"[[onderwijs]]\ndatum = {datum}\ndagen = {n}\n" for datum, n in rijen)


TE_WEINIG = dagen(("2025-03-04", "20"), ("2025-10-07", "19.5"))
GENOEG = dagen(("2025-03-04", "20"), ("2025-10-07", "20"))


def test_too_few_days_in_a_year_that_is_over() -> None:
    (finding,) = gevonden("IOS380", TE_WEINIG)
    assert finding.ernst is Ernst.WAARSCHUWING
    assert finding.expected == "40 days or more"
    assert (finding.found, finding.difference) == ("39.5 days", "0.5 days short")
    assert "3.1.2" in finding.source
    assert finding.hint == ""
    assert gevonden("IOS380", GENOEG) == []


def test_a_year_is_over_on_the_day_after_its_last_one() -> None:
    assert gevonden("IOS380", TE_WEINIG, as_of=date(2026, 2, 28)) == []
    assert len(gevonden("IOS380", TE_WEINIG, as_of=date(2026, 3, 1))) == 1


def test_pro_rata_is_named_as_a_choice() -> None:
    (finding,) = gevonden("IOS380", DEELTIJD + dagen(("2025-03-04", "31")))
    assert finding.expected == "32 days or more"
    assert "onderwijs-deeltijd" in finding.hint
    (finding,) = gevonden("IOS380", VERLOF + dagen(("2025-03-04", "1")))
    assert finding.expected == "30 days (computed: ≈ 29.26) or more"
    (finding,) = gevonden("IOS380", VERLOF + dagen(("2025-03-04", "1")), onderwijs_deeltijd="ongewijzigd")
    assert "part time changes nothing" in finding.hint


def test_without_any_record_nothing_can_be_said() -> None:
    (bevinding,) = bevindingen("IOS380", "")
    assert isinstance(bevinding, NietTeBeoordelen)
    for code in ("IOS381", "IOS382", "IOS383", "IOS384"):
        (bevinding,) = bevindingen(code, "")
        assert isinstance(bevinding, Overgeslagen)


def test_too_many_days_planned_ones_too() -> None:
    veel = dagen(("2026-03-03", "30"), ("2026-09-01", "20.5"))
    (finding,) = gevonden("IOS381", veel)
    assert finding.ernst is Ernst.OPMERKING
    assert finding.found == "30 done and 20.5 planned"
    assert finding.difference == "0.5 days too many"
    assert gevonden("IOS381", dagen(("2026-03-03", "30"), ("2026-09-01", "20"))) == []


def test_days_outside_the_training() -> None:
    rand = dagen(("2025-03-01", "1"), ("2028-02-29", "1"))
    assert gevonden("IOS382", rand) == []
    buiten = gevonden("IOS382", rand + dagen(("2025-02-28", "1"), ("2028-03-01", "1")))
    assert [f.path for f in buiten] == [("onderwijs", 2, "datum"), ("onderwijs", 3, "datum")]
    assert buiten[0].expected == "a day from 2025-03-01 to 2028-02-29"


def test_a_day_of_full_absence() -> None:
    """Half sick is not; the free working days of the allowance are."""
    assert gevonden("IOS383", ZIEK + dagen(("2025-06-10", "1"))) == []
    (finding,) = gevonden("IOS383", VERLOF + dagen(("2025-11-04", "1"), ("2025-11-02", "1")))
    assert finding.path == ("onderwijs", 0, "datum")
    assert "zwangerschapsverlof" in finding.message


def test_more_than_a_day_on_one_date() -> None:
    (finding,) = gevonden("IOS384", dagen(("2025-04-01", "1"), ("2025-04-02", "1"), ("2025-04-01", "0.5")))
    assert finding.path == ("onderwijs", 2, "datum")
    assert finding.difference == "0.5 days too many"
    assert gevonden("IOS384", dagen(("2025-04-01", "0.5"), ("2025-04-01", "0.5"))) == []
    # one entry may stand for a course of several days
    assert gevonden("IOS384", dagen(("2025-04-01", "5"))) == []


def test_every_check_of_onderwijs_is_registered() -> None:
    codes = {code for code, toets in TOETSEN.items() if toets.functie.__module__ == toetsen.__name__}
    assert codes == {"IOS380", "IOS381", "IOS382", "IOS383", "IOS384"}
