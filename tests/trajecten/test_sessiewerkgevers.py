"""Sessions to which employers come: one for a workshop, several for a meeting, and the leads of each."""

import uuid

import pytest
from django.core.exceptions import ValidationError

from partners.models import Lead
from tests.factories.trajecten import SessieFactory, workshop
from tests.factories.werkgevers import WerkgeverFactory
from trajecten import groepen


def test_leads_that_come_out_of_a_workshop(als, rabot, consulent, wijkwerkconsulent):
    sessie = workshop(werkpunt=rabot, begeleider=consulent)
    velden = {"sleutel": str(uuid.uuid4()), "wat": "Twee plaatsen in de keuken", "bron": "rechtstreeks"}
    for _ in range(2):
        als(consulent).post(f"/activiteiten/{sessie.sleutel}/lead/", velden)
    (lead,) = Lead.objects.all()
    assert (lead.werkgever, list(lead.sessies.all())) == (sessie.werkgever, [sessie])
    pagina = als(consulent).get(f"/activiteiten/{sessie.sleutel}/").content.decode()
    assert "Twee plaatsen in de keuken" in pagina
    assert als(wijkwerkconsulent).post(f"/activiteiten/{sessie.sleutel}/lead/", velden).status_code == 404


def test_several_employers_meet_people_and_each_lead_is_of_one(als, rabot, consulent, vreemde):
    sessie = SessieFactory(wat="Ontmoeting met werkgevers", werkpunt=rabot, begeleider=consulent)
    bakker, kok = WerkgeverFactory(naam="Bakkerij Zon"), WerkgeverFactory(naam="Kok in Huis")
    client, adres = als(consulent), f"/activiteiten/{sessie.sleutel}/"
    lead = {"sleutel": str(uuid.uuid4()), "wat": "Twee plaatsen", "bron": "rechtstreeks"}
    assert "Bij deze sessie hoort geen werkgever." in client.post(f"{adres}lead/", lead, follow=True).content.decode()
    for werkgever in (bakker, kok):
        als(vreemde).post(f"{adres}werkgever/", {"werkgever": werkgever.pk})
        assert werkgever not in sessie.werkgevers.all()
        client.post(f"{adres}werkgever/", {"werkgever": werkgever.pk})
    assert groepen.werkgevers_van(sessie) == [bakker, kok]
    zonder = client.post(f"{adres}lead/", lead, follow=True).content.decode()
    assert "Kies van welke werkgever de lead komt." in zonder
    for _ in range(2):
        client.post(f"{adres}lead/", lead | {"van": kok.pk})
    [bewaard] = Lead.objects.all()
    assert (bewaard.werkgever, list(bewaard.sessies.all())) == (kok, [sessie])
    blijft = client.post(f"{adres}werkgever/", {"weg": kok.pk}, follow=True).content.decode()
    assert "Van Kok in Huis is er al een lead uit deze sessie." in blijft
    assert client.post(f"{adres}werkgever/", {"weg": "x"}).status_code == 404
    weg = client.post(f"{adres}werkgever/", {"weg": bakker.pk}, follow=True)
    assert "Bakkerij Zon komt niet meer." in weg.content.decode()
    assert groepen.werkgevers_van(sessie) == [kok]


def test_only_to_a_meeting_come_several_employers(rabot, consulent):
    gewoon = SessieFactory(werkpunt=rabot, begeleider=consulent)
    with pytest.raises(ValidationError, match="Enkel naar een ontmoeting met werkgevers komen er meer"):
        groepen.zet_werkgever(gewoon, WerkgeverFactory(), komt=True, door=consulent)
    sessie = SessieFactory(wat="Ontmoeting met werkgevers", werkpunt=rabot, begeleider=consulent)
    groepen.zet_werkgever(sessie, WerkgeverFactory(), komt=True, door=consulent)
    sessie.module = gewoon.module
    with pytest.raises(ValidationError, match="Er komen werkgevers naar deze sessie"):
        groepen.wijzig_sessie(sessie, door=consulent)
