"""Giving the work of colleagues who left to others."""

import uuid

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from kern.http import gepost
from toegang.rollen import Rol
from toegang.voor import MedewerkerRequest, voor
from trajecten.forms import WerkForm
from trajecten.vertrokken import Uitkomst, geef_werk_door, nagelaten_werk


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
        "werk": nagelaten_werk(request.user),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "trajecten/vertrokken_list.html", context, status=status)
