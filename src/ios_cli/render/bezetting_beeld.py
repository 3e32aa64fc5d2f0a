"""Occupancy as a picture (svg): who is in which onderdeel, stacked, and each onderdeel against its places.

The capacity line stands in a picture of its own for each onderdeel (and plaats) that has places: in the stack
the line of one would lie on the shifting top of those below it. Everything is drawn day by day, in steps: an
aios is there or is not. Nothing is said by colour alone: bands have their names or stand in the order of the
legend, a shortage is hatched and told in words.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ios_cli.domain.bezetting import Bezettingsoverzicht, Stap, Verloop
from ios_cli.domain.calendar import Periode
from ios_cli.domain.dossier import SOORTEN
from ios_cli.render.bezetting import say_antwoord, say_rest, sleutelnaam, spannaam
from ios_cli.render.values import cell_width, encodable, show_text
from ios_cli.text import _, current_language, ngettext

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

WIDTH = 960
MARGE_L, MARGE_R = 52, 16
STAPEL_HOOG, PANEEL_HOOG = 260, 120
PANELEN_NAAST = 2
TUSSEN = 40
LETTER, LETTER_VET = 7, 8.5
"""Width of a letter at 12 px, and of a bold one at 13 px, on the safe side."""

# Light enough for black text on them (contrast above 7), and apart for who sees no red or green.
KLEUREN = dict(zip(SOORTEN, ("#9ecae9", "#ffbf4d", "#b5d99c", "#d9c2e9", "#f6a6a1", "#66aee0"), strict=True))
INKT, GRIJS, RASTER, ROOD = "#1a1a1a", "#555555", "#d9d9d9", "#b00020"

STIJL = f"""
text{{font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Liberation Sans",sans-serif}}
text{{font-size:12px;fill:{INKT}}}
.kop{{font-size:16px;font-weight:600}}
.paneel{{font-size:13px;font-weight:600}}
.as{{font-size:11px;fill:{GRIJS}}}
.kort{{fill:{ROOD};font-weight:600}}
.band{{stroke:#ffffff;stroke-width:1}}
.lijn{{fill:none;stroke:{INKT};stroke-width:2}}
.raster{{stroke:{RASTER};stroke-width:1}}
.basis{{stroke:{INKT};stroke-width:1}}
"""

Punten = Sequence[tuple[date, int]]
"""(first day, value) of each step."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Vak:
    """Where a chart lies, and how days and numbers become places in it."""

    x: float
    y: float
    breed: float
    hoog: float
    span: Periode
    top: int

    def op_x(self, dag: date) -> float:
        return round(self.x + self.breed * (dag - self.span.begin).days / self.span.dagen, 1)

    def op_y(self, waarde: float) -> float:
        return round(self.y + self.hoog * (1 - waarde / self.top), 1)


def render_bezetting_svg(overzicht: Bezettingsoverzicht) -> Iterator[str]:
    """The picture as a file of its own."""
    from xml.etree.ElementTree import indent, tostring

    beeld = maak_beeld(overzicht)
    beeld.set("xmlns", "http://www.w3.org/2000/svg")
    indent(beeld)
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield tostring(beeld, encoding="unicode") + "\n"


def maak_beeld(overzicht: Bezettingsoverzicht, *, kop: bool = True) -> "Element":
    """The `svg` element, with title, description and its own style; `kop` draws the title in it."""
    from xml.etree.ElementTree import Element

    svg = Element(
        "svg",
        {
            "role": "img",
            "aria-labelledby": "bezetting-titel bezetting-uitleg",
            "lang": current_language(),
            "font-family": "sans-serif",
        },
    )
    _tekstblok(svg, "title", beeldtitel(overzicht)).set("id", "bezetting-titel")
    _tekstblok(svg, "desc", beschrijving(overzicht)).set("id", "bezetting-uitleg")
    _el(svg, "style").text = STIJL
    _patroon(svg)
    _el(svg, "rect", width="100%", height="100%", fill="#ffffff")
    y: float = 0
    if kop:
        y = 24
        _tekst(svg, MARGE_L, y, beeldtitel(overzicht), "kop")
    y = _stapel(svg, overzicht, y + 18)
    y = _panelen(svg, overzicht, y)
    for line in _onderschrift(overzicht):
        _tekst(svg, MARGE_L, y + 16, line, "as")
        y += 16
    hoog = int(y + 20)
    svg.set("viewBox", f"0 0 {WIDTH} {hoog}")
    svg.set("width", str(WIDTH))
    svg.set("height", str(hoog))
    return svg


def beeldtitel(overzicht: Bezettingsoverzicht) -> str:
    aantal = ngettext("{n} aios", "{n} aios", overzicht.aios).format(n=overzicht.aios)
    return _("Bezetting, {months}, {aios}").format(months=spannaam(overzicht), aios=aantal)


def beschrijving(overzicht: Bezettingsoverzicht) -> str:
    """What the picture shows, for who cannot see it."""
    zinnen = [_("stacked: how many aios are in each onderdeel, from the first day to the last")]
    if overzicht.heeft_plaatsen:
        zinnen.append(_("below it each onderdeel that has places, with the places as a line"))
        zinnen += say_antwoord(overzicht)
    return ". ".join(zinnen) + "."


def _onderschrift(overzicht: Bezettingsoverzicht) -> list[str]:
    out = [_("Who is absent keeps the place, who waits for one has none.")]
    if not overzicht.heeft_plaatsen:
        out += say_antwoord(overzicht)
    return out + say_rest(overzicht)


# --- the stack ---


def _stapel(svg: "Element", overzicht: Bezettingsoverzicht, y: float) -> float:
    """Legend and stacked area; where the next thing may begin."""
    per_soort = [(soort, _van_soort(overzicht, soort)) for soort in SOORTEN]
    lagen = [(soort, punten) for soort, punten in per_soort if any(n for _dag, n in punten)]
    if not lagen:
        _tekst(svg, MARGE_L, y + 20, _("nobody is in training in these months"), "")
        return y + 40
    y = _legenda(svg, [soort for soort, _p in lagen], y)
    dagen = sorted({dag for _s, punten in lagen for dag, _n in punten})
    per_laag = [_op_dagen(punten, dagen) for _s, punten in lagen]
    tops: list[list[int]] = [[0] * len(dagen)]
    for waarden in per_laag:
        tops.append([a + b for a, b in zip(tops[-1], waarden, strict=True)])
    vak = _Vak(
        x=MARGE_L,
        y=y + 8,
        breed=WIDTH - MARGE_L - MARGE_R,
        hoog=STAPEL_HOOG,
        span=overzicht.span,
        top=_schaal(max(tops[-1]))[-1],
    )
    _assen(svg, vak, _schaal(max(tops[-1])))
    for i, (soort, _punten) in enumerate(lagen):
        onder, boven = list(zip(dagen, tops[i], strict=True)), list(zip(dagen, tops[i + 1], strict=True))
        _el(svg, "path", d=_vlak(vak, onder, boven), fill=KLEUREN[soort], **{"class": "band"})
    for i, (soort, _punten) in enumerate(lagen):
        _bandnaam(svg, vak, soort, dagen, tops[i], tops[i + 1])
    return vak.y + vak.hoog + TUSSEN


def _van_soort(overzicht: Bezettingsoverzicht, soort: str) -> Punten:
    """All aios of a soort together, whatever their plaats."""
    verlopen = [v for v in overzicht.verlopen if v.onderdeel == soort]
    dagen = sorted({stap.vanaf for v in verlopen for stap in v.stappen})
    som = [0] * len(dagen)
    for v in verlopen:
        punten = [(stap.vanaf, stap.aantal) for stap in v.stappen]
        som = [a + b for a, b in zip(som, _op_dagen(punten, dagen), strict=True)]
    return list(zip(dagen, som, strict=True))


def _op_dagen(punten: Punten, dagen: Sequence[date]) -> list[int]:
    """What holds on each of `dagen`, which are in order."""
    out = []
    i, nu = 0, 0
    for dag in dagen:
        while i < len(punten) and punten[i][0] <= dag:
            nu = punten[i][1]
            i += 1
        out.append(nu)
    return out


def _legenda(svg: "Element", soorten: Sequence[str], y: float) -> float:
    """In the order of the stack, from the top of it."""
    x: float = MARGE_L
    for soort in reversed(soorten):
        breed = 22 + LETTER * len(soort) + 14
        if x + breed > WIDTH - MARGE_R:
            x, y = MARGE_L, y + 20
        _el(svg, "rect", x=x, y=y, width=14, height=14, fill=KLEUREN[soort], stroke=GRIJS)
        _tekst(svg, x + 20, y + 11.5, soort, "")
        x += breed
    return y + 24


def _bandnaam(
    svg: "Element", vak: _Vak, soort: str, dagen: Sequence[date], onder: Sequence[int], boven: Sequence[int]
) -> None:
    """The name in its band, where there is a rectangle in it that holds the name."""
    nodig_breed, nodig_hoog = LETTER * len(soort) + 8, 15
    beste: tuple[float, float, float] | None = None
    xs = [vak.op_x(dag) for dag in (*dagen, vak.span.end)]
    y_onder, y_boven = [vak.op_y(n) for n in onder], [vak.op_y(n) for n in boven]
    for i in range(len(dagen)):
        laag, hoog = y_onder[i], y_boven[i]
        for j in range(i, len(dagen)):
            laag, hoog = min(laag, y_onder[j]), max(hoog, y_boven[j])  # y grows downwards
            dik = laag - hoog
            if dik < nodig_hoog or (beste is not None and dik <= beste[0]):
                break
            if xs[j + 1] - xs[i] >= nodig_breed:
                beste = (dik, (xs[i] + xs[j + 1]) / 2, (laag + hoog) / 2)
                break
    if beste is not None:
        _tekst(svg, beste[1], beste[2] + 4, soort, "", midden=True)


# --- a picture for each that has places ---


def _panelen(svg: "Element", overzicht: Bezettingsoverzicht, y: float) -> float:
    metplaatsen = [v for v in overzicht.verlopen if v.meeste_plaatsen is not None]
    if not metplaatsen:
        return y
    _paneellegenda(svg, y)
    y += 22
    breed = (WIDTH - PANELEN_NAAST * (MARGE_L + MARGE_R)) / PANELEN_NAAST
    for nummer, verloop in enumerate(metplaatsen):
        kolom = nummer % PANELEN_NAAST
        x = MARGE_L + kolom * (WIDTH / PANELEN_NAAST)
        regel = y + (nummer // PANELEN_NAAST) * (PANEEL_HOOG + 48 + TUSSEN)
        _paneel(svg, overzicht, verloop, x, regel, breed)
    regels = -(-len(metplaatsen) // PANELEN_NAAST)
    return y + regels * (PANEEL_HOOG + 48 + TUSSEN)


def _paneellegenda(svg: "Element", y: float) -> None:
    x: float = MARGE_L
    _el(svg, "rect", x=x, y=y - 10, width=14, height=12, fill="#dddddd", stroke=GRIJS)
    _tekst(svg, x + 20, y, _("aios"), "")
    x += 20 + LETTER * len(_("aios")) + 20
    _el(svg, "line", x1=x, y1=y - 4, x2=x + 18, y2=y - 4, **{"class": "lijn"})
    _tekst(svg, x + 24, y, _("places"), "")
    x += 24 + LETTER * len(_("places")) + 20
    _el(svg, "rect", x=x, y=y - 10, width=14, height=12, fill="url(#tekort)", stroke=ROOD)
    _tekst(svg, x + 20, y, _("more aios than places"), "")


def _paneel(
    svg: "Element", overzicht: Bezettingsoverzicht, verloop: Verloop, x: float, y: float, breed: float
) -> None:
    naam = sleutelnaam(verloop.onderdeel, verloop.plaats, per_plaats=overzicht.per_plaats)
    _tekst(svg, x, y + 14, _passend(naam, breed), "paneel")
    woorden, kort = _in_woorden(overzicht, verloop)
    _tekst(svg, x, y + 31, woorden, "kort" if kort else "")
    schaal = _schaal(max(verloop.meeste, verloop.meeste_plaatsen or 0))
    vak = _Vak(x=x, y=y + 42, breed=breed, hoog=PANEEL_HOOG, span=overzicht.span, top=schaal[-1])
    _assen(svg, vak, schaal)
    stappen = verloop.stappen
    nul = [(stap.vanaf, 0) for stap in stappen]
    aios = [(stap.vanaf, stap.aantal) for stap in stappen]
    _el(svg, "path", d=_vlak(vak, nul, aios), fill=KLEUREN[verloop.onderdeel])
    for deel in _reeksen(stappen, lambda s: s.capaciteit is not None and s.aantal > s.capaciteit):
        einde = _einde(stappen, deel, vak)
        onder = [(s.vanaf, s.capaciteit or 0) for s in deel]
        boven = [(s.vanaf, s.aantal) for s in deel]
        _el(svg, "path", d=_vlak(vak, onder, boven, einde), fill="url(#tekort)", stroke=ROOD)
    for deel in _reeksen(stappen, lambda s: s.capaciteit is not None):
        einde = _einde(stappen, deel, vak)
        lijn = _trap(vak, [(s.vanaf, s.capaciteit or 0) for s in deel], einde)
        _el(svg, "path", d="M" + "L".join(f"{px} {py}" for px, py in lijn), **{"class": "lijn"})


def _in_woorden(overzicht: Bezettingsoverzicht, verloop: Verloop) -> tuple[str, bool]:
    """What the picture of one onderdeel comes down to, and whether it is a shortage."""
    rijen = overzicht.van(verloop.onderdeel, verloop.plaats)
    kort = [rij for rij in rijen if rij.is_tekort]
    if not kort:
        if not verloop.meeste:
            return _("nobody is here in these months"), False
        genoeg = (
            _("places enough, at most {n} aios")
            if verloop.is_gewogen
            else _("places enough as far as they are known, at most {n} aios")
        )
        return genoeg.format(n=verloop.meeste), False
    from ios_cli.render.bezetting import maandnaam

    ergste = max(kort, key=lambda r: r.tekort or 0)
    return (
        ngettext(
            "{n} short in {worst}; too few places in {m} month",
            "{n} short in {worst}; too few places in {m} months",
            len(kort),
        )
        if ergste.periode.dagen <= 31
        else ngettext(
            "{n} short in {worst}; too few places in {m} quarter",
            "{n} short in {worst}; too few places in {m} quarters",
            len(kort),
        )
    ).format(n=ergste.tekort, worst=maandnaam(ergste.periode), m=len(kort)), True


def _reeksen(stappen: Sequence[Stap], geldt: Callable[[Stap], bool]) -> Iterator[list[Stap]]:
    """Unbroken runs of steps of which it holds."""
    deel: list[Stap] = []
    for stap in stappen:
        if geldt(stap):
            deel.append(stap)
        elif deel:
            yield deel
            deel = []
    if deel:
        yield deel


def _einde(stappen: Sequence[Stap], deel: Sequence[Stap], vak: _Vak) -> date:
    na = stappen.index(deel[-1]) + 1
    return stappen[na].vanaf if na < len(stappen) else vak.span.end


# --- axes and paths ---


def _schaal(meeste: int) -> list[int]:
    """Round whole numbers from 0 to at or above `meeste`, at most six of them."""
    meeste = max(meeste, 1)
    stap = 1
    while True:
        for n in (1, 2, 5):
            if n * stap * 5 >= meeste:
                top = -(-meeste // (n * stap)) * n * stap
                return list(range(0, top + 1, n * stap))
        stap *= 10


def _assen(svg: "Element", vak: _Vak, schaal: Sequence[int]) -> None:
    for waarde in schaal:
        y = vak.op_y(waarde)
        _el(
            svg,
            "line",
            x1=vak.x,
            y1=y,
            x2=vak.x + vak.breed,
            y2=y,
            **{"class": "raster" if waarde else "basis"},
        )
        _tekst(svg, vak.x - 6, y + 4, str(waarde), "as", rechts=True)
    onder = vak.y + vak.hoog
    vorige = -100.0
    for dag, naam in _tijdmerken(vak):
        x = vak.op_x(dag)
        _el(svg, "line", x1=x, y1=onder, x2=x, y2=onder + (7 if dag.month == 1 else 4), **{"class": "basis"})
        if (
            naam
            and x - vorige >= LETTER * len(naam) + 6
            and x + LETTER * len(naam) <= vak.x + vak.breed + MARGE_R
        ):
            _tekst(svg, x + 3, onder + 15, naam, "as")
            vorige = x


def _tijdmerken(vak: _Vak) -> Iterator[tuple[date, str]]:
    """The first day, and the first of each January or (in a short span) of each month or quarter."""
    begin, end = vak.span.begin, vak.span.end
    jaren = vak.span.dagen / 365
    om = 1 if jaren <= 1.1 else 3 if jaren <= 4 and vak.breed > 600 else 12
    dag = begin
    while dag < end:
        if dag == begin or (dag.month - 1) % om == 0:
            yield dag, f"{dag:%Y}" if om == 12 and dag.month == 1 else f"{dag:%Y-%m}"
        dag = date(dag.year + dag.month // 12, dag.month % 12 + 1, 1)


def _trap(vak: _Vak, punten: Punten, einde: date | None = None) -> list[tuple[float, float]]:
    """The steps as corners of a line."""
    hoeken: list[tuple[float, float]] = []
    for dag, waarde in punten:
        x, y = vak.op_x(dag), vak.op_y(waarde)
        if hoeken:
            hoeken.append((x, hoeken[-1][1]))
        if not hoeken or hoeken[-1] != (x, y):
            hoeken.append((x, y))
    if hoeken:
        hoeken.append((vak.op_x(einde or vak.span.end), hoeken[-1][1]))
    return hoeken


def _vlak(vak: _Vak, onder: Punten, boven: Punten, einde: date | None = None) -> str:
    hoeken = [*_trap(vak, boven, einde), *reversed(_trap(vak, onder, einde))]
    return "M" + "L".join(f"{x} {y}" for x, y in hoeken) + "Z"


# --- elements ---


def _el(ouder: "Element", naam: str, /, **eigenschappen: object) -> "Element":
    from xml.etree.ElementTree import SubElement

    return SubElement(ouder, naam, {k: _getal(v) for k, v in eigenschappen.items()})


def _getal(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def _tekstblok(ouder: "Element", naam: str, text: str) -> "Element":
    el = _el(ouder, naam)
    el.text = veilig(text)
    return el


def _tekst(
    ouder: "Element",
    x: float,
    y: float,
    text: str,
    klasse: str,
    *,
    midden: bool = False,
    rechts: bool = False,
) -> None:
    el = _el(ouder, "text", x=round(x, 1), y=round(y, 1))
    if klasse:
        el.set("class", klasse)
    if midden or rechts:
        el.set("text-anchor", "middle" if midden else "end")
    el.text = veilig(text)


def veilig(text: str) -> str:
    """What somebody wrote, as xml can hold it."""
    return encodable(show_text(text)).replace("\ufffe", "\\ufffe").replace("\uffff", "\\uffff")


def _passend(text: str, breed: float) -> str:
    """A name that is too long for its picture is cut in the picture; the table below has it whole."""
    ruimte = int(breed / LETTER_VET)
    if cell_width(text) <= ruimte:
        return text
    return text[: max(ruimte - 1, 1)].rstrip() + "…"


def _patroon(svg: "Element") -> None:
    defs = _el(svg, "defs")
    patroon = _el(
        defs,
        "pattern",
        id="tekort",
        width=6,
        height=6,
        patternUnits="userSpaceOnUse",
        patternTransform="rotate(45)",
    )
    _el(patroon, "rect", width=6, height=6, fill="#ffe3e6")
    _el(patroon, "line", x1=0, y1=0, x2=0, y2=6, stroke=ROOD, **{"stroke-width": 3})
