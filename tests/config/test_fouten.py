"""What somebody gets when the database is in trouble, and who asks the API for an address it does not have."""

import pytest
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

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


urlpatterns = [
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
