"""The schema and the strict reader agree: what the one rejects the other rejects.

Two exceptions, which no JSON schema can tell, since JSON has no dates: a quoted date where a date
belongs (the reader rejects it, IOS013), and a bare date or time where a text belongs.
"""

import importlib
import re
from collections.abc import Iterator
from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from ios_cli.domain.dossier import Dossier
from ios_cli.domain.fields import FieldSpec, specs_of
from ios_cli.toml.reader import read_toml
from ios_cli.toml.records import Reading, read_record
from ios_cli.toml.schema import json_schema
from tests.strategies import aantal
from tests.toml_strategies import Proef, spoilt, tables_of

# What the program itself imports only where it needs it.
jsonschema: Any = importlib.import_module("jsonschema")
tomli_w: Any = importlib.import_module("tomli_w")


def _pattern(_validator: Any, pattern: str, instance: Any, _schema: Any) -> Iterator[Any]:
    # To ECMA 262 `$` is the very end; to Python it may stand before a last newline.
    if isinstance(instance, str) and not re.search(pattern.replace("$", r"\Z"), instance):
        yield jsonschema.ValidationError(f"{instance!r} does not match {pattern!r}")


Validator = jsonschema.validators.extend(jsonschema.Draft7Validator, {"pattern": _pattern})
SCHEMAS: dict[type, Any] = {
    record: Validator(json_schema(record, title=record.__name__, description=""))
    for record in (Dossier, Proef)
}


def as_json(value: Any) -> Any:
    """What TOML data is to an editor: dates are texts, numbers are numbers."""
    if isinstance(value, dict):
        return {key: as_json(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [as_json(inner) for inner in value]
    if isinstance(value, date | time):
        return value.isoformat()
    return float(value) if isinstance(value, Decimal) else value


def beyond_json(record: type, table: Any) -> bool:
    """Whether there is a text where a date belongs, or a date where a text may stand."""
    if not isinstance(table, dict):
        return False
    return any(_beyond(specs_of(record).get(key), value) for key, value in table.items())


def _beyond(spec: FieldSpec | None, value: Any) -> bool:
    if spec is None:
        return False
    if spec.kind in ("date", "time"):
        return isinstance(value, str) or (spec.kind == "time" and isinstance(value, date))
    if spec.record is None:
        return _has_dates(value)
    rows = (
        value
        if isinstance(value, list)
        else list(value.values())
        if spec.kind == "map" and isinstance(value, dict)
        else [value]
    )
    return any(beyond_json(spec.record, row) for row in rows)


def _has_dates(value: Any) -> bool:
    if isinstance(value, dict | list):
        return any(_has_dates(one) for one in (value.values() if isinstance(value, dict) else value))
    return isinstance(value, date | time)


def plain(value: Any) -> Any:
    """Test data with the types that `read_toml` gives."""
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    return Decimal(str(value)) if isinstance(value, float) else value


def agree(record: type, data: dict[str, Any]) -> bool:
    """Whether both accept `data`; fails where they differ."""
    reading: Reading[Any] = read_record(record, data)
    accepted = not reading.findings
    errors = list(SCHEMAS[record].iter_errors(as_json(data)))
    assert accepted == (not errors), (
        data,
        [f.message for f in reading.findings],
        [e.message for e in errors],
    )
    if accepted:
        assert reading.record is not None
        assert reading.complete
    # What is wrong is left out; an unknown key alone leaves nothing out (but a text in no language).
    wrong = {f.code for f in reading.findings}
    assert not wrong - {"IOS010"} or not reading.complete, (data, reading)
    assert wrong or reading.complete, (data, reading)
    return accepted


SLOW = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], deadline=None)


@pytest.mark.parametrize("record", [Dossier, Proef])
@given(data=st.data())
@SLOW
def test_good_data_is_accepted_by_both(record: type, data: st.DataObject) -> None:
    assert agree(record, data.draw(tables_of(record)))


@pytest.mark.parametrize("record", [Dossier, Proef])
@given(data=st.data())
@settings(parent=SLOW, max_examples=aantal(300))
def test_spoilt_data_is_judged_alike(record: type, data: st.DataObject) -> None:
    spoilt_data = plain(data.draw(spoilt(data.draw(tables_of(record)))))
    assume(not beyond_json(record, spoilt_data))
    agree(record, spoilt_data)


@pytest.mark.parametrize("record", [Dossier, Proef])
@given(data=st.data())
@SLOW
def test_text_reads_as_the_data_it_was_made_of(record: type, data: st.DataObject) -> None:
    """Through the text: the same findings, each on a line of the text that holds its key."""
    made = plain(data.draw(st.one_of(tables_of(record), tables_of(record).flatmap(spoilt))))
    text = tomli_w.dumps(made)
    document = read_toml(text.encode(), "x.toml")
    assert document.findings == ()
    assert document.tables is not None
    assert document.tables == made
    direct: Reading[Any] = read_record(record, made)
    through: Reading[Any] = read_record(record, document.tables)
    assert direct.record == through.record
    assert {(f.code, f.path) for f in direct.findings} == {(f.code, f.path) for f in through.findings}
    lines = text.split("\n")
    for f in document.locate(through.findings):
        assert f.line is not None or not text
        key = f.path[-1] if f.path else 0
        if isinstance(key, str) and re.fullmatch("[A-Za-z0-9_-]+", key):
            assert key in lines[(f.line or 1) - 1]


# --- the two exceptions, and what JSON cannot write at all ---

GOOD = {"aios": {"id": "x"}, "opleiding": {"start": date(2025, 3, 1)}}


def both(data: dict[str, Any]) -> tuple[bool, bool]:
    return not read_record(Dossier, data).findings, SCHEMAS[Dossier].is_valid(as_json(data))


def test_a_quoted_date_is_a_date_to_json() -> None:
    assert both(GOOD) == (True, True)
    assert both(GOOD | {"opleiding": {"start": "2025-03-01"}}) == (False, True)


def test_a_bare_date_is_a_text_to_json() -> None:
    assert both(GOOD | {"aios": {"id": date(2025, 3, 1)}}) == (False, True)


@pytest.mark.parametrize("number", ["nan", "inf", "-inf"])
def test_what_is_no_number_is_rejected(number: str) -> None:
    data = GOOD | {"deeltijd": [{"vanaf": date(2025, 3, 1), "factor": Decimal(number)}]}
    assert read_record(Dossier, data).findings
