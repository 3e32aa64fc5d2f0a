"""The csv forms: the contract's columns, both dialects, and text that bites."""

import csv
import io
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ios_cli.domain.ios import IOS, RijStatus
from ios_cli.domain.numbers import format_exact
from ios_cli.render.csv import (
    GENERATE_COLUMNS,
    Cell,
    Rounded,
    render_csv,
    render_ios_csv,
    render_segmenten_csv,
)
from ios_cli.render.values import own_unit
from tests.render_samples import alle, alles_tegelijk, check_golden, niets_gepland, standaard, vreemde_namen

CONTRACT = (
    "aios_id,volgnummer,onderdeel,soort,begin,eind,voltijdsmaanden,dagen,vrijgesteld,gedaan,factor,"
    "wachtdagen,plaats,status,ios_status"
)


def read(text: str, delimiter: str = ",") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))


def test_golden() -> None:
    check_golden("generate.csv", lambda: render_ios_csv(alle()))
    check_golden("generate-excel-nl.csv", lambda: render_ios_csv(alle(), dialect="excel-nl"))
    check_golden("segmenten.csv", lambda: render_segmenten_csv(alle()))
    check_golden("segmenten-excel-nl.csv", lambda: render_segmenten_csv(alle(), dialect="excel-nl"))


def test_header_is_the_contract_also_without_rows() -> None:
    assert list(render_ios_csv([])) == [CONTRACT + "\n"]


def test_rows_say_what_the_ios_says() -> None:
    items = alle()
    rows = read("".join(render_ios_csv(items)))
    rijen = [(ios, rij) for ios in items for rij in ios.rijen]
    assert len(rows) == len(rijen)
    for row, (ios, rij) in zip(rows, rijen, strict=True):
        assert tuple(row) == GENERATE_COLUMNS
        assert (row["aios_id"], row["volgnummer"]) == (ios.aios_id, str(rij.volgnummer))
        assert (row["onderdeel"], row["soort"], row["plaats"]) == (rij.onderdeel, rij.soort, rij.plaats or "")
        assert row["begin"] == ("" if rij.begin is None else rij.begin.isoformat())
        assert row["eind"] == ("" if rij.eind is None else rij.eind.isoformat())
        owed = row["voltijdsmaanden"] if rij.in_maanden else row["dagen"]
        assert Fraction(owed) == (rij.inhoud.maanden if rij.in_maanden else rij.inhoud.dagen)
        assert row["dagen" if rij.in_maanden else "voltijdsmaanden"] == ""
        assert Fraction(row["vrijgesteld"]) == rij.vrijgesteld.als_maanden
        assert row["status"] == rij.status.value
        assert row["ios_status"] == ios.status.value


def test_an_exempted_row_has_no_dates_and_keeps_its_number() -> None:
    ccz = next(r for r in read("".join(render_ios_csv([alles_tegelijk()]))) if r["soort"] == "ccz")
    assert ccz["volgnummer"] == "5"
    assert ccz["status"] == RijStatus.VRIJGESTELD.value
    assert [ccz[c] for c in ("begin", "eind", "gedaan", "factor", "wachtdagen")] == [""] * 5
    assert (ccz["voltijdsmaanden"], ccz["vrijgesteld"]) == ("0", "1.5")
    (weken,) = read("".join(render_ios_csv([niets_gepland()])))
    assert (weken["voltijdsmaanden"], weken["dagen"], weken["vrijgesteld"]) == ("", "0", "18/13")


def test_segments_tile_each_onderdeel_and_add_up() -> None:
    items = alle()
    rows = read("".join(render_segmenten_csv(items)))
    for ios in items:
        for rij in ios.geplande_rijen:
            own = [r for r in rows if r["aios_id"] == ios.aios_id and r["volgnummer"] == str(rij.volgnummer)]
            for before, after in pairwise(own):
                gap = date.fromisoformat(after["begin"]) - date.fromisoformat(before["eind"])
                assert gap.days == 1
            assert own[-1]["eind"] == str(rij.eind)
            assert sum(Fraction(r["gedaan"]) for r in own) == own_unit(rij, rij.gedaan)
    leave = next(r for r in rows if r["toestand"] == "stil")
    assert (leave["onderbreking"], leave["omvang"], leave["factor"]) == ("zwangerschapsverlof", "1", "0.8")
    running = next(r for r in rows if r["toestand"] == "loopt")
    assert (running["onderbreking"], running["omvang"]) == ("", "")


def test_rows_are_streamed() -> None:
    taken: list[str] = []

    def items() -> Iterator[IOS]:
        for ios in (standaard(), alles_tegelijk()):
            taken.append(ios.aios_id)
            yield ios

    lines = render_ios_csv(items())
    next(lines)
    assert taken == []
    next(lines)
    assert taken == ["2025-001"]


def test_odd_names_come_through_unharmed() -> None:
    ios = vreemde_namen()
    rows = read("".join(render_ios_csv([ios])))
    assert [r["plaats"] for r in rows] == [rij.plaats for rij in ios.rijen]
    assert rows[2]["onderdeel"] == "مركز الصحة"


def lines_of(*cells: Cell, excel: bool = False) -> str:
    header, line = render_csv(["x"] * len(cells), [cells], dialect="excel-nl" if excel else "standard")
    assert header.startswith("\ufeff") == excel
    return line


@pytest.mark.parametrize(
    "text", ["=1+1", "+31 20", "-", "@x", "\tx", "\rx", "\nx", "\0x", " =1", "  \t-1", "＝1", "-1,5"]
)
def test_excel_guards_text_that_would_run(text: str) -> None:
    line = lines_of(text, "y", excel=True)
    (cells,) = csv.reader(io.StringIO(line, newline=""), delimiter=";")
    assert cells == [f"'{text}", "y"]
    (cells,) = csv.reader(io.StringIO(lines_of(text, "y"), newline=""))
    assert cells == [text, "y"]


def test_excel_leaves_other_text_and_our_own_numbers() -> None:
    assert lines_of("De Linde", "", "a-b", "1=1", excel=True) == "De Linde;;a-b;1=1\r\n"
    numbers = (-3, Fraction(-3, 2), Rounded(Fraction(-4, 5), 4), Fraction(12), None, date(2026, 3, 1))
    assert lines_of(*numbers, excel=True) == "-3;-1,5;-0,8000;12;;2026-03-01\r\n"
    assert lines_of(*numbers) == "-3,-1.5,-0.8000,12,,2026-03-01\n"


def test_a_fraction_is_no_date_in_excel() -> None:
    thirds = (Fraction(13, 3), Fraction(1, 3), Fraction(-13, 3))
    assert lines_of(*thirds) == "13/3,1/3,-13/3\n"
    assert lines_of(*thirds, excel=True) == "4 1/3;0 1/3;-4 1/3\r\n"


def test_text_with_the_decimal_point_is_not_a_number() -> None:
    assert lines_of("v1.5", excel=True) == "v1.5\r\n"


@given(st.lists(st.text(), min_size=2, max_size=4))
def test_any_text_reads_back(texts: list[str]) -> None:
    encodable = [t.encode("utf-8", "replace").decode() for t in texts]
    (cells,) = csv.reader(io.StringIO(lines_of(*encodable), newline=""))
    assert cells == encodable


@given(st.fractions(min_value=-1000, max_value=1000, max_denominator=10_000))
def test_exact_numbers_read_back(value: Fraction) -> None:
    text = format_exact(value)
    assert Fraction(text) == value
    assert lines_of(value, "x") == f"{text},x\n"
    excel = lines_of(value, "x", excel=True).partition(";")[0]
    whole, _, part = excel.replace(",", ".").rpartition(" ")
    sign = -1 if whole.startswith("-") else 1
    assert Fraction(whole or 0) + sign * Fraction(part) == value
