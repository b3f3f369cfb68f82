"""Registrations of the street: sealed, opened, kept once, in the name of whoever made them; nothing is lost."""

import datetime
import json
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from config.omgeving import rsa_sleutel
from tests.factories.outreach import RondeFactory, VindplaatsFactory
from tests.factories.werkpunten import ContactmomentFactory, WerkzoekendeFactory
from tests.sloten import elders
from tests.werkpunten.zegel import registratie, verzegel
from werkpunten import bezoeken, straat
from werkpunten.models import Aanstelling, Contactmoment, Onderwerp, Straatregistratie, Werkzoekende
from werkpunten.straat import Stand
from werkpunten.verzegeling import NietTeOpenen, Verzegeld

WEEK = datetime.timedelta(days=7)


@pytest.fixture
def stuur(als, consulent):
    """Sends these sealed records as this member of staff; what was said of each."""

    def doe(*rijen, door=consulent):
        antwoord = als(door).post(
            "/outreach/doorsturen/", json.dumps({"rijen": rijen}), content_type="application/json"
        )
        assert antwoord.status_code == 200, antwoord.content
        return [(uitslag["stand"], uitslag["reden"]) for uitslag in antwoord.json()["uitslagen"]]

    return doe


def contacten():
    return Contactmoment.objects.ongefilterd("test")


def opzij():
    return Straatregistratie.objects.ongefilterd("test").opzij()


def test_a_registration_becomes_one_contact(stuur, consulent, rabot):
    plein = VindplaatsFactory(werkpunten=[rabot])
    ronde = RondeFactory(werkpunt=rabot, plaatsen=[plein], medewerkers=[consulent])
    gemaakt = timezone.now() - datetime.timedelta(seconds=1)
    with time_machine.travel(gemaakt, tick=False):
        inhoud = registratie(
            consulent, vindplaats=str(plein.pk), voornaam="Elif ", achternaam="Demir", telefoon="0470 1", notitie="cv"
        )
    rij = verzegel(inhoud)
    assert stuur(rij) == [(Stand.BEWAARD, "")]
    contact = contacten().get()
    lokaal = timezone.localtime(gemaakt)
    assert (contact.werkzoekende, contact.medewerker, contact.soort, contact.bron, contact.notitie) == (
        *(None, consulent, "outreach", "straat", "cv"),
    )
    assert (contact.dag, contact.tijdstip) == (lokaal.date(), lokaal.time().replace(second=0, microsecond=0))
    assert str(contact.sleutel) == rij["sleutel"]
    los = contact.straatregistratie
    assert (los.naam, los.telefoon, los.vindplaats, los.ronde, los.verzegeld) == (
        *("Demir, Elif", "0470 1", plein, ronde, None),
    )


def test_sent_three_times_is_one_contact(stuur, consulent):
    rijen = [verzegel(registratie(consulent)) for _ in range(10)]
    assert stuur(*rijen) == [(Stand.BEWAARD, "")] * 10
    assert stuur(*rijen) == stuur(*rijen) == [(Stand.AL_BEWAARD, "")] * 10
    assert contacten().count() == 10


def test_whoever_brings_it_is_not_credited(stuur, consulent, collega, vreemde):
    rijen = [verzegel(registratie(consulent)) for _ in range(2)]
    assert stuur(rijen[0], door=collega) == stuur(rijen[1], door=vreemde) == [(Stand.BEWAARD, "")]
    assert {contact.medewerker for contact in contacten()} == {consulent}
    assert {rij.doorgestuurd_door for rij in Straatregistratie.objects.ongefilterd("test")} == {collega, vreemde}


def test_an_old_page_waits_until_somebody_looked(stuur, consulent, collega, rabot):
    with time_machine.travel(timezone.now() - WEEK - datetime.timedelta(minutes=1), tick=False):
        inhoud = registratie(consulent, voornaam="Elif")
    inhoud["gemaakt"] = timezone.now().isoformat()
    [(stand, reden)] = stuur(verzegel(inhoud))
    assert (stand, reden) == (
        Stand.OPZIJ,
        f"{consulent.korte_naam} was langer dan 7 dagen niet aangemeld op dit toestel.",
    )
    rij = opzij().get()
    assert (contacten().count(), rij.voornaam, rij.auteur) == (0, "", consulent)
    [regel] = straat.na_te_kijken(rabot, door=collega)
    assert (regel.registratie.gegevens["voornaam"], regel.themas) == ("Elif", "CV of brief")
    contact = straat.neem_alsnog_op(rij, door=collega)
    assert (contact.medewerker, contact.straatregistratie.naam) == (consulent, "Elif")
    assert (opzij().count(), contact.straatregistratie.verzegeld) == (0, None)
    with pytest.raises(ValidationError, match=r"Een collega keek dit al na."):
        straat.neem_alsnog_op(rij, door=consulent)


def test_a_topic_or_place_that_is_gone_meanwhile_keeps_nothing_back(stuur, consulent, collega, rabot):
    plein = VindplaatsFactory(werkpunten=[rabot])
    rij = verzegel(registratie(consulent, vindplaats=str(plein.pk)))
    Onderwerp.objects.filter(slug="cv-of-brief").update(geldig_tot=timezone.localdate() - datetime.timedelta(days=1))
    plein.werkpunten.clear()
    [(stand, _)] = stuur(rij)
    assert stand == Stand.OPZIJ
    contact = straat.neem_alsnog_op(opzij().get(), door=collega)
    assert [onderwerp.slug for onderwerp in contact.onderwerpen.all()] == ["ander"]
    assert contact.straatregistratie.vindplaats is None


def test_the_limit_is_seven_days(stuur, consulent):
    with time_machine.travel(timezone.now() - WEEK + datetime.timedelta(minutes=1), tick=False):
        inhoud = registratie(consulent)
    assert stuur(verzegel(inhoud)) == [(Stand.BEWAARD, "")]


def test_who_left_the_unit_is_looked_at(stuur, consulent, collega, rabot):
    rij = verzegel(registratie(consulent))
    Aanstelling.objects.filter(medewerker=consulent).delete()
    [(stand, reden)] = stuur(rij, door=collega)
    assert (stand, reden) == (Stand.OPZIJ, f"{consulent.korte_naam} werkt niet (meer) in {rabot}.")
    assert straat.neem_alsnog_op(opzij().get(), door=collega).medewerker == collega


@pytest.mark.parametrize(
    ("anders", "reden"),
    [
        ({"auteur": "zelf gemaakt"}, straat.GEEN_AUTEUR),
        ({"werkpunt": "bestaat-niet"}, straat.GEEN_AUTEUR),
        ({"onderwerpen": []}, "Kies minstens één thema."),
        ({"telefoon": "0470 1"}, "Schrijf bij het telefoonnummer ook een naam."),
        ({"velden": 5}, straat.ONLEESBAAR),
    ],
    ids=["author", "unit", "topic", "phone", "shape"],
)
def test_what_is_not_right_lies_aside_with_the_reason(stuur, consulent, anders, reden):
    rij = verzegel(registratie(consulent, **anders))
    assert stuur(rij) == [(Stand.OPZIJ, reden)]
    assert stuur(rij) == [(Stand.AL_BEWAARD, "")]
    assert (contacten().count(), opzij().get().verzegeld) == (0, rij)


def test_sealed_for_another_key_or_identity_lies_aside(stuur, consulent, collega, rabot, settings):
    vreemd = verzegel(registratie(consulent), gebonden_aan=uuid.uuid4())
    oud = verzegel(registratie(consulent))
    oude_sleutel, settings.OUTREACH_SLEUTEL = settings.OUTREACH_SLEUTEL, rsa_sleutel()
    assert stuur(vreemd, oud) == [(Stand.OPZIJ, straat.ONLEESBAAR)] * 2
    assert [regel.registratie for regel in straat.na_te_kijken(rabot, door=collega)] == [None, None]
    settings.OUTREACH_SLEUTEL += oude_sleutel
    assert [bool(regel.registratie) for regel in straat.na_te_kijken(rabot, door=collega)] == [False, True]
    straat.neem_alsnog_op(opzij().last(), door=collega)
    straat.gooi_weg(opzij().get(), door=collega)
    assert (contacten().count(), opzij().count(), stuur(vreemd)) == (1, 0, [(Stand.AL_BEWAARD, "")])


def test_an_old_key_still_opens_after_a_new_one_came(consulent, settings):
    rij = Verzegeld.lees(verzegel({"a": 1}))
    settings.OUTREACH_SLEUTEL = rsa_sleutel() + settings.OUTREACH_SLEUTEL
    assert json.loads(rij.open()) == {"a": 1}
    nieuw = Verzegeld.lees(verzegel({"b": 2}))
    assert (nieuw.kid != rij.kid, json.loads(nieuw.open())) == (True, {"b": 2})
    with pytest.raises(NietTeOpenen):
        Verzegeld(rij.sleutel, rij.kid, rij.slot, rij.iv, rij.inhoud[:-1] + b"x").open()


@pytest.mark.parametrize("dagen", [-30, 30], ids=["behind", "ahead"])
def test_a_clock_that_is_wrong_gives_no_impossible_day(stuur, consulent, dagen):
    gemaakt = timezone.now() + datetime.timedelta(days=dagen)
    assert stuur(verzegel(registratie(consulent, gemaakt=gemaakt))) == [(Stand.BEWAARD, "")]
    assert contacten().get().dag == timezone.localdate()


@pytest.mark.parametrize(
    "inhoud", [b"{", b"[]", b'{"rijen": [1]}', b'{"rijen": [{"sleutel": "x"}]}', b'{"rijen": 1}', b"{}"]
)
def test_nonsense_is_refused_as_a_whole(als, consulent, inhoud):
    antwoord = als(consulent).post("/outreach/doorsturen/", inhoud, content_type="application/json")
    assert (antwoord.status_code, Straatregistratie.objects.ongefilterd("test").count()) == (400, 0)


def test_not_signed_in_is_401_and_never_a_redirect(client, consulent):
    for wijze, adres in (("get", "/outreach/stand/"), ("post", "/outreach/doorsturen/")):
        antwoord = getattr(client, wijze)(adres, headers={"HX-Request": "true"})
        assert (antwoord.status_code, antwoord.headers["X-Aanmelden"]) == (401, "1")


def test_the_page_names_nobody_but_its_user(als, consulent, rabot):
    """Not even in a message that waits to be shown: the page is kept on the device."""
    persoon = WerkzoekendeFactory(voornaam="Kanarie")
    ContactmomentFactory(werkzoekende=persoon, werkpunt=rabot, door=consulent)
    browser = als(consulent)
    browser.post(
        "/balie/",
        {
            "wie": str(persoon.uuid),
            "onderwerpen": "vacature",
            "minuten": 15,
            "soort": "bezoek",
            "niveau": "gedeeld",
            "sleutel": str(uuid.uuid4()),
            "plaats": "rabot",
        },
    )
    inhoud = browser.get("/outreach/").content.decode()
    assert ("Kanarie" in inhoud, "Bezoek bewaard" in inhoud, consulent.korte_naam in inhoud) == (False, False, True)


def test_name_of_the_street_is_tied_at_the_desk(als, stuur, consulent, rabot):
    bekend = WerkzoekendeFactory(voornaam="Elif", achternaam="Demir")
    stuur(verzegel(registratie(consulent, voornaam="Elif", achternaam="Demir", telefoon="0470 1")))
    stuur(verzegel(registratie(consulent)))
    browser, [contact, anoniem] = als(consulent), contacten().order_by("pk")
    lijst = browser.get("/balie/koppelen/").content.decode()
    assert ("Met een naam (1)" in lijst, "Demir, Elif" in lijst, "1–1 van 1 anonieme bezoeken" in lijst) == (True,) * 3
    assert "Te koppelen (1)" in browser.get("/balie/").content.decode()
    pagina = browser.get(f"/balie/{contact.sleutel}/koppelen/").content.decode()
    assert ('value="Demir, Elif"' in pagina, 'value="0470 1"' in pagina, "data-zoek-meteen" in pagina) == (True,) * 3
    nieuw = {"wie": "nieuw", "voornaam": "Elif", "achternaam": "Demir", "telefoon": "0470 1"}
    antwoord = browser.post(f"/balie/{contact.sleutel}/koppelen/", nieuw)
    assert (antwoord.status_code, contacten().get(pk=contact.pk).werkzoekende) == (422, None)  # looks like somebody
    browser.post(f"/balie/{contact.sleutel}/koppelen/", {"wie": str(bekend.uuid)})
    assert [rij.werkzoekende for rij in contacten().order_by("pk")] == [bekend, None]
    assert "Te koppelen (" not in browser.get("/balie/").content.decode()
    bezoeken.maak_los(contacten().get(pk=contact.pk), door=consulent)
    assert "Met een naam (1)" in browser.get("/balie/koppelen/").content.decode()
    assert anoniem.straatregistratie.naam == ""


def test_a_new_person_of_the_street(als, stuur, consulent):
    stuur(verzegel(registratie(consulent, voornaam="Elif", telefoon="0470 1")))
    contact = contacten().get()
    als(consulent).post(
        f"/balie/{contact.sleutel}/koppelen/", {"wie": "nieuw", "voornaam": "Elif", "telefoon": "0470 1"}
    )
    persoon = Werkzoekende.objects.ongefilterd("test").get()
    assert (persoon.telefoon, contacten().get().werkzoekende) == ("0470 1", persoon)


def test_another_unit_neither_sees_nor_settles_it(als, stuur, consulent, vreemde):
    stuur(verzegel(registratie(consulent, voornaam="Kanarie", onderwerpen=[])))
    rij = opzij().get()
    antwoord = als(vreemde).post(f"/outreach/nakijken/{rij.sleutel}/", {"daad": "weg"})
    assert (antwoord.status_code, opzij().count()) == (404, 1)
    assert "Kanarie" not in als(vreemde).get("/balie/koppelen/").content.decode()
    assert "Kanarie" in als(consulent).get("/balie/koppelen/").content.decode()
    als(consulent).post(f"/outreach/nakijken/{rij.sleutel}/", {"daad": "weg"})
    assert opzij().count() == 0


@pytest.mark.parametrize("aantal", [1, 3])
def test_queries_do_not_grow(als, stuur, consulent, rabot, aantal, django_assert_num_queries):
    plein = VindplaatsFactory(werkpunten=[rabot])
    hele_dag = {"van": datetime.time(0), "tot": datetime.time(23, 59, 59)}
    RondeFactory(werkpunt=rabot, plaatsen=[plein], medewerkers=[consulent], **hele_dag)
    stuur(*(verzegel(registratie(consulent, voornaam="Elif", vindplaats=str(plein.pk))) for _ in range(aantal)))
    browser = als(consulent)
    browser.get("/outreach/")
    with django_assert_num_queries(8):
        browser.get("/outreach/")
    with django_assert_num_queries(10):
        browser.get("/balie/koppelen/")


@pytest.mark.django_db(transaction=True)
def test_two_tabs_at_once_make_one_contact(consulent, rabot):
    rij = Verzegeld.lees(verzegel(registratie(consulent)))
    with ThreadPoolExecutor(2) as tegelijk:
        beurten = [tegelijk.submit(elders, straat.ontvang, rij, werkpunt=rabot, door=consulent) for _ in range(2)]
        assert sorted(beurt.result()[0] for beurt in beurten) == [Stand.AL_BEWAARD, Stand.BEWAARD]
    assert contacten().count() == 1
