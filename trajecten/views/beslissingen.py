"""What a case team decided, put into the plan: shown on the page of the team, by this address."""

import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from kern.http import gepost, render_deel
from kern.inzage import Aard, markeer
from partners.models import Casusteam
from toegang.rollen import BEGELEIDERS
from toegang.voor import MedewerkerRequest, voor
from trajecten.models import Stap
from trajecten.planforms import BeslissingForm


@voor(*BEGELEIDERS)
@require_http_methods(["GET", "POST"])
def beslissing_list(request: MedewerkerRequest, uuid: uuid.UUID) -> HttpResponse:
    """Open decisions with a button for each goal of an open trajectory, and where the others stand."""
    markeer(Aard.INZAGE)
    alle = Casusteam.objects
    teams = alle.bewerkbaar_voor(request.user) if request.method == "POST" else alle.zichtbaar_voor(request.user)
    team = get_object_or_404(teams.select_related("werkzoekende"), uuid=uuid)
    form = BeslissingForm(gepost(request), team=team, lezer=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            stap = form.bewaar(door=request.user)
            messages.success(request, f"Dit staat in het plan: {stap.wat}.")
        except ValidationError as fout:
            messages.error(request, fout.messages[0])
        return redirect(team)
    stappen = Stap.objects.zichtbaar_voor(request.user).filter(beslissing__overleg__team=team)
    context = {
        "team": team,
        "form": form,
        "stappen": stappen.select_related("doel__traject").order_by("tegen", "pk"),
    }
    status = 422 if form.is_bound else 200
    return render_deel(request, "trajecten/beslissing_list.html", "plan", context, status=status)
