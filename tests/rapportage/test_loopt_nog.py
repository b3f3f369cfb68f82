"""Of a time that runs nothing is published of who people are: the difference between two looks can be one person."""

import json
from datetime import date

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client

from kern.tijd import Periode
from rapportage.dimensies import DIMENSIE
from rapportage.rapport import cijfers_van
from rapportage.samengesteld import samengesteld
from rapportage.tijdvakken import Tijdvak
from rapportage.weergave import LOOPT_NOG
from tests.rapportage.naief import Contact
from tests.rapportage.test_bereik import bouw
from toegang.models import ApiSleutel

OVER_MENSEN = {"wijk", "geslacht", "leeftijd", "statuut", "opleiding", "taal", "doelgroep"}
OVER_CONTACTEN = {"dienst", "soort", "onderwerp"}


@pytest.fixture(autouse=True)
def november(rabot, ledeberg):
    with time_machine.travel("2026-11-21 10:00+01:00", tick=False) as klok:
        for maand in (10, 11):
            bouw([Contact(n, "rabot", date(2026, maand, 5)) for n in range(40)])
        yield klok


@pytest.mark.parametrize("sleutel", ["2026-11", "2026-K4", "2026"])
def test_of_a_time_that_runs_only_breakdowns_by_contact_are_published(sleutel):
    cijfers = cijfers_van(Tijdvak.van_sleutel(sleutel), None)
    assert set(cijfers.gepubliceerd["uitsplitsingen"]) == set(cijfers.gepubliceerd["namen"]) == OVER_CONTACTEN
    assert set(cijfers.exact["uitsplitsingen"]) == OVER_MENSEN | OVER_CONTACTEN


def test_two_looks_around_one_visit_do_not_say_who_it_was(als, manager):
    """Before and after one woman in the wijk of 40 others: totals move by one, and nothing says who she is."""
    client = als(manager)

    def alles() -> dict:
        return json.loads(client.get("/rapporten/nu/json/?tijdvak=2026-11&werkpunt=alle").content)

    eerst = alles()
    bouw([Contact(900, "rabot", date(2026, 11, 20))])
    later = alles()
    bereikt = [
        bron["bereik"]["indicatoren"]["bereikt"]["per"]["maand"]["2026-11"]["totaal"] for bron in (eerst, later)
    ]
    assert bereikt == [40, 41]
    assert set(later["uitsplitsingen"]) == OVER_CONTACTEN


def test_the_page_says_why_and_the_month_that_is_over_has_it(als, manager, november):
    client = als(manager)
    pad = "/rapporten/per/?tijdvak={}&werkpunt=alle&per={}"
    assert LOOPT_NOG in client.get(pad.format("2026-11", "wijk")).content.decode()
    assert LOOPT_NOG not in client.get(pad.format("2026-11", "soort")).content.decode()
    vergelijk = client.get("/rapporten/vergelijken/?tijdvak=2026-11&werkpunt=alle&per=geslacht").content.decode()
    assert LOOPT_NOG in vergelijk
    november.move_to("2026-12-01 08:00+01:00")
    assert LOOPT_NOG not in als(manager).get(pad.format("2026-11", "wijk")).content.decode()


def test_coordinators_see_their_own_unit_at_any_time(als, coordinator):
    pagina = als(coordinator).get("/rapporten/per/?tijdvak=2026-11&werkpunt=rabot&per=geslacht").content.decode()
    assert (LOOPT_NOG in pagina, "verborgen" in pagina) == (False, False)


def test_the_api_and_composed_figures_refuse_it_too(manager):
    api = Client(headers={"Authorization": f"Bearer {ApiSleutel.vernieuw(manager)}"})
    november = {"van": "2026-11-01", "tot": "2026-11-30"}
    geweigerd = api.get("/api/v1/bereik/", {**november, "per": "geslacht"})
    assert (geweigerd.status_code, geweigerd.json()) == (400, {"per": [f"November 2026 loopt nog. {LOOPT_NOG}"]})
    for gevraagd in ({**november, "per": "soort"}, {**november, "van": "2026-10-01", "tot": "2026-10-31"}):
        assert api.get("/api/v1/bereik/", gevraagd).status_code == 200
    twee = Periode(date(2026, 10, 1), date(2026, 12, 1))
    with pytest.raises(ValidationError, match="November 2026 loopt nog"):
        samengesteld(twee, per=[DIMENSIE["geslacht"]], werkpunten=None)
