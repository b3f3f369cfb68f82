"""Two colleagues at one thing, and the work of who left, in a real browser: with the keyboard, at every width."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from kern.tijd import vandaag
from tests.browser.conftest import MATEN, Inloggen
from tests.factories.werkpunten import AfspraakFactory, ContactmomentFactory, TaakFactory, WerkzoekendeFactory, om
from toegang.models import Medewerker
from werkpunten.afspraken import wijzig_afspraak
from werkpunten.models import Afspraak, Taak, Werkpunt, Werkzoekende
from werkpunten.taken import wijzig_taak
from werkpunten.uit_dienst import meld_uit_dienst

Axe = Callable[[Page], list[str]]


@pytest.fixture
def elif_(consulent: Medewerker, rabot: Werkpunt) -> Werkzoekende:
    persoon = WerkzoekendeFactory(voornaam="Elif", achternaam="Demir", voorkeur_plaats="De Krook")
    ContactmomentFactory(werkzoekende=persoon, werkpunt=rabot, door=consulent)
    AfspraakFactory(werkzoekende=persoon, werkpunt=rabot, medewerker=consulent, begin=om(10, over=2))
    TaakFactory(eigenaar=consulent, werkzoekende=persoon, wat="Attest opvragen")
    return persoon


def goed(pagina: Page, axe: Axe) -> None:
    assert axe(pagina) == []
    assert pagina.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("maat", MATEN)
@pytest.mark.usefixtures("elif_")
def test_second_saver_chooses_with_the_keyboard(
    browser_als: Inloggen, axe: Axe, consulent: Medewerker, collega: Medewerker, maat: str
) -> None:
    taak, afspraak = Taak.objects.ongefilterd("test").get(), Afspraak.objects.ongefilterd("test").get()
    pagina = browser_als(consulent, maat)
    pagina.goto(f"/taken/{taak.sleutel}/")
    wijzig_taak(taak, wat="Attest mailen", eigenaar=collega, tegen=vandaag(), door=collega)
    pagina.get_by_label("Wat moet er gebeuren?").fill("Attest halen")
    pagina.keyboard.press("Control+Enter")
    expect(pagina.locator("[data-foutsamenvatting]")).to_be_focused()
    expect(pagina.get_by_text("Attest mailen")).to_be_visible()
    goed(pagina, axe)
    pagina.get_by_label("Wat moet er gebeuren?").press("Control+Enter")
    expect(pagina.get_by_text("De taak is bewaard.")).to_be_visible()
    pagina.goto(f"/afspraken/{afspraak.sleutel}/")
    afspraak.toelichting = "neemt attest mee"
    wijzig_afspraak(afspraak, door=collega, collegas=[])
    pagina.get_by_label("Waar precies?").fill("lokaal 2")
    pagina.keyboard.press("Control+Enter")
    expect(pagina.get_by_role("button", name="Bewaar wat ik schreef")).to_be_visible()
    expect(pagina.get_by_label("Waar precies?")).to_have_value("lokaal 2")
    goed(pagina, axe)


@pytest.mark.parametrize("maat", MATEN)
@pytest.mark.usefixtures("elif_")
def test_work_of_who_left_is_given_with_the_keyboard(
    browser_als: Inloggen,
    axe: Axe,
    coordinator: Medewerker,
    consulent: Medewerker,
    collega: Medewerker,
    beheerder: Medewerker,
    maat: str,
) -> None:
    meld_uit_dienst(consulent, door=beheerder)
    pagina = browser_als(coordinator, maat)
    pagina.goto("/")
    goed(pagina, axe)
    pagina.get_by_role("link", name="Geef door").press("Enter")
    pagina.wait_for_url("**/caseload/team/vertrokken/")
    goed(pagina, axe)
    for tab in ("Afspraken", "Taken"):
        pagina.get_by_label("Soort werk").get_by_role("link", name=tab).press("Enter")
        keuze = pagina.get_by_label("Geef wat aangevinkt is door aan")
        keuze.select_option(str(collega.pk))
        keuze.press("Control+Enter")
        expect(pagina.get_by_text(f"Doorgegeven aan {collega}.")).to_be_visible()
    expect(pagina.get_by_text("Er wachten geen taken van wie uit dienst is.")).to_be_visible()
    goed(pagina, axe)
    assert Taak.objects.ongefilterd("test").get().eigenaar == collega
