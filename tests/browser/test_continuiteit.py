"""Who takes over in wijk-werken, in a real browser: the proposal, a what-if, and a successor agreed."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from kern.tijd import vandaag
from tests.browser.conftest import MATEN, Inloggen
from tests.browser.test_caseload import Axe
from tests.browser.test_casusteam import past
from tests.factories.wijkwerkers import begonnen, bekend, opdracht
from toegang.models import Medewerker
from werkpunten.models import Werkpunt
from wijkwerken.models import Toewijzing
from wijkwerken.services import planning


@pytest.mark.parametrize("maat", MATEN)
def test_a_successor_from_the_proposal_to_the_agreement(
    browser_als: Inloggen, axe: Axe, rabot: Werkpunt, coordinator: Medewerker, maat: str
) -> None:
    nu = vandaag()
    for voornaam, sinds in (("Koen", 340), ("An", 30), ("Bo", 20)):
        persoon = bekend(coordinator, rabot, voornaam=voornaam, achternaam="Proef")
        begonnen(persoon, door=coordinator, van=nu - timedelta(days=sinds))
    werk = opdracht(coordinator, soort="herhaald", plaatsen=1)
    koen = Toewijzing._meta.get_field("wijkwerker").related_model.objects.ongefilterd("test").earliest("begin")
    toewijzing = Toewijzing(opdracht=werk, wijkwerker=koen, van=nu - timedelta(days=30))
    planning.wijs_toe(toewijzing, blokken=[], door=coordinator)
    pagina = browser_als(coordinator, maat)
    pagina.goto("/wijkwerken/continuiteit/")
    expect(pagina.get_by_text("1 plaats zonder opvolger. Voor 1 is er een voorstel.")).to_be_visible()
    assert (axe(pagina), past(pagina)) == ([], True)
    pagina.get_by_role("link", name="Wat zonder").click()
    expect(pagina.get_by_text("1 plaats krijgt iemand anders")).to_be_visible()
    assert (axe(pagina), past(pagina)) == ([], True)
    pagina.get_by_role("link", name="Terug naar het voorstel").click()
    pagina.get_by_role("link", name="Kies").first.click()
    expect(pagina.get_by_label("Samen op bezoek")).not_to_have_value("")
    assert (axe(pagina), past(pagina)) == ([], True)
    pagina.get_by_role("button", name="Afspreken").click()
    expect(pagina.get_by_text("De opvolger staat gepland.")).to_be_visible()
    expect(pagina.get_by_text("Elke plaats heeft in deze weken iemand.")).to_be_visible()
