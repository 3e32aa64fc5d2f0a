"""Random records on top of random dossiers: talks, advices, decisions, adapted terms, diensten, onderwijs.

Their dates lie near borders and marks of the plan as well as anywhere. What they say is readable, not
always wise: an advice before its talk, a decision long after its term.
"""

from dataclasses import replace
from datetime import date, time, timedelta
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from ios_cli.domain.dossier import (
    AangepasteTermijn,
    Afgehandeld,
    Begeleidingstraject,
    Besluit,
    Dienst,
    Onderwijs,
    Voortgangsadvies,
    Voortgangsgesprek,
)
from tests.oracle.compare import plan_rijen
from tests.oracle.oracle import Rij, plus_maanden
from tests.strategies import Geval, gevallen

HA1, HA2 = "huisartspraktijk-1", "huisartspraktijk-2"
EXTERN = "externe-stages"
EEN_OF_TWEE = st.sampled_from((0, 0, 1, 2))


def dagen(rijen: tuple[Rij, ...], start: date) -> st.SearchStrategy[date]:
    """Days near a border or a mark some months past a begin, and any day around the training."""
    grenzen = [r.begin for r in rijen if r.begin] + [r.eind for r in rijen if r.eind]
    laatste = max(grenzen, default=start)
    merken = [plus_maanden(dag, n) for dag in grenzen for n in (0, 0, 1, 3, 4, 6)]
    bij = st.tuples(st.sampled_from(merken or [start]), st.integers(-2, 2)).map(
        lambda paar: paar[0] + timedelta(days=paar[1])
    )
    return st.one_of(bij, st.dates(start - timedelta(days=20), laatste + timedelta(days=60)))


def _bijna(draw: st.DrawFn, bij: list[date], anders: st.SearchStrategy[date]) -> date:
    """On or some days after one of these days, else anywhere."""
    dichtbij: int = draw(st.integers(0, 3))
    if bij and dichtbij:
        later: int = draw(st.sampled_from((0, 1, 5, 20, 31, 45)))
        eerder: date = draw(st.sampled_from(bij))
        return eerder + timedelta(days=later)
    return draw(anders)


@st.composite
def met_termijnen(draw: st.DrawFn, /, **keuzes: Any) -> Geval:
    """A dossier with whatever closes, moves or makes a term."""
    geval = draw(gevallen(plan=plan_rijen, **keuzes))
    rijen = tuple(r for r in plan_rijen(geval) or () if r.begin is not None)
    start = geval.dossier.opleiding.start
    dag = dagen(rijen, start)
    namen = sorted({r.soort if r.soort in (HA1, HA2) else r.naam for r in rijen}) or [HA1]
    stages = [r.naam for r in rijen if r.soort not in (HA1, HA2)]

    gesprekken = draw(st.lists(dag, max_size=5, unique=True))
    adviezen = [
        Voortgangsadvies(
            datum=_bijna(draw, gesprekken, dag),
            door=draw(st.sampled_from(("opleider", "docent"))),
            oordeel="voldoende",
            advies="voortzetten",
        )
        for _ in range(draw(st.sampled_from((0, 1, 3, 6))))
    ]
    if stages:
        adviezen += [
            Voortgangsadvies(
                datum=draw(dag),
                soort="stagebeoordeling",
                onderdeel=draw(st.sampled_from(stages)),
                door=draw(st.sampled_from(("opleider", "docent"))),
                oordeel="voldoende",
                advies="voortzetten",
            )
            for _ in range(draw(st.sampled_from((0, 1, 2, 3))))
        ]
    adviezen += [
        Voortgangsadvies(
            datum=draw(dag),
            soort="vrijstelling",
            door=draw(st.sampled_from(("opleider", "docent"))),
            onderdeel=draw(st.sampled_from((None, None, *(r.naam for r in rijen)))),
        )
        for _ in range(draw(st.sampled_from((0, 0, 1, 2, 3))))
    ]
    besluiten = list(geval.dossier.besluit) + [
        draw(_besluiten(dag, stages)) for _ in range(draw(st.integers(0, 3)))
    ]
    # an extension may have been decided at one of those decisions, some other day, or nobody wrote when;
    # or it bears the day before or after
    verlengd = [b.datum for b in besluiten if "verlengd" in b.uitkomst]
    ernaast = [d + timedelta(days=n) for d in verlengd for n in (-1, 1)]
    verlengingen = tuple(
        replace(
            v,
            besloten_op=draw(
                st.sampled_from([*verlengd, *verlengd, *ernaast, None, start + timedelta(days=200)])
            ),
        )
        for v in geval.dossier.verlenging
    )
    aangepast = [
        AangepasteTermijn(
            code=code,
            onderdeel=onderdeel or None,
            nummer=draw(st.sampled_from((1, 1, 1, 2, 3))),
            vanaf=draw(st.one_of(st.none(), dag)),
            uiterlijk=draw(dag),
            grond="besluit",
        )
        for code, onderdeel in draw(st.lists(_sleutels(namen, stages), max_size=2, unique=True))
    ]
    afgehandeld = [
        Afgehandeld(
            code=code,
            onderdeel=onderdeel or None,
            nummer=draw(st.sampled_from((1, 1, 1, 2))),
            datum=draw(dag),
            door=draw(st.sampled_from((None, None, "opleider", "docent")))
            if code == "voortgangsadvies"
            else None,
        )
        for code, onderdeel in draw(st.lists(_sleutels(namen, stages), max_size=2, unique=True))
    ]
    trajecten = []
    for _ in range(draw(EEN_OF_TWEE)):
        van = draw(dag)
        trajecten.append(
            Begeleidingstraject(
                soort=draw(st.sampled_from(("gbt", "voorwaarden"))),
                van=van,
                tot_en_met=van + timedelta(days=draw(st.integers(0, 200))),
                uitkomst=draw(st.sampled_from((None, "voldaan", "niet-voldaan"))),
            )
        )
    vrijstellingen = tuple(
        replace(v, aangevraagd_op=draw(st.one_of(st.none(), dag))) for v in geval.dossier.vrijstelling
    )
    gedaan = [
        Dienst(datum=draw(dag), uren=Fraction(8), supervisie=draw(st.sampled_from(("op-afstand", "direct"))))
        for _ in range(draw(EEN_OF_TWEE))
    ]
    opleiding = replace(geval.dossier.opleiding, vastgesteld=draw(st.one_of(st.none(), dag)))
    if opleiding.status == "actief" and draw(st.integers(0, 9)) == 0:
        opleiding = replace(opleiding, status="voltooid", einde=draw(st.one_of(st.none(), dag)))
    return geval.met(
        opleiding=opleiding,
        voortgangsgesprek=tuple(Voortgangsgesprek(datum=d) for d in gesprekken),
        voortgangsadvies=tuple(draw(st.permutations(adviezen))),
        besluit=tuple(besluiten),
        verlenging=verlengingen,
        vrijstelling=vrijstellingen,
        dienst=tuple(gedaan),
        termijn=tuple(aangepast),
        afgehandeld=tuple(afgehandeld),
        begeleidingstraject=tuple(trajecten),
    )


@st.composite
def _besluiten(draw: st.DrawFn, dag: st.SearchStrategy[date], stages: list[str]) -> Besluit:
    soort, onderdeel = draw(
        st.sampled_from(
            (
                ("voortgangsbeslissing", HA1),
                ("voortgangsbeslissing", HA1),
                ("voortgangsbeslissing", EXTERN),
                ("voortgangsbeslissing", None),
                *(("voortgangsbeslissing", stage) for stage in stages[:1]),
                ("voltooiingsbesluit", None),
                ("voltooiingsbesluit", None),
                ("voltooiingsbesluit", None),
                ("tussentijds", None),
            )
        )
    )
    uitkomst = draw(
        st.sampled_from(
            (
                ("verlengd",),
                ("verlengd", "gbt"),
                ("voortgezet",) if soort != "voltooiingsbesluit" else ("voltooid",),
                ("onder-voorwaarden",),
                ("beeindigd",),
            )
        )
    )
    return Besluit(soort=soort, onderdeel=onderdeel, datum=draw(dag), uitkomst=uitkomst)


def _sleutels(namen: list[str], stages: list[str]) -> st.SearchStrategy[tuple[str, str]]:
    """The code and onderdeel of a term that may be there."""
    sleutels = [("voorlopig-ios", ""), ("voltooiingsbesluit", ""), ("start-supervisie-op-afstand", HA2)]
    sleutels += [("voortgangsbeslissing", HA1), ("voortgangsbeslissing", EXTERN), ("einde-opzegtermijn", "")]
    sleutels += [(code, naam) for code in ("voortgangsgesprek", "voortgangsadvies") for naam in namen]
    sleutels += [(code, naam) for code in ("vrijstellingsadvies", "vrijstellingsbesluit") for naam in namen]
    sleutels += [("stagebeoordeling", naam) for naam in stages]
    sleutels += [("begeleidingstraject", "")]
    return st.sampled_from(sleutels)


# --- diensten and onderwijs --------------------------------------------------------------------------


@st.composite
def diensten(draw: st.DrawFn, dag: st.SearchStrategy[date]) -> Dienst:
    rol = draw(st.sampled_from(("consultarts", "visite-arts", "telefoonarts", None)))
    if draw(st.booleans()):
        uren = draw(st.sampled_from(("4.9", "4.9999", "5", "5.0001", "8", "8.5", "12", "24")))
        return Dienst(datum=draw(dag), uren=Fraction(uren), rol=rol)
    van = time(draw(st.sampled_from((0, 8, 17, 19, 23))), draw(st.sampled_from((0, 30))))
    tot = time(draw(st.sampled_from((0, 1, 4, 16, 22, 23))), draw(st.sampled_from((0, 29, 30, 31))))
    return Dienst(datum=draw(dag), aanvang=van, einde=tot, rol=rol)


@st.composite
def met_diensten_en_onderwijs(draw: st.DrawFn, /, **keuzes: Any) -> Geval:
    geval = draw(gevallen(plan=plan_rijen, **keuzes))
    rijen = tuple(r for r in plan_rijen(geval) or () if r.begin is not None)
    dag = dagen(rijen, geval.dossier.opleiding.start)
    lijst = draw(st.lists(diensten(dag), max_size=12))
    for _ in range(draw(EEN_OF_TWEE) if lijst else 0):
        dubbel = draw(st.sampled_from(lijst))
        lijst.append(draw(st.sampled_from((dubbel, replace(dubbel, rol=None)))))
    onderdelen = tuple(
        replace(
            o,
            anw_in_leerwerkplan=draw(st.sampled_from((None, None, True, False))),
            acuut=draw(st.sampled_from((None, None, True, False))),
            max_diensten=draw(st.sampled_from((None, None, 0, 7, 30))),
        )
        if o.soort not in (HA1, HA2)
        else o
        for o in geval.dossier.onderdeel
    )
    onderwijs = tuple(
        Onderwijs(
            datum=draw(dag),
            dagen=Fraction(draw(st.sampled_from(("1", "0.5", "2", "0.25", "20")))),
            soort=draw(st.sampled_from(("terugkomdag", "online", None))),
        )
        for _ in range(draw(st.sampled_from((0, 1, 3, 8))))
    )
    return geval.met(
        dienst=tuple(draw(st.permutations(lijst))) if lijst else (), onderdeel=onderdelen, onderwijs=onderwijs
    )
