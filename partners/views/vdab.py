"""The file for VDAB: who is in it, who is not and why, and the file itself."""

import io
from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from kern.export import als_bijlage, schrijf_csv
from kern.inzage import Aard, markeer
from partners.forms.vdab import VdabForm
from partners.vdab import KOLOMMEN, regels, zonder_grond
from toegang.models import Medewerker
from toegang.rollen import BEGELEIDERS
from toegang.tempo import hoogstens
from toegang.voor import MedewerkerRequest, voor
from werkpunten.keuze import gekozen_werkpunt


@voor(*BEGELEIDERS)
@require_GET
def vdab_export(request: MedewerkerRequest) -> HttpResponse:
    form = _form(request)
    context = {"form": form, "kolommen": KOLOMMEN}
    if form.is_valid():
        gevonden = list(regels(form.gekozen, form.periode, voor=request.user))
        context |= {
            "gekozen": form.gekozen,
            "aantal": len(gevonden),
            "personen": len({regel.persoon.pk for regel in gevonden}),
            "zonder": zonder_grond(form.gekozen, form.periode, voor=request.user),
            "bestand": f"{reverse('partners:vdab-bestand')}?{form.vraag}",
        }
    return render(request, "partners/vdab_export.html", context, status=422 if form.errors else 200)


@voor(*BEGELEIDERS)
@require_GET
@hoogstens(10, "exporteer")
def vdab_bestand(request: MedewerkerRequest) -> HttpResponse:
    """The same facts as CSV; logged with everybody in it."""
    form = _form(request)
    if not form.is_valid():
        return redirect(f"{reverse('partners:vdab-export')}?{request.GET.urlencode()}")
    markeer(Aard.EXPORT)
    tekst = io.StringIO(newline="")
    schrijf_csv(tekst, [kolom.titel for kolom in KOLOMMEN], _waarden(form, request.user))
    naam = f"vdab-{form.gekozen.slug}-{form.periode.begin:%Y-%m-%d}-{form.periode.tot:%Y-%m-%d}.csv"
    return als_bijlage(tekst.getvalue().encode(), naam)


def _waarden(form: VdabForm, voor: Medewerker) -> Iterator[list[Any]]:
    for regel in regels(form.gekozen, form.periode, voor=voor):
        yield [kolom.waarde(regel) for kolom in KOLOMMEN]


def _form(request: MedewerkerRequest) -> VdabForm:
    return VdabForm(request.GET, request.user, gekozen_werkpunt(request))
