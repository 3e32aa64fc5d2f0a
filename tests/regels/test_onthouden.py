"""What follows from a rule set alone: worked out once for each, and not kept for ever."""

from dataclasses import replace
from datetime import date

import pytest

from ios_cli.regels import onthouden
from ios_cli.regels.load import RegelBoek
from ios_cli.regels.model import Regels
from ios_cli.regels.onthouden import per_regels


@pytest.fixture
def regels() -> Regels:
    boek, findings = RegelBoek.load(None)
    assert not findings
    regels, about = boek.regels_voor(start=date(2025, 3, 1))
    assert regels is not None
    assert not about
    return regels


def test_once_for_each_rule_set(regels: Regels) -> None:
    gevraagd: list[Regels] = []

    @per_regels
    def naam(r: Regels) -> str:
        gevraagd.append(r)
        return r.regeling

    ander = replace(regels, regeling="lop-2030")
    assert [naam(r) for r in (regels, ander, regels, ander)] == [regels.regeling, "lop-2030"] * 2
    assert len(gevraagd) == 2


def test_only_so_many_are_kept(regels: Regels, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(onthouden, "_MEESTE", 2)
    gevraagd: list[str] = []

    @per_regels
    def naam(r: Regels) -> str:
        gevraagd.append(r.regeling)
        return r.regeling

    drie = [replace(regels, regeling=str(n)) for n in range(3)]
    assert [naam(r) for r in (*drie, drie[0])] == ["0", "1", "2", "0"]
    assert gevraagd == ["0", "1", "2", "0"]
