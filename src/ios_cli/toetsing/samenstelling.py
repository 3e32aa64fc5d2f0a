"""Checks on what the training is made of, before vrijstelling and without verlenging (rekenregels 11)."""

from collections.abc import Iterator
from fractions import Fraction

from ios_cli.domain.finding import Finding, KeyPath
from ios_cli.domain.words import say_months
from ios_cli.regels.model import Regels
from ios_cli.text import _
from ios_cli.toetsing.geval import Geval
from ios_cli.toetsing.register import Bevinding, toets

# --- lengths ---


@toets("IOS101")
def opleidingsduur(geval: Geval) -> Iterator[Bevinding]:
    """The training as a whole is 36 months long."""
    lengte = geval.opbouw.som(lambda deel: True)
    duur = geval.regels.getal("opleidingsduur")
    if abs(lengte - duur) > _tolerantie(geval.regels):
        yield _lengte(
            geval,
            "IOS101",
            _("the training is {months} long").format(months=say_months(lengte)),
            lengte,
            (duur, duur),
            regel="opleidingsduur",
            path=("opleiding",),
        )


def _tolerantie(regels: Regels) -> Fraction:
    return regels.getal("samenstelling-tolerantie")


def _lengte(
    geval: Geval,
    code: str,
    message: str,
    lengte: Fraction,
    grenzen: tuple[Fraction | None, Fraction | None],
    *,
    regel: str,
    path: KeyPath,
    hint: str = "",
) -> Finding:
    """A length outside `grenzen` (least and most); the text says what is counted."""
    minste, meeste = grenzen
    te_kort = minste is not None and lengte < minste
    grens = minste if te_kort and minste is not None else meeste
    assert grens is not None
    over = lengte - grens
    if minste == meeste:
        expected = say_months(grens)
    elif minste is None:
        expected = _("at most {months}").format(months=say_months(grens))
    elif meeste is None:
        expected = _("at least {months}").format(months=say_months(grens))
    else:
        expected = _("at least {least} and at most {most}").format(
            least=say_months(minste), most=say_months(meeste)
        )
    verschil = _("{months} too few") if over < 0 else _("{months} too many")
    return Finding(
        code=code,
        message=_("{what}, counted before vrijstelling and without verlenging").format(what=message),
        expected=expected,
        found=say_months(lengte),
        difference=verschil.format(months=say_months(abs(over))),
        hint=hint,
        source=geval.regels[regel].bronvermelding,
        path=path,
    )
