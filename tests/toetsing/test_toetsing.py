"""The framework of the checks, and the catalogue: for each code the smallest dossier that has it.

A folder `tests/toetsing/IOSnnn-naam/` has `dossier.toml`, and `expected.txt` with a line `<line> <code>` for
all that the whole of `ios check` says of it; where need be `as_of.txt`, `rooster.csv`, `presentie.csv`, a
profile.
"""

import pickle
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from ios_cli.domain.finding import FINDING_NAMES, Ernst, Finding
from ios_cli.domain.uitslag import Oordeel, Uitslag
from ios_cli.io.dossiers import load_dossier
from ios_cli.planning.ios import plan_ios
from ios_cli.regels.load import RegelBoek
from ios_cli.toetsing import register, toetsen
from ios_cli.toetsing.acceptatie import CODES, code_van
from ios_cli.toetsing.geval import Geval
from ios_cli.toetsing.register import Bevinding, NietTeBeoordelen, Overgeslagen, Toets
from ios_cli.toetsing.toetsen import alle_toetsen, codes_van, toets_alles, toets_dossier
from tests.reproducers import Reproducer, reproducers
from tests.run_ios import InProcess

CATALOGUE = Path(__file__).parents[1] / "toetsing"
ALL = [r for r in reproducers() if r.folder.parent == CATALOGUE]
CHECKED = {toets.code for toets in alle_toetsen()} | set(CODES)
STANDAARD = '[aios]\nid = "x"\n[opleiding]\nstart = 2026-09-01\n'


def geval_van(text: str, *, as_of: date = date(2026, 6, 1), basis: Path | None = None) -> Geval:
    """One dossier as the checks get it; `basis` is what the path of its profile is relative to."""
    loaded = load_dossier(text.encode(), "x.toml")
    assert loaded.complete, loaded.findings
    assert loaded.dossier is not None
    boek, findings = RegelBoek.load(None)
    opleiding = loaded.dossier.opleiding
    regels, about = boek.regels_voor(
        start=opleiding.start, profiel=opleiding.profiel, methode=opleiding.methode, basis=basis
    )
    assert not [*findings, *about]
    assert regels is not None
    ios = plan_ios(loaded.dossier, regels, as_of=as_of).ios
    assert ios is not None
    return Geval(dossier=loaded.dossier, regels=regels, ios=ios, as_of=as_of)


# --- the catalogue ---


def test_every_check_has_a_reproducer() -> None:
    assert {r.folder.name for r in ALL} >= {f"{code}-{FINDING_NAMES[code]}" for code in CHECKED}


@pytest.mark.parametrize("reproducer", ALL, ids=[r.folder.name for r in ALL])
def test_the_whole_output_of_a_reproducer(
    reproducer: Reproducer,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import csv

    reproducer.build(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("IOS_AS_OF", reproducer.as_of)
    result = InProcess(capsys)(*reproducer.command, "--format", "csv")
    rows = list(csv.DictReader(result.out.splitlines()))
    lines = (reproducer.folder / "expected.txt").read_text("utf-8").splitlines()
    assert {(row["regelnummer"], row["code"]) for row in rows} == {tuple(line.split()) for line in lines}
    assert reproducer.code in {row["code"] for row in rows}
    assert result.code == any(row["ernst"] in ("fout", "waarschuwing") for row in rows)


# --- outcomes ---


@pytest.fixture
def eigen_toetsen(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Checks of the test's own in the place of all others; called with code and function."""
    eigen: dict[str, Toets] = {}

    def neem(code: str, *bevindingen: Bevinding) -> None:
        eigen[code] = Toets(code, lambda geval: bevindingen)

    monkeypatch.setattr(toetsen, "alle_toetsen", lambda: tuple(eigen[c] for c in sorted(eigen)))
    return neem


F = Finding(code="IOS101", message="too short", path=("opleiding",))


@pytest.mark.parametrize(
    ("bevindingen", "oordeel", "redenen", "findings"),
    [
        ((), Oordeel.VOLDAAN, (), ()),
        ((F,), Oordeel.NIET_VOLDAAN, (), (F,)),
        ((NietTeBeoordelen("a"),), Oordeel.NIET_TE_BEOORDELEN, ("a",), ()),
        ((Overgeslagen("b"),), Oordeel.OVERGESLAGEN, ("b",), ()),
        ((Overgeslagen("b"), F), Oordeel.NIET_VOLDAAN, ("b",), (F,)),
        ((NietTeBeoordelen("a"), F), Oordeel.NIET_VOLDAAN, ("a",), (F,)),
        ((Overgeslagen("b"), NietTeBeoordelen("a")), Oordeel.NIET_TE_BEOORDELEN, ("b", "a"), ()),
    ],
)
def test_outcome(
    eigen_toetsen: Callable[..., None],
    bevindingen: tuple[Bevinding, ...],
    oordeel: Oordeel,
    redenen: tuple[str, ...],
    findings: tuple[Finding, ...],
) -> None:
    eigen_toetsen("IOS101", *bevindingen)
    uitslag = toets_alles(geval_van(STANDAARD))[0]
    overgeslagen = tuple(r for r in redenen if r == "b")
    assert uitslag == Uitslag(
        code="IOS101", oordeel=oordeel, redenen=redenen, overgeslagen=overgeslagen, findings=findings
    )


def test_a_check_that_makes_the_finding_of_another_is_a_bug(eigen_toetsen: Callable[..., None]) -> None:
    eigen_toetsen("IOS102", F)
    with pytest.raises(AssertionError):
        toets_alles(geval_van(STANDAARD))


def test_the_order_is_that_of_the_codes() -> None:
    codes = [u.code for u in toets_alles(geval_van(STANDAARD))]
    assert codes == sorted(codes)
    assert set(codes) == CHECKED


def test_one_code_cannot_be_registered_twice() -> None:
    alle_toetsen()
    with pytest.raises(AssertionError):
        register.toets("IOS101")(lambda geval: ())


def test_outcomes_cross_processes() -> None:
    uitslagen = toets_alles(geval_van(STANDAARD))
    assert pickle.loads(pickle.dumps(uitslagen)) == uitslagen


# --- selecting ---


@pytest.mark.parametrize(
    ("woord", "codes"),
    [
        ("IOS112", {"IOS112"}),
        ("ios112", {"IOS112"}),
        (" afwijking-zonder-grond ", {"IOS112"}),
        ("IOS60", {"IOS600", "IOS601"}),
        ("IOS", set(FINDING_NAMES)),
        ("IOS1", {c for c in FINDING_NAMES if c.startswith("IOS1")}),
        ("IOS999", set()),
        ("IOS9", set()),
        ("112", set()),
        ("afwijking", set()),
        ("", set()),
    ],
)
def test_codes_of_a_word(woord: str, codes: set[str]) -> None:
    assert {c for c in codes_van(woord) if woord != "IOS60" or c in CODES} == codes


def test_select_and_ignore() -> None:
    geval = geval_van(STANDAARD)
    select = codes_van("IOS1")
    assert {u.code for u in toets_alles(geval, select=select)} == CHECKED & select
    assert {u.code for u in toets_alles(geval, ignore=select)} == CHECKED - select
    only = toets_alles(geval, select=select, ignore=codes_van("IOS11"))
    assert {u.code for u in only} == CHECKED & select - codes_van("IOS11")


# --- accepting ---

TE_KORT = STANDAARD + '[[onderdeel]]\nsoort = "huisartspraktijk-1"\nmaanden = 12\n'


def accepteer(*paren: tuple[str, str]) -> str:
    return "".join(f'[[geaccepteerd]]\ncode = "{code}"\nreden = "{reden}"\n' for code, reden in paren)


def uitslag(text: str, code: str, **keuze: frozenset[str]) -> Uitslag:
    return next(u for u in toets_alles(geval_van(text), **keuze) if u.code == code)


def test_an_acceptance_takes_all_findings_of_its_code() -> None:
    voor = uitslag(TE_KORT, "IOS112").findings
    assert len(voor) > 1
    na = uitslag(TE_KORT + accepteer(("IOS112", "besluit hoofd")), "IOS112")
    assert na.findings == ()
    assert na.oordeel is Oordeel.NIET_VOLDAAN
    assert [f.accepted for f in na.geaccepteerd] == ["besluit hoofd"] * len(voor)
    assert uitslag(TE_KORT + accepteer(("IOS112", "besluit hoofd")), "IOS101").findings


@pytest.mark.parametrize("naam", ["afwijking-zonder-grond", "ios112", "Afwijking-zonder-grond", " IOS112 "])
def test_an_acceptance_by_name(naam: str) -> None:
    assert code_van(naam) == "IOS112"
    assert uitslag(TE_KORT + accepteer((naam, "r")), "IOS112").findings == ()


def test_two_acceptances_of_one_code_share_it_whatever_their_order() -> None:
    een, ander = ("IOS112", "besluit a"), ("afwijking-zonder-grond", "besluit b")
    for paren in ((een, ander), (ander, een)):
        text = TE_KORT + accepteer(*paren)
        assert uitslag(text, "IOS112").geaccepteerd[0].accepted == "besluit a; besluit b"
        assert uitslag(text, "IOS600").findings == ()


def test_an_acceptance_that_accepts_nothing() -> None:
    text = STANDAARD + accepteer(("IOS112", "r"), ("IOS101", "r"))
    found = uitslag(text, "IOS600").findings
    assert [f.path for f in found] == [("geaccepteerd", 0), ("geaccepteerd", 1)]
    assert {f.ernst for f in found} == {Ernst.WAARSCHUWING}


@pytest.mark.parametrize("keuze", [{"select": "IOS6"}, {"ignore": "IOS112"}, {"select": "IOS600"}])
def test_an_acceptance_of_what_was_not_looked_for_is_not_unused(keuze: dict[str, str]) -> None:
    text = STANDAARD + accepteer(("IOS112", "r"))
    assert uitslag(text, "IOS600").findings
    assert not uitslag(text, "IOS600", **{k: codes_van(v) for k, v in keuze.items()}).findings


def test_an_acceptance_of_the_findings_on_acceptances_is_unused() -> None:
    text = STANDAARD + accepteer(("IOS601", "r"), ("niets-hiervan", "r"))
    assert len(uitslag(text, "IOS601").findings) == 1
    assert [f.path for f in uitslag(text, "IOS600").findings] == [("geaccepteerd", 0)]


def test_an_acceptance_of_an_unknown_code_names_the_nearest() -> None:
    found = uitslag(STANDAARD + accepteer(("afwijking-zonder-gronden", "r")), "IOS601").findings
    assert [f.hint for f in found] == ["did you mean `afwijking-zonder-grond`?"]


@pytest.mark.parametrize(("code", "ernst", "kan"), [
    ("IOS203", Ernst.OPMERKING, True),
    ("IOS204", Ernst.FOUT, True),  # the IOS is computed all the same
    ("IOS201", Ernst.FOUT, False),
])  # fmt: skip
def test_what_planning_says_is_accepted_unless_it_stands_in_the_way(
    code: str, ernst: Ernst, kan: bool
) -> None:
    gevonden = Finding(code=code, message="m", ernst=ernst, file="x.toml", line=9)
    geval = geval_van(STANDAARD + accepteer((code, "afgesproken")))
    uitslagen, tellend, geaccepteerd = toets_dossier(geval, [gevonden])
    assert bool(geaccepteerd) is kan
    assert bool(tellend) is not kan
    ongebruikt = next(u for u in uitslagen if u.code == "IOS600").findings
    assert bool(ongebruikt) is not kan


def test_what_stands_in_the_way_is_told_whatever_is_selected() -> None:
    erg = Finding(code="IOS201", message="m")
    licht = Finding(code="IOS203", message="m", ernst=Ernst.OPMERKING)
    geval = geval_van(STANDAARD)
    for keuze in ({"select": codes_van("IOS1")}, {"ignore": codes_van("IOS2")}):
        assert toets_dossier(geval, [erg, licht], **keuze)[1] == [erg]
