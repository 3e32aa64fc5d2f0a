"""The plan of the external stages: against every choice there is, and what may be moved."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import permutations, product

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from ios_cli.domain.calendar import add_months
from ios_cli.domain.capaciteit import Capaciteit, Plaatsen
from ios_cli.domain.dossier import Aios, Deeltijd, Dossier, Onderbreking, Onderdeel, Opleiding
from ios_cli.domain.ios import IOS
from ios_cli.domain.plaatsing import Onverplaatsbaar, Onvolledig, PlanStatus
from ios_cli.planning import oplosser, plaatsingsplan
from ios_cli.planning.ios import plan_ios
from ios_cli.planning.oplosser import Oplossing, Uitkomst, los_op
from ios_cli.planning.plaatsing import (
    Inzet,
    Kandidaat,
    Wachttijd,
    andere_volgordes,
    bepaal_inzet,
    met_wachttijd,
    plan_kandidaat,
)
from ios_cli.planning.plaatsingsopgave import Beperking, Opgave
from ios_cli.planning.plaatsingsplan import Uitslag, maak_plan
from ios_cli.regels.load import RegelBoek
from ios_cli.regels.model import Regels
from ios_cli.werk.plaatsing import Keuring
from tests.strategies import aantal

D, F = date, Fraction
AS_OF = D(2026, 6, 1)
MAART = D(2026, 3, 1)
EXTERN = ("klinisch", "ggz", "ccz")
BOEK = RegelBoek.load()[0]
Dagen = dict[str, int]
"""By soort the days after the day of reference, a bit each."""


def regels_op(start: date) -> Regels:
    regels, _findings = BOEK.regels_voor(start=start)
    assert regels is not None
    return regels


REGELS = regels_op(MAART)


def plaatsen(**aantallen: int) -> Plaatsen:
    """So many places of each soort, always."""
    return Plaatsen(Capaciteit(onderdeel=s, vanaf=D(2020, 1, 1), aantal=n) for s, n in aantallen.items())


def ios_van(dossier: Dossier) -> IOS:
    planning = plan_ios(dossier, REGELS, as_of=AS_OF)
    assert planning.ios is not None, planning.findings
    return planning.ios


def dossier(
    aios_id: str,
    start: date = MAART,
    *,
    onderdeel: Sequence[Onderdeel] = (),
    deeltijd: tuple[Deeltijd, ...] = (),
) -> Dossier:
    return Dossier(
        aios=Aios(id=aios_id),
        opleiding=Opleiding(start=start),
        onderdeel=tuple(onderdeel),
        deeltijd=deeltijd,
    )


def schema(*extern: Onderdeel) -> tuple[Onderdeel, ...]:
    eerst = Onderdeel(soort="huisartspraktijk-1", maanden=F(12))
    return (eerst, *extern, Onderdeel(soort="huisartspraktijk-2", maanden=F(12)))


STAGES = (
    Onderdeel(soort="klinisch", maanden=F(6)),
    Onderdeel(soort="ggz", maanden=F(3)),
    Onderdeel(soort="ccz", maanden=F(3)),
)


def goed(_inzet: Inzet, _kandidaat: Kandidaat) -> bool:
    return True


def inzet_van(d: Dossier, p: Plaatsen) -> Inzet:
    return bepaal_inzet(d, REGELS, ios_van(d), p)


def plan(dossiers: Sequence[Dossier], p: Plaatsen, *, wachttijd: Wachttijd | None = None) -> Uitslag:
    return maak_plan(
        [inzet_van(d, p) for d in dossiers], p, as_of=AS_OF, wachttijd=wachttijd, tijd=30, keuring=goed
    )


# --- every choice there is ---


def alle_schemas(d: Dossier, wachten: int) -> Iterator[tuple[tuple[int, ...], Dagen]]:
    """Every order of the three external stages, with at most one wait of at most so many days; each planned
    anew, and what it costs.

    Written without a look at `planning.plaatsing`: the dossier is built and planned by hand.
    """
    nu = ios_van(d)
    begin = {r.onderdeel: r.begin for r in nu.rijen}
    for extern in permutations(STAGES):
        zonder = ios_van(replace(d, onderdeel=schema(*extern)))
        alle: list[tuple[int, date] | None] = [None]
        for plek in (1, 2, 3):
            eerste = zonder.rijen[plek].begin
            assert eerste is not None
            alle += [(plek - 1, eerste + timedelta(days=n)) for n in range(1, wachten + 1)]
        for wacht in alle:
            stages = list(extern)
            if wacht is not None:
                stages[wacht[0]] = replace(stages[wacht[0]], begin=wacht[1])
            ios = ios_van(replace(d, onderdeel=schema(*stages)))
            wachtdagen = sum(r.wachtdagen for r in ios.rijen)
            verschuiving = 0
            for rij in ios.rijen:
                was = begin[rij.onderdeel]
                assert was is not None
                assert rij.begin is not None
                verschuiving += abs((rij.begin - was).days)
            yield (wachtdagen, int(extern != STAGES), int(wachtdagen > 0), verschuiving), dagen_van(ios)


def dagen_van(ios: IOS) -> Dagen:
    dagen = dict.fromkeys(EXTERN, 0)
    for r in ios.rijen:
        if r.soort in EXTERN and r.periode is not None:
            for dag in range(r.periode.begin.toordinal(), r.periode.end.toordinal()):
                if dag > AS_OF.toordinal():
                    dagen[r.soort] |= 1 << (dag - AS_OF.toordinal())
    return dagen


def krappe_dagen(p: Plaatsen, soort: str, aantal: int) -> int:
    """The days with at most so many places."""
    return sum(1 << n for n in range(1, 3000) if (p.op(AS_OF + timedelta(days=n), soort) or 0) <= aantal)


def over_per_dag(schemas: Sequence[Dagen], krap: dict[str, list[int]]) -> int:
    """Aios over capacity, summed over the days; day by day."""
    over = 0
    for soort in EXTERN:
        met_meer_dan = [0] * len(schemas)  # so many aios
        for dagen in schemas:
            erbij = dagen[soort]
            for n, al in enumerate(met_meer_dan):
                met_meer_dan[n], erbij = al | erbij, al & erbij
        over += sum((dagen & krap[soort][n]).bit_count() for n, dagen in enumerate(met_meer_dan))
    return over


@st.composite
def cohorten(draw: st.DrawFn, *, most: int, dichtbij: bool = False) -> list[Dossier]:
    """`dichtbij`: they begin within days of each other, so that a few days of waiting help."""
    dossiers = []
    for nummer in range(draw(st.integers(2, most))):
        starts = [D(2026, 3, 1), D(2026, 4, 15), D(2025, 9, 1)]
        if dichtbij:
            starts = [D(2026, 3, 1), D(2026, 3, 4), D(2026, 2, 27), D(2025, 9, 5)]
        start = draw(st.sampled_from(starts))
        deeltijd: tuple[Deeltijd, ...] = ()
        if draw(st.booleans()):
            vanaf = add_months(start, draw(st.integers(0, 26)))
            deeltijd = (Deeltijd(vanaf=vanaf, factor=draw(st.sampled_from([F("0.8"), F("0.5")]))),)
        een = dossier(f"a{nummer}", start, deeltijd=deeltijd)
        if draw(st.integers(0, 3)) == 0:
            van = add_months(start, draw(st.integers(10, 26)))
            verlof = Onderbreking(soort="zwangerschapsverlof", van=van, tot_en_met=van + timedelta(days=111))
            een = replace(een, onderbreking=(verlof,))
        dossiers.append(een)
    return dossiers


@settings(max_examples=aantal(25))
@given(cohorten(most=3), st.integers(0, 2), st.integers(1, 2), st.sampled_from([1, 2, 9]))
def test_no_other_order_is_better(dossiers: list[Dossier], k: int, g: int, c: int) -> None:
    p = plaatsen(klinisch=k, ggz=g, ccz=c)
    vergelijk_met_alles(dossiers, p, wachten=0)


@settings(max_examples=aantal(12))
@given(
    cohorten(most=2, dichtbij=True),
    st.integers(1, 2),
    st.integers(0, 2),
    st.dates(D(2027, 2, 20), D(2027, 3, 20)),
    st.integers(1, 9),
)
def test_no_other_order_with_waiting_is_better(
    dossiers: list[Dossier], k: int, g: int, dag: date, wachten: int
) -> None:
    """Up to so many days, every one of them; a place comes or goes on `dag`."""
    p = Plaatsen(
        [
            Capaciteit(onderdeel="klinisch", vanaf=D(2020, 1, 1), aantal=k),
            Capaciteit(onderdeel="klinisch", vanaf=dag, aantal=1),
            Capaciteit(onderdeel="ggz", vanaf=D(2020, 1, 1), tot_en_met=dag, aantal=g),
            Capaciteit(onderdeel="ggz", vanaf=dag + timedelta(days=1), aantal=1),
            Capaciteit(onderdeel="ccz", vanaf=D(2020, 1, 1), aantal=1),
        ]
    )
    vergelijk_met_alles(dossiers, p, wachten=wachten)


def vergelijk_met_alles(dossiers: list[Dossier], p: Plaatsen, *, wachten: int) -> None:
    wacht = Wachttijd(aantal=wachten, in_maanden=False) if wachten else None
    uitslag = plan(dossiers, p, wachttijd=wacht)
    assert plan(dossiers[::-1], p, wachttijd=wacht) == uitslag
    keuzes = list(product(*(list(alle_schemas(d, wachten)) for d in dossiers)))
    krap = {s: [krappe_dagen(p, s, n) for n in range(len(dossiers))] for s in EXTERN}
    event(f"{len(keuzes)} choices: {uitslag.status.value}")
    te_veel = {i: over_per_dag([dagen for _kosten, dagen in keuze], krap) for i, keuze in enumerate(keuzes)}
    passend = [keuze for i, keuze in enumerate(keuzes) if te_veel[i] == 0]
    if te_veel[0] == 0:  # as it stands
        assert uitslag.status is PlanStatus.PAST
        assert not uitslag.keuze
    elif passend:
        beste = min(tuple(map(sum, zip(*(kosten for kosten, _dagen in k), strict=True))) for k in passend)
        assert uitslag.status is PlanStatus.OPTIMAAL
        assert not uitslag.onvolledig
        assert uitslag.doelen.rang == beste
        gekozen = {i.aios_id: plan_kandidaat(i, k)[1] for i, k in uitslag.keuze}
        assert over_per_dag([dagen_van(gekozen.get(d.aios.id) or ios_van(d)) for d in dossiers], krap) == 0
    else:
        assert uitslag.status is PlanStatus.ONMOGELIJK
        assert not uitslag.keuze
        assert uitslag.te_veel_dagen == min(te_veel.values())
        assert sum(t.dagen for t in uitslag.tekorten) <= uitslag.te_veel_dagen


def even_vol(dan: int) -> Plaatsen:
    """So many places of the klinische stage from 5 to 12 March 2027, two before and after."""
    return Plaatsen(
        [
            Capaciteit(onderdeel="klinisch", vanaf=D(2020, 1, 1), aantal=2),
            Capaciteit(onderdeel="klinisch", vanaf=D(2027, 3, 5), tot_en_met=D(2027, 3, 12), aantal=dan),
            Capaciteit(onderdeel="ggz", vanaf=D(2020, 1, 1), tot_en_met=D(2027, 3, 20), aantal=0),
            Capaciteit(onderdeel="ccz", vanaf=D(2020, 1, 1), tot_en_met=D(2027, 3, 20), aantal=0),
        ]
    )


@pytest.mark.parametrize("per_dag", [True, False], ids=["every day", "months first"])
def test_more_waiting_allowed_is_no_more_waiting(per_dag: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """A place is free after eight days: that is all the waiting, whatever is allowed."""
    if not per_dag:
        monkeypatch.setattr(plaatsingsplan, "MEESTE_PER_DAG", 0)
    dossiers = [dossier("a"), dossier("b", D(2026, 3, 5))]
    for wacht in (
        Wachttijd(aantal=20, in_maanden=False),
        Wachttijd(aantal=1, in_maanden=True),
        Wachttijd(aantal=2, in_maanden=True),
    ):
        uitslag = plan(dossiers, even_vol(dan=1), wachttijd=wacht)
        assert uitslag.doelen.rang[:3] == (8, 0, 1)
        if per_dag:
            assert (uitslag.status, uitslag.onvolledig) == (PlanStatus.OPTIMAAL, [])
        else:
            assert (uitslag.status, uitslag.onvolledig) == (PlanStatus.NIET_BEWEZEN, [Onvolledig.DAGEN])
            assert uitslag.grens is None


def test_without_every_day_of_waiting_it_is_not_said_to_be_impossible(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Three days help, and a month does not: there is no place for the ggz by then."""
    p = Plaatsen(
        [
            Capaciteit(onderdeel="klinisch", vanaf=D(2020, 1, 1), aantal=0),
            Capaciteit(onderdeel="klinisch", vanaf=D(2027, 3, 4), aantal=1),
            Capaciteit(onderdeel="ccz", vanaf=D(2020, 1, 1), aantal=0),
            Capaciteit(onderdeel="ccz", vanaf=D(2027, 12, 4), tot_en_met=D(2028, 3, 6), aantal=1),
            Capaciteit(onderdeel="ggz", vanaf=D(2020, 1, 1), tot_en_met=D(2027, 8, 1), aantal=0),
        ]
    )
    wacht = Wachttijd(aantal=1, in_maanden=True)
    gevonden = plan([dossier("a")], p, wachttijd=wacht)
    assert (gevonden.status, gevonden.doelen.wachtdagen) == (PlanStatus.OPTIMAAL, 3)
    monkeypatch.setattr(plaatsingsplan, "MEESTE_PER_DAG", 0)
    gemist = plan([dossier("a")], p, wachttijd=wacht)
    assert (gemist.status, gemist.onvolledig) == (PlanStatus.NIET_GEVONDEN, [Onvolledig.DAGEN])
    assert not gemist.bewezen_tekort
    # who cannot be moved are too many: that no waiting changes
    vol = Plaatsen([Capaciteit(onderdeel="klinisch", vanaf=D(2020, 1, 1), aantal=0)])
    begonnen = plan([dossier("a"), dossier("b", D(2025, 3, 1))], vol, wachttijd=wacht)
    assert begonnen.status is PlanStatus.ONMOGELIJK
    assert begonnen.onvolledig == [Onvolledig.DAGEN]


def test_a_stage_that_has_begun_cannot_be_moved_also_of_an_aios_whose_others_can() -> None:
    bezig = dossier("a", D(2025, 3, 1))  # klinisch until 2026-08-31, ggz and ccz after that
    uitslag = plan([bezig], plaatsen(klinisch=0))
    assert uitslag.verplaatsbaar == 1
    assert {(t.soort, t.aantal, t.vast) for t in uitslag.tekorten} == {("klinisch", 1, 1)}
    begin = inzet_van(bezig, plaatsen(klinisch=0))
    assert [begin.blijft(rij) for rij in range(5)] == [True, True, False, False, False]


def test_of_many_stages_none_is_left_out_and_it_is_said_that_not_every_order_was_looked_at() -> None:
    """The klinische stage must come last of nine."""
    keuze = [Onderdeel(soort="keuze", naam=f"k{n}", maanden=F("0.75")) for n in range(8)]
    d = dossier("a", onderdeel=schema(STAGES[0], *keuze))
    p = Plaatsen(
        [
            Capaciteit(onderdeel="klinisch", vanaf=D(2020, 1, 1), tot_en_met=D(2027, 8, 31), aantal=0),
            Capaciteit(onderdeel="klinisch", vanaf=D(2027, 9, 1), aantal=1),
        ]
    )
    assert len(inzet_van(d, p).verplaatsbaar) == 9
    uitslag = plan([d], p)
    assert (uitslag.status, uitslag.onvolledig) == (PlanStatus.NIET_BEWEZEN, [Onvolledig.VOLGORDES])
    assert uitslag.doelen.volgordes == 1
    nooit = plan([d], plaatsen(klinisch=0))
    assert (nooit.status, nooit.onvolledig) == (PlanStatus.NIET_GEVONDEN, [Onvolledig.VOLGORDES])


# --- what may be moved ---


def test_a_stage_that_has_begun_stays() -> None:
    inzet = inzet_van(dossier("a", D(2025, 3, 1)), plaatsen(klinisch=1))  # klinisch 2026-03-01 to 2026-08-31
    assert [inzet.dossier.onderdeel[i].soort for i in inzet.verplaatsbaar] == ["ggz", "ccz"]


@pytest.mark.parametrize(
    ("dag", "verplaatsbaar"), [(D(2027, 2, 28), 3), (D(2027, 3, 1), 2)], ids=["day before", "first day"]
)
def test_the_first_day_of_a_stage_is_too_late(dag: date, verplaatsbaar: int) -> None:
    ios = plan_ios(dossier("a"), REGELS, as_of=dag).ios
    assert ios is not None
    assert len(bepaal_inzet(dossier("a"), REGELS, ios, plaatsen(klinisch=1)).verplaatsbaar) == verplaatsbaar


@pytest.mark.parametrize("vast", [{"begin": D(2027, 9, 1)}, {"eind": D(2027, 11, 30)}])
def test_a_fixed_date_holds_a_stage(vast: dict[str, date]) -> None:
    stages = (STAGES[0], replace(STAGES[1], **vast), STAGES[2])  # type: ignore[arg-type]
    inzet = inzet_van(dossier("a", onderdeel=schema(*stages)), plaatsen(klinisch=1))
    assert inzet.verplaatsbaar == (1, 3)
    assert inzet.vast == {Onverplaatsbaar.VAST}
    # ccz first would end in time for the ggz, but klinisch would not be over in between: nothing fits
    for kandidaat in andere_volgordes(inzet):
        _dossier, ios, _findings = plan_kandidaat(inzet, kandidaat)
        assert ios.rijen[2].periode == inzet.ios.rijen[2].periode


def test_a_plaats_goes_along_where_the_file_knows_it() -> None:
    stages = (*STAGES[:2], replace(STAGES[2], plaats="De Beemden"))
    d = dossier("a", onderdeel=schema(*stages))
    bekend = Plaatsen([Capaciteit(onderdeel="ccz", plaats="De Beemden", vanaf=D(2020, 1, 1), aantal=1)])
    assert inzet_van(d, bekend).verplaatsbaar == (1, 2, 3)
    onbekend = inzet_van(d, plaatsen(ccz=1))
    assert onbekend.verplaatsbaar == (1, 2)
    assert onbekend.vast == {Onverplaatsbaar.PLAATS}


def test_of_a_training_that_stopped_nothing_moves() -> None:
    d = dossier("a")
    d = replace(d, opleiding=replace(d.opleiding, status="gestopt", einde=D(2027, 12, 1)))
    assert inzet_van(d, plaatsen(klinisch=1)).verplaatsbaar == ()


def test_an_order_is_planned_and_not_reckoned() -> None:
    """From June 2027 on 80 %: in another order each stage takes another time."""
    d = dossier("a", deeltijd=(Deeltijd(vanaf=D(2027, 6, 1), factor=F("0.8")),))
    inzet = inzet_van(d, plaatsen(klinisch=1))
    data = {}
    for kandidaat in andere_volgordes(inzet):
        _dossier, ios, _findings = plan_kandidaat(inzet, kandidaat)
        data["".join(r.onderdeel[0] for r in ios.rijen[1:4])] = [r.eind for r in ios.rijen[1:4]]
    # full-time until 31 May: 3 months are done; the 6 or 3 after them at 80 % take 7.5 or 3.75
    assert data["gck"] == [D(2027, 5, 31), D(2027, 9, 23), D(2028, 5, 8)]
    assert len(data) == 5
    assert len({tuple(eind) for eind in data.values()}) == 3  # ggz and ccz are of one length


def test_waiting_is_in_whole_months_and_at_last_the_most_there_may_be() -> None:
    assert list(Wachttijd(aantal=3, in_maanden=True).begindagen(D(2027, 3, 1))) == [
        D(2027, 4, 1),
        D(2027, 5, 1),
        D(2027, 6, 1),
    ]
    assert list(Wachttijd(aantal=60, in_maanden=False).begindagen(D(2027, 3, 1))) == [
        D(2027, 4, 1),
        D(2027, 4, 30),
    ]
    assert list(Wachttijd(aantal=14, in_maanden=False).begindagen(D(2027, 3, 1))) == [D(2027, 3, 15)]


def test_who_has_one_stage_left_can_only_wait() -> None:
    inzet = inzet_van(dossier("a", D(2024, 12, 1)), plaatsen(ccz=1))  # ccz 2026-09-01 to 2026-11-30
    assert len(inzet.verplaatsbaar) == 1
    assert not list(andere_volgordes(inzet))
    (wachtend,) = met_wachttijd(inzet, Wachttijd(aantal=1, in_maanden=True))
    assert wachtend.doelen.rang == (30, 0, 1, 30 + 31)


# --- the plan ---


def test_nobody_moves_for_what_is_not_full() -> None:
    assert plan([dossier("a"), dossier("b")], plaatsen(klinisch=2)).status is PlanStatus.PAST


def test_waiting_that_is_there_already_is_no_reason_to_move() -> None:
    wachtend = (replace(STAGES[0], begin=D(2027, 6, 1)), *STAGES[1:])
    d = dossier("a", onderdeel=schema(*wachtend))
    assert sum(r.wachtdagen for r in ios_van(d).rijen) == 92
    assert plan([d, dossier("b")], plaatsen(klinisch=2)).status is PlanStatus.PAST


def test_what_is_over_before_the_day_of_reference_is_not_planned() -> None:
    vroeger = Plaatsen([Capaciteit(onderdeel="klinisch", vanaf=D(2020, 1, 1), tot_en_met=AS_OF, aantal=0)])
    assert plan([dossier("a", D(2025, 3, 1))], vroeger).status is PlanStatus.PAST
    nog = Plaatsen(
        [Capaciteit(onderdeel="klinisch", vanaf=AS_OF, tot_en_met=AS_OF + timedelta(days=1), aantal=0)]
    )
    uitslag = plan([dossier("a", D(2025, 3, 1))], nog)
    assert uitslag.status is PlanStatus.ONMOGELIJK
    assert uitslag.te_veel_dagen == 1
    (tekort,) = uitslag.tekorten
    assert (tekort.maand.begin, tekort.soort, tekort.tekort, tekort.dagen) == (
        D(2026, 6, 1),
        "klinisch",
        1,
        1,
    )


def test_a_place_of_its_own_counts_for_the_soort_and_for_itself() -> None:
    p = Plaatsen(
        [
            Capaciteit(onderdeel="ccz", vanaf=D(2020, 1, 1), aantal=9),
            Capaciteit(onderdeel="ccz", plaats="X", vanaf=D(2020, 1, 1), aantal=1),
        ]
    )
    stages = (*STAGES[:2], replace(STAGES[2], plaats="X"))
    uitslag = plan([dossier(naam, onderdeel=schema(*stages)) for naam in "ab"], p)
    assert {(t.soort, t.plaats) for t in uitslag.tekorten_oud} == {("ccz", "X")}
    assert uitslag.status is PlanStatus.OPTIMAAL
    assert uitslag.doelen.volgordes == 1


def test_a_schedule_that_the_checks_object_to_makes_way_for_the_next_best() -> None:
    p = plaatsen(klinisch=1)
    inzetten = [inzet_van(dossier(naam), p) for naam in "ab"]
    gezien: list[tuple[str, tuple[int, ...]]] = []

    def geen_ggz_eerst(inzet: Inzet, kandidaat: Kandidaat) -> bool:
        gezien.append((inzet.aios_id, kandidaat.volgorde))
        return kandidaat.volgorde[1] != 2

    vrij = maak_plan(inzetten, p, as_of=AS_OF, tijd=30, keuring=goed)
    streng = maak_plan(inzetten, p, as_of=AS_OF, tijd=30, keuring=geen_ggz_eerst)
    assert vrij.keuze[0][1].volgorde[1] == 2
    assert streng.keuze[0][1].volgorde[1] == 3
    assert streng.afgekeurd > 0
    assert len(gezien) == len(set(gezien))  # none is looked at twice
    nooit = maak_plan(inzetten, p, as_of=AS_OF, tijd=30, keuring=lambda _i, _k: False)
    assert nooit.status is PlanStatus.ONMOGELIJK


def test_the_checks_look_at_what_is_new_only() -> None:
    """The klinische stage without a ground is too short, in every order: nothing new. A stage at a place that
    is not erkend for more than six weeks neither."""
    stages = (replace(STAGES[0], maanden=F(5)), STAGES[1], replace(STAGES[2], erkend=False))
    p = plaatsen(klinisch=1)
    inzet = inzet_van(dossier("a", onderdeel=schema(*stages)), p)
    keuring = Keuring()
    assert all(keuring(inzet, kandidaat) for kandidaat in andere_volgordes(inzet))


def test_the_checks_object_to_what_was_not_there_before() -> None:
    """With an agreed end of the ggz content moves; here a practice period would no longer be the last."""
    onderdelen = (
        Onderdeel(soort="huisartspraktijk-1", maanden=F(12)),
        *STAGES[:2],
        Onderdeel(soort="huisartspraktijk-2", maanden=F(12)),
        STAGES[2],
    )
    p = plaatsen(klinisch=1)
    inzet = inzet_van(dossier("a", onderdeel=onderdelen), p)
    anders = replace(next(andere_volgordes(inzet)), volgorde=(0, 1, 2, 4, 3))
    assert Keuring()(inzet, anders)  # the practice period comes last again: one finding fewer
    terug = inzet_van(dossier("b", onderdeel=schema(*STAGES)), p)
    anders = replace(next(andere_volgordes(terug)), volgorde=(0, 1, 2, 4, 3))
    assert not Keuring()(terug, anders)


def test_when_the_time_is_up_it_says_how_far_it_got(monkeypatch: pytest.MonkeyPatch) -> None:
    def traag(opgave: Opgave, **keuzes: object) -> Oplossing:
        oplossing = los_op(opgave, **keuzes)  # type: ignore[arg-type]
        return replace(oplossing, uitkomst=Uitkomst.GEVONDEN, grens=("volgordes", 0))

    monkeypatch.setattr(plaatsingsplan, "los_op", traag)
    uitslag = plan([dossier("a"), dossier("b")], plaatsen(klinisch=1))
    assert (uitslag.status, uitslag.grens) == (PlanStatus.NIET_BEWEZEN, ("volgordes", 0))
    assert len(uitslag.keuze) == 1


def test_when_the_time_is_up_before_anything_was_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def te_traag(opgave: Opgave, **keuzes: object) -> Oplossing:
        if keuzes["tekort_mag"]:
            return los_op(opgave, **keuzes)  # type: ignore[arg-type]
        return Oplossing(uitkomst=Uitkomst.TIJD_OP)

    monkeypatch.setattr(plaatsingsplan, "los_op", te_traag)
    uitslag = plan([dossier("a"), dossier("b")], plaatsen(klinisch=1))
    assert uitslag.status is PlanStatus.NIET_GEVONDEN
    assert not uitslag.keuze


# --- the solver by itself ---


def opgave(kosten: Sequence[tuple[int, ...]], per_groep: int, *beperkingen: tuple[set[int], int]) -> Opgave:
    groepen = tuple(tuple(range(i, i + per_groep)) for i in range(0, len(kosten), per_groep))
    return Opgave(
        groepen=groepen,
        kosten=tuple(kosten),
        beperkingen=tuple(Beperking(opties=frozenset(o), ruimte=r, dagen=10) for o, r in beperkingen),
    )


def test_the_first_goal_goes_before_all_others() -> None:
    duur_later = opgave([(0, 0, 0, 0), (1, 0, 0, 0), (0, 9, 9, 999)], 3, ({0}, 0))
    assert los_op(duur_later, tijd=10).gekozen == (2,)


def test_goals_too_large_for_one_sum_come_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(oplosser, "MEEST_IN_EEN_TRAP", 1)
    kosten = [(0, 0, 0, 0), (1, 0, 0, 0), (0, 9, 9, 999), (0, 9, 9, 998)]
    assert los_op(opgave(kosten, 4, ({0}, 0)), tijd=10).gekozen == (3,)


def test_a_bound_is_told_of_the_first_goal_that_is_open() -> None:
    trap = oplosser._Trap((oplosser._Doel("a", 0, 5), oplosser._Doel("b", 0, 9), oplosser._Doel("c", 0, 99)))
    assert trap.gewichten == [1000, 100, 1]
    assert trap.eerste_open(2345, 2345) == ("c", 45, 45)
    assert trap.eerste_open(2345, 2299) == ("b", 3, 2)
    assert trap.eerste_open(2345, 990) == ("a", 2, 0)


def test_room_below_nothing_is_impossible_and_counts_as_short() -> None:
    vol = opgave([(0, 0, 0, 0), (0, 1, 0, 5)], 2, ({0}, -1), (set(), -2))
    assert los_op(vol, tijd=10).uitkomst is Uitkomst.ONMOGELIJK
    minst = los_op(vol, tijd=10, tekort_mag=True)
    assert (minst.uitkomst, minst.gekozen) == (Uitkomst.BEWEZEN, (1,))
    assert vol.te_veel(minst.gekozen) == 30


def test_the_model_does_not_grow_with_who_is_there_but_with_who_comes_and_goes() -> None:
    """Every day one comes and one goes, of a hundred that are there."""
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    kies = [model.new_bool_var("") for _n in range(500)]
    dagen = [Beperking(opties=frozenset(range(n, n + 100)), ruimte=90, dagen=1) for n in range(400)]
    list(oplosser._bezet(model, kies, dagen))
    assert sum(len(c.linear.vars) for c in model.proto.constraints) < 2000


def test_how_far_it_is_is_told_up_to_the_proof() -> None:
    gezien: list[tuple[str, int, int]] = []
    kosten = [(0, 0, 0, 0), (3, 1, 0, 0)]
    los_op(opgave(kosten * 4, 2, ({0, 2, 4, 6}, 1)), tijd=10, melding=lambda *m: gezien.append(m))
    assert gezien
    assert gezien[-1] == ("volgordes", 3, 3)


def test_ctrl_c_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    def breek_af(*_m: object) -> None:
        raise KeyboardInterrupt

    import threading

    # so small a problem may be solved before anybody waits for it
    monkeypatch.setattr(threading.Thread, "is_alive", lambda self: True)
    monkeypatch.setattr(threading.Thread, "join", lambda self, timeout=None: breek_af() if timeout else None)
    with pytest.raises(KeyboardInterrupt):
        los_op(opgave([(0, 0, 0, 0), (3, 1, 0, 0)] * 4, 2, ({0, 2, 4, 6}, 1)), tijd=10)
