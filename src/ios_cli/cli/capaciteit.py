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
        """Places that no dossier has and that look like one of `bekend`: most likely a slip of the pen.

        A place of which no dossier is like it may well be free: that is nothing to report.
        """
        from ios_cli.toml.wording import did_you_mean, nearest

        bekend = sorted(bekend)
        if not bekend or self.document is None:
            return []
        findings = []
        gezien: set[str] = set()
        for index, entry in enumerate(self.entries):
            plaats = entry.plaats
            if plaats is None or plaats in bekend or plaats in gezien:
                continue
            gezien.add(plaats)
            zelfde = [naam for naam in bekend if _kern(naam) == _kern(plaats)]
            # `GGZ 2` beside `GGZ 1` is another place, and no slip of the pen
            lijkt = [naam for naam in bekend if _cijfers(naam) == _cijfers(plaats)]
            bedoeld = zelfde[0] if zelfde else nearest(plaats, lijkt, 0.85)
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


def _cijfers(naam: str) -> str:
    return "".join(c for c in naam if c.isdigit())


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
