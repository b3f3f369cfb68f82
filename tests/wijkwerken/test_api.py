"""Planning and hours over the API: same gate, same rules, same sentences; a key makes nothing twice."""

import uuid
from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client
from drf_spectacular.generators import SchemaGenerator

from tests.factories.toegang import MedewerkerFactory
from tests.factories.wijkwerkers import begonnen, bekend, blok, gepland, opdracht
from toegang.models import ApiSleutel, Raadpleging
from toegang.rollen import Rol
from wijkwerken.models import Afwijking, Beurt, Prestatie, Toewijzing, Urenteller
from wijkwerken.services import inschrijving

BEGIN, DAG = date(2026, 1, 5), date(2026, 6, 1)
PAD = "/api/v1/wijk-werken/"


@pytest.fixture(autouse=True)
def juni():
    with time_machine.travel("2026-06-20T12:00:00+02:00", tick=False):
        yield


@pytest.fixture
def api():
    return lambda wie: Client(headers={"Authorization": f"Bearer {ApiSleutel.vernieuw(wie)}"})


@pytest.fixture
def wijkwerker(rabot, coordinator):
    return begonnen(bekend(coordinator, rabot), door=coordinator, van=BEGIN)


@pytest.fixture
def werk(coordinator):
    return opdracht(coordinator)


def stuur(client, adres, **gegevens):
    return client.post(f"{PAD}{adres}", gegevens, content_type="application/json")


def uren(dag, van=9, tot=12):
    stuk = blok(dag, van, tot)
    return {"begin": stuk.begin.isoformat(), "einde": stuk.einde.isoformat()}


def vraag(wijkwerker, werk, *blokken, **anders):
    return {
        "sleutel": str(uuid.UUID(int=7)),
        "opdracht": str(werk.sleutel),
        "wijkwerker": str(wijkwerker.sleutel),
        "van": "2026-06-22",
        "beurten": list(blokken),
    } | anders


def test_put_on_an_assignment_once_with_the_turns(api, coordinator, wijkwerker, werk):
    client, gegevens = api(coordinator), vraag(wijkwerker, werk, uren(date(2026, 6, 22)), uren(date(2026, 6, 29)))
    antwoorden = [stuur(client, "toewijzingen/", **gegevens) for _ in range(2)]
    assert [antwoord.status_code for antwoord in antwoorden] == [201, 201]
    assert antwoorden[0].json()["toewijzing"] == antwoorden[1].json()["toewijzing"]
    assert (Toewijzing.objects.ongefilterd("test").count(), Beurt.objects.ongefilterd("test").count()) == (1, 2)
    assert stuur(client, "toewijzingen/", **gegevens | {"rol": "invaller"}).status_code == 409
    (rij,) = client.get(f"{PAD}toewijzingen/", {"wijkwerker": str(wijkwerker.sleutel)}).json()["results"]
    assert rij == antwoorden[0].json()["toewijzing"]
    beurten = client.get(f"{PAD}beurten/", {"van": "2026-06-22", "tot": "2026-06-28"}).json()
    assert [(b["toewijzing"], b["status"]) for b in beurten["results"]] == [(rij["sleutel"], "gepland")]


def test_what_the_rules_refuse_is_refused_with_the_sentence(api, coordinator, wijkwerker, werk):
    te_veel = [uren(date(2026, 6, dag), 8, 18) for dag in range(22, 29)]
    antwoord = stuur(
        api(coordinator), "toewijzingen/", **vraag(wijkwerker, werk, *te_veel, reden="moet echt toch wel")
    )
    assert antwoord.status_code == 400
    assert "70 uur in 06/2026 (grens 60)" in str(antwoord.json())
    assert not Beurt.objects.ongefilterd("test").exists()


def test_a_coordinator_departs_from_a_rule_with_a_reason_that_is_kept(api, coordinator, wijkwerker, werk):
    dagen = [date(2026, 6, dag) for dag in range(10, 22)]
    inschrijving.noteer_interim(wijkwerker, dagen=dagen, door=coordinator)
    client, gegevens = api(coordinator), vraag(wijkwerker, werk, uren(date(2026, 6, 22)))
    assert stuur(client, "toewijzingen/", **gegevens).status_code == 400
    assert stuur(client, "toewijzingen/", **gegevens, reden="opvang tot er een opvolger is").status_code == 201
    assert Afwijking.objects.ongefilterd("test").get().code == "interim"


def test_more_turns_and_one_called_off(api, coordinator, wijkwerker, werk):
    toewijzing = gepland(wijkwerker, werk, door=coordinator, van=DAG, tot=None)
    client, adres = api(coordinator), f"toewijzingen/{toewijzing.sleutel}/beurten/"
    for _ in range(2):
        assert stuur(client, adres, beurten=[uren(date(2026, 6, 22))]).status_code == 201
    beurt = Beurt.objects.ongefilterd("test").get()
    for _ in range(2):
        antwoord = stuur(client, f"beurten/{beurt.sleutel}/afzeggen/", reden="ziek")
        assert (antwoord.status_code, antwoord.json()["status"]) == (200, "afgezegd")


def test_hours_are_kept_once_and_corrected_by_a_counter_entry(api, coordinator, wijkwerker, werk):
    toewijzing = gepland(wijkwerker, werk, door=coordinator, van=DAG, tot=None)
    client = api(coordinator)
    gegevens = {"sleutel": str(uuid.UUID(int=8)), "toewijzing": str(toewijzing.sleutel), **uren(DAG)}
    antwoorden = [stuur(client, "prestaties/", **gegevens) for _ in range(2)]
    assert [a.status_code for a in antwoorden] == [201, 201]
    assert antwoorden[0].json() == antwoorden[1].json()
    assert stuur(client, "prestaties/", **gegevens | uren(DAG, 9, 13)).status_code == 409
    adres = f"prestaties/{gegevens['sleutel']}/corrigeren/"
    juist = {"sleutel": str(uuid.UUID(int=9)), **uren(DAG, 9, 11)}
    for _ in range(2):
        assert stuur(client, adres, uitleg="een uur minder", nieuw=juist).json()["minuten"] == 120
    lijst = client.get(f"{PAD}prestaties/", {"van": "2026-06-01", "tot": "2026-06-30"}).json()["results"]
    assert sorted(rij["minuten"] for rij in lijst) == [-180, 120, 180]
    assert Urenteller.objects.ongefilterd("test").get(code="uren_maand").gewerkt == 120
    assert stuur(client, f"prestaties/{juist['sleutel']}/corrigeren/", uitleg="niet gewerkt").status_code == 204


def test_who_does_not_organise_it_or_cannot_see_the_person(api, vreemde, ledeberg, wijkwerker, werk):
    assert api(vreemde).get(f"{PAD}opdrachten/").status_code == 404
    client = api(MedewerkerFactory(rol=Rol.COORDINATOR, rol__werkpunt=ledeberg))
    assert [rij["sleutel"] for rij in client.get(f"{PAD}opdrachten/").json()["results"]] == [str(werk.sleutel)]
    antwoord = stuur(client, "toewijzingen/", **vraag(wijkwerker, werk))
    assert (antwoord.status_code, antwoord.json()) == (400, {"wijkwerker": ["Niet gevonden of niet voor jou."]})


@pytest.mark.parametrize(
    "adres",
    [
        "opdrachten/?kleur=rood",
        "toewijzingen/?opdracht=x",
        "beurten/",
        "beurten/?van=2026-01-01&tot=2026-01-31&status=klaar",
        "beurten/?van=2026-01-01&tot=2028-01-01",
        "prestaties/?van=2026-02-01&tot=2026-01-01",
    ],
)
def test_a_question_it_does_not_understand_is_refused(api, coordinator, adres):
    assert api(coordinator).get(f"{PAD}{adres}").status_code == 400


def test_a_field_it_does_not_know_is_refused(api, coordinator, wijkwerker, werk):
    antwoord = stuur(api(coordinator), "toewijzingen/", **vraag(wijkwerker, werk, kleur="rood"))
    assert (antwoord.status_code, antwoord.json()) == (400, {"kleur": ["Dit kennen we niet."]})
    fout = {"begin": uren(DAG)["einde"], "einde": uren(DAG)["begin"]}
    assert "einde" in str(stuur(api(coordinator), "toewijzingen/", **vraag(wijkwerker, werk, fout)).json())


def test_whose_hours_were_read_stands_in_the_read_log(api, coordinator, wijkwerker, werk):
    toewijzing = gepland(wijkwerker, werk, door=coordinator, van=DAG, tot=None)
    client = api(coordinator)
    stuur(client, "prestaties/", sleutel=str(uuid.uuid4()), toewijzing=str(toewijzing.sleutel), **uren(DAG))
    client.get(f"{PAD}prestaties/", {"van": "2026-06-01", "tot": "2026-06-30"})
    assert Raadpleging.objects.latest("pk").personen == [wijkwerker.werkzoekende_id]


def test_lists_cost_the_same_however_long(api, coordinator, wijkwerker, werk, django_assert_num_queries):
    toewijzing, client = gepland(wijkwerker, werk, door=coordinator, van=DAG, tot=None), api(coordinator)
    for nummer in (0, 1, 2):
        velden = {"sleutel": str(uuid.uuid4()), "toewijzing": str(toewijzing.sleutel)}
        stuur(client, "prestaties/", **velden, **uren(DAG + timedelta(days=nummer)))
        if nummer != 1:
            with django_assert_num_queries(13):
                client.get(f"{PAD}prestaties/", {"van": "2026-06-01", "tot": "2026-06-30"})
    assert Prestatie.objects.ongefilterd("test").count() == 3


def test_the_description_knows_every_address_and_its_fields():
    paden = SchemaGenerator().get_schema(request=None, public=True)["paths"]
    eigen = {pad: set(wat) for pad, wat in paden.items() if pad.startswith(PAD)}
    assert eigen == {
        f"{PAD}opdrachten/": {"get"},
        f"{PAD}toewijzingen/": {"get", "post"},
        f"{PAD}toewijzingen/{{sleutel}}/beurten/": {"post"},
        f"{PAD}beurten/": {"get"},
        f"{PAD}beurten/{{sleutel}}/afzeggen/": {"post"},
        f"{PAD}prestaties/": {"get", "post"},
        f"{PAD}prestaties/{{sleutel}}/corrigeren/": {"post"},
        f"{PAD}cijfers/": {"get"},
    }
    namen = {veld["name"] for veld in paden[f"{PAD}beurten/"]["get"]["parameters"]}
    assert {"van", "tot", "wijkwerker", "status"} <= namen
