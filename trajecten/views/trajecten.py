"""Trajectories: the tab of a person's file, and one trajectory with what can be done with it."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from kern.http import gepost
from kern.inzage import Aard, markeer
from toegang.rollen import BEGELEIDERS
from toegang.voor import MedewerkerRequest, voor
from trajecten import koppelen, trajecten, trekkers
from trajecten.inburgering import overzicht
from trajecten.models import Resultaatmeting, Traject, Trajectverloop
from trajecten.trajectforms import BegeleiderForm, FaseForm, HeropenForm, SluitForm, StartForm, TrekkerForm
from werkpunten.dossier import tabs_van
from werkpunten.keuze import gekozen_werkpunt
from werkpunten.models import Werkzoekende
from werkpunten.views.werkzoekenden import dossier_van, kader_van


@voor(*BEGELEIDERS)
@require_http_methods(["GET", "POST"])
def dossier(request: MedewerkerRequest, uuid: uuid.UUID) -> HttpResponse:
    """The tab: trajectories of this person; posting starts one."""
    persoon: Werkzoekende = dossier_van(request, uuid)
    mag = Werkzoekende.objects.bewerkbaar_voor(request.user).filter(pk=persoon.pk).exists()
    if request.method == "POST" and not mag:
        raise Http404
    form = StartForm(gepost(request), door=request.user)
    if request.method == "POST" and form.is_valid():
        traject = _start(request, persoon, form)
        if traject is not None:
            messages.success(request, "Het traject is gestart.")
            return redirect("trajecten:traject-detail", sleutel=traject.sleutel)
    alle = Traject.objects.zichtbaar_voor(request.user).filter(werkzoekende=persoon).voor_lijst()
    context = kader_van(request, persoon, "detail") | {
        "tabs": tabs_van(persoon, "trajecten:dossier"),
        "trajecten": alle,
        "form": form,
        "mag": mag,
        "werkpunt": gekozen_werkpunt(request),
        "inburgering": overzicht(persoon, request.user),
    }
    return render(request, "trajecten/dossier.html", context, status=422 if form.is_bound else 200)


def _start(request: MedewerkerRequest, persoon: Werkzoekende, form: StartForm) -> Traject | None:
    werkpunt, gegevens = gekozen_werkpunt(request), dict(form.cleaned_data)
    if werkpunt is None:
        form.add_error(None, "Je werkt vandaag niet in een werkpunt. Vraag je coördinator om je toe te voegen.")
        return None
    begeleider = gegevens.pop("begeleider")
    traject = Traject(werkzoekende=persoon, werkpunt=werkpunt, **gegevens)
    try:
        return trajecten.start(traject, begeleider=begeleider, door=request.user)
    except ValidationError as fout:
        _zet_fouten(form, fout)
        return None


def _zet_fouten(form: Form, fout: ValidationError) -> None:
    for naam, fouten in getattr(fout, "error_dict", {"": [fout]}).items():
        form.add_error(naam if naam in form.fields else None, fouten)


@voor(*BEGELEIDERS)
@require_http_methods(["GET", "POST"])
def traject_detail(request: MedewerkerRequest, sleutel: uuid.UUID) -> HttpResponse:
    markeer(Aard.INZAGE)
    alle = Traject.objects.zichtbaar_voor(request.user).voor_lijst().select_related("werkzoekende")
    traject = get_object_or_404(alle, sleutel=sleutel)
    mag = Traject.objects.bewerkbaar_voor(request.user).filter(pk=traject.pk).exists()
    if request.method == "POST" and not mag:
        raise Http404
    doe = request.POST.get("doe", "")
    formulieren = _formulieren(request, traject, doe)
    if request.method == "POST":
        form = formulieren.get(doe)
        if form is not None and form.is_valid() and _doe(request, traject, doe, form):
            return redirect("trajecten:traject-detail", sleutel=sleutel)
    gebeurd = Trajectverloop.objects.zichtbaar_voor(request.user).filter(traject=traject)
    context = {
        "traject": traject,
        "persoon": traject.werkzoekende,
        "formulieren": formulieren,
        "doe": doe,
        "modules": traject.sjabloon.modules.all() if traject.is_open else [],
        "verloop": gebeurd.select_related("door").order_by("-moment", "-pk"),
        "metingen": Resultaatmeting.objects.zichtbaar_voor(request.user).filter(traject=traject).voor_lijst(),
        "meewerkers": trekkers.meewerkers(traject),
        "gedaan": koppelen.gedaan(traject, request.user),
        "taken": trajecten.open_taken(traject).count() if traject.is_open else 0,
        "mag": mag,
    }
    return render(request, "trajecten/traject_detail.html", context, status=422 if request.method == "POST" else 200)


def _formulieren(request: MedewerkerRequest, traject: Traject, doe: str) -> dict[str, Form]:
    def gegeven(naam: str) -> Any:
        return request.POST if doe == naam else None

    if not traject.is_open:
        return {"heropen": HeropenForm(gegeven("heropen"), prefix="heropen")}
    return {
        "fase": FaseForm(gegeven("fase"), traject=traject, prefix="fase"),
        "begeleider": BegeleiderForm(gegeven("begeleider"), door=request.user, prefix="begeleider"),
        "trekker": TrekkerForm(gegeven("trekker"), traject=traject, prefix="trekker"),
        "sluit": SluitForm(gegeven("sluit"), traject=traject, lezer=request.user, prefix="sluit"),
    }


def _doe(request: MedewerkerRequest, traject: Traject, doe: str, form: Form) -> bool:
    """Do what was posted; False when it was refused, with the reason on the form."""
    daden: dict[str, tuple[Callable[..., object], str]] = {
        "fase": (trajecten.zet_fase, "De fase is aangepast."),
        "begeleider": (trajecten.zet_begeleider, "De begeleider is aangepast."),
        "trekker": (trekkers.zet_trekker, "De trekker is aangepast."),
        "sluit": (trajecten.sluit, "Het traject is gesloten."),
        "heropen": (trajecten.heropen, "Het traject loopt weer."),
    }
    daad, gelukt = daden[doe]
    try:
        daad(traject, **form.cleaned_data, door=request.user)
    except ValidationError as fout:
        _zet_fouten(form, fout)
        return False
    messages.success(request, gelukt)
    return True
