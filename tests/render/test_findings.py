"""Findings as text: what the user wrote comes through, and can do no harm."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from ios_cli.domain.finding import Ernst, Finding
from ios_cli.render.findings import render_finding, render_findings
from ios_cli.render.values import show_text


def test_all_parts() -> None:
    f = Finding(
        code="IOS010",
        message="unknown key `x` in [[deeltijd]]",
        expected="one of `a`",
        hint="did you mean `a`?",
        source="LOP 2024, 4.1.1",
        file="a b.toml",
        line=3,
        column=7,
    )
    assert render_finding(f) == (
        "a b.toml:3: IOS010 onbekende-sleutel: unknown key `x` in [[deeltijd]]\n"
        "    expected: one of `a`\n"
        "    hint: did you mean `a`?\n"
        "    source: LOP 2024, 4.1.1"
    )


def test_what_is_not_there_leaves_no_trace() -> None:
    assert render_finding(Finding(code="IOS001", message="x", file="a")) == "a: IOS001 onleesbaar-bestand: x"
    assert render_finding(Finding(code="IOS001", message="x")) == "IOS001 onleesbaar-bestand: x"
    assert render_findings([]) == ""


def test_ernst_is_said_where_it_is_not_fout() -> None:
    f = Finding(code="IOS203", message="x", file="a.toml", line=2, ernst=Ernst.OPMERKING)
    assert render_findings([f, f]) == "a.toml:2: IOS203 inhoud-verschoven: opmerking: x\n" * 2


def test_nothing_in_it_moves_the_cursor() -> None:
    f = Finding(code="IOS001", message="[b]\x1b[31m\r\nvals: IOS001\x9b\u2028", file="a\n\x07.toml")
    assert render_finding(f) == (
        r"a\n\x07.toml: IOS001 onleesbaar-bestand: [b]\x1b[31m\r\nvals: IOS001\x9b\u2028"
    )


def test_nothing_in_it_turns_the_line_round() -> None:
    f = Finding(code="IOS001", message="x\u202eab\u2066", file="a.toml", line=1)
    assert render_finding(f) == r"a.toml:1: IOS001 onleesbaar-bestand: x\u202eab\u2066"


BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@given(st.text(st.characters(exclude_categories=["Cc", "Zl", "Zp", "Cs"], exclude_characters=BIDI)))
def test_any_other_text_is_unharmed(text: str) -> None:
    assert show_text(text) == text


@given(st.text())
def test_one_line_that_can_be_printed(text: str) -> None:
    shown = show_text(text)
    assert len(shown.splitlines()) <= 1
    assert not any(unicodedata.category(c) == "Cc" for c in shown)
    shown.encode("utf-8")
