"""Linking people of one household or family."""

import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from toegang.rollen import BEGELEIDERS
from toegang.tempo import te_vlug
from toegang.voor import MedewerkerRequest, voor
from werkpunten.bandforms import BandForm
from werkpunten.models import Band, Werkzoekende
from werkpunten.views.balie import OPZOEKEN
from werkpunten.views.gegevens import te_wijzigen
from werkpunten.views.werkzoekenden import kader_van
from werkpunten.wijzigen import verbind


@voor(*BEGELEIDERS)
@require_http_methods(["GET", "POST"])
@transaction.atomic
def nieuw(request: MedewerkerRequest, uuid: uuid.UUID) -> HttpResponse:
    """Choose somebody the desk finds, and what they are to this person; ``zoeken`` looks up without a script."""
    persoon = te_wijzigen(request, uuid)
    zoekend = "zoeken" in request.POST
    form = BandForm(None if zoekend or request.method == "GET" else request.POST)
    if form.is_bound and form.is_valid() and _verbonden(request, persoon, form):
        messages.success(request, "De band is bewaard. Ze staat ook in het andere dossier.")
        return _terug(persoon)
    if te_veel := te_vlug(request, OPZOEKEN, "zoek") if zoekend else None:
        return te_veel
    term = request.POST.get("zoek", "")
    vindbaar = Werkzoekende.objects.vindbaar_voor(request.user).exclude(pk=persoon.pk)
    hits = vindbaar.zoek(term, voor=request.user).met_naamregel() if zoekend else []
    context = {"form": form, "hits": hits, "zoekterm": term, "zoekend": zoekend}
    context["fout_wie"] = next(iter(form["wie"].errors), "")
    pagina = kader_van(request, persoon, "gegevens") | context
    return render(request, "werkpunten/band_form.html", pagina, status=422 if form.errors else 200)


@voor(*BEGELEIDERS)
@require_POST
@transaction.atomic
def weg(request: MedewerkerRequest, uuid: uuid.UUID, pk: int) -> HttpResponse:
    persoon = te_wijzigen(request, uuid)
    if pk not in {band["pk"] for band in Band.objects.met(persoon)}:
        raise Http404
    Band.objects.ongefilterd("band van een dossier dat open is").filter(pk=pk).delete()
    messages.success(request, "De band is weggehaald, ook uit het andere dossier.")
    return _terug(persoon)


def _verbonden(request: MedewerkerRequest, persoon: Werkzoekende, form: BandForm) -> bool:
    vindbaar = Werkzoekende.objects.vindbaar_voor(request.user).defer("insz", "insz_index")
    ander = vindbaar.filter(uuid=form.cleaned_data["wie"]).first()
    if ander is None:
        form.add_error("wie", "Kies iemand uit de lijst.")
        return False
    try:
        verbind(persoon, ander, wat=form.cleaned_data["wat"], door=request.user)
    except ValidationError as fout:
        form.add_error(None, fout.messages)
        return False
    return True


def _terug(persoon: Werkzoekende) -> HttpResponse:
    adres = reverse("werkpunten:werkzoekende-gegevens", kwargs={"uuid": persoon.uuid})
    return redirect(f"{adres}?rij=banden#banden")
