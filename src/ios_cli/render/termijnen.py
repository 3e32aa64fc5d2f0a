"""Termijnen for people and for machines: of each aios by itself (`deadlines`) or of all by date (`agenda`).

Source: contract.md, "`deadlines`, `agenda`".
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from ios_cli.domain.ios import IOS, IosStatus
from ios_cli.domain.termijn import NOG_TE_DOEN, Termijn, TermijnStatus
from ios_cli.render.lijst import Blok, Kleur, Kolom, Regel
from ios_cli.text import _, ngettext

if TYPE_CHECKING:
    from ios_cli.render.csv import Cell

DEADLINE_COLUMNS = (
    "aios_id",
    "code",
    "onderdeel",
    "nummer",
    "vanaf",
    "uiterlijk",
    "wie",
    "status",
    "gedaan_op",
    "bron",
)
DEADLINE_SCHEMA = "ios/deadlines/1"
AGENDA_SCHEMA = "ios/agenda/1"
DOT = " · "
ELK_ONDERDEEL = "*"

KLEUREN = {
    TermijnStatus.TE_LAAT: Kleur.FOUT,
    TermijnStatus.OPEN: Kleur.AANDACHT,
    TermijnStatus.KOMEND: Kleur.GEWOON,
    TermijnStatus.GEDAAN: Kleur.STIL,
    TermijnStatus.TE_LAAT_GEDAAN: Kleur.STIL,
    TermijnStatus.VERVALLEN: Kleur.STIL,
}
# In the order in which they matter.
TELLING = (
    TermijnStatus.TE_LAAT,
    TermijnStatus.OPEN,
    TermijnStatus.KOMEND,
    TermijnStatus.GEDAAN,
    TermijnStatus.TE_LAAT_GEDAAN,
    TermijnStatus.VERVALLEN,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TermijnNaam:
    """What people are told of a code. `vertrouwelijk`: it says something of a judgement, a dispute, or health
    or leave, so that a calendar, which others may see, does not name it."""

    omschrijving: str = ""
    vertrouwelijk: bool = True
    genummerd: bool = False
    """There are several by nature: the number says nothing of what was decided."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Aioskop:
    """Of an IOS what stands with its terms: light enough to send ten thousand of them."""

    aios_id: str
    naam: str | None
    groep: str | None
    status: IosStatus
    revisie: int
    start: date
    as_of: date
    instituut: str | None = None
    lopende_onderbreking: bool = False
    soorten: Mapping[str, str] = field(default_factory=dict)
    """The soort of each onderdeel with a naam of its own that is the only one of its soort."""

    @classmethod
    def van(cls, ios: "IOS | Aioskop") -> "Aioskop":
        if isinstance(ios, Aioskop):
            return ios
        alle = [rij.soort for rij in ios.zonder_einde or ios.rijen]
        return cls(
            as_of=ios.as_of,
            instituut=ios.instituut,
            lopende_onderbreking=ios.lopende_onderbreking,
            soorten={
                rij.onderdeel: rij.soort
                for rij in ios.zonder_einde or ios.rijen
                if rij.onderdeel != rij.soort and alle.count(rij.soort) == 1
            },
            aios_id=ios.aios_id,
            naam=ios.naam,
            groep=ios.groep,
            status=ios.status,
            revisie=ios.revisie,
            start=ios.start,
        )


class Eerder(NamedTuple):
    """How a term was reported before; dates as they are written, "" for none."""

    status: str
    vanaf: str
    uiterlijk: str
    gedaan_op: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Kalender:
    """The terms to show of one aios, in the order of the contract."""

    ios: IOS | Aioskop
    termijnen: tuple[Termijn, ...]
    namen: Mapping[tuple[str, str], TermijnNaam] = field(default_factory=dict)
    """By code and onderdeel, `ELK_ONDERDEEL`, or "" for what has no onderdeel of its own."""
    bronnen: Mapping[str, str] = field(default_factory=dict)
    """Sources as a reader says them, where that is not as they stand."""
    eerder: Mapping[Termijn, Eerder] | None = None
    """Of terms that were reported before and changed, how; None where nobody keeps that."""

    def naam(self, termijn: Termijn) -> TermijnNaam:
        elders = (ELK_ONDERDEEL, "") if termijn.onderdeel else ("", ELK_ONDERDEEL)
        for onderdeel in (termijn.onderdeel, *elders):
            if naam := self.namen.get((termijn.code, onderdeel)):
                return naam
        return TermijnNaam()

    def bron(self, termijn: Termijn) -> str:
        return self.bronnen.get(termijn.bron, termijn.bron)


def volgorde(termijn: Termijn) -> tuple[Any, ...]:
    """The order within one aios."""
    return (termijn.uiterlijk, termijn.code, termijn.nummer, termijn.onderdeel, termijn.wie)


def deadline_rows(kalenders: Iterable[Kalender]) -> "Iterator[Sequence[Cell]]":
    """The rows of the csv: by aios, as they stand."""
    return (_row(kalender, termijn) for kalender in kalenders for termijn in kalender.termijnen)


def agenda_rows(kalenders: Iterable[Kalender]) -> "Iterator[Sequence[Cell]]":
    """The same rows for all together: by uiterlijk, then by aios."""
    return (_row(kalender, termijn) for kalender, termijn in _op_datum(kalenders))


def _op_datum(kalenders: Iterable[Kalender]) -> list[tuple[Kalender, Termijn]]:
    paren = [(kalender, termijn) for kalender in kalenders for termijn in kalender.termijnen]
    return sorted(paren, key=lambda paar: (paar[1].uiterlijk, paar[0].ios.aios_id, *volgorde(paar[1])))


def _row(kalender: Kalender, termijn: Termijn) -> "Sequence[Cell]":
    return (
        kalender.ios.aios_id,
        termijn.code,
        termijn.onderdeel,
        termijn.nummer,
        termijn.vanaf,
        termijn.uiterlijk,
        termijn.wie_tekst,
        termijn.status.value,
        termijn.gedaan_op,
        termijn.bron,
    )


def per_termijn(kalenders: Iterable[Kalender]) -> Iterator[Kalender]:
    """A calendar for each term, all together by date."""
    return (replace(kalender, termijnen=(termijn,)) for kalender, termijn in _op_datum(kalenders))


def agenda_records(kalenders: Iterable[Kalender], *, as_of: date) -> Iterator[dict[str, Any]]:
    """The objects of `deadline_records`, who comes first on the list first."""
    op_rij: dict[str, Kalender] = {}
    for kalender, _termijn in _op_datum(kalenders):
        op_rij.setdefault(kalender.ios.aios_id, kalender)
    return deadline_records(op_rij.values(), as_of=as_of)


def deadline_records(kalenders: Iterable[Kalender], *, as_of: date) -> Iterator[dict[str, Any]]:
    """One object per aios for json; `dagen` is how far off `uiterlijk` is, below 0 where it has passed."""
    for kalender in kalenders:
        yield {
            "aios_id": kalender.ios.aios_id,
            "naam": kalender.ios.naam,
            "ios_status": kalender.ios.status.value,
            "revisie": kalender.ios.revisie,
            "telling": {status.value: n for status, n in _telling(kalender).items()},
            "termijnen": [_record(kalender, termijn, as_of) for termijn in kalender.termijnen],
        }


def _record(kalender: Kalender, termijn: Termijn, as_of: date) -> dict[str, Any]:
    return {
        "code": termijn.code,
        "omschrijving": kalender.naam(termijn).omschrijving or None,
        "onderdeel": termijn.onderdeel or None,
        "nummer": termijn.nummer,
        "vanaf": termijn.vanaf,
        "uiterlijk": termijn.uiterlijk,
        "wie": list(termijn.wie),
        "status": termijn.status.value,
        "gedaan_op": termijn.gedaan_op,
        "dagen": (termijn.uiterlijk - as_of).days if termijn.is_nog_te_doen else None,
        "ernst": termijn.ernst.value,
        "aangepast": bool(termijn.aangepast_pad),
        "bron": kalender.bron(termijn),
        **_eerder_record(kalender, termijn),
    }


def _eerder_record(kalender: Kalender, termijn: Termijn) -> dict[str, Any]:
    if kalender.eerder is None:
        return {}
    eerder = kalender.eerder.get(termijn)
    return {"eerder": eerder and {naam: waarde or None for naam, waarde in eerder._asdict().items()}}


def _telling(kalender: Kalender) -> dict[TermijnStatus, int]:
    aantallen = Counter(termijn.status for termijn in kalender.termijnen)
    return {status: aantallen[status] for status in TELLING}


# --- for people ---


def deadline_blokken(kalenders: Iterable[Kalender], *, as_of: date, alles: bool = False) -> Iterator[Blok]:
    """A block for every aios; `uitleg_blokken` says what the codes mean.

    What is done or has lapsed is counted in one line, unless `alles`.
    """
    return (_blok(kalender, as_of, alles=alles) for kalender in kalenders)


def agenda_blokken(kalenders: Iterable[Kalender], *, as_of: date, uitleg: bool = True) -> Iterator[Blok]:
    """The terms of all by date: what is late, then a block for every month, then with `uitleg` what the
    codes mean."""
    paren = sorted(_op_datum(kalenders), key=lambda paar: paar[1].status is not TermijnStatus.TE_LAAT)
    meer = {id(kalender): _meer_van(kalender) for kalender, _termijn in paren}
    for kop, mine in groupby(paren, key=lambda paar: _kop(paar[1])):
        regels = [_regel(k, t, as_of, meer[id(k)], met_aios=True) for k, t in mine]
        yield Blok(titel=f"{kop}{DOT}{len(regels)}", kolommen=_kolommen(met_aios=True), regels=regels)
    if uitleg:
        yield from uitleg_blokken(betekenissen((kalender for kalender, _termijn in paren), alles=True))


def _kop(termijn: Termijn) -> str:
    """What a term stands under: that it is late, or its month."""
    late = termijn.status is TermijnStatus.TE_LAAT
    return TermijnStatus.TE_LAAT.value if late else f"{termijn.uiterlijk:%Y-%m}"


def _te_tonen(kalender: Kalender, *, alles: bool) -> tuple[Termijn, ...]:
    return kalender.termijnen if alles else tuple(t for t in kalender.termijnen if t.is_nog_te_doen)


def _blok(kalender: Kalender, as_of: date, *, alles: bool) -> Blok:
    ios = kalender.ios
    wie = [ios.naam, ios.aios_id] if ios.naam else [ios.aios_id]
    if ios.groep:
        wie.append(_("group {name}").format(name=ios.groep))
    meer = _meer_van(kalender)
    return Blok(
        titel=DOT.join(w for w in wie if w),
        sleutel=ios.aios_id,
        samenvatting=_samenvatting(kalender, as_of, meer, alles=alles),
        kleur=_ergste(kalender),
        kolommen=_kolommen(met_aios=False),
        regels=[
            _regel(kalender, termijn, as_of, meer, met_aios=False)
            for termijn in _te_tonen(kalender, alles=alles)
        ],
        noten=[] if alles else _weggelaten(kalender),
    )


def _weggelaten(kalender: Kalender) -> list[str]:
    """`23 gedaan, 2 vervallen; -v shows all`; nothing where all are shown."""
    tekst = _aantallen(kalender, nog_te_doen=False)
    return [_("{counts}; `-v` shows all").format(counts=tekst)] if tekst else []


def _aantallen(kalender: Kalender, *, nog_te_doen: bool) -> str:
    telling = _telling(kalender).items()
    return ", ".join(f"{n} {s.value}" for s, n in telling if n and (s in NOG_TE_DOEN) is nog_te_doen)


def _ergste(kalender: Kalender) -> Kleur:
    kleuren = {_kleur(termijn) for termijn in kalender.termijnen}
    return next((kleur for kleur in (Kleur.FOUT, Kleur.AANDACHT) if kleur in kleuren), Kleur.GEWOON)


def _kleur(termijn: Termijn) -> Kleur:
    """What has no first day is open all the while: that asks for no attention."""
    if termijn.status is TermijnStatus.OPEN and termijn.vanaf is None:
        return Kleur.GEWOON
    return KLEUREN[termijn.status]


def _samenvatting(kalender: Kalender, as_of: date, meer: set[tuple[str, str]], *, alles: bool) -> str:
    """`2 te-laat, 1 open, 14 komend. Next: voortgangsgesprek 3, by 2026-09-30 (in 121 days)`."""
    if not kalender.termijnen:
        return _("no terms")
    delen = [_aantallen(kalender, nog_te_doen=True), _aantallen(kalender, nog_te_doen=False) if alles else ""]
    tekst = ", ".join(filter(None, delen))
    volgende = next((t for t in kalender.termijnen if t.is_nog_te_doen and t.uiterlijk >= as_of), None)
    if volgende is None:
        return tekst
    naam = _naam_en_nummer(volgende, meer)
    return _("{counts}. Next: {term}, by {date} ({when})").format(
        counts=tekst,
        term=f"{naam} ({volgende.onderdeel})" if volgende.onderdeel else naam,
        date=volgende.uiterlijk.isoformat(),
        when=say_wanneer((volgende.uiterlijk - as_of).days),
    )


def say_wanneer(dagen: int) -> str:
    """How far off a day is."""
    if not dagen:
        return _("today")
    if dagen < 0:
        return ngettext("{n} day ago", "{n} days ago", -dagen).format(n=-dagen)
    return ngettext("in {n} day", "in {n} days", dagen).format(n=dagen)


def _kolommen(*, met_aios: bool) -> tuple[Kolom, ...]:
    aios = (Kolom(kop=_("aios"), breekt=True),) if met_aios else ()
    return (
        Kolom(kop=_("by"), kleurt=True),
        Kolom(kop=_("state"), kleurt=True, breekt=True),
        Kolom(kop=_("days"), rechts=True, kleurt=True, wijkt=1),
        *aios,
        Kolom(kop=_("term"), breekt=True),
        Kolom(kop=_("onderdeel"), breekt=True, wijkt=2),
        Kolom(kop=_("who"), breekt=True, wijkt=3),
        Kolom(kop="", wijkt=4),
        *((Kolom(kop=_("was"), breekt=True, wijkt=5),) if met_aios else ()),
    )


def _regel(
    kalender: Kalender, termijn: Termijn, as_of: date, meer: set[tuple[str, str]], *, met_aios: bool
) -> Regel:
    aios = (" ".join(n for n in (kalender.ios.aios_id, kalender.ios.naam) if n),) if met_aios else ()
    return Regel(
        cellen=(
            termijn.uiterlijk.isoformat(),
            termijn.status.value,
            str((termijn.uiterlijk - as_of).days) if termijn.status in NOG_TE_DOEN else "",
            *aios,
            _naam_en_nummer(termijn, meer),
            termijn.onderdeel,
            " + ".join(termijn.wie),
            _wanneer(termijn),
            *((_eerder(kalender, termijn),) if met_aios else ()),
        ),
        kleur=_kleur(termijn),
        noten=(_("these dates are agreed on in the dossier"),) if termijn.aangepast_pad else (),
    )


def _wanneer(termijn: Termijn) -> str:
    """The day it was done, or from which it can be: of the two, the one that still says something."""
    if termijn.gedaan_op is not None:
        return _("done {date}").format(date=termijn.gedaan_op.isoformat())
    if termijn.vanaf is not None and termijn.is_nog_te_doen:
        return _("from {date}").format(date=termijn.vanaf.isoformat())
    return ""


def _eerder(kalender: Kalender, termijn: Termijn) -> str:
    """What was reported before and is another now: `komend`, `by 2026-06-10`, or several of them."""
    eerder = (kalender.eerder or {}).get(termijn)
    if eerder is None:
        return ""
    nu = Eerder(termijn.status.value, *_datums(termijn.vanaf, termijn.uiterlijk, termijn.gedaan_op))
    zinnen = ("{date}", _("from {date}"), _("by {date}"), _("done {date}"))
    paren = zip(zinnen, eerder, nu, strict=True)
    return ", ".join(zin.format(date=toen) for zin, toen, is_nu in paren if toen and toen != is_nu)


def _datums(*dagen: date | None) -> Iterator[str]:
    return ("" if dag is None else dag.isoformat() for dag in dagen)


def _meer_van(kalender: Kalender) -> set[tuple[str, str]]:
    """(code, onderdeel) of which there is more than one, or may be: their number is told."""
    return {(t.code, t.onderdeel) for t in kalender.termijnen if t.nummer > 1 or kalender.naam(t).genummerd}


def _naam_en_nummer(termijn: Termijn, meer: set[tuple[str, str]]) -> str:
    return f"{termijn.code} {termijn.nummer}" if (termijn.code, termijn.onderdeel) in meer else termijn.code


def betekenissen(kalenders: Iterable[Kalender], *, alles: bool = False) -> Iterator[tuple[str, str]]:
    """(code, what it is) of what is shown, as `deadline_blokken` shows it."""
    for kalender in kalenders:
        for termijn in _te_tonen(kalender, alles=alles):
            if omschrijving := kalender.naam(termijn).omschrijving:
                yield termijn.code, omschrijving


def uitleg_blokken(paren: Iterable[tuple[str, str]]) -> Iterator[Blok]:
    """A block that says what the codes mean, each once; none where there is nothing to say."""
    per_code: dict[str, list[str]] = {}
    for code, omschrijving in sorted(set(paren)):
        per_code.setdefault(code, []).append(omschrijving)
    regels = [Regel(cellen=(code, "; ".join(o)), kleur=Kleur.STIL) for code, o in per_code.items()]
    if regels:
        yield Blok(kolommen=(Kolom(kop=_("term")), Kolom(kop=_("what it is"), breekt=True)), regels=regels)
