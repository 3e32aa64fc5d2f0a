"""Checks on vrijstelling: how much, on what experience, and by which procedure.

Source: LOP 2024, 4.3; rekenregels 4, 9 and 11; the amounts are practice, with source and year in the rules.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from ios_cli.domain.calendar import DAG, add_months
from ios_cli.domain.dossier import SOORTEN_OOK, Dossier, Voortgangsadvies, Vrijstelling
from ios_cli.domain.finding import Ernst, Finding, KeyPath
from ios_cli.domain.termijn import Termijn, TermijnStatus
from ios_cli.domain.words import say_months, say_number
from ios_cli.text import _, ngettext
from ios_cli.toetsing.geval import Geval
from ios_cli.toetsing.register import Bevinding, NietTeBeoordelen, Overgeslagen, toets
from ios_cli.toetsing.termijnen import dagen_tussen, opsomming, te_laat, te_laat_gedaan

BESLOTEN = ("definitief", "afgewezen")


def _tellend(geval: Geval) -> Iterator[tuple[int, Vrijstelling]]:
    """The exemptions that count, with their row."""
    return ((i, v) for i, v in enumerate(geval.dossier.vrijstelling) if v.telt)


def _som(geval: Geval, vrijstellingen: list[tuple[int, Vrijstelling]]) -> Fraction:
    """Full-time months, weken as the rule has it."""
    return sum((geval.opbouw.maanden(v.inhoud) for _i, v in vrijstellingen), Fraction(0))


def soort_van(dossier: Dossier, verwijzing: str) -> str:
    """The soort of the onderdeel that an entry refers to by naam or soort."""
    for onderdeel in dossier.onderdeel:
        if onderdeel.naam == verwijzing:
            return onderdeel.soort
    return SOORTEN_OOK.get(verwijzing, verwijzing)


# --- how much ---


@toets("IOS460")
def vrijstelling_boven_maximum(geval: Geval) -> Iterator[Bevinding]:
    """All exemptions together are more than may be."""
    grens = geval.regels.getal_of_geen("vrijstelling-maximum")
    tellend = list(_tellend(geval))
    if grens is None or not tellend:
        return
    som = _som(geval, tellend)
    if som > grens + geval.regels.getal("samenstelling-tolerantie"):
        yield _te_veel(
            geval,
            "IOS460",
            _("the exemptions together are {months}").format(months=say_months(som)),
            som,
            grens,
            regel="vrijstelling-maximum",
            index=tellend[-1][0],
        )


@toets("IOS461")
def vrijstelling_onderdeel_boven_maximum(geval: Geval) -> Iterator[Bevinding]:
    """More is exempted of the onderdelen of one soort than may be."""
    if not geval.dossier.vrijstelling:
        return
    grenzen = {str(r["soort"]): Fraction(r["maanden"]) for r in geval.regels.lijst("vrijstelling-maxima")}
    per_soort: dict[str, list[tuple[int, Vrijstelling]]] = {}
    for index, vrijstelling in _tellend(geval):
        per_soort.setdefault(soort_van(geval.dossier, vrijstelling.onderdeel), []).append(
            (index, vrijstelling)
        )
    for soort, rijen in per_soort.items():
        som = _som(geval, rijen)
        grens = grenzen.get(soort)
        if grens is not None and som > grens + geval.regels.getal("samenstelling-tolerantie"):
            yield _te_veel(
                geval,
                "IOS461",
                _("{months} of `{soort}` are exempted").format(months=say_months(som), soort=soort),
                som,
                grens,
                regel="vrijstelling-maxima",
                index=rijen[-1][0],
            )


@toets("IOS463")
def vakgebied_voor_deel_van_klinisch(geval: Geval) -> Iterator[Bevinding]:
    """Experience in these fields exempts only a part of the klinische stage."""
    grens = geval.regels.getal_of_geen("vrijstelling-klinisch-beperkt-maximum")
    if grens is None or not geval.dossier.vrijstelling:
        return
    beperkt = [str(v) for v in geval.regels.lijst("vrijstelling-klinisch-beperkt")]
    volledig = [str(v) for v in geval.regels.lijst("vrijstelling-klinisch-volledig")]
    klinisch = [(i, v) for i, v in _tellend(geval) if soort_van(geval.dossier, v.onderdeel) == "klinisch"]
    rijen, onbekend = [], []
    for index, vrijstelling in klinisch:
        vakgebied = vrijstelling.ervaring_vakgebied
        if vakgebied is not None and _noemt(vakgebied, volledig):
            continue
        if vakgebied is not None and _noemt(vakgebied, beperkt):
            rijen.append((index, vrijstelling))
        else:
            onbekend.append((index, vrijstelling))
    som = _som(geval, rijen)
    speling = geval.regels.getal("samenstelling-tolerantie")
    if som > grens + speling:
        yield _te_veel(
            geval,
            "IOS463",
            _("{months} of the klinische stage are exempted on experience in {field}").format(
                months=say_months(som),
                field=opsomming(sorted({str(v.ervaring_vakgebied) for _i, v in rijen})),
            ),
            som,
            grens,
            regel="vrijstelling-klinisch-beperkt-maximum",
            index=rijen[-1][0],
        )
    elif onbekend and _som(geval, [*rijen, *onbekend]) > grens + speling:
        vakgebied = onbekend[0][1].ervaring_vakgebied
        yield NietTeBeoordelen(
            _("`ervaring_vakgebied` is not recorded with the exemption of the klinische stage")
            if vakgebied is None
            else _(
                "the rules do not say how much of the klinische stage experience in {field} exempts"
            ).format(field=vakgebied)
        )


def _noemt(vakgebied: str, woorden: list[str]) -> bool:
    """Whether a word of `vakgebied` begins with one of `woorden`: `interne geneeskunde` names `interne`."""
    eigen = vakgebied.lower().replace("-", " ").replace("/", " ").replace(",", " ").split()
    return any(woord.startswith(deel) for woord in eigen for deel in woorden)


def _te_veel(
    geval: Geval, code: str, message: str, som: Fraction, grens: Fraction, *, regel: str, index: int
) -> Finding:
    return Finding(
        code=code,
        ernst=Ernst.WAARSCHUWING,
        message=message,
        expected=_("at most {months}").format(months=say_months(grens)),
        found=say_months(som),
        difference=_("{months} too many").format(months=say_months(som - grens)),
        hint=_("lower a vrijstelling, or accept it with the `reden` of the hoofd"),
        source=geval.regels[regel].bronvermelding,
        path=("vrijstelling", index),
    )


# --- on what experience ---


@toets("IOS462")
def ervaring_te_kort(geval: Geval) -> Iterator[Bevinding]:
    """An exemption rests on too few weeks of work.

    Where they are not recorded nothing can be said, unless the profile asks for them by a rule of its own.
    """
    regel = geval.regels["vrijstelling-ervaring-minimum"]
    minste = geval.regels.getal_of_geen("vrijstelling-ervaring-minimum")
    if minste is None:
        return
    onbekend = False
    for index, vrijstelling in _tellend(geval):
        weken = vrijstelling.ervaring_weken
        if weken is None and regel.laag != "profiel":
            onbekend = True
        elif weken is None:
            yield Finding(
                code="IOS462",
                ernst=Ernst.WAARSCHUWING,
                message=_(
                    "the experience that this vrijstelling of `{onderdeel}` rests on is not recorded"
                ).format(onderdeel=vrijstelling.onderdeel),
                expected=_("{weeks} or more").format(weeks=zeg_weken(minste)),
                found=_("no `ervaring_weken`"),
                hint=_("write `ervaring_weken`"),
                source=regel.bronvermelding,
                path=("vrijstelling", index),
            )
        elif weken < minste:
            yield Finding(
                code="IOS462",
                ernst=Ernst.WAARSCHUWING,
                message=_("this vrijstelling of `{onderdeel}` rests on {weeks} of work").format(
                    onderdeel=vrijstelling.onderdeel, weeks=zeg_weken(weken)
                ),
                expected=_("{weeks} or more").format(weeks=zeg_weken(minste)),
                found=zeg_weken(weken),
                difference=_("{weeks} short").format(weeks=zeg_weken(minste - weken)),
                hint=_("correct `ervaring_weken`, or accept it with the `reden` of the hoofd"),
                source=regel.bronvermelding,
                path=("vrijstelling", index, "ervaring_weken"),
            )
    if onbekend:
        yield NietTeBeoordelen(_("`ervaring_weken` is not recorded with the vrijstelling"))


@toets("IOS464")
def ervaring_te_oud(geval: Geval) -> Iterator[Bevinding]:
    """The experience ended so long before the start that the aios must show how it was kept up."""
    jaren = geval.regels.getal_of_geen("vrijstelling-ervaring-ouderdom")
    if jaren is None:
        return
    # `eind` is a LAST day: experience that ends the day before counts to the day itself
    grens = add_months(geval.ios.start, -12 * int(jaren)) - DAG
    onbekend = False
    for index, vrijstelling in _tellend(geval):
        eind = vrijstelling.ervaring_tot_en_met
        if eind is None:
            onbekend = True
            continue
        if eind >= grens:
            continue
        yield Finding(
            code="IOS464",
            ernst=Ernst.OPMERKING,
            message=_(
                "the experience for `{onderdeel}` ended on {date}, more than {years} before the start"
            ).format(onderdeel=vrijstelling.onderdeel, date=eind, years=_jaren(jaren)),
            expected=_("experience up to {date} or later").format(date=grens),
            found=eind.isoformat(),
            difference=_("{days} too old").format(days=dagen_tussen(eind, grens)),
            hint=_("ask the aios to show how it was kept up"),
            source=geval.regels["vrijstelling-ervaring-ouderdom"].bronvermelding,
            path=("vrijstelling", index, "ervaring_tot_en_met"),
        )
    if onbekend:
        yield NietTeBeoordelen(_("`ervaring_tot_en_met` is not recorded with the vrijstelling"))


@toets("IOS473")
def ervaring_niet_voor_de_start(geval: Geval) -> Iterator[Bevinding]:
    """The experience ended after the start of the training, or on a day that is still to come."""
    voor_de_start = geval.ios.start - DAG
    for index, vrijstelling in _tellend(geval):
        eind = vrijstelling.ervaring_tot_en_met
        if eind is None or eind <= min(voor_de_start, geval.as_of):
            continue
        na_start = eind > voor_de_start
        grens = voor_de_start if na_start else geval.as_of
        yield Finding(
            code="IOS473",
            # Who works on until the training begins can say so beforehand.
            ernst=Ernst.WAARSCHUWING if na_start else Ernst.OPMERKING,
            message=(
                _("the experience for `{onderdeel}` ended on {date}, after the start of the training")
                if na_start
                else _("the experience for `{onderdeel}` runs to {date}, a day that is still to come")
            ).format(onderdeel=vrijstelling.onderdeel, date=eind),
            expected=_("{date} or earlier").format(date=grens),
            found=eind.isoformat(),
            difference=_("{days} late").format(days=dagen_tussen(grens, eind)),
            hint=_("correct `ervaring_tot_en_met`; only work before the training can be exempted for"),
            source="LOP 2024, 4.3",
            path=("vrijstelling", index, "ervaring_tot_en_met"),
        )


# --- by which procedure ---


@toets("IOS465")
def vrijstelling_te_laat_aangevraagd(geval: Geval) -> Iterator[Bevinding]:
    """The request came after the term of the institute."""
    termijnen = geval.per_afsluiter.get("vrijstellingsaanvraag", ())
    if not termijnen:
        yield Overgeslagen(_("the profile names no term for the request"))
    for term in termijnen:
        for index, vrijstelling in enumerate(geval.dossier.vrijstelling):
            dag = vrijstelling.aangevraagd_op
            if _index(term) not in (None, index) or vrijstelling.status == "ingetrokken":
                continue
            if dag is None:
                yield NietTeBeoordelen(_("`aangevraagd_op` is not recorded with the vrijstelling"))
            elif dag > term.uiterlijk:
                yield Finding(
                    code="IOS465",
                    ernst=Ernst.WAARSCHUWING,
                    message=_("vrijstelling of `{onderdeel}` requested on {date}, too late").format(
                        onderdeel=vrijstelling.onderdeel, date=dag
                    ),
                    expected=_("{date} at the latest, by {who}").format(
                        date=term.uiterlijk, who=opsomming(term.wie)
                    ),
                    found=dag.isoformat(),
                    difference=_("{days} late").format(days=dagen_tussen(term.uiterlijk, dag)),
                    hint=_("correct the date, or accept it with the `reden` of the institute"),
                    source=term.bron,
                    path=("vrijstelling", index, "aangevraagd_op"),
                )


@toets("IOS466")
def vrijstelling_zonder_advies(geval: Geval) -> Iterator[Bevinding]:
    """The advice of opleider and docent is late, or the exemption was settled without it."""
    besloten: set[int] = set()
    for index, vrijstelling in enumerate(geval.dossier.vrijstelling):
        if vrijstelling.status not in BESLOTEN:
            continue
        besloten.add(index)
        datum = vrijstelling.besloten_op
        # A refusal needs no judgement of the competences: it may come before the talks.
        if vrijstelling.status != "definitief" or datum is None or datum > geval.as_of:
            continue
        ontbreekt = _zonder_advies(geval, vrijstelling, datum)
        if ontbreekt:
            later = _later_advies(geval, vrijstelling, datum, ontbreekt)
            gegeven = _per_adviseur(geval, vrijstelling)
            yield Finding(
                code="IOS466",
                ernst=Ernst.WAARSCHUWING,
                message=_("vrijstelling of `{onderdeel}` settled on {date} without advice of {who}").format(
                    onderdeel=vrijstelling.onderdeel, date=datum, who=opsomming(ontbreekt)
                ),
                expected=_("advice of {who} on {date} at the latest").format(
                    who=opsomming(_adviseurs(geval)), date=datum
                ),
                found=_("advice of {who}").format(
                    who=opsomming([f"{door} ({dag})" for door, dag in gegeven.items()])
                )
                if gegeven
                else _("no advice"),
                difference=_("{days} late").format(days=dagen_tussen(datum, later)) if later else "",
                hint=_("record the advice as [[voortgangsadvies]] with `soort` `vrijstelling`"),
                source=geval.regels["vrijstelling-advies-door"].bronvermelding,
                path=("vrijstelling", index, "besloten_op"),
            )
    for term in geval.per_afsluiter.get("vrijstellingsadvies", ()):
        if term.status is TermijnStatus.TE_LAAT and _index(term) not in besloten:
            yield te_laat(geval, "IOS466", term, "vrijstellingsadvies")


def _adviseurs(geval: Geval) -> list[str]:
    return [str(wie) for wie in geval.regels.lijst("vrijstelling-advies-door")]


def _adviezen(geval: Geval, vrijstelling: Vrijstelling) -> Iterator[tuple[str, date]]:
    """(door, datum) of the advices on this exemption; one that names no onderdeel is about all of them."""
    for advies in geval.dossier.voortgangsadvies:
        if advies.soort == "vrijstelling" and _gaat_over(geval, advies, vrijstelling):
            yield advies.door, advies.datum


def _gaat_over(geval: Geval, advies: Voortgangsadvies, vrijstelling: Vrijstelling) -> bool:
    return (
        advies.onderdeel is None
        or advies.onderdeel == vrijstelling.onderdeel
        or soort_van(geval.dossier, advies.onderdeel) == soort_van(geval.dossier, vrijstelling.onderdeel)
    )


def _per_adviseur(geval: Geval, vrijstelling: Vrijstelling) -> dict[str, date]:
    """Who advised, in the order of the rule, and when first."""
    eerst: dict[str, date] = {}
    for door, dag in _adviezen(geval, vrijstelling):
        eerst[door] = min(dag, eerst.get(door, dag))
    return {wie: eerst[wie] for wie in _adviseurs(geval) if wie in eerst}


def _zonder_advies(geval: Geval, vrijstelling: Vrijstelling, datum: date) -> list[str]:
    op_tijd = {door for door, dag in _adviezen(geval, vrijstelling) if dag <= datum}
    return [wie for wie in _adviseurs(geval) if wie not in op_tijd]


def _later_advies(geval: Geval, vrijstelling: Vrijstelling, datum: date, van: list[str]) -> date | None:
    """The day of the last advice of `van` that came after the decision."""
    return max(
        (dag for door, dag in _adviezen(geval, vrijstelling) if door in van and dag > datum), default=None
    )


def _index(term: Termijn) -> int | None:
    """The row of [[vrijstelling]] that a term is made for."""
    if len(term.pad) > 1 and term.pad[0] == "vrijstelling" and isinstance(term.pad[1], int):
        return term.pad[1]
    return None


@toets("IOS467")
def vrijstelling_te_vroeg_besloten(geval: Geval) -> Iterator[Bevinding]:
    """An exemption was settled before the second progress talk."""
    gesprekken: _Gesprekken | None = None
    for term in geval.per_afsluiter.get("vrijstellingsbesluit", ()):
        index = _index(term)
        if index is None:
            continue
        vrijstelling = geval.dossier.vrijstelling[index]
        datum = vrijstelling.besloten_op
        if vrijstelling.status != "definitief" or datum is None or datum > geval.as_of:
            continue
        gesprekken = gesprekken or _Gesprekken.van(geval)
        if gesprekken.te_vroeg(datum, term.vanaf):
            yield _voor_het_gesprek(
                geval,
                "IOS467",
                _("vrijstelling of `{onderdeel}` settled on {date}, before progress talk {n}").format(
                    onderdeel=vrijstelling.onderdeel, date=datum, n=gesprekken.nummer
                ),
                _("a decision after progress talk {n}").format(n=gesprekken.nummer),
                datum,
                term.vanaf,
                gesprekken,
                ("vrijstelling", index, "besloten_op"),
            )


@toets("IOS471")
def vrijstellingsadvies_te_vroeg(geval: Geval) -> Iterator[Bevinding]:
    """Advice on an exemption was given before the second progress talk."""
    adviezen = [(i, a) for i, a in enumerate(geval.dossier.voortgangsadvies) if a.soort == "vrijstelling"]
    if not adviezen:
        return
    gesprekken: _Gesprekken | None = None
    for index, advies in adviezen:
        # A refusal may come before the talks, and so may the advice on it.
        over = [
            term
            for term in geval.per_afsluiter.get("vrijstellingsadvies", ())
            if (rij := _index(term)) is not None
            and geval.dossier.vrijstelling[rij].telt
            and _gaat_over(geval, advies, geval.dossier.vrijstelling[rij])
        ]
        if not over or advies.datum > geval.as_of:
            continue
        vanaf = min((term.vanaf for term in over if term.vanaf is not None), default=None)
        gesprekken = gesprekken or _Gesprekken.van(geval)
        if gesprekken.te_vroeg(advies.datum, vanaf):
            yield _voor_het_gesprek(
                geval,
                "IOS471",
                _("advice of {who} on a vrijstelling given on {date}, before progress talk {n}").format(
                    who=advies.door, date=advies.datum, n=gesprekken.nummer
                ),
                _("advice after progress talk {n}").format(n=gesprekken.nummer),
                advies.datum,
                vanaf,
                gesprekken,
                ("voortgangsadvies", index, "datum"),
            )


@dataclass(frozen=True, slots=True)
class _Gesprekken:
    """The progress talks after which a vrijstelling is judged."""

    gehouden: list[date]
    nummer: int
    """Number of the talk that must have been held."""
    vensters: int
    """How many talks the period has."""

    @classmethod
    def van(cls, geval: Geval) -> "_Gesprekken":
        nodig = int(geval.regels.getal("vrijstelling-advies-na-gesprek"))
        periode = geval.regels.tekst("vrijstelling-periode")
        vensters = sum(t.onderdeel == periode for t in geval.per_afsluiter.get("voortgangsgesprek", ()))
        return cls(_gesprekken_in(geval, periode), min(nodig, vensters) or nodig, vensters)

    def voor(self, dag: date) -> int:
        return sum(gesprek <= dag for gesprek in self.gehouden)

    def te_vroeg(self, dag: date, vanaf: date | None) -> bool:
        """With no talk recorded only the window tells; with some, those that came before it."""
        if vanaf is not None and dag < vanaf:
            return True
        return bool(self.gehouden) and self.voor(dag) < min(self.nummer, self.vensters)


def _voor_het_gesprek(
    geval: Geval,
    code: str,
    message: str,
    expected: str,
    dag: date,
    vanaf: date | None,
    gesprekken: _Gesprekken,
    path: KeyPath,
) -> Finding:
    voor = gesprekken.voor(dag)
    te_vroeg = vanaf is not None and dag < vanaf
    return Finding(
        code=code,
        ernst=Ernst.WAARSCHUWING,
        message=message,
        expected=_("{date} or later").format(date=vanaf) if te_vroeg else expected,
        found=ngettext("{n} progress talk before it", "{n} progress talks before it", voor).format(n=voor),
        difference=_("{days} early").format(days=dagen_tussen(dag, vanaf))
        if te_vroeg and vanaf is not None
        else "",
        hint=_("correct the date, or record the talk as [[voortgangsgesprek]]"),
        source=geval.regels["vrijstelling-advies-na-gesprek"].bronvermelding,
        path=path,
    )


def _gesprekken_in(geval: Geval, soort: str) -> list[date]:
    """The days of the talks recorded within a practice period."""
    perioden = [r.periode for r in geval.ios.geplande_rijen if r.soort == soort and r.periode is not None]
    if not perioden:
        return []
    begin, end = min(p.begin for p in perioden), max(p.end for p in perioden)
    return [g.datum for g in geval.dossier.voortgangsgesprek if begin <= g.datum < end]


@toets("IOS468")
def vrijstelling_te_laat_besloten(geval: Geval) -> Iterator[Bevinding]:
    """The decision came after the first practice period."""
    for term in geval.per_afsluiter.get("vrijstellingsbesluit", ()):
        if term.status is TermijnStatus.TE_LAAT_GEDAAN:
            yield te_laat_gedaan(geval, "IOS468", term, Ernst.WAARSCHUWING)


@toets("IOS469")
def vrijstelling_nog_voorlopig(geval: Geval) -> Iterator[Bevinding]:
    """A provisional exemption was not decided on in time."""
    for term in geval.per_afsluiter.get("vrijstellingsbesluit", ()):
        if term.status is TermijnStatus.TE_LAAT:
            yield Finding(
                code="IOS469",
                ernst=term.ernst,
                message=_(
                    "vrijstelling of `{onderdeel}` still provisional; the decision was due on {date}"
                ).format(onderdeel=_onderdeel(geval, term), date=term.uiterlijk),
                expected=_("{date} at the latest, by {who}").format(
                    date=term.uiterlijk, who=opsomming(term.wie)
                ),
                found="`voorlopig`",
                difference=_("{days} late").format(days=dagen_tussen(term.uiterlijk, geval.as_of)),
                hint=_("write the decision as `status` and `besloten_op`, for instance with `ios shorten`"),
                source=term.bron,
                path=term.aangepast_pad or term.pad or ("opleiding",),
            )


def _onderdeel(geval: Geval, term: Termijn) -> str:
    index = _index(term)
    return term.onderdeel if index is None else geval.dossier.vrijstelling[index].onderdeel


@toets("IOS470")
def afwijzing_zonder_onderbouwing(geval: Geval) -> Iterator[Bevinding]:
    """A refused exemption has no written reasons."""
    if not geval.regels.ja("vrijstelling-afwijzing-schriftelijk"):
        return
    for index, vrijstelling in enumerate(geval.dossier.vrijstelling):
        if vrijstelling.status == "afgewezen" and not (vrijstelling.onderbouwing or "").strip():
            yield Finding(
                code="IOS470",
                ernst=Ernst.WAARSCHUWING,
                message=_("the refused vrijstelling of `{onderdeel}` has no reasons in writing").format(
                    onderdeel=vrijstelling.onderdeel
                ),
                expected="`onderbouwing`",
                found=_("nothing"),
                hint=_("write where the reasons are as `onderbouwing`, such as the letter and its date"),
                source=geval.regels["vrijstelling-afwijzing-schriftelijk"].bronvermelding,
                path=("vrijstelling", index),
            )


@toets("IOS472")
def voorlopig_met_besluitdatum(geval: Geval) -> Iterator[Bevinding]:
    """An exemption is provisional, and has a day on which it was decided: the decision does not count."""
    for index, vrijstelling in enumerate(geval.dossier.vrijstelling):
        dag = vrijstelling.besloten_op
        if vrijstelling.status != "voorlopig" or dag is None:
            continue
        yield Finding(
            code="IOS472",
            ernst=Ernst.WAARSCHUWING,
            message=_(
                "vrijstelling of `{onderdeel}` decided on {date}, and its `status` is `voorlopig`"
            ).format(onderdeel=vrijstelling.onderdeel, date=dag),
            expected=_("`definitief` or `afgewezen`, or no `besloten_op`"),
            found=f"`voorlopig`, `besloten_op` {dag}",
            hint=_("write what was decided as `status`: until then the decision counts as not taken"),
            source="rekenregels 9",
            path=("vrijstelling", index, "status"),
        )


def zeg_weken(weken: Fraction) -> str:
    return ngettext("{n} week", "{n} weeks", 1 if weken == 1 else 2).format(n=say_number(weken))


def _jaren(jaren: Fraction) -> str:
    return ngettext("{n} year", "{n} years", 1 if jaren == 1 else 2).format(n=say_number(jaren))
