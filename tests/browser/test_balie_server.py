"""A real server process that is stopped and started while somebody saves at the desk."""

import signal

import pytest
from playwright.sync_api import expect

from tests.browser.test_balie_tegenslag import ZEVEN, maak_demir
from tests.browser.test_balie_toetsen import contacten, tik
from werkpunten.models import Taak

WEG = "Geen verbinding. Je invoer staat nog op het scherm."


@pytest.fixture
def aan_de_balie(server, browser_als, consulent, rabot):
    """A page at the desk of that server with a visit typed in: person, topic, note and task."""
    persoon, page = maak_demir(rabot, consulent), browser_als(consulent)
    [koekje] = page.context.cookies()
    page.context.add_cookies([{"name": koekje["name"], "value": koekje["value"], "url": server.adres}])
    page.goto(f"{server.adres}/balie/")
    tik(page, ZEVEN[:-1], 0)
    expect(page.get_by_label("CV of brief")).to_be_checked()
    page.locator("#id_notitie").fill("bewaar mij")
    page.locator("summary", has_text="Taak meegeven").click()
    page.locator("#id_taak_wat").fill("Bellen over de opleiding")
    return persoon, page


def staat_er_nog(page, persoon):
    expect(page.locator("[data-verbinding]")).to_have_text(WEG)
    expect(page.locator("#id_wie")).to_have_value("Demir, Elif")
    expect(page.locator("[data-gekozen]")).to_have_value(str(persoon.uuid))
    expect(page.get_by_label("CV of brief")).to_be_checked()
    expect(page.locator("#id_notitie")).to_have_value("bewaar mij")
    expect(page.locator("#id_taak_wat")).to_have_value("Bellen over de opleiding")


def bewaard(page, persoon, melding):
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text(melding)).to_be_visible()
    expect(page.locator("[data-verbinding]")).to_have_text("")
    expect(page.locator("#id_notitie")).to_have_value("")
    assert (contacten().count(), contacten().last().werkzoekende) == (2, persoon)
    assert contacten().last().notitie == "bewaar mij"
    assert [taak.contact for taak in Taak.objects.ongefilterd("test")] == [contacten().last()]


def test_stopped_before_saving(server, aan_de_balie, axe):
    persoon, page = aan_de_balie
    server.stop()
    page.keyboard.press("Control+Enter")
    staat_er_nog(page, persoon)
    assert axe(page) == []
    page.keyboard.press("Control+Enter")  # still away
    staat_er_nog(page, persoon)
    assert contacten().count() == 1
    server.start()
    bewaard(page, persoon, "Bezoek bewaard om")


def test_killed_before_the_answer_came(server, aan_de_balie):
    """The visit was kept, and nobody was told: saving again says so and makes no second one."""
    persoon, page = aan_de_balie
    gevallen = []

    def val(route):
        gevallen.append(route.fetch().status)
        server.stop(signal.SIGKILL)
        route.abort()

    page.route("**/balie/", val, times=1)
    page.keyboard.press("Control+Enter")
    staat_er_nog(page, persoon)
    assert (gevallen, contacten().count()) == ([200], 2)
    server.start()
    bewaard(page, persoon, "Dit bezoek is al bewaard om")
