"""Bytes to TOML tables, with everything that is wrong in them; never raises on user data."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from ios_cli.domain.finding import Finding, KeyPath
from ios_cli.text import _


class Onleesbaar:
    """Stands in the tables where a value could not be read: there is a finding about it already."""

    __slots__ = ("sleutel",)

    def __init__(self, *, sleutel: bool = False) -> None:
        self.sleutel = sleutel
        """True where the key itself had to be guessed."""


ONLEESBAAR = Onleesbaar()


@dataclass(slots=True, eq=False)
class TomlDocument:
    """A text as read. `tables` is None where nothing could be read.

    Dates are `date`, times `time`, floats `Decimal`; a value that could not be read is an
    `Onleesbaar`. The findings have file and line.
    """

    file: str
    text: str
    tables: dict[str, Any] | None
    findings: tuple[Finding, ...] = ()
    readable_text: str | None = None
    """The text with its broken statements replaced, line for line; None where nothing was broken."""
    _positions: Any = field(default=None, repr=False)

    def line_of(self, path: KeyPath) -> int | None:
        """The line (from 1) of `path`, else of the nearest table around it; None without a text."""
        if not self.text:
            return None
        if self._positions is None:
            from ios_cli.toml.positions import Positions

            self._positions = Positions(self.text if self.readable_text is None else self.readable_text)
        line: int = self._positions.nearest_line(path)
        return line

    def locate(self, findings: Iterable[Finding]) -> list[Finding]:
        """The findings with this file, and the line of their path where they have no line yet."""
        return [
            f if f.line is not None else replace(f, file=self.file, line=self.line_of(f.path))
            for f in findings
        ]


def read_toml(data: bytes, file: str) -> TomlDocument:
    """Read `data` as TOML; `file` is what the user typed, for the messages."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        finding = Finding(
            code="IOS002",
            message=_("this file is not UTF-8"),
            file=file,
            line=data.count(b"\n", 0, error.start) + 1,
        )
        return TomlDocument(file, "", None, (finding,))
    try:
        return TomlDocument(file, text, tomllib.loads(text, parse_float=Decimal))
    except (ValueError, ArithmeticError, RecursionError) as error:
        return TomlDocument(
            file, text, None, (Finding(code="IOS003", message=str(error), file=file, line=1),)
        )
