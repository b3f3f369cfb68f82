"""Two reports frozen at the same moment: the second knows what the first hides."""

import json
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date

import pytest
import time_machine
from django.db import connection, transaction

from rapportage import services
from rapportage.models import Bereikrapport
from rapportage.tijdvakken import Tijdvak
from rapportage.weergave import Beeld
from tests.rapportage.naief import Contact
from tests.rapportage.test_bereik import bouw
from tests.sloten import elders

pytestmark = pytest.mark.django_db(transaction=True)
OKTOBER = Tijdvak.van_sleutel("2026-10")
SLOT = "select pg_advisory_xact_lock(hashtextextended('bereikrapport', 0))"
WACHT = "select count(*) from pg_locks where locktype = 'advisory' and not granted"


def wachtenden() -> int:
    with connection.cursor() as cursor:
        cursor.execute(WACHT)
        return int(cursor.fetchone()[0])


def tot(voorwaarde: Callable[[], bool]) -> None:
    einde = time.monotonic() + 30
    while not voorwaarde():
        assert time.monotonic() < einde
        time.sleep(0.02)


def test_a_report_hides_what_another_one_hid_while_it_was_counted(rabot, ledeberg, manager):
    """The city's counts 3 people in Ledeberg; three more are entered, and the unit's counts 6."""
    with time_machine.travel("2026-11-21 10:00+01:00"), ThreadPoolExecutor(2) as draden:
        bouw([Contact(n, "rabot", date(2026, 10, 5)) for n in range(40)])
        bouw([Contact(n, "ledeberg", date(2026, 10, 5)) for n in range(100, 103)])
        opdrachten = [services.vraag_rapport(OKTOBER, werkpunt=waar, door=manager) for waar in (None, ledeberg)]

        def maak(nummer: int) -> "Future[Bereikrapport | None]":
            return draden.submit(elders, services.maak_rapport, opdrachten[nummer].pk)

        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(SLOT)
            stad = maak(0)
            tot(lambda: wachtenden() == 1)
            draden.submit(elders, bouw, [Contact(n, "ledeberg", date(2026, 10, 6)) for n in range(103, 106)]).result()
            eenheid = maak(1)
            tot(lambda: wachtenden() == 2 or eenheid.done())
        eerste, tweede = stad.result(30), eenheid.result(30)
    assert eerste is not None
    assert tweede is not None
    assert Beeld(json.loads(eerste.gepubliceerd)).cijfers("ledeberg")["bereikt"] is None
    assert [Beeld(json.loads(tekst)).cijfers()["bereikt"] for tekst in (tweede.cijfers, tweede.gepubliceerd)] == [
        6,
        None,
    ]
