"""What somebody gets when the database is in trouble, and who asks the API for an address it does not have."""

import pytest
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from config import urls
from toegang.voor import openbaar

handler400, handler404, handler500 = urls.handler400, urls.handler404, urls.handler500


@openbaar
def traag(request: HttpRequest) -> HttpResponse:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set local statement_timeout = '20ms'")
        cursor.execute("select pg_sleep(5)")
    return HttpResponse()


@openbaar
def stuk(request: HttpRequest) -> HttpResponse:
    raise RuntimeError


@openbaar
def ruw(request: HttpRequest) -> HttpResponse:
    """What was posted goes to the database as it came."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"select %s::{request.POST['soort']}", [request.POST["tekst"]])
    return HttpResponse()


urlpatterns = [
    path("ruw/", csrf_exempt(ruw)),
    path("api/v1/ruw/", csrf_exempt(ruw)),
    path("traag/", traag),
    path("stuk/", stuk),
    path("api/v1/traag/", traag),
    path("api/v1/stuk/", stuk),
    *urls.urlpatterns,
]
pytestmark = pytest.mark.urls(__name__)


@pytest.fixture
def client(db: None) -> Client:
    return Client(raise_request_exception=False)


def test_database_that_does_not_answer_is_503_with_a_time_to_come_back(client: Client):
    response = client.get("/traag/")
    assert (response.status_code, response["Retry-After"]) == (503, "30")
    assert "<h1>Even niet bereikbaar</h1>" in response.content.decode()


def test_other_errors_stay_500(client: Client):
    response = client.get("/stuk/")
    assert response.status_code == 500
    assert "<h1>Er ging iets mis</h1>" in response.content.decode()


@pytest.mark.parametrize(
    ("pad", "status", "zin"),
    [
        ("traag", 503, "De databank antwoordt niet. Probeer het straks opnieuw."),
        ("stuk", 500, "Er ging iets mis."),
        ("bestaat-niet", 404, "Niet gevonden."),
    ],
)
def test_api_answers_errors_as_json(client: Client, pad: str, status: int, zin: str):
    response = client.get(f"/api/v1/{pad}/")
    assert (response.status_code, response.json()) == (status, {"detail": zin})


def test_unknown_page_is_a_page(client: Client):
    response = client.get("/bestaat-niet/")
    assert (response.status_code, response["Content-Type"]) == (404, "text/html; charset=utf-8")


@pytest.mark.parametrize("adres", ["/gids/?zoek=%00", "/gids/?%00=1", "/gids/%00/"])
def test_a_nul_in_an_address_is_not_understood(client: Client, adres: str) -> None:
    response = client.get(adres)
    assert (response.status_code, "Deze vraag begrijpen we niet" in response.content.decode()) == (400, True)
    assert "Content-Security-Policy" in response.headers


@pytest.mark.parametrize(("soort", "tekst"), [("text", "a\0b"), ("jsonb", '"a\\u0000b"')], ids=["text", "json"])
def test_a_nul_that_was_posted_and_reaches_the_database_is_not_understood(client: Client, soort: str, tekst: str):
    velden = {"soort": soort, "tekst": tekst}
    response = client.post("/ruw/", velden)
    assert (response.status_code, "Deze vraag begrijpen we niet" in response.content.decode()) == (400, True)
    response = client.post("/api/v1/ruw/", velden)
    assert (response.status_code, response.json()) == (400, {"detail": "Deze vraag begrijpen we niet."})
    assert client.post("/ruw/", {"soort": "date", "tekst": "geen dag"}).status_code == 500
