"""The form in the street on a real device: cut off from a real server, closed and opened again, lost answers."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.conftest import CHROMIUM, MATEN, VLAGGEN
from tests.browser.test_bladzijden import past
from tests.factories.outreach import RondeFactory, VindplaatsFactory
from werkpunten import straat
from werkpunten.models import Contactmoment, Straatregistratie

VOORNAMEN = ("Aïcha", "Bogdan", "Chidi", "Darya", "Emre", "Farah", "Goran", "Hodan", "Ilyas", "Jelena")
ACHTERNAAM, TELEFOON, NOTITIE = "Kanarievogel", "0470 99 88 77", "zoekt werk als lasser"
STAPEL = """() => new Promise((klaar, fout) => {
  const vraag = indexedDB.open("outreach");
  vraag.onerror = () => fout(vraag.error);
  vraag.onsuccess = () => {
    const rijen = vraag.result.transaction("wachtend").objectStore("wachtend").getAll();
    rijen.onsuccess = () => { vraag.result.close(); klaar(JSON.stringify(rijen.result)); };
  };
})"""


def koekje(medewerker, adres):
    client = Client()
    client.force_login(medewerker)
    naam = settings.SESSION_COOKIE_NAME
    return {"name": naam, "value": client.cookies[naam].value, "url": adres}


@pytest.fixture
def plein(rabot):
    return VindplaatsFactory(naam="Plein aan het park", werkpunten=[rabot])


@pytest.fixture
def tablet(playwright, server, tmp_path):
    """``tablet(consulent)``: the device opened (again), with all that it kept; without a name: as it was left."""
    open_ = []

    def pak(medewerker=None):
        while open_:
            open_.pop().close()
        context = playwright.chromium.launch_persistent_context(
            tmp_path / "tablet",
            executable_path=str(CHROMIUM),
            args=VLAGGEN,
            base_url=server.adres,
            viewport={"width": 820, "height": 1180},
            has_touch=True,
            locale="nl-BE",
            timezone_id="Europe/Brussels",
            reduced_motion="reduce",
        )
        open_.append(context)
        context.set_default_timeout(15_000)
        if medewerker:
            context.clear_cookies()
            context.add_cookies([koekje(medewerker, server.adres)])
        return context.pages[0]

    yield pak
    for context in open_:
        context.close()


def tot(page, waar):
    """Until this is so in the page; Playwright's own way to wait needs eval, which our pages refuse."""
    for _ in range(300):
        if page.evaluate(waar):
            return
        page.wait_for_timeout(50)
    raise AssertionError(waar)


VEROUDER = """async (oud) => {
  const kast = await caches.open("outreach-pagina-1"), bladzijde = await (await kast.match("/outreach/")).text();
  const nieuw = bladzijde.replace(/data-auteur="[^"]*"/, `data-auteur="${oud}"`);
  await kast.put("/outreach/", new Response(nieuw, { headers: { "Content-Type": "text/html" } }));
}"""
VERLIES = """(keer) => {
  const echt = window.fetch;
  window.verloren = [];
  window.fetch = async (adres, opties) => {
    const antwoord = await echt(adres, opties);
    if (opties?.method !== "POST" || window.verloren.length === keer) return antwoord;
    window.verloren.push(antwoord.status);
    throw new TypeError("the answer was lost");
  };
}"""
"""So many times the server keeps what was sent, and its answer never comes."""
BEWAARD = "() => caches.match('/outreach/').then(Boolean)"
BESTANDEN = "() => caches.open('outreach-statisch-1').then((kast) => kast.keys()).then((namen) => namen.length >= 6)"


def klaar_voor_straat(page):
    """Until the page and its files are on the device."""
    page.goto("/outreach/")
    for waar in ("() => Boolean(navigator.serviceWorker.controller)", BEWAARD, BESTANDEN):
        tot(page, waar)


def weer_verbinding(page):
    page.evaluate("window.dispatchEvent(new Event('online'))")


def registreer(page, voornaam="", achternaam="", telefoon="", notitie=""):
    page.get_by_label("CV of brief").check()
    for naam, waarde in (("voornaam", voornaam), ("achternaam", achternaam), ("telefoon", telefoon)):
        page.locator(f"#id_{naam}").fill(waarde)
    page.locator("#id_notitie").fill(notitie)
    page.get_by_role("button", name="Bewaren").click()
    expect(page.locator("#id_notitie")).to_have_value("")
    expect(page.get_by_label("CV of brief")).not_to_be_checked()


def tien(page):
    for nummer, voornaam in enumerate(VOORNAMEN, start=1):
        registreer(page, voornaam, ACHTERNAAM, TELEFOON, NOTITIE)
        expect(page.locator("[data-aantal]")).to_have_text(str(nummer))


def contacten():
    return Contactmoment.objects.ongefilterd("test")


def registraties():
    return Straatregistratie.objects.ongefilterd("test")


def niets_leesbaar(profiel):
    """No file of the whole profile of the browser holds a word that was typed, in either spelling of text."""
    inhoud = {pad: pad.read_bytes() for pad in profiel.rglob("*") if pad.is_file()}
    geheim = {*VOORNAMEN, ACHTERNAAM, TELEFOON, NOTITIE}
    gevonden = [
        (pad.name, woord)
        for pad, tekst in inhoud.items()
        for woord in geheim
        if woord.encode() in tekst or woord.encode("utf-16-le") in tekst
    ]
    assert gevonden == []
    assert any(b"/outreach/doorsturen/" in tekst for tekst in inhoud.values())  # of the page, so these are the files


def test_a_round_without_a_connection(tablet, server, consulent, plein, tmp_path):
    """Cut off, ten registrations, closed and opened again, two answers lost: ten contacts, none twice.

    While the tablet lies there nothing of it can be read.
    """
    page = tablet(consulent)
    klaar_voor_straat(page)
    page.get_by_label("Waar?").select_option("Plein aan het park")
    server.stop()
    tien(page)
    expect(page.locator("[data-stand]")).to_contain_text("Geen verbinding. 10 registraties staan veilig")
    assert len(json.loads(page.evaluate(STAPEL))) == 10
    page.context.close()
    niets_leesbaar(tmp_path / "tablet")
    page = tablet()
    page.goto("/outreach/")
    expect(page.get_by_text(f"Aangemeld als {consulent.korte_naam}")).to_be_visible()
    expect(page.locator("[data-aantal]")).to_have_text("10")
    server.start()
    weer_verbinding(page)
    expect(page.locator("[data-stand]")).to_contain_text("Meld je opnieuw aan om door te sturen. 10 registraties")
    page.context.add_cookies([koekje(consulent, server.adres)])
    page.evaluate(VERLIES, 2)
    for keer in (1, 2):
        weer_verbinding(page)
        tot(page, f"() => window.verloren.length === {keer}")
        expect(page.locator("[data-stand]")).to_contain_text("Geen verbinding")
        expect(page.locator("[data-aantal]")).to_have_text("10")
    assert (page.evaluate("window.verloren"), contacten().count()) == ([200, 200], 10)
    weer_verbinding(page)
    expect(page.locator("[data-aantal]")).to_have_text("0")
    expect(page.locator("[data-stand]")).to_contain_text("Doorgestuurd: 10 registraties.")
    assert sorted(rij.voornaam for rij in registraties()) == sorted(VOORNAMEN)
    assert {(rij.achternaam, rij.telefoon, rij.vindplaats, rij.auteur) for rij in registraties()} == {
        (ACHTERNAAM, TELEFOON, plein, consulent)
    }
    assert {(rij.soort, rij.medewerker, rij.notitie, rij.werkzoekende, rij.bron) for rij in contacten()} == {
        ("outreach", consulent, NOTITIE, None, "straat")
    }
    assert contacten().count() == 10


def test_the_next_user_of_a_tablet_is_not_credited(tablet, server, consulent, collega, plein):
    page = tablet(consulent)
    klaar_voor_straat(page)
    server.stop()
    registreer(page, notitie="van Connie")
    expect(page.locator("[data-aantal]")).to_have_text("1")
    server.start()
    page = tablet(collega)
    page.goto("/outreach/")
    expect(page.get_by_text(f"Aangemeld als {collega.korte_naam}")).to_be_visible()
    expect(page.locator("[data-stand]")).to_contain_text("Doorgestuurd: 1 registratie.")
    registreer(page, notitie="van Colin")
    expect(page.locator("[data-aantal]")).to_have_text("0")
    page.wait_for_timeout(500)
    assert {(rij.notitie, rij.medewerker) for rij in contacten()} == {
        ("van Connie", consulent),
        ("van Colin", collega),
    }
    assert {(rij.auteur, rij.doorgestuurd_door) for rij in registraties()} == {
        (consulent, collega),
        (collega, collega),
    }


def test_signing_out_with_something_waiting(tablet, server, consulent, plein, axe):
    """It is told first; after that the page no longer opens in that name, and what waits is still there."""
    page = tablet(consulent)
    klaar_voor_straat(page)
    server.stop()
    registreer(page, voornaam="Aïcha")
    expect(page.locator("[data-stand]")).to_contain_text("Geen verbinding")

    def meld_af():
        page.get_by_role("button", name=consulent.korte_naam).click()
        page.get_by_role("button", name="Afmelden", exact=True).click()

    meld_af()
    venster = page.get_by_role("alertdialog")
    expect(venster).to_contain_text("1 registratie is van op straat nog niet doorgestuurd.")
    assert axe(page) == []
    venster.get_by_role("button", name="Blijf aangemeld").click()
    assert page.url.endswith("/outreach/")
    meld_af()
    server.start()
    venster.get_by_role("button", name="Toch afmelden").click()
    page.wait_for_url("**/aanmelden/**")
    tot(page, "() => caches.match('/outreach/').then((pagina) => !pagina)")
    assert len(json.loads(page.evaluate(STAPEL))) == 1


def test_signed_out_meanwhile(tablet, server, consulent, plein):
    page = tablet(consulent)
    klaar_voor_straat(page)
    page.context.clear_cookies()
    registreer(page, voornaam="Aïcha")
    expect(page.locator("[data-stand]")).to_contain_text("Meld je opnieuw aan om door te sturen. 1 registratie staat")
    assert contacten().count() == 0
    page.context.add_cookies([koekje(consulent, server.adres)])
    weer_verbinding(page)
    expect(page.locator("[data-aantal]")).to_have_text("0")
    assert contacten().count() == 1


def test_a_page_that_is_too_old_loses_nothing(tablet, server, consulent, plein):
    """Eight days later nobody is sure who held the tablet: a colleague looks, and it counts after all."""
    page = tablet(consulent)
    klaar_voor_straat(page)
    with time_machine.travel(timezone.now() - timedelta(days=8), tick=False):
        oud = straat.auteursbewijs(consulent)
    server.stop()
    page.evaluate(VEROUDER, oud)
    page.reload()
    registreer(page, voornaam="Aïcha")
    server.start()
    weer_verbinding(page)
    expect(page.locator("[data-stand]")).to_contain_text(
        "Er ging niets verloren, maar iemand moet 1 registratie nakijken"
    )
    expect(page.locator("[data-stand]")).to_contain_text(
        f"{consulent.korte_naam} was langer dan 7 dagen niet aangemeld"
    )
    assert contacten().count() == 0
    page.goto("/balie/koppelen/")
    expect(page.get_by_text("Aïcha")).to_be_visible()
    page.get_by_role("button", name="Bewaren van").click()
    expect(page.get_by_text("De registratie is bewaard als contact.")).to_be_visible()
    assert list(contacten().values_list("medewerker", "soort")) == [(consulent.pk, "outreach")]


def test_old_registrations_are_told_in_red(tablet, server, consulent, plein, axe):
    page = tablet(consulent)
    klaar_voor_straat(page)
    server.stop()
    registreer(page)
    page.evaluate(
        """() => new Promise((klaar) => { indexedDB.open("outreach").onsuccess = ({ target: { result } }) => {
          const rijen = result.transaction("wachtend", "readwrite").objectStore("wachtend");
          rijen.getAll().onsuccess = ({ target }) => {
            rijen.put({ ...target.result[0], sinds: Date.now() - 90_000_000 }).onsuccess = klaar;
          };
        }; })"""
    )
    weer_verbinding(page)
    expect(page.locator("[data-oud]")).to_contain_text("Op dit toestel wacht 1 registratie al meer dan een dag.")
    assert axe(page) == []


def test_mistakes_are_told_before_anything_is_kept(browser_als, axe, consulent, plein):
    page = browser_als(consulent, "390")
    page.goto("/outreach/")
    page.locator("#id_telefoon").fill("bel mij")
    page.get_by_role("button", name="Bewaren").click()
    expect(page.locator("[data-fouten]")).to_be_focused()
    for tekst in ("Kies minstens één thema.", "gebruik enkel cijfers", "Schrijf bij het telefoonnummer ook een naam."):
        expect(page.locator("[data-fouten]")).to_contain_text(tekst)
    assert axe(page) == []
    expect(page.locator("#id_telefoon")).to_have_value("bel mij")
    assert contacten().count() == 0


def test_the_pages_are_accessible_and_fit(browser_als, axe, consulent, rabot, plein):
    ronde = RondeFactory(werkpunt=rabot, plaatsen=[plein], medewerkers=[consulent])
    page = browser_als(consulent, "390")
    fouten = {}
    for pad in (
        "/outreach/",
        "/outreach/rondes/",
        "/outreach/rondes/nieuw/",
        ronde.get_absolute_url(),
        "/outreach/vindplaatsen/",
        "/outreach/vindplaatsen/nieuw/",
        plein.get_absolute_url(),
        f"/balie/achteraf/?ronde={ronde.sleutel}",
        "/balie/koppelen/",
    ):
        page.set_viewport_size({"width": 390, "height": 844})
        page.goto(pad)
        fouten[pad] = axe(page) + [maat for maat in MATEN if not past(page, maat)]
    assert {pad: gevonden for pad, gevonden in fouten.items() if gevonden} == {}
