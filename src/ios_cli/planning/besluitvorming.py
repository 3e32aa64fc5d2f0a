"""What the hoofd needs for each decision that is coming, and what is still missing.

Nothing is judged here that a check judges: a sheet brings together what the dossier has, what the terms,
diensten and onderwijs say of it, and which of it is not there yet. Source: LOP 2024, 4.3 and 5.4.
"""

from collections.abc import Iterator, Mapping, Sequence
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
from ios_cli.domain.dossier import Besluit, Dossier, Voortgangsadvies, Voortgangsgesprek, Vrijstelling
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
# One term for the adviezen of several people; it stays open until the last of them has signed.
_ADVIES_VAN_ALLEN = {"stagebeoordeling": "stagebeoordeling", "vrijstellingsadvies": "vrijstelling"}
_TEKENT_ALS = {"stageopleider": "opleider"}


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
        sluit={r.code: r.afgesloten_door or "" for r in regels.termijnen},
        genomen=tuple(_genomen(ios, dossier, termijnen, as_of)),
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
    sluit: Mapping[str, str]
    """By code of a term what in a dossier closes it."""
    genomen: tuple["_Genomen", ...]


@dataclass(frozen=True, slots=True)
class _Genomen:
    """A voortgangsbeslissing or voltooiingsbesluit that was taken, and its place among the decisions.

    `plaats` is the last day on which it was due; of one that closes no term the last day of the onderdeel
    that it names, None where it names none.
    """

    besluit: Besluit
    plaats: date | None
    sluit_termijn: bool

    def is_voor(self, termijn: Termijn) -> bool:
        """Whether it is about something earlier than `termijn`."""
        if self.plaats is not None and self.plaats > termijn.uiterlijk:
            return False
        if self.sluit_termijn:
            return self.plaats is not None and self.plaats < termijn.uiterlijk
        return self.besluit.datum < termijn.uiterlijk

    @property
    def tot(self) -> date:
        """Up to and including which day it looked: one that was taken late does not hide what came after its
        own last day from the next decision."""
        if self.sluit_termijn and self.plaats is not None:
            return min(self.besluit.datum, self.plaats)
        return self.besluit.datum


def _blad(basis: _Basis, termijn: Termijn) -> Besluitblad:
    """The sheet of a voortgangsbeslissing or the voltooiingsbesluit."""
    dossier, as_of = basis.dossier, basis.as_of
    sinds = _sinds(basis, termijn)
    rijen = _rijen(basis.ios, termijn)
    slot = termijn.code == VOLTOOIINGSBESLUIT
    adviezen = sorted(
        (a for a in dossier.voortgangsadvies if a.datum <= as_of),
        key=lambda a: (a.datum, a.door, a.soort, repr(a)),
    )
    blad = Besluitblad(
        ios=basis.ios,
        termijn=termijn,
        sinds=sinds,
        rijen=rijen,
        uitkomsten=tuple(str(u) for u in basis.regels.lijst(f"uitkomsten-{termijn.code}")),
        gesprekken=tuple(
            sorted((g for g in dossier.voortgangsgesprek if sinds <= g.datum <= as_of), key=_op_datum)
        ),
        adviezen=tuple(a for a in adviezen if a.soort == "voortgang" and a.datum >= sinds),
        # at the end all stages are looked at once more
        stagebeoordelingen=tuple(
            a for a in adviezen if a.soort == "stagebeoordeling" and (slot or a.datum >= sinds)
        ),
        besluiten=tuple(sorted((b for b in dossier.besluit if b.datum <= as_of), key=_op_datum)),
        begeleiding=tuple(
            sorted(
                (
                    b
                    for b in dossier.begeleidingstraject
                    if b.van <= as_of and (slot or b.uitkomst is None or b.tot_en_met >= sinds)
                ),
                key=lambda b: (b.van, repr(b)),
            )
        ),
        diensten=_diensten(basis, termijn, rijen),
        onderwijs=_onderwijs(basis, termijn, rijen),
        onderbrekingen=tuple(
            sorted((o for o in dossier.onderbreking if o.van <= as_of), key=lambda o: (o.van, repr(o)))
        ),
        verlengingen=tuple(sorted(dossier.verlenging, key=lambda v: (v.besloten_op or date.max, repr(v)))),
        verlenging_maximum=basis.regels.getal("verlenging-maximum"),
        vrijstellingen=_in_volgorde(basis.ios, dossier),
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
        gesprekken=tuple(sorted((g for g in dossier.voortgangsgesprek if g.datum <= as_of), key=_op_datum)),
        adviezen=tuple(
            sorted(
                (
                    a
                    for a in dossier.voortgangsadvies
                    if a.datum <= as_of
                    and a.soort == "vrijstelling"
                    and (a.onderdeel is None or any(a.onderdeel in (r.onderdeel, r.soort) for r in rijen))
                ),
                key=lambda a: (a.datum, a.door, repr(a)),
            )
        ),
        vrijstellingen=(vrijstelling,) if vrijstelling else (),
        verlenging_maximum=basis.regels.getal("verlenging-maximum"),
        factor=_factor(basis.ios, as_of),
        verplichtingen=_verplichtingen(basis, termijn),
    )
    ontbreekt = [
        _van_termijn(basis, t)
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


def _sinds(basis: _Basis, termijn: Termijn) -> date:
    """The first day after what the decisions on earlier things looked at; the start where there is none.

    A decision on something later, taken while this one was left, changes nothing: what this one rests on
    would be hidden.
    """
    eerder = [g.tot + DAG for g in basis.genomen if g.is_voor(termijn)]
    return max(eerder, default=basis.ios.start)


def _genomen(ios: IOS, dossier: Dossier, termijnen: Sequence[Termijn], as_of: date) -> Iterator[_Genomen]:
    gesloten = {t.gedaan_pad: t.uiterlijk for t in termijnen if t.gedaan_pad[:1] == ("besluit",)}
    for nummer, besluit in enumerate(dossier.besluit):
        if besluit.soort not in (VOORTGANGSBESLISSING, VOLTOOIINGSBESLUIT) or besluit.datum > as_of:
            continue
        uiterlijk = gesloten.get(("besluit", nummer))
        if uiterlijk is not None:
            yield _Genomen(besluit, uiterlijk, True)
        elif besluit.soort == VOLTOOIINGSBESLUIT:
            yield _Genomen(besluit, ios.laatste_dag, False)
        else:
            dagen = [r.periode.laatste_dag for r in _over(ios, besluit.onderdeel) if r.periode]
            yield _Genomen(besluit, max(dagen, default=None), False)


def _over(ios: IOS, onderdeel: str | None) -> Iterator[Rij]:
    """The rows that a reference to an onderdeel is about."""
    if onderdeel == EXTERNE_STAGES:
        return (r for r in ios.geplande_rijen if not r.is_praktijk)
    return (r for r in ios.geplande_rijen if onderdeel in (r.onderdeel, r.soort))


def _op_datum(entry: Voortgangsgesprek | Besluit) -> tuple[date, str]:
    """By date; of one day in an order that does not hang on that of the entries."""
    return entry.datum, repr(entry)


def _in_volgorde(ios: IOS, dossier: Dossier) -> tuple[Vrijstelling, ...]:
    """The vrijstellingen that hold, in the order of the schedule."""
    plaats: dict[str, int] = {}
    for nummer, rij in enumerate(ios.rijen):
        plaats.setdefault(rij.onderdeel, nummer)
        plaats.setdefault(rij.soort, nummer)
    return tuple(
        sorted(
            (v for v in dossier.vrijstelling if v.telt),
            key=lambda v: (plaats.get(v.onderdeel, len(plaats)), v.onderdeel, repr(v)),
        )
    )


def _rijen(ios: IOS, termijn: Termijn) -> tuple[Rij, ...]:
    if termijn.onderdeel:
        return tuple(_over(ios, termijn.onderdeel))
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
        if not t.is_nog_te_doen:
            continue
        if t.code in BESLUITCODES:  # however long ago
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
        elif t.code in basis.steun and (t.uiterlijk >= blad.sinds or _blijft(basis, blad, t)):
            grens = t.vanaf if t.code in basis.na_gesprek and t.vanaf is not None else t.uiterlijk
            if grens <= termijn.uiterlijk:
                yield _van_termijn(basis, t)
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


def _blijft(basis: _Basis, blad: Besluitblad, t: Termijn) -> bool:
    """Whether an open term is missing however long ago it was: the stages at the end, where all are looked at
    once more, and guidance without outcome."""
    sluit = basis.sluit.get(t.code)
    return sluit == "begeleidingstraject" or (
        sluit == "stagebeoordeling" and blad.termijn.code == VOLTOOIINGSBESLUIT
    )


def _naam(t: Termijn) -> str:
    return f"{t.code} ({t.onderdeel})" if t.onderdeel else t.code


def _van_termijn(basis: _Basis, t: Termijn) -> Ontbreekt:
    """What an open term says."""
    as_of = basis.as_of
    wie = " + ".join(_nog_van(basis, t))
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


def _nog_van(basis: _Basis, t: Termijn) -> tuple[str, ...]:
    """By whom: of an advies of several people those who have not given theirs."""
    soort = _ADVIES_VAN_ALLEN.get(basis.sluit.get(t.code, ""))
    if soort is None or len(t.wie) < 2:
        return t.wie
    namen = {t.onderdeel, *(n for r in _over(basis.ios, t.onderdeel) for n in (r.onderdeel, r.soort))}
    if soort == "vrijstelling":
        namen.add("")  # an advies without onderdeel is about all of them
    gegeven = {
        a.door
        for a in basis.dossier.voortgangsadvies
        if a.soort == soort and a.datum <= basis.as_of and (a.onderdeel or "") in namen
    }
    return tuple(w for w in t.wie if _TEKENT_ALS.get(w, w) not in gegeven) or t.wie


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
        if not minimum or stand.gedaan >= minimum or stand.quotum.begin > basis.as_of or stand.afgebroken:
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
        elif stand.nog_te_doen and not stand.pas_begonnen and (stand.verwacht or 0) < minimum:
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
    regel = basis.regels["uitkomsten-na-onvoldoende"]
    na_onvoldoende = basis.regels.lijst("uitkomsten-na-onvoldoende")
    onvoldoende = [
        a
        for a in blad.oordelen
        if _is_onvoldoende(a)
        and a.datum >= blad.sinds
        and not _is_beantwoord(basis, blad.termijn, a, na_onvoldoende)
    ]
    if onvoldoende:
        mogelijk = [u for u in na_onvoldoende if u in blad.uitkomsten]
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


def _is_beantwoord(
    basis: _Basis, termijn: Termijn, advies: Voortgangsadvies, uitkomsten: Sequence[object]
) -> bool:
    """Whether another decision holds what has to follow: one on something earlier; or any, of an advies that
    came after the last day of this one."""
    return any(
        g.besluit.datum >= advies.datum
        and (g.is_voor(termijn) or advies.datum > termijn.uiterlijk)
        and any(u in uitkomsten for u in g.besluit.uitkomst)
        for g in basis.genomen
    )
