"""What is wrong with a table, in words: imported only where there is something to say."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from ios_cli.domain.fields import EERSTE_JAAR, LAATSTE_JAAR, FieldSpec, specs_of
from ios_cli.domain.finding import Finding, KeyPath
from ios_cli.domain.numbers import format_exact
from ios_cli.text import LANGUAGES, _
from ios_cli.toml import wording
from ios_cli.toml.reader import Onleesbaar
from ios_cli.toml.wording import code_list, did_you_mean, in_table, meant_date, meant_time, nearest, show

if TYPE_CHECKING:
    from ios_cli.toml.records import Plan, Requirement


class Complaints:
    """Adds findings to `findings`; `root` is the class of the whole file, to know the other tables."""

    def __init__(self, root: type, findings: list[Finding]) -> None:
        self._root = root
        self._findings = findings

    def _add(self, code: str, message: str, path: KeyPath, *, expected: str = "", hint: str = "") -> None:
        self._findings.append(Finding(code=code, message=message, path=path, expected=expected, hint=hint))

    # --- keys ---

    def unknown(self, plan: "Plan", key: str, raw: Any, path: KeyPath) -> None:
        if isinstance(raw, Onleesbaar) and raw.sleutel:
            return
        self._add(
            "IOS010",
            _("unknown key `{key}` {where}").format(key=key, where=in_table(path)),
            (*path, key),
            expected=_("one of {keys}").format(keys=code_list(plan.specs)),
            hint=self._hint_unknown(plan, key, raw),
        )

    def _hint_unknown(self, plan: "Plan", key: str, raw: Any) -> str:
        tables = _tables_of(self._root)
        homes = [name for name, specs in tables.items() if key in specs and specs is not plan.specs]
        near = nearest(key, plan.specs)
        if near is not None and (not homes or nearest(key, plan.specs, 0.85) is not None):
            return did_you_mean(near)
        if homes:
            return _("`{key}` belongs in {tables}").format(key=key, tables=_or(homes))
        everywhere = {
            k: [n for n, specs in tables.items() if k in specs] for specs in tables.values() for k in specs
        }
        near = nearest(key, everywhere, 0.8)
        if near is not None:
            return _("did you mean `{word}`? it belongs in {tables}").format(
                word=near, tables=_or(everywhere[near])
            )
        return ""

    def missing(self, plan: "Plan", key: str, path: KeyPath) -> None:
        spec = plan.specs[key]
        name = wording.table_name((*path, key)) if spec.kind == "table" else ""
        if name:
            message = _("the table {table} is missing").format(table=name)
        else:
            message = _("`{key}` is missing {where}").format(key=key, where=in_table(path))
        self._add("IOS011", message, path, expected=expectation(spec))

    def not_exactly_one(
        self, groups: tuple[tuple[str, ...], ...], table: Mapping[str, Any], path: KeyPath
    ) -> None:
        said = _or([_and([f"`{key}`" for key in group]) for group in groups])
        touched = [group for group in groups if any(key in table for key in group)]
        expected = _("exactly one of {groups}").format(groups=said)
        if len(touched) > 1:
            present = [key for group in touched for key in group if key in table]
            self._add(
                "IOS018",
                _("{keys} exclude each other {where}").format(
                    keys=_and([f"`{key}`" for key in present]), where=in_table(path)
                ),
                (*path, present[-1]),
                expected=expected,
                hint=_("keep one, remove the other"),
            )
        elif touched:
            absent = [f"`{key}`" for key in touched[0] if key not in table]
            here = next(key for key in touched[0] if key in table)
            self._add(
                "IOS011",
                _("{keys} is missing {where}: it goes together with `{here}`").format(
                    keys=_and(absent), where=in_table(path), here=here
                ),
                (*path, here),
                expected=expected,
            )
        else:
            self._add(
                "IOS011",
                _("{groups} is missing {where}").format(groups=said, where=in_table(path)),
                path,
                expected=expected,
            )

    def required_when(
        self, rule: "Requirement", plan: "Plan", table: Mapping[str, Any], path: KeyPath
    ) -> None:
        value = table.get(rule.when)
        if value is None:
            reason = _("without `{when}`").format(when=rule.when)
        else:
            reason = _("with `{when}` {value}").format(when=rule.when, value=show(value))
        self._add(
            "IOS011",
            _("`{key}` is missing {where}, needed {reason}").format(
                key=rule.key, where=in_table(path), reason=reason
            ),
            (*path, rule.when),
            expected=expectation(plan.specs[rule.key]),
        )

    # --- tables ---

    def shape(self, spec: FieldSpec, raw: Any, path: KeyPath) -> None:
        if isinstance(raw, Onleesbaar):
            return
        names = ".".join(str(part) for part in path if not isinstance(part, int))
        if spec.kind == "tables" and isinstance(raw, dict):
            self._add(
                "IOS019",
                _("[{name}] is written as a single table").format(name=names),
                path,
                expected=_("a row in an array of tables: [[{name}]]").format(name=names),
                hint=_("double the brackets: [[{name}]]").format(name=names),
            )
        elif (
            spec.kind in ("table", "map")
            and isinstance(raw, list)
            and raw
            and all(isinstance(r, dict) for r in raw)
        ):
            self._add(
                "IOS019",
                _("[[{name}]] is written as an array of tables").format(name=names),
                path,
                expected=_("a single table: [{name}]").format(name=names),
                hint=_("write single brackets: [{name}]").format(name=names),
            )
        else:
            wanted = f"[[{names}]]" if spec.kind == "tables" else f"[{names}]"
            self._add(
                "IOS012",
                _("`{name}` is {found}, not a table").format(name=names, found=wording.describe(raw)),
                path,
                expected=_("a table {table} with its keys on lines of their own").format(table=wanted),
            )

    def name(self, spec: FieldSpec, name: str, path: KeyPath) -> None:
        self._add(
            "IOS017",
            _("`{name}` cannot be a name {where}").format(name=name, where=in_table(path[:-1])),
            path,
            expected=_("lower-case letters and digits, in words joined by `-`"),
        )

    # --- values ---

    def value(self, spec: FieldSpec, raw: Any, path: KeyPath) -> None:
        """Why `raw` is no value for the key at `path`."""
        if isinstance(raw, Onleesbaar):
            return
        _judge(self, spec, raw, path)


def _tables_of(root: type) -> dict[str, dict[str, FieldSpec]]:
    """The tables of a file by the header that one writes, with their keys."""
    found: dict[str, dict[str, FieldSpec]] = {}

    def walk(record: type, prefix: str) -> None:
        for key, spec in specs_of(record).items():
            if spec.record is None:
                continue
            name = f"{prefix}{key}"
            if spec.kind == "map":
                name += ".NAME"
            found[f"[[{name}]]" if spec.kind == "tables" else f"[{name}]"] = specs_of(spec.record)
            walk(spec.record, f"{name}.")

    walk(root, "")
    return found


def _and(words: list[str]) -> str:
    if len(words) < 2:
        return "".join(words)
    return _("{first} and {last}").format(first=", ".join(words[:-1]), last=words[-1])


def _or(words: list[str]) -> str:
    if len(words) < 2:
        return "".join(words)
    return _("{first} or {last}").format(first=", ".join(words[:-1]), last=words[-1])


def expectation(spec: FieldSpec) -> str:
    """What a key wants, in words."""
    match spec.kind:
        case "text":
            if spec.choices:
                return _("one of {choices}").format(choices=code_list(spec.choices))
            if spec.pattern is not None:
                return _("a text of {form}").format(form=_(spec.pattern_doc) or f"`{spec.pattern}`")
            return _("a text between quotes")
        case "date":
            return _("a date, as in `2025-03-01`, without quotes")
        case "time":
            return _("a time, as in `17:00:00`, without quotes")
        case "number":
            return _("a number {bounds}, without quotes").format(bounds=_bounds(spec))
        case "integer":
            return _("a whole number {bounds}, without quotes").format(bounds=_bounds(spec))
        case "boolean":
            return _("`true` or `false`, without quotes")
        case "list":
            if spec.choices:
                return _("a list with one or more of {choices}").format(choices=code_list(spec.choices))
            return _('a list of texts, as in `["a", "b"]`')
        case "localized":
            return _('a text, or one for each language: `{ nl = "...", en = "..." }`')
        case "value":
            return _("a number, a text, `true` or `false`, a list of texts, or a list of tables")
        case "tables":
            return _("an array of tables")
        case _:
            return _("a table")


def _bounds(spec: FieldSpec) -> str:
    above, low, high = spec.above, spec.minimum, spec.maximum
    if above is not None and high is not None:
        return _("above {low} and at most {high}").format(low=format_exact(above), high=format_exact(high))
    if low is not None and high is not None:
        return _("from {low} to {high}").format(low=format_exact(low), high=format_exact(high))
    if above is not None:
        return _("above {low}").format(low=format_exact(above))
    if low is not None:
        return _("of at least {low}").format(low=format_exact(low))
    if high is not None:
        return _("of at most {high}").format(high=format_exact(high))
    return ""


def _judge(c: Complaints, spec: FieldSpec, raw: Any, path: KeyPath) -> None:
    key = str(path[-1])
    expected = expectation(spec)
    hint = ""
    if spec.kind == "date" and type(raw) is datetime:
        c._add(
            "IOS014",
            _("`{key}` is a date with a time: {value}").format(key=key, value=show(raw)),
            path,
            expected=expected,
            hint=_("write {value}").format(value=f"`{raw.date().isoformat()}`"),
        )
        return
    if spec.kind == "date" and isinstance(raw, str) and (wording.looks_like_date(raw) or meant_date(raw)):
        meant = meant_date(raw)
        c._add(
            "IOS013",
            _("the date of `{key}` stands between quotes: {value}").format(key=key, value=show(raw)),
            path,
            expected=expected,
            hint=_("remove the quotes: `{key} = {date}`").format(key=key, date=meant.isoformat())
            if meant is not None
            else _("remove the quotes, and write a date that exists"),
        )
        return
    c._add(
        "IOS012",
        _("`{key}` is {found}: {value}").format(key=key, found=wording.describe(raw), value=show(raw)),
        path,
        expected=expected,
        hint=hint,
    )


__all__ = ["Complaints", "expectation"]
_UNUSED = (re, date, time, Decimal, EERSTE_JAAR, LAATSTE_JAAR, LANGUAGES, meant_time)
