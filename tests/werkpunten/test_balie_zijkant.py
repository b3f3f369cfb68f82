"""Beside the form of the desk: who was here already today, whose file one opened lately."""

from datetime import time, timedelta

import pytest
import time_machine
from django.utils import timezone

from kern.tijd import vandaag
from tests.factories.werkpunten import ContactmomentFactory, WerkzoekendeFactory
from tests.werkpunten.test_balie import bezoek
from werkpunten.models import Afwezigheid


@pytest.fixture
def demir(rabot, consulent):
    persoon = WerkzoekendeFactory(voornaam="Elif", achternaam="Demir")
    ContactmomentFactory(werkzoekende=persoon, werkpunt=rabot, door=consulent, dag=gisteren())
    return persoon


def gisteren():
    return timezone.localdate() - timedelta(days=1)


def kaart(client, persoon):
    return client.post("/balie/persoon/", {"wie": persoon.uuid}).content.decode()


def test_choosing_somebody_tells_where_they_were_today(als, collega, consulent, ledeberg, rabot, demir):
    assert "Vandaag al geweest" not in kaart(als(collega), demir)
    for werkpunt, soort in ((rabot, "bezoek"), (ledeberg, "telefoon"), (rabot, "poging")):
        ContactmomentFactory(
            werkzoekende=demir, werkpunt=werkpunt, door=consulent, soort=soort, tijdstip=time(0, 0), notitie="geheim"
        )
    inhoud = kaart(als(collega), demir)
    assert inhoud.count("Vandaag al geweest om 00:00") == 2
    assert "Werkpunt Rabot · Vacature · Connie V." in inhoud
    assert "Werkpunt Ledeberg" in inhoud
    assert "geheim" not in inhoud


def test_who_may_not_open_the_file_is_not_told(als, vreemde, consulent, rabot, demir):
    ContactmomentFactory(werkzoekende=demir, werkpunt=rabot, door=consulent)
    assert "Vandaag al geweest" not in kaart(als(vreemde), demir)


def test_a_recorded_visit_shows_the_next_time_one_chooses(als, consulent, demir):
    client = als(consulent)
    client.post("/balie/", bezoek(demir))
    assert "Vandaag al geweest om" in kaart(client, demir)


def recent(client):
    inhoud = client.get("/balie/").content.decode()
    return inhoud.partition("Recent geopend")[2]


def test_own_files_opened_lately_stand_on_the_desk_last_one_first(als, consulent, collega, rabot, demir):
    ander = ContactmomentFactory(werkpunt=rabot, door=consulent, werkzoekende__achternaam="Zahra").werkzoekende
    client = als(consulent)
    assert recent(client) == ""
    for persoon in (demir, ander, demir):
        client.get(persoon.get_absolute_url())
    client.get(f"{ander.get_absolute_url()}gegevens/")
    lijst = recent(client)
    assert 0 < lijst.index("Zahra, Elif") < lijst.index("Demir, Elif")
    assert lijst.count("<li>") == 2
    assert recent(als(collega)) == ""


def test_who_lost_sight_of_somebody_does_not_find_them_among_the_recent(als, vreemde, demir):
    client, invoer = als(vreemde), bezoek(demir)
    client.post("/balie/", invoer)
    client.get(demir.get_absolute_url())
    assert "Demir, Elif" in recent(client)
    client.post(f"/balie/{invoer['sleutel']}/ongedaan/")
    assert "Demir" not in recent(client)


def test_after_a_week_a_file_is_no_longer_recent(als, consulent, demir):
    als(consulent).get(demir.get_absolute_url())
    with time_machine.travel(timezone.now() + timedelta(days=7, minutes=1)):
        assert recent(als(consulent)) == ""


def test_desk_says_who_works_here_today_and_who_is_away(als, consulent, collega, vreemde, rabot):
    Afwezigheid.objects.create(
        medewerker=collega, waarnemer=consulent, ingegeven_door=consulent, van=vandaag(), tot=vandaag()
    )
    tekst = " ".join(als(consulent).get("/balie/").content.decode().split())
    gezichten = tekst.split("Wie werkt hier?</strong>")[1].split("</p>")[0]
    assert f"{collega} <small>(afwezig tot {vandaag():%d/%m})</small>" in gezichten
    assert (str(consulent) in gezichten, str(vreemde) in gezichten) == (True, False)
