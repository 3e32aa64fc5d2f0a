"""A TOML text as its author laid it out: where something new goes, and what else must not move.

`Tekst` is cut into statements by `toml.positions`; each of its methods gives the text after one edit. It
does not judge the data: `io.edit` reads the result again and proves it.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ios_cli.domain.dossier import Dossier
from ios_cli.domain.fields import specs_of
from ios_cli.domain.finding import KeyPath
from ios_cli.io.toml_values import inline_table, no_value, refuse, write_key
from ios_cli.text import _
from ios_cli.toml.positions import Part, Statement, line_end, parse_key, scan, value_end


@dataclass(frozen=True, slots=True)
class _Stuk:
    """A statement with its lines (`begin` to `end`, whole lines, newline included) and its key path.

    `scope` is the path of the header it stands under; of a header, its own.
    """

    statement: Statement
    path: KeyPath
    scope: KeyPath
    begin: int
    end: int

    @property
    def is_pair(self) -> bool:
        return self.statement.kind == "pair"


@dataclass(frozen=True, slots=True)
class _Entry:
    """An element of an array or inline table; `comma` is the offset of the comma behind it, or -1."""

    begin: int
    parts: tuple[Part, ...]
    value: int
    end: int
    comma: int


@dataclass(frozen=True, slots=True)
class _Inline:
    """The array or inline table from `begin` to `end`, brackets included."""

    begin: int
    end: int
    entries: tuple[_Entry, ...]


@dataclass(frozen=True, slots=True)
class _Stijl:
    """How keys are written: `indent`, and the room before and after `=`; `column` where `=` is aligned."""

    indent: str = ""
    before: str = " "
    after: str = " "
    column: int = 0

    def lines(self, pairs: Sequence[tuple[str, str]]) -> list[str]:
        width = self.column
        if width and (longest := max((len(key) for key, __ in pairs), default=0)) >= width:
            width = longest + 1
        return [
            self.indent + (key.ljust(width) if width else key + self.before) + "=" + self.after + value
            for key, value in pairs
        ]


_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_SCALAR = re.compile(r"[^,\]}\n#]*")


def _skip(text: str, at: int) -> int:
    """Past blanks, newlines and comments."""
    match = _BLANK.match(text, at)
    return match.end() if match is not None else at


def _line_begin(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def _past_line(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end + 1


def _splice(text: str, *cuts: tuple[int, int, str]) -> str:
    """`text` with each (begin, end) replaced; the cuts do not overlap."""
    for begin, end, new in sorted(cuts, reverse=True):
        text = text[:begin] + new + text[end:]
    return text


def _inline(text: str, at: int) -> _Inline:
    """The array or inline table at `at`."""
    closing = "]" if text[at] == "[" else "}"
    entries: list[_Entry] = []
    place = _skip(text, at + 1)
    while text[place : place + 1] != closing:
        begin = place
        parts: tuple[Part, ...] = ()
        if closing == "}":
            parts, place = parse_key(text, place)
            place = _skip(text, _skip(text, place) + 1)  # past the `=`
        if text[place : place + 1] in ("[", "{", '"', "'"):
            end = value_end(text, place)[0]
        else:
            match = _SCALAR.match(text, place)
            end = place + len(match[0].rstrip(" \t\r")) if match is not None else place
        if end <= begin:
            raise ValueError(f"no value at offset {begin}")
        value, place = place, _skip(text, end)
        comma = place if text[place : place + 1] == "," else -1
        entries.append(_Entry(begin, parts, value, end, comma))
        if comma >= 0:
            place = _skip(text, comma + 1)
    return _Inline(at, place + 1, tuple(entries))


class Tekst:
    """A TOML text, cut into statements; each method gives the text after one edit."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.stukken = list(_cut(text))

    # --- the three edits ---

    def add_row(self, tabel: str, after: int, pairs: Sequence[tuple[str, str]]) -> str:
        """A row of `tabel` after its row `after` (-1: it has none)."""
        inline = self._pair_around((tabel,))
        if inline is not None:
            return self._add_inline_row(inline, after, pairs)
        if after < 0:
            return self._add_header(f"[[{write_key(tabel)}]]", tabel, pairs)
        row = (tabel, after)
        inside = [i for i, stuk in enumerate(self.stukken) if stuk.path[:2] == row]
        first, last = inside[0], inside[-1]
        header = self.stukken[first]
        head = self.text[header.begin : header.statement.end]
        style = self._style([s for s in self.stukken if s.is_pair and s.scope == row], first)
        rows = [i for i, s in enumerate(self.stukken) if s.path[:1] == (tabel,) and len(s.path) == 2]
        gap = self._blanks_above(rows[-1]) if rows[-1] > 0 else self._usual_gap()
        return self._insert(self._past_own_comments(last), [head, *style.lines(pairs)], gap)

    def add_key(self, parent: KeyPath, key: str, value: str) -> str:
        """A key in the table at `parent`, which has no such key."""
        name = write_key(key)
        inline = self._pair_around(parent)
        if inline is not None:
            return self._add_inline_key(inline, parent, name, value)
        own = [s for s in self.stukken if s.is_pair and s.scope == parent]
        header = next((i for i, s in enumerate(self.stukken) if not s.is_pair and s.path == parent), None)
        if own or header is not None:
            last = own[-1] if own else self.stukken[header or 0]
            style = self._style(own, header or 0)
            return self._insert(last.end, style.lines([(name, value)]), 0, spread=False)
        dotted = [
            s for s in self.stukken if s.is_pair and len(s.scope) < len(parent) and _inside(s.path, parent)
        ]
        if dotted and parent:
            last = dotted[-1]
            prefix = self._key_until(last.statement.parts, len(parent) - len(last.scope))
            style = self._style([last], 0)
            return self._insert(last.end, style.lines([(prefix + name, value)]), 0, spread=False)
        deeper = next((i for i, s in enumerate(self.stukken) if _inside(s.path, parent)), None)
        if deeper is not None:  # a super table, or the top of the file: before what stands there
            place = self._comments_above(deeper) or self.stukken[deeper].begin
            lines = self._style([], deeper).lines([(name, value)])
            head = [f"[{'.'.join(write_key(p) for p in parent if isinstance(p, str))}]"] if parent else []
            return self._insert(place, [*head, *lines], 0, below=self._usual_gap())
        if len(parent) == 1:
            return self._add_header(f"[{write_key(str(parent[0]))}]", str(parent[0]), [(name, value)])
        return self._insert(len(self.text), _Stijl().lines([(name, value)]), 0)

    def change(self, path: KeyPath, value: str, asked: KeyPath) -> str:
        """Another value for the key at `path`."""
        stuk = self._pair_around(path)
        if stuk is None:
            no_value(asked)
        if stuk.path == path:
            begin, end = stuk.statement.value, stuk.statement.end
        else:
            node, found, __ = self._descend(stuk, path)
            if found is None:
                no_value(asked)
            begin, end = node.entries[found].value, node.entries[found].end
        old = self.text[begin:end]
        value = _in_quotes_of(old, value)
        cut = (begin, end, value)
        room = self._comment_room(stuk, end)
        if room and "\n" not in old and (len(room) > 1 or self._comment_is_aligned(stuk)):
            room_now = " " * max(1, len(room) + len(old) - len(value))
            return _splice(self.text, cut, (end, end + len(room), room_now))
        return _splice(self.text, cut)

    def remove(self, path: KeyPath, with_comments: bool) -> str:
        """Take away the key, row or table at `path`."""
        stuk = self._pair_around(path)
        if stuk is not None and stuk.path != path:
            return self._remove_inline(stuk, path, with_comments)
        gone = [i for i, s in enumerate(self.stukken) if _inside(s.path, path)]
        if stuk is not None and len(path) - len(stuk.scope) > 1:
            around = path[:-1]  # a dotted key; the last one of its table leaves the table behind
            if not any(_inside(s.path, around) for i, s in enumerate(self.stukken) if i not in gone):
                number = len(stuk.statement.parts) - 1
                begin = stuk.statement.begin
                empty = self._key_until(stuk.statement.parts, number).rstrip(" \t.")
                equals = self.text[parse_key(self.text, begin)[1] : stuk.statement.value]
                return _splice(self.text, (begin, stuk.statement.end, f"{empty}{equals}{{}}"))
        text = self.text
        runs: list[list[int]] = []
        for i in gone:
            if runs and runs[-1][-1] == i - 1:
                runs[-1].append(i)
            else:
                runs.append([i])
        for run in reversed(runs):
            text = self._without(text, run[0], run[-1], with_comments)
        return text

    def order_rows(self, tabel: str, order: Sequence[int]) -> str:
        """The rows of `tabel` in another order: on place i comes what is row `order[i]` now.

        Each takes the comments along that touch it; what stands between two rows stays there.
        """
        inline = self._pair_around((tabel,))
        if inline is not None:
            places = self._inline_rows(inline)
        else:
            places = [self._row(tabel, row) for row in range(len(order))]
        blocks = [self.text[begin:end] for begin, end in places]
        if inline is None and not blocks[-1].endswith("\n"):  # the last line of the file has no end
            newline = self._newline(places[-1][0])
            blocks[-1] += newline
            blocks = [blocks[row] for row in order]
            blocks[-1] = blocks[-1].removesuffix("\n").removesuffix("\r")
        else:
            blocks = [blocks[row] for row in order]
        cuts = [(*place, block) for place, block in zip(places, blocks, strict=True)]
        return _splice(self.text, *cuts)

    def _row(self, tabel: str, row: int) -> tuple[int, int]:
        """From where to where the lines of a row go, with the comments that touch it."""
        inside = [i for i, stuk in enumerate(self.stukken) if stuk.path[:2] == (tabel, row)]
        if inside != list(range(inside[0], inside[0] + len(inside))):
            refuse(_("the layout of this file does not allow this change"), (tabel, row))
        return self._comments_above(inside[0]), self._past_own_comments(inside[-1])

    def _inline_rows(self, stuk: _Stuk) -> list[tuple[int, int]]:
        """The rows of an array in brackets, without comments: of those nobody can tell whose they are."""
        node = _inline(self.text, stuk.statement.value)
        between = [node.begin + 1, *(place for e in node.entries for place in (e.begin, e.end)), node.end]
        for begin, end in zip(between[::2], between[1::2], strict=True):
            if "#" in self.text[begin:end]:
                refuse(_("the layout of this file does not allow this change"), stuk.path)
        return [(entry.begin, entry.end) for entry in node.entries]

    # --- lines between statements ---

    def _floor(self, number: int) -> int:
        """Where the lines above statement `number` begin that belong to no statement."""
        return self.stukken[number - 1].end if number else 0

    def _ceiling(self, number: int) -> int:
        following = number + 1
        return self.stukken[following].begin if following < len(self.stukken) else len(self.text)

    def _comments_above(self, number: int) -> int:
        """The begin of the comment lines that touch statement `number` from above."""
        return _comment_block_above(self.text, self.stukken[number].begin, self._floor(number))

    def _past_own_comments(self, number: int) -> int:
        """Past the comment lines that touch statement `number` from below, unless they touch the next."""
        at, ceiling = self.stukken[number].end, self._ceiling(number)
        while at < ceiling and self.text[at : _past_line(self.text, at)].strip().startswith("#"):
            at = _past_line(self.text, at)
        return at if at < ceiling or ceiling == len(self.text) else self.stukken[number].end

    def _blanks_above(self, number: int) -> int:
        """How many blank lines stand above statement `number` and its comments."""
        at, count = self._comments_above(number), 0
        while at > self._floor(number):
            above = _line_begin(self.text, at - 1)
            if self.text[above:at].strip():
                break
            at, count = above, count + 1
        return count

    def _usual_gap(self) -> int:
        """The number of blank lines that mostly stand between two different tables."""
        counts: Counter[int] = Counter()
        for number, (before, stuk) in enumerate(pairwise(self.stukken), start=1):
            if not stuk.is_pair and before.path[:1] != stuk.path[:1]:
                counts[self._blanks_above(number)] += 1
        return max(counts, key=lambda n: (counts[n], n), default=1)

    def _newline(self, at: int) -> str:
        """The line ending before `at`; at the begin of the file, the first one."""
        end = self.text.rfind("\n", 0, at)
        if end < 0:
            end = self.text.find("\n")
        return "\r\n" if end > 0 and self.text[end - 1] == "\r" else "\n"

    def _insert(self, at: int, lines: Sequence[str], gap: int, *, below: int = 0, spread: bool = True) -> str:
        """`lines` at `at` (the begin of a line, or the end of the text), `gap` blank lines above them.

        `below`: blank lines under them. With `spread` there are as many as above where the next line
        would touch them.
        """
        newline = self._newline(at)
        above = self.text[_line_begin(self.text, at - 1) : at] if at else ""
        gap = gap if above.strip() else 0
        if above and not above.endswith("\n"):  # the last line had no end: so has the new one
            return self.text[:at] + newline * (gap + 1) + newline.join(lines) + self.text[at:]
        following = self.text[at : _past_line(self.text, at)]
        if spread and following.strip():
            below = max(below, gap)
        return (
            self.text[:at]
            + newline * gap
            + "".join(line + newline for line in lines)
            + newline * below
            + self.text[at:]
        )

    def _without(self, text: str, first: int, last: int, with_comments: bool) -> str:
        """Without the lines of statements `first` to `last`, and without two gaps where one was.

        `text` may have been cut behind `last` already.
        """
        begin, end = self.stukken[first].begin, self.stukken[last].end
        if with_comments:
            begin, end = self._comments_above(first), self._past_own_comments(last)
        floor, newline = self._floor(first), self._newline(end)
        above = text[_line_begin(text, begin - 1) : begin] if begin > floor else ""
        if begin == 0 or (above and not above.strip()):
            past = end
            while past < len(text) and not text[past : _past_line(text, past)].strip():
                past = _past_line(text, past)
            if past < len(text):
                return text[:begin] + text[past:]
            while begin > floor and not text[(up := _line_begin(text, begin - 1)) : begin].strip():
                begin = up
            return text[:begin] + text[end:]
        # A comment that is left behind must not come to touch what follows: it was not about that.
        touches = above.strip() and text[end : _past_line(text, end)].strip()
        return text[:begin] + (newline if touches else "") + text[end:]

    # --- where and how something new is written ---

    def _add_header(self, header: str, name: str, pairs: Sequence[tuple[str, str]]) -> str:
        """The first `header` of this name: below its commented example, else in the contract's order."""
        at = self._past_example(name)
        if at is None:
            at = self._place(name)
        before = max((i for i, s in enumerate(self.stukken) if s.end <= at), default=0)
        lines = self._style([], before).lines(pairs)
        return self._insert(at, [header, *lines], self._usual_gap())

    def _past_example(self, name: str) -> int | None:
        """Past a commented-out row (`#[[deeltijd]]`), as the template of `ios init` has them."""
        example = re.compile(rf"[ \t]*#[ \t]*\[\[?[ \t]*{re.escape(name)}[ \t]*\]")
        found = None
        for number in range(len(self.stukken) + 1):
            last = number == len(self.stukken)
            if not last and self.stukken[number].is_pair:
                continue  # a header here would take the keys that follow
            at, ceiling = self._floor(number), len(self.text) if last else self.stukken[number].begin
            inside = False
            while at < ceiling:
                past = _past_line(self.text, at)
                line = self.text[at:past]
                inside = line.strip().startswith("#") and (inside or bool(example.match(line)))
                if inside:
                    found = past
                at = past
        return found

    def _place(self, name: str) -> int:
        """Behind the table that comes before `name` in the contract; else behind the last table."""
        order = {table: rank for rank, table in enumerate(specs_of(Dossier))}
        rank = order.get(name, -1)
        known = [(order.get(str(s.path[0]), rank), i) for i, s in enumerate(self.stukken)]
        before = [(r, i) for r, i in known if r < rank]
        if not self.stukken:
            return len(self.text)
        number = max(before)[1] if before else len(self.stukken) - 1
        while number + 1 < len(self.stukken) and self.stukken[number + 1].is_pair:
            number += 1  # keys at the top of the file: no header may come between them
        return self._past_own_comments(number)

    def _style(self, pairs: Sequence[_Stuk], near: int) -> _Stijl:
        """As these keys are written; where there are none, as the keys nearest before statement `near`."""
        if not pairs:
            scopes = [s.scope for s in self.stukken[near::-1] if s.is_pair]
            scopes += [s.scope for s in self.stukken if s.is_pair]
            if not scopes:
                return _Stijl()
            pairs = [s for s in self.stukken if s.is_pair and s.scope == scopes[0]]
        columns = set()
        before = after = ""
        padded = False
        for stuk in pairs:
            key_end = parse_key(self.text, stuk.statement.begin)[1]
            equals = self.text.index("=", key_end)
            before = self.text[key_end:equals]
            after = self.text[equals + 1 : stuk.statement.value]
            columns.add(equals - stuk.statement.begin)
            padded = padded or (len(before) > 1 and not before.strip(" "))
        last = pairs[-1]
        indent = self.text[last.begin : last.statement.begin]
        column = columns.pop() if len(columns) == 1 and padded else 0
        return _Stijl(indent, before if column or not padded else " ", after, column)

    def _key_until(self, parts: tuple[Part, ...], number: int) -> str:
        """The first `number` parts of a dotted key as written, with the dot behind them."""
        return self.text[parts[0].begin : parts[number].begin]

    def _comment_room(self, stuk: _Stuk, end: int) -> str:
        """The spaces between a value that ends at `end` and the comment behind it; "" where none is."""
        match = re.compile(r"( +)#").match(self.text, end)
        return match[1] if match is not None and end == stuk.statement.end else ""

    def _comment_is_aligned(self, stuk: _Stuk) -> bool:
        """Whether the comment stands right above or below another one."""
        column = self._comment_column(stuk)
        number = self.stukken.index(stuk)
        return any(
            other.is_pair and self._comment_column(other) == column
            for other in self.stukken[max(0, number - 1) : number + 2]
            if other is not stuk and (other.end == stuk.begin or other.begin == stuk.end)
        )

    def _comment_column(self, stuk: _Stuk) -> int:
        """-1 where there is none."""
        at = stuk.statement.end
        at += len(self.text[at : stuk.end]) - len(self.text[at : stuk.end].lstrip(" \t"))
        return at - _line_begin(self.text, at) if self.text[at : at + 1] == "#" else -1

    # --- arrays and inline tables ---

    def _pair_around(self, path: KeyPath) -> _Stuk | None:
        """The statement `key = value` that holds `path`, or is it."""
        return next((s for s in self.stukken if s.is_pair and _inside(path, s.path)), None)

    def _descend(self, stuk: _Stuk, path: KeyPath) -> tuple[_Inline, int | None, KeyPath]:
        """The bracket that holds `path`, its entry there (None: implied by a dotted key), and the rest."""
        rest, at = path[len(stuk.path) :], stuk.statement.value
        while True:
            node = _inline(self.text, at)
            if isinstance(rest[0], int):
                found, key_length = rest[0], 1
            else:
                names = [tuple(part.name for part in entry.parts) for entry in node.entries]
                fitting = [i for i, key in enumerate(names) if rest[: len(key)] == key]
                if not fitting:
                    return node, None, rest
                found, key_length = fitting[0], len(names[fitting[0]])
            if len(rest) == key_length:
                return node, found, rest
            rest, at = rest[key_length:], node.entries[found].value

    def _add_inline_row(self, stuk: _Stuk, after: int, pairs: Sequence[tuple[str, str]]) -> str:
        node = _inline(self.text, stuk.statement.value)
        equals, room, comma = " = ", " ", ", "
        for entry in node.entries:
            if self.text[entry.value] != "{":
                continue
            inner = _inline(self.text, entry.value)
            if inner.entries:
                first, last = inner.entries[0], inner.entries[-1]
                equals = self.text[parse_key(self.text, last.begin)[1] : last.value]
                room = self.text[inner.begin + 1 : first.begin]
                comma = "," + self._after_comma(inner)
        return self._insert_entry(node, after, inline_table(pairs, equals, room, comma))

    def _add_inline_key(self, stuk: _Stuk, parent: KeyPath, name: str, value: str) -> str:
        if parent == stuk.path:
            node, found = _inline(self.text, stuk.statement.value), None
            rest: KeyPath = ()
        else:
            node, found, rest = self._descend(stuk, parent)
            if found is not None:
                node, rest = _inline(self.text, node.entries[found].value), ()
        last = len(node.entries) - 1
        if rest:  # a table that only dotted keys make: after the last of them
            here = [i for i, e in enumerate(node.entries) if _inside(tuple(p.name for p in e.parts), rest)]
            last = here[-1]
            name = self._key_until(node.entries[last].parts, len(rest)) + name
        equals = " = "
        if node.entries:
            entry = node.entries[last]
            equals = self.text[parse_key(self.text, entry.begin)[1] : entry.value]
        return self._insert_entry(node, last, name + equals + value)

    def _insert_entry(self, node: _Inline, after: int, entry: str) -> str:
        """`entry` behind entry number `after` of the bracket (-1: it is empty)."""
        text = self.text
        if after < 0:
            return self._fill_empty(node, entry)
        item = node.entries[after]
        indent = text[_line_begin(text, item.begin) : item.begin]
        anchor = item.end if item.comma < 0 else item.comma + 1
        tail = text[anchor : line_end(text, anchor)].strip()
        if not indent.strip() and (not tail or tail.startswith("#")):  # it has lines of its own
            at = _past_line(text, anchor)
            line = indent + entry + ("" if item.comma < 0 else ",") + self._newline(at)
            comma = "," if item.comma < 0 else ""
            return _splice(text, (item.end, item.end, comma), (at, at, line))
        room = self._after_comma(node)
        if item.comma < 0:
            return _splice(text, (item.end, item.end, f",{room}{entry}"))
        return _splice(text, (anchor, anchor, f"{room}{entry},"))

    def _after_comma(self, node: _Inline) -> str:
        """The room that the user leaves behind a comma."""
        if len(node.entries) < 2:
            return " "
        room = self.text[node.entries[-2].comma + 1 : node.entries[-1].begin]
        return " " if room.strip(" ") else room

    def _fill_empty(self, node: _Inline, entry: str) -> str:
        text, close = self.text, node.end - 1
        inner = text[node.begin + 1 : close]
        if "\n" not in inner:
            room = " " if text[node.begin] == "{" else ""
            return _splice(text, (node.begin + 1, close, room + entry + room))
        at = _line_begin(text, close)
        comment = re.search(r"^([ \t]*)#", inner, re.MULTILINE)
        indent = comment[1] if comment is not None else text[at:close] + "    "
        return _splice(text, (at, at, indent + entry + "," + self._newline(at)))

    def _remove_inline(self, stuk: _Stuk, path: KeyPath, with_comments: bool) -> str:
        node, number, __ = self._descend(stuk, path)
        if number is None:
            refuse(_("the layout of this file does not allow this change"), path)
        text, entries = self.text, node.entries
        item = entries[number]
        before = entries[number - 1] if number else None
        if len(item.parts) > 1:  # the last dotted key of its table leaves the table behind
            around = tuple(part.name for part in item.parts[:-1])
            keys = [tuple(p.name for p in e.parts) for i, e in enumerate(entries) if i != number]
            if not any(_inside(key, around) for key in keys):
                empty = self._key_until(item.parts, len(item.parts) - 1).rstrip(" \t.")
                equals = text[parse_key(text, item.begin)[1] : item.value]
                return _splice(text, (item.begin, item.end, f"{empty}{equals}{{}}"))
        is_last = number == len(entries) - 1
        line = _line_begin(text, item.begin)
        anchor = item.end if item.comma < 0 else item.comma + 1
        tail = text[anchor : line_end(text, anchor)].strip()
        past = _past_line(text, anchor)
        cuts = []
        if not text[line : item.begin].strip() and (not tail or tail.startswith("#")) and line > node.begin:
            if with_comments:
                line = _comment_block_above(
                    text, line, _past_line(text, before.end if before else node.begin)
                )
            cuts.append((line, past, ""))
            if item.comma < 0 and before is not None:
                cuts.append((before.comma, before.comma + 1, ""))
        elif not is_last:
            following = entries[number + 1].begin
            end = following if not text[item.comma + 1 : following].strip(" \t") else item.comma + 1
            cuts.append((item.begin, end, ""))
        elif before is not None and not text[before.comma + 1 : item.begin].strip(" \t"):
            cuts.append((before.comma, item.end, ""))
        elif before is not None:
            cuts += [(before.comma, before.comma + 1, ""), (item.begin, item.end, "")]
        else:
            begin, end = item.begin, anchor
            if not (text[node.begin + 1 : begin] + text[end : node.end - 1]).strip(" \t"):
                begin, end = node.begin + 1, node.end - 1
            cuts.append((begin, end, ""))
        return _splice(text, *cuts)


def _cut(text: str) -> Iterator[_Stuk]:
    """The statements of a valid text, with their whole key paths."""
    rows: dict[KeyPath, int] = {}  # array of tables -> its last row
    scope: KeyPath = ()
    for statement in scan(text):
        if statement.kind == "pair":
            path = scope + statement.key
        else:
            path = ()
            for name in statement.key[:-1]:
                path = (*path, name)
                if path in rows:
                    path = (*path, rows[path])
            path = (*path, *statement.key[-1:])
            if statement.kind == "array":
                rows[path] = rows.get(path, -1) + 1
                path = (*path, rows[path])
            scope = path
        yield _Stuk(
            statement, path, scope, _line_begin(text, statement.begin), _past_line(text, statement.end)
        )


def _inside(path: KeyPath, around: KeyPath) -> bool:
    """Whether `path` is `around` or lies inside it."""
    return path[: len(around)] == around


def _comment_block_above(text: str, at: int, floor: int) -> int:
    """The begin of the comment lines directly above the line at `at`, not above `floor`."""
    while at > floor:
        above = _line_begin(text, at - 1)
        line = text[above:at].strip()
        if above < floor or not line.startswith("#") or line.startswith("#:"):  # an editor reads `#:schema`
            break
        at = above
    return at


def _in_quotes_of(old: str, value: str) -> str:
    """A text in the quotes that the user gave the old one, where it can stand in them."""
    if old.startswith("'") and not old.startswith("'''") and value.startswith('"'):
        inner = value[1:-1]
        if "\\" not in inner and "'" not in inner:
            return f"'{inner}'"
    return value
