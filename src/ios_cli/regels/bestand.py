"""How rule files and profile files are written, and what a rule value may be.

The dataclasses carry the descriptions of `domain.fields`: the strict reader and the JSON Schemas come
from them. `Waardevorm` says what value fits a rule; the loader and the schema of profiles ask the
same one. Source: contract.md "Profile and capacity", architecture.md "Rules as data".
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, ClassVar, Literal

from ios_cli.domain import fields
from ios_cli.domain.dossier import (
    MAX_MAANDEN,
    MINSTE,
    ONDERBREKING_SOORTEN,
    SETTINGS,
    SOORTEN,
    STATUSSEN,
)
from ios_cli.domain.fields import EERSTE_JAAR, LAATSTE_JAAR, Constraint, ExactlyOne
from ios_cli.domain.finding import KeyPath
from ios_cli.domain.numbers import format_exact
from ios_cli.text import N_, _

NAAM = r"[a-z0-9]+(-[a-z0-9]+)*"
NAAM_DOC = N_("lower-case letters and digits, in words joined by `-`")


@dataclass(frozen=True, slots=True)
class Eenheid:
    """The bounds (inclusive) of a number in this unit; `geheel`: whole numbers only."""

    maximum: Fraction
    geheel: bool = False
    minimum: Fraction = Fraction(0)

    def past(self, getal: Fraction) -> bool:
        return self.minimum <= getal <= self.maximum and (not self.geheel or getal.denominator == 1)


# voltijdsmaanden are content, maanden are calendar months: only the first can be divided.
EENHEDEN: Mapping[str, Eenheid] = {
    "voltijdsmaanden": Eenheid(Fraction(MAX_MAANDEN)),
    "maanden": Eenheid(Fraction(120), geheel=True),
    "weken": Eenheid(Fraction(520), geheel=True),
    "dagen": Eenheid(Fraction(3660), geheel=True),
    "jaar": Eenheid(Fraction(100), geheel=True),
    "maandnummer": Eenheid(Fraction(120), geheel=True, minimum=Fraction(1)),
    "werkdagen": Eenheid(Fraction(366)),
    "dagen-per-week": Eenheid(Fraction(7)),
    "dagen-per-jaar": Eenheid(Fraction(366)),
    "uren": Eenheid(Fraction(168)),
    "uren-per-week": Eenheid(Fraction(168)),
    "deel": Eenheid(Fraction(1)),
    "aantal": Eenheid(Fraction(1000), geheel=True),
    "keer": Eenheid(Fraction(1000), geheel=True),
    "diensten": Eenheid(Fraction(1000), geheel=True),
    "gesprekken": Eenheid(Fraction(100), geheel=True),
}
TIJDEENHEDEN = ("maanden", "weken", "dagen")
AFRONDINGEN = ("omhoog", "omlaag", "geen", "niet-geregeld")


@dataclass(frozen=True, slots=True)
class Kolom:
    """What may stand in one column of a rule value that is a table."""

    keuzes: tuple[str, ...] = ()
    minimum: Fraction = Fraction(0)
    maximum: Fraction = Fraction(0)
    geheel: bool = False
    uniek: bool = False

    def past(self, waarde: Any) -> bool:
        if self.keuzes:
            return waarde in self.keuzes
        return (
            isinstance(waarde, Fraction)
            and self.minimum <= waarde <= self.maximum
            and (not self.geheel or waarde.denominator == 1)
        )

    @property
    def verwacht(self) -> str:
        if self.keuzes:
            return _een_van(self.keuzes)
        return _getal(self.minimum, self.maximum, self.geheel)


KOLOMMEN: Mapping[str, Kolom] = {
    "soort": Kolom(keuzes=SOORTEN, uniek=True),
    "setting": Kolom(keuzes=SETTINGS),
    "maanden": Kolom(minimum=Fraction(MINSTE), maximum=Fraction(MAX_MAANDEN)),
    # No 29 February, and no 31st: a start moment comes every year.
    "maand": Kolom(minimum=Fraction(1), maximum=Fraction(12), geheel=True),
    "dag": Kolom(minimum=Fraction(1), maximum=Fraction(28), geheel=True),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RegelingKop:
    """`[regeling]`: which edition this is."""

    id: str = fields.text(
        N_("name of the edition; dossiers and profiles refer to it"),
        required=True,
        pattern=NAAM,
        pattern_doc=NAAM_DOC,
    )
    omschrijving: Mapping[str, str] = fields.localized(N_("what it is"), required=True)
    bron: str = fields.text(N_("the document it restates"), required=True)
    jaar: int = fields.integer(
        N_("year of that document; the edition counts from it where `geldig_vanaf` is unknown"),
        required=True,
        minimum=EERSTE_JAAR,
        maximum=LAATSTE_JAAR,
    )
    geldig_vanaf: date | None = fields.day(
        N_("first day on which it is in force; leave it out where unknown")
    )
    geldig_tot_en_met: date | None = fields.day(N_("last day on which it is in force"))
    herzien_op: date | None = fields.day(N_("day on which this file was last revised"))


@dataclass(frozen=True, slots=True, kw_only=True)
class RegelRecord:
    """`[regel.NAME]` of a rule file: one value with where it comes from.

    Without `waarde` the source gives none, and only a profile can.
    """

    waarde: Any = fields.value(N_("the value; without it only a profile gives one"))
    eenheid: str | None = fields.text(N_("unit of a number"), choices=tuple(EENHEDEN))
    afronding: str | None = fields.text(
        N_("rounding that the source gives, or that it gives none"), choices=AFRONDINGEN
    )
    omschrijving: Mapping[str, str] = fields.localized(N_("what it says, in own words"), required=True)
    bron: str = fields.text(N_("document it comes from"), required=True)
    paragraaf: str | None = fields.text(N_("place in that document"))
    jaar: int | None = fields.integer(N_("year of that document"), minimum=EERSTE_JAAR, maximum=LAATSTE_JAAR)
    ongedateerd: bool = fields.boolean(N_("the source bears no year"), default=False)
    onzeker: bool = fields.boolean(N_("the source is old, or contradicted elsewhere"), default=False)
    keuze: bool = fields.boolean(
        N_("the source leaves this open; `gekozen_door` says who chose"), default=False
    )
    opties: tuple[str, ...] = fields.texts(N_("the values that the program knows"))
    gekozen_door: str | None = fields.text(N_("who chose; with `keuze`"))
    vast: bool = fields.boolean(N_("no profile can replace this"), default=False)
    opmerking: Mapping[str, str] = fields.localized(
        N_("remark: what the source says, or where others differ")
    )
    geldig_vanaf: date | None = fields.day(
        N_("first day on which this value holds, where it is not that of the edition")
    )


# What a term is made for, each time one of these is there.
TERMIJN_BIJ = (
    "opleiding",
    "onderdeel",  # each practice period as a whole and each external stage
    "huisartspraktijk-1",
    "huisartspraktijk-2",
    "externe-stage",  # each
    "externe-stages",  # together
    "opleidingsjaar",
    "verlofjaar",
    "voortgangsgesprek",  # each talk held
    "gesprekstermijn",  # each talk, held or still to come
    "vrijstelling",
    "besluit",
    "begeleidingstraject",
    "deeltijd",
    "onderbreking",
)
MET_ONDERDEEL = ("onderdeel", "huisartspraktijk-1", "huisartspraktijk-2", "externe-stage", "externe-stages")
JAREN = ("opleidingsjaar", "verlofjaar")
MET_DATUM = (
    "voortgangsgesprek",
    "gesprekstermijn",
    "vrijstelling",
    "besluit",
    "begeleidingstraject",
    "deeltijd",
    "onderbreking",
)
ANKERS = ("start", "einde", "begin", "eind", "na-eind", "datum", "gesprek")
WIE = ("hoofd", "instituut", "opleider", "stageopleider", "docent", "aios")
TELLINGEN = ("lopend", "kalender")
BINNEN = ("onderdeel", "opleiding", "vrij")
_PRAKTIJK = ("huisartspraktijk-1", "huisartspraktijk-2")
AFSLUITERS: Mapping[str, tuple[str, ...]] = {
    "vastgesteld": ("opleiding",),
    "voortgangsgesprek": ("onderdeel", *_PRAKTIJK, "externe-stage"),
    "verslag": ("voortgangsgesprek",),
    "voortgangsadvies": ("voortgangsgesprek",),
    "vrijstellingsaanvraag": ("opleiding", "vrijstelling"),
    "vrijstellingsadvies": ("vrijstelling",),
    "vrijstellingsbesluit": ("vrijstelling",),
    "stagebeoordeling": ("externe-stage",),
    "voortgangsbeslissing": ("opleidingsjaar", *MET_ONDERDEEL),
    "voltooiingsbesluit": ("opleiding",),
    "supervisie-op-afstand": _PRAKTIJK,
    "diensten-tussenstand": _PRAKTIJK,
    "begeleidingstraject": ("begeleidingstraject",),
    "vanzelf": TERMIJN_BIJ,
}
"""What in a dossier closes a term, and what such a term can be made for; without one only [[afgehandeld]]
does. `vanzelf`: it is done when its last day has passed, as a notice is."""
ALLEEN: Mapping[str, tuple[str, ...]] = {
    "vrijstelling": STATUSSEN,
    "besluit": ("voortgezet", "onder-voorwaarden", "verlengd", "gbt", "beeindigd", "voltooid"),
    "begeleidingstraject": ("gbt", "voorwaarden"),
    "onderbreking": ONDERBREKING_SOORTEN,
    "onderdeel": SOORTEN,
    "externe-stage": tuple(soort for soort in SOORTEN if soort not in _PRAKTIJK),
    "opleidingsjaar": tuple(str(jaar) for jaar in range(1, 11)),
    "verlofjaar": tuple(str(jaar) for jaar in range(1, 11)),
}
"""What `alleen` may name, by what the term is made for."""
ERNSTEN = ("fout", "waarschuwing", "opmerking")


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """One date of a term: an anchor and steps from it.

    `begin`, `eind` (LAST day) and `na-eind` (the day after it) are those of what the term is made for, or of
    the soort (or `externe-stages`) in `van`; `datum` is the day of the entry it is made for; `gesprek` a talk
    in the practice period `van`: its date, else the opening of its window, else the last talk. `na` and
    `voor` name rules whose values (maanden, weken, dagen) are added together, or taken off; a rule in
    `maandnummer` is the first day of that month as `vanaf`, its last day as `uiterlijk`. Instead of a rule a
    term may write its own number: `maanden`, `weken` or `dagen`, below 0 to go back. A rule without a value
    switches the term off.

    Steps forward in the training count days on which the clock runs, steps back are calendar months and
    days, steps from an entry other than a talk too (rekenregels 9); `telling` says otherwise.
    """

    anker: str = fields.text(N_("what it is counted from"), required=True, choices=ANKERS)
    van: str | None = fields.text(
        N_("whose begin, eind or talk; default that of what the term is made for"),
        choices=(*SOORTEN, "externe-stages"),
    )
    nummer: int | None = fields.integer(N_("which talk; with `gesprek`"), minimum=1, maximum=100)
    nummer_regel: str | None = fields.text(N_("rule that says which talk; with `gesprek`"), pattern=NAAM)
    na: tuple[str, ...] = fields.texts(N_("rules whose values come after the anchor"))
    voor: tuple[str, ...] = fields.texts(N_("rules whose values come before the anchor"))
    maanden: int | None = fields.integer(N_("months after the anchor"), minimum=-120, maximum=120)
    weken: int | None = fields.integer(N_("weeks after the anchor"), minimum=-520, maximum=520)
    dagen: int | None = fields.integer(N_("days after the anchor"), minimum=-3660, maximum=3660)
    telling: str | None = fields.text(
        N_("whether only days count on which the clock runs"), choices=TELLINGEN
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class TermijnRecord:
    """`[[termijn]]` of a rule file or a profile: one term as data. Source: rekenregels 9.

    Several records may bear one code where they are made for different things, or hold under different
    values of a rule (`als`); a profile that writes the code replaces them all.
    """

    code: str = fields.text(N_("code of the term"), required=True, pattern=NAAM, pattern_doc=NAAM_DOC)
    omschrijving: Mapping[str, str] = fields.localized(N_("what it is, in own words"), required=True)
    bij: str = fields.text(N_("what it is made for"), required=True, choices=TERMIJN_BIJ)
    alleen: tuple[str, ...] = fields.texts(
        N_("only where the entry has this soort, status or uitkomst; of years: only these numbers")
    )
    wie: tuple[str, ...] = fields.texts(N_("who it is up to; this or `wie_regel`"), choices=WIE, min_items=1)
    wie_regel: str | None = fields.text(N_("rule that says who it is up to"), pattern=NAAM)
    per_persoon: bool = fields.boolean(N_("each of them has a term of their own"), default=False)
    vanaf: Moment | None = fields.table(Moment, N_("first day; without it there is none"))
    uiterlijk: Moment = fields.table(Moment, N_("last day"), required=True)
    vervalt: Moment | None = fields.table(
        Moment, N_("day after which it lapses where it was not done; without it it stays too late")
    )
    keten: bool = fields.boolean(
        N_("repeated, once, twice, ... the steps, as long as a window opens before the last day"),
        default=False,
    )
    anders_vanaf: Moment | None = fields.table(
        Moment, N_("first day of the one window, to the last day, where the chain has none")
    )
    binnen: str = fields.text(
        N_(
            "its dates lie within its onderdeel, or within the training; `vrij` may lie before and after it. "
            "A window that would open on the last day or later is not made"
        ),
        default="onderdeel",
        choices=BINNEN,
    )
    afgesloten_door: str | None = fields.text(N_("what in a dossier closes it"), choices=tuple(AFSLUITERS))
    ernst: str = fields.text(N_("how serious it is to be late"), default="fout", choices=ERNSTEN)
    als: str | None = fields.text(
        N_("rule that switches it on, as `name = value`"),
        pattern=r"[a-z0-9]+(-[a-z0-9]+)* = [a-z0-9]+(-[a-z0-9]+)*",
        pattern_doc=N_("a rule and its value, such as `beslismomenten = per-periode`"),
    )
    praktijk: bool = fields.boolean(
        N_("shipped switched off: only where the rule `praktijktermijnen` names it"), default=False
    )
    bron: str = fields.text(N_("document it comes from"), required=True)
    paragraaf: str | None = fields.text(N_("place in that document"))
    jaar: int | None = fields.integer(N_("year of that document"), minimum=EERSTE_JAAR, maximum=LAATSTE_JAAR)
    ongedateerd: bool = fields.boolean(N_("the source bears no year"), default=False)
    onzeker: bool = fields.boolean(N_("the source is old, or contradicted elsewhere"), default=False)
    opmerking: Mapping[str, str] = fields.localized(N_("remark"))
    laag: Literal["regeling", "profiel"] = "regeling"
    """Who set it; stands in no file."""

    CONSTRAINTS: ClassVar[tuple[Constraint, ...]] = (ExactlyOne((("wie",), ("wie_regel",))),)

    @property
    def bronvermelding(self) -> str:
        """Document, paragraph and year in one line, as of a rule."""
        return bronvermelding(self.bron, self.paragraaf, self.jaar, self.ongedateerd)

    def momenten(self) -> Iterator[tuple[str, Moment]]:
        """(key, moment) of those it has."""
        for key in ("vanaf", "uiterlijk", "vervalt", "anders_vanaf"):
            moment = getattr(self, key)
            if moment is not None:
                yield key, moment


def bronvermelding(bron: str, paragraaf: str | None, jaar: int | None, ongedateerd: bool) -> str:
    """Document, paragraph and year in one line; `z.d.` (zonder datum) where there is no year.

    The same in every language: it names a Dutch document.
    """
    deel = ", ".join(x for x in (bron, paragraaf) if x)
    jaartal = str(jaar) if jaar else "z.d." if ongedateerd else ""
    return f"{deel} ({jaartal})" if jaartal else deel


@dataclass(frozen=True, slots=True, kw_only=True)
class VerplichtingRecord:
    """`[[verplichting]]` of a profile: what an aios must have done before a decision."""

    code: str = fields.text(N_("code of the obligation"), required=True, pattern=NAAM, pattern_doc=NAAM_DOC)
    omschrijving: Mapping[str, str] = fields.localized(N_("what it is"), required=True)
    voor: tuple[str, ...] = fields.texts(
        N_("codes of the decisions that need it"),
        required=True,
        choices=("vrijstellingsbesluit", "voortgangsbeslissing", "voltooiingsbesluit"),
        min_items=1,
    )
    onderdeel: str | None = fields.text(
        N_("only the decision on this soort"), choices=(*SOORTEN, "externe-stages")
    )
    bron: str = fields.text(N_("document or page it comes from"), required=True)
    paragraaf: str | None = fields.text(N_("place in that document"))
    jaar: int | None = fields.integer(N_("year of that document"), minimum=EERSTE_JAAR, maximum=LAATSTE_JAAR)
    ongedateerd: bool = fields.boolean(N_("the source bears no year"), default=False)
    onzeker: bool = fields.boolean(N_("the source is old, or contradicted elsewhere"), default=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class RegelBestand:
    """A rule file: one edition of the national rules."""

    regeling: RegelingKop = fields.table(RegelingKop, N_("which edition this is"), required=True)
    regel: Mapping[str, RegelRecord] = fields.by_name(RegelRecord, N_("the rules by name"), pattern=NAAM)
    termijn: tuple[TermijnRecord, ...] = fields.tables(
        TermijnRecord, N_("the terms of the decision calendar")
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfielKop:
    """`[profiel]`: whose practice this is, over which edition."""

    naam: str = fields.text(N_("name of the profile"), required=True, pattern=NAAM, pattern_doc=NAAM_DOC)
    regeling: str = fields.text(
        N_("edition of the rules that it lies over"), required=True, pattern=NAAM, pattern_doc=NAAM_DOC
    )
    omschrijving: Mapping[str, str] = fields.localized(N_("whose practice it is"))


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfielRegel:
    """`[regel.NAME]` of a profile: the institute's value in place of the national one.

    What it leaves out (unit, description, options) is that of the rule it replaces.
    """

    waarde: Any = fields.value(N_("the institute's value"), required=True)
    eenheid: str | None = fields.text(N_("unit of a number: that of the rule"), choices=tuple(EENHEDEN))
    afronding: str | None = fields.text(N_("rounding that the institute gives"), choices=AFRONDINGEN)
    bron: str = fields.text(N_("document or page it comes from"), required=True)
    paragraaf: str | None = fields.text(N_("place in that document"))
    jaar: int | None = fields.integer(
        N_("year of that document; this or `ongedateerd`"), minimum=EERSTE_JAAR, maximum=LAATSTE_JAAR
    )
    ongedateerd: bool = fields.boolean(N_("the source bears no year"), default=False)
    onzeker: bool = fields.boolean(N_("the source is old, or contradicted elsewhere"), default=False)
    gekozen_door: str | None = fields.text(N_("who chose, where it is not the institute"))
    opmerking: Mapping[str, str] = fields.localized(N_("remark"))
    geldig_vanaf: date | None = fields.day(N_("first day on which this value holds"))


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfielBestand:
    """A profile file: an institute's overlay on one edition."""

    profiel: ProfielKop = fields.table(ProfielKop, N_("whose practice, over which edition"), required=True)
    regel: Mapping[str, ProfielRegel] = fields.by_name(
        ProfielRegel, N_("the rules it replaces, by name"), pattern=NAAM
    )
    termijn: tuple[TermijnRecord, ...] = fields.tables(
        TermijnRecord, N_("terms of its own; one with a known code replaces that one")
    )
    verplichting: tuple[VerplichtingRecord, ...] = fields.tables(
        VerplichtingRecord, N_("what must be done before a decision")
    )


# --- what a value may be ---

Soort = Literal["getal", "tekst", "ja-nee", "lijst", "tabel"]


@dataclass(frozen=True, slots=True)
class Bezwaar:
    """Why a value does not fit; `pad` is where inside the value."""

    melding: str
    verwacht: str
    pad: KeyPath = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Waardevorm:
    """What fits one rule, from its own record: kind, unit, options, columns."""

    soort: Soort
    eenheid: str = ""
    opties: tuple[str, ...] = ()
    kolommen: tuple[str, ...] = ()
    open: bool = False
    """There is no national value."""
    vast: bool = False
    eenheden: tuple[str, ...] = ()
    """Units that a profile may write; the first is that of the rule."""

    @classmethod
    def van(cls, record: RegelRecord) -> "Waardevorm | None":
        """The form of a rule of an edition; None where nothing says what its value would be."""
        soort = soort_van(record)
        if soort is None:
            return None
        kolommen = tuple(record.waarde[0]) if soort == "tabel" else ()
        eenheid = record.eenheid or ""
        open_tijd = record.waarde is None and eenheid in TIJDEENHEDEN
        eenheden = (eenheid, *(e for e in TIJDEENHEDEN if e != eenheid)) if open_tijd else (eenheid,)
        return cls(
            soort=soort,
            eenheid=eenheid,
            opties=record.opties,
            kolommen=kolommen,
            open=record.waarde is None,
            vast=record.vast,
            eenheden=eenheden if eenheid else (),
        )

    def bezwaren(self, waarde: Any, eenheid: str | None = None) -> Iterator[Bezwaar]:
        """What is wrong with `waarde` (as the reader gives it) in place of this rule's value."""
        match self.soort:
            case "getal":
                yield from self._bezwaren_getal(waarde, eenheid or self.eenheid)
            case "tekst":
                if not isinstance(waarde, str) or (self.opties and waarde not in self.opties):
                    yield Bezwaar(_niet(waarde), self.verwacht)
            case "ja-nee":
                if not isinstance(waarde, bool):
                    yield Bezwaar(_niet(waarde), self.verwacht)
            case "lijst":
                yield from self._bezwaren_lijst(waarde)
            case "tabel":
                yield from self._bezwaren_tabel(waarde)

    @property
    def verwacht(self) -> str:
        """What fits, in words."""
        match self.soort:
            case "getal":
                return _verwacht_getal(self.eenheid)
            case "tekst":
                return _een_van(self.opties) if self.opties else _("a text between quotes")
            case "ja-nee":
                return _("`true` or `false`, without quotes")
            case "lijst":
                if self.opties:
                    return _("a list with none or more of {options}").format(options=_code(self.opties))
                return _('a list of texts, as in `["a", "b"]`')
            case "tabel":
                return _("a list of tables with {columns}, as in `[{{ {example} }}]`").format(
                    columns=_code(self.kolommen), example=", ".join(f"{k} = ..." for k in self.kolommen)
                )

    def _bezwaren_getal(self, waarde: Any, eenheid: str) -> Iterator[Bezwaar]:
        if not isinstance(waarde, Fraction) or not EENHEDEN[eenheid].past(waarde):
            yield Bezwaar(_niet(waarde), _verwacht_getal(eenheid))

    def _bezwaren_lijst(self, waarde: Any) -> Iterator[Bezwaar]:
        if not isinstance(waarde, tuple) or not all(isinstance(deel, str) for deel in waarde):
            yield Bezwaar(_niet(waarde), self.verwacht)
            return
        for nummer, deel in enumerate(waarde):
            if self.opties and deel not in self.opties:
                yield Bezwaar(_niet(deel), self.verwacht, (nummer,))
            if deel in waarde[:nummer]:
                yield Bezwaar(
                    _("{value} stands there twice").format(value=_toon(deel)), self.verwacht, (nummer,)
                )

    def _bezwaren_tabel(self, waarde: Any) -> Iterator[Bezwaar]:
        if not isinstance(waarde, tuple) or not waarde or not all(isinstance(rij, Mapping) for rij in waarde):
            yield Bezwaar(_niet(waarde), self.verwacht)
            return
        gezien: dict[str, list[Any]] = {}
        for nummer, rij in enumerate(waarde):
            if set(rij) != set(self.kolommen):
                melding = _("a row has {found}").format(found=_code(rij)) if rij else _("a row is empty")
                yield Bezwaar(melding, self.verwacht, (nummer,))
            for naam, deel in rij.items():
                kolom = KOLOMMEN.get(naam)
                if kolom is None or naam not in self.kolommen:
                    continue
                if not kolom.past(deel):
                    yield Bezwaar(
                        _("`{key}` is {value}").format(key=naam, value=_toon(deel)),
                        kolom.verwacht,
                        (nummer, naam),
                    )
                elif kolom.uniek and deel in gezien.setdefault(naam, []):
                    yield Bezwaar(
                        _("{value} stands there twice").format(value=_toon(deel)), "", (nummer, naam)
                    )
                else:
                    gezien.setdefault(naam, []).append(deel)

    def json_schema(self) -> dict[str, Any]:
        """The schema of a value that fits (draft-07; the same that `bezwaren` accepts)."""
        match self.soort:
            case "getal":
                return getal_schema(EENHEDEN[self.eenheid])
            case "tekst":
                return {"type": "string", "enum": list(self.opties)} if self.opties else dict(TEKST_SCHEMA)
            case "ja-nee":
                return {"type": "boolean"}
            case "lijst":
                items = {"type": "string", "enum": list(self.opties)} if self.opties else dict(TEKST_SCHEMA)
                return {"type": "array", "items": items, "uniqueItems": True}
            case "tabel":
                return {"type": "array", "minItems": 1, "items": rij_schema(self.kolommen)}


def soort_van(record: RegelRecord) -> Soort | None:
    """What kind of value a rule has; where it has none: a number with `eenheid`, a text with `opties`."""
    waarde = record.waarde
    if isinstance(waarde, bool):
        return "ja-nee"
    if isinstance(waarde, str):
        return "tekst"
    if isinstance(waarde, Fraction):
        return "getal" if record.eenheid else None
    if isinstance(waarde, tuple):
        return "tabel" if waarde and isinstance(waarde[0], Mapping) else "lijst"
    if record.eenheid:
        return "getal"
    return "tekst" if record.opties else None


# --- pieces of JSON Schema ---

# A text that is more than spaces (the reader strips the same four characters).
TEKST_SCHEMA: Mapping[str, Any] = {"type": "string", "pattern": "[^ \\t\\r\\n]"}


def getal_schema(grens: Eenheid | Kolom) -> dict[str, Any]:
    return {
        "type": "integer" if grens.geheel else "number",
        "minimum": _json_getal(grens.minimum),
        "maximum": _json_getal(grens.maximum),
    }


def rij_schema(kolommen: tuple[str, ...]) -> dict[str, Any]:
    """One row of a table value; a `soort` that occurs twice is for the loader to see."""
    properties = {
        naam: {"type": "string", "enum": list(KOLOMMEN[naam].keuzes)}
        if KOLOMMEN[naam].keuzes
        else getal_schema(KOLOMMEN[naam])
        for naam in kolommen
    }
    return {
        "type": "object",
        "additionalProperties": False,
        "required": list(kolommen),
        "properties": properties,
    }


def _json_getal(value: Fraction) -> int | float:
    return int(value) if value.denominator == 1 else float(value)


# --- wording ---


def _toon(waarde: Any) -> str:
    """A value as it is written in a file."""
    if isinstance(waarde, Fraction):
        return f"`{format_exact(waarde)}`"
    if isinstance(waarde, bool):
        return "`true`" if waarde else "`false`"
    if isinstance(waarde, tuple):
        return _("a list of tables") if waarde and isinstance(waarde[0], Mapping) else _("a list of texts")
    from ios_cli.toml.wording import show

    return f"`{show(waarde)}`"


def _niet(waarde: Any) -> str:
    return _("{value} does not fit here").format(value=_toon(waarde))


def _code(woorden: Iterable[str]) -> str:
    from ios_cli.toml.wording import code_list

    return code_list(woorden)


def _een_van(woorden: Iterable[str]) -> str:
    from ios_cli.toml.wording import one_of

    return one_of(woorden)


def _verwacht_getal(eenheid: str) -> str:
    if eenheid == "deel":
        return _("a share from 0 to 1, as in `0.8` for 80 %")
    grens = EENHEDEN[eenheid]
    return _("{number}, in `{unit}`").format(
        number=_getal(grens.minimum, grens.maximum, grens.geheel), unit=eenheid
    )


def _getal(minimum: Fraction, maximum: Fraction, geheel: bool) -> str:
    low, high = format_exact(minimum), format_exact(maximum)
    if geheel:
        return _("a whole number from {low} to {high}").format(low=low, high=high)
    return _("a number from {low} to {high}").format(low=low, high=high)
