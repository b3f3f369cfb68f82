"""Merging two files and taking it back, in a real browser at every width."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import MATEN, Inloggen
from tests.factories.werkpunten import WerkzoekendeFactory
from tests.trajecten.mensen import zag
from toegang.models import Medewerker
from werkpunten.models import Adres, Werkpunt, Wijk

Axe = Callable[[Page], list[str]]


@pytest.mark.parametrize("maat", MATEN)
def test_two_files_side_by_side_merged_and_two_again(
    browser_als: Inloggen, axe: Axe, coordinator: Medewerker, rabot: Werkpunt, maat: str
) -> None:
    namen = (("Khadija", "El Amrani", "ledeberg"), ("Khadidja", "Elamrani", "dampoort"))
    twee = []
    for voornaam, achternaam, wijk in namen:
        persoon = zag(coordinator, rabot, werkzoekende=WerkzoekendeFactory(voornaam=voornaam, achternaam=achternaam))
        Adres.objects.create(werkzoekende=persoon, wijk=Wijk.objects.get(slug=wijk))
        twee.append(persoon)
    page = browser_als(coordinator, maat)
    page.goto(f"{twee[0].get_absolute_url()}samenvoegen/")
    assert axe(page) == []
    page.goto(f"{twee[0].get_absolute_url()}samenvoegen/{twee[1].uuid}/")
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_label(f"Khadidja ({twee[1].dossiernummer})").check()
    page.get_by_label(f"{twee[1].dossiernummer}: ").check()
    page.get_by_label("Waarom is dit dezelfde persoon?").fill("zelfde paspoort gezien aan de balie")
    page.get_by_role("button", name="Ja, samenvoegen").click()
    expect(page.get_by_text(f"Dossier {twee[1].dossiernummer} zit nu in dit dossier.")).to_be_visible()
    assert axe(page) == []
    page.goto(twee[1].get_absolute_url())
    assert page.url.endswith(twee[0].get_absolute_url())
    expect(page.get_by_role("heading", level=1)).to_contain_text("Khadidja")
    page.goto(f"{twee[0].get_absolute_url()}gegevens/wijzigingen/")
    page.get_by_role("button", name="Samenvoeging ongedaan maken").click()
    expect(page.get_by_text(f"Dossier {twee[1].dossiernummer} is er weer.")).to_be_visible()
