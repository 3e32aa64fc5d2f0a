"""What a change asks that the rules or the profile do not allow; the answer is given all the same.

For who weighs a what-if. The checks on a whole dossier are in `toetsing`.
Source: rekenregels 3, 6 and 11; the profile's own rules (practice).
"""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from ios_cli.domain.calendar import DAG, add_months
from ios_cli.domain.dossier import PRAKTIJKPERIODEN, Deeltijd, Dossier
from ios_cli.domain.finding import Ernst, Finding, KeyPath
from ios_cli.domain.ios import IOS
from ios_cli.domain.numbers import format_exact
from ios_cli.planning.klok import Klok
from ios_cli.planning.onderdelen import onderdelen_van
from ios_cli.regels.model import Regels
from ios_cli.text import _


def afwijkingen_deeltijd(dossier: Dossier, ios: IOS, regels: Regels, rij: int) -> list[Finding]:
    """Where deeltijd entry `rij` of `dossier` departs from what `regels` allow; `ios` is its IOS.

    The factor against the lowest one, a change where none is allowed (within an onderdeel, or within an
    opleidingsjaar), and onderdelen in which the factor is 1 whatever is recorded.
    """
    return list(_deeltijd(dossier, ios, regels, rij))


def _deeltijd(dossier: Dossier, ios: IOS, regels: Regels, rij: int) -> Iterator[Finding]:
    entry = dossier.deeltijd[rij]
    pad: KeyPath = ("deeltijd", rij)
    factor = entry.deeltijdfactor
    laagst = deeltijd_minimum(regels)
    if laagst is not None and factor < laagst:
        uitzondering = regels.getal_of_geen("deeltijd-minimum-uitzondering")
        verwacht = _("at least {least} %").format(least=format_exact(laagst * 100))
        if uitzondering is not None:
            verwacht = _("at least {least} %, by exception {exception} %").format(
                least=format_exact(laagst * 100), exception=format_exact(uitzondering * 100)
            )
        yield buiten_wat_mag(
            _("a deeltijdfactor of {percentage} %").format(percentage=format_exact(factor * 100)),
            expected=verwacht,
            source=regels["deeltijd-minimum"].bronvermelding,
            path=pad,
        )
    dagen = regels.getal_of_geen("praktijkdagen-minimum")
    if dagen is not None and entry.praktijkdagen is not None and entry.praktijkdagen < dagen:
        yield buiten_wat_mag(
            _("{days} days a week in the practice").format(days=format_exact(entry.praktijkdagen)),
            expected=_("at least {least}").format(least=format_exact(dagen)),
            source=regels["praktijkdagen-minimum"].bronvermelding,
            path=pad,
        )
    wijziging = regels.tekst("deeltijd-wijziging")
    for dag in _wisseldagen(dossier, entry):
        if wijziging == "niet-binnen-onderdeel" and (naam := _binnen_onderdeel(ios, dag)):
            yield buiten_wat_mag(
                _("the deeltijdfactor changes on {date}, within `{name}`").format(date=dag, name=naam),
                expected=_("a change at the begin of an onderdeel"),
                source=regels["deeltijd-wijziging"].bronvermelding,
                path=pad,
            )
        elif wijziging == "niet-binnen-opleidingsjaar" and _binnen_opleidingsjaar(ios, dag):
            yield buiten_wat_mag(
                _("the deeltijdfactor changes on {date}, within an opleidingsjaar").format(date=dag),
                expected=_("a change at the begin of an opleidingsjaar"),
                source=regels["deeltijd-wijziging"].bronvermelding,
                path=pad,
            )
    voltijds = [
        r.onderdeel
        for r in ios.geplande_rijen
        if r.soort in regels.lijst("voltijdse-onderdelen")
        and r.periode is not None
        and r.periode.laatste_dag >= entry.vanaf
        and (entry.tot_en_met is None or r.periode.begin <= entry.tot_en_met)
    ]
    if voltijds and factor != 1:
        yield buiten_wat_mag(
            _("in {names} the factor stays 1").format(names=", ".join(f"`{naam}`" for naam in voltijds)),
            source=regels["voltijdse-onderdelen"].bronvermelding,
            ernst=Ernst.OPMERKING,
            path=pad,
        )


def deeltijd_minimum(regels: Regels) -> Fraction | None:
    """The lowest deeltijdfactor that the institute allows; None where it names none."""
    return regels.getal_of_geen("deeltijd-minimum")


def _wisseldagen(dossier: Dossier, entry: Deeltijd) -> Iterator[date]:
    """The days on which this entry makes the factor another one; a full-time island is no change."""
    start = dossier.opleiding.start
    if entry.tot_en_met is not None and entry.deeltijdfactor == 1:
        return
    klok = Klok(start, dossier.deeltijd, ())
    grenzen = [entry.vanaf] if entry.tot_en_met is None else [entry.vanaf, entry.tot_en_met + DAG]
    for dag in grenzen:
        if dag > start and klok.op(dag).factor != klok.op(dag - DAG).factor:
            yield dag


def _binnen_onderdeel(ios: IOS, dag: date) -> str:
    """The onderdeel that began before `dag` and goes on after it; empty where `dag` lies on a border."""
    return next(
        (
            r.onderdeel
            for r in ios.geplande_rijen
            if r.periode is not None and r.periode.begin < dag < r.periode.end
        ),
        "",
    )


def _binnen_opleidingsjaar(ios: IOS, dag: date) -> bool:
    laatste = ios.laatste_dag
    if laatste is None or dag > laatste:
        return False
    jaren = dag.year - ios.start.year
    return all(add_months(ios.start, 12 * n) != dag for n in (jaren, jaren + 1) if n >= 0)


def verplaatst_zonder_grond(dossier: Dossier, regels: Regels, pad: KeyPath) -> list[Finding]:
    """That a shift between the practice periods departs from the standard, and no entry of such a period
    says why. `pad`: the entry to point at. Source: rekenregels 11."""
    standaard: dict[str, Fraction] = {}
    for rij in regels["standaardschema"].waarde or ():
        soort = str(rij["soort"])
        standaard[soort] = standaard.get(soort, Fraction(0)) + Fraction(rij.get("maanden", 0))
    delen = onderdelen_van(dossier, regels)

    def zwijgt(soort: str) -> bool:
        eigen = [d for d in delen if d.onderdeel.soort == soort]
        lengte = sum((d.eigen.als_maanden for d in eigen), Fraction(0))
        return lengte != standaard.get(soort) and not any(d.onderdeel.grond for d in eigen)

    if not any(zwijgt(soort) for soort in PRAKTIJKPERIODEN):
        return []
    return [
        Finding(
            code="IOS092",
            ernst=Ernst.WAARSCHUWING,
            message=_("another length than the standard needs a `grond`, and none is written"),
            hint=_("give `--grond`"),
            source="rekenregels 11",
            path=pad,
        )
    ]


def afwijkingen_praktijk(dossier: Dossier, regels: Regels) -> list[Finding]:
    """The practice periods against their bounds, before vrijstelling and without verlenging."""
    delen = onderdelen_van(dossier, regels)
    lengte = {
        soort: sum((d.eigen.als_maanden for d in delen if d.onderdeel.soort == soort), Fraction(0))
        for soort in PRAKTIJKPERIODEN
    }
    samen = sum(lengte.values(), Fraction(0))
    return [
        *_toets_bereik(regels, _("the practice periods together"), samen, "praktijkperioden"),
        *(f for soort in PRAKTIJKPERIODEN for f in _toets_bereik(regels, f"`{soort}`", lengte[soort], soort)),
    ]


def praktijk_grenzen(regels: Regels, regel: str) -> tuple[Fraction | None, Fraction | None]:
    """The least and the most full-time months of `regel` (`praktijkperioden`, or the soort of one period);
    None where there is no bound."""
    return regels.getal_of_geen(f"{regel}-minimum"), regels.getal_of_geen(f"{regel}-maximum")


def _toets_bereik(regels: Regels, wat: str, maanden: Fraction, regel: str) -> Iterator[Finding]:
    minste, meeste = praktijk_grenzen(regels, regel)
    te_kort = minste is not None and maanden < minste
    if te_kort or (meeste is not None and maanden > meeste):
        bron = f"{regel}-minimum" if te_kort else f"{regel}-maximum"
        yield buiten_wat_mag(
            _("{what}: {months} full-time months").format(what=wat, months=format_exact(maanden)),
            expected=_bereik(minste, meeste),
            source=regels[bron].bronvermelding,
            ernst=Ernst.FOUT,
        )


def _bereik(minste: Fraction | None, meeste: Fraction | None) -> str:
    if minste is None:
        return _("at most {most}").format(most=format_exact(meeste or Fraction(0)))
    if meeste is None:
        return _("at least {least}").format(least=format_exact(minste))
    return _("{least} to {most}").format(least=format_exact(minste), most=format_exact(meeste))


def buiten_wat_mag(
    message: str,
    *,
    expected: str = "",
    source: str = "",
    ernst: Ernst = Ernst.WAARSCHUWING,
    path: KeyPath = (),
) -> Finding:
    return Finding(code="IOS092", message=message, expected=expected, source=source, ernst=ernst, path=path)
