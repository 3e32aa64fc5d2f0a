"""JSON Schema (draft-07) from the descriptions that the strict reader uses.

One file without references to others, with plain keywords: editors for TOML (taplo, Even Better
TOML) must be able to use it. What it rejects the reader rejects, and the other way round, as far as
JSON can tell. JSON cannot tell a date from a text: a quoted date passes here (the reader objects),
and so does a bare date where a text belongs. References between tables are the reader's alone.
"""

from dataclasses import MISSING
from dataclasses import fields as dataclass_fields
from fractions import Fraction
from typing import Any

from ios_cli.domain.fields import Constraint, ExactlyOne, FieldSpec, RequiredWhen, constraints_of, specs_of
from ios_cli.text import LANGUAGES, _

DRAFT = "http://json-schema.org/draft-07/schema#"
Schema = dict[str, Any]

# EERSTE_JAAR to LAATSTE_JAAR of domain.fields.
_DATE: Schema = {
    "type": "string",
    "format": "date",
    "pattern": "^(19|20|21)[0-9][0-9]-[0-9][0-9]-[0-9][0-9]$",
}
_TIME: Schema = {"type": "string", "pattern": "^[0-9][0-9]:[0-9][0-9]:[0-9][0-9]([.][0-9]+)?$"}
# A text that is more than spaces; the reader strips the same four characters.
_TEXT: Schema = {"type": "string", "pattern": "[^ \\t\\r\\n]"}
_SCALAR: Schema = {"anyOf": [{"type": "number"}, {"type": "boolean"}, _TEXT]}


def json_schema(record_class: type, *, title: str, description: str) -> Schema:
    """The schema of a file that holds one `record_class`; its descriptions in the chosen language."""
    return {"$schema": DRAFT, "title": title, "description": description, **_table(record_class)}


def _table(record: type) -> Schema:
    specs = specs_of(record)
    defaults = {f.name: f.default for f in dataclass_fields(record) if f.default is not MISSING}
    schema: Schema = {
        "type": "object",
        "additionalProperties": False,
        "properties": {key: _described(spec, defaults.get(key)) for key, spec in specs.items()},
    }
    required = [key for key, spec in specs.items() if spec.required]
    if required:
        schema["required"] = required
    rules = [_constraint(rule, specs, defaults) for rule in constraints_of(record)]
    if len(rules) == 1:
        schema.update(rules[0])
    elif rules:
        schema["allOf"] = rules
    return schema


def _described(spec: FieldSpec, default: Any) -> Schema:
    schema: Schema = {"description": _(spec.doc)} if spec.doc else {}
    schema.update(_property(spec))
    if default not in (None, ()):
        schema["default"] = _number(default) if isinstance(default, Fraction) else default
    return schema


def _property(spec: FieldSpec) -> Schema:
    match spec.kind:
        case "text":
            return _text(spec)
        case "date":
            return dict(_DATE)
        case "time":
            return dict(_TIME)
        case "number" | "integer":
            return {"type": spec.kind, **_bounds(spec)}
        case "boolean":
            return {"type": "boolean"}
        case "list":
            items = {"type": "string", "enum": list(spec.choices)} if spec.choices else dict(_TEXT)
            return {"type": "array", "items": items} | (
                {"minItems": spec.min_items} if spec.min_items else {}
            )
        case "localized":
            languages = {language: dict(_TEXT) for language in LANGUAGES}
            table = {
                "type": "object",
                "additionalProperties": False,
                "minProperties": 1,
                "properties": languages,
            }
            return {"anyOf": [dict(_TEXT), table]}
        case "value":
            row = {"type": "object", "additionalProperties": _SCALAR}
            arrays = [{"type": "array", "items": dict(_TEXT)}, {"type": "array", "items": row}]
            return {"anyOf": [*_SCALAR["anyOf"], *arrays]}
        case "table" | "tables" | "map":
            assert spec.record is not None
            inner = _table(spec.record)
            if spec.kind == "table":
                return inner
            if spec.kind == "tables":
                return {"type": "array", "items": inner}
            name = _whole(spec.pattern) if spec.pattern is not None else "^"
            return {"type": "object", "additionalProperties": False, "patternProperties": {name: inner}}


def _text(spec: FieldSpec) -> Schema:
    if spec.choices:
        return {"type": "string", "enum": [*spec.choices, *spec.also_read]}
    if spec.pattern is not None:
        return {"type": "string", "pattern": _whole(spec.pattern)}
    return dict(_TEXT)


def _whole(pattern: str) -> str:
    return f"^({pattern})$"


def _bounds(spec: FieldSpec) -> Schema:
    bounds = (("minimum", spec.minimum), ("exclusiveMinimum", spec.above), ("maximum", spec.maximum))
    return {keyword: _number(bound) for keyword, bound in bounds if bound is not None}


def _number(value: Fraction) -> int | float:
    """A number for JSON: whole where it is; a bound such as 0.0001 is printed as it was written."""
    return int(value) if value.denominator == 1 else float(value)


def _constraint(rule: Constraint, specs: dict[str, FieldSpec], defaults: dict[str, Any]) -> Schema:
    if isinstance(rule, ExactlyOne):
        return {"oneOf": [_group(group, rule.groups) for group in rule.groups]}
    return _required_when(rule, specs[rule.when], defaults.get(rule.when))


def _group(group: tuple[str, ...], groups: tuple[tuple[str, ...], ...]) -> Schema:
    schema: Schema = {"required": list(group)}
    others = [key for other in groups if other != group for key in other]
    # Where every group is one key, `oneOf` says it all; a longer group may not be half present either.
    if any(len(g) > 1 for g in groups):
        schema["not"] = {"anyOf": [{"required": [key]} for key in others]}
    return schema


def _required_when(rule: RequiredWhen, spec: FieldSpec, default: Any) -> Schema:
    written = [*rule.values, *(also for also, means in spec.also_read.items() if means in rule.values)]
    condition: Schema = {"properties": {rule.when: {"enum": written}}}
    if default not in rule.values:
        condition["required"] = [rule.when]
    return {"if": condition, "then": {"required": [rule.key]}}
