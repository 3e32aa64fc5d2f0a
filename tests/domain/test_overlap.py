"""Absences that are together more than one, counted day by day; a running one up to the day of reference."""

from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from ios_cli.domain.calendar import Periode
from ios_cli.domain.overlap import TeVeel, dagen_van, te_veel_afwezig
from ios_cli.io.dossiers import load_dossier
from ios_cli.planning.ios import plan_ios
from ios_cli.regels.load import RegelBoek

EERSTE = date(2025, 6, 1)
LENGTE = 40
KOP = '[aios]\nid = "2025-017"\n[opleiding]\nstart = 2025-03-01\n'  # 4 lines
ZIEK = '[[onderbreking]]\nsoort = "ziekte"\nvan = 2025-06-02\n'  # 3 lines
VERLOF = '[[onderbreking]]\nsoort = "zwangerschapsverlof"\nvan = 2026-11-02\ntot_en_met = 2027-02-21\n'


@given(
    st.lists(
        st.tuples(
            st.integers(0, 12),
            st.one_of(st.none(), st.integers(0, 6)),
            st.sampled_from([Fraction(1, 4), Fraction(1, 2), Fraction(7, 10), Fraction(1)]),
        ),
        max_size=5,
    ),
    st.integers(-3, 20),
)
def test_runs_agree_with_counting_day_by_day(
    entries: list[tuple[int, int | None, Fraction]], vandaag: int
) -> None:
    as_of = EERSTE + timedelta(days=vandaag)
    dagen = [Fraction(0)] * LENGTE
    wie: list[set[int]] = [set() for _dag in range(LENGTE)]
    gegeven = []
    for nummer, (van, duur, omvang) in enumerate(entries):
        tot = vandaag if duur is None else van + duur
        for dag in range(van, tot + 1):
            dagen[dag] += omvang
            wie[dag].add(nummer)
        begin = EERSTE + timedelta(days=van)
        eind = None if duur is None else EERSTE + timedelta(days=van + duur)
        gegeven.append((nummer, dagen_van(begin, eind, as_of=as_of), omvang))
    verwacht: list[TeVeel[int]] = []
    for dag in range(LENGTE):
        if dagen[dag] > 1 and (dag == 0 or dagen[dag - 1] <= 1):
            samen: set[int] = set()
            for later in range(dag, LENGTE):
                if dagen[later] <= 1:
                    break
                samen |= wie[later]
            verwacht.append(TeVeel(EERSTE + timedelta(days=dag), dagen[dag], tuple(sorted(samen))))
    assert list(te_veel_afwezig(gegeven)) == verwacht


def test_a_running_one_that_begins_later_has_no_days() -> None:
    assert dagen_van(EERSTE, None, as_of=date(2025, 5, 1)) == Periode(EERSTE, EERSTE)
    assert dagen_van(EERSTE, None, as_of=EERSTE).dagen == 1
    assert dagen_van(EERSTE, EERSTE, as_of=date(2025, 5, 1)).dagen == 1


def planned(text: str, as_of: date) -> list[tuple[str, int | None, str]]:
    loaded = load_dossier((KOP + text).encode(), "x.toml")
    assert loaded.dossier is not None
    assert loaded.findings == []
    regels, findings = RegelBoek.load()[0].regels_voor(start=date(2025, 3, 1))
    assert regels is not None
    assert not findings
    found = plan_ios(loaded.dossier, regels, as_of=as_of).findings
    return [(f.code, f.line, f.message) for f in loaded.locate(found)]


def test_running_sickness_and_leave_that_is_planned() -> None:
    """Still sick on the day of reference: the leave of later is no contradiction yet."""
    assert planned(ZIEK + VERLOF, date(2026, 6, 1)) == []
    assert planned(ZIEK + VERLOF, date(2026, 11, 1)) == []
    ((code, line, message),) = planned(ZIEK + VERLOF, date(2026, 11, 2))
    assert (code, line) == ("IOS036", 8)
    assert "2 on 2026-11-02" in message
    assert "2025-06-02" in message


def test_only_where_a_running_one_takes_part() -> None:
    half = "omvang = 0.5\n"
    other = '[[onderbreking]]\nsoort = "zorgverlof"\nvan = 2025-08-01\ntot_en_met = 2025-08-31\n' + half
    assert planned(ZIEK + half + other, date(2026, 6, 1)) == []
    assert [c for c, _line, _m in planned(ZIEK + other, date(2025, 8, 1))] == ["IOS036"]
    assert planned(ZIEK + other, date(2025, 7, 31)) == []
