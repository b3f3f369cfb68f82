"""``/documenten/``: what the partners of a project share, in versions; who takes one along is written down."""

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import F, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from kern.export import als_bijlage
from kern.http import bladzijde, gepost, render_deel
from kern.tabel import Kolom, actieve_filters, koppen, sorteer
from partners.models.gids import REDACTIE
from rapportage import documenten
from rapportage.documentforms import DocumentFilter, DocumentForm, IntrekForm, VersieForm, VersieIntrekForm
from rapportage.models import Document, Documentversie, Ophaling, projecten_van
from toegang.rollen import Rol
from toegang.voor import MedewerkerRequest, voor

DELERS = (*REDACTIE, Rol.PARTNERMEDEWERKER)
LEZERS = (*DELERS, Rol.MANAGER)
VERSLAGLEZERS = (Rol.COORDINATOR, Rol.MANAGER, Rol.PARTNERMEDEWERKER)
LAATSTE = 50
FORMULIEREN: dict[str, type[forms.Form]] = {"versie": VersieForm, "intrekken": IntrekForm}
KOLOMMEN = (
    Kolom("naam", "Naam", lambda rij: rij.titel, ("titel",)),
    Kolom("soort", "Soort", lambda rij: rij.get_soort_display(), ("soort",)),
    Kolom("voor", "Voor wie", lambda rij: rij.voor_wie),
    Kolom("van", "Van", lambda rij: rij.organisatie, ("organisatie__naam",)),
    Kolom("bijgewerkt", "Laatste versie", lambda rij: rij.bijgewerkt, ("bijgewerkt",)),
)


@voor(*LEZERS)
@require_GET
def document_list(request: MedewerkerRequest) -> HttpResponse:
    alle = Document.objects.zichtbaar_voor(request.user).voor_lijst()
    filterset = DocumentFilter(request.GET, alle, lezer=request.user)
    context = {
        "filter": filterset,
        "actief": actieve_filters(filterset.form, request),
        "koppen": koppen(KOLOMMEN, request, "-bijgewerkt"),
        "pagina": bladzijde(sorteer(filterset.qs, KOLOMMEN, request, "-bijgewerkt"), request),
        "mag": request.user.heeft_rol(*DELERS),
        "beheer": projecten_van(request.user) if request.user.heeft_rol(Rol.BEHEERDER) else (),
        "projecten": projecten_van(request.user) if request.user.heeft_rol(*VERSLAGLEZERS) else (),
    }
    return render_deel(request, "rapportage/document_list.html", "lijst", context)


@voor(*DELERS)
@require_http_methods(["GET", "POST"])
def document_create(request: MedewerkerRequest) -> HttpResponse:
    """``?voor=``: the choice that stands ready, as in the form."""
    bestanden = request.FILES if request.method == "POST" else None
    form = DocumentForm(gepost(request), bestanden, lezer=request.user, initial={"voor": request.GET.get("voor", "")})
    if request.method == "POST" and form.is_valid():
        try:
            gegevens = form.cleaned_data
            document = documenten.plaats(
                form.instance, gegevens["bestand"], sleutel=gegevens["sleutel"], door=request.user
            )
        except ValidationError as fout:
            form.add_error(None, fout.messages[0])
        else:
            messages.success(request, "Het document staat hier voor wie het mag zien.")
            return redirect(document)
    return render(request, "rapportage/document_form.html", {"form": form}, status=422 if form.errors else 200)


@voor(*LEZERS)
@require_http_methods(["GET", "POST"])
def document_detail(request: MedewerkerRequest, uuid: uuid.UUID) -> HttpResponse:
    """Its versions; posting ``doe`` adds one, withdraws the document or puts it back."""
    document = get_object_or_404(Document.objects.zichtbaar_voor(request.user).voor_lijst(), uuid=uuid)
    mag = Document.objects.bewerkbaar_voor(request.user).filter(pk=document.pk).exists()
    if request.method == "POST" and not mag:
        raise Http404
    doe = request.POST.get("doe", "")
    formulieren: dict[str, Any] = {
        naam: soort(request.POST if naam == doe else None, request.FILES if naam == doe else None, prefix=naam)
        for naam, soort in FORMULIEREN.items()
    }
    versies = list(document.versies.defer("inhoud").select_related("door__organisatie", "document"))
    gekozen = request.POST if doe == "versieweg" else None
    formulieren["versieweg"] = VersieIntrekForm(gekozen, versies=versies, prefix="versieweg")
    if request.method == "POST" and _doe(request, document, doe, formulieren.get(doe)):
        return redirect(document)
    return render(
        request,
        "rapportage/document_detail.html",
        {
            "document": document,
            "versies": versies,
            "mag": mag,
            "ophalingen": _ophalingen(document) if mag else (),
            **formulieren,
        },
        status=422 if request.method == "POST" else 200,
    )


def _doe(request: MedewerkerRequest, document: Document, doe: str, form: Any) -> bool:
    """Do what was posted; False when it was refused, with the reason on the form."""
    if form is not None and not form.is_valid():
        return False
    try:
        if doe == "versie":
            inhoud = form.cleaned_data.pop("bestand")
            versie = documenten.vernieuw(document, inhoud, **form.cleaned_data, door=request.user)
            messages.success(request, f"Versie {versie.nummer} is bewaard.")
        elif doe == "intrekken":
            documenten.trek_in(document, reden=form.cleaned_data["reden"], door=request.user)
            messages.success(request, "Het document is ingetrokken. Niemand kan het nog ophalen.")
        elif doe == "versieweg":
            versie = documenten.trek_versie_in(form.cleaned_data.pop("versie"), **form.cleaned_data, door=request.user)
            messages.success(request, f"Versie {versie.nummer} is ingetrokken.")
        elif doe == "terug":
            documenten.zet_terug(document, door=request.user)
            messages.success(request, "Het document staat er weer.")
        else:
            return False
    except ValidationError as fout:
        if form is None:
            messages.error(request, fout.messages[0])
        else:
            form.add_error(None, fout.messages[0])
        return False
    return True


def _ophalingen(document: Document) -> QuerySet[Ophaling]:
    """Who took which version along, and when; the last ones."""
    rijen = Ophaling.objects.filter(versie__document=document).select_related("medewerker__organisatie")
    return rijen.annotate(nummer=F("versie__nummer"))[:LAATSTE]


@voor(*LEZERS)
@require_GET
def document_ophalen(request: MedewerkerRequest, uuid: uuid.UUID, nummer: int) -> HttpResponse:
    """The file, always as a download: never shown inside our pages. What was withdrawn cannot be fetched."""
    eigen = Documentversie.objects.zichtbaar_voor(request.user).select_related("document")
    versies = eigen.filter(document__uuid=uuid, document__ingetrokken_op=None, gewist_op=None)
    versie = get_object_or_404(versies, nummer=nummer)
    return als_bijlage(documenten.haal_op(versie, door=request.user), versie.bestandsnaam)
