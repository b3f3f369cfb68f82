"""Forgetting and changing a password."""

import re

import pytest
from django.core import mail
from django.test import Client

from tests.factories.toegang import WACHTWOORD, MedewerkerFactory
from toegang.models import Medewerker
from toegang.wachtwoorden import GeenPlaatselijkeWoorden

NIEUW = "een-nieuw-en-lang-geheim"


@pytest.fixture
def lies(db: None) -> Medewerker:
    medewerker = MedewerkerFactory(email="lies@voorbeeld.test", voornaam="Lieselotte")
    medewerker.set_password(WACHTWOORD)
    medewerker.save()
    return medewerker


def vraag(email: str):
    return Client().post("/wachtwoord/vergeten/", {"email": email})


def test_known_and_unknown_address_get_the_same_answer_and_each_a_mail(lies: Medewerker):
    antwoorden = [(response.status_code, response["Location"]) for response in (vraag(lies.email), vraag("x@y.test"))]
    assert antwoorden == [(302, "/wachtwoord/vergeten/verstuurd/")] * 2
    assert [bericht.subject for bericht in mail.outbox] == ["Kies een nieuw wachtwoord", "Geen account gevonden"]


def test_mails_hold_no_name(lies: Medewerker):
    vraag(lies.email)
    assert "Lieselotte" not in mail.outbox[0].subject + mail.outbox[0].body
    assert "@" not in mail.outbox[0].subject


def test_account_that_is_off_gets_the_mail_of_an_unknown_address(lies: Medewerker):
    Medewerker.objects.update(is_active=False)
    vraag(lies.email)
    assert [bericht.subject for bericht in mail.outbox] == ["Geen account gevonden"]


def test_new_password_replaces_the_old_one(lies: Medewerker):
    vraag("LIES@voorbeeld.test")
    browser = Client()
    pad = re.search(r"http://[^/]+(/\S+)", mail.outbox[0].body)[1]
    formulier = browser.get(pad)["Location"]
    assert "set-password" in formulier
    assert browser.post(formulier, {"password1": NIEUW, "password2": NIEUW}).status_code == 302
    lies.refresh_from_db()
    assert (lies.check_password(NIEUW), lies.check_password(WACHTWOORD)) == (True, False)
    assert browser.get("/hulp/").status_code == 302


def test_failing_mail_server_is_told_whether_or_not_the_account_exists(lies: Medewerker, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    for email in (lies.email, "x@y.test"):
        assert "De mail kon niet verstuurd worden. Probeer het straks opnieuw." in vraag(email).content.decode()


def test_changing_a_password_asks_the_present_one(lies: Medewerker):
    browser = Client()
    browser.force_login(lies)
    velden = {"oldpassword": "verkeerd", "password1": NIEUW, "password2": NIEUW}
    assert "Dit is niet je huidige wachtwoord." in browser.post("/wachtwoord/wijzigen/", velden).content.decode()
    assert browser.post("/wachtwoord/wijzigen/", velden | {"oldpassword": WACHTWOORD}).status_code == 302
    assert browser.get("/hulp/").status_code == 200
    lies.refresh_from_db()
    assert lies.check_password(NIEUW)


@pytest.mark.parametrize(
    ("wachtwoord", "goed"),
    [("werkpuntgent2026", False), ("Welkom-Gent-123!", False), ("gentse azalea bloeit", True), (NIEUW, True)],
)
def test_local_words_alone_make_no_password(wachtwoord: str, goed: bool):
    if goed:
        GeenPlaatselijkeWoorden().validate(wachtwoord)
    else:
        with pytest.raises(Exception, match="te makkelijk te raden"):
            GeenPlaatselijkeWoorden().validate(wachtwoord)
