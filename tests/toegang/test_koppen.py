"""Headers and cookies: on every kind of answer, signed in or not."""

import os
import subprocess
import sys
from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client

from tests.factories.toegang import WACHTWOORD
from toegang.models import Medewerker

Als = Callable[[Medewerker], Client]
PADEN = ["/aanmelden/", "/hulp/", "/bestaat-niet/", "/wachtwoord/vergeten/", "/beheer/", "/afmelden/"]


@pytest.mark.parametrize("pad", PADEN)
@pytest.mark.parametrize("rol", [None, "consulent", "beheerder"])
def test_every_page_carries_the_headers(als: Als, request: pytest.FixtureRequest, db: None, pad: str, rol: str | None):
    client = als(request.getfixturevalue(rol)) if rol else Client()
    koppen = client.get(pad).headers
    csp = set(koppen["Content-Security-Policy"].split("; "))
    assert csp >= {"default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'"}
    assert "unsafe" not in koppen["Content-Security-Policy"]
    assert {naam: koppen[naam] for naam in ("X-Frame-Options", "X-Content-Type-Options", "Referrer-Policy")} == {
        "X-Frame-Options": "DENY",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
    }
    assert "no-store" in koppen["Cache-Control"]


def test_cookies_are_closed_to_scripts_and_other_sites(consulent: Medewerker):
    consulent.set_password(WACHTWOORD)
    consulent.save()
    client = Client()
    client.post("/aanmelden/", {"login": consulent.email, "password": WACHTWOORD})
    for naam in (settings.SESSION_COOKIE_NAME, settings.TOESTEL_COOKIE_NAME):
        assert (client.cookies[naam]["httponly"], client.cookies[naam]["samesite"]) == (True, "Lax")
    assert client.cookies[settings.SESSION_COOKIE_NAME]["max-age"] == ""


def test_production_closes_the_rest():
    """The settings as a production process reads them."""
    vraag = (
        "from config import settings as s;"
        "print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.TOESTEL_COOKIE_NAME, s.WERKPUNT_COOKIE_NAME,"
        "s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_SSL_REDIRECT, s.SECURE_HSTS_SECONDS,"
        "s.ALLAUTH_TRUSTED_PROXY_COUNT, s.ADRES)"
    )
    omgeving = {
        "PATH": os.environ["PATH"],
        "WERKPUNTEN_MODUS": "productie",
        "DATABASE_URL": "postgresql://niemand@localhost/geen",
        "REDIS_URL": "redis://localhost",
        "ALLOWED_HOSTS": "werkpunten.example,ander.example",
        "SECRET_KEY": "a",
        "VELD_SLEUTEL": "b",
        "INDEX_SLEUTEL": "c",
        "OUTREACH_SLEUTEL": "-----BEGIN PRIVATE KEY-----",
    }
    uit = subprocess.run([sys.executable, "-c", vraag], env=omgeving, capture_output=True, text=True, check=True)
    assert uit.stdout.split() == [
        "__Host-sessie",
        "__Host-csrf",
        "__Host-toestel",
        "__Host-werkpunt",
        "True",
        "True",
        "True",
        "31536000",
        "1",
        "https://werkpunten.example",
    ]
