"""`ios rule`: every rule can be asked for, by people and by machines, in both languages."""

import csv
import io
import json
import re
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from ios_cli.cli import context
from ios_cli.cli.commands.rule import COLUMNS, FINDING_COLUMNS, say_quantity, say_value
from ios_cli.cli.exit_codes import ExitCode
from ios_cli.cli.finding_texts import TEXTS, meaning_of, remedy_of
from ios_cli.cli.rule_terms import TERM_COLUMNS
from ios_cli.domain.finding import FINDING_NAMES
from ios_cli.regels.bestand import EENHEDEN, TermijnRecord
from ios_cli.regels.load import RegelBoek
from ios_cli.text import use_language
from tests.run_ios import ROOT, InProcess

PROFILE_FILE = ROOT / "sample_data" / "profielen" / "voorbeeld.toml"


@pytest.fixture
def ios(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Iterator[InProcess]:
    monkeypatch.setenv("IOS_LANG", "en")
    monkeypatch.setenv("IOS_AS_OF", "2026-06-01")
    yield InProcess(capsys)
    use_language("en")


def rule_names() -> list[str]:
    boek, __ = RegelBoek.load()
    return list(boek.editions()[-1].records)


def terms() -> tuple[TermijnRecord, ...]:
    boek, __ = RegelBoek.load()
    return boek.editions()[-1].bestand.termijn


def test_the_list_has_every_rule_with_its_source(ios: InProcess) -> None:
    result = ios("rule")
    assert (result.code, result.err) == (0, "")
    lines = result.out.splitlines()
    assert lines[0] == "rules lop-2024, profile none"
    border = lines.index("", 3)
    assert [line.split()[0] for line in lines[3:border]] == rule_names()
    assert [line.split()[0] for line in lines[border + 2 : -2]] == [term.code for term in terms()]
    told = [*lines[3:border], *lines[border + 2 : -2]]
    assert all("LOP" in line or "20" in line or "undated" in line for line in told)


def test_as_csv(ios: InProcess) -> None:
    rows = list(csv.DictReader(io.StringIO(ios("rule", "--format", "csv").out)))
    assert tuple(rows[0]) == COLUMNS
    assert [row["regel"] for row in rows] == rule_names()
    duur = next(row for row in rows if row["regel"] == "opleidingsduur")
    assert (duur["waarde"], duur["eenheid"], duur["bron"], duur["keuze"]) == (
        "36",
        "voltijdsmaanden",
        "LOP 2024",
        "false",
    )


def test_as_json(ios: InProcess) -> None:
    document = json.loads(ios("rule", "--format", "json").out)
    assert document["regels"]["regeling"] == "lop-2024"
    by_name = {row["regel"]: row for row in document["data"]}
    assert by_name["standaardschema"]["waarde"][0] == {"soort": "huisartspraktijk-1", "maanden": "12"}
    assert set(by_name["opleidingsduur"]["omschrijving"]) == {"nl", "en"}


@pytest.mark.parametrize("name", rule_names())
def test_every_rule_can_be_shown_in_full(ios: InProcess, name: str) -> None:
    result = ios("rule", name)
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith(f"{name}\n")
    assert "\n  value" in result.out
    assert "\n  source" in result.out


def test_a_choice_says_who_chose_and_from_what(ios: InProcess) -> None:
    out = ios("rule", "keuzeblok-lezing").out
    assert "the source leaves this open; chosen by rekenregels ios-cli" in out
    assert "elk, samen" in out


def test_the_profile_stands_beside_the_national_value(ios: InProcess) -> None:
    out = ios("rule", "deeltijdmethode", "--profiel", "vumc").out
    own, national = out.index("profile vumc"), out.index("lop-2024")
    assert own < out.index("aan-het-eind") < national < out.index("naar-rato", national)
    assert "profile; national: naar-rato" in ios("rule", "--profiel", "vumc").out


def test_without_a_profile_the_ones_that_replace_it_are_named(ios: InProcess) -> None:
    out = ios("rule", "deeltijdmethode").out
    assert "vumc" in out.partition("profiles that replace it")[2]


def test_a_profile_may_be_a_file(ios: InProcess) -> None:
    result = ios("rule", "--profiel", PROFILE_FILE, "--format", "csv")
    assert (result.code, result.err) == (0, "")
    assert ",profiel," in result.out


def test_the_description_follows_the_language(ios: InProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Length of the whole training" in ios("rule", "opleidingsduur").out
    monkeypatch.setenv("IOS_LANG", "nl")
    assert "Duur van de hele opleiding" in ios("rule", "opleidingsduur").out


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["opleidingsdur"], "did you mean `opleidingsduur`?"),
        (["begin-te-vroegg"], "did you mean `begin-te-vroeg`?"),
        (["xyzzyx"], "`ios rule` lists what there is"),
        (["--profiel", "vmc"], "did you mean `vumc`?"),
        (["--profiel", "./nowhere.toml"], "cannot be read"),
        (["--regeling", "lop-2042"], "there is no edition `lop-2042`"),
        (["--regels", "nowhere"], "nowhere"),
        (["-o", "x.toml"], "does not say which form is wanted"),
    ],
)
def test_what_is_not_there(ios: InProcess, args: list[str], said: str) -> None:
    result = ios("rule", *args)
    assert (result.code, result.out) == (ExitCode.USAGE, "")
    assert said in result.err


@pytest.mark.parametrize("code", FINDING_NAMES)
def test_every_finding_says_what_it_means(ios: InProcess, code: str) -> None:
    assert code in TEXTS, "write in cli/finding_texts.py what it means and what to do about it"
    result = ios("rule", code)
    assert result.code == 0
    assert result.out.startswith(f"{code} {FINDING_NAMES[code]}\n")
    meaning, remedy = TEXTS[code]
    assert result.out.splitlines()[1:] == [meaning, remedy]
    assert meaning
    assert remedy
    use_language("nl")
    dutch = (meaning_of(code), remedy_of(code))
    use_language("en")
    assert dutch[0] not in ("", meaning)
    assert dutch[1] not in ("", remedy)
    assert ios("rule", FINDING_NAMES[code]).out == ios("rule", code.lower()).out == result.out


def test_no_meaning_without_a_finding() -> None:
    assert set(TEXTS) <= set(FINDING_NAMES)


def test_a_finding_for_a_machine(ios: InProcess) -> None:
    (row,) = csv.DictReader(io.StringIO(ios("rule", "IOS201", "-f", "csv").out))
    assert tuple(row) == FINDING_COLUMNS
    assert (row["code"], row["wat_te_doen"]) == ("IOS201", TEXTS["IOS201"][1])
    document = json.loads(ios("rule", "IOS201", "-f", "json").out)
    assert document["schema"] == "ios/finding/1"
    assert document["data"] == [row]


def test_the_columns_are_documented() -> None:
    glossary = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    assert f"`{','.join(COLUMNS)}`" in glossary
    assert f"`{','.join(FINDING_COLUMNS)}`" in glossary
    assert f"`{','.join(TERM_COLUMNS)}`" in glossary


# --- terms ---


@pytest.mark.parametrize("code", sorted({term.code for term in terms()}))
def test_every_term_can_be_shown_in_full(ios: InProcess, code: str) -> None:
    result = ios("rule", code)
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith(f"{code}\n")
    for fact in ("made for", "who", "last day", "done by", "holds", "source"):
        assert f"\n  {fact} " in result.out


def test_a_term_in_words(ios: InProcess) -> None:
    out = ios("rule", "voortgangsgesprek").out
    assert "first day  begin + 3 months (voortgangsgesprek-na-minimaal)" in out
    assert "else from  day after the last day - 1 month (tegen-einde)" in out
    out = ios("rule", "vrijstellingsadvies").out
    assert "first day  talk 2 of huisartspraktijk-1 (vrijstelling-advies-na-gesprek)" in out
    assert "in month 6 (supervisie-op-afstand-vanaf)" in ios("rule", "start-supervisie-op-afstand").out
    out = ios("rule", "voortgangsbeslissing").out
    assert "yes: beslismomenten = per-periode" in out
    assert "no: only with beslismomenten = per-opleidingsjaar" in out


def test_of_several_records_of_one_code_the_one_that_holds_comes_first(
    ios: InProcess, tmp_path: Path
) -> None:
    profiel = tmp_path / "jaar.toml"
    profiel.write_text(
        '[profiel]\nnaam = "jaar"\nregeling = "lop-2024"\n'
        '[regel.beslismomenten]\nwaarde = "per-opleidingsjaar"\nbron = "x"\njaar = 2026\n',
        encoding="utf-8",
    )
    out = ios("rule", "voortgangsbeslissing", "--profiel", profiel).out
    assert out.index("yes: beslismomenten = per-opleidingsjaar") < out.index("no: only with")


def test_the_list_says_what_each_of_several_is_made_for(ios: InProcess) -> None:
    rows = [line for line in ios("rule").out.splitlines() if line.startswith("voortgangsbeslissing ")]
    assert [re.split(" {2,}", row)[1].split(": ")[0] for row in rows] == [
        "huisartspraktijk-1",
        "the external stages together",
        "each opleidingsjaar (1, 2)",
    ]
    (talk,) = [line for line in ios("rule").out.splitlines() if line.startswith("voortgangsgesprek ")]
    assert "each practice period" not in talk


def test_a_profile_switches_terms_of_practice_on(ios: InProcess) -> None:
    off, on = ios("rule", "intakegesprek").out, ios("rule", "intakegesprek", "--profiel", "vumc").out
    assert "no: of practice; a profile switches it on" in off
    assert "begin + ? - 1 day (intakegesprek-binnen)" in off
    assert "holds      yes" in on
    assert "begin + 1 month - 1 day (intakegesprek-binnen)" in on


def test_a_rule_and_a_term_of_one_name(ios: InProcess) -> None:
    out = ios("rule", "diensten-tussenstand").out
    assert out.index("value") < out.index("made for")
    (row,) = csv.DictReader(io.StringIO(ios("rule", "diensten-tussenstand", "-f", "csv").out))
    assert "regel" in row
    (row,) = csv.DictReader(io.StringIO(ios("rule", "diensten-tussenstand", "--termijnen", "-f", "csv").out))
    assert (row["termijn"], row["praktijk"], row["aan"]) == ("diensten-tussenstand", "true", "false")


def test_the_terms_for_a_machine(ios: InProcess) -> None:
    rows = list(csv.DictReader(io.StringIO(ios("rule", "--termijnen", "-f", "csv").out)))
    assert tuple(rows[0]) == TERM_COLUMNS
    assert [row["termijn"] for row in rows] == [term.code for term in terms()]
    advies = next(row for row in rows if row["termijn"] == "voortgangsadvies")
    assert (advies["wie"], advies["uiterlijk"]) == ("opleider+docent", "datum + voortgangsadvies-termijn")
    document = json.loads(ios("rule", "--termijnen", "-f", "json").out)
    assert document["schema"] == "ios/rule-termijnen/1"
    assert [row["termijn"] for row in document["data"]] == [row["termijn"] for row in rows]
    besluit = next(row for row in document["data"] if row["termijn"] == "voltooiingsbesluit")
    assert besluit["uiterlijk"] == {"anker": "einde", "na": [], "voor": ["voltooiingsbesluit-termijn"]}


def test_no_term_bears_the_name_of_a_finding() -> None:
    assert not {term.code for term in terms()} & set(FINDING_NAMES.values())


# --- values ---


@pytest.mark.parametrize(
    ("name", "english", "dutch", "cell"),
    [
        ("startmomenten", "1 March, 1 September", "1 maart, 1 september", "03-01|09-01"),
        ("vrijstelling-advies-na-gesprek", "the 2nd talk", "het 2e gesprek", "2"),
        ("supervisie-op-afstand-vanaf", "month 6", "maand 6", "6"),
        ("praktijkperioden-aantal", "2", "2", "2"),
        ("praktijkopleider-erkend", "yes", "ja", "true"),
        ("werkdag-uren-maximum", "8.5 hours", "8,5 uur", "8.5"),
        ("voortgangsadvies-termijn", "1 month", "1 maand", "1"),
        ("vrijstelling-telt", "voorlopig, definitief", "voorlopig, definitief", "voorlopig|definitief"),
        ("voltijdse-onderdelen", "none", "geen", ""),
    ],
)
def test_a_value_for_people_and_for_machines(
    ios: InProcess, monkeypatch: pytest.MonkeyPatch, name: str, english: str, dutch: str, cell: str
) -> None:
    assert re.search(rf"^  value +{re.escape(english)}$", ios("rule", name).out, re.MULTILINE)
    (row,) = csv.DictReader(io.StringIO(ios("rule", name, "-f", "csv").out))
    assert row["waarde"] == cell
    monkeypatch.setenv("IOS_LANG", "nl")
    assert re.search(rf"^  waarde +{re.escape(dutch)}$", ios("rule", name).out, re.MULTILINE)
    assert f"\n{name},{cell}," in ios("rule", name, "-f", "csv").out


def test_no_value_is_an_empty_cell(ios: InProcess) -> None:
    (row,) = csv.DictReader(io.StringIO(ios("rule", "deeltijd-minimum", "-f", "csv").out))
    assert row["waarde"] == ""
    assert say_value(None) == "-"


def test_which_in_a_row() -> None:
    said = [say_quantity(Fraction(n), "gesprekken") for n in (1, 2, 3, 4, 11, 12, 13, 21, 102, 111)]
    assert said == [
        f"the {nth} talk"
        for nth in ["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "102nd", "111th"]
    ]


def test_every_unit_has_words() -> None:
    for unit in set(EENHEDEN) - {"aantal", "deel"}:
        use_language("nl")
        dutch = say_quantity(Fraction(5), unit)
        use_language("en")
        english = say_quantity(Fraction(5), unit)
        assert "5" in english
        assert "5" in dutch
        assert english != dutch or unit == "diensten"


def test_the_place_of_a_source_follows_the_language(ios: InProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "LOP 2024, 4.1, 4.2.3 and 4.2.4" in ios("rule", "setting-standaard").out
    monkeypatch.setenv("IOS_LANG", "nl")
    assert "LOP 2024, 4.1, 4.2.3 en 4.2.4" in ios("rule", "setting-standaard").out


# --- on a terminal ---


def on_terminal(monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    monkeypatch.setattr(context, "is_terminal", lambda stream: True)
    monkeypatch.setattr(context, "_width", lambda: width)


@pytest.mark.parametrize("width", [40, 60, 80, 100, 120, 135, 200])
@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_list_fits_and_no_word_is_split(
    ios: InProcess, monkeypatch: pytest.MonkeyPatch, width: int, language: str
) -> None:
    monkeypatch.setenv("IOS_LANG", language)
    words = set(ios("rule", "--profiel", "vumc").out.split())
    on_terminal(monkeypatch, width)
    out = ios("rule", "--profiel", "vumc", "--color", "never").out
    assert max(map(len, out.splitlines())) <= width
    assert set(out.split()) <= words
    assert set(rule_names()) <= set(out.split())


def test_room_decides_on_the_columns(ios: InProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    heads = []
    for width in (40, 70, 90, 160):
        on_terminal(monkeypatch, width)
        heads.append(ios("rule", "--color", "never").out.splitlines()[2].split())
    assert heads == [
        ["standaardschema"],
        ["rule", "value"],
        ["rule", "value", "remarks"],
        ["rule", "value", "remarks", "source"],
    ]


def test_off_a_terminal_nothing_is_cut(ios: InProcess) -> None:
    out = ios("rule").out
    assert "ccz 3 months, huisartspraktijk-2 12 months" in out
    assert "..." not in out


def test_color_and_verbose(ios: InProcess) -> None:
    assert ios("rule", "--color", "always").out.startswith("\x1b[1mrules lop-2024")
    assert "\x1b" not in ios("rule", "--color", "auto").out
    said = ios("rule", "--verbose", "--profiel", "vumc", "-f", "csv")
    assert said.err == "rules `lop-2024`, profile `vumc`, on 2026-06-01\n"
    assert ios("rule", "-f", "csv").err == ""


# --- schemas ---


def test_a_schema_follows_the_language(ios: InProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    english = {
        name: ios("schema", name).out for name in ("dossier", "regels", "profiel", "capaciteit", "ios")
    }
    for name, text in english.items():
        assert (ROOT / "schemas" / f"{name}.schema.json").read_text(encoding="utf-8") == text
    listed = ios("schema").out
    monkeypatch.setenv("IOS_LANG", "nl")
    assert ios("schema").out.split("\n")[0].split() == ["dossier", "IOS-dossier"]
    assert ios("schema").out != listed
    for name, text in english.items():
        dutch = ios("schema", name).out
        mine, theirs = descriptions(json.loads(dutch)), descriptions(json.loads(text))
        same = [a for a, b in zip(mine, theirs, strict=True) if a == b]
        assert len(mine) > 5
        assert set(same) <= UNCHANGED
        assert without_words(json.loads(dutch)) == without_words(json.loads(text))


UNCHANGED = {""}
"""Descriptions that are the same in both languages."""


def descriptions(schema: object) -> list[str]:
    found = []
    if isinstance(schema, dict):
        if isinstance(schema.get("description"), str):
            found.append(schema["description"])
        found += [d for value in schema.values() for d in descriptions(value)]
    elif isinstance(schema, list):
        found += [d for value in schema for d in descriptions(value)]
    return found


def without_words(schema: object) -> object:
    if isinstance(schema, dict):
        words = {k for k in ("title", "description") if isinstance(schema.get(k), str)}
        return {k: without_words(v) for k, v in schema.items() if k not in words}
    return [without_words(v) for v in schema] if isinstance(schema, list) else schema


def test_no_rule_bears_the_name_of_a_finding() -> None:
    assert not set(rule_names()) & set(FINDING_NAMES.values())
