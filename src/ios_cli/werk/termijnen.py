"""From a cohort to the calendars that are shown: `ios deadlines`, `ios agenda`."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ios_cli.cli.usage import UsageProblem
from ios_cli.cli.values import parse_span, parse_words, span_begin, span_end
from ios_cli.domain.dossier import PRAKTIJKPERIODEN
from ios_cli.domain.finding import Finding
from ios_cli.domain.termijn import EXTERNE_STAGES, Termijn, TermijnStatus
from ios_cli.planning.termijnen import bepaal_termijnen
from ios_cli.regels.bestand import WIE
from ios_cli.render.termijnen import ELK_ONDERDEEL, Aioskop, Kalender, TermijnNaam, volgorde
from ios_cli.text import _, current_language
from ios_cli.werk.cohort import Berekend

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
class Vooruitblik:
    """What asks for something on a day: `binnen` that time ahead, of what is closed as long ago."""

    terug: "date"
    tot: "date"

    @classmethod
    def van(cls, as_of: "date", binnen: str) -> "Vooruitblik":
        """From `--binnen`; raises `UsageProblem`."""
        span = parse_span(binnen, "--binnen")
        return cls(terug=span_begin(as_of, span), tot=span_end(as_of, span))

    def __contains__(self, termijn: Termijn) -> bool:
        """Whatever is late; what can be done now, or from a day within reach; what must be done by then.

        A term without a first day is open all the time: it asks for nothing before its last day is near.
        """
        if termijn.status is TermijnStatus.TE_LAAT:
            return True
        if termijn.is_nog_te_doen:
            return termijn.uiterlijk <= self.tot or (termijn.vanaf is not None and termijn.vanaf <= self.tot)
        return self.terug <= (termijn.gedaan_op or termijn.uiterlijk) <= self.tot


@dataclass(frozen=True, slots=True, kw_only=True)
class TermijnFilter:
    """Which terms are shown; what is empty asks for nothing."""

    status: tuple[str, ...] = ()
    wie: tuple[str, ...] = ()
    code: tuple[str, ...] = ()
    tijd: Vooruitblik | None = None

    @classmethod
    def van(
        cls,
        *,
        status: Sequence[str] | None,
        wie: Sequence[str] | None,
        code: Sequence[str] | None,
        tijd: Vooruitblik | None = None,
    ) -> "TermijnFilter":
        """From the options; raises `UsageProblem`. The codes are checked when the rules are known."""
        return cls(
            status=parse_words(status, "--status", [s.value for s in TermijnStatus]),
            wie=parse_words(wie, "--wie", WIE),
            code=_codes(code),
            tijd=tijd,
        )

    @property
    def is_leeg(self) -> bool:
        return not (self.status or self.wie or self.code or self.tijd)

    def onbekend(self, regels: "Regels") -> tuple[str, ...]:
        """The codes that these rules have, where one that is asked for is not among them."""
        if not self.code:
            return ()
        known = {t.code for t in regels.termijnen}
        return tuple(sorted(known)) if not known.issuperset(self.code) else ()

    def controleer(self, onbekend: Iterable[tuple[str, ...]]) -> None:
        """Raises `UsageProblem` for a code that none of the rules in use has; `onbekend` is what each of
        the dossiers gave."""
        if not self.code:
            return
        known: set[str] = set()
        for codes in onbekend:
            if not codes:  # there all of them are known
                return
            known.update(codes)
        if known:
            parse_words(self.code, "--code", sorted(known))

    def __contains__(self, termijn: Termijn) -> bool:
        return (
            (not self.status or termijn.status.value in self.status)
            and (not self.wie or not set(self.wie).isdisjoint(termijn.wie))
            and (not self.code or termijn.code in self.code)
            and (self.tijd is None or termijn in self.tijd)
        )


def _codes(given: Sequence[str] | None) -> tuple[str, ...]:
    """Raises `UsageProblem` where the option is given and names none: that would ask for everything."""
    codes = tuple(part.strip() for value in given or () for part in value.split(",") if part.strip())
    if given and not codes:
        raise UsageProblem(
            _("`{value}` is no choice for `{option}`").format(value=given[0], option="--code"),
            expected=_("the code of a term, such as `voltooiingsbesluit`"),
            hint=_("`{command}` lists them").format(command="ios rule --termijnen"),
        )
    return codes


_namen: dict[tuple[int, str], tuple[object, Mapping[tuple[str, str], TermijnNaam], Mapping[str, str]]] = {}
"""By rules and language; the rules are kept, so that the number stays theirs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gevraagd:
    """Of the codes that `--code` asks for: those that are switched on for an aios, and those he has."""

    aan: frozenset[str] = frozenset()
    heeft: frozenset[str] = frozenset()

    @classmethod
    def van(cls, kalender: Kalender, berekend: Berekend, alleen: TermijnFilter) -> "Gevraagd":
        """`kalender` has all his terms."""
        if not alleen.code:
            return cls()
        from ios_cli.planning.termijnen.regelwerk import termijnregels

        codes = frozenset(alleen.code)
        return cls(
            aan=codes & {regel.code for regel in termijnregels(berekend.regels)},
            heeft=codes & {termijn.code for termijn in kalender.termijnen},
        )


def zeg_ontbrekende(codes: Sequence[str], gevraagd: Gevraagd) -> list[str]:
    """Of each code that is asked for and that nobody has, why; `gevraagd` is that of all together."""
    lines = []
    for code in dict.fromkeys(codes):
        if code in gevraagd.heeft:
            continue
        if code in gevraagd.aan:
            text = _("nobody has a term `{code}`: `{command}` says what it is made for")
        else:
            text = _("the term `{code}` is switched off here: `{command}` says what switches it on")
        lines.append(text.format(code=code, command=f"ios rule {code}"))
    return lines


def kies(kalender: Kalender, alleen: TermijnFilter) -> Kalender | None:
    """The same with the terms that `alleen` asks for; None where it leaves none."""
    if alleen.is_leeg:
        return kalender
    termijnen = tuple(t for t in kalender.termijnen if t in alleen)
    return replace(kalender, termijnen=termijnen) if termijnen else None


def kalender_van(berekend: Berekend, *, as_of: "date", alleen: TermijnFilter) -> Kalender | None:
    """The calendar of one aios with the terms that `alleen` asks for; None where it leaves none."""
    termijnen = bepaal_termijnen(berekend.ios, berekend.dossier, berekend.regels, as_of=as_of)
    if not alleen.is_leeg:
        termijnen = tuple(t for t in termijnen if t in alleen)
        if not termijnen:
            return None
    namen, bronnen = _namen_bij(berekend.regels)
    return Kalender(
        ios=berekend.ios,
        termijnen=tuple(sorted(termijnen, key=volgorde)),
        namen=namen,
        bronnen=bronnen,
    )


ZONDER_TERMIJN = frozenset(("IOS420", "IOS425"))
"""A [[termijn]] or [[afgehandeld]] that matches no term: the calendar is not what its writer thinks."""


def zonder_termijn(berekend: Berekend, *, as_of: "date") -> tuple[Finding, ...]:
    """What the checks say of entries that no term answers to, with its line; without what is accepted."""
    dossier = berekend.dossier
    if not dossier.termijn and not dossier.afgehandeld:
        return ()
    from ios_cli.toetsing.acceptatie import Acceptaties
    from ios_cli.toetsing.geval import Geval
    from ios_cli.toetsing.termijnen import onbekende_aangepaste_termijn, onbekende_afgehandelde_termijn

    geval = Geval(dossier=dossier, regels=berekend.regels, ios=berekend.ios, as_of=as_of)
    gevonden = (*onbekende_aangepaste_termijn(geval), *onbekende_afgehandelde_termijn(geval))
    tellend, __ = Acceptaties.van(dossier).verdeel(f for f in gevonden if isinstance(f, Finding))
    return tuple(berekend.loaded.locate(tellend))


def licht(kalender: Kalender) -> Kalender:
    """The same without what is not shown, to be sent from a worker and held with ten thousand others."""
    codes = {t.code for t in kalender.termijnen}
    return Kalender(
        ios=Aioskop.van(kalender.ios),
        termijnen=tuple(
            t._replace(herkomst_vanaf=None, herkomst_uiterlijk=None, pad=(), gedaan_pad=())
            for t in kalender.termijnen
        ),
        namen={key: naam for key, naam in kalender.namen.items() if key[0] in codes},
        bronnen={t.bron: kalender.bron(t) for t in kalender.termijnen if t.bron in kalender.bronnen},
    )


def _namen_bij(
    regels: "Regels",
) -> tuple[Mapping[tuple[str, str], TermijnNaam], Mapping[str, str]]:
    """What terms are called, and how their sources are said."""
    key = (id(regels), current_language())
    if key not in _namen:
        if len(_namen) > 100:
            _namen.clear()
        _namen[key] = (regels, termijn_namen(regels), termijn_bronnen(regels))
    return _namen[key][1:]


def termijn_bronnen(regels: "Regels") -> dict[str, str]:
    """By the source as it stands what a reader of the chosen language sees, where that differs."""
    from ios_cli.cli.rule_terms import say_source

    return {
        record.bronvermelding: said
        for record in (*regels, *regels.termijnen)
        if (said := say_source(record)) != record.bronvermelding
    }


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
