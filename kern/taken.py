"""Handing work to the worker: by name, after commit, and never as the only record of it.

Web code writes a row that says what must happen, in its own transaction; this hand-over is only a shortcut. When the
broker is away a sweep finds the row later (security.md, "no asynchronous work without a row").
"""

import logging
from typing import Any

from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError

HARTSLAG = "beat:hartslag"
"""Cache key of the moment at which the worker last did what beat told it to do."""

logger = logging.getLogger(__name__)


def geef_door(taak: str, *args: Any) -> None:
    """Send a task by name once the present transaction is committed; a broker that is away does no harm."""

    def verstuur() -> None:
        try:
            current_app.send_task(taak, args=args, retry=False)
        except (OperationalError, OSError):
            logger.warning("broker niet bereikbaar, %s wacht op de veegronde", taak)

    transaction.on_commit(verstuur)
