"""Doors for the worker and the clock (schedule: ``CELERY_BEAT_SCHEDULE``)."""

from celery import shared_task
from django.core.cache import cache
from django.utils import timezone

from kern.taken import HARTSLAG
from rapportage import services
from rapportage.models import Maandbereik


@shared_task
def maak_rapport(pk: int) -> None:
    services.maak_rapport(pk)


@shared_task
def veeg() -> None:
    services.veeg()
    Maandbereik.objects.werk_bij()


@shared_task
def vraag_rapporten() -> None:
    services.vraag_rapporten()


@shared_task
def hartslag() -> None:
    """Beat and a worker are alive: ``/readyz`` says how long ago this was."""
    cache.set(HARTSLAG, timezone.now(), timeout=None)
