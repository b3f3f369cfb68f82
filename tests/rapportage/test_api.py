"""The reach report over the API: to each reader what the screen shows them."""

import datetime
import json
import re

import pytest
from django.core.cache import cache
from django.test import Client
from drf_spectacular.generators import SchemaGenerator
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rapportage.rapport import cijfers_van
from rapportage.services import maak_rapport, vraag_rapport
from rapportage.tijdvakken import Tijdvak, Tijdvaksoort
from tests.factories.werkpunten import ContactmomentFactory, WerkpuntFactory, WerkzoekendeFactory
from toegang.models import ApiSleutel
from toegang.rollen import Rol

APRIL, MEI_DAG = datetime.date(2026, 4, 7), datetime.date(2026, 5, 4)
MEI = {"van": "2026-05-01", "tot": "2026-05-31"}


@pytest.fixture
def api(manager):
    return Client(headers={"Authorization": f"Bearer {ApiSleutel.vernieuw(manager)}"})


def bereik(api, **vraag):
    antwoord = api.get("/api/v1/bereik/", {**MEI, **vraag})
    return antwoord.status_code, json.loads(antwoord.content)


def vul(werkpunt, aantal, dag, door, **velden):
    return [ContactmomentFactory(werkpunt=werkpunt, door=door, dag=dag, **velden) for _ in range(aantal)]


def test_the_figures_and_the_hidden_cells_are_those_on_screen(api, rabot, ledeberg, consulent):
    vul(rabot, 6, APRIL, consulent)
    vul(rabot, 9, MEI_DAG, consulent)
    vul(ledeberg, 3, MEI_DAG, consulent)
    status, document = bereik(api, per="maand,werkpunt")
    scherm = cijfers_van(Tijdvak.maand(datetime.date(2026, 5, 1)), None, per=[]).gepubliceerd["bereik"]["indicatoren"]
    verwacht = {code: indicator["per"]["maand"]["2026-05"] for code, indicator in scherm.items()}
    assert (status, document["niveau"]) == (200, "gepubliceerd")
    indicatoren = document["indicatoren"]
    assert {code: indicator["per"]["maand"]["2026-05"] for code, indicator in indicatoren.items()} == verwacht
    assert verwacht["bereikt"] == {"totaal": 12, "per": {"werkpunt": {"ledeberg": None, "rabot": None}}}
    eenheid = bereik(api, werkpunt="rabot", per="maand,werkpunt")[1]["indicatoren"]["bereikt"]
    assert eenheid["per"] == {"maand": {"2026-05": {"totaal": None, "per": {"werkpunt": {"rabot": None}}}}}


def test_a_frozen_month_gives_its_frozen_figures_and_says_so_unless_the_live_ones_are_asked(
    api, rabot, ledeberg, consulent, manager
):
    vul(rabot, 9, MEI_DAG, consulent)
    vul(ledeberg, 8, MEI_DAG, consulent)
    levend = {per: bereik(api, per=per)[1] for per in ("", "maand", "werkpunt", "maand,werkpunt", "werkpunt,maand")}
    rapport = maak_rapport(vraag_rapport(Tijdvak.maand(datetime.date(2026, 5, 1)), werkpunt=None, door=manager).pk)
    van_rabot = maak_rapport(vraag_rapport(Tijdvak.maand(datetime.date(2026, 5, 1)), werkpunt=rabot, door=manager).pk)
    vul(rabot, 6, MEI_DAG, consulent)
    for per, document in levend.items():
        assert document["stand"] == "levend"
        vast = {"stand": "versie 1", "sha256": rapport.gepubliceerd_sha256}
        assert bereik(api, per=per) == (200, document | vast)
        assert bereik(api, per=per, levend=1)[1]["indicatoren"]["bereikt"]["totaal"] == 23
    eenheid = bereik(api, werkpunt="rabot", per="maand,werkpunt")[1]
    assert (eenheid["stand"], eenheid["sha256"]) == ("versie 1", van_rabot.gepubliceerd_sha256)
    assert eenheid["indicatoren"]["bereikt"]["per"] == {
        "maand": {"2026-05": {"totaal": 9, "per": {"werkpunt": {"rabot": 9}}}}
    }
    standen = [bereik(api, per=per)[1] for per in ("geslacht", "maand,geslacht")]
    assert [(deel["stand"], deel["indicatoren"]["bereikt"]["totaal"]) for deel in standen] == [
        ("versie 1", 17),
        ("levend", 23),
    ]


@pytest.mark.parametrize("per", ["maand,wijk", "wijk,maand"])
def test_a_breakdown_that_is_too_fine_is_refused(coordinator, rabot, per):
    api = Client(headers={"Authorization": f"Bearer {ApiSleutel.vernieuw(coordinator)}"})
    status, fouten = bereik(api, werkpunt="rabot", van="2000-01-01", tot="2090-12-31", per=per)
    assert (status, fouten["per"][0].split(" (")[0]) == (400, "Te fijn uitgesplitst")


def test_two_periods_do_not_give_a_hidden_month_back(api, rabot, consulent):
    vul(rabot, 50, APRIL, consulent)
    vul(rabot, 3, MEI_DAG, consulent)
    for van, tot in (("2026-05-01", "2026-05-31"), ("2026-04-01", "2026-05-31"), ("2026-04-01", "2026-06-30")):
        status, document = bereik(api, van=van, tot=tot)
        assert (status, document["niveau"], document["indicatoren"]["contacten"]["totaal"]) == (
            200,
            "gepubliceerd",
            None,
        )
    assert bereik(api, van="2026-03-01", tot="2026-04-30")[1]["indicatoren"]["contacten"]["totaal"] == 50
    assert bereik(api, van="2026-04-02", tot="2026-05-31") == (
        400,
        {"tot": ["Kies volledige maanden: van een eerste tot een laatste dag."]},
    )


def test_a_quarter_and_a_year_are_those_of_their_report(api, rabot, ledeberg, consulent, manager):
    personen = [WerkzoekendeFactory() for _ in range(9)]
    for persoon in personen:
        for werkpunt, dag in ((rabot, APRIL), (ledeberg, MEI_DAG)):
            vul(werkpunt, 1, dag, consulent, werkzoekende=persoon)
    kwartaal = {"van": "2026-04-01", "tot": "2026-06-30", "per": "werkpunt,kwartaal"}
    bereikt = bereik(api, **kwartaal)[1]["indicatoren"]["bereikt"]
    assert bereikt["totaal"] == 9
    assert bereikt["per"]["werkpunt"]["rabot"] == {"totaal": 9, "per": {"kwartaal": {"2026-K2": 9}}}
    scherm = cijfers_van(Tijdvaksoort.JAAR.van(APRIL), None).gepubliceerd["bereik"]["indicatoren"]["bereikt"]
    jaar = bereik(api, van="2026-01-01", tot="2026-12-31", per="jaar")[1]
    assert jaar["indicatoren"]["bereikt"]["per"]["jaar"]["2026"] == scherm["per"]["jaar"]["2026"]["totaal"] == 9
    assert jaar["stand"] == "levend"


def test_units_together_are_counted_again(api, rabot, ledeberg, consulent):
    for persoon in [WerkzoekendeFactory() for _ in range(9)]:
        for werkpunt in (rabot, ledeberg):
            vul(werkpunt, 1, MEI_DAG, consulent, werkzoekende=persoon)
    bereikt = bereik(api, werkpunt="rabot,ledeberg", per="werkpunt")[1]["indicatoren"]["bereikt"]
    assert (bereikt["totaal"], bereikt["per"]) == (9, {"werkpunt": {"ledeberg": 9, "rabot": 9}})


def test_a_coordinator_gets_own_units_together_and_none_of_somebody_else(coordinator, rabot, ledeberg, consulent):
    eigen = WerkpuntFactory(slug="mobiel")
    coordinator.aanstellingen.create(rol=Rol.COORDINATOR, werkpunt=eigen, van=datetime.date(2020, 1, 1))
    persoon = WerkzoekendeFactory()
    for werkpunt in (rabot, eigen):
        vul(werkpunt, 1, MEI_DAG, consulent, werkzoekende=persoon)
    api = Client(headers={"Authorization": f"Bearer {ApiSleutel.vernieuw(coordinator)}"})
    status, document = bereik(api, werkpunt="rabot,mobiel", van="2026-05-02", tot="2026-05-20")
    assert (status, document["niveau"], document["indicatoren"]["bereikt"]["totaal"]) == (200, "exact", 1)
    assert bereik(api, werkpunt="rabot,mobiel,ledeberg")[0] == 404


def test_too_many_questions_are_held_back(api, rabot, monkeypatch):
    cache.clear()
    monkeypatch.setattr("rapportage.api.Tempo.rate", "2/min")
    assert [bereik(api, werkpunt="rabot")[0] for _ in range(3)] == [200, 200, 429]
    assert re.fullmatch(r"Te veel vragen na elkaar\. Probeer opnieuw over \d\d seconden\.", bereik(api)[1]["detail"])
    cache.clear()


def test_the_description_names_every_part_of_the_answer(api, rabot, consulent):
    weg = SchemaGenerator().get_schema(request=None, public=True)
    vraag = weg["paths"]["/api/v1/bereik/"]["get"]
    assert [deel["name"] for deel in vraag["parameters"]] == ["levend", "per", "tot", "van", "werkpunt"]
    assert list(vraag["responses"]) == ["200", "400", "404", "429"]
    assert all(deel["description"] for deel in vraag["parameters"])
    document, figuur = (weg["components"]["schemas"][naam] for naam in ("BereikDocument", "Figuur"))
    antwoord = bereik(api, per="werkpunt")[1]
    assert set(antwoord) == set(document["required"]) == set(document["properties"]) - {"sha256"}
    assert set(antwoord["indicatoren"]["bereikt"]) == set(figuur["properties"])


def test_a_breakdown_keeps_the_numbers_of_the_month_and_hides_its_own(api, rabot, ledeberg, consulent):
    for werkpunt, mannen, vrouwen in ((rabot, 3, 17), (ledeberg, 20, 30)):
        for geslacht, aantal in (("m", mannen), ("v", vrouwen)):
            for _ in range(aantal):
                vul(werkpunt, 1, MEI_DAG, consulent, werkzoekende=WerkzoekendeFactory(geslacht=geslacht))
    for te_fijn in ({"per": "werkpunt,geslacht"}, {"per": "geslacht", "werkpunt": "rabot"}):
        assert bereik(api, **te_fijn) == (
            400,
            {"per": ["Per werkpunt én nog een uitsplitsing geeft kleine aantallen prijs: kies één."]},
        )
    stad = bereik(api, per="geslacht")[1]["indicatoren"]
    assert (stad["bereikt"]["per"]["geslacht"]["m"], stad["bereikt"]["per"]["geslacht"]["v"]) == (23, 47)
    assert set(stad["cumulatief"]["per"]["geslacht"].values()) == {None}


def test_a_breakdown_of_ones_that_the_total_would_give_away_is_not_published(api, rabot, consulent):
    for jaar in (2003, 1999, 1990, 1980, 1965):
        persoon = WerkzoekendeFactory(geboortedatum=datetime.date(jaar, 1, 1), geboorte_precisie="dag")
        vul(rabot, 1, MEI_DAG, consulent, werkzoekende=persoon)
    bereikt = bereik(api, per="leeftijd")[1]["indicatoren"]["bereikt"]
    assert (bereikt["totaal"], set(bereikt["per"]["leeftijd"].values())) == (5, {None})


def test_a_unit_that_was_not_open(api, rabot, consulent):
    rabot.gesloten_op = datetime.date(2020, 1, 1)
    rabot.save()
    assert bereik(api, werkpunt="rabot") == (400, {"werkpunt": ["Werkpunt Rabot was in mei 2026 niet open."]})


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
        ({"werkpunt": "a\0b"}, "detail"),
        ({"werkpunt": "rabot,bestaat-niet"}, "werkpunt"),
        ({"per": "naam"}, "per"),
        ({"per": "maand,maand"}, "per"),
        ({"per": "wijk,geslacht"}, "per"),
    ],
)
def test_what_cannot_be_asked(api, vraag, veld):
    status, fouten = bereik(api, **vraag)
    assert (status, list(fouten)) == (400, [veld])


def test_day_is_asked_for_as_on_the_command_line(api):
    assert bereik(api, van="gisteren") == (400, {"van": ["Dit is geen dag. Schrijf JJJJ-MM-DD."]})


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(vraag=st.dictionaries(st.sampled_from(["van", "tot", "werkpunt", "per"]), st.text(max_size=30)))
def test_no_question_makes_it_fall_over(api, vraag):
    assert api.get("/api/v1/bereik/", vraag).status_code in {400, 429}
