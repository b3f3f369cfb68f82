"""Setting up a webhook: a test message, a double click that loses no secret, and old deliveries that go."""

import json
import uuid
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from partners.models import Bezorging, Poging, Webhook
from partners.services import webhooks
from tests.factories.partners import WebhookFactory, verwijs_door
from tests.ontvanger import ontvanger
from werkpunten.models import Taak


@pytest.fixture
def pad(compaan):
    return f"/partners/{compaan.pk}/webhook/"


def test_a_test_message_goes_the_way_of_the_others_and_is_about_nobody(als, compaan, beheerder, pad):
    with ontvanger() as systeem:
        WebhookFactory(partner=compaan, adres=systeem.adres)
        client = als(beheerder)
        assert client.post(f"{pad}test/").status_code == 302
        tweede = client.post(f"{pad}test/", follow=True).content.decode()
        assert ("Er is al een testbericht onderweg." in tweede, Bezorging.objects.count()) == (True, 1)
        webhooks.bezorg(Bezorging.objects.get().pk)
    [ontvangen] = systeem.ontvangen
    bericht = json.loads(ontvangen.inhoud)
    assert (bericht["type"], bericht["data"]) == ("test", {})
    lijst = client.get(f"{pad}berichten/").content.decode()
    assert ('<th scope="row">test</th>' in lijst, "1, laatste: 204" in lijst) == (True, True)
    assert client.post(f"{pad}test/").status_code == 302


def test_a_test_message_that_fails_asks_nobody_to_call(compaan, beheerder):
    webhook = WebhookFactory(partner=compaan, adres="http://127.0.0.1:9/")
    compaan.email = ""
    compaan.save()
    proef = webhooks.stuur_test(webhook, door=beheerder)
    Bezorging.objects.filter(pk=proef.pk).update(pogingen=20)
    webhooks.bezorg(proef.pk)
    proef.refresh_from_db()
    assert (proef.status, Taak.objects.ongefilterd("test").count()) == ("mislukt", 0)


def test_only_an_administrator_and_only_a_webhook_that_is_on(compaan, beheerder, consulent):
    webhook = WebhookFactory(partner=compaan, actief=False)
    with pytest.raises(ValidationError, match="staat uit"):
        webhooks.stuur_test(webhook, door=beheerder)
    with pytest.raises(ValidationError, match="Enkel een beheerder"):
        webhooks.stuur_test(webhook, door=consulent)


def velden(client, pad, **anders):
    sleutel = client.get(pad).context["form"]["sleutel"].value()
    return {"adres": "http://127.0.0.1:9/", "actief": "on", "sleutel": str(sleutel), **anders}


def test_a_double_click_on_the_first_keep_shows_the_one_secret(als, beheerder, pad):
    client = als(beheerder)
    gestuurd = velden(client, pad)
    eerste, tweede = (client.post(pad, gestuurd) for _ in range(2))
    assert eerste.context["geheim"] == tweede.context["geheim"] == Webhook.objects.get().geheim
    assert client.post(pad, velden(client, pad)).status_code == 302
    with time_machine.travel(timezone.now() + timedelta(seconds=61)):
        assert client.post(pad, gestuurd).status_code == 302


def test_a_double_click_on_a_new_secret_makes_one(als, compaan, beheerder, pad):
    webhook, client = WebhookFactory(partner=compaan), als(beheerder)
    gestuurd = {"vernieuw": webhook.geheim_sinds.isoformat(), "sleutel": str(uuid.uuid4())}
    eerste, tweede = (client.post(pad, gestuurd) for _ in range(2))
    webhook.refresh_from_db()
    assert eerste.context["geheim"] == tweede.context["geheim"] == webhook.geheim
    ander = client.post(pad, gestuurd | {"sleutel": str(uuid.uuid4())}, follow=True).content.decode()
    assert ("Er is al een nieuw geheim gemaakt." in ander, webhook.geheim in ander) == (True, False)


@pytest.mark.parametrize(
    ("status", "dagen", "weg"),
    [("verstuurd", 91, 1), ("mislukt", 91, 1), ("vervallen", 91, 1), ("verstuurd", 89, 0), ("wacht", 91, 0)],
)
def test_old_deliveries_that_are_over_go_by_themselves(persoon, compaan, rabot, consulent, status, dagen, weg):
    WebhookFactory(partner=compaan)
    verwijs_door(persoon, partner=compaan, werkpunt=rabot, door=consulent)
    bezorging = Bezorging.objects.get()
    Poging.objects.create(bezorging=bezorging, code=200, duur=1)
    Bezorging.objects.update(status=status, aangemaakt=timezone.now() - timedelta(days=dagen))
    assert webhooks.ruim_op() == weg
    assert (Bezorging.objects.count(), Poging.objects.count()) == (1 - weg, 1 - weg)
