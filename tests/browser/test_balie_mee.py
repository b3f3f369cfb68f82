"""A task and an appointment given along with a visit, with the keyboard."""

from datetime import timedelta

from playwright.sync_api import expect

from kern.tijd import vandaag
from tests.browser.test_balie_tegenslag import ZEVEN, maak_demir
from tests.browser.test_balie_toetsen import contacten, tik
from tests.factories.werkpunten import om
from werkpunten.models import Afspraak, Taak


def test_given_along_with_the_keyboard_and_gone_with_the_visit(browser_als, axe, consulent, rabot):
    persoon, page = maak_demir(rabot, consulent), browser_als(consulent)
    page.goto("/balie/")
    tik(page, ZEVEN[:-1], 0)
    expect(page.get_by_label("CV of brief")).to_be_checked()
    page.keyboard.press("t")
    expect(page.locator("#id_taak_wat")).to_be_focused()
    page.keyboard.type("Bellen over de opleiding")
    page.locator("summary", has_text="Afspraak meegeven").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#id_afspraak_dag")).to_be_focused()
    page.locator("#id_afspraak_dag").fill(f"{vandaag() + timedelta(days=1)}")
    expect(page.locator("[data-vrij]")).to_contain_text("vrij")
    assert axe(page) == []
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("link", name="Uur: Kies een uur.")).to_be_visible()
    expect(page.locator("#id_taak_wat")).to_have_value("Bellen over de opleiding")
    page.locator("#id_afspraak_van").fill("10:00")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Taak meegegeven. Afspraak op")).to_be_visible()
    expect(page.locator("[data-mee][open]")).to_have_count(0)
    assert Taak.objects.ongefilterd("test").get().contact == contacten().last()
    assert [(plan.begin, plan.werkzoekende) for plan in Afspraak.objects.ongefilterd("test")] == [
        (om(10, over=1), persoon)
    ]
    page.locator("[data-meldingen]").get_by_role("button", name="Ongedaan maken").click()
    expect(page.get_by_text("Het bezoek is ongedaan gemaakt.")).to_be_visible()
    assert not Taak.objects.ongefilterd("test").exists()
    assert not Afspraak.objects.ongefilterd("test").exists()


def test_nobody_in_particular_is_not_asked_what_to_take_along(browser_als, consulent):
    page = browser_als(consulent)
    page.goto("/balie/")
    page.keyboard.press("Alt+a")
    expect(page.locator("[data-mee]").first).to_be_hidden()
    page.keyboard.press("Alt+n")
    expect(page.locator("[data-mee]").first).to_be_visible()


def test_trajectory_started_with_the_visit_by_the_keyboard_and_gone_with_it(browser_als, axe, consulent, rabot):
    persoon, page = maak_demir(rabot, consulent), browser_als(consulent)
    page.goto("/balie/")
    tik(page, ZEVEN[:-1], 0)
    expect(page.get_by_label("CV of brief")).to_be_checked()
    page.keyboard.press("j")
    expect(page.get_by_label("Welk traject?")).to_be_focused()
    page.keyboard.type("Werkpunten: Beg")
    assert axe(page) == []
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Traject gestart: Begeleiding in het werkpunt.")).to_be_visible()
    assert [traject.begeleider for traject in persoon.trajecten.ongefilterd("test")] == [consulent]
    page.locator("[data-meldingen]").get_by_role("button", name="Ongedaan maken").click()
    expect(page.get_by_text("Het bezoek is ongedaan gemaakt.")).to_be_visible()
    assert not persoon.trajecten.ongefilterd("test").exists()
