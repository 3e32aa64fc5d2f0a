"""Findings as GitHub workflow commands: a job shows them beside the lines they are about.

`::error file=F,line=N,title=CODE name::message`; what stands under the message in a terminal follows it.
"""

from collections.abc import Callable, Iterable, Iterator

from ios_cli.domain.finding import Ernst, Finding
from ios_cli.render.findings import finding_details
from ios_cli.render.values import encodable

STDIN = "<stdin>"
COMMANDS = {Ernst.FOUT: "error", Ernst.WAARSCHUWING: "warning", Ernst.OPMERKING: "notice"}


def render_github(findings: Iterable[Finding], place_of: Callable[[str], str] = str) -> Iterator[str]:
    """A line for each finding, in the order given; `place_of` gives the name of a file in the repository."""
    for f in findings:
        # Of standard input there is no file to point at.
        place = [("file", place_of(f.file)), ("line", str(f.line or 1))] if f.file and f.file != STDIN else []
        properties = [*place, ("title", f"{f.code} {f.name}")]
        settings = ",".join(f"{key}={_property(value)}" for key, value in properties)
        text = "\n".join((f.message, *finding_details(f)))
        yield f"::{COMMANDS[f.ernst]} {settings}::{_data(text)}\n"


def _data(text: str) -> str:
    return encodable(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
