"""The card with two files side by side, and undoing from the history of the file."""

import html

import pytest

from tests.factories.werkpunten import ContactmomentFactory
from tests.trajecten.mensen import geleden, zag
from werkpunten.models import Adres, Samenvoeging, Werkzoekende, Wijk
from werkpunten.samenvoegregels import regels

REDEN = "zelfde telefoon, aan de balie bevestigd"


@pytest.fixture
def twee(rabot, coordinator):
    personen = [zag(coordinator, rabot, dagen=dagen) for dagen in (40, 0)]
    for persoon, telefoon in zip(personen, ("0470 11 11 11", "0470 22 22 22"), strict=True):
        persoon.telefoon = telefoon
        persoon.save()
    return personen


@pytest.fixture
def adres(twee):
    return f"{twee[0].get_absolute_url()}samenvoegen/{twee[1].uuid}/"


def tekst(antwoord):
    return html.unescape(antwoord.content.decode())


@pytest.mark.parametrize("bezoeken", [1, 3])
def test_everything_side_by_side_in_a_fixed_number_of_queries(
    als, twee, adres, coordinator, rabot, bezoeken, django_assert_num_queries
):
    for _ in range(bezoeken):
        ContactmomentFactory(werkzoekende=twee[1], werkpunt=rabot, door=coordinator)
    client = als(coordinator)
    client.get(adres)
    with django_assert_num_queries(len(list(regels)) + 13):  # one per model
        gezien = tekst(client.get(adres))
    assert f"contactmomenten: {bezoeken + 1}".lower() in gezien.lower()
    assert "0470 11 11 11" in gezien
    assert "0470 22 22 22" in gezien


def test_effect_on_reach_in_words(als, twee, adres, coordinator, rabot):
    ContactmomentFactory(werkzoekende=twee[0], werkpunt=rabot, door=coordinator, dag=geleden(0))
    assert f"stad −1, {rabot} −1, elk ander werkpunt ±0" in tekst(als(coordinator).get(adres))


def test_merge_from_the_card_and_undo_from_the_history(als, twee, adres, coordinator):
    client, (blijft, verdwijnt) = als(coordinator), twee
    keuzes = {"achternaam": "blijft", "telefoon": "verdwijnt"}
    zonder_reden = client.post(adres, keuzes)
    assert (zonder_reden.status_code, Samenvoeging.objects.ongefilterd("test").count()) == (422, 0)
    pagina = client.post(adres, {**keuzes, "reden": REDEN}, follow=True)
    gezien = tekst(pagina)
    assert f"Dossier {verdwijnt.dossiernummer} zit nu in dit dossier." in gezien
    assert (REDEN in gezien, "Samenvoeging ongedaan maken" in gezien) == (True, True)
    assert Werkzoekende.objects.ongefilterd("test").get(pk=blijft.pk).telefoon == "0470 22 22 22"
    samen = Samenvoeging.objects.ongefilterd("test").get()
    terug = tekst(client.post(f"/samenvoegingen/{samen.pk}/ongedaan/", follow=True))
    assert f"Dossier {verdwijnt.dossiernummer} is er weer." in terug
    assert Werkzoekende.objects.ongefilterd("test").get(pk=blijft.pk).telefoon == "0470 11 11 11"
    assert REDEN in tekst(client.get(f"{verdwijnt.get_absolute_url()}gegevens/wijzigingen/"))


def test_rows_that_collide_ask_a_question_that_has_to_be_answered(als, twee, adres, coordinator):
    wijken = [Wijk.objects.get(slug=slug) for slug in ("ledeberg", "dampoort")]
    for persoon, wijk in zip(twee, wijken, strict=True):
        Adres.objects.create(werkzoekende=persoon, wijk=wijk)
    client, velden = als(coordinator), {"achternaam": "blijft", "telefoon": "blijft", "reden": REDEN}
    assert "De adressen overlappen." in tekst(client.get(adres))
    assert client.post(adres, velden).status_code == 422
    assert client.post(adres, {**velden, "werkpunten-adres": "verdwijnt"}).status_code == 302
    assert [rij.wijk for rij in Adres.objects.ongefilterd("test").select_related("wijk")] == [wijken[1]]
