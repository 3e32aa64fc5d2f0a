"""Bytes to TOML tables, with everything that is wrong in them; never raises on user data."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import tomli

from ios_cli.domain.finding import Finding, KeyPath

if TYPE_CHECKING:
    from ios_cli.toml.lookup import Lookup
    from ios_cli.toml.positions import Positions

MOST_PARTS = 100  # of a dotted key; more, and reading it takes minutes
LONGEST_NUMBER = 1000  # characters; more is no number that somebody meant


class Onleesbaar:
    """Stands in the tables where a value could not be read: there is a finding about it already."""

    __slots__ = ("sleutel",)

    def __init__(self, *, sleutel: bool = False) -> None:
        self.sleutel = sleutel
        """True where the key itself had to be guessed."""


ONLEESBAAR = Onleesbaar()


class Dubbel(list[Any]):
    """Tables that stand more than once where they may stand once: there is a finding about it already."""

    __slots__ = ()


@dataclass(slots=True, eq=False)
class TomlDocument:
    """A text as read. `tables` is None where nothing could be read.

    Dates are `date`, times `time`, floats `Decimal`; a value that could not be read is an
    `Onleesbaar`, a table that stands twice a `Dubbel`. The findings have file and line.
    """

    file: str
    text: str
    tables: dict[str, Any] | None
    findings: tuple[Finding, ...] = ()
    readable_text: str | None = None
    """The text with its broken statements replaced, line for line; None where nothing was broken."""
    _lookup: "Lookup | None" = field(default=None, repr=False)
    _positions: "Positions | None" = field(default=None, repr=False)

    def line_of(self, path: KeyPath) -> int | None:
        """The line (from 1) of `path`, else of the nearest table around it; None without a text."""
        if not self.text:
            return None
        if self.readable_text is None and self.tables is not None:
            from ios_cli.toml.lookup import Lookup

            if self._lookup is None:
                self._lookup = Lookup(self.text, self.tables)
            line = self._lookup.nearest_line(path)
            if isinstance(line, int):
                return line
        if self._positions is None:
            from ios_cli.toml.positions import Positions

            self._positions = Positions(self.text if self.readable_text is None else self.readable_text)
        return self._positions.nearest_line(path)

    def table_at(self, line: int) -> str:
        """The table that `line` stands in, by the first part of its name; "" before the first."""
        from ios_cli.toml.positions import Lines, scan

        text = self.text if self.readable_text is None else self.readable_text
        lines = Lines(text)
        table = ""
        for statement in scan(text):
            if lines.line(statement.begin) > line:
                break
            if statement.kind in ("table", "array"):
                table = statement.key[0] if statement.key else ""
        return table

    def locate(self, findings: Iterable[Finding]) -> list[Finding]:
        """The findings with this file, and the line of their path where they have no line yet."""
        return [
            f if f.line is not None else replace(f, file=self.file, line=self.line_of(f.path))
            for f in findings
        ]


def exact_decimal(literal: str) -> Decimal:
    """A TOML float as the decimal that is written, never binary."""
    if len(literal) > LONGEST_NUMBER:
        raise ValueError(literal)
    return Decimal(literal)


def read_toml(data: bytes, file: str, record_class: type | None = None) -> TomlDocument:
    """Read `data` as TOML; `file` is what the user typed, for the messages.

    `record_class` says which tables and keys were probably meant where that cannot be read. All that is
    wrong is found at once, as far as the text can be followed: see `recovery`.
    """
    findings: tuple[Finding, ...] = ()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = ""
    if (not text and data) or "\0" in text:
        from ios_cli.toml.encoding import decode_anyhow

        text, findings = decode_anyhow(data, file)
    if text.count(".") > MOST_PARTS:
        endless = _endless_key(text, file)
        if endless is not None:
            return TomlDocument(file, text, None, (*findings, endless))
    try:
        return TomlDocument(file, text, tomli.loads(text, parse_float=exact_decimal), findings)
    # TOMLDecodeError, a number that is too long, an exponent without end, brackets without end.
    except (ValueError, ArithmeticError, RecursionError):
        from ios_cli.toml.recovery import recover

        found = recover(text, file, record_class)
        if found.text is None:
            return TomlDocument(file, "", None, tuple(found.findings))
        return TomlDocument(file, text, found.tables, (*findings, *found.findings), found.text)


def _endless_key(text: str, file: str) -> Finding | None:
    """A key such as `a.a.a...`, which no file means: each part of it is a table in a table."""
    # A line with so many dots is at least as long: most files need no more than a look at that.
    if not any(line.count(".") > MOST_PARTS for line in text.split("\n") if len(line) > MOST_PARTS):
        return None
    import re

    # Long texts first: quotes and `#` are nothing special in them.
    quoted = re.compile(
        r"\"{3}(?:[^\\]|\\.)*?\"{3}|'{3}.*?'{3}|\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*'|#[^\n]*", re.DOTALL
    )
    bare = quoted.sub(lambda match: "_" + "\n" * match[0].count("\n"), text)
    match = re.search(rf"(?:[A-Za-z0-9_-]+[ \t]*\.[ \t]*){{{MOST_PARTS}}}", bare)
    if match is None:
        return None
    from ios_cli.text import _

    return Finding(
        code="IOS003",
        message=_("a key of more than {n} parts stands here: the rest of this file was not judged").format(
            n=MOST_PARTS
        ),
        expected=_("a key of a few words at most"),
        hint=_("write tables as `[name]` and keys on lines of their own"),
        file=file,
        line=bare.count("\n", 0, match.start()) + 1,
    )
