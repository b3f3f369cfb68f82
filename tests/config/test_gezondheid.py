"""What the load balancer and the operator ask."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.utils import timezone

from kern.taken import HARTSLAG
from rapportage.tasks import hartslag


def vraag(pad: str):
    """As a load balancer does: by address, without https, without a host we know."""
    return Client().get(pad, headers={"host": "10.1.2.3"})


@pytest.fixture(autouse=True)
def productie(settings):
    settings.SECURE_SSL_REDIRECT = True


def test_healthz_needs_nothing():
    response = vraag("/healthz")
    assert (response.status_code, response.content) == (200, b"goed")


def test_readyz_says_a_word_per_check(db: None):
    hartslag()
    response = vraag("/readyz")
    assert response.status_code == 200
    woorden = {naam: woord.split(",")[0] for naam, woord in response.json().items()}
    assert woorden == {"databank": "goed", "migraties": "goed", "broker": "goed", "beat": "goed"}


def test_broker_and_beat_do_not_make_it_503(db: None, settings, monkeypatch):
    monkeypatch.setattr("celery.current_app.conf.broker_read_url", "redis://127.0.0.1:9/0")
    cache.set(HARTSLAG, timezone.now() - timedelta(minutes=5))
    response = vraag("/readyz")
    assert response.status_code == 200
    assert (response.json()["broker"], response.json()["beat"][:8]) == ("weg", "stil, 30")


def test_beat_that_never_spoke(db: None):
    assert vraag("/readyz").json()["beat"] == "nog niet gehoord"


def test_missing_migration_makes_it_503(db: None):
    MigrationRecorder(connection).migration_qs.filter(app="werkpunten").delete()
    response = vraag("/readyz")
    assert (response.status_code, response.json()["migraties"]) == (503, "niet uitgevoerd")


def test_database_that_is_gone_makes_it_503(transactional_db: None, monkeypatch):
    connection.close()
    monkeypatch.setitem(connection.settings_dict, "HOST", "/bestaat/niet")
    try:
        response = vraag("/readyz")
    finally:
        monkeypatch.undo()
        connection.close()
    assert (response.status_code, response.json()["databank"]) == (503, "weg")


def test_other_addresses_still_check_the_host(db: None):
    assert vraag("/hulp/").status_code in {301, 400}
