"""Defaults of a cohort: `ios.toml` at the root of its folder."""

from dataclasses import dataclass

from ios_cli.domain import fields
from ios_cli.text import LANGUAGES, N_

DIALECTEN = ("standard", "excel-nl")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cohortinstellingen:
    """`[cohort]` of `ios.toml`. Paths are relative to that file."""

    profiel: str | None = fields.text(
        N_("institute profile of the dossiers that name none: a built-in name or a path")
    )
    regels: str | None = fields.text(N_("folder with rule files; they come before the shipped ones"))
    capaciteit: str | None = fields.text(N_("capacity file"))
    taal: str | None = fields.text(N_("language of the output"), choices=LANGUAGES)
    dialect: str | None = fields.text(N_("dialect of csv"), choices=DIALECTEN)


@dataclass(frozen=True, slots=True, kw_only=True)
class InstellingenBestand:
    """`ios.toml`."""

    cohort: Cohortinstellingen = fields.table(
        Cohortinstellingen, N_("defaults of this cohort"), required=True
    )
