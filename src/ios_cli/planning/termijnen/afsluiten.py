"""What a dossier records laid beside the terms: who closed which, and what a decision opened.

All records count, whatever the day of reference: that only says what is seen to be done. Source:
rekenregels 9.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from ios_cli.domain.dossier import Besluit, Dienst, Dossier
from ios_cli.domain.finding import KeyPath
from ios_cli.domain.ios import IOS
from ios_cli.domain.termijn import EXTERNE_STAGES
from ios_cli.planning.ios import plan_ios
from ios_cli.planning.termijnen.regelwerk import Termijnregel
from ios_cli.planning.termijnen.vensters import Kader, Ruw, Vensters
from ios_cli.planning.verlenging import VERLENGD, koppel_verlengingen
from ios_cli.regels.model import Regels

PERSONEN = {"stageopleider": "opleider"}
"""Who signs as what: an advies is `door` opleider or docent."""


class Genomen(NamedTuple):
    """A decision, with its place in the file."""

    datum: date
    besluit: Besluit
    plaats: int

    @property
    def pad(self) -> KeyPath:
        return ("besluit", self.plaats)

    @property
    def verlengt(self) -> bool:
        return VERLENGD in self.besluit.uitkomst


class Afsluiting:
    """Closes the terms of one dossier; `termijnen` grows where a decision opens a next one."""

    def __init__(self, ios: IOS, dossier: Dossier, regels: Regels, vensters: Vensters) -> None:
        self.ios = ios
        self.dossier = dossier
        self.regels = regels
        self.vensters = vensters
        self._zonder: dict[frozenset[int], Vensters] = {frozenset(): vensters}

    def sluit(self, afsluiter: str, termijnen: list[Ruw]) -> list[Ruw]:
        """Mark what is done; the terms that were opened by a decision."""
        match afsluiter:
            case "voltooiingsbesluit":
                return self._voltooiing(termijnen)
            case "voortgangsbeslissing":
                return self._voortgang(termijnen)
        handeling = _AFSLUITERS.get(afsluiter)
        if handeling is not None:
            handeling(self, termijnen)
        return []

    # --- entries that close the term made for them ---

    def _vastgesteld(self, termijnen: list[Ruw]) -> None:
        vastgesteld = self.dossier.opleiding.vastgesteld
        for termijn in termijnen:
            _klaar(termijn, vastgesteld, ("opleiding", "vastgesteld"))

    def _verslag(self, termijnen: list[Ruw]) -> None:
        for termijn in termijnen:
            gesprek = self.dossier.voortgangsgesprek[termijn.kader.index]
            _klaar(termijn, gesprek.verslag_op, (*termijn.pad, "verslag_op"))

    def _vrijstellingsaanvraag(self, termijnen: list[Ruw]) -> None:
        aangevraagd = sorted(
            (v.aangevraagd_op, i)
            for i, v in enumerate(self.dossier.vrijstelling)
            if v.aangevraagd_op is not None
        )
        for termijn in termijnen:
            eigen = [x for x in aangevraagd if termijn.kader.index in (-1, x[1])]
            if eigen:
                _klaar(termijn, eigen[0][0], ("vrijstelling", eigen[0][1], "aangevraagd_op"))

    def _vrijstellingsbesluit(self, termijnen: list[Ruw]) -> None:
        for termijn in termijnen:
            vrijstelling = self.dossier.vrijstelling[termijn.kader.index]
            if vrijstelling.status != "voorlopig":
                _klaar(termijn, vrijstelling.besloten_op, (*termijn.pad, "besloten_op"))
            termijn.vervallen = vrijstelling.status == "ingetrokken"

    def _vrijstellingsadvies(self, termijnen: list[Ruw]) -> None:
        adviezen = [
            (advies.datum, i, advies.door, self.vensters.verwijzingen.onderdeel(advies.onderdeel))
            for i, advies in enumerate(self.dossier.voortgangsadvies)
            if advies.soort == "vrijstelling"
        ]
        adviezen.sort(key=lambda a: a[:2])
        for termijn in termijnen:
            vrijstelling = self.dossier.vrijstelling[termijn.kader.index]
            termijn.vervallen = vrijstelling.status == "ingetrokken"
            _van_allen(
                termijn, ((d, i, door) for d, i, door, o in adviezen if o in (None, termijn.onderdeel))
            )

    def _stagebeoordeling(self, termijnen: list[Ruw]) -> None:
        adviezen = [
            (advies.datum, i, advies.door, self.vensters.verwijzingen.onderdeel(advies.onderdeel))
            for i, advies in enumerate(self.dossier.voortgangsadvies)
            if advies.soort == "stagebeoordeling"
        ]
        adviezen.sort(key=lambda a: a[:2])
        verlengd = self._stages_verlengd()
        for termijn in termijnen:
            # What led to lengthening the stage while it ran is no judgement at its end.
            na = max(
                (d for d in verlengd.get(termijn.onderdeel, ()) if d < (termijn.kader.eind or d)),
                default=date.min,
            )
            _van_allen(
                termijn, ((d, i, door) for d, i, door, o in adviezen if o == termijn.onderdeel and d > na)
            )

    def _stages_verlengd(self) -> dict[str | None, list[date]]:
        """Onderdeel -> the days of the decisions that lengthened it."""
        besluitdagen = {g.datum for g in self._verlengende()}
        gevonden: dict[str | None, list[date]] = {}
        if not besluitdagen:
            return gevonden
        for index, rij in enumerate(koppel_verlengingen(self.dossier).besluit_van):
            dag = None if rij is None else self.dossier.besluit[rij].datum
            if dag is not None and dag in besluitdagen:
                onderdeel = self.vensters.verwijzingen.onderdeel(self.dossier.verlenging[index].onderdeel)
                gevonden.setdefault(onderdeel, []).append(dag)
        return gevonden

    def _voortgangsadvies(self, termijnen: list[Ruw]) -> None:
        """An advies belongs to the latest talk on or before it that has none yet from that person."""
        adviezen = sorted(
            (advies.datum, i, advies.door)
            for i, advies in enumerate(self.dossier.voortgangsadvies)
            if advies.soort == "voortgang"
        )
        per_persoon: dict[str, list[Ruw]] = {}
        for termijn in termijnen:  # in the order of the talks
            for persoon in termijn.wie:
                per_persoon.setdefault(PERSONEN.get(persoon, persoon), []).append(termijn)
        gegeven: dict[int, list[tuple[date, int]]] = {}
        for persoon, lijst in per_persoon.items():
            wachtend: list[Ruw] = []
            volgende = 0
            for datum, index, door in adviezen:
                if door != persoon:
                    continue
                while volgende < len(lijst) and (lijst[volgende].kader.datum or datum) <= datum:
                    wachtend.append(lijst[volgende])
                    volgende += 1
                if wachtend:
                    gegeven.setdefault(id(wachtend.pop()), []).append((datum, index))
        for termijn in termijnen:
            van_elk = gegeven.get(id(termijn), ())
            if len(van_elk) == len(termijn.wie):
                datum, index = max(van_elk)
                _klaar(termijn, datum, ("voortgangsadvies", index))

    def _begeleidingstraject(self, termijnen: list[Ruw]) -> None:
        """The outcome bears no date: it counts from the end of the term on."""
        for termijn in termijnen:
            traject = self.dossier.begeleidingstraject[termijn.kader.index]
            if traject.uitkomst is not None:
                _klaar(termijn, termijn.uiterlijk, (*termijn.pad, "uitkomst"))

    def _supervisie(self, termijnen: list[Ruw]) -> None:
        diensten = sorted(
            (d.datum, i) for i, d in enumerate(self.dossier.dienst) if d.supervisie == "op-afstand"
        )
        for termijn in termijnen:
            for datum, index in diensten:
                groep = self.vensters.lijn.groep_op(datum)
                if groep is termijn.kader.groep:
                    _klaar(termijn, datum, ("dienst", index))
                    break

    def _tussenstand(self, termijnen: list[Ruw]) -> None:
        """Done on the day of the dienst that makes the number full."""
        nodig = self.regels.getal_of_geen("diensten-tussenstand")
        if not termijnen or nodig is None or nodig < 1:
            return
        minste = self.regels.getal("dienst-uren-minimum")
        for termijn in termijnen:
            gedaan = sorted(
                (d.datum, i)
                for i, d in enumerate(self.dossier.dienst)
                if self.vensters.lijn.groep_op(d.datum) is termijn.kader.groep and _uren(d) >= minste
            )
            if len(gedaan) >= nodig:
                datum, index = gedaan[int(nodig) - 1]
                _klaar(termijn, datum, ("dienst", index))

    # --- decisions ---

    def _besluiten(self, soort: str) -> list[Genomen]:
        genomen = [Genomen(b.datum, b, i) for i, b in enumerate(self.dossier.besluit) if b.soort == soort]
        genomen.sort(key=lambda g: (g.datum, g.besluit.onderdeel or "", g.besluit.uitkomst, g.plaats))
        return genomen

    def _voltooiing(self, termijnen: list[Ruw]) -> list[Ruw]:
        """`verlengd` closes a number and opens the next at the new end, the others close the last."""
        besluiten = self._besluiten("voltooiingsbesluit")
        geopend: list[Ruw] = []
        for eerste in termijnen:
            lopend: Ruw | None = eerste
            for genomen in besluiten:
                if lopend is None:
                    break
                self._neem(lopend, genomen)
                lopend = self._volgende(eerste, lopend, genomen) if genomen.verlengt else None
                if lopend is not None:
                    geopend.append(lopend)
        return geopend

    def _voortgang(self, termijnen: list[Ruw]) -> list[Ruw]:
        """Each decision closes one term: that of its `onderdeel`, else the one its date fits best."""
        open_: list[tuple[Ruw, Ruw]] = [(termijn, termijn) for termijn in termijnen]  # (first, running)
        open_.sort(key=lambda o: (o[0].kader.eind or o[0].uiterlijk, o[0].onderdeel, o[0].nummer))
        geopend: list[Ruw] = []
        for genomen in self._besluiten("voortgangsbeslissing"):
            gekozen = self._gekozen(open_, genomen)
            if gekozen is None:
                continue
            open_.remove(gekozen)
            eerste, lopend = gekozen
            oud_eind = self._neem(lopend, genomen)
            if not genomen.verlengt:
                continue
            # what it is about was not extended: nothing to decide again
            if self._eind_na(eerste, genomen) == oud_eind:
                continue
            volgende = self._volgende(eerste, lopend, genomen)
            if volgende is not None:
                geopend.append(volgende)
                open_.insert(0, (eerste, volgende))
        return geopend

    def _gekozen(self, open_: list[tuple[Ruw, Ruw]], genomen: Genomen) -> tuple[Ruw, Ruw] | None:
        if genomen.besluit.onderdeel is not None:
            onderdeel = self._van_besluit(genomen.besluit.onderdeel)
            eigen = [o for o in open_ if o[1].onderdeel == onderdeel]
            if eigen:
                return eigen[0]
            if any(o[1].onderdeel for o in open_):
                return None
        begonnen = [o for o in open_ if (o[1].kader.begin or o[1].uiterlijk) <= genomen.datum]
        for o in begonnen:
            if (o[1].vanaf or o[1].uiterlijk) <= genomen.datum <= o[1].uiterlijk:
                return o
        return begonnen[0] if begonnen else None

    def _van_besluit(self, verwijzing: str | None) -> str | None:
        onderdeel = self.vensters.verwijzingen.onderdeel(verwijzing)
        groep = self.vensters.lijn.groepen.get(onderdeel) if onderdeel is not None else None
        if groep is None:
            return onderdeel
        # there is no decision on one external stage: it is about them together
        return onderdeel if groep.soort in ("huisartspraktijk-1", "huisartspraktijk-2") else EXTERNE_STAGES

    def _neem(self, termijn: Ruw, genomen: Genomen) -> date | None:
        """Close `termijn` by this decision, at the dates it had without what was extended there.

        Returns the LAST day of what it is made for, without that.
        """
        zonder = self._zonder_verlenging(genomen.datum) if genomen.verlengt else self.vensters
        kader = termijn.kader
        if zonder is not self.vensters:
            gevonden = _zelfde_kader(zonder, termijn.regel, kader)
            oud = zonder.venster(termijn.regel, gevonden) if gevonden is not None else None
            if oud is not None and gevonden is not None:
                kader = gevonden
                termijn.vanaf, termijn.herkomst_vanaf = oud.vanaf, oud.herkomst_vanaf
                termijn.uiterlijk, termijn.herkomst_uiterlijk = oud.uiterlijk, oud.herkomst_uiterlijk
        _klaar(termijn, genomen.datum, genomen.pad)
        return kader.eind

    def _volgende(self, eerste: Ruw, lopend: Ruw, genomen: Genomen) -> Ruw | None:
        """The next number of a term, at the end as it now is: what was extended elsewhere moves it too."""
        kader = _zelfde_kader(self.vensters, eerste.regel, eerste.kader)
        volgende = self.vensters.venster(eerste.regel, kader) if kader is not None else None
        if volgende is None:
            return None
        volgende.nummer = lopend.nummer + 1
        volgende.begonnen = max(volgende.begonnen, genomen.datum)
        return volgende

    def _eind_na(self, eerste: Ruw, genomen: Genomen) -> date | None:
        """The LAST day of what a term is made for, with what was extended up to and in this decision."""
        later = [g.datum for g in self._verlengende() if g.datum > genomen.datum]
        na = self._zonder_verlenging(min(later)) if later else self.vensters
        kader = _zelfde_kader(na, eerste.regel, eerste.kader)
        return None if kader is None else kader.eind

    def _verlengende(self) -> list[Genomen]:
        return [
            g
            for soort in ("voortgangsbeslissing", "voltooiingsbesluit")
            for g in self._besluiten(soort)
            if g.verlengt
        ]

    def _zonder_verlenging(self, vanaf: date) -> Vensters:
        """The windows without what decisions on or after `vanaf` extended."""
        besluitdagen = {g.datum for g in self._verlengende()}
        weg = set()
        for index, rij in enumerate(koppel_verlengingen(self.dossier).besluit_van):
            dag = None if rij is None else self.dossier.besluit[rij].datum
            if dag is not None and dag >= vanaf and dag in besluitdagen:
                weg.add(index)
        sleutel = frozenset(weg)
        gevonden = self._zonder.get(sleutel)
        if gevonden is None:
            gevonden = self._zonder[sleutel] = self._plan_zonder(sleutel) or self.vensters
        return gevonden

    def _plan_zonder(self, weg: frozenset[int]) -> Vensters | None:
        dossier = replace(
            self.dossier,
            verlenging=tuple(v for i, v in enumerate(self.dossier.verlenging) if i not in weg),
        )
        planning = plan_ios(
            dossier, self.regels, as_of=self.ios.as_of, vrijstellingen=self.ios.vrijstellingen
        )
        if planning.ios is None:
            return None
        vensters = Vensters(planning.ios.zonder_einde or planning.ios.rijen, dossier, self.regels)
        return vensters if vensters.lijn.einde is not None else None


_AFSLUITERS: dict[str, Callable[[Afsluiting, list[Ruw]], None]] = {
    "vastgesteld": Afsluiting._vastgesteld,
    "verslag": Afsluiting._verslag,
    "voortgangsadvies": Afsluiting._voortgangsadvies,
    "vrijstellingsaanvraag": Afsluiting._vrijstellingsaanvraag,
    "vrijstellingsadvies": Afsluiting._vrijstellingsadvies,
    "vrijstellingsbesluit": Afsluiting._vrijstellingsbesluit,
    "stagebeoordeling": Afsluiting._stagebeoordeling,
    "begeleidingstraject": Afsluiting._begeleidingstraject,
    "supervisie-op-afstand": Afsluiting._supervisie,
    "diensten-tussenstand": Afsluiting._tussenstand,
}


def _klaar(termijn: Ruw, datum: date | None, pad: KeyPath) -> None:
    if datum is not None:
        termijn.gedaan_op, termijn.gedaan_pad = datum, pad


def _van_allen(termijn: Ruw, adviezen: Iterable[tuple[date, int, str]]) -> None:
    """Done on the day of the last of the first adviezen of each; `adviezen` come by date."""
    nodig = {PERSONEN.get(persoon, persoon) for persoon in termijn.wie}
    for datum, index, door in adviezen:
        nodig.discard(door)
        if not nodig:
            _klaar(termijn, datum, ("voortgangsadvies", index))
            return


def _zelfde_kader(vensters: Vensters, regel: Termijnregel, kader: Kader) -> Kader | None:
    return next(
        (k for k in vensters.kaders(regel) if k.onderdeel == kader.onderdeel and k.nummer == kader.nummer),
        None,
    )


def _uren(dienst: Dienst) -> Fraction:
    if dienst.uren is not None:
        return dienst.uren
    if dienst.aanvang is None or dienst.einde is None:
        return Fraction(0)
    van = dienst.aanvang.hour * 60 + dienst.aanvang.minute
    tot = dienst.einde.hour * 60 + dienst.einde.minute
    return Fraction((tot - van) % (24 * 60), 60)
