"""The Celery application. Which jobs run when stands in the settings (``CELERY_BEAT_SCHEDULE``)."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("werkpunten")
app.conf.update(
    timezone="Europe/Brussels",
    task_ignore_result=True,
    # A killed worker loses nothing: a task leaves the queue when it's done, and one worker holds one task at a time.
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    worker_prefetch_multiplier=1,
    task_time_limit=300,
    broker_connection_retry_on_startup=True,
    beat_scheduler="config.klok:Klok",
    broker_transport_options={
        "visibility_timeout": 900,  # longer than the time limit, or a long task would run twice
        # kombu looks for work of lost workers every 10 × 10 s unless told otherwise
        "unacked_restore_interval": 5,
        "unacked_restore_throttle": 1,
        # somebody at a desk waits while work is handed over: a broker that is away is tried once more, at once
        "max_retries": 1,
        "interval_start": 0,
    },
)
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
