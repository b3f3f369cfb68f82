"""Any table: a solver bounds no hidden cell tighter than the threshold, and little more is hidden than must be."""

from math import inf, prod
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from tests.rapportage.aanval import Aanval, som
from tests.rapportage.test_kleine_cellen import lijnen, met_randen, verberg

DREMPEL = 5
GETALLEN = (0, 0, 1, 2, 5, 9, 40)


def tabel(zaad: int, *maten: int):
    gok = Random(zaad)
    return met_randen([gok.choice(GETALLEN) for _ in range(prod(maten))], *maten)


@settings(deadline=None, max_examples=60)
@given(maten=st.sampled_from([(5,), (2, 3), (3, 4), (4, 5), (2, 3, 3)]), zaad=st.integers(0, 10**6))
def test_a_solver_bounds_no_hidden_cell_tighter_than_the_threshold(maten, zaad):
    waarden, assen = tabel(zaad, *maten)
    dicht = verberg(waarden, assen)
    assert {cel for cel, waarde in waarden.items() if 0 < waarde < DREMPEL} <= dicht
    assert Aanval(waarden, dicht, lijnen(waarden, assen)).te_nauw(DREMPEL) == {}


@pytest.mark.parametrize(
    ("delen", "dicht", "grenzen"),
    [
        ([3, 40, 20, 30], {("a", "a")}, (3, 3)),
        ([3, 2, 60, 30], {("a", "a"), ("a", "b"), ("b", "a"), ("b", "b")}, (1, 4)),
    ],
)
def test_the_solver_finds_what_is_hidden_badly(delen, dicht, grenzen):
    """Alone in its line it follows; two of together five are both small."""
    waarden, assen = met_randen(delen, 2, 2)
    assert Aanval(waarden, dicht, lijnen(waarden, assen)).te_nauw(DREMPEL)["a", "a"] == grenzen


def beste(waarden, assen) -> int:
    """The fewest cells that can be hidden: two worlds for every hidden cell, that far apart in it."""
    cellen = [cel for cel, waarde in waarden.items() if waarde]
    plaats = {cel: n for n, cel in enumerate(cellen)}
    n, ver = len(cellen), 60
    regels = [[(plaats[cel], f) for cel, f in som(t, d).items() if cel in plaats] for t, d in lijnen(waarden, assen)]
    rijen, onder, boven = [], [], []

    def regel(punten, laag, hoog):
        rij = np.zeros(n + 2 * n * n)
        for plek, factor in punten:
            rij[plek] += factor
        rijen.append(rij), onder.append(laag), boven.append(hoog)

    for p in range(n):
        wereld = [n + 2 * n * p, n + 2 * n * p + n]
        for begin in wereld:
            for punten in regels:
                regel([(begin + k, f) for k, f in punten], 0, 0)
            for k, cel in enumerate(cellen):
                regel([(begin + k, 1), (k, -ver)], -inf, 0)
                regel([(begin + k, 1), (k, waarden[cel] - 1)], 0, inf)
        regel([(wereld[0] + p, 1), (wereld[1] + p, -1), (p, -DREMPEL)], 0, inf)
    laag, hoog = np.full(n + 2 * n * n, -inf), np.full(n + 2 * n * n, inf)
    laag[:n], hoog[:n] = [int(waarden[cel] < DREMPEL) for cel in cellen], 1
    uitkomst = milp(
        np.r_[np.ones(n), np.zeros(2 * n * n)],
        constraints=LinearConstraint(np.array(rijen), onder, boven),
        bounds=Bounds(laag, hoog),
        integrality=np.r_[np.ones(n), np.zeros(2 * n * n)],
        options={"time_limit": 20},
    )
    assert uitkomst.status == 0, uitkomst.message
    return round(uitkomst.fun)


def test_little_more_is_hidden_than_must_be():
    tabellen = [tabel(zaad, *maten) for maten in ((2, 3), (3, 3)) for zaad in range(12)]
    ons = sum(len(verberg(*deze)) for deze in tabellen)
    minst = sum(beste(*deze) for deze in tabellen)
    assert minst <= ons <= 1.2 * minst
