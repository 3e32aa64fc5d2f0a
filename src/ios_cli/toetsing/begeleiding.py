"""Checks on geïntensiveerde begeleiding and going on under conditions: letter, term, outcome.

Source: LOP 2024, 5.5; rekenregels 12.
"""

from collections.abc import Iterator

from ios_cli.domain.finding import Ernst, Finding
from ios_cli.domain.termijn import TermijnStatus
from ios_cli.text import _
from ios_cli.toetsing.geval import Geval
from ios_cli.toetsing.register import Bevinding, NietTeBeoordelen, toets
from ios_cli.toetsing.termijnen import dagen_tussen, opsomming


@toets("IOS520")
def begeleidingstraject_zonder_brief(geval: Geval) -> Iterator[Bevinding]:
    """The aios got no letter on it."""
    for index, traject in enumerate(geval.dossier.begeleidingstraject):
        # It is due when the traject begins, not before.
        if traject.brief_op is None and traject.van <= geval.as_of:
            yield Finding(
                code="IOS520",
                ernst=Ernst.WAARSCHUWING,
                message=_("no letter is recorded on this begeleidingstraject from {date}").format(
                    date=traject.van
                ),
                expected=_("`brief_op`, {date} at the latest").format(date=traject.van),
                found=_("nothing"),
                hint=_("write the day of the letter as `brief_op` and what it states as `brief_bevat`"),
                source=geval.regels["brief-inhoud"].bronvermelding,
                path=("begeleidingstraject", index),
            )


@toets("IOS521")
def brief_onvolledig(geval: Geval) -> Iterator[Bevinding]:
    """The letter lacks one of its items."""
    inhoud = [str(deel) for deel in geval.regels.lijst("brief-inhoud")]
    for index, traject in enumerate(geval.dossier.begeleidingstraject):
        if traject.brief_op is None and not traject.brief_bevat:
            continue
        ontbreekt = [deel for deel in inhoud if deel not in traject.brief_bevat]
        if ontbreekt:
            yield Finding(
                code="IOS521",
                ernst=Ernst.WAARSCHUWING,
                message=_("the letter on this begeleidingstraject says nothing of {missing}").format(
                    missing=opsomming([f"`{deel}`" for deel in ontbreekt])
                ),
                expected=", ".join(f"`{deel}`" for deel in inhoud),
                found=", ".join(f"`{deel}`" for deel in traject.brief_bevat) or _("nothing"),
                hint=_("complete the letter, or `brief_bevat` where the letter does state it"),
                source=geval.regels["brief-inhoud"].bronvermelding,
                path=("begeleidingstraject", index, *(("brief_bevat",) if traject.brief_bevat else ())),
            )
    if geval.dossier.verlenging and not geval.dossier.begeleidingstraject:
        yield NietTeBeoordelen(_("a dossier does not record what the letter on a verlenging states"))


@toets("IOS522")
def brief_na_begin(geval: Geval) -> Iterator[Bevinding]:
    """The letter came after the begin of what it announces."""
    for index, traject in enumerate(geval.dossier.begeleidingstraject):
        brief = traject.brief_op
        if brief is not None and brief > traject.van:
            yield Finding(
                code="IOS522",
                ernst=Ernst.WAARSCHUWING,
                message=_("the letter of {date} came after the begin of the begeleidingstraject").format(
                    date=brief
                ),
                expected=_("{date} at the latest").format(date=traject.van),
                found=brief.isoformat(),
                difference=_("{days} late").format(days=dagen_tussen(traject.van, brief)),
                hint=_("correct `brief_op` or `van`; the aios must know the conditions when they begin"),
                source=geval.regels["brief-inhoud"].bronvermelding,
                path=("begeleidingstraject", index, "brief_op"),
            )


@toets("IOS523")
def begeleidingstrajecten_overlappen(geval: Geval) -> Iterator[Bevinding]:
    """Two of one soort on the same days."""
    trajecten = geval.dossier.begeleidingstraject
    verst: dict[str, int] = {}  # of each soort the one that runs longest so far
    for index in sorted(range(len(trajecten)), key=lambda i: (trajecten[i].van, trajecten[i].tot_en_met, i)):
        traject = trajecten[index]
        vorig = verst.get(traject.soort)
        if vorig is not None and trajecten[vorig].tot_en_met >= traject.van:
            eind = min(trajecten[vorig].tot_en_met, traject.tot_en_met)
            yield Finding(
                code="IOS523",
                ernst=Ernst.WAARSCHUWING,
                message=_("two begeleidingstrajecten `{soort}` on the same days, {first} to {last}").format(
                    soort=traject.soort, first=traject.van, last=eind
                ),
                expected=_("a begin after {date}").format(date=trajecten[vorig].tot_en_met),
                found=traject.van.isoformat(),
                hint=_("correct the dates, or remove the entry that stands there twice"),
                source=geval.regels["brief-inhoud"].bronvermelding,
                path=("begeleidingstraject", index, "van"),
            )
        if vorig is None or traject.tot_en_met > trajecten[vorig].tot_en_met:
            verst[traject.soort] = index


@toets("IOS524")
def begeleidingstraject_zonder_uitkomst(geval: Geval) -> Iterator[Bevinding]:
    """Its term is over, and nobody says whether the conditions were met."""
    for term in geval.per_afsluiter.get("begeleidingstraject", ()):
        if term.status is TermijnStatus.TE_LAAT:
            yield Finding(
                code="IOS524",
                ernst=term.ernst,
                message=_("this begeleidingstraject was over on {date}, and has no `uitkomst`").format(
                    date=term.uiterlijk
                ),
                expected=_("`voldaan` or `niet-voldaan`, by {who}").format(who=opsomming(term.wie)),
                found=_("nothing recorded up to {date}").format(date=geval.as_of),
                difference=_("{days} late").format(days=dagen_tussen(term.uiterlijk, geval.as_of)),
                hint=_("write `uitkomst`, or a later `tot_en_met` where it was prolonged"),
                source=term.bron,
                path=term.aangepast_pad or term.pad or ("opleiding",),
            )
