"""Calendar files: read back by the library, without a name, at a secret address that can be taken away."""

import pytest
from icalendar import Calendar

from tests.factories.werkpunten import AfspraakFactory, ContactmomentFactory, WerkzoekendeFactory, om
from toegang.models import Raadpleging
from werkpunten.models import Agendasleutel

pytestmark = pytest.mark.django_db


def gebeurtenissen(inhoud: bytes) -> list[dict[str, object]]:
    velden = ("summary", "location", "status")
    return [
        {"begin": rij.decoded("dtstart"), **{naam: str(rij[naam]) for naam in velden if naam in rij}}
        for rij in Calendar.from_ical(inhoud).walk("VEVENT")
    ]


@pytest.fixture
def afspraak(rabot, consulent):
    persoon = WerkzoekendeFactory(voornaam="Elif", achternaam="Demir")
    ContactmomentFactory(werkzoekende=persoon, werkpunt=rabot, door=consulent)
    return AfspraakFactory(
        werkzoekende=persoon, werkpunt=rabot, medewerker=consulent, toelichting="geheim", begin=om(10, over=3)
    )


def test_file_of_one_appointment_says_with_whom_of_the_staff(als, consulent, afspraak):
    antwoord = als(consulent).get(f"{afspraak.get_absolute_url()}afspraak.ics")
    assert antwoord["Content-Type"] == "text/calendar; charset=utf-8"
    assert gebeurtenissen(antwoord.content) == [
        {
            "begin": om(10, over=3),
            "summary": "Afspraak met Connie V. (Werkpunt Rabot)",
            "location": "Werkpunt Rabot",
            "status": "CONFIRMED",
        }
    ]
    assert not any(woord in antwoord.content for woord in (b"Demir", b"Elif", b"geheim"))


def test_subscription_holds_hours_and_no_names_and_logs_nobody(als, client, consulent, afspraak, rabot):
    AfspraakFactory(medewerker=consulent, werkpunt=rabot, status="afgezegd", begin=om(12, over=3))
    AfspraakFactory(medewerker=consulent, werkpunt=rabot, begin=om(12, over=-60))
    adres = als(consulent).post("/agenda/abonnement/").context["adres"].removeprefix("http://testserver")
    voor = Raadpleging.objects.count()
    antwoord = client.get(adres)
    assert gebeurtenissen(antwoord.content) == [
        {"begin": om(10, over=3), "summary": "Afspraak (Werkpunt Rabot)", "location": "Werkpunt Rabot"}
    ]
    assert (Raadpleging.objects.count(), b"Demir" in antwoord.content) == (voor, False)


def test_address_is_kept_as_a_hash_and_stops_when_renewed_stopped_or_left(als, client, consulent, afspraak):
    browser = als(consulent)

    def nieuw() -> str:
        return browser.post("/agenda/abonnement/").context["adres"].removeprefix("http://testserver")

    eerste, tweede = nieuw(), nieuw()
    assert eerste.split("/")[-1].removesuffix(".ics") not in str(list(Agendasleutel.objects.values()))
    assert (client.get(eerste).status_code, client.get(tweede).status_code) == (404, 200)
    consulent.is_active = False
    consulent.save()
    assert client.get(tweede).status_code == 404
    consulent.is_active = True
    consulent.save()
    browser = als(consulent)
    browser.post("/agenda/abonnement/", {"stop": "1"})
    assert client.get(tweede).status_code == 404
    assert tweede.encode() not in browser.get("/agenda/abonnement/").content
