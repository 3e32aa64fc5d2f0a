"""Edits on random TOML documents: the data is what was meant, and the rest of the text is untouched.

The documents are wilder than any dossier: arrays of tables out of order, sub tables, super tables,
dotted and quoted keys, inline tables, multi-line strings full of things that look like headers, comments
and spacing anywhere, LF and CRLF mixed, a file without a last newline.
"""

import copy
import re
import tomllib
from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import assume, event, given, settings
from hypothesis import strategies as st

from ios_cli.domain.edits import Edit, Ordenen, Toevoegen, Veranderen, Verwijderen
from ios_cli.domain.finding import KeyPath
from ios_cli.io.edit import apply_edits
from tests.strategies import aantal

# --- documents ---------------------------------------------------------------------------------------

NAMES = ("aios", "opleiding", "onderdeel", "deeltijd", "vrijstelling", "dienst", "eigen", "Sleutel 1", "a.b")
KEYS = ("van", "id", "vanaf", "tot_en_met", "status", "x-1", "1", "naam met spatie", "punt.punt", "é", "")
COMMENTS = (
    "# gewoon",
    "#dicht op het hekje",
    "# [[deeltijd]]",
    '# "aanhaling',
    "# x = 1",
    "#",
    "# é [a]",
    "# '''",
)
SCALARS = (
    "1",
    "-17",
    "0x1F",
    "1_000",
    "0.80",
    "1e3",
    "nan",
    "-inf",
    "true",
    "2025-03-01",
    "17:00:00",
    "2025-03-01T12:00:00+01:00",
    "2025-03-01 12:00:00",
    '"tekst # geen opmerking"',
    '"met \\" en \\\\ en \\u00e9"',
    "'letterlijk [[deeltijd]] \\'",
    "''",
    '"=,]}"',
)
LONG_STRINGS = (
    '"""één regel"""',
    '"""\n[[deeltijd]]\nvanaf = 1\n# geen opmerking\n"""',
    "'''\n[opleiding]\n\n'''",
    "'''\n# onderaan'''",
    '"""a\\\n    b""""',
    "'''it's '' zo''''",
)


def written_key(key: str, quote: str) -> str:
    bare = key.isascii() and key.replace("-", "a").replace("_", "a").isalnum()
    quote = quote or ("" if bare else '"')
    return quote + key + quote


@st.composite
def comments(draw: st.DrawFn) -> str:
    return str(draw(st.sampled_from(("", "", "", " ", "  "))) + draw(st.sampled_from(("", "", *COMMENTS))))


@st.composite
def values(draw: st.DrawFn, depth: int = 2, *, one_line: bool = False) -> str:
    kind = draw(st.integers(0, 9 if depth else 6))
    if kind < 6:
        return str(draw(st.sampled_from(SCALARS)))
    if kind == 6:
        return str(draw(st.sampled_from(SCALARS if one_line else LONG_STRINGS)))
    if kind < 9:
        return str(draw(arrays(depth - 1, one_line=one_line)))
    return str(draw(inline_tables(depth - 1)))


@st.composite
def inline_tables(draw: st.DrawFn, depth: int = 1) -> str:
    keys = draw(st.lists(st.sampled_from(KEYS), unique=True, max_size=3))
    room = draw(st.sampled_from(("", " ", "  ")))
    comma = draw(st.sampled_from((",", ", ", " , ")))
    equals = draw(st.sampled_from((" = ", "=", "\t= ")))
    parts = []
    for key in keys:
        name = written_key(key, draw(st.sampled_from(("", "", "'"))))
        if draw(st.integers(0, 4)) == 0:
            name += draw(st.sampled_from((".", " . "))) + draw(st.sampled_from(("p", '"q r"')))
        parts.append(name + equals + draw(values(depth, one_line=True)))
    return "{" + room + comma.join(parts) + room + "}"


@st.composite
def arrays(draw: st.DrawFn, depth: int = 1, *, one_line: bool = False, of_tables: bool = False) -> str:
    item = inline_tables(depth) if of_tables else values(depth, one_line=one_line)
    items = draw(st.lists(item, max_size=3))
    if one_line or draw(st.booleans()):
        trailing = draw(st.sampled_from(("", ",", " ,"))) if items else ""
        room = draw(st.sampled_from(("", " ")))
        return "[" + room + draw(st.sampled_from((",", ", ", " ,"))).join(items) + trailing + room + "]"
    if draw(st.integers(0, 5)) == 0:  # commas in front
        return "[\n    " + "\n  , ".join(items) + "\n]" if items else "[\n]"
    indent = draw(st.sampled_from(("    ", "  ", "\t", "")))
    lines = ["[" + draw(comments())]
    for number, text in enumerate(items):
        if draw(st.integers(0, 3)) == 0:
            lines.append(indent + draw(st.sampled_from(("", *COMMENTS))))
        comma = "," if number < len(items) - 1 or draw(st.booleans()) else ""
        lines.append(indent + text + comma + draw(comments()))
    if draw(st.integers(0, 3)) == 0:
        lines.append(indent + draw(st.sampled_from(COMMENTS)))
    return "\n".join(lines) + "\n" + draw(st.sampled_from(("", indent))) + "]"


@st.composite
def loose_lines(draw: st.DrawFn) -> list[str]:
    """Blank lines and comments between statements."""
    return list(
        draw(st.lists(st.sampled_from(("", "", "", "  ", "\t", *COMMENTS, "  # ingesprongen")), max_size=3))
    )


@st.composite
def pair_lines(draw: st.DrawFn, *, dotted: bool = True, tables: bool = False) -> list[str]:
    """The keys of one table, with what stands between them."""
    keys = draw(st.lists(st.sampled_from(KEYS), unique=True, max_size=4))
    indent = draw(st.sampled_from(("", "", "", "  ", "\t")))
    aligned = draw(st.booleans())
    lines: list[str] = []
    for key in keys:
        lines += draw(loose_lines()) if draw(st.integers(0, 3)) == 0 else []
        name = written_key(key, draw(st.sampled_from(("", "", "'"))))
        names = [name]
        if dotted and draw(st.integers(0, 5)) == 0:
            subs = draw(st.lists(st.sampled_from(("p", '"q r"', "s.t")), unique=True, min_size=1, max_size=2))
            names = [name + draw(st.sampled_from((".", " . "))) + sub for sub in subs]
        for full in names:
            value = draw(arrays(of_tables=True) if tables and draw(st.booleans()) else values())
            room = full.ljust(14) if aligned else full + draw(st.sampled_from((" ", "", "  ")))
            lines.append(
                indent + room + "=" + draw(st.sampled_from((" ", " ", ""))) + value + draw(comments())
            )
    return lines


@st.composite
def documents(draw: st.DrawFn) -> str:
    """Valid TOML; the rows of one array may stand apart, tables come in any order."""
    lines: list[str] = list(draw(loose_lines()))
    names = draw(st.permutations(NAMES))
    if draw(st.integers(0, 2)) == 0:
        top = draw(pair_lines(tables=True))
        if draw(st.booleans()):
            top.append(written_key(names[0], "") + " = " + draw(arrays(of_tables=True)) + draw(comments()))
            names = names[1:]
        if draw(st.booleans()):
            subs = draw(st.lists(st.sampled_from(("id", "naam")), unique=True, min_size=1))
            top += [f"{written_key(names[0], '')}.{sub} = {draw(values())}" for sub in subs]
            names = names[1:]
        lines += top
    blocks: list[tuple[int, list[str]]] = []
    for name in names[: draw(st.integers(0, 5))]:
        key = written_key(name, draw(st.sampled_from(("", "", "'"))))
        room = draw(st.sampled_from(("", "", "", " ")))
        kind = draw(st.integers(0, 5))
        after = draw(comments())
        if kind == 0:  # a table, perhaps with one below it
            blocks.append((draw(st.integers(0, 9)), [f"[{room}{key}{room}]{after}", *draw(pair_lines())]))
            if draw(st.booleans()):
                blocks.append((draw(st.integers(0, 9)), [f"[{key}.onder]", *draw(pair_lines(dotted=False))]))
        elif kind == 1:  # a table that is only implied
            blocks.append((draw(st.integers(0, 9)), [f"[{key} . onder]{after}", *draw(pair_lines())]))
        else:
            # Rows sort by when they come; the parts of one row stay behind it in the same block.
            for __ in range(draw(st.integers(1, 3))):
                block = [f"[[{room}{key}{room}]]{after}", *draw(pair_lines())]
                for __sub in range(draw(st.integers(0, 5)) // 4):
                    header = draw(st.sampled_from((f"[{key}.sub]", f"[[{key}.subs]]", f"[{key}.sub.diep]")))
                    block += [*draw(loose_lines()), header, *draw(pair_lines(dotted=False))]
                blocks.append((draw(st.integers(0, 9)), block))
    blocks.sort(key=lambda block: block[0])
    compact = draw(st.booleans())
    for number, (__, block) in enumerate(blocks):
        if lines or number:
            lines += draw(loose_lines()) if not compact and draw(st.integers(0, 2)) == 0 else [""]
        lines += block
    lines += draw(loose_lines())
    text = "\n".join(lines) + draw(st.sampled_from(("\n", "\n", "\n", "", "\n\n")))
    endings = draw(st.sampled_from(("lf", "lf", "crlf", "mixed")))
    if endings == "crlf":
        text = text.replace("\n", "\r\n")
    elif endings == "mixed":
        rest = text.split("\n")
        text = "".join(line + draw(st.sampled_from(("\n", "\r\n"))) for line in rest[:-1]) + rest[-1]
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        assume(False)
    return text


# --- edits -------------------------------------------------------------------------------------------

texts = st.text(max_size=8).filter(lambda s: not any("\ud800" <= c <= "\udfff" for c in s))
new_scalars: st.SearchStrategy[Any] = st.one_of(
    texts,
    st.sampled_from(("[[deeltijd]]", '"""', "'''", "# nee", "a\r\nb", "\x00\x1f\x7f\u0085\u2028", "Ø'\"\\")),
    st.booleans(),
    st.integers(-(2**63), 2**63 - 1),
    st.dates(),
    st.times(),
    st.datetimes(),
    st.tuples(st.integers(-(10**6), 10**6), st.integers(0, 4)).map(lambda p: Fraction(p[0], 10 ** p[1])),
    st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-1000, max_value=1000),
)
new_values = st.one_of(
    new_scalars,
    st.lists(new_scalars, max_size=3),
    st.dictionaries(st.sampled_from(KEYS), new_scalars, max_size=2),
)
new_keys = st.sampled_from(("status", "nieuw", "nieuw-2", "met spatie", 'aan"haling', "", "grond"))
new_rows = st.dictionaries(new_keys, new_values, max_size=4)


def is_rows(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(row, dict) for row in value)


def tables_in(value: Any, path: KeyPath = ()) -> list[KeyPath]:
    """The paths of all tables, also those in arrays and inline."""
    found: list[KeyPath] = []
    if isinstance(value, dict):
        found.append(path)
        for key, inner in value.items():
            found += tables_in(inner, (*path, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            found += tables_in(inner, (*path, number))
    return found


def at(data: Any, path: KeyPath) -> Any:
    for part in path:
        data = data[part]
    return data


@st.composite
def edits_of(
    draw: st.DrawFn, data: dict[str, Any], kinds: Sequence[str] = ("rij", "sleutel", "waarde", "weg")
) -> Edit:
    """An edit that can be made in a document with this data."""
    kind = draw(st.sampled_from(kinds))
    tables = tables_in(data)
    if kind == "rij":
        arrays_there = [key for key, value in data.items() if is_rows(value)]
        name = draw(st.sampled_from([*arrays_there, *(n for n in (*NAMES, "nieuw") if n not in data)]))
        after: KeyPath | None = None
        if data.get(name) and draw(st.booleans()):
            after = (name, draw(st.integers(0, len(data[name]) - 1)))
        return Toevoegen(name, draw(new_rows), after)
    if kind == "sleutel":
        table = draw(st.sampled_from(tables))
        key = draw(new_keys.filter(lambda k: k not in at(data, table)))
        return Veranderen((*table, key), draw(new_values))
    leaves = [
        (*table, key)
        for table in tables
        for key, value in at(data, table).items()
        if not isinstance(value, dict) and not (value and is_rows(value))
    ]
    if kind == "waarde":
        assume(leaves)
        return Veranderen(draw(st.sampled_from(leaves)), draw(new_values))
    rows: list[KeyPath] = [
        (*table, key, number)
        for table in tables
        for key, value in at(data, table).items()
        if is_rows(value)
        for number in range(len(value))
    ]
    assume(leaves or rows)
    return Verwijderen(draw(st.sampled_from([*leaves, *rows])), draw(st.booleans()))


# --- what must come out ------------------------------------------------------------------------------


class Weg:
    """Stands where a row was taken away."""


def plain(value: Any) -> Any:
    """With its type beside it, so that 1, 1.0 and true differ; empty arrays and tables left out."""
    if isinstance(value, dict):
        return {k: w for k, v in value.items() if (w := plain(v)) not in ({}, [])}
    if isinstance(value, list | tuple):
        return [plain(v) for v in value if not isinstance(v, Weg)]
    if isinstance(value, Fraction):
        return ("getal", str(value))
    if isinstance(value, Decimal):
        return ("getal", str(Fraction(value)) if value.is_finite() else str(value))
    if type(value) is int:
        return ("getal", str(Fraction(value)))
    if isinstance(value, datetime | date | time):
        return (type(value).__name__, value.isoformat())
    return (type(value).__name__, value)


def expected(data: dict[str, Any], edits: Sequence[Edit]) -> Any:
    """Another way than that of `io.edit`: rows taken away leave a mark, new rows wait until the end."""
    data = copy.deepcopy(data)
    waiting: list[tuple[str, int, bool, int, dict[str, Any]]] = []
    for number, edit in enumerate(edits):
        if isinstance(edit, Toevoegen):
            rows = data.setdefault(edit.tabel, [])
            after = len(rows) - 1 if edit.na is None else edit.na[1]
            assert isinstance(after, int)
            order = number if edit.na else -number  # each straight after `na`; else each at the end
            waiting.append((edit.tabel, -after, edit.na is not None, order, dict(edit.waarden)))
        elif isinstance(edit, Veranderen):
            at(data, edit.pad[:-1])[edit.pad[-1]] = edit.waarde
        elif isinstance(edit, Ordenen):
            raise TypeError("no order in these edits: see test_plaatsing_edit")
        elif isinstance(edit.pad[-1], int):
            at(data, edit.pad[:-1])[edit.pad[-1]] = Weg()
        else:
            del at(data, edit.pad[:-1])[edit.pad[-1]]
    # From the back, so that the numbers of the rows in the file stay right.
    for name, after, __, __order, row in sorted(waiting, key=lambda w: w[:4]):
        data[name].insert(1 - after, row)
    return plain(data)


def read(text: str) -> dict[str, Any]:
    return tomllib.loads(text, parse_float=Decimal)


def comments_of(text: str) -> list[str]:
    """The comments of a TOML text, found without knowing its statements."""
    found, i = [], 0
    while i < len(text):
        for quote in ('"""', "'''", '"', "'"):
            if text.startswith(quote, i):
                i += len(quote)
                while not text.startswith(quote, i):
                    i += 2 if quote[0] == '"' and text[i] == "\\" else 1
                i += len(quote)
                while len(quote) == 3 and text.startswith(quote[0], i):
                    i += 1
                break
        else:
            if text[i] == "#":
                end = text.find("\n", i)
                end = len(text) if end < 0 else end
                found.append(text[i:end].rstrip("\r"))
                i = end
            else:
                i += 1
    return found


def is_subsequence(few: Sequence[str], many: Sequence[str]) -> bool:
    rest = iter(many)
    return all(item in rest for item in few)


def is_one_insertion(text: str, result: str) -> bool:
    """Whether `result` is `text` with something put in at one place."""
    head = next(
        (i for i, (a, b) in enumerate(zip(text, result, strict=False)) if a != b), min(len(text), len(result))
    )
    tail = len(text) - head
    return len(result) >= len(text) and (tail == 0 or result.endswith(text[head:]))


slow = settings(max_examples=aantal(60))


@slow
@given(st.data())
def test_any_edits_give_the_data_that_was_meant(data: st.DataObject) -> None:
    text = data.draw(documents())
    before = read(text)
    edits: list[Edit] = []
    gone: list[KeyPath] = []
    for __ in range(data.draw(st.integers(1, 4))):
        edit = data.draw(edits_of(before))
        assert not isinstance(edit, Ordenen)
        path = (edit.na or ()) if isinstance(edit, Toevoegen) else edit.pad
        # Not in what an earlier edit took away or overwrote, and not around it.
        assume(not any(path[: len(g)] == g or g[: len(path)] == path for g in gone if path))
        if isinstance(edit, Verwijderen | Veranderen):
            gone.append(edit.pad)
        if isinstance(edit, Toevoegen):
            assume(not any(g[0] == edit.tabel and len(g) == 1 for g in gone))
            gone.append((edit.tabel, -1))
        edits.append(edit)
    result = apply_edits(text, edits)
    event("edits: " + ",".join(sorted({type(edit).__name__ for edit in edits})))
    assert plain(read(result)) == expected(before, edits)
    if not any(isinstance(edit, Verwijderen) or edit_overwrites(edit, before) for edit in edits):
        assert is_subsequence(comments_of(text), comments_of(result))


def edit_overwrites(edit: Edit, data: dict[str, Any]) -> bool:
    """An array with comments in it may be overwritten."""
    if not isinstance(edit, Veranderen):
        return False
    try:
        return isinstance(at(data, edit.pad), list)
    except KeyError:
        return False


@slow
@given(st.data())
def test_a_new_row_is_one_insertion(data: st.DataObject) -> None:
    text = data.draw(documents())
    edit = data.draw(edits_of(read(text), ("rij",)))
    assert isinstance(edit, Toevoegen)
    result = apply_edits(text, [edit])
    if is_inline(text, edit.tabel):  # `[ ]` becomes `[{ x = 1 }]`; a comma behind what was the last row
        assert is_subsequence(comments_of(text), comments_of(result))
        assert len(result.split("\n")) <= len(text.split("\n")) + 1
    else:
        assert is_one_insertion(text, result)


def is_inline(text: str, name: str) -> bool:
    """Whether `name` is written as `name = [...]`: then it can have no [[header]] beside it."""
    try:
        tomllib.loads(f"{text}\n[['{name}']]\n")
    except tomllib.TOMLDecodeError:
        return True
    return False


@slow
@given(st.data())
def test_a_new_key_is_one_insertion(data: st.DataObject) -> None:
    text = data.draw(documents())
    edit = data.draw(edits_of(read(text), ("sleutel",)))
    result = apply_edits(text, [edit])
    if not is_one_insertion(text, result):
        assert re.search(r"\{ *\}", text)  # `{ }` became `{ x = 1 }`
        assert is_subsequence(comments_of(text), comments_of(result))


@slow
@given(st.data())
def test_another_value_changes_nothing_around_it(data: st.DataObject) -> None:
    text = data.draw(documents())
    edit = data.draw(edits_of(read(text), ("waarde",)))
    assert isinstance(edit, Veranderen)
    result = apply_edits(text, [edit])
    before, after = text.splitlines(keepends=True), result.splitlines(keepends=True)
    same_head = next((i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), len(before))
    rest = before[same_head:], after[same_head:]
    same_tail = 0
    while same_tail < min(map(len, rest)) and rest[0][-1 - same_tail] == rest[1][-1 - same_tail]:
        same_tail += 1
    # One line differs; more only where the old value stood on several, or a text with odd line ends.
    assert len(rest[1]) - same_tail <= 1
    old = at(read(text), edit.pad)
    if not isinstance(old, list | str):
        assert len(rest[0]) - same_tail <= 1
        assert comments_of(text) == comments_of(result)


@slow
@given(st.data())
def test_what_is_taken_away_leaves_the_other_lines(data: st.DataObject) -> None:
    text = data.draw(documents())
    edit = data.draw(edits_of(read(text), ("weg",)))
    assert isinstance(edit, Verwijderen)
    result = apply_edits(text, [edit])
    if len(edit.pad) == 2 and isinstance(edit.pad[1], int) and not is_inline(text, str(edit.pad[0])):
        lines = [line for line in result.splitlines() if line.strip()]
        assert is_subsequence(lines, text.splitlines())
    assert is_subsequence(comments_of(result), comments_of(text))


@slow
@given(st.data())
def test_adding_and_taking_away_again(data: st.DataObject) -> None:
    """A row that is added and then removed: the same data, and every line of the text."""
    text = data.draw(documents())
    edit = data.draw(edits_of(read(text), ("rij",)))
    assert isinstance(edit, Toevoegen)
    there = read(text).get(edit.tabel, [])
    after = len(there) if edit.na is None else int(edit.na[1]) + 1
    back = apply_edits(apply_edits(text, [edit]), [Verwijderen((edit.tabel, after))])
    assert plain(read(back)) == plain(read(text))
    assert is_subsequence(comments_of(text), comments_of(back))
