"""Appointments as files: on paper for the person, and for calendar programs one or all at a secret address."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from kern.export import als_bijlage
from kern.inzage import Aard, markeer
from toegang.rollen import BEGELEIDERS
from toegang.tempo import hoogstens
from toegang.voor import MedewerkerRequest, openbaar, voor
from werkpunten import ical
from werkpunten.briefjes import afspraakbriefje
from werkpunten.models import Afspraak, Agendasleutel


@voor(*BEGELEIDERS)
@require_GET
def bestand(request: MedewerkerRequest, sleutel: uuid.UUID) -> HttpResponse:
    afspraak = get_object_or_404(Afspraak.objects.zichtbaar_voor(request.user).voor_lijst(), sleutel=sleutel)
    markeer(Aard.INZAGE)
    return als_bijlage(ical.bestand(afspraak), "afspraak.ics")


@voor(*BEGELEIDERS)
@require_GET
def briefje(request: MedewerkerRequest, sleutel: uuid.UUID) -> HttpResponse:
    """The slip the person takes home: it leaves the house, so it is logged as an export."""
    afspraak = get_object_or_404(Afspraak.objects.zichtbaar_voor(request.user).voor_lijst(), sleutel=sleutel)
    markeer(Aard.EXPORT)
    return als_bijlage(afspraakbriefje(afspraak), "afspraak.pdf")


@voor(*BEGELEIDERS)
@require_http_methods(["GET", "POST"])
def abonnement(request: MedewerkerRequest) -> HttpResponse:
    """Make, renew or stop the secret address; it is shown once, right after it was made."""
    bestaand = Agendasleutel.objects.filter(medewerker=request.user)
    if request.method == "POST" and "stop" in request.POST:
        bestaand.delete()
        messages.success(request, "Het adres werkt niet meer.")
        return redirect("werkpunten:agenda-abonnement")
    adres = ""
    if request.method == "POST":
        geheim = Agendasleutel.vernieuw(request.user)
        adres = request.build_absolute_uri(reverse("werkpunten:agenda-stroom", kwargs={"geheim": geheim}))
    context = {"adres": adres, "sleutel": bestaand.first()}
    return render(request, "werkpunten/agenda_abonnement.html", context)


@openbaar
@require_GET
@hoogstens(60, "agenda-stroom")
def stroom(request: MedewerkerRequest, geheim: str) -> HttpResponse:
    """What a calendar program reads. An address that was renewed or stopped, or of somebody who left, is unknown."""
    sleutel = Agendasleutel.objects.select_related("medewerker").filter(hash=Agendasleutel.hash_van(geheim)).first()
    if sleutel is None or not sleutel.medewerker.heeft_rol(*BEGELEIDERS):
        raise Http404
    return als_bijlage(ical.stroom(sleutel.medewerker, request.build_absolute_uri("/").rstrip("/")), "agenda.ics")
