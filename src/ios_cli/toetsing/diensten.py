"""Checks on the diensten: how many, where, in which role. Source: LOP 2024, 4.2.1 to 4.2.6; rekenregels 7.

A mistake in one entry is one finding, at its line. What may hold for every entry of a dossier (no rol, too
short, not in the leerwerkplan, remote supervision) is one finding per onderdeel, at the first of them.
"""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from ios_cli.domain.calendar import add_months, ceil
from ios_cli.domain.diensten import Dienstenquotum, Dienstenstand, GeboekteDienst, Grenzen, NietGeteld
from ios_cli.domain.finding import Ernst, Finding, KeyPath
from ios_cli.domain.words import say_number
from ios_cli.planning.diensten import KALENDER, onderdeel_van
from ios_cli.planning.werktijden import is_nacht
from ios_cli.regels.model import Regel
from ios_cli.text import _, ngettext
from ios_cli.toetsing.geval import Geval
from ios_cli.toetsing.register import Bevinding, NietTeBeoordelen, Overgeslagen, toets

EERSTE, TWEEDE = "huisartspraktijk-1", "huisartspraktijk-2"
OP_AFSTAND = "op-afstand"
NACHT = "nacht"
MOST_NAMED = 5
"""How many diensten a finding about several of them names; it says how many there are."""


# --- how many ---


@toets("IOS300")
def te_weinig(geval: Geval) -> Iterator[Bevinding]:
    """A practice period that is over has its minimum."""
    for stand in _praktijk(geval):
        quotum = stand.quotum
        if stand.afgebroken:
            yield Overgeslagen(
                _("the training ended before {onderdeel} was complete").format(onderdeel=quotum.onderdeel)
            )
        elif geval.as_of > quotum.eind:
            aantal = stand.gedaan + stand.gepland
            gemist = _tekort(quotum.gekozen, aantal), _tekort(quotum.ander, aantal)
            ernst = _ernst_van(*gemist)
            if ernst is not None:
                if all(gemist):
                    message = ngettext(
                        "{n} dienst counts in {onderdeel}, which is over, and that is too few",
                        "{n} diensten count in {onderdeel}, which is over, and that is too few",
                        aantal,
                    )
                elif gemist[0]:
                    message = ngettext(
                        "{n} dienst counts in {onderdeel}, which is over: too few {reading}, enough {other}",
                        "{n} diensten count in {onderdeel}, which is over: too few {reading}, enough {other}",
                        aantal,
                    )
                else:
                    message = ngettext(
                        "{n} dienst counts in {onderdeel}, which is over: enough {reading}, too few {other}",
                        "{n} diensten count in {onderdeel}, which is over: enough {reading}, too few {other}",
                        aantal,
                    )
                yield Finding(
                    code="IOS300",
                    ernst=ernst,
                    message=message.format(n=aantal, onderdeel=quotum.onderdeel, **_lezingen(quotum)),
                    expected=_minimum(quotum),
                    found=str(aantal),
                    difference=_te_weinig_met(quotum, aantal),
                    hint=_("enter the diensten that are missing, or settle how they are made up"),
                    source=geval.regels["diensten-minimum"].bronvermelding,
                    path=_pad(geval, quotum.onderdeel),
                )
        else:
            yield Overgeslagen(_("{onderdeel} is not over yet").format(onderdeel=quotum.onderdeel))


@toets("IOS301")
def lopen_achter(geval: Geval) -> Iterator[Bevinding]:
    """In a period under way, done and planned reach the minimum, or the pace does.

    Silent in the first quarter; in the last month the pace says nothing any more. The pace is told where it
    gives more than is planned.
    """
    for stand in _praktijk(geval):
        quotum = stand.quotum
        if not stand.dagen_zover or geval.as_of > quotum.eind or stand.afgebroken:
            continue
        if stand.pas_begonnen:
            yield Overgeslagen(_("{onderdeel} has only just begun").format(onderdeel=quotum.onderdeel))
            continue
        aantal = stand.gedaan + stand.gepland
        te_kort = _tekort(quotum.gekozen, aantal) and _tekort(quotum.ander, aantal)
        laatste_maand = add_months(geval.as_of, 1) > quotum.eind
        verwacht = stand.verwacht or 0
        achter = _tekort(quotum.gekozen, verwacht) and _tekort(quotum.ander, verwacht)
        if not te_kort or not (achter or laatste_maand):
            continue
        if laatste_maand or (stand.gepland and verwacht < aantal):
            message = _("{onderdeel} has {done} diensten done and {planned} planned, up to {end}")
        else:
            message = _(
                "{onderdeel} has {done} diensten done and {planned} planned, up to {end}; "
                "at this rate there will be {tempo}"
            )
        yield Finding(
            code="IOS301",
            ernst=Ernst.WAARSCHUWING if laatste_maand else Ernst.OPMERKING,
            message=message.format(
                onderdeel=quotum.onderdeel,
                done=stand.gedaan,
                planned=stand.gepland,
                end=quotum.eind,
                tempo=verwacht,
            ),
            expected=_minimum(quotum),
            found=str(aantal),
            difference=_te_weinig_met(quotum, aantal),
            hint=_("plan the diensten that are still to be done"),
            source=geval.regels["diensten-minimum"].bronvermelding,
            path=_pad(geval, quotum.onderdeel),
        )


@toets("IOS302")
def te_veel(geval: Geval) -> Iterator[Bevinding]:
    """Done and planned together are not more than the maximum of a practice period.

    In a period above 12 months the LOP is silent: more than 25 is then an opmerking.
    """
    vol = geval.regels.getal("diensten-volle-periode")
    for stand in _praktijk(geval):
        quotum = stand.quotum
        lezingen = (quotum.gekozen, quotum.ander)
        aantal = stand.gedaan + stand.gepland
        boven = [g for g in lezingen if g.maximum is not None and aantal > g.maximum]
        if not boven:
            continue
        ernst = _ernst_van(*(g in boven and g.maanden <= vol for g in lezingen)) or Ernst.OPMERKING
        message = _te_veel(quotum, aantal)
        hint = _("take back what is planned beyond the maximum")
        if all(g.maanden > vol for g in boven):
            hint = _("the period is longer than 12 months, for which the LOP gives no maximum")
        yield _boven_maximum(
            "IOS302", ernst, stand, boven, message, hint, geval.regels["diensten-maximum"].bronvermelding
        )


@toets("IOS303")
def te_veel_in_stage(geval: Geval) -> Iterator[Bevinding]:
    """Done and planned together are not more than the maximum of a stage."""
    for stand in geval.diensten.standen:
        quotum = stand.quotum
        lezingen = (quotum.gekozen, quotum.ander)
        aantal = stand.gedaan + stand.gepland
        boven = [g for g in lezingen if g.maximum is not None and aantal > g.maximum]
        if quotum.minimum is not None or not boven:
            continue
        rij = next(r for r in geval.ios.geplande_rijen if r.onderdeel == quotum.onderdeel)
        onderdeel = onderdeel_van(geval.dossier, rij)
        van_de_gast = onderdeel is not None and onderdeel.max_diensten == quotum.maximum
        regel = "diensten-klinisch-maximum" if van_de_gast else "diensten-stage-maximum"
        message = _te_veel(quotum, aantal)
        hint = _("take back what is planned beyond the maximum")
        if van_de_gast:
            hint = _("the maximum is `max_diensten` of the onderdeel")
        yield _boven_maximum(
            "IOS303",
            _ernst_van(*(g in boven for g in lezingen)) or Ernst.OPMERKING,
            stand,
            boven,
            message,
            hint,
            geval.regels[regel].bronvermelding,
        )
    for naam, boekingen in _per_onderdeel(b for b in geval.diensten.zonder_quotum if b.telt):
        yield NietTeBeoordelen(
            ngettext(
                "{n} dienst in {onderdeel}, of which the dossier gives no `max_diensten`",
                "{n} diensten in {onderdeel}, of which the dossier gives no `max_diensten`",
                len(boekingen),
            ).format(n=len(boekingen), onderdeel=naam)
        )


def _boven_maximum(
    code: str,
    ernst: Ernst,
    stand: Dienstenstand,
    boven: Sequence[Grenzen],
    message: str,
    hint: str,
    source: str,
) -> Finding:
    """At the first dienst that is one too many, by the reading chosen where that is missed."""
    aantal = stand.gedaan + stand.gepland
    geteld = [b for b in stand.boekingen if b.telt]
    quotum = stand.quotum
    maximum = boven[0].maximum
    assert maximum is not None
    expected = _("at most {n}").format(n=quotum.gekozen.maximum)
    if quotum.gekozen.maximum != quotum.ander.maximum:
        expected = _("at most {n} ({reading}); {other} ({other_reading})").format(
            n=quotum.gekozen.maximum,
            reading=_lezing(quotum, gekozen=True),
            other=quotum.ander.maximum,
            other_reading=_lezing(quotum, gekozen=False),
        )
    return Finding(
        code=code,
        ernst=ernst,
        message=message,
        expected=expected,
        found=str(aantal),
        difference=_("{n} too many").format(n=aantal - maximum) if quotum.gekozen in boven else "",
        hint=hint,
        source=source,
        path=geteld[maximum].pad,
    )


@toets("IOS304")
def tussenstand(geval: Geval) -> Iterator[Bevinding]:
    """So many diensten by a certain talk in the first practice period, where the profile asks for it."""
    regels = geval.regels
    nodig_vol, gesprek = (
        regels.getal_of_geen(naam) for naam in ("diensten-tussenstand", "diensten-tussenstand-gesprek")
    )
    if nodig_vol is None or gesprek is None:
        yield Overgeslagen(_("the rules ask for no interim count"))
        return
    stand = next((s for s in _praktijk(geval) if s.quotum.onderdeel == EERSTE), None)
    if stand is None:
        yield Overgeslagen(_("there is no first practice period"))
        return
    gehouden = sorted(
        (g.datum, nummer)
        for nummer, g in enumerate(geval.dossier.voortgangsgesprek)
        if g.datum <= geval.as_of and any(g.datum in p for p in stand.quotum.perioden)
    )
    if len(gehouden) < gesprek:
        yield Overgeslagen(_("voortgangsgesprek {n} is not recorded yet").format(n=gesprek))
        return
    datum, nummer = gehouden[int(gesprek) - 1]
    maanden = min(stand.quotum.gekozen.maanden / regels.getal("diensten-volle-periode"), Fraction(1))
    nodig = ceil(nodig_vol * maanden)
    gedaan = sum(1 for b in stand.boekingen if b.telt and b.dienst.datum <= datum)
    if gedaan < nodig:
        regel = regels["diensten-tussenstand"]
        yield Finding(
            code="IOS304",
            ernst=ernst_van(regel),
            message=ngettext(
                "{n} dienst was done by voortgangsgesprek {k} of {date}",
                "{n} diensten were done by voortgangsgesprek {k} of {date}",
                gedaan,
            ).format(n=gedaan, k=gesprek, date=datum),
            expected=_("at least {n}").format(n=nodig),
            found=str(gedaan),
            difference=_("{n} too few").format(n=nodig - gedaan),
            hint=_("agree on a plan for those that remain"),
            source=regel.bronvermelding,
            path=("voortgangsgesprek", nummer),
        )


# --- the entries ---


@toets("IOS310")
def te_kort(geval: Geval) -> Iterator[Bevinding]:
    """Diensten shorter than 5 hours, which do not count."""
    minimum = geval.regels["dienst-uren-minimum"]
    for naam, boekingen in _per_onderdeel(_waarom_niet(geval, NietGeteld.TE_KORT)):
        yield Finding(
            code="IOS310",
            ernst=Ernst.OPMERKING,
            message=ngettext(
                "{n} dienst in {onderdeel} is too short to count: {which}",
                "{n} diensten in {onderdeel} are too short to count: {which}",
                len(boekingen),
            ).format(n=len(boekingen), onderdeel=naam, which=_noem(boekingen, met_uren=True)),
            expected=_("{n} hours or more").format(n=say_number(minimum.waarde)),
            hint=_("correct the hours where they are wrong; a shorter dienst may stand"),
            source=minimum.bronvermelding,
            path=boekingen[0].pad,
        )


@toets("IOS311")
def zonder_rol(geval: Geval) -> Iterator[Bevinding]:
    """Diensten in a practice period say in which rol they were done."""
    rollen = geval.regels["dienst-rollen"]
    for stand in _praktijk(geval):
        boekingen = [b for b in stand.boekingen if b.telt and b.dienst.rol is None]
        if boekingen:
            yield Finding(
                code="IOS311",
                ernst=Ernst.OPMERKING,
                message=ngettext(
                    "{n} dienst in {onderdeel} has no `rol`: {which}",
                    "{n} diensten in {onderdeel} have no `rol`: {which}",
                    len(boekingen),
                ).format(n=len(boekingen), onderdeel=stand.quotum.onderdeel, which=_noem(boekingen)),
                expected=", ".join(rollen.waarde),
                hint=_("they count; enter the rol, so that the division over the roles is known"),
                source=rollen.bronvermelding,
                path=boekingen[0].pad,
            )


@toets("IOS312")
def buiten_de_opleiding(geval: Geval) -> Iterator[Bevinding]:
    """Diensten lie in a practice period or a stage."""
    ios = geval.ios
    laatste = ios.laatste_dag
    for boeking in geval.diensten.buiten:
        if boeking.niet_geteld is NietGeteld.DUBBEL:
            continue
        datum = boeking.dienst.datum
        if datum < ios.start:
            waar = _("before the start of the training ({start})").format(start=ios.start)
        elif laatste is None or datum > laatste:
            waar = _("after the last day of the training ({end})").format(end=laatste)
        else:
            waar = _("in waiting time, between two onderdelen")
        yield Finding(
            code="IOS312",
            ernst=Ernst.WAARSCHUWING,
            message=_("the dienst of {date} lies {where} and does not count").format(date=datum, where=waar),
            hint=_("correct the date, or remove the dienst"),
            source="rekenregels 7",
            path=boeking.pad,
        )


@toets("IOS313")
def niet_in_leerwerkplan(geval: Geval) -> Iterator[Bevinding]:
    """In a stage without acute character diensten stand in the leerwerkplan."""
    for naam, boekingen in _per_onderdeel(_waarom_niet(geval, NietGeteld.NIET_IN_LEERWERKPLAN)):
        yield Finding(
            code="IOS313",
            ernst=Ernst.WAARSCHUWING,
            message=ngettext(
                "{n} dienst in {onderdeel} does not count, for the leerwerkplan names none: {which}",
                "{n} diensten in {onderdeel} do not count, for the leerwerkplan names none: {which}",
                len(boekingen),
            ).format(n=len(boekingen), onderdeel=naam, which=_noem(boekingen)),
            expected="`anw_in_leerwerkplan = true`",
            hint=_("where the leerwerkplan does name them, say so at the onderdeel"),
            source=geval.regels["diensten-stage-in-leerwerkplan"].bronvermelding,
            path=boekingen[0].pad,
        )


@toets("IOS314")
def bij_afwezigheid(geval: Geval) -> Iterator[Bevinding]:
    """No dienst on a day of full absence."""
    for boeking in _waarom_niet(geval, NietGeteld.AFWEZIG):
        yield Finding(
            code="IOS314",
            ernst=Ernst.WAARSCHUWING,
            message=_("the dienst of {date} lies on a day of full absence and does not count").format(
                date=boeking.dienst.datum
            ),
            hint=_("correct the date of the dienst or the days of the onderbreking"),
            source="rekenregels 7",
            path=boeking.pad,
        )


@toets("IOS315")
def dubbel(geval: Geval) -> Iterator[Bevinding]:
    """No dienst stands there twice."""
    for boeking in _waarom_niet(geval, NietGeteld.DUBBEL):
        rol = _andere_rol(geval, boeking)
        if rol is None:
            message = _("the dienst of {date} stands there twice and counts once")
            hint = _("remove one, or give both their `aanvang` where they are two diensten")
        else:
            message = _(
                "the dienst of {date} stands there twice at the same times, as {rol} and as {other}, and "
                "counts once"
            )
            hint = _("remove one; or correct the times of one, where they are two diensten")
        yield Finding(
            code="IOS315",
            ernst=Ernst.WAARSCHUWING,
            message=message.format(date=boeking.dienst.datum, rol=rol, other=boeking.dienst.rol),
            hint=hint,
            source="rekenregels 7",
            path=boeking.pad,
        )


def _andere_rol(geval: Geval, boeking: GeboekteDienst) -> str | None:
    """The rol of the dienst that counts, where the two say so of the same times."""
    dienst = boeking.dienst
    if dienst.aanvang is None or dienst.rol is None:
        return None
    tijden = dienst.datum, dienst.aanvang, dienst.einde
    return next(
        (
            b.dienst.rol
            for b in geval.diensten.boekingen
            if (b.dienst.datum, b.dienst.aanvang, b.dienst.einde) == tijden
            and b.niet_geteld is not NietGeteld.DUBBEL
            and b.dienst.rol not in (None, dienst.rol)
        ),
        None,
    )


# --- what kind, under which supervision ---


@toets("IOS320")
def soort_niet_toegestaan(geval: Geval) -> Iterator[Bevinding]:
    """In the first practice period only the kinds of diensten that the profile allows there."""
    regel = geval.regels["dienst-soorten-huisartspraktijk-1"]
    toegestaan = regel.waarde
    stand = next((s for s in _praktijk(geval) if s.quotum.onderdeel == EERSTE), None)
    if stand is None:
        return
    zelfstandig = geval.regels["diensten-in-zelfstandige-periode"]
    if zelfstandig.waarde == "niet-toegestaan" and stand.boekingen:
        yield NietTeBeoordelen(
            _("whether a dienst lies in the independent weeks: the dossier does not record those")
        )
    soorten = set(geval.regels.lijst("dienst-soorten"))
    if set(toegestaan) >= soorten:
        return
    stukken = {stuk.boeking.pad: stuk for stuk in geval.werktijd.stukken}
    onbekend = 0
    for boeking in stand.boekingen:
        if boeking.niet_geteld is NietGeteld.DUBBEL:
            continue
        soort = boeking.dienst.soort
        message = _("the dienst of {date} is of the soort `{soort}`, which {onderdeel} does not have")
        if soort is None:
            stuk = stukken.get(boeking.pad)
            if stuk is not None and is_nacht(stuk, geval.regels):
                soort = NACHT
                message = _(
                    "the dienst of {date} is a night shift by its times, which {onderdeel} does not have"
                )
            elif stuk is None or not set(toegestaan) >= soorten - {NACHT}:
                onbekend += 1
                continue
        if soort is not None and soort not in toegestaan:
            yield Finding(
                code="IOS320",
                ernst=ernst_van(regel),
                message=message.format(date=boeking.dienst.datum, soort=soort, onderdeel=EERSTE),
                expected=", ".join(toegestaan),
                found=soort,
                hint=_("plan another dienst, or accept it where it is an exception"),
                source=regel.bronvermelding,
                path=boeking.pad,
            )

    if onbekend:
        yield NietTeBeoordelen(
            ngettext(
                "{n} dienst in {onderdeel} without `soort`, of which the times do not tell either",
                "{n} diensten in {onderdeel} without `soort`, of which the times do not tell either",
                onbekend,
            ).format(n=onbekend, onderdeel=EERSTE)
        )


@toets("IOS321")
def supervisie_te_vroeg(geval: Geval) -> Iterator[Bevinding]:
    """Supervision from a distance is usual from month 6 of the second practice period on."""
    toegestaan = geval.regels["supervisie-eerste-periode"]
    for stand in _praktijk(geval):
        boekingen = [b for b in stand.boekingen if b.telt and b.dienst.supervisie == OP_AFSTAND]
        if not boekingen:
            continue
        onderdeel = stand.quotum.onderdeel
        if onderdeel == EERSTE:
            if OP_AFSTAND in toegestaan.waarde:
                continue
            regel, expected = toegestaan, ", ".join(toegestaan.waarde)
        else:
            vanaf = next((t.vanaf for t in geval.termijnen if t.code == "start-supervisie-op-afstand"), None)
            if vanaf is None:
                yield Overgeslagen(_("{onderdeel} has no month 6").format(onderdeel=onderdeel))
                continue
            boekingen = [b for b in boekingen if b.dienst.datum < vanaf]
            if not boekingen:
                continue
            regel = geval.regels["supervisie-op-afstand-vanaf"]
            expected = _("from {date} on (month {n})").format(date=vanaf, n=regel.waarde)
        yield Finding(
            code="IOS321",
            ernst=Ernst.OPMERKING,
            message=ngettext(
                "{n} dienst in {onderdeel} with supervision from a distance, earlier than usual: {which}",
                "{n} diensten in {onderdeel} with supervision from a distance, earlier than usual: {which}",
                len(boekingen),
            ).format(n=len(boekingen), onderdeel=onderdeel, which=_noem(boekingen)),
            expected=expected,
            hint=_("see that opleider and aios agreed on it"),
            source=regel.bronvermelding,
            path=boekingen[0].pad,
        )


# --- helpers ---


def ernst_van(regel: Regel) -> Ernst:
    """A figure that is old, or contradicted elsewhere, makes no fout."""
    return Ernst.WAARSCHUWING if regel.onzeker else Ernst.FOUT


def _praktijk(geval: Geval) -> Iterator[Dienstenstand]:
    """The practice periods: the quotas with a minimum."""
    return (s for s in geval.diensten.standen if s.quotum.minimum is not None)


def _tekort(grenzen: Grenzen, aantal: int) -> bool:
    return grenzen.minimum is not None and aantal < grenzen.minimum


def _ernst_van(gekozen: bool, ander: bool) -> Ernst | None:
    """Only where both readings are missed it is a fout (rule `diensten-oordeel`); where the one chosen is met
    it is for information."""
    if gekozen and ander:
        return Ernst.FOUT
    if gekozen:
        return Ernst.WAARSCHUWING
    return Ernst.OPMERKING if ander else None


def _lezing(quotum: Dienstenquotum, *, gekozen: bool) -> str:
    kalender = (quotum.telling == KALENDER) == gekozen
    return _("by calendar months") if kalender else _("by content")


def _lezingen(quotum: Dienstenquotum) -> dict[str, str]:
    return {"reading": _lezing(quotum, gekozen=True), "other": _lezing(quotum, gekozen=False)}


def _te_veel(quotum: Dienstenquotum, aantal: int) -> str:
    """What is said of more than the maximum of one reading, or of both."""
    gekozen, ander = (g.maximum is not None and aantal > g.maximum for g in (quotum.gekozen, quotum.ander))
    if gekozen and ander:
        message = ngettext(
            "{n} dienst in {onderdeel}, done and planned, and that is too many",
            "{n} diensten in {onderdeel}, done and planned, and that is too many",
            aantal,
        )
    elif gekozen:
        message = ngettext(
            "{n} dienst in {onderdeel}, done and planned: too many {reading}, not {other}",
            "{n} diensten in {onderdeel}, done and planned: too many {reading}, not {other}",
            aantal,
        )
    else:
        message = ngettext(
            "{n} dienst in {onderdeel}, done and planned: not too many {reading}, too many {other}",
            "{n} diensten in {onderdeel}, done and planned: not too many {reading}, too many {other}",
            aantal,
        )
    return message.format(n=aantal, onderdeel=quotum.onderdeel, **_lezingen(quotum))


def _minimum(quotum: Dienstenquotum) -> str:
    if quotum.gekozen.minimum == quotum.ander.minimum:
        return _("at least {n}").format(n=quotum.gekozen.minimum)
    return _("at least {n} ({reading}); {other} ({other_reading})").format(
        n=quotum.gekozen.minimum,
        reading=_lezing(quotum, gekozen=True),
        other=quotum.ander.minimum,
        other_reading=_lezing(quotum, gekozen=False),
    )


def _te_weinig_met(quotum: Dienstenquotum, aantal: int) -> str:
    """By how many, in the reading chosen; nothing where only the other one is missed."""
    minimum = quotum.minimum or 0
    return _("{n} too few").format(n=minimum - aantal) if aantal < minimum else ""


def _pad(geval: Geval, naam: str) -> KeyPath:
    """Where the practice period stands; in the standard schedule nowhere but as the training."""
    for rij in geval.ios.rijen:
        if rij.soort == naam and rij.periode is not None and len(rij.pad) > 1:
            return rij.pad
    return ("opleiding",)


def _waarom_niet(geval: Geval, reden: NietGeteld) -> list[GeboekteDienst]:
    """The diensten that do not count for that reason, by date."""
    return geval.niet_geteld.get(reden, [])


def _per_onderdeel(boekingen: Iterable[GeboekteDienst]) -> list[tuple[str, list[GeboekteDienst]]]:
    """By onderdeel, in the order in which they first occur."""
    groepen: dict[str, list[GeboekteDienst]] = {}
    for boeking in boekingen:
        groepen.setdefault(boeking.onderdeel or "", []).append(boeking)
    return list(groepen.items())


def _noem(boekingen: Sequence[GeboekteDienst], *, met_uren: bool = False) -> str:
    """The first of them by date; how many more there are."""
    namen = []
    for b in boekingen[:MOST_NAMED]:
        naam = str(b.dienst.datum)
        if met_uren:
            naam = _("{date} ({n} h)").format(date=naam, n=say_number(b.uren))
        namen.append(naam)
    tekst = ", ".join(namen)
    meer = len(boekingen) - len(namen)
    return _("{names} and {n} more").format(names=tekst, n=meer) if meer else tekst
