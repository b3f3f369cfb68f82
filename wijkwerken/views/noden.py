"""Needs of the wijken, and the monitor of what is asked against who can do it."""

import uuid
from datetime import time, timedelta

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from kern.http import bladzijde, gepost, render_deel
from kern.tijd import plus_werkdagen, vandaag
from toegang.voor import MedewerkerRequest, voor
from trajecten.models import Sessie
from trajecten.uitstroomforms import zet_fouten
from werkpunten.forms import GEEN_WERKPUNT
from werkpunten.keuze import gekozen_werkpunt
from wijkwerken import vraag
from wijkwerken.forms.zitdagen import ONBEDIEND, NoodFilter, NoodForm, OpleidingForm, WijkKeuze
from wijkwerken.models import Activiteit, Nood
from wijkwerken.models.gebruikers import ORGANISATOREN
from wijkwerken.services import noden
from wijkwerken.views.tabs import tabs

DAGEN = 10
"""Working days ahead that a training is proposed."""
VAN, TOT = time(9), time(12)


@voor(*ORGANISATOREN)
@require_GET
def nood_list(request: MedewerkerRequest) -> HttpResponse:
    form = NoodFilter(request.GET)
    gekozen = form.cleaned_data if form.is_valid() else {}
    rijen = Nood.objects.voor_lijst()
    if gekozen.get("wijk"):
        rijen = rijen.filter(wijk=gekozen["wijk"])
    stand = gekozen.get("stand", "")
    if stand == ONBEDIEND:
        rijen = rijen.onbediend()
    elif stand != "alle":
        rijen = rijen.filter(stand=stand) if stand else rijen.lopend()
    context = {
        "tabs": tabs("wijkwerken:nood-list"),
        "form": form,
        "pagina": bladzijde(rijen.order_by("wijk__nummer", "-gemeld_op", "-pk"), request),
    }
    return render_deel(request, "wijkwerken/nood_list.html", "lijst", context)


@voor(*ORGANISATOREN)
@require_http_methods(["GET", "POST"])
@transaction.atomic
def nood_form(request: MedewerkerRequest, sleutel: uuid.UUID | None = None) -> HttpResponse:
    """A new need, or other particulars of one; what is posted holds the row."""
    nood = Nood()
    if sleutel is not None:
        alle = Nood.objects.all()
        nood = get_object_or_404(alle.select_for_update() if request.method == "POST" else alle, sleutel=sleutel)
    form = NoodForm(gepost(request), instance=nood)
    terug = reverse("wijkwerken:nood-list")
    if form.is_bound and form.is_valid():
        try:
            noden.bewaar(form.instance, door=request.user)
            messages.success(request, "De nood is bewaard.")
            return redirect(terug)
        except ValidationError as fout:
            zet_fouten(form, fout)
    context = {"form": form, "titel": "Nood van een wijk", "terug": terug}
    return render(request, "wijkwerken/form.html", context, status=422 if form.is_bound else 200)


@voor(*ORGANISATOREN)
@require_GET
def vraag_list(request: MedewerkerRequest) -> HttpResponse:
    """Per activity what is asked and who can do it, in the city or one wijk."""
    form = WijkKeuze(request.GET)
    wijk = form.cleaned_data.get("wijk") if form.is_valid() else None
    context = {
        "tabs": tabs("wijkwerken:vraag-list"),
        "form": form,
        "regels": vraag.monitor(lezer=request.user, wijk=wijk),
    }
    return render_deel(request, "wijkwerken/vraag_list.html", "lijst", context)


@voor(*ORGANISATOREN)
@require_http_methods(["GET", "POST"])
def vraag_opleiding(request: MedewerkerRequest, slug: str) -> HttpResponse:
    """A short training for an activity, with people to propose; posting plans it as a session of its module."""
    activiteit = get_object_or_404(Activiteit.objects.select_related("opleiding"), slug=slug)
    if activiteit.opleiding is None:
        raise Http404
    werkpunt = gekozen_werkpunt(request)
    kandidaten = vraag.kandidaten(activiteit.opleiding, lezer=request.user)
    begin = {
        "sleutel": uuid.uuid4(),
        "dag": plus_werkdagen(vandaag() + timedelta(days=1), DAGEN),
        "van": VAN,
        "tot": TOT,
        "plaats": str(werkpunt or ""),
        "deelnemers": [str(rij.sleutel) for rij in kandidaten],
    }
    form = OpleidingForm(gepost(request), kandidaten=kandidaten, initial=begin)
    if form.is_bound and form.is_valid() and werkpunt is not None:
        velden = {naam: form.cleaned_data[naam] for naam in ("sleutel", "dag", "van", "tot", "plaats")}
        sessie = Sessie(module=activiteit.opleiding, werkpunt=werkpunt, begeleider=request.user, **velden)
        try:
            gepland = noden.plan_opleiding(sessie, wijkwerkers=form.gekozen, door=request.user)
            messages.success(request, f"De opleiding is gepland, met {len(form.gekozen)} deelnemers.")
            return redirect(gepland)
        except ValidationError as fout:
            zet_fouten(form, fout)
    context = {
        "form": form,
        "titel": f"Opleiding {activiteit.opleiding}",
        "terug": reverse("wijkwerken:vraag-list"),
        "uitleg": "" if werkpunt else GEEN_WERKPUNT,
    }
    return render(request, "wijkwerken/form.html", context, status=422 if form.is_bound else 200)
