"""The line of a key path without scanning the text, where that is as good as read off it.

Most dossiers are written plainly: `[table]` or `[[table]]` at the begin of a line, and keys under it. What
`tomli` made of the text says how many there must be, so that anything else (indents, inline tables, dotted
keys) is noticed and left to `Positions`, which takes as long as reading the file.
"""

from collections.abc import Mapping
from typing import Any, Final, TypeGuard

from ios_cli.domain.finding import KeyPath


class Unclear:
    """The text is not so plain here: ask `Positions`."""

    __slots__ = ()


UNCLEAR: Final = Unclear()
# A line of an array may hold these between brackets; any other bare word there is a header.
_VALUES = ("true", "false", "inf", "nan")


class Lookup:
    """Key path -> line, for a text that was read as `tables`."""

    __slots__ = ("_headers", "_plain", "_tables", "_text")

    def __init__(self, text: str, tables: Mapping[str, Any]) -> None:
        self._text = f"\n{text}"  # so that each line has one before it
        self._tables = tables
        self._plain = '"""' not in text and "'''" not in text
        self._headers: dict[str, list[int]] = {}

    def nearest_line(self, path: KeyPath) -> int | Unclear:
        """The line of `path`, else of the nearest table around it that stands in the text."""
        if not self._plain:
            return UNCLEAR
        if not path:
            return 1
        name = path[0]
        if not _is_bare(name) or name.strip("-") in _VALUES:
            return UNCLEAR
        table = self._tables.get(name)
        if table is None:
            return 1
        headers = self._headers.get(name)
        if headers is None:
            headers = self._headers[name] = self._find_headers(name, table)
        if not headers:
            return UNCLEAR
        if len(path) == 1:
            return self._line(headers[0])
        row, rest = 0, path[1:]
        if isinstance(table, list):
            number, rest = rest[0], rest[1:]
            if not isinstance(number, int) or number < 0:
                return UNCLEAR
            if number >= len(table):
                return self._line(headers[0])
            row, table = number, table[number]
        if not rest or rest[0] not in table:
            return self._line(headers[row])
        at = self._find_key(rest[0], headers[row]) if len(rest) == 1 else -1
        return self._line(at) if at >= 0 else UNCLEAR

    def _line(self, at: int) -> int:
        return self._text.count("\n", 0, at + 1)

    def _find_headers(self, name: str, table: Any) -> list[int]:
        """Where the line begins of each row, or of the table; none where that is not clear."""
        rows = isinstance(table, list)
        if not rows and (not isinstance(table, dict) or any(_has_tables(v) for v in table.values())):
            return []  # a table in it may stand before it
        text, header = self._text, f"\n[[{name}]]" if rows else f"\n[{name}]"
        found = []
        at = text.find(header)
        while at >= 0:
            found.append(at)
            at = text.find(header, at + 1)
        return found if len(found) == (len(table) if rows else 1) else []

    def _find_key(self, key: Any, header: int) -> int:
        """Where the line of a key under a header begins; -1 where it is not found."""
        if not _is_bare(key):
            return -1  # it stands there in quotes
        text = self._text
        end = text.find("\n[", header + 1)
        end = len(text) if end < 0 else end
        line = f"\n{key}"
        at = text.find(line, header, end)
        while at >= 0:
            if text[at + len(line) : end].lstrip(" \t")[:1] == "=":
                return at
            at = text.find(line, at + 1, end)
        return -1


def _has_tables(value: Any) -> bool:
    return isinstance(value, dict) or (isinstance(value, list) and any(isinstance(v, dict) for v in value))


def _is_bare(name: Any) -> TypeGuard[str]:
    """Whether it is written without quotes; those that begin with a digit are left out."""
    return isinstance(name, str) and name.replace("-", "_").isidentifier()
