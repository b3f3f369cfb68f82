"""Starts the embedded servers for a test run, in a VAR_DIR of its own that is removed afterwards.

Loaded before the tests' own conftest files and before Django's settings, which need the servers' addresses. The
workers of pytest-xdist inherit these from the environment, so only the first process starts anything.
"""

import os
import shutil
from contextlib import ExitStack, suppress
from pathlib import Path

import django
import pytest

from config import diensten
from config.omgeving import BASE_DIR, OngeldigeOmgeving

_sluiters = ExitStack()


def _begin() -> None:
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
def pytest_unconfigure() -> None:
    _sluiters.close()


if not os.environ.get("PYTEST_XDIST_WORKER"):
    _begin()
os.environ |= {"DJANGO_SETTINGS_MODULE": "config.settings", "WERKPUNTEN_MODUS": "test"}
django.setup()  # the tests' conftest files import models
