"""JSON and TOML: one document, two notations."""

import json
import tomllib
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from ios_cli.domain.finding import Ernst, Finding
from ios_cli.domain.ios import IOS
from ios_cli.render.envelope import GENERATE_SCHEMA
from ios_cli.render.json import render_ios_json, render_json
from ios_cli.render.toml import render_ios_toml, render_toml
from tests.render_samples import (
    AS_OF,
    aan_het_eind,
    alle,
    alles_tegelijk,
    check_golden,
    gestopt,
    standaard,
    vreemde_namen,
)

FINDINGS = [
    Finding(
        code="IOS203",
        message="2,4 maanden van `klinisch` [sic] schuiven door",
        ernst=Ernst.OPMERKING,
        source="rekenregels 8",
        aios_id="2025-017",
        file="cohort/jansen\udce9.toml",
        line=12,
    ),
    Finding(code="IOS003", message="no toml", expected="a table", hint="remove the quotes"),
]


def as_json(
    items: list[IOS], findings: list[Finding] = FINDINGS, *, segmenten: bool = False
) -> Iterator[str]:
    return render_ios_json(items, findings=findings, as_of=AS_OF, version="0.1.0", segmenten=segmenten)


def as_toml(
    items: list[IOS], findings: list[Finding] = FINDINGS, *, segmenten: bool = False
) -> Iterator[str]:
    return render_ios_toml(items, findings=findings, as_of=AS_OF, version="0.1.0", segmenten=segmenten)


def without_none(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: without_none(v) for k, v in value.items() if v is not None}
    return [without_none(v) for v in value] if isinstance(value, list) else value


def dates_as_text(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: dates_as_text(v) for k, v in value.items()}
    if isinstance(value, list):
        return [dates_as_text(v) for v in value]
    return value.isoformat() if isinstance(value, date) else value


def test_golden() -> None:
    check_golden("generate.json", lambda: as_json(alle()))
    check_golden("generate.toml", lambda: as_toml(alle()))
    check_golden("generate-segmenten.json", lambda: as_json([alles_tegelijk()], segmenten=True))
    check_golden("generate-segmenten.toml", lambda: as_toml([alles_tegelijk()], segmenten=True))


@pytest.mark.parametrize("segmenten", [False, True])
@pytest.mark.parametrize("findings", [[], FINDINGS[:1], FINDINGS])
@pytest.mark.parametrize("n", [0, 1, 6])
def test_both_notations_say_the_same(n: int, findings: list[Finding], segmenten: bool) -> None:
    json_text = "".join(as_json(alle()[:n], findings, segmenten=segmenten))
    toml_text = "".join(as_toml(alle()[:n], findings, segmenten=segmenten))
    document = json.loads(json_text)
    assert dates_as_text(tomllib.loads(toml_text)) == without_none(document)
    assert len(document["data"]) == n
    assert (json_text + toml_text).encode()


def test_the_contract_orders_the_keys() -> None:
    document = json.loads("".join(as_json([standaard()])))
    assert list(document) == ["schema", "tool", "regels", "as_of", "findings", "data"]
    assert document["schema"] == GENERATE_SCHEMA == "ios/generate/1"
    assert document["tool"] == {"naam": "ios-cli", "versie": "0.1.0"}
    assert document["as_of"] == "2026-06-01"
    assert document["regels"]["regeling_sha256"] == "0" * 64
    assert list(document["findings"][0]) == [
        *(
            "code",
            "naam",
            "ernst",
            "melding",
            "verwacht",
            "gevonden",
            "verschil",
            "hint",
            "bron",
            "geaccepteerd",
            "aios_id",
            "bestand",
            "regelnummer",
        ),
    ]


def test_an_empty_result_is_a_document() -> None:
    text = "".join(as_json([], []))
    assert json.loads(text)["data"] == []
    assert json.loads(text)["regels"] == {}
    assert text.endswith('"findings": [],\n  "data": []\n}\n')
    assert tomllib.loads("".join(as_toml([], [])))["data"] == []


def test_rules_stand_by_the_aios_where_they_differ() -> None:
    first, second, third = json.loads("".join(as_json([standaard(), aan_het_eind(), gestopt()])))["data"]
    assert "regels" not in first
    assert "regels" not in third
    assert second["regels"]["profiel"] == "vumc"
    assert second["regels"]["profiel_sha256"] == "1" * 64
    assert (first["methode"], second["methode"]) == ("naar-rato", "aan-het-eind")
    assert second["keuzes"]["voltijdse-onderdelen"] == "klinisch"


def test_one_aios_in_full() -> None:
    (item,) = json.loads("".join(as_json([alles_tegelijk()])))["data"]
    assert item["totalen"] == {
        "praktijkmaanden": "27",
        "externe_maanden": "96/13",
        "totaal": "447/13",
        "vrijgesteld": "4.5",
        "verlengd": "3",
        "gedaan": "447/13",
    }
    assert (item["begin"], item["eind"], item["einde"]) == ("2025-03-01", "2029-04-15", None)
    assert item["lopende_onderbreking"] is True
    keuze = item["onderdelen"][2]
    assert (keuze["voltijdsmaanden"], keuze["dagen"], keuze["gedaan"]) == (None, 42, "42")
    assert (keuze["eenheid"], keuze["factor"], keuze["anker_reden"]) == ("dagen", "0.8000", "dagen")
    ccz = item["onderdelen"][4]
    assert (ccz["status"], ccz["begin"], ccz["gedaan"], ccz["wachtdagen"]) == (
        "vrijgesteld",
        None,
        None,
        None,
    )
    assert item["zonder_einde"] is None
    assert "segmenten" not in keuze


def test_a_training_that_was_cut_also_says_how_it_would_have_gone_on() -> None:
    (item,) = json.loads("".join(as_json([gestopt()])))["data"]
    assert (item["eind"], item["einde"]) == ("2026-05-15", "2026-05-15")
    assert len(item["onderdelen"]) == 2
    assert len(item["zonder_einde"]) == 5
    assert item["zonder_einde"][-1]["eind"] == "2028-02-29"


def test_names_come_through_and_nothing_acts_on_a_terminal() -> None:
    ios = vreemde_namen()
    text = "".join(as_json([ios]))
    (item,) = json.loads(text)["data"]
    assert item["naam"] == ios.naam
    assert [r["plaats"] for r in item["onderdelen"]] == [r.plaats for r in ios.rijen]
    assert "\x1b" not in text
    assert "山田太郎" in text
    odd = {"naam": "a\x7fb\x9bc\u2028d\x00"}
    raw = "".join(render_json({"schema": "x"}, [odd]))
    assert json.loads(raw)["data"] == [odd]
    assert not any(c in raw for c in "\x7f\x9b\u2028\x00")


def test_a_file_name_that_is_no_utf8_still_gives_a_document() -> None:
    document = json.loads("".join(as_json([])).encode().decode())
    assert document["findings"][0]["bestand"] == "cohort/jansen\\udce9.toml"


def test_short_objects_stay_tables_in_toml() -> None:
    text = "".join(render_toml({"schema": "x", "tool": {"naam": "y"}}, [{"a": 1}, {"b": {"c": []}}]))
    assert tomllib.loads(text) == {"schema": "x", "tool": {"naam": "y"}, "data": [{"a": 1}, {"b": {"c": []}}]}
    assert text.count("[[data]]") == 2


def test_items_are_taken_one_by_one() -> None:
    taken = 0

    def items() -> Iterator[IOS]:
        nonlocal taken
        for _ in range(3):
            taken += 1
            yield standaard()

    for render in (render_ios_json, render_ios_toml):
        taken = 0
        pieces = render(items(), findings=[], as_of=AS_OF, version="0")
        next(pieces)
        next(pieces)
        assert taken == 1
        assert len(list(pieces)) >= 2


def test_dates_are_native_in_toml() -> None:
    item = tomllib.loads("".join(as_toml([standaard()])))["data"][0]
    assert item["begin"] == date(2025, 3, 1)
    assert item["onderdelen"][0]["eind"] == date(2026, 2, 28)
    assert "naam" not in tomllib.loads("".join(as_toml([gestopt()])))["data"][0]
