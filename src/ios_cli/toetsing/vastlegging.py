"""Checks on the records themselves: outside the training, "done" after the day of reference, out of order.

Diensten and onderwijs have checks of their own, and may be planned. Source: rekenregels 8; the contract.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from ios_cli.domain.calendar import DAG, HorizonError, add_months
from ios_cli.domain.finding import Ernst, Finding, KeyPath
from ios_cli.domain.ios import Toestand
from ios_cli.text import _
from ios_cli.toetsing.geval import Geval
from ios_cli.toetsing.register import Bevinding, toets
from ios_cli.toetsing.termijnen import dagen_tussen, zeg_dagen

# Tables and keys whose date says that something was done.
_GEDAAN = (
    ("onderdeel", ("leerwerkplan_goedgekeurd", "besloten_op")),
    ("vrijstelling", ("aangevraagd_op", "besloten_op")),
    ("verlenging", ("besloten_op",)),
    ("differentiatie", ("goedgekeurd_op",)),
    ("voortgangsgesprek", ("datum", "verslag_op")),
    ("voortgangsadvies", ("datum", "afspraken_op")),
    ("besluit", ("datum", "mondeling_op", "schriftelijk_op", "rgs_gemeld_op")),
    ("begeleidingstraject", ("brief_op",)),
    ("afgehandeld", ("datum",)),
    ("verplichting", ("datum",)),
)
# (table, key, keys that may not lie before it)
_VOLGORDE = (
    ("voortgangsgesprek", "datum", ("verslag_op",)),
    ("besluit", "datum", ("mondeling_op", "schriftelijk_op", "rgs_gemeld_op")),
    ("vrijstelling", "aangevraagd_op", ("besloten_op",)),
)


@toets("IOS610")
def vastlegging_buiten_de_opleiding(geval: Geval) -> Iterator[Bevinding]:
    """A talk, an advies, a besluit or a traject lies before the start or after the end of the training."""
    laatste = geval.ios.laatste_dag
    if laatste is None:
        return
    dossier, start = geval.dossier, geval.ios.start
    tot = _voor_adviezen(geval, laatste)
    for index, gesprek in enumerate(dossier.voortgangsgesprek):
        if not start <= gesprek.datum <= laatste:
            yield _buiten(gesprek.datum, start, laatste, ("voortgangsgesprek", index, "datum"))
    for index, advies in enumerate(dossier.voortgangsadvies):
        if not start <= advies.datum <= tot:
            yield _buiten(advies.datum, start, tot, ("voortgangsadvies", index, "datum"))
    for index, besluit in enumerate(dossier.besluit):
        # after the end a voltooiingsbesluit has a finding of its own
        na_het_einde = besluit.datum > laatste and besluit.soort != "voltooiingsbesluit"
        if besluit.datum < start or na_het_einde:
            yield _buiten(besluit.datum, start, laatste, ("besluit", index, "datum"))
    for index, verlenging in enumerate(dossier.verlenging):
        op = verlenging.besloten_op
        if op is not None and not start <= op <= laatste:
            yield _buiten(op, start, laatste, ("verlenging", index, "besloten_op"))
    for index, traject in enumerate(dossier.begeleidingstraject):
        if not start <= traject.van <= laatste:
            yield _buiten(traject.van, start, laatste, ("begeleidingstraject", index, "van"))
        elif traject.tot_en_met > laatste and geval.ios.einde is None:
            yield _buiten(traject.tot_en_met, start, laatste, ("begeleidingstraject", index, "tot_en_met"))


def _voor_adviezen(geval: Geval, laatste: date) -> date:
    """The last day for an advies: that on a talk in the last days may come after the end."""
    maanden = geval.regels.getal_of_geen("voortgangsadvies-termijn")
    try:
        return add_months(laatste, int(maanden or 0))
    except HorizonError:
        return laatste


def _buiten(dag: date, start: date, laatste: date, path: KeyPath) -> Finding:
    voor = dag < start
    verschil = dagen_tussen(dag, start) if voor else dagen_tussen(laatste, dag)
    return Finding(
        code="IOS610",
        ernst=Ernst.WAARSCHUWING,
        message=(
            _("`{key}` {date} in [[{table}]] lies before the start of the training")
            if voor
            else _("`{key}` {date} in [[{table}]] lies after the end of the training")
        ).format(key=path[-1], date=dag, table=path[0]),
        expected=_("{first} to {last}").format(first=start, last=laatste),
        found=dag.isoformat(),
        difference=(_("{days} early") if voor else _("{days} late")).format(days=verschil),
        hint=_("correct the date, or remove the entry"),
        source="rekenregels 8",
        path=path,
    )


@toets("IOS611")
def datum_in_de_toekomst(geval: Geval) -> Iterator[Bevinding]:
    """A date after the day of reference says that something was done."""
    as_of = geval.as_of
    opleiding = geval.dossier.opleiding
    if opleiding.vastgesteld is not None and opleiding.vastgesteld > as_of:
        yield _toekomst(geval, opleiding.vastgesteld, ("opleiding", "vastgesteld"))
    if opleiding.status == "voltooid" and opleiding.einde is not None and opleiding.einde > as_of:
        yield _toekomst(geval, opleiding.einde, ("opleiding", "einde"))
    for tabel, sleutels in _GEDAAN:
        rijen: tuple[Any, ...] = getattr(geval.dossier, tabel)
        for index, rij in enumerate(rijen):
            for sleutel in sleutels:
                dag = getattr(rij, sleutel)
                if dag is not None and dag > as_of:
                    yield _toekomst(geval, dag, (tabel, index, sleutel))
    for index, traject in enumerate(geval.dossier.begeleidingstraject):
        if traject.uitkomst is not None and traject.tot_en_met > as_of:
            yield Finding(
                code="IOS611",
                ernst=Ernst.WAARSCHUWING,
                message=_("a begeleidingstraject that runs to {date} already has an `uitkomst`").format(
                    date=traject.tot_en_met
                ),
                expected=_("{date} or earlier").format(date=as_of),
                found=traject.tot_en_met.isoformat(),
                difference=_("{days} ahead").format(days=dagen_tussen(as_of, traject.tot_en_met)),
                hint=_("correct `tot_en_met` where it ended earlier, or remove `uitkomst`"),
                source="rekenregels 9",
                path=("begeleidingstraject", index, "uitkomst"),
            )


def _toekomst(geval: Geval, dag: date, path: KeyPath) -> Finding:
    tabel = f"[[{path[0]}]]" if len(path) > 2 else f"[{path[0]}]"
    return Finding(
        code="IOS611",
        ernst=Ernst.WAARSCHUWING,
        message=_("`{key}` in {table} is {date}, a day that is still to come").format(
            key=path[-1], table=tabel, date=dag
        ),
        expected=_("{date} or earlier").format(date=geval.as_of),
        found=dag.isoformat(),
        difference=_("{days} ahead").format(days=dagen_tussen(geval.as_of, dag)),
        hint=_("record it when it is done; until then nothing counts it as done"),
        source="rekenregels 9",
        path=path,
    )


@toets("IOS612")
def datums_in_verkeerde_volgorde(geval: Geval) -> Iterator[Bevinding]:
    """What follows on something was done before it."""
    for tabel, eerst, later in _VOLGORDE:
        rijen: tuple[Any, ...] = getattr(geval.dossier, tabel)
        for index, rij in enumerate(rijen):
            begin = getattr(rij, eerst)
            for sleutel in later:
                dag = getattr(rij, sleutel)
                if begin is None or dag is None or dag >= begin:
                    continue
                yield Finding(
                    code="IOS612",
                    ernst=Ernst.WAARSCHUWING,
                    message=_("`{later}` {day} in [[{table}]] lies before `{first}` {begin}").format(
                        later=sleutel, day=dag, table=tabel, first=eerst, begin=begin
                    ),
                    expected=_("{date} or later").format(date=begin),
                    found=dag.isoformat(),
                    difference=_("{days} early").format(days=dagen_tussen(dag, begin)),
                    hint=_("correct one of the two dates"),
                    source=_BRON_VOLGORDE[tabel],
                    path=(tabel, index, sleutel),
                )


_BRON_VOLGORDE = {
    "voortgangsgesprek": "LOP 2024, 5.2",
    "besluit": "LOP 2024, 5.4",
    "vrijstelling": "LOP 2024, 4.3",
}


@toets("IOS613")
def wachttijd(geval: Geval) -> Iterator[Bevinding]:
    """Days before an onderdeel on which nothing is done."""
    for rij in geval.ios.geplande_rijen:
        if not rij.wachtdagen or rij.begin is None:
            continue
        wacht = next((s.periode for s in rij.segmenten if s.toestand is Toestand.WACHT), None)
        eerste = wacht.begin if wacht is not None else rij.begin
        yield Finding(
            code="IOS613",
            ernst=Ernst.OPMERKING,
            message=_("{days} of waiting before `{onderdeel}`, from {first} to {last}").format(
                days=zeg_dagen(rij.wachtdagen),
                onderdeel=rij.onderdeel,
                first=eerste,
                last=_laatste_wachtdag(eerste, rij.wachtdagen),
            ),
            expected=_("a begin on {date}").format(date=eerste),
            found=_("a begin on {date}").format(date=rij.begin),
            difference=zeg_dagen(rij.wachtdagen),
            hint=_("look for a place that is free earlier, or for something to do in between"),
            source="rekenregels 8",
            path=(*rij.pad, "begin") if rij.pad else ("opleiding",),
        )


def _laatste_wachtdag(eerste: date, dagen: int) -> date:
    return eerste + (dagen - 1) * DAG


@toets("IOS614")
def dubbele_vastlegging(geval: Geval) -> Iterator[Bevinding]:
    """Two talks, or two adviezen of one person on one thing, on one day: one may hide one that is missing."""
    gezien: set[tuple[Any, ...]] = set()
    for index, gesprek in enumerate(geval.dossier.voortgangsgesprek):
        if (gesprek.datum,) in gezien:
            yield _dubbel(
                _("two voortgangsgesprekken on {date}").format(date=gesprek.datum),
                geval.regels["voortgangsgesprek-na-minimaal"].bronvermelding,
                ("voortgangsgesprek", index),
            )
        gezien.add((gesprek.datum,))
    for index, advies in enumerate(geval.dossier.voortgangsadvies):
        wat = (advies.datum, advies.soort, advies.onderdeel, advies.door)
        if wat in gezien:
            yield _dubbel(
                _("two adviezen of {who} on {date} on the same thing").format(
                    who=advies.door, date=advies.datum
                ),
                geval.regels["voortgangsadvies-door"].bronvermelding,
                ("voortgangsadvies", index),
            )
        gezien.add(wat)


def _dubbel(message: str, source: str, path: KeyPath) -> Finding:
    return Finding(
        code="IOS614",
        ernst=Ernst.WAARSCHUWING,
        message=message,
        expected=_("one of them on a day"),
        found="2",
        hint=_("remove the entry that stands there twice, or correct its date: it may hide a missing one"),
        source=source,
        path=path,
    )
