"""A file that is not UTF-8: what it is, and its text as well as it can be had."""

import codecs

from ios_cli.domain.finding import Finding
from ios_cli.text import _, ngettext

# The longer marks first: that of UTF-32 begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)


def decode_anyhow(data: bytes, file: str) -> tuple[str, tuple[Finding, ...]]:
    """The text of `data`, which is not plain UTF-8, for judging the rest; and what is wrong with it."""
    for mark, codec, name in _MARKS:
        if data.startswith(mark):
            return data.decode(codec, "replace"), (_other_encoding(name, file),)
    half = len(data) // 2
    if half and data[1::2].count(0) > half * 3 // 4:
        return data.decode("utf-16-le", "replace"), (_other_encoding("UTF-16", file),)
    if half and data[0::2].count(0) > half * 3 // 4:
        return data.decode("utf-16-be", "replace"), (_other_encoding("UTF-16", file),)
    try:
        return data.decode("utf-8-sig"), ()  # with a NUL, which the text itself will be blamed for
    except UnicodeDecodeError as error:
        first = error
    lines = _lines_not_utf8(data)
    # Windows-1252 is what an older editor writes; it gives each byte a letter, right or wrong.
    text = data.decode("cp1252", "replace")
    letter = data[first.start : first.start + 1].decode("cp1252", "replace")
    begin = data.rfind(b"\n", 0, first.start) + 1
    finding = Finding(
        code="IOS002",
        message=ngettext(
            "this file is not UTF-8: {n} line holds other bytes (0x{byte}, maybe meant as `{letter}`)",
            "this file is not UTF-8: {n} lines hold other bytes (first 0x{byte}, maybe meant as `{letter}`)",
            lines,
        ).format(n=lines, byte=f"{data[first.start]:02X}", letter=letter),
        expected=_("a text file in UTF-8"),
        hint=_("save it again in your editor with encoding UTF-8"),
        file=file,
        line=data.count(b"\n", 0, first.start) + 1,
        column=len(data[begin : first.start].decode("utf-8", "replace")) + 1,
    )
    return text, (finding,)


def _other_encoding(name: str, file: str) -> Finding:
    return Finding(
        code="IOS002",
        message=_("this file is {encoding}, not UTF-8").format(encoding=name),
        expected=_("a text file in UTF-8"),
        hint=_("save it again with encoding UTF-8; in PowerShell: `Out-File -Encoding utf8`"),
        file=file,
        line=1,
    )


def _lines_not_utf8(data: bytes) -> int:
    bad = 0
    for line in data.split(b"\n"):
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            bad += 1
    return bad
