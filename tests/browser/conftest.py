"""A real Chromium on a real server: ``browser_als(consulent)`` is a page in which somebody is signed in."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.server import Server
from toegang.models import Medewerker

CHROMIUM = Path("/usr/bin/chromium")
VLAGGEN = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
MATEN = {"1366": (1366, 768, False), "820": (820, 1180, True), "390": (390, 844, True), "320": (320, 640, True)}
"""Width, height and whether it is a touch screen: desk PC, tablet, telephone, the narrowest we promise."""
GEDULD = 30_000
"""Milliseconds a test waits for what should come: a busy machine is no mistake of the page."""
Inloggen = Callable[..., Page]

expect.set_options(timeout=GEDULD)
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # sync Playwright runs an event loop in the test's own thread


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    zonder = pytest.mark.skip(reason=f"{CHROMIUM} is missing: apt-get install chromium")
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.django_db(transaction=True))
            if not CHROMIUM.exists():
                item.add_marker(zonder)


@pytest.fixture(scope="session")
def base_url() -> str:
    """The plugin's own is a method, which pytest 9 warns about. Addresses come from ``live_server``."""
    return ""


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_type_launch_args, "executable_path": str(CHROMIUM), "args": VLAGGEN}


@pytest.fixture
def browser_als(browser: Browser, live_server: LiveServer) -> Iterator[Inloggen]:
    """``browser_als(consulent, maat="390", java_script_enabled=False).goto("/balie/")``."""
    contexten: list[BrowserContext] = []

    def maak(medewerker: Medewerker, maat: str = "1366", **opties: Any) -> Page:
        breed, hoog, aanraken = MATEN[maat]
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": breed, "height": hoog},
            has_touch=aanraken,
            is_mobile=aanraken,
            locale="nl-BE",
            timezone_id="Europe/Brussels",
            reduced_motion="reduce",
            **opties,
        )
        context.set_default_timeout(GEDULD)
        contexten.append(context)
        client = Client()
        client.force_login(medewerker)
        sleutel = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": sleutel, "url": live_server.url}])
        return context.new_page()

    yield maak
    for context in contexten:
        context.close()


@pytest.fixture
def axe() -> Callable[[Page], list[str]]:
    """What axe finds on the page as it stands: rule and element, one text for each violation."""

    def kijk(page: Page) -> list[str]:
        gevonden = Axe().run(page).response["violations"]
        return [f"{fout['id']}: {knoop['html'][:200]}" for fout in gevonden for knoop in fout["nodes"]]

    return kijk


@pytest.fixture
def server() -> Iterator[Server]:
    """A server of its own for one test, that can be stopped."""
    server = Server()
    server.start()
    yield server
    server.stop()
