"""IOS to render: real situations with invented names, planned under rules written out here."""

import os
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from ios_cli.domain.dossier import (
    Aios,
    Deeltijd,
    Dossier,
    Inhoud,
    Onderbreking,
    Onderdeel,
    Opleiding,
    Verlenging,
    Vrijstelling,
)
from ios_cli.domain.ios import IOS, Rij, RijStatus
from ios_cli.planning.ios import plan_ios
from ios_cli.regels.model import Regel, Regels

AS_OF = date(2026, 6, 1)
START = date(2025, 3, 1)
STANDAARD = (
    ("huisartspraktijk-1", 12),
    ("klinisch", 6),
    ("ggz", 3),
    ("ccz", 3),
    ("huisartspraktijk-2", 12),
)


def regels(*, profiel: str | None = None, **anders: Any) -> Regels:
    waarden: dict[str, Any] = {
        "standaardschema": tuple({"soort": s, "maanden": Fraction(m)} for s, m in STANDAARD),
        "deeltijdmethode": "naar-rato",
        "voltijdse-onderdelen": (),
        "verlof-vrije-dagen": Fraction(10),
        "verlofjaar-grens": "nieuw",
        "ouderschapsverlof": "onderbreking",
        "feestdagen": "werkdag",
        "maandanker": "eerste-lopende-dag",
        "opzegtermijn": Fraction(1),
        "verlenging-maximum": Fraction(6),
    }
    waarden |= {naam.replace("_", "-"): waarde for naam, waarde in anders.items()}
    return Regels(
        regeling="lop-2024",
        profiel=profiel,
        records={naam: Regel(naam=naam, waarde=waarde) for naam, waarde in waarden.items()},
        regeling_sha256="0" * 64,
        profiel_sha256="1" * 64 if profiel else "",
    )


def plan(
    aios_id: str,
    naam: str | None = None,
    *,
    rules: Regels | None = None,
    aios: dict[str, Any] | None = None,
    opleiding: dict[str, Any] | None = None,
    vrijstellingen: str = "alle",
    concept: bool = False,
    **tabellen: Any,
) -> IOS:
    dossier = Dossier(
        aios=Aios(id=aios_id, naam=naam, **(aios or {})),
        opleiding=Opleiding(**{"start": START, **(opleiding or {})}),
        **tabellen,
    )
    planning = plan_ios(
        dossier, rules or regels(), as_of=AS_OF, vrijstellingen=vrijstellingen, concept=concept
    )
    assert planning.ios is not None, planning.findings
    return planning.ios


def maanden(n: int | str) -> dict[str, Any]:
    return {"maanden": Fraction(n)}


def standaard() -> IOS:
    return plan(
        "2025-001",
        "A. Jansen",
        aios={"instituut": "Utrecht", "groep": "maandag", "instroom": "2025-03"},
        opleiding={"vastgesteld": date(2025, 3, 10), "revisie": 1},
    )


def alles_tegelijk() -> IOS:
    """Deeltijd, leave, an exemption of a whole and of part of a stage, weeks, a wait, verlenging."""
    return plan(
        "2025-017",
        "Ö. Yıldız-van der Veen",
        aios={"instituut": "VUmc", "groep": "A", "instroom": "2025-03"},
        opleiding={"revisie": 3},
        onderdeel=(
            Onderdeel(
                soort="huisartspraktijk-1",
                naam="ha1-linde",
                **maanden(12),
                plaats="Praktijk De Linde",
                opleider="O-114",
            ),
            Onderdeel(soort="klinisch", **maanden(6), plaats="Ziekenhuis Noord, spoedeisende hulp"),
            Onderdeel(soort="keuze", naam="verslavingszorg", weken=6, plaats="Kliniek [Zuid]"),
            Onderdeel(soort="ggz", **maanden(3), begin=date(2027, 6, 1)),
            Onderdeel(soort="ccz", **maanden("1.5"), grond="EVC"),
            Onderdeel(soort="huisartspraktijk-2", **maanden(12), plaats="Huisartsen aan de Gracht"),
        ),
        deeltijd=(Deeltijd(vanaf=date(2025, 9, 1), factor=Fraction(4, 5)),),
        vrijstelling=(
            Vrijstelling(onderdeel="klinisch", **maanden(3), status="voorlopig", grond="ANIOS SEH"),
            Vrijstelling(onderdeel="ccz", **maanden("1.5"), status="definitief", grond="verpleeghuis"),
        ),
        onderbreking=(
            Onderbreking(soort="zwangerschapsverlof", van=date(2025, 11, 3), tot_en_met=date(2026, 2, 22)),
            Onderbreking(soort="ziekte", van=date(2026, 5, 18), omvang=Fraction(1, 2)),
        ),
        verlenging=(Verlenging(**maanden(3), reden="vertraging"),),
    )


def aan_het_eind() -> IOS:
    return plan(
        "2025-020",
        "B. de Boer",
        rules=regels(profiel="vumc", deeltijdmethode="aan-het-eind", voltijdse_onderdelen=("klinisch",)),
        deeltijd=(Deeltijd(vanaf=START, factor=Fraction(4, 5)),),
        concept=True,
    )


def gestopt() -> IOS:
    return plan("2025-031", opleiding={"status": "gestopt", "einde": date(2026, 5, 15)})


def niets_gepland() -> IOS:
    """Nothing left to plan: a form must not trip over it, whatever planning makes of it."""
    return replace(
        plan(
            "2025-040",
            "C. Smit",
            onderdeel=(Onderdeel(soort="keuze", weken=6), Onderdeel(soort="ggz", **maanden(3))),
            vrijstelling=(Vrijstelling(onderdeel="keuze", weken=6, status="definitief", grond="EVC"),),
            vrijstellingen="definitief",
        ),
        rijen=(
            Rij(
                volgnummer=1,
                onderdeel="keuze",
                soort="keuze",
                status=RijStatus.VRIJGESTELD,
                in_maanden=False,
                eigen=Inhoud(dagen=Fraction(42)),
                vrijgesteld=Inhoud(dagen=Fraction(42)),
            ),
        ),
    )


def vreemde_namen() -> IOS:
    """Brackets, an escape code, a line end, scripts from right to left and wide ones, combining marks."""
    return plan(
        "2025-050",
        "[bold]X\x1b[31m \u202eרות כהן\u202c 山田太郎 e\u0301 \U0001f469\u200d\u2695\ufe0f",
        aios={"instituut": "regel 1\nregel 2\t[/x]"},
        onderdeel=(
            Onderdeel(soort="huisartspraktijk-1", **maanden(12), plaats="=1+1; \"De 'Linde'\", [sic]"),
            Onderdeel(soort="klinisch", **maanden(6), plaats="大学病院 北"),
            Onderdeel(soort="ggz", naam="مركز الصحة", **maanden(3), plaats="@ggz\r"),
            Onderdeel(soort="ccz", **maanden(3), plaats="-"),
            Onderdeel(soort="huisartspraktijk-2", **maanden(12), plaats="e\u0301e\u0301n"),
        ),
        deeltijd=(Deeltijd(vanaf=START, uren_per_week=Fraction(30)),),
    )


def alle() -> list[IOS]:
    return [
        standaard(),
        alles_tegelijk(),
        aan_het_eind(),
        gestopt(),
        niets_gepland(),
        vreemde_namen(),
    ]


GOLDEN = Path(__file__).parent / "golden"


def check_golden(name: str, render: Callable[[], Iterable[str]]) -> str:
    """`render()` gives the bytes of `golden/NAME`, twice; with IOS_UPDATE_GOLDEN=1 it writes them."""
    text = "".join(render())
    assert text == "".join(render()), "two runs differ"
    path = GOLDEN / name
    if os.environ.get("IOS_UPDATE_GOLDEN"):
        path.write_bytes(text.encode())
    assert text == path.read_bytes().decode(), f"{path.name} differs; IOS_UPDATE_GOLDEN=1 writes it anew"
    return text
