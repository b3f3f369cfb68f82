"""Reminding people of an appointment: by mail the day before, or with a task to call them, once."""

import logging
from datetime import date, timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone

from kern.tijd import Periode, feestdag, vandaag
from werkpunten import ical
from werkpunten.models import Afspraak, Herinnering, Sluitingsdag, Taak, Werkzoekende
from werkpunten.models.afspraken import AfspraakQuerySet
from werkpunten.models.personen import PersoonsgebondenQuerySet
from werkpunten.taken import maak_taak

POGINGEN = 5
"""So many failures of the mail server and we stop trying; the clock comes by every hour."""
ONDERWERP = "Herinnering aan je afspraak"
VOORUIT = timedelta(days=14)
"""No unit stays closed longer: the last working day before an appointment lies within it."""
Sluitingsdagen = set[tuple[int | None, date]]
"""Unit (None: every unit) and day."""

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


def te_bellen() -> AfspraakQuerySet:
    """Planned appointments from tomorrow on of people who like the telephone best and said yes to a call."""
    begin, einde = Periode.van_tot(vandaag() + timedelta(days=1), vandaag() + VOORUIT).momenten()
    return (
        Afspraak.objects.ongefilterd("herinneringen aan wie we bellen")
        .komend()
        .filter(
            begin__gte=begin,
            begin__lt=einde,
            herinnering=True,
            medewerker__is_active=True,
            werkzoekende__bel_mag=True,
            werkzoekende__voorkeur_kanaal=Werkzoekende.Kanaal.TELEFOON,
            werkzoekende__contactstatus=Werkzoekende.Contactstatus.GEWOON,
        )
        .exclude(werkzoekende__telefoon="")
    )


def zet_belwerk_klaar() -> int:
    """On the last working day before it, a task per appointment to call the person; how many were made."""
    dicht = _sluitingsdagen()
    vandaag_nog = [
        rij for rij in te_bellen().select_related("werkpunt").order_by("begin") if _beldag(rij, dicht) <= vandaag()
    ]
    return sum(_laat_bellen(afspraak.pk, dicht) for afspraak in vandaag_nog)


@transaction.atomic
def _laat_bellen(afspraak_id: int, dicht: Sluitingsdagen) -> bool:
    """False when there is a task already, when it is no longer due, or when the colleague may not open the file."""
    Afspraak.objects.ongefilterd("herinnering").select_for_update().filter(pk=afspraak_id).first()
    afspraak = te_bellen().voor_lijst().filter(pk=afspraak_id).first()
    taken = Taak.objects.ongefilterd("herinnering")
    if afspraak is None or taken.filter(sleutel=afspraak.belsleutel).exists():
        return False
    persoon, wie = afspraak.werkzoekende, afspraak.medewerker
    naam = f"{persoon.voornaam} {persoon.achternaam}".strip()
    wat, tegen = f"Bel {naam}: afspraak {afspraak.wanneer}", max(_beldag(afspraak, dicht), vandaag())
    try:
        maak_taak(wat, eigenaar=wie, tegen=tegen, door=None, werkzoekende=persoon, sleutel=afspraak.belsleutel)
    except ValidationError:
        logger.warning("afspraak %s: geen taak om te bellen, %s opent het dossier niet", afspraak.pk, wie.pk)
        return False
    return True


def _sluitingsdagen() -> Sluitingsdagen:
    """Those on which we could still call."""
    dagen = Sluitingsdag.objects.filter(dag__range=(vandaag() - VOORUIT, vandaag() + VOORUIT))
    return set(dagen.values_list("werkpunt", "dag"))


def _beldag(afspraak: Afspraak, dicht: Sluitingsdagen) -> date:
    """The last working day before it: from Monday to Friday, no public holiday and no closing day of the unit."""
    dag = timezone.localdate(afspraak.begin)
    dagen = (dag - timedelta(days=nummer) for nummer in range(1, VOORUIT.days))
    open_ = (eerder for eerder in dagen if dicht.isdisjoint({(None, eerder), (afspraak.werkpunt_id, eerder)}))
    return next((eerder for eerder in open_ if _werkdag(eerder)), dag - timedelta(days=1))


def _werkdag(dag: date) -> bool:
    return dag.isoweekday() < 6 and not feestdag(dag)
