"""What-ifs: shorten, scale, interrupt, extend and move, each a pure function on a dossier.

Each returns the changed dossier and the edits of the file that mean the same: a dossier read from the
edited file equals it. Nothing is written or computed here; `plan_ios(..., concept=True)` on the new
dossier gives the IOS.

A new entry is read by the strict reader of files, so an option is judged as its key would be. Where an
entry stands in the way it is named, or, with `replace`, takes the new values: what is not given again
stays, except what the change makes untrue; that falls away and is said (IOS090).
Source: rekenregels 3-6; LOP 2024, 4.1, 4.3 and 5.4.
"""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from ios_cli.domain.calendar import DAG
from ios_cli.domain.dossier import (
    MAX_MAANDEN,
    PRAKTIJKPERIODEN,
    SOORTEN_OOK,
    STATUSSEN,
    Deeltijd,
    Dossier,
    Inhoud,
    Onderbreking,
    Onderdeel,
    Verlenging,
    Vrijstelling,
)
from ios_cli.domain.fields import specs_of
from ios_cli.domain.finding import Ernst, Finding, KeyPath, has_fout
from ios_cli.domain.numbers import format_exact
from ios_cli.domain.words import say_content
from ios_cli.planning.afwijkingen import afwijkingen_praktijk, buiten_wat_mag
from ios_cli.planning.onderdelen import (
    TePlannen,
    find_onderdeel,
    onderdelen_van,
    zoek_onderdeel,
)
from ios_cli.planning.wijziging import (
    LENGTES,
    Wijziging,
    Wissel,
    kan_niet,
    lees,
    ontbreekt,
    samen_niet,
    toets_volgorde,
)
from ios_cli.regels.model import Regels
from ios_cli.text import _
from ios_cli.toml.wording import one_of

BESLIST = ("definitief", "afgewezen")
"""The states that a decision of the hoofd gives, with its date."""
# LOP 4.3: the hoofd settles a provisional one or refuses it, and the aios may withdraw it. It is a right
# and no duty (practice, VUmc: "unused right"), so one that was granted may be given back. A refused or
# withdrawn one is closed: another request is another vrijstelling.
OVERGANGEN: Mapping[str | None, tuple[str, ...]] = {
    None: STATUSSEN,  # alternative content on which nothing was said yet
    "voorlopig": ("definitief", "afgewezen", "ingetrokken"),
    "definitief": ("ingetrokken",),
    "afgewezen": (),
    "ingetrokken": (),
}
BESLUIT = ("status", "besloten_op", "onderbouwing")


# --- shorten ---


def shorten(
    dossier: Dossier,
    regels: Regels,
    *,
    onderdeel: str,
    maanden: Fraction | int | None = None,
    weken: int | None = None,
    dagen: int | None = None,
    grond: str | None = None,
    status: str | None = None,
    besloten_op: date | None = None,
    onderbouwing: str | None = None,
    aangevraagd_op: date | None = None,
    replace: bool = False,
) -> Wijziging:
    """A vrijstelling on one onderdeel; `status` without a length moves an existing one on.

    A new one is `voorlopig` unless said otherwise. `definitief` and `afgewezen` need the date of the
    decision, `afgewezen` its written reasons as well (LOP 2024, 4.3). One that counts on the same
    onderdeel stands in the way, a refused or withdrawn one does not. Moving on works on alternative
    content of an onderdeel too; where several entries match, `grond` (as it stands there) tells which.
    """
    deel, findings = zoek_onderdeel(onderdelen_van(dossier, regels), onderdeel)
    if deel is None:
        return kan_niet(findings)
    lengte = {"maanden": maanden, "weken": weken, "dagen": dagen}
    besluit = {
        "status": status,
        "besloten_op": besloten_op,
        "onderbouwing": onderbouwing,
        "aangevraagd_op": aangevraagd_op,
    }
    if any(aantal is not None for aantal in lengte.values()):
        return _nieuwe_vrijstelling(dossier, regels, deel, lengte, grond, besluit, replace=replace)
    if status is None:
        return kan_niet(
            [
                ontbreekt(
                    _("how much of `{name}`, or a `status` for what is there").format(
                        name=deel.onderdeel.bijnaam
                    ),
                    hint=_("give `--maanden` (or `--weken`, `--dagen`), or `--status`"),
                )
            ]
        )
    return _zet_status(dossier, regels, deel, grond, besluit)


def _nieuwe_vrijstelling(
    dossier: Dossier,
    regels: Regels,
    deel: TePlannen,
    lengte: Mapping[str, Fraction | int | None],
    grond: str | None,
    besluit: Mapping[str, Any],
    *,
    replace: bool,
) -> Wijziging:
    naam = deel.onderdeel.bijnaam
    bestaand = [(rij, v) for rij, v in _vrijstellingen_van(dossier, regels, deel) if v.telt]
    if bestaand and not replace:
        return kan_niet([_vrijstelling_bestaat(naam, rij, v) for rij, v in bestaand])
    waarden: dict[str, Any] = {
        "onderdeel": naam,
        **lengte,
        **besluit,
        "status": besluit["status"] or "voorlopig",
        "grond": grond,
    }
    if bestaand:
        rij, oud = bestaand[0]
        # The decision was taken on another length: it falls away unless it is given again.
        houdt = {key: getattr(oud, key) for key in specs_of(Vrijstelling) if key not in (*LENGTES, *BESLUIT)}
        waarden |= {key: v for key, v in houdt.items() if waarden.get(key) is None}
        waarden["onderdeel"] = oud.onderdeel
    findings = _toets_besluit(waarden, _("the vrijstelling"), vrijstelling=True)
    if waarden["grond"] is None:
        findings.append(
            ontbreekt(
                _("`grond`: what the vrijstelling rests on"), hint=_("give `--grond`"), source="LOP 2024, 4.3"
            )
        )
    nieuw, meldingen = lees(Vrijstelling, waarden, gevraagd=True)
    findings += meldingen
    if nieuw is None or has_fout(findings):
        return kan_niet(findings)
    label = _("{length} off `{name}`, {status}").format(
        length=say_content(nieuw.inhoud), name=naam, status=nieuw.status
    )
    wissel = Wissel(dossier, "vrijstelling")
    if bestaand:
        wissel.vervang(rij, nieuw)
        for andere, _v in bestaand[1:]:
            wissel.haal_weg(andere)
    else:
        wissel.voeg_toe(nieuw)
    return wissel.klaar(nieuw, label, findings)


def _vrijstellingen_van(dossier: Dossier, regels: Regels, deel: TePlannen) -> list[tuple[int, Vrijstelling]]:
    """The vrijstellingen on `deel`, whatever their state, with their rows."""
    delen = onderdelen_van(dossier, regels)
    return [
        (rij, v)
        for rij, v in enumerate(dossier.vrijstelling)
        if (van := find_onderdeel(delen, v.onderdeel)) is not None and van.volgnummer == deel.volgnummer
    ]


def _vrijstelling_bestaat(naam: str, rij: int, bestaand: Vrijstelling) -> Finding:
    return Finding(
        code="IOS082",
        message=_("`{name}` has a vrijstelling already: {length}, {status}, `{ground}`").format(
            name=naam, length=say_content(bestaand.inhoud), status=bestaand.status, ground=bestaand.grond
        ),
        hint=_("`--replace` gives it the new length; `--status` without a length moves it on"),
        path=("vrijstelling", rij),
    )


def _toets_besluit(waarden: Mapping[str, Any], wat: str, *, vrijstelling: bool) -> list[Finding]:
    """What a state needs, and what does not go with it."""
    findings = []
    status = waarden["status"]
    if status in BESLIST and waarden.get("besloten_op") is None:
        findings.append(
            ontbreekt(
                _("`besloten_op`: the day on which {what} became {status}").format(what=wat, status=status),
                hint=_("give `--besloten-op`"),
                source="LOP 2024, 4.3",
            )
        )
    if status in STATUSSEN and status not in BESLIST and waarden.get("besloten_op") is not None:
        findings.append(
            samen_niet(
                _("`besloten_op` does not go with status {status}").format(status=status),
                expected=_("a decision: {states}").format(states=", ".join(BESLIST)),
            )
        )
    if status == "afgewezen" and vrijstelling and waarden.get("onderbouwing") is None:
        findings.append(
            ontbreekt(
                _("`onderbouwing`: a refusal is given in writing, with its reasons"),
                hint=_("give `--onderbouwing`, such as the number of the letter"),
                source="LOP 2024, 4.3",
            )
        )
    return findings


@dataclass(frozen=True, slots=True)
class _Kandidaat:
    """An entry with a state: a vrijstelling, or alternative content of an onderdeel."""

    pad: KeyPath
    status: str | None
    omschrijving: str


def _zet_status(
    dossier: Dossier, regels: Regels, deel: TePlannen, grond: str | None, besluit: Mapping[str, Any]
) -> Wijziging:
    status, naam = besluit["status"], deel.onderdeel.bijnaam
    if status not in STATUSSEN:
        return kan_niet(lees(Vrijstelling, {"status": status}, gevraagd=True)[1])
    kandidaten = _kandidaten(dossier, regels, deel, grond)
    if not kandidaten:
        return kan_niet([_geen_vrijstelling(naam, grond)])
    verder = [k for k in kandidaten if status in OVERGANGEN[k.status]]
    if not verder:
        return kan_niet([_overgang_onmogelijk(k, status) for k in kandidaten])
    if len(verder) > 1:
        return kan_niet(
            [
                Finding(
                    code="IOS086",
                    message=_("more than one entry on `{name}` can become {status}: {entry}").format(
                        name=naam, status=status, entry=k.omschrijving
                    ),
                    hint=_("tell which with `--grond`, as it stands there"),
                    path=k.pad,
                )
                for k in verder
            ]
        )
    kandidaat = verder[0]
    tabel, rij = str(kandidaat.pad[0]), kandidaat.pad[1]
    assert isinstance(rij, int)
    oud = getattr(dossier, tabel)[rij]
    vrijstelling = tabel == "vrijstelling"
    gegeven = {key: v for key, v in besluit.items() if v is not None}
    findings = []
    if not vrijstelling:
        findings += [
            samen_niet(
                _("`{key}` has no place with alternative content, only with a vrijstelling").format(key=key)
            )
            for key in gegeven
            if key not in specs_of(Onderdeel)
        ]
    # A decision that stands there and is undone keeps its date: it was taken.
    bekend = {key: getattr(oud, key, None) for key in BESLUIT} if status in BESLIST else {}
    wat = _("the vrijstelling") if vrijstelling else _("the alternative content")
    findings += _toets_besluit({**bekend, **gegeven}, wat, vrijstelling=vrijstelling)
    if has_fout(findings):
        return kan_niet(findings)
    waarden = {key: getattr(oud, key) for key in specs_of(type(oud))} | gegeven
    nieuw, meldingen = lees(type(oud), waarden)
    findings += meldingen
    if nieuw is None:
        return kan_niet(findings)
    wissel = Wissel(dossier, tabel)
    wissel.vervang(rij, nieuw)
    label = _("{entry}: {old} becomes {new}").format(
        entry=kandidaat.omschrijving, old=kandidaat.status or "-", new=status
    )
    return wissel.klaar(nieuw, label, findings)


def _kandidaten(dossier: Dossier, regels: Regels, deel: TePlannen, grond: str | None) -> list[_Kandidaat]:
    gevonden = [
        _Kandidaat(
            ("vrijstelling", rij),
            v.status,
            _("vrijstelling of {length} on `{name}` ({ground})").format(
                length=say_content(v.inhoud), name=deel.onderdeel.bijnaam, ground=v.grond
            ),
        )
        for rij, v in _vrijstellingen_van(dossier, regels, deel)
        if grond in (None, v.grond)
    ]
    onderdeel = deel.onderdeel
    if deel.pad and (onderdeel.grond or onderdeel.status) and grond in (None, onderdeel.grond):
        gevonden.append(
            _Kandidaat(
                deel.pad,
                onderdeel.status,
                _("alternative content `{name}` ({ground})").format(
                    name=onderdeel.bijnaam, ground=onderdeel.grond or "-"
                ),
            )
        )
    return gevonden


def _geen_vrijstelling(naam: str, grond: str | None) -> Finding:
    if grond is None:
        message = _("there is no vrijstelling or alternative content on `{name}`").format(name=naam)
        hint = _("give `--maanden` and `--grond` for a new vrijstelling")
    else:
        message = _(
            "there is no vrijstelling or alternative content on `{name}` with ground `{ground}`"
        ).format(name=naam, ground=grond)
        hint = _("write `--grond` exactly as it stands in the dossier, or leave it out")
    return Finding(code="IOS087", message=message, hint=hint)


def _overgang_onmogelijk(kandidaat: _Kandidaat, status: str) -> Finding:
    mag = OVERGANGEN[kandidaat.status]
    if kandidaat.status == status:
        message = _("{entry} is {status} already").format(entry=kandidaat.omschrijving, status=status)
    else:
        message = _("{entry} is {old} and cannot become {new}").format(
            entry=kandidaat.omschrijving, old=kandidaat.status, new=status
        )
    return Finding(
        code="IOS085",
        message=message,
        expected=one_of(mag) if mag else "",
        hint="" if mag else _("it is closed; record a new request with `--maanden` and `--grond`"),
        source="LOP 2024, 4.3",
        path=kandidaat.pad,
    )


# --- scale ---


def scale(
    dossier: Dossier,
    *,
    vanaf: date,
    factor: Fraction | None = None,
    uren_per_week: Fraction | None = None,
    tot_en_met: date | None = None,
    praktijkdagen: Fraction | None = None,
    reden: str | None = None,
    replace: bool = False,
) -> Wijziging:
    """Deeltijd from `vanaf` on, up to and with `tot_en_met` where given.

    An entry with the same `vanaf` stands in the way. Entries that begin later hold from their own
    `vanaf` on, as always (rekenregels 3): each is said (IOS091). What the profile allows is judged by
    `afwijkingen_deeltijd`, on the IOS.
    """
    bestaand = [(rij, d) for rij, d in enumerate(dossier.deeltijd) if d.vanaf == vanaf]
    if bestaand and not replace:
        return kan_niet(
            [
                Finding(
                    code="IOS083",
                    message=_("a deeltijd entry begins on {date} already: {entry}").format(
                        date=vanaf, entry=format_deeltijd(d)
                    ),
                    hint=_("`--replace` gives it the new values; or take another `--vanaf`"),
                    source="rekenregels 3",
                    path=("deeltijd", rij),
                )
                for rij, d in bestaand
            ]
        )
    waarden: dict[str, Any] = {
        "vanaf": vanaf,
        "tot_en_met": tot_en_met,
        "factor": factor,
        "uren_per_week": uren_per_week,
        "praktijkdagen": praktijkdagen,
        "reden": reden,
    }
    if bestaand:
        oud = bestaand[0][1]
        waarden["reden"] = reden or oud.reden
        if oud.factor == factor and oud.uren_per_week == uren_per_week and praktijkdagen is None:
            waarden["praktijkdagen"] = oud.praktijkdagen
    nieuw, findings = lees(Deeltijd, waarden)
    findings += toets_volgorde("vanaf", vanaf, "tot_en_met", tot_en_met)
    if nieuw is None or has_fout(findings):
        return kan_niet(findings)
    for rij, later in enumerate(dossier.deeltijd):
        if later.vanaf > vanaf and (tot_en_met is None or later.vanaf <= tot_en_met):
            findings.append(
                Finding(
                    code="IOS091",
                    ernst=Ernst.OPMERKING,
                    message=_("from {date} on the later entry holds: {entry}").format(
                        date=later.vanaf, entry=format_deeltijd(later)
                    ),
                    source="rekenregels 3",
                    path=("deeltijd", rij),
                )
            )
    wissel = Wissel(dossier, "deeltijd")
    if bestaand:
        wissel.vervang(bestaand[0][0], nieuw)
        for rij, _d in bestaand[1:]:
            wissel.haal_weg(rij)
    else:
        wissel.voeg_toe(nieuw)
    return wissel.klaar(nieuw, format_deeltijd(nieuw), findings)


def format_deeltijd(deeltijd: Deeltijd) -> str:
    """A deeltijd entry for people: `80 % from 2026-03-01`."""
    if deeltijd.factor is not None:
        hoeveel = _("{percentage} %").format(percentage=format_exact(deeltijd.factor * 100))
    else:
        hoeveel = _("{hours} hours a week").format(hours=format_exact(deeltijd.uren_per_week or Fraction(0)))
    if deeltijd.tot_en_met is None:
        return _("{amount} from {first}").format(amount=hoeveel, first=deeltijd.vanaf)
    return _("{amount} from {first} to {last}").format(
        amount=hoeveel, first=deeltijd.vanaf, last=deeltijd.tot_en_met
    )


# --- interrupt ---


def interrupt(
    dossier: Dossier,
    *,
    soort: str,
    van: date,
    tot_en_met: date | None = None,
    omvang: Fraction = Fraction(1),
    as_of: date | None = None,
    replace: bool = False,
) -> Wijziging:
    """An onderbreking; without `tot_en_met` it is still running: up to `as_of`, else over all later.

    In the way stands an entry of the same soort that overlaps, and one of another soort on days where
    all together exceed 1. With `replace` the first gets the new dates and omvang; of the second only
    the days of the new one are taken away, so that what lies before and after stays. Of a still running
    one what lies after stays only where `as_of` does too: it runs up to the day of reference.
    """
    nieuw, findings = lees(
        Onderbreking,
        {"soort": soort, "van": van, "tot_en_met": tot_en_met, "omvang": omvang},
    )
    findings += toets_volgorde("van", van, "tot_en_met", tot_en_met)
    if nieuw is None or has_fout(findings):
        return kan_niet(findings)
    botsend = nu = _botsend(dossier, nieuw, as_of)
    if replace:  # then a running one is ended, also where what is planned lies after the day of reference
        botsend = _botsend(dossier, nieuw, None)
    zelfde = [rij for rij in botsend if dossier.onderbreking[rij].soort == nieuw.soort]
    # A running one would take away all leave that is planned after it: that is not what is meant.
    gepland = [
        rij
        for rij in botsend
        if nieuw.tot_en_met is None and rij not in zelfde and dossier.onderbreking[rij].van > nieuw.van
    ]
    botsend = [rij for rij in botsend if rij in nu or rij not in gepland]
    gepland = [rij for rij in gepland if rij in nu]
    if botsend and not replace:
        return kan_niet([_overlapt(dossier, rij, nieuw) for rij in botsend])
    if gepland:
        return kan_niet([_overlapt(dossier, rij, nieuw) for rij in gepland])
    wissel = Wissel(dossier, "onderbreking")
    if zelfde:
        wissel.vervang(zelfde[0], nieuw)
    for rij in botsend:
        if rij in zelfde[1:]:
            wissel.haal_weg(rij)
        elif rij not in zelfde:
            _snijd_uit(wissel, rij, dossier.onderbreking[rij], nieuw, as_of)
    if not zelfde:
        wissel.voeg_toe(nieuw)
    return wissel.klaar(nieuw, format_onderbreking(nieuw), findings)


def _laatste(entry: Onderbreking, as_of: date | None = None) -> date:
    """Its last day; of a running one the day of reference where that is given, but not before its first."""
    if entry.tot_en_met is not None:
        return entry.tot_en_met
    return date.max if as_of is None else max(entry.van, as_of)


def _overlappen(een: Onderbreking, ander: Onderbreking, as_of: date | None = None) -> bool:
    return een.van <= _laatste(ander, as_of) and ander.van <= _laatste(een, as_of)


def _botsend(dossier: Dossier, nieuw: Onderbreking, as_of: date | None) -> list[int]:
    """The rows that stand in the way of `nieuw`.

    A running absence of the same soort goes on for ever; of another soort up to `as_of`, as it is counted.
    """
    rijen = list(enumerate(dossier.onderbreking))
    botsend = {rij for rij, o in rijen if o.soort == nieuw.soort and _overlappen(o, nieuw)}
    ander = [(rij, o) for rij, o in rijen if rij not in botsend and _overlappen(o, nieuw, as_of)]
    # The sum only rises on the first day of an entry.
    for dag in {max(o.van, nieuw.van) for _rij, o in ander}:
        hier = [(rij, o) for rij, o in ander if o.van <= dag <= _laatste(o, as_of)]
        if sum((o.omvang for _rij, o in hier), nieuw.omvang) > 1:
            botsend |= {rij for rij, _o in hier}
    return sorted(botsend)


def _overlapt(dossier: Dossier, rij: int, nieuw: Onderbreking) -> Finding:
    oud = dossier.onderbreking[rij]
    if nieuw.tot_en_met is None:
        hint = _("give `--tot-en-met`: an absence without a last day goes on over what is planned after it")
    elif oud.soort == nieuw.soort:
        hint = _("`--replace` gives it the new dates")
    elif oud.tot_en_met is None:
        hint = _("give the running one its `tot_en_met`; `--replace` takes these days out of it")
    else:
        hint = _("`--replace` takes these days out of it; or lower an `omvang`")
    return Finding(
        code="IOS084",
        message=_("{new} overlaps {old}").format(
            new=format_onderbreking(nieuw), old=format_onderbreking(oud)
        ),
        expected=_("no overlap of one soort, and at most 1 together on each day"),
        hint=hint,
        source="rekenregels 5",
        path=("onderbreking", rij),
    )


def _snijd_uit(wissel: Wissel, rij: int, oud: Onderbreking, nieuw: Onderbreking, as_of: date | None) -> None:
    """Take the days of `nieuw` out of `oud`: what lies before stays in its row, what lies after too, or
    gets a row of its own."""
    voor = dataclasses.replace(oud, tot_en_met=nieuw.van - DAG) if oud.van < nieuw.van else None
    na = None
    loopt_door = oud.tot_en_met or as_of
    if nieuw.tot_en_met is not None and loopt_door is not None and loopt_door > nieuw.tot_en_met:
        na = dataclasses.replace(oud, van=nieuw.tot_en_met + DAG)
    if voor is not None:
        wissel.vervang(rij, voor, _("{old} is cut around the new one").format(old=format_onderbreking(oud)))
        if na is not None:
            wissel.voeg_toe(na)
    elif na is not None:
        wissel.vervang(rij, na, _("{old} is cut around the new one").format(old=format_onderbreking(oud)))
    else:
        wissel.haal_weg(rij)


def format_onderbreking(entry: Onderbreking) -> str:
    """An absence for people: `ziekte (50 %) from 2025-06-02 to 2025-11-28`."""
    wat = f"`{entry.soort}`"
    if entry.omvang != 1:
        wat += " ({})".format(_("{percentage} %").format(percentage=format_exact(entry.omvang * 100)))
    if entry.tot_en_met is None:
        return _("{what} from {first}, still running").format(what=wat, first=entry.van)
    return _("{what} from {first} to {last}").format(what=wat, first=entry.van, last=entry.tot_en_met)


# --- extend ---


def extend(
    dossier: Dossier,
    regels: Regels,
    *,
    maanden: Fraction | int | None = None,
    weken: int | None = None,
    dagen: int | None = None,
    reden: str | None = None,
    onderdeel: str | None = None,
    besloten_op: date | None = None,
) -> Wijziging:
    """A verlenging of one onderdeel, default the last that remains. Several add up (rekenregels 6).

    More than `verlenging-maximum` together is a fout beside the answer.
    """
    findings: list[Finding] = []
    naam = None
    if onderdeel is not None:
        deel, findings = zoek_onderdeel(onderdelen_van(dossier, regels), onderdeel)
        if deel is None:
            return kan_niet(findings)
        naam = deel.onderdeel.bijnaam
    if all(aantal is None for aantal in (maanden, weken, dagen)):
        findings.append(
            ontbreekt(_("how long the verlenging is"), hint=_("give `--maanden` (or `--weken`, `--dagen`)"))
        )
    if reden is None:
        findings.append(ontbreekt(_("`reden`: why the training is extended"), hint=_("give `--reden`")))
    nieuw, meldingen = lees(
        Verlenging,
        {
            "maanden": maanden,
            "weken": weken,
            "dagen": dagen,
            "onderdeel": naam,
            "reden": reden,
            "besloten_op": besloten_op,
        },
        gevraagd=True,
    )
    findings += meldingen
    if nieuw is None or has_fout(findings):
        return kan_niet(findings)
    wissel = Wissel(dossier, "verlenging")
    wissel.voeg_toe(nieuw)
    samen = sum((v.inhoud.als_maanden for v in (*dossier.verlenging, nieuw)), Fraction(0))
    regel = regels["verlenging-maximum"]
    if samen > regels.getal("verlenging-maximum"):
        findings.append(
            buiten_wat_mag(
                _("{sum} full-time months of verlenging together").format(sum=format_exact(samen)),
                expected=_("at most {most}").format(most=format_exact(regels.getal("verlenging-maximum"))),
                source=regel.bronvermelding,
                ernst=Ernst.FOUT,
            )
        )
    lengte = say_content(nieuw.inhoud)
    label = (
        _("{length} verlenging of `{name}`").format(length=lengte, name=naam)
        if naam
        else _("{length} verlenging").format(length=lengte)
    )
    return wissel.klaar(nieuw, label, findings)


# --- move ---


def move(
    dossier: Dossier,
    regels: Regels,
    *,
    van: str,
    naar: str,
    maanden: Fraction | int,
    grond: str | None = None,
) -> Wijziging:
    """`maanden` of content from one practice period to the other; the total stays the same.

    A period in several parts: `van` and `naar` name the part. Without [[onderdeel]] the standard
    schedule is written out. A period outside the bounds of the rules or the profile is a fout beside
    the answer: 21 to 30 months together, and per period where the profile has bounds, before
    vrijstelling and without verlenging (rekenregels 11). `grond`, where given, comes on both.
    """
    delen = onderdelen_van(dossier, regels)
    bron, findings = _praktijkdeel(delen, van, "van")
    doel, meldingen = _praktijkdeel(delen, naar, "naar")
    findings += meldingen
    if bron is None or doel is None:
        return kan_niet(findings)
    if bron.onderdeel.soort == doel.onderdeel.soort:
        return kan_niet(
            [
                _verplaats_niet(
                    _("`{first}` and `{second}` belong to the same practice period").format(
                        first=van, second=naar
                    ),
                    expected=_("one part of each: {soorten}").format(soorten=", ".join(PRAKTIJKPERIODEN)),
                )
            ]
        )
    hoeveel = Fraction(maanden)
    findings = _toets_hoeveel(bron, doel, hoeveel)
    if has_fout(findings):
        return kan_niet(findings)
    nieuw: dict[int, Onderdeel] = {}
    for deel, inhoud in ((bron, bron.eigen.maanden - hoeveel), (doel, doel.eigen.maanden + hoeveel)):
        waarden = {key: getattr(deel.onderdeel, key) for key in specs_of(Onderdeel)} | {"maanden": inhoud}
        if grond is not None:
            waarden["grond"] = grond
        gelezen, meldingen = lees(Onderdeel, waarden)
        findings += meldingen
        if gelezen is not None:
            nieuw[deel.volgnummer - 1] = gelezen
    if has_fout(findings) or len(nieuw) < 2:
        return kan_niet(findings)
    wissel = Wissel(dossier, "onderdeel")
    if dossier.onderdeel:
        for rij, onderdeel in nieuw.items():
            wissel.vervang(rij, onderdeel, "")
    else:
        for deel in delen:
            wissel.voeg_toe(nieuw.get(deel.volgnummer - 1, deel.onderdeel))
    label = _("{months} from `{first}` to `{second}`").format(
        months=say_content(Inhoud(maanden=hoeveel)),
        first=bron.onderdeel.bijnaam,
        second=doel.onderdeel.bijnaam,
    )
    klaar = wissel.klaar(nieuw[bron.volgnummer - 1], label, findings)
    assert klaar.dossier is not None
    return dataclasses.replace(
        klaar, findings=(*klaar.findings, *afwijkingen_praktijk(klaar.dossier, regels))
    )


def _praktijkdeel(delen: list[TePlannen], naam: str, optie: str) -> tuple[TePlannen | None, list[Finding]]:
    soort = SOORTEN_OOK.get(naam, naam)
    stukken = [d for d in delen if d.onderdeel.soort == soort]
    if soort in PRAKTIJKPERIODEN and len(stukken) > 1 and all(d.onderdeel.naam != naam for d in delen):
        return None, [
            _verplaats_niet(
                _("`{name}` has several parts").format(name=naam),
                expected=one_of(d.onderdeel.bijnaam for d in stukken),
                hint=_("say which with `--{option}`").format(option=optie),
            )
        ]
    deel, findings = zoek_onderdeel(delen, naam)
    if deel is None or deel.onderdeel.soort in PRAKTIJKPERIODEN:
        return deel, findings
    return None, [
        _verplaats_niet(
            _("`{name}` is no practice period").format(name=naam),
            expected=one_of(d.onderdeel.bijnaam for d in delen if d.onderdeel.soort in PRAKTIJKPERIODEN),
        )
    ]


def _toets_hoeveel(bron: TePlannen, doel: TePlannen, hoeveel: Fraction) -> list[Finding]:
    findings = [
        Finding(
            code="IOS038",
            message=_("`{name}` is counted in weken or dagen: no months can be moved").format(
                name=deel.onderdeel.bijnaam
            ),
            path=deel.pad,
        )
        for deel in (bron, doel)
        if not deel.onderdeel.in_maanden
    ]
    if hoeveel <= 0:
        findings.append(
            _verplaats_niet(
                _("`maanden` {n} cannot be moved").format(n=format_exact(hoeveel)), expected=_("more than 0")
            )
        )
    elif bron.onderdeel.in_maanden and hoeveel >= bron.eigen.maanden:
        findings.append(
            _verplaats_niet(
                _("`{name}` holds {own}: {length} cannot leave it").format(
                    name=bron.onderdeel.bijnaam,
                    own=say_content(bron.eigen),
                    length=say_content(Inhoud(maanden=hoeveel)),
                ),
                expected=_("less than {own}, so that something is left").format(own=say_content(bron.eigen)),
                path=bron.pad,
            )
        )
    elif doel.onderdeel.in_maanden and doel.eigen.maanden + hoeveel > Fraction(MAX_MAANDEN):
        findings.append(
            _verplaats_niet(
                _("`{name}` cannot hold {length} more").format(
                    name=doel.onderdeel.bijnaam, length=say_content(Inhoud(maanden=hoeveel))
                ),
                expected=_("at most {most}").format(most=say_content(Inhoud(maanden=Fraction(MAX_MAANDEN)))),
                path=doel.pad,
            )
        )
    return findings


def _verplaats_niet(message: str, *, expected: str = "", hint: str = "", path: KeyPath = ()) -> Finding:
    return Finding(code="IOS088", message=message, expected=expected, hint=hint, path=path)
