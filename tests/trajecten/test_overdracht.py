"""Handing people over: what is proposed, what is asked, and what the answer changes."""

import datetime
import re
import uuid
from urllib.parse import urlsplit

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone

from kern.tijd import vandaag
from tests.factories.werkpunten import WerkzoekendeFactory
from tests.trajecten.mensen import begeleidt, zag
from toegang.models import Raadpleging
from trajecten import services
from trajecten.models import Overdracht
from trajecten.voorstellen import stel_voor
from werkpunten.models import Afwezigheid, Begeleiding, Werkzoekende
from werkpunten.uit_dienst import meld_uit_dienst

NIEUW = "/caseload/overdrachten/nieuw/"
LIJST = "/caseload/overdrachten/"


def begeleiders(persoon):
    lopend = Begeleiding.objects.ongefilterd("test").lopend().filter(werkzoekende=persoon)
    return [begeleiding.begeleider for begeleiding in lopend.order_by("pk")]


def vraag(personen, *, naar, door, **kwargs):
    gegevens = {"reden": "gaat met verlof", "bundel": uuid.uuid4(), **kwargs}
    services.draag_over(personen, naar=naar, door=door, **gegevens)
    return list(Overdracht.objects.ongefilterd("test").filter(bundel=gegevens["bundel"]).order_by("pk"))


@pytest.fixture
def persoon(consulent, rabot):
    """Coached by the consultant at Rabot."""
    persoon = zag(consulent, rabot, werkzoekende=WerkzoekendeFactory(voornaam="Elif", achternaam="Demir"))
    begeleidt(consulent, persoon, rabot)
    return persoon


def test_coach_does_not_change_until_it_is_accepted(persoon, consulent, collega):
    [rij] = vraag([persoon], naar=collega, door=consulent)
    assert (rij.status, begeleiders(persoon)) == ("gevraagd", [consulent])
    services.aanvaard(rij, door=collega)
    assert begeleiders(persoon) == [collega]
    oud, nieuw = Begeleiding.objects.ongefilterd("test").filter(werkzoekende=persoon).order_by("pk")
    assert (oud.tot is None, oud.reden_einde) == (False, f"Overgedragen aan {collega}: gaat met verlof")
    assert nieuw.van >= oud.tot


def test_declining_keeps_the_coach_and_the_reason(persoon, consulent, collega):
    [rij] = vraag([persoon], naar=collega, door=consulent)
    with pytest.raises(ValidationError, match="waarom je weigert"):
        services.weiger(rij, reden=" ", door=collega)
    services.weiger(rij, reden="Ik heb er al zestig", door=collega)
    rij.refresh_from_db()
    assert (rij.status, rij.uitleg, begeleiders(persoon)) == ("geweigerd", "Ik heb er al zestig", [consulent])


def test_only_the_receiver_answers_and_only_once(persoon, consulent, collega, coordinator):
    [rij] = vraag([persoon], naar=collega, door=consulent)
    for door in (consulent, coordinator):
        with pytest.raises(ValidationError, match="Enkel wie gevraagd is"):
            services.aanvaard(rij, door=door)
    services.aanvaard(rij, door=collega)
    with pytest.raises(ValidationError, match="al aanvaard"):
        services.weiger(rij, reden="toch niet", door=collega)


def test_question_can_be_taken_back(persoon, consulent, collega):
    [rij] = vraag([persoon], naar=collega, door=consulent)
    with pytest.raises(ValidationError, match="Enkel wie het vroeg"):
        services.trek_in(rij, door=collega)
    services.trek_in(rij, door=consulent)
    with pytest.raises(ValidationError, match="al ingetrokken"):
        services.aanvaard(rij, door=collega)


def test_former_coach_reads_for_thirty_days_more(persoon, consulent, collega, ledeberg):
    [rij] = vraag([persoon], naar=collega, door=consulent)
    services.aanvaard(rij, door=collega)
    consulent.aanstellingen.update(werkpunt=ledeberg)
    for dagen, leest in ((29, True), (31, False)):
        with time_machine.travel(timezone.now() + datetime.timedelta(days=dagen), tick=False):
            wie = type(consulent).objects.get(pk=consulent.pk)
            assert Werkzoekende.objects.zichtbaar_voor(wie).filter(pk=persoon.pk).exists() is leest
            assert not Werkzoekende.objects.bewerkbaar_voor(wie).filter(pk=persoon.pk).exists()


def test_coordinator_assigns_at_once_and_a_consultant_can_not(persoon, coordinator, consulent, collega):
    with pytest.raises(ValidationError, match="Enkel een coördinator"):
        vraag([persoon], naar=collega, door=consulent, meteen=True)
    [rij] = vraag([persoon], naar=collega, door=coordinator, meteen=True)
    assert (rij.status, begeleiders(persoon)) == ("aanvaard", [collega])


def test_asking_oneself_needs_no_answer(persoon, coordinator):
    vraag([persoon], naar=coordinator, door=coordinator)
    assert begeleiders(persoon) == [coordinator]


def test_each_person_has_a_result_and_sending_twice_does_it_once(
    persoon, coordinator, consulent, collega, vreemde, rabot, ledeberg
):
    zonder = zag(consulent, rabot)
    al_van_collega = zag(consulent, rabot)
    begeleidt(collega, al_van_collega, rabot)
    twee = zag(consulent, rabot)
    for coach in (consulent, coordinator):
        begeleidt(coach, twee, rabot)
    sleutel = uuid.uuid4()
    for _ in range(2):
        rijen = vraag([persoon, zonder, al_van_collega, twee], naar=collega, door=coordinator, bundel=sleutel)
    assert [(rij.werkzoekende, rij.status, rij.uitleg) for rij in rijen] == [
        (persoon, "gevraagd", ""),
        (zonder, "gevraagd", ""),
        (al_van_collega, "mislukt", f"{collega} begeleidt deze persoon al."),
        (twee, "mislukt", "Heeft meer dan één begeleider: filter eerst op een van hen."),
    ]
    [nog_eens] = vraag([persoon], naar=collega, door=coordinator)
    assert nog_eens.uitleg == "Er wacht al een overdracht van deze persoon op antwoord."
    [elders] = vraag([zag(consulent, rabot)], naar=vreemde, door=coordinator)
    assert elders.uitleg == f"{vreemde} werkt op geen werkpunt dat deze persoon kent."


def test_filter_on_a_coach_hands_over_only_that_coaching(coordinator, consulent, collega, rabot):
    persoon = zag(consulent, rabot)
    for coach in (consulent, coordinator):
        begeleidt(coach, persoon, rabot)
    vraag([persoon], naar=collega, door=coordinator, van=consulent, meteen=True)
    assert set(begeleiders(persoon)) == {coordinator, collega}


def test_consultant_hands_over_the_own_coachings_only(persoon, consulent, collega, rabot):
    [rij] = vraag([persoon], naar=consulent, door=collega)
    assert rij.status == "mislukt"
    [rij] = vraag([zag(consulent, rabot)], naar=collega, door=consulent)
    assert rij.uitleg == "Je begeleidt deze persoon niet (meer)."


def test_accepting_too_late_is_refused(persoon, consulent, collega):
    [rij] = vraag([persoon], naar=collega, door=consulent)
    services.beeindig_begeleiding(
        Begeleiding.objects.ongefilterd("test").lopend().get(), reden="aan het werk", door=consulent
    )
    with pytest.raises(ValidationError, match="veranderde intussen"):
        services.aanvaard(rij, door=collega)
    assert begeleiders(persoon) == []


def test_files_of_a_leaver_can_be_assigned_again(als, persoon, consulent, coordinator, collega, beheerder):
    meld_uit_dienst(consulent, door=beheerder)
    tekst = als(coordinator).get("/caseload/?wie=werkpunten&lijst=niet-toegewezen").content.decode()
    assert "Demir, Elif" in tekst
    vraag([persoon], naar=collega, door=coordinator, meteen=True)
    assert begeleiders(persoon) == [collega]


@pytest.mark.parametrize("aantal", [1, 3, 50])
def test_proposals_cost_the_same_for_any_number_of_people(
    coordinator, consulent, collega, rabot, django_assert_num_queries, aantal
):
    personen = [zag(consulent, rabot) for _ in range(aantal)]
    for persoon in personen:
        begeleidt(consulent, persoon, rabot)
    assert coordinator.rollen
    with django_assert_num_queries(4):
        assert {voorstel.bezwaar for voorstel in stel_voor(personen, naar=collega, door=coordinator)} == {""}


def test_from_the_list_through_the_look_over_to_the_result(
    als, persoon, coordinator, collega, consulent, vreemde, ledeberg
):
    onbekend = zag(vreemde, ledeberg)
    client = als(coordinator)
    gekozen = {"persoon": [str(persoon.uuid), str(onbekend.uuid), "x"], "naar": collega.pk, "van": consulent.pk}
    nagekeken = client.post(NIEUW, gekozen)
    tekst = nagekeken.content.decode()
    assert (nagekeken.status_code, "Demir, Elif" in tekst, onbekend.achternaam in tekst) == (200, True, False)
    assert Overdracht.objects.ongefilterd("test").count() == 0
    velden = dict(re.findall(r'name="(bundel|naar|van)" value="([^"]*)"', tekst))
    assert velden["naar"] == str(collega.pk)
    zonder_reden = client.post(NIEUW, {**gekozen, **velden, "bevestig": "1", "reden": " "})
    assert (zonder_reden.status_code, velden["bundel"] in zonder_reden.content.decode()) == (422, True)
    gedaan = client.post(NIEUW, {**gekozen, **velden, "bevestig": "1", "reden": "verlof"}, follow=True)
    assert gedaan.redirect_chain == [(f"{LIJST}{velden['bundel']}/", 302)]
    assert "wacht op antwoord" in gedaan.content.decode()
    assert Raadpleging.objects.filter(scherm="trajecten:overdracht-bundel").get().personen == [persoon.pk]


def test_receiver_is_told_and_answers_on_the_page(als, persoon, consulent, collega):
    [rij] = vraag([persoon], naar=collega, door=consulent)
    client = als(collega)
    assert "Een collega vraagt je om iemand over te nemen." in client.get("/").content.decode()
    tekst = client.get(LIJST).content.decode()
    assert ("Demir, Elif" in tekst, "gaat met verlof" in tekst) == (True, True)
    adres = f"{LIJST}{rij.pk}/antwoord/"
    assert client.post(adres, {"antwoord": "weiger"}).status_code == 422
    assert client.post(adres, {"antwoord": "x"}).status_code == 422
    assert client.post(adres, {"antwoord": "aanvaard"}).status_code == 302
    assert begeleiders(persoon) == [collega]
    assert "Een collega vraagt" not in client.get("/").content.decode()


def test_who_has_nothing_to_do_with_it_finds_nothing(als, persoon, consulent, collega, coordinator):
    [rij] = vraag([persoon], naar=collega, door=consulent)
    assert als(coordinator).post(f"{LIJST}{rij.pk}/antwoord/", {"antwoord": "aanvaard"}).status_code == 404
    assert "Demir" not in als(coordinator).get(f"{LIJST}{rij.bundel}/", follow=True).content.decode()


@pytest.mark.parametrize("velden", [{}, {"naar": "x"}, {"naar": ""}])
def test_nothing_chosen_goes_back_to_the_list(als, persoon, consulent, velden):
    antwoord = als(consulent).post(NIEUW, {"persoon": str(persoon.uuid), **velden})
    assert (antwoord.status_code, antwoord["Location"]) == (302, "/caseload/")


@pytest.mark.parametrize(
    ("doel", "velden"),
    [
        (NIEUW, {"naar": "x", "persoon": "x"}),
        (NIEUW, {"naar": ""}),
        ("/caseload/overdrachten/verplaats/", {"werkpunt": ""}),
    ],
)
def test_nothing_chosen_keeps_the_filters_of_the_list(als, persoon, coordinator, doel, velden):
    client = als(coordinator)
    vraag = "wie=werkpunten&lijst=te-lang&sorteer=-naam&wijk=ledeberg"
    lijst = client.get("/caseload/?wie=werkpunten&sorteer=-naam").content.decode()
    assert 'name="vraag" value="wie=werkpunten&amp;sorteer=-naam"' in lijst.split('id="overdracht"')[1]
    antwoord = client.post(doel, {"persoon": str(persoon.uuid), **velden, "vraag": f"{vraag}&volgende=//elders.test"})
    heen = urlsplit(antwoord["Location"])
    assert (antwoord.status_code, heen.path) == (302, "/caseload/")
    assert QueryDict(heen.query).dict() == QueryDict(vraag).dict()


def test_the_look_over_says_that_the_receiver_is_away(als, persoon, consulent, collega, coordinator):
    gekozen, client = {"persoon": str(persoon.uuid), "naar": collega.pk, "vraag": "wie=mij"}, als(consulent)
    morgen = vandaag() + datetime.timedelta(days=1)
    zin = f"{collega} is afwezig tot en met {morgen:%d/%m/%Y}; {coordinator} neemt waar."
    nu = client.post(NIEUW, gekozen).content.decode()
    assert (zin in nu, 'href="/caseload/?wie=mij"' in nu) == (False, True)
    weg = Afwezigheid.objects.create(
        medewerker=collega, waarnemer=coordinator, van=vandaag(), tot=morgen, ingegeven_door=coordinator
    )
    assert zin in client.post(NIEUW, gekozen).content.decode()
    Afwezigheid.objects.filter(pk=weg.pk).update(van=morgen)
    assert zin not in client.post(NIEUW, gekozen).content.decode()


def test_stranger_to_the_unit_can_not_receive(als, persoon, consulent, vreemde):
    antwoord = als(consulent).post(NIEUW, {"persoon": str(persoon.uuid), "naar": vreemde.pk})
    assert antwoord.status_code == 302
