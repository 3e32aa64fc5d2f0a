"""Checks on verlenging: each one with its besluit, and the reverse. Source: LOP 2024, 5.4; rekenregels 12."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ios_cli.domain.finding import Ernst, Finding
from ios_cli.domain.words import say_content
from ios_cli.text import _
from ios_cli.toetsing.geval import Geval
from ios_cli.toetsing.register import Bevinding, toets
from ios_cli.toetsing.termijnen import dagen_tussen


@dataclass(frozen=True, slots=True)
class _Paren:
    """Which verlenging belongs to which besluit."""

    zonder_besluit: tuple[int, ...]
    """Rows of [[verlenging]]."""
    andere_datum: tuple[tuple[int, int], ...]
    """Rows of [[verlenging]] and [[besluit]] that are left and go together, though their dates differ."""
    zonder_verlenging: tuple[int, ...]
    """Rows of [[besluit]]."""


def _paar(geval: Geval) -> _Paren:
    """By date; one besluit may extend several onderdelen. What is left goes together in order of date."""
    besluiten = [i for i, b in enumerate(geval.dossier.besluit) if "verlengd" in b.uitkomst]
    besluiten.sort(key=lambda i: (geval.dossier.besluit[i].datum, i))
    op: dict[date, int] = {}
    for i in besluiten:
        op.setdefault(geval.dossier.besluit[i].datum, i)
    gepaard: set[date] = set()
    over = []
    for index, verlenging in enumerate(geval.dossier.verlenging):
        if verlenging.besloten_op is not None and verlenging.besloten_op in op:
            gepaard.add(verlenging.besloten_op)
        else:
            over.append(index)
    over.sort(key=lambda i: (geval.dossier.verlenging[i].besloten_op or date.max, i))
    vrij = [i for i in besluiten if geval.dossier.besluit[i].datum not in gepaard]
    paren = list(zip(over, vrij, strict=False))
    return _Paren(
        zonder_besluit=tuple(over[len(paren) :]),
        andere_datum=tuple(p for p in paren if geval.dossier.verlenging[p[0]].besloten_op is not None),
        zonder_verlenging=tuple(vrij[len(paren) :]),
    )


@toets("IOS475")
def verlenging_zonder_besluit(geval: Geval) -> Iterator[Bevinding]:
    """The training is extended, and no besluit says so."""
    if not geval.dossier.verlenging:
        return
    for index in _paar(geval).zonder_besluit:
        verlenging = geval.dossier.verlenging[index]
        yield Finding(
            code="IOS475",
            ernst=Ernst.WAARSCHUWING,
            message=_("this verlenging of {length} has no besluit").format(
                length=say_content(verlenging.inhoud)
            ),
            expected=_("a [[besluit]] with `uitkomst` `verlengd`"),
            found=_("none that is not of another verlenging"),
            hint=_("record the besluit of the hoofd, with `mondeling_op` and `schriftelijk_op`"),
            source=geval.regels["verlenging-maximum"].bronvermelding,
            path=("verlenging", index),
        )


@toets("IOS476")
def besluit_zonder_verlenging(geval: Geval) -> Iterator[Bevinding]:
    """A besluit extends the training, and no verlenging says by how much."""
    for index in _paar(geval).zonder_verlenging if geval.dossier.besluit else ():
        besluit = geval.dossier.besluit[index]
        yield Finding(
            code="IOS476",
            ernst=Ernst.WAARSCHUWING,
            message=_("the besluit of {date} says `verlengd`, and the training is not extended").format(
                date=besluit.datum
            ),
            expected=_("a [[verlenging]] with `besloten_op` {date}").format(date=besluit.datum),
            found=_("none that is not of another besluit"),
            hint=_("add it with `ios extend --besloten-op`: without it all later dates are too early"),
            source=geval.regels["verlenging-maximum"].bronvermelding,
            path=("besluit", index, "uitkomst"),
        )


@toets("IOS477")
def verlenging_zonder_datum(geval: Geval) -> Iterator[Bevinding]:
    """A verlenging does not say when it was decided."""
    for index, verlenging in enumerate(geval.dossier.verlenging):
        if verlenging.besloten_op is None:
            yield Finding(
                code="IOS477",
                ernst=Ernst.WAARSCHUWING,
                message=_("this verlenging of {length} does not say when it was decided").format(
                    length=say_content(verlenging.inhoud)
                ),
                expected="`besloten_op`",
                found=_("nothing"),
                hint=_("write the day of the besluit as `besloten_op`"),
                source="rekenregels 12",
                path=("verlenging", index),
            )


@toets("IOS478")
def verlenging_op_andere_datum(geval: Geval) -> Iterator[Bevinding]:
    """The day of a verlenging is not that of the besluit it must belong to."""
    if not geval.dossier.verlenging:
        return
    for index, rij in _paar(geval).andere_datum:
        op, datum = geval.dossier.verlenging[index].besloten_op, geval.dossier.besluit[rij].datum
        assert op is not None
        yield Finding(
            code="IOS478",
            ernst=Ernst.WAARSCHUWING,
            message=_(
                "this verlenging was decided on {date}, and the besluit `verlengd` is of {other}"
            ).format(date=op, other=datum),
            expected=datum.isoformat(),
            found=op.isoformat(),
            difference=dagen_tussen(min(op, datum), max(op, datum)),
            hint=_("correct one of the two dates"),
            source="rekenregels 12",
            path=("verlenging", index, "besloten_op"),
        )
