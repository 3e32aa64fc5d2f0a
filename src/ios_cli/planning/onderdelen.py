"""Which onderdelen the training has and what each owes: order, references, vrijstelling, verlenging.

Source: rekenregels 1, 4 and 6; LOP 2024, 4.1 and 4.3.
"""

from dataclasses import dataclass, field
from fractions import Fraction

from ios_cli.domain.dossier import GEEN_INHOUD, SOORTEN_OOK, Dossier, Duur, Inhoud, Onderdeel
from ios_cli.domain.finding import Finding, KeyPath
from ios_cli.domain.words import say_content
from ios_cli.regels.model import Regels
from ios_cli.text import _


@dataclass(slots=True)
class TePlannen:
    """One onderdeel with the content it owes, before dates."""

    volgnummer: int
    onderdeel: Onderdeel
    pad: KeyPath
    vrijgesteld: Inhoud = GEEN_INHOUD
    verlengd: Inhoud = GEEN_INHOUD
    eigen: Inhoud = field(init=False)
    """As written, before vrijstelling and verlenging."""

    def __post_init__(self) -> None:
        self.eigen = self.onderdeel.inhoud

    @property
    def inhoud(self) -> Inhoud:
        return self.eigen - self.vrijgesteld + self.verlengd

    @property
    def blijft(self) -> bool:
        """False where nothing is left: the onderdeel disappears and is listed as exempted."""
        return bool(self.inhoud)


def standaard_onderdelen(regels: Regels) -> tuple[Onderdeel, ...]:
    """The standard schedule of the rule set, for a dossier that lists no onderdelen."""
    return tuple(
        Onderdeel(soort=str(deel["soort"]), maanden=Fraction(deel["maanden"]))
        for deel in regels.lijst("standaardschema")
    )


def onderdelen_van(dossier: Dossier, regels: Regels) -> list[TePlannen]:
    """The onderdelen in order, each with its own content and nothing taken off or added yet."""
    if dossier.onderdeel:
        return [
            TePlannen(nummer, onderdeel, ("onderdeel", nummer - 1))
            for nummer, onderdeel in enumerate(dossier.onderdeel, start=1)
        ]
    return [
        TePlannen(nummer, onderdeel, ())
        for nummer, onderdeel in enumerate(standaard_onderdelen(regels), start=1)
    ]


def find_onderdeel(delen: list[TePlannen], verwijzing: str) -> TePlannen | None:
    """The onderdeel with that naam, else the only one of that soort; None where there is no such one."""
    for deel in delen:
        if deel.onderdeel.naam == verwijzing:
            return deel
    soort = SOORTEN_OOK.get(verwijzing, verwijzing)
    zelfde = [deel for deel in delen if deel.onderdeel.soort == soort]
    return zelfde[0] if len(zelfde) == 1 else None


def bepaal_onderdelen(
    dossier: Dossier, regels: Regels, *, vrijstellingen: str
) -> tuple[list[TePlannen], list[Finding]]:
    """The onderdelen with what they owe after vrijstelling and verlenging.

    `vrijstellingen`: `alle`, or `definitief` to leave the provisional ones out. Findings are errors in
    the dossier: an unknown reference, another unit than the onderdeel's, more exempted than it holds.
    """
    delen = onderdelen_van(dossier, regels)
    findings: list[Finding] = []
    for index, vrijstelling in enumerate(dossier.vrijstelling):
        pad = ("vrijstelling", index, "onderdeel")
        deel = _zoek(delen, vrijstelling.onderdeel, pad, findings)
        if deel is None or not vrijstelling.telt:
            continue
        if not _zelfde_eenheid(deel, vrijstelling, ("vrijstelling", index), findings):
            continue
        if vrijstelling.status == "voorlopig" and vrijstellingen == "definitief":
            continue
        deel.vrijgesteld += vrijstelling.inhoud
    for deel in delen:
        _toets_vrijgesteld(deel, dossier, delen, findings)
    blijvend = [deel for deel in delen if deel.blijft]
    for index, verlenging in enumerate(dossier.verlenging):
        pad = ("verlenging", index, "onderdeel")
        if verlenging.onderdeel is not None:
            deel = _zoek(delen, verlenging.onderdeel, pad, findings)
        else:
            deel = blijvend[-1] if blijvend else None
        if deel is None:
            continue
        if _zelfde_eenheid(deel, verlenging, ("verlenging", index), findings):
            deel.verlengd += verlenging.inhoud
    if not any(deel.blijft for deel in delen):
        findings.append(
            Finding(
                code="IOS208",
                message=_("nothing is left to plan: every onderdeel is exempted in full"),
                hint=_("lower the `maanden` of a vrijstelling, or add the onderdelen that remain"),
                path=("vrijstelling", 0) if dossier.vrijstelling else ("onderdeel", 0),
            )
        )
    return delen, findings


def zoek_onderdeel(delen: list[TePlannen], verwijzing: str) -> tuple[TePlannen | None, list[Finding]]:
    """`find_onderdeel`, and what to say where there is no single one."""
    findings: list[Finding] = []
    return _zoek(delen, verwijzing, (), findings), findings


def _zoek(delen: list[TePlannen], verwijzing: str, pad: KeyPath, findings: list[Finding]) -> TePlannen | None:
    deel = find_onderdeel(delen, verwijzing)
    if deel is None:
        findings.append(_geen_enkel(delen, verwijzing, pad))
    return deel


def _geen_enkel(delen: list[TePlannen], verwijzing: str, pad: KeyPath) -> Finding:
    """What to say where no onderdeel is meant, or more than one may be."""
    from ios_cli.toml.wording import code_list, did_you_mean, nearest, one_of

    soort = SOORTEN_OOK.get(verwijzing, verwijzing)
    zelfde = [deel for deel in delen if deel.onderdeel.soort == soort]
    if zelfde:
        return Finding(
            code="IOS031",
            message=_("`{name}` can be any of {n} onderdelen").format(name=verwijzing, n=len(zelfde)),
            expected=_("the `naam` of one of them: {names}").format(
                names=code_list(deel.onderdeel.bijnaam for deel in zelfde)
            ),
            path=pad,
        )
    namen = list(dict.fromkeys(deel.onderdeel.bijnaam for deel in delen))
    return Finding(
        code="IOS030",
        message=_("there is no onderdeel `{name}`").format(name=verwijzing),
        expected=one_of(namen),
        hint=did_you_mean(nearest(verwijzing, namen)),
        path=pad,
    )


def _zelfde_eenheid(deel: TePlannen, duur: Duur, pad: KeyPath, findings: list[Finding]) -> bool:
    if duur.in_maanden == deel.onderdeel.in_maanden:
        return True
    findings.append(
        Finding(
            code="IOS038",
            message=_("`{name}` is counted in {unit}, this entry is not").format(
                name=deel.onderdeel.bijnaam, unit=_eenheid(deel.onderdeel)
            ),
            hint=_("give the length in {unit} as well").format(unit=_eenheid(deel.onderdeel)),
            path=pad,
        )
    )
    return False


def _eenheid(onderdeel: Onderdeel) -> str:
    if onderdeel.in_maanden:
        return "maanden"
    return "weken" if onderdeel.weken is not None else "dagen"


def _toets_vrijgesteld(
    deel: TePlannen, dossier: Dossier, delen: list[TePlannen], findings: list[Finding]
) -> None:
    """More than the onderdeel's own content (before verlenging) is an error, on the entry that passes it."""
    samen = GEEN_INHOUD
    for index, vrijstelling in enumerate(dossier.vrijstelling):
        if not vrijstelling.telt or vrijstelling.in_maanden != deel.onderdeel.in_maanden:
            continue
        if find_onderdeel(delen, vrijstelling.onderdeel) is not deel:
            continue
        samen += vrijstelling.inhoud
        te_veel = samen - deel.eigen
        if te_veel:
            findings.append(
                Finding(
                    code="IOS037",
                    message=_("{sum} exempted of `{name}`, which holds {own}").format(
                        sum=say_content(samen), name=deel.onderdeel.bijnaam, own=say_content(deel.eigen)
                    ),
                    expected=_("at most {own} in all").format(own=say_content(deel.eigen)),
                    hint=_("lower this entry by {excess}").format(excess=say_content(te_veel)),
                    path=("vrijstelling", index),
                )
            )
            return
