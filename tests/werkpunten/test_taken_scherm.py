"""Tasks on screen: made in the file, done, taken back and changed, and the list of one's own."""

from datetime import date, timedelta

import pytest

from kern.tijd import vandaag
from tests.factories.werkpunten import TaakFactory
from tests.werkpunten.test_agenda import _maandag, elif_, gezien, tekst  # noqa: F401 - two are fixtures
from werkpunten.models import Taak

pytestmark = pytest.mark.django_db


def test_new_task_of_yesterday_is_asked_again_with_what_was_typed(als, consulent, elif_):  # noqa: F811 - the fixture
    gegevens = {
        "taak-wat": "Bellen over de opleiding",
        "taak-tegen": "2026-11-22",
        "taak-eigenaar": consulent.pk,
        "taak-sleutel": "22222222-2222-4222-8222-222222222222",
    }
    antwoord = als(consulent).post(f"{elif_.get_absolute_url()}taken/", gegevens)
    inhoud = tekst(antwoord)
    assert (antwoord.status_code, Taak.objects.ongefilterd("test").count()) == (422, 0)
    assert 'href="#id_taak-tegen">Tegen: Deze dag is voorbij. Kies vandaag of later.' in inhoud
    assert 'value="Bellen over de opleiding"' in inhoud


def test_task_is_added_done_undone_and_changed(als, consulent, elif_):  # noqa: F811 - the fixture
    client, adres = als(consulent), f"{elif_.get_absolute_url()}taken/"
    gegevens = {
        "taak-wat": "Bellen over de opleiding",
        "taak-tegen": "2026-11-30",
        "taak-eigenaar": consulent.pk,
        "taak-sleutel": "22222222-2222-4222-8222-222222222222",
    }
    for _ in range(2):
        antwoord = client.post(adres, gegevens, headers={"HX-Request": "true"})
        assert tekst(antwoord).startswith('<div id="taken"> <div role="status"> <div class="melding goed">')
        assert "De taak is toegevoegd." in tekst(antwoord)
    taak = Taak.objects.ongefilterd("test").get()
    for daad, verwacht in (("klaar", "klaar"), ("heropen", "open"), ("vervallen", "vervallen"), ("heropen", "open")):
        client.post(f"/taken/{taak.sleutel}/status/", {"daad": daad})
        taak.refresh_from_db()
        assert taak.status == verwacht
    op_scherm = gezien(client.get(f"/taken/{taak.sleutel}/"))
    client.post(f"/taken/{taak.sleutel}/", gegevens | {"taak-wat": "Mailen", "taak-gezien": op_scherm})
    taak.refresh_from_db()
    assert (taak.wat, taak.tegen) == ("Mailen", date(2026, 11, 30))


def test_task_that_is_not_right_says_so_and_keeps_what_was_typed(als, consulent, elif_):  # noqa: F811 - the fixture
    client, adres = als(consulent), f"{elif_.get_absolute_url()}taken/"
    fout = {"taak-wat": "", "taak-tegen": "morgen", "taak-eigenaar": consulent.pk}
    htmx = client.post(adres, fout, headers={"HX-Request": "true"})
    gewoon = client.post(adres, fout)
    for antwoord in (htmx, gewoon):
        assert antwoord.status_code == 422
        assert "Tegen: Voer een geldige datum in." in tekst(antwoord)
    assert 'value="morgen"' in tekst(gewoon)


def test_own_tasks_hold_those_about_people_and_about_nobody(als, consulent, collega, elif_):  # noqa: F811 - the fixture
    TaakFactory(eigenaar=consulent, werkzoekende=elif_, wat="Attest opvragen", tegen=vandaag() - timedelta(days=1))
    TaakFactory(eigenaar=consulent, wat="Folders bestellen")
    TaakFactory(eigenaar=collega, werkzoekende=elif_, wat="Van Colin")
    inhoud = tekst(als(consulent).get("/taken/"))
    assert inhoud.index("Attest opvragen") < inhoud.index("Folders bestellen")
    assert ("Van Colin" in inhoud, inhoud.count("te laat"), "Demir, Elif" in inhoud) == (False, 1, True)
