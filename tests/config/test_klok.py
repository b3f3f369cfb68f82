"""Several beats: one leads, and another takes over when it is gone. The drill with real ones: ``make drills``."""

from pathlib import Path

import pytest
from django.db import connection

from config.celery import app
from config.klok import WACHT, Klok

pytestmark = pytest.mark.django_db


@pytest.fixture
def klokken(tmp_path: Path):
    """Three beats that have nothing to do."""
    klokken = [Klok(app=app, schedule={}, lazy=True, schedule_filename=str(tmp_path / f"klok-{n}")) for n in range(3)]
    yield klokken
    for klok in klokken:
        klok.close()


def wie(klokken: list[Klok]) -> list[bool]:
    return [klok.leidt() for klok in klokken]


def breek_verbinding() -> None:
    """What the lock hangs on goes, as when its machine fails."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select pg_terminate_backend(pid, 5000) from pg_locks where locktype = 'advisory' and objsubid = 1 "
            "and database = (select oid from pg_database where datname = current_database())"
        )


def test_celery_uses_this_clock():
    assert app.conf.beat_scheduler == "config.klok:Klok"


def test_one_of_three_leads_until_it_stops(klokken):
    assert [wie(klokken), wie(klokken)] == [[True, False, False]] * 2
    klokken[0].close()
    assert wie(klokken[1:]) == [True, False]
    assert wie(klokken) == [False, True, False]


def test_a_leader_without_its_connection_is_no_leader(klokken):
    assert wie(klokken) == [True, False, False]
    breek_verbinding()
    assert wie(klokken) == [False, True, False]


def test_who_does_not_lead_waits_and_sends_nothing(klokken):
    assert klokken[0].leidt()
    assert klokken[1].tick() == WACHT
    assert klokken[1]._heap is None
