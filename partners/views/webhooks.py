"""Webhooks of a partner: where to, the secret (shown once), and what became of every delivery."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kern.http import bladzijde, gepost, render_deel
from kern.kader import Getoond
from partners.forms.webhooks import GeheimForm, WebhookForm
from partners.models import Bezorging, Partner, Webhook
from partners.services import webhooks
from toegang.rollen import Rol
from toegang.voor import MedewerkerRequest, voor

LIJSTEN = {
    "": ("Alles", Q()),
    "onderweg": ("Onderweg", Q(status__in=[Bezorging.Status.WACHT, Bezorging.Status.BEZIG])),
    "mislukt": ("Mislukt", Q(status__in=[Bezorging.Status.MISLUKT, Bezorging.Status.VERVALLEN])),
}


@voor(Rol.BEHEERDER)
@require_http_methods(["GET", "POST"])
def webhook_detail(request: MedewerkerRequest, pk: int) -> HttpResponse:
    """The address; a secret that was just made stands on the page that answers, and nowhere after that."""
    partner = get_object_or_404(Partner.objects.select_related("organisatie"), pk=pk)
    webhook = Webhook.objects.filter(partner=partner).first()
    vernieuw = GeheimForm(request.POST)
    vernieuwt = webhook is not None and vernieuw.is_valid()
    form = WebhookForm(None if vernieuwt else gepost(request), instance=webhook)
    geheim = ""
    if webhook is not None and vernieuwt:
        try:
            gevraagd = vernieuw.cleaned_data
            geheim = webhooks.vernieuw_geheim(
                webhook, sinds=gevraagd["vernieuw"], sleutel=gevraagd["sleutel"], door=request.user
            )
        except ValidationError as fout:
            messages.error(request, fout.messages[0])
            return redirect("partners:webhook-detail", pk=pk)
    elif form.is_valid():
        _, geheim = webhooks.stel_in(partner, **form.cleaned_data, door=request.user)
        if not geheim:
            messages.success(request, "De webhook is bewaard.")
            return redirect("partners:webhook-detail", pk=pk)
    context = {
        "partner": partner,
        "webhook": Webhook.objects.filter(partner=partner).first(),
        "form": form,
        "geheim": geheim,
    }
    return render(request, "partners/webhook_detail.html", context, status=422 if form.errors else 200)


@voor(Rol.BEHEERDER)
@require_GET
def bezorging_list(request: MedewerkerRequest, pk: int) -> HttpResponse:
    """What went out, the newest first; a referral is only its number here."""
    webhook = get_object_or_404(Webhook.objects.select_related("partner__organisatie"), partner=pk)
    lijst = request.GET.get("lijst", "")
    lijst = lijst if lijst in LIJSTEN else ""
    alle = Bezorging.objects.filter(webhook=webhook)
    aantallen = alle.aggregate(**{f"n_{naam}": Count("pk", filter=q) for naam, (_, q) in LIJSTEN.items()})
    context = {
        "webhook": webhook,
        "lijst": lijst,
        "tabs": [
            Getoond(f"{titel} ({aantallen[f'n_{naam}']})", f"?lijst={naam}" if naam else "?", naam == lijst)
            for naam, (titel, _) in LIJSTEN.items()
        ],
        "pagina": bladzijde(alle.filter(LIJSTEN[lijst][1]).voor_lijst(), request),
    }
    return render_deel(request, "partners/bezorging_list.html", "lijst", context)


@voor(Rol.BEHEERDER)
@require_POST
def webhook_test(request: MedewerkerRequest, pk: int) -> HttpResponse:
    webhook = get_object_or_404(Webhook.objects.select_related("partner"), partner=pk)
    try:
        webhooks.stuur_test(webhook, door=request.user)
        messages.success(request, "Het testbericht vertrekt. Hieronder zie je wat het systeem antwoordt.")
    except ValidationError as fout:
        messages.error(request, fout.messages[0])
    return redirect("partners:bezorging-list", pk=pk)


@voor(Rol.BEHEERDER)
@require_POST
def bezorging_opnieuw(request: MedewerkerRequest, pk: int) -> HttpResponse:
    bezorging = get_object_or_404(Bezorging.objects.select_related("webhook"), pk=pk)
    try:
        webhooks.stuur_opnieuw(bezorging, door=request.user)
        messages.success(request, "Het bericht vertrekt opnieuw.")
    except ValidationError as fout:
        messages.error(request, fout.messages[0])
    return redirect(reverse("partners:bezorging-list", kwargs={"pk": bezorging.webhook.partner_id}))
