"""Random dossiers: realistic and wild, as `Dossier` objects and as the tables of a TOML file.

A `Geval` is a dossier with what stands beside it: method, profile values, day of reference. All numbers
are decimals that TOML can write. What a generated dossier says is always readable (the loader accepts
it); whether it can be planned is another matter: a `begin` may be too early, an `eind` may fall short.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

from ios_cli.domain.dossier import (
    SOORTEN,
    Aios,
    Besluit,
    Deeltijd,
    Dossier,
    Onderbreking,
    Onderdeel,
    Opleiding,
    Verlenging,
    Vrijstelling,
)
from tests.oracle.oracle import Rij, Uitkomst, compute

DAG = timedelta(days=1)
STANDAARD_SOORTEN = ("huisartspraktijk-1", "klinisch", "ggz", "ccz", "huisartspraktijk-2")


def aantal(voorbeelden: int) -> int:
    """So many examples in the default profile, in proportion more in `soak`."""
    return max(1, voorbeelden * settings().max_examples // 100)


@dataclass(frozen=True, kw_only=True)
class Geval:
    """A dossier, and the rule values and options under which it is planned."""

    dossier: Dossier
    methode: str = "naar-rato"
    voltijdse_onderdelen: tuple[str, ...] = ()
    verlofjaar_grens: str = "nieuw"
    maandanker: str = "eerste-lopende-dag"
    ouderschapsverlof_als_deeltijd: bool = False
    as_of: date = date(2026, 6, 1)
    vrijstellingen: str = "alle"

    def met(self, **velden: Any) -> "Geval":
        """The same with other tables in the dossier."""
        return replace(self, dossier=replace(self.dossier, **velden))

    def oracle(self) -> Uitkomst:
        return compute(
            self.dossier,
            methode=self.methode,
            voltijdse_onderdelen=self.voltijdse_onderdelen,
            verlofjaar_grens=self.verlofjaar_grens,
            maandanker=self.maandanker,
            ouderschapsverlof_als_deeltijd=self.ouderschapsverlof_als_deeltijd,
            as_of=self.as_of,
            vrijstellingen=self.vrijstellingen,
        )


Plan = Callable[[Geval], tuple[Rij, ...] | None]


# --- small things ------------------------------------------------------------------------------------


def decimalen(*waarden: str) -> st.SearchStrategy[Fraction]:
    return st.sampled_from([Fraction(w) for w in waarden])


def duizendsten(minste: str, meeste: str) -> st.SearchStrategy[Fraction]:
    """Any decimal of three places."""
    laag, hoog = int(Fraction(minste) * 1000), int(Fraction(meeste) * 1000)
    return st.integers(laag, hoog).map(lambda n: Fraction(n, 1000))


def starts() -> st.SearchStrategy[date]:
    """Starts of a training: the usual ones, ends of months, 29 February, and any day."""
    maandeinden = [
        date(2025, 1, 31),
        date(2026, 8, 31),
        date(2024, 2, 29),
        date(2025, 5, 30),
        date(2023, 12, 31),
    ]
    gewoon = [date(2025, 3, 1), date(2025, 9, 1), date(2024, 3, 1), date(2023, 9, 1)]
    return st.one_of(
        st.sampled_from(gewoon), st.sampled_from(maandeinden), st.dates(date(2022, 1, 1), date(2029, 12, 31))
    )


def factoren() -> st.SearchStrategy[Fraction]:
    return st.one_of(decimalen("0.8", "0.7", "0.85", "0.9", "0.5", "0.6", "1"), duizendsten("0.3", "1"))


def maanden(*, lang: bool = False) -> st.SearchStrategy[Fraction]:
    kort = decimalen("1", "2", "3", "1.5", "2.25", "0.5", "0.1", "0.75", "3.4")
    gewoon = decimalen("12", "6", "3", "3", "9", "5", "7", "4.5")
    klein = decimalen("0.001", "0.01", "0.02", "0.03")
    return gewoon if lang else st.one_of(kort, kort, duizendsten("0.05", "4"), klein)


def omvangen() -> st.SearchStrategy[Fraction]:
    return decimalen("1", "1", "1", "0.5", "0.25", "0.2", "0.35", "0.6", "0.125")


# --- the tables of a dossier -------------------------------------------------------------------------


@st.composite
def onderdelen_lijsten(
    draw: st.DrawFn, *, lang: bool = False, in_dagen: bool = True
) -> tuple[Onderdeel, ...]:
    aantal = draw(st.integers(1, 6 if lang else 5))
    lijst = []
    for i in range(aantal):
        soort = draw(st.sampled_from(SOORTEN))
        eenheid = draw(st.sampled_from(("maanden",) * 4 + ("weken", "dagen"))) if in_dagen else "maanden"
        if eenheid == "maanden":
            duur: dict[str, Any] = {"maanden": draw(maanden(lang=lang))}
        elif eenheid == "weken":
            duur = {"weken": draw(st.integers(1, 8))}
        else:
            duur = {"dagen": draw(st.integers(1, 45))}
        lijst.append(Onderdeel(soort=soort, naam=f"deel-{i + 1}", **duur))
    return tuple(lijst)


@st.composite
def deeltijd_lijsten(
    draw: st.DrawFn, start: date, *, meeste: int = 4, horizon: int = 700
) -> tuple[Deeltijd, ...]:
    """Bounded and unbounded entries, overlapping, in any order, no two with the same `vanaf`."""
    dagen = draw(st.lists(st.integers(-40, horizon), max_size=meeste, unique=True))
    entries = []
    for dag in dagen:
        vanaf = start + timedelta(days=dag)
        duur = draw(st.one_of(st.none(), st.integers(0, 300)))
        tot = None if duur is None else vanaf + timedelta(days=duur)
        if draw(st.integers(0, 3)) == 0:
            uren = draw(
                st.one_of(
                    decimalen("30.4", "25.33", "12.67", "19", "32.3", "38", "36"), duizendsten("12", "38")
                )
            )
            entries.append(Deeltijd(vanaf=vanaf, tot_en_met=tot, uren_per_week=uren))
        else:
            entries.append(Deeltijd(vanaf=vanaf, tot_en_met=tot, factor=draw(factoren())))
    return tuple(entries)


@st.composite
def onderbreking_lijsten(
    draw: st.DrawFn,
    start: date,
    *,
    meeste: int = 4,
    horizon: int = 700,
    lopend: bool = True,
    soorten: tuple[str, ...] = ("ziekte", "zwangerschapsverlof", "onderzoek", "ouderschapsverlof", "overig"),
) -> tuple[Onderbreking, ...]:
    """Full and partial absence that may overlap, together at most 1 on every day."""
    entries: list[Onderbreking] = []
    for _ in range(draw(st.integers(0, meeste))):
        van = start + timedelta(days=draw(st.integers(-25, horizon)))
        duur = draw(st.one_of(st.integers(0, 25), st.integers(0, 200), st.just(112)))
        tot: date | None = van + timedelta(days=duur)
        if lopend and draw(st.integers(0, 9)) == 0:
            tot = None
        soort = draw(st.sampled_from(soorten))
        ruimte = min(
            (1 - _som_op(dag, entries) for dag in _toetsdagen(van, tot, entries)), default=Fraction(1)
        )
        omvang = min(draw(omvangen()), ruimte)
        if omvang > 0:
            entries.append(Onderbreking(soort=soort, van=van, tot_en_met=tot, omvang=omvang))
    return tuple(draw(st.permutations(entries))) if len(entries) > 1 else tuple(entries)


def _som_op(dag: date, entries: list[Onderbreking]) -> Fraction:
    return sum(
        (e.omvang for e in entries if e.van <= dag and (e.tot_en_met is None or dag <= e.tot_en_met)),
        Fraction(0),
    )


def _toetsdagen(van: date, tot: date | None, entries: list[Onderbreking]) -> list[date]:
    """The sum of what is there only rises on the first day of an entry."""
    return [van, *(e.van for e in entries if e.van > van and (tot is None or e.van <= tot))]


@st.composite
def vrijstelling_lijsten(draw: st.DrawFn, onderdelen: tuple[Onderdeel, ...]) -> tuple[Vrijstelling, ...]:
    """In the unit of the onderdeel, together at most its content."""
    entries = []
    for onderdeel in onderdelen:
        over = onderdeel.inhoud.maanden or onderdeel.inhoud.dagen
        for _ in range(draw(st.sampled_from((0, 0, 0, 1, 1, 2)))):
            deel = draw(decimalen("1", "1", "0.5", "0.25"))
            af = over * deel if onderdeel.in_maanden else Fraction(int(over * deel))
            # The file cannot hold less than 0.0001.
            if af <= 0 or (onderdeel.in_maanden and af < Fraction("0.0001")):
                continue
            status = draw(st.sampled_from(("voorlopig", "definitief", "afgewezen", "ingetrokken")))
            duur: dict[str, Any] = {"maanden": af} if onderdeel.in_maanden else {"dagen": int(af)}
            entries.append(
                Vrijstelling(
                    onderdeel=onderdeel.bijnaam,
                    status=status,
                    grond="ervaring",
                    besloten_op=date(2025, 10, 1) if status in ("definitief", "afgewezen") else None,
                    onderbouwing="brief" if status == "afgewezen" else None,
                    **duur,
                )
            )
            if status in ("voorlopig", "definitief"):
                over -= af
    return tuple(entries)


@st.composite
def verlenging_lijsten(draw: st.DrawFn, onderdelen: tuple[Onderdeel, ...]) -> tuple[Verlenging, ...]:
    entries = []
    for _ in range(draw(st.sampled_from((0, 0, 0, 1, 2)))):
        onderdeel = draw(st.sampled_from(onderdelen))
        duur: dict[str, Any] = (
            {"maanden": draw(decimalen("0.5", "1", "2.5", "3"))}
            if onderdeel.in_maanden
            else draw(st.sampled_from(({"weken": 2}, {"dagen": 5})))
        )
        # without naam: the last that remains, which counts in the same unit only if all do
        zonder_naam = all(o.in_maanden for o in onderdelen) and draw(st.booleans())
        entries.append(
            Verlenging(onderdeel=None if zonder_naam else onderdeel.bijnaam, reden="vertraging", **duur)
        )
    return tuple(entries)


@st.composite
def gevallen(
    draw: st.DrawFn,
    *,
    lang: bool = False,
    in_dagen: bool = True,
    deeltijd: bool = True,
    onderbreking: bool = True,
    vrijstelling: bool = True,
    verlenging: bool = True,
    vaste_datums: bool = True,
    einde: bool = True,
    plan: Plan | None = None,
) -> Geval:
    """A dossier with its circumstances. `plan` (default: the oracle) says where rows fall, so that fixed
    dates lie near or on the computed ones."""
    start = draw(starts())
    horizon = 1000 if lang else 350
    standaard = lang and draw(st.booleans())
    onderdelen = () if standaard else draw(onderdelen_lijsten(lang=lang, in_dagen=in_dagen))
    bron = onderdelen or tuple(
        Onderdeel(soort=s, maanden=Fraction(n))
        for s, n in zip(STANDAARD_SOORTEN, (12, 6, 3, 3, 12), strict=True)
    )
    dossier = Dossier(
        aios=Aios(id="2025-001"),
        opleiding=Opleiding(start=start),
        onderdeel=onderdelen,
        deeltijd=draw(deeltijd_lijsten(start, horizon=horizon)) if deeltijd else (),
        onderbreking=draw(onderbreking_lijsten(start, horizon=horizon)) if onderbreking else (),
        vrijstelling=draw(vrijstelling_lijsten(bron)) if vrijstelling else (),
        verlenging=draw(verlenging_lijsten(bron)) if verlenging else (),
    )
    geval = Geval(
        dossier=dossier,
        methode=draw(st.sampled_from(("naar-rato", "naar-rato", "aan-het-eind"))),
        voltijdse_onderdelen=draw(st.sampled_from(((), (), ("klinisch",), ("klinisch", "ggz", "keuze")))),
        verlofjaar_grens=draw(st.sampled_from(("nieuw", "nieuw", "doorlopend"))),
        maandanker=draw(st.sampled_from(("eerste-lopende-dag", "eerste-lopende-dag", "start-opleiding"))),
        ouderschapsverlof_als_deeltijd=draw(st.booleans()),
        as_of=start + timedelta(days=draw(st.integers(-50, horizon + 200))),
        vrijstellingen=draw(st.sampled_from(("alle", "alle", "definitief"))),
    )
    seed = plan or _met_oracle
    if (deeltijd or onderbreking) and draw(st.booleans()):
        geval = draw(_met_iets_bij_een_grens(geval, seed, deeltijd=deeltijd, onderbreking=onderbreking))
    if vaste_datums and onderdelen:
        for _ in range(draw(st.sampled_from((0, 0, 1, 1, 2)))):
            geval = draw(_met_vaste_datum(geval, seed))
    if einde and draw(st.integers(0, 7)) == 0:
        geval = draw(_met_einde(geval, horizon))
    return geval


def _met_oracle(geval: Geval) -> tuple[Rij, ...] | None:
    uitkomst = geval.oracle()
    return None if uitkomst.fouten else uitkomst.rijen


@st.composite
def _met_iets_bij_een_grens(
    draw: st.DrawFn, geval: Geval, plan: Plan, *, deeltijd: bool, onderbreking: bool
) -> Geval:
    """An absence or a change of the factor that begins within days of a border, where it is hardest."""
    grenzen = [r.eind for r in plan(geval) or () if r.eind is not None]
    if not grenzen:
        return geval
    van = draw(st.sampled_from(grenzen)) + timedelta(days=draw(st.integers(-3, 3)))
    if onderbreking and draw(st.booleans() if deeltijd else st.just(True)):
        entries = list(geval.dossier.onderbreking)
        tot = van + timedelta(days=draw(st.sampled_from((0, 1, 2, 4, 9, 20))))
        ruimte = min(1 - _som_op(dag, entries) for dag in _toetsdagen(van, tot, entries))
        omvang = min(draw(decimalen("1", "1", "0.5")), ruimte)
        if omvang > 0:
            soort = draw(st.sampled_from(("onderzoek", "ziekte")))
            entries.append(Onderbreking(soort=soort, van=van, tot_en_met=tot, omvang=omvang))
        return geval.met(onderbreking=tuple(entries))
    if all(entry.vanaf != van for entry in geval.dossier.deeltijd):
        return geval.met(deeltijd=(*geval.dossier.deeltijd, Deeltijd(vanaf=van, factor=draw(factoren()))))
    return geval


@st.composite
def _met_vaste_datum(draw: st.DrawFn, geval: Geval, plan: Callable[[Geval], tuple[Rij, ...] | None]) -> Geval:
    rijen = plan(geval)
    # A fixed date on something shorter than a few days is no situation that the text foresees.
    gepland = [
        (i, r)
        for i, r in enumerate(rijen or ())
        if r.begin is not None and r.eind is not None and (r.maanden >= Fraction("0.1") or r.dagen >= 3)
    ]
    if not gepland:
        return geval
    i, rij = draw(st.sampled_from(gepland))
    assert rij.begin is not None
    assert rij.eind is not None
    onderdelen = list(geval.dossier.onderdeel)
    if draw(st.booleans()):
        later = draw(st.sampled_from((0, 0, 1, 2, 5, 14, 31, 90, -1, -3)))
        onderdelen[i] = replace(onderdelen[i], begin=rij.begin + timedelta(days=later))
    else:
        later = draw(st.sampled_from((0, 0, 1, 6, 30, 60, -1, -2, -10, -28)))
        eind = rij.eind + timedelta(days=later)
        if eind < rij.begin and draw(st.integers(0, 5)):
            eind = rij.begin
        vast = onderdelen[i].begin
        if vast is None or vast <= eind:
            onderdelen[i] = replace(onderdelen[i], eind=eind)
    return geval.met(onderdeel=tuple(onderdelen))


@st.composite
def _met_einde(draw: st.DrawFn, geval: Geval, horizon: int) -> Geval:
    opleiding = geval.dossier.opleiding
    einde = opleiding.start + timedelta(days=draw(st.integers(0, horizon)))
    if draw(st.booleans()):
        status = draw(st.sampled_from(("gestopt", "overgestapt")))
        return geval.met(opleiding=replace(opleiding, status=status, einde=einde))
    besluit = Besluit(soort="tussentijds", datum=einde, uitkomst=("beeindigd",))
    return geval.met(besluit=(besluit,))


# --- as the tables of a TOML file --------------------------------------------------------------------


def tabellen(dossier: Dossier) -> dict[str, Any]:
    """The dossier as a TOML file would hold it: dates, Decimals, no key that has its default."""
    resultaat: dict[str, Any] = {}
    for veld in fields(dossier):
        waarde = getattr(dossier, veld.name)
        if isinstance(waarde, tuple):
            if waarde:
                resultaat[veld.name] = [_tabel(rij) for rij in waarde]
        else:
            resultaat[veld.name] = _tabel(waarde)
    return resultaat


def _tabel(record: Any) -> dict[str, Any]:
    tabel: dict[str, Any] = {}
    for veld in fields(record):
        waarde = getattr(record, veld.name)
        if waarde is None or waarde == () or waarde == veld.default:
            continue
        if isinstance(waarde, Fraction):
            waarde = _decimaal(waarde)
        elif isinstance(waarde, tuple):
            waarde = list(waarde)
        tabel[veld.name] = waarde
    return tabel


def _decimaal(waarde: Fraction) -> int | Decimal:
    if waarde.denominator == 1:
        return waarde.numerator
    tekst = Decimal(waarde.numerator) / Decimal(waarde.denominator)
    assert Fraction(tekst) == waarde, waarde
    return tekst


def dossier_tabellen(**keuzes: Any) -> st.SearchStrategy[Mapping[str, Any]]:
    """Tables of readable dossiers, for tests of the loader and the schemas."""
    return gevallen(**keuzes).map(lambda geval: tabellen(geval.dossier))
