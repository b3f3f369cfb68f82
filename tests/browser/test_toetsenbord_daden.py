"""What is done on the screens, by keyboard alone; after each thing the focus is somewhere one can go on from."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Inloggen
from tests.browser.toetsenbord import Toetsenbord
from tests.factories.werkpunten import AfspraakFactory, ContactmomentFactory, TaakFactory, om
from toegang.models import Medewerker
from trajecten.models import Overdracht
from werkpunten import services
from werkpunten.models import Afspraak, Taak, Wachtende, Werkpunt, Werkzoekende


@pytest.fixture
def persoon(consulent: Medewerker, rabot: Werkpunt) -> Werkzoekende:
    contact = ContactmomentFactory(werkpunt=rabot, door=consulent, notitie="kwam langs")
    services.start_begeleiding(contact.werkzoekende, begeleider=consulent, werkpunt=rabot, door=consulent)
    AfspraakFactory(
        werkzoekende=contact.werkzoekende, werkpunt=rabot, medewerker=consulent, begin=om(0, 1), einde=om(0, 30)
    )
    TaakFactory(werkzoekende=contact.werkzoekende, eigenaar=consulent, wat="Bellen over de opleiding")
    return contact.werkzoekende


@pytest.fixture
def open_(browser_als: Inloggen, consulent: Medewerker):
    """A page of the consultant, and the keys to it."""
    pagina = browser_als(consulent)

    def naar(adres: str) -> tuple[Page, Toetsenbord]:
        pagina.goto(adres, wait_until="networkidle")
        return pagina, Toetsenbord(pagina)

    return naar


def ergens(toetsen: Toetsenbord) -> bool:
    """After an answer in the page: the focus is on something one sees."""
    for _ in range(100):
        if not toetsen.pagina.locator(".htmx-request, .htmx-swapping, .htmx-settling").count():
            break
        toetsen.pagina.wait_for_timeout(50)
    toetsen.pagina.wait_for_timeout(100)
    return toetsen.komt(lambda plek: plek.rand and plek.in_beeld) is not None


def test_start_settles_an_appointment_and_a_task(open_, persoon):
    _pagina, toetsen = open_("/")
    for naam in ("Gekomen", "Klaar"):
        toetsen.kies(naam)
        assert ergens(toetsen)
        toetsen.kies("Ongedaan maken", "Enter")
        assert ergens(toetsen)
    assert Afspraak.objects.ongefilterd("test").get().status == "gepland"
    assert Taak.objects.ongefilterd("test").get().status == "open"


def test_desk_makes_somebody_new_and_undoes(open_, persoon):
    pagina, toetsen = open_("/balie/")
    toetsen.druk("Alt+n")
    toetsen.vul("Voornaam", "Samira")
    toetsen.vul("Naam", "Bakkali")
    toetsen.kies("1", "Space")
    toetsen.druk("Control+Enter")
    expect(pagina.get_by_text("Bezoek bewaard om")).to_be_visible()
    assert toetsen.komt(lambda plek: plek.id == "id_wie")
    toetsen.naar("Ongedaan maken", terug=True)
    toetsen.druk("Enter")
    expect(pagina.get_by_text("Het bezoek is ongedaan gemaakt.")).to_be_visible()
    assert toetsen.komt(lambda plek: plek.id == "id_wie")
    assert Werkzoekende.objects.ongefilterd("test").count() == 1


def test_queue_takes_somebody_in_and_starts(open_, persoon):
    pagina, toetsen = open_("/balie/")
    toetsen.vul("Wie kwam binnen?", "Meneer met de pet")
    toetsen.druk("Enter")
    expect(pagina.get_by_text("Meneer met de pet").first).to_be_visible()
    assert ergens(toetsen)
    toetsen.volg("Help")
    assert Wachtende.objects.ongefilterd("test").get().status == "bezig"
    assert toetsen.komt()


def test_file_goes_from_tab_to_tab_and_changes_a_row(open_, persoon):
    pagina, toetsen = open_(persoon.get_absolute_url())
    toetsen.volg("Gegevens")
    toetsen.kies("Wijzig Telefoon")
    assert ergens(toetsen)
    assert toetsen.komt(lambda plek: plek.naam.startswith("Telefoon"))
    toetsen.typ("0470 12 34 56")
    toetsen.druk("Control+Enter")
    expect(pagina.get_by_text("Telefoon bewaard.")).to_be_visible()
    assert ergens(toetsen)
    assert toetsen.komt(lambda plek: plek.naam == "Wijzig Telefoon")
    for tab in ("Intake", "Taken en afspraken", "Toegang", "Tijdlijn"):
        toetsen.volg(tab)
    toetsen.volg("Verbeter de notitie")
    toetsen.vul("Notitie", "kwam langs met een vraag")
    toetsen.verstuur()
    expect(pagina.get_by_text("De notitie is bewaard.")).to_be_visible()


def test_intake_begins_and_saves_a_section(open_, persoon):
    pagina, toetsen = open_(f"{persoon.get_absolute_url()}intake/")
    toetsen.volg("Intake starten")
    toetsen.volg("Afstand")
    toetsen.naar("Afstand")
    toetsen.druk("ArrowDown")
    toetsen.verstuur()
    expect(pagina.get_by_text("bewaard").first).to_be_visible()


def test_task_and_appointment_are_made_in_the_file(open_, persoon):
    pagina, toetsen = open_(f"{persoon.get_absolute_url()}taken/")
    toetsen.vul("Wat moet er gebeuren?", "Attest vragen")
    toetsen.druk("Control+Enter")
    expect(pagina.get_by_text("De taak is toegevoegd.")).to_be_visible()
    assert ergens(toetsen)
    pagina, toetsen = open_(f"{persoon.get_absolute_url()}taken/")
    with pagina.expect_navigation(wait_until="networkidle"):
        toetsen.druk("a")
    toetsen.naar("Uur")
    toetsen.typ("1000A")
    toetsen.verstuur()
    if pagina.get_by_text("Klopt dit?").count():
        toetsen.kies("Ja, toch zo bewaren", "Space")
        toetsen.druk("Control+Enter")
    expect(pagina.get_by_text("De afspraak is bewaard")).to_be_visible()


def test_papers_are_noted_and_taken_back(open_, persoon):
    pagina, toetsen = open_(f"{persoon.get_absolute_url()}papieren/")
    toetsen.kies("CV", "Space")
    toetsen.druk("Control+Enter")
    expect(pagina.get_by_text("Genoteerd: CV.")).to_be_visible()
    toetsen.kies("Ongedaan maken")
    expect(pagina.get_by_text("Teruggenomen.")).to_be_visible()


def test_agenda_by_letters_and_the_list_of_shortcuts(open_, persoon):
    pagina, toetsen = open_("/agenda/")
    for toets in ("l", "j", "v"):
        with pagina.expect_navigation(wait_until="networkidle"):
            toetsen.druk(toets)
    toetsen.volg("Week")
    assert "/agenda/week/" in pagina.url
    toetsen.druk("?")
    expect(pagina.locator("dialog[open]")).to_be_visible()
    assert toetsen.komt()
    toetsen.naar("Sluiten")
    toetsen.druk("Escape")
    expect(pagina.locator("dialog[open]")).to_have_count(0)
    toetsen.volg("Hulp")
    assert "/hulp/" in pagina.url


def test_caseload_filters_sorts_keeps_a_view_and_downloads(open_, persoon):
    pagina, toetsen = open_("/caseload/")
    toetsen.kies("Filteren")
    assert ergens(toetsen)
    toetsen.kies("Laatste contact")
    assert ergens(toetsen)
    toetsen.kies("Weergave bewaren")
    toetsen.vul("Naam", "Mijn mensen")
    toetsen.druk("Enter")
    expect(pagina.get_by_role("link", name="Mijn mensen")).to_be_visible()
    toetsen.naar("Exporteer (CSV)")
    with pagina.expect_download() as bestand:
        toetsen.druk("Enter")
    assert bestand.value.suggested_filename.endswith(".csv")


def test_a_coordinator_hands_over(browser_als, coordinator, collega, persoon):
    pagina = browser_als(coordinator)
    pagina.goto("/caseload/?wie=werkpunten", wait_until="networkidle")
    toetsen = Toetsenbord(pagina)
    toetsen.kies(f"Kies {persoon.naam}", "Space")
    toetsen.naar("Wie aangeduid is, overdragen aan")
    toetsen.typ(collega.voornaam)
    toetsen.volg("Nakijken")
    toetsen.vul("Waarom", "gaat met verlof")
    toetsen.verstuur()
    assert Overdracht.objects.ongefilterd("test").count() == 1
