"""Two connections at one row."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection


def wacht_op_slot() -> None:
    """Until another connection waits for a lock that this one holds; on a busy machine it may be late."""
    for _ in range(3000):
        with connection.cursor() as cursor:
            cursor.execute("select 1 from pg_locks where pg_backend_pid() = any(pg_blocking_pids(pid))")
            if cursor.fetchone():
                return
        time.sleep(0.01)
    pytest.fail("niemand wacht")


def elders(doe: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """What a thread does, with a connection of its own that it gives back."""
    try:
        return doe(*args, **kwargs)
    finally:
        connection.close()
