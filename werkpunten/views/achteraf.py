"""Yesterday's paper list: ten rows, one POST. Every row has its own key, so that sending again is harmless."""

import uuid
from math import inf
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from kern.http import gepost
from kern.tijd import vandaag
from toegang.rollen import BEGELEIDERS
from toegang.tempo import te_vlug
from toegang.voor import MedewerkerRequest, voor
from werkpunten import services, straat
from werkpunten.forms import GEEN_WERKPUNT, werkpunt_van_pagina
from werkpunten.keuze import gekozen_werkpunt
from werkpunten.lijstforms import RIJEN, DagForm, RijForm, sleutels_van
from werkpunten.models import Contactmoment, Onderwerp, Outreachronde, Soort, Vindplaats, Werkzoekende
from werkpunten.views.balie import OPZOEKEN
from werkpunten.views.rondes import ronde_uit

PAGINA = "werkpunten/achteraf.html"


@voor(*BEGELEIDERS)
@require_http_methods(["GET", "POST"])
def achteraf(request: MedewerkerRequest) -> HttpResponse:
    """All rows or none are kept; what was typed stays until everything is right. ``?lijst=``: what was just kept."""
    gegevens = gepost(request)
    werkpunt = gekozen_werkpunt(request)
    if gegevens is not None:
        werkpunt = werkpunt_van_pagina(request.user, gegevens.get("plaats", ""), anders=werkpunt)
    ronde = ronde_uit(request)
    begin = {"plaats": werkpunt.slug if werkpunt else "", **_van_ronde(ronde)}
    dagform = DagForm(gegevens, werkpunt=werkpunt, initial=begin)
    themas = list(Onderwerp.objects.geldig_op(vandaag()))
    gewoon = {"soort": Soort.OUTREACH} if ronde else {}
    rijen = [
        RijForm(gegevens, prefix=f"r{nummer}", medewerker=request.user, themas=themas, initial=gewoon)
        for nummer in range(RIJEN)
    ]
    ingevuld = [rij for rij in rijen if rij.ingevuld]
    if gegevens is not None and werkpunt is not None and _is_goed(dagform, ingevuld):
        gekozen = dagform.cleaned_data
        gedeeld = {"werkpunt": werkpunt, "door": request.user, "dag": gekozen["dag"]}
        if _bewaar(ingevuld, gekozen["lijst"], plaats=dagform.waar, **gedeeld):
            messages.success(request, f"{_contacten(len(ingevuld))} bewaard.")
            return redirect(f"{reverse('werkpunten:achteraf')}?lijst={gekozen['lijst']}")
    for rij in rijen:
        if rij not in ingevuld:
            rij.zonder_nakijken()
    fout = gegevens is not None and werkpunt is not None
    if fout and (te_veel := te_vlug(request, OPZOEKEN, "zoek")):
        return te_veel  # the answer names people who look like somebody new
    net = _net_bewaard(request)
    rijen[0].begin = not (fout or net)  # the page opens there, unless there is news above it
    context = {
        "dagform": dagform,
        "rijen": rijen,
        "fout": fout,
        "werkpunt": werkpunt,
        "geen_werkpunt": GEEN_WERKPUNT,
        "lijst": request.GET.get("lijst", ""),
        "net": net,
    }
    return render(request, PAGINA, context, status=422 if fout else 200)


@voor(*BEGELEIDERS)
@require_POST
def ongedaan(request: MedewerkerRequest, sleutel: uuid.UUID) -> HttpResponse:
    """Take back a whole list, or the row of it that is posted, within ten minutes: all of it or nothing."""
    rij = request.POST.get("rij", "")
    contacten = [contact for contact in _van_lijst(request, sleutel) if rij in {"", str(contact.sleutel)}]
    if not contacten:
        raise Http404
    try:
        with transaction.atomic():
            for contact in sorted(contacten, key=lambda contact: contact.werkzoekende_id or 0):  # of their locks
                services.maak_ongedaan(contact, door=request.user)
        messages.success(request, f"{_contacten(len(contacten))} ongedaan gemaakt.")
    except ValidationError as fout:
        messages.error(request, fout.messages[0])
    return redirect(f"{reverse('werkpunten:achteraf')}?lijst={sleutel}")


def _van_ronde(ronde: Outreachronde | None) -> dict[str, Any]:
    """What a round in the address says of its list already."""
    if ronde is None:
        return {}
    return {"plaats": ronde.werkpunt.slug, "dag": ronde.dag, "vindplaats": next(iter(ronde.plaatsen.all()), None)}


def _contacten(aantal: int) -> str:
    return f"{aantal} {'contact' if aantal == 1 else 'contacten'}"


def _van_lijst(request: MedewerkerRequest, lijst: uuid.UUID) -> list[Contactmoment]:
    """What is left of a list that this member of staff entered, row by row."""
    sleutels = sleutels_van(lijst)
    eigen = Contactmoment.objects.zichtbaar_voor(request.user).filter(sleutel__in=sleutels, medewerker=request.user)
    return sorted(eigen.defer("notitie").voor_lijst(), key=lambda contact: sleutels.index(contact.sleutel))


def _net_bewaard(request: MedewerkerRequest) -> list[Contactmoment]:
    """The contacts of the list in the address that can still be taken back."""
    try:
        lijst = uuid.UUID(request.GET.get("lijst", ""))
    except ValueError:
        return []
    return [contact for contact in _van_lijst(request, lijst) if contact.kan_ongedaan(door=request.user)]


def _is_goed(dagform: DagForm, ingevuld: list[RijForm]) -> bool:
    goed = [form.is_valid() for form in (dagform, *ingevuld)]
    if not ingevuld:
        dagform.add_error(None, "Vul minstens één rij in.")
    return bool(ingevuld) and all(goed)


def _bewaar(rijen: list[RijForm], lijst: uuid.UUID, *, plaats: Vindplaats | None, **gedeeld: Any) -> bool:
    """Whether all rows were kept; a row that was refused says why and takes the others with it.

    ``plaats``: where the contacts of the kind outreach among them were made.
    """
    gemaakt: dict[str, Werkzoekende] = {}
    sleutels = dict(zip((f"r{nummer}" for nummer in range(RIJEN)), sleutels_van(lijst), strict=True))
    try:
        with transaction.atomic():
            op_volgorde = sorted(rijen, key=lambda rij: rij.persoon.pk if rij.persoon else inf)  # of their locks
            goed = [_bewaar_rij(rij, gemaakt, sleutel=sleutels[str(rij.prefix)], **gedeeld) for rij in op_volgorde]
            if not all(goed):
                raise ValidationError("niet alles kon bewaard worden")
            if plaats is not None:
                straat.noteer_plaats(sleutels.values(), plaats, door=gedeeld["door"])
    except ValidationError:
        return False
    return True


def _bewaar_rij(rij: RijForm, gemaakt: dict[str, Werkzoekende], **gedeeld: Any) -> bool:
    """Whether it was kept. ``gemaakt``: who was made by an earlier row, for the rows that say it is the same."""
    invoer = gedeeld | rij.invoer()
    nieuwe = rij.nieuwe
    zelfde = gemaakt.get(rij.zelfde_als) if nieuwe else None  # an answer about somebody new, and about nobody else
    try:
        if nieuwe and zelfde is None:
            bewaard = services.registreer_bezoek_van_nieuwe(**nieuwe, **invoer)
            if bewaard.contact.werkzoekende:
                gemaakt[str(rij.prefix)] = bewaard.contact.werkzoekende
        else:
            services.registreer_contactmoment(werkzoekende=zelfde or rij.persoon, **invoer)
    except services.LijktOpIemand as fout:
        rij.vraag_wie(fout, eerder={persoon.pk: prefix for prefix, persoon in gemaakt.items()})
        return False
    except ValidationError as fout:
        rij.neem_over(fout)
        return False
    return True
