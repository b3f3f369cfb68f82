"""What is behind the figures, in a browser: accessible at every width, and parts that load by themselves."""

from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from kern.tijd import vandaag, vorige_maand
from tests.browser.conftest import MATEN, Inloggen
from tests.rapportage.naief import Contact
from tests.rapportage.test_bereik import bouw
from toegang.models import Medewerker
from werkpunten.models import Werkpunt

Axe = Callable[[Page], list[str]]


@pytest.fixture
def maand(rabot: Werkpunt, ledeberg: Werkpunt) -> date:
    vorige = vorige_maand(vandaag())
    bouw(
        [Contact(n, "rabot", vorige.replace(day=1 + n % 28)) for n in range(30)]
        + [Contact(100 + n, "ledeberg", vorige, soort="outreach") for n in range(3)]
        + [Contact(None, "rabot", vorige)] * 6
    )
    return vorige


@pytest.mark.parametrize("maat", MATEN)
def test_pages_behind_the_figures_are_accessible_and_fit(
    browser_als: Inloggen, manager: Medewerker, maand: date, maat: str, axe: Axe
) -> None:
    pagina = browser_als(manager, maat)
    for pad in (
        "brug/bereikt/",
        "brug/cumulatief/",
        "per/",
        "per/?per=leeftijd",
        "kanalen/",
        "vergelijken/?per=soort",
        f"samenstellen/?van={maand}&tot={maand.replace(day=3)}&bij=rabot",
        f"samenstellen/?van={maand}&tot={vandaag().replace(day=1)}&bij=rabot&bij=ledeberg",
    ):
        pagina.goto(f"/rapporten/{pad}")
        for samenvatting in pagina.locator("main summary").all():
            samenvatting.click()
        assert (pad, axe(pagina)) == (pad, [])
        assert pagina.evaluate("document.documentElement.scrollWidth <= innerWidth"), pad


def test_the_map_and_the_channels_come_by_themselves_and_another_breakdown_on_choice(
    browser_als: Inloggen, manager: Medewerker, maand: date, axe: Axe
) -> None:
    pagina = browser_als(manager)
    pagina.goto("/rapporten/")
    expect(pagina.get_by_role("img", name="Bereikte personen per wijk")).to_be_visible()
    expect(pagina.get_by_role("img", name="Contacten per maand en kanaal")).to_be_visible()
    assert axe(pagina) == []
    pagina.get_by_label("Uitsplitsen naar").select_option("soort")
    expect(pagina.get_by_role("region", name="Soort contact")).to_be_visible()
    assert pagina.get_by_role("img", name="Bereikte personen per wijk").count() == 0


def test_the_parts_are_pages_of_their_own_without_script(
    browser_als: Inloggen, manager: Medewerker, maand: date
) -> None:
    pagina = browser_als(manager, java_script_enabled=False)
    pagina.goto("/rapporten/")
    pagina.get_by_role("link", name="Toon het bereik per wijk of een andere uitsplitsing").click()
    expect(pagina.get_by_role("img", name="Bereikte personen per wijk")).to_be_visible()
    pagina.get_by_label("Uitsplitsen naar").select_option("geslacht")
    pagina.get_by_role("button", name="Toon").click()
    expect(pagina.get_by_role("region", name="Geslacht")).to_be_visible()
