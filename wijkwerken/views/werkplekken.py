"""Work places: the pipeline as a list, the card of one, and the steps that bring it further."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kern.http import bladzijde, gepost, render_deel
from kern.inzage import Aard, markeer
from kern.tabel import Kolom, actieve_filters, koppen, sorteer
from toegang.voor import MedewerkerRequest, voor
from trajecten.uitstroomforms import zet_fouten
from wijkwerken.forms.werkplekken import StapForm, WerkplekFilter, WerkplekForm
from wijkwerken.models import Werkplek, Werkplekstand, Werkplekstap
from wijkwerken.models.gebruikers import ORGANISATOREN
from wijkwerken.services import werkplekken
from wijkwerken.views.tabs import tabs

KOLOMMEN = (
    Kolom("naam", "Werkplek", lambda rij: rij.naam, ("naam",)),
    Kolom("organisatie", "Organisatie", lambda rij: str(rij.organisatie), ("organisatie__naam",)),
    Kolom("wijk", "Wijk", lambda rij: str(rij.wijk), ("wijk__nummer",)),
    Kolom("stand", "Stand", lambda rij: rij.get_stand_display(), ("stand", "stand_sinds")),
    Kolom("sinds", "Sinds", lambda rij: rij.stand_sinds, ("stand_sinds",)),
    Kolom("wie", "Wie volgt op", lambda rij: rij.verantwoordelijke.korte_naam),
)


@voor(*ORGANISATOREN)
@require_GET
def werkplek_list(request: MedewerkerRequest) -> HttpResponse:
    alle = Werkplek.objects.zichtbaar_voor(request.user)
    filterset = WerkplekFilter(request.GET, alle)
    aantal: dict[str, int] = dict(alle.order_by().values_list("stand").annotate(Count("pk")))
    context = {
        "tabs": tabs("wijkwerken:werkplek-list"),
        "filter": filterset,
        "actief": actieve_filters(filterset.form, request),
        "koppen": koppen(KOLOMMEN, request, "naam"),
        "pagina": bladzijde(sorteer(filterset.qs.voor_lijst(), KOLOMMEN, request, "naam"), request),
        "trechter": [(stand.label, aantal.get(stand.value, 0), f"?stand={stand.value}") for stand in Werkplekstand],
    }
    return render_deel(request, "wijkwerken/werkplek_list.html", "lijst", context)


@voor(*ORGANISATOREN)
@require_http_methods(["GET", "POST"])
@transaction.atomic
def werkplek_form(request: MedewerkerRequest, sleutel: uuid.UUID | None = None) -> HttpResponse:
    """A new prospect, or other particulars of a work place; what is posted holds the row."""
    werkplek, terug = Werkplek(), reverse("wijkwerken:werkplek-list")
    if sleutel is not None:
        alle = Werkplek.objects.bewerkbaar_voor(request.user)
        if request.method == "POST":
            alle = alle.select_for_update(of=("self",))
        werkplek = get_object_or_404(alle.select_related("organisatie"), sleutel=sleutel)
        terug = werkplek.get_absolute_url()
    form = WerkplekForm(gepost(request), instance=werkplek, medewerker=request.user)
    if form.is_bound and form.is_valid():
        try:
            bewaard = werkplekken.bewaar(form.instance, door=request.user)
            bewaard.activiteiten.set(form.cleaned_data["activiteiten"])
            messages.success(request, f"{bewaard} is bewaard.")
            return redirect(bewaard)
        except ValidationError as fout:
            zet_fouten(form, fout)
    titel = f"{werkplek} wijzigen" if sleutel else "Werkplek toevoegen"
    context = {"form": form, "titel": titel, "terug": terug}
    return render(request, "wijkwerken/form.html", context, status=422 if form.is_bound else 200)


@voor(*ORGANISATOREN)
@require_http_methods(["GET", "POST"])
def werkplek_detail(request: MedewerkerRequest, sleutel: uuid.UUID) -> HttpResponse:
    """The card with its steps; posting adds one."""
    alle = Werkplek.objects.zichtbaar_voor(request.user).voor_lijst().select_related("gemeente")
    werkplek = get_object_or_404(alle, sleutel=sleutel)
    markeer(Aard.INZAGE)
    form = StapForm(gepost(request), werkplek=werkplek)
    if form.is_bound and form.is_valid():
        try:
            stap = werkplekken.zet_stap(form.instance, door=request.user)
            messages.success(request, f"Bewaard. De werkplek is nu: {stap.werkplek.get_stand_display()}.")
            return redirect(werkplek)
        except ValidationError as fout:
            zet_fouten(form, fout)
    eigen = werkplek.stappen.zichtbaar_voor(request.user)
    stappen: list[Werkplekstap] = list(eigen.select_related("door").order_by("-aangemaakt", "-pk"))
    context: dict[str, Any] = {
        "werkplek": werkplek,
        "form": form,
        "stappen": stappen,
        "net": stappen[0] if stappen and stappen[0].kan_terug(door=request.user) else None,
    }
    return render(request, "wijkwerken/werkplek_detail.html", context, status=422 if form.is_bound else 200)


@voor(*ORGANISATOREN)
@require_POST
def stap_terug(request: MedewerkerRequest, sleutel: uuid.UUID) -> HttpResponse:
    """Take a step back; it was a mistake."""
    alle = Werkplekstap.objects.bewerkbaar_voor(request.user).select_related("werkplek")
    stap = get_object_or_404(alle, sleutel=sleutel)
    try:
        werkplekken.neem_stap_terug(stap, door=request.user)
        messages.success(request, "De stap is weg, met de taak die erbij hoorde.")
    except ValidationError as fout:
        messages.error(request, fout.messages[0])
    return redirect(stap.werkplek)
