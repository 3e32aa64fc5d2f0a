"""A value that TOML cannot read: why, and what was probably meant.

Each judge looks at one statement of the text, by itself. Imported only where a text is broken.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

import tomli

from ios_cli.domain.numbers import format_exact
from ios_cli.text import _
from ios_cli.toml import wording
from ios_cli.toml.positions import Lines, Statement, line_end
from ios_cli.toml.reader import LONGEST_NUMBER, exact_decimal
from ios_cli.toml.wording import looks_like_date, meant_date, meant_time

PLACE = re.compile(r" ?\(at (?:line ([0-9]+), column ([0-9]+)|end of document)\)$")
_ISO_DATE = re.compile(r"(?<![0-9A-Za-z-])([0-9]{4})-([0-9]{2})-([0-9]{2})(?![0-9A-Za-z-]|T?[0-9])")
_ISO_START = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[Tt ](?P<time>[0-9:.]+)(?:Z|z|[+-][0-9:]+)?)?")
_STRINGS = re.compile(r"\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*'|#[^\n]*")
_SECOND_PAIR = re.compile(r"[ \t,;]([A-Za-z_][A-Za-z0-9_-]*)[ \t]*=")
_WITH_UNIT = re.compile(r"([+-]?[0-9]+(?:[.,][0-9]+)?) ?([A-Za-z]{1,20})\.?")
_PERCENT = re.compile(r"([0-9]+(?:[.,][0-9]+)?) ?%")
_SHARE = re.compile(r"([0-9]{1,9}) ?/ ?([0-9]{1,9})")
_THOUSANDS = re.compile(r"([+-]?[0-9]{1,3}(?:[. ][0-9]{3})+),([0-9]+)")
_NUMBER_LIKE = re.compile(r"[+-]?(?=[._]*[0-9])[0-9_]*\.?[0-9_]*(?:[eE][+-]?[0-9_]*)?|0[xob][0-9a-fA-F_]+")
_ESCAPE = re.compile(r"\\(?:u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)", re.DOTALL)
_BARE_PLACE = re.compile(r"[^,\]}\n#]*")
# Pasted from elsewhere: spaces and line ends that are none here, and what has no width at all.
INVISIBLE = re.compile(
    "[\u0085\u00a0\u00ad\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufe00-\ufe0f\ufeff]"
)
CURLY = "“”„‟‘’‚«»`´"
_YES = frozenset(("ja", "yes", "waar", "true"))
_NO = frozenset(("nee", "neen", "no", "onwaar", "false"))
_NOTHING = frozenset(
    ("null", "none", "nil", "nvt", "n.v.t.", "n/a", "-", "--", "?", "geen", "leeg", "onbekend")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What is wrong at one offset of the text."""

    offset: int
    message: str
    code: str = "IOS003"
    expected: str = ""
    hint: str = ""


def loads(text: str) -> dict[str, Any]:
    """As the reader reads; raises what `tomli` raises."""
    return tomli.loads(text, parse_float=exact_decimal)


def refusal(text: str) -> Exception | None:
    """Why `text` is no TOML, or None where it is."""
    try:
        loads(text)
    except (ValueError, ArithmeticError, RecursionError) as error:
        return error
    return None


def invisible(text: str, begin: int, end: int) -> Problem | None:
    """The first character in `text[begin:end]` that looks like a space, or like nothing, and is none."""
    match = INVISIBLE.search(text, begin, end)
    if match is None:
        return None
    return Problem(
        offset=match.start(),
        message=_("an invisible character (U+{number}) stands here").format(number=f"{ord(match[0]):04X}"),
        expected=_("an ordinary space, or nothing"),
        hint=_("remove it, and type a space where one belongs"),
    )


def problems_of(s: Statement, text: str, error: Exception) -> Iterator[Problem]:
    """What is wrong with the value of one `key = value`, which `tomli` refused with `error`."""
    value = text[s.value : s.end]
    if not value.strip():
        yield Problem(
            offset=s.begin,
            message=_("`{key}` has no value").format(key=s.name),
            expected=_("a value behind `=`"),
            hint=_("write one, or remove the line where there is nothing to say"),
        )
    elif isinstance(error, RecursionError):
        yield Problem(
            offset=s.begin, message=_("the brackets of `{key}` are nested too deeply").format(key=s.name)
        )
    elif value[0] in "\"'":
        yield _bad_text(s, text)
    elif value[0] in "[{":
        yield from _bad_brackets(s, text, error)
    else:
        yield invisible(text, s.value, s.end) or _bad_scalar(s.name, value, s.value)


def behind(s: Statement, text: str, end: int) -> Problem:
    """The value is fine, but something stands behind it."""
    hidden = invisible(text, s.end, end)
    if hidden is not None:
        return hidden
    key = s.name
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
    return Problem(
        offset=offset,
        message=_("something stands behind the value of `{key}`: {rest}").format(
            key=key, rest=f"`{short(rest)}`"
        ),
        expected=expected,
        hint=hint,
    )


def _bad_text(s: Statement, text: str) -> Problem:
    key, value = s.name, text[s.value : s.end]
    if not s.closed:
        long = value.startswith(('"""', "'''"))
        quote = value[:3] if long else value[0]
        inner = value[len(quote) :].strip()
        hint = ""
        if not long:
            inner = inner.rstrip(",;")
            other = '"' if quote == "'" and '"' not in inner else quote
            hint = _("write `{value}`").format(
                value=short(f"{key} = {other}{inner}{other}", 2 * wording.SHOWN)
            )
        return Problem(
            offset=s.value,
            message=_("the text of `{key}` has no closing {quote}").format(key=key, quote=f"`{quote}`"),
            expected=_("{quote} at the end of the text").format(quote=f"`{quote}`"),
            hint=hint,
        )
    escapes = _ESCAPE.finditer(value) if value[0] == '"' else ()
    bad = [match for match in escapes if refusal(f'x = "{match[0]}"') is not None]
    if not bad:
        return Problem(
            offset=s.value,
            message=_("the text of `{key}` cannot be read").format(key=key),
            hint=_("put the text between single quotes, or write `\\\\` for a backslash"),
        )
    written = wording.code_list(dict.fromkeys(match[0] for match in bad))
    return Problem(
        offset=s.value + bad[0].start(),
        message=_("a backslash in the text of `{key}` begins no known special character").format(key=key)
        + f": {written}",
        hint=_("put the text between single quotes, or write `\\\\` for a backslash"),
    )


def _bad_brackets(s: Statement, text: str, error: Exception) -> Iterator[Problem]:
    key, value = s.name, text[s.value : s.end]
    bare = _STRINGS.sub(lambda match: " " * len(match[0]), value)
    found = False
    for match in _ISO_DATE.finditer(bare):
        if not _exists(match):
            found = True
            yield _no_date(key, match[0], s.value + match.start())
    if found:
        return
    bracket = value[0]
    if not s.closed:
        closing = "]" if bracket == "[" else "}"
        extra = _(", on the same line") if bracket == "{" else ""
        yield Problem(
            offset=s.value,
            message=_("the `{bracket}` of `{key}` is not closed").format(bracket=bracket, key=key),
            expected=_("`{closing}` at the end of the value").format(closing=closing) + extra,
        )
        return
    offset = _place_of(error, s, text)
    token = _BARE_PLACE.match(text, offset)
    word = token[0].strip() if token is not None else ""
    if word and word[0] not in "\"'[{=" and refusal(f"x = {word}") is not None and bracket == "[":
        yield _bad_scalar(key, word, offset, inside=True)
        return
    comma = re.search(r"(?<![0-9A-Za-z])[0-9]+,[0-9]+(?![0-9A-Za-z])", bare) if bracket == "{" else None
    if comma is not None:
        yield _bad_scalar(key, comma[0], s.value + comma.start(), inside=True)
        return
    yield Problem(
        offset=offset,
        message=_("the value of `{key}` cannot be read from here on").format(key=key),
        expected=_("values between `[` and `]` with commas between them")
        if bracket == "["
        else _("`key = value` pairs between `{` and `}`, on one line, with commas between them"),
        hint=_("put texts between quotes") if re.search(r"[A-Za-z]", word) else "",
    )


def _place_of(error: Exception, s: Statement, text: str) -> int:
    """The offset at which tomli stopped, in a statement that was read by itself."""
    place = PLACE.search(str(error))
    if place is None or place[1] is None:
        return s.value
    # tomli counts in a text in which CRLF is LF: lines and columns are the same.
    own = Lines(text[s.begin : line_end(text, s.end)])
    return max(s.value, min(s.begin + own.offset(int(place[1]), int(place[2])), s.end))


def _no_date(key: str, written: str, offset: int) -> Problem:
    year, month, day = (int(part) for part in written[:10].split("-"))
    return Problem(
        code="IOS004",
        offset=offset,
        message=_("`{key}` is a date that does not exist: {date}").format(key=key, date=written),
        expected=wording.why_no_date(year, month, day),
    )


def _bad_scalar(key: str, value: str, offset: int, *, inside: bool = False) -> Problem:
    """A value without quotes or brackets that is none of TOML's; `inside`: not all that `key` has."""
    if value[-1] in ",;" and value[:-1].strip():
        if refusal(f"x = {value[:-1]}") is not None:
            return _bad_scalar(key, value[:-1].rstrip(), offset, inside=inside)
        return Problem(
            offset=offset + len(value) - 1,
            message=_("something stands behind the value of `{key}`: {rest}").format(
                key=key, rest=f"`{value[-1]}`"
            ),
            hint=_("remove the `{sign}`").format(sign=value[-1]),
        )
    iso = _ISO_START.fullmatch(value)
    if iso is not None and not _exists(iso):
        return _no_date(key, value, offset)
    for judge in (_about_date, _about_time, _about_number, _about_word):
        said = judge(value)
        if said is not None:
            message, good = said
            # Inside brackets the hint cannot repeat the whole line.
            hint = _("write `{value}`").format(value=good) if good else ""
            if good == "":
                hint = _("leave `{key}` out where there is nothing to say").format(key=key)
            code = "IOS004" if judge is _about_date and good is None else "IOS003"
            expected = _("a date, as in `2025-03-01`") if judge is _about_date else ""
            if judge is _about_time:
                expected = _("a time from 00:00:00 to 23:59:59")
            if judge is _about_time and good is None:
                midnight = re.match(r"24:00(:00)?\b", value) is not None
                code = "IOS004"
                hint = (
                    _("write `{value}`").format(value="00:00:00")
                    if midnight
                    else _("write hours, minutes and seconds that exist")
                )
            return Problem(
                code=code,
                offset=offset,
                message=message.format(key=key, value=short(value)),
                expected=expected,
                hint=hint,
            )
    second = _SECOND_PAIR.search(value)
    if second is not None:
        return Problem(
            offset=offset + second.start(1),
            message=_("a second key stands on the line of `{key}`").format(key=key),
            hint=_("put `{key}` on a line of its own").format(key=second[1]),
        )
    inner = value.strip(CURLY + " ,;")
    quote = "'" if '"' in inner else '"'
    if value[0] in CURLY or value[-1] in CURLY:
        message = _("the quotes round the text of `{key}` are not straight").format(key=key)
    else:
        message = _("the text of `{key}` has no quotes round it: {value}").format(key=key, value=short(value))
        inner = value
    good = f"{quote}{inner}{quote}"
    return Problem(
        offset=offset,
        message=message,
        expected=_("a text between quotes, a number, a date, `true` or `false`"),
        hint=_("write `{value}`").format(
            value=short(good if inside else f"{key} = {good}", 2 * wording.SHOWN)
        ),
    )


def short(text: str, most: int = wording.SHOWN) -> str:
    """At most `most` characters of what the user wrote, for a message."""
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
