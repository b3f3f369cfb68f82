"""Every component, at four widths and with its menus open: no finding of axe, no scrolling sideways."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import MATEN, Inloggen
from toegang.models import Medewerker

Axe = Callable[[Page], list[str]]


@pytest.fixture(params=MATEN)
def stijl(request: pytest.FixtureRequest, browser_als: Inloggen, vreemde: Medewerker) -> Page:
    pagina = browser_als(vreemde, request.param)
    pagina.goto("/stijl/")
    return pagina


def test_every_component_is_accessible_and_fits(stijl: Page, axe: Axe) -> None:
    assert axe(stijl) == []
    assert stijl.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_open_menus_lists_and_dialogs_are_accessible(stijl: Page, axe: Axe) -> None:
    stijl.locator("[popovertarget=menu]:visible, [popovertarget=gebruikersmenu]:visible").first.click()
    assert axe(stijl) == []
    stijl.keyboard.press("Escape")
    stijl.locator("#zoek").press("End")
    assert axe(stijl) == []
    stijl.keyboard.press("Escape")
    stijl.get_by_role("button", name="Sneltoetsen", exact=True).click()
    assert axe(stijl) == []


def test_menus_open_without_script(browser_als: Inloggen, vreemde: Medewerker) -> None:
    pagina = browser_als(vreemde, "390", java_script_enabled=False)
    pagina.goto("/stijl/")
    pagina.get_by_role("button", name="Menu", exact=True).click()
    expect(pagina.get_by_role("link", name="Hulp")).to_be_visible()


def test_sorting_by_htmx_gives_the_same_as_a_fresh_page(browser_als: Inloggen, vreemde: Medewerker) -> None:
    pagina = browser_als(vreemde)
    pagina.goto("/stijl/")
    pagina.get_by_role("link", name="Wijk", exact=True).click()
    pagina.wait_for_url("**/stijl/?sorteer=wijk")
    na_htmx = pagina.locator("#lijst").inner_text()
    pagina.reload()
    assert pagina.locator("#lijst").inner_text() == na_htmx
