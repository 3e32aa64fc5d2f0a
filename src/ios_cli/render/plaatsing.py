"""A plan of the external stages, in each form. Source: contract.md, `ios plan`."""

from collections.abc import Iterable, Iterator

from ios_cli.domain.calendar import Periode
from ios_cli.domain.plaatsing import (
    MEESTE_STAGES,
    Onverplaatsbaar,
    Onvolledig,
    Plaatstekort,
    Plan,
    PlanStatus,
    Verplaatsing,
    Voorstel,
)
from ios_cli.render.csv import Cell
from ios_cli.render.envelope import Record
from ios_cli.render.lijst import Blok, Kleur, Kolom, Regel
from ios_cli.render.values import encodable
from ios_cli.render.vergelijking import ARROW, say_difference, say_shift, verschil_record
from ios_cli.render.words import DOT
from ios_cli.text import _, ngettext

PLAN_SCHEMA = "ios/plan/1"
PLAN_COLUMNS = (
    "aios_id",
    "volgnummer",
    "onderdeel",
    "soort",
    "begin_oud",
    "eind_oud",
    "begin_nieuw",
    "eind_nieuw",
    "wachtdagen",
)


# --- csv ---


def plan_rows(plan: Plan) -> Iterator[tuple[Cell, ...]]:
    """A row for every onderdeel of which the dates or the waiting change, under `PLAN_COLUMNS`."""
    for voorstel in plan.voorstellen:
        for v in voorstel.verplaatsingen:
            yield (
                voorstel.aios_id,
                v.volgnummer,
                v.onderdeel,
                v.soort,
                v.begin_oud,
                v.eind_oud,
                v.begin_nieuw,
                v.eind_nieuw,
                v.wachtdagen,
            )


# --- json ---


def plan_record(plan: Plan) -> Record:
    """What is said of the plan as a whole; the aios stand in `data`."""
    return {
        "status": plan.status.value,
        "bewezen": plan.status in (PlanStatus.PAST, PlanStatus.OPTIMAAL, PlanStatus.ONMOGELIJK),
        "wachtdagen": plan.doelen.wachtdagen,
        "volgordes": plan.doelen.volgordes,
        "wachtenden": plan.doelen.wachtenden,
        "verschuiving_dagen": plan.doelen.verschuiving,
        "grens": None if plan.grens is None else {"doel": plan.grens[0], "minstens": plan.grens[1]},
        "onvolledig": [reden.value for reden in plan.onvolledig],
        "verplaatsbaar": plan.verplaatsbaar,
        "niet_verplaatsbaar": {reden.value: aantal for reden, aantal in plan.vast},
        "afgekeurd": plan.afgekeurd,
        "tekorten_oud": [_tekort_record(t) for t in plan.tekorten_oud],
        "tekorten": [_tekort_record(t) for t in plan.tekorten],
        "te_veel_dagen": plan.te_veel_dagen,
        "te_veel_bewezen": plan.bewezen_tekort,
    }


def _tekort_record(t: Plaatstekort) -> Record:
    return {
        "maand": _maand(t.maand),
        "onderdeel": t.soort,
        "plaats": None if t.plaats is None else encodable(t.plaats),
        "aantal": t.aantal,
        "plaatsen": t.plaatsen,
        "tekort": t.tekort,
        "op": t.op,
        "dagen": t.dagen,
        "vast": t.vast,
    }


def plan_records(plan: Plan) -> Iterator[Record]:
    """One object for every aios whose schedule changes: the onderdelen, and the diff as `ios diff` has it."""
    for voorstel in plan.voorstellen:
        v = voorstel.vergelijking
        yield {
            "aios_id": voorstel.aios_id,
            "naam": voorstel.naam,
            "bestand": encodable(voorstel.file),
            "volgorde": {
                "oud": [encodable(naam) for naam in voorstel.volgorde_oud],
                "nieuw": [encodable(naam) for naam in voorstel.volgorde_nieuw],
            },
            "wachtdagen": voorstel.wachtdagen,
            "eind": {"oud": v.einddatum_oud, "nieuw": v.einddatum_nieuw},
            "onderdelen": [_onderdeel_record(o) for o in voorstel.verplaatsingen],
            "verschillen": [verschil_record(verschil) for verschil in v.verschillen],
        }


def _onderdeel_record(v: Verplaatsing) -> Record:
    return {
        "volgnummer": v.volgnummer,
        "onderdeel": encodable(v.onderdeel),
        "soort": v.soort,
        "plaats": None if v.plaats is None else encodable(v.plaats),
        "begin_oud": v.begin_oud,
        "eind_oud": v.eind_oud,
        "begin_nieuw": v.begin_nieuw,
        "eind_nieuw": v.eind_nieuw,
        "wachtdagen": v.wachtdagen,
    }


# --- for people ---


def plan_blokken(plan: Plan) -> Iterator[Blok]:
    """The proposals, a block each; and where places are short: now, or whatever is done."""
    for voorstel in plan.voorstellen:
        yield _voorstel_blok(voorstel)
    if plan.tekorten:
        titel = _("places that stay short whatever the order")
        if plan.status is PlanStatus.NIET_GEVONDEN:
            titel = _("places that stay short in the nearest plan that was found")
        yield _tekort_blok(plan.tekorten, titel, Kleur.FOUT)
    elif plan.tekorten_oud:
        yield _tekort_blok(plan.tekorten_oud, _("places short as the schedules stand"), Kleur.AANDACHT)


def _voorstel_blok(voorstel: Voorstel) -> Blok:
    wie = [voorstel.naam, voorstel.aios_id] if voorstel.naam else [voorstel.aios_id]
    delen = [", ".join(voorstel.volgorde_oud) + ARROW + ", ".join(voorstel.volgorde_nieuw)]
    if voorstel.volgorde_oud == voorstel.volgorde_nieuw:
        delen = [_("the same order: {order}").format(order=", ".join(voorstel.volgorde_nieuw))]
    if voorstel.wachtdagen:
        delen.append(_say_waiting(voorstel.wachtdagen))
    eind = say_shift(voorstel.vergelijking)
    noten = []
    if eind:
        noten.append(
            _("the training ends on {date}: {shift}").format(
                date=voorstel.vergelijking.einddatum_nieuw, shift=eind
            )
        )
    return Blok(
        titel=DOT.join(wie),
        sleutel=voorstel.aios_id,
        samenvatting=DOT.join(delen),
        kolommen=(
            Kolom(kop="#", rechts=True),
            Kolom(kop=_("onderdeel")),
            Kolom(kop=_("begin")),
            Kolom(kop=_("last day")),
            Kolom(kop=_("new begin")),
            Kolom(kop=_("new last day")),
            Kolom(kop=_("days"), rechts=True, wijkt=1),
            Kolom(kop=_("waiting"), rechts=True, wijkt=2),
        ),
        regels=[
            Regel(
                cellen=(
                    str(v.volgnummer),
                    v.onderdeel,
                    _day(v.begin_oud),
                    _day(v.eind_oud),
                    _day(v.begin_nieuw),
                    _day(v.eind_nieuw),
                    say_difference(_days(v)),
                    str(v.wachtdagen) if v.wachtdagen else "",
                )
            )
            for v in voorstel.verplaatsingen
        ],
        noten=noten,
    )


def _tekort_blok(tekorten: Iterable[Plaatstekort], titel: str, kleur: Kleur) -> Blok:
    return Blok(
        titel=titel,
        kolommen=(
            Kolom(kop=_("month")),
            Kolom(kop=_("onderdeel")),
            Kolom(kop=_("plaats")),
            Kolom(kop=_("aios"), rechts=True),
            Kolom(kop=_("places"), rechts=True),
            Kolom(kop=_("short"), rechts=True, kleurt=True),
            Kolom(kop=_("days over"), rechts=True, wijkt=1),
            Kolom(kop=_("cannot be moved"), rechts=True, wijkt=2),
        ),
        regels=[
            Regel(
                cellen=(
                    _maand(t.maand),
                    t.soort,
                    t.plaats or "",
                    str(t.aantal),
                    str(t.plaatsen),
                    str(t.tekort),
                    str(t.dagen),
                    str(t.vast),
                ),
                kleur=kleur,
            )
            for t in tekorten
        ],
    )


def plan_slot(plan: Plan) -> list[str]:
    """What it comes to, under the list."""
    if plan.status is PlanStatus.PAST:
        return [_("nothing is over capacity: nothing to change")]
    if not plan.voorstellen:
        return []
    d = plan.doelen
    delen = [
        ngettext("{n} aios in another order", "{n} aios in another order", d.volgordes).format(n=d.volgordes),
        _say_waiting(d.wachtdagen) if d.wachtdagen else _("no waiting"),
    ]
    regels = [DOT.join(delen)]
    if plan.status is PlanStatus.OPTIMAAL:
        regels.append(_("then nothing is over capacity; no plan has less waiting, or fewer changes with it"))
    elif plan.status is PlanStatus.NIET_BEWEZEN:
        regels.append(_("then nothing is over capacity; there may be a better plan"))
        regels += say_bound(plan)
        regels += say_incomplete(plan)
    return regels


def say_bound(plan: Plan) -> list[str]:
    """How much better a plan might be that was not found."""
    if plan.grens is None:
        return []
    doel, minstens = plan.grens
    gevonden = {
        "wachtdagen": plan.doelen.wachtdagen,
        "volgordes": plan.doelen.volgordes,
        "wachtenden": plan.doelen.wachtenden,
        "verschuiving": plan.doelen.verschuiving,
        "tekort": plan.te_veel_dagen,
    }[doel]
    return [
        _("not proven: {what} found {found}, at least {least}").format(
            what=say_goal(doel), found=gevonden, least=minstens
        )
    ]


def say_goal(doel: str) -> str:
    return {
        "wachtdagen": _("days of waiting"),
        "volgordes": _("aios in another order"),
        "wachtenden": _("aios who wait"),
        "verschuiving": _("days by which onderdelen move"),
        "tekort": _("aios over capacity, counted by the day"),
    }[doel]


def say_incomplete(plan: Plan) -> list[str]:
    """Why it is not proven."""
    zinnen = {
        Onvolledig.TIJD: _("the time was up; `--tijd` gives more"),
        Onvolledig.DAGEN: _(
            "not every day of waiting was looked at, of so many aios: whole months, then shortened by days"
        ),
        Onvolledig.VOLGORDES: _(
            "not every order was looked at: an aios has more than {n} stages that may be moved"
        ).format(n=MEESTE_STAGES),
    }
    return [zinnen[reden] for reden in plan.onvolledig]


def say_fixed(plan: Plan) -> list[str]:
    """How many may be moved, and why others may not."""
    zinnen = [
        ngettext(
            "{n} aios has external stages that may be moved",
            "{n} aios have external stages that may be moved",
            plan.verplaatsbaar,
        ).format(n=plan.verplaatsbaar)
    ]
    for reden, n in plan.vast:
        if reden is Onverplaatsbaar.VAST:
            zin = ngettext(
                "of {n} aios an external stage stays: its begin or eind is fixed",
                "of {n} aios an external stage stays: its begin or eind is fixed",
                n,
            )
        else:
            zin = ngettext(
                "of {n} aios an external stage stays: it has a plaats that the capacity file does not name",
                "of {n} aios an external stage stays: it has a plaats that the capacity file does not name",
                n,
            )
        zinnen.append(zin.format(n=n))
    if plan.afgekeurd:
        zinnen.append(
            ngettext(
                "{n} schedule was left out: `ios check` would have something new to say of it",
                "{n} schedules were left out: `ios check` would have something new to say of them",
                plan.afgekeurd,
            ).format(n=plan.afgekeurd)
        )
    return zinnen


def _say_waiting(n: int) -> str:
    return ngettext("{n} day of waiting", "{n} days of waiting", n).format(n=n)


def _maand(periode: Periode) -> str:
    return periode.begin.isoformat()[:7]


def _day(dag: object) -> str:
    return "" if dag is None else str(dag)


def _days(v: Verplaatsing) -> int | None:
    """Days from the old begin to the new one, positive = later."""
    if v.begin_oud is None or v.begin_nieuw is None:
        return None
    return (v.begin_nieuw - v.begin_oud).days
