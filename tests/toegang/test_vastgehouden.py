"""A form that is posted after the session ended keeps every typed word."""

import base64
import contextlib
import html
import re
import zlib
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kern.velden import sluit
from tests.factories.toegang import WACHTWOORD
from toegang.models import Medewerker
from toegang.vastgehouden import Vastgehouden, lees

PAD = "/werkpunt-keuze/?vanaf=1"
EIGEN = {"origin": "http://testserver"}


@pytest.fixture(autouse=True)
def wachtwoorden(consulent: Medewerker, collega: Medewerker):
    for medewerker in (consulent, collega):
        medewerker.set_password(WACHTWOORD)
        medewerker.save()


@pytest.fixture
def klok():
    with time_machine.travel(datetime(2026, 11, 21, 8, tzinfo=UTC), tick=False) as reiziger:
        yield reiziger


class Browser(Client):
    """Checks CSRF as a browser meets it, and reads forms from pages."""

    def __init__(self) -> None:
        super().__init__(enforce_csrf_checks=True)
        self.pagina = ""

    def open(self, pad: str) -> None:
        self.pagina = self.get(pad, follow=True).content.decode()

    def velden(self, marker: str) -> list[tuple[str, str]]:
        form = next(deel for deel in re.findall(r"<form.*?</form>", self.pagina, re.DOTALL) if marker in deel)
        gevonden = re.findall(
            r'<input type="hidden" name="([^"]*)" value="([^"]*)"', form.replace(' id="id_vast"', "")
        )
        return [(naam, html.unescape(waarde)) for naam, waarde in gevonden]

    def verstuur(self, pad: str, velden: list[tuple[str, str]], **kwargs) -> None:
        gegevens: dict[str, list] = {}
        for naam, waarde in velden:
            gegevens.setdefault(naam, []).append(waarde)
        self.antwoord = self.post(pad, gegevens, headers=EIGEN, **kwargs)
        self.pagina = self.antwoord.content.decode()

    def token(self) -> str:
        return re.search(r'name="csrfmiddlewaretoken" value="([^"]*)"', self.pagina)[1]

    def meld_aan(self, medewerker: Medewerker) -> None:
        self.open("/aanmelden/")
        velden = {"csrfmiddlewaretoken": self.token(), "login": medewerker.email, "password": WACHTWOORD}
        assert self.post("/aanmelden/", velden, headers=EIGEN).status_code == 302
        self.open("/hulp/")

    def meld_opnieuw_aan(self, medewerker: Medewerker) -> None:
        velden = self.velden('action="/aanmelden/"')
        self.verstuur("/aanmelden/", [*velden, ("login", medewerker.email), ("password", WACHTWOORD)])


@pytest.fixture
def browser(consulent: Medewerker) -> Browser:
    browser = Browser()
    browser.meld_aan(consulent)
    return browser


TEKST = 'Één "lange" notitie <b>\r\nmet een tweede regel & meer'


def typ(browser: Browser) -> list[tuple[str, str]]:
    return [
        ("csrfmiddlewaretoken", browser.token()),
        ("werkpunt", "rabot"),
        ("onderwerp", "vacature"),
        ("onderwerp", "cv"),
        ("notitie", TEKST),
    ]


def test_typed_words_come_back_after_signing_in_and_are_posted(klok, browser: Browser, consulent: Medewerker):
    velden = typ(browser)
    klok.shift(timedelta(minutes=31))
    browser.verstuur(PAD, velden)
    assert consulent.email in browser.pagina
    browser.meld_opnieuw_aan(consulent)
    assert browser.antwoord["Location"] == "/aanmelden/verder/"
    browser.open("/aanmelden/verder/")
    terug = browser.velden(f'action="{PAD}"')
    assert terug[1:-1] == velden[1:]
    assert terug[0][1] != velden[0][1]
    browser.verstuur(PAD, terug)
    assert browser.antwoord.status_code == 302
    assert browser.cookies["werkpunt"].value == "rabot"


def zonder_sleutel(token: str) -> bytes:
    """Everything that can be read in a token by whoever has no key."""
    gelezen = token.encode()
    for deel in re.split(r"[.:]", token):
        with contextlib.suppress(ValueError, zlib.error):
            ruw = base64.urlsafe_b64decode(deel + "=" * (-len(deel) % 4))
            gelezen += ruw + zlib.decompress(ruw)
    return gelezen


def test_held_words_can_not_be_read_in_the_page_or_the_session(klok, browser: Browser, consulent: Medewerker):
    velden = typ(browser)
    klok.shift(timedelta(minutes=31))
    browser.verstuur(PAD, velden)
    assert b"notitie" not in zonder_sleutel(dict(browser.velden('action="/aanmelden/"'))["vast"])
    browser.meld_opnieuw_aan(consulent)
    assert b"notitie" not in zonder_sleutel(browser.session["vastgehouden"])
    browser.open("/aanmelden/verder/")
    assert "vastgehouden" not in browser.session


@pytest.mark.parametrize(
    "token", ["", "gAAAA", "é", sluit("iets anders", b"[]")], ids=["leeg", "kort", "letter", "ander"]
)
def test_nothing_is_held_in_a_token_of_something_else(token: str):
    assert lees(token) is None


def test_form_is_held_for_a_week(klok):
    wacht = Vastgehouden("/balie/", 1, [("notitie", TEKST)], [], 1.5)
    token = wacht.als_token()
    klok.shift(timedelta(days=7))
    assert lees(token) == wacht
    klok.shift(timedelta(seconds=1))
    assert lees(token) is None


def test_only_the_same_account_can_go_on(klok, browser: Browser, consulent: Medewerker, collega: Medewerker):
    velden = typ(browser)
    klok.shift(timedelta(minutes=31))
    browser.verstuur(PAD, velden)
    browser.meld_opnieuw_aan(collega)
    assert f"Dit formulier is begonnen door {consulent.email}. Enkel dat account kan verder." in browser.pagina
    assert "sessie" not in browser.cookies or browser.get("/hulp/").status_code == 302
    browser.meld_opnieuw_aan(consulent)
    assert browser.antwoord["Location"] == "/aanmelden/verder/"


def test_wrong_password_keeps_holding_the_form(klok, browser: Browser, consulent: Medewerker):
    velden = typ(browser)
    klok.shift(timedelta(minutes=31))
    browser.verstuur(PAD, velden)
    houvast = browser.velden('action="/aanmelden/"')
    browser.verstuur("/aanmelden/", [*houvast, ("login", consulent.email), ("password", "verkeerd-wachtwoord")])
    browser.meld_opnieuw_aan(consulent)
    assert browser.antwoord["Location"] == "/aanmelden/verder/"


def test_form_with_a_token_from_before_signing_in_again_goes_on_at_once(browser: Browser, consulent: Medewerker):
    """Signed in again in another tab: the session is fine, only the token of this page is old."""
    velden = typ(browser)
    browser.post("/afmelden/", {"csrfmiddlewaretoken": browser.token()}, headers=EIGEN)
    browser.meld_aan(consulent)
    browser.verstuur(PAD, velden)
    assert browser.velden(f'action="{PAD}"')[1:-1] == velden[1:]


def test_form_of_a_colleague_is_not_saved_under_another_name(
    browser: Browser, consulent: Medewerker, collega: Medewerker
):
    velden = typ(browser)
    browser.post("/afmelden/", {"csrfmiddlewaretoken": browser.token()}, headers=EIGEN)
    browser.meld_aan(collega)
    browser.verstuur(PAD, velden)
    assert "werkpunt" not in browser.cookies
    assert f"Meld je opnieuw aan als <strong>{consulent.email}</strong>" in browser.pagina
    browser.meld_opnieuw_aan(consulent)
    browser.open("/aanmelden/verder/")
    assert browser.velden(f'action="{PAD}"')[1:-1] == velden[1:]


def test_form_of_another_site_is_not_held(browser: Browser):
    velden = {naam: waarde for naam, waarde in typ(browser) if naam != "csrfmiddlewaretoken"}
    response = browser.post(PAD, velden, headers={"origin": "https://elders.test"})
    assert response.status_code == 403
    assert "notitie" not in response.content.decode()


def test_old_page_of_another_sign_in_posted_from_elsewhere_is_refused(browser: Browser, consulent: Medewerker):
    velden = typ(browser)
    browser.post("/afmelden/", {"csrfmiddlewaretoken": browser.token()}, headers=EIGEN)
    browser.meld_aan(consulent)
    response = browser.post(PAD, dict(velden), headers={"origin": "https://elders.test"})
    assert response.status_code == 403


def test_files_are_named_as_lost(klok, browser: Browser):
    velden = {**dict(typ(browser)), "bijlage": SimpleUploadedFile("lijst.csv", b"a;b")}
    klok.shift(timedelta(minutes=31))
    response = browser.post(PAD, velden, headers=EIGEN)
    assert "Een bestand kan ik niet bijhouden. Kies het straks opnieuw." in response.content.decode()


def test_passwords_are_never_held(klok, browser: Browser):
    velden = {"csrfmiddlewaretoken": browser.token(), "oldpassword": "a", "password1": "b", "password2": "b"}
    klok.shift(timedelta(minutes=31))
    response = browser.post("/wachtwoord/wijzigen/", velden, headers=EIGEN)
    assert (response.status_code, response["Location"]) == (302, "/aanmelden/?next=/")


def test_page_that_nobody_is_known_for_leads_to_sign_in(klok, browser: Browser):
    velden = typ(browser)
    klok.shift(timedelta(minutes=31))
    cache.clear()
    browser.verstuur(PAD, velden)
    assert browser.antwoord["Location"] == "/aanmelden/?next=/"


def test_changed_token_is_refused(browser: Browser, consulent: Medewerker):
    client = Client()
    response = client.post("/aanmelden/", {"login": consulent.email, "password": WACHTWOORD, "vast": "iets:anders"})
    assert "Het formulier dat nog bewaard moest worden is te oud." in response.content.decode()


def test_sign_in_page_that_stood_open_too_long_starts_again(browser: Browser, consulent: Medewerker):
    oud = browser.token()
    browser.post("/afmelden/", {"csrfmiddlewaretoken": oud}, headers=EIGEN)
    browser.meld_aan(consulent)
    velden = {"csrfmiddlewaretoken": oud, "login": consulent.email, "password": WACHTWOORD}
    response = browser.post("/aanmelden/", velden, headers=EIGEN)
    assert (response.status_code, response["Location"]) == (302, "/aanmelden/")


class TestVenster:
    """Signing in in a dialog of the page, without leaving it."""

    def test_form_names_the_account_of_the_page(self, klok, browser: Browser, consulent: Medewerker):
        token = browser.token()
        klok.shift(timedelta(minutes=31))
        response = browser.get("/aanmelden/venster/", headers={"x-csrftoken": token, "hx-request": "true"})
        browser.pagina = response.content.decode()
        assert consulent.email in browser.pagina
        assert "<html" not in browser.pagina
        velden = [*browser.velden("vast"), ("login", consulent.email), ("password", WACHTWOORD)]
        response = browser.post("/aanmelden/", dict(velden), headers={**EIGEN, "hx-request": "true"})
        assert response.status_code == 204
        oud = {"csrfmiddlewaretoken": response["X-CSRFToken"], "werkpunt": "rabot"}
        assert browser.post(PAD, oud, headers=EIGEN).status_code == 302

    def test_wrong_password_stays_in_the_dialog(self, klok, browser: Browser, consulent: Medewerker):
        token = browser.token()
        klok.shift(timedelta(minutes=31))
        response = browser.get("/aanmelden/venster/", headers={"x-csrftoken": token})
        browser.pagina = response.content.decode()
        velden = dict([*browser.velden("vast"), ("login", consulent.email), ("password", "verkeerd-wachtwoord")])
        response = browser.post("/aanmelden/", velden, headers={**EIGEN, "hx-request": "true"})
        assert response.status_code == 422
        assert "Het e-mailadres of het wachtwoord klopt niet." in response.content.decode()
        assert "<html" not in response.content.decode()

    def test_signed_in_again_elsewhere_gives_a_new_token(self, browser: Browser, consulent: Medewerker):
        oud = browser.token()
        browser.post("/afmelden/", {"csrfmiddlewaretoken": oud}, headers=EIGEN)
        browser.meld_aan(consulent)
        response = browser.get("/aanmelden/venster/", headers={"x-csrftoken": oud})
        assert response.status_code == 204
        velden = {"csrfmiddlewaretoken": response["X-CSRFToken"], "werkpunt": "rabot"}
        assert browser.post(PAD, velden, headers=EIGEN).status_code == 302
