"""Checks on the working time of the diensten, done and planned, against the Arbeidstijdenwet.

The sweeps are in `planning/werktijden.py`. A breach is one finding, at the line of the later dienst, and
names both. The figures are those of a copy of the Act of 2017 (`onzeker`): a waarschuwing, and the text says
so. Source: Arbeidstijdenwet 5:3, 5:7, 5:8; Cao SBOH A-14 lid 2; praktijk.md, section 3.
"""

from collections.abc import Iterator
from fractions import Fraction

from ios_cli.domain.diensten import GeboekteDienst, NietGeteld
from ios_cli.domain.finding import Ernst, Finding
from ios_cli.domain.words import say_number
from ios_cli.planning.bescherming import bepaal_bescherming
from ios_cli.planning.werktijden import (
    MINUUT,
    SECONDE,
    UUR,
    TeWeinigRust,
    Venster,
    grens,
    in_avond_of_nacht,
    maandag_van,
    overlappend,
    te_lange_diensten,
    te_lange_reeksen,
    te_veel_nachten,
    te_veel_verlengd,
    te_volle_vier_weken,
    te_volle_weken,
    te_volle_zestien_weken,
    te_weinig_dagelijkse_rust,
    te_weinig_rust_na_nacht,
    te_weinig_rust_na_reeks,
    uren,
)
from ios_cli.text import _, ngettext
from ios_cli.toetsing.diensten import MOST_NAMED, ernst_van
from ios_cli.toetsing.geval import Geval
from ios_cli.toetsing.register import Bevinding, NietTeBeoordelen, Overgeslagen, toets

AVOND_OF_NACHT = ("avond", "nacht")


# --- one shift ---


@toets("IOS340")
def dienst_te_lang(geval: Geval) -> Iterator[Bevinding]:
    """A shift has at most 12 hours of work. Also of diensten with hours only."""
    werktijd = geval.werktijd
    for blok, meeste in te_lange_diensten(werktijd, geval.regels):
        eerste, laatste = werktijd.stukken[blok.eerste], werktijd.stukken[blok.laatste]
        regel = "atw-nachtdienst-verlengd" if blok.is_nacht else "atw-dag-maximum"
        if blok.eerste == blok.laatste:
            message = _("the dienst of {dienst} has {hours} of work").format(
                dienst=noem(eerste.boeking), hours=_duur(blok.arbeid)
            )
        else:
            message = _(
                "the diensten from {first} to {last} have {hours} of work; with less than {rest} between "
                "them they are one"
            ).format(
                first=noem(eerste.boeking),
                last=noem(laatste.boeking),
                hours=_duur(blok.arbeid),
                rest=_duur(grens(geval.regels, "atw-rust-tussen-diensten")),
            )
        yield _melding(geval, "IOS340", regel, laatste.boeking, message, gevonden=blok.arbeid, meeste=meeste)
    dag = geval.regels.getal("atw-dag-maximum")
    for boeking in werktijd.alleen_uren:
        if boeking.uren > dag:
            yield _melding(
                geval,
                "IOS340",
                "atw-dag-maximum",
                boeking,
                _("the dienst of {dienst} has {hours} of work").format(
                    dienst=noem(boeking), hours=_duur(uren(boeking.uren))
                ),
                gevonden=uren(boeking.uren),
                meeste=uren(dag),
            )
    if not werktijd.stukken and not werktijd.alleen_uren:
        yield Overgeslagen(_("there are no diensten"))


@toets("IOS350")
def te_veel_lange_nachten(geval: Geval) -> Iterator[Bevinding]:
    """A night shift has at most 10 hours of work, but for a few."""
    if (bevinding := _geen_tijden(geval)) is not None:
        yield bevinding
    regels = geval.regels
    for blok, weken, eerder in te_veel_verlengd(geval.werktijd, regels):
        boeking = geval.werktijd.stukken[blok.laatste].boeking
        regel = f"atw-nachtdienst-verlengd-per-{'52-weken' if weken > 2 else '14-dagen'}"
        vorige = geval.werktijd.stukken[eerder[-1].laatste].boeking
        periode = _("52 weeks") if weken > 2 else _("14 days")
        yield _melding(
            geval,
            "IOS350",
            regel,
            boeking,
            _(
                "the night shift of {dienst} has {hours} of work, and in {period} {n} were as long already, "
                "the last of {other}"
            ).format(
                dienst=noem(boeking),
                hours=_duur(blok.arbeid),
                period=periode,
                n=len(eerder),
                other=noem(vorige),
            ),
            gevonden=blok.arbeid,
            meeste=grens(regels, "atw-nachtdienst-maximum"),
        )


@toets("IOS370")
def overlappende_diensten(geval: Geval) -> Iterator[Bevinding]:
    """No dienst begins before another has ended."""
    if (bevinding := _geen_tijden(geval)) is not None:
        yield bevinding
    for eerder, later in overlappend(geval.werktijd):
        yield Finding(
            code="IOS370",
            ernst=Ernst.WAARSCHUWING,
            message=_("the dienst of {dienst} begins before that of {other} has ended").format(
                dienst=noem(later.boeking), other=noem(eerder.boeking)
            ),
            found=_duur(min(later.eind, eerder.eind) - later.begin),
            hint=_("correct the date or the times of one of the two"),
            source="rekenregels 7",
            path=later.boeking.pad,
        )


# --- rest ---


@toets("IOS341")
def dagelijkse_rust(geval: Geval) -> Iterator[Bevinding]:
    """11 hours of rest in 24, once in seven days 8."""
    yield from _wat_niet_te_zien_is(geval)
    for rust in te_weinig_dagelijkse_rust(geval.werktijd, geval.regels):
        yield _rust(geval, "IOS341", "atw-dagelijkse-rust", rust)


@toets("IOS351")
def rust_na_nachtdienst(geval: Geval) -> Iterator[Bevinding]:
    """14 hours of rest after a night shift that ends after two o'clock, 12 after one of over 10 hours."""
    yield from _wat_niet_te_zien_is(geval)
    for rust in te_weinig_rust_na_nacht(geval.werktijd, geval.regels):
        regel = "atw-rust-na-nachtdienst" if rust.verkort else "atw-nachtdienst-verlengd"
        yield _rust(geval, "IOS351", regel, rust)


def _rust(geval: Geval, code: str, regel: str, rust: TeWeinigRust) -> Finding:
    if rust.erna is not None:
        message = _("the rest between the dienst of {first} and that of {next} is {rest}").format(
            first=noem(rust.ervoor.boeking), next=noem(rust.erna.boeking), rest=_duur(rust.rust)
        )
    else:
        message = _(
            "the longest rest in the 24 hours that began with work that day is {rest}, after the dienst "
            "of {last}"
        ).format(last=noem(rust.laatste.boeking), rest=_duur(rust.rust))
    if rust.eerder is not None:
        message = _("{message}; the one shorter rest in seven days was used after that of {dienst}").format(
            message=message, dienst=noem(rust.eerder.boeking)
        )
    expected = _("at least {hours}").format(hours=_duur(rust.nodig))
    if rust.verkort:
        expected = _("at least {hours}, once in seven days {short}").format(
            hours=_duur(rust.nodig), short=_duur(rust.verkort)
        )
    return _melding(
        geval,
        code,
        regel,
        rust.laatste.boeking,
        message,
        gevonden=rust.rust,
        minste=rust.nodig,
        expected=expected,
    )


@toets("IOS352")
def rust_na_nachtreeks(geval: Geval) -> Iterator[Bevinding]:
    """46 hours of rest after three night shifts in a row, or more."""
    yield from _wat_niet_te_zien_is(geval)
    for reeks in te_weinig_rust_na_reeks(geval.werktijd, geval.regels):
        yield _melding(
            geval,
            "IOS352",
            "atw-rust-na-nachtreeks",
            reeks.erna.boeking,
            _(
                "the rest after {n} night shifts in a row, the last of {last}, is {rest}, up to the dienst "
                "of {next}"
            ).format(
                n=reeks.nachten,
                last=noem(reeks.ervoor.boeking),
                rest=_duur(reeks.rust),
                next=noem(reeks.erna.boeking),
            ),
            gevonden=reeks.rust,
            minste=grens(geval.regels, "atw-rust-na-nachtreeks"),
        )


@toets("IOS353")
def diensten_achtereen(geval: Geval) -> Iterator[Bevinding]:
    """At most 7 shifts in a row where a night shift is among them."""
    yield from _wat_niet_te_zien_is(geval)
    meeste = int(geval.regels.getal("atw-reeks-met-nacht-maximum"))
    for reeks in te_lange_reeksen(geval.werktijd, geval.regels):
        yield _melding(
            geval,
            "IOS353",
            "atw-reeks-met-nacht-maximum",
            reeks.teveel.boeking,
            _(
                "{n} shifts in a row with a night shift among them, from {first} to {last}, with nowhere "
                "{rest} of rest between them"
            ).format(
                n=reeks.diensten,
                first=noem(reeks.eerste.boeking),
                last=noem(reeks.laatste.boeking),
                rest=_duur(grens(geval.regels, "atw-reeks-einde")),
            ),
            aantallen=(reeks.diensten, meeste),
        )


# --- weeks ---


@toets("IOS342")
def week_te_vol(geval: Geval) -> Iterator[Bevinding]:
    """At most 60 hours in a week from Monday to Sunday."""
    yield from _wat_niet_te_zien_is(geval)
    for venster in te_volle_weken(geval.werktijd, geval.regels):
        yield _melding(
            geval,
            "IOS342",
            "atw-week-maximum",
            venster.laatste.boeking,
            _("in the week of {monday} the diensten alone have {hours}, the last of {dienst}").format(
                monday=maandag_van(venster.eerste),
                hours=_duur(venster.gevonden),
                dienst=noem(venster.laatste.boeking),
            ),
            gevonden=venster.gevonden,
            meeste=venster.meeste,
        )


@toets("IOS343")
def vier_weken_te_vol(geval: Geval) -> Iterator[Bevinding]:
    """At most 55 hours a week on average in four weeks."""
    yield from _wat_niet_te_zien_is(geval)
    for venster in te_volle_vier_weken(geval.werktijd, geval.regels):
        yield _gemiddelde(geval, "IOS343", "atw-gemiddeld-4-weken", venster)


@toets("IOS344")
def zestien_weken_te_vol(geval: Geval) -> Iterator[Bevinding]:
    """At most 48 hours a week on average in sixteen weeks, with many night shifts 40."""
    yield from _wat_niet_te_zien_is(geval)
    vanaf = geval.regels.getal("atw-nachtwerk-vanaf")
    for venster in te_volle_zestien_weken(geval.werktijd, geval.regels):
        regel = "atw-nachtwerk-gemiddeld" if venster.nachten >= vanaf else "atw-gemiddeld-16-weken"
        yield _gemiddelde(geval, "IOS344", regel, venster)


def _gemiddelde(geval: Geval, code: str, regel: str, venster: Venster) -> Finding:
    gevonden, meeste = (
        _("{n} hours a week").format(n=say_number(Fraction(som, venster.aantal * UUR)))
        for som in (venster.gevonden, venster.meeste)
    )
    message = _(
        "in the {n} weeks from {monday} the diensten alone have {average} on average, the last of {dienst}"
    )
    if regel == "atw-nachtwerk-gemiddeld":
        message = _(
            "in the {n} weeks from {monday}, with {nights} night shifts, the diensten alone have {average} "
            "on average, the last of {dienst}"
        )
    return _melding(
        geval,
        code,
        regel,
        venster.laatste.boeking,
        message.format(
            n=venster.aantal,
            monday=maandag_van(venster.eerste),
            average=gevonden,
            nights=venster.nachten,
            dienst=noem(venster.laatste.boeking),
        ),
        gevonden=venster.gevonden,
        meeste=venster.meeste,
        expected=_("at most {hours}").format(hours=meeste),
        found=gevonden,
    )


@toets("IOS354")
def nachtdiensten(geval: Geval) -> Iterator[Bevinding]:
    """At most 36 night shifts that end after two o'clock in sixteen weeks."""
    if (bevinding := _geen_tijden(geval)) is not None:
        yield bevinding
    for venster in te_veel_nachten(geval.werktijd, geval.regels):
        yield _melding(
            geval,
            "IOS354",
            "atw-nachtdiensten-per-16-weken",
            venster.laatste.boeking,
            _("{n} night shifts in the {weeks} weeks from {monday}, the last of {dienst}").format(
                n=venster.gevonden,
                weeks=venster.aantal,
                monday=maandag_van(venster.eerste),
                dienst=noem(venster.laatste.boeking),
            ),
            aantallen=(venster.gevonden, venster.meeste),
        )


# --- around a birth ---


@toets("IOS360")
def avond_en_nacht_niet_verplicht(geval: Geval) -> Iterator[Bevinding]:
    """Evening and night shifts from the third month of a pregnancy to six months after the birth.

    They are not compulsory, so whoever wants may do them: an opmerking, one for each leave.
    """
    regels, werktijd = geval.regels, geval.werktijd
    for bescherming in bepaal_bescherming(geval.dossier, regels):
        periode = bescherming.periode
        gevonden: list[GeboekteDienst] = []
        onbekend = 0
        for boeking, stuk in [
            *((s.boeking, s) for s in werktijd.stukken),
            *((b, None) for b in werktijd.alleen_uren),
        ]:
            if boeking.dienst.datum not in periode or boeking.niet_geteld is NietGeteld.AFWEZIG:
                continue
            if boeking.dienst.soort in AVOND_OF_NACHT:
                gevonden.append(boeking)
            elif stuk is None:
                onbekend += 1
            elif in_avond_of_nacht(stuk, regels):
                gevonden.append(boeking)
        if onbekend:
            yield _hoeveel_onbekend(onbekend)
        if not gevonden:
            continue
        gevonden.sort(key=lambda b: (b.dienst.datum, b.pad))
        gepland = sum(b.gepland for b in gevonden)
        namen = ", ".join(noem(b) for b in gevonden[:MOST_NAMED])
        if len(gevonden) > MOST_NAMED:
            namen = _("{names} and {n} more").format(names=namen, n=len(gevonden) - MOST_NAMED)
        yield Finding(
            code="IOS360",
            ernst=Ernst.OPMERKING,
            message=ngettext(
                "{n} evening or night shift ({planned} planned) from {begin} to {end}, when these are not "
                "compulsory: {which}",
                "{n} evening or night shifts ({planned} planned) from {begin} to {end}, when these are not "
                "compulsory: {which}",
                len(gevonden),
            ).format(
                n=len(gevonden),
                planned=gepland,
                begin=periode.begin,
                end=periode.laatste_dag,
                which=namen,
            ),
            found=str(len(gevonden)),
            hint=_(
                "ask whether the aios wants to do them; the days follow from the leave, with a due date on "
                "{due} at the earliest and a birth on {birth} at the latest"
            ).format(due=bescherming.uitgerekend, birth=bescherming.bevallen),
            source=regels["zwanger-avond-nacht-vanaf"].bronvermelding,
            path=gevonden[0].pad,
        )


# --- helpers ---


def noem(boeking: GeboekteDienst) -> str:
    """A dienst by its date, and its times where it has them."""
    dienst = boeking.dienst
    if dienst.aanvang is None or dienst.einde is None:
        return str(dienst.datum)
    tijden = "-".join(
        tijd.isoformat("seconds" if tijd.second else "minutes") for tijd in (dienst.aanvang, dienst.einde)
    )
    return f"{dienst.datum} {tijden}"


def _melding(
    geval: Geval,
    code: str,
    regel: str,
    boeking: GeboekteDienst,
    message: str,
    *,
    gevonden: int = 0,
    meeste: int | None = None,
    minste: int | None = None,
    aantallen: tuple[int, int] | None = None,
    expected: str = "",
    found: str = "",
) -> Finding:
    """A breach of `regel` at `boeking`: `gevonden` where `meeste` or `minste` is the limit, or `aantallen` of
    shifts (found, at most)."""
    record = geval.regels[regel]
    if aantallen is not None:
        n, hoogstens = aantallen
        found, expected = str(n), _("at most {n}").format(n=hoogstens)
        difference = _("{n} too many").format(n=n - hoogstens)
    elif meeste is not None:
        expected = expected or _("at most {hours}").format(hours=_duur(meeste))
        difference = _("{hours} too much").format(hours=_duur(gevonden - meeste))
    else:
        assert minste is not None
        expected = expected or _("at least {hours}").format(hours=_duur(minste))
        difference = _("{hours} too little").format(hours=_duur(minste - gevonden))
    hint = _("move one of these diensten, or shorten it")
    if record.onzeker and record.jaar:
        hint = _("{hint}; the figure is that of a copy of {year}: see whether it still holds").format(
            hint=hint, year=record.jaar
        )
    return Finding(
        code=code,
        ernst=ernst_van(record),
        message=message,
        expected=expected,
        found=found or _duur(gevonden),
        difference=difference,
        hint=hint,
        source=record.bronvermelding,
        path=boeking.pad,
    )


def _geen_tijden(geval: Geval) -> Bevinding | None:
    """What a check that needs times cannot look at: diensten with hours only, or no diensten at all."""
    aantal = len(geval.werktijd.alleen_uren)
    if aantal:
        return _hoeveel_onbekend(aantal)
    return None if geval.werktijd.stukken else Overgeslagen(_("there are no diensten"))


def _hoeveel_onbekend(aantal: int) -> NietTeBeoordelen:
    return NietTeBeoordelen(
        ngettext(
            "{n} dienst without `aanvang` and `einde`", "{n} diensten without `aanvang` and `einde`", aantal
        ).format(n=aantal)
    )


def _wat_niet_te_zien_is(geval: Geval) -> tuple[Bevinding, ...]:
    """Rest and weeks: the diensten are not all the work there is. Several checks say so in the same words."""
    if geval.werktijd_onbekend is None:
        geval.werktijd_onbekend = tuple(_niet_te_zien(geval))
    return geval.werktijd_onbekend


def _niet_te_zien(geval: Geval) -> Iterator[Bevinding]:
    if (bevinding := _geen_tijden(geval)) is not None:
        yield bevinding
    if geval.werktijd.stukken:
        yield NietTeBeoordelen(
            _(
                "work outside the diensten, and being on call ({source}), is not in the dossier: only the "
                "diensten were looked at"
            ).format(source=geval.regels["atb-bereikbaarheid-per-7-dagen"].bronvermelding)
        )


def _duur(lengte: int) -> str:
    """A length of time in hours, minutes and, where there are, seconds."""
    uur, rest = divmod(lengte, UUR)
    minuten, rest = divmod(rest, MINUUT)
    seconden = rest // SECONDE
    if not minuten and not seconden:
        return ngettext("{n} hour", "{n} hours", uur).format(n=uur)
    tekst = _("{hours} h {minutes} min").format(hours=uur, minutes=minuten)
    return _("{time} {seconds} s").format(time=tekst, seconds=seconden) if seconden else tekst
