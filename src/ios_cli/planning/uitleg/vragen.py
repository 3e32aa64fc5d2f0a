"""What can be asked about one dossier, and which of it somebody means.

`onderwerpen` lists everything; `zoek` finds one by the words that were typed: the name as it stands there,
another way to write it, or words that can only mean one of them.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from ios_cli.domain.dossier import PRAKTIJKPERIODEN, SOORTEN_OOK
from ios_cli.domain.ios import Rij
from ios_cli.domain.spoor import Onderwerp
from ios_cli.planning.uitleg.bouw import Zaak, factor
from ios_cli.planning.uitleg.onderdelen import (
    leg_begin_uit,
    leg_begin_van_rij_uit,
    leg_eind_uit,
    leg_eind_van_rij_uit,
    leg_factor_uit,
    leg_inhoud_uit,
    leg_onderdeel_uit,
)
from ios_cli.text import _

EIND = "eind"
"""What is told where nothing is asked."""
_SCHEIDING = re.compile(r"[\s:/.+,]+")
# How people write the practice periods.
KORT = {"huisartspraktijk-1": ("ha1", "hap1"), "huisartspraktijk-2": ("ha2", "hap2")}
Bron = Callable[[Zaak], Iterable[Onderwerp]]


def onderwerpen(zaak: Zaak, meer: Sequence[Bron] = ()) -> tuple[Onderwerp, ...]:
    """Everything that can be asked, in the order of a schedule; `meer` are sources of higher rooms."""
    from ios_cli.planning.uitleg.diensten import dienst_onderwerpen
    from ios_cli.planning.uitleg.onderwijs import onderwijs_onderwerpen
    from ios_cli.planning.uitleg.tabellen import tabel_onderwerpen
    from ios_cli.planning.uitleg.termijnen import termijn_onderwerpen

    bronnen: tuple[Bron, ...] = (
        _opleiding,
        _onderdelen,
        tabel_onderwerpen,
        dienst_onderwerpen,
        onderwijs_onderwerpen,
        termijn_onderwerpen,
        *meer,
    )
    uit: dict[str, Onderwerp] = {}
    for bron in bronnen:
        for onderwerp in bron(zaak):
            uit.setdefault(sleutel(onderwerp.naam), onderwerp)  # of two with one name the first
    return tuple(uit.values())


@dataclass(frozen=True, slots=True)
class Gevonden:
    """What was meant: one, or none where nothing or too much fits; then `kandidaten` says what may be."""

    onderwerp: Onderwerp | None
    kandidaten: tuple[str, ...] = ()


def zoek(lijst: Sequence[Onderwerp], woorden: Sequence[str]) -> Gevonden:
    """The onderwerp that `woorden` (joined) name; without any, the end of the training.

    First as written, then as one of the other ways to write it, then those that have every word, whole or as
    the begin of a word. More than one at the same step is not clear.
    """
    gevraagd = sleutel(" ".join(woorden)) or EIND
    for onderwerp in lijst:
        if sleutel(onderwerp.naam) == gevraagd:
            return Gevonden(onderwerp)
    delen = gevraagd.split(" ")
    for past in (_ook, _woorden, _begin):
        passend = [o for o in lijst if past(o, gevraagd, delen)]
        if len(passend) == 1:
            return Gevonden(passend[0])
        if passend:
            return Gevonden(None, tuple(o.naam for o in passend))
    return Gevonden(None)


def sleutel(tekst: str) -> str:
    """As it is compared: without capitals, every `:`, `/`, `.` and run of blanks one blank."""
    return _SCHEIDING.sub(" ", tekst.casefold().replace("_", "-")).strip()


def _ook(onderwerp: Onderwerp, gevraagd: str, _delen: Sequence[str]) -> bool:
    return any(sleutel(o) == gevraagd for o in onderwerp.ook)


def _woorden(onderwerp: Onderwerp, _gevraagd: str, delen: Sequence[str]) -> bool:
    return any(set(delen) <= set(sleutel(naam).split(" ")) for naam in (onderwerp.naam, *onderwerp.ook))


def _begin(onderwerp: Onderwerp, _gevraagd: str, delen: Sequence[str]) -> bool:
    return any(
        all(any(woord.startswith(deel) for woord in sleutel(naam).split(" ")) for deel in delen)
        for naam in (onderwerp.naam, *onderwerp.ook)
    )


# --- the training and its onderdelen ---


def _opleiding(zaak: Zaak) -> Iterator[Onderwerp]:
    yield Onderwerp(
        naam=EIND,
        omschrijving=_("the last day of the training"),
        maak=lambda: leg_eind_uit(zaak),
        waarde=zaak.ios.laatste_dag,
        ook=("einde", "laatste dag", "eind opleiding", "einddatum"),
    )
    yield Onderwerp(
        naam="begin",
        omschrijving=_("the first day of the training"),
        maak=lambda: leg_begin_uit(zaak),
        waarde=zaak.ios.start,
        ook=("start", "begindatum", "begin opleiding", "eerste dag"),
    )


def _onderdelen(zaak: Zaak) -> Iterator[Onderwerp]:
    for rij in zaak.ios.rijen:
        yield from _van_rij(zaak, rij)


def namen_van(zaak: Zaak, rij: Rij) -> tuple[str, ...]:
    """Other ways to call an onderdeel: its soort, where only it bears that, as people write it."""
    zelfde = [r for r in zaak.ios.rijen if r.soort == rij.soort]
    if len(zelfde) > 1:
        return ()
    ook = [kort for kort, soort in SOORTEN_OOK.items() if soort == rij.soort]
    return (rij.soort, *ook, *KORT.get(rij.soort, ()))


def _van_rij(zaak: Zaak, rij: Rij) -> Iterator[Onderwerp]:
    naam, ook = rij.onderdeel, namen_van(zaak, rij)

    def met(achter: str) -> tuple[str, ...]:
        return tuple(f"{o} {achter}" for o in ook)

    yield Onderwerp(
        naam=naam,
        omschrijving=_("begin and end of {name}").format(name=naam),
        maak=lambda: leg_onderdeel_uit(zaak, rij),
        ook=ook,
    )
    yield Onderwerp(
        naam=f"{naam}.begin",
        omschrijving=_("the first day of {name}").format(name=naam),
        maak=lambda: leg_begin_van_rij_uit(zaak, rij),
        waarde=rij.begin,
        ook=(*met("begin"), f"begin {naam}", f"{naam} start"),
    )
    yield Onderwerp(
        naam=f"{naam}.eind",
        omschrijving=_("the last day of {name}").format(name=naam),
        maak=lambda: leg_eind_van_rij_uit(zaak, rij),
        waarde=rij.eind,
        ook=(*met("eind"), *met("einde"), f"{naam} einde", f"eind {naam}"),
    )
    yield Onderwerp(
        naam=f"factor {naam}",
        omschrijving=_("the mean deeltijdfactor of {name}").format(name=naam),
        maak=lambda: leg_factor_uit(zaak, rij),
        waarde=factor(rij.factor) if rij.periode is not None else None,
        ook=tuple(f"factor {o}" for o in ook),
    )
    yield Onderwerp(
        naam=f"inhoud {naam}",
        omschrijving=_("how much {name} takes at full time").format(name=naam),
        maak=lambda: leg_inhoud_uit(zaak, rij),
        waarde=rij.inhoud,
        ook=tuple(f"inhoud {o}" for o in (*ook,)),
    )


def praktijkperioden(zaak: Zaak) -> Iterator[tuple[str, list[Rij]]]:
    """Each practice period with its parts."""
    for soort in PRAKTIJKPERIODEN:
        delen = [r for r in zaak.ios.geplande_rijen if r.soort == soort]
        if delen:
            yield soort, delen
