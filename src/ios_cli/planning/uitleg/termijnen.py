"""Why a termijn falls when it does, and what state it is in. Source: rekenregels 9."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction

from ios_cli.domain.calendar import months_before
from ios_cli.domain.spoor import Aantal, Deel, Onderwerp, Stap, StapSoort
from ios_cli.domain.termijn import Herkomst, Stapgrootte, Termijn, TermijnStatus
from ios_cli.planning.termijnen.regelwerk import staat_aan
from ios_cli.planning.termijnen.tijdlijn import plus_dagen, plus_maanden
from ios_cli.planning.uitleg.bouw import Zaak, dagen, getal, stap
from ios_cli.planning.uitleg.vragen import KORT, namen_van
from ios_cli.regels.bestand import TermijnRecord
from ios_cli.text import _, current_language


def termijn_onderwerpen(zaak: Zaak) -> Iterator[Onderwerp]:
    """Every term of this aios; then, to be found but not listed, the codes of which there is none."""
    termijnen = sorted(zaak.termijnen, key=lambda t: (t.uiterlijk, t.code, t.nummer, t.onderdeel, t.wie))
    omschrijving = {record.code: _gesproken(record.omschrijving) for record in zaak.regels.termijnen}
    namen = namen_van_termijnen(termijnen)
    per_code = Counter(t.code for t in termijnen)
    for termijn, naam in zip(termijnen, namen, strict=True):
        ook = {f"{termijn.code} {wie} {termijn.nummer}" for wie in _namen(zaak, termijn.onderdeel)}
        if per_code[termijn.code] == 1:
            ook.add(termijn.code)
        yield Onderwerp(
            naam=naam,
            omschrijving=omschrijving.get(termijn.code) or termijn.code,
            maak=_maker(zaak, termijn, naam),
            waarde=termijn.uiterlijk,
            ook=tuple(sorted(ook)),
        )
    for record in zaak.regels.termijnen:
        if record.code not in per_code:
            yield Onderwerp(naam=record.code, omschrijving="", maak=_maker_geen(zaak, record))


def namen_van_termijnen(termijnen: Sequence[Termijn]) -> list[str]:
    """What each is called: its code, with onderdeel, nummer and wie as far as that tells them apart."""
    per_onderdeel = Counter((t.code, t.onderdeel) for t in termijnen)
    per_nummer = Counter((t.code, t.onderdeel, t.nummer) for t in termijnen)
    namen = []
    for t in termijnen:
        delen = [t.code, t.onderdeel]
        if per_onderdeel[t.code, t.onderdeel] > per_nummer[t.code, t.onderdeel, t.nummer] or t.nummer > 1:
            delen.append(str(t.nummer))
        if per_nummer[t.code, t.onderdeel, t.nummer] > 1:
            delen.append(t.wie_tekst)
        namen.append(" ".join(filter(None, delen)))
    return namen


def _gesproken(tekst: Mapping[str, str]) -> str:
    return tekst.get(current_language()) or tekst.get("") or next(iter(tekst.values()), "")


def _maker_geen(zaak: Zaak, record: TermijnRecord) -> Callable[[], Stap]:
    return lambda: leg_geen_termijn_uit(zaak, record)


def leg_geen_termijn_uit(zaak: Zaak, record: TermijnRecord) -> Stap:
    """Why this aios has no term of this code."""
    if staat_aan(record, zaak.regels):
        waarom = stap(
            f"{record.code}.waarom",
            StapSoort.OPMERKING,
            _("It holds under these rules, but nothing in this dossier gives reason for one."),
        )
    else:
        waarom = stap(
            f"{record.code}.waarom",
            StapSoort.OPMERKING,
            _("Under these rules it is switched off; a profile can switch it on."),
            regel=zaak.regels["praktijktermijnen"] if record.praktijk else None,
        )
    wat = _gesproken(record.omschrijving)
    return stap(
        record.code,
        StapSoort.UITKOMST,
        _("This aios has no term {name}."),
        bron=record.bronvermelding,
        name=record.code,
        stappen=[
            waarom,
            stap(f"{record.code}.wat", StapSoort.OPMERKING, _("What it is: {text}."), text=wat),
        ],
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
        "who": ", ".join(termijn.wie),
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
        _anker_zin(zaak, herkomst),
        waarde=herkomst.anker_datum,
        bron=termijn.bron if not herkomst.stappen else "",
        pad=herkomst.pad,
        date=herkomst.anker_datum,
        delen={"name": herkomst.van} if herkomst.van else {},
    )
    for nummer, grootte in enumerate(herkomst.stappen, start=1):
        yield _stapgrootte(zaak, termijn, herkomst, grootte, f"{id}.stap-{nummer}", uiterlijk=uiterlijk)
    # also the days from an anchor on which the clock stood still to the day from which is counted
    later, merk = herkomst.stilstand, zonder_stilstand(herkomst, uiterlijk=uiterlijk)
    if not herkomst.begrensd:
        later = (herkomst.datum - merk).days
    if later:
        yield stap(
            f"{id}.stilstand",
            StapSoort.BEREKENING,
            _("That lies before the training, so it moves by {days}.")
            if merk < zaak.ios.start
            else _("Days on which the clock does not run move it by {days}."),
            waarde=dagen(later),
            regel=zaak.regels["termijn-in-stilstand"],
            days=dagen(later),
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


def _anker_zin(zaak: Zaak, herkomst: Herkomst) -> str:
    """What it is counted from; `van` has the name where there is one."""
    if herkomst.anker == "einde" and herkomst.anker_datum != zaak.ios.laatste_dag:
        # a term that a cut made lapse, or a decision that lengthened the training closed, keeps its date
        zonder = max((r.eind for r in zaak.ios.zonder_einde if r.eind is not None), default=None)
        if herkomst.anker_datum == zonder:
            return _("Counted from the last day that the training would have had, {date}.")
        return _("Counted from the last day of the training before it was extended, {date}.")
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


def zonder_stilstand(herkomst: Herkomst, *, uiterlijk: bool) -> date:
    """The anchor with the steps counted as if the clock ran on every day."""
    aantal_maanden = aantal_dagen = 0
    for s in herkomst.stappen:
        match s.eenheid:
            case "maanden":
                aantal_maanden += s.aantal
            case "maandnummer":
                aantal_maanden += s.aantal if uiterlijk else s.aantal - 1
                aantal_dagen -= 1 if uiterlijk else 0
            case "weken":
                aantal_dagen += 7 * s.aantal
            case __:
                aantal_dagen += s.aantal
    aantal_maanden, aantal_dagen = aantal_maanden * herkomst.keer, aantal_dagen * herkomst.keer
    if aantal_maanden < 0:
        return plus_dagen(months_before(herkomst.anker_datum, -aantal_maanden), aantal_dagen)
    return plus_dagen(plus_maanden(herkomst.anker_datum, aantal_maanden), aantal_dagen)


def _stapgrootte(
    zaak: Zaak, termijn: Termijn, herkomst: Herkomst, grootte: Stapgrootte, id: str, *, uiterlijk: bool
) -> Stap:
    regel = zaak.regels[grootte.regel] if grootte.regel in zaak.regels.records else None
    delen: dict[str, Deel] = {}
    if grootte.eenheid == "maandnummer":
        zin = (
            _("That is to the last day of month {n} from there.")
            if uiterlijk
            else _("That is to the first day of month {n} from there.")
        )
        delen["n"] = getal(grootte.aantal)
    else:
        lengte = abs(grootte.aantal)
        delen["length"] = Aantal(Fraction(lengte), grootte.eenheid)
        if herkomst.keer > 1:
            delen["times"] = getal(herkomst.keer)
            delen["sum"] = Aantal(Fraction(lengte * herkomst.keer), grootte.eenheid)
            zin = (
                _("Take off {length}, {times} times: {sum}.")
                if grootte.aantal < 0
                else _("Add {length}, {times} times: {sum}.")
            )
        else:
            zin = _("Take off {length}.") if grootte.aantal < 0 else _("Add {length}.")
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
            zin = _("On {as_of} it is open: not done yet.")
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
