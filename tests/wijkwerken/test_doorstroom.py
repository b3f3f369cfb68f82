"""Wijk-werken that ends with work: the job is one fact, and a result of the trajectory it belongs to."""

from datetime import date

import pytest
import time_machine
from django.core.exceptions import ValidationError

from tests.factories.wijkwerkers import begonnen, bekend
from trajecten import trajecten
from trajecten.models import Traject, Trajectsjabloon, Uitstroom
from trajecten.uitstroom import noteer_werk
from wijkwerken.models import Vervolgstap
from wijkwerken.services import inschrijving

NU = date(2026, 6, 20)
ALLE = Uitstroom.objects.ongefilterd


@pytest.fixture(autouse=True)
def juni():
    with time_machine.travel("2026-06-20T12:00:00+02:00", tick=False):
        yield


@pytest.fixture
def wijkwerker(rabot, coordinator):
    rij = begonnen(bekend(coordinator, rabot), door=coordinator, van=date(2026, 1, 5))
    stap = Vervolgstap(wijkwerker=rij, soort="werk", wat="Solliciteren bij de school", tegen=NU)
    inschrijving.noteer_vervolg(stap, door=coordinator)
    return rij


@pytest.fixture
def traject(wijkwerker, consulent, rabot, coordinator):
    sjabloon = Trajectsjabloon.objects.get(naam="Begeleiding in het werkpunt")
    velden = {"doel": sjabloon.doel, "intensiteit": sjabloon.intensiteit, "begin": date(2026, 2, 1)}
    rij = Traject(werkzoekende=wijkwerker.werkzoekende, sjabloon=sjabloon, werkpunt=rabot, **velden)
    return trajecten.start(rij, begeleider=consulent, door=coordinator)


def baan(**velden):
    return Uitstroom(**{"functie": "keukenhulp", "contract": "bepaald", "begin": date(2026, 6, 22)} | velden)


def stop(wijkwerker, door, **velden):
    return inschrijving.beeindig(wijkwerker, op=NU, uitkomst="werk", uitleg="", door=door, **velden)


def test_the_job_becomes_a_result_of_the_trajectory_that_runs(wijkwerker, traject, coordinator):
    stop(wijkwerker, coordinator, werk=baan())
    werk = ALLE("test").get()
    assert (werk.traject, werk.functie, werk.begin) == (traject, "keukenhulp", date(2026, 6, 22))
    assert werk.werkzoekende_id == wijkwerker.werkzoekende_id


def test_without_a_trajectory_or_before_it_the_job_stands_by_itself(wijkwerker, traject, coordinator):
    stop(wijkwerker, coordinator, werk=baan(begin=date(2026, 1, 20)))
    assert ALLE("test").get().traject is None


def test_a_job_that_is_known_is_not_written_down_twice(wijkwerker, traject, coordinator):
    bekende = noteer_werk(baan(werkzoekende=wijkwerker.werkzoekende, begin=date(2026, 6, 1)), door=coordinator)
    stop(wijkwerker, coordinator)
    bekende.refresh_from_db()
    assert (ALLE("test").count(), bekende.traject) == (1, traject)


def test_work_without_a_job_is_refused_and_nothing_ends(wijkwerker, coordinator):
    oud = baan(werkzoekende=wijkwerker.werkzoekende, begin=date(2025, 1, 1))
    noteer_werk(oud, door=coordinator)
    with pytest.raises(ValidationError, match="Schrijf welk werk het is"):
        stop(wijkwerker, coordinator)
    wijkwerker.refresh_from_db()
    assert wijkwerker.gestopt_op is None


def test_on_screen_the_job_is_asked_with_the_outcome(als, wijkwerker, traject, coordinator):
    client, adres = als(coordinator), wijkwerker.get_absolute_url()
    velden = {"doe": "einde", "einde-op": "2026-06-20", "einde-uitkomst": "werk"}
    assert "Schrijf welk werk" in client.post(adres, velden).content.decode()
    assert "Kies het contract" in client.post(adres, velden | {"einde-functie": "kok"}).content.decode()
    klaar = client.post(adres, velden | {"einde-functie": "kok", "einde-contract": "onbepaald"})
    assert klaar.status_code == 302
    werk = ALLE("test").get()
    assert (werk.functie, werk.begin, werk.traject) == ("kok", NU, traject)
