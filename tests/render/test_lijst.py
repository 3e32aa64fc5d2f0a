"""Lists on a terminal of any width and off it: nothing lost, nothing cut, nothing that acts on a terminal."""

import re
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ios_cli.render.lijst import Blok, Kleur, Kolom, Regel, render_lijst
from ios_cli.render.lijst_screen import breek
from ios_cli.render.termijnen import (
    agenda_blokken,
    betekenissen,
    deadline_blokken,
    say_wanneer,
    uitleg_blokken,
)
from tests.render_samples import check_golden
from tests.termijn_samples import AS_OF, S, kalender, kalenders, termijnen

WIDTHS = (20, 40, 60, 80, 100, 140, 200)
ANSI = re.compile(r"\x1b\[[0-9;]*m")


def screen(*blokken: Blok, width: int, colour: bool = False) -> str:
    return "".join(render_lijst(blokken, terminal=True, colour=colour, width=width))


def plain(*blokken: Blok) -> str:
    return "".join(render_lijst(blokken, terminal=False, colour=False, width=0))


def cell_len(text: str) -> int:
    from rich.cells import cell_len

    return cell_len(text)


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def met_uitleg() -> list[Blok]:
    """What is asked for with -v on a terminal."""
    items = kalenders()
    return [
        *deadline_blokken(items, as_of=AS_OF, alles=True),
        *uitleg_blokken(betekenissen(items, alles=True)),
    ]


def everything() -> list[Blok]:
    return [
        *deadline_blokken(kalenders(), as_of=AS_OF),
        *met_uitleg(),
        *agenda_blokken(kalenders(), as_of=AS_OF),
    ]


@pytest.mark.parametrize("width", WIDTHS)
def test_golden_on_a_terminal(width: int) -> None:
    check_golden(
        f"deadlines-{width}.txt",
        lambda: render_lijst(met_uitleg(), terminal=True, colour=False, width=width),
    )


def test_golden_without_what_is_done_or_lapsed() -> None:
    check_golden(
        "deadlines-open.txt",
        lambda: render_lijst(
            deadline_blokken(kalenders(), as_of=AS_OF), terminal=True, colour=False, width=100
        ),
    )


def test_golden_in_colour_and_elsewhere() -> None:
    check_golden(
        "deadlines-colour.txt", lambda: render_lijst(met_uitleg(), terminal=True, colour=True, width=100)
    )
    check_golden(
        "deadlines-plain.txt", lambda: render_lijst(met_uitleg(), terminal=False, colour=False, width=0)
    )
    check_golden(
        "agenda-100.txt",
        lambda: render_lijst(
            agenda_blokken(kalenders(), as_of=AS_OF), terminal=True, colour=False, width=100
        ),
    )


@pytest.mark.parametrize("width", range(20, 201, 3))
def test_no_line_is_wider_than_the_terminal_and_nothing_is_lost(width: int) -> None:
    for blok in everything():
        shown = screen(blok, width=width)
        assert max(cell_len(line) for line in shown.splitlines()) <= width
        assert all(line == line.rstrip() for line in shown.splitlines())
        for regel in blok.regels:
            for woord in " ".join((*regel.cellen, *regel.noten)).split():
                delen = [deel for deel in re.split(r"(?<=-)(?=[a-z])", woord) if len(deel) <= width - 2]
                assert all(deel in shown for deel in delen), woord


@pytest.mark.parametrize("width", [20, 40, 80, 140])
def test_colour_changes_no_text(width: int) -> None:
    coloured = screen(*everything(), width=width, colour=True)
    assert ANSI.sub("", coloured) == screen(*everything(), width=width)
    assert "\x1b[1;31mte-laat" in coloured
    assert "\x1b[35mopen" in coloured
    assert "\x1b[2m" in coloured


def test_off_a_terminal_every_line_of_a_block_begins_with_its_key_and_a_row_is_one_line() -> None:
    blok = next(iter(deadline_blokken([kalender()], as_of=AS_OF, alles=True)))
    lines = plain(blok).splitlines()
    assert all(line.startswith("2025-017  ") for line in lines)
    assert len(lines) == 3 + len(blok.regels) + sum(len(regel.noten) for regel in blok.regels)
    note = next(n for n, line in enumerate(lines) if "agreed on in the dossier" in line)
    assert "voortgangsgesprek 1" in lines[note - 1]
    assert "刺 stage" in lines[note - 1]


def test_what_is_done_or_has_lapsed_is_one_line_and_nothing_is_lost() -> None:
    (blok,) = deadline_blokken([kalender()], as_of=AS_OF)
    (alles,) = deadline_blokken([kalender()], as_of=AS_OF, alles=True)
    assert blok.noten == ["2 gedaan, 1 te-laat-gedaan, 1 vervallen; `-v` shows all"]
    assert alles.noten == []
    assert len(blok.regels) == len(alles.regels) - 4
    assert {r.cellen[1] for r in blok.regels} == {"te-laat", "open", "komend"}
    assert blok.samenvatting.startswith("2 te-laat, 2 open, 6 komend. Next: stagebeoordeling")
    # what comes first by date is next, whether its window is open or not
    besluit, gesprek = termijnen()[-3], termijnen()[7]
    beide = (gesprek._replace(status=S.KOMEND), besluit._replace(status=S.OPEN))
    (blok,) = deadline_blokken([replace(kalender(), termijnen=beide)], as_of=AS_OF)
    assert "Next: voortgangsgesprek 1 (刺 stage), by 2026-07-01" in blok.samenvatting


def test_the_legend_names_each_shown_term_once() -> None:
    beide = [kalender(), kalender("2025-099")]
    for alles in (False, True):
        (legenda,) = uitleg_blokken(betekenissen(beide, alles=alles))
        codes = [regel.cellen[0] for regel in legenda.regels]
        getoond = {t.code for t in termijnen() if alles or t.is_nog_te_doen}
        assert codes == sorted(getoond)
    paren = [("b", "of the stages"), ("b", "of the period"), ("a", "x")]
    (legenda,) = uitleg_blokken(paren)
    assert [r.cellen for r in legenda.regels] == [("a", "x"), ("b", "of the period; of the stages")]


def test_columns_are_aligned_with_wide_characters() -> None:
    blok = Blok(
        kolommen=(Kolom(kop="a"), Kolom(kop="n", rechts=True), Kolom(kop="b")),
        regels=[Regel(cellen=("刺刺", "1", "x")), Regel(cellen=("é́", "22", "y"))],
    )
    for shown in (plain(blok), screen(blok, width=30)):
        rows = [line for line in shown.splitlines() if line.endswith(("x", "y"))]
        assert len({cell_len(row) for row in rows}) == 1
        assert len({cell_len(re.split("[12]+", row)[0]) - row.count("1") for row in rows}) == 1


def test_the_words_of_a_dossier_cannot_act_on_a_terminal() -> None:
    kwaad = "a\x1b[31mb\x07\n2025-999 c\u202ed\r"
    blok = Blok(
        titel=kwaad,
        sleutel=kwaad,
        samenvatting=kwaad,
        kolommen=(Kolom(kop=kwaad), Kolom(kop="x", wijkt=1)),
        regels=[Regel(cellen=(kwaad, kwaad), noten=(kwaad,))],
        noten=(kwaad,),
    )
    for shown in (plain(blok), *(screen(blok, width=w) for w in (20, 80, 200))):
        assert not [c for c in shown if unicodedata.category(c) == "Cc" and c != "\n"]
        assert "\u202e" not in shown
        assert not any(line.startswith("2025-999") for line in plain(blok).splitlines())
    assert "[31m" in squeezed(screen(blok, width=20))


def test_markup_of_the_drawing_library_is_text() -> None:
    blok = Blok(
        titel="[bold]x[/bold] :smile: [/]", kolommen=(Kolom(kop="[red]"),), regels=[Regel(cellen=("[x]",))]
    )
    shown = ANSI.sub("", screen(blok, width=80, colour=True))
    assert shown.splitlines()[0] == "[bold]x[/bold] :smile: [/]"
    assert {"[red]", "[x]"} <= set(shown.split())


def test_cells_go_under_their_row_the_highest_number_first() -> None:
    blok = Blok(
        kolommen=(
            Kolom(kop="date"),
            Kolom(kop="who", wijkt=1),
            Kolom(kop="from", wijkt=2),
        ),
        regels=[
            Regel(cellen=("2026-01-01", "hoofd-instituut", "2025-12-01"), noten=("note",)),
            Regel(cellen=("2026-02-01", "", "")),
        ],
    )
    assert screen(blok, width=60).splitlines()[2:] == [
        "2026-01-01  hoofd-instituut  2025-12-01",
        "  note",
        "2026-02-01",
    ]
    assert screen(blok, width=38).splitlines()[2:] == [
        "2026-01-01  hoofd-instituut",
        "  from 2025-12-01",
        "  note",
        "2026-02-01",
    ]
    assert screen(blok, width=26).splitlines()[2:] == [
        "2026-01-01",
        "  who hoofd-instituut ·",
        "    from 2025-12-01",
        "  note",
        "2026-02-01",
    ]


def test_without_a_table_every_cell_stands_beside_its_heading() -> None:
    blok = Blok(
        kolommen=(Kolom(kop="first"), Kolom(kop="second"), Kolom(kop="empty")),
        regels=[Regel(cellen=("x" * 30, "y" * 30, "")), Regel(cellen=("short", "", ""))],
    )
    assert screen(blok, width=50).splitlines() == [
        f"first   {'x' * 30}",
        f"second  {'y' * 30}",
        "",
        "first   short",
    ]
    assert screen(blok, width=20).splitlines() == [
        "first:",
        f"  {'x' * 18}",
        f"  {'x' * 12}",
        "second:",
        f"  {'y' * 18}",
        f"  {'y' * 12}",
        "",
        "first: short",
    ]


def test_a_row_that_is_done_is_faint_as_a_whole_and_others_show_colour_where_a_column_says() -> None:
    kolommen = (Kolom(kop="state", kleurt=True), Kolom(kop="what"))
    regels = [Regel(cellen=("late", "x1"), kleur=Kleur.FOUT), Regel(cellen=("done", "x2"), kleur=Kleur.STIL)]
    shown = screen(Blok(kolommen=kolommen, regels=regels), width=40, colour=True)
    assert "\x1b[1;31mlate\x1b[0m" in shown
    assert "31mx1" not in shown
    assert "\x1b[2mx2\x1b[0m" in shown
    whole = Blok(kolommen=(Kolom(kop="state"), Kolom(kop="what")), regels=regels)
    assert "\x1b[1;31mx1" in screen(whole, width=40, colour=True)


@given(
    st.text(alphabet=st.sampled_from("ab刺é-1 +👩"), max_size=60),
    st.integers(min_value=2, max_value=30),
)
def test_breaking_loses_nothing_and_fits(text: str, width: int) -> None:
    lines = breek(text, width)
    assert squeezed("".join(lines)) == squeezed(text)
    assert all(cell_len(line) <= width for line in lines)


@given(st.lists(st.text(alphabet="abcdefg", min_size=1, max_size=9), max_size=12), st.integers(9, 40))
def test_a_word_that_fits_on_a_line_is_not_broken(woorden: list[str], width: int) -> None:
    assert [w for line in breek(" ".join(woorden), width) for w in line.split()] == woorden


def test_a_long_word_ends_a_line_after_a_hyphen_between_letters_only() -> None:
    assert breek("start-supervisie-op-afstand", 18) == ["start-supervisie-", "op-afstand"]
    assert breek("van 2026-01-01 af", 8) == ["van", "2026-01-", "01 af"]


def test_how_far_off_a_day_is() -> None:
    assert [say_wanneer(n) for n in (-2, -1, 0, 1, 2)] == [
        "2 days ago",
        "1 day ago",
        "today",
        "in 1 day",
        "in 2 days",
    ]
