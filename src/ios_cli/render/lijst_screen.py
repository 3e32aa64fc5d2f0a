"""Lists on a terminal: where everything goes is decided here, rich only colours it.

By width: a table in which text wraps a little; cells that may go under their row; text that wraps as
far as words allow; everything under each other. Nothing is cut, and no word is broken that fits on a line.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ios_cli.render.lijst import GAP, Blok, Kleur, Kolom, Regel, gevulde_kolommen
from ios_cli.render.screen import FAINT_STYLE, Screen
from ios_cli.render.values import show_text

DOT = " · "
HEAD_STYLE = "bold"
COMFORTABLE = 24
"""What a column that wraps keeps (or two thirds of what it wants), before other cells go under their row."""
LONG = 20
"""A longer word breaks after its hyphens before that."""
BESIDE = 40
"""From this width on a heading stands beside its cell where everything is under each other."""

# Inside a word a line may end after a hyphen or a sign between letters: not inside a date or a number.
_PIECE = re.compile(r".+?[^\W\d_][-+/_](?=[^\W\d_])|.+")

Stuk = tuple[str, str]
"""Text and its style."""


@dataclass(slots=True)
class _Kolom:
    kolom: Kolom
    breedte: int
    minst: int
    """What it can do with, and still have its words whole, but for long ones."""
    smalst: int
    """What it can do with, its long words broken after hyphens."""
    rang: int

    @property
    def prettig(self) -> int:
        return max(self.minst, min(COMFORTABLE, -(-self.breedte * 2 // 3)))


class Lijstscherm(Screen):
    """Draws lists for one width."""

    def blok(self, blok: Blok) -> str:
        out: list[list[Stuk]] = []
        for line in breek(show_text(blok.titel), self.width):
            out.append([(line, HEAD_STYLE)])
        for line in breek(show_text(blok.samenvatting), self.width):
            out.append([(line, blok.kleur.value)])
        if blok.regels:
            out += [[]] if out else []
            out += self._tabel(blok)
        if blok.noten:
            out += [[]] if out else []
            for noot in blok.noten:
                out += self._ingesprongen(show_text(noot), "", "")
        return self._teken(out)

    def note(self, text: str) -> str:
        return self._teken([[(line, FAINT_STYLE)] for line in breek(text, self.width)])

    def _teken(self, lines: Iterable[Sequence[Stuk]]) -> str:
        if not self.colour:
            return "".join("".join(text for text, _style in line).rstrip(" ") + "\n" for line in lines)
        from rich.text import Text

        text = Text(no_wrap=True, overflow="ignore")
        for nummer, line in enumerate(lines):
            text.append("\n" if nummer else "")
            for stuk, style in line:
                text.append(stuk, style or None)
        return self.draw([text])

    def _ingesprongen(self, text: str, begin: str, style: str) -> Iterator[list[Stuk]]:
        """`text` behind `begin`, and where it wraps two further in."""
        lines = breek(text, self.width - len(begin))
        if len(lines) > 1:
            lines = breek(text, self.width - len(begin + GAP))
        for n, line in enumerate(lines):
            yield [(begin + (GAP if n else "") + line, style)]

    # --- the rows as a table ---

    def _tabel(self, blok: Blok) -> Iterator[list[Stuk]]:
        kolommen = [_meet(blok, i) for i in gevulde_kolommen(blok)]
        namen = gevulde_kolommen(blok)
        breedtes = self._verdeel(kolommen)
        if breedtes is None:
            yield from self._onder_elkaar(blok, namen)
            return
        boven = [(i, k, w) for i, k, w in zip(namen, kolommen, breedtes, strict=True) if w]
        onder = [i for i, w in zip(namen, breedtes, strict=True) if not w]
        koppen = [show_text(k.kolom.kop) for _i, k, _w in boven]
        yield from _rij(koppen, boven, [HEAD_STYLE] * len(boven))
        yield [("─" * (sum(w for *_ik, w in boven) + len(GAP) * (len(boven) - 1)), FAINT_STYLE)]
        kleurt = any(k.kleurt for k in blok.kolommen)
        for regel in blok.regels:
            stijlen = [_stijl(regel, k.kolom, kleurt=kleurt) for _i, k, _w in boven]
            yield from _rij([show_text(regel.cellen[i]) for i, *_kw in boven], boven, stijlen)
            bij = DOT.join(
                f"{blok.kolommen[i].kop} {show_text(regel.cellen[i])}".strip()
                for i in onder
                if regel.cellen[i]
            )
            for noot in (bij, *map(show_text, regel.noten)):
                if noot:
                    yield from self._ingesprongen(noot, GAP, FAINT_STYLE)

    def _verdeel(self, kolommen: Sequence[_Kolom]) -> list[int] | None:
        """A width for every column, 0 where its cells go under their row; None where no table fits."""
        rangen = sorted({k.rang for k in kolommen if k.rang}, reverse=True)
        for weg in (0, *rangen):  # how far the cells that may have gone under their row
            boven = [k for k in kolommen if not (weg and k.rang >= weg)]
            breedtes = _krimp(boven, [k.prettig for k in boven], self.width)
            if breedtes is None and weg == (rangen[-1] if rangen else 0):
                breedtes = _krimp(boven, [k.smalst for k in boven], self.width)
            if breedtes is not None:
                gevonden = iter(breedtes)
                return [0 if weg and k.rang >= weg else next(gevonden) for k in kolommen]
        return None

    # --- the rows under each other ---

    def _onder_elkaar(self, blok: Blok, namen: Sequence[int]) -> Iterator[list[Stuk]]:
        koppen = {i: show_text(blok.kolommen[i].kop) for i in namen}
        langste = max(breedte_van(kop) for kop in koppen.values())
        kleurt = any(k.kleurt for k in blok.kolommen)
        for nummer, regel in enumerate(blok.regels):
            if nummer:
                yield []
            for i in namen:
                cel = show_text(regel.cellen[i])
                if not cel:
                    continue
                style = _stijl(regel, blok.kolommen[i], kleurt=kleurt)
                kop = koppen[i]
                if self.width >= max(BESIDE, langste * 2):
                    kop = kop + " " * (langste - breedte_van(kop))
                elif kop:
                    kop += ":"
                begin = f"{kop}{GAP if self.width >= BESIDE else ' '}" if kop else ""
                ruimte = self.width - breedte_van(begin)
                if ruimte < max(map(breedte_van, cel.split())):  # a word would be broken: under its heading
                    yield [(kop, FAINT_STYLE)]
                    for line in breek(cel, self.width - len(GAP)):
                        yield [(GAP + line, style)]
                    continue
                for line in breek(cel, ruimte):
                    yield [(begin, FAINT_STYLE), (line, style)]
                    begin = " " * breedte_van(begin)
            for noot in regel.noten:
                yield from self._ingesprongen(show_text(noot), GAP, FAINT_STYLE)


def _stijl(regel: Regel, kolom: Kolom, *, kleurt: bool) -> str:
    return regel.kleur.value if regel.kleur is Kleur.STIL or kolom.kleurt or not kleurt else ""


def _meet(blok: Blok, i: int) -> _Kolom:
    kolom = blok.kolommen[i]
    cellen = [show_text(kolom.kop), *(show_text(regel.cellen[i]) for regel in blok.regels)]
    breedte = max(breedte_van(cel) for cel in cellen)
    minst = smalst = breedte
    if kolom.breekt:
        woorden = {woord for cel in cellen for woord in cel.split()}
        lengtes = [(breedte_van(w), max(map(breedte_van, _PIECE.findall(w)))) for w in woorden]
        minst = max((heel if heel <= LONG else max(stuk, LONG) for heel, stuk in lengtes), default=0)
        smalst = max((stuk for _heel, stuk in lengtes), default=0)
    return _Kolom(kolom, breedte, minst, smalst, kolom.wijkt)


def _krimp(kolommen: Sequence[_Kolom], smalst: Sequence[int], width: int) -> list[int] | None:
    """Natural widths, the widest of what may wrap made less until all fit; None where they do not."""
    breedtes = [k.breedte for k in kolommen]
    teveel = sum(breedtes) + len(GAP) * (len(breedtes) - 1) - width
    if teveel > sum(b - m for b, m in zip(breedtes, smalst, strict=True)):
        return None
    while teveel > 0:
        ruim = [i for i, b in enumerate(breedtes) if b > smalst[i]]
        widest = max(ruim, key=lambda i: (breedtes[i], i))
        next_widest = max((breedtes[i] for i in ruim if i != widest), default=0)
        less = min(teveel, max(breedtes[widest] - max(smalst[widest], next_widest), 1))
        breedtes[widest] -= less
        teveel -= less
    return breedtes


def _rij(
    cellen: Sequence[str], boven: Sequence[tuple[int, _Kolom, int]], stijlen: Sequence[str]
) -> Iterator[list[Stuk]]:
    """One row, as many lines as its longest cell; nothing behind the last cell of a line."""
    lines = [breek(cel, w) for cel, (_i, _k, w) in zip(cellen, boven, strict=True)]
    for n in range(max(len(cel) for cel in lines)):
        out: list[Stuk] = []
        wachtend = ""
        for cel, (_i, kolom, w), stijl in zip(lines, boven, stijlen, strict=True):
            text = cel[n] if n < len(cel) else ""
            spaces = " " * (w - breedte_van(text))
            if not text:
                wachtend += spaces + GAP
                continue
            if kolom.kolom.rechts:
                wachtend, spaces = wachtend + spaces, ""
            out += [(wachtend, "")] if wachtend else []
            out.append((text, stijl))
            wachtend = spaces + GAP
        yield out


def breedte_van(text: str) -> int:
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def breek(text: str, width: int) -> list[str]:
    """Lines of at most `width` columns: between words, else after a hyphen, else anywhere.

    Blanks between words on one line stay as they are; [] for an empty text.
    """
    if breedte_van(text) <= width:
        return [text] if text else []
    lines: list[str] = []
    line = ""
    for blank, woord in re.findall(r"(\s*)(\S+)", text):
        stukken = [woord] if breedte_van(woord) <= width else _PIECE.findall(woord)
        for n, stuk in enumerate(stukken):
            glue = blank if line and not n else ""
            if breedte_van(line + glue + stuk) <= width:
                line += glue + stuk
                continue
            lines += [line] if line else []
            *whole, line = _vouw(stuk, width)
            lines += whole
    return [*lines, line] if line else lines


def _vouw(text: str, width: int) -> list[str]:
    """A word that does not fit on any line, folded."""
    if breedte_van(text) <= width:
        return [text]
    from rich.cells import chop_cells

    return list(chop_cells(text, width))
