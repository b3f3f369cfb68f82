"""Vacancies: the list, one vacancy, and who fits it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from kern.http import bladzijde, gepost, render_deel
from kern.kader import Getoond
from kern.tabel import Kolom, actieve_filters, koppen, sorteer
from partners.forms.voordragen import PassendFilter
from partners.forms.werkgevers import StandForm, VacatureFilter, VacatureForm, taaleisen_van
from partners.models import Passend, Toestand, Vacature, Voordracht, Werkgever
from partners.services import werkgevers
from partners.services.werkgevers import KAN
from partners.views.werkgevers import als_bestand, bestanden, deeltabs
from toegang.rollen import OPENERS
from toegang.tempo import hoogstens
from toegang.voor import MedewerkerRequest, voor

KOLOMMEN = (
    Kolom("titel", "Vacature", lambda rij: rij.titel, ("titel",)),
    Kolom("werkgever", "Werkgever", lambda rij: rij.werkgever.naam, ("werkgever__naam",)),
    Kolom("beroep", "Beroep", lambda rij: rij.beroep.naam, ("beroep__naam",)),
    Kolom("wijk", "Wijk", lambda rij: rij.wijk.naam),
    Kolom("uren", "Uren", lambda rij: rij.uren),
    Kolom("talen", "Talen", lambda rij: rij.taalnamen),
    Kolom("tot", "Tot en met", lambda rij: rij.tot, ("tot",)),
    Kolom("toestand", "Toestand", lambda rij: str(rij.toestand.label)),
)
ENKEL_IN_BESTAND = (
    Kolom("plaats", "Plaats", lambda rij: rij.plaats),
    Kolom("momenten", "Wanneer", lambda rij: rij.momentnamen),
    Kolom("aantal", "Plaatsen", lambda rij: rij.aantal),
    Kolom("van", "Vanaf", lambda rij: rij.van),
    Kolom("eisen", "Wat moet je kunnen", lambda rij: rij.eisen),
    Kolom("isco", "ISCO-08", lambda rij: rij.beroep.isco),
)


@voor(*OPENERS)
@require_GET
def vacature_list(request: MedewerkerRequest) -> HttpResponse:
    filterset = VacatureFilter(request.GET, Vacature.objects.all())
    context = {
        "tabs": deeltabs("vacature-list"),
        "filter": filterset,
        "actief": actieve_filters(filterset.form, request),
        "koppen": koppen(KOLOMMEN, request, "tot"),
        "pagina": bladzijde(sorteer(filterset.qs.voor_lijst(), KOLOMMEN, request, "tot"), request),
        "bestanden": bestanden(request, "partners:vacature-exporteer"),
    }
    return render_deel(request, "partners/vacature_list.html", "lijst", context)


@voor(*OPENERS)
@require_GET
@hoogstens(10, "exporteer")
def vacature_export(request: MedewerkerRequest) -> HttpResponse:
    filterset = VacatureFilter(request.GET, Vacature.objects.all())
    rijen = sorteer(filterset.qs.voor_lijst(), KOLOMMEN, request, "tot")
    return als_bestand(request, (*KOLOMMEN, *ENKEL_IN_BESTAND), rijen, "Vacatures")


@voor(*OPENERS)
@require_http_methods(["GET", "POST"])
def vacature_create(request: MedewerkerRequest, pk: int) -> HttpResponse:
    """A vacancy of an employer; ``?lead=`` makes it of an open lead."""
    werkgever = get_object_or_404(Werkgever, pk=pk)
    gevraagd = request.GET.get("lead", "")
    lead = (
        werkgever.leads.open().select_related("beroep").filter(pk=gevraagd).first() if gevraagd.isdecimal() else None
    )
    vacature = Vacature(werkgever=werkgever, lead=lead, wijk=werkgever.wijk, plaats=werkgever.straat)
    if lead is not None:
        vacature.eisen = lead.wat
        if lead.beroep is not None:
            vacature.beroep = lead.beroep
    return _formulier(request, vacature, "Vacature toevoegen", werkgever.get_absolute_url())


@voor(*OPENERS)
@require_http_methods(["GET", "POST"])
@transaction.atomic
def vacature_update(request: MedewerkerRequest, pk: int) -> HttpResponse:
    """What is posted holds the row before it is read, so that what was decided meanwhile stays."""
    if request.method == "POST":
        list(Vacature.objects.select_for_update().filter(pk=pk).values_list("pk"))
    vacature = get_object_or_404(Vacature.objects.voor_lijst(), pk=pk)
    return _formulier(request, vacature, f"{vacature} wijzigen", vacature.get_absolute_url())


def _formulier(request: MedewerkerRequest, vacature: Vacature, titel: str, terug: str) -> HttpResponse:
    gegevens = gepost(request)
    talen = taaleisen_van(vacature if vacature.pk else None, gegevens)
    form = VacatureForm(gegevens, instance=vacature, talen=talen)
    if gegevens is not None and form.is_valid() and talen.is_valid():
        try:
            bewaard = werkgevers.bewaar_vacature(form.save(commit=False), talen=talen.gekozen(), door=request.user)
            messages.success(request, f"De vacature {bewaard} is bewaard.")
            return redirect(bewaard)
        except ValidationError as fout:
            form.add_error(None, fout)
    context = {
        "titel": titel,
        "form": form,
        "rijen": talen,
        "rijtitel": "Welke talen vraagt het werk?",
        "terug": terug,
    }
    return render(request, "partners/werkgever_form.html", context, status=200 if gegevens is None else 422)


@voor(*OPENERS)
@require_http_methods(["GET", "POST"])
def vacature_detail(request: MedewerkerRequest, pk: int) -> HttpResponse:
    """What the work is and who was proposed; posting ``stand`` closes or opens it."""
    vacature = get_object_or_404(Vacature.objects.voor_lijst().select_related("door", "lead"), pk=pk)
    form, melding = StandForm(gepost(request)), ""
    if form.is_bound:
        try:
            return _zet(request, vacature, form)
        except ValidationError as fout:
            melding = fout.messages[0]
    voordrachten = Voordracht.objects.zichtbaar_voor(request.user).filter(vacature=vacature)
    context = {
        **_kader(vacature, "vacature-detail"),
        "voordrachten": voordrachten.voor_lijst().order_by("-aangemaakt", "-pk"),
        "kan": KAN[Vacature.Stand(vacature.stand)],
        "verlopen": vacature.toestand == Toestand.VERLOPEN,
        "form": form,
        "melding": melding,
    }
    return render(request, "partners/vacature_detail.html", context, status=422 if melding else 200)


def _zet(request: MedewerkerRequest, vacature: Vacature, form: StandForm) -> HttpResponse:
    stand = request.POST.get("stand", "")
    if stand not in Vacature.Stand.values:
        raise ValidationError("Dit kan niet.")
    if not form.is_valid():
        raise ValidationError(next(iter(form.errors.values()))[0])
    na = werkgevers.zet_vacature(vacature, stand, **form.cleaned_data, door=request.user)
    lopend = 0 if na.toestand == Toestand.OPEN else werkgevers.lopende_voordrachten(na, lezer=request.user)
    messages.success(request, f"De vacature is {na.toestand.label}.")
    if lopend:
        wie = "Eén voordracht loopt" if lopend == 1 else f"{lopend} voordrachten lopen"
        messages.warning(request, f"{wie} nog. Wie ze opvolgt, krijgt daar een taak voor.")
    return redirect(vacature)


def _kader(vacature: Vacature, huidig: str) -> dict[str, Any]:
    titels = {"vacature-detail": "Vacature", "vacature-passend": "Wie past"}
    return {
        "vacature": vacature,
        "tabs": [
            Getoond(titel, reverse(f"partners:{naam}", kwargs={"pk": vacature.pk}), naam == huidig)
            for naam, titel in titels.items()
        ],
    }


@voor(*OPENERS)
@require_GET
def vacature_passend(request: MedewerkerRequest, pk: int) -> HttpResponse:
    """Who fits, of the people one may see, and why; the best first."""
    vacature = get_object_or_404(Vacature.objects.voor_lijst(), pk=pk)
    passend = Passend.objects.zichtbaar_voor(request.user).filter(vacature=vacature)
    filterset = PassendFilter(request.GET, passend, medewerker=request.user)
    context = {
        **_kader(vacature, "vacature-passend"),
        "open": vacature.toestand == Toestand.OPEN,
        "filter": filterset,
        "actief": actieve_filters(filterset.form, request),
        "pagina": bladzijde(filterset.qs.voor_lijst(request.user).beste_eerst(), request),
    }
    return render_deel(request, "partners/vacature_passend.html", "lijst", context)
