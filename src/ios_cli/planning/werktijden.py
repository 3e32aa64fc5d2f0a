"""Working time of the diensten: shifts, nights, rest and hours, held against the Arbeidstijdenwet.

The Act speaks of a dienst as unbroken by 8 hours of rest (1:7): here a `Blok`, of one or more recorded
diensten (`Stuk`). A night shift has more than an hour of work between 0:00 and 6:00. Only diensten with
`aanvang` and `einde` have a place in time; breaks are not recorded, so all hours count as work. Times are
those of the clock on the wall, without a zone: the night in which the clock is set back lasts as long as it
says. A week runs from Monday to Sunday, and four, sixteen or 52 weeks are any such weeks in a row.

Every sweep goes once over the diensten in order. Moments are whole microseconds since Monday 1 January of
the year 1, so that nothing is rounded. Source: Arbeidstijdenwet 1:7, 5:3, 5:7 and 5:8 (rules `atw-*`).
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from ios_cli.domain.diensten import GeboekteDienst, NietGeteld
from ios_cli.domain.finding import KeyPath
from ios_cli.regels.model import Regels
from ios_cli.regels.onthouden import per_regels

SECONDE = 1_000_000
MINUUT = 60 * SECONDE
UUR = 60 * MINUUT
ETMAAL = 24 * UUR
WEEK = 7 * ETMAAL
VIER, ZESTIEN, TWEEENVIJFTIG = 4, 16, 52
"""Weeks that the Act looks at together."""
VEERTIEN_ETMALEN = 14 * ETMAAL


class Stuk(NamedTuple):
    """One recorded dienst in time, `[begin, eind)`."""

    begin: int
    eind: int
    boeking: GeboekteDienst


class Blok(NamedTuple):
    """What the Act calls a dienst: `stukken[eerste:laatste + 1]`, with less than 8 hours between them."""

    begin: int
    eind: int
    arbeid: int
    """Work in it; where diensten overlap, the time once."""
    is_nacht: bool
    is_laat: bool
    """A night shift that ends after two o'clock."""
    eerste: int
    laatste: int


class Week(NamedTuple):
    nummer: int
    """Weeks since that of the year 1."""
    arbeid: int
    nachten: int
    late_nachten: int
    """Night shifts that begin in it; those that end after two o'clock."""
    laatste: int
    """The last dienst (its place among `stukken`) with work in it."""
    laatste_nacht: int
    """The last one of a night shift that ends after two o'clock; `laatste` where there is none."""


@dataclass(kw_only=True)
class Werktijd:
    """All diensten of one aios in time; entries that stand there twice are left out."""

    stukken: tuple[Stuk, ...]
    """Those with a time, in order."""
    alleen_uren: tuple[GeboekteDienst, ...]
    """Those of which only the length is known, by date."""
    blokken: tuple[Blok, ...]
    arbeid_per_week: Mapping[int, int]
    """By the number of the week."""

    @cached_property
    def weken(self) -> tuple[Week, ...]:
        """The weeks with work in them, in order."""
        return tuple(_weken(self))

    @cached_property
    def nachten(self) -> Sequence[int]:
        """The places of the night shifts among `blokken`."""
        return [nummer for nummer, blok in enumerate(self.blokken) if blok.is_nacht]

    @cached_property
    def volste_week(self) -> int:
        """The most work in one week."""
        return max(self.arbeid_per_week.values(), default=0)


def maandag_van(week: int) -> date:
    return date.fromordinal(7 * week + 1)


def uren(aantal: Fraction) -> int:
    """Hours as moments are counted."""
    return aantal.numerator * UUR // aantal.denominator


def grens(regels: Regels, naam: str) -> int:
    """A rule value in hours as moments are counted."""
    grenzen = _grenzen(regels)
    gevonden = grenzen.get(naam)
    if gevonden is None:
        gevonden = grenzen[naam] = uren(regels.getal(naam))
    return gevonden


@per_regels
def _grenzen(regels: Regels) -> dict[str, int]:
    """Those that were asked for: every dossier asks for the same thirty."""
    return {}


def bepaal_werktijd(boekingen: Iterable[GeboekteDienst], regels: Regels) -> Werktijd:
    """`boekingen` (all of one aios, by date) in time. Linear after sorting."""
    stukken: list[Stuk] = []
    alleen_uren: list[GeboekteDienst] = []
    in_de_dag: dict[time, int] = {}  # diensten begin at few times of the day
    for boeking in boekingen:
        if boeking.niet_geteld is NietGeteld.DUBBEL:
            continue
        dienst = boeking.dienst
        aanvang = dienst.aanvang
        if aanvang is None:
            alleen_uren.append(boeking)
            continue
        moment = in_de_dag.get(aanvang)
        if moment is None:
            moment = in_de_dag[aanvang] = _sinds_middernacht(aanvang)
        begin = (dienst.datum.toordinal() - 1) * ETMAAL + moment
        stukken.append(Stuk(begin, begin + uren(boeking.uren), boeking))
    stukken.sort(key=_plaats)
    return Werktijd(
        stukken=tuple(stukken),
        alleen_uren=tuple(alleen_uren),
        blokken=tuple(_blokken(stukken, regels)),
        arbeid_per_week=_arbeid_per_week(stukken),
    )


def _sinds_middernacht(tijd: time) -> int:
    return (tijd.hour * 60 + tijd.minute) * MINUUT + tijd.second * SECONDE + tijd.microsecond


def _plaats(stuk: Stuk) -> tuple[int, int, KeyPath]:
    return stuk.begin, stuk.eind, stuk.boeking.pad


def _blokken(stukken: Sequence[Stuk], regels: Regels) -> Iterator[Blok]:
    if not stukken:
        return
    scheiding = grens(regels, "atw-rust-tussen-diensten")
    van, tot = _nacht(regels)
    genoeg, laat = grens(regels, "atw-nachtdienst-arbeid"), grens(regels, "atw-nachtdienst-laat")

    begin = eind = stukken[0].begin
    arbeid = nacht = eerste = laat_vanaf = 0
    for nummer, (aanvang, einde, _boeking) in enumerate(stukken):
        if aanvang - eind >= scheiding:
            is_nacht = nacht > genoeg
            yield Blok(begin, eind, arbeid, is_nacht, is_nacht and eind > laat_vanaf, eerste, nummer - 1)
            begin = eind = aanvang
            arbeid, nacht, eerste, laat_vanaf = 0, 0, nummer, 0
        vrij = aanvang if aanvang > eind else eind
        if einde <= vrij:
            continue
        arbeid += einde - vrij
        eind = einde
        sinds_middernacht = vrij % ETMAAL
        if sinds_middernacht >= tot and sinds_middernacht + einde - vrij <= ETMAAL + van:
            continue  # by day
        deel, middernacht = _nachtdeel(vrij, einde, van, tot)
        nacht += deel
        if not laat_vanaf and middernacht is not None:
            laat_vanaf = middernacht + laat
    is_nacht = nacht > genoeg
    yield Blok(begin, eind, arbeid, is_nacht, is_nacht and eind > laat_vanaf, eerste, len(stukken) - 1)


def _nacht(regels: Regels) -> tuple[int, int]:
    """The night, from and to, since midnight."""
    van, tot = grens(regels, "atw-nacht-vanaf"), grens(regels, "atw-nacht-tot")
    return (van - ETMAAL if van > tot else van), tot  # a night that begins before midnight


def _nachtdeel(begin: int, eind: int, van: int, tot: int) -> tuple[int, int | None]:
    """How much of `[begin, eind)` lies in a night, and the midnight of the first such night."""
    middernacht = begin - begin % ETMAAL
    som, eerste = 0, None
    while middernacht + van < eind:
        deel = min(eind, middernacht + tot) - max(begin, middernacht + van)
        if deel > 0:
            som += deel
            eerste = middernacht if eerste is None else eerste
        middernacht += ETMAAL
    return som, eerste


def _arbeid_per_week(stukken: Sequence[Stuk]) -> Mapping[int, int]:
    arbeid: dict[int, int] = {}
    eind = 0
    for aanvang, einde, _boeking in stukken:
        vrij = aanvang if aanvang > eind else eind
        while vrij < einde:
            week = vrij // WEEK
            deel = min(einde, (week + 1) * WEEK)
            arbeid[week] = arbeid.get(week, 0) + deel - vrij
            vrij = deel
        eind = einde if einde > eind else eind
    return arbeid


def _weken(werktijd: Werktijd) -> Iterator[Week]:
    laatste: dict[int, int] = {}
    for nummer, stuk in enumerate(werktijd.stukken):
        for week in range(stuk.begin // WEEK, (stuk.eind - 1) // WEEK + 1):
            laatste[week] = nummer
    nachten: dict[int, int] = {}
    late: dict[int, int] = {}
    laatste_nacht: dict[int, int] = {}
    for blok in werktijd.blokken:
        if blok.is_nacht:
            week = blok.begin // WEEK
            nachten[week] = nachten.get(week, 0) + 1
            if blok.is_laat:
                late[week] = late.get(week, 0) + 1
                laatste_nacht[week] = blok.laatste
    for week, arbeid in sorted(werktijd.arbeid_per_week.items()):
        plek = laatste[week]
        yield Week(week, arbeid, nachten.get(week, 0), late.get(week, 0), plek, laatste_nacht.get(week, plek))


# --- length of a shift ---


class TeLang(NamedTuple):
    """A shift with more work than `meeste`."""

    blok: Blok
    meeste: int


def te_lange_diensten(werktijd: Werktijd, regels: Regels) -> Iterator[TeLang]:
    """Shifts, by day or night, of more than the most that there is for any (ATW 5:7 and 5:8)."""
    dag, nacht = grens(regels, "atw-dag-maximum"), grens(regels, "atw-nachtdienst-verlengd")
    for blok in werktijd.blokken:
        meeste = nacht if blok.is_nacht else dag
        if blok.arbeid > meeste:
            yield TeLang(blok, meeste)


class TeVeelVerlengd(NamedTuple):
    """A night shift longer than usual, where the longer ones are used up."""

    blok: Blok
    weken: int
    """2 or 52: within so many weeks."""
    eerder: tuple[Blok, ...]
    """Those that use them up."""


def is_verlengd(blok: Blok, gewoon: int, verlengd: int) -> bool:
    return blok.is_nacht and gewoon < blok.arbeid <= verlengd


def te_veel_verlengd(werktijd: Werktijd, regels: Regels) -> Iterator[TeVeelVerlengd]:
    """Night shifts of more than 10 hours beyond the number allowed in 14 days, or in 52 weeks (ATW 5:8).

    One that is too many uses nothing up: it is the one to mend.
    """
    gewoon, verlengd = grens(regels, "atw-nachtdienst-maximum"), grens(regels, "atw-nachtdienst-verlengd")
    per_14 = int(regels.getal("atw-nachtdienst-verlengd-per-14-dagen"))
    per_52 = int(regels.getal("atw-nachtdienst-verlengd-per-52-weken"))
    gebruikt: deque[Blok] = deque()
    for nummer in werktijd.nachten:
        blok = werktijd.blokken[nummer]
        if not is_verlengd(blok, gewoon, verlengd):
            continue
        week = blok.begin // WEEK
        while gebruikt and gebruikt[0].begin // WEEK <= week - TWEEENVIJFTIG:
            gebruikt.popleft()
        recent = tuple(b for b in gebruikt if b.begin > blok.begin - VEERTIEN_ETMALEN)
        if len(recent) >= per_14:
            yield TeVeelVerlengd(blok, 2, recent)
        elif len(gebruikt) >= per_52:
            yield TeVeelVerlengd(blok, TWEEENVIJFTIG, tuple(gebruikt))
        else:
            gebruikt.append(blok)


# --- rest ---


class TeWeinigRust(NamedTuple):
    """Rest shorter than it has to be. `ervoor` and `erna` are the diensten around it; it lasts from the end
    of `ervoor` to the begin of `erna`, or, where `erna` is None, to the end of the 24 hours."""

    ervoor: Stuk
    erna: Stuk | None
    laatste: Stuk
    """The dienst to look at: the later one, or the last in those 24 hours."""
    rust: int
    nodig: int
    verkort: int
    """The rest that would do once in seven days; 0 where there is none."""
    eerder: Stuk | None
    """The dienst after which the shorter rest was used already."""


class _Verkorting:
    """The one shorter rest in each 7 x 24 hours. One that is not allowed uses nothing up."""

    def __init__(self, nodig: int, verkort: int) -> None:
        self.nodig, self.verkort = nodig, verkort
        self._op: int | None = None
        self._na: Stuk | None = None

    def oordeel(self, moment: int, na: Stuk, rust: int) -> tuple[bool, Stuk | None]:
        """Whether `rust` (too short, after the dienst `na`) will do at `moment`; else what used it up."""
        if rust < self.verkort:
            return False, None
        if self._op is not None and moment - self._op < WEEK:
            return False, self._na
        self._op, self._na = moment, na
        return True, None


def te_weinig_dagelijkse_rust(werktijd: Werktijd, regels: Regels) -> Iterator[TeWeinigRust]:
    """24 hours, from the first moment of work after a rest between shifts, without 11 hours of rest in one
    piece; once in seven days 8 will do (ATW 5:3).

    Left aside: one dienst alone, which is then too long; and the rest after a late night shift, for which a
    longer one holds.
    """
    verkorting = _Verkorting(
        grens(regels, "atw-dagelijkse-rust"), grens(regels, "atw-dagelijkse-rust-verkort")
    )
    stukken, aantal = werktijd.stukken, len(werktijd.stukken)
    for blok in werktijd.blokken:
        einde = blok.begin + ETMAAL
        volgende = blok.eerste + 1
        if volgende == aantal or stukken[volgende].begin >= einde:
            continue
        ervoor, erna = stukken[blok.eerste], None
        gewerkt_tot, langste, na = ervoor.eind, -1, volgende
        for nummer in range(volgende, aantal):
            stuk = stukken[nummer]
            if stuk.begin >= einde:
                break
            if stuk.begin - gewerkt_tot > langste:
                langste, erna, na = stuk.begin - gewerkt_tot, stuk, nummer
            gewerkt_tot = max(gewerkt_tot, stuk.eind)
            laatste = stuk
        ervoor = stukken[na - 1]
        if einde - gewerkt_tot > langste:
            langste, ervoor, erna = einde - gewerkt_tot, laatste, None
        langste = max(langste, 0)
        if langste >= verkorting.nodig:
            continue
        if erna is not None:
            laatste = erna
            if blok.is_laat and na == blok.laatste + 1:
                continue
        goed, eerder = verkorting.oordeel(blok.begin, ervoor, langste)
        if not goed:
            yield TeWeinigRust(ervoor, erna, laatste, langste, verkorting.nodig, verkorting.verkort, eerder)


def te_weinig_rust_na_nacht(werktijd: Werktijd, regels: Regels) -> Iterator[TeWeinigRust]:
    """Rest after a night shift: 14 hours where it ended after two o'clock, once in seven days 8; after one of
    more than 10 hours 12 will do, always (ATW 5:8)."""
    gewoon, verlengd = grens(regels, "atw-nachtdienst-maximum"), grens(regels, "atw-nachtdienst-verlengd")
    verkorting = _Verkorting(
        grens(regels, "atw-rust-na-nachtdienst"), grens(regels, "atw-rust-na-nachtdienst-verkort")
    )
    stukken, blokken = werktijd.stukken, werktijd.blokken
    for nummer in werktijd.nachten:
        if nummer + 1 == len(blokken):
            break
        blok, volgend = blokken[nummer], blokken[nummer + 1]
        rust = volgend.begin - blok.eind
        ervoor, erna = stukken[blok.laatste], stukken[volgend.eerste]
        if is_verlengd(blok, gewoon, verlengd):
            if rust < verlengd:
                yield TeWeinigRust(ervoor, erna, erna, rust, verlengd, 0, None)
        elif blok.is_laat and rust < verkorting.nodig:
            goed, eerder = verkorting.oordeel(blok.begin, ervoor, rust)
            if not goed:
                yield TeWeinigRust(ervoor, erna, erna, rust, verkorting.nodig, verkorting.verkort, eerder)


class RustNaReeks(NamedTuple):
    """Too little rest after `nachten` night shifts in a row."""

    ervoor: Stuk
    erna: Stuk
    rust: int
    nachten: int


def te_weinig_rust_na_reeks(werktijd: Werktijd, regels: Regels) -> Iterator[RustNaReeks]:
    """After 3 or more night shifts in a row 46 hours of rest (ATW 5:8)."""
    nodig, einde = grens(regels, "atw-rust-na-nachtreeks"), grens(regels, "atw-reeks-einde")
    vanaf = regels.getal("atw-nachtreeks-vanaf")
    blokken, stukken = werktijd.blokken, werktijd.stukken
    reeks = 0
    for nummer in werktijd.nachten:
        reeks += 1
        if nummer + 1 == len(blokken):
            break
        blok, volgend = blokken[nummer], blokken[nummer + 1]
        rust = volgend.begin - blok.eind
        if volgend.is_nacht and rust < einde:
            continue
        if reeks >= vanaf and rust < nodig:
            yield RustNaReeks(stukken[blok.laatste], stukken[volgend.eerste], rust, reeks)
        reeks = 0


class TeLangeReeks(NamedTuple):
    """More shifts in a row than `meeste`, a night shift among them. `teveel` is the first one too many."""

    eerste: Stuk
    teveel: Stuk
    laatste: Stuk
    diensten: int


def te_lange_reeksen(werktijd: Werktijd, regels: Regels) -> Iterator[TeLangeReeks]:
    """At most 7 shifts in a row, where one of them is a night shift (ATW 5:8)."""
    meeste, einde = int(regels.getal("atw-reeks-met-nacht-maximum")), grens(regels, "atw-reeks-einde")
    blokken, stukken = werktijd.blokken, werktijd.stukken
    if not werktijd.nachten or len(blokken) <= meeste:
        return
    begin = 0
    for nummer in range(1, len(blokken) + 1):
        if nummer < len(blokken) and blokken[nummer].begin - blokken[nummer - 1].eind < einde:
            continue
        reeks = blokken[begin:nummer]
        if len(reeks) > meeste and any(b.is_nacht for b in reeks):
            yield TeLangeReeks(
                stukken[reeks[0].eerste],
                stukken[reeks[meeste].laatste],
                stukken[reeks[-1].laatste],
                len(reeks),
            )
        begin = nummer


# --- hours and nights in weeks ---


class Venster(NamedTuple):
    """Weeks in a row in which there is too much: `gevonden` where `meeste` is allowed, in all of them."""

    eerste: int
    """Number of the first week."""
    aantal: int
    gevonden: int
    meeste: int
    laatste: Stuk
    nachten: int
    """Night shifts in them."""


def te_volle_weken(werktijd: Werktijd, regels: Regels) -> Iterator[Venster]:
    """Weeks of more than 60 hours (ATW 5:7)."""
    meeste = grens(regels, "atw-week-maximum")
    if werktijd.volste_week <= meeste:
        return
    for week in werktijd.weken:
        if week.arbeid > meeste:
            laatste = werktijd.stukken[week.laatste]
            yield Venster(week.nummer, 1, week.arbeid, meeste, laatste, week.nachten)


def te_volle_vier_weken(werktijd: Werktijd, regels: Regels) -> Iterator[Venster]:
    """Four weeks of more than 55 hours on average (ATW 5:7)."""
    meeste = VIER * grens(regels, "atw-gemiddeld-4-weken")
    if VIER * werktijd.volste_week <= meeste:
        return iter(())
    return _vensters(werktijd, VIER, lambda week: week.arbeid, lambda nachten: meeste)


def te_volle_zestien_weken(werktijd: Werktijd, regels: Regels) -> Iterator[Venster]:
    """Sixteen weeks of more than 48 hours on average; with 16 night shifts or more, 40 (ATW 5:7, 5:8)."""
    gewoon = ZESTIEN * grens(regels, "atw-gemiddeld-16-weken")
    nachtwerk = ZESTIEN * grens(regels, "atw-nachtwerk-gemiddeld")
    vanaf = regels.getal("atw-nachtwerk-vanaf")
    if ZESTIEN * werktijd.volste_week <= min(gewoon, nachtwerk):
        return iter(())
    return _vensters(
        werktijd,
        ZESTIEN,
        lambda week: week.arbeid,
        lambda nachten: nachtwerk if nachten >= vanaf else gewoon,
    )


def te_veel_nachten(werktijd: Werktijd, regels: Regels) -> Iterator[Venster]:
    """Sixteen weeks with more than 36 night shifts that end after two o'clock (ATW 5:8)."""
    meeste = int(regels.getal("atw-nachtdiensten-per-16-weken"))
    if len(werktijd.nachten) <= meeste:
        return iter(())
    return _vensters(
        werktijd,
        ZESTIEN,
        lambda week: week.late_nachten,
        lambda nachten: meeste,
        plek=lambda week: week.laatste_nacht,
    )


def _vensters(
    werktijd: Werktijd,
    breedte: int,
    waarde: Callable[[Week], int],
    meeste: Callable[[int], int],
    *,
    plek: Callable[[Week], int] = lambda week: week.laatste,
) -> Iterator[Venster]:
    """Every `breedte` weeks in a row in which the sum is more than `meeste` of its nights; of those that
    overlap the one that is furthest over, the earliest of equals."""
    weken = werktijd.weken
    ergste: Venster | None = None
    laatste_week = som = nachten = begin = 0
    for week in weken:
        som += waarde(week)
        nachten += week.nachten
        while weken[begin].nummer <= week.nummer - breedte:
            som -= waarde(weken[begin])
            nachten -= weken[begin].nachten
            begin += 1
        grens_nu = meeste(nachten)
        if som <= grens_nu:
            continue
        if ergste is not None and week.nummer - laatste_week >= breedte:
            yield ergste
            ergste = None
        laatste_week = week.nummer
        if ergste is None or som - grens_nu > ergste.gevonden - ergste.meeste:
            eerste = week.nummer - breedte + 1
            laatste = werktijd.stukken[plek(week)]
            ergste = Venster(eerste, breedte, som, grens_nu, laatste, nachten)
    if ergste is not None:
        yield ergste


# --- two at a time; evenings and nights ---


def overlappend(werktijd: Werktijd) -> Iterator[tuple[Stuk, Stuk]]:
    """A dienst that begins before an earlier one has ended, after that earlier one."""
    langste: Stuk | None = None
    for stuk in werktijd.stukken:
        if langste is not None and stuk.begin < langste.eind:
            yield langste, stuk
        if langste is None or stuk.eind > langste.eind:
            langste = stuk


def in_avond_of_nacht(stuk: Stuk, regels: Regels) -> bool:
    """Whether it has work between the begin of the evening (rule `zwanger-avond-vanaf`) and midnight, or is a
    night shift."""
    begin, eind = stuk.begin, stuk.eind
    middernacht = begin - begin % ETMAAL
    vanaf = grens(regels, "zwanger-avond-vanaf")
    avond = max(begin, middernacht + vanaf) < min(eind, middernacht + ETMAAL)
    if avond or eind > middernacht + ETMAAL + vanaf:
        return True
    return is_nacht(stuk, regels)


def is_nacht(stuk: Stuk, regels: Regels) -> bool:
    """Whether it is a night shift by itself."""
    return _nachtdeel(stuk.begin, stuk.eind, *_nacht(regels))[0] > grens(regels, "atw-nachtdienst-arbeid")
