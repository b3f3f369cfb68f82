"""The screens of months, approval and cheques."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partners.models import Antwoordlink
from tests.factories.afrekening import keurt_goed, sluit_af, werkte
from tests.factories.wijkwerkers import begonnen, bekend, blok, gebruiker, gepland, opdracht
from wijkwerken.models import Chequelot, Maandafsluiting, Prestatie

MEI = date(2026, 5, 4)


@pytest.fixture(autouse=True)
def _juni():
    with time_machine.travel("2026-06-02T12:00:00+02:00", tick=False):
        yield


@pytest.fixture
def klant():
    return gebruiker(achternaam="Huis De Proef", email="huis@test.be")


@pytest.fixture
def maak(rabot, coordinator, klant):
    """So many workers who each worked three hours for this customer."""

    def doe(aantal):
        werk = opdracht(coordinator, gebruiker=klant, plaatsen=5)
        rijen = []
        for nummer in range(aantal):
            persoon = bekend(coordinator, rabot, voornaam="Koen", achternaam=f"Janssens{nummer}")
            wie = begonnen(persoon, door=coordinator, van=date(2026, 1, 1))
            plek = gepland(wie, werk, door=coordinator, van=MEI, tot=date(2026, 12, 31))
            rijen.append(werkte(plek, blok(MEI + timedelta(days=nummer)), coordinator))
        return rijen

    return doe


def standen():
    return list(Prestatie.objects.ongefilterd("test").order_by("pk").values_list("stand", flat=True))


def test_the_customer_answers_on_a_page_without_an_account(maak, klant, als, coordinator, client):
    rijen = maak(2)
    adres = f"/wijkwerken/gebruikers/{klant.sleutel}/uren/"
    assert als(coordinator).post(adres, {"doe": "mail"}).status_code == 302
    link = f"/uren/{Antwoordlink.objects.get().token}/"
    pagina = client.get(link).content.decode()
    assert ("K.J." in pagina, "Janssens" in pagina, "Maaltijden verdelen" in pagina) == (True, False, True)
    assert client.post(link, {"niet": [str(rijen[0].sleutel)]}).status_code == 422
    klaar = client.post(link, {"niet": [str(rijen[0].sleutel)], "opmerking": "was korter"})
    assert (klaar.status_code, standen()) == (200, ["betwist", "goed"])
    assert client.get(link).status_code == 404
    start = als(coordinator).get("/").content.decode()
    assert ("uren kloppen niet" in start, "Mei 2026 afsluiten" in start) == (True, True)


def test_a_consultant_notes_what_was_said_by_telephone(maak, klant, als, coordinator):
    rijen = maak(2)
    client, adres = als(coordinator), f"/wijkwerken/gebruikers/{klant.sleutel}/uren/"
    zei = {"wie": "Rita", "kanaal": "telefoon", "uren": [str(rijen[1].sleutel)]}
    assert client.post(adres, zei | {"doe": "betwist"}).status_code == 422
    assert client.post(adres, zei | {"doe": "goed"}).status_code == 302
    assert standen() == ["open", "goed"]


def test_a_month_is_closed_on_its_page(maak, als, coordinator):
    maak(1)
    client, adres = als(coordinator), "/wijkwerken/maand/2026/5/"
    assert "nog niet goedgekeurd" in client.get(adres).content.decode()
    assert client.post(adres).status_code == 422
    keurt_goed(coordinator)
    assert "Maand afsluiten" in client.get(adres).content.decode()
    assert client.post(adres).status_code == 302
    pagina = client.get(adres).content.decode()
    assert ("12,30 euro" in pagina, "17,85 euro" in pagina, Maandafsluiting.objects.count()) == (True, True, 1)


def test_cheques_are_issued_on_the_page_of_the_customer(klant, als, coordinator):
    client, adres = als(coordinator), f"/wijkwerken/gebruikers/{klant.sleutel}/cheques/"
    assert (
        client.post(adres, {"aantal": 20, "uitgegeven_op": "2026-06-01", "sleutel": str(klant.sleutel)}).status_code
        == 302
    )
    assert Chequelot.objects.zichtbaar_voor(coordinator).saldo() == 20
    assert "Cheques: nog 20" in client.get(adres).content.decode()


@pytest.mark.parametrize("aantal", [1, 3])
def test_pages_take_a_fixed_number_of_queries(maak, klant, als, coordinator, aantal):
    maak(aantal)
    client, maand = als(coordinator), "/wijkwerken/maand/2026/5/"
    uren, afgesloten = f"/wijkwerken/gebruikers/{klant.sleutel}/uren/", "/wijkwerken/maand/"
    geteld = [vragen(client, pad) for pad in (maand, uren)]
    keurt_goed(coordinator)
    sluit_af(coordinator, 2026, 5)
    assert [*geteld, vragen(client, maand), vragen(client, afgesloten)] == [21, 10, 10, 7]


def vragen(client, pad):
    client.get(pad)
    with CaptureQueriesContext(connection) as gevraagd:
        assert client.get(pad).status_code == 200
    return len(gevraagd)
