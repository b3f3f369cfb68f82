"""The clock: however many beats are started, one at a time ticks (``beat_scheduler`` in ``config.celery``).

The leader is whoever holds an advisory lock of the database, on a connection of its own. A leader that is killed
loses connection and lock together, and another takes over; one that lost its connection stops ticking at once, since
another may have taken over. Who takes over does what it thinks was missed: every job does nothing when it was done.
"""

import logging
from contextlib import suppress
from typing import Any

from celery.beat import PersistentScheduler
from django.db import Error, connection
from django.db.backends.base.base import BaseDatabaseWrapper

WACHT = 2.0
"""Seconds between two looks at who leads."""
_SLOT = "select pg_try_advisory_lock(hashtextextended('beat', 0))"
# A machine that fell away says no goodbye: the database notices after 5 + 2 × 5 seconds, and frees the lock.
_LET_OP = "set tcp_keepalives_idle = 5; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 2"

logger = logging.getLogger(__name__)


class Klok(PersistentScheduler):
    _verbinding: BaseDatabaseWrapper | None = None

    def tick(self, *args: Any, **kwargs: Any) -> float:
        if not self.leidt():
            return WACHT
        return min(super().tick(*args, **kwargs), WACHT)

    def close(self) -> None:
        super().close()
        self._laat_los()

    def leidt(self) -> bool:
        """Whether this one may tick now; takes over when nobody leads."""
        try:
            if self._verbinding is not None:
                self._vraag(self._verbinding, "select true")
                return True
            return self._neem_over()
        except Error:
            if self._verbinding is not None:
                logger.warning("beat leidt niet meer: de databank is weg")
            self._laat_los()
            return False

    def _neem_over(self) -> bool:
        nieuw = connection.copy()
        try:
            gelukt = self._vraag(nieuw, _SLOT) and self._vraag(nieuw, f"{_LET_OP}; select true")
        except Error:
            nieuw.close()
            raise
        if not gelukt:
            nieuw.close()
            return False
        self._verbinding = nieuw
        self._heap = None  # the times in it are those of when another led
        logger.warning("beat leidt")
        return True

    @staticmethod
    def _vraag(verbinding: BaseDatabaseWrapper, sql: str) -> bool:
        with verbinding.cursor() as cursor:
            cursor.execute(sql)
            return bool(cursor.fetchone()[0])

    def _laat_los(self) -> None:
        verbinding, self._verbinding = self._verbinding, None
        if verbinding is not None:
            with suppress(Error):
                verbinding.close()
