"""Occupancy on a terminal: months beside each other, onderdelen under each other, fuller is darker.

The numbers say it all without colour: `!` behind a number, and the line under it, say that places are short.
"""

from collections.abc import Iterator, Sequence
from typing import Literal

from ios_cli.domain.bezetting import UITSTROOM, Bezetting, Bezettingsoverzicht
from ios_cli.domain.calendar import Periode
from ios_cli.render.bezetting import (
    maandnaam_in_jaar,
    say_antwoord,
    say_rest,
    say_tinten,
    sleutelnaam,
    spannaam,
    tint,
    toon_fte,
    toon_plaatsen,
)
from ios_cli.render.lijst_screen import HEAD_STYLE, Lijstscherm, Stuk, breek
from ios_cli.render.screen import FAINT_STYLE
from ios_cli.render.values import cell_width, pad, show_text
from ios_cli.text import _

# Both colours of a cell are set, so that it can be read on a light and on a dark terminal.
HITTE = tuple(f"color(16) on color({n})" for n in (195, 153, 117, 75))
TEKORT_STYLE = "bold color(231) on color(160)"
TEKORT_MARK = "!"
NIEMAND = "·"
MINST = 3
"""Months that stand beside a label at least; where there is no room for them the label stands above."""
LABEL_MOST = 30


class Bezettingsscherm(Lijstscherm):
    """Draws the heat table for one width."""

    COLOURS: Literal["standard", "256"] = "256"

    def toon(self, overzicht: Bezettingsoverzicht) -> Iterator[str]:
        titel = _("Bezetting, {months}").format(months=spannaam(overzicht))
        yield self._teken([[(line, HEAD_STYLE)] for line in breek(titel, self.width)])
        yield "\n"
        tabel = _Tabel(overzicht, self.width)
        for deel in tabel.delen():
            yield self._teken(deel)
            yield "\n"
        for line in self._antwoord(overzicht):
            yield self._teken([line])
        yield "\n"
        yield self.note(_legenda(overzicht))
        if self.colour:
            yield self.note(say_tinten(overzicht))
        for text in say_rest(overzicht):
            yield self.note(text)

    def _antwoord(self, overzicht: Bezettingsoverzicht) -> Iterator[list[Stuk]]:
        aantal_kort = len(overzicht.tekorten)
        for nummer, text in enumerate(say_antwoord(overzicht)):
            style = "bold red" if nummer < aantal_kort else ""
            yield from self._ingesprongen(show_text(text), "", style)


def _legenda(overzicht: Bezettingsoverzicht) -> str:
    text = _("Numbers are the most aios on one day, fte on the first day.")
    if overzicht.heeft_plaatsen:
        text += " " + _("`!` and `short`: more aios than places.")
    return text + " " + _("Who is absent keeps the place, who waits for one has none.")


class _Tabel:
    """The table in parts, each with as many months as fit."""

    def __init__(self, overzicht: Bezettingsoverzicht, width: int) -> None:
        self.overzicht = overzicht
        self.rijen = {s: overzicht.van(*s) for s in overzicht.sleutels}
        self.namen = {
            s: show_text(sleutelnaam(*s, per_plaats=overzicht.per_plaats)) for s in overzicht.sleutels
        }
        labels = [*self.namen.values(), UITSTROOM, *(f"  {w}" for w in _bijschriften())]
        breedste = max(map(cell_width, labels))
        self.cel = 1 + max(map(cell_width, self._alle_cellen()))
        self.boven = width < min(breedste, LABEL_MOST) + MINST * self.cel
        self.label = 0 if self.boven else min(breedste, max(LABEL_MOST, width - 12 * self.cel))
        self.perioden = max((width - self.label) // self.cel, 1)

    def _alle_cellen(self) -> Iterator[str]:
        yield "00 "
        for rijen in self.rijen.values():
            for rij in rijen:
                yield _met_mark(_aantal(rij))
                yield toon_fte(rij.fte)
                yield _met_mark(toon_plaatsen(rij))
        for uit in self.overzicht.uitstroom:
            yield _met_mark(str(uit.aantal))

    def delen(self) -> Iterator[list[list[Stuk]]]:
        perioden = self.overzicht.perioden
        per_jaar = 4 if perioden[0].dagen > 31 else 12
        begin = 0
        for end in _grenzen(perioden, self.perioden, per_jaar):
            yield list(self._deel(begin, end))
            begin = end

    def _deel(self, begin: int, end: int) -> Iterator[list[Stuk]]:
        perioden = self.overzicht.perioden[begin:end]
        jaren = [str(p.begin.year) if not i or p.begin.month == 1 else "" for i, p in enumerate(perioden)]
        yield self._kop(jaren)
        yield self._kop([_met_mark(maandnaam_in_jaar(periode)) for periode in perioden])
        plaatsen, kort, fte = _bijschriften()
        for sleutel, alle in self.rijen.items():
            rijen = alle[begin:end]
            meeste = max((r.piek for r in alle), default=0)
            yield from self._rij(self.namen[sleutel], [(_aantal(r), _stijl(r, meeste)) for r in rijen])
            if any(r.fte for r in rijen):
                cellen = [(toon_fte(r.fte) if r.fte else "", FAINT_STYLE) for r in rijen]
                yield from self._rij(f"  {fte}", cellen, FAINT_STYLE)
            if any(map(toon_plaatsen, rijen)):
                cellen = [(toon_plaatsen(r), "") for r in rijen]
                yield from self._rij(f"  {plaatsen}", cellen)
            if any(r.is_tekort for r in rijen):
                cellen = [(str(r.tekort) if r.is_tekort else "", "bold red") for r in rijen]
                yield from self._rij(f"  {kort}", cellen, "bold red")
        uit = self.overzicht.uitstroom[begin:end]
        yield from self._rij(UITSTROOM, [(str(u.aantal) if u.aantal else NIEMAND, "") for u in uit])

    def _kop(self, cellen: Sequence[str]) -> list[Stuk]:
        koppen = "".join(pad(cel, self.cel, right=True) for cel in cellen)
        return [(" " * self.label, ""), (koppen, HEAD_STYLE)]

    def _rij(self, label: str, cellen: Sequence[Stuk], style: str = "") -> Iterator[list[Stuk]]:
        if self.boven:
            yield [(label, style)]
            yield self._cellen(cellen)
            return
        regels = breek(label, self.label)
        for regel in regels[:-1]:
            yield [(regel, style)]
        yield [(pad(regels[-1], self.label), style), *self._cellen(cellen)]

    def _cellen(self, cellen: Sequence[Stuk]) -> list[Stuk]:
        out: list[Stuk] = []
        for text, style in cellen:
            cel = text.rjust(self.cel) if "," in text or "." in text else _met_mark(text).rjust(self.cel)
            out += [(" ", ""), (cel[1:], style)]
        return out


def _bijschriften() -> tuple[str, str, str]:
    return _("places"), _("short"), _("fte")


def _aantal(rij: Bezetting) -> str:
    return (str(rij.piek) if rij.piek else NIEMAND) + (TEKORT_MARK if rij.is_tekort else "")


def _met_mark(text: str) -> str:
    """The mark stands where others have a blank, so that digits stay under digits."""
    return text if text.endswith(TEKORT_MARK) else f"{text} "


def _stijl(rij: Bezetting, meeste: int) -> str:
    if rij.is_tekort:
        return TEKORT_STYLE
    if not rij.piek:
        return FAINT_STYLE
    return HITTE[tint(rij, meeste, len(HITTE))]


def _grenzen(perioden: Sequence[Periode], meeste: int, per_jaar: int) -> Iterator[int]:
    """Where each part ends: in one part if it fits, else whole years, else equal parts of a year."""
    if len(perioden) <= meeste:
        yield len(perioden)
        return
    if meeste >= per_jaar:
        maat = meeste // per_jaar * per_jaar
    else:
        maat = next(n for n in range(meeste, 0, -1) if per_jaar % n == 0)
    maanden = 12 // per_jaar
    eerste = perioden[0].begin
    nummer = (eerste.month - 1) // maanden
    end = maat - nummer % maat if maat < per_jaar else maat - nummer
    while end < len(perioden):
        yield end
        end += maat
    yield len(perioden)
