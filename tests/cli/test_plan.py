"""`ios plan`: the answer in each form, what is written, and when nothing is."""

import importlib.util
import json
import shutil
import tomllib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ios_cli.cli.exit_codes import ExitCode
from ios_cli.domain.finding import Finding
from ios_cli.io.write import write_dossier
from ios_cli.planning.oplosser import Uitkomst
from tests.cli.test_voortgang import on_screen, on_terminal
from tests.run_ios import ROOT, InProcess, run

COHORT = ROOT / "sample_data" / "cohort-plan"
CAPACITY = ROOT / "sample_data" / "capaciteit.toml"
AS_OF = ("--as-of", "2026-06-01")
GOLDEN = Path(__file__).parents[1] / "golden"


@pytest.fixture
def ios(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> InProcess:
    monkeypatch.setenv("IOS_LANG", "en")
    return InProcess(capsys)


@pytest.fixture
def cohort(tmp_path: Path) -> Path:
    return Path(shutil.copytree(COHORT, tmp_path / "cohort"))


@pytest.fixture
def tight(tmp_path: Path) -> Path:
    """One place of each: too few for this cohort, whatever is moved."""
    file = tmp_path / "tight.toml"
    file.write_text(
        CAPACITY.read_text(encoding="utf-8").replace("aantal = 2", "aantal = 1"), encoding="utf-8"
    )
    return file


# --- the answer ---


@pytest.mark.parametrize("form", ["table", "csv", "json"])
def test_the_answer(ios: InProcess, form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Four aios want the klinische stage in March 2027 and there are two places. Of the four the two move
    whose onderdelen together move the fewest days."""
    monkeypatch.chdir(ROOT)
    result = ios(
        "plan", "sample_data/cohort-plan", "--capaciteit", "sample_data/capaciteit.toml", *AS_OF, "-f", form
    )
    assert result.code == 0
    expected = (GOLDEN / f"plan.{'txt' if form == 'table' else form}").read_text(encoding="utf-8")
    if form == "json":  # which edition of the rules, is not what this is about
        assert without_receipt(result.out) == without_receipt(expected)
    else:
        assert result.out == expected


def without_receipt(text: str) -> dict[str, object]:
    document: dict[str, object] = json.loads(text)
    return {key: value for key, value in document.items() if key not in ("tool", "regels")}


def test_the_order_of_the_files_is_nothing(ios: InProcess) -> None:
    files = sorted(COHORT.glob("*.toml"))
    args = ("--capaciteit", CAPACITY, *AS_OF, "-f", "csv")
    assert (
        ios("plan", *files, *args).out
        == ios("plan", *files[::-1], *args).out
        == ios("plan", COHORT, *args).out
    )


def test_the_dates_are_those_of_generate(ios: InProcess, cohort: Path) -> None:
    plan = ios("plan", cohort, "--capaciteit", CAPACITY, *AS_OF, "-f", "csv", "--write").out.splitlines()[1:]
    made = ios("generate", cohort, *AS_OF, "-f", "csv").out.splitlines()[1:]
    dates = {(r.split(",")[0], r.split(",")[2]): r.split(",")[4:6] for r in made}
    assert plan
    for row in plan:
        cells = row.split(",")
        assert dates[cells[0], cells[2]] == cells[6:8]


def test_who_is_not_selected_stays_and_counts(ios: InProcess) -> None:
    args = ("plan", COHORT, "--capaciteit", CAPACITY, *AS_OF, "-f", "json")
    assert json.loads(ios(*args, "--groep", "HAO-26A").out)["data"]
    nobody = ios(*args, "--groep", "other")
    assert nobody.code == ExitCode.FINDINGS
    plan = json.loads(nobody.out)["plan"]
    assert (plan["status"], plan["verplaatsbaar"]) == ("onmogelijk", 0)
    assert {t["vast"] for t in plan["tekorten"]} == {3, 4}


# --- writing ---


def test_written_dossiers_keep_their_comments_and_need_no_other_plan(ios: InProcess, cohort: Path) -> None:
    before = {p.name: p.read_bytes() for p in cohort.iterdir()}
    result = ios("plan", cohort, "--capaciteit", CAPACITY, *AS_OF, "--write")
    assert result.code == 0
    changed = {p.name for p in cohort.iterdir() if p.read_bytes() != before[p.name]}
    assert changed == {"2026-203.toml", "2026-204.toml"}
    for name in changed:
        assert f"wrote `{cohort / name}`" in result.err
    text = (cohort / "2026-204.toml").read_text(encoding="utf-8")
    assert '# overlegd met de aios op 12 januari\n[[onderdeel]]\nsoort = "klinisch"' in text
    assert sorted(text.splitlines()) == sorted(before["2026-204.toml"].decode().splitlines())
    standard = tomllib.loads((cohort / "2026-203.toml").read_text(encoding="utf-8"))["onderdeel"]
    assert [o["soort"] for o in standard] == [
        "huisartspraktijk-1",
        "ggz",
        "ccz",
        "klinisch",
        "huisartspraktijk-2",
    ]
    again = ios("plan", cohort, "--capaciteit", CAPACITY, *AS_OF, "--write")
    assert (again.code, again.out) == (0, "nothing is over capacity: nothing to change\n")
    assert "wrote" not in again.err


def test_waiting_is_written_as_a_begin_and_needs_no_other_plan(
    ios: InProcess, cohort: Path, tmp_path: Path
) -> None:
    for name in ("2026-203.toml", "2026-204.toml", "2025-101.toml"):
        (cohort / name).unlink()
    capacity = tmp_path / "capacity.toml"
    capacity.write_text(
        '[[capaciteit]]\nonderdeel = "huisartspraktijk-2"\nvanaf = 2027-01-01\naantal = 1\n'
        '[[capaciteit]]\nonderdeel = "huisartspraktijk-2"\nvanaf = 2028-05-01\naantal = 2\n',
        encoding="utf-8",
    )
    args = ("plan", cohort, "--capaciteit", capacity, *AS_OF)
    assert ios(*args).code == ExitCode.FINDINGS
    assert ios(*args, "--wachttijd-max", "1m").code == ExitCode.FINDINGS
    result = ios(*args, "--wachttijd-max", "2m", "--write", "-f", "json")
    assert result.code == 0
    plan = json.loads(result.out)["plan"]
    assert (plan["status"], plan["volgordes"], plan["wachtenden"]) == ("optimaal", 0, 1)
    begins = [
        o["begin"]
        for p in cohort.iterdir()
        for o in tomllib.loads(p.read_text(encoding="utf-8")).get("onderdeel", ())
        if "begin" in o
    ]
    assert len(begins) == 1
    assert ios(*args, "--wachttijd-max", "2m").out == "nothing is over capacity: nothing to change\n"


def test_a_proposal_adds_nothing_to_what_check_says(ios: InProcess, cohort: Path) -> None:
    def said() -> list[str]:
        rows = ios("check", cohort, *AS_OF, "-f", "csv").out.splitlines()[1:]
        return sorted(f"{r.split(',')[0]} {r.split(',')[3]}" for r in rows if ",opmerking," not in r)

    before = said()
    ios("plan", cohort, "--capaciteit", CAPACITY, *AS_OF, "--write")
    assert said() == before


def test_where_one_dossier_cannot_be_changed_none_is(ios: InProcess, cohort: Path) -> None:
    file = cohort / "2026-204.toml"
    head, _, rest = file.read_text(encoding="utf-8").partition("# --- het schema")
    rows = tomllib.loads(rest.partition("\n")[2])["onderdeel"]
    inline = ",\n".join(
        "  { "
        + ", ".join(f"{k} = {json.dumps(v, ensure_ascii=False)}" for k, v in r.items())
        + " } # of whom?"
        for r in rows
    ).replace(" # of whom?,", ", # of whom?")
    file.write_text(f"onderdeel = [\n{inline}\n]\n{head}", encoding="utf-8")
    before = {p.name: p.read_bytes() for p in cohort.iterdir()}
    result = ios("plan", cohort, "--capaciteit", CAPACITY, *AS_OF, "--write")
    assert result.code == ExitCode.USAGE
    assert "IOS073" in result.err
    assert "nothing is written" in result.err
    assert {p.name: p.read_bytes() for p in cohort.iterdir()} == before


@pytest.fixture
def last_fails(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[Path], object]], None]:
    """Give what happens when the second of the two dossiers is about to be written."""
    from ios_cli.werk import plaatsing

    def then(what: Callable[[Path], object]) -> None:
        def write(path: Path, *, gelezen: bytes, nieuw: bytes) -> list[Finding]:
            if path.name == "2026-204.toml" and nieuw != gelezen:
                what(path)
            return write_dossier(path, gelezen=gelezen, nieuw=nieuw)

        monkeypatch.setattr(plaatsing, "write_dossier", write)

    return then


Then = Callable[[Callable[[Path], object]], None]


def test_where_one_changed_meanwhile_none_is_written(ios: InProcess, cohort: Path, last_fails: Then) -> None:
    before = {p.name: p.read_bytes() for p in cohort.iterdir()}
    last_fails(lambda path: path.write_bytes(before[path.name] + b"# meanwhile\n"))
    result = ios("plan", cohort, "--capaciteit", CAPACITY, *AS_OF, "--write")
    assert result.code == ExitCode.USAGE
    assert "IOS070" in result.err
    assert "wrote" not in result.err
    assert "nothing is written: a plan is written as a whole" in result.err
    after = {p.name: p.read_bytes() for p in cohort.iterdir()}
    assert after.pop("2026-204.toml") == before.pop("2026-204.toml") + b"# meanwhile\n"
    assert after == before


def test_what_was_written_and_changed_by_another_since_is_named(
    ios: InProcess, cohort: Path, last_fails: Then
) -> None:
    def two_changes(path: Path) -> None:
        path.unlink()
        first = cohort / "2026-203.toml"
        first.write_bytes(first.read_bytes() + b"# after the plan\n")

    last_fails(two_changes)
    result = ios("plan", cohort, "--capaciteit", CAPACITY, *AS_OF, "--write")
    assert result.code == ExitCode.USAGE
    assert f"`{cohort / '2026-203.toml'}` was written before that, and could not be put back" in result.err
    assert "nothing is written" not in result.err


def test_ctrl_c_between_two_dossiers_puts_the_first_back(
    ios: InProcess, cohort: Path, last_fails: Then
) -> None:
    def ctrl_c(_path: Path) -> None:
        raise KeyboardInterrupt

    before = {p.name: p.read_bytes() for p in cohort.iterdir()}
    last_fails(ctrl_c)
    assert ios("plan", cohort, "--capaciteit", CAPACITY, *AS_OF, "--write").code == ExitCode.INTERRUPTED
    assert {p.name: p.read_bytes() for p in cohort.iterdir()} == before


def test_a_cohort_with_an_unreadable_dossier_is_not_written(ios: InProcess, cohort: Path) -> None:
    (cohort / "kapot.toml").write_text("[aios]\nid = 7\n", encoding="utf-8")
    before = {p.name: p.read_bytes() for p in cohort.iterdir()}
    result = ios("plan", cohort, "--capaciteit", CAPACITY, *AS_OF, "--write")
    assert result.code == ExitCode.USAGE
    assert "2026-203" in result.out
    assert "nothing is written: not every dossier could be computed" in result.err
    assert {p.name: p.read_bytes() for p in cohort.iterdir()} == before


# --- when there is none ---


def test_no_plan_says_where_and_how_many(ios: InProcess, tight: Path, cohort: Path) -> None:
    result = ios("plan", cohort, "--capaciteit", tight, *AS_OF, "-f", "json", "--write")
    assert result.code == ExitCode.FINDINGS
    document = json.loads(result.out)
    plan = document["plan"]
    assert document["data"] == []
    assert (plan["status"], plan["bewezen"], plan["te_veel_bewezen"]) == ("onmogelijk", True, True)
    first = plan["tekorten"][0]
    assert (first["maand"], first["onderdeel"], first["tekort"]) == ("2027-03", "klinisch", 2)
    assert [f["code"] for f in document["findings"] if f["ernst"] == "fout"] == ["IOS095"] * 3
    assert "`klinisch` short in 2027-03 (2), 2027-04 (2)" in result.err
    assert "of 1 aios an external stage stays: its begin or eind is fixed" in result.err
    assert all((cohort / p.name).read_bytes() == p.read_bytes() for p in COHORT.iterdir())


def test_the_least_is_said_only_where_it_is_proven(
    ios: InProcess, tight: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    args = ("plan", COHORT, "--capaciteit", tight, *AS_OF, "-f", "csv")
    assert "places stay short; least so with `klinisch` short in 2027-03 (2)" in ios(*args).err
    from ios_cli.planning import oplosser, plaatsingsplan

    def unproven(*given: Any, tekort_mag: bool, **more: Any) -> oplosser.Oplossing:
        found = oplosser.los_op(*given, tekort_mag=tekort_mag, **more)
        return replace(found, uitkomst=Uitkomst.GEVONDEN, grens=("tekort", 1)) if tekort_mag else found

    monkeypatch.setattr(plaatsingsplan, "los_op", unproven)
    said = ios(*args).err
    assert "least so" not in said
    assert "in the nearest plan that was found `klinisch` in 2027-03 (2)" in said
    assert "the time was up; `--tijd` gives more" in said
    assert "`--met-tekort` proposes what leaves places least short" in said


def test_the_least_bad_only_when_asked_for(ios: InProcess, tight: Path) -> None:
    args = ("plan", COHORT, "--capaciteit", tight, *AS_OF, "-f", "json")
    least = ios(*args, "--met-tekort")
    assert least.code == ExitCode.FINDINGS
    document = json.loads(least.out)
    assert len(document["data"]) == document["plan"]["volgordes"] > 0
    assert document["plan"]["te_veel_dagen"] == json.loads(ios(*args).out)["plan"]["te_veel_dagen"]


# --- what is asked wrongly ---


@pytest.mark.parametrize(
    ("args", "message"),
    [
        ((), "`--capaciteit` is missing"),
        (("--capaciteit", CAPACITY, "--tijd", "soon"), "no length of time for `--tijd`"),
        (("--capaciteit", CAPACITY, "--tijd", "0s"), "no length of time for `--tijd`"),
        (("--capaciteit", CAPACITY, "--wachttijd-max", "2y"), "no length of time for `--wachttijd-max`"),
        (("--capaciteit", CAPACITY, "--wachttijd-max", "13m"), "too long for `--wachttijd-max`"),
        (("--capaciteit", CAPACITY, "--wachttijd-max", "367d"), "too long for `--wachttijd-max`"),
        (("--capaciteit", "nowhere.toml"), "IOS001"),
        (("--capaciteit", COHORT / "2026-203.toml"), "IOS011"),
        (("--capaciteit", CAPACITY, "-o", str(COHORT / "2026-203.toml")), "does not say which form"),
        (
            ("--capaciteit", CAPACITY, "-o", "-", "--dialect", "excel-nl"),
            "`--dialect excel-nl` goes with csv",
        ),
    ],
)
def test_what_cannot_be_asked(ios: InProcess, args: tuple[str, ...], message: str) -> None:
    before = CAPACITY.read_bytes()
    result = ios("plan", COHORT, *AS_OF, *args)
    assert (result.code, result.out) == (ExitCode.USAGE, "")
    assert message in result.err
    assert CAPACITY.read_bytes() == before


def test_standard_input_has_no_file_to_change(ios: InProcess) -> None:
    result = ios("plan", "-", "--capaciteit", CAPACITY, "--write", *AS_OF)
    assert result.code == ExitCode.USAGE
    assert "comes from standard input" in result.err


def test_without_the_solver_it_says_how_to_install_it(
    ios: InProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name, *a: None if name == "ortools" else found(name, *a)
    )
    result = ios("plan", COHORT, "--capaciteit", CAPACITY, *AS_OF)
    assert (result.code, result.out) == (ExitCode.USAGE, "")
    assert 'pip install "ios-cli[plan]"' in result.err


# --- processes ---


def test_progress_is_for_a_terminal_only() -> None:
    result = run("plan", COHORT, "--capaciteit", CAPACITY, *AS_OF)
    assert result.returncode == 0
    assert "\r" not in result.stderr
    assert "looking at" not in result.stderr


def test_progress_on_a_terminal_leaves_nothing_behind() -> None:
    code, terminal, out = on_terminal(
        "plan", COHORT, "--capaciteit", CAPACITY, *AS_OF, "-f", "csv", screen=False
    )
    assert code == 0
    assert "reading dossiers" in terminal
    assert "schedules of aios" in terminal
    assert "/5" in terminal
    assert "searching" in terminal
    assert "━" not in on_screen(terminal)
    assert out.startswith("aios_id,")
    assert on_terminal("plan", COHORT, "--capaciteit", CAPACITY, *AS_OF, "-q", screen=False)[1:] == (
        "PLAIN\r\n",
        run("plan", COHORT, "--capaciteit", CAPACITY, *AS_OF).stdout,
    )


def test_nothing_else_imports_the_solver() -> None:
    from tests.cli.test_startup import imported

    assert not {
        m
        for m in imported("check", COHORT, *AS_OF, "-q", "--fail-on", "fout", "--select", "IOS2")
        if m.startswith("ortools")
    }
