"""A visit after it was logged: completed on the day, tied to a person later, loosened again."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from kern.tijd import Periode, vandaag
from rapportage.bereik import bereken
from tests.factories.werkpunten import ContactmomentFactory, WerkzoekendeFactory
from tests.werkpunten.test_balie import bezoek, contacten
from werkpunten.models import Werkzoekende


@pytest.fixture
def anoniem(rabot, consulent):
    return ContactmomentFactory(
        werkzoekende=None, werkpunt=rabot, door=consulent, leeftijdsgroep="-25", notitie="zoekt werk in de horeca"
    )


@pytest.fixture
def demir(rabot, consulent):
    persoon = WerkzoekendeFactory(voornaam="Elif", achternaam="Demir")
    ContactmomentFactory(werkzoekende=persoon, werkpunt=rabot, door=consulent)
    return persoon


def test_todays_visit_is_completed_by_who_logged_it(als, consulent, demir):
    contact = contacten().get()
    client = als(consulent)
    assert f"/balie/{contact.sleutel}/aanvullen/" in client.get("/balie/").content.decode()
    pagina = client.get(f"/balie/{contact.sleutel}/aanvullen/").content.decode()
    assert re.search(r'value="vacature"[^>]* checked', pagina)
    invoer = {
        "onderwerpen": ["nederlands"],
        "andere": ["welzijn"],
        "minuten": 45,
        "notitie": "zus belt",
        "niveau": "organisatie",
    }
    assert client.post(f"/balie/{contact.sleutel}/aanvullen/", invoer).status_code == 302
    contact.refresh_from_db()
    assert (contact.minuten, contact.notitie, contact.niveau) == (45, "zus belt", "organisatie")
    assert set(contact.onderwerpen.values_list("slug", flat=True)) == {"nederlands", "welzijn"}
    assert contact.werkzoekende == demir


def test_completing_without_a_topic_keeps_what_was_typed(als, consulent, demir):
    contact = contacten().get()
    invoer = {"minuten": 5, "notitie": "bewaar mij", "niveau": "gedeeld"}
    antwoord = als(consulent).post(f"/balie/{contact.sleutel}/aanvullen/", invoer)
    assert antwoord.status_code == 422
    assert "bewaar mij" in antwoord.content.decode()
    assert [thema.slug for thema in contact.onderwerpen.all()] == ["vacature"]


def test_a_duration_that_came_another_way_stays_to_be_chosen(als, consulent, rabot):
    contact = ContactmomentFactory(werkpunt=rabot, door=consulent, minuten=20)
    inhoud = als(consulent).get(f"/balie/{contact.sleutel}/aanvullen/").content.decode()
    assert re.search(r'name="minuten" value="20"[^>]* checked', inhoud)


def test_nobody_else_and_not_tomorrow(als, consulent, collega, demir):
    contact = contacten().get()
    adres = f"/balie/{contact.sleutel}/aanvullen/"
    invoer = {"onderwerpen": ["nederlands"], "minuten": 45, "niveau": "gedeeld"}
    geweigerd = als(collega).post(adres, invoer, follow=True).content.decode()
    assert "Enkel wie het bezoek bewaarde, kan het aanvullen" in geweigerd
    assert adres not in als(collega).get("/balie/").content.decode()
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        als(consulent).post(adres, invoer)
    assert [thema.slug for thema in contact.onderwerpen.all()] == ["vacature"]


def cijfers():
    """People, contacts and anonymous contacts of today, as the report counts them."""
    cellen = bereken(Periode.van_tot(vandaag(), vandaag())).cellen
    return [cellen[code][()] for code in ("bereikt", "contacten", "anoniem")]


def test_tying_changes_people_and_not_contacts(als, vreemde, collega, anoniem, rabot, ledeberg, demir):
    contacten().exclude(pk=anoniem.pk).delete()
    assert cijfers() == [0, 1, 1]
    client, lijst = als(collega), "/balie/koppelen/"
    inhoud = client.get(lijst).content.decode()
    assert "zoekt werk in de horeca" in inhoud
    assert "jonger dan 25" in inhoud
    assert client.post(f"/balie/{anoniem.sleutel}/koppelen/", {"wie": demir.uuid}).status_code == 302
    anoniem.refresh_from_db()
    assert (anoniem.werkzoekende, anoniem.gekoppeld_door, cijfers()) == (demir, collega, [1, 1, 0])
    assert "Onlangs gekoppeld" in client.get(lijst).content.decode()
    assert client.get(demir.get_absolute_url()).status_code == 200
    assert client.post(f"/balie/{anoniem.sleutel}/losmaken/").status_code == 302
    anoniem.refresh_from_db()
    assert (anoniem.werkzoekende, anoniem.gekoppeld_op, anoniem.gekoppeld_door) == (None, None, None)
    assert cijfers() == [0, 1, 1]
    assert client.get(demir.get_absolute_url()).status_code == 404


def test_loosening_is_for_who_tied_it_or_a_coordinator_for_two_weeks(
    als, consulent, collega, coordinator, anoniem, demir
):
    def los(medewerker) -> str:
        return als(medewerker).post(f"/balie/{anoniem.sleutel}/losmaken/", follow=True).content.decode()

    als(collega).post(f"/balie/{anoniem.sleutel}/koppelen/", {"wie": demir.uuid})
    knop = f"/balie/{anoniem.sleutel}/losmaken/"
    assert [
        knop in als(wie).get("/balie/koppelen/").content.decode() for wie in (consulent, collega, coordinator)
    ] == [*(False, True, True)]
    assert "Enkel wie het bezoek koppelde of een coördinator" in los(consulent)
    with time_machine.travel(timezone.now() + timedelta(days=15)):
        assert "langer dan twee weken geleden gekoppeld" in los(collega)
    assert "Het bezoek is weer anoniem." in los(coordinator)


def test_anonymous_visitor_becomes_a_person_with_this_visit_as_the_first(als, consulent, anoniem):
    client = als(consulent)
    invoer = {"wie": "nieuw", "voornaam": "Elif", "achternaam": "Demir", "woonwijk": "ledeberg"}
    assert client.post(f"/balie/{anoniem.sleutel}/koppelen/", invoer).status_code == 302
    persoon = Werkzoekende.objects.ongefilterd("test").get()
    assert (contacten().get().werkzoekende, persoon.adressen.ongefilterd("test").get().wijk.slug) == (
        persoon,
        "ledeberg",
    )
    client.post(f"/balie/{anoniem.sleutel}/losmaken/")
    assert not Werkzoekende.objects.ongefilterd("test").exists()
    assert contacten().get().werkzoekende is None


def test_a_known_name_is_asked_about_here_too(als, consulent, anoniem, demir):
    client, adres = als(consulent), f"/balie/{anoniem.sleutel}/koppelen/"
    invoer = {"wie": "nieuw", "voornaam": "Elif", "achternaam": "Demir"}
    antwoord = client.post(adres, invoer)
    assert antwoord.status_code == 422
    assert f'name="zelfde" value="{demir.uuid}"' in antwoord.content.decode()
    assert client.post(adres, invoer | {"zelfde": demir.uuid}).status_code == 302
    anoniem.refresh_from_db()
    assert anoniem.werkzoekende == demir


@pytest.mark.parametrize("wie", ["", "anoniem", "00000000-0000-0000-0000-000000000001"])
def test_nobody_chosen_ties_nothing(als, consulent, anoniem, wie):
    antwoord = als(consulent).post(f"/balie/{anoniem.sleutel}/koppelen/", {"wie": wie})
    assert antwoord.status_code == 422
    assert "Kies een persoon." in antwoord.content.decode()


def test_a_visit_that_has_a_person_is_not_given_to_another(als, consulent, demir, rabot):
    contact = contacten().get()
    ander = ContactmomentFactory(werkpunt=rabot, door=consulent).werkzoekende
    als(consulent).post(f"/balie/{contact.sleutel}/koppelen/", {"wie": ander.uuid})
    als(consulent).post(f"/balie/{contact.sleutel}/losmaken/")
    contact.refresh_from_db()
    assert contact.werkzoekende == demir


def test_other_units_do_not_find_it(als, vreemde, anoniem):
    client = als(vreemde)
    assert client.get(f"/balie/{anoniem.sleutel}/koppelen/").status_code == 404
    assert "horeca" not in client.get("/balie/koppelen/").content.decode()


def test_confidential_note_of_an_anonymous_visit_stays_with_its_author(als, consulent, collega, rabot):
    als(consulent).post("/balie/", bezoek("anoniem", notitie="heel persoonlijk", niveau="vertrouwelijk"))
    assert "heel persoonlijk" in als(consulent).get("/balie/koppelen/").content.decode()
    assert "heel persoonlijk" not in als(collega).get("/balie/koppelen/").content.decode()


@pytest.mark.parametrize("aantal", [1, 3])
def test_the_list_costs_the_same_however_long(als, consulent, rabot, aantal, django_assert_num_queries):
    for _ in range(aantal):
        ContactmomentFactory(werkzoekende=None, werkpunt=rabot, door=consulent)
    client = als(consulent)
    with django_assert_num_queries(10):
        client.get("/balie/koppelen/")
