"""Becoming somebody's coach from the file, and stopping."""

import pytest

from tests.factories.werkpunten import ContactmomentFactory, WerkzoekendeFactory
from werkpunten.models import Begeleiding, Betrokkenheid


@pytest.fixture
def persoon(rabot, consulent):
    persoon = WerkzoekendeFactory()
    ContactmomentFactory(werkzoekende=persoon, werkpunt=rabot, door=consulent)
    return persoon


def test_start_and_stop_coaching_from_the_file(als, consulent, persoon, rabot):
    client, adres = als(consulent), f"{persoon.get_absolute_url()}begeleiding/"
    assert "Ik begeleid deze persoon" in client.get(adres).content.decode()
    assert client.post(adres).status_code == 302
    begeleiding = Begeleiding.objects.ongefilterd("test").get()
    assert (begeleiding.begeleider, begeleiding.werkpunt, begeleiding.tot) == (consulent, rabot, None)
    zonder = client.post(adres, {"reden": ""})
    assert zonder.status_code == 422
    assert "Waarom stop je?" in zonder.content.decode()
    client.post(adres, {"reden": "aan het werk"})
    begeleiding.refresh_from_db(from_queryset=Begeleiding.objects.ongefilterd("test"))
    assert (begeleiding.reden_einde, begeleiding.tot is None) == ("aan het werk", False)
    assert Betrokkenheid.objects.ongefilterd("test").filter(reden="oud_begeleider", medewerker=consulent).count() == 1


def test_a_stranger_cannot(als, vreemde, persoon):
    assert als(vreemde).post(f"{persoon.get_absolute_url()}begeleiding/").status_code == 404
