"""`ios explain`: what can be asked, the two forms, and what is said where nothing can be told."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ios_cli.text import use_language
from tests.render_samples import check_golden
from tests.run_ios import AS_OF, BROKEN, ROOT, SAMPLES, InProcess, run

ONE = SAMPLES / "deeltijd-80-procent.toml"
ALL = SAMPLES / "alles-tegelijk.toml"
STANDARD = SAMPLES / "standaard.toml"


@pytest.fixture
def ios(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Iterator[InProcess]:
    monkeypatch.setenv("IOS_LANG", "en")
    monkeypatch.setenv("IOS_AS_OF", AS_OF)
    monkeypatch.chdir(ROOT)
    yield InProcess(capsys)
    use_language("en")


def lezen(text: str) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(text)
    return document


def knopen(knoop: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield knoop
    for onder in knoop["stappen"]:
        yield from knopen(onder)


# --- what is shown ---


@pytest.mark.parametrize(
    ("name", "file", "item"),
    [
        ("explain-eind-80.txt", "deeltijd-80-procent", []),
        ("explain-eind-alles.txt", "alles-tegelijk", ["eind"]),
        ("explain-onderdeel.txt", "alles-tegelijk", ["ha1-brink"]),
        ("explain-wachten.txt", "vast-begin-met-wachttijd", ["ggz"]),
        ("explain-gestopt.txt", "gestopt", ["klinisch.eind"]),
        ("explain-verlof.txt", "zwangerschapsverlof-over-twee-verlofjaren", ["verlof"]),
        ("explain-aan-het-eind.txt", "vumc-resttijd-aan-het-eind", []),
        ("explain-diensten.txt", "volledig-dossier", ["diensten", "huisartspraktijk-1"]),
        ("explain-onderwijs.txt", "alles-tegelijk", ["onderwijs", "1"]),
        ("explain-termijn.txt", "deeltijd-80-procent", ["voltooiingsbesluit"]),
        ("explain-gesprek.txt", "zwangerschapsverlof-over-twee-verlofjaren", ["voortgangsgesprek:ha1:3"]),
        ("explain-bevinding.txt", "alles-tegelijk", ["IOS203"]),
    ],
)
def test_text(ios: InProcess, name: str, file: str, item: list[str]) -> None:
    check_golden(name, lambda: ios("explain", f"sample_data/dossiers/{file}.toml", *item, "-q").out)


def test_json(ios: InProcess) -> None:
    file = "sample_data/dossiers/deeltijd-80-procent.toml"
    check_golden("explain-klinisch.json", lambda: ios("explain", file, "klinisch.eind", "-f", "json").out)


def test_the_end_is_what_generate_gives(ios: InProcess) -> None:
    for file in sorted(SAMPLES.glob("*.toml")):
        result = ios("explain", file, "-f", "json")
        generated = ios("generate", file, "-f", "json")
        assert result.code == generated.code, file
        [data] = lezen(result.out)["data"]
        [aios] = lezen(generated.out)["data"]
        assert data["waarde"] == aios["eind"], file
        for knoop in knopen(data["spoor"]):
            if knoop["bestand"]:
                assert knoop["bestand"] == str(file)
                assert 0 < knoop["regelnummer"] <= len(file.read_text(encoding="utf-8").splitlines())


def test_the_receipt(ios: InProcess) -> None:
    document = lezen(ios("explain", ALL, "verlof", "-f", "json", "--vrijstellingen", "definitief").out)
    assert document["schema"] == "ios/explain/1"
    assert document["as_of"] == AS_OF
    assert re.fullmatch(r"[0-9a-f]{64}", document["regels"]["regeling_sha256"])
    [data] = document["data"]
    assert data["aios_id"] == "2025-025"
    assert data["item"] == "verlof"
    assert data["trace_version"] == 1
    assert data["vrijstellingen"] == "definitief"
    assert re.fullmatch(r"[0-9a-f]{64}", data["dossier_sha256"])
    assert (data["waarde"], data["eenheid"]) == ("98", "dagen")
    assert [f["code"] for f in document["findings"]] == ["IOS203"]


def test_a_node_has_its_keys(ios: InProcess) -> None:
    [data] = lezen(ios("explain", ALL, "-f", "json").out)["data"]
    for knoop in knopen(data["spoor"]):
        assert list(knoop) == [
            *("id", "soort", "tekst", "waarde", "eenheid", "gegevens", "regel", "bron", "gekozen_door"),
            *("bestand", "regelnummer", "stappen"),
        ]


def test_verbose_tells_every_step(ios: InProcess) -> None:
    kort, lang = ios("explain", ONE), ios("explain", ONE, "-v")
    assert "7.5 months" not in kort.out
    assert "7.5 months" in lang.out


def test_what_it_was_computed_with(ios: InProcess) -> None:
    out = ios("explain", STANDARD, "--profiel", "vumc").out
    assert "Computed with lop-2024 · profile vumc · method aan-het-eind" in out
    assert "voltijdse-onderdelen=klinisch" in out


def test_list(ios: InProcess) -> None:
    items = [i["item"] for i in lezen(ios("explain", ALL, "--list", "-f", "json").out)["data"][0]["items"]]
    assert items[:3] == ["eind", "begin", "ha1-linde"]
    assert {"diensten", "verlof", "voltooiingsbesluit", "onderwijs 1", "IOS203"} <= set(items)
    assert "IOS001" not in items
    for item in items:
        assert ios("explain", ALL, item).code == 0, item
    table = ios("explain", ALL, "--list").out
    assert [line for line in table.splitlines() if not line.startswith("2025-025")] == []


def test_a_row_of_a_roster_is_told_with_its_own_line(ios: InProcess, tmp_path: Path) -> None:
    rooster = tmp_path / "rooster.csv"
    rooster.write_text("aios_id,datum,uren,rol\n2025-001,2025-06-14,4,consultarts\n", encoding="utf-8")
    out = ios("explain", STANDARD, "diensten", "ha1", "--rooster", rooster).out
    assert f"too short. [LOP 2024, 4.2.1 en 4.2.6; {rooster}, line 2]" in out


# --- findings ---


def test_a_finding_that_is_there(ios: InProcess) -> None:
    out = ios("explain", ALL, "inhoud-verschoven", "-q").out
    assert out.startswith("IOS203 (inhoud-verschoven): the dossier has this finding.")
    assert "ggz runs from Friday 7 May 2027" in out


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("IOS112", "IOS112 (afwijking-zonder-grond): the dossier meets this rule."),
        ("IOS001", "IOS001 (onleesbaar-bestand): the dossier does not have this finding."),
        ("IOS300", "IOS300 (te-weinig-diensten): it does not apply to this dossier."),
        ("IOS125", "IOS125 (leerwerkplan-niet-goedgekeurd): it cannot be assessed."),
    ],
)
def test_a_finding_that_is_not_there(ios: InProcess, code: str, said: str) -> None:
    assert ios("explain", STANDARD, code, "--as-of", "2025-04-01").out.startswith(said)


# --- what cannot be told ---


def test_unknown(ios: InProcess) -> None:
    result = ios("explain", STANDARD, "voltoiingsbesluit")
    assert (result.code, result.out) == (2, "")
    assert "there is nothing called `voltoiingsbesluit` in this dossier" in result.err
    assert "did you mean `voltooiingsbesluit`?" in result.err


def test_ambiguous(ios: InProcess) -> None:
    result = ios("explain", STANDARD, "minimum")
    assert (result.code, result.out) == (2, "")
    assert "one of `minimum huisartspraktijk-1`, `minimum huisartspraktijk-2`" in result.err


def test_a_term_that_this_aios_does_not_have(ios: InProcess) -> None:
    out = ios("explain", STANDARD, "vrijstellingsbesluit").out
    assert out.startswith("This aios has no term vrijstellingsbesluit.")
    assert "nothing in this dossier gives reason for one" in out


def test_a_dossier_with_errors(ios: InProcess, tmp_path: Path) -> None:
    output = tmp_path / "out.json"
    result = ios("explain", BROKEN / "begin-te-vroeg.toml", "-o", output)
    assert result.code == 2
    assert "IOS201" in result.err
    assert not output.exists()


def test_a_folder(ios: InProcess) -> None:
    result = ios("explain", SAMPLES)
    assert result.code == 2
    assert "is a folder" in result.err


def test_the_dossier_is_not_overwritten(ios: InProcess, tmp_path: Path) -> None:
    een = tmp_path / "a.txt"
    shutil.copy(STANDARD, een)
    before = een.read_bytes()
    assert ios("explain", een, "-o", een).code == 2
    assert een.read_bytes() == before


# --- processes ---


def test_the_same_bytes_whatever_the_environment() -> None:
    outs = {
        run("explain", ALL, "-f", form, env=env).stdout
        for form in ("json",)
        for env in ({"TZ": "Asia/Tokyo", "PYTHONHASHSEED": "1"}, {"TZ": "UTC", "PYTHONHASHSEED": "2"})
    }
    assert len(outs) == 1


def test_completion() -> None:
    env = {
        "_IOS_COMPLETE": "complete_bash",
        "COMP_WORDS": f"ios explain {STANDARD} klin",
        "COMP_CWORD": "3",
    }
    assert run(env=env).stdout.split() == ["klinisch", "klinisch.begin", "klinisch.eind"]


def test_lines_fit_a_narrow_terminal() -> None:
    out = run(
        "explain", "sample_data/dossiers/alles-tegelijk.toml", "--color", "always", env={"COLUMNS": "60"}
    ).stdout
    kaal = re.sub(r"\x1b\[[0-9;]*m", "", out)
    assert max(len(line) for line in kaal.splitlines()) <= 60
    # every colour is switched off again on the line or at the end of its sentence
    assert out.count("\x1b[2m") + out.count("\x1b[1m") == out.count("\x1b[0m")
