"""All JSON Schemas by name: what `ios schema` prints and `tools/schemas.py` writes."""

import importlib.util
import json
from typing import Any

from ios_cli.io.schemas import dossier_schema


def all_schemas() -> dict[str, dict[str, Any]]:
    """Name (`dossier`, `regels`, `profiel`) -> JSON Schema."""
    found = {"dossier": dossier_schema()}
    if importlib.util.find_spec("ios_cli.regels.schema") is not None:
        from ios_cli.regels import schema

        found.update(schema.schemas())
    return found


def schema_text(schema: dict[str, Any]) -> str:
    """A schema as the text of its file, the same bytes on every run."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
