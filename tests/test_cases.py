"""The worked cases of `tests/cases/*.toml`, by the whole program and by the slow oracle.

The form of a case stands in `tests/cases/README.md`. A case goes the way of a user's file: written as
TOML, loaded, given its rules, planned. The oracle gets the same dossier and the choices of the case.
"""

import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from ios_cli.domain.dossier import Dossier
from ios_cli.domain.finding import Finding
from ios_cli.domain.ios import IOS, Rij
from ios_cli.domain.numbers import format_rounded
from ios_cli.io.dossiers import load_dossier
from ios_cli.planning.ios import plan_ios
from ios_cli.regels.load import RegelBoek
from tests.oracle import oracle

CASES = Path(__file__).parent / "cases"
AS_OF = date(2026, 6, 1)
# What the shipped profiles choose, as the oracle is told (rekenregels 3 and 5; sources in the profiles).
PROFIELEN: dict[str, dict[str, Any]] = {
    "vumc": {"methode": "aan-het-eind", "voltijdse_onderdelen": ("klinisch",)},
    "leiden": {"voltijdse_onderdelen": ("klinisch",)},
    "utrecht": {"ouderschapsverlof_als_deeltijd": True},
    "groningen": {},
}


# --- reading the cases -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Case:
    file: str
    title: str
    given: dict[str, Any]
    options: dict[str, Any]
    expected: dict[str, Any]

    @property
    def as_of(self) -> date:
        as_of: date = self.options.get("as_of", AS_OF)
        return as_of

    @property
    def vrijstellingen(self) -> str:
        return str(self.options.get("vrijstellingen", "alle"))

    @property
    def regel(self) -> dict[str, Any]:
        regel: dict[str, Any] = self.options.get("regel", {})
        return regel


def read_cases(path: Path) -> Iterator[Case]:
    content = tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    _only(content, {"info", "given", "case"}, path.name)
    _only(content["info"], {"title", "source"}, path.name)
    for row in content["case"]:
        where = f"{path.name}: {row.get('title')}"
        _only(row, {"title", "why", "given", "options", "expected"}, where)
        _only(row.get("options", {}), {"as_of", "vrijstellingen", "profiel", "regel"}, where)
        _only(row["expected"], {*COLUMNS, "rows", "fout", "geweigerd", "findings"}, where)
        given = {"aios": {"id": "case"}, **content.get("given", {}), **row.get("given", {})}
        given["opleiding"] = content.get("given", {}).get("opleiding", {}) | given["opleiding"]
        yield Case(path.name, row["title"], given, row.get("options", {}), row["expected"])


def _only(table: dict[str, Any], keys: set[str], where: str) -> None:
    """A slip of the pen in a case may not make it pass."""
    if unknown := set(table) - keys:
        raise ValueError(f"{where}: unknown keys {sorted(unknown)}")


# --- one shape for both results ----------------------------------------------------------------------

COLUMNS: dict[str, tuple[Callable[[Rij], Any], Callable[[oracle.Rij], Any]]] = {
    "onderdeel": (lambda r: r.onderdeel, lambda r: r.naam),
    "status": (lambda r: r.status.value, lambda r: r.status),
    "begin": (lambda r: r.begin, lambda r: r.begin),
    "eind": (lambda r: r.eind, lambda r: r.eind),
    "maanden": (lambda r: r.inhoud.maanden, lambda r: r.maanden),
    "dagen": (lambda r: r.inhoud.dagen, lambda r: r.dagen),
    "verschoven": (lambda r: r.verschoven.maanden, lambda r: r.verschoven_maanden),
    "verschoven_dagen": (lambda r: r.verschoven.dagen, lambda r: r.verschoven_dagen),
    "gedaan": (lambda r: r.gedaan.maanden, lambda r: r.gedaan_maanden),
    "gedaan_dagen": (lambda r: r.gedaan.dagen, lambda r: r.gedaan_dagen),
    "factor": (lambda r: format_rounded(r.factor, 4), lambda r: format_rounded(r.factor, 4)),
    "wachtdagen": (lambda r: r.wachtdagen, lambda r: r.wachtdagen),
    "stilstand": (lambda r: r.stilstand_dagen, lambda r: r.stilstand),
    "anker": (lambda r: r.anker.datum if r.anker else None, lambda r: r.anker),
    "berekend_eind": (lambda r: r.berekend_eind, lambda r: r.berekend_eind),
}
EXACT = {"maanden", "dagen", "verschoven", "verschoven_dagen", "gedaan", "gedaan_dagen"}


def wanted(column: str, value: Any) -> Any:
    return Fraction(str(value)) if column in EXACT else value


def check_rows(expected: dict[str, Any], rows: Iterable[Any], which: int) -> None:
    """`which`: 0 for rows of the program, 1 for rows of the oracle."""
    rows = list(rows)
    planned = [r for r in rows if COLUMNS["status"][which](r) == "gepland"]
    for column in COLUMNS.keys() & expected.keys():
        got = [COLUMNS[column][which](r) for r in planned]
        assert got == [wanted(column, v) for v in expected[column]], column
    if "rows" in expected:
        got_rows = [{c: COLUMNS[c][which](r) for c in w} for r, w in zip(rows, expected["rows"], strict=True)]
        assert got_rows == [{c: wanted(c, v) for c, v in w.items()} for w in expected["rows"]]


# --- the whole program -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Run:
    dossier: Dossier | None
    ios: IOS | None
    findings: list[Finding]


def run_program(case: Case, tmp_path: Path) -> Run:
    import tomli_w

    given = dict(case.given)
    if case.regel:
        profile = {
            "profiel": {"naam": "case", "regeling": "lop-2024"},
            "regel": {n: {"waarde": w, "bron": "case", "jaar": 2025} for n, w in case.regel.items()},
        }
        (tmp_path / "profiel.toml").write_text(tomli_w.dumps(profile), encoding="utf-8")
    data = tomli_w.dumps(given).encode()
    loaded = load_dossier(data, "case.toml")
    if loaded.dossier is None or not loaded.complete:
        return Run(loaded.dossier, None, loaded.findings)
    boek, findings = RegelBoek.load()
    opleiding = loaded.dossier.opleiding
    regels, more = boek.regels_voor(
        start=opleiding.start,
        regeling=opleiding.regeling,
        profiel="profiel.toml" if case.regel else case.options.get("profiel", opleiding.profiel),
        methode=opleiding.methode,
        basis=tmp_path,
    )
    findings = [*loaded.findings, *findings, *more]
    assert regels is not None, findings
    planning = plan_ios(loaded.dossier, regels, as_of=case.as_of, vrijstellingen=case.vrijstellingen)
    return Run(loaded.dossier, planning.ios, [*findings, *planning.findings])


def run_oracle(case: Case, dossier: Dossier) -> oracle.Uitkomst:
    choices: dict[str, Any] = {"methode": "naar-rato", **PROFIELEN.get(case.options.get("profiel", ""), {})}
    for name, value in case.regel.items():
        match name:
            case "deeltijdmethode":
                choices["methode"] = value
            case "voltijdse-onderdelen":
                choices["voltijdse_onderdelen"] = tuple(value)
            case "verlofjaar-grens":
                choices["verlofjaar_grens"] = value
            case "maandanker":
                choices["maandanker"] = value
            case "verlof-vrije-dagen":
                choices["vrije_dagen"] = int(value)
            case "ouderschapsverlof":
                choices["ouderschapsverlof_als_deeltijd"] = value == "als-deeltijd"
            case _:
                raise ValueError(f"the oracle does not know the rule {name}")
    if dossier.opleiding.methode is not None:
        choices["methode"] = dossier.opleiding.methode
    return oracle.compute(dossier, as_of=case.as_of, vrijstellingen=case.vrijstellingen, **choices)


# --- the test ----------------------------------------------------------------------------------------

ALL_CASES = [case for path in sorted(CASES.glob("*.toml")) for case in read_cases(path)]


@pytest.mark.parametrize("case", ALL_CASES, ids=lambda c: f"{Path(c.file).stem}: {c.title}")
def test_case(case: Case, tmp_path: Path) -> None:
    run = run_program(case, tmp_path)
    names = [f.name for f in run.findings]
    refused = case.expected.get("geweigerd")
    fault = case.expected.get("fout")
    said = [f"{f.name}: {f.message}" for f in run.findings]

    assert set(case.expected.get("findings", [])) <= set(names), said
    if refused:
        assert set(refused) <= set(names), said
        assert any(f.is_fout for f in run.findings if f.name in refused), said
        return
    assert run.dossier is not None, said
    slow = run_oracle(case, run.dossier)
    if fault:
        [found] = [f for f in run.findings if f.name == fault["naam"]]
        text = f"{found.message} {found.expected} {found.hint}"
        assert found.is_fout
        for key in ("datum", "dagen"):
            if key in fault:
                assert str(fault[key]) in text
        assert slow.fouten
        assert (slow.fouten[0].naam, slow.fouten[0].datum, slow.fouten[0].dagen) == (
            fault["naam"],
            fault.get("datum"),
            fault.get("dagen"),
        )
        return
    assert not any(f.is_fout for f in run.findings), said
    assert run.ios is not None, said
    assert not slow.fouten
    check_rows(case.expected, slow.rijen, 1)
    check_rows(case.expected, run.ios.rijen, 0)
