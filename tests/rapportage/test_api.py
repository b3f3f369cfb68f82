"""The reach report over the API: to each reader what the screen shows them."""

import datetime
import json

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kern.tijd import Periode
from rapportage.dimensies import DIMENSIE
from rapportage.kleine_cellen import gepubliceerd
from tests.factories.werkpunten import ContactmomentFactory
from toegang.models import ApiSleutel

MEI = {"van": "2026-05-01", "tot": "2026-05-31"}


@pytest.fixture
def api(manager):
    return Client(headers={"Authorization": f"Bearer {ApiSleutel.vernieuw(manager)}"})


def bereik(api, **vraag):
    antwoord = api.get("/api/v1/bereik/", {**MEI, **vraag})
    return antwoord.status_code, json.loads(antwoord.content)


def test_document_is_the_published_one_with_small_cells_hidden(api, rabot, ledeberg, consulent):
    for nummer in range(9):
        ContactmomentFactory(
            werkpunt=rabot if nummer < 6 else ledeberg, door=consulent, dag=datetime.date(2026, 5, 1 + nummer)
        )
    status, document = bereik(api, per="werkpunt,maand")
    verwacht = gepubliceerd(
        Periode.maand(datetime.date(2026, 5, 1)), per=[DIMENSIE["werkpunt"], DIMENSIE["maand"]], drempel=5
    )
    assert (status, document) == (200, json.loads(json.dumps(verwacht.als_json())))
    bereikt = document["indicatoren"]["bereikt"]
    assert (document["niveau"], bereikt["totaal"], bereikt["per"]["werkpunt"]["ledeberg"]["totaal"]) == (
        "gepubliceerd",
        9,
        None,
    )


def test_one_unit(api, rabot, consulent):
    for _ in range(5):
        ContactmomentFactory(werkpunt=rabot, door=consulent, dag=datetime.date(2026, 5, 4))
    status, document = bereik(api, werkpunt="rabot")
    assert (status, document["indicatoren"]["bereikt"]["totaal"]) == (200, 5)


def test_a_coordinator_gets_exact_figures_of_the_own_unit_and_no_others(coordinator, rabot, ledeberg, consulent):
    for werkpunt in (rabot, rabot, rabot, ledeberg):
        ContactmomentFactory(werkpunt=werkpunt, door=consulent, dag=datetime.date(2026, 5, 4))
    api = Client(headers={"Authorization": f"Bearer {ApiSleutel.vernieuw(coordinator)}"})
    status, document = bereik(api, werkpunt="rabot", per="maand")
    bereikt = document["indicatoren"]["bereikt"]
    assert (status, document["niveau"], bereikt["totaal"]) == (200, "exact", 3)
    for vraag in ({"werkpunt": "ledeberg"}, {}, {"per": "werkpunt"}):
        assert bereik(api, **vraag)[0] == 404


@pytest.mark.parametrize(
    ("vraag", "veld"),
    [
        ({"van": "2026-05-02"}, "tot"),
        ({"tot": "2026-05-30"}, "tot"),
        ({"tot": "2026-04-30"}, "tot"),
        ({"van": "0001-01-01"}, "tot"),
        ({"tot": "9999-12-31"}, "tot"),
        ({"van": "gisteren"}, "van"),
        ({"werkpunt": "bestaat-niet"}, "werkpunt"),
        ({"werkpunt": "a\0b"}, "werkpunt"),
        ({"per": "naam"}, "per"),
        ({"per": "maand,maand"}, "per"),
        ({"per": "werkpunt,maand,wijk,geslacht"}, "per"),
    ],
)
def test_what_cannot_be_asked(api, vraag, veld):
    status, fouten = bereik(api, **vraag)
    assert (status, list(fouten)) == (400, [veld])


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(vraag=st.dictionaries(st.sampled_from(["van", "tot", "werkpunt", "per"]), st.text(max_size=30)))
def test_no_question_makes_it_fall_over(api, vraag):
    assert api.get("/api/v1/bereik/", vraag).status_code in {400, 429}
