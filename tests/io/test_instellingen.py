"""`ios.toml`: found upward, read strictly, under every option; and `ios config`, which tells it."""

import json
import os
import re
from pathlib import Path

import pytest

from ios_cli.io.instellingen import Instellingenboek
from tests.run_ios import InProcess, run

DOSSIER = '[aios]\nid = "{id}"\n[opleiding]\nstart = 2025-03-01\n{more}'
DEELTIJD = "[[deeltijd]]\nvanaf = 2025-03-01\nfactor = 0.8\n"
# what vumc does with part-time is another thing than the rest of the country: the method
AAN_HET_EIND = "aan-het-eind"


@pytest.fixture
def ios(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> InProcess:
    """In a folder with `cohort/a.toml`, which names no profile; `cohort/sub/b.toml` names leiden."""
    for variable in (
        "IOS_LANG",
        "LANGUAGE",
        "LC_ALL",
        "LC_MESSAGES",
        "LANG",
        "IOS_WORKERS",
        "NO_COLOR",
        "TERM",
    ):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("IOS_AS_OF", "2026-06-01")
    monkeypatch.chdir(tmp_path)
    write("cohort/a.toml", DOSSIER.format(id="a", more=DEELTIJD))
    write("cohort/sub/b.toml", DOSSIER.format(id="b", more='profiel = "leiden"\n' + DEELTIJD))
    return InProcess(capsys)


def write(name: str, text: str) -> Path:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def settings(text: str, folder: str = "cohort") -> Path:
    return write(f"{folder}/ios.toml", f"[cohort]\n{text}")


def rules_of(ios: InProcess, *args: str) -> dict[str, tuple[str | None, str]]:
    """aios id -> profile and method that its IOS was computed with."""
    document = json.loads(ios("generate", *args, "-f", "json", "-q").out)
    return {record["aios_id"]: (record["profiel"], record["methode"]) for record in document["data"]}


# --- the profile ---


def test_the_profile_is_for_dossiers_that_name_none(ios: InProcess) -> None:
    assert rules_of(ios, "cohort") == {"a": (None, "naar-rato"), "b": ("leiden", "naar-rato")}
    settings('profiel = "vumc"\n')
    assert rules_of(ios, "cohort") == {"a": ("vumc", AAN_HET_EIND), "b": ("leiden", "naar-rato")}
    assert rules_of(ios, "cohort/a.toml") == {"a": ("vumc", AAN_HET_EIND)}
    option = rules_of(ios, "cohort", "--profiel", "groningen")
    assert {profile for profile, _method in option.values()} == {"groningen"}


def test_from_inside_the_folder(ios: InProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    settings('profiel = "vumc"\n')
    monkeypatch.chdir("cohort")
    assert rules_of(ios, "a.toml") == {"a": ("vumc", AAN_HET_EIND)}
    monkeypatch.chdir("sub")
    assert rules_of(ios, "../a.toml") == {"a": ("vumc", AAN_HET_EIND)}


def test_every_path_has_its_own_profile(ios: InProcess) -> None:
    settings('profiel = "vumc"\n')
    write("ander/c.toml", DOSSIER.format(id="c", more=DEELTIJD))
    settings('profiel = "groningen"\n', "ander")
    assert rules_of(ios, "cohort", "ander") == {
        "a": ("vumc", AAN_HET_EIND),
        "b": ("leiden", "naar-rato"),
        "c": ("groningen", "naar-rato"),
    }


def test_the_nearest_one_holds(ios: InProcess) -> None:
    write("cohort/sub/c.toml", DOSSIER.format(id="c", more=DEELTIJD))
    settings('profiel = "vumc"\n')
    settings('profiel = "groningen"\n', "cohort/sub")
    whole = rules_of(ios, "cohort")
    assert {aios_id: profile for aios_id, (profile, _method) in whole.items()} == {
        "a": "vumc",
        "b": "leiden",
        "c": "groningen",
    }
    assert rules_of(ios, "cohort/sub/c.toml") == {"c": whole["c"]}


def test_a_profile_of_its_own_is_relative_to_ios_toml(ios: InProcess) -> None:
    write("cohort/eigen.toml", PROFILE)
    settings('profiel = "./eigen.toml"\n')
    write("cohort/diep/er/c.toml", DOSSIER.format(id="c", more=DEELTIJD))
    assert rules_of(ios, "cohort/diep/er")["c"] == ("eigen", AAN_HET_EIND)


PROFILE = """\
[profiel]
naam = "eigen"
regeling = "lop-2024"
[regel.deeltijdmethode]
waarde = "aan-het-eind"
bron = "besluit hoofd"
jaar = 2025
"""


@pytest.mark.parametrize("profile", ["vumk", "./weg.toml"])
def test_a_wrong_profile_is_told_once_where_it_stands(ios: InProcess, profile: str) -> None:
    write("cohort/c.toml", DOSSIER.format(id="c", more=""))
    settings(f'profiel = "{profile}"\n')
    result = ios("generate", "cohort", "-f", "csv")
    assert result.code == 2
    assert result.err.count("IOS061") == 1
    assert result.err.startswith("cohort/ios.toml:2: IOS061 onbekend-profiel: ")
    assert "1 of 3 dossiers computed" in result.err
    assert {line.split(",")[0] for line in result.out.splitlines()[1:]} == {"b"}


def test_what_ifs_and_diff_take_it(ios: InProcess) -> None:
    settings('profiel = "vumc"\n')
    out = ios("extend", "cohort/a.toml", "--maanden=1", "--reden=x", "-f", "json").out
    changed = json.loads(out)
    assert changed["regels"]["profiel"] == "vumc"
    write("c.toml", DOSSIER.format(id="a", more=DEELTIJD))
    result = ios("diff", "c.toml", "cohort/a.toml")
    assert result.code == 1
    assert "is computed by other rules: lop-2024 · naar-rato and lop-2024 · vumc · aan-het-eind" in result.err


def test_a_copy_elsewhere_does_not_have_it(ios: InProcess) -> None:
    settings('profiel = "vumc"\n')
    args = ("extend", "cohort/a.toml", "--maanden", "1", "--reden", "x", "-o")
    said = "the profile `vumc` comes from `cohort/ios.toml`: the copy does not name it"
    assert said in ios(*args, "-").err
    assert said in ios(*args, "c.toml").err
    assert said not in ios(*args, "cohort/c.toml").err
    result = ios(*args, "cohort/ios.toml")
    assert (result.code, Path("cohort/ios.toml").read_text(encoding="utf-8")) == (
        2,
        '[cohort]\nprofiel = "vumc"\n',
    )


def test_standard_input_counts_as_the_current_folder(ios: InProcess) -> None:
    del ios
    settings('profiel = "vumc"\n')
    text = Path("cohort/a.toml").read_text(encoding="utf-8")
    here = run("generate", "-", "-v", input=text, cwd=Path("cohort").resolve())
    there = run("generate", "-", "-v", input=text, cwd=Path.cwd())
    assert "profile `vumc`" in here.stderr
    assert "profile none" in there.stderr


# --- rules ---


def own_rules(folder: str) -> None:
    """A folder of rules with the profile `eigen` in it."""
    write(f"{folder}/profielen/eigen.toml", PROFILE)


def test_rules_are_relative_to_ios_toml(ios: InProcess) -> None:
    own_rules("regels")
    settings('regels = "../regels"\nprofiel = "eigen"\n')
    assert rules_of(ios, "cohort")["a"] == ("eigen", AAN_HET_EIND)


def test_rules_that_are_not_there(ios: InProcess) -> None:
    settings('taal = "en"\nregels = "weg"\n')
    result = ios("generate", "cohort")
    assert (result.code, result.out) == (2, "")
    assert result.err == (
        "cohort/ios.toml:3: IOS001 onleesbaar-bestand: there is no folder `cohort/weg`\n"
        "    expected: a path relative to the folder of this file\n"
    )


def test_paths_with_other_rules_do_not_go_together(ios: InProcess) -> None:
    own_rules("regels")
    settings('regels = "../regels"\n')
    write("ander/c.toml", DOSSIER.format(id="c", more=""))
    result = ios("generate", "cohort", "ander/c.toml")
    assert (result.code, result.out) == (2, "")
    assert (
        "`regels` is not the same for all paths: "
        "`../regels` in `cohort/ios.toml:2` and nothing for `ander/c.toml`"
    ) in result.err
    own_rules("meer")
    assert ios("generate", "cohort", "ander", "--regels", "meer", "-q").code == 0
    settings('regels = "../regels/"\n', "ander")  # the same folder in other words
    assert ios("generate", "cohort", "ander", "-q").code == 0


def test_rules_below_the_path_are_not_passed_over(ios: InProcess) -> None:
    own_rules("regels")
    settings('regels = "../../regels"\n', "cohort/sub")
    result = ios("generate", "cohort", "-f", "csv")
    assert result.code == 2
    assert result.err.startswith("cohort/sub/ios.toml:2: IOS043 andere-regels-in-submap: ")
    assert {line.split(",")[0] for line in result.out.splitlines()[1:]} == {"a"}
    assert ios("generate", "cohort/sub", "-q").code == 0
    assert ios("generate", "cohort", "--regels", "regels", "-q").code == 0


# --- language and dialect, as people run it ---


def process(*args: str, **env: str) -> tuple[int, str, str]:
    """Standard output with the line ends it has."""
    unset = dict.fromkeys(("IOS_LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"), "")
    done = run(*args, cwd=Path.cwd(), env={**unset, **env}, encoding=None)
    return done.returncode, done.stdout.decode(), done.stderr.decode()  # type: ignore[attr-defined]


def test_language_of_the_cohort(ios: InProcess) -> None:
    del ios
    settings('taal = "nl"\n')
    assert "laatste dag" in process("generate", "cohort", LANG="en_GB.UTF-8")[1]
    assert "last day" in process("generate", "cohort", IOS_LANG="en")[1]
    # also for what is wrong with the command line
    code, _out, err = process("generate", "cohort", "--formt", "csv")
    assert (code, err) == (2, "fout: onbekende optie `--formt`\n  hint: bedoelde u `--format`?\n")
    assert process("generate", "--formt", "csv")[2].startswith("error: ")


def test_dialect_of_the_cohort(ios: InProcess) -> None:
    del ios
    settings('dialect = "excel-nl"\n')
    code, out, _err = process("generate", "cohort", "-f", "csv")
    assert code == 0
    assert out.startswith("\ufeffaios_id;volgnummer;")
    assert out.endswith("\r\n")
    assert process("generate", "cohort", "-f", "csv", "--dialect", "standard")[1].startswith("aios_id,")
    # it contradicts no other form
    code, out, _err = process("generate", "cohort", "-f", "json")
    assert (code, json.loads(out)["schema"]) == (0, "ios/generate/1")
    assert process("diff", "cohort/a.toml", "cohort/sub/b.toml", "-f", "csv")[1].startswith("\ufeff")
    assert process("generate", "cohort", "-f", "json", "--dialect", "excel-nl")[0] == 2


@pytest.mark.parametrize(("key", "one", "other"), [("taal", "nl", "en"), ("dialect", "excel-nl", "standard")])
def test_paths_that_do_not_agree(ios: InProcess, key: str, one: str, other: str) -> None:
    write("ander/c.toml", DOSSIER.format(id="c", more=""))
    settings(f'{key} = "{one}"\n')
    assert ios("generate", "cohort", "ander", "-q").code == 0
    settings(f'{key} = "{other}"\n', "ander")
    result = ios("generate", "cohort", "ander", "-q")
    assert (result.code, result.out) == (2, "")
    assert f"`{one}` " in result.err
    assert "cohort/ios.toml:2" in result.err
    assert "ander/ios.toml:2" in result.err


def test_an_option_settles_it(ios: InProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    write("ander/c.toml", DOSSIER.format(id="c", more=""))
    settings('taal = "nl"\ndialect = "excel-nl"\n')
    settings('taal = "en"\ndialect = "standard"\n', "ander")
    monkeypatch.setenv("IOS_LANG", "en")
    result = ios("generate", "cohort", "ander", "-q", "-f", "csv", "--dialect", "excel-nl")
    assert result.code == 0
    assert "aios_id;" in result.out


# --- the capacity file ---


def test_capacity_file_of_the_cohort(ios: InProcess) -> None:
    write("cohort/plaatsen.toml", '[[capaciteit]]\nonderdeel = "klinisch"\nvanaf = 2025-01-01\naantal = 0\n')
    assert ios("bezetting", "cohort", "--fail-on", "tekort").code == 2
    settings('capaciteit = "plaatsen.toml"\n')
    result = ios("bezetting", "cohort", "--fail-on", "tekort", "-v")
    assert result.code == 1
    assert "places from `cohort/plaatsen.toml`" in result.err
    assert "klinisch: too few places" in result.out
    settings('capaciteit = "weg.toml"\n')
    assert ios("bezetting", "cohort").err.startswith("cohort/ios.toml:2: IOS001 ")
    assert ios("generate", "cohort", "-q").code == 0  # which does not read it


# --- the file itself ---


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[cohort]\nprofil = "vumc"\n', ["2: IOS010 ", "did you mean `profiel`?"]),
        ('[cohort]\ntaal = "fr"\n', ["2: IOS016 "]),
        ('[cohort]\ndialect = 1\ntaal = ""\n', ["2: IOS012 ", "3: IOS0"]),
        ('profiel = "vumc"\n', ["1: IOS010 ", "IOS011 "]),
        ("[cohort\n", ["1: IOS003 "]),
        ("[cohort]\n[dossier]\n", ["2: IOS010 "]),
    ],
)
def test_what_is_wrong_in_it_ends_the_run(ios: InProcess, text: str, said: list[str]) -> None:
    write("cohort/ios.toml", text)
    for args in (("generate", "cohort"), ("deadlines", "cohort/sub/b.toml"), ("config", "cohort")):
        result = ios(*args)
        assert result.code == 2
        for words in said:
            assert words in result.err
        assert "cohort/ios.toml:" in result.err
    assert ios("generate", "cohort").out == ""


def test_an_ios_of_that_name_is_none(ios: InProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    """The name that comes to mind for what `generate` writes."""
    settings('profiel = "vumc"\n')
    monkeypatch.chdir("cohort/sub")
    assert ios("generate", "b.toml", "-o", "ios.toml", "-q").code == 0
    assert ios("diff", "ios.toml", "b.toml").code == 0
    assert Instellingenboek().voor(Path("b.toml")) is not None
    assert ios("generate", "b.toml", "-o", "../ios.toml").code == 2


@pytest.mark.parametrize("more", [0, 30], ids=["at once", "in pieces"])
def test_a_shell_names_it_with_the_dossiers(ios: InProcess, more: int) -> None:
    """`ios check cohort/*.toml`: it is read as what it is. By itself it is no dossier."""
    cohort = settings('profiel = "utrecht"\n').parent
    for n in range(more):
        write(f"cohort/d{n:02}.toml", DOSSIER.format(id=f"d{n}", more=""))
    result = ios("generate", *map(str, sorted(cohort.glob("*.toml"))), "-f", "json")
    assert (result.code, result.err) == (0, "")
    assert {record["profiel"] for record in json.loads(result.out)["data"]} == {"utrecht"}
    alone = ios("generate", "cohort/ios.toml")
    assert alone.code == 2
    assert "IOS005" in alone.err


def test_it_is_not_a_dossier_that_was_skipped(ios: InProcess) -> None:
    settings('profiel = "vumc"\n')
    err = ios("generate", "cohort", "-v", "-f", "csv").err
    assert "skipped" not in err
    assert err.count("settings from `cohort/ios.toml`: profiel `vumc`\n") == 1


def test_the_way_up_is_that_of_the_path(ios: InProcess) -> None:
    del ios
    settings('profiel = "vumc"\n')
    write("elders/c.toml", "")
    try:
        Path("cohort/link.toml").symlink_to(Path("elders/c.toml").resolve())
    except OSError:
        pytest.skip("no symbolic links here")
    boek = Instellingenboek()
    found = boek.voor(Path("cohort/link.toml"))
    assert found is not None
    assert (found.file, found.plek("profiel")) == ("cohort/ios.toml", "cohort/ios.toml:2")
    assert boek.voor(Path("elders/c.toml")) is None
    assert boek.voor(Path("cohort/weg/is/er/niet.toml")) is found
    assert boek.voor_argument("cohort\0") is None


# --- ios config ---


def config(ios: InProcess, *args: str) -> dict[str, tuple[str | None, str, str | None]]:
    """setting -> value, origin, and where exactly."""
    document = json.loads(ios("config", *args, "-f", "json").out)
    assert document["schema"] == "ios/config/1"

    def where(record: dict[str, str | None]) -> str | None:
        file = f"{record['bestand']}:{record['regelnummer']}"
        return record["variabele"] or (file if record["bestand"] else None)

    return {str(r["instelling"]): (r["waarde"], r["herkomst"], where(r)) for r in document["data"]}


def test_config_without_a_file(ios: InProcess) -> None:
    assert config(ios) == {
        "profiel": (None, "standaard", None),
        "regels": (None, "standaard", None),
        "capaciteit": (None, "standaard", None),
        "taal": ("en", "standaard", None),
        "dialect": ("standard", "standaard", None),
        "as-of": ("2026-06-01", "omgeving", "IOS_AS_OF"),
        "workers": (None, "standaard", None),
        "color": ("never", "standaard", None),
    }
    assert "there is no `ios.toml` in `.` or above; one begins with `[cohort]`" in ios("config").err


def test_config_says_where_from(ios: InProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    settings('profiel = "vumc"\ntaal = "nl"\n\ndialect = "excel-nl"\n')
    monkeypatch.setenv("IOS_WORKERS", "2")
    monkeypatch.setenv("NO_COLOR", "1")
    holds = config(ios, "cohort/a.toml", "--as-of", "2026-01-01")
    assert holds == {
        "profiel": ("vumc", "bestand", "cohort/ios.toml:2"),
        "regels": (None, "standaard", None),
        "capaciteit": (None, "standaard", None),
        "taal": ("nl", "bestand", "cohort/ios.toml:3"),
        "dialect": ("excel-nl", "bestand", "cohort/ios.toml:5"),
        "as-of": ("2026-01-01", "optie", "--as-of"),
        "workers": ("2", "omgeving", "IOS_WORKERS"),
        "color": ("never", "omgeving", "NO_COLOR"),
    }
    monkeypatch.setenv("IOS_LANG", "en")
    assert config(ios, "cohort")["taal"] == ("en", "omgeving", "IOS_LANG")
    monkeypatch.delenv("IOS_LANG")
    monkeypatch.setenv("LANG", "nl_NL.UTF-8")
    assert config(ios)["taal"] == ("nl", "omgeving", "LANG")


def test_config_as_a_table(ios: InProcess) -> None:
    settings('profiel = "vumc"\n')
    lines = ios("config", "cohort").out.splitlines()
    assert lines[0].split() == ["setting", "value", "from"]
    assert re.split(r"  +", lines[1]) == ["profiel", "vumc", "cohort/ios.toml:2"]
    assert ios("config", "cohort").err == ""


def test_config_of_a_dossier_with_a_profile_of_its_own(ios: InProcess) -> None:
    settings('profiel = "vumc"\n')
    assert config(ios, "cohort/a.toml")["profiel"] == ("vumc", "bestand", "cohort/ios.toml:2")
    assert config(ios, "cohort/sub/b.toml")["profiel"] == ("leiden", "dossier", "cohort/sub/b.toml:5")


def test_config_gives_paths_that_can_be_used(ios: InProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    write("cohort/eigen.toml", PROFILE)
    write("cohort/plaatsen.toml", '[[capaciteit]]\nonderdeel = "klinisch"\nvanaf = 2025-01-01\naantal = 1\n')
    settings('profiel = "./eigen.toml"\ncapaciteit = "plaatsen.toml"\n')
    for folder, at in ((".", "cohort"), ("cohort", "."), ("cohort/sub", "..")):
        with monkeypatch.context() as patch:
            patch.chdir(folder)
            for key, name in (("profiel", "eigen.toml"), ("capaciteit", "plaatsen.toml")):
                value = ios("config", at, "--get", key).out.rstrip("\n")
                assert Path(value).samefile(Path(at) / name)
    document = json.loads(ios("config", "cohort", "-f", "json", "--get", "capaciteit").out)
    assert document["data"] == [
        {
            "instelling": "capaciteit",
            "waarde": "plaatsen.toml",
            "pad": "cohort/plaatsen.toml",
            "herkomst": "bestand",
            "bestand": "cohort/ios.toml",
            "regelnummer": 3,
            "variabele": None,
        }
    ]


@pytest.mark.parametrize(
    ("key", "value"),
    [("profiel", "vumc\n"), ("capaciteit", ""), ("dialect", "standard\n"), ("as-of", "2026-06-01\n")],
)
def test_config_of_one_value(ios: InProcess, key: str, value: str) -> None:
    settings('profiel = "vumc"\n')
    result = ios("config", "cohort", "--get", key)
    assert (result.code, result.out, result.err) == (0, value, "")


def test_config_of_a_name_that_is_none(ios: InProcess) -> None:
    result = ios("config", "cohort", "--get", "profil")
    assert result.code == 2
    assert "did you mean `profiel`?" in result.err


def test_config_of_a_path_that_is_mistyped(ios: InProcess) -> None:
    for wrong in ("cohrt", "cohort/b.toml", ""):
        result = ios("config", wrong)
        assert (result.code, result.out) == (2, "")
        assert "there is no file or folder" in result.err
    assert "did you mean `cohort`?" in ios("config", "cohrt").err


def test_config_tells_of_folders_with_settings_of_their_own(ios: InProcess) -> None:
    settings('profiel = "vumc"\n')
    settings('profil = "groningen"\n', "cohort/sub")
    result = ios("config", "cohort")
    assert result.code == 2
    assert "cohort/sub/ios.toml:2: IOS010 " in result.err
    settings('profiel = "groningen"\n', "cohort/sub")
    result = ios("config", "cohort")
    assert result.code == 0
    assert result.err.startswith("`cohort/sub/ios.toml` says the profile of the dossiers in its folder; ")
    document = json.loads(ios("config", "cohort", "-f", "json").out)
    assert document["submappen"] == ["cohort/sub/ios.toml"]
    assert json.loads(ios("config", "cohort/sub", "-f", "json").out)["submappen"] == []


def test_config_judges_what_is_named(ios: InProcess) -> None:
    write("cohort/plaatsen.toml", '[[capaciteit]]\nonderdeel = "kliniek"\nvanaf = 2025-01-01\naantal = 0\n')
    settings('profiel = "vumk"\ncapaciteit = "plaatsen.toml"\nregels = "weg"\n')
    result = ios("config", "cohort")
    assert result.code == 2
    assert "cohort/ios.toml:4: IOS001 " in result.err
    assert "cohort/plaatsen.toml:2: IOS016 " in result.err
    settings('profiel = "vumk"\n')
    assert "cohort/ios.toml:2: IOS061 " in ios("config", "cohort").err


@pytest.mark.parametrize("name", ["IOS.TOML", "cohort.toml", "sub/instellingen.toml"])
def test_settings_under_another_name_are_told(ios: InProcess, name: str) -> None:
    write(f"cohort/{name}", '[cohort]\nprofiel = "vumc"\n')
    if Path("cohort/ios.toml").exists():
        pytest.skip("a disk that takes it for the same name")
    result = ios("generate", "cohort", "-f", "csv")
    said = "it has a [cohort] table, but settings are read from `ios.toml` alone"
    assert (result.code, result.err) == (0, f"skipped `cohort/{name}`: {said}\n")


# --- the language, everywhere ---


@pytest.mark.parametrize(
    "args",
    [
        ("generate", "cohort", "--help"),
        ("generate", "--help", "cohort/a.toml"),
        ("explain", "cohort/a.toml", "--help"),
    ],
    ids=" ".join,
)
def test_help_is_in_one_language(ios: InProcess, args: tuple[str, ...]) -> None:
    english = ios(*args).out
    settings('taal = "nl"\n')
    dutch = ios(*args).out
    assert dutch.startswith("Gebruik: ")
    prose = {line for line in english.splitlines() if line.count(" ") > 7 and "ios " not in line}
    assert prose
    assert not prose & set(dutch.splitlines())


@pytest.mark.parametrize(
    ("args", "dutch"),
    [
        (["--help"], "Gebruik: "),
        (["help", "exit-codes"], "wat de exitcode zegt"),
        (["rule", "deeltijdmethode"], "regels lop-2024"),
        (["generate"], "heeft minstens één PAD nodig"),
        (["generat"], "fout: "),
    ],
    ids=str,
)
def test_without_a_path_the_current_folder_says_the_language(
    ios: InProcess, monkeypatch: pytest.MonkeyPatch, args: list[str], dutch: str
) -> None:
    settings('taal = "nl"\n')
    result = ios(*args)
    assert dutch not in result.out + result.err
    monkeypatch.chdir("cohort/sub")
    result = ios(*args)
    assert dutch in result.out + result.err
    monkeypatch.setenv("IOS_LANG", "en")
    result = ios(*args)
    assert dutch not in result.out + result.err


def test_a_new_dossier_is_in_the_language_of_its_folder(ios: InProcess) -> None:
    settings('taal = "nl"\n')
    ios("init", "cohort/nieuw.toml")
    ios("init", "nieuw.toml")
    dutch, english = (Path(name).read_text(encoding="utf-8") for name in ("cohort/nieuw.toml", "nieuw.toml"))
    assert "Het dossier" in dutch
    assert "The dossier" in english


def test_what_is_written_to_says_no_language(ios: InProcess) -> None:
    settings('taal = "nl"\n')
    write("ander/c.toml", DOSSIER.format(id="c", more=""))
    args = ("generate", "ander", "-o", "cohort/uit.txt")
    assert ios(*args).code == 0
    first = Path("cohort/uit.txt").read_text(encoding="utf-8")
    assert "maanden" not in first
    assert ios(*args).code == 0  # now it is there
    assert Path("cohort/uit.txt").read_text(encoding="utf-8") == first


# --- what is there and cannot be read ---


def test_a_link_that_leads_nowhere_is_told(ios: InProcess) -> None:
    try:
        Path("cohort/ios.toml").symlink_to("weg.toml")
    except OSError:
        pytest.skip("no links here")
    for args in (("check", "cohort"), ("config", "cohort")):
        result = ios(*args)
        assert result.code == 2
        assert "cohort/ios.toml: IOS001 onleesbaar-bestand: cannot be read: there is no such" in result.err


def test_a_pipe_of_that_name_is_told_and_not_waited_for(ios: InProcess) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("no pipes here")
    os.mkfifo("cohort/ios.toml")
    result = ios("check", "cohort")
    assert result.code == 2
    assert "cohort/ios.toml: IOS001 onleesbaar-bestand: cannot be read: it is not a file" in result.err


@pytest.mark.parametrize("key", ["regels", "capaciteit", "profiel"])
def test_a_name_that_no_system_takes(ios: InProcess, key: str) -> None:
    write("los/c.toml", DOSSIER.format(id="c", more=""))
    settings(f'{key} = "a\\u0000b.toml"\n')
    for paths in (["cohort"], ["cohort", "cohort/sub"]):
        result = ios("bezetting", *paths)
        assert result.code == 2
        assert "cohort/ios.toml:2: " in result.err
