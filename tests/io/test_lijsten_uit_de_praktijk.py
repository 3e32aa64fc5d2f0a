"""Rosters as spreadsheets and planning programs give them: what they meant, or the cause and the cure.

Each case is a kind of fault that went wrong in practice with exit 0, or lost every row without its cause.
"""

from fractions import Fraction

import pytest

from ios_cli.domain.diensten import uren_van
from ios_cli.domain.dossier import Dienst
from ios_cli.domain.finding import Ernst
from ios_cli.io.rooster import Rooster, lees_roostertekst


def lees(text: str) -> Rooster:
    return lees_roostertekst(text.encode(), "x.csv")


def diensten(rooster: Rooster) -> list[Dienst]:
    return [rij.dienst for rijen in rooster.diensten.values() for rij in rijen]


def uren(rooster: Rooster) -> list[Fraction]:
    return [dienst.uren or uren_van(dienst) for dienst in diensten(rooster)]


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        # headings in other words
        ("aios_id;Datum;Post;Begin;Einde;Uren\n7;17-08-2025;HAP 3;15:30;20:30;5\n", [5]),
        ("aios_id;datum;van;tot;rol\n7;17-08-2025;08:00;13:00;consultarts\n", [5]),
        # a column's own name goes before another word for it
        ("aios_id;datum;aanvang;einde;van\n7;17-08-2025;08:00;13:00;Utrecht\n", [5]),
        # hours as a duration
        (
            "aios_id,datum,aanvang,uren\n7,2025-06-14,23:00:00,08:00:00\n7,2025-06-15,15:00,8:30\n",
            [8, Fraction(17, 2)],
        ),
        # a title above the heading, a bar between the cells, the year first with slashes
        ("Urenoverzicht week: 33\n\naios_id;Datum;Uren\n7;17-08-2025;8\n", [8]),
        ("aios_id|datum|uren|rol\n7|14-06-2025|8,5|consultarts\n", [Fraction(17, 2)]),
        ("aios_id;datum;uren\n7;2025/04/12;8\n", [8]),
        # the whole day is a dienst, and two empty times are none
        ("aios_id;datum;aanvang;einde\n7;17-08-2025;0:00;24:00\n", [24]),
        ("aios_id;datum;aanvang;einde\n7;17-08-2025;0:00;0:00\n", []),
    ],
)
def test_read_as_meant(text: str, hours: list[Fraction | int]) -> None:
    assert uren(lees(text)) == hours


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("aios_id;datum;aanvang;einde\n7;17-08-2025;0:00;0:00\n", ["equal", "24:00"]),
        # a duration, a time and a day as the numbers that a spreadsheet keeps
        ("aios_id;datum;uren\n7;14-06-2025;0,354166667\n", ["8.5"]),
        ("aios_id;datum;uren\n7;14-06-2025;0,25\n", ["6"]),
        ("aios_id;datum;aanvang;einde\n7;14-06-2025;0,708333;23:00\n", ["write `17:00`"]),
        ("aios_id;datum;uren\n7;45822;8\n", ["2025-06-14"]),
        ("aios_id;datum;uren\n7;12-04-25;8\n", ["four digits", "format"]),
        # signs that nobody sees
        ("aios_id;datum;uren\n\u200b7;15-06-2025;8\n", ["U+200B"]),
        ("aios_id;datum;uren\n2025\u2011017;15-06-2025;8\n", ["U+2011"]),
        ("\u00ef\u00bb\u00bfaios_id;datum;uren\n7;15-06-2025;8\n", ["encoding"]),
        ("<html><table><tr><td>aios_id</td></tr></table></html>", ["web page", "CSV UTF-8"]),
    ],
)
def test_refused_with_cause_and_cure(text: str, words: list[str]) -> None:
    rooster = lees(text)
    assert diensten(rooster) == []
    [finding] = rooster.findings
    assert finding.ernst is Ernst.FOUT
    told = f"{finding.message} {finding.expected} {finding.hint}"
    assert [word for word in words if word not in told] == []


def test_a_column_with_the_month_first_is_refused_whole_and_told_once() -> None:
    """05-03 would be 5 March and 07-06 7 June, in silence, beside the two that no calendar has."""
    rooster = lees("aios_id,datum,uren\n7,05-03-2025,8\n7,05-17-2025,8\n7,07-06-2025,8\n7,06-21-2025,8\n")
    assert diensten(rooster) == []
    [finding] = rooster.findings
    assert "05-17-2025" in finding.message
    assert finding.line == 3


def test_one_slip_among_days_that_come_first_is_that_row_alone() -> None:
    rooster = lees("aios_id,datum,uren\n7,25-03-2025,8\n7,05-17-2025,8\n7,07-06-2025,8\n")
    assert [d.datum.isoformat() for d in diensten(rooster)] == ["2025-03-25", "2025-06-07"]


def test_a_status_that_says_not_worked_is_applied_and_said_once() -> None:
    rooster = lees(
        "aios_id;datum;uren;status\n7;30-05-2025;8;vervallen\n7;31-05-2025;8;bevestigd\n7;01-06-2025;8;Geruild\n7;02-06-2025;8;\n"
    )
    assert [d.datum.isoformat() for d in diensten(rooster)] == ["2025-05-31", "2025-06-02"]
    [finding] = rooster.findings
    assert finding.ernst is Ernst.OPMERKING
    assert "`vervallen`, `Geruild`" in finding.message
    assert "2 rows" in finding.message


def test_a_rol_in_other_words_is_understood_or_told_and_the_dienst_counts() -> None:
    words = ("Consult arts", "CONSULT", "visite", "triage", "regiearts")
    rooster = lees(
        "aios_id;datum;uren;rol\n" + "".join(f"7;{n}-06-2025;8;{w}\n" for n, w in enumerate(words, 1))
    )
    assert [d.rol for d in diensten(rooster)] == [
        "consultarts",
        "consultarts",
        "visite-arts",
        "telefoonarts",
        None,
    ]
    [finding] = rooster.findings
    assert finding.ernst is Ernst.OPMERKING
    assert "regiearts" in finding.message
