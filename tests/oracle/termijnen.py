"""A second computation of the decision calendar, slow and plain, from rekenregels 9 and LOP 2024, 5.

Written by somebody who did not read `ios_cli.planning`. It shares nothing with the program but the
dossier's dataclasses; the days come from the oracle of the IOS. What the texts leave open is marked
"reading" and stands in docs/readings.md. All dates are inclusive.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from ios_cli.domain.dossier import Besluit, Dossier, Voortgangsgesprek
from tests.oracle.oracle import DAG, Rij, Uitkomst, plus_maanden

HA1, HA2 = "huisartspraktijk-1", "huisartspraktijk-2"
PRAKTIJK = (HA1, HA2)
EXTERN = "externe-stages"


@dataclass(frozen=True, order=True)
class Term:
    code: str
    onderdeel: str
    nummer: int
    wie: str
    vanaf: date | None
    uiterlijk: date
    status: str = ""
    gedaan_op: date | None = None


@dataclass(frozen=True)
class Periode:
    """A practice period with all its parts, or one external stage. Both days inclusive."""

    naam: str
    begin: date
    eind: date
    rijen: tuple[Rij, ...]


Planner = Callable[[Dossier], Uitkomst]


# --- months ------------------------------------------------------------------------------------------


def min_maanden(dag: date, n: int) -> date:
    """The same day of the month n months back; where it does not exist the last of the shorter month."""
    jaar, maand = dag.year, dag.month - n
    while maand < 1:
        jaar, maand = jaar - 1, maand + 12
    nummer = dag.day
    while True:
        try:
            return date(jaar, maand, nummer)
        except ValueError:
            nummer -= 1


class Klok:
    """On which days the clock runs, as planned (without the cut of somebody who stopped)."""

    def __init__(self, rijen: tuple[Rij, ...]) -> None:
        gepland = [r for r in rijen if r.status == "gepland"]
        self.laatste = max(r.eind for r in gepland if r.eind)
        self.dagen = {d.dag for r in gepland for d in r.dagdelen if d.soort == "loopt"}

    def loopt(self, dag: date) -> bool:
        return dag in self.dagen

    def lopende(self, dag: date) -> date:
        """The day itself, or the first running day after it; past the end every day will do."""
        while not self.loopt(dag) and dag <= self.laatste:
            dag += DAG
        return dag

    def na(self, begin: date, maanden: int) -> date:
        """So many months on which the clock runs after `begin`: their first day is the mark."""
        te_gaan = (plus_maanden(begin, maanden) - begin).days
        dag = begin
        while te_gaan > 0:
            if self.loopt(dag) or dag > self.laatste:
                te_gaan -= 1
            dag += DAG
        return self.lopende(dag)

    def laatste_van(self, begin: date, maanden: int) -> date:
        """The last day of the n-th month on which the clock runs."""
        te_gaan = (plus_maanden(begin, maanden) - begin).days
        dag = begin
        while True:
            if self.loopt(dag) or dag > self.laatste:
                te_gaan -= 1
            if te_gaan == 0:
                return dag
            dag += DAG


def laatste_maand(periode: Periode, klok: Klok) -> tuple[date, date]:
    """From (the day after its last day) minus one month to its last day, not before its begin."""
    vanaf = max(min_maanden(periode.eind + DAG, 1), periode.begin)
    return min(klok.lopende(vanaf), periode.eind), periode.eind


# --- what there is -----------------------------------------------------------------------------------


def perioden(rijen: tuple[Rij, ...]) -> list[Periode]:
    """In the order of the schedule."""
    gevonden: dict[str, list[Rij]] = {}
    for rij in rijen:
        if rij.status == "gepland":
            gevonden.setdefault(rij.soort if rij.soort in PRAKTIJK else rij.naam, []).append(rij)
    return [samen(naam, delen) for naam, delen in gevonden.items()]


def samen(naam: str, rijen: list[Rij]) -> Periode:
    return Periode(
        naam,
        min(r.begin for r in rijen if r.begin),
        max(r.eind for r in rijen if r.eind),
        tuple(rijen),
    )


def extern(rijen: tuple[Rij, ...]) -> Periode | None:
    stages = [r for r in rijen if r.status == "gepland" and r.soort not in PRAKTIJK]
    return samen(EXTERN, stages) if stages else None


def ligt_in(dag: date, rijen: tuple[Rij, ...]) -> Rij | None:
    """The onderdeel of a day; a border day is the last of the one that ends."""
    for rij in rijen:
        if rij.begin is not None and rij.eind is not None and rij.begin <= dag <= rij.eind:
            return rij
    return None


# --- voortgangsgesprekken ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Gesprek:
    periode: str
    nummer: int
    vanaf: date
    uiterlijk: date
    gehouden: date | None


def keten(periode: Periode, basis: date, klok: Klok) -> list[tuple[date, date]]:
    """The windows [base + 3j, base + 4j months] that open before the last day."""
    vensters = []
    j = 1
    while True:
        vanaf = max(klok.na(basis, 3 * j), periode.begin)
        if vanaf >= periode.eind:
            return vensters
        uiterlijk = max(klok.na(basis, 4 * j), periode.begin)
        vensters.append((vanaf, min(uiterlijk, periode.eind)))
        j += 1


def gesprekken(
    periode: Periode, alle: list[date], rijen: tuple[Rij, ...], klok: Klok
) -> Iterator[Gesprek]:
    """`alle`: the days of all recorded talks inside the training, in order."""
    eigen = [dag for dag in alle if ligt_in(dag, rijen) in periode.rijen]

    def basis(voor: list[date]) -> date:
        """The last of these talks, unless it lies more than 4 months before the begin."""
        if voor and voor[-1] >= min_maanden(periode.begin, 4):
            return voor[-1]
        return periode.begin

    nummer = 0
    for i, dag in enumerate(alle):
        if dag not in eigen:
            continue
        nummer += 1
        start = basis(alle[:i])
        vensters = keten(periode, start, klok)
        if vensters:
            vanaf, uiterlijk = vensters[0]
        elif nummer == 1:
            vanaf, uiterlijk = laatste_maand(periode, klok)
        else:  # reading: a talk more than the chain asks for
            vanaf, uiterlijk = laatste_maand(periode, klok)
        yield Gesprek(periode.naam, nummer, vanaf, uiterlijk, dag)
    open_ = keten(periode, basis([dag for dag in alle if dag <= periode.eind]), klok)
    if not open_ and nummer == 0:
        open_ = [laatste_maand(periode, klok)]
    for vanaf, uiterlijk in open_:
        nummer += 1
        yield Gesprek(periode.naam, nummer, vanaf, uiterlijk, None)


# --- decisions, and verlengd -------------------------------------------------------------------------


def zonder(dossier: Dossier, besluiten: list[Besluit]) -> Dossier:
    """The dossier without the verlengingen that were decided in these decisions."""
    dagen = {b.datum for b in besluiten}
    over = tuple(v for v in dossier.verlenging if v.besloten_op not in dagen)
    return replace(dossier, verlenging=over)


# --- the whole ---------------------------------------------------------------------------------------


def termijnen(
    dossier: Dossier,
    plan: Planner,
    *,
    as_of: date,
) -> list[Term]:
    """All national terms of `dossier`, with their state on `as_of`, in any order."""
    uitkomst = plan(dossier)
    rijen = uitkomst.zonder_einde or uitkomst.rijen
    klok = Klok(rijen)
    start = dossier.opleiding.start
    alle = perioden(rijen)
    eerste = next((p for p in alle if p.naam == HA1), None)
    tweede = next((p for p in alle if p.naam == HA2), None)
    stages = [p for p in alle if p.naam not in PRAKTIJK]

    termen: list[Term] = [Term("voorlopig-ios", "", 1, "instituut", start, start)]

    # voortgangsgesprek
    dagen = sorted(g.datum for g in dossier.voortgangsgesprek if ligt_in_training(g, start, klok))
    per_periode = {p.naam: list(gesprekken(p, dagen, rijen, klok)) for p in alle}
    for periode in alle:
        for g in per_periode[periode.naam]:
            termen.append(
                Term(
                    "voortgangsgesprek",
                    g.periode,
                    g.nummer,
                    "aios+opleider+docent",
                    g.vanaf,
                    g.uiterlijk,
                    gedaan_op=g.gehouden,
                )
            )

    # voortgangsadvies: of each talk held, by opleider and by docent
    for periode in alle:
        for g in per_periode[periode.naam]:
            if g.gehouden is None:
                continue
            tot = min(klok.lopende(plus_maanden(g.gehouden, 1)), periode.eind)
            volgende = next((dag for dag in dagen if dag > g.gehouden), None)
            for wie in ("opleider", "docent"):
                adviezen = sorted(
                    a.datum
                    for a in dossier.voortgangsadvies
                    if a.soort == "voortgang"
                    and a.door == wie
                    and a.datum >= g.gehouden
                    and (volgende is None or a.datum < volgende)
                )
                gedaan = adviezen[0] if adviezen else None
                termen.append(
                    Term(
                        "voortgangsadvies", g.periode, g.nummer, wie, g.gehouden, tot, gedaan_op=gedaan
                    )
                )

    # vrijstelling
    if eerste is not None:
        gepland = per_periode[HA1]
        tweede_gesprek = gepland[1] if len(gepland) > 1 else gepland[-1]
        vanaf = tweede_gesprek.gehouden or tweede_gesprek.vanaf
        adviezen = [a for a in dossier.voortgangsadvies if a.soort == "vrijstelling"]
        nummer = 0
        for vrijstelling in dossier.vrijstelling:
            if vrijstelling.status == "ingetrokken":
                continue
            nummer += 1
            gegeven = [
                min((a.datum for a in adviezen if a.door == wie), default=None)
                for wie in ("opleider", "docent")
            ]
            gedaan = None if None in gegeven else max(dag for dag in gegeven if dag)
            termen.append(
                Term(
                    "vrijstellingsadvies",
                    vrijstelling.onderdeel,
                    nummer,
                    "opleider+docent",
                    vanaf,
                    eerste.eind,
                    gedaan_op=gedaan,
                )
            )
            termen.append(
                Term(
                    "vrijstellingsbesluit",
                    vrijstelling.onderdeel,
                    nummer,
                    "hoofd",
                    vanaf,
                    eerste.eind,
                    gedaan_op=vrijstelling.besloten_op,
                )
            )

    # stagebeoordeling
    for stage in stages:
        gegeven = [
            min(
                (
                    a.datum
                    for a in dossier.voortgangsadvies
                    if a.soort == "stagebeoordeling" and a.onderdeel == stage.naam and a.door == wie
                ),
                default=None,
            )
            for wie in ("opleider", "docent")
        ]
        gedaan = None if None in gegeven else max(dag for dag in gegeven if dag)
        termen.append(
            Term(
                "stagebeoordeling",
                stage.naam,
                1,
                "stageopleider+docent",
                *laatste_maand(stage, klok),
                gedaan_op=gedaan,
            )
        )

    # start-supervisie-op-afstand
    if tweede is not None:
        zesde = klok.na(tweede.begin, 5)
        if zesde < tweede.eind:
            tot = min(klok.laatste_van(tweede.begin, 9), tweede.eind)
            termen.append(Term("start-supervisie-op-afstand", HA2, 1, "opleider", zesde, tot))

    # decisions
    termen += beslissingen(dossier, plan, "voortgangsbeslissing", HA1)
    termen += beslissingen(dossier, plan, "voortgangsbeslissing", EXTERN)
    termen += beslissingen(dossier, plan, "voltooiingsbesluit", "")

    # after a besluit beeindigd; begeleidingstraject
    beeindigd = sorted(b.datum for b in dossier.besluit if "beeindigd" in b.uitkomst)
    for i, dag in enumerate(beeindigd):
        termen.append(Term("einde-opzegtermijn", "", i + 1, "hoofd", None, plus_maanden(dag, 1)))
    for i, traject in enumerate(sorted(dossier.begeleidingstraject, key=lambda t: (t.tot_en_met, t.van))):
        termen.append(Term("begeleidingstraject", "", i + 1, "hoofd", None, traject.tot_en_met))

    termen = [aangepast(t, dossier) for t in termen]
    termen = [afgehandeld(t, dossier) for t in termen]
    begonnen = {p.naam: p.begin for p in alle} | {"": start}
    if (ext := extern(rijen)) is not None:
        begonnen[EXTERN] = ext.begin
    return [replace(t, status=status(t, dossier, uitkomst, begonnen, as_of)) for t in termen]


def ligt_in_training(gesprek: Voortgangsgesprek, start: date, klok: Klok) -> bool:
    return start <= gesprek.datum <= klok.laatste


def beslissingen(dossier: Dossier, plan: Planner, code: str, onderdeel: str) -> Iterator[Term]:
    besluiten = sorted(
        (b for b in dossier.besluit if b.soort == code and (b.onderdeel or "") == onderdeel),
        key=lambda b: b.datum,
    )
    nummer = 1
    while True:
        nog = besluiten[nummer - 1 :]
        vanaf, uiterlijk = venster(plan(zonder(dossier, nog)), code, onderdeel) or (None, None)
        if uiterlijk is None:
            return
        dicht = nog[0] if nog else None
        yield Term(
            code, onderdeel, nummer, "hoofd", vanaf, uiterlijk, gedaan_op=dicht.datum if dicht else None
        )
        if dicht is None or "verlengd" not in dicht.uitkomst:
            return
        nummer += 1


def venster(uitkomst: Uitkomst, code: str, onderdeel: str) -> tuple[date | None, date] | None:
    rijen = uitkomst.zonder_einde or uitkomst.rijen
    klok = Klok(rijen)
    if code == "voltooiingsbesluit":
        return None, klok.lopende(min_maanden(klok.laatste, 3))
    if onderdeel == EXTERN:
        periode = extern(rijen)
    else:
        periode = next((p for p in perioden(rijen) if p.naam == onderdeel), None)
    return laatste_maand(periode, klok) if periode else None


def aangepast(term: Term, dossier: Dossier) -> Term:
    """A [[termijn]] of the dossier replaces the dates; a vanaf after the new date is dropped."""
    for nieuw in dossier.termijn:
        if (nieuw.code, nieuw.onderdeel or "", nieuw.nummer) == (term.code, term.onderdeel, term.nummer):
            vanaf = nieuw.vanaf or term.vanaf
            if vanaf is not None and vanaf > nieuw.uiterlijk:
                vanaf = None
            return replace(term, vanaf=vanaf, uiterlijk=nieuw.uiterlijk)
    return term


def afgehandeld(term: Term, dossier: Dossier) -> Term:
    """Ticked off by hand, where no other entry closes it."""
    if term.gedaan_op is not None:
        return term
    dagen = [
        entry.datum
        for entry in dossier.afgehandeld
        if (entry.code, entry.onderdeel or "", entry.nummer) == (term.code, term.onderdeel, term.nummer)
        and entry.door in (None, term.wie)
    ]
    return replace(term, gedaan_op=min(dagen)) if dagen else term


def status(
    term: Term, dossier: Dossier, uitkomst: Uitkomst, begonnen: dict[str, date], as_of: date
) -> str:
    if term.gedaan_op is not None:
        return "gedaan" if term.gedaan_op <= term.uiterlijk else "te-laat-gedaan"
    if dossier.opleiding.status == "voltooid":
        return "vervallen"
    if uitkomst.einde is not None and term.uiterlijk > uitkomst.einde:
        return "vervallen"
    if as_of > term.uiterlijk:
        return "te-laat"
    vanaf = term.vanaf or begonnen.get(term.onderdeel, dossier.opleiding.start)
    return "open" if as_of >= vanaf else "komend"
