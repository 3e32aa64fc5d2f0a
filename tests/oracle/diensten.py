"""A second count of diensten, one dienst and one day at a time, from rekenregels 7 alone.

It shares nothing with the program's count but the dossier's dataclasses; the days come from the oracle of
the IOS.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import combinations
from math import ceil, floor

from ios_cli.domain.dossier import Dienst, Dossier, Onderdeel
from tests.oracle.oracle import DAG, NUL, Rij, Uitkomst, maandlengte

PRAKTIJK = ("huisartspraktijk-1", "huisartspraktijk-2")
DAG_IN_MAANDEN = Fraction(3, 13) / 7


@dataclass(frozen=True)
class Geteld:
    """Where a dienst lies ("" for nowhere), and "" or why it does not count."""

    plaats: str
    reden: str


def uren(dienst: Dienst) -> Fraction:
    if dienst.uren is not None:
        return dienst.uren
    assert dienst.aanvang is not None
    assert dienst.einde is not None
    van = dienst.aanvang.hour * 60 + dienst.aanvang.minute
    tot = dienst.einde.hour * 60 + dienst.einde.minute
    if tot <= van:
        tot += 24 * 60
    return Fraction(tot - van, 60)


def naam(rij: Rij) -> str:
    return rij.soort if rij.soort in PRAKTIJK else rij.naam


def rij_op(uitkomst: Uitkomst, dag: date) -> Rij | None:
    """The onderdeel of a day; a border day is the last of the one that ends. None in waiting time."""
    for rij in uitkomst.gepland:
        for deel in rij.dagdelen:
            if deel.dag == dag and deel.soort != "wacht":
                return rij
    return None


def weg_op(dossier: Dossier, dag: date, as_of: date) -> bool:
    """Whether the absence that is recorded for this day is a whole one."""
    som = Fraction(0)
    for entry in dossier.onderbreking:
        tot = as_of if entry.tot_en_met is None else entry.tot_en_met
        if entry.van <= dag <= tot:
            som += entry.omvang
    return som >= 1


def hoort_er_niet(dossier: Dossier, rij: Rij) -> bool:
    """GGZ, CCZ and stages without acute character, unless the leerwerkplan names diensten."""
    if rij.soort in PRAKTIJK:
        return False
    onderdeel = next((o for o in dossier.onderdeel if (o.naam or o.soort) == rij.naam), None)
    if onderdeel is not None and onderdeel.anw_in_leerwerkplan:
        return False
    if rij.soort in ("ggz", "ccz"):
        return True
    acuut = onderdeel.acuut if onderdeel is not None else None
    if acuut is None:
        acuut = rij.soort == "klinisch"
    return not acuut


def tel(dossier: Dossier, uitkomst: Uitkomst, dienst: Dienst, as_of: date) -> Geteld:
    """One dienst, as if it were the only one."""
    rij = rij_op(uitkomst, dienst.datum)
    if rij is None:
        return Geteld("", "buiten-de-opleidingsperiode")
    if hoort_er_niet(dossier, rij):
        return Geteld(naam(rij), "niet-in-leerwerkplan")
    if weg_op(dossier, dienst.datum, as_of):
        return Geteld(naam(rij), "afwezig")
    if uren(dienst) < 5:
        return Geteld(naam(rij), "te-kort")
    return Geteld(naam(rij), "")


def dagen(dossier: Dossier, uitkomst: Uitkomst, as_of: date) -> tuple[Counter[str], Counter[str]]:
    """By onderdeel the days on which diensten could be done: up to and including `as_of`, and in all."""
    zover: Counter[str] = Counter()
    alle: Counter[str] = Counter()
    for rij in uitkomst.gepland:
        for deel in rij.dagdelen:
            if rij_op(uitkomst, deel.dag) is not rij or deel.soort != "loopt":
                continue
            if weg_op(dossier, deel.dag, as_of):
                continue
            alle[naam(rij)] += 1
            if deel.dag <= as_of:
                zover[naam(rij)] += 1
    return zover, alle


# --- the quotas --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Grens:
    """One reading of a quota: its months, exact bounds and whole ones."""

    maanden: Fraction
    minimum: int | None
    maximum: int | None
    minimum_exact: Fraction | None
    maximum_exact: Fraction | None


@dataclass(frozen=True)
class Quotum:
    onderdeel: str
    begin: date
    eind: date
    inhoud: Grens
    kalender: Grens


def onderdeel_van(dossier: Dossier, rij: Rij) -> Onderdeel | None:
    return next((o for o in dossier.onderdeel if (o.naam or o.soort) == rij.naam), None)


def quota(
    dossier: Dossier,
    uitkomst: Uitkomst,
    *,
    minimum: int = 20,
    maximum: int = 25,
    vol: int = 12,
    anw_maximum: int = 25,
) -> Iterator[Quotum]:
    """The practice periods, and the stages that have diensten, in the order of the schedule.

    Where the training was cut the quota stays: it is that of the whole plan (`zonder_einde`), for the
    periods of which something was reached.
    """
    heel = uitkomst.zonder_einde or uitkomst.rijen
    bereikt: dict[str, list[Rij]] = {}
    for rij in uitkomst.gepland:
        bereikt.setdefault(naam(rij), []).append(rij)
    for wat, rijen in bereikt.items():
        begin = min(r.begin for r in rijen if r.begin)
        eind = max(r.eind for r in rijen if r.eind)
        gepland = [r for r in heel if r.status == "gepland" and naam(r) == wat]
        lengtes = [
            # weken count as 3/13 of a month
            sum((r.maanden + r.dagen / 7 * Fraction(3, 13) for r in gepland), NUL),
            sum((kalendermaanden(r, heel) for r in gepland), NUL),
        ]
        if rijen[0].soort in PRAKTIJK:
            lezingen = [_pro_rata(n, minimum, maximum, vol) for n in lengtes]
        else:
            onderdeel = onderdeel_van(dossier, rijen[0])
            if onderdeel is None:
                continue
            if onderdeel.max_diensten is None and not onderdeel.anw_in_leerwerkplan:
                continue
            lezingen = []
            for n in lengtes:
                # reading: where both are given the lower one
                hoogste = [] if onderdeel.max_diensten is None else [Fraction(onderdeel.max_diensten)]
                if not _mag_zonder_leerwerkplan(rijen[0], onderdeel):
                    hoogste.append(anw_maximum * min(n / vol, Fraction(1)))
                hoog = min(hoogste, default=None)
                lezingen.append(Grens(n, None, None if hoog is None else floor(hoog), None, hoog))
        yield Quotum(wat, begin, eind, *lezingen)


def _mag_zonder_leerwerkplan(rij: Rij, onderdeel: Onderdeel) -> bool:
    """Where diensten are normal: the klinische stage and others with acute character."""
    if rij.soort in ("ggz", "ccz"):
        return False
    return rij.soort == "klinisch" if onderdeel.acuut is None else onderdeel.acuut


def _pro_rata(n: Fraction, minimum: int, maximum: int, vol: int) -> Grens:
    deel = min(n / vol, Fraction(1))
    laag, hoog = minimum * deel, maximum * deel
    return Grens(n, ceil(laag), max(ceil(laag), floor(hoog)), laag, hoog)


def kalendermaanden(rij: Rij, rijen: tuple[Rij, ...]) -> Fraction:
    """The calendar months on which the clock ran for this onderdeel, day by day from its anchor.

    Of the day on which its content is complete only the part that it needed, but the whole where it goes on
    to a later agreed eind.
    """
    assert rij.anker is not None
    lopend = {d.dag for r in rijen for d in r.dagdelen if d.soort == "loopt"}
    som, nummer, dag = NUL, 0, rij.anker  # `nummer` running days lie between the anchor and `dag`
    for deel in rij.dagdelen:
        if deel.soort != "loopt":
            continue
        while dag < deel.dag:
            nummer += dag in lopend
            dag += DAG
        maand = Fraction(1, maandlengte(rij.anker, nummer))
        # content in months, and in days: weken count as 3/13 of a month here too
        som += deel.maanden / deel.tempo + deel.dagen / deel.tempo * DAG_IN_MAANDEN
        assert rij.begin is not None
        assert rij.eind is not None
        assert rij.berekend_eind is not None
        if rij.eind > rij.berekend_eind and deel.dag >= max(rij.berekend_eind, rij.begin):
            # what was agreed beyond the content: the clock runs for the rest of the day too
            over = 1 - (deel.maanden / maand + deel.dagen) / deel.tempo
            som += over * (DAG_IN_MAANDEN if rij.dagen else maand)
    return som


# --- what was done of them ---------------------------------------------------------------------------


def zelfde(a: Dienst, b: Dienst) -> bool:
    """Whether two entries may be one dienst."""
    if a.datum != b.datum or (a.rol and b.rol and a.rol != b.rol):
        return False
    if a.aanvang is not None and b.aanvang is not None:
        return a.aanvang == b.aanvang
    return uren(a) == uren(b)


def verschillende(diensten: tuple[Dienst, ...]) -> list[set[int]]:
    """Of the diensten of one day the largest sets of different ones, by index; among those the sets that
    say most."""
    alle = range(len(diensten))
    for n in range(len(diensten), 0, -1):
        sets = [
            set(s)
            for s in combinations(alle, n)
            if not any(zelfde(diensten[i], diensten[j]) for i, j in combinations(s, 2))
        ]
        if sets:
            return sets
    return [set()]


@dataclass(frozen=True)
class Stand:
    gedaan: int
    gepland: int
    nog_te_doen: int | None


def stand(quotum: Quotum, tellende: list[Dienst], as_of: date, *, telling: str = "inhoud") -> Stand:
    """`tellende`: those that count in this period or stage."""
    gedaan = sum(1 for d in tellende if d.datum <= as_of)
    gepland = len(tellende) - gedaan
    minimum = (quotum.inhoud if telling == "inhoud" else quotum.kalender).minimum
    nog = None if minimum is None else max(0, minimum - gedaan - gepland)
    return Stand(gedaan, gepland, nog)
