"""A second computation of the decision calendar, slow and plain, from rekenregels 9 and LOP 2024, 5.

Written by somebody who did not read `ios_cli.planning`. It shares nothing with the program but the
dossier's dataclasses; the days come from the oracle of the IOS. What the texts leave open is marked
"reading" and stands in docs/readings.md. All dates are inclusive.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from ios_cli.domain.dossier import AangepasteTermijn, Afgehandeld, Besluit, Dossier, Verlenging, Vrijstelling
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
        """So many months on which the clock runs after `begin`: their first day is the mark.

        Reading: from a day on which it does not run they are counted from the first on which it does.
        """
        dag = begin = self.lopende(begin)
        te_gaan = (plus_maanden(begin, maanden) - begin).days
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
    """The onderdeel of a day, with the standstill before its begin; a border day is the last of the one
    that ends. None in waiting time."""
    for rij in rijen:
        if any(deel.dag == dag and deel.soort != "wacht" for deel in rij.dagdelen):
            return rij
    return None


def eigen_dag(dag: date, periode: Periode) -> date:
    """Reading: a mark that falls between two parts of a practice period is the begin of the later part."""
    for rij in periode.rijen:
        assert rij.begin is not None
        assert rij.eind is not None
        if dag <= rij.eind:
            return max(dag, rij.begin)
    return dag


# --- voortgangsgesprekken ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Gesprek:
    periode: str
    nummer: int
    vanaf: date
    uiterlijk: date
    gehouden: date | None


def venster_na(periode: Periode, basis: date, j: int, klok: Klok) -> tuple[date, date]:
    """The window [base + 3j, base + 4j months], within the period."""

    def binnen(dag: date) -> date:
        return min(max(eigen_dag(dag, periode), periode.begin), periode.eind)

    return binnen(klok.na(basis, 3 * j)), binnen(klok.na(basis, 4 * j))


def keten(periode: Periode, basis: date, klok: Klok) -> list[tuple[date, date]]:
    """The windows that open before the last day."""
    vensters: list[tuple[date, date]] = []
    j = 1
    while True:
        vanaf, uiterlijk = venster_na(periode, basis, j, klok)
        if vanaf >= periode.eind:
            return vensters
        vensters.append((vanaf, uiterlijk))
        j += 1


def gesprekken(periode: Periode, alle: list[date], rijen: tuple[Rij, ...], klok: Klok) -> Iterator[Gesprek]:
    """`alle`: the days of all recorded talks inside the training, in order."""

    def basis(voor: list[date]) -> date:
        """The last of these talks, unless it lies more than 4 months before the begin.

        Reading: it does not where 4 months on which the clock ran have not gone by at the begin.
        """
        if voor and (voor[-1] >= periode.begin or klok.na(voor[-1], 4) >= periode.begin):
            return voor[-1]
        return periode.begin

    nummer = 0
    for i, dag in enumerate(alle):
        if ligt_in(dag, rijen) not in periode.rijen:
            continue
        nummer += 1
        vanaf, uiterlijk = venster_na(periode, basis(alle[:i]), 1, klok)
        # reading: a talk more than the chain asks for has the last day as its window
        if nummer == 1 and vanaf >= periode.eind:
            vanaf, uiterlijk = laatste_maand(periode, klok)
        yield Gesprek(periode.naam, nummer, vanaf, uiterlijk, dag)
    open_ = keten(periode, basis([dag for dag in alle if dag <= periode.eind]), klok)
    if not open_ and nummer == 0:
        open_ = [laatste_maand(periode, klok)]
    for vanaf, uiterlijk in open_:
        nummer += 1
        yield Gesprek(periode.naam, nummer, vanaf, uiterlijk, None)


# --- decisions, and verlengd -------------------------------------------------------------------------


def verlengdagen(dossier: Dossier) -> list[date]:
    """The days of decisions, at a voortgangsbeslissing or voltooiingsbesluit, to extend."""
    return sorted({b.datum for b in dossier.besluit if "verlengd" in b.uitkomst and b.soort != "tussentijds"})


def besloten(dossier: Dossier) -> dict[int, date]:
    """The day of the decision that each verlenging belongs to, by its place.

    Reading: of the same day; what is left, in order of date, with the decisions that are left. All that
    is said to be of one day goes together, and each one without `besloten_op` goes alone, after the others.
    """
    dagen = sorted(b.datum for b in dossier.besluit if "verlengd" in b.uitkomst)
    gevonden = {i: v.besloten_op for i, v in enumerate(dossier.verlenging) if v.besloten_op in dagen}
    vrij = [dag for dag in dagen if dag not in gevonden.values()]
    over = [i for i in range(len(dossier.verlenging)) if i not in gevonden]
    for eigen in sorted({d for i in over if (d := dossier.verlenging[i].besloten_op)}):
        if vrij:
            dag = vrij.pop(0)
            gevonden |= {i: dag for i in over if dossier.verlenging[i].besloten_op == eigen}
    zonder_dag = [i for i in over if dossier.verlenging[i].besloten_op is None]
    for i in sorted(zonder_dag, key=lambda i: wat(dossier.verlenging[i])):
        if vrij:
            gevonden[i] = vrij.pop(0)
    return {i: dag for i, dag in gevonden.items() if dag is not None}


def wat(v: Verlenging) -> tuple[object, ...]:
    return v.onderdeel or "", v.maanden or 0, 7 * (v.weken or 0) + (v.dagen or 0), v.reden


def verlengd_terwijl(dossier: Dossier, stage: Periode, uitkomst: Uitkomst) -> date:
    """The last day on which this stage was lengthened while it ran.

    Reading: what led to that is no judgement at its end.
    """
    dagen = verlengdagen(dossier)
    return max(
        (
            dag
            for i, dag in besloten(dossier).items()
            if dag in dagen
            and dag < stage.eind
            and verwijst_naar(dossier.verlenging[i].onderdeel or "", uitkomst) == stage.naam
        ),
        default=date.min,
    )


def zonder(dossier: Dossier, vanaf: date) -> Dossier:
    """The dossier without the verlengingen that were decided in decisions from this day on."""
    dagen = verlengdagen(dossier)
    van = besloten(dossier)
    over = tuple(
        v
        for i, v in enumerate(dossier.verlenging)
        if (dag := van.get(i)) is None or dag not in dagen or dag < vanaf
    )
    return replace(dossier, verlenging=over)


def venster(uitkomst: Uitkomst, start: date, onderdeel: str) -> tuple[date | None, date, Periode] | None:
    """First and last day of the decision on this onderdeel ("": the voltooiingsbesluit), and on what."""
    rijen = uitkomst.zonder_einde or uitkomst.rijen
    if uitkomst.fouten or not any(r.status == "gepland" for r in rijen):
        return None
    klok = Klok(rijen)
    if onderdeel == "":
        # "at the latest" so long before: no later where the clock stands still on that day
        dag = max(min_maanden(klok.laatste, 3), start)
        return None, dag, Periode("", start, klok.laatste, rijen)
    if onderdeel == EXTERN:
        periode = extern(rijen)
    else:
        periode = next((p for p in perioden(rijen) if p.naam == onderdeel), None)
    return (*laatste_maand(periode, klok), periode) if periode else None


def beslissingen(dossier: Dossier, plan: Planner, code: str, onderdelen: list[str]) -> Iterator[Term]:
    """The terms of one code, each closed by a decision, and the next numbers that `verlengd` opens."""
    nu = plan(dossier)
    start = dossier.opleiding.start
    open_ = {o: 1 for o in onderdelen if venster(nu, start, o) is not None}  # the number of each
    besluiten = sorted(
        (b for b in dossier.besluit if b.soort == code),
        key=lambda b: (b.datum, b.onderdeel or "", b.uitkomst),
    )
    for besluit in besluiten:
        onderdeel = waarover(besluit, list(open_), nu, start)
        if onderdeel not in open_:
            continue
        nummer = open_.pop(onderdeel)
        heden = venster(nu, start, onderdeel)
        assert heden is not None
        if "verlengd" not in besluit.uitkomst:
            yield Term(code, onderdeel, nummer, "hoofd", *heden[:2], gedaan_op=besluit.datum)
            continue
        toen = venster(plan(zonder(dossier, besluit.datum)), start, onderdeel) or heden
        yield Term(code, onderdeel, nummer, "hoofd", *toen[:2], gedaan_op=besluit.datum)
        # reading: a voortgangsbeslissing is taken again where that extended what it is about
        later = [dag for dag in verlengdagen(dossier) if dag > besluit.datum]
        daarna = venster(plan(zonder(dossier, later[0])), start, onderdeel) if later else heden
        assert daarna is not None
        if code == "voltooiingsbesluit" or daarna[2].eind != toen[2].eind:
            open_[onderdeel] = nummer + 1
    for onderdeel, nummer in open_.items():
        heden = venster(nu, start, onderdeel)
        assert heden is not None
        yield Term(code, onderdeel, nummer, "hoofd", *heden[:2])


def waarover(besluit: Besluit, mogelijk: list[str], nu: Uitkomst, start: date) -> str | None:
    """The onderdeel of a decision: what it names, else (reading) the one in whose window it lies, else the
    first to end of those that have begun."""
    if besluit.soort == "voltooiingsbesluit":
        return ""
    if besluit.onderdeel is not None:
        naam = verwijst_naar(besluit.onderdeel, nu)
        return naam if naam in (HA1, HA2, EXTERN) else EXTERN
    begonnen = []
    for onderdeel in mogelijk:
        gevonden = venster(nu, start, onderdeel)
        if gevonden is not None and gevonden[2].begin <= besluit.datum:
            begonnen.append((gevonden[2].eind, onderdeel, gevonden))
    begonnen.sort(key=lambda x: x[:2])
    for __, onderdeel, (vanaf, uiterlijk, ___) in begonnen:
        if (vanaf or uiterlijk) <= besluit.datum <= uiterlijk:
            return onderdeel
    return begonnen[0][1] if begonnen else None


def verwijst_naar(verwijzing: str, uitkomst: Uitkomst) -> str:
    """The soort of a practice period, the naam of a stage, as terms call it."""
    rijen = uitkomst.zonder_einde or uitkomst.rijen
    for rij in rijen:
        if rij.naam == verwijzing:
            return rij.soort if rij.soort in PRAKTIJK else rij.naam
    for rij in rijen:
        if rij.soort == verwijzing:
            return rij.soort if rij.soort in PRAKTIJK else rij.naam
    return verwijzing


# --- the whole ---------------------------------------------------------------------------------------


def termijnen(dossier: Dossier, plan: Planner, *, as_of: date) -> list[Term]:
    """All national terms of `dossier`, with their state on `as_of`, in any order."""
    uitkomst = plan(dossier)
    rijen = uitkomst.zonder_einde or uitkomst.rijen
    klok = Klok(rijen)
    start = dossier.opleiding.start
    alle = perioden(rijen)
    praktijk = [p for p in alle if p.naam in PRAKTIJK]
    stages = [p for p in alle if p.naam not in PRAKTIJK]
    tweede = next((p for p in alle if p.naam == HA2), None)
    # reading: where the first practice period is exempted, the first one is the one that remains
    eerste = next((p for p in praktijk if p.naam == HA1), praktijk[0] if praktijk else None)

    # reading: done when the IOS is vastgesteld
    termen = [Term("voorlopig-ios", "", 1, "instituut", None, start, gedaan_op=dossier.opleiding.vastgesteld)]

    # voortgangsgesprek
    gehouden = sorted(g.datum for g in dossier.voortgangsgesprek if start <= g.datum <= klok.laatste)
    per_periode = {p.naam: list(gesprekken(p, gehouden, rijen, klok)) for p in alle}
    for g in [g for lijst in per_periode.values() for g in lijst]:
        wie = "aios+opleider+docent"
        termen.append(
            Term("voortgangsgesprek", g.periode, g.nummer, wie, g.vanaf, g.uiterlijk, gedaan_op=g.gehouden)
        )

    termen += adviezen(dossier, gehouden, per_periode, alle, klok)

    # vrijstelling: from the second talk to the end of the first practice period
    if eerste is not None:
        lijst = per_periode[eerste.naam]
        gesprek = lijst[min(2, len(lijst)) - 1]
        vanaf = gesprek.gehouden or gesprek.vanaf
        tel: dict[str, int] = {}
        for v in sorted(dossier.vrijstelling, key=volgorde):
            onderdeel = verwijst_naar(v.onderdeel, uitkomst)
            tel[onderdeel] = nummer = tel.get(onderdeel, 0) + 1
            gegeven = van_beiden(dossier, "vrijstelling", {None, onderdeel}, uitkomst)
            besloten = v.besloten_op if v.status != "voorlopig" else None
            # reading: what was withdrawn needs no decision any more
            weg = "vervallen" if v.status == "ingetrokken" else ""
            tot = eerste.eind
            vanaf = min(vanaf, tot)
            termen += [
                Term("vrijstellingsadvies", onderdeel, nummer, "opleider+docent", vanaf, tot, weg, gegeven),
                Term("vrijstellingsbesluit", onderdeel, nummer, "hoofd", vanaf, tot, weg, besloten),
            ]

    # stagebeoordeling
    for stage in stages:
        na = verlengd_terwijl(dossier, stage, uitkomst)
        gegeven = van_beiden(dossier, "stagebeoordeling", {stage.naam}, uitkomst, na=na)
        wie = "stageopleider+docent"
        termen.append(
            Term("stagebeoordeling", stage.naam, 1, wie, *laatste_maand(stage, klok), gedaan_op=gegeven)
        )

    # start-supervisie-op-afstand: reading: done with the first dienst with that supervision
    if tweede is not None:
        zesde = eigen_dag(klok.na(tweede.begin, 5), tweede)
        if zesde < tweede.eind:
            tot = min(eigen_dag(klok.laatste_van(tweede.begin, 9), tweede), tweede.eind)
            op_afstand = [
                d.datum
                for d in dossier.dienst
                if d.supervisie == "op-afstand" and ligt_in(d.datum, rijen) in tweede.rijen
            ]
            gedaan = min(op_afstand, default=None)
            termen.append(
                Term("start-supervisie-op-afstand", HA2, 1, "opleider", zesde, tot, gedaan_op=gedaan)
            )

    # decisions
    termen += beslissingen(dossier, plan, "voortgangsbeslissing", [HA1, EXTERN])
    termen += beslissingen(dossier, plan, "voltooiingsbesluit", [""])

    # the notice after a besluit beeindigd, which ends by itself
    def binnen(dag: date) -> date:
        return min(max(dag, start), klok.laatste)

    besluiten = sorted(
        b.datum for b in dossier.besluit if "beeindigd" in b.uitkomst and start <= b.datum <= klok.laatste
    )
    for i, dag in enumerate(besluiten):
        tot = binnen(plus_maanden(dag, 1))
        termen.append(Term("einde-opzegtermijn", "", i + 1, "hoofd", dag, tot))

    # begeleidingstrajecten that touch the training; reading: the outcome counts from the end of the term on
    trajecten = sorted(
        (t.van, t.tot_en_met, t.soort, t.uitkomst or "")
        for t in dossier.begeleidingstraject
        if t.van <= klok.laatste and t.tot_en_met >= start
    )
    for i, (van, tot_en_met, __, klaar) in enumerate(trajecten):
        tot = binnen(tot_en_met)
        termen.append(
            Term(
                "begeleidingstraject",
                "",
                i + 1,
                "hoofd",
                binnen(van),
                tot,
                gedaan_op=tot if klaar else None,
            )
        )

    begonnen = {p.naam: p.begin for p in alle}
    if (samen_ := extern(rijen)) is not None:
        begonnen[EXTERN] = samen_.begin
    return [
        met_status(
            afgehandeld(aangepast(t, dossier, uitkomst), dossier, uitkomst, as_of),
            dossier,
            uitkomst,
            begonnen,
            as_of,
        )
        for t in termen
    ]


def adviezen(
    dossier: Dossier,
    gehouden: list[date],
    per_periode: dict[str, list[Gesprek]],
    alle: list[Periode],
    klok: Klok,
) -> Iterator[Term]:
    """voortgangsadvies: of each talk held, of opleider and docent each their own.

    Reading: the month counts days on which the clock runs. A talk in waiting time lies in no onderdeel. An
    advies is of the latest talk on or before it that has none yet of that person.
    """
    plaatsen: list[tuple[date, str, int, date, date]] = []
    in_perioden = [
        (g.gehouden, g.periode, g.nummer) for lijst in per_periode.values() for g in lijst if g.gehouden
    ]
    los = [dag for dag in gehouden if dag not in [dag for dag, *__ in in_perioden]]
    grenzen = {p.naam: p.eind for p in alle} | {"": klok.laatste}
    in_perioden += [(dag, "", i + 1) for i, dag in enumerate(los)]
    for dag, periode, nummer in sorted(in_perioden):
        tot = min(klok.na(dag, 1), grenzen[periode])
        plaatsen.append((dag, periode, nummer, dag, max(tot, dag)))
    for wie in ("opleider", "docent"):
        gedaan: dict[date, date] = {}
        gegeven = sorted(
            a.datum for a in dossier.voortgangsadvies if a.soort == "voortgang" and a.door == wie
        )
        for dag in gegeven:
            zonder_ = [g for g, *__ in plaatsen if g <= dag and g not in gedaan]
            if zonder_:
                gedaan[max(zonder_)] = dag
        for dag, periode, nummer, vanaf, tot in plaatsen:
            yield Term("voortgangsadvies", periode, nummer, wie, vanaf, tot, gedaan_op=gedaan.get(dag))


def volgorde(v: Vrijstelling) -> tuple[object, ...]:
    """Reading: exemptions of one onderdeel are numbered by what they are, not by where they stand."""
    ver = date(2999, 12, 31)
    lengte = (v.maanden or 0, 7 * (v.weken or 0) + (v.dagen or 0))
    return v.aangevraagd_op or ver, v.grond, lengte, v.besloten_op or ver, v.status, v.onderbouwing or ""


def van_beiden(
    dossier: Dossier,
    soort: str,
    onderdelen: set[str | None],
    uitkomst: Uitkomst,
    na: date = date.min,
) -> date | None:
    """The day on which opleider and docent both had given such an advies, each after `na`."""
    eerste = []
    for wie in ("opleider", "docent"):
        dagen = [
            a.datum
            for a in dossier.voortgangsadvies
            if a.soort == soort
            and a.door == wie
            and a.datum > na
            and (a.onderdeel and verwijst_naar(a.onderdeel, uitkomst)) in onderdelen
        ]
        if not dagen:
            return None
        eerste.append(min(dagen))
    return max(eerste)


def bedoeld(entry: AangepasteTermijn | Afgehandeld, term: Term, uitkomst: Uitkomst) -> bool:
    onderdeel = verwijst_naar(entry.onderdeel, uitkomst) if entry.onderdeel else ""
    return (entry.code, onderdeel, entry.nummer) == (term.code, term.onderdeel, term.nummer)


def aangepast(term: Term, dossier: Dossier, uitkomst: Uitkomst) -> Term:
    """A [[termijn]] of the dossier replaces the dates; a vanaf after the new last day is dropped."""
    for nieuw in sorted(dossier.termijn, key=lambda t: (t.uiterlijk, t.vanaf or date.max)):
        if bedoeld(nieuw, term, uitkomst):
            vanaf = nieuw.vanaf or term.vanaf
            if vanaf is not None and vanaf > nieuw.uiterlijk:
                vanaf = None
            return replace(term, vanaf=vanaf, uiterlijk=nieuw.uiterlijk)
    return term


def afgehandeld(term: Term, dossier: Dossier, uitkomst: Uitkomst, as_of: date) -> Term:
    """What is seen to be done on the day of reference: by its own entry, else ticked off by hand."""
    if term.gedaan_op is not None and term.gedaan_op <= as_of:
        return term
    dagen = [
        entry.datum
        for entry in dossier.afgehandeld
        if bedoeld(entry, term, uitkomst)
        and entry.datum <= as_of
        and (entry.door is None or term.code != "voortgangsadvies" or entry.door == term.wie)
    ]
    vanzelf = term.uiterlijk if term.code == "einde-opzegtermijn" and term.uiterlijk < as_of else None
    return replace(term, gedaan_op=min(dagen, default=vanzelf))


def met_status(
    term: Term, dossier: Dossier, uitkomst: Uitkomst, begonnen: dict[str, date], as_of: date
) -> Term:
    return replace(term, status=_status(term, dossier, uitkomst, begonnen, as_of))


def _status(term: Term, dossier: Dossier, uitkomst: Uitkomst, begonnen: dict[str, date], as_of: date) -> str:
    if term.gedaan_op is not None:
        return "gedaan" if term.gedaan_op <= term.uiterlijk else "te-laat-gedaan"
    if dossier.opleiding.status == "voltooid" or term.status == "vervallen":
        return "vervallen"
    over_het_einde = uitkomst.einde is not None and term.uiterlijk > uitkomst.einde
    if over_het_einde and term.code != "einde-opzegtermijn":
        return "vervallen"
    if as_of > term.uiterlijk:
        return "te-laat"
    vanaf = term.vanaf
    if vanaf is None:
        vanaf = begonnen.get(term.onderdeel, dossier.opleiding.start)
        if term.nummer > 1 and term.code in ("voltooiingsbesluit", "voortgangsbeslissing"):
            # reading: number 2 is open from the decision on that opened it
            vanaf = max(vanaf, opener(term, dossier, uitkomst))
    return "open" if as_of >= vanaf else "komend"


def opener(term: Term, dossier: Dossier, uitkomst: Uitkomst) -> date:
    dagen = sorted(
        b.datum
        for b in dossier.besluit
        if b.soort == term.code
        and "verlengd" in b.uitkomst
        and (
            not term.onderdeel
            or b.onderdeel is None
            or verwijst_naar(b.onderdeel, uitkomst) == term.onderdeel
        )
    )
    return dagen[term.nummer - 2]
