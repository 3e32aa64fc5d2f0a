"""Where a key stands: the line that is found holds the key, in any valid document."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ios_cli.domain.finding import KeyPath
from ios_cli.toml.lookup import Lookup
from ios_cli.toml.positions import Positions, scan
from ios_cli.toml.reader import read_toml


def test_places_of_everything() -> None:
    text = '''# kop
a = 1
[aios]  # wie
id = "x"
"naam van" . 'deel' = """
b = 2
[geen.tabel]
"""
[[onderdeel]]
soort = "ggz"
data = [ # lijst
  2025-01-01,

  { van = 1, tot = [
      1, 2
    ] },
]
[onderdeel.plaats]
naam = "]"
[[onderdeel]]
soort = 'ccz' ; '''.replace(" ; ", "\n")
    p = Positions(text)
    expected: dict[KeyPath, int] = {
        ("a",): 2,
        ("aios",): 3,
        ("aios", "id"): 4,
        ("aios", "naam van"): 5,
        ("aios", "naam van", "deel"): 5,
        ("onderdeel",): 9,
        ("onderdeel", 0): 9,
        ("onderdeel", 0, "soort"): 10,
        ("onderdeel", 0, "data"): 11,
        ("onderdeel", 0, "data", 0): 12,
        ("onderdeel", 0, "data", 1): 14,
        ("onderdeel", 0, "data", 1, "van"): 14,
        ("onderdeel", 0, "data", 1, "tot"): 14,
        ("onderdeel", 0, "data", 1, "tot", 0): 15,
        ("onderdeel", 0, "data", 1, "tot", 1): 15,
        ("onderdeel", 0, "plaats"): 18,
        ("onderdeel", 0, "plaats", "naam"): 19,
        ("onderdeel", 1): 20,
        ("onderdeel", 1, "soort"): 21,
    }
    assert {path: p.line(path) for path in expected} == expected
    assert p.paths() == {(), *expected}


def test_the_nearest_place_there_is() -> None:
    document = read_toml(b"\n[aios]\nid = 1\n[[deeltijd]]\n", "x.toml")
    assert document.line_of(("aios", "naam")) == 2
    assert document.line_of(("deeltijd", 0, "vanaf")) == 4
    assert document.line_of(("deeltijd", 7, "vanaf")) == 4
    assert document.line_of(("opleiding",)) == 1
    assert read_toml(b"", "x.toml").line_of(("aios",)) is None


@pytest.mark.parametrize(
    "text",
    [
        "a = '''\n\"\"\"\n'''\nb = 1",
        'a = """x\\""""\nb = 1',
        "a = ''''x'''''\nb = 1",
        'a = """"x"""""\nb = 1',
        'a = "\\""\nb = 1',
    ],
)
def test_texts_with_quotes_in_them(text: str) -> None:
    tomllib.loads(text)
    assert Positions(text).line(("b",)) == text.count("\n") + 1
    assert len(scan(text)) == 2


# --- generated documents: written with their lines known ---


@dataclass
class Writer:
    lines: list[str] = field(default_factory=lambda: [""])
    places: dict[KeyPath, int] = field(default_factory=dict)

    def put(self, text: str) -> None:
        first, *rest = text.split("\n")
        self.lines[-1] += first
        self.lines += rest

    def note(self, path: KeyPath) -> None:
        self.places.setdefault(path, len(self.lines))


KEYS = st.one_of(
    st.from_regex(r"[A-Za-z0-9_-]{1,6}", fullmatch=True),
    st.text(st.characters(blacklist_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=5),
)
PLAIN = ["1", "0.8", "true", "inf", "2025-03-01", "2025-03-01T10:00:00Z", "17:00:00"]
TEXTS = ['"[x] = # \\" \'"', "'\"#]'", '""', "''''a'''"]
LONG_TEXTS = ['"""\n[a]\nb = 1\n"" \\" \n"""', "'''\n[[a]]\n# '' \n'''"]
SCALARS = st.sampled_from([*PLAIN, *TEXTS, *LONG_TEXTS])


@st.composite
def values(draw: st.DrawFn, depth: int = 2) -> Any:
    """A scalar (its text), a list, or a dict."""
    kind = draw(st.sampled_from(["scalar", "scalar", "list", "table"])) if depth else "scalar"
    if kind == "list":
        return draw(st.lists(values(depth - 1), max_size=3))
    if kind == "table":
        return draw(st.dictionaries(KEYS, values(depth - 1), max_size=3))
    return draw(SCALARS)


def quoted(draw: st.DrawFn, key: str) -> str:
    bare = key != "" and all(c.isascii() and (c.isalnum() or c in "_-") for c in key)
    style = draw(st.sampled_from(["bare", "basic", "literal", "escaped"]))
    if style == "bare" and bare:
        return key
    if style == "literal" and "'" not in key and "\t" not in key:
        return f"'{key}'"
    if style == "escaped":
        return '"' + "".join(f"\\U{ord(c):08x}" for c in key) + '"'
    return '"' + key.replace("\\", "\\\\").replace('"', '\\"') + '"'


def write_value(draw: st.DrawFn, w: Writer, value: Any, path: KeyPath) -> None:
    blank = st.sampled_from(["", " ", "\n", " # ]}\n", "\n\t"])
    if isinstance(value, str):
        w.put(value)
    elif isinstance(value, list):
        w.put("[" + draw(blank))
        for i, item in enumerate(value):
            w.note((*path, i))
            write_value(draw, w, item, (*path, i))
            w.put(draw(blank) + ("," + draw(blank) if i < len(value) - 1 or draw(st.booleans()) else ""))
        w.put(draw(blank) + "]")
    else:
        w.put("{ ")
        for i, (key, item) in enumerate(value.items()):
            w.put(", " if i else "")
            w.note((*path, key))
            w.put(quoted(draw, key) + " = ")
            write_value(draw, w, item, (*path, key))
        w.put(" }")


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, dict[KeyPath, int]]:
    """A valid text, and the line of every key and row in it."""
    w = Writer()
    filler = st.sampled_from(["", "\n", "# [x] = 1\n", "  "])
    end = st.sampled_from(["\n", "  # y = '\n"])

    def pairs(path: KeyPath) -> None:
        for key, value in draw(st.dictionaries(KEYS, values(), max_size=3)).items():
            w.put(draw(filler))
            w.note((*path, key))
            w.put(quoted(draw, key))
            if draw(st.booleans()):  # a dotted key
                w.note((*path, key, "punt"))
                w.put(draw(st.sampled_from([".punt", " . punt", '."punt"'])))
                path_here: KeyPath = (*path, key, "punt")
            else:
                path_here = (*path, key)
            w.put(draw(st.sampled_from(["=", " = "])))
            write_value(draw, w, value, path_here)
            w.put(draw(end))

    pairs(())
    for number in range(draw(st.integers(0, 4))):
        name = f"tabel-{number}"
        if draw(st.booleans()):
            for row in range(draw(st.integers(1, 3))):
                w.put(draw(filler))
                w.note((name,))
                w.note((name, row))
                w.put(f"[[{quoted(draw, name)}]]" + draw(end))
                pairs((name, row))
                if draw(st.booleans()):
                    w.note((name, row, "sub tabel"))
                    w.put(f"[{name}.'sub tabel']" + draw(end))
                    pairs((name, row, "sub tabel"))
        else:
            w.put(draw(filler))
            w.note((name,))
            w.note((name, "sub"))
            w.put(f"[ {name} . sub ]" + draw(end))
            pairs((name, "sub"))
    return "\n".join(w.lines), w.places


def walk(value: Any, path: KeyPath = ()) -> Iterator[KeyPath]:
    items: Any = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    for key, inner in items:
        yield (*path, key)
        yield from walk(inner, (*path, key))


@given(documents(), st.booleans())
def test_every_key_is_found_on_its_line(document: tuple[str, dict[KeyPath, int]], windows: bool) -> None:
    text, places = document
    tables = tomllib.loads(text)
    positions = Positions(text.replace("\n", "\r\n") if windows else text)
    assert {path: positions.line(path) for path in places} == places
    assert set(walk(tables)) == set(places)
    assert positions.paths() == {(), *places}


@given(documents())
def test_statements_are_cut_exactly(document: tuple[str, dict[KeyPath, int]]) -> None:
    """Each statement is valid by itself, and nothing but blanks and comments stands between them."""
    text, _places = document
    at = 0
    for statement in scan(text):
        assert statement.kind != "junk"
        assert statement.closed
        tomllib.loads(text[statement.begin : statement.end])
        between = text[at : statement.begin]
        assert all(not line.strip() or line.strip().startswith("#") for line in between.split("\n"))
        at = statement.end


# --- lines without a scan: the same ones, or none ---


def looked_up(text: str) -> dict[KeyPath, int]:
    """The lines that were clear, each held against those of the scan; also of what is not there."""
    tables = tomllib.loads(text.replace("\r\n", "\n"))
    lookup, positions = Lookup(text, tables), Positions(text)
    found: dict[KeyPath, int] = {}
    for path in [(), *walk(tables)]:
        for asked in (path, (*path, "mist"), (*path, 99)):
            line = lookup.nearest_line(asked)
            if isinstance(line, int):
                assert line == positions.nearest_line(asked), asked
                found[asked] = line
    return found


@given(documents(), st.booleans())
def test_a_line_that_is_looked_up_is_that_of_the_scan(
    document: tuple[str, dict[KeyPath, int]], windows: bool
) -> None:
    text, _places = document
    looked_up(text.replace("\n", "\r\n") if windows else text)


def test_a_plain_dossier_needs_no_scan() -> None:
    text = '[aios]\nid = "x"\nids = 1 # [a]\n[[dienst]]\ndatum = 1\nuren=2\n[[dienst]]\n\n\turen = 3\n'
    found = looked_up(text)
    assert {path: line for path, line in found.items() if "mist" not in path and 99 not in path} == {
        (): 1,
        ("aios",): 1,
        ("aios", "id"): 2,
        ("aios", "ids"): 3,
        ("dienst",): 4,
        ("dienst", 0): 4,
        ("dienst", 0, "datum"): 5,
        ("dienst", 0, "uren"): 6,
        ("dienst", 1): 7,
    }
    assert found["aios", "mist"] == 1
    assert found["dienst", 1, "mist"] == 7
    assert found["dienst", 99] == 4


@pytest.mark.parametrize(
    "text",
    [
        'a = """\n[[dienst]]\n"""\n[[dienst]]\nuren = 1',
        "a = [\n[[1]],\n[[true]]\n]\n[[dienst]]\nuren = 1",
        "[[true]]\na = [\n[[true]]\n]\n [[true]]\nb = 1",
        "[[ dienst ]]\nuren = 1\n[[dienst]]\nuren = 2",
        "dienst = [{ uren = 1 }, { uren = 2 }]",
        '[[dienst]]\n"a b" = 1\na.b = 2\n"a.b" = 3',
        "[dienst.x]\nuren = 1\n[dienst]\nuren = 2",
        "[[dienst]]\nuren = [\n[1],\n]\ndatum = 1\n[dienst.x]\ndatum = 2",
    ],
)
def test_texts_that_only_look_plain(text: str) -> None:
    looked_up(text)
