"""Mail server and broker both away while somebody is referred: the referral stands, and the mail follows later."""

from datetime import timedelta

import pytest
from celery import current_app
from django.core import mail
from django.utils import timezone

from partners.models import Bezorging, Doorverwijzing, Mail
from partners.services import post
from tests.factories.partners import AanbodFactory, WebhookFactory
from tests.kern.test_taken import zwijger  # noqa: F401 - the fixture
from tests.partners import test_wizard as wizard
from werkpunten.models import Drempelsoort


@pytest.mark.django_db(transaction=True)
def test_sent_while_everything_is_away_and_mailed_once_it_is_back(
    als,
    persoon,
    compaan,
    consulent,
    partnermedewerker,
    settings,
    monkeypatch,
    zwijger,  # noqa: F811 - the fixture
):
    poort, gebeld = zwijger
    monkeypatch.setattr(current_app.conf, "broker_write_url", f"redis://127.0.0.1:{poort}/0")
    current_app.amqp._producer_pool = None
    settings.EMAIL_BACKEND = "tests.partners.test_post.Weg"
    aanbod = AanbodFactory(partner=compaan)
    aanbod.drempels.add(Drempelsoort.objects.get(slug="geen-werkervaring"))
    WebhookFactory(partner=compaan)
    client = als(consulent)
    concept = wizard.begin(client, persoon)
    wizard.vul_in(client, concept, aanbod)
    assert client.post(wizard.adres(concept, "controle")).status_code == 302
    assert len(gebeld) == 4  # a mail and a notice, each tried twice: nobody waits for longer
    assert Doorverwijzing.objects.ongefilterd("test").get().status == "verstuurd"
    assert als(partnermedewerker).get(f"/partnerbalie/{concept.uuid}/").status_code == 200
    assert (Mail.objects.get().status, Bezorging.objects.get().status) == ("wacht", "wacht")
    post.verstuur(Mail.objects.get().pk)  # the broker is back, the mail server is not
    assert (Mail.objects.get().status, mail.outbox) == ("wacht", [])
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    Mail.objects.update(niet_voor=timezone.now() - timedelta(seconds=1))
    assert post.veeg() == 1
    post.verstuur(Mail.objects.get().pk)
    assert (Mail.objects.get().status, [brief.to for brief in mail.outbox]) == (
        "verstuurd",
        [["onthaal@compaan.test"]],
    )
