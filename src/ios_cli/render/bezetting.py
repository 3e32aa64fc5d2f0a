"""Occupancy: the csv, the json, and the sentences and lines for people.

Source: contract.md, "CSV" (`bezetting`).
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from ios_cli.domain.bezetting import UITSTROOM, Bezetting, Bezettingsoverzicht, Tekort, Uitstroom
from ios_cli.domain.calendar import Periode
from ios_cli.domain.numbers import format_exact, format_rounded
from ios_cli.domain.words import say_number
from ios_cli.render.csv import Cell
from ios_cli.render.lijst import Blok, Kleur, Kolom, Regel
from ios_cli.render.values import encodable
from ios_cli.text import _, current_language, ngettext

BEZETTING_SCHEMA = "ios/bezetting/1"
BEZETTING_COLUMNS = ("maand", "onderdeel", "aantal", "fte", "piek", "capaciteit", "tekort")
PLAATS_COLUMN = "plaats"

_MOST_NAMES = 8
"""Names in one sentence; the rest of them is a number there, and stands in the list above it."""


def maandnaam(periode: Periode) -> str:
    """`2026-06`, or `2026-Q2` for a quarter."""
    begin = periode.begin
    if periode.dagen > 31:
        return f"{begin.year}-Q{(begin.month + 2) // 3}"
    return f"{begin.year}-{begin.month:02}"


def maandnaam_in_jaar(periode: Periode) -> str:
    """`06`, or `Q2` for a quarter: where the year stands above it."""
    return maandnaam(periode).partition("-")[2]


def spannaam(overzicht: Bezettingsoverzicht) -> str:
    """The months from the first to the last."""
    eerste, laatste = maandnaam(overzicht.perioden[0]), maandnaam(overzicht.perioden[-1])
    return eerste if eerste == laatste else _("{first} to {last}").format(first=eerste, last=laatste)


def sleutelnaam(onderdeel: str, plaats: str | None, *, per_plaats: bool) -> str:
    if not per_plaats:
        return onderdeel
    naam = _("no place") if plaats is None else plaats  # outside the f-string: there no extractor finds it
    return f"{onderdeel}, {naam}"


def toon_plaatsen(rij: Bezetting) -> str:
    """`12`, or `10→12` where it changes within the period; empty where nothing is known of it."""
    if not any(n is not None for n in rij.capaciteiten):
        return ""
    return "→".join("?" if n is None else str(n) for n in rij.capaciteiten)


def tint(rij: Bezetting, meeste: int, aantal: int) -> int:
    """Which of `aantal` tints: darker as it is fuller, against the places where they are known, else against
    the most there ever are (`meeste`)."""
    plaatsen = max((n for n in rij.capaciteiten if n is not None), default=0)
    vol = Fraction(rij.piek, max(plaatsen or meeste, rij.piek, 1))
    return min(int(vol * aantal), aantal - 1)


def say_tinten(overzicht: Bezettingsoverzicht) -> str:
    if overzicht.heeft_plaatsen:
        return _("Darker is fuller: against the places, or against its own peak where those are not known.")
    return _("Darker is fuller, against its own peak.")


def toon_fte(fte: Fraction) -> str:
    """For people: one decimal."""
    text = format_rounded(fte, 1)
    return text.replace(".", ",") if current_language() == "nl" else text


# --- machines ---


def bezetting_columns(*, per_plaats: bool) -> tuple[str, ...]:
    return (*BEZETTING_COLUMNS, PLAATS_COLUMN) if per_plaats else BEZETTING_COLUMNS


def bezetting_rows(overzicht: Bezettingsoverzicht) -> Iterator[tuple[Cell, ...]]:
    """A row for every period and onderdeel (and plaats); after those of a period, who finishes in it.

    `fte` is exact. Who has no plaats has an empty one; so has `uitstroom`, with all but aantal and fte.
    """
    for rijen, uit in _per_periode(overzicht):
        for rij in rijen:
            cellen: tuple[Cell, ...] = (
                maandnaam(rij.periode),
                rij.onderdeel,
                rij.aantal,
                rij.fte,
                rij.piek,
                rij.capaciteit,
                rij.tekort,
            )
            yield (*cellen, rij.plaats) if overzicht.per_plaats else cellen
        laatste: tuple[Cell, ...] = (
            maandnaam(uit.periode),
            UITSTROOM,
            uit.aantal,
            uit.fte,
            None,
            None,
            None,
        )
        yield (*laatste, None) if overzicht.per_plaats else laatste


def bezetting_records(overzicht: Bezettingsoverzicht) -> Iterator[dict[str, Any]]:
    """The same under the same names, with the days of peak and shortage; `fte` is an exact string."""
    for rijen, uit in _per_periode(overzicht):
        for rij in rijen:
            yield {
                "maand": maandnaam(rij.periode),
                "onderdeel": rij.onderdeel,
                "aantal": rij.aantal,
                "fte": format_exact(rij.fte),
                "piek": rij.piek,
                "capaciteit": rij.capaciteit,
                "tekort": rij.tekort,
                "plaats": None if rij.plaats is None else encodable(rij.plaats),
                "piek_op": rij.piek_op,
                "tekort_op": rij.tekort_op,
            }
        yield {
            "maand": maandnaam(uit.periode),
            "onderdeel": UITSTROOM,
            "aantal": uit.aantal,
            "fte": format_exact(uit.fte),
            "piek": None,
            "capaciteit": None,
            "tekort": None,
            "plaats": None,
            "vertrokken": uit.vertrokken,
        }


def _per_periode(overzicht: Bezettingsoverzicht) -> Iterator[tuple[Sequence[Bezetting], Uitstroom]]:
    n = len(overzicht.rijen) // max(len(overzicht.perioden), 1)
    for i, uit in enumerate(overzicht.uitstroom):
        yield overzicht.rijen[i * n : (i + 1) * n], uit


# --- people ---


def say_antwoord(overzicht: Bezettingsoverzicht) -> list[str]:
    """Where and when places are short, in words; and of what that cannot be told."""
    if not overzicht.heeft_plaatsen:
        return [
            _(
                "whether places fall short cannot be told: no capacity file was given "
                "(`--capaciteit FILE`, or `capaciteit` in ios.toml)"
            )
        ]
    tekorten = overzicht.tekorten
    out = [_say_tekort(t, overzicht) for t in tekorten]
    kort = {(t.onderdeel, t.plaats) for t in tekorten}
    bekend = [(v.onderdeel, v.plaats) for v in overzicht.verlopen if v.meeste_plaatsen is not None]
    half = {(v.onderdeel, v.plaats) for v in overzicht.verlopen if not v.is_gewogen}
    genoeg = [s for s in bekend if s not in kort and s not in half]
    zover = [s for s in bekend if s not in kort and s in half]
    if genoeg:
        out.append(_("places enough: {names}").format(names=_namen(genoeg, overzicht)))
    if zover:
        namen = _namen(zover, overzicht)
        out.append(_("places enough as far as they are known: {names}").format(names=namen))
    out += [*_say_gaten(overzicht), *_say_onbekend(overzicht), *_say_als_geheel(overzicht)]
    som = [s for s in dict.fromkeys(o for o, _p in overzicht.sleutels) if s in overzicht.som_van_plaatsen]
    if som and not overzicht.per_plaats:
        out.append(
            _(
                "the places of {names} are the sum of those of the single places; "
                "aios elsewhere, or without a place, are counted against it too"
            ).format(names=", ".join(som))
        )
    return out


def say_in_het_kort(overzicht: Bezettingsoverzicht) -> list[str]:
    """Beside a csv or a picture: where places are short, and what could not be held against them."""
    out = [_say_tekort(t, overzicht) for t in overzicht.tekorten]
    if not overzicht.heeft_plaatsen:
        return out
    out += _say_gaten(overzicht)
    if all(v.meeste_plaatsen is None for v in overzicht.verlopen):
        out += _say_onbekend(overzicht)
    return out + _say_als_geheel(overzicht)


def _say_gaten(overzicht: Bezettingsoverzicht) -> list[str]:
    """The days on which aios are held against nothing, of what has places on other days."""
    per_gat: dict[str, list[tuple[str, str | None]]] = {}
    for verloop in overzicht.verlopen:
        if verloop.meeste_plaatsen is None or verloop.is_gewogen:
            continue
        gaten = [
            _("{first} to {last}").format(first=gat.begin, last=gat.laatste_dag)
            for gat in verloop.zonder_plaatsen(overzicht.span.end)
        ]
        per_gat.setdefault(_opsomming(gaten), []).append((verloop.onderdeel, verloop.plaats))
    return [
        _("no places known in {days}: {names}").format(days=dagen, names=_namen(sleutels, overzicht))
        for dagen, sleutels in per_gat.items()
    ]


def _say_onbekend(overzicht: Bezettingsoverzicht) -> list[str]:
    onbekend = [(v.onderdeel, v.plaats) for v in overzicht.verlopen if v.meeste_plaatsen is None]
    return [_("no places known: {names}").format(names=_namen(onbekend, overzicht))] if onbekend else []


def _say_als_geheel(overzicht: Bezettingsoverzicht) -> list[str]:
    """What `--per-plaats` leaves out of the capacity file."""
    if not overzicht.per_plaats:
        return []
    namen = [s for s in dict.fromkeys(o for o, _p in overzicht.sleutels) if s in overzicht.als_geheel]
    if not namen:
        return []
    return [
        _("the places of {names} as a whole are not looked at here; without `--per-plaats` they are").format(
            names=", ".join(namen)
        )
    ]


def _say_tekort(tekort: Tekort, overzicht: Bezettingsoverzicht) -> str:
    ergste = tekort.ergste
    assert ergste.tekort is not None
    assert ergste.tekort_op is not None
    stap = overzicht.verloop(tekort.onderdeel, tekort.plaats).op(ergste.tekort_op)
    return _(
        "{name}: too few places in {months}; worst in {worst}: {short} short, {aios} for {places} on {date}"
    ).format(
        name=sleutelnaam(tekort.onderdeel, tekort.plaats, per_plaats=overzicht.per_plaats),
        months=_opsomming([_reeks(van, tot) for van, tot in tekort.reeksen]),
        worst=maandnaam(ergste.periode),
        short=ergste.tekort,
        aios=ngettext("{n} aios", "{n} aios", stap.aantal).format(n=stap.aantal),
        places=ngettext("{n} place", "{n} places", stap.capaciteit or 0).format(n=stap.capaciteit),
        date=ergste.tekort_op.isoformat(),
    )


def _reeks(van: Periode, tot: Periode) -> str:
    if van == tot:
        return maandnaam(van)
    return _("{first} to {last}").format(first=maandnaam(van), last=maandnaam(tot))


def _opsomming(delen: Sequence[str]) -> str:
    if len(delen) < 2:
        return "".join(delen)
    return _("{first} and {last}").format(first=", ".join(delen[:-1]), last=delen[-1])


def _namen(sleutels: Sequence[tuple[str, str | None]], overzicht: Bezettingsoverzicht) -> str:
    namen = [sleutelnaam(*sleutel, per_plaats=overzicht.per_plaats) for sleutel in sleutels]
    if len(namen) <= _MOST_NAMES:
        return "; ".join(namen) if overzicht.per_plaats else ", ".join(namen)
    return _("{n} locations").format(n=len(namen))


def say_rest(overzicht: Bezettingsoverzicht) -> list[str]:
    """What else is to be known under a list or a picture."""
    out = []
    vertrokken = sum(uit.vertrokken for uit in overzicht.uitstroom)
    if vertrokken:
        out.append(
            ngettext(
                "{n} aios leaves before the end in these months (gestopt, overgestapt, beeindigd), "
                "and is not in uitstroom",
                "{n} aios leave before the end in these months (gestopt, overgestapt, beeindigd), "
                "and are not in uitstroom",
                vertrokken,
            ).format(n=vertrokken)
        )
    if overzicht.berekend < overzicht.dossiers:
        out.append(
            ngettext(
                "{n} of {all} dossiers could not be computed, and is missing here",
                "{n} of {all} dossiers could not be computed, and are missing here",
                overzicht.dossiers - overzicht.berekend,
            ).format(n=overzicht.dossiers - overzicht.berekend, all=overzicht.dossiers)
        )
    return out


def say_legenda() -> str:
    return _(
        "aantal and fte on the first day, peak on the fullest day; short is how many more aios than places. "
        "Who is absent keeps the place, who waits for one has none."
    )


def bezetting_blokken(overzicht: Bezettingsoverzicht) -> Iterator[Blok]:
    """Lines off a terminal: one for every period, by onderdeel (and plaats)."""
    kolommen = (
        Kolom(kop=_("month")),
        Kolom(kop=_("aios"), rechts=True),
        Kolom(kop=_("fte"), rechts=True),
        Kolom(kop=_("peak"), rechts=True),
        Kolom(kop=_("places"), rechts=True),
        Kolom(kop=_("shortage")),
    )
    for onderdeel, plaats in overzicht.sleutels:
        yield Blok(
            sleutel=sleutelnaam(onderdeel, plaats, per_plaats=overzicht.per_plaats),
            kolommen=kolommen,
            regels=[_regel(rij) for rij in overzicht.van(onderdeel, plaats)],
        )
    yield Blok(
        sleutel=UITSTROOM,
        kolommen=kolommen[:3],
        regels=[
            Regel(cellen=(maandnaam(uit.periode), str(uit.aantal), say_number(uit.fte)))
            for uit in overzicht.uitstroom
        ],
    )


def _regel(rij: Bezetting) -> Regel:
    return Regel(
        cellen=(
            maandnaam(rij.periode),
            str(rij.aantal),
            say_number(rij.fte),
            str(rij.piek),
            toon_plaatsen(rij),
            say_tekort_kort(rij.tekort),
        ),
        kleur=Kleur.FOUT if rij.is_tekort else Kleur.GEWOON,
    )


def say_tekort_kort(tekort: int | None) -> str:
    return _("{n} short").format(n=tekort) if tekort else ""
