"""What is wrong with a table, in words: imported only where there is something to say."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction
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

    def add(self, code: str, message: str, path: KeyPath, *, expected: str = "", hint: str = "") -> None:
        self._findings.append(Finding(code=code, message=message, path=path, expected=expected, hint=hint))

    # --- keys ---

    def unknown(self, plan: "Plan", key: str, raw: Any, path: KeyPath) -> None:
        if isinstance(raw, Onleesbaar) and raw.sleutel:
            return
        table = isinstance(raw, Mapping) or (isinstance(raw, list) and raw and isinstance(raw[0], Mapping))
        if table:
            place: KeyPath = (*path, key, 0) if isinstance(raw, list) else (*path, key)
            message = _("unknown table {table}").format(table=wording.table_name(place))
        else:
            message = _("unknown key `{key}` {where}").format(key=key, where=in_table(path))
        self.add(
            "IOS010",
            message,
            (*path, key),
            expected=wording.one_of(plan.specs),
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
        self.add("IOS011", message, path, expected=expectation(spec))

    def not_exactly_one(
        self, groups: tuple[tuple[str, ...], ...], table: Mapping[str, Any], path: KeyPath
    ) -> None:
        said = _or([_and([f"`{key}`" for key in group]) for group in groups])
        touched = [group for group in groups if any(key in table for key in group)]
        expected = _("exactly one of these: {groups}").format(
            groups=", ".join(_and([f"`{key}`" for key in group]) for group in groups)
        )
        if len(touched) > 1:
            present = [key for group in touched for key in group if key in table]
            self.add(
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
            self.add(
                "IOS011",
                _("{keys} is missing {where}: it goes together with `{here}`").format(
                    keys=_and(absent), where=in_table(path), here=here
                ),
                (*path, here),
                expected=expected,
            )
        else:
            self.add(
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
        self.add(
            "IOS011",
            _("`{key}` is missing {where}, needed {reason}").format(
                key=rule.key, where=in_table(path), reason=reason
            ),
            (*path, rule.when) if rule.when in table else path,
            expected=expectation(plan.specs[rule.key]),
        )

    # --- tables ---

    def shape(self, spec: FieldSpec, raw: Any, path: KeyPath) -> None:
        if isinstance(raw, Onleesbaar):
            return
        names = ".".join(str(part) for part in path if not isinstance(part, int))
        if spec.kind == "tables" and isinstance(raw, dict):
            self.add(
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
            self.add(
                "IOS019",
                _("[[{name}]] is written as an array of tables").format(name=names),
                path,
                expected=_("a single table: [{name}]").format(name=names),
                hint=_("write single brackets: [{name}]").format(name=names),
            )
        else:
            wanted = f"[[{names}]]" if spec.kind == "tables" else f"[{names}]"
            if isinstance(path[-1], int):
                message = _("item {n} of `{name}` is {found}, not a table")
            else:
                message = _("`{name}` is {found}, not a table")
            self.add(
                "IOS012",
                message.format(
                    name=names,
                    found=wording.describe(raw),
                    n=path[-1] + 1 if isinstance(path[-1], int) else 0,
                ),
                path,
                expected=_("a table {table} with its keys on lines of their own").format(table=wanted),
            )

    def name(self, spec: FieldSpec, name: str, path: KeyPath) -> None:
        self.add(
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
                return wording.one_of(spec.choices)
            if spec.pattern is not None:
                return _("a text: {form}").format(form=_(spec.pattern_doc) or f"`{spec.pattern}`")
            return _("a text between quotes")
        case "date":
            return _("a date, as in `2025-03-01`, without quotes")
        case "time":
            return _("a time, as in `17:00:00`, without quotes")
        case "number":
            return _("a number {bounds}").format(bounds=_bounds(spec)).rstrip()
        case "integer":
            return _("a whole number {bounds}").format(bounds=_bounds(spec)).rstrip()
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


# --- one judge for each kind of key; each adds at least one finding ---


def _judge(c: Complaints, spec: FieldSpec, raw: Any, path: KeyPath) -> None:
    match spec.kind:
        case "text":
            _judge_text(c, spec, raw, path)
        case "date":
            _judge_date(c, spec, raw, path)
        case "number" | "integer":
            _judge_number(c, spec, raw, path)
        case "list":
            _judge_list(c, spec, raw, path)
        case "localized":
            _judge_localized(c, spec, raw, path)
        case "value" if _is_number(raw):
            _out_of_range(c, spec, raw, path)
        case _:
            _wrong_type(c, spec, raw, path)


def _is(path: KeyPath) -> tuple[str, str]:
    """The key of `path` between backticks, and where it stands; an item of a list bears its key."""
    at = len(path) - 1
    while at > 0 and isinstance(path[at], int):
        at -= 1
    return f"`{path[at]}`", in_table(path[:at])


def _wrong_type(c: Complaints, spec: FieldSpec, raw: Any, path: KeyPath) -> None:
    key, where = _is(path)
    good = _meant(spec, raw)
    shown = "" if isinstance(raw, Mapping | list) else f": {show(raw)}"
    c.add(
        "IOS012",
        _("{key} {where} is {found}").format(key=key, where=where, found=wording.describe(raw)) + shown,
        path,
        expected=expectation(spec),
        hint=_("write `{value}`").format(value=f"{key.strip('`')} = {good}") if good else "",
    )


def _meant(spec: FieldSpec, raw: Any) -> str:
    """What somebody meant who wrote a value of the wrong type, as TOML; "" where that cannot be told."""
    match spec.kind:
        case "text":
            if isinstance(raw, list) and len(raw) == 1 and isinstance(raw[0], str):
                return show(raw[0])
            written = "" if isinstance(raw, Mapping | list) else show(raw)
            fits = spec.pattern is None or re.fullmatch(spec.pattern, written) is not None
            return f'"{written}"' if written and fits and not spec.choices else ""
        case "date":
            meant = meant_date(str(raw)) if isinstance(raw, int) and not isinstance(raw, bool) else None
            return meant.isoformat() if meant is not None else ""
        case "time":
            return _meant_time(raw)
        case "number" | "integer":
            good = _meant_number(raw) if isinstance(raw, str) else ""
            return good if spec.kind == "number" or "." not in good else ""
        case "boolean":
            said = {"ja": True, "yes": True, "waar": True, "nee": False, "no": False, "onwaar": False}
            word = raw.strip().casefold() if isinstance(raw, str) else raw
            if word in ("true", 1, "1"):  # numbers as well: TOML's booleans are no 1 and 0
                return "true"
            if word in ("false", 0, "0"):
                return "false"
            return show(said[word]) if isinstance(word, str) and word in said else ""
        case "list" if isinstance(raw, str) and raw.strip():
            return f"[{show(raw)}]"
        case _:
            return ""


def _meant_time(raw: Any) -> str:
    if isinstance(raw, datetime):
        return raw.time().isoformat()
    if isinstance(raw, int) and not isinstance(raw, bool) and 0 <= raw <= 23:
        return time(raw).isoformat()
    meant = meant_time(format(raw, ".2f") if isinstance(raw, Decimal) and raw.is_finite() else str(raw)[:20])
    return meant.isoformat() if meant is not None else ""


def _meant_number(raw: str) -> str:
    raw = raw.strip()
    if len(raw) > wording.SHOWN:
        return ""
    if match := wording.COMMA_NUMBER.fullmatch(raw):
        return f"{match[1]}.{match[2]}"
    if raw.endswith("%") and wording.NUMBER.fullmatch(share := raw[:-1].strip().replace(",", ".")):
        return format_exact(Fraction(share) / 100)
    return raw if wording.NUMBER.fullmatch(raw) else ""


def _judge_text(c: Complaints, spec: FieldSpec, raw: Any, path: KeyPath) -> None:
    if not isinstance(raw, str):
        _wrong_type(c, spec, raw, path)
        return
    key, where = _is(path)
    if spec.choices:
        near = nearest(raw, [*spec.choices, *spec.also_read])
        c.add(
            "IOS016",
            _("{key} {where} is {value}, which is none of its values").format(
                key=key, where=where, value=show(raw)
            ),
            path,
            expected=expectation(spec) if spec.kind == "text" else wording.one_of(spec.choices),
            hint=did_you_mean(near),
        )
    elif not raw.strip(" \t\r\n"):
        c.add(
            "IOS017",
            _("{key} {where} is an empty text").format(key=key, where=where),
            path,
            expected=expectation(spec),
            hint="" if spec.required else _("leave {key} out where there is nothing to say").format(key=key),
        )
    else:
        c.add(
            "IOS017",
            _("{key} {where} is {value}").format(key=key, where=where, value=show(raw)),
            path,
            expected=expectation(spec),
        )


def _judge_date(c: Complaints, spec: FieldSpec, raw: Any, path: KeyPath) -> None:
    key, where = _is(path)
    if isinstance(raw, datetime):
        c.add(
            "IOS014",
            _("{key} {where} is a date with a time: {value}").format(key=key, where=where, value=show(raw)),
            path,
            expected=expectation(spec),
            hint=_("write `{value}`").format(value=raw.date().isoformat()),
        )
    elif isinstance(raw, date):
        _out_of_range(c, spec, raw, path)
    elif isinstance(raw, str) and (wording.looks_like_date(raw) or meant_date(raw) is not None):
        meant = meant_date(raw)
        if meant is None:
            hint = _("remove the quotes, and write a date that exists")
        elif meant.isoformat() == raw:
            hint = _("remove the quotes")
        else:
            hint = _("write `{value}`, without quotes").format(value=meant.isoformat())
        c.add(
            "IOS013",
            _("the date of {key} {where} stands between quotes: {value}").format(
                key=key, where=where, value=show(raw)
            ),
            path,
            expected=expectation(spec),
            hint=hint,
        )
    else:
        _wrong_type(c, spec, raw, path)


def _is_number(raw: Any) -> bool:
    return isinstance(raw, int | Decimal) and not isinstance(raw, bool)


def _is_finite(raw: int | Decimal) -> bool:
    return not isinstance(raw, Decimal) or raw.is_finite()


def _between(low: Fraction, raw: int | Decimal, high: Fraction) -> bool:
    # Compared as decimals: a fraction of 1e-999999 would fill the memory.
    return Decimal(float(low)) < raw < Decimal(float(high))


def _judge_number(c: Complaints, spec: FieldSpec, raw: Any, path: KeyPath) -> None:
    if not _is_number(raw):
        _wrong_type(c, spec, raw, path)
        return
    if (
        spec.kind == "integer"
        and isinstance(raw, Decimal)
        and raw.is_finite()
        and raw != raw.to_integral_value()
    ):
        _wrong_type(c, spec, raw, path)
    else:
        _out_of_range(c, spec, raw, path)


def _out_of_range(c: Complaints, spec: FieldSpec, raw: Any, path: KeyPath) -> None:
    key, where = _is(path)
    hint = ""
    if spec.kind == "number" and spec.maximum == 1 and _is_finite(raw) and 10 <= raw <= 100:
        hint = _("write {percentage} % as `{share}`").format(
            percentage=show(raw), share=format_exact(Fraction(raw) / 100)
        )
    if spec.kind == "date":
        expected = _("a date from {first} to {last}").format(first=EERSTE_JAAR, last=LAATSTE_JAAR)
    elif (
        spec.above is not None
        and spec.minimum is not None
        and _is_finite(raw)
        and _between(spec.above, raw, spec.minimum)
    ):
        expected = expectation(replace(spec, above=None))  # the bound that is broken
    else:
        expected = expectation(spec)
    c.add(
        "IOS015",
        _("{key} {where} is out of range: {value}").format(key=key, where=where, value=show(raw)),
        path,
        expected=expected,
        hint=hint,
    )


def _judge_list(c: Complaints, spec: FieldSpec, raw: Any, path: KeyPath) -> None:
    if not isinstance(raw, list):
        _wrong_type(c, spec, raw, path)
        return
    key, where = _is(path)
    if len(raw) < spec.min_items:
        c.add(
            "IOS015",
            _("{key} {where} is an empty list").format(key=key, where=where),
            path,
            expected=expectation(spec),
        )
    item = FieldSpec(kind="text", required=True, choices=spec.choices)
    for number, one in enumerate(raw):
        if not isinstance(one, str) or (
            one not in spec.choices if spec.choices else not one.strip(" \t\r\n")
        ):
            _judge_text(c, item, one, (*path, number))


def _judge_localized(c: Complaints, spec: FieldSpec, raw: Any, path: KeyPath) -> None:
    text = FieldSpec(kind="text", required=True)
    if isinstance(raw, str):
        _judge_text(c, text, raw, path)
    elif isinstance(raw, Mapping) and raw:
        for language, one in raw.items():
            if language not in LANGUAGES:
                c.add(
                    "IOS010",
                    _("unknown key `{key}` {where}").format(key=language, where=in_table(path)),
                    (*path, language),
                    expected=wording.one_of(LANGUAGES),
                )
            elif not isinstance(one, str) or not one.strip(" \t\r\n"):
                _judge_text(c, text, one, (*path, language))
    else:
        _wrong_type(c, spec, raw, path)
