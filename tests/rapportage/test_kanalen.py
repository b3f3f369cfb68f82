"""Contacts by channel of earlier months: frozen where they were frozen, else counted now, or said why not."""

import re
from datetime import date
from html.parser import HTMLParser
from random import Random

import pytest
import time_machine

from rapportage import services
from rapportage.dimensies import DIMENSIE
from rapportage.kanalen import NIET_VAST, NU_GETELD
from rapportage.rapport import maanden_exact, maanden_gepubliceerd, tijdvak_gepubliceerd
from rapportage.tijdvakken import Tijdvak
from rapportage.weergave import GEEN_UITSPLITSING
from tests.rapportage.naief import Contact
from tests.rapportage.test_bereik import bouw
from werkpunten.models import Soort

SOORT = DIMENSIE["soort"]
OKTOBER = Tijdvak.van_sleutel("2026-10")


@pytest.fixture(autouse=True)
def november(rabot, ledeberg):
    with time_machine.travel("2026-11-21 10:00+01:00", tick=False):
        yield


@pytest.fixture
def twee_maanden():
    """In September 20 visits and 3 in the street, in October 30 visits and 10 in the street."""
    for maand, bezoeken, straat in ((9, 20, 3), (10, 30, 10)):
        dag = date(2026, maand, 5)
        bouw(
            [Contact(n, "rabot", dag) for n in range(bezoeken)]
            + [Contact(n, "rabot", dag, soort="outreach") for n in range(straat)]
        )


def rijen(client, vraag: str) -> dict[str, list[str]]:
    """The table behind the chart."""
    pagina = client.get(f"/rapporten/kanalen/?{vraag}").content.decode()
    return {
        re.sub(r"<[^>]+>", "", naam): re.findall(r"<td[^>]*>([^<]*)</td>", cellen)
        for naam, cellen in re.findall(r'<tr><th scope="row">(.*?)</th>(.*?)</tr>', pagina, re.DOTALL)
    }


def tekst(client, vraag: str) -> str:
    lezer = HTMLParser()
    delen: list[str] = []
    lezer.handle_data = delen.append  # type: ignore[method-assign]
    lezer.feed(client.get(f"/rapporten/kanalen/?{vraag}").content.decode())
    return " ".join(" ".join(delen).split())


def test_a_month_that_was_not_frozen_is_counted_now(als, coordinator, twee_maanden):
    gevonden = rijen(als(coordinator), "tijdvak=2026-10&werkpunt=rabot")
    assert gevonden["september 2026"] == ["20", "3", "0", "0", "23"]
    assert gevonden["oktober 2026"] == ["30", "10", "0", "0", "40"]
    assert NU_GETELD in tekst(als(coordinator), "tijdvak=2026-10&werkpunt=rabot")


def test_a_manager_gets_such_a_month_with_its_small_numbers_hidden(als, manager, twee_maanden):
    gevonden = rijen(als(manager), "tijdvak=2026-10&werkpunt=alle")
    assert gevonden["september 2026"][1] == "verborgen"
    assert gevonden["oktober 2026"] == ["30", "10", "0", "0", "40"]


def test_a_frozen_month_keeps_its_channels(als, coordinator, rabot, manager, twee_maanden):
    september = Tijdvak.van_sleutel("2026-09")
    assert services.maak_rapport(services.vraag_rapport(september, werkpunt=rabot, door=manager).pk)
    bouw([Contact(900 + n, "rabot", date(2026, 9, 6)) for n in range(7)])
    gevonden = rijen(als(coordinator), "tijdvak=2026-10&werkpunt=rabot")
    assert gevonden["september 2026"][:2] == ["20", "3"]


def test_a_quarter_that_was_not_frozen_says_why_it_has_no_channels(als, manager, coordinator, twee_maanden):
    vraag = "tijdvak=2026-K3&werkpunt={}"
    assert NIET_VAST in tekst(als(manager), vraag.format("alle"))
    assert list(rijen(als(manager), vraag.format("alle"))) == ["derde kwartaal van 2026"]
    assert NIET_VAST not in tekst(als(coordinator), vraag.format("rabot"))
    assert "tweede kwartaal van 2026" in rijen(als(coordinator), vraag.format("rabot"))


def test_a_manager_reads_why_one_unit_has_no_channels(als, manager, twee_maanden):
    vraag = "tijdvak=2026-10&werkpunt=rabot"
    gelezen = tekst(als(manager), vraag)
    assert (GEEN_UITSPLITSING in gelezen, "Leg het vast" in gelezen) == (True, False)
    assert rijen(als(manager), vraag) == {}


@pytest.mark.parametrize("zaad", [1, 2, 3])
def test_every_month_is_what_its_own_report_publishes(zaad):
    """Else the two together could give a hidden number back."""
    gok = Random(zaad)
    soorten = [Soort.BEZOEK, Soort.OUTREACH, Soort.TELEFOON, Soort.ZITDAG]
    maanden = [date(2026, maand, 3) for maand in (6, 7, 9, 10)]
    bouw(
        [
            Contact(gok.choice([None, *range(50)]), waar, maand, soort=soort)
            for waar in ("rabot", "ledeberg")
            for maand in maanden
            for soort in soorten
            for _ in range(gok.choice([0, 2, 4, 9, 30]))
        ]
    )
    samen, verborgen = maanden_gepubliceerd(OKTOBER, SOORT), 0
    for maand in map(Tijdvak.maand, maanden):
        eigen = tijdvak_gepubliceerd(maand, per=[SOORT], werkpunt=None)
        assert samen[maand].cellen["contacten"] == eigen.cellen["contacten"]
        verborgen += sum(waarde is None for waarde in eigen.cellen["contacten"].values())
        exact = maanden_exact(OKTOBER, SOORT, None)[maand].cellen["contacten"]
        assert all(exact[sleutel] == waarde for sleutel, waarde in eigen.cellen["contacten"].items() if waarde)
    assert verborgen
