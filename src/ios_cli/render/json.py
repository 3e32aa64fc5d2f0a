"""JSON: the envelope, streamed; fixed key order, no clock, two spaces."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from ios_cli.domain.finding import Finding
from ios_cli.domain.ios import IOS
from ios_cli.render.envelope import Record, generate_document

# Raw, these would act on a terminal or break lines in other programs; escaped, they mean the same.
_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029]")


def render_ios_json(
    items: Iterable[IOS],
    *,
    findings: Sequence[Finding],
    as_of: date,
    version: str,
    segmenten: bool = False,
) -> Iterator[str]:
    """The document in pieces; `items` are taken one by one, `findings` stand before them.

    A valid document whatever the number of items; ends with a line end.
    """
    head, data = generate_document(
        items, findings=findings, as_of=as_of, version=version, segmenten=segmenten
    )
    return render_json(head, data)


def render_json(head: Record, data: Iterable[Record]) -> Iterator[str]:
    """`head` with `data` as its last key."""
    yield _dump(head).removesuffix("\n}") + ',\n  "data": ['
    separator = "\n    "
    for item in data:
        # The only line ends in the text are those between its parts: the others are escaped.
        yield separator + _dump(item).replace("\n", "\n    ")
        separator = ",\n    "
    yield "]\n}\n" if separator == "\n    " else "\n  ]\n}\n"


def _dump(value: Record) -> str:
    text = json.dumps(value, ensure_ascii=False, indent=2, default=date.isoformat)
    return _ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
