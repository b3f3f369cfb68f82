"""A mail when a report is ready, and no mail any more."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from rapportage import abonnementen
from rapportage.forms import RapportForm, vraag
from rapportage.models import Abonnement
from rapportage.views.keuze import LEZERS, gekozen
from toegang.voor import MedewerkerRequest, voor


def _terug_naar_mail(form: RapportForm) -> HttpResponse:
    return redirect(f"{reverse('rapportage:rapport-list')}?{vraag(form.gekozen, form.eenheid)}#mail")


@voor(*LEZERS)
@require_POST
def abonnement_create(request: MedewerkerRequest) -> HttpResponse:
    """A mail from now on when the clock froze a report like the one on screen."""
    form = gekozen(request, request.GET)
    abonnementen.neem(form.gekozen.soort, werkpunt=form.eenheid, door=request.user)
    return _terug_naar_mail(form)


@voor(*LEZERS)
@require_POST
def abonnement_delete(request: MedewerkerRequest, pk: int) -> HttpResponse:
    """No mail any more; somebody else's subscription does not exist."""
    form = gekozen(request, request.GET)
    get_object_or_404(Abonnement, pk=pk, medewerker=request.user).delete()
    return _terug_naar_mail(form)
