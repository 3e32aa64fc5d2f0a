"""Editing a dossier's TOML text in place: what is not edited stays, byte for byte.

An edit splices the text where `io.layout` says. Then the result is read again with `tomllib` and
compared, value by value and type by type, with the data before plus the edits: where they differ the
edit is refused, so a layout that was misunderstood costs a refusal and never a dossier. Why not
tomlkit: docs/decisions/0007-editing-dossiers.md.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, time
from decimal import Decimal
from fractions import Fraction
from typing import Any

from ios_cli.domain.edits import Edit, Ordenen, Toevoegen, Veranderen, Verwijderen
from ios_cli.domain.finding import KeyPath
from ios_cli.io.layout import Tekst
from ios_cli.io.toml_values import EditRefused, not_there, refuse, write_key, write_value
from ios_cli.text import _

__all__ = ["EditRefused", "apply_edits", "edit_bytes", "write_value"]

BOM = "\ufeff"


def apply_edits(text: str, edits: Sequence[Edit]) -> str:
    """`text` (valid TOML) with the edits made, and nothing else changed.

    Line endings are those of the line before, a byte order mark stays in front. Raises `EditRefused`
    where the text is no TOML, where there is nothing at a path, where a value cannot be written
    exactly, and where the result would not say what was meant. Raises `TypeError` on a kind of value
    that TOML has not.
    """
    bom = BOM if text.startswith(BOM) else ""
    result = text[len(bom) :]
    try:
        meant = _tag(_read(result))
        for edit in edits:
            result = _apply(result, meant, edit)
        if not _same(meant, _read(result)):
            refuse(_("the layout of this file does not allow this change"), ())
    except (ValueError, RecursionError) as error:  # of tomllib: no TOML, or nested without end
        refuse(_("the file cannot be edited: {reason}").format(reason=error), ())
    return bom + result


def edit_bytes(data: bytes, edits: Sequence[Edit]) -> bytes:
    """`apply_edits` on a file as read: UTF-8, with its own line endings and byte order mark."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        refuse(_("this file is not UTF-8"), ())
    return apply_edits(text, edits).encode("utf-8")


# --- the data: what must come out ---


class _Getal(str):
    """A TOML float, as written."""

    __slots__ = ()


def _read(text: str) -> dict[str, Any]:
    import tomli

    return tomli.loads(text, parse_float=_Getal)


class _Rijen:
    """An array in which each element keeps the number it had in the file; None for a new one."""

    __slots__ = ("emptied", "items")

    def __init__(self, items: list[tuple[int | None, Any]]) -> None:
        self.items = items
        self.emptied = False

    def at(self, number: int) -> int | None:
        """Where the element that was number `number` stands now."""
        return next((i for i, (tag, __) in enumerate(self.items) if tag == number), None)


def _tag(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _tag(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return _Rijen([(i, _tag(inner)) for i, inner in enumerate(value)])
    return value


def _walk(meant: Any, path: KeyPath) -> tuple[Any, KeyPath]:
    """What stands at `path`, and the path it has now. Raises `KeyError`."""
    here: Any = meant
    now: KeyPath = ()
    for part in path:
        if isinstance(here, dict) and isinstance(part, str):
            here, now = here[part], (*now, part)
        elif isinstance(here, _Rijen) and isinstance(part, int):
            place = here.at(part)
            if place is None:
                raise KeyError(part)
            here, now = here.items[place][1], (*now, place)
        else:
            raise KeyError(part)
    return here, now


def _same(meant: Any, read: Any) -> bool:
    """Whether what was read is what was meant; types count (1 is not true, 1 is not 1.0)."""
    if isinstance(meant, Mapping):
        return (
            isinstance(read, dict)
            and read.keys() <= meant.keys()
            and all(
                _same(inner, read[key]) if key in read else _may_be_absent(inner)
                for key, inner in meant.items()
            )
        )
    if isinstance(meant, _Rijen):
        meant = [inner for __, inner in meant.items]
    if isinstance(meant, list | tuple):
        return isinstance(read, list) and len(meant) == len(read) and all(map(_same, meant, read))
    if isinstance(meant, Fraction | Decimal):
        return type(read) in (int, _Getal) and Fraction(read) == Fraction(meant)
    if isinstance(meant, datetime | time):  # equal moments may be written differently
        return type(meant) is type(read) and meant.isoformat() == read.isoformat()
    return type(meant) is type(read) and bool(meant == read)


def _may_be_absent(meant: Any) -> bool:
    """An array that lost its last row: as [[headers]] there is nothing left of it."""
    if isinstance(meant, dict):
        return bool(meant) and all(map(_may_be_absent, meant.values()))
    return isinstance(meant, _Rijen) and meant.emptied and not meant.items


def _apply(text: str, meant: dict[str, Any], edit: Edit) -> str:
    """`edit` made in both: in the data that is meant, and in the text."""
    if isinstance(edit, Toevoegen):
        return _toevoegen(text, meant, edit)
    if isinstance(edit, Veranderen):
        return _veranderen(text, meant, edit)
    if isinstance(edit, Ordenen):
        return _ordenen(text, meant, edit)
    return _verwijderen(text, meant, edit)


def _toevoegen(text: str, meant: dict[str, Any], edit: Toevoegen) -> str:
    pairs = [(write_key(key), write_value(value, (edit.tabel, key))) for key, value in edit.waarden.items()]
    rows = meant.setdefault(edit.tabel, _Rijen([]))
    if not isinstance(rows, _Rijen):
        refuse(_("`{key}` is no array of tables in this file").format(key=edit.tabel), (edit.tabel,))
    after = len(rows.items) - 1
    if edit.na is not None:
        try:
            __, now = _walk(meant, edit.na)
        except KeyError:
            not_there(edit.na)
        if len(now) != 2 or now[0] != edit.tabel or not isinstance(now[1], int):
            raise TypeError(f"`na` must be a row of {edit.tabel}: {edit.na}")
        after = now[1]
    rows.items.insert(after + 1, (None, dict(edit.waarden)))
    return Tekst(text).add_row(edit.tabel, after, pairs)


def _veranderen(text: str, meant: dict[str, Any], edit: Veranderen) -> str:
    key = edit.pad[-1] if edit.pad else None
    if not isinstance(key, str):
        raise TypeError(f"`pad` must end in a key: {edit.pad}")
    value = write_value(edit.waarde, edit.pad)
    if len(edit.pad) == 2 and isinstance(edit.pad[0], str):
        meant.setdefault(edit.pad[0], {})
    try:
        table, parent = _walk(meant, edit.pad[:-1])
    except KeyError:
        not_there(edit.pad[:-1])
    if not isinstance(table, dict):
        not_there(edit.pad[:-1])
    is_new = key not in table
    table[key] = edit.waarde
    layout = Tekst(text)
    return layout.add_key(parent, key, value) if is_new else layout.change((*parent, key), value, edit.pad)


def _verwijderen(text: str, meant: dict[str, Any], edit: Verwijderen) -> str:
    if not edit.pad:
        raise TypeError("`pad` is empty")
    try:
        __, now = _walk(meant, edit.pad)
        parent, __ = _walk(meant, edit.pad[:-1])
    except KeyError:
        not_there(edit.pad)
    if isinstance(parent, _Rijen):
        del parent.items[int(now[-1])]
        parent.emptied = not parent.items
    else:
        del parent[now[-1]]
    return Tekst(text).remove(now, edit.met_opmerkingen)


def _ordenen(text: str, meant: dict[str, Any], edit: Ordenen) -> str:
    rows = meant.get(edit.tabel)
    if not isinstance(rows, _Rijen):
        not_there((edit.tabel,))
    now: list[int] = []
    for number in edit.volgorde:
        place = rows.at(number)
        if place is None:
            not_there((edit.tabel, number))
        now.append(place)
    if sorted(now) != list(range(len(rows.items))):
        raise TypeError(f"`volgorde` must name every row of {edit.tabel} once: {edit.volgorde}")
    rows.items = [rows.items[place] for place in now]
    return Tekst(text).order_rows(edit.tabel, now)
