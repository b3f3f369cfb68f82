"""Reach per 1,000 inhabitants, and breakdowns of one unit that a manager doesn't get."""

from datetime import date

import pytest
import time_machine

from rapportage.models import Bevolking
from rapportage.weergave import GEEN_UITSPLITSING
from tests.rapportage.naief import Contact
from tests.rapportage.test_bereik import bouw
from werkpunten.models import Wijk

PER_WIJK = "/rapporten/per/?tijdvak=2026-10&werkpunt={}&per=wijk"


@pytest.fixture(autouse=True)
def oktober(rabot):
    with time_machine.travel("2026-11-21 10:00+01:00", tick=False):
        bouw([Contact(n, "rabot", date(2026, 10, 5)) for n in range(30)])
        yield


def test_the_last_known_number_of_inhabitants_counts_and_never_that_of_a_later_year(db):
    wijk = Wijk.objects.order_by("nummer")[0]
    for jaar, aantal in ((2024, 9000), (2025, 10_000), (2027, 1)):
        Bevolking.objects.create(wijk=wijk, jaar=jaar, aantal=aantal)
    gevonden = [Bevolking.objects.in_jaar(jaar) for jaar in (2023, 2024, 2026)]
    assert gevonden == [{}, {wijk.slug: 9000}, {wijk.slug: 10_000}]


def test_reach_per_thousand_inhabitants_stands_beside_the_people(als, manager):
    assert "Per 1.000 inwoners" not in als(manager).get(PER_WIJK.format("alle")).content.decode()
    onbekend = Wijk.objects.get(slug="onbekend")
    Bevolking.objects.create(wijk=onbekend, jaar=2026, aantal=4000)
    pagina = als(manager).get(PER_WIJK.format("alle")).content.decode()
    assert ("Per 1.000 inwoners" in pagina, '<td class="cijfer">7,5</td>' in pagina) == (True, True)


def test_a_manager_reads_why_one_unit_is_not_broken_down_and_its_coordinator_gets_it(als, manager, coordinator):
    antwoord = als(manager).get(PER_WIJK.format("rabot"))
    assert (antwoord.status_code, GEEN_UITSPLITSING in antwoord.content.decode()) == (200, True)
    vergelijk = "/rapporten/vergelijken/?tijdvak=2026-10&werkpunt=rabot&met=2026-09&per=geslacht"
    assert GEEN_UITSPLITSING in als(manager).get(vergelijk).content.decode()
    eigen = als(coordinator).get(PER_WIJK.format("rabot")).content.decode()
    assert GEEN_UITSPLITSING not in eigen
    assert '<td class="cijfer">30</td>' in eigen
