"""Files, folders and standard input by the names that the user typed."""

import io
import os
import sys
from pathlib import Path

import pytest

from ios_cli.domain.finding import Finding
from ios_cli.io.sources import Source, find_sources

WINDOWS = os.name == "nt"


def tree(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode())


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def labels(*paths: str | Path) -> list[str]:
    return [source.file.replace(os.sep, "/") for source in find_sources(paths)]


def problem(source: Source) -> Finding:
    read = source.read()
    assert isinstance(read, Finding)
    assert read.code == "IOS001"
    assert read.message
    return read


def test_a_file_keeps_the_name_that_was_typed(here: Path) -> None:
    tree(here, "a.toml", "b.txt")
    (a, b) = find_sources(["./a.toml", "b.txt"])
    assert (a.file, a.explicit, a.read()) == ("./a.toml", True, b"a.toml")
    assert b.read() == b"b.txt"


def test_a_folder_gives_its_toml_files_in_order(here: Path) -> None:
    tree(
        here, "c/b.toml", "c/a/z.toml", "c/a.toml", "c/B.TOML", "c/readme.md", "c/x.toml/in.toml", "c/ë.toml"
    )
    assert labels("c") == ["c/B.TOML", "c/a/z.toml", "c/a.toml", "c/b.toml", "c/x.toml/in.toml", "c/ë.toml"]
    assert labels("./c/") == ["./" + name for name in labels("c")]
    assert all(not source.explicit for source in find_sources(["c"]))
    assert labels(".")[0] == "./c/B.TOML"


def test_hidden_files_and_folders_are_passed_over(here: Path) -> None:
    tree(here, "c/a.toml", "c/.venv/x.toml", "c/.git/x.toml", "c/.ios-1.tmp", "c/._a.toml")
    assert labels("c") == ["c/a.toml"]
    assert labels("c/.venv") == ["c/.venv/x.toml"]  # named itself


def test_what_notepad_saved_is_told(here: Path) -> None:
    """Windows hides the end of `b.toml.txt`: whoever saved it so believes that it is a dossier."""
    tree(here, "c/a.toml", "c/b.toml.TXT", "c/readme.txt", "c/.c.toml.txt")
    a, b = find_sources(["c"])
    assert (a.file, b.file) == ("c/a.toml", "c/b.toml.TXT")
    finding = b.read()
    assert isinstance(finding, Finding)
    assert (finding.code, finding.is_fout) == ("IOS005", True)
    assert "`b.toml`" in finding.hint
    assert [s.explicit for s in find_sources(["c", "c/b.toml.TXT"])] == [False, True]  # named: read as it is


def test_no_file_comes_twice(here: Path) -> None:
    tree(here, "c/a.toml", "c/b.toml")
    sources = list(find_sources(["c", "c/a.toml", str(here / "c" / "b.toml"), "c"]))
    assert [(s.path.name, s.explicit) for s in sources if s.path is not None] == [
        ("a.toml", True),
        ("b.toml", True),
    ]


@pytest.mark.skipif(WINDOWS, reason="links need a privilege there")
def test_links_are_followed_once(here: Path) -> None:
    tree(here, "c/a.toml", "elders/b.toml")
    (here / "c" / "lus").symlink_to(here / "c")
    (here / "c" / "naar").symlink_to(here / "elders")
    (here / "c" / "weer").symlink_to(here / "elders")
    (here / "c" / "z.toml").symlink_to(here / "c" / "a.toml")
    assert labels("c") == ["c/a.toml", "c/naar/b.toml"]


@pytest.mark.skipif(WINDOWS, reason="links need a privilege there")
def test_a_link_to_nothing_is_said(here: Path) -> None:
    tree(here, "c/a.toml")
    (here / "c" / "b.toml").symlink_to("weg.toml")
    (_a, b) = find_sources(["c"])
    assert "does not exist" in problem(b).message


@pytest.mark.skipif(WINDOWS, reason="pipes have no names there")
def test_pipes_in_a_folder_are_passed_over(here: Path) -> None:
    tree(here, "c/a.toml")
    os.mkfifo(here / "c" / "p.toml")
    assert labels("c") == ["c/a.toml"]


@pytest.mark.parametrize("name", ["dossier.toml", "map/x.toml", "", "a\0b", "a.toml/x.toml"])
def test_what_is_not_there(here: Path, name: str) -> None:
    tree(here, "a.toml")
    (source,) = find_sources([name])
    assert source.explicit
    assert problem(source).file == name


def test_the_nearest_name_is_suggested(here: Path) -> None:
    tree(here, "c/jansen.toml", "c/pietersen.toml")
    (source,) = find_sources(["c/jansn.toml"])
    assert str(Path("c/jansen.toml")) in problem(source).hint
    (source,) = find_sources(["c/map/jansen.toml"])
    assert "`c` exists" in problem(source).hint


@pytest.mark.skipif(WINDOWS or (hasattr(os, "geteuid") and os.geteuid() == 0), reason="may read everything")
def test_no_permission(here: Path) -> None:
    tree(here, "c/a.toml", "c/d/b.toml")
    (here / "c" / "a.toml").chmod(0)
    (here / "c" / "d").chmod(0)
    try:
        assert ["permission" in problem(s).message for s in find_sources(["c"])] == [True, True]
    finally:
        (here / "c" / "d").chmod(0o700)


def test_standard_input_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("é".encode()), encoding="latin-1"))
    (source,) = find_sources(["-", "-"])
    assert (source.file, source.explicit, source.path) == ("<stdin>", True, None)
    assert source.read() == "é".encode()


def test_standard_input_as_text() -> None:
    (source,) = find_sources(["-"], stdin=io.StringIO("é"))
    assert source.read() == "é".encode()


def test_closed_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    for stdin in (None, io.BytesIO()):
        if stdin is not None:
            stdin.close()
        monkeypatch.setattr(sys, "stdin", stdin)
        (source,) = find_sources(["-"])
        assert "standard input" in problem(source).message
