"""Months: where each stands, closing one, and the statements that follow from it."""

import uuid
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from kern.export import als_bijlage
from kern.http import bladzijde
from kern.inzage import Aard, markeer
from kern.tijd import vandaag, volgende_maand
from toegang.voor import MedewerkerRequest, voor
from wijkwerken import maanden
from wijkwerken.maandbrief import staat_van_gebruiker, staat_van_werker
from wijkwerken.models import Gebruikersstaat, Maandafsluiting, Maandstaat, Prestatie, WijkwerkGebruiker
from wijkwerken.models.gebruikers import ORGANISATOREN
from wijkwerken.services import afsluiten
from wijkwerken.views.tabs import tabs


@voor(*ORGANISATOREN)
@require_GET
def maand_list(request: MedewerkerRequest) -> HttpResponse:
    """The months that are open, the one to close first on top, then those that are closed."""
    context = {
        "tabs": tabs("wijkwerken:maand-list"),
        "open": _open_maanden(),
        "pagina": bladzijde(Maandafsluiting.objects.all(), request),
    }
    return render(request, "wijkwerken/maand_list.html", context)


def _open_maanden() -> list[date]:
    """From the month to close next up to this one."""
    eerste, laatste = maanden.te_sluiten(), vandaag().replace(day=1)
    gevonden, maand = [], eerste or laatste
    while maand <= laatste:
        gevonden.append(maand)
        maand = volgende_maand(maand)
    return gevonden


@voor(*ORGANISATOREN)
@require_http_methods(["GET", "POST"])
def maand_detail(request: MedewerkerRequest, jaar: int, maand: int) -> HttpResponse:
    """One month; posting closes it."""
    begin = _begin(jaar, maand)
    fouten: list[str] = []
    if request.method == "POST":
        try:
            afsluiten.sluit(begin, door=request.user)
            messages.success(request, f"{begin:%m/%Y} is afgesloten. De overzichten staan klaar.")
            return redirect("wijkwerken:maand-detail", jaar=jaar, maand=maand)
        except ValidationError as fout:
            fouten = fout.messages
    afsluiting = Maandafsluiting.objects.select_related("door").filter(maand=begin).first()
    context = {"maand": begin, "afsluiting": afsluiting, "fouten": fouten, "tabs": tabs("wijkwerken:maand-list")}
    context |= _gesloten(request, afsluiting) if afsluiting else _open(request, begin)
    return render(request, "wijkwerken/maand_detail.html", context, status=422 if fouten else 200)


def _begin(jaar: int, maand: int) -> date:
    if not (1990 < jaar < 2100 and 1 <= maand <= 12):
        raise Http404
    return date(jaar, maand, 1)


def _open(request: MedewerkerRequest, begin: date) -> dict[str, Any]:
    wacht = Prestatie.objects.zichtbaar_voor(request.user).van_maand(begin).wacht()
    per_klant = (
        wacht.order_by()
        .values_list("toewijzing__opdracht__gebruiker")
        .annotate(aantal=Count("pk"), betwist=Count("pk", filter=Q(stand=Prestatie.Stand.BETWIST)))
    )
    aantallen = {pk: (aantal, betwist) for pk, aantal, betwist in per_klant}
    klanten = WijkwerkGebruiker.objects.zichtbaar_voor(request.user).filter(pk__in=list(aantallen))
    punten = maanden.punten(begin)
    return {
        "punten": punten,
        "klanten": [(klant, *aantallen[klant.pk]) for klant in klanten],
        "zonder_uren": maanden.zonder_uren(begin, request.user).voor_lijst().select_related("werkzoekende"),
        "kan": maanden.te_sluiten() == begin and maanden.voorbij(begin) and not maanden.weigert(punten),
        "voorbij": maanden.voorbij(begin),
        "eerst": maanden.te_sluiten(),
    }


def _gesloten(request: MedewerkerRequest, afsluiting: Maandafsluiting) -> dict[str, Any]:
    van_hier = {"afsluiting": afsluiting}
    werkers = Maandstaat.objects.zichtbaar_voor(request.user).filter(**van_hier).select_related("werkzoekende")
    klanten = Gebruikersstaat.objects.zichtbaar_voor(request.user).filter(**van_hier).select_related("gebruiker")
    return {
        "werkers": werkers.order_by("werkzoekende__sorteernaam", "pk"),
        "klanten": klanten.order_by("gebruiker__sorteernaam", "pk"),
    }


@voor(*ORGANISATOREN)
@require_GET
def maandstaat(request: MedewerkerRequest, sleutel: uuid.UUID) -> HttpResponse:
    """The statement of a worker, as a PDF in the language we speak with them."""
    alle = Maandstaat.objects.zichtbaar_voor(request.user).select_related("werkzoekende", "afsluiting")
    staat = get_object_or_404(alle, sleutel=sleutel)
    markeer(Aard.EXPORT)
    naam = f"uren-{staat.afsluiting.maand:%Y-%m}-{staat.werkzoekende.dossiernummer}.pdf"
    return als_bijlage(staat_van_werker(staat), naam)


@voor(*ORGANISATOREN)
@require_GET
def gebruikersstaat(request: MedewerkerRequest, sleutel: uuid.UUID) -> HttpResponse:
    """The statement of a customer, as a PDF."""
    alle = Gebruikersstaat.objects.zichtbaar_voor(request.user).select_related("gebruiker", "afsluiting")
    staat = get_object_or_404(alle, sleutel=sleutel)
    markeer(Aard.EXPORT)
    naam = f"overzicht-{staat.afsluiting.maand:%Y-%m}-{staat.gebruiker.nummer}.pdf"
    return als_bijlage(staat_van_gebruiker(staat), naam)
