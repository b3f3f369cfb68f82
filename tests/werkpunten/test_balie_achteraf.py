"""Yesterday's paper list: ten rows at once, nothing twice, nothing lost."""

import re
import uuid
from datetime import time, timedelta

import pytest
import time_machine
from django.utils import timezone

from tests.factories.werkpunten import ContactmomentFactory, WerkzoekendeFactory
from tests.werkpunten.test_balie import contacten
from toegang.rollen import Rol
from werkpunten.models import Werkzoekende

LIJST = "/balie/achteraf/"


def gisteren():
    return timezone.localdate() - timedelta(days=1)


def lijst(*rijen, dag=None):
    """What the page posts: ten rows, the first of them filled in."""
    invoer = {"dag": dag or gisteren(), "lijst": uuid.uuid4()}
    for nummer in range(10):
        leeg = {"wie": "", "zoek": "", "tijdstip": "", "onderwerp": "", "minuten": "15"}
        rij = leeg | {"soort": "bezoek"} | (rijen[nummer] if nummer < len(rijen) else {})
        invoer |= {f"r{nummer}-{veld}": waarde for veld, waarde in rij.items()}
    return invoer


def rij(wie, onderwerp="vacature", **extra):
    return {"wie": getattr(wie, "uuid", wie), "zoek": "getypt", "onderwerp": onderwerp, **extra}


@pytest.fixture
def demir(rabot, consulent):
    eerder = timezone.now() - timedelta(hours=1)
    return WerkzoekendeFactory(voornaam="Elif", achternaam="Demir", aangemaakt=eerder)


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
        (rij("", zoek="Elif D."), "Rij 2: Kies een persoon uit de lijst, of kies Nieuwe persoon of Anoniem."),
        (rij("nieuw"), "Rij 2: Vul een voornaam of een naam in."),
        (rij("nieuw", voornaam="Elif", geboren="31/02/1991"), "Rij 2: Schrijf 04/03/1991, 03/1991"),
        (rij("", zoek="", voornaam="Elif"), "Rij 2: Kies een persoon uit de lijst"),
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
    client, eerst = als(consulent), lijst({}, rij("anoniem"))
    client.post(LIJST, eerst)
    antwoord = client.post(LIJST, lijst(rij(demir), rij(demir)) | {"lijst": eerst["lijst"]})
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


def nieuw(voornaam="Elif", achternaam="Demir", geboren="1991", **extra):
    return rij("nieuw", voornaam=voornaam, achternaam=achternaam, geboren=geboren, **extra)


def personen():
    return Werkzoekende.objects.ongefilterd("test").order_by("pk")


def test_somebody_new_is_made_once_however_often_the_list_is_sent(als, consulent):
    client, invoer = als(consulent), lijst(nieuw(), rij("anoniem"))
    for _ in range(2):
        assert client.post(LIJST, invoer).status_code == 302
    [elif_] = personen()
    assert (elif_.naam, elif_.geboren, contacten().count()) == ("Demir, Elif", "1991", 2)
    assert {contact.werkzoekende for contact in contacten()} == {elif_, None}


def test_a_known_name_is_asked_about_in_its_row(als, consulent, demir):
    client, invoer = als(consulent), lijst(rij("anoniem"), nieuw(geboren=""))
    antwoord = client.post(LIJST, invoer)
    inhoud = antwoord.content.decode()
    assert (antwoord.status_code, contacten().count()) == (422, 0)
    assert "Rij 2: Er is al een dossier met deze naam" in inhoud
    assert 'href="#id_r1-zelfde"' in inhoud
    assert f'name="r1-zelfde" value="{demir.uuid}"' in inhoud
    assert client.post(LIJST, invoer | {"r1-zelfde": demir.uuid}).status_code == 302
    assert demir in [contact.werkzoekende for contact in contacten()]
    assert personen().count() == 1


def test_a_known_name_can_be_somebody_else(als, consulent, demir):
    assert als(consulent).post(LIJST, lijst(nieuw(geboren="", zelfde="nieuw"))).status_code == 302
    assert personen().count() == 2


def test_somebody_new_who_stands_in_two_rows_is_one_person_when_told_so(als, consulent):
    client, invoer = als(consulent), lijst(nieuw(), rij("anoniem"), nieuw(tijdstip="11:00"))
    inhoud = client.post(LIJST, invoer).content.decode()
    assert "rij 1 van deze lijst" in inhoud
    assert 'name="r2-zelfde" value="r0"' in inhoud
    assert personen().count() == 0
    invoer |= {"r2-zelfde": "r0"}
    for _ in range(2):
        assert client.post(LIJST, invoer).status_code == 302
    assert (personen().count(), contacten().count()) == (1, 3)


def test_answer_about_somebody_new_says_nothing_of_a_row_that_became_anonymous(als, consulent):
    client, invoer = als(consulent), lijst(nieuw(), rij("anoniem"), rij("anoniem", tijdstip="11:00"))
    assert client.post(LIJST, invoer | {"r2-zelfde": "r0"}).status_code == 302
    assert contacten().filter(werkzoekende=None).count() == 2


def test_who_it_may_be_is_told_while_a_row_is_typed(als, consulent, demir):
    velden = {"rij": "r4", "r4-voornaam": "Elif", "r4-achternaam": "Demirr", "voornaam": "Jan", "achternaam": "Aerts"}
    assert "naam klinkt hetzelfde" in als(consulent).post("/balie/lijkt-op/", velden).content.decode()


def test_the_whole_list_is_taken_back(als, consulent, demir):
    client, invoer = als(consulent), lijst(rij(demir), nieuw("Jan", "Aerts"), rij("anoniem"))
    pagina = client.post(LIJST, invoer, follow=True).content.decode()
    assert pagina.count(">Ongedaan maken<") == 3
    assert "Alles ongedaan maken" in pagina
    na = client.post(f"{LIJST}{invoer['lijst']}/ongedaan/", follow=True).content.decode()
    assert "3 contacten ongedaan gemaakt." in na
    assert "Net bewaard" not in na
    assert (contacten().count(), list(personen())) == (0, [demir])
    assert client.get(demir.get_absolute_url()).status_code == 404


def test_one_row_is_taken_back(als, consulent, demir):
    client, invoer = als(consulent), lijst(rij(demir), rij("anoniem"))
    client.post(LIJST, invoer)
    fout = contacten().get(werkzoekende=None)
    client.post(f"{LIJST}{invoer['lijst']}/ongedaan/", {"rij": fout.sleutel})
    assert [contact.werkzoekende for contact in contacten()] == [demir]


def test_a_list_is_taken_back_for_ten_minutes_by_who_entered_it(als, consulent, collega, demir):
    invoer = lijst(rij(demir), rij("anoniem"))
    als(consulent).post(LIJST, invoer)
    adres = f"{LIJST}{invoer['lijst']}/ongedaan/"
    assert als(collega).post(adres).status_code == 404
    assert "Net bewaard" not in als(collega).get(f"{LIJST}?lijst={invoer['lijst']}").content.decode()
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        client = als(consulent)
        assert "Net bewaard" not in client.get(f"{LIJST}?lijst={invoer['lijst']}").content.decode()
        assert "langer dan tien minuten" in client.post(adres, follow=True).content.decode()
    assert contacten().count() == 2


@pytest.mark.parametrize("aantal", [1, 3])
def test_the_page_costs_the_same_however_much_was_just_kept(als, consulent, aantal, django_assert_num_queries):
    client, invoer = als(consulent), lijst(*[rij("anoniem")] * aantal)
    client.post(LIJST, invoer)
    with django_assert_num_queries(8):
        client.get(f"{LIJST}?lijst={invoer['lijst']}")


def test_a_day_of_long_ago_has_to_be_confirmed(als, consulent, rabot):
    client = als(consulent)
    invoer = lijst(rij("anoniem"), dag=gisteren() - timedelta(days=365))
    antwoord = client.post(LIJST, invoer)
    assert antwoord.status_code == 422
    assert "is lang geleden. Klopt het jaar?" in antwoord.content.decode()
    assert contacten().count() == 0
    assert client.post(LIJST, invoer | {"toch": "on"}).status_code == 302
    assert contacten().count() == 1


def test_a_list_of_two_months_ago_is_not_asked_about(als, consulent, rabot):
    assert als(consulent).post(LIJST, lijst(rij("anoniem"), dag=gisteren() - timedelta(days=59))).status_code == 302
