"""Activities: sessions of modules, and the catalogue of modules."""

import uuid
from datetime import time
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kern.http import bladzijde, gepost, render_deel
from kern.kader import Getoond
from kern.tabel import actieve_filters
from kern.tijd import vandaag
from toegang.rollen import BEGELEIDERS, OPENERS, Rol
from toegang.voor import MedewerkerRequest, voor
from trajecten import groepen
from trajecten.groepforms import (
    ModuleForm,
    SessieFilter,
    SessieForm,
    SessieleadForm,
    WerkgeverForm,
    eigen_werkpunt,
)
from trajecten.models import Module, Sessie
from werkpunten.forms import GEEN_WERKPUNT
from werkpunten.keuze import gekozen_werkpunt

TABS = (
    ("Sessies", "trajecten:sessie-list"),
    ("Modules", "trajecten:module-list"),
    ("Stage en vrijwilligerswerk", "trajecten:stageplaats-list"),
)
VAN, TOT = time(9, 30), time(12)
"""The hours a new session starts from."""


def tabs(hier: str) -> list[Getoond]:
    return [Getoond(titel, reverse(naam), naam == hier) for titel, naam in TABS]


@voor(*BEGELEIDERS)
@require_GET
def sessie_list(request: MedewerkerRequest) -> HttpResponse:
    """Sessions of every unit, those to come first; they name nobody."""
    filterset = SessieFilter(request.GET, Sessie.objects.all(), medewerker=request.user)
    context = {
        "tabs": tabs("trajecten:sessie-list"),
        "filter": filterset,
        "actief": actieve_filters(filterset.form, request),
        "pagina": bladzijde(filterset.qs.voor_lijst(), request),
        "werkpunt": gekozen_werkpunt(request),
        "vandaag": vandaag(),
    }
    return render_deel(request, "trajecten/sessie_list.html", "lijst", context)


@voor(*BEGELEIDERS)
@require_http_methods(["GET", "POST"])
def sessie_create(request: MedewerkerRequest) -> HttpResponse:
    werkpunt = gekozen_werkpunt(request)
    if werkpunt is None:
        messages.error(request, GEEN_WERKPUNT)
        return redirect("trajecten:sessie-list")
    plaats = ", ".join(filter(None, [werkpunt.naam, f"{werkpunt.straat} {werkpunt.huisnummer}".strip()]))
    begin = {"dag": vandaag(), "van": VAN, "tot": TOT, "plaats": plaats, "begeleider": request.user.pk}
    sessie = Sessie(werkpunt=werkpunt)
    form = SessieForm(gepost(request), instance=sessie, initial=begin)
    if form.is_bound and form.is_valid():
        gepland = _plan(request, form)
        if gepland:
            return redirect(gepland[0])
    context = {"form": form, "werkpunt": werkpunt}
    return render(request, "trajecten/sessie_form.html", context, status=422 if form.is_bound else 200)


def _plan(request: MedewerkerRequest, form: SessieForm) -> list[Sessie]:
    try:
        gepland = groepen.plan_sessies(form.instance, herhaal_tot=form.cleaned_data["herhaal_tot"], door=request.user)
    except ValidationError as fout:
        form.neem_over(fout)
        return []
    aantal = len(gepland)
    messages.success(request, "De sessie is bewaard." if aantal == 1 else f"{aantal} sessies zijn bewaard.")
    return gepland


@voor(*BEGELEIDERS)
@require_http_methods(["GET", "POST"])
@transaction.atomic
def sessie_update(request: MedewerkerRequest, sleutel: uuid.UUID) -> HttpResponse:
    """Other particulars of a session of one's own unit; what is posted holds the row."""
    alle = Sessie.objects.all()
    if request.method == "POST":
        alle = alle.select_for_update(of=("self",))
    sessie = get_object_or_404(alle.select_related("werkpunt", "module"), sleutel=sleutel)
    if not eigen_werkpunt(request.user, sessie):
        raise Http404
    form = SessieForm(gepost(request), instance=sessie)
    if form.is_bound and form.is_valid():
        try:
            groepen.wijzig_sessie(sessie, door=request.user)
        except ValidationError as fout:
            form.neem_over(fout)
        else:
            messages.success(request, "De sessie is bewaard.")
            return redirect(sessie)
    context = {"form": form, "sessie": sessie, "werkpunt": sessie.werkpunt}
    return render(request, "trajecten/sessie_form.html", context, status=422 if form.is_bound else 200)


@voor(*BEGELEIDERS)
@require_POST
def sessie_stand(request: MedewerkerRequest, sleutel: uuid.UUID) -> HttpResponse:
    """Call it off, or take that back."""
    sessie = get_object_or_404(Sessie, sleutel=sleutel)
    try:
        sessie = groepen.zet_stand(sessie, request.POST.get("stand", ""), door=request.user)
        messages.success(request, "De sessie gaat door." if sessie.gaat_door else "De sessie gaat niet door.")
    except ValidationError as fout:
        messages.error(request, fout.messages[0])
    return redirect(sessie)


@voor(*OPENERS)
@require_POST
def sessie_lead(request: MedewerkerRequest, sleutel: uuid.UUID) -> HttpResponse:
    """A chance on work that came out of a session with an employer."""
    sessie = get_object_or_404(Sessie.objects.select_related("werkgever"), sleutel=sleutel)
    form = SessieleadForm(request.POST, werkgevers=groepen.werkgevers_van(sessie))
    if not form.is_valid():
        tekst = "Kies van welke werkgever de lead komt." if "van" in form.errors else "Schrijf welke kans het is."
        messages.error(request, tekst)
        return redirect(sessie)
    try:
        groepen.noteer_lead(sessie, form.save(commit=False), werkgever=form.cleaned_data.get("van"), door=request.user)
        messages.success(request, "De lead is bewaard.")
    except ValidationError as fout:
        messages.error(request, fout.messages[0])
    return redirect(sessie)


@voor(*BEGELEIDERS)
@require_POST
def sessie_werkgever(request: MedewerkerRequest, sleutel: uuid.UUID) -> HttpResponse:
    """An employer who comes to meet people; with ``weg`` one who comes no longer."""
    sessie = get_object_or_404(Sessie, sleutel=sleutel)
    weg = request.POST.get("weg", "")
    if weg:
        werkgever = get_object_or_404(sessie.werkgevers, pk=int(weg) if weg.isdecimal() else 0)
    else:
        form = WerkgeverForm(request.POST, sessie=sessie)
        if not form.is_valid():
            messages.error(request, "Kies een werkgever uit de lijst.")
            return redirect(sessie)
        werkgever = form.cleaned_data["werkgever"]
    try:
        groepen.zet_werkgever(sessie, werkgever, komt=not weg, door=request.user)
        messages.success(request, f"{werkgever} komt niet meer." if weg else f"{werkgever} komt ook.")
    except ValidationError as fout:
        messages.error(request, fout.messages[0])
    return redirect(sessie)


@voor(*BEGELEIDERS)
@require_GET
def module_list(request: MedewerkerRequest) -> HttpResponse:
    """The catalogue: what is still given first."""
    context: dict[str, Any] = {
        "tabs": tabs("trajecten:module-list"),
        "modules": Module.objects.select_related("onderwerp", "beroep").order_by("-actief", "soort", "naam"),
        "mag": request.user.heeft_rol(Rol.COORDINATOR),
    }
    return render(request, "trajecten/module_list.html", context)


@voor(Rol.COORDINATOR)
@require_http_methods(["GET", "POST"])
@transaction.atomic
def module_form(request: MedewerkerRequest, pk: int | None = None) -> HttpResponse:
    """A new module, or one that changes; what is posted holds the row."""
    module = Module()
    if pk is not None:
        alle = Module.objects.select_for_update() if request.method == "POST" else Module.objects.all()
        module = get_object_or_404(alle, pk=pk)
    form = ModuleForm(gepost(request), instance=module)
    if form.is_bound and form.is_valid():
        form.save()
        messages.success(request, "De module is bewaard.")
        return redirect("trajecten:module-list")
    context = {"form": form, "module": module}
    return render(request, "trajecten/module_form.html", context, status=422 if form.is_bound else 200)
