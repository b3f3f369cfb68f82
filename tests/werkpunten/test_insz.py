"""The national number: checked, encrypted, hidden, shown only by a click that is logged."""

import pytest

from tests.factories.toegang import OrganisatieFactory
from tests.factories.werkpunten import ContactmomentFactory, WerkzoekendeFactory
from toegang.models import Raadpleging
from werkpunten import services
from werkpunten.models import Werkzoekende


@pytest.fixture
def persoon(rabot, consulent):
    persoon = WerkzoekendeFactory(voornaam="Elif", achternaam="Demir")
    ContactmomentFactory(werkzoekende=persoon, werkpunt=rabot, door=consulent)
    return persoon


@pytest.fixture
def adres(persoon):
    return f"{persoon.get_absolute_url()}gegevens/rijksregisternummer/"


def bewaard(persoon) -> str | None:
    return Werkzoekende.objects.ongefilterd("test").get(pk=persoon.pk).insz


@pytest.mark.parametrize(
    ("getypt", "cijfers"),
    [
        ("85.07.30-033.28", "85073003328"),
        ("17 07 30 033 84", "17073003384"),
        ("98.47.28-997.65", "98472899765"),
        ("06.22.14-000.83", "06221400083"),
        ("90.00.00-999.18", "90000099918"),
    ],
)
def test_good_numbers_of_every_kind(als, consulent, persoon, adres, getypt, cijfers):
    assert als(consulent).post(adres, {"nummer": getypt}).status_code == 302
    assert bewaard(persoon) == cijfers
    assert list(Werkzoekende.objects.vindbaar_voor(consulent).zoek(getypt, voor=consulent)) == [persoon]


@pytest.mark.parametrize("getypt", ["85.07.30-033.29", "00000000000", "8507300332", "abc", "85073003328 1"])
def test_bad_numbers_are_refused(als, consulent, persoon, adres, getypt):
    antwoord = als(consulent).post(adres, {"nummer": getypt})
    assert antwoord.status_code == 422
    assert "Dit nummer klopt niet. Kijk de 11 cijfers na." in antwoord.content.decode()
    assert bewaard(persoon) is None


def test_hidden_until_a_logged_click(als, consulent, persoon, adres):
    client = als(consulent)
    client.post(adres, {"nummer": "85.07.30-033.28"})
    open_ = client.get(f"{persoon.get_absolute_url()}gegevens/").content.decode() + client.get(adres).content.decode()
    assert ("bewaard, verborgen" in open_, "033.28" in open_ or "3003328" in open_) == (True, False)
    assert not Raadpleging.objects.filter(aard="ontmaskering").exists()
    assert "85.07.30-033.28" in client.post(f"{adres}tonen/").content.decode()
    gelogd = Raadpleging.objects.get(aard="ontmaskering")
    assert (gelogd.medewerker_id, gelogd.personen) == (consulent.pk, [persoon.pk])
    toegang = client.get(f"{persoon.get_absolute_url()}toegang/").content.decode()
    assert "Bekeek het rijksregisternummer" in toegang
    wijzigingen = client.get(f"{persoon.get_absolute_url()}gegevens/wijzigingen/").content.decode()
    assert wijzigingen.count("<h3>Rijksregisternummer</h3>") == 1
    assert "85.07" not in wijzigingen


def test_changes_name_the_number_only_to_who_may_process_it_and_only_when_it_changed(als, consulent, persoon, adres):
    client, lijst = als(consulent), f"{persoon.get_absolute_url()}gegevens/wijzigingen/"
    Werkzoekende.objects.ongefilterd("test").filter(pk=persoon.pk).update(sorteernaam="anders")
    assert "Rijksregisternummer" not in client.get(lijst).content.decode()
    client.post(adres, {"nummer": "85.07.30-033.28"})
    assert "Rijksregisternummer" in client.get(lijst).content.decode()
    consulent.organisatie = OrganisatieFactory(naam="vzw De Stap")
    consulent.save()
    assert "Rijksregisternummer" not in client.get(lijst).content.decode()


def test_off_for_an_organisation_that_may_not(als, consulent, persoon, adres):
    services.registreer_werkzoekende(WerkzoekendeFactory.build(), insz="85073003328", door=consulent)
    consulent.organisatie = OrganisatieFactory(naam="vzw De Stap")
    consulent.save()
    client = als(consulent)
    assert "Rijksregisternummer" not in client.get(f"{persoon.get_absolute_url()}gegevens/").content.decode()
    assert [client.get(adres).status_code, client.post(adres, {"nummer": ""}).status_code] == [404, 404]
    assert client.post(f"{adres}tonen/").status_code == 404
    assert client.post("/balie/zoek/", {"zoek": "85.07.30-033.28"}).content.decode().count("<li") == 0


def test_equal_number_is_the_same_person_and_names_only_who_may_be_found(als, consulent, persoon, adres):
    ander = services.registreer_werkzoekende(
        WerkzoekendeFactory.build(achternaam="Dubbel"), insz="85073003328", door=consulent
    )
    client = als(consulent)
    antwoord = client.post(adres, {"nummer": "85.07.30-033.28"})
    assert antwoord.status_code == 422
    assert f"dossier {ander.dossiernummer}: het is dezelfde persoon." in antwoord.content.decode()
    Werkzoekende.objects.ongefilterd("test").filter(pk=ander.pk).update(beschermd=True)
    verborgen = client.post(adres, {"nummer": "85.07.30-033.28"}).content.decode()
    assert "Dit nummer kan je hier niet bewaren." in verborgen
    assert ("Dubbel" in verborgen, ander.dossiernummer in verborgen) == (False, False)
    assert bewaard(persoon) is None


def test_change_and_take_away(als, consulent, persoon, adres):
    client = als(consulent)
    client.post(adres, {"nummer": "85.07.30-033.28"})
    client.post(adres, {"nummer": "85.07.30-033.28"})
    assert bewaard(persoon) == "85073003328"
    client.post(adres, {"nummer": ""})
    assert bewaard(persoon) is None
    assert client.post(f"{adres}tonen/").status_code == 404
