"""The paper with everything we keep about somebody, for that person."""

import uuid

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from kern.export import als_bijlage
from kern.http import gepost
from kern.inzage import Aard, markeer
from toegang.rollen import BEGELEIDERS
from toegang.tempo import hoogstens
from toegang.voor import MedewerkerRequest, voor
from werkpunten.afschrift import Vraag, maak_afschrift
from werkpunten.forms import AfschriftForm
from werkpunten.models import Werkzoekende
from werkpunten.views.werkzoekenden import kader_van


@voor(*BEGELEIDERS)
@require_http_methods(["GET", "POST"])
@hoogstens(20, "afschrift")
def afschrift(request: MedewerkerRequest, uuid: uuid.UUID) -> HttpResponse:
    """Say what and for whom; posting gives the PDF, which the read log keeps as an export with who asked."""
    mensen = Werkzoekende.objects.bewerkbaar_voor(request.user).met_naamregel().met_recht(request.user)
    persoon = get_object_or_404(mensen, uuid=uuid)
    markeer(Aard.INZAGE)
    form = AfschriftForm(gepost(request), initial={"wat": request.GET.get("wat", AfschriftForm.ALLES)})
    if not form.is_valid():
        context = kader_van(request, persoon, "toegang") | {"form": form}
        status = 422 if form.is_bound else 200
        return render(request, "werkpunten/werkzoekende_afschrift.html", context, status=status)
    keuze = form.cleaned_data
    markeer(Aard.EXPORT, f"papier voor de persoon, gevraagd door {keuze['vrager']}")
    vraag = Vraag(persoon, request.user, vertrouwelijk=keuze.get("vertrouwelijk", False))
    inhoud = maak_afschrift(vraag, alles=keuze["wat"] == AfschriftForm.ALLES)
    return als_bijlage(inhoud, f"{keuze['wat']}-{persoon.dossiernummer}.pdf")
