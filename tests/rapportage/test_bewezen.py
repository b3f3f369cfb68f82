"""No hidden number of reach can be bounded tighter than the threshold from everything that is published: proved by
linear programming on what the reports say, month after month, by unit and by who people are, and by quarter."""

import json
from datetime import date
from random import Random

import pytest
import time_machine

from rapportage import services
from rapportage.models import Bereikrapport
from rapportage.tijdvakken import Tijdvak
from tests.factories.werkpunten import WerkpuntFactory
from tests.rapportage.bekend import Bekend
from werkpunten.models import Contactmoment, Werkpunt, Werkzoekende

VOLGORDE = ("2026-01", "2026-02", "2026-03", "2026-K1")


def bevolk(gok: Random, mensen: int) -> None:
    """A quarter of contacts in three units of different size; nobody changes, which helps the attacker most."""
    punten = list(Werkpunt.objects.order_by("slug"))
    personen = Werkzoekende.objects.bulk_create(
        Werkzoekende(geslacht=gok.choice(["m", "v", "v", "x"]), opleiding=gok.choice(["laag", "laag", "midden", ""]))
        for _ in range(mensen)
    )
    gewicht = [gok.choice([1, 3, 20]) for _ in punten]
    contacten = []
    for persoon in [*personen, *[None] * gok.choice([0, 8, 40])]:
        for maand in range(1, 4):
            for punt in gok.choices(punten, gewicht, k=gok.choice([0, 0, 0, 1, 1, 2])):
                dag = date(2026, maand, gok.randint(1, 28))
                contacten.append(Contactmoment(werkzoekende=persoon, werkpunt=punt, dag=dag, soort="bezoek"))
    Contactmoment.objects.bulk_create(contacten)


def leg_vast(manager) -> list[Bereikrapport]:
    gemaakt = []
    with time_machine.travel("2026-07-04 10:00+02:00", tick=False):
        for sleutel in VOLGORDE:
            opdracht = services.vraag_rapport(Tijdvak.van_sleutel(sleutel), werkpunt=None, door=manager)
            gemaakt.append(services.maak_rapport(opdracht.pk))
    return gemaakt


@pytest.mark.parametrize("zaad", range(3))
def test_three_months_and_their_quarter_together_bound_no_hidden_number(zaad, rabot, ledeberg, manager):
    WerkpuntFactory(slug="mobiel", naam="Mobiel team")
    bevolk(Random(zaad), 150)
    rapporten = leg_vast(manager)
    bekend = Bekend(
        [json.loads(rapport.cijfers) for rapport in rapporten],
        [json.loads(rapport.gepubliceerd) for rapport in rapporten],
    )
    klein = {cel for cel, n in bekend.waarden.items() if 0 < n < 5 and cel[0] != "op naam"}
    assert klein
    assert klein <= bekend.verborgen
    nauw = bekend.aanval().te_nauw(5, bekend.te_beschermen(5))
    assert {cel: grens for cel, grens in nauw.items() if bekend.waarden[cel] < 5} == {}
