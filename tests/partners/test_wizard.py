"""Referring somebody: four steps, nothing typed is ever lost, and nothing leaves unless every step is right."""

import datetime
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone

from kern.tijd import vandaag
from partners.gegevens import gedeeld
from partners.models import Doorverwijzing, Mail, Toestemming
from partners.services import doorverwijzen, post
from tests.factories.partners import AanbodFactory
from tests.sloten import elders
from werkpunten.models import Drempelsoort, Werkzoekende


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
    for tekst in ("Fietsatelier", "Wil met de handen werken.", "mondeling, samen besproken"):
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


def test_the_check_shows_each_fact_as_the_partner_will_read_it(client, persoon, aanbod):
    Werkzoekende.objects.ongefilterd("test").filter(pk=persoon.pk).update(telefoon="", contacttaal="fr")
    concept = begin(client, persoon)
    vul_in(client, concept, aanbod)
    client.post(adres(concept, "delen"), {"gegevens": ["taal", "telefoon", "naam"], "doe": "verder"})
    delen = {naam: feiten for naam, _, feiten in client.get(adres(concept, "controle")).context["delen"]}["delen"]
    assert delen == [("Naam", persoon.naam), ("Telefoon", "niet ingevuld"), ("Contacttaal", "Frans")]
    client.post(adres(concept, "controle"))
    verwijzing = Doorverwijzing.objects.ongefilterd("test").select_related("toestemming").get()
    assert gedeeld(verwijzing) == [("Naam", persoon.naam), ("Telefoon", ""), ("Contacttaal", "Frans")]


@pytest.mark.parametrize(
    ("grond", "bewaard"), [("toestemming", ""), ("andere", "Artikel 458bis: er is acuut gevaar.")]
)
def test_why_without_consent_is_kept_only_without_consent(client, persoon, aanbod, grond, bewaard):
    concept = begin(client, persoon)
    vul_in(client, concept, aanbod)
    velden = {**antwoorden(aanbod)["toestemming"], "grond": grond}
    velden["grond_reden"] = "Artikel 458bis: er is acuut gevaar."
    client.post(adres(concept, "toestemming"), {**velden, "doe": "verder"})
    assert client.post(adres(concept, "controle")).status_code == 302
    toestemming = Toestemming.objects.ongefilterd("test").get()
    assert (toestemming.grond, toestemming.grond_reden) == (grond, bewaard)


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


CONTACTSTATUS = {
    "niet_contacteren": "Deze persoon wil niet gecontacteerd worden.",
    "verhuisd": "Deze persoon is verhuisd uit de regio.",
    "overleden": "Deze persoon is overleden. Doorverwijzen kan niet meer.",
}


def zet_contactstatus(persoon, status):
    alle = Werkzoekende.objects.ongefilterd("test").filter(pk=persoon.pk)
    alle.update(contactstatus=status, contactstatus_sinds=vandaag())


def test_nobody_who_died_is_referred(client, persoon, consulent, aanbod):
    concept = begin(client, persoon)
    vul_in(client, concept, aanbod)
    zet_contactstatus(persoon, "overleden")
    antwoord = client.post(adres(concept, "controle"))
    assert (antwoord.status_code, CONTACTSTATUS["overleden"] in antwoord.content.decode()) == (422, True)
    client.post(f"/doorverwijzingen/{concept.uuid}/weg/")
    opnieuw = client.post(f"/werkzoekenden/{persoon.uuid}/doorverwijzen/", follow=True)
    assert opnieuw.redirect_chain == [(f"/werkzoekenden/{persoon.uuid}/doorverwijzingen/", 302)]
    assert CONTACTSTATUS["overleden"] in opnieuw.content.decode()
    assert [rij.status for rij in Doorverwijzing.objects.zichtbaar_voor(consulent)] == ["ingetrokken"]


@pytest.mark.parametrize("status", ["", *CONTACTSTATUS])
def test_every_step_says_who_should_not_be_contacted(client, persoon, aanbod, status):
    concept = begin(client, persoon)
    vul_in(client, concept, aanbod)
    if status:
        zet_contactstatus(persoon, status)
    for stap in ("partner", "reden", "delen", "toestemming", "controle"):
        tekst = client.get(adres(concept, stap)).content.decode()
        assert [naam for naam, zin in CONTACTSTATUS.items() if zin in tekst] == ([status] if status else [])


def test_the_check_says_that_nobody_at_the_partner_hears_of_it(client, persoon, compaan, aanbod, partnermedewerker):
    compaan.email, compaan.telefoon = "", "09 123 45 67"
    compaan.save()
    concept = begin(client, persoon)
    zin = f"{compaan} heeft geen mailadres en niemand die aanmeldt."
    assert zin not in vul_in(client, concept, aanbod).content.decode()
    partnermedewerker.aanstellingen.update(tot=vandaag() - datetime.timedelta(days=1))
    tekst = client.get(adres(concept, "controle")).content.decode()
    assert (zin in tekst, "je krijgt een taak om te bellen (09 123 45 67)" in tekst) == (True, True)


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_make_one_draft(persoon, rabot, consulent):
    with ThreadPoolExecutor(2) as draden:
        begonnen = [
            draden.submit(elders, doorverwijzen.begin, persoon, werkpunt=rabot, door=consulent) for _ in range(2)
        ]
        assert len({draad.result().pk for draad in begonnen}) == 1
    assert Doorverwijzing.objects.ongefilterd("test").count() == 1


def test_the_database_knows_one_draft_of_one_colleague(persoon, rabot, consulent):
    doorverwijzen.begin(persoon, werkpunt=rabot, door=consulent)
    with pytest.raises(IntegrityError, match="doorverwijzing_een_concept"), transaction.atomic():
        Doorverwijzing.objects.create(werkzoekende=persoon, werkpunt=rabot, afzender=consulent)


def test_a_second_click_that_comes_after_the_first_sent_it_shows_the_referral(client, persoon, aanbod, monkeypatch):
    """Both clicks saw a draft; the second comes to the lock when the first has sent it."""
    concept = begin(client, persoon)
    vul_in(client, concept, aanbod)
    echt = doorverwijzen.verstuur

    def na_de_eerste(*args, **kwargs):
        monkeypatch.setattr(doorverwijzen, "verstuur", echt)
        client.post(adres(concept, "controle"))
        return echt(*args, **kwargs)

    monkeypatch.setattr(doorverwijzen, "verstuur", na_de_eerste)
    antwoord = client.post(adres(concept, "controle"))
    assert (antwoord.status_code, antwoord.url) == (302, concept.get_absolute_url())
    assert Mail.objects.count() == 1


def test_throwing_a_draft_away_twice_is_once(client, persoon, consulent):
    concept = begin(client, persoon)
    for _ in range(2):
        assert client.post(f"/doorverwijzingen/{concept.uuid}/weg/").url == "/doorverwijzingen/"
    assert Doorverwijzing.objects.zichtbaar_voor(consulent).get().status == "ingetrokken"


def test_two_tabs_each_keep_their_own_step(persoon, rabot, consulent):
    concept = doorverwijzen.begin(persoon, werkpunt=rabot, door=consulent)
    ander_tabblad = Doorverwijzing.objects.zichtbaar_voor(consulent).get()
    doorverwijzen.bewaar_stap(concept, "reden", {"vraag": ["Kan zij starten?"]}, door=consulent)
    doorverwijzen.bewaar_stap(ander_tabblad, "delen", {"gegevens": ["naam"]}, door=consulent)
    concept.refresh_from_db()
    assert concept.concept == {"reden": {"vraag": ["Kan zij starten?"]}, "delen": {"gegevens": ["naam"]}}
