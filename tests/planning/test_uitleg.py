"""Traces: what they say is what was computed, and the sentences say nothing that the trace does not hold."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from ios_cli.domain.calendar import add_months, ceil, months_before
from ios_cli.domain.dossier import Deeltijd, Dossier, Onderbreking, Onderdeel, Verlenging, Vrijstelling
from ios_cli.domain.ios import IOS, Rij
from ios_cli.domain.spoor import Onderwerp, Stap
from ios_cli.domain.words import say_number
from ios_cli.io.dossiers import load_dossier
from ios_cli.planning.ios import plan_ios
from ios_cli.planning.uitleg.onderdelen import (
    leg_eind_uit,
    leg_eind_van_rij_uit,
    leg_factor_uit,
    leg_onderdeel_uit,
)
from ios_cli.planning.uitleg.verlof import leg_verlof_uit
from ios_cli.planning.uitleg.vragen import Gevonden, onderwerpen, zoek
from ios_cli.regels.model import Regels
from ios_cli.render.spoor import stap_record, tekst_van
from ios_cli.render.uitleg import Pagina, render_uitleg
from ios_cli.text import use_language
from ios_cli.toetsing.geval import Geval as Zaak
from tests.record_strategies import met_diensten_en_onderwijs, met_termijnen
from tests.strategies import Geval, aantal, gevallen
from tests.whatif import AS_OF, als_bestand, dossier, plan, regels

NUL = Fraction(0)
MAANDEN, DAGEN = "maanden", "dagen"
Paar = tuple[Fraction, Fraction]
"""Months and days."""


def zaak(een: Dossier, volgens: Regels | None = None, ios: IOS | None = None, as_of: date = AS_OF) -> Zaak:
    volgens = volgens or regels()
    return Zaak(dossier=een, regels=volgens, ios=ios or plan(een, volgens), as_of=as_of)


def zaak_van(geval: Geval) -> Zaak | None:
    volgens = regels(
        deeltijdmethode=geval.methode,
        voltijdse_onderdelen=geval.voltijdse_onderdelen,
        verlofjaar_grens=geval.verlofjaar_grens,
        ouderschapsverlof="als-deeltijd" if geval.ouderschapsverlof_als_deeltijd else "onderbreking",
    )
    planning = plan_ios(geval.dossier, volgens, as_of=geval.as_of, vrijstellingen=geval.vrijstellingen)
    return None if planning.ios is None else zaak(geval.dossier, volgens, planning.ios, geval.as_of)


# --- reading a trace as a program does ---------------------------------------------------------------


def knopen(record: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield record
    for onder in record["stappen"]:
        yield from knopen(onder)


def knoop(record: dict[str, Any], einde: str) -> dict[str, Any] | None:
    """The node right under the root whose id ends so."""
    return next((k for k in record["stappen"] if k["id"].endswith(einde)), None)


def getallen(knoop: dict[str, Any]) -> dict[str, Fraction]:
    """The numbers of a node by name; of content in months and days the months."""
    uit: dict[str, Fraction] = {}
    for deel in knoop["gegevens"]:
        if deel["eenheid"] not in (None, "datum"):
            uit.setdefault(deel["naam"], Fraction(deel["waarde"]))
    return uit


def datum(knoop: dict[str, Any], naam: str = "date") -> date:
    [waarde] = [d["waarde"] for d in knoop["gegevens"] if d["naam"] == naam]
    return date.fromisoformat(waarde)


def paar(knoop: dict[str, Any]) -> Paar:
    """`waarde` as months and days."""
    maanden = dagen = NUL
    for waarde, eenheid in zip(knoop["waarde"].split("+"), knoop["eenheid"].split("+"), strict=True):
        if eenheid == MAANDEN:
            maanden += Fraction(waarde)
        else:
            dagen += Fraction(waarde) * {"weken": 7, DAGEN: 1}[eenheid]
    return maanden, dagen


def samen(paren: list[Paar]) -> Paar:
    return sum((m for m, _d in paren), NUL), sum((d for _m, d in paren), NUL)


# --- laws --------------------------------------------------------------------------------------------


def met_planning(geval: Geval) -> Zaak:
    """Discards what cannot be planned."""
    een = zaak_van(geval)
    assume(een is not None)
    assert een is not None
    return een


@given(gevallen(lang=True))
@settings(max_examples=aantal(80))
def test_adding_up_the_steps_gives_the_dates(geval: Geval) -> None:
    """A reader with nothing but the trace finds the content that was done and the last day."""
    een = met_planning(geval)
    for rij in een.ios.geplande_rijen:
        record = stap_record(leg_eind_van_rij_uit(een, rij))
        _inhoud_klopt(record, rij)
        _gedaan_klopt(record, rij)
        if rij.afgebroken:
            assert knoop(record, ".einde") is not None
            continue
        if rij.eind != rij.berekend_eind:
            afgesproken = knoop(record, ".afgesproken")
            assert afgesproken is not None
            assert datum(afgesproken) == rij.eind
            assert datum(afgesproken, "computed") == rij.berekend_eind
            continue
        _eind_klopt(record, rij)


def _inhoud_klopt(record: dict[str, Any], rij: Rij) -> None:
    inhoud = knoop(record, ".inhoud")
    assert inhoud is not None
    assert paar(inhoud) == (rij.inhoud.maanden, rij.inhoud.dagen)
    if inhoud["stappen"]:
        plus = [paar(k) for k in inhoud["stappen"] if not _is_vrijstelling(k) and k["waarde"]]
        min_ = [paar(k) for k in inhoud["stappen"] if _is_vrijstelling(k) and k["waarde"]]
        eraf = samen(min_)
        erbij = samen(plus)
        assert (erbij[0] - eraf[0], erbij[1] - eraf[1]) == paar(inhoud)
    verschoven = knoop(record, ".verschoven")
    if verschoven is None:
        assert not rij.verschoven
        return
    assert samen([paar(k) for k in verschoven["stappen"]]) == paar(verschoven)
    assert paar(verschoven) == (rij.verschoven.maanden, rij.verschoven.dagen)


def _is_vrijstelling(knoop: dict[str, Any]) -> bool:
    return ".vrijstelling-" in knoop["id"]


def _gedaan_klopt(record: dict[str, Any], rij: Rij) -> None:
    """What is done in the rest of the border day and in each stretch is what was done."""
    stukken = [
        paar(k)
        for k in record["stappen"]
        if re.search(r"\.(segment-\d+|rest)$", k["id"]) and "stands still" not in k["tekst"]
    ]
    assert samen(stukken) == (rij.gedaan.maanden, rij.gedaan.dagen)


def _eind_klopt(record: dict[str, Any], rij: Rij) -> None:
    afronding = record["stappen"][-1]
    assert afronding["id"].endswith(".afronding")
    assert afronding["waarde"] == str(rij.eind)
    positie, grens = knoop(record, ".positie"), knoop(record, ".maandgrens")
    stil = knoop(record, ".stilstand")
    dagen_stil = int(stil["waarde"]) if stil else 0
    if positie is not None:
        g = getallen(positie)
        som = g["before"] + g["time"] if "before" in g else g["time"] - g["rest"]
        assert som == g["sum"]
    if rij.rest and rij.begin == _vorig_eind(rij):
        return  # all of it inside the border day
    daarna = knoop(record, ".daarna")
    if daarna is not None:
        anker = datum(daarna, "anchor")
        moment = getallen(daarna)["moment"]
    elif grens is not None:
        anker, g = datum(grens), getallen(grens)
        assert anker == add_months(datum(grens, "anchor"), int(g["months"]))
        moment = g.get("days", NUL)
        if "part" in g:
            assert g["part"] * g["length"] == g["days"]
    else:
        ankerstap = knoop(record, ".anker")
        assert ankerstap is not None
        anker = datum(ankerstap)
        dagen = knoop(record, ".dagen")
        if dagen is not None:
            g = getallen(dagen)
            moment = g["before"] + g["days"] if "before" in g else g["days"] - g["rest"]
            assert moment == g["sum"]
        else:
            moment = rij.looptijd.dagen
    # content so small that it is complete in the rest still takes the day of a fixed begin
    laatste = anker + timedelta(days=ceil(moment) - 1 + dagen_stil)
    assert max(laatste, rij.begin or laatste) == rij.eind


def _vorig_eind(rij: Rij) -> date | None:
    """The border day, where the row lies inside it: then it has no running day of its own."""
    return rij.begin if rij.telt_tot is not None and rij.telt_tot <= rij.telt_van + rij.rest else None


@given(gevallen(lang=True))
@settings(max_examples=aantal(40))
def test_ids_are_unique_and_every_date_and_value_can_be_read(geval: Geval) -> None:
    een = met_planning(geval)
    for spoor in _sporen(een):
        record = stap_record(spoor)
        ids = [k["id"] for k in knopen(record)]
        assert len(ids) == len(set(ids))
        for k in knopen(record):
            assert k["tekst"]
            for deel in k["gegevens"]:
                if deel["eenheid"] == "datum":
                    date.fromisoformat(deel["waarde"])
                elif deel["eenheid"]:
                    Fraction(deel["waarde"])


def _sporen(een: Zaak) -> Iterator[Stap]:
    yield leg_eind_uit(een)
    yield leg_verlof_uit(een)
    for rij in een.ios.rijen:
        yield leg_onderdeel_uit(een, rij)
        yield leg_factor_uit(een, rij)


# A run of digits with what belongs to a number; the marker of a rounded one before it.
GETAL = re.compile(r"\d+(?:[.,]\d+)*")


@pytest.mark.parametrize("taal", ["en", "nl"])
@given(geval=gevallen(lang=True))
@settings(max_examples=aantal(25))
def test_the_sentences_hold_no_number_that_the_trace_does_not(taal: str, geval: Geval) -> None:
    een = met_planning(geval)
    use_language(taal)
    try:
        for spoor in _sporen(een):
            for stap in spoor.alle():
                for gesproken in (False, True):
                    tekst = tekst_van(stap, gesproken=gesproken)
                    assert "{" not in tekst
                    mag = _getoonde_getallen(stap_record(stap))
                    assert set(GETAL.findall(tekst)) <= mag, (tekst, mag)
    finally:
        use_language("en")


def _getoonde_getallen(record: dict[str, Any]) -> set[str]:
    """Every number of a node in the forms in which it may be shown: exact or rounded, the parts of a date."""
    mag: set[str] = set()
    for deel in record["gegevens"]:
        if deel["eenheid"] == "datum":
            dag = date.fromisoformat(deel["waarde"])
            mag |= {str(dag.year), f"{dag.month:02}", f"{dag.day:02}", str(dag.day)}
        elif deel["eenheid"]:
            mag.add(say_number(Fraction(deel["waarde"])).removeprefix("≈ "))
        else:
            mag |= set(GETAL.findall(deel["waarde"]))
    return mag


@given(gevallen(lang=True), st.randoms())
@settings(max_examples=aantal(25))
def test_the_order_of_the_entries_changes_only_where_they_stand(geval: Geval, toeval: Any) -> None:
    een = met_planning(geval)

    def geschud(rijen: tuple[Any, ...]) -> tuple[Any, ...]:
        uit = list(rijen)
        toeval.shuffle(uit)
        return tuple(uit)

    anders = replace(
        een.dossier,
        deeltijd=geschud(een.dossier.deeltijd),
        onderbreking=geschud(een.dossier.onderbreking),
    )
    geschudde = zaak(anders, een.regels, een.ios, een.as_of)
    for oud, nieuw in zip(_sporen(een), _sporen(geschudde), strict=True):
        assert stap_record(oud) == stap_record(nieuw)


@given(gevallen(lang=True))
@settings(max_examples=aantal(30))
def test_every_entry_that_is_named_has_its_line(geval: Geval) -> None:
    een = met_planning(geval)
    loaded = load_dossier(als_bestand(geval.dossier).encode(), "d.toml")
    assert loaded.complete
    for spoor in _sporen(een):
        for stap in spoor.alle():
            if stap.pad:
                assert loaded.document.line_of(stap.pad) is not None, stap


def test_a_trace_is_the_same_on_every_run() -> None:
    een = dossier(deeltijd=(Deeltijd(vanaf=date(2025, 9, 1), factor=Fraction("0.8")),))
    assert stap_record(leg_eind_uit(zaak(een))) == stap_record(leg_eind_uit(zaak(een)))


# --- worked examples in words ------------------------------------------------------------------------


def tekst(spoor: Stap, **anders: Any) -> str:
    return "".join(render_uitleg(spoor, pagina=Pagina(), **anders))


def test_80_percent_throughout() -> None:
    een = dossier(deeltijd=(Deeltijd(vanaf=date(2025, 3, 1), factor=Fraction("0.8")),))
    rij = plan(een).rijen[0]
    gezegd = tekst(leg_eind_van_rij_uit(zaak(een), rij))
    for zin in (
        "The last day of huisartspraktijk-1 is Sunday 31 May 2026.",
        "12 months divided by 0.8 is 15 months.",
        "15 months from Saturday 1 March 2025 is Monday 1 June 2026.",
        "So Monday 1 June 2026 is the first day that is not needed any more, and the last day is "
        "Sunday 31 May 2026.",
    ):
        assert zin in gezegd
    tweede = tekst(leg_eind_van_rij_uit(zaak(een), plan(een).rijen[1]))
    assert "Before it 15 months had been counted; with 7.5 months that makes 22.5 months." in tweede
    assert (
        "22 months from Saturday 1 March 2025 is Friday 1 January 2027; "
        "0.5 of the month of 31 days that follows is 15.5 days." in tweede
    )
    assert "What is left of it, 0.5 days, counts for ggz." in tweede


def test_leave_moves_the_end_by_the_days_that_the_clock_stood_still() -> None:
    weg = Onderbreking(soort="zwangerschapsverlof", van=date(2025, 11, 3), tot_en_met=date(2026, 2, 22))
    een = zaak(dossier(onderbreking=(weg,)))
    verlof = tekst(leg_verlof_uit(een))
    assert "Because of absence the clock stood still for 98 days." in verlof
    assert (
        "Free: Monday 3 November 2025 up to and including Friday 14 November 2025, 10 working days" in verlof
    )
    eind = tekst(leg_eind_van_rij_uit(een, een.ios.rijen[0]))
    assert "On top of that come 98 days on which the clock stood still." in eind
    assert "the last day is Saturday 6 June 2026" in eind


def test_aan_het_eind_says_what_moved() -> None:
    een = dossier(deeltijd=(Deeltijd(vanaf=date(2025, 3, 1), factor=Fraction("0.8")),))
    gezegd = tekst(leg_eind_uit(zaak(een, regels("vumc"))))
    assert "klinisch is always full time." in gezegd
    assert "3.6 months comes from earlier onderdelen" in gezegd
    assert "huisartspraktijk-1: 9.6 months of 12 months is done, 2.4 months is left." in gezegd
    assert gezegd.startswith("The last day of the training is Monday 16 October 2028.")


def test_exempted_and_extended() -> None:
    een = dossier(
        vrijstelling=(
            Vrijstelling(onderdeel="klinisch", maanden=Fraction(6), status="definitief", grond="x"),
            Vrijstelling(onderdeel="ggz", maanden=Fraction(1), status="voorlopig", grond="x"),
        ),
        verlenging=(Verlenging(maanden=Fraction(2), reden="x"),),
    )
    het = zaak(een)
    assert "klinisch has no dates: it is exempted in full." in tekst(leg_onderdeel_uit(het, het.ios.rijen[1]))
    gezegd = tekst(leg_eind_van_rij_uit(het, het.ios.rijen[-1]))
    assert "huisartspraktijk-2 takes 14 months at full time, after exemption and extension." in gezegd


# --- which one is meant ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def lijst() -> tuple[Onderwerp, ...]:
    ha1 = "huisartspraktijk-1"
    een = dossier(
        onderdeel=(
            Onderdeel(soort=ha1, naam="linde", maanden=Fraction(7)),
            Onderdeel(soort=ha1, naam="de brink 2", maanden=Fraction(5)),
            Onderdeel(soort="klinisch", naam="seh", maanden=Fraction(6), max_diensten=30),
            Onderdeel(soort="ggz", maanden=Fraction(3)),
            Onderdeel(soort="ccz", maanden=Fraction(3)),
            Onderdeel(soort="huisartspraktijk-2", maanden=Fraction(12)),
        )
    )
    return onderwerpen(zaak(een))


@pytest.mark.parametrize(
    ("woorden", "naam"),
    [
        ([], "eind"),
        (["eind"], "eind"),
        (["Einde"], "eind"),
        (["start"], "begin"),
        (["seh"], "seh"),
        (["klinisch"], "seh"),
        (["klinische-stage", "eind"], "seh.eind"),
        (["klinisch.eind"], "seh.eind"),
        (["klinisch:eind"], "seh.eind"),
        (["eind", "seh"], "seh.eind"),
        (["de brink 2"], "de brink 2"),
        (["De", "Brink", "2", "begin"], "de brink 2.begin"),
        (["ha2.eind"], "huisartspraktijk-2.eind"),
        (["factor", "ggz"], "factor ggz"),
        (["factor"], "deeltijd"),
        (["diensten"], "diensten"),
        (["diensten", "ha1"], "diensten huisartspraktijk-1"),
        (["minimum", "huisartspraktijk-2"], "minimum huisartspraktijk-2"),
        (["maximum", "klinisch"], "maximum seh"),
        (["voltooiingsbesluit"], "voltooiingsbesluit"),
        (["voltooi"], "voltooiingsbesluit"),
        (["voortgangsgesprek:huisartspraktijk-1:2"], "voortgangsgesprek huisartspraktijk-1 2"),
        (["voortgangsgesprek", "ha1/2"], "voortgangsgesprek huisartspraktijk-1 2"),
        (["gesprek"], None),
        (["onderwijs", "2"], "onderwijs 2"),
        (["opleidingsjaar", "2"], "onderwijs 2"),
        (["vrijstelling"], "vrijstelling"),
        (["verlof"], "verlof"),
    ],
)
def test_what_is_meant(lijst: tuple[Onderwerp, ...], woorden: list[str], naam: str | None) -> None:
    gevonden = zoek(lijst, woorden)
    assert (gevonden.onderwerp.naam if gevonden.onderwerp else None) == naam, gevonden.kandidaten


def test_what_may_be_meant(lijst: tuple[Onderwerp, ...]) -> None:
    assert zoek(lijst, ["minimum"]) == Gevonden(
        None, ("minimum huisartspraktijk-1", "minimum huisartspraktijk-2")
    )
    assert zoek(lijst, ["kwartaal"]) == Gevonden(None)


def test_everything_that_is_listed_can_be_told_and_found(lijst: tuple[Onderwerp, ...]) -> None:
    for onderwerp in lijst:
        assert zoek(lijst, [onderwerp.naam]).onderwerp is onderwerp
        assert tekst(onderwerp.maak())


# --- quotas, onderwijs and terms ---------------------------------------------------------------------


@given(met_termijnen())
@settings(max_examples=aantal(40))
def test_terms_can_be_added_up(geval: Geval) -> None:
    """Anchor, steps and standstill give each date, unless it lies at a border of its onderdeel."""
    een = met_planning(geval)
    # a decision that lengthened the training closed a term of the schedule as it was before
    verlengd = any("verlengd" in b.uitkomst for b in een.dossier.besluit)
    staat_nooit_stil = not verlengd and all(s.klok_loopt for r in een.ios.zonder_einde for s in r.segmenten)
    for onderwerp in onderwerpen(een):
        spoor = onderwerp.maak()
        if not any(s.id == f"{spoor.id}.staat" for s in spoor.stappen):
            continue  # no term
        record = stap_record(spoor)
        for welk in ("vanaf", "uiterlijk"):
            knopen_ = {k["id"].removeprefix(f"{spoor.id}."): k for k in record["stappen"]}
            if welk not in knopen_:
                continue
            dag = datum(knopen_[f"{welk}.anker"])
            maanden = dagen = 0
            for naam, k in knopen_.items():
                if naam.startswith(f"{welk}.stap-"):
                    m, d = _stap_van_termijn(k, laatste=welk == "uiterlijk")
                    maanden, dagen = maanden + m, dagen + d
            dag = (add_months(dag, maanden) if maanden >= 0 else months_before(dag, -maanden)) + timedelta(
                days=dagen
            )
            stil = knopen_.get(f"{welk}.stilstand")
            if staat_nooit_stil:
                assert stil is None or dag < een.ios.start
            if stil is not None:
                dag += timedelta(days=int(stil["waarde"]))
            if f"{welk}.begrensd" not in knopen_:
                assert knopen_[welk]["waarde"] == str(dag)


def _stap_van_termijn(knoop: dict[str, Any], *, laatste: bool) -> tuple[int, int]:
    aantal_, keer = int(knoop["waarde"]), int(getallen(knoop).get("times", 1))
    match knoop["eenheid"]:
        case "maanden":
            return aantal_ * keer, 0
        case "weken":
            return 0, 7 * aantal_ * keer
        case "maandnummer":
            return (aantal_, -1) if laatste else (aantal_ - 1, 0)
    return 0, aantal_ * keer


@given(gevallen(lang=True), st.sampled_from(("inhoud", "kalender")))
@settings(max_examples=aantal(40))
def test_quotas_can_be_worked_out_again(geval: Geval, telling: str) -> None:
    een = met_planning(geval)
    een = zaak(een.dossier, volgens_met(een.regels, telling), een.ios, een.as_of)
    for onderwerp in onderwerpen(een):
        welk = onderwerp.naam.split(" ")[0]
        if welk not in ("minimum", "maximum"):
            continue
        record = stap_record(onderwerp.maak())
        vol, rato = knoop(record, ".vol"), knoop(record, ".naar-rato")
        lengte, rond = knoop(record, ".lengte"), knoop(record, ".afronding")
        assert lengte is not None
        if lengte["stappen"]:
            assert sum(Fraction(k["waarde"]) for k in lengte["stappen"]) == Fraction(lengte["waarde"])
        if rato is not None:
            g = getallen(rato)
            assert Fraction(lengte["waarde"]) == g["months_n"]
            assert g["months_n"] / g["full_n"] * g["n_n"] == g["exact"] == Fraction(rato["waarde"])
        exact = Fraction((rato or vol or {})["waarde"])
        uitkomst = int(record["waarde"])
        assert uitkomst == int(rond["waarde"]) if rond else uitkomst == exact
        if welk == "minimum":
            assert 0 <= uitkomst - exact < 1


def volgens_met(volgens: Regels, telling: str) -> Regels:
    anders = replace(volgens["diensten-telling"], waarde=telling)
    return replace(volgens, records={**volgens.records, "diensten-telling": anders})


@given(st.one_of(met_termijnen(), met_diensten_en_onderwijs()))
@settings(max_examples=aantal(30))
def test_everything_can_be_told_with_its_own_ids_and_numbers(geval: Geval) -> None:
    """Whatever can be asked of whatever dossier."""
    for onderwerp in onderwerpen(met_planning(geval)):
        spoor = onderwerp.maak()
        ids = [s.id for s in spoor.alle()]
        assert len(ids) == len(set(ids)), onderwerp.naam
        for stap in spoor.alle():
            gezegd = tekst_van(stap, gesproken=False)
            assert set(GETAL.findall(gezegd)) <= _getoonde_getallen(stap_record(stap)), gezegd
