"""How a figure comes about: steps that add up to it, from the figures of the report itself and nothing more."""

import re
from datetime import date

import pytest
import time_machine
from django.db import transaction
from hypothesis import HealthCheck, given, settings

from rapportage import services
from rapportage.brug import Brug, Brugbeeld
from rapportage.rapport import cijfers_van
from rapportage.tijdvakken import Tijdvak
from rapportage.weergave import Beeld
from tests.rapportage import naief
from tests.rapportage.naief import Contact
from tests.rapportage.test_bereik import bouw, contacten_st

JANUARI = date(2026, 1, 1)
MAAND = Tijdvak.maand(JANUARI)


def stappen(brug: Brug) -> list[tuple[str, int | None]]:
    return [(stap.teken, stap.waarde) for stap in brug.stappen()]


def klopt(rijen: list[tuple[str, int]]) -> bool:
    """Whether each line that starts with ``=`` is what the lines before it lead to."""
    stand = 0
    for teken, waarde in rijen:
        if teken == "=" and stand != waarde:
            return False
        stand = {"": waarde, "−": stand - waarde, "+": stand + waarde, "=": waarde}[teken]
    return True


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(contacten=contacten_st)
def test_every_step_adds_up_and_the_ends_are_the_figures(rabot, ledeberg, contacten):
    with transaction.atomic():
        bouw(contacten)
        beelden = [Beeld(cijfers_van(MAAND, punt, per=[]).exact) for punt in (None, rabot)]
        transaction.set_rollback(True)
    for beeld, waar in (*zip(beelden, (None, "rabot"), strict=True), (beelden[0], "ledeberg")):
        brug = Brugbeeld(beeld, waar or "") if beeld is beelden[0] else Brugbeeld(beeld)
        echt = naief.tel(contacten, JANUARI, date(2026, 1, 31), waar)
        rijen = stappen(brug.brug)
        assert klopt(rijen[:-2])
        assert (rijen[0][1], rijen[1][1]) == (echt["contacten"], echt["anoniem"])
        assert [waarde for _, waarde in rijen[-3:]] == [echt["bereikt"], echt["nieuw"], echt["terugkerend"]]
        assert rijen[-2][1] + rijen[-1][1] == rijen[-3][1]
        sinds = [(stap.teken, stap.waarde) for stap in brug.sinds_de_start()]
        assert (klopt(sinds), sinds[-1][1]) == (True, echt["cumulatief"])


def test_a_person_seen_at_two_units_is_taken_off_in_the_city_and_in_no_unit():
    rabot = {"contacten": 5, "anoniem": 1, "bereikt": 3, "nieuw": 1, "terugkerend": 2}
    ledeberg = {"contacten": 2, "anoniem": 0, "bereikt": 2, "nieuw": 2, "terugkerend": 0}
    stad = {"contacten": 7, "anoniem": 1, "bereikt": 4, "nieuw": 2, "terugkerend": 2}
    verwacht = [("", 7), ("−", 1), ("=", 6), ("−", 1), ("=", 5), ("−", 1), ("=", 4), ("", 2), ("+", 2)]
    assert stappen(Brug(stad, [rabot, ledeberg])) == verwacht
    assert stappen(Brug(rabot)) == [("", 5), ("−", 1), ("=", 4), ("−", 1), ("=", 3), ("", 1), ("+", 2)]


def test_a_step_that_needs_a_hidden_figure_or_is_small_is_hidden():
    rabot = {"contacten": 50, "anoniem": 10, "bereikt": None, "nieuw": None, "terugkerend": 20}
    ledeberg = {"contacten": 30, "anoniem": 0, "bereikt": 28, "nieuw": 8, "terugkerend": 20}
    stad = {"contacten": 80, "anoniem": 10, "bereikt": 60, "nieuw": 20, "terugkerend": 40}
    waarden = [waarde for _, waarde in stappen(Brug(stad, [rabot, ledeberg], drempel=5))]
    assert waarden == [80, 10, 70, None, None, None, 60, 20, 40]
    assert [waarde for _, waarde in stappen(Brug(ledeberg, drempel=5))] == [30, 0, 30, None, 28, 8, 20]


@pytest.fixture
def oktober(rabot, ledeberg):
    """Rabot and Ledeberg met twenty and ten people, three of Ledeberg's at Rabot too, who came twice there."""
    with time_machine.travel("2026-11-21 10:00+01:00", tick=False):
        bouw(
            [Contact(n, "rabot", date(2026, 10, 5)) for n in range(20)]
            + [Contact(n, "rabot", date(2026, 10, 6)) for n in range(3)]
            + [Contact(n, "ledeberg", date(2026, 10, 7)) for n in [0, 1, 2, *range(100, 107)]]
            + [Contact(None, "rabot", date(2026, 10, 9))] * 6
        )
        yield


def tekst(client, pad: str) -> str:
    antwoord = client.get(pad)
    assert antwoord.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", antwoord.content.decode()))


def test_every_tile_and_every_unit_opens_its_bridge(oktober, manager, als):
    client = als(manager)
    pagina = client.get("/rapporten/?tijdvak=2026-10&werkpunt=alle").content.decode()
    adressen = re.findall(r'href="(/rapporten/brug/[^"]+)"', pagina)
    codes = ("bereikt", "nieuw", "terugkerend", "contacten", "anoniem", "cumulatief")
    vraag = "?tijdvak=2026-10&amp;werkpunt=alle"
    assert adressen == [f"/rapporten/brug/{code}/{vraag}" for code in codes] + [
        f"/rapporten/brug/bereikt/{vraag}&amp;punt={punt}" for punt in ("ledeberg", "rabot")
    ]
    for adres in adressen:
        assert "Hoe komen we aan dit cijfer?" in tekst(client, adres.replace("&amp;", "&"))


def test_a_manager_reads_published_steps_a_coordinator_exact_ones(oktober, manager, coordinator, als):
    stad = tekst(als(manager), "/rapporten/brug/bereikt/?tijdvak=2026-10&werkpunt=alle")
    assert "Bereikte personen: 27 Alle werkpunten" in stad
    assert "Contacten 39 alles" in stad
    assert "Contacten op naam 33" in stad
    assert "= Personen per werkpunt, opgeteld 30" in stad
    assert "Dezelfde persoon op nog een werkpunt verborgen" in stad
    assert "Opgeteld 39 6 30" in stad
    eigen = tekst(als(coordinator), "/rapporten/brug/bereikt/?tijdvak=2026-10&werkpunt=rabot")
    assert "Contacten op naam 23" in eigen
    assert "Nog een contact met dezelfde persoon 3" in eigen
    assert "verborgen" not in eigen


def test_a_frozen_report_opens_the_bridge_of_its_own_figures(oktober, manager, als):
    services.maak_rapport(services.vraag_rapport(Tijdvak.maand(date(2026, 10, 1)), werkpunt=None, door=manager).pk)
    bouw([Contact(900 + n, "rabot", date(2026, 10, 8)) for n in range(10)])
    client, pad = als(manager), "/rapporten/brug/bereikt/?tijdvak=2026-10&werkpunt=alle"
    assert "Bereikte personen: 27 Alle werkpunten" in tekst(client, pad)
    assert "vastgelegd als versie 1" in tekst(client, pad)
    assert "Bereikte personen: 37 Alle werkpunten" in tekst(client, f"{pad}&levend=1")


@pytest.mark.parametrize("pad", ["onzin/?tijdvak=2026-10&werkpunt=alle", "bereikt/?tijdvak=2026-10&punt=nergens"])
def test_a_bridge_of_nothing_does_not_exist(oktober, manager, als, pad):
    assert als(manager).get(f"/rapporten/brug/{pad}").status_code == 404


def test_a_coordinator_has_no_bridge_of_another_unit(oktober, coordinator, als):
    client = als(coordinator)
    for waar in ("werkpunt=ledeberg", "werkpunt=alle", "werkpunt=alle&punt=rabot", "werkpunt=rabot&punt=ledeberg"):
        assert client.get(f"/rapporten/brug/bereikt/?tijdvak=2026-10&{waar}").status_code == 404
