"""Documents of partners and the report of a project in a real browser: no finding of axe, at every width."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from partners.models import Partner
from rapportage import verhalen
from rapportage.models import Document, Verhaal
from tests.browser.conftest import MATEN, Inloggen
from tests.browser.test_bladzijden import past
from tests.factories.documenten import PDF, maak_document
from tests.factories.partners import PartnerFactory
from toegang.models import Medewerker
from trajecten.models import Project

Axe = Callable[[Page], list[str]]


@pytest.fixture
def project(partnermedewerker: Medewerker) -> Project:
    partner: Partner = PartnerFactory(organisatie=partnermedewerker.organisatie)
    project = Project.objects.get(slug="werkpunten")
    project.partners.create(organisatie=partner.organisatie)
    return project


def mankeert(pagina: Page, axe: Axe) -> list[str]:
    return axe(pagina) + [maat for maat in MATEN if not past(pagina, maat)]


def test_a_partner_shares_a_document_in_versions_and_takes_it_back(
    browser_als: Inloggen, axe: Axe, partnermedewerker: Medewerker, project: Project, tmp_path: Path
) -> None:
    bestand = tmp_path / "afspraken.pdf"
    bestand.write_bytes(PDF)
    fout = tmp_path / "afspraken.html"
    fout.write_text("<script>alert(1)</script>")
    pagina = browser_als(partnermedewerker)
    pagina.goto("/")
    pagina.get_by_role("link", name="Documenten", exact=True).click()
    assert mankeert(pagina, axe) == []
    pagina.get_by_role("link", name="Document toevoegen").click()
    pagina.get_by_label("Naam").fill("Afspraken over het onthaal")
    pagina.get_by_label("Soort").select_option("overeenkomst")
    pagina.get_by_label("Voor wie?").select_option(f"p{project.pk}")
    pagina.get_by_label("Bestand").set_input_files(fout)
    pagina.get_by_role("button", name="Bewaren").click()
    pagina.get_by_text("Dit is geen PDF").first.wait_for()
    assert mankeert(pagina, axe) == []
    pagina.get_by_label("Bestand").set_input_files(bestand)
    pagina.get_by_role("button", name="Bewaren").click()
    expect(pagina.get_by_role("heading", name="Afspraken over het onthaal")).to_be_visible()
    assert mankeert(pagina, axe) == []
    with pagina.expect_download() as opgehaald:
        pagina.get_by_role("link", name="Versie 1 ophalen").click()
    assert opgehaald.value.suggested_filename == "afspraken-over-het-onthaal-v1.pdf"
    bestand.write_bytes(PDF + b"%2")
    pagina.get_by_label("Bestand").set_input_files(bestand)
    pagina.get_by_label("Wat veranderde er?").fill("uren verbeterd")
    pagina.get_by_role("button", name="Versie bewaren").click()
    expect(pagina.get_by_role("link", name="Versie 2 ophalen")).to_be_visible()
    expect(pagina.get_by_text(", versie 1, ")).to_be_visible()
    pagina.get_by_label("Waarom trek je dit in?").fill("vervangen")
    pagina.get_by_role("button", name="Trek in").click()
    expect(pagina.get_by_text("Niemand kan het nog ophalen.").first).to_be_visible()
    assert mankeert(pagina, axe) == []
    pagina.get_by_role("button", name="Zet terug").click()
    expect(pagina.get_by_role("link", name="Versie 2 ophalen")).to_be_visible()
    assert Document.objects.get().versies.count() == 2


def test_what_partners_and_coordinator_tell_stands_beside_the_figures(
    browser_als: Inloggen, axe: Axe, partnermedewerker: Medewerker, coordinator: Medewerker, project: Project
) -> None:
    maak_document(coordinator, project=project)
    leeg = dict.fromkeys(Verhaal.VELDEN, "")
    tijdvak = list(verhalen.tijdvakken(project))[1]
    verhalen.schrijf(project, tijdvak, leeg | {"werkte": "Aan huis gaan."}, gezien=0, door=coordinator)
    pagina = browser_als(partnermedewerker)
    pagina.goto("/documenten/")
    assert mankeert(pagina, axe) == []
    pagina.get_by_role("link", name=project.naam, exact=True).last.click()
    expect(pagina.get_by_text("Aan huis gaan.")).to_be_visible()
    pagina.get_by_role("link", name="Schrijf mee").click()
    assert mankeert(pagina, axe) == []
    pagina.get_by_label("Wat leerden we?").fill("Vroeger samen beginnen.")
    pagina.get_by_role("button", name="Bewaren").click()
    expect(pagina.get_by_text("Vroeger samen beginnen.")).to_be_visible()
    assert mankeert(pagina, axe) == []
    with pagina.expect_download() as opgehaald:
        pagina.get_by_role("link", name="PDF").click()
    assert opgehaald.value.suggested_filename == f"verslag-werkpunten-{tijdvak.sleutel.lower()}.pdf"
