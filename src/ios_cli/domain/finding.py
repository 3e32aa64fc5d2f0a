"""Findings: what a stage has to say about the user's data.

User data never raises: a stage returns its result and its findings, and all of them are shown. The
code and the kebab name never change once released; the text is for reading, never for parsing.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

KeyPath = tuple[str | int, ...]
"""Where something stands in a TOML file: `("onderbreking", 1, "van")`, rows counted from 0."""


class Ernst(StrEnum):
    """How serious a finding is, most serious first."""

    FOUT = "fout"
    WAARSCHUWING = "waarschuwing"
    OPMERKING = "opmerking"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing to say, with its place.

    `expected` says what was expected (required) there, `found` what a check found and `difference` how far
    apart they are; `hint` what to do; `source` is the document and paragraph it rests on. `path` is turned
    into `line` (from 1) by the reader that has the text. `accepted` is the reason for which a dossier accepts
    it ("" where it does not).
    """

    code: str
    message: str
    ernst: Ernst = Ernst.FOUT
    expected: str = ""
    found: str = ""
    difference: str = ""
    hint: str = ""
    source: str = ""
    accepted: str = ""
    aios_id: str = ""
    file: str = ""
    path: KeyPath = ()
    line: int | None = None
    column: int | None = None

    @property
    def name(self) -> str:
        return FINDING_NAMES[self.code]

    @property
    def is_fout(self) -> bool:
        return self.ernst is Ernst.FOUT

    def at(self, *, file: str, line: int | None, aios_id: str = "") -> "Finding":
        return replace(self, file=file, line=line, aios_id=aios_id or self.aios_id)


# Released codes are never reused. 0xx: reading a file, from 070 on changing one. 2xx: computing the IOS.
# 05x: roster and presence csv. The checks: 1xx composition, 30x-33x diensten, 34x-37x working time, 38x-39x
# onderwijs, 40x-44x termijnen, 45x-49x deeltijd, vrijstelling and verlenging, 5xx advies and besluit,
# 6xx records and acceptances.
FINDING_NAMES: dict[str, str] = {
    "IOS001": "onleesbaar-bestand",
    "IOS002": "geen-utf8",
    "IOS003": "geen-geldige-toml",
    "IOS004": "datum-bestaat-niet",
    "IOS005": "geen-dossier",
    "IOS006": "dubbel-aios-id",
    "IOS007": "geen-ios-bestand",
    "IOS008": "versie-niet-te-vinden",
    "IOS010": "onbekende-sleutel",
    "IOS011": "verplichte-sleutel-ontbreekt",
    "IOS012": "verkeerd-type",
    "IOS013": "datum-tussen-aanhalingstekens",
    "IOS014": "datum-met-tijd",
    "IOS015": "waarde-buiten-bereik",
    "IOS016": "onbekende-keuze",
    "IOS017": "verkeerde-vorm",
    "IOS018": "sleutels-sluiten-elkaar-uit",
    "IOS019": "tabel-verkeerd-geschreven",
    "IOS030": "onbekend-onderdeel",
    "IOS031": "onderdeel-niet-eenduidig",
    "IOS032": "naam-niet-uniek",
    "IOS033": "naam-ontbreekt",
    "IOS034": "eind-voor-begin",
    "IOS035": "deeltijd-zelfde-vanaf",
    "IOS036": "onderbrekingen-samen-meer-dan-een",
    "IOS037": "vrijstelling-groter-dan-onderdeel",
    "IOS038": "verkeerde-eenheid",
    "IOS039": "einde-zonder-status",
    "IOS040": "datum-voor-de-start",
    "IOS041": "datums-niet-nagerekend",
    "IOS042": "capaciteit-zelfde-vanaf",
    "IOS043": "andere-regels-in-submap",
    "IOS044": "onbekende-plaats",
    "IOS050": "geen-tabel",
    "IOS051": "onbekende-kolom",
    "IOS052": "onleesbare-rij",
    "IOS053": "aios-niet-in-cohort",
    "IOS054": "rij-dubbel",
    "IOS055": "presentie-anders-dan-dossier",
    "IOS056": "rooster-anders-dan-dossier",
    "IOS060": "onbekende-regeling",
    "IOS061": "onbekend-profiel",
    "IOS062": "onbekende-regel",
    "IOS063": "onbruikbare-regelwaarde",
    "IOS064": "regeling-van-later",
    "IOS065": "dubbele-regeling",
    "IOS066": "profiel-van-andere-regeling",
    "IOS067": "regeling-verlopen",
    "IOS068": "geen-regelbestand",
    "IOS069": "regel-ontbreekt",
    "IOS070": "dossier-intussen-veranderd",
    "IOS071": "niet-te-schrijven",
    "IOS072": "vergrendeld",
    "IOS073": "niet-te-bewerken",
    "IOS080": "wijziging-onvolledig",
    "IOS081": "past-niet-bij-elkaar",
    "IOS082": "vrijstelling-bestaat-al",
    "IOS083": "deeltijd-bestaat-al",
    "IOS084": "onderbreking-overlapt",
    "IOS085": "statusovergang-onmogelijk",
    "IOS086": "niet-eenduidige-vrijstelling",
    "IOS087": "geen-vrijstelling",
    "IOS088": "verplaatsing-onmogelijk",
    "IOS089": "zwangerschapsverlof-onmogelijk",
    "IOS090": "bij-vervangen-vervallen",
    "IOS091": "deeltijd-door-latere-vervangen",
    "IOS092": "buiten-wat-mag",
    "IOS093": "doel-onbereikbaar",
    "IOS094": "niets-verandert",
    "IOS095": "te-weinig-plaatsen",
    "IOS101": "opleidingsduur-afwijkend",
    "IOS102": "praktijkperioden-duur",
    "IOS103": "externe-stages-duur",
    "IOS104": "klinische-stage-te-kort",
    "IOS105": "klinische-stage-buiten-ziekenhuis",
    "IOS106": "te-veel-elders",
    "IOS107": "ggz-ccz-of-keuze-te-lang",
    "IOS108": "praktijkperiode-buiten-profiel",
    "IOS109": "praktijkperiode-ontbreekt",
    "IOS110": "eerste-onderdeel-geen-praktijkperiode",
    "IOS111": "laatste-onderdeel-geen-praktijkperiode",
    "IOS112": "afwijking-zonder-grond",
    "IOS113": "alternatief-niet-toegekend",
    "IOS114": "praktijkperiode-niet-erkend",
    "IOS115": "niet-erkende-stage-te-lang",
    "IOS116": "geen-verantwoordelijk-opleider",
    "IOS117": "verlenging-te-lang",
    "IOS118": "praktijkperioden-in-verkeerde-volgorde",
    "IOS120": "differentiatie-te-lang",
    "IOS121": "differentiatie-buiten-de-periode",
    "IOS122": "eigen-plan-zonder-goedkeuring",
    "IOS125": "leerwerkplan-niet-goedgekeurd",
    "IOS201": "begin-te-vroeg",
    "IOS202": "eind-te-vroeg",
    "IOS203": "inhoud-verschoven",
    "IOS204": "inhoud-komt-tekort",
    "IOS205": "inhoud-vervalt",
    "IOS206": "onderbreking-buiten-de-opleiding",
    "IOS207": "onderbreking-nog-niet-begonnen",
    "IOS208": "niets-te-plannen",
    "IOS209": "te-ver-in-de-toekomst",
    "IOS210": "einde-na-de-opleiding",
    "IOS211": "einde-te-vroeg-na-besluit",
    "IOS212": "deeltijd-buiten-de-opleiding",
    "IOS300": "te-weinig-diensten",
    "IOS301": "diensten-lopen-achter",
    "IOS302": "te-veel-diensten",
    "IOS303": "te-veel-diensten-in-stage",
    "IOS304": "diensten-tussenstand-niet-gehaald",
    "IOS310": "dienst-te-kort",
    "IOS311": "dienst-zonder-rol",
    "IOS312": "dienst-buiten-de-opleiding",
    "IOS313": "dienst-niet-in-leerwerkplan",
    "IOS314": "dienst-bij-afwezigheid",
    "IOS315": "dienst-dubbel",
    "IOS320": "soort-dienst-niet-toegestaan",
    "IOS321": "supervisie-op-afstand-te-vroeg",
    "IOS340": "dienst-te-lang",
    "IOS341": "te-weinig-dagelijkse-rust",
    "IOS342": "te-veel-uren-in-een-week",
    "IOS343": "te-veel-uren-in-vier-weken",
    "IOS344": "te-veel-uren-in-zestien-weken",
    "IOS350": "te-veel-lange-nachtdiensten",
    "IOS351": "te-weinig-rust-na-nachtdienst",
    "IOS352": "te-weinig-rust-na-nachtreeks",
    "IOS353": "te-veel-diensten-achtereen",
    "IOS354": "te-veel-nachtdiensten",
    "IOS360": "avond-of-nacht-niet-verplicht",
    "IOS370": "diensten-tegelijk",
    "IOS380": "te-weinig-onderwijs",
    "IOS381": "te-veel-onderwijs",
    "IOS382": "onderwijs-buiten-de-opleiding",
    "IOS383": "onderwijs-bij-afwezigheid",
    "IOS384": "meer-dan-een-dag-onderwijs",
    "IOS400": "termijn-te-laat",
    "IOS401": "voortgangsgesprek-te-laat",
    "IOS402": "voortgangsadvies-te-laat",
    "IOS403": "stagebeoordeling-te-laat",
    "IOS404": "voortgangsbeslissing-te-laat",
    "IOS405": "voltooiingsbesluit-te-laat",
    "IOS410": "termijn-te-laat-gedaan",
    "IOS411": "termijn-te-vroeg-gedaan",
    "IOS420": "onbekende-aangepaste-termijn",
    "IOS421": "aangepaste-termijn-zonder-gevolg",
    "IOS422": "vanaf-na-uiterlijk",
    "IOS423": "aangepaste-termijn-te-laat",
    "IOS425": "onbekende-afgehandelde-termijn",
    "IOS426": "afgehandeld-zonder-gevolg",
    "IOS450": "te-weinig-praktijkdagen",
    "IOS451": "deeltijd-onder-minimum",
    "IOS452": "deeltijdfactor-gewijzigd",
    "IOS453": "deeltijd-in-voltijds-onderdeel",
    "IOS454": "deeltijd-onder-landelijk-minimum",
    "IOS455": "deeltijd-zonder-gevolg",
    "IOS460": "vrijstelling-boven-maximum",
    "IOS461": "vrijstelling-onderdeel-boven-maximum",
    "IOS462": "ervaring-te-kort",
    "IOS463": "vakgebied-voor-deel-van-klinisch",
    "IOS464": "ervaring-te-oud",
    "IOS465": "vrijstelling-te-laat-aangevraagd",
    "IOS466": "vrijstelling-zonder-advies",
    "IOS467": "vrijstelling-te-vroeg-besloten",
    "IOS468": "vrijstelling-te-laat-besloten",
    "IOS469": "vrijstelling-nog-voorlopig",
    "IOS470": "afwijzing-zonder-onderbouwing",
    "IOS471": "vrijstellingsadvies-te-vroeg",
    "IOS472": "voorlopig-met-besluitdatum",
    "IOS473": "ervaring-niet-voor-de-start",
    "IOS475": "verlenging-zonder-besluit",
    "IOS476": "besluit-zonder-verlenging",
    "IOS477": "verlenging-zonder-datum",
    "IOS478": "verlenging-op-andere-datum",
    "IOS500": "onvoldoende-zonder-gevolg",
    "IOS501": "oordeel-zonder-afspraken",
    "IOS502": "besluit-wijkt-af-van-advies",
    "IOS503": "onvoldoende-bij-oordeel-voldoende",
    "IOS504": "stagebeoordeling-zonder-stage",
    "IOS505": "stagebeoordeling-voor-de-stage",
    "IOS510": "besluit-voor-de-adviezen",
    "IOS511": "uitkomst-past-niet",
    "IOS512": "uitkomsten-spreken-elkaar-tegen",
    "IOS513": "besluit-niet-meegedeeld",
    "IOS514": "beeindiging-niet-gemeld",
    "IOS515": "besluit-zonder-begeleidingstraject",
    "IOS516": "begeleidingstraject-zonder-besluit",
    "IOS517": "dubbel-besluit",
    "IOS518": "besluit-zonder-termijn",
    "IOS519": "voltooiingsbesluit-na-het-einde",
    "IOS520": "begeleidingstraject-zonder-brief",
    "IOS521": "brief-onvolledig",
    "IOS522": "brief-na-begin",
    "IOS523": "begeleidingstrajecten-overlappen",
    "IOS524": "begeleidingstraject-zonder-uitkomst",
    "IOS530": "voltooid-zonder-besluit",
    "IOS531": "status-spreekt-besluit-tegen",
    "IOS532": "status-niet-bijgewerkt",
    "IOS533": "einde-anders-dan-berekend",
    "IOS600": "ongebruikte-acceptatie",
    "IOS601": "onbekende-acceptatie",
    "IOS610": "vastlegging-buiten-de-opleiding",
    "IOS611": "datum-in-de-toekomst",
    "IOS612": "datums-in-verkeerde-volgorde",
    "IOS613": "wachttijd",
    "IOS614": "dubbele-vastlegging",
}


def sort_findings(findings: Iterable[Finding]) -> list[Finding]:
    """By file, line and code: the same order on every run."""
    return sorted(findings, key=lambda f: (f.file, f.line or 0, f.code, f.message))


def has_fout(findings: Iterable[Finding]) -> bool:
    return any(f.is_fout for f in findings)


# The IOS is computed all the same: the dates are right, the training as agreed is not.
FOUTEN_WITH_RESULT = frozenset({"IOS204"})


def has_obstacle(findings: Iterable[Finding]) -> bool:
    """Whether something keeps the IOS from being computed."""
    return any(f.is_fout and f.code not in FOUTEN_WITH_RESULT for f in findings)
