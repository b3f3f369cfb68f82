"""Trajectories, plans and steps over the API: same gate, same use cases, same sentences."""

import uuid
from datetime import timedelta

import pytest
from django.test import Client

from kern.tijd import vandaag
from tests.trajecten.test_plan import doel, persoon, stap_bij, traject
from toegang.models import ApiSleutel, Raadpleging
from trajecten import plan
from trajecten.models import Stap, Traject, Trajectsjabloon

__all__ = ["doel", "persoon", "traject"]
SLEUTEL = "33333333-3333-4333-8333-333333333333"
STRAKS = vandaag() + timedelta(days=14)


@pytest.fixture
def met_sleutel():
    return lambda wie: Client(HTTP_AUTHORIZATION=f"Bearer {ApiSleutel.vernieuw(wie)}")


def stuur(client, adres, gegevens):
    return client.post(f"/api/v1/{adres}", gegevens, content_type="application/json")


def test_started_once_from_a_template(met_sleutel, consulent, persoon):
    client, sjabloon = met_sleutel(consulent), Trajectsjabloon.objects.get(naam="Begeleiding in het werkpunt")
    assert sjabloon.pk in [rij["id"] for rij in client.get("/api/v1/trajectsjablonen/").json()["results"]]
    gegevens = {"sleutel": SLEUTEL, "werkzoekende": str(persoon.uuid), "werkpunt": "rabot", "sjabloon": sjabloon.pk}
    eerste, tweede = (stuur(client, "trajecten/", gegevens) for _ in range(2))
    assert (eerste.status_code, eerste.json()) == (201, tweede.json())
    assert eerste.json() == {
        "sleutel": SLEUTEL,
        "werkzoekende": str(persoon.uuid),
        "project": "werkpunten",
        "sjabloon": "Begeleiding in het werkpunt",
        "soort": "begeleiding",
        "doel": "werk",
        "intensiteit": "gewoon",
        "werkpunt": "rabot",
        "begeleider": consulent.email,
        "trekker": consulent.organisatie.naam,
        "fase": "Onthaal",
        "begin": str(vandaag()),
        "einde": None,
        "resultaat": "",
        "uitleg": "",
    }
    assert Traject.objects.ongefilterd("test").count() == 1
    weer = stuur(client, "trajecten/", gegevens | {"sleutel": str(uuid.uuid4())})
    assert (weer.status_code, "loopt al een traject van dezelfde soort" in str(weer.json())) == (400, True)


def test_goals_and_steps(met_sleutel, consulent, collega, traject):
    client, hier = met_sleutel(consulent), f"trajecten/{traject.sleutel}"
    for _ in range(2):
        assert stuur(client, f"{hier}/doelen/", {"sleutel": SLEUTEL, "tekst": "Ik wil poetsen"}).status_code == 201
    stap = {"sleutel": SLEUTEL, "doel": SLEUTEL, "wat": "Brief schrijven", "tegen": str(STRAKS)}
    for _ in range(2):
        antwoord = stuur(client, f"{hier}/stappen/", stap | {"medewerker": collega.email, "soort": "opleiding"})
        assert antwoord.status_code == 201
    klaar = stuur(client, f"stappen/{SLEUTEL}/status/", {"status": "klaar"}).json()
    assert client.get(f"/api/v1/{hier}/doelen/").json() == [
        {
            "sleutel": SLEUTEL,
            "tekst": "Ik wil poetsen",
            "beroep": "",
            "tegen": None,
            "status": "loopt",
            "stappen": [klaar],
        }
    ]
    assert klaar == {
        "sleutel": SLEUTEL,
        "wat": "Brief schrijven",
        "soort": "opleiding",
        "medewerker": collega.email,
        "organisatie": None,
        "tegen": str(STRAKS),
        "status": "klaar",
        "klaar_op": str(vandaag()),
        "te_laat": False,
    }


@pytest.mark.parametrize(
    ("velden", "zin"),
    [
        ({"tegen": str(vandaag() - timedelta(days=1))}, "Geef een datum na vandaag."),
        ({"doel": str(uuid.uuid4())}, "Dit doel staat niet in het plan."),
        ({"medewerker": "vreemde@elders.test"}, "Geen collega van dit werkpunt."),
        ({"wat": "x"}, "Schrijf wat er moet gebeuren."),
    ],
)
def test_refusals_are_400_with_the_same_sentence(met_sleutel, consulent, traject, doel, velden, zin):
    stap = {"sleutel": SLEUTEL, "doel": str(doel.sleutel), "wat": "Brief", "tegen": str(STRAKS)}
    antwoord = stuur(met_sleutel(consulent), f"trajecten/{traject.sleutel}/stappen/", stap | velden)
    assert (antwoord.status_code, zin in str(antwoord.json())) == (400, True)
    assert Stap.objects.ongefilterd("test").count() == 0


def test_a_stranger_finds_nothing(met_sleutel, vreemde, consulent, traject, doel):
    stap = stap_bij(doel, consulent)
    client = met_sleutel(vreemde)
    assert client.get("/api/v1/trajecten/").json()["results"] == []
    adressen = ("", "doelen/")
    assert [client.get(f"/api/v1/trajecten/{traject.sleutel}/{wat}").status_code for wat in adressen] == [404, 404]
    assert stuur(client, f"stappen/{stap.sleutel}/status/", {"status": "klaar"}).status_code == 404


def test_own_ones_those_of_a_person_and_those_that_run(met_sleutel, consulent, collega, traject, persoon):
    for wie, vraag, aantal in (
        (consulent, "", 1),
        (collega, "", 0),
        (collega, f"?werkzoekende={persoon.uuid}", 1),
        (collega, f"?werkzoekende={uuid.uuid4()}", 0),
        (consulent, "?lopend=true", 1),
    ):
        assert met_sleutel(wie).get(f"/api/v1/trajecten/{vraag}").json()["count"] == aantal
    assert met_sleutel(consulent).get("/api/v1/trajecten/?werkzoekende=x").status_code == 400


def test_the_state_of_a_step_leaves_what_a_colleague_wrote_meanwhile(consulent, collega, doel):
    stap = stap_bij(doel, consulent)
    oud = Stap.objects.zichtbaar_voor(consulent).select_related("doel__traject").get(pk=stap.pk)
    Stap.objects.ongefilterd("een collega").filter(pk=stap.pk).update(wat="Andere woorden")
    plan.zet_status(oud, Stap.Status.KLAAR, door=consulent)
    nu = Stap.objects.zichtbaar_voor(consulent).get(pk=stap.pk)
    assert (nu.wat, nu.status, nu.klaar_op) == ("Andere woorden", Stap.Status.KLAAR, vandaag())


def test_reading_a_plan_is_a_look_at_a_file(met_sleutel, consulent, traject):
    client = met_sleutel(consulent)
    for deel in ("", "doelen/"):
        client.get(f"/api/v1/trajecten/{traject.sleutel}/{deel}")
    blikken = Raadpleging.objects.filter(personen=[traject.werkzoekende_id])
    assert list(blikken.values_list("aard", flat=True)) == ["inzage", "inzage"]
