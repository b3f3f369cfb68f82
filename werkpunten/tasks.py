"""Doors for the clock (schedule: ``CELERY_BEAT_SCHEDULE``)."""

from celery import shared_task

from werkpunten import herinneringen


@shared_task
def verstuur_herinneringen() -> None:
    """Tomorrow's appointments; running it twice, or two at once, sends nothing twice."""
    herinneringen.verstuur_herinneringen()
