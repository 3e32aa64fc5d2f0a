"""The besluitlijst: a page for every decision that is coming; a row for a spreadsheet, json for a program.

A page holds what the hoofd reads before a decision, most urgent first. It is laid out as two columns, the
subject and what the dossier has of it, so that it fits on one sheet of 80 columns.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from itertools import groupby
from typing import TYPE_CHECKING, Any

from ios_cli.domain.besluitvorming import VOLTOOIINGSBESLUIT, VRIJSTELLINGSBESLUIT, Besluitblad
from ios_cli.domain.diensten import Dienstenstand
from ios_cli.domain.dossier import Begeleidingstraject, Besluit, Duur, Onderbreking, Voortgangsadvies
from ios_cli.domain.numbers import format_exact
from ios_cli.domain.onderwijs import Onderwijsjaar
from ios_cli.domain.termijn import TermijnStatus
from ios_cli.domain.words import say_content, say_days, say_factor, say_months, say_number
from ios_cli.render.lijst import Blok, Kleur, Kolom, Regel
from ios_cli.render.onderwijs import jaar_record
from ios_cli.text import _, ngettext

if TYPE_CHECKING:
    from ios_cli.render.csv import Cell

BESLUITLIJST_COLUMNS = (
    "aios_id",
    "naam",
    "besluit",
    "onderdeel",
    "nummer",
    "vanaf",
    "uiterlijk",
    "status",
    "ontbreekt",
    "sinds",
    "gesprekken",
    "adviezen",
    "stagebeoordelingen",
    "diensten",
    "onderwijs",
    "begeleiding",
    "verplichtingen",
    "verlenging",
)
BESLUITLIJST_SCHEMA = "ios/besluitlijst/1"
DOT = " · "
SCHEIDING = "|"
"""Between several values in one cell of the csv, as everywhere."""


# --- csv ---


def besluit_rows(bladen: Iterable[Besluitblad]) -> "Iterator[Sequence[Cell]]":
    """A row a decision. Several values in a cell are joined by `|`; words in them never change with the
    language, so `ontbreekt` has codes."""
    for blad in bladen:
        termijn = blad.termijn
        yield (
            blad.ios.aios_id,
            blad.ios.naam,
            termijn.code,
            termijn.onderdeel,
            termijn.nummer,
            termijn.vanaf,
            termijn.uiterlijk,
            termijn.status.value,
            _cel(o.sleutel for o in blad.ontbreekt),
            blad.sinds,
            _cel(g.datum.isoformat() for g in blad.gesprekken),
            _cel(_advies_cel(a) for a in blad.adviezen),
            _cel(_advies_cel(a) for a in blad.stagebeoordelingen),
            _cel(
                f"{s.quotum.onderdeel} {s.gedaan}/{s.quotum.minimum}"
                if s.quotum.minimum is not None
                else f"{s.quotum.onderdeel} {s.gedaan}"
                for s in blad.diensten
            ),
            # with the colon a spreadsheet does not take `1 0/40` for a number
            _cel(f"{j.nummer}: {format_exact(j.gedaan)}/{j.minimum}" for j in blad.onderwijs),
            _cel(
                " ".join(x for x in (b.soort, f"{b.van}/{b.tot_en_met}", b.uitkomst) if x)
                for b in blad.begeleiding
            ),
            _cel(f"{v.code} {v.voldaan_op or '-'}" for v in blad.verplichtingen),
            _cel(_duur(v) for v in blad.verlengingen),
        )


def _cel(waarden: Iterable[str]) -> str | None:
    return SCHEIDING.join(waarden) or None


def _advies_cel(a: Voortgangsadvies) -> str:
    return " ".join(x for x in (str(a.datum), a.door, a.onderdeel, a.oordeel, a.advies) if x)


def _duur(duur: Duur) -> str:
    """`3 maanden`, in the unit of the dossier, whatever the language."""
    if duur.maanden is not None:
        return f"{format_exact(duur.maanden)} maanden"
    return f"{duur.weken} weken" if duur.weken is not None else f"{duur.dagen} dagen"


# --- json ---


def besluit_records(bladen: Sequence[Besluitblad]) -> Iterator[dict[str, Any]]:
    """One object per aios, by id, with the coming decisions."""
    op_aios = sorted(bladen, key=lambda b: b.ios.aios_id)
    for _aios_id, mine in groupby(op_aios, key=lambda b: b.ios.aios_id):
        van_een = list(mine)
        ios = van_een[0].ios
        yield {
            "aios_id": ios.aios_id,
            "naam": ios.naam,
            "groep": ios.groep,
            "ios_status": ios.status.value,
            "revisie": ios.revisie,
            "besluiten": [_record(blad) for blad in van_een],
        }


def _record(blad: Besluitblad) -> dict[str, Any]:
    termijn = blad.termijn
    return {
        "besluit": termijn.code,
        "onderdeel": termijn.onderdeel or None,
        "nummer": termijn.nummer,
        "vanaf": termijn.vanaf,
        "uiterlijk": termijn.uiterlijk,
        "status": termijn.status.value,
        "wie": list(termijn.wie),
        "bron": termijn.bron,
        "uitkomsten": list(blad.uitkomsten),
        "sinds": blad.sinds,
        "onderdelen": [
            {"onderdeel": r.onderdeel, "soort": r.soort, "begin": r.begin, "eind": r.eind, "plaats": r.plaats}
            for r in blad.rijen
        ],
        "ontbreekt": [
            {"code": o.code, "wat": o.wat or None, "tekst": o.tekst, "kan_nog": o.kan_nog}
            for o in blad.ontbreekt
        ],
        "aandacht": list(blad.aandacht),
        "gesprekken": [{"datum": g.datum, "verslag_op": g.verslag_op} for g in blad.gesprekken],
        "adviezen": [_advies_record(a) for a in blad.adviezen],
        "stagebeoordelingen": [_advies_record(a) for a in blad.stagebeoordelingen],
        "besluiten": [
            {
                "soort": b.soort,
                "onderdeel": b.onderdeel,
                "datum": b.datum,
                "uitkomst": list(b.uitkomst),
            }
            for b in blad.besluiten
        ],
        "begeleiding": [
            {
                "soort": b.soort,
                "van": b.van,
                "tot_en_met": b.tot_en_met,
                "brief_op": b.brief_op,
                "uitkomst": b.uitkomst,
            }
            for b in blad.begeleiding
        ],
        "diensten": [
            {
                "onderdeel": s.quotum.onderdeel,
                "minimum": s.quotum.minimum,
                "maximum": s.quotum.maximum,
                "gedaan": s.gedaan,
                "gepland": s.gepland,
                "nog_te_doen": s.nog_te_doen,
            }
            for s in blad.diensten
        ],
        "onderwijs": [jaar_record(j) for j in blad.onderwijs],
        "onderbrekingen": [
            {"soort": o.soort, "van": o.van, "tot_en_met": o.tot_en_met, "omvang": format_exact(o.omvang)}
            for o in blad.onderbrekingen
        ],
        "verlengingen": [
            {"duur": _duur(v), "reden": v.reden, "besloten_op": v.besloten_op} for v in blad.verlengingen
        ],
        "vrijstellingen": [
            {
                "onderdeel": v.onderdeel,
                "duur": _duur(v),
                "status": v.status,
                "grond": v.grond,
                "ervaring_weken": None if v.ervaring_weken is None else format_exact(v.ervaring_weken),
                "aangevraagd_op": v.aangevraagd_op,
                "besloten_op": v.besloten_op,
            }
            for v in blad.vrijstellingen
        ],
        "factor": None if blad.factor is None else format_exact(blad.factor),
        "verplichtingen": [
            {"code": v.code, "omschrijving": v.omschrijving, "voldaan_op": v.voldaan_op, "bron": v.bron}
            for v in blad.verplichtingen
        ],
    }


def _advies_record(a: Voortgangsadvies) -> dict[str, Any]:
    return {
        "datum": a.datum,
        "soort": a.soort,
        "onderdeel": a.onderdeel,
        "door": a.door,
        "oordeel": a.oordeel,
        "onvoldoende_op": list(a.onvoldoende_op),
        "advies": a.advies,
        "afspraken_op": a.afspraken_op,
    }


# --- for people ---


def besluit_blokken(bladen: Iterable[Besluitblad], *, as_of: date, herhaal: bool) -> Iterator[Blok]:
    """A page for every decision. `herhaal`: the subject stands on every line of its rows, for `grep`."""
    for blad in bladen:
        regels: list[Regel] = []
        for onderwerp, rijen in _onderwerpen(blad, as_of):
            for nummer, (tekst, kleur) in enumerate(rijen):
                kop = onderwerp if herhaal or not nummer else ""
                # where one ends and the next begins, as lines wrap
                streep = "- " if len(rijen) > 1 and not herhaal else ""
                regels.append(Regel(cellen=(kop, streep + tekst), kleur=kleur))
        yield Blok(
            titel=_titel(blad),
            sleutel=blad.ios.aios_id,
            samenvatting=_samenvatting(blad, as_of),
            kleur=_kleur(blad),
            kolommen=(Kolom(kop=_("subject")), Kolom(kop=_("what there is"), breekt=True, kleurt=True)),
            regels=regels,
        )


Rijen = list[tuple[str, Kleur]]


def _titel(blad: Besluitblad) -> str:
    ios = blad.ios
    wie = [ios.naam, ios.aios_id] if ios.naam else [ios.aios_id]
    if ios.groep:
        wie.append(_("group {name}").format(name=ios.groep))
    return f"{_naam(blad)}: {DOT.join(w for w in wie if w)}"


def _naam(blad: Besluitblad) -> str:
    termijn = blad.termijn
    naam = f"{termijn.code} {termijn.nummer}" if termijn.nummer > 1 else termijn.code
    onderdeel = termijn.onderdeel
    if termijn.code == VRIJSTELLINGSBESLUIT and blad.vrijstellingen:
        onderdeel = blad.vrijstellingen[0].onderdeel
    return f"{naam} ({onderdeel})" if onderdeel else naam


def _samenvatting(blad: Besluitblad, as_of: date) -> str:
    """`by 2026-08-31 (in 91 days), open since 2026-08-01; 3 things missing`."""
    termijn = blad.termijn
    dagen = (termijn.uiterlijk - as_of).days
    if dagen < 0:
        wanneer = ngettext("{n} day late", "{n} days late", -dagen).format(n=-dagen)
    elif dagen == 0:
        wanneer = _("today")
    else:
        wanneer = ngettext("in {n} day", "in {n} days", dagen).format(n=dagen)
    delen = [_("by {date} ({when})").format(date=termijn.uiterlijk, when=wanneer)]
    if termijn.vanaf is not None and termijn.vanaf > as_of:
        delen.append(_("can be taken from {date}").format(date=termijn.vanaf))
    aantal = len(blad.ontbreekt)
    delen.append(
        ngettext("{n} thing is missing", "{n} things are missing", aantal).format(n=aantal)
        if aantal
        else _("nothing is missing")
    )
    return DOT.join(delen)


def _kleur(blad: Besluitblad) -> Kleur:
    if blad.termijn.status is TermijnStatus.TE_LAAT:
        return Kleur.FOUT
    return Kleur.AANDACHT if blad.ontbreekt else Kleur.GOED


def _onderwerpen(blad: Besluitblad, as_of: date) -> Iterator[tuple[str, Rijen]]:
    """(subject, its lines), subjects of which there is nothing to say left out."""
    alle = (
        (_("missing"), _ontbreekt(blad)),
        (_("mind"), [(tekst, Kleur.AANDACHT) for tekst in blad.aandacht]),
        (_("decision"), [_gewoon(_besluit(blad))]),
        (_("about"), [_gewoon(tekst) for tekst in _waarover(blad, as_of)]),
        (_("exemption"), [_gewoon(tekst) for tekst in _vrijstellingen(blad)]),
        (_("talks"), _gesprekken(blad)),
        (_("advices"), [_advies(a) for a in blad.adviezen] or _geen(blad)),
        (_("stages"), [_advies(a) for a in blad.stagebeoordelingen]),
        (_("diensten"), [_dienst(s, as_of) for s in blad.diensten]),
        (_("onderwijs"), [_onderwijs(blad, j, as_of) for j in blad.onderwijs]),
        (_("obligations"), _verplichtingen(blad)),
        (_("guidance"), [_begeleiding(b, as_of) for b in blad.begeleiding]),
        (_("absence"), [_gewoon(_onderbreking(o, as_of)) for o in blad.onderbrekingen]),
        (_("extension"), [_gewoon(tekst) for tekst in _verlengingen(blad)]),
        (_("decided"), [_gewoon(_eerder(b)) for b in blad.besluiten]),
    )
    return ((onderwerp, rijen) for onderwerp, rijen in alle if rijen)


def _gewoon(tekst: str) -> tuple[str, Kleur]:
    return tekst, Kleur.GEWOON


def _ontbreekt(blad: Besluitblad) -> Rijen:
    if not blad.ontbreekt:
        return [(_("nothing: what the program can see is there"), Kleur.GOED)]
    return [(o.tekst, Kleur.GEWOON if o.kan_nog else Kleur.FOUT) for o in blad.ontbreekt]


def _besluit(blad: Besluitblad) -> str:
    return _("{who} decides: {outcomes} ({source})").format(
        who=" + ".join(blad.termijn.wie), outcomes=", ".join(blad.uitkomsten), source=blad.termijn.bron
    )


def _waarover(blad: Besluitblad, as_of: date) -> Iterator[str]:
    for rij in blad.rijen:
        naam = rij.onderdeel if rij.onderdeel == rij.soort else f"{rij.onderdeel} ({rij.soort})"
        delen = [naam]
        if rij.begin is not None and rij.eind is not None:
            delen.append(_("{begin} to {end}").format(begin=rij.begin, end=rij.eind))
        delen += [x for x in (rij.plaats, rij.opleider) if x]
        yield DOT.join(delen)
    laatste = blad.ios.laatste_dag
    delen = [] if laatste is None else [_("last day of the training {date}").format(date=laatste)]
    if blad.factor is not None:
        delen.append(_("factor {n} on {date}").format(n=say_factor(blad.factor), date=as_of))
    delen.append(_("IOS {status}").format(status=blad.ios.status.value))
    yield DOT.join(delen)


def _vrijstellingen(blad: Besluitblad) -> Iterator[str]:
    for v in blad.vrijstellingen:
        delen = [
            f"{v.onderdeel} {say_content(v.inhoud)}",
            v.status if v.besloten_op is None else f"{v.status} {v.besloten_op}",
            v.grond,
        ]
        if blad.termijn.code == VRIJSTELLINGSBESLUIT:
            if v.ervaring_weken is not None:
                delen.append(_("{n} weeks of experience").format(n=say_number(v.ervaring_weken)))
            delen += [x for x in (v.ervaring_instelling, v.ervaring_vakgebied) if x]
            if v.aangevraagd_op is not None:
                delen.append(_("requested on {date}").format(date=v.aangevraagd_op))
        yield DOT.join(delen)


def _gesprekken(blad: Besluitblad) -> Rijen:
    if not blad.gesprekken:
        return _geen(blad)
    delen = [
        _("{date} (report {report})").format(date=g.datum, report=g.verslag_op)
        if g.verslag_op is not None
        else _("{date} (no report)").format(date=g.datum)
        for g in blad.gesprekken
    ]
    return [_gewoon(", ".join(delen))]


def _geen(blad: Besluitblad) -> Rijen:
    return [(_("none since {date}").format(date=blad.sinds), Kleur.AANDACHT)]


def _advies(a: Voortgangsadvies) -> tuple[str, Kleur]:
    delen = [f"{a.datum} {a.door}" + (f", {a.onderdeel}" if a.onderdeel else "")]
    oordeel = a.oordeel or ""
    if a.onvoldoende_op:
        oordeel = f"{oordeel} ({', '.join(a.onvoldoende_op)})"
    delen += [x for x in (oordeel, a.advies) if x]
    if a.afspraken_op is not None:
        delen.append(_("arrangements {date}").format(date=a.afspraken_op))
    goed = a.oordeel in (None, "voldoende") and not a.onvoldoende_op and a.advies in (None, "voortzetten")
    return DOT.join(delen), Kleur.GEWOON if goed else Kleur.AANDACHT


def _dienst(s: Dienstenstand, as_of: date) -> tuple[str, Kleur]:
    q = s.quotum
    grens = f"{q.minimum}-{q.maximum}" if q.minimum is not None else _("at most {n}").format(n=q.maximum)
    delen = [_("{onderdeel}: {done} done of {owed}").format(onderdeel=q.onderdeel, done=s.gedaan, owed=grens)]
    if s.gepland:
        delen.append(_("{n} planned").format(n=s.gepland))
    if s.nog_te_doen:
        delen.append(_("{n} to go").format(n=s.nog_te_doen))
    if s.verwacht is not None and (not s.gepland or s.gedaan + s.gepland <= s.verwacht):
        delen.append(_("{n} by the end at this rate").format(n=s.verwacht))
    kort = q.minimum is not None and s.gedaan < q.minimum and q.eind < as_of and not s.afgebroken
    return DOT.join(delen), Kleur.AANDACHT if kort else Kleur.GEWOON


def _onderwijs(blad: Besluitblad, j: Onderwijsjaar, as_of: date) -> tuple[str, Kleur]:
    if not any(jaar.geboekt for jaar in blad.onderwijs):
        return _gewoon(
            _("year {n} ({begin} to {end}): none recorded of {minimum}-{maximum}").format(
                n=j.nummer,
                begin=j.periode.begin,
                end=j.periode.laatste_dag,
                minimum=j.minimum,
                maximum=j.maximum,
            )
        )
    tekst = _("year {n} ({begin} to {end}): {done} done of {minimum}-{maximum}").format(
        n=j.nummer,
        begin=j.periode.begin,
        end=j.periode.laatste_dag,
        done=say_number(j.gedaan),
        minimum=j.minimum,
        maximum=j.maximum,
    )
    delen = [tekst]
    voorbij = j.periode.end <= as_of
    if j.gepland:
        delen.append(_("{n} planned").format(n=say_number(j.gepland)))
    if j.nog_te_doen and not voorbij:
        delen.append(_("{n} to go").format(n=say_number(j.nog_te_doen)))
    kort = voorbij and j.gedaan < j.minimum
    if kort:
        delen.append(_("{days} short").format(days=say_days(j.minimum - j.gedaan)))
    return DOT.join(delen), Kleur.AANDACHT if kort else Kleur.GEWOON


def _verplichtingen(blad: Besluitblad) -> Rijen:
    """Those that were met; the others stand under what is missing."""
    return [
        _gewoon(_("{obligation}: {date}").format(obligation=v.omschrijving, date=v.voldaan_op))
        for v in blad.verplichtingen
        if v.voldaan_op is not None
    ]


def _begeleiding(b: Begeleidingstraject, as_of: date) -> tuple[str, Kleur]:
    delen = [f"{b.soort}, " + _("{begin} to {end}").format(begin=b.van, end=b.tot_en_met)]
    delen.append(_("letter {date}").format(date=b.brief_op) if b.brief_op is not None else _("no letter"))
    if b.uitkomst is not None:
        delen.append(b.uitkomst)
    else:
        delen.append(_("running") if b.tot_en_met >= as_of else _("no outcome"))
    return DOT.join(delen), Kleur.GEWOON if b.uitkomst == "voldaan" else Kleur.AANDACHT


def _onderbreking(o: Onderbreking, as_of: date) -> str:
    eind = o.tot_en_met
    if eind is None:
        periode = _("from {begin}, still running").format(begin=o.van)
    else:
        periode = _("{begin} to {end}").format(begin=o.van, end=eind)
    deel = "" if o.omvang == 1 else DOT + _("share {n}").format(n=say_number(o.omvang))
    return f"{o.soort}, {periode}{deel}"


def _verlengingen(blad: Besluitblad) -> Iterator[str]:
    for v in blad.verlengingen:
        delen = [say_content(v.inhoud), v.reden]
        if v.besloten_op is not None:
            delen.append(_("decided on {date}").format(date=v.besloten_op))
        yield DOT.join(delen)
    if blad.termijn.code == VOLTOOIINGSBESLUIT and not blad.verlengingen:
        yield _("none so far; at most {months} together").format(months=say_months(blad.verlenging_maximum))
    elif blad.verlengingen:
        som = sum((v.inhoud.als_maanden for v in blad.verlengingen), Fraction(0))
        yield _("together {months}; at most {maximum}").format(
            months=say_months(som), maximum=say_months(blad.verlenging_maximum)
        )


def _eerder(b: Besluit) -> str:
    naam = f"{b.soort} ({b.onderdeel})" if b.onderdeel else b.soort
    return f"{b.datum} {naam}{DOT}{', '.join(b.uitkomst)}"
