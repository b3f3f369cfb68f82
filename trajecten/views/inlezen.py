"""A spreadsheet with running trajectories, for coordinators: looked at first, kept when nothing is wrong with it."""

from pathlib import Path
from tempfile import NamedTemporaryFile

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from kern.http import gepost
from toegang.rollen import Rol
from toegang.voor import MedewerkerRequest, voor
from trajecten.inlezen import KOLOMMEN, Trajectverslag, lees_in
from trajecten.trajectforms import InleesForm
from werkpunten.importeren.uitvoeren import bron_van


@voor(Rol.COORDINATOR)
@require_http_methods(["GET", "POST"])
def inlezen(request: MedewerkerRequest) -> HttpResponse:
    """Of one's own units, about people one may change; ``bewaar`` keeps it when no row holds an error."""
    form = InleesForm(gepost(request), request.FILES or None)
    verslag = _lees(request, form) if form.is_valid() else None
    if verslag and verslag.uitgevoerd:
        messages.success(request, f"{verslag.gelukt} {verslag.wat}")
        return redirect("trajecten:caseload-team")
    context = {
        "titel": "Trajecten inlezen",
        "uitleg": "Eén rij per traject dat al loopt, van mensen met een dossier in jouw werkpunten. "
        "Loopt er bij iemand al een traject van die soort, dan blijft dat zoals het is.",
        "terug": reverse("trajecten:caseload-team"),
        "form": form,
        "verslag": verslag,
        "kolommen": KOLOMMEN.items(),
    }
    status = 422 if form.errors or (verslag and verslag.fouten) else 200
    return render(request, "trajecten/inlezen.html", context, status=status)


def _lees(request: MedewerkerRequest, form: InleesForm) -> Trajectverslag | None:
    """Read what was sent, and forget the file; None after telling in the form why it cannot be read."""
    bestand = form.cleaned_data["bestand"]
    bron = form.cleaned_data["bron"] or bron_van(Path(bestand.name))
    with NamedTemporaryFile() as kopie:
        for deel in bestand.chunks():
            kopie.write(deel)
        kopie.flush()
        try:
            return lees_in(Path(kopie.name), bron=bron, uitvoeren=form.bewaart, door=request.user)
        except ValidationError as fout:
            form.add_error("bestand", fout.messages[0])
            return None
