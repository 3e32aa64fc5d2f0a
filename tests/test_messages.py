"""Both languages are complete: no text without a translation, no translation without a text."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from tools import messages

from tests.run_ios import ROOT

SOURCES = ROOT / "src" / "ios_cli"


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_the_catalogue_is_complete_and_current(language: str) -> None:
    found = messages.stale(language)
    assert not found, "run `make messages`, translate what is new in ios.po, and again:\n" + "\n".join(found)


def test_the_tool_sees_what_is_wrong() -> None:
    from babel.messages.catalog import Catalog

    catalogue = Catalog(locale="nl")
    catalogue.add("fine `{name}`", "goed `{name}`")
    catalogue.add("missing", "")
    catalogue.add("guessed", "geraden", flags=["fuzzy"])
    catalogue.add("lost `{name}`", "kwijt `{naam}`")
    catalogue.add(("{n} day", "{n} days"), ("{n} dag", ""))
    found = messages.problems(catalogue)
    assert [line.partition(":")[0] for line in found] == [
        "no translation",
        "fuzzy",
        "placeholders differ ('kwijt `{naam}`')",
        "no translation",
    ]


def calls(tree: ast.AST, *names: str) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in names:
                yield node


def trees(folder: Path = SOURCES) -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(folder.rglob("*.py")):
        yield path, ast.parse(path.read_text(encoding="utf-8"))


def words_in(node: ast.AST) -> bool:
    """Whether a literal holds words of its own: a name between backticks is nobody's language."""
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    texts = [part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)]
    return any(c.isalpha() for text in texts for c in re.sub(r"`[^`]*`", "", text))


def test_only_whole_texts_are_marked() -> None:
    """`_(f"...")` and `_("..." + x)` never reach the catalogue."""
    wrong = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path, tree in trees()
        for call in calls(tree, "_", "N_")
        if call.args and isinstance(call.args[0], ast.JoinedStr | ast.BinOp)
    ]
    assert not wrong


def test_no_marked_text_stands_within_an_f_string() -> None:
    """What gathers the texts does not look there: it would never be translated."""
    wrong = [
        f"{path.relative_to(ROOT)}:{literal.lineno}"
        for path, tree in trees()
        for literal in ast.walk(tree)
        if isinstance(literal, ast.JoinedStr) and any(calls(literal, "_", "N_", "ngettext"))
    ]
    assert not wrong


def test_every_help_text_is_marked() -> None:
    """What is given as help, metavar, message, expected or hint is translated, or marked for it."""
    wrong = []
    for path, tree in trees():
        for call in calls(tree, "Option", "Argument", "command", "Typer", "Finding", "UsageProblem"):
            for keyword in call.keywords:
                told = keyword.arg in ("help", "metavar", "message", "expected", "hint", "epilog")
                value = keyword.value
                if told and words_in(value):
                    wrong.append(f"{path.relative_to(ROOT)}:{value.lineno}: {keyword.arg}")
        for call in calls(tree, "UsageProblem", "OutputError", "note", "detail"):
            if call.args and words_in(call.args[0]):
                wrong.append(f"{path.relative_to(ROOT)}:{call.lineno}")
    assert not wrong


def test_every_field_of_a_file_says_what_it_is_in_a_marked_text() -> None:
    kinds = ("text", "day", "clock_time", "number", "integer", "boolean", "texts", "value", "table", "tables")
    wrong = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path, tree in trees(SOURCES / "domain")
        for call in calls(tree, *kinds)
        if isinstance(call.func, ast.Attribute) and any(words_in(arg) for arg in call.args)
    ]
    assert not wrong
