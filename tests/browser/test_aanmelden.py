"""Signing in, and going on after the session ended, as somebody at a desk PC does it."""

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from playwright.sync_api import Browser, Page, expect
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from tests.browser import proef
from tests.browser.conftest import GEDULD, Inloggen
from tests.factories.toegang import WACHTWOORD, MedewerkerFactory
from toegang.models import Medewerker
from toegang.services import keuzelink

Axe = Callable[[Page], list[str]]


@pytest.fixture
def lies(consulent: Medewerker):
    cache.clear()
    consulent.set_password(WACHTWOORD)
    consulent.save()
    yield consulent
    cache.clear()


@pytest.fixture
def pagina(browser: Browser, live_server: LiveServer, settings: Settings) -> Page:
    """A browser in which nobody is signed in."""
    settings.ROOT_URLCONF = "tests.browser.proef"
    proef.verstuurd.clear()
    context = browser.new_context(base_url=live_server.url, locale="nl-BE")
    context.set_default_timeout(GEDULD)
    yield context.new_page()
    context.close()


def meld_aan(pagina: Page, email: str, naar: str = "/proef/") -> None:
    pagina.goto(f"/aanmelden/?next={naar}")
    pagina.get_by_label("E-mailadres").fill(email)
    pagina.get_by_label("Wachtwoord", exact=True).fill(WACHTWOORD)
    pagina.get_by_role("button", name="Aanmelden").click()
    pagina.wait_for_url(f"**{naar}")


def test_dialog_names_the_account_of_the_page_and_nobody_else_goes_on(pagina: Page, lies: Medewerker):
    meld_aan(pagina, lies.email)
    pagina.locator("[value=a]").check()
    pagina.locator("#notitie").fill("veel werk")
    Session.objects.all().delete()
    pagina.locator("#notitie").press("Control+Enter")
    venster = pagina.get_by_role("dialog", name="Meld je opnieuw aan")
    expect(venster.get_by_label("E-mailadres")).to_have_value(lies.email)
    expect(venster.get_by_label("E-mailadres")).not_to_be_editable()
    venster.get_by_label("Wachtwoord", exact=True).fill(WACHTWOORD)
    venster.get_by_role("button", name="Aanmelden").click()
    expect(venster).to_be_hidden()
    pagina.locator("#notitie").press("Control+Enter")
    expect(pagina.locator("#lijst")).to_have_text("1 bewaard")
    assert [rij["notitie"] for rij in proef.verstuurd] == ["veel werk"]


def test_page_heals_when_its_account_signed_in_again_in_another_tab(pagina: Page, lies: Medewerker):
    meld_aan(pagina, lies.email)
    pagina.locator("[value=a]").check()
    pagina.locator("#notitie").fill("veel werk")
    Session.objects.all().delete()
    ander = pagina.context.new_page()
    meld_aan(ander, lies.email)
    with pagina.expect_response("**/aanmelden/venster/") as antwoord:
        pagina.locator("#notitie").press("Control+Enter")
    assert antwoord.value.status == 204
    expect(pagina.locator("[data-verbinding]")).to_contain_text("Je bent weer aangemeld.")
    pagina.locator("#notitie").press("Control+Enter")
    expect(pagina.locator("#lijst")).to_have_text("1 bewaard")


def test_colleague_takes_over_a_shared_desk_pc(pagina: Page, lies: Medewerker):
    ander = MedewerkerFactory(email="ander@voorbeeld.test", voornaam="Anders")
    ander.set_password(WACHTWOORD)
    ander.save()
    meld_aan(pagina, lies.email)
    pagina.locator("[popovertarget=gebruikersmenu]").click()
    pagina.get_by_role("button", name="Wissel van gebruiker").click()
    expect(pagina.get_by_role("link", name=lies.email)).to_be_visible()
    meld_aan(pagina, ander.email)
    pagina.goto("/afmelden/")
    pagina.locator("main").get_by_role("button", name="Afmelden").click()
    expect(pagina.locator("[data-account] a")).to_have_text([ander.email, lies.email])
    pagina.get_by_role("link", name=lies.email).click()
    expect(pagina.get_by_label("E-mailadres")).to_have_value(lies.email)
    expect(pagina.get_by_label("Wachtwoord", exact=True)).to_be_focused()
    pagina.get_by_role("button", name=f"Vergeten {ander.email}").click()
    expect(pagina.locator("[data-account] a")).to_have_text([lies.email])


@pytest.mark.parametrize("maat", [{"width": 1366, "height": 768}, {"width": 320, "height": 640}])
def test_axe_finds_nothing_on_the_pages_of_signing_in(pagina: Page, lies: Medewerker, axe: Axe, maat: dict[str, int]):
    meld_aan(pagina, lies.email)
    pagina.set_viewport_size(maat)
    pagina.goto("/wachtwoord/wijzigen/")
    gevonden = axe(pagina)
    pagina.goto("/afmelden/")
    gevonden += axe(pagina)
    pagina.locator("main").get_by_role("button", name="Afmelden").click()
    expect(pagina.get_by_label("E-mailadres")).to_be_visible()
    gevonden += axe(pagina)
    pagina.get_by_label("E-mailadres").fill(lies.email)
    pagina.get_by_label("Wachtwoord", exact=True).fill("verkeerd")
    pagina.get_by_role("button", name="Aanmelden").click()
    expect(pagina.locator("main").get_by_text("klopt niet").first).to_be_visible()
    gevonden += axe(pagina)
    for pad in (
        "/wachtwoord/vergeten/",
        urlsplit(keuzelink(lies)).path,
        "/wachtwoord/kiezen/1-x/",
    ):
        pagina.goto(pad)
        gevonden += axe(pagina)
        assert pagina.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), pad
    assert gevonden == []


def test_admin_is_clean_for_axe_and_for_the_content_policy(
    browser_als: Inloggen, beheerder: Medewerker, lies: Medewerker, axe: Axe
):
    pagina = browser_als(beheerder)
    meldingen: list[str] = []
    pagina.on("console", lambda regel: meldingen.append(regel.text))
    gevonden: dict[str, list[str]] = {}
    werkpunt = lies.aanstellingen.get().werkpunt_id
    for pad in (
        "",
        "toegang/medewerker/",
        f"toegang/medewerker/{lies.pk}/change/",
        "toegang/medewerker/add/",
        "werkpunten/werkpunt/",
        f"werkpunten/werkpunt/{werkpunt}/change/",
        "toegang/organisatie/add/",
        "toegang/raadpleging/",
        "werkpunten/telregel/",
    ):
        pagina.goto(f"/beheer/{pad}")
        gevonden[pad] = [*meldingen, *axe(pagina)]
        del meldingen[:]  # axe itself tries inline styles
    assert {pad: fouten for pad, fouten in gevonden.items() if fouten} == {}
