"""A trace as text: the outcome, then numbered sentences that can be read aloud, each with its source."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

from ios_cli.domain.ios import IOS
from ios_cli.domain.spoor import TRACE_VERSION, Onderwerp, Stap
from ios_cli.render.lijst import Blok, Kolom, Regel
from ios_cli.render.spoor import bron_in_woorden, deel_in_woorden, stap_record, tekst_van, waarde_record
from ios_cli.render.values import encodable, show_text
from ios_cli.render.words import DOT
from ios_cli.text import _

EXPLAIN_SCHEMA = "ios/explain/1"
LIST_SCHEMA = "ios/explain-list/1"
INDENT = 3
LEAST = 24
"""However narrow the terminal, a line may be this long."""
_BOLD, _FAINT, _PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[0m"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pagina:
    """How wide a line may be (0: as long as it comes), and whether there is colour."""

    width: int = 0
    colour: bool = False

    def alinea(self, tekst: str, *, merk: str = "", inspringen: int = 0, bron: str = "") -> str:
        """One sentence behind `merk`, further lines under its first word; the source after it in brackets."""
        begin = " " * inspringen + merk
        hang = " " * len(begin)
        achter = f" [{bron}]" if bron else ""
        if not self.width:
            return begin + tekst + self._stil(achter) + "\n"
        ruimte = max(self.width, LEAST + len(begin))
        lines = wrap(
            begin + tekst + achter.replace(" ", "\xa0", 1),
            ruimte,
            subsequent_indent=hang,
            break_long_words=False,
            break_on_hyphens=False,
            drop_whitespace=True,
        )
        return self._in_kleur([line.replace("\xa0[", " [") for line in lines], achter)

    def _in_kleur(self, lines: list[str], achter: str) -> str:
        """The source faint, from its bracket on, over every line that it takes."""
        if not (self.colour and achter):
            return "".join(f"{line}\n" for line in lines)
        tel = 0
        for eerste in range(len(lines) - 1, -1, -1):
            tel += len("".join(lines[eerste].split()))
            if tel >= len("".join(achter.split())):
                break
        kop, __, staart = lines[eerste].rpartition("[")
        lines = [*lines[:eerste], f"{kop}{_FAINT}[{staart}", *lines[eerste + 1 :]]
        lines[-1] += _PLAIN
        return "".join(f"{line}\n" for line in lines)

    def _stil(self, tekst: str) -> str:
        return f"{_FAINT}{tekst}{_PLAIN}" if self.colour and tekst else tekst

    def vet(self, tekst: str) -> str:
        lines = wrap(tekst, max(self.width, LEAST), break_long_words=False, break_on_hyphens=False)
        kop = "\n".join(lines) if self.width else tekst
        return (f"{_BOLD}{kop}{_PLAIN}" if self.colour else kop) + "\n"

    def noot(self, tekst: str) -> str:
        lines = wrap(tekst, max(self.width, LEAST), break_long_words=False, break_on_hyphens=False)
        return "".join(self._stil(line) + "\n" for line in (lines if self.width else [tekst]))


def render_uitleg(
    spoor: Stap, *, pagina: Pagina, slot: Sequence[str] = (), alles: bool = False
) -> Iterator[str]:
    """The trace in sentences; `alles` also gives the steps that are told to who asks for more."""
    kop, bron = tekst_van(spoor, gesproken=True), bron_in_woorden(spoor)
    yield pagina.vet(kop)
    if bron:
        yield pagina.noot(f"[{bron}]")
    stappen = list(_getoond(spoor, alles))
    if stappen:
        yield "\n"
    for nummer, stap in enumerate(stappen, start=1):
        merk = f"{nummer}. ".rjust(INDENT + 1) if len(stappen) > 9 else f"{nummer}. "
        yield from _stap(stap, pagina, merk, 0, alles)
    if slot:
        yield "\n"
    for regel in slot:
        yield pagina.noot(regel)


def _getoond(stap: Stap, alles: bool) -> Iterator[Stap]:
    return (s for s in stap.stappen if alles or not s.detail)


def _stap(stap: Stap, pagina: Pagina, merk: str, inspringen: int, alles: bool) -> Iterator[str]:
    yield pagina.alinea(
        tekst_van(stap, gesproken=True), merk=merk, inspringen=inspringen, bron=bron_in_woorden(stap)
    )
    for onder in _getoond(stap, alles):
        yield from _stap(onder, pagina, "- ", inspringen + len(merk), alles)


def spoor_record(ios: IOS, naam: str, spoor: Stap, *, bestand: str, sha256: str) -> dict[str, Any]:
    """The object of one aios: what was asked, what it comes to, and the trace."""
    return {
        "aios_id": ios.aios_id,
        "bestand": encodable(bestand),
        "dossier_sha256": sha256,
        "revisie": ios.revisie,
        "vrijstellingen": ios.vrijstellingen,
        "item": encodable(naam),
        "trace_version": TRACE_VERSION,
        **waarde_record(spoor.waarde),
        "spoor": stap_record(spoor),
    }


def slot_van(ios: IOS, anders: Sequence[str] = ()) -> Iterator[str]:
    """What it was computed with; then what else can be asked."""
    toegepast = ios.toegepast
    delen = [show_text(toegepast.regeling)]
    if toegepast.profiel:
        delen.append(_("profile {name}").format(name=show_text(toegepast.profiel)))
    delen.append(_("method {name}").format(name=show_text(toegepast.methode)))
    delen += [
        show_text(naam) + "=" + (show_text(waarde) or _("none"))
        for naam, waarde in toegepast.keuzes
        if waarde != toegepast.methode
    ]
    yield _("Computed with {rules}; as of {date}.").format(
        rules=DOT.join(delen), date=deel_in_woorden(ios.as_of, gesproken=True)
    )
    if anders:
        yield _("Also to be asked: {items}; `--list` shows everything.").format(items=", ".join(anders))


def lijst_blokken(ios: IOS, onderwerpen: Iterable[Onderwerp]) -> list[Blok]:
    """Everything that can be asked, for people."""
    return [
        Blok(
            titel=_("What can be asked of {name}").format(name=show_text(ios.naam or ios.aios_id)),
            sleutel=ios.aios_id,
            kolommen=(Kolom(kop=_("item")), Kolom(kop=_("value")), Kolom(kop=_("what it is"), breekt=True)),
            regels=[
                Regel(
                    cellen=(
                        o.naam,
                        "" if o.waarde is None else deel_in_woorden(o.waarde, gesproken=False),
                        o.omschrijving,
                    )
                )
                for o in onderwerpen
            ],
        )
    ]


def lijst_record(ios: IOS, onderwerpen: Iterable[Onderwerp]) -> dict[str, Any]:
    """The same for machines."""
    return {
        "aios_id": ios.aios_id,
        "items": [
            {"item": encodable(o.naam), "omschrijving": encodable(o.omschrijving), **waarde_record(o.waarde)}
            for o in onderwerpen
        ],
    }
