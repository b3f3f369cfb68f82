"""Small numbers stay hidden, also from whoever knows every published number."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from itertools import product
from math import prod
from random import Random

import pytest
from django.core.exceptions import ValidationError
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from kern.tijd import Periode
from rapportage.bereik import bereken
from rapportage.dimensies import DIMENSIE, MAAND, WERKPUNT
from rapportage.indicatoren import INDICATOREN
from rapportage.kleine_cellen import gepubliceerd, publiceer
from rapportage.models import Drempelwaarde
from rapportage.verbergen import As, Tabel, TeFijn, verberg_door_de_tijd
from tests.factories.werkpunten import WerkpuntFactory
from tests.rapportage.naief import Contact
from tests.rapportage.test_bereik import bouw

JULI = Periode(date(2026, 7, 1), date(2026, 8, 1))


def vijf(cel: tuple[str, ...]) -> int:
    return 5


def kleine_sommen(waarden, regels, dicht) -> list[tuple[str, ...]]:
    """Totals that are shown, and that leave a small number for what is hidden of them."""
    gevonden = []
    for totaal, delen in regels:
        samen = sum(waarden[deel] for deel in delen if deel in dicht)
        if totaal not in dicht and 0 < samen < 5:
            gevonden.append(totaal)
    return gevonden


def verberg(waarden, assen: list[As], **meer) -> set[tuple[str, ...]]:
    tabel = Tabel(waarden, assen, **meer)
    return tabel.verberg(lambda cel: 0 < waarden[cel] < 5, samen=vijf)


def verborgen(*waarden: int) -> set[str]:
    """What is hidden of one total and its parts."""
    delen = [f"deel{n}" for n in range(len(waarden))]
    tabel = {(deel,): waarde for deel, waarde in zip(delen, waarden, strict=True)} | {("totaal",): sum(waarden)}
    return {cel for (cel,) in verberg(tabel, [As(tuple(delen), "totaal")])}


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


def met_randen(delen: list[int], *maten: int) -> tuple[dict[tuple[str, ...], int], list[As]]:
    """A table with these parts and every margin; ``*`` is a total."""
    assen = [As(tuple(map(chr, range(97, 97 + maat))), "*") for maat in maten]
    waarden = dict.fromkeys(product(*((*as_.delen, "*") for as_ in assen)), 0)
    for plaats, waarde in zip(product(*(as_.delen for as_ in assen)), delen, strict=True):
        for cel in product(*((deel, "*") for deel in plaats)):
            waarden[cel] += waarde
    return waarden, assen


def lijnen(waarden, assen: list[As]) -> Iterator[tuple[tuple[str, ...], list[tuple[str, ...]]]]:
    for cel in waarden:
        for n, as_ in enumerate(assen):
            if cel[n] == as_.totaal:
                yield cel, [(*cel[:n], deel, *cel[n + 1 :]) for deel in as_.delen]


def werelden_vlakbij(waarden, assen, dicht, *maten: int) -> list[list[int]]:
    """Tables that differ at most one per cell and fit all that is shown; zero is shown, so hidden is at least one."""
    echt = [waarden[plaats] for plaats in product(*(as_.delen for as_ in assen))]
    gevonden = []
    for stap in product((-1, 0, 1), repeat=len(echt)):
        proef, _ = met_randen([n + s for n, s in zip(echt, stap, strict=True)], *maten)
        if all(proef[cel] >= 1 if cel in dicht else proef[cel] == waarden[cel] for cel in waarden):
            gevonden.append(list(proef.values()))
    return gevonden


@pytest.mark.parametrize("maten", [(2, 3), (2, 2, 2)])
@settings(deadline=None, max_examples=20, phases=[Phase.explicit, Phase.generate])
@given(gegevens=st.data())
def test_an_attacker_with_every_margin_of_a_small_table_pins_no_hidden_cell(maten, gegevens):
    delen = gegevens.draw(st.lists(st.integers(0, 9), min_size=prod(maten), max_size=prod(maten)))
    waarden, assen = met_randen(delen, *maten)
    dicht = verberg(waarden, assen)
    assert {cel for cel, waarde in waarden.items() if 0 < waarde < 5} <= dicht
    assert not {cel for cel in dicht if waarden[cel] == 0}
    werelden = werelden_vlakbij(waarden, assen, dicht, *maten)
    for n, cel in enumerate(waarden):
        assert (len({wereld[n] for wereld in werelden}) > 1) == (cel in dicht), cel


def min_keer(rij, keer: Fraction, andere) -> dict[tuple[str, ...], Fraction]:
    return {
        cel: f for cel in {*rij, *andere} if (f := rij.get(cel, Fraction(0)) - keer * andere.get(cel, Fraction(0)))
    }


def volgt_uit_aftrekken(regels, dicht) -> set[tuple[str, ...]]:
    """Hidden cells that are fixed by the sums alone: Gauss and Jordan on all lines, in exact fractions."""
    opgelost: dict[tuple[str, ...], dict[tuple[str, ...], Fraction]] = {}
    for totaal, delen in regels:
        rij = {cel: Fraction(1 if cel == totaal else -1) for cel in (totaal, *delen) if cel in dicht}
        for spil, andere in opgelost.items():
            rij = min_keer(rij, rij.get(spil, Fraction(0)), andere)
        if rij:
            spil, factor = next(iter(rij.items()))
            rij = {cel: f / factor for cel, f in rij.items()}
            opgelost = {s: min_keer(andere, andere.get(spil, Fraction(0)), rij) for s, andere in opgelost.items()}
            opgelost[spil] = rij
    return {spil for spil, rij in opgelost.items() if len(rij) == 1}


def volgt_uit_grenzen(waarden, regels, dicht) -> set[tuple[str, ...]]:
    """Hidden cells that are fixed by whole numbers of at least one, narrowed line by line until nothing changes."""
    onder = {cel: 1 if cel in dicht else waarde for cel, waarde in waarden.items()}
    boven = {cel: max(waarden.values()) * 2 if cel in dicht else waarde for cel, waarde in waarden.items()}
    vorige = None
    while vorige != (onder, boven):
        vorige = dict(onder), dict(boven)
        for totaal, delen in regels:
            laag, hoog = sum(onder[d] for d in delen), sum(boven[d] for d in delen)
            onder[totaal], boven[totaal] = max(onder[totaal], laag), min(boven[totaal], hoog)
            for deel in delen:
                onder[deel] = max(onder[deel], onder[totaal] - (hoog - boven[deel]))
                boven[deel] = min(boven[deel], boven[totaal] - (laag - onder[deel]))
                laag, hoog = sum(onder[d] for d in delen), sum(boven[d] for d in delen)
    return {cel for cel in dicht if onder[cel] == boven[cel]}


@settings(deadline=None, max_examples=60)
@given(maten=st.sampled_from([(3, 4), (4, 5), (2, 3, 4)]), zaad=st.integers(0, 10**6))
def test_neither_sums_nor_bounds_pin_a_hidden_cell_of_a_sparse_table(maten, zaad):
    gok = Random(zaad)
    waarden, assen = met_randen([gok.choice([0, 0, 1, 2, 5, 9, 40]) for _ in range(prod(maten))], *maten)
    dicht = verberg(waarden, assen)
    assert {cel for cel, waarde in waarden.items() if 0 < waarde < 5} <= dicht
    assert volgt_uit_aftrekken([*lijnen(waarden, assen)], dicht) == set()
    assert volgt_uit_grenzen(waarden, [*lijnen(waarden, assen)], dicht) == set()
    assert kleine_sommen(waarden, lijnen(waarden, assen), dicht) == []


def test_the_attackers_find_what_is_hidden_badly():
    waarden, assen = met_randen([3, 40, 20, 30], 2, 2)
    assert volgt_uit_aftrekken([*lijnen(waarden, assen)], {("a", "a")}) == {("a", "a")}
    rij, as_ = met_randen([1, 1, 50], 3)
    assert volgt_uit_grenzen(rij, [*lijnen(rij, as_)], {("a",), ("b",)}) == {("a",), ("b",)}


MAANDEN = tuple("123456")


def reeks(gok: Random):
    """New and returning people of two units in six months, with what was reached since the start as a third kind."""
    assen = [As(("nieuw", "terugkerend"), "bereikt"), As(MAANDEN), As(("p", "q"), "*")]
    waarden = dict.fromkeys(product(("nieuw", "terugkerend", "bereikt"), MAANDEN, ("p", "q", "*")), 0)
    for code, moment, punt in product(("nieuw", "terugkerend"), MAANDEN, "pq"):
        aantal = gok.choice([0, 1, 2, 4, 6, 9, 30])
        for cel in product((code, "bereikt"), [moment], (punt, "*")):
            waarden[cel] += aantal
    sommen = {
        ("som", moment, punt): sum(waarden["nieuw", eerder, punt] for eerder in MAANDEN if eerder <= moment)
        for moment, punt in product(MAANDEN, ("p", "q", "*"))
    }
    regels = [*lijnen(waarden, assen)]
    for n, moment in enumerate(MAANDEN):
        for punt in ("p", "q", "*"):
            eerder = [("som", MAANDEN[n - 1], punt)] if n else []
            regels.append((("som", moment, punt), [*eerder, ("nieuw", moment, punt)]))
        regels.append((("som", moment, "*"), [("som", moment, "p"), ("som", moment, "q")]))
    return waarden, assen, sommen, regels


@settings(deadline=None, max_examples=150)
@given(zaad=st.integers(0, 10**6))
def test_what_was_reached_since_the_start_gives_no_hidden_number_back(zaad):
    waarden, assen, sommen, regels = reeks(Random(zaad))
    klein = {cel for cel, waarde in waarden.items() if 0 < waarde < 5}
    dicht, zonder = verberg_door_de_tijd(waarden, assen, 1, klein.__contains__, samen=vijf, loopt_op="nieuw")
    assert klein <= dicht
    alles = waarden | sommen
    onbekend = dicht | {("som", *cel[1:]) for cel in zonder if alles["som", *cel[1:]]}
    assert not {cel for cel in dicht if not waarden[cel]}
    assert not {cel for cel, som in sommen.items() if 0 < som < 5} - onbekend
    assert volgt_uit_aftrekken(regels, onbekend) & dicht == set()
    assert volgt_uit_grenzen(alles, regels, onbekend) & dicht == set()
    assert kleine_sommen(alles, regels, onbekend) == []


def test_what_was_reached_since_the_start_is_shown_again_once_a_later_month_made_up_for_it():
    """4 in the first month: hidden with the 6 of the second, and from then on the sum tells nothing."""
    assen = [As(("nieuw", "terugkerend"), "bereikt"), As(("1", "2", "3")), As(("p", "q"), "*")]
    waarden = dict.fromkeys(product(("nieuw", "terugkerend", "bereikt"), "123", ("p", "q", "*")), 0)
    for moment, p in zip("123", (4, 6, 8), strict=True):
        for (code, n), (punt, q) in product((("nieuw", 0), ("terugkerend", 20)), (("p", 0), ("q", 30))):
            for cel in product((code, "bereikt"), [moment], (punt, "*")):
                waarden[cel] += p + n + q
    dicht, zonder = verberg_door_de_tijd(
        waarden, assen, 1, lambda cel: 0 < waarden[cel] < 5, samen=vijf, loopt_op="nieuw"
    )
    assert {cel[1] for cel in dicht} == {"1", "2"}
    assert {cel[1] for cel in zonder} == {"1"}
    assert ("nieuw", "1", "p") in zonder


def test_a_number_that_everybody_knows_cannot_be_hidden():
    waarden, assen = met_randen([3, 40], 2)
    with pytest.raises(TeFijn):
        verberg(waarden, assen, vast={("b",), ("*",)})


@pytest.mark.parametrize("maten", [(4, 25, 12), (40, 25)])
def test_a_fine_table_is_done_in_a_bounded_number_of_steps(maten):
    """Sparse, as months by ward are; a search that starts afresh for every cell does not end here."""
    gok = Random(1)
    waarden, assen = met_randen([gok.choice([0, 0, 1, 1, 2, 3, 6]) for _ in range(prod(maten))], *maten)
    tabel = Tabel(waarden, assen)
    dicht = tabel.verberg(lambda cel: 0 < waarden[cel] < 5, samen=vijf)
    assert tabel.stappen < 400_000
    assert volgt_uit_grenzen(waarden, [*lijnen(waarden, assen)], dicht) == set()
    assert sum(1 for cel, waarde in waarden.items() if waarde and cel not in dicht) > 20


@settings(deadline=None, max_examples=200)
@given(zaad=st.integers(0, 10**6))
def test_figures_of_people_who_come_to_several_units_never_leave_a_small_number_open(zaad):
    """They do not add up: somebody who is new in a unit may be known in the city, and counts once in the city."""
    gok = Random(zaad)
    assen = [As(("nieuw", "terugkerend"), "bereikt"), As(("p", "q", "r"), "*"), As(("x", "y"), "*")]
    waarden = dict.fromkeys(product(*((*as_.delen, as_.totaal or "") for as_ in assen)), 0)
    for _ in range(gok.randint(1, 25)):
        wijk, bezocht = gok.choice("xy"), gok.sample("pqr", gok.randint(1, 3))
        vroeger = {punt for punt in "pqr" if gok.random() < 0.3}
        for punt, is_nieuw in [*((punt, punt not in vroeger) for punt in bezocht), ("*", not vroeger)]:
            for code, woont in product(["bereikt", "nieuw" if is_nieuw else "terugkerend"], [wijk, "*"]):
                waarden[code, punt, woont] += 1
    dicht = verberg(waarden, assen)
    assert {cel for cel, waarde in waarden.items() if 0 < waarde < 5} <= dicht
    assert not {cel for cel in dicht if waarden[cel] == 0}
    for code, punt, woont in [cel for cel, waarde in waarden.items() if 0 < waarde < 5]:
        assert len({(ander, punt, woont) for ander in ("bereikt", "nieuw", "terugkerend")} & dicht) > 1
        assert len({(code, punt, ander) for ander in "xy*"} & dicht) > 1


def maand(waar: str, personen: int, *, vanaf: int = 0, dag: date = date(2026, 7, 3)) -> list[Contact]:
    return [Contact(vanaf + n, waar, dag) for n in range(personen)]


def test_managers_get_null_where_a_unit_is_small_and_in_one_other(rabot, ledeberg):
    bouw(maand("rabot", 97) + maand("ledeberg", 3, vanaf=200))
    document = gepubliceerd(JULI, per=[WERKPUNT]).als_json()
    assert document["niveau"] == "gepubliceerd"
    for code in ("bereikt", "nieuw", "contacten"):
        assert document["indicatoren"][code]["totaal"] == 100
        assert document["indicatoren"][code]["per"] == {"werkpunt": {"ledeberg": None, "rabot": None}}
    assert document["indicatoren"]["anoniem"]["per"] == {"werkpunt": {"ledeberg": 0, "rabot": 0}}


def test_two_small_units_do_not_follow_together_from_the_city(rabot, ledeberg):
    """100 in the city, 96 of them in Rabot: nobody may read that the two others have four together."""
    WerkpuntFactory(slug="mobiel", naam="Mobiel team")
    bouw(maand("rabot", 96) + maand("ledeberg", 2, vanaf=200) + maand("mobiel", 2, vanaf=300))
    for per in ([WERKPUNT], [MAAND, WERKPUNT]):
        bereik = gepubliceerd(JULI, per=per)
        for code in ("bereikt", "nieuw", "contacten"):
            assert {bereik.cel(code, *sleutel) for sleutel in bereik.sleutels()} == {None}
            assert bereik.cel(code) == 100


def test_the_report_of_one_unit_hides_what_the_report_of_the_city_hides(rabot, ledeberg):
    bouw(maand("rabot", 97) + maand("ledeberg", 3, vanaf=200))
    stad = gepubliceerd(JULI, per=[MAAND, WERKPUNT])
    for per in ([], [MAAND], [WERKPUNT], [WERKPUNT, MAAND]):
        deel = gepubliceerd(JULI, per=per, werkpunt=rabot)
        assert [dimensie.code for dimensie in deel.dimensies] == [dimensie.code for dimensie in per]
        assert {deel.cel("bereikt", *sleutel) for sleutel in deel.sleutels()} == {None}
    assert stad.cel("bereikt", "2026-07", "rabot") is None


def test_new_and_returning_people_do_not_give_each_other_away(rabot):
    vroeger = maand("rabot", 97, dag=date(2026, 5, 1))
    bouw(vroeger + maand("rabot", 97) + maand("rabot", 3, vanaf=200))
    bereik = gepubliceerd(JULI)
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
    bereik = publiceer(bereken(Periode(date(2026, 5, 1), date(2026, 9, 1)), per=[MAAND], steeds=[MAAND]))
    maanden = ["2026-05", "2026-06", "2026-07", "2026-08"]
    assert [bereik.cel("nieuw", maand) for maand in maanden] == [50, 0, None, 0]
    assert [bereik.cel("cumulatief", maand) for maand in maanden] == [50, 50, None, None]


def test_contacts_of_known_people_do_not_follow_from_two_other_numbers(rabot):
    bouw(maand("rabot", 1) + [Contact(None, "rabot", date(2026, 7, 4))] * 9)
    bereik = gepubliceerd(JULI)
    assert bereik.cel("bereikt") is None
    assert None in {bereik.cel("contacten"), bereik.cel("anoniem")}


def test_every_line_with_a_hidden_cell_hides_two(rabot, ledeberg):
    bouw(maand("rabot", 30) + maand("ledeberg", 2, vanaf=50) + maand("rabot", 8, vanaf=60, dag=date(2026, 8, 1)))
    exact = bereken(
        Periode(date(2026, 7, 1), date(2026, 9, 1)), per=[MAAND, WERKPUNT, DIMENSIE["geslacht"]], alle_randen=True
    )
    bereik = publiceer(exact)
    for code in ("bereikt", "contacten", "nieuw"):
        for sleutel in bereik.cellen[code]:
            for plaats, waarde in enumerate(sleutel):
                if waarde == "":
                    lijn = [sleutel] + [
                        (*sleutel[:plaats], deel.sleutel, *sleutel[plaats + 1 :]) for deel in bereik.assen[plaats]
                    ]
                    assert sum(bereik.cellen[code][cel] is None for cel in lijn) != 1


def test_each_month_has_its_own_threshold_whatever_period_it_is_shown_in(rabot):
    Drempelwaarde.objects.create(waarde=10, geldig_van=date(2026, 7, 15))
    bouw(maand("rabot", 7, dag=date(2026, 6, 1)) + maand("rabot", 8, vanaf=50))
    for begin in (date(2026, 6, 1), date(2026, 5, 1)):
        bereik = publiceer(bereken(Periode(begin, date(2026, 8, 1)), per=[MAAND], steeds=[MAAND]))
        assert (bereik.cel("contacten", "2026-06"), bereik.cel("contacten", "2026-07")) == (7, None)


def test_a_breakdown_that_is_too_fine_is_refused_before_anything_is_counted(rabot, django_assert_max_num_queries):
    with django_assert_max_num_queries(4), pytest.raises(ValidationError, match="Te fijn uitgesplitst"):
        gepubliceerd(Periode(date(2000, 1, 1), date(2090, 1, 1)), per=[MAAND, DIMENSIE["wijk"]])
