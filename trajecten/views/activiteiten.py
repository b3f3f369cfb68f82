"""The tab of a person's file with what they take part in."""

import uuid

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from toegang.rollen import BEGELEIDERS
from toegang.voor import MedewerkerRequest, voor
from trajecten.models import Deelname
from werkpunten.dossier import tabs_van
from werkpunten.views.werkzoekenden import dossier_van, kader_van


@voor(*BEGELEIDERS)
@require_GET
def dossier(request: MedewerkerRequest, uuid: uuid.UUID) -> HttpResponse:
    persoon = dossier_van(request, uuid)
    deelnames = Deelname.objects.zichtbaar_voor(request.user).filter(werkzoekende=persoon).op_lijst()
    context = kader_van(request, persoon, "detail") | {
        "tabs": tabs_van(persoon, "trajecten:activiteiten"),
        "deelnames": deelnames.select_related("sessie__module", "contact").order_by("-sessie__dag", "-pk"),
    }
    return render(request, "trajecten/activiteiten.html", context)
