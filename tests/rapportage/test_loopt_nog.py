"""Of a time that runs nothing is published of who people are: the difference between two looks can be one person."""

import json
import re
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
from rapportage.weergave import LOOPT_NOG, cijfer
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


@pytest.mark.parametrize(
    ("sleutel", "van", "maanden"),
    [
        ("2026", "2026-01-01", "januari 2026 tot en met oktober 2026"),
        ("2026-K4", "2026-10-01", "oktober 2026"),
    ],
)
def test_of_a_year_and_a_quarter_that_run_the_page_shows_the_whole_months_so_far_as_the_api_does(
    als, manager, sleutel, van, maanden
):
    pagina = als(manager).get(f"/rapporten/per/?tijdvak={sleutel}&werkpunt=alle&per=geslacht").content.decode()
    assert (f"Je ziet de volledige maanden tot nu: {maanden}." in pagina, LOOPT_NOG in pagina) == (True, False)
    api = Client(headers={"Authorization": f"Bearer {ApiSleutel.vernieuw(manager)}"})
    document = api.get("/api/v1/bereik/", {"van": van, "tot": "2026-10-31", "per": "geslacht"}).json()
    rijen = dict(re.findall(r'<tr><th scope="row">(.*?)</th>(.*?)</tr>', pagina))
    for code, naam in (("v", "vrouw"), ("onbekend", "onbekend")):
        op_scherm = re.findall(r"<td[^>]*>([^<]*)</td>", rijen[naam])
        figuren = [figuur for figuur in document["indicatoren"].values() if figuur["naam"] != "Bereikt sinds de start"]
        assert op_scherm == [cijfer(figuur["per"]["geslacht"][code]) for figuur in figuren]


def test_a_year_of_which_every_figure_is_hidden_says_so_and_where_there_is_more(als, manager):
    bouw([Contact(n, "rabot", date(2026, 9, 5)) for n in range(900, 902)])
    pagina = als(manager).get("/rapporten/per/?tijdvak=2026&werkpunt=alle&per=geslacht").content.decode()
    assert "kunnen we samen niets tonen: van elk cijfer verbergt minstens één maand een klein aantal." in pagina
    assert "<table" not in pagina


def test_in_the_first_month_of_a_year_there_is_nothing_of_who_people_are_yet(als, manager, november):
    november.move_to("2027-01-20 08:00+01:00")
    assert LOOPT_NOG in als(manager).get("/rapporten/per/?tijdvak=2027&werkpunt=alle&per=geslacht").content.decode()


def test_two_looks_at_a_year_around_one_visit_show_the_same_people(als, manager):
    """The woman of this month is in no cell of the page."""
    client, pad = als(manager), "/rapporten/per/?tijdvak=2026&werkpunt=alle&per=geslacht"

    def rijen() -> list[str]:
        return re.findall(r"<tr>.*?</tr>", client.get(pad).content.decode())

    eerst = rijen()
    bouw([Contact(900, "rabot", date(2026, 11, 20))])
    assert len(eerst) > 3
    assert rijen() == eerst


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
