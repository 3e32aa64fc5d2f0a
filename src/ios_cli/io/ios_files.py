"""IOS files: what `ios generate` wrote as json or toml, read back to be compared.

Such a file holds dates and content of the onderdelen and the last day of the training; quotas and terms
are not in it (`Gegevens.kent`).
"""

import json
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction
from typing import Any, NoReturn

from ios_cli.domain.finding import Finding
from ios_cli.domain.vergelijking import (
    BEGIN,
    DAGEN,
    EIND,
    IOS_STATUS,
    MAANDEN,
    OPLEIDING_STATUS,
    Gegeven,
    Gegevens,
)
from ios_cli.text import _
from ios_cli.toml.reader import read_toml

SCHEMA = "ios/generate/1"
KENT = frozenset((BEGIN, EIND, MAANDEN, DAGEN))
_SCHEMA_KEY = re.compile(rb"""^\s*["']?schema["']?\s*[=:]\s*["']ios/""", re.MULTILINE)
_EXACT = re.compile(r"[0-9]{1,30}(\.[0-9]{1,30}|/0*[1-9][0-9]{0,29})?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_START_BYTES = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class IosFile:
    """The aios of one file, by id as they stand there. Nothing in it where `findings` says why."""

    gegevens: tuple[Gegevens, ...] = ()
    regels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """aios id -> regeling, profiel and methode, as far as the file names them."""
    as_of: date | None = None
    findings: tuple[Finding, ...] = ()


def is_ios_file(data: bytes) -> bool:
    """Whether this looks like a file that `ios` wrote, rather than like a dossier."""
    start = data[:_START_BYTES].lstrip(b"\xef\xbb\xbf")
    return start.lstrip()[:1] == b"{" or _SCHEMA_KEY.search(start) is not None


def read_ios_file(data: bytes, file: str) -> IosFile:
    """Read it whole or not at all; never raises on user data."""
    try:
        if data.lstrip(b"\xef\xbb\xbf").lstrip()[:1] == b"{":
            document = _parse_json(data)
        else:
            read = read_toml(data, file)
            if read.tables is None or read.findings:
                return IosFile(findings=tuple(read.findings))
            document = read.tables
        return _read(document, label=file)
    except _NotAnIos as problem:
        return IosFile(
            findings=(
                Finding(
                    code="IOS007",
                    message=str(problem),
                    expected=_("what `ios generate` writes as json or toml"),
                    file=file,
                    line=problem.line,
                ),
            )
        )


class _NotAnIos(Exception):
    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.line = line


def _parse_json(data: bytes) -> Mapping[str, Any]:
    try:
        document = json.loads(data.decode("utf-8-sig"), parse_float=str)
    except UnicodeDecodeError:
        raise _NotAnIos(_("this file is not UTF-8")) from None
    except json.JSONDecodeError as error:
        raise _NotAnIos(_("this file is no valid JSON"), error.lineno) from None
    except (ValueError, RecursionError):
        raise _NotAnIos(_("this file is no valid JSON")) from None
    assert isinstance(document, dict)
    return document


def _read(document: Mapping[str, Any], *, label: str) -> IosFile:
    schema = document.get("schema")
    if schema != SCHEMA:
        _refuse(_("this file has schema `{schema}`").format(schema=schema))
    shared = document.get("regels")
    gegevens: list[Gegevens] = []
    regels: dict[str, tuple[str, ...]] = {}
    for record in _tables(document, "data"):
        one = _aios(record, label)
        if any(g.aios_id == one.aios_id for g in gegevens):
            _refuse(_("the id `{id}` stands in it twice").format(id=one.aios_id))
        gegevens.append(one)
        own = record.get("regels", shared)
        own = own if isinstance(own, Mapping) else {}
        regels[one.aios_id] = tuple(
            str(own[key]) for key in ("regeling", "profiel", "methode") if own.get(key)
        )
    as_of = document.get("as_of")
    return IosFile(
        gegevens=tuple(gegevens), regels=regels, as_of=None if as_of is None else _day(document, "as_of")
    )


def _aios(record: Mapping[str, Any], label: str) -> Gegevens:
    aios_id = record.get("aios_id")
    if not isinstance(aios_id, str) or not aios_id:
        _refuse(_("`{key}` is missing").format(key="aios_id"))
    naam = record.get("naam")
    values = []
    for rij in _tables(record, "onderdelen"):
        onderdeel = rij.get("onderdeel")
        if not isinstance(onderdeel, str) or not onderdeel:
            _refuse(_("`{key}` is missing").format(key="onderdeel"))
        values.append(Gegeven(gegeven=BEGIN, onderdeel=onderdeel, waarde=_day(rij, BEGIN)))
        values.append(Gegeven(gegeven=EIND, onderdeel=onderdeel, waarde=_day(rij, EIND)))
        key = MAANDEN if rij.get(MAANDEN) is not None else DAGEN
        values.append(Gegeven(gegeven=key, onderdeel=onderdeel, waarde=_number(rij, key)))
    values.append(Gegeven(gegeven=EIND, waarde=_day(record, EIND)))
    return Gegevens(
        aios_id=aios_id,
        naam=naam if isinstance(naam, str) else None,
        label=label,
        gegevens=tuple(values),
        kent=KENT,
        staat=tuple(
            Gegeven(gegeven=key, waarde=state)
            for key in (IOS_STATUS, OPLEIDING_STATUS)
            if isinstance(state := record.get(key), str)
        ),
    )


def _tables(table: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    found = table.get(key)
    if not isinstance(found, list) or not all(isinstance(item, Mapping) for item in found):
        _refuse(_("`{key}` is missing").format(key=key))
    return found


def _day(table: Mapping[str, Any], key: str) -> date | None:
    value = table.get(key)
    if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
        return value
    if isinstance(value, str) and _DAY.fullmatch(value):
        with suppress(ValueError):
            return date.fromisoformat(value)
    raise _NotAnIos(_("`{key}` is no date: {value}").format(key=key, value=value))


def _number(table: Mapping[str, Any], key: str) -> Fraction:
    value = table.get(key)
    if isinstance(value, int) and not isinstance(value, bool):
        return Fraction(value)
    if isinstance(value, str) and _EXACT.fullmatch(value):
        return Fraction(value)
    raise _NotAnIos(_("`{key}` is no number: {value}").format(key=key, value=value))


def _refuse(message: str) -> NoReturn:
    raise _NotAnIos(message)
