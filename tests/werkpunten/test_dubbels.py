"""Files that may be of one person: found once, shown to who may change both, and what was said is remembered."""

import html

import pytest
from django.core.exceptions import ValidationError

from tests.factories.werkpunten import WerkzoekendeFactory
from tests.trajecten.mensen import zag
from werkpunten.dubbels import zijn_twee, zoek_nieuwe
from werkpunten.models import Dubbel


@pytest.fixture
def paar(rabot, coordinator):
    namen = (("Khadija", "El Amrani"), ("Khadidja", "Elamrani"), ("Jan", "Peeters"))
    for voornaam, achternaam in namen:
        wie = WerkzoekendeFactory(voornaam=voornaam, achternaam=achternaam)
        zag(coordinator, rabot, werkzoekende=wie)
    assert zoek_nieuwe() == 1
    return Dubbel.objects.ongefilterd("test").get()


def test_found_once_and_shown_with_the_reason(als, paar, coordinator):
    assert zoek_nieuwe() == 0
    gezien = html.unescape(als(coordinator).get("/dubbels/").content.decode())
    assert all(woord in gezien for woord in ("Khadija", "Khadidja", "zelfde geboortedatum"))
    assert "Peeters" not in gezien


def test_not_the_same_person_is_remembered_through_later_edits(als, paar, coordinator):
    als(coordinator).post(f"/dubbels/{paar.pk}/twee/")
    paar.ander.voornaam = "Khadija"
    paar.ander.save()
    assert zoek_nieuwe() == 0
    assert "Khadija" not in als(coordinator).get("/dubbels/").content.decode()


def test_only_who_may_change_both_decides(paar, consulent, vreemde):
    for wie in (consulent, vreemde):
        with pytest.raises(ValidationError, match="Enkel een coördinator"):
            zijn_twee(paar, door=wie)
    assert Dubbel.objects.ongefilterd("test").get().oordeel == ""
