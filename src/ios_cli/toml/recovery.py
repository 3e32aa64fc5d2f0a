"""What is wrong with a text that is no valid TOML, and as much of its contents as can be had.

Each statement is judged by itself; a value that cannot be read gives way to a mark, so that the rest
of the file is read and judged as well. What is left are quarrels between statements (a key or table
that stands twice): those are settled one by one. Imported only where `tomli` refuses a text.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import tomli

from ios_cli.domain.fields import FieldSpec, specs_of
from ios_cli.domain.finding import Finding
from ios_cli.text import _, ngettext
from ios_cli.toml import wording
from ios_cli.toml.misread import (
    CURLY,
    INVISIBLE,
    PLACE,
    Problem,
    behind,
    invisible,
    loads,
    problems_of,
    refusal,
    short,
)
from ios_cli.toml.positions import Lines, Statement, line_end, parse_key, scan
from ios_cli.toml.reader import ONLEESBAAR, Dubbel, Onleesbaar

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_QUARRELS = 50  # settled one by one, each with a new reading of the file
MOST_CONTROL_LINES = 20  # more, and it is no text at all

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_ITEM = re.compile(r"[-*•][ \t]+")
_WORN_HEADER = re.compile(r"(?P<open>[\[({<]*)[ \t]*(?P<name>[A-Za-z-]+)[ \t]*[\])}>]*:?[ \t]*(?:#.*)?")
_PAIR_IN_BRACKETS = re.compile(r"\[+[ \t]*[A-Za-z0-9_-]+[ \t]*=")
_LONE_CR = re.compile(r"\r(?!\n)")


@dataclass(slots=True)
class Recovered:
    """`tables` is None where reading had to stop; `text` is what could be read, line for line.

    It is None where there is no text at all.
    """

    tables: dict[str, Any] | None
    findings: list[Finding]
    text: str | None


def recover(text: str, file: str, record_class: type | None = None) -> Recovered:
    """All that is wrong with `text`, which `tomli` refused, and what can be read of it.

    `record_class` is what the file should hold: it tells which table or key was meant.
    """
    return _Recovery(text, file, record_class).run()


class _Recovery:
    def __init__(self, text: str, file: str, record_class: type | None) -> None:
        self.file = file
        self.tables: Mapping[str, FieldSpec] = {} if record_class is None else specs_of(record_class)
        self.header: tuple[str, ...] = ()  # of the table that the statement stands in
        self.original = Lines(text)
        self.text = text
        self.findings: list[Finding] = []
        self.edits: list[tuple[int, int, str]] = []
        self.spoilt_lines: set[int] = set()  # reported already, as a whole
        mark = "onleesbaar"
        while mark in text:
            mark += "-"
        self.mark, self.key_mark, self.table_mark = f"{mark}:", f"{mark}:sleutel", f"{mark}:tabel"
        self.doubled: dict[tuple[str, ...], str] = {}  # how it was wrong: its code

    def add(self, problem: Problem) -> None:
        self.findings.append(
            Finding(
                code=problem.code,
                message=problem.message,
                expected=problem.expected,
                hint=problem.hint,
                file=self.file,
                line=self.original.line(problem.offset),
                column=self.original.column(problem.offset),
            )
        )

    def run(self) -> Recovered:
        if not self._clean_characters():
            return Recovered(None, self.findings, None)
        for statement in scan(self.text):
            if not self._judge(statement):
                return Recovered(None, self.findings, self.text)
        self._apply_edits()
        tables = self._settle()
        if tables is not None:
            self._unmark(tables)
        return Recovered(tables, self.findings, self.text)

    # --- characters ---

    def _clean_characters(self) -> bool:
        """Report what may stand nowhere in TOML, and put something readable in its place."""
        text = self.text
        on_lines: dict[int, list[re.Match[str]]] = {}
        for match in _CONTROL.finditer(text):
            on_lines.setdefault(self.original.line(match.start()), []).append(match)
        if len(on_lines) > MOST_CONTROL_LINES:
            first = next(iter(on_lines.values()))[0]
            self.add(
                Problem(
                    offset=first.start(),
                    message=ngettext(
                        "this is no text file: {n} line holds control characters",
                        "this is no text file: {n} lines hold control characters",
                        len(on_lines),
                    ).format(n=len(on_lines)),
                    expected=_("a TOML file, in UTF-8"),
                )
            )
            return False
        lone = _LONE_CR.search(text)
        if lone is not None:
            old_mac = "\n" not in text
            if old_mac:
                self.original = Lines(text.replace("\r", "\n"))
            self.add(
                Problem(
                    offset=lone.start(),
                    message=_("this file ends its lines with CR only")
                    if old_mac
                    else _("a carriage return stands inside a line"),
                    hint=_("save it with line ends LF or CRLF (Unix or Windows)"),
                )
            )
            if not old_mac:
                self.spoilt_lines.add(self.original.line(lone.start()))
            text = text.replace("\r", "\n") if old_mac else _LONE_CR.sub(" ", text)
        for line, matches in on_lines.items():
            self.spoilt_lines.add(line)
            numbers = dict.fromkeys(f"U+{ord(match[0]):04X}" for match in matches)
            self.add(
                Problem(
                    offset=matches[0].start(),
                    message=ngettext(
                        "a control character ({numbers}) stands here",
                        "{n} control characters ({numbers}) stand on this line",
                        len(matches),
                    ).format(n=len(matches), numbers=", ".join(numbers)),
                    hint=ngettext("remove it", "remove them", len(matches)),
                )
            )
        self.text = _CONTROL.sub("\ufffd", text)
        return True

    # --- statements, each by itself ---

    def _judge(self, s: Statement) -> bool:
        """Report what is wrong with one statement, and mark it; False where reading must stop."""
        text = self.text
        end = line_end(text, s.end)
        error = refusal(text[s.begin : end])
        if error is None:
            if s.kind != "pair":
                self.header = s.key
            return True
        lines = range(self.original.line(s.begin), self.original.line(end) + 1)
        known = any(line in self.spoilt_lines for line in lines) and not self._bad_of_itself(s)
        problems: list[Problem]
        if s.kind == "junk":
            problems = [self._junk(s, end)]
        elif s.kind == "pair":
            problems = self._pair(s, end, error)
        else:
            problems = [self._header(s, end)]
        if not known:
            for problem in problems:
                self.add(problem)
        # A long text that is never closed holds the rest of the file: nothing to judge there.
        swallowed = text[s.begin : s.end].count("\n") > 0 and not s.closed and s.end >= len(text.rstrip())
        return not (swallowed and re.search(r"\"\"\"|'''", text[s.begin : s.end]))

    def _bad_of_itself(self, s: Statement) -> bool:
        """Whether a text has something wrong besides what spoilt its line."""
        value = self.text[s.value : s.end] if s.kind == "pair" else ""
        return s.closed and value[:1] in ("'", '"') and refusal(f"x = {value}") is not None

    def _replace(self, begin: int, end: int, new: str) -> None:
        self.edits.append((begin, end, new))

    def _apply_edits(self) -> None:
        """Put the marks in the text; every line keeps its number."""
        pieces: list[str] = []
        at = 0
        for begin, end, new in self.edits:
            pieces += [self.text[at:begin], new, "\n" * self.text.count("\n", begin, end)]
            at = end
        self.text = "".join([*pieces, self.text[at:]])
        self.edits = []

    def _junk(self, s: Statement, end: int) -> Problem:
        """A line that is no `key = value`."""
        header = self._meant_header(self.text[s.begin : end])
        if header is not None:
            self._replace(s.begin, end, _header_text(header, array=self._is_array(header)))
            self.header = header
            return invisible(self.text, s.begin, end) or Problem(
                offset=s.begin,
                message=_("this line is no `key = value`"),
                expected=_("a table `[name]` or `[[name]]`"),
                hint=_("write {table}").format(table=_header_text(header, array=self._is_array(header))),
            )
        problem, guessed = self._about_junk(s, end)
        self._replace(s.begin, end, f'"{guessed}" = "{self.key_mark}"' if guessed else "")
        return problem

    def _about_junk(self, s: Statement, end: int) -> tuple[Problem, str]:
        """What is wrong with the line, and the key that it seems to give ("" for none)."""
        text = self.text
        line = text[s.begin : end]
        before, equals, _after = line.partition("=")
        guessed = self._meant_key(before) if equals else ""
        hidden = invisible(text, s.begin, s.begin + len(before))
        if hidden is not None:
            return hidden, guessed
        message = _("this line is no `key = value`")
        expected = _("`key = value`, a table `[name]`, or a comment after `#`")
        hint = _("write `{value}`").format(value=f"{guessed} = ...") if guessed else ""
        item = _ITEM.match(line)
        if item is not None and equals and refusal(line[item.end() :]) is None:
            guessed = self._meant_key(before[item.end() :])
            hint = _("write `{value}`").format(value=short(line[item.end() :], 2 * wording.SHOWN))
        elif line.startswith(("//", ";", "--", "/*", "%", "!", "*", "- ")):
            hint, guessed = _("put `#` before a comment"), ""
        elif line[0] in "]})":
            message = _("`{bracket}` stands here without its opening bracket").format(bracket=line[0])
            hint, guessed = "", ""
        elif equals and not before.strip():
            message = _("the key before `=` is missing")
        elif equals and not s.parts and line[0] in "\"'" + CURLY:
            message = _("the key is not between straight quotes")
        elif equals:
            message = _("`{key}` cannot be a key").format(key=short(before.strip()))
            expected = _("a key of letters without accents, digits, `_` and `-`")
        elif s.parts:
            return self._about_key_alone(s, end, message, expected)
        return Problem(offset=s.begin, message=message, expected=expected, hint=hint), guessed

    def _is_array(self, name: tuple[str, ...]) -> bool:
        """Whether the table `name` is known to have several rows."""
        spec = self.tables.get(name[0]) if len(name) == 1 else None
        return spec is not None and spec.kind == "tables"

    def _keys_here(self) -> Mapping[str, FieldSpec]:
        """The keys that may stand in the table we are in; none where it is not known."""
        spec = self.tables.get(self.header[0]) if self.header else None
        return {} if spec is None or spec.record is None else specs_of(spec.record)

    def _meant_header(self, line: str) -> tuple[str, ...] | None:
        """The known table that a line such as `opleiding:` or `(opleiding)` opens; None for another line.

        A name that is also a key of the table we are in is that key.
        """
        match = _WORN_HEADER.fullmatch(INVISIBLE.sub("", line).strip())
        if match is None:
            return None
        spec = self.tables.get(match["name"].casefold())
        if spec is None or spec.record is None:
            return None
        name = match["name"].casefold()
        bare = match["open"] == ""
        return None if bare and name in self._keys_here() else (name,)

    def _meant_key(self, before: str) -> str:
        """The key that stands before a `=` where it cannot be one as it is; "" for none."""
        words = re.findall(r"[A-Za-z0-9_-]+", before)
        keys = self._keys_here()
        guesses: list[str] = ["_".join(words), "-".join(words), "".join(words), *words]
        return next((guess for guess in guesses if guess in keys), guesses[0])

    def _about_key_alone(self, s: Statement, end: int, message: str, expected: str) -> tuple[Problem, str]:
        """A line that begins with a key, and has no `=`."""
        key = s.name
        guessed = key if len(s.parts) == 1 else ""
        rest = self.text[parse_key(self.text, s.begin)[1] : end].strip()
        hint = ""
        if rest.startswith(":"):
            message = _("`:` stands where `=` belongs, behind `{key}`").format(key=key)
            hint = _hint_pair(key, rest[1:])
        elif not rest:
            message = _("`{key}` has no `=` and no value").format(key=key)
        elif refusal(f"x = {rest}") is None:
            message = _("`=` is missing behind `{key}`").format(key=key)
            hint = _hint_pair(key, rest)
        else:
            hint, guessed = _("put `#` before a comment"), ""
        return Problem(offset=s.begin, message=message, expected=expected, hint=hint), guessed

    def _header(self, s: Statement, end: int) -> Problem:
        """A table header that is not well formed."""
        line = self.text[s.begin : end]
        if s.parts and not s.closed and _PAIR_IN_BRACKETS.match(line):
            return self._pair_in_brackets(s, end)
        hidden = invisible(self.text, s.begin, s.end)
        meant = self._meant_header(line) if hidden is not None else None
        if hidden is not None and meant is not None:
            self._replace(s.begin, end, _header_text(meant, array=self._is_array(meant)))
            self.header = meant
            return hidden
        self.header = s.key
        problem, header = self._about_header(s, end)
        self._replace(s.begin, end, header or f'["{self.table_mark}"]')
        return problem

    def _pair_in_brackets(self, s: Statement, end: int) -> Problem:
        """`[id = "x"` or `[id = "x"]`."""
        inside = self.text[s.begin : end].strip("[] \t")
        guessed = self._meant_key(s.name)
        self._replace(s.begin, end, f'"{guessed}" = "{self.key_mark}"')
        return Problem(
            offset=s.begin,
            message=_("a bracket stands before `{key}`").format(key=s.name),
            expected=_("`key = value`, a table `[name]`, or a comment after `#`"),
            hint=_("write `{value}`").format(value=short(inside, 2 * wording.SHOWN))
            if refusal(inside) is None
            else "",
        )

    def _about_header(self, s: Statement, end: int) -> tuple[Problem, str]:
        """What is wrong with it, and the header that was meant ("" where nobody can tell)."""
        text = self.text
        written = text[s.begin : s.end]
        rest = text[s.end : end].strip()
        inside = written.strip("[] \t")
        words = re.findall(r"[A-Za-z0-9_-]+", written)
        array = s.kind == "array" or written.endswith("]]") or "[" in written[1:]
        header = _header_text(s.key, array=array)
        message, offset, hint = "", s.begin, ""
        expected = _("a table `[name]` or `[[name]]`")
        if not s.parts and "[" in written[1:] and len(words) == 1:  # [ [deeltijd] ]
            header = _header_text(words, array=True)
            message = _("the brackets of a table stand apart")
        elif not s.parts:
            return Problem(
                offset=offset, message=_("the name of this table cannot be read"), expected=expected
            ), ""
        elif s.closed and rest:
            message = _("something stands behind {table} on the same line").format(table=header)
            offset = end - len(rest)
            expected = _("nothing but a comment after `#`")
            hint = _("put it on a line of its own")
        elif not s.closed and len(words) > 1 and "]" in written:
            message = _("`{name}` cannot be the name of a table").format(name=short(inside))
            near = wording.nearest("-".join(words), self.tables, 0.85)
            name = (near or "-".join(words),)
            array = self._is_array(name) if near else array
            self.header = name
            hint = _("write {table}").format(table=_header_text(name, array=array))
            return Problem(offset=offset, message=message, expected=expected, hint=hint), (
                _header_text(name, array=array) if near else ""
            )
        else:
            message = _("the brackets of this table do not match: {written}").format(written=short(written))
            expected = _("as many brackets behind the name as before it")
        hint = hint or _("write {table}").format(table=header)
        return Problem(offset=offset, message=message, expected=expected, hint=hint), header

    # --- values ---

    def _pair(self, s: Statement, end: int, error: Exception) -> list[Problem]:
        text = self.text
        if not text[s.value : s.end].strip():
            self._replace(s.value, end, f' "{self.mark}"')
        elif s.closed and refusal(text[s.begin : s.end]) is None:
            self._replace(s.end, end, "")  # the value is fine; something stands behind it
            return [behind(s, text, end)]
        else:
            self._replace(s.value, end, f'"{self.mark}"')
        return list(problems_of(s, text, error))

    # --- quarrels between statements ---

    def _settle(self) -> dict[str, Any] | None:
        """Read the whole; report and remove what stands in the way of something before it."""
        for _attempt in range(MOST_QUARRELS):
            try:
                return loads(self.text)
            except tomli.TOMLDecodeError as error:
                if not self._quarrel(error):
                    return None
            except (ValueError, ArithmeticError, RecursionError) as error:
                self._give_up(error)
                return None
        self.findings.append(
            Finding(
                code="IOS003",
                message=_("there are more problems: the rest of this file was not judged"),
                file=self.file,
                line=self.findings[-1].line,
                hint=_("repair these first"),
            )
        )
        return None

    def _give_up(self, error: Exception) -> None:
        place = PLACE.search(str(error))
        line = (
            int(place[1])
            if place is not None and place[1] is not None
            else self.original.line(len(self.text))
        )
        self.findings.append(
            Finding(
                code="IOS003",
                message=_("this is no valid TOML: {reason}").format(reason=PLACE.sub("", str(error))),
                file=self.file,
                line=line,
            )
        )

    def _quarrel(self, error: Exception) -> bool:
        """Report one; False where it cannot be placed."""
        lines = Lines(self.text)
        place = PLACE.search(str(error))
        offset = len(self.text)
        if place is not None and place[1] is not None:
            offset = lines.offset(int(place[1]), int(place[2]))
        before: list[Statement] = []
        guilty: Statement | None = None
        for statement in scan(self.text):
            if statement.begin > offset:
                break
            if guilty is not None:
                before.append(guilty)
            guilty = statement
        if guilty is None or guilty.kind == "junk":
            self._give_up(error)
            return False
        if guilty.kind == "pair":
            self._double_key(guilty, before, lines)
        else:
            self._double_table(guilty, before, lines)
        return True

    def _double_key(self, s: Statement, before: list[Statement], lines: Lines) -> None:
        header: Statement | None = None
        earlier: Statement | None = None
        for statement in before:
            if statement.kind != "pair":
                header, earlier = statement, None
            elif earlier is None and _collide(statement.key, s.key):
                earlier = statement
        guess = next((x for x in (s, earlier) if x is not None and self._is_guess(x)), None)
        if guess is not None:  # guessed wrong: the other one is the key
            self._replace(guess.begin, line_end(self.text, guess.end), "")
            self._apply_edits()
            return
        key = s.name
        where = _where(header)
        if earlier is not None and earlier.key == s.key:
            message = _("`{key}` stands twice {where}: on line {first} and on line {second}").format(
                key=key, where=where, first=lines.line(earlier.begin), second=lines.line(s.begin)
            )
            hint = _("remove one of the two")
        elif earlier is not None:
            message = _("`{key}` and `{other}` on line {first} cannot stand together {where}").format(
                key=key, other=earlier.name, first=lines.line(earlier.begin), where=where
            )
            hint = _("one of them makes a table of what the other makes a value")
        else:
            message = _("`{key}` {where} is given as a table elsewhere").format(key=key, where=where)
            hint = _("keep one, remove the other")
        self.findings.append(
            Finding(
                code="IOS003",
                message=message,
                hint=hint,
                file=self.file,
                line=lines.line(s.begin),
                column=lines.column(s.begin),
            )
        )
        self._replace(s.begin, line_end(self.text, s.end), "")
        self._apply_edits()

    def _is_guess(self, s: Statement) -> bool:
        return s.value >= 0 and self.text[s.value : s.end] == f'"{self.key_mark}"'

    def _double_table(self, s: Statement, before: list[Statement], lines: Lines) -> None:
        name = s.name
        same = [
            statement
            for statement in before
            if statement.kind in ("table", "array") and statement.key == s.key
        ]
        here = f"[[{name}]]" if s.kind == "array" else f"[{name}]"
        line, first = lines.line(s.begin), lines.line(same[0].begin) if same else 0
        code, hint = "IOS003", ""
        if same and any(statement.kind != s.kind for statement in same):
            code = self.doubled.get(s.key, "IOS019")
        if code == "IOS019":
            message = _(
                "[{name}] and [[{name}]] stand both in this file: on line {first} and on line {second}"
            ).format(name=name, first=first, second=line)
            hint = self._hint_once(s.key) or _(
                "write [[{name}]] with double brackets for several entries"
            ).format(name=name)
        elif same:
            message = _("{table} stands twice: on line {first} and on line {second}").format(
                table=here, first=lines.line(same[-1].begin), second=line
            )
            hint = self._hint_once(s.key) or _(
                "join the two; for several entries of one kind write [[{name}]]"
            ).format(name=name)
        else:
            other = next((x for x in before if x.kind == "pair" and _collide(x.key, s.key)), None)
            if other is None:
                message = _("{table} cannot stand here: the name is taken").format(table=here)
            else:
                message = _("{table} cannot stand here: `{key}` on line {first} is a value").format(
                    table=here, key=other.name, first=lines.line(other.begin)
                )
        self.findings.append(
            Finding(
                code=code, message=message, hint=hint, file=self.file, line=line, column=lines.column(s.begin)
            )
        )
        if same and s.key not in self.doubled:
            # As rows, what stands in each can still be judged.
            self.doubled[s.key] = code
            for statement in [*same, s]:
                if statement.kind == "table":
                    self._replace(statement.begin, statement.end, _header_text(s.key, array=True))
        elif same and s.kind == "table":
            self._replace(s.begin, s.end, _header_text(s.key, array=True))
        else:
            self._replace(s.begin, s.end, f'[["{self.table_mark}"]]')
        self._apply_edits()

    def _hint_once(self, name: tuple[str, ...]) -> str:
        """What to do with a table that is known to stand once; "" where that is not known."""
        if name[0] not in self.tables or self._is_array(name):
            return ""
        return _("join the two: {table} stands once in a file").format(table=_header_text(name, array=False))

    # --- marks back to what they mean ---

    def _unmark(self, tables: dict[str, Any]) -> None:
        unreadable, guessed = ONLEESBAAR, Onleesbaar(sleutel=True)
        if tables.pop(self.table_mark, None) is not None:
            tables[self.table_mark] = guessed  # it may be any table that seems to be missing
        for key in self.doubled:
            _double(tables, key)
        todo: list[Any] = [tables]
        while todo:
            here = todo.pop()
            for key, value in list(here.items() if isinstance(here, dict) else enumerate(here)):
                if value == self.mark or value == self.key_mark:
                    here[key] = unreadable if value == self.mark else guessed
                elif isinstance(value, dict | list):
                    todo.append(value)


def _double(tables: dict[str, Any], key: tuple[str, ...]) -> None:
    """Mark the array at `key` as tables that should have been one."""
    here: Any = tables
    for part in key[:-1]:
        here = here.get(part) if isinstance(here, dict) else None
        if isinstance(here, list):
            here = here[-1] if here else None
    if isinstance(here, dict) and isinstance(here.get(key[-1]), list):
        here[key[-1]] = Dubbel(here[key[-1]])


def _collide(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    shortest = min(len(one), len(other))
    return one[:shortest] == other[:shortest]


def _where(header: Statement | None) -> str:
    if header is None:
        return _("outside any table")
    name = header.name
    return _("in {table}").format(table=f"[[{name}]]" if header.kind == "array" else f"[{name}]")


def _hint_pair(key: str, value: str) -> str:
    value = value.split("#")[0].strip()
    if len(value) > wording.SHOWN or refusal(f"x = {value}") is not None:
        value = "..."
    return _("write `{value}`").format(value=f"{key} = {value}")


def _header_text(key: "Sequence[str]", *, array: bool) -> str:
    name = ".".join(_quoted(part) for part in key)
    return f"[[{name}]]" if array else f"[{name}]"


def _quoted(part: str) -> str:
    if re.fullmatch(r"[A-Za-z0-9_-]+", part):
        return part
    return '"' + part.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
