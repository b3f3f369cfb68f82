"""Somebody new at the desk: names as people write them, and one question before a second file of one person."""

import uuid

import pytest
from django.core.exceptions import ValidationError

from kern.namen import schoon
from tests.factories.werkpunten import ContactmomentFactory, WerkzoekendeFactory
from tests.werkpunten.test_balie import HTMX, bezoek, contacten
from werkpunten.models import Werkzoekende
from werkpunten.services import LijktOpIemand, registreer_bezoek_van_nieuwe

ELIF = {"voornaam": "Elif", "achternaam": "Demir"}


def personen():
    return Werkzoekende.objects.ongefilterd("test").order_by("pk")


@pytest.fixture
def demir(rabot, consulent):
    persoon = WerkzoekendeFactory(**ELIF)  # born 04/03/1991
    ContactmomentFactory(werkzoekende=persoon, werkpunt=rabot, door=consulent)
    return persoon


@pytest.mark.parametrize(
    "getypt",
    [
        ELIF,
        {"voornaam": "ÉLIF", "achternaam": " demir"},
        {"voornaam": "Demir", "achternaam": "Elif"},
        {**ELIF, "geboren": "04/03/1991"},
        {**ELIF, "geboren": "03/1991"},
        {**ELIF, "geboren": "1991"},
    ],
)
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_known_name_is_asked_about_once_and_nothing_typed_is_lost(als, consulent, demir, getypt, headers):
    client, invoer = als(consulent), bezoek("nieuw", notitie="bewaar mij", telefoon="0470 12 34 56", **getypt)
    antwoord = client.post("/balie/", invoer, headers=headers)
    inhoud = antwoord.content.decode()
    assert (antwoord.status_code, personen().count(), contacten().count()) == (422, 1, 1)
    assert f'name="zelfde" value="{demir.uuid}"' in inhoud
    if not headers:
        assert "bewaar mij" in inhoud
        assert "0470 12 34 56" in inhoud
    assert client.post("/balie/", invoer | {"zelfde": "nieuw"}, headers=headers).status_code in {200, 302}
    assert (personen().count(), contacten().last().werkzoekende) == (2, personen().last())


@pytest.mark.parametrize(
    "getypt", [{**ELIF, "geboren": "1990"}, {**ELIF, "geboren": "05/03/1991"}, {"voornaam": "Elif"}]
)
def test_another_birth_date_or_another_name_is_saved_without_a_question(als, consulent, demir, getypt):
    assert als(consulent).post("/balie/", bezoek("nieuw", **getypt)).status_code == 302
    assert personen().count() == 2


def test_same_person_after_all_gets_the_visit(als, consulent, demir):
    assert als(consulent).post("/balie/", bezoek("nieuw", **ELIF, zelfde=demir.uuid)).status_code == 302
    assert (personen().count(), contacten().last().werkzoekende) == (1, demir)


def test_answer_that_names_nobody_saves_nothing(als, consulent, demir):
    invoer = bezoek("nieuw", **ELIF, zelfde=uuid.UUID(int=1))
    assert als(consulent).post("/balie/", invoer).status_code == 422
    assert (personen().count(), contacten().count()) == (1, 1)


def test_somebody_without_a_birth_date_is_asked_about_too(als, consulent):
    WerkzoekendeFactory(**ELIF, geboortedatum=None)
    assert als(consulent).post("/balie/", bezoek("nieuw", **ELIF, geboren="2001")).status_code == 422


def test_sending_again_asks_nothing(als, consulent):
    client, invoer = als(consulent), bezoek("nieuw", **ELIF)
    assert [client.post("/balie/", invoer).status_code for _ in range(2)] == [302, 302]
    assert (personen().count(), contacten().count()) == (1, 1)


def test_protected_namesake_is_never_shown(als, vreemde, consulent, rabot):
    persoon = WerkzoekendeFactory(**ELIF, beschermd=True)
    ContactmomentFactory(werkzoekende=persoon, werkpunt=rabot, door=consulent)
    assert als(vreemde).post("/balie/", bezoek("nieuw", **ELIF)).status_code == 302


def test_the_service_asks_whoever_calls_it(consulent, rabot, demir):
    with pytest.raises(LijktOpIemand) as fout:
        registreer_bezoek_van_nieuwe(
            Werkzoekende(**ELIF), woonwijk=None, sleutel=uuid.uuid4(), door=consulent, werkpunt=rabot, onderwerpen=[]
        )
    assert fout.value.personen == [demir]
    assert isinstance(fout.value, ValidationError)


@pytest.mark.parametrize(
    ("getypt", "bewaard"),
    [
        ("\u202eفيليس", "فيليس"),
        ("De\u200bmir", "Demir"),
        ("\u2066Demir\u2069", "Demir"),
        ("Demir\u00ad\ufeff", "Demir"),
        ("Van\u00a0den\u2028 Berghe", "Van den Berghe"),
        ("O’Brien-Şahin", "O’Brien-Şahin"),
        ("Nguye\u0302\u0303n", "Nguyễn"),
    ],
)
def test_names_hold_no_characters_that_nobody_sees(als, consulent, getypt, bewaard):
    assert schoon(getypt) == bewaard
    als(consulent).post("/balie/", bezoek("nieuw", achternaam=getypt))
    assert personen().get().achternaam == bewaard


def test_a_name_of_invisible_characters_is_no_name(als, consulent):
    assert als(consulent).post("/balie/", bezoek("nieuw", achternaam="\u200b\u202e")).status_code == 422


def test_a_name_does_not_turn_the_line_around(als, consulent):
    inhoud = als(consulent).post("/balie/", bezoek("nieuw", voornaam="نور", achternaam="حداد"), follow=True)
    assert "<bdi>حداد, نور</bdi></a>" in inhoud.content.decode()
