"""The project: settings, addresses, Celery and the embedded servers."""

from config.celery import app as celery_app

__all__ = ["celery_app"]  # so that every process, web included, hands its tasks to this application
