"""Yesterday's paper list: ten rows, one POST. A row has its own key, so that sending again is harmless."""

from math import inf
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from kern.tijd import vandaag
from toegang.rollen import BEGELEIDERS
from toegang.voor import MedewerkerRequest, voor
from werkpunten import services
from werkpunten.forms import GEEN_WERKPUNT, werkpunt_van_pagina
from werkpunten.keuze import gekozen_werkpunt
from werkpunten.lijstforms import RIJEN, DagForm, RijForm
from werkpunten.models import Onderwerp

PAGINA = "werkpunten/achteraf.html"


@voor(*BEGELEIDERS)
@require_http_methods(["GET", "POST"])
def achteraf(request: MedewerkerRequest) -> HttpResponse:
    """All rows or none are kept; what was typed stays until everything is right."""
    gegevens = request.POST if request.method == "POST" else None
    werkpunt = gekozen_werkpunt(request)
    if gegevens is not None:
        werkpunt = werkpunt_van_pagina(request.user, gegevens.get("plaats", ""), anders=werkpunt)
    dagform = DagForm(gegevens, initial={"plaats": werkpunt.slug if werkpunt else ""})
    themas = list(Onderwerp.objects.geldig_op(vandaag()))
    rijen = [RijForm(gegevens, prefix=f"r{nummer}", medewerker=request.user, themas=themas) for nummer in range(RIJEN)]
    ingevuld = [rij for rij in rijen if rij.ingevuld]
    status = 200
    if gegevens is not None and werkpunt is not None:
        goed = [form.is_valid() for form in (dagform, *ingevuld)]
        if not ingevuld:
            dagform.add_error(None, "Vul minstens één rij in.")
        elif all(goed) and _bewaar(ingevuld, werkpunt=werkpunt, door=request.user, dag=dagform.cleaned_data["dag"]):
            aantal = len(ingevuld)
            messages.success(request, f"{aantal} {'contact' if aantal == 1 else 'contacten'} bewaard.")
            return redirect("werkpunten:achteraf")
        status = 422
    for rij in rijen:
        if rij not in ingevuld:
            rij.zonder_nakijken()
    context = {
        "dagform": dagform,
        "rijen": rijen,
        "fout": status == 422,
        "werkpunt": werkpunt,
        "geen_werkpunt": GEEN_WERKPUNT,
    }
    return render(request, PAGINA, context, status=status)


def _bewaar(rijen: list[RijForm], **gedeeld: Any) -> bool:
    """Whether all rows were kept; a row that was refused says why and takes the others with it."""
    try:
        with transaction.atomic():
            op_volgorde = sorted(rijen, key=lambda rij: rij.persoon.pk if rij.persoon else inf)  # of their locks
            geweigerd = [rij for rij in op_volgorde if not _bewaar_rij(rij, **gedeeld)]
            if geweigerd:
                raise ValidationError("niet alles kon bewaard worden")
    except ValidationError:
        return False
    return True


def _bewaar_rij(rij: RijForm, **gedeeld: Any) -> bool:
    try:
        services.registreer_contactmoment(werkzoekende=rij.persoon, **gedeeld, **rij.invoer())
    except ValidationError as fout:
        rij.neem_over(fout)
        return False
    return True
