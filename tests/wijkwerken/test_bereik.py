"""Which customers and work places a coordinator works with, and what hangs off them."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from tests.factories.gebruikers import GebruikerFactory, WerkplekFactory
from tests.factories.toegang import MedewerkerFactory
from tests.factories.werkpunten import WerkpuntFactory
from tests.factories.wijkwerkers import begonnen, bekend, gepland, opdracht
from toegang.rollen import Rol
from werkpunten.models import Wijk
from wijkwerken.models import (
    Activiteit,
    Gebruikersovereenkomst,
    Gemeente,
    Inschrijvingsgeld,
    Klacht,
    Opdracht,
    Werkplek,
    Werkplekstap,
    WijkwerkGebruiker,
)
from wijkwerken.services import gebruikers, kwaliteit


@pytest.fixture
def ander(stad):
    """Coordinates a work point in Drongen."""
    punt = WerkpuntFactory(wijk=Wijk.objects.get(slug="drongen"))
    return MedewerkerFactory(organisatie=stad, rol=Rol.COORDINATOR, rol__werkpunt=punt)


def ziet(model, wie):
    return set(model.objects.zichtbaar_voor(wie))


def test_a_coordinator_works_with_the_customers_of_the_own_wijken(coordinator, ander, wijkwerkconsulent, consulent):
    hier, ginder = GebruikerFactory(), GebruikerFactory(in_wijk="drongen")
    gezien = [ziet(WijkwerkGebruiker, wie) for wie in (coordinator, ander, wijkwerkconsulent, consulent)]
    assert gezien == [{hier}, {ginder}, {hier, ginder}, set()]
    for model in (Gebruikersovereenkomst, Inschrijvingsgeld):
        assert {rij.gebruiker for rij in ziet(model, ander)} == {ginder}


def test_a_customer_one_registered_stays_in_reach_wherever_it_is(coordinator, ander):
    plaats = {"wijk": Wijk.objects.get(slug="drongen"), "gemeente": Gemeente.objects.get(slug="gent")}
    nieuw = WijkwerkGebruiker(type="prive", voornaam="Rita", achternaam="Peeters", **plaats)
    bewaard = gebruikers.registreer(nieuw, door=coordinator)
    assert bewaard in ziet(WijkwerkGebruiker, coordinator) & ziet(WijkwerkGebruiker, ander)


def test_for_whom_ones_people_work_is_in_reach_with_the_assignment(rabot, coordinator, ander, wijkwerkconsulent):
    with time_machine.travel("2026-05-04T12:00:00+02:00", tick=False):
        ver, tuin = GebruikerFactory(in_wijk="oostakker"), Activiteit.objects.get(slug="klein-tuinonderhoud")
        werk, leeg = (
            opdracht(wijkwerkconsulent, gebruiker=ver, activiteit=tuin, titel=titel) for titel in ("Haag", "Gras")
        )
        assert ziet(Opdracht, coordinator) == set()
        wie = begonnen(bekend(coordinator, rabot), door=coordinator, van=date(2026, 1, 1))
        gepland(wie, werk, door=wijkwerkconsulent, van=date(2026, 2, 1), tot=None)
        assert ziet(WijkwerkGebruiker, coordinator) == {ver}
        assert ziet(Opdracht, coordinator) == {werk, leeg}
        assert (ziet(WijkwerkGebruiker, ander), ziet(Opdracht, ander)) == (set(), set())


def test_a_work_place_is_of_its_wijk_of_who_follows_it_and_of_who_has_the_customer(coordinator, ander):
    hier, ginder, gevolgd = (
        WerkplekFactory(**velden)
        for velden in ({}, {"in_wijk": "drongen"}, {"in_wijk": "drongen", "verantwoordelijke": coordinator})
    )
    stappen = [
        Werkplekstap.objects.create(
            werkplek=plek, wat="gebeld", van_stand="prospect", naar_stand="prospect", door=ander
        )
        for plek in (hier, ginder)
    ]
    assert (ziet(Werkplek, coordinator), ziet(Werkplek, ander)) == ({hier, gevolgd}, {ginder, gevolgd})
    assert (ziet(Werkplekstap, coordinator), ziet(Werkplekstap, ander)) == ({stappen[0]}, {stappen[1]})


def test_a_complaint_about_nobody_is_of_who_has_the_customer(coordinator, ander):
    klacht = kwaliteit.neem_klacht_aan(Klacht(gebruiker=GebruikerFactory(), wat="Niemand belde"), door=coordinator)
    assert (ziet(Klacht, coordinator), ziet(Klacht, ander)) == ({klacht}, set())


@pytest.mark.parametrize("naam", ["gebruiker-detail", "gebruiker-update"])
def test_out_of_reach_is_not_found(client, ander, naam):
    client.force_login(ander)
    adres = reverse(f"wijkwerken:{naam}", kwargs={"sleutel": GebruikerFactory().sleutel})
    assert client.get(adres).status_code == 404
    assert "Rita" not in client.get(reverse("wijkwerken:gebruiker-list")).text
    bestand = client.get(reverse("wijkwerken:gebruiker-exporteer"), {"formaat": "csv"})
    assert b"Rita" not in b"".join(bestand)
