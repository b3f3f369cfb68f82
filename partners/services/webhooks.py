"""Notices to the systems of partners, as Standard Webhooks describes them (docs/operations.md)."""

import base64
import hashlib
import hmac
import time
import uuid
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from kern import buiten
from partners.models import Bezorging, Partner, Poging, Verloop, Webhook
from partners.models.webhooks import TEST, nieuw_geheim
from partners.services import afzenders, uitgaand
from toegang.models import Medewerker
from toegang.rollen import Rol

TAAK = "partners.tasks.bezorg_webhook"
OVERLAP = timedelta(days=7)
"""How long the secret before the present one signs too, so that the other side can change at its ease."""
ZELFDE_FORMULIER = timedelta(minutes=1)
"""How long the form that made a secret, sent twice by a double click, is answered with that secret again."""
WEG = 410
"""The answer by which a receiver says that it wants none of these any more."""


class NietAanvaard(Exception):
    """The other side answered, but not with 2xx."""


@transaction.atomic
def stel_in(
    partner: Partner, *, adres: str, actief: bool, sleutel: uuid.UUID | None = None, door: Medewerker
) -> tuple[Webhook, str]:
    """Where this partner's system listens. A new one gets a secret, returned this once; else that is empty.

    ``sleutel``: of the form. Sent twice, both times get the same secret: only the last answer reaches the screen.
    """
    _controleer(door)
    partner = Partner.objects.select_for_update().get(pk=partner.pk)  # two first ones at once would collide
    webhook = Webhook.objects.select_for_update().filter(partner=partner).first()
    geheim = "" if webhook else nieuw_geheim()
    webhook = webhook or Webhook(partner=partner, geheim=geheim, geheim_sleutel=sleutel)
    webhook.adres, webhook.actief = adres.strip(), actief
    webhook.full_clean(exclude=["partner"])
    webhook.save(update_fields=None if geheim else ["adres", "actief"])
    return webhook, geheim or _net_gemaakt(webhook, sleutel)


def _net_gemaakt(webhook: Webhook, sleutel: uuid.UUID | None) -> str:
    """The secret that this very form made a moment ago; empty for any other."""
    net = timezone.now() - webhook.geheim_sinds < ZELFDE_FORMULIER
    return str(webhook.geheim) if net and sleutel and webhook.geheim_sleutel == sleutel else ""


@transaction.atomic
def vernieuw_geheim(webhook: Webhook, *, sinds: str, sleutel: uuid.UUID | None = None, door: Medewerker) -> str:
    """A new secret, returned this once; for ``OVERLAP`` the one before it signs as well.

    ``sinds``: since when the one that has to be replaced holds. Asked twice for the same one, the second time would
    throw away what the other side signs with. ``sleutel``: as for ``stel_in``.
    """
    _controleer(door)
    actueel = Webhook.objects.select_for_update().get(pk=webhook.pk)
    if sinds != actueel.geheim_sinds.isoformat():
        if geheim := _net_gemaakt(actueel, sleutel):
            return geheim
        raise ValidationError("Er is al een nieuw geheim gemaakt. Staat het nergens? Maak er dan nog een.")
    nu = timezone.now()
    actueel.vorig_geheim, actueel.vorig_tot = actueel.geheim, nu + OVERLAP
    actueel.geheim, actueel.geheim_sinds, actueel.geheim_sleutel = nieuw_geheim(), nu, sleutel
    actueel.save(update_fields=["geheim", "geheim_sinds", "geheim_sleutel", "vorig_geheim", "vorig_tot"])
    return str(actueel.geheim)


@transaction.atomic
def stuur_opnieuw(bezorging: Bezorging, *, door: Medewerker) -> None:
    """Once more from the first attempt, under the same key: the receiver knows it has it already."""
    _controleer(door)
    actueel = Bezorging.objects.select_for_update(of=("self",)).select_related("webhook").get(pk=bezorging.pk)
    if not actueel.is_af:
        raise ValidationError("Dit bericht is nog onderweg. Het wordt vanzelf opnieuw geprobeerd.")
    if not actueel.webhook.actief:
        raise ValidationError("Deze webhook staat uit. Zet hem eerst weer aan.")
    actueel.status, actueel.pogingen, actueel.fout = Bezorging.Status.WACHT, 0, ""
    actueel.niet_voor, actueel.verstuurd_op = timezone.now(), None
    actueel.save()
    uitgaand.bied_aan(Bezorging.objects.all(), actueel.pk, TAAK)


@transaction.atomic
def stuur_test(webhook: Webhook, *, door: Medewerker) -> Bezorging:
    """A notice about nothing, along the same way as the others; one at a time."""
    _controleer(door)
    actueel = Webhook.objects.select_for_update().get(pk=webhook.pk)
    if not actueel.actief:
        raise ValidationError("Deze webhook staat uit. Zet hem eerst weer aan.")
    if Bezorging.objects.onderweg().filter(webhook=actueel, gebeurtenis=TEST).exists():
        raise ValidationError("Er is al een testbericht onderweg.")
    bezorging = Bezorging.objects.create(webhook=actueel, gebeurtenis=TEST)
    uitgaand.bied_aan(Bezorging.objects.all(), bezorging.pk, TAAK)
    return bezorging


def ruim_op() -> int:
    """Notices that are over and older than ``BEZORGING_DAGEN`` go, with their attempts. How many."""
    oud = timezone.now() - timedelta(days=settings.BEZORGING_DAGEN)
    _, per_soort = Bezorging.objects.af().filter(aangemaakt__lt=oud).delete()
    return per_soort.get(Bezorging._meta.label, 0)


def _controleer(door: Medewerker) -> None:
    if not door.heeft_rol(Rol.BEHEERDER):
        raise ValidationError("Enkel een beheerder beheert webhooks.")


def meld(stap: Verloop) -> None:
    """Something happened with a referral: written in the transaction of what happened, when its partner listens."""
    webhook = Webhook.objects.filter(partner__organisatie=stap.doorverwijzing.organisatie_id, actief=True).first()
    if webhook is None or stap.doorverwijzing.verstuurd_op is None:
        return
    bezorging = Bezorging.van(stap, webhook)
    bezorging.save()
    uitgaand.bied_aan(Bezorging.objects.all(), bezorging.pk, TAAK)


def veeg() -> int:
    return uitgaand.veeg(Bezorging.objects.all(), TAAK)


def bezorg(pk: int) -> None:
    """Post this notice. Sent at least once: a worker that falls away before it noted the answer sends it again."""
    bezorging = Bezorging.objects.select_related("webhook__partner__organisatie").claim(pk)
    if bezorging is None:
        return
    if not bezorging.webhook.actief:
        uitgaand.sluit(bezorging, status=Bezorging.Status.VERVALLEN, fout="webhook staat uit")
    else:
        uitgaand.probeer(bezorging, lambda: _stuur(bezorging))
    if bezorging.doorverwijzing_id and bezorging.status in {Bezorging.Status.MISLUKT, Bezorging.Status.VERVALLEN}:
        afzenders.meld_doof_systeem(bezorging)


def _stuur(bezorging: Bezorging) -> None:
    inhoud, begin = bezorging.inhoud, time.monotonic()
    try:
        antwoord = buiten.post(bezorging.webhook.adres, inhoud, _koppen(bezorging, inhoud))
    except Exception as fout:
        duur = round(1000 * (time.monotonic() - begin))
        Poging.objects.create(bezorging=bezorging, fout=type(fout).__name__, duur=duur)
        raise
    Poging.objects.create(bezorging=bezorging, code=antwoord.code, duur=antwoord.duur)
    if antwoord.code == WEG:
        Webhook.objects.filter(pk=bezorging.webhook_id).update(actief=False)
        uitgaand.sluit(bezorging, status=Bezorging.Status.VERVALLEN, fout="410")
    elif not 200 <= antwoord.code < 300:
        raise NietAanvaard(antwoord.code)


def _koppen(bezorging: Bezorging, inhoud: bytes) -> dict[str, str]:
    moment = str(int(time.time()))
    return {
        "Content-Type": "application/json",
        "User-Agent": "Werkpunten-webhook/1",
        "webhook-id": str(bezorging.sleutel),
        "webhook-timestamp": moment,
        "webhook-signature": " ".join(
            onderteken(geheim, str(bezorging.sleutel), moment, inhoud) for geheim in bezorging.webhook.geheimen()
        ),
    }


def onderteken(geheim: str, sleutel: str, moment: str, inhoud: bytes) -> str:
    """``v1,`` and HMAC-SHA256 in base64 of key, moment (seconds since 1970) and body, with points between them."""
    bytes_ = base64.b64decode(geheim.removeprefix("whsec_"))
    handtekening = hmac.new(bytes_, f"{sleutel}.{moment}.".encode() + inhoud, hashlib.sha256)
    return f"v1,{base64.b64encode(handtekening.digest()).decode()}"
