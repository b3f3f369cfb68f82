"""What a coordinator sees of looks that left nothing else behind."""

import datetime

import pytest
from django.utils import timezone

from tests.factories.werkpunten import ContactmomentFactory, WerkzoekendeFactory
from toegang.models import Raadpleging
from trajecten import verantwoording
from trajecten.verantwoording import daden_van_team
from werkpunten import services
from werkpunten.models import Betrokkenheid, Werkzoekende
from werkpunten.uit_dienst import meld_uit_dienst

ADRES = "/caseload/team/verantwoording/"


@pytest.fixture
def persoon(vreemde, ledeberg):
    """Known at Ledeberg only."""
    persoon = WerkzoekendeFactory(voornaam="Elif", achternaam="Demir")
    ContactmomentFactory(werkzoekende=persoon, werkpunt=ledeberg, door=vreemde)
    return persoon


def logt_leest_en_wist(als, consulent, persoon, rabot):
    contact = ContactmomentFactory(werkzoekende=persoon, werkpunt=rabot, door=consulent)
    client = als(consulent)
    assert client.get(persoon.get_absolute_url()).status_code == 200
    services.maak_ongedaan(contact, door=consulent)
    assert client.get(persoon.get_absolute_url()).status_code == 404


def kort(daad):
    return daad.medewerker, daad.wat, daad.persoon, daad.toelichting


def test_undone_visit_and_reason_show_to_the_coordinator_by_name_only(als, coordinator, consulent, persoon, rabot):
    logt_leest_en_wist(als, consulent, persoon, rabot)
    services.open_met_reden(persoon, reden="Belt over een afspraak", door=consulent)
    assert [kort(daad) for daad in daden_van_team(coordinator)] == [
        (consulent, "Opende een dossier met een reden", persoon, "Belt over een afspraak"),
        (consulent, "Maakte een contact ongedaan", persoon, ""),
    ]
    client = als(coordinator)
    tekst = client.get(ADRES).content.decode()
    assert (tekst.count("Demir, Elif"), tekst.count(persoon.dossiernummer)) == (2, 2)
    assert str(persoon.uuid) not in tekst
    gelogd = Raadpleging.objects.get(scherm="trajecten:verantwoording-list")
    assert (gelogd.aard, gelogd.personen) == ("lijst", [persoon.pk])
    assert client.get(persoon.get_absolute_url()).status_code == 404
    assert f'href="{ADRES}"' in client.get("/caseload/team/").content.decode()


def test_tying_reading_and_loosening_leaves_both_on_the_list(als, coordinator, consulent, persoon, rabot):
    anoniem = ContactmomentFactory(werkzoekende=None, werkpunt=rabot, door=consulent)
    client = als(consulent)
    client.post(f"/balie/{anoniem.sleutel}/koppelen/", {"wie": persoon.uuid})
    assert client.get(persoon.get_absolute_url()).status_code == 200
    client.post(f"/balie/{anoniem.sleutel}/losmaken/")
    assert client.get(persoon.get_absolute_url()).status_code == 404
    assert sorted(kort(daad)[1:3] for daad in daden_van_team(coordinator)) == [
        ("Koppelde een anoniem bezoek", persoon),
        ("Maakte een gekoppeld bezoek los", persoon),
    ]
    assert {daad.medewerker for daad in daden_van_team(coordinator)} == {consulent}


def test_other_units_and_old_ones_stay_out(als, coordinator, consulent, vreemde, persoon, ledeberg):
    elders = WerkzoekendeFactory()
    services.open_met_reden(elders, reden="Belt over een afspraak", door=vreemde)
    services.maak_ongedaan(
        ContactmomentFactory(werkzoekende=elders, werkpunt=ledeberg, door=vreemde),
        door=vreemde,
    )
    oud = services.open_met_reden(persoon, reden="Belt over een afspraak", door=consulent)
    Betrokkenheid.objects.ongefilterd("test").filter(pk=oud.pk).update(
        van=timezone.now() - datetime.timedelta(days=91)
    )
    assert daden_van_team(coordinator) == []
    assert "gaf niemand een reden" in als(coordinator).get(ADRES).content.decode()


def test_colleague_who_left_and_anonymous_contact(coordinator, consulent, persoon, rabot):
    services.maak_ongedaan(ContactmomentFactory(werkzoekende=None, werkpunt=rabot, door=consulent), door=consulent)
    services.open_met_reden(persoon, reden="Belt over een afspraak", door=consulent)
    meld_uit_dienst(consulent, door=coordinator)
    assert [daad.medewerker for daad in daden_van_team(coordinator)] == [consulent]


def test_protected_person_has_no_name_here(als, coordinator, consulent, persoon):
    services.open_met_reden(persoon, reden="Belt over een afspraak", door=consulent)
    persoon.beschermd = True
    persoon.save()
    tekst = als(coordinator).get(ADRES).content.decode()
    assert ("Demir" in tekst, persoon.dossiernummer in tekst, "een beschermd dossier" in tekst) == (False, False, True)


def test_person_whom_the_undo_took_along_is_called_gone_and_not_protected(als, coordinator, consulent, rabot):
    contact = ContactmomentFactory(werkpunt=rabot, door=consulent)
    persoon = contact.werkzoekende
    services.maak_ongedaan(contact, door=consulent)
    Werkzoekende.objects.ongefilterd("test").filter(pk=persoon.pk).delete()
    tekst = als(coordinator).get(ADRES).content.decode()
    assert ("een dossier dat niet meer bestaat" in tekst, "een beschermd dossier" in tekst) == (True, False)


def test_list_that_is_cut_off_says_so(als, coordinator, consulent, persoon, monkeypatch):
    for module in (verantwoording, __import__("trajecten.views.caseload", fromlist=["HOOGSTENS"])):
        monkeypatch.setattr(module, "HOOGSTENS", 2)
    for nummer in range(3):
        services.open_met_reden(persoon, reden=f"Belt over afspraak {nummer}", door=consulent)
    tekst = als(coordinator).get(ADRES).content.decode()
    assert ["afspraak 0" in tekst, "afspraak 1" in tekst, "afspraak 2" in tekst] == [False, True, True]
    assert "Enkel de laatste 2 staan hier." in tekst


@pytest.mark.parametrize("aantal", [1, 4])
def test_costs_the_same_queries_however_long(
    als, coordinator, consulent, persoon, rabot, aantal, django_assert_num_queries
):
    for _ in range(aantal):
        services.open_met_reden(persoon, reden="Belt over een afspraak", door=consulent)
        services.maak_ongedaan(
            ContactmomentFactory(werkzoekende=persoon, werkpunt=rabot, door=consulent), door=consulent
        )
    client = als(coordinator)
    with django_assert_num_queries(14):
        client.get(ADRES)
