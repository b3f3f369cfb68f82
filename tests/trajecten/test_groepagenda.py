"""Sessions stand in the agenda of who gives them, and an appointment at the same hours is asked about first."""

from datetime import timedelta

import pytest

from kern.tijd import vandaag
from tests.factories.trajecten import SessieFactory
from tests.factories.werkpunten import om
from tests.trajecten.mensen import zag
from trajecten import groepen
from werkpunten import ical
from werkpunten.agenda import waarschuwingen
from werkpunten.models import Afspraak

DAG = vandaag() + timedelta(days=2)


@pytest.fixture
def sessie(rabot, consulent):
    return SessieFactory(werkpunt=rabot, begeleider=consulent, over=2, plaats="Zaal 1")


def afspraak(persoon, werkpunt, medewerker, uur):
    velden = {"begin": om(uur, over=2), "einde": om(uur + 1, over=2), "plaats": "telefoon"}
    return Afspraak(werkzoekende=persoon, werkpunt=werkpunt, medewerker=medewerker, **velden)


@pytest.mark.parametrize("pad", ["/agenda/", "/agenda/week/"], ids=["dag", "week"])
def test_a_session_stands_in_the_agenda_of_who_gives_it_and_of_nobody_else(als, sessie, consulent, collega, pad):
    adres = f"{pad}?dag={DAG}"
    tekst = als(consulent).get(adres).content.decode()
    assert [deel in tekst for deel in (sessie.get_absolute_url(), "Sessie Solliciteren", "Zaal 1")] == [True] * 3
    assert sessie.get_absolute_url() not in als(collega).get(adres).content.decode()
    groepen.zet_stand(sessie, "afgelast", door=consulent)
    assert sessie.get_absolute_url() not in als(consulent).get(adres).content.decode()


def test_a_calendar_program_gets_the_unit_and_not_the_place_in_free_text(sessie, consulent):
    stroom = ical.stroom(consulent, "https://voorbeeld.test").decode()
    assert ("Sessie solliciteren (Werkpunt Rabot)" in stroom, "Zaal 1" in stroom) == (True, False)


def test_an_appointment_over_a_session_of_the_coach_or_the_person_is_asked_about(sessie, rabot, consulent, collega):
    persoon = zag(consulent, rabot)
    groepen.schrijf_in([sessie], persoon, door=consulent)
    assert waarschuwingen(afspraak(persoon, rabot, consulent, 11), [], kijker=consulent) == [
        f"{consulent.korte_naam} heeft dan al een sessie Solliciteren (09.30–12.00 uur).",
        f"{persoon.naam} staat dan op de lijst van Solliciteren (09.30–12.00 uur).",
    ]
    assert waarschuwingen(afspraak(persoon, rabot, collega, 12), [], kijker=consulent) == []


def test_who_does_not_see_the_file_is_not_told_of_the_list(sessie, rabot, ledeberg, consulent, vreemde):
    persoon = zag(consulent, rabot)
    groepen.schrijf_in([sessie], persoon, door=consulent)
    assert waarschuwingen(afspraak(persoon, ledeberg, vreemde, 10), [], kijker=vreemde) == []
    assert len(waarschuwingen(afspraak(persoon, ledeberg, vreemde, 10), [], kijker=consulent)) == 1
