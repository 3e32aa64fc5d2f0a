"""The dossier of one aios: the nouns of the contract, as they stand in the file.

Each field says how it stands in the file (`fields.py`). Dates are inclusive here, as written: a
`tot_en_met` or `eind` is a LAST day; `planning` turns them into half-open periods.
Source: contract.md, "Dossier".
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from fractions import Fraction
from typing import ClassVar

from ios_cli.domain import fields
from ios_cli.domain.fields import Constraint, ExactlyOne, RequiredWhen
from ios_cli.text import N_

PRAKTIJKPERIODEN = ("huisartspraktijk-1", "huisartspraktijk-2")
SOORTEN = ("huisartspraktijk-1", "klinisch", "ggz", "ccz", "keuze", "huisartspraktijk-2")
SOORTEN_OOK = {"klinische-stage": "klinisch", "cz": "ccz", "stage-naar-keuze": "keuze"}
METHODEN = ("naar-rato", "aan-het-eind")
STATUSSEN = ("voorlopig", "definitief", "afgewezen", "ingetrokken")
TELLENDE_STATUSSEN = ("voorlopig", "definitief")
SETTINGS = ("praktijk", "ziekenhuis", "elders")
ONDERBREKING_SOORTEN = (
    "zwangerschapsverlof",
    "ziekte",
    "ouderschapsverlof",
    "geboorteverlof",
    "zorgverlof",
    "buitengewoon-verlof",
    "onbetaald-verlof",
    "onderzoek",
    "geschil",
    "overig",
)
VOLTIJD_UREN = 38
# A week counts as 3/13 of a month (rekenregels 11).
DAGEN_PER_MAAND = 7 * Fraction(13, 3)
# The most that one entry may hold: anything above it is a slip of the pen.
MAX_MAANDEN, MAX_WEKEN, MAX_DAGEN = "120", 520, 3660
# The smallest number that means something; also keeps 1e-999999 out of the exact arithmetic.
MINSTE = "0.0001"


@dataclass(frozen=True, slots=True, kw_only=True)
class Aios:
    """Who it is about, by the institute's own number; never a BSN."""

    id: str = fields.text(
        N_("the institute's own number"),
        required=True,
        pattern=r"[A-Za-z0-9._-]+",
        pattern_doc=N_("letters, digits, `.`, `_` and `-`"),
    )
    naam: str | None = fields.text(N_("name, for reading only"))
    instituut: str | None = fields.text(N_("institute"))
    groep: str | None = fields.text(N_("teaching group; `--groep` selects on it"))
    instroom: str | None = fields.text(
        N_("intake, as year and month; `--instroom` selects on it"),
        pattern=r"[0-9]{4}-(0[1-9]|1[0-2])",
        pattern_doc=N_("a year and a month, such as `2025-03`"),
    )
    docenten: tuple[str, ...] = fields.texts(N_("teachers; `--docent` selects on one"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Opleiding:
    """The training as a whole."""

    start: date = fields.day(N_("first day of the training"), required=True)
    regeling: str | None = fields.text(
        N_("edition of the rules; default: the one that holds on the start date")
    )
    profiel: str | None = fields.text(
        N_("institute profile: a built-in name, or a path relative to this file")
    )
    methode: str | None = fields.text(
        N_("how deeltijd is made up: pro rata in each onderdeel, or at the end"), choices=METHODEN
    )
    revisie: int = fields.integer(N_("revision of this dossier"), default=0, minimum=0)
    vastgesteld: date | None = fields.day(N_("day on which the IOS was settled"))
    status: str = fields.text(
        N_("whether the training goes on"),
        default="actief",
        choices=("actief", "gestopt", "overgestapt", "voltooid"),
    )
    einde: date | None = fields.day(N_("actual last day; with status gestopt, overgestapt or voltooid"))

    CONSTRAINTS: ClassVar[tuple[Constraint, ...]] = (
        RequiredWhen("einde", "status", ("gestopt", "overgestapt", "voltooid")),
    )


def plus(een: Fraction, ander: Fraction) -> Fraction:
    """The sum; one of the two is nearly always 0, and then there is nothing to work out."""
    if not ander:
        return een
    return een + ander if een else ander


@dataclass(frozen=True, slots=True)
class Inhoud:
    """Content owed or done: full-time months and days, both exact; months are done first.

    An onderdeel counted in weken has 7 days each. Only what `aan-het-eind` or an agreed `eind` moves
    can make both numbers stand in one onderdeel. Source: rekenregels 1 and 3.
    """

    maanden: Fraction = Fraction(0)
    dagen: Fraction = Fraction(0)

    def __add__(self, ander: "Inhoud") -> "Inhoud":
        if ander is GEEN_INHOUD:  # nearly always: an onderdeel without vrijstelling or verlenging
            return self
        return Inhoud(plus(self.maanden, ander.maanden), plus(self.dagen, ander.dagen))

    def __sub__(self, ander: "Inhoud") -> "Inhoud":
        if ander is GEEN_INHOUD:
            return self
        return Inhoud(
            self.maanden - ander.maanden if ander.maanden else self.maanden,
            self.dagen - ander.dagen if ander.dagen else self.dagen,
        )

    def __bool__(self) -> bool:
        return self.maanden.numerator > 0 or self.dagen.numerator > 0

    @property
    def als_maanden(self) -> Fraction:
        """In months, a week counted as 3/13 of a month (rekenregels 11)."""
        return self.maanden + self.dagen / DAGEN_PER_MAAND if self.dagen else self.maanden

    @property
    def als_dagen(self) -> Fraction:
        """In days, the other way round."""
        return self.maanden * DAGEN_PER_MAAND + self.dagen


GEEN_INHOUD = Inhoud()


@dataclass(frozen=True, slots=True, kw_only=True)
class Duur:
    """A length in exactly one unit (base of the entries that have one)."""

    maanden: Fraction | None = fields.number(
        N_("full-time months"), above="0", minimum=MINSTE, maximum=MAX_MAANDEN
    )
    weken: int | None = fields.integer(
        N_("whole weeks of 7 days, at full time"), minimum=1, maximum=MAX_WEKEN
    )
    dagen: int | None = fields.integer(N_("whole days, at full time"), minimum=1, maximum=MAX_DAGEN)

    CONSTRAINTS: ClassVar[tuple[Constraint, ...]] = (ExactlyOne((("maanden",), ("weken",), ("dagen",))),)

    @property
    def inhoud(self) -> Inhoud:
        if self.maanden is not None:
            return Inhoud(maanden=self.maanden)
        return Inhoud(dagen=Fraction(7 * (self.weken or 0) + (self.dagen or 0)))

    @property
    def in_maanden(self) -> bool:
        """True where it is counted in months, False in weken or dagen."""
        return self.maanden is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Onderdeel(Duur):
    """One part of the schedule: a practice period or an external stage. Source: LOP 2024, 4.1 and 4.2."""

    soort: str = fields.text(
        N_("kind of onderdeel"),
        required=True,
        choices=SOORTEN,
        also_read=SOORTEN_OOK,
    )
    naam: str | None = fields.text(N_("unique name; needed where a soort occurs twice"))
    plaats: str | None = fields.text(N_("practice or institution"))
    begin: date | None = fields.day(N_("fixed first day: the place is available from then"))
    eind: date | None = fields.day(N_("agreed last day"))
    opleider: str | None = fields.text(N_("opleider; `--opleider` selects on it"))
    plaatsvervangend_opleider: str | None = fields.text(N_("deputy opleider"))
    verantwoordelijk_opleider: str | None = fields.text(
        N_("responsible opleider of a place that is not erkend")
    )
    erkend: bool = fields.boolean(N_("whether the place is recognised"), default=True)
    setting: str | None = fields.text(N_("where it takes place; default by soort"), choices=SETTINGS)
    leerwerkplan_goedgekeurd: date | None = fields.day(N_("day on which the leerwerkplan was approved"))
    acuut: bool | None = fields.boolean(N_("whether the stage has an acute character"))
    max_diensten: int | None = fields.integer(
        N_("maximum number of diensten of the host specialism"), minimum=0
    )
    anw_in_leerwerkplan: bool | None = fields.boolean(N_("whether the leerwerkplan names ANW-diensten"))
    grond: str | None = fields.text(N_("ground for departing from the standard schedule"))
    status: str | None = fields.text(N_("state of that departure"), choices=STATUSSEN)
    besloten_op: date | None = fields.day(N_("day of the decision on it"))

    @property
    def bijnaam(self) -> str:
        """What the onderdeel is called in tables: its naam, else its soort."""
        return self.naam or self.soort


@dataclass(frozen=True, slots=True, kw_only=True)
class Deeltijd:
    """The deeltijdfactor in force from a day on. Source: LOP 2024, 4.1.1; rekenregels 3."""

    vanaf: date = fields.day(N_("first day"), required=True)
    tot_en_met: date | None = fields.day(N_("last day; without it the entry stays in force"))
    factor: Fraction | None = fields.number(N_("share of full time"), above="0", minimum=MINSTE, maximum="1")
    uren_per_week: Fraction | None = fields.number(
        N_("hours a week; 38 is full time"), above="0", minimum=MINSTE, maximum=str(VOLTIJD_UREN)
    )
    praktijkdagen: Fraction | None = fields.number(
        N_("days a week in the practice"), minimum="0", maximum="7"
    )
    reden: str | None = fields.text(N_("reason, for reading only"))

    CONSTRAINTS: ClassVar[tuple[Constraint, ...]] = (ExactlyOne((("factor",), ("uren_per_week",))),)

    @property
    def deeltijdfactor(self) -> Fraction:
        if self.factor is not None:
            return self.factor
        return (self.uren_per_week or Fraction(0)) / VOLTIJD_UREN


@dataclass(frozen=True, slots=True, kw_only=True)
class Vrijstelling(Duur):
    """Months (weken, dagen) taken off one onderdeel for earlier competences. Source: LOP 2024, 4.3."""

    onderdeel: str = fields.text(N_("naam or soort of the onderdeel"), required=True)
    status: str = fields.text(N_("state of the exemption"), required=True, choices=STATUSSEN)
    grond: str = fields.text(N_("what it rests on"), required=True)
    ervaring_weken: Fraction | None = fields.number(
        N_("weeks of work experience"), minimum="0", maximum="5200"
    )
    ervaring_instelling: str | None = fields.text(N_("institution of that experience"))
    ervaring_vakgebied: str | None = fields.text(N_("field of that experience"))
    ervaring_van: date | None = fields.day(N_("first day of that experience"))
    ervaring_tot_en_met: date | None = fields.day(N_("last day of that experience"))
    aangevraagd_op: date | None = fields.day(N_("day of the request"))
    besloten_op: date | None = fields.day(N_("day of the decision; with definitief and afgewezen"))
    onderbouwing: str | None = fields.text(N_("written reasons; with afgewezen"))

    CONSTRAINTS: ClassVar[tuple[Constraint, ...]] = (
        *Duur.CONSTRAINTS,
        RequiredWhen("besloten_op", "status", ("definitief", "afgewezen")),
    )

    @property
    def telt(self) -> bool:
        return self.status in TELLENDE_STATUSSEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Onderbreking:
    """Absence other than holidays. Source: rekenregels 5."""

    soort: str = fields.text(N_("kind of absence"), required=True, choices=ONDERBREKING_SOORTEN)
    van: date = fields.day(N_("first day"), required=True)
    tot_en_met: date | None = fields.day(N_("last day; without it the absence is still running"))
    omvang: Fraction = fields.number(
        N_("share of the working time: 1 is fully absent, 0.5 half"),
        default=Fraction(1),
        above="0",
        minimum=MINSTE,
        maximum="1",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Verlenging(Duur):
    """Extra content for delayed development. Source: LOP 2024, 5.4; rekenregels 6."""

    onderdeel: str | None = fields.text(N_("naam or soort of the onderdeel; default the last that remains"))
    reden: str = fields.text(N_("reason"), required=True)
    besloten_op: date | None = fields.day(N_("day of the decision"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Differentiatie:
    """A module inside the second practice period. Source: LOP 2024, 4.2.7."""

    naam: str = fields.text(N_("name of the module"), required=True)
    soort: str = fields.text(
        N_("kind of module"), required=True, choices=("module", "onderzoek", "onderwijs", "eigen-plan")
    )
    begin: date = fields.day(N_("first day"), required=True)
    eind: date = fields.day(N_("last day"), required=True)
    dagen_per_week: Fraction = fields.number(
        N_("days a week"), required=True, above="0", minimum=MINSTE, maximum="7"
    )
    goedgekeurd_op: date | None = fields.day(N_("day on which an own plan was approved"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Dienst:
    """One dienst on the post or in a stage. Source: LOP 2024, 4.2.1."""

    datum: date = fields.day(N_("day on which it began"), required=True)
    uren: Fraction | None = fields.number(N_("length in hours"), above="0", minimum=MINSTE, maximum="48")
    aanvang: time | None = fields.clock_time(N_("time at which it began"))
    einde: time | None = fields.clock_time(N_("time at which it ended, if need be the next day"))
    rol: str | None = fields.text(N_("role"), choices=("consultarts", "visite-arts", "telefoonarts"))
    soort: str | None = fields.text(N_("time of the week"), choices=("avond", "nacht", "weekend"))
    supervisie: str | None = fields.text(N_("supervision"), choices=("direct", "beschikbaar", "op-afstand"))

    CONSTRAINTS: ClassVar[tuple[Constraint, ...]] = (ExactlyOne((("uren",), ("aanvang", "einde"))),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Voortgangsgesprek:
    """A progress talk held. Source: LOP 2024, 5.2."""

    datum: date = fields.day(N_("day of the talk"), required=True)
    verslag_op: date | None = fields.day(N_("day of its report"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Voortgangsadvies:
    """The independent judgement of opleider or docent. Source: LOP 2024, 5.3."""

    datum: date = fields.day(N_("day of the advice"), required=True)
    soort: str = fields.text(
        N_("kind of advice"), default="voortgang", choices=("voortgang", "stagebeoordeling", "vrijstelling")
    )
    onderdeel: str | None = fields.text(N_("onderdeel it is about; with stagebeoordeling"))
    door: str = fields.text(N_("who gave it"), required=True, choices=("opleider", "docent"))
    oordeel: str | None = fields.text(
        N_("judgement"), choices=("voldoende", "onvoldoende", "twijfel", "te-weinig-beeldvorming")
    )
    onvoldoende_op: tuple[str, ...] = fields.texts(N_("competences judged insufficient"))
    advies: str | None = fields.text(
        N_("advice on going on"), choices=("voortzetten", "onder-voorwaarden", "niet-voortzetten")
    )
    afspraken_op: date | None = fields.day(N_("day on which arrangements were made"))

    CONSTRAINTS: ClassVar[tuple[Constraint, ...]] = (
        RequiredWhen("oordeel", "soort", ("voortgang", "stagebeoordeling")),
        RequiredWhen("advies", "soort", ("voortgang", "stagebeoordeling")),
        RequiredWhen("onderdeel", "soort", ("stagebeoordeling",)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Besluit:
    """A decision of the hoofd. Source: LOP 2024, 5.4."""

    soort: str = fields.text(
        N_("kind of decision"),
        required=True,
        choices=("voortgangsbeslissing", "voltooiingsbesluit", "tussentijds"),
    )
    onderdeel: str | None = fields.text(N_("soort, naam or `externe-stages`, where the term has one"))
    datum: date = fields.day(N_("day of the decision"), required=True)
    uitkomst: tuple[str, ...] = fields.texts(
        N_("outcome"),
        required=True,
        choices=("voortgezet", "onder-voorwaarden", "verlengd", "gbt", "beeindigd", "voltooid"),
        min_items=1,
    )
    mondeling_op: date | None = fields.day(N_("day on which it was told"))
    schriftelijk_op: date | None = fields.day(N_("day of the letter"))
    rgs_gemeld_op: date | None = fields.day(N_("day on which the RGS was told"))
    door: str | None = fields.text(N_("who decided"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Begeleidingstraject:
    """Intensified guidance, or going on under conditions. Source: LOP 2024, 5.5."""

    soort: str = fields.text(N_("kind"), required=True, choices=("gbt", "voorwaarden"))
    van: date = fields.day(N_("first day"), required=True)
    tot_en_met: date = fields.day(N_("last day of its term"), required=True)
    brief_op: date | None = fields.day(N_("day of the letter"))
    brief_bevat: tuple[str, ...] = fields.texts(
        N_("what the letter states"), choices=("voorwaarden", "termijn", "verwachtingen", "consequenties")
    )
    uitkomst: str | None = fields.text(N_("outcome"), choices=("voldaan", "niet-voldaan"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Onderwijs:
    """A day of cursorisch onderwijs. Source: LOP 2024, 3.1.2."""

    datum: date = fields.day(N_("day"), required=True)
    dagen: Fraction = fields.number(
        N_("days or parts of a day"), required=True, above="0", minimum=MINSTE, maximum="31"
    )
    soort: str | None = fields.text(N_("kind"), choices=("terugkomdag", "landelijk", "keuze", "online"))


@dataclass(frozen=True, slots=True, kw_only=True)
class AangepasteTermijn:
    """A term with dates of its own. Source: LOP 2024, 5.6."""

    code: str = fields.text(N_("code of the term"), required=True)
    onderdeel: str | None = fields.text(N_("onderdeel, where the term has one"))
    nummer: int = fields.integer(N_("number of the term"), required=True, minimum=1)
    vanaf: date | None = fields.day(N_("first day"))
    uiterlijk: date = fields.day(N_("last day"), required=True)
    grond: str = fields.text(N_("what it rests on"), required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Afgehandeld:
    """A term ticked off that no other entry closes, such as the registration with the RGS."""

    code: str = fields.text(N_("code of the term"), required=True)
    onderdeel: str | None = fields.text(N_("onderdeel, where the term has one"))
    nummer: int = fields.integer(N_("number of the term"), default=1, minimum=1)
    datum: date = fields.day(N_("day on which it was done"), required=True)
    door: str | None = fields.text(N_("by whom; where the term is one for each of several people"))


@dataclass(frozen=True, slots=True, kw_only=True)
class VoldaneVerplichting:
    """An obligation of the institute that was met; the profile says which there are."""

    code: str = fields.text(N_("code of the obligation, as in the profile"), required=True)
    datum: date = fields.day(N_("day on which it was met"), required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Geaccepteerd:
    """A finding accepted on purpose."""

    code: str = fields.text(N_("code or name of the finding"), required=True)
    reden: str = fields.text(N_("reason"), required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """Everything one file says about one aios; entries in file order."""

    aios: Aios = fields.table(Aios, N_("who it is about"), required=True)
    opleiding: Opleiding = fields.table(Opleiding, N_("the training as a whole"), required=True)
    onderdeel: tuple[Onderdeel, ...] = fields.tables(
        Onderdeel, N_("the schedule in order; without any: the standard schedule")
    )
    deeltijd: tuple[Deeltijd, ...] = fields.tables(Deeltijd, N_("part time"))
    vrijstelling: tuple[Vrijstelling, ...] = fields.tables(Vrijstelling, N_("exemptions"))
    onderbreking: tuple[Onderbreking, ...] = fields.tables(Onderbreking, N_("absences, other than holidays"))
    verlenging: tuple[Verlenging, ...] = fields.tables(Verlenging, N_("extensions"))
    differentiatie: tuple[Differentiatie, ...] = fields.tables(
        Differentiatie, N_("modules in the last period")
    )
    dienst: tuple[Dienst, ...] = fields.tables(Dienst, N_("diensten, done and planned"))
    voortgangsgesprek: tuple[Voortgangsgesprek, ...] = fields.tables(
        Voortgangsgesprek, N_("progress talks held")
    )
    voortgangsadvies: tuple[Voortgangsadvies, ...] = fields.tables(Voortgangsadvies, N_("advices given"))
    besluit: tuple[Besluit, ...] = fields.tables(Besluit, N_("decisions taken"))
    begeleidingstraject: tuple[Begeleidingstraject, ...] = fields.tables(
        Begeleidingstraject, N_("intensified guidance and conditions")
    )
    onderwijs: tuple[Onderwijs, ...] = fields.tables(Onderwijs, N_("teaching days followed"))
    termijn: tuple[AangepasteTermijn, ...] = fields.tables(AangepasteTermijn, N_("adapted terms"))
    afgehandeld: tuple[Afgehandeld, ...] = fields.tables(
        Afgehandeld, N_("terms ticked off that no other entry closes")
    )
    verplichting: tuple[VoldaneVerplichting, ...] = fields.tables(
        VoldaneVerplichting, N_("obligations of the institute that were met")
    )
    geaccepteerd: tuple[Geaccepteerd, ...] = fields.tables(Geaccepteerd, N_("findings accepted on purpose"))

    @property
    def id(self) -> str:
        return self.aios.id


TABLE_OF: Mapping[type, str] = {
    Onderdeel: "onderdeel",
    Deeltijd: "deeltijd",
    Vrijstelling: "vrijstelling",
    Onderbreking: "onderbreking",
    Verlenging: "verlenging",
    Differentiatie: "differentiatie",
    Dienst: "dienst",
    Voortgangsgesprek: "voortgangsgesprek",
    Voortgangsadvies: "voortgangsadvies",
    Besluit: "besluit",
    Begeleidingstraject: "begeleidingstraject",
    Onderwijs: "onderwijs",
    AangepasteTermijn: "termijn",
    Afgehandeld: "afgehandeld",
    VoldaneVerplichting: "verplichting",
    Geaccepteerd: "geaccepteerd",
}
