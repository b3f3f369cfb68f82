"""The agenda, tasks and the start page in a real browser: with the keyboard, at every width, in every state."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from kern.tijd import vandaag
from tests.browser.conftest import MATEN, Inloggen
from tests.factories.werkpunten import AfspraakFactory, ContactmomentFactory, TaakFactory, WerkzoekendeFactory, om
from toegang.models import Medewerker
from werkpunten.models import Afspraak, Contactmoment, Taak, Werkpunt, Werkzoekende

Axe = Callable[[Page], list[str]]


@pytest.fixture
def elif_(consulent: Medewerker, rabot: Werkpunt) -> Werkzoekende:
    persoon = WerkzoekendeFactory(voornaam="Elif", achternaam="Demir", mail_mag=True, email="elif@voorbeeld.test")
    ContactmomentFactory(werkzoekende=persoon, werkpunt=rabot, door=consulent)
    gegevens = {"werkzoekende": persoon, "werkpunt": rabot, "medewerker": consulent}
    AfspraakFactory(begin=om(9), **gegevens)
    AfspraakFactory(begin=om(11), status="niet_gekomen", status_sinds=om(11), **gegevens)
    AfspraakFactory(begin=om(9, over=-2), status="afgezegd", **gegevens)
    AfspraakFactory(medewerker=consulent, werkpunt=rabot, begin=om(14))
    TaakFactory(eigenaar=consulent, werkzoekende=persoon, tegen=vandaag() - timedelta(days=2), wat="Attest opvragen")
    TaakFactory(eigenaar=consulent, wat="Folders bestellen")
    return persoon


def goed(pagina: Page, axe: Axe) -> None:
    assert axe(pagina) == []
    assert pagina.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("maat", MATEN)
def test_every_page_is_accessible_and_fits(
    browser_als: Inloggen, axe: Axe, coordinator: Medewerker, consulent: Medewerker, elif_: Werkzoekende, maat: str
) -> None:
    pagina = browser_als(coordinator, maat)
    dossier, afspraak = elif_.get_absolute_url(), Afspraak.objects.ongefilterd("test").earliest("pk")
    for adres in (
        "/",
        "/agenda/",
        f"/agenda/?wie={consulent.pk}",
        f"/agenda/week/?wie={consulent.pk}",
        "/agenda/nieuw/",
        "/agenda/abonnement/",
        "/taken/",
        f"{dossier}taken/",
        f"{dossier}afspraak/",
        f"/afspraken/{afspraak.sleutel}/",
        f"/taken/{Taak.objects.ongefilterd('test').earliest('pk').sleutel}/",
    ):
        pagina.goto(adres)
        goed(pagina, axe)


@pytest.mark.parametrize(
    ("pad", "eerst", "vul"),
    [
        ("{dossier}afspraak/", "id_dag", {"#id_van": "10:00"}),
        ("/taken/{taak}/", "id_taak-wat", {}),
        ("/balie/achteraf/", "id_r0-wie", {}),
    ],
    ids=["appointment", "task", "paper-list"],
)
def test_page_opens_on_its_first_field_and_is_sent_from_anywhere(
    browser_als: Inloggen, consulent: Medewerker, elif_: Werkzoekende, pad: str, eerst: str, vul: dict[str, str]
) -> None:
    taak = Taak.objects.ongefilterd("test").earliest("pk").sleutel
    pagina = browser_als(consulent)
    pagina.goto(pad.format(dossier=elif_.get_absolute_url(), taak=taak))
    expect(pagina.locator(f"[id='{eerst}']")).to_be_focused()
    for veld, waarde in vul.items():
        pagina.fill(veld, waarde)
    pagina.evaluate("document.activeElement.blur()")
    with pagina.expect_response(lambda antwoord: antwoord.request.method == "POST"):
        pagina.keyboard.press("Control+Enter")
    expect(pagina.locator("main .foutsamenvatting, .melding.goed").first).to_be_visible()


@pytest.mark.parametrize("maat", ["1366", "820", "390"])
def test_errors_warnings_and_what_was_clicked_are_accessible(
    browser_als: Inloggen, axe: Axe, consulent: Medewerker, elif_: Werkzoekende, maat: str
) -> None:
    pagina = browser_als(consulent, maat)
    pagina.goto(f"{elif_.get_absolute_url()}afspraak/?dag={vandaag().isoformat()}&van=09:00")
    pagina.get_by_role("button", name="Bewaren").click()
    pagina.get_by_role("alert").filter(has_text="Klopt dit?").wait_for()
    assert "Connie V. heeft dan al een afspraak (09.00–09.30 uur) met Demir, Elif." in pagina.inner_text("main")
    goed(pagina, axe)
    pagina.goto("/taken/")
    pagina.get_by_role("button", name="Taak toevoegen").click()
    pagina.goto("/")
    pagina.get_by_role("button", name="Klaar met Attest opvragen").click()
    pagina.get_by_role("button", name="Ongedaan maken van Attest opvragen").wait_for()
    pagina.get_by_role("button", name="Niet gekomen op de afspraak van 09:00").click()
    pagina.get_by_role("button", name="Taak om op te volgen").wait_for()
    goed(pagina, axe)
    pagina.goto("/agenda/abonnement/")
    pagina.get_by_role("button", name="Geheim adres maken").click()
    pagina.get_by_label("Geheim adres").wait_for()
    goed(pagina, axe)


def test_keyboard_from_the_agenda_to_an_appointment(
    browser_als: Inloggen, consulent: Medewerker, elif_: Werkzoekende
) -> None:
    pagina = browser_als(consulent)
    pagina.goto("/agenda/")
    pagina.keyboard.press("l")
    pagina.wait_for_url("**/agenda/?dag=*")
    pagina.keyboard.press("a")
    pagina.wait_for_url("**/agenda/nieuw/**")
    pagina.keyboard.type("dem")
    pagina.get_by_role("option", name="Demir, Elif").wait_for()
    pagina.keyboard.press("ArrowDown")
    pagina.keyboard.press("Enter")
    pagina.keyboard.press("Control+Enter")
    pagina.wait_for_url("**/afspraak/?dag=*")
    pagina.get_by_text("Connie V. op").wait_for()
    pagina.get_by_label("Uur", exact=True).fill("15:30")
    pagina.get_by_label("Uur", exact=True).press("Control+Enter")
    toch = pagina.get_by_label("Ja, toch zo bewaren")
    toch.or_(pagina.get_by_text("De afspraak is bewaard")).first.wait_for()
    if toch.is_visible():  # no opening hours: the door is told to be closed
        toch.press("Space")
        toch.press("Control+Enter")
    pagina.get_by_text("De afspraak is bewaard").wait_for()
    nieuwe = Afspraak.objects.ongefilterd("test").latest("pk")
    assert (nieuwe.begin, nieuwe.herinnering) == (om(15, 30, over=1), True)


def test_keyboard_through_tasks_keeps_its_place(
    browser_als: Inloggen, consulent: Medewerker, elif_: Werkzoekende
) -> None:
    pagina = browser_als(consulent)
    pagina.goto(f"{elif_.get_absolute_url()}taken/")
    veld = pagina.get_by_label("Wat moet er gebeuren?")
    for wat in ("Bellen naar de school", "Cv nalezen"):
        veld.focus()
        pagina.keyboard.type(wat)
        pagina.keyboard.press("Control+Enter")
        pagina.get_by_role("link", name=wat).wait_for()
        assert veld.input_value() == ""
    knop = pagina.get_by_role("button", name="Klaar met Cv nalezen")
    knop.focus()
    pagina.keyboard.press("Enter")
    terug = pagina.get_by_role("button", name="Ongedaan maken van Cv nalezen")
    terug.wait_for()
    assert terug.evaluate("knop => knop === document.activeElement")
    pagina.keyboard.press("Enter")
    knop.wait_for()
    stand = Taak.objects.ongefilterd("test").order_by("pk").values_list("status", flat=True)
    assert list(stand) == ["open"] * 4


def test_one_click_says_that_somebody_came(browser_als: Inloggen, consulent: Medewerker, elif_: Werkzoekende) -> None:
    pagina = browser_als(consulent)
    pagina.goto("/agenda/")
    pagina.get_by_role("button", name="Gekomen op de afspraak van 09:00", exact=True).click()
    pagina.get_by_text("Het contact is genoteerd.").wait_for()
    assert Contactmoment.objects.ongefilterd("test").filter(bron="afspraak").count() == 1
    pagina.reload()
    pagina.get_by_role("button", name="Ongedaan maken van de afspraak van 09:00").click()
    pagina.get_by_text("De afspraak staat weer gepland.").wait_for()
    assert Contactmoment.objects.ongefilterd("test").filter(bron="afspraak").count() == 0


def test_everything_works_without_script(browser_als: Inloggen, consulent: Medewerker, elif_: Werkzoekende) -> None:
    pagina = browser_als(consulent, java_script_enabled=False)
    pagina.goto("/")
    pagina.get_by_role("button", name="Klaar met Attest opvragen").click()
    pagina.wait_for_url("**/#taken")
    pagina.get_by_role("button", name="Gekomen op de afspraak van 09:00", exact=True).click()
    pagina.get_by_text("Het contact is genoteerd.").wait_for()
    assert Taak.objects.ongefilterd("test").filter(status="klaar").count() == 1
