"""Doors for the worker and the clock (schedule: ``CELERY_BEAT_SCHEDULE``)."""

from celery import shared_task

from wijkwerken.services import gebruikers


@shared_task
def wis_oude_gebruikers() -> None:
    """Running it twice wipes nothing twice."""
    gebruikers.wis_oude()
