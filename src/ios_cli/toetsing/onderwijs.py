"""The checks on cursorisch onderwijs. Source: LOP 2024, 3.1.2; rekenregels 10.

The LOP gives the number of days for full time only; pro rata is a choice. So nothing here is a fout.
"""

from bisect import bisect_right
from collections.abc import Iterator
from fractions import Fraction

from ios_cli.domain.finding import Ernst, Finding
from ios_cli.domain.onderwijs import Onderwijsjaar
from ios_cli.domain.words import say_days, say_number
from ios_cli.planning.onderwijs import ONGEWIJZIGD, buiten_opleiding, opleidingsduur
from ios_cli.regels.model import Regels
from ios_cli.text import _
from ios_cli.toetsing.geval import Geval
from ios_cli.toetsing.register import Bevinding, NietTeBeoordelen, Overgeslagen, toets

# The years are counted from it; what is missing has no line of its own.
_PAD = ("opleiding", "start")


@toets("IOS380")
def te_weinig_onderwijs(geval: Geval) -> Iterator[Bevinding]:
    """A year that is over has fewer days than its minimum."""
    if not geval.dossier.onderwijs:
        yield NietTeBeoordelen(_("the dossier has no [[onderwijs]]"))
        return
    voorbij = [jaar for jaar in geval.onderwijs if jaar.periode.end <= geval.as_of]
    if not voorbij:
        yield Overgeslagen(_("no opleidingsjaar is over yet"))
    for jaar in voorbij:
        if jaar.gedaan < jaar.minimum:
            yield Finding(
                code="IOS380",
                ernst=Ernst.WAARSCHUWING,
                message=_("opleidingsjaar {n} ({begin} to {end}) has {days} of onderwijs").format(
                    n=jaar.nummer,
                    begin=jaar.periode.begin,
                    end=jaar.periode.laatste_dag,
                    days=say_days(jaar.gedaan),
                ),
                expected=_("{days} or more").format(days=_grens(jaar.minimum, jaar.minimum_exact)),
                found=say_days(jaar.gedaan),
                difference=_("{days} short").format(days=say_days(jaar.minimum - jaar.gedaan)),
                hint=_hint(geval.regels, jaar),
                source=geval.regels["onderwijs-minimum"].bronvermelding,
                path=_PAD,
            )


@toets("IOS381")
def te_veel_onderwijs(geval: Geval) -> Iterator[Bevinding]:
    """Done and planned together are more than the maximum of a year."""
    if not geval.dossier.onderwijs:
        yield Overgeslagen(_("the dossier has no [[onderwijs]]"))
        return
    for jaar in geval.onderwijs:
        if jaar.geboekt > jaar.maximum:
            yield Finding(
                code="IOS381",
                ernst=Ernst.OPMERKING,
                message=_("opleidingsjaar {n} ({begin} to {end}) has {days} of onderwijs").format(
                    n=jaar.nummer,
                    begin=jaar.periode.begin,
                    end=jaar.periode.laatste_dag,
                    days=say_days(jaar.geboekt),
                ),
                expected=_("{days} or fewer").format(days=_grens(jaar.maximum, jaar.maximum_exact)),
                found=_gevonden(jaar),
                difference=_("{days} too many").format(days=say_days(jaar.geboekt - jaar.maximum)),
                hint=_hint(geval.regels, jaar),
                source=geval.regels["onderwijs-maximum"].bronvermelding,
                path=_PAD,
            )


@toets("IOS382")
def onderwijs_buiten_de_opleiding(geval: Geval) -> Iterator[Bevinding]:
    """Days before the start or after the end count in no year."""
    if not geval.dossier.onderwijs:
        yield Overgeslagen(_("the dossier has no [[onderwijs]]"))
        return
    duur = opleidingsduur(geval.ios)
    for index in buiten_opleiding(geval.ios, geval.dossier):
        dag = geval.dossier.onderwijs[index]
        yield Finding(
            code="IOS382",
            ernst=Ernst.WAARSCHUWING,
            message=_("the onderwijs of {date} lies outside the training, so it does not count").format(
                date=dag.datum
            ),
            expected=""
            if duur is None
            else _("a day from {first} to {last}").format(first=duur.begin, last=duur.laatste_dag),
            found=dag.datum.isoformat(),
            hint=_("correct the date, or remove the entry"),
            source="rekenregels 10",
            path=("onderwijs", index, "datum"),
        )


@toets("IOS383")
def onderwijs_bij_afwezigheid(geval: Geval) -> Iterator[Bevinding]:
    """A day of full absence on which onderwijs was followed, or will be; it counts."""
    if not geval.dossier.onderwijs:
        yield Overgeslagen(_("the dossier has no [[onderwijs]]"))
        return
    afwezig = [segment for rij in geval.ios.rijen for segment in rij.segmenten if segment.afwezig == 1]
    begins = [segment.periode.begin for segment in afwezig]
    for index, dag in enumerate(geval.dossier.onderwijs if afwezig else ()):
        plek = bisect_right(begins, dag.datum) - 1
        if plek < 0 or dag.datum not in afwezig[plek].periode:
            continue
        yield Finding(
            code="IOS383",
            ernst=Ernst.OPMERKING,
            message=_("onderwijs on {date}, a day of full absence ({kinds}); it counts").format(
                date=dag.datum, kinds=", ".join(afwezig[plek].soorten)
            ),
            hint=_("correct the onderwijs or the onderbreking where one of them is not right"),
            source="rekenregels 10",
            path=("onderwijs", index, "datum"),
        )


@toets("IOS384")
def meer_dan_een_dag_onderwijs(geval: Geval) -> Iterator[Bevinding]:
    """Several entries on one date are together more than a day; one entry may stand for a course."""
    if not geval.dossier.onderwijs:
        yield Overgeslagen(_("the dossier has no [[onderwijs]]"))
        return
    if len({dag.datum for dag in geval.dossier.onderwijs}) == len(geval.dossier.onderwijs):
        return
    op: dict[object, list[int]] = {}
    for index, dag in enumerate(geval.dossier.onderwijs):
        op.setdefault(dag.datum, []).append(index)
    for rijen in op.values():
        if len(rijen) < 2:
            continue
        dagen = sum((geval.dossier.onderwijs[i].dagen for i in rijen), Fraction(0))
        if dagen <= 1:
            continue
        laatste = rijen[-1]
        yield Finding(
            code="IOS384",
            ernst=Ernst.OPMERKING,
            message=_("{n} entries of onderwijs on {date}: {days} together; all of it counts").format(
                n=len(rijen), date=geval.dossier.onderwijs[laatste].datum, days=say_days(dagen)
            ),
            expected=_("1 day at most"),
            found=say_days(dagen),
            difference=_("{days} too many").format(days=say_days(dagen - 1)),
            hint=_("remove the entry that stands there twice, or give each its own date"),
            source="rekenregels 10",
            path=("onderwijs", laatste, "datum"),
        )


def _grens(geheel: int, exact: Fraction) -> str:
    """The bound in whole days, with the exact number where that is another."""
    dagen = say_days(Fraction(geheel))
    return (
        dagen
        if exact == geheel
        else _("{days} (computed: {exact})").format(days=dagen, exact=say_number(exact))
    )


def _gevonden(jaar: Onderwijsjaar) -> str:
    if not jaar.gepland:
        return say_days(jaar.gedaan)
    return _("{done} done and {planned} planned").format(
        done=say_number(jaar.gedaan), planned=say_number(jaar.gepland)
    )


def _hint(regels: Regels, jaar: Onderwijsjaar) -> str:
    """Which choice the number rests on; nothing to say of a whole year at full time."""
    if jaar.factor == 1:
        return ""
    if jaar.telling == ONGEWIJZIGD:
        return _("days on which the clock does not run are left out; part time changes nothing here")
    if regels["onderwijs-deeltijd"].keuze:
        return _("pro rata for part time and absence is a choice: the rule `onderwijs-deeltijd`")
    return ""
