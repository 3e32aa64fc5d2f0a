"""The program's planner beside the oracle: the same dossier in, a list of differences out."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from ios_cli.domain.finding import Finding, has_fout
from ios_cli.domain.ios import IOS, Rij, Toestand
from ios_cli.planning.ios import Planning, plan_ios
from ios_cli.regels.model import Regel, Regels
from tests.oracle import oracle
from tests.strategies import DAG, Geval


def regels_voor(geval: Geval) -> Regels:
    """The rules by hand, so that no rule file stands between the two readings."""
    waarden: dict[str, Any] = {
        "standaardschema": tuple({"soort": s, "maanden": Fraction(n)} for s, n in oracle.STANDAARD),
        "deeltijdmethode": geval.methode,
        "voltijdse-onderdelen": geval.voltijdse_onderdelen,
        "verlof-vrije-dagen": Fraction(10),
        "verlofjaar-grens": geval.verlofjaar_grens,
        "maandanker": geval.maandanker,
        "ouderschapsverlof": "als-deeltijd" if geval.ouderschapsverlof_als_deeltijd else "onderbreking",
        "verlenging-maximum": Fraction(6),
        "feestdagen": "werkdag",
        "opzegtermijn": Fraction(1),
    }
    records = {naam: Regel(naam=naam, waarde=waarde) for naam, waarde in waarden.items()}
    return Regels(regeling="lop-2024", records=records)


def plan(geval: Geval) -> Planning:
    return plan_ios(geval.dossier, regels_voor(geval), as_of=geval.as_of, vrijstellingen=geval.vrijstellingen)


def plan_rijen(geval: Geval) -> tuple[oracle.Rij, ...] | None:
    """The planner's rows for the strategies: only their dates, to put fixed dates near them."""
    ios = plan(geval).ios
    if ios is None:
        return None
    return tuple(
        oracle.Rij(
            r.onderdeel,
            r.soort,
            r.status,
            begin=r.begin,
            eind=r.eind,
            maanden=r.inhoud.maanden,
            dagen=r.inhoud.dagen,
        )
        for r in ios.rijen
    )


def verschillen(planning: Planning, uitkomst: oracle.Uitkomst) -> list[str]:
    """What differs, in words; empty where the two agree."""
    fouten = [f for f in planning.findings if f.is_fout]
    if uitkomst.fouten:
        verwacht = uitkomst.fouten[0]
        if not any(_zegt(f, verwacht) for f in fouten):
            return [f"oracle: {verwacht}; planner: {[(f.name, f.message) for f in fouten]}"]
        return []
    if planning.ios is None or has_fout(planning.findings):
        return [f"oracle: no fault; planner: {[(f.name, f.message) for f in fouten]}"]
    return [*_rijen(planning.ios.rijen, uitkomst.rijen), *segmenten_betegelen(planning.ios)]


def _zegt(finding: Finding, fout: oracle.Fout) -> bool:
    if finding.name != fout.naam:
        return False
    tekst = f"{finding.message} {finding.expected} {finding.hint}"
    return (fout.datum is None or fout.datum.isoformat() in tekst) and (
        fout.dagen is None or str(fout.dagen) in tekst
    )


def _rijen(planner: tuple[Rij, ...], slow: tuple[oracle.Rij, ...]) -> Iterator[str]:
    if [r.onderdeel for r in planner] != [r.naam for r in slow]:
        yield f"rows: oracle {[r.naam for r in slow]}, planner {[r.onderdeel for r in planner]}"
        return
    for een, twee in zip(planner, slow, strict=True):
        paren: dict[str, tuple[Any, Any]] = {
            "soort": (een.soort, twee.soort),
            "status": (een.status.value, twee.status),
            "begin": (een.begin, twee.begin),
            "eind": (een.eind, twee.eind),
            "wachtdagen": (een.wachtdagen, twee.wachtdagen),
            "stilstand": (een.stilstand_dagen, twee.stilstand),
            "gedaan": (
                (een.gedaan.maanden, een.gedaan.dagen),
                (twee.gedaan_maanden, twee.gedaan_dagen),
            ),
            "afgebroken": (een.afgebroken, twee.afgebroken),
        }
        if twee.status == "gepland":
            paren |= {
                "factor": (een.factor, twee.factor),
                "inhoud": ((een.inhoud.maanden, een.inhoud.dagen), (twee.maanden, twee.dagen)),
                "verschoven": (
                    (een.verschoven.maanden, een.verschoven.dagen),
                    (twee.verschoven_maanden, twee.verschoven_dagen),
                ),
                "berekend_eind": (een.berekend_eind, twee.berekend_eind),
                "berekend_begin": (een.berekend_begin, twee.berekend_begin),
            }
        for naam, (planner_zegt, oracle_zegt) in paren.items():
            if planner_zegt != oracle_zegt:
                yield f"{een.onderdeel}.{naam}: oracle {oracle_zegt}, planner {planner_zegt}"


def segmenten_betegelen(ios: IOS) -> Iterator[str]:
    """The segments tile the time from the start, and what they did is what their row did."""
    dag = ios.start
    for rij in ios.geplande_rijen:
        for segment in rij.segmenten:
            # an onderdeel that fits in the rest of a day has that day as well
            op_grensdag = rij.eind == segment.periode.begin == segment.periode.laatste_dag == dag - DAG
            if segment.periode.begin != dag and not op_grensdag:
                yield f"{rij.onderdeel}: segment begins {segment.periode.begin}, not {dag}"
            dag = segment.periode.end
        if dag - DAG != rij.eind:
            yield f"{rij.onderdeel}: segments end on {dag - DAG}, not on {rij.eind}"
        for eenheid in ("maanden", "dagen"):
            som = sum((getattr(s.gedaan, eenheid) for s in rij.segmenten), Fraction(0))
            if som != getattr(rij.gedaan, eenheid):
                yield f"{rij.onderdeel}: segments did {som} {eenheid}, the row {getattr(rij.gedaan, eenheid)}"
        if any(s.gedaan for s in rij.segmenten if s.toestand in (Toestand.STIL, Toestand.WACHT)):
            yield f"{rij.onderdeel}: something done while the clock did not run"
