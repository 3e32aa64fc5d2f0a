"""Checks on deeltijd: practice days, how little is allowed, when the factor may change, what has no effect.

Source: LOP 2024, 4.1.1; rekenregels 3 and 11; what an institute asks stands in its profile.
"""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from ios_cli.domain.calendar import HorizonError, add_months
from ios_cli.domain.finding import Ernst, Finding, KeyPath
from ios_cli.domain.words import say_days, say_number
from ios_cli.planning.deeltijd import Deeltijdstuk
from ios_cli.regels.model import Regels
from ios_cli.text import _, ngettext
from ios_cli.toetsing.geval import Geval
from ios_cli.toetsing.register import Bevinding, NietTeBeoordelen, Overgeslagen, toets


@toets("IOS450")
def te_weinig_praktijkdagen(geval: Geval) -> Iterator[Bevinding]:
    """In a practice period the work is spread over too few days a week.

    Where they are not recorded nothing can be said, unless the profile asks for them by a rule of its own.
    """
    if not geval.deeltijd:
        yield Overgeslagen(_("the dossier has no deeltijd"))
        return
    regel = geval.regels["praktijkdagen-minimum"]
    minste = geval.regels.getal_of_geen("praktijkdagen-minimum")
    if minste is None:
        yield Overgeslagen(_("no number of practice days is asked"))
        return
    gezien: set[int] = set()
    onbekend = 0
    for stuk in _in_deeltijd(geval):
        if stuk.index is None or stuk.entry is None or not stuk.rij.is_praktijk or stuk.index in gezien:
            continue
        gezien.add(stuk.index)
        dagen = stuk.entry.praktijkdagen
        if dagen is None and stuk.factor == 1:
            continue
        if dagen is None and regel.laag != "profiel":
            onbekend += 1
        elif dagen is None:
            yield Finding(
                code="IOS450",
                ernst=Ernst.WAARSCHUWING,
                message=_("the practice days of this deeltijd in `{onderdeel}` are not recorded").format(
                    onderdeel=stuk.rij.onderdeel
                ),
                expected=_("{days} a week or more").format(days=say_days(minste)),
                found=_("no `praktijkdagen`"),
                hint=_("write `praktijkdagen`"),
                source=regel.bronvermelding,
                path=("deeltijd", stuk.index),
            )
        elif dagen < minste:
            yield Finding(
                code="IOS450",
                message=_(
                    "in `{onderdeel}` this deeltijd of {percentage} % has {days} a week in the practice"
                ).format(
                    onderdeel=stuk.rij.onderdeel,
                    percentage=say_number(stuk.factor * 100),
                    days=say_days(dagen),
                ),
                expected=_("{days} a week or more").format(days=say_days(minste)),
                found=_("{days} a week").format(days=say_days(dagen)),
                difference=_("{days} short").format(days=say_days(minste - dagen)),
                hint=_("correct `praktijkdagen`: full time fits in no fewer days")
                if stuk.factor == 1
                else _("spread the same hours over more days, or agree on a higher factor"),
                source=regel.bronvermelding,
                path=("deeltijd", stuk.index, "praktijkdagen"),
            )
    if onbekend:
        yield NietTeBeoordelen(_("`praktijkdagen` is not recorded with the deeltijd"))


@toets("IOS451")
def deeltijd_onder_minimum(geval: Geval) -> Iterator[Bevinding]:
    """The factor is lower than the institute allows."""
    minste = geval.regels.getal_of_geen("deeltijd-minimum")
    if minste is None:
        yield Overgeslagen(_("the profile names no lowest deeltijdfactor"))
        return
    uitzondering = geval.regels.getal_of_geen("deeltijd-minimum-uitzondering")
    for stuk in _onder(geval, minste):
        bij_uitzondering = uitzondering is not None and stuk.factor >= uitzondering
        expected = _("{percentage} % or more").format(percentage=say_number(minste * 100))
        if uitzondering is not None:
            expected = _("{percentage} % or more, by exception {exception} %").format(
                percentage=say_number(minste * 100), exception=say_number(uitzondering * 100)
            )
        yield _te_laag(
            stuk,
            "IOS451",
            minste,
            expected,
            ernst=Ernst.OPMERKING if bij_uitzondering else Ernst.WAARSCHUWING,
            hint=_("check that the exception was agreed")
            if bij_uitzondering
            else _("agree on a higher factor, or accept it with the `reden` of the institute"),
            source=geval.regels["deeltijd-minimum"].bronvermelding,
        )


@toets("IOS454")
def deeltijd_onder_landelijk_minimum(geval: Geval) -> Iterator[Bevinding]:
    """The factor is lower than what was named nationally, where the institute names none."""
    if geval.regels.getal_of_geen("deeltijd-minimum") is not None:
        yield Overgeslagen(_("the profile names a lowest deeltijdfactor of its own"))
        return
    minste = geval.regels.getal_of_geen("deeltijd-minimum-landelijk")
    if minste is None:
        return
    for stuk in _onder(geval, minste):
        yield _te_laag(
            stuk,
            "IOS454",
            minste,
            _("{percentage} % or more").format(percentage=say_number(minste * 100)),
            ernst=Ernst.OPMERKING,
            hint=_("ask the institute what it allows; the LOP itself names no lower limit"),
            source=geval.regels["deeltijd-minimum-landelijk"].bronvermelding,
        )


def _onder(geval: Geval, minste: Fraction) -> Iterator[Deeltijdstuk]:
    """One stretch of each entry with a lower factor, in an onderdeel where it counts."""
    gezien: set[int] = set()
    for stuk in _in_deeltijd(geval):
        if stuk.index is not None and stuk.factor < minste and stuk.index not in gezien:
            gezien.add(stuk.index)
            yield stuk


def _te_laag(
    stuk: Deeltijdstuk, code: str, minste: Fraction, expected: str, *, ernst: Ernst, hint: str, source: str
) -> Finding:
    assert stuk.index is not None
    return Finding(
        code=code,
        ernst=ernst,
        message=_("a deeltijdfactor of {percentage} %, from {date}").format(
            percentage=say_number(stuk.factor * 100), date=stuk.periode.begin
        ),
        expected=expected,
        found=f"{say_number(stuk.factor * 100)} %",
        difference=_zeg_procentpunten((minste - stuk.factor) * 100),
        hint=hint,
        source=source,
        path=_pad_factor(stuk),
    )


def _zeg_procentpunten(te_weinig: Fraction) -> str:
    return ngettext(
        "{percentage} percentage point short",
        "{percentage} percentage points short",
        1 if te_weinig == 1 else 2,
    ).format(percentage=say_number(te_weinig))


@toets("IOS452")
def deeltijdfactor_gewijzigd(geval: Geval) -> Iterator[Bevinding]:
    """The factor changes where the profile allows no change."""
    regel = geval.regels["deeltijd-wijziging"]
    if regel.waarde == "vrij":
        yield Overgeslagen(_("the factor may change at any moment"))
        return
    per_jaar = regel.waarde == "niet-binnen-opleidingsjaar"
    vorig: Deeltijdstuk | None = None
    for stuk in _in_deeltijd(geval):
        if stuk.is_voltijds_eiland:
            continue
        if vorig is not None and vorig.factor != stuk.factor:
            if per_jaar:
                fout = not _jaargrens(geval, vorig.periode.end, stuk.periode.begin)
            else:
                fout = vorig.rij is stuk.rij
            if fout:
                yield _wijziging(geval.regels, vorig, stuk, per_jaar=per_jaar)
        vorig = stuk


def _jaargrens(geval: Geval, vanaf: date, tot_en_met: date) -> bool:
    """Whether an opleidingsjaar begins on a day from `vanaf` to `tot_en_met`."""
    start = geval.ios.start
    duur = int(geval.regels.getal("opleidingsjaar"))
    jaren = max(0, (vanaf.year - start.year) * 12 // duur - 1)
    try:
        while (dag := add_months(start, duur * jaren)) < vanaf:
            jaren += 1
    except HorizonError:
        return False
    return dag <= tot_en_met


def _wijziging(regels: Regels, vorig: Deeltijdstuk, stuk: Deeltijdstuk, *, per_jaar: bool) -> Finding:
    dag = stuk.periode.begin
    if per_jaar:
        message = _("the deeltijdfactor changes on {date}, within an opleidingsjaar").format(date=dag)
        expected = _("a change on the first day of an opleidingsjaar")
    else:
        message = _("the deeltijdfactor changes on {date}, within `{name}`").format(
            date=dag, name=stuk.rij.onderdeel
        )
        expected = _("a change on the first day of an onderdeel")
    return Finding(
        code="IOS452",
        ernst=Ernst.WAARSCHUWING,
        message=message,
        expected=expected,
        found=_("from {old} % to {new} %").format(
            old=say_number(vorig.factor * 100), new=say_number(stuk.factor * 100)
        ),
        hint=_("let the change begin there, or accept it with the `reden` of the institute"),
        source=regels["deeltijd-wijziging"].bronvermelding,
        path=_pad_wijziging(vorig, stuk),
    )


def _pad_wijziging(vorig: Deeltijdstuk, stuk: Deeltijdstuk) -> KeyPath:
    """The entry that begins to hold; where the old one merely ended, that end."""
    if stuk.entry is not None and stuk.index is not None and stuk.entry.vanaf >= vorig.periode.begin:
        return ("deeltijd", stuk.index, "vanaf")
    assert vorig.index is not None
    return ("deeltijd", vorig.index, "tot_en_met")


@toets("IOS453")
def deeltijd_in_voltijds_onderdeel(geval: Geval) -> Iterator[Bevinding]:
    """An entry covers nothing but onderdelen that everybody does full time: it has no effect at all."""
    voltijdse = geval.regels.lijst("voltijdse-onderdelen")
    if not geval.deeltijd:
        yield Overgeslagen(_("the dossier has no deeltijd"))
        return
    waar: dict[int, list[str]] = {}
    for stuk in geval.deeltijd:
        if stuk.index is not None and stuk.factor != 1 and stuk.rij.soort in voltijdse:
            namen = waar.setdefault(stuk.index, [])
            if stuk.rij.onderdeel not in namen:
                namen.append(stuk.rij.onderdeel)
    elders = {stuk.index for stuk in geval.deeltijd if stuk.rij.soort not in voltijdse}
    for index, namen in sorted(waar.items()):
        if index in elders:
            continue
        factor = geval.dossier.deeltijd[index].deeltijdfactor
        yield Finding(
            code="IOS453",
            ernst=Ernst.OPMERKING,
            message=_("this deeltijd has no effect in {names}, which everybody does full time").format(
                names=", ".join(f"`{naam}`" for naam in namen)
            ),
            expected="100 %",
            found=f"{say_number(factor * 100)} %",
            hint=_("remove the entry where the aios works full time there, or correct its dates"),
            source=geval.regels["voltijdse-onderdelen"].bronvermelding,
            path=("deeltijd", index),
        )
    momenten = _ontbrekende_momenten(geval)
    if momenten and any(stuk.factor != 1 for stuk in _in_deeltijd(geval)):
        yield NietTeBeoordelen(
            _("the dossier does not say when these full-time moments are: {moments}").format(
                moments=", ".join(momenten)
            )
        )


def _ontbrekende_momenten(geval: Geval) -> list[str]:
    """Full-time moments of the profile for which no full-time entry gives its `reden`."""
    redenen = {
        (entry.reden or "").strip().lower()
        for entry in geval.dossier.deeltijd
        if entry.deeltijdfactor == 1 and entry.tot_en_met is not None
    }
    momenten = [str(moment) for moment in geval.regels.lijst("voltijdse-momenten")]
    return [moment for moment in momenten if not any(moment.lower() in reden for reden in redenen)]


@toets("IOS455")
def deeltijd_zonder_gevolg(geval: Geval) -> Iterator[Bevinding]:
    """An entry within the training holds on no day on which the clock runs at its factor."""
    laatste = geval.ios.laatste_dag
    if not geval.dossier.deeltijd or laatste is None:
        return
    gelden = {stuk.index for stuk in geval.deeltijd}
    for index, entry in enumerate(geval.dossier.deeltijd):
        voor = entry.tot_en_met is not None and entry.tot_en_met < geval.ios.start
        if index in gelden or voor or entry.vanaf > laatste:
            continue  # outside the training planning says so
        yield Finding(
            code="IOS455",
            ernst=Ernst.OPMERKING,
            message=_(
                "this deeltijd changes nothing: on its days the clock stands still, or a later entry holds"
            ),
            expected=_("a day from {first} to {last} on which it holds").format(
                first=geval.ios.start, last=laatste
            ),
            hint=_("correct its dates, or remove the entry"),
            source="rekenregels 3",
            path=("deeltijd", index),
        )


def _in_deeltijd(geval: Geval) -> Iterator[Deeltijdstuk]:
    """The stretches in onderdelen where the recorded factor counts."""
    voltijdse = geval.regels.lijst("voltijdse-onderdelen")
    return (stuk for stuk in geval.deeltijd if stuk.rij.soort not in voltijdse)


def _pad_factor(stuk: Deeltijdstuk) -> KeyPath:
    assert stuk.entry is not None
    assert stuk.index is not None
    sleutel = "factor" if stuk.entry.factor is not None else "uren_per_week"
    return ("deeltijd", stuk.index, sleutel)
