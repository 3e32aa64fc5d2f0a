"""The months around a birth in which evening and night shifts are not compulsory, from the leave.

A dossier records the pregnancy leave and not the due date. The leave begins 6 to 4 weeks before the day
after it, and at least 10 weeks of leave follow the birth; so the due date lies at the earliest 4 weeks after
the begin of the leave, and the birth at the latest 6 weeks after it, or 10 weeks before its end where that
is later. Taken is the longest time that fits: from the third month of a pregnancy with the earliest due date
(counted from 40 weeks before it) to six months after the latest birth. Source: Cao SBOH 2021, A-14 lid 2
(rules `zwanger-*`); Wet arbeid en zorg, 3:1 (rules `zwangerschapsverlof-*`, `bevallingsverlof-minimum`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from ios_cli.domain.calendar import DAG, Periode, add_months
from ios_cli.domain.dossier import Dossier
from ios_cli.planning.zwangerschap import SOORT
from ios_cli.regels.model import Regels


@dataclass(frozen=True, slots=True, kw_only=True)
class Bescherming:
    """One pregnancy. `rij` is the row of its (first) leave among the onderbrekingen."""

    rij: int
    periode: Periode
    uitgerekend: date
    """The earliest due date."""
    bevallen: date
    """The latest day of birth."""


def bepaal_bescherming(dossier: Dossier, regels: Regels) -> Iterator[Bescherming]:
    """One for each pregnancy leave, by date. Leave that is taken in parts is one."""
    verlof = sorted(
        (entry.van, nummer) for nummer, entry in enumerate(dossier.onderbreking) if entry.soort == SOORT
    )
    if not verlof:
        return
    duur, vroegst, laatst, na = (
        timedelta(weeks=int(regels.getal(naam)))
        for naam in (
            "zwanger-duur",
            "zwangerschapsverlof-vroegst",
            "zwangerschapsverlof-laatst",
            "bevallingsverlof-minimum",
        )
    )
    maand, erna = (
        int(regels.getal(naam)) for naam in ("zwanger-avond-nacht-vanaf", "zwanger-avond-nacht-na-bevalling")
    )
    nummer = 0
    while nummer < len(verlof):
        van, rij = verlof[nummer]
        eind = dossier.onderbreking[rij].tot_en_met
        nummer += 1
        # no next pregnancy can have its leave so soon
        while nummer < len(verlof) and verlof[nummer][0] < van + duur - vroegst:
            vervolg = dossier.onderbreking[verlof[nummer][1]]
            if eind is not None and vervolg.van <= eind + DAG:
                eind = None if vervolg.tot_en_met is None else max(eind, vervolg.tot_en_met)
            nummer += 1
        uitgerekend = van + laatst - DAG
        bevallen = van + vroegst - DAG
        if eind is not None:
            bevallen = max(bevallen, eind - na)
        yield Bescherming(
            rij=rij,
            periode=Periode(add_months(uitgerekend - duur, maand - 1), add_months(bevallen, erna)),
            uitgerekend=uitgerekend,
            bevallen=bevallen,
        )
