"""The keyboard at the desk, however fast somebody types and however slow the server is."""

import time

import pytest
from playwright.sync_api import expect

from tests.factories.werkpunten import ContactmomentFactory, WerkzoekendeFactory
from werkpunten.models import Contactmoment, Werkzoekende

WIE = "#id_wie"
ANONIEM = ("ArrowDown", "End", "Enter", "1", "Control+Enter")


def contacten():
    return Contactmoment.objects.ongefilterd("test").order_by("pk")


@pytest.fixture
def demir(rabot, consulent):
    persoon = WerkzoekendeFactory(voornaam="Elif", achternaam="Demir")
    ContactmomentFactory(werkzoekende=persoon, werkpunt=rabot, door=consulent)
    return persoon


def vertraag(page, seconden):
    """The server takes its time over every search; who asked waits, the page does not."""

    def later(route):
        time.sleep(seconden)
        route.continue_()

    page.route("**/balie/zoek/", later)


def tik(page, toetsen, pauze):
    for toets in toetsen:
        page.keyboard.press(toets)
        page.wait_for_timeout(pauze)


def bewaard_voor(page, persoon):
    expect(page.get_by_text("Bezoek bewaard om")).to_be_visible()
    contact = contacten().last()
    assert (contacten().count(), contact.werkzoekende) == (2, persoon)
    assert [thema.slug for thema in contact.onderwerpen.all()] == ["cv-of-brief"]
    assert Werkzoekende.objects.ongefilterd("test").count() == 1


@pytest.mark.parametrize("traag", [0, 1])
@pytest.mark.parametrize("pauze", [0, 30, 100, 250])
def test_seven_keys_at_any_speed_log_the_visit_of_the_first_person(browser_als, consulent, demir, pauze, traag):
    page = browser_als(consulent)
    if traag:
        vertraag(page, traag)
    page.goto("/balie/")
    tik(page, ("d", "e", "m", "ArrowDown", "Enter", "2", "Control+Enter"), pauze)
    bewaard_voor(page, demir)


def test_enter_alone_takes_the_first_person(browser_als, consulent, demir):
    page = browser_als(consulent)
    page.goto("/balie/")
    tik(page, ("d", "e", "m", "Enter", "2", "Control+Enter"), 0)
    bewaard_voor(page, demir)


@pytest.mark.parametrize("annuleert", ["Escape", "i"])
def test_escape_or_more_typing_lets_go_of_the_held_key(browser_als, consulent, demir, annuleert):
    page = browser_als(consulent)
    vertraag(page, 0.3)
    page.goto("/balie/")
    tik(page, ("d", "e", "m", "ArrowDown", "Enter", annuleert), 0)
    page.wait_for_timeout(900)
    expect(page.locator(WIE)).to_be_focused()
    expect(page.locator(WIE)).to_have_value("dem" if annuleert == "Escape" else "demi")
    expect(page.locator("[data-gekozen]")).to_have_value("")
    expect(page.locator("[aria-selected=true]")).to_have_count(0)


def test_nobody_found_chooses_nothing(browser_als, consulent, demir):
    page = browser_als(consulent)
    vertraag(page, 0.5)
    page.goto("/balie/")
    tik(page, ("q", "q", "q", "ArrowDown", "Enter", "2", "Control+Enter"), 0)
    expect(page.get_by_role("option", name="Nieuwe persoon “qqq”")).to_be_visible()
    expect(page.locator(WIE)).to_be_focused()
    expect(page.locator("[data-gekozen]")).to_have_value("")
    expect(page.locator("[data-cijfers] :checked")).to_have_count(0)
    assert contacten().count() == 1


def test_lost_connection_is_told_and_chooses_nothing(browser_als, consulent, demir):
    page = browser_als(consulent)
    page.goto("/balie/")
    page.route("**/balie/zoek/", lambda route: route.abort())
    tik(page, ("d", "e", "m", "ArrowDown", "Enter", "2"), 0)
    expect(page.get_by_text("Geen verbinding. Je invoer staat nog op het scherm.")).to_be_visible()
    expect(page.locator("[data-gekozen]")).to_have_value("")
    expect(page.locator(WIE)).to_be_focused()


def test_end_does_not_wait_for_the_answer(browser_als, consulent):
    page = browser_als(consulent)
    vertraag(page, 0.5)
    page.goto("/balie/")
    tik(page, ("d", "e", "m", "End", "Enter", "1", "Control+Enter"), 0)
    expect(page.get_by_text("Bezoek bewaard om")).to_be_visible()
    assert contacten().get().werkzoekende is None


def test_down_on_a_closed_list_searches_again(browser_als, consulent, demir):
    page = browser_als(consulent)
    page.goto("/balie/")
    page.keyboard.type("dem")
    expect(page.get_by_role("option", name="Demir, Elif")).to_be_visible()
    tik(page, ("Escape", "ArrowDown", "Enter", "2", "Control+Enter"), 0)
    bewaard_voor(page, demir)


@pytest.mark.parametrize("maat", ["1366", "390"])
def test_a_tap_in_the_empty_field_offers_an_anonymous_visit(browser_als, consulent, maat):
    page = browser_als(consulent, maat)
    page.goto("/balie/")
    page.locator(WIE).click()
    page.get_by_role("option", name="Anoniem bezoek").click()
    expect(page.locator("[data-gekozen]")).to_have_value("anoniem")


def test_opened_for_somebody_the_digits_work_at_once(browser_als, consulent, demir):
    page = browser_als(consulent)
    page.goto("/caseload/?lijst=gezien")
    page.get_by_role("link", name="Demir, Elif").first.focus()
    page.keyboard.press("n")
    page.wait_for_url("**/balie/?wie=*")
    expect(page.locator("[data-cijfers] input").first).to_be_focused()
    page.keyboard.press("2")
    page.locator("h1").click()  # the focus is nowhere
    page.keyboard.press("Control+Enter")
    bewaard_voor(page, demir)


def test_from_a_file_the_digits_work_at_once(browser_als, consulent, demir):
    page = browser_als(consulent)
    page.goto(demir.get_absolute_url())
    page.keyboard.press("n")
    page.wait_for_url("**/balie/?wie=*")
    tik(page, ("2", "Control+Enter"), 0)
    bewaard_voor(page, demir)


def test_back_from_the_file_shows_an_empty_form(browser_als, consulent, demir):
    page = browser_als(consulent)
    page.goto("/balie/")
    tik(page, ("d", "e", "m", "ArrowDown", "Enter", "2"), 0)
    expect(page.get_by_label("CV of brief")).to_be_checked()
    page.get_by_role("button", name="Bewaren en dossier openen").click()
    page.wait_for_url(f"**{demir.get_absolute_url()}")
    page.go_back()
    expect(page.locator(WIE)).to_have_value("")
    expect(page.locator("[data-gekozen]")).to_have_value("")
    expect(page.locator("[data-cijfers] :checked")).to_have_count(0)


def test_second_file_of_one_person_is_asked_about(browser_als, axe, consulent, demir):
    page = browser_als(consulent)
    page.goto("/balie/")
    page.locator(WIE).fill("Elif Demir")
    page.get_by_role("option", name="Nieuwe persoon").click()
    page.get_by_label("Vacature").check(force=True)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("group", name="Is het dezelfde persoon?")).to_be_visible()
    assert axe(page) == []
    with page.expect_response("**/balie/"):
        page.keyboard.press("Control+Enter")  # an unanswered question stays
    expect(page.locator("[aria-busy]")).to_have_count(0)
    expect(page.get_by_role("group", name="Is het dezelfde persoon?")).to_be_visible()
    assert Werkzoekende.objects.ongefilterd("test").count() == 1
    page.get_by_label("Nee, toch een nieuwe persoon").check()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Bezoek bewaard om")).to_be_visible()
    assert Werkzoekende.objects.ongefilterd("test").count() == 2


def test_ctrl_enter_on_a_button_of_the_list_saves_the_visit_and_undoes_nothing(browser_als, consulent):
    page = browser_als(consulent)
    page.goto("/balie/")
    tik(page, ANONIEM, 0)
    expect(page.get_by_text("Bezoek bewaard om")).to_be_visible()
    tik(page, ANONIEM[:-1], 0)
    page.locator("#vandaag").get_by_role("button", name="Ongedaan maken").focus()
    page.keyboard.press("Control+Enter")
    expect(page.locator("#vandaag li")).to_have_count(2)
    assert contacten().count() == 2


def test_alt_n_is_somebody_new_and_alt_a_nobody_in_particular(browser_als, consulent):
    page = browser_als(consulent)
    page.goto("/balie/")
    page.keyboard.type("Elif Demir")
    page.keyboard.press("Alt+n")
    expect(page.get_by_label("Voornaam", exact=True)).to_have_value("Elif")
    page.keyboard.press("Alt+a")
    expect(page.locator("[data-cijfers] input").first).to_be_focused()
    tik(page, ("1", "Control+Enter"), 0)
    expect(page.get_by_text("Bezoek bewaard om")).to_be_visible()
    assert contacten().get().werkzoekende is None


def test_enter_never_takes_somebody_of_another_day(browser_als, consulent, demir):
    page = browser_als(consulent)
    page.goto("/balie/")
    page.fill(WIE, "demir elif 05/09/1966")
    expect(page.get_by_role("option", name="andere geboortedatum")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator("[data-gekozen]").first).to_have_value("")
    tik(page, ("ArrowDown", "Enter"), 0)
    expect(page.locator("[data-gekozen]").first).to_have_value(str(demir.uuid))
