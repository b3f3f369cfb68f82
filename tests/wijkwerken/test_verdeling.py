"""Who gets which place: never impossible, never worse than greedy, and as good as an exact solver can."""

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from config.continuiteitproef import exact
from wijkwerken.verdeling import NIEMAND, Vraagstuk, gulzig, verdeel

KLEIN = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def vraagstukken(draw, meeste_plaatsen=7, meeste_mensen=4):
    plaatsen, mensen = draw(st.integers(1, meeste_plaatsen)), draw(st.integers(1, meeste_mensen))
    tellers = draw(st.integers(1, 3))

    def tabel(rijen, kolommen, hoogste):
        rij = st.lists(st.integers(0, hoogste), min_size=kolommen, max_size=kolommen)
        return np.array(draw(st.lists(rij, min_size=rijen, max_size=rijen)), dtype=np.int64)

    botst = np.triu(tabel(plaatsen, plaatsen, 3) == 0, 1)
    return Vraagstuk(
        tabel(plaatsen, mensen, 9), tabel(plaatsen, tellers, 4), tabel(mensen, tellers, 9), botst | botst.T
    )


def kan(vraagstuk, keuze):
    """Checked anew, in the plainest way: every pair possible, hours within the limit, no two turns at once."""
    for wie in set(keuze.tolist()) - {NIEMAND}:
        samen = [plaats for plaats in range(len(keuze)) if keuze[plaats] == wie]
        if any(vraagstuk.punten[plaats, wie] == 0 for plaats in samen):
            return False
        if any(vraagstuk.botst[een, ander] for een in samen for ander in samen if een != ander):
            return False
        if any(sum(vraagstuk.vraagt[samen, teller]) > grens for teller, grens in enumerate(vraagstuk.ruimte[wie])):
            return False
    return True


@given(vraagstukken())
@KLEIN
def test_what_is_chosen_can_be_and_is_as_good_as_the_exact_solver(vraagstuk):
    uitslag = verdeel(vraagstuk)
    assert kan(vraagstuk, uitslag.keuze)
    assert uitslag.waarde == vraagstuk.waarde(uitslag.keuze) == round(exact(vraagstuk).bovengrens)
    assert uitslag.bewezen


@given(vraagstukken(meeste_plaatsen=25, meeste_mensen=12))
@settings(KLEIN, max_examples=40)
def test_never_worse_than_greedy_and_never_over_its_own_bound(vraagstuk):
    uitslag = verdeel(vraagstuk)
    assert kan(vraagstuk, uitslag.keuze)
    assert kan(vraagstuk, gulzig(vraagstuk))
    assert vraagstuk.waarde(gulzig(vraagstuk)) <= uitslag.waarde <= uitslag.bovengrens


def test_several_places_for_one_worker_as_long_as_the_hours_last():
    vraagstuk = Vraagstuk(
        np.array([[5], [4], [3]]), np.array([[10], [10], [10]]), np.array([[25]]), np.zeros((3, 3), dtype=bool)
    )
    assert verdeel(vraagstuk).keuze.tolist() == [0, 0, NIEMAND]


def test_greedy_takes_the_best_pair_and_leaves_a_place_empty_where_dividing_does_not():
    vraagstuk = Vraagstuk(
        np.array([[9, 8], [8, 0]]), np.array([[1], [1]]), np.array([[1], [1]]), np.zeros((2, 2), dtype=bool)
    )
    assert gulzig(vraagstuk).tolist() == [0, NIEMAND]
    assert verdeel(vraagstuk).keuze.tolist() == [1, 0]


def test_nothing_to_divide():
    leeg = np.zeros((0, 0), dtype=np.int64)
    assert verdeel(Vraagstuk(leeg, leeg, leeg, leeg.astype(bool))).keuze.tolist() == []
