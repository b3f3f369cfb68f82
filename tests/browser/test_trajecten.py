"""A trajectory in a real browser: from the file to its result, at every width."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import MATEN, Inloggen
from tests.browser.test_caseload import Axe
from tests.browser.test_casusteam import past
from tests.factories.werkpunten import ContactmomentFactory, WerkzoekendeFactory
from toegang.models import Medewerker
from werkpunten.models import Werkpunt


@pytest.mark.parametrize("maat", MATEN)
def test_from_the_file_to_a_result(
    browser_als: Inloggen, axe: Axe, rabot: Werkpunt, consulent: Medewerker, maat: str
) -> None:
    persoon = WerkzoekendeFactory(voornaam="Elif", achternaam="Demir")
    ContactmomentFactory(werkzoekende=persoon, werkpunt=rabot, door=consulent)
    pagina = browser_als(consulent, maat)
    pagina.goto(f"{persoon.get_absolute_url()}trajecten/")
    assert (axe(pagina), past(pagina)) == ([], True)
    pagina.get_by_label("Welk traject?").select_option(label="Werkpunten: Begeleiding in het werkpunt")
    pagina.keyboard.press("Control+Enter")
    expect(pagina.get_by_text("Het traject is gestart.")).to_be_visible()
    assert (axe(pagina), past(pagina)) == ([], True)
    pagina.get_by_text("Traject sluiten").first.click()
    pagina.get_by_label("vrijwilligerswerk").check()
    pagina.get_by_label("Laatste dag").press("Enter")
    expect(pagina.get_by_text("Het traject is gesloten.")).to_be_visible()
    expect(pagina.get_by_text("Traject heropenen").first).to_be_visible()
    assert (axe(pagina), past(pagina)) == ([], True)
    pagina.goto(f"{persoon.get_absolute_url()}trajecten/")
    expect(pagina.get_by_text("vrijwilligerswerk")).to_be_visible()
