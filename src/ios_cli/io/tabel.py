"""Tables from a spreadsheet (csv): rows as values, and everything that is wrong with them. Never raises on
user data.

    tabel = lees_tabelbestand("rooster.csv", kolommen)       # a path, or `-` for standard input
    tabel = lees_tabel(data, "rooster.csv", kolommen)        # bytes
    for rij in tabel.rijen:                                  # only rows of which every cell could be read
        rij.regel                                            # line in the file, from 1
        rij.waarden["datum"]                                 # read by the column; an empty cell has no key
    tabel.kop                                                # names of the columns that are there
    tabel.ongebruikt                                         # headings of columns that are for other eyes
    tabel.findings                                           # with file and line
    tabel.finding("IOS053", rij.regel, message, ...)         # a finding of the caller's own about a row

A column is a `Kolom` with a reader: a function from the text of a cell (blanks around it gone, never
empty) to a value, which raises `OnleesbareCel` with what was expected. `kolom_van("uren", Dienst)` makes one
of a key of a dossier table, with its choices and bounds; or give `lees_datum`, `lees_tijd`, `lees_tekst`
yourself.

Dialects: comma, semicolon, tab or bar (the heading tells which), `sep=;` before it, a title above it, BOM,
UTF-8 (anything else is said, and read as well as can be), decimal comma or point, dates as 2025-06-14 or
14-06-2025 (a column with the month first is refused whole), times as 17:00 or 17:00:00, headings whatever
their capitals, `-` or blanks for `_`, empty lines.

Codes: IOS001 (no such file), IOS002 (not UTF-8), IOS050 (no table), IOS051 (a column that seems meant to be a
known one, told once), IOS052 (a row that cannot be read; each cell of it that is wrong has a finding). Who
reads a table adds codes of its own.
"""

import csv
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta
from fractions import Fraction
from typing import IO, Any

from ios_cli.domain.fields import EERSTE_JAAR, LAATSTE_JAAR, FieldSpec, specs_of
from ios_cli.domain.finding import Ernst, Finding
from ios_cli.domain.numbers import format_exact
from ios_cli.io.sources import find_sources
from ios_cli.text import _, ngettext

_DELIMITERS = (",", ";", "\t", "|")
_HOOGSTE_KOP = 30
"""Lines in which the heading may stand: a title or a week stands above it."""
_SEP = re.compile(r"sep=(.)", re.IGNORECASE)
_YEAR_FIRST = re.compile(r"([0-9]{4})[-/]([0-9]{1,2})[-/]([0-9]{1,2})")
_DAY_FIRST = re.compile(r"([0-9]{1,2})-([0-9]{1,2})-([0-9]{4})")
# What a spreadsheet adds to a date without a time.
_MIDNIGHT = re.compile(r"[ T]0?0:00(:00)?(\.0+)?$")
_WITH_TIME = re.compile(r"(.+?)[ T]([0-9]{1,2}:[0-9]{2}.*)")
_TIME = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?")
_NUMBER = re.compile(r"[0-9]{1,9}(?:[.,][0-9]{1,9})?")
_SERIAL = re.compile(r"[0-9]{5}(?:[.,][0-9]+)?")
_PART_OF_A_DAY = re.compile(r"0?[.,][0-9]+")
_SERIAL_ZERO = date(1899, 12, 30)
_MISREAD_BOM = "\u00ef\u00bb\u00bf"
_WORKBOOK = b"PK\x03\x04"
_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"


class OnleesbareCel(Exception):
    """A cell that is no value of its column: `expected` and `hint` are for the finding."""

    def __init__(self, expected: str, hint: str = "") -> None:
        super().__init__(expected)
        self.expected = expected
        self.hint = hint


@dataclass(frozen=True, slots=True, kw_only=True)
class Kolom:
    """One column: its heading and the reader of its cells. `verplicht`: every row has it.

    `ook`: other headings it is known by, where no column bears its own. `los`: a cell that cannot be read is
    told, and the row is used without it.
    """

    naam: str
    lees: Callable[[str], Any]
    verplicht: bool = False
    ook: tuple[str, ...] = ()
    los: bool = False


@dataclass(slots=True)
class TabelRij:
    """One row of which all could be read; `waarden` has no key for an empty cell."""

    regel: int
    waarden: dict[str, Any]


@dataclass(slots=True, kw_only=True)
class Tabel:
    """A file as read. `kop` is empty where there is no table in it."""

    file: str
    kop: tuple[str, ...] = ()
    ongebruikt: list[str] = field(default_factory=list)
    rijen: list[TabelRij] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def finding(
        self,
        code: str,
        regel: int | None,
        message: str,
        *,
        ernst: Ernst = Ernst.FOUT,
        expected: str = "",
        hint: str = "",
        aios_id: str = "",
    ) -> Finding:
        """A finding about the row on line `regel`."""
        return Finding(
            code=code,
            message=message,
            ernst=ernst,
            expected=expected,
            hint=hint,
            aios_id=aios_id,
            file=self.file,
            line=regel,
        )


def lees_tabelbestand(name: str, kolommen: Sequence[Kolom], *, stdin: IO[Any] | None = None) -> Tabel:
    """The table in the file `name` (`-` is standard input), as typed by the user."""
    from pathlib import Path

    if name != "-" and _is_folder(Path(name)):
        finding = Finding(
            code="IOS001",
            message=_("`{name}` is a folder").format(name=name),
            expected=_("a csv file"),
            file=name,
        )
        return Tabel(file=name, findings=[finding])
    source = next(find_sources([name], stdin=stdin))
    data = source.read()
    if isinstance(data, Finding):
        return Tabel(file=source.file, findings=[data])
    return lees_tabel(data, source.file, kolommen)


def _is_folder(path: Any) -> bool:
    try:
        return bool(path.is_dir())
    except (OSError, ValueError):
        return False


def lees_tabel(data: bytes, file: str, kolommen: Sequence[Kolom]) -> Tabel:
    """Read `data` as a table with these columns; `file` is its name in the findings."""
    tabel = Tabel(file=file)
    if data.startswith((_WORKBOOK, _OLD_WORKBOOK)):
        tabel.findings.append(
            tabel.finding(
                "IOS050",
                None,
                _("this is a workbook, not csv"),
                expected=_("a csv file"),
                hint=_("save the sheet as csv: in Excel `CSV UTF-8`"),
            )
        )
        return tabel
    if data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"<":
        tabel.findings.append(
            tabel.finding(
                "IOS050",
                None,
                _("this is a web page (html), whatever its name says, and not csv"),
                expected=_("a csv file"),
                hint=_("open it in a spreadsheet and save the sheet as csv: in Excel `CSV UTF-8`"),
            )
        )
        return tabel
    _Lezing(tabel, kolommen).lees(_decode(data, tabel))
    tabel.findings.sort(key=lambda f: f.line or 0)  # stable: those of one line in the order of its cells
    return tabel


def _decode(data: bytes, tabel: Tabel) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        from ios_cli.toml.encoding import decode_anyhow

        text, findings = decode_anyhow(data, tabel.file)
        hint = _("save it again as csv in UTF-8: in Excel `CSV UTF-8`")
        tabel.findings += [replace(f, hint=hint) for f in findings]
        return text.removeprefix("\ufeff")


class _Lezing:
    """One reading of one text."""

    def __init__(self, tabel: Tabel, kolommen: Sequence[Kolom]) -> None:
        self.tabel = tabel
        self.kolommen = {kolom.naam: kolom for kolom in kolommen}
        self.bekend = {woord: kolom.naam for kolom in kolommen for woord in kolom.ook} | {
            naam: naam for naam in self.kolommen
        }
        # The same dates, times and roles stand in it over and over: each text is read once.
        self.gelezen: dict[str, dict[str, Any]] = {naam: {} for naam in self.kolommen}

    def lees(self, text: str) -> None:
        lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        begin = 0
        delimiter = ""
        if lines and (match := _SEP.fullmatch(lines[0])):
            delimiter, begin = match[1], 1
        while begin < len(lines) and not lines[begin].strip(" \t,;"):
            begin += 1
        if begin == len(lines):
            self._geen_tabel(None, _("there is no row in this file"))
            return
        if lines[begin].startswith(_MISREAD_BOM):
            self._geen_tabel(
                begin + 1,
                _("the heading begins with `{signs}`: this file was once read in another encoding").format(
                    signs=_MISREAD_BOM
                ),
                expected=_("a csv file in UTF-8"),
                hint=_("save it anew from the file it was made of: in Excel `CSV UTF-8`"),
            )
            return
        begin = self._kopregel(lines, begin, delimiter)
        delimiter = delimiter or _delimiter_of(lines[begin], self.bekend)
        rows = self._rows(lines, begin, delimiter)
        regel, heading = next(rows, (begin + 1, []))
        plaatsen = self._plaatsen(regel, heading, delimiter)
        if plaatsen is None:
            return
        self.tabel.kop = tuple(kolom.naam for _plaats, kolom, _bekend in plaatsen)
        breed = len(heading)
        gevuld = [(regel, cellen) for regel, cellen in rows if any(cellen)]  # nothing but delimiters is empty
        if self._maand_eerst(gevuld, plaatsen):
            return
        for regel, cellen in gevuld:
            self._rij(regel, cellen, plaatsen, breed, delimiter)

    def _kopregel(self, lines: list[str], begin: int, delimiter: str) -> int:
        """The line of the heading: the first, or one further down that names what the first does not."""

        def bekend(line: str) -> int:
            cells = line.split(delimiter or _delimiter_of(line, self.bekend))
            return sum(_plain(cell.strip('" ')) in self.bekend for cell in cells)

        if bekend(lines[begin]):
            return begin
        for regel in range(begin + 1, min(begin + _HOOGSTE_KOP, len(lines))):
            if bekend(lines[regel]) > 1:
                self.tabel.findings.append(
                    self.tabel.finding(
                        "IOS052",
                        begin + 1,
                        _("the heading stands on line {line}: what stands above it is not read").format(
                            line=regel + 1
                        ),
                        ernst=Ernst.OPMERKING,
                    )
                )
                return regel
        return begin

    def _maand_eerst(
        self, rows: list[tuple[int, list[str]]], plaatsen: list[tuple[int, Kolom, dict[str, Any]]]
    ) -> bool:
        """Whether a column of dates has the month first: then half of them would be read as another day, in
        silence. No row of such a file is used."""
        for plaats, kolom, _gelezen in plaatsen:
            if kolom.lees is not lees_datum:
                continue
            voor: tuple[int, str] | None = None
            for regel, cellen in rows:
                tekst = _MIDNIGHT.sub("", cellen[plaats]) if plaats < len(cellen) else ""
                match = _DAY_FIRST.fullmatch(tekst)
                if match is None:
                    continue
                if int(match[1]) > 12:
                    voor = None
                    break
                if int(match[2]) > 12 and voor is None:
                    voor = (regel, tekst)
            if voor is not None:
                self._geen_tabel(
                    voor[0],
                    _("`{column}` has the month first, as in `{value}`: no row of this file is used").format(
                        column=kolom.naam, value=_short(voor[1])
                    ),
                    expected=_("a date, as 2025-06-14 or 14-06-2025"),
                    hint=_("give the column the format jjjj-mm-dd (yyyy-mm-dd) and save it again"),
                )
                return True
        return False

    def _rows(self, lines: list[str], begin: int, delimiter: str) -> Iterator[tuple[int, list[str]]]:
        """The line of every row and its cells. What the csv reader refuses is said, and skipped."""
        alone = False  # after a quote without end: no row goes on over the end of its line any more
        while begin < len(lines):
            given = lines[begin : begin + 1] if alone else lines[begin:]
            reader = csv.reader(given, delimiter=delimiter, strict=True)
            regel = begin
            while True:
                regel = begin + reader.line_num
                try:
                    cellen = next(reader)
                except StopIteration:
                    begin += len(given)
                    break
                except csv.Error:
                    open_quote = begin + reader.line_num >= begin + len(given)
                    self._onleesbaar(
                        regel + 1,
                        _("the quotes on this line do not match"),
                        expected=_("quotes around a whole cell, doubled inside it, or none"),
                    )
                    if open_quote:  # it swallowed all that follows: read that once more, line by line
                        alone, begin = True, regel + 1
                        break
                    continue
                if cellen:
                    yield regel + 1, [cel.strip() for cel in cellen]

    def _plaatsen(
        self, regel: int, heading: list[str], delimiter: str
    ) -> list[tuple[int, Kolom, dict[str, Any]]] | None:
        """Where each known column stands; None where the rows cannot be read."""
        from ios_cli.toml.wording import code_list, did_you_mean, nearest

        plaatsen: dict[str, int] = {}
        onbekend: list[str] = []
        goed = True
        eigen = {_plain(kop) for kop in heading} & self.kolommen.keys()
        for plaats, kop in enumerate(heading):
            woord = _plain(kop)
            if not woord:
                continue
            naam = self.bekend.get(woord, woord)
            if naam not in self.kolommen or (woord != naam and (naam in eigen or naam in plaatsen)):
                onbekend.append(kop)
            elif naam in plaatsen:
                self._geen_tabel(regel, _("the column `{name}` stands there twice").format(name=naam))
                goed = False
            else:
                plaatsen[naam] = plaats
        missen = [k.naam for k in self.kolommen.values() if k.verplicht and k.naam not in plaatsen]
        over = [naam for naam in self.kolommen if naam not in plaatsen]
        if not plaatsen:
            self._geen_tabel(
                regel,
                _("the first line names no column that is known here"),
                expected=_("a first line with the names of the columns: {names}").format(
                    names=code_list(self.kolommen)
                ),
                hint=_next_guess(onbekend, over),
            )
            return None
        for naam in missen:
            near = nearest(naam, onbekend)
            self._geen_tabel(
                regel,
                _("the column `{name}` is missing").format(name=naam),
                expected=_("a first line with the names of the columns: {names}").format(
                    names=code_list(self.kolommen)
                ),
                hint=_("is that `{word}`?").format(word=near) if near is not None else "",
            )
            if near is not None:
                onbekend.remove(near)
        for kop in onbekend:
            near = nearest(_plain(kop), over)
            if near is None:  # a list has columns for other eyes too
                self.tabel.ongebruikt.append(_short(kop))
                continue
            self.tabel.findings.append(
                self.tabel.finding(
                    "IOS051",
                    regel,
                    _("the column `{name}` is not known here and is not used").format(name=_short(kop)),
                    ernst=Ernst.OPMERKING,
                    expected=_("columns {names}").format(names=code_list(self.kolommen)),
                    hint=did_you_mean(near),
                )
            )
        if missen or not goed:
            return None
        return [(plaatsen[naam], self.kolommen[naam], self.gelezen[naam]) for naam in plaatsen]

    def _rij(
        self,
        regel: int,
        cellen: list[str],
        plaatsen: list[tuple[int, Kolom, dict[str, Any]]],
        breed: int,
        delimiter: str,
    ) -> None:
        waarden: dict[str, Any] = {}
        goed = True
        aantal = len(cellen)
        if aantal > breed and any(cellen[breed:]):
            self._te_breed(regel, cellen, breed, delimiter)
            return  # every cell may stand in the wrong column: what is said of it could be false
        for plaats, kolom, gelezen in plaatsen:
            tekst = cellen[plaats] if plaats < aantal else ""
            if not tekst:
                if kolom.verplicht:
                    goed = False
                    self._onleesbaar(regel, _("`{column}` is empty").format(column=kolom.naam))
                continue
            try:
                waarden[kolom.naam] = gelezen[tekst]
            except KeyError:
                try:
                    waarden[kolom.naam] = gelezen[tekst] = kolom.lees(tekst)
                except OnleesbareCel as fout:
                    goed = goed and kolom.los
                    message = (
                        _("`{column}` is `{value}`; the row is used without it")
                        if kolom.los
                        else _("`{column}` is `{value}`")
                    )
                    self._onleesbaar(
                        regel,
                        message.format(column=kolom.naam, value=_short(tekst)),
                        expected=fout.expected,
                        hint=_onzichtbaar(tekst) or fout.hint,
                        ernst=Ernst.OPMERKING if kolom.los else Ernst.FOUT,
                    )
        if goed:
            self.tabel.rijen.append(TabelRij(regel, waarden))

    def _te_breed(self, regel: int, cellen: list[str], breed: int, delimiter: str) -> None:
        hint = ""
        if delimiter == ",":
            hint = _("a number with a decimal comma goes between quotes, or use `;` between the cells")
        self._onleesbaar(
            regel,
            ngettext(
                "this row has {n} cell, the first line {m}",
                "this row has {n} cells, the first line {m}",
                len(cellen),
            ).format(n=len(cellen), m=breed),
            expected=_("at most as many cells as there are columns"),
            hint=hint,
        )

    def _geen_tabel(self, regel: int | None, message: str, *, expected: str = "", hint: str = "") -> None:
        from ios_cli.toml.wording import code_list

        self.tabel.findings.append(
            self.tabel.finding(
                "IOS050",
                regel,
                message,
                expected=expected or _("columns {names}").format(names=code_list(self.kolommen)),
                hint=hint,
            )
        )

    def _onleesbaar(
        self, regel: int, message: str, *, expected: str = "", hint: str = "", ernst: Ernst = Ernst.FOUT
    ) -> None:
        self.tabel.findings.append(
            self.tabel.finding(
                "IOS052",
                regel,
                message,
                ernst=ernst,
                expected=expected or _("a value in every row"),
                hint=hint,
            )
        )


def _plain(heading: str) -> str:
    """A heading as its column is called here."""
    return re.sub(r"[\s_-]+", "_", heading.strip().casefold()).strip("_")


def _onzichtbaar(text: str) -> str:
    """What to say of signs that cannot be seen, or look like another one."""
    from unicodedata import category

    signs = {
        c: f"U+{ord(c):04X}" for c in text if not c.isascii() and category(c) in ("Cf", "Zs", "Pd", "Cc")
    }
    if not signs:
        return ""
    return _("it holds {signs}, which cannot be seen or looks like another sign: type it again").format(
        signs=", ".join(signs.values())
    )


def _delimiter_of(heading: str, kolommen: Mapping[str, str]) -> str:
    """What stands between the cells: whatever gives the most columns that are known, else the most cells."""

    def known(delimiter: str) -> tuple[int, int]:
        cells = heading.split(delimiter)
        return sum(_plain(cell.strip('" \r\n')) in kolommen for cell in cells), len(cells)

    return max(_DELIMITERS, key=known)


def _next_guess(onbekend: list[str], over: list[str]) -> str:
    from ios_cli.toml.wording import did_you_mean, nearest

    for kop in onbekend:
        near = nearest(_plain(kop), over)
        if near is not None:
            return did_you_mean(near)
    return ""


def _short(text: str) -> str:
    from ios_cli.toml.wording import SHOWN

    return text if len(text) <= SHOWN else text[:SHOWN] + "…"


# --- readers of a cell ---


def lees_tekst(text: str) -> str:
    return text


def lees_datum(text: str) -> date:
    """2025-06-14 or 14-06-2025 (14-6-2025); also with the midnight that a spreadsheet adds."""
    match = _YEAR_FIRST.fullmatch(text) or _DAY_FIRST.fullmatch(text)
    if match is None:
        kort = _MIDNIGHT.sub("", text)
        if kort != text:
            return lees_datum(kort)
        raise OnleesbareCel(_("a date, as 2025-06-14 or 14-06-2025"), _date_hint(text))
    parts = match.groups() if match.re is _YEAR_FIRST else match.groups()[::-1]
    year, month, day = (int(part) for part in parts)
    try:
        dag = date(year, month, day)
    except ValueError:
        from ios_cli.toml.wording import why_no_date

        raise OnleesbareCel(why_no_date(year, month, day)) from None
    if not EERSTE_JAAR <= year <= LAATSTE_JAAR:
        raise OnleesbareCel(_("a year from {first} to {last}").format(first=EERSTE_JAAR, last=LAATSTE_JAAR))
    return dag


def _date_hint(text: str) -> str:
    from ios_cli.toml.wording import meant_date

    if _SERIAL.fullmatch(text):
        day = _SERIAL_ZERO + timedelta(days=int(text[:5]))
        return _("that is how a spreadsheet counts {date}: give the column a date format").format(
            date=day.isoformat()
        )
    if "/" in text:
        return _("with slashes nobody can tell the day from the month: write hyphens, day or year first")
    if _WITH_TIME.fullmatch(text):
        return _("write the day alone; a time has a column of its own")
    meant = meant_date(text)
    if meant is not None:
        return _("write `{value}`").format(value=meant.isoformat())
    if re.fullmatch(r"[0-9]{1,2}-[0-9]{1,2}-[0-9]{2}", text):
        return _("write the year with four digits: give the column the format dd-mm-jjjj and save it again")
    return ""


def lees_tijd(text: str) -> time:
    """17:00, 7:30 or 17:00:00."""
    match = _TIME.fullmatch(text)
    if match is not None:
        try:
            return time(int(match[1]), int(match[2]), int(match[3] or 0))
        except ValueError:
            match = None
    from ios_cli.toml.wording import meant_time

    meant = meant_time(text)
    if meant is None and _PART_OF_A_DAY.fullmatch(text):  # a time as a spreadsheet keeps it
        seconds = round(deel_van_een_etmaal(text) * 86400)
        meant = time(seconds // 3600 % 24, seconds // 60 % 60, seconds % 60)
    raise OnleesbareCel(
        _("a time, as 17:00"),
        _("write `{value}`").format(value=meant.isoformat("minutes")) if meant is not None else "",
    )


def deel_van_een_etmaal(text: str) -> Fraction:
    """The number that a spreadsheet keeps for a time or a duration: to the second, 0.708333 is 17:00."""
    return Fraction(round(Fraction("0" + text.replace(",", ".").removeprefix("0")) * 86400), 86400)


def kolom_van(naam: str, record: type, *, verplicht: bool | None = None, key: str | None = None) -> Kolom:
    """The column `naam` that holds the key of that name (or `key`) of a table of the dossier: read and
    bounded as it is there. `verplicht` says whether every row has it; default as in the dossier."""
    spec = specs_of(record)[key or naam]
    return Kolom(naam=naam, lees=lezer_van(spec), verplicht=spec.required if verplicht is None else verplicht)


def lezer_van(spec: FieldSpec) -> Callable[[str], Any]:
    """The reader of cells that hold such a key: a date, a time, a number, one of a few words, or a text."""
    match spec.kind:
        case "date":
            return lees_datum
        case "time":
            return lees_tijd
        case "number":
            return lambda text: _lees_getal(text, spec)
        case "text" if spec.choices:
            return lambda text: _lees_keuze(text, spec)
        case "text" if spec.pattern is not None:
            return lambda text: _lees_vorm(text, spec)
        case "text":
            return lees_tekst
        case _:
            raise AssertionError(spec.kind)


def _lees_getal(text: str, spec: FieldSpec) -> Fraction:
    from ios_cli.toml.complaints import expectation

    if _NUMBER.fullmatch(text):
        getal = Fraction(text.replace(",", "."))
        low, above, high = spec.minimum, spec.above, spec.maximum
        if (
            (low is None or getal >= low)
            and (above is None or getal > above)
            and (high is None or getal <= high)
        ):
            return getal
    hint = ""
    if match := _TIME.fullmatch(text):
        getal = Fraction(int(match[1])) + Fraction(int(match[2]), 60)
        hint = (
            _("write `{value}`").format(value=format_exact(getal)) if "/" not in format_exact(getal) else ""
        )
    elif match := re.fullmatch(r"([0-9]+(?:[.,][0-9]+)?) ?[A-Za-z]+", text):
        hint = _("write `{value}`").format(value=match[1])
    raise OnleesbareCel(expectation(spec), hint)


def _lees_keuze(text: str, spec: FieldSpec) -> str:
    wanted = re.sub(r"[\s_-]+", "-", text.casefold())
    if wanted in spec.choices:
        return wanted
    if wanted in spec.also_read:
        return spec.also_read[wanted]
    from ios_cli.toml.wording import did_you_mean, nearest, one_of

    raise OnleesbareCel(one_of(spec.choices), did_you_mean(nearest(text, [*spec.choices, *spec.also_read])))


def _lees_vorm(text: str, spec: FieldSpec) -> str:
    assert spec.pattern is not None
    if re.fullmatch(spec.pattern, text):
        return text
    raise OnleesbareCel(_(spec.pattern_doc) or f"`{spec.pattern}`")
