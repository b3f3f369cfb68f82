"""Choosing the unit one works from, in the top bar of every page."""

from urllib.parse import urlsplit

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from toegang.rollen import BEGELEIDERS
from toegang.voor import MedewerkerRequest, voor
from werkpunten.keuze import eigen_werkpunten, onthoud


@voor(*BEGELEIDERS)
@require_POST
def werkpunt_keuze(request: MedewerkerRequest) -> HttpResponse:
    gevraagd = request.POST.get("werkpunt", "")
    werkpunt = next((eigen for eigen in eigen_werkpunten(request.user) if eigen.slug == gevraagd), None)
    if werkpunt is None:
        raise Http404
    response = redirect(vorige_bladzijde(request))
    onthoud(response, werkpunt)
    messages.success(request, f"Je werkt nu vanuit {werkpunt}.")
    return response


def vorige_bladzijde(request: HttpRequest) -> str:
    """Where the form was posted from, on this site; else the start page."""
    herkomst = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(herkomst, allowed_hosts={request.get_host()}):
        return "/"
    delen = urlsplit(herkomst)
    return f"{delen.path}?{delen.query}" if delen.query else delen.path
