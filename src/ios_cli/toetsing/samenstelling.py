"""Checks on what the training is made of.

Sums are taken before vrijstelling and without verlenging (months that are exempted count as followed), weken
as 3/13 of a month, and compared with a tolerance of a quarter month. Source: rekenregels 11; LOP 2024, 4.1 to
4.4.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from ios_cli.domain.calendar import Periode
from ios_cli.domain.dossier import GEEN_INHOUD, PRAKTIJKPERIODEN, TELLENDE_STATUSSEN, Differentiatie
from ios_cli.domain.finding import Ernst, Finding, KeyPath
from ios_cli.domain.words import say_content, say_months, say_number
from ios_cli.regels.model import Regels
from ios_cli.regels.onthouden import per_regels
from ios_cli.text import N_, _, ngettext
from ios_cli.toetsing.geval import Geval
from ios_cli.toetsing.opbouw import DAGEN_PER_WEEK, Deel, totaal
from ios_cli.toetsing.register import Bevinding, NietTeBeoordelen, Overgeslagen, toets
from ios_cli.toetsing.termijnen import dagen_tussen, opsomming

EXTERNE_SOORTEN = ("klinisch", "ggz", "ccz", "keuze")
KEUZEBLOK = ("ggz", "ccz", "keuze")
SAMEN_VERDEELD = ("ggz", "ccz")
"""How the months are divided between these is no departure."""
WERKDAGEN_PER_WEEK = 5
"""Full time; `differentiatie-telling` divides by it."""
TRAINING: KeyPath = ("opleiding",)

# --- lengths ---


@toets("IOS101")
def opleidingsduur(geval: Geval) -> Iterator[Bevinding]:
    """The training as a whole is 36 months long."""
    lengte = geval.opbouw.som()
    duur = geval.regels.getal("opleidingsduur")
    if _buiten(geval.regels, lengte, duur, duur):
        yield _lengte(
            geval,
            "IOS101",
            _("the training lasts {months}").format(months=say_months(lengte)),
            lengte,
            duur,
            duur,
            regel="opleidingsduur",
            path=TRAINING,
        )


@toets("IOS102")
def praktijkperioden_duur(geval: Geval) -> Iterator[Bevinding]:
    """The practice periods together are 21 to 30 months long."""
    tekst = N_("the practice periods together last {months}")
    yield from _som(geval, "IOS102", tekst, PRAKTIJKPERIODEN, "praktijkperioden")


@toets("IOS103")
def externe_stages_duur(geval: Geval) -> Iterator[Bevinding]:
    """The external stages together are 6 to 15 months long."""
    tekst = N_("the external stages together last {months}")
    yield from _som(geval, "IOS103", tekst, EXTERNE_SOORTEN, "externe-stages")


def _som(geval: Geval, code: str, tekst: str, soorten: tuple[str, ...], regel: str) -> Iterator[Finding]:
    """The sum of `soorten` against `REGEL-minimum` and `REGEL-maximum`, where there are such bounds."""
    minste = geval.regels.getal_of_geen(f"{regel}-minimum")
    meeste = geval.regels.getal_of_geen(f"{regel}-maximum")
    lengte = geval.opbouw.som(*soorten)
    if _buiten(geval.regels, lengte, minste, meeste):
        te_kort = minste is not None and lengte < minste
        yield _lengte(
            geval,
            code,
            _(tekst).format(name=f"`{soorten[0]}`", months=say_months(lengte)),
            lengte,
            minste,
            meeste,
            regel=f"{regel}-minimum" if te_kort else f"{regel}-maximum",
            path=_eerste(geval.opbouw.van_soort(*soorten)),
        )


@toets("IOS104")
def klinische_stage_te_kort(geval: Geval) -> Iterator[Bevinding]:
    """The clinical stage is compulsory, and at least 6 months long, all its parts together."""
    delen = geval.opbouw.van_soort("klinisch")
    lengte, minste = geval.opbouw.som("klinisch"), geval.regels.getal("klinisch-minimum")
    if _buiten(geval.regels, lengte, minste, None):
        yield _lengte(
            geval,
            "IOS104",
            _("the klinische stage lasts {months}").format(months=say_months(lengte))
            if delen
            else _("there is no klinische stage"),
            lengte,
            minste,
            None,
            regel="klinisch-minimum",
            path=_eerste(delen),
            hint=_("an exempted stage stays in the dossier, with a [[vrijstelling]]"),
        )


@toets("IOS105")
def klinische_stage_buiten_ziekenhuis(geval: Geval) -> Iterator[Bevinding]:
    """The clinical stage is in a hospital."""
    for deel in geval.opbouw.van_soort("klinisch"):
        if deel.setting != "ziekenhuis":
            yield Finding(
                code="IOS105",
                message=_("the klinische stage `{name}` is not in a hospital").format(name=deel.naam),
                expected="`ziekenhuis`",
                found=f"`{deel.setting}`",
                hint=_("choose a hospital, or correct `setting`"),
                source=geval.regels["klinisch-minimum"].bronvermelding,
                path=(*deel.pad, "setting"),
            )


@toets("IOS106")
def te_veel_elders(geval: Geval) -> Iterator[Bevinding]:
    """At most 6 months of the external stages are outside the practice and the hospital."""
    extern = geval.opbouw.van_soort(*EXTERNE_SOORTEN)
    onbekend = [d for d in extern if not d.setting]
    if onbekend:
        yield NietTeBeoordelen(_("`setting` is not recorded for {names}").format(names=_namen(onbekend)))
    elders = [d for d in extern if d.setting == "elders"]
    lengte, meeste = totaal(d.maanden for d in elders), geval.regels.getal("elders-maximum")
    if _buiten(geval.regels, lengte, None, meeste):
        yield _lengte(
            geval,
            "IOS106",
            _("{names} are outside the practice and the hospital, {months} together").format(
                names=_namen(elders), months=say_months(lengte)
            )
            if len(elders) > 1
            else _("{names} is outside the practice and the hospital for {months}").format(
                names=_namen(elders), months=say_months(lengte)
            ),
            lengte,
            None,
            meeste,
            regel="elders-maximum",
            path=_eerste(elders),
        )


@toets("IOS107")
def keuzeblok_te_lang(geval: Geval) -> Iterator[Bevinding]:
    """GGZ, CCZ and keuze are at most 6 months long: each, or together (rule `keuzeblok-lezing`)."""
    regels = geval.regels
    groepen: list[tuple[tuple[str, ...], str, str]]
    if regels.tekst("keuzeblok-lezing") == "samen":
        groepen = [(KEUZEBLOK, "keuzeblok-duur", N_("ggz, ccz and keuze together last {months}"))]
    else:
        tekst = N_("{name} lasts {months}")
        soorten_hier = (soort for soort in KEUZEBLOK if soort in geval.opbouw.sommen)
        groepen = [((soort,), f"{soort}-maximum", tekst) for soort in soorten_hier]
    for soorten, regel, tekst in groepen:
        lengte, meeste = geval.opbouw.som(*soorten), regels.getal(regel)
        if _buiten(regels, lengte, None, meeste):
            yield _lengte(
                geval,
                "IOS107",
                _(tekst).format(name=f"`{soorten[0]}`", months=say_months(lengte)),
                lengte,
                None,
                meeste,
                regel=regel,
                path=_eerste(geval.opbouw.van_soort(*soorten)),
            )


@toets("IOS108")
def praktijkperiode_buiten_profiel(geval: Geval) -> Iterator[Bevinding]:
    """Each practice period by itself keeps to the bounds of the institute, where it has any."""
    regels = geval.regels
    grenzen = [f"{soort}-{kant}" for soort in PRAKTIJKPERIODEN for kant in ("minimum", "maximum")]
    if all(regels.getal_of_geen(naam) is None for naam in grenzen):
        yield Overgeslagen(
            _("the rules bound only the sum of the practice periods, and no profile bounds each")
        )
        return
    for soort in PRAKTIJKPERIODEN:
        if soort in geval.opbouw.sommen:  # that one is missing is another finding
            yield from _som(geval, "IOS108", N_("{name} lasts {months}"), (soort,), soort)


@toets("IOS109")
def praktijkperiode_ontbreekt(geval: Geval) -> Iterator[Bevinding]:
    """The training has two practice periods, the first and the second, also where one is exempted."""
    sommen = geval.opbouw.sommen
    ontbreekt = [soort for soort in PRAKTIJKPERIODEN if soort not in sommen]
    aantal = len(PRAKTIJKPERIODEN) - len(ontbreekt)
    nodig = int(geval.regels.getal("praktijkperioden-aantal"))
    if aantal < nodig:
        yield Finding(
            code="IOS109",
            message=_("the schedule has no {names}").format(names=opsomming([f"`{s}`" for s in ontbreekt])),
            expected=_zeg_perioden(nodig),
            found=_zeg_perioden(aantal),
            hint=_("add it as [[onderdeel]]; one that is exempted stays, with a [[vrijstelling]]"),
            source=geval.regels["praktijkperioden-aantal"].bronvermelding,
            path=_eerste(geval.opbouw.van_soort(*PRAKTIJKPERIODEN)),
        )


def _zeg_perioden(aantal: int) -> str:
    return ngettext("{n} practice period", "{n} practice periods", aantal).format(n=aantal)


def _buiten(regels: Regels, lengte: Fraction, minste: Fraction | None, meeste: Fraction | None) -> bool:
    """Whether a sum lies outside its bounds by more than the tolerance."""
    if minste is meeste and lengte == minste:
        return False  # the usual case, and that they are equal is seen at once
    if minste is not None and lengte < minste:
        return minste - lengte > regels.getal("samenstelling-tolerantie")
    if meeste is not None and lengte > meeste:
        return lengte - meeste > regels.getal("samenstelling-tolerantie")
    return False


def _lengte(
    geval: Geval,
    code: str,
    message: str,
    lengte: Fraction,
    minste: Fraction | None,
    meeste: Fraction | None,
    *,
    regel: str,
    path: KeyPath,
    hint: str = "",
) -> Finding:
    """That a sum lies outside its bounds; the text says what was counted."""
    return Finding(
        code=code,
        message=_("{what}, before vrijstelling and without verlenging").format(what=message),
        expected=_grenzen(minste, meeste),
        found=say_months(lengte),
        difference=_verschil(lengte, minste, meeste),
        hint=hint or _("correct the length of an onderdeel, or accept it with the `reden` of the hoofd"),
        source=geval.regels[regel].bronvermelding,
        path=path,
    )


def _grenzen(minste: Fraction | None, meeste: Fraction | None) -> str:
    if minste is None:
        return _("at most {months}").format(months=say_months(meeste or Fraction(0)))
    if meeste is None:
        return _("at least {months}").format(months=say_months(minste))
    if minste == meeste:
        return say_months(minste)
    return _("at least {least} and at most {most}").format(least=say_months(minste), most=say_months(meeste))


def _verschil(lengte: Fraction, minste: Fraction | None, meeste: Fraction | None) -> str:
    if minste is not None and lengte < minste:
        return _("{months} too few").format(months=say_months(minste - lengte))
    return _("{months} too many").format(months=say_months(lengte - (meeste or Fraction(0))))


def _eerste(delen: Iterable[Deel]) -> KeyPath:
    return next((d.pad for d in delen), TRAINING)


def _namen(delen: Iterable[Deel]) -> str:
    return ", ".join(f"`{d.naam}`" for d in delen)


# --- order ---


@toets("IOS110")
def eerste_onderdeel(geval: Geval) -> Iterator[Bevinding]:
    """The training begins with a practice period."""
    eerste = geval.opbouw.delen[0]
    if not eerste.is_praktijk:
        yield _geen_praktijkperiode(
            geval,
            "IOS110",
            _("the training begins with `{name}`").format(name=eerste.naam),
            eerste,
            "eerste-onderdeel",
            Ernst.FOUT,
            _("put a practice period first"),
        )


@toets("IOS111")
def laatste_onderdeel(geval: Geval) -> Iterator[Bevinding]:
    """The training as a rule closes with a practice period."""
    laatste = geval.opbouw.delen[-1]
    if not laatste.is_praktijk:
        yield _geen_praktijkperiode(
            geval,
            "IOS111",
            _("the training closes with `{name}`").format(name=laatste.naam),
            laatste,
            "laatste-onderdeel",
            Ernst.WAARSCHUWING,
            _("correct the order; where it was agreed, accept it with its `reden`"),
        )


@toets("IOS118")
def praktijkperioden_in_verkeerde_volgorde(geval: Geval) -> Iterator[Bevinding]:
    """The first practice period, all its parts, comes before the second."""
    eerste, tweede = PRAKTIJKPERIODEN
    delen = geval.opbouw.van_soort(eerste, tweede)
    laatste = max((i for i, d in enumerate(delen) if d.soort == eerste), default=0)
    for deel in delen[:laatste]:
        if deel.soort == tweede:
            na = delen[laatste]
            yield Finding(
                code="IOS118",
                ernst=Ernst.WAARSCHUWING,
                message=_(
                    "`{name}`, of the second practice period, comes before `{other}`, of the first"
                ).format(name=deel.naam, other=na.naam),
                expected=_("`{first}` before `{second}`").format(first=na.naam, second=deel.naam),
                found=_("`{first}` before `{second}`").format(first=deel.naam, second=na.naam),
                hint=_("correct `soort` or the order of the onderdelen"),
                source=geval.regels["laatste-onderdeel"].bronvermelding,
                path=deel.pad,
            )


def _geen_praktijkperiode(
    geval: Geval, code: str, message: str, deel: Deel, regel: str, ernst: Ernst, hint: str
) -> Finding:
    return Finding(
        code=code,
        ernst=ernst,
        message=message,
        expected=_("a training period in the huisartspraktijk"),
        hint=hint,
        source=geval.regels[regel].bronvermelding,
        path=deel.pad,
    )


# --- departures from the standard schedule ---


@dataclass(frozen=True, slots=True, kw_only=True)
class Afwijking:
    """One way in which the onderdelen differ from the standard schedule."""

    soorten: tuple[str, ...]
    delen: tuple[Deel, ...]
    """The onderdelen that it is about; none where they are missing."""
    standaard: Fraction
    lengte: Fraction
    ontbreekt: tuple[str, ...] = ()
    """Soorten of the standard that the dossier leaves out."""

    @property
    def meer(self) -> Fraction:
        """Months over the standard; below 0 where it is shorter."""
        return self.lengte - self.standaard

    @property
    def heeft_grond(self) -> bool:
        return any(d.onderdeel.grond for d in self.delen)


@toets("IOS112")
def afwijking_zonder_grond(geval: Geval) -> Iterator[Bevinding]:
    """Other soorten, lengths or omissions than the standard schedule need a ground.

    A departure without a `grond` of its own is grounded by one in the other direction that has one: what is
    taken off here comes there.
    """
    if not geval.dossier.onderdeel or not geval.regels.ja("afwijken-alleen-met-evc"):
        return
    alle = list(_afwijkingen(geval))
    gegrond = [a for a in alle if a.heeft_grond]
    for afwijking in alle:
        if afwijking.heeft_grond or any(a.meer * afwijking.meer < 0 for a in gegrond):
            continue
        yield Finding(
            code="IOS112",
            message=_zeg_afwijking(afwijking),
            expected=_zeg_standaard(afwijking),
            found=_zeg_lengte(afwijking),
            difference=""
            if not afwijking.meer
            else _verschil(afwijking.lengte, afwijking.standaard, afwijking.standaard),
            hint=_("write on the onderdeel on which earlier competences it rests, as `grond`"),
            source=geval.regels["afwijken-alleen-met-evc"].bronvermelding,
            path=_eerste(afwijking.delen) if afwijking.delen else _eerste(geval.opbouw.delen),
        )


def _afwijkingen(geval: Geval) -> Iterator[Afwijking]:
    """Every departure: the soorten of the standard (ggz and ccz as one), then what is not in it."""
    sommen = geval.opbouw.sommen
    standaard = _standaard(geval.regels)
    if sommen == standaard:
        return
    for soorten, hoort in _standaard_samen(geval.regels):
        lengte = geval.opbouw.som(*soorten)
        ontbreekt = tuple(s for s in soorten if s not in sommen)
        if ontbreekt or _buiten(geval.regels, lengte, hoort, hoort):
            delen = tuple(geval.opbouw.van_soort(*soorten))
            yield Afwijking(soorten=soorten, delen=delen, standaard=hoort, lengte=lengte, ontbreekt=ontbreekt)
    for deel in geval.opbouw.delen:
        if deel.soort not in standaard:
            yield Afwijking(soorten=(deel.soort,), delen=(deel,), standaard=Fraction(0), lengte=deel.maanden)


@per_regels
def _standaard(regels: Regels) -> dict[str, Fraction]:
    """Soort -> months of the standard schedule, in its order."""
    standaard: dict[str, Fraction] = {}
    for rij in regels.lijst("standaardschema"):
        soort, maanden = str(rij["soort"]), Fraction(rij["maanden"])
        standaard[soort] = standaard[soort] + maanden if soort in standaard else maanden
    return standaard


@per_regels
def _standaard_samen(regels: Regels) -> list[tuple[tuple[str, ...], Fraction]]:
    """The soorten of the standard schedule, those that are taken together as one, with their months."""
    standaard = _standaard(regels)
    verdeeld = tuple(s for s in SAMEN_VERDEELD if s in standaard)
    groepen = dict.fromkeys(verdeeld if soort in verdeeld else (soort,) for soort in standaard)
    return [(soorten, totaal(standaard[s] for s in soorten)) for soorten in groepen]


def _zeg_standaard(afwijking: Afwijking) -> str:
    """What the standard schedule has; of ggz and ccz the sum, since it is the sum that is compared."""
    if not afwijking.standaard:
        return _("a `grond`")
    if len(afwijking.soorten) == 1:
        return _("{months}, or a `grond`").format(months=say_months(afwijking.standaard))
    return _("{months} of {names} together, or a `grond`").format(
        months=say_months(afwijking.standaard), names=opsomming([f"`{s}`" for s in afwijking.soorten])
    )


def _zeg_lengte(afwijking: Afwijking) -> str:
    """What the dossier has, with what it is made of where several soorten are compared as one."""
    lengte = say_months(afwijking.lengte)
    if len(afwijking.soorten) == 1 or not afwijking.lengte:
        return lengte
    aanwezig = [f"`{s}`" for s in afwijking.soorten if s not in afwijking.ontbreekt]
    return _("{months} of {names}").format(months=lengte, names=opsomming(aanwezig))


def _zeg_afwijking(afwijking: Afwijking) -> str:
    soorten = afwijking.ontbreekt or afwijking.soorten
    namen = opsomming([f"`{s}`" for s in soorten])
    if afwijking.ontbreekt:
        return ngettext(
            "{names} of the standard schedule is left out, and no `grond` says why",
            "{names} of the standard schedule are left out, and no `grond` says why",
            len(soorten),
        ).format(names=namen)
    if not afwijking.standaard:
        return _("`{name}` is not in the standard schedule, and no `grond` says why").format(
            name=afwijking.delen[0].naam
        )
    return ngettext(
        "{names} has another length than in the standard schedule, and no `grond` says why",
        "{names} together have another length than in the standard schedule, and no `grond` says why",
        len(soorten),
    ).format(names=namen)


@toets("IOS113")
def alternatief_niet_toegekend(geval: Geval) -> Iterator[Bevinding]:
    """Alternative content that was refused or withdrawn is planned all the same."""
    for rij in geval.ios.geplande_rijen:
        if not rij.pad:
            continue
        status = geval.dossier.onderdeel[rij.volgnummer - 1].status
        if status is not None and status not in TELLENDE_STATUSSEN:
            yield Finding(
                code="IOS113",
                message=_("`{name}` is planned, and its alternative content is `{status}`").format(
                    name=rij.onderdeel, status=status
                ),
                expected=_("the onderdeel of the standard schedule in its place"),
                hint=_("put that onderdeel back, or record the new request and its `status`"),
                source=geval.regels["vrijstelling-telt"].bronvermelding,
                path=(*rij.pad, "status"),
            )


# --- recognition ---


@toets("IOS114")
def praktijkperiode_niet_erkend(geval: Geval) -> Iterator[Bevinding]:
    """A practice period is with a recognised opleider."""
    if not geval.regels.ja("praktijkopleider-erkend"):
        yield Overgeslagen(_("the rule `{name}` is off").format(name="praktijkopleider-erkend"))
        return
    for deel in geval.opbouw.van_soort(*PRAKTIJKPERIODEN):
        if not deel.onderdeel.erkend:
            yield Finding(
                code="IOS114",
                message=_("`{name}` is a practice period at a place that is not recognised").format(
                    name=deel.naam
                ),
                expected=_("a practice whose opleider is recognised"),
                hint=_("choose another practice, or correct `erkend`"),
                source=geval.regels["praktijkopleider-erkend"].bronvermelding,
                path=(*deel.pad, "erkend"),
            )


@toets("IOS115")
def niet_erkende_stage_te_lang(geval: Geval) -> Iterator[Bevinding]:
    """An external stage at a place that is not recognised is at most 6 weeks long.

    Compared to the day where it is counted in weken or dagen; in months, which never are whole weeks, with
    the tolerance of the sums.
    """
    regels = geval.regels
    regel = regels["niet-erkend-maximum"]
    assert regel.eenheid == "weken", regel
    weken = regels.getal("niet-erkend-maximum")
    for deel in _niet_erkend(geval):
        eigen = deel.rij.eigen
        if deel.rij.in_maanden:
            meeste = weken / geval.opbouw.per_maand
            te_lang = _buiten(regels, deel.maanden, None, meeste)
            difference = _("{months} too many").format(months=say_months(deel.maanden - meeste))
        else:
            te_veel = eigen.dagen - weken * DAGEN_PER_WEEK
            te_lang = te_veel > 0
            difference = _zeg_dagen_te_veel(te_veel)
        if te_lang:
            yield Finding(
                code="IOS115",
                message=_("`{name}` lasts {length}, at a place that is not recognised").format(
                    name=deel.naam, length=say_content(eigen)
                ),
                expected=_zeg_hoogstens_weken(weken),
                found=say_content(eigen),
                difference=difference,
                hint=_("shorten it, choose a recognised place, or correct `erkend`"),
                source=regel.bronvermelding,
                path=deel.pad,
            )


@toets("IOS116")
def geen_verantwoordelijk_opleider(geval: Geval) -> Iterator[Bevinding]:
    """For an external stage at a place that is not recognised, a recognised opleider is responsible."""
    if not geval.regels.ja("niet-erkend-verantwoordelijk-opleider"):
        yield Overgeslagen(_("the rule `{name}` is off").format(name="niet-erkend-verantwoordelijk-opleider"))
        return
    for deel in _niet_erkend(geval):
        if not deel.onderdeel.verantwoordelijk_opleider:
            yield Finding(
                code="IOS116",
                message=_("nobody is responsible for `{name}`, at a place that is not recognised").format(
                    name=deel.naam
                ),
                expected=_("a recognised opleider, as `verantwoordelijk_opleider`"),
                hint=_("have one appointed, and write who it is"),
                source=geval.regels["niet-erkend-verantwoordelijk-opleider"].bronvermelding,
                path=deel.pad,
            )


def _niet_erkend(geval: Geval) -> list[Deel]:
    """Those that are done: of what is exempted in full no day is at that place."""
    return [
        d
        for d in geval.opbouw.van_soort(*EXTERNE_SOORTEN)
        if not d.onderdeel.erkend and d.rij.periode is not None
    ]


def _zeg_hoogstens_weken(weken: Fraction) -> str:
    return ngettext("at most {n} week", "at most {n} weeks", 1 if weken == 1 else 2).format(
        n=say_number(weken)
    )


def _zeg_dagen_te_veel(dagen: Fraction) -> str:
    return ngettext("{n} day too many", "{n} days too many", 1 if dagen == 1 else 2).format(
        n=say_number(dagen)
    )


# --- extension ---


@toets("IOS117")
def verlenging_te_lang(geval: Geval) -> Iterator[Bevinding]:
    """All extensions together are at most 6 full-time months."""
    verlengingen = geval.dossier.verlenging
    if not verlengingen:
        return
    samen = geval.opbouw.maanden(sum((v.inhoud for v in verlengingen), GEEN_INHOUD))
    meeste = geval.regels.getal("verlenging-maximum")
    if _buiten(geval.regels, samen, None, meeste):
        yield Finding(
            code="IOS117",
            message=_("the training is extended by {months}").format(months=say_months(samen)),
            expected=_("at most {months} full time").format(months=say_months(meeste)),
            found=say_months(samen),
            difference=_verschil(samen, None, meeste),
            hint=_("shorten a verlenging, or accept it with the besluit it rests on as `reden`"),
            source=geval.regels["verlenging-maximum"].bronvermelding,
            path=("verlenging", len(verlengingen) - 1),
        )


# --- differentiatie ---


@toets("IOS120")
def differentiatie_te_lang(geval: Geval) -> Iterator[Bevinding]:
    """All differentiatie together takes at most 3 full-time months."""
    modules = geval.dossier.differentiatie
    if not modules:
        return
    samen = sum((voltijdse_weken(m) for m in modules), Fraction(0)) / geval.opbouw.per_maand
    meeste = geval.regels.getal("differentiatie-maximum")
    if _buiten(geval.regels, samen, None, meeste):
        yield Finding(
            code="IOS120",
            ernst=Ernst.WAARSCHUWING,
            message=_("differentiatie takes {months} full time").format(months=say_months(samen)),
            expected=_grenzen(None, meeste),
            found=say_months(samen),
            difference=_verschil(samen, None, meeste),
            hint=_(
                "check `begin`, `eind` and `dagen_per_week`: weeks times days a week, divided by {days}"
            ).format(days=WERKDAGEN_PER_WEEK),
            source=geval.regels["differentiatie-maximum"].bronvermelding,
            path=("differentiatie", max(range(len(modules)), key=lambda i: (modules[i].eind, i))),
        )


def voltijdse_weken(module: Differentiatie) -> Fraction:
    """Weeks times days a week, divided by 5; a week that is begun counts by its days."""
    dagen = Periode.van_tot_en_met(module.begin, module.eind).dagen
    return Fraction(dagen, DAGEN_PER_WEEK) * module.dagen_per_week / WERKDAGEN_PER_WEEK


@toets("IOS121")
def differentiatie_buiten_de_periode(geval: Geval) -> Iterator[Bevinding]:
    """Differentiatie falls in the second practice period, and in nothing else."""
    modules = geval.dossier.differentiatie
    if not modules:
        return
    soort = geval.regels.tekst("differentiatie-periode")
    perioden = [(r.soort, r.periode) for r in geval.ios.zonder_einde or geval.ios.rijen if r.periode]
    eigen = [p for s, p in perioden if s == soort]
    ander = [p for s, p in perioden if s != soort]
    for nummer, module in enumerate(modules):
        dagen = Periode.van_tot_en_met(module.begin, module.eind)
        if (
            eigen
            and eigen[0].begin <= dagen.begin
            and dagen.end <= eigen[-1].end
            and not any(p.overlap(dagen) for p in ander)
        ):
            continue
        yield Finding(
            code="IOS121",
            ernst=Ernst.WAARSCHUWING,
            message=_("`{name}` is not wholly within `{period}`").format(name=module.naam, period=soort),
            expected=_("from {begin} to {end}").format(begin=eigen[0].begin, end=eigen[-1].laatste_dag)
            if eigen
            else _("a period `{period}`, which this schedule does not have").format(period=soort),
            found=_("from {begin} to {end}").format(begin=module.begin, end=module.eind),
            hint=_("move it into that period, or correct `begin` or `eind`"),
            source=geval.regels["differentiatie-periode"].bronvermelding,
            path=("differentiatie", nummer),
        )


@toets("IOS122")
def eigen_plan_zonder_goedkeuring(geval: Geval) -> Iterator[Bevinding]:
    """Specialisation on an own plan needs the approval of the institute, before it begins."""
    if not geval.regels.ja("differentiatie-eigen-plan-goedgekeurd"):
        yield Overgeslagen(_("the rule `{name}` is off").format(name="differentiatie-eigen-plan-goedgekeurd"))
        return
    for nummer, module in enumerate(geval.dossier.differentiatie):
        if module.soort != "eigen-plan":
            continue
        op = module.goedgekeurd_op
        if op is None:
            yield Finding(
                code="IOS122",
                ernst=Ernst.WAARSCHUWING,
                message=_("no approval of the own plan `{name}` is recorded").format(name=module.naam),
                expected=_("the day on which the institute approved it, as `goedgekeurd_op`"),
                hint=_("write that day once it is approved"),
                source=geval.regels["differentiatie-eigen-plan-goedgekeurd"].bronvermelding,
                path=("differentiatie", nummer),
            )
        elif op > module.begin:
            yield Finding(
                code="IOS122",
                ernst=Ernst.WAARSCHUWING,
                message=_("the own plan `{name}` was approved on {date}, after it began").format(
                    name=module.naam, date=op
                ),
                expected=_("{date} at the latest").format(date=module.begin),
                found=op.isoformat(),
                difference=_("{days} late").format(days=dagen_tussen(module.begin, op)),
                hint=_("correct `goedgekeurd_op` or `begin`"),
                source=geval.regels["differentiatie-eigen-plan-goedgekeurd"].bronvermelding,
                path=("differentiatie", nummer, "goedgekeurd_op"),
            )


# --- leerwerkplan ---


@toets("IOS125")
def leerwerkplan_niet_goedgekeurd(geval: Geval) -> Iterator[Bevinding]:
    """Every place has a leerwerkplan that was approved before the onderdeel begins there.

    Where none is recorded nothing can be said, unless the profile asks for it by a rule of its own; then it
    is missing from the begin on.
    """
    regel = geval.regels["leerwerkplan-goedgekeurd"]
    if not regel.waarde:
        yield Overgeslagen(_("the rule `{name}` is off").format(name=regel.naam))
        return
    zwijgt = []
    for rij in geval.ios.geplande_rijen:
        assert rij.begin is not None
        op = geval.dossier.onderdeel[rij.volgnummer - 1].leerwerkplan_goedgekeurd if rij.pad else None
        if op is not None and op < rij.begin:
            continue
        if op is None and not (regel.laag == "profiel" and rij.begin <= geval.as_of):
            zwijgt.append(rij.onderdeel)
            continue
        yield Finding(
            code="IOS125",
            ernst=Ernst.WAARSCHUWING,
            message=_("no approved leerwerkplan is recorded for `{name}`").format(name=rij.onderdeel)
            if op is None
            else _("the leerwerkplan for `{name}` was not approved before it began").format(
                name=rij.onderdeel
            ),
            expected=_("approved before {date}").format(date=rij.begin),
            found=op.isoformat() if op is not None else "",
            hint=_("write the day of its approval as `leerwerkplan_goedgekeurd`")
            if op is None
            else _("correct `leerwerkplan_goedgekeurd`, or accept it with the `reden` of the institute"),
            source=regel.bronvermelding,
            path=(*rij.pad, "leerwerkplan_goedgekeurd") if op is not None else rij.pad or TRAINING,
        )
    if zwijgt:
        yield NietTeBeoordelen(
            _("`leerwerkplan_goedgekeurd` is not recorded for {names}").format(
                names=", ".join(f"`{naam}`" for naam in zwijgt)
            )
        )
