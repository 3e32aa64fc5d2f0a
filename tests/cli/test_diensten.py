"""`ios diensten`: columns, both readings, rosters merged into a cohort, what is told and the exit code."""

import csv
import io
import json
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from ios_cli.cli.context import Context
from ios_cli.cli.exit_codes import ExitCode
from ios_cli.domain.finding import Ernst, Finding
from ios_cli.render.diensten import DIENSTEN_COLUMNS
from ios_cli.werk.bijlagen import Bijlagerij, MetBijlagen, met_rijen, plek_van, voeg_roosters_toe
from ios_cli.werk.cohort import Cohort, compute_cohort
from tests.render_samples import check_golden
from tests.run_ios import AS_OF, BROKEN, ROOT, SAMPLES, InProcess, Result, clean_environment, command, run

HA1 = "huisartspraktijk-1"
HALF = SAMPLES / "diensten-halverwege.toml"
ROOSTER = ROOT / "sample_data" / "rooster.csv"
CONTRACT = (
    "aios_id,onderdeel,begin,eind,minimum,maximum,minimum_exact,maximum_exact,minimum_kalender,"
    "maximum_kalender,gedaan,gepland,nog_te_doen,consultarts,visite_arts,telefoonarts"
)


def dossier(aios_id: str, more: str = "") -> str:
    return f'[aios]\nid = "{aios_id}"\n[opleiding]\nstart = 2025-03-01\n{more}'


@pytest.fixture
def cohort(tmp_path: Path) -> Path:
    """Two aios, of whom the first has one dienst of their own, on line 5."""
    folder = tmp_path / "cohort"
    folder.mkdir()
    dienst = '[[dienst]]\ndatum = 2025-06-14\nuren = 8.5\nrol = "consultarts"\n'
    (folder / "a.toml").write_text(dossier("2025-001", dienst), encoding="utf-8")
    (folder / "b.toml").write_text(dossier("2025-002"), encoding="utf-8")
    return folder


def rooster(folder: Path, *rijen: str) -> Path:
    file = folder.parent / "rooster.csv"
    file.write_text("\n".join(("aios_id,datum,uren,rol", *rijen, "")), encoding="utf-8")
    return file


def rows(result: Result) -> dict[tuple[str, str], dict[str, str]]:
    return {(r["aios_id"], r["onderdeel"]): r for r in csv.DictReader(io.StringIO(result.out))}


def objects(result: Result) -> list[dict[str, Any]]:
    data = json.loads(result.out)["data"]
    assert isinstance(data, list)
    return data


# --- the forms ---


def test_csv_has_the_columns_of_the_contract(ios: InProcess) -> None:
    result = ios("diensten", HALF, "--format", "csv")
    assert result.code == ExitCode.OK
    assert result.out.splitlines()[0].startswith(CONTRACT)
    assert tuple(result.out.splitlines()[0].split(",")) == DIENSTEN_COLUMNS
    ha1 = rows(result)["2025-031", "huisartspraktijk-1"]
    # 9 months: 15-18; by the calendar 11.25 months: 18.75 and 23.4375
    assert [ha1[c] for c in CONTRACT.split(",")[4:]] == [
        *("15", "18", "15", "18.75", "19", "23"),
        *("9", "2", "4", "5", "3", "2"),
    ]
    assert (ha1["zonder_rol"], ha1["niet_geteld"], ha1["prognose"]) == ("1", "3", "11.3")
    klinisch = rows(result)["2025-031", "klinisch"]
    assert (klinisch["minimum"], klinisch["nog_te_doen"], klinisch["maximum"]) == ("", "", "30")
    assert ("2025-031", "ggz") not in rows(result)


def test_what_lies_in_no_row_is_told_beside_the_csv(ios: InProcess) -> None:
    result = ios("diensten", HALF, "--format", "csv")
    assert "1 recorded dienst lies in no row" in result.err
    assert ios("diensten", HALF, "--format", "csv", "--quiet").err == ""
    assert "in no row" not in ios("diensten", HALF).err


def test_json_has_both_readings_and_every_reason(ios: InProcess) -> None:
    document = json.loads(ios("diensten", HALF, "--format", "json").out)
    assert document["schema"] == "ios/diensten/1"
    (een,) = document["data"]
    ha1 = een["diensten"][0]
    assert ha1["telling"] == "inhoud"
    assert ha1["lezingen"]["inhoud"]["minimum"] == ha1["minimum"] == 15
    assert ha1["lezingen"]["kalender"]["minimum"] == ha1["minimum_kalender"] == 19
    assert ha1["lezingen"]["kalender"]["maanden"] == "11.25"
    assert ha1["prognose"] == f"{9 * 337}/269"
    redenen = [(d["datum"], d["reden"]) for d in ha1["niet_getelde_diensten"]]
    assert redenen == [("2025-12-09", "te-kort"), ("2026-01-10", "dubbel"), ("2026-03-17", "afwezig")]
    (buiten,) = een["buiten"]
    assert (buiten["reden"], buiten["onderdeel"]) == ("buiten-de-opleidingsperiode", None)
    line = HALF.read_text(encoding="utf-8").splitlines()[buiten["regelnummer"]]
    assert line.startswith("datum = 2025-08-30")  # the line after that of the table


@pytest.mark.parametrize(("form", "ending"), [("table", "txt"), ("csv", "csv"), ("json", "json")])
def test_golden(ios: InProcess, monkeypatch: pytest.MonkeyPatch, form: str, ending: str) -> None:
    monkeypatch.chdir(ROOT)
    args = ("sample_data/dossiers/diensten-halverwege.toml", "--rooster", "sample_data/rooster.csv")

    def render() -> Iterator[str]:
        result = ios("diensten", *args, "--format", form)
        # what stands before `data` in json has the hash of the rules
        yield result.out if form != "json" else json.dumps(objects(result), indent=1) + "\n"

    check_golden(f"diensten.{ending}", render)


def test_verbose_says_which_count_and_where_the_others_stand(ios: InProcess) -> None:
    plain, verbose = ios("diensten", HALF).out, ios("diensten", HALF, "-v").out
    assert "counts: 2025-10-11" in verbose
    assert "exact: 15 to 18.75" in verbose
    assert f"[{HALF}:" in verbose
    assert "counts: " not in plain
    assert "does not count, too short, under 5 hours: 2025-12-09 (4 hours, telefoonarts)" in plain


def test_other_reading_and_profile(ios: InProcess, tmp_path: Path) -> None:
    profiel = tmp_path / "kalender.toml"
    profiel.write_text(
        '[profiel]\nnaam = "kalender"\nregeling = "lop-2024"\n'
        '[regel.diensten-telling]\nwaarde = "kalender"\nbron = "x"\njaar = 2025\n',
        encoding="utf-8",
    )
    result = ios("diensten", HALF, "--profiel", profiel, "--format", "csv")
    ha1 = rows(result)["2025-031", "huisartspraktijk-1"]
    assert (ha1["minimum"], ha1["minimum_kalender"], ha1["nog_te_doen"]) == ("19", "15", "8")
    table = ios("diensten", HALF, "--profiel", profiel).out
    assert "19-23 is counted by calendar (11.25 months), the reading chosen; by content (9 months)" in table


def weekly(n: int, first: str = "2025-03-03") -> str:
    begin = date.fromisoformat(first)
    return "".join(f"[[dienst]]\ndatum = {begin + timedelta(days=7 * i)}\nuren = 8\n" for i in range(n))


PART_TIME = (
    "[[deeltijd]]\nvanaf = 2025-03-01\nfactor = 0.8\n"
    '[[onderdeel]]\nsoort = "huisartspraktijk-1"\nmaanden = 9\n'
    '[[onderdeel]]\nsoort = "klinisch"\nmaanden = 6\n'
)


@pytest.mark.parametrize(
    ("text", "as_of", "said", "not_said"),
    [
        # 15 to 18 by content, 19 to 23 by the calendar; over after 2026-02-06
        (PART_TIME + weekly(14), "2026-03-01", "1 short: this period is over", "enough"),
        (PART_TIME + weekly(15), "2026-03-01", "enough by content, 4 short by calendar months", "above"),
        (PART_TIME + weekly(19), "2026-03-01", "1 above the maximum by content, not by calendar", "short"),
        (PART_TIME + weekly(24), "2026-03-01", "6 above the maximum", "by calendar months"),
        # on the last day there is still one to be done
        (weekly(19), "2026-02-28", " 20-25    19", "is over"),
        (weekly(19), "2026-03-01", "1 short: this period is over", "at this rate"),
        # cut in it: nothing is owed
        (
            'status = "gestopt"\neinde = 2025-12-31\n' + weekly(3),
            "2026-03-01",
            "the training was cut in this period: its minimum is not owed any more",
            "short",
        ),
        # in the first quarter nothing is said of the rate; 19.95 is not 20
        (weekly(5), "2025-05-30", " 20-25     5", "at this rate"),
        (weekly(10), "2025-08-30", "at this rate 19 by the end (10 in 183 of 365 days)", "rate 20"),
        # with more planned than the rate gives, the rate says less
        (weekly(7) + weekly(6, "2025-09-10"), "2025-08-31", "at this rate 13 by the end", "rate 12"),
        (weekly(7) + weekly(7, "2025-09-10"), "2025-08-31", " 20-25     7        7", "at this rate"),
    ],
)
def test_what_is_said_of_a_period(
    ios: InProcess, tmp_path: Path, text: str, as_of: str, said: str, not_said: str
) -> None:
    file = tmp_path / "a.toml"
    file.write_text(dossier("2025-001", text), encoding="utf-8")
    out = ios("diensten", file, "--as-of", as_of).out.partition("\n\n")[0]
    assert said in out
    assert not_said not in out.split("klinisch")[0]


def test_nothing_is_owed_of_a_period_in_which_the_training_was_cut(ios: InProcess, tmp_path: Path) -> None:
    file = tmp_path / "a.toml"
    file.write_text(dossier("2025-001", 'status = "gestopt"\neinde = 2025-12-31\n'), encoding="utf-8")
    (row,) = rows(ios("diensten", file, "--format", "csv")).values()
    assert (row["minimum"], row["nog_te_doen"]) == ("20", "")


def test_order_of_aios_and_schedule(ios: InProcess) -> None:
    result = ios("diensten", SAMPLES, "--format", "csv")
    ids = [r["aios_id"] for r in csv.DictReader(io.StringIO(result.out))]
    assert ids == sorted(ids)
    twee = [onderdeel for aios_id, onderdeel in rows(result) if aios_id == "2025-016"]
    assert twee == ["huisartspraktijk-1", "klinisch", "huisartspraktijk-2"]


def test_a_narrow_terminal_cuts_nothing(ios: InProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "50")
    out = ios("diensten", HALF, "--color", "always").out
    for text in ("huisartspraktijk-2", "2029-02-07", "20-25", "consultarts", "2026-03-17"):
        assert text in out


# --- rosters ---


def test_roster_and_dossier_together(ios: InProcess, cohort: Path) -> None:
    file = rooster(cohort, "2025-001,2025-06-15,8,visite-arts", "2025-002,2026-02-10,8,telefoonarts")
    result = ios("diensten", cohort, "--rooster", file, "--format", "csv")
    assert (result.code, result.err) == (ExitCode.OK, "")
    een, twee = (rows(result)[i, "huisartspraktijk-1"] for i in ("2025-001", "2025-002"))
    assert (een["gedaan"], een["consultarts"], een["visite_arts"]) == ("2", "1", "1")
    assert (twee["gedaan"], twee["telefoonarts"]) == ("1", "1")


def test_several_rosters_and_standard_input(cohort: Path) -> None:
    file = rooster(cohort, "2025-001,2025-06-15,8,visite-arts")
    args = ("diensten", cohort, "--rooster", file, "--rooster", "-", "--format", "csv")
    text = "aios_id;datum;uren;rol\n2025-001;16-06-2025;8,5;telefoonarts\n"
    done = run(*args, input=text)
    assert (done.returncode, done.stderr) == (ExitCode.OK, "")
    assert done.stdout.splitlines()[1].startswith("2025-001,huisartspraktijk-1,2025-03-01,2026-02-28,20,25")
    assert ",3,0,17,1,1,1,0,0," in done.stdout.splitlines()[1]


@pytest.mark.parametrize(
    "rij",
    [
        "2025-001,2025-06-14,8.5,consultarts",
        "2025-001,2025-06-14,8.5,",
    ],
)
def test_in_dossier_and_roster_counts_once_and_is_told(ios: InProcess, cohort: Path, rij: str) -> None:
    """IOS054 of a roster beside a dossier."""
    file = rooster(cohort, rij)
    result = ios("diensten", cohort, "--rooster", file, "--format", "json")
    ha1 = objects(result)[0]["diensten"][0]
    assert (ha1["gedaan"], ha1["consultarts"], ha1["niet_geteld"]) == (1, 1, 0)
    assert result.code == ExitCode.OK
    assert "IOS315" not in ios("check", cohort, "--rooster", file).out
    assert (
        f"{file}:2: IOS054 rij-dubbel: opmerking: 1 dienst (line 2) also stands in the dossier" in result.err
    )


def met_rooster(map_: Path, kop: str, *rijen: str) -> Cohort:
    """The dossiers of `map_` with a roster of these rows."""
    file = map_.parent / "rooster.csv"
    file.write_text("\n".join((kop, *rijen, "")), encoding="utf-8")
    cohort = compute_cohort([str(map_)], Context.of(as_of=AS_OF))
    voeg_roosters_toe(cohort, [str(file)])
    return cohort


def test_the_roster_adds_what_the_dossier_does_not_say(cohort: Path) -> None:
    een = met_rooster(cohort, "aios_id,datum,aanvang,einde,soort", "2025-001,2025-06-14,08:00,16:30,weekend")
    (dienst,) = een.berekend[0].dossier.dienst
    assert (dienst.aanvang, dienst.uren, dienst.rol, dienst.soort) == (
        time(8),
        None,
        "consultarts",
        "weekend",
    )
    assert [f.code for f in een.findings] == ["IOS054"]
    assert plek_van(een.berekend[0], ("dienst", 0)) == (str(cohort / "a.toml"), 5)


@pytest.mark.parametrize(
    ("kop", "rij", "gezegd", "aantal"),
    [
        # the dossier has 8.5 hours as consultarts, and no times
        ("uren,rol", "8,consultarts", "a dienst of 8 hours, consultarts, the dossier one of 8.5 hours", 1),
        (
            "uren,rol",
            "8.5,visite-arts",
            "8.5 hours, visite-arts, the dossier one of 8.5 hours, consultarts",
            1,
        ),
        ("uren,rol", "8,", "a dienst of 8 hours, the dossier", 1),
        ("aanvang,einde", "08:00,16:00", "a dienst of 08:00-16:00, the dossier one of 8.5 hours", 1),
        # within what two decimals say
        ("uren,rol", "8.499,consultarts", "", 1),
        # other hours in another role are another dienst
        ("uren,rol", "6,visite-arts", "", 2),
    ],
)
def test_another_rol_or_other_hours_are_told(
    cohort: Path, kop: str, rij: str, gezegd: str, aantal: int
) -> None:
    """IOS056: what the dossier has counts, and it counts once."""
    een = met_rooster(cohort, f"aios_id,datum,{kop}", f"2025-001,2025-06-14,{rij}")
    assert len(een.berekend[0].dossier.dienst) == aantal
    verschil = [f for f in een.findings if f.code == "IOS056"]
    if not gezegd:
        assert not verschil
        return
    (bevinding,) = verschil
    assert gezegd in bevinding.message
    assert (bevinding.ernst, bevinding.line, bevinding.aios_id) == (Ernst.WAARSCHUWING, 2, "2025-001")
    assert een.berekend[0].dossier.dienst[0].uren == Fraction("8.5")


def test_two_diensten_of_one_day_keep_their_own_row(cohort: Path) -> None:
    """The row that says the same goes with the entry of the dossier, whichever comes first."""
    rijen = ["2025-001,2025-06-14,8.5,telefoonarts", "2025-001,2025-06-14,8.5,consultarts"]
    for volgorde in (rijen, rijen[::-1]):
        een = met_rooster(cohort, "aios_id,datum,uren,rol", *volgorde)
        assert sorted(str(d.rol) for d in een.berekend[0].dossier.dienst) == ["consultarts", "telefoonarts"]
        assert [f.code for f in een.findings] == ["IOS054"]


def test_a_double_within_one_roster_stays_one(ios: InProcess, cohort: Path) -> None:
    """Two rows of the same times in two roles: the check tells, and one of them counts."""
    file = cohort.parent / "rooster.csv"
    kop = "aios_id,datum,aanvang,einde,rol\n"
    rijen = [f"2025-002,2025-06-14,08:00,16:30,{r}\n" for r in ("visite-arts", "telefoonarts")]
    for volgorde in (rijen, rijen[::-1]):
        file.write_text(kop + "".join(volgorde), encoding="utf-8")
        row = rows(ios("diensten", cohort, "--rooster", file, "--format", "csv"))["2025-002", HA1]
        assert (row["gedaan"], row["telefoonarts"], row["visite_arts"], row["niet_geteld"]) == tuple("1101")
        said = ios("check", cohort, "--rooster", file, "--select", "IOS315").out
        assert "twice at the same times, as telefoonarts and as visite-arts" in said


def test_columns_for_other_eyes_are_told_with_verbose(cohort: Path) -> None:
    een = met_rooster(cohort, "aios_id,datum,uren,Naam,Opmerking", "2025-002,2025-06-14,8,x,y")
    assert een.findings == []
    assert een.settings == [f"{cohort.parent / 'rooster.csv'}: the columns `Naam`, `Opmerking` are not used"]


def test_one_list_twice_counts_once(ios: InProcess, cohort: Path) -> None:
    file = rooster(cohort, "2025-002,2025-06-15,8,visite-arts")
    copy = Path(shutil.copy(file, cohort.parent / "nog-eens.csv"))
    result = ios("diensten", cohort, "--rooster", file, "--rooster", copy, "--format", "csv")
    assert rows(result)["2025-002", "huisartspraktijk-1"]["gedaan"] == "1"
    assert f"{copy}:2: IOS054" in result.err
    assert f"1 dienst (line 2) also stands in `{file}`, and counts once" in result.err
    again = ios("diensten", cohort, "--rooster", file, "--rooster", file, "--format", "csv")
    assert again.out == ios("diensten", cohort, "--rooster", file, "--format", "csv").out


def test_unknown_aios(ios: InProcess, cohort: Path) -> None:
    """IOS053: one finding for each id that was meant to be a known one, one for all others."""
    file = rooster(
        cohort,
        "2025-1,2025-06-15,8,",
        "2025-1,2025-06-16,8,",
        "2025-077,2025-06-15,8,",
        "2025-088,2025-06-15,8,",
        "2025-077,2025-06-16,8,",
    )
    result = ios("diensten", cohort, "--rooster", file)
    assert result.code == ExitCode.OK
    typfout, vreemd = (line for line in result.err.splitlines() if "IOS053" in line)
    assert (
        f"{file}:2: IOS053 aios-niet-in-cohort: waarschuwing: no dossier has the id `2025-1`: 2 rows"
        in typfout
    )
    assert "did you mean `2025-001`?" in result.err
    assert "3 rows are not used: no dossier was read of `2025-077` (line 4), `2025-088` (line 5)" in vreemd


def test_unknown_aios_are_counted_however_many(ios: InProcess, cohort: Path) -> None:
    file = rooster(cohort, *(f"x{n},2025-06-15,8," for n in range(20)))
    result = ios("diensten", cohort, "--rooster", file)
    assert "20 rows are not used" in result.err
    assert "and 12 more" in result.err


def test_who_was_not_asked_for_is_no_stranger(ios: InProcess, cohort: Path) -> None:
    """An aios of another group, or with an error in the dossier, is known: nothing is said of the roster."""
    file = rooster(cohort, "2025-001,2025-06-15,8,", "2025-002,2025-06-15,8,")
    (cohort / "b.toml").write_text(dossier("2025-002", "[[deeltijd]]\nvanaf = 1\n"), encoding="utf-8")
    result = ios("diensten", cohort, "--rooster", file)
    assert result.code == ExitCode.USAGE
    assert "IOS053" not in result.err
    # of one dossier a list of the whole cohort is no reason for a warning
    alleen = ios("diensten", cohort / "a.toml", "--rooster", file)
    assert "IOS053 aios-niet-in-cohort: opmerking" in alleen.err


def test_bad_rows_are_all_told_and_the_good_ones_count(
    ios: InProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    result = ios("diensten", HALF, "--rooster", "sample_data/kapot/rooster.csv", "--format", "csv")
    assert result.code == ExitCode.USAGE
    lines = [int(line.split(":")[1]) for line in result.err.splitlines() if ": IOS052 " in line]
    assert lines == [6, 7, 8, 9, 10, 11, 15, 16]
    ha1 = rows(result)["2025-031", "huisartspraktijk-1"]
    assert ha1["gepland"] == "4"  # its own two, and 27 June and 11 July


@pytest.mark.parametrize("name", ["is-er-niet.csv", "leeg.csv", "."])
def test_no_roster_at_all_computes_nothing(ios: InProcess, cohort: Path, name: str) -> None:
    """Numbers without its diensten would be wrong, and an existing file is left as it is."""
    (cohort.parent / "leeg.csv").write_text("", encoding="utf-8")
    out = cohort.parent / "uit.csv"
    out.write_text("zo laten", encoding="utf-8")
    result = ios("diensten", cohort, "--rooster", name, "-o", out)
    assert result.code == ExitCode.USAGE
    assert out.read_text(encoding="utf-8") == "zo laten"
    assert f"{name}: IOS0" in result.err
    assert "2025-001" not in ios("diensten", cohort, "--rooster", name).out


def test_the_roster_is_never_overwritten(ios: InProcess, cohort: Path) -> None:
    file = rooster(cohort, "2025-001,2025-06-15,8,")
    before = file.read_bytes()
    assert ios("diensten", cohort, "--rooster", file, "-o", file).code == ExitCode.USAGE
    assert file.read_bytes() == before


def test_standard_input_is_one_thing(ios: InProcess) -> None:
    result = ios("diensten", "-", "--rooster", "-")
    assert (result.code, result.out) == (ExitCode.USAGE, "")
    assert "cannot be both" in result.err


def test_same_input_same_bytes(cohort: Path) -> None:
    file = rooster(cohort, "2025-001,2025-06-15,8,visite-arts", "2025-002,2026-02-10,8,")
    for form in ("table", "csv", "json"):
        args = ("diensten", cohort, "--rooster", file, "--format", form)
        een = run(*args, env={"PYTHONHASHSEED": "1", "TZ": "UTC"})
        ander = run(*args, env={"PYTHONHASHSEED": "2", "TZ": "Asia/Tokyo", "LC_ALL": "C"})
        assert (een.stdout, een.stderr, een.returncode) == (ander.stdout, ander.stderr, ander.returncode)


def test_closed_pipe() -> None:
    with subprocess.Popen(
        command("diensten", SAMPLES, "--rooster", ROOSTER),
        cwd=ROOT,
        env=clean_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.wait(60) in (ExitCode.PIPE, ExitCode.OK)


# --- findings about a row of a list ---


def berekend(file: Path) -> Cohort:
    return compute_cohort([str(file)], Context.of(as_of=AS_OF))


def test_findings_about_a_roster_row_bear_its_place(cohort: Path) -> None:
    (een,) = berekend(cohort / "a.toml").berekend
    extra = replace(een.dossier.dienst[0])
    een = met_rijen(een, "dienst", [Bijlagerij(extra, "r.csv", 7)])
    een = met_rijen(een, "dienst", [Bijlagerij(extra, "s.csv", 9), Bijlagerij(extra, "s.csv", 10)])
    assert isinstance(een.loaded, MetBijlagen)
    assert len(een.dossier.dienst) == 4
    assert [plek_van(een, ("dienst", n)) for n in range(4)] == [
        (str(cohort / "a.toml"), 5),
        ("r.csv", 7),
        ("s.csv", 9),
        ("s.csv", 10),
    ]
    gevonden = een.loaded.locate(
        Finding(code="IOS310", message="x", path=path)
        for path in (("dienst", 2, "uren"), ("dienst", 0, "uren"), ("opleiding", "start"), ())
    )
    assert sorted((f.file, f.line, f.aios_id) for f in gevonden) == [
        (str(cohort / "a.toml"), 1, "2025-001"),
        (str(cohort / "a.toml"), 4, "2025-001"),
        (str(cohort / "a.toml"), 7, "2025-001"),
        ("s.csv", 9, "2025-001"),
    ]


def test_examples_have_what_they_name() -> None:
    assert HALF.is_file()
    assert ROOSTER.is_file()
    assert (BROKEN / "rooster.csv").is_file()
