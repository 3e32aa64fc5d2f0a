"""What is wrong with the [[termijn]] records of a rule file or profile, beyond what the reader says.

A record names rules; whether they are there, count in a fitting unit and make a window that can be, is judged
here, for an edition with its own values and for a profile with those that it puts in their place.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from fractions import Fraction

from ios_cli.domain.finding import Finding, KeyPath
from ios_cli.regels.bestand import (
    AFSLUITERS,
    ALLEEN,
    JAREN,
    MET_DATUM,
    MET_ONDERDEEL,
    TIJDEENHEDEN,
    WIE,
    Moment,
    TermijnRecord,
    VerplichtingRecord,
)
from ios_cli.regels.model import Regel
from ios_cli.text import _

Geplaatst = tuple[KeyPath, TermijnRecord]
Regelset = Mapping[str, Regel]
PRAKTIJKTERMIJNEN = "praktijktermijnen"
_EEN_ONDERDEEL = ("huisartspraktijk-1", "huisartspraktijk-2", "externe-stage", "onderdeel")
_VAN_GESPREK = ("voortgangsgesprek", "gesprekstermijn")
# What has no day of its own to begin or end on.
_ZONDER_PERIODE = ("besluit",)


def bezwaren_termijnen(
    termijnen: Sequence[Geplaatst],
    regels: Regelset,
    *,
    van_profiel: bool,
    gemist: Collection[str] = (),
) -> Iterator[Finding]:
    """The findings on these records; `regels` with the values that hold.

    That the rules in `gemist` are not there is told already.
    """
    for pad, record in termijnen:
        yield from _record(pad, record, regels, gemist, van_profiel=van_profiel)
    yield from _dubbele(termijnen)


def bezwaren_onder_profiel(
    landelijk: Sequence[TermijnRecord], regels: Regelset, vervangen: Sequence[str]
) -> Iterator[Finding]:
    """National terms that the profile's values (of the rules in `vervangen`) make impossible."""
    gemeld: set[str] = set()
    praktijk = regels[PRAKTIJKTERMIJNEN].waarde if PRAKTIJKTERMIJNEN in regels else ()
    for record in landelijk:
        if record.praktijk and record.code not in praktijk:
            continue
        for naam in _genoemd(record):
            if naam in vervangen and naam not in gemeld and (fout := _onmogelijk(record, regels)):
                gemeld.add(naam)
                melding, verwacht = fout
                yield _bezwaar(
                    ("regel", naam, "waarde"),
                    _("with this value: {problem} (term `{code}`)").format(problem=melding, code=record.code),
                    verwacht,
                )


def bezwaren_verplichtingen(
    verplichtingen: Sequence[tuple[KeyPath, VerplichtingRecord]],
) -> Iterator[Finding]:
    """A code that stands there twice: a dossier could not tell which was met."""
    gezien: set[str] = set()
    for pad, record in verplichtingen:
        if record.code in gezien:
            yield _bezwaar(
                (*pad, "code"),
                _("the obligation `{code}` stands there twice").format(code=record.code),
                _("a code of its own for each"),
            )
        gezien.add(record.code)


# --- one record ---


def _record(
    pad: KeyPath, record: TermijnRecord, regels: Regelset, gemist: Collection[str], *, van_profiel: bool
) -> Iterator[Finding]:
    onbekend = False
    for waar, naam in _namen(record):
        if naam not in regels:
            onbekend = True
            if naam not in gemist:
                yield _onbekende_regel((*pad, *waar), naam, regels)
    yield from _alleen(pad, record)
    yield from _als(pad, record, regels)
    yield from _wie(pad, record, regels)
    if record.per_persoon and record.keten:
        yield _bezwaar(
            (*pad, "per_persoon"),
            _("a chain cannot be each person's own"),
            _("`keten` or `per_persoon`, not both"),
        )
    afsluiter = record.afgesloten_door
    if afsluiter is not None and record.bij not in AFSLUITERS[afsluiter]:
        yield _bezwaar(
            (*pad, "afgesloten_door"),
            _("`{closer}` closes no term made for `{bij}`").format(closer=afsluiter, bij=record.bij),
            _("`bij` {choices}").format(choices=_een_van(AFSLUITERS[afsluiter])),
        )
    if afsluiter == "voortgangsgesprek" and not record.keten:
        yield _bezwaar((*pad, "afgesloten_door"), _("talks close a chain only"), "`keten = true`")
    codes = regels[PRAKTIJKTERMIJNEN].opties if PRAKTIJKTERMIJNEN in regels else ()
    if record.praktijk and record.code not in codes:
        yield _bezwaar(
            (*pad, "praktijk"),
            _("nothing can switch the term `{code}` on").format(code=record.code),
            _("no `praktijk` here: a term of a profile holds where it stands")
            if van_profiel
            else _("its code among the `opties` of [regel.{name}]").format(name=PRAKTIJKTERMIJNEN),
        )
    goed = not onbekend
    for key, moment in record.momenten():
        for bezwaar in _moment((*pad, key), moment, record, regels):
            goed = False
            yield bezwaar
    for bezwaar in _keten(pad, record):
        goed = False
        yield bezwaar
    if goed and (fout := _onmogelijk(record, regels)):
        yield _bezwaar((*pad, "uiterlijk"), *fout)


def _namen(record: TermijnRecord) -> Iterator[tuple[KeyPath, str]]:
    """(keys in the record, name) of every rule it names."""
    if record.als is not None:
        yield ("als",), record.als.partition(" = ")[0]
    if record.wie_regel is not None:
        yield ("wie_regel",), record.wie_regel
    for key, moment in record.momenten():
        if moment.nummer_regel is not None:
            yield (key, "nummer_regel"), moment.nummer_regel
        for richting in ("na", "voor"):
            for index, naam in enumerate(getattr(moment, richting)):
                yield (key, richting, index), naam


def _genoemd(record: TermijnRecord) -> list[str]:
    return [naam for __, naam in _namen(record)]


def _alleen(pad: KeyPath, record: TermijnRecord) -> Iterator[Finding]:
    keuzes = ALLEEN.get(record.bij, ())
    for index, wat in enumerate(record.alleen):
        if wat not in keuzes:
            yield _bezwaar(
                (*pad, "alleen", index),
                _("`{value}` tells nothing apart where `bij` is `{bij}`").format(value=wat, bij=record.bij),
                _een_van(keuzes) if keuzes else _("no `alleen` here"),
            )


def _als(pad: KeyPath, record: TermijnRecord, regels: Regelset) -> Iterator[Finding]:
    if record.als is None:
        return
    naam, __, waarde = record.als.partition(" = ")
    regel = regels.get(naam)
    if regel is None:
        return  # reported
    keuzes = ("true", "false") if isinstance(regel.waarde, bool) else regel.opties
    if waarde not in keuzes:
        yield _bezwaar(
            (*pad, "als"),
            _("the rule `{name}` is never `{value}`").format(name=naam, value=waarde),
            _een_van([f"{naam} = {keuze}" for keuze in keuzes])
            if keuzes
            else _("a rule with `opties`, or one that is `true` or `false`"),
        )


def _wie(pad: KeyPath, record: TermijnRecord, regels: Regelset) -> Iterator[Finding]:
    regel = regels.get(record.wie_regel) if record.wie_regel is not None else None
    if regel is None:
        return
    waarde = regel.waarde if isinstance(regel.waarde, tuple) else (regel.waarde,)
    if not all(persoon in WIE for persoon in (*waarde, *regel.opties)):
        yield _bezwaar(
            (*pad, "wie_regel"),
            _("the rule `{name}` does not say who").format(name=regel.naam),
            _("a rule of {choices}").format(choices=_een_van(WIE)),
        )


def _moment(pad: KeyPath, moment: Moment, record: TermijnRecord, regels: Regelset) -> Iterator[Finding]:
    met_nummer = (moment.nummer is not None) + (moment.nummer_regel is not None)
    if moment.anker == "gesprek":
        if met_nummer != 1:
            yield _bezwaar(
                (*pad, "anker"),
                _("it does not say which talk")
                if not met_nummer
                else _("`nummer` and `nummer_regel` exclude each other"),
                _("`nummer` or `nummer_regel`"),
            )
        if moment.van is None and record.bij not in (*_EEN_ONDERDEEL, *_VAN_GESPREK):
            yield _bezwaar((*pad, "anker"), _("it does not say in which onderdeel the talk is"), "`van`")
        if moment.van == "externe-stages":
            yield _bezwaar(
                (*pad, "van"),
                _("the external stages have no talks together"),
                _("one practice period or soort"),
            )
    elif met_nummer:
        yield _bezwaar(
            (*pad, "nummer" if moment.nummer is not None else "nummer_regel"),
            _("only a talk has a number"),
            '`anker = "gesprek"`',
        )
    if moment.anker == "datum" and record.bij not in MET_DATUM:
        yield _bezwaar(
            (*pad, "anker"),
            _("`{bij}` has no day of its own").format(bij=record.bij),
            _een_van(("start", "einde", "begin", "eind", "na-eind")),
        )
    if moment.anker in ("begin", "eind", "na-eind") and moment.van is None and record.bij in _ZONDER_PERIODE:
        yield _bezwaar(
            (*pad, "anker"), _("`{bij}` has no begin and no eind").format(bij=record.bij), "`datum`"
        )
    if moment.van is not None and moment.anker in ("start", "einde", "datum"):
        yield _bezwaar(
            (*pad, "van"),
            _("`{anchor}` is nobody's but of the training or the entry").format(anchor=moment.anker),
            _("no `van` here"),
        )
    if moment.nummer_regel in regels:
        regel = regels[str(moment.nummer_regel)]
        if regel.eenheid != "gesprekken":
            yield _eenheid((*pad, "nummer_regel"), regel, ("gesprekken",))
    for richting in ("na", "voor"):
        for index, naam in enumerate(getattr(moment, richting)):
            mag = (*TIJDEENHEDEN, "maandnummer") if richting == "na" else TIJDEENHEDEN
            if naam in regels and regels[naam].eenheid not in mag:
                yield _eenheid((*pad, richting, index), regels[naam], mag)


def _keten(pad: KeyPath, record: TermijnRecord) -> Iterator[Finding]:
    if not record.keten:
        if record.anders_vanaf is not None:
            yield _bezwaar((*pad, "anders_vanaf"), _("only a chain can have no window"), "`keten = true`")
        return
    if record.bij not in _EEN_ONDERDEEL:
        yield _bezwaar(
            (*pad, "keten"),
            _("a chain runs in one onderdeel, not in `{bij}`").format(bij=record.bij),
            _een_van(_EEN_ONDERDEEL),
        )
    if record.vanaf is None:
        yield _bezwaar((*pad, "keten"), _("a chain needs a first day"), "`vanaf`")
    for key, moment in record.momenten():
        if key in ("vanaf", "uiterlijk") and (moment.anker != "begin" or moment.van is not None):
            yield _bezwaar(
                (*pad, key, "anker"),
                _("a chain counts from the begin of its onderdeel"),
                '`anker = "begin"`',
            )


# --- windows ---


def _onmogelijk(record: TermijnRecord, regels: Regelset) -> tuple[str, str] | None:
    """Why no dossier can have such a window: (message, expected)."""
    vanaf = _stappen(record.vanaf, regels, einde=False) if record.vanaf is not None else None
    uiterlijk = _stappen(record.uiterlijk, regels, einde=True)
    if record.keten:
        for stappen in (vanaf, uiterlijk):
            if stappen is not None and (min(stappen) < 0 or max(stappen) <= 0):
                return _("a chain does not get on"), _("steps above 0, forward")
    if vanaf is None or uiterlijk is None or record.vanaf is None:
        return None
    if _ankerplaats(record.vanaf) != _ankerplaats(record.uiterlijk):
        return None
    later = (vanaf[0] - uiterlijk[0], vanaf[1] - uiterlijk[1])
    if min(later) >= 0 and max(later) > 0:
        return _("the window opens after its last day"), _("`vanaf` on or before `uiterlijk`")
    return None


def _ankerplaats(moment: Moment) -> tuple[object, ...]:
    return (moment.anker, moment.van, moment.nummer, moment.nummer_regel)


def _stappen(moment: Moment, regels: Regelset, *, einde: bool) -> tuple[Fraction, Fraction] | None:
    """(months, days) of the steps; None where a rule has no value."""
    maanden = Fraction(moment.maanden or 0)
    dagen = Fraction(7 * (moment.weken or 0) + (moment.dagen or 0))
    for namen, richting in ((moment.na, 1), (moment.voor, -1)):
        for naam in namen:
            regel = regels[naam]
            if not isinstance(regel.waarde, Fraction):
                return None
            match regel.eenheid:
                case "maandnummer":
                    maanden += regel.waarde if einde else regel.waarde - 1
                    dagen -= 1 if einde else 0
                case "maanden":
                    maanden += richting * regel.waarde
                case "weken":
                    dagen += richting * 7 * regel.waarde
                case __:
                    dagen += richting * regel.waarde
    return maanden, dagen


# --- two of one code ---


def _dubbele(termijnen: Sequence[Geplaatst]) -> Iterator[Finding]:
    """Two records that could give one term twice."""
    for nummer, (pad, record) in enumerate(termijnen):
        for __, eerder in termijnen[:nummer]:
            if eerder.code == record.code and _samen(eerder, record):
                yield _bezwaar(
                    (*pad, "code"),
                    _("the term `{code}` stands there twice").format(code=record.code),
                    _("another `code`, another `bij`, or another `als` of the same rule"),
                )
                break


def _samen(een: TermijnRecord, ander: TermijnRecord) -> bool:
    als = (een.als or "", ander.als or "")
    if all(als) and als[0] != als[1] and als[0].partition(" = ")[0] == als[1].partition(" = ")[0]:
        return False  # never both
    if een.bij == ander.bij and een.bij in JAREN and een.alleen and ander.alleen:
        return bool(set(een.alleen) & set(ander.alleen))
    return bool(_plaatsen(een.bij) & _plaatsen(ander.bij))


def _plaatsen(bij: str) -> frozenset[str]:
    """Under which `onderdeel` terms made for this can stand."""
    if bij == "onderdeel":
        return frozenset(("huisartspraktijk-1", "huisartspraktijk-2", "externe-stage"))
    if bij in MET_ONDERDEEL:
        return frozenset((bij,))
    if bij in ("voortgangsgesprek", "gesprekstermijn", "vrijstelling"):
        return frozenset(("", "huisartspraktijk-1", "huisartspraktijk-2", "externe-stage"))
    return frozenset(("",))


# --- wording ---


def _bezwaar(pad: KeyPath, melding: str, verwacht: str) -> Finding:
    return Finding(code="IOS063", message=melding, expected=verwacht, path=pad)


def _onbekende_regel(pad: KeyPath, naam: str, regels: Regelset) -> Finding:
    from ios_cli.toml.wording import did_you_mean, nearest

    return Finding(
        code="IOS062",
        message=_("there is no rule `{name}`").format(name=naam),
        expected=_("a name that `ios rule` lists"),
        hint=did_you_mean(nearest(naam, regels)),
        path=pad,
    )


def _eenheid(pad: KeyPath, regel: Regel, mag: Sequence[str]) -> Finding:
    return _bezwaar(
        pad,
        _("the rule `{name}` counts in `{unit}`").format(name=regel.naam, unit=regel.eenheid)
        if regel.eenheid
        else _("the rule `{name}` is no number").format(name=regel.naam),
        _("a rule in {units}").format(units=_een_van(mag)),
    )


def _een_van(woorden: Sequence[str]) -> str:
    from ios_cli.toml.wording import one_of

    return one_of(woorden)
