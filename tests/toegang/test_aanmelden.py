from concurrent.futures import ThreadPoolExecutor

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.cache import cache
from django.db import connection
from django.test import Client

from tests.factories.toegang import WACHTWOORD, MedewerkerFactory
from toegang.models import Medewerker

FOUT = "Het e-mailadres of het wachtwoord klopt niet."
TE_VEEL = "Te veel mislukte pogingen. Probeer over vijf minuten opnieuw."


@pytest.fixture
def lege_tellers(transactional_db: None):
    """The counters stand in the cache table, which the end of a test does not empty when it committed."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def lies(db: None) -> Medewerker:
    medewerker = MedewerkerFactory(email="lies@voorbeeld.test")
    medewerker.set_password(WACHTWOORD)
    medewerker.save()
    return medewerker


def meld_aan(client: Client, email="lies@voorbeeld.test", wachtwoord=WACHTWOORD, **velden):
    return client.post("/aanmelden/", {"login": email, "password": wachtwoord, **velden})


def test_signs_in_with_email_in_any_case(client: Client, lies: Medewerker):
    response = meld_aan(client, "Lies@Voorbeeld.TEST")
    assert (response.status_code, response["Location"]) == (302, "/")
    assert client.get("/hulp/").status_code == 200


def test_password_is_kept_as_argon2(lies: Medewerker):
    assert lies.password.startswith("argon2$argon2id$")


def test_unknown_address_and_wrong_password_look_the_same(client: Client, lies: Medewerker):
    bestaat = meld_aan(client, wachtwoord="verkeerd-wachtwoord").content.decode()
    onbekend = meld_aan(client, "niemand@voorbeeld.test").content.decode()
    assert FOUT in bestaat
    gelijk = onbekend.replace("niemand@", "lies@")
    assert [regel for regel in bestaat.splitlines() if "csrf" not in regel] == [
        regel for regel in gelijk.splitlines() if "csrf" not in regel
    ]


def test_account_that_is_off_answers_as_a_wrong_password(client: Client, lies: Medewerker):
    Medewerker.objects.filter(pk=lies.pk).update(is_active=False)
    assert FOUT in meld_aan(client).content.decode()


def test_session_id_changes_at_sign_in(client: Client, lies: Medewerker):
    client.get("/aanmelden/")
    client.session["x"] = 1
    sessie = client.session
    sessie.save()
    client.cookies["sessie"] = sessie.session_key
    meld_aan(client)
    assert client.cookies["sessie"].value != sessie.session_key
    assert not type(sessie)().exists(sessie.session_key)


@pytest.mark.parametrize("volgende", ["https://elders.test/", "//elders.test/", "javascript:alert(1)", "https:elders"])
def test_next_leads_nowhere_else(client: Client, lies: Medewerker, volgende: str):
    assert meld_aan(client, next=volgende)["Location"] == "/"


def test_next_of_this_site_is_followed(client: Client, lies: Medewerker):
    assert client.get("/hulp/")["Location"] == "/aanmelden/?next=/hulp/"
    assert meld_aan(client, next="/hulp/")["Location"] == "/hulp/"


@pytest.mark.parametrize("pad", ["/aanmelden/registreren/", "/signup/", "/accounts/signup/", "/email/"])
def test_there_is_no_sign_up(client: Client, db: None, pad: str):
    assert client.get(pad).status_code == 404


def test_signing_out_ends_the_session_on_the_server(client: Client, lies: Medewerker):
    meld_aan(client)
    oud = client.cookies["sessie"].value
    assert client.post("/afmelden/")["Location"] == "/aanmelden/"
    client.cookies["sessie"] = oud
    assert client.get("/hulp/").status_code == 302


def test_allauth_keeps_no_second_list_of_addresses(client: Client, lies: Medewerker):
    meld_aan(client)
    client.post("/afmelden/")
    client.post("/wachtwoord/vergeten/", {"email": lies.email})
    assert not EmailAddress.objects.exists()


@pytest.mark.parametrize("modus", ["productie", "test", "demo"])
def test_demo_password_opens_only_the_demo(client: Client, lies: Medewerker, settings, modus: str):
    lies.set_password("werkpunten-demo")
    lies.save()
    settings.MODUS = modus
    response = meld_aan(client, wachtwoord="werkpunten-demo")
    assert response.status_code == (302 if modus == "demo" else 200)


@pytest.mark.parametrize("proxies", [0, 1])
def test_of_40_parallel_wrong_passwords_exactly_5_are_evaluated(lege_tellers, monkeypatch, settings, proxies):
    """Counted in the database, so for all workers together; a made-up X-Forwarded-For does not help."""
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    medewerker = MedewerkerFactory(email="lies@voorbeeld.test")
    medewerker.set_password(WACHTWOORD)
    medewerker.save()
    gezien = []
    echt = Argon2PasswordHasher.verify
    monkeypatch.setattr(Argon2PasswordHasher, "verify", lambda *args: gezien.append(1) or echt(*args))

    def probeer(nummer: int) -> str:
        try:
            client = Client(headers={"x-forwarded-for": f"10.0.0.{nummer}, 192.0.2.7"})
            return meld_aan(client, wachtwoord="verkeerd-wachtwoord").content.decode()
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        antwoorden = list(pool.map(probeer, range(40)))
    assert len(gezien) == 5
    assert sum(FOUT in antwoord for antwoord in antwoorden) == 5
    assert meld_aan(Client()).status_code in {200, 429}  # the right password has to wait too
