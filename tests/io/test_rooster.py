"""Rosters: every dialect gives the same diensten, and every row that cannot be read is told with its line.

Here is the smallest reproducer of IOS050 to IOS052 and of IOS054 inside one file; IOS053, and IOS054 of a
roster beside a dossier, are in test_cli_diensten.py.
"""

import io
from datetime import date, time
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ios_cli.domain.dossier import Dienst
from ios_cli.domain.finding import Ernst
from ios_cli.io.rooster import Rooster, lees_rooster, lees_roostertekst
from ios_cli.io.tabel import OnleesbareCel, lees_datum, lees_tijd

KOP = "aios_id,datum,uren,aanvang,einde,rol,soort,supervisie\n"
ZATERDAG = date(2025, 6, 14)


def lees(text: str | bytes) -> Rooster:
    return lees_roostertekst(text.encode() if isinstance(text, str) else text, "r.csv")


def diensten(rooster: Rooster) -> list[Dienst]:
    return [rij.dienst for rijen in rooster.diensten.values() for rij in rijen]


def gezegd(rooster: Rooster) -> list[tuple[int | None, str]]:
    for f in rooster.findings:  # each says what is wrong, where, and what helps
        assert f.file == "r.csv"
        assert f.message
        assert f.expected or f.hint
        assert not f.message.endswith(".")
    return [(f.line, f.code) for f in rooster.findings]


# --- one and the same dienst, as people and programs write it ---

ZELFDE = Dienst(datum=ZATERDAG, uren=Fraction("8.5"), rol="visite-arts")


@pytest.mark.parametrize(
    "text",
    [
        "aios_id,datum,uren,rol\n7,2025-06-14,8.5,visite-arts\n",
        "\ufeffaios_id;datum;uren;rol\r\n7;14-06-2025;8,5;visite-arts\r\n",
        "sep=;\r\naios_id;datum;uren;rol\r\n7;14-6-2025;8,5;visite-arts\r\n",
        "aios_id\tdatum\turen\trol\n7\t14-06-2025\t8,50\tvisite-arts",
        "AIOS ID,Datum,UREN,Rol\n7,2025-06-14,08.5,Visite-arts\n",
        'rol,uren,datum,aios-id\n"visite arts","8,5","2025-06-14","7"\n',
        "\n\naios_id,datum,uren,rol,,\n\n,,,,,\n 7 , 2025-06-14 , 8.5 , visite-arts ,,\n",
        "aios_id;datum;uren;rol\n7;14-06-2025 00:00:00;8.5;VISITE_ARTS\n",
        "aios_id,datum,uren,rol\r7,2025-06-14,8.5,visite-arts\r",
        "aios_id,datum,uren,rol,aanvang,einde\n7,2025-06-14,8.5,visite-arts\n",
    ],
)
def test_dialects(text: str) -> None:
    rooster = lees(text)
    assert gezegd(rooster) == []
    assert list(rooster.diensten) == ["7"]
    assert diensten(rooster) == [ZELFDE]


def test_utf16_of_a_spreadsheet_is_read_and_told() -> None:
    rooster = lees("aios_id\tdatum\turen\trol\n7\t14-06-2025\t8,5\tvisite-arts\n".encode("utf-16"))
    assert diensten(rooster) == [ZELFDE]
    assert gezegd(rooster) == [(1, "IOS002")]


def test_windows_1252_is_told_and_the_rest_read() -> None:
    rooster = lees("aios_id,datum,uren,naam\n7,2025-06-14,8,Zo\u00eb\n".encode("cp1252"))
    assert len(diensten(rooster)) == 1
    assert gezegd(rooster) == [(2, "IOS002")]
    assert rooster.findings[0].is_fout


@pytest.mark.parametrize(
    ("cellen", "aanvang", "einde"),
    [
        (",17:00,01:30", time(17), time(1, 30)),
        (",17:00:00,01:30:00", time(17), time(1, 30)),
        (",7:30,16:00", time(7, 30), time(16)),
        (",16:00,24:00", time(16), time(0)),
        ("8.5,17:00,01:30", time(17), time(1, 30)),  # says the same twice
        ("8.5,17:00,", time(17), time(1, 30)),
        ("24,08:00,", time(8), time(8)),
    ],
)
def test_times(cellen: str, aanvang: time, einde: time) -> None:
    rooster = lees(f"{KOP}7,2025-06-14,{cellen},,,\n")
    assert gezegd(rooster) == []
    (een,) = diensten(rooster)
    assert (een.aanvang, een.einde, een.uren) == (aanvang, einde, None)


def test_more_than_a_day_has_its_hours() -> None:
    (een,) = diensten(lees(f"{KOP}7,2025-06-14,25,08:00,,,,\n"))
    assert (een.uren, een.aanvang) == (Fraction(25), None)


def test_optional_columns() -> None:
    (een,) = diensten(lees(f"{KOP}7,2025-06-14,8,,,telefoonarts,nacht,op-afstand\n"))
    assert (een.rol, een.soort, een.supervisie) == ("telefoonarts", "nacht", "op-afstand")


# --- what is wrong: the smallest reproducers ---


@pytest.mark.parametrize(
    ("text", "verwacht"),
    [
        # IOS050 geen-tabel
        ("", [(None, "IOS050")]),
        ("\n \n", [(None, "IOS050")]),
        ("7,2025-06-14,8\n", [(1, "IOS050")]),
        ("datum,uren\n2025-06-14,8\n", [(1, "IOS050")]),
        ("aios_id,datum\n7,2025-06-14\n", [(1, "IOS050")]),
        ("aios_id,datum,aanvang\n7,2025-06-14,17:00\n", [(1, "IOS050")]),
        ("aios_id,datum,uren,Uren\n7,2025-06-14,8,8\n", [(1, "IOS050")]),
        (b"PK\x03\x04rest of a workbook", [(None, "IOS050")]),
        # IOS051 onbekende-kolom: told once, however many rows
        ("aios_id,datum,uren,roll\n7,2025-06-14,8,x\n8,2025-06-14,8,y\n", [(1, "IOS051")]),
        # IOS052 onleesbare-rij
        ("aios_id,datum,uren\n,2025-06-14,8\n", [(2, "IOS052")]),
        ("aios_id,datum,uren\nA 7,2025-06-14,8\n", [(2, "IOS052")]),
        ("aios_id,datum,uren\n7,06/14/2025,8\n", [(2, "IOS052")]),
        ("aios_id,datum,uren\n7,14/06/2025,8\n", [(2, "IOS052")]),
        ("aios_id,datum,uren\n7,2025-06-31,8\n", [(2, "IOS052")]),
        ("aios_id,datum,uren\n7,14-06-25,8\n", [(2, "IOS052")]),
        ("aios_id,datum,uren\n7,1025-06-14,8\n", [(2, "IOS052")]),
        ("aios_id,datum,uren\n7,2025-06-14 17:00,8\n", [(2, "IOS052")]),
        ("aios_id,datum,uren\n7,2025-06-14,acht\n", [(2, "IOS052")]),
        ("aios_id,datum,uren\n7,2025-06-14,0\n", [(2, "IOS052")]),
        ("aios_id,datum,uren\n7,2025-06-14,-8\n", [(2, "IOS052")]),
        ("aios_id,datum,uren\n7,2025-06-14,49\n", [(2, "IOS052")]),
        ("aios_id,datum,uren\n7,2025-06-14,8,5\n", [(2, "IOS052")]),
        ("aios_id,datum,uren\n7,2025-06-14,\n", [(2, "IOS052")]),
        (f"{KOP}7,2025-06-14,,17:00,,,,\n", [(2, "IOS052")]),
        (f"{KOP}7,2025-06-14,8,,17:00,,,\n", [(2, "IOS052")]),
        (f"{KOP}7,2025-06-14,8,17:00,01:30,,,\n", [(2, "IOS052")]),
        (f"{KOP}7,2025-06-14,,17.00,01:30,,,\n", [(2, "IOS052")]),
        (f"{KOP}7,2025-06-14,,24:00,01:30,,,\n", [(2, "IOS052")]),
        (f"{KOP}7,2025-06-14,8,,,huisarts,,\n", [(2, "IOS052")]),
        # every cell that is wrong, of every row
        (f"{KOP}7,14/6/2025,x,,,huisarts,,\n8,2025-06-14,y,,,,,\n", [(2, "IOS052")] * 3 + [(3, "IOS052")]),
        ('aios_id,datum,uren\n7,"2025-06-14,8\n', [(2, "IOS052")]),
        ('aios_id,datum,uren\n7,"2025-06-14"x,8\n', [(2, "IOS052")]),
        # IOS054 rij-dubbel
        ("aios_id,datum,uren\n7,2025-06-14,8\n7,14-06-2025,8.0\n", [(3, "IOS054")]),
    ],
)
def test_findings(text: str | bytes, verwacht: list[tuple[int | None, str]]) -> None:
    assert gezegd(lees(text)) == verwacht


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("aios_id,datum,uren,roll\n", "`rol`"),
        ("aiosid,datum,uren\n", "`aiosid`"),
        ("aios_id,datum,uren\n7,14/06/2025,8\n", "slashes"),
        ("aios_id,datum,uren\n7,14-06-25,8\n", "four digits"),
        ("aios_id,datum,uren\n7,20250614,8\n", "2025-06-14"),
        ("aios_id,datum,uren\n7,14 juni 2025,8\n", "2025-06-14"),
        ("aios_id;datum;uren\n7;2025-06-14;0,354166667\n", "8.5"),
        ("aios_id,datum,uren\n7,2025-06-14,8 uur\n", "`8`"),
        ("aios_id,datum,uren\n7,2025-06-14,8,5\n", "`;`"),
        (f"{KOP}7,2025-06-14,,17.00,01:30,,,\n", "17:00"),
        (f"{KOP}7,2025-06-14,8,,,visiteartss,,\n", "visite-arts"),
        (b"PK\x03\x04", "CSV UTF-8"),
    ],
)
def test_hints(text: str | bytes, hint: str) -> None:
    assert hint in lees(text).findings[0].hint


def test_good_rows_are_used_beside_bad_ones() -> None:
    rooster = lees('aios_id,datum,uren\n7,"2025-06-14,8\n7,2025-06-15,8\n7,x,8\n\n7,2025-06-16,8\n')
    assert [d.datum.day for d in diensten(rooster)] == [15, 16]
    assert gezegd(rooster) == [(2, "IOS052"), (4, "IOS052")]


def test_a_cell_over_two_lines_keeps_the_count_of_lines() -> None:
    rooster = lees('aios_id,datum,uren,notitie\n7,2025-06-14,8,"een\ntwee"\n7,x,8,\n')
    assert [(rij.regel) for rij in rooster.diensten["7"]] == [2]
    assert gezegd(rooster) == [(4, "IOS052")]


def test_the_second_of_two_rows_says_where_the_first_is() -> None:
    rooster = lees("aios_id,datum,uren\n7,2025-06-15,8\n7,2025-06-14,8\n7,2025-06-14,8\n")
    (f,) = rooster.findings
    assert (f.line, f.ernst, f.aios_id) == (4, Ernst.WAARSCHUWING, "7")
    assert "line 3" in f.message
    assert len(diensten(rooster)) == 2


def test_only_an_unknown_column_near_a_known_one_is_told() -> None:
    rooster = lees("aios_id,datum,uren,roll,notitie\n7,2025-06-14,8,x,y\n")
    assert [(f.code, f.ernst) for f in rooster.findings] == [("IOS051", Ernst.OPMERKING)]
    assert "`roll`" in rooster.findings[0].message
    assert rooster.ongebruikt == ["notitie"]


@pytest.mark.parametrize(
    ("uren", "tijden", "goed"),
    [
        ("7.33", "17:00,00:20", True),  # 7 1/3
        ("7,3333", "17:00,00:20", True),
        ("7.34", "17:00,00:20", True),
        ("7.35", "17:00,00:20", False),
        ("8.49", "08:00,16:30", False),
        ("8.495", "08:00,16:30", True),
    ],
)
def test_hours_beside_times_may_be_rounded(uren: str, tijden: str, goed: bool) -> None:
    rooster = lees(f'{KOP}7,2025-06-14,"{uren}",{tijden},,,\n')
    assert [f.code for f in rooster.findings] == ([] if goed else ["IOS052"])
    assert [d.uren for d in diensten(rooster)] == ([None] if goed else [])


def test_hours_that_are_no_whole_seconds_still_have_an_end() -> None:
    (een,) = diensten(lees(f"{KOP}7,2025-06-14,7.3333,17:00,,,,\n"))
    assert (een.aanvang, een.einde) == (time(17), time(0, 20))
    (een,) = diensten(lees(f"{KOP}7,2025-06-14,47.9999,17:00,,,,\n"))
    assert (een.aanvang, een.uren) == (None, Fraction("47.9999"))


def test_files(tmp_path: Path) -> None:
    file = tmp_path / "rooster.csv"
    file.write_text("aios_id,datum,uren\n7,2025-06-14,8\n", encoding="utf-8")
    assert len(diensten(lees_rooster(str(file)))) == 1
    assert [f.code for f in lees_rooster(str(tmp_path / "roster.csv")).findings] == ["IOS001"]
    assert "rooster.csv" in lees_rooster(str(tmp_path / "roster.csv")).findings[0].hint
    assert [f.code for f in lees_rooster(str(tmp_path)).findings] == ["IOS001"]
    assert len(diensten(lees_rooster("-", stdin=io.BytesIO(file.read_bytes())))) == 1


# --- nothing in a file makes it fail ---


@given(st.binary(max_size=200))
def test_any_bytes(data: bytes) -> None:
    rooster = lees(data)
    assert rooster.is_rooster or rooster.findings


REGELS = st.lists(
    st.sampled_from(
        ("7", "2025-06-14", "8", "8,5", '"', '"8"', "17:00", "x", "", " ", "aios_id", "datum", "uren", "\n")
    ),
    max_size=30,
).map(",".join)


@given(REGELS)
def test_any_rows_after_a_heading(rest: str) -> None:
    """Every row with something in it is a dienst, or has a finding on one of its lines."""
    text = f"aios_id,datum,uren\n{rest}\n"
    rooster = lees(text)
    gebruikt = {rij.regel for rijen in rooster.diensten.values() for rij in rijen}
    gemeld = {f.line for f in rooster.findings}
    assert not gebruikt & gemeld
    if '"' not in rest:  # then a row is a line
        for nummer, line in enumerate(text.split("\n")[1:], start=2):
            if line.strip(", "):
                assert nummer in gebruikt | gemeld


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_dates_read_back(dag: date) -> None:
    assert lees_datum(dag.isoformat()) == dag
    assert lees_datum(f"{dag.day}-{dag.month}-{dag.year}") == dag
    with pytest.raises(OnleesbareCel):
        lees_datum(f"{dag.month}/{dag.day}/{dag.year}")


@given(st.times())
def test_times_read_back(tijd: time) -> None:
    assert lees_tijd(tijd.strftime("%H:%M:%S")) == tijd.replace(microsecond=0)
    assert lees_tijd(tijd.strftime("%H:%M")) == tijd.replace(second=0, microsecond=0)
