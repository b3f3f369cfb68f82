"""The caseload in a real browser: filtering, sorting and reading it at every width."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from kern.tijd import vandaag
from tests.browser.conftest import MATEN, Inloggen
from tests.factories.werkpunten import ContactmomentFactory, WerkzoekendeFactory
from toegang.models import Medewerker
from trajecten.views import caseload
from werkpunten import services
from werkpunten.models import Adres, Werkpunt, Wijk

Axe = Callable[[Page], list[str]]
VERANTWOORDING = "/caseload/team/verantwoording/"
MENSEN = (
    ("Lien", "Aerts", "ledeberg", 2),
    ("Samira", "Bakkali", "zwijnaarde", 70),
    ("Şükran", "Çelik", "ledeberg", 12),
    ("محمد", "الحسن", "zwijnaarde", 61),
)


def namen(pagina: Page) -> Locator:
    """To be asked with ``expect``: a click does not wait for the page it asks for."""
    return pagina.locator("#personen tbody th a")


@pytest.fixture
def mensen(consulent: Medewerker, rabot: Werkpunt) -> None:
    for nummer, (voornaam, achternaam, wijk, dagen) in enumerate(MENSEN):
        persoon = WerkzoekendeFactory(voornaam=voornaam, achternaam=achternaam)
        Adres.objects.create(werkzoekende=persoon, wijk=Wijk.objects.get(slug=wijk))
        ContactmomentFactory(
            werkzoekende=persoon, werkpunt=rabot, door=consulent, dag=vandaag() - timedelta(days=dagen)
        )
        if nummer % 2:
            services.start_begeleiding(persoon, begeleider=consulent, werkpunt=rabot, door=consulent)
    services.open_met_reden(persoon, reden="Belt over een afspraak", door=consulent)


@pytest.mark.parametrize("maat", MATEN)
@pytest.mark.usefixtures("mensen")
def test_caseload_is_accessible_and_fits(browser_als: Inloggen, axe: Axe, coordinator: Medewerker, maat: str) -> None:
    pagina = browser_als(coordinator, maat)
    for adres in (
        "/caseload/?wie=werkpunten",
        "/caseload/?wijk=dampoort",
        "/caseload/",
        "/caseload/team/",
        VERANTWOORDING,
        "/caseload/overdrachten/",
    ):
        pagina.goto(adres)
        assert axe(pagina) == []
        assert pagina.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.usefixtures("mensen")
def test_filter_sort_and_take_the_filter_off(browser_als: Inloggen, consulent: Medewerker) -> None:
    pagina = browser_als(consulent)
    pagina.goto("/caseload/?wie=mij")
    expect(namen(pagina)).to_have_text(["Aerts, Lien", "Bakkali, Samira", "Çelik, Şükran", "الحسن, محمد"])
    pagina.get_by_label("Wijk").select_option("zwijnaarde")
    pagina.get_by_role("button", name="Filteren").click()
    pagina.wait_for_url("**wijk=zwijnaarde**")
    expect(namen(pagina)).to_have_text(["Bakkali, Samira", "الحسن, محمد"])
    pagina.get_by_role("link", name="Laatste contact").click()
    pagina.wait_for_url("**sorteer=contact**")
    expect(namen(pagina)).to_have_text(["Bakkali, Samira", "الحسن, محمد"])
    na_htmx = pagina.locator("#personen").inner_text()
    pagina.reload()
    assert pagina.locator("#personen").inner_text() == na_htmx
    pagina.get_by_role("link", name="Verwijder filter Wijk: Zwijnaarde").click()
    expect(namen(pagina)).to_have_count(4)


@pytest.mark.usefixtures("mensen")
def test_file_holds_the_list_on_screen_and_sorting_survives_a_filter(
    browser_als: Inloggen, consulent: Medewerker
) -> None:
    pagina = browser_als(consulent)
    pagina.goto("/caseload/?wie=mij&pagina=3")
    pagina.get_by_role("link", name="Laatste contact").click()
    pagina.wait_for_url("**sorteer=contact**")
    pagina.get_by_label("Wijk").select_option("zwijnaarde")
    pagina.get_by_role("button", name="Filteren").click()
    pagina.wait_for_url("**wijk=zwijnaarde**")
    assert "sorteer=contact" in pagina.url
    assert "pagina" not in pagina.url
    with pagina.expect_download() as download:
        pagina.get_by_role("link", name="Exporteer (CSV)").click()
    bestand = download.value.path().read_text(encoding="utf-8-sig")
    assert [regel.split(";")[0] for regel in bestand.splitlines()[1:]] == ["Bakkali, Samira", "الحسن, محمد"]


@pytest.mark.usefixtures("mensen")
def test_message_leads_to_who_was_not_seen_for_too_long(browser_als: Inloggen, consulent: Medewerker) -> None:
    pagina = browser_als(consulent)
    pagina.goto("/caseload/")
    assert pagina.get_by_text("2 personen hebben al te lang geen contact.").is_visible()
    pagina.get_by_role("link", name="Toon", exact=True).click()
    expect(namen(pagina)).to_have_text(["Bakkali, Samira", "الحسن, محمد"])


@pytest.mark.usefixtures("mensen")
def test_works_without_script(browser_als: Inloggen, consulent: Medewerker) -> None:
    pagina = browser_als(consulent, "390", java_script_enabled=False)
    pagina.goto("/caseload/?wie=mij")
    pagina.get_by_label("Wijk").select_option("ledeberg")
    pagina.get_by_role("button", name="Filteren").click()
    expect(namen(pagina)).to_have_text(["Aerts, Lien", "Çelik, Şükran"])


@pytest.mark.parametrize("maat", ["820", "390"])
@pytest.mark.usefixtures("mensen")
def test_everything_of_a_row_is_within_reach_on_a_small_screen(
    browser_als: Inloggen, coordinator: Medewerker, maat: str
) -> None:
    pagina = browser_als(coordinator, maat)
    for adres, knop in (("/caseload/?wie=werkpunten", "Contact met Aerts, Lien"), ("/caseload/team/", "Openen van")):
        pagina.goto(adres)
        vak = pagina.get_by_role("link", name=knop).first.bounding_box()
        assert vak is not None
        assert 0 <= vak["x"] < vak["x"] + vak["width"] <= int(maat)
        assert pagina.locator(".tabelvak").evaluate("vak => vak.scrollWidth <= vak.clientWidth")


@pytest.mark.usefixtures("mensen")
def test_counts_of_very_many_people_come_by_themselves(
    browser_als: Inloggen, coordinator: Medewerker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(caseload, "TELLEN_TOT", 2)
    pagina = browser_als(coordinator)
    pagina.goto("/caseload/?wie=werkpunten")
    pagina.get_by_role("link", name="Te lang geen contact (2)").click()
    pagina.wait_for_url("**lijst=te-lang**")
    expect(namen(pagina)).to_have_text(["Bakkali, Samira", "الحسن, محمد"])


@pytest.mark.parametrize("maat", ["1366", "390"])
@pytest.mark.usefixtures("mensen")
def test_hand_somebody_over_and_accept(
    browser_als: Inloggen, axe: Axe, consulent: Medewerker, collega: Medewerker, maat: str
) -> None:
    pagina = browser_als(consulent, maat)
    pagina.goto("/caseload/?wie=mij")
    pagina.get_by_label("Kies Bakkali, Samira").check()
    pagina.get_by_label("Kies Aerts, Lien").check()
    pagina.get_by_label("Wie aangeduid is, overdragen aan").select_option(str(collega))
    pagina.get_by_role("button", name="Nakijken").click()
    expect(pagina.get_by_text("Je begeleidt deze persoon niet (meer).")).to_be_visible()
    assert axe(pagina) == []
    assert pagina.evaluate("document.documentElement.scrollWidth <= innerWidth")
    pagina.get_by_label("Waarom?").fill("Verlof tot maart")
    pagina.keyboard.press("Control+Enter")
    pagina.wait_for_url("**/caseload/overdrachten/*-*/")
    assert pagina.get_by_text("wacht op antwoord").count() == 1
    assert axe(pagina) == []
    ander = browser_als(collega, maat)
    ander.goto("/caseload/overdrachten/")
    assert axe(ander) == []
    ander.get_by_role("button", name="Aanvaarden").click()
    expect(ander.get_by_text("Je begeleidt deze persoon nu.")).to_be_visible()
