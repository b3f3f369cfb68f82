"""Papers that somebody handed in, and the receipt to take home."""

import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kern.export import als_bijlage
from kern.http import gepost
from kern.inzage import Aard, markeer
from toegang.rollen import BEGELEIDERS
from toegang.voor import MedewerkerRequest, voor
from werkpunten import ontvangst
from werkpunten.briefjes import van_bewijs
from werkpunten.forms import GEEN_WERKPUNT
from werkpunten.keuze import gekozen_werkpunt
from werkpunten.models import Ontvangstbewijs, Werkzoekende
from werkpunten.ontvangstforms import OntvangstForm
from werkpunten.views.werkzoekenden import dossier_van, kader_van

HOOGSTENS = 50
"""How many receipts the page shows; the timeline has all of them."""


@voor(*BEGELEIDERS)
@require_http_methods(["GET", "POST"])
def lijst(request: MedewerkerRequest, uuid: uuid.UUID) -> HttpResponse:
    """What was handed in, the newest first. Posting writes down what was received now."""
    persoon = dossier_van(request, uuid)
    werkpunt = gekozen_werkpunt(request)
    if request.method == "POST" and (werkpunt is None or not persoon.mag_wijzigen):
        raise Http404
    form = OntvangstForm(gepost(request))
    if werkpunt and form.is_bound and form.is_valid() and (bewijs := _bewaar(request, form, persoon)):
        messages.success(request, f"Genoteerd: {', '.join(bewijs.wat)}. Geef het ontvangstbewijs mee.")
        return redirect("werkpunten:ontvangst-list", uuid=persoon.uuid)
    bewijzen = Ontvangstbewijs.objects.zichtbaar_voor(request.user).filter(werkzoekende=persoon)
    context = {
        "form": form if werkpunt and persoon.mag_wijzigen else None,
        "geen_werkpunt": "" if werkpunt else GEEN_WERKPUNT,
        "bewijzen": [
            (bewijs, persoon.mag_wijzigen and bewijs.kan_terug(door=request.user))
            for bewijs in bewijzen.voor_lijst().nieuwste_eerst()[:HOOGSTENS]
        ],
    }
    pagina = kader_van(request, persoon, "detail") | context
    return render(request, "werkpunten/ontvangst_list.html", pagina, status=422 if form.is_bound else 200)


@voor(*BEGELEIDERS)
@require_GET
def bewijs(request: MedewerkerRequest, sleutel: uuid.UUID) -> HttpResponse:
    """The receipt in the language of the person: it leaves the house, so it is logged as an export."""
    gevonden = get_object_or_404(Ontvangstbewijs.objects.zichtbaar_voor(request.user).voor_lijst(), sleutel=sleutel)
    markeer(Aard.EXPORT)
    return als_bijlage(van_bewijs(gevonden), "ontvangstbewijs.pdf")


@voor(*BEGELEIDERS)
@require_POST
def terug(request: MedewerkerRequest, sleutel: uuid.UUID) -> HttpResponse:
    """Take a receipt back; it was a mistake."""
    eigen = Ontvangstbewijs.objects.bewerkbaar_voor(request.user).select_related("werkzoekende")
    gevonden = get_object_or_404(eigen, sleutel=sleutel)
    try:
        ontvangst.neem_terug(gevonden, door=request.user)
        messages.success(request, "Teruggenomen. Gooi een ontvangstbewijs op papier weg.")
    except ValidationError as fout:
        messages.error(request, fout.messages[0])
    return redirect("werkpunten:ontvangst-list", uuid=gevonden.werkzoekende.uuid)


def _bewaar(request: MedewerkerRequest, form: OntvangstForm, persoon: Werkzoekende) -> Ontvangstbewijs | None:
    """What was kept; None when the form says what has to be put right."""
    werkpunt = gekozen_werkpunt(request)
    if werkpunt is None:
        return None
    papieren = list(form.cleaned_data["papieren"])
    try:
        return ontvangst.neem_aan(form.ingevuld(persoon, werkpunt), papieren=papieren, door=request.user)
    except ValidationError as fout:
        form.neem_over(fout)
        return None
