"""Sign-ups: what came in, whether we know the person, and what we answered."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from kern.export import als_bijlage
from kern.http import bladzijde, render_deel
from kern.inzage import Aard, markeer
from kern.kader import Getoond
from partners.bewijs import bewijs_van_aanmelding
from partners.forms.aanmelden import AanmeldingForm, VanBuitenForm, WeigerForm
from partners.models import Aanmelding
from partners.services import aanmelden
from toegang.rollen import BEGELEIDERS, Rol
from toegang.voor import MedewerkerRequest, voor
from werkpunten.models import Werkzoekende

LIJSTEN = {
    "nieuw": ("Wacht op ons", Q(status="nieuw")),
    "bekend": ("Kenden we al", Q(was_bekend=True)),
    "nieuwe": ("Nieuwe personen", Q(was_bekend=False)),
    "geweigerd": ("Niet aanvaard", Q(status="geweigerd")),
}


@voor(*BEGELEIDERS)
@require_GET
def aanmelding_list(request: MedewerkerRequest) -> HttpResponse:
    alle = Aanmelding.objects.zichtbaar_voor(request.user)
    lijst = request.GET.get("lijst", "")
    lijst = lijst if lijst in LIJSTEN else "nieuw"
    aantallen = alle.aggregate(**{naam: Count("pk", filter=q) for naam, (_, q) in LIJSTEN.items()})
    rijen = alle.filter(LIJSTEN[lijst][1]).select_related("organisatie", "werkpunt").order_by("-gemaakt_op")
    context = {
        "tabs": [Getoond(f"{t} ({aantallen[n]})", f"?lijst={n}", n == lijst) for n, (t, _) in LIJSTEN.items()],
        "titel": LIJSTEN[lijst][0],
        "pagina": bladzijde(rijen, request),
    }
    return render_deel(request, "partners/aanmelding_list.html", "lijst", context)


@voor(*BEGELEIDERS)
@require_http_methods(["GET", "POST"])
def aanmelding_create(request: MedewerkerRequest) -> HttpResponse:
    return _formulier(
        request, VanBuitenForm(request.POST or None, medewerker=request.user), "partners:aanmelding-list"
    )


@voor(Rol.PARTNERMEDEWERKER)
@require_http_methods(["GET", "POST"])
def partner_aanmelding(request: MedewerkerRequest) -> HttpResponse:
    """A partner signs somebody up; below the form what became of the ones before."""
    form = AanmeldingForm(request.POST or None, medewerker=request.user)
    return _formulier(request, form, "partners:partner-aanmelding", eigen=True)


def _formulier(request: MedewerkerRequest, form: AanmeldingForm, verder: str, *, eigen: bool = False) -> HttpResponse:
    if form.is_bound and form.is_valid():
        aanmelding = form.save()
        messages.success(request, f"Aanmelding {aanmelding.nummer} is bewaard.")
        return redirect(verder)
    context: dict[str, Any] = {"form": form, "pagina": None}
    if eigen:
        vorige = Aanmelding.objects.van_partner(request.user).select_related("werkpunt").order_by("-gemaakt_op")
        context["pagina"] = bladzijde(vorige, request)
    return render(request, "partners/aanmelding_form.html", context, status=422 if form.is_bound else 200)


@voor(*BEGELEIDERS)
@require_http_methods(["GET", "POST"])
def aanmelding_detail(request: MedewerkerRequest, uuid: uuid.UUID) -> HttpResponse:
    """One sign-up, with who it may be; posting ``wie`` ties it (``nieuw``: a new file), ``weiger`` says no."""
    markeer(Aard.INZAGE)
    alle = Aanmelding.objects.zichtbaar_voor(request.user)
    aanmelding = get_object_or_404(
        alle.select_related("organisatie", "werkpunt", "werkzoekende", "behandeld_door"), uuid=uuid
    )
    form, melding = WeigerForm(request.POST if "weiger" in request.POST else None), ""
    if request.method == "POST":
        try:
            return _doe(request, aanmelding, form)
        except ValidationError as fout:
            melding = fout.messages[0]
    context = {
        "aanmelding": aanmelding,
        "lijkt": list(aanmelden.lijkt_op(aanmelding, voor=request.user).met_naamregel()),
        "form": form,
        "melding": melding,
    }
    return render(request, "partners/aanmelding_detail.html", context, status=422 if melding else 200)


@voor(*BEGELEIDERS)
@require_GET
def aanmelding_bewijs(request: MedewerkerRequest, uuid: uuid.UUID) -> HttpResponse:
    """The receipt of a sign-up of somebody who has a file now."""
    alle = Aanmelding.objects.zichtbaar_voor(request.user).exclude(werkzoekende=None)
    mee = ("organisatie", "werkpunt", "werkzoekende", "behandeld_door")
    aanmelding = get_object_or_404(alle.select_related(*mee), uuid=uuid)
    markeer(Aard.EXPORT)
    return als_bijlage(bewijs_van_aanmelding(aanmelding), f"ontvangstbewijs-{aanmelding.nummer}.pdf")


def _doe(request: MedewerkerRequest, aanmelding: Aanmelding, form: WeigerForm) -> HttpResponse:
    if "weiger" in request.POST:
        antwoord = form.cleaned_data.get("antwoord", "") if form.is_valid() else ""
        aanmelden.weiger(aanmelding, antwoord=antwoord, door=request.user)
        messages.success(request, "Je antwoord is bewaard.")
        return redirect("partners:aanmelding-list")
    na = aanmelden.aanvaard(aanmelding, werkzoekende=_gekozen(request), door=request.user)
    messages.success(request, f"Aanmelding {na.nummer} hoort nu bij dit dossier.")
    return redirect(na.werkzoekende)  # type: ignore[arg-type]  # accepted: there is one


def _gekozen(request: MedewerkerRequest) -> Werkzoekende | None:
    """Whom the sign-up is about, of the people one may find; None: somebody new."""
    wie = request.POST.get("wie", "")
    if wie == "nieuw":
        return None
    try:
        sleutel = uuid.UUID(wie)
    except ValueError:
        raise ValidationError("Kies een dossier, of maak een nieuw.") from None
    return get_object_or_404(Werkzoekende.objects.vindbaar_voor(request.user), uuid=sleutel)
