"""Small numbers stay hidden, also from whoever knows every published number."""

from datetime import date
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from kern.tijd import Periode
from rapportage.bereik import bereken
from rapportage.dimensies import DIMENSIE, MAAND, WERKPUNT
from rapportage.indicatoren import INDICATOREN
from rapportage.kleine_cellen import Lijn, gepubliceerd, publiceer, verberg
from tests.rapportage.naief import Contact
from tests.rapportage.test_bereik import bouw

JULI = Periode(date(2026, 7, 1), date(2026, 8, 1))


def rij(*waarden: int) -> tuple[dict[str, int], list[Lijn[str]]]:
    cellen = {f"deel{n}": waarde for n, waarde in enumerate(waarden)}
    return {"totaal": sum(waarden), **cellen}, [Lijn("totaal", tuple(cellen))]


def verborgen(*waarden: int) -> set[str]:
    cellen, lijnen = rij(*waarden)
    return verberg(cellen, lijnen, drempel=5)


def test_97_and_3_are_both_hidden():
    assert verborgen(97, 3) == {"deel0", "deel1"}


def test_of_500_497_and_3_the_3_and_one_more_are_hidden():
    assert verborgen(500, 497, 3) == {"deel2", "deel1"}


def test_five_is_shown_four_is_hidden_and_zero_is_shown():
    assert verborgen(5, 100) == set()
    assert verborgen(4, 100, 20, 0) == {"deel0", "deel2"}
    assert verborgen(0, 100) == set()


def test_the_only_part_hides_its_total_too():
    assert verborgen(3, 0) == {"deel0", "totaal"}


def test_two_hidden_ones_would_follow_from_their_sum():
    assert verborgen(1, 1, 500) == {"deel0", "deel1", "deel2"}


def tabel(cellen: tuple[int, ...]) -> tuple[dict[tuple[str, str], int], list[Lijn[tuple[str, str]]]]:
    """A table of 2 × 3 with all its margins; ``*`` is a margin."""
    waarden = {(r, k): cellen[3 * "ab".index(r) + "xyz".index(k)] for r in "ab" for k in "xyz"}
    waarden |= {("*", k): waarden["a", k] + waarden["b", k] for k in "xyz"}
    waarden |= {(r, "*"): sum(waarden[r, k] for k in "xyz") for r in "ab*"}
    lijnen = [Lijn((r, "*"), tuple((r, k) for k in "xyz")) for r in "ab*"]
    lijnen += [Lijn(("*", k), (("a", k), ("b", k))) for k in "xyz*"]
    return waarden, lijnen


def werelden_vlakbij(waarden: dict[tuple[str, str], int], dicht: set[tuple[str, str]]) -> list[list[int]]:
    """Tables that differ at most one per cell and fit all that is shown; zero is shown, so hidden is at least one."""
    echt = tuple(waarden[r, k] for r in "ab" for k in "xyz")
    gevonden = []
    for stap in product((-1, 0, 1), repeat=6):
        proef, _ = tabel(tuple(n + s for n, s in zip(echt, stap, strict=True)))
        if all(proef[cel] >= 1 if cel in dicht else proef[cel] == waarden[cel] for cel in waarden):
            gevonden.append(list(proef.values()))
    return gevonden


@settings(deadline=None, max_examples=150)
@given(cellen=st.tuples(*[st.integers(0, 9)] * 6))
def test_an_attacker_with_every_margin_of_a_2_by_3_table_pins_no_hidden_cell(cellen):
    waarden, lijnen = tabel(cellen)
    dicht = verberg(waarden, lijnen, drempel=5)
    assert {cel for cel, waarde in waarden.items() if 0 < waarde < 5} <= dicht
    assert not {cel for cel in dicht if waarden[cel] == 0}
    werelden = werelden_vlakbij(waarden, dicht)
    for n, cel in enumerate(waarden):
        assert (len({wereld[n] for wereld in werelden}) > 1) == (cel in dicht), cel


def maand(waar: str, personen: int, *, vanaf: int = 0, dag: date = date(2026, 7, 3)) -> list[Contact]:
    return [Contact(vanaf + n, waar, dag) for n in range(personen)]


def test_managers_get_null_where_a_unit_is_small_and_in_one_other(rabot, ledeberg):
    bouw(maand("rabot", 97) + maand("ledeberg", 3, vanaf=200))
    document = gepubliceerd(JULI, per=[WERKPUNT], drempel=5).als_json()
    assert document["niveau"] == "gepubliceerd"
    for code in ("bereikt", "nieuw", "contacten"):
        assert document["indicatoren"][code]["totaal"] == 100
        assert document["indicatoren"][code]["per"] == {"werkpunt": {"ledeberg": None, "rabot": None}}
    assert document["indicatoren"]["anoniem"]["per"] == {"werkpunt": {"ledeberg": 0, "rabot": 0}}


def test_the_report_of_one_unit_hides_what_the_report_of_the_city_hides(rabot, ledeberg):
    bouw(maand("rabot", 97) + maand("ledeberg", 3, vanaf=200))
    stad = gepubliceerd(JULI, per=[MAAND, WERKPUNT], drempel=5)
    for per in ([], [MAAND], [WERKPUNT], [WERKPUNT, MAAND]):
        deel = gepubliceerd(JULI, per=per, werkpunt=rabot, drempel=5)
        assert [dimensie.code for dimensie in deel.dimensies] == [dimensie.code for dimensie in per]
        assert {deel.cel("bereikt", *sleutel) for sleutel in deel.sleutels()} == {None}
    assert stad.cel("bereikt", "2026-07", "rabot") is None


def test_new_and_returning_people_do_not_give_each_other_away(rabot):
    vroeger = maand("rabot", 97, dag=date(2026, 5, 1))
    bouw(vroeger + maand("rabot", 97) + maand("rabot", 3, vanaf=200))
    bereik = gepubliceerd(JULI, drempel=5)
    figuren = {indicator.code: bereik.cel(indicator.code) for indicator in INDICATOREN}
    assert figuren == {
        "bereikt": 100,
        "nieuw": None,
        "terugkerend": None,
        "contacten": 100,
        "anoniem": 0,
        "cumulatief": None,
    }


def test_two_totals_since_the_start_do_not_give_the_new_people_of_a_month_away(rabot):
    bouw(maand("rabot", 50, dag=date(2026, 5, 1)) + maand("rabot", 53))
    bereik = gepubliceerd(Periode(date(2026, 5, 1), date(2026, 8, 1)), per=[MAAND], drempel=5)
    assert bereik.cel("nieuw", "2026-07") is None
    assert {bereik.cel("cumulatief", *sleutel) for sleutel in [(), ("2026-05",), ("2026-07",)]} == {None}


def test_contacts_of_known_people_do_not_follow_from_two_other_numbers(rabot):
    bouw(maand("rabot", 1) + [Contact(None, "rabot", date(2026, 7, 4))] * 9)
    bereik = gepubliceerd(JULI, drempel=5)
    assert bereik.cel("bereikt") is None
    assert None in {bereik.cel("contacten"), bereik.cel("anoniem")}


def test_every_line_with_a_hidden_cell_hides_two(rabot, ledeberg):
    bouw(maand("rabot", 30) + maand("ledeberg", 2, vanaf=50) + maand("rabot", 8, vanaf=60, dag=date(2026, 8, 1)))
    exact = bereken(
        Periode(date(2026, 7, 1), date(2026, 9, 1)), per=[MAAND, WERKPUNT, DIMENSIE["geslacht"]], alle_randen=True
    )
    bereik = publiceer(exact, drempel=5)
    for code in ("bereikt", "contacten", "nieuw"):
        for sleutel in bereik.cellen[code]:
            for plaats, waarde in enumerate(sleutel):
                if waarde == "":
                    lijn = [sleutel] + [
                        (*sleutel[:plaats], deel.sleutel, *sleutel[plaats + 1 :]) for deel in bereik.assen[plaats]
                    ]
                    assert sum(bereik.cellen[code][cel] is None for cel in lijn) != 1
