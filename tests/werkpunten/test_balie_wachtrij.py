"""The light queue: who came in, since when, who helps them, who left."""

import uuid
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from tests.factories.werkpunten import ContactmomentFactory, WerkzoekendeFactory
from tests.werkpunten.test_balie import HTMX, bezoek, contacten
from werkpunten.models import Wachtende
from werkpunten.wachtrij import start

RIJ = "/balie/wachtrij/"


def wachtenden():
    return Wachtende.objects.ongefilterd("test").order_by("pk")


@pytest.fixture
def demir(rabot, consulent):
    persoon = WerkzoekendeFactory(voornaam="Elif", achternaam="Demir")
    ContactmomentFactory(werkzoekende=persoon, werkpunt=rabot, door=consulent)
    return persoon


@pytest.fixture
def fatima(als, consulent):
    als(consulent).post(RIJ, {"naam": "Fatima"})
    return wachtenden().get()


def test_a_first_name_a_person_and_a_number_wait_in_order(als, consulent, demir):
    client = als(consulent)
    for invoer in ({"naam": "Fatima\u202e"}, {"wie": demir.uuid}, {}):
        assert client.post(RIJ, invoer).status_code == 302
    inhoud = client.get("/balie/").content.decode()
    assert 0 < inhoud.index("<bdi>Fatima</bdi>") < inhoud.index("<bdi>Demir, Elif</bdi>") < inhoud.index("Nummer 3")
    assert "wacht 0 min" in inhoud


def test_the_same_person_waits_once_and_the_same_key_is_one_row(als, consulent, demir):
    client, sleutel = als(consulent), uuid.uuid4()
    for _ in range(2):
        client.post(RIJ, {"naam": "Fatima", "sleutel": sleutel})
    client.post(RIJ, {"wie": demir.uuid})
    dubbel = client.post(RIJ, {"wie": demir.uuid}, headers=HTMX).content.decode()
    assert "Deze persoon staat al in de wachtrij." in dubbel
    assert wachtenden().count() == 2


def test_helping_opens_the_desk_for_the_person_and_the_visit_ends_the_waiting(als, collega, consulent, demir):
    als(consulent).post(RIJ, {"wie": demir.uuid})
    wachtende, client = wachtenden().get(), als(collega)
    with time_machine.travel(timezone.now() + timedelta(minutes=12)):
        antwoord = client.post(f"{RIJ}{wachtende.sleutel}/start/", follow=True)
        pagina = antwoord.content.decode()
        assert f'name="wie" value="{demir.uuid}"' in pagina
        assert f'name="wacht" value="{wachtende.sleutel}"' in pagina
        assert "bij Colin V., wachtte 12 min" in pagina
        assert "Vandaag wachtte men gemiddeld 12 min." in pagina
        for _ in range(2):
            na = client.post("/balie/", bezoek(demir, wacht=wachtende.sleutel), headers=HTMX).content.decode()
            assert "Niemand wacht." in na
    wachtende.refresh_from_db()
    assert (wachtende.status, wachtende.geholpen_door, wachtende.contact.werkzoekende) == ("geholpen", collega, demir)
    assert contacten().count() == 3


def test_a_first_name_is_filled_in_and_may_become_anybody(als, consulent, fatima):
    client = als(consulent)
    pagina = client.post(f"{RIJ}{fatima.sleutel}/start/", follow=True).content.decode()
    assert 'value="Fatima"' in pagina
    client.post("/balie/", bezoek("nieuw", voornaam="Fatima", achternaam="Zahra", wacht=fatima.sleutel))
    fatima.refresh_from_db()
    assert (fatima.status, fatima.werkzoekende.naam) == ("geholpen", "Zahra, Fatima")


def test_the_second_colleague_is_told_who_was_first(als, consulent, collega, fatima):
    start(fatima, door=consulent)
    antwoord = als(collega).post(f"{RIJ}{fatima.sleutel}/start/", follow=True)
    assert "Connie V. helpt deze persoon al." in antwoord.content.decode()
    fatima.refresh_from_db()
    assert fatima.geholpen_door == consulent


def test_leaving_without_help_can_be_taken_back(als, consulent, fatima):
    client, begin = als(consulent), fatima.gekomen_op
    weg = client.post(f"{RIJ}{fatima.sleutel}/weg/", headers=HTMX).content.decode()
    assert "weg zonder hulp" in weg
    client.post(f"{RIJ}{fatima.sleutel}/terug/", headers=HTMX)
    fatima.refresh_from_db()
    assert (fatima.status, fatima.gekomen_op) == ("wacht", begin)
    client.post(f"{RIJ}{fatima.sleutel}/weg/")
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        assert "Niemand wacht." in client.get(RIJ).content.decode()
    assert contacten().count() == 0


def test_another_unit_and_another_day_have_another_queue(als, consulent, vreemde, fatima):
    assert "Fatima" not in als(vreemde).get(RIJ).content.decode()
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        assert "Fatima" not in als(consulent).get(RIJ).content.decode()


def test_protected_stranger_cannot_be_put_in_the_queue(als, vreemde, consulent, rabot):
    persoon = WerkzoekendeFactory(achternaam="Geheim", beschermd=True)
    ContactmomentFactory(werkzoekende=persoon, werkpunt=rabot, door=consulent)
    inhoud = als(vreemde).post(RIJ, {"wie": persoon.uuid}, headers=HTMX).content.decode()
    assert "Niet gevonden of niet voor jou." in inhoud
    assert "Geheim" not in inhoud


def test_asking_again_answers_nothing_until_something_changed(als, consulent, fatima):
    client = als(consulent)
    with time_machine.travel(timezone.now(), tick=False) as klok:
        versie = client.get(RIJ).content.decode().partition("?versie=")[2].partition('"')[0]
        assert client.get(f"{RIJ}?versie={versie}").status_code == 204
        klok.shift(timedelta(minutes=3))
        assert client.get(f"{RIJ}?versie={versie}").status_code == 200
    client.post(RIJ, {"naam": "Bilal"})
    assert client.get(f"{RIJ}?versie={versie}").status_code == 200


def test_a_list_that_asks_by_itself_does_not_keep_somebody_signed_in(als, consulent, settings):
    client = als(consulent)
    with time_machine.travel(timezone.now(), tick=False) as klok:
        client.get("/balie/")
        for _ in range(2):
            klok.shift(timedelta(seconds=settings.SESSION_INACTIEF // 2))
            antwoord = client.get(RIJ, headers={**HTMX, "X-Stil": "1"})
    assert antwoord.status_code == 401


@pytest.mark.parametrize("aantal", [1, 3])
def test_the_queue_costs_the_same_however_long(als, consulent, rabot, aantal, django_assert_num_queries):
    client = als(consulent)
    for nummer in range(aantal):
        client.post(RIJ, {"wie": WerkzoekendeFactory(achternaam=f"Demir{nummer}").uuid})
    with django_assert_num_queries(8):
        client.get(RIJ)
    versie = client.get(RIJ).context["wachtrij"].versie
    with django_assert_num_queries(4):
        client.get(RIJ, {"versie": versie})
