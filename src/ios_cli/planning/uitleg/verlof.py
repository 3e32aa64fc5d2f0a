"""The ledger of the free working days, and what absence did to the clock. Source: rekenregels 5."""

from collections.abc import Iterator
from itertools import groupby

from ios_cli.domain.ios import Toestand
from ios_cli.domain.spoor import Aantal, Deel, Stap, StapSoort
from ios_cli.planning.uitleg.bouw import Zaak, dagen, stap, werkdagen
from ios_cli.planning.uitleg.onderdelen import verlofstap, verlofstukken
from ios_cli.planning.verlof import Verlofdag, Verlofjaar, verlofboek
from ios_cli.text import _


def leg_verlof_uit(zaak: Zaak) -> Stap:
    """Which absence there was, which days of it are free, and for how many days the clock stood still."""
    regel = zaak.regels["verlof-vrije-dagen"]
    entries = list(_entries(zaak))
    stil = sum(
        run.periode.dagen for run in verlofstukken(zaak.ios.geplande_rijen) if run.toestand is Toestand.STIL
    )
    if not entries:
        return stap(
            "verlof",
            StapSoort.UITKOMST,
            _("The dossier records no absence. {days} of it a verlofjaar would need no making up."),
            regel=regel,
            days=werkdagen(zaak.regels.getal("verlof-vrije-dagen")),
        )
    stappen = [
        *entries,
        stap(
            "verlof.regel",
            StapSoort.REGEL,
            _("The first {days} of absence in a verlofjaar need no making up; what comes after them does."),
            waarde=werkdagen(zaak.regels.getal("verlof-vrije-dagen")),
            regel=regel,
            days=werkdagen(zaak.regels.getal("verlof-vrije-dagen")),
        ),
    ]
    for jaar in verlofboek(zaak.dossier, zaak.regels, as_of=zaak.as_of):
        stappen.append(_jaar(zaak, jaar))
    for nummer, run in enumerate(verlofstukken(zaak.ios.geplande_rijen), start=1):
        if run.toestand is not Toestand.VRIJ_VERLOF:
            stappen.append(verlofstap(zaak, run, f"verlof.klok-{nummer}"))
    return stap(
        "verlof",
        StapSoort.UITKOMST,
        _("Because of absence the clock stood still for {days}.")
        if stil
        else _("On no day does absence make the clock stand still."),
        waarde=dagen(stil),
        bron="rekenregels 5",
        stappen=stappen,
        delen={"days": dagen(stil)} if stil else {},
    )


def _entries(zaak: Zaak) -> Iterator[Stap]:
    """The absences as recorded, by their first day."""
    genummerd = sorted(enumerate(zaak.dossier.onderbreking), key=lambda e: (e[1].van, e[1].soort, e[0]))
    for nummer, (index, entry) in enumerate(genummerd, start=1):
        delen: dict[str, Deel] = {"kind": entry.soort, "begin": entry.van}
        if entry.tot_en_met is not None:
            delen["end"] = entry.tot_en_met
            zin = _("{kind} from {begin} up to and including {end}.")
        else:
            delen["end"] = zaak.as_of
            zin = _("{kind} from {begin} on, still running: counted up to and including {end}.")
            if entry.van > zaak.as_of:
                zin = _("{kind} from {begin} on, not begun on {end}: it counts nothing yet.")
        if entry.omvang != 1:
            delen["share"] = Aantal(entry.omvang, "deel")
            zin = (
                _("{kind} from {begin} up to and including {end}, for {share} of the working time.")
                if entry.tot_en_met is not None
                else _("{kind} from {begin} on, for {share} of the working time; counted up to {end}.")
            )
        yield stap(
            f"verlof.onderbreking-{nummer}",
            StapSoort.GEGEVEN,
            zin,
            pad=("onderbreking", index),
            delen=delen,
        )


def _jaar(zaak: Zaak, jaar: Verlofjaar) -> Stap:
    """One verlofjaar: the stretches of working days that were free, and those that were over."""
    vrij = [d for d in jaar.dagen if not d.over]
    over = [d for d in jaar.dagen if d.over]
    gebruikt = vrij[-1].totaal if vrij else jaar.dagen[0].totaal * 0
    stappen = [
        *_reeksen(zaak, jaar, f"verlof.jaar-{jaar.nummer}"),
    ]
    delen: dict[str, Deel] = {
        "begin": jaar.periode.begin,
        "end": jaar.periode.laatste_dag,
        "used": werkdagen(gebruikt),
        "allowed": werkdagen(zaak.regels.getal("verlof-vrije-dagen")),
    }
    if over:
        zin = _("Verlofjaar {begin} up to and including {end}: {used} of {allowed} free, {over} over it.")
        som = sum((d.omvang for d in over), start=over[0].omvang * 0)
        return stap(
            f"verlof.jaar-{jaar.nummer}",
            StapSoort.BEREKENING,
            zin,
            waarde=werkdagen(som),
            regel=zaak.regels["verlofjaar-grens"],
            stappen=stappen,
            delen=delen,
            over=werkdagen(som),
        )
    return stap(
        f"verlof.jaar-{jaar.nummer}",
        StapSoort.BEREKENING,
        _("Verlofjaar {begin} up to and including {end}: {used} of {allowed} free, none over it."),
        waarde=werkdagen(0),
        regel=zaak.regels["verlofjaar-grens"],
        stappen=stappen,
        delen=delen,
    )


def _reeksen(zaak: Zaak, jaar: Verlofjaar, id: str) -> Iterator[Stap]:
    """Consecutive working days with the same state."""
    groepen = groupby(_met_volgorde(jaar.dagen), key=lambda e: (e[0], e[1].over, e[1].omvang))
    for nummer, (over, groep) in enumerate(groepen, start=1):
        reeks = [d for _nummer, d in groep]
        som = sum((d.omvang for d in reeks), start=reeks[0].omvang * 0)
        yield stap(
            f"{id}.reeks-{nummer}",
            StapSoort.BEREKENING,
            _("Over it: {begin} up to and including {end}, {days}; {total} used by then.")
            if over[1]
            else _("Free: {begin} up to and including {end}, {days}; {total} used by then."),
            waarde=werkdagen(som),
            begin=reeks[0].dag,
            end=reeks[-1].dag,
            days=werkdagen(som),
            total=werkdagen(reeks[-1].totaal),
        )


def _met_volgorde(reeks: tuple[Verlofdag, ...]) -> Iterator[tuple[int, Verlofdag]]:
    """Each day with the number of its run of working days, weekends not counted as a break."""
    nummer, vorige = 0, None
    for dag in reeks:
        if vorige is not None and (dag.dag - vorige).days > (3 if dag.dag.weekday() == 0 else 1):
            nummer += 1
        vorige = dag.dag
        yield nummer, dag
