"""The catalogues: gather the texts from src/, bring nl/ios.po up to date, compile ios.mo.

    python -m tools.messages          write both files
    python -m tools.messages --check  write nothing; fail where something is missing or stale

Translations are kept by their English text. A new text gets an empty translation and stands in the
report; nothing is guessed, so nothing is ever fuzzy. A text that left the code leaves the catalogue.
"""

import io
import sys
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
SOURCES = ROOT / "src"
LOCALE = SOURCES / "ios_cli" / "locale"
LANGUAGES = ("nl",)
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}

Id = str | tuple[str, str]
"""The English text, or singular and plural."""


def po_path(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "ios.po"


def gather() -> dict[Id, list[str]]:
    """Every marked text (or pair of singular and plural) in src/, with the files it stands in."""
    found: dict[Id, set[str]] = {}
    rows = extract_from_dir(
        str(SOURCES), [("**.py", "python")], {"**.py": {"encoding": "utf-8"}}, keywords=KEYWORDS
    )
    for file, __, text, *_rest in rows:
        key: Id = text if isinstance(text, str) else (text[0], text[1])
        if key:
            found.setdefault(key, set()).add(Path(file).as_posix())
    return {key: sorted(files) for key, files in sorted(found.items(), key=lambda item: _order(item[0]))}


def _order(key: Id) -> tuple[str, str]:
    return (key, "") if isinstance(key, str) else key


def read_catalogue(language: str) -> Catalog:
    path = po_path(language)
    if not path.exists():
        return Catalog(locale=language, domain="ios")
    with path.open("rb") as stream:
        return read_po(stream, locale=language, domain="ios")


def updated(language: str) -> Catalog:
    """The catalogue with exactly the texts of the code, and the translations it had."""
    old = read_catalogue(language)
    known = {m.id: m.string for m in old if m.id}
    new = Catalog(
        locale=language,
        domain="ios",
        project="ios",
        version="",
        fuzzy=False,
        charset="utf-8",
        header_comment=HEADER,
    )
    for key, files in gather().items():
        text = known.get(key, "" if isinstance(key, str) else ("", ""))
        new.add(key, text, locations=[(f, None) for f in files])  # type: ignore[misc]
    return new


HEADER = """\
# Dutch texts of ios. `make messages` brings this file up to date and compiles it.
# Words of the field are those of the LOP: aios, onderdeel, deeltijd, vrijstelling, verlenging."""


def po_bytes(catalogue: Catalog) -> bytes:
    buffer = io.BytesIO()
    write_po(buffer, catalogue, width=110, sort_output=False, omit_header=False, include_lineno=False)
    lines = buffer.getvalue().decode("utf-8").splitlines(keepends=True)
    # Babel writes its own version and empty dates into the header: they say nothing about the texts.
    noise = (
        '"Generated-By:',
        '"POT-Creation-Date:',
        '"PO-Revision-Date:',
        '"Last-Translator:',
        '"Language-Team:',
        '"Report-Msgid',
    )
    return "".join(line for line in lines if not line.startswith(noise)).encode("utf-8")


def compile_po(language: str) -> None:
    """Write ios.mo beside ios.po, as setup.py does when the package is installed."""
    path = po_path(language)
    with path.with_suffix(".mo").open("wb") as compiled:
        write_mo(compiled, read_catalogue(language))


def compiled_texts(language: str) -> dict[tuple[str, ...], list[str]]:
    """What ios.mo holds; nothing where it was never made."""
    path = po_path(language).with_suffix(".mo")
    if not path.exists():
        return {}
    with path.open("rb") as stream:
        return _strings(read_mo(stream))


def _strings(catalogue: Catalog) -> dict[tuple[str, ...], list[str]]:
    return {tuple(_texts(m.id)): _texts(m.string) for m in catalogue if m.id}


def placeholders(text: str) -> set[str]:
    try:
        # A text that is shown as it is may hold braces of its own, round what is no name.
        return {part[1] for part in Formatter().parse(text) if part[1] is not None and part[1].isidentifier()}
    except ValueError:
        return set()


def problems(catalogue: Catalog) -> list[str]:
    """What is missing or wrong in a catalogue, one line each."""
    found = []
    for message in catalogue:
        if message.id:
            found += [f"{what}: {message.id!r}" for what in _problems_of(message)]
    found += [f"no longer in the code: {m!r}" for m in catalogue.obsolete]
    return found


def _texts(value: object) -> list[str]:
    return [value] if isinstance(value, str) else list(value) if isinstance(value, list | tuple) else []


def _problems_of(message: Message) -> list[str]:
    ids, strings = _texts(message.id), _texts(message.string)
    if "fuzzy" in message.flags:
        return ["fuzzy"]
    if not strings or not all(strings):
        return ["no translation"]
    allowed = {name for text in ids for name in placeholders(text)}
    needed = placeholders(ids[-1])
    return [
        f"placeholders differ ({s!r})" for s in strings if not needed - {"n"} <= placeholders(s) <= allowed
    ]


def stale(language: str) -> list[str]:
    """What `python -m tools.messages` would change or still misses."""
    path, wanted = po_path(language), updated(language)
    current = read_catalogue(language)
    have, want = {repr(m.id) for m in current if m.id}, {repr(m.id) for m in wanted if m.id}
    found = [f"not in {path.name}: {m}" for m in sorted(want - have)]
    found += [f"no longer in the code: {m}" for m in sorted(have - want)]
    found += problems(current)
    if compiled_texts(language) != _strings(current):
        found.append(f"{path.with_suffix('.mo').name} is not made from {path.name}")
    return found


def main() -> int:
    check = "--check" in sys.argv[1:]
    failed = False
    for language in LANGUAGES:
        if check:
            found = stale(language)
        else:
            catalogue = updated(language)
            path = po_path(language)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(po_bytes(catalogue))
            compile_po(language)
            found = problems(catalogue)
        for line in found:
            print(f"{language}: {line}", file=sys.stderr)
        failed = failed or bool(found)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
