"""Giving the work of colleagues who left to others."""

import uuid
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from kern.http import PLAATS, Bladzijde, bladzijde, gepost
from kern.kader import Getoond
from kern.tabel import adres
from kern.templatetags.kern import getal
from toegang.rollen import Rol
from toegang.voor import MedewerkerRequest, voor
from trajecten.forms import WerkForm
from trajecten.vertrokken import Uitkomst, geef_werk_door, nagelaten_afspraken, nagelaten_taken
from werkpunten.models import Afspraak, Taak


@dataclass(frozen=True)
class Werk:
    """What waits: one page of the appointments, or of the tasks, and the tab of each with its count."""

    tabs: list[Getoond]
    pagina: Bladzijde[Afspraak] | Bladzijde[Taak]
    zijn_taken: bool


@voor(Rol.COORDINATOR)
@require_http_methods(["GET", "POST"])
def vertrokken_list(request: MedewerkerRequest) -> HttpResponse:
    """What waits, per colleague who left. Posting gives what is ticked to one colleague, and tells what came of it."""
    form = WerkForm(gepost(request), medewerker=request.user)
    uitkomsten: list[Uitkomst] = []
    if request.method == "POST" and form.is_valid():
        sleutels: list[uuid.UUID] = form.cleaned_data["werk"]
        uitkomsten = geef_werk_door(sleutels, naar=form.cleaned_data["naar"], door=request.user)
    context = {
        "form": form,
        "uitkomsten": uitkomsten,
        "naar": form.cleaned_data.get("naar") if form.is_bound else None,
        "mislukt": sum(bool(uitkomst.fout) for uitkomst in uitkomsten),
        "werk": _werk(request),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "trajecten/vertrokken_list.html", context, status=status)


def _werk(request: MedewerkerRequest) -> Werk:
    """``?wat=taken`` for the tasks; without it the appointments, as long as there are any."""
    afspraken, taken = nagelaten_afspraken(request.user), nagelaten_taken(request.user)
    aantallen = {"afspraken": afspraken.count(), "taken": taken.count()}
    gevraagd = request.GET.get("wat")
    zijn_taken = gevraagd == "taken" or (gevraagd != "afspraken" and not aantallen["afspraken"])
    tabs = [
        Getoond(
            f"{wat.capitalize()} ({getal(aantal)})",
            adres(request, zonder=PLAATS, wat=wat),
            actief=zijn_taken == (wat == "taken"),
        )
        for wat, aantal in aantallen.items()
    ]
    return Werk(tabs, bladzijde(taken, request) if zijn_taken else bladzijde(afspraken, request), zijn_taken)
