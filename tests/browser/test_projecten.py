"""The pages of projects in a browser: accessible at every width, from a target to the people behind it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from kern.tijd import vandaag
from tests.browser.conftest import MATEN, Inloggen
from tests.factories.werkpunten import ContactmomentFactory, WerkzoekendeFactory
from toegang.models import Medewerker
from trajecten.models import Doelstelling, Project
from werkpunten.models import Werkpunt

Axe = Callable[[Page], list[str]]
PADEN = ("/projecten/", "/projecten/werkpunten/", "/projecten/mobiel-arbeidsteam/", "/projecten/vergelijken/")


@pytest.fixture
def project(rabot: Werkpunt, consulent: Medewerker) -> Project:
    """Twelve people half a year ago and three now, of two hundred."""
    project = Project.objects.get(slug="werkpunten")
    project.werkpunten.set([rabot])
    begin, toen = vandaag() - timedelta(days=300), vandaag() - timedelta(days=190)
    project.doelstellingen.all().delete()
    Doelstelling.objects.create(
        project=project, maatstaf="bereikt", aantal=200, van=begin, tot=vandaag() + timedelta(days=300)
    )
    for nummer, dag in enumerate([toen] * 12 + [vandaag()] * 3):
        persoon = WerkzoekendeFactory(voornaam=f"Mens{nummer}", achternaam="Project")
        ContactmomentFactory(werkzoekende=persoon, werkpunt=rabot, door=consulent, dag=dag)
    return project


@pytest.mark.parametrize("maat", MATEN)
@pytest.mark.parametrize("wie", ["coordinator", "manager"])
def test_the_pages_are_accessible_and_fit(
    browser_als: Inloggen, request: pytest.FixtureRequest, wie: str, maat: str, project: Project, axe: Axe
) -> None:
    pagina = browser_als(request.getfixturevalue(wie), maat)
    for pad in PADEN:
        pagina.goto(pad)
        for samenvatting in pagina.locator("summary").all():
            samenvatting.click()
        assert (pad, axe(pagina)) == (pad, [])
        assert pagina.evaluate("document.documentElement.scrollWidth <= innerWidth"), pad


def test_from_the_menu_to_the_people_behind_a_target(
    browser_als: Inloggen, coordinator: Medewerker, project: Project
) -> None:
    pagina = browser_als(coordinator)
    pagina.goto("/")
    pagina.get_by_role("link", name="Projecten", exact=True).click()
    pagina.get_by_role("link", name="Werkpunten", exact=True).last.click()
    expect(pagina.get_by_role("heading", name="Doel: bereikt, 200")).to_be_visible()
    expect(pagina.locator("strong", has_text="In dit tempo wordt het doel niet gehaald.")).to_be_visible()
    pagina.get_by_role("link", name="Toon de personen", exact=True).first.click()
    expect(pagina.get_by_role("heading", name="Bereikt: 15")).to_be_visible()
    pagina.get_by_role("link", name="Project, Mens3").click()
    pagina.wait_for_url("**/werkzoekenden/**")
