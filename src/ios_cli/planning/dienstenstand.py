"""What became of every recorded dienst: counted towards which quota, or why not. Source: rekenregels 7."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from itertools import combinations

from ios_cli.domain.calendar import DAG
from ios_cli.domain.diensten import (
    TEMPO_VANAF,
    Dienstenoverzicht,
    Dienstenquotum,
    Dienstenstand,
    GeboekteDienst,
    NietGeteld,
    is_zelfde_dienst,
    uren_van,
)
from ios_cli.domain.dossier import Dienst, Dossier
from ios_cli.domain.ios import IOS, Rij, Toestand
from ios_cli.planning.diensten import bepaal_quota, is_acuut, onderdeel_van
from ios_cli.regels.model import Regels

_MOST_COMPARED = 8
"""Different diensten on one day of which every choice is weighed; nobody does more."""


@dataclass(slots=True)
class _Vak:
    """A practice period, or a stage, with what is booked in it."""

    naam: str
    alleen_in_leerwerkplan: bool
    """Diensten are no part of it, and its leerwerkplan does not name them."""
    boekingen: list[GeboekteDienst] = field(default_factory=list)
    dagen: int = 0
    dagen_zover: int = 0


@dataclass(slots=True)
class _Strook:
    """Days of one vak on which diensten can all be done or not: the segments of the IOS, in order."""

    begin: date
    end: date
    vak: _Vak
    afwezig: bool
    """Fully absent, whether or not that counts against the clock."""


def bepaal_diensten(ios: IOS, dossier: Dossier, regels: Regels, *, as_of: date) -> Dienstenoverzicht:
    """The quotas with what was done (up to and including `as_of`) and planned (after it).

    `ios` was planned from `dossier` under `regels`. Nothing is dropped: a dienst that does not count says
    why. Of several reasons the first of these is given: dubbel, buiten the training, not in the leerwerkplan,
    absent, too short.
    """
    vakken, stroken = _stroken(ios, dossier, regels, as_of)
    quota = {q.onderdeel: q for q in bepaal_quota(ios, dossier, regels)}
    buiten: list[GeboekteDienst] = []
    kort = regels.getal("dienst-uren-minimum")
    teller, noemer = kort.numerator, kort.denominator
    diensten = dossier.dienst
    volgorde = sorted(range(len(diensten)), key=lambda nummer: diensten[nummer].datum)
    dubbel = _dubbele(diensten, volgorde, kort)
    komend = iter(stroken)
    hier = next(komend, None)
    for nummer in volgorde:
        dienst = diensten[nummer]
        datum = dienst.datum
        while hier is not None and datum >= hier.end:
            hier = next(komend, None)
        strook = hier if hier is not None and datum >= hier.begin else None
        uren = dienst.uren
        if uren is None:
            uren = uren_van(dienst)
        reden: NietGeteld | None = None
        if nummer in dubbel:
            reden = NietGeteld.DUBBEL
        elif strook is None:
            reden = NietGeteld.BUITEN_DE_OPLEIDINGSPERIODE
        elif strook.vak.alleen_in_leerwerkplan:
            reden = NietGeteld.NIET_IN_LEERWERKPLAN
        elif strook.afwezig:
            reden = NietGeteld.AFWEZIG
        elif uren.numerator * noemer < teller * uren.denominator:  # fractions compare slowly
            reden = NietGeteld.TE_KORT
        naam = None if strook is None else strook.vak.naam
        boeking = GeboekteDienst(dienst, ("dienst", nummer), uren, datum > as_of, naam, reden)
        (buiten if strook is None else strook.vak.boekingen).append(boeking)
    afgebroken = _afgebroken(ios)
    return Dienstenoverzicht(
        standen=tuple(
            _stand(quotum, vakken[naam], as_of, afgebroken=quotum.soort in afgebroken)
            for naam, quotum in quota.items()
        ),
        zonder_quotum=tuple(
            sorted(
                (b for vak in vakken.values() if vak.naam not in quota for b in vak.boekingen),
                key=lambda b: b.dienst.datum,
            )
        ),
        buiten=tuple(buiten),
        uren_minimum=kort,
    )


def _stroken(
    ios: IOS, dossier: Dossier, regels: Regels, as_of: date
) -> tuple[dict[str, _Vak], list[_Strook]]:
    """The vakken by name, and the days on which the training runs or stands still: waiting time is none."""
    vakken: dict[str, _Vak] = {}
    stroken: list[_Strook] = []
    morgen = as_of + DAG
    tot = date.min  # a border day is the last of the onderdeel that ends, also where another fits in its rest
    for rij in ios.rijen:
        if rij.periode is None:
            continue
        naam = rij.soort if rij.is_praktijk else rij.onderdeel
        vak = vakken.get(naam)
        if vak is None:
            vak = vakken[naam] = _Vak(naam, _alleen_in_leerwerkplan(rij, dossier, regels))
        for segment in rij.segmenten:
            if segment.toestand is Toestand.WACHT:
                continue
            begin, end = max(segment.periode.begin, tot), segment.periode.end
            if begin >= end:
                continue
            tot = end
            afwezig = segment.afwezig == 1
            stroken.append(_Strook(begin, end, vak, afwezig))
            if segment.klok_loopt and not afwezig:
                vak.dagen += (end - begin).days
                if begin < morgen:
                    vak.dagen_zover += (min(end, morgen) - begin).days
    return vakken, stroken


def _alleen_in_leerwerkplan(rij: Rij, dossier: Dossier, regels: Regels) -> bool:
    if rij.is_praktijk or not regels.ja("diensten-stage-in-leerwerkplan"):
        return False
    onderdeel = onderdeel_van(dossier, rij)
    if onderdeel is None:  # a stage of the standard schedule
        return rij.soort != "klinisch"
    return not is_acuut(onderdeel) and not onderdeel.anw_in_leerwerkplan


def _afgebroken(ios: IOS) -> frozenset[str]:
    """The soorten of which the training was cut before the last day."""
    einde = ios.einde
    if einde is None:
        return frozenset()
    return frozenset(r.soort for r in ios.zonder_einde if r.periode and r.periode.laatste_dag > einde)


def _stand(quotum: Dienstenquotum, vak: _Vak, as_of: date, *, afgebroken: bool) -> Dienstenstand:
    gedaan = gepland = 0
    rollen: dict[str, int] = {}
    for boeking in vak.boekingen:
        if boeking.niet_geteld is not None:
            continue
        if boeking.gepland:
            gepland += 1
        else:
            gedaan += 1
        rol = boeking.dienst.rol or ""
        rollen[rol] = rollen.get(rol, 0) + 1
    minimum = quotum.minimum
    loopt = vak.dagen_zover > 0 and vak.dagen_zover >= TEMPO_VANAF * vak.dagen and as_of < quotum.eind
    return Dienstenstand(
        quotum=quotum,
        gedaan=gedaan,
        gepland=gepland,
        nog_te_doen=None if minimum is None or afgebroken else max(0, minimum - gedaan - gepland),
        rollen=rollen,
        tempo=Fraction(gedaan * vak.dagen, vak.dagen_zover) if loopt else None,
        dagen_zover=vak.dagen_zover,
        dagen=vak.dagen,
        boekingen=tuple(vak.boekingen),
        afgebroken=afgebroken,
    )


# --- the same dienst twice ---


def _dubbele(diensten: Sequence[Dienst], volgorde: Sequence[int], kort: Fraction) -> frozenset[int]:
    """The numbers of the diensten that stand there already.

    `volgorde` has the numbers by date. Which one of a pair is kept does not hang on the order of the entries,
    as long as they differ: the one that counts, and says more; of equal ones the first.
    """
    dubbel: set[int] = set()
    vorige = None
    for plaats, nummer in enumerate(volgorde):
        datum = diensten[nummer].datum
        if datum == vorige and (plaats < 2 or diensten[volgorde[plaats - 2]].datum != datum):
            # the second of its day: take the whole day at once
            groep = list(volgorde[plaats - 1 : plaats + 1])
            for ander in volgorde[plaats + 1 :]:
                if diensten[ander].datum != datum:
                    break
                groep.append(ander)
            dubbel |= set(groep).difference(_verschillende(diensten, groep, kort))
        vorige = datum
    return frozenset(dubbel)


def _verschillende(diensten: Sequence[Dienst], groep: Sequence[int], kort: Fraction) -> Iterator[int]:
    """Of the diensten of one day as many as are different ones, first those that are long enough.

    Sameness does not carry over (a missing rol fits every other), so that it takes a choice: one dienst
    more in the list never makes fewer of them.
    """
    uniek: dict[Dienst, int] = {}
    for nummer in groep:
        uniek.setdefault(diensten[nummer], nummer)
    lang = sorted((d for d in uniek if uren_van(d) >= kort), key=_zegt_meer)
    gekozen = _meeste(lang)
    rest = sorted((d for d in uniek if uren_van(d) < kort), key=_zegt_meer)
    gekozen += _meeste([d for d in rest if not any(is_zelfde_dienst(d, g) for g in gekozen)])
    return (uniek[d] for d in gekozen)


def _meeste(diensten: Sequence[Dienst]) -> list[Dienst]:
    """The largest choice without two that are the same; of equal ones the first in order."""
    if len(diensten) <= _MOST_COMPARED:
        for aantal in range(len(diensten), 1, -1):
            for keuze in combinations(diensten, aantal):
                if not any(is_zelfde_dienst(a, b) for a, b in combinations(keuze, 2)):
                    return list(keuze)
    gekozen: list[Dienst] = []
    for dienst in diensten:
        if not any(is_zelfde_dienst(dienst, g) for g in gekozen):
            gekozen.append(dienst)
    return gekozen


def _zegt_meer(dienst: Dienst) -> tuple[object, ...]:
    return (
        dienst.aanvang is None,
        dienst.rol is None,
        str(dienst.aanvang),
        str(dienst.rol),
        -uren_van(dienst),
        str(dienst.soort),
        str(dienst.supervisie),
    )
