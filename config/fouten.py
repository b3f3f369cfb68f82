"""The answers to what goes wrong outside a view: pages for people, JSON under ``/api/``."""

import sys
from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.db import DataError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.template.loader import get_template
from django.views import defaults
from psycopg2.errors import UntranslatableCharacter

from werkpunten.verhuisd import nieuw_adres

STRAKS = 30
"""Seconds after which a client may try again."""


class GeenNulMiddleware:
    """A NUL is refused here, once: PostgreSQL has no text that holds one.

    In an address before anything is done; in what was posted, when it reaches the database. Fields of a form say it
    themselves, and keep what else was typed.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if "\0" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest("Een adres met een NUL-teken.")
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        tekst = isinstance(exception, ValueError) and "NUL (0x00)" in str(exception)
        json = isinstance(exception, DataError) and isinstance(exception.__cause__, UntranslatableCharacter)
        return onbegrepen(request, exception) if tekst or json else None


def onbegrepen(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    if _van_api(request):
        return JsonResponse({"detail": "Deze vraag begrijpen we niet."}, status=400)
    return defaults.bad_request(request, exception)


def niet_gevonden(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    if _van_api(request):
        return JsonResponse({"detail": "Niet gevonden."}, status=404)
    if verder := nieuw_adres(request):
        return HttpResponseRedirect(verder)
    return defaults.page_not_found(request, exception)


def mislukt(request: HttpRequest) -> HttpResponseBase:
    """503 when the database does not answer (in time), as nothing is wrong with what was sent; else 500."""
    if not isinstance(sys.exception(), OperationalError | InterfaceError):
        if _van_api(request):
            return JsonResponse({"detail": "Er ging iets mis."}, status=500)
        return defaults.server_error(request)
    response: HttpResponse
    if _van_api(request):
        response = JsonResponse({"detail": "De databank antwoordt niet. Probeer het straks opnieuw."}, status=503)
    else:
        response = HttpResponse(get_template("503.html").render(), status=503)
    response["Retry-After"] = str(STRAKS)
    return response


def _van_api(request: HttpRequest) -> bool:
    return request.path.startswith("/api/")
