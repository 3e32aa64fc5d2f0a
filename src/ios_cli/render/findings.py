"""Findings as lines for people: plain text, the same with and without a terminal."""

from collections.abc import Iterable

from ios_cli.domain.finding import Finding
from ios_cli.render.values import show_text
from ios_cli.text import _

_INDENT = "    "


def render_finding(f: Finding, *, with_ernst: bool = False) -> str:
    """One finding, without a newline at the end.

    `file:line: CODE name: message`, then expected, hint and source on indented lines, where there are
    any. What is no fout bears its ernst after the name; `with_ernst` a fout too. What a file or a name
    holds cannot move the cursor, colour the terminal or fake a line.
    """
    place = "".join(f"{part}:" for part in (f.file, f.line) if part not in ("", None))
    ernst = "" if f.is_fout and not with_ernst else f"{f.ernst.value}: "
    lines = [f"{place} {f.code} {f.name}: {ernst}{f.message}".lstrip()]
    lines += [f"{_INDENT}{detail}" for detail in finding_details(f)]
    return "\n".join(show_text(line) for line in lines)


def render_findings(findings: Iterable[Finding]) -> str:
    """All findings, in the order given, each line with its newline; empty where there are none."""
    return "".join(render_finding(f) + "\n" for f in findings)


def finding_details(f: Finding) -> list[str]:
    """What stands under the message: `label: text`, a line each."""
    return [
        f"{label}: {text}"
        for label, text in (
            (_("expected"), f.expected),
            (_("found"), f.found),
            (_("difference"), f.difference),
            (_("hint"), f.hint),
            (_("source"), f.source),
            (_("accepted"), f.accepted),
        )
        if text
    ]
