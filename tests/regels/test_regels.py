"""Rule files and profiles: what ships, how they are laid over each other, what is said of bad ones."""

import subprocess
import sys
import tomllib
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from ios_cli.domain import dossier
from ios_cli.domain.fields import specs_of
from ios_cli.domain.finding import Finding, has_fout
from ios_cli.planning.ios import GEBRUIKTE_REGELS
from ios_cli.regels.bestand import EENHEDEN, ProfielBestand, RegelBestand, RegelRecord, Waardevorm
from ios_cli.regels.load import MEEGELEVERD, RegelBoek, bezwaren_regelbestand, meegeleverde_edities
from ios_cli.regels.model import Regel, Regels
from ios_cli.regels.schema import schemas
from ios_cli.toml.reader import read_toml
from ios_cli.toml.records import read_record

START = date(2025, 3, 1)
EDITIE = MEEGELEVERD / "lop-2024.toml"
PROFIELEN = sorted((MEEGELEVERD / "profielen").glob("*.toml"))
NATIONAAL = meegeleverde_edities()[-1]
SCHEMAS = schemas()


def regels(profiel: str | None = None, **anders: Any) -> Regels:
    boek, findings = RegelBoek.load()
    gevonden, verder = boek.regels_voor(start=START, profiel=profiel, **anders)
    assert not findings
    assert not verder
    assert gevonden is not None
    return gevonden


@cache
def validator(naam: str) -> Any:
    import jsonschema  # type: ignore[import-untyped,unused-ignore]

    jsonschema.Draft7Validator.check_schema(SCHEMAS[naam])
    return jsonschema.Draft7Validator(SCHEMAS[naam])


def als_toml(bestand: dict[str, Any]) -> str:
    import tomli_w

    return tomli_w.dumps(bestand)


def plaatsen(findings: list[Finding]) -> list[tuple[str, int | None]]:
    return sorted((f.code, f.line) for f in findings)


def als_json(waarde: Any) -> Any:
    """TOML as JSON Schema sees it: dates as texts, decimals as floats."""
    if isinstance(waarde, dict):
        return {k: als_json(v) for k, v in waarde.items()}
    if isinstance(waarde, list):
        return [als_json(v) for v in waarde]
    if isinstance(waarde, Decimal):
        return float(waarde)
    return waarde.isoformat() if isinstance(waarde, date) else waarde


# --- what ships ---


@pytest.mark.parametrize("regel", list(NATIONAAL.records.values()), ids=lambda r: r.naam)
def test_every_rule_has_a_source_and_both_languages(regel: Regel) -> None:
    assert regel.bron
    assert regel.paragraaf or regel.jaar or regel.ongedateerd
    assert regel.bronvermelding.startswith(regel.bron)
    assert set(regel.omschrijving) == {"nl", "en"}
    assert set(regel.opmerking) in (set(), {"nl", "en"})
    assert not any(tekst.endswith(".") for tekst in (*regel.omschrijving.values(), *regel.opmerking.values()))
    if regel.bron.startswith("LOP"):
        assert regel.paragraaf
        assert not regel.onzeker
    else:
        assert regel.jaar or regel.ongedateerd, "practice has a year"
    if regel.keuze:
        assert regel.opmerking, "a choice says what the source leaves open"
    if regel.waarde is None:
        assert regel.opmerking, "a rule without a value says what the source leaves open"
    if isinstance(regel.waarde, Fraction):
        assert regel.eenheid


def test_shipped_edition_has_nothing_to_report() -> None:
    document = read_toml(EDITIE.read_bytes(), EDITIE.name)
    assert document.tables is not None
    reading = read_record(RegelBestand, document.tables)
    assert not document.findings
    assert not reading.findings
    assert not list(bezwaren_regelbestand(reading, document))
    assert NATIONAAL.id == EDITIE.stem


@pytest.mark.parametrize("path", PROFIELEN, ids=lambda p: p.stem)
def test_shipped_profile_says_source_and_year(path: Path) -> None:
    overlay = regels(path.stem)
    eigen = [r for r in overlay if r.laag == "profiel"]
    assert len(eigen) == len(tomllib.loads(path.read_text(encoding="utf-8"))["regel"])
    for regel in eigen:
        assert regel.bron
        assert (regel.jaar is not None) != regel.ongedateerd
        assert regel.vervangt is NATIONAAL.records[regel.naam]
        assert set(regel.opmerking) in (set(), {"nl", "en"})


@pytest.mark.parametrize(
    ("path", "schema"),
    [(EDITIE, "regels"), *((p, "profiel") for p in PROFIELEN)],
    ids=lambda x: x.stem if isinstance(x, Path) else "",
)
def test_shipped_file_is_valid_for_its_schema(path: Path, schema: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.startswith("#:schema ")
    assert (
        path.parent / text.splitlines()[0].removeprefix("#:schema ")
    ).resolve().name == f"{schema}.schema.json"
    validator(schema).validate(als_json(tomllib.loads(text, parse_float=Decimal)))


@pytest.mark.parametrize(
    ("naam", "waarde", "eenheid", "paragraaf"),
    [
        ("opleidingsduur", 36, "voltijdsmaanden", "4.1"),
        ("praktijkperioden-minimum", 21, "voltijdsmaanden", "4.1"),
        ("praktijkperioden-maximum", 30, "voltijdsmaanden", "4.1"),
        ("externe-stages-minimum", 6, "voltijdsmaanden", "4.1"),
        ("externe-stages-maximum", 15, "voltijdsmaanden", "4.1"),
        ("klinisch-minimum", 6, "voltijdsmaanden", "4.1"),
        ("elders-maximum", 6, "voltijdsmaanden", "4.1"),
        ("ggz-maximum", 6, "voltijdsmaanden", "4.1"),
        ("ccz-maximum", 6, "voltijdsmaanden", "4.1"),
        ("keuze-maximum", 6, "voltijdsmaanden", "4.1"),
        ("differentiatie-maximum", 3, "voltijdsmaanden", "4.1"),
        ("niet-erkend-maximum", 6, "weken", "4.2.5"),
        ("praktijkdagen-minimum", 3, "dagen-per-week", "4.1.1"),
        ("diensten-minimum", 20, "diensten", "4.2.1 en 4.2.6"),
        ("diensten-maximum", 25, "diensten", "4.2.1 en 4.2.6"),
        ("diensten-volle-periode", 12, "maanden", "4.2.1 en 4.2.6"),
        ("dienst-uren-minimum", 5, "uren", "4.2.1 en 4.2.6"),
        ("supervisie-op-afstand-vanaf", 6, "maandnummer", "4.2.6"),
        ("supervisie-op-afstand-uiterlijk", 9, "maandnummer", "4.2.6"),
        ("onderwijs-minimum", 40, "dagen-per-jaar", "3.1.2"),
        ("onderwijs-maximum", 50, "dagen-per-jaar", "3.1.2"),
        ("voortgangsgesprek-na-minimaal", 3, "maanden", "3.4.1.3, 5.2 en tabel 1"),
        ("voortgangsgesprek-na-maximaal", 4, "maanden", "3.4.1.3, 5.2 en tabel 1"),
        ("vrijstelling-advies-na-gesprek", 2, "gesprekken", "4.3"),
        ("verlenging-maximum", 6, "voltijdsmaanden", "5.4"),
        ("voltooiingsbesluit-termijn", 3, "maanden", "tabel 1 en 5.4d"),
        ("opzegtermijn", 1, "maanden", "5.4b en 5.4d"),
    ],
)
def test_numbers_of_the_lop(naam: str, waarde: int, eenheid: str, paragraaf: str) -> None:
    regel = regels()[naam]
    assert (regel.waarde, regel.eenheid, regel.paragraaf) == (waarde, eenheid, paragraaf)
    assert regel.bron.startswith("LOP 2024")


def test_choices_are_named() -> None:
    for naam in (
        "deeltijdmethode",
        "verlofjaar-grens",
        "feestdagen",
        "maandanker",
        "ouderschapsverlof",
        "diensten-telling",
        "diensten-minimum-afronding",
        "onderwijs-deeltijd",
        "beslismomenten",
        "tegen-einde",
        "voortgangsadvies-termijn",
        "verlenging-lezing",
        "samenstelling-tolerantie",
        "maandgrens",
        "maandgrens-terug",
        "inhoud-afronding",
        "keuzeblok-lezing",
    ):
        regel = regels()[naam]
        assert regel.keuze
        assert regel.gekozen_door == "rekenregels ios-cli"
    assert regels()["diensten-minimum"].afronding == "niet-geregeld"


def test_the_standard_schedule_is_the_whole_training() -> None:
    schema = regels().lijst("standaardschema")
    assert [(rij["soort"], rij["maanden"]) for rij in schema] == [
        ("huisartspraktijk-1", 12),
        ("klinisch", 6),
        ("ggz", 3),
        ("ccz", 3),
        ("huisartspraktijk-2", 12),
    ]
    assert sum(rij["maanden"] for rij in schema) == regels().getal("opleidingsduur")


def test_the_rules_that_the_planning_uses_are_there() -> None:
    for naam in GEBRUIKTE_REGELS:
        assert regels()[naam].waarde is not None
    assert regels().getal("verlof-vrije-dagen") == 10
    assert regels()["verlof-vrije-dagen"].onzeker


def choices(record: type, veld: str) -> set[str]:
    return set(specs_of(record)[veld].choices)


def test_fixed_rules_are_what_the_dossier_can_say() -> None:
    r = regels()
    assert r.getal("voltijd-uren") == dossier.VOLTIJD_UREN
    assert r.lijst("vrijstelling-telt") == dossier.TELLENDE_STATUSSEN
    assert set(r["voltijdse-onderdelen"].opties) == set(dossier.SOORTEN)
    assert set(r["deeltijdmethode"].opties) == set(dossier.METHODEN)
    assert set(r.lijst("differentiatie-soorten")) == choices(dossier.Differentiatie, "soort")
    assert set(r.lijst("dienst-rollen")) == choices(dossier.Dienst, "rol")
    assert set(r.lijst("dienst-soorten")) == choices(dossier.Dienst, "soort")
    assert set(r.lijst("oordelen")) == choices(dossier.Voortgangsadvies, "oordeel")
    assert set(r.lijst("adviezen")) == choices(dossier.Voortgangsadvies, "advies")
    assert set(r.lijst("voortgangsadvies-door")) == choices(dossier.Voortgangsadvies, "door")
    assert set(r.lijst("brief-inhoud")) == choices(dossier.Begeleidingstraject, "brief_bevat")
    uitkomsten = [
        r.lijst(f"uitkomsten-{x}") for x in ("voortgangsbeslissing", "voltooiingsbesluit", "tussentijds")
    ]
    assert {u for deel in uitkomsten for u in deel} == choices(dossier.Besluit, "uitkomst")
    for naam in ("uitkomsten-na-onvoldoende", "mondeling-en-schriftelijk", "rgs-melden"):
        assert set(r.lijst(naam)) <= choices(dossier.Besluit, "uitkomst")


# --- overlays ---


def test_profile_replaces_and_keeps_the_national_record() -> None:
    overlay = regels("vumc")
    methode = overlay["deeltijdmethode"]
    assert (methode.waarde, methode.laag, methode.jaar) == ("aan-het-eind", "profiel", 2020)
    assert methode.bronvermelding == "hovumc.nl, De opleiding; Verlenging, versie 14-10 (2020)"
    assert methode.keuze
    assert methode.gekozen_door == "vumc"
    assert methode.vervangt is not None
    assert (methode.vervangt.waarde, methode.vervangt.laag) == ("naar-rato", "regeling")
    assert overlay.lijst("voltijdse-onderdelen") == ("klinisch",)
    assert overlay.getal_of_geen("deeltijd-minimum") == Fraction(4, 5)
    assert regels().getal_of_geen("deeltijd-minimum") is None
    assert overlay.profiel == "vumc"
    assert [r.naam for r in overlay] == [r.naam for r in regels()] == list(NATIONAAL.records)
    assert len({overlay.regeling_sha256, overlay.profiel_sha256}) == 2
    assert len(overlay.profiel_sha256) == 64


def test_what_the_profiles_say() -> None:
    assert regels("groningen").tekst("deeltijd-wijziging") == "niet-binnen-onderdeel"
    assert regels("groningen").getal("praktijkdagen-minimum") == 3
    assert regels("utrecht").tekst("ouderschapsverlof") == "als-deeltijd"
    assert regels("leiden").lijst("voltijdse-onderdelen") == ("klinisch",)
    termijn = regels("utrecht")["vrijstelling-aanvraagtermijn"]
    assert (termijn.waarde, termijn.eenheid) == (6, "weken")
    assert regels("vumc")["vrijstelling-aanvraagtermijn"].eenheid == "maanden"
    assert regels("leiden")["deeltijd-aanvragen-voor"].bronvermelding.endswith("(z.d.)")


def test_method_of_the_dossier_goes_over_the_profile() -> None:
    methode = regels("vumc", methode="naar-rato")["deeltijdmethode"]
    assert (methode.waarde, methode.laag, methode.gekozen_door) == ("naar-rato", "dossier", "dossier")
    assert methode.bronvermelding == "dossier, opleiding.methode"
    lagen = []
    regel: Regel | None = methode
    while regel is not None:
        lagen.append(regel.laag)
        regel = regel.vervangt
    assert lagen == ["dossier", "profiel", "regeling"]


def test_unknown_method_is_a_finding() -> None:
    boek, _ = RegelBoek.load()
    gevonden, findings = boek.regels_voor(start=START, methode="anders")
    assert gevonden is None
    assert [(f.code, f.path) for f in findings] == [("IOS063", ("opleiding", "methode"))]


def test_resolved_rules_are_made_once() -> None:
    boek, _ = RegelBoek.load()
    assert (
        boek.regels_voor(start=START, profiel="vumc")[0] is boek.regels_voor(start=START, profiel="vumc")[0]
    )
    assert RegelBoek.load()[0].editions()[0] is boek.editions()[0]


def test_names_for_ios_rule() -> None:
    boek, _ = RegelBoek.load()
    assert [e.id for e in boek.editions()] == ["lop-2024"]
    profielen = boek.profielen()
    assert list(profielen) == ["groningen", "leiden", "utrecht", "vumc"]
    assert all(set(tekst) == {"nl", "en"} for tekst in profielen.values())


# --- which edition, which profile ---


def test_start_before_the_edition_is_remarked_unless_it_is_named() -> None:
    boek, _ = RegelBoek.load()
    gevonden, findings = boek.regels_voor(start=date(2023, 9, 1))
    assert gevonden is not None
    assert gevonden.regeling == "lop-2024"
    assert [(f.code, f.is_fout, f.path) for f in findings] == [("IOS064", False, ("opleiding", "start"))]
    assert boek.regels_voor(start=date(2023, 9, 1), regeling="lop-2024")[1] == []
    assert boek.regels_voor(start=date(2024, 1, 1))[1] == []


def test_unknown_edition_and_profile_list_what_there_is() -> None:
    boek, _ = RegelBoek.load()
    gevonden, findings = boek.regels_voor(start=START, regeling="lop2024", profiel="VUMC")
    assert gevonden is None
    assert [f.code for f in findings] == ["IOS060", "IOS061"]
    assert "lop-2024" in findings[0].expected
    assert "`lop-2024`" in findings[0].hint
    assert "`utrecht`" in findings[1].expected
    assert "`vumc`" in findings[1].hint
    assert findings[1].path == ("opleiding", "profiel")


GOED = """\
[profiel]
naam = "eigen"
regeling = "lop-2024"
[regel.verlof-vrije-dagen]
waarde = 7.5
bron = "eigen afspraak"
jaar = 2024
"""


@pytest.mark.parametrize("pad", ["profielen/eigen.toml", "profielen\\eigen.toml", "./profielen/eigen.toml"])
def test_profile_path_is_relative_to_the_dossier(tmp_path: Path, pad: str) -> None:
    (tmp_path / "profielen").mkdir()
    (tmp_path / "profielen" / "eigen.toml").write_text(GOED, encoding="utf-8")
    overlay = regels(pad, basis=tmp_path)
    assert overlay.getal("verlof-vrije-dagen") == Fraction(15, 2)
    assert overlay["verlof-vrije-dagen"].eenheid == "werkdagen"
    assert overlay.profiel == "eigen"


@pytest.mark.parametrize("pad", ["weg.toml", "./", "a/\0b.toml"])
def test_profile_that_cannot_be_read(tmp_path: Path, pad: str) -> None:
    boek, _ = RegelBoek.load()
    gevonden, findings = boek.regels_voor(start=START, profiel=pad, basis=tmp_path)
    assert gevonden is None
    assert [(f.code, f.path) for f in findings] == [("IOS061", ("opleiding", "profiel"))]


# --- profiles with mistakes ---

FOUT = """\
[profiel]
naam = "fout"
regeling = "lop-2024"
kleur = "rood"
[regel.deeltijd-metode]
waarde = "naar-rato"
bron = "x"
jaar = 2020
[regel.deeltijdmethode]
waarde = "halverwege"
bron = "x"
jaar = 2020
[regel.verlof-vrije-dagen]
waarde = "tien"
bron = "x"
jaar = 2020
[regel.deeltijd-minimum]
waarde = 80
bron = "x"
jaar = 2020
[regel.opzegtermijn]
waarde = 1.5
bron = "x"
jaar = 2020
[regel.voltijdse-onderdelen]
waarde = [
  "klinisch",
  "chirurgie",
  "klinisch",
]
bron = "x"
jaar = 2020
[regel.feestdagen]
waarde = "werkdag"
jaar = 2020
[regel.ouderschapsverlof]
waarde = "als-deeltijd"
bron = "x"
[regel.vakantie]
waarde = "geen-onderbreking"
eenheid = "dagen"
bron = "x"
jaar = 2020
ongedateerd = true
[regel.dienst-rollen]
waarde = ["consultarts"]
bron = "x"
jaar = 2020
[regel.niet-erkend-maximum]
waarde = 6
eenheid = "dagen"
bron = "x"
jaar = 2020
[regel.standaardschema]
bron = "x"
jaar = 2020
waarde = [
  { soort = "huisartspraktijk-1", maanden = 12 },
  { soort = "huisartspraktijk-1", maanden = 0 },
  { soort = "kliniek", weken = 6 },
]
"""
VERWACHT = sorted(
    [
        ("IOS010", 4),  # an unknown key in the head
        ("IOS062", 5),  # a rule that there is not
        ("IOS063", 10),  # not one of the options
        ("IOS063", 14),  # a text for a number
        ("IOS063", 18),  # 80 is no share
        ("IOS063", 22),  # notice in whole months
        ("IOS063", 28),  # no such soort
        ("IOS063", 29),  # twice
        ("IOS011", 33),  # no bron
        ("IOS011", 36),  # neither jaar nor ongedateerd
        ("IOS063", 41),  # a text has no unit
        ("IOS018", 44),  # jaar and ongedateerd
        ("IOS063", 45),  # fixed
        ("IOS063", 51),  # another unit
        ("IOS063", 59),  # a soort twice
        ("IOS063", 59),  # no months
        ("IOS063", 60),  # no such soort
        ("IOS063", 60),  # other columns
    ]
)


def test_all_mistakes_of_a_profile_are_reported_with_their_lines(tmp_path: Path) -> None:
    (tmp_path / "fout.toml").write_text(FOUT, encoding="utf-8")
    boek, _ = RegelBoek.load()
    gevonden, findings = boek.regels_voor(start=START, profiel="fout.toml", basis=tmp_path)
    assert gevonden is None
    assert plaatsen(findings) == VERWACHT
    assert {f.file for f in findings} == {(tmp_path / "fout.toml").as_posix()}
    typo = next(f for f in findings if f.code == "IOS062")
    assert "`deeltijdmethode`" in typo.hint


def test_rules_are_judged_where_the_head_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "fout.toml").write_text(FOUT.replace('naam = "fout"', "naam = 3"), encoding="utf-8")
    boek, _ = RegelBoek.load()
    _regels, findings = boek.regels_voor(start=START, profiel="fout.toml", basis=tmp_path)
    assert plaatsen(findings) == sorted([("IOS012", 2), *VERWACHT])


def test_profile_over_another_edition(tmp_path: Path) -> None:
    (tmp_path / "oud.toml").write_text(GOED.replace("lop-2024", "lop-2016"), encoding="utf-8")
    boek, _ = RegelBoek.load()
    gevonden, findings = boek.regels_voor(start=START, profiel="oud.toml", basis=tmp_path)
    assert gevonden is None
    assert [(f.code, f.path) for f in findings] == [("IOS066", ("opleiding", "profiel"))]


def test_a_file_that_is_no_profile(tmp_path: Path) -> None:
    (tmp_path / "aios.toml").write_text('[aios]\nid = "1"\n', encoding="utf-8")
    boek, _ = RegelBoek.load()
    _regels, findings = boek.regels_voor(start=START, profiel="aios.toml", basis=tmp_path)
    assert plaatsen(findings) == [("IOS061", 1)]


def test_broken_toml_and_bytes_never_raise(tmp_path: Path) -> None:
    boek, _ = RegelBoek.load()
    for naam, data in (("a.toml", b"[profiel\nnaam = "), ("b.toml", b"\xff\xfe"), ("c.toml", b"")):
        (tmp_path / naam).write_bytes(data)
        gevonden, findings = boek.regels_voor(start=START, profiel=naam, basis=tmp_path)
        assert gevonden is None
        assert has_fout(findings)


# --- a folder of one's own (--regels) ---


def eigen_map(tmp_path: Path, **bestanden: str) -> Path:
    for naam, text in bestanden.items():
        (tmp_path / f"{naam}.toml").write_text(text, encoding="utf-8")
    return tmp_path


def lop(**anders: str) -> str:
    text = EDITIE.read_text(encoding="utf-8")
    for oud, nieuw in anders.items():
        assert oud in text
        text = text.replace(oud, nieuw)
    return text


def test_own_edition_wins_by_id_and_newer_ones_hold_from_their_day(tmp_path: Path) -> None:
    text = EDITIE.read_text(encoding="utf-8")
    ouder = text.replace('waarde = 10\neenheid = "werkdagen"', 'waarde = 12\neenheid = "werkdagen"')
    nieuwer = text.replace('id = "lop-2024"', 'id = "lop-2028"').replace(
        "jaar = 2024", "jaar = 2028\ngeldig_vanaf = 2028-09-01", 1
    )
    boek, findings = RegelBoek.load(eigen_map(tmp_path, a=ouder, b=nieuwer))
    assert not findings
    assert [e.id for e in boek.editions()] == ["lop-2024", "lop-2028"]
    eigen, _ = boek.regels_voor(start=date(2028, 8, 31))
    assert eigen is not None
    assert (eigen.regeling, eigen.getal("verlof-vrije-dagen")) == ("lop-2024", Fraction(12))
    later, _ = boek.regels_voor(start=date(2028, 9, 1))
    assert later is not None
    assert later.regeling == "lop-2028"
    assert later["opzegtermijn"].geldig_vanaf == date(2028, 9, 1)
    assert regels().getal("verlof-vrije-dagen") == 10


def test_an_edition_that_ended_is_remarked(tmp_path: Path) -> None:
    text = EDITIE.read_text(encoding="utf-8").replace(
        "jaar = 2024", "jaar = 2024\ngeldig_tot_en_met = 2026-12-31", 1
    )
    boek, _ = RegelBoek.load(eigen_map(tmp_path, a=text))
    gevonden, findings = boek.regels_voor(start=date(2027, 3, 1))
    assert gevonden is not None
    assert [(f.code, f.is_fout) for f in findings] == [("IOS067", False)]


def test_own_profiles_go_by_name(tmp_path: Path) -> None:
    (tmp_path / "profielen").mkdir()
    eigen_map(tmp_path / "profielen", eigen=GOED, vumc=GOED)
    boek, findings = RegelBoek.load(tmp_path)
    assert not findings
    assert list(boek.profielen()) == ["eigen", "groningen", "leiden", "utrecht", "vumc"]
    gevonden, _ = boek.regels_voor(start=START, profiel="eigen")
    assert gevonden is not None
    _regels, findings = boek.regels_voor(start=START, profiel="vumc")
    assert plaatsen(findings) == [("IOS061", 2)]  # the name is not that of the file


def test_mistakes_of_an_own_edition(tmp_path: Path) -> None:
    text = EDITIE.read_text(encoding="utf-8")
    fouten = {
        "[regel.opzegtermijn]": "[regel.opzegtermijnen]",
        'waarde = ["klinisch"]': "",
        "waarde = 38\n": "waarde = 40\n",
        'opties = ["nieuw", "doorlopend"]': 'opties = ["nieuw", "soms"]',
        'waarde = 10\neenheid = "werkdagen"': 'eenheid = "werkdagen"',
        'waarde = 20\neenheid = "diensten"': 'waarde = 20.5\neenheid = "diensten"',
        'waarde = 4\neenheid = "maanden"': 'waarde = 4\neenheid = "weken"',
        'waarde = 36\neenheid = "voltijdsmaanden"': "waarde = 36",
    }
    for oud, nieuw in fouten.items():
        text = text.replace(oud, nieuw, 1)
    boek, findings = RegelBoek.load(eigen_map(tmp_path, a=text))
    lines = text.splitlines()

    def line(begin: str, vanaf: str = "") -> int:
        eerst = lines.index(vanaf) if vanaf else 0
        return next(i for i, text in enumerate(lines[eerst:], eerst + 1) if text.startswith(begin))

    assert plaatsen(findings) == sorted(
        [
            ("IOS069", line("[regel.")),
            ("IOS063", line("waarde = 40")),
            ("IOS063", line('opties = ["nieuw", "soms"]')),
            ("IOS063", line("[regel.verlof-vrije-dagen]")),
            ("IOS063", line("waarde = 20.5")),
            ("IOS063", line("waarde", "[regel.voortgangsgesprek-na-maximaal]")),
            ("IOS063", line("[regel.opleidingsduur]")),
        ]
    )
    ontbreekt = next(f for f in findings if f.code == "IOS069")
    assert "`opzegtermijnen`" in ontbreekt.hint
    # A broken edition is not replaced in silence by the shipped one of that name.
    gevonden, verder = boek.regels_voor(start=START, regeling="lop-2024")
    assert gevonden is None
    assert [f.code for f in verder] == ["IOS060"]


def test_folders_that_hold_no_rules(tmp_path: Path) -> None:
    assert [f.code for f in RegelBoek.load(tmp_path / "weg")[1]] == ["IOS001"]
    assert [f.code for f in RegelBoek.load(tmp_path)[1]] == ["IOS068"]
    text = EDITIE.read_text(encoding="utf-8")
    _boek, findings = RegelBoek.load(eigen_map(tmp_path, a=text, b=text, profiel=GOED))
    assert [f.code for f in findings] == ["IOS065", "IOS068"]
    assert "profielen" in findings[1].hint


def test_loading_is_light() -> None:
    code = (
        "import sys; from datetime import date; from ios_cli.regels.load import RegelBoek;"
        "RegelBoek.load()[0].regels_voor(start=date(2025, 3, 1), profiel='vumc');"
        "print(sorted({m.split('.')[0] for m in sys.modules} & "
        "{'jsonschema', 'rich', 'pendulum', 'tomli_w', 'difflib', 'typer'}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


# --- terms ---

TERMIJN = {
    "code": "eigen-termijn",
    "omschrijving": "x",
    "bij": "opleiding",
    "wie": ["hoofd"],
    "uiterlijk": {"anker": "einde", "voor": ["voltooiingsbesluit-termijn"]},
    "bron": "x",
    "jaar": 2026,
}


def met_termijnen(tmp_path: Path, *termijnen: dict[str, Any], **meer: Any) -> tuple[Any, list[Finding]]:
    bestand = {"profiel": {"naam": "eigen", "regeling": "lop-2024"}, **meer, "termijn": list(termijnen)}
    (tmp_path / "eigen.toml").write_text(als_toml(bestand), encoding="utf-8")
    boek, _ = RegelBoek.load()
    return boek.regels_voor(start=START, profiel="eigen.toml", basis=tmp_path)


def anker(anker: str, **meer: Any) -> dict[str, Any]:
    return {"anker": anker, **meer}


@pytest.mark.parametrize(
    ("anders", "code", "pad"),
    [
        (
            {"uiterlijk": anker("einde", voor=["voltooingsbesluit-termijn"])},
            "IOS062",
            ("uiterlijk", "voor", 0),
        ),
        ({"uiterlijk": anker("einde", voor=["diensten-minimum"])}, "IOS063", ("uiterlijk", "voor", 0)),
        (
            {"uiterlijk": anker("einde", voor=["supervisie-op-afstand-vanaf"])},
            "IOS063",
            ("uiterlijk", "voor", 0),
        ),
        ({"uiterlijk": anker("gesprek", van="huisartspraktijk-1")}, "IOS063", ("uiterlijk", "anker")),
        ({"uiterlijk": anker("gesprek", nummer=2)}, "IOS063", ("uiterlijk", "anker")),
        ({"uiterlijk": anker("gesprek", van="externe-stages", nummer=2)}, "IOS063", ("uiterlijk", "van")),
        (
            {"uiterlijk": anker("gesprek", van="ggz", nummer_regel="tegen-einde")},
            "IOS063",
            ("uiterlijk", "nummer_regel"),
        ),
        ({"uiterlijk": anker("einde", nummer=2)}, "IOS063", ("uiterlijk", "nummer")),
        ({"uiterlijk": anker("datum")}, "IOS063", ("uiterlijk", "anker")),
        ({"uiterlijk": anker("start", van="ggz")}, "IOS063", ("uiterlijk", "van")),
        ({"bij": "besluit", "uiterlijk": anker("eind")}, "IOS063", ("uiterlijk", "anker")),
        ({"als": "beslismomentn = per-periode"}, "IOS062", ("als",)),
        ({"als": "beslismomenten = per-kwartaal"}, "IOS063", ("als",)),
        ({"als": "opzegtermijn = kort"}, "IOS063", ("als",)),
        ({"alleen": ["1"]}, "IOS063", ("alleen", 0)),
        ({"bij": "vrijstelling", "alleen": ["voltooid"]}, "IOS063", ("alleen", 0)),
        ({"praktijk": True}, "IOS063", ("praktijk",)),
        ({"afgesloten_door": "stagebeoordeling"}, "IOS063", ("afgesloten_door",)),
        ({"bij": "ggz"}, "IOS016", ("bij",)),
        ({"vanaf": anker("einde", voor=["opzegtermijn"])}, "IOS063", ("uiterlijk",)),
        ({"vanaf": anker("start", dagen=1), "uiterlijk": anker("start")}, "IOS063", ("uiterlijk",)),
        (
            {
                "keten": True,
                "vanaf": anker("begin", maanden=1),
                "uiterlijk": anker("begin", maanden=2),
            },
            "IOS063",
            ("keten",),
        ),
        (
            {
                "bij": "onderdeel",
                "keten": True,
                "vanaf": anker("begin", maanden=1),
                "uiterlijk": anker("eind"),
            },
            "IOS063",
            ("uiterlijk", "anker"),
        ),
        (
            {"bij": "onderdeel", "keten": True, "uiterlijk": anker("begin", maanden=1)},
            "IOS063",
            ("keten",),
        ),
        (
            {
                "bij": "onderdeel",
                "keten": True,
                "vanaf": anker("begin"),
                "uiterlijk": anker("begin", maanden=1),
            },
            "IOS063",
            ("uiterlijk",),
        ),
        ({"anders_vanaf": anker("begin")}, "IOS063", ("anders_vanaf",)),
        (
            {"bij": "externe-stage", "afgesloten_door": "voortgangsgesprek"},
            "IOS063",
            ("afgesloten_door",),
        ),
    ],
)
def test_a_term_that_cannot_be(
    tmp_path: Path, anders: dict[str, Any], code: str, pad: tuple[str | int, ...]
) -> None:
    """One smallest reproducer for each thing that the loader says of a term."""
    gevonden, findings = met_termijnen(tmp_path, {**TERMIJN, **anders})
    assert gevonden is None
    assert [(f.code, f.path) for f in findings] == [(code, ("termijn", 0, *pad))]
    assert all(f.line for f in findings)


def test_who_comes_from_a_rule_that_says_who(tmp_path: Path) -> None:
    zonder = {k: v for k, v in TERMIJN.items() if k != "wie"}
    gevonden, findings = met_termijnen(tmp_path, {**zonder, "wie_regel": "besluit-door"})
    assert (gevonden is not None, findings) == (True, [])
    __, findings = met_termijnen(tmp_path, {**zonder, "wie_regel": "opzegtermijn"})
    assert [(f.code, f.path) for f in findings] == [("IOS063", ("termijn", 0, "wie_regel"))]
    __, findings = met_termijnen(tmp_path, zonder)
    assert [f.code for f in findings] == ["IOS011"]


def test_one_term_twice(tmp_path: Path) -> None:
    stage = {**TERMIJN, "bij": "externe-stage", "uiterlijk": anker("eind")}
    elk = {**TERMIJN, "bij": "onderdeel", "uiterlijk": anker("eind")}
    __, findings = met_termijnen(tmp_path, stage, elk)
    assert [(f.code, f.path) for f in findings] == [("IOS063", ("termijn", 1, "code"))]
    jaar = {**TERMIJN, "bij": "opleidingsjaar", "uiterlijk": anker("eind")}
    gevonden, findings = met_termijnen(tmp_path, {**jaar, "alleen": ["1"]}, {**jaar, "alleen": ["2"]}, stage)
    assert (gevonden is not None, findings) == (True, [])
    per = {**TERMIJN, "als": "beslismomenten = per-periode"}
    gevonden, findings = met_termijnen(tmp_path, per, {**per, "als": "beslismomenten = per-opleidingsjaar"})
    assert (gevonden is not None, findings) == (True, [])


def test_a_value_of_a_profile_that_makes_a_term_impossible(tmp_path: Path) -> None:
    regel = {"waarde": 6, "eenheid": "maanden", "bron": "x", "jaar": 2026}
    gevonden, findings = met_termijnen(tmp_path, regel={"voortgangsgesprek-na-minimaal": regel})
    assert gevonden is None
    assert [(f.code, f.path) for f in findings] == [
        ("IOS063", ("regel", "voortgangsgesprek-na-minimaal", "waarde"))
    ]
    nul = {**regel, "waarde": 0}
    __, findings = met_termijnen(tmp_path, regel={"voortgangsgesprek-na-minimaal": nul})
    assert [f.code for f in findings] == ["IOS063"]


def test_terms_of_a_profile_replace_by_code_and_bear_its_name(tmp_path: Path) -> None:
    eigen = {**TERMIJN, "code": "voortgangsbeslissing"}
    gevonden, __ = met_termijnen(tmp_path, eigen, TERMIJN)
    landelijk = regels().termijnen
    codes = [t.code for t in gevonden.termijnen]
    assert codes.count("voortgangsbeslissing") == 1  # three records of the edition
    assert codes.index("voortgangsbeslissing") == [t.code for t in landelijk].index("voortgangsbeslissing")
    assert codes[-1] == "eigen-termijn"
    assert {t.code for t in gevonden.termijnen if t.laag == "profiel"} == {
        "voortgangsbeslissing",
        "eigen-termijn",
    }


def test_obligations(tmp_path: Path) -> None:
    een = {"code": "loket", "omschrijving": "x", "voor": ["voltooiingsbesluit"], "bron": "x", "jaar": 2026}
    gevonden, findings = met_termijnen(tmp_path, verplichting=[een])
    assert findings == []
    assert [v.code for v in gevonden.verplichtingen] == ["loket"]
    __, findings = met_termijnen(tmp_path, verplichting=[een, een])
    assert [(f.code, f.path) for f in findings] == [("IOS063", ("verplichting", 1, "code"))]
    zonder = {k: v for k, v in een.items() if k != "jaar"}
    __, findings = met_termijnen(tmp_path, verplichting=[zonder])
    assert [(f.code, f.path) for f in findings] == [("IOS011", ("verplichting", 0))]


def test_an_own_edition_has_every_term(tmp_path: Path) -> None:
    text = EDITIE.read_text(encoding="utf-8").replace('code = "voltooiingsbesluit"', 'code = "slotbesluit"')
    _boek, findings = RegelBoek.load(eigen_map(tmp_path, a=text))
    assert [f.code for f in findings] == ["IOS069"]
    assert "`voltooiingsbesluit`" in findings[0].message


def test_every_practice_term_can_be_switched_on() -> None:
    landelijk = regels()
    codes = [t.code for t in landelijk.termijnen if t.praktijk]
    assert sorted(codes) == sorted(landelijk["praktijktermijnen"].opties)
    assert landelijk.lijst("praktijktermijnen") == ()


# --- the schemas reject what the loader rejects, and the other way round ---

WAARDEN: list[Any] = [
    0, 1, 6, 12, 0.8, 1.5, 120, 121, 1000, -1, True, False, "", " ", "naar-rato", "aan-het-eind", "vrij",
    [], ["klinisch"], ["klinisch", "ggz"], ["klinisch", "klinisch"], ["opleider"], ["x"], [" "], [1], [{}],
    [{"soort": "ggz", "maanden": 3}], [{"soort": "ggz", "maanden": 0}], [{"soort": "ggz"}],
    [{"soort": "x", "maanden": 3}], [{"maand": 3, "dag": 1}], [{"maand": 13, "dag": 1}],
    [{"maand": 3, "dag": 1.0}],    [{"soort": "ggz", "setting": "elders"}], {"a": 1}, [["x"]],
]  # fmt: skip
LOS = {
    "waarde": st.sampled_from(WAARDEN),
    "eenheid": st.sampled_from([*EENHEDEN, "uur", 3]),
    "afronding": st.sampled_from(["omhoog", "niet-geregeld", "half", 1]),
    "bron": st.sampled_from(["x", "", 3]),
    "paragraaf": st.sampled_from(["4.1", " ", 4.1]),
    "jaar": st.sampled_from([2020, 2020.0, 1899, "2020"]),
    "ongedateerd": st.sampled_from([True, False, "ja"]),
    "onzeker": st.booleans(),
    "opmerking": st.sampled_from(["x", {"nl": "x"}, {"nl": "x", "de": "y"}, {}]),
    "gekozen_door": st.sampled_from(["wij", ""]),
}
VOORAL = {"bron": "x", "jaar": 2020}


def gemengd(
    los: dict[str, st.SearchStrategy[Any]], vooral: dict[str, Any]
) -> st.SearchStrategy[dict[str, Any]]:
    """Tables that are mostly right: some keys of `los` over `vooral`, now and then one taken away."""
    return st.builds(
        lambda eigen, weg: {k: v for k, v in {**vooral, **eigen}.items() if k != weg},
        st.fixed_dictionaries({}, optional=los),
        st.sampled_from([None, None, None, *vooral]),
    )


VERVANGBAAR = sorted(SCHEMAS["profiel"]["properties"]["regel"]["properties"])


@st.composite
def passende_profielregel(draw: st.DrawFn) -> tuple[str, dict[str, Any]]:
    """A name, and a table that is right for it more often than not."""
    naam = draw(st.sampled_from(VERVANGBAAR))
    vorm = Waardevorm.van(NATIONAAL.bestand.regel[naam])
    assert vorm is not None
    goed: dict[str, Any] = dict(VOORAL)
    goed["waarde"] = draw(st.sampled_from([*vorm.opties, 1, 3, True, ["x"], list(vorm.opties)]))
    if vorm.eenheden:
        goed["eenheid"] = draw(st.sampled_from(vorm.eenheden))
    return naam, draw(gemengd(LOS, goed))


@settings(max_examples=400, deadline=None)
@given(
    st.one_of(
        passende_profielregel(),
        st.tuples(
            st.sampled_from([*VERVANGBAAR, "dienst-rollen", "voltijd-uren", "bestaat-niet", "Hoofdletter"]),
            gemengd(LOS, {**VOORAL, "waarde": 3}),
        ),
    )
)
def test_profile_schema_and_loader_agree(
    tmp_path_factory: pytest.TempPathFactory, geval: tuple[str, Any]
) -> None:
    naam, tabel = geval
    # What a value does to the windows of the terms is the loader's alone.
    assume(not naam.startswith(("voortgangsgesprek-na-", "supervisie-op-afstand-")))
    bestand = {"profiel": {"naam": "eigen", "regeling": "lop-2024"}, "regel": {naam: tabel}}
    pad = tmp_path_factory.getbasetemp() / "eigen.toml"
    pad.write_text(als_toml(bestand), encoding="utf-8")
    boek, _ = RegelBoek.load()
    gevonden, findings = boek.regels_voor(start=START, profiel="eigen.toml", basis=pad.parent)
    assert (gevonden is None) == has_fout(findings)
    assert validator("profiel").is_valid(bestand) == (gevonden is not None), findings


REGEL_LOS = LOS | {
    "omschrijving": st.sampled_from(["x", 3]),
    "keuze": st.booleans(),
    "opties": st.sampled_from([[], ["naar-rato", "vrij", "koppeling"], "x"]),
    "vast": st.booleans(),
}


MOMENT = st.fixed_dictionaries(
    {"anker": st.sampled_from(["start", "begin", "eind", "gesprek", "dag", 3])},
    optional={
        "van": st.sampled_from(["ggz", "huisartspraktijk-1", "x"]),
        "nummer": st.sampled_from([1, 2, 0]),
        "nummer_regel": st.just("vrijstelling-advies-na-gesprek"),
        "na": st.sampled_from([["tegen-einde"], [], "tegen-einde"]),
        "maanden": st.sampled_from([1, -1, 121, 1.5]),
        "telling": st.sampled_from(["lopend", "x"]),
    },
)
TERMIJN_LOS: dict[str, st.SearchStrategy[Any]] = {
    "wie": st.sampled_from([["hoofd"], [], ["baas"]]),
    "wie_regel": st.just("besluit-door"),
    "uiterlijk": MOMENT,
    "vervalt": MOMENT,
    "bij": st.sampled_from(["onderdeel", "ggz"]),
    "ernst": st.sampled_from(["fout", "erg"]),
    "als": st.sampled_from(["beslismomenten = per-periode", "beslismomenten=per-periode"]),
    "jaar": st.sampled_from([2020, "2020"]),
    "ongedateerd": st.booleans(),
    "binnen": st.sampled_from(["vrij", "alles"]),
}


@settings(max_examples=300, deadline=None)
@given(gemengd(TERMIJN_LOS, {**TERMIJN, "bij": "onderdeel", "uiterlijk": {"anker": "eind"}}))
def test_term_schema_and_loader_agree(
    tmp_path_factory: pytest.TempPathFactory, termijn: dict[str, Any]
) -> None:
    """But for what a term names: that an anchor has no `van`, or a window opens too late, JSON cannot see."""
    bestand = {"profiel": {"naam": "eigen", "regeling": "lop-2024"}, "termijn": [termijn]}
    document = read_toml(als_toml(bestand).encode(), "eigen.toml")
    assert document.tables is not None
    __, findings = met_termijnen(tmp_path_factory.getbasetemp(), termijn)
    alleen_hier = [f for f in findings if f.code == "IOS063" and f.path[-1] in ("van", "uiterlijk")]
    assert validator("profiel").is_valid(bestand) == (len(findings) == len(alleen_hier)), findings


def eigen_opties_passen(tabel: dict[str, Any]) -> bool:
    """What JSON Schema cannot see: whether a value is among the record's own options."""
    opties, waarde = tabel.get("opties"), tabel.get("waarde")
    woorden = [waarde] if isinstance(waarde, str) else waarde if isinstance(waarde, list) else []
    return not isinstance(opties, list) or not opties or all(woord in opties for woord in woorden)


@settings(max_examples=400, deadline=None)
@given(
    gemengd(REGEL_LOS, {**VOORAL, "omschrijving": "x", "waarde": 3, "eenheid": "maanden"}).filter(
        eigen_opties_passen
    )
)
def test_rule_schema_and_loader_agree(tabel: dict[str, Any]) -> None:
    kop = {"id": "eigen", "omschrijving": "x", "bron": "x", "jaar": 2024}
    bestand = {"regeling": kop, "regel": {"regel-een": tabel}}
    document = read_toml(als_toml(bestand).encode(), "eigen.toml")
    assert document.tables is not None
    reading = read_record(RegelBestand, document.tables)
    findings = [*reading.findings, *bezwaren_regelbestand(reading, document)]
    assert validator("regels").is_valid(bestand) == (not findings), findings


def test_every_key_of_the_files_has_a_description() -> None:
    for record in (RegelRecord, *(spec.record for spec in specs_of(ProfielBestand).values() if spec.record)):
        assert all(spec.doc for spec in specs_of(record).values())


@pytest.mark.parametrize("value", ['["a"]', "{ a = 1 }", "1", "true"])
def test_a_code_that_is_no_text_is_a_finding_wherever_it_stands(tmp_path: Path, value: str) -> None:
    """A list or table as `code` was put into a set before its type was judged."""
    text = (MEEGELEVERD / "lop-2024.toml").read_text(encoding="utf-8")
    at = text.index("\ncode = ", text.index("[[termijn]]")) + 1
    end = text.index("\n", at)
    (tmp_path / "a.toml").write_text(f"{text[:at]}code = {value}{text[end:]}", encoding="utf-8")
    _boek, findings = RegelBoek.load(tmp_path)
    assert "IOS012" in {f.code for f in findings}
