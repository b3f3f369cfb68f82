"""The directory: offers by barrier and wijk, organisations, and how the cooperation stands."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kern.http import bladzijde, render_deel
from kern.kader import Getoond
from kern.tabel import Kolom, actieve_filters, koppen, sorteer
from partners.forms.gids import AanbodFilter, AanbodForm, OrganisatieForm, OvereenkomstForm, PartnerFilter, PartnerForm
from partners.models import Aanbod, Partner
from partners.models.gids import REDACTIE
from partners.services import gids
from toegang.models import Organisatie
from toegang.rollen import Rol
from toegang.voor import MedewerkerRequest, aangemeld, voor
from werkpunten.models import Aanstelling

KOLOMMEN = (
    Kolom("naam", "Aanbod", lambda aanbod: aanbod.naam, ("naam",)),
    Kolom("organisatie", "Organisatie", lambda aanbod: aanbod.partner, ("partner__organisatie__naam",)),
    Kolom("drempels", "Helpt bij", lambda aanbod: ""),
    Kolom("wijken", "Waar", lambda aanbod: ""),
    Kolom("wachttijd", "Wachttijd", lambda aanbod: aanbod.wachten, ("wachttijd",)),
)
TABS = {"": "Aanbod", "organisaties": "Organisaties"}


def _tabs(huidig: str) -> list[Getoond]:
    return [Getoond(titel, f"?lijst={naam}" if naam else "?", naam == huidig) for naam, titel in TABS.items()]


@aangemeld
@require_GET
def gids_list(request: MedewerkerRequest) -> HttpResponse:
    """Offers to refer to, or with ``?lijst=organisaties`` the organisations behind them."""
    lijst = request.GET.get("lijst", "")
    if lijst == "organisaties":
        filterset = PartnerFilter(request.GET, Partner.objects.all())
        rijen = filterset.qs.voor_lijst().order_by("organisatie__naam")
        kop: list[Any] = []
    else:
        lijst, filterset = "", AanbodFilter(request.GET, Aanbod.objects.geldig())
        rijen = sorteer(filterset.qs.voor_lijst(), KOLOMMEN, request, "wachttijd")
        kop = koppen(KOLOMMEN, request, "wachttijd")
    context = {
        "lijst": lijst,
        "tabs": _tabs(lijst),
        "filter": filterset,
        "actief": actieve_filters(filterset.form, request),
        "wis_url": f"?lijst={lijst}",
        "koppen": kop,
        "pagina": bladzijde(rijen, request),
        "redactie": request.user.heeft_rol(*REDACTIE),
    }
    return render_deel(request, "partners/gids_list.html", "lijst", context)


@aangemeld
@require_GET
def partner_detail(request: MedewerkerRequest, pk: int) -> HttpResponse:
    partner = get_object_or_404(Partner.objects.select_related("organisatie"), pk=pk)
    mag_wijzigen = Partner.objects.bewerkbaar_voor(request.user).filter(pk=pk).exists()
    aanbod = partner.aanbod.voor_lijst().order_by(F("geldig_tot").desc(nulls_first=True), "naam")
    context = {
        "partner": partner,
        "aanbod": aanbod if mag_wijzigen else aanbod.filter(Aanbod.geldig_op(timezone.localdate())),
        "mag_wijzigen": mag_wijzigen,
        "redactie": request.user.heeft_rol(*REDACTIE),
        "beheerder": request.user.heeft_rol(Rol.BEHEERDER),
        "stappen": gids.VERDER[Partner.Stand(partner.stand)],
        "overeenkomst": OvereenkomstForm(),
        "medewerkers": Aanstelling.objects.op(timezone.localdate())
        .filter(rol=Rol.PARTNERMEDEWERKER, medewerker__organisatie=partner.organisatie_id, medewerker__is_active=True)
        .select_related("medewerker"),
    }
    return render(request, "partners/partner_detail.html", context)


@voor(*REDACTIE)
@require_http_methods(["GET", "POST"])
def partner_create(request: MedewerkerRequest) -> HttpResponse:
    """A request to become partner, of an organisation we know or not; by its own name there is only one."""
    gegevens = request.POST or None
    bekend = Organisatie.objects.filter(naam__iexact=request.POST.get("naam", "").strip(), partner=None).first()
    organisatie, profiel = OrganisatieForm(gegevens, instance=bekend), PartnerForm(gegevens, prefix="profiel")
    if gegevens and organisatie.is_valid() and profiel.is_valid():
        partner = gids.neem_op(organisatie.save(commit=False), profiel.save(commit=False), door=request.user)
        profiel.save_m2m()
        messages.success(request, f"{partner} staat in de gids als aanvraag.")
        return redirect(partner)
    context = {"titel": "Organisatie toevoegen", "formulieren": [organisatie, profiel], "terug": "/partners/"}
    return render(request, "partners/gids_form.html", context, status=422 if gegevens else 200)


@voor(*REDACTIE, Rol.PARTNERMEDEWERKER)
@require_http_methods(["GET", "POST"])
def partner_update(request: MedewerkerRequest, pk: int) -> HttpResponse:
    partner = get_object_or_404(Partner.objects.bewerkbaar_voor(request.user).select_related("organisatie"), pk=pk)
    gegevens = request.POST or None
    form = PartnerForm(gegevens, instance=partner)
    if gegevens and form.is_valid():
        form.save()
        messages.success(request, "Het profiel is bewaard.")
        return redirect(partner)
    context = {"titel": f"{partner} wijzigen", "formulieren": [form], "terug": partner.get_absolute_url()}
    return render(request, "partners/gids_form.html", context, status=422 if gegevens else 200)


@voor(*REDACTIE)
@require_POST
def partner_stand(request: MedewerkerRequest, pk: int) -> HttpResponse:
    partner = get_object_or_404(Partner, pk=pk)
    form = OvereenkomstForm(request.POST)
    try:
        op = form.cleaned_data["op"] if form.is_valid() else None
        partner = gids.zet_stand(partner, request.POST.get("stand", ""), door=request.user, op=op)
        messages.success(request, f"{partner} is nu “{partner.get_stand_display()}”.")
    except ValidationError as fout:
        messages.error(request, fout.messages[0])
    return redirect(partner)


@aangemeld
@require_GET
def aanbod_detail(request: MedewerkerRequest, pk: int) -> HttpResponse:
    aanbod = get_object_or_404(Aanbod.objects.voor_lijst().select_related("bijgewerkt_door"), pk=pk)
    mag_wijzigen = Aanbod.objects.bewerkbaar_voor(request.user).filter(pk=pk).exists()
    return render(request, "partners/aanbod_detail.html", {"aanbod": aanbod, "mag_wijzigen": mag_wijzigen})


@voor(*REDACTIE, Rol.PARTNERMEDEWERKER)
@require_http_methods(["GET", "POST"])
def aanbod_create(request: MedewerkerRequest, pk: int) -> HttpResponse:
    partner = get_object_or_404(Partner.objects.bewerkbaar_voor(request.user).select_related("organisatie"), pk=pk)
    return _aanbod_form(request, Aanbod(partner=partner), "Aanbod toevoegen", partner.get_absolute_url())


@voor(*REDACTIE, Rol.PARTNERMEDEWERKER)
@require_http_methods(["GET", "POST"])
def aanbod_update(request: MedewerkerRequest, pk: int) -> HttpResponse:
    aanbod = get_object_or_404(Aanbod.objects.bewerkbaar_voor(request.user).select_related("partner"), pk=pk)
    return _aanbod_form(request, aanbod, "Aanbod wijzigen", aanbod.get_absolute_url())


def _aanbod_form(request: MedewerkerRequest, aanbod: Aanbod, titel: str, terug: str) -> HttpResponse:
    gegevens = request.POST or None
    form = AanbodForm(gegevens, instance=aanbod)
    if gegevens and form.is_valid():
        form.instance.bijgewerkt_op, form.instance.bijgewerkt_door = timezone.now(), request.user
        bewaard = form.save()
        messages.success(request, "Het aanbod is bewaard.")
        return redirect(bewaard)
    context = {"titel": titel, "formulieren": [form], "terug": terug}
    return render(request, "partners/gids_form.html", context, status=422 if gegevens else 200)
