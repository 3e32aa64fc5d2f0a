"""The JSON Schema of the files that this room reads."""

from typing import Any

from ios_cli.domain.dossier import Dossier
from ios_cli.text import _
from ios_cli.toml.schema import json_schema


def dossier_schema() -> dict[str, Any]:
    """The schema of a dossier (`schemas/dossier.schema.json`)."""
    return json_schema(
        Dossier,
        title=_("IOS dossier"),
        description=_(
            "Everything one file says about one aios. Dates are TOML dates, without quotes; "
            "`eind` and `tot_en_met` are last days."
        ),
    )
