"""How long a sign-in lasts. The server decides; the clock of the tests is moved, not the code."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from toegang.models import Medewerker

Als = Callable[[Medewerker], Client]
BEGIN = datetime(2026, 11, 21, 8, tzinfo=UTC)
HALF_UUR = timedelta(minutes=30)


@pytest.fixture
def klok():
    with time_machine.travel(BEGIN, tick=False) as reiziger:
        yield reiziger


def aangemeld(client: Client) -> bool:
    return client.get("/hulp/").status_code == 200


def test_idle_for_half_an_hour_ends_the_session(klok, als: Als, consulent: Medewerker):
    client = als(consulent)
    klok.shift(HALF_UUR - timedelta(seconds=1))
    assert aangemeld(client)
    klok.shift(HALF_UUR)
    assert not aangemeld(client)


def test_session_that_ended_does_not_come_back(klok, als: Als, consulent: Medewerker):
    client = als(consulent)
    oud = client.cookies["sessie"].value
    klok.shift(HALF_UUR)
    assert not aangemeld(client)
    klok.move_to(BEGIN)
    client.cookies["sessie"] = oud
    assert not aangemeld(client)


def test_ten_hours_of_work_is_the_most(klok, als: Als, consulent: Medewerker):
    client = als(consulent)
    for _ in range(23):
        klok.shift(timedelta(minutes=25))
        assert aangemeld(client)
    klok.shift(timedelta(minutes=25))
    assert not aangemeld(client)


def test_answering_the_warning_keeps_the_session(klok, als: Als, consulent: Medewerker):
    client = als(consulent)
    klok.shift(timedelta(minutes=29))
    assert client.post(reverse("kern:verleng")).status_code == 204
    klok.shift(timedelta(minutes=29))
    assert aangemeld(client)


def test_activity_costs_no_write_more_than_every_15_seconds(klok, als: Als, consulent: Medewerker):
    client = als(consulent)
    client.get("/hulp/")
    klok.shift(timedelta(seconds=14))
    oud = client.session["laatst_actief"]
    client.get("/hulp/")
    assert client.session["laatst_actief"] == oud
    klok.shift(timedelta(seconds=1))
    client.get("/hulp/")
    assert client.session["laatst_actief"] == oud + 15


def test_somebody_who_is_switched_off_is_out_at_once(als: Als, consulent: Medewerker):
    client = als(consulent)
    assert aangemeld(client)
    Medewerker.objects.filter(pk=consulent.pk).update(is_active=False)
    assert not aangemeld(client)


def test_a_new_password_ends_the_other_sessions(als: Als, consulent: Medewerker):
    client = als(consulent)
    consulent.set_password("een-ander-lang-wachtwoord")
    consulent.save()
    assert not aangemeld(client)


def test_scripts_get_401_and_the_page_stays(als: Als, klok, consulent: Medewerker):
    client = als(consulent)
    klok.shift(HALF_UUR)
    response = client.get("/hulp/", headers={"hx-request": "true"})
    assert (response.status_code, response["X-Aanmelden"]) == (401, "1")
