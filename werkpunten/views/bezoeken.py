"""A contact after it was logged: completed, tied to a person, loosened."""

import uuid
from contextlib import suppress
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kern.http import bladzijde, gepost
from kern.inzage import Aard, markeer
from kern.tijd import vandaag
from toegang.models import Medewerker
from toegang.rollen import BEGELEIDERS
from toegang.voor import MedewerkerRequest, voor
from werkpunten import bezoeken
from werkpunten.forms import AanvulForm, KoppelForm
from werkpunten.keuze import gekozen_werkpunt
from werkpunten.models import Contactmoment, Soort, Straatregistratie
from werkpunten.models.contacten import ContactmomentQuerySet
from werkpunten.notitieforms import NotitieForm
from werkpunten.services import vergrendel_contact
from werkpunten.straat import na_te_kijken

ANONIEM_SINDS = timedelta(days=60)
MET_NAAM = 100


@voor(*BEGELEIDERS)
@require_GET
def te_koppelen(request: MedewerkerRequest) -> HttpResponse:
    """Anonymous contacts of this unit, to be tied to a person, and those that were tied lately, to be loosened."""
    werkpunt = gekozen_werkpunt(request)
    hier = _leesbaar(request).filter(werkpunt=werkpunt)
    anoniem = hier.filter(werkzoekende=None).exclude(soort=Soort.POGING)
    met_naam = Q(straatregistratie__isnull=False) & ~Q(
        straatregistratie__voornaam="", straatregistratie__achternaam=""
    )
    sinds = vandaag() - ANONIEM_SINDS
    gekoppeld = hier.filter(werkzoekende__isnull=False, gekoppeld_op__gt=timezone.now() - bezoeken.LOS_BINNEN)
    gekoppeld = gekoppeld.select_related("gekoppeld_door").order_by("-gekoppeld_op")[:20]
    context = {
        "pagina": bladzijde(anoniem.exclude(met_naam).filter(dag__gt=sinds).nieuwste_eerst(), request),
        "dagen": settings.OUTREACH_NAAM_DAGEN,
        "met_naam": anoniem.filter(met_naam).nieuwste_eerst()[:MET_NAAM],
        "nakijken": na_te_kijken(werkpunt, door=request.user) if werkpunt else [],
        "gekoppeld": [(contact, bezoeken.kan_los(contact, door=request.user)) for contact in gekoppeld],
    }
    return render(request, "werkpunten/koppelen_list.html", context)


@voor(*BEGELEIDERS)
@require_http_methods(["GET", "POST"])
def koppelen(request: MedewerkerRequest, sleutel: uuid.UUID) -> HttpResponse:
    """Choose who an anonymous contact was with, or make a person of the visitor."""
    contact = _contact(request, sleutel)
    if contact.werkzoekende_id is not None:
        messages.error(request, "Dit bezoek hangt al aan iemand.")
        return redirect("werkpunten:koppelen-list")
    form = KoppelForm(gepost(request), medewerker=request.user, initial=_gaf_zich_op(contact))
    if request.method == "POST" and _koppel(contact, form):
        messages.success(request, "Het bezoek is gekoppeld. Het aantal contacten blijft gelijk.")
        return redirect("werkpunten:koppelen-list")
    status = 422 if form.is_bound else 200
    tekst = form.persoon.naam if form.persoon else form.initial.get("naam", "")
    context: dict[str, Any] = {"contact": contact, "form": form, "tekst": tekst, "lijkt": []}
    return render(request, "werkpunten/koppelen_form.html", context, status=status)


@voor(*BEGELEIDERS)
@require_POST
def losmaken(request: MedewerkerRequest, sleutel: uuid.UUID) -> HttpResponse:
    contact = Contactmoment.objects.bewerkbaar_voor(request.user).filter(sleutel=sleutel).first()
    if contact is None:
        raise Http404
    try:
        bezoeken.maak_los(contact, door=request.user)
        messages.success(request, "Het bezoek is weer anoniem.")
    except ValidationError as fout:
        messages.error(request, fout.messages[0])
    return redirect("werkpunten:koppelen-list")


@voor(*BEGELEIDERS)
@require_http_methods(["GET", "POST"])
def aanvullen(request: MedewerkerRequest, sleutel: uuid.UUID) -> HttpResponse:
    """Topics, duration and note of a contact of today, by whoever logged it."""
    contact = _contact(request, sleutel)
    if not contact.kan_aangevuld(door=request.user):
        messages.error(request, "Enkel wie het bezoek bewaarde, kan het aanvullen, en enkel op de dag zelf.")
        return redirect("werkpunten:balie")
    form = AanvulForm(request.POST if request.method == "POST" else None, contact=contact)
    if form.is_bound and form.is_valid():
        try:
            bezoeken.vul_aan(contact, door=request.user, **form.invoer())
            messages.success(request, "Het bezoek is aangevuld.")
            return redirect("werkpunten:balie")
        except ValidationError as fout:
            form.add_error(None, fout.messages)
    context = {"contact": contact, "form": form}
    return render(request, "werkpunten/aanvullen.html", context, status=422 if form.is_bound else 200)


@voor(*BEGELEIDERS)
@require_http_methods(["GET", "POST"])
@transaction.atomic
def notitie(request: MedewerkerRequest, sleutel: uuid.UUID) -> HttpResponse:
    """From the file: other words for one's own note for 24 hours, after that words that are added.

    What is posted holds the row.
    """
    bewerkbaar = Contactmoment.objects.bewerkbaar_voor(request.user).met_notitie_voor(request.user).voor_lijst()
    contact = get_object_or_404(bewerkbaar, sleutel=sleutel)
    if request.method == "POST":
        with suppress(ValidationError):  # gone: saving says so, with what was typed on screen
            contact = bewerkbaar.filter(pk=vergrendel_contact(contact).pk).first() or contact
    persoon = contact.werkzoekende
    if persoon is None:
        raise Http404
    if contact.medewerker_id != request.user.pk:
        messages.error(request, "Enkel wie de notitie schreef, kan ze verbeteren of aanvullen.")
        return redirect(persoon)
    markeer(Aard.INZAGE)
    aanvulling = not (contact.leesbare_notitie and contact.kan_verbeterd(door=request.user))
    form = NotitieForm(gepost(request), contact=contact, aanvulling=aanvulling)
    if form.is_bound and form.is_valid() and _bewaar_notitie(contact, form, request.user, aanvulling=aanvulling):
        messages.success(request, "De notitie is bewaard.")
        return redirect(persoon)
    context = {"contact": contact, "persoon": persoon, "form": form, "aanvulling": aanvulling}
    return render(request, "werkpunten/notitie_form.html", context, status=422 if form.is_bound else 200)


def _bewaar_notitie(contact: Contactmoment, form: NotitieForm, door: Medewerker, *, aanvulling: bool) -> bool:
    """Whether it was kept; if not, the form says why."""
    tekst = form.cleaned_data["notitie"]
    try:
        if aanvulling:
            bezoeken.vul_notitie_aan(contact, tekst=tekst, door=door)
        else:
            bezoeken.verbeter_notitie(contact, notitie=tekst, door=door)
    except ValidationError as fout:
        form.add_error(None, fout.messages)
        return False
    return True


def _gaf_zich_op(contact: Contactmoment) -> dict[str, str]:
    """The name somebody gave in the street, to look for and for a new file."""
    rij: Straatregistratie | None = getattr(contact, "straatregistratie", None)
    if rij is None:
        return {}
    return {veld: getattr(rij, veld) for veld in ("voornaam", "achternaam", "telefoon", "naam")}


def _koppel(contact: Contactmoment, form: KoppelForm) -> bool:
    """Whether it was done; if not, the form says what has to be put right first."""
    if not form.is_valid():
        return False
    try:
        if nieuwe := form.nieuwe:
            bezoeken.koppel_aan_nieuwe(contact, door=form.medewerker, **nieuwe)
        elif form.persoon is not None:
            bezoeken.koppel(contact, form.persoon, door=form.medewerker)
    except ValidationError as fout:
        form.neem_over(fout)
        return False
    return True


def _leesbaar(request: MedewerkerRequest) -> ContactmomentQuerySet:
    zichtbaar = Contactmoment.objects.zichtbaar_voor(request.user)
    return (
        zichtbaar.met_notitie_voor(request.user).voor_lijst().select_related("wijk", "straatregistratie__vindplaats")
    )


def _contact(request: MedewerkerRequest, sleutel: uuid.UUID) -> Contactmoment:
    contact = _leesbaar(request).filter(sleutel=sleutel).first()
    if contact is None:
        raise Http404
    return contact
