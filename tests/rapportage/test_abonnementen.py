"""A mail when the clock froze a report: once, to who asked for it and may read it, with a link and nothing else."""

import re
from datetime import date

import pytest
import time_machine
from django.core import mail

from partners.models import Mail
from partners.services import post
from rapportage import abonnementen, services
from rapportage.models import Abonnement, Bereikrapport, Rapportbericht, Rapportopdracht
from rapportage.tijdvakken import Tijdvak
from tests.rapportage.naief import Contact
from tests.rapportage.test_bereik import bouw
from toegang.rollen import Rol

OKTOBER = date(2026, 10, 1)
STAD = "tijdvak=2026-10&werkpunt=alle"


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel("2026-11-01 05:00+01:00", tick=False):
        yield


@pytest.fixture
def wereld(rabot, ledeberg):
    bouw(
        [Contact(n, "rabot", OKTOBER) for n in range(4321)][:40] + [Contact(n, "ledeberg", OKTOBER) for n in range(7)]
    )


def klok() -> None:
    """What beat and the worker do on the first of the month."""
    services.vraag_rapporten()
    for pk in list(Rapportopdracht.objects.te_doen().values_list("pk", flat=True)):
        services.maak_rapport(pk)


def geschreven() -> list[tuple[str, str]]:
    return list(Mail.objects.order_by("aan", "onderwerp").values_list("aan", "onderwerp"))


def test_a_subscriber_gets_one_mail_with_a_link_and_no_figure(wereld, manager, coordinator, rabot):
    abonnementen.neem("maand", werkpunt=None, door=manager)
    abonnementen.neem("maand", werkpunt=rabot, door=coordinator)
    klok()
    klok()
    assert sorted(geschreven()) == sorted(
        (wie.email, "Bereikrapport oktober 2026 is klaar") for wie in (manager, coordinator)
    )
    tekst = Mail.objects.get(aan=manager.email).tekst
    link = re.search(r"http\S+(/rapporten/link/\S+/)\n", tekst)
    assert link
    zonder = tekst.replace(link.group(), "").replace("oktober 2026", "").replace("7 dagen", "")
    assert not re.search(r"\d", zonder)
    assert manager.voornaam not in tekst


def test_the_link_leads_to_the_report(wereld, manager, als):
    abonnementen.neem("maand", werkpunt=None, door=manager)
    klok()
    link = re.search(r"(/rapporten/link/\S+/)\n", Mail.objects.get().tekst)
    assert link
    assert als(manager).get(link[1])["Location"] == f"/rapporten/?{STAD}"


def test_the_mail_leaves_by_the_outbox_once(wereld, manager):
    abonnementen.neem("maand", werkpunt=None, door=manager)
    klok()
    for _ in range(2):
        post.verstuur(Mail.objects.get().pk)
    assert [bericht.to for bericht in mail.outbox] == [[manager.email]]


def test_a_report_that_somebody_freezes_sends_nothing(wereld, manager):
    abonnementen.neem("maand", werkpunt=None, door=manager)
    services.maak_rapport(services.vraag_rapport(Tijdvak.maand(OKTOBER), werkpunt=None, door=manager).pk)
    assert geschreven() == []


def test_who_was_told_is_not_told_again(wereld, manager):
    abonnementen.neem("maand", werkpunt=None, door=manager)
    klok()
    assert abonnementen.meld(Bereikrapport.objects.get(werkpunt=None, soort="maand")) == 0
    assert (len(geschreven()), Rapportbericht.objects.count()) == (1, 1)


def test_each_hears_of_the_kind_and_unit_they_asked_for(wereld, manager, rabot):
    for soort in ("kwartaal", "jaar"):
        abonnementen.neem(soort, werkpunt=None, door=manager)
    abonnementen.neem("maand", werkpunt=rabot, door=manager)
    klok()
    verteld = set(Rapportbericht.objects.values_list("rapport__soort", "rapport__werkpunt__slug"))
    assert verteld == {("maand", "rabot"), ("kwartaal", None), ("jaar", None)}
    assert Bereikrapport.objects.bereik().count() == 9


def test_who_left_or_lost_the_right_gets_nothing(wereld, manager, coordinator, rabot):
    abonnementen.neem("maand", werkpunt=None, door=manager)
    abonnementen.neem("maand", werkpunt=rabot, door=coordinator)
    manager.is_active = False
    manager.save()
    coordinator.aanstellingen.filter(rol=Rol.COORDINATOR).update(tot=date(2026, 10, 31))
    klok()
    assert geschreven() == []


def test_subscribing_and_stopping_take_one_click_each(wereld, manager, als):
    client = als(manager)
    assert "Stuur mij een mail" in client.get(f"/rapporten/?{STAD}").content.decode()
    for _ in range(2):
        antwoord = client.post(f"/rapporten/mail/?{STAD}")
        assert antwoord["Location"] == f"/rapporten/?{STAD}#mail"
    abonnement = Abonnement.objects.get()
    assert (abonnement.medewerker, abonnement.soort, abonnement.werkpunt) == (manager, "maand", None)
    pagina = client.get(f"/rapporten/?{STAD}").content.decode()
    assert ("Stuur mij een mail" in pagina, "Geen mail meer" in pagina) == (False, True)
    client.post(f"/rapporten/mail/{abonnement.pk}/stop/?{STAD}")
    assert not Abonnement.objects.exists()


def test_nobody_subscribes_to_what_they_may_not_read_or_stops_anothers(wereld, manager, coordinator, als):
    client = als(coordinator)
    assert client.post(f"/rapporten/mail/?{STAD}").status_code == 404
    abonnementen.neem("maand", werkpunt=None, door=manager)
    assert client.post(f"/rapporten/mail/{Abonnement.objects.get().pk}/stop/?werkpunt=rabot").status_code == 404
    assert Abonnement.objects.count() == 1
