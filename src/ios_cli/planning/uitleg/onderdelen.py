"""Why an onderdeel begins, ends and lasts as it does, and why the training ends when it ends.

Everything here stands on the rows of the IOS: their anchor, segments, content and moments. Source:
rekenregels 1-6 and 8.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from ios_cli.domain.calendar import DAG, Maandtelling, Periode, add_days, add_months, ceil
from ios_cli.domain.dossier import GEEN_INHOUD, VOLTIJD_UREN, Deeltijd, Inhoud, Onderbreking
from ios_cli.domain.finding import KeyPath
from ios_cli.domain.ios import AnkerReden, Rij, Segment, Toestand, samengevoegd
from ios_cli.domain.spoor import Aantal, Deel, Stap, StapSoort
from ios_cli.planning.klok import geldende_deeltijd, later_vanaf_eerst
from ios_cli.planning.onderdelen import find_onderdeel, onderdelen_van
from ios_cli.planning.uitleg.bouw import Zaak, dagen, factor, getal, maanden, stap
from ios_cli.text import _

NUL, EEN = Fraction(0), Fraction(1)
REKENREGELS_8 = "rekenregels 8"


# --- the training as a whole ---


def leg_eind_uit(zaak: Zaak) -> Stap:
    """The last day of the training: what was owed, what made it longer or shorter, and the last count."""
    ios = zaak.ios
    rijen = ios.geplande_rijen
    laatste = max(rijen, key=lambda r: (r.eind, r.volgnummer), default=None)
    id = "eind"
    if laatste is None or laatste.eind is None:
        return stap(
            id,
            StapSoort.UITKOMST,
            _("The training has no last day: no onderdeel is left to plan."),
            stappen=[_afgebroken_op(zaak, id)] if ios.einde is not None else [],
        )
    stappen = [_start(zaak, id), _samen_verschuldigd(zaak, id)]
    stappen += deeltijd_stappen(zaak, id)
    stappen += _afwezigheid(zaak, id)
    stappen += [s for rij in rijen if rij.wachtdagen for s in [_wachten(rij, f"{id}.{rij.onderdeel}")]]
    for rij in rijen:
        if rij is not laatste:
            stappen.append(_rij_kort(zaak, rij, id))
    stappen.append(_laatste_rij(zaak, laatste, id))
    return stap(
        id,
        StapSoort.UITKOMST,
        _("The last day of the training is {date}."),
        waarde=laatste.eind,
        stappen=stappen,
        date=laatste.eind,
    )


def leg_begin_uit(zaak: Zaak) -> Stap:
    """The first day of the training."""
    start = zaak.ios.start
    return stap(
        "begin",
        StapSoort.UITKOMST,
        _("The first day of the training is {date}, as the dossier says."),
        waarde=start,
        pad=("opleiding", "start"),
        date=start,
    )


def _start(zaak: Zaak, id: str) -> Stap:
    start = zaak.ios.start
    return stap(
        f"{id}.start",
        StapSoort.GEGEVEN,
        _("The training begins on {date}."),
        waarde=start,
        pad=("opleiding", "start"),
        date=start,
    )


def _samen_verschuldigd(zaak: Zaak, id: str) -> Stap:
    """The sum of what all onderdelen owe, with each of them."""
    rijen = zaak.ios.zonder_einde
    delen = [_inhoud(zaak, rij, f"{id}.samen.{rij.onderdeel}", verschoven=False) for rij in rijen]
    bijzonder = any(rij.vrijgesteld or rij.verlengd for rij in rijen)
    som = sum((rij.inhoud for rij in rijen), GEEN_INHOUD)
    return stap(
        f"{id}.inhoud",
        StapSoort.BEREKENING,
        _("The onderdelen together take {content} at full time, after exemption and extension.")
        if bijzonder
        else _("The onderdelen together take {content} at full time."),
        waarde=som,
        regel=zaak.regels["opleidingsduur"],
        content=som,
        stappen=[
            _zichtbaar(deel) if rij.vrijgesteld or rij.verlengd else deel
            for deel, rij in zip(delen, rijen, strict=True)
        ],
    )


def _zichtbaar(een: Stap) -> Stap:
    return replace(een, detail=False)


def _rij_kort(zaak: Zaak, rij: Rij, id: str) -> Stap:
    """One line for an onderdeel before the last; its own steps are for who asks for more."""
    assert rij.begin is not None
    assert rij.eind is not None
    return stap(
        f"{id}.{rij.onderdeel}",
        StapSoort.BEREKENING,
        _("{name} runs from {begin} up to and including {end}."),
        waarde=rij.eind,
        name=rij.onderdeel,
        begin=rij.begin,
        end=rij.eind,
        stappen=[_als_detail(s) for s in stappen_van_eind(zaak, rij, f"{id}.{rij.onderdeel}")],
    )


def _als_detail(een: Stap) -> Stap:
    return replace(een, detail=True)


def _laatste_rij(zaak: Zaak, rij: Rij, id: str) -> Stap:
    assert rij.begin is not None
    return stap(
        f"{id}.{rij.onderdeel}",
        StapSoort.BEREKENING,
        _("The last onderdeel, {name}, begins on {begin}."),
        waarde=rij.eind,
        name=rij.onderdeel,
        begin=rij.begin,
        # what was exempted and added is told already, with the sum
        stappen=[
            replace(s, stappen=tuple(map(_als_detail, s.stappen))) if s.id.endswith(".inhoud") else s
            for s in stappen_van_eind(zaak, rij, f"{id}.{rij.onderdeel}")
        ],
    )


def deeltijd_stappen(zaak: Zaak, id: str) -> Iterator[Stap]:
    """The deeltijd entries that hold on some running day, and the onderdelen that are full time all the
    same."""
    gebruikt: dict[date, tuple[Deeltijd, list[Segment]]] = {}
    zonder: list[Segment] = []
    entries = later_vanaf_eerst(zaak.dossier.deeltijd)
    voltijdse = _voltijdse(zaak)
    for rij in zaak.ios.geplande_rijen:
        if rij.soort in voltijdse:
            continue
        for segment in rij.segmenten:
            if not segment.klok_loopt:
                continue
            entry = geldende_deeltijd(segment.periode.begin, entries)
            if entry is None:
                zonder.append(segment)
            else:
                gebruikt.setdefault(entry.vanaf, (entry, []))[1].append(segment)
    if not gebruikt:
        yield stap(
            f"{id}.voltijds",
            StapSoort.GEGEVEN,
            _("No deeltijd counts in it: the whole training is full time."),
        )
    for nummer, vanaf in enumerate(sorted(gebruikt), start=1):
        yield _deeltijd_stap(zaak, gebruikt[vanaf][0], f"{id}.deeltijd-{nummer}")
    if gebruikt and zaak.regels.tekst("deeltijdmethode") == "aan-het-eind":
        yield stap(
            f"{id}.methode",
            StapSoort.REGEL,
            _("What deeltijd leaves undone is made up in the last onderdeel; the others keep their length."),
            regel=zaak.regels["deeltijdmethode"],
        )
    for rij in zaak.ios.geplande_rijen:
        if gebruikt and rij.soort in voltijdse:
            yield stap(
                f"{id}.{rij.onderdeel}.voltijds",
                StapSoort.REGEL,
                _("{name} is always full time."),
                regel=zaak.regels["voltijdse-onderdelen"],
                name=rij.onderdeel,
            )


def _deeltijd_stap(zaak: Zaak, entry: Deeltijd, id: str) -> Stap:
    pad: KeyPath = ("deeltijd", zaak.dossier.deeltijd.index(entry))
    delen: dict[str, Deel] = {"begin": entry.vanaf, "factor": factor(entry.deeltijdfactor)}
    if entry.tot_en_met is not None:
        delen["end"] = entry.tot_en_met
    if entry.uren_per_week is not None:
        delen["hours"] = Aantal(entry.uren_per_week, "uren-per-week")
        delen["full"] = getal(VOLTIJD_UREN)
        zin = (
            _("From {begin} on: {hours} of {full}, a factor of {factor}.")
            if entry.tot_en_met is None
            else _("From {begin} up to and including {end}: {hours} of {full}, a factor of {factor}.")
        )
    elif entry.deeltijdfactor == 1:
        zin = (
            _("From {begin} on: full time.")
            if entry.tot_en_met is None
            else _("From {begin} up to and including {end}: full time.")
        )
        del delen["factor"]
    else:
        zin = (
            _("From {begin} on: a factor of {factor}.")
            if entry.tot_en_met is None
            else _("From {begin} up to and including {end}: a factor of {factor}.")
        )
    return stap(
        id,
        StapSoort.GEGEVEN,
        zin,
        waarde=factor(entry.deeltijdfactor),
        regel=zaak.regels["voltijd-uren"] if entry.uren_per_week is not None else None,
        bron="" if entry.uren_per_week is not None else "LOP 2024, 4.1.1",
        pad=pad,
        delen=delen,
    )


def _voltijdse(zaak: Zaak) -> frozenset[str]:
    return frozenset(str(s) for s in zaak.regels.lijst("voltijdse-onderdelen"))


def _afwezigheid(zaak: Zaak, id: str) -> Iterator[Stap]:
    """Every stretch in which absence held up the clock."""
    nummer = 0
    for run in verlofstukken(zaak.ios.geplande_rijen):
        if run.toestand is Toestand.VRIJ_VERLOF:
            continue
        nummer += 1
        yield verlofstap(zaak, run, f"{id}.onderbreking-{nummer}")


@dataclass(frozen=True, slots=True)
class Verlofstuk:
    """Days of absence with one effect on the clock."""

    periode: Periode
    toestand: Toestand
    omvang: Fraction
    soorten: tuple[str, ...]


def verlofstukken(rijen: Sequence[Rij]) -> Iterator[Verlofstuk]:
    """Stretches of absence over the borders of onderdelen, in which its effect stays the same."""
    nu: Verlofstuk | None = None
    for rij in rijen:
        for s in rij.segmenten:
            if s.toestand not in (Toestand.STIL, Toestand.VERTRAAGD, Toestand.VRIJ_VERLOF):
                continue
            nieuw = Verlofstuk(s.periode, s.toestand, s.omvang, s.soorten)
            if nu is not None and nu.periode.end >= nieuw.periode.end:
                continue  # the border day of two onderdelen
            if (
                nu is not None
                and nu.periode.end >= nieuw.periode.begin
                and (nu.toestand, nu.omvang, nu.soorten) == (nieuw.toestand, nieuw.omvang, nieuw.soorten)
            ):
                nu = Verlofstuk(
                    Periode(nu.periode.begin, nieuw.periode.end), nu.toestand, nu.omvang, nu.soorten
                )
                continue
            if nu is not None:
                yield nu
            nu = nieuw
    if nu is not None:
        yield nu


def verlofstap(zaak: Zaak, run: Verlofstuk, id: str) -> Stap:
    kinds = ", ".join(run.soorten)
    pad = _onderbreking_pad(zaak, run.periode, run.soorten)
    if run.toestand is Toestand.STIL:
        return stap(
            id,
            StapSoort.BEREKENING,
            _("From {begin} up to and including {end} the clock stands still: {days} ({kinds})."),
            waarde=dagen(run.periode.dagen),
            regel=None if run.soorten == ("onderzoek",) else zaak.regels["verlof-vrije-dagen"],
            bron=zaak.regels["onderzoek"].bronvermelding if run.soorten == ("onderzoek",) else "",
            pad=pad,
            begin=run.periode.begin,
            end=run.periode.laatste_dag,
            days=dagen(run.periode.dagen),
            kinds=kinds,
        )
    if run.toestand is Toestand.VERTRAAGD:
        return stap(
            id,
            StapSoort.BEREKENING,
            _(
                "From {begin} up to and including {end} the clock runs slower: "
                "{kinds} for {share} of the working time."
            ),
            waarde=factor(EEN - run.omvang),
            regel=zaak.regels["verlof-vrije-dagen"],
            pad=pad,
            begin=run.periode.begin,
            end=run.periode.laatste_dag,
            share=Aantal(run.omvang, "deel"),
            kinds=kinds,
        )
    return stap(
        id,
        StapSoort.BEREKENING,
        _("From {begin} up to and including {end} the clock runs on: free working days ({kinds})."),
        regel=zaak.regels["verlof-vrije-dagen"],
        pad=pad,
        begin=run.periode.begin,
        end=run.periode.laatste_dag,
        kinds=kinds,
    )


def _onderbreking_pad(zaak: Zaak, periode: Periode, soorten: tuple[str, ...]) -> KeyPath:
    """The entry behind these days; of several the one that began last."""
    op: list[tuple[date, int]] = []
    for index, entry in enumerate(zaak.dossier.onderbreking):
        if entry.soort in soorten and _raakt(entry, periode, zaak.as_of):
            op.append((entry.van, index))
    return ("onderbreking", max(op)[1]) if op else ()


def _raakt(entry: Onderbreking, periode: Periode, as_of: date) -> bool:
    laatste = as_of if entry.tot_en_met is None else entry.tot_en_met
    # a weekend after an absence belongs to it
    return entry.van < periode.end and periode.begin <= add_days(laatste, 3)


def _afgebroken_op(zaak: Zaak, id: str) -> Stap:
    """The day on which the training was cut, and by what."""
    einde = zaak.ios.einde
    assert einde is not None
    besluiten = [
        (b.datum, index) for index, b in enumerate(zaak.dossier.besluit) if "beeindigd" in b.uitkomst
    ]
    if besluiten and zaak.dossier.opleiding.einde is None:
        datum, index = min(besluiten)
        opzeg = zaak.regels["opzegtermijn"]
        return stap(
            f"{id}.einde",
            StapSoort.BEREKENING,
            _("The besluit of {besluit} ended the training; with {notice} of notice it stops on {date}."),
            waarde=einde,
            regel=opzeg,
            pad=("besluit", index),
            besluit=datum,
            notice=maanden(zaak.regels.getal("opzegtermijn")),
            date=einde,
        )
    return stap(
        f"{id}.einde",
        StapSoort.GEGEVEN,
        _("The training stopped on {date} (status {status}): the onderdeel that ran then ends on that day."),
        waarde=einde,
        bron=REKENREGELS_8,
        pad=("opleiding", "einde"),
        date=einde,
        status=zaak.ios.opleiding_status,
    )


# --- one onderdeel ---


def leg_onderdeel_uit(zaak: Zaak, rij: Rij) -> Stap:
    """Begin and eind of one onderdeel with their reasons; of one that is exempted why it is not there."""
    id = rij.onderdeel
    if rij.periode is None:
        return leg_eind_van_rij_uit(zaak, rij)
    return stap(
        id,
        StapSoort.UITKOMST,
        _("{name} runs from {begin} up to and including {end}."),
        waarde=rij.periode.laatste_dag,
        name=rij.onderdeel,
        begin=rij.periode.begin,
        end=rij.periode.laatste_dag,
        stappen=[*stappen_van_begin(zaak, rij, id), *stappen_van_eind(zaak, rij, id)],
    )


def leg_begin_van_rij_uit(zaak: Zaak, rij: Rij) -> Stap:
    id = f"{rij.onderdeel}.begin"
    if rij.periode is None:
        return _vervallen(zaak, rij, id)
    return stap(
        id,
        StapSoort.UITKOMST,
        _("{name} begins on {date}."),
        waarde=rij.begin,
        name=rij.onderdeel,
        date=rij.periode.begin,
        stappen=stappen_van_begin(zaak, rij, id),
    )


def leg_eind_van_rij_uit(zaak: Zaak, rij: Rij) -> Stap:
    id = f"{rij.onderdeel}.eind"
    if rij.periode is None:
        return _vervallen(zaak, rij, id)
    return stap(
        id,
        StapSoort.UITKOMST,
        _("The last day of {name} is {date}."),
        waarde=rij.eind,
        name=rij.onderdeel,
        date=rij.periode.laatste_dag,
        stappen=stappen_van_eind(zaak, rij, id),
    )


def _vervallen(zaak: Zaak, rij: Rij, id: str) -> Stap:
    return stap(
        id,
        StapSoort.UITKOMST,
        _("{name} has no dates: it is exempted in full."),
        name=rij.onderdeel,
        stappen=[_inhoud(zaak, rij, id)],
    )


def leg_inhoud_uit(zaak: Zaak, rij: Rij) -> Stap:
    """What an onderdeel owes, and what became of it."""
    id = f"inhoud {rij.onderdeel}"
    return stap(
        id,
        StapSoort.UITKOMST,
        _("{name} takes {content} at full time."),
        waarde=rij.inhoud,
        name=rij.onderdeel,
        content=rij.inhoud,
        stappen=[_inhoud(zaak, rij, id), *([_gedaan(rij, id)] if rij.periode is not None else [])],
    )


def _gedaan(rij: Rij, id: str) -> Stap:
    return stap(
        f"{id}.gedaan",
        StapSoort.BEREKENING,
        _("From its begin to its eind {content} of it is done."),
        waarde=rij.gedaan,
        content=rij.gedaan,
    )


def leg_factor_uit(zaak: Zaak, rij: Rij) -> Stap:
    """The mean factor of an onderdeel: every stretch by its days."""
    id = f"factor {rij.onderdeel}"
    if rij.periode is None:
        return _vervallen(zaak, rij, id)
    lopend = [s for s in samengevoegd(rij.segmenten) if s.klok_loopt]
    stappen = [_segment(zaak, rij, s, f"{id}.segment-{n}") for n, s in enumerate(lopend, start=1)]
    aantal = sum(s.periode.dagen for s in lopend)
    som = sum((s.tempo * s.periode.dagen for s in lopend), NUL)
    if len({s.tempo for s in lopend}) > 1:
        stappen += [
            stap(
                f"{id}.dagen-{n}",
                StapSoort.BEREKENING,
                _("{days} from {begin} on, times {factor}, is {product}."),
                waarde=dagen(s.periode.dagen * s.tempo),
                detail=True,
                days=dagen(s.periode.dagen),
                begin=s.periode.begin,
                factor=factor(s.tempo),
                product=getal(s.periode.dagen * s.tempo),
            )
            for n, s in enumerate(lopend, start=1)
        ]
        stappen.append(
            stap(
                f"{id}.gemiddelde",
                StapSoort.BEREKENING,
                _("The mean over {days} on which the clock runs: {sum} divided by {n} is {factor}."),
                waarde=factor(rij.factor),
                days=dagen(aantal),
                sum=getal(som),
                n=getal(aantal),
                factor=factor(rij.factor),
            )
        )
    return stap(
        id,
        StapSoort.UITKOMST,
        _("The factor of {name} is {factor}: the mean over the days on which the clock runs."),
        waarde=factor(rij.factor),
        bron="rekenregels 3",
        name=rij.onderdeel,
        factor=factor(rij.factor),
        stappen=stappen,
    )


# --- the steps of one onderdeel ---


def stappen_van_begin(zaak: Zaak, rij: Rij, id: str) -> list[Stap]:
    """Why it begins on that day."""
    assert rij.begin is not None
    assert rij.periode is not None
    vorige = _vorige(zaak, rij)
    stappen: list[Stap] = []
    if _in_rest(zaak, rij, vorige):
        assert vorige is not None
        return [
            stap(
                f"{id}.begin",
                StapSoort.BEREKENING,
                _("It fits in what was left of the last day of {previous}, {date}: that day is all of it."),
                waarde=rij.begin,
                regel=zaak.regels["grensdag"],
                previous=vorige.onderdeel,
                date=rij.begin,
            )
        ]
    if vorige is None:
        vrij = zaak.ios.start
        if vrij == rij.begin:
            return [_start(zaak, id)]
        stappen.append(_start(zaak, id))
    else:
        assert vorige.periode is not None
        vrij = vorige.periode.end
        stappen.append(
            stap(
                f"{id}.vorige",
                StapSoort.BEREKENING,
                _("The last day of {previous} is {end}, so {free} is the first free day."),
                waarde=vrij,
                previous=vorige.onderdeel,
                end=vorige.periode.laatste_dag,
                free=vrij,
            )
        )
    if rij.wachtdagen:
        stappen.append(_wachten(rij, id))
    stil = [s for s in rij.segmenten if s.toestand is Toestand.STIL and s.periode.begin < rij.begin]
    for nummer, s in enumerate(samengevoegd(stil), start=1):
        run = Verlofstuk(s.periode, s.toestand, s.omvang, s.soorten)
        stappen.append(verlofstap(zaak, run, f"{id}.stil-voor-{nummer}"))
    if stil:
        stappen.append(
            stap(
                f"{id}.eerste-lopende-dag",
                StapSoort.BEREKENING,
                _("It begins on the first day on which the clock runs again: {date}."),
                waarde=rij.begin,
                bron="rekenregels 2",
                date=rij.begin,
            )
        )
    return stappen


def _wachten(rij: Rij, id: str) -> Stap:
    assert rij.begin is not None
    wacht = [s for s in rij.segmenten if s.toestand is Toestand.WACHT]
    vanaf = wacht[-1].periode.end
    return stap(
        f"{id}.wachten",
        StapSoort.GEGEVEN,
        _("The place for {name} is available from {date}: {days} of waiting, in which nothing is done."),
        waarde=dagen(rij.wachtdagen),
        bron=REKENREGELS_8,
        pad=(*rij.pad, "begin"),
        name=rij.onderdeel,
        date=vanaf,
        days=dagen(rij.wachtdagen),
    )


def _vorige(zaak: Zaak, rij: Rij) -> Rij | None:
    """The planned onderdeel before it."""
    eerder = [r for r in zaak.ios.geplande_rijen if r.volgnummer < rij.volgnummer]
    return eerder[-1] if eerder else None


def _in_rest(zaak: Zaak, rij: Rij, vorige: Rij | None) -> bool:
    return vorige is not None and rij.begin is not None and rij.begin == vorige.eind


def stappen_van_eind(zaak: Zaak, rij: Rij, id: str) -> list[Stap]:
    """From what it owes to its last day."""
    assert rij.periode is not None
    stappen = [_inhoud(zaak, rij, id)]
    if rij.verschoven:
        stappen.append(_verschoven(zaak, rij, id))
    stappen += _segmenten(zaak, rij, id)
    if rij.afgebroken:
        stappen.append(_afgebroken_op(zaak, id))
        stappen.append(_niet_af(rij, id))
        return stappen
    if rij.berekend_eind is not None and rij.berekend_eind != rij.eind:
        return [*stappen, *_afgesproken(zaak, rij, id)]
    return [*stappen, *_telling(zaak, rij, id)]


def _niet_af(rij: Rij, id: str) -> Stap:
    owed = rij.inhoud + rij.verschoven
    delen: dict[str, Deel] = {"done": rij.gedaan, "owed": owed}
    zin = _("By then {done} of {owed} is done.")
    if rij.berekend_eind is not None:
        zin = _("By then {done} of {owed} is done; it would have been complete on {computed}.")
        delen["computed"] = rij.berekend_eind
    return stap(f"{id}.gedaan", StapSoort.BEREKENING, zin, waarde=rij.gedaan, delen=delen)


def _inhoud(zaak: Zaak, rij: Rij, id: str, *, verschoven: bool = True) -> Stap:
    """What it owes, with every exemption and extension."""
    if rij.pad:
        sleutel = _eenheid_sleutel(zaak, rij)
        eigen = stap(
            f"{id}.eigen",
            StapSoort.GEGEVEN,
            _("{name} takes {content} at full time, as the dossier says."),
            waarde=rij.eigen,
            pad=(*rij.pad, sleutel),
            name=rij.onderdeel,
            content=rij.eigen,
        )
    else:
        eigen = stap(
            f"{id}.eigen",
            StapSoort.REGEL,
            _("{name} takes {content} at full time in the standard schedule."),
            waarde=rij.eigen,
            regel=zaak.regels["standaardschema"],
            name=rij.onderdeel,
            content=rij.eigen,
        )
    if not (rij.vrijgesteld or rij.verlengd):
        return replace(eigen, id=f"{id}.inhoud", detail=not verschoven)
    stappen = [eigen, *vrijstellingen(zaak, rij, id), *verlengingen(zaak, rij, id)]
    return stap(
        f"{id}.inhoud",
        StapSoort.BEREKENING,
        _("{name} takes {content} at full time, after exemption and extension.")
        if rij.inhoud
        else _("Nothing is left of {name} after exemption."),
        waarde=rij.inhoud,
        name=rij.onderdeel,
        stappen=stappen,
        detail=not verschoven,
        delen={"content": rij.inhoud} if rij.inhoud else {},
    )


def _eenheid_sleutel(zaak: Zaak, rij: Rij) -> str:
    index = rij.pad[1]
    assert isinstance(index, int)
    onderdeel = zaak.dossier.onderdeel[index]
    if onderdeel.in_maanden:
        return "maanden"
    return "weken" if onderdeel.weken is not None else "dagen"


def vrijstellingen(zaak: Zaak, rij: Rij, id: str, *, noem: bool = False) -> Iterator[Stap]:
    """The entries that were taken off it, in the order of the file; `noem` says of what."""
    delen = onderdelen_van(zaak.dossier, zaak.regels)
    nummer = 0
    for index, entry in enumerate(zaak.dossier.vrijstelling):
        deel = find_onderdeel(delen, entry.onderdeel)
        if deel is None or deel.volgnummer != rij.volgnummer or not entry.telt:
            continue
        nummer += 1
        if entry.status == "voorlopig" and zaak.ios.vrijstellingen == "definitief":
            yield stap(
                f"{id}.vrijstelling-{nummer}",
                StapSoort.GEGEVEN,
                _("A provisional exemption of {content} of {name} is left out, as was asked."),
                pad=("vrijstelling", index),
                content=entry.inhoud,
                name=rij.onderdeel,
            )
            continue
        yield stap(
            f"{id}.vrijstelling-{nummer}",
            StapSoort.GEGEVEN,
            _("{content} of {name} is exempted (status {status}).")
            if noem
            else _("{content} of it is exempted (status {status})."),
            waarde=entry.inhoud,
            bron="LOP 2024, 4.3",
            pad=("vrijstelling", index),
            content=entry.inhoud,
            status=entry.status,
            delen={"name": rij.onderdeel} if noem else {},
        )


def verlengingen(zaak: Zaak, rij: Rij, id: str, *, noem: bool = False) -> Iterator[Stap]:
    """The entries that were added to it, in the order of the file; `noem` says to what."""
    delen = onderdelen_van(zaak.dossier, zaak.regels)
    blijvend = [r for r in zaak.ios.zonder_einde if r.eigen - r.vrijgesteld]
    nummer = 0
    for index, entry in enumerate(zaak.dossier.verlenging):
        if entry.onderdeel is None:
            bij = blijvend[-1].volgnummer if blijvend else 0
        else:
            deel = find_onderdeel(delen, entry.onderdeel)
            bij = deel.volgnummer if deel is not None else 0
        if bij != rij.volgnummer:
            continue
        nummer += 1
        yield stap(
            f"{id}.verlenging-{nummer}",
            StapSoort.GEGEVEN,
            _("{content} is added to {name} by an extension.")
            if noem
            else _("{content} is added by an extension."),
            waarde=entry.inhoud,
            bron="LOP 2024, 5.4",
            regel=zaak.regels["verlenging-onderdeel"] if entry.onderdeel is None else None,
            pad=("verlenging", index),
            content=entry.inhoud,
            delen={"name": rij.onderdeel} if noem else {},
        )


def _verschoven(zaak: Zaak, rij: Rij, id: str) -> Stap:
    """What earlier onderdelen left undone, each of them, and what the last one owes with it."""
    stappen = []
    for eerder in zaak.ios.zonder_einde:
        if eerder.volgnummer >= rij.volgnummer or eerder.periode is None:
            continue
        tekort = tekort_van(eerder)
        if tekort:
            stappen.append(
                stap(
                    f"{id}.verschoven.{eerder.onderdeel}",
                    StapSoort.BEREKENING,
                    _("{name}: {done} of {owed} is done, {content} is left."),
                    waarde=tekort,
                    pad=(*eerder.pad, "eind") if eerder.eind != eerder.berekend_eind else (),
                    name=eerder.onderdeel,
                    done=eerder.gedaan,
                    owed=eerder.inhoud,
                    content=tekort,
                )
            )
    samen = rij.inhoud + rij.verschoven
    return stap(
        f"{id}.verschoven",
        StapSoort.BEREKENING,
        _("{content} comes from earlier onderdelen, so that {name} takes {sum} in all."),
        waarde=rij.verschoven,
        regel=zaak.regels["deeltijdmethode"]
        if zaak.regels.tekst("deeltijdmethode") == "aan-het-eind"
        else None,
        bron="" if zaak.regels.tekst("deeltijdmethode") == "aan-het-eind" else REKENREGELS_8,
        content=rij.verschoven,
        name=rij.onderdeel,
        sum=samen,
        stappen=stappen,
    )


def tekort_van(rij: Rij) -> Inhoud:
    """Content that a row leaves to the last one."""
    open_ = rij.inhoud - rij.gedaan
    return Inhoud(max(open_.maanden, NUL), max(open_.dagen, NUL))


def _segmenten(zaak: Zaak, rij: Rij, id: str) -> Iterator[Stap]:
    """The rest of the border day, then every stretch from its begin on with what is done in it."""
    vorige = _vorige(zaak, rij)
    in_rest = _in_rest(zaak, rij, vorige)
    rest = rij.gedaan_in_rest
    if rest and not in_rest:
        assert vorige is not None
        assert vorige.eind is not None
        yield stap(
            f"{id}.rest",
            StapSoort.BEREKENING,
            _("Of {date}, the last day of {previous}, {rest} was left, good for {content}."),
            waarde=rest,
            regel=zaak.regels["grensdag"],
            date=vorige.eind,
            previous=vorige.onderdeel,
            rest=dagen(rij.rest),
            content=rest,
        )
    assert rij.begin is not None
    nummer = 0
    af = GEEN_INHOUD if in_rest else rest
    for s in samengevoegd(rij.segmenten):
        if s.periode.begin < rij.begin and not s.klok_loopt:
            continue  # before its begin
        nummer += 1
        gedaan = s.gedaan
        if s.klok_loopt and af:
            gedaan, af = gedaan - af, GEEN_INHOUD
        yield _segment(zaak, rij, s, f"{id}.segment-{nummer}", gedaan)


def _segment(zaak: Zaak, rij: Rij, s: Segment, id: str, gedaan: Inhoud | None = None) -> Stap:
    """One stretch in words; `gedaan` where the rest of the border day is told apart."""
    gedaan = s.gedaan if gedaan is None else gedaan
    kinds = ", ".join(s.soorten)
    begin, end = s.periode.begin, s.periode.laatste_dag
    if s.toestand is Toestand.STIL:
        return verlofstap(zaak, Verlofstuk(s.periode, s.toestand, s.omvang, s.soorten), id)
    entry = geldende_deeltijd(begin, later_vanaf_eerst(zaak.dossier.deeltijd))
    pad: KeyPath = () if entry is None else ("deeltijd", zaak.dossier.deeltijd.index(entry))
    voltijds = rij.soort in _voltijdse(zaak)
    if voltijds:
        pad = ()
    if s.toestand is Toestand.VERTRAAGD:
        return stap(
            id,
            StapSoort.BEREKENING,
            _(
                "From {begin} up to and including {end}: {kinds} for {share} of the working time, "
                "so a factor of {factor} times {rest}, that is {rate}: good for {content}."
            ),
            waarde=gedaan,
            regel=zaak.regels["verlof-vrije-dagen"],
            pad=_onderbreking_pad(zaak, s.periode, s.soorten),
            begin=begin,
            end=end,
            share=Aantal(s.omvang, "deel"),
            kinds=kinds,
            factor=factor(s.factor),
            rest=getal(EEN - s.omvang),
            rate=factor(s.tempo),
            content=gedaan,
        )
    if s.toestand is Toestand.VRIJ_VERLOF:
        return stap(
            id,
            StapSoort.BEREKENING,
            _(
                "From {begin} up to and including {end}: {kinds} within the free working days, so the clock "
                "runs on at a factor of {factor}: good for {content}."
            ),
            waarde=gedaan,
            regel=zaak.regels["verlof-vrije-dagen"],
            pad=_onderbreking_pad(zaak, s.periode, s.soorten),
            begin=begin,
            end=end,
            kinds=kinds,
            factor=factor(s.factor),
            content=gedaan,
        )
    if s.factor == 1:
        return stap(
            id,
            StapSoort.BEREKENING,
            _("From {begin} up to and including {end} at full time: good for {content}."),
            waarde=gedaan,
            regel=zaak.regels["voltijdse-onderdelen"] if voltijds and entry is not None else None,
            pad=pad,
            begin=begin,
            end=end,
            content=gedaan,
        )
    return stap(
        id,
        StapSoort.BEREKENING,
        _("From {begin} up to and including {end} at a factor of {factor}: good for {content}."),
        waarde=gedaan,
        bron="LOP 2024, 4.1.1",
        pad=pad,
        begin=begin,
        end=end,
        factor=factor(s.factor),
        content=gedaan,
    )


def _afgesproken(zaak: Zaak, rij: Rij, id: str) -> Iterator[Stap]:
    """An agreed last day other than the computed one, and what it does to the content."""
    assert rij.eind is not None
    assert rij.berekend_eind is not None
    yield stap(
        f"{id}.afgesproken",
        StapSoort.GEGEVEN,
        _("The last day was agreed: {date}. By calculation it would have been {computed}."),
        waarde=rij.eind,
        bron=REKENREGELS_8,
        pad=(*rij.pad, "eind"),
        date=rij.eind,
        computed=rij.berekend_eind,
    )
    owed = rij.inhoud + rij.verschoven
    tekort = owed - rij.gedaan
    laatste = rij.volgnummer == zaak.ios.zonder_einde[-1].volgnummer or not any(
        r.volgnummer > rij.volgnummer and r.periode is not None for r in zaak.ios.zonder_einde
    )
    if tekort:
        yield stap(
            f"{id}.tekort",
            StapSoort.BEREKENING,
            _("{done} of {owed} is done by then: {content} is missing, and no onderdeel follows for it.")
            if laatste
            else _("{done} of {owed} is done by then: {content} moves to the last onderdeel."),
            waarde=tekort,
            bron=REKENREGELS_8,
            done=rij.gedaan,
            owed=owed,
            content=tekort,
        )
    elif rij.berekend_eind < rij.eind:
        extra = (rij.eind - rij.berekend_eind).days
        yield stap(
            f"{id}.over",
            StapSoort.BEREKENING,
            _("{owed} is done by {computed}; the {days} after it count for nothing."),
            waarde=dagen(extra),
            bron=REKENREGELS_8,
            owed=owed,
            computed=rij.berekend_eind,
            days=dagen(extra),
        )


def _telling(zaak: Zaak, rij: Rij, id: str) -> Iterator[Stap]:
    """From the length of time to the last day: counted from the anchor, rounded up to the end of a day."""
    anker, klaar = rij.anker, rij.telt_tot
    assert anker is not None
    assert klaar is not None
    assert rij.eind is not None
    yield from _looptijd(zaak, rij, id)
    telling = Maandtelling(anker.datum)
    yield _anker(zaak, rij, id)
    van = rij.telt_van
    if rij.looptijd.maanden:
        yield from _in_maanden(zaak, rij, id, telling)
        na_maanden = telling.moment(telling.position(van) + rij.looptijd.maanden)
        if rij.looptijd.dagen:
            yield stap(
                f"{id}.daarna",
                StapSoort.BEREKENING,
                _("After the months {days} more: {moment} days from {anchor}."),
                waarde=dagen(klaar),
                days=dagen(rij.looptijd.dagen),
                moment=getal(na_maanden + rij.looptijd.dagen),
                anchor=anker.datum,
            )
    elif van and klaar >= 0:
        yield stap(
            f"{id}.dagen",
            StapSoort.BEREKENING,
            _("Counted from {anchor}, {before} and {days} make {sum}.")
            if van > 0
            else _(
                "What was left of the border day counts along: {days} less {rest} is {sum} from {anchor}."
            ),
            waarde=dagen(klaar),
            anchor=anker.datum,
            days=dagen(rij.looptijd.dagen),
            sum=dagen(klaar),
            delen={"before": dagen(van)} if van > 0 else {"rest": dagen(-van)},
        )
    yield from _stilstand(rij, id)
    yield _afronding(zaak, rij, id)


def _stil_sinds_anker(rij: Rij) -> int:
    """Days on which the clock stood still between the anchor and the eind."""
    assert rij.anker is not None
    return sum(
        s.periode.dagen
        for s in rij.segmenten
        if s.toestand is Toestand.STIL and s.periode.begin >= rij.anker.datum
    )


def _looptijd(zaak: Zaak, rij: Rij, id: str) -> Iterator[Stap]:
    """How much time the content takes."""
    owed = rij.inhoud + rij.verschoven
    tempi = {s.tempo for s in rij.segmenten if s.klok_loopt and s.gedaan}
    tekort = tekort_van(rij)
    if tekort and zaak.regels.tekst("deeltijdmethode") == "aan-het-eind":
        yield stap(
            f"{id}.looptijd",
            StapSoort.REGEL,
            _("It keeps its full-time length of {time}; {done} is done in it, {content} moves to the end."),
            waarde=rij.looptijd,
            regel=zaak.regels["deeltijdmethode"],
            time=rij.looptijd,
            done=rij.gedaan,
            content=tekort,
        )
        return
    if len(tempi) == 1 and rij.looptijd != owed:
        tempo = next(iter(tempi))
        if owed.maanden / tempo == rij.looptijd.maanden and owed.dagen / tempo == rij.looptijd.dagen:
            yield stap(
                f"{id}.looptijd",
                StapSoort.BEREKENING,
                _("{content} divided by {factor} is {time}."),
                waarde=rij.looptijd,
                bron="LOP 2024, 4.1.1",
                content=owed,
                factor=factor(tempo),
                time=rij.looptijd,
            )
            return
    if rij.looptijd != owed or len(tempi) > 1:
        yield stap(
            f"{id}.looptijd",
            StapSoort.BEREKENING,
            _("Together that is the {content} it takes, in {time} on which the clock runs."),
            waarde=rij.looptijd,
            content=owed,
            time=rij.looptijd,
        )


def _anker(zaak: Zaak, rij: Rij, id: str) -> Stap:
    """Where the months are counted from, and why there."""
    anker = rij.anker
    assert anker is not None
    regel = zaak.regels["maandanker"]
    maandelijks = bool(rij.looptijd.maanden)
    if anker.reden is AnkerReden.START:
        zin = (
            _("Months are counted from {date}, the first day of the training.")
            if maandelijks
            else _("Days are counted from {date}, the first day of the training.")
        )
        return stap(
            f"{id}.anker",
            StapSoort.REGEL,
            zin,
            waarde=anker.datum,
            regel=regel,
            pad=("opleiding", "start"),
            date=anker.datum,
        )
    houder = next((r for r in zaak.ios.zonder_einde if r.anker == anker and r.periode is not None), rij)
    zinnen = {
        AnkerReden.NA_STILSTAND: _(
            "Counted from {date}, the begin of {name}: in the onderdeel before it the clock stood still."
        ),
        AnkerReden.STILSTAND_VOORAF: _(
            "Counted from {date}, the begin of {name}: on the days before it the clock stood still."
        ),
        AnkerReden.DAGEN: _(
            "Counted from {date}, the begin of {name}: it, or the one before it, is in weeks or days."
        ),
        AnkerReden.VAST_BEGIN: _("Counted from {date}, the begin of {name}: there was waiting before it."),
        AnkerReden.NA_VAST_EIND: _(
            "Counted from {date}, the begin of {name}: the onderdeel before it ended on an agreed day."
        ),
    }
    return stap(
        f"{id}.anker",
        StapSoort.REGEL,
        zinnen[anker.reden],
        waarde=anker.datum,
        regel=regel,
        date=anker.datum,
        name=houder.onderdeel,
    )


def _in_maanden(zaak: Zaak, rij: Rij, id: str, telling: Maandtelling) -> Iterator[Stap]:
    """The position in months at which the content is complete, and the date of that."""
    voor = telling.position(rij.telt_van)
    plaats = voor + rij.looptijd.maanden
    if plaats < 0:
        return  # all inside the rest of the border day
    if voor > 0:
        yield stap(
            f"{id}.positie",
            StapSoort.BEREKENING,
            _("Before it {before} had been counted; with {time} that makes {sum}."),
            waarde=maanden(plaats),
            before=maanden(voor),
            time=maanden(rij.looptijd.maanden),
            sum=maanden(plaats),
        )
    elif voor < 0:
        yield stap(
            f"{id}.positie",
            StapSoort.BEREKENING,
            _("What was left of the border day counts along: {time} less {rest} leaves {sum}."),
            waarde=maanden(plaats),
            regel=zaak.regels["grensdag"],
            time=maanden(rij.looptijd.maanden),
            rest=maanden(-voor),
            sum=maanden(plaats),
        )
    heel = plaats.numerator // plaats.denominator
    mark = add_months(telling.anchor, heel)
    deel = plaats - heel
    if not deel:
        yield stap(
            f"{id}.maandgrens",
            StapSoort.BEREKENING,
            _("{months} from {anchor} is {date}."),
            waarde=mark,
            regel=zaak.regels["maandgrens"] if mark.day != telling.anchor.day else None,
            months=maanden(heel),
            anchor=telling.anchor,
            date=mark,
        )
        return
    lengte = telling.mark(heel + 1) - telling.mark(heel)
    yield stap(
        f"{id}.maandgrens",
        StapSoort.BEREKENING,
        _("{months} from {anchor} is {date}; {part} of the month of {length} that follows is {days}."),
        waarde=dagen(deel * lengte),
        regel=zaak.regels["maandgrens"] if mark.day != telling.anchor.day else None,
        months=maanden(heel),
        anchor=telling.anchor,
        date=mark,
        part=getal(deel),
        length=dagen(lengte),
        days=dagen(deel * lengte),
    )


def _stilstand(rij: Rij, id: str) -> Iterator[Stap]:
    stil = _stil_sinds_anker(rij)
    if stil:
        yield stap(
            f"{id}.stilstand",
            StapSoort.BEREKENING,
            _("On top of that come {days} on which the clock stood still."),
            waarde=dagen(stil),
            bron="rekenregels 5",
            days=dagen(stil),
        )


def _afronding(zaak: Zaak, rij: Rij, id: str) -> Stap:
    """From the exact moment to the last day."""
    klaar, eind = rij.telt_tot, rij.eind
    assert klaar is not None
    assert eind is not None
    rest = ceil(klaar) - klaar
    vorige = _vorige(zaak, rij)
    if _in_rest(zaak, rij, vorige):
        return stap(
            f"{id}.afronding",
            StapSoort.AFRONDING,
            _("That is still inside {date}, the border day: it is both its first and its last day."),
            waarde=eind,
            regel=zaak.regels["grensdag"],
            date=eind,
        )
    if not rest:
        return stap(
            f"{id}.afronding",
            StapSoort.AFRONDING,
            _("So {date} is the first day that is not needed any more, and the last day is {last}."),
            waarde=eind,
            date=eind + DAG,
            last=eind,
        )
    volgende = next(
        (r for r in zaak.ios.zonder_einde if r.volgnummer > rij.volgnummer and r.periode is not None), None
    )
    delen: dict[str, Deel] = {"date": eind, "rest": dagen(rest)}
    if volgende is None:
        zin = _("That falls inside {date}: a day is never cut, so it is the last day. {rest} is left over.")
    else:
        zin = _(
            "That falls inside {date}: a day is never cut, so it is the last day. "
            "What is left of it, {rest}, counts for {next}."
        )
        delen["next"] = volgende.onderdeel
    return stap(
        f"{id}.afronding",
        StapSoort.AFRONDING,
        zin,
        waarde=eind,
        regel=zaak.regels["inhoud-afronding"],
        delen=delen,
    )
