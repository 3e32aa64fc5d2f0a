"""The table on a terminal and off it: nothing lost, nothing cut, nothing that acts on a terminal."""

import re
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ios_cli import text as language
from ios_cli.domain.dossier import Deeltijd, Inhoud, Onderdeel
from ios_cli.domain.ios import IOS, Toestand
from ios_cli.domain.words import say_content, say_factor, say_number
from ios_cli.render.table import render_ios_table
from ios_cli.render.values import cell_width, pad, show_text
from ios_cli.render.words import describe
from tests.render_samples import (
    START,
    aan_het_eind,
    alle,
    alles_tegelijk,
    check_golden,
    gestopt,
    maanden,
    niets_gepland,
    plan,
    standaard,
    vreemde_namen,
)

WIDTHS = (20, 40, 60, 80, 100, 120, 200)


def plain(*items: IOS, segmenten: bool = False) -> str:
    return "".join(render_ios_table(items, terminal=False, colour=False, width=0, segmenten=segmenten))


def screen(*items: IOS, width: int, colour: bool = False, segmenten: bool = False) -> str:
    return "".join(render_ios_table(items, terminal=True, colour=colour, width=width, segmenten=segmenten))


@pytest.fixture
def dutch() -> Iterator[None]:
    language.use_language("nl")
    yield
    language.use_language("en")


@pytest.mark.parametrize("width", WIDTHS)
def test_golden_on_a_terminal(width: int) -> None:
    check_golden(
        f"table-{width}.txt",
        lambda: render_ios_table(
            alle(), terminal=True, colour=False, width=width, segmenten=width in (40, 120)
        ),
    )


def test_golden_elsewhere() -> None:
    check_golden("table-plain.txt", lambda: render_ios_table(alle(), terminal=False, colour=False, width=80))
    check_golden(
        "table-plain-segmenten.txt",
        lambda: render_ios_table(alle(), terminal=False, colour=False, width=80, segmenten=True),
    )
    check_golden("table-colour.txt", lambda: render_ios_table(alle(), terminal=True, colour=True, width=120))


@pytest.mark.parametrize("segmenten", [False, True])
@pytest.mark.parametrize("width", WIDTHS)
def test_no_line_is_wider_than_the_terminal(width: int, segmenten: bool) -> None:
    for line in screen(*alle(), width=width, segmenten=segmenten).splitlines():
        assert cells(line) <= width, line


def cells(line: str) -> int:
    from rich.cells import cell_len

    return cell_len(line)


def squeezed(text: str) -> str:
    """Without spaces and line ends: what wrapping may not touch."""
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("width", WIDTHS)
def test_no_information_is_lost_at_any_width(width: int) -> None:
    for ios in alle():
        block = describe(ios, segmenten=True, spoken=True)
        shown = screen(ios, width=width, segmenten=True)
        texts = [block.who, *block.details, block.status, *(fact.text for fact in block.facts)]
        for line in block.lines:
            texts += [line.nummer, line.naam, line.soort, line.begin, line.eind, line.factor, line.plaats]
            texts += [line.maanden, *line.remarks]
        texts += [cell for segment in block.segments for cell in segment]
        for word in " ".join(texts).split():
            assert word in shown or word in squeezed(shown), (word, width)


def test_plain_lines_are_whole_and_bear_the_id() -> None:
    for ios in alle():
        block, _, note = plain(ios).rstrip("\n").rpartition("\n\n")
        assert note.startswith("Both dates are included")
        assert all(line.startswith(f"{ios.aios_id}  ") for line in block.split("\n"))
        for rij in ios.rijen:
            (line,) = [x for x in block.split("\n") if re.match(rf"\S+ +{rij.volgnummer} +\S", x)]
            for part in (
                rij.onderdeel,
                show_text(rij.plaats or ""),
                str(rij.begin or ""),
                str(rij.eind or ""),
            ):
                assert part in line


def test_plain_columns_are_aligned() -> None:
    lines = [x for x in plain(vreemde_namen()).split("\n") if re.match(r"2025-050 +\d ", x)]
    at = {
        cell_width(line[: line.index(str(rij.begin))])
        for line, rij in zip(lines, vreemde_namen().rijen, strict=True)
    }
    assert len(at) == 1


def test_a_cohort_has_one_reading_note() -> None:
    for text in (plain(*alle()), screen(*alle(), width=300)):
        assert text.count("Both dates are included") == 1
    assert plain() == ""
    assert screen(width=80) == ""


def test_items_are_taken_one_by_one() -> None:
    taken = 0

    def items() -> Iterator[IOS]:
        nonlocal taken
        for ios in (standaard(), gestopt()):
            taken += 1
            yield ios

    blocks = render_ios_table(items(), terminal=False, colour=False, width=0)
    assert next(blocks).startswith("2025-001  A. Jansen")
    assert taken == 1


def test_what_would_act_on_a_terminal_is_shown() -> None:
    for text in (plain(vreemde_namen()), screen(vreemde_namen(), width=120)):
        assert "[bold]X\\x1b[31m" in text
        assert "\\u202e" in text
        assert "regel 1\\nregel 2\\t[/x]" in text
        assert "@ggz\\r" in text
        assert "[sic]" in text
        assert not {unicodedata.category(c) for c in text.replace("\n", "")} & {"Cc", "Cs", "Zl", "Zp"}


def test_colour_only_where_asked() -> None:
    assert "\x1b[" in screen(standaard(), width=80, colour=True)
    assert "\x1b" not in screen(standaard(), width=80)
    assert "\x1b" not in plain(standaard())
    coloured = re.sub(r"\x1b\[[0-9;]*m", "", screen(*alle(), width=120, colour=True))
    assert [x.rstrip() for x in coloured.split("\n")] == screen(*alle(), width=120).split("\n")


def test_the_environment_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    before = screen(*alle(), width=90, colour=True), screen(*alle(), width=90)
    for name, value in (("NO_COLOR", "1"), ("COLUMNS", "33"), ("TERM", "dumb"), ("FORCE_COLOR", "1")):
        monkeypatch.setenv(name, value)
    assert (screen(*alle(), width=90, colour=True), screen(*alle(), width=90)) == before


def test_off_a_terminal_neither_rich_nor_pendulum_is_imported() -> None:
    code = (
        "import sys\n"
        "from ios_cli.render.table import render_ios_table\n"
        "from tests.render_samples import alle\n"
        "''.join(render_ios_table(alle(), terminal=False, colour=False, width=0, segmenten=True))\n"
        "print(sorted({'rich', 'pendulum', 'tomli_w'} & set(sys.modules)))\n"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root)
    assert done.stdout == "[]\n"


@pytest.mark.parametrize(
    ("make", "texts"),
    [
        (
            standaard,
            ["IOS vastgesteld on 2025-03-10 · revision 1", "practice periods 24", "whole training 36"],
        ),
        (
            standaard,
            ["A. Jansen · 2025-001 · Utrecht · group maandag · intake 2025-03", "Tuesday 29 February 2028"],
        ),
        (
            alles_tegelijk,
            ["still running: counted up to and including 2026-06-01", "6 weeks", "3 months exempted"],
        ),
        (alles_tegelijk, ["145 days of waiting before it; fixed begin (computed: 2027-01-07)", "O-114"]),
        (alles_tegelijk, ["clock stands still for 98 days (zwangerschapsverlof)", "3 months of extension"]),
        (alles_tegelijk, ["4.5 months: klinisch 3 months, ccz 1.5 months", "exempted: 1.5 months"]),
        (
            aan_het_eind,
            ["IOS concept", "2.4 months made up in the last onderdeel", "3.6 months made up from before"],
        ),
        (aan_het_eind, ["lop-2024 · profile vumc · method aan-het-eind", "voltijdse-onderdelen=klinisch"]),
        (gestopt, ["stopped here with ≈ 2.48 months of 6 months done", "(status gestopt)"]),
        (niets_gepland, ["none: no onderdeel is left to plan", "provisional exemptions are left out"]),
    ],
)
def test_what_a_planner_must_see(make: Callable[[], IOS], texts: list[str]) -> None:
    shown = screen(make(), width=300)
    for text in texts:
        assert text in shown


def test_an_agreed_last_day_says_what_it_does() -> None:
    ios = plan(
        "a",
        onderdeel=(
            Onderdeel(soort="huisartspraktijk-1", **maanden(12), eind=date(2026, 1, 31)),
            Onderdeel(soort="huisartspraktijk-2", **maanden(12), eind=date(2026, 12, 31)),
        ),
    )
    shown = plain(ios)
    assert "1 month made up in the last onderdeel; agreed last day (computed: 2026-02-28)" in shown
    assert "1 month made up from before; 2 months short; agreed last day (computed: 2027-02-28)" in shown


def test_half_sick_says_that_the_clock_runs_slower() -> None:
    ios = alles_tegelijk()
    rij = ios.rijen[0]
    slow = replace(rij.segmenten[0], toestand=Toestand.VERTRAAGD, omvang=Fraction(1, 2), soorten=("ziekte",))
    shown = plain(replace(ios, rijen=(replace(rij, segmenten=(slow,)),)))
    assert "clock runs slower for 184 days (ziekte)" in shown


def test_neighbours_that_do_not_differ_are_one_segment() -> None:
    twice = plan(
        "a",
        deeltijd=(
            Deeltijd(vanaf=START, factor=Fraction(1)),
            Deeltijd(vanaf=date(2025, 9, 1), factor=Fraction(1)),
        ),
    )
    assert plain(twice, segmenten=True) == plain(plan("a"), segmenten=True)


@pytest.mark.usefixtures("dutch")
def test_dutch_has_a_decimal_comma() -> None:
    assert say_number(Fraction(3, 2)) == "1,5"
    assert say_factor(Fraction(4, 5)) == "0,8"


def test_numbers_for_people() -> None:
    assert say_number(Fraction(12)) == "12"
    assert say_number(Fraction("0.8125")) == "0.8125"
    assert say_number(Fraction(13, 3)) == "≈ 4.33"
    assert say_number(Fraction(1, 1000_000_001)) == "≈ 0"
    assert say_factor(Fraction(1)) == "1"
    assert say_factor(Fraction(15, 19)) == "0.7895"
    assert say_factor(Fraction(0)) == "0"
    assert say_content(Inhoud(maanden=Fraction(1))) == "1 month"
    assert say_content(Inhoud(dagen=Fraction(7))) == "1 week"
    assert say_content(Inhoud(dagen=Fraction(10))) == "10 days"
    assert say_content(Inhoud(Fraction(2), Fraction(1))) == "2 months and 1 day"


def test_widths() -> None:
    assert cell_width("é") == cell_width("e\u0301") == 1
    assert cell_width("山田") == 4
    assert cell_width("각") == cell_width(unicodedata.normalize("NFD", "각")) == 2
    assert cell_width("كتاب") == 4
    assert pad("山", 4, right=True) == "  山"
    assert pad("too long", 2) == "too long"


@given(st.text())
def test_any_text_shows_on_one_line(text: str) -> None:
    shown = show_text(text)
    assert len(shown.splitlines()) <= 1
    assert not {unicodedata.category(c) for c in shown} & {"Cc", "Cs", "Zl", "Zp"}
    assert shown == text or not text.isprintable()


@settings(max_examples=20, deadline=None)
@given(st.text(min_size=1), st.text(min_size=1), st.integers(-1, 140))
def test_any_names_at_any_width(naam: str, plaats: str, width: int) -> None:
    ios = plan("a", naam, onderdeel=(Onderdeel(soort="ggz", naam=naam, plaats=plaats, **maanden(3)),))
    for line in screen(ios, width=width, segmenten=True).split("\n"):
        assert cells(line) <= max(width, 20)


@pytest.mark.parametrize("width", [40, 60, 80, 100])
@pytest.mark.parametrize("naam", ["Huisartsenpraktijk De Linde", "Gezondheidscentrum Waterlandpleinkwartier"])
def test_a_word_is_never_broken(width: int, naam: str) -> None:
    ios = alles_tegelijk()
    ios = replace(ios, rijen=tuple(replace(rij, plaats=naam) for rij in ios.rijen))
    shown = screen(ios, width=width).split()
    for word in [*naam.split(), "ouderschapsverlof=onderbreking"]:
        assert word in shown
