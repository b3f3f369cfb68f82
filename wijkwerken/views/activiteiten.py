"""The matrix: which activities are allowed for which customers, in Flanders and in one municipality."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from kern.http import gepost, render_deel
from kern.tijd import vandaag
from toegang.rollen import Rol
from toegang.voor import MedewerkerRequest, voor
from trajecten.uitstroomforms import zet_fouten
from wijkwerken.forms.activiteiten import GemeenteKeuze, ToelatingenForm
from wijkwerken.models import Activiteit, Antwoord, Gebruikerstype, Gemeente, Toelating
from wijkwerken.models.activiteiten import lees
from wijkwerken.models.gebruikers import ORGANISATOREN
from wijkwerken.services import activiteiten
from wijkwerken.views.tabs import tabs


@dataclass(frozen=True)
class Regel:
    """One line of the matrix: an activity with an answer per kind of customer."""

    activiteit: Activiteit
    cellen: list[tuple[str, Antwoord]]


@voor(*ORGANISATOREN, Rol.BEHEERDER)
@require_GET
def activiteit_list(request: MedewerkerRequest) -> HttpResponse:
    form = GemeenteKeuze(request.GET)
    gemeente = form.cleaned_data.get("gemeente") if form.is_valid() else None
    context = {
        "tabs": tabs("wijkwerken:activiteit-list") if request.user.heeft_rol(*ORGANISATOREN) else [],
        "form": form,
        "gemeente": gemeente,
        "types": Gebruikerstype.labels,
        "regels": _regels(gemeente),
        "mag_wijzigen": request.user.heeft_rol(*activiteiten.REDACTIE),
    }
    return render_deel(request, "wijkwerken/activiteit_list.html", "lijst", context)


def _regels(gemeente: Gemeente | None) -> list[Regel]:
    """Every activity of today, the parts of a main one below it; two queries."""
    nu = vandaag()
    alle = list(Activiteit.objects.op(nu).select_related("opleiding"))
    onder = {hoofd.pk: [rij for rij in alle if rij.hoofdactiviteit_id == hoofd.pk] for hoofd in alle}
    cellen = list(Toelating.objects.op(nu))
    return [
        Regel(
            rij, [(label, lees(cellen, rij, type=type_, gemeente=gemeente)) for type_, label in Gebruikerstype.choices]
        )
        for hoofd in alle
        if hoofd.hoofdactiviteit_id is None
        for rij in (hoofd, *onder[hoofd.pk])
    ]


@voor(*activiteiten.REDACTIE)
@require_http_methods(["GET", "POST"])
@transaction.atomic
def activiteit_update(request: MedewerkerRequest, slug: str) -> HttpResponse:
    """The cells of one activity, for Flanders or (``?gemeente=``) one municipality; what is posted holds the row."""
    alle = Activiteit.objects.select_for_update(of=("self",)) if request.method == "POST" else Activiteit.objects.all()
    activiteit = get_object_or_404(alle.select_related("hoofdactiviteit"), slug=slug)
    keuze = GemeenteKeuze(request.GET)
    gemeente = keuze.cleaned_data.get("gemeente") if keuze.is_valid() else None
    form = ToelatingenForm(gepost(request), activiteit=activiteit, gemeente=gemeente)
    terug = reverse("wijkwerken:activiteit-list") + (f"?gemeente={gemeente.slug}" if gemeente else "")
    if form.is_bound and form.is_valid():
        try:
            activiteiten.zet_toelatingen(
                activiteit,
                gemeente=gemeente,
                keuzes=form.keuzes,
                grond=form.cleaned_data["grond"],
                door=request.user,
            )
            messages.success(request, f"{activiteit} is bewaard. Dit geldt vanaf vandaag.")
            return redirect(terug)
        except ValidationError as fout:
            zet_fouten(form, fout)
    waar = f"in {gemeente}" if gemeente else "volgens de Vlaamse lijst"
    context = {"form": form, "titel": f"{activiteit} {waar}", "terug": terug, "uitleg": "Geldt vanaf vandaag."}
    return render(request, "wijkwerken/form.html", context, status=422 if form.is_bound else 200)
