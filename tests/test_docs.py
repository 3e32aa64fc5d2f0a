"""The documents do not rot: what they show is what the program says, what they name exists.

The console blocks of the README run in one fresh folder, in order. `UPDATE_DOCS=1` writes the real
answers into the README instead of comparing.
"""

import dataclasses
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

import ios_cli
from ios_cli.cli.app import COMMANDS, load_command
from ios_cli.cli.exit_codes import MEANINGS
from ios_cli.domain.dossier import Dossier
from ios_cli.domain.fields import specs_of
from ios_cli.domain.finding import FINDING_NAMES
from ios_cli.render.csv import GENERATE_COLUMNS
from ios_cli.render.vergelijking import VARIANT_COLUMNS

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
DOCS = ROOT / "docs"
PAGES = [README, ROOT / "CHANGELOG.md", *sorted(DOCS.rglob("*.md"))]
# What the project promises, commands still to come included.
PROMISES = (DOCS / "contract.md", DOCS / "rekenregels.md")
BUILT = [page for page in PAGES if page not in PROMISES]
DECISIONS = sorted((DOCS / "decisions").glob("*.md"))
PROGRAMS = str(Path(sys.executable).parent)

BLOCK = re.compile(
    r"(?:<!-- file: (?P<file>\S+) -->\n|(?P<terminal><!-- on a terminal -->\n))?"
    r"^```(?P<language>\w*)\n(?P<body>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
LINK = re.compile(r"\[[^]]*\]\(([^)\s]+)\)")
CODE = re.compile(r"`([^`\n]+)`")


def read(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def page_name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def in_backticks(page: Path) -> set[str]:
    return set(CODE.findall(read(page)))


# --- the README runs -------------------------------------------------------------------------------


def environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("HOME", "TMPDIR") if name in os.environ}
    return kept | {
        "PATH": PROGRAMS + os.pathsep + os.environ["PATH"],
        "TERM": "xterm",
        "NO_COLOR": "1",
        "IOS_LANG": "en",
        "IOS_AS_OF": "2026-06-01",
    }


def run(command: str, folder: Path) -> str:
    """Both streams, as they come without a terminal."""
    result = subprocess.run(
        ["sh", "-c", command],
        check=False,
        cwd=folder,
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=60,
    )
    return result.stdout


def run_on_terminal(command: str, folder: Path) -> str:
    """What a terminal of 100 columns shows."""
    import fcntl
    import pty
    import struct
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 100, 0, 0))
    process = subprocess.Popen(
        ["sh", "-c", command], cwd=folder, env=environment(), stdin=theirs, stdout=theirs, stderr=theirs
    )
    os.close(theirs)
    shown = b""
    with open(ours, "rb", buffering=0) as screen:  # noqa: PTH123  (a descriptor)
        while True:
            try:
                piece = screen.read(65536)
            except OSError:  # Linux says EIO when the last writer has gone
                break
            if not piece:
                break
            shown += piece
    process.wait(timeout=60)
    return "".join(f"{line.rstrip()}\n" for line in shown.decode("utf-8").splitlines())


def answered(body: str, folder: Path, *, terminal: bool) -> str:
    """A console block with the real answer under each of its commands."""
    answer = run_on_terminal if terminal else run
    commands = [line for line in body.splitlines() if line.startswith("$ ")]
    return "".join(f"{command}\n{answer(command.removeprefix('$ '), folder)}" for command in commands)


@pytest.mark.skipif(os.name == "nt", reason="the README shows a POSIX shell")
@pytest.mark.skipif(
    shutil.which("ios", path=str(Path(sys.executable).parent)) is None, reason="not installed"
)
def test_readme_shows_what_the_program_says(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "sample_data", tmp_path / "sample_data")

    def answer(match: re.Match[str]) -> str:
        if match["file"]:
            (tmp_path / match["file"]).write_text(match["body"], encoding="utf-8", newline="\n")
        if match["language"] != "console":
            return match[0]
        terminal = match["terminal"] or ""
        return f"{terminal}```console\n{answered(match['body'], tmp_path, terminal=bool(terminal))}```"

    real = BLOCK.sub(answer, read(README))
    if os.environ.get("UPDATE_DOCS"):
        README.write_text(real, encoding="utf-8", newline="\n")
    assert read(README) == real


def test_readme_begins_with_the_two_set_up_commands() -> None:
    blocks = list(BLOCK.finditer(read(README)))
    assert re.findall(r"^make (\w+)", blocks[0]["body"], re.MULTILINE) == ["demo", "test"]


def test_make_targets_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", read(ROOT / "Makefile"), re.MULTILINE))
    named = {
        target
        for page in PAGES
        for text in [*CODE.findall(read(page)), *(block["body"] for block in BLOCK.finditer(read(page)))]
        for words in re.findall(r"^(?:\$ )?make ([a-z ]+?)(?: *#.*)?$", text, re.MULTILINE)
        for target in words.split()
    }
    assert {"demo", "test", "check"} <= named
    assert named <= targets


def test_ci_runs_the_test_command_of_the_readme() -> None:
    assert "make test" in read(ROOT / ".ci" / "run")


# --- what is named exists --------------------------------------------------------------------------


@pytest.mark.parametrize("page", PAGES, ids=page_name)
def test_links_resolve(page: Path) -> None:
    broken = []
    for target in LINK.findall(read(page)):
        path, __, anchor = target.partition("#")
        if re.match(r"[a-z]+:", path):
            continue
        there = (page.parent / path).resolve() if path else page
        if not there.exists() or (anchor and anchor not in anchors(there)):
            broken.append(target)
    assert broken == []


def anchors(page: Path) -> set[str]:
    titles = re.findall(r"^#+ (.+)$", read(page), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}


def command_lines(text: str) -> Iterator[list[str]]:
    """The words after each `ios` in code, wherever it stands in a pipe."""
    code = [
        *CODE.findall(text),
        *(b["body"] for b in BLOCK.finditer(text) if b["language"] in ("console", "sh")),
    ]
    for line in "\n".join(code).splitlines():
        for part in re.split(r"[|;&]", line.removeprefix("$ ")):
            words = [word for word in part.split() if not re.fullmatch(r"[A-Z_]+=\S+", word)]
            if words and re.fullmatch(r"(\S*[\\/])?ios", words[0]):
                yield words[1:]


def options_of(command: str) -> set[str]:
    built = load_command(command)
    assert built is not None
    return {opt for param in built.params for opt in param.opts} | {"--help", "-h"}


ROOT_OPTIONS = {"--version", "--install-completion", "--show-completion", "--shell", "--help", "-h"}


@pytest.mark.parametrize("page", BUILT, ids=page_name)
def test_commands_and_options_exist(page: Path) -> None:
    for words in command_lines(read(page)):
        command = next((word for word in words if not word.startswith("-")), None)
        known = ROOT_OPTIONS
        if command is not None:
            assert command in COMMANDS, words
            known = options_of(command)
        given = {word.partition("=")[0] for word in words if re.match(r"--?[a-z]", word)}
        assert given <= known, words


def test_options_named_alone_exist() -> None:
    every = ROOT_OPTIONS.union(*(options_of(command) for command in COMMANDS))
    named = {
        word
        for page in BUILT
        for code in CODE.findall(read(page))
        if code.startswith("-")
        for word in code.split()
        if word.startswith("--")
    }
    assert named - {"--write"} <= every  # --write: a decision names what is to come


def test_every_command_is_in_the_readme() -> None:
    named = {word for words in command_lines(read(README)) for word in words[:1]}
    assert set(COMMANDS) <= named


@pytest.mark.parametrize("page", BUILT, ids=page_name)
def test_finding_codes_exist(page: Path) -> None:
    assert set(re.findall(r"\bIOS\d{3}\b", read(page))) <= set(FINDING_NAMES)


def test_exit_codes_are_those_of_the_program() -> None:
    rows = re.findall(r"^\| (\d+) \|", read(README), re.MULTILINE)
    assert rows == [str(int(code)) for code in MEANINGS]


def test_environment_variables_are_those_of_the_program() -> None:
    from ios_cli.cli.commands.help import _environment

    rows = re.findall(r"^\| `([A-Z_]+)` \|", read(README), re.MULTILINE)
    assert rows == [variable for variable, __ in _environment()]


def test_every_room_is_in_the_architecture() -> None:
    package = Path(ios_cli.__file__).parent
    rooms = {path.name + "/" for path in package.iterdir() if (path / "__init__.py").exists()}
    assert rooms <= in_backticks(DOCS / "architecture.md")


def test_every_library_has_a_reason() -> None:
    project = tomllib.loads(read(ROOT / "pyproject.toml"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    page = read(DOCS / "decisions" / "0002-libraries.md")
    for requirement in wanted:
        library = re.split(r"[<>=! ]", requirement)[0]
        assert re.search(rf"`{library}\b", page), library
    typer = next(r for r in wanted if r.startswith("typer"))
    assert typer.removeprefix("typer") in page


# --- glossary, decisions, changelog ----------------------------------------------------------------


def nouns() -> Iterator[str]:
    """Every key and every choice of the dossier, at any depth."""
    todo: list[type] = [Dossier]
    while todo:
        for key, spec in specs_of(todo.pop()).items():
            yield key
            yield from spec.choices
            yield from spec.also_read
            if spec.record is not None:
                assert dataclasses.is_dataclass(spec.record)
                todo.append(spec.record)


def test_every_noun_is_in_the_glossary() -> None:
    known = in_backticks(DOCS / "glossary.md")
    assert sorted(set(nouns()) - known) == []


def test_every_column_is_explained() -> None:
    known = in_backticks(DOCS / "glossary.md")
    assert sorted({*GENERATE_COLUMNS, *VARIANT_COLUMNS} - known) == []


@pytest.mark.parametrize("page", DECISIONS, ids=page_name)
def test_decision_says_how_it_stands(page: Path) -> None:
    head = re.match(r"---\nstatus: (\w+)\nimplementation: ([\w ]+)\n---\n# (\d{4}) ", read(page))
    assert head is not None
    assert head[1] in {"proposed", "accepted", "superseded"}
    assert head[2] in {"planned", "partly built", "built"}
    assert page.name.startswith(f"{head[3]}-")


def test_decisions_are_numbered_in_a_row() -> None:
    assert [int(page.name[:4]) for page in DECISIONS] == list(range(1, len(DECISIONS) + 1))


def test_changelog_keeps_its_form() -> None:
    text = read(ROOT / "CHANGELOG.md")
    versions = re.findall(r"^## \[(.+?)\]", text, re.MULTILINE)
    assert versions[0] == "Unreleased"
    sections = set(re.findall(r"^### (.+)$", text, re.MULTILINE))
    assert sections <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security", "Rules"}
    for rules in re.findall(r"^### Rules\n(.+?)(?=^##|\Z)", text, re.MULTILINE | re.DOTALL):
        for entry in re.split(r"^- ", rules, flags=re.MULTILINE)[1:]:
            for wanted in ("Periods concerned:", "Rules touched:", "Source:"):
                assert wanted in entry, entry


@pytest.mark.parametrize("page", PAGES, ids=page_name)
def test_code_stands_on_one_line(page: Path) -> None:
    """So that the tests above find it."""
    odd = [line for line in BLOCK.sub("", read(page)).splitlines() if line.count("`") % 2]
    assert odd == []


@pytest.mark.parametrize("page", [*PAGES, *(ROOT / "sample_data").rglob("*.toml")], ids=page_name)
def test_no_page_knows_one_machine(page: Path) -> None:
    text = page.read_bytes().decode("latin-1")
    assert not re.search(r"/(home|root|work|tmp|Users)/|C:\\Users", text)
