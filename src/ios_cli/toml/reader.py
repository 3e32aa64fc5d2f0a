"""Bytes to TOML tables, with everything that is wrong in them; never raises on user data."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import tomli

from ios_cli.domain.finding import Finding, KeyPath

if TYPE_CHECKING:
    from ios_cli.toml.positions import Positions

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
    _positions: "Positions | None" = field(default=None, repr=False)

    def line_of(self, path: KeyPath) -> int | None:
        """The line (from 1) of `path`, else of the nearest table around it; None without a text."""
        if not self.text:
            return None
        if self._positions is None:
            from ios_cli.toml.positions import Positions

            self._positions = Positions(self.text if self.readable_text is None else self.readable_text)
        return self._positions.nearest_line(path)

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


def read_toml(data: bytes, file: str) -> TomlDocument:
    """Read `data` as TOML; `file` is what the user typed, for the messages.

    All that is wrong is found at once, as far as the text can be followed: see `recovery`.
    """
    findings: tuple[Finding, ...] = ()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = ""
    if (not text and data) or "\0" in text:
        from ios_cli.toml.encoding import decode_anyhow

        text, findings = decode_anyhow(data, file)
    try:
        return TomlDocument(file, text, tomli.loads(text, parse_float=exact_decimal), findings)
    # TOMLDecodeError, a number that is too long, an exponent without end, brackets without end.
    except (ValueError, ArithmeticError, RecursionError):
        from ios_cli.toml.recovery import recover

        found = recover(text, file)
        if found.text is None:
            return TomlDocument(file, "", None, tuple(found.findings))
        return TomlDocument(file, text, found.tables, (*findings, *found.findings), found.text)
