"""Terms built by hand, one of every state, with names that are hard to show."""

from datetime import date
from typing import Any

from ios_cli.domain.finding import Ernst
from ios_cli.domain.ios import IOS, IosStatus, Toegepast
from ios_cli.domain.termijn import Termijn, TermijnStatus
from ios_cli.render.termijnen import ELK_ONDERDEEL, Kalender, TermijnNaam, volgorde

AS_OF = date(2026, 6, 1)
S = TermijnStatus
HA1, HA2 = "huisartspraktijk-1", "huisartspraktijk-2"
NAMEN = {
    ("voorlopig-ios", ""): TermijnNaam(
        omschrijving="The institute draws up the provisional IOS", vertrouwelijk=False
    ),
    ("voortgangsgesprek", ELK_ONDERDEEL): TermijnNaam(
        omschrijving="A progress talk every three to four months", vertrouwelijk=False, genummerd=True
    ),
    ("voortgangsadvies", ""): TermijnNaam(
        omschrijving="After every talk opleider and docent each give their own advice",
        vertrouwelijk=False,
        genummerd=True,
    ),
    ("vrijstellingsbesluit", ""): TermijnNaam(
        omschrijving="The hoofd settles or refuses an exemption", vertrouwelijk=False
    ),
    ("voortgangsbeslissing", HA1): TermijnNaam(
        omschrijving="The hoofd decides on the first period", vertrouwelijk=False
    ),
    ("voortgangsbeslissing", "externe-stages"): TermijnNaam(
        omschrijving="The hoofd decides on the external stages", vertrouwelijk=False
    ),
    ("stagebeoordeling", ELK_ONDERDEEL): TermijnNaam(
        omschrijving="Stageopleider and docent assess the aios", vertrouwelijk=False
    ),
    ("start-supervisie-op-afstand", HA2): TermijnNaam(
        omschrijving="Diensten with supervision from a distance begin", vertrouwelijk=False
    ),
    ("voltooiingsbesluit", ""): TermijnNaam(
        omschrijving="The hoofd decides well before the end", vertrouwelijk=False
    ),
    ("begeleidingstraject", ""): TermijnNaam(omschrijving="The outcome of a track of guidance"),
    ("einde-opzegtermijn", ""): TermijnNaam(omschrijving="The notice after a decision to end"),
    ("ouderschapsverlof-melding", ""): TermijnNaam(omschrijving="Parental leave is reported in time"),
}


def termijn(code: str, uiterlijk: date, wie: str, status: TermijnStatus, **meer: Any) -> Termijn:
    return Termijn(
        code=code,
        uiterlijk=uiterlijk,
        wie=tuple(wie.split("+")),
        status=status,
        **{"vanaf": None, "bron": "LOP 2024, 5.4 (2024)", "ernst": Ernst.FOUT, **meer},
    )


def termijnen() -> tuple[Termijn, ...]:
    rij = [
        termijn(
            "voorlopig-ios", date(2025, 3, 1), "instituut", S.TE_LAAT_GEDAAN, gedaan_op=date(2025, 3, 10)
        ),
        termijn(
            "voortgangsgesprek",
            date(2025, 7, 1),
            "aios+opleider+docent",
            S.GEDAAN,
            onderdeel=HA1,
            vanaf=date(2025, 6, 1),
            gedaan_op=date(2025, 6, 10),
        ),
        *(
            termijn(
                "voortgangsadvies",
                date(2025, 7, 10),
                door,
                status,
                onderdeel=HA1,
                vanaf=date(2025, 6, 10),
                gedaan_op=date(2025, 6, 12) if status is S.GEDAAN else None,
                per_persoon=True,
            )
            for door, status in (("opleider", S.GEDAAN), ("docent", S.TE_LAAT))
        ),
        termijn(
            "vrijstellingsbesluit",
            date(2026, 2, 28),
            "hoofd",
            S.TE_LAAT,
            onderdeel="klinisch",
            bron="LOP, 4.3",
        ),
        termijn("voortgangsbeslissing", date(2026, 2, 28), "hoofd", S.VERVALLEN, onderdeel=HA1),
        termijn(
            "stagebeoordeling",
            date(2026, 6, 30),
            "stageopleider+docent",
            S.OPEN,
            onderdeel="刺 stage",
            vanaf=date(2026, 5, 31),
        ),
        termijn(
            "voortgangsgesprek",
            date(2026, 7, 1),
            "aios+opleider+docent",
            S.OPEN,
            onderdeel="刺 stage",
            vanaf=date(2026, 6, 1),
            aangepast_pad=("termijn", 0),
        ),
        termijn("begeleidingstraject", date(2026, 8, 1), "hoofd", S.KOMEND, bron="LOP 2024, 5.5 (2024)"),
        termijn("einde-opzegtermijn", date(2026, 8, 2), "hoofd", S.KOMEND, onderdeel=HA1),
        termijn("ouderschapsverlof-melding", date(2026, 8, 3), "aios", S.KOMEND),
        termijn(
            "start-supervisie-op-afstand",
            date(2027, 11, 30),
            "opleider",
            S.KOMEND,
            onderdeel=HA2,
            vanaf=date(2027, 8, 1),
        ),
        termijn("voltooiingsbesluit", date(2027, 11, 29), "hoofd", S.KOMEND),
        termijn("voltooiingsbesluit", date(2028, 2, 29), "hoofd", S.KOMEND, nummer=2),
    ]
    return tuple(sorted(rij, key=volgorde))


def ios(aios_id: str = "2025-017", naam: str | None = "Ö. [bold]Yıldız[/bold]", **meer: Any) -> IOS:
    return IOS(
        aios_id=aios_id,
        naam=naam,
        **{
            "status": IosStatus.VOORLOPIG,
            "start": date(2025, 3, 1),
            "revisie": 3,
            "rijen": (),
            "toegepast": Toegepast(regeling="lop-2024", profiel=None, methode="naar-rato"),
            "as_of": AS_OF,
            **meer,
        },
    )


def kalender(aios_id: str = "2025-017", naam: str | None = "Ö. [bold]Yıldız[/bold]", **meer: Any) -> Kalender:
    return Kalender(ios=ios(aios_id, naam, **meer), termijnen=termijnen(), namen=NAMEN)


def kalenders() -> list[Kalender]:
    """One of everything, one without a name whose terms are done, one with none at all."""
    af = tuple(t for t in termijnen() if t.status in (S.GEDAAN, S.TE_LAAT_GEDAAN))
    return [
        kalender(groep="HAO-25A"),
        Kalender(ios=ios("2025-018", None), termijnen=af, namen=NAMEN),
        Kalender(ios=ios("2025-019", "Ann\x1b[31m\nA"), termijnen=(), namen=NAMEN),
    ]
