"""Parts of somebody's civic integration: put in and changed."""

import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from kern.http import gepost
from kern.inzage import Aard, markeer
from toegang.rollen import BEGELEIDERS
from toegang.voor import MedewerkerRequest, voor
from trajecten import inburgering
from trajecten.inburgeringforms import InburgeringForm
from trajecten.models import Inburgeringsdeel
from trajecten.uitstroom import vergrendel_rij
from trajecten.uitstroomforms import zet_fouten
from werkpunten.models import Werkzoekende


@voor(*BEGELEIDERS)
@require_http_methods(["GET", "POST"])
def inburgering_create(request: MedewerkerRequest, uuid: uuid.UUID) -> HttpResponse:
    persoon = get_object_or_404(Werkzoekende.objects.bewerkbaar_voor(request.user), uuid=uuid)
    return _bewerk(request, Inburgeringsdeel(werkzoekende=persoon))


@voor(*BEGELEIDERS)
@require_http_methods(["GET", "POST"])
@transaction.atomic
def inburgering_update(request: MedewerkerRequest, sleutel: uuid.UUID) -> HttpResponse:
    """What is posted holds the row."""
    eigen = Inburgeringsdeel.objects.bewerkbaar_voor(request.user)
    deel = get_object_or_404(eigen, sleutel=sleutel)
    if request.method == "POST":
        deel = vergrendel_rij(Inburgeringsdeel, deel, door=request.user)
    return _bewerk(request, deel)


def _bewerk(request: MedewerkerRequest, deel: Inburgeringsdeel) -> HttpResponse:
    markeer(Aard.INZAGE)
    persoon = deel.werkzoekende
    form = InburgeringForm(gepost(request), instance=deel)
    if form.is_bound and form.is_valid():
        try:
            inburgering.bewaar(form.instance, door=request.user)
        except ValidationError as fout:
            zet_fouten(form, fout)
        else:
            messages.success(request, "De inburgering is bewaard.")
            return redirect("trajecten:dossier", uuid=persoon.uuid)
    terug = reverse("trajecten:dossier", kwargs={"uuid": persoon.uuid})
    context = {"form": form, "persoon": persoon, "titel": "Inburgering", "terug": terug}
    return render(request, "trajecten/bij_persoon_form.html", context, status=422 if form.is_bound else 200)
