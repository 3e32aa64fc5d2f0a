"""Why a termijn falls when it does, and what state it is in. Source: rekenregels 9."""

from collections import Counter
from collections.abc import Callable, Iterator
from fractions import Fraction

from ios_cli.domain.spoor import Aantal, Deel, Onderwerp, Stap, StapSoort
from ios_cli.domain.termijn import Herkomst, Stapgrootte, Termijn, TermijnStatus
from ios_cli.planning.uitleg.bouw import Zaak, dagen, getal, stap
from ios_cli.planning.uitleg.vragen import KORT, namen_van
from ios_cli.text import _


def termijn_onderwerpen(zaak: Zaak) -> Iterator[Onderwerp]:
    termijnen = sorted(zaak.termijnen, key=lambda t: (t.uiterlijk, t.code, t.nummer, t.onderdeel, t.wie))
    per_code = Counter(t.code for t in termijnen)
    per_onderdeel = Counter((t.code, t.onderdeel) for t in termijnen)
    per_nummer = Counter((t.code, t.onderdeel, t.nummer) for t in termijnen)
    for termijn in termijnen:
        delen = [termijn.code]
        if termijn.onderdeel:
            delen.append(termijn.onderdeel)
        if per_onderdeel[termijn.code, termijn.onderdeel] > 1 or termijn.nummer > 1:
            delen.append(str(termijn.nummer))
        if per_nummer[termijn.code, termijn.onderdeel, termijn.nummer] > 1:
            delen.append(termijn.wie_tekst)
        ook = {f"{termijn.code} {naam} {termijn.nummer}" for naam in _namen(zaak, termijn.onderdeel)}
        if per_code[termijn.code] == 1:
            ook.add(termijn.code)
        yield Onderwerp(
            naam=" ".join(delen),
            omschrijving=_("a term: at the latest when, from when, and its state"),
            maak=_maker(zaak, termijn, " ".join(delen)),
            waarde=termijn.uiterlijk,
            ook=tuple(sorted(ook)),
        )


def _maker(zaak: Zaak, termijn: Termijn, id: str) -> Callable[[], Stap]:
    return lambda: leg_termijn_uit(zaak, termijn, id)


def _namen(zaak: Zaak, onderdeel: str) -> tuple[str, ...]:
    if onderdeel in KORT:
        return (onderdeel, *KORT[onderdeel])
    for rij in zaak.ios.rijen:
        if rij.onderdeel == onderdeel:
            return (onderdeel, *namen_van(zaak, rij))
    return (onderdeel,)


def leg_termijn_uit(zaak: Zaak, termijn: Termijn, id: str) -> Stap:
    """Its two dates with the steps to them, and its state on the day of reference."""
    stappen: list[Stap] = []
    if termijn.aangepast_pad:
        stappen.append(_aangepast(termijn, id))
    elif termijn.herkomst_vanaf is not None and termijn.vanaf is not None:
        stappen += _herkomst(zaak, termijn, termijn.herkomst_vanaf, f"{id}.vanaf", uiterlijk=False)
    if termijn.herkomst_uiterlijk is not None:
        stappen += _herkomst(
            zaak,
            termijn,
            termijn.herkomst_uiterlijk,
            f"{id}.uiterlijk" if not termijn.aangepast_pad else f"{id}.zonder-aanpassing",
            uiterlijk=True,
        )
    stappen.append(_staat(zaak, termijn, id))
    delen: dict[str, Deel] = {
        "what": termijn.code,
        "end": termijn.uiterlijk,
        "who": termijn.wie_tekst,
    }
    if termijn.onderdeel:
        delen["name"] = termijn.onderdeel
    if termijn.vanaf is not None:
        delen["begin"] = termijn.vanaf
        zin = (
            _("{what} of {name} ({who}): from {begin} up to and including {end}.")
            if termijn.onderdeel
            else _("{what} ({who}): from {begin} up to and including {end}.")
        )
    else:
        zin = (
            _("{what} of {name} ({who}): at the latest on {end}.")
            if termijn.onderdeel
            else _("{what} ({who}): at the latest on {end}.")
        )
    return stap(
        id,
        StapSoort.UITKOMST,
        zin,
        waarde=termijn.uiterlijk,
        bron=termijn.bron,
        pad=termijn.pad,
        stappen=stappen,
        delen=delen,
    )


def _aangepast(termijn: Termijn, id: str) -> Stap:
    delen: dict[str, Deel] = {"end": termijn.uiterlijk}
    zin = _("The dossier adapted this term: at the latest on {end}.")
    if termijn.vanaf is not None:
        delen["begin"] = termijn.vanaf
        zin = _("The dossier adapted this term: from {begin} up to and including {end}.")
    return stap(
        f"{id}.aangepast",
        StapSoort.GEGEVEN,
        zin,
        waarde=termijn.uiterlijk,
        bron="LOP 2024, 5.6",
        pad=termijn.aangepast_pad,
        delen=delen,
    )


def _herkomst(
    zaak: Zaak, termijn: Termijn, herkomst: Herkomst, id: str, *, uiterlijk: bool
) -> Iterator[Stap]:
    """One date: the anchor, the steps from it, standstill, the border of the onderdeel."""
    yield stap(
        f"{id}.anker",
        StapSoort.GEGEVEN,
        _anker_zin(herkomst),
        waarde=herkomst.anker_datum,
        bron=termijn.bron if not herkomst.stappen else "",
        pad=herkomst.pad,
        date=herkomst.anker_datum,
        delen={"name": herkomst.van} if herkomst.van else {},
    )
    for nummer, grootte in enumerate(herkomst.stappen, start=1):
        yield _stapgrootte(zaak, termijn, herkomst, grootte, f"{id}.stap-{nummer}")
    if herkomst.stilstand:
        yield stap(
            f"{id}.stilstand",
            StapSoort.BEREKENING,
            _("Days on which the clock does not run move it by {days}."),
            waarde=dagen(herkomst.stilstand),
            regel=zaak.regels["termijn-in-stilstand"],
            days=dagen(herkomst.stilstand),
        )
    if herkomst.begrensd:
        yield stap(
            f"{id}.begrensd",
            StapSoort.BEREKENING,
            _("That lies after the onderdeel, so it is the last day of it: {date}.")
            if herkomst.begrensd == "eind"
            else _("That lies before the onderdeel, so it is the first day of it: {date}."),
            waarde=herkomst.datum,
            date=herkomst.datum,
        )
    delen = {"date": herkomst.datum}
    if termijn.aangepast_pad:
        zin = _("Without that it would have been {date} at the latest.")
    else:
        zin = _("So it is {date} at the latest.") if uiterlijk else _("So it opens on {date}.")
    yield stap(
        id,
        StapSoort.BEREKENING,
        zin,
        waarde=herkomst.datum,
        bron=termijn.bron,
        delen=delen,
    )


def _anker_zin(herkomst: Herkomst) -> str:
    """What it is counted from; `van` has the name where there is one."""
    match herkomst.anker:
        case "start":
            return _("Counted from the first day of the training, {date}.")
        case "einde":
            return _("Counted from the last day of the training, {date}.")
        case "gesprek":
            return _("Counted from the voortgangsgesprek of {date}.")
        case "begin" if herkomst.van:
            return _("Counted from the begin of {name}, {date}.")
        case "eind" if herkomst.van:
            return _("Counted from the last day of {name}, {date}.")
        case "na-eind" if herkomst.van:
            return _("Counted from the day after the last day of {name}, {date}.")
    return _("Counted from {date}.")


def _stapgrootte(zaak: Zaak, termijn: Termijn, herkomst: Herkomst, grootte: Stapgrootte, id: str) -> Stap:
    regel = zaak.regels[grootte.regel] if grootte.regel in zaak.regels.records else None
    delen: dict[str, Deel] = {}
    if grootte.eenheid == "maandnummer":
        zin = _("It is about month {n} from there.")
        delen["n"] = getal(grootte.aantal)
    else:
        delen["length"] = Aantal(Fraction(abs(grootte.aantal)), grootte.eenheid)
        terug = herkomst.terug or grootte.aantal < 0
        if herkomst.keer > 1:
            delen["times"] = getal(herkomst.keer)
            delen["sum"] = Aantal(Fraction(abs(grootte.aantal) * herkomst.keer), grootte.eenheid)
            zin = _("Add {length}, {times} times: {sum}.")
        else:
            zin = _("Take off {length}.") if terug else _("Add {length}.")
    return stap(
        id,
        StapSoort.REGEL,
        zin,
        waarde=Aantal(Fraction(grootte.aantal), grootte.eenheid),
        regel=regel,
        bron="" if regel is not None else termijn.bron,
        delen=delen,
    )


def _staat(zaak: Zaak, termijn: Termijn, id: str) -> Stap:
    """The state on the day of reference, and the entry that made it."""
    delen: dict[str, Deel] = {"as_of": zaak.as_of}
    match termijn.status:
        case TermijnStatus.GEDAAN | TermijnStatus.TE_LAAT_GEDAAN if termijn.gedaan_op is not None:
            delen["done"] = termijn.gedaan_op
            zin = (
                _("On {as_of} it is done: on {done}.")
                if termijn.status is TermijnStatus.GEDAAN
                else _("On {as_of} it is done, too late: on {done}.")
            )
        case TermijnStatus.GEDAAN | TermijnStatus.TE_LAAT_GEDAAN:
            zin = _("On {as_of} it is done.")
        case TermijnStatus.OPEN:
            zin = _("On {as_of} it is open: it can be done now.")
        case TermijnStatus.KOMEND:
            zin = _("On {as_of} it is still to come.")
        case TermijnStatus.TE_LAAT:
            zin = _("On {as_of} it is too late: nothing in the dossier closes it.")
        case TermijnStatus.VERVALLEN:
            zin = _("On {as_of} it has lapsed: the training ends before it.")
    return stap(
        f"{id}.staat",
        StapSoort.OPMERKING,
        zin,
        waarde=termijn.status.value,
        pad=termijn.gedaan_pad,
        delen=delen,
    )
