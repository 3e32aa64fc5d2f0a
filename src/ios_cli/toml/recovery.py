"""What is wrong with a text that is no valid TOML, and as much of its contents as can be had.

Each statement is judged by itself; a value that cannot be read gives way to a mark, so that the rest
of the file is read and judged as well. What is left are quarrels between statements (a key or table
that stands twice): those are settled one by one. Imported only where `tomllib` refuses a text.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from ios_cli.domain.finding import Finding
from ios_cli.domain.numbers import format_exact
from ios_cli.text import _, ngettext
from ios_cli.toml import wording
from ios_cli.toml.positions import Lines, Statement, line_end, scan
from ios_cli.toml.reader import LONGEST_NUMBER, ONLEESBAAR, Dubbel, Onleesbaar, exact_decimal
from ios_cli.toml.wording import looks_like_date, meant_date, meant_time

MOST_QUARRELS = 50  # settled one by one, each with a new reading of the file
MOST_CONTROL_LINES = 20  # more, and it is no text at all

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_LONE_CR = re.compile(r"\r(?!\n)")
_PLACE = re.compile(r" ?\(at (?:line ([0-9]+), column ([0-9]+)|end of document)\)$")
_ISO_DATE = re.compile(r"(?<![0-9A-Za-z-])([0-9]{4})-([0-9]{2})-([0-9]{2})(?![0-9A-Za-z-]|T?[0-9])")
_ISO_START = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[Tt ](?P<time>[0-9:.]+)(?:Z|z|[+-][0-9:]+)?)?")
_STRINGS = re.compile(r"\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*'|#[^\n]*")
_SECOND_PAIR = re.compile(r"[ \t,;]([A-Za-z_][A-Za-z0-9_-]*)[ \t]*=")
_WITH_UNIT = re.compile(r"([+-]?[0-9]+(?:[.,][0-9]+)?) ?([A-Za-z]{1,20})\.?")
_PERCENT = re.compile(r"([0-9]+(?:[.,][0-9]+)?) ?%")
_SHARE = re.compile(r"([0-9]{1,9}) ?/ ?([0-9]{1,9})")
_THOUSANDS = re.compile(r"([+-]?[0-9]{1,3}(?:[. ][0-9]{3})+),([0-9]+)")
_NUMBER_LIKE = re.compile(r"[+-]?(?=[._]*[0-9])[0-9_]*\.?[0-9_]*(?:[eE][+-]?[0-9_]*)?|0[xob][0-9a-fA-F_]+")
_BARE_PLACE = re.compile(r"[^,\]}\n#]*")
_CURLY = "“”„‟‘’‚«»`´"
_YES = frozenset(("ja", "yes", "waar", "true"))
_NO = frozenset(("nee", "neen", "no", "onwaar", "false"))
_NOTHING = frozenset(
    ("null", "none", "nil", "nvt", "n.v.t.", "n/a", "-", "--", "?", "geen", "leeg", "onbekend")
)


@dataclass(slots=True)
class Recovered:
    """`tables` is None where reading had to stop; `text` is what could be read, line for line.

    It is None where there is no text at all.
    """

    tables: dict[str, Any] | None
    findings: list[Finding]
    text: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Problem:
    offset: int
    message: str
    code: str = "IOS003"
    expected: str = ""
    hint: str = ""


def recover(text: str, file: str) -> Recovered:
    """All that is wrong with `text`, which `tomllib` refused, and what can be read of it."""
    return _Recovery(text, file).run()


def _loads(text: str) -> dict[str, Any]:
    return tomllib.loads(text, parse_float=exact_decimal)


def _refusal(text: str) -> Exception | None:
    try:
        _loads(text)
    except (ValueError, ArithmeticError, RecursionError) as error:
        return error
    return None


class _Recovery:
    def __init__(self, text: str, file: str) -> None:
        self.file = file
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

    def add(self, problem: _Problem) -> None:
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
        first_on_line: dict[int, re.Match[str]] = {}
        for match in _CONTROL.finditer(text):
            first_on_line.setdefault(self.original.line(match.start()), match)
        if len(first_on_line) > MOST_CONTROL_LINES:
            match = next(iter(first_on_line.values()))
            self.add(
                _Problem(
                    offset=match.start(),
                    message=ngettext(
                        "this is no text file: {n} line holds control characters",
                        "this is no text file: {n} lines hold control characters",
                        len(first_on_line),
                    ).format(n=len(first_on_line)),
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
                _Problem(
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
        for line, match in first_on_line.items():
            self.spoilt_lines.add(line)
            self.add(
                _Problem(
                    offset=match.start(),
                    message=_("a control character (U+{number}) stands here").format(
                        number=f"{ord(match[0]):04X}"
                    ),
                    hint=_("remove it"),
                )
            )
        self.text = _CONTROL.sub("\ufffd", text)
        return True

    # --- statements, each by itself ---

    def _judge(self, s: Statement) -> bool:
        """Report what is wrong with one statement, and mark it; False where reading must stop."""
        text = self.text
        end = line_end(text, s.end)
        error = _refusal(text[s.begin : end])
        if error is None:
            return True
        lines = range(self.original.line(s.begin), self.original.line(end) + 1)
        known = any(line in self.spoilt_lines for line in lines)
        problems: list[_Problem]
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

    def _junk(self, s: Statement, end: int) -> _Problem:
        """A line that is no `key = value`."""
        text = self.text
        line = text[s.begin : end]
        before, equals, _after = line.partition("=")
        words = before.split()
        guessed = "_".join(re.findall(r"[A-Za-z0-9_-]+", before))
        expected = _("`key = value`, a table `[name]`, or a comment after `#`")
        hint = ""
        message = _("this line is no `key = value`")
        offset = s.begin
        if line[0] in "\ufeff\u00a0\u200b\u2060":
            message = _("an invisible character (U+{number}) stands here").format(
                number=f"{ord(line[0]):04X}"
            )
            hint = _("remove it")
            guessed = "_".join(re.findall(r"[A-Za-z0-9_-]+", before)) if equals else ""
        elif line.startswith(("//", ";", "--", "/*", "%", "!", "*", "- ")):
            hint = _("put `#` before a comment")
            guessed = ""
        elif line[0] in "]})":
            message = _("`{bracket}` stands here without its opening bracket").format(bracket=line[0])
            guessed = ""
        elif equals and not words:
            message = _("the key before `=` is missing")
            guessed = ""
        elif equals and not s.parts and line[0] in "\"'" + _CURLY:
            message = _("the key is not between straight quotes")
            hint = _("write `{key} = ...`").format(key=guessed) if guessed else ""
        elif equals:
            message = _("`{key}` cannot be a key").format(key=before.strip())
            expected = _("a key of letters without accents, digits, `_` and `-`")
            hint = _("write `{key} = ...`").format(key=guessed) if guessed and len(words) < 5 else ""
        elif s.parts:
            key = ".".join(s.key)
            rest = text[self._key_end(s) : end].strip()
            guessed = key if len(s.parts) == 1 else ""
            if rest.startswith(":"):
                message = _("`:` stands where `=` belongs, behind `{key}`").format(key=key)
                hint = self._hint_pair(key, rest[1:].strip())
            elif rest and _refusal(f"x = {rest}") is None:
                message = _("`=` is missing behind `{key}`").format(key=key)
                hint = self._hint_pair(key, rest)
            elif rest:
                guessed = ""
                hint = _("put `#` before a comment")
            else:
                message = _("`{key}` has no `=` and no value").format(key=key)
        if guessed:
            self._replace(s.begin, end, f'"{guessed}" = "{self.key_mark}"')
        else:
            self._replace(s.begin, end, "")
        return _Problem(offset=offset, message=message, expected=expected, hint=hint)

    def _key_end(self, s: Statement) -> int:
        from ios_cli.toml.positions import parse_key

        return parse_key(self.text, s.begin)[1]

    @staticmethod
    def _hint_pair(key: str, value: str) -> str:
        value = value.split("#")[0].strip()
        if len(value) > wording.SHOWN or _refusal(f"x = {value}") is not None:
            return _("write `{key} = ...`").format(key=key)
        return _("write `{key} = {value}`").format(key=key, value=value)

    def _header(self, s: Statement, end: int) -> _Problem:
        """A table header that is not well formed."""
        text = self.text
        written = text[s.begin : s.end]
        rest = text[s.end : end].strip()
        array = s.kind == "array" or written.rstrip().endswith("]]")
        name = ".".join(s.key)
        if not s.parts:
            inner = written.strip("[] \t")
            if written.startswith("[") and (inner.startswith("[") or "[" in written[1:]):
                pieces = re.findall(r"[A-Za-z0-9_-]+", written)
                if len(pieces) == 1:  # [ [deeltijd] ]
                    self._replace(s.begin, end, f"[[{pieces[0]}]]")
                    good = f"[[{pieces[0]}]]"
                    return _Problem(
                        offset=s.begin,
                        message=_("the brackets of a table stand apart"),
                        expected=good,
                        hint=_("write {table}").format(table=good),
                    )
            self._replace(s.begin, end, f'["{self.table_mark}"]')
            return _Problem(
                offset=s.begin,
                message=_("the name of this table cannot be read"),
                expected=_("a table `[name]` or `[[name]]`"),
            )
        good = f"[[{name}]]" if array else f"[{name}]"
        key = ".".join(_quoted(part) for part in s.key)
        self._replace(s.begin, end, f"[[{key}]]" if array else f"[{key}]")
        if s.closed and rest:
            return _Problem(
                offset=end - len(rest),
                message=_("something stands behind {table} on the same line").format(table=good),
                expected=_("nothing but a comment after `#`"),
                hint=_("put it on a line of its own"),
            )
        inside = written.strip("[] \t")
        if " " in inside and not s.closed and "]" in written:
            guessed = "-".join(inside.split())
            self.edits.pop()
            self._replace(s.begin, end, f'["{self.table_mark}"]')
            return _Problem(
                offset=s.begin,
                message=_("`{name}` cannot be the name of a table").format(name=inside),
                expected=_("a table `[name]` or `[[name]]`"),
                hint=_("write {table}").format(table=f"[{guessed}]"),
            )
        return _Problem(
            offset=s.begin,
            message=_("the brackets of this table do not match: {written}").format(written=_short(written)),
            expected=_("as many brackets behind the name as before it"),
            hint=_("write {table}").format(table=good),
        )

    # --- values ---

    def _pair(self, s: Statement, end: int, error: Exception) -> list[_Problem]:
        text = self.text
        key = ".".join(s.key)
        if not text[s.value : s.end].strip():
            self._replace(s.value, end, f' "{self.mark}"')
            return [
                _Problem(
                    offset=s.begin,
                    message=_("`{key}` has no value").format(key=key),
                    expected=_("a value behind `=`"),
                    hint=_("write one, or remove the line where there is nothing to say"),
                )
            ]
        if s.closed and _refusal(text[s.begin : s.end]) is None:
            self._replace(s.end, end, "")
            return [self._behind(s, end)]
        self._replace(s.value, end, f'"{self.mark}"')
        value = text[s.value : s.end]
        if isinstance(error, RecursionError):
            return [
                _Problem(
                    offset=s.begin, message=_("the brackets of `{key}` are nested too deeply").format(key=key)
                )
            ]
        if value[0] in "\"'":
            return [self._bad_text(s, key, value)]
        if value[0] in "[{":
            return list(self._bad_brackets(s, key, value, error))
        return [self._bad_scalar(key, value, s.value)]

    def _behind(self, s: Statement, end: int) -> _Problem:
        """The value is fine, but something stands behind it."""
        text = self.text
        key = ".".join(s.key)
        value = text[s.value : s.end]
        rest = text[s.end : end].strip()
        offset = end - len(text[s.end : end].lstrip())
        expected = _("nothing but a comment after `#`")
        second = _SECOND_PAIR.search(" " + rest)
        if rest in (",", ";", "."):
            hint = _("remove the `{sign}`").format(sign=rest)
        elif second is not None:
            hint = _("put `{key}` on a line of its own").format(key=second[1])
        elif value[0] == "'" and "'" in rest:
            hint = _("put a text that holds `'` between double quotes")
        elif value[0] == '"' and '"' in rest:
            hint = _('put a text that holds `"` between single quotes')
        else:
            hint = _("put `#` before a comment")
        return _Problem(
            offset=offset,
            message=_("something stands behind the value of `{key}`: {rest}").format(
                key=key, rest=f"`{_short(rest)}`"
            ),
            expected=expected,
            hint=hint,
        )

    def _bad_text(self, s: Statement, key: str, value: str) -> _Problem:
        if not s.closed:
            long = value.startswith(('"""', "'''"))
            quote = value[:3] if long else value[0]
            inner = value[len(quote) :].strip()
            hint = ""
            if not long:
                inner = inner.rstrip(",;")
                other = '"' if quote == "'" and '"' not in inner else quote
                hint = _("write `{pair}`").format(
                    pair=_short(f"{key} = {other}{inner}{other}", 2 * wording.SHOWN)
                )
            return _Problem(
                offset=s.value,
                message=_("the text of `{key}` has no closing {quote}").format(key=key, quote=f"`{quote}`"),
                expected=_("{quote} at the end of the text").format(quote=f"`{quote}`"),
                hint=hint,
            )
        slash = value.find("\\")
        return _Problem(
            offset=s.value + max(slash, 0),
            message=_("a backslash in the text of `{key}` begins no known special character").format(key=key)
            if slash >= 0
            else _("the text of `{key}` cannot be read").format(key=key),
            hint=_("put the text between single quotes, or write `\\\\` for a backslash"),
        )

    def _bad_brackets(self, s: Statement, key: str, value: str, error: Exception) -> Iterator[_Problem]:
        bare = _STRINGS.sub(lambda match: " " * len(match[0]), value)
        found = False
        for match in _ISO_DATE.finditer(bare):
            if not _exists(match):
                found = True
                yield self._no_date(key, match[0], s.value + match.start())
        if found:
            return
        bracket = value[0]
        if not s.closed:
            closing = "]" if bracket == "[" else "}"
            extra = _(", on the same line") if bracket == "{" else ""
            yield _Problem(
                offset=s.value,
                message=_("the `{bracket}` of `{key}` is not closed").format(bracket=bracket, key=key),
                expected=_("`{closing}` at the end of the value").format(closing=closing) + extra,
            )
            return
        offset = self._place_of(error, s)
        token = _BARE_PLACE.match(self.text, offset)
        word = token[0].strip() if token is not None else ""
        if word and word[0] not in "\"'[{=" and _refusal(f"x = {word}") is not None and bracket == "[":
            yield self._bad_scalar(key, word, offset, inside=True)
            return
        comma = re.search(r"(?<![0-9A-Za-z])[0-9]+,[0-9]+(?![0-9A-Za-z])", bare) if bracket == "{" else None
        if comma is not None:
            yield self._bad_scalar(key, comma[0], s.value + comma.start(), inside=True)
            return
        yield _Problem(
            offset=offset,
            message=_("the value of `{key}` cannot be read from here on").format(key=key),
            expected=_("values between `[` and `]` with commas between them")
            if bracket == "["
            else _("`key = value` pairs between `{` and `}`, on one line, with commas between them"),
            hint=_("put texts between quotes") if re.search(r"[A-Za-z]", word) else "",
        )

    def _place_of(self, error: Exception, s: Statement) -> int:
        """The offset at which tomllib stopped, in a statement that was read by itself."""
        place = _PLACE.search(str(error))
        if place is None or place[1] is None:
            return s.value
        # tomllib counts in a text in which CRLF is LF: lines and columns are the same.
        line = self.original.line(s.begin) + int(place[1]) - 1
        column = int(place[2]) + (self.original.column(s.begin) - 1 if place[1] == "1" else 0)
        return max(s.value, min(self.original.offset(line, column), s.end))

    def _no_date(self, key: str, written: str, offset: int) -> _Problem:
        year, month, day = (int(part) for part in written[:10].split("-"))
        return _Problem(
            code="IOS004",
            offset=offset,
            message=_("`{key}` is a date that does not exist: {date}").format(key=key, date=written),
            expected=wording.why_no_date(year, month, day),
        )

    def _bad_scalar(self, key: str, value: str, offset: int, *, inside: bool = False) -> _Problem:
        """A value without quotes or brackets that is none of TOML's; `inside`: not all that `key` has."""
        if value[-1] in ",;" and value[:-1].strip():
            if _refusal(f"x = {value[:-1]}") is not None:
                return self._bad_scalar(key, value[:-1].rstrip(), offset, inside=inside)
            return _Problem(
                offset=offset + len(value) - 1,
                message=_("something stands behind the value of `{key}`: {rest}").format(
                    key=key, rest=f"`{value[-1]}`"
                ),
                hint=_("remove the `{sign}`").format(sign=value[-1]),
            )
        iso = _ISO_START.fullmatch(value)
        if iso is not None and not _exists(iso):
            return self._no_date(key, value, offset)
        for judge in (_about_date, _about_time, _about_number, _about_word):
            said = judge(value)
            if said is not None:
                message, good = said
                # Inside brackets the hint cannot repeat the whole line.
                hint = _("write `{value}`").format(value=good) if good else ""
                if good == "":
                    hint = _("leave `{key}` out where there is nothing to say").format(key=key)
                return _Problem(
                    code="IOS004" if judge is _about_date and good is None else "IOS003",
                    offset=offset,
                    message=message.format(key=key, value=_short(value)),
                    expected=_("a date, as in `2025-03-01`") if judge is _about_date else "",
                    hint=hint,
                )
        second = _SECOND_PAIR.search(value)
        if second is not None:
            return _Problem(
                offset=offset + second.start(1),
                message=_("a second key stands on the line of `{key}`").format(key=key),
                hint=_("put `{key}` on a line of its own").format(key=second[1]),
            )
        inner = value.strip(_CURLY + " ,;")
        quote = "'" if '"' in inner else '"'
        if value[0] in _CURLY or value[-1] in _CURLY:
            message = _("the quotes round the text of `{key}` are not straight").format(key=key)
        else:
            message = _("the text of `{key}` has no quotes round it: {value}").format(
                key=key, value=_short(value)
            )
            inner = value
        return _Problem(
            offset=offset,
            message=message,
            expected=_("a text between quotes, a number, a date, `true` or `false`"),
            hint=_("write `{pair}`").format(pair=_short(f"{key} = {quote}{inner}{quote}", 2 * wording.SHOWN)),
        )

    # --- quarrels between statements ---

    def _settle(self) -> dict[str, Any] | None:
        """Read the whole; report and remove what stands in the way of something before it."""
        for _attempt in range(MOST_QUARRELS):
            try:
                return _loads(self.text)
            except tomllib.TOMLDecodeError as error:
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
        place = _PLACE.search(str(error))
        line = (
            int(place[1])
            if place is not None and place[1] is not None
            else self.original.line(len(self.text))
        )
        self.findings.append(
            Finding(
                code="IOS003",
                message=_("this is no valid TOML: {reason}").format(reason=_PLACE.sub("", str(error))),
                file=self.file,
                line=line,
            )
        )

    def _quarrel(self, error: Exception) -> bool:
        """Report one; False where it cannot be placed."""
        lines = Lines(self.text)
        place = _PLACE.search(str(error))
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
        key = ".".join(s.key)
        where = _where(header)
        if earlier is not None and earlier.key == s.key:
            message = _("`{key}` stands twice {where}: on line {first} and on line {second}").format(
                key=key, where=where, first=lines.line(earlier.begin), second=lines.line(s.begin)
            )
            hint = _("remove one of the two")
        elif earlier is not None:
            message = _("`{key}` and `{other}` on line {first} cannot stand together {where}").format(
                key=key, other=".".join(earlier.key), first=lines.line(earlier.begin), where=where
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

    def _double_table(self, s: Statement, before: list[Statement], lines: Lines) -> None:
        name = ".".join(s.key)
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
            hint = _("write [[{name}]] with double brackets for several entries").format(name=name)
        elif same:
            message = _("{table} stands twice: on line {first} and on line {second}").format(
                table=here, first=lines.line(same[-1].begin), second=line
            )
            hint = _("join the two; for several entries of one kind write [[{name}]]").format(name=name)
        else:
            other = next((x for x in before if x.kind == "pair" and _collide(x.key, s.key)), None)
            if other is None:
                message = _("{table} cannot stand here: the name is taken").format(table=here)
            else:
                message = _("{table} cannot stand here: `{key}` on line {first} is a value").format(
                    table=here, key=".".join(other.key), first=lines.line(other.begin)
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
                    quoted = ".".join(_quoted(part) for part in s.key)
                    self._replace(statement.begin, statement.end, f"[[{quoted}]]")
        elif same and s.kind == "table":
            quoted = ".".join(_quoted(part) for part in s.key)
            self._replace(s.begin, s.end, f"[[{quoted}]]")
        else:
            self._replace(s.begin, s.end, f'[["{self.table_mark}"]]')
        self._apply_edits()

    # --- marks back to what they mean ---

    def _unmark(self, tables: dict[str, Any]) -> None:
        unreadable, guessed = ONLEESBAAR, Onleesbaar(sleutel=True)
        tables.pop(self.table_mark, None)
        for key in self.doubled:
            _double(tables, key)
        todo: list[Any] = [tables]
        while todo:
            here = todo.pop()
            inside: Iterable[tuple[Any, Any]] = (
                list(here.items()) if isinstance(here, dict) else enumerate(here)
            )
            for key, value in inside:
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
    name = ".".join(header.key)
    return _("in {table}").format(table=f"[[{name}]]" if header.kind == "array" else f"[{name}]")


def _quoted(part: str) -> str:
    if re.fullmatch(r"[A-Za-z0-9_-]+", part):
        return part
    return '"' + part.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def _short(text: str, most: int = wording.SHOWN) -> str:
    return text if len(text) <= most else text[:most] + "…"


def _exists(match: "re.Match[str]") -> bool:
    try:
        date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return False
    return True


# What somebody may have meant: (message, what to write); "" to leave the key out, None: no suggestion.
_Said = tuple[str, str | None] | None


def _about_date(value: str) -> _Said:
    if not looks_like_date(value):
        return None
    meant = meant_date(value)
    iso = _ISO_START.fullmatch(value)
    if iso is not None:
        return (
            _("the time in `{key}` cannot be read: {value}"),
            meant.isoformat() if meant is not None else "",
        )
    if meant is None:
        return (_("`{key}` is a date that does not exist: {value}"), None)
    return (_("the date of `{key}` is not written as year-month-day: {value}"), meant.isoformat())


def _about_time(value: str) -> _Said:
    if not re.fullmatch(r"[0-9]{1,2}:[0-9]{2}(:[0-9]{2})?( ?(uur|u|h))?", value):
        return None
    meant = meant_time(value)
    if meant is None:
        return (_("`{key}` is a time that does not exist: {value}"), None)
    return (_("the time of `{key}` is not written as hours:minutes:seconds: {value}"), meant.isoformat())


def _about_number(value: str) -> _Said:
    if len(value) > LONGEST_NUMBER and re.fullmatch(r"[+-]?\.?[0-9][-+.,_%/0-9A-Za-z ]*", value):
        return (_("the number of `{key}` is too long to read"), None)
    if match := wording.COMMA_NUMBER.fullmatch(value):
        return (_("the number of `{key}` has a decimal comma: {value}"), f"{match[1]}.{match[2]}")
    if match := _THOUSANDS.fullmatch(value):
        whole = re.sub(r"[. ]", "", match[1])
        return (_("the number of `{key}` has a decimal comma: {value}"), f"{whole}.{match[2]}")
    if match := _PERCENT.fullmatch(value):
        share = Fraction(match[1].replace(",", ".")) / 100
        return (_("`{key}` is written as a percentage: {value}"), format_exact(share))
    if match := _SHARE.fullmatch(value):
        good = format_exact(Fraction(int(match[1]), int(match[2]))) if int(match[2]) else None
        return (
            _("`{key}` is written as a fraction: {value}"),
            good if good is not None and "/" not in good else None,
        )
    if match := _WITH_UNIT.fullmatch(value):
        return (_("a word stands behind the number of `{key}`: {value}"), match[1].replace(",", "."))
    if not _NUMBER_LIKE.fullmatch(value):
        return None
    digits = re.fullmatch(r"([+-]?)([0-9]*)(?:\.([0-9]*))?", value)
    if digits is None:
        return (_("the number of `{key}` cannot be read: {value}"), None)
    whole = (digits[2] or "0").lstrip("0") or "0"
    good = digits[1].replace("+", "") + whole + (f".{digits[3] or '0'}" if digits[3] is not None else "")
    return (_("the number of `{key}` cannot be read: {value}"), good)


def _about_word(value: str) -> _Said:
    word = value.casefold()
    if word in _YES:
        return (_("`{key}` is {value}, not `true` or `false`"), "true")
    if word in _NO:
        return (_("`{key}` is {value}, not `true` or `false`"), "false")
    if word in _NOTHING:
        return (_("`{key}` is {value}: TOML has no word for nothing"), "")
    return None
