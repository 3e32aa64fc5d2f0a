"""Comparisons as table, csv and json; built by hand, so that terms (which come later) are among them."""

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from ios_cli.domain.finding import Ernst, Finding
from ios_cli.domain.vergelijking import BEGIN, DAGEN, EIND, MAANDEN, Gegeven, Gegevens, Vergelijking
from ios_cli.planning.vergelijking import vergelijk
from ios_cli.render.values import cell_width
from ios_cli.render.vergelijking import (
    Naast,
    Variant,
    render_varianten_csv,
    render_varianten_json,
    render_varianten_table,
    render_vergelijking_csv,
    render_vergelijking_json,
    render_vergelijking_table,
    say_difference,
    say_shift,
)
from ios_cli.text import use_language

ANSI = re.compile(r"\x1b\[[0-9;]*m")


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    use_language("en")
    yield
    use_language("en")


def kant(
    eind: date, *, minimum: int = 20, gesprek: date | None = date(2026, 1, 15), label: str = ""
) -> Gegevens:
    """One side: a practice period, a stage in weeks, one that may be exempted, a quota and a term."""
    return Gegevens(
        aios_id="2025-017",
        naam="Ö. [bold]Yıldız[/bold]\x1b[31m",
        label=label,
        gegevens=(
            Gegeven(gegeven=BEGIN, onderdeel="ha1", waarde=date(2025, 3, 1)),
            Gegeven(gegeven=EIND, onderdeel="ha1", waarde=date(2026, 2, 28)),
            Gegeven(gegeven=MAANDEN, onderdeel="ha1", waarde=Fraction(12)),
            Gegeven(gegeven="minimum", onderdeel="ha1", waarde=minimum),
            Gegeven(gegeven="maximum", onderdeel="ha1", waarde=25),
            Gegeven(gegeven="voortgangsgesprek", onderdeel="ha1", nummer=2, waarde=gesprek),
            Gegeven(gegeven=BEGIN, onderdeel="刺 stage", waarde=date(2026, 3, 1)),
            Gegeven(gegeven=EIND, onderdeel="刺 stage", waarde=eind),
            Gegeven(gegeven=DAGEN, onderdeel="刺 stage", waarde=Fraction(42)),
            Gegeven(gegeven="maximum", onderdeel="刺 stage", waarde=6),
            Gegeven(gegeven=EIND, waarde=eind),
            Gegeven(gegeven="voltooiingsbesluit", nummer=1, waarde=eind),
        ),
    )


def comparison() -> Vergelijking:
    return vergelijk(
        kant(date(2026, 4, 11)),
        kant(date(2026, 5, 1), minimum=15, gesprek=date(2026, 2, 1), label="80 % from 2026-03-01"),
    )


def plain(item: Naast) -> str:
    return "".join(render_vergelijking_table([item], terminal=False, colour=False, width=0))


def screen(item: Naast, width: int, *, colour: bool = False) -> str:
    return "".join(render_vergelijking_table([item], terminal=True, colour=colour, width=width))


WHAT_IF = Naast(vergelijking=comparison(), ios_status="concept")

PLAIN = """\
2025-017  Ö. [bold]Yıldız[/bold]\\x1b[31m · 2025-017 · 80 % from 2026-03-01 · IOS concept
2025-017  onderdeel  begin       last day                 days  months
2025-017  ha1        2025-03-01  2026-02-28                  0  12
2025-017  刺 stage   2026-03-01  2026-04-11 → 2026-05-01   +20  6 weeks
2025-017  last day:  2026-04-11 → 2026-05-01 · 20 days later, ≈ 0.67 months
2025-017  diensten:  ha1 20–25 → 15–25 · 刺 stage at most 6
2025-017  term:      voortgangsgesprek 2 ha1 2026-01-15 → 2026-02-01 (+17)
2025-017  term:      voltooiingsbesluit 2026-04-11 → 2026-05-01 (+20)
"""


def test_a_term_of_one_side_is_new_or_gone() -> None:
    met = kant(date(2026, 4, 11))
    zonder = replace(met, gegevens=tuple(g for g in met.gegevens if g.gegeven != "voortgangsgesprek"))
    lines = plain(Naast(vergelijking=vergelijk(zonder, met), alles=False)).splitlines()
    assert "2025-017  term:  voortgangsgesprek 2 ha1 new: 2026-01-15" in lines
    lines = plain(Naast(vergelijking=vergelijk(met, zonder), alles=False)).splitlines()
    assert "2025-017  term:  voortgangsgesprek 2 ha1 no longer: 2026-01-15" in lines


def test_plain_word_for_word() -> None:
    assert plain(WHAT_IF) == PLAIN


def test_only_what_differs() -> None:
    out = plain(replace(WHAT_IF, alles=False, ios_status=""))
    assert "IOS" not in out
    assert "2025-03-01" not in out
    assert "ha1 20–25 → 15–25" in out
    assert "at most 6" not in out


def test_nothing_changes() -> None:
    same = vergelijk(kant(date(2026, 4, 11)), kant(date(2026, 4, 11)))
    out = plain(Naast(vergelijking=same))
    assert "last day:  2026-04-11 · unchanged" in out
    assert "voortgangsgesprek" not in out
    assert list(render_vergelijking_csv([same])) == [
        "aios_id,gegeven,onderdeel,nummer,oud,nieuw,verschil_dagen\n"
    ]


def test_an_empty_line_between_two() -> None:
    out = "".join(render_vergelijking_table([WHAT_IF, WHAT_IF], terminal=False, colour=False, width=0))
    assert out == PLAIN + "\n" + PLAIN
    assert "".join(render_vergelijking_table([], terminal=True, colour=True, width=80)) == ""


def test_an_onderdeel_that_is_exempted_or_new() -> None:
    left = Gegevens(
        aios_id="a",
        gegevens=(
            Gegeven(gegeven=BEGIN, onderdeel="x", waarde=date(2026, 1, 1)),
            Gegeven(gegeven=EIND, onderdeel="x", waarde=date(2026, 3, 31)),
            Gegeven(gegeven=MAANDEN, onderdeel="x", waarde=Fraction(3)),
        ),
    )
    right = Gegevens(
        aios_id="a",
        gegevens=(
            Gegeven(gegeven=BEGIN, onderdeel="x", waarde=None),
            Gegeven(gegeven=EIND, onderdeel="x", waarde=None),
            Gegeven(gegeven=MAANDEN, onderdeel="x", waarde=Fraction(0)),
            Gegeven(gegeven=BEGIN, onderdeel="y", waarde=date(2026, 1, 1)),
            Gegeven(gegeven=EIND, onderdeel="y", waarde=date(2026, 3, 31)),
            Gegeven(gegeven=MAANDEN, onderdeel="y", waarde=Fraction(13, 3)),
        ),
    )
    lines = [line.split() for line in plain(Naast(vergelijking=vergelijk(left, right))).splitlines()]
    assert ["a", "x", "2026-01-01", "→", "-", "2026-03-31", "→", "-", "3", "→", "0"] in lines
    assert ["a", "y", "-", "→", "2026-01-01", "-", "→", "2026-03-31", "-", "→", "≈", "4.33"] in lines


@pytest.mark.parametrize("width", [20, 30, 45, 60, 72, 80, 100, 160])
def test_nothing_is_cut_at_any_width(width: int) -> None:
    out = screen(WHAT_IF, width)
    assert max(cell_width(line) for line in out.splitlines()) <= width
    words = " ".join(out.split())
    for text in ("2025-03-01", "2026-04-11", "2026-05-01", "+20", "voortgangsgesprek"):
        assert text in words
    assert "\x1b" not in out
    assert not any(line.endswith(" ") for line in out.splitlines())


def test_colour_is_only_a_help() -> None:
    for width in (30, 60, 120):
        coloured = screen(WHAT_IF, width, colour=True)
        assert "\x1b[" in coloured
        bare = [line.rstrip() for line in ANSI.sub("", coloured).splitlines()]
        assert bare == screen(WHAT_IF, width).splitlines()


def test_a_terminal_says_the_end_as_one_says_it() -> None:
    assert "Friday 1 May 2026" in screen(WHAT_IF, 120)
    use_language("nl")
    assert "vrijdag 1 mei 2026" in screen(WHAT_IF, 120)


def test_csv() -> None:
    out = "".join(render_vergelijking_csv([WHAT_IF.vergelijking]))
    assert list(csv.reader(io.StringIO(out)))[1:] == [
        ["2025-017", "minimum", "ha1", "", "20", "15", ""],
        ["2025-017", "voortgangsgesprek", "ha1", "2", "2026-01-15", "2026-02-01", "17"],
        ["2025-017", "eind", "刺 stage", "", "2026-04-11", "2026-05-01", "20"],
        ["2025-017", "eind", "", "", "2026-04-11", "2026-05-01", "20"],
        ["2025-017", "voltooiingsbesluit", "", "1", "2026-04-11", "2026-05-01", "20"],
    ]


def test_csv_and_json_are_the_same_in_both_languages() -> None:
    def everything() -> list[str]:
        return [
            *render_vergelijking_csv([WHAT_IF.vergelijking]),
            *render_vergelijking_json([WHAT_IF], regels={}, findings=[], as_of=date(2026, 6, 1), version="1"),
        ]

    english = everything()
    use_language("nl")
    assert everything() == english


def test_json() -> None:
    text = "".join(
        render_vergelijking_json([WHAT_IF], regels={}, findings=[], as_of=date(2026, 6, 1), version="1")
    )
    document = json.loads(text)
    assert list(document) == ["schema", "tool", "regels", "as_of", "findings", "data"]
    (data,) = document["data"]
    assert data["naam"] == "Ö. [bold]Yıldız[/bold]\x1b[31m"
    assert data["extra_maanden"] == "2/3"
    assert data["onderdelen"][1] == {
        "onderdeel": "刺 stage",
        "begin": {"oud": "2026-03-01", "nieuw": "2026-03-01"},
        "eind": {"oud": "2026-04-11", "nieuw": "2026-05-01"},
        "voltijdsmaanden": {"oud": None, "nieuw": None},
        "dagen": {"oud": "42", "nieuw": "42"},
        "verschil_dagen": 20,
    }


def test_differences_in_words() -> None:
    assert [say_difference(n) for n in (92, -3, 0, None)] == ["+92", "-3", "0", ""]
    v = comparison()
    assert say_shift(v) == "20 days later, ≈ 0.67 months"
    back = replace(v, einddatum_oud=v.einddatum_nieuw, einddatum_nieuw=v.einddatum_oud)
    assert say_shift(back) == "20 days earlier, ≈ 0.67 months"
    assert say_shift(replace(v, einddatum_oud=date(2026, 4, 30))).startswith("1 day later")
    assert say_shift(replace(v, einddatum_oud=v.einddatum_nieuw)) == ""


# --- side by side ---

DEPARTS = Finding(
    code="IOS092", ernst=Ernst.WAARSCHUWING, message="too low", expected="at least 70 %", source="X"
)
VARIANTS = (
    Variant(factor=Fraction(9, 10), label="90 %", vergelijking=comparison()),
    Variant(factor=Fraction(1, 2), label="50 %", vergelijking=comparison(), afwijkingen=(DEPARTS,)),
    Variant(factor=Fraction(80), label="", vergelijking=None),
)


def test_side_by_side() -> None:
    out = "".join(
        render_varianten_table("a", None, "deeltijd", VARIANTS, terminal=False, colour=False, width=0)
    )
    assert out == (
        "a  deeltijd · IOS concept\n"
        "a  last day               now        90 %        50 %  8000 %\n"
        "a  ha1             2026-02-28  2026-02-28  2026-02-28       -\n"
        "a  刺 stage        2026-04-11  2026-05-01  2026-05-01       -\n"
        "a  whole training  2026-04-11  2026-05-01  2026-05-01       -\n"
        "a  extra days                         +20         +20\n"
        "a  extra months                    ≈ 0.67      ≈ 0.67\n"
        "a  50 %:  too low (at least 70 %) · X\n"
    )


@pytest.mark.parametrize("width", [30, 40, 60, 120])
def test_side_by_side_at_any_width(width: int) -> None:
    out = "".join(
        render_varianten_table("a", "N", "deeltijd", VARIANTS, terminal=True, colour=False, width=width)
    )
    assert max(cell_width(line) for line in out.splitlines()) <= width
    assert out.count("2026-05-01") >= 4
    assert "too low" in " ".join(out.split())


def test_side_by_side_for_machines() -> None:
    out = "".join(render_varianten_csv(VARIANTS))
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [row["factor"] for row in rows] == ["0.9"] * 5 + ["0.5"] * 5
    text = "".join(
        render_varianten_json(
            "a", None, VARIANTS, regels={}, findings=[], as_of=date(2026, 6, 1), version="1"
        )
    )
    (data,) = json.loads(text)["data"]
    assert [v["factor"] for v in data["varianten"]] == ["0.9", "0.5", "80"]
    assert data["varianten"][1]["afwijkingen"][0]["code"] == "IOS092"
    assert "eind" not in data["varianten"][2]
