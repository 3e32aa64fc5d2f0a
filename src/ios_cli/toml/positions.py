"""Where things stand in a TOML text: a small scanner, because `tomli` gives no positions.

`scan` cuts any text into statements (a table header, or a key with its value). For valid TOML the
cuts are exact; in a broken text a statement ends where the next one plainly begins. `Positions` maps
a key path to its line. Used only when there is something to report, and by the recovering reader.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Literal, NamedTuple

from ios_cli.domain.finding import KeyPath

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")  # between statements, and inside arrays
_SPACE = re.compile(r"[ \t\r]*")
_PART = r"(?:[A-Za-z0-9_-]+|\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*')"
_KEY_PART = re.compile(_PART)
_KEY = re.compile(rf"{_PART}(?:[ \t]*\.[ \t]*{_PART})*")
_STRING = re.compile(r"\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*'")
_HEADER_END = re.compile(r"(?:[^\]\n#\"']|\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*'|[\"'])*\]*")
# At the begin of a line inside brackets: what can only be the next statement.
_NEXT_STATEMENT = re.compile(
    rf"[ \t]*(?:{_PART}(?:[ \t]*\.[ \t]*{_PART})*[ \t]*="
    r"|\[\[?[ \t]*(?!true|false|inf|nan)[A-Za-z_][A-Za-z0-9_.-]*[ \t]*\])"
)
_IN_BRACKETS = re.compile(
    r"\"\"\"|'''|\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*'|#[^\n]*|[\[\]{}]|\n|[^\[\]{}\n#\"']+|."
)
_BASIC_END = re.compile(r"\\.|\"\"\"", re.DOTALL)
_SCALAR = re.compile(r"[^,\]}\n#]*")

Kind = Literal["pair", "table", "array", "junk"]


class Part(NamedTuple):
    """One part of a key: its name, and where it stands."""

    name: str
    begin: int


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement: offsets into the text; `end` is past its value, before a comment.

    `value` is where the value begins (-1 where there is none). `closed` is False where a string or
    a bracket was not closed. A `junk` statement is a line that has no key.
    """

    kind: Kind
    begin: int
    end: int
    parts: tuple[Part, ...] = ()
    value: int = -1
    closed: bool = True

    @property
    def key(self) -> tuple[str, ...]:
        return tuple(part.name for part in self.parts)

    @property
    def name(self) -> str:
        """The key in one word, for messages."""
        return ".".join(self.key)


class Lines:
    """Offsets to lines and columns, both from 1."""

    __slots__ = ("_starts",)

    def __init__(self, text: str) -> None:
        self._starts = [0]
        at = text.find("\n")
        while at >= 0:
            self._starts.append(at + 1)
            at = text.find("\n", at + 1)

    def line(self, offset: int) -> int:
        return bisect_right(self._starts, offset)

    def column(self, offset: int) -> int:
        return offset - self._starts[self.line(offset) - 1] + 1

    def offset(self, line: int, column: int) -> int:
        return self._starts[min(line, len(self._starts)) - 1] + column - 1


def unquote(part: str) -> str:
    """The name that a part of a key has; as written where its escapes are wrong."""
    if part[:1] == "'":
        return part[1:-1]
    if part[:1] != '"':
        return part
    if "\\" not in part:
        return part[1:-1]
    import tomli

    try:
        return next(iter(tomli.loads(f"{part}=0")))
    except (tomli.TOMLDecodeError, StopIteration):
        return part[1:-1]


def parse_key(text: str, at: int) -> tuple[tuple[Part, ...], int]:
    """The parts of the key at `at`, and where it ends; no parts where there is none."""
    match = _KEY.match(text, at)
    if match is None:
        return (), at
    parts = tuple(Part(unquote(m[0]), m.start()) for m in _KEY_PART.finditer(text, at, match.end()))
    return parts, match.end()


def line_end(text: str, at: int) -> int:
    """The end of the line, before its newline."""
    end = text.find("\n", at)
    end = len(text) if end < 0 else end
    return end - 1 if end > at and text[end - 1] == "\r" else end


def _long_string_end(text: str, at: int) -> int:
    """Past the multi-line string at `at`; -1 where it is not closed."""
    quote = text[at]
    if quote == "'":
        end = text.find("'''", at + 3)
    else:
        end, search = -1, at + 3
        while match := _BASIC_END.search(text, search):
            if match[0] == '"""':
                end = match.start()
                break
            search = match.end()
    if end < 0:
        return -1
    end += 3
    for _two in range(2):  # a quote or two may stand before the closing three
        if text[end : end + 1] == quote:
            end += 1
    return end


def value_end(text: str, at: int) -> tuple[int, bool]:
    """Where the value at `at` ends, and whether its quotes and brackets were closed."""
    first = text[at : at + 1]
    if text.startswith(('"""', "'''"), at):
        end = _long_string_end(text, at)
        return (end, True) if end >= 0 else (len(text), False)
    if first in ('"', "'"):
        match = _STRING.match(text, at)
        if match is not None:
            return match.end(), True
        end = line_end(text, at)
        return end, False
    if first in ("[", "{"):
        return _brackets_end(text, at)
    end = line_end(text, at)
    comment = text.find("#", at, end)
    end = end if comment < 0 else comment
    return at + len(text[at:end].rstrip(" \t")), True


def _brackets_end(text: str, at: int) -> tuple[int, bool]:
    depth = 0
    search = at
    last = at  # past the last thing that is not blank
    while match := _IN_BRACKETS.match(text, search):
        token = match[0]
        search = match.end()
        if token in ("[", "{"):
            depth += 1
        elif token in ("]", "}"):
            depth -= 1
            if depth == 0:
                return search, True
        elif token in ('"""', "'''"):
            search = _long_string_end(text, match.start())
            if search < 0:
                return len(text), False
        elif token == "\n":
            if _NEXT_STATEMENT.match(text, search):
                break
            continue
        elif token[0] == "#":
            continue
        if token.strip(" \t\r"):
            last = match.start() + len(text[match.start() : search].rstrip(" \t\r"))
    # Not closed. An inline table stands on one line; an array goes on to the next statement.
    end = min(last, line_end(text, at)) if text[at] == "{" else last
    return max(end, at + 1), False


def scan(text: str) -> list[Statement]:
    """The statements of `text`, in order."""
    found: list[Statement] = []
    at = 0
    while True:
        match = _BLANK.match(text, at)
        at = match.end() if match is not None else at
        if at >= len(text):
            return found
        statement = _header(text, at) if text[at] == "[" else _pair(text, at)
        found.append(statement)
        # What stands behind it on the line belongs to no statement: the reader looks at it.
        at = line_end(text, statement.end)


def _header(text: str, at: int) -> Statement:
    match = _HEADER_END.match(text, at)
    end = match.end() if match is not None else at + 1
    end = at + len(text[at:end].rstrip(" \t\r"))
    array = text.startswith("[[", at)
    key_at = _skip(text, at + 1 + array)
    parts, key_end = parse_key(text, key_at)
    close = "]]" if array else "]"
    closed = bool(parts) and text[_skip(text, key_end) : end] == close
    return Statement("array" if array else "table", at, max(end, at + 1), parts, closed=closed)


def _pair(text: str, at: int) -> Statement:
    parts, key_end = parse_key(text, at)
    equals = _skip(text, key_end)
    if not parts or text[equals : equals + 1] != "=":
        end = line_end(text, at)
        return Statement("junk", at, max(end, at + 1), parts, closed=False)
    begin = _skip(text, equals + 1)
    if begin >= len(text) or text[begin] in "\n#":
        return Statement("pair", at, equals + 1, parts, value=equals + 1, closed=False)
    end, closed = value_end(text, begin)
    return Statement("pair", at, end, parts, value=begin, closed=closed)


def _skip(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match is not None else at


class Positions:
    """Key path -> offset, for a text that `tomli` can read."""

    __slots__ = ("_found", "lines")

    def __init__(self, text: str) -> None:
        self.lines = Lines(text)
        self._found: dict[KeyPath, int] = {(): 0}
        rows: dict[KeyPath, int] = {}  # array of tables -> its last row
        header: KeyPath = ()
        for statement in scan(text):
            if statement.kind == "table" or statement.kind == "array":
                header = self._place(statement, (), rows)
                if statement.kind == "array":
                    row = rows.get(header, -1) + 1
                    rows[header] = row
                    header = (*header, row)
                    self._found[header] = statement.begin
            elif statement.kind == "pair":
                path = self._place(statement, header, rows)
                self._walk(text, statement.value, path)

    def line(self, path: KeyPath) -> int | None:
        """The line of `path`, or None where nothing stands there."""
        offset = self._found.get(path)
        return None if offset is None else self.lines.line(offset)

    def nearest_line(self, path: KeyPath) -> int:
        """The line of `path`, else of the nearest table around it that stands in the text."""
        while path not in self._found:
            path = path[:-1]
        return self.lines.line(self._found[path])

    def paths(self) -> frozenset[KeyPath]:
        return frozenset(self._found)

    def _place(self, statement: Statement, header: KeyPath, rows: dict[KeyPath, int]) -> KeyPath:
        """Note each part of the key; the whole path, with the rows it runs through."""
        path = header
        last = len(statement.parts) - 1
        for number, part in enumerate(statement.parts):
            path = (*path, part.name)
            self._found.setdefault(path, statement.begin if number == last else part.begin)
            if statement.kind != "pair" and number < last and path in rows:
                path = (*path, rows[path])
        return path

    def _walk(self, text: str, at: int, path: KeyPath) -> None:
        """Note the keys and rows inside the value at `at`. Without recursion: nesting has no bound."""
        stack: list[tuple[str, KeyPath, int]] = []  # (closing bracket, path, row)
        while True:
            # `at` is where a value begins, or an array ends.
            first = text[at : at + 1]
            if first == "[":
                stack.append(("]", path, 0))
                at = self._blank(text, at + 1)
                path = (*path, 0)
                if text[at : at + 1] != "]":
                    self._found.setdefault(path, at)
                    continue
            elif first == "{":
                stack.append(("}", path, 0))
                at = self._blank(text, at + 1)
                if text[at : at + 1] != "}":
                    step = self._inline_key(text, at, path)
                    if step is None:
                        return
                    at, path = step
                    continue
            else:
                at = self._past_scalar(text, at)
            # Behind a value: a comma, or the end of what is around it.
            while True:
                if not stack:
                    return
                at = self._blank(text, at)
                closing, outer, row = stack[-1]
                sign = text[at : at + 1]
                if sign == closing:
                    stack.pop()
                    at += 1
                    continue
                if sign != ",":
                    return
                at = self._blank(text, at + 1)
                if text[at : at + 1] == closing:
                    continue
                if closing == "]":
                    stack[-1] = (closing, outer, row + 1)
                    path = (*outer, row + 1)
                    self._found.setdefault(path, at)
                else:
                    step = self._inline_key(text, at, outer)
                    if step is None:
                        return
                    at, path = step
                break

    def _inline_key(self, text: str, at: int, path: KeyPath) -> tuple[int, KeyPath] | None:
        parts, end = parse_key(text, at)
        end = self._blank(text, end)
        if not parts or text[end : end + 1] != "=":
            return None
        for part in parts:
            path = (*path, part.name)
            self._found.setdefault(path, part.begin)
        return self._blank(text, end + 1), path

    @staticmethod
    def _blank(text: str, at: int) -> int:
        match = _BLANK.match(text, at)
        return match.end() if match is not None else at

    @staticmethod
    def _past_scalar(text: str, at: int) -> int:
        if text[at : at + 1] in ('"', "'"):
            return value_end(text, at)[0]
        match = _SCALAR.match(text, at)
        return match.end() if match is not None else at
