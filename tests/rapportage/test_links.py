"""Links to a report: they expire, ask who opens them, and look up again whether that person may see the report."""

from datetime import date

import pytest
import time_machine

from rapportage import links, services
from rapportage.models import Bereikrapport
from rapportage.tijdvakken import Tijdvak
from tests.rapportage.naief import Contact
from tests.rapportage.test_bereik import bouw

OKTOBER = date(2026, 10, 1)


@pytest.fixture(autouse=True)
def tijd():
    with time_machine.travel("2026-11-21 10:00+01:00", tick=False) as reis:
        yield reis


@pytest.fixture
def rapport(rabot, manager) -> Bereikrapport:
    bouw([Contact(n, "rabot", OKTOBER) for n in range(9)])
    gemaakt = services.maak_rapport(services.vraag_rapport(Tijdvak.maand(OKTOBER), werkpunt=rabot, door=manager).pk)
    assert gemaakt is not None
    return gemaakt


def test_a_link_works_for_seven_days_and_then_leads_to_the_report(rapport, manager, als, tijd):
    link = links.adres(rapport.pk, "csv")
    tijd.move_to("2026-11-28 09:59+01:00")
    assert als(manager).get(link).status_code == 200
    tijd.move_to("2026-11-28 10:01+01:00")
    antwoord = als(manager).get(link)
    pagina = antwoord.content.decode()
    assert (antwoord.status_code, "Deze link is verlopen" in pagina) == (410, True)
    assert "Een link naar een rapport werkt 7 dagen." in pagina
    assert 'href="/rapporten/?tijdvak=2026-10&amp;werkpunt=rabot"' in pagina


def test_how_long_is_a_setting(rapport, manager, als, tijd, settings):
    settings.RAPPORTLINK_DAGEN = 1
    link = links.adres(rapport.pk, "csv")
    tijd.move_to("2026-11-22 10:01+01:00")
    antwoord = als(manager).get(link)
    assert (antwoord.status_code, "werkt 1 dag." in antwoord.content.decode()) == (410, True)


def test_who_opens_a_link_signs_in_first(rapport, manager, client, als):
    link = links.adres(rapport.pk, "pdf")
    antwoord = client.get(link)
    assert (antwoord.status_code, antwoord["Location"].split("?")[0]) == (302, "/aanmelden/")
    assert als(manager).get(link).status_code == 200


@pytest.mark.parametrize("dagen", [0, 8])
def test_a_link_gives_nothing_to_who_may_not_or_no_longer_see_the_report(rapport, manager, vreemde, als, tijd, dagen):
    """Nor does one that expired: it would say that there is a report."""
    link = links.adres(rapport.pk, "csv")
    tijd.shift(dagen * 86_400)
    manager.aanstellingen.update(tot=date(2026, 11, 20))
    assert [als(wie).get(link).status_code for wie in (manager, vreemde)] == [404, 404]


def test_each_gets_the_set_they_may_see(rapport, manager, coordinator, als):
    bouw([Contact(n, "rabot", date(2026, 9, 1)) for n in range(3)])
    link = links.adres(rapport.pk, "json")
    niveaus = [als(wie).get(link).json()["bereik"]["niveau"] for wie in (manager, coordinator)]
    assert niveaus == ["gepubliceerd", "exact"]


def test_the_link_of_a_mail_leads_to_the_page(rapport, manager, als):
    antwoord = als(manager).get(links.adres(rapport.pk, links.BLADZIJDE))
    assert (antwoord.status_code, antwoord["Location"]) == (302, "/rapporten/?tijdvak=2026-10&werkpunt=rabot")


def test_a_link_cannot_be_guessed(rapport, manager, als):
    goed = links.adres(rapport.pk, "csv")
    begin, handtekening = goed.rsplit(":", 1)
    for fout in (f"{begin}:{handtekening[::-1]}", goed.replace("link/", "link/X"), f"/rapporten/link/{rapport.pk}/"):
        assert als(manager).get(fout).status_code == 404
    assert als(manager).get(links.adres(rapport.pk + 1, "csv")).status_code == 404
    assert als(manager).get(links.adres(rapport.pk, "exe")).status_code == 404
