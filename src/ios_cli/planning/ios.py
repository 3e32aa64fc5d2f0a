"""The IOS of one dossier: which onderdeel from when to when, to the day.

Months are counted from an anchor over the days on which the clock runs; a moment inside a day is an
exact fraction; the only rounding is that of a border up to the end of its day. `ceil` of the moment
in which the content is complete is the first day of what follows, and the rest of that border day
counts for it. Source: rekenregels 1-6 and 8.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

from ios_cli.domain.calendar import DAG, HorizonError, Maandtelling, Periode, add_days, add_months, ceil
from ios_cli.domain.dossier import GEEN_INHOUD, Dossier, Inhoud, plus
from ios_cli.domain.finding import Ernst, Finding, has_fout
from ios_cli.domain.ios import (
    IOS,
    Anker,
    AnkerReden,
    IosStatus,
    Rij,
    RijStatus,
    Segment,
    Toegepast,
    Toestand,
)
from ios_cli.domain.words import say_content
from ios_cli.planning.klok import EEN, NUL, Klok, Stuk
from ios_cli.planning.onderdelen import TePlannen, bepaal_onderdelen
from ios_cli.planning.verlof import bepaal_afwezigheid, meld_na_einde
from ios_cli.regels.model import Regels
from ios_cli.text import _, ngettext

AFBREKENDE_STATUSSEN = ("gestopt", "overgestapt")
# What a result says about the rules that made it, in this order.
GEBRUIKTE_REGELS = (
    "deeltijdmethode",
    "voltijdse-onderdelen",
    "verlof-vrije-dagen",
    "verlofjaar-grens",
    "ouderschapsverlof",
    "feestdagen",
    "maandanker",
)


@dataclass(frozen=True, slots=True)
class Planning:
    """The IOS with all that is to be said of it; `ios` is None where it cannot be computed."""

    ios: IOS | None
    findings: list[Finding]


def plan_ios(
    dossier: Dossier,
    regels: Regels,
    *,
    as_of: date,
    vrijstellingen: str = "alle",
    concept: bool = False,
) -> Planning:
    """Compute the IOS of `dossier` under `regels`.

    `as_of` (inclusive) ends a running absence; `vrijstellingen` is `alle` or `definitief`; `concept`
    marks the answer to a what-if. Never raises on user data: what cannot be computed is a fout in
    `findings` and `ios` is None. Findings carry the key path of the entry they are about.
    """
    delen, findings = bepaal_onderdelen(dossier, regels, vrijstellingen=vrijstellingen)
    if has_fout(findings):
        return Planning(None, findings)
    try:
        return _plan(dossier, regels, delen, findings, as_of, vrijstellingen, concept)
    except HorizonError:
        findings.append(
            Finding(
                code="IOS209",
                message=_("with these factors and absences the training ends after the year 2999"),
                hint=_("look for a `factor` or `tot_en_met` with a slip of the pen"),
                path=("opleiding", "start"),
            )
        )
        return Planning(None, findings)


def _plan(
    dossier: Dossier,
    regels: Regels,
    delen: list[TePlannen],
    findings: list[Finding],
    as_of: date,
    vrijstellingen: str,
    concept: bool,
) -> Planning:
    opleiding = dossier.opleiding
    afwezigheden, meldingen = bepaal_afwezigheid(dossier, regels, as_of=as_of)
    findings += meldingen
    klok = Klok(opleiding.start, dossier.deeltijd, afwezigheden)
    einde, meldingen = _einde(dossier, regels)
    findings += meldingen
    if has_fout(meldingen):
        return Planning(None, findings)
    wandeling = _Wandeling(dossier, regels, klok, einde, findings)
    wandeling.plaats_alle(delen)
    if wandeling.onmogelijk:
        return Planning(None, findings)
    geplande = [rij.periode.laatste_dag for rij in wandeling.rijen if rij.periode is not None]
    laatste_dag = max(geplande, default=None)
    ios = IOS(
        aios_id=dossier.aios.id,
        naam=dossier.aios.naam,
        instituut=dossier.aios.instituut,
        groep=dossier.aios.groep,
        instroom=dossier.aios.instroom,
        status=_ios_status(dossier, concept),
        vastgesteld_op=opleiding.vastgesteld,
        revisie=opleiding.revisie,
        start=opleiding.start,
        rijen=tuple(wandeling.rijen),
        zonder_einde=tuple(wandeling.volledig),
        toegepast=_toegepast(regels),
        as_of=as_of,
        vrijstellingen=vrijstellingen,
        lopende_onderbreking=laatste_dag is not None
        and any(o.tot_en_met is None and o.van <= min(as_of, laatste_dag) for o in dossier.onderbreking),
        einde=einde if wandeling.afgebroken else None,
        opleiding_status=opleiding.status,
    )
    if laatste_dag is None:
        findings.append(
            Finding(
                code="IOS208",
                ernst=Ernst.WAARSCHUWING,
                message=_(
                    "the training ended on {end}, before its first onderdeel began: no row is left"
                ).format(end=einde),
                path=("opleiding", "einde"),
                source="rekenregels 8",
            )
        )
    else:
        findings += meld_na_einde(dossier, laatste_dag, as_of)
        findings += _meld_deeltijd(dossier, laatste_dag)
        if einde is not None and einde > laatste_dag:
            findings.append(
                Finding(
                    code="IOS210",
                    ernst=Ernst.WAARSCHUWING,
                    message=_("`einde` {einde} lies after the computed end {end}: nothing is cut").format(
                        einde=einde, end=laatste_dag
                    ),
                    path=("opleiding", "einde"),
                    source="rekenregels 8",
                )
            )
    return Planning(ios, findings)


def _ios_status(dossier: Dossier, concept: bool) -> IosStatus:
    if concept:
        return IosStatus.CONCEPT
    open_staand = any(v.status == "voorlopig" for v in dossier.vrijstelling) or any(
        o.status == "voorlopig" for o in dossier.onderdeel
    )
    if dossier.opleiding.vastgesteld is not None and not open_staand:
        return IosStatus.VASTGESTELD
    return IosStatus.VOORLOPIG


def _toegepast(regels: Regels) -> Toegepast:
    keuzes = []
    for naam in GEBRUIKTE_REGELS:
        waarde = regels[naam].waarde
        keuzes.append((naam, ", ".join(waarde) if isinstance(waarde, tuple) else str(waarde)))
    return Toegepast(
        regeling=regels.regeling,
        profiel=regels.profiel,
        methode=regels.tekst("deeltijdmethode"),
        keuzes=tuple(keuzes),
        regeling_sha256=regels.regeling_sha256,
        profiel_sha256=regels.profiel_sha256,
    )


def _einde(dossier: Dossier, regels: Regels) -> tuple[date | None, list[Finding]]:
    """The last day of a cut training: `einde`, else that of the notice after a besluit beeindigd."""
    opleiding = dossier.opleiding
    besluiten = [besluit.datum for besluit in dossier.besluit if "beeindigd" in besluit.uitkomst]
    if opleiding.status == "voltooid" or (opleiding.status not in AFBREKENDE_STATUSSEN and not besluiten):
        return None, []
    if not besluiten:
        return opleiding.einde, []
    datum = min(besluiten)
    opzegtermijn = add_months(datum, int(regels.getal("opzegtermijn")))
    if opleiding.einde is None and opzegtermijn >= opleiding.start:
        return opzegtermijn, []
    if opleiding.einde is None:
        index = next(i for i, besluit in enumerate(dossier.besluit) if besluit.datum == datum)
        return None, [
            Finding(
                code="IOS040",
                message=_("the training ends on {end} by this besluit, before it begins ({start})").format(
                    end=opzegtermijn, start=opleiding.start
                ),
                expected=_("{date} or later").format(date=opleiding.start),
                path=("besluit", index, "datum"),
            )
        ]
    if opleiding.einde < opzegtermijn:
        return opleiding.einde, [
            Finding(
                code="IOS211",
                ernst=Ernst.WAARSCHUWING,
                message=_(
                    "`einde` {einde} lies within the notice after the besluit beeindigd of {besluit}"
                ).format(einde=opleiding.einde, besluit=datum),
                expected=_("{date} or later").format(date=opzegtermijn),
                source=regels["opzegtermijn"].bronvermelding,
                path=("opleiding", "einde"),
            )
        ]
    return opleiding.einde, []


def _meld_deeltijd(dossier: Dossier, laatste_dag: date) -> list[Finding]:
    """An opmerking for every deeltijd entry that covers no day of the training."""
    findings = []
    for index, entry in enumerate(dossier.deeltijd):
        voor = entry.tot_en_met is not None and entry.tot_en_met < dossier.opleiding.start
        if voor or entry.vanaf > laatste_dag:
            findings.append(
                Finding(
                    code="IOS212",
                    ernst=Ernst.OPMERKING,
                    message=_("this deeltijd covers no day of the training ({start} to {end})").format(
                        start=dossier.opleiding.start, end=laatste_dag
                    ),
                    path=("deeltijd", index, "vanaf"),
                )
            )
    return findings


@dataclass(frozen=True, slots=True)
class _Stand:
    """Where the walk is between two onderdelen.

    `volgende` is the index, counted from the anchor over running days, of the next whole day; `rest`
    is the share of the border day before it that still counts.
    """

    telling: Maandtelling
    anker: Anker
    vrij: date  # first free day: the day after the previous eind
    volgende: int = 0
    rest: Fraction = NUL
    grensdag: date | None = None  # the last day of the previous onderdeel
    eerste: bool = True
    stond_stil: bool = False
    in_dagen: bool = False
    na_vast_eind: bool = False


@dataclass(slots=True)
class _Loop:
    """What walking through one onderdeel gave."""

    gedaan: Inhoud = GEEN_INHOUD
    looptijd: Inhoud = GEEN_INHOUD  # time on which the clock ran, in the unit of the content
    moment: Fraction | None = None  # in which the content is complete; None where it is not
    laatste_dag: date | None = None  # the day that moment lies in; None inside the rest
    in_rest: Inhoud = GEEN_INHOUD  # what of it was done in the rest of the border day
    segmenten: list[Segment] = field(default_factory=list)

    @property
    def past_in_rest(self) -> bool:
        return self.moment is not None and self.laatste_dag is None


class _Wandeling:
    """The walk through all onderdelen of one dossier."""

    def __init__(
        self, dossier: Dossier, regels: Regels, klok: Klok, einde: date | None, findings: list[Finding]
    ) -> None:
        start = dossier.opleiding.start
        self.klok = klok
        self.einde = einde
        self.findings = findings
        self.voltijdse = frozenset(str(s) for s in regels.lijst("voltijdse-onderdelen"))
        self.aan_het_eind = regels.tekst("deeltijdmethode") == "aan-het-eind"
        self.eerste_lopende_dag = regels.tekst("maandanker") == "eerste-lopende-dag"
        self.stand = _Stand(Maandtelling(start), Anker(datum=start, reden=AnkerReden.START), start)
        self.verschoven = GEEN_INHOUD
        self.rijen: list[Rij] = []  # as the training goes
        self.volledig: list[Rij] = []  # without the cut
        self.afgebroken = False
        self.onmogelijk = False

    def plaats_alle(self, delen: list[TePlannen]) -> None:
        laatste = max((d.volgnummer for d in delen if d.blijft), default=0)
        for deel in delen:
            if deel.blijft:
                self._plaats(deel, is_laatste=deel.volgnummer == laatste)
            else:
                self._voeg_toe(
                    Rij(
                        volgnummer=deel.volgnummer,
                        onderdeel=deel.onderdeel.bijnaam,
                        soort=deel.onderdeel.soort,
                        plaats=deel.onderdeel.plaats,
                        opleider=deel.onderdeel.opleider,
                        status=RijStatus.VRIJGESTELD,
                        in_maanden=deel.onderdeel.in_maanden,
                        eigen=deel.eigen,
                        vrijgesteld=deel.vrijgesteld,
                        pad=deel.pad,
                    )
                )

    def _voeg_toe(self, rij: Rij) -> None:
        self.volledig.append(rij)
        if not self.afgebroken:
            self.rijen.append(rij)

    def _plaats(self, deel: TePlannen, *, is_laatste: bool) -> None:
        onderdeel, vrij = deel.onderdeel, self.stand.vrij
        verschoven = self.verschoven if is_laatste else GEEN_INHOUD
        inhoud = deel.inhoud + verschoven
        vast_begin = self._vast_begin(deel)
        berekend_begin = self.klok.eerste_lopende_dag(vrij)
        # The place is not there before a later fixed begin: all days until then are waiting time, also
        # those of an absence, which moves nothing (rekenregels 5).
        wacht_tot, begin = vrij, berekend_begin
        if vast_begin is not None and vast_begin > berekend_begin:
            wacht_tot, begin = vast_begin, self.klok.eerste_lopende_dag(vast_begin)
        stand = self.stand = self._verzet_anker(deel, begin, wacht=wacht_tot > vrij)
        voltijds = onderdeel.soort in self.voltijdse
        # aan-het-eind: all but the last keep their full-time calendar length
        naar_kalender = self.aan_het_eind and not is_laatste
        voor = [
            *self._stilstaand(vrij, wacht_tot, voltijds, Toestand.WACHT),
            *self._stilstaand(wacht_tot, begin, voltijds, Toestand.STIL),
        ]
        loop = self._loop(inhoud, begin, voltijds=voltijds, naar_kalender=naar_kalender)
        assert loop.moment is not None
        volledig_op = loop.moment
        if loop.past_in_rest and onderdeel.begin is None:
            # Nothing of the stand moves but the rest.
            rij_begin = berekend_eind = eind = self._grensdag()
            eerstvolgende = stand.volgende
        else:
            # With a fixed begin, content that fits in the rest still takes that one day.
            rij_begin = begin
            berekend_eind = eind = loop.laatste_dag or begin
            eerstvolgende = max(ceil(volledig_op), stand.volgende + 1)
        rest = eerstvolgende - volledig_op
        na_vast_eind = False
        in_rest = rij_begin != begin  # begins on the border day, whose rest is all it needs
        if loop.past_in_rest:
            loop.segmenten.append(self._segment(self._een_dag(eind), voltijds, loop.gedaan))
        kap = onderdeel.eind
        if kap is not None and kap != eind:
            if kap < rij_begin:
                self._meld_eind_te_vroeg(deel, rij_begin)
            else:
                loop = self._loop(inhoud, begin, voltijds=voltijds, naar_kalender=False, kap=kap)
                if in_rest:  # and goes on to the agreed eind
                    voor.insert(0, self._segment(self._een_dag(rij_begin), voltijds, GEEN_INHOUD))
                    in_rest = False
                eind = kap
                self._meld_vast_eind(deel, inhoud, loop, berekend_eind, is_laatste=is_laatste)
                eerstvolgende, rest, na_vast_eind = 0, NUL, True
        if in_rest:
            voor = []
        segmenten = (*voor, *loop.segmenten)
        rij = Rij(
            volgnummer=deel.volgnummer,
            onderdeel=onderdeel.bijnaam,
            soort=onderdeel.soort,
            plaats=onderdeel.plaats,
            opleider=onderdeel.opleider,
            periode=Periode.van_tot_en_met(rij_begin, eind),
            in_maanden=onderdeel.in_maanden,
            eigen=deel.eigen,
            vrijgesteld=deel.vrijgesteld,
            verlengd=deel.verlengd,
            verschoven=verschoven,
            gedaan=loop.gedaan,
            looptijd=loop.looptijd,
            factor=_factor(segmenten),
            wachtdagen=(wacht_tot - vrij).days,
            stilstand_dagen=_stilstand_dagen(segmenten),
            rest=stand.rest,
            gedaan_in_rest=loop.in_rest,
            telt_van=stand.volgende - stand.rest,
            telt_tot=volledig_op,
            anker=stand.anker,
            berekend_begin=berekend_begin,
            berekend_eind=berekend_eind,
            segmenten=segmenten,
            pad=deel.pad,
        )
        self._voeg_toe_of_breek_af(deel, rij, inhoud, begin, voor, voltijds)
        if not is_laatste and loop.gedaan != inhoud:
            tekort = inhoud - loop.gedaan
            if tekort:
                self.verschoven += Inhoud(max(tekort.maanden, NUL), max(tekort.dagen, NUL))
        self.stand = _Stand(
            telling=stand.telling,
            anker=stand.anker,
            vrij=add_days(eind, 1),
            volgende=eerstvolgende,
            rest=rest,
            grensdag=eind,
            eerste=False,
            stond_stil=rij.stilstand_dagen > 0,
            in_dagen=not onderdeel.in_maanden,
            na_vast_eind=na_vast_eind,
        )

    def _vast_begin(self, deel: TePlannen) -> date | None:
        """The fixed begin; a finding where it lies before the first free day."""
        begin, vrij = deel.onderdeel.begin, self.stand.vrij
        if begin is None or begin >= vrij:
            return begin
        if not self._bereikt(vrij):
            return None
        self.onmogelijk = True
        self.findings.append(
            Finding(
                code="IOS201",
                message=_("`begin` {begin} of `{name}` is too early: the first free date is {free}").format(
                    begin=begin, name=deel.onderdeel.bijnaam, free=vrij
                ),
                expected=_("{date} or later").format(date=vrij),
                hint=_("move `begin`, or leave it out to begin on the first free date"),
                source="rekenregels 8",
                path=(*deel.pad, "begin"),
            )
        )
        return None

    def _bereikt(self, dag: date) -> bool:
        """False after the day on which the training was cut: what was agreed for then holds no more."""
        return self.einde is None or dag <= self.einde

    def _meld_eind_te_vroeg(self, deel: TePlannen, begin: date) -> None:
        if not self._bereikt(begin):
            return
        self.onmogelijk = True
        self.findings.append(
            Finding(
                code="IOS202",
                message=_("`eind` {end} of `{name}` lies before its first day {begin}").format(
                    end=deel.onderdeel.eind, name=deel.onderdeel.bijnaam, begin=begin
                ),
                expected=_("{date} or later").format(date=begin),
                hint=_("move `eind`, or leave it out to have it computed"),
                source="rekenregels 8",
                path=(*deel.pad, "eind"),
            )
        )

    def _meld_vast_eind(
        self, deel: TePlannen, inhoud: Inhoud, loop: _Loop, berekend_eind: date, *, is_laatste: bool
    ) -> None:
        """What an agreed eind other than the computed one does to the content."""
        eind = deel.onderdeel.eind
        assert eind is not None
        if not self._bereikt(eind):
            return
        tekort = inhoud - loop.gedaan
        if tekort and eind < berekend_eind:
            dagen = (berekend_eind - eind).days
            aantal = ngettext("{n} day", "{n} days", dagen).format(n=dagen)
            kern = {
                "name": deel.onderdeel.bijnaam,
                "end": eind,
                "days": aantal,
                "computed": berekend_eind,
                "content": say_content(tekort),
            }
            if is_laatste:
                code, ernst = "IOS204", Ernst.FOUT
                message = _(
                    "`{name}` ends on {end}, {days} before its content is complete on {computed}: "
                    "{content} has nowhere to go"
                ).format(**kern)
                hint = _("move `eind` to {computed}").format(computed=berekend_eind)
            else:
                code, ernst = "IOS203", Ernst.OPMERKING
                message = _(
                    "`{name}` ends on {end}, {days} before the computed {computed}: "
                    "the last onderdeel makes up for {content}"
                ).format(**kern)
                hint = ""
            self.findings.append(
                Finding(
                    code=code,
                    ernst=ernst,
                    message=message,
                    hint=hint,
                    source="rekenregels 8",
                    path=(*deel.pad, "eind"),
                )
            )
        volledig_op = loop.laatste_dag or self.stand.grensdag
        if not tekort and volledig_op is not None and volledig_op < eind:
            dagen = (eind - volledig_op).days
            self.findings.append(
                Finding(
                    code="IOS205",
                    ernst=Ernst.OPMERKING,
                    message=_(
                        "`{name}` ends on {end}, {days} after its content is complete on {complete}: "
                        "what is done in them counts for nothing"
                    ).format(
                        name=deel.onderdeel.bijnaam,
                        end=eind,
                        days=ngettext("{n} day", "{n} days", dagen).format(n=dagen),
                        complete=volledig_op,
                    ),
                    source="rekenregels 8",
                    path=(*deel.pad, "eind"),
                )
            )

    def _verzet_anker(self, deel: TePlannen, begin: date, *, wacht: bool) -> "_Stand":
        """The stand with the anchor moved to `begin` where rekenregels 2 (a)-(d) say so."""
        stand = self.stand
        if wacht:
            reden = AnkerReden.VAST_BEGIN
        elif stand.na_vast_eind:
            reden = AnkerReden.NA_VAST_EIND
        elif stand.stond_stil:
            reden = AnkerReden.NA_STILSTAND
        elif stand.in_dagen or not (deel.onderdeel.in_maanden or stand.eerste):
            reden = AnkerReden.DAGEN
        elif self.eerste_lopende_dag and begin > stand.vrij and not stand.eerste:
            reden = AnkerReden.STILSTAND_VOORAF
        else:
            return stand
        return replace(
            stand,
            telling=Maandtelling(begin),
            anker=Anker(datum=begin, reden=reden),
            volgende=0,
            na_vast_eind=False,
        )

    def _grensdag(self) -> date:
        assert self.stand.grensdag is not None
        return self.stand.grensdag

    def _stilstaand(self, van: date, tot: date, voltijds: bool, toestand: Toestand) -> Iterator[Segment]:
        """The days `[van, tot)` before a begin, in which the clock stands still or the aios waits."""
        for stuk in self._stukken(van, tot):
            yield self._segment(stuk, voltijds, GEEN_INHOUD, toestand)

    def _een_dag(self, dag: date) -> Stuk:
        stuk = self.klok.op(dag)
        return Stuk(dag, dag + DAG, stuk.factor, stuk.afwezigheid)

    def _stukken(self, van: date, tot: date | None) -> Iterator[Stuk]:
        """The stretches of `[van, tot)`; open where `tot` is None."""
        if tot is not None and van >= tot:
            return
        for stuk in self.klok.vanaf(van):
            if tot is None or (stuk.end is not None and stuk.end <= tot):
                yield stuk
                if stuk.end == tot and tot is not None:
                    return
            else:
                yield Stuk(stuk.begin, tot, stuk.factor, stuk.afwezigheid)
                return

    def _segment(
        self, stuk: Stuk, voltijds: bool, gedaan: Inhoud, toestand: Toestand | None = None
    ) -> Segment:
        assert stuk.end is not None
        return Segment(
            periode=Periode(stuk.begin, stuk.end),
            toestand=toestand or stuk.toestand(),
            factor=EEN if voltijds else stuk.factor,
            omvang=stuk.afwezigheid.omvang,
            afwezig=stuk.afwezigheid.afwezig,
            soorten=stuk.afwezigheid.soorten,
            gedaan=gedaan,
        )

    def _loop(
        self, inhoud: Inhoud, begin: date, *, voltijds: bool, naar_kalender: bool, kap: date | None = None
    ) -> _Loop:
        """Walk from `begin` until `inhoud` is complete, or to the end of the day `kap`.

        The rest of the border day comes first, at the rate of this onderdeel on that day.
        `naar_kalender`: the length is counted at full time, the content at the rate that holds.
        """
        stand = self.stand
        meter = _Meter(stand.telling, inhoud, naar_kalender=naar_kalender)
        loop = _Loop()
        uit_rest = GEEN_INHOUD
        if stand.rest:
            tempo = self.klok.op(self._grensdag()).tempo(voltijds)
            moment = meter.tel(stand.volgende - stand.rest, stand.volgende, tempo)
            loop.in_rest = uit_rest = meter.neem_gedaan()
            if moment is not None:
                loop.moment, loop.gedaan = moment, uit_rest
                if kap is None:
                    loop.looptijd = meter.looptijd
                    return loop
        index = stand.volgende
        for stuk in self._stukken(begin, None if kap is None else add_days(kap, 1)):
            if stuk.staat_stil:
                assert stuk.end is not None
                loop.segmenten.append(self._segment(stuk, voltijds, GEEN_INHOUD))
                continue
            gedaan, uit_rest = uit_rest, GEEN_INHOUD
            eind_index = None if stuk.end is None else index + (stuk.end - stuk.begin).days
            if loop.moment is None:
                moment = meter.tel(Fraction(index), eind_index, stuk.tempo(voltijds))
                gedaan += meter.neem_gedaan()
                loop.gedaan += gedaan
                if moment is not None:
                    loop.moment = moment
                    loop.laatste_dag = add_days(stuk.begin, ceil(moment) - 1 - index)
                    if kap is None:
                        deels = Stuk(stuk.begin, loop.laatste_dag + DAG, stuk.factor, stuk.afwezigheid)
                        loop.segmenten.append(self._segment(deels, voltijds, gedaan))
                        loop.looptijd = meter.looptijd
                        return loop
            loop.segmenten.append(self._segment(stuk, voltijds, gedaan))
            assert stuk.end is not None
            index += (stuk.end - stuk.begin).days
        if loop.moment is not None:
            meter.loop_door(loop.moment, Fraction(index), in_maanden=inhoud.maanden > 0)
        loop.looptijd = meter.looptijd
        return loop

    def _voeg_toe_of_breek_af(
        self, deel: TePlannen, rij: Rij, inhoud: Inhoud, begin: date, voor: list[Segment], voltijds: bool
    ) -> None:
        """Add the row, or, where the training was cut before its end, the part of it that was reached."""
        assert rij.periode is not None
        einde = self.einde
        if self.afgebroken or einde is None or rij.periode.laatste_dag <= einde:
            self._voeg_toe(rij)
            return
        self.volledig.append(rij)
        self.afgebroken = True
        if rij.periode.begin > einde:
            return
        loop = self._loop(inhoud, begin, voltijds=voltijds, naar_kalender=False, kap=einde)
        segmenten = (*voor, *loop.segmenten)
        self.rijen.append(
            replace(
                rij,
                periode=Periode.van_tot_en_met(rij.periode.begin, einde),
                gedaan=loop.gedaan,
                looptijd=loop.looptijd,
                factor=_factor(segmenten),
                stilstand_dagen=_stilstand_dagen(segmenten),
                gedaan_in_rest=loop.in_rest,
                segmenten=segmenten,
                afgebroken=True,
            )
        )


def _factor(segmenten: Sequence[Segment]) -> Fraction:
    """The mean tempo over the days on which the clock ran."""
    lopend = [s for s in segmenten if s.klok_loopt]
    if len(lopend) == 1:
        return lopend[0].tempo
    dagen = sum(s.periode.dagen for s in lopend)
    return sum((s.tempo * s.periode.dagen for s in lopend), NUL) / dagen if dagen else NUL


def _stilstand_dagen(segmenten: Sequence[Segment]) -> int:
    return sum(s.periode.dagen for s in segmenten if s.toestand is Toestand.STIL)


class _Meter:
    """Counts content off along running days, months first, then days."""

    __slots__ = (
        "_gedaan_dagen",
        "_gedaan_maanden",
        "_looptijd_dagen",
        "_looptijd_maanden",
        "dagen",
        "maanden",
        "naar_kalender",
        "telling",
    )

    def __init__(self, telling: Maandtelling, inhoud: Inhoud, *, naar_kalender: bool) -> None:
        self.telling = telling
        self.maanden = inhoud.maanden
        self.dagen = inhoud.dagen
        self.naar_kalender = naar_kalender
        self._looptijd_maanden = self._looptijd_dagen = NUL
        self._gedaan_maanden = self._gedaan_dagen = NUL

    @property
    def looptijd(self) -> Inhoud:
        """The time counted so far: months while months are done, then days."""
        return Inhoud(self._looptijd_maanden, self._looptijd_dagen)

    def tel(self, van: Fraction, tot: int | None, tempo: Fraction) -> Fraction | None:
        """Count from the moment `van` to the whole day `tot` (None: without end) at `tempo`.

        The moment in which all content is complete, or None where that is after `tot`.
        """
        lengte = EEN if self.naar_kalender else tempo
        if self.maanden.numerator > 0:
            positie = self.telling.position(van)
            nodig = self.maanden if lengte is EEN else self.maanden / lengte
            klaar = self.telling.moment(positie + nodig)
            if tot is not None and klaar.numerator > tot * klaar.denominator:
                verlopen = self.telling.position(tot) - positie
                inhoud = verlopen if tempo is EEN else verlopen * tempo
                self.maanden -= inhoud if lengte is tempo else verlopen * lengte
                self._gedaan_maanden = plus(self._gedaan_maanden, inhoud)
                self._looptijd_maanden = plus(self._looptijd_maanden, verlopen)
                return None
            inhoud = nodig * tempo if self.naar_kalender else self.maanden
            self._gedaan_maanden = plus(self._gedaan_maanden, inhoud)
            self._looptijd_maanden = plus(self._looptijd_maanden, nodig)
            self.maanden = NUL
            van = klaar
        if not self.dagen:
            return van
        nodig = self.dagen / lengte
        klaar = van + nodig
        if tot is not None and klaar.numerator > tot * klaar.denominator:
            verlopen = tot - van
            self.dagen -= verlopen * lengte
            self._gedaan_dagen += verlopen * tempo
            self._looptijd_dagen += verlopen
            return None
        self._gedaan_dagen += nodig * tempo if self.naar_kalender else self.dagen
        self._looptijd_dagen += nodig
        self.dagen = NUL
        return klaar

    def loop_door(self, van: Fraction, tot: Fraction, *, in_maanden: bool) -> None:
        """Count time after the content was complete, up to an agreed eind."""
        if in_maanden:
            self._looptijd_maanden += self.telling.position(tot) - self.telling.position(van)
        else:
            self._looptijd_dagen += tot - van

    def neem_gedaan(self) -> Inhoud:
        """The content done since the last call."""
        gedaan = Inhoud(self._gedaan_maanden, self._gedaan_dagen)
        self._gedaan_maanden = self._gedaan_dagen = NUL
        return gedaan
