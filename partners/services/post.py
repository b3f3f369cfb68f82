"""Writing mails down and sending them. No mail names anybody: who reads it signs in or follows a link."""

import logging
from collections.abc import Mapping
from datetime import timedelta
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from kern.taken import geef_door
from partners.models import Antwoordlink, Doorverwijzing, Mail
from partners.models.post import MEESTE_POGINGEN

logger = logging.getLogger(__name__)
TAAK = "partners.tasks.verstuur_mail"
OPNIEUW_AANBIEDEN = timedelta(seconds=20)


def schrijf(
    doorverwijzing: Doorverwijzing, sjabloon: str, *, aan: str, link: Antwoordlink | None = None, **context: Any
) -> Mail | None:
    """A mail about a referral; nothing without an address."""
    if not aan:
        return None
    gegevens = {"nummer": doorverwijzing.nummer, "link": link, **context}
    return zet_klaar(f"partners/mail/{sjabloon}.txt", gegevens, aan=aan, doorverwijzing=doorverwijzing, link=link)


def zet_klaar(
    sjabloon: str,
    context: Mapping[str, Any],
    *,
    aan: str,
    doorverwijzing: Doorverwijzing | None = None,
    link: Antwoordlink | None = None,
) -> Mail:
    """A mail that must go out, written in the transaction of what it tells.

    The first line of the template is the subject.
    """
    gegevens = {"adres": settings.ADRES, "merk": settings.MERK, **context}
    onderwerp, _, tekst = render_to_string(sjabloon, gegevens).strip().partition("\n")
    mail = Mail.objects.create(
        doorverwijzing=doorverwijzing, link=link, aan=aan, onderwerp=onderwerp, tekst=tekst.strip() + "\n"
    )
    _bied_aan(mail.pk)
    return mail


@transaction.atomic
def veeg() -> int:
    """Hand over whatever waits, whatever became of the broker or of the worker that had it."""
    niet_net = Q(aangeboden_op=None) | Q(aangeboden_op__lt=Now() - OPNIEUW_AANBIEDEN)
    wachtend = Mail.objects.te_doen().filter(niet_net).order_by("pk").select_for_update(skip_locked=True, of=("self",))
    sleutels = list(wachtend.values_list("pk", flat=True)[:100])
    for pk in sleutels:
        _bied_aan(pk)
    return len(sleutels)


def _bied_aan(pk: int) -> None:
    Mail.objects.filter(pk=pk).update(aangeboden_op=Now())
    geef_door(TAAK, pk)


def verstuur(pk: int) -> None:
    """Send this mail. A mail server that is away means again later: after 1, 2, 4 … minutes, eight times."""
    mail = Mail.objects.claim(pk)
    if mail is None:
        return
    if mail.link_id and not Antwoordlink.objects.bruikbaar().filter(pk=mail.link_id).exists():
        _sluit(mail, status=Mail.Status.VERVALLEN)
        return
    try:
        EmailMessage(mail.onderwerp, _met_link(mail), None, [mail.aan]).send()
    except (SMTPException, OSError) as fout:
        logger.warning("mail %s niet verstuurd: %s", pk, type(fout).__name__)
        _later(mail, type(fout).__name__)
        return
    _sluit(mail, status=Mail.Status.VERSTUURD, verstuurd_op=timezone.now(), fout="")


def _met_link(mail: Mail) -> str:
    if mail.link is None:
        return mail.tekst
    return mail.tekst.replace(
        "[link]", settings.ADRES + reverse("partners:antwoord", kwargs={"token": mail.link.token})
    )


def _later(mail: Mail, fout: str) -> None:
    if mail.pogingen >= MEESTE_POGINGEN:
        _sluit(mail, status=Mail.Status.MISLUKT, fout=fout)
    else:
        niet_voor = timezone.now() + timedelta(minutes=2 ** (mail.pogingen - 1))
        _sluit(mail, status=Mail.Status.WACHT, fout=fout, niet_voor=niet_voor, aangeboden_op=None)


def _sluit(mail: Mail, **velden: object) -> None:
    """Write the outcome, unless another worker took over meanwhile."""
    Mail.objects.filter(pk=mail.pk, pogingen=mail.pogingen, status=Mail.Status.BEZIG).update(lease_tot=None, **velden)


def nieuwe_link(doorverwijzing: Doorverwijzing) -> Antwoordlink:
    """A link to answer this referral once; the ones before it stop working."""
    trek_links_in(doorverwijzing)
    verloopt_op = timezone.now() + timedelta(days=settings.ANTWOORDLINK_DAGEN)
    return Antwoordlink.objects.create(doorverwijzing=doorverwijzing, verloopt_op=verloopt_op)


def trek_links_in(doorverwijzing: Doorverwijzing) -> None:
    open_ = Antwoordlink.objects.filter(doorverwijzing=doorverwijzing, gebruikt_op=None, ingetrokken_op=None)
    open_.update(ingetrokken_op=timezone.now())
