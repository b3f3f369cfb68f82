"""Making, changing and closing appointments."""

import uuid
from collections.abc import Callable
from contextlib import suppress

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST

from kern.http import gepost, is_htmx
from kern.inzage import Aard, markeer
from toegang.models import Medewerker
from toegang.rollen import BEGELEIDERS
from toegang.voor import MedewerkerRequest, voor
from werkpunten import afspraken
from werkpunten.agenda import regels, waarschuwingen
from werkpunten.agendaforms import AfspraakForm, AfzegForm
from werkpunten.keuze import gekozen_werkpunt
from werkpunten.models import Afspraak, Werkzoekende
from werkpunten.views.keuze import vorige_bladzijde

FORMULIER = "werkpunten/afspraak_form.html"
Daad = Callable[[Afspraak, Medewerker], object]
DADEN: dict[str, tuple[Daad, str]] = {
    "gekomen": (lambda a, door: afspraken.noteer_gekomen(a, door=door), "Het contact is genoteerd."),
    "niet-gekomen": (lambda a, door: afspraken.noteer_niet_gekomen(a, door=door), "De gemiste afspraak is genoteerd."),
    "herstel": (lambda a, door: afspraken.herstel_afspraak(a, door=door), "De afspraak staat weer gepland."),
    "opvolgen": (
        lambda a, door: afspraken.volg_op(a, door=door),
        "De taak om opnieuw contact op te nemen staat klaar.",
    ),
}
"""What one click does with an appointment, and the sentence that says so."""


@voor(*BEGELEIDERS)
@require_http_methods(["GET", "POST"])
def nieuw(request: MedewerkerRequest) -> HttpResponse:
    """From the agenda: first with whom. Only people whose file is open to the reader can be chosen."""
    begin = {naam: request.GET[naam] for naam in ("dag", "van", "medewerker") if request.GET.get(naam)}
    if request.method == "GET":
        return render(request, "werkpunten/afspraak_wie.html", {"fout": "", "vraag": urlencode(begin)})
    bewerkbaar = Werkzoekende.objects.bewerkbaar_voor(request.user)
    persoon = bewerkbaar.filter(uuid=_uuid(request.POST.get("wie", ""))).first()
    if persoon is None:
        fout = "Kies iemand uit de lijst. Is het dossier niet van jouw werkpunt? Open het dan eerst aan de balie."
        return render(request, "werkpunten/afspraak_wie.html", {"fout": fout, "vraag": urlencode(begin)}, status=422)
    adres = reverse("werkpunten:afspraak-create", kwargs={"uuid": persoon.uuid})
    return redirect(f"{adres}?{urlencode(begin)}")


@voor(*BEGELEIDERS)
@require_http_methods(["GET", "POST"])
def create(request: MedewerkerRequest, uuid: uuid.UUID) -> HttpResponse:
    """A new appointment with this person; what the hours meet is told first, and may be kept all the same."""
    persoon = get_object_or_404(Werkzoekende.objects.bewerkbaar_voor(request.user), uuid=uuid)
    markeer(Aard.INZAGE)
    gevraagd = {naam: request.GET[naam] for naam in ("dag", "van", "medewerker") if request.GET.get(naam)}
    werkpunt = gekozen_werkpunt(request)
    begin = {"werkpunt": werkpunt.slug if werkpunt else "", **gevraagd}
    form = AfspraakForm(gepost(request), door=request.user, persoon=persoon, initial=begin)
    if request.method == "POST" and (afspraak := _bewaar(form)):
        messages.success(request, f"De afspraak is bewaard: {afspraak.wanneer}.")
        return redirect("werkpunten:werkzoekende-taken", uuid=persoon.uuid)
    return render(request, FORMULIER, {"form": form, "persoon": persoon}, status=422 if form.is_bound else 200)


@voor(*BEGELEIDERS)
@require_http_methods(["GET", "POST"])
@transaction.atomic
def detail(request: MedewerkerRequest, sleutel: uuid.UUID) -> HttpResponse:
    """Everything about one appointment; a planned one can be changed, moved or called off here.

    What is posted holds the row. When a colleague moved the appointment meanwhile, it is about the new one.
    """
    afspraak = get_object_or_404(Afspraak.objects.zichtbaar_voor(request.user).voor_lijst(), sleutel=sleutel)
    markeer(Aard.INZAGE)
    mag = Afspraak.objects.bewerkbaar_voor(request.user).filter(pk=afspraak.pk).exists()
    if request.method == "POST" and mag:
        with suppress(ValidationError):  # gone: saving says so, with what was typed on screen
            afspraak = afspraken.vergrendel_laatste(afspraak)
    form = None
    if mag and (afspraak.is_gepland or request.method == "POST"):
        form = AfspraakForm(gepost(request), door=request.user, persoon=afspraak.werkzoekende, afspraak=afspraak)
        if request.method == "POST" and (bewaard := _bewaar(form)):
            messages.success(request, f"De afspraak is bewaard: {bewaard.wanneer}.")
            return redirect(bewaard)
    elif request.method == "POST":
        raise Http404
    [regel] = regels([afspraak], request.user)
    context = {
        "regel": regel,
        "form": form,
        "afzegform": AfzegForm(auto_id="afzeg_%s"),
        "persoon": afspraak.werkzoekende,
    }
    return render(request, "werkpunten/afspraak_detail.html", context, status=422 if form and form.is_bound else 200)


@voor(*BEGELEIDERS)
@require_POST
def afzeggen(request: MedewerkerRequest, sleutel: uuid.UUID) -> HttpResponse:
    bewerkbaar = Afspraak.objects.bewerkbaar_voor(request.user).select_related("werkzoekende")
    afspraak = get_object_or_404(bewerkbaar, sleutel=sleutel)
    form = AfzegForm(request.POST)
    try:
        afspraken.zeg_af(afspraak, door=request.user, reden=form.cleaned_data["reden"] if form.is_valid() else "")
        messages.success(request, "De afspraak is afgezegd.")
    except ValidationError as fout:
        messages.error(request, fout.messages[0])
    if Afspraak.objects.zichtbaar_voor(request.user).filter(pk=afspraak.pk).exists():
        return redirect(afspraak)
    return redirect("werkpunten:werkzoekende-taken", uuid=afspraak.werkzoekende.uuid)


@voor(*BEGELEIDERS)
@require_POST
def status(request: MedewerkerRequest, sleutel: uuid.UUID) -> HttpResponse:
    """Came, did not come, undone, to follow up: one click on a line; answers that line."""
    afspraak = get_object_or_404(Afspraak.objects.bewerkbaar_voor(request.user), sleutel=sleutel)
    if request.POST.get("daad") not in DADEN:
        raise Http404
    doe, tekst = DADEN[request.POST["daad"]]
    try:
        doe(afspraak, request.user)
        soort = messages.SUCCESS
    except ValidationError as fout:
        soort, tekst = messages.ERROR, fout.messages[0]
    if not is_htmx(request):
        messages.add_message(request, soort, tekst)
        return redirect(vorige_bladzijde(request))
    gevonden = Afspraak.objects.zichtbaar_voor(request.user).voor_lijst().filter(pk=afspraak.pk)
    if not gevonden:
        return render(request, "werkpunten/rij_weg.html", {"id": f"afspraak-{afspraak.pk}", "tekst": tekst})
    [regel] = regels(gevonden, request.user)
    context = {"regel": regel, "zonder_naam": "zonder_naam" in request.POST, "tekst": tekst}
    return render(request, "werkpunten/afspraak_rij.html", context | {"fout": soort == messages.ERROR})


def _bewaar(form: AfspraakForm) -> Afspraak | None:
    """The appointment as it was kept; None when something has to be put right or confirmed first."""
    if not form.is_valid():
        return None
    afspraak, erbij = form.ingevuld(), form.wie_komt_erbij()
    if not form.cleaned_data["toch"] and (form.afspraak is None or form.afspraak.is_gepland):
        form.waarschuwingen = waarschuwingen(afspraak, erbij, kijker=form.door)
        if form.waarschuwingen:
            return None
    try:
        if form.afspraak is None:
            return afspraken.maak_afspraak(afspraak, door=form.door, collegas=erbij)
        return afspraken.wijzig_afspraak(afspraak, door=form.door, collegas=erbij)
    except ValidationError as fout:
        form.neem_over(fout)
        return None


def _uuid(tekst: str) -> uuid.UUID:
    try:
        return uuid.UUID(tekst)
    except ValueError:
        return uuid.UUID(int=0)
