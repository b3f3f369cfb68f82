"""Doors for the clock (schedule: ``CELERY_BEAT_SCHEDULE``)."""

from celery import shared_task
from django.core.management import call_command


@shared_task
def ruim_sessies_op() -> None:
    """Drop the sessions that ended; running it twice does no harm."""
    call_command("clearsessions")
