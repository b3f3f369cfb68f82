"""Yesterday's paper list: ten rows at once, nothing twice, nothing lost."""

import re
import uuid
from datetime import time, timedelta

import pytest
from django.utils import timezone

from tests.factories.werkpunten import ContactmomentFactory, WerkzoekendeFactory
from tests.werkpunten.test_balie import contacten
from toegang.rollen import Rol

LIJST = "/balie/achteraf/"


def gisteren():
    return timezone.localdate() - timedelta(days=1)


def lijst(*rijen, dag=None):
    """What the page posts: ten rows, the first of them filled in."""
    invoer = {"dag": dag or gisteren()}
    for nummer in range(10):
        leeg = {"sleutel": uuid.uuid4(), "wie": "", "zoek": "", "tijdstip": "", "onderwerp": "", "minuten": "15"}
        rij = leeg | {"soort": "bezoek"} | (rijen[nummer] if nummer < len(rijen) else {})
        invoer |= {f"r{nummer}-{veld}": waarde for veld, waarde in rij.items()}
    return invoer


def rij(wie, onderwerp="vacature", **extra):
    return {"wie": getattr(wie, "uuid", wie), "zoek": "getypt", "onderwerp": onderwerp, **extra}


@pytest.fixture
def demir(rabot, consulent):
    return WerkzoekendeFactory(voornaam="Elif", achternaam="Demir")


def test_ten_rows_of_yesterday_are_kept_once_however_often_they_are_sent(als, consulent, rabot, demir):
    client = als(consulent)
    assert f'value="{gisteren()}"' in client.get(LIJST).content.decode()
    rijen = [rij(demir, tijdstip="09:10", minuten="45", soort="telefoon")] + [rij("anoniem", "nederlands")] * 9
    invoer = lijst(*rijen)
    for _ in range(2):
        assert client.post(LIJST, invoer).status_code == 302
    eerste = contacten().first()
    assert contacten().count() == 10
    assert (eerste.werkzoekende, eerste.dag, eerste.tijdstip, eerste.minuten) == (demir, gisteren(), time(9, 10), 45)
    assert (eerste.soort, eerste.werkpunt, eerste.medewerker, eerste.bron) == (
        "telefoon",
        rabot,
        consulent,
        "achteraf",
    )
    assert client.get(demir.get_absolute_url()).status_code == 200


def test_the_unit_on_the_page_counts_when_another_was_chosen_since(als, consulent, rabot, ledeberg):
    consulent.aanstellingen.create(werkpunt=ledeberg, rol=Rol.CONSULENT, van="2020-01-01")
    client = als(consulent)
    op_pagina = re.search(r'name="plaats" value="([^"]*)"', client.get(LIJST).content.decode())[1]
    ander = ledeberg if op_pagina == rabot.slug else rabot
    client.cookies["werkpunt"] = ander.slug
    client.post(LIJST, lijst(rij("anoniem")) | {"plaats": op_pagina})
    assert contacten().get().werkpunt.slug == op_pagina


@pytest.mark.parametrize(
    ("fout", "melding"),
    [
        (rij("", zoek="Elif D."), "Rij 2: Kies een persoon uit de lijst of kies Anoniem."),
        (rij("nieuw"), "Rij 2: Kies een persoon uit de lijst of kies Anoniem."),
        (rij("anoniem", ""), "Rij 2: Kies een thema."),
        (rij("anoniem", tijdstip="25:99"), "Rij 2:"),
        (rij("anoniem", soort="poging"), "Rij 2:"),
    ],
)
def test_a_wrong_row_keeps_everything_and_saves_nothing(als, consulent, demir, fout, melding):
    antwoord = als(consulent).post(LIJST, lijst(rij(demir, zoek="Demir, Elif"), fout))
    inhoud = antwoord.content.decode()
    assert (antwoord.status_code, contacten().count()) == (422, 0)
    assert melding in inhoud
    assert 'value="Demir, Elif"' in inhoud
    assert f'value="{demir.uuid}"' in inhoud


def test_a_row_that_is_refused_on_saving_takes_the_others_with_it(als, consulent, demir):
    client, sleutel = als(consulent), uuid.uuid4()
    client.post(LIJST, lijst(rij("anoniem", sleutel=sleutel)))
    antwoord = client.post(LIJST, lijst(rij(demir), rij(demir, sleutel=sleutel)))
    assert antwoord.status_code == 422
    assert "Rij 2: Dit contact was al bewaard met een andere inhoud." in antwoord.content.decode()
    assert contacten().count() == 1


@pytest.mark.parametrize("dagen", [1, 36500])
def test_a_day_to_come_or_before_the_unit_opened_is_refused(als, consulent, dagen):
    dag = timezone.localdate() + timedelta(days=1) if dagen == 1 else "2001-01-01"
    assert als(consulent).post(LIJST, lijst(rij("anoniem"), dag=dag)).status_code == 422
    assert contacten().count() == 0


def test_an_empty_list_is_told(als, consulent):
    assert "Vul minstens één rij in." in als(consulent).post(LIJST, lijst()).content.decode()


def test_protected_stranger_is_nobody(als, vreemde, consulent, rabot):
    persoon = WerkzoekendeFactory(beschermd=True)
    ContactmomentFactory(werkzoekende=persoon, werkpunt=rabot, door=consulent)
    assert als(vreemde).post(LIJST, lijst(rij(persoon))).status_code == 422
