"""Being away and moving people, in a real browser: what the cover finds, and every page at every width."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from kern.tijd import vandaag
from tests.browser.conftest import MATEN, Inloggen
from tests.factories.werkpunten import AfspraakFactory, TaakFactory, WerkzoekendeFactory, om
from tests.trajecten.mensen import begeleidt, zag
from toegang.models import Medewerker
from trajecten import afwezigheden
from werkpunten.models import Afwezigheid, Werkpunt, Werkzoekende
from werkpunten.uit_dienst import meld_uit_dienst

Axe = Callable[[Page], list[str]]
LIJST = "/caseload/afwezigheden/"


@pytest.fixture
def persoon(consulent: Medewerker, rabot: Werkpunt) -> Werkzoekende:
    persoon = zag(consulent, rabot, werkzoekende=WerkzoekendeFactory(voornaam="Elif", achternaam="Demir"))
    begeleidt(consulent, persoon, rabot)
    AfspraakFactory(werkzoekende=persoon, werkpunt=rabot, medewerker=consulent, begin=om(10))
    TaakFactory(werkzoekende=persoon, eigenaar=consulent, wat="Attest vragen")
    return persoon


@pytest.mark.parametrize("maat", MATEN)
def test_pages_are_accessible_and_fit(
    browser_als: Inloggen,
    axe: Axe,
    consulent: Medewerker,
    collega: Medewerker,
    coordinator: Medewerker,
    ledeberg: Werkpunt,
    persoon: Werkzoekende,
    maat: str,
) -> None:
    tot = vandaag() + timedelta(days=4)
    weg = Afwezigheid(medewerker=consulent, waarnemer=collega, van=vandaag(), tot=tot)
    afwezigheden.meld_afwezig(weg, door=consulent)
    paden = {
        collega: ["/", "/caseload/?wie=waarneming", persoon.get_absolute_url(), f"{LIJST}{weg.pk}/"],
        coordinator: [LIJST, f"{LIJST}{weg.pk}/", f"{LIJST}nieuw/?wie={consulent.pk}", "/caseload/?wie=werkpunten"],
    }
    for wie, adressen in paden.items():
        pagina = browser_als(wie, maat)
        for adres in adressen:
            pagina.goto(adres)
            assert (adres, axe(pagina)) == (adres, [])
            assert pagina.evaluate("document.documentElement.scrollWidth <= innerWidth"), adres
    pagina.get_by_label("Kies Demir, Elif").check()
    pagina.get_by_label("of verplaatsen naar werkpunt").select_option("ledeberg")
    pagina.get_by_role("button", name="Verplaatsing nakijken").click()
    expect(pagina.get_by_role("heading", level=1)).to_have_text("Verplaatsing naar Werkpunt Ledeberg nakijken")
    assert axe(pagina) == []
    assert pagina.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.usefixtures("persoon")
def test_from_going_away_to_the_work_of_the_cover(
    browser_als: Inloggen, axe: Axe, consulent: Medewerker, collega: Medewerker
) -> None:
    pagina = browser_als(consulent)
    pagina.goto(LIJST)
    pagina.keyboard.press("n")
    pagina.wait_for_url("**/nieuw/")
    pagina.keyboard.press("Control+Enter")
    expect(pagina.get_by_role("heading", name="Ik ben afwezig")).to_be_visible()
    pagina.get_by_label("Laatste dag").fill((vandaag() + timedelta(days=4)).isoformat())
    pagina.get_by_label("Wie neemt waar?").select_option(str(collega))
    pagina.get_by_role("button", name="Bewaren").click()
    pagina.wait_for_url(f"**{LIJST}")
    assert f"{collega} neemt waar voor {consulent}" in pagina.content()
    daar = browser_als(collega)
    daar.goto("/")
    blok = daar.locator("section", has=daar.get_by_role("heading", name=f"Je neemt waar voor {consulent}"))
    blok.get_by_role("button", name="Klaar met Attest vragen").click()
    expect(blok.get_by_role("button", name="Ongedaan maken van Attest vragen")).to_be_visible()
    assert axe(daar) == []


@pytest.mark.parametrize("maat", MATEN)
def test_the_work_of_who_left_fits(
    browser_als: Inloggen,
    axe: Axe,
    coordinator: Medewerker,
    consulent: Medewerker,
    beheerder: Medewerker,
    persoon: Werkzoekende,
    maat: str,
) -> None:
    for nummer in range(52):
        TaakFactory(werkzoekende=persoon, eigenaar=consulent, wat=f"Taak nummer {nummer}")
    meld_uit_dienst(consulent, door=beheerder)
    pagina = browser_als(coordinator, maat)
    pagina.goto("/caseload/team/vertrokken/?wat=taken")
    pagina.get_by_role("link", name="Volgende").click()
    pagina.wait_for_url("**pagina=2**")
    assert axe(pagina) == []
    assert pagina.evaluate("document.documentElement.scrollWidth <= innerWidth")
