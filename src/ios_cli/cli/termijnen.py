"""From a cohort to the calendars that are shown: `ios deadlines`, `ios agenda`."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ios_cli.cli.cohort import Berekend, Cohort
from ios_cli.cli.values import parse_words
from ios_cli.domain.dossier import PRAKTIJKPERIODEN
from ios_cli.domain.termijn import EXTERNE_STAGES, Termijn, TermijnStatus
from ios_cli.planning.termijnen import bepaal_termijnen
from ios_cli.regels.bestand import WIE
from ios_cli.render.termijnen import ELK_ONDERDEEL, Kalender, TermijnNaam, volgorde
from ios_cli.text import current_language

if TYPE_CHECKING:
    from datetime import date

    from ios_cli.regels.model import Regels

# What a term is made for: after these it tells of a judgement and what was decided, or of leave and illness.
VERTROUWELIJK_BIJ = frozenset(("besluit", "begeleidingstraject", "onderbreking"))
# Of these there are several in every training.
GENUMMERD_BIJ = frozenset(("opleidingsjaar", "verlofjaar", "voortgangsgesprek", "gesprekstermijn"))
# What a term with an onderdeel is made for; others bear an onderdeel only by what they are about.
MET_ONDERDEEL = frozenset((*PRAKTIJKPERIODEN, EXTERNE_STAGES))
ELK = frozenset(("onderdeel", "externe-stage"))


@dataclass(frozen=True, slots=True, kw_only=True)
class TermijnFilter:
    """Which terms are shown; what is empty asks for nothing."""

    status: tuple[str, ...] = ()
    wie: tuple[str, ...] = ()
    code: tuple[str, ...] = ()

    @classmethod
    def van(
        cls,
        *,
        status: Sequence[str] | None,
        wie: Sequence[str] | None,
        code: Sequence[str] | None,
    ) -> "TermijnFilter":
        """From the options; raises `UsageProblem`. The codes are checked when the rules are known."""
        return cls(
            status=parse_words(status, "--status", [s.value for s in TermijnStatus]),
            wie=parse_words(wie, "--wie", WIE),
            code=tuple(part.strip() for value in code or () for part in value.split(",") if part.strip()),
        )

    @property
    def is_leeg(self) -> bool:
        return not (self.status or self.wie or self.code)

    def controleer(self, cohort: Cohort) -> None:
        """Raises `UsageProblem` for a code that none of the rules in use has."""
        if self.code and cohort.berekend:
            known = {t.code: None for b in cohort.berekend for t in b.regels.termijnen}
            parse_words(self.code, "--code", sorted(known))

    def __contains__(self, termijn: Termijn) -> bool:
        return (
            (not self.status or termijn.status.value in self.status)
            and (not self.wie or not set(self.wie).isdisjoint(termijn.wie))
            and (not self.code or termijn.code in self.code)
        )


def kalenders_van(
    cohort: Cohort, *, as_of: "date", alleen: TermijnFilter | None = None
) -> Iterator[Kalender]:
    """The calendar of every aios, one by one, with the terms that `alleen` asks for; none where it leaves
    none."""
    namen: dict[int, Mapping[tuple[str, str], TermijnNaam]] = {}
    for berekend in cohort.berekend:
        termijnen = termijnen_van(berekend, as_of=as_of)
        if alleen is not None and not alleen.is_leeg:
            termijnen = tuple(t for t in termijnen if t in alleen)
            if not termijnen:
                continue
        records = berekend.regels.termijnen
        if id(records) not in namen:  # kept alive by the cohort
            namen[id(records)] = termijn_namen(berekend.regels)
        yield Kalender(ios=berekend.ios, termijnen=termijnen, namen=namen[id(records)])


def termijnen_van(berekend: Berekend, *, as_of: "date") -> tuple[Termijn, ...]:
    """The terms of one aios, in the order of the contract."""
    termijnen = bepaal_termijnen(berekend.ios, berekend.dossier, berekend.regels, as_of=as_of)
    return tuple(sorted(termijnen, key=volgorde))


def termijn_namen(regels: "Regels") -> dict[tuple[str, str], TermijnNaam]:
    """What each term is, in the chosen language; where several records bear a code, each for its onderdeel.

    A code is confidential as soon as one of its records is.
    """
    taal = current_language()
    vertrouwelijk = {record.code for record in regels.termijnen if record.bij in VERTROUWELIJK_BIJ}
    namen: dict[tuple[str, str], TermijnNaam] = {}
    for record in regels.termijnen:
        onderdeel = ELK_ONDERDEEL if record.bij in ELK else record.bij if record.bij in MET_ONDERDEEL else ""
        naam = TermijnNaam(
            omschrijving=record.omschrijving.get(taal) or record.omschrijving.get("nl", ""),
            vertrouwelijk=record.code in vertrouwelijk,
            genummerd=record.keten or record.bij in GENUMMERD_BIJ,
        )
        namen.setdefault((record.code, onderdeel), naam)
    return namen
