"""Checks on besluiten: what they rest on, what they may hold, how they were told, what follows from them.

Source: LOP 2024, 5.4 and 5.5; rekenregels 12.
"""

from collections.abc import Iterator
from datetime import date

from ios_cli.domain.dossier import PRAKTIJKPERIODEN, Besluit
from ios_cli.domain.finding import Ernst, Finding
from ios_cli.domain.termijn import EXTERNE_STAGES, Termijn
from ios_cli.text import _
from ios_cli.toetsing.adviezen import BESLISSINGEN
from ios_cli.toetsing.geval import Geval
from ios_cli.toetsing.register import Bevinding, NietTeBeoordelen, toets
from ios_cli.toetsing.termijnen import dagen_tussen, noem, opsomming, rij_van
from ios_cli.toetsing.vrijstelling import soort_van

TRAJECT_BIJ = {"gbt": "gbt", "onder-voorwaarden": "voorwaarden"}
"""Outcome of a besluit -> soort of the begeleidingstraject that follows from it."""
EINDIGEND = ("voltooid", "beeindigd")


# --- what it rests on ---


@toets("IOS510")
def besluit_voor_de_adviezen(geval: Geval) -> Iterator[Bevinding]:
    """A decision was taken before the last adviezen, or the stagebeoordelingen, that it rests on."""
    beslissingen = [
        (index, besluit)
        for index, besluit in enumerate(geval.dossier.besluit)
        if besluit.soort in BESLISSINGEN and besluit.datum <= geval.as_of
    ]
    if not beslissingen:
        return
    if not any(advies.soort != "vrijstelling" for advies in geval.dossier.voortgangsadvies):
        yield NietTeBeoordelen(_("the dossier has no [[voortgangsadvies]]"))
        return
    if not geval.dossier.voortgangsgesprek:
        yield NietTeBeoordelen(_("the dossier has no [[voortgangsgesprek]] to tell the last adviezen by"))
    beslissingen.sort(key=lambda x: (x[1].datum, x[0]))
    na_gesprek: dict[int, list[Termijn]] = {}
    for term in geval.per_afsluiter.get("voortgangsadvies", ()):
        if len(term.pad) > 1 and term.pad[0] == "voortgangsgesprek" and isinstance(term.pad[1], int):
            na_gesprek.setdefault(term.pad[1], []).append(term)
    gesprekken = sorted((g.datum, i) for i, g in enumerate(geval.dossier.voortgangsgesprek))
    plek = 0
    vorige = date.min
    for index, besluit in beslissingen:
        while plek < len(gesprekken) and gesprekken[plek][0] <= besluit.datum:
            plek += 1
        rust_op = list(na_gesprek.get(gesprekken[plek - 1][1], ())) if plek else []
        rust_op += _stagebeoordelingen(geval, index, vorige)
        laat = [t for t in rust_op if t.gedaan_op is None or t.gedaan_op > besluit.datum]
        if laat:
            yield _te_vroeg(geval, index, besluit, laat)
        vorige = besluit.datum


def _stagebeoordelingen(geval: Geval, index: int, vorige: date) -> Iterator[Termijn]:
    """Of all external stages, for the decision on them together; else of those ended since the last one.

    Not of a stage that this decision itself lengthens, nor of those to come: it is judged again at its end,
    and another decision follows on all of them.
    """
    besluit = geval.dossier.besluit[index]
    verlengd = {
        verlenging.onderdeel
        for verlenging, rij in zip(geval.dossier.verlenging, geval.verlengingen.besluit_van, strict=True)
        if rij == index
    }
    langer = [rij_van(geval, naam) for naam in verlengd if naam is not None]
    namen = {rij.onderdeel for rij in langer if rij is not None}
    for term in geval.per_afsluiter.get("stagebeoordeling", ()):
        if term.onderdeel in namen:
            continue
        if besluit.onderdeel == EXTERNE_STAGES and not namen:
            yield term
            continue
        rij = rij_van(geval, term.onderdeel)
        if rij is not None and rij.eind is not None and vorige < rij.eind <= besluit.datum:
            yield term


def _te_vroeg(geval: Geval, index: int, besluit: Besluit, laat: list[Termijn]) -> Finding:
    later = [t.gedaan_op for t in laat if t.gedaan_op is not None]
    gevonden = [
        _("{term}: {date}").format(term=noem(geval, t), date=t.gedaan_op)
        if t.gedaan_op is not None
        else _("{term}: nothing").format(term=noem(geval, t))
        for t in laat
    ]
    alles_later = len(later) == len(laat)
    return Finding(
        code="IOS510",
        ernst=Ernst.WAARSCHUWING,
        message=_("the {soort} of {date} was taken before what it rests on: {terms}").format(
            soort=besluit.soort,
            date=besluit.datum,
            terms=opsomming([noem(geval, t) for t in laat]),
        ),
        expected=_("all of it on {date} at the latest").format(date=besluit.datum),
        found="; ".join(gevonden),
        difference=_("{days} early").format(days=dagen_tussen(besluit.datum, max(later)))
        if alles_later
        else "",
        hint=_("record what is missing as [[voortgangsadvies]], or correct the date"),
        source="LOP 2024, 5.4a",
        path=("besluit", index, "datum"),
    )


# --- what it may hold ---


@toets("IOS511")
def uitkomst_past_niet(geval: Geval) -> Iterator[Bevinding]:
    """An outcome that this soort of besluit cannot have; what may fall at any moment, may always."""
    for index, besluit in enumerate(geval.dossier.besluit):
        regel = geval.regels[f"uitkomsten-{besluit.soort}"]
        mag = dict.fromkeys(
            (
                *geval.regels.lijst(f"uitkomsten-{besluit.soort}"),
                *geval.regels.lijst("uitkomsten-tussentijds"),
            )
        )
        fout = [u for u in dict.fromkeys(besluit.uitkomst) if u not in mag]
        if fout:
            yield Finding(
                code="IOS511",
                message=_("a {soort} cannot hold {outcomes}").format(
                    soort=besluit.soort, outcomes=opsomming([f"`{u}`" for u in fout])
                ),
                expected=_("one of {choices}").format(choices=", ".join(f"`{u}`" for u in mag)),
                found=", ".join(f"`{u}`" for u in besluit.uitkomst),
                hint=_("correct `soort` or `uitkomst`"),
                source=regel.bronvermelding,
                path=("besluit", index, "uitkomst"),
            )


@toets("IOS512")
def uitkomsten_spreken_elkaar_tegen(geval: Geval) -> Iterator[Bevinding]:
    """A besluit ends the training and says something else as well."""
    for index, besluit in enumerate(geval.dossier.besluit):
        uitkomsten = list(dict.fromkeys(besluit.uitkomst))
        if len(uitkomsten) > 1 and any(u in EINDIGEND for u in uitkomsten):
            yield Finding(
                code="IOS512",
                message=_("the besluit of {date} contradicts itself: {outcomes}").format(
                    date=besluit.datum, outcomes=opsomming([f"`{u}`" for u in uitkomsten])
                ),
                expected=_("`voltooid` or `beeindigd` alone"),
                found=", ".join(f"`{u}`" for u in uitkomsten),
                hint=_("keep the outcome that holds"),
                source=geval.regels[f"uitkomsten-{besluit.soort}"].bronvermelding,
                path=("besluit", index, "uitkomst"),
            )


@toets("IOS517")
def dubbel_besluit(geval: Geval) -> Iterator[Bevinding]:
    """A second besluit for a term that another one closed."""
    for index, besluit in _zonder_termijn(geval):
        ander = [geval.dossier.besluit[i].datum for i in _zelfde_termijn(geval, index)]
        if ander:
            yield Finding(
                code="IOS517",
                ernst=Ernst.WAARSCHUWING,
                message=_("the {soort} of {date} is the second one for the same term").format(
                    soort=besluit.soort, date=besluit.datum
                ),
                expected=_("one besluit for each term"),
                found=opsomming([d.isoformat() for d in sorted([*ander, besluit.datum])]),
                hint=_("remove the one that does not hold, or correct its `soort` or `onderdeel`"),
                source=geval.regels[f"uitkomsten-{besluit.soort}"].bronvermelding,
                path=("besluit", index),
            )


@toets("IOS518")
def besluit_zonder_termijn(geval: Geval) -> Iterator[Bevinding]:
    """A decision that belongs to no term, often because its `onderdeel` is missing: the term stays open."""
    for index, besluit in _zonder_termijn(geval):
        if _zelfde_termijn(geval, index):
            continue
        er_zijn = [noem(geval, term) for term in geval.per_afsluiter.get(besluit.soort, ())]
        yield Finding(
            code="IOS518",
            ernst=Ernst.WAARSCHUWING,
            message=_("the {soort} of {date} belongs to no term").format(
                soort=besluit.soort, date=besluit.datum
            ),
            expected=_("one of {choices}").format(choices=", ".join(dict.fromkeys(er_zijn)))
            if er_zijn
            else _("no such besluit"),
            found=f"`{besluit.onderdeel}`" if besluit.onderdeel else _("no `onderdeel`"),
            # No advice that would give another finding.
            hint=_("correct `onderdeel`, or write `soort` `tussentijds`")
            if set(besluit.uitkomst) <= set(geval.regels.lijst("uitkomsten-tussentijds"))
            else _("correct `soort` or `onderdeel`, or remove it"),
            source=geval.regels[f"uitkomsten-{besluit.soort}"].bronvermelding,
            path=("besluit", index, *(("onderdeel",) if besluit.onderdeel else ())),
        )


def _zonder_termijn(geval: Geval) -> Iterator[tuple[int, Besluit]]:
    """The decisions up to the day of reference that close no term, however the training stands."""
    if not geval.dossier.besluit:
        return
    gebruikt = {term.gedaan_pad[:2] for term in geval.termijnen}
    for index, besluit in enumerate(geval.dossier.besluit):
        if (
            besluit.soort in BESLISSINGEN
            and besluit.datum <= geval.as_of
            and ("besluit", index) not in gebruikt
        ):
            yield index, besluit


def _zelfde_termijn(geval: Geval, index: int) -> list[int]:
    """The other decisions on what this one, which closes no term, is about: same words, or same term."""
    besluit = geval.dossier.besluit[index]
    waarover = _waarover(geval, besluit)
    sluit = {
        term.gedaan_pad[1]
        for term in geval.per_afsluiter.get(besluit.soort, ())
        if term.gedaan_pad[:1] == ("besluit",) and term.onderdeel == waarover
    }
    return [
        i
        for i, b in enumerate(geval.dossier.besluit)
        if i != index and b.soort == besluit.soort and (b.onderdeel == besluit.onderdeel or i in sluit)
    ]


def _waarover(geval: Geval, besluit: Besluit) -> str | None:
    """The onderdeel of the term that a decision names; there is none on one external stage alone."""
    if besluit.onderdeel is None or besluit.onderdeel == EXTERNE_STAGES:
        return besluit.onderdeel
    rij = rij_van(geval, besluit.onderdeel)
    soort = rij.soort if rij is not None else soort_van(geval.dossier, besluit.onderdeel)
    return soort if soort in PRAKTIJKPERIODEN else EXTERNE_STAGES


@toets("IOS519")
def voltooiingsbesluit_na_het_einde(geval: Geval) -> Iterator[Bevinding]:
    """The decision on completion came after the last day of training."""
    laatste = geval.ios.laatste_dag
    if laatste is None:
        return
    for index, besluit in enumerate(geval.dossier.besluit):
        if besluit.soort == "voltooiingsbesluit" and besluit.datum > laatste:
            yield Finding(
                code="IOS519",
                message=_("the voltooiingsbesluit of {date} came after the end of the training").format(
                    date=besluit.datum
                ),
                expected=_("{date} or earlier").format(date=laatste),
                found=besluit.datum.isoformat(),
                difference=_("{days} late").format(days=dagen_tussen(laatste, besluit.datum)),
                hint=_("correct the date, or the dates of the training"),
                source=geval.regels["voltooiingsbesluit-termijn"].bronvermelding,
                path=("besluit", index, "datum"),
            )


# --- how it was told ---


@toets("IOS513")
def besluit_niet_meegedeeld(geval: Geval) -> Iterator[Bevinding]:
    """A heavy decision was not told in person and in writing."""
    vragen = geval.regels.lijst("mondeling-en-schriftelijk")
    for index, besluit in enumerate(geval.dossier.besluit):
        zwaar = [u for u in dict.fromkeys(besluit.uitkomst) if u in vragen]
        ontbreekt = [k for k in ("mondeling_op", "schriftelijk_op") if getattr(besluit, k) is None]
        if zwaar and ontbreekt:
            yield Finding(
                code="IOS513",
                ernst=Ernst.WAARSCHUWING,
                message=_("nothing says that the besluit of {date} ({outcomes}) was told {how}").format(
                    date=besluit.datum,
                    outcomes=opsomming([f"`{u}`" for u in zwaar]),
                    how=_("in person and in writing")
                    if len(ontbreekt) > 1
                    else _("in person")
                    if ontbreekt == ["mondeling_op"]
                    else _("in writing"),
                ),
                expected=_("`mondeling_op` and `schriftelijk_op`"),
                found=_("no {keys}").format(keys=opsomming([f"`{k}`" for k in ontbreekt])),
                hint=_("write the days on which the aios was told"),
                source=geval.regels["mondeling-en-schriftelijk"].bronvermelding,
                path=("besluit", index),
            )


@toets("IOS514")
def beeindiging_niet_gemeld(geval: Geval) -> Iterator[Bevinding]:
    """The RGS was not told of it."""
    melden = geval.regels.lijst("rgs-melden")
    for index, besluit in enumerate(geval.dossier.besluit):
        if besluit.rgs_gemeld_op is None and any(u in melden for u in besluit.uitkomst):
            yield Finding(
                code="IOS514",
                ernst=Ernst.WAARSCHUWING,
                message=_("nothing says that the RGS was told of the besluit of {date}").format(
                    date=besluit.datum
                ),
                expected="`rgs_gemeld_op`",
                found=_("nothing"),
                hint=_("tell the RGS, and write the day as `rgs_gemeld_op`"),
                source=geval.regels["rgs-melden"].bronvermelding,
                path=("besluit", index),
            )


# --- what follows from it ---


@toets("IOS515")
def besluit_zonder_begeleidingstraject(geval: Geval) -> Iterator[Bevinding]:
    """A besluit sets conditions or guidance, and no traject says which term they have."""
    for index, besluit in enumerate(geval.dossier.besluit):
        for uitkomst in dict.fromkeys(besluit.uitkomst):
            soort = TRAJECT_BIJ.get(uitkomst)
            if soort is None or any(
                t.soort == soort and t.tot_en_met >= besluit.datum for t in geval.dossier.begeleidingstraject
            ):
                continue
            yield Finding(
                code="IOS515",
                ernst=Ernst.WAARSCHUWING,
                message=_(
                    "the besluit of {date} says `{outcome}`, and there is no begeleidingstraject"
                ).format(date=besluit.datum, outcome=uitkomst),
                expected=_("a [[begeleidingstraject]] with `soort` `{soort}`, to {date} or later").format(
                    soort=soort, date=besluit.datum
                ),
                found=_("nothing"),
                hint=_("add it with its dates and its letter"),
                source=geval.regels["brief-inhoud"].bronvermelding,
                path=("besluit", index, "uitkomst"),
            )


@toets("IOS516")
def begeleidingstraject_zonder_besluit(geval: Geval) -> Iterator[Bevinding]:
    """Guidance or conditions began before anybody decided on them."""
    for index, traject in enumerate(geval.dossier.begeleidingstraject):
        besluiten = [
            b.datum
            for b in geval.dossier.besluit
            if any(TRAJECT_BIJ.get(u) == traject.soort for u in b.uitkomst)
        ]
        if any(dag <= traject.van for dag in besluiten):
            continue
        uitkomst = next(u for u, soort in TRAJECT_BIJ.items() if soort == traject.soort)
        later = min(besluiten, default=None)
        yield Finding(
            code="IOS516",
            ernst=Ernst.WAARSCHUWING,
            message=_("no besluit `{outcome}` came before the begeleidingstraject of {date}").format(
                outcome=uitkomst, date=traject.van
            ),
            expected=_("a [[besluit]] with `uitkomst` `{outcome}`, {date} at the latest").format(
                outcome=uitkomst, date=traject.van
            ),
            found=_("nothing") if later is None else later.isoformat(),
            difference=_("{days} late").format(days=dagen_tussen(traject.van, later)) if later else "",
            hint=_("record the besluit of the hoofd, or correct `van`"),
            source=geval.regels["brief-inhoud"].bronvermelding,
            path=("begeleidingstraject", index),
        )


# --- the status of the training against what was decided ---


@toets("IOS530")
def voltooid_zonder_besluit(geval: Geval) -> Iterator[Bevinding]:
    """The training is voltooid, and no voltooiingsbesluit says so."""
    if geval.ios.opleiding_status != "voltooid":
        return
    if not any(b.soort == "voltooiingsbesluit" and "voltooid" in b.uitkomst for b in geval.dossier.besluit):
        yield Finding(
            code="IOS530",
            ernst=Ernst.WAARSCHUWING,
            message=_("`status` is `voltooid`, and no voltooiingsbesluit says so"),
            expected=_("a [[besluit]] with `soort` `voltooiingsbesluit` and `uitkomst` `voltooid`"),
            found=_("nothing"),
            hint=_("record the besluit of the hoofd"),
            source=geval.regels["uitkomsten-voltooiingsbesluit"].bronvermelding,
            path=("opleiding", "status"),
        )


@toets("IOS531")
def status_spreekt_besluit_tegen(geval: Geval) -> Iterator[Bevinding]:
    """The training ended in another way than a besluit says."""
    status = geval.ios.opleiding_status
    tegen = {"voltooid": "beeindigd", "gestopt": "voltooid", "overgestapt": "voltooid"}.get(status)
    if tegen is None:
        return
    for besluit in geval.dossier.besluit:
        if tegen in besluit.uitkomst:
            yield Finding(
                code="IOS531",
                ernst=Ernst.WAARSCHUWING,
                message=_("`status` is `{status}`, and the besluit of {date} says `{outcome}`").format(
                    status=status, date=besluit.datum, outcome=tegen
                ),
                expected=_("a `status` that agrees with the besluit"),
                found=f"`{status}`",
                hint=_("correct `status`, or the `uitkomst` of the besluit"),
                source="rekenregels 8",
                path=("opleiding", "status"),
            )


@toets("IOS532")
def status_niet_bijgewerkt(geval: Geval) -> Iterator[Bevinding]:
    """The last day is past, and the training is still actief."""
    laatste = geval.ios.laatste_dag
    if geval.ios.opleiding_status == "actief" and laatste is not None and laatste < geval.as_of:
        yield Finding(
            code="IOS532",
            ernst=Ernst.OPMERKING,
            message=_("the training ended on {date}, and its `status` is still `actief`").format(
                date=laatste
            ),
            expected=_("`voltooid`, `gestopt` or `overgestapt`, with `einde`"),
            found="`actief`",
            difference=_("{days} late").format(days=dagen_tussen(laatste, geval.as_of)),
            hint=_("write how it ended, or what made it longer"),
            source="rekenregels 8",
            path=("opleiding",),
        )


@toets("IOS533")
def einde_anders_dan_berekend(geval: Geval) -> Iterator[Bevinding]:
    """The training was voltooid on another day than the computed last one."""
    einde, laatste = geval.dossier.opleiding.einde, geval.ios.laatste_dag
    if geval.ios.opleiding_status != "voltooid" or einde is None or laatste is None or einde == laatste:
        return
    vroeger = einde < laatste
    yield Finding(
        code="IOS533",
        ernst=Ernst.WAARSCHUWING if vroeger else Ernst.OPMERKING,
        message=_("the training was voltooid on {date}, and by its content it ends on {computed}").format(
            date=einde, computed=laatste
        ),
        expected=laatste.isoformat(),
        found=einde.isoformat(),
        difference=_("{days} early").format(days=dagen_tussen(einde, laatste))
        if vroeger
        else _("{days} late").format(days=dagen_tussen(laatste, einde)),
        hint=_("look for a vrijstelling, deeltijd, absence or verlenging that is not recorded"),
        source="rekenregels 8",
        path=("opleiding", "einde"),
    )
