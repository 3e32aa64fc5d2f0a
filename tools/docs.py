"""The pages that are made from the program: what each finding means, and every rule value and term.

    python -m tools.docs          write docs/findings.md, docs/rules.md and their Dutch sisters
    python -m tools.docs --check  write nothing; fail where a page is not what would be written

The messages come from running the smallest reproducer of each finding (`tests/errors`, `tests/toetsing`).
"""

import contextlib
import io
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from tests.reproducers import NO_REPRODUCER, Reproducer, reproducers

from ios_cli import text
from ios_cli.cli.app import main as ios
from ios_cli.cli.commands.rule import say_value
from ios_cli.cli.finding_texts import TEXTS
from ios_cli.cli.rule_terms import say_moment, who_of
from ios_cli.domain.finding import FINDING_NAMES
from ios_cli.regels.bestand import TermijnRecord
from ios_cli.regels.load import RegelBoek
from ios_cli.regels.model import Regel, Regels
from ios_cli.text import _

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
LANGUAGES = ("en", "nl")

# The headings of the pages, which no run of the program says.
WORDS: dict[str, dict[str, str]] = {
    "en": {
        "made": "Made by `python -m tools.docs` from the program; do not edit.",
        "findings": "Findings",
        "findings_intro": "What `ios` can say about a dossier, a rule file or a change. The code and the "
        "name never change; the text is for reading. `ios rule CODE` shows the same in a terminal.",
        "remedy": "What to do",
        "example": "The smallest example",
        "says": "What it says",
        "none": "No file has this: {why}.",
        "made_from": "`{file}` is the shipped `{shipped}`{change}",
        "change": ", with `{text}` as `{instead}`",
        "rules": "Rules and terms",
        "rules_intro": "Every value that `ios` uses, with its source. A *choice* is ours where the source is "
        "silent; *uncertain* is old, or contradicted elsewhere. `ios rule NAME` shows the same.",
        "rule_head": "| rule | value | what it says | source |",
        "terms": "Terms",
        "term_head": "| term | what it is | who | from | at the latest | source |",
        "choice": "choice",
        "uncertain": "uncertain",
        "no_value": "none; only a profile gives one",
        "off": "shipped switched off",
        "profiles": "Profile {name}: {about}",
    },
    "nl": {
        "made": "Gemaakt door `python -m tools.docs` uit het programma; niet bewerken.",
        "findings": "Bevindingen",
        "findings_intro": "Wat `ios` kan zeggen over een dossier, een regelbestand of een wijziging. De code "
        "en de naam veranderen nooit; de tekst is om te lezen. `ios rule CODE` toont "
        "hetzelfde op een terminal.",
        "remedy": "Wat u doet",
        "example": "Het kleinste voorbeeld",
        "says": "Wat het programma zegt",
        "none": "Geen bestand heeft dit: het hangt af van een ander programma of van de schijf.",
        "made_from": "`{file}` is de meegeleverde `{shipped}`{change}",
        "change": ", met `{text}` als `{instead}`",
        "rules": "Regels en termijnen",
        "rules_intro": "Elke waarde die `ios` gebruikt, met de bron. Een *keuze* is van ons waar de bron "
        "zwijgt; *onzeker* is oud of elders tegengesproken. `ios rule NAAM` toont hetzelfde.",
        "rule_head": "| regel | waarde | wat er staat | bron |",
        "terms": "Termijnen",
        "term_head": "| termijn | wat het is | wie | vanaf | uiterlijk | bron |",
        "choice": "keuze",
        "uncertain": "onzeker",
        "no_value": "geen; alleen een profiel geeft er een",
        "off": "wordt uitgeschakeld meegeleverd",
        "profiles": "Profiel {name}: {about}",
    },
}


def findings_page(language: str) -> str:
    """Every finding: meaning, remedy, smallest reproducer, and what the program says of it."""
    words = WORDS[language]
    found = {r.code: r for r in reproducers()}
    lines = [f"# {words['findings']}", "", f"<!-- {words['made']} -->", "", words["findings_intro"], ""]
    for code, name in FINDING_NAMES.items():
        meaning, remedy = TEXTS[code]
        lines += [f"## {code} {name}", "", _(meaning), "", f"**{words['remedy']}.** {_(remedy)}", ""]
        if code in found:
            lines += _example(found[code], language)
        else:
            lines += [words["none"].format(why=NO_REPRODUCER[code]), ""]
    return "\n".join(lines)


def _example(reproducer: Reproducer, language: str) -> Iterator[str]:
    words = WORDS[language]
    yield f"{words['example']}:"
    yield ""
    for file in reproducer.files:
        kind = {"": "text"}.get(file.suffix, file.suffix.removeprefix("."))
        yield f"`{file.as_posix()}`"
        yield f"```{kind}"
        yield (reproducer.folder / file).read_bytes().decode("utf-8", "replace").rstrip("\n")
        yield "```"
    for file_, shipped, old, new in reproducer.made:
        change = words["change"].format(text=old, instead=new.replace("\n", "`, `")) if old else ""
        yield words["made_from"].format(file=file_, shipped=shipped, change=change)
        yield ""
    import shlex

    yield (
        f"`ios {shlex.join(reproducer.command)} --as-of {reproducer.as_of}`"
        if reproducer.folder.joinpath("as_of.txt").exists()
        else f"`ios {shlex.join(reproducer.command)}`"
    )
    yield "```text"
    yield said_by(reproducer, language).rstrip("\n")
    yield "```"
    yield ""


def said_by(reproducer: Reproducer, language: str) -> str:
    """The lines of the run that are about the finding, with those indented under them."""
    with tempfile.TemporaryDirectory() as folder:
        reproducer.build(Path(folder))
        out = _run(reproducer.command, Path(folder), language, reproducer.as_of)
    kept, about = [], False
    for line in out.splitlines():
        if not line.startswith(" "):
            about = f" {reproducer.code} " in f" {line}"
        if about:
            kept.append(line)
    assert kept, (reproducer.code, out)
    return "\n".join(kept)


def _run(args: list[str], folder: Path, language: str, as_of: str) -> str:
    """What `ios` prints, on both streams, in `folder`."""
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="\n")
    before = Path.cwd()
    kept = {k: os.environ.get(k) for k in ("IOS_LANG", "IOS_AS_OF", "COLUMNS")}
    os.environ |= {"IOS_LANG": language, "IOS_AS_OF": as_of}
    os.environ.pop("COLUMNS", None)
    try:
        os.chdir(folder)
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
            ios(args)
        out.flush()
        data = out.buffer.getvalue() if isinstance(out.buffer, io.BytesIO) else b""
    finally:
        os.chdir(before)
        for key, value in kept.items():
            if value is None:
                os.environ.pop(key, None)
            else:
                os.environ[key] = value
    return data.decode("utf-8", "replace")


def rules_page(language: str) -> str:
    """Every rule value and term of the shipped editions, and what the shipped profiles put in their place."""
    words = WORDS[language]
    lines = [f"# {words['rules']}", "", f"<!-- {words['made']} -->", "", words["rules_intro"], ""]
    boek, _findings = RegelBoek.load()
    for editie in boek.editions():
        regels, _more = boek.regels_voor(start=editie.begin, regeling=editie.id)
        assert regels is not None
        lines += [
            f"## {editie.id}: {editie.omschrijving[language]}",
            "",
            words["rule_head"],
            "|---|---|---|---|",
        ]
        lines += [_rule_row(regel, language) for regel in regels]
        lines += ["", f"### {words['terms']}", "", words["term_head"], "|---|---|---|---|---|---|"]
        lines += [_term_row(term, regels, language) for term in regels.termijnen]
        lines += [""]
        national = {id(term) for term in regels.termijnen}
        for naam, about in boek.profielen().items():
            own, _more = boek.regels_voor(start=editie.begin, regeling=editie.id, profiel=naam)
            if own is None:
                continue
            title = words["profiles"].format(name=f"`{naam}`", about=about.get(language, ""))
            lines += [f"## {title}", "", words["rule_head"], "|---|---|---|---|"]
            lines += [_rule_row(regel, language) for regel in own if regel.laag == "profiel"]
            terms = [term for term in own.termijnen if id(term) not in national]
            if terms:
                lines += ["", words["term_head"], "|---|---|---|---|---|---|"]
                lines += [_term_row(term, own, language) for term in terms]
            lines += [""]
    return "\n".join(lines)


def _rule_row(regel: Regel, language: str) -> str:
    words = WORDS[language]
    value = words["no_value"] if regel.waarde is None else say_value(regel.waarde, regel.eenheid)
    return _row(
        f"`{regel.naam}`",
        value,
        " ".join(x for x in (regel.omschrijving.get(language, ""), _remark(regel.opmerking, language)) if x),
        regel.bronvermelding + _marks(regel.keuze, regel.onzeker, language),
    )


def _term_row(term: TermijnRecord, regels: Regels, language: str) -> str:
    words = WORDS[language]
    what = [term.omschrijving.get(language, ""), _remark(term.opmerking, language)]
    if term.praktijk:
        what.append(f"({words['off']})")
    return _row(
        f"`{term.code}`",
        " ".join(x for x in what if x),
        "+".join(who_of(term, regels)),
        say_moment(term.vanaf, regels, names=True),
        say_moment(term.uiterlijk, regels, names=True),
        term.bronvermelding + _marks(False, term.onzeker, language),
    )


def _remark(remark: Mapping[str, str], language: str) -> str:
    found = remark.get(language, "")
    return f"({found})" if found else ""


def _marks(choice: bool, uncertain: bool, language: str) -> str:
    words = WORDS[language]
    marks = [words[key] for key, here in (("choice", choice), ("uncertain", uncertain)) if here]
    return "".join(f"; *{mark}*" for mark in marks)


def _row(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


PAGES: dict[str, Callable[[str], str]] = {"findings": findings_page, "rules": rules_page}


def main() -> int:
    check = sys.argv[1:] == ["--check"]
    stale = []
    for name, page in PAGES.items():
        for language in LANGUAGES:
            text.use_language(language)
            content = page(language).rstrip("\n") + "\n"
            path = DOCS / (f"{name}.md" if language == "en" else f"{name}.{language}.md")
            if check:
                if not path.exists() or path.read_text("utf-8") != content:
                    stale.append(path.relative_to(ROOT).as_posix())
            else:
                path.write_text(content, "utf-8", newline="\n")
    for name in stale:
        print(f"{name} is not what the program says: run `make docs`", file=sys.stderr)
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
