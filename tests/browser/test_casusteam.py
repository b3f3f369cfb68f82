"""A case team in a real browser: two organisations work on one meeting, at every width."""

import pytest
from playwright.sync_api import Page, expect

from partners.models import Partner
from tests.browser.conftest import MATEN, Inloggen
from tests.browser.test_caseload import Axe
from tests.factories.partners import PartnerFactory, team_van
from tests.factories.werkpunten import ContactmomentFactory, WerkzoekendeFactory
from toegang.models import Medewerker
from werkpunten.models import Werkpunt


def past(pagina: Page) -> bool:
    past_erop: bool = pagina.evaluate("document.documentElement.scrollWidth <= innerWidth")
    return past_erop


@pytest.fixture
def partner(partnermedewerker: Medewerker) -> Partner:
    return PartnerFactory(organisatie=partnermedewerker.organisatie)


@pytest.mark.usefixtures("partner")
@pytest.mark.parametrize("maat", MATEN)
def test_meeting_of_two_organisations(
    browser_als: Inloggen, axe: Axe, rabot: Werkpunt, consulent: Medewerker, partnermedewerker: Medewerker, maat: str
) -> None:
    persoon = WerkzoekendeFactory(voornaam="Elif", achternaam="Demir")
    ContactmomentFactory(werkzoekende=persoon, werkpunt=rabot, door=consulent)
    team = team_van(persoon, partnermedewerker, werkpunt=rabot, door=consulent)
    pagina = browser_als(consulent, maat)
    for adres in ("/casusteams/", f"{team.get_absolute_url()}lid/", team.get_absolute_url()):
        pagina.goto(adres)
        assert (axe(pagina), past(pagina)) == ([], True)
    pagina.get_by_text("Een overleg plannen").click()
    pagina.get_by_label("Welke dag?").fill("2031-03-04")
    pagina.get_by_label("Hoe laat?").fill("10:00")
    pagina.keyboard.press("Enter")
    expect(pagina.get_by_text("Het overleg is gepland.")).to_be_visible()
    pagina.get_by_role("link", name="04/03/2031 10:00").click()
    pagina.get_by_label("Nieuw punt").fill("Opvang zoeken")
    pagina.keyboard.press("Enter")
    expect(pagina.get_by_role("heading", name="Opvang zoeken")).to_be_visible()
    ander = browser_als(partnermedewerker, maat)
    ander.goto(pagina.url)
    assert (axe(ander), past(ander)) == ([], True)
    ander.get_by_label("Wat is er gezegd?").fill("Er is plaats in juni.")
    ander.get_by_role("button", name="Bewaren").first.click()
    expect(ander.get_by_text("Bewaard.")).to_be_visible()
    ander.get_by_text("Een beslissing noteren").click()
    ander.get_by_label("Wat gaan we doen?").fill("Belt de opvang")
    ander.get_by_label("Wie doet het?").select_option(label=f"{partnermedewerker}, {partnermedewerker.organisatie}")
    ander.get_by_label("Tegen wanneer").fill("2031-04-01")
    ander.get_by_role("button", name="Beslissing bewaren").click()
    expect(ander.get_by_text("De beslissing is genoteerd.")).to_be_visible()
    pagina.reload()
    expect(pagina.get_by_text("Belt de opvang").first).to_be_visible()
    assert (axe(pagina), past(pagina)) == ([], True)
