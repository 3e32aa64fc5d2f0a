"""Edits on dossiers, with the text before and after."""

import tomllib
from collections.abc import Sequence
from datetime import date, time
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from ios_cli.domain.edits import Edit, Toevoegen, Veranderen, Verwijderen
from ios_cli.io.edit import EditRefused, apply_edits, edit_bytes, write_value

D = date
F = Fraction
DEELTIJD = Toevoegen("deeltijd", {"vanaf": D(2026, 9, 1), "factor": F(4, 5)})
SAMPLES = sorted((Path(__file__).parents[2] / "sample_data").rglob("*.toml"))


def edited(text: str, *edits: Edit) -> str:
    return apply_edits(dedent(text).lstrip("\n"), edits)


def expect(text: str) -> str:
    return dedent(text).lstrip("\n")


# --- a new row ---------------------------------------------------------------------------------------


def test_row_behind_the_last_one_of_its_array() -> None:
    assert edited(
        """
        [aios]
        id = "1"

        [[deeltijd]]   # de eerste
        vanaf = 2025-09-01
        factor = 0.9   # tot nader order
        # besproken op 2025-06-01

        # Verlof
        [[onderbreking]]
        soort = "ziekte"
        """,
        DEELTIJD,
    ) == expect(
        """
        [aios]
        id = "1"

        [[deeltijd]]   # de eerste
        vanaf = 2025-09-01
        factor = 0.9   # tot nader order
        # besproken op 2025-06-01

        [[deeltijd]]
        vanaf = 2026-09-01
        factor = 0.8

        # Verlof
        [[onderbreking]]
        soort = "ziekte"
        """
    )


def test_comments_that_touch_the_next_header_are_about_that() -> None:
    assert edited(
        """
        [[deeltijd]]
        vanaf = 2025-09-01
        # Verlof
        [[onderbreking]]
        """,
        DEELTIJD,
    ) == expect(
        """
        [[deeltijd]]
        vanaf = 2025-09-01
        [[deeltijd]]
        vanaf = 2026-09-01
        factor = 0.8
        # Verlof
        [[onderbreking]]
        """
    )


def test_row_takes_over_indentation_alignment_and_gaps() -> None:
    assert edited(
        """
        [[ deeltijd ]]
            vanaf      = 2025-01-01
            tot_en_met = 2025-02-01


        [[ deeltijd ]]
            vanaf      = 2025-09-01
            factor     = 0.9
        """,
        Toevoegen("deeltijd", {"vanaf": D(2026, 9, 1), "uren_per_week": F("30.4")}),
    ).endswith("\n\n\n[[ deeltijd ]]\n    vanaf         = 2026-09-01\n    uren_per_week = 30.4\n")
    compact = "[[dienst]]\ndatum=2025-01-01\n[[dienst]]\ndatum=2025-01-02\n"
    assert apply_edits(compact, [Toevoegen("dienst", {"datum": D(2025, 1, 3)})]) == (
        compact + "[[dienst]]\ndatum=2025-01-03\n"
    )


def test_row_behind_sub_tables_also_where_they_stand_apart() -> None:
    text = """
        [[deeltijd]]
        vanaf = 2025-09-01
        [deeltijd.eigen]
        x = 1

        [aios]
        id = "1"

        [deeltijd.apart]
        y = 2

        [opleiding]
        """
    assert edited(text, DEELTIJD).endswith(
        "[deeltijd.apart]\ny = 2\n\n[[deeltijd]]\nvanaf = 2026-09-01\nfactor = 0.8\n\n[opleiding]\n"
    )


def test_row_in_the_middle() -> None:
    text = "[[onderdeel]]\nsoort = 'ggz'\n\n[[onderdeel]]\nsoort = 'ccz'\n"
    edit = Toevoegen("onderdeel", {"soort": "keuze"}, na=("onderdeel", 0))
    assert apply_edits(text, [edit]) == (
        "[[onderdeel]]\nsoort = 'ggz'\n\n[[onderdeel]]\nsoort = \"keuze\"\n\n[[onderdeel]]\nsoort = 'ccz'\n"
    )


def test_first_row_stands_in_the_order_of_the_contract() -> None:
    text = """
        [aios]
        id = "1"

        [opleiding]
        start = 2025-03-01
        # vast te stellen

        # --- verlof ---

        [[onderbreking]]
        soort = "ziekte"
        """
    assert edited(text, DEELTIJD) == expect(text).replace(
        "# vast te stellen\n", "# vast te stellen\n\n[[deeltijd]]\nvanaf = 2026-09-01\nfactor = 0.8\n"
    )
    assert edited(text, Toevoegen("verlenging", {"maanden": 3})) == expect(text) + (
        "\n[[verlenging]]\nmaanden = 3\n"
    )


def test_first_row_below_its_commented_example() -> None:
    text = """
        [opleiding]
        start = 2025-03-01

        # Vrijstelling

        #[[vrijstelling]]
        #maanden = 3

        # Deeltijd

        #[[deeltijd]]
        #vanaf = 2025-09-01

        # Verlof
        """
    assert edited(text, DEELTIJD) == expect(text).replace(
        "#vanaf = 2025-09-01\n", "#vanaf = 2025-09-01\n\n[[deeltijd]]\nvanaf = 2026-09-01\nfactor = 0.8\n"
    )


def test_an_example_inside_a_text_is_no_example() -> None:
    text = 'x = """\n#[[deeltijd]]\n"""\n[aios]\nid = "1"\n'
    assert apply_edits(text, [DEELTIJD]) == text + "[[deeltijd]]\nvanaf = 2026-09-01\nfactor = 0.8\n"


def test_keys_at_the_top_stay_at_the_top() -> None:
    text = (
        'aios.id = "1"\nopleiding.start = 2025-03-01\naios.naam = "A"\n\n[[onderbreking]]\nvan = 2025-04-01\n'
    )
    assert apply_edits(text, [DEELTIJD]) == text.replace(
        '"A"\n', '"A"\n\n[[deeltijd]]\nvanaf = 2026-09-01\nfactor = 0.8\n'
    )


@pytest.mark.parametrize("end", ["", "\n", "\n\n", "\r\n", "\n# einde", "\n\n# einde van het dossier\n"])
def test_end_of_file_stays_as_it_is(end: str) -> None:
    text = "[[deeltijd]]\nvanaf = 2025-09-01" + end
    result = apply_edits(text, [DEELTIJD])
    assert result.startswith("[[deeltijd]]\nvanaf = 2025-09-01")
    assert result.endswith("\n") == text.endswith("\n")
    assert [line for line in text.splitlines() if line] == [
        line for line in result.splitlines() if line and line not in ("factor = 0.8", "vanaf = 2026-09-01")
    ][:2] + [line for line in end.splitlines() if line]


def test_empty_file() -> None:
    assert apply_edits("", [DEELTIJD]) == "[[deeltijd]]\nvanaf = 2026-09-01\nfactor = 0.8\n"
    assert apply_edits("# leeg", [DEELTIJD]) == "# leeg\n\n[[deeltijd]]\nvanaf = 2026-09-01\nfactor = 0.8"


def test_inline_array_on_one_line() -> None:
    assert apply_edits("deeltijd = [{vanaf=2025-01-01,factor=0.9}] # x\n", [DEELTIJD]) == (
        "deeltijd = [{vanaf=2025-01-01,factor=0.9}, {vanaf=2026-09-01,factor=0.8}] # x\n"
    )
    assert apply_edits("deeltijd = [ { a = 1 }, ]\n", [DEELTIJD]) == (
        "deeltijd = [ { a = 1 }, { vanaf = 2026-09-01, factor = 0.8 }, ]\n"
    )
    assert apply_edits("deeltijd = []\n", [DEELTIJD]) == "deeltijd = [{ vanaf = 2026-09-01, factor = 0.8 }]\n"


def test_inline_array_on_several_lines() -> None:
    text = """
        deeltijd = [  # zoals afgesproken
            { vanaf = 2025-01-01, factor = 0.9 },  # eerst
            # dan
            { vanaf = 2025-09-01, factor = 0.7 }   # nu
            # straks meer
        ]
        """
    new = "    { vanaf = 2026-09-01, factor = 0.8 }"
    assert edited(text, DEELTIJD) == expect(text).replace("0.7 }   # nu\n", f"0.7 }},   # nu\n{new}\n")
    between = Toevoegen("deeltijd", DEELTIJD.waarden, na=("deeltijd", 0))
    assert edited(text, between) == expect(text).replace("# eerst\n", f"# eerst\n{new},\n")
    empty = "deeltijd = [\n  # nog niets\n]\n"
    assert apply_edits(empty, [DEELTIJD]) == empty.replace("]", "  { vanaf = 2026-09-01, factor = 0.8 },\n]")


# --- a key -------------------------------------------------------------------------------------------


def test_value_changes_in_place_and_its_comment_stays_where_it_is() -> None:
    text = """
        [[vrijstelling]]
        status = "voorlopig"    # zie brief
        maanden= 3 # kort
        grond = 'ANIOS "SEH"'
        """
    assert edited(
        text,
        Veranderen(("vrijstelling", 0, "status"), "definitief"),
        Veranderen(("vrijstelling", 0, "maanden"), F(5, 2)),
        Veranderen(("vrijstelling", 0, "grond"), "EVC"),
    ) == expect(
        """
        [[vrijstelling]]
        status = "definitief"   # zie brief
        maanden= 2.5 # kort
        grond = 'EVC'
        """
    )


def test_comments_below_each_other_stay_below_each_other() -> None:
    text = 'a = "lang" # een\nb = 1      # twee\n'
    assert apply_edits(text, [Veranderen(("a",), 1)]) == "a = 1      # een\nb = 1      # twee\n"
    assert (
        apply_edits(text, [Veranderen(("a",), "heel lang")]) == 'a = "heel lang" # een\nb = 1      # twee\n'
    )


def test_multi_line_value_changes() -> None:
    text = 'a = """\n[[deeltijd]]\n"""  # x\nb = [\n  1, # een\n]\nc = 3\n'
    assert apply_edits(text, [Veranderen(("a",), "kort"), Veranderen(("b",), ["x", "y"])]) == (
        'a = "kort"  # x\nb = ["x", "y"]\nc = 3\n'
    )


def test_new_key_behind_the_last_key_of_its_table() -> None:
    text = """
        [aios]
          id    = "1"   # nummer
          #naam = "A"

        [opleiding]
        start = 2025-03-01

        [[vrijstelling]]
        [[vrijstelling]]
        status="voorlopig"
        """
    assert edited(
        text,
        Veranderen(("aios", "naam"), "A. Jansen"),
        Veranderen(("opleiding", "vastgesteld"), D(2025, 4, 1)),
        Veranderen(("vrijstelling", 0, "status"), "definitief"),
        Veranderen(("vrijstelling", 1, "besloten_op"), D(2025, 10, 1)),
    ) == expect(
        """
        [aios]
          id    = "1"   # nummer
          naam  = "A. Jansen"
          #naam = "A"

        [opleiding]
        start = 2025-03-01
        vastgesteld = 2025-04-01

        [[vrijstelling]]
        status = "definitief"
        [[vrijstelling]]
        status="voorlopig"
        besloten_op=2025-10-01
        """
    )


def test_new_key_in_dotted_and_inline_tables() -> None:
    text = """
        aios.id = "1"
        opleiding = { start = 2025-03-01 }
        deeltijd = [{vanaf=2025-01-01}, {}]
        "met spatie" . x = 1
        leeg = {  }
        """
    assert edited(
        text,
        Veranderen(("aios", "naam"), "A"),
        Veranderen(("opleiding", "revisie"), 2),
        Veranderen(("deeltijd", 0, "factor"), F("0.5")),
        Veranderen(("deeltijd", 1, "factor"), F(1)),
        Veranderen(("met spatie", "y"), True),
        Veranderen(("leeg", "z"), time(17, 30)),
    ) == expect(
        """
        aios.id = "1"
        aios.naam = "A"
        opleiding = { start = 2025-03-01, revisie = 2 }
        deeltijd = [{vanaf=2025-01-01, factor=0.5}, { factor = 1 }]
        "met spatie" . x = 1
        "met spatie" . y = true
        leeg = { z = 17:30:00 }
        """
    )


def test_new_key_in_a_super_table_and_at_the_top() -> None:
    text = "# kop\n\n# over de regel\n[regel.deeltijdmethode]\nwaarde = 1\n"
    assert apply_edits(text, [Veranderen(("regel", "x"), 1)]) == (
        "# kop\n\n[regel]\nx = 1\n\n# over de regel\n[regel.deeltijdmethode]\nwaarde = 1\n"
    )
    assert apply_edits(text, [Veranderen(("x",), 1)]) == (
        "# kop\n\nx = 1\n\n# over de regel\n[regel.deeltijdmethode]\nwaarde = 1\n"
    )


def test_new_table_is_made() -> None:
    assert apply_edits('[aios]\nid = "1"\n', [Veranderen(("opleiding", "start"), D(2025, 3, 1))]) == (
        '[aios]\nid = "1"\n\n[opleiding]\nstart = 2025-03-01\n'
    )


# --- away --------------------------------------------------------------------------------------------

TWO_ROWS = """
    [opleiding]
    start = 2025-03-01

    # Het eerste half jaar
    [[deeltijd]]
    vanaf = 2025-03-01
    # was 0.9
    factor = 0.8  # vier dagen
    # tot zover

    [[deeltijd]]
    vanaf = 2025-09-01

    # Verlof
    [[onderbreking]]
    van = 2025-05-01
    """


def test_row_goes_and_the_comments_around_it_stay() -> None:
    assert edited(TWO_ROWS, Verwijderen(("deeltijd", 0))) == expect(
        """
        [opleiding]
        start = 2025-03-01

        # Het eerste half jaar

        # tot zover

        [[deeltijd]]
        vanaf = 2025-09-01

        # Verlof
        [[onderbreking]]
        van = 2025-05-01
        """
    )


def test_row_goes_with_the_comments_that_touch_it_when_asked() -> None:
    assert edited(TWO_ROWS, Verwijderen(("deeltijd", 0), met_opmerkingen=True)) == expect(
        """
        [opleiding]
        start = 2025-03-01

        [[deeltijd]]
        vanaf = 2025-09-01

        # Verlof
        [[onderbreking]]
        van = 2025-05-01
        """
    )
    first = "#:schema ../dossier.schema.json\n# weg\n[[deeltijd]]\nvanaf = 2025-03-01\n"
    assert apply_edits(first, [Verwijderen(("deeltijd", 0), met_opmerkingen=True)]) == (
        "#:schema ../dossier.schema.json\n"
    )


def test_a_comment_that_stays_does_not_come_to_speak_of_the_next_row() -> None:
    text = "[[deeltijd]]\na = 1\n# afgewezen\n[[deeltijd]]\na = 2\n[[deeltijd]]\na = 3\n"
    assert apply_edits(text, [Verwijderen(("deeltijd", 1))]) == (
        "[[deeltijd]]\na = 1\n# afgewezen\n\n[[deeltijd]]\na = 3\n"
    )


def test_last_row_at_the_end_of_the_file() -> None:
    text = '[aios]\nid = "1"\n\n[[deeltijd]]\nvanaf = 2025-03-01\n'
    assert apply_edits(text, [Verwijderen(("deeltijd", 0))]) == '[aios]\nid = "1"\n'


def test_row_with_sub_tables_elsewhere() -> None:
    text = "[[a]]\nx = 1\n\n[b]\n\n[a.sub]\ny = 1\n\n[[a]]\nx = 2\n"
    assert apply_edits(text, [Verwijderen(("a", 0))]) == "[b]\n\n[[a]]\nx = 2\n"


def test_keys_go() -> None:
    text = """
        [opleiding]
        start = 2025-03-01
        status = "gestopt"  # op eigen verzoek
        einde = 2026-05-15
        """
    assert edited(text, Verwijderen(("opleiding", "status")), Verwijderen(("opleiding", "einde"))) == (
        "[opleiding]\nstart = 2025-03-01\n"
    )
    assert apply_edits('aios.id = "1"\nx = 1\n', [Verwijderen(("aios", "id"))]) == "aios = {}\nx = 1\n"
    assert apply_edits("a = { b = 1, c.d = 2 }", [Verwijderen(("a", "c", "d"))]) == "a = { b = 1, c = {} }"
    assert apply_edits("a = { b = 1, c = 2 }", [Verwijderen(("a", "c"))]) == "a = { b = 1 }"
    assert apply_edits("a = { b = 1, c = 2 }", [Verwijderen(("a", "b"))]) == "a = { c = 2 }"


def test_inline_rows_go() -> None:
    one = "a = [{ x = 1 }, { x = 2 }, { x = 3 }]\n"
    assert apply_edits(one, [Verwijderen(("a", 0))]) == "a = [{ x = 2 }, { x = 3 }]\n"
    assert apply_edits(one, [Verwijderen(("a", 2)), Verwijderen(("a", 1))]) == "a = [{ x = 1 }]\n"
    assert apply_edits(one, [Verwijderen(("a", n)) for n in range(3)]) == "a = []\n"
    several = "a = [\n  # een\n  { x = 1 },  # 1\n  # twee\n  { x = 2 }\n]\n"
    assert apply_edits(several, [Verwijderen(("a", 1))]) == "a = [\n  # een\n  { x = 1 }  # 1\n  # twee\n]\n"
    assert apply_edits(several, [Verwijderen(("a", 0), met_opmerkingen=True)]) == (
        "a = [\n  # twee\n  { x = 2 }\n]\n"
    )


# --- several edits -----------------------------------------------------------------------------------


def test_every_path_speaks_of_the_file_as_read() -> None:
    text = "".join(f"[[a]]\nx = {n}\n\n" for n in range(4))
    result = apply_edits(
        text,
        [
            Verwijderen(("a", 0)),
            Toevoegen("a", {"x": 10}, na=("a", 1)),
            Veranderen(("a", 2, "x"), 20),
            Verwijderen(("a", 1)),
            Toevoegen("a", {"x": 30}),
        ],
    )
    assert [row["x"] for row in tomllib.loads(result)["a"]] == [10, 20, 3, 30]


def test_what_was_taken_away_can_not_be_changed() -> None:
    for edit in (Veranderen(("a", 0, "x"), 1), Verwijderen(("a", 0)), Toevoegen("a", {}, na=("a", 0))):
        with pytest.raises(EditRefused):
            apply_edits("[[a]]\nx = 1\n", [Verwijderen(("a", 0)), edit])


# --- bytes -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
def test_line_ends_and_byte_order_mark_stay(newline: str, bom: bytes) -> None:
    data = bom + "[[deeltijd]]\nvanaf = 2025-01-01 # één\n".replace("\n", newline).encode()
    added = "\n[[deeltijd]]\nvanaf = 2026-09-01\nfactor = 0.8\n".replace("\n", newline).encode()
    assert edit_bytes(data, [DEELTIJD]) == data + added


def test_mixed_line_ends_follow_the_line_before() -> None:
    text = '[aios]\r\nid = "1"\r\n\n[opleiding]\nstart = 2025-03-01\n'
    edits = [Veranderen(("aios", "naam"), "A"), Veranderen(("opleiding", "revisie"), 1)]
    assert apply_edits(text, edits) == (
        '[aios]\r\nid = "1"\r\nnaam = "A"\r\n\n[opleiding]\nstart = 2025-03-01\nrevisie = 1\n'
    )


# --- values ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (F(4, 5), "0.8"),
        (F(12), "12"),
        (F(-1, 8), "-0.125"),
        (Decimal("1.50"), "1.50"),
        (Decimal("3"), "3.0"),
        (True, "true"),
        (7, "7"),
        (D(2026, 3, 1), "2026-03-01"),
        (D(33, 3, 1), "0033-03-01"),
        (time(17, 0), "17:00:00"),
        ('a"b\\c', '"a\\"b\\\\c"'),
        ("regel\nregel\t\x00\x7f\x85\u2028\u202e", '"regel\\nregel\\t\\u0000\\u007F\\u0085\\u2028\\u202E"'),
        ("Ż. [Zoë] 💉", '"Ż. [Zoë] 💉"'),
        (("gbt", "verlengd"), '["gbt", "verlengd"]'),
        ({"nl": "a", "met spatie": 1}, '{ nl = "a", "met spatie" = 1 }'),
        ([], "[]"),
        ({}, "{}"),
    ],
)
def test_values_as_they_are_written(value: Any, written: str) -> None:
    assert write_value(value) == written
    tomllib.loads(f"x = {written}")


@pytest.mark.parametrize("value", [F(1, 3), 2**63, "\udcff", [F(1, 7)]])
def test_what_can_not_be_written_exactly_is_refused(value: Any) -> None:
    with pytest.raises(EditRefused) as caught:
        apply_edits("[a]\n", [Veranderen(("a", "x"), value)])
    finding = caught.value.finding
    assert finding.code == "IOS073"
    assert finding.path == ("a", "x")
    finding.message.encode()


@pytest.mark.parametrize("value", [0.5, None, object(), Decimal("NaN")])
def test_a_kind_that_has_no_place_in_a_dossier_is_a_bug(value: Any) -> None:
    with pytest.raises(TypeError):
        apply_edits("[a]\n", [Veranderen(("a", "x"), value)])


# --- refusals ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "edits"),
    [
        ("a = \n", [DEELTIJD]),
        ("a = 1\na = 2\n", [DEELTIJD]),
        ("a = " + "[" * 5000 + "]" * 5000, [DEELTIJD]),
        ("deeltijd = 1\n", [DEELTIJD]),
        ("[deeltijd]\n", [DEELTIJD]),
        ("deeltijd.a = 1\n", [DEELTIJD]),
        ("[a]\n", [Verwijderen(("b",))]),
        ("[a]\n", [Verwijderen(("a", 0))]),
        ("[[a]]\n", [Verwijderen(("a", 1))]),
        ("[[a]]\n", [Verwijderen(("a", -1))]),
        ("[[a]]\n", [Veranderen(("a", "x"), 1)]),
        ("[a]\n", [Veranderen(("a", "b", "c"), 1)]),
        ("a = 1\n", [Veranderen(("a", "b"), 1)]),
        ("[a]\nb.c = 1\n", [Veranderen(("a", "b"), 1)]),
        ("[a]\n", [Veranderen(("a",), 1)]),
        ("a = { b.c = 1 }\n", [Veranderen(("a", "b"), 1)]),
        ("[[a]]\n", [Toevoegen("a", {}, na=("a", 3))]),
        # What the text shows is right, but the header above a row goes with it: [a] would be lost.
        ("[a.b]\nx = 1\n", [Verwijderen(("a", "b"))]),
    ],
)
def test_refusals(text: str, edits: Sequence[Edit]) -> None:
    with pytest.raises(EditRefused) as caught:
        apply_edits(text, edits)
    assert caught.value.finding.code == "IOS073"


def test_bytes_that_are_no_utf_8_are_refused() -> None:
    with pytest.raises(EditRefused):
        edit_bytes(b'[aios]\nnaam = "Ren\xe9"\n', [DEELTIJD])


@pytest.mark.parametrize(
    "edit", [Veranderen((), 1), Veranderen(("a", 0), 1), Verwijderen(()), Toevoegen("a", {}, na=("b", 0))]
)
def test_edits_that_make_no_sense_are_bugs(edit: Edit) -> None:
    with pytest.raises(TypeError):
        apply_edits("[[a]]\n[[b]]\n", [edit])


# --- every sample ------------------------------------------------------------------------------------


def in_one_piece(text: str, result: str) -> bool:
    """Whether `result` is `text` with one piece put in."""
    head = next((i for i, (a, b) in enumerate(zip(text, result, strict=False)) if a != b), len(text))
    return result.endswith(text[head:]) and len(result) > len(text)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda p: f"{p.parent.name}/{p.stem}")
@pytest.mark.parametrize("crlf", [False, True])
def test_every_sample_keeps_every_byte(sample: Path, crlf: bool) -> None:
    try:
        text = sample.read_bytes().decode()
        data = tomllib.loads(text)
    except ValueError:
        pytest.skip("broken on purpose")
    text = text.replace("\n", "\r\n") if crlf else text
    tables = ("onderdeel", "deeltijd", "vrijstelling", "onderbreking", "verlenging", "geaccepteerd")
    for table in tables:
        rows = data.get(table, [])
        if not isinstance(rows, list):
            continue  # wrong on purpose
        result = apply_edits(text, [Toevoegen(table, {"proef": F(1, 2), "tekst": "# [[x]]"})])
        assert in_one_piece(text, result)
        assert result.count("\r") == result.count("\n") if crlf else "\r" not in result
        # And away again: nothing but perhaps blank lines differs.
        back = apply_edits(result, [Verwijderen((table, len(rows)))])
        assert back.split() == text.split()
        for number, row in enumerate(rows):
            assert in_one_piece(text, apply_edits(text, [Veranderen((table, number, "proef"), True)]))
            for key, value in row.items():
                changed = apply_edits(text, [Veranderen((table, number, key), "proef")])
                lines = [(a, b) for a, b in zip(text.split("\n"), changed.split("\n"), strict=True) if a != b]
                assert len(lines) == 1
                assert value != "proef"
