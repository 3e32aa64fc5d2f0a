"""Why a quota of diensten is what it is, and what was done of it. Source: rekenregels 7; LOP 2024, 4.2."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction

from ios_cli.domain.diensten import Dienstenquotum, Dienstenstand, Grenzen, NietGeteld
from ios_cli.domain.dossier import GEEN_INHOUD
from ios_cli.domain.ios import Rij
from ios_cli.domain.spoor import Aantal, Deel, Onderwerp, Stap, StapSoort
from ios_cli.planning.diensten import KALENDER, bepaal_quota, is_acuut, naar_rato, onderdeel_van
from ios_cli.planning.uitleg.bouw import Zaak, dagen, diensten, getal, maanden, stap
from ios_cli.planning.uitleg.vragen import KORT
from ios_cli.text import _

MINIMUM, MAXIMUM = "minimum", "maximum"


def dienst_onderwerpen(zaak: Zaak) -> Iterator[Onderwerp]:
    quota = bepaal_quota(zaak.ios, zaak.dossier, zaak.regels)
    if not quota:
        return
    yield Onderwerp(
        naam="diensten",
        omschrijving=_("the quotas of diensten, and what was done of them"),
        maak=lambda: leg_alle_diensten_uit(zaak),
        ook=("dienst", "quota", "quotum"),
    )
    for quotum in quota:
        yield from _van_quotum(zaak, quotum)


def _van_quotum(zaak: Zaak, quotum: Dienstenquotum) -> Iterator[Onderwerp]:
    naam = quotum.onderdeel
    ook = _ook(zaak, quotum)
    yield Onderwerp(
        naam=f"diensten {naam}",
        omschrijving=_("how many diensten in {name}, and how many were done").format(name=naam),
        maak=lambda: leg_diensten_uit(zaak, quotum),
        ook=tuple(f"diensten {o}" for o in ook),
    )
    for welk, waarde in ((MINIMUM, quotum.minimum), (MAXIMUM, quotum.maximum)):
        if waarde is not None:
            yield Onderwerp(
                naam=f"{welk} {naam}",
                omschrijving=_("the least number of diensten in {name}").format(name=naam)
                if welk == MINIMUM
                else _("the greatest number of diensten in {name}").format(name=naam),
                maak=_maker(zaak, quotum, welk),
                waarde=diensten(waarde),
                ook=tuple(f"{welk} {o}" for o in ook),
            )


def _maker(zaak: Zaak, quotum: Dienstenquotum, welk: str) -> Callable[[], Stap]:
    return lambda: leg_grens_uit(zaak, quotum, welk)


def _ook(zaak: Zaak, quotum: Dienstenquotum) -> tuple[str, ...]:
    """Other names: the short one of a practice period, the soort of a stage that alone bears it."""
    if quotum.soort in KORT:
        return KORT[quotum.soort]
    zelfde = [r for r in zaak.ios.rijen if r.soort == quotum.soort]
    return (quotum.soort,) if len(zelfde) == 1 and quotum.soort != quotum.onderdeel else ()


def leg_alle_diensten_uit(zaak: Zaak) -> Stap:
    stappen = [leg_diensten_uit(zaak, q) for q in bepaal_quota(zaak.ios, zaak.dossier, zaak.regels)]
    return stap(
        "diensten",
        StapSoort.UITKOMST,
        _("These are the diensten that each practice period and stage asks for, on {date}."),
        date=zaak.as_of,
        stappen=[_ingekort(s) for s in stappen],
    )


def _ingekort(een: Stap) -> Stap:
    """Of several quotas only the outcome in the text; the rest is for who asks for more."""
    return replace(
        een,
        stappen=tuple(
            replace(s, detail=s.soort is not StapSoort.UITKOMST and not s.id.endswith(".stand"))
            for s in een.stappen
        ),
    )


def leg_diensten_uit(zaak: Zaak, quotum: Dienstenquotum) -> Stap:
    """Minimum and maximum, and what was done, planned and left to do."""
    id = f"diensten {quotum.onderdeel}"
    stappen: list[Stap] = [*_lengte(zaak, quotum, id)]
    for welk in (MINIMUM, MAXIMUM):
        stappen += _grens(zaak, quotum, welk, id)
    stappen += _andere_lezing(zaak, quotum, id)
    stappen += _stand(zaak, quotum, id)
    delen: dict[str, Deel] = {"name": quotum.onderdeel}
    if quotum.maximum is not None:
        delen["maximum"] = diensten(quotum.maximum)
    if quotum.minimum is not None:
        delen["minimum"] = getal(quotum.minimum)
        zin = _("{name} asks for {minimum} to {maximum}.")
    elif quotum.maximum is not None:
        zin = _("{name} allows {maximum} at most; there is no minimum.")
    else:
        zin = _("{name} has no minimum and no maximum of diensten.")
    return stap(id, StapSoort.UITKOMST, zin, stappen=stappen, delen=delen)


def leg_grens_uit(zaak: Zaak, quotum: Dienstenquotum, welk: str) -> Stap:
    id = f"{welk} {quotum.onderdeel}"
    waarde = quotum.minimum if welk == MINIMUM else quotum.maximum
    assert waarde is not None
    return stap(
        id,
        StapSoort.UITKOMST,
        _("{name} asks for at least {n}.") if welk == MINIMUM else _("{name} allows at most {n}."),
        waarde=diensten(waarde),
        name=quotum.onderdeel,
        n=diensten(waarde),
        stappen=[
            *_lengte(zaak, quotum, id),
            *_grens(zaak, quotum, welk, id),
            *_andere_lezing(zaak, quotum, id, welk),
        ],
    )


def _rijen(zaak: Zaak, quotum: Dienstenquotum) -> list[Rij]:
    """The onderdelen that a quota rests on: all parts of a practice period, or one stage."""
    if quotum.soort in KORT:
        return [r for r in zaak.ios.zonder_einde if r.soort == quotum.soort and r.periode is not None]
    return [r for r in zaak.ios.zonder_einde if r.onderdeel == quotum.onderdeel and r.periode is not None]


def _lengte(zaak: Zaak, quotum: Dienstenquotum, id: str) -> Iterator[Stap]:
    """The length n of the reading that was chosen, part by part."""
    rijen = _rijen(zaak, quotum)
    n = quotum.gekozen.maanden
    regel = zaak.regels["diensten-telling"]
    kalender = quotum.telling == KALENDER
    stappen = []
    if len(rijen) > 1:
        for rij in rijen:
            deel = rij.looptijd if kalender else rij.inhoud
            stappen.append(
                stap(
                    f"{id}.lengte.{rij.onderdeel}",
                    StapSoort.BEREKENING,
                    _("{name}: {months}."),
                    waarde=maanden(deel.als_maanden),
                    pad=rij.pad,
                    name=rij.onderdeel,
                    months=maanden(deel.als_maanden),
                )
            )
    elif rijen and not rijen[0].in_maanden:
        deel = rijen[0].looptijd if kalender else rijen[0].inhoud
        stappen.append(
            stap(
                f"{id}.lengte.weken",
                StapSoort.BEREKENING,
                _("{content} is {months}: a week counts as {part} of a month."),
                waarde=maanden(deel.als_maanden),
                regel=zaak.regels["maanden-per-13-weken"],
                content=deel,
                months=maanden(deel.als_maanden),
                part=getal(zaak.regels.getal("maanden-per-13-weken") / 13),
            )
        )
    inhoud = sum((r.inhoud for r in rijen), GEEN_INHOUD)
    bijzonder = any(r.vrijgesteld or r.verlengd for r in rijen)
    if kalender:
        zin = _("The clock runs for {months} in {name}: that length counts.")
    elif bijzonder:
        zin = _("{name} takes {months} at full time, after exemption and with extension: that length counts.")
    else:
        zin = _("{name} takes {months} at full time: that length counts.")
    assert kalender or inhoud.als_maanden == n
    yield stap(
        f"{id}.lengte",
        StapSoort.BEREKENING,
        zin,
        waarde=maanden(n),
        regel=regel,
        pad=rijen[0].pad if len(rijen) == 1 else (),
        months=maanden(n),
        name=quotum.onderdeel,
        stappen=stappen,
    )


def _grens(zaak: Zaak, quotum: Dienstenquotum, welk: str, id: str) -> Iterator[Stap]:
    """From the full number to the whole one."""
    grenzen = quotum.gekozen
    waarde = grenzen.minimum if welk == MINIMUM else grenzen.maximum
    exact = grenzen.minimum_exact if welk == MINIMUM else grenzen.maximum_exact
    if waarde is None or exact is None:
        return
    if quotum.soort not in KORT:
        yield from _grens_stage(zaak, quotum, waarde, exact, id)
        return
    yield from _naar_rato(zaak, f"diensten-{welk}", grenzen.maanden, exact, f"{id}.{welk}")
    yield from _rond_af(zaak, welk, waarde, exact, grenzen, f"{id}.{welk}")


def _naar_rato(zaak: Zaak, naam: str, n: Fraction, exact: Fraction, id: str) -> Iterator[Stap]:
    regel = zaak.regels[naam]
    vol = zaak.regels.getal("diensten-volle-periode")
    heel = zaak.regels.getal(naam)
    if n >= vol:
        yield stap(
            f"{id}.vol",
            StapSoort.REGEL,
            _("From {full} on it is at least {n}.")
            if naam == "diensten-minimum"
            else _("From {full} on it is at most {n}."),
            waarde=diensten(heel),
            regel=regel,
            full=maanden(vol),
            n=diensten(heel),
        )
        return
    yield stap(
        f"{id}.naar-rato",
        StapSoort.BEREKENING,
        _("{full} asks for at least {n}, so {months} asks for {months_n} / {full_n} x {n_n} = {exact}.")
        if naam == "diensten-minimum"
        else _("{full} allows at most {n}, so {months} allows {months_n} / {full_n} x {n_n} = {exact}."),
        waarde=diensten(exact),
        regel=regel,
        full=maanden(vol),
        n=diensten(heel),
        months=maanden(n),
        months_n=getal(n),
        full_n=getal(vol),
        n_n=getal(heel),
        exact=getal(exact),
    )


def _rond_af(
    zaak: Zaak, welk: str, waarde: int, exact: Fraction, grenzen: Grenzen, id: str
) -> Iterator[Stap]:
    if exact == waarde:
        return
    if welk == MAXIMUM and waarde > exact:
        yield stap(
            f"{id}.afronding",
            StapSoort.AFRONDING,
            _("No whole number lies between minimum and maximum, so the maximum is the minimum: {n}."),
            waarde=diensten(waarde),
            regel=zaak.regels["diensten-maximum-afronding"],
            n=diensten(waarde),
        )
        return
    yield stap(
        f"{id}.afronding",
        StapSoort.AFRONDING,
        _("{exact} is rounded up to {n}.") if welk == MINIMUM else _("{exact} is rounded down to {n}."),
        waarde=diensten(waarde),
        regel=zaak.regels[f"diensten-{welk}-afronding"],
        exact=getal(exact),
        n=diensten(waarde),
    )


def _grens_stage(zaak: Zaak, quotum: Dienstenquotum, waarde: int, exact: Fraction, id: str) -> Iterator[Stap]:
    """A stage has no minimum; its maximum is that of the host, of a practice period pro rata, or the least of
    both."""
    rijen = _rijen(zaak, quotum)
    onderdeel = onderdeel_van(zaak.dossier, rijen[0]) if rijen else None
    assert onderdeel is not None
    pad = rijen[0].pad
    if onderdeel.max_diensten is not None:
        yield stap(
            f"{id}.maximum.gastheer",
            StapSoort.GEGEVEN,
            _("The dossier gives {n} as the maximum of the host specialism."),
            waarde=diensten(onderdeel.max_diensten),
            regel=zaak.regels["diensten-klinisch-maximum"],
            pad=(*pad, "max_diensten"),
            n=diensten(onderdeel.max_diensten),
        )
    if not is_acuut(onderdeel):
        yield stap(
            f"{id}.maximum.leerwerkplan",
            StapSoort.GEGEVEN,
            _("Diensten are no fixed part of this stage: they count where the leerwerkplan names them."),
            regel=zaak.regels["diensten-stage-in-leerwerkplan"],
            pad=(*pad, "anw_in_leerwerkplan") if onderdeel.anw_in_leerwerkplan is not None else pad,
        )
        n = quotum.gekozen.maanden
        rato = naar_rato(zaak.regels, zaak.regels.getal("diensten-stage-maximum"), n)
        yield from _naar_rato(zaak, "diensten-stage-maximum", n, rato, f"{id}.maximum")
        if onderdeel.max_diensten is not None:
            yield stap(
                f"{id}.maximum.laagste",
                StapSoort.BEREKENING,
                _("The lower of the two holds: {exact}."),
                waarde=diensten(exact),
                exact=getal(exact),
            )
    yield from _rond_af(zaak, MAXIMUM, waarde, exact, quotum.gekozen, f"{id}.maximum")


def _andere_lezing(zaak: Zaak, quotum: Dienstenquotum, id: str, welk: str | None = None) -> Iterator[Stap]:
    """The other reading of the length, where it gives another number."""
    ander, gekozen = quotum.ander, quotum.gekozen
    regel = zaak.regels["diensten-telling"]
    naam = _("calendar months on which the clock ran") if quotum.telling != KALENDER else _("content")
    if ander.maanden == gekozen.maanden:
        return
    delen: dict[str, Deel] = {"reading": naam, "months": maanden(ander.maanden)}
    if welk is None and ander.minimum is not None and ander.maximum is not None:
        zin = _("Counted by {reading}, {months}, it would be {minimum} to {maximum}.")
        delen |= {"minimum": getal(ander.minimum), "maximum": diensten(ander.maximum)}
    else:
        waarde = ander.minimum if welk == MINIMUM else ander.maximum
        if waarde is None:
            return
        zin = _("Counted by {reading}, {months}, it would be {n}.")
        delen["n"] = diensten(waarde)
    yield stap(f"{id}.andere-lezing", StapSoort.OPMERKING, zin, regel=regel, delen=delen)


def _stand(zaak: Zaak, quotum: Dienstenquotum, id: str) -> Iterator[Stap]:
    """What was done, planned, left to do; and what does not count."""
    stand = next((s for s in zaak.diensten.standen if s.quotum.onderdeel == quotum.onderdeel), None)
    if stand is None:
        return
    delen: dict[str, Deel] = {"done": diensten(stand.gedaan), "planned": getal(stand.gepland)}
    if stand.nog_te_doen is None:
        zin = _("{done} done, {planned} planned.")
    else:
        zin = _("{done} done, {planned} planned: still {todo} to do.")
        delen["todo"] = getal(stand.nog_te_doen)
    yield stap(
        f"{id}.stand",
        StapSoort.BEREKENING,
        zin,
        waarde=diensten(stand.gedaan + stand.gepland),
        bron="rekenregels 7",
        stappen=_niet_geteld(zaak, stand, id),
        delen=delen,
    )
    if stand.tempo is not None and stand.verwacht is not None:
        yield stap(
            f"{id}.tempo",
            StapSoort.OPMERKING,
            _("At this rate it will be {n} by the end: {done} in {so_far}, of {days} in all."),
            waarde=diensten(stand.tempo),
            detail=True,
            n=diensten(stand.verwacht),
            done=getal(stand.gedaan),
            so_far=dagen(stand.dagen_zover),
            days=dagen(stand.dagen),
        )


def reden_in_woorden(reden: NietGeteld) -> str:
    match reden:
        case NietGeteld.TE_KORT:
            return _("too short")
        case NietGeteld.BUITEN_DE_OPLEIDINGSPERIODE:
            return _("outside the training")
        case NietGeteld.NIET_IN_LEERWERKPLAN:
            return _("not in the leerwerkplan")
        case NietGeteld.AFWEZIG:
            return _("absent on that day")
        case NietGeteld.DUBBEL:
            return _("stands there twice")


def _niet_geteld(zaak: Zaak, stand: Dienstenstand, id: str) -> Iterator[Stap]:
    for nummer, boeking in enumerate(stand.niet_geteld, start=1):
        assert boeking.niet_geteld is not None
        yield stap(
            f"{id}.niet-geteld-{nummer}",
            StapSoort.GEGEVEN,
            _("The dienst of {date}, {hours}, does not count: {reason}."),
            waarde=Aantal(boeking.uren, "uren"),
            regel=zaak.regels["dienst-uren-minimum"] if boeking.niet_geteld is NietGeteld.TE_KORT else None,
            pad=boeking.pad,
            date=boeking.dienst.datum,
            hours=Aantal(boeking.uren, "uren"),
            reason=reden_in_woorden(boeking.niet_geteld),
        )
