"""No answer without its row in the read log."""

import pghistory
import pytest
from django.db import DatabaseError, connection, transaction
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import path

from kern.inzage import Aard, markeer
from tests.wereld import Wereld, kanarie
from toegang.models import ApiSleutel, Medewerker, Raadpleging
from toegang.rollen import Rol
from toegang.voor import MedewerkerRequest, openbaar, voor
from werkpunten.models import Werkzoekende


def _namen() -> str:
    return " ".join(persoon.naam for persoon in Werkzoekende.objects.ongefilterd("test"))


@voor(Rol.CONSULENT)
def namen(request: MedewerkerRequest) -> HttpResponse:
    markeer(Aard.INZAGE, "omdat het moet")
    return HttpResponse(_namen())


@voor(Rol.CONSULENT)
def stroom(request: MedewerkerRequest) -> StreamingHttpResponse:
    return StreamingHttpResponse(persoon.naam for persoon in Werkzoekende.objects.ongefilterd("test"))


@openbaar
def open_en_bloot(request: HttpRequest) -> HttpResponse:
    return HttpResponse(_namen())


@voor(Rol.CONSULENT)
def stuk(request: MedewerkerRequest) -> HttpResponse:
    raise RuntimeError(_namen())


urlpatterns = [
    path("namen/", namen, name="namen"),
    path("stroom/", stroom),
    path("open/", open_en_bloot),
    path("stuk/", stuk),
]


@pytest.fixture(autouse=True)
def _eigen_adressen(settings):
    settings.ROOT_URLCONF = __name__


def test_one_row_per_request_says_who_saw_whom_and_why(wereld: Wereld):
    client, medewerker = wereld.client("consulent"), wereld.medewerkers["consulent"]
    assert kanarie("eigen") in client.get("/namen/").content.decode()
    rij = Raadpleging.objects.get()
    assert (rij.medewerker_id, rij.rollen, rij.scherm, rij.methode) == (medewerker.pk, ["consulent"], "namen", "GET")
    assert (rij.status, rij.aard, rij.reden) == (200, "inzage", "omdat het moet")
    assert rij.personen == sorted(persoon.pk for persoon in wereld.personen.values())


def test_a_request_that_fails_is_logged_too(wereld: Wereld):
    assert wereld.client("consulent").get("/stuk/").status_code == 500
    assert Raadpleging.objects.get().status == 500


@pytest.mark.parametrize("pad", ["/stroom/", "/open/"])
def test_people_for_nobody_or_after_the_log_are_held_back(wereld: Wereld, pad: str):
    rol = "consulent" if pad == "/stroom/" else "anoniem"
    antwoord = wereld.client(rol).get(pad)
    assert (antwoord.status_code, antwoord.streaming) == (503, False)
    assert "kanarie" not in antwoord.content.decode().lower()
    assert not Raadpleging.objects.exists()


def test_without_the_read_log_there_is_no_answer(wereld: Wereld):
    client = wereld.client("consulent")
    with connection.cursor() as cursor:
        cursor.execute("alter table toegang_raadpleging add constraint dicht check (false) not valid")
    antwoord = client.get("/namen/")
    assert antwoord.status_code == 503
    assert "kanarie" not in antwoord.content.decode().lower()
    assert client.get("/namen/").status_code == 503


@pytest.mark.parametrize(
    "opdracht", ["update toegang_raadpleging set personen = '{}'", "delete from toegang_raadpleging"]
)
def test_read_log_is_append_only(wereld: Wereld, opdracht: str):
    wereld.client("consulent").get("/namen/")
    with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(opdracht)
    assert Raadpleging.objects.get().personen


def test_who_made_a_token_is_recorded_without_the_token(consulent: Medewerker):
    with pghistory.context(medewerker=7):
        sleutel = ApiSleutel.vernieuw(consulent)
    [rij] = ApiSleutel.objects.get(medewerker=consulent).gebeurtenissen.all()
    assert (rij.pgh_label, rij.pgh_context["medewerker"]) == ("insert", 7)
    assert ApiSleutel.hash_van(sleutel) not in {str(waarde) for waarde in vars(rij).values()}
