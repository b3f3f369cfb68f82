"""Customers: the list, the card with agreement and fee, registering and changing one."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kern.export import als_bijlage, lijst_als_bestand
from kern.http import PLAATS, bladzijde, gepost, render_deel
from kern.inzage import Aard, markeer
from kern.kader import Getoond
from kern.tabel import Kolom, actieve_filters, adres, koppen, sorteer
from kern.tijd import vandaag
from toegang.tempo import hoogstens
from toegang.voor import MedewerkerRequest, voor
from trajecten.uitstroomforms import zet_fouten
from wijkwerken.forms.gebruikers import (
    BetaaldForm,
    GebruikerFilter,
    GebruikerForm,
    InschrijfForm,
    OvereenkomstForm,
    PapierForm,
    StopForm,
    ZoekForm,
)
from wijkwerken.klantafschrift import maak_klantafschrift
from wijkwerken.models import Gebruikersovereenkomst, Gebruikerstype, Toewijzing, WijkwerkGebruiker
from wijkwerken.models.gebruikers import ORGANISATOREN
from wijkwerken.services import gebruikers
from wijkwerken.views.tabs import tabs

MENSEN = 30
KOLOMMEN = (
    Kolom("naam", "Naam", lambda rij: rij.naam, ("sorteernaam",)),
    Kolom("nummer", "Nummer", lambda rij: rij.nummer, ("pk",)),
    Kolom("type", "Soort", lambda rij: rij.get_type_display(), ("type",)),
    Kolom("wijk", "Wijk", lambda rij: str(rij.wijk), ("wijk__nummer",)),
    Kolom("overeenkomst", "Overeenkomst", lambda rij: "ja" if rij.heeft_overeenkomst else "nee"),
    Kolom("geld", "Betaald dit jaar", lambda rij: "ja" if rij.betaalde else "nee"),
)
ENKEL_IN_BESTAND = (
    Kolom("straat", "Straat en nummer", lambda rij: rij.straat),
    Kolom("postcode", "Postcode", lambda rij: rij.postcode),
    Kolom("gemeente", "Gemeente", lambda rij: str(rij.gemeente)),
    Kolom("telefoon", "Telefoon", lambda rij: rij.telefoon),
    Kolom("email", "E-mailadres", lambda rij: rij.email),
    Kolom("ingeschreven", "Ingeschreven op", lambda rij: rij.geregistreerd_op),
)


@voor(*ORGANISATOREN)
@require_http_methods(["GET", "POST"])
def gebruiker_list(request: MedewerkerRequest) -> HttpResponse:
    """Filters stand in the address; a name is searched by POST and stays out of it."""
    alle = WijkwerkGebruiker.objects.zichtbaar_voor(request.user)
    zoek = ZoekForm(gepost(request))
    gezocht = zoek.cleaned_data["zoek"] if zoek.is_bound and zoek.is_valid() else ""
    filterset = GebruikerFilter(request.GET, alle)
    rijen = alle.zoek(gezocht) if gezocht else filterset.qs
    pagina = bladzijde(sorteer(rijen.voor_lijst(), KOLOMMEN, request, "naam"), request)
    context = {
        "tabs": tabs("wijkwerken:gebruiker-list"),
        "zoek": zoek,
        "gezocht": gezocht,
        "filter": filterset,
        "actief": actieve_filters(filterset.form, request),
        "koppen": koppen(KOLOMMEN, request, "naam"),
        "pagina": pagina,
        "bestanden": _bestanden(request),
    }
    return render_deel(
        request,
        "wijkwerken/gebruiker_list.html",
        "lijst",
        context,
        status=422 if zoek.is_bound and zoek.errors else 200,
    )


def _bestanden(request: MedewerkerRequest) -> list[Getoond]:
    pad = reverse("wijkwerken:gebruiker-exporteer")
    soorten = (("csv", "Exporteer (CSV)"), ("xlsx", "Exporteer (Excel)"))
    return [Getoond(titel, pad + adres(request, zonder=PLAATS, formaat=soort)) for soort, titel in soorten]


@voor(*ORGANISATOREN)
@require_GET
@hoogstens(10, "exporteer")
def gebruiker_export(request: MedewerkerRequest) -> HttpResponse:
    """The list as it is filtered; noted as an export of each of them."""
    markeer(Aard.EXPORT)
    filterset = GebruikerFilter(request.GET, WijkwerkGebruiker.objects.zichtbaar_voor(request.user))
    gekozen = (*KOLOMMEN, *ENKEL_IN_BESTAND)
    rijen = sorteer(filterset.qs.voor_lijst(), KOLOMMEN, request, "naam")
    cellen: Any = ([kolom.waarde(rij) for kolom in gekozen] for rij in rijen.iterator(chunk_size=2000))
    return lijst_als_bestand(
        [kolom.titel for kolom in gekozen],
        cellen,
        naam=f"gebruikers-wijkwerken-{vandaag():%Y-%m-%d}",
        titel="Gebruikers van wijk-werken",
        formaat=request.GET.get("formaat", ""),
    )


@voor(*ORGANISATOREN)
@require_http_methods(["GET", "POST"])
def gebruiker_create(request: MedewerkerRequest) -> HttpResponse:
    form = InschrijfForm(gepost(request), instance=WijkwerkGebruiker())
    if form.is_bound and form.is_valid():
        try:
            dagen = {naam: form.cleaned_data[naam] for naam in ("getekend_op", "betaald_op")}
            bewaard = gebruikers.registreer(form.instance, door=request.user, **dagen)
            messages.success(request, f"{bewaard.naam} is ingeschreven met nummer {bewaard.nummer}.")
            return redirect(bewaard)
        except ValidationError as fout:
            zet_fouten(form, fout)
    context = {"form": form, "titel": "Gebruiker inschrijven", "terug": reverse("wijkwerken:gebruiker-list")}
    return render(request, "wijkwerken/form.html", context, status=422 if form.is_bound else 200)


@voor(*ORGANISATOREN)
@require_http_methods(["GET", "POST"])
@transaction.atomic
def gebruiker_update(request: MedewerkerRequest, sleutel: uuid.UUID) -> HttpResponse:
    """Other particulars; what is posted holds the row."""
    alle = WijkwerkGebruiker.objects.bewerkbaar_voor(request.user)
    if request.method == "POST":
        alle = alle.select_for_update(of=("self",))
    gebruiker = get_object_or_404(alle, sleutel=sleutel)
    markeer(Aard.INZAGE)
    form = GebruikerForm(gepost(request), instance=gebruiker)
    if form.is_bound and form.is_valid():
        try:
            gebruikers.wijzig(gebruiker, door=request.user)
            messages.success(request, f"{gebruiker.naam} is bewaard.")
            return redirect(gebruiker)
        except ValidationError as fout:
            zet_fouten(form, fout)
    context = {"form": form, "titel": "Gebruiker wijzigen", "terug": gebruiker.get_absolute_url()}
    return render(request, "wijkwerken/form.html", context, status=422 if form.is_bound else 200)


@voor(*ORGANISATOREN)
@require_http_methods(["GET", "POST"])
def gebruiker_detail(request: MedewerkerRequest, sleutel: uuid.UUID) -> HttpResponse:
    """The card; posting (``daad``) signs an agreement, notes the fee, stops, goes on or takes all back."""
    gebruiker = get_object_or_404(WijkwerkGebruiker.objects.zichtbaar_voor(request.user).voor_lijst(), sleutel=sleutel)
    markeer(Aard.INZAGE)
    daad, gegevens = request.POST.get("daad", ""), gepost(request)
    forms = {
        "overeenkomst": OvereenkomstForm(
            gegevens if daad == "overeenkomst" else None, instance=Gebruikersovereenkomst(gebruiker=gebruiker)
        ),
        "betaald": BetaaldForm(gegevens if daad == "betaald" else None),
        "stop": StopForm(gegevens if daad == "stop" else None),
    }
    if request.method == "POST" and (antwoord := _doe(request, gebruiker, daad, forms)):
        return antwoord
    context = {
        "gebruiker": gebruiker,
        "forms": forms,
        "overeenkomsten": gebruiker.overeenkomsten.zichtbaar_voor(request.user),
        "gelden": gebruiker.inschrijvingsgelden.zichtbaar_voor(request.user),
        "werkplekken": gebruiker.werkplekken.zichtbaar_voor(request.user).select_related("wijk"),
        "mensen": _mensen(request, gebruiker),
        "kan_terug": gebruikers.kan_terug(gebruiker, door=request.user),
    }
    return render(request, "wijkwerken/gebruiker_detail.html", context, status=422 if gegevens is not None else 200)


@voor(*ORGANISATOREN)
@require_http_methods(["GET", "POST"])
@hoogstens(20, "afschrift")
def gebruiker_afschrift(request: MedewerkerRequest, sleutel: uuid.UUID) -> HttpResponse:
    """The paper with everything we keep about a private customer; posting gives the PDF, noted as an export."""
    alle = WijkwerkGebruiker.objects.zichtbaar_voor(request.user).filter(type=Gebruikerstype.PRIVE)
    gebruiker = get_object_or_404(alle, sleutel=sleutel)
    markeer(Aard.INZAGE)
    form = PapierForm(gepost(request))
    if not form.is_valid():
        context = {
            "form": form,
            "titel": f"Papier voor {gebruiker.naam}",
            "terug": gebruiker.get_absolute_url(),
            "uitleg": "Alles wat we over deze gebruiker bijhouden, en wie keek. Wie er werkte, staat er niet in. "
            "Lees het na voor je het meegeeft.",
            "knop": "Papier maken",
        }
        return render(request, "wijkwerken/form.html", context, status=422 if form.is_bound else 200)
    markeer(Aard.EXPORT, f"papier voor de gebruiker, gevraagd door {form.cleaned_data['vrager']}")
    return als_bijlage(maak_klantafschrift(gebruiker, lezer=request.user), f"alles-{gebruiker.nummer}.pdf")


def _mensen(request: MedewerkerRequest, gebruiker: WijkwerkGebruiker) -> Any:
    """Who works or worked for this customer, of the people one may see, the last ones first (S2.20)."""
    alle = Toewijzing.objects.zichtbaar_voor(request.user).filter(opdracht__gebruiker=gebruiker)
    return alle.voor_lijst().order_by("-van", "-pk")[:MENSEN]


def _doe(
    request: MedewerkerRequest, gebruiker: WijkwerkGebruiker, daad: str, forms: dict[str, Any]
) -> HttpResponse | None:
    form = forms.get(daad)
    if form is not None and not form.is_valid():
        return None
    try:
        messages.success(request, _voer_uit(request, gebruiker, daad, form.cleaned_data if form else {}))
    except ValidationError as fout:
        if form is not None:
            zet_fouten(form, fout)
            return None
        messages.error(request, fout.messages[0])
    return redirect("wijkwerken:gebruiker-list" if daad == "terug" and not _is_er(request, gebruiker) else gebruiker)


def _voer_uit(request: MedewerkerRequest, gebruiker: WijkwerkGebruiker, daad: str, wat: dict[str, Any]) -> str:
    if daad == "overeenkomst":
        gebruikers.teken(Gebruikersovereenkomst(gebruiker=gebruiker, **wat), door=request.user)
        return "De overeenkomst is bewaard."
    if daad == "betaald":
        geld = gebruikers.noteer_inschrijvingsgeld(gebruiker, door=request.user, **wat)
        return f"Het inschrijvingsgeld van {geld.jaar} is bewaard."
    if daad == "stop":
        gebruikers.stop(gebruiker, door=request.user, **wat)
        return "De inschrijving is gestopt."
    if daad == "hervat":
        gebruikers.hervat(gebruiker, door=request.user)
        return "De inschrijving loopt weer. Laat een nieuwe overeenkomst tekenen."
    if daad == "terug":
        gebruikers.neem_terug(gebruiker, door=request.user)
        return "De inschrijving is weg."
    raise ValidationError("Kies wat er moet gebeuren.")


def _is_er(request: MedewerkerRequest, gebruiker: WijkwerkGebruiker) -> bool:
    return WijkwerkGebruiker.objects.zichtbaar_voor(request.user).filter(pk=gebruiker.pk).exists()


@voor(*ORGANISATOREN)
@require_POST
def overeenkomst_einde(request: MedewerkerRequest, pk: int) -> HttpResponse:
    """An agreement holds up to and including today."""
    eigen = Gebruikersovereenkomst.objects.bewerkbaar_voor(request.user).select_related("gebruiker")
    overeenkomst = get_object_or_404(eigen, pk=pk)
    try:
        gebruikers.beeindig_overeenkomst(overeenkomst, tot=vandaag(), door=request.user)
        messages.success(request, "De overeenkomst loopt tot en met vandaag.")
    except ValidationError as fout:
        messages.error(request, fout.messages[0])
    return redirect(overeenkomst.gebruiker)
