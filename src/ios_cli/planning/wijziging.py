"""A change to a dossier: the new dossier, and the edits of its file that mean the same.

Source: contract.md, "Commands"; `domain.edits`.
"""

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeVar

from ios_cli.domain.dossier import TABLE_OF, Dossier
from ios_cli.domain.edits import Edit, Toevoegen, Veranderen, Verwijderen
from ios_cli.domain.fields import specs_of
from ios_cli.domain.finding import Ernst, Finding, KeyPath, has_fout
from ios_cli.domain.numbers import format_exact
from ios_cli.text import _
from ios_cli.toml.records import read_record

T = TypeVar("T")

# What an entry is about stands first, as in the contract.
VOOROP = frozenset(("soort", "naam", "onderdeel"))
LENGTES = ("maanden", "weken", "dagen")
# Keys that say the same thing in another unit: one in place of the other is no loss.
GELIJKWAARDIG = (frozenset(LENGTES), frozenset(("factor", "uren_per_week")))


@dataclass(frozen=True, slots=True, kw_only=True)
class Wijziging:
    """The answer to a what-if.

    `dossier` is None where it cannot be done as asked: `findings` says why. Where it stands and a fout is
    among the findings, the answer may be shown and must not be written. `edits` turn the file that the
    old dossier was read from (whole, no rows left out) into the new one. `pad`: the entry that is new
    or changed, with its row in the new dossier. `label` is what people call the change.
    """

    dossier: Dossier | None
    edits: tuple[Edit, ...] = ()
    findings: tuple[Finding, ...] = ()
    pad: KeyPath = ()
    label: str = ""

    @property
    def mag_geschreven(self) -> bool:
        return self.dossier is not None and not has_fout(self.findings)


class Wissel:
    """Changes to the rows of one array of tables, as a new dossier and as edits of its file."""

    def __init__(self, dossier: Dossier, tabel: str) -> None:
        self._dossier = dossier
        self._tabel = tabel
        self._rijen: tuple[Any, ...] = getattr(dossier, tabel)
        self._nieuw: dict[int, Any] = {}
        self._weg: set[int] = set()
        self._erbij: list[Any] = []
        self._findings: list[Finding] = []

    def vervang(self, rij: int, nieuw: Any, melding: str | None = None) -> None:
        """Row `rij` gets the values of `nieuw`. `melding` says so; by default what falls away is said."""
        self._nieuw[rij] = nieuw
        if melding is None:
            vervallen = [
                f"`{key}` {_toon(waarde)}" for key, waarde in _vervallen(self._rijen[rij], nieuw).items()
            ]
            melding = _("with the replacement falls away: {keys}").format(keys=", ".join(vervallen))
            melding = melding if vervallen else ""
        if melding:
            self._meld(rij, melding)

    def haal_weg(self, rij: int) -> None:
        self._weg.add(rij)
        waarden = ", ".join(
            f"`{key}` {_toon(waarde)}" for key, waarde in _geschreven(self._rijen[rij]).items()
        )
        self._meld(rij, _("with the replacement the whole entry falls away: {keys}").format(keys=waarden))

    def voeg_toe(self, nieuw: Any) -> None:
        self._erbij.append(nieuw)

    def _meld(self, rij: int, melding: str) -> None:
        self._findings.append(
            Finding(code="IOS090", ernst=Ernst.OPMERKING, message=melding, path=(self._tabel, rij))
        )

    def klaar(self, hoofd: Any, label: str, findings: Sequence[Finding]) -> Wijziging:
        """The answer; `hoofd` is the entry that it is about."""
        rijen = [
            self._nieuw.get(rij, oud) for rij, oud in enumerate(self._rijen) if rij not in self._weg
        ] + self._erbij
        edits = [edit for rij in sorted(self._nieuw) for edit in self._verander(rij)]
        edits += [Verwijderen((self._tabel, rij)) for rij in sorted(self._weg, reverse=True)]
        edits += [Toevoegen(self._tabel, _geschreven(nieuw)) for nieuw in self._erbij]
        alle = [*findings, *self._findings]
        if not edits:
            alle.append(
                Finding(
                    code="IOS094",
                    ernst=Ernst.OPMERKING,
                    message=_("the dossier says this already: nothing changes"),
                )
            )
        velden: dict[str, Any] = {self._tabel: tuple(rijen)}
        return Wijziging(
            dossier=dataclasses.replace(self._dossier, **velden),
            edits=tuple(edits),
            findings=tuple(alle),
            pad=(self._tabel, next(i for i, rij in enumerate(rijen) if rij is hoofd)),
            label=label,
        )

    def _verander(self, rij: int) -> list[Edit]:
        oud, nieuw = self._rijen[rij], self._nieuw[rij]
        edits: list[Edit] = []
        for key in specs_of(type(nieuw)):
            was, wordt = getattr(oud, key), getattr(nieuw, key)
            if was == wordt:
                continue
            pad = (self._tabel, rij, key)
            edits.append(Verwijderen(pad) if wordt is None else Veranderen(pad, wordt))
        return edits


def _geschreven(record: Any) -> dict[str, Any]:
    """The keys of an entry as one writes them: without what is not given, or is the default."""
    defaults = {f.name: f.default for f in dataclasses.fields(record)}
    return {
        key: waarde
        for key in sorted(specs_of(type(record)), key=lambda key: key not in VOOROP)
        if (waarde := getattr(record, key)) is not None and waarde != () and waarde != defaults[key]
    }


def _vervallen(oud: Any, nieuw: Any) -> dict[str, Any]:
    """What stood in an entry and stands there no more; a length or factor in another unit is not lost."""
    weg = {key: waarde for key, waarde in _geschreven(oud).items() if getattr(nieuw, key) is None}
    return {key: waarde for key, waarde in weg.items() if not any(key in groep for groep in GELIJKWAARDIG)}


def _toon(waarde: Any) -> str:
    return format_exact(waarde) if isinstance(waarde, Fraction) else str(waarde)


def lees(
    klasse: type[T], waarden: Mapping[str, Any], *, gevraagd: bool = False
) -> tuple[T | None, list[Finding]]:
    """An entry of these values as the strict reader of files reads it, None left out; findings have no place.

    `gevraagd`: the caller says himself what is missing.
    """
    tabel: dict[str, Any] = {}
    findings: list[Finding] = []
    for key, waarde in waarden.items():
        if waarde is None or waarde == ():
            continue
        if isinstance(waarde, Fraction):
            tekst = format_exact(waarde)
            if "/" in tekst:
                findings.append(
                    Finding(
                        code="IOS015",
                        message=_("`{key}` {value} cannot be written as a decimal number").format(
                            key=key, value=tekst
                        ),
                        hint=_("round it yourself: nothing is rounded here"),
                    )
                )
                continue
            tabel[key] = Decimal(tekst)
        else:
            tabel[key] = list(waarde) if isinstance(waarde, tuple) else waarde
    lezing = read_record(klasse, tabel, (TABLE_OF[klasse], 0))
    findings += [
        dataclasses.replace(f, path=())
        for f in lezing.findings
        if f.code != "IOS011" or not (gevraagd or has_fout(findings))
    ]
    return (None if has_fout(findings) else lezing.record), findings


def toets_volgorde(eerst: str, begin: date, laatst: str, eind: date | None) -> list[Finding]:
    if eind is None or eind >= begin:
        return []
    return [
        Finding(
            code="IOS034",
            message=_("`{last}` {end} lies before `{first}` {begin}").format(
                last=laatst, end=eind, first=eerst, begin=begin
            ),
            expected=_("the last day, on or after the first"),
        )
    ]


def kan_niet(findings: Sequence[Finding]) -> Wijziging:
    return Wijziging(dossier=None, findings=tuple(findings))


def ontbreekt(wat: str, *, hint: str = "", source: str = "") -> Finding:
    return Finding(code="IOS080", message=_("missing: {what}").format(what=wat), hint=hint, source=source)


def samen_niet(message: str, *, expected: str = "", hint: str = "") -> Finding:
    return Finding(code="IOS081", message=message, expected=expected, hint=hint)
