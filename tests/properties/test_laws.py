"""Laws that every IOS obeys, whatever the dossier (rekenregels 1-6 and 8).

Each law is stated as wide as the text makes it true. Where a law that one would expect does not hold,
because of what the text says elsewhere, a test at the end of this file shows it with the smallest dossier.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from ios_cli.domain.dossier import Aios, Deeltijd, Dossier, Onderbreking, Onderdeel, Opleiding, Vrijstelling
from ios_cli.domain.ios import IOS, Rij, RijStatus
from tests.oracle.compare import plan, plan_rijen, segmenten_betegelen
from tests.oracle.oracle import factor_op, plus_maanden
from tests.strategies import DAG, STANDAARD_SOORTEN, Geval, aantal, gevallen, omvangen, starts

# Without fixed dates and without an end: what most laws are about.
VRIJ: dict[str, Any] = {"vaste_datums": False, "einde": False}


def ios_van(geval: Geval) -> IOS:
    planning = plan(geval)
    assume(planning.ios is not None)
    assert planning.ios is not None
    return planning.ios


def schema(rijen: Sequence[Rij], *, zonder_naam: bool = False) -> list[tuple[Any, ...]]:
    """What a person sees of rows."""
    return [
        (
            None if zonder_naam else rij.onderdeel,
            rij.status,
            rij.begin,
            rij.eind,
            rij.inhoud,
            rij.verschoven,
            rij.gedaan,
            rij.factor,
            rij.wachtdagen,
            rij.stilstand_dagen,
        )
        for rij in rijen
    ]


def met_omvang_onder_een(geval: Geval) -> Geval:
    """Absences such that the clock never stands still."""
    entries = tuple(replace(e, omvang=e.omvang * Fraction(9, 10)) for e in geval.dossier.onderbreking)
    return geval.met(onderbreking=entries)


def zonder_stilstand(**keuzes: Any) -> st.SearchStrategy[Geval]:
    return gevallen(plan=plan_rijen, **VRIJ, **keuzes).map(met_omvang_onder_een)


# --- full time, and content --------------------------------------------------------------------------


@settings(max_examples=aantal(150))
@given(starts(), st.lists(st.integers(1, 14), min_size=1, max_size=6))
def test_full_time_is_calendar_months(start: date, maanden: list[int]) -> None:
    onderdelen = tuple(
        Onderdeel(soort="keuze", naam=f"deel-{i}", maanden=Fraction(m)) for i, m in enumerate(maanden)
    )
    dossier = Dossier(aios=Aios(id="x"), opleiding=Opleiding(start=start), onderdeel=onderdelen)
    rijen = ios_van(Geval(dossier=dossier)).rijen
    totaal = 0
    for rij, lengte in zip(rijen, maanden, strict=True):
        assert rij.begin == plus_maanden(start, totaal)
        totaal += lengte
        assert rij.eind == plus_maanden(start, totaal) - DAG
        assert rij.factor == 1


@settings(max_examples=aantal(150))
@given(gevallen(plan=plan_rijen, einde=False))
def test_content_done_is_content_owed(geval: Geval) -> None:
    """Together always; in each onderdeel where nothing moves."""
    planning = plan(geval)
    assume(planning.ios is not None and not any(f.is_fout for f in planning.findings))
    assert planning.ios is not None
    rijen = planning.ios.geplande_rijen
    for eenheid in ("maanden", "dagen"):
        gedaan = sum(getattr(r.gedaan, eenheid) for r in rijen)
        assert gedaan == sum(getattr(r.inhoud, eenheid) for r in rijen)
    for rij in rijen[:-1]:
        vroeg = rij.berekend_eind is not None and rij.eind is not None and rij.eind < rij.berekend_eind
        if geval.methode == "naar-rato" and not vroeg:
            assert rij.gedaan == rij.inhoud
        assert rij.gedaan.maanden <= rij.inhoud.maanden
        assert rij.gedaan.dagen <= rij.inhoud.dagen
    assert rijen[-1].gedaan == rijen[-1].inhoud + rijen[-1].verschoven


@settings(max_examples=aantal(150))
@given(gevallen(plan=plan_rijen))
def test_segments_tile_the_time_and_sum_to_the_rows(geval: Geval) -> None:
    assert list(segmenten_betegelen(ios_van(geval))) == []


@settings(max_examples=aantal(100))
@given(gevallen(plan=plan_rijen))
def test_rows_follow_each_other(geval: Geval) -> None:
    """A row begins after the one before it ends, or fits in the rest of its last day."""
    rijen = ios_van(geval).geplande_rijen
    for rij in rijen:
        assert rij.begin is not None
        assert rij.eind is not None
        assert rij.begin <= rij.eind
        assert 0 < rij.factor <= 1
    for een, twee in pairwise(rijen):
        assert een.eind is not None
        assert twee.begin is not None
        assert twee.begin > een.eind or (twee.begin == een.eind == twee.eind) or twee.begin == een.eind


# --- what changes nothing ----------------------------------------------------------------------------


@settings(max_examples=aantal(200))
@given(zonder_stilstand(vrijstelling=False, verlenging=False), st.data())
def test_splitting_an_onderdeel_changes_no_date(geval: Geval, data: st.DataObject) -> None:
    """Where the clock never stops (rekenregels 2).

    Not for a last onderdeel in weken or dagen to which `aan-het-eind` moves months: those are counted from
    its begin, and its second half has another.
    """
    onderdelen = geval.dossier.onderdeel
    i = data.draw(st.integers(0, len(onderdelen) - 1))
    heel = onderdelen[i]
    if not heel.in_maanden:
        assume(geval.methode == "naar-rato")
        assume(heel.inhoud.dagen >= 2)
        eerste = data.draw(st.integers(1, int(heel.inhoud.dagen) - 1))
        delen = (
            replace(heel, weken=None, dagen=eerste),
            replace(heel, weken=None, dagen=int(heel.inhoud.dagen) - eerste),
        )
    else:
        assert heel.maanden is not None
        deel = data.draw(st.sampled_from([Fraction(n, d) for d in (2, 3, 10, 97, 1000) for n in (1, d - 1)]))
        delen = (
            replace(heel, maanden=heel.maanden * deel),
            replace(heel, maanden=heel.maanden * (1 - deel)),
        )
    delen = (replace(delen[0], naam="eerste"), replace(delen[1], naam="tweede"))
    gesplitst = geval.met(onderdeel=(*onderdelen[:i], *delen, *onderdelen[i + 1 :]))

    voor, na = ios_van(geval).rijen, ios_van(gesplitst).rijen
    assert [(r.begin, r.eind) for r in voor[:i]] == [(r.begin, r.eind) for r in na[:i]]
    assert voor[i].eind == na[i + 1].eind
    if not na[i].rest:  # else the first half may fit in the rest of the day before
        assert voor[i].begin == na[i].begin
    assert [(r.begin, r.eind) for r in voor[i + 1 :]] == [(r.begin, r.eind) for r in na[i + 2 :]]


@settings(max_examples=aantal(150))
@given(gevallen(plan=plan_rijen), st.integers(-30, 500), st.integers(0, 200), st.booleans())
def test_repeating_a_factor_changes_nothing(geval: Geval, dag: int, lengte: int, als_uren: bool) -> None:
    entries = geval.dossier.deeltijd
    vanaf = geval.dossier.opleiding.start + timedelta(days=dag)
    assume(all(e.vanaf != vanaf for e in entries))
    factor = factor_op(vanaf, entries)
    tot = vanaf
    while tot < vanaf + timedelta(days=lengte) and factor_op(tot + DAG, entries) == factor:
        tot += DAG
    nog_eens = (
        Deeltijd(vanaf=vanaf, tot_en_met=tot, uren_per_week=factor * 38)
        if als_uren
        else Deeltijd(vanaf=vanaf, tot_en_met=tot, factor=factor)
    )
    assert schema(ios_van(geval).rijen) == schema(ios_van(geval.met(deeltijd=(*entries, nog_eens))).rijen)


@settings(max_examples=aantal(150))
@given(gevallen(plan=plan_rijen), st.data())
def test_reordering_entries_changes_nothing(geval: Geval, data: st.DataObject) -> None:
    geschud = geval
    for tabel in ("deeltijd", "onderbreking", "vrijstelling", "verlenging"):
        entries = getattr(geval.dossier, tabel)
        geschud = geschud.met(**{tabel: tuple(data.draw(st.permutations(entries)))})
    assert schema(ios_van(geval).rijen) == schema(ios_van(geschud).rijen)


@settings(max_examples=aantal(100))
@given(gevallen(plan=plan_rijen, deeltijd=False), st.integers(-30, 300), st.booleans())
def test_100_percent_equals_no_entry(geval: Geval, dag: int, als_uren: bool) -> None:
    vanaf = geval.dossier.opleiding.start + timedelta(days=dag)
    geheel = (
        Deeltijd(vanaf=vanaf, uren_per_week=Fraction(38))
        if als_uren
        else Deeltijd(vanaf=vanaf, factor=Fraction(1))
    )
    assert schema(ios_van(geval).rijen) == schema(ios_van(geval.met(deeltijd=(geheel,))).rijen)


@settings(max_examples=aantal(100))
@given(gevallen(plan=plan_rijen), st.integers(-30, 500))
def test_to_50_percent_and_back_on_the_same_day_changes_nothing(geval: Geval, dag: int) -> None:
    """An entry that ends before it begins covers no day.

    In a file this is refused (`eind-voor-begin`), as two entries with one `vanaf` are: the loader's tests.
    """
    vanaf = geval.dossier.opleiding.start + timedelta(days=dag)
    leeg = Deeltijd(vanaf=vanaf, tot_en_met=vanaf - DAG, factor=Fraction(1, 2))
    heen_en_weer = geval.met(deeltijd=(*geval.dossier.deeltijd, leeg))
    assert schema(ios_van(geval).rijen) == schema(ios_van(heen_en_weer).rijen)


@settings(max_examples=aantal(100))
@given(gevallen(plan=plan_rijen, einde=False), st.integers(1, 60))
def test_a_factor_outside_the_training_changes_nothing(geval: Geval, ver: int) -> None:
    ios = ios_van(geval)
    assert ios.laatste_dag is not None
    # An earlier vanaf must not lie above an entry that already holds on the first day.
    vanaf = min([ios.start, *(e.vanaf for e in geval.dossier.deeltijd)]) - timedelta(days=ver + 1)
    voor = Deeltijd(vanaf=vanaf, tot_en_met=vanaf, factor=Fraction(1, 2))
    na = Deeltijd(vanaf=ios.laatste_dag + timedelta(days=ver), factor=Fraction(1, 2))
    assume(all(e.vanaf != na.vanaf for e in geval.dossier.deeltijd))
    assert schema(ios.rijen) == schema(ios_van(geval.met(deeltijd=(*geval.dossier.deeltijd, voor, na))).rijen)


@settings(max_examples=aantal(100))
@given(gevallen(plan=plan_rijen, einde=False, verlenging=False))
def test_computed_dates_written_as_fixed_dates_change_nothing(geval: Geval) -> None:
    """Rekenregels 8: `begin` and `eind` equal to the computed ones."""
    planning = plan(geval)
    assume(planning.ios is not None and not any(f.is_fout for f in planning.findings))
    assume(bool(geval.dossier.onderdeel))
    assert planning.ios is not None
    vast = []
    for onderdeel, rij, vorige in zip(
        geval.dossier.onderdeel, planning.ios.rijen, (None, *planning.ios.rijen), strict=False
    ):
        past = vorige is not None and rij.begin is not None and rij.begin == vorige.eind
        if rij.status is RijStatus.VRIJGESTELD or past:  # what fits in a rest does so without fixed begin
            vast.append(onderdeel)
        else:
            # A fixed begin that is there stays: it may lie before a stop, and the row begins after that.
            vast.append(replace(onderdeel, begin=onderdeel.begin or rij.begin, eind=rij.eind))
    assert schema(planning.ios.rijen) == schema(ios_van(geval.met(onderdeel=tuple(vast))).rijen)


@settings(max_examples=aantal(100))
@given(gevallen(plan=plan_rijen, in_dagen=False, vrijstelling=False, einde=False), st.data())
def test_exempted_months_are_months_that_were_not_there(geval: Geval, data: st.DataObject) -> None:
    assume(bool(geval.dossier.onderdeel))
    i = data.draw(st.integers(0, len(geval.dossier.onderdeel) - 1))
    onderdeel = geval.dossier.onderdeel[i]
    assert onderdeel.maanden is not None
    af = onderdeel.maanden * data.draw(st.sampled_from([Fraction(1, 2), Fraction(1, 10), Fraction(9, 10)]))
    vrij = Vrijstelling(onderdeel=onderdeel.bijnaam, maanden=af, status="voorlopig", grond="ervaring")
    korter = list(geval.dossier.onderdeel)
    korter[i] = replace(onderdeel, maanden=onderdeel.maanden - af)
    met_vrijstelling = replace(geval, vrijstellingen="alle").met(vrijstelling=(vrij,))
    assert schema(ios_van(met_vrijstelling).rijen) == schema(
        ios_van(geval.met(onderdeel=tuple(korter))).rijen
    )
    definitief = replace(met_vrijstelling, vrijstellingen="definitief")
    assert schema(ios_van(definitief).rijen) == schema(ios_van(geval).rijen)


@settings(max_examples=aantal(100))
@given(gevallen(plan=plan_rijen))
def test_a_running_absence_is_one_to_the_day_of_reference(geval: Geval) -> None:
    entries = tuple(
        replace(e, tot_en_met=geval.as_of) if e.tot_en_met is None else e
        for e in geval.dossier.onderbreking
        if e.tot_en_met is not None or e.van <= geval.as_of
    )
    assert schema(ios_van(geval).rijen) == schema(ios_van(geval.met(onderbreking=entries)).rijen)


@settings(max_examples=aantal(40))
@given(gevallen(plan=plan_rijen, lang=True, vaste_datums=False))
def test_the_standard_schedule_is_as_if_written(geval: Geval) -> None:
    lengten = (12, 6, 3, 3, 12)
    geschreven = tuple(
        Onderdeel(soort=s, maanden=Fraction(n)) for s, n in zip(STANDAARD_SOORTEN, lengten, strict=True)
    )
    zonder = geval.met(onderdeel=(), vrijstelling=(), verlenging=())
    assert schema(ios_van(zonder).rijen) == schema(ios_van(zonder.met(onderdeel=geschreven)).rijen)


@settings(max_examples=aantal(100))
@given(gevallen(plan=plan_rijen, einde=False), st.integers(0, 400))
def test_a_stop_cuts_and_moves_nothing_before_it(geval: Geval, dag: int) -> None:
    heel = plan(geval)
    assume(heel.ios is not None and not any(f.is_fout for f in heel.findings))
    assert heel.ios is not None
    einde = heel.ios.start + timedelta(days=dag)
    opleiding = replace(geval.dossier.opleiding, status="gestopt", einde=einde)
    gestopt = ios_van(geval.met(opleiding=opleiding))
    bereikt = [r for r in heel.ios.geplande_rijen if r.begin is not None and r.begin <= einde]
    assert [r.onderdeel for r in gestopt.geplande_rijen] == [r.onderdeel for r in bereikt]
    for voor, na in zip(bereikt, gestopt.geplande_rijen, strict=True):
        assert voor.eind is not None
        assert (na.begin, na.eind) == (voor.begin, min(voor.eind, einde))
        assert na.gedaan.maanden <= voor.gedaan.maanden
        assert na.gedaan.dagen <= voor.gedaan.dagen


# --- what never ends earlier -------------------------------------------------------------------------


def nooit_eerder(voor: IOS, na: IOS) -> None:
    for een, twee in zip(voor.geplande_rijen, na.geplande_rijen, strict=True):
        assert een.eind is not None
        assert twee.eind is not None
        assert een.eind <= twee.eind, een.onderdeel


LAGER = st.sampled_from([Fraction(99, 100), Fraction(9, 10), Fraction(1, 2)])


@settings(max_examples=aantal(200))
@given(zonder_stilstand(in_dagen=False), LAGER, st.integers(-5, 300), st.integers(0, 120), omvangen())
def test_lower_factor_or_more_absence_on_one_anchor(
    geval: Geval, lager: Fraction, dag: int, lengte: int, omvang: Fraction
) -> None:
    """Months, naar-rato, and a clock that never stops: no onderdeel ends earlier."""
    geval = replace(geval, methode="naar-rato")
    voor = ios_van(geval)
    nooit_eerder(voor, ios_van(geval.met(deeltijd=_lager(geval.dossier.deeltijd, lager))))
    van = geval.dossier.opleiding.start + timedelta(days=dag)
    # Of every day a tenth is left: the clock never stands still.
    erbij = Onderbreking(
        soort="ziekte", van=van, tot_en_met=van + timedelta(days=lengte), omvang=omvang * Fraction(9, 100)
    )
    nooit_eerder(voor, ios_van(geval.met(onderbreking=(*geval.dossier.onderbreking, erbij))))


def _lager(entries: tuple[Deeltijd, ...], lager: Fraction) -> tuple[Deeltijd, ...]:
    return tuple(replace(e, factor=e.deeltijdfactor * lager, uren_per_week=None) for e in entries)


@settings(max_examples=aantal(200))
@given(
    gevallen(plan=plan_rijen, **VRIJ), LAGER, st.integers(-5, 300), st.integers(0, 60), omvangen(), st.data()
)
def test_lower_factor_or_more_absence_where_all_is_in_days(
    geval: Geval, lager: Fraction, dag: int, lengte: int, omvang: Fraction, data: st.DataObject
) -> None:
    """No months, so no anchor matters: no onderdeel ends earlier, whatever stands still."""
    dagen = [data.draw(st.integers(1, 60)) for _ in geval.dossier.onderdeel]
    assume(bool(dagen))
    onderdelen = tuple(
        replace(o, maanden=None, weken=None, dagen=n)
        for o, n in zip(geval.dossier.onderdeel, dagen, strict=True)
    )
    geval = replace(geval, methode="naar-rato").met(onderdeel=onderdelen, vrijstelling=(), verlenging=())
    voor = ios_van(geval)
    nooit_eerder(voor, ios_van(geval.met(deeltijd=_lager(geval.dossier.deeltijd, lager))))
    van = geval.dossier.opleiding.start + timedelta(days=dag)
    erbij = Onderbreking(soort="ziekte", van=van, tot_en_met=van + timedelta(days=lengte), omvang=omvang)
    alleen = geval.met(onderbreking=())
    nooit_eerder(ios_van(alleen), ios_van(alleen.met(onderbreking=(erbij,))))


@settings(max_examples=aantal(150))
@given(
    starts(),
    st.sampled_from([Fraction(1), Fraction(4, 5), Fraction(7, 10), Fraction(2533, 3800)]),
    st.sampled_from([Fraction(12), Fraction(6), Fraction(3, 2), Fraction(9, 4)]),
    st.lists(st.tuples(st.integers(0, 400), st.integers(0, 120), st.booleans()), max_size=3),
)
def test_at_an_unchanged_factor_a_stop_moves_the_eind_by_exactly_its_days(
    start: date, factor: Fraction, maanden: Fraction, stops: list[tuple[int, int, bool]]
) -> None:
    """Rekenregels 5; so more absence never ends earlier there."""
    dossier = Dossier(
        aios=Aios(id="x"),
        opleiding=Opleiding(start=start),
        onderdeel=(Onderdeel(soort="huisartspraktijk-1", maanden=maanden),),
        deeltijd=(Deeltijd(vanaf=start, factor=factor),),
    )
    entries: list[Onderbreking] = []
    for dag, lengte, onderzoek in sorted(stops):
        van = start + timedelta(days=dag)
        if entries and entries[-1].tot_en_met is not None and van <= entries[-1].tot_en_met:
            continue
        soort = "onderzoek" if onderzoek else "ziekte"
        entries.append(Onderbreking(soort=soort, van=van, tot_en_met=van + timedelta(days=lengte)))
    [zonder] = ios_van(Geval(dossier=dossier)).rijen
    [met] = ios_van(Geval(dossier=replace(dossier, onderbreking=tuple(entries)))).rijen
    assert zonder.eind is not None
    assert met.eind == zonder.eind + timedelta(days=met.stilstand_dagen)
    assert met.factor == zonder.factor == factor


# --- where a law that one would expect does not hold, and why -----------------------------------------


def _dossier(start: date, *onderdelen: tuple[str, str], **velden: Any) -> Dossier:
    lijst = tuple(
        Onderdeel(soort=soort, naam=f"{soort}-{i}", maanden=Fraction(maanden))
        for i, (soort, maanden) in enumerate(onderdelen)
    )
    return Dossier(aios=Aios(id="x"), opleiding=Opleiding(start=start), onderdeel=lijst, **velden)


def _eind(geval: Geval) -> date:
    ios = plan(geval).ios
    assert ios is not None
    assert ios.laatste_dag is not None
    assert ios.laatste_dag == geval.oracle().laatste_dag
    return ios.laatste_dag


def test_more_absence_may_end_earlier_where_the_anchor_moves() -> None:
    """Rule (a) of section 2: after a stop months are counted from another day, here through February.

    0.1 month from 28 January, whose month has 31 days, and 0.9 month that then begins on 2 February, whose
    month has 28: the one day of onderzoek costs less than the shorter month saves.
    """
    dossier = _dossier(date(2025, 1, 28), ("huisartspraktijk-1", "0.1"), ("klinisch", "0.9"))
    stop = Onderbreking(soort="onderzoek", van=date(2025, 1, 28), tot_en_met=date(2025, 1, 28))
    assert _eind(Geval(dossier=dossier)) == date(2025, 2, 27)
    assert _eind(Geval(dossier=replace(dossier, onderbreking=(stop,)))) == date(2025, 2, 26)


def test_more_absence_may_end_earlier_where_the_factor_changes() -> None:
    """Days of a stop are taken out of the calendar: what comes after them is counted in a shorter month.

    February at 1 % does next to nothing. Without it March is counted as the 28 days of the first month.
    """
    dossier = _dossier(
        date(2025, 2, 1),
        ("huisartspraktijk-1", "1"),
        deeltijd=(Deeltijd(vanaf=date(2025, 2, 1), tot_en_met=date(2025, 2, 28), factor=Fraction(1, 100)),),
    )
    stop = Onderbreking(soort="onderzoek", van=date(2025, 2, 1), tot_en_met=date(2025, 2, 28))
    assert _eind(Geval(dossier=dossier)) == date(2025, 3, 31)
    assert _eind(Geval(dossier=replace(dossier, onderbreking=(stop,)))) == date(2025, 3, 28)


def test_a_stop_may_end_earlier_where_it_shifts_a_full_time_onderdeel() -> None:
    """`aan-het-eind` keeps calendar lengths, so a stop shifts klinisch, where the factor is 1, as a whole.

    Ten days each; 10 % on 1 to 10 April and from 21 April on. Without the stop klinisch has the ten days that
    are full time anyway. A stop on 1 April costs 0.1 day of content; klinisch then covers 21 April, a day at
    10 %, and leaves 11 April to the first: 0.9 day gained, eight days at 10 % less in all. (Naar-rato the
    first would last until its content is complete, and this cannot happen.)
    """
    onderdelen = tuple(
        Onderdeel(soort=soort, dagen=10) for soort in ("huisartspraktijk-1", "klinisch", "huisartspraktijk-2")
    )
    dossier = replace(
        _dossier(date(2025, 4, 1)),
        onderdeel=onderdelen,
        deeltijd=(
            Deeltijd(vanaf=date(2025, 4, 1), tot_en_met=date(2025, 4, 10), factor=Fraction(1, 10)),
            Deeltijd(vanaf=date(2025, 4, 21), factor=Fraction(1, 10)),
        ),
    )
    geval = Geval(dossier=dossier, methode="aan-het-eind", voltijdse_onderdelen=("klinisch",))
    stop = Onderbreking(soort="onderzoek", van=date(2025, 4, 1), tot_en_met=date(2025, 4, 1))
    assert _eind(geval) == date(2025, 4, 20) + timedelta(days=190)
    assert _eind(geval.met(onderbreking=(stop,))) == date(2025, 4, 21) + timedelta(days=181)
