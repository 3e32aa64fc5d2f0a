"""Checks on the decision calendar: what is late, was late or early, and entries that say nothing of a term.

Terms of a vrijstelling are in `vrijstelling.py`, those of a begeleidingstraject in `begeleiding.py`: every
term that is late is told once. Source: rekenregels 9; LOP 2024, 5.2 to 5.6.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction

from ios_cli.domain.dossier import SOORTEN_OOK, AangepasteTermijn, Afgehandeld
from ios_cli.domain.finding import Ernst, Finding, KeyPath
from ios_cli.domain.ios import Rij
from ios_cli.domain.termijn import Termijn, TermijnStatus
from ios_cli.domain.words import say_days
from ios_cli.regels.model import Regels
from ios_cli.regels.onthouden import per_regels
from ios_cli.text import _
from ios_cli.toetsing.geval import Geval
from ios_cli.toetsing.register import Bevinding, toets

# What a person writes in a dossier to close a term; these are keys, the same in every language.
INVOER = {
    "vastgesteld": "`vastgesteld`",
    "voortgangsgesprek": "[[voortgangsgesprek]]",
    "verslag": "`verslag_op`",
    "voortgangsadvies": "[[voortgangsadvies]]",
    "vrijstellingsadvies": '[[voortgangsadvies]] `soort = "vrijstelling"`',
    "vrijstellingsbesluit": "`status`, `besloten_op`",
    "vrijstellingsaanvraag": "`aangevraagd_op`",
    "stagebeoordeling": '[[voortgangsadvies]] `soort = "stagebeoordeling"`',
    "voortgangsbeslissing": '[[besluit]] `soort = "voortgangsbeslissing"`',
    "voltooiingsbesluit": '[[besluit]] `soort = "voltooiingsbesluit"`',
    "supervisie-op-afstand": '[[dienst]] `supervisie = "op-afstand"`',
    "begeleidingstraject": "`uitkomst`",
    "diensten-tussenstand": "[[dienst]]",
}
EIGEN_CODE = (
    "voortgangsgesprek",
    "voortgangsadvies",
    "stagebeoordeling",
    "voortgangsbeslissing",
    "voltooiingsbesluit",
    "vrijstellingsadvies",
    "vrijstellingsbesluit",
    "vrijstellingsaanvraag",
    "begeleidingstraject",
)
"""Closers whose late terms have a finding of their own, so that one can be accepted without the others."""
# Entries that name the onderdeel which their term is about.
_MET_ONDERDEEL = ("stagebeoordeling", "voortgangsbeslissing", "vrijstellingsadvies")
# Late requests and decisions on a vrijstelling have findings of their own; an IOS is settled again with
# every revision, so its day does not say when the first one was there.
_NIET_GETELD = ("vrijstellingsbesluit", "vrijstellingsaanvraag", "vastgesteld")
# Talks, adviezen and decisions: other terms and checks count from their records.
_VASTGELEGD = frozenset(EIGEN_CODE) - {"vrijstellingsaanvraag"}
# Too early says something only of what is judged or decided towards an end.
_TEGEN_EINDE = ("stagebeoordeling", "voortgangsbeslissing")


# --- late ---


@toets("IOS400")
def termijn_te_laat(geval: Geval) -> Iterator[Bevinding]:
    """Any other term is late: those of a profile, the IOS, supervision, what is ticked off by hand."""
    for afsluiter in geval.per_afsluiter:
        if afsluiter not in EIGEN_CODE:
            yield from _te_laat(geval, "IOS400", afsluiter)


@toets("IOS401")
def voortgangsgesprek_te_laat(geval: Geval) -> Iterator[Bevinding]:
    """A progress talk was not held in its window."""
    yield from _te_laat(geval, "IOS401", "voortgangsgesprek")


@toets("IOS402")
def voortgangsadvies_te_laat(geval: Geval) -> Iterator[Bevinding]:
    """Opleider or docent gave no advice after a talk."""
    yield from _te_laat(geval, "IOS402", "voortgangsadvies")


@toets("IOS403")
def stagebeoordeling_te_laat(geval: Geval) -> Iterator[Bevinding]:
    """An external stage is over without its assessment."""
    yield from _te_laat(geval, "IOS403", "stagebeoordeling")


@toets("IOS404")
def voortgangsbeslissing_te_laat(geval: Geval) -> Iterator[Bevinding]:
    """The decision on going on was not taken by the end of its period."""
    yield from _te_laat(geval, "IOS404", "voortgangsbeslissing")


@toets("IOS405")
def voltooiingsbesluit_te_laat(geval: Geval) -> Iterator[Bevinding]:
    """The decision on completion was not taken three months before the end."""
    yield from _te_laat(geval, "IOS405", "voltooiingsbesluit")


def _te_laat(geval: Geval, code: str, afsluiter: str) -> Iterator[Finding]:
    for term in geval.per_afsluiter.get(afsluiter, ()):
        if term.status is TermijnStatus.TE_LAAT:
            yield te_laat(geval, code, term, afsluiter)


def te_laat(geval: Geval, code: str, term: Termijn, afsluiter: str) -> Finding:
    """The finding that `term`, which `afsluiter` would close, is late."""
    return Finding(
        code=code,
        ernst=term.ernst,
        message=_("{term} was due on {date} at the latest").format(
            term=noem(geval, term), date=term.uiterlijk
        ),
        expected=_("{date} at the latest, by {who}").format(date=term.uiterlijk, who=opsomming(term.wie)),
        found=_("nothing recorded up to {date}").format(date=geval.as_of),
        difference=_("{days} late").format(days=dagen_tussen(term.uiterlijk, geval.as_of)),
        hint=_("record it with {entry}, or write the date that was agreed as [[termijn]]: {keys}").format(
            entry=_invoer(term, afsluiter), keys=sleutels_termijn(term)
        ),
        source=term.bron,
        path=pad_van(geval, term),
    )


def _invoer(term: Termijn, afsluiter: str) -> str:
    """What closes this very term, as far as its keys are known."""
    if afsluiter not in INVOER:
        return f'[[afgehandeld]] `code = "{term.code}"`'
    sleutels = [INVOER[afsluiter]]
    if afsluiter in _MET_ONDERDEEL and term.onderdeel:
        sleutels.append(f'`onderdeel = "{term.onderdeel}"`')
    if term.per_persoon:
        sleutels.append(f'`door = "{term.wie_tekst}"`')
    return " ".join(sleutels)


# --- done, but not in time ---


@toets("IOS410")
def termijn_te_laat_gedaan(geval: Geval) -> Iterator[Bevinding]:
    """What was due was done after its last day."""
    for afsluiter, termijnen in geval.per_afsluiter.items():
        if afsluiter in _NIET_GETELD:
            continue
        for term in termijnen:
            if term.status is TermijnStatus.TE_LAAT_GEDAAN and not _na_het_einde(geval, term, afsluiter):
                yield te_laat_gedaan(geval, "IOS410", term)


def te_laat_gedaan(geval: Geval, code: str, term: Termijn, ernst: Ernst = Ernst.OPMERKING) -> Finding:
    gedaan = term.gedaan_op
    assert gedaan is not None
    return Finding(
        code=code,
        ernst=ernst,
        message=_("{term} was done on {done}, after its last day {date}").format(
            term=noem(geval, term), done=gedaan, date=term.uiterlijk
        ),
        expected=_("{date} at the latest, by {who}").format(date=term.uiterlijk, who=opsomming(term.wie)),
        found=gedaan.isoformat(),
        difference=_("{days} late").format(days=dagen_tussen(term.uiterlijk, gedaan)),
        hint=_(
            "correct the date if it is a slip; if a later one was agreed, write that as [[termijn]]: {keys}"
        ).format(keys=sleutels_termijn(term)),
        source=term.bron,
        path=term.gedaan_pad or pad_van(geval, term),
    )


def _na_het_einde(geval: Geval, term: Termijn, afsluiter: str) -> bool:
    """A voltooiingsbesluit after the end of the training has a finding of its own."""
    if afsluiter != "voltooiingsbesluit" or term.gedaan_op is None:
        return False
    laatste = geval.ios.laatste_dag
    return laatste is not None and term.gedaan_op > laatste


@toets("IOS411")
def termijn_te_vroeg_gedaan(geval: Geval) -> Iterator[Bevinding]:
    """A stage was judged, or a decision taken, before the last month of what it is about."""
    for afsluiter in _TEGEN_EINDE:
        for term in geval.per_afsluiter.get(afsluiter, ()):
            gedaan, vanaf = term.gedaan_op, term.vanaf
            if gedaan is None or vanaf is None or gedaan >= vanaf:
                continue
            yield Finding(
                code="IOS411",
                ernst=Ernst.OPMERKING,
                message=_("{term} was done on {done}, before {date}").format(
                    term=noem(geval, term), done=gedaan, date=vanaf
                ),
                expected=_("{first} to {last}, by {who}").format(
                    first=vanaf, last=term.uiterlijk, who=opsomming(term.wie)
                ),
                found=gedaan.isoformat(),
                difference=_("{days} early").format(days=dagen_tussen(gedaan, vanaf)),
                hint=_(
                    "correct the date if it is a slip; if it was agreed so, write that as [[termijn]]: {keys}"
                ).format(keys=sleutels_termijn(term, "vanaf")),
                source=term.bron,
                path=term.gedaan_pad or pad_van(geval, term),
            )


# --- entries about a term ---


@toets("IOS420")
def onbekende_aangepaste_termijn(geval: Geval) -> Iterator[Bevinding]:
    """A [[termijn]] is about a term that this aios has not."""
    if geval.dossier.termijn:
        gebruikt = {term.aangepast_pad for term in geval.termijnen}
        for index, entry in enumerate(geval.dossier.termijn):
            if ("termijn", index) not in gebruikt and not _van(geval, entry):
                yield _geen_termijn(geval, "IOS420", entry, ("termijn", index))


@toets("IOS421")
def aangepaste_termijn_zonder_gevolg(geval: Geval) -> Iterator[Bevinding]:
    """Another [[termijn]] replaces the dates of the same term."""
    if not geval.dossier.termijn:
        return
    gebruikt = {term.aangepast_pad for term in geval.termijnen}
    for index, entry in enumerate(geval.dossier.termijn):
        if ("termijn", index) in gebruikt:
            continue
        for term in _van(geval, entry)[:1]:
            yield Finding(
                code="IOS421",
                ernst=Ernst.WAARSCHUWING,
                message=_("this [[termijn]] changes nothing: another one gives {term} its dates").format(
                    term=noem(geval, term)
                ),
                expected=_("one [[termijn]] for each term"),
                found=_("{date}, where the other one says {other}").format(
                    date=entry.uiterlijk, other=term.uiterlijk
                ),
                hint=_("remove the one that no longer holds"),
                source=_AANGEPAST,
                path=("termijn", index),
            )


@toets("IOS422")
def vanaf_na_uiterlijk(geval: Geval) -> Iterator[Bevinding]:
    """The first day of an adapted term lies after its last, and is dropped."""
    for index, entry in enumerate(geval.dossier.termijn):
        if entry.vanaf is not None and entry.vanaf > entry.uiterlijk:
            yield Finding(
                code="IOS422",
                ernst=Ernst.OPMERKING,
                message=_("`vanaf` {first} lies after `uiterlijk` {last} and is left out").format(
                    first=entry.vanaf, last=entry.uiterlijk
                ),
                expected=_("{date} or earlier").format(date=entry.uiterlijk),
                found=entry.vanaf.isoformat(),
                difference=_("{days} late").format(days=dagen_tussen(entry.uiterlijk, entry.vanaf)),
                hint=_("correct one of the two dates, or remove `vanaf`"),
                source=_AANGEPAST,
                path=("termijn", index, "vanaf"),
            )


@toets("IOS423")
def aangepaste_termijn_te_laat(geval: Geval) -> Iterator[Bevinding]:
    """A term was given a last day on which it comes too late: after the training, or the completion."""
    if not geval.dossier.termijn:
        return
    rijen = geval.ios.zonder_einde or geval.ios.rijen
    laatste = max((rij.periode.laatste_dag for rij in rijen if rij.periode is not None), default=None)
    vrij = {record.code for record in geval.regels.termijnen if record.binnen == "vrij"}
    voltooiing = {id(term) for term in geval.per_afsluiter.get("voltooiingsbesluit", ())}
    gezien: set[KeyPath] = set()
    for term in geval.termijnen:
        if not term.aangepast_pad or term.aangepast_pad in gezien:  # of two people it is one entry
            continue
        gezien.add(term.aangepast_pad)
        uiterste, bron = None, _AANGEPAST
        message = _("{term} is put on {date}, after the last day of the training")
        if id(term) in voltooiing:
            message = _("{term} is put on {date}, later than the rules allow")
            uiterste, bron = (
                term.uiterlijk_berekend,
                geval.regels["voltooiingsbesluit-termijn"].bronvermelding,
            )
        elif term.code not in vrij:
            uiterste = laatste
        if uiterste is None or term.uiterlijk <= uiterste:
            continue
        yield Finding(
            code="IOS423",
            ernst=Ernst.WAARSCHUWING,
            message=message.format(term=noem(geval, term), date=term.uiterlijk),
            expected=_("{date} or earlier").format(date=uiterste),
            found=term.uiterlijk.isoformat(),
            difference=_("{days} late").format(days=dagen_tussen(uiterste, term.uiterlijk)),
            hint=_("correct `uiterlijk`; a term can be put off, the end of the training cannot"),
            source=bron,
            path=(*term.aangepast_pad, "uiterlijk"),
        )


@toets("IOS425")
def onbekende_afgehandelde_termijn(geval: Geval) -> Iterator[Bevinding]:
    """An [[afgehandeld]] ticks off a term that this aios has not."""
    if geval.dossier.afgehandeld:
        gebruikt = {term.gedaan_pad for term in geval.termijnen}
        for index, entry in enumerate(geval.dossier.afgehandeld):
            if ("afgehandeld", index) not in gebruikt and not _van(geval, entry):
                yield _geen_termijn(geval, "IOS425", entry, ("afgehandeld", index))


@toets("IOS426")
def afgehandeld_zonder_gevolg(geval: Geval) -> Iterator[Bevinding]:
    """Another entry of the dossier closes the term that [[afgehandeld]] ticks off, or is there to do so."""
    if not geval.dossier.afgehandeld:
        return
    gebruikt: dict[KeyPath, Termijn] = {}
    for term in geval.termijnen:
        gebruikt.setdefault(term.gedaan_pad, term)
    afsluiters = {id(t): naam for naam, termijnen in geval.per_afsluiter.items() for t in termijnen}
    for index, entry in enumerate(geval.dossier.afgehandeld):
        if entry.datum > geval.as_of:
            continue
        eigen = gebruikt.get(("afgehandeld", index))
        if eigen is not None:
            afsluiter = afsluiters[id(eigen)]
            if afsluiter in _VASTGELEGD:
                yield _niet_vastgelegd(geval, eigen, INVOER[afsluiter], index)
            continue
        for term in _van(geval, entry)[:1]:
            if term.gedaan_op is None:
                continue
            yield Finding(
                code="IOS426",
                ernst=Ernst.OPMERKING,
                message=_("this [[afgehandeld]] changes nothing: another entry closes {term}").format(
                    term=noem(geval, term)
                ),
                found=entry.datum.isoformat()
                if entry.datum == term.gedaan_op
                else _("{date}, where the other one says {other}").format(
                    date=entry.datum, other=term.gedaan_op
                ),
                hint=_("remove it where the other entry is right"),
                source="rekenregels 9",
                path=("afgehandeld", index),
            )


def _niet_vastgelegd(geval: Geval, term: Termijn, invoer: str, index: int) -> Finding:
    return Finding(
        code="IOS426",
        ernst=Ernst.WAARSCHUWING,
        message=_("{term} is only ticked off; what closes it is {entry}").format(
            term=noem(geval, term), entry=invoer
        ),
        expected=invoer,
        found="[[afgehandeld]]",
        hint=_("record it with {entry} instead: what comes next counts from there").format(entry=invoer),
        source="rekenregels 9",
        path=("afgehandeld", index),
    )


def _van(geval: Geval, entry: AangepasteTermijn | Afgehandeld) -> list[Termijn]:
    """The terms that an entry names; several where each of several people has one.

    Without `onderdeel` it must be clear which one is meant.
    """
    door = getattr(entry, "door", None)
    mogelijk = [
        term
        for term in geval.termijnen
        if (term.code, term.nummer) == (entry.code, entry.nummer)
        and not (door and term.per_persoon and door not in term.wie)
    ]
    if entry.onderdeel is None:
        zonder = [term for term in mogelijk if not term.onderdeel]
        return zonder or (mogelijk if len({term.onderdeel for term in mogelijk}) == 1 else [])
    onderdeel = SOORTEN_OOK.get(entry.onderdeel, entry.onderdeel)
    return [term for term in mogelijk if onderdeel in (term.onderdeel, _soort(geval, term.onderdeel))]


def _soort(geval: Geval, naam: str) -> str:
    return next((rij.soort for rij in geval.ios.rijen if rij.onderdeel == naam), naam)


def _geen_termijn(geval: Geval, code: str, entry: AangepasteTermijn | Afgehandeld, path: KeyPath) -> Finding:
    """That there is no such term: of an unknown code, or with another number or onderdeel than there is."""
    from ios_cli.toml.wording import code_list, did_you_mean, nearest

    zelfde = [term for term in geval.termijnen if term.code == entry.code]
    if entry.onderdeel is None:
        van = list(dict.fromkeys(term.onderdeel for term in zelfde if term.nummer == entry.nummer))
        if len(van) > 1:
            return Finding(
                code=code,
                ernst=Ernst.WAARSCHUWING,
                message=_("`onderdeel` is missing: there are several {term}").format(
                    term=_noem(entry.code, "", entry.nummer)
                ),
                expected=_("one of {choices}").format(choices=code_list(van)),
                hint=_("add `onderdeel`"),
                source=_AANGEPAST,
                path=path,
            )
    if zelfde:
        er_zijn = list(dict.fromkeys(noem(geval, term, altijd_nummer=True) for term in zelfde))
        return Finding(
            code=code,
            ernst=Ernst.WAARSCHUWING,
            message=_("there is no {term}").format(
                term=_noem(entry.code, entry.onderdeel or "", entry.nummer)
            ),
            expected=_("one of {choices}").format(choices=", ".join(er_zijn)),
            hint=_("correct `onderdeel` or `nummer`; `ios deadlines` lists all terms"),
            source=_AANGEPAST,
            path=path,
        )
    bekend = list(dict.fromkeys(record.code for record in geval.regels.termijnen))
    if entry.code in bekend:
        return Finding(
            code=code,
            ernst=Ernst.WAARSCHUWING,
            message=_("this aios has no term `{code}`").format(code=entry.code),
            expected=_("a term of `ios deadlines`: {codes}").format(
                codes=code_list(dict.fromkeys(t.code for t in geval.termijnen))
            ),
            hint=_("remove the entry; the term is switched off, or the dossier gives no reason for it"),
            source=_AANGEPAST,
            path=path,
        )
    return Finding(
        code=code,
        ernst=Ernst.WAARSCHUWING,
        message=_("there is no term `{code}`").format(code=entry.code),
        expected=_("one of {choices}").format(choices=code_list(bekend)),
        hint=did_you_mean(nearest(entry.code, bekend)),
        source=_AANGEPAST,
        path=(*path, "code"),
    )


_AANGEPAST = "LOP 2024, 5.6"


# --- in words ---


def noem(geval: Geval, term: Termijn, *, altijd_nummer: bool = False) -> str:
    """The term as a reader knows it: code, number where there may be several, onderdeel, and who."""
    genummerd = altijd_nummer or term.nummer > 1 or term.code in _genummerd(geval.regels)
    return _noem(
        term.code,
        term.onderdeel,
        term.nummer if genummerd else None,
        term.wie_tekst if term.per_persoon else "",
    )


def _noem(code: str, onderdeel: str, nummer: int | None, wie: str = "") -> str:
    naam = f"`{code}`" if nummer is None else f"`{code}` {nummer}"
    if onderdeel:
        naam = _("{term} of `{onderdeel}`").format(term=naam, onderdeel=onderdeel)
    return f"{naam} ({wie})" if wie else naam


@per_regels
def _genummerd(regels: Regels) -> frozenset[str]:
    """Codes of which one onderdeel may have several."""
    return frozenset(
        record.code for record in regels.termijnen if record.keten or record.bij == "voortgangsgesprek"
    )


def sleutels_termijn(term: Termijn, *ook: str) -> str:
    """What a [[termijn]] on this term holds, ready to copy; the dates and the ground are the writer's."""
    waarden = [f'code = "{term.code}"', *([f'onderdeel = "{term.onderdeel}"'] if term.onderdeel else [])]
    waarden.append(f"nummer = {term.nummer}")
    return ", ".join(f"`{w}`" for w in (*waarden, *ook, "uiterlijk", "grond"))


def pad_van(geval: Geval, term: Termijn) -> KeyPath:
    """The entry that a term is about; what has none stands under the onderdeel, else the training."""
    return term.aangepast_pad or term.pad or pad_onderdeel(geval, term.onderdeel)


def pad_onderdeel(geval: Geval, onderdeel: str) -> KeyPath:
    """The entry of an onderdeel (naam, or soort of a practice period); else that of the training."""
    if onderdeel:
        for rij in geval.ios.rijen:
            if onderdeel in (rij.onderdeel, rij.soort) and rij.pad:
                return rij.pad
    return ("opleiding",)


def rij_van(geval: Geval, verwijzing: str) -> Rij | None:
    """The row that an entry refers to: by naam, else the only one of that soort; also one not reached."""
    rijen = geval.ios.zonder_einde or geval.ios.rijen
    genoemd = next((rij for rij in rijen if rij.onderdeel == verwijzing), None)
    if genoemd is not None:
        return genoemd
    soort = SOORTEN_OOK.get(verwijzing, verwijzing)
    zelfde = [rij for rij in rijen if rij.soort == soort]
    return zelfde[0] if len(zelfde) == 1 else None


def dagen_tussen(eerst: date, later: date) -> str:
    return zeg_dagen((later - eerst).days)


def zeg_dagen(dagen: int) -> str:
    return say_days(Fraction(dagen))


def opsomming(woorden: Sequence[str]) -> str:
    """ "a, b and c"."""
    if len(woorden) < 2:
        return "".join(woorden)
    return _("{first} and {last}").format(first=", ".join(woorden[:-1]), last=woorden[-1])
