"""URL × role × object × method. A new route without a row here fails the suite.

Add your route as one line to the module of its app in ``tests/matrix``: who may come in (``tests/wereld.py`` names the
groups), what GET and POST then answer (405 unless told otherwise), and ``bij="persoon"`` when the address holds one.
"""

from collections import defaultdict

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import path

from tests.access import (
    API_METHODEN,
    PAGINA_METHODEN,
    Blik,
    Rij,
    Route,
    alle_routes,
    bekijk,
    verwacht,
    zonder_toeval,
)
from tests.matrix import api, partners, rapportage, toegang, trajecten, werkpunten, wijkwerken
from tests.objecten.soorten import OBJECTEN, OVER_IEMAND
from tests.wereld import (
    Wereld,
)
from toegang.models import Raadpleging
from toegang.schermen import schermnamen
from toegang.voor import openbaar, toegang_van
from werkpunten.models import Betrokkenheid

MATRIX: dict[str, Rij] = {
    **toegang.RIJEN,
    **werkpunten.RIJEN,
    **partners.RIJEN,
    **trajecten.RIJEN,
    **wijkwerken.RIJEN,
    **rapportage.RIJEN,
    **api.RIJEN,
}
"""Name of the route → its row; a name that ends in ``*`` holds for every longer name without a row of its own."""

ROUTES = alle_routes()


def rij_van(route: Route) -> Rij | None:
    sleutel = sleutel_van(route)
    return MATRIX[sleutel] if sleutel else None


def sleutel_van(route: Route) -> str | None:
    past = [sleutel for sleutel in MATRIX if sleutel.endswith("*") and route.naam.startswith(sleutel[:-1])]
    return route.naam if route.naam in MATRIX else max(past, key=len, default=None)


def test_every_route_has_a_row():
    assert [route.naam for route in ROUTES if rij_van(route) is None] == []


def test_every_row_has_a_route():
    assert sorted(set(MATRIX) - {sleutel_van(route) for route in ROUTES}) == []


def test_every_screen_that_shows_people_has_a_name_in_the_read_log():
    toont = {route.naam for route in ROUTES if (rij := rij_van(route)) and (rij.toont or rij.bij == "persoon")}
    assert sorted(toont - set(schermnamen())) == []
    assert sorted(set(schermnamen()) - {route.naam for route in ROUTES}) == []


def test_every_view_that_somebody_may_open_has_an_access_word():
    zonder = {route.naam for route in ROUTES if toegang_van(route.view) is None}
    assert zonder == {route.naam for route in ROUTES if (rij := rij_van(route)) and not rij.wie}


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.naam)
def test_matrix(route: Route, wereld: Wereld):
    rij = rij_van(route)
    if rij is None:
        pytest.fail(f"{route.naam} has no row in the matrix")
    fout, lekken, gezien, weg = {}, {}, set(), defaultdict(set)
    for nummer, geval in enumerate(OBJECTEN[rij.bij](wereld)):
        adres = route.pad(geval.waarden) + rij.vraag
        for rol in wereld.medewerkers:
            for methode in API_METHODEN if route.is_api and nummer == 0 else PAGINA_METHODEN:
                cel = f"{rol} {methode} {geval.naam}".strip()
                antwoord, blik = _vraag(wereld, rol, methode, adres, rij, api=route.is_api)
                if antwoord.status_code not in verwacht(rij, route, rol, geval, methode):
                    fout[cel] = antwoord.status_code
                if blik.lekken:
                    lekken[cel] = blik.lekken
                if antwoord.status_code == 404:
                    weg[rol, methode].add(zonder_toeval(antwoord))
                gezien |= {naam for naam in blik.getoond if rol in rij.wie}
    assert (fout, lekken) == ({}, {})
    assert rij.toont in gezien if rij.toont else not gezien, gezien
    assert {cel: len(soorten) for cel, soorten in weg.items() if len(soorten) > 1} == {}


def _vraag(wereld: Wereld, rol: str, methode: str, adres: str, rij: Rij, *, api: bool) -> tuple[HttpResponse, Blik]:
    vanaf = Raadpleging.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    velden = {} if methode in {"GET", "HEAD", "OPTIONS"} else rij.velden
    antwoord = wereld.vraag(rol, methode, adres, velden, api=api)
    return antwoord, bekijk(wereld, rij, rol, adres, antwoord, vanaf)


VOOR_WIE_LEEST = {
    "werkpunten:balie-ongedaan",
    "werkpunten:gegevens-insz-tonen",
    *("werkpunten:wachtrij-start", "werkpunten:wachtrij-weg", "werkpunten:wachtrij-terug"),
    *("trajecten:overdracht-antwoord", "werkpunten:werkzoekende-notities"),
    *("partners:doorverwijzing-detail", "partners:aanmelding-detail"),
}
"""What may be posted about somebody whose file one only reads: undoing one's own visit, reading the number, the queue
of the unit, answering a colleague, looking for words in notes; for a referral the service refuses each
step that changes it."""


@pytest.mark.parametrize("soort", OVER_IEMAND)
def test_who_may_only_read_a_file_changes_nothing(wereld: Wereld, soort: str):
    eigen = OBJECTEN[soort](wereld)[0]
    Betrokkenheid.objects.ongefilterd("test").update(alleen_lezen=True)
    mag = {}
    for route in ROUTES:
        rij = rij_van(route)
        if rij and rij.bij == soort and rij.post != 405:
            antwoord = wereld.vraag("consulent", "POST", route.pad(eigen.waarden), rij.velden, api=route.is_api)
            mag[route.naam] = antwoord.status_code != 404
    assert mag == {naam: naam in VOOR_WIE_LEEST for naam in mag}
    assert mag


def zonder_woord(request: HttpRequest) -> HttpResponse:
    return HttpResponse("geheim")


@openbaar
def met_woord(request: HttpRequest) -> HttpResponse:
    return HttpResponse("welkom")


urlpatterns = [path("zonder/", zonder_woord), path("met/", met_woord)]


def test_view_without_an_access_word_answers_404_to_everybody(wereld: Wereld, settings):
    settings.ROOT_URLCONF = __name__
    for rol in wereld.medewerkers:
        client = wereld.client(rol)
        assert (client.get("/zonder/").status_code, client.get("/met/").status_code) == (404, 200)
