"""A second computation of the IOS, slow and plain: one calendar day after the other.

Written from the rekenregels (sections 1-6 and 8) alone, by somebody who did not read
`ios_cli.planning`, so that two readings of the text can be compared. It shares nothing with the program
but the dossier's dataclasses: it counts its own months, verlofjaren and days of absence. Keep it naive:
its only worth is that one sees at a glance that it does what the text says. It is never made faster by
being clever.

All dates here are inclusive, as people write them: `eind` is a LAST day.
"""

from collections.abc import Callable, Iterable
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache

from ios_cli.domain.dossier import Deeltijd, Dossier, Onderbreking, Onderdeel

DAG = timedelta(days=1)
NUL, EEN = Fraction(0), Fraction(1)
ZATERDAG = 5
# A schedule that is not done by then is no schedule (the program stops at the year 2999).
LAATSTE_DAG = date(2400, 1, 1)

STANDAARD = (
    ("huisartspraktijk-1", 12),
    ("klinisch", 6),
    ("ggz", 3),
    ("ccz", 3),
    ("huisartspraktijk-2", 12),
)


# --- what comes out ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Dagdeel:
    """What one day did for one onderdeel; a border day does something for two of them."""

    dag: date
    soort: str  # "loopt", "stil" or "wacht"
    factor: Fraction
    omvang: Fraction  # absence that counts against the clock
    tempo: Fraction  # factor x (1 - omvang); 0 where the clock does not run
    maanden: Fraction
    dagen: Fraction


@dataclass(frozen=True)
class Rij:
    naam: str
    soort: str
    status: str  # "gepland" or "vrijgesteld"
    begin: date | None = None
    eind: date | None = None
    maanden: Fraction = NUL  # content owed, after vrijstelling and verlenging, without what moved here
    dagen: Fraction = NUL
    verschoven_maanden: Fraction = NUL  # content of earlier onderdelen that moved here
    verschoven_dagen: Fraction = NUL
    gedaan_maanden: Fraction = NUL
    gedaan_dagen: Fraction = NUL
    factor: Fraction = NUL
    wachtdagen: int = 0
    stilstand: int = 0
    afgebroken: bool = False
    anker: date | None = None
    berekend_begin: date | None = None
    berekend_eind: date | None = None
    verloren_maanden: Fraction = NUL  # content above what is owed, because of an agreed eind
    verloren_dagen: Fraction = NUL
    dagdelen: tuple[Dagdeel, ...] = ()


@dataclass(frozen=True)
class Fout:
    """`naam` is the name of the finding in the program; `datum` or `dagen` is what it must name."""

    naam: str
    onderdeel: str
    datum: date | None = None
    dagen: int | None = None


@dataclass(frozen=True)
class Uitkomst:
    rijen: tuple[Rij, ...]
    fouten: tuple[Fout, ...] = ()
    einde: date | None = None  # the day on which the schedule was cut
    zonder_einde: tuple[Rij, ...] = ()  # the rows as they would be without the cut

    @property
    def gepland(self) -> tuple[Rij, ...]:
        return tuple(r for r in self.rijen if r.status == "gepland")

    @property
    def laatste_dag(self) -> date | None:
        return max((r.eind for r in self.gepland if r.eind), default=None)


# --- section 2: counting months ----------------------------------------------------------------------


def plus_maanden(anker: date, n: int) -> date:
    """The same day of the month n months on; where it does not exist the first day of the next month."""
    jaar, maand = anker.year, anker.month + n
    while maand > 12:
        jaar, maand = jaar + 1, maand - 12
    try:
        return date(jaar, maand, anker.day)
    except ValueError:
        return date(jaar, maand + 1, 1)  # December has 31 days: there is always a next month here


@lru_cache(maxsize=10_000)
def maandlengte(anker: date, dagen: int) -> int:
    """How many days the month-from-anchor has in which the day `anker + dagen` lies."""
    dag = anker + timedelta(days=dagen)
    n = max(0, (dag.year - anker.year) * 12 + dag.month - anker.month - 2)
    while plus_maanden(anker, n + 1) <= dag:
        n += 1
    return (plus_maanden(anker, n + 1) - plus_maanden(anker, n)).days


# --- section 3: deeltijd -----------------------------------------------------------------------------


def factor_op(dag: date, entries: Iterable[Deeltijd]) -> Fraction:
    """The entry with the latest `vanaf` that covers the day holds; where none covers it, 1."""
    gevonden: Deeltijd | None = None
    for entry in entries:
        dekt = entry.vanaf <= dag and (entry.tot_en_met is None or dag <= entry.tot_en_met)
        if dekt and (gevonden is None or entry.vanaf > gevonden.vanaf):
            gevonden = entry
    if gevonden is None:
        return EEN
    if gevonden.factor is not None:
        return gevonden.factor
    assert gevonden.uren_per_week is not None
    return gevonden.uren_per_week / 38


# --- section 5: onderbreking -------------------------------------------------------------------------


class Afwezigheid:
    """How much absence counts against the clock, day by day from the start of the training."""

    def __init__(
        self,
        start: date,
        entries: Iterable[Onderbreking],
        *,
        as_of: date,
        vrije_dagen: int,
        verlofjaar_grens: str,
        ouderschapsverlof_als_deeltijd: bool,
    ) -> None:
        self.start = start
        self.vrije_dagen = vrije_dagen
        self.doorlopend = verlofjaar_grens == "doorlopend"
        self.gewoon: list[tuple[date, date, Fraction]] = []
        self.kalender: list[tuple[date, date, Fraction]] = []  # these go by their calendar days
        for entry in entries:
            laatste = as_of if entry.tot_en_met is None else entry.tot_en_met
            # before the start nothing counts; a running one that begins after the reference day: nothing
            periode = (max(entry.van, start), laatste, entry.omvang)
            zonder_vrije_dagen = entry.soort == "onderzoek" or (
                entry.soort == "ouderschapsverlof" and ouderschapsverlof_als_deeltijd
            )
            (self.kalender if zonder_vrije_dagen else self.gewoon).append(periode)
        self.gebruikt: dict[int, Fraction] = {}  # verlofjaar -> working days used of its allowance
        self.stand_werkdag = NUL  # the state of the last working day
        self.telt: list[Fraction] = []  # per day from the start: the absence that counts

    def verlofjaar(self, dag: date) -> int:
        jaar = max(0, dag.year - self.start.year - 1)
        while plus_maanden(self.start, 12 * (jaar + 1)) <= dag:
            jaar += 1
        return jaar

    def omvang(self, dag: date) -> Fraction:
        """The absence that counts against the clock on `dag`: 1 where it stands still."""
        while self.start + timedelta(days=len(self.telt)) <= dag:
            self.telt.append(self._volgende(self.start + timedelta(days=len(self.telt))))
        return self.telt[(dag - self.start).days]

    def _volgende(self, dag: date) -> Fraction:
        if dag.weekday() < ZATERDAG:
            self.stand_werkdag = self._werkdag(dag)
        # a day of the weekend takes the state of the working day before it
        op_kalender = sum((o for van, tot, o in self.kalender if van <= dag <= tot), NUL)
        return min(EEN, self.stand_werkdag + op_kalender)

    def _werkdag(self, dag: date) -> Fraction:
        per_verlofjaar: dict[int, Fraction] = {}
        for van, tot, omvang in self.gewoon:
            if van <= dag <= tot:
                jaar = self.verlofjaar(van if self.doorlopend else dag)
                per_verlofjaar[jaar] = per_verlofjaar.get(jaar, NUL) + omvang
        boven = NUL
        for jaar, omvang in per_verlofjaar.items():
            self.gebruikt[jaar] = self.gebruikt.get(jaar, NUL) + omvang
            if self.gebruikt[jaar] > self.vrije_dagen:
                boven += omvang
        return boven


# --- one onderdeel, while it is being done -----------------------------------------------------------


@dataclass
class Deel:
    """An onderdeel that remains, with what is still to be done."""

    bron: Onderdeel
    maanden: Fraction  # owed in all, with what moved here
    dagen: Fraction
    kalenderlengte: bool  # aan-het-eind: it lasts as long as at full time
    voltijds: bool
    in_dagen: bool
    te_gaan_maanden: Fraction = NUL
    te_gaan_dagen: Fraction = NUL
    dagdelen: list[Dagdeel] = field(default_factory=list)

    def begin_opnieuw(self) -> None:
        self.te_gaan_maanden, self.te_gaan_dagen = self.maanden, self.dagen
        self.dagdelen = []

    @property
    def klaar(self) -> bool:
        return self.te_gaan_maanden == 0 and self.te_gaan_dagen == 0

    @property
    def gedaan_maanden(self) -> Fraction:
        return sum((d.maanden for d in self.dagdelen), NUL)

    @property
    def gedaan_dagen(self) -> Fraction:
        return sum((d.dagen for d in self.dagdelen), NUL)

    def doe(self, dag: date, deel: Fraction, maand: Fraction, factor: Fraction, omvang: Fraction) -> Fraction:
        """Do `deel` (a share of the day `dag`); give back the share that was not needed.

        `maand` is what a whole day is at full time, in months. Months are done first, then days.
        """
        tempo = factor * (1 - omvang)
        snelheid = EEN if self.kalenderlengte else tempo
        maanden = dagen = NUL
        if deel > 0 and self.te_gaan_maanden > 0:
            nodig = self.te_gaan_maanden / (maand * snelheid)
            nu = min(deel, nodig)
            self.te_gaan_maanden -= nu * maand * snelheid
            maanden = nu * maand * tempo
            deel -= nu
        if deel > 0 and self.te_gaan_maanden == 0 and self.te_gaan_dagen > 0:
            nodig = self.te_gaan_dagen / snelheid
            nu = min(deel, nodig)
            self.te_gaan_dagen -= nu * snelheid
            dagen = nu * tempo
            deel -= nu
        self.dagdelen.append(Dagdeel(dag, "loopt", factor, omvang, tempo, maanden, dagen))
        return deel


@dataclass(frozen=True)
class Rest:
    """The part of a day that its onderdeel did not need."""

    dag: date
    deel: Fraction
    maand: Fraction  # what the whole day is in months, counted from the anchor of then


# --- the whole ---------------------------------------------------------------------------------------


def compute(
    dossier: Dossier,
    *,
    methode: str = "naar-rato",
    voltijdse_onderdelen: tuple[str, ...] = (),
    verlofjaar_grens: str = "nieuw",
    maandanker: str = "eerste-lopende-dag",
    vrije_dagen: int = 10,
    ouderschapsverlof_als_deeltijd: bool = False,
    as_of: date,
    vrijstellingen: str = "alle",
) -> Uitkomst:
    """The IOS of `dossier`, or the first fault that keeps it from being made."""
    start = dossier.opleiding.start
    afwezig = Afwezigheid(
        start,
        dossier.onderbreking,
        as_of=as_of,
        vrije_dagen=vrije_dagen,
        verlofjaar_grens=verlofjaar_grens,
        ouderschapsverlof_als_deeltijd=ouderschapsverlof_als_deeltijd,
    )

    def staat_stil(dag: date) -> bool:
        return afwezig.omvang(dag) == 1

    def eerste_lopende(dag: date) -> date:
        while staat_stil(dag):
            dag += DAG
        return dag

    einde = _einde(dossier)
    if einde is not None and einde < start:
        return Uitkomst((), (Fout("datum-voor-de-start", "", datum=start),))
    onderdelen, owed = _inhoud(dossier, vrijstellingen)
    blijvend = [i for i, inhoud in enumerate(owed) if inhoud != (NUL, NUL)]
    if not blijvend:
        rijen = [Rij(o.naam or o.soort, o.soort, "vrijgesteld") for o in onderdelen]
        return Uitkomst(tuple(rijen), (Fout("niets-te-plannen", ""),))

    rijen = []
    verschoven_maanden = verschoven_dagen = NUL
    vrij = start  # the first day that is free
    anker, nummer = start, 0  # months are counted from `anker`; `nummer` days of running clock are behind us
    resten: list[Rest] = []
    anker_schuift = False  # because of the onderdeel before

    for i, onderdeel in enumerate(onderdelen):
        naam = onderdeel.naam or onderdeel.soort
        if i not in blijvend:
            rijen.append(Rij(naam, onderdeel.soort, "vrijgesteld"))
            continue
        laatste = i == blijvend[-1]
        deel = Deel(
            onderdeel,
            owed[i][0] + (verschoven_maanden if laatste else 0),
            owed[i][1] + (verschoven_dagen if laatste else 0),
            kalenderlengte=methode == "aan-het-eind" and not laatste,
            voltijds=onderdeel.soort in voltijdse_onderdelen,
            in_dagen=onderdeel.maanden is None,
        )
        deel.begin_opnieuw()

        def factor(dag: date, deel: Deel = deel) -> Fraction:
            return EEN if deel.voltijds else factor_op(dag, dossier.deeltijd)

        # section 8: a fixed begin
        eerste_vrije = vrij
        berekend_begin = eerste_lopende(vrij)
        wacht: list[Dagdeel] = []
        schuift = anker_schuift or deel.in_dagen
        # section 8: an onderdeel that is not reached has no row, so nothing was agreed on it either
        bereikt = einde is None or vrij <= einde
        if onderdeel.begin is not None and (bereikt or onderdeel.begin >= vrij):
            if onderdeel.begin < vrij:
                fout = Fout("begin-te-vroeg", naam, datum=eerste_vrije)
                return Uitkomst(tuple(rijen), (fout,))
            if onderdeel.begin > berekend_begin:
                schuift = True
                while vrij < onderdeel.begin:
                    wacht.append(Dagdeel(vrij, "wacht", factor(vrij), NUL, NUL, NUL, NUL))
                    vrij += DAG

        # section 2: the anchor
        eerste = eerste_lopende(vrij)
        if maandanker == "eerste-lopende-dag" and eerste > vrij > start:  # (d)
            schuift = True
        if schuift:
            anker, nummer = eerste, 0
            dag_nu = Fraction(1, maandlengte(anker, 0))
            resten = [replace(rest, maand=dag_nu) for rest in resten]

        # the rest of the border day before
        past = copy(deel)
        past.begin_opnieuw()
        over = [
            replace(
                rest,
                deel=past.doe(rest.dag, rest.deel, rest.maand, factor(rest.dag), afwezig.omvang(rest.dag)),
            )
            for rest in resten
        ]
        if past.klaar and onderdeel.begin is None:
            begin = eind = vrij - DAG
            deel = past
            na = vrij
            nieuwe_resten = [rest for rest in over if rest.deel > 0]
            nieuw_nummer = nummer
            volgende_schuift = schuift  # the anchor lies at the first running day still to come
        else:
            begin = eerste
            deel, eind, nieuw_nummer, nieuwe_resten = _loop(
                past, vrij, anker, nummer, over, factor, afwezig, tot=None
            )
            na = eind + DAG
            volgende_schuift = False
        berekend_eind = eind
        if eind > LAATSTE_DAG:
            return Uitkomst(tuple(rijen), (Fout("te-ver-in-de-toekomst", naam),))

        # section 8: an agreed eind
        verloren = (NUL, NUL)
        bereikt = einde is None or begin <= einde
        if onderdeel.eind is not None and onderdeel.eind != eind and (bereikt or onderdeel.eind >= begin):
            if onderdeel.eind < begin:
                return Uitkomst(tuple(rijen), (Fout("eind-te-vroeg", naam, datum=begin),))
            deel = copy(past)
            deel.kalenderlengte = False
            deel.begin_opnieuw()
            over = [
                replace(
                    rest,
                    deel=deel.doe(
                        rest.dag, rest.deel, rest.maand, factor(rest.dag), afwezig.omvang(rest.dag)
                    ),
                )
                for rest in resten
            ]
            eind = onderdeel.eind
            deel, eind, nieuw_nummer, nieuwe_resten = _loop(
                deel, vrij, anker, nummer, over, factor, afwezig, tot=eind
            )
            na = eind + DAG
            volgende_schuift = True
            for rest in nieuwe_resten:
                tempo = factor(rest.dag) * (1 - afwezig.omvang(rest.dag))
                if deel.in_dagen:
                    verloren = (verloren[0], verloren[1] + rest.deel * tempo)
                else:
                    verloren = (verloren[0] + rest.deel * rest.maand * tempo, verloren[1])
            nieuwe_resten = []
            if laatste and eind < berekend_eind and (einde is None or einde >= eind):
                fout = Fout("inhoud-komt-tekort", naam, dagen=(berekend_eind - eind).days)
                return Uitkomst(tuple(rijen), (fout,))

        if not laatste:
            verschoven_maanden += deel.maanden - deel.gedaan_maanden
            verschoven_dagen += deel.dagen - deel.gedaan_dagen

        stil = [d for d in deel.dagdelen if d.soort == "stil"]
        if stil or deel.in_dagen:
            volgende_schuift = True
        rijen.append(
            Rij(
                naam,
                onderdeel.soort,
                "gepland",
                begin=begin,
                eind=eind,
                maanden=owed[i][0],
                dagen=owed[i][1],
                verschoven_maanden=verschoven_maanden if laatste else NUL,
                verschoven_dagen=verschoven_dagen if laatste else NUL,
                gedaan_maanden=deel.gedaan_maanden,
                gedaan_dagen=deel.gedaan_dagen,
                factor=_gemiddelde(begin, eind, factor, afwezig),
                wachtdagen=len(wacht),
                stilstand=len(stil),
                anker=anker,
                berekend_begin=berekend_begin,
                berekend_eind=berekend_eind,
                verloren_maanden=verloren[0],
                verloren_dagen=verloren[1],
                dagdelen=(*wacht, *deel.dagdelen),
            )
        )
        vrij, nummer, resten, anker_schuift = na, nieuw_nummer, nieuwe_resten, volgende_schuift

    return _afgekapt(einde, tuple(rijen))


def _loop(
    deel: Deel,
    vrij: date,
    anker: date,
    nummer: int,
    over: list[Rest],
    factor: Callable[[date], Fraction],
    afwezig: Afwezigheid,
    *,
    tot: date | None,
) -> tuple[Deel, date, int, list[Rest]]:
    """Run the clock from `vrij`, until the content is done, or to the last day `tot`.

    Gives the onderdeel, its last day, the number of running days since the anchor, and what was not
    needed of the days.
    """
    resten = [rest for rest in over if rest.deel > 0]
    dag = vrij
    while True:
        omvang = afwezig.omvang(dag)
        if omvang == 1:
            deel.dagdelen.append(Dagdeel(dag, "stil", factor(dag), omvang, NUL, NUL, NUL))
        else:
            maand = Fraction(1, maandlengte(anker, nummer))
            rest = deel.doe(dag, EEN, maand, factor(dag), omvang)
            nummer += 1
            if rest > 0:
                resten.append(Rest(dag, rest, maand))
            if tot is None and deel.klaar:
                break
        if tot is not None and dag >= tot:
            break
        if dag > LAATSTE_DAG:
            break
        dag += DAG
    return deel, dag, nummer, resten


def _gemiddelde(
    begin: date, eind: date, factor: Callable[[date], Fraction], afwezig: Afwezigheid
) -> Fraction:
    """Mean of factor x (1 - omvang) over the days from begin to eind on which the clock ran."""
    tempi = []
    dag = begin
    while dag <= eind:
        if afwezig.omvang(dag) != 1:
            tempi.append(factor(dag) * (1 - afwezig.omvang(dag)))
        dag += DAG
    return sum(tempi, NUL) / len(tempi)


# --- sections 4 and 6: vrijstelling and verlenging ---------------------------------------------------


def _inhoud(dossier: Dossier, vrijstellingen: str) -> tuple[list[Onderdeel], list[tuple[Fraction, Fraction]]]:
    """The onderdelen, and what each owes: (months, days), (0, 0) where nothing is left of it."""
    onderdelen = list(dossier.onderdeel)
    if not onderdelen:
        onderdelen = [Onderdeel(soort=soort, maanden=Fraction(n)) for soort, n in STANDAARD]
    tellend = {"voorlopig", "definitief"} if vrijstellingen == "alle" else {"definitief"}

    owed = []
    for onderdeel in onderdelen:
        if onderdeel.maanden is not None:
            owed.append([onderdeel.maanden, NUL])
        else:
            owed.append([NUL, Fraction(7 * (onderdeel.weken or 0) + (onderdeel.dagen or 0))])

    def plek(naar: str) -> int:
        for i, onderdeel in enumerate(onderdelen):
            if onderdeel.naam == naar:
                return i
        return next(i for i, onderdeel in enumerate(onderdelen) if onderdeel.soort == naar)

    for vrijstelling in dossier.vrijstelling:
        if vrijstelling.status in tellend:
            i = plek(vrijstelling.onderdeel)
            owed[i][0] -= vrijstelling.maanden or 0
            owed[i][1] -= 7 * (vrijstelling.weken or 0) + (vrijstelling.dagen or 0)
    over = [i for i, (maanden, dagen) in enumerate(owed) if maanden > 0 or dagen > 0]
    for verlenging in dossier.verlenging:
        if verlenging.onderdeel is not None:
            i = plek(verlenging.onderdeel)
        elif over:
            i = over[-1]  # "last" speaks of what remains after vrijstelling
        else:
            continue
        owed[i][0] += verlenging.maanden or 0
        owed[i][1] += 7 * (verlenging.weken or 0) + (verlenging.dagen or 0)
    return onderdelen, [(maanden, dagen) for maanden, dagen in owed]


# --- section 8: an aios who stopped ------------------------------------------------------------------


def _einde(dossier: Dossier) -> date | None:
    """The last day of a training that was stopped; None where nothing is cut."""
    opleiding = dossier.opleiding
    if opleiding.status in ("gestopt", "overgestapt"):
        return opleiding.einde
    if opleiding.status == "actief":
        besluiten = [b.datum for b in dossier.besluit if "beeindigd" in b.uitkomst]
        if besluiten:
            return plus_maanden(min(besluiten), 1)
    return None


def _afgekapt(einde: date | None, rijen: tuple[Rij, ...]) -> Uitkomst:
    if einde is None or einde >= max(r.eind for r in rijen if r.eind):
        return Uitkomst(rijen, zonder_einde=rijen)  # there is nothing to cut
    over: list[Rij] = []
    for i, rij in enumerate(rijen):
        if any(r.eind > einde for r in rijen[:i] if r.eind) or (rij.begin is not None and rij.begin > einde):
            continue  # not reached, and so without a row
        if rij.eind is None or rij.eind <= einde:
            over.append(rij)
            continue
        dagdelen = tuple(d for d in rij.dagdelen if d.dag <= einde)
        lopend = [d.tempo for d in dagdelen if d.soort == "loopt" and rij.begin and d.dag >= rij.begin]
        over.append(
            replace(
                rij,
                eind=einde,
                gedaan_maanden=sum((d.maanden for d in dagdelen), NUL),
                gedaan_dagen=sum((d.dagen for d in dagdelen), NUL),
                factor=sum(lopend, NUL) / len(lopend),
                stilstand=sum(1 for d in dagdelen if d.soort == "stil"),
                afgebroken=True,
                dagdelen=dagdelen,
            )
        )
    return Uitkomst(tuple(over), einde=einde, zonder_einde=rijen)
