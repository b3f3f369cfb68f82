"""Work somebody found: noted from the file, with its subsidies, its aftercare and its end."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from kern.http import gepost
from kern.inzage import Aard, markeer
from toegang.rollen import BEGELEIDERS
from toegang.voor import MedewerkerRequest, voor
from trajecten import koppelen, uitstroom
from trajecten.models import Aanwervingssubsidie, Nazorg, Uitstroom
from trajecten.uitstroomforms import BijForm, EindeForm, NazorgForm, SubsidieForm, UitstroomForm, zet_fouten
from werkpunten.forms import GEEN_WERKPUNT
from werkpunten.keuze import gekozen_werkpunt
from werkpunten.models import Werkzoekende

GELUKT = {
    "einde": "De laatste werkdag is bewaard.",
    "verder": "Het werk loopt verder.",
    "subsidie": "De subsidie is bewaard.",
    "nazorg": "De nazorg is bewaard als contact.",
    "bij": "Bewaard waar dit bij hoort.",
}


@voor(*BEGELEIDERS)
@require_http_methods(["GET", "POST"])
def uitstroom_create(request: MedewerkerRequest, uuid: uuid.UUID) -> HttpResponse:
    persoon = get_object_or_404(Werkzoekende.objects.bewerkbaar_voor(request.user), uuid=uuid)
    markeer(Aard.INZAGE)
    form = UitstroomForm(gepost(request), instance=Uitstroom(werkzoekende=persoon), lezer=request.user)
    if form.is_bound and form.is_valid():
        try:
            bewaard = uitstroom.noteer_werk(form.instance, door=request.user)
        except ValidationError as fout:
            zet_fouten(form, fout)
        else:
            messages.success(request, "Het werk is bewaard.")
            return redirect(bewaard)
    context = {"form": form, "persoon": persoon, "titel": "Werk gevonden"}
    return render(request, "trajecten/bij_persoon_form.html", context, status=422 if form.is_bound else 200)


@voor(*BEGELEIDERS)
@require_http_methods(["GET", "POST"])
def uitstroom_detail(request: MedewerkerRequest, sleutel: uuid.UUID) -> HttpResponse:
    """One job; what is posted (``doe``) ends it, or adds a subsidy or a contact of aftercare."""
    markeer(Aard.INZAGE)
    alle = Uitstroom.objects.zichtbaar_voor(request.user).voor_lijst().select_related("werkzoekende", *koppelen.MEE)
    werk = get_object_or_404(alle, sleutel=sleutel)
    mag = Uitstroom.objects.bewerkbaar_voor(request.user).filter(pk=werk.pk).exists()
    doe = request.POST.get("doe", "")
    formulieren = _formulieren(request, werk, doe)
    if request.method == "POST":
        if not mag:
            raise Http404
        if _doe(request, werk, doe, formulieren.get(doe)):
            messages.success(request, GELUKT[doe])
            return redirect(werk)
    context = {
        "werk": werk,
        "persoon": werk.werkzoekende,
        "formulieren": formulieren,
        "doe": doe,
        "mag": mag,
        "subsidies": Aanwervingssubsidie.objects.zichtbaar_voor(request.user)
        .filter(uitstroom=werk)
        .select_related("soort"),
        "nazorg": Nazorg.objects.zichtbaar_voor(request.user)
        .filter(uitstroom=werk)
        .select_related("contact__medewerker")
        .order_by("-contact__dag", "-pk"),
    }
    return render(request, "trajecten/uitstroom_detail.html", context, status=422 if request.method == "POST" else 200)


def _formulieren(request: MedewerkerRequest, werk: Uitstroom, doe: str) -> dict[str, Any]:
    def gegeven(naam: str) -> Any:
        return request.POST if doe == naam else None

    subsidie = Aanwervingssubsidie(uitstroom=werk, werkzoekende_id=werk.werkzoekende_id)
    return {
        "nazorg": NazorgForm(gegeven("nazorg"), prefix="nazorg"),
        "subsidie": SubsidieForm(gegeven("subsidie"), prefix="subsidie", instance=subsidie),
        "einde": EindeForm(gegeven("einde"), prefix="einde"),
        "bij": BijForm(gegeven("bij"), prefix="bij", rij=werk, lezer=request.user),
    }


def _doe(request: MedewerkerRequest, werk: Uitstroom, doe: str, form: Any) -> bool:
    """Do what was posted; False when it was refused, with the reason on the form."""
    if doe == "verder":
        return _verder(request, werk)
    if form is None or not form.is_valid():
        return False
    daden: dict[str, Callable[[], object]] = {
        "einde": lambda: uitstroom.beeindig_werk(werk, **form.cleaned_data, door=request.user),
        "subsidie": lambda: uitstroom.noteer_subsidie(form.instance, door=request.user),
        "nazorg": lambda: _nazorg(request, werk, form),
        "bij": lambda: koppelen.koppel(werk, form.cleaned_data["bij"], door=request.user),
    }
    try:
        daden[doe]()
    except ValidationError as fout:
        zet_fouten(form, fout)
        return False
    return True


def _verder(request: MedewerkerRequest, werk: Uitstroom) -> bool:
    try:
        uitstroom.beeindig_werk(werk, einde=None, reden="", door=request.user)
    except ValidationError as fout:
        messages.error(request, fout.messages[0])
        return False
    return True


def _nazorg(request: MedewerkerRequest, werk: Uitstroom, form: NazorgForm) -> None:
    werkpunt = gekozen_werkpunt(request)
    if werkpunt is None:
        raise ValidationError(GEEN_WERKPUNT)
    uitstroom.noteer_nazorg(werk, **form.cleaned_data, werkpunt=werkpunt, door=request.user)
