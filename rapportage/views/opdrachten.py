"""Following the job that makes a report, and starting it again."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_POST

from kern.http import render_deel
from rapportage import services
from rapportage.bestanden import FORMATEN
from rapportage.models import Rapportopdracht
from rapportage.views.keuze import LEZERS, bladzijde_van
from toegang.voor import MedewerkerRequest, voor


@voor(*LEZERS)
@require_GET
def opdracht_detail(request: MedewerkerRequest, pk: int) -> HttpResponse:
    opdracht = get_object_or_404(
        Rapportopdracht.objects.zichtbaar_voor(request.user).select_related("werkpunt", "project", "rapport"), pk=pk
    )
    context = {
        "opdracht": opdracht,
        "naam": opdracht.tijdvak.naam,
        "waar": opdracht.waar,
        "formaten": FORMATEN,
        "terug": bladzijde_van(opdracht),
    }
    return render_deel(request, "rapportage/opdracht_detail.html", "stand", context)


@voor(*LEZERS)
@require_POST
def opdracht_opnieuw(request: MedewerkerRequest, pk: int) -> HttpResponse:
    opdracht = get_object_or_404(Rapportopdracht.objects.zichtbaar_voor(request.user), pk=pk)
    services.probeer_opnieuw(opdracht, door=request.user)
    return redirect("rapportage:opdracht-detail", pk=opdracht.pk)
