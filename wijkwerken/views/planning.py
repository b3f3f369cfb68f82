"""The planning of a week."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from kern.tijd import vandaag
from toegang.rollen import Rol
from toegang.voor import MedewerkerRequest, voor
from wijkwerken.models import Stelsel


@voor(Rol.WIJKWERKCONSULENT, Rol.COORDINATOR)
@require_GET
def planning(request: MedewerkerRequest) -> HttpResponse:
    stelsel = Stelsel.objects.op(vandaag()).order_by("-geldig_van").first()
    regels = stelsel.regels.op(vandaag()) if stelsel else []
    return render(request, "wijkwerken/planning.html", {"stelsel": stelsel, "regels": regels})
