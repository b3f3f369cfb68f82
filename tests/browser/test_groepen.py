"""A group in a real browser: put somebody on the list, and note who was there with the keyboard."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import MATEN, Inloggen
from tests.browser.test_caseload import Axe
from tests.browser.test_casusteam import past
from tests.factories.trajecten import SessieFactory
from tests.factories.werkpunten import ContactmomentFactory, WerkzoekendeFactory
from toegang.models import Medewerker
from trajecten import groepen
from trajecten.models import Deelname
from werkpunten.models import Werkpunt

NAMEN = ("Aalders", "Boutros", "Claeys")


@pytest.mark.parametrize("maat", MATEN)
def test_attendance_of_the_whole_group_with_the_keyboard(
    browser_als: Inloggen, axe: Axe, rabot: Werkpunt, consulent: Medewerker, maat: str
) -> None:
    sessie = SessieFactory(werkpunt=rabot, begeleider=consulent)
    mensen = [WerkzoekendeFactory(voornaam="Elif", achternaam=naam) for naam in NAMEN]
    for persoon in mensen:
        ContactmomentFactory(werkzoekende=persoon, werkpunt=rabot, door=consulent)
    for persoon in mensen[:2]:
        groepen.schrijf_in([sessie], persoon, door=consulent)
    pagina = browser_als(consulent, maat)
    pagina.goto("/activiteiten/")
    assert (axe(pagina), past(pagina)) == ([], True)
    pagina.get_by_role("link", name="Solliciteren").click()
    wie = pagina.get_by_role("combobox", name="Wie?")
    wie.press_sequentially("claeys")
    wie.press("Enter")
    wie.press("Control+Enter")
    expect(pagina.get_by_text("Claeys, Elif is ingeschreven.")).to_be_visible()
    assert (axe(pagina), past(pagina)) == ([], True)
    pagina.get_by_role("link", name="Aanwezigheid noteren").press("Enter")
    pagina.get_by_role("radio", name="aanwezig").first.focus()
    pagina.keyboard.press("Space")
    pagina.keyboard.press("Tab")
    pagina.keyboard.press("ArrowRight")
    pagina.keyboard.press("Tab")
    pagina.keyboard.press("Space")
    assert (axe(pagina), past(pagina)) == ([], True)
    pagina.keyboard.press("Control+Enter")
    expect(pagina.get_by_text("De aanwezigheid van 3 personen is genoteerd.")).to_be_visible()
    assert (axe(pagina), past(pagina)) == ([], True)
    rijen = Deelname.objects.ongefilterd("test").select_related("contact").order_by("pk")
    assert [rij.aanwezigheid for rij in rijen] == ["aanwezig", "afwezig", "aanwezig"]
    pagina.get_by_role("button", name="Ongedaan maken").click()
    expect(pagina.get_by_text("Ongedaan gemaakt voor 3 personen.")).to_be_visible()
