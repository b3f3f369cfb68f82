"""The one page that works without a connection, and what its device sends."""

import json
import uuid
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from kern.export import als_bijlage
from kern.http import openbaar
from kern.tijd import vandaag
from toegang.rollen import BEGELEIDERS
from toegang.tempo import hoogstens
from toegang.voor import MedewerkerRequest, voor
from werkpunten import straat
from werkpunten.forms import GEEN_WERKPUNT
from werkpunten.keuze import gekozen_werkpunt
from werkpunten.models import Outreachronde, Straatregistratie
from werkpunten.outreachforms import StraatForm
from werkpunten.straatblad import straatblad
from werkpunten.verzegeling import Verzegeld, publieke_sleutel
from werkpunten.views.rondes import ronde_uit, tabs

TEGELIJK = 20
"""Records in one request."""


@voor(*BEGELEIDERS)
@require_GET
def formulier(request: MedewerkerRequest) -> HttpResponse:
    """The quick form. It is kept on the device: it names nobody but who is signed in."""
    werkpunt = gekozen_werkpunt(request)
    if werkpunt is None:
        leeg = {"tabs": tabs("werkpunten:outreach"), "geen_werkpunt": GEEN_WERKPUNT}
        return render(request, "werkpunten/outreach_leeg.html", leeg)
    kid, sleutel = publieke_sleutel()
    ronde = _ronde_van_nu(request)
    plaats = ronde.plaatsen.all()[0] if ronde else None
    context = {
        "tabs": tabs("werkpunten:outreach"),
        "werkpunt": werkpunt,
        "form": StraatForm(werkpunt=werkpunt, initial={"vindplaats": plaats.pk if plaats else None}),
        "ronde": ronde,
        "kid": kid,
        "sleutel": sleutel,
        "auteur": straat.auteursbewijs(request.user),
        "gemaakt": int(timezone.now().timestamp()),
        "dagen": settings.OUTREACH_DAGEN,
    }
    return render(request, "werkpunten/outreach.html", context)


def _ronde_van_nu(request: MedewerkerRequest) -> Outreachronde | None:
    """The round of today that this member of staff is on, or else goes on next."""
    straks = Q(status=Outreachronde.Status.BEZIG) | Q(tot__gte=timezone.localtime().time())
    eigen = Outreachronde.objects.voor(request.user).filter(straks, dag=vandaag(), medewerkers=request.user)
    open_ = eigen.filter(status__in=[Outreachronde.Status.BEZIG, Outreachronde.Status.GEPLAND])
    return open_.order_by("status", "van").prefetch_related("plaatsen").first()


@voor(*BEGELEIDERS)
@require_GET
def stand(request: MedewerkerRequest) -> JsonResponse:
    """Who is signed in on this device now, with the tokens of now."""
    bewijs, account = straat.auteursbewijs(request.user), request.user.get_username()
    return JsonResponse({"account": account, "auteur": bewijs, "csrf": get_token(request)})


@voor(*BEGELEIDERS)
@require_POST
@hoogstens(120, "straat")
def doorsturen(request: MedewerkerRequest) -> JsonResponse:
    """Up to 20 sealed records; says of each what became of it. After that the device may forget it."""
    werkpunt = gekozen_werkpunt(request)
    try:
        rijen = [Verzegeld.lees(rij) for rij in json.loads(request.body)["rijen"]]
    except (ValueError, TypeError, KeyError):
        return JsonResponse({"fout": "Dit zijn geen registraties."}, status=400)
    if werkpunt is None or len(rijen) > TEGELIJK:
        return JsonResponse({"fout": GEEN_WERKPUNT if werkpunt is None else "Te veel tegelijk."}, status=400)
    uitslagen = [(rij, *straat.ontvang(rij, werkpunt=werkpunt, door=request.user)) for rij in rijen]
    return JsonResponse(
        {"uitslagen": [{"sleutel": str(rij.sleutel), "stand": wat, "reden": reden} for rij, wat, reden in uitslagen]}
    )


@voor(*BEGELEIDERS)
@require_GET
def blad(request: MedewerkerRequest) -> HttpResponse:
    """The paper to print, for ``?ronde=`` or to be filled in altogether."""
    ronde = ronde_uit(request)
    werkpunt = ronde.werkpunt if ronde else gekozen_werkpunt(request)
    if werkpunt is None:
        messages.error(request, GEEN_WERKPUNT)
        return redirect("werkpunten:ronde-list")
    return als_bijlage(straatblad(werkpunt, ronde), "blad-voor-op-straat.pdf")


@voor(*BEGELEIDERS)
@require_POST
def nakijken(request: MedewerkerRequest, sleutel: uuid.UUID) -> HttpResponse:
    """Somebody looked at a registration that lay aside: keep it after all, or throw it away."""
    rij = get_object_or_404(Straatregistratie.objects.zichtbaar_voor(request.user).opzij(), sleutel=sleutel)
    try:
        if request.POST.get("daad") == "weg":
            straat.gooi_weg(rij, door=request.user)
            messages.success(request, "De registratie is weggegooid.")
        else:
            straat.neem_alsnog_op(rij, door=request.user)
            messages.success(request, "De registratie is bewaard als contact.")
    except ValidationError as fout:
        messages.error(request, fout.messages[0])
    return redirect("werkpunten:koppelen-list")


@openbaar
@require_GET
def manifest(request: HttpRequest) -> JsonResponse:
    """What a tablet needs to put the page on its home screen."""
    gegevens: dict[str, Any] = {
        "name": f"{settings.MERK}: op straat",
        "short_name": "Op straat",
        "lang": "nl-BE",
        "start_url": reverse("werkpunten:outreach"),
        "scope": reverse("werkpunten:outreach"),
        "display": "standalone",
        "theme_color": "#02184b",
        "background_color": "#ffffff",
        "icons": [{"src": static("icoon.svg"), "sizes": "any", "type": "image/svg+xml", "purpose": "any"}],
    }
    return JsonResponse(gegevens, content_type="application/manifest+json")


@openbaar
@require_GET
def serviceworker(request: HttpRequest) -> HttpResponse:
    """Stands at the root, since a script can only serve what lies below it; the page asks it for /outreach/ alone."""
    context = {"pagina": reverse("werkpunten:outreach"), "statisch": settings.STATIC_URL}
    return render(request, "werkpunten/sw.js", context, content_type="text/javascript; charset=utf-8")
