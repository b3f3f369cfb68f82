"""The note of a contact: put right by its author for a day, added to later, and nothing lost."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from tests.factories.werkpunten import ContactmomentFactory
from tests.werkpunten.test_balie import contacten
from werkpunten.services import start_begeleiding


@pytest.fixture
def contact(rabot, consulent):
    return ContactmomentFactory(werkpunt=rabot, door=consulent, notitie="Zoekt werk in de hroeca.")


def verbeter(client, contact, tekst):
    """What is typed on the page as it stands now."""
    _, _, na = client.get(adres(contact)).content.decode().partition('name="gezien" value="')
    return client.post(adres(contact), {"notitie": tekst, "gezien": na.split('"')[0]})


def adres(contact):
    return f"/notities/{contact.sleutel}/"


def tijdlijn(als, wie, contact):
    return als(wie).get(contact.werkzoekende.get_absolute_url()).content.decode()


def test_author_corrects_a_note_and_everybody_who_reads_it_sees_both(als, consulent, collega, contact):
    assert adres(contact) in tijdlijn(als, consulent, contact)
    antwoord = verbeter(als(consulent), contact, "Zoekt werk in de horeca.")
    assert (antwoord.status_code, antwoord.url) == (302, contact.werkzoekende.get_absolute_url())
    nu = contacten().get()
    assert nu.notitie == "Zoekt werk in de horeca."
    inhoud = tijdlijn(als, collega, contact)
    assert f"verbeterd om {timezone.localtime(nu.verbeterd):%H:%M}" in inhoud
    assert "Eerst stond er: Zoekt werk in de hroeca." in inhoud
    assert adres(contact) not in inhoud


def test_a_note_that_was_corrected_in_another_window_is_not_overwritten(als, consulent, contact):
    client = als(consulent)
    gezien = client.get(adres(contact)).content.decode().split('name="gezien" value="')[1].split('"')[0]
    client.post(adres(contact), {"notitie": "Tweede venster.", "gezien": gezien})
    antwoord = client.post(adres(contact), {"notitie": "Eerste venster.", "gezien": gezien})
    inhoud = antwoord.content.decode()
    assert (antwoord.status_code, contacten().get().notitie) == (422, "Tweede venster.")
    assert f"{consulent.korte_naam} wijzigde dit om " in inhoud
    assert all(tekst in inhoud for tekst in ("Tweede venster.", "Eerste venster.", "Bewaar wat ik schreef"))
    nu = inhoud.split('name="gezien" value="')[1].split('"')[0]
    assert client.post(adres(contact), {"notitie": "Eerste venster.", "gezien": nu}).status_code == 302
    assert contacten().get().notitie == "Eerste venster."


def test_every_earlier_text_stays(als, consulent, contact):
    for tekst in ("Tweede", "Derde", ""):
        verbeter(als(consulent), contact, tekst)
    inhoud = tijdlijn(als, consulent, contact)
    assert [f"Eerst stond er: {tekst}" in inhoud for tekst in ("Derde", "Tweede", "Zoekt werk in de hroeca.")] == [
        *(True, True, True)
    ]


def test_saving_the_same_words_is_no_correction(als, consulent, contact):
    als(consulent).post(adres(contact), {"notitie": contact.notitie})
    assert contacten().get().verbeterd is None


def test_completing_at_the_desk_counts_as_a_correction_too(als, consulent, contact):
    velden = {"onderwerpen": ["vacature"], "minuten": 15, "niveau": "gedeeld", "notitie": "Zoekt werk in de horeca."}
    als(consulent).post(f"/balie/{contact.sleutel}/aanvullen/", velden)
    assert "Eerst stond er: Zoekt werk in de hroeca." in tijdlijn(als, consulent, contact)


def test_after_a_day_words_are_only_added(als, consulent, contact):
    client = als(consulent)
    with time_machine.travel(timezone.now() + timedelta(hours=24, minutes=1), tick=False):
        client = als(consulent)
        pagina = client.get(adres(contact)).content.decode()
        client.post(adres(contact), {"notitie": "Heeft een gesprek."})
        moment = timezone.localtime()
    assert "Wat wil je toevoegen?" in pagina
    nu = contacten().get()
    assert nu.notitie == f"Zoekt werk in de hroeca.\n\nAanvulling van {moment:%d/%m/%Y om %H:%M}: Heeft een gesprek."
    assert nu.verbeterd is None


def test_a_form_opened_in_time_and_sent_too_late_overwrites_nothing(als, consulent, contact):
    with time_machine.travel(timezone.now() + timedelta(hours=24, minutes=1)):
        als(consulent).post(adres(contact), {"notitie": "Zoekt werk in de horeca."})
    assert contacten().get().notitie.startswith("Zoekt werk in de hroeca.\n\nAanvulling van ")


def test_nobody_else_corrects_and_strangers_find_nothing(als, collega, coordinator, vreemde, contact):
    for wie in (collega, coordinator):
        inhoud = als(wie).post(adres(contact), {"notitie": "anders"}, follow=True).content.decode()
        assert "Enkel wie de notitie schreef" in inhoud
    assert als(vreemde).post(adres(contact), {"notitie": "anders"}).status_code == 404
    assert contacten().get().notitie == "Zoekt werk in de hroeca."


def test_too_long_or_empty_keeps_what_was_typed(als, consulent, contact):
    antwoord = als(consulent).post(adres(contact), {"notitie": "x" * 20_001})
    assert antwoord.status_code == 422
    assert "x" * 20_001 in antwoord.content.decode()
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        assert als(consulent).post(adres(contact), {"notitie": " "}).status_code == 422


@pytest.mark.parametrize(("eerst", "daarna"), [("vertrouwelijk", "gedeeld"), ("gedeeld", "vertrouwelijk")])
def test_confidential_words_stay_with_who_may_read_them(als, consulent, collega, rabot, eerst, daarna):
    """The level a text had counts for that text, and the level of now for all of them."""
    contact = ContactmomentFactory(werkpunt=rabot, door=consulent, notitie="Eerste woorden", niveau=eerst)
    velden = {"onderwerpen": ["vacature"], "minuten": 15, "niveau": daarna, "notitie": "Tweede woorden"}
    als(consulent).post(f"/balie/{contact.sleutel}/aanvullen/", velden)
    inhoud = tijdlijn(als, collega, contact)
    assert "Eerste woorden" not in inhoud
    assert ("Tweede woorden" in inhoud) == ("verbeterd om" in inhoud) == (daarna == "gedeeld")
    start_begeleiding(contact.werkzoekende, begeleider=collega, werkpunt=rabot, door=collega)
    inhoud = tijdlijn(als, collega, contact)
    assert "Eerst stond er: Eerste woorden" in inhoud
    assert "Tweede woorden" in inhoud


@pytest.mark.parametrize("aantal", [1, 3])
def test_corrections_cost_one_query_however_many(als, consulent, rabot, contact, aantal, django_assert_num_queries):
    client, persoon = als(consulent), contact.werkzoekende
    for _ in range(aantal):
        ander = ContactmomentFactory(werkzoekende=persoon, werkpunt=rabot, door=consulent, notitie="eerst")
        verbeter(client, ander, "daarna")
    client.get(persoon.get_absolute_url())
    with django_assert_num_queries(25):
        client.get(persoon.get_absolute_url())


def test_an_addition_that_is_sent_again_stands_there_once(als, consulent, contact):
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        client = als(consulent)
        for _ in range(2):
            client.post(adres(contact), {"notitie": "Heeft een gesprek."})
    assert contacten().get().notitie.count("Heeft een gesprek.") == 1


def test_notes_are_searched_by_word_and_never_beyond_what_one_may_read(als, consulent, collega, rabot, contact):
    def zoek(wie, woorden):
        antwoord = als(wie).post(f"{contact.werkzoekende.get_absolute_url()}notities/", {"zoek": woorden})
        assert antwoord.status_code == 200
        return antwoord.content.decode()

    geheim = {"notitie": "Geheim over de huurschuld.", "niveau": "vertrouwelijk"}
    ContactmomentFactory(werkzoekende=contact.werkzoekende, werkpunt=rabot, door=consulent, **geheim)
    gevonden = zoek(consulent, "werk ZOEKT")
    assert ("Zoekt werk in de hroeca." in gevonden, "huurschuld" in gevonden) == (True, False)
    assert "Geheim over" in zoek(consulent, "huurschuld")
    niets = zoek(collega, "huurschuld")
    assert ("Geen notitie met die woorden" in niets, "Geheim over" in niets) == (True, False)
    assert "Typ een woord uit de notitie." in zoek(consulent, " ")


def test_search_shows_the_newest_fifty_and_says_so(als, consulent, rabot, contact):
    for _ in range(50):
        ContactmomentFactory(werkzoekende=contact.werkzoekende, werkpunt=rabot, door=consulent, notitie="Zoekt kamer")
    adres_ = f"{contact.werkzoekende.get_absolute_url()}notities/"
    tekst = als(consulent).post(adres_, {"zoek": "zoekt"}).content.decode()
    assert ("de nieuwste 50" in tekst, tekst.count("Zoekt kamer"), "hroeca" in tekst) == (True, 50, False)
