"""`ios init` and `ios schema`: a new dossier that works as it stands, and the schema its editor asks for."""

import json
import re
import shutil
import subprocess
import sys
import tomllib
from datetime import date
from pathlib import Path

import pytest

from ios_cli.cli.commands.init import new_dossier, next_instroom
from ios_cli.cli.exit_codes import ExitCode
from ios_cli.io.dossiers import load_dossier
from ios_cli.text import LANGUAGES
from tests.run_ios import InProcess

START = date(2026, 9, 1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_new_dossier_has_no_findings(language: str) -> None:
    loaded = load_dossier(new_dossier("2026-001", START, language).encode(), "x.toml")
    assert loaded.complete
    assert not loaded.findings


def uncommented(text: str) -> str:
    """Every example taken up: `#key = value` without its `#`."""
    return re.sub(r"^#(?=[a-z\[])", "", text, flags=re.MULTILINE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_example_in_it_is_right(language: str) -> None:
    loaded = load_dossier(uncommented(new_dossier("2026-001", START, language)).encode(), "x.toml")
    assert loaded.complete
    assert not loaded.findings
    assert loaded.dossier is not None
    for name in ("onderdeel", "deeltijd", "vrijstelling", "onderbreking", "verlenging", "besluit", "dienst"):
        assert getattr(loaded.dossier, name), name


def test_both_languages_hold_the_same() -> None:
    def shape(language: str) -> str:
        tables = tomllib.loads(uncommented(new_dossier("2026-001", START, language)))
        free_text = {"grond", "reden"}
        return repr(
            {
                key: [{k: v for k, v in row.items() if k not in free_text} for row in rows]
                if isinstance(rows, list)
                else rows
                for key, rows in tables.items()
            }
        )

    assert shape("nl") == shape("en")


@pytest.mark.parametrize(
    ("vanaf", "expected"),
    [
        (date(2026, 1, 1), date(2026, 3, 1)),
        (date(2026, 3, 1), date(2026, 3, 1)),
        (date(2026, 3, 2), date(2026, 9, 1)),
        (date(2026, 12, 31), date(2027, 3, 1)),
    ],
)
def test_it_starts_at_the_next_intake(vanaf: date, expected: date) -> None:
    assert next_instroom(vanaf) == expected


def test_to_a_file_with_the_number_of_its_name(ios: InProcess) -> None:
    result = ios("init", "2026-017.toml")
    assert (result.code, result.out) == (0, "")
    assert "next: fill it in, then `ios generate 2026-017.toml`" in result.err
    assert "ios schema dossier -o dossier.schema.json" in result.err
    assert 'id = "2026-017"' in Path("2026-017.toml").read_text(encoding="utf-8")
    assert sorted(p.name for p in Path().iterdir()) == ["2026-017.toml"]


def test_a_name_that_is_no_number_is_not_taken_for_one(ios: InProcess) -> None:
    assert ios("init", "nieuwe aios.toml").code == 0
    assert 'id = "2026-001"' in Path("nieuwe aios.toml").read_text(encoding="utf-8")
    assert "`ios generate 'nieuwe aios.toml'`" in ios("init", "nieuwe aios.toml", "--force").err


def test_what_exists_is_not_overwritten(ios: InProcess) -> None:
    file = Path("x.toml")
    file.write_text("mine", encoding="utf-8")
    result = ios("init", "x.toml")
    assert result.code == ExitCode.USAGE
    assert "`x.toml` exists already" in result.err
    assert "--force" in result.err
    assert file.read_text(encoding="utf-8") == "mine"
    assert ios("init", "x.toml", "--force", "--quiet").err == ""
    assert file.read_text(encoding="utf-8") != "mine"


def test_a_folder_is_not_overwritten_either(ios: InProcess) -> None:
    Path("folder.toml").mkdir()
    result = ios("init", "folder.toml", "--force")
    assert result.code == ExitCode.USAGE
    assert "--force" not in result.err


def test_into_a_folder_that_is_not_there(ios: InProcess) -> None:
    result = ios("init", "nowhere/x.toml")
    assert result.code == ExitCode.USAGE
    assert "cannot write `nowhere/x.toml`: there is no such file or folder" in result.err.replace("\\", "/")


def test_to_standard_output(ios: InProcess) -> None:
    assert ios("init").out == ios("init", "-").out == new_dossier("2026-001", START, "en")
    assert not list(Path().iterdir())


def test_the_comments_follow_the_language(ios: InProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IOS_LANG", "nl")
    assert ios("init").out == new_dossier("2026-001", START, "nl")


def test_the_first_line_names_the_schema_that_ios_schema_writes(ios: InProcess) -> None:
    ios("init", "x.toml")
    directive = Path("x.toml").read_text(encoding="utf-8").splitlines()[0]
    assert directive == "#:schema ./dossier.schema.json"
    assert ios("schema", "dossier", "-o", "dossier.schema.json").code == 0
    schema = json.loads(Path("dossier.schema.json").read_text(encoding="utf-8"))
    assert schema["$schema"].startswith("http")
    # and from then on nothing more is said about it
    assert "schema" not in ios("init", "y.toml").err


def test_schemas_are_listed(ios: InProcess) -> None:
    result = ios("schema")
    assert result.code == 0
    assert [line.split()[0] for line in result.out.splitlines()] == [
        "dossier",
        "regels",
        "profiel",
        "capaciteit",
        "ios",
    ]


def test_a_schema_on_standard_output(ios: InProcess) -> None:
    assert json.loads(ios("schema", "dossier").out)["type"] == "object"


def test_a_list_is_not_written_to_a_file(ios: InProcess) -> None:
    assert ios("schema", "-o", "x.json").code == ExitCode.USAGE
    assert not Path("x.json").exists()


def test_taplo_checks_a_new_dossier_with_that_schema(ios: InProcess) -> None:
    program = shutil.which("taplo", path=str(Path(sys.executable).parent))
    if program is None:
        pytest.skip("taplo is not installed")
    ios("init", "x.toml", "--quiet")
    ios("schema", "dossier", "-o", "dossier.schema.json")

    def lint() -> int:
        return subprocess.run([program, "lint", "x.toml"], capture_output=True, check=False).returncode

    assert lint() == 0
    with Path("x.toml").open("a", encoding="utf-8") as file:
        file.write('groeps = "A1"\n')
    assert lint() != 0
