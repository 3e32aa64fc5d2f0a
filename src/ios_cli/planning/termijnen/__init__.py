"""The decision calendar: every termijn of one aios, from the rule file and the IOS. Source: rekenregels 9.

`regelwerk.py` works the records of the rule file out, `tijdlijn.py` is the IOS as days on which the clock
runs, `vensters.py` makes the dates, `afsluiten.py` lays the dossier beside them. Nothing here knows a term by
its code: another one is another entry in the rule file.
"""

from dataclasses import dataclass
from datetime import date

from ios_cli.domain.dossier import AangepasteTermijn, Afgehandeld, Dossier
from ios_cli.domain.finding import KeyPath
from ios_cli.domain.ios import IOS
from ios_cli.domain.termijn import Termijn, TermijnStatus
from ios_cli.planning.termijnen.afsluiten import Afsluiting
from ios_cli.planning.termijnen.regelwerk import Termijnregel, termijnregels
from ios_cli.planning.termijnen.vensters import Ruw, Vensters
from ios_cli.regels.model import Regels
from ios_cli.regels.onthouden import per_regels

__all__ = ["bepaal_termijnen", "ongebruikte_verwijzingen"]


def bepaal_termijnen(ios: IOS, dossier: Dossier, regels: Regels, *, as_of: date) -> tuple[Termijn, ...]:
    """The terms by uiterlijk, code, nummer, onderdeel and wie, with their state on `as_of`.

    `ios` was planned from `dossier` under `regels`. The dates do not depend on `as_of`, nor on the order
    of the entries of the dossier; only the state does. Where the training was cut they are those it would
    have had, and what lies after the cut is vervallen.
    """
    termijnen = [_af(a, ios, as_of) for a in _bereken(ios, dossier, regels).termijnen]
    termijnen.sort(key=lambda t: (t.uiterlijk, t.code, t.nummer, t.onderdeel, t.wie))
    return tuple(termijnen)


def ongebruikte_verwijzingen(ios: IOS, dossier: Dossier, regels: Regels) -> tuple[KeyPath, ...]:
    """The [[termijn]] and [[afgehandeld]] entries that no term answers to: for the checks to object."""
    if not dossier.termijn and not dossier.afgehandeld:
        return ()
    return _bereken(ios, dossier, regels).ongebruikt


@dataclass(slots=True)
class _Aangelegd:
    """A term with what the dossier says of it."""

    ruw: Ruw
    aangepast_pad: KeyPath = ()
    uiterlijk_berekend: date | None = None
    afgehandeld: date | None = None
    afgehandeld_pad: KeyPath = ()


@dataclass(slots=True)
class _Uitkomst:
    termijnen: list[_Aangelegd]
    ongebruikt: tuple[KeyPath, ...]


@per_regels
def _op_volgorde(regels: Regels) -> list[Termijnregel]:
    """Chains first: other terms count from the talks."""
    return sorted(termijnregels(regels), key=lambda r: not r.keten)


def _bereken(ios: IOS, dossier: Dossier, regels: Regels) -> _Uitkomst:
    vensters = Vensters(ios.zonder_einde or ios.rijen, dossier, regels)
    gevonden: list[Ruw] = []
    per_afsluiter: dict[str, list[Ruw]] = {}
    for regel in _op_volgorde(regels):
        for kader in vensters.kaders(regel):
            if regel.keten:
                nieuw = vensters.keten(regel, kader)
            else:
                # An entry outside the training is for the checks; only a free term may be about it.
                venster = vensters.venster(regel, kader)
                nieuw = [] if venster is None else [venster]
            if regel.per_persoon:
                nieuw = [termijn.voor(persoon) for termijn in nieuw for persoon in regel.wie]
            gevonden += nieuw
            if regel.afgesloten_door and not regel.keten:
                per_afsluiter.setdefault(regel.afgesloten_door, []).extend(nieuw)
    if per_afsluiter:
        afsluiting = Afsluiting(ios, dossier, regels, vensters)
        for afsluiter, termijnen in per_afsluiter.items():
            gevonden += afsluiting.sluit(afsluiter, termijnen)
    aangelegd = [_Aangelegd(ruw) for ruw in gevonden]
    ongebruikt: tuple[KeyPath, ...] = ()
    if dossier.termijn or dossier.afgehandeld:
        ongebruikt = _pas_aan(aangelegd, dossier, vensters)
    return _Uitkomst(aangelegd, ongebruikt)


def _pas_aan(termijnen: list[_Aangelegd], dossier: Dossier, vensters: Vensters) -> tuple[KeyPath, ...]:
    """Lay [[termijn]] and [[afgehandeld]] over the terms; the paths of those that are about none of them."""
    per_sleutel: dict[tuple[str, int], list[_Aangelegd]] = {}
    for termijn in termijnen:
        per_sleutel.setdefault((termijn.ruw.regel.code, termijn.ruw.nummer), []).append(termijn)

    def bedoeld(entry: AangepasteTermijn | Afgehandeld) -> list[_Aangelegd]:
        mogelijk = per_sleutel.get((entry.code, entry.nummer), [])
        if entry.onderdeel is None:
            # without onderdeel it is clear where there is only one
            zonder = [t for t in mogelijk if not t.ruw.onderdeel]
            return zonder or (mogelijk if len({t.ruw.onderdeel for t in mogelijk}) == 1 else [])
        onderdeel = vensters.verwijzingen.onderdeel(entry.onderdeel)
        return [t for t in mogelijk if t.ruw.onderdeel == onderdeel]

    ongebruikt: list[KeyPath] = []
    # Of two for one term the earlier day holds (with the same one: the earlier first day); the other is
    # reported.
    for __, __, index, aangepast in sorted(
        ((t.uiterlijk, t.vanaf or date.max, i, t) for i, t in enumerate(dossier.termijn)),
        key=lambda x: x[:3],
    ):
        pad = ("termijn", index)
        nieuw = [t for t in bedoeld(aangepast) if not t.aangepast_pad]
        if not nieuw:
            ongebruikt.append(pad)
        for termijn in nieuw:
            termijn.uiterlijk_berekend = termijn.ruw.uiterlijk
            _vervang(termijn.ruw, aangepast)
            termijn.aangepast_pad = pad
    for __, index, klaar in sorted(
        ((a.datum, i, a) for i, a in enumerate(dossier.afgehandeld)), key=lambda x: x[:2]
    ):
        pad = ("afgehandeld", index)
        van = [
            t
            for t in bedoeld(klaar)
            if klaar.door is None or not t.ruw.regel.per_persoon or klaar.door in t.ruw.wie
        ]
        if not van:
            ongebruikt.append(pad)
        for termijn in van:
            if termijn.afgehandeld is None:
                termijn.afgehandeld, termijn.afgehandeld_pad = klaar.datum, pad
    return tuple(sorted(ongebruikt, key=lambda p: (str(p[0]), int(p[1]))))


def _vervang(ruw: Ruw, aangepast: AangepasteTermijn) -> None:
    """The dates of a [[termijn]] (LOP 2024, 5.6); a vanaf after its uiterlijk is dropped."""
    ruw.uiterlijk, ruw.herkomst_uiterlijk = aangepast.uiterlijk, None
    if aangepast.vanaf is not None:
        ruw.vanaf, ruw.herkomst_vanaf = aangepast.vanaf, None
    if ruw.vanaf is not None and ruw.vanaf > ruw.uiterlijk:
        ruw.vanaf, ruw.herkomst_vanaf = None, None
    if ruw.vervalt is not None:
        ruw.vervalt = max(ruw.vervalt, ruw.uiterlijk)


def _af(aangelegd: _Aangelegd, ios: IOS, as_of: date) -> Termijn:
    ruw = aangelegd.ruw
    regel = ruw.regel
    gedaan, gedaan_pad = _gedaan(aangelegd, as_of)
    return Termijn(
        code=regel.code,
        onderdeel=ruw.onderdeel,
        nummer=ruw.nummer,
        vanaf=ruw.vanaf,
        uiterlijk=ruw.uiterlijk,
        wie=ruw.wie,
        per_persoon=regel.per_persoon,
        status=_status(ruw, gedaan, ios, as_of),
        gedaan_op=gedaan,
        bron=regel.bron,
        ernst=regel.ernst,
        herkomst_vanaf=ruw.herkomst_vanaf,
        herkomst_uiterlijk=ruw.herkomst_uiterlijk,
        pad=ruw.pad,
        gedaan_pad=gedaan_pad,
        aangepast_pad=aangelegd.aangepast_pad,
        uiterlijk_berekend=aangelegd.uiterlijk_berekend,
    )


def _gedaan(aangelegd: _Aangelegd, as_of: date) -> tuple[date | None, KeyPath]:
    """When it was done, as seen on `as_of`: a later record does not close it yet."""
    ruw = aangelegd.ruw
    if ruw.gedaan_op is not None and ruw.gedaan_op <= as_of:
        return ruw.gedaan_op, ruw.gedaan_pad
    if aangelegd.afgehandeld is not None and aangelegd.afgehandeld <= as_of:
        return aangelegd.afgehandeld, aangelegd.afgehandeld_pad
    if ruw.regel.afgesloten_door == "vanzelf" and ruw.uiterlijk < as_of:
        return ruw.uiterlijk, ruw.pad
    return None, ()


def _status(ruw: Ruw, gedaan: date | None, ios: IOS, as_of: date) -> TermijnStatus:
    if gedaan is not None:
        return TermijnStatus.GEDAAN if gedaan <= ruw.uiterlijk else TermijnStatus.TE_LAAT_GEDAAN
    afgebroken = ios.einde is not None and ruw.uiterlijk > ios.einde and ruw.regel.bij != "besluit"
    if ruw.vervallen or afgebroken or ios.opleiding_status == "voltooid":
        return TermijnStatus.VERVALLEN
    if as_of > ruw.uiterlijk:
        lapsed = ruw.vervalt is not None and as_of > ruw.vervalt
        return TermijnStatus.VERVALLEN if lapsed else TermijnStatus.TE_LAAT
    open_vanaf = ruw.vanaf if ruw.vanaf is not None else ruw.begonnen
    return TermijnStatus.OPEN if as_of >= open_vanaf else TermijnStatus.KOMEND
