"""The partner desk: one's own referrals, exactly the fields consented to, and nothing once it is over."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from kern.tijd import vandaag
from partners.gegevens import FEITEN, gedeeld
from partners.models import Doorverwijzing, Gegeven, Verloop
from partners.services import doorverwijzen
from tests.factories.partners import verwijs_door
from tests.factories.werkpunten import ContactmomentFactory
from toegang.models import Raadpleging
from toegang.rollen import Rol
from werkpunten.models import Adres, Betrokkenheid, Statuut, Werkzoekende, Wijk

BALIE = "/partnerbalie/"
WAARDEN = {
    Gegeven.NAAM: "Kanarie, Elif",
    Gegeven.TELEFOON: "0470 11 22 33",
    Gegeven.EMAIL: "elif@kanarie.test",
    Gegeven.TAAL: "Pasjtoe",
    Gegeven.GEBOREN: "04/03/1991",
    Gegeven.GESLACHT: "vrouw",
    Gegeven.WIJK: "Wondelgem",
    Gegeven.ADRES: "Zangvogelstraat 17, 9032 Wondelgem",
    Gegeven.NATIONALITEIT: "Mongolië",
    Gegeven.OPLEIDING: "hoger onderwijs (ISCED 5–8)",
    Gegeven.STATUUT: "equivalent leefloon",
    Gegeven.CONTACTEN: "in een apart bestand, sinds de toestemming",
}
"""What every field of the person reads on the page; no two have words in common, but the address holds the wijk."""


def adres(verwijzing):
    return f"{BALIE}{verwijzing.uuid}/"


@pytest.fixture
def volledig(persoon):
    """The person, with something in every field that could be shared."""
    velden = {
        "email": "elif@kanarie.test",
        "contacttaal": "ps",
        "geslacht": "v",
        "nationaliteit": "MN",
        "opleiding": "hoog",
    }
    Werkzoekende.objects.ongefilterd("test").filter(pk=persoon.pk).update(**velden)
    wijk = Wijk.objects.get(slug="wondelgem")
    Adres.objects.create(werkzoekende=persoon, wijk=wijk, straat="Zangvogelstraat", huisnummer="17", postcode="9032")
    Statuut.objects.create(werkzoekende=persoon, soort="equivalent")
    return persoon


def test_every_field_has_a_reader():
    assert (set(FEITEN), set(WAARDEN)) == (set(Gegeven), set(Gegeven))


@pytest.mark.parametrize("gegeven", list(Gegeven), ids=lambda gegeven: gegeven.value)
def test_exactly_the_field_consented_to_is_shown(als, volledig, compaan, rabot, consulent, partnermedewerker, gegeven):
    verwijzing = verwijs_door(volledig, partner=compaan, werkpunt=rabot, door=consulent, gegevens=[str(gegeven)])
    client = als(partnermedewerker)
    tekst = client.get(adres(verwijzing)).content.decode() + client.get(BALIE).content.decode()
    getoond = {ander for ander, waarde in WAARDEN.items() if waarde in tekst}
    assert getoond == ({gegeven, Gegeven.WIJK} if gegeven == Gegeven.ADRES else {gegeven})
    assert gedeeld(verwijzing) == [(gegeven.label, WAARDEN[gegeven])]
    assert ("Zangvogel" in tekst, volledig.dossiernummer in tekst) == (gegeven == Gegeven.ADRES, False)


def test_nothing_but_the_own_desk_is_open(als, verwijzing, persoon, partnermedewerker):
    client = als(partnermedewerker)
    for pad in (
        persoon.get_absolute_url(),
        f"{persoon.get_absolute_url()}gegevens/",
        verwijzing.get_absolute_url(),
        f"/toestemmingen/{verwijzing.toestemming_id}/bewijs/",
        "/doorverwijzingen/",
    ):
        assert client.get(pad).status_code == 404


def test_consultant_and_partner_in_one_sees_no_file_through_a_referral(
    als, verwijzing, persoon, partnermedewerker, ledeberg
):
    partnermedewerker.aanstellingen.create(rol=Rol.CONSULENT, werkpunt=ledeberg, van="2020-01-01")
    client = als(partnermedewerker)
    assert (client.get(adres(verwijzing)).status_code, client.get(persoon.get_absolute_url()).status_code) == (
        200,
        404,
    )


def test_a_third_party_gets_the_answer_of_nothing(als, verwijzing, buitenstaander):
    client = als(buitenstaander)
    niets = client.get(f"{BALIE}00000000-0000-0000-0000-000000000001/")
    for methode in (client.get, client.post):
        antwoord = methode(adres(verwijzing), {"doe": "aanvaard"})
        assert (antwoord.status_code, antwoord.content) == (404, niets.content)
    for lijst in ("nieuw", "lopend", "afgesloten"):
        assert verwijzing.nummer not in client.get(f"{BALIE}?lijst={lijst}").content.decode()


def test_looking_is_logged_with_the_person(als, verwijzing, persoon, partnermedewerker):
    als(partnermedewerker).get(adres(verwijzing))
    gelogd = Raadpleging.objects.get(scherm="partners:partnerbalie-detail")
    assert (gelogd.medewerker_id, gelogd.aard, gelogd.personen) == (partnermedewerker.pk, "inzage", [persoon.pk])


def test_the_whole_loop_and_then_only_a_number_is_left(als, verwijzing, partnermedewerker, persoon, consulent):
    client = als(partnermedewerker)

    def doe(wat, **velden):
        antwoord = client.post(adres(verwijzing), {"doe": wat, **velden})
        return antwoord.status_code, Doorverwijzing.objects.ongefilterd("test").get().status

    assert doe("vraag", **{"vraag-tekst": "Spreekt zij Nederlands?"}) == (302, "verstuurd")
    assert doe("gestart") == (422, "verstuurd")
    assert doe("aanvaard") == (302, "aanvaard")
    assert doe("ingetrokken", **{"ingetrokken-tekst": "zomaar"}) == (422, "aanvaard")
    assert doe("gestart", **{"gestart-op": vandaag()}) == (302, "gestart")
    assert doe("afgerond", **{"afgerond-tekst": ""}) == (422, "gestart")
    assert doe("afgerond", **{"afgerond-tekst": "Vond werk in de keuken."}) == (302, "afgerond")
    assert client.get(adres(verwijzing)).status_code == 404
    tekst = client.get(f"{BALIE}?lijst=afgesloten").content.decode()
    assert (verwijzing.nummer in tekst, "Kanarie" in tekst) == (True, False)
    tijdlijn = als(consulent).get(f"{persoon.get_absolute_url()}?soort=doorverwijzing").content.decode()
    wat = ("verstuurd", "vraag van de partner", "aanvaard", "gestart", "afgerond")
    for stap in (*(f"Doorverwijzing naar {verwijzing.organisatie}: {s}" for s in wat), "Vond werk in de keuken."):
        assert stap in tijdlijn


def test_refusing_without_a_reason_keeps_the_words_of_the_form(als, verwijzing, partnermedewerker):
    antwoord = als(partnermedewerker).post(adres(verwijzing), {"doe": "geweigerd", "geweigerd-tekst": "x"})
    tekst = antwoord.content.decode()
    assert (antwoord.status_code, "Schrijf waarom niet" in tekst, ">\nx</textarea>" in tekst) == (422, True, True)


def test_the_second_of_a_partner_is_told_who_has_it_open(als, verwijzing, partnermedewerker, partnercollega):
    eerste, tweede = als(partnermedewerker), als(partnercollega)
    zin = f"{partnermedewerker} bekijkt deze doorverwijzing ook"
    assert zin not in eerste.get(adres(verwijzing)).content.decode()
    assert zin in tweede.get(adres(verwijzing)).content.decode()
    eerste.post(adres(verwijzing), {"doe": "aanvaard"})
    te_laat = tweede.post(adres(verwijzing), {"doe": "geweigerd", "geweigerd-tekst": "geen plaats"})
    assert te_laat.status_code == 422
    assert f"{partnermedewerker} was eerst" in te_laat.content.decode()


@pytest.mark.django_db(transaction=True)
def test_two_of_a_partner_answer_at_the_same_instant(verwijzing, partnermedewerker, partnercollega):
    """One wins, the other is told who; a gate makes both send only once both have the page open."""
    start = Barrier(2, timeout=60)

    def antwoord(wie, naar):
        client = Client()
        client.force_login(wie)
        try:
            assert client.get(adres(verwijzing)).status_code == 200
            start.wait()
            gekregen = client.post(adres(verwijzing), {"doe": naar, f"{naar}-tekst": "geen plaats"})
            return gekregen.status_code, gekregen.content.decode()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as draden:
        werk = [draden.submit(antwoord, partnermedewerker, "aanvaard")]
        werk.append(draden.submit(antwoord, partnercollega, "geweigerd"))
        (een, van_een), (ander, van_ander) = (deel.result() for deel in werk)
    status = Doorverwijzing.objects.ongefilterd("test").get().status
    if status == "aanvaard":
        assert (een, ander, f"{partnermedewerker} was eerst" in van_ander) == (302, 422, True)
    else:  # a refusal ends the sight, so the page of the other is gone
        assert (status, ander, een, "Kanarie" in van_een) == ("geweigerd", 302, 404, False)
    assert Verloop.objects.ongefilterd("test").exclude(naar="verstuurd").count() == 1


def test_consent_withdrawn_while_the_page_is_open(als, verwijzing, partnermedewerker, consulent):
    client = als(partnermedewerker)
    assert client.get(adres(verwijzing)).status_code == 200
    intrekken = als(consulent).post(f"/toestemmingen/{verwijzing.toestemming_id}/intrekken/")
    assert intrekken.status_code == 302
    assert client.post(adres(verwijzing), {"doe": "aanvaard"}).status_code == 404
    assert client.get(adres(verwijzing)).status_code == 404
    assert verwijzing.nummer not in client.get(BALIE).content.decode()


@pytest.mark.parametrize("einde", ["geweigerd", "ingetrokken"])
def test_a_closed_referral_stays_shut_while_another_is_open(
    als, persoon, compaan, rabot, consulent, partnermedewerker, einde
):
    eerste = verwijs_door(persoon, partner=compaan, werkpunt=rabot, door=consulent, gegevens=["naam"])
    tweede = verwijs_door(persoon, partner=compaan, werkpunt=rabot, door=consulent, gegevens=["telefoon"])
    wie = partnermedewerker if einde == "geweigerd" else consulent
    doorverwijzen.zet(eerste, einde, door=wie, tekst="geen plaats")
    client = als(partnermedewerker)
    assert [client.get(adres(eerste)).status_code, client.post(adres(eerste)).status_code] == [404, 404]
    antwoord = client.get(adres(tweede))
    assert (antwoord.status_code, antwoord.context["feiten"]) == (200, [("Telefoon", "0470 11 22 33")])
    tekst = client.get(f"{BALIE}?lijst=afgesloten").content.decode()
    assert (eerste.nummer in tekst, tweede.nummer in tekst, "Kanarie" in tekst) == (True, False, False)


def test_the_sender_answers_a_question_and_the_news_is_gone(als, verwijzing, partnermedewerker, consulent):
    doorverwijzen.vraag_meer(verwijzing, "Spreekt zij Nederlands?", door=partnermedewerker)
    client = als(consulent)
    pad = verwijzing.get_absolute_url()
    assert "Doorverwijzingen (1)" in client.get(pad).content.decode()
    assert client.post(pad, {"doe": "antwoord", "antwoord-tekst": ""}).status_code == 422
    assert client.post(pad, {"doe": "antwoord", "antwoord-tekst": "Ja, niveau A2."}).status_code == 302
    assert "Doorverwijzingen (1)" not in client.get(pad).content.decode()
    assert "Ja, niveau A2." in als(partnermedewerker).get(adres(verwijzing)).content.decode()


def test_only_the_sender_clears_the_news(als, verwijzing, partnermedewerker, consulent, collega):
    doorverwijzen.vraag_meer(verwijzing, "Spreekt zij Nederlands?", door=partnermedewerker)
    pad = verwijzing.get_absolute_url()
    for wie, titel in ((collega, "Doorverwijzingen (1)"), (consulent, "Doorverwijzingen")):
        als(wie).post(pad, {"doe": "gezien"})
        tekst = als(consulent).get(pad).content.decode()
        assert ("Doorverwijzingen (1)" in tekst) == (titel == "Doorverwijzingen (1)")


def test_the_menu_counts_no_news_of_a_file_that_is_out_of_reach(als, verwijzing, partnermedewerker, consulent):
    doorverwijzen.zet(verwijzing, "aanvaard", door=partnermedewerker)
    Betrokkenheid.objects.ongefilterd("test").filter(organisatie=None).update(tot=timezone.now())
    pagina = als(consulent).get("/doorverwijzingen/?lijst=nieuws")
    assert "Doorverwijzingen (1)" not in pagina.content.decode()
    assert [tab.titel for tab in pagina.context["tabs"]][2] == "Nieuws voor mij (0)"


@pytest.mark.parametrize("aantal", [1, 3])
def test_lists_take_as_many_queries_for_one_as_for_three(
    als, compaan, rabot, consulent, partnermedewerker, aantal, django_assert_num_queries
):
    for _ in range(aantal):
        persoon = ContactmomentFactory(werkpunt=rabot, door=consulent).werkzoekende
        verwijs_door(persoon, partner=compaan, werkpunt=rabot, door=consulent)
    desk, uit = als(partnermedewerker), als(consulent)
    with django_assert_num_queries(9):
        desk.get(BALIE, headers={"HX-Request": "true"})
    with django_assert_num_queries(9):
        uit.get("/doorverwijzingen/", headers={"HX-Request": "true"})


def test_the_out_tray_counts_and_filters(als, persoon, compaan, ander, rabot, consulent, collega):
    eerste = verwijs_door(persoon, partner=compaan, werkpunt=rabot, door=consulent)
    tweede = verwijs_door(persoon, partner=ander, werkpunt=rabot, door=collega)
    doorverwijzen.zet(tweede, "aanvaard", door=collega)
    client = als(consulent)

    def rijen(vraag):
        return client.get(f"/doorverwijzingen/?{vraag}").context["pagina"].rijen

    titels = [tab.titel for tab in client.get("/doorverwijzingen/").context["tabs"]]
    assert titels == ["Wacht op antwoord (1)", "Lopend (1)", "Nieuws voor mij (0)", "Concepten (0)", "Afgesloten (0)"]
    assert (rijen(""), rijen("lijst=lopend")) == ([eerste], [tweede])
    assert rijen("lijst=lopend&wie=mij") == []
    assert (rijen(f"partner={ander.organisatie_id}"), rijen("ouder=7")) == ([], [])
    assert Verloop.objects.ongefilterd("test").count() == 3
