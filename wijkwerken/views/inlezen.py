"""A spreadsheet with customers, workers or hours: looked at first, kept when nothing is wrong with it."""

from pathlib import Path
from tempfile import NamedTemporaryFile

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from kern.http import gepost
from toegang.voor import MedewerkerRequest, voor
from trajecten.trajectforms import InleesForm
from werkpunten.importeren.uitvoeren import bron_van
from wijkwerken.inleesgebruikers import Gebruikerslezer
from wijkwerken.inleespersonen import Urenlezer, Wijkwerkerlezer
from wijkwerken.inlezen import MEESTE_RIJEN, Lezer, Verslag, lees_in
from wijkwerken.models.gebruikers import ORGANISATOREN

TERUG: dict[str, tuple[type[Lezer], str]] = {
    "gebruikers": (Gebruikerslezer, "wijkwerken:gebruiker-list"),
    "wijk-werkers": (Wijkwerkerlezer, "wijkwerken:wijkwerker-list"),
    "uren": (Urenlezer, "wijkwerken:planning"),
}
"""What can be read, and the list it belongs to."""


@voor(*ORGANISATOREN)
@require_http_methods(["GET", "POST"])
def inlezen(request: MedewerkerRequest, soort: str) -> HttpResponse:
    """``bewaar`` keeps it when no row holds an error."""
    if soort not in TERUG:
        raise Http404
    lezer, terug = TERUG[soort]
    form = InleesForm(gepost(request), request.FILES or None)
    verslag = _lees(request, form, lezer) if form.is_valid() else None
    if verslag and verslag.uitgevoerd:
        messages.success(request, verslag.gelukt)
        return redirect(terug)
    context = {
        "form": form,
        "verslag": verslag,
        "titel": lezer.titel,
        "uitleg": lezer.uitleg,
        "kolommen": lezer.kolommen.items(),
        "terug": reverse(terug),
    }
    status = 422 if form.errors or (verslag and verslag.fouten) else 200
    return render(request, "trajecten/inlezen.html", context, status=status)


def _lees(request: MedewerkerRequest, form: InleesForm, lezer: type[Lezer]) -> Verslag | None:
    """Read what was sent, and forget the file; None after telling in the form why it cannot be read."""
    bestand = form.cleaned_data["bestand"]
    bron = form.cleaned_data["bron"] or bron_van(Path(bestand.name))
    with NamedTemporaryFile() as kopie:
        for deel in bestand.chunks():
            kopie.write(deel)
        kopie.flush()
        pad, uitvoeren = Path(kopie.name), "bewaar" in request.POST
        try:
            return lees_in(lezer, pad, door=request.user, bron=bron, hoogstens=MEESTE_RIJEN, uitvoeren=uitvoeren)
        except ValidationError as fout:
            form.add_error("bestand", fout.messages[0])
            return None
