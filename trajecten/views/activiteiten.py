"""The tab of a person's file with what they take part in, where they learn and where they work."""

import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from kern.export import als_bijlage
from kern.http import gepost
from kern.inzage import Aard, markeer
from toegang.rollen import BEGELEIDERS
from toegang.voor import MedewerkerRequest, voor
from trajecten import koppelen
from trajecten.bewijs import deelnamebewijs, deelnames
from trajecten.models import Deelname, Stage, Traject, Uitstroom
from trajecten.uitstroomforms import BijForm, zet_fouten
from werkpunten.dossier import tabs_van
from werkpunten.views.werkzoekenden import dossier_van, kader_van


@voor(*BEGELEIDERS)
@require_GET
def dossier(request: MedewerkerRequest, uuid: uuid.UUID) -> HttpResponse:
    persoon = dossier_van(request, uuid)
    ingeschreven = Deelname.objects.zichtbaar_voor(request.user).filter(werkzoekende=persoon).op_lijst()
    mee = ("sessie__module", "contact", *koppelen.MEE)
    context = kader_van(request, persoon, "detail") | {
        "tabs": tabs_van(persoon, "trajecten:activiteiten"),
        "deelnames": ingeschreven.select_related(*mee).order_by("-sessie__dag", "-pk"),
        "heeft_traject": Traject.objects.zichtbaar_voor(request.user).filter(werkzoekende=persoon).exists(),
        "stages": Stage.objects.zichtbaar_voor(request.user).filter(werkzoekende=persoon).voor_lijst(),
        "werken": Uitstroom.objects.zichtbaar_voor(request.user).filter(werkzoekende=persoon).voor_lijst(),
    }
    return render(request, "trajecten/activiteiten.html", context)


@voor(*BEGELEIDERS)
@require_http_methods(["GET", "POST"])
def deelname_bij(request: MedewerkerRequest, sleutel: uuid.UUID) -> HttpResponse:
    """For which trajectory, and which step of its plan, somebody takes part."""
    mee = ("werkzoekende", "sessie__module", *koppelen.MEE)
    rij = get_object_or_404(Deelname.objects.bewerkbaar_voor(request.user).select_related(*mee), sleutel=sleutel)
    markeer(Aard.INZAGE)
    form = BijForm(gepost(request), rij=rij, lezer=request.user)
    if form.is_bound and form.is_valid():
        try:
            koppelen.koppel(rij, form.cleaned_data["bij"], door=request.user)
        except ValidationError as fout:
            zet_fouten(form, fout)
        else:
            messages.success(request, "Bewaard waar dit bij hoort.")
            return redirect("trajecten:activiteiten", uuid=rij.werkzoekende.uuid)
    context = {"form": form, "persoon": rij.werkzoekende, "titel": f"{rij.sessie.module}, {rij.sessie.dag:%d/%m/%Y}"}
    return render(request, "trajecten/bij_persoon_form.html", context, status=422 if form.is_bound else 200)


@voor(*BEGELEIDERS)
@require_GET
def bewijs(request: MedewerkerRequest, uuid: uuid.UUID) -> HttpResponse:
    """The certificate of what this person took part in: it leaves the house, so it is logged as an export."""
    persoon = dossier_van(request, uuid)
    wat = deelnames(persoon, lezer=request.user)
    if not wat:
        messages.error(request, "Deze persoon nam nog nergens aan deel.")
        return redirect("trajecten:activiteiten", uuid=persoon.uuid)
    markeer(Aard.EXPORT, "bewijs van deelname")
    return als_bijlage(deelnamebewijs(persoon, wat), "bewijs-van-deelname.pdf")
