"""The partner desk: referrals to one's own organisation, and of each person exactly what was consented to."""

import uuid
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.views.decorators.http import require_GET, require_http_methods

from kern.http import bladzijde, render_deel
from kern.inzage import Aard, markeer
from kern.kader import Getoond
from partners.forms.doorverwijzen import BerichtForm
from partners.gegevens import gedeeld, namen
from partners.models import Doorverwijzing, Partij, Status
from partners.models.doorverwijzingen import BIJ_PARTNER
from partners.services import doorverwijzen
from partners.views.doorverwijzingen import stappen_van, verder
from toegang.models import Medewerker, Raadpleging
from toegang.rollen import Rol
from toegang.voor import MedewerkerRequest, voor

LIJSTEN = {
    "nieuw": ("Nieuw", Q(status=Status.VERSTUURD)),
    "lopend": ("Lopend", Q(status__in=[Status.AANVAARD, Status.GESTART])),
}
KORT_GELEDEN = timedelta(minutes=15)
KNOPPEN = {
    Status.AANVAARD: "Ja, we nemen dit op",
    Status.GEWEIGERD: "Nee, dit lukt niet",
    Status.GESTART: "Is gestart",
    Status.AFGEROND: "Is afgerond",
    Status.STOPGEZET: "Is gestopt",
}


@voor(Rol.PARTNERMEDEWERKER)
@require_GET
def partnerbalie_list(request: MedewerkerRequest) -> HttpResponse:
    """What waits and what runs; what ended is a number and an outcome, without anybody's name."""
    lijst = request.GET.get("lijst", "nieuw")
    ontvangen = Doorverwijzing.objects.ontvangen_door(request.user)
    afgesloten = Doorverwijzing.objects.afgesloten_bij(request.user)
    if lijst in LIJSTEN:
        rijen = ontvangen.filter(LIJSTEN[lijst][1]).voor_partner().order_by("verstuurd_op")
    else:
        lijst, rijen = "afgesloten", afgesloten.order_by("-status_sinds")
    pagina = bladzijde(rijen, request)
    gedeelde_namen = namen(pagina.rijen) if lijst in LIJSTEN else {}
    context = {
        "lijst": lijst,
        "tabs": SimpleLazyObject(lambda: _tabs(request.user, lijst)),
        "pagina": pagina,
        "rijen": [(rij, gedeelde_namen.get(rij.pk, "")) for rij in pagina.rijen],
    }
    return render_deel(request, "partners/partnerbalie_list.html", "lijst", context)


def _tabs(medewerker: Medewerker, huidig: str) -> list[Getoond]:
    aantallen = Doorverwijzing.objects.ontvangen_door(medewerker).aggregate(
        **{naam: Count("pk", filter=q) for naam, (_, q) in LIJSTEN.items()}
    )
    tabs = [Getoond(f"{titel} ({aantallen[n]})", f"?lijst={n}", n == huidig) for n, (titel, _) in LIJSTEN.items()]
    return [*tabs, Getoond("Afgesloten", "?lijst=afgesloten", huidig == "afgesloten")]


def aantal_nieuw(request: HttpRequest) -> int:
    """For the menu: how many referrals wait for an answer of this partner."""
    medewerker: Any = request.user
    return Doorverwijzing.objects.ontvangen_door(medewerker).filter(status=Status.VERSTUURD).count()


@voor(Rol.PARTNERMEDEWERKER)
@require_http_methods(["GET", "POST"])
def partnerbalie_detail(request: MedewerkerRequest, uuid: uuid.UUID) -> HttpResponse:
    verwijzing = _van(request, uuid)
    melding = ""
    if request.method == "POST":
        try:
            return _doe(request, verwijzing, request.POST.get("doe", ""))
        except ValidationError as fout:
            melding = fout.messages[0]
            verwijzing = _van(request, uuid)
    context = {
        "verwijzing": verwijzing,
        "feiten": gedeeld(verwijzing),
        "anderen": _kijken_ook(request.user, verwijzing),
        "verloop": verwijzing.verloop.ongefilterd("deze doorverwijzing").select_related("door"),
        "stappen": stappen_van(verwijzing, Partij.PARTNER, KNOPPEN, request, melding),
        "vraag": BerichtForm(request.POST if melding else None, prefix="vraag"),
        "melding": melding,
    }
    return render(request, "partners/partnerbalie_detail.html", context, status=422 if melding else 200)


def _van(request: MedewerkerRequest, uuid: uuid.UUID) -> Doorverwijzing:
    markeer(Aard.INZAGE)
    return get_object_or_404(Doorverwijzing.objects.ontvangen_door(request.user).voor_partner(), uuid=uuid)


def _kijken_ook(medewerker: Medewerker, verwijzing: Doorverwijzing) -> list[tuple[str, Any]]:
    """Colleagues of the same organisation who opened this person's referral a short while ago (from the read log)."""
    kijkers = (
        Raadpleging.objects.over(verwijzing.werkzoekende_id)
        .filter(scherm="partners:partnerbalie-detail", moment__gt=timezone.now() - KORT_GELEDEN)
        .exclude(medewerker_id=medewerker.pk)
        .order_by("-moment")
        .values_list("medewerker_id", "moment")
    )
    laatste: dict[int, Any] = {}
    for pk, moment in kijkers:
        laatste.setdefault(pk, moment)
    collegas = Medewerker.objects.filter(pk__in=laatste, organisatie=medewerker.organisatie_id)
    return [(str(collega), laatste[collega.pk]) for collega in collegas]


def _doe(request: MedewerkerRequest, verwijzing: Doorverwijzing, wat: str) -> HttpResponse:
    if wat == "vraag":
        doorverwijzen.vraag_meer(verwijzing, request.POST.get("vraag-tekst", ""), door=request.user)
        messages.success(request, "Je vraag is verstuurd.")
        return redirect("partners:partnerbalie-detail", uuid=verwijzing.uuid)
    na = verder(verwijzing, wat, request)
    messages.success(request, f"Bewaard: {na.nummer} is {na.get_status_display()}.")
    if na.status in BIJ_PARTNER:
        return redirect("partners:partnerbalie-detail", uuid=verwijzing.uuid)
    return redirect("partners:partnerbalie-list")
