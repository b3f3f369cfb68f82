"""Customers, work places, zitdagen, what is asked and quality: usable, accessible and fitting at every width."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from kern.tijd import vandaag
from tests.browser.conftest import MATEN, Inloggen
from tests.factories.toegang import MedewerkerFactory
from toegang.models import Medewerker, Organisatie
from toegang.rollen import Rol
from werkpunten.demo.laden import Vraag
from werkpunten.models import Werkpunt
from wijkwerken import demozaken
from wijkwerken.models import Activiteit, Nood, Werkplek, WijkwerkGebruiker, Zitdagreeks

Axe = Callable[[Page], list[str]]
LIJSTEN = (
    *("gebruikers", "gebruikers/nieuw", "werkplekken", "werkplekken/nieuw", "activiteiten", "kwaliteit"),
    *("zitdagen", "zitdagen/nieuw", "zitdagen/dekking", "vraag", "noden", "noden/nieuw"),
)


@pytest.fixture
def sevda(rabot: Werkpunt, stad: Organisatie) -> Medewerker:
    """Who organises wijk-werken in the demonstration, with all that it holds."""
    wie = MedewerkerFactory(email=demozaken.ACCOUNT, organisatie=stad, rol=Rol.WIJKWERKCONSULENT, rol__werkpunt=rabot)
    demozaken.laad(Vraag(werkzoekenden=1, contacten=1, tot=vandaag(), seed=1))
    return wie


@pytest.mark.parametrize("maat", ["1366", "820", "390"])
def test_every_page_is_accessible_and_fits(browser_als: Inloggen, axe: Axe, sevda: Medewerker, maat: str) -> None:
    adressen = [f"/wijkwerken/{naam}/" for naam in LIJSTEN]
    adressen += [rij.get_absolute_url() for rij in (Zitdagreeks.objects.latest("pk"), Nood.objects.latest("pk"))]
    for alle in (WijkwerkGebruiker.objects.ongefilterd("test"), Werkplek.objects.ongefilterd("test")):
        adressen.append(alle.order_by("pk")[0].get_absolute_url())
        adressen.append(f"{adressen[-1]}wijzigen/")
    pagina, fouten = browser_als(sevda, maat), {}
    for adres in adressen:
        antwoord = pagina.goto(adres)
        breed = pagina.evaluate("document.documentElement.scrollWidth")
        gevonden = axe(pagina)
        if gevonden or breed > MATEN[maat][0] or antwoord is None or antwoord.status != 200:
            fouten[adres] = (antwoord and antwoord.status, breed, gevonden)
    assert fouten == {}


def test_from_registering_a_customer_to_a_zitdag_with_the_keyboard(browser_als: Inloggen, sevda: Medewerker) -> None:
    pagina = browser_als(sevda)
    pagina.goto("/wijkwerken/gebruikers/")
    pagina.keyboard.press("n")
    pagina.wait_for_url("**/gebruikers/nieuw/")
    pagina.get_by_label("Voornaam").fill("Wies")
    pagina.get_by_label("Naam", exact=True).fill("Bedacht")
    pagina.get_by_label("Wijk", exact=True).select_option(label="Ledeberg")
    pagina.keyboard.press("Control+Enter")
    expect(pagina.get_by_role("heading", name="Bedacht, Wies")).to_be_visible()
    expect(pagina.get_by_text("Er loopt geen gebruikersovereenkomst.")).to_be_visible()
    pagina.get_by_role("button", name="Ongedaan maken").press("Enter")
    expect(pagina.get_by_text("De inschrijving is weg.")).to_be_visible()
    assert not WijkwerkGebruiker.objects.ongefilterd("test").filter(achternaam="Bedacht").exists()
    pagina.get_by_label("Zoek op naam of nummer").fill("papieren")
    pagina.get_by_role("button", name="Zoeken").press("Enter")
    expect(pagina.get_by_role("link", name="Basisschool De Papieren Boot")).to_be_visible()
    assert "papieren" not in pagina.url.lower()
    pagina.goto("/wijkwerken/zitdagen/dekking/")
    pagina.get_by_role("link", name="Zitdag plannen").first.press("Enter")
    pagina.wait_for_url("**/zitdagen/nieuw/**")


def test_the_matrix_narrows_for_a_municipality(browser_als: Inloggen, coordinator: Medewerker) -> None:
    activiteit = Activiteit.objects.get(slug="klein-tuinonderhoud")
    pagina = browser_als(coordinator)
    pagina.goto(f"/wijkwerken/activiteiten/{activiteit.slug}/?gemeente=gent")
    pagina.get_by_role("group", name="Privépersoon").get_by_text("mag niet").click()
    pagina.keyboard.press("Control+Enter")
    pagina.wait_for_url("**/activiteiten/?gemeente=gent")
    rij = pagina.get_by_role("row", name="Gras maaien en hagen knippen")
    expect(rij.get_by_role("cell").first).to_have_text("nee")
