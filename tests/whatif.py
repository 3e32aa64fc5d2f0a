"""What the tests of what-ifs share: the shipped rules, dossiers as files, and the way through a file."""

from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

from ios_cli.domain.dossier import Aios, Dossier, Opleiding
from ios_cli.domain.finding import Finding, has_fout
from ios_cli.domain.ios import IOS
from ios_cli.domain.vergelijking import Vergelijking
from ios_cli.io.dossiers import load_dossier
from ios_cli.io.edit import apply_edits
from ios_cli.planning.gegevens import verzamel
from ios_cli.planning.ios import plan_ios
from ios_cli.planning.vergelijking import vergelijk
from ios_cli.planning.wijziging import Wijziging
from ios_cli.regels.load import RegelBoek
from ios_cli.regels.model import Regel, Regels
from tests.strategies import tabellen

AS_OF = date(2026, 6, 1)
START = date(2025, 3, 1)


@lru_cache
def regels(profiel: str | None = None, **waarden: Any) -> Regels:
    """The shipped rules, with other values for the names given (`_` for `-`)."""
    boek, findings = RegelBoek.load()
    gevonden, meldingen = boek.regels_voor(start=START, profiel=profiel)
    assert gevonden is not None
    assert not has_fout([*findings, *meldingen])
    anders: dict[str, Regel] = {
        naam.replace("_", "-"): replace(gevonden[naam.replace("_", "-")], waarde=waarde)
        for naam, waarde in waarden.items()
    }
    return replace(gevonden, records={**gevonden.records, **anders})


def dossier(**velden: Any) -> Dossier:
    """The standard dossier of the worked examples, with these tables."""
    return Dossier(aios=Aios(id="2025-001"), opleiding=Opleiding(start=START), **velden)


def plan(een: Dossier, volgens: Regels | None = None) -> IOS:
    planning = plan_ios(een, volgens or regels(), as_of=AS_OF)
    assert planning.ios is not None, planning.findings
    return planning.ios


def naast(oud: Dossier, nieuw: Dossier, volgens: Regels | None = None) -> Vergelijking:
    """The IOS of both, compared."""
    volgens = volgens or regels()
    return vergelijk(
        verzamel(plan(oud, volgens), oud, volgens, label="oud"),
        verzamel(plan(nieuw, volgens), nieuw, volgens, label="nieuw"),
    )


def gedaan(wijziging: Wijziging) -> Dossier:
    """The new dossier of a what-if that can be done."""
    assert wijziging.dossier is not None, wijziging.findings
    return wijziging.dossier


def codes(findings: tuple[Finding, ...]) -> list[str]:
    return [f.code for f in findings]


def als_bestand(een: Dossier) -> str:
    import tomli_w

    return tomli_w.dumps(tabellen(een))


def herlezen(tekst: str, wijziging: Wijziging) -> tuple[Dossier, list[Finding]]:
    """The dossier of the file `tekst` after the edits of `wijziging`, read again."""
    loaded = load_dossier(apply_edits(tekst, wijziging.edits).encode(), "dossier.toml")
    assert loaded.dossier is not None, loaded.findings
    return loaded.dossier, loaded.findings
