"""Writing mails down and sending them. No mail names anybody: who reads it signs in or follows a link."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from partners.models import Antwoordlink, Doorverwijzing, Mail
from partners.services import afzenders, uitgaand

TAAK = "partners.tasks.verstuur_mail"


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
    uitgaand.bied_aan(Mail.objects.all(), mail.pk, TAAK)
    return mail


def veeg() -> int:
    return uitgaand.veeg(Mail.objects.all(), TAAK)


def verstuur(pk: int) -> None:
    """Send this mail. A mail server that is away means again later (``partners.services.uitgaand``)."""
    mail = Mail.objects.claim(pk)
    if mail is None:
        return
    if mail.link_id and not Antwoordlink.objects.bruikbaar().filter(pk=mail.link_id).exists():
        uitgaand.sluit(mail, status=Mail.Status.VERVALLEN)
        return
    uitgaand.probeer(mail, lambda: _stuur(mail))
    if mail.status == Mail.Status.MISLUKT and mail.doorverwijzing_id:
        afzenders.meld_onbestelbaar(mail)


def _stuur(mail: Mail) -> None:
    EmailMessage(mail.onderwerp, _met_link(mail), None, [mail.aan]).send()


def _met_link(mail: Mail) -> str:
    if mail.link is None:
        return mail.tekst
    adres = reverse(mail.link.scherm, kwargs={"token": mail.link.token})
    return mail.tekst.replace("[link]", settings.ADRES + adres)


def nieuwe_link(doorverwijzing: Doorverwijzing) -> Antwoordlink:
    """A link to answer this referral once; the ones before it stop working."""
    trek_links_in(doorverwijzing.links.all())
    return Antwoordlink.objects.create(doorverwijzing=doorverwijzing, verloopt_op=verloopt_op())


def verloopt_op() -> datetime:
    """Until when a link works that is sent now."""
    return timezone.now() + timedelta(days=settings.ANTWOORDLINK_DAGEN)


def trek_links_in(links: QuerySet[Antwoordlink]) -> None:
    links.filter(gebruikt_op=None, ingetrokken_op=None).update(ingetrokken_op=timezone.now())
