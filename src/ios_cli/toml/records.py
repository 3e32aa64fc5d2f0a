"""A TOML table into one of the dataclasses, strictly, by the description of its fields.

All problems are found, none raises. A row with a problem is left out of the record and named in
`dropped`; the rest is still read. What each class needs is worked out once: a cohort has millions of
rows. Findings, and the words they need, are made only where there is something to say.
"""

import re
from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import MISSING, dataclass, field
from dataclasses import fields as dataclass_fields
from datetime import date, time
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from ios_cli.domain.fields import EERSTE_JAAR, LAATSTE_JAAR, ExactlyOne, FieldSpec, constraints_of, specs_of
from ios_cli.text import LANGUAGES
from ios_cli.toml.reader import ONLEESBAAR, Dubbel, Onleesbaar

if TYPE_CHECKING:
    from ios_cli.domain.finding import Finding, KeyPath

T = TypeVar("T")

_BAD: Final = object()
_BLANK: Final = " \t\r\n"
_LONGEST_INTEGER: Final = 1 << 63
_WIDEST_EXPONENT: Final = 1000
_MOST_NUMBERS: Final = 1024  # kept for the next time
_MOST_SHAPES: Final = 256  # of one class; files made up to be different must not fill the memory


@dataclass(frozen=True, slots=True)
class Reading(Generic[T]):
    """What could be read.

    `findings` have a path and no line. `dropped` names the tables and rows that are missing from the
    record; `fragments` holds what could be read of them (path -> key -> value), and of the whole
    table, under `path`, where `record` is None.
    """

    record: T | None
    findings: "tuple[Finding, ...]" = ()
    dropped: "tuple[KeyPath, ...]" = ()
    fragments: "Mapping[KeyPath, Mapping[str, Any]]" = field(default_factory=dict)

    @property
    def complete(self) -> bool:
        """Whether everything that stands in the table stands in the record (unknown keys apart)."""
        return self.record is not None and not self.dropped


def read_record(record_class: type[T], table: Mapping[str, Any], path: "KeyPath" = ()) -> Reading[T]:
    """Read `table` (as `read_toml` gives it) as a `record_class`; `path` is where it stands."""
    pass_ = _Pass(record_class)
    values, fine = pass_.read(_plan_of(record_class), table, path)
    record = record_class(**values) if fine else None
    if record is None:
        pass_.fragments[path] = values
    return Reading(record, tuple(pass_.findings), tuple(pass_.dropped), pass_.fragments)


@dataclass(frozen=True, slots=True)
class Requirement:
    """`RequiredWhen`, worked out: `values` as they may be written in the file, synonyms included."""

    key: str
    when: str
    values: frozenset[str]
    by_default: bool

    def met_without(self, keys: Container[str]) -> bool:
        """Whether a table of these keys needs no `key`, whatever its values are."""
        return self.when not in keys and not self.by_default


class Plan:
    """How to read one class: a reader for each plain key, the tables in it, what must stand there."""

    __slots__ = (
        "_shapes",
        "exactly_one",
        "nested",
        "readers",
        "record",
        "required",
        "required_when",
        "specs",
    )

    def __init__(self, record: type) -> None:
        self.record = record
        self.specs = specs_of(record)
        self.readers: dict[str, Callable[[Any], Any]] = {}
        self.nested: dict[str, FieldSpec] = {}
        for key, spec in self.specs.items():
            if spec.kind in ("table", "tables", "map"):
                self.nested[key] = spec
            else:
                self.readers[key] = reader_of(spec)
        self.required = frozenset(key for key, spec in self.specs.items() if spec.required)
        self.exactly_one: list[tuple[tuple[str, ...], ...]] = []
        self.required_when: list[Requirement] = []
        defaults = {f.name: f.default for f in dataclass_fields(record) if f.default is not MISSING}
        for constraint in constraints_of(record):
            if isinstance(constraint, ExactlyOne):
                self.exactly_one.append(constraint.groups)
            else:
                self.required_when.append(
                    Requirement(
                        constraint.key,
                        constraint.when,
                        frozenset(constraint.values),
                        defaults.get(constraint.when) in constraint.values,
                    )
                )
        self._shapes: dict[tuple[str, ...], bool] = {}

    def plain(self, table: Mapping[str, Any]) -> dict[str, Any] | None:
        """The values of a table in which nothing is wrong and no other table stands; None of any other.

        Nearly every row is one, and the rows of a cohort have few different sets of keys: whether those
        suffice is worked out once for each.
        """
        keys = tuple(table)
        suffice = self._shapes.get(keys)
        if suffice is None:
            suffice = self._do_keys_suffice(frozenset(keys))
            if len(self._shapes) < _MOST_SHAPES:
                self._shapes[keys] = suffice
        if not suffice:
            return None
        readers = self.readers
        values: dict[str, Any] = {}
        for key, raw in table.items():
            value = readers[key](raw)
            if value is _BAD:
                return None
            values[key] = value
        return values

    def _do_keys_suffice(self, keys: frozenset[str]) -> bool:
        """Whether a table with exactly these keys is fine as soon as each of its values is."""
        return (
            keys <= self.readers.keys()
            and self.required <= keys
            and all(_exactly_one(groups, keys) for groups in self.exactly_one)
            and all(rule.key in keys or rule.met_without(keys) for rule in self.required_when)
        )


_plans: dict[type, Plan] = {}


def _plan_of(record: type) -> Plan:
    plan = _plans.get(record)
    if plan is None:
        plan = _plans[record] = Plan(record)
    return plan


class _Pass:
    """One reading of one table: its findings, and what had to be left out."""

    __slots__ = ("_complaints", "dropped", "findings", "fragments", "root")

    def __init__(self, root: type) -> None:
        self.root = root
        self.findings: list[Finding] = []
        self.dropped: list[KeyPath] = []
        self.fragments: dict[KeyPath, Mapping[str, Any]] = {}
        self._complaints: Any = None

    @property
    def complain(self) -> Any:
        if self._complaints is None:
            from ios_cli.toml.complaints import Complaints

            self._complaints = Complaints(self.root, self.findings)
        return self._complaints

    def read(self, plan: Plan, table: Mapping[str, Any], path: "KeyPath") -> tuple[dict[str, Any], bool]:
        """The values of one table, and whether a record can be made of them."""
        plain = plan.plain(table)
        if plain is not None:
            return plain, True
        values: dict[str, Any] = {}
        readers = plan.readers
        fine = True
        for key, raw in table.items():
            reader = readers.get(key)
            if reader is not None:
                value = reader(raw)
                if value is _BAD:
                    fine = False
                    self.complain.value(plan.specs[key], raw, (*path, key))
                else:
                    values[key] = value
            elif key in plan.nested:
                value = self._nested(plan.nested[key], raw, (*path, key))
                if value is not _BAD:
                    values[key] = value
                elif key in plan.required:
                    fine = False
            else:
                self.complain.unknown(plan, key, raw, path)
        if not plan.required <= values.keys():
            fine = False
            for key in plan.specs:
                if key in plan.required and key not in table and not _any_guessed(plan, table):
                    self.complain.missing(plan, key, path)
        for groups in plan.exactly_one:
            if not _exactly_one(groups, table):
                fine = False
                self.complain.not_exactly_one(groups, table, path)
        for rule in plan.required_when:
            if rule.key not in table and (
                values.get(rule.when) in rule.values if rule.when in table else rule.by_default
            ):
                fine = False
                self.complain.required_when(rule, plan, table, path)
        return values, fine

    def _nested(self, spec: FieldSpec, raw: Any, path: "KeyPath") -> Any:
        assert spec.record is not None
        plan = _plan_of(spec.record)
        if spec.kind == "tables":
            return self._rows(spec, plan, raw, path)
        if spec.kind == "map":
            return self._map(spec, plan, raw, path)
        if isinstance(raw, dict):
            return self._one(plan, raw, path)
        if isinstance(raw, Dubbel):
            return self._doubled(plan, raw, path)
        self.complain.shape(spec, raw, path)
        self.dropped.append(path)
        if isinstance(raw, list):  # [[opleiding]]: say so, and judge what stands in it as well
            for row, item in enumerate(raw):
                if isinstance(item, dict):
                    values, _fine = self.read(plan, item, (*path, row))
                    self.fragments.setdefault(path, values)
        return _BAD

    def _one(self, plan: Plan, table: Mapping[str, Any], path: "KeyPath") -> Any:
        values, fine = self.read(plan, table, path)
        if fine:
            return plan.record(**values)
        self.dropped.append(path)
        self.fragments[path] = values
        return _BAD

    def _doubled(self, plan: Plan, raw: Dubbel, path: "KeyPath") -> Any:
        """A table that stands twice: judge the first; what only the others have counts as present."""
        table: dict[str, Any] = {}
        for row in reversed(raw):
            table = dict.fromkeys(table, ONLEESBAAR) | row
        values, _fine = self.read(plan, table, (*path, 0))
        self.dropped.append(path)
        self.fragments[path] = values
        return _BAD

    def _rows(self, spec: FieldSpec, plan: Plan, raw: Any, path: "KeyPath") -> Any:
        if not isinstance(raw, list):
            self.complain.shape(spec, raw, path)
            self.dropped.append(path)
            if isinstance(raw, dict):  # [deeltijd]: say so, and judge what stands in it as well
                values, _fine = self.read(plan, raw, path)
                self.fragments[path] = values
            return ()
        rows = []
        make = plan.record
        for number, item in enumerate(raw):
            plain = plan.plain(item) if isinstance(item, dict) else None
            if plain is not None:
                rows.append(make(**plain))
                continue
            place = (*path, number)
            if not isinstance(item, dict):
                self.complain.shape(spec, item, place)
                self.dropped.append(place)
                continue
            values, fine = self.read(plan, item, place)
            if fine:
                rows.append(make(**values))
            else:
                self.dropped.append(place)
                self.fragments[place] = values
        return tuple(rows)

    def _map(self, spec: FieldSpec, plan: Plan, raw: Any, path: "KeyPath") -> Any:
        if not isinstance(raw, dict):
            self.complain.shape(spec, raw, path)
            self.dropped.append(path)
            return {}
        found: dict[str, Any] = {}
        for name, item in raw.items():
            place = (*path, name)
            named = spec.pattern is None or re.fullmatch(spec.pattern, name) is not None
            if not named:
                self.complain.name(spec, name, place)
            if isinstance(item, dict):
                value = self._one(plan, item, place)
            elif isinstance(item, Dubbel):
                value = self._doubled(plan, item, place)
            else:
                self.complain.shape(spec, item, place)
                self.dropped.append(place)
                continue
            if value is _BAD:
                continue
            if named:
                found[name] = value
            else:
                self.dropped.append(place)
        return found


def _exactly_one(groups: Iterable[Iterable[str]], keys: Container[str]) -> bool:
    """Whether the keys of exactly one group stand there, and all of them."""
    return sum(any(key in keys for key in group) for group in groups) == 1 and any(
        all(key in keys for key in group) for group in groups
    )


def _any_guessed(plan: Plan, table: Mapping[str, Any]) -> bool:
    """Whether some key could not be read, and may be any of those that seem to be missing."""
    return any(
        isinstance(value, Onleesbaar) and value.sleutel and key not in plan.specs
        for key, value in table.items()
    )


# --- one reader for each kind of value: the value as the record wants it, or _BAD ---


def reader_of(spec: FieldSpec) -> Callable[[Any], Any]:
    """The reader of one plain key."""
    match spec.kind:
        case "text":
            return _text_reader(spec)
        case "date":
            return _read_date
        case "time":
            return _read_time
        case "number":
            return _number_reader(spec)
        case "integer":
            return _integer_reader(spec)
        case "boolean":
            return _read_boolean
        case "list":
            return _list_reader(spec)
        case "localized":
            return _read_localized
        case "value":
            return read_value
        case _:
            raise AssertionError(spec.kind)


def _text_reader(spec: FieldSpec) -> Callable[[Any], Any]:
    if spec.choices:
        meaning = {choice: choice for choice in spec.choices} | dict(spec.also_read)

        def read_choice(raw: Any) -> Any:
            return meaning.get(raw, _BAD) if type(raw) is str else _BAD

        return read_choice
    if spec.pattern is not None:
        matches = re.compile(spec.pattern).fullmatch

        def read_pattern(raw: Any) -> Any:
            return raw if type(raw) is str and matches(raw) else _BAD

        return read_pattern
    return _read_text


def _read_text(raw: Any) -> Any:
    return raw if type(raw) is str and raw.strip(_BLANK) else _BAD


def _read_date(raw: Any) -> Any:
    # A datetime is a date to Python: compare the type itself.
    return raw if type(raw) is date and EERSTE_JAAR <= raw.year <= LAATSTE_JAAR else _BAD


def _read_time(raw: Any) -> Any:
    return raw if type(raw) is time else _BAD


def _read_boolean(raw: Any) -> Any:
    return raw if type(raw) is bool else _BAD


_fractions: dict[int | Decimal, Fraction] = {}


def exact(value: int | Decimal) -> Fraction:
    """The exact fraction; the few that occur all the time are made once."""
    found = _fractions.get(value)
    if found is None:
        found = Fraction(value)
        if len(_fractions) < _MOST_NUMBERS:
            _fractions[value] = found
    return found


def _number_reader(spec: FieldSpec) -> Callable[[Any], Any]:
    within = _within(spec)
    known: dict[int | Decimal, Fraction] = {}  # within the bounds; few numbers occur all the time

    def read_number(raw: Any) -> Any:
        # A boolean is an integer to Python: compare the type itself.
        kind = type(raw)
        if kind is int or (kind is Decimal and raw.is_finite()):
            found = known.get(raw)
            if found is None:
                if not within(raw):
                    return _BAD
                found = exact(raw)
                if len(known) < _MOST_NUMBERS:
                    known[raw] = found
            return found
        return _BAD

    return read_number


def _integer_reader(spec: FieldSpec) -> Callable[[Any], Any]:
    within = _within(spec)

    def read_integer(raw: Any) -> Any:
        kind = type(raw)
        if kind is int:
            return raw if within(raw) else _BAD
        # JSON has one kind of number: 6.0 is a whole number, for the schema and so for us.
        if kind is Decimal and raw.is_finite() and within(raw) and raw == raw.to_integral_value():
            return int(raw)
        return _BAD

    return read_integer


def _within(spec: FieldSpec) -> Callable[[int | Decimal], bool]:
    """Bounds, compared before any fraction is made: 1e-999999 would fill the memory."""
    low, above, high = (_bound(bound) for bound in (spec.minimum, spec.above, spec.maximum))

    def within(raw: int | Decimal) -> bool:
        return (
            (low is None or raw >= low)
            and (above is None or raw > above)
            and (high is None or raw <= high)
            and _of_a_size(raw)
        )

    return within


def _bound(bound: Fraction | None) -> Decimal | None:
    return None if bound is None else Decimal(bound.numerator) / Decimal(bound.denominator)


def _of_a_size(raw: int | Decimal) -> bool:
    if isinstance(raw, int):
        return -_LONGEST_INTEGER <= raw < _LONGEST_INTEGER
    return abs(raw.adjusted()) <= _WIDEST_EXPONENT


def _list_reader(spec: FieldSpec) -> Callable[[Any], Any]:
    choices = frozenset(spec.choices)
    least = spec.min_items

    def read_list(raw: Any) -> Any:
        if type(raw) is not list or len(raw) < least:
            return _BAD
        for item in raw:
            if type(item) is not str or (item not in choices if choices else not item.strip(_BLANK)):
                return _BAD
        return tuple(raw)

    return read_list


def _read_localized(raw: Any) -> Any:
    if type(raw) is str:
        return {"": raw} if raw.strip(_BLANK) else _BAD
    if type(raw) is dict and raw and raw.keys() <= set(LANGUAGES):
        return dict(raw) if all(_read_text(text) is not _BAD for text in raw.values()) else _BAD
    return _BAD


def _read_scalar(raw: Any) -> Any:
    kind = type(raw)
    if kind is bool:
        return raw
    if kind is str:
        return _read_text(raw)
    if (kind is int or (kind is Decimal and raw.is_finite())) and _of_a_size(raw):
        return exact(raw)
    return _BAD


def read_value(raw: Any) -> Any:
    """A rule value: a number, text, boolean, array of texts, or array of flat tables."""
    if type(raw) is not list:
        return _read_scalar(raw)
    if all(type(item) is str for item in raw):
        return _BAD if any(_read_text(item) is _BAD for item in raw) else tuple(raw)
    rows = []
    for item in raw:
        if type(item) is not dict:
            return _BAD
        row = {key: _read_scalar(value) for key, value in item.items()}
        if any(value is _BAD for value in row.values()):
            return _BAD
        rows.append(row)
    return tuple(rows)
