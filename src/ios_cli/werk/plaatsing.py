"""From a computed cohort to a plan of the external stages, and from a plan to changed dossiers.

Nothing is written before every changed dossier was read back and gave the dates that are shown.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ios_cli.cli.voortgang import Voortgang
from ios_cli.domain.capaciteit import Plaatsen
from ios_cli.domain.dossier import Dossier
from ios_cli.domain.finding import Ernst, Finding, KeyPath, has_obstacle
from ios_cli.domain.ios import IOS
from ios_cli.domain.plaatsing import Plaatstekort, Plan, PlanStatus, Verplaatsing, Voorstel
from ios_cli.io.dossiers import load_dossier
from ios_cli.io.edit import EditRefused, edit_bytes
from ios_cli.io.write import write_dossier
from ios_cli.planning.gegevens import verzamel
from ios_cli.planning.ios import plan_ios
from ios_cli.planning.plaatsing import (
    Inzet,
    Kandidaat,
    Wachttijd,
    bepaal_inzet,
    edits_van,
    plan_kandidaat,
)
from ios_cli.planning.plaatsingsplan import Uitslag, maak_plan
from ios_cli.planning.vergelijking import vergelijk
from ios_cli.text import _, ngettext
from ios_cli.toetsing.geval import Geval
from ios_cli.toetsing.toetsen import toets_dossier

if TYPE_CHECKING:
    from ios_cli.cli.context import Context
    from ios_cli.werk.cohort import Berekend, Cohort, Selection

SHOWN = 8
"""Months that are named in one sentence; the table and the json have them all."""


# --- the plan ---


@dataclass(slots=True, kw_only=True)
class Planning:
    """A plan with what was needed to make it; `keuze` by aios id."""

    plan: Plan
    keuze: dict[str, tuple[Inzet, Kandidaat]] = field(default_factory=dict)


def plan_cohort(
    cohort: "Cohort",
    plaatsen: Plaatsen,
    context: "Context",
    *,
    selection: "Selection | None" = None,
    wachttijd: Wachttijd | None = None,
    tijd: float,
    met_tekort: bool = False,
    voortgang: Voortgang,
) -> Planning:
    """The plan of all that were computed; of whom `selection` leaves out nothing is moved."""
    inzetten = [
        bepaal_inzet(
            one.dossier,
            one.regels,
            one.ios,
            plaatsen,
            mag_verplaatst=selection is None or one.dossier in selection,
        )
        for one in cohort.berekend
    ]
    verteller = Verteller(voortgang)
    uitslag = maak_plan(
        inzetten,
        plaatsen,
        as_of=context.as_of,
        wachttijd=wachttijd,
        tijd=tijd,
        keuring=Keuring(),
        met_tekort=met_tekort,
        melding=verteller.melding if voortgang.aan else None,
        gevorderd=verteller.gevorderd,
    )
    files = {one.ios.aios_id: one.file for one in cohort.berekend}
    return Planning(
        plan=_plan(uitslag, files),
        keuze={inzet.aios_id: (inzet, kandidaat) for inzet, kandidaat in uitslag.keuze},
    )


class Verteller:
    """What the search tells on its way, on the bar."""

    def __init__(self, voortgang: Voortgang) -> None:
        self._balk = voortgang

    def gevorderd(self, gereed: int, van: int) -> None:
        if not gereed:
            self._balk.verder(_("schedules of aios"), van)
        self._balk.stap(1 if gereed else 0)

    def melding(self, doel: str, waarde: int, minstens: int) -> None:
        """How far the solver is, with one of the goals."""
        from ios_cli.render.plaatsing import say_goal

        if self._balk.totaal is not None:
            self._balk.verder(_("searching"))
            self._balk.stap(0)
        if doel:
            self._balk.wat = _("{what}: {found}, at least {least}").format(
                what=say_goal(doel), found=waarde, least=minstens
            )
        self._balk.stap(0)


def _plan(uitslag: Uitslag, files: dict[str, str]) -> Plan:
    return Plan(
        status=uitslag.status,
        voorstellen=tuple(
            _voorstel(inzet, kandidaat, files.get(inzet.aios_id, "")) for inzet, kandidaat in uitslag.keuze
        ),
        doelen=uitslag.doelen,
        grens=uitslag.grens,
        onvolledig=tuple(uitslag.onvolledig),
        tekorten_oud=tuple(uitslag.tekorten_oud),
        tekorten=tuple(uitslag.tekorten),
        te_veel_dagen=uitslag.te_veel_dagen,
        bewezen_tekort=uitslag.bewezen_tekort,
        verplaatsbaar=uitslag.verplaatsbaar,
        vast=tuple(uitslag.vast),
        afgekeurd=uitslag.afgekeurd,
    )


def _voorstel(inzet: Inzet, kandidaat: Kandidaat, file: str) -> Voorstel:
    dossier, ios, _findings = plan_kandidaat(inzet, kandidaat)
    oud = {rij.volgnummer - 1: rij for rij in inzet.ios.rijen}
    verplaatsingen = []
    for rij in ios.rijen:
        was = oud[kandidaat.volgorde[rij.volgnummer - 1]]
        if (was.periode, was.wachtdagen) != (rij.periode, rij.wachtdagen):
            verplaatsingen.append(
                Verplaatsing(
                    volgnummer=rij.volgnummer,
                    onderdeel=rij.onderdeel,
                    soort=rij.soort,
                    plaats=rij.plaats,
                    begin_oud=was.begin,
                    eind_oud=was.eind,
                    begin_nieuw=rij.begin,
                    eind_nieuw=rij.eind,
                    wachtdagen=rij.wachtdagen,
                )
            )
    return Voorstel(
        aios_id=inzet.aios_id,
        naam=inzet.ios.naam,
        file=file,
        volgorde_oud=_externe_namen(inzet.ios),
        volgorde_nieuw=_externe_namen(ios),
        wachtdagen=kandidaat.doelen.wachtdagen,
        verplaatsingen=tuple(verplaatsingen),
        vergelijking=vergelijk(
            verzamel(inzet.ios, inzet.dossier, inzet.regels),
            verzamel(ios, dossier, inzet.regels, label=_("plan")),
        ),
    )


def _externe_namen(ios: IOS) -> tuple[str, ...]:
    return tuple(rij.onderdeel for rij in ios.geplande_rijen if not rij.is_praktijk)


class Keuring:
    """Whether the checks have nothing new to say of a schedule: nothing of ernst fout or waarschuwing that
    they do not say of the dossier as it is."""

    def __init__(self) -> None:
        self._nu: dict[str, Counter[tuple[str, str]]] = {}

    def __call__(self, inzet: Inzet, kandidaat: Kandidaat) -> bool:
        if inzet.aios_id not in self._nu:
            als_nu = plan_ios(
                inzet.dossier, inzet.regels, as_of=inzet.as_of, vrijstellingen=inzet.vrijstellingen
            )
            assert als_nu.ios is not None
            self._nu[inzet.aios_id] = _bezwaren(inzet, inzet.dossier, als_nu.ios, als_nu.findings)
        dossier, ios, findings = plan_kandidaat(inzet, kandidaat)
        return _bezwaren(inzet, dossier, ios, findings) <= self._nu[inzet.aios_id]


def _bezwaren(
    inzet: Inzet, dossier: Dossier, ios: IOS, findings: Iterable[Finding]
) -> Counter[tuple[str, str]]:
    """How often each thing is said, by code and what it is about."""
    geval = Geval(dossier=dossier, regels=inzet.regels, ios=ios, as_of=inzet.as_of)
    uitslagen, tellend, _geaccepteerd = toets_dossier(geval, findings)
    alle = [*tellend, *(f for uitslag in uitslagen for f in uitslag.findings)]
    return Counter((f.code, _waarover(f.path, dossier)) for f in alle if f.ernst is not Ernst.OPMERKING)


def _waarover(path: KeyPath, dossier: Dossier) -> str:
    """An onderdeel by its naam, for its row changes; else where it stands."""
    if len(path) > 1 and path[0] == "onderdeel" and isinstance(path[1], int):
        return f"onderdeel {dossier.onderdeel[path[1]].bijnaam}"
    return " ".join(map(str, path[:2]))


# --- where there is none ---


def tekort_findings(plan: Plan, file: str) -> list[Finding]:
    """Why there is no plan: a finding for every soort (and plaats) that stays short."""
    per: dict[tuple[str, str | None], list[Plaatstekort]] = {}
    for tekort in plan.tekorten:
        per.setdefault((tekort.soort, tekort.plaats), []).append(tekort)
    return [_tekort_finding(plan, file, soort, plaats, van) for (soort, plaats), van in per.items()]


def _tekort_finding(
    plan: Plan, file: str, soort: str, plaats: str | None, tekorten: Sequence[Plaatstekort]
) -> Finding:
    ergst = max(tekorten, key=lambda t: (t.tekort, -t.maand.begin.toordinal()))
    maanden = ", ".join(f"{t.maand.begin.isoformat()[:7]} ({t.tekort})" for t in tekorten[:SHOWN])
    if len(tekorten) > SHOWN:
        rest = len(tekorten) - SHOWN
        maanden += " " + ngettext("and {n} month more", "and {n} months more", rest).format(n=rest)
    naam = soort if plaats is None else f"{soort}, {plaats}"
    if plan.status is PlanStatus.NIET_GEVONDEN:
        message = _("no plan was found; in the nearest one `{name}` is short in {months}")
    elif not plan.bewezen_tekort:
        message = _(
            "whatever the order, places stay short; in the nearest plan that was found `{name}` in {months}"
        )
    else:
        message = _("whatever the order, places stay short; least so with `{name}` short in {months}")
    vast = ""
    if ergst.vast > ergst.plaatsen:
        vast = ngettext(
            "{n} aios whose stage cannot be moved", "{n} aios whose stages cannot be moved", ergst.vast
        ).format(n=ergst.vast)
    return Finding(
        code="IOS095",
        message=message.format(name=naam, months=maanden),
        expected=ngettext("at most {n} aios on {date}", "at most {n} aios on {date}", ergst.plaatsen).format(
            n=ergst.plaatsen, date=ergst.op
        ),
        found=vast or str(ergst.aantal),
        difference=ngettext("{n} place short", "{n} places short", ergst.tekort).format(n=ergst.tekort),
        hint=_("find more places then, or allow (more) waiting with `--wachttijd-max`")
        if ergst.vast <= ergst.plaatsen
        else _("find more places then: no order and no waiting changes this"),
        file=file,
    )


# --- writing ---


@dataclass(slots=True, kw_only=True)
class Geschreven:
    """What became of `--write`: all `files`, or for the reason in `findings` none.

    `blijft_gewijzigd`: what was written before that, and could not be put back.
    """

    files: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    blijft_gewijzigd: list[str] = field(default_factory=list)


Wijziging = tuple["Berekend", bytes]
"""A dossier and its new bytes."""


def schrijf(planning: Planning, cohort: "Cohort") -> Geschreven:
    """Every changed dossier in its place, or none: a part of a plan is another plan, that may not fit."""
    resultaat = Geschreven()
    klaar: list[Wijziging] = []
    for one in cohort.berekend:
        if one.ios.aios_id not in planning.keuze:
            continue
        nieuw = _nieuw(one, *planning.keuze[one.ios.aios_id])
        if isinstance(nieuw, bytes):
            klaar.append((one, nieuw))
        else:
            resultaat.findings += nieuw
    if not resultaat.findings:
        _schrijf_alle(klaar, resultaat)
    return resultaat


def _schrijf_alle(klaar: Iterable[Wijziging], resultaat: Geschreven) -> None:
    gedaan: list[Wijziging] = []
    try:
        for one, nieuw in klaar:
            assert one.path is not None
            gedaan.append((one, nieuw))
            resultaat.findings += write_dossier(one.path, gelezen=one.data, nieuw=nieuw)
            if resultaat.findings:
                gedaan.pop()
                break
    except BaseException:  # Ctrl-C too
        _zet_terug(gedaan)
        raise
    if resultaat.findings:
        resultaat.blijft_gewijzigd = _zet_terug(gedaan)
    else:
        resultaat.files = [one.file for one, _nieuw in gedaan]


def _zet_terug(gedaan: Sequence[Wijziging]) -> list[str]:
    """Everything as it was; of what cannot be, for somebody changed it since, the files."""
    blijft = []
    for one, nieuw in reversed(gedaan):
        assert one.path is not None
        with suppress(OSError):
            if one.path.read_bytes() == one.data:
                continue
        if write_dossier(one.path, gelezen=nieuw, nieuw=one.data):
            blijft.append(one.file)
    return blijft[::-1]


def _nieuw(one: "Berekend", inzet: Inzet, kandidaat: Kandidaat) -> bytes | list[Finding]:
    """The bytes of the changed dossier, read back; or why they cannot be had."""
    try:
        nieuw = edit_bytes(one.data, edits_van(inzet, kandidaat))
    except EditRefused as refused:
        return one.loaded.locate([refused.finding])
    loaded = load_dossier(nieuw, one.file)
    if has_obstacle(loaded.findings) or not loaded.complete or loaded.dossier is None:
        return [f for f in loaded.findings if f.is_fout]
    _dossier, bedoeld, _findings = plan_kandidaat(inzet, kandidaat)
    gelezen = plan_ios(
        loaded.dossier, inzet.regels, as_of=inzet.as_of, vrijstellingen=inzet.vrijstellingen, concept=True
    )
    if gelezen.ios != bedoeld:
        message = _("the changed dossier does not give the dates that are shown")
        return [Finding(code="IOS073", message=message, file=one.file)]
    return nieuw
