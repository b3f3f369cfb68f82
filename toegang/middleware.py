"""What happens around every request: the access word, the read log and the context of the audit trail."""

import logging
import uuid
from collections.abc import Callable
from typing import Any

import pghistory
from django.db import DatabaseError, transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.deprecation import MiddlewareMixin

from kern import inzage
from toegang.models import Raadpleging
from toegang.sessie import vraag_aanmelding
from toegang.voor import toegang_van

logger = logging.getLogger(__name__)
GEEN_RAADPLEGING = "We kunnen dit nu niet tonen, want de raadpleging kan niet bewaard worden. Probeer het zo opnieuw."
Antwoord = Callable[[HttpRequest], HttpResponseBase]


class ToegangMiddleware(MiddlewareMixin):
    """Enforces the access word of the view that is about to run."""

    def process_view(
        self, request: HttpRequest, view_func: Callable[..., Any], view_args: Any, view_kwargs: Any
    ) -> HttpResponseBase | None:
        toegang = toegang_van(view_func)
        if toegang == "openbaar" or toegang == "api":
            return None
        if toegang is None:
            raise Http404
        if not request.user.is_authenticated:
            return vraag_aanmelding(request)
        if toegang != "aangemeld" and request.user.rollen.isdisjoint(toegang):
            raise Http404
        return None


class RaadplegingMiddleware:
    """Writes who saw whom before the answer leaves. When that fails there is no answer."""

    def __init__(self, get_response: Antwoord) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.verzoek = uuid.uuid4()  # type: ignore[attr-defined]
        with inzage.bijhouden() as gezien:
            response = self.get_response(request)
        try:
            leg_vast(request, response, gezien)
        except (DatabaseError, NietTeLoggen):
            logger.exception("geen raadpleging bewaard, antwoord tegengehouden")
            return HttpResponse(GEEN_RAADPLEGING, status=503, content_type="text/plain; charset=utf-8")
        return response


class NietTeLoggen(Exception):
    """People were loaded for nobody who is signed in, or for an answer that is made after it was logged."""


def leg_vast(request: HttpRequest, response: HttpResponseBase, gezien: inzage.Inzage) -> None:
    if response.streaming and not isinstance(response, FileResponse):
        raise NietTeLoggen("een stroom kan personen laden nadat er gelogd is")
    if not gezien.personen and not gezien.gebruikers:
        return
    door = request.user
    if not door.is_authenticated:
        raise NietTeLoggen("personen geladen voor iemand die niet aangemeld is")
    route = request.resolver_match
    with transaction.atomic():
        Raadpleging.objects.create(
            medewerker_id=door.pk,
            rollen=sorted(door.rollen),
            scherm=(route.view_name if route else "")[:100],
            methode=(request.method or "")[:7],
            status=response.status_code,
            aard=gezien.aard,
            reden=gezien.reden[:300],
            verzoek=request.verzoek,  # type: ignore[attr-defined]
            personen=sorted(gezien.personen),
            gebruikers=sorted(gezien.gebruikers),
        )


class GeschiedenisMiddleware:
    """Gives every change made by this request its context: who, with which roles, in which request."""

    def __init__(self, get_response: Antwoord) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method in {"GET", "HEAD", "OPTIONS"}:
            return self.get_response(request)
        with pghistory.context(verzoek=str(getattr(request, "verzoek", "")), methode=request.method):
            if request.user.is_authenticated:
                pghistory.context(medewerker=request.user.pk, rollen=sorted(request.user.rollen))
            return self.get_response(request)


class GeenOpslagMiddleware:
    """Nothing that stands behind a sign-in is kept by a browser or proxy."""

    def __init__(self, get_response: Antwoord) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse | HttpResponseBase:
        response = self.get_response(request)
        if not response.has_header("Cache-Control"):
            response["Cache-Control"] = "no-store"
        return response
