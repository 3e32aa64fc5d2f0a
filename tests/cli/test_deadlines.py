"""`ios deadlines`: forms, choices of terms, alarms, streams, and what is refused."""

import csv
import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import vobject

from ios_cli.cli.options import PEOPLE, STATES
from ios_cli.domain.termijn import Termijn, TermijnStatus
from ios_cli.regels.bestand import WIE
from ios_cli.regels.load import RegelBoek
from ios_cli.render.termijnen import DEADLINE_COLUMNS, Kalender, agenda_rows
from ios_cli.text import use_language
from ios_cli.werk import termijnen as calendars
from ios_cli.werk.termijnen import termijn_namen
from tests.cli.test_startup import HEAVY, imported
from tests.run_ios import AS_OF, ROOT, SAMPLES, InProcess, Result, run
from tests.termijn_samples import ios as sample_ios
from tests.termijn_samples import termijnen

ONE = SAMPLES / "standaard.toml"
ORDER = ("aios_id", "uiterlijk", "code", "nummer", "onderdeel", "wie")


@pytest.fixture
def by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    """Terms of every state instead of computed ones, in another order than the contract's."""

    def stand_in(*_args: Any, **_options: Any) -> tuple[Termijn, ...]:
        return termijnen()[::-1]

    monkeypatch.setattr(calendars, "bepaal_termijnen", stand_in)


@pytest.fixture
def cohort(tmp_path: Path) -> Path:
    folder = tmp_path / "cohort"
    folder.mkdir()
    for name, more in (("b", 'profiel = "vumc"'), ("a", "")):
        text = f'[aios]\nid = "{name}"\n[opleiding]\nstart = 2025-03-01\n{more}\n'
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return folder


def rows(result: Result | str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(result if isinstance(result, str) else result.out)))


# --- the real thing ---


def test_csv_has_the_columns_of_the_contract_in_its_order(ios: InProcess) -> None:
    result = ios("deadlines", SAMPLES, "-f", "csv", "-q")
    assert result.out.splitlines()[0] == (
        "aios_id,code,onderdeel,nummer,vanaf,uiterlijk,wie,status,gedaan_op,bron"
    )
    found = rows(result)
    keys = [tuple(int(row[k]) if k == "nummer" else row[k] for k in ORDER) for row in found]
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)
    assert {row["status"] for row in found} <= set(STATES)
    assert all(row["uiterlijk"] and row["wie"] and row["bron"] for row in found)
    assert all((row["gedaan_op"] != "") is row["status"].endswith("gedaan") for row in found)


def test_the_end_of_the_standard_schedule(ios: InProcess) -> None:
    result = ios("deadlines", ONE, "--code", "voltooiingsbesluit", "-f", "csv")
    assert (result.code, result.err) == (0, "")
    assert result.out.splitlines()[1:] == [
        '2025-001,voltooiingsbesluit,,1,,2027-11-29,hoofd,open,,"LOP 2024, tabel 1 en 5.4d"'
    ]


def test_json_says_the_same_as_csv(ios: InProcess) -> None:
    document = json.loads(ios("deadlines", SAMPLES, "-f", "json", "-q").out)
    assert document["schema"] == "ios/deadlines/1"
    assert document["as_of"] == AS_OF
    # the source in the language of the reader, as people are told everywhere; csv holds it as it stands
    english = {"tabel": "table", "en": "and", "(z.d.)": "(undated)"}
    flat = [
        [
            str(value if value is not None else "")
            for value in (
                aios["aios_id"],
                *("+".join(t[name]) if name == "wie" else t[name] for name in DEADLINE_COLUMNS[1:]),
            )
        ]
        for aios in document["data"]
        for t in aios["termijnen"]
    ]
    csv_rows = [list(row.values()) for row in rows(ios("deadlines", SAMPLES, "-f", "csv", "-q"))]
    assert [row[:-1] for row in flat] == [row[:-1] for row in csv_rows]
    assert {row[-1] for row in csv_rows} >= {"LOP 2024, 5.2 en tabel 1", "LOP 2024, 5.3"}
    assert [row[-1] for row in flat] == [
        " ".join(english.get(word, word) for word in row[-1].split(" ")) for row in csv_rows
    ]
    for aios in document["data"]:
        assert sum(aios["telling"].values()) == len(aios["termijnen"])
        for t in aios["termijnen"]:
            left = (date.fromisoformat(t["uiterlijk"]) - date.fromisoformat(AS_OF)).days
            assert t["dagen"] == (left if t["status"] in ("te-laat", "open", "komend") else None)
            assert t["omschrijving"]


def test_json_names_the_rules_of_an_aios_who_has_others(ios: InProcess, cohort: Path) -> None:
    document = json.loads(ios("deadlines", cohort, "-f", "json").out)
    assert document["regels"]["profiel"] is None
    assert [aios.get("regels", {}).get("profiel") for aios in document["data"]] == [None, "vumc"]
    assert "regels" not in document["data"][0]


def test_a_what_if_goes_through_a_pipe() -> None:
    changed = run("scale", ONE, "--factor", "0.8", "--vanaf", "2026-03-01", "-o", "-")
    assert changed.returncode == 0
    piped = run("deadlines", "-", "-f", "csv", "--code", "voltooiingsbesluit", input=changed.stdout)
    plain = run("deadlines", ONE, "-f", "csv", "--code", "voltooiingsbesluit")
    assert (piped.returncode, piped.stderr) == (0, "")
    assert rows(piped.stdout)[0]["uiterlijk"] > rows(plain.stdout)[0]["uiterlijk"]


def test_events_of_all_samples_have_uids_of_their_own_that_stay_when_dates_move() -> None:
    def uids(text: str) -> list[str]:
        return [event.uid.value for event in vobject.readOne(text).vevent_list]

    every = uids(run("deadlines", SAMPLES, "-f", "ics", "-q").stdout)
    assert len(set(every)) == len(every)
    changed = run("scale", ONE, "--factor", "0.8", "--vanaf", "2026-03-01", "-o", "-").stdout
    before = run("deadlines", ONE, "-f", "ics").stdout
    after = run("deadlines", "-", "-f", "ics", input=changed).stdout
    assert set(uids(before)) <= set(uids(after))
    assert before != after


def test_the_order_of_paths_and_a_second_run_change_nothing(ios: InProcess, cohort: Path) -> None:
    for form in ("csv", "ics", "table"):
        first = ios("deadlines", cohort / "a.toml", cohort / "b.toml", "-f", form)
        assert ios("deadlines", cohort / "b.toml", cohort / "a.toml", "-f", form) == first
        assert ios("deadlines", cohort, "-f", form) == first


def test_the_day_of_reference_moves_no_date(ios: InProcess) -> None:
    early, late = (
        [
            (r["code"], r["vanaf"], r["uiterlijk"])
            for r in rows(ios("deadlines", ONE, "-f", "csv", "--as-of", d))
        ]
        for d in ("2025-03-01", "2029-01-01")
    )
    assert early == late


def test_every_term_of_every_shipped_rule_set_has_a_name_in_both_languages() -> None:
    boek, findings = RegelBoek.load(None)
    assert findings == []
    for profiel in (None, "vumc", "groningen", "utrecht", "leiden"):
        regels, __ = boek.regels_voor(start=date(2025, 3, 1), profiel=profiel)
        assert regels is not None
        for language in ("en", "nl"):
            use_language(language)
            namen = termijn_namen(regels)
            use_language("en")
            assert {record.code for record in regels.termijnen} == {code for code, __ in namen}
            assert all(naam.omschrijving for naam in namen.values())
    assert {code for (code, __), naam in namen.items() if naam.vertrouwelijk} == {
        "begeleidingstraject",
        "einde-opzegtermijn",
        "geschil-bemiddeling",
        "geschil-verzoekschrift",
        "ouderschapsverlof-melding",
    }


# --- entries that no term answers to ---

ONBEKEND = (
    '[aios]\nid = "x"\n[opleiding]\nstart = 2025-03-01\n'
    '[[termijn]]\ncode = "voortgangsgesprek"\nnummer = 2\nuiterlijk = 2026-07-01\ngrond = "x"\n'
    '[[afgehandeld]]\ncode = "voltooingsbesluit"\ndatum = 2026-05-01\n'
)


@pytest.mark.parametrize("command", ["deadlines", "agenda"])
@pytest.mark.parametrize("form", ["table", "csv", "json", "ics"])
def test_entries_that_match_nothing_are_told(ios: InProcess, tmp_path: Path, command: str, form: str) -> None:
    """The dates shown are not what their writer thinks: that is said beside them."""
    (tmp_path / "x.toml").write_text(ONBEKEND, encoding="utf-8")
    result = ios(command, "x.toml", "-f", form, "--status", "komend")
    assert result.code == 0
    assert "x.toml:5: IOS420 onbekende-aangepaste-termijn: " in result.err
    assert "`onderdeel` is missing: there are several `voortgangsgesprek` 2" in result.err
    assert "x.toml:11: IOS425 onbekende-afgehandelde-termijn: " in result.err
    if form == "json":
        codes = [(f["code"], f["regelnummer"]) for f in json.loads(result.out)["findings"]]
        assert codes == [("IOS420", 5), ("IOS425", 11)]
    assert not ios(command, "x.toml", "-f", form, "--status", "komend", "-q").err


@pytest.mark.parametrize("command", ["deadlines", "agenda"])
def test_what_is_accepted_is_not_told_again(ios: InProcess, tmp_path: Path, command: str) -> None:
    accepted = '[[geaccepteerd]]\ncode = "{}"\nreden = "x"\n'
    text = ONBEKEND + accepted.format("IOS420") + accepted.format("IOS425")
    (tmp_path / "x.toml").write_text(text, encoding="utf-8")
    assert ios(command, "x.toml", "--status", "komend").err == ""


# --- which terms ---


def test_a_code_that_names_nothing_is_no_wish_for_everything(ios: InProcess, tmp_path: Path) -> None:
    (tmp_path / "x.toml").write_text('[aios]\nid = "x"\n[opleiding]\nstart = 2025-03-01\n', "utf-8")
    for value in ("", " , "):
        result = ios("deadlines", "x.toml", "--code", value)
        assert (result.code, result.out) == (2, "")
        assert "`--code`" in result.err
        assert "ios rule --termijnen" in result.err


@pytest.mark.usefixtures("by_hand")
@pytest.mark.parametrize(
    ("args", "expected"),
    [
        (["--status", "te-laat"], ["voortgangsadvies", "vrijstellingsbesluit"]),
        (
            ["--status", "te-laat,vervallen"],
            ["voortgangsadvies", "voortgangsbeslissing", "vrijstellingsbesluit"],
        ),
        (
            ["--status", "te-laat", "--status", " vervallen , te-laat"],
            ["voortgangsadvies", "voortgangsbeslissing", "vrijstellingsbesluit"],
        ),
        (["--status", "te-laat", "--wie", "hoofd"], ["vrijstellingsbesluit"]),
        (["--wie", "stageopleider"], ["stagebeoordeling"]),
        (["--code", "voltooiingsbesluit,voorlopig-ios"], ["voorlopig-ios", *["voltooiingsbesluit"] * 2]),
    ],
)
def test_a_choice_of_terms(ios: InProcess, args: list[str], expected: list[str]) -> None:
    result = ios("deadlines", ONE, "-f", "csv", *args)
    assert (result.code, result.err) == (0, "")
    assert [row["code"] for row in rows(result)] == expected


@pytest.mark.usefixtures("by_hand")
def test_a_choice_that_leaves_nothing_says_so(ios: InProcess) -> None:
    result = ios("deadlines", ONE, "--status", "te-laat", "--wie", "aios")
    assert (result.code, result.out) == (0, "")
    assert result.err == "no term fits what `--status`, `--wie` and `--code` ask for\n"
    assert ios("deadlines", ONE, "--status", "te-laat", "--wie", "aios", "-q").err == ""


@pytest.mark.parametrize("form", ["table", "csv", "ics"])
@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("combel", "the term `combel` is switched off here: `ios rule combel` says what switches it on\n"),
        (
            "begeleidingstraject",
            "nobody has a term `begeleidingstraject`: "
            "`ios rule begeleidingstraject` says what it is made for\n",
        ),
        ("intakegesprek", ""),  # one of the two profiles has it
        ("voltooiingsbesluit,voltooiingsbesluit", ""),
    ],
)
def test_a_code_that_nobody_has_is_told(
    ios: InProcess, cohort: Path, form: str, code: str, said: str
) -> None:
    assert ios("deadlines", cohort, "--code", code, "-f", form).err == said
    both = ios("deadlines", cohort, "--code", f"{code},voltooiingsbesluit", "-f", form)
    assert both.err == said
    assert "oltooiingsbesluit" in both.out
    assert ios("deadlines", cohort, "--code", code, "-f", form, "-q").err == ""


def test_only_the_aios_with_such_a_term_are_listed(ios: InProcess, cohort: Path) -> None:
    text = '[aios]\nid = "c"\n[opleiding]\nstart = 2027-03-01\n'
    (cohort / "c.toml").write_text(text, encoding="utf-8")
    late = rows(ios("deadlines", cohort, "-f", "csv", "--status", "te-laat"))
    assert {row["aios_id"] for row in late} == {"a", "b"}
    assert not [
        line for line in ios("deadlines", cohort, "--status", "te-laat").out.splitlines() if line[:3] == "c  "
    ]


@pytest.mark.parametrize(
    ("args", "message", "more"),
    [
        (["--status", "telaat"], "`telaat` is no choice for `--status`", "did you mean `te-laat`?"),
        (["--status", "open,klaar"], "`klaar` is no choice for `--status`", "one of `gedaan`"),
        (["--status", ""], "`` is no choice for `--status`", "one of `gedaan`"),
        (["--wie", "opleiders"], "`opleiders` is no choice for `--wie`", "did you mean `opleider`?"),
        (
            ["--code", "voltoingsbesluit"],
            "`voltoingsbesluit` is no choice for `--code`",
            "did you mean `voltooiingsbesluit`?",
        ),
        (["--alarm", "14d"], "`--alarm` goes with ics, not with table", "add `--format ics`"),
        (["--alarm", "14"], "`--alarm` goes with ics, not with table", ""),
        (["-f", "ics", "--alarm", "14"], "`14` is no length of time for `--alarm`", "such as `14d`"),
        (["-f", "ics", "--alarm", "2m"], "`2m` is no length of time for `--alarm`", "d (days) or w (weeks)"),
        (["-f", "ics", "--alarm", "-3d"], "`-3d` is no length of time for `--alarm`", ""),
        (["-f", "ics", "--alarm", "900w"], "`900w` is too long for `--alarm`", "at most 366 days"),
        (["-f", "ics", "--dialect", "excel-nl"], "`--dialect excel-nl` goes with csv, not with ics", ""),
        (["-f", "toml"], "`toml` is no choice for `--format`", "`ics`"),
        (["-f", "csv", "-o", "x.ics"], "`--format csv` and `-o x.ics` contradict each other", ""),
        (["-o", "x.toml"], "the ending of `x.toml` does not say which form is wanted", "`.ics`"),
    ],
)
def test_what_is_refused(ios: InProcess, args: list[str], message: str, more: str) -> None:
    result = ios("deadlines", ONE, *args)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(f"error: {message}\n")
    assert more in result.err
    assert not list(Path().iterdir())


def test_the_words_for_completion_are_those_of_the_rooms() -> None:
    assert sorted(STATES) == sorted(status.value for status in TermijnStatus)
    assert sorted(PEOPLE) == sorted(WIE)


@pytest.mark.parametrize(
    ("typed", "offered"),
    [("te", ["te-laat", "te-laat-gedaan"]), ("open,ko", ["open,komend"]), ("open,op", []), ("x", [])],
)
def test_completion_of_several_words(typed: str, offered: list[str]) -> None:
    from ios_cli.cli.options import last_of

    assert last_of(STATES)(typed) == offered


# --- forms and streams ---


@pytest.mark.usefixtures("by_hand")
def test_a_calendar_file_by_its_ending_with_alarms(ios: InProcess, tmp_path: Path) -> None:
    result = ios("deadlines", ONE, "-o", "x.ics", "--alarm", "14d", "--alarm", "2w,1d")
    assert (result.code, result.out, result.err) == (0, "", "")
    data = (tmp_path / "x.ics").read_bytes()
    assert data == ios("deadlines", ONE, "-f", "ics", "--alarm", "1d,14d").out.encode()
    events = vobject.readOne(data.decode()).vevent_list
    assert len(events) == len(termijnen())
    alarms = [[a.trigger.value.days for a in e.valarm_list] for e in events if hasattr(e, "valarm_list")]
    assert alarms == [[-14, -1]] * 8
    assert b"X-WR-CALNAME:Terms of A. Jansen\r\n" in data


def test_a_calendar_on_standard_output_keeps_its_line_ends() -> None:
    result = run("deadlines", ONE, "-f", "ics", encoding=None)
    data: Any = result.stdout
    assert data.startswith(b"BEGIN:VCALENDAR\r\n")
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert data.count(b"\n") == data.count(b"\r\n")


@pytest.mark.usefixtures("by_hand")
def test_the_list_off_a_terminal(ios: InProcess) -> None:
    result = ios("deadlines", ONE)
    assert (result.code, result.err) == (0, "")
    block, __, legend = result.out.partition("\n\n")
    assert legend == ""  # for who looks at a screen, or asks with -v
    lines = block.splitlines()
    assert all(line.startswith("2025-001  ") for line in lines)
    assert lines[0] == "2025-001  A. Jansen · 2025-001 · group HAO-25A"
    assert lines[1] == (
        "2025-001  2 te-laat, 2 open, 6 komend. Next: stagebeoordeling (刺 stage), by 2026-06-30 (in 29 days)"
    )
    assert lines[2].split()[1:] == ["by", "state", "days", "term", "onderdeel", "who"]
    assert "  2026-02-28  te-laat   -93  vrijstellingsbesluit " in block
    assert "voltooiingsbesluit 2" in block
    assert lines[-1] == "2025-001  2 gedaan, 1 te-laat-gedaan, 1 vervallen; `-v` shows all"
    assert "voorlopig-ios" not in block


@pytest.mark.usefixtures("by_hand")
@pytest.mark.parametrize("args", [["-v"], ["--status", "gedaan,te-laat-gedaan,vervallen,open"]])
def test_what_is_done_is_shown_where_it_is_asked_for(ios: InProcess, args: list[str]) -> None:
    block, __, legend = ios("deadlines", ONE, *args).out.partition("\n\n")
    assert [line.split()[2] for line in block.splitlines() if " voorlopig-ios " in line] == ["te-laat-gedaan"]
    assert "shows all" not in block
    if args != ["-v"]:
        assert legend == ""
        return
    assert legend.splitlines()[0] == "term                         what it is"
    assert len(legend.splitlines()) == len({line.split("  ")[0] for line in legend.splitlines()})
    assert "The hoofd decides well before the end to complete, extend or end the training" in legend


@pytest.mark.usefixtures("by_hand")
def test_a_spreadsheet_in_dutch(ios: InProcess) -> None:
    result = ios("deadlines", ONE, "-f", "csv", "--dialect", "excel-nl")
    assert result.out.startswith("\ufeffaios_id;code;")
    assert ";2025-07-10;docent;te-laat;;" in result.out


def test_one_bad_file_does_not_keep_the_others(ios: InProcess, cohort: Path) -> None:
    (cohort / "c.toml").write_text('[aios]\nid = "c"\n[opleiding]\nstart = "x"\n', encoding="utf-8")
    result = ios("deadlines", cohort, "-f", "csv")
    assert result.code == 2
    assert {row["aios_id"] for row in rows(result)} == {"a", "b"}
    assert "c.toml:4: IOS0" in result.err
    assert "2 of 3 dossiers computed" in result.err


def test_where_nothing_is_computed_a_file_stays(ios: InProcess, tmp_path: Path) -> None:
    bad = tmp_path / "bad.toml"
    bad.write_text('[aios]\nid = "c"\n', encoding="utf-8")
    there = tmp_path / "x.ics"
    there.write_text("before", encoding="utf-8")
    assert ios("deadlines", bad, "-o", there).code == 2
    assert there.read_text(encoding="utf-8") == "before"


def test_a_dossier_is_never_written_over(ios: InProcess, cohort: Path) -> None:
    before = (cohort / "a.toml").read_bytes()
    result = ios("deadlines", cohort, "-f", "csv", "-o", cohort / "a.toml")
    assert result.code == 2
    assert (cohort / "a.toml").read_bytes() == before


def test_everything_for_people_is_in_the_language_of_the_reader(ios: InProcess, monkeypatch: Any) -> None:
    monkeypatch.setenv("IOS_LANG", "nl")
    assert "Het hoofd besluit ruim voor het einde over voltooien" in ios("deadlines", ONE, "-v").out
    assert ios("deadlines", ONE, "-f", "csv").out.startswith("aios_id,code")


# --- the agenda, which reuses it ---


def test_the_rows_of_an_agenda_are_by_date_first() -> None:
    found = list(
        agenda_rows(Kalender(ios=sample_ios(aios_id), termijnen=termijnen()) for aios_id in ("b", "a"))
    )
    keys = [(row[5], row[0]) for row in found]
    assert len(found) == 2 * len(termijnen())
    assert keys == sorted(keys)


# --- start-up ---


def test_a_csv_imports_neither_the_tables_nor_the_calendar() -> None:
    for form in ("csv", "json"):
        modules = imported("deadlines", ONE, "--format", form)
        assert not modules & (HEAVY | {"icalendar", "vobject", "dateutil"})
        assert not {"ios_cli.render.ics", "ios_cli.render.table", "ios_cli.render.lijst_screen"} & modules


def test_a_calendar_imports_no_tables_and_a_list_off_a_terminal_neither() -> None:
    modules = imported("deadlines", ONE, "--format", "ics")
    assert "icalendar" in modules
    assert not modules & {"rich", "pendulum", "tomli_w", "jsonschema"}
    assert not imported("deadlines", ONE) & {"rich", "pendulum", "icalendar", "jsonschema"}


def test_the_help_imports_no_room() -> None:
    modules = imported("deadlines", "--help")
    assert not modules & (HEAVY | {"icalendar", "ios_cli.planning.termijnen", "ios_cli.render.termijnen"})


def test_examples_run() -> None:
    assert (ROOT / "sample_data" / "dossiers").is_dir()
    assert run(
        "deadlines", "sample_data/dossiers", "--status", "te-laat,open", "--wie", "hoofd", "-f", "csv"
    ).stdout
