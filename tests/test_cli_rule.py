"""`ios rule`: every rule can be asked for, by people and by machines, in both languages."""

import csv
import io
import json
from collections.abc import Iterator

import pytest

from ios_cli.cli.commands.rule import COLUMNS
from ios_cli.cli.exit_codes import ExitCode
from ios_cli.cli.finding_texts import MEANINGS
from ios_cli.domain.finding import FINDING_NAMES
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


def test_the_list_has_every_rule_with_its_source(ios: InProcess) -> None:
    result = ios("rule")
    assert (result.code, result.err) == (0, "")
    lines = result.out.splitlines()
    assert lines[0] == "rules lop-2024, profile none"
    assert [line.split()[0] for line in lines[3:-2]] == rule_names()
    assert all("LOP" in line or "20" in line or "z.d." in line for line in lines[3:-2])


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
    assert code in MEANINGS, "write in cli/finding_texts.py what it means"
    result = ios("rule", code)
    assert result.code == 0
    assert result.out.startswith(f"{code} {FINDING_NAMES[code]}\n")
    assert MEANINGS[code] in result.out
    assert ios("rule", FINDING_NAMES[code]).out == ios("rule", code.lower()).out == result.out


def test_no_meaning_without_a_finding() -> None:
    assert set(MEANINGS) <= set(FINDING_NAMES)


def test_a_finding_for_a_machine(ios: InProcess) -> None:
    assert ios("rule", "IOS201", "-f", "csv").out.startswith("code,naam,betekenis\nIOS201,begin-te-vroeg,")
    assert json.loads(ios("rule", "IOS201", "-f", "json").out)["data"][0]["code"] == "IOS201"


def test_no_rule_bears_the_name_of_a_finding() -> None:
    assert not set(rule_names()) & set(FINDING_NAMES.values())
