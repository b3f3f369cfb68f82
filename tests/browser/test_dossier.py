"""A person's file in a real browser: change it with two people, do an intake, without a mouse."""

import pytest

from tests.factories.werkpunten import ContactmomentFactory, WerkzoekendeFactory
from werkpunten import intakes
from werkpunten.models import Werkzoekende


@pytest.fixture
def persoon(rabot, consulent):
    persoon = WerkzoekendeFactory(voornaam="Elif", achternaam="Demir", telefoon="0400 11 22 33")
    ContactmomentFactory(werkzoekende=persoon, werkpunt=rabot, door=consulent)
    return persoon


def telefoon() -> str:
    return Werkzoekende.objects.ongefilterd("test").get().telefoon


def test_two_people_in_one_file(browser_als, consulent, collega, persoon, axe):
    eerste, tweede = browser_als(collega), browser_als(consulent)
    for page in (eerste, tweede):
        page.goto(f"{persoon.get_absolute_url()}gegevens/")
        page.locator("#rij-telefoon a").press("Enter")
        page.wait_for_selector("#id_telefoon")
    eerste.keyboard.press("Control+a")
    eerste.keyboard.type("0400 99 99 99")
    eerste.keyboard.press("Enter")
    eerste.wait_for_selector("#rij-telefoon th")
    tweede.fill("#id_telefoon", "0470 12 34 56")
    tweede.keyboard.press("Control+Enter")
    tweede.wait_for_selector("#rij-telefoon .foutsamenvatting")
    rij = tweede.inner_text("#rij-telefoon")
    assert f"{collega.korte_naam} wijzigde dit om " in rij
    assert "0400 99 99 99" in rij
    assert tweede.input_value("#id_telefoon") == "0470 12 34 56"
    assert telefoon() == "0400 99 99 99"
    assert axe(tweede) == []
    tweede.locator("#rij-telefoon button.hoofd").press("Enter")
    tweede.wait_for_selector("#rij-telefoon th")
    assert telefoon() == "0470 12 34 56"
    assert "0470 12 34 56" in tweede.inner_text("#contactkaart")
    assert tweede.evaluate("document.activeElement.closest('tr').id") == "rij-telefoon"


def test_another_open_row_keeps_what_is_typed(browser_als, consulent, persoon):
    page = browser_als(consulent)
    page.goto(f"{persoon.get_absolute_url()}gegevens/")
    for rij in ("telefoon", "email"):
        page.click(f"#rij-{rij} a")
        page.wait_for_selector(f"#id_{rij}")
    page.fill("#id_email", "elif@voorbeeld.test")
    page.fill("#id_telefoon", "0470 12 34 56")
    page.click("#rij-telefoon button.hoofd")
    page.wait_for_selector("#rij-telefoon th")
    assert page.input_value("#id_email") == "elif@voorbeeld.test"


@pytest.mark.parametrize("maat", ["1366", "820", "390"])
def test_every_page_of_the_file_passes_axe(browser_als, consulent, persoon, axe, maat):
    intakes.start(persoon, door=consulent)
    page, dossier = browser_als(consulent, maat), persoon.get_absolute_url()
    gevonden = {}
    for deel in (
        *("", "gegevens/", "gegevens/naam/", "gegevens/adres/nieuw/", "gegevens/drempel/nieuw/", "gegevens/band/"),
        *("gegevens/wijzigingen/", "begeleiding/", "intake/", "intake/drempels/", "intake/domeinen/"),
        *("intake/doelgroepen/", "intake/afronden/", "toegang/", "afschrift/", "gegevens/nederlands/nieuw/"),
    ):
        page.goto(f"{dossier}{deel}")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), deel
        if fouten := axe(page):
            gevonden[deel] = fouten
    page.goto(f"{dossier}intake/afstand/")
    page.select_option("#id_afstand", "4")
    page.click("button[name=verder]")
    page.wait_for_selector(".foutsamenvatting")
    gevonden |= {"fout": fouten} if (fouten := axe(page)) else {}
    assert gevonden == {}
