"""A second count of diensten, one dienst and one day at a time, from rekenregels 7 alone.

It shares nothing with the program's count but the dossier's dataclasses; the days come from the oracle of
the IOS.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from ios_cli.domain.dossier import Dienst, Dossier
from tests.oracle.oracle import Rij, Uitkomst

PRAKTIJK = ("huisartspraktijk-1", "huisartspraktijk-2")


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
