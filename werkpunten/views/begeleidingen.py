"""Becoming somebody's coach from the file, and stopping."""

import uuid

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from toegang.rollen import BEGELEIDERS
from toegang.voor import MedewerkerRequest, voor
from werkpunten import services
from werkpunten.bandforms import StopForm
from werkpunten.keuze import gekozen_werkpunt
from werkpunten.models import Begeleiding, Werkzoekende
from werkpunten.views.gegevens import te_wijzigen
from werkpunten.views.werkzoekenden import kader_van


@voor(*BEGELEIDERS)
@require_http_methods(["GET", "POST"])
@transaction.atomic
def begeleiding(request: MedewerkerRequest, uuid: uuid.UUID) -> HttpResponse:
    """Posting makes who is signed in coach from the chosen work point, or with a reason stops their coaching."""
    persoon = te_wijzigen(request, uuid)
    lopend = Begeleiding.objects.bewerkbaar_voor(request.user).lopend()
    eigen = lopend.filter(werkzoekende=persoon, begeleider=request.user).first()
    form = StopForm(request.POST if request.method == "POST" else None) if eigen else None
    if request.method == "POST" and (form is None or form.is_valid()):
        return _voer_uit(request, persoon, eigen, form)
    context = {"eigen": eigen, "form": form, "werkpunt": gekozen_werkpunt(request)}
    pagina = kader_van(request, persoon, "begeleiding") | context
    fout = form is not None and bool(form.errors)
    return render(request, "werkpunten/werkzoekende_begeleiding.html", pagina, status=422 if fout else 200)


def _voer_uit(
    request: MedewerkerRequest, persoon: Werkzoekende, eigen: Begeleiding | None, form: forms.Form | None
) -> HttpResponse:
    if eigen is not None and form is not None:
        services.beeindig_begeleiding(eigen, reden=form.cleaned_data["reden"], door=request.user)
        messages.success(request, "Je begeleidt deze persoon niet meer. Je kan het dossier nog 30 dagen lezen.")
        return redirect(persoon)
    werkpunt = gekozen_werkpunt(request)
    if werkpunt is None:
        raise Http404
    services.start_begeleiding(persoon, begeleider=request.user, werkpunt=werkpunt, door=request.user)
    messages.success(request, "Je begeleidt deze persoon nu.")
    return redirect(persoon)
