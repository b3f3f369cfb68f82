"""Reminding people of tomorrow's appointment by mail, once."""

import logging
from datetime import timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone

from kern.tijd import Periode, vandaag
from werkpunten import ical
from werkpunten.models import Afspraak, Herinnering, Werkzoekende
from werkpunten.models.afspraken import AfspraakQuerySet
from werkpunten.models.personen import PersoonsgebondenQuerySet

POGINGEN = 5
"""So many failures of the mail server and we stop trying; the clock comes by every hour."""
ONDERWERP = "Herinnering aan je afspraak"

logger = logging.getLogger(__name__)


def te_herinneren() -> AfspraakQuerySet:
    """Tomorrow's planned appointments of people who want a mail and may get one, not yet (or vainly) reminded of."""
    morgen = vandaag() + timedelta(days=1)
    mislukt = Q(
        verstuurde_herinnering__status=Herinnering.Status.MISLUKT, verstuurde_herinnering__pogingen__lt=POGINGEN
    )
    komend = (
        Afspraak.objects.ongefilterd("herinneringen versturen")
        .komend()
        .filter(
            Q(verstuurde_herinnering=None) | mislukt,
            herinnering=True,
            werkzoekende__mail_mag=True,
            werkzoekende__contactstatus=Werkzoekende.Contactstatus.GEWOON,
        )
    )
    begin, einde = Periode.van_tot(morgen, morgen).momenten()
    return komend.filter(begin__gte=begin, begin__lt=einde).exclude(werkzoekende__email="")


def verstuur_herinneringen() -> int:
    """Send what is due and return how many mails left; one that fails is tried again the next time."""
    return sum(herinner(pk) for pk in list(te_herinneren().order_by("begin").values_list("pk", flat=True)))


def herinner(afspraak_id: int) -> bool:
    """Send one reminder; False when somebody else did, it is no longer due, or the mail server refused."""
    afspraak = _claim(afspraak_id)
    if afspraak is None:
        return False
    herinnering = _van(afspraak).get()
    try:
        _mail(afspraak).send()
    except (SMTPException, OSError) as fout:
        logger.warning("herinnering %s niet verstuurd: %s", herinnering.pk, type(fout).__name__)
        herinnering.status, herinnering.fout = Herinnering.Status.MISLUKT, type(fout).__name__
    else:
        herinnering.status, herinnering.fout = Herinnering.Status.VERZONDEN, ""
    herinnering.sinds = timezone.now()
    herinnering.save(update_fields=["status", "fout", "sinds"])
    return herinnering.status == Herinnering.Status.VERZONDEN


@transaction.atomic
def _claim(afspraak_id: int) -> Afspraak | None:
    """Say, before anything leaves, that this reminder is being sent; whoever comes second finds nothing to do."""
    Afspraak.objects.ongefilterd("herinnering").select_for_update().filter(pk=afspraak_id).first()
    afspraak = te_herinneren().voor_lijst().filter(pk=afspraak_id).first()
    if afspraak is None:
        return None
    herinnering = _van(afspraak).first() or Herinnering(afspraak=afspraak, werkzoekende=afspraak.werkzoekende)
    herinnering.status, herinnering.pogingen = Herinnering.Status.BEZIG, herinnering.pogingen + 1
    herinnering.save()
    return afspraak


def _van(afspraak: Afspraak) -> PersoonsgebondenQuerySet[Herinnering]:
    return Herinnering.objects.ongefilterd("herinnering").filter(afspraak=afspraak)


def _mail(afspraak: Afspraak) -> EmailMessage:
    """The subject says nothing about the person; the text only what is on the slip they took home."""
    gegevens = {"afspraak": afspraak, "voornaam": afspraak.werkzoekende.voornaam, "merk": settings.MERK}
    bericht = EmailMessage(
        subject=ONDERWERP,
        body=render_to_string("werkpunten/herinnering.txt", gegevens),
        to=[afspraak.werkzoekende.email],
    )
    bericht.attach("afspraak.ics", ical.bestand(afspraak), "text/calendar")
    return bericht
