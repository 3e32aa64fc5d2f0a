"""Why so many days of cursorisch onderwijs are owed in an opleidingsjaar. Source: rekenregels 10."""

from collections.abc import Callable, Iterator

from ios_cli.domain.onderwijs import Onderwijsjaar
from ios_cli.domain.spoor import Aantal, Onderwerp, Stap, StapSoort
from ios_cli.planning.uitleg.bouw import Zaak, dagen, getal, stap
from ios_cli.text import _


def onderwijs_onderwerpen(zaak: Zaak) -> Iterator[Onderwerp]:
    jaren = zaak.onderwijs
    if not jaren:
        return
    yield Onderwerp(
        naam="onderwijs",
        omschrijving=_("the days of onderwijs of every opleidingsjaar"),
        maak=lambda: leg_alle_jaren_uit(zaak),
        ook=("cursorisch onderwijs", "terugkomdagen"),
    )
    for jaar in jaren:
        yield Onderwerp(
            naam=f"onderwijs {jaar.nummer}",
            omschrijving=_("the days of onderwijs of opleidingsjaar {n}").format(n=jaar.nummer),
            maak=_maker(zaak, jaar),
            waarde=dagen(jaar.minimum),
            ook=(f"opleidingsjaar {jaar.nummer}", f"onderwijs jaar {jaar.nummer}"),
        )


def _maker(zaak: Zaak, jaar: Onderwijsjaar) -> Callable[[], Stap]:
    return lambda: leg_jaar_uit(zaak, jaar)


def leg_alle_jaren_uit(zaak: Zaak) -> Stap:
    from dataclasses import replace

    jaren = [leg_jaar_uit(zaak, jaar) for jaar in zaak.onderwijs]
    return stap(
        "onderwijs",
        StapSoort.UITKOMST,
        _("These are the days of onderwijs by opleidingsjaar, on {date}."),
        date=zaak.as_of,
        stappen=[
            replace(
                jaar,
                stappen=tuple(replace(s, detail=not s.id.endswith(".stand")) for s in jaar.stappen),
            )
            for jaar in jaren
        ],
    )


def leg_jaar_uit(zaak: Zaak, jaar: Onderwijsjaar) -> Stap:
    """From the days of a full year to those of this one."""
    id = f"onderwijs {jaar.nummer}"
    regels = zaak.regels
    naar_rato = jaar.telling == "naar-rato"
    minimum, maximum = regels.getal("onderwijs-minimum"), regels.getal("onderwijs-maximum")
    stappen = [
        stap(
            f"{id}.regel",
            StapSoort.REGEL,
            _("A full opleidingsjaar has {minimum} to {maximum} of onderwijs at full time."),
            regel=regels["onderwijs-minimum"],
            minimum=getal(minimum),
            maximum=dagen(maximum),
        ),
        stap(
            f"{id}.jaar",
            StapSoort.BEREKENING,
            _("Opleidingsjaar {n} runs from {begin} up to and including {end}: {length} of a year."),
            waarde=Aantal(jaar.lengte, "jaar"),
            regel=regels["opleidingsjaar"],
            pad=("opleiding", "start"),
            n=getal(jaar.nummer),
            begin=jaar.periode.begin,
            end=jaar.periode.laatste_dag,
            length=getal(jaar.lengte),
        )
        if jaar.lengte != 1
        else stap(
            f"{id}.jaar",
            StapSoort.BEREKENING,
            _("Opleidingsjaar {n} runs from {begin} up to and including {end}."),
            waarde=Aantal(jaar.lengte, "jaar"),
            regel=regels["opleidingsjaar"],
            pad=("opleiding", "start"),
            n=getal(jaar.nummer),
            begin=jaar.periode.begin,
            end=jaar.periode.laatste_dag,
        ),
        stap(
            f"{id}.factor",
            StapSoort.BEREKENING,
            _("The mean factor over its days is {factor}; days on which the clock stands still add nothing.")
            if naar_rato
            else _("On {factor} of its days the clock runs; part time leaves the number of days as it is."),
            waarde=Aantal(jaar.factor, "factor"),
            regel=regels["onderwijs-deeltijd"],
            factor=Aantal(jaar.factor, "factor"),
        ),
    ]
    if jaar.minimum_exact != minimum or jaar.maximum_exact != maximum:
        stappen.append(
            stap(
                f"{id}.exact",
                StapSoort.BEREKENING,
                _("{minimum} x {length} x {factor} is {low}; {maximum} x {length} x {factor} is {high}."),
                waarde=dagen(jaar.minimum_exact),
                minimum=getal(minimum),
                maximum=getal(maximum),
                length=getal(jaar.lengte),
                factor=getal(jaar.factor),
                low=getal(jaar.minimum_exact),
                high=getal(jaar.maximum_exact),
            )
        )
    if jaar.minimum_exact != jaar.minimum or jaar.maximum_exact != jaar.maximum:
        stappen.append(
            stap(
                f"{id}.afronding",
                StapSoort.AFRONDING,
                _("The minimum is rounded up to {minimum}, the maximum down to {maximum}.")
                if jaar.maximum <= jaar.maximum_exact
                else _("The minimum is rounded up to {minimum}; the maximum is never below it: {maximum}."),
                waarde=dagen(jaar.minimum),
                regel=regels["onderwijs-minimum-afronding"],
                minimum=dagen(jaar.minimum),
                maximum=dagen(jaar.maximum),
            )
        )
    stappen.append(
        stap(
            f"{id}.stand",
            StapSoort.BEREKENING,
            _("{done} done, {planned} planned: still {todo} to do."),
            waarde=dagen(jaar.gedaan + jaar.gepland),
            done=dagen(jaar.gedaan),
            planned=getal(jaar.gepland),
            todo=getal(jaar.nog_te_doen),
        )
    )
    return stap(
        id,
        StapSoort.UITKOMST,
        _("Opleidingsjaar {n} asks for {minimum} to {maximum} of onderwijs."),
        waarde=dagen(jaar.minimum),
        n=getal(jaar.nummer),
        minimum=getal(jaar.minimum),
        maximum=dagen(jaar.maximum),
        stappen=stappen,
    )
