"""The desk in a real browser: fast with the keyboard, nothing lost, nothing twice."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import MATEN
from tests.factories.werkpunten import ContactmomentFactory, WerkzoekendeFactory
from werkpunten.models import Contactmoment, Werkzoekende

WIE, NOTITIE = "#id_wie", "#id_notitie"


def contacten():
    return Contactmoment.objects.ongefilterd("test").order_by("pk")


@pytest.fixture
def demir(rabot, consulent):
    persoon = WerkzoekendeFactory(voornaam="Elif", achternaam="Demir")
    ContactmomentFactory(werkzoekende=persoon, werkpunt=rabot, door=consulent, notitie="Brengt een nieuwe cv.")
    return persoon


def test_visit_in_seven_key_presses(browser_als, consulent, demir):
    page = browser_als(consulent)
    page.goto("/balie/")
    page.keyboard.press("/")
    page.keyboard.type("dem")
    expect(page.get_by_role("option", name="Demir, Elif")).to_be_visible()
    for toets in ("ArrowDown", "Enter", "2", "Control+Enter"):
        page.keyboard.press(toets)
    expect(page.get_by_text("Bezoek bewaard om")).to_be_visible()
    contact = contacten().last()
    assert (contacten().count(), contact.werkzoekende) == (2, demir)
    assert [thema.slug for thema in contact.onderwerpen.all()] == ["cv-of-brief"]
    expect(page.locator(WIE)).to_be_focused()
    expect(page.locator(WIE)).to_have_value("")
    expect(page.locator("#vandaag li")).to_have_count(2)
    expect(page.locator("#stand")).to_have_text("vandaag 2 contacten")


def test_saving_for_somebody_the_page_was_opened_for_empties_the_search(browser_als, consulent, demir):
    page = browser_als(consulent)
    page.goto(f"/balie/?wie={demir.uuid}")
    expect(page.locator(WIE)).to_have_value("Demir, Elif")
    page.locator("[data-cijfers] input").first.focus()
    for toets in ("2", "Control+Enter"):
        page.keyboard.press(toets)
    expect(page.get_by_text("Bezoek bewaard om")).to_be_visible()
    expect(page.locator(WIE)).to_have_value("")
    assert contacten().last().werkzoekende == demir


def test_undo_from_the_green_line(browser_als, consulent):
    page = browser_als(consulent)
    page.goto("/balie/")
    log_anoniem(page)
    page.locator("[data-meldingen]").get_by_role("button", name="Ongedaan maken").click()
    expect(page.locator("#id_wie")).to_be_focused()
    expect(page.get_by_text("Het bezoek is ongedaan gemaakt.")).to_be_visible()
    expect(page.get_by_text("Nog geen bezoeken vandaag.")).to_be_visible()
    assert contacten().count() == 0


def log_anoniem(page):
    veld = page.locator(WIE)
    veld.focus()
    for toets in ("ArrowDown", "End", "Enter", "1", "Control+Enter"):
        page.keyboard.press(toets)
    expect(page.get_by_text("Bezoek bewaard om")).to_be_visible()


def test_anonymous_with_age_and_wijk(browser_als, consulent):
    page = browser_als(consulent)
    page.goto("/balie/")
    page.locator(WIE).fill("xyz")
    page.get_by_role("option", name="Anoniem bezoek").click()
    page.get_by_label("25 tot 54").check(force=True)
    page.locator("#id_wijk").select_option("dampoort")
    page.get_by_label("Vacature").check(force=True)
    page.get_by_role("button", name="Bewaren Ctrl").click()
    expect(page.get_by_text("Bezoek bewaard om")).to_be_visible()
    contact = contacten().get()
    assert (contact.werkzoekende, contact.leeftijdsgroep, contact.wijk.slug) == (None, "25-54", "dampoort")
    expect(page.locator("[data-bij=anoniem]")).to_be_hidden()


def test_new_person_with_a_possible_duplicate(browser_als, consulent, demir):
    page = browser_als(consulent)
    page.goto("/balie/")
    page.locator(WIE).press_sequentially("Elif Demirr")
    page.get_by_role("option", name="Nieuwe persoon").click()
    expect(page.get_by_label("Voornaam", exact=True)).to_have_value("Elif")
    expect(page.get_by_label("Naam", exact=True)).to_have_value("Demirr")
    expect(page.get_by_text("naam klinkt hetzelfde", exact=True)).to_be_visible()
    page.locator("#id_geboren").fill("1987")
    page.locator("#id_geboren").blur()
    expect(page.get_by_text("naam klinkt hetzelfde", exact=True)).to_be_hidden()
    page.get_by_label("Vacature").check(force=True)
    page.locator(NOTITIE).fill("eerste keer")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Bezoek bewaard om")).to_be_visible()
    assert contacten().last().werkzoekende.naam == "Demirr, Elif"


def test_same_person_takes_the_suggestion(browser_als, consulent, demir):
    page = browser_als(consulent)
    page.goto("/balie/")
    page.locator(WIE).fill("Elif Demirr")
    page.get_by_role("option", name="Nieuwe persoon").click()
    page.get_by_role("button", name="Zelfde persoon").click()
    page.keyboard.press("1")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Bezoek bewaard om")).to_be_visible()
    assert contacten().last().werkzoekende == demir
    assert Werkzoekende.objects.ongefilterd("test").count() == 1


def test_answer_lost_then_sent_again_makes_one_row(browser_als, consulent):
    page = browser_als(consulent)
    page.goto("/balie/")
    verloren = []

    def verlies(route):
        if route.request.method == "POST" and not verloren:
            verloren.append(route.fetch().status)
            route.abort()
        else:
            route.continue_()

    page.route("**/balie/", verlies)
    page.locator(WIE).focus()
    for toets in ("ArrowDown", "End", "Enter", "1"):
        page.keyboard.press(toets)
    page.locator(NOTITIE).fill("bewaar mij")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Geen verbinding. Je invoer staat nog op het scherm.")).to_be_visible()
    expect(page.locator(NOTITIE)).to_have_value("bewaar mij")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Dit bezoek is al bewaard om")).to_be_visible()
    assert (verloren, contacten().count()) == ([200], 1)


def test_mistake_keeps_what_was_typed_and_takes_the_focus(browser_als, axe, consulent):
    page = browser_als(consulent)
    page.goto("/balie/")
    page.locator(NOTITIE).fill("bewaar mij")
    page.keyboard.press("Control+Enter")
    samenvatting = page.locator("[data-foutsamenvatting]")
    expect(samenvatting).to_be_focused()
    expect(samenvatting).to_contain_text("Kies een persoon of kies Anoniem.")
    expect(page.locator(NOTITIE)).to_have_value("bewaar mij")
    assert axe(page) == []
    samenvatting.get_by_role("link", name="Kies een persoon").click()
    expect(page.locator(WIE)).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    page.keyboard.press("1")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Bezoek bewaard om")).to_be_visible()
    assert contacten().get().notitie == "bewaar mij"


def test_without_script(browser_als, consulent, demir):
    page = browser_als(consulent, java_script_enabled=False)
    page.goto("/balie/")
    page.locator(WIE).fill("demir")
    page.locator(NOTITIE).fill("bewaar mij")
    page.get_by_role("button", name="Zoeken").click()
    page.get_by_role("radio", name="Demir, Elif").check()
    page.get_by_label("Vacature").check(force=True)
    page.get_by_role("button", name="Bewaren Ctrl").click()
    expect(page.get_by_text("Bezoek bewaard om")).to_be_visible()
    contact = contacten().last()
    assert (contact.werkzoekende, contact.notitie) == (demir, "bewaar mij")
    page.locator("#vandaag").get_by_role("button", name="Ongedaan maken").first.click()
    expect(page.get_by_text("Het bezoek is ongedaan gemaakt.")).to_be_visible()


def test_stranger_is_opened_with_a_reason(browser_als, vreemde, demir):
    page = browser_als(vreemde)
    page.goto("/balie/")
    page.locator(WIE).fill("demir")
    page.get_by_role("option", name="Demir, Elif").click()
    page.get_by_text("Dossier nu openen met een reden").click()
    page.get_by_label("Waarom heb je dit dossier nodig?").fill("Belt over zijn afspraak")
    page.get_by_role("button", name="Dossier openen", exact=True).click()
    expect(page.get_by_role("heading", name="Demir, Elif")).to_be_visible()
    assert "Demir" not in page.url


def test_from_the_file_to_the_desk_and_back(browser_als, consulent, demir):
    page = browser_als(consulent)
    page.goto(demir.get_absolute_url())
    page.keyboard.press("n")
    expect(page.locator(WIE)).to_have_value("Demir, Elif")
    page.get_by_label("Nederlands").check(force=True)
    page.get_by_role("button", name="Bewaren en dossier openen").click()
    expect(page.get_by_role("heading", name="Demir, Elif")).to_be_visible()
    expect(page.locator("#tijdlijn li")).to_have_count(2)
    page.get_by_label("Soort").select_option("telefoon")
    page.get_by_role("button", name="Filteren").click()
    expect(page.get_by_text("Geen contacten van deze soort.")).to_be_visible()


@pytest.mark.parametrize("maat", MATEN)
def test_desk_and_file_are_accessible(browser_als, axe, consulent, demir, maat):
    page = browser_als(consulent, maat)
    page.goto("/balie/")
    assert (past(page), axe(page)) == (True, [])
    page.locator(WIE).fill("demir")
    expect(page.get_by_role("option", name="Demir, Elif")).to_be_visible()
    assert (past(page), axe(page)) == (True, [])
    page.get_by_role("option", name="Nieuwe persoon").click()
    expect(page.get_by_label("Voornaam", exact=True)).to_be_visible()
    assert (past(page), axe(page)) == (True, [])
    for deel in ("", "gegevens/", "toegang/?lijsten=1"):
        page.goto(demir.get_absolute_url() + deel)
        assert (past(page), axe(page)) == (True, [])


def past(page) -> bool:
    """Nothing sticks out on the right."""
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")
