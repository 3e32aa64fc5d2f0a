"""JSON Schemas of rule files and profiles (draft-07), from the same descriptions as the loader.

The schema of profiles knows the rules of the shipped editions, so that an editor offers their names
and refuses what the loader refuses. What holds between two free values of one record (a text among
its own `opties`, one set of columns in every row, a soort twice), and what a term names (a rule, a window
that can be), is the loader's alone.
"""

from collections.abc import Iterator
from typing import Any

from ios_cli.regels.bestand import (
    EENHEDEN,
    KOLOMMEN,
    TEKST_SCHEMA,
    Eenheid,
    ProfielBestand,
    RegelBestand,
    Waardevorm,
    getal_schema,
    rij_schema,
)
from ios_cli.text import _, current_language
from ios_cli.toml.schema import json_schema

Schema = dict[str, Any]


def schemas() -> dict[str, Schema]:
    """`regels` (a rule file) and `profiel` (a profile)."""
    return {"regels": _regels(), "profiel": _profiel()}


def _regels() -> Schema:
    schema = json_schema(
        RegelBestand,
        title=_("IOS rule file"),
        description=_("One edition of the national rules: every value with unit, rounding and source."),
    )
    (record,) = schema["properties"]["regel"]["patternProperties"].values()
    _voeg_toe(record, _bron(("paragraaf",)), _keuze(), _waarde())
    _termijnen(schema, _bron(("paragraaf",)))
    return schema


def _profiel() -> Schema:
    schema = json_schema(
        ProfielBestand,
        title=_("IOS profile"),
        description=_("An institute's overlay on one edition of the rules: each value with source and year."),
    )
    regel = schema["properties"]["regel"]
    (record,) = regel.pop("patternProperties").values()
    _voeg_toe(record, _bron(()))
    regel["properties"] = {naam: _vervanging(vormen, tekst) for naam, (vormen, tekst) in _bekend().items()}
    schema["definitions"] = {"regel": record}
    _termijnen(schema, _bron(()))
    _voeg_toe(schema["properties"]["verplichting"]["items"], _bron(()))
    return schema


def _bekend() -> dict[str, tuple[list[Waardevorm], str]]:
    """The rules that a profile can replace: their forms in the shipped editions, and what they say."""
    from ios_cli.regels.load import meegeleverde_edities

    bekend: dict[str, tuple[list[Waardevorm], str]] = {}
    for editie in meegeleverde_edities():
        for naam, regel in editie.records.items():
            vorm = editie.vorm(naam)
            if vorm is None or vorm.vast:
                continue
            vormen = bekend.get(naam, ([], ""))[0]
            if vorm not in vormen:
                vormen.append(vorm)
            bekend[naam] = (vormen, regel.omschrijving.get(current_language(), ""))
    return bekend


def _vervanging(vormen: list[Waardevorm], tekst: str) -> Schema:
    eigen = [mogelijk for vorm in vormen for mogelijk in _mogelijk(vorm)]
    return {
        "description": tekst,
        "allOf": [{"$ref": "#/definitions/regel"}, eigen[0] if len(eigen) == 1 else {"anyOf": eigen}],
    }


def _mogelijk(vorm: Waardevorm) -> Iterator[Schema]:
    """What fits a rule: one schema, or one for each unit that it may be written in."""
    if not vorm.eenheden:  # no number: nothing fits `not {}`, so `eenheid` may not stand there
        yield {"properties": {"waarde": vorm.json_schema(), "eenheid": {"not": {}}}}
    for eenheid in vorm.eenheden:
        waarde = getal_schema(EENHEDEN[eenheid])
        of_the_rule = eenheid == vorm.eenheid
        yield {
            "properties": {"waarde": waarde, "eenheid": {"type": "string", "enum": [eenheid]}},
            **({} if of_the_rule else {"required": ["eenheid"]}),
        }


# --- what the loader asks of the keys of one record together ---


def _voeg_toe(record: Schema, *regels: Schema) -> None:
    record["allOf"] = [*record.get("allOf", ()), *regels]


def _termijnen(schema: Schema, bron: Schema) -> None:
    """Of a term: its source, and that a talk as anchor has a number and nothing else has one."""
    termijn = schema["properties"]["termijn"]["items"]
    _voeg_toe(termijn, bron)
    nummers: list[Schema] = [{"required": [key]} for key in ("nummer", "nummer_regel")]
    gesprek = {"properties": {"anker": {"enum": ["gesprek"]}}}
    for key in ("vanaf", "uiterlijk", "vervalt", "anders_vanaf"):
        _voeg_toe(
            termijn["properties"][key],
            {"anyOf": [{"allOf": [gesprek, {"oneOf": nummers}]}, {"not": {"anyOf": [gesprek, *nummers]}}]},
        )


def _bron(ook: tuple[str, ...]) -> Schema:
    """A year, or `ongedateerd = true`, never both; or one of the keys in `ook`."""
    ja = {"properties": {"ongedateerd": {"enum": [True]}}, "required": ["ongedateerd"]}
    return {
        "anyOf": [ja, *({"required": [key]} for key in ("jaar", *ook))],
        "not": {"allOf": [ja, {"required": ["jaar"]}]},
    }


def _keuze() -> Schema:
    ja = {"properties": {"keuze": {"enum": [True]}}, "required": ["keuze"]}
    gekozen = {"required": ["gekozen_door"]}
    return {"anyOf": [{"allOf": [ja, gekozen]}, {"not": {"anyOf": [ja, gekozen]}}]}


def _waarde() -> Schema:
    """A number within the bounds of its unit, or something else without unit; or none yet."""
    grenzen: dict[Eenheid, list[str]] = {}
    for naam, eenheid in EENHEDEN.items():
        grenzen.setdefault(eenheid, []).append(naam)
    zonder_opties = {"maxItems": 0}
    getallen = [
        {
            "properties": {
                "waarde": getal_schema(eenheid),
                "eenheid": {"enum": namen},
                "opties": zonder_opties,
            },
            "required": ["waarde", "eenheid"],
        }
        for eenheid, namen in grenzen.items()
    ]
    geen_eenheid = {"not": {"required": ["eenheid"]}}
    geen_waarde = {"not": {"required": ["waarde"]}}
    teksten = {
        "properties": {
            "waarde": {
                "anyOf": [
                    dict(TEKST_SCHEMA),
                    {"type": "array", "items": dict(TEKST_SCHEMA), "uniqueItems": True},
                ]
            }
        },
        "required": ["waarde"],
        **geen_eenheid,
    }
    rij = rij_schema(tuple(KOLOMMEN)) | {"minProperties": 1}
    del rij["required"]
    rest = {
        "properties": {
            "waarde": {"anyOf": [{"type": "boolean"}, {"type": "array", "minItems": 1, "items": rij}]},
            "opties": zonder_opties,
        },
        "required": ["waarde"],
        **geen_eenheid,
    }
    open_getal = {"properties": {"opties": zonder_opties}, "required": ["eenheid"], **geen_waarde}
    open_tekst = {
        "properties": {"opties": {"minItems": 1}},
        "required": ["opties"],
        "not": {"anyOf": [{"required": ["waarde"]}, {"required": ["eenheid"]}]},
    }
    return {"anyOf": [*getallen, teksten, rest, open_getal, open_tekst]}
