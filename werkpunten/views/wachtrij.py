"""The queue on the desk: one list that asks again by itself, and what one does with a line of it."""

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from kern.http import is_htmx
from toegang.rollen import BEGELEIDERS
from toegang.voor import MedewerkerRequest, voor
from werkpunten import wachtrij
from werkpunten.balie import Wachtrij
from werkpunten.forms import WachtForm
from werkpunten.keuze import gekozen_werkpunt
from werkpunten.models import Wachtende, Werkpunt

LIJST = "werkpunten/wachtrij.html"


@voor(*BEGELEIDERS)
@require_http_methods(["GET", "POST"])
def lijst(request: MedewerkerRequest) -> HttpResponse:
    """Who waits here; 204 when nothing changed since ``?versie=``. Posting puts somebody in the queue."""
    werkpunt = gekozen_werkpunt(request)
    if werkpunt is None:
        raise Http404
    if request.method == "POST":
        return _laat_wachten(request, werkpunt)
    rij = Wachtrij(request.user, werkpunt)
    if request.GET.get("versie") == rij.versie:
        return HttpResponse(status=204)
    return render(request, LIJST, {"wachtrij": rij})


@voor(*BEGELEIDERS)
@require_POST
def start(request: MedewerkerRequest, sleutel: uuid.UUID) -> HttpResponse:
    """Help somebody: the desk opens for them."""
    wachtende = _wachtende(request, sleutel)
    try:
        wachtrij.start(wachtende, door=request.user)
    except ValidationError as fout:
        messages.error(request, fout.messages[0])
        return redirect("werkpunten:balie")
    return redirect(f"{reverse('werkpunten:balie')}?wacht={wachtende.sleutel}")


@voor(*BEGELEIDERS)
@require_POST
def weg(request: MedewerkerRequest, sleutel: uuid.UUID) -> HttpResponse:
    return _verander(request, sleutel, wachtrij.ga_weg)


@voor(*BEGELEIDERS)
@require_POST
def terug(request: MedewerkerRequest, sleutel: uuid.UUID) -> HttpResponse:
    return _verander(request, sleutel, wachtrij.zet_terug)


def _laat_wachten(request: MedewerkerRequest, werkpunt: Werkpunt) -> HttpResponse:
    form = WachtForm(request.POST, medewerker=request.user)
    fout = ""
    try:
        if form.is_valid():
            wachtrij.laat_wachten(werkpunt, door=request.user, **form.invoer())
        else:
            fout = str(next(iter(form.errors.values()))[0])
    except ValidationError as geweigerd:
        fout = geweigerd.messages[0]
    return _antwoord(request, werkpunt, fout)


def _verander(request: MedewerkerRequest, sleutel: uuid.UUID, doe: Callable[..., Wachtende]) -> HttpResponse:
    wachtende = _wachtende(request, sleutel)
    try:
        doe(wachtende, door=request.user)
    except ValidationError as fout:
        return _antwoord(request, wachtende.werkpunt, fout.messages[0])
    return _antwoord(request, wachtende.werkpunt)


def _antwoord(request: MedewerkerRequest, werkpunt: Werkpunt, fout: str = "") -> HttpResponse:
    if is_htmx(request):
        return render(request, LIJST, {"wachtrij": Wachtrij(request.user, werkpunt), "fout": fout})
    if fout:
        messages.error(request, fout)
    return redirect("werkpunten:balie")


def _wachtende(request: MedewerkerRequest, sleutel: uuid.UUID) -> Wachtende:
    zichtbaar = Wachtende.objects.zichtbaar_voor(request.user).select_related("werkpunt")
    wachtende = zichtbaar.filter(sleutel=sleutel).first()
    if wachtende is None:
        raise Http404
    return wachtende
