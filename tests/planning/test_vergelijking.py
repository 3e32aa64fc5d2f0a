"""Two IOS side by side: which keys, in which order, and what is not compared."""

from datetime import date
from fractions import Fraction

from ios_cli.domain.dossier import (
    Besluit,
    Deeltijd,
    Dossier,
    Inhoud,
    Onderbreking,
    Onderdeel,
    Vrijstelling,
)
from ios_cli.domain.vergelijking import Gegeven, Gegevens, Vergelijking, Verschil
from ios_cli.planning import gegevens as gegevens_module
from ios_cli.planning.gegevens import verzamel
from ios_cli.planning.vergelijking import merge_order, vergelijk
from tests.whatif import dossier, naast, plan, regels

TACHTIG = Deeltijd(vanaf=date(2025, 3, 1), factor=Fraction("0.8"))
VERLOF = Onderbreking(soort="zwangerschapsverlof", van=date(2025, 11, 3), tot_en_met=date(2026, 2, 22))
KLINISCH_DRIE = Vrijstelling(onderdeel="klinisch", maanden=Fraction(3), status="voorlopig", grond="ANIOS")


def zonder_termijnen(v: Vergelijking) -> list[Verschil]:
    return [x for x in v.verschillen if x.nummer is None]


def termijnen_in(v: Vergelijking, onderdeel: str) -> list[tuple[object, ...]]:
    return [
        (x.gegeven, x.nummer, x.oud, x.nieuw)
        for x in v.verschillen
        if x.nummer is not None and x.onderdeel == onderdeel
    ]


def rij(v: Verschil) -> tuple[str, str, object, object, int | None]:
    return (v.gegeven, v.onderdeel, v.oud, v.nieuw, v.verschil_dagen)


def test_equal_dossiers_differ_in_nothing() -> None:
    v = naast(dossier(deeltijd=(TACHTIG,)), dossier(deeltijd=(TACHTIG,)))
    assert v.gelijk
    assert v.verschillen == ()
    assert all(o.gelijk for o in v.onderdelen)
    assert (v.verschil_dagen, v.extra_maanden) == (0, Fraction(0))
    assert [o.naam for o in v.onderdelen] == [
        "huisartspraktijk-1",
        "klinisch",
        "ggz",
        "ccz",
        "huisartspraktijk-2",
    ]


def test_leave_shifts_everything_after_it() -> None:
    """Voorbeelden: 16 weeks leave, 2025-11-03 t/m 2026-02-22."""
    v = naast(dossier(), dossier(onderbreking=(VERLOF,)))
    assert [rij(x) for x in zonder_termijnen(v)] == [
        ("eind", "huisartspraktijk-1", date(2026, 2, 28), date(2026, 6, 6), 98),
        ("begin", "klinisch", date(2026, 3, 1), date(2026, 6, 7), 98),
        ("eind", "klinisch", date(2026, 8, 31), date(2026, 12, 6), 97),
        ("begin", "ggz", date(2026, 9, 1), date(2026, 12, 7), 97),
        ("eind", "ggz", date(2026, 11, 30), date(2027, 3, 6), 96),
        ("begin", "ccz", date(2026, 12, 1), date(2027, 3, 7), 96),
        ("eind", "ccz", date(2027, 2, 28), date(2027, 6, 6), 98),
        ("begin", "huisartspraktijk-2", date(2027, 3, 1), date(2027, 6, 7), 98),
        ("eind", "huisartspraktijk-2", date(2028, 2, 29), date(2028, 6, 6), 98),
        ("eind", "", date(2028, 2, 29), date(2028, 6, 6), 98),
    ]
    assert (v.einddatum_oud, v.einddatum_nieuw) == (date(2028, 2, 29), date(2028, 6, 6))
    assert v.verschil_dagen == 98
    # What came before the leave stays; the rest moves behind it.
    assert termijnen_in(v, "huisartspraktijk-1") == [
        ("voortgangsbeslissing", 1, date(2026, 2, 28), date(2026, 6, 6)),
        ("voortgangsgesprek", 3, date(2026, 2, 28), date(2026, 6, 6)),
    ]
    assert termijnen_in(v, "") == [("voltooiingsbesluit", 1, date(2027, 11, 29), date(2028, 3, 6))]


def test_a_term_that_is_done_on_both_sides_does_not_move() -> None:
    """Issue 4: when an end date moves, the terms move; recorded ones stay."""
    besluit = Besluit(
        soort="voortgangsbeslissing",
        datum=date(2026, 2, 10),
        uitkomst=("voortgezet",),
        onderdeel="huisartspraktijk-1",
    )
    v = naast(dossier(besluit=(besluit,)), dossier(besluit=(besluit,), onderbreking=(VERLOF,)))
    assert termijnen_in(v, "huisartspraktijk-1") == [
        ("voortgangsgesprek", 3, date(2026, 2, 28), date(2026, 6, 6)),
    ]
    # and who is done with it on one side only has a difference
    v = naast(dossier(), dossier(besluit=(besluit,), onderbreking=(VERLOF,)))
    assert termijnen_in(v, "huisartspraktijk-1")[0][0] == "voortgangsbeslissing"


def test_exemption_changes_content_and_ends_earlier() -> None:
    v = naast(dossier(), dossier(vrijstelling=(KLINISCH_DRIE,)))
    klinisch = [rij(x) for x in zonder_termijnen(v) if x.onderdeel == "klinisch"]
    assert klinisch == [
        ("eind", "klinisch", date(2026, 8, 31), date(2026, 5, 31), -92),
        ("voltijdsmaanden", "klinisch", Fraction(6), Fraction(3), None),
    ]
    onderdeel = v.onderdelen[1]
    assert (onderdeel.inhoud_oud, onderdeel.inhoud_nieuw) == (Inhoud(Fraction(6)), Inhoud(Fraction(3)))
    assert onderdeel.verschil_dagen == -92
    assert v.extra_maanden == -3
    # the quotas of the practice periods stay
    assert not [x for x in v.verschillen if x.gegeven in ("minimum", "maximum")]


def test_exempted_in_full_has_no_dates() -> None:
    heel = Vrijstelling(onderdeel="ggz", maanden=Fraction(3), status="definitief", grond="x")
    v = naast(dossier(), dossier(vrijstelling=(heel,)))
    assert [rij(x) for x in zonder_termijnen(v) if x.onderdeel == "ggz"] == [
        ("begin", "ggz", date(2026, 9, 1), None, None),
        ("eind", "ggz", date(2026, 11, 30), None, None),
        ("voltijdsmaanden", "ggz", Fraction(3), Fraction(0), None),
    ]
    assert v.onderdelen[2].inhoud_nieuw == Inhoud()
    assert v.onderdelen[2].verschil_dagen is None


def test_shorter_practice_period_has_another_quota() -> None:
    korter = Vrijstelling(onderdeel="huisartspraktijk-2", maanden=Fraction(2), status="voorlopig", grond="x")
    v = naast(dossier(), dossier(vrijstelling=(korter,)))
    assert [rij(x)[:4] for x in zonder_termijnen(v) if x.onderdeel == "huisartspraktijk-2"] == [
        ("eind", "huisartspraktijk-2", date(2028, 2, 29), date(2027, 12, 31)),
        ("voltijdsmaanden", "huisartspraktijk-2", Fraction(12), Fraction(10)),
        ("minimum", "huisartspraktijk-2", 20, 17),
        ("maximum", "huisartspraktijk-2", 25, 20),
    ]


def onderdelen(*delen: tuple[str, str | None, int]) -> tuple[Onderdeel, ...]:
    return tuple(Onderdeel(soort=s, naam=n, maanden=Fraction(m)) for s, n, m in delen)


def gesplitst() -> Dossier:
    return dossier(
        onderdeel=onderdelen(
            ("huisartspraktijk-1", "ha1-linde", 6),
            ("huisartspraktijk-1", "ha1-brink", 6),
            ("klinisch", None, 6),
            ("ggz", None, 6),
            ("huisartspraktijk-2", None, 12),
        )
    )


def test_order_follows_the_new_schedule_and_keeps_what_it_lacks_in_place() -> None:
    v = naast(dossier(), gesplitst())
    assert list(dict.fromkeys(x.onderdeel for x in v.alle)) == [
        # the old period as a whole stands under its soort, after the parts that replace it
        "ha1-linde",
        "ha1-brink",
        "huisartspraktijk-1",
        "klinisch",
        "ggz",
        "ccz",
        "externe-stages",
        "huisartspraktijk-2",
        "",
    ]
    assert [o.naam for o in v.onderdelen] == [
        "ha1-linde",
        "ha1-brink",
        "huisartspraktijk-1",
        "klinisch",
        "ggz",
        "ccz",
        "huisartspraktijk-2",
    ]
    # 12 months in two parts: one quota, the same one
    quota = [x for x in v.alle if (x.gegeven, x.onderdeel) == ("minimum", "huisartspraktijk-1")]
    assert [(x.oud, x.nieuw) for x in quota] == [(20, 20)]
    weg = next(x for x in v.verschillen if (x.gegeven, x.onderdeel) == ("eind", "ccz"))
    assert (weg.oud, weg.nieuw) == (date(2027, 2, 28), None)


def test_weken_stand_as_days() -> None:
    weken = dossier(onderdeel=(Onderdeel(soort="keuze", weken=6),))
    v = naast(weken, dossier(onderdeel=(Onderdeel(soort="keuze", weken=4),)))
    assert [rij(x)[:4] for x in v.verschillen if x.gegeven == "dagen"] == [
        ("dagen", "keuze", Fraction(42), Fraction(28))
    ]
    assert v.onderdelen[0].inhoud_nieuw == Inhoud(dagen=Fraction(28))


def test_what_one_side_cannot_tell_is_named_and_not_compared() -> None:
    """An IOS file holds dates and content, no quotas: their absence is no difference."""
    een = dossier()
    alles = verzamel(plan(een), een, regels())
    bestand = Gegevens(
        aios_id="2025-001",
        gegevens=tuple(g for g in alles.gegevens if g.gegeven in ("begin", "eind", "voltijdsmaanden")),
        kent=frozenset(("begin", "eind", "voltijdsmaanden", "dagen")),
    )
    v = vergelijk(bestand, alles)
    assert v.gelijk
    termijnen = (
        "voortgangsgesprek",
        "voortgangsbeslissing",
        "stagebeoordeling",
        "start-supervisie-op-afstand",
        "voorlopig-ios",
        "voltooiingsbesluit",
    )
    assert v.niet_vergeleken == ("minimum", "maximum", *termijnen)
    assert vergelijk(alles, bestand).niet_vergeleken == ("minimum", "maximum", *termijnen)


def test_a_new_part_joins_by_itself() -> None:
    """Anything with a number: one function in DELEN, nothing else."""

    def iets(ios: object, _dossier: object, _regels: object) -> list[Gegeven]:
        return [
            Gegeven(gegeven="iets", onderdeel="klinisch", nummer=2, waarde=date(2026, 7, 1)),
            Gegeven(gegeven="iets", onderdeel="klinisch", nummer=1, waarde=date(2026, 4, 1)),
            Gegeven(gegeven="iets", nummer=1, waarde=plan(een).laatste_dag),
        ]

    een = dossier()
    delen = gegevens_module.DELEN
    try:
        gegevens_module.DELEN = (*delen, iets)
        gegevens = verzamel(plan(een), een, regels()).gegevens
    finally:
        gegevens_module.DELEN = delen
    assert [(g.gegeven, g.nummer) for g in gegevens if g.onderdeel == "klinisch"] == [
        ("begin", None),
        ("eind", None),
        ("voltijdsmaanden", None),
        ("voortgangsgesprek", 1),
        ("stagebeoordeling", 1),
        ("iets", 2),
        ("iets", 1),
    ]
    assert [(g.gegeven, g.onderdeel) for g in gegevens[-2:]] == [("voltooiingsbesluit", ""), ("iets", "")]


def test_another_aios_is_said() -> None:
    een, ander = Gegevens(aios_id="a", naam="A"), Gegevens(aios_id="b")
    v = vergelijk(een, ander)
    assert (v.aios_id, v.oud_aios_id, v.naam) == ("b", "a", "A")
    assert vergelijk(een, een).oud_aios_id == ""


def test_extra_months_are_calendar_months() -> None:
    def over(oud: date | None, nieuw: date | None) -> Fraction | None:
        return Vergelijking(aios_id="x", einddatum_oud=oud, einddatum_nieuw=nieuw).extra_maanden

    assert over(date(2028, 2, 29), date(2028, 11, 30)) == 9
    assert over(date(2028, 11, 30), date(2028, 2, 29)) == -9
    assert over(date(2028, 2, 29), date(2028, 3, 10)) == Fraction(10, 31)
    assert over(None, date(2028, 3, 10)) is None
    assert over(date(2999, 12, 30), date(2999, 12, 31)) is None


def test_merge_order() -> None:
    assert merge_order("abcd", "abcd") == list("abcd")
    assert merge_order("abcd", "acd") == list("abcd")
    assert merge_order("xabc", "bc") == list("xabc")
    assert merge_order("abc", "cba") == list("cba")
    assert merge_order("", "ab") == list("ab")
    assert merge_order("ab", "") == list("ab")
