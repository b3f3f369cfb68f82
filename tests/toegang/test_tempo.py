"""Looking people up and taking lists along, no faster than by hand."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
import time_machine
from django.db import connection
from django.test import Client

from tests.factories.werkpunten import WerkzoekendeFactory

FETCH = {"hx-request": "true"}


@pytest.fixture(autouse=True)
def klok():
    with time_machine.travel(datetime(2026, 11, 21, 8, tzinfo=UTC), tick=False) as reiziger:
        yield reiziger


def test_searching_and_comparing_count_together_and_the_next_minute_goes_on(als, consulent, collega, klok):
    WerkzoekendeFactory(achternaam="Vermeulen")
    browser = als(consulent)
    zoek = lambda wie: wie.post("/balie/zoek/", {"zoek": "vermeulen"}, headers=FETCH)  # noqa: E731
    for _ in range(120):
        assert zoek(browser).status_code == 200
        assert browser.post("/balie/lijkt-op/", {"achternaam": "V"}, headers=FETCH).status_code == 200
    response = zoek(browser)
    assert (response.status_code, response["Retry-After"]) == (429, "60")
    assert response.content.decode() == "Wacht een minuut en probeer opnieuw."
    assert browser.post("/balie/", {"zoek": "vermeulen", "zoeken": "1"}).status_code == 429
    assert zoek(als(collega)).status_code == 200
    klok.shift(timedelta(minutes=1))
    assert zoek(browser).status_code == 200


def test_eleventh_export_in_a_minute_is_refused_in_words(als, consulent):
    browser = als(consulent)
    pad = "/caseload/exporteer/?lijst=mijn"
    assert [browser.get(pad).status_code for _ in range(11)] == [200] * 10 + [429]
    assert "Wacht een minuut en probeer opnieuw." in browser.get(pad).content.decode()


@pytest.mark.django_db(transaction=True)
def test_requests_at_the_same_instant_count_each():
    start = Barrier(4, timeout=60)

    def vraag(nummer):
        client = Client()
        start.wait()
        try:
            return [client.get(f"/antwoord/geraden-{nummer}/").status_code for _ in range(10)]
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as draden:
        codes = [code for deel in draden.map(vraag, range(4)) for code in deel]
    assert (codes.count(404), codes.count(429)) == (30, 10)
