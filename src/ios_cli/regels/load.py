"""From rule files and profiles to the rules that hold for one dossier.

Every file is read once a process, and a profile only when a dossier asks for it. Whatever is wrong in
a file is reported with its file and line, all of it; rules with a fout are not used.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from ios_cli.domain.finding import Ernst, Finding, KeyPath, has_fout
from ios_cli.domain.reasons import reason
from ios_cli.regels.bestand import (
    KOLOMMEN,
    NAAM,
    ProfielBestand,
    ProfielRegel,
    RegelBestand,
    RegelRecord,
    TermijnRecord,
    Waardevorm,
)
from ios_cli.regels.model import Regel, Regels
from ios_cli.regels.termijnbezwaren import (
    bezwaren_onder_profiel,
    bezwaren_termijnen,
    bezwaren_verplichtingen,
)
from ios_cli.text import _
from ios_cli.toml.reader import TomlDocument, read_toml
from ios_cli.toml.records import Reading, read_record

T = TypeVar("T")

MEEGELEVERD = Path(__file__).parent / "data"
PROFIELEN = "profielen"  # the folder of profiles, in data/ as in a --regels folder
REGELING_PAD: KeyPath = ("opleiding", "regeling")
PROFIEL_PAD: KeyPath = ("opleiding", "profiel")
METHODE = "deeltijdmethode"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Editie:
    """One edition of the national rules."""

    bestand: RegelBestand
    file: str
    sha256: str
    eigen: bool = False
    """From a --regels folder."""
    records: Mapping[str, Regel]

    @property
    def id(self) -> str:
        return self.bestand.regeling.id

    @property
    def omschrijving(self) -> Mapping[str, str]:
        return self.bestand.regeling.omschrijving

    @property
    def begin(self) -> date:
        """First day on which it holds; 1 January of its year where the document names no day."""
        kop = self.bestand.regeling
        return kop.geldig_vanaf or date(kop.jaar, 1, 1)

    def geldt_op(self, dag: date) -> bool:
        tot_en_met = self.bestand.regeling.geldig_tot_en_met
        return self.begin <= dag and (tot_en_met is None or dag <= tot_en_met)

    def vorm(self, naam: str) -> Waardevorm | None:
        """What value fits the rule `naam`."""
        return Waardevorm.van(self.bestand.regel[naam])


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Profiel:
    """A profile file as read, before it is laid over an edition."""

    document: TomlDocument
    reading: Reading[ProfielBestand]
    findings: tuple[Finding, ...]
    sha256: str

    @property
    def bestand(self) -> ProfielBestand | None:
        return self.reading.record


Uitkomst = tuple[Regels | None, list[Finding]]


class RegelBoek:
    """The editions and profiles at hand; makes the rules for a dossier.

    A broken edition stands in `defect`: it is never replaced in silence by another.
    """

    def __init__(
        self, edities: Mapping[str, Editie], *, map_: Path | None = None, defect: frozenset[str] = frozenset()
    ) -> None:
        self._edities = dict(edities)
        self._op_volgorde = tuple(sorted(edities.values(), key=lambda e: (e.begin, e.eigen, e.id)))
        self._mappen = (MEEGELEVERD,) if map_ is None else (map_, MEEGELEVERD)
        self._defect = defect
        self._profielen: dict[tuple[Path | None, str], _Profiel | Finding] = {}
        self._kaal: dict[str, Regels] = {}
        self._gemaakt: dict[tuple[str, Path | None, str | None, str | None], Uitkomst] = {}

    @classmethod
    def load(cls, directory: Path | None = None) -> tuple["RegelBoek", list[Finding]]:
        """The shipped editions, and those of `directory` (--regels), which win by id.

        The folder looks like the shipped one: `*.toml` are editions, `profielen/*.toml` profiles. Of two
        editions in force from the same day, the folder's is the default.
        """
        edities = {editie.id: editie for editie in meegeleverde_edities()}
        if directory is None:
            return cls(edities), []
        eigen, defect, findings = _lees_map(directory)
        edities.update(eigen)
        for naam in defect:
            edities.pop(naam, None)
        return cls(edities, map_=directory, defect=defect), findings

    def editions(self) -> tuple[Editie, ...]:
        """Oldest first."""
        return self._op_volgorde

    def profielen(self) -> dict[str, Mapping[str, str]]:
        """Name -> description (language -> text) of the profiles that go by name; empty where unreadable."""
        namen = self._profielnamen()
        found: dict[str, Mapping[str, str]] = {}
        for naam in namen:
            profiel = self._profiel(naam, None)
            bestand = profiel.bestand if isinstance(profiel, _Profiel) else None
            found[naam] = bestand.profiel.omschrijving if bestand is not None else {}
        return found

    def regels_voor(
        self,
        *,
        start: date,
        regeling: str | None = None,
        profiel: str | None = None,
        methode: str | None = None,
        basis: Path | None = None,
    ) -> Uitkomst:
        """The rules for a training that starts on `start`: edition, profile and the dossier's method merged.

        `profiel` is a name, or a path relative to `basis`: the folder of the dossier, or None where it was
        given as an option. None with findings where the rules cannot be made. Findings about a rule file
        bear its file and line; those about the dossier have a path in it.
        """
        editie, findings = self._editie(start, regeling)
        if editie is None:
            if profiel is not None:
                gelezen = self._profiel(profiel, basis)
                findings += [gelezen] if isinstance(gelezen, Finding) else gelezen.findings
            return None, findings
        sleutel = (editie.id, basis if profiel is not None else None, profiel, methode)
        uitkomst = self._gemaakt.get(sleutel)
        if uitkomst is None:
            uitkomst = self._gemaakt[sleutel] = self._maak(editie, profiel, methode, basis)
        regels, verder = uitkomst
        return regels, [*findings, *verder]

    # --- which edition ---

    def _editie(self, start: date, regeling: str | None) -> tuple[Editie | None, list[Finding]]:
        if regeling is not None:
            editie = self._edities.get(regeling)
            return editie, [] if editie is not None else [self._onbekende_regeling(regeling)]
        edities = self.editions()
        geldend = [e for e in edities if e.geldt_op(start)]
        if geldend:
            return geldend[-1], []
        if not edities:
            return None, []  # every one of them is defect, and reported
        later = [e for e in edities if e.begin > start]
        editie = later[0] if later else edities[-1]
        return editie, [_niet_in_kracht(editie, start)]

    def _onbekende_regeling(self, regeling: str) -> Finding:
        if regeling in self._defect:
            return Finding(
                code="IOS060",
                message=_("the edition `{id}` cannot be used: its rule file has errors").format(id=regeling),
                hint=_("mend the rule file"),
                path=REGELING_PAD,
            )
        return Finding(
            code="IOS060",
            message=_("there is no edition `{id}` of the rules").format(id=regeling),
            expected=_one_of(e.id for e in self.editions()),
            hint=_bedoelde(regeling, (e.id for e in self.editions())),
            path=REGELING_PAD,
        )

    # --- which profile ---

    def _profielnamen(self) -> list[str]:
        namen = {p.stem for map_ in self._mappen for p in _toml_bestanden(map_ / PROFIELEN)}
        return sorted(naam for naam in namen if re.fullmatch(NAAM, naam))

    def _profiel(self, profiel: str, basis: Path | None) -> _Profiel | Finding:
        sleutel = (basis, profiel)
        gelezen = self._profielen.get(sleutel)
        if gelezen is None:
            gelezen = self._profielen[sleutel] = self._zoek_profiel(profiel, basis)
        return gelezen

    def _zoek_profiel(self, profiel: str, basis: Path | None) -> _Profiel | Finding:
        if _is_pad(profiel):
            # A dossier written on Windows is read elsewhere too.
            pad = (basis or Path()) / profiel.replace("\\", "/")
            return self._open_profiel(pad, van_dossier=basis is not None)
        if re.fullmatch(NAAM, profiel):
            for map_ in self._mappen:
                pad = map_ / PROFIELEN / f"{profiel}.toml"
                if pad.is_file():
                    return self._open_profiel(pad, profiel)
        namen = self._profielnamen()
        return Finding(
            code="IOS061",
            message=_("there is no profile `{name}`").format(name=profiel),
            expected=_("{choices}, or the path of a profile file").format(choices=_one_of(namen)),
            hint=_bedoelde(profiel, namen),
            path=PROFIEL_PAD,
        )

    def _open_profiel(
        self, pad: Path, naam: str | None = None, *, van_dossier: bool = True
    ) -> _Profiel | Finding:
        file = pad.name if pad.is_relative_to(MEEGELEVERD) else pad.as_posix()
        try:
            return _lees_profiel(pad, file, naam)
        except (OSError, ValueError) as error:
            return Finding(
                code="IOS061",
                message=_("the profile file `{file}` cannot be read: {reason}").format(
                    file=file, reason=reason(error)
                ),
                expected=(
                    _("a path relative to the folder of the dossier, or {choices}")
                    if van_dossier
                    else _("a path relative to the current folder, or {choices}")
                ).format(choices=_one_of(self._profielnamen())),
                path=PROFIEL_PAD,
            )

    # --- the rules themselves ---

    def _maak(self, editie: Editie, profiel: str | None, methode: str | None, basis: Path | None) -> Uitkomst:
        regels = self._kaal.get(editie.id)
        if regels is None:
            regels = Regels(
                regeling=editie.id,
                records=editie.records,
                regeling_sha256=editie.sha256,
                termijnen=editie.bestand.termijn,
            )
            self._kaal[editie.id] = regels
        findings: list[Finding] = []
        if profiel is not None:
            gelezen = self._profiel(profiel, basis)
            findings += [gelezen] if isinstance(gelezen, Finding) else self._past_op(gelezen, editie)
            if isinstance(gelezen, _Profiel) and gelezen.bestand is not None and not has_fout(findings):
                regels = _leg_over(regels, gelezen.bestand, gelezen.sha256)
        if methode is not None:
            vorm = editie.vorm(METHODE)
            assert vorm is not None
            if any(vorm.bezwaren(methode)):
                findings.append(_onbekende_methode(methode, editie, vorm))
            else:
                regels = _kies_methode(regels, methode)
        return None if has_fout(findings) else regels, findings

    def _past_op(self, profiel: _Profiel, editie: Editie) -> list[Finding]:
        """All that is to be said of a profile as an overlay on `editie`."""
        findings = list(profiel.findings)
        eigen: Editie | None = editie
        if profiel.bestand is not None and profiel.bestand.profiel.regeling != editie.id:
            findings.append(_andere_regeling(profiel.bestand, editie, self._edities))
            eigen = self._edities.get(profiel.bestand.profiel.regeling)
        if eigen is not None:  # with a head that cannot be read, the rules are judged all the same
            findings += profiel.document.locate(_bezwaren_profiel(profiel.reading, eigen))
        return findings


# --- reading files ---


@cache
def meegeleverde_edities() -> tuple[Editie, ...]:
    """The shipped editions; the tests check that there is nothing to report about them."""
    edities = []
    for pad in _toml_bestanden(MEEGELEVERD):
        data = pad.read_bytes()
        document = read_toml(data, pad.name)
        assert document.tables is not None, document.findings
        bestand = read_record(RegelBestand, document.tables).record
        assert bestand is not None, pad.name
        edities.append(_als_editie(bestand, pad.name, data))
    return tuple(edities)


def _als_editie(bestand: RegelBestand, file: str, data: bytes, *, eigen: bool = False) -> Editie:
    vanaf = bestand.regeling.geldig_vanaf
    return Editie(
        bestand=bestand,
        file=file,
        sha256=_sha256(data),
        eigen=eigen,
        records={naam: _als_regel(naam, record, vanaf) for naam, record in bestand.regel.items()},
    )


def _als_regel(naam: str, record: RegelRecord, vanaf: date | None) -> Regel:
    return Regel(
        naam=naam,
        waarde=record.waarde,
        eenheid=record.eenheid or "",
        afronding=record.afronding or "",
        omschrijving=record.omschrijving,
        bron=record.bron,
        paragraaf=record.paragraaf or "",
        jaar=record.jaar,
        ongedateerd=record.ongedateerd,
        onzeker=record.onzeker,
        keuze=record.keuze,
        opties=record.opties,
        gekozen_door=record.gekozen_door or "",
        vast=record.vast,
        opmerking=record.opmerking,
        geldig_vanaf=record.geldig_vanaf or vanaf,
    )


def _lees_map(directory: Path) -> tuple[dict[str, Editie], frozenset[str], list[Finding]]:
    """The editions of a --regels folder by id, the ids of those that cannot be used, and findings."""
    file = directory.as_posix()
    try:
        if not directory.is_dir():
            return {}, frozenset(), [_geen_map(file)]
        paden, profielen = _toml_bestanden(directory), _toml_bestanden(directory / PROFIELEN)
    except OSError as error:
        return {}, frozenset(), [_onleesbaar(file, error)]
    if not paden and not profielen:
        return {}, frozenset(), [_lege_map(file)]
    edities: dict[str, Editie] = {}
    defect: set[str] = set()
    findings: list[Finding] = []
    for pad in paden:
        editie, naam, gevonden = _lees_editie(pad)
        dubbel = edities.get(naam) if naam is not None else None
        if dubbel is not None:
            gevonden = [*gevonden, _dubbel(dubbel, pad)]
        findings += gevonden
        if naam is not None and (editie is None or has_fout(gevonden)):
            defect.add(naam)
        elif editie is not None:
            edities[editie.id] = editie
    return {k: e for k, e in edities.items() if k not in defect}, frozenset(defect), findings


def _lees_editie(pad: Path) -> tuple[Editie | None, str | None, list[Finding]]:
    """One rule file of a --regels folder: the edition, its id as far as it can be told, findings."""
    file = pad.as_posix()
    try:
        data = pad.read_bytes()
    except OSError as error:
        return None, None, [_onleesbaar(file, error)]
    document = read_toml(data, file, RegelBestand)
    findings = list(document.findings)
    if document.tables is None:
        return None, None, findings
    if "regeling" not in document.tables:
        findings.append(
            Finding(
                code="IOS068",
                message=_("this file has no [regeling] table: it is no rule file"),
                hint=_("profiles belong in the folder `{folder}`").format(folder=PROFIELEN)
                if "profiel" in document.tables
                else _("give the folder of `--regels` to rule files alone"),
                file=file,
                line=1,
            )
        )
        return None, None, findings
    reading = read_record(RegelBestand, document.tables)
    findings += document.locate(reading.findings)
    findings += document.locate(bezwaren_regelbestand(reading, document))
    findings += document.locate(_bezwaren_editie(reading, document))
    kop = document.tables["regeling"]
    naam = kop.get("id") if isinstance(kop, dict) else None
    bestand = reading.record
    if bestand is None:
        return None, naam if isinstance(naam, str) else None, findings
    return _als_editie(bestand, file, data, eigen=True), bestand.regeling.id, findings


def _lees_profiel(pad: Path, file: str, naam: str | None) -> _Profiel | Finding:
    """A profile file; `naam` is how it was asked for, where that was by name. OSError when unreadable."""
    data = pad.read_bytes()
    document = read_toml(data, file, ProfielBestand)
    findings = list(document.findings)
    reading: Reading[ProfielBestand] = Reading(None)
    if document.tables is not None and "profiel" not in document.tables:
        findings.append(
            Finding(
                code="IOS061",
                message=_("this file has no [profiel] table: it is no profile"),
                expected=_(
                    "a [profiel] table with `naam` and `regeling`, and a table [regel.NAME] for each rule"
                ),
                file=file,
                line=1,
            )
        )
    elif document.tables is not None:
        reading = read_record(ProfielBestand, document.tables)
        findings += document.locate(reading.findings)
        findings += document.locate(_bezwaren_geschreven(document))
        bestand = reading.record
        if bestand is not None and naam is not None and bestand.profiel.naam != naam:
            findings += document.locate([_andere_naam(bestand.profiel.naam, naam)])
    return _Profiel(document=document, reading=reading, findings=tuple(findings), sha256=_sha256(data))


def _toml_bestanden(map_: Path) -> list[Path]:
    return sorted(p for p in map_.glob("*.toml") if p.is_file()) if map_.is_dir() else []


def _is_pad(profiel: str) -> bool:
    return "/" in profiel or "\\" in profiel or profiel.casefold().endswith(".toml")


def _sha256(data: bytes) -> str:
    import hashlib

    return hashlib.sha256(data).hexdigest()


# --- judging files (findings with a path) ---


def _tabellen(document: TomlDocument) -> dict[str, dict[str, Any]]:
    """The tables [regel.NAME] as written, readable or not."""
    regel = document.tables.get("regel") if document.tables is not None else None
    return {k: v for k, v in regel.items() if isinstance(v, dict)} if isinstance(regel, dict) else {}


def _gelezen(reading: Reading[Any]) -> dict[str, Any]:
    """The records by rule name, also where something else in the file stands in the way."""
    if reading.record is not None:
        return dict(reading.record.regel)
    return dict(reading.fragments.get((), {}).get("regel", {}))


def _gelezen_rijen(reading: Reading[Any], tabel: str) -> list[tuple[KeyPath, Any]]:
    """(path, record) of the rows of `[[tabel]]` that could be read, with their own numbers."""
    if reading.record is not None:
        records = list(getattr(reading.record, tabel))
    else:
        records = list(reading.fragments.get((), {}).get(tabel, ()))
    weg = {pad[1] for pad in reading.dropped if len(pad) == 2 and pad[0] == tabel}
    nummers = (n for n in range(len(records) + len(weg)) if n not in weg)
    return [((tabel, nummer), record) for nummer, record in zip(nummers, records, strict=False)]


def _half_gelezen(reading: Reading[Any]) -> dict[str, Mapping[str, Any]]:
    """What could be read of the records that could not be made, by rule name."""
    return {
        str(pad[1]): delen for pad, delen in reading.fragments.items() if len(pad) == 2 and pad[0] == "regel"
    }


def bezwaren_regelbestand(reading: Reading[RegelBestand], document: TomlDocument) -> Iterator[Finding]:
    """What is wrong with an edition in itself, beyond what the reader says."""
    kop = reading.record.regeling if reading.record is not None else None
    if kop and kop.geldig_vanaf and kop.geldig_tot_en_met and kop.geldig_tot_en_met < kop.geldig_vanaf:
        yield _bezwaar(
            ("regeling", "geldig_tot_en_met"),
            _("`geldig_tot_en_met` lies before `geldig_vanaf`"),
            _("a last day on or after {date}").format(date=kop.geldig_vanaf),
        )
    yield from _bezwaren_geschreven(document)
    gelezen = _gelezen(reading)
    for naam, record in gelezen.items():
        yield from _bezwaren_vorm(("regel", naam), record)
    # A rule that could not be read is not unknown, and one that is missing is told by itself.
    gemist = _tabellen(document).keys() | {n for e in meegeleverde_edities() for n in e.records}
    yield from bezwaren_termijnen(
        _gelezen_rijen(reading, "termijn"),
        {naam: _als_regel(naam, record, None) for naam, record in gelezen.items()},
        van_profiel=False,
        gemist=gemist,
    )


def _bezwaren_geschreven(document: TomlDocument) -> Iterator[Finding]:
    """What holds between the keys of one [regel.NAME], [[termijn]] or [[verplichting]]."""
    is_profiel = document.tables is not None and "profiel" in document.tables
    for soort in ("termijn", "verplichting"):
        for nummer, tabel in _rijen(document, soort):
            yield from _bezwaren_bron((soort, nummer), tabel, f"[[{soort}]]", is_profiel=is_profiel)
    for naam, tabel in _tabellen(document).items():
        pad: KeyPath = ("regel", naam)
        yield from _bezwaren_bron(pad, tabel, f"[regel.{naam}]", is_profiel=is_profiel)
        keuze = tabel.get("keuze") is True
        if not is_profiel and keuze != ("gekozen_door" in tabel):
            yield Finding(
                code="IOS011",
                message=_("`keuze = true` and `gekozen_door` go together in [regel.{name}]").format(
                    name=naam
                ),
                expected=_("both, where the source leaves it open; else neither"),
                path=(*pad, "keuze" if keuze else "gekozen_door"),
            )


def _rijen(document: TomlDocument, soort: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """The rows of [[soort]] as written, readable or not."""
    rijen = document.tables.get(soort) if document.tables is not None else None
    if isinstance(rijen, list):
        yield from ((nummer, rij) for nummer, rij in enumerate(rijen) if isinstance(rij, dict))


def _bezwaren_bron(
    pad: KeyPath, tabel: Mapping[str, Any], kop: str, *, is_profiel: bool
) -> Iterator[Finding]:
    """A year, or that there is none; in a rule file a paragraph will do."""
    ongedateerd = tabel.get("ongedateerd") is True
    if "jaar" in tabel and ongedateerd:
        yield Finding(
            code="IOS018",
            message=_("`jaar` and `ongedateerd` exclude each other in {table}").format(table=kop),
            hint=_("keep one, remove the other"),
            path=(*pad, "ongedateerd"),
        )
    elif "jaar" not in tabel and not ongedateerd and (is_profiel or "paragraaf" not in tabel):
        keys = _("`jaar` or `ongedateerd = true`")
        if not is_profiel:
            keys = _("`paragraaf`, `jaar` or `ongedateerd = true`")
        yield Finding(
            code="IOS011",
            message=_("{keys} is missing in {table}").format(keys=keys, table=kop),
            expected=_("the year of the source, or that it bears none"),
            path=pad,
        )


def _bezwaren_vorm(pad: KeyPath, record: RegelRecord) -> Iterator[Finding]:
    vorm = Waardevorm.van(record)
    if vorm is None:
        expected = _("`eenheid`, the unit of the number; or for a text without a value: `opties`")
        yield _bezwaar(pad, _("nothing says what the value of this rule may be"), expected)
        return
    if record.eenheid is not None and vorm.soort != "getal":
        yield _bezwaar((*pad, "eenheid"), _("only a number has an `eenheid`"), _("no `eenheid` here"))
    if record.opties and vorm.soort not in ("tekst", "lijst"):
        yield _bezwaar((*pad, "opties"), _("only texts have `opties`"), _("no `opties` here"))
    onbekend = [kolom for kolom in vorm.kolommen if kolom not in KOLOMMEN]
    if onbekend:
        yield _bezwaar(
            (*pad, "waarde"), _("unknown column {columns}").format(columns=_code(onbekend)), _one_of(KOLOMMEN)
        )
    elif record.waarde is not None:
        yield from _bezwaren_waarde(pad, vorm, record.waarde)


def _bezwaren_editie(reading: Reading[RegelBestand], document: TomlDocument) -> Iterator[Finding]:
    """An own edition must have every rule that the program knows, in a form that it can use."""
    bekend = meegeleverde_edities()[-1].bestand.regel
    geschreven = _tabellen(document)
    over = sorted(geschreven.keys() - bekend.keys())
    gelezen = _gelezen(reading)
    for naam, ons in bekend.items():
        if naam not in geschreven:
            yield Finding(
                code="IOS069",
                message=_("the rule `{name}` is missing").format(name=naam),
                expected=_("a table [regel.{name}]").format(name=naam),
                hint=_bedoelde_hier(naam, over),
                path=("regel",),
            )
        elif naam in gelezen:
            yield from _bruikbaar(("regel", naam), gelezen[naam], ons)
    codes = [rij.get("code") for __, rij in _rijen(document, "termijn")]  # whatever stands there: no set
    ontbrekend = {t.code: None for t in meegeleverde_edities()[-1].bestand.termijn if not t.praktijk}
    for code in ontbrekend:
        if code not in codes:
            yield Finding(
                code="IOS069",
                message=_("the term `{code}` is missing").format(code=code),
                expected=_("a table [[termijn]] with this `code`"),
                path=("regeling",),
            )


def _bruikbaar(pad: KeyPath, record: RegelRecord, ons: RegelRecord) -> Iterator[Finding]:
    """Whether the program can use `record` where it knows the rule as `ons`."""
    vorm, onze = Waardevorm.van(record), Waardevorm.van(ons)
    if vorm is None or onze is None or any(True for _f in _bezwaren_vorm(pad, record)):
        return  # reported already
    if record.waarde is None and not onze.open:
        yield _bezwaar(pad, _("this rule needs a `waarde`: the program computes with it"), onze.verwacht)
    elif (vorm.soort, vorm.eenheid, vorm.kolommen) != (onze.soort, onze.eenheid, onze.kolommen):
        yield _bezwaar((*pad, "waarde"), _("the program knows this rule in another form"), onze.verwacht)
    elif ons.vast and record.waarde != ons.waarde:
        yield _bezwaar(
            (*pad, "waarde"),
            _("the program works only with the value that it knows"),
            _("the value of the shipped edition"),
        )
    elif onze.opties:
        vreemd = [optie for optie in record.opties if optie not in onze.opties]
        if vreemd or not record.opties:
            yield _bezwaar(
                (*pad, "opties"),
                _("the program does not know {options}").format(options=_code(vreemd))
                if vreemd
                else _("`opties` is missing in [regel.{name}]").format(name=pad[-1]),
                _("one or more of {options}").format(options=_code(onze.opties)),
            )


def _bezwaren_profiel(reading: Reading[ProfielBestand], editie: Editie) -> Iterator[Finding]:
    """What is wrong with a profile as an overlay on `editie`."""
    regels: dict[str, Mapping[str, Any]] = _half_gelezen(reading)
    eigen: dict[str, Regel] = {}
    for naam, regel in _gelezen(reading).items():
        regels[naam] = {"waarde": regel.waarde, "eenheid": regel.eenheid}
    for naam, delen in regels.items():
        pad: KeyPath = ("regel", naam)
        if naam not in editie.records:
            yield Finding(
                code="IOS062",
                message=_("the edition `{id}` has no rule `{name}`").format(id=editie.id, name=naam),
                expected=_("a name that `ios rule` lists"),
                hint=_bedoelde(naam, editie.records),
                path=pad,
            )
            continue
        vorm = editie.vorm(naam)
        assert vorm is not None, naam
        if vorm.vast:
            yield _bezwaar(
                pad, _("no profile can replace the rule `{name}`").format(name=naam), _("no such table")
            )
            continue
        eenheid = delen.get("eenheid")
        if eenheid is not None and eenheid not in vorm.eenheden:
            yield _bezwaar(
                (*pad, "eenheid"),
                _("`eenheid` is `{unit}`").format(unit=eenheid),
                _one_of(vorm.eenheden) if vorm.eenheden else _("no `eenheid`: this rule is no number"),
            )
            eenheid = None
        if "waarde" in delen:
            bezwaren = list(_bezwaren_waarde(pad, vorm, delen["waarde"], eenheid))
            yield from bezwaren
            if not bezwaren:
                eigen[naam] = replace(
                    editie.records[naam],
                    waarde=delen["waarde"],
                    eenheid=eenheid or editie.records[naam].eenheid,
                )
    regelset = {**editie.records, **eigen}
    termijnen = _gelezen_rijen(reading, "termijn")
    yield from bezwaren_termijnen(termijnen, regelset, van_profiel=True)
    codes = {record.code for __, record in termijnen}
    overig = [record for record in editie.bestand.termijn if record.code not in codes]
    yield from bezwaren_onder_profiel(overig, regelset, tuple(eigen))
    yield from bezwaren_verplichtingen(_gelezen_rijen(reading, "verplichting"))


def _bezwaren_waarde(
    pad: KeyPath, vorm: Waardevorm, waarde: Any, eenheid: str | None = None
) -> Iterator[Finding]:
    for bezwaar in vorm.bezwaren(waarde, eenheid):
        yield _bezwaar((*pad, "waarde", *bezwaar.pad), bezwaar.melding, bezwaar.verwacht)


# --- overlays ---


def _leg_over(regels: Regels, bestand: ProfielBestand, sha256: str) -> Regels:
    """The rules with the profile's values in place of the national ones, which stay in `vervangt`."""
    kop = bestand.profiel
    records = {
        regel.naam: _vervang(regel, bestand.regel[regel.naam], kop.naam)
        if regel.naam in bestand.regel
        else regel
        for regel in regels
    }
    return replace(
        regels,
        records=records,
        profiel=kop.naam,
        profiel_sha256=sha256,
        termijnen=_leg_termijnen_over(regels.termijnen, bestand.termijn),
        verplichtingen=bestand.verplichting,
    )


def _leg_termijnen_over(
    landelijk: tuple[TermijnRecord, ...], eigen: tuple[TermijnRecord, ...]
) -> tuple[TermijnRecord, ...]:
    """The profile's terms in the place of those with the same code, the others after them."""
    van_profiel = [replace(record, laag="profiel") for record in eigen]
    geplaatst: set[str] = set()
    termijnen: list[TermijnRecord] = []
    for record in landelijk:
        vervanging = [own for own in van_profiel if own.code == record.code]
        if not vervanging:
            termijnen.append(record)
        elif record.code not in geplaatst:
            termijnen += vervanging
            geplaatst.add(record.code)
    return (*termijnen, *(own for own in van_profiel if own.code not in geplaatst))


def _vervang(regel: Regel, eigen: ProfielRegel, profiel: str) -> Regel:
    return replace(
        regel,
        waarde=eigen.waarde,
        eenheid=eigen.eenheid or regel.eenheid,
        afronding=eigen.afronding or regel.afronding,
        bron=eigen.bron,
        paragraaf=eigen.paragraaf or "",
        jaar=eigen.jaar,
        ongedateerd=eigen.ongedateerd,
        onzeker=eigen.onzeker,
        gekozen_door=eigen.gekozen_door or profiel,
        opmerking=eigen.opmerking,
        geldig_vanaf=eigen.geldig_vanaf,
        laag="profiel",
        vervangt=regel,
    )


def _kies_methode(regels: Regels, methode: str) -> Regels:
    regel = regels[METHODE]
    eigen = replace(
        regel,
        waarde=methode,
        bron="dossier",
        paragraaf="opleiding.methode",
        jaar=None,
        ongedateerd=False,
        onzeker=False,
        gekozen_door="dossier",
        opmerking={},
        geldig_vanaf=None,
        laag="dossier",
        vervangt=regel,
    )
    return replace(regels, records={**regels.records, METHODE: eigen})


# --- wording ---


def _bezwaar(pad: KeyPath, melding: str, expected: str) -> Finding:
    return Finding(code="IOS063", message=melding, expected=expected, path=pad)


def _niet_in_kracht(editie: Editie, start: date) -> Finding:
    kop = editie.bestand.regeling
    if editie.begin > start:
        code = "IOS064"
        message = _(
            "the training starts on {start}, before edition `{id}` of {year}: computed with that edition"
        ).format(start=start, id=editie.id, year=kop.jaar)
    else:
        code = "IOS067"
        message = _("edition `{id}` was in force until {date}: no later one is known, so it is used").format(
            id=editie.id, date=kop.geldig_tot_en_met
        )
    return Finding(
        code=code,
        ernst=Ernst.OPMERKING,
        message=message,
        hint=_("write `{line}` in [opleiding] to settle it").format(line=f'regeling = "{editie.id}"'),
        path=("opleiding", "start"),
    )


def _onbekende_methode(methode: str, editie: Editie, vorm: Waardevorm) -> Finding:
    return Finding(
        code="IOS063",
        message=_("the edition `{id}` knows no method `{methode}`").format(id=editie.id, methode=methode),
        expected=vorm.verwacht,
        path=("opleiding", "methode"),
    )


def _andere_regeling(bestand: ProfielBestand, editie: Editie, edities: Mapping[str, Editie]) -> Finding:
    kop = bestand.profiel
    return Finding(
        code="IOS066",
        message=_("the profile `{name}` lies over the edition `{own}`, the dossier goes by `{id}`").format(
            name=kop.naam, own=kop.regeling, id=editie.id
        ),
        expected=_("a profile with `{line}`").format(line=f'regeling = "{editie.id}"'),
        hint=_("write `{line}` in [opleiding], or take another profile").format(
            line=f'regeling = "{kop.regeling}"'
        )
        if kop.regeling in edities
        else _bedoelde(kop.regeling, edities),
        path=PROFIEL_PAD,
    )


def _andere_naam(naam: str, bestandsnaam: str) -> Finding:
    return Finding(
        code="IOS061",
        message=_("`naam` is `{name}`, the file is called `{file}`").format(
            name=naam, file=f"{bestandsnaam}.toml"
        ),
        expected=_("the same name"),
        path=("profiel", "naam"),
    )


def _dubbel(eerste: Editie, pad: Path) -> Finding:
    return Finding(
        code="IOS065",
        message=_("the edition `{id}` also stands in `{file}`").format(id=eerste.id, file=eerste.file),
        hint=_("give every edition an id of its own, or take one of the files away"),
        file=pad.as_posix(),
        line=1,
    )


def _geen_map(file: str) -> Finding:
    return Finding(code="IOS001", message=_("there is no folder `{folder}`").format(folder=file), file=file)


def _lege_map(file: str) -> Finding:
    return Finding(
        code="IOS068",
        message=_("there is no rule file in the folder `{folder}`").format(folder=file),
        expected=_("at least one `.toml` file with a [regeling] table, or a profile in `{folder}`").format(
            folder=PROFIELEN
        ),
        file=file,
    )


def _onleesbaar(file: str, error: OSError) -> Finding:
    return Finding(
        code="IOS001",
        message=_("cannot be read: {reason}").format(reason=reason(error)),
        file=file,
    )


def _code(woorden: Iterable[str]) -> str:
    from ios_cli.toml.wording import code_list

    return code_list(woorden)


def _one_of(woorden: Iterable[str]) -> str:
    from ios_cli.toml.wording import one_of

    return one_of(woorden)


def _bedoelde(woord: str, bekend: Iterable[str]) -> str:
    from ios_cli.toml.wording import did_you_mean, nearest

    return did_you_mean(nearest(woord, bekend))


def _bedoelde_hier(woord: str, geschreven: list[str]) -> str:
    from ios_cli.toml.wording import nearest

    gelijkend = nearest(woord, geschreven, 0.8)
    return _("is `{word}` meant as that one?").format(word=gelijkend) if gelijkend else ""
