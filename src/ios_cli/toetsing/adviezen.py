"""Checks on adviezen and stagebeoordelingen, and on what the next decision did with them.

Source: LOP 2024, 5.3 and 5.4; rekenregels 12.
"""

from bisect import bisect_left
from collections.abc import Iterator
from datetime import date

from ios_cli.domain.dossier import PRAKTIJKPERIODEN, Voortgangsadvies
from ios_cli.domain.finding import Ernst, Finding
from ios_cli.text import _
from ios_cli.toetsing.geval import Geval
from ios_cli.toetsing.register import Bevinding, toets
from ios_cli.toetsing.termijnen import dagen_tussen, opsomming, rij_van
from ios_cli.toetsing.vrijstelling import soort_van

BESLISSINGEN = ("voortgangsbeslissing", "voltooiingsbesluit")
GEWOON_DOOR = ("voortgezet", "voltooid")
"""Outcomes that let the training go on, or end, as if nothing was the matter."""


class _Beslisdagen:
    """The days on which a decision was taken, with all that was decided on each."""

    __slots__ = ("dagen", "rij", "tussentijds", "uitkomsten")

    def __init__(self, geval: Geval) -> None:
        self.uitkomsten: dict[date, set[str]] = {}
        self.rij: dict[date, int] = {}
        self.tussentijds: list[tuple[date, frozenset[str]]] = []
        for index, besluit in enumerate(geval.dossier.besluit):
            if besluit.soort in BESLISSINGEN:
                self.uitkomsten.setdefault(besluit.datum, set()).update(besluit.uitkomst)
                self.rij.setdefault(besluit.datum, index)
            else:
                self.tussentijds.append((besluit.datum, frozenset(besluit.uitkomst)))
        self.dagen = sorted(self.uitkomsten)

    def volgende(self, dag: date) -> date | None:
        """The first of them on or after `dag`."""
        plek = bisect_left(self.dagen, dag)
        return self.dagen[plek] if plek < len(self.dagen) else None


def _over_voortgang(geval: Geval) -> Iterator[tuple[int, Voortgangsadvies]]:
    """The adviezen on progress and on stages; those on a vrijstelling are another matter."""
    return ((i, a) for i, a in enumerate(geval.dossier.voortgangsadvies) if a.soort != "vrijstelling")


def is_onvoldoende(advies: Voortgangsadvies) -> bool:
    return advies.oordeel == "onvoldoende" or bool(advies.onvoldoende_op)


@toets("IOS500")
def onvoldoende_zonder_gevolg(geval: Geval) -> Iterator[Bevinding]:
    """After an onvoldoende the next decision lets the training go on as if there was none."""
    if not geval.dossier.besluit:
        return
    regel = geval.regels["uitkomsten-na-onvoldoende"]
    nodig = [str(u) for u in geval.regels.lijst("uitkomsten-na-onvoldoende")]
    dagen = _Beslisdagen(geval)
    per_dag: dict[date, list[Voortgangsadvies]] = {}
    for _index, advies in _over_voortgang(geval):
        if not is_onvoldoende(advies):
            continue
        dag = dagen.volgende(advies.datum)
        if dag is None or not dagen.uitkomsten[dag].isdisjoint(nodig):
            continue
        # A tussentijds besluit in between already did what the LOP asks.
        if any(advies.datum <= op <= dag and not u.isdisjoint(nodig) for op, u in dagen.tussentijds):
            continue
        per_dag.setdefault(dag, []).append(advies)
    for dag, adviezen in sorted(per_dag.items()):
        yield Finding(
            code="IOS500",
            message=_("the decision of {date} does nothing with the onvoldoende of {advices}").format(
                date=dag, advices=_noem(adviezen)
            ),
            expected=_("one of {choices}").format(choices=", ".join(f"`{u}`" for u in nodig)),
            found=", ".join(f"`{u}`" for u in sorted(dagen.uitkomsten[dag])),
            hint=_("correct `uitkomst`, or the advies; going on under conditions is the least"),
            source=regel.bronvermelding,
            path=("besluit", dagen.rij[dag], "uitkomst"),
        )


@toets("IOS501")
def oordeel_zonder_afspraken(geval: Geval) -> Iterator[Bevinding]:
    """A judgement that asks for an analysis and arrangements has none."""
    regel = geval.regels["oordelen-met-afspraken"]
    vragen = geval.regels.lijst("oordelen-met-afspraken")
    for index, advies in _over_voortgang(geval):
        if advies.oordeel in vragen and advies.afspraken_op is None:
            yield Finding(
                code="IOS501",
                ernst=Ernst.WAARSCHUWING,
                message=_("after the `{oordeel}` of {advices} no arrangements are recorded").format(
                    oordeel=advies.oordeel, advices=_noem([advies])
                ),
                expected="`afspraken_op`",
                found=_("nothing"),
                hint=_("write the day on which arrangements were made as `afspraken_op`"),
                source=regel.bronvermelding,
                path=("voortgangsadvies", index),
            )


@toets("IOS502")
def besluit_wijkt_af_van_advies(geval: Geval) -> Iterator[Bevinding]:
    """The last advice of somebody was not to go on, or under conditions only; the training just goes on."""
    if not geval.dossier.besluit:
        return
    dagen = _Beslisdagen(geval)
    laatste: dict[tuple[date, str], Voortgangsadvies] = {}
    for _index, advies in _over_voortgang(geval):
        dag = dagen.volgende(advies.datum)
        if dag is not None:
            vorig = laatste.get((dag, advies.door))
            if vorig is None or _ernst_van(vorig) < _ernst_van(advies):
                laatste[dag, advies.door] = advies
    per_dag: dict[date, list[Voortgangsadvies]] = {}
    for (dag, _door), advies in laatste.items():
        gewoon = all(u in GEWOON_DOOR for u in dagen.uitkomsten[dag])
        # After an onvoldoende the decision must do something: that has its own finding.
        if gewoon and advies.advies in _BEZWAREN and not is_onvoldoende(advies):
            per_dag.setdefault(dag, []).append(advies)
    for dag, adviezen in sorted(per_dag.items()):
        adviezen.sort(key=lambda a: (a.datum, a.door))
        niet = any(a.advies == "niet-voortzetten" for a in adviezen)
        yield Finding(
            code="IOS502",
            ernst=Ernst.WAARSCHUWING if niet else Ernst.OPMERKING,
            message=_("the decision of {date} departs from the advice of {advices}").format(
                date=dag, advices=_noem(adviezen)
            ),
            expected=", ".join(f"`{a}`" for a in sorted({str(a.advies) for a in adviezen})),
            found=", ".join(f"`{u}`" for u in sorted(dagen.uitkomsten[dag])),
            hint=_("the hoofd may depart from an advice: see to it that the reasons are in the portfolio"),
            source=geval.regels["adviezen"].bronvermelding,
            path=("besluit", dagen.rij[dag], "uitkomst"),
        )


_BEZWAREN = ("onder-voorwaarden", "niet-voortzetten")


def _ernst_van(advies: Voortgangsadvies) -> tuple[date, int]:
    """The later one is the last; of two on one day the one with the greater objection."""
    zwaarte = _BEZWAREN.index(advies.advies) + 1 if advies.advies in _BEZWAREN else 0
    return advies.datum, zwaarte


@toets("IOS503")
def onvoldoende_bij_oordeel_voldoende(geval: Geval) -> Iterator[Bevinding]:
    """The judgement is voldoende, and competences are named as insufficient."""
    for index, advies in _over_voortgang(geval):
        if advies.oordeel == "voldoende" and advies.onvoldoende_op:
            yield Finding(
                code="IOS503",
                ernst=Ernst.WAARSCHUWING,
                message=_("the `voldoende` of {advices} names competences that are not").format(
                    advices=_noem([advies])
                ),
                expected=_("no `onvoldoende_op` with `voldoende`"),
                found=", ".join(advies.onvoldoende_op),
                hint=_("correct `oordeel` or `onvoldoende_op`; the checks count it as onvoldoende"),
                source=geval.regels["oordelen"].bronvermelding,
                path=("voortgangsadvies", index, "onvoldoende_op"),
            )


@toets("IOS504")
def stagebeoordeling_zonder_stage(geval: Geval) -> Iterator[Bevinding]:
    """A stagebeoordeling is about a practice period, or about a stage that is exempted."""
    for index, advies in enumerate(geval.dossier.voortgangsadvies):
        if advies.soort != "stagebeoordeling" or advies.onderdeel is None:
            continue
        rij = rij_van(geval, advies.onderdeel)
        praktijk = soort_van(geval.dossier, advies.onderdeel) in PRAKTIJKPERIODEN
        if not praktijk and (rij is None or rij.periode is not None):
            continue
        yield Finding(
            code="IOS504",
            ernst=Ernst.WAARSCHUWING,
            message=_("a stagebeoordeling of `{onderdeel}`, which is a practice period").format(
                onderdeel=advies.onderdeel
            )
            if praktijk
            else _("a stagebeoordeling of `{onderdeel}`, which is exempted in full").format(
                onderdeel=advies.onderdeel
            ),
            expected=_("an external stage that is done"),
            found=f"`{advies.onderdeel}`",
            hint=_("correct `onderdeel`, or write `soort` `voortgang`"),
            source=geval.regels["stagebeoordeling-door"].bronvermelding,
            path=("voortgangsadvies", index, "onderdeel"),
        )


@toets("IOS505")
def stagebeoordeling_voor_de_stage(geval: Geval) -> Iterator[Bevinding]:
    """A stage was judged before it began."""
    for index, advies in enumerate(geval.dossier.voortgangsadvies):
        if advies.soort != "stagebeoordeling" or advies.onderdeel is None:
            continue
        rij = rij_van(geval, advies.onderdeel)
        begin = None if rij is None or rij.is_praktijk else rij.begin
        if begin is not None and advies.datum < begin:
            yield Finding(
                code="IOS505",
                ernst=Ernst.WAARSCHUWING,
                message=_("`{onderdeel}` was judged on {date}, before it began").format(
                    onderdeel=advies.onderdeel, date=advies.datum
                ),
                expected=_("{date} or later").format(date=begin),
                found=advies.datum.isoformat(),
                difference=_("{days} early").format(days=dagen_tussen(advies.datum, begin)),
                hint=_("correct the date or `onderdeel`"),
                source=geval.regels["stagebeoordeling-door"].bronvermelding,
                path=("voortgangsadvies", index, "datum"),
            )


def _noem(adviezen: list[Voortgangsadvies]) -> str:
    """ "opleider (2026-01-05) and docent (2026-01-07)"."""
    op_volgorde = sorted(adviezen, key=lambda a: (a.datum, a.door))
    return opsomming([f"{a.door} ({a.datum})" for a in op_volgorde])
