"""Notices to the system of a partner: signed, nobody's name in them, at least once, and every attempt on a page."""

import base64
import hashlib
import hmac
import json
import os
import re
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from urllib.parse import quote

import pytest
import time_machine
from django.conf import settings as instellingen
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone

from kern import buiten
from partners.models import Bezorging, Partner, Poging, Webhook
from partners.services import doorverwijzen, webhooks
from tests.factories.partners import WebhookFactory, verwijs_door
from tests.ontvanger import druppelt, ontvanger, verwijst_naar
from tests.sloten import elders, wacht_op_slot
from toegang.models import Medewerker
from werkpunten.models import Taak


@pytest.fixture
def systeem():
    with ontvanger() as partner:
        yield partner


@pytest.fixture
def webhook(compaan, systeem):
    return WebhookFactory(partner=compaan, adres=systeem.adres)


@pytest.fixture
def bericht(webhook, verwijzing):
    return Bezorging.objects.get()


def bezorg(bericht, keer=1):
    for _ in range(keer):
        Bezorging.objects.filter(pk=bericht.pk).update(niet_voor=timezone.now() - timedelta(seconds=1))
        webhooks.bezorg(bericht.pk)
    bericht.refresh_from_db()
    return bericht.status, bericht.pogingen, bericht.fout


def pogingen():
    return [(poging.code, poging.uitkomst) for poging in Poging.objects.all()]


def klopt(geheim, ontvangen):
    """What a receiver does, written from the document of Standard Webhooks and not from our code."""
    koppen = ontvangen.koppen
    tekst = b".".join([koppen["webhook-id"].encode(), koppen["webhook-timestamp"].encode(), ontvangen.inhoud])
    sleutel = base64.b64decode(geheim.split("_", 1)[1])
    eigen = base64.b64encode(hmac.digest(sleutel, tekst, hashlib.sha256)).decode()
    return eigen in [deel.split(",")[1] for deel in koppen["webhook-signature"].split(" ")]


def test_a_notice_says_what_happened_and_nothing_about_anybody(bericht, verwijzing, systeem, settings):
    assert bezorg(bericht) == ("verstuurd", 1, "")
    (ontvangen,) = systeem.ontvangen
    assert json.loads(ontvangen.inhoud) == {
        "type": "doorverwijzing.verstuurd",
        "timestamp": verwijzing.verloop.ongefilterd("test").get().moment.isoformat(),
        "data": {
            "doorverwijzing": str(verwijzing.uuid),
            "url": f"{settings.ADRES}/api/v1/doorverwijzingen/{verwijzing.uuid}/",
        },
    }
    assert ontvangen.pad == "/werkpunten?bron=gent"
    assert ontvangen.koppen["Content-Type"] == "application/json"
    assert pogingen() == [(204, "204")]


def test_every_step_is_told_with_the_change_or_not_at_all(webhook, verwijzing, partnermedewerker, consulent):
    doorverwijzen.vraag_meer(verwijzing, "Is Elif Kanarie thuis?", door=partnermedewerker)
    doorverwijzen.beantwoord(verwijzing, "Elif is thuis: 0470 11 22 33.", door=consulent)
    with pytest.raises(ValidationError), transaction.atomic():
        doorverwijzen.zet(verwijzing, "gestart", door=partnermedewerker)
    with transaction.atomic():
        doorverwijzen.zet(verwijzing, "aanvaard", door=partnermedewerker)
        transaction.set_rollback(True)
    doorverwijzen.zet(verwijzing, "geweigerd", door=partnermedewerker, tekst="Elif Kanarie belde af")
    berichten = list(Bezorging.objects.order_by("pk"))
    assert [b.gebeurtenis.split(".")[1] for b in berichten] == ["verstuurd", "vraag", "antwoord", "geweigerd"]
    for een in berichten:
        assert not re.search(rb"(?i)elif|kanarie|0470", een.inhoud)


def test_the_clock_and_a_withdrawn_consent_are_told_too(webhook, verwijzing, persoon, compaan, rabot, consulent):
    doorverwijzen.trek_toestemming_in(verwijzing.toestemming, door=consulent)
    tweede = verwijs_door(persoon, partner=compaan, werkpunt=rabot, door=consulent)
    for dagen in (8, 31):
        with time_machine.travel(tweede.verstuurd_op + timedelta(days=dagen)):
            doorverwijzen.volg_op()
    wat = ["verstuurd", "ingetrokken", "verstuurd", "herinnering", "geen_antwoord"]
    assert [b.gebeurtenis.split(".")[1] for b in Bezorging.objects.order_by("pk")] == wat


def test_a_draft_another_partner_and_a_webhook_that_is_off_tell_nothing(
    webhook, persoon, ander, compaan, rabot, consulent
):
    doorverwijzen.begin(persoon, werkpunt=rabot, door=consulent)
    verwijs_door(persoon, partner=ander, werkpunt=rabot, door=consulent)
    Webhook.objects.update(actief=False)
    verwijs_door(persoon, partner=compaan, werkpunt=rabot, door=consulent)
    assert Bezorging.objects.count() == 0


def test_the_signature_holds_and_no_other_does(bericht, webhook, systeem):
    bezorg(bericht)
    (ontvangen,) = systeem.ontvangen
    moment = int(ontvangen.koppen["webhook-timestamp"])
    assert (klopt(webhook.geheim, ontvangen), abs(timezone.now().timestamp() - moment) < 5) == (True, True)
    assert not klopt(WebhookFactory.build().geheim, ontvangen)
    ontvangen.inhoud += b" "
    assert not klopt(webhook.geheim, ontvangen)


def test_the_known_answer_of_standard_webhooks():
    """From its document: whoever reads that can check what we send."""
    geheim, sleutel = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek"
    verwacht = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    assert webhooks.onderteken(geheim, sleutel, "1614265330", b'{"test": 2432232314}') == verwacht


def test_a_new_secret_signs_beside_the_one_before_it_for_a_week(bericht, webhook, systeem, beheerder):
    oud = str(webhook.geheim)
    nieuw = webhooks.vernieuw_geheim(webhook, sinds=webhook.geheim_sinds.isoformat(), door=beheerder)
    bezorg(bericht)
    over_een_week = timezone.now() + timedelta(days=7)
    assert abs(Webhook.objects.get().vorig_tot - over_een_week) < timedelta(minutes=1)
    Webhook.objects.update(vorig_tot=timezone.now())
    webhooks.stuur_opnieuw(bericht, door=beheerder)
    bezorg(bericht)
    eerste, tweede = systeem.ontvangen
    assert [klopt(oud, eerste), klopt(nieuw, eerste), klopt(oud, tweede), klopt(nieuw, tweede)] == [
        *(True, True),
        *(False, True),
    ]


def test_a_fault_on_the_other_side_is_tried_again_with_the_same_key_and_bytes(bericht, systeem):
    systeem.antwoorden = [500, 503]
    assert bezorg(bericht) == ("wacht", 1, "NietAanvaard")
    assert 50 < (bericht.niet_voor - timezone.now()).total_seconds() < 61
    assert bezorg(bericht, 2) == ("verstuurd", 3, "")
    assert pogingen() == [(500, "500"), (503, "503"), (204, "204")]
    assert len({(o.koppen["webhook-id"], o.inhoud) for o in systeem.ontvangen}) == 1
    webhooks.bezorg(bericht.pk)
    assert len(systeem.ontvangen) == 3


def test_too_soon_is_not_yet(bericht, systeem):
    systeem.antwoorden = [500]
    bezorg(bericht)
    webhooks.bezorg(bericht.pk)
    assert len(systeem.ontvangen) == 1


def test_nobody_there_is_tried_for_nearly_three_days_and_then_given_up(bericht, webhook):
    Webhook.objects.update(adres="http://127.0.0.1:9/")
    assert bezorg(bericht, 19) == ("wacht", 19, "ConnectionRefusedError")
    assert bezorg(bericht, 3) == ("mislukt", 20, "ConnectionRefusedError")
    assert pogingen() == [(None, "niemand neemt op")] * 20


@pytest.mark.parametrize("hoe", ["niemand", "410", "uit"])
def test_a_partner_that_only_has_a_system_is_called_when_that_hears_nothing(
    bericht, verwijzing, compaan, consulent, partnermedewerker, systeem, hoe
):
    systeem.antwoorden = [410 if hoe == "410" else 500] * 20
    Webhook.objects.update(actief=hoe != "uit")
    Partner.objects.update(email="")
    keer = 20 if hoe == "niemand" else 1
    taken = Taak.objects.zichtbaar_voor(consulent)
    bezorg(bericht, keer)
    assert taken.count() == 0  # somebody there signs in
    Medewerker.objects.filter(pk=partnermedewerker.pk).update(is_active=False)
    Webhook.objects.update(actief=hoe != "uit")
    Bezorging.objects.update(status="wacht", pogingen=keer - 1)
    systeem.antwoorden = [410 if hoe == "410" else 500]
    bezorg(bericht, 2)
    wie = f"Bel {compaan} (geen telefoonnummer gekend) over doorverwijzing {verwijzing.nummer}"
    assert [taak.wat for taak in taken.all()] == [f"{wie}: hun systeem nam ons bericht niet aan"]
    Webhook.objects.update(actief=hoe != "uit")
    nu = timezone.now()
    Bezorging.objects.update(status="wacht", pogingen=keer - 1, niet_voor=nu - timedelta(seconds=1), lease_tot=None)
    systeem.antwoorden = [410 if hoe == "410" else 500]
    with time_machine.travel(nu + timedelta(days=2)):  # sent again, and again not taken
        webhooks.bezorg(bericht.pk)
    assert taken.count() == 2


def test_somebody_slow_holds_nothing_up(bericht, systeem, monkeypatch):
    monkeypatch.setattr(buiten, "TERMIJN", 0.3)
    systeem.antwoorden = [druppelt]
    assert bezorg(bericht) == ("wacht", 1, "TimeoutError")
    assert pogingen() == [(None, "te traag")]


def test_410_means_never_again(bericht, systeem, webhook, verwijzing, partnermedewerker):
    systeem.antwoorden = [410]
    assert bezorg(bericht) == ("vervallen", 1, "410")
    webhook.refresh_from_db()
    doorverwijzen.zet(verwijzing, "aanvaard", door=partnermedewerker)
    assert (webhook.actief, Bezorging.objects.count(), len(systeem.ontvangen)) == (False, 1, 1)


def test_a_redirect_is_no_delivery_and_is_not_followed(bericht, systeem):
    with ontvanger() as elders:
        systeem.antwoorden = [verwijst_naar(elders.adres)]
        assert bezorg(bericht) == ("wacht", 1, "NietAanvaard")
        assert elders.ontvangen == []


def test_an_address_that_became_one_of_our_own_is_not_called(bericht, systeem, settings):
    settings.WEBHOOKS_BINNEN = False
    assert bezorg(bericht) == ("wacht", 1, "NietToegelaten")
    assert (systeem.ontvangen, pogingen()) == ([], [(None, "adres niet toegelaten")])


def test_a_broker_that_was_away_is_made_good_by_the_sweep(bericht):
    Bezorging.objects.update(aangeboden_op=None)
    assert (webhooks.veeg(), webhooks.veeg()) == (1, 0)


BEZORG = (
    "import sys, django; django.setup(); from partners.services import webhooks; webhooks.bezorg(int(sys.argv[1]))"
)


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_between_sending_and_noting_sends_it_again_under_the_same_key(bericht, systeem):
    """A real process, gone at the moment at which the other side has everything and we know nothing."""
    db = connection.settings_dict
    url = f"postgresql://{quote(db['USER'])}:{quote(db['PASSWORD'])}@/{quote(db['NAME'])}?host={quote(db['HOST'])}"
    url += f"&port={db['PORT']}" if db["PORT"] else ""
    sleutels = {"SECRET_KEY": instellingen.SECRET_KEY, "VELD_SLEUTEL": instellingen.VELD_SLEUTELS[0]}
    proces = []
    systeem.antwoorden = [lambda _: os.kill(proces[0].pid, signal.SIGKILL)]
    proces.append(
        subprocess.Popen(
            [sys.executable, "-c", BEZORG, str(bericht.pk)],
            env={**os.environ, "DATABASE_URL": url, **sleutels},
        )
    )
    assert proces[0].wait(60) == -signal.SIGKILL
    bericht.refresh_from_db()
    assert (bericht.status, bericht.pogingen, pogingen()) == ("bezig", 1, [])
    webhooks.bezorg(bericht.pk)  # the lease still runs: nobody else takes it
    assert len(systeem.ontvangen) == 1
    Bezorging.objects.update(lease_tot=timezone.now() - timedelta(seconds=1), aangeboden_op=None)
    assert webhooks.veeg() == 1
    webhooks.bezorg(bericht.pk)
    bericht.refresh_from_db()
    assert (bericht.status, bericht.pogingen, pogingen()) == ("verstuurd", 2, [(204, "204")])
    eerste, tweede = systeem.ontvangen
    assert (eerste.koppen["webhook-id"], eerste.inhoud) == (tweede.koppen["webhook-id"], tweede.inhoud)


def test_an_address_is_kept_only_when_we_may_go_there(compaan, beheerder, consulent, settings):
    settings.WEBHOOKS_BINNEN = False
    for adres, zin in (
        ("http://systeem.partner.be/", "Het adres moet met https:// beginnen."),
        ("https://10.0.0.8/", "Dit adres ligt in een eigen netwerk. Geef een adres op het internet."),
    ):
        with pytest.raises(ValidationError) as fout:
            webhooks.stel_in(compaan, adres=adres, actief=True, door=beheerder)
        assert fout.value.message_dict == {"adres": [zin]}
    with pytest.raises(ValidationError, match="Enkel een beheerder"):
        webhooks.stel_in(compaan, adres="https://systeem.partner.be/", actief=True, door=consulent)
    assert Webhook.objects.count() == 0


def test_the_secret_is_shown_once_and_stands_nowhere_to_be_read(als, compaan, beheerder, webhook_pad):
    client = als(beheerder)
    antwoord = client.post(webhook_pad, {"adres": "http://127.0.0.1:9/", "actief": "on"})
    geheim = antwoord.context["geheim"]
    assert re.fullmatch(r"whsec_[A-Za-z0-9+/]{43}=", geheim)
    assert geheim in antwoord.content.decode()
    assert antwoord["Cache-Control"] == "no-store"
    assert geheim not in client.get(webhook_pad).content.decode()
    again = client.post(webhook_pad, {"adres": "http://127.0.0.1:10/", "actief": "on"})
    assert (again.status_code, Webhook.objects.get().geheim) == (302, geheim)
    vraag = {"vernieuw": re.search(r'name="vernieuw" value="([^"]+)"', client.get(webhook_pad).content.decode())[1]}
    nieuw = client.post(webhook_pad, vraag).context["geheim"]
    nog_eens = client.post(webhook_pad, vraag, follow=True).content.decode()
    assert ("Er is al een nieuw geheim gemaakt." in nog_eens, nieuw in nog_eens) == (True, False)
    webhook = Webhook.objects.get()
    assert (webhook.geheimen(), webhook.adres) == ([nieuw, geheim], "http://127.0.0.1:10/")
    with connection.cursor() as cursor:
        cursor.execute("select row_to_json(w)::text from partners_webhook w")
        rijen = str(cursor.fetchall())
        cursor.execute(f"select row_to_json(w)::text from {Webhook.pgh_event_model._meta.db_table} w")
        rijen += str(cursor.fetchall())
    assert [geheim in rijen, nieuw in rijen, "127.0.0.1:10" in rijen] == [False, False, True]


@pytest.mark.django_db(transaction=True)
def test_who_keeps_the_address_puts_no_older_secret_back(webhook, compaan, beheerder):
    """Somebody makes a new secret while a colleague keeps the address."""
    with ThreadPoolExecutor() as pool:
        with transaction.atomic():
            nieuw = webhooks.vernieuw_geheim(webhook, sinds=webhook.geheim_sinds.isoformat(), door=beheerder)
            adres = {"adres": "http://127.0.0.1:9/", "actief": False, "door": beheerder}
            bewaard = pool.submit(elders, webhooks.stel_in, compaan, **adres)
            wacht_op_slot()
        assert bewaard.result()[1] == ""
    webhook = Webhook.objects.get()
    assert (webhook.geheim, webhook.adres, webhook.actief) == (nieuw, "http://127.0.0.1:9/", False)


@pytest.mark.django_db(transaction=True)
def test_two_first_addresses_at_once_make_one_secret(compaan, beheerder):
    with ThreadPoolExecutor() as pool:
        with transaction.atomic():
            _, geheim = webhooks.stel_in(compaan, adres="http://127.0.0.1:9/", actief=True, door=beheerder)
            ander = {"adres": "http://127.0.0.1:10/", "actief": True, "door": beheerder}
            tweede = pool.submit(elders, webhooks.stel_in, compaan, **ander)
            wacht_op_slot()
        assert tweede.result()[1] == ""
    assert Webhook.objects.get().geheimen() == [geheim]


@pytest.fixture
def webhook_pad(compaan):
    return f"/partners/{compaan.pk}/webhook/"


def test_a_wrong_address_keeps_what_was_typed(als, beheerder, webhook_pad):
    antwoord = als(beheerder).post(webhook_pad, {"adres": "partner.be"})
    tekst = antwoord.content.decode()
    assert (antwoord.status_code, 'value="partner.be"' in tekst, "Geef een volledig adres" in tekst) == (
        *(422, True),
        True,
    )


def test_the_page_tells_every_attempt_and_sends_again(als, bericht, systeem, beheerder, webhook_pad, verwijzing):
    systeem.antwoorden = [500]
    bezorg(bericht)
    client, pad = als(beheerder), f"{webhook_pad}berichten/"
    tekst = client.get(pad).content.decode()
    for wat in ("doorverwijzing.verstuurd", verwijzing.nummer, "laatste: 500", "opnieuw "):
        assert wat in tekst
    assert ("Kanarie" in tekst, "Opnieuw versturen" in tekst) == (False, False)
    opnieuw = f"/webhookberichten/{bericht.pk}/opnieuw/"
    assert "nog onderweg" in client.post(opnieuw, follow=True).content.decode()
    Bezorging.objects.update(status="mislukt", pogingen=20)
    assert "Opnieuw versturen" in client.get(f"{pad}?lijst=mislukt").content.decode()
    assert client.post(opnieuw).url == pad
    webhooks.bezorg(bericht.pk)
    bericht.refresh_from_db()
    assert (bericht.status, bericht.pogingen, pogingen()) == ("verstuurd", 1, [(500, "500"), (204, "204")])
    Webhook.objects.update(actief=False)
    assert "staat uit" in client.post(opnieuw, follow=True).content.decode()


def test_a_list_of_three_costs_no_more_than_one(
    als, webhook, verwijzing, webhook_pad, beheerder, consulent, django_assert_num_queries
):
    client = als(beheerder)
    client.get(webhook_pad)
    for aantal in (1, 3):
        for bericht in Bezorging.objects.filter(poging=None):
            bezorg(bericht)
        with django_assert_num_queries(8):
            assert len(client.get(f"{webhook_pad}berichten/").context["pagina"].rijen) == aantal
        for _ in range(2):
            doorverwijzen.beantwoord(verwijzing, "Ze komt dinsdag.", door=consulent)
