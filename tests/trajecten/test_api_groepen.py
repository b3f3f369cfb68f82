"""Sessions, their lists and attendance over the API: same gate, same use case, same sentences."""

import uuid
from datetime import timedelta

import pytest

from kern.tijd import vandaag
from tests.factories.trajecten import SessieFactory
from tests.trajecten.mensen import zag
from tests.trajecten.test_aanwezigheid import contacten, groep, sessie, standen
from tests.trajecten.test_api import met_sleutel, stuur
from toegang.models import Raadpleging
from trajecten import aanwezigheid, groepen
from trajecten.aanwezigheid import Keuze
from werkpunten.models import Taak

__all__ = ["groep", "met_sleutel", "sessie"]


@pytest.fixture
def adres(sessie):
    return f"sessies/{sessie.sleutel}"


def keuzes(*rijen, **extra):
    return {"keuzes": [{"deelname": str(rij.sleutel), "aanwezigheid": nu} for rij, nu in rijen], **extra}


def test_sessions_of_some_days_name_nobody(met_sleutel, sessie, groep, consulent, rabot):
    SessieFactory(werkpunt=rabot, begeleider=consulent, over=5)
    client = met_sleutel(consulent)
    gisteren = client.get(f"/api/v1/sessies/?werkpunt=rabot&tot={vandaag()}").json()
    assert gisteren["results"] == [
        {
            "sleutel": str(sessie.sleutel),
            "module": "Solliciteren",
            "werkpunt": "rabot",
            "begeleider": consulent.email,
            "dag": str(vandaag() - timedelta(days=1)),
            "van": "09:30:00",
            "tot": "12:00:00",
            "plaats": "Zaal 1",
            "taal": "nl",
            "toelichting": "",
            "capaciteit": 12,
            "bezet": 3,
            "wachtend": 0,
            "stand": "gepland",
        }
    ]
    assert client.get(f"/api/v1/sessies/?van={vandaag()}").json()["count"] == 1
    assert client.get("/api/v1/sessies/?van=morgen").status_code == 400


def test_noted_once_for_the_whole_group(met_sleutel, sessie, groep, adres, consulent):
    client, (elif_, omar, nadia) = met_sleutel(consulent), groep
    wat = keuzes((elif_, "aanwezig"), (omar, "afwezig"), opvolgen=True)
    eerste, tweede = (stuur(client, f"{adres}/aanwezigheid/", wat) for _ in range(2))
    assert (eerste.status_code, eerste.json()) == (200, tweede.json())
    assert client.get(f"/api/v1/{adres}/deelnames/").json() == eerste.json()
    assert {rij["sleutel"]: (rij["werkzoekende"], rij["stand"], rij["aanwezigheid"]) for rij in eerste.json()} == {
        str(rij.sleutel): (str(rij.werkzoekende.uuid), "ingeschreven", nu)
        for rij, nu in ((elif_, "aanwezig"), (omar, "afwezig"), (nadia, ""))
    }
    assert contacten(sessie) == [("Elif", "groep", 150, ["cv-of-brief"]), ("Omar", "poging", None, [])]
    assert Taak.objects.ongefilterd("test").get().werkzoekende_id == omar.werkzoekende_id


def test_what_a_colleague_noted_meanwhile_is_409_until_one_says_what_stood_there(
    met_sleutel, sessie, groep, adres, consulent, collega
):
    aanwezigheid.noteer(sessie, [Keuze(groep[0].pk, "afwezig")], door=collega)
    client, wat = met_sleutel(consulent), keuzes((groep[0], "aanwezig"))
    antwoord = stuur(client, f"{adres}/aanwezigheid/", wat)
    assert (antwoord.status_code, "Een collega noteerde intussen iets anders" in str(antwoord.json())) == (409, True)
    wat["keuzes"][0]["was"] = "afwezig"
    assert stuur(client, f"{adres}/aanwezigheid/", wat).status_code == 200
    assert standen(sessie) == ["aanwezig", "", ""]


def test_only_people_one_may_see_and_each_look_is_logged(
    met_sleutel, sessie, groep, adres, consulent, vreemde, ledeberg
):
    verborgen = zag(vreemde, ledeberg)
    (rij,) = groepen.schrijf_in([sessie], verborgen, door=vreemde)
    client = met_sleutel(consulent)
    Raadpleging.objects.all().delete()
    gezien = {rij["werkzoekende"] for rij in client.get(f"/api/v1/{adres}/deelnames/").json()}
    assert gezien == {str(rij.werkzoekende.uuid) for rij in groep}
    assert {pk for blik in Raadpleging.objects.all() for pk in blik.personen} == {r.werkzoekende_id for r in groep}
    antwoord = stuur(client, f"{adres}/aanwezigheid/", keuzes((groep[0], "aanwezig"), (rij, "aanwezig")))
    rij.sleutel = uuid.uuid4()
    onbestaand = stuur(client, f"{adres}/aanwezigheid/", keuzes((groep[0], "aanwezig"), (rij, "aanwezig")))
    assert (antwoord.status_code, antwoord.json()) == (400, onbestaand.json())
    assert antwoord.json() == {"keuzes": ["Deze inschrijving staat niet op de lijst."]}
    assert standen(sessie) == ["", "", "", ""]


def test_never_before_the_day(met_sleutel, groep, consulent, rabot):
    straks = SessieFactory(werkpunt=rabot, begeleider=consulent, over=1)
    (rij,) = groepen.schrijf_in([straks], groep[0].werkzoekende, door=consulent)
    antwoord = stuur(met_sleutel(consulent), f"sessies/{straks.sleutel}/aanwezigheid/", keuzes((rij, "aanwezig")))
    assert (antwoord.status_code, "moet nog komen" in str(antwoord.json())) == (400, True)


@pytest.mark.parametrize("aantal", [1, 3])
def test_number_of_queries(met_sleutel, django_assert_num_queries, rabot, consulent, aantal):
    for over in range(aantal):
        hier = SessieFactory(werkpunt=rabot, begeleider=consulent, over=over + 1)
    for _ in range(aantal):
        groepen.schrijf_in([hier], zag(consulent, rabot), door=consulent)
    client = met_sleutel(consulent)
    client.get("/api/v1/sessies/")
    with django_assert_num_queries(10):
        client.get("/api/v1/sessies/")
    with django_assert_num_queries(13):
        client.get(f"/api/v1/sessies/{hier.sleutel}/deelnames/")
