"""Zitdagen: the calendar of a week, one schedule with its days and visits, and which wijken are covered."""

import uuid
from datetime import date, timedelta

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kern.http import gepost
from kern.tijd import Periode, vandaag
from toegang.voor import MedewerkerRequest, voor
from trajecten.uitstroomforms import zet_fouten
from werkpunten.outreachforms import WeekForm
from werkpunten.rondes import WEEK, maandag_van
from wijkwerken import zittingen
from wijkwerken.forms.zitdagen import UitzonderingForm, ZitdagForm
from wijkwerken.models import Zitdagreeks
from wijkwerken.models.gebruikers import ORGANISATOREN
from wijkwerken.services import zitdagen
from wijkwerken.views.tabs import tabs

TERUG, VOORUIT = timedelta(days=91), timedelta(days=70)


@voor(*ORGANISATOREN)
@require_GET
def zitdag_list(request: MedewerkerRequest) -> HttpResponse:
    """One week, day by day, and the schedules that run."""
    maandag = maandag_van(WeekForm(request.GET).gekozen)
    periode = Periode(maandag, maandag + WEEK)
    alle = zittingen.zittingen(periode)
    nu = vandaag()
    context = {
        "tabs": tabs("wijkwerken:zitdag-list"),
        "dagen": [(dag, [rij for rij in alle if rij.dag == dag]) for dag in periode.dagen()],
        "reeksen": [rij for rij in Zitdagreeks.objects.voor_lijst() if rij.loopt_nog],
        "vandaag": nu,
        "maandag": maandag,
        "zondag": periode.tot,
        "week": maandag.isocalendar().week,
        "vorige": _week_url(maandag - WEEK),
        "volgende": _week_url(maandag + WEEK),
    }
    return render(request, "wijkwerken/zitdag_list.html", context)


def _week_url(dag: date) -> str:
    return f"{reverse('wijkwerken:zitdag-list')}?dag={dag:%Y-%m-%d}"


@voor(*ORGANISATOREN)
@require_http_methods(["GET", "POST"])
@transaction.atomic
def zitdag_form(request: MedewerkerRequest, sleutel: uuid.UUID | None = None) -> HttpResponse:
    """A new schedule, or other particulars of one; what is posted holds the row."""
    reeks, terug = Zitdagreeks(), reverse("wijkwerken:zitdag-list")
    if sleutel is not None:
        alle = Zitdagreeks.objects.all()
        reeks = get_object_or_404(alle.select_for_update() if request.method == "POST" else alle, sleutel=sleutel)
        terug = reeks.get_absolute_url()
    begin = {"wijk": request.GET.get("wijk"), "consulent": request.user.pk} if sleutel is None else None
    form = ZitdagForm(gepost(request), instance=reeks, initial=begin)
    if form.is_bound and form.is_valid():
        try:
            bewaard = zitdagen.bewaar(form.instance, door=request.user)
            messages.success(request, f"De zitdagen in {bewaard.plaats} zijn bewaard.")
            return redirect(bewaard)
        except ValidationError as fout:
            zet_fouten(form, fout)
    context = {"form": form, "titel": "Zitdag wijzigen" if sleutel else "Zitdag plannen", "terug": terug}
    return render(request, "wijkwerken/form.html", context, status=422 if form.is_bound else 200)


@voor(*ORGANISATOREN)
@require_http_methods(["GET", "POST"])
def zitdag_detail(request: MedewerkerRequest, sleutel: uuid.UUID) -> HttpResponse:
    """One schedule: the days to come, the visits of those gone by; posting says that a day goes otherwise."""
    reeks = get_object_or_404(Zitdagreeks.objects.voor_lijst(), sleutel=sleutel)
    form = UitzonderingForm(gepost(request), reeks=reeks)
    if form.is_bound and form.is_valid():
        try:
            zitdagen.zet_uitzondering(reeks, door=request.user, **form.cleaned_data)
            messages.success(request, "Bewaard.")
            return redirect(reeks)
        except ValidationError as fout:
            zet_fouten(form, fout)
    nu = vandaag()
    rijen = zittingen.zittingen(Periode(nu - TERUG, nu + VOORUIT), reeksen=[reeks])
    geweest = [rij for rij in rijen if rij.dag <= nu and rij.gaat_door]
    context = {
        "reeks": reeks,
        "form": form,
        "komend": [rij for rij in rijen if rij.dag >= nu],
        "geweest": list(reversed(geweest)),
        "bezoeken": sum(rij.bezoeken for rij in geweest),
        "anders": {rij.dag for rij in reeks.uitzonderingen.all()},
    }
    return render(request, "wijkwerken/zitdag_detail.html", context, status=422 if form.is_bound else 200)


@voor(*ORGANISATOREN)
@require_POST
def zitdag_toch(request: MedewerkerRequest, sleutel: uuid.UUID) -> HttpResponse:
    """A day goes on as planned after all."""
    reeks = get_object_or_404(Zitdagreeks, sleutel=sleutel)
    form = WeekForm(request.POST)
    try:
        zitdagen.haal_uitzondering_weg(reeks, form.gekozen, door=request.user)
        messages.success(request, "De zitdag gaat door zoals gepland.")
    except ValidationError as fout:
        messages.error(request, fout.messages[0])
    return redirect(reeks)


@voor(*ORGANISATOREN)
@require_GET
def zitdag_dekking(request: MedewerkerRequest) -> HttpResponse:
    """The 25 wijken with what stands there, what is asked and whom we reach; and where the next zitdag belongs."""
    rijen = zittingen.dekking(request.user)
    context = {
        "tabs": tabs("wijkwerken:zitdag-list"),
        "rijen": rijen,
        "voorstel": zittingen.voorstel(rijen),
        "gedekt": sum(rij.gedekt for rij in rijen),
    }
    return render(request, "wijkwerken/zitdag_dekking.html", context)
