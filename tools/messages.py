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
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
SOURCES = ROOT / "src"
LOCALE = SOURCES / "ios_cli" / "locale"
LANGUAGES = ("nl",)
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}

Id = str | tuple[str, str]


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
        locale=language, domain="ios", project="ios", fuzzy=False, charset="utf-8", header_comment=HEADER
    )
    new.creation_date = new.revision_date = None  # no clock in a file under version control
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
        '"Report-Msgid',
    )
    return "".join(line for line in lines if not line.startswith(noise)).encode("utf-8")


def mo_bytes(catalogue: Catalog) -> bytes:
    """Compiled from the texts alone, so that the bytes do not change with tool or day."""
    buffer = io.BytesIO()
    write_mo(buffer, read_po(io.BytesIO(po_bytes(catalogue)), locale=str(catalogue.locale), domain="ios"))
    return buffer.getvalue()


def placeholders(text: str) -> set[str]:
    return {name for __, name, __, __ in Formatter().parse(text) if name is not None}


def problems(catalogue: Catalog) -> list[str]:
    """What is missing or wrong in a catalogue, one line each."""
    found = []
    for message in catalogue:
        if message.id:
            found += [f"{what}: {message.id!r}" for what in _problems_of(message)]
    found += [f"no longer in the code: {m!r}" for m in catalogue.obsolete]
    return found


def _problems_of(message: Message) -> list[str]:
    ids = [message.id] if isinstance(message.id, str) else list(message.id)
    strings = [message.string] if isinstance(message.string, str) else list(message.string)
    if "fuzzy" in message.flags:
        return ["fuzzy"]
    if not all(strings):
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
    have, want = {m.id for m in current if m.id}, {m.id for m in wanted if m.id}
    found = [f"not in {path.name}: {m!r}" for m in sorted(want - have, key=_order)]
    found += [f"no longer in the code: {m!r}" for m in sorted(have - want, key=_order)]
    found += problems(current)
    compiled = path.with_suffix(".mo")
    if not compiled.exists() or compiled.read_bytes() != mo_bytes(current):
        found.append(f"{compiled.name} is not made from {path.name}")
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
            path.with_suffix(".mo").write_bytes(mo_bytes(catalogue))
            found = problems(catalogue)
        for line in found:
            print(f"{language}: {line}", file=sys.stderr)
        failed = failed or bool(found)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
