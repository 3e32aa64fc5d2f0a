"""Values and keys as TOML text, exactly; and the refusal of what cannot be written or edited."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, time
from decimal import Decimal
from fractions import Fraction
from typing import NoReturn

from ios_cli.domain.finding import Finding, KeyPath
from ios_cli.domain.numbers import format_exact
from ios_cli.text import _


class EditRefused(Exception):
    """The edit was not made; `finding` says why (its path is that of the edit)."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


def refuse(message: str, path: KeyPath, *, hint: str = "") -> NoReturn:
    raise EditRefused(Finding(code="IOS073", message=message, hint=hint, path=path))


def not_there(path: KeyPath) -> NoReturn:
    name = ".".join(str(part) for part in path)
    refuse(_("there is no `{key}` in this file").format(key=name), path)


def no_value(path: KeyPath) -> NoReturn:
    name = ".".join(str(part) for part in path)
    refuse(_("`{key}` is a table: it has no value to change").format(key=name), path)


_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
# Control characters, which TOML does not allow, and what an editor would not show or take for a line end.
_ESCAPED = re.compile('["\\\\\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]')
_SHORT = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"}


def write_key(key: str) -> str:
    """A key as TOML, quoted where it must be."""
    return key if _BARE_KEY.fullmatch(key) else write_value(key, (key,))


def write_value(value: object, path: KeyPath = ()) -> str:
    """`value` as TOML on one line; a `Fraction` as a decimal, or refused where it has none.

    Raises `EditRefused` (with `path`) for a value that cannot be written exactly, `TypeError` for a
    kind that has no place in a dossier (`float`, `None`).
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        if not value.isascii() and any("\ud800" <= sign <= "\udfff" for sign in value):
            shown = value.encode("ascii", "backslashreplace").decode("ascii")
            refuse(_("`{value}` holds a character that cannot be written").format(value=shown), path)
        return '"' + _ESCAPED.sub(lambda m: _SHORT.get(m[0], f"\\u{ord(m[0]):04X}"), value) + '"'
    if isinstance(value, int | Fraction):
        text = format_exact(Fraction(value))
        if "/" in text:
            refuse(
                _("`{value}` cannot be written as an exact decimal number").format(value=text),
                path,
                hint=_("give a decimal number, such as `0.8`"),
            )
        if "." not in text and not -(2**63) <= int(text) < 2**63:
            refuse(_("`{value}` is too large to be written").format(value=text), path)
        return text
    if isinstance(value, Decimal) and value.is_finite():
        text = format(value, "f")
        return text if "." in text else text + ".0"
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return "[" + ", ".join(write_value(item, path) for item in value) + "]"
    if isinstance(value, Mapping):
        return inline_table([(write_key(key), write_value(inner, path)) for key, inner in value.items()])
    raise TypeError(f"no value for a dossier: {value!r}")


def inline_table(
    pairs: Sequence[tuple[str, str]], equals: str = " = ", room: str = " ", comma: str = ", "
) -> str:
    inner = comma.join(key + equals + value for key, value in pairs)
    return f"{{{room}{inner}{room}}}" if inner else "{}"
