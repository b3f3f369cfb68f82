"""People whom two units share: exact for who may see them, and published without a small number that follows."""

import json
from datetime import date
from itertools import combinations
from random import Random

import numpy as np
import pytest
import time_machine
from scipy.optimize import LinearConstraint, milp

from rapportage import services
from rapportage.models import Bereikrapport
from rapportage.samen import paren, publiceer
from rapportage.tijdvakken import Tijdvak
from tests.rapportage.naief import Contact
from tests.rapportage.test_bereik import bouw
from tests.rapportage.test_herzieningen import tekst

DREMPEL = 5


def wereld(gok: Random, punten: list[str]) -> dict[frozenset[str], int]:
    alle = [frozenset(waar) for n in range(1, len(punten) + 1) for waar in combinations(punten, n)]
    return {waar: gok.choice([0, 0, gok.randint(1, 8), gok.randint(5, 40), 60]) for waar in alle}


def uitersten(alle, bekend, doel) -> float:
    """Between the fewest and the most whole people, over every set of units there is."""
    regels = np.array([[met <= waar for waar in alle] for met, _ in bekend], dtype=float)
    aantallen = [aantal for _, aantal in bekend]
    eindes = []
    for teken in (1, -1):
        uit = milp(
            [teken * float(doel(waar)) for waar in alle],
            integrality=np.ones(len(alle)),
            constraints=LinearConstraint(regels, aantallen, aantallen),
        )
        eindes.append(teken * uit.fun)
    return eindes[1] - eindes[0]


@pytest.mark.parametrize("zaad", range(60))
def test_no_small_number_follows_from_the_pairs_that_are_shown(zaad):
    gok = Random(zaad)
    punten = ["a", "b", "c", "d"][: gok.choice([2, 3, 4])]
    van = wereld(gok, punten)
    bereikt = {punt: sum(n for waar, n in van.items() if punt in waar) for punt in punten}
    toon = {paar: n for paar, n in publiceer(van, bereikt, sum(van.values()), DREMPEL).items() if n is not None}
    assert toon.items() <= paren(van, punten).items()
    bekend = [(frozenset({punt}), n) for punt, n in bereikt.items()] + [(frozenset(), sum(van.values()))]
    bekend += [(frozenset(paar), n) for paar, n in toon.items()]
    for een, ander in combinations(punten, 2) if toon else ():
        for doel in (
            lambda waar, een=een, ander=ander: een in waar and ander in waar,
            lambda waar, een=een, ander=ander: een in waar and ander not in waar,
            lambda waar, een=een, ander=ander: ander in waar and een not in waar,
            lambda waar, een=een: waar == {een},
        ):
            if 0 < sum(n for waar, n in van.items() if doel(waar)) < DREMPEL:
                assert uitersten(list(van), bekend, doel) >= DREMPEL


def test_pairs_are_shown_where_nothing_small_follows():
    van = {frozenset("a"): 40, frozenset("b"): 30, frozenset("c"): 20, frozenset("ab"): 12, frozenset("bc"): 9}
    assert publiceer(van, {"a": 52, "b": 51, "c": 29}, 111, DREMPEL) == {("a", "b"): 12, ("a", "c"): 0, ("b", "c"): 9}


def test_a_pair_with_a_hidden_unit_or_that_once_was_hidden_stays_hidden():
    van = {frozenset("a"): 40, frozenset("b"): 30, frozenset("ab"): 12}
    assert publiceer(van, {"a": 52, "b": None}, None, DREMPEL) == {("a", "b"): None}
    assert publiceer(van, {"a": 52, "b": 42}, 82, DREMPEL, ook=[("a", "b")]) == {("a", "b"): None}


@pytest.fixture
def oktober(rabot, ledeberg):
    """Rabot met forty people, Ledeberg thirty, of whom twelve at Rabot too."""
    with time_machine.travel("2026-11-21 10:00+01:00", tick=False):
        bouw(
            [Contact(n, "rabot", date(2026, 10, 5)) for n in range(40)]
            + [Contact(n, "ledeberg", date(2026, 10, 6)) for n in range(28, 58)]
        )
        yield


def test_the_bridge_shows_whom_units_share(oktober, manager, coordinator, als):
    vraag = "/rapporten/brug/bereikt/?tijdvak=2026-10&werkpunt="
    stad = tekst(als(manager).get(f"{vraag}alle"))
    assert "Gezien op twee werkpunten" in stad
    assert "Werkpunt Ledeberg – 12 Werkpunt Rabot 12 –" in stad
    assert "Ook gezien op Personen Werkpunt Ledeberg 12" in tekst(als(coordinator).get(f"{vraag}rabot"))


def test_it_is_frozen_and_goes_along_in_every_file(oktober, manager, als):
    services.maak_rapport(services.vraag_rapport(Tijdvak.maand(date(2026, 10, 1)), werkpunt=None, door=manager).pk)
    document = json.loads(Bereikrapport.objects.get().gepubliceerd)
    assert document["samen"] == [["ledeberg", "rabot", 12]]
    bouw([Contact(900 + n, "rabot", date(2026, 10, 8)) for n in range(10)])
    assert "Werkpunt Rabot 12 –" in tekst(als(manager).get("/rapporten/brug/bereikt/?tijdvak=2026-10&werkpunt=alle"))
