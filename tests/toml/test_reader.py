"""Reading TOML: what is wrong is found all at once, in place; what is right is read as `tomllib` does."""

import tomllib
from datetime import date, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ios_cli.domain.finding import Finding
from ios_cli.toml.reader import Dubbel, Onleesbaar, TomlDocument, exact_decimal, read_toml
from ios_cli.toml.recovery import recover

SAMPLES = sorted((Path(__file__).parents[2] / "sample_data").rglob("*.toml"))


def read(text: str) -> TomlDocument:
    return read_toml(text.encode(), "x.toml")


def places(document: TomlDocument) -> list[tuple[str, int | None, int | None]]:
    return [(f.code, f.line, f.column) for f in document.findings]


def only(document: TomlDocument) -> Finding:
    assert len(document.findings) == 1, document.findings
    return document.findings[0]


def test_values_keep_their_kind() -> None:
    document = read("a = 0.80\nb = 3\nc = 2025-03-01\nd = 17:00:00\ne = true\nf = 1e3\n")
    assert document.findings == ()
    assert document.tables == {
        "a": Decimal("0.80"),
        "b": 3,
        "c": date(2025, 3, 1),
        "d": time(17),
        "e": True,
        "f": Decimal("1e3"),
    }
    assert document.tables is not None
    assert type(document.tables["a"]) is Decimal


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_byte_order_mark_and_line_ends_do_not_matter(mark: bytes, end: bytes) -> None:
    document = read_toml(mark + end.join([b"[aios]", b'id = "x"', b"naam = Jansen", b""]), "x.toml")
    assert places(document) == [("IOS003", 3, 8)]
    assert document.tables is not None
    assert document.tables["aios"]["id"] == "x"


# (text of one line in [t] below another good key, code, column, words in the finding)
ONE_LINE: list[tuple[str, str, int, str]] = [
    ("a =", "IOS003", 1, "no value"),
    ("a = # later", "IOS003", 1, "no value"),
    ("a = Jansen", "IOS003", 5, 'a = "Jansen"'),
    ("a = 2025-017", "IOS003", 5, 'a = "2025-017"'),
    ('a = zei "ja"', "IOS003", 5, "a = 'zei \"ja\"'"),
    ('a = "Jansen', "IOS003", 5, 'a = "Jansen"'),
    ("a = 's-Gravenhage", "IOS003", 5, 'a = "s-Gravenhage"'),
    ("a = 'O'Brien'", "IOS003", 8, "double quotes"),
    ('a = "de "Linde""', "IOS003", 10, "single quotes"),
    (r'a = "C:\praktijk"', "IOS003", 8, "single quotes"),
    ("a = “Jansen”", "IOS003", 5, 'a = "Jansen"'),
    ("a = 0,8", "IOS003", 5, "`0.8`"),
    ("a = 1.250,50", "IOS003", 5, "`1250.50`"),
    ("a = .8", "IOS003", 5, "`0.8`"),
    ("a = 8.", "IOS003", 5, "`8.0`"),
    ("a = 08", "IOS003", 5, "`8`"),
    ("a = 80%", "IOS003", 5, "`0.8`"),
    ("a = 4/5", "IOS003", 5, "`0.8`"),
    ("a = 1/3", "IOS003", 5, "fraction"),
    ("a = 12 maanden", "IOS003", 5, "`12`"),
    ("a = 0.8,", "IOS003", 8, "remove the `,`"),
    ("a = 0,8;", "IOS003", 5, "`0.8`"),
    ("a = 1e99999999999999999999", "IOS003", 5, "number"),
    ("a = " + "9" * 5000, "IOS003", 5, "too long"),
    ("a = " + "9" * 5000 + "%", "IOS003", 5, "too long"),
    ("a = 0." + "1" * 5000, "IOS003", 5, "too long"),
    ("a = 01-03-2025", "IOS003", 5, "`2025-03-01`"),
    ("a = 1-3-2025", "IOS003", 5, "`2025-03-01`"),
    ("a = 2025-3-1", "IOS003", 5, "`2025-03-01`"),
    ("a = 2025/03/01", "IOS003", 5, "`2025-03-01`"),
    ("a = 1 maart 2025", "IOS003", 5, "`2025-03-01`"),
    ("a = 31-02-2025", "IOS004", 5, "does not exist"),
    ("a = 2025-02-30", "IOS004", 5, "28 days"),
    ("a = 2024-02-30 # schrikkeljaar", "IOS004", 5, "29 days"),
    ("a = 2025-13-01", "IOS004", 5, "01 to 12"),
    ("a = 2025-02-30T10:00:00", "IOS004", 5, "28 days"),
    ("a = 2025-03-01T25:00:00", "IOS003", 5, "time"),
    ("a = [2025-03-01, 2025-06-31]", "IOS004", 18, "30 days"),
    ("a = { van = 2025-02-29 }", "IOS004", 13, "28 days"),
    ("a = 17:00", "IOS003", 5, "`17:00:00`"),
    ("a = 25:00:00", "IOS004", 5, "does not exist"),
    ("a = True", "IOS003", 5, "`true`"),
    ("a = nee", "IOS003", 5, "`false`"),
    ("a = null", "IOS003", 5, "leave `a` out"),
    ("a = [1, 2", "IOS003", 5, "`]`"),
    ('a = ["x", y]', "IOS003", 11, "quotes"),
    ('a = ["x" "y"]', "IOS003", 10, "commas"),
    ("a = { b = 0,8 }", "IOS003", 11, "`0.8`"),
    ("a = { b = 1", "IOS003", 5, "`}`"),
    ('a = "x" b = 1', "IOS003", 9, "`b`"),
    ("a = 1 b = 2", "IOS003", 7, "`b`"),
    ('a = "x" en dan', "IOS003", 9, "`#`"),
    ('a: "x"', "IOS003", 1, 'a = "x"'),
    ('a "x"', "IOS003", 1, 'a = "x"'),
    ("a", "IOS003", 1, "no value"),
    ("uren per week = 30", "IOS003", 1, "uren_per_week"),
    ("café = 1", "IOS003", 1, "accents"),
    ("= 1", "IOS003", 1, "missing"),
    ("// noot", "IOS003", 1, "`#`"),
    ("dit is geen sleutel", "IOS003", 1, "`#`"),
    ("]", "IOS003", 1, "opening"),
    ("a = 1 \x00", "IOS003", 7, "U+0000"),
    ("# \x1b[31m", "IOS003", 3, "U+001B"),
    ("\u00a0b = 1", "IOS003", 1, "U+00A0"),
    ("b\u00a0= 1", "IOS003", 2, "U+00A0"),
    ("b =\u00a01", "IOS003", 4, "U+00A0"),
    ('b = "x"\u200b', "IOS003", 8, "U+200B"),
    ("a = 1\rb = 2", "IOS003", 6, "carriage return"),
]


@pytest.mark.parametrize(("line", "code", "column", "words"), ONE_LINE, ids=[row[0][:30] for row in ONE_LINE])
def test_one_problem(line: str, code: str, column: int, words: str) -> None:
    """One finding, in its place, that says what to write; what stands before and after it is read."""
    document = read(f"[t]\nvoor = 1\n{line}\nna = 2\n[u]\nook = 3\n")
    finding = only(document)
    assert (finding.code, finding.line, finding.column) == (code, 3, column)
    assert words in " ".join((finding.message, finding.expected, finding.hint))
    assert document.tables is not None
    assert document.tables["t"]["voor"] == 1
    assert document.tables["t"]["na"] == 2
    assert document.tables["u"] == {"ook": 3}
    assert document.line_of(("u", "ook")) == 6


HEADERS: list[tuple[str, str, str]] = [
    ("[t", "t", "[t]"),
    ("[[t]", "t", "[[t]]"),
    ("[t]]", "t", "[[t]]"),
    ("[ [t] ]", "t", "[[t]]"),
    ("[t] a = 1", "t", "line of its own"),
    ("[]", "", "name"),
    ("[drie woorden hier]", "", "[drie-woorden-hier]"),
]


@pytest.mark.parametrize(("header", "name", "words"), HEADERS)
def test_header_that_is_not_well_formed(header: str, name: str, words: str) -> None:
    document = read(f"[s]\na = 1\n{header}\nb = 2025-02-30\n[u]\nc = 3\n")
    assert [(f.code, f.line) for f in document.findings] == [("IOS003", 3), ("IOS004", 4)]
    assert words in " ".join(
        (document.findings[0].expected, document.findings[0].hint, document.findings[0].message)
    )
    assert document.tables is not None
    readable = {key for key, value in document.tables.items() if not isinstance(value, Onleesbaar)}
    assert readable == {"s", "u"} | ({name} if name else set())
    assert document.tables["u"] == {"c": 3}


def test_key_that_stands_twice() -> None:
    document = read("[t]\na = 1\nb = 2\na = 3\nb = 4\n")
    assert places(document) == [("IOS003", 4, 1), ("IOS003", 5, 1)]
    assert "on line 2 and on line 4" in document.findings[0].message
    assert document.tables == {"t": {"a": 1, "b": 2}}


def test_table_that_stands_twice_is_judged_all_the_same() -> None:
    document = read("[t]\na = 1\n[u]\nb = 1\n[t]\na = 2025-02-30\n[t]\nc = 1\n")
    assert [(f.code, f.line) for f in document.findings] == [("IOS004", 6), ("IOS003", 5), ("IOS003", 7)]
    assert document.tables is not None
    assert isinstance(document.tables["t"], Dubbel)
    assert len(document.tables["t"]) == 3


def test_table_with_single_and_double_brackets() -> None:
    document = read("[[t]]\na = 1\n[t]\na = 2\n")
    assert [(f.code, f.line) for f in document.findings] == [("IOS019", 3)]
    assert "line 1" in document.findings[0].message
    assert document.tables == {"t": [{"a": 1}, {"a": 2}]}


@pytest.mark.parametrize(
    "text",
    [
        "t = 1\n[t]\na = 1\n",
        "t = 1\n[[t]]\na = 1\n",
        "[t]\na = 1\n[t.a]\nb = 1\n",
        "[t]\na.b = 1\na = 2\n",
        "t.a = 1\nt.a.b = 2\n",
    ],
)
def test_value_and_table_of_one_name(text: str) -> None:
    finding = only(read(text))
    assert finding.code == "IOS003"
    assert finding.line is not None


def test_unreadable_value_counts_as_present() -> None:
    document = read('[t]\na = 0,8\nb c = 1\nd = ["x"\ne = 1\n')
    assert document.tables is not None
    t: dict[str, Any] = document.tables["t"]
    assert isinstance(t["a"], Onleesbaar)
    assert isinstance(t["d"], Onleesbaar)
    assert not t["a"].sleutel
    assert t["b_c"].sleutel
    assert t["e"] == 1


def test_long_text_without_end_stops_the_reading() -> None:
    """What stands before it is still judged; what it swallows is not."""
    document = read('[t]\na = 0,8\nb = """\nc = 0,8\n[u]\n')
    assert places(document) == [("IOS003", 2, 5), ("IOS003", 3, 5)]
    assert document.tables is None


def test_array_without_end_stops_at_the_next_statement() -> None:
    document = read('[t]\na = [\n  "x",\n  "y"\n[u]\nb = 0,8\n')
    assert [(f.code, f.line) for f in document.findings] == [("IOS003", 2), ("IOS003", 6)]
    assert document.tables is not None
    assert set(document.tables) == {"t", "u"}


def test_problems_without_end_are_bounded_and_said() -> None:
    document = read("[t]\n" + "a = 1\n" * 200)
    assert document.tables is None
    assert "more problems" in document.findings[-1].message
    assert len(read("[t]\n" + "".join(f"a{i} = 0,8\n" for i in range(200))).findings) == 200


@pytest.mark.parametrize("depth", [2000, 100_000])
@pytest.mark.parametrize("bracket", ["[", "{a="])
def test_nesting_without_end(bracket: str, depth: int) -> None:
    closing = {"[": "]", "{a=": "}"}[bracket]
    document = read(f"b = 1\na = {bracket * depth}{closing * depth}\nc = 2\n")
    assert [f.line for f in document.findings] == [2]
    assert document.tables is not None
    assert document.tables["b"] == 1


# --- encodings ---


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_other_unicode_is_named_and_read_all_the_same(codec: str) -> None:
    document = read_toml('[aios]\nid = "x"\nnaam = 0,8\n'.encode(codec), "x.toml")
    assert [(f.code, f.line) for f in document.findings] == [("IOS002", 1), ("IOS003", 3)]
    assert "UTF-" in document.findings[0].message
    assert "PowerShell" in document.findings[0].hint
    assert document.tables is not None
    assert document.tables["aios"]["id"] == "x"


def test_windows_text_is_placed() -> None:
    document = read_toml('[aios]\nid = "x"\nnaam = "Zoë"\nplaats = "Één"\n'.encode("cp1252"), "x.toml")
    finding = only(document)
    assert (finding.code, finding.line, finding.column) == ("IOS002", 3, 11)
    assert "`ë`" in finding.message
    assert document.tables is not None


def test_what_is_no_text_gives_one_finding() -> None:
    for data in (bytes(range(256)) * 100, bytes(range(32)) * 3 + b"\n" + b"\x01\n" * 50):
        document = read_toml(data, "x.toml")
        assert "no text file" in only(document).message
        assert document.tables is None


@pytest.mark.parametrize("data", [b"", b"\n", b"\xef\xbb\xbf", b"# niets\n"])
def test_nothing_is_an_empty_document(data: bytes) -> None:
    document = read_toml(data, "x.toml")
    assert document.findings == ()
    assert document.tables == {}


def test_old_mac_line_ends() -> None:
    document = read("[t]\ra = 1\rb = 0,8\r")
    assert [(f.code, f.line) for f in document.findings] == [("IOS003", 1), ("IOS003", 3)]
    assert document.tables is not None
    assert document.tables["t"]["a"] == 1


# --- properties ---


@given(st.binary(max_size=300))
def test_bytes_never_raise(data: bytes) -> None:
    document = read_toml(data, "x.toml")
    assert document.tables is not None or document.findings


MARKS = ['"""', "'''", '"', "'", "[", "]", "[[", "]]", "{", "}", "=", ".", ",", "#", "\\", "\0"]
BLANKS = ["\n", "\r\n", "\r", " ", "\ufeff"]
WORDS = ["a", "b", "2025-02-30", "0,8", "nan", "1e9999999", "é", "“"]
STATEMENTS = ["[t]\n", "[[t]]\n", "[t.u]\n", "a = 1\n", "a.b = 2\n", "a = [1,\n2]\n", "a = {b = 1}\n"]
LONG = ['a = """\nb = 1\n"""\n', '"a.b" = 1\n']
TOKENS = st.sampled_from([*MARKS, *BLANKS, *WORDS, *STATEMENTS, *LONG])


@given(st.lists(TOKENS, max_size=40).map("".join))
def test_any_text_is_read_or_blamed(text: str) -> None:
    """Valid TOML has no findings and the tables of `tomllib`; anything else a finding, inside the text."""
    document = read(text)
    text = text.removeprefix("\ufeff")
    try:
        good = tomllib.loads(text, parse_float=exact_decimal)
    except (ValueError, ArithmeticError):
        assert document.findings
        last = text.count("\n") + text.count("\r") + 1
        assert all(f.line is not None and 1 <= f.line <= last for f in document.findings)
        assert all(f.message and f.file == "x.toml" for f in document.findings)
    else:
        assert document.findings == ()
        assert repr(document.tables) == repr(good)
        again = recover(text, "x.toml")  # the recovering reader blames nothing in valid TOML
        assert again.findings == []
        assert repr(again.tables) == repr(good)


@pytest.mark.parametrize("path", SAMPLES, ids=[path.stem for path in SAMPLES])
def test_recovery_reads_good_files_as_they_are(path: Path) -> None:
    data = path.read_bytes()
    document = read_toml(data, path.name)
    if not document.findings:
        again = recover(document.text, path.name)
        assert again.findings == []
        assert again.tables == document.tables


def test_all_that_is_wrong_in_one_text() -> None:
    f = only(read('[t]\na = "x\\qy\\zz"\n'))
    assert (f.line, f.column) == (2, 7)
    assert f.message.endswith("`\\q`, `\\z`")
    f = only(read('[t]\na = "x\\ty\\z"\n'))  # one of the two is known
    assert f.message.endswith(": `\\z`")
    f = only(read('[t]\na = "x\x01y\x02z\x01"\n'))
    assert "3 control characters (U+0001, U+0002)" in f.message
    document = read('[t]\na = "x\x01y\\q"\n')
    assert ["U+0001" in f.message or "`\\q`" in f.message for f in document.findings] == [True, True]


@pytest.mark.parametrize(
    ("value", "hint"), [("24:00:00", "`00:00:00`"), ("24:00", "`00:00:00`"), ("17:60:00", "exist")]
)
def test_a_time_that_does_not_exist(value: str, hint: str) -> None:
    f = only(read(f"[t]\neinde = {value}\n"))
    assert (f.code, f.line) == ("IOS004", 2)
    assert "23:59:59" in f.expected
    assert hint in f.hint


@pytest.mark.parametrize("sign", "\u00a0\u200b\u2028\u2029\u0085\u00ad\u2003\u202e\ufeff")
def test_what_cannot_be_seen_is_named(sign: str) -> None:
    f = only(read(f"[t]\n{sign}a = 1\nb = 2\n"))
    assert f"U+{ord(sign):04X}" in f.message
    assert (f.line, f.column) == (2, 1)


@pytest.mark.parametrize(
    "line", ["{} = 1", "x = {{ {} = 1 }}", "[{}]", '"q".{} = 1', "x = [1.5, {{ {} = 1 }}]"]
)
def test_a_key_without_end_is_refused_at_once(line: str) -> None:
    document = read("[t]\n" + line.format(".".join(["a"] * 20_000)) + "\n")
    f = only(document)
    assert (f.code, f.line) == ("IOS003", 2)
    assert f.hint
    assert document.tables is None


@pytest.mark.parametrize(
    "line",
    [
        'x = "{}"',
        "x = '{}'",
        "# {}",
        'x = """\n"{}\n"""',
        "x = '''\n'{}\n'''",
        "x = [" + "1.5, " * 200 + "]",
        'x = "\\"{}"',
    ],
)
def test_dots_that_are_no_key_are_fine(line: str) -> None:
    assert read("[t]\n" + line.format("a." * 200) + "\n").findings == ()
