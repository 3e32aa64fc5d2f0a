"""What the hoofd needs for each decision that is coming, and what is still missing.

Nothing is judged here that a check judges: a sheet brings together what the dossier has, what the terms,
diensten and onderwijs say of it, and which of it is not there yet. Source: LOP 2024, 4.3 and 5.4.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from ios_cli.domain.besluitvorming import (
    BESLUITCODES,
    VOLTOOIINGSBESLUIT,
    VOORTGANGSBESLISSING,
    VRIJSTELLINGSBESLUIT,
    Besluitblad,
    Ontbreekt,
    Verplichtingstand,
)
from ios_cli.domain.calendar import DAG
from ios_cli.domain.diensten import Dienstenstand
from ios_cli.domain.dossier import Dossier, Voortgangsadvies, Vrijstelling
from ios_cli.domain.ios import IOS, IosStatus, Rij
from ios_cli.domain.onderwijs import Onderwijsjaar
from ios_cli.domain.termijn import EXTERNE_STAGES, Termijn, TermijnStatus
from ios_cli.domain.words import say_days, say_number
from ios_cli.planning.dienstenstand import bepaal_diensten
from ios_cli.planning.onderwijs import bepaal_onderwijs
from ios_cli.planning.termijnen import bepaal_termijnen
from ios_cli.regels.model import Regels
from ios_cli.text import _, current_language, ngettext

# A decision rests on terms that these close; the others (registration, notices) are not for the hoofd.
_STEUN = frozenset(
    ("voortgangsgesprek", "verslag", "voortgangsadvies", "stagebeoordeling", "begeleidingstraject")
)
_STEUN_CODES = frozenset(("combel", "verslag"))
# Of these the window follows a talk that was held, and may run on after the decision.
_NA_GESPREK = frozenset(("verslag", "voortgangsadvies"))


def bepaal_besluitbladen(
    ios: IOS,
    dossier: Dossier,
    regels: Regels,
    *,
    as_of: date,
    tot: date,
    termijnen: Sequence[Termijn] | None = None,
) -> tuple[Besluitblad, ...]:
    """A sheet for every decision that is open with its last day up to and including `tot`, also where that
    has passed; the earliest first.

    `ios` was planned from `dossier` under `regels`; `termijnen` are those of `bepaal_termijnen`, where they
    are known. What is dated after `as_of` is not looked at.
    """
    if termijnen is None:
        termijnen = bepaal_termijnen(ios, dossier, regels, as_of=as_of)
    komend = [t for t in termijnen if t.code in BESLUITCODES and t.is_nog_te_doen and t.uiterlijk <= tot]
    if not komend:
        return ()
    basis = _Basis(
        ios=ios,
        dossier=dossier,
        regels=regels,
        as_of=as_of,
        termijnen=termijnen,
        diensten=bepaal_diensten(ios, dossier, regels, as_of=as_of).standen,
        onderwijs=bepaal_onderwijs(ios, dossier, regels, as_of=as_of),
        steun=_STEUN_CODES.union(r.code for r in regels.termijnen if r.afgesloten_door in _STEUN),
        na_gesprek=_STEUN_CODES.union(r.code for r in regels.termijnen if r.afgesloten_door in _NA_GESPREK),
    )
    komend.sort(key=lambda t: (t.uiterlijk, t.code, t.onderdeel, t.nummer, t.pad))
    return tuple(
        _vrijstellingsblad(basis, t) if t.code == VRIJSTELLINGSBESLUIT else _blad(basis, t) for t in komend
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Basis:
    """One aios, with everything that is computed once."""

    ios: IOS
    dossier: Dossier
    regels: Regels
    as_of: date
    termijnen: Sequence[Termijn]
    diensten: tuple[Dienstenstand, ...]
    onderwijs: tuple[Onderwijsjaar, ...]
    steun: frozenset[str]
    na_gesprek: frozenset[str]


def _blad(basis: _Basis, termijn: Termijn) -> Besluitblad:
    """The sheet of a voortgangsbeslissing or the voltooiingsbesluit."""
    dossier, as_of = basis.dossier, basis.as_of
    sinds = _sinds(basis)
    rijen = _rijen(basis.ios, termijn)
    slot = termijn.code == VOLTOOIINGSBESLUIT
    adviezen = sorted(
        (a for a in dossier.voortgangsadvies if a.datum <= as_of), key=lambda a: (a.datum, a.door, a.soort)
    )
    blad = Besluitblad(
        ios=basis.ios,
        termijn=termijn,
        sinds=sinds,
        rijen=rijen,
        uitkomsten=tuple(str(u) for u in basis.regels.lijst(f"uitkomsten-{termijn.code}")),
        gesprekken=tuple(
            sorted((g for g in dossier.voortgangsgesprek if sinds <= g.datum <= as_of), key=lambda g: g.datum)
        ),
        adviezen=tuple(a for a in adviezen if a.soort == "voortgang" and a.datum >= sinds),
        # at the end all stages are looked at once more
        stagebeoordelingen=tuple(
            a for a in adviezen if a.soort == "stagebeoordeling" and (slot or a.datum >= sinds)
        ),
        besluiten=tuple(sorted((b for b in dossier.besluit if b.datum <= as_of), key=lambda b: b.datum)),
        begeleiding=tuple(
            sorted(
                (
                    b
                    for b in dossier.begeleidingstraject
                    if b.van <= as_of and (slot or b.uitkomst is None or b.tot_en_met >= sinds)
                ),
                key=lambda b: b.van,
            )
        ),
        diensten=_diensten(basis, termijn, rijen),
        onderwijs=_onderwijs(basis, termijn, rijen),
        onderbrekingen=tuple(
            sorted((o for o in dossier.onderbreking if o.van <= as_of), key=lambda o: (o.van, o.soort))
        ),
        verlengingen=dossier.verlenging,
        verlenging_maximum=basis.regels.getal("verlenging-maximum"),
        vrijstellingen=tuple(v for v in dossier.vrijstelling if v.telt),
        factor=_factor(basis.ios, as_of),
        verplichtingen=_verplichtingen(basis, termijn),
    )
    return _met_oordeel(basis, blad, (*_ontbrekend(basis, blad), *_ontbrekende_verplichtingen(blad)))


def _vrijstellingsblad(basis: _Basis, termijn: Termijn) -> Besluitblad:
    """The sheet of a decision on one vrijstelling."""
    dossier, as_of = basis.dossier, basis.as_of
    vrijstelling = _vrijstelling(basis, termijn)
    rijen = tuple(
        r for r in basis.ios.rijen if vrijstelling and vrijstelling.onderdeel in (r.onderdeel, r.soort)
    )
    blad = Besluitblad(
        ios=basis.ios,
        termijn=termijn,
        sinds=basis.ios.start,
        rijen=rijen,
        uitkomsten=("definitief", "afgewezen"),
        gesprekken=tuple(
            sorted((g for g in dossier.voortgangsgesprek if g.datum <= as_of), key=lambda g: g.datum)
        ),
        adviezen=tuple(
            sorted(
                (
                    a
                    for a in dossier.voortgangsadvies
                    if a.datum <= as_of
                    and a.soort == "vrijstelling"
                    and (a.onderdeel is None or any(a.onderdeel in (r.onderdeel, r.soort) for r in rijen))
                ),
                key=lambda a: (a.datum, a.door),
            )
        ),
        vrijstellingen=(vrijstelling,) if vrijstelling else (),
        verlenging_maximum=basis.regels.getal("verlenging-maximum"),
        factor=_factor(basis.ios, as_of),
        verplichtingen=_verplichtingen(basis, termijn),
    )
    ontbreekt = [
        _van_termijn(t, as_of)
        for t in basis.termijnen
        if t.code == "vrijstellingsadvies" and t.is_nog_te_doen and t.pad == termijn.pad
    ]
    if vrijstelling is not None:
        ontbreekt += _over_aanvraag(basis, vrijstelling, termijn)
    return _met_oordeel(basis, blad, (*ontbreekt, *_ontbrekende_verplichtingen(blad)))


def _met_oordeel(basis: _Basis, blad: Besluitblad, ontbreekt: Sequence[Ontbreekt]) -> Besluitblad:
    from dataclasses import replace

    late_first = sorted(ontbreekt, key=lambda o: o.kan_nog)
    return replace(blad, ontbreekt=tuple(late_first), aandacht=tuple(_aandacht(basis, blad)))


# --- what it is about ---


def _sinds(basis: _Basis) -> date:
    """The day after the last decision before; the start where there is none."""
    eerder = [
        b.datum
        for b in basis.dossier.besluit
        if b.soort in (VOORTGANGSBESLISSING, VOLTOOIINGSBESLUIT) and b.datum <= basis.as_of
    ]
    return max((dag + DAG for dag in eerder), default=basis.ios.start)


def _rijen(ios: IOS, termijn: Termijn) -> tuple[Rij, ...]:
    if termijn.onderdeel == EXTERNE_STAGES:
        return tuple(r for r in ios.geplande_rijen if not r.is_praktijk)
    if termijn.onderdeel:
        return tuple(r for r in ios.geplande_rijen if termijn.onderdeel in (r.soort, r.onderdeel))
    if termijn.code == VOLTOOIINGSBESLUIT:
        return ios.geplande_rijen[-1:]
    # the end of an opleidingsjaar: what runs on that day
    return tuple(r for r in ios.geplande_rijen if r.periode and termijn.uiterlijk in r.periode)


def _diensten(basis: _Basis, termijn: Termijn, rijen: tuple[Rij, ...]) -> tuple[Dienstenstand, ...]:
    if termijn.code == VOLTOOIINGSBESLUIT:
        return tuple(s for s in basis.diensten if s.quotum.minimum is not None)
    namen = {naam for r in rijen for naam in (r.onderdeel, r.soort)}
    if not termijn.onderdeel:
        return tuple(s for s in basis.diensten if s.quotum.begin <= termijn.uiterlijk)
    return tuple(s for s in basis.diensten if s.quotum.onderdeel in namen)


def _onderwijs(basis: _Basis, termijn: Termijn, rijen: tuple[Rij, ...]) -> tuple[Onderwijsjaar, ...]:
    """The years that the onderdelen lie in, up to the decision; of the whole training for the last one."""
    begins = [r.periode.begin for r in rijen if r.periode]
    vanaf = min(begins, default=basis.ios.start) if termijn.onderdeel else basis.ios.start
    return tuple(j for j in basis.onderwijs if j.periode.end > vanaf and j.periode.begin <= termijn.uiterlijk)


def _factor(ios: IOS, dag: date) -> Fraction | None:
    for rij in ios.rijen:
        for segment in rij.segmenten:
            if dag in segment.periode:
                return segment.factor
    return None


def _vrijstelling(basis: _Basis, termijn: Termijn) -> Vrijstelling | None:
    if len(termijn.pad) >= 2 and termijn.pad[0] == "vrijstelling" and isinstance(termijn.pad[1], int):
        return basis.dossier.vrijstelling[termijn.pad[1]]
    return None


def _verplichtingen(basis: _Basis, termijn: Termijn) -> tuple[Verplichtingstand, ...]:
    taal = current_language()
    namen = {termijn.onderdeel, *(r.soort for r in basis.ios.rijen if r.onderdeel == termijn.onderdeel)}
    vrijstelling = _vrijstelling(basis, termijn)
    if vrijstelling is not None:
        namen |= {r.soort for r in basis.ios.rijen if vrijstelling.onderdeel in (r.onderdeel, r.soort)}
    voldaan: dict[str, date] = {}
    for v in basis.dossier.verplichting:
        if v.datum <= basis.as_of:
            voldaan[v.code] = min(v.datum, voldaan.get(v.code, v.datum))
    return tuple(
        Verplichtingstand(
            code=record.code,
            omschrijving=record.omschrijving.get(taal) or record.omschrijving.get("nl", record.code),
            bron=record.bron,
            voldaan_op=voldaan.get(record.code),
        )
        for record in basis.regels.verplichtingen
        if termijn.code in record.voor and (record.onderdeel is None or record.onderdeel in namen)
    )


# --- what is missing ---


def _ontbrekend(basis: _Basis, blad: Besluitblad) -> Iterator[Ontbreekt]:
    termijn, as_of = blad.termijn, basis.as_of
    for t in basis.termijnen:
        if not t.is_nog_te_doen or t.uiterlijk < blad.sinds:
            continue
        if t.code in BESLUITCODES:
            if t is not termijn and t.uiterlijk < termijn.uiterlijk:
                yield Ontbreekt(
                    code="besluit",
                    wat=" ".join(x for x in (t.code, t.onderdeel) if x),
                    tekst=_("{decision}: not taken yet, it was due by {date}").format(
                        decision=_naam(t), date=t.uiterlijk
                    )
                    if t.uiterlijk < as_of
                    else _("{decision}: comes before this one, by {date}").format(
                        decision=_naam(t), date=t.uiterlijk
                    ),
                    kan_nog=t.uiterlijk >= as_of,
                    pad=t.pad,
                )
        elif t.code in basis.steun:
            grens = t.vanaf if t.code in basis.na_gesprek and t.vanaf is not None else t.uiterlijk
            if grens <= termijn.uiterlijk:
                yield _van_termijn(t, as_of)
    yield from _zonder_verslag(basis, blad)
    yield from _zonder_afspraken(blad)
    yield from _zonder_brief(blad)
    yield from _over_diensten(basis, blad)
    yield from _over_onderwijs(basis, blad)
    for vrijstelling in blad.vrijstellingen:
        if vrijstelling.status == "voorlopig" and termijn.code == VOLTOOIINGSBESLUIT:
            yield Ontbreekt(
                code="vrijstelling",
                wat=vrijstelling.onderdeel,
                tekst=_("vrijstelling of {onderdeel}: still voorlopig").format(
                    onderdeel=vrijstelling.onderdeel
                ),
            )


def _naam(t: Termijn) -> str:
    return f"{t.code} ({t.onderdeel})" if t.onderdeel else t.code


def _van_termijn(t: Termijn, as_of: date) -> Ontbreekt:
    """What an open term says."""
    wie = " + ".join(t.wie)
    naam = f"{t.code} {t.nummer}" if t.nummer > 1 or t.code == "voortgangsgesprek" else t.code
    if t.onderdeel:
        naam = f"{naam} ({t.onderdeel})"
    naam = _("{term}, {who}").format(term=naam, who=wie)
    if t.status is TermijnStatus.TE_LAAT:
        dagen = (as_of - t.uiterlijk).days
        tekst = ngettext(
            "{term}: was due by {date}, {n} day ago", "{term}: was due by {date}, {n} days ago", dagen
        ).format(term=naam, date=t.uiterlijk, n=dagen)
    elif t.status is TermijnStatus.OPEN or t.vanaf is None:
        tekst = _("{term}: not there yet, due by {date}").format(term=naam, date=t.uiterlijk)
    else:
        tekst = _("{term}: comes from {begin} to {date}").format(term=naam, begin=t.vanaf, date=t.uiterlijk)
    return Ontbreekt(
        code=t.code,
        wat=" ".join(x for x in (t.wie_tekst if t.per_persoon else "", t.onderdeel, str(t.nummer)) if x),
        tekst=tekst,
        kan_nog=t.status is not TermijnStatus.TE_LAAT,
        pad=t.pad,
    )


def _zonder_verslag(basis: _Basis, blad: Besluitblad) -> Iterator[Ontbreekt]:
    if any(t.code == "verslag" for t in basis.termijnen):
        return  # the profile has a term for it
    for gesprek in blad.gesprekken:
        if gesprek.verslag_op is None or gesprek.verslag_op > basis.as_of:
            yield Ontbreekt(
                code="verslag",
                wat=gesprek.datum.isoformat(),
                tekst=_("report of the voortgangsgesprek of {date}").format(date=gesprek.datum),
            )


def _zonder_afspraken(blad: Besluitblad) -> Iterator[Ontbreekt]:
    for advies in blad.oordelen:
        if advies.afspraken_op is None and advies.datum >= blad.sinds and advies.oordeel != "voldoende":
            yield Ontbreekt(
                code="afspraken",
                wat=f"{advies.door} {advies.datum}",
                tekst=_("arrangements after the {oordeel} of the {who} of {date}").format(
                    oordeel=advies.oordeel, who=advies.door, date=advies.datum
                ),
            )


def _zonder_brief(blad: Besluitblad) -> Iterator[Ontbreekt]:
    for traject in blad.begeleiding:
        if traject.brief_op is None:
            yield Ontbreekt(
                code="brief",
                wat=f"{traject.soort} {traject.van}",
                tekst=_("letter on the {kind} from {date}").format(kind=traject.soort, date=traject.van),
            )


def _over_diensten(basis: _Basis, blad: Besluitblad) -> Iterator[Ontbreekt]:
    for stand in blad.diensten:
        minimum, naam = stand.quotum.minimum, stand.quotum.onderdeel
        if not minimum or stand.gedaan >= minimum or stand.quotum.begin > basis.as_of:
            continue
        loopt = stand.quotum.eind >= basis.as_of
        if not stand.boekingen:
            tekst = _("diensten of {onderdeel}: none is recorded, {minimum} are owed").format(
                onderdeel=naam, minimum=minimum
            )
        elif not loopt:
            tekst = _("diensten of {onderdeel}: {done} of {minimum}").format(
                onderdeel=naam, done=stand.gedaan, minimum=minimum
            )
        elif stand.nog_te_doen and (stand.tempo is None or stand.tempo < minimum):
            tekst = _(
                "diensten of {onderdeel}: {done} of {minimum} done, {planned} planned, {todo} to go by {date}"
            ).format(
                onderdeel=naam,
                done=stand.gedaan,
                minimum=minimum,
                planned=stand.gepland,
                todo=stand.nog_te_doen,
                date=stand.quotum.eind,
            )
        else:
            continue  # under way
        yield Ontbreekt(code="diensten", wat=naam, tekst=tekst, kan_nog=loopt)


def _over_onderwijs(basis: _Basis, blad: Besluitblad) -> Iterator[Ontbreekt]:
    if not basis.dossier.onderwijs:
        if blad.onderwijs:
            yield Ontbreekt(code="onderwijs", tekst=_("onderwijs: none is recorded"))
        return
    for jaar in blad.onderwijs:
        if jaar.periode.laatste_dag > max(blad.termijn.uiterlijk, basis.as_of):
            continue  # goes on after the decision
        voorbij = jaar.periode.end <= basis.as_of
        if (jaar.gedaan if voorbij else jaar.geboekt) >= jaar.minimum:
            continue
        if voorbij:
            tekst = _("onderwijs of opleidingsjaar {n}: {done} of {minimum} days").format(
                n=jaar.nummer, done=say_number(jaar.gedaan), minimum=jaar.minimum
            )
        else:
            tekst = _("onderwijs of opleidingsjaar {n}: {days} to go by {date}").format(
                n=jaar.nummer, days=say_days(jaar.nog_te_doen), date=jaar.periode.laatste_dag
            )
        yield Ontbreekt(code="onderwijs", wat=str(jaar.nummer), tekst=tekst, kan_nog=not voorbij)


def _over_aanvraag(basis: _Basis, vrijstelling: Vrijstelling, termijn: Termijn) -> Iterator[Ontbreekt]:
    if vrijstelling.aangevraagd_op is None:
        yield Ontbreekt(
            code="aanvraag", wat=vrijstelling.onderdeel, tekst=_("day of the request"), pad=termijn.pad
        )
    if vrijstelling.ervaring_weken is None:
        yield Ontbreekt(
            code="ervaring",
            wat=vrijstelling.onderdeel,
            tekst=_("weeks of work experience that it rests on"),
            pad=termijn.pad,
        )


def _ontbrekende_verplichtingen(blad: Besluitblad) -> Iterator[Ontbreekt]:
    for stand in blad.verplichtingen:
        if stand.voldaan_op is None:
            yield Ontbreekt(
                code="verplichting",
                wat=stand.code,
                tekst=_("{obligation} ({code})").format(obligation=stand.omschrijving, code=stand.code),
                kan_nog=blad.termijn.status is not TermijnStatus.TE_LAAT,
            )


# --- what to mind ---


def _aandacht(basis: _Basis, blad: Besluitblad) -> Iterator[str]:
    onvoldoende = [a for a in blad.oordelen if _is_onvoldoende(a) and a.datum >= blad.sinds]
    if onvoldoende:
        regel = basis.regels["uitkomsten-na-onvoldoende"]
        mogelijk = [u for u in basis.regels.lijst("uitkomsten-na-onvoldoende") if u in blad.uitkomsten]
        yield _(
            "after the onvoldoende of the {who} ({date}) the decision holds one of {outcomes}: {source}"
        ).format(
            who=onvoldoende[-1].door,
            date=onvoldoende[-1].datum,
            outcomes=", ".join(str(u) for u in mogelijk),
            source=regel.bronvermelding,
        )
    if basis.ios.lopende_onderbreking:
        yield _("an absence is still running: the dates of the training will move")
    if basis.ios.status is IosStatus.VOORLOPIG and blad.termijn.code == VOLTOOIINGSBESLUIT:
        yield _("the IOS is voorlopig")
    if blad.termijn.code == VRIJSTELLINGSBESLUIT and blad.vrijstellingen:
        minimum = basis.regels.getal_of_geen("vrijstelling-ervaring-minimum")
        weken = blad.vrijstellingen[0].ervaring_weken
        if minimum is not None and weken is not None and weken < minimum:
            yield _("{weeks} weeks of experience, {minimum} are asked: {source}").format(
                weeks=say_number(weken),
                minimum=say_number(minimum),
                source=basis.regels["vrijstelling-ervaring-minimum"].bronvermelding,
            )


def _is_onvoldoende(advies: Voortgangsadvies) -> bool:
    return advies.oordeel == "onvoldoende" or bool(advies.onvoldoende_op)
