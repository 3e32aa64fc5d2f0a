"""All JSON Schemas by name: what `ios schema` prints and `tools/schemas.py` writes."""

import json
from typing import Any

from ios_cli.io.schemas import capaciteit_schema, dossier_schema, ios_schema
from ios_cli.regels.schema import schemas as rule_schemas


def all_schemas() -> dict[str, dict[str, Any]]:
    """Name (`dossier`, `regels`, ...) -> JSON Schema, its texts in the chosen language."""
    return {
        "dossier": dossier_schema(),
        **rule_schemas(),
        "capaciteit": capaciteit_schema(),
        "ios": ios_schema(),
    }


def schema_text(schema: dict[str, Any]) -> str:
    """A schema as the text of its file, the same bytes on every run."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
