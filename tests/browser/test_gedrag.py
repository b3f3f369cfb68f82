"""The behaviours of static/js, in a real browser, against a real server."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect
from pytest_django.fixtures import Settings

from tests.browser import proef
from tests.browser.conftest import Inloggen
from tests.factories.toegang import MedewerkerFactory
from toegang.models import Medewerker, Organisatie

WACHTWOORD = "lang-genoeg-en-geheim"
WEG = "Geen verbinding. Je invoer staat nog op het scherm."


@pytest.fixture
def balie(browser_als: Inloggen, vreemde: Medewerker, settings: Settings) -> Iterator[Page]:
    settings.ROOT_URLCONF = "tests.browser.proef"
    proef.verstuurd.clear()
    proef.eerste_wacht.set()
    pagina = browser_als(vreemde)
    fouten: list[str] = []
    pagina.on("pageerror", lambda fout: fouten.append(str(fout)))
    pagina.on("console", lambda regel: fouten.append(regel.text) if "Content Security" in regel.text else None)
    pagina.goto("/proef/")
    yield pagina
    assert fouten == []


def test_visit_is_saved_from_the_keyboard_alone(balie: Page) -> None:
    balie.keyboard.press("/")
    balie.keyboard.type("dem")
    expect(balie.get_by_role("option")).to_have_count(4)
    balie.keyboard.press("ArrowDown")
    balie.keyboard.press("Enter")
    balie.keyboard.press("Tab")
    balie.keyboard.press("2")
    balie.keyboard.press("Control+Enter")
    expect(balie.locator("#lijst")).to_have_text("1 bewaard")
    assert [(rij["p"], rij["thema"], rij["sleutel"]) for rij in proef.verstuurd] == [("w-Demir, Elif", "b", "eerste")]
    expect(balie.locator("#zoek")).to_be_focused()
    expect(balie.locator("#zoek")).to_have_value("")
    expect(balie.locator("[data-gekozen]")).to_have_value("")
    sleutel = balie.locator("[data-sleutel]").input_value()
    assert len(sleutel) == 36
    assert sleutel != "eerste"


def test_last_search_wins_over_a_slower_earlier_one(balie: Page) -> None:
    proef.eerste_wacht.clear()
    balie.locator("#zoek").press_sequentially("de")
    balie.wait_for_timeout(400)
    balie.keyboard.type("m")
    expect(balie.get_by_role("option")).to_have_count(4)
    proef.eerste_wacht.set()
    balie.wait_for_timeout(300)
    expect(balie.get_by_role("option")).to_have_count(4)


def test_one_letter_searches_nothing_and_end_reaches_the_last_choice(balie: Page) -> None:
    balie.locator("#zoek").press_sequentially("d")
    balie.wait_for_timeout(400)
    expect(balie.get_by_role("listbox")).to_be_hidden()
    balie.keyboard.press("End")
    expect(balie.get_by_role("option", selected=True)).to_have_text("Anoniem bezoek")
    balie.keyboard.press("Escape")
    expect(balie.get_by_role("listbox")).to_be_hidden()
    expect(balie.locator("#zoek")).to_have_value("d")


def test_choice_is_told_to_the_page_and_forgotten_when_typing_on(balie: Page) -> None:
    balie.evaluate("document.addEventListener('keuze', (e) => { window.gekozen = e.detail; })")
    balie.locator("#zoek").press_sequentially("xyz")
    expect(balie.get_by_role("option")).to_have_text(["+ Nieuwe persoon “xyz”", "Anoniem bezoek"])
    balie.get_by_role("option").first.click()
    assert balie.evaluate("window.gekozen") == {"waarde": "", "actie": "nieuw", "tekst": "", "term": "xyz"}
    balie.locator("#zoek").fill("dem")
    balie.get_by_role("option", name="Demirel").click()
    expect(balie.locator("[data-gekozen]")).to_have_value("w-Demirel, Aylin")
    balie.locator("#zoek").press("Backspace")
    expect(balie.locator("[data-gekozen]")).to_have_value("")


def test_refused_form_keeps_what_was_typed_and_shows_what_is_wrong(balie: Page) -> None:
    balie.locator("#notitie").fill("veel werk")
    balie.get_by_role("button", name="Bewaren").click()
    expect(balie.locator("[data-foutsamenvatting]")).to_be_focused()
    expect(balie.locator("#notitie")).to_have_value("veel werk")
    expect(balie.locator("#lijst")).to_be_empty()


def test_server_error_leaves_the_page_and_a_second_try_succeeds(balie: Page) -> None:
    balie.locator("[value=a]").check()
    balie.locator("#notitie").fill("stuk")
    balie.get_by_role("button", name="Bewaren").click()
    expect(balie.locator("[data-verbinding]")).to_contain_text("Je invoer staat nog op het scherm")
    expect(balie.locator("#notitie")).to_have_value("stuk")
    balie.locator("#notitie").fill("heel")
    balie.get_by_role("button", name="Bewaren").click()
    expect(balie.locator("#lijst")).to_have_text("1 bewaard")
    expect(balie.locator("[data-verbinding]")).to_be_empty()


def test_lost_connection_keeps_everything_and_says_so(balie: Page) -> None:
    balie.locator("[value=a]").check()
    balie.locator("#notitie").fill("veel werk")
    balie.context.set_offline(True)
    balie.locator("#notitie").press("Control+Enter")
    expect(balie.locator("[data-verbinding]")).to_have_text(WEG)
    expect(balie.locator("#notitie")).to_have_value("veel werk")
    balie.context.set_offline(False)
    expect(balie.locator("[data-verbinding]")).to_be_empty()
    balie.locator("#notitie").press("Control+Enter")
    expect(balie.locator("#lijst")).to_have_text("1 bewaard")


def test_double_click_sends_once_and_a_later_send_is_free(balie: Page) -> None:
    for _ in range(2):
        balie.locator("[value=a]").check()
        balie.get_by_role("button", name="Bewaren").dblclick()
        balie.wait_for_timeout(1200)
    assert [rij["thema"] for rij in proef.verstuurd] == ["a", "a"]


def test_single_keys_do_nothing_in_a_field(balie: Page) -> None:
    balie.locator("#notitie").press_sequentially("n/?2")
    expect(balie.locator("#notitie")).to_have_value("n/?2")
    assert balie.url.endswith("/proef/")


def test_single_keys_can_be_switched_off_on_this_device(balie: Page) -> None:
    balie.keyboard.press("?")
    venster = balie.get_by_role("dialog", name="Sneltoetsen")
    venster.get_by_role("checkbox").uncheck()
    balie.keyboard.press("Escape")
    expect(venster).to_be_hidden()
    balie.reload()
    balie.keyboard.press("n")
    balie.keyboard.press("?")
    expect(venster).to_be_hidden()
    assert balie.url.endswith("/proef/")


def test_n_follows_the_link_of_the_page(balie: Page) -> None:
    balie.keyboard.press("n")
    balie.wait_for_url("**/proef/ander/")


def test_time_out_is_announced_and_can_be_put_off(balie: Page) -> None:
    balie.clock.install()
    balie.reload()
    balie.locator("#notitie").fill("veel werk")
    balie.clock.run_for(1_679_000)
    venster = balie.get_by_role("alertdialog")
    expect(venster).to_be_hidden()
    balie.clock.run_for(3_000)
    expect(venster).to_contain_text("Ben je er nog?")
    with balie.expect_response("**/blijf-aangemeld/") as antwoord:
        venster.get_by_role("button", name="Blijf aangemeld").click()
    assert antwoord.value.status == 204
    balie.clock.run_for(1_000)
    expect(venster).to_be_hidden()
    balie.clock.run_for(1_805_000)
    expect(venster).to_contain_text("Je bent afgemeld")
    venster.get_by_role("button", name="Terug naar de pagina").click()
    expect(balie.locator("#notitie")).to_have_value("veel werk")


def meld_aan(pagina: Page, email: str) -> None:
    venster = pagina.get_by_role("dialog", name="Meld je opnieuw aan")
    venster.get_by_label("E-mailadres").fill(email)
    venster.get_by_label("Wachtwoord", exact=True).fill("verkeerd")
    venster.get_by_role("button", name="Aanmelden").click()
    expect(venster).to_contain_text("Fout:")
    venster.get_by_label("Wachtwoord", exact=True).fill(WACHTWOORD)
    venster.get_by_role("button", name="Aanmelden").click()
    expect(venster).to_be_hidden()


@pytest.fixture
def afgemeld(balie: Page, vreemde: Medewerker, stad: Organisatie) -> Page:
    """Somebody typed, was signed out by the server, and pressed save."""
    for medewerker in (vreemde, MedewerkerFactory(email="ander@demo.test", organisatie=stad)):
        medewerker.set_password(WACHTWOORD)
        medewerker.save()
    balie.locator("[value=a]").check()
    balie.locator("#notitie").fill("veel werk")
    balie.context.clear_cookies(name="sessie")
    balie.locator("#notitie").press("Control+Enter")
    return balie


def test_signed_out_you_sign_in_on_the_page_and_save_what_you_typed(afgemeld: Page, vreemde: Medewerker) -> None:
    expect(afgemeld.locator("[data-verbinding]")).to_contain_text("Je bent afgemeld.")
    meld_aan(afgemeld, vreemde.email)
    expect(afgemeld.locator("[data-verbinding]")).to_contain_text("Wat je typte is nog niet bewaard")
    afgemeld.locator("#notitie").press("Control+Enter")
    expect(afgemeld.locator("#lijst")).to_have_text("1 bewaard")
    expect(afgemeld.locator("[data-verbinding]")).to_be_empty()
    assert [rij["notitie"] for rij in proef.verstuurd] == ["veel werk"]


def test_somebody_else_who_signs_in_does_not_get_the_page(afgemeld: Page) -> None:
    meld_aan(afgemeld, "ander@demo.test")
    afgemeld.wait_for_function("location.pathname === '/'")
