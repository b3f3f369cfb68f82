"""The whole loop in real browsers: sent by one, answered by another, invisible to a third."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from partners.models import Doorverwijzing, Partner
from tests.browser.conftest import MATEN, Inloggen
from tests.factories.partners import AanbodFactory, AanmeldingFactory, PartnerFactory, verwijs_door
from tests.factories.toegang import MedewerkerFactory
from tests.factories.werkpunten import ContactmomentFactory, WerkzoekendeFactory
from toegang.models import Medewerker
from toegang.rollen import Rol
from werkpunten.models import Werkpunt, Werkzoekende

Axe = Callable[[Page], list[str]]


@pytest.fixture
def persoon(rabot: Werkpunt, consulent: Medewerker) -> Werkzoekende:
    persoon = WerkzoekendeFactory(voornaam="Elif", achternaam="Kanarie", telefoon="0470 11 22 33")
    ContactmomentFactory(werkzoekende=persoon, werkpunt=rabot, door=consulent)
    return persoon


@pytest.fixture
def compaan(partnermedewerker: Medewerker) -> Partner:
    partner = PartnerFactory(organisatie=partnermedewerker.organisatie)
    AanbodFactory(partner=partner, naam="Fietsatelier")
    return partner


def druk(pagina: Page, knop: str) -> None:
    pagina.get_by_role("button", name=re.compile(knop)).click()


def verstuur(pagina: Page, persoon: Werkzoekende) -> None:
    pagina.goto(f"/werkzoekenden/{persoon.uuid}/doorverwijzingen/")
    druk(pagina, "^Doorverwijzen$")
    pagina.get_by_label("Fietsatelier").check()
    druk(pagina, "Verder")
    pagina.get_by_label("Wat vraag je").fill("Wil graag fietsen leren herstellen.")
    druk(pagina, "Terug")
    pagina.wait_for_url("**/stap/partner/")
    assert pagina.get_by_label("Fietsatelier").is_checked()
    druk(pagina, "Verder")
    assert pagina.get_by_label("Wat vraag je").input_value() == "Wil graag fietsen leren herstellen."
    druk(pagina, "Verder")
    pagina.wait_for_url("**/stap/delen/")
    druk(pagina, "Verder")
    pagina.wait_for_url("**/stap/toestemming/")
    for naam in ("weet_ervan", "in_belang", "noodzakelijk", "geheimhouding", "zelfde_opdracht"):
        pagina.locator(f"[name={naam}]").check()
    pagina.get_by_label("Hoe gaf de persoon").select_option("mondeling")
    pagina.keyboard.press("Control+Enter")
    pagina.wait_for_url("**/stap/controle/")
    druk(pagina, "Versturen")
    pagina.wait_for_url(re.compile(r"/doorverwijzingen/[0-9a-f-]+/$"))


def test_the_loop_with_two_organisations_and_a_stranger(
    browser_als: Inloggen,
    persoon: Werkzoekende,
    compaan: Partner,
    consulent: Medewerker,
    partnermedewerker: Medewerker,
) -> None:
    afzender, partner = browser_als(consulent), browser_als(partnermedewerker)
    vreemde = browser_als(MedewerkerFactory(organisatie=PartnerFactory().organisatie, rol=Rol.PARTNERMEDEWERKER))
    verstuur(afzender, persoon)
    verwijzing = Doorverwijzing.objects.ongefilterd("test").get()
    partner.goto("/partnerbalie/")
    partner.get_by_role("link", name=verwijzing.nummer).click()
    partner.get_by_text("0470 11 22 33").wait_for()
    vreemde.goto(f"/partnerbalie/{verwijzing.uuid}/")
    assert "Kanarie" not in vreemde.content()
    vreemde.get_by_role("heading", name="Niet gevonden").wait_for()
    partner.get_by_text("Ja, we nemen dit op").first.click()
    druk(partner, "Ja, we nemen dit op")
    partner.get_by_text("is aanvaard").wait_for()
    afzender.goto(f"/werkzoekenden/{persoon.uuid}/")
    afzender.get_by_role("heading", name=re.compile("aanvaard")).wait_for()
    afzender.goto(f"/werkzoekenden/{persoon.uuid}/doorverwijzingen/")
    druk(afzender, "Toestemming intrekken")
    afzender.get_by_text("ziet op deze grond niets meer").wait_for()
    partner.reload()
    assert "Kanarie" not in partner.content()
    partner.get_by_role("heading", name="Niet gevonden").wait_for()


@pytest.mark.parametrize("maat", MATEN)
def test_every_page_is_accessible_and_fits(
    browser_als: Inloggen,
    axe: Axe,
    persoon: Werkzoekende,
    compaan: Partner,
    consulent: Medewerker,
    partnermedewerker: Medewerker,
    rabot: Werkpunt,
    maat: str,
) -> None:
    verwijzing = verwijs_door(persoon, partner=compaan, werkpunt=rabot, door=consulent)
    aanmelding = AanmeldingFactory(van_buiten="Huisarts", werkpunt=rabot, gemaakt_door=consulent)
    afzender, partner = browser_als(consulent, maat), browser_als(partnermedewerker, maat)
    for pagina, adres in (
        (afzender, "/partners/"),
        (afzender, "/doorverwijzingen/"),
        (afzender, verwijzing.get_absolute_url()),
        (afzender, f"/werkzoekenden/{persoon.uuid}/doorverwijzingen/"),
        (afzender, "/aanmeldingen/"),
        (afzender, "/aanmeldingen/nieuw/"),
        (afzender, aanmelding.get_absolute_url()),
        (partner, "/partnerbalie/"),
        (partner, f"/partnerbalie/{verwijzing.uuid}/"),
        (partner, "/partnerbalie/aanmelden/"),
        (partner, f"/antwoord/{verwijzing.links.get().token}/"),
    ):
        pagina.goto(adres)
        assert (adres, axe(pagina)) == (adres, [])
        assert pagina.evaluate("document.documentElement.scrollWidth <= innerWidth")
