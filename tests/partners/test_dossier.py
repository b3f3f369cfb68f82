"""What referrals add to the data tab: who handles a barrier, and where to look for help."""

import pytest

from tests.factories.partners import PartnerFactory, concept, verwijs_door
from tests.factories.werkpunten import ContactmomentFactory, WerkzoekendeFactory
from werkpunten.models import Drempel, Drempelsoort


@pytest.fixture
def persoon(rabot, consulent):
    persoon = WerkzoekendeFactory()
    ContactmomentFactory(werkzoekende=persoon, werkpunt=rabot, door=consulent)
    return persoon


def test_a_barrier_says_who_handles_it_and_leads_to_who_can_help(als, consulent, rabot, persoon):
    taal, opvang, vervoer = (Drempelsoort.objects.get(slug=slug) for slug in ("taal", "kinderopvang", "mobiliteit"))
    Drempel.objects.create(werkzoekende=persoon, soort=taal)
    Drempel.objects.create(werkzoekende=persoon, soort=opvang)
    Drempel.objects.create(werkzoekende=persoon, soort=vervoer, toestand="opgelost", tot=persoon.aangemaakt.date())
    wie = {"werkpunt": rabot, "door": consulent}
    verwijzing = verwijs_door(persoon, partner=PartnerFactory(organisatie__naam="CAW Voorbeeld"), **wie)
    verwijzing.drempel = opvang
    verwijzing.save()
    schets = concept(persoon, **wie)
    schets.drempel = taal
    schets.save()
    inhoud = als(consulent).get(f"{persoon.get_absolute_url()}gegevens/").content.decode()
    assert f'<a href="{verwijzing.get_absolute_url()}">CAW Voorbeeld: wacht op antwoord</a>' in inhoud
    assert f'?drempel=kinderopvang">Zoek hulp: {opvang}</a>' in inhoud
    assert f'?drempel=taal">Zoek hulp: {taal}</a>' in inhoud
    assert "?drempel=mobiliteit" not in inhoud
    assert inhoud.count("wacht op antwoord</a>") == 1
