"""A plan in a real browser: put together with the keyboard only, at every width without a fault of axe."""

import datetime

import pytest
from playwright.sync_api import Page, expect

from kern.tijd import vandaag
from tests.browser.conftest import MATEN, Inloggen
from tests.browser.test_caseload import Axe
from tests.browser.test_casusteam import past
from tests.factories.werkpunten import ContactmomentFactory, WerkzoekendeFactory
from tests.trajecten.test_trajecten import begin
from toegang.models import Medewerker
from trajecten import plan
from trajecten.models import Plandoel, Stap, Traject, Trajectsjabloon
from werkpunten.models import Domeinscore, Drempel, Drempelsoort, Werkpunt

STRAKS = vandaag() + datetime.timedelta(days=14)


def traject_van(rabot: Werkpunt, consulent: Medewerker) -> Traject:
    persoon = WerkzoekendeFactory(voornaam="Elif", achternaam="Demir")
    ContactmomentFactory(werkzoekende=persoon, werkpunt=rabot, door=consulent)
    return begin(persoon, Trajectsjabloon.objects.get(naam="Begeleiding in het werkpunt"), rabot, consulent)


def bewaar(pagina: Page) -> None:
    pagina.keyboard.press("Control+Enter")


def test_a_plan_with_the_keyboard(browser_als: Inloggen, axe: Axe, rabot: Werkpunt, consulent: Medewerker) -> None:
    traject, pagina = traject_van(rabot, consulent), browser_als(consulent)
    pagina.goto(f"/trajecten/{traject.sleutel}/plan/")
    expect(pagina.get_by_text("Nog geen doelen. Begin met wat de persoon zelf wil.")).to_be_visible()
    assert axe(pagina) == []
    pagina.get_by_role("link", name="Doel toevoegen").press("Enter")
    expect(pagina.get_by_label("Wat wil de persoon?")).to_be_focused()
    assert axe(pagina) == []
    pagina.keyboard.type("Deeltijds werken in een keuken")
    bewaar(pagina)
    expect(pagina.get_by_text("Het doel is bewaard.")).to_be_visible()
    pagina.get_by_role("link", name="Stap toevoegen").press("Enter")
    expect(pagina.get_by_label("Wat?")).to_be_focused()
    pagina.keyboard.press("Escape")
    expect(pagina.get_by_role("link", name="Stap toevoegen")).to_be_focused()
    pagina.keyboard.press("Enter")
    expect(pagina.get_by_label("Wat?")).to_be_focused()
    pagina.keyboard.type("Motivatiebrief schrijven")
    bewaar(pagina)
    pagina.get_by_label("Tegen").fill(str(vandaag() - datetime.timedelta(days=1)))
    bewaar(pagina)
    expect(pagina.get_by_text("Geef een datum na vandaag.").first).to_be_visible()
    assert axe(pagina) == []
    expect(pagina.get_by_label("Wat?")).to_have_value("Motivatiebrief schrijven")
    pagina.get_by_label("Tegen").fill(str(STRAKS))
    bewaar(pagina)
    expect(pagina.get_by_text("De stap is toegevoegd.")).to_be_visible()
    pagina.get_by_role("button", name="Klaar met Motivatiebrief schrijven").press("Enter")
    expect(pagina.get_by_text("Klaar: Motivatiebrief schrijven.")).to_be_visible()
    pagina.get_by_label("mondeling", exact=True).check()
    pagina.get_by_role("button", name="Versie bewaren").press("Enter")
    expect(pagina.get_by_text("De afgesproken versie is bewaard.")).to_be_visible()
    expect(pagina.get_by_text("versie 1", exact=True)).to_be_visible()
    assert axe(pagina) == []


@pytest.mark.parametrize("maat", MATEN)
def test_a_full_plan_at_every_width(
    browser_als: Inloggen, axe: Axe, rabot: Werkpunt, consulent: Medewerker, maat: str
) -> None:
    traject = traject_van(rabot, consulent)
    persoon = traject.werkzoekende
    drempel = Drempel.objects.create(werkzoekende=persoon, soort=Drempelsoort.objects.all()[0], toelichting="CAW")
    for dag, score in ((STRAKS - datetime.timedelta(days=200), 2), (vandaag(), 4)):
        velden = {"domein": "wonen", "op": dag, "zelf": score, "begeleider": 3}
        Domeinscore.objects.create(werkzoekende=persoon, door=consulent, **velden)
    doel = plan.bewaar_doel(Plandoel(traject=traject, tekst="Deeltijds werken"), door=consulent)
    for drempel_van in (None, drempel):
        stap = Stap(doel=doel, wat="Inschrijven voor een opleiding", tegen=STRAKS, drempel=drempel_van)
        plan.bewaar_stap(stap, door=consulent)
    gezien = plan.lees(traject, consulent).afdruk
    plan.leg_vast(traject, op=vandaag(), manier="tolk", gezien=gezien, door=consulent)
    pagina = browser_als(consulent, maat)
    pagina.goto(f"/trajecten/{traject.sleutel}/plan/")
    expect(pagina.get_by_text("2 → 4")).to_be_visible()
    pagina.get_by_text("Afgesproken versies (1)").click()
    pagina.get_by_text("Opnieuw besproken").click()
    assert (axe(pagina), past(pagina)) == ([], True)
    pagina.get_by_role("link", name="Wijzig Inschrijven").first.click()
    expect(pagina.get_by_label("Wat?")).to_be_focused()
    assert (axe(pagina), past(pagina)) == ([], True)
