"""The single-purpose link: it works once, shows a number only, and every other link is refused the same way."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.core import signing
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from partners.models import Antwoordlink, Doorverwijzing, Verloop
from partners.services import doorverwijzen
from tests.factories.partners import verwijs_door
from tests.sloten import wacht_op_slot


@pytest.fixture(autouse=True)
def _geen_teller(db):
    """Every test starts with its requests uncounted."""
    cache.clear()


@pytest.fixture
def link(verwijzing):
    return Antwoordlink.objects.get()


def pad(link):
    return f"/antwoord/{link.token}/"


def status():
    return Doorverwijzing.objects.ongefilterd("test").values_list("status", flat=True).get()


def test_the_page_knows_a_number_and_nobody(client, link, verwijzing, persoon):
    tekst = client.get(pad(link)).content.decode()
    assert verwijzing.nummer in tekst
    for geheim in ("Kanarie", "Elif", "0470", verwijzing.vraag, str(persoon.uuid), str(verwijzing.uuid), "Connie"):
        assert geheim not in tekst


@pytest.mark.parametrize(("naar", "tekst"), [("aanvaard", ""), ("geweigerd", "geen plaats")])
def test_it_answers_once(client, link, naar, tekst):
    assert client.get(pad(link)).status_code == 200  # looking does not use it up
    assert client.post(pad(link), {"naar": naar, "tekst": tekst}).status_code == 200
    assert status() == naar
    assert client.post(pad(link), {"naar": "aanvaard"}).status_code == 404
    stap = Verloop.objects.ongefilterd("test").latest("pk")
    assert (stap.kanaal, stap.door, stap.tekst) == ("link", None, tekst)


def test_a_refusal_without_reason_does_not_use_it_up(client, link):
    antwoord = client.post(pad(link), {"naar": "geweigerd", "tekst": ""})
    tekst = antwoord.content.decode()
    assert (antwoord.status_code, "Schrijf waarom niet" in tekst, "optioneel" in tekst) == (422, True, False)
    assert client.post(pad(link), {"naar": "geweigerd", "tekst": "geen plaats"}).status_code == 200


@pytest.mark.parametrize("naar", ["afgerond", "ingetrokken", "verstuurd", "onzin", ""])
def test_it_says_yes_or_no_and_nothing_else(client, link, naar):
    assert client.post(pad(link), {"naar": naar, "tekst": "omdat"}).status_code == 404
    assert status() == "verstuurd"


def test_guessed_expired_used_and_revoked_are_one_answer(client, persoon, compaan, rabot, consulent):
    def nieuwe():
        verwijzing = verwijs_door(persoon, partner=compaan, werkpunt=rabot, door=consulent)
        return verwijzing, verwijzing.links.get()

    gebruikt = nieuwe()[1]
    client.post(pad(gebruikt), {"naar": "aanvaard"})
    teruggetrokken, oude = nieuwe()
    doorverwijzen.trek_toestemming_in(teruggetrokken.toestemming, door=consulent)
    verlopen = nieuwe()[1]
    Antwoordlink.objects.filter(pk=verlopen.pk).update(verloopt_op=timezone.now() - timedelta(seconds=1))
    geraden = signing.Signer(salt="partners.antwoordlink").sign(str(uuid.uuid4()))
    vervalst = f"{nieuwe()[1].sleutel}:{'x' * 43}"
    paden = [pad(gebruikt), pad(oude), pad(verlopen), *(f"/antwoord/{t}/" for t in (geraden, vervalst, "x"))]
    for methode in (client.get, client.post):
        antwoorden = [methode(adres, {"naar": "aanvaard"}) for adres in paden]
        assert {antwoord.status_code for antwoord in antwoorden} == {404}
        assert len({antwoord.content for antwoord in antwoorden}) == 1


def test_a_reminder_makes_the_first_link_worthless(client, link, verwijzing):
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        assert doorverwijzen.volg_op() == (1, 0)
        assert client.get(pad(link)).status_code == 404
        assert client.get(pad(Antwoordlink.objects.latest("pk"))).status_code == 200


def test_thirty_tries_a_minute_from_one_address(db):
    client = Client()

    def probeer(keer):
        codes = [client.get(f"/antwoord/geraden-{nummer}/").status_code for nummer in range(keer)]
        return codes.count(404), codes.count(429)

    with time_machine.travel("2026-11-22 10:00:00+01:00", tick=False) as klok:
        assert probeer(200) == (30, 170)
        klok.shift(timedelta(seconds=60))
        assert probeer(31) == (30, 1)


def test_who_guesses_too_often_cannot_use_a_good_link_either(link):
    client = Client()
    with time_machine.travel(timezone.now(), tick=False):
        for nummer in range(30):
            client.post(f"/antwoord/geraden-{nummer}/", {"naar": "aanvaard"})
        assert (client.post(pad(link), {"naar": "aanvaard"}).status_code, status()) == (429, "verstuurd")
        assert Client(REMOTE_ADDR="127.0.0.9").get(pad(link)).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_two_at_the_same_instant_one_wins_the_other_is_told(link, partnermedewerker, verwijzing):
    """One by the link, one at the desk: exactly one answer is kept."""

    def via_link():
        antwoord = Client().post(pad(link), {"naar": "aanvaard"})
        connection.close()
        return antwoord.status_code

    def aan_de_balie():
        client = Client()
        client.force_login(partnermedewerker)
        velden = {"doe": "geweigerd", "geweigerd-tekst": "geen plaats"}
        antwoord = client.post(f"/partnerbalie/{verwijzing.uuid}/", velden)
        connection.close()
        return antwoord.status_code

    with ThreadPoolExecutor(2) as draden:
        uitkomst = tuple(werk.result() for werk in (draden.submit(via_link), draden.submit(aan_de_balie)))
    assert (uitkomst, status()) in [((200, 422), "aanvaard"), ((200, 404), "aanvaard"), ((404, 302), "geweigerd")]
    assert Verloop.objects.ongefilterd("test").exclude(naar="verstuurd").count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_link_waits_for_a_step_that_is_being_taken(link, partnermedewerker, verwijzing):
    """Both lock the referral first: whoever holds it finishes, and no two of them wait for each other."""

    def via_link():
        antwoord = Client().post(pad(link), {"naar": "aanvaard"})
        connection.close()
        return antwoord.status_code

    with ThreadPoolExecutor(1) as draad:
        with transaction.atomic():
            Doorverwijzing.objects.ongefilterd("test").select_for_update(of=("self",)).get(pk=verwijzing.pk)
            werk = draad.submit(via_link)
            wacht_op_slot()
            doorverwijzen.zet(verwijzing, "geweigerd", door=partnermedewerker, tekst="geen plaats")
        assert (werk.result(), status()) == (404, "geweigerd")
