"""`[[geaccepteerd]]`: findings that a dossier accepts on purpose, and acceptances that do nothing.

An acceptance names a finding by code or by name and takes all findings of that code in its dossier; several
under one code share it, whatever their order. Source: contract.md, "Dossier"; ruff's unused suppressions.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ios_cli.domain.dossier import Dossier
from ios_cli.domain.finding import FINDING_NAMES, Ernst, Finding
from ios_cli.text import _
from ios_cli.toetsing.register import toets

if TYPE_CHECKING:
    from ios_cli.toetsing.geval import Geval

ONGEBRUIKT, ONBEKEND = "IOS600", "IOS601"
CODES = (ONGEBRUIKT, ONBEKEND)
"""The findings on acceptances themselves; no acceptance takes them."""

_CODE_BY_NAME = {naam: code for code, naam in FINDING_NAMES.items()}


def code_van(woord: str) -> str | None:
    """The code that `woord` names: a code in any case, or the name of a finding; None where it is neither."""
    kort = woord.strip()
    hoofd = kort.upper()
    return hoofd if hoofd in FINDING_NAMES else _CODE_BY_NAME.get(kort.lower())


@dataclass(slots=True)
class Acceptaties:
    """The acceptances of one dossier, and which of them were of use."""

    dossier: Dossier
    redenen: dict[str, str]
    """Code -> the reasons given for it, joined in an order of their own."""
    gebruikt: set[str]

    @classmethod
    def van(cls, dossier: Dossier) -> "Acceptaties":
        if not dossier.geaccepteerd:
            return cls(dossier, {}, set())
        per_code: dict[str, set[str]] = {}
        for entry in dossier.geaccepteerd:
            code = code_van(entry.code)
            if code is not None and code not in CODES:
                per_code.setdefault(code, set()).add(entry.reden)
        redenen = {code: "; ".join(sorted(gegeven)) for code, gegeven in per_code.items()}
        return cls(dossier, redenen, set())

    def verdeel(self, findings: Iterable[Finding]) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
        """Those that count, and those that are accepted, each with the reason."""
        if not self.redenen:
            return tuple(findings), ()
        tellend, geaccepteerd = [], []
        for f in findings:
            reden = self.redenen.get(f.code)
            if reden is None:
                tellend.append(f)
            else:
                self.gebruikt.add(f.code)
                geaccepteerd.append(replace(f, accepted=reden))
        return tuple(tellend), tuple(geaccepteerd)

    def ongebruikt(self, gezocht: Callable[[str], bool]) -> list[Finding]:
        """Acceptances that accept nothing, of findings that were looked for (whether `gezocht` says so)."""
        return [
            Finding(
                code=ONGEBRUIKT,
                ernst=Ernst.WAARSCHUWING,
                message=_("this accepts `{code}`, and there is nothing to accept").format(
                    code=f"{code} {FINDING_NAMES[code]}"
                ),
                hint=_("remove the entry, so that the finding is told when it comes back"),
                path=("geaccepteerd", nummer),
            )
            for nummer, entry in enumerate(self.dossier.geaccepteerd)
            if (code := code_van(entry.code)) is not None and gezocht(code) and code not in self.gebruikt
        ]


@toets(ONBEKEND)
def onbekende_acceptatie(geval: "Geval") -> Iterator[Finding]:
    """An acceptance names no finding: it does nothing, and its writer thinks it does."""
    for nummer, entry in enumerate(geval.dossier.geaccepteerd):
        if code_van(entry.code) is None:
            from ios_cli.toml.wording import did_you_mean

            yield Finding(
                code=ONBEKEND,
                ernst=Ernst.WAARSCHUWING,
                message=_("there is no finding `{code}` to accept").format(code=entry.code),
                expected=_("the code or the name of a finding, such as `{code}`").format(code="IOS112"),
                hint=did_you_mean(dichtstbij(entry.code))
                or _("`{command}` shows the code and the name of every finding").format(command="ios check"),
                path=("geaccepteerd", nummer, "code"),
            )


def dichtstbij(woord: str) -> str | None:
    """The code or the name that `woord` was probably meant to be."""
    from ios_cli.toml.wording import nearest

    return nearest(woord, (*FINDING_NAMES, *_CODE_BY_NAME))
