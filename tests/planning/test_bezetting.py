"""Occupancy: counted by hand, against a count of every day, and against places."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ios_cli.domain.bezetting import tekorten
from ios_cli.domain.calendar import Periode
from ios_cli.domain.capaciteit import Capaciteit, Plaatsen
from ios_cli.domain.dossier import Aios, Besluit, Deeltijd, Dossier, Onderdeel, Opleiding
from ios_cli.domain.ios import IOS
from ios_cli.io.capaciteit import load_capaciteit
from ios_cli.planning.bezetting import Bezettingstelling, maanden
from ios_cli.planning.ios import plan_ios
from ios_cli.regels.load import RegelBoek
from tests.strategies import Geval, gevallen

D, F = date, Fraction
BOEK = RegelBoek.load()[0]


def ios_van(start: date, *deeltijd: Deeltijd, aios_id: str = "a") -> IOS:
    dossier = Dossier(aios=Aios(id=aios_id), opleiding=Opleiding(start=start), deeltijd=deeltijd)
    regels, _findings = BOEK.regels_voor(start=start)
    assert regels is not None
    ios = plan_ios(dossier, regels, as_of=D(2026, 6, 1)).ios
    assert ios is not None
    return ios


def telling(*schemas: IOS, per_plaats: bool = False) -> Bezettingstelling:
    telling = Bezettingstelling(per_plaats=per_plaats)
    for ios in schemas:
        telling.voeg_toe(ios)
    return telling


def test_two_aios_that_follow_each_other() -> None:
    een, twee = ios_van(D(2025, 3, 1)), ios_van(D(2025, 9, 1), Deeltijd(vanaf=D(2025, 9, 1), factor=F("0.8")))
    rijen = [
        r
        for r in telling(een, twee).bezetting(maanden(D(2026, 8, 15), D(2026, 12, 1)))
        if r.onderdeel == "huisartspraktijk-1"
    ]
    # een is in huisartspraktijk-1 until 2026-02-28, twee (15 months) until 2026-11-30
    assert [(r.periode.begin, r.aantal, r.fte, r.piek) for r in rijen] == [
        (D(2026, 8, 1), 1, F("0.8"), 1),
        (D(2026, 9, 1), 1, F("0.8"), 1),
        (D(2026, 10, 1), 1, F("0.8"), 1),
        (D(2026, 11, 1), 1, F("0.8"), 1),
        (D(2026, 12, 1), 0, F(0), 0),
    ]


def test_who_finishes_when() -> None:
    uit = list(telling(ios_van(D(2025, 3, 1))).uitstroom(maanden(D(2028, 1, 1), D(2028, 3, 1))))
    assert [(u.periode.begin, u.aantal, u.fte) for u in uit] == [
        (D(2028, 1, 1), 0, F(0)),
        (D(2028, 2, 1), 1, F(1)),
        (D(2028, 3, 1), 0, F(0)),
    ]


def test_a_shortage_is_that_of_the_worst_day() -> None:
    schemas = [ios_van(D(2025, 3, 1), aios_id=str(i)) for i in range(3)]
    plaatsen = Plaatsen(
        [
            Capaciteit(onderdeel="klinisch", vanaf=D(2026, 1, 1), aantal=3),
            Capaciteit(onderdeel="klinisch", vanaf=D(2026, 4, 10), tot_en_met=D(2026, 4, 20), aantal=1),
        ]
    )
    rijen = {
        r.periode.begin: r
        for r in telling(*schemas).bezetting(maanden(D(2026, 2, 1), D(2026, 9, 1)), plaatsen)
        if r.onderdeel == "klinisch"
    }
    assert (rijen[D(2026, 3, 1)].piek, rijen[D(2026, 3, 1)].tekort) == (3, 0)
    assert (rijen[D(2026, 4, 1)].capaciteit, rijen[D(2026, 4, 1)].tekort) == (3, 2)
    assert (rijen[D(2026, 9, 1)].piek, rijen[D(2026, 9, 1)].tekort) == (0, 0)


def test_places_of_a_soort_are_those_of_its_plaatsen() -> None:
    plaatsen = Plaatsen(
        [
            Capaciteit(onderdeel="ggz", plaats="A", vanaf=D(2026, 1, 1), aantal=2),
            Capaciteit(onderdeel="ggz", plaats="B", vanaf=D(2026, 3, 1), aantal=3),
        ]
    )
    assert [plaatsen.op(D(2026, m, 1), "ggz") for m in (1, 3)] == [2, 5]
    assert plaatsen.op(D(2025, 12, 31), "ggz") is None
    assert plaatsen.op(D(2026, 1, 1), "ggz", "B") is None
    assert plaatsen.op(D(2026, 1, 1), "klinisch") is None


def test_quarters() -> None:
    assert list(maanden(D(2026, 2, 10), D(2026, 7, 1), per=3)) == [
        Periode(D(2026, 1, 1), D(2026, 4, 1)),
        Periode(D(2026, 4, 1), D(2026, 7, 1)),
        Periode(D(2026, 7, 1), D(2026, 10, 1)),
    ]


@given(gevallen())
def test_it_is_the_count_of_every_day(geval: Geval) -> None:
    regels, _findings = BOEK.regels_voor(start=geval.dossier.opleiding.start)
    assert regels is not None
    ios = plan_ios(geval.dossier, regels, as_of=geval.as_of).ios
    if ios is None or ios.laatste_dag is None:
        return
    van = ios.start
    tot = min(ios.laatste_dag, van + timedelta(days=1500))
    perioden = list(maanden(van, tot))
    for rij in telling(ios).bezetting(perioden):
        dagen = [rij.periode.begin + timedelta(days=n) for n in range(rij.periode.dagen)]
        per_dag = [
            sum(1 for r in ios.geplande_rijen if r.soort == rij.onderdeel and r.periode and dag in r.periode)
            for dag in dagen
        ]
        assert (rij.aantal, rij.piek) == (per_dag[0], max(per_dag))
        fte = sum(
            (
                s.factor
                for r in ios.geplande_rijen
                if r.soort == rij.onderdeel and r.periode and dagen[0] in r.periode
                for s in r.segmenten
                if dagen[0] in s.periode
            ),
            F(0),
        )
        assert rij.fte == fte


BEEINDIGD = Besluit(soort="tussentijds", datum=D(2026, 4, 15), uitkomst=("beeindigd",))


@pytest.mark.parametrize(
    "dossier",
    [
        Dossier(
            aios=Aios(id="a"),
            opleiding=Opleiding(start=D(2025, 3, 1), status="gestopt", einde=D(2026, 5, 15)),
        ),
        Dossier(aios=Aios(id="a"), opleiding=Opleiding(start=D(2025, 3, 1)), besluit=(BEEINDIGD,)),
        # in the time of waiting for the next place
        Dossier(
            aios=Aios(id="a"),
            opleiding=Opleiding(start=D(2025, 3, 1), status="overgestapt", einde=D(2026, 5, 15)),
            onderdeel=(
                Onderdeel(soort="huisartspraktijk-1", maanden=F(12)),
                Onderdeel(soort="klinisch", maanden=F(6), begin=D(2026, 6, 1)),
            ),
        ),
    ],
    ids=["gestopt", "beeindigd", "waiting"],
)
def test_who_leaves_is_no_outflow(dossier: Dossier) -> None:
    regels, _findings = BOEK.regels_voor(start=D(2025, 3, 1))
    assert regels is not None
    ios = plan_ios(dossier, regels, as_of=D(2026, 6, 1)).ios
    assert ios is not None
    uit = list(telling(ios).uitstroom(maanden(D(2026, 4, 1), D(2026, 6, 1))))
    assert [(u.aantal, u.fte, u.vertrokken) for u in uit] == [(0, F(0), 0), (0, F(0), 1), (0, F(0), 0)]


def test_who_has_no_place_is_held_against_none() -> None:
    plaatsen = Plaatsen(
        [
            Capaciteit(onderdeel="klinisch", vanaf=D(2026, 1, 1), aantal=0),
            Capaciteit(onderdeel="klinisch", plaats="A", vanaf=D(2026, 1, 1), aantal=2),
        ]
    )
    ios = ios_van(D(2025, 3, 1))
    span = list(maanden(D(2026, 3, 1), D(2026, 3, 1)))
    per_plaats = {
        (r.plaats, r.aantal, r.capaciteit, r.tekort)
        for r in telling(ios, per_plaats=True).bezetting(span, plaatsen)
        if r.onderdeel == "klinisch"
    }
    assert per_plaats == {("A", 0, 2, 0), (None, 1, None, None)}
    [samen] = [r for r in telling(ios).bezetting(span, plaatsen) if r.onderdeel == "klinisch"]
    assert (samen.capaciteit, samen.tekort, samen.tekort_op) == (0, 1, D(2026, 3, 1))


def test_shortages_are_told_as_runs_of_months() -> None:
    schemas = [ios_van(D(2025, 3, 1), aios_id="a"), ios_van(D(2025, 9, 1), aios_id="b")]
    plaatsen = Plaatsen(
        [
            Capaciteit(onderdeel="klinisch", vanaf=D(2026, 1, 1), aantal=0),
            Capaciteit(onderdeel="klinisch", vanaf=D(2026, 5, 1), tot_en_met=D(2026, 6, 30), aantal=1),
        ]
    )
    perioden = list(maanden(D(2026, 1, 1), D(2027, 12, 1)))
    [tekort] = tekorten(telling(*schemas).bezetting(perioden, plaatsen))
    assert (tekort.onderdeel, tekort.plaats) == ("klinisch", None)
    assert [(van.begin, tot.laatste_dag) for van, tot in tekort.reeksen] == [
        (D(2026, 3, 1), D(2026, 4, 30)),
        (D(2026, 7, 1), D(2027, 2, 28)),
    ]
    assert (tekort.ergste.tekort, tekort.ergste.tekort_op) == (1, D(2026, 3, 1))


def test_days_without_known_places() -> None:
    """Told as unbroken runs, and of no matter where nobody is."""
    plaatsen = Plaatsen(
        [Capaciteit(onderdeel="klinisch", vanaf=D(2026, 3, 1), tot_en_met=D(2026, 6, 30), aantal=1)]
    )
    span = Periode(D(2026, 1, 1), D(2027, 1, 1))
    for start, gewogen in ((D(2025, 3, 1), False), (D(2024, 12, 1), False), (D(2029, 1, 1), True)):
        [verloop] = [v for v in telling(ios_van(start)).verlopen(span, plaatsen) if v.onderdeel == "klinisch"]
        assert verloop.zonder_plaatsen(span.end) == (
            Periode(D(2026, 1, 1), D(2026, 3, 1)),
            Periode(D(2026, 7, 1), D(2027, 1, 1)),
        )
        assert verloop.is_gewogen is gewogen


@given(st.lists(gevallen(), min_size=1, max_size=3), st.integers(-400, 2000), st.integers(1, 900))
def test_who_is_in_training(gevallen_: list[Geval], na: int, dagen: int) -> None:
    schemas = []
    for geval in gevallen_:
        regels, _findings = BOEK.regels_voor(start=geval.dossier.opleiding.start)
        assert regels is not None
        ios = plan_ios(geval.dossier, regels, as_of=geval.as_of).ios
        schemas += [ios] if ios is not None and ios.laatste_dag is not None else []
    delen = telling()
    for ios in schemas:
        delen.voeg_samen(telling(ios))
    begin = gevallen_[0].dossier.opleiding.start + timedelta(days=na)
    span = Periode(begin, begin + timedelta(days=dagen))
    expected = 0
    for ios in schemas:
        rijen = [r.periode for r in ios.geplande_rijen if r.periode is not None]
        geheel = Periode(min(p.begin for p in rijen), max(p.end for p in rijen))
        expected += geheel.overlap(span) is not None
    assert delen.in_opleiding(span) == telling(*schemas).in_opleiding(span) == expected


@given(gevallen(), gevallen())
def test_counts_of_two_parts_are_the_count_of_the_whole(een: Geval, twee: Geval) -> None:
    schemas = []
    for geval in (een, twee):
        regels, _findings = BOEK.regels_voor(start=geval.dossier.opleiding.start)
        assert regels is not None
        ios = plan_ios(geval.dossier, regels, as_of=geval.as_of).ios
        schemas += [ios] if ios is not None else []
    geheel = telling(*schemas, per_plaats=True)
    delen = telling(per_plaats=True)
    for ios in reversed(schemas):
        delen.voeg_samen(telling(ios, per_plaats=True))
    if geheel.eerste is None:
        return
    perioden = list(maanden(geheel.eerste, geheel.eerste + timedelta(days=1500)))
    assert list(delen.bezetting(perioden)) == list(geheel.bezetting(perioden))
    assert list(delen.uitstroom(perioden)) == list(geheel.uitstroom(perioden))
    assert (delen.eerste, delen.laatste) == (geheel.eerste, geheel.laatste)


@given(gevallen(), st.integers(0, 2), st.integers(0, 700), st.integers(0, 200))
def test_a_shortage_is_that_of_some_day(geval: Geval, aantal: int, na: int, dagen: int) -> None:
    regels, _findings = BOEK.regels_voor(start=geval.dossier.opleiding.start)
    assert regels is not None
    ios = plan_ios(geval.dossier, regels, as_of=geval.as_of).ios
    if ios is None or ios.laatste_dag is None:
        return
    vanaf = ios.start + timedelta(days=na)
    plaatsen = Plaatsen(
        [
            Capaciteit(onderdeel="klinisch", vanaf=ios.start, aantal=aantal),
            Capaciteit(onderdeel="klinisch", vanaf=vanaf, tot_en_met=vanaf + timedelta(days=dagen), aantal=0),
        ]
    )
    telling_ = telling(ios)
    perioden = list(maanden(ios.start, ios.start + timedelta(days=1200), per=3))
    [verloop] = [
        v
        for v in telling_.verlopen(Periode(perioden[0].begin, perioden[-1].end), plaatsen)
        if v.onderdeel == "klinisch"
    ]
    for rij in telling_.bezetting(perioden, plaatsen):
        if rij.onderdeel != "klinisch":
            continue
        per_dag = []
        for n in range(rij.periode.dagen):
            dag = rij.periode.begin + timedelta(days=n)
            hier = sum(
                1 for r in ios.geplande_rijen if r.soort == "klinisch" and r.periode and dag in r.periode
            )
            plaats = plaatsen.op(dag, "klinisch")
            assert (verloop.op(dag).aantal, verloop.op(dag).capaciteit) == (hier, plaats)
            if plaats is not None:
                per_dag.append((hier - plaats, dag))
        meeste = max((n for n, _dag in per_dag), default=None)
        assert rij.tekort == (None if meeste is None else max(meeste, 0))
        if meeste is not None and meeste > 0:
            assert rij.tekort_op == next(dag for n, dag in per_dag if n == meeste)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ('[[capaciteit]]\nonderdeel = "klinisch"\nvanaf = 2026-09-01\naantal = 12\n', []),
        ('[[capaciteit]]\nonderdeel = "kliniek"\nvanaf = 2026-09-01\naantal = 12\n', ["IOS016"]),
        ('[[capaciteit]]\nonderdeel = "klinisch"\nvanaf = "2026-09-01"\naantal = -1\n', ["IOS013", "IOS015"]),
        (
            '[[capaciteit]]\nonderdeel = "ggz"\nvanaf = 2026-09-01\ntot_en_met = 2026-01-01\naantal = 1\n',
            ["IOS034"],
        ),
        ('[[capaciteit]]\nonderdeel = "ggz"\nvanaf = 2026-09-01\naantal = 1\n' * 2, ["IOS042"]),
        ("", ["IOS011"]),
    ],
)
def test_a_capacity_file(text: str, codes: list[str]) -> None:
    entries, findings = load_capaciteit(text.encode(), "c.toml")
    assert sorted(f.code for f in findings) == codes
    assert bool(entries) or codes
    assert all(f.file == "c.toml" and (f.line or not text) for f in findings)
