"""The JSON Schemas of the files that this room reads."""

from typing import Any

from ios_cli.domain.capaciteit import CapaciteitBestand
from ios_cli.domain.dossier import Dossier
from ios_cli.domain.instellingen import InstellingenBestand
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


def capaciteit_schema() -> dict[str, Any]:
    """The schema of a capacity file (`schemas/capaciteit.schema.json`)."""
    return json_schema(
        CapaciteitBestand,
        title=_("IOS capacity file"),
        description=_("How many places an onderdeel, or one place of it, has from which day."),
    )


def ios_schema() -> dict[str, Any]:
    """The schema of `ios.toml` (`schemas/ios.schema.json`)."""
    return json_schema(
        InstellingenBestand,
        title=_("IOS settings of a cohort"),
        description=_(
            "`ios.toml` at the root of a folder of dossiers: what holds where no option says otherwise."
        ),
    )
