"""Doors for the worker and the clock (schedule: ``CELERY_BEAT_SCHEDULE``)."""

from celery import shared_task

from trajecten import resultaten


@shared_task
def vraag_resultaten() -> None:
    """Running it twice, or two at once, makes nothing twice."""
    resultaten.zet_klaar()
