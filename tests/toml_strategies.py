"""TOML data for any record class, made from the descriptions of its fields: right, and then spoilt."""

# ruff: noqa: RUF009  (the calls that describe a field)

import dataclasses
import string
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any, ClassVar

from hypothesis import strategies as st

from ios_cli.domain import fields
from ios_cli.domain.fields import Constraint, ExactlyOne, FieldSpec, RequiredWhen, constraints_of, specs_of
from ios_cli.text import LANGUAGES

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8).filter(
    lambda t: t.strip(" \t\r\n")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Binnen:
    """A table inside a record, with every kind of constraint."""

    a: int | None = fields.integer("a", minimum=0, maximum=9)
    b: str | None = fields.text("b")
    c: str | None = fields.text("c")
    soort: str = fields.text("soort", default="x", choices=("x", "y"), also_read={"ex": "x"})
    alleen_y: str | None = fields.text("with y")
    alleen_x: str | None = fields.text("with x, the default")

    CONSTRAINTS: ClassVar[tuple[Constraint, ...]] = (
        ExactlyOne((("a",), ("b", "c"))),
        RequiredWhen("alleen_y", "soort", ("y",)),
        RequiredWhen("alleen_x", "soort", ("x",)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Proef:
    """A record with every kind of field: what dossiers, rule files and profiles are made of."""

    tekst: str = fields.text("tekst", required=True)
    vorm: str | None = fields.text("vorm", pattern="[a-z]+(-[0-9]+)?")
    keuze: str | None = fields.text("keuze", choices=("a", "b"), also_read={"aa": "a"})
    dag: date | None = fields.day("dag")
    tijd: time | None = fields.clock_time("tijd")
    getal: Any = fields.number("getal", above="0", minimum="0.0001", maximum="1")
    breed: Any = fields.number("breed", minimum="-5")
    heel: int | None = fields.integer("heel", minimum=1, maximum=520)
    ja: bool = fields.boolean("ja", default=True)
    lijst: tuple[str, ...] = fields.texts("lijst")
    keuzes: tuple[str, ...] = fields.texts("keuzes", choices=("p", "q"), min_items=1)
    waarde: Any = fields.value("waarde")
    omschrijving: Mapping[str, str] = fields.localized("omschrijving")
    een: Binnen | None = fields.table(Binnen, "een")
    rijen: tuple[Binnen, ...] = fields.tables(Binnen, "rijen")
    namen: Mapping[str, Binnen] = fields.by_name(Binnen, "namen")


# --- right ---


def numbers(spec: FieldSpec) -> st.SearchStrategy[Any]:
    low = Decimal(str(float(spec.minimum))) if spec.minimum is not None else Decimal(-1000)
    high = Decimal(str(float(spec.maximum))) if spec.maximum is not None else Decimal(1000)
    whole = st.integers(int(low.to_integral_value("ROUND_CEILING")), int(high))
    if spec.kind == "integer":
        return st.one_of(whole, whole.map(lambda n: Decimal(n).quantize(Decimal("0.0"))))
    return st.one_of(st.decimals(low, high, places=4), *([whole] if low <= int(high) else []))


def scalars() -> st.SearchStrategy[Any]:
    return st.one_of(TEXTS, st.booleans(), st.integers(-(2**63), 2**63 - 1), st.decimals(-99, 99, places=2))


def value_of(spec: FieldSpec) -> st.SearchStrategy[Any]:
    """A value that the key may have."""
    match spec.kind:
        case "text" if spec.choices:
            return st.sampled_from([*spec.choices, *spec.also_read])
        case "text" if spec.pattern is not None:
            return st.from_regex(spec.pattern, fullmatch=True, alphabet=string.printable)
        case "text":
            return TEXTS
        case "date":
            return st.dates(date(1900, 1, 1), date(2199, 12, 31))
        case "time":
            return st.times()
        case "number" | "integer":
            return numbers(spec)
        case "boolean":
            return st.booleans()
        case "list":
            item = st.sampled_from(spec.choices) if spec.choices else TEXTS
            return st.lists(item, min_size=spec.min_items, max_size=3)
        case "localized":
            return st.one_of(TEXTS, st.dictionaries(st.sampled_from(LANGUAGES), TEXTS, min_size=1))
        case "value":
            rows = st.lists(st.dictionaries(TEXTS, scalars(), max_size=2), max_size=2)
            return st.one_of(scalars(), st.lists(TEXTS, max_size=2), rows)
        case "table":
            assert spec.record is not None
            return tables_of(spec.record)
        case "tables":
            assert spec.record is not None
            return st.lists(tables_of(spec.record), min_size=1, max_size=2)
        case "map":
            assert spec.record is not None
            names = st.from_regex(
                spec.pattern or "[a-z]+", fullmatch=True, alphabet=string.ascii_lowercase + "-"
            )
            return st.dictionaries(names, tables_of(spec.record), max_size=2)


@st.composite
def tables_of(draw: st.DrawFn, record: type, most: int = 3) -> dict[str, Any]:
    """A table that reads as a `record`: what is required, and up to `most` other keys."""
    specs = specs_of(record)
    wanted = {key for key, spec in specs.items() if spec.required}
    optional = [key for key in specs if key not in wanted]
    if optional:
        wanted |= set(draw(st.lists(st.sampled_from(optional), max_size=most, unique=True)))
    table = {key: draw(value_of(spec)) for key, spec in specs.items() if key in wanted}
    for rule in constraints_of(record):
        if isinstance(rule, ExactlyOne):
            group = draw(st.sampled_from(rule.groups))
            for key in (key for other in rule.groups for key in other if key not in group):
                table.pop(key, None)
            table.update({key: draw(value_of(specs[key])) for key in group if key not in table})
    defaults = {f.name: f.default for f in dataclasses.fields(record)}
    for rule in constraints_of(record):
        if isinstance(rule, RequiredWhen):
            said = table.get(rule.when, defaults[rule.when])
            if specs[rule.when].also_read.get(said, said) in rule.values and rule.key not in table:
                table[rule.key] = draw(value_of(specs[rule.key]))
    return table


# --- spoilt ---

ANYTHING: list[Any] = [
    "",
    " ",
    "x",
    "2",
    0,
    1,
    2,
    -1,
    6.0,
    True,
    False,
    [],
    [1],
    ["x"],
    [""],
    [{}],
    {},
    {"x": 1},
]
ANYTHING += [
    Decimal("0.00009"),
    Decimal("0.0001"),
    Decimal("1.0001"),
    Decimal(38),
    Decimal("38.01"),
    Decimal("-0.5"),
]
ANYTHING += [date(1899, 12, 31), date(1900, 1, 1), date(2199, 12, 31), date(2200, 1, 1), time(1, 2, 3)]
ANYTHING += [datetime(2025, 3, 1, 10, tzinfo=UTC), datetime(2025, 3, 1), [[]], ["x", 1], [{"x": [1]}]]  # noqa: DTZ001


@st.composite
def spoilt(draw: st.DrawFn, good: dict[str, Any]) -> dict[str, Any]:
    """`good` with one to three changes, each somewhere in it: a key less, a key more, another value."""
    data = deepcopy(good)
    for _change in range(draw(st.integers(1, 3))):
        places = list(_containers(data))
        inside = draw(st.sampled_from(places))
        keys = list(inside) if isinstance(inside, dict) else list(range(len(inside)))
        match draw(st.sampled_from(["drop", "add", "set", "set", "nudge", "wrap"])):
            case "drop" if keys:
                del inside[draw(st.sampled_from(keys))]
            case "add":
                if isinstance(inside, dict):
                    known = [
                        "maanden",
                        "weken",
                        "factor",
                        "uren_per_week",
                        "a",
                        "b",
                        "c",
                        "nl",
                        "Onbekend",
                        "einde",
                    ]
                    inside[draw(st.sampled_from(known))] = deepcopy(draw(st.sampled_from(ANYTHING)))
                else:
                    inside.append(deepcopy(draw(st.sampled_from(ANYTHING))))
            case "set" if keys:
                inside[draw(st.sampled_from(keys))] = deepcopy(draw(st.sampled_from(ANYTHING)))
            case "nudge" if keys:
                key = draw(st.sampled_from(keys))
                inside[key] = _nudged(inside[key])
            case "wrap" if keys:
                key = draw(st.sampled_from(keys))
                inside[key] = [inside[key]]
    return data


def _containers(value: Any) -> list[Any]:
    inner = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else None
    return [] if inner is None else [value, *(found for one in inner for found in _containers(one))]


def _nudged(value: Any) -> Any:
    """Nearly the same value."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, str):
        return value.upper() if value.upper() != value else value + "\n"
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, int):
        return value + Decimal("0.5")
    return "x" if isinstance(value, date | time) else value
