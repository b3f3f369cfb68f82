"""Referring somebody: four steps, nothing typed is ever lost, and nothing leaves unless every step is right."""

import datetime

import pytest
from django.core import mail
from django.utils import timezone

from kern.tijd import vandaag
from partners.models import Doorverwijzing, Mail, Toestemming
from partners.services import post
from tests.factories.partners import AanbodFactory
from werkpunten.models import Drempelsoort


@pytest.fixture
def aanbod(compaan):
    aanbod = AanbodFactory(partner=compaan, naam="Fietsatelier")
    aanbod.drempels.add(Drempelsoort.objects.get(slug="geen-werkervaring"))
    return aanbod


@pytest.fixture
def client(als, consulent):
    return als(consulent)


def begin(client, persoon):
    antwoord = client.post(f"/werkzoekenden/{persoon.uuid}/doorverwijzen/")
    assert antwoord.status_code == 302
    return Doorverwijzing.objects.ongefilterd("test").get(status="nieuw")


def adres(concept, stap):
    return f"/doorverwijzingen/{concept.uuid}/stap/{stap}/"


def antwoorden(aanbod):
    over = vandaag() + datetime.timedelta(days=3)
    return {
        "partner": {"drempel": "geen-werkervaring", "naar": f"a{aanbod.pk}"},
        "reden": {"vraag": "Wil met de handen werken.", "meegaand": "Lies", "dag": over.isoformat(), "uur": "09:30"},
        "delen": {"gegevens": ["naam", "wijk"]},
        "toestemming": {
            **dict.fromkeys(("weet_ervan", "in_belang", "noodzakelijk", "geheimhouding", "zelfde_opdracht"), "on"),
            "grond": "toestemming",
            "hoe": "mondeling",
            "gegeven_op": vandaag().isoformat(),
            "geldig_tot": (vandaag() + datetime.timedelta(days=90)).isoformat(),
        },
    }


def vul_in(client, concept, aanbod):
    for stap, velden in antwoorden(aanbod).items():
        assert client.post(adres(concept, stap), {**velden, "doe": "verder"}).status_code == 302
    return client.get(adres(concept, "controle"))


def test_four_steps_and_a_check_send_exactly_what_was_typed(client, persoon, compaan, aanbod, consulent):
    concept = begin(client, persoon)
    controle = vul_in(client, concept, aanbod).content.decode()
    for tekst in ("Fietsatelier", "Wil met de handen werken.", "Naam, Wijk", "mondeling, samen besproken"):
        assert tekst in controle
    assert Mail.objects.count() == 0  # nothing left before the last button
    assert client.post(adres(concept, "controle")).status_code == 302
    verwijzing = Doorverwijzing.objects.zichtbaar_voor(consulent).select_related("toestemming").get()
    assert (verwijzing.status, verwijzing.organisatie, verwijzing.aanbod) == ("verstuurd", compaan.organisatie, aanbod)
    assert (verwijzing.drempel.slug, verwijzing.meegaand) == ("geen-werkervaring", "Lies")
    assert f"{timezone.localtime(verwijzing.overdracht_op):%H:%M}" == "09:30"
    assert (verwijzing.toestemming.gegevens, verwijzing.concept) == (["naam", "wijk"], {})
    assert client.get(adres(concept, "reden")).url == verwijzing.get_absolute_url()
    assert client.post(adres(concept, "controle")).url == verwijzing.get_absolute_url()  # twice is once
    assert Toestemming.objects.zichtbaar_voor(consulent).count() == 1


@pytest.mark.parametrize("doe", ["terug", "later", "toon"])
def test_a_half_filled_step_is_kept_whatever_is_pressed(client, persoon, doe):
    concept = begin(client, persoon)
    velden = {"vraag": "te kort", "meegaand": "", "dag": "geen datum", "uur": "25:99", "doe": doe}
    assert client.post(adres(concept, "reden"), velden).status_code == 302
    tekst = client.get(adres(concept, "reden")).content.decode()
    assert ("te kort" in tekst, "geen datum" in tekst, "25:99" in tekst) == (True, True, True)
    assert "data-foutsamenvatting" not in tekst  # no complaints before going on
    assert (
        "data-foutsamenvatting" in client.post(adres(concept, "reden"), {**velden, "doe": "verder"}).content.decode()
    )


def test_going_on_with_mistakes_is_refused_with_every_word_kept(client, persoon):
    concept = begin(client, persoon)
    velden = {"vraag": "Kan zij starten in maart?", "dag": "2020-01-01", "doe": "verder"}
    antwoord = client.post(adres(concept, "reden"), velden)
    tekst = antwoord.content.decode()
    assert antwoord.status_code == 422
    for verwacht in ("Kan zij starten in maart?", "Geef een datum vanaf vandaag.", "Schrijf wie er meegaat."):
        assert verwacht in tekst


def test_an_unfinished_step_stops_the_sending(client, persoon, aanbod):
    concept = begin(client, persoon)
    for stap, velden in antwoorden(aanbod).items():
        if stap != "delen":
            client.post(adres(concept, stap), velden)
    antwoord = client.post(adres(concept, "controle"))
    assert antwoord.url == f"{adres(concept, 'delen')}?nakijken=1"
    assert "Kies minstens één gegeven" in client.get(antwoord.url).content.decode()
    assert Mail.objects.count() == 0


@pytest.mark.parametrize(
    "zonder", ["weet_ervan", "in_belang", "noodzakelijk", "geheimhouding", "zelfde_opdracht", "hoe"]
)
def test_the_five_questions_all_need_a_yes(client, persoon, aanbod, zonder):
    concept = begin(client, persoon)
    velden = {**antwoorden(aanbod)["toestemming"], zonder: ""}
    antwoord = client.post(adres(concept, "toestemming"), velden)
    assert antwoord.status_code == 422
    assert list(antwoord.context["form"].errors) == [zonder]


def test_a_partner_that_stopped_meanwhile_is_refused_in_words(client, persoon, compaan, aanbod):
    concept = begin(client, persoon)
    vul_in(client, concept, aanbod)
    compaan.stand = "gestopt"
    compaan.save()
    antwoord = client.post(adres(concept, "controle"))
    assert antwoord.url == f"{adres(concept, 'partner')}?nakijken=1"
    assert Doorverwijzing.objects.ongefilterd("test").get().status == "nieuw"


def test_a_second_start_goes_on_with_the_draft(client, persoon):
    eerste = begin(client, persoon)
    client.post(adres(eerste, "partner"), {"drempel": "", "doe": "later"})
    assert begin(client, persoon) == eerste


def test_a_draft_is_of_its_author_only(als, client, persoon, collega, vreemde, partnermedewerker):
    concept = begin(client, persoon)
    for ander in (collega, vreemde, partnermedewerker):
        assert als(ander).get(adres(concept, "reden")).status_code == 404
        assert als(ander).post(f"/doorverwijzingen/{concept.uuid}/weg/").status_code == 404
    assert client.post(f"/doorverwijzingen/{concept.uuid}/weg/").status_code == 302
    assert client.get("/doorverwijzingen/?lijst=concepten").context["pagina"].rijen == []


def test_the_mail_that_leaves_names_nobody(client, persoon, aanbod, django_capture_on_commit_callbacks):
    concept = begin(client, persoon)
    vul_in(client, concept, aanbod)
    client.post(adres(concept, "controle"))
    brief = Mail.objects.get()
    assert (brief.aan, brief.onderwerp) == ("onthaal@compaan.test", f"Nieuwe doorverwijzing {concept.nummer}")
    post.verstuur(brief.pk)
    verstuurd = mail.outbox[0]
    for geheim in (persoon.voornaam, persoon.achternaam, persoon.telefoon, "met de handen", str(persoon.uuid)):
        assert geheim not in verstuurd.subject + verstuurd.body
    assert ("/antwoord/" in verstuurd.body, "[link]" in verstuurd.body, "[link]" in brief.tekst) == (True, False, True)
