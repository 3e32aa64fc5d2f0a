"""Occupancy as one page (html): the answer, the picture, and the numbers in tables of a year.

The page loads nothing from anywhere and runs no script: it can be mailed, printed and read aloud.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ios_cli.domain.bezetting import UITSTROOM, Bezetting, Bezettingsoverzicht
from ios_cli.render.bezetting import (
    maandnaam,
    maandnaam_in_jaar,
    say_antwoord,
    say_rest,
    say_tekort_kort,
    say_tinten,
    sleutelnaam,
    tint,
    toon_fte,
    toon_plaatsen,
)
from ios_cli.render.bezetting_beeld import beeldtitel, maak_beeld, veilig
from ios_cli.text import _, current_language

if TYPE_CHECKING:
    from datetime import date
    from xml.etree.ElementTree import Element

# Light blues on which black text keeps a contrast above 7.
HITTE = ("#f2f8fd", "#deedf9", "#c9e1f5", "#b3d5f0")

PASSEN_OP_EEN_PAGINA = 4
"""So many pictures of an onderdeel fit on a page under the stack."""
RIJEN_OP_EEN_PAGINA = 12
"""So many rows are kept together; a longer table goes on, with its heading, on the next page."""

STIJL = """
:root{color-scheme:light}
body{font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Liberation Sans",sans-serif;color:#1a1a1a;
background:#fff;margin:1.5rem auto;max-width:62rem;padding:0 1rem;line-height:1.4;overflow-wrap:break-word}
h1{font-size:1.4rem;margin:0 0 .5rem}
h2{font-size:1.1rem;margin:1.5rem 0 .3rem}
ul{margin:.3rem 0 1rem;padding-left:1.2rem}
figure{margin:0}
svg{width:100%;height:auto}
.kort{color:#b00020;font-weight:600}
.bij{color:#444}
.rol{overflow-x:auto}
table{border-collapse:collapse;font-variant-numeric:tabular-nums;font-size:.85rem;width:100%}
caption{text-align:left;font-weight:600;padding:.8rem 0 .3rem}
th,td{border:1px solid #bbb;padding:.15rem .3rem;text-align:right;vertical-align:top}
th[scope=row],thead th:first-child{text-align:left;font-weight:600}
thead th{background:#eee}
td small{display:block;color:#444;white-space:nowrap}
td.tekort{background:#ffe3e6;outline:2px solid #b00020;outline-offset:-2px}
td.tekort strong{display:block;color:#b00020;white-space:nowrap}
@media print{body{margin:0;max-width:none;font-size:10pt}.rol{overflow:visible}table{font-size:7pt}
tr,.heel{break-inside:avoid}thead{display:table-header-group}
td,th,rect,path{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
"""


def render_bezetting_html(overzicht: Bezettingsoverzicht, *, as_of: "date", version: str) -> Iterator[str]:
    from xml.etree.ElementTree import Element, SubElement, indent, tostring

    html = Element("html", {"lang": current_language()})
    head = SubElement(html, "head")
    SubElement(head, "meta", {"charset": "utf-8"})
    SubElement(head, "meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"})
    titel = beeldtitel(overzicht)
    _met_tekst(head, "title", titel)
    SubElement(head, "style").text = STIJL
    body = SubElement(html, "body")
    main = SubElement(body, "main")
    _met_tekst(main, "h1", titel)
    lijst = SubElement(main, "ul")
    aantal_kort = len(overzicht.tekorten)
    for nummer, zin in enumerate([*say_antwoord(overzicht), *say_rest(overzicht)]):
        item = _met_tekst(lijst, "li", zin)
        if nummer < aantal_kort:
            item.set("class", "kort")
    panelen = sum(verloop.meeste_plaatsen is not None for verloop in overzicht.verlopen)
    # a picture that is longer than a page would leave the first one empty
    figuur = SubElement(main, "figure", {"class": "heel"} if panelen <= PASSEN_OP_EEN_PAGINA else {})
    figuur.append(maak_beeld(overzicht, kop=False))
    _met_tekst(main, "h2", _("Numbers"))
    _met_tekst(main, "p", _uitleg(overzicht)).set("class", "bij")
    for tabel in _tabellen(overzicht):
        SubElement(main, "div", {"class": "rol"}).append(tabel)
    _met_tekst(
        main,
        "p",
        _("As of {date}. Made by ios-cli {version} from {n} dossiers.").format(
            date=as_of.isoformat(), version=version, n=overzicht.berekend
        ),
    ).set("class", "bij")
    indent(html)
    yield "<!DOCTYPE html>\n"
    yield tostring(html, encoding="unicode", method="html") + "\n"


def _uitleg(overzicht: Bezettingsoverzicht) -> str:
    eerste = _("In every cell: the most aios on one day; below it the fte on the first day.")
    if overzicht.heeft_plaatsen:
        eerste = _(
            "In every cell: the most aios on one day, after the stroke the places; below it the fte on the "
            "first day."
        )
    return f"{eerste} {say_tinten(overzicht)}"


def _met_tekst(ouder: "Element", naam: str, text: str) -> "Element":
    from xml.etree.ElementTree import SubElement

    el = SubElement(ouder, naam)
    el.text = veilig(text)
    return el


# --- tables ---


def _tabellen(overzicht: Bezettingsoverzicht) -> Iterator["Element"]:
    """One for each calendar year: months beside each other, onderdelen under each other."""
    jaren: dict[int, list[int]] = {}
    for i, periode in enumerate(overzicht.perioden):
        jaren.setdefault(periode.begin.year, []).append(i)
    for jaar, nummers in jaren.items():
        yield _tabel(overzicht, jaar, nummers)


def _tabel(overzicht: Bezettingsoverzicht, jaar: int, nummers: Sequence[int]) -> "Element":
    from xml.etree.ElementTree import Element, SubElement

    tabel = Element("table", {"class": "heel"} if len(overzicht.sleutels) <= RIJEN_OP_EEN_PAGINA else {})
    _met_tekst(tabel, "caption", str(jaar))
    kop = SubElement(SubElement(tabel, "thead"), "tr")
    _met_tekst(kop, "th", _("onderdeel")).set("scope", "col")
    for i in nummers:
        maand = _met_tekst(kop, "th", maandnaam_in_jaar(overzicht.perioden[i]))
        maand.set("scope", "col")
        maand.set("abbr", maandnaam(overzicht.perioden[i]))
    body = SubElement(tabel, "tbody")
    for onderdeel, plaats in overzicht.sleutels:
        rijen = overzicht.van(onderdeel, plaats)
        meeste = max((rij.piek for rij in rijen), default=0)
        regel = SubElement(body, "tr")
        naam = sleutelnaam(onderdeel, plaats, per_plaats=overzicht.per_plaats)
        _met_tekst(regel, "th", naam).set("scope", "row")
        for i in nummers:
            _cel(regel, rijen[i], meeste)
    regel = SubElement(body, "tr")
    _met_tekst(regel, "th", UITSTROOM).set("scope", "row")
    for i in nummers:
        uit = overzicht.uitstroom[i]
        cel = _met_tekst(regel, "td", str(uit.aantal))
        if uit.aantal:
            _met_tekst(cel, "small", _("{n} fte").format(n=toon_fte(uit.fte)))
    return tabel


def _cel(regel: "Element", rij: Bezetting, meeste: int) -> None:
    plaatsen = toon_plaatsen(rij)
    text = f"{rij.piek} / {plaatsen}" if plaatsen else str(rij.piek)
    cel = _met_tekst(regel, "td", text)
    if rij.is_tekort:
        cel.set("class", "tekort")
        _met_tekst(cel, "strong", say_tekort_kort(rij.tekort))
    elif rij.piek:
        cel.set("style", f"background:{HITTE[tint(rij, meeste, len(HITTE))]}")
    if rij.aantal:
        _met_tekst(cel, "small", _("{n} fte").format(n=toon_fte(rij.fte)))
