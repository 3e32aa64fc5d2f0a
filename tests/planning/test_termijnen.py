"""The decision calendar: cases in `tests/termijnen/*.toml`, each a dossier and the terms it must have.

A case has `dossier` (TOML), optional `as_of`, `profiel`, `alleen` (codes) and `verwacht`, a line a term:
`code [onderdeel] nummer vanaf uiterlijk [wie] status [gedaan_op]`. `-` is no vanaf; the onderdeel is
left out where there is none, and `wie` stands there only where each of several people has a term.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from ios_cli.domain.dossier import Besluit, Dossier, Verlenging, Voortgangsadvies, Voortgangsgesprek
from ios_cli.domain.finding import has_fout
from ios_cli.domain.ios import IOS
from ios_cli.domain.termijn import Herkomst, Stapgrootte, Termijn
from ios_cli.io.dossiers import load_dossier
from ios_cli.planning.ios import plan_ios
from ios_cli.planning.termijnen import bepaal_termijnen, ongebruikte_verwijzingen
from ios_cli.regels.load import RegelBoek
from ios_cli.regels.model import Regels
from tests.strategies import Geval as Wild
from tests.strategies import aantal
from tests.strategies import gevallen as gevallen_

MAP = Path(__file__).parents[1] / "termijnen"
AS_OF = date(2026, 6, 1)
KOP = '[aios]\nid = "1"\n'


@dataclass(frozen=True)
class Geval:
    bestand: str
    titel: str
    gegeven: dict[str, Any]

    @property
    def as_of(self) -> date:
        as_of: date = self.gegeven.get("as_of", AS_OF)
        return as_of


def gevallen() -> Iterator[Geval]:
    for pad in sorted(MAP.glob("*.toml")):
        with pad.open("rb") as file:
            inhoud = tomllib.load(file)
        assert inhoud["bron"], pad.name
        for geval in inhoud["geval"]:
            yield Geval(pad.stem, geval["titel"], geval)


def gelezen(text: str, profiel: str | None = None, map_: Path | None = None) -> tuple[Dossier, Regels]:
    loaded = load_dossier((KOP + text).encode(), "geval.toml")
    assert not [f for f in loaded.findings if f.is_fout], loaded.findings
    assert loaded.dossier is not None
    boek, findings = RegelBoek.load()
    opleiding = loaded.dossier.opleiding
    regels, more = boek.regels_voor(
        start=opleiding.start, profiel=profiel, methode=opleiding.methode, basis=map_
    )
    assert regels is not None, (findings, more)
    assert not has_fout([*findings, *more])
    return loaded.dossier, regels


def gepland(dossier: Dossier, regels: Regels, as_of: date) -> IOS:
    planning = plan_ios(dossier, regels, as_of=as_of)
    assert planning.ios is not None, planning.findings
    return planning.ios


def termijnen_van(
    text: str, *, as_of: date = AS_OF, profiel: str | None = None, map_: Path | None = None
) -> tuple[Termijn, ...]:
    dossier, regels = gelezen(text, profiel, map_)
    return bepaal_termijnen(gepland(dossier, regels, as_of), dossier, regels, as_of=as_of)


def regel_van(t: Termijn) -> str:
    delen = [t.code, t.onderdeel, str(t.nummer), str(t.vanaf or "-"), str(t.uiterlijk)]
    if t.per_persoon:
        delen.append(t.wie_tekst)
    return " ".join(filter(None, [*delen, t.status.value, str(t.gedaan_op or "")]))


@pytest.mark.parametrize("geval", list(gevallen()), ids=lambda g: f"{g.bestand}: {g.titel}")
def test_geval(geval: Geval) -> None:
    gevonden = termijnen_van(
        geval.gegeven["dossier"], as_of=geval.as_of, profiel=geval.gegeven.get("profiel")
    )
    alleen = geval.gegeven.get("alleen")
    regels = [regel_van(t) for t in gevonden if alleen is None or t.code in alleen]
    assert regels == geval.gegeven["verwacht"].strip().splitlines()


START = "[opleiding]\nstart = 2025-03-01\n"
GESPREK = "[[voortgangsgesprek]]\ndatum = {}\n"


def test_decisions_by_year() -> None:
    """`beslismomenten = per-opleidingsjaar`: the last month of the first two whole years."""
    dossier, regels = gelezen(START)
    anders = replace(regels["beslismomenten"], waarde="per-opleidingsjaar")
    regels = replace(regels, records={**regels.records, "beslismomenten": anders})
    besluit = Besluit(
        soort="voortgangsbeslissing", datum=date(2026, 2, 20), uitkomst=("voortgezet",), onderdeel="klinisch"
    )
    dossier = replace(dossier, besluit=(besluit,))
    termijnen = bepaal_termijnen(gepland(dossier, regels, AS_OF), dossier, regels, as_of=AS_OF)
    assert [regel_van(t) for t in termijnen if t.code == "voortgangsbeslissing"] == [
        "voortgangsbeslissing 1 2026-02-01 2026-02-28 gedaan 2026-02-20",
        "voortgangsbeslissing 2 2027-02-01 2027-02-28 komend",
    ]


def test_a_year_that_outlasts_the_training_has_no_decision() -> None:
    dossier, regels = gelezen(START + '[[onderdeel]]\nsoort = "huisartspraktijk-1"\nmaanden = 18\n')
    anders = replace(regels["beslismomenten"], waarde="per-opleidingsjaar")
    regels = replace(regels, records={**regels.records, "beslismomenten": anders})
    termijnen = bepaal_termijnen(gepland(dossier, regels, AS_OF), dossier, regels, as_of=AS_OF)
    assert [t.nummer for t in termijnen if t.code == "voortgangsbeslissing"] == [1]


EIGEN = """
[profiel]
naam = "eigen"
regeling = "lop-2024"
[regel.praktijktermijnen]
waarde = [
  "combel", "verslag", "geschil-bemiddeling", "geschil-verzoekschrift", "registratie-aankondigen",
  "verklaring-voltooiing", "inschrijving-opleidingsregister", "arbeidsduur-aanvraag",
  "ouderschapsverlof-melding",
]
bron = "x"
jaar = 2026
[regel.combel-termijn]
waarde = 7
eenheid = "dagen"
bron = "handboek"
jaar = 2026
[regel.verslag-termijn]
waarde = 2
eenheid = "weken"
bron = "handboek"
jaar = 2026
[[termijn]]
code = "stagebezoek"
omschrijving = "Een bezoek halverwege elke externe stage"
bij = "externe-stage"
wie = ["docent"]
vanaf = { anker = "begin", maanden = 1 }
uiterlijk = { anker = "begin", maanden = 2, dagen = -1 }
bron = "handboek"
jaar = 2026
[[termijn]]
code = "voorlopig-ios"
omschrijving = "Twee weken na de start"
bij = "opleiding"
wie = ["instituut"]
uiterlijk = { anker = "start", weken = 2 }
afgesloten_door = "vastgesteld"
bron = "handboek"
jaar = 2026
"""


def eigen(tmp_path: Path, dossier: str, *codes: str, as_of: date = AS_OF) -> list[str]:
    (tmp_path / "eigen.toml").write_text(EIGEN, encoding="utf-8")
    termijnen = termijnen_van(dossier, profiel="eigen.toml", map_=tmp_path, as_of=as_of)
    return [regel_van(t) for t in termijnen if t.code in codes]


def test_a_profile_adds_a_term_and_replaces_one(tmp_path: Path) -> None:
    assert eigen(tmp_path, START, "stagebezoek", "voorlopig-ios") == [
        "voorlopig-ios 1 - 2025-03-15 te-laat",
        "stagebezoek klinisch 1 2026-04-01 2026-04-30 te-laat",
        "stagebezoek ggz 1 2026-10-01 2026-10-31 komend",
        "stagebezoek ccz 1 2027-01-01 2027-01-31 komend",
    ]


def test_reports_and_forms_around_a_talk(tmp_path: Path) -> None:
    kort = START + '[[onderdeel]]\nsoort = "huisartspraktijk-1"\nmaanden = 8\n'
    tekst = kort + "[[voortgangsgesprek]]\ndatum = 2025-06-10\nverslag_op = 2025-06-30\n"
    assert eigen(tmp_path, tekst, "combel", "verslag", as_of=date(2025, 9, 5)) == [
        "combel huisartspraktijk-1 1 - 2025-06-03 vervallen",
        "verslag huisartspraktijk-1 1 2025-06-10 2025-06-24 te-laat-gedaan 2025-06-30",
        "combel huisartspraktijk-1 2 - 2025-09-03 te-laat",
    ]


def test_a_term_without_first_day_opens_with_its_onderdeel_or_year(tmp_path: Path) -> None:
    """Rekenregels 9: open where there is no vanaf and the onderdeel has begun."""
    jaarlijks = (
        '[[termijn]]\ncode = "jaargesprek"\nomschrijving = "Elk jaar"\nbij = "opleidingsjaar"\n'
        'wie = ["docent"]\nuiterlijk = { anker = "eind" }\nbron = "handboek"\njaar = 2026\n'
    )
    (tmp_path / "jaar.toml").write_text(EIGEN + jaarlijks, encoding="utf-8")
    vervroegd = (
        '[[vrijstelling]]\nonderdeel = "ggz"\nmaanden = 1\nstatus = "voorlopig"\ngrond = "x"\n'
        '[[termijn]]\ncode = "vrijstellingsbesluit"\nonderdeel = "ggz"\nnummer = 1\nuiterlijk = 2025-05-01\n'
        'grond = "x"\n'
    )
    termijnen = termijnen_van(START + vervroegd, profiel="jaar.toml", map_=tmp_path, as_of=date(2025, 3, 10))
    staten = [
        (t.code, t.onderdeel, t.nummer, t.status.value)
        for t in termijnen
        if t.vanaf is None
        and t.code in ("combel", "jaargesprek", "vrijstellingsbesluit", "voltooiingsbesluit")
    ]
    assert staten == [
        ("vrijstellingsbesluit", "ggz", 1, "komend"),
        *[("combel", "huisartspraktijk-1", n, "open") for n in (1, 2, 3)],
        ("jaargesprek", "", 1, "open"),
        *[("combel", stage, 1, "komend") for stage in ("klinisch", "ggz", "ccz")],
        ("jaargesprek", "", 2, "komend"),
        *[("combel", "huisartspraktijk-2", n, "komend") for n in (1, 2, 3)],
        ("voltooiingsbesluit", "", 1, "open"),
    ]


def test_terms_of_practice_may_lie_outside_the_training(tmp_path: Path) -> None:
    tekst = START + (
        '[[besluit]]\nsoort = "voltooiingsbesluit"\ndatum = 2028-02-20\nuitkomst = ["verlengd"]\n'
        "[[deeltijd]]\nvanaf = 2025-03-01\nfactor = 1.0\n"
        '[[onderbreking]]\nsoort = "ouderschapsverlof"\nvan = 2025-04-01\ntot_en_met = 2025-04-04\n'
    )
    codes = (
        "geschil-bemiddeling", "geschil-verzoekschrift", "registratie-aankondigen", "verklaring-voltooiing",
        "inschrijving-opleidingsregister", "arbeidsduur-aanvraag", "ouderschapsverlof-melding",
    )  # fmt: skip
    assert eigen(tmp_path, tekst, *codes, as_of=date(2028, 2, 21)) == [
        "arbeidsduur-aanvraag 1 - 2025-01-01 vervallen",
        "ouderschapsverlof-melding 1 - 2025-02-01 vervallen",
        "inschrijving-opleidingsregister 1 - 2025-02-28 te-laat",
        "verklaring-voltooiing 1 2027-11-29 2028-02-15 te-laat",
        "registratie-aankondigen 1 2028-01-04 2028-02-29 open",
        "geschil-bemiddeling 1 2028-02-20 2028-03-19 open",
        "geschil-verzoekschrift 1 2028-02-20 2028-05-14 open",
    ]


def test_what_no_term_answers_to_is_told() -> None:
    tekst = START + (
        '[[termijn]]\ncode = "voortgangsgesprek"\nnummer = 2\nuiterlijk = 2025-10-01\ngrond = "x"\n'
        '[[termijn]]\ncode = "voltooiingsbesluit"\nnummer = 1\nuiterlijk = 2027-10-01\ngrond = "x"\n'
        '[[termijn]]\ncode = "voltooiingsbesluit"\nnummer = 1\nuiterlijk = 2027-10-02\ngrond = "x"\n'
        '[[termijn]]\ncode = "stagebeoordeling"\nonderdeel = "klinisch"\nnummer = 2\n'
        'uiterlijk = 2027-10-01\ngrond = "x"\n'
        '[[afgehandeld]]\ncode = "onbekend"\ndatum = 2026-01-01\n'
        '[[afgehandeld]]\ncode = "voltooiingsbesluit"\ndatum = 2026-01-01\n'
    )
    dossier, regels = gelezen(tekst)
    ios = gepland(dossier, regels, AS_OF)
    # voortgangsgesprek 2 is there in HA1 and in HA2: it does not say which
    assert ongebruikte_verwijzingen(ios, dossier, regels) == (
        ("afgehandeld", 0),
        ("termijn", 0),
        ("termijn", 2),
        ("termijn", 3),
    )
    besluit = next(
        t for t in bepaal_termijnen(ios, dossier, regels, as_of=AS_OF) if t.code == "voltooiingsbesluit"
    )
    assert (besluit.uiterlijk, besluit.aangepast_pad, besluit.herkomst_uiterlijk) == (
        date(2027, 10, 1),
        ("termijn", 1),
        None,
    )


def test_each_date_says_where_it_comes_from() -> None:
    tekst = (
        START
        + GESPREK.format("2025-10-20")
        + ('[[onderbreking]]\nsoort = "onderzoek"\nvan = 2025-12-01\ntot_en_met = 2025-12-10\n')
    )
    termijnen = termijnen_van(tekst)
    tweede = next(t for t in termijnen if (t.code, t.nummer) == ("voortgangsgesprek", 2))
    assert tweede.herkomst_vanaf == Herkomst(
        anker="gesprek",
        anker_datum=date(2025, 10, 20),
        van="huisartspraktijk-1",
        pad=("voortgangsgesprek", 0),
        stappen=(Stapgrootte(aantal=3, eenheid="maanden", regel="voortgangsgesprek-na-minimaal"),),
        stilstand=10,
        datum=date(2026, 1, 30),
    )
    besluit = next(t for t in termijnen if t.code == "voltooiingsbesluit")
    assert besluit.herkomst_uiterlijk == Herkomst(
        anker="einde",
        anker_datum=date(2028, 3, 10),
        stappen=(Stapgrootte(aantal=-3, eenheid="maanden", regel="voltooiingsbesluit-termijn"),),
        terug=True,
        datum=date(2027, 12, 10),
    )
    assert all(
        h.datum == dag
        for t in termijnen
        for h, dag in ((t.herkomst_vanaf, t.vanaf), (t.herkomst_uiterlijk, t.uiterlijk))
        if h is not None
    )


# --- laws ---


@st.composite
def volle_gevallen(draw: st.DrawFn) -> Wild:
    """A random dossier with talks, adviezen and besluiten anywhere around the training."""
    geval = draw(gevallen_(lang=True, einde=False))
    start = geval.dossier.opleiding.start
    dagen = st.integers(-40, 1300).map(lambda n: start + timedelta(days=n))
    gesprekken = tuple(Voortgangsgesprek(datum=d) for d in draw(st.lists(dagen, max_size=8)))
    adviezen = tuple(
        Voortgangsadvies(datum=d, door=door, oordeel="voldoende", advies="voortzetten")
        for d, door in draw(st.lists(st.tuples(dagen, st.sampled_from(("opleider", "docent"))), max_size=6))
    )
    soorten = st.sampled_from(("voortgangsbeslissing", "voltooiingsbesluit"))
    uitkomsten = st.sampled_from((("voortgezet",), ("verlengd",), ("voltooid",)))
    besluiten = tuple(
        Besluit(soort=s, datum=d, uitkomst=u)
        for s, d, u in draw(st.lists(st.tuples(soorten, dagen, uitkomsten), max_size=3))
    )
    dossier = geval.dossier
    verlenging = tuple(
        replace(v, besloten_op=draw(st.sampled_from([None, *(b.datum for b in besluiten)])))
        for v in dossier.verlenging
    )
    return geval.met(
        voortgangsgesprek=gesprekken, voortgangsadvies=adviezen, besluit=besluiten, verlenging=verlenging
    )


def van_geval(geval: Wild, *, as_of: date | None = None) -> tuple[IOS, tuple[Termijn, ...]] | None:
    __, regels = gelezen(START)
    regels = replace(
        regels,
        records={
            **regels.records,
            "deeltijdmethode": replace(regels["deeltijdmethode"], waarde=geval.methode),
            "voltijdse-onderdelen": replace(
                regels["voltijdse-onderdelen"], waarde=geval.voltijdse_onderdelen
            ),
            "verlofjaar-grens": replace(regels["verlofjaar-grens"], waarde=geval.verlofjaar_grens),
        },
    )
    planning = plan_ios(geval.dossier, regels, as_of=geval.as_of, vrijstellingen=geval.vrijstellingen)
    if planning.ios is None:
        return None
    return planning.ios, bepaal_termijnen(planning.ios, geval.dossier, regels, as_of=as_of or geval.as_of)


TRAAG = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=aantal(120))


@TRAAG
@given(volle_gevallen())
def test_terms_lie_within_the_training_and_are_told_apart(geval: Wild) -> None:
    gevonden = van_geval(geval)
    assume(gevonden is not None and gevonden[0].laatste_dag is not None)
    assert gevonden is not None
    ios, termijnen = gevonden
    laatste = ios.laatste_dag
    assert laatste is not None
    for t in termijnen:
        assert ios.start <= t.uiterlijk <= laatste, t
        assert t.vanaf is None or ios.start <= t.vanaf <= t.uiterlijk, t
    sleutels = [(t.code, t.onderdeel, t.nummer, t.wie if t.per_persoon else ()) for t in termijnen]
    assert len(set(sleutels)) == len(sleutels)
    assert list(termijnen) == sorted(
        termijnen, key=lambda t: (t.uiterlijk, t.code, t.nummer, t.onderdeel, t.wie)
    )


@TRAAG
@given(volle_gevallen(), st.randoms(use_true_random=False))
def test_the_order_of_entries_changes_nothing(geval: Wild, willekeur: Random) -> None:
    gevonden = van_geval(geval)
    assume(gevonden is not None)

    def door_elkaar(rijen: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(willekeur.sample(rijen, len(rijen)))

    anders = geval.met(
        **{
            tabel: door_elkaar(getattr(geval.dossier, tabel))
            for tabel in (
                "voortgangsgesprek", "voortgangsadvies", "besluit", "vrijstelling", "deeltijd",
                "onderbreking",
            )
        }
    )  # fmt: skip
    nieuw = van_geval(anders)
    assert gevonden is not None
    assert nieuw is not None
    assert [regel_van(t) for t in gevonden[1]] == [regel_van(t) for t in nieuw[1]]


@TRAAG
@given(volle_gevallen(), st.integers(-400, 2000))
def test_dates_do_not_depend_on_the_day_of_reference(geval: Wild, dagen: int) -> None:
    gevonden = van_geval(geval)
    assume(gevonden is not None)
    later = van_geval(geval, as_of=geval.dossier.opleiding.start + timedelta(days=dagen))
    assert gevonden is not None
    assert later is not None
    assert [(t.code, t.onderdeel, t.nummer, t.vanaf, t.uiterlijk) for t in gevonden[1]] == [
        (t.code, t.onderdeel, t.nummer, t.vanaf, t.uiterlijk) for t in later[1]
    ]


@TRAAG
@given(volle_gevallen(), st.integers(1, 60))
def test_a_later_end_never_moves_the_voltooiingsbesluit_earlier(geval: Wild, tienden: int) -> None:
    geval = geval.met(besluit=(), verlenging=())
    langer = geval.met(verlenging=(Verlenging(maanden=Fraction(tienden, 10), reden="x"),))
    oud, nieuw = van_geval(geval), van_geval(langer)
    assume(oud is not None and nieuw is not None)
    assert oud is not None
    assert nieuw is not None

    def besluit(termijnen: tuple[Termijn, ...]) -> date:
        return next(t.uiterlijk for t in termijnen if t.code == "voltooiingsbesluit")

    eerst, dan = oud[0].laatste_dag, nieuw[0].laatste_dag
    if eerst is not None and dan is not None and dan >= eerst:
        assert besluit(nieuw[1]) >= besluit(oud[1])
