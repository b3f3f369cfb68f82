"""Doors for the worker and the clock (schedule: ``CELERY_BEAT_SCHEDULE``)."""

import io

from celery import shared_task
from django.core.management import call_command

from werkpunten import dubbels, herinneringen, straat


@shared_task
def verstuur_herinneringen() -> None:
    """Mails and tasks to call; running it twice, or two at once, sends and makes nothing twice."""
    herinneringen.zet_belwerk_klaar()
    herinneringen.verstuur_herinneringen()


@shared_task
def herbereken_inzage() -> None:
    """Work a rule that changed into what is kept of everybody; changes nothing when it is right already."""
    call_command("herbereken_inzage", stdout=io.StringIO())


@shared_task
def wis_straatnamen() -> None:
    straat.wis_namen()


@shared_task
def zoek_dubbels() -> None:
    """Compare who is new with everybody; running it twice finds nothing twice."""
    dubbels.zoek_nieuwe()
