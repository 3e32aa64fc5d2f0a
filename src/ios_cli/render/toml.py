"""TOML: the same document as the JSON, with native dates; a key without a value is left out."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import chain
from typing import Any

from ios_cli.domain.finding import Finding
from ios_cli.domain.ios import IOS
from ios_cli.render.envelope import Record, generate_document

# tomli-w writes a short table inline, `data = [{...}]`, which may not follow other tables: this line,
# taken out again, makes it too long for that.
_LONG = "x" * 100


def render_ios_toml(
    items: Iterable[IOS],
    *,
    findings: Sequence[Finding],
    as_of: date,
    version: str,
    segmenten: bool = False,
) -> Iterator[str]:
    """The document in pieces; `items` are taken one by one, each a `[[data]]`."""
    head, data = generate_document(
        items, findings=findings, as_of=as_of, version=version, segmenten=segmenten
    )
    return render_toml(head, data)


def render_toml(head: Record, data: Iterable[Record]) -> Iterator[str]:
    """`head` and an array of tables `data`; `data = []` where there is none."""
    import tomli_w

    stream = iter(data)
    first = next(stream, None)
    # An empty array is a key of the document itself, and those come before all tables.
    yield tomli_w.dumps(_without_none(head if first is not None else {**head, "data": []}))
    for item in chain(() if first is None else (first,), stream):
        table = tomli_w.dumps({"data": [{"_": _LONG, **_without_none(item)}]})
        yield "\n" + table.replace(f'_ = "{_LONG}"\n', "", 1)


def _without_none(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_none(v) for key, v in value.items() if v is not None}
    if isinstance(value, list):
        return [_without_none(v) for v in value]
    return value
