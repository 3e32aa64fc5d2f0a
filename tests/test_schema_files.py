"""The schemas beside the program: current, plain, and of use to an editor."""

import importlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ios_cli.cli.schemas import all_schemas, schema_text

ROOT = Path(__file__).parent.parent
SCHEMAS = ROOT / "schemas"
# What taplo 0.9 and the editors built on it know, and no more.
KEYWORDS = {
    *["$schema", "title", "description", "default", "type", "enum", "const", "format", "pattern", "minimum"],
    *["maximum", "exclusiveMinimum", "properties", "patternProperties", "additionalProperties", "required"],
    *["minProperties", "items", "minItems", "maxItems", "uniqueItems", "oneOf", "anyOf", "allOf", "not"],
    *["if", "then", "definitions", "$ref"],
}

GOOD = """\
[aios]
id = "2025-017"
docenten = ["B. de Vries"]
[opleiding]
start = 2025-03-01
[[onderdeel]]
soort = "klinische-stage"
maanden = 6
[[deeltijd]]
vanaf = 2025-09-01
factor = 0.8
[[dienst]]
datum = 2025-06-14
aanvang = 17:00:00
einde = 01:30:00
"""
BAD = [
    ("factor = 0.8", "factor = 1.1"),
    ("factor = 0.8", "factor = 0.8\nuren_per_week = 30"),
    ("factor = 0.8", "factr = 0.8"),
    ("vanaf = 2025-09-01", "vanaf = 2025-09-01T10:00:00"),
    ("vanaf = 2025-09-01", "vanaf = 1025-09-01"),
    ("einde = 01:30:00", ""),
    ('"klinische-stage"', '"kliniek"'),
    ("maanden = 6", 'maanden = "6"'),
    ("start = 2025-03-01", 'start = 2025-03-01\nstatus = "gestopt"'),
    ("[opleiding]", "[opleidng]"),
    ("[[deeltijd]]", "[deeltijd]"),
    ('id = "2025-017"', 'id = "2025 017"'),
]


def test_files_are_current() -> None:
    """When this fails: `make schemas`."""
    wanted = {f"{name}.schema.json": schema_text(schema) for name, schema in all_schemas().items()}
    assert "dossier.schema.json" in wanted
    found = {path.name: path.read_bytes().decode() for path in SCHEMAS.glob("*.json")}
    assert found == wanted


@pytest.mark.parametrize("name", sorted(all_schemas()))
def test_schema_is_plain(name: str) -> None:
    schema = all_schemas()[name]
    importlib.import_module("jsonschema").Draft7Validator.check_schema(schema)
    assert json.loads(schema_text(schema)) == schema
    for part in parts_of(schema):
        assert set(part) <= KEYWORDS
        assert part.get("$ref", "#/").startswith("#/")
        if part.get("type") == "object" and "properties" in part:
            assert part["additionalProperties"] is False


def parts_of(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every schema inside a schema."""
    yield schema
    for keyword in ("properties", "patternProperties", "definitions"):
        for inner in schema.get(keyword, {}).values():
            yield from parts_of(inner)
    for keyword in ("items", "not", "if", "then", "additionalProperties"):
        if isinstance(schema.get(keyword), dict):
            yield from parts_of(schema[keyword])
    for keyword in ("oneOf", "anyOf", "allOf"):
        for inner in schema.get(keyword, ()):
            yield from parts_of(inner)


def test_every_key_of_a_dossier_is_explained() -> None:
    dossier = all_schemas()["dossier"]
    for table in dossier["properties"].values():
        assert table["description"]
        for key in (table.get("items") or table)["properties"].values():
            assert key["description"]


# --- taplo, as an editor runs it ---


def taplo() -> str | None:
    beside = Path(sys.executable).with_name("taplo.exe" if os.name == "nt" else "taplo")
    return str(beside) if beside.exists() else shutil.which("taplo")


def lint(text: str, folder: Path) -> int:
    """Exit code of `taplo lint`: the schema stands in the first line, as in every sample."""
    program = taplo()
    if program is None:
        pytest.skip("taplo is not installed here")
    schema = (SCHEMAS / "dossier.schema.json").as_uri()
    (folder / "x.toml").write_text(f"#:schema {schema}\n{text}", encoding="utf-8", newline="")
    done = subprocess.run(
        [program, "lint", "--no-auto-config", "--cache-path", str(folder / "cache"), "x.toml"],
        cwd=folder,
        capture_output=True,
        check=False,
        timeout=60,
    )
    return done.returncode


def test_taplo_accepts_a_good_dossier(tmp_path: Path) -> None:
    assert lint(GOOD, tmp_path) == 0


@pytest.mark.parametrize(("old", "new"), BAD, ids=[new.split("\n")[-1] or "gone" for _old, new in BAD])
def test_taplo_rejects_a_bad_one(tmp_path: Path, old: str, new: str) -> None:
    assert old in GOOD
    assert lint(GOOD.replace(old, new), tmp_path) == 1
