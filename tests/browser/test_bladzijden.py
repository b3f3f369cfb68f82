"""The pages that no other browser test opens: no finding of axe, no scrolling sideways at any width."""

from collections.abc import Callable

from playwright.sync_api import Page

from tests.browser.conftest import MATEN, Inloggen
from tests.factories.partners import AanbodFactory, PartnerFactory, concept
from tests.factories.werkpunten import ContactmomentFactory
from toegang.models import Medewerker
from werkpunten import intakes
from werkpunten.models import Werkpunt

Axe = Callable[[Page], list[str]]
STAPPEN = ("partner", "reden", "delen", "toestemming", "controle")


def test_the_other_pages_are_accessible_and_fit(
    browser_als: Inloggen,
    axe: Axe,
    coordinator: Medewerker,
    partnermedewerker: Medewerker,
    rabot: Werkpunt,
) -> None:
    contact = ContactmomentFactory(werkpunt=rabot, door=coordinator, notitie="kwam langs")
    anoniem = ContactmomentFactory(werkpunt=rabot, door=coordinator, werkzoekende=None)
    persoon = contact.werkzoekende
    intake = intakes.start(persoon, door=coordinator)
    partner = PartnerFactory(organisatie=partnermedewerker.organisatie)
    aanbod, verwijzing = AanbodFactory(partner=partner), concept(persoon, werkpunt=rabot, door=coordinator)
    adressen = {
        coordinator: [
            *("/hulp/", "/hulp/aanmelden/", "/bestaat-niet/", "/balie/koppelen/"),
            f"/balie/{anoniem.sleutel}/koppelen/",
            f"/balie/{contact.sleutel}/aanvullen/",
            f"{persoon.get_absolute_url()}gegevens/rijksregisternummer/",
            f"{persoon.get_absolute_url()}intake/{intake.pk}/",
            f"{persoon.get_absolute_url()}papieren/",
            *("/partners/nieuw/", f"/partners/{partner.pk}/aanbod/", f"/aanbod/{aanbod.pk}/"),
            *(f"/doorverwijzingen/{verwijzing.uuid}/stap/{stap}/" for stap in STAPPEN),
        ],
        partnermedewerker: [
            *(f"/partners/{partner.pk}/", f"/partners/{partner.pk}/wijzigen/", f"/aanbod/{aanbod.pk}/wijzigen/")
        ],
    }
    fouten = {}
    for medewerker, paden in adressen.items():
        pagina = browser_als(medewerker, "390")
        for pad in paden:
            pagina.set_viewport_size({"width": 390, "height": 844})
            pagina.goto(pad)
            fouten[pad] = axe(pagina) + [maat for maat in MATEN if not past(pagina, maat)]
    assert {pad: gevonden for pad, gevonden in fouten.items() if gevonden} == {}


def past(pagina: Page, maat: str) -> bool:
    breed, hoog, _ = MATEN[maat]
    pagina.set_viewport_size({"width": breed, "height": hoog})
    return bool(pagina.evaluate("document.documentElement.scrollWidth <= innerWidth"))
