"""The strict reader: a table becomes a record, or each problem a finding with its path."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from ios_cli.domain import fields
from ios_cli.domain.dossier import Deeltijd, Dossier, Duur, Inhoud, Onderdeel, Vrijstelling
from ios_cli.domain.finding import Finding
from ios_cli.toml.reader import ONLEESBAAR, Dubbel, Onleesbaar
from ios_cli.toml.records import Reading, read_record
from tests.toml_strategies import Binnen, Proef

START = date(2025, 3, 1)
KOP: dict[str, Any] = {"aios": {"id": "2025-017"}, "opleiding": {"start": START}}


def read(**tables: Any) -> Reading[Dossier]:
    return read_record(Dossier, KOP | tables)


def only(reading: Reading[Any]) -> Finding:
    assert len(reading.findings) == 1, reading.findings
    return reading.findings[0]


def says(f: Finding) -> str:
    return " | ".join((f.message, f.expected, f.hint))


def test_values_become_exact() -> None:
    reading = read(
        onderdeel=[
            {"soort": "klinische-stage", "maanden": Decimal("1.5")},
            {"soort": "ggz", "weken": Decimal("6.0")},
        ],
        deeltijd=[{"vanaf": START, "uren_per_week": Decimal("30.4")}],
        besluit=[{"soort": "tussentijds", "datum": START, "uitkomst": ["gbt", "verlengd"]}],
    )
    dossier = reading.record
    assert dossier is not None
    assert reading.complete
    assert dossier.onderdeel[0] == Onderdeel(soort="klinisch", maanden=Fraction(3, 2))
    assert dossier.onderdeel[1].weken == 6
    assert type(dossier.onderdeel[1].weken) is int
    assert dossier.deeltijd[0].deeltijdfactor == Fraction(4, 5)
    assert dossier.besluit[0].uitkomst == ("gbt", "verlengd")
    assert dossier.dienst == ()


def test_a_row_with_a_problem_is_left_out_and_the_rest_read() -> None:
    good = {"vanaf": START, "factor": 1}
    reading = read(deeltijd=[good, {"vanaf": START, "factor": 0, "reden": "x"}, good])
    assert reading.record is not None
    assert len(reading.record.deeltijd) == 2
    assert reading.dropped == (("deeltijd", 1),)
    assert not reading.complete
    assert reading.fragments[("deeltijd", 1)] == {"vanaf": START, "reden": "x"}
    assert only(reading).path == ("deeltijd", 1, "factor")


def test_an_unknown_key_alone_leaves_nothing_out() -> None:
    reading = read(deeltijd=[{"vanaf": START, "factor": 1, "factr": 2}])
    assert reading.complete
    assert only(reading).code == "IOS010"


def test_without_opleiding_there_is_no_dossier_but_the_rest_is_known() -> None:
    reading = read_record(Dossier, {"aios": {"id": "x"}, "opleiding": {"start": 3}, "deeltijd": []})
    assert reading.record is None
    assert reading.fragments[()]["aios"].id == "x"
    assert reading.dropped == (("opleiding",),)


UNKNOWN: list[tuple[dict[str, Any], str, str]] = [
    (
        {"deeltijd": [{"vanaf": START, "factor": 1, "deeltijd_factor": 1}]},
        "`deeltijd_factor` in [[deeltijd]]",
        "did you mean `factor`?",
    ),
    ({"deeltijd": [{"vanaf": START, "factor": 1, "Reden": 1}]}, "`Reden`", "did you mean `reden`?"),
    ({"deeltijd": [{"vanaf": START, "factor": 1, "uren": 1}]}, "`uren`", "did you mean `uren_per_week`?"),
    ({"deeltyd": []}, "`deeltyd` outside any table", "did you mean `deeltijd`?"),
    ({"deeltyd": [{}]}, "unknown table [[deeltyd]]", "did you mean `deeltijd`?"),
    ({"start": START}, "`start` outside any table", "[opleiding]"),
    ({"zzz": 1}, "`zzz`", "`aios`, `opleiding`"),
]


@pytest.mark.parametrize(("tables", "message", "help_"), UNKNOWN)
def test_unknown_keys(tables: dict[str, Any], message: str, help_: str) -> None:
    f = only(read(**tables))
    assert f.code == "IOS010"
    assert message in f.message
    assert help_ in says(f)


DEELTIJD: list[tuple[dict[str, Any], str, str]] = [
    ({"factor": "0.8"}, "IOS012", "`factor = 0.8`"),
    ({"factor": "0,8"}, "IOS012", "`factor = 0.8`"),
    ({"factor": "80%"}, "IOS012", "`factor = 0.8`"),
    ({"factor": True}, "IOS012", "true or false"),
    ({"factor": [1]}, "IOS012", "an array"),
    ({"factor": START}, "IOS012", "a date"),
    ({"factor": 80}, "IOS015", "80 % as `0.8`"),
    ({"factor": 0}, "IOS015", "above 0"),
    ({"factor": Decimal("1.0001")}, "IOS015", "at most 1"),
    ({"factor": Decimal("0.00001")}, "IOS015", "0.0001"),
    ({"factor": Decimal("nan")}, "IOS015", "nan"),
    ({"factor": Decimal("-inf")}, "IOS015", "-inf"),
    ({"factor": Decimal("1e999999999")}, "IOS015", "1e+999999999"),
    ({"praktijkdagen": Decimal("1e-999999999")}, "IOS015", "praktijkdagen"),
    ({"factor": 10**5000}, "IOS015", "digits"),
    ({"reden": 3}, "IOS012", '`reden = "3"`'),
    ({"reden": START}, "IOS012", '`reden = "2025-03-01"`'),
    ({"reden": ""}, "IOS017", "empty"),
    ({"reden": " \n"}, "IOS017", "empty"),
    ({"vanaf": "2025-03-01"}, "IOS013", "remove the quotes"),
    ({"vanaf": "01-03-2025"}, "IOS013", "`2025-03-01`"),
    ({"vanaf": "1 maart 2025"}, "IOS013", "`2025-03-01`"),
    ({"vanaf": "2025-02-30"}, "IOS013", "exists"),
    ({"vanaf": "morgen"}, "IOS012", "a text"),
    ({"vanaf": 20250301}, "IOS012", "`vanaf = 2025-03-01`"),
    ({"vanaf": datetime(2025, 3, 1, 9, 30)}, "IOS014", "`2025-03-01`"),  # noqa: DTZ001
    ({"vanaf": datetime(2025, 3, 1, tzinfo=UTC)}, "IOS014", "`2025-03-01`"),
    ({"vanaf": date(1899, 12, 31)}, "IOS015", "1900"),
    ({"vanaf": date(2200, 1, 1)}, "IOS015", "2199"),
    ({"uren_per_week": 38}, "IOS018", "exactly one"),
]


@pytest.mark.parametrize(("change", "code", "words"), DEELTIJD)
def test_values_of_a_deeltijd(change: dict[str, Any], code: str, words: str) -> None:
    reading = read(deeltijd=[{"vanaf": START, "factor": 1} | change])
    f = only(reading)
    assert f.code == code
    assert words in says(f)
    assert f.path == ("deeltijd", 0, next(iter(change)))
    assert not reading.complete


OTHER: list[tuple[str, dict[str, Any], str, tuple[str | int, ...], str]] = [
    ("onderdeel", {"soort": "GGZ", "maanden": 1}, "IOS016", ("soort",), "did you mean `ggz`?"),
    ("onderdeel", {"soort": "klinische stage", "maanden": 1}, "IOS016", ("soort",), "`klinische-stage`"),
    ("onderdeel", {"soort": "ggz"}, "IOS011", (), "`maanden`, `weken` or `dagen` is missing"),
    ("onderdeel", {"soort": "ggz", "weken": Decimal("1.5")}, "IOS012", ("weken",), "whole number"),
    ("onderdeel", {"soort": "ggz", "weken": 0}, "IOS015", ("weken",), "from 1"),
    ("onderdeel", {"soort": "ggz", "weken": True}, "IOS012", ("weken",), "true or false"),
    ("onderdeel", {"soort": "ggz", "weken": 1, "erkend": 1}, "IOS012", ("erkend",), "`erkend = true`"),
    ("onderdeel", {"soort": "ggz", "weken": 1, "erkend": "nee"}, "IOS012", ("erkend",), "`erkend = false`"),
    ("dienst", {"datum": START, "aanvang": time(17)}, "IOS011", ("aanvang",), "`einde` is missing"),
    ("dienst", {"datum": START, "uren": 8, "einde": time(1)}, "IOS018", ("einde",), "exclude"),
    ("dienst", {"datum": START, "aanvang": "17:00", "einde": time(1)}, "IOS012", ("aanvang",), "17:00:00"),
    (
        "dienst",
        {"datum": START, "aanvang": Decimal("17.3"), "einde": time(1)},
        "IOS012",
        ("aanvang",),
        "17:30:00",
    ),
    ("dienst", {"datum": START, "uren": 49}, "IOS015", ("uren",), "48"),
    ("besluit", {"soort": "tussentijds", "datum": START, "uitkomst": []}, "IOS015", ("uitkomst",), "empty"),
    (
        "besluit",
        {"soort": "tussentijds", "datum": START, "uitkomst": ["gbt", "x"]},
        "IOS016",
        ("uitkomst", 1),
        "gbt",
    ),
    (
        "besluit",
        {"soort": "tussentijds", "datum": START, "uitkomst": "gbt"},
        "IOS012",
        ("uitkomst",),
        '["gbt"]',
    ),
    (
        "besluit",
        {"soort": "tussentijds", "datum": START, "uitkomst": [1]},
        "IOS012",
        ("uitkomst", 0),
        "whole",
    ),
    ("onderwijs", {"datum": START}, "IOS011", (), "`dagen` is missing"),
    (
        "vrijstelling",
        {"onderdeel": "ggz", "maanden": 1, "grond": "x", "status": "definitief"},
        "IOS011",
        ("status",),
        "`besloten_op` is missing",
    ),
    ("voortgangsadvies", {"datum": START, "door": "docent", "oordeel": "twijfel"}, "IOS011", (), "`advies`"),
]


@pytest.mark.parametrize(("table", "row", "code", "path", "words"), OTHER)
def test_other_rows(
    table: str, row: dict[str, Any], code: str, path: tuple[str | int, ...], words: str
) -> None:
    f = only(read(**{table: [row]}))
    assert (f.code, f.path) == (code, (table, 0, *path))
    assert words in says(f)


def test_rules_between_keys_hold_for_the_default_too() -> None:
    assert read(voortgangsadvies=[{"datum": START, "door": "docent", "soort": "vrijstelling"}]).complete
    assert len(read(voortgangsadvies=[{"datum": START, "door": "docent"}]).findings) == 2


def test_single_and_double_brackets() -> None:
    """Said once; what stands inside is judged as well."""
    reading = read(deeltijd={"vanaf": START, "factor": 80}, opleiding=[{"start": "2025-03-01"}])
    assert {(f.code, f.path) for f in reading.findings} == {
        ("IOS019", ("deeltijd",)),
        ("IOS015", ("deeltijd", "factor")),
        ("IOS019", ("opleiding",)),
        ("IOS013", ("opleiding", 0, "start")),
    }
    hints = {f.hint for f in reading.findings if f.code == "IOS019"}
    assert hints == {"double the brackets: [[deeltijd]]", "write single brackets: [opleiding]"}


@pytest.mark.parametrize("raw", [3, "x", START, [1], [[]]])
def test_what_is_no_table(raw: Any) -> None:
    for key in ("opleiding", "deeltijd"):
        if key == "deeltijd" or not isinstance(raw, list):
            assert {f.code for f in read(**{key: raw}).findings} == {"IOS012"}


def test_what_could_not_be_read_is_not_judged_again() -> None:
    reading = read(
        deeltijd=[{"vanaf": ONLEESBAAR, "factor": 1}, {"vanaf": START, "factor": 1}],
        dienst=ONLEESBAAR,
        zzz=Onleesbaar(sleutel=True),
    )
    assert reading.findings == ()
    assert set(reading.dropped) == {("deeltijd", 0), ("dienst",)}
    assert len(read(zzz=ONLEESBAAR).findings) == 1


def test_a_table_that_stands_twice_is_judged_as_one() -> None:
    reading = read(opleiding=Dubbel([{"revisie": -1}, {"start": "x"}]))
    assert [(f.code, f.path) for f in reading.findings] == [("IOS015", ("opleiding", 0, "revisie"))]
    assert reading.record is None


# --- kinds that only rule files have ---


def proef(**values: Any) -> Reading[Proef]:
    return read_record(Proef, {"tekst": "x"} | values)


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        (3, Fraction(3)),
        (Decimal("0.8"), Fraction(4, 5)),
        (True, True),
        ("x", "x"),
        (["x", "y"], ("x", "y")),
        ([], ()),
        ([{"soort": "ggz", "maanden": 3}], ({"soort": "ggz", "maanden": Fraction(3)},)),
    ],
)
def test_rule_values(raw: Any, value: Any) -> None:
    record = proef(waarde=raw).record
    assert record is not None
    assert record.waarde == value
    assert type(record.waarde) is type(value)


@pytest.mark.parametrize("raw", [START, "", [1], ["x", {}], [{"x": []}], {}, {"x": 1}, [""], time(1)])
def test_what_is_no_rule_value(raw: Any) -> None:
    assert only(proef(waarde=raw)).code == "IOS012"


@pytest.mark.parametrize("raw", [Decimal("nan"), Decimal("1e2000"), 2**63])
def test_rule_values_out_of_reach(raw: Any) -> None:
    assert only(proef(waarde=raw)).code == "IOS015"


def test_localized_text() -> None:
    assert proef(omschrijving="x").record == Proef(tekst="x", omschrijving={"": "x"})
    assert proef(omschrijving={"nl": "a", "en": "b"}).record == Proef(
        tekst="x", omschrijving={"nl": "a", "en": "b"}
    )
    for bad, code, path in (
        ({"de": "a"}, "IOS010", ("omschrijving", "de")),
        ({"nl": ""}, "IOS017", ("omschrijving", "nl")),
        ({"nl": 1}, "IOS012", ("omschrijving", "nl")),
        ("", "IOS017", ("omschrijving",)),
        ({}, "IOS012", ("omschrijving",)),
        (1, "IOS012", ("omschrijving",)),
    ):
        f = only(proef(omschrijving=bad))
        assert (f.code, f.path) == (code, path)


def test_tables_by_name() -> None:
    reading = proef(
        namen={"een-twee": {"a": 1, "alleen_x": "x"}, "Fout": {"a": 1, "alleen_x": "x"}, "drie": {"a": 99}}
    )
    assert reading.record is not None
    assert reading.record.namen == {"een-twee": Binnen(a=1, alleen_x="x")}
    assert {(f.code, f.path) for f in reading.findings} == {
        ("IOS017", ("namen", "Fout")),
        ("IOS015", ("namen", "drie", "a")),
        ("IOS011", ("namen", "drie")),
    }
    assert set(reading.dropped) == {("namen", "Fout"), ("namen", "drie")}


def test_a_record_inside_another_says_where_it_is() -> None:
    f = only(proef(een={"a": 1, "alleen_x": "x", "keuze": 1}))
    assert "in [een]" in f.message
    assert f.path == ("een", "keuze")


def test_path_of_what_stands_elsewhere() -> None:
    reading: Reading[Any] = read_record(Deeltijd, {"vanaf": 3, "factor": 1}, ("x", 2))
    assert only(reading).path == ("x", 2, "vanaf")
    assert reading.fragments == {("x", 2): {"factor": Fraction(1)}}


def test_a_base_class_is_described_with_its_heirs() -> None:
    @dataclass(frozen=True, kw_only=True)
    class Meer(Duur):
        soort: str = fields.text("soort", required=True)

    reading: Reading[Any] = read_record(Meer, {"soort": "x", "dagen": 3})
    assert reading.record is not None
    assert reading.record.inhoud == Inhoud(dagen=Fraction(3))
    assert only(read_record(Meer, {"soort": "x"})).code == "IOS011"


def test_all_problems_of_a_row_at_once() -> None:
    reading: Reading[Any] = read_record(Vrijstelling, {"maanden": "3", "weken": 2, "status": "x", "grnd": 1})
    assert [f.code for f in reading.findings] == ["IOS012", "IOS016", "IOS010", "IOS011", "IOS011", "IOS018"]


def test_an_item_of_a_list_of_tables_is_told_by_its_number() -> None:
    f = only(read(deeltijd=[{"vanaf": START, "factor": 1}, {"vanaf": date(2025, 9, 1), "factor": 1}, 7]))
    assert (f.code, f.path) == ("IOS012", ("deeltijd", 2))
    assert f.message.startswith("item 3 of `deeltijd` is a whole number")
