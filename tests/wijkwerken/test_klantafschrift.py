"""The copy for a private customer: everything about them, nothing about who worked there."""

import json
from dataclasses import asdict
from datetime import date

import pytest
import time_machine
from django.apps import apps
from django.urls import reverse

from tests.factories.gebruikers import GebruikerFactory, OrganisatiegebruikerFactory
from tests.factories.wijkwerkers import begonnen, bekend, blok, gepland, opdracht
from toegang.models import Raadpleging
from werkpunten.afschrift import VASTE
from wijkwerken.klantafschrift import DELEN, STAAT_ELDERS, hoofdstukken
from wijkwerken.models import Activiteit, Klacht, Prestatie, Tevredenheid, Toewijzing, WijkwerkGebruiker
from wijkwerken.services import kwaliteit, prestaties

PER_MODEL = {deel.model: deel for deel in DELEN}
VAN_GEBRUIKERS = {
    model
    for model in apps.get_models()
    if not hasattr(model, "pgh_tracked_model")
    and (
        model is WijkwerkGebruiker
        or any(veld.related_model is WijkwerkGebruiker for veld in model._meta.concrete_fields)
    )
}


def test_every_model_of_a_customer_is_in_the_copy_or_says_why_not():
    met_eigen_woorden = {Prestatie, Tevredenheid}
    assert set(PER_MODEL) | set(STAAT_ELDERS) == VAN_GEBRUIKERS | met_eigen_woorden


@pytest.mark.parametrize("model", PER_MODEL, ids=lambda model: model.__name__)
def test_every_field_is_in_the_copy_or_says_why_not(model):
    deel = PER_MODEL[model]
    velden = {veld.name for veld in (*model._meta.concrete_fields, *model._meta.many_to_many)}
    erin, niet = {veld.naam for veld in deel.alle}, {*deel.niet, *VASTE} & velden
    assert (velden - erin - niet, erin - velden, erin & set(deel.niet)) == (set(), set(), set())


@pytest.fixture
def klant(rabot, coordinator):
    """Had the garden done by Koen, was content, and complained once."""
    with time_machine.travel("2026-05-04T18:00:00+02:00", tick=False):
        klant = GebruikerFactory(voornaam="Rita", achternaam="Proef", telefoon="0400 11 22 33")
        tuin = Activiteit.objects.get(slug="klein-tuinonderhoud")
        werk = opdracht(coordinator, gebruiker=klant, activiteit=tuin, titel="Haag knippen", van=date(2026, 5, 1))
        persoon = bekend(coordinator, rabot, voornaam="Koen", achternaam="Kanarie")
        wie = begonnen(persoon, door=coordinator, van=date(2026, 1, 1))
        stuk = blok(date(2026, 5, 4))
        gepland(wie, werk, stuk, door=coordinator)
        op = Toewijzing.objects.ongefilterd("test").get()
        prestaties.registreer(Prestatie(toewijzing=op, begin=stuk.begin, einde=stuk.einde), door=coordinator)
        for van_wie, tekst in (("gebruiker", "mooi geknipt"), ("wijkwerker", "een lastige hond")):
            rij = Tevredenheid(toewijzing=op, van_wie=van_wie, score=4, tekst=tekst)
            kwaliteit.noteer_tevredenheid(rij, door=coordinator)
        kwaliteit.neem_klacht_aan(Klacht(gebruiker=klant, wat="Niemand belde"), door=coordinator)
        yield klant


def test_everything_about_the_customer_and_nobody_else(klant, coordinator, client):
    client.force_login(coordinator)
    client.get(klant.get_absolute_url())
    delen = {
        deel.titel: json.dumps(asdict(deel), ensure_ascii=False) for deel in hoofdstukken(klant, lezer=coordinator)
    }
    for titel, tekst in {
        "Wie je bent en hoe we je bereiken": "0400 11 22 33",
        "Je overeenkomsten": "04/05/2026",
        "Je inschrijvingsgeld": "7,50 euro",
        "Wat je vroeg": "Haag knippen",
        "Wanneer er bij je gewerkt werd": "04/05/2026",
        "Hoe tevreden je was": "mooi geknipt",
        "Je klachten": "Niemand belde",
        "Wie keek naar je gegevens": "opende je dossier",
    }.items():
        assert tekst in delen[titel], (titel, delen[titel])
    alles = "".join(delen.values())
    assert [woord for woord in ("Kanarie", "Koen", "lastige hond", coordinator.achternaam) if woord in alles] == []


def test_the_paper_is_a_pdf_and_stands_in_the_read_log_as_an_export(klant, coordinator, client):
    client.force_login(coordinator)
    adres = reverse("wijkwerken:gebruiker-afschrift", kwargs={"sleutel": klant.sleutel})
    assert adres in client.get(klant.get_absolute_url()).text
    assert client.post(adres, {"vrager": "de persoon zelf"}).status_code == 422
    antwoord = client.post(adres, {"vrager": "de persoon zelf", "nagekeken": "on"})
    inhoud = b"".join(antwoord) if antwoord.streaming else antwoord.content
    assert (antwoord.headers["Content-Type"], inhoud[:5]) == ("application/pdf", b"%PDF-")
    keek = Raadpleging.objects.over_gebruiker(klant.pk).filter(aard="export").get()
    assert keek.reden == "papier voor de gebruiker, gevraagd door de persoon zelf"


def test_an_organisation_has_no_such_paper(coordinator, client):
    client.force_login(coordinator)
    rij = OrganisatiegebruikerFactory()
    adres = reverse("wijkwerken:gebruiker-afschrift", kwargs={"sleutel": rij.sleutel})
    assert client.get(adres).status_code == 404
    assert adres not in client.get(rij.get_absolute_url()).text
