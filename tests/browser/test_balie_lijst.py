"""The paper list in a browser: somebody new in a row, and all of it taken back."""

from playwright.sync_api import expect

from tests.browser.test_balie_tegenslag import maak_demir
from tests.browser.test_balie_toetsen import contacten, tik
from werkpunten.models import Werkzoekende


def test_somebody_new_in_a_row_and_the_whole_list_taken_back(browser_als, axe, consulent, rabot):
    page, demir = browser_als(consulent), maak_demir(rabot, consulent)
    page.goto("/balie/achteraf/")
    page.locator("#id_r1-wie").focus()
    tik(page, ("E", "l", "i", "f", " ", "D", "e", "m", "i", "r", "r", "Alt+n"), 0)
    expect(page.locator("#id_r1-voornaam")).to_have_value("Elif")
    expect(page.locator("#id_r1-geboren")).to_be_focused()
    expect(page.locator("#r1-lijkt")).to_contain_text("naam klinkt hetzelfde")
    expect(page.locator("#id_r0-voornaam")).to_be_hidden()
    page.locator("#r1-lijkt").get_by_role("button", name="Zelfde persoon").click()
    expect(page.locator("#id_r1-wie")).to_have_value("Demir, Elif")
    expect(page.locator("#id_r1-voornaam")).to_be_hidden()
    page.locator("#id_r1-onderwerp").select_option("vacature")
    page.locator("#id_r2-wie").focus()
    page.keyboard.press("Alt+n")
    page.keyboard.type("Elif")
    page.locator("#id_r2-achternaam").fill("Demir")
    page.locator("#id_r2-onderwerp").select_option("vacature")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("group", name="Is het dezelfde persoon?")).to_be_visible()
    expect(page.locator("#id_r1-wie")).to_have_value("Demir, Elif")
    assert axe(page) == []
    page.get_by_label("Nee, toch een nieuwe persoon").check()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("2 contacten bewaard.")).to_be_visible()
    assert {contact.werkzoekende_id for contact in contacten()} > {demir.pk}
    assert axe(page) == []
    page.get_by_role("button", name="Alles ongedaan maken").click()
    expect(page.get_by_text("2 contacten ongedaan gemaakt.")).to_be_visible()
    assert contacten().count() == 1
    assert list(Werkzoekende.objects.ongefilterd("test")) == [demir]
