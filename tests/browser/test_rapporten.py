"""The report pages in a browser: accessible at every width, and a job that shows its progress and its files."""

from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from kern.tijd import vandaag, vorige_maand
from rapportage import services
from rapportage.models import Rapportopdracht
from rapportage.tijdvakken import Tijdvak
from tests.browser.conftest import MATEN, Inloggen
from tests.rapportage.naief import Contact
from tests.rapportage.test_bereik import bouw
from toegang.models import Medewerker
from werkpunten.models import Werkpunt

Axe = Callable[[Page], list[str]]


@pytest.fixture
def maand(rabot: Werkpunt, ledeberg: Werkpunt) -> date:
    """Last month, with enough at Rabot and three people at Ledeberg, who stay hidden."""
    vorige = vorige_maand(vandaag())
    eerder = vorige_maand(vorige)
    bouw(
        [Contact(n, "rabot", vorige.replace(day=1 + n % 28)) for n in range(60)]
        + [Contact(n, "rabot", eerder) for n in range(20)]
        + [Contact(100 + n, "ledeberg", vorige) for n in range(3)]
        + [Contact(200 + n, "ledeberg", eerder) for n in range(15)]
    )
    return vorige


@pytest.mark.parametrize("maat", MATEN)
def test_the_report_pages_are_accessible_and_fit(
    browser_als: Inloggen, manager: Medewerker, maand: date, maat: str, axe: Axe
) -> None:
    mislukt = services.vraag_rapport(Tijdvak.maand(maand), werkpunt=None, door=manager)
    Rapportopdracht.objects.update(status="mislukt", foutcode="R-1042")
    klaar = services.vraag_rapport(Tijdvak.maand(maand), werkpunt=None, door=manager)
    services.maak_rapport(klaar.pk)
    wacht = services.vraag_rapport(Tijdvak.maand(maand), werkpunt=None, door=manager)
    pagina = browser_als(manager, maat)
    paden = ["/rapporten/", "/rapporten/?tijdvak=2014-05", "/rapporten/vastleggen/"]
    paden += [f"/rapporten/opdrachten/{opdracht.pk}/" for opdracht in (mislukt, klaar, wacht)]
    for pad in paden:
        pagina.goto(pad)
        for samenvatting in pagina.locator("summary").all():
            samenvatting.click()
        assert (pad, axe(pagina)) == (pad, [])
        assert pagina.evaluate("document.documentElement.scrollWidth <= innerWidth"), pad


def test_a_job_shows_its_progress_and_ends_with_the_files(
    browser_als: Inloggen, manager: Medewerker, maand: date
) -> None:
    pagina = browser_als(manager)
    pagina.goto("/rapporten/")
    pagina.get_by_role("link", name="Rapport vastleggen").click()
    pagina.get_by_role("button", name="Rapport vastleggen").click()
    expect(pagina.get_by_text("Rapport wordt gemaakt… 0%")).to_be_visible()
    opdracht = Rapportopdracht.objects.get()
    Rapportopdracht.objects.claim(opdracht.pk)
    expect(pagina.get_by_text("Rapport wordt gemaakt… 5%")).to_be_visible()
    Rapportopdracht.objects.update(status="wacht", lease_tot=None)
    services.maak_rapport(opdracht.pk)
    expect(pagina.get_by_text("Het rapport is vastgelegd.")).to_be_visible()
    with pagina.expect_download() as gekregen:
        pagina.get_by_role("link", name="PDF").click()
    assert gekregen.value.suggested_filename == f"bereik-{maand:%Y-%m}-gent-v1.pdf"


def test_the_progress_page_works_without_script(browser_als: Inloggen, manager: Medewerker, maand: date) -> None:
    opdracht = services.vraag_rapport(Tijdvak.maand(maand), werkpunt=None, door=manager)
    pagina = browser_als(manager, java_script_enabled=False)
    pagina.goto(f"/rapporten/opdrachten/{opdracht.pk}/")
    services.maak_rapport(opdracht.pk)
    pagina.get_by_role("link", name="Laad de bladzijde opnieuw").click()
    expect(pagina.get_by_text("Het rapport is vastgelegd.")).to_be_visible()


def test_the_page_breaks_no_content_policy(browser_als: Inloggen, manager: Medewerker, maand: date) -> None:
    pagina = browser_als(manager)
    fouten: list[str] = []
    pagina.on("console", lambda regel: fouten.append(regel.text) if regel.type == "error" else None)
    pagina.goto("/rapporten/")
    assert fouten == []
    assert pagina.get_by_role("img", name="Contacten en bereikte personen per maand").is_visible()
