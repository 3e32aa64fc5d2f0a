"""Absence: which days count against the clock, after the free working days of each verlofjaar.

Source: rekenregels 5 (practice: Kaderbesluit; ten working days a verlofjaar, only the excess counts).
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

from ios_cli.domain.calendar import DAG, Periode, add_days, add_months, workdays
from ios_cli.domain.dossier import Dossier, Onderbreking
from ios_cli.domain.finding import Ernst, Finding
from ios_cli.domain.numbers import format_exact
from ios_cli.regels.model import Regels
from ios_cli.text import _

NUL, EEN = Fraction(0), Fraction(1)
VRIJDAG = 4
KALENDERDAGEN = "onderzoek"  # goes by its calendar days, outside the allowance


@dataclass(frozen=True, slots=True)
class Afwezigheid:
    """Days with one state of absence: `omvang` counts against the clock, `afwezig` is what was recorded."""

    periode: Periode
    omvang: Fraction
    afwezig: Fraction
    soorten: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Telt:
    """An entry clipped to the training: half open, running absence up to the day of reference."""

    entry: Onderbreking
    periode: Periode
    kalenderdagen: bool


class Verlofjaren:
    """The verlofjaren of a training: 12 calendar months each, counted from the start date."""

    __slots__ = ("_grenzen", "start")

    def __init__(self, start: date) -> None:
        self.start = start
        self._grenzen = [start, add_months(start, 12)]

    def nummer(self, dag: date) -> int:
        """The verlofjaar (from 1) that `dag` lies in; `dag` is on or after the start."""
        while self._grenzen[-1] <= dag:
            self._grenzen.append(add_months(self.start, 12 * len(self._grenzen)))
        return bisect_right(self._grenzen, dag)


def bepaal_afwezigheid(
    dossier: Dossier, regels: Regels, *, as_of: date
) -> tuple[list[Afwezigheid], list[Finding]]:
    """The absences of a dossier as disjoint periods in order, and findings.

    Days before the start do not count and are reported; so is a running absence after `as_of`. That a
    running one and others are together more than whole on days up to `as_of` is a fout.
    """
    entries, findings = _tellende_entries(dossier, regels, as_of)
    findings += _te_veel(dossier, as_of)
    if not entries:
        return [], findings
    start = dossier.opleiding.start
    over = _boven_verlof([e for e in entries if not e.kalenderdagen], start, regels)
    return _samen(entries, over), findings


def _tellende_entries(dossier: Dossier, regels: Regels, as_of: date) -> tuple[list[_Telt], list[Finding]]:
    start = dossier.opleiding.start
    kalender_soorten = {KALENDERDAGEN}
    if regels.tekst("ouderschapsverlof") == "als-deeltijd":
        kalender_soorten.add("ouderschapsverlof")
    entries: list[_Telt] = []
    findings: list[Finding] = []
    for index, entry in enumerate(dossier.onderbreking):
        pad = ("onderbreking", index, "van")
        if entry.tot_en_met is None and entry.van > as_of:
            findings.append(
                Finding(
                    code="IOS207",
                    ernst=Ernst.OPMERKING,
                    message=_(
                        "this absence has no last day and begins after the day of reference {as_of}: "
                        "it counts nothing yet"
                    ).format(as_of=as_of),
                    hint=_("give `tot_en_met`, or a later `--as-of`"),
                    path=pad,
                )
            )
            continue
        laatste = as_of if entry.tot_en_met is None else entry.tot_en_met
        if entry.van < start:
            findings.append(_buiten(_("before the start of the training ({start})").format(start=start), pad))
        periode = Periode(max(entry.van, start), max(laatste + DAG, start))
        if periode.dagen:
            entries.append(_Telt(entry, periode, entry.soort in kalender_soorten))
    return entries, findings


def _te_veel(dossier: Dossier, as_of: date) -> list[Finding]:
    """Days up to `as_of` on which a running absence and others add up to more than 1.

    Where none of them is running the dossier contradicts itself on any day of reference: the reader says so.
    """
    from ios_cli.domain.overlap import dagen_van, te_veel_afwezig

    if all(entry.tot_en_met is not None for entry in dossier.onderbreking):
        return []
    dagen = [
        ((index, entry), dagen_van(entry.van, entry.tot_en_met, as_of=as_of), entry.omvang)
        for index, entry in enumerate(dossier.onderbreking)
    ]
    findings = []
    for run in te_veel_afwezig(dagen):
        if all(entry.tot_en_met is not None for _index, entry in run.betrokken):
            continue
        laatste, _entry = max(run.betrokken, key=lambda een: (een[1].van, een[0]))
        wie = ", ".join(
            _("{what} from {first}").format(what=f"`{entry.soort}`", first=entry.van)
            for _index, entry in run.betrokken
        )
        findings.append(
            Finding(
                code="IOS036",
                message=_("absences add up to {sum} on {dag}: {entries}").format(
                    sum=format_exact(run.som), dag=run.dag, entries=wie
                ),
                expected=_("an `omvang` of at most 1 together on each day"),
                hint=_("give the one that has ended its `tot_en_met`, or lower an `omvang`"),
                path=("onderbreking", laatste),
            )
        )
    return findings


def _buiten(waar: str, pad: tuple[str | int, ...]) -> Finding:
    return Finding(
        code="IOS206",
        ernst=Ernst.OPMERKING,
        message=_("absence {where} does not count").format(where=waar),
        path=pad,
        source="rekenregels 5",
    )


def meld_na_einde(dossier: Dossier, laatste_dag: date, as_of: date) -> list[Finding]:
    """An opmerking for every absence that runs on after the last day of the training."""
    waar = _("after the end of the training ({end})").format(end=laatste_dag)
    findings = []
    for index, entry in enumerate(dossier.onderbreking):
        laatste = entry.tot_en_met
        if laatste is None:
            if entry.van > as_of:
                continue
            laatste = as_of
        if laatste > laatste_dag:
            findings.append(_buiten(waar, ("onderbreking", index, "van")))
    return findings


@dataclass(frozen=True, slots=True)
class Verlofdag:
    """One working day of absence: `omvang` of all entries together, `totaal` of its verlofjaar up to and
    including it. `over`: it counts against the clock."""

    dag: date
    omvang: Fraction
    totaal: Fraction
    over: bool


@dataclass(frozen=True, slots=True)
class Verlofjaar:
    """The ledger of one verlofjaar in which there was absence; its days in order."""

    nummer: int
    periode: Periode
    dagen: tuple[Verlofdag, ...]


def verlofboek(dossier: Dossier, regels: Regels, *, as_of: date) -> tuple[Verlofjaar, ...]:
    """What was used of the free working days, by verlofjaar. Absence that goes by its calendar days
    (onderzoek) stands outside it."""
    entries, _findings = _tellende_entries(dossier, regels, as_of)
    start = dossier.opleiding.start
    gebruik = _gebruik([e for e in entries if not e.kalenderdagen], start, regels)
    return tuple(
        Verlofjaar(
            nummer,
            Periode(add_months(start, 12 * nummer - 12), add_months(start, 12 * nummer)),
            tuple(_tel_af(dagen, regels)),
        )
        for nummer, dagen in sorted(gebruik.items())
    )


def _gebruik(entries: list[_Telt], start: date, regels: Regels) -> dict[int, dict[date, Fraction]]:
    """By verlofjaar and working day the omvang of all entries that draw on that verlofjaar's allowance."""
    doorlopend = regels.tekst("verlofjaar-grens") == "doorlopend"
    jaren = Verlofjaren(start)
    gebruik: dict[int, dict[date, Fraction]] = {}
    for telt in entries:
        # "doorlopend": an entry stays in the verlofjaar in which it began
        vast = jaren.nummer(telt.periode.begin) if doorlopend else None
        for dag in workdays(telt.periode):
            jaar = gebruik.setdefault(vast if vast is not None else jaren.nummer(dag), {})
            eerder = jaar.get(dag)
            jaar[dag] = telt.entry.omvang if eerder is None else eerder + telt.entry.omvang
    return gebruik


def _tel_af(dagen: dict[date, Fraction], regels: Regels) -> Iterator[Verlofdag]:
    """The days of one verlofjaar in order; the day that takes the total over the allowance is itself over."""
    vrij = regels.getal("verlof-vrije-dagen")
    totaal = NUL
    for dag in sorted(dagen):
        totaal += dagen[dag]
        yield Verlofdag(dag, dagen[dag], totaal, totaal > vrij)


def _boven_verlof(entries: list[_Telt], start: date, regels: Regels) -> dict[date, Fraction]:
    """Per working day the absence over the allowance (0 and days without absence left out).

    Each working day uses its omvang of the allowance of its verlofjaar; the day that takes the total
    over it is itself over, and so is all later absence in that verlofjaar.
    """
    vrij = regels.getal("verlof-vrije-dagen")
    over: dict[date, Fraction] = {}
    for dagen in _gebruik(entries, start, regels).values():
        totaal = NUL
        op = False  # once the allowance is used up nothing need be added any more
        for dag in sorted(dagen):
            omvang = dagen[dag]
            if not op:
                totaal += omvang
                op = totaal > vrij
            if op:
                # the same day in two verlofjaren: one entry stays in that in which it began
                over[dag] = over[dag] + omvang if dag in over else omvang
    return over


def _samen(entries: list[_Telt], over: dict[date, Fraction]) -> list[Afwezigheid]:
    """Disjoint periods, in order, in which recorded and counted absence stay the same."""
    # Between these days the same entries are there, and the same is over the allowance.
    grenzen = {telt.periode.begin for telt in entries} | {telt.periode.end for telt in entries}
    grenzen.update(_grenzen_boven_verlof(over))
    result: list[Afwezigheid] = []
    for begin, end in pairwise(sorted(grenzen)):
        aanwezig = [telt for telt in entries if begin in telt.periode]
        afwezig = min(sum((telt.entry.omvang for telt in aanwezig), NUL), EEN)
        kalender = sum((telt.entry.omvang for telt in aanwezig if telt.kalenderdagen), NUL)
        # Saturday and Sunday take the state of the Friday before them.
        werkdag = begin - timedelta(days=max(begin.weekday() - VRIJDAG, 0))
        # More than 1 is a fout; what is computed beside it must not run backwards.
        omvang = min(over.get(werkdag, NUL) + kalender, EEN)
        if aanwezig or omvang:
            bron = aanwezig or [t for t in entries if werkdag in t.periode and not t.kalenderdagen]
            soorten = tuple(dict.fromkeys(telt.entry.soort for telt in bron))
            _voeg_toe(result, Afwezigheid(Periode(begin, end), omvang, afwezig, soorten))
    return result


def _grenzen_boven_verlof(over: dict[date, Fraction]) -> Iterator[date]:
    """Where what is over the allowance begins, changes or ends; the weekend goes with its Friday, also
    where it lies behind the last entry."""
    verwacht, vorig = None, NUL  # the working day after the previous one, and what was over then
    for dag in sorted(over):
        if dag != verwacht or over[dag] != vorig:
            yield dag
            if verwacht is not None:
                yield verwacht
        verwacht = add_days(dag, 3 if dag.weekday() == VRIJDAG else 1)
        vorig = over[dag]
    if verwacht is not None:
        yield verwacht


def _voeg_toe(result: list[Afwezigheid], volgend: Afwezigheid) -> None:
    """Lengthen the last period where nothing changed, else begin one."""
    vorige = result[-1] if result else None
    if (
        vorige is not None
        and vorige.periode.end == volgend.periode.begin
        and (vorige.omvang, vorige.afwezig, vorige.soorten)
        == (volgend.omvang, volgend.afwezig, volgend.soorten)
    ):
        result[-1] = replace(volgend, periode=Periode(vorige.periode.begin, volgend.periode.end))
    else:
        result.append(volgend)
