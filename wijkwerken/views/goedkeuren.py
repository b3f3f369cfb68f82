"""Hours that wait for a customer: asked by mail, told to us, or answered by the link."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from kern import inzage
from kern.http import gepost
from partners.models import Antwoordlink, Mail
from toegang.tempo import hoogstens
from toegang.voor import MedewerkerRequest, openbaar, voor
from trajecten.uitstroomforms import zet_fouten
from wijkwerken.forms.maanden import AntwoordForm, ChequeForm, GoedkeurForm
from wijkwerken.models import Chequelot, Gebruikersstaat, Goedkeuringsvraag, Prestatie, WijkwerkGebruiker
from wijkwerken.models.gebruikers import ORGANISATOREN
from wijkwerken.models.goedkeuring import SCHERM
from wijkwerken.services import cheques, goedkeuring
from wijkwerken.staten import initialen


@voor(*ORGANISATOREN)
@require_http_methods(["GET", "POST"])
def uren_goedkeuren(request: MedewerkerRequest, sleutel: uuid.UUID) -> HttpResponse:
    """Hours of one customer that wait. Posting (``doe``) mails the link, or notes what the customer said."""
    klant = get_object_or_404(WijkwerkGebruiker.objects.zichtbaar_voor(request.user), sleutel=sleutel)
    doe = request.POST.get("doe", "")
    form = GoedkeurForm(request.POST if doe in {"goed", "betwist"} else None)
    if request.method == "POST" and _doe(request, klant, doe, form):
        return redirect("wijkwerken:uren-goedkeuren", sleutel=sleutel)
    vraag = (
        Goedkeuringsvraag.objects.zichtbaar_voor(request.user).filter(gebruiker=klant).select_related("link").first()
    )
    context = {
        "gebruiker": klant,
        "form": form,
        "rijen": _wachtend(request, klant).select_related("werkzoekende", "toewijzing__opdracht", "beurt"),
        "vraag": vraag,
        "mail": vraag and Mail.objects.filter(link=vraag.link).first(),
        "gekozen": request.POST.getlist("uren"),
    }
    return render(request, "wijkwerken/uren_goedkeuren.html", context, status=422 if request.method == "POST" else 200)


def _wachtend(request: MedewerkerRequest, klant: WijkwerkGebruiker) -> Any:
    alle = Prestatie.objects.zichtbaar_voor(request.user).filter(toewijzing__opdracht__gebruiker=klant)
    return alle.wacht().order_by("begin", "pk")


def _doe(request: MedewerkerRequest, klant: WijkwerkGebruiker, doe: str, form: GoedkeurForm) -> bool:
    try:
        if doe == "mail":
            goedkeuring.vraag(klant, door=request.user)
            messages.success(request, "De mail met de link vertrekt nu.")
            return True
        if not form.is_bound or not form.is_valid():
            return False
        gekozen = _sleutels(request.POST.getlist("uren"))
        aantal = goedkeuring.noteer(klant, gekozen, goed=doe == "goed", **form.cleaned_data, door=request.user)
        messages.success(request, f"Bewaard: {aantal} {'keer' if doe == 'goed' else 'keer niet'} goedgekeurd.")
        return True
    except ValidationError as fout:
        if form.is_bound:
            zet_fouten(form, fout)
        else:
            messages.error(request, fout.messages[0])
        return False


def _sleutels(waarden: list[str]) -> list[uuid.UUID]:
    try:
        return [uuid.UUID(waarde) for waarde in waarden]
    except ValueError:
        return []


@openbaar
@require_http_methods(["GET", "POST"])
@hoogstens(30, "antwoordlink")
def uren_antwoord(request: HttpRequest, token: str) -> HttpResponse:
    """A customer says by the link of a mail whether hours are right: once, without an account, by initials only.

    A link that was guessed, used, revoked or that is too old: each the same page.
    """
    link = Antwoordlink.objects.met_token(token, scherm=SCHERM)
    if link is None:
        return _werkt_niet(request)
    with inzage.bijhouden():  # initials: nobody is shown to anybody
        vraag = Goedkeuringsvraag.objects.ongefilterd("link van de gebruiker").get(link=link)
        alle = Prestatie.objects.ongefilterd("link van de gebruiker").filter(goedkeuringsvragen=vraag).wacht()
        rijen = list(alle.filter(stand="open").select_related("werkzoekende", "toewijzing__opdracht"))
        form = AntwoordForm(gepost(request), keuzes=[rij.sleutel for rij in rijen])
        if form.is_bound and form.is_valid():
            try:
                fout = goedkeuring.antwoord_via_link(token, **form.cleaned_data)
                return _werkt_niet(request) if fout is None else render(request, "wijkwerken/uren_bedankt.html")
            except ValidationError as bezwaar:
                zet_fouten(form, bezwaar)
    context = {
        "form": form,
        "link": link,
        "rijen": [(rij, initialen(rij.werkzoekende), rij.toewijzing.opdracht) for rij in rijen],
        "gekozen": request.POST.getlist("niet"),
    }
    return render(request, "wijkwerken/uren_antwoord.html", context, status=422 if form.errors else 200)


def _werkt_niet(request: HttpRequest) -> HttpResponse:
    return render(request, "partners/antwoord_werkt_niet.html", status=404)


@voor(*ORGANISATOREN)
@require_http_methods(["GET", "POST"])
def cheques_van(request: MedewerkerRequest, sleutel: uuid.UUID) -> HttpResponse:
    """Cheques of a customer, and the statements they were used on; posting issues more."""
    klant = get_object_or_404(WijkwerkGebruiker.objects.zichtbaar_voor(request.user), sleutel=sleutel)
    lots = Chequelot.objects.zichtbaar_voor(request.user).filter(gebruiker=klant)
    form = ChequeForm(gepost(request), instance=Chequelot(gebruiker=klant))
    if form.is_bound and form.is_valid():
        try:
            cheques.geef_uit(form.instance, door=request.user)
            messages.success(request, "De cheques zijn uitgegeven.")
            return redirect("wijkwerken:cheques", sleutel=sleutel)
        except ValidationError as fout:
            zet_fouten(form, fout)
    staten = Gebruikersstaat.objects.zichtbaar_voor(request.user).filter(gebruiker=klant)
    context = {
        "gebruiker": klant,
        "form": form,
        "lots": lots.order_by("-uitgegeven_op", "-pk"),
        "saldo": lots.saldo(),
        "staten": staten.select_related("afsluiting")[:24],
    }
    return render(request, "wijkwerken/cheques.html", context, status=422 if form.is_bound else 200)
