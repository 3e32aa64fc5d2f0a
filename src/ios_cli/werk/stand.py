"""What `ios agenda --sinds FILE` remembers from one run to the next: which terms were reported, and how.

    {"schema": "ios/agenda-stand/1",
     "termijnen": [
    ["2025-001", "voortgangsgesprek", "klinisch", 2, "", "te-laat", "2026-04-01", "2026-05-01", ""],
    ...]}

A line a term, sorted: aios id, code, onderdeel, nummer and (where each person has one of their own) who name
it; state and dates are what was reported of it. Losing the file only means that everything is new.
"""

import codecs
import json
import re
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ios_cli.cli.output import OutputError, write_file
from ios_cli.cli.usage import UsageProblem
from ios_cli.domain.reasons import reason
from ios_cli.domain.termijn import Termijn
from ios_cli.text import _

STAND_SCHEMA = "ios/agenda-stand/1"
_OURS = re.compile(rb'\s*\{\s*"schema":\s*"ios/agenda-stand/')
"""How every state file of ours begins, of whatever version."""
_BEGIN = b'{"schema": "ios/agenda-stand/'
"""The same as we write it: what is left of a file that was cut off is a part of this."""
_MOST = 1 << 28

Naam = tuple[str, str, str, int, str]
Toestand = tuple[str, str, str, str]


def naam_van(aios_id: str, termijn: Termijn) -> Naam:
    wie = termijn.wie_tekst if termijn.per_persoon else ""
    return (aios_id, termijn.code, termijn.onderdeel, termijn.nummer, wie)


def toestand_van(termijn: Termijn) -> Toestand:
    """What makes a term new when it changes."""
    dagen = (termijn.vanaf, termijn.uiterlijk, termijn.gedaan_op)
    vanaf, uiterlijk, gedaan_op = ("" if dag is None else dag.isoformat() for dag in dagen)
    return (termijn.status.value, vanaf, uiterlijk, gedaan_op)


@dataclass(slots=True)
class Stand:
    """What was reported, and what is now. `bezwaar`: why nothing is known of before, in words."""

    file: str
    bekend: dict[Naam, Toestand] = field(default_factory=dict)
    bezwaar: str = ""
    nu: dict[Naam, Toestand] = field(default_factory=dict)

    def is_nieuw(self, aios_id: str, termijn: Termijn) -> bool:
        """Whether it was not reported so before; from now on it was."""
        naam, toestand = naam_van(aios_id, termijn), toestand_van(termijn)
        self.nu[naam] = toestand
        return self.bekend.get(naam) != toestand

    def eerder(self, aios_id: str, termijn: Termijn) -> Toestand | None:
        """How it was reported before; None where it was not."""
        return self.bekend.get(naam_van(aios_id, termijn))

    def onthoud(self, is_onbekend: Callable[[str], bool]) -> None:
        """What was known of aios of whom nothing can be said now (by id) stays known."""
        for naam, toestand in self.bekend.items():
            if is_onbekend(naam[0]):
                self.nu.setdefault(naam, toestand)

    def schrijf(self) -> None:
        """In one go; what was known and is not on the list any more is forgotten. Raises `OutputError`."""
        write_file(Path(self.file), self._lines())

    def _lines(self) -> Iterator[str]:
        yield f'{{"schema": "{STAND_SCHEMA}",\n "termijnen": ['
        before = "\n"
        for naam, toestand in sorted(self.nu.items()):
            yield before + json.dumps([*naam, *toestand], ensure_ascii=True)
            before = ",\n"
        yield "]}\n"


def lees_stand(file: str) -> Stand:
    """What the last run left. Raises `UsageProblem` where there is something else, which is left alone, and
    `OutputError` where it cannot be read."""
    path = Path(file)
    try:
        mode = path.stat().st_mode
        if stat.S_ISREG(mode):
            with path.open("rb") as stream:
                data = stream.read(_MOST)
        elif stat.S_ISCHR(mode):
            data = b""  # /dev/null remembers nothing
        else:
            raise _not_ours(file)
    except FileNotFoundError:
        return Stand(file, bezwaar=_("`{file}` is not there yet: everything is new").format(file=file))
    except (OSError, ValueError) as error:
        why = reason(error) if isinstance(error, OSError) else str(error)
        raise OutputError(_("cannot read `{file}`: {reason}").format(file=file, reason=why)) from error
    data = data.removeprefix(codecs.BOM_UTF8)  # an editor saved it
    if not (_OURS.match(data) or _BEGIN.startswith(data.strip(b"\0 \t\r\n"))):
        raise _not_ours(file)
    try:
        return Stand(file, bekend=dict(_entries(json.loads(data))))
    except (ValueError, TypeError, KeyError, RecursionError):
        return Stand(file, bezwaar=_("`{file}` cannot be read any more: everything is new").format(file=file))


def _entries(document: object) -> Iterable[tuple[Naam, Toestand]]:
    """Raises `ValueError`, `TypeError` or `KeyError` for anything but what `Stand` writes."""
    if not isinstance(document, dict) or document["schema"] != STAND_SCHEMA:
        raise ValueError(STAND_SCHEMA)
    for aios_id, code, onderdeel, nummer, wie, *toestand in document["termijnen"]:
        status, vanaf, uiterlijk, gedaan_op = toestand
        texts = (aios_id, code, onderdeel, wie, status, vanaf, uiterlijk, gedaan_op)
        if not (isinstance(nummer, int) and all(isinstance(text, str) for text in texts)):
            raise TypeError(document)
        yield (aios_id, code, onderdeel, nummer, wie), (status, vanaf, uiterlijk, gedaan_op)


def _not_ours(file: str) -> UsageProblem:
    return UsageProblem(
        _("`{file}` is no state file of `{command}`: nothing is read from it or written to it").format(
            file=file, command="ios agenda --sinds"
        ),
        hint=_("name a file that is not there yet, such as `agenda-stand.json`"),
    )
