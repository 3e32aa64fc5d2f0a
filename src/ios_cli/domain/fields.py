"""How a noun's fields stand in a TOML file.

The dataclasses of `dossier.py` (and of the rule files) carry these descriptions in their field
metadata. One description serves three: the strict reader (`ios_cli.toml.records`), the JSON Schema
(`ios_cli.toml.schema`) and the help texts. Nothing else says what a file may hold.
"""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Literal

Kind = Literal[
    "text",
    "date",
    "time",
    "number",
    "integer",
    "boolean",
    "list",  # array of strings
    "table",  # one sub-table
    "tables",  # array of tables
    "map",  # a table of tables by free name: [regel.NAME]
    "localized",  # a string, or {nl = "...", en = "..."}
    "value",  # number, string, boolean, array of strings, or array of flat tables
]

# Dates outside these centuries are slips of the pen; the JSON Schema says the same with a pattern.
EERSTE_JAAR, LAATSTE_JAAR = 1900, 2199


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldSpec:
    """One key of one table.

    `choices`: the values it may have; `also_read`: other spellings and what they mean. `minimum` and
    `maximum` are inclusive, `above` is exclusive. `pattern` (of a text) must match the whole value.
    `record`: the dataclass of a `table`, or of each of `tables`. `doc` is English, marked with N_.
    """

    kind: Kind
    required: bool = False
    choices: tuple[str, ...] = ()
    also_read: Mapping[str, str] = dataclasses.field(default_factory=dict)
    minimum: Fraction | None = None
    above: Fraction | None = None
    maximum: Fraction | None = None
    pattern: str | None = None
    pattern_doc: str = ""
    min_items: int = 0
    record: type | None = None
    doc: str = ""


@dataclass(frozen=True, slots=True)
class ExactlyOne:
    """Exactly one of these groups of keys stands in the table; the keys of a group go together."""

    groups: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class RequiredWhen:
    """`key` must stand in the table when `when` has one of `values` (or its default is one of them)."""

    key: str
    when: str
    values: tuple[str, ...]


Constraint = ExactlyOne | RequiredWhen


def spec_of(f: "dataclasses.Field[Any]") -> FieldSpec | None:
    """The description of a dataclass field; None for a field that does not stand in a file."""
    spec = f.metadata.get("spec")
    return spec if isinstance(spec, FieldSpec) else None


_specs: dict[type, dict[str, FieldSpec]] = {}


def specs_of(record: type) -> dict[str, FieldSpec]:
    """Key -> description, in file order."""
    found = _specs.get(record)
    if found is None:
        found = {f.name: spec for f in dataclasses.fields(record) if (spec := spec_of(f)) is not None}
        _specs[record] = found
    return found


def constraints_of(record: type) -> tuple[Constraint, ...]:
    """What holds between the keys of one table (class attribute `CONSTRAINTS`)."""
    return getattr(record, "CONSTRAINTS", ())


def _field(spec: FieldSpec, default: Any) -> Any:
    metadata = {"spec": spec}
    if spec.required:
        return field(metadata=metadata)
    if spec.kind in ("list", "tables"):
        return field(default=(), metadata=metadata)
    return field(default=default, metadata=metadata)


def text(
    doc: str,
    *,
    required: bool = False,
    default: Any = None,
    choices: tuple[str, ...] = (),
    also_read: Mapping[str, str] | None = None,
    pattern: str | None = None,
    pattern_doc: str = "",
) -> Any:
    """A string that is not empty."""
    spec = FieldSpec(
        kind="text",
        required=required,
        choices=choices,
        also_read=also_read or {},
        pattern=pattern,
        pattern_doc=pattern_doc,
        doc=doc,
    )
    return _field(spec, default)


def day(doc: str, *, required: bool = False) -> Any:
    """A TOML local date (not a string, not a date with a time)."""
    return _field(FieldSpec(kind="date", required=required, doc=doc), None)


def clock_time(doc: str) -> Any:
    """A TOML local time."""
    return _field(FieldSpec(kind="time", doc=doc), None)


def number(
    doc: str,
    *,
    required: bool = False,
    default: Any = None,
    minimum: str | None = None,
    above: str | None = None,
    maximum: str | None = None,
) -> Any:
    """A TOML integer or float, read as the exact decimal that is written: a `Fraction`."""
    spec = FieldSpec(
        kind="number",
        required=required,
        minimum=None if minimum is None else Fraction(minimum),
        above=None if above is None else Fraction(above),
        maximum=None if maximum is None else Fraction(maximum),
        doc=doc,
    )
    return _field(spec, default)


def integer(
    doc: str, *, required: bool = False, default: Any = None, minimum: int, maximum: int = 100_000
) -> Any:
    """A TOML integer."""
    spec = FieldSpec(
        kind="integer",
        required=required,
        minimum=Fraction(minimum),
        maximum=Fraction(maximum),
        doc=doc,
    )
    return _field(spec, default)


def boolean(doc: str, *, default: Any = None) -> Any:
    return _field(FieldSpec(kind="boolean", doc=doc), default)


def texts(doc: str, *, required: bool = False, choices: tuple[str, ...] = (), min_items: int = 0) -> Any:
    """An array of strings, as a tuple."""
    spec = FieldSpec(kind="list", required=required, choices=choices, min_items=min_items, doc=doc)
    return _field(spec, ())


def value(doc: str, *, required: bool = False) -> Any:
    """A rule value; the room that owns the rule judges whether it is of the right type."""
    return _field(FieldSpec(kind="value", required=required, doc=doc), None)


def localized(doc: str, *, required: bool = False) -> Any:
    """Text for people: one string, or one a language; read as a mapping language -> text ("" = any)."""
    spec = FieldSpec(kind="localized", required=required, doc=doc)
    return (
        field(metadata={"spec": spec}) if required else field(default_factory=dict, metadata={"spec": spec})
    )


def by_name(record: type, doc: str, *, pattern: str = r"[a-z0-9]+(-[a-z0-9]+)*") -> Any:
    """`[key.NAME]`: a table of tables, as a mapping name -> record; names match `pattern`."""
    spec = FieldSpec(kind="map", record=record, pattern=pattern, doc=doc)
    return field(default_factory=dict, metadata={"spec": spec})


def table(record: type, doc: str, *, required: bool = False) -> Any:
    return _field(FieldSpec(kind="table", required=required, record=record, doc=doc), None)


def tables(record: type, doc: str) -> Any:
    """`[[name]]`: an array of tables, as a tuple of records in file order."""
    return _field(FieldSpec(kind="tables", record=record, doc=doc), ())
