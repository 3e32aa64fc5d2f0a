"""What the tables of a dossier do as a whole: exemptions, extensions, part time, absence."""

from collections.abc import Iterator
from fractions import Fraction

from ios_cli.domain.dossier import GEEN_INHOUD
from ios_cli.domain.ios import Rij
from ios_cli.domain.spoor import Onderwerp, Stap, StapSoort
from ios_cli.planning.uitleg.bouw import Zaak, maanden, stap
from ios_cli.planning.uitleg.onderdelen import deeltijd_stappen, verlengingen, vrijstellingen
from ios_cli.planning.uitleg.verlof import leg_verlof_uit
from ios_cli.text import _


def tabel_onderwerpen(zaak: Zaak) -> Iterator[Onderwerp]:
    yield Onderwerp(
        naam="deeltijd",
        omschrijving=_("which deeltijdfactor holds from when"),
        maak=lambda: leg_deeltijd_uit(zaak),
        ook=("factor", "deeltijdfactor"),
    )
    yield Onderwerp(
        naam="vrijstelling",
        omschrijving=_("what is exempted, and of which onderdeel"),
        maak=lambda: leg_vrijstelling_uit(zaak),
        waarde=maanden(zaak.ios.som_vrijgesteld()),
        ook=("vrijstellingen", "vrijgesteld"),
    )
    yield Onderwerp(
        naam="verlenging",
        omschrijving=_("what is added, and to which onderdeel"),
        maak=lambda: leg_verlenging_uit(zaak),
        waarde=maanden(_som_verlengd(zaak)),
        ook=("verlengingen", "verlengd"),
    )
    yield Onderwerp(
        naam="verlof",
        omschrijving=_("absence: the free working days, and what has to be made up"),
        maak=lambda: leg_verlof_uit(zaak),
        ook=("onderbreking", "onderbrekingen", "verlofdagen", "afwezigheid", "ziekte"),
    )


def leg_deeltijd_uit(zaak: Zaak) -> Stap:
    stappen = list(deeltijd_stappen(zaak, "deeltijd"))
    return stap(
        "deeltijd",
        StapSoort.UITKOMST,
        _("This is the deeltijd that counts in the training, by method {method}."),
        regel=zaak.regels["deeltijdmethode"],
        method=zaak.regels.tekst("deeltijdmethode"),
        stappen=stappen,
    )


def leg_vrijstelling_uit(zaak: Zaak) -> Stap:
    """Every exemption that counts, by onderdeel, and their sum."""
    stappen: list[Stap] = []
    for rij in zaak.ios.rijen:
        stappen += vrijstellingen(zaak, rij, f"vrijstelling.{rij.onderdeel}", noem=True)
    for index, entry in enumerate(zaak.dossier.vrijstelling):
        if not entry.telt:
            stappen.append(
                stap(
                    f"vrijstelling.telt-niet-{index + 1}",
                    StapSoort.GEGEVEN,
                    _("{content} of {name} does not count (status {status})."),
                    bron="LOP 2024, 4.3",
                    pad=("vrijstelling", index),
                    content=entry.inhoud,
                    name=entry.onderdeel,
                    status=entry.status,
                )
            )
    som = zaak.ios.som_vrijgesteld()
    if not som:
        return stap("vrijstelling", StapSoort.UITKOMST, _("Nothing is exempted."), stappen=stappen)
    return stap(
        "vrijstelling",
        StapSoort.UITKOMST,
        _("In all {months} is exempted."),
        waarde=maanden(som),
        regel=zaak.regels["vrijstelling-telt"],
        months=maanden(som),
        stappen=stappen,
    )


def _som_verlengd(zaak: Zaak) -> Fraction:
    return sum((r.verlengd for r in zaak.ios.rijen), GEEN_INHOUD).als_maanden


def leg_verlenging_uit(zaak: Zaak) -> Stap:
    """Every extension, and their sum against the most that there may be."""

    def van(rij: Rij) -> Iterator[Stap]:
        return verlengingen(zaak, rij, f"verlenging.{rij.onderdeel}", noem=True)

    som = _som_verlengd(zaak)
    stappen = [s for rij in zaak.ios.rijen for s in van(rij)]
    if not som:
        return stap("verlenging", StapSoort.UITKOMST, _("There is no extension."), stappen=stappen)
    meeste = zaak.regels["verlenging-maximum"]
    stappen.append(
        stap(
            "verlenging.maximum",
            StapSoort.REGEL,
            _("All extensions together may be {months} at most."),
            waarde=maanden(zaak.regels.getal("verlenging-maximum")),
            regel=meeste,
            months=maanden(zaak.regels.getal("verlenging-maximum")),
        )
    )
    return stap(
        "verlenging",
        StapSoort.UITKOMST,
        _("In all {months} is added by extension."),
        waarde=maanden(som),
        months=maanden(som),
        stappen=stappen,
    )
