"""Quotas of diensten: how many in each practice period, and at most in a stage.

A practice period is all onderdelen of its soort together, rounded once. Its length n is read in two ways:

- `inhoud`: the full-time months owed, after vrijstelling and with verlenging, without what other
  onderdelen moved to it;
- `kalender`: the calendar months on which the clock ran in it, waiting and standing still left out.
  Exact: a border inside a day counts as that part of the day (`Rij.looptijd`).

Below 12 months minimum and maximum are n/12 of 20 and 25, from 12 months on they stay. Where a training
was cut the quotas stay as they were. Source: LOP 2024, 4.2.1, 4.2.2, 4.2.4, 4.2.6; rekenregels 7 and 8.
"""

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from functools import lru_cache, partial

from ios_cli.domain.calendar import Periode, ceil
from ios_cli.domain.diensten import Dienstenquotum, Grenzen
from ios_cli.domain.dossier import GEEN_INHOUD, Dossier, Onderdeel
from ios_cli.domain.ios import IOS, Rij
from ios_cli.regels.model import Regels
from ios_cli.regels.onthouden import per_regels

INHOUD, KALENDER = "inhoud", "kalender"


def bepaal_quota(ios: IOS, dossier: Dossier, regels: Regels) -> tuple[Dienstenquotum, ...]:
    """The quotas of `ios`, in the order of its onderdelen.

    `dossier` is the one that `ios` was made from: it says which stages have diensten. An onderdeel
    without dates (exempted, or not reached) has no quota.
    """
    return tuple(_quota(ios, dossier, regels))


def _quota(ios: IOS, dossier: Dossier, regels: Regels) -> Iterator[Dienstenquotum]:
    telling = regels.tekst("diensten-telling")
    praktijk = _praktijk_van(regels)
    gehad: set[str] = set()
    for rij in ios.geplande_rijen:
        if rij.is_praktijk:
            if rij.soort in gehad:
                continue
            gehad.add(rij.soort)
            # of a training that was cut: the parts that were reached, with the content of all
            delen = [r for r in ios.zonder_einde if r.soort == rij.soort and r.periode is not None]
            bereikt = [r.periode for r in ios.geplande_rijen if r.soort == rij.soort]
            inhoud, kalender = (praktijk(n) for n in _lengtes(delen))
            yield _quotum(rij.soort, rij.soort, bereikt, telling, inhoud, kalender)
        else:
            onderdeel = onderdeel_van(dossier, rij)
            if onderdeel is None or (onderdeel.max_diensten is None and not onderdeel.anw_in_leerwerkplan):
                continue
            heel = next((r for r in ios.zonder_einde if r.volgnummer == rij.volgnummer), rij)
            inhoud, kalender = (_stage(regels, onderdeel, n) for n in _lengtes([heel]))
            yield _quotum(rij.onderdeel, rij.soort, [rij.periode], telling, inhoud, kalender)


def _quotum(
    naam: str,
    soort: str,
    perioden: Sequence[Periode | None],
    telling: str,
    inhoud: Grenzen,
    kalender: Grenzen,
) -> Dienstenquotum:
    gekozen, ander = (kalender, inhoud) if telling == KALENDER else (inhoud, kalender)
    return Dienstenquotum(
        onderdeel=naam,
        soort=soort,
        perioden=tuple(p for p in perioden if p is not None),
        telling=telling,
        gekozen=gekozen,
        ander=ander,
    )


def _lengtes(rijen: Sequence[Rij]) -> tuple[Fraction, Fraction]:
    """n by content and by calendar, in months; weken count as 3/13 of a month."""
    inhoud = sum((r.inhoud for r in rijen), GEEN_INHOUD)
    looptijd = sum((r.looptijd for r in rijen), GEEN_INHOUD)
    return inhoud.als_maanden, looptijd.als_maanden


@per_regels
def _praktijk_van(regels: Regels) -> Callable[[Fraction], Grenzen]:
    """`_praktijk` under these rules; most practice periods of a cohort are 9 or 12 months long."""
    return lru_cache(maxsize=256)(partial(_praktijk, regels))


def _praktijk(regels: Regels, n: Fraction) -> Grenzen:
    minimum = naar_rato(regels, regels.getal("diensten-minimum"), n)
    maximum = naar_rato(regels, regels.getal("diensten-maximum"), n)
    minste = ceil(minimum)
    return Grenzen(
        maanden=n,
        minimum=minste,
        # a short period may hold no whole number between the two
        maximum=max(_floor(maximum), minste),
        minimum_exact=minimum,
        maximum_exact=maximum,
    )


def _stage(regels: Regels, onderdeel: Onderdeel, n: Fraction) -> Grenzen:
    """A stage has no minimum. Its maximum is that of the host specialism, where the dossier gives it; where
    diensten are no fixed part of the stage (GGZ, CCZ, not acute) also that of a practice period, pro rata."""
    grenzen = []
    if onderdeel.max_diensten is not None:
        grenzen.append(Fraction(onderdeel.max_diensten))
    if not is_acuut(onderdeel):
        grenzen.append(naar_rato(regels, regels.getal("diensten-stage-maximum"), n))
    maximum = min(grenzen, default=None)
    return Grenzen(
        maanden=n,
        minimum=None,
        maximum=None if maximum is None else _floor(maximum),
        minimum_exact=None,
        maximum_exact=maximum,
    )


def is_acuut(onderdeel: Onderdeel) -> bool:
    """Whether diensten are a normal part of the stage: the klinische stage, unless the dossier says that it
    is not acute; a keuze where the dossier says that it is; GGZ and CCZ never."""
    if onderdeel.soort in ("ggz", "ccz"):
        return False
    return onderdeel.soort == "klinisch" if onderdeel.acuut is None else onderdeel.acuut


def onderdeel_van(dossier: Dossier, rij: Rij) -> Onderdeel | None:
    """The onderdeel of a row; None in the standard schedule."""
    if len(rij.pad) == 2 and isinstance(rij.pad[1], int):
        return dossier.onderdeel[rij.pad[1]]
    return None


def naar_rato(regels: Regels, aantal: Fraction, n: Fraction) -> Fraction:
    """So many for n months, exact: all of them from a full period on, else n twelfths."""
    vol = regels.getal("diensten-volle-periode")
    return aantal if n >= vol else aantal * n / vol


def _floor(value: Fraction) -> int:
    return value.numerator // value.denominator
