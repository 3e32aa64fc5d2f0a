"""Checks on verlenging: each one with its besluit, and the reverse. Source: LOP 2024, 5.4; rekenregels 12."""

from collections.abc import Iterator

from ios_cli.domain.finding import Ernst, Finding
from ios_cli.domain.words import say_content
from ios_cli.text import _
from ios_cli.toetsing.geval import Geval
from ios_cli.toetsing.register import Bevinding, toets
from ios_cli.toetsing.termijnen import dagen_tussen


@toets("IOS475")
def verlenging_zonder_besluit(geval: Geval) -> Iterator[Bevinding]:
    """The training is extended, and no besluit says so."""
    for index, rij in enumerate(geval.verlengingen.besluit_van):
        if rij is not None:
            continue
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
    for index in geval.verlengingen.zonder_verlenging:
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
    for index, rij in enumerate(geval.verlengingen.besluit_van):
        op = geval.dossier.verlenging[index].besloten_op
        if rij is None or op is None or op == (datum := geval.dossier.besluit[rij].datum):
            continue
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
