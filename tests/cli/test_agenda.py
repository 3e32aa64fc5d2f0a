"""`ios agenda`: what is on the list, in which order and form, and what `--sinds` remembers."""

import csv
import io
import json
import os
import random
import stat
from datetime import date, timedelta
from pathlib import Path

import pytest
import vobject

from ios_cli.cli.options import STATES
from ios_cli.domain.finding import Ernst
from ios_cli.domain.termijn import Termijn, TermijnStatus
from ios_cli.werk.stand import STAND_SCHEMA, lees_stand, naam_van
from ios_cli.werk.termijnen import Vooruitblik
from tests.cli.test_startup import HEAVY, imported
from tests.run_ios import AS_OF, SAMPLES, InProcess, Result, run

COLUMNS = "aios_id,code,onderdeel,nummer,vanaf,uiterlijk,wie,status,gedaan_op,bron"
DAY = date.fromisoformat(AS_OF)
S = TermijnStatus


@pytest.fixture
def cohort(tmp_path: Path) -> Path:
    """Two who begin on the same day, and one who begins half a year later."""
    folder = tmp_path / "cohort"
    folder.mkdir()
    for name, start, naam in (
        ("b", "2026-03-01", "B. Bos"),
        ("a", "2026-03-01", "A. Aa"),
        ("c", "2026-09-01", "C. Cie"),
    ):
        text = f'[aios]\nid = "{name}"\nnaam = "{naam}"\n[opleiding]\nstart = {start}\n'
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return folder


def rows(result: Result | str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(result if isinstance(result, str) else result.out)))


def names(found: list[dict[str, str]]) -> list[tuple[str, ...]]:
    return [tuple(row[k] for k in ("aios_id", "code", "onderdeel", "nummer", "wie")) for row in found]


# --- what is on the list ---


def termijn(status: S, vanaf: int | None, uiterlijk: int, gedaan: int | None = None) -> Termijn:
    """A term by its distance in days to the day of reference."""

    def dag(n: int | None) -> date | None:
        return None if n is None else DAY + timedelta(n)

    return Termijn(
        code="x",
        vanaf=dag(vanaf),
        uiterlijk=DAY + timedelta(uiterlijk),
        wie=("hoofd",),
        status=status,
        gedaan_op=dag(gedaan),
        bron="LOP 2024",
        ernst=Ernst.FOUT,
    )


@pytest.mark.parametrize(
    ("term", "listed"),
    [
        (termijn(S.TE_LAAT, -900, -800), True),
        (termijn(S.TE_LAAT, None, -1), True),
        (termijn(S.OPEN, -40, 30), True),
        (termijn(S.OPEN, -40, 31), True),  # can be done now
        (termijn(S.OPEN, -300, 400), True),
        (termijn(S.OPEN, None, 30), True),
        (termijn(S.OPEN, None, 31), False),  # open all the time: nothing to do yet
        (termijn(S.KOMEND, 30, 60), True),
        (termijn(S.KOMEND, 31, 60), False),
        (termijn(S.KOMEND, 1, 2), True),
        (termijn(S.GEDAAN, None, 90, -30), True),
        (termijn(S.GEDAAN, None, 90, -31), False),
        (termijn(S.TE_LAAT_GEDAAN, -90, -60, -5), True),
        (termijn(S.VERVALLEN, None, -30), True),
        (termijn(S.VERVALLEN, None, 30), True),
        (termijn(S.VERVALLEN, None, 31), False),
    ],
)
def test_what_asks_for_something_in_thirty_days(term: Termijn, listed: bool) -> None:
    assert (term in Vooruitblik.van(DAY, "30d")) is listed


@pytest.mark.parametrize(
    ("binnen", "terug", "tot"),
    [
        ("30d", "2026-05-02", "2026-07-01"),
        ("2w", "2026-05-18", "2026-06-15"),
        ("1m", "2026-05-01", "2026-07-01"),
        ("0d", AS_OF, AS_OF),
        ("9999m", "1193-03-01", "2859-09-01"),
    ],
)
def test_how_far_binnen_reaches(binnen: str, terug: str, tot: str) -> None:
    found = Vooruitblik.van(DAY, binnen)
    assert (found.terug.isoformat(), found.tot.isoformat()) == (terug, tot)


def test_the_list_is_what_deadlines_says_of_those_that_ask_for_something(ios: InProcess) -> None:
    listed = rows(ios("agenda", SAMPLES, "-f", "csv"))
    everything = rows(ios("deadlines", SAMPLES, "-f", "csv"))
    until = "2026-07-01"
    expected = [
        row
        for row in everything
        if row["status"] == "te-laat"
        or (row["status"] == "open" and (row["vanaf"] or row["uiterlijk"] <= until))
        or (row["status"] == "komend" and (row["vanaf"] or row["uiterlijk"]) <= until)
    ]
    order = ("uiterlijk", "aios_id", "code", "nummer", "onderdeel", "wie")
    expected.sort(key=lambda row: [int(row[k]) if k == "nummer" else row[k] for k in order])
    assert listed == expected
    assert {row["status"] for row in listed} == {"te-laat", "open", "komend"}


def test_who_and_state_and_code(ios: InProcess) -> None:
    for option, value, column in (
        ("--wie", "hoofd", "wie"),
        ("--status", "open,komend", "status"),
        ("--code", "voortgangsbeslissing", "code"),
    ):
        found = rows(ios("agenda", SAMPLES, option, value, "-f", "csv"))
        assert found
        assert {row[column] for row in found} <= set(value.split(","))


def test_what_was_done_lately(ios: InProcess) -> None:
    found = rows(ios("agenda", SAMPLES, "--status", "gedaan,te-laat-gedaan", "--binnen", "2m", "-f", "csv"))
    assert found
    assert all("2026-04-01" <= row["gedaan_op"] <= "2026-08-01" for row in found)


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["--code", "voortgangsgesprk"], "voortgangsgesprek"),
        (["--status", "laat"], "te-laat"),
        (["--wie", "iedereen"], "hoofd"),
        (["--binnen", "vier weken"], "--binnen"),
        (["--status", "open", "--fail-on", "te-laat"], "te-laat"),
        (["--sinds", ""], "`--sinds`"),
        (["--sinds", "stand.toml"], "`stand.json`"),
        (["--sinds", "Stand.TOML"], "`Stand.json`"),
        (["--code", ""], "`--code`"),
        (["--code", " , "], "`--code`"),
        (["--sinds", "-"], "--sinds"),
        (["--sinds", "x.csv", "-o", "./x.csv"], "--sinds"),
        (["--alarm", "2w"], "ics"),
    ],
)
def test_what_cannot_be(ios: InProcess, cohort: Path, args: list[str], said: str) -> None:
    result = ios("agenda", cohort, *args)
    assert (result.code, result.out) == (2, "")
    assert said in result.err


# --- forms ---


def test_csv_has_the_columns_of_the_contract(ios: InProcess, cohort: Path) -> None:
    result = ios("agenda", cohort, "-f", "csv")
    assert result.out.splitlines()[0] == COLUMNS
    assert [row["aios_id"] for row in rows(result)][:2] == ["a", "b"]  # of one day by aios


def test_json_has_who_comes_first_first(ios: InProcess) -> None:
    document = json.loads(ios("agenda", SAMPLES, "-f", "json").out)
    assert document["schema"] == "ios/agenda/1"
    first = [aios["termijnen"][0]["uiterlijk"] for aios in document["data"]]
    assert first == sorted(first)
    flat = {
        (aios["aios_id"], t["code"], t["onderdeel"] or "", str(t["nummer"]), "+".join(t["wie"]))
        for aios in document["data"]
        for t in aios["termijnen"]
    }
    assert flat == set(names(rows(ios("agenda", SAMPLES, "-f", "csv"))))
    own = {aios["aios_id"]: aios.get("regels") for aios in document["data"]}
    assert any(own.values())  # the samples name several profiles
    assert document["regels"]["regeling"] == "lop-2024"


def test_ics_has_an_event_for_each_that_deadlines_has_too(ios: InProcess) -> None:
    events = vobject.readOne(ios("agenda", SAMPLES, "-f", "ics", "--alarm", "2w").out).contents["vevent"]
    days = [event.dtstart.value.isoformat() for event in events]
    assert days == [row["uiterlijk"] for row in rows(ios("agenda", SAMPLES, "-f", "csv"))]
    others = vobject.readOne(ios("deadlines", SAMPLES, "-f", "ics").out).contents["vevent"]
    assert {event.uid.value for event in events} <= {event.uid.value for event in others}


def test_the_table_has_what_is_late_then_a_block_a_month(ios: InProcess, cohort: Path) -> None:
    result = ios("agenda", cohort)
    assert result.err == ""
    heads = [line for line in result.out.splitlines() if " · " in line]
    late = [row for row in rows(ios("agenda", cohort, "-f", "csv")) if row["status"] == "te-laat"]
    assert heads[0] == f"te-laat · {len(late)}"
    assert heads[1:]
    assert heads[1:] == sorted(heads[1:])
    assert "B. Bos" in result.out


def test_of_every_state_each_stands_in_one_block(ios: InProcess) -> None:
    result = ios("agenda", SAMPLES, "--status", ",".join(STATES), "--binnen", "12m")
    heads = [line.partition(" · ")[0] for line in result.out.splitlines() if " · " in line]
    assert heads[0] == "te-laat"
    assert heads[1:] == sorted(set(heads[1:]))


def test_a_terminal_shows_the_same_terms(ios: InProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    text = ios("agenda", SAMPLES, "--color", "always").out
    assert all(row["uiterlijk"] in text for row in rows(ios("agenda", SAMPLES, "-f", "csv")))


def test_for_a_machine_nothing_heavy_is_imported() -> None:
    assert not imported("agenda", SAMPLES, "-f", "csv") & HEAVY
    assert not imported("agenda", SAMPLES) & {"rich", "icalendar"}


# --- nothing to say is nothing ---


def test_nothing_to_do_is_nothing_to_read(ios: InProcess, tmp_path: Path) -> None:
    (tmp_path / "later.toml").write_text('[aios]\nid = "z"\n[opleiding]\nstart = 2027-09-01\n', "utf-8")
    assert ios("agenda", "later.toml") == Result(0, "", "")
    assert ios("agenda", "later.toml", "-f", "csv") == Result(0, COLUMNS + "\n", "")
    document = json.loads(ios("agenda", "later.toml", "-f", "json").out)
    assert document["data"] == []
    assert document["regels"]["regeling"] == "lop-2024"
    assert "is late" in ios("agenda", "later.toml", "--color", "always").err


def test_what_check_says_is_not_mailed_every_morning(ios: InProcess) -> None:
    """IOS204 is an error that leaves everyone on the list."""
    args = ("agenda", SAMPLES / "laatste-eind-te-vroeg.toml")
    assert ios(*args).err == ""
    assert "IOS204" in ios(*args, "-v").err
    assert "IOS204" in ios(*args, "-f", "json").out


def test_who_is_not_on_the_list_is_told(ios: InProcess, cohort: Path) -> None:
    (cohort / "bad.toml").write_text('[aios]\nid = "x"\n[opleiding]\nstart = 2026-13-01\n', encoding="utf-8")
    result = ios("agenda", cohort, "--fail-on", "te-laat", "-f", "csv")
    assert result.code == 2
    assert "bad.toml" in result.err
    assert "3 of 4" in result.err
    assert {row["aios_id"] for row in rows(result)} == {"a", "b"}


@pytest.mark.parametrize(
    ("as_of", "code"), [("2026-03-01", 0), ("2026-06-01", 1)], ids=["first day", "after three months"]
)
def test_fail_on_what_is_late(ios: InProcess, cohort: Path, as_of: str, code: int) -> None:
    args = ("agenda", cohort, "--as-of", as_of, "-f", "csv")
    late = [row for row in rows(ios(*args)) if row["status"] == "te-laat"]
    assert bool(late) is bool(code)
    assert ios(*args, "--fail-on", "te-laat").code == code
    assert ios(*args).code == 0


# --- only what is new ---


def test_a_second_run_has_nothing_to_say(ios: InProcess, cohort: Path) -> None:
    args = ("agenda", cohort, "--sinds", "stand.json", "--fail-on", "te-laat")
    first = ios(*args)
    assert first.code == 1
    assert first.out == ios("agenda", cohort).out
    assert first.err == "`stand.json` is not there yet: everything is new\n"
    assert ios(*args) == Result(0, "", "")
    assert ios(*args, "-f", "csv") == Result(0, COLUMNS + "\n", "")
    assert json.loads(ios(*args, "-f", "json").out)["data"] == []
    assert "new since" in ios(*args, "--color", "always").err


def test_what_changed_is_new(ios: InProcess, cohort: Path) -> None:
    args = ("agenda", cohort, "--sinds", "stand.json", "-f", "csv")

    def on(as_of: str) -> list[dict[str, str]]:
        return rows(ios(*args, "--as-of", as_of))

    first = on("2026-06-10")
    told = {tuple(row.items()) for row in first}
    assert on("2026-06-10") == []
    # by July the talks whose window closed have another state
    second = on("2026-07-10")
    assert second
    assert not told & {tuple(row.items()) for row in second}
    assert set(names(second)) & set(names(first))
    # what moves by a day is new as well
    text = (cohort / "a.toml").read_text(encoding="utf-8")
    (cohort / "a.toml").write_text(text.replace("2026-03-01", "2026-03-02"), encoding="utf-8")
    assert {row["aios_id"] for row in on("2026-07-10")} == {"a"}


def test_what_left_the_list_is_forgotten(ios: InProcess, cohort: Path) -> None:
    args = ("agenda", cohort, "--sinds", "stand.json", "-f", "csv")
    first = rows(ios(*args))
    kept = (cohort / "a.toml").read_bytes()
    (cohort / "a.toml").unlink()
    assert rows(ios(*args)) == []
    assert {name[0] for name in lees_stand("stand.json").bekend} == {"b"}
    (cohort / "a.toml").write_bytes(kept)
    assert rows(ios(*args)) == [row for row in first if row["aios_id"] == "a"]


def test_what_cannot_be_read_today_is_not_new_tomorrow(ios: InProcess, cohort: Path) -> None:
    args = ("agenda", cohort, "--sinds", "stand.json", "-f", "csv")
    ios(*args)
    kept = (cohort / "a.toml").read_bytes()
    (cohort / "a.toml").write_bytes(b"[aios\n")
    result = ios(*args)
    assert (result.code, rows(result)) == (2, [])
    (cohort / "a.toml").write_bytes(kept)
    assert ios(*args) == Result(0, COLUMNS + "\n", "")


def test_the_file_does_not_hang_on_the_order_of_the_dossiers(ios: InProcess, cohort: Path) -> None:
    ios("agenda", cohort, "--sinds", "one.json")
    ios("agenda", cohort / "c.toml", cohort / "b.toml", cohort / "a.toml", "--sinds", "two.json")
    one, two = Path("one.json").read_bytes(), Path("two.json").read_bytes()
    assert one == two
    document = json.loads(one)
    assert document["schema"] == STAND_SCHEMA
    assert document["termijnen"] == sorted(document["termijnen"])
    assert len(document["termijnen"]) == len(rows(ios("agenda", cohort, "-f", "csv")))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\0\0\0\0",
        b'{"schema": "ios/agenda-stand/1",\n "termijnen": [\n["a", "x", "", 1',
        b'{"schema": "ios/agenda-stand/1"}',
        b'{"schema": "ios/agenda-stand/1", "termijnen": [["a"]]}',
        b'{"schema": "ios/agenda-stand/1", "termijnen": [["a", "x", "", "1", "", "open", "", "", ""]]}',
        b'{"schema": "ios/agenda-stand/1", "termijnen": 7}',
        b'{"schema": "ios/agenda-stand/99", "termijnen": {}}',
        b"{",
        b'{"schema": "ios/age',
        b'\xef\xbb\xbf{"schema": "ios/agenda-stand/1",\r\n "termijnen": [',
    ],
)
def test_a_broken_file_means_that_everything_is_new(
    ios: InProcess, cohort: Path, tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "stand.json"
    file.write_bytes(content)
    result = ios("agenda", cohort, "--sinds", "stand.json")
    assert result.out == ios("agenda", cohort).out
    assert "everything is new" in result.err
    assert result.code == 0
    assert ios("agenda", cohort, "--sinds", "stand.json") == Result(0, "", "")


@pytest.mark.parametrize(
    "content",
    [
        b'[aios]\nid = "x"\n[opleiding]\nstart = 2026-03-01\n',
        b"{}",
        b"[]",
        b'{"schema": "ios/agenda/1", "data": []}',
        b"aios_id,code\n",
        b"dear diary",
        b"\x89PNG\r\n",
    ],
)
def test_a_file_of_somebody_else_is_left_alone(
    ios: InProcess, cohort: Path, tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "mine.toml"
    file.write_bytes(content)
    result = ios("agenda", cohort, "--sinds", "mine.toml")
    assert (result.code, result.out) == (2, "")
    assert "mine.toml" in result.err
    assert file.read_bytes() == content
    other = file.rename(tmp_path / "mine.json")
    result = ios("agenda", cohort, "--sinds", "mine.json")
    assert (result.code, result.out) == (2, "")
    assert "mine.json" in result.err
    assert "hint: name a file" in result.err or "holds a dossier" in result.err
    assert other.read_bytes() == content


def test_a_file_that_an_editor_saved_is_still_read(ios: InProcess, cohort: Path) -> None:
    args = ("agenda", cohort, "--sinds", "stand.json")
    ios(*args)
    text = Path("stand.json").read_text(encoding="utf-8")
    Path("stand.json").write_text(text, encoding="utf-8-sig", newline="\r\n")
    assert ios(*args) == Result(0, "", "")


def test_a_file_that_is_read_is_no_place_to_remember(ios: InProcess, cohort: Path) -> None:
    for name in ("cohort/a.toml", "./cohort/a.toml"):
        before = (cohort / "a.toml").read_bytes()
        result = ios("agenda", "cohort/a.toml", "--sinds", name)
        assert (result.code, result.out) == (2, "")
        assert (cohort / "a.toml").read_bytes() == before
    assert ios("agenda", "cohort", "--sinds", "cohort").code == 2


def test_a_file_in_the_cohort_is_no_dossier(ios: InProcess, cohort: Path) -> None:
    assert ios("agenda", "cohort", "--sinds", "cohort/stand.json").code == 0
    assert ios("agenda", "cohort", "--sinds", "cohort/stand.json") == Result(0, "", "")


def test_where_nothing_was_computed_nothing_is_forgotten(ios: InProcess, cohort: Path) -> None:
    ios("agenda", cohort, "--sinds", "stand.json")
    before = Path("stand.json").read_bytes()
    assert ios("agenda", "not-there", "--sinds", "stand.json").code == 2
    assert Path("stand.json").read_bytes() == before
    nobody = ios("agenda", cohort, "--groep", "misspelt", "--sinds", "stand.json")
    assert (nobody.code, nobody.out) == (0, "")
    assert Path("stand.json").read_bytes() == before


def test_what_changed_says_what_it_was(ios: InProcess, cohort: Path) -> None:
    """State and dates that are another now; nothing of what was not on the list before."""
    args = ("agenda", cohort, "--status", "komend,open,te-laat,gedaan", "--code", "voortgangsgesprek")
    ios(*args, "--sinds", "stand.json", "--as-of", "2026-05-20", "--groep", "nobody yet")
    assert not Path("stand.json").exists()
    first = ios(*args, "--sinds", "stand.json", "--as-of", "2026-05-20")
    assert first.out.splitlines()[1].split()[-1] == "who"
    for name, was, now in (
        ("a", "start = 2026-03-01", "start = 2026-03-08"),
        ("b", "start = 2026-03-01", "start = 2026-03-01\n[[voortgangsgesprek]]\ndatum = 2026-06-04"),
    ):
        text = (cohort / f"{name}.toml").read_text(encoding="utf-8")
        (cohort / f"{name}.toml").write_text(text.replace(was, now), encoding="utf-8")
    before = Path("stand.json").read_bytes()
    lines = ios(*args, "--sinds", "stand.json", "--as-of", "2026-06-10").out.splitlines()
    assert lines[1].endswith("was")
    [moved] = [line for line in lines if "A. Aa" in line]
    assert moved.endswith("from 2026-06-08  komend, from 2026-06-01, by 2026-07-01")
    [done] = [line for line in lines if "gedaan " in line]
    assert done.endswith("done 2026-06-04  komend")
    Path("stand.json").write_bytes(before)
    data = json.loads(ios(*args, "--sinds", "stand.json", "--as-of", "2026-06-10", "-f", "json").out)["data"]
    eerder = {aios["aios_id"]: [t["eerder"] for t in aios["termijnen"]] for aios in data}
    was_komend = {"status": "komend", "vanaf": "2026-06-01", "uiterlijk": "2026-07-01", "gedaan_op": None}
    assert eerder == {"a": [was_komend], "b": [was_komend]}
    # what is reported for the first time was nothing; who keeps no memory has no such key
    Path("stand.json").unlink()
    assert '"eerder": null' in ios(*args, "--sinds", "stand.json", "-f", "json").out
    assert "eerder" not in ios(*args, "-f", "json").out


@pytest.mark.parametrize("seed", range(3))
def test_what_is_told_is_what_differs_from_the_last_time(ios: InProcess, cohort: Path, seed: int) -> None:
    """Whatever happens to the dossiers: each list is the whole one without the rows of the list before."""
    rnd = random.Random(seed)
    dag = date(2026, 3, 1)
    starts = dict.fromkeys("abc", dag)
    talks: dict[str, list[date]] = {name: [] for name in "abc"}
    broken: set[str] = set()
    told: set[tuple[str, ...]] = set()
    for _step in range(25):
        dag += timedelta(rnd.choice([0, 1, 20, -3]))
        name = rnd.choice(sorted(starts))
        match rnd.randrange(5):
            case 0:
                starts[name] += timedelta(rnd.choice([-7, 14]))
            case 1:
                talks[name].append(starts[name] + timedelta(rnd.randrange(60, 300)))
            case 2:
                talks[name] = talks[name][1:]
            case 3:
                broken ^= {name}
        for one, start in starts.items():
            text = f'[aios]\nid = "{one}"\n[opleiding]\nstart = {start}\n' + "oops = 1\n" * (one in broken)
            text += "".join(f"[[voortgangsgesprek]]\ndatum = {talk}\n" for talk in sorted(set(talks[one])))
            (cohort / f"{one}.toml").write_text(text, encoding="utf-8")
        args = ("agenda", cohort, "-f", "csv", "--as-of", dag.isoformat(), "-q")
        whole = [tuple(row.values()) for row in rows(ios(*args))]
        got = ios(*args, "--sinds", "stand.json")
        assert got.code == (2 if broken else 0)
        assert [tuple(row.values()) for row in rows(got)] == [row for row in whole if row not in told]
        if len(broken) < len(starts):
            told = {*whole, *(row for row in told if row[0] in broken)}


@pytest.mark.parametrize(
    ("code", "off_screen", "on_screen"),
    [
        ("combel", "`combel` is switched off", "`combel` is switched off"),
        ("begeleidingstraject", "", "nobody has a term `begeleidingstraject`"),
        ("voltooiingsbesluit", "", "no term fits"),
        ("combel,voltooiingsbesluit", "`combel` is switched off", "no term fits"),
    ],
)
def test_a_code_that_cannot_come_is_told(
    ios: InProcess, cohort: Path, code: str, off_screen: str, on_screen: str
) -> None:
    result = ios("agenda", cohort, "--code", code)
    assert (result.code, result.out) == (0, "")
    assert off_screen in result.err
    assert bool(off_screen) is bool(result.err)
    assert on_screen in ios("agenda", cohort, "--code", code, "--color", "always").err
    assert ios("agenda", cohort, "--code", code, "-q").err == ""


@pytest.mark.skipif(os.name == "nt", reason="no modes there")
def test_the_file_keeps_its_mode(ios: InProcess, cohort: Path) -> None:
    ios("agenda", cohort, "--sinds", "stand.json", "--as-of", "2026-06-01")
    Path("stand.json").chmod(0o600)
    ios("agenda", cohort, "--sinds", "stand.json", "--as-of", "2026-09-01")
    assert stat.S_IMODE(Path("stand.json").stat().st_mode) == 0o600


def test_terms_of_several_people_are_told_apart() -> None:
    term = termijn(S.OPEN, None, 3)
    assert naam_van("a", term) != naam_van("b", term)
    assert naam_van("a", term._replace(wie=("aios",))) == naam_van("a", term)
    one, other = (term._replace(wie=(wie,), per_persoon=True) for wie in ("opleider", "docent"))
    assert naam_van("a", one) != naam_van("a", other)


def test_the_result_on_standard_output_comes_before_the_memory(cohort: Path, tmp_path: Path) -> None:
    """Where it could not be written, the next run says it again."""
    if not Path("/dev/full").exists():
        pytest.skip("no full disk here")
    with Path("/dev/full").open("w") as full:
        result = run(
            "agenda", cohort, "--sinds", tmp_path / "s.json", stdout=full, stderr=-1, capture_output=False
        )
    assert result.returncode == 2
    assert not (tmp_path / "s.json").exists()
