"""Both languages, word for word where people look first: help, an error, a table, a finding."""

from collections.abc import Iterator

import pytest

from ios_cli.text import use_language
from tests.run_ios import AS_OF, BROKEN, SAMPLES, InProcess

ONE = SAMPLES / "standaard.toml"


@pytest.fixture
def ios(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Iterator[InProcess]:
    monkeypatch.setenv("IOS_AS_OF", AS_OF)
    yield InProcess(capsys)
    use_language("en")


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        ("en", ["Usage: ios generate [OPTIONS] PATH...", "Arguments:", "Options:", "Examples:"]),
        ("nl", ["Gebruik: ios generate [OPTIES] PAD...", "Argumenten:", "Opties:", "Voorbeelden:"]),
    ],
)
def test_help(ios: InProcess, monkeypatch: pytest.MonkeyPatch, language: str, lines: list[str]) -> None:
    monkeypatch.setenv("IOS_LANG", language)
    out = ios("generate", "--help").out.splitlines()
    assert [line for line in out if line in lines] == lines
    text = " ".join(" ".join(out).split())
    said = {"en": "[default: alle]", "nl": "[standaard: alle]"}
    assert said[language] in text
    assert ("show this help and stop" in text) is (language == "en")
    assert ("toon deze hulp en stop" in text) is (language == "nl")


def test_a_language_that_there_is_not(ios: InProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IOS_LANG", "fr")
    result = ios("generate", ONE)
    assert (result.code, result.out) == (2, "")
    assert result.err == "error: `IOS_LANG` is `fr`\n  expected: one of `en`, `nl`\n"


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (
            "en",
            "error: `cvs` is no choice for `--format`\n"
            "  expected: one of `table`, `csv`, `json`, `toml`\n"
            "  hint: did you mean `csv`?\n",
        ),
        (
            "nl",
            "fout: `cvs` is geen keuze bij `--format`\n"
            "  verwacht: een van `table`, `csv`, `json`, `toml`\n"
            "  hint: bedoelde u `csv`?\n",
        ),
    ],
)
def test_an_error(ios: InProcess, monkeypatch: pytest.MonkeyPatch, language: str, expected: str) -> None:
    monkeypatch.setenv("IOS_LANG", language)
    assert ios("generate", ONE, "-f", "cvs").err == expected


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["last day", "months", "practice periods 24", "whole training 36", "exempted", "as of"]),
        (
            "nl",
            [
                "laatste dag",
                "maanden",
                "praktijkperiodes 24",
                "hele opleiding 36",
                "vrijgesteld",
                "peildatum",
            ],
        ),
    ],
)
def test_a_table(ios: InProcess, monkeypatch: pytest.MonkeyPatch, language: str, words: list[str]) -> None:
    monkeypatch.setenv("IOS_LANG", language)
    out = ios("generate", ONE).out
    assert [word for word in words if word not in out] == []
    assert "2025-001  5  huisartspraktijk-2  2027-03-01  2028-02-29" in out


@pytest.mark.parametrize(
    ("language", "first", "second"),
    [
        ("en", "out of range: 80", "    expected: a number"),
        ("nl", "buiten het bereik: 80", "    verwacht: een getal"),
    ],
)
def test_a_finding(
    ios: InProcess, monkeypatch: pytest.MonkeyPatch, language: str, first: str, second: str
) -> None:
    monkeypatch.setenv("IOS_LANG", language)
    one, two, *__ = ios("generate", BROKEN / "factor-80.toml").err.splitlines()
    assert "IOS015 waarde-buiten-bereik: " in one  # the same in both
    assert first in one
    assert two.startswith(second)


def test_dutch_numbers_have_a_comma_in_tables_and_a_point_in_csv(
    ios: InProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IOS_LANG", "nl")
    file = SAMPLES / "deeltijd-80-procent.toml"
    assert "0,8" in ios("generate", file).out
    assert "0.8000" in ios("generate", file, "-f", "csv").out
