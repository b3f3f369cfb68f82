"""Who takes part in a session: signing up, attendance of the whole group, and the list on paper."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kern.export import als_bijlage
from kern.http import gepost
from kern.inzage import Aard, markeer
from toegang.models import Medewerker
from toegang.rollen import BEGELEIDERS, OPENERS
from toegang.voor import MedewerkerRequest, voor
from trajecten import aanwezigheid, groepen
from trajecten.groepblad import presentielijst
from trajecten.groepforms import AanwezigheidForm, InschrijfForm, SessieleadForm, WerkgeverForm, eigen_werkpunt
from trajecten.models import Deelname, Sessie
from werkpunten.models import Werkzoekende


def _sessie(sleutel: uuid.UUID) -> Sessie:
    return get_object_or_404(Sessie.objects.voor_lijst(), sleutel=sleutel)


def _lijst(sessie: Sessie, lezer: Medewerker) -> list[Deelname]:
    """Who has a place, of the people this reader may see, by name."""
    return list(Deelname.objects.zichtbaar_voor(lezer).ingeschreven().filter(sessie=sessie).op_naam())


@voor(*BEGELEIDERS)
@require_http_methods(["GET", "POST"])
def sessie_detail(request: MedewerkerRequest, sleutel: uuid.UUID) -> HttpResponse:
    """One session and who is on its list; posting puts somebody on it."""
    sessie = _sessie(sleutel)
    later = groepen.volgende(sessie)
    form = InschrijfForm(gepost(request), door=request.user, reeks=bool(later))
    if form.is_bound and form.is_valid() and _schrijf_in(request, form, sessie, later):
        return redirect(sessie)
    context = {"sessie": sessie, "form": form, **_wie(sessie, request.user)}
    return render(request, "trajecten/sessie_detail.html", context, status=422 if form.is_bound else 200)


def _schrijf_in(request: MedewerkerRequest, form: InschrijfForm, sessie: Sessie, later: list[Sessie]) -> bool:
    persoon = form.persoon
    if persoon is None:
        return False
    sessies = [sessie, *(later if form.cleaned_data.get("ook_volgende") else [])]
    if not form.cleaned_data["toch"]:
        form.waarschuwingen = groepen.botsingen(persoon, sessies, lezer=request.user)
        if form.waarschuwingen:
            return False
    try:
        gemaakt = groepen.schrijf_in(sessies, persoon, door=request.user)
    except ValidationError as fout:
        form.add_error("wie", fout.messages)
        return False
    messages.success(request, _ingeschreven(persoon, gemaakt))
    return True


def _ingeschreven(persoon: Werkzoekende, gemaakt: list[Deelname]) -> str:
    wacht = sum(rij.stand == Deelname.Stand.WACHTLIJST for rij in gemaakt)
    if len(gemaakt) == 1:
        return f"{persoon.naam} staat op de wachtlijst." if wacht else f"{persoon.naam} is ingeschreven."
    tekst = f"{persoon.naam} staat op de lijst van {len(gemaakt)} sessies"
    return f"{tekst}, waarvan {wacht} keer op de wachtlijst." if wacht else f"{tekst}."


def _wie(sessie: Sessie, lezer: Medewerker) -> dict[str, Any]:
    """Names of the people this reader may see; of the others only how many there are."""
    lijst = _lijst(sessie, lezer)
    wachtend = Deelname.objects.zichtbaar_voor(lezer).wachtend().filter(sessie=sessie).select_related("werkzoekende")
    iedereen = Deelname.objects.ongefilterd("plaats op de wachtlijst").wachtend().filter(sessie=sessie)
    nummers = {pk: nummer for nummer, pk in enumerate(iedereen.values_list("pk", flat=True), start=1)}
    wachtlijst = [(nummers[rij.pk], rij) for rij in wachtend]
    bewerkbaar = Deelname.objects.bewerkbaar_voor(lezer).filter(sessie=sessie)
    eigen, werkgevers = eigen_werkpunt(lezer, sessie), groepen.werkgevers_van(sessie)
    return {
        "lijst": lijst,
        "anderen": sessie.bezet - len(lijst),
        "wachtlijst": wachtlijst,
        "wachtende_anderen": sessie.wachtend - len(wachtlijst),
        "mag_uit": set(bewerkbaar.values_list("pk", flat=True)),
        "eigen": eigen,
        "werkgevers": werkgevers,
        "werkgever_form": WerkgeverForm(sessie=sessie) if eigen and sessie.is_ontmoeting else None,
        "terug": aanwezigheid.terug_te_nemen(lijst, door=lezer),
        "leads": sessie.leads.select_related("beroep"),
        "lead_form": SessieleadForm(werkgevers=werkgevers) if werkgevers and lezer.heeft_rol(*OPENERS) else None,
    }


@voor(*BEGELEIDERS)
@require_POST
def deelname_uit(request: MedewerkerRequest, sleutel: uuid.UUID) -> HttpResponse:
    """Take somebody from the list."""
    alle = Deelname.objects.bewerkbaar_voor(request.user).select_related("sessie", "werkzoekende")
    deelname = get_object_or_404(alle, sleutel=sleutel)
    try:
        groepen.schrijf_uit(deelname, door=request.user)
        messages.success(request, f"{deelname.werkzoekende.naam} is uitgeschreven.")
    except ValidationError as fout:
        messages.error(request, fout.messages[0])
    return redirect(deelname.sessie)


@voor(*BEGELEIDERS)
@require_http_methods(["GET", "POST"])
def sessie_aanwezigheid(request: MedewerkerRequest, sleutel: uuid.UUID) -> HttpResponse:
    """Who was there, for the whole group in one go."""
    sessie = _sessie(sleutel)
    if not sessie.is_begonnen:
        messages.error(request, "Deze sessie moet nog komen of gaat niet door.")
        return redirect(sessie)
    bewerkbaar = Deelname.objects.bewerkbaar_voor(request.user).ingeschreven().filter(sessie=sessie)
    form = AanwezigheidForm(gepost(request), rijen=list(bewerkbaar.op_naam()))
    if form.is_bound and form.is_valid() and _noteer(request, form, sessie):
        return redirect(sessie)
    context = {"sessie": sessie, "form": form, "anderen": sessie.bezet - len(form.rijen)}
    return render(request, "trajecten/sessie_aanwezigheid.html", context, status=422 if form.is_bound else 200)


def _noteer(request: MedewerkerRequest, form: AanwezigheidForm, sessie: Sessie) -> bool:
    opvolgen = form.cleaned_data["opvolgen"]
    try:
        aantal = aanwezigheid.noteer(sessie, form.keuzes(), opvolgen=opvolgen, door=request.user)
    except ValidationError as fout:
        form.add_error(None, fout.messages)
        return False
    wie = "1 persoon" if aantal == 1 else f"{aantal} personen"
    messages.success(request, f"De aanwezigheid van {wie} is genoteerd." if aantal else "Alles stond al zo genoteerd.")
    return True


@voor(*BEGELEIDERS)
@require_POST
def aanwezigheid_ongedaan(request: MedewerkerRequest, sleutel: uuid.UUID) -> HttpResponse:
    """Take back what one noted in the last ten minutes."""
    sessie = _sessie(sleutel)
    aantal = aanwezigheid.neem_terug(sessie, door=request.user)
    wie = "1 persoon" if aantal == 1 else f"{aantal} personen"
    messages.success(request, f"Ongedaan gemaakt voor {wie}." if aantal else "Er is niets meer ongedaan te maken.")
    return redirect(sessie)


@voor(*BEGELEIDERS)
@require_GET
def sessie_blad(request: MedewerkerRequest, sleutel: uuid.UUID) -> HttpResponse:
    """The list to print and sign, with the people this reader may see."""
    sessie = _sessie(sleutel)
    markeer(Aard.EXPORT, "aanwezigheidslijst om te tekenen")
    blad = presentielijst(sessie, _lijst(sessie, request.user))
    return als_bijlage(blad, f"aanwezigheid-{sessie.dag:%Y-%m-%d}.pdf")
