"""The decision calendar and the slow one beside it agree, on random dossiers full of records.

Where they differ, the text of the rekenregels decides, then docs/readings.md; never the comparison.
"""

from collections.abc import Iterable
from typing import Any

from hypothesis import event, given, settings

from ios_cli.domain.dossier import Dossier, Verlenging
from ios_cli.domain.finding import has_fout
from ios_cli.domain.ios import IOS
from ios_cli.domain.termijn import Termijn
from ios_cli.planning.ios import plan_ios
from ios_cli.planning.termijnen import bepaal_termijnen
from ios_cli.regels.model import Regels
from tests.oracle import termijnen as oracle
from tests.oracle.oracle import Uitkomst
from tests.record_strategies import met_termijnen
from tests.strategies import Geval, aantal
from tests.whatif import regels


def regels_van(geval: Geval, **waarden: Any) -> Regels:
    """The shipped rules, with those of the example and these in their place."""
    return regels(
        deeltijdmethode=geval.methode,
        voltijdse_onderdelen=geval.voltijdse_onderdelen,
        verlofjaar_grens=geval.verlofjaar_grens,
        ouderschapsverlof="als-deeltijd" if geval.ouderschapsverlof_als_deeltijd else "onderbreking",
        **waarden,
    )


def plan_van(geval: Geval) -> IOS | None:
    planning = plan_ios(
        geval.dossier, regels_van(geval), as_of=geval.as_of, vrijstellingen=geval.vrijstellingen
    )
    return None if has_fout(planning.findings) else planning.ios


def termijnen_van(geval: Geval) -> tuple[Termijn, ...] | None:
    ios = plan_van(geval)
    if ios is None:
        return None
    return bepaal_termijnen(ios, geval.dossier, regels_van(geval), as_of=geval.as_of)


def als_termen(termijnen: Iterable[Termijn]) -> list[oracle.Term]:
    return [
        oracle.Term(
            t.code, t.onderdeel, t.nummer, t.wie_tekst, t.vanaf, t.uiterlijk, t.status.value, t.gedaan_op
        )
        for t in termijnen
    ]


def van_oracle(geval: Geval) -> list[oracle.Term] | None:
    gemaakt: dict[tuple[Verlenging, ...], Uitkomst] = {}

    def plan(dossier: Dossier) -> Uitkomst:
        if dossier.verlenging not in gemaakt:
            gemaakt[dossier.verlenging] = geval.met(verlenging=dossier.verlenging).oracle()
        return gemaakt[dossier.verlenging]

    if plan(geval.dossier).fouten:
        return None
    return oracle.termijnen(geval.dossier, plan, as_of=geval.as_of)


def verschillen(een: list[oracle.Term], twee: list[oracle.Term]) -> list[str]:
    """What only one of the two says; empty where they agree."""
    return [
        *(f"program: {t}" for t in sorted(een, key=repr) if t not in twee or een.count(t) > 1),
        *(f"oracle:  {t}" for t in sorted(twee, key=repr) if t not in een or twee.count(t) > 1),
    ]


def _agree(geval: Geval) -> None:
    programma, slow = termijnen_van(geval), van_oracle(geval)
    assert (programma is None) == (slow is None)
    if programma is None or slow is None:
        event("no plan")
        return
    event("terms")
    assert verschillen(als_termen(programma), slow) == []


@settings(max_examples=aantal(150))
@given(met_termijnen())
def test_wild(geval: Geval) -> None:
    _agree(geval)


@settings(max_examples=aantal(50))
@given(met_termijnen(lang=True))
def test_whole_trainings(geval: Geval) -> None:
    _agree(geval)
