"""Findings as lines for people: plain text, the same with and without a terminal."""

import unicodedata
from collections.abc import Iterable

from ios_cli.domain.finding import Finding
from ios_cli.text import _

_INDENT = "    "


def visible(text: str) -> str:
    r"""`text` on one line: control characters as `\x1b`, the rest (brackets, any script) as it is.

    What a file or a name holds must not move the cursor, colour the terminal or fake a line.
    """
    if text.isprintable():
        return text
    return "".join(_escaped(c) if _is_control(c) else c for c in text)


def _is_control(character: str) -> bool:
    # Cc: control; Zl, Zp: line ends; Cs: half of a pair, which no output can encode.
    return unicodedata.category(character) in ("Cc", "Zl", "Zp", "Cs")


def _escaped(character: str) -> str:
    short = {"\n": r"\n", "\r": r"\r", "\t": r"\t"}.get(character)
    if short is not None:
        return short
    number = ord(character)
    return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}"


def render_finding(f: Finding) -> str:
    """One finding, without a newline at the end.

    `file:line:column: CODE name: message`, then expected, hint and source on indented lines, where
    there are any. What is no fout bears its ernst before the code.
    """
    place = "".join(f"{part}:" for part in (f.file, f.line, f.column) if part not in ("", None))
    ernst = "" if f.is_fout else f"{f.ernst.value} "
    lines = [f"{place} {ernst}{f.code} {f.name}: {f.message}".lstrip()]
    lines += [
        f"{_INDENT}{label}: {text}"
        for label, text in ((_("expected"), f.expected), (_("hint"), f.hint), (_("source"), f.source))
        if text
    ]
    return "\n".join(visible(line) for line in lines)


def render_findings(findings: Iterable[Finding]) -> str:
    """All findings, in the order given, each line with its newline; empty where there are none."""
    return "".join(render_finding(f) + "\n" for f in findings)
