"""The windows of the terms on one timeline: from anchors and steps to dates. Source: rekenregels 9."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from ios_cli.domain.calendar import DAG, HorizonError, months_before
from ios_cli.domain.dossier import PRAKTIJKPERIODEN, Dossier, Vrijstelling
from ios_cli.domain.finding import KeyPath
from ios_cli.domain.ios import Rij
from ios_cli.domain.termijn import Herkomst
from ios_cli.planning.termijnen.regelwerk import Stappen, Termijnregel
from ios_cli.planning.termijnen.tijdlijn import (
    EERSTE,
    VERSTE,
    Groep,
    Tijdlijn,
    Verwijzingen,
    plus_dagen,
    plus_maanden,
)
from ios_cli.regels.model import Regels

# A chain with more windows than this is no chain of anybody's (steps of a day over a long onderdeel).
MEESTE_VENSTERS = 1000


class Gesprek(NamedTuple):
    """A talk held inside the training; `nummer` is its place in its onderdeel ("" in waiting time)."""

    datum: date
    pad: KeyPath
    verslag_op: date | None
    onderdeel: str
    nummer: int


class Schakel(NamedTuple):
    """One term of a chain: its window, and the talk that closed it."""

    vanaf: date
    uiterlijk: date
    herkomst_vanaf: Herkomst
    herkomst_uiterlijk: Herkomst
    gesprek: Gesprek | None

    @property
    def dag(self) -> date:
        """When the talk was, else the first day on which it can be."""
        return self.gesprek.datum if self.gesprek is not None else self.vanaf


class Kader:
    """One of the things that terms are made for. `begin` and `eind` (LAST day) of it, `datum` of an entry.

    `binnen` are the first and LAST day of its onderdeel; None where it has none of its own.
    """

    __slots__ = ("begin", "binnen", "datum", "eind", "groep", "index", "nummer", "onderdeel", "pad")

    def __init__(
        self,
        *,
        onderdeel: str = "",
        nummer: int = 1,
        begin: date | None = None,
        eind: date | None = None,
        datum: date | None = None,
        binnen: tuple[date, date] | None = None,
        groep: Groep | None = None,
        pad: KeyPath = (),
        index: int = -1,
    ) -> None:
        self.onderdeel = onderdeel
        self.nummer = nummer
        self.begin = begin
        self.eind = eind
        self.datum = datum
        self.binnen = binnen
        self.groep = groep
        self.pad = pad
        self.index = index  # of the entry in its table


class Ruw:
    """A term with its dates, before what the dossier says of it is laid beside it."""

    __slots__ = (
        "begonnen",
        "gedaan_op",
        "gedaan_pad",
        "herkomst_uiterlijk",
        "herkomst_vanaf",
        "kader",
        "nummer",
        "onderdeel",
        "pad",
        "regel",
        "uiterlijk",
        "vanaf",
        "vervallen",
        "vervalt",
        "wie",
    )

    def __init__(
        self,
        regel: Termijnregel,
        kader: Kader,
        vanaf: date | None,
        uiterlijk: date,
        herkomst_vanaf: Herkomst | None,
        herkomst_uiterlijk: Herkomst | None,
        begonnen: date,
        vervalt: date | None = None,
    ) -> None:
        self.regel = regel
        self.kader = kader
        self.onderdeel = kader.onderdeel
        self.nummer = kader.nummer
        self.vanaf = vanaf
        self.uiterlijk = uiterlijk
        self.herkomst_vanaf = herkomst_vanaf
        self.herkomst_uiterlijk = herkomst_uiterlijk
        self.begonnen = begonnen
        self.vervalt = vervalt  # LAST day on which it still matters, where it lapses
        self.wie = regel.wie
        self.pad = kader.pad
        self.gedaan_op: date | None = None
        self.gedaan_pad: KeyPath = ()
        self.vervallen = False

    def voor(self, persoon: str) -> "Ruw":
        """The same term of one person."""
        ander = Ruw(
            self.regel,
            self.kader,
            self.vanaf,
            self.uiterlijk,
            self.herkomst_vanaf,
            self.herkomst_uiterlijk,
            self.begonnen,
            self.vervalt,
        )
        ander.wie = (persoon,)
        ander.vervallen = self.vervallen
        return ander


class Vensters:
    """All windows on one timeline: of the IOS as it is, or as it would be without a verlenging."""

    def __init__(self, rijen: tuple[Rij, ...], dossier: Dossier, regels: Regels) -> None:
        self.dossier = dossier
        self.regels = regels
        self.lijn = Tijdlijn(rijen, dossier.opleiding.start)
        self.verwijzingen = Verwijzingen(rijen)
        self.start = dossier.opleiding.start
        self.einde = self.lijn.einde or self.start
        self.gesprekken = self._gesprekken()
        self._ketens: dict[str, list[Schakel]] = {}
        self._kaders: dict[tuple[str, tuple[str, ...]], list[Kader]] = {}

    def _gesprekken(self) -> list[Gesprek]:
        lijst = [
            (g.datum, g.verslag_op or VERSTE, index)
            for index, g in enumerate(self.dossier.voortgangsgesprek)
            if self.start <= g.datum <= self.einde
        ]
        lijst.sort()
        tel: dict[str, int] = {}
        gesprekken = []
        for datum, __, index in lijst:
            groep = self.lijn.groep_op(datum)
            onderdeel = groep.onderdeel if groep is not None else ""
            tel[onderdeel] = nummer = tel.get(onderdeel, 0) + 1
            verslag = self.dossier.voortgangsgesprek[index].verslag_op
            pad = ("voortgangsgesprek", index)
            gesprekken.append(Gesprek(datum, pad, verslag, onderdeel, nummer))
        return gesprekken

    # --- what terms are made for ---

    def kaders(self, regel: Termijnregel) -> list[Kader]:
        sleutel = (regel.bij, regel.alleen)
        gevonden = self._kaders.get(sleutel)
        if gevonden is None:
            gevonden = self._kaders[sleutel] = list(self._maak_kaders(regel.bij, regel.alleen))
        return gevonden

    def _maak_kaders(self, bij: str, alleen: tuple[str, ...]) -> Iterable[Kader]:
        match bij:
            case "opleiding":
                return [Kader(begin=self.start, eind=self.einde)] if self.lijn.einde else []
            case "onderdeel":
                return [self._kader(g) for g in self.lijn.groepen.values() if _mag(g.soort, alleen)]
            case "externe-stage":
                stages = (g for g in self.lijn.groepen.values() if g.soort not in PRAKTIJKPERIODEN)
                return [self._kader(g) for g in stages if _mag(g.soort, alleen)]
            case "externe-stages":
                return [self._kader(self.lijn.samen)] if self.lijn.samen is not None else []
            case "opleidingsjaar":
                return self._jaren(int(self.regels.getal("opleidingsjaar")), alleen)
            case "verlofjaar":
                return self._jaren(int(self.regels.getal("verlofjaar-duur")), alleen)
            case "voortgangsgesprek":
                return [self._kader_gesprek(g) for g in self.gesprekken]
            case "gesprekstermijn":
                return [
                    Kader(
                        onderdeel=onderdeel,
                        nummer=nummer,
                        datum=s.dag,
                        groep=self.lijn.groepen[onderdeel],
                        pad=s.gesprek.pad if s.gesprek is not None else (),
                    )
                    for onderdeel, keten in self._ketens.items()
                    for nummer, s in enumerate(keten, start=1)
                ]
            case "vrijstelling":
                return self._vrijstellingen(alleen)
            case "besluit" | "begeleidingstraject" | "deeltijd" | "onderbreking":
                return self._ingevoerd(bij, alleen)
            case _:  # one practice period
                groep = self.lijn.groepen.get(bij)
                return [self._kader(groep)] if groep is not None else []

    def _kader(self, groep: Groep) -> Kader:
        return Kader(
            onderdeel=groep.onderdeel,
            begin=groep.begin,
            eind=groep.eind,
            binnen=(groep.begin, groep.eind),
            groep=groep,
            pad=groep.pad,
        )

    def _kader_gesprek(self, gesprek: Gesprek) -> Kader:
        groep = self.lijn.groepen.get(gesprek.onderdeel)
        return Kader(
            onderdeel=gesprek.onderdeel,
            nummer=gesprek.nummer,
            datum=gesprek.datum,
            # a talk on a day off before the first running day still lies within its own window
            binnen=(min(groep.begin, gesprek.datum), groep.eind) if groep is not None else None,
            groep=groep,
            pad=gesprek.pad,
            index=int(gesprek.pad[1]),
        )

    def _jaren(self, maanden: int, alleen: tuple[str, ...]) -> list[Kader]:
        """The whole years of the training; one that ends after the training has no end of its own."""
        kaders = []
        nummer = 1
        while (volgend := plus_maanden(self.start, maanden * nummer)) - DAG <= self.einde:
            if _mag(str(nummer), alleen):
                begin = plus_maanden(self.start, maanden * (nummer - 1))
                eind = volgend - DAG
                kaders.append(Kader(nummer=nummer, begin=begin, eind=eind, binnen=(begin, eind)))
            nummer += 1
        return kaders

    def _vrijstellingen(self, alleen: tuple[str, ...]) -> list[Kader]:
        """Numbered within their onderdeel, by what they are and not by where they stand in the file."""
        lijst = [
            (_vaste_volgorde(v), index, onderdeel)
            for index, v in enumerate(self.dossier.vrijstelling)
            if _mag(v.status, alleen) and (onderdeel := self.verwijzingen.onderdeel(v.onderdeel)) is not None
        ]
        lijst.sort(key=lambda x: x[0])
        tel: dict[str, int] = {}
        kaders = []
        for __, index, onderdeel in lijst:
            tel[onderdeel] = nummer = tel.get(onderdeel, 0) + 1
            groep = self.lijn.groepen.get(onderdeel)
            kaders.append(
                Kader(
                    onderdeel=onderdeel,
                    nummer=nummer,
                    begin=groep.begin if groep is not None else None,
                    eind=groep.eind if groep is not None else None,
                    datum=self.dossier.vrijstelling[index].aangevraagd_op,
                    groep=groep,
                    pad=("vrijstelling", index),
                    index=index,
                )
            )
        return kaders

    def _ingevoerd(self, bij: str, alleen: tuple[str, ...]) -> list[Kader]:
        """Entries of the dossier that touch the training, numbered by date."""
        lijst: list[tuple[date, date, str, int]] = []
        if bij == "besluit":
            for i, b in enumerate(self.dossier.besluit):
                if not alleen or any(u in alleen for u in b.uitkomst):
                    lijst.append((b.datum, b.datum, b.soort, i))
        elif bij == "begeleidingstraject":
            for i, t in enumerate(self.dossier.begeleidingstraject):
                if _mag(t.soort, alleen):
                    # two of the same days are told apart by what they are, not by their place in the file
                    lijst.append((t.van, t.tot_en_met, f"{t.soort} {t.uitkomst or ''}", i))
        elif bij == "deeltijd":
            for i, d in enumerate(self.dossier.deeltijd):
                lijst.append((d.vanaf, d.tot_en_met or self.einde, "", i))
        else:
            for i, o in enumerate(self.dossier.onderbreking):
                if _mag(o.soort, alleen):
                    lijst.append((o.van, o.tot_en_met or self.einde, o.soort, i))
        lijst.sort()
        return [
            Kader(nummer=nummer, begin=van, eind=tot, datum=van, pad=(bij, index), index=index)
            for nummer, (van, tot, __, index) in enumerate(
                (x for x in lijst if x[0] <= self.einde and x[1] >= self.start), start=1
            )
        ]

    # --- one window ---

    def venster(self, regel: Termijnregel, kader: Kader) -> Ruw | None:
        """The window of a term that is no chain; None where it has no anchor, or opens too late."""
        grens = self._grens(regel, kader)
        vanaf = None
        if regel.vanaf is not None:
            vanaf = self._moment(regel.vanaf, kader, grens)
            if vanaf is None or (grens is not None and regel.vanaf.lopend and vanaf.datum >= grens[1]):
                return None
        uiterlijk = self._moment(regel.uiterlijk, kader, grens)
        if uiterlijk is None:
            return None
        if vanaf is not None and vanaf.datum > uiterlijk.datum:
            vanaf = _met(vanaf, uiterlijk.datum, "eind")
        vervalt = None if regel.vervalt is None else self._moment(regel.vervalt, kader)
        return Ruw(
            regel,
            kader,
            None if vanaf is None else vanaf.datum,
            uiterlijk.datum,
            vanaf,
            uiterlijk,
            self._begonnen(kader),
            None if vervalt is None else max(vervalt.datum, uiterlijk.datum),
        )

    def _begonnen(self, kader: Kader) -> date:
        """From when a term without first day is open."""
        if kader.groep is not None:
            return kader.groep.begin
        return kader.binnen[0] if kader.binnen is not None else self.start  # of a year its first day

    def _grens(self, regel: Termijnregel, kader: Kader) -> tuple[date, date] | None:
        if regel.binnen == "vrij":
            return None
        if regel.binnen == "onderdeel" and kader.binnen is not None:
            return kader.binnen
        return (self.start, self.einde)

    def _moment(
        self, stappen: Stappen, kader: Kader, grens: tuple[date, date] | None = None
    ) -> Herkomst | None:
        anker = self._anker(stappen, kader)
        if anker is None:
            return None
        dag, van, pad = anker
        # what is counted from an entry (a talk) goes on in the stage between two parts of a period
        groep = kader.groep if not stappen.van and stappen.anker != "datum" else None
        return self._tel(stappen, dag, van, pad, stappen.anker, groep, grens)

    def _tel(
        self,
        stappen: Stappen,
        anker: date,
        van: str,
        pad: KeyPath,
        soort: str,
        groep: Groep | None,
        grens: tuple[date, date] | None,
        keer: int = 1,
    ) -> Herkomst:
        """`keer` times the steps from `anker` (an anchor of this `soort`), within `grens`."""
        maanden, dagen, stilstand = stappen.maanden * keer, stappen.dagen * keer, 0
        if stappen.lopend:
            dag, stilstand = self.lijn.plus(anker, maanden, dagen)
            if groep is not None and len(groep.rijen) > 1:
                dag = groep.eerste_eigen(dag)
        elif maanden < 0:
            try:
                dag = plus_dagen(months_before(anker, -maanden), dagen)
            except HorizonError:
                dag = EERSTE
        else:
            dag = plus_dagen(plus_maanden(anker, maanden) if maanden else anker, dagen)
        if stappen.terug and stappen.anker in ("eind", "na-eind") and not stappen.lopend:
            # A mark in a standstill is the first running day after it. Not before the end of the training:
            # "at the latest so long before" cannot become later.
            lopend = self.lijn.lopende(dag)
            stilstand = (lopend - dag).days
            dag = lopend
        begrensd = ""
        if grens is not None:
            if dag < grens[0]:
                dag, begrensd = grens[0], "begin"
            elif dag > grens[1]:
                dag, begrensd = grens[1], "eind"
        return Herkomst(
            soort,
            anker,
            dag,
            van,
            pad,
            stappen.stappen,
            keer,
            stappen.terug,
            stilstand,
            begrensd,
        )

    def _anker(self, stappen: Stappen, kader: Kader) -> tuple[date, str, KeyPath] | None:
        """(day, whose it is, entry)."""
        match stappen.anker:
            case "start":
                return self.start, "", ("opleiding", "start")
            case "einde":
                return self.einde, "", ()
            case "datum":
                return None if kader.datum is None else (kader.datum, kader.onderdeel, kader.pad)
            case "gesprek":
                return self._anker_gesprek(stappen, kader)
        begin, eind, van, pad = kader.begin, kader.eind, kader.onderdeel, kader.pad
        if stappen.van:
            groep = self.lijn.van_soort(stappen.van)
            if groep is None:
                return None
            begin, eind, van, pad = groep.begin, groep.eind, groep.onderdeel, groep.pad
        elif kader.begin is None and kader.groep is not None:
            begin, eind, pad = kader.groep.begin, kader.groep.eind, kader.groep.pad
        dag = begin if stappen.anker == "begin" else eind
        if dag is None:
            return None
        return (dag + DAG if stappen.anker == "na-eind" else dag), van, pad

    def _anker_gesprek(self, stappen: Stappen, kader: Kader) -> tuple[date, str, KeyPath] | None:
        groep = self.lijn.van_soort(stappen.van) if stappen.van else kader.groep
        keten = self._ketens.get(groep.onderdeel) if groep is not None else None
        if not keten or groep is None:
            return None
        schakel = keten[min(max(stappen.nummer, 1), len(keten)) - 1]
        pad = schakel.gesprek.pad if schakel.gesprek is not None else groep.pad
        return schakel.dag, groep.onderdeel, pad

    # --- chains ---

    def keten(self, regel: Termijnregel, kader: Kader) -> list[Ruw]:
        """The windows of a chain over one onderdeel; a chain of talks counts from the last one held."""
        groep = kader.groep
        if groep is None or regel.vanaf is None:
            return []
        van_gesprekken = regel.afgesloten_door == "voortgangsgesprek"
        schakels = self._schakels(regel, groep, met_gesprekken=van_gesprekken)
        if van_gesprekken:
            self._ketens[groep.onderdeel] = schakels
        gevonden = []
        for nummer, s in enumerate(schakels, start=1):
            ruw = Ruw(regel, kader, s.vanaf, s.uiterlijk, s.herkomst_vanaf, s.herkomst_uiterlijk, groep.begin)
            ruw.nummer = nummer
            if s.gesprek is not None:
                ruw.gedaan_op, ruw.gedaan_pad = s.gesprek.datum, s.gesprek.pad
                ruw.pad = s.gesprek.pad
            gevonden.append(ruw)
        return gevonden

    def _schakels(self, regel: Termijnregel, groep: Groep, *, met_gesprekken: bool) -> list[Schakel]:
        vanaf, uiterlijk = regel.vanaf, regel.uiterlijk
        assert vanaf is not None
        grens = (groep.begin, groep.eind)
        basis, van, pad = groep.begin, groep.onderdeel, groep.pad
        tussen: list[Gesprek] = []
        if met_gesprekken:
            # Its own talks, and those in the stages between its parts: the chain goes on from the last one.
            tussen = [
                g
                for g in self.gesprekken
                if g.onderdeel == groep.onderdeel or groep.begin <= g.datum <= groep.eind
            ]
            eerder = tussen[0].datum if tussen else groep.begin
            vorige = next(
                (
                    g
                    for g in reversed(self.gesprekken)
                    if g.onderdeel != groep.onderdeel and g.datum < min(eerder, groep.begin)
                ),
                None,
            )
            if vorige is not None:
                ver, __ = self.lijn.plus(vorige.datum, uiterlijk.maanden, uiterlijk.dagen)
                if ver >= groep.begin:
                    basis, van, pad = vorige.datum, vorige.onderdeel, vorige.pad

        def venster(keer: int, gesprek: Gesprek | None) -> Schakel:
            soort = "gesprek" if pad[:1] == ("voortgangsgesprek",) else "begin"
            hv = self._tel(vanaf, basis, van, pad, soort, groep, grens, keer)
            hu = self._tel(uiterlijk, basis, van, pad, soort, groep, grens, keer)
            return Schakel(hv.datum, hu.datum, hv, hu, gesprek)

        schakels: list[Schakel] = []
        for gesprek in tussen:
            if gesprek.onderdeel == groep.onderdeel:
                schakel = venster(1, gesprek)
                if schakel.vanaf >= groep.eind and not schakels:
                    schakel = self._anders(regel, groep, gesprek) or schakel
                schakels.append(schakel)
            basis, van, pad = gesprek.datum, gesprek.onderdeel, gesprek.pad
        keer = 1
        while keer <= MEESTE_VENSTERS:
            schakel = venster(keer, None)
            if schakel.vanaf >= groep.eind:
                break
            schakels.append(schakel)
            keer += 1
        if not schakels:
            anders = self._anders(regel, groep, None)
            if anders is not None:
                schakels.append(anders)
        return schakels

    def _anders(self, regel: Termijnregel, groep: Groep, gesprek: Gesprek | None) -> Schakel | None:
        """The one window of an onderdeel in which none opens: to its last day."""
        if regel.anders_vanaf is None:
            return None
        hv = self._moment(regel.anders_vanaf, self._kader(groep), (groep.begin, groep.eind))
        if hv is None:
            return None
        hu = Herkomst(
            anker="eind", anker_datum=groep.eind, van=groep.onderdeel, pad=groep.pad, datum=groep.eind
        )
        return Schakel(hv.datum, hu.datum, hv, hu, gesprek)


def _mag(wat: str, alleen: tuple[str, ...]) -> bool:
    return not alleen or wat in alleen


def _vaste_volgorde(v: Vrijstelling) -> tuple[object, ...]:
    return (
        v.aangevraagd_op or VERSTE,
        v.grond,
        v.inhoud.maanden,
        v.inhoud.dagen,
        v.besloten_op or VERSTE,
        v.status,
        v.onderbouwing or "",
    )


def _met(h: Herkomst, datum: date, begrensd: str) -> Herkomst:
    return h._replace(datum=datum, begrensd=begrensd)
