"""Starts the embedded servers for a test run, in a VAR_DIR of its own that is removed afterwards.

Loaded before the tests' own conftest files and before Django's settings, which need the servers' addresses. The
workers of pytest-xdist inherit these from the environment, so only the first process starts anything.
"""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import django
import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker

from config import diensten
from config.omgeving import BASE_DIR, OngeldigeOmgeving

_sluiters = ExitStack()


def _begin() -> None:
    if "config.settings" in sys.modules:
        raise pytest.UsageError("DJANGO_SETTINGS_MODULE is set, so Django was read before the servers ran: unset it.")
    mappen = BASE_DIR / "var-test"
    for vorige in mappen.glob("*"):  # of runs that were killed
        with suppress(OngeldigeOmgeving):
            _ruim_op(vorige)
    thuis = mappen / str(os.getpid())
    os.environ["VAR_DIR"] = str(thuis)
    _sluiters.callback(_ruim_op, thuis)
    _sluiters.enter_context(diensten.sigterm_sluit_netjes_af())
    _sluiters.enter_context(diensten.draaiend(thuis, duurzaam=False))
    os.environ["DATABASE_URL"] = diensten.database_url()
    os.environ["REDIS_URL"] = diensten.redis_url()


def _ruim_op(thuis: Path) -> None:
    diensten.wis(thuis)
    shutil.rmtree(thuis, ignore_errors=True)
    with suppress(OSError):  # another run's folder is still in it
        thuis.parent.rmdir()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that empty the database go last, for they take the rows of the migrations with them.

    pytest-django puts them before tests whose own use of the database it cannot see (``request.getfixturevalue``).
    """
    items.sort(key=_leegt_de_databank)


def _leegt_de_databank(item: pytest.Item) -> bool:
    merk = item.get_closest_marker("django_db")
    nodig = getattr(item, "fixturenames", [])
    return "live_server" in nodig or "transactional_db" in nodig or bool(merk and merk.kwargs.get("transaction"))


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """pytest-django's, but nobody is left in a database that is about to be dropped (threads of the live server)."""
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.hookimpl(trylast=True)
def pytest_unconfigure() -> None:
    _sluiters.close()


if not os.environ.get("PYTEST_XDIST_WORKER"):
    _begin()
os.environ |= {"DJANGO_SETTINGS_MODULE": "config.settings", "WERKPUNTEN_MODUS": "test"}
django.setup()  # the tests' conftest files import models
