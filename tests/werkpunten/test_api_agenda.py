"""Appointments and tasks over the API: same gate, same services, same sentences."""

from collections.abc import Callable, Iterator

import pytest
import time_machine
from django.test import Client

from tests.factories.werkpunten import AfspraakFactory, ContactmomentFactory, TaakFactory, om
from toegang.models import ApiSleutel, Medewerker
from werkpunten.models import Afspraak, Contactmoment, Taak, Werkpunt, Werkzoekende

pytestmark = pytest.mark.django_db
SLEUTEL = "33333333-3333-4333-8333-333333333333"


@pytest.fixture(autouse=True)
def _maandag() -> Iterator[None]:
    with time_machine.travel("2026-11-23 15:00 +0100"):
        yield


@pytest.fixture
def met_sleutel() -> Callable[[Medewerker], Client]:
    return lambda wie: Client(HTTP_AUTHORIZATION=f"Bearer {ApiSleutel.vernieuw(wie)}")


@pytest.fixture
def elif_(rabot: Werkpunt, consulent: Medewerker) -> Werkzoekende:
    return ContactmomentFactory(werkpunt=rabot, door=consulent).werkzoekende


def stuur(client: Client, adres: str, gegevens: dict[str, object]):
    return client.post(f"/api/v1/{adres}", gegevens, content_type="application/json")


def test_make_an_appointment_once(met_sleutel, consulent, collega, elif_):
    client = met_sleutel(consulent)
    gegevens = {
        "sleutel": SLEUTEL,
        "werkzoekende": str(elif_.uuid),
        "werkpunt": "rabot",
        "onderwerp": "vacature",
        "begin": "2026-11-25T10:00:00+01:00",
        "einde": "2026-11-25T10:30:00+01:00",
        "collegas": [collega.email],
    }
    eerste, tweede = (stuur(client, "afspraken/", gegevens) for _ in range(2))
    assert (eerste.status_code, eerste.json()) == (201, tweede.json())
    assert eerste.json() | {"begin": "", "einde": ""} == {
        "sleutel": SLEUTEL,
        "werkzoekende": str(elif_.uuid),
        "werkpunt": "rabot",
        "medewerker": consulent.email,
        "collegas": [collega.email],
        "begin": "",
        "einde": "",
        "plaats": "werkpunt",
        "adres": "",
        "onderwerp": "vacature",
        "toelichting": "",
        "meegaand": "",
        "herinnering": False,
        "status": "gepland",
        "reden": "",
    }
    assert Afspraak.objects.ongefilterd("test").count() == 1


def test_refusals_are_400_with_the_same_sentence(met_sleutel, consulent, vreemde, elif_):
    client = met_sleutel(consulent)
    gegevens = {
        "sleutel": SLEUTEL,
        "werkzoekende": str(elif_.uuid),
        "werkpunt": "rabot",
        "onderwerp": "vacature",
        "begin": "2026-11-20T10:00:00+01:00",
        "einde": "2026-11-20T10:30:00+01:00",
    }
    assert stuur(client, "afspraken/", gegevens).json() == {
        "begin": ["Een nieuwe afspraak ligt niet in het verleden."]
    }
    anders = {"medewerker": vreemde.email, "werkpunt": "ledeberg"}
    assert stuur(client, "afspraken/", gegevens | anders).json() == {
        "werkpunt": ["Je werkt niet op dit werkpunt."] if Werkpunt.objects.filter(slug="ledeberg") else [],
        "medewerker": ["Geen collega van jouw werkpunten."],
    }
    vreemd = stuur(met_sleutel(vreemde), "afspraken/", gegevens | {"werkpunt": "ledeberg"})
    assert vreemd.json() == {"werkzoekende": ["Niet gevonden of niet voor jou."]}


def test_list_is_the_own_agenda_or_one_person(met_sleutel, consulent, collega, vreemde, elif_, rabot):
    eigen = AfspraakFactory(werkzoekende=elif_, medewerker=consulent, werkpunt=rabot, begin=om(9))
    ander = AfspraakFactory(werkzoekende=elif_, medewerker=collega, werkpunt=rabot, begin=om(9, over=2))

    def sleutels(wie: Medewerker, vraag: str) -> list[str]:
        return [rij["sleutel"] for rij in met_sleutel(wie).get(f"/api/v1/afspraken/{vraag}").json()["results"]]

    assert sleutels(consulent, "") == [str(eigen.sleutel)]
    assert sleutels(consulent, f"?werkzoekende={elif_.uuid}") == [str(eigen.sleutel), str(ander.sleutel)]
    assert sleutels(consulent, f"?werkzoekende={elif_.uuid}&van=2026-11-24") == [str(ander.sleutel)]
    assert sleutels(consulent, f"?werkzoekende={elif_.uuid}&tot=2026-11-23") == [str(eigen.sleutel)]
    assert sleutels(vreemde, f"?werkzoekende={elif_.uuid}") == []
    assert met_sleutel(consulent).get("/api/v1/afspraken/?van=morgen").status_code == 400


def test_what_came_of_an_appointment(met_sleutel, consulent, elif_, rabot):
    client = met_sleutel(consulent)

    def zeg(status: str, **invoer: object):
        rij = AfspraakFactory(werkzoekende=elif_, medewerker=consulent, werkpunt=rabot, begin=om(9))
        antwoord = stuur(client, f"afspraken/{rij.sleutel}/status/", {"status": status, **invoer})
        return antwoord.json() if antwoord.status_code == 200 else antwoord.status_code

    assert zeg("gekomen")["status"] == "gekomen"
    assert zeg("niet_gekomen", opvolgen=True)["status"] == "niet_gekomen"
    assert zeg("afgezegd", reden="ziek")["reden"] == "ziek"
    verzet = zeg("verzet", begin="2026-11-30T10:00:00+01:00", einde="2026-11-30T11:00:00+01:00")
    assert (verzet["status"], verzet["begin"][:16]) == ("gepland", "2026-11-30T10:00")
    assert (zeg("verzet"), zeg("gepland")) == (400, 400)
    soorten = Contactmoment.objects.ongefilterd("test").filter(bron="afspraak").values_list("soort", flat=True)
    assert sorted(soorten) == ["afspraak", "poging"]
    assert Taak.objects.ongefilterd("test").count() == 1


def test_task_is_made_once_done_and_opened_again(met_sleutel, consulent, vreemde, elif_):
    client = met_sleutel(consulent)
    gegevens = {"sleutel": SLEUTEL, "werkzoekende": str(elif_.uuid), "wat": "Bellen", "tegen": "2026-11-23"}
    eerste, tweede = (stuur(client, "taken/", gegevens) for _ in range(2))
    assert (eerste.status_code, eerste.json()) == (201, tweede.json())
    assert eerste.json() == {
        "sleutel": SLEUTEL,
        "werkzoekende": str(elif_.uuid),
        "eigenaar": consulent.email,
        "wat": "Bellen",
        "tegen": "2026-11-23",
        "status": "open",
        "te_laat": False,
        "afgehandeld_op": None,
    }
    for stand in ("klaar", "open", "vervallen"):
        assert stuur(client, f"taken/{SLEUTEL}/status/", {"status": stand}).json()["status"] == stand
    assert stuur(met_sleutel(vreemde), f"taken/{SLEUTEL}/status/", {"status": "open"}).status_code == 404


def test_task_is_late_from_the_next_day_and_cannot_begin_so(met_sleutel, consulent):
    client = met_sleutel(consulent)
    TaakFactory(eigenaar=consulent, tegen="2026-11-22")
    TaakFactory(eigenaar=consulent, tegen="2026-11-23")
    assert sorted(rij["te_laat"] for rij in client.get("/api/v1/taken/").json()["results"]) == [False, True]
    fout = stuur(client, "taken/", {"sleutel": SLEUTEL, "wat": "Bellen", "tegen": "2026-11-22"})
    assert (fout.status_code, fout.json()) == (400, {"tegen": ["Deze dag is voorbij. Kies vandaag of later."]})


def test_list_of_tasks_is_ones_own_or_of_one_person(met_sleutel, consulent, collega, elif_):
    TaakFactory(eigenaar=consulent, wat="Algemeen")
    TaakFactory(eigenaar=collega, werkzoekende=elif_, wat="Van Colin")

    def wat(vraag: str) -> list[str]:
        return [rij["wat"] for rij in met_sleutel(consulent).get(f"/api/v1/taken/{vraag}").json()["results"]]

    assert wat("") == ["Algemeen"]
    assert wat(f"?werkzoekende={elif_.uuid}&status=open") == ["Van Colin"]
    assert wat("?status=klaar") == []


def test_schema_describes_them_in_dutch(met_sleutel, consulent):
    schema = met_sleutel(consulent).get("/api/v1/schema/").content.decode()
    for zin in ("Afspraken die je mag zien", "Maak een taak.", "Zeg wat er van een afspraak kwam"):
        assert zin in schema
