"""From a visit to a proposal, with the keyboard; and every page of it accessible at every width."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from partners.models import Bedrijfsbezoek, Vacature, Voordracht, Werkgever
from tests.browser.conftest import MATEN, Inloggen
from tests.factories.werkgevers import VacatureFactory, WerkgeverFactory, draag_voor, spreekt, wil
from tests.factories.werkpunten import ContactmomentFactory
from toegang.models import Medewerker
from werkpunten.models import Werkpunt, Werkzoekende

Axe = Callable[[Page], list[str]]


def gezien(rabot: Werkpunt, door: Medewerker) -> Werkzoekende:
    persoon: Werkzoekende = ContactmomentFactory(werkpunt=rabot, door=door).werkzoekende
    return spreekt(wil(persoon, "keukenhulp"), "A2")


def test_from_a_visit_to_a_proposal_with_the_keyboard(
    browser_als: Inloggen, consulent: Medewerker, rabot: Werkpunt
) -> None:
    gezien(rabot, consulent)
    werkgever = WerkgeverFactory(naam="De Verzonnen Lepel")
    pagina = browser_als(consulent)
    pagina.goto(werkgever.get_absolute_url())
    pagina.keyboard.press("b")
    pagina.wait_for_url("**/bezoek/")
    pagina.get_by_label("Wat kwam eruit?").fill("Kennisgemaakt.")
    pagina.get_by_label("Is er een kans op werk?").fill("Zoekt een keukenhulp")
    pagina.get_by_label("Voor welk beroep?").select_option(label="Keukenhulp")
    pagina.keyboard.press("Control+Enter")
    pagina.wait_for_url(f"**{werkgever.get_absolute_url()}")
    pagina.get_by_role("link", name="Maak vacature").press("Enter")
    pagina.wait_for_url("**/vacature/?lead=*")
    pagina.get_by_label("In welke wijk").select_option(label="Ledeberg")
    pagina.get_by_role("group", name="Welke talen vraagt het werk? 1").get_by_label("Taal").select_option("nl")
    pagina.get_by_role("group", name="Welke talen vraagt het werk? 1").get_by_label("Niveau").select_option("A1")
    pagina.keyboard.press("Control+Enter")
    pagina.wait_for_url("**/werkgevers/vacatures/*/")
    pagina.get_by_role("link", name="Wie past", exact=True).press("Enter")
    expect(pagina.get_by_text("wil dit werk, 1e keuze · spreekt Nederlands A2 (A1 gevraagd)")).to_be_visible()
    pagina.get_by_role("link", name="Voordragen").press("Enter")
    pagina.get_by_label("De persoon weet voor welk werk dit is").check()
    pagina.keyboard.press("Control+Enter")
    pagina.wait_for_url("**/werkgevers/voordrachten/*/")
    pagina.get_by_text("Voorgesteld bij de werkgever").first.press("Enter")
    pagina.get_by_role("button", name="Voorgesteld bij de werkgever").press("Enter")
    expect(pagina.get_by_role("heading", name="Bij de werkgever", exact=True)).to_be_visible()
    assert (Bedrijfsbezoek.objects.count(), Vacature.objects.get().titel) == (1, "Keukenhulp")
    assert Voordracht.objects.ongefilterd("test").get().fase == "bij_werkgever"


def test_every_page_is_accessible_and_fits(
    browser_als: Inloggen, axe: Axe, consulent: Medewerker, rabot: Werkpunt
) -> None:
    pagina, fouten = browser_als(consulent, "390"), {}
    lijsten = ("/werkgevers/", "/werkgevers/vacatures/", "/werkgevers/voordrachten/")
    leeg = {pad: kijk(pagina, axe, pad) for pad in lijsten}
    persoon, ander = gezien(rabot, consulent), gezien(rabot, consulent)
    vacature = VacatureFactory(werk="keukenhulp", talen={"nl": "B1"}, uren_van=20, uren_tot=38, momenten=["avond"])
    werkgever = vacature.werkgever
    Bedrijfsbezoek.objects.create(werkgever=werkgever, verslag="De keuken gezien.", door=consulent)
    Werkgever.objects.update(notities="Werkt ook op zondag.")
    voordracht = draag_voor(persoon, vacature, door=consulent, toelichting="kookt graag")
    kaart, werk = werkgever.get_absolute_url(), vacature.get_absolute_url()
    for pad in (
        *(*lijsten, "/werkgevers/cijfers/"),
        *("/werkgevers/cijfers/?van=2026-02-01&tot=2026-01-01", "/werkgevers/vacatures/?toestand=verlopen"),
        *(kaart, f"{kaart}bezoek/", f"{kaart}vacature/", f"{kaart}wijzigen/", "/werkgevers/nieuw/"),
        *(werk, f"{werk}wie-past/", f"{werk}wijzigen/", f"{werk}voordragen/{ander.uuid}/"),
        *(voordracht.get_absolute_url(), f"{persoon.get_absolute_url()}werk/"),
    ):
        fouten[pad] = kijk(pagina, axe, pad)
    assert [{pad: gevonden for pad, gevonden in stand.items() if gevonden} for stand in (leeg, fouten)] == [{}, {}]


def kijk(pagina: Page, axe: Axe, pad: str) -> list[str]:
    """What axe finds with everything folded out, and the widths at which the page scrolls sideways."""
    pagina.set_viewport_size({"width": 390, "height": 844})
    pagina.goto(pad)
    pagina.evaluate("document.querySelectorAll('main details').forEach(deel => { deel.open = true })")
    return axe(pagina) + [maat for maat in MATEN if not past(pagina, maat)]


def past(pagina: Page, maat: str) -> bool:
    breed, hoog, _ = MATEN[maat]
    pagina.set_viewport_size({"width": breed, "height": hoog})
    return bool(pagina.evaluate("document.documentElement.scrollWidth <= innerWidth"))
