"""The tab of a person's file with what they take part in, where they learn and where they work."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from kern.export import als_bijlage
from kern.inzage import Aard, markeer
from toegang.rollen import BEGELEIDERS
from toegang.voor import MedewerkerRequest, voor
from trajecten.bewijs import deelnamebewijs, deelnames
from trajecten.models import Deelname, Stage, Uitstroom
from werkpunten.dossier import tabs_van
from werkpunten.views.werkzoekenden import dossier_van, kader_van


@voor(*BEGELEIDERS)
@require_GET
def dossier(request: MedewerkerRequest, uuid: uuid.UUID) -> HttpResponse:
    persoon = dossier_van(request, uuid)
    ingeschreven = Deelname.objects.zichtbaar_voor(request.user).filter(werkzoekende=persoon).op_lijst()
    context = kader_van(request, persoon, "detail") | {
        "tabs": tabs_van(persoon, "trajecten:activiteiten"),
        "deelnames": ingeschreven.select_related("sessie__module", "contact").order_by("-sessie__dag", "-pk"),
        "stages": Stage.objects.zichtbaar_voor(request.user).filter(werkzoekende=persoon).voor_lijst(),
        "werken": Uitstroom.objects.zichtbaar_voor(request.user).filter(werkzoekende=persoon).voor_lijst(),
    }
    return render(request, "trajecten/activiteiten.html", context)


@voor(*BEGELEIDERS)
@require_GET
def bewijs(request: MedewerkerRequest, uuid: uuid.UUID) -> HttpResponse:
    """The certificate of what this person took part in: it leaves the house, so it is logged as an export."""
    persoon = dossier_van(request, uuid)
    wat = deelnames(persoon, lezer=request.user)
    if not wat:
        messages.error(request, "Deze persoon nam nog nergens aan deel.")
        return redirect("trajecten:activiteiten", uuid=persoon.uuid)
    markeer(Aard.EXPORT, "bewijs van deelname")
    return als_bijlage(deelnamebewijs(persoon, wat), "bewijs-van-deelname.pdf")
