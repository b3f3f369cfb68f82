"""Sign-ups: looked up before there is a file, answered, and counted apart from guidance."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from kern.tijd import plus_maanden, vandaag
from partners.models import Aanmelding
from partners.services import aanmelden
from tests.factories.partners import AanmeldingFactory
from tests.factories.werkpunten import ContactmomentFactory, WerkzoekendeFactory
from toegang.models import Raadpleging
from toegang.rollen import Rol
from werkpunten.models import Betrokkenheid, Contactmoment, Werkzoekende
from werkpunten.services import open_met_reden


@pytest.fixture
def aanmelding(compaan, partnermedewerker, rabot):
    return AanmeldingFactory(
        organisatie=compaan.organisatie,
        gemaakt_door=partnermedewerker,
        werkpunt=rabot,
        voornaam="Khadija",
        achternaam="Haddad",
        geboren="04/03/1991",
    )


def gelijkende(werkpunt, door):
    """Somebody of another unit who may be the one signed up."""
    bekend = WerkzoekendeFactory(voornaam="Khadidja", achternaam="Haddad")
    return ContactmomentFactory(werkzoekende=bekend, werkpunt=werkpunt, door=door).werkzoekende


def velden(rabot, **anders):
    gegevens = {"voornaam": "Elif", "achternaam": "Demir", "contacttaal": "tr", "vraag": "Zoekt werk", "akkoord": "on"}
    return {**gegevens, "werkpunt": rabot.pk, **anders}


def test_a_partner_signs_somebody_up_and_reads_what_became_of_it(als, partnermedewerker, compaan, rabot, consulent):
    client = als(partnermedewerker)
    assert client.post("/partnerbalie/aanmelden/", velden(rabot, geboren="1991")).status_code == 302
    nieuw = Aanmelding.objects.van_partner(partnermedewerker).get()
    assert (nieuw.organisatie, nieuw.aanmelder, nieuw.geboren) == (compaan.organisatie, str(partnermedewerker), "1991")
    aanmelden.weiger(nieuw, antwoord="Volgt al een traject bij VDAB.", door=consulent)
    assert "Volgt al een traject bij VDAB." in client.get("/partnerbalie/aanmelden/").content.decode()


@pytest.mark.parametrize(
    "fout",
    [{"akkoord": ""}, {"voornaam": "\u200b", "achternaam": ""}, {"geboren": "31/31/1991"}, {"telefoon": "bel mij"}],
)
def test_wrong_input_comes_back(als, partnermedewerker, compaan, rabot, fout):
    antwoord = als(partnermedewerker).post("/partnerbalie/aanmelden/", velden(rabot, **fout))
    assert (antwoord.status_code, "Zoekt werk" in antwoord.content.decode()) == (422, True)
    assert not Aanmelding.objects.ongefilterd("test").exists()


@pytest.mark.parametrize(
    ("wie", "pad", "woorden"),
    [
        ("partnermedewerker", "/partnerbalie/aanmelden/", ["Kies een werkpunt"]),
        ("consulent", "/aanmeldingen/nieuw/", ["Geen van deze", "Kies een werkpunt"]),
        ("coordinator", "/partners/nieuw/", ["Kies een soort"]),
        ("consulent", "{persoon}gegevens/drempel/nieuw/", ["Kies een drempel"]),
    ],
)
def test_an_empty_choice_says_what_to_choose(als, request, compaan, rabot, consulent, wie, pad, woorden):
    persoon = gelijkende(rabot, consulent)
    adres = pad.format(persoon=persoon.get_absolute_url())
    pagina = als(request.getfixturevalue(wie)).get(adres).content.decode()
    assert re.findall(r'<option value=""[^>]*>([^<]+)</option>', pagina) == woorden


def test_an_organisation_from_outside_is_written_down_by_us(als, consulent, rabot):
    client = als(consulent)
    zonder = client.post("/aanmeldingen/nieuw/", velden(rabot, aanmelder="Jef"))
    assert zonder.status_code == 422
    met = client.post("/aanmeldingen/nieuw/", velden(rabot, aanmelder="Jef", van_buiten="Dokter Peeters"))
    assert met.status_code == 302
    assert "Dokter Peeters" in client.get("/aanmeldingen/").content.decode()


def test_who_it_may_be_is_shown_before_there_is_a_file(als, aanmelding, consulent, vreemde, ledeberg):
    bekend = WerkzoekendeFactory(voornaam="Khadidja", achternaam="Haddad")
    ContactmomentFactory(werkzoekende=bekend, werkpunt=ledeberg, door=vreemde)
    beschermd = WerkzoekendeFactory(voornaam="Khadija", achternaam="Haddad", beschermd=True)
    antwoord = als(consulent).get(aanmelding.get_absolute_url())
    assert antwoord.context["lijkt"] == [bekend]
    assert str(beschermd.uuid) not in antwoord.content.decode()
    assert Raadpleging.objects.latest("pk").personen == [bekend.pk]


def test_tied_to_somebody_we_know_without_a_contact(als, aanmelding, consulent, ledeberg, vreemde):
    bekend = gelijkende(ledeberg, vreemde)
    contacten = Contactmoment.objects.ongefilterd("test").count()
    antwoord = als(consulent).post(aanmelding.get_absolute_url(), {"wie": str(bekend.uuid)})
    assert (antwoord.status_code, antwoord.url) == (302, bekend.get_absolute_url())
    aanmelding.refresh_from_db()
    assert (aanmelding.status, aanmelding.werkzoekende, aanmelding.was_bekend) == ("aanvaard", bekend, True)
    zicht = Betrokkenheid.objects.ongefilterd("test").get(medewerker=consulent)
    assert (zicht.reden, zicht.toelichting) == (
        "verantwoord",
        f"Aanmelding {aanmelding.nummer} van {aanmelding.organisatie}",
    )
    assert Contactmoment.objects.ongefilterd("test").count() == contacten


def test_a_new_file_holds_what_was_signed_up(als, aanmelding, consulent):
    als(consulent).post(aanmelding.get_absolute_url(), {"wie": "nieuw"})
    persoon = Werkzoekende.objects.zichtbaar_voor(consulent).get()
    assert (persoon.naam, persoon.geboren) == ("Haddad, Khadija", "04/03/1991")
    aanmelding.refresh_from_db()
    assert (aanmelding.werkzoekende, aanmelding.was_bekend) == (persoon, False)
    assert persoon.get_absolute_url() in als(consulent).get(aanmelding.get_absolute_url()).content.decode()


def test_the_whole_unit_sees_somebody_new_for_as_long_as_after_a_contact(
    aanmelding, consulent, collega, vreemde, rabot, settings
):
    settings.INZAGE_MAANDEN = 6
    persoon = aanmelden.aanvaard(aanmelding, werkzoekende=None, door=consulent).werkzoekende
    zicht = Betrokkenheid.objects.ongefilterd("test").get(werkzoekende=persoon)
    dag = timezone.localtime(zicht.tot).date()
    assert (zicht.werkpunt, zicht.medewerker, dag) == (rabot, None, plus_maanden(vandaag(), 6))
    zien = [Werkzoekende.objects.zichtbaar_voor(wie).exists() for wie in (consulent, collega, vreemde)]
    assert zien == [True, True, False]


def test_a_file_that_is_not_alike_needs_a_reason_of_its_own(als, aanmelding, consulent, ledeberg, vreemde):
    bekend = ContactmomentFactory(
        werkpunt=ledeberg, door=vreemde, werkzoekende__voornaam="Piet", werkzoekende__achternaam="Janssens"
    ).werkzoekende
    client = als(consulent)
    antwoord = client.post(aanmelding.get_absolute_url(), {"wie": str(bekend.uuid)})
    assert (antwoord.status_code, "lijkt niet op wie is aangemeld" in antwoord.content.decode()) == (422, True)
    assert client.get(bekend.get_absolute_url()).status_code == 404
    open_met_reden(bekend, reden="Zelfde persoon, andere naam", door=consulent)
    assert client.post(aanmelding.get_absolute_url(), {"wie": str(bekend.uuid)}).status_code == 302


def test_who_may_not_open_files_opens_none_with_a_sign_up(als, aanmelding, wijkwerkconsulent, ledeberg, vreemde):
    bekend = gelijkende(ledeberg, vreemde)
    wijkwerkconsulent.aanstellingen.create(rol=Rol.WIJKWERKCONSULENT, werkpunt=aanmelding.werkpunt, van="2020-01-01")
    client = als(wijkwerkconsulent)
    antwoord = client.post(aanmelding.get_absolute_url(), {"wie": str(bekend.uuid)})
    assert antwoord.status_code == 422
    assert "Vraag het aan een consulent" in antwoord.content.decode()
    assert not Betrokkenheid.objects.ongefilterd("test").filter(medewerker=wijkwerkconsulent).exists()


def test_once_there_is_a_file_its_gate_holds(als, aanmelding, consulent, collega, ledeberg, vreemde):
    bekend = gelijkende(ledeberg, vreemde)
    client = als(collega)
    assert client.get(aanmelding.get_absolute_url()).status_code == 200
    als(consulent).post(aanmelding.get_absolute_url(), {"wie": str(bekend.uuid)})
    assert client.get(aanmelding.get_absolute_url()).status_code == 404
    assert "Haddad" not in client.get("/aanmeldingen/?lijst=bekend").content.decode()
    zicht = Betrokkenheid.objects.ongefilterd("test").filter(medewerker=consulent)
    assert als(consulent).get(aanmelding.get_absolute_url()).status_code == 200
    zicht.update(tot=timezone.now())
    assert als(consulent).get(aanmelding.get_absolute_url()).status_code == 404


def test_the_second_colleague_is_told_who_was_first(als, aanmelding, consulent, collega):
    aanmelden.aanvaard(aanmelding, werkzoekende=None, door=consulent)
    antwoord = als(collega).post(aanmelding.get_absolute_url(), {"wie": "nieuw"})
    assert (antwoord.status_code, f"{consulent} behandelde deze al" in antwoord.content.decode()) == (422, True)
    assert Werkzoekende.objects.ongefilterd("test").count() == 1


def test_a_no_needs_its_reason(aanmelding, consulent):
    with pytest.raises(ValidationError):
        aanmelden.weiger(aanmelding, antwoord=" ", door=consulent)
    assert Aanmelding.objects.ongefilterd("test").get().status == "nieuw"


def test_nobody_else_sees_it(als, aanmelding, vreemde, buitenstaander, manager):
    for ander in (vreemde, buitenstaander, manager):
        client = als(ander)
        assert client.get(aanmelding.get_absolute_url()).status_code == 404
        for adres in ("/aanmeldingen/", "/partnerbalie/aanmelden/"):
            assert "Haddad" not in client.get(adres).content.decode()


def test_a_protected_person_cannot_be_tied_by_who_may_not_find_them(als, aanmelding, consulent):
    beschermd = WerkzoekendeFactory(beschermd=True)
    antwoord = als(consulent).post(aanmelding.get_absolute_url(), {"wie": str(beschermd.uuid)})
    assert antwoord.status_code == 404
    assert Aanmelding.objects.ongefilterd("test").get().status == "nieuw"


@pytest.mark.parametrize("aantal", [1, 3])
def test_the_list_takes_as_many_queries_for_one_as_for_three(
    als, consulent, rabot, partnermedewerker, aantal, django_assert_num_queries
):
    for _ in range(aantal):
        AanmeldingFactory(van_buiten="Huisarts", werkpunt=rabot, gemaakt_door=partnermedewerker)
    client = als(consulent)
    with django_assert_num_queries(6):
        client.get("/aanmeldingen/", headers={"HX-Request": "true"})
