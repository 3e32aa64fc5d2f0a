"""`Ordenen`: rows of a dossier in another order, each with what belongs to it."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ios_cli.domain.edits import Edit, Ordenen, Toevoegen, Veranderen, Verwijderen
from ios_cli.io.edit import EditRefused, apply_edits

TEXT = """\
# the head of the file
[aios]
id = "a"

# --- the schedule ---

# agreed in January
[[onderdeel]]
soort = "klinisch"   # with the hospital
maanden = 6
# below the first

[[onderdeel]]
soort = "ggz"

# a remark of its own, between two rows

[[deeltijd]]
vanaf = 2027-01-01
factor = 0.8

[[onderdeel]]
soort = "ccz"
# the last line"""


def test_a_row_moves_with_its_comments_and_what_stands_between_stays() -> None:
    assert apply_edits(TEXT, [Ordenen("onderdeel", (2, 0, 1))]) == (
        """\
# the head of the file
[aios]
id = "a"

# --- the schedule ---

[[onderdeel]]
soort = "ccz"
# the last line

# agreed in January
[[onderdeel]]
soort = "klinisch"   # with the hospital
maanden = 6
# below the first

# a remark of its own, between two rows

[[deeltijd]]
vanaf = 2027-01-01
factor = 0.8

[[onderdeel]]
soort = "ggz\""""
    )


def test_the_same_order_changes_nothing() -> None:
    assert apply_edits(TEXT, [Ordenen("onderdeel", (0, 1, 2))]) == TEXT


def test_windows_line_ends_and_no_line_end_at_the_end_stay() -> None:
    text = TEXT.replace("\n", "\r\n")
    changed = apply_edits(text, [Ordenen("onderdeel", (1, 2, 0))])
    assert changed.count("\r\n") == changed.count("\n") == text.count("\n")
    assert not changed.endswith("\n")


def test_rows_keep_their_numbers_through_several_edits() -> None:
    edits: list[Edit] = [
        Veranderen(("onderdeel", 2, "maanden"), 3),
        Ordenen("onderdeel", (2, 1, 0)),
        Veranderen(("onderdeel", 0, "maanden"), 5),
        Veranderen(("onderdeel", 1, "maanden"), 4),
    ]
    rows = tomllib.loads(apply_edits(TEXT, edits))["onderdeel"]
    assert [(r["soort"], r["maanden"]) for r in rows] == [("ccz", 3), ("ggz", 4), ("klinisch", 5)]


@given(st.permutations(range(5)), st.booleans())
def test_any_order_of_any_rows(order: list[int], inline: bool) -> None:
    if inline:
        rows = ", ".join(f'{{ soort = "s{i}" }}' for i in range(5))
        text = f"onderdeel = [ {rows} ]\n"
    else:
        text = "".join(f'[[onderdeel]]\nsoort = "s{i}"\n\n# of nobody {i}\n\n' for i in range(5))
    changed = apply_edits(text, [Ordenen("onderdeel", tuple(order))])
    assert [r["soort"] for r in tomllib.loads(changed)["onderdeel"]] == [f"s{i}" for i in order]
    assert sorted(changed) == sorted(text)


def test_rows_in_brackets_with_comments_are_refused() -> None:
    text = 'onderdeel = [\n  { soort = "a" }, # of whom?\n  { soort = "b" },\n]\n'
    with pytest.raises(EditRefused):
        apply_edits(text, [Ordenen("onderdeel", (1, 0))])
    assert "{ soort" in apply_edits(text.replace(" # of whom?", ""), [Ordenen("onderdeel", (1, 0))])


@pytest.mark.parametrize("order", [(0, 1), (0, 1, 1), (0, 1, 2, 0)])
def test_every_row_is_named_once(order: tuple[int, ...]) -> None:
    with pytest.raises(TypeError, match="every row"):
        apply_edits(TEXT, [Ordenen("onderdeel", order)])


def test_rows_that_are_not_there_are_refused() -> None:
    with pytest.raises(EditRefused):
        apply_edits(TEXT, [Ordenen("onderdeel", (0, 1, 7))])
    with pytest.raises(EditRefused):
        apply_edits(TEXT, [Ordenen("vrijstelling", ())])


def test_a_row_that_was_added_or_taken_away_before_is_no_row_of_the_file() -> None:
    with pytest.raises(EditRefused):
        apply_edits(TEXT, [Verwijderen(("onderdeel", 1)), Ordenen("onderdeel", (2, 1, 0))])
    with pytest.raises(TypeError):
        apply_edits(TEXT, [Toevoegen("onderdeel", {"soort": "keuze"}), Ordenen("onderdeel", (2, 1, 0))])
