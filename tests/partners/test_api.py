"""The API of a partner's own system: what the desk shows, what it does, once, and for a stranger nothing at all."""

import re
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from drf_spectacular.generators import SchemaGenerator

from partners.models import Doorverwijzing, Mail, Verloop
from partners.services import doorverwijzen
from tests.factories.partners import AanbodFactory, verwijs_door
from tests.sloten import elders
from tests.werkpunten.test_api import Api
from toegang.models import Raadpleging
from werkpunten.models import Taak, Werkzoekende

LIJST = "doorverwijzingen/"


def pad(verwijzing, daad=""):
    return f"{LIJST}{verwijzing.uuid}/{daad}"


@pytest.fixture
def api(partnermedewerker, compaan):
    return Api(partnermedewerker)


def zet(api, verwijzing, naar, sleutel=None, **velden):
    sleutel = str(sleutel or uuid.uuid4())
    code, antwoord = api.post(pad(verwijzing, "stappen/"), sleutel=sleutel, naar=naar, **velden)
    return code, antwoord.get("status", antwoord)


def stappen():
    return [(stap.soort, stap.naar, stap.tekst) for stap in Verloop.objects.ongefilterd("test")]


def test_the_list_shows_what_the_desk_shows(api, verwijzing, persoon, compaan, rabot, consulent):
    zonder_naam = verwijs_door(persoon, partner=compaan, werkpunt=rabot, door=consulent, gegevens=["telefoon"])
    code, antwoord = api.get(LIJST)
    regel = {"status": "verstuurd", "werkpunt": "Werkpunt Rabot", "aanbod": None, "behandelaar": None}
    for rij, bron, naam in zip(antwoord["results"], (verwijzing, zonder_naam), ("Kanarie, Elif", ""), strict=True):
        momenten = {veld: rij.pop(veld) for veld in ("status_sinds", "verstuurd_op")}
        assert len(set(momenten.values())) == 1
        assert rij == {"uuid": str(bron.uuid), "nummer": bron.nummer, "naam": naam, **regel}
    assert code == 200
    assert [api.get(LIJST, status=stand)[1]["count"] for stand in ("verstuurd", "gestart")] == [2, 0]
    assert [api.get(LIJST, sinds=dag)[1]["count"] for dag in ("2026-01-01T00:00:00", "2126-01-01T00:00:00Z")] == [2, 0]
    assert api.get(LIJST, sinds="gisteren") == (
        400,
        {"sinds": ["Schrijf een moment als 2026-11-22T09:30:00+01:00."]},
    )


def test_one_referral_holds_exactly_the_facts_consented_to(api, verwijzing, persoon, partnermedewerker):
    Werkzoekende.objects.ongefilterd("test").filter(pk=persoon.pk).update(email="elif@kanarie.test", geslacht="v")
    code, antwoord = api.get(pad(verwijzing))
    assert (code, antwoord["gegevens"]) == (200, {"naam": "Kanarie, Elif", "telefoon": "0470 11 22 33"})
    assert (antwoord["vraag"], antwoord["stappen"]) == ("Kan zij bij jullie starten?", ["aanvaard", "geweigerd"])
    assert [(stap["soort"], stap["naar"], stap["wie"]) for stap in antwoord["verloop"]] == [
        ("stap", "verstuurd", str(verwijzing.afzender))
    ]
    gelogd = Raadpleging.objects.get(scherm="api:doorverwijzing-detail")
    assert (gelogd.medewerker_id, gelogd.aard, gelogd.personen) == (partnermedewerker.pk, "inzage", [persoon.pk])


def test_the_whole_loop_and_then_only_the_outcome_is_left(api, verwijzing):
    assert zet(api, verwijzing, "gestart")[0] == 400
    assert zet(api, verwijzing, "ingetrokken", tekst="zomaar")[0] == 400
    assert zet(api, verwijzing, "aanvaard") == (200, "aanvaard")
    verstuurd = timezone.localdate(verwijzing.verstuurd_op)
    zin = f"De start kan niet voor de doorverwijzing liggen ({verstuurd:%d/%m/%Y})."
    assert zet(api, verwijzing, "gestart", op=str(verstuurd - timedelta(days=1))) == (400, {"op": [zin]})
    assert zet(api, verwijzing, "gestart", op=str(verstuurd)) == (200, "gestart")
    assert zet(api, verwijzing, "afgerond") == (400, {"tekst": ["Schrijf wat het opleverde."]})
    assert zet(api, verwijzing, "afgerond", tekst="Vond werk.") == (200, "afgerond")
    assert (api.get(pad(verwijzing))[0], api.get(LIJST)[1]["count"]) == (404, 0)
    (over,) = api.get(f"{LIJST}afgesloten/")[1]["results"]
    assert (set(over), over["status"]) == ({"uuid", "nummer", "status", "status_sinds", "verstuurd_op"}, "afgerond")
    rij = Doorverwijzing.objects.ongefilterd("test").get()
    assert (rij.gestart_op, rij.behandelaar.voornaam) == (verstuurd, "Pat")


def test_the_sender_hears_of_it_as_when_it_was_done_at_the_desk(api, verwijzing, consulent):
    assert zet(api, verwijzing, "geweigerd", tekst="Geen plaats tot maart.") == (200, "geweigerd")
    assert f"doorverwijzing {verwijzing.nummer}: geweigerd" in Taak.objects.zichtbaar_voor(consulent).get().wat
    assert Mail.objects.filter(aan=consulent.email).count() == 1


def test_a_question_is_asked_once(api, verwijzing):
    vraag = {"sleutel": str(uuid.uuid4()), "tekst": "Spreekt zij Nederlands?"}
    antwoorden = [api.post(pad(verwijzing, "vragen/"), **vraag) for _ in range(2)]
    assert antwoorden[0] == antwoorden[1]
    assert (antwoorden[0][0], antwoorden[0][1]["tekst"]) == (200, "Spreekt zij Nederlands?")
    assert stappen()[1:] == [("vraag", "", "Spreekt zij Nederlands?")]
    assert api.post(pad(verwijzing, "vragen/"), **{**vraag, "tekst": "Iets anders?"})[0] == 409


def test_an_answer_that_was_lost_is_asked_again_and_done_once(api, verwijzing, consulent):
    """Also when the act itself ended the sight: the partner may know what it did."""
    sleutel = uuid.uuid4()
    wat = {"sleutel": sleutel, "tekst": "Geen plaats tot maart."}
    assert [zet(api, verwijzing, "geweigerd", **wat) for _ in range(3)] == [(200, "geweigerd")] * 3
    assert stappen()[1:] == [("stap", "geweigerd", "Geen plaats tot maart.")]
    assert Taak.objects.zichtbaar_voor(consulent).count() == 1
    assert zet(api, verwijzing, "aanvaard", sleutel) == (
        409,
        {"fouten": ["Deze sleutel was al bewaard met een andere inhoud."]},
    )
    assert zet(api, verwijzing, "geweigerd", uuid.uuid4(), tekst="Geen plaats tot maart.")[0] == 404
    assert zet(api, verwijzing, "geweigerd", "geen uuid")[0] == 404


def test_the_key_of_an_act_opens_nothing_for_a_stranger(api, verwijzing, buitenstaander):
    sleutel, tekst = uuid.uuid4(), "Geen plaats tot maart."
    assert zet(api, verwijzing, "geweigerd", sleutel, tekst=tekst) == (200, "geweigerd")
    assert zet(Api(buitenstaander), verwijzing, "geweigerd", sleutel, tekst=tekst)[0] == 404


def test_a_key_of_another_referral_does_nothing(api, verwijzing, persoon, compaan, rabot, consulent):
    ander, sleutel = verwijs_door(persoon, partner=compaan, werkpunt=rabot, door=consulent), uuid.uuid4()
    assert zet(api, verwijzing, "aanvaard", sleutel) == (200, "aanvaard")
    assert zet(api, ander, "aanvaard", sleutel)[0] == 409
    ander.refresh_from_db()
    assert ander.status == "verstuurd"


@pytest.mark.django_db(transaction=True)
def test_two_at_once_with_one_key_are_one_answer(verwijzing, partnermedewerker):
    sleutel = uuid.uuid4()
    with ThreadPoolExecutor(2) as draden:
        beide = [
            draden.submit(elders, doorverwijzen.zet, verwijzing, "aanvaard", door=partnermedewerker, sleutel=sleutel)
            for _ in range(2)
        ]
        assert [een.result().status for een in beide] == ["aanvaard", "aanvaard"]
    assert [naar for _, naar, _ in stappen()] == ["verstuurd", "aanvaard"]


def test_who_comes_second_is_told_who_was_first(api, verwijzing, partnercollega):
    doorverwijzen.zet(verwijzing, "aanvaard", door=partnercollega)
    code, antwoord = zet(api, verwijzing, "geweigerd", tekst="geen plaats")
    assert (code, f"{partnercollega} was eerst" in antwoord["fouten"][0]) == (400, True)


def test_consent_withdrawn_between_two_calls(api, verwijzing, consulent):
    assert api.get(pad(verwijzing))[0] == 200
    doorverwijzen.trek_toestemming_in(verwijzing.toestemming, door=consulent)
    niets = [api.get(pad(verwijzing))[0], zet(api, verwijzing, "aanvaard")[0], api.get(LIJST)[1]["count"]]
    assert niets == [404, 404, 0]


def _zonder_sleutels(sql):
    return re.sub(r"'[0-9a-f]{8}-[0-9a-f-]+'|[0-9]+|'[^']*'", "?", sql)


@pytest.mark.parametrize("daad", ["", "stappen/", "vragen/"])
def test_a_stranger_gets_the_same_nothing_after_the_same_work(verwijzing, buitenstaander, daad):
    """The same bytes, and the same statements in the same order: what exists elsewhere costs no more than nothing."""
    api = Api(buitenstaander)
    invoer = {"sleutel": str(uuid.uuid4()), "naar": "aanvaard", "tekst": "Wie is dit?"}

    def vraag(wat):
        cache.clear()
        with CaptureQueriesContext(
            connection,
        ) as gevraagd:
            adres = f"{LIJST}{wat}/{daad}"
            antwoord = api.post(adres, **invoer) if daad else api.get(adres)
        return antwoord, [_zonder_sleutels(query["sql"]) for query in gevraagd]

    vraag(uuid.uuid4())
    bestaat, bestaat_niet = vraag(verwijzing.uuid), vraag(uuid.uuid4())
    assert bestaat == bestaat_niet
    assert bestaat[0] == (404, {"detail": "Niet gevonden."})
    assert stappen() == [("stap", "verstuurd", "")]
    assert [api.get(f"{LIJST}{lijst}")[1]["count"] for lijst in ("", "afgesloten/")] == [0, 0]


def test_a_list_of_three_costs_no_more_than_one(
    api, verwijzing, persoon, compaan, rabot, consulent, django_assert_num_queries
):
    aanbod = AanbodFactory(partner=compaan)
    for aantal in (1, 3):
        with django_assert_num_queries(14):
            assert api.get(LIJST)[1]["count"] == aantal
        for _ in range(2):
            verwijs_door(persoon, partner=compaan, werkpunt=rabot, door=consulent, aanbod=aanbod)


def test_a_system_that_does_not_listen_but_asks_is_slowed_down(api, verwijzing):
    cache.clear()
    codes = [api.get(f"{LIJST}afgesloten/")[0] for _ in range(121)]
    assert (codes[:120], codes[120]) == ([200] * 120, 429)
    cache.clear()


def test_without_a_token_nothing(verwijzing, client: Client):
    assert client.get(f"/api/v1/{pad(verwijzing)}").status_code == 401


def test_it_stands_in_the_openapi_document():
    paden = SchemaGenerator().get_schema(request=None, public=True)["paths"]
    eigen = {pad_.removeprefix("/api/v1/doorverwijzingen/"): list(wegen) for pad_, wegen in paden.items()}
    verwacht = {"": ["get"], "afgesloten/": ["get"], "{uuid}/": ["get"]}
    verwacht |= {"{uuid}/stappen/": ["post"], "{uuid}/vragen/": ["post"]}
    assert {pad_: wegen for pad_, wegen in eigen.items() if pad_ in verwacht} == verwacht
