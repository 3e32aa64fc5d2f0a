"""A capacity file, from its name to places; and what it says of places that nobody has."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ios_cli.domain.capaciteit import Capaciteit, Plaatsen
from ios_cli.domain.finding import Ernst, Finding, has_fout
from ios_cli.domain.reasons import reason
from ios_cli.io.capaciteit import lees_capaciteit
from ios_cli.text import _
from ios_cli.toml.reader import TomlDocument

KORT = 5
"""Names of fewer letters are others when one letter is: `UMC`, `AMC`."""


@dataclass(slots=True, kw_only=True)
class Capaciteiten:
    """A capacity file as read; with a fout among `findings` its entries are not to be used."""

    file: str
    entries: Sequence[Capaciteit] = ()
    findings: list[Finding] = field(default_factory=list)
    document: TomlDocument | None = None

    @property
    def bruikbaar(self) -> bool:
        return not has_fout(self.findings)

    @property
    def plaatsen(self) -> Plaatsen:
        return Plaatsen(self.entries)

    def onbekende_plaatsen(self, bekend: Iterable[str]) -> list[Finding]:
        """Places that no dossier has and that are one of `bekend` but for a letter: a slip of the pen.

        Where that one has places of its own they are two. A place of which no dossier is like it may well be
        free: that is nothing to report.
        """
        from ios_cli.toml.wording import did_you_mean

        bekend = set(bekend)
        if not bekend or self.document is None:
            return []
        findings = []
        gezien: set[str] = set()
        bijna: dict[str, list[str]] = {}
        namen = sorted(bekend - {entry.plaats for entry in self.entries})
        for naam in namen:
            bijna.setdefault(_kern(naam), []).append(naam)
        for naam in namen:  # behind those of which it is the whole name
            for vorm in _zonder_een_letter(_kern(naam)):
                bijna.setdefault(vorm, []).append(naam)
        for index, entry in enumerate(self.entries):
            plaats = entry.plaats
            if plaats is None or plaats in bekend or plaats in gezien:
                continue
            gezien.add(plaats)
            vormen = (_kern(plaats), *_zonder_een_letter(_kern(plaats)))
            bedoeld = next((naam for vorm in vormen for naam in bijna.get(vorm, ())), None)
            if bedoeld is not None:
                findings.append(
                    Finding(
                        code="IOS044",
                        ernst=Ernst.WAARSCHUWING,
                        message=_("no dossier has the place `{place}`").format(place=plaats),
                        hint=did_you_mean(bedoeld),
                        path=("capaciteit", index, "plaats"),
                    )
                )
        return self.document.locate(findings)


def _kern(naam: str) -> str:
    return "".join(c for c in naam.casefold() if c.isalnum())


def _zonder_een_letter(kern: str) -> list[str]:
    """Two names have one in common where a letter is missing, too many, another, or changed places.

    A digit is never left out: `GGZ 1` and `GGZ 2` are two places. Nor is anything of a short name.
    """
    if len(kern) < KORT:
        return []
    return [kern[:i] + kern[i + 1 :] for i, c in enumerate(kern) if c.isalpha()]


def lees_capaciteitbestand(file: str) -> Capaciteiten:
    """Read it; never raises on what is in it or on what the system says."""
    try:
        data = Path(file).read_bytes()
    except (OSError, ValueError) as error:
        why = reason(error) if isinstance(error, OSError) else str(error)
        message = _("cannot be read: {reason}").format(reason=why)
        return Capaciteiten(file=file, findings=[Finding(code="IOS001", message=message, file=file)])
    entries, findings, document = lees_capaciteit(data, file)
    return Capaciteiten(file=file, entries=entries, findings=findings, document=document)
