"""`ios bezetting`: its forms, the answer in words, and what is said beside them."""

import csv
import io
import itertools
import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from ios_cli.io.capaciteit import lees_capaciteit
from ios_cli.render import bezetting_beeld as beeld
from ios_cli.render import bezetting_pagina as pagina
from ios_cli.werk.capaciteit import Capaciteiten
from tests.render_samples import check_golden
from tests.run_ios import InProcess, run

DOSSIER = """\
[aios]
id = "{id}"
[opleiding]
start = {start}
{status}
[[onderdeel]]
soort = "huisartspraktijk-1"
maanden = 12
[[onderdeel]]
soort = "klinisch"
maanden = 6
{klinisch}
[[onderdeel]]
soort = "ggz"
maanden = 3
[[onderdeel]]
soort = "ccz"
maanden = 3
[[onderdeel]]
soort = "huisartspraktijk-2"
maanden = 12
{rest}
"""
CAPACITEIT = """\
[[capaciteit]]
onderdeel = "klinisch"
vanaf = 2026-01-01
aantal = 1

[[capaciteit]]
onderdeel = "ggz"
vanaf = 2026-01-01
aantal = 4
"""
PER_PLAATS = """\
[[capaciteit]]
onderdeel = "klinisch"
plaats = "UMC"
vanaf = 2026-01-01
aantal = 1

[[capaciteit]]
onderdeel = "klinisch"
plaats = "Rijnstate"
vanaf = 2026-01-01
aantal = 2
"""

VERTREKT = (
    "1 aios leaves before the end in these months (gestopt, overgestapt, beeindigd), and is not in uitstroom"
)


@pytest.fixture
def ios(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> InProcess:
    """In a folder with `cohort` (three who begin together, one half a year later who stops) and places."""
    monkeypatch.setenv("IOS_LANG", "en")
    monkeypatch.setenv("IOS_AS_OF", "2026-02-10")
    monkeypatch.chdir(tmp_path)
    cohort = tmp_path / "cohort"
    cohort.mkdir()
    umc = 'plaats = "UMC"'
    deeltijd = "[[deeltijd]]\nvanaf = 2025-03-01\nfactor = 0.8"
    stopt = 'status = "gestopt"\neinde = 2026-10-20'
    for name, start, status, klinisch, rest in (
        ("a", "2025-03-01", "", umc, ""),
        ("b", "2025-03-01", "", umc, ""),
        ("c", "2025-03-01", "", "", deeltijd),
        ("d", "2025-09-01", stopt, umc, ""),
    ):
        text = DOSSIER.format(id=name, start=start, status=status, klinisch=klinisch, rest=rest)
        (cohort / f"{name}.toml").write_text(text, encoding="utf-8")
    (tmp_path / "plaatsen.toml").write_text(CAPACITEIT, encoding="utf-8")
    (tmp_path / "per-plaats.toml").write_text(PER_PLAATS, encoding="utf-8")
    return InProcess(capsys)


SPAN = ("--van", "2026-02", "--tot-en-met", "2026-12")


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_csv(ios: InProcess) -> None:
    result = ios(
        "bezetting",
        "cohort",
        "--van=2026-03",
        "--tot-en-met=2026-03",
        "--capaciteit=plaatsen.toml",
        "-f",
        "csv",
    )
    assert result.code == 0
    # c is in huisartspraktijk-1 until 2026-05-31: 12 months at 0.8
    assert result.out == (
        "maand,onderdeel,aantal,fte,piek,capaciteit,tekort\n"
        "2026-03,huisartspraktijk-1,2,1.8,2,,\n"
        "2026-03,klinisch,2,2,2,1,1\n"
        "2026-03,ggz,0,0,0,4,0\n"
        "2026-03,ccz,0,0,0,,\n"
        "2026-03,huisartspraktijk-2,0,0,0,,\n"
        "2026-03,uitstroom,0,0,,,\n"
    )


def test_places_stand_at_the_end_and_only_those_in_use(ios: InProcess) -> None:
    result = ios(
        "bezetting", "cohort", "--per-plaats", "--capaciteit=per-plaats.toml", "-f", "csv", "--van=2026-07"
    )
    assert result.out.splitlines()[0] == "maand,onderdeel,aantal,fte,piek,capaciteit,tekort,plaats"
    july = [r for r in rows(result.out) if r["maand"] == "2026-07" and r["onderdeel"] == "klinisch"]
    assert [(r["plaats"], r["aantal"], r["fte"], r["capaciteit"], r["tekort"]) for r in july] == [
        ("Rijnstate", "0", "0", "2", "0"),
        ("UMC", "2", "2", "1", "1"),
        ("", "1", "0.8", "", ""),
    ]
    assert {r["plaats"] for r in rows(result.out) if r["onderdeel"] != "klinisch"} == {""}


def test_quarters(ios: InProcess) -> None:
    result = ios(
        "bezetting", "cohort", "--per", "kwartaal", "--van=2026-Q1", "--tot-en-met=2026-05", "-f", "csv"
    )
    assert list(dict.fromkeys(r["maand"] for r in rows(result.out))) == ["2026-Q1", "2026-Q2"]
    klinisch = [(r["aantal"], r["piek"]) for r in rows(result.out) if r["onderdeel"] == "klinisch"]
    assert klinisch == [("0", "2"), ("2", "3")]


def test_outflow_is_who_finishes(ios: InProcess) -> None:
    result = ios("bezetting", "cohort", "-f", "csv")
    uit = {r["maand"]: r for r in rows(result.out) if r["onderdeel"] == "uitstroom"}
    assert {m: (r["aantal"], r["fte"]) for m, r in uit.items() if r["aantal"] != "0"} == {
        "2028-02": ("2", "2"),
        "2028-11": ("1", "0.8"),
    }
    assert set(uit["2028-02"].values()) == {"2028-02", "uitstroom", "2", ""}
    assert f"{VERTREKT}\n" in result.err


def test_default_span_is_told(ios: InProcess) -> None:
    result = ios("bezetting", "cohort", "-f", "csv")
    assert result.err.startswith("from 2026-02 to 2028-11; `--van` and `--tot-en-met` choose otherwise\n")
    assert "choose otherwise" not in ios("bezetting", "cohort", *SPAN, "-f", "csv").err


def test_when_everybody_is_gone(ios: InProcess) -> None:
    result = ios("bezetting", "cohort", "--as-of", "2035-01-01", "-f", "csv")
    assert result.code == 0
    assert "nobody is in training any more from 2035-01 on" in result.err
    assert {r["aantal"] for r in rows(result.out)} == {"0"}


def test_json(ios: InProcess) -> None:
    result = ios("bezetting", "cohort", *SPAN, "--capaciteit=plaatsen.toml", "-f", "json")
    document = json.loads(result.out)
    assert document["schema"] == "ios/bezetting/1"
    march = [r for r in document["data"] if r["maand"] == "2026-03"]
    assert march[1] == {
        "maand": "2026-03",
        "onderdeel": "klinisch",
        "aantal": 2,
        "fte": "2",
        "piek": 2,
        "capaciteit": 1,
        "tekort": 1,
        "plaats": None,
        "piek_op": "2026-03-01",
        "tekort_op": "2026-03-01",
    }
    assert march[-1]["onderdeel"] == "uitstroom"
    [october] = [r for r in document["data"] if r["maand"] == "2026-10" and r["onderdeel"] == "uitstroom"]
    assert (october["aantal"], october["vertrokken"]) == (0, 1)


def test_the_answer_in_words(ios: InProcess) -> None:
    result = ios("bezetting", "cohort", *SPAN, "--capaciteit=plaatsen.toml")
    assert result.out.splitlines()[-5:] == [
        "klinisch: too few places in 2026-03 to 2026-10; worst in 2026-06: 2 short, 3 aios for 1 place "
        "on 2026-06-01",
        "places enough: ggz",
        "no places known: huisartspraktijk-1, ccz, huisartspraktijk-2",
        VERTREKT,
        "aantal and fte on the first day, peak on the fullest day; short is how many more aios than places. "
        "Who is absent keeps the place, who waits for one has none.",
    ]


KLINISCH = '[[capaciteit]]\nonderdeel = "klinisch"\n'


@pytest.mark.parametrize(
    ("places", "args", "said", "not_said"),
    [
        (  # from July on nobody can say it
            KLINISCH + "vanaf = 2026-01-01\ntot_en_met = 2026-06-30\naantal = 9\n",
            (),
            [
                "places enough as far as they are known: klinisch",
                "no places known in 2026-07-01 to 2026-12-31: klinisch",
            ],
            ["places enough: "],
        ),
        (  # short, and unknown before and after
            KLINISCH + "vanaf = 2026-04-10\ntot_en_met = 2026-06-30\naantal = 1\n",
            (),
            [
                "klinisch: too few places in 2026-04 to 2026-06; worst",
                "no places known in 2026-02-01 to 2026-04-09 and 2026-07-01 to 2026-12-31: klinisch",
            ],
            ["places enough"],
        ),
        (  # where nobody is, nothing is missing
            KLINISCH + "vanaf = 2026-03-01\naantal = 9\n",
            (),
            ["places enough: klinisch"],
            ["no places known in"],
        ),
        (  # nothing that holds in these months
            KLINISCH + "vanaf = 2020-01-01\ntot_en_met = 2021-12-31\naantal = 9\n",
            (),
            ["no places known: huisartspraktijk-1, klinisch, ggz, ccz, huisartspraktijk-2"],
            ["places enough"],
        ),
        (
            KLINISCH + "vanaf = 2020-01-01\naantal = 1\n",
            ("--per-plaats",),
            [
                "the places of klinisch as a whole are not looked at here; without `--per-plaats` they are",
                "no places known: ",
            ],
            ["places enough", "too few"],
        ),
    ],
)
def test_what_is_not_known_is_not_called_enough(
    ios: InProcess, places: str, args: tuple[str, ...], said: list[str], not_said: list[str]
) -> None:
    Path("zover.toml").write_text(places, encoding="utf-8")
    ask = ("bezetting", "cohort", *SPAN, "--capaciteit=zover.toml", *args)
    table, beside_csv, page = ios(*ask), ios(*ask, "-f", "csv"), ios(*ask, "-f", "html")
    for words in said:
        assert words in table.out
        assert words in page.out
        assert words in beside_csv.err or "enough" in words
    for words in not_said:
        assert words not in table.out + page.out + beside_csv.err


def test_places_that_change_within_the_period(ios: InProcess) -> None:
    changing = KLINISCH + "vanaf = 2026-01-01\naantal = 2\n" + KLINISCH + "vanaf = 2026-06-01\naantal = 4\n"
    Path("meer.toml").write_text(changing, encoding="utf-8")
    args = ("bezetting", "cohort", *SPAN, "--per=kwartaal", "--capaciteit=meer.toml")
    # 3 aios from June on, for 4 places; the 2 places are those of April and May
    assert re.search(r"klinisch +2026-Q2 +2 +2 +3 +2→4\n", ios(*args).out)
    assert re.search(r"<td[^>]*>3 / 2→4<", ios(*args, "-f", "html").out)
    [csv_row] = [
        r
        for r in rows(ios(*args, "-f", "csv").out)
        if (r["maand"], r["onderdeel"]) == ("2026-Q2", "klinisch")
    ]
    assert (csv_row["piek"], csv_row["capaciteit"], csv_row["tekort"]) == ("3", "2", "0")


def test_a_last_quarter_is_whole(ios: InProcess) -> None:
    result = ios("bezetting", "cohort", "--van", "2026-Q2", "--tot-en-met", "2026-Q3", "-f", "csv")
    assert sorted({r["maand"] for r in rows(result.out)}) == [f"2026-0{n}" for n in range(4, 10)]


def test_without_places_there_is_no_answer(ios: InProcess) -> None:
    result = ios("bezetting", "cohort", *SPAN)
    assert "whether places fall short cannot be told: no capacity file was given" in result.out


@pytest.mark.parametrize(("which", "code"), [("klinisch", 1), ("ggz", 0)])
def test_fail_on_shortage(ios: InProcess, which: str, code: int) -> None:
    entries = {part.split('"')[1]: part for part in CAPACITEIT.split("\n\n")}
    Path("een.toml").write_text(entries[which], encoding="utf-8")
    args = ("bezetting", "cohort", *SPAN, "--capaciteit", "een.toml", "-f", "csv")
    assert ios(*args).code == 0
    assert ios(*args, "--fail-on", "tekort").code == code


def test_fail_on_needs_places(ios: InProcess) -> None:
    result = ios("bezetting", "cohort", "--fail-on", "tekort")
    assert result.code == 2
    assert "`--fail-on tekort` needs places to hold the aios against" in result.err


def test_a_dossier_with_errors_is_missed_aloud(ios: InProcess) -> None:
    Path("cohort/e.toml").write_text('[aios]\nid = "e"\n[opleiding]\nstart = 1\n', encoding="utf-8")
    result = ios("bezetting", "cohort", *SPAN, "--capaciteit=plaatsen.toml")
    assert result.code == 2
    assert "1 of 5 dossiers could not be computed, and is missing here" in result.out
    assert "klinisch: too few places" in result.out


def test_a_capacity_file_with_errors_gives_nothing(ios: InProcess) -> None:
    Path("fout.toml").write_text(CAPACITEIT.replace("klinisch", "kliniek"), encoding="utf-8")
    result = ios("bezetting", "cohort", "--capaciteit", "fout.toml", "-f", "csv")
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("fout.toml:2: IOS016 onbekende-keuze")
    assert ios("bezetting", "cohort", "--capaciteit", "weg.toml").err.startswith("weg.toml: IOS001 ")


def test_a_place_that_is_written_otherwise(ios: InProcess) -> None:
    Path("per-plaats.toml").write_text(PER_PLAATS.replace('"UMC"', '"U.M.C."'), encoding="utf-8")
    result = ios("bezetting", "cohort", *SPAN, "--capaciteit=per-plaats.toml", "-f", "csv")
    assert result.code == 0
    assert (
        "per-plaats.toml:3: IOS044 onbekende-plaats: waarschuwing: no dossier has the place `U.M.C.`\n"
        "    hint: did you mean `UMC`?\n"
    ) in result.err
    assert "Rijnstate" not in result.err


@pytest.mark.parametrize(
    ("known", "written", "slip"),
    [
        ("Ziekenhuis 1", "Ziekenhuis 11", False),
        ("Praktijk 2 Noord", "Praktijk 3 Noord", False),
        ("Praktijk 2 Noord", "Praktijk 2 Nord", True),
        ("Rijnlands", "Rijnlnads", True),
        ("Rijnlands", "Rijnlants", True),
        ("Huisartspraktijk Noorderbos", "Huisartspraktijk Noorderdam", False),
        ("AMC", "UMC", False),
        ("Ziekenhuis 1", "ziekenhuis-1", True),
    ],
)
def test_a_slip_of_the_pen_in_a_place(ios: InProcess, known: str, written: str, slip: bool) -> None:
    for file, name in ((Path("cohort/a.toml"), known), (Path("per-plaats.toml"), written)):
        file.write_text(file.read_text(encoding="utf-8").replace("UMC", name), encoding="utf-8")
    result = ios("bezetting", "cohort", *SPAN, "--capaciteit=per-plaats.toml", "-f", "csv")
    assert ("IOS044" in result.err) is slip


def test_two_places_that_have_places_are_two(ios: InProcess) -> None:
    text = PER_PLAATS + PER_PLAATS.replace("UMC", "UMG").replace("Rijnstate", "Rijnstede")
    Path("per-plaats.toml").write_text(text, encoding="utf-8")
    result = ios("bezetting", "cohort", *SPAN, "--capaciteit=per-plaats.toml", "-f", "csv")
    assert (result.code, "IOS044" in result.err) == (0, False)


def test_many_free_places_take_no_time() -> None:
    """Each was held against each by likeness: minutes for the practices of a region."""
    vrij = [f"Huisartspraktijk {''.join(letters)}" for letters in itertools.product("abcde", repeat=5)]
    bekend = [naam.translate(str.maketrans("abcde", "klmno")) for naam in vrij]
    lines = [f'plaats = "{naam}"\nvanaf = 2026-01-01\naantal = 1\n' for naam in vrij]
    text = "".join(f'[[capaciteit]]\nonderdeel = "huisartspraktijk-1"\n{line}' for line in lines)
    entries, findings, document = lees_capaciteit(text.encode(), "vrij.toml")
    assert (len(entries), findings) == (5**5, [])
    gelezen = Capaciteiten(file="vrij.toml", entries=entries, document=document)
    assert gelezen.onbekende_plaatsen(bekend) == []


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("--van", "2026-13"), "`2026-13` is no month for `--van`"),
        (("--van", "2026-03-01"), "leave out the day: `2026-03`"),
        (("--van", "2027-01", "--tot-en-met", "2026-12"), "lies before the first"),
        (("--tot-en-met", "2025-12"), "without `--van` the first month is that of `--as-of`"),
        (("--format", "svg", "-o", "x.html"), "contradict each other"),
        (("--dialect", "excel-nl", "-o", "x.svg"), "goes with csv, not with svg"),
    ],
)
def test_what_cannot_be_asked(ios: InProcess, args: tuple[str, ...], said: str) -> None:
    result = ios("bezetting", "cohort", *args)
    assert (result.code, result.out) == (2, "")
    assert said in result.err


# --- pictures ---


def test_svg_is_xml_that_says_what_it_shows(ios: InProcess) -> None:
    result = ios("bezetting", "cohort", *SPAN, "--capaciteit=plaatsen.toml", "-f", "svg")
    root = ElementTree.fromstring(result.out)
    ns = {"s": "http://www.w3.org/2000/svg"}
    title, desc = root.find("s:title", ns), root.find("s:desc", ns)
    assert title is not None
    assert title.text == "Bezetting, 2026-02 to 2026-12, 4 aios"
    assert desc is not None
    assert "klinisch: too few places in 2026-03 to 2026-10" in (desc.text or "")
    assert root.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"
    words = [text.text for text in root.iter("{http://www.w3.org/2000/svg}text")]
    assert "2 short in 2026-06; too few places in 8 months" in words
    assert "places enough, at most 2 aios" in words


def test_the_title_counts_who_is_there(ios: InProcess) -> None:
    """Of four dossiers one stopped on 2026-10-20, and one at 80 % goes on until the end of 2028."""
    for van, aios in (("2026-10", 4), ("2026-11", 3), ("2028-03", 1)):
        out = ios("bezetting", "cohort", "--van", van, "-f", "svg").out
        assert re.search(rf"<title [^>]*>Bezetting, {van} to 2028-11, {aios} aios</title>", out)


@pytest.mark.parametrize("form", ["svg", "html"])
def test_nothing_is_loaded_from_elsewhere(ios: InProcess, form: str) -> None:
    out = ios("bezetting", "cohort", *SPAN, "--capaciteit=plaatsen.toml", "-f", form).out
    assert "<script" not in out
    urls = set(re.findall(r"[a-z]+://[^\"' )<]+", out))
    assert urls <= {"http://www.w3.org/2000/svg"}
    assert not re.search(r"(src|href|@import)\s*=?", out)


@pytest.mark.parametrize("before", ["", r"\n", r"\u001b[31m"])
def test_what_somebody_wrote_is_text(ios: InProcess, before: str) -> None:
    kwaad = before + r"<script>alert(1)</script> & \u0001"
    for file in (Path("cohort/a.toml"), Path("per-plaats.toml")):
        text = file.read_text(encoding="utf-8").replace('"UMC"', f'"{kwaad}"')
        file.write_text(text, encoding="utf-8")
    args = ("bezetting", "cohort", *SPAN, "--capaciteit=per-plaats.toml", "--per-plaats", "-f")
    svg = ios(*args, "svg").out
    assert "<script" not in svg
    words = " ".join(el.text or "" for el in ElementTree.fromstring(svg).iter())
    shown = before.replace(r"\u00", r"\x")
    assert rf"klinisch, {shown}<script>alert(1)</script> & \x01" in words
    page = ios(*args, "html").out
    assert "<script" not in page
    assert not re.search(r"[\x00-\x09\x0b-\x1f]", page)


def test_html_in_the_language_of_the_reader(ios: InProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    args = ("bezetting", "cohort", *SPAN, "--capaciteit=plaatsen.toml", "-f", "html")
    assert '<html lang="en">' in ios(*args).out
    monkeypatch.setenv("IOS_LANG", "nl")
    assert '<html lang="nl">' in ios(*args).out


def test_html_has_the_numbers_under_the_picture(ios: InProcess) -> None:
    out = ios("bezetting", "cohort", *SPAN, "--capaciteit=plaatsen.toml", "-f", "html").out
    assert out.index("</svg>") < out.index("<caption>2026</caption>")
    cells = re.findall(r'<td class="tekort">\s*([^<]*?)\s*<strong>([^<]*)</strong>', out)
    een, twee = ("2 / 1", "1 short"), ("3 / 1", "2 short")
    assert cells == [een, een, een, twee, twee, twee, een, een]
    assert out.count('scope="row"') == 6


def contrast(one: str, other: str) -> float:
    """WCAG 2.1: from 1 to 21."""

    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast() -> None:
    for ground in (*beeld.KLEUREN.values(), *pagina.HITTE):
        assert contrast(beeld.INKT, ground) >= 7
    for text in (beeld.ROOD, beeld.GRIJS, "#444444"):
        for ground in ("#ffffff", "#ffe3e6", *pagina.HITTE):
            assert contrast(text, ground) >= 4.5


def test_nobody_in_the_picture(ios: InProcess) -> None:
    for form in ("svg", "html"):
        result = ios("bezetting", "cohort", "--as-of", "2035-01-01", "-f", form)
        assert result.code == 0
        assert "nobody is in training in these months" in result.out


# --- goldens ---


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("bezetting-plain.txt", SPAN),
        ("bezetting.svg", (*SPAN, "-f", "svg")),
        ("bezetting.html", (*SPAN, "-f", "html")),
        ("bezetting-80.txt", (*SPAN, "--color", "always")),
    ],
)
def test_golden(ios: InProcess, monkeypatch: pytest.MonkeyPatch, name: str, args: tuple[str, ...]) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    check_golden(name, lambda: ios("bezetting", "cohort", "--capaciteit=plaatsen.toml", *args).out)


@pytest.mark.parametrize("columns", ["20", "40", "80", "200"])
def test_no_line_is_wider_than_the_terminal(
    ios: InProcess, monkeypatch: pytest.MonkeyPatch, columns: str
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    args = ("bezetting", "cohort", "--capaciteit=per-plaats.toml", "--per-plaats", "--color", "always")
    out = re.sub(r"\x1b\[[0-9;]*m", "", ios(*args).out)
    assert max(map(len, out.splitlines())) <= int(columns)
    heads = [line.split() for line in out.splitlines() if re.fullmatch(r"[ 0-9]*[0-9]{2} *", line)]
    months = [month for head in heads for month in head if len(month) == 2]
    assert months == [f"{m:02}" for m in (*range(2, 13), *range(1, 13), *range(1, 12))]


@pytest.mark.parametrize(
    ("width", "koppen"),
    [
        (63, [list(range(2, 13))]),  # all of it fits, though no whole year does
        (60, [list(range(2, 7)), list(range(7, 13))]),  # half a year does
        (30, [[2, 3], [4, 5, 6], [7, 8, 9], [10, 11, 12]]),
    ],
)
def test_no_more_parts_than_it_takes(
    ios: InProcess, monkeypatch: pytest.MonkeyPatch, width: int, koppen: list[list[int]]
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    out = ios("bezetting", "cohort", *SPAN, "--capaciteit=plaatsen.toml", "--color=always").out
    lines = [re.sub(r"\x1b\[[0-9;]*m", "", line).split() for line in out.splitlines()]
    months = [
        list(map(int, line)) for line in lines if line and all(re.fullmatch("[01][0-9]", w) for w in line)
    ]
    assert months == koppen


def test_readable_without_colour(ios: InProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    out = re.sub(
        r"\x1b\[[0-9;]*m",
        "",
        ios("bezetting", "cohort", *SPAN, "--capaciteit=plaatsen.toml", "--color", "always").out,
    )
    [klinisch] = [line.split() for line in out.splitlines() if line.startswith("klinisch  ")]
    assert klinisch[1:] == ["·", "2!", "2!", "2!", "3!", "3!", "3!", "2!", "2!", "1", "1"]
    [kort] = [line.split() for line in out.splitlines() if line.startswith("  short")]
    assert kort[1:] == ["1", "1", "1", "2", "2", "2", "1", "1"]


def test_no_file_is_left_half_or_overwritten(ios: InProcess) -> None:
    assert ios("bezetting", "cohort", "--capaciteit=plaatsen.toml", "-o", "b.html").code == 0
    assert Path("b.html").read_text(encoding="utf-8").endswith("</html>\n")
    before = Path("plaatsen.toml").read_bytes()
    result = ios("bezetting", "cohort", "--capaciteit=plaatsen.toml", "-f", "svg", "-o", "plaatsen.toml")
    assert result.code == 2
    assert Path("plaatsen.toml").read_bytes() == before


def test_as_a_process(ios: InProcess) -> None:
    del ios
    done = run("bezetting", "cohort", "-f", "csv", "-q", cwd=Path.cwd(), env={"IOS_AS_OF": "2026-02-10"})
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("maand,onderdeel,aantal,fte,piek,capaciteit,tekort\n2026-02,")
