"""The desk when things go wrong on the way, and the list that waits beside it."""

import time

from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from tests.browser.test_balie_toetsen import WIE, contacten, tik
from tests.factories.toegang import WACHTWOORD
from tests.factories.werkpunten import ContactmomentFactory, WerkzoekendeFactory
from werkpunten.models import Wachtende

ZEVEN = ("d", "e", "m", "ArrowDown", "Enter", "2", "Control+Enter")


def maak_demir(rabot, consulent):
    persoon = WerkzoekendeFactory(voornaam="Elif", achternaam="Demir")
    ContactmomentFactory(werkzoekende=persoon, werkpunt=rabot, door=consulent)
    return persoon


def test_server_away_and_back_in_the_middle_of_a_visit(browser_als, consulent, rabot):
    """The search finds nobody while the server is away; once it is back the same keys log one visit."""
    persoon, page = maak_demir(rabot, consulent), browser_als(consulent)
    page.goto("/balie/")
    page.locator("#id_notitie").fill("bewaar mij")
    page.locator(WIE).focus()
    page.context.set_offline(True)
    tik(page, ("d", "e", "m", "ArrowDown", "Enter"), 0)
    expect(page.get_by_text("Geen verbinding. Je invoer staat nog op het scherm.")).to_be_visible()
    expect(page.locator("[data-gekozen]")).to_have_value("")
    page.context.set_offline(False)
    page.locator(WIE).fill("")
    tik(page, ZEVEN[:-1], 0)
    expect(page.get_by_label("CV of brief")).to_be_checked()
    page.context.set_offline(True)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Geen verbinding. Je invoer staat nog op het scherm.")).to_be_visible()
    expect(page.locator("#id_notitie")).to_have_value("bewaar mij")
    page.context.set_offline(False)
    time.sleep(1.1)  # the same form is not sent twice within a second
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Bezoek bewaard om")).to_be_visible()
    assert (contacten().count(), contacten().last().werkzoekende) == (2, persoon)
    assert contacten().last().notitie == "bewaar mij"


def test_session_over_in_the_middle_of_a_visit(browser_als, consulent, rabot):
    persoon, page = maak_demir(rabot, consulent), browser_als(consulent)
    consulent.set_password(WACHTWOORD)
    consulent.save()
    page.goto("/aanmelden/")
    page.locator("[name=login]").fill(consulent.email)
    page.locator("[name=password]").fill(WACHTWOORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "aanmelden" not in url)
    page.goto("/balie/")
    tik(page, ZEVEN[:-1], 0)
    expect(page.get_by_label("CV of brief")).to_be_checked()
    Session.objects.all().delete()
    page.keyboard.press("Control+Enter")
    venster = page.locator("dialog#aanmelden")
    expect(venster).to_be_visible()
    venster.locator("[name=password]").fill(WACHTWOORD)
    page.keyboard.press("Enter")
    expect(venster).to_be_hidden()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Bezoek bewaard om")).to_be_visible()
    assert (contacten().count(), contacten().last().werkzoekende) == (2, persoon)


def test_queue_keeps_what_is_typed_and_opens_the_desk_for_who_waits(browser_als, axe, consulent, rabot):
    persoon, page = maak_demir(rabot, consulent), browser_als(consulent)
    page.goto("/balie/")
    page.locator("#id_notitie").fill("bewaar mij")
    page.get_by_label("Wie kwam binnen?").fill("Fatima")
    page.keyboard.press("Enter")
    expect(page.locator("#wachtrij")).to_contain_text("Fatima")
    expect(page.get_by_label("Wie kwam binnen?")).to_have_value("")
    page.locator(WIE).focus()
    tik(page, ("d", "e", "m", "Enter"), 0)
    page.locator("[data-gekozen-persoon]").get_by_role("button", name="Laat wachten").click()
    expect(page.locator("#wachtrij li")).to_have_count(2)
    page.get_by_role("button", name="Ging weg Fatima").click()
    expect(page.locator("#wachtrij")).to_contain_text("weg zonder hulp")
    expect(page.locator("#id_notitie")).to_have_value("bewaar mij")
    assert axe(page) == []
    page.get_by_role("button", name="Helpen met Demir, Elif").click()
    page.wait_for_url("**/balie/?wacht=*")
    tik(page, ("2", "Control+Enter"), 0)
    expect(page.get_by_text("Bezoek bewaard om")).to_be_visible()
    expect(page.locator("#wachtrij")).not_to_contain_text("Demir")
    assert Wachtende.objects.ongefilterd("test").get(werkzoekende=persoon).contact == contacten().last()


def test_paper_list_in_a_browser(browser_als, axe, consulent, rabot):
    persoon, page = maak_demir(rabot, consulent), browser_als(consulent)
    page.goto("/balie/achteraf/")
    page.locator("#id_r0-wie").focus()
    tik(page, ("d", "e", "m", "Enter"), 0)
    expect(page.locator("#id_r0-wie")).to_have_value("Demir, Elif")
    page.locator("#id_r0-onderwerp").select_option("vacature")
    page.locator("#id_r1-wie").fill("iemand")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("link", name="Rij 2: Kies een persoon uit de lijst")).to_be_visible()
    expect(page.locator("#id_r0-wie")).to_have_value("Demir, Elif")
    assert axe(page) == []
    page.locator("#id_r1-wie").focus()
    page.keyboard.press("Alt+a")
    page.locator("#id_r1-onderwerp").select_option("nederlands")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("2 contacten bewaard.")).to_be_visible()
    assert [contact.werkzoekende for contact in contacten()][1:] == [persoon, None]
