"""Pregnancy leave from the due date: its first and last day.

The leave before birth begins 6 to 4 weeks before the day AFTER the due date and runs to and with the
day of birth. The leave after it is 10 weeks, plus the days that the leave before fell short of 6
weeks; those are counted up to and with the due date, or an earlier birth. Hence a late birth
lengthens the leave by the days it is late, and an early one takes nothing off: 16 weeks in all. A
birth before the leave began starts it on the day after.

With due date 1 June, from 6 weeks before: 21 April up to and with 10 August (112 days); born on 9
June: 18 August. Source: Wet arbeid en zorg, 3:1; Cao SBOH 2021, A-14 (rules `zwangerschapsverlof-*`
and `bevallingsverlof-minimum`). Multiple birth, a child in hospital and sickness before birth change
the leave and are not computed: give `--van` and `--tot-en-met` then.
"""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from ios_cli.domain.calendar import DAG, HorizonError, add_days
from ios_cli.domain.finding import Finding, has_fout
from ios_cli.domain.numbers import format_exact
from ios_cli.regels.model import Regels
from ios_cli.text import _

SOORT = "zwangerschapsverlof"
REGELS = (
    "zwangerschapsverlof-duur",
    "zwangerschapsverlof-vroegst",
    "zwangerschapsverlof-laatst",
    "bevallingsverlof-minimum",
)
"""The rules that the computation rests on, for who shows the source."""

# Further from the due date than this a date of birth is more likely a slip of the pen (no rule).
MEESTE_WEKEN_TE_VROEG, MEESTE_WEKEN_TE_LAAT = 20, 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Zwangerschapsverlof:
    """The leave; both dates inclusive. Without `geboren` it is as if born on the due date."""

    van: date
    tot_en_met: date
    uitgerekend: date
    geboren: date | None
    dagen_vooraf: int
    """Days of leave up to and with the due date, or an earlier birth."""
    dagen_erna: int
    """Days of leave after the birth."""

    @property
    def dagen(self) -> int:
        return (self.tot_en_met - self.van).days + 1


def bereken_zwangerschapsverlof(
    regels: Regels,
    *,
    uitgerekend: date,
    weken_vooraf: Fraction | int | None = None,
    van: date | None = None,
    geboren: date | None = None,
) -> tuple[Zwangerschapsverlof | None, list[Finding]]:
    """The leave for a due date; None with a fout where it begins outside its bounds.

    `weken_vooraf`: whole weeks (4, 5 or 6; default the most) before the day after the due date. `van`
    instead gives the first day itself, any day between those bounds. `geboren` is the day of birth.
    """
    vroegst, laatst = (
        _weken(regels, "zwangerschapsverlof-vroegst"),
        _weken(regels, "zwangerschapsverlof-laatst"),
    )
    bron = regels["zwangerschapsverlof-vroegst"].bronvermelding
    findings: list[Finding] = []
    try:
        eerste_dag, laatste_dag = (add_days(uitgerekend, 1 - 7 * weken) for weken in (vroegst, laatst))
        begin = _begin(
            eerste_dag, laatste_dag, uitgerekend, weken_vooraf, van, (laatst, vroegst), bron, findings
        )
        findings += _meld_geboren(uitgerekend, geboren)
        if begin is None or has_fout(findings):
            return None, findings
        return _verlof(regels, begin, uitgerekend, geboren, vroegst), findings
    except HorizonError:
        findings.append(_onmogelijk(_("`uitgerekend` {date} lies too far away").format(date=uitgerekend)))
        return None, findings


def _verlof(
    regels: Regels, begin: date, uitgerekend: date, geboren: date | None, vroegst: int
) -> Zwangerschapsverlof:
    bevallen = geboren or uitgerekend
    begin = min(begin, bevallen + DAG)  # born before the leave began
    vooraf = (min(uitgerekend, bevallen) - begin).days + 1
    erna = 7 * _weken(regels, "bevallingsverlof-minimum") + max(7 * vroegst - vooraf, 0)
    einde = max(
        add_days(bevallen, erna),
        add_days(begin, 7 * _weken(regels, "zwangerschapsverlof-duur") - 1),
    )
    return Zwangerschapsverlof(
        van=begin,
        tot_en_met=einde,
        uitgerekend=uitgerekend,
        geboren=geboren,
        dagen_vooraf=vooraf,
        dagen_erna=(einde - bevallen).days,
    )


def _begin(
    eerste_dag: date,
    laatste_dag: date,
    uitgerekend: date,
    weken_vooraf: Fraction | int | None,
    van: date | None,
    grenzen: tuple[int, int],
    bron: str,
    findings: list[Finding],
) -> date | None:
    if van is not None and weken_vooraf is not None:
        findings.append(
            _onmogelijk(
                _("`weken-vooraf` and `van` both say when the leave begins"), hint=_("leave one of them out")
            )
        )
        return None
    if van is not None:
        if eerste_dag <= van <= laatste_dag:
            return van
        findings.append(
            _onmogelijk(
                _("with due date {due} the leave cannot begin on {begin}").format(due=uitgerekend, begin=van),
                expected=_("{first} to {last}").format(first=eerste_dag, last=laatste_dag),
                source=bron,
            )
        )
        return None
    minste, meeste = grenzen
    weken = Fraction(meeste if weken_vooraf is None else weken_vooraf)
    if weken.denominator == 1 and minste <= weken <= meeste:
        return add_days(uitgerekend, 1 - 7 * weken.numerator)
    findings.append(
        _onmogelijk(
            _("`weken-vooraf` {weeks} is not when the leave can begin").format(weeks=format_exact(weken)),
            expected=_("whole weeks before the day after the due date, {least} to {most}").format(
                least=minste, most=meeste
            ),
            hint=_("for a day between whole weeks give `--van`"),
            source=bron,
        )
    )
    return None


def _meld_geboren(uitgerekend: date, geboren: date | None) -> list[Finding]:
    if geboren is None:
        return []
    dagen = (geboren - uitgerekend).days
    if -7 * MEESTE_WEKEN_TE_VROEG <= dagen <= 7 * MEESTE_WEKEN_TE_LAAT:
        return []
    return [
        Finding(
            code="IOS089",
            message=_("`geboren` {birth} lies {days} days from the due date {due}").format(
                birth=geboren, days=abs(dagen), due=uitgerekend
            ),
            hint=_("look for a slip of the pen in one of the dates"),
        )
    ]


def _onmogelijk(message: str, *, expected: str = "", hint: str = "", source: str = "") -> Finding:
    return Finding(code="IOS089", message=message, expected=expected, hint=hint, source=source)


def _weken(regels: Regels, naam: str) -> int:
    return int(regels.getal(naam))
