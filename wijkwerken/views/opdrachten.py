"""Assignments of customers: the list, a new one, and one with its rota and who is on it."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from kern.http import bladzijde, gepost, render_deel
from kern.tabel import actieve_filters
from kern.tijd import vandaag
from toegang.voor import MedewerkerRequest, voor
from trajecten.uitstroomforms import zet_fouten
from wijkwerken import weekplan
from wijkwerken.forms.opdrachten import ClusterForm, OpdrachtFilter, OpdrachtForm, SluitForm
from wijkwerken.models import Buurtbeheercluster, Opdracht, Toewijzing, Werkingsgebied
from wijkwerken.services import opdrachten
from wijkwerken.views.tabs import tabs
from wijkwerken.views.wijkwerkers import ORGANISATOREN


@voor(*ORGANISATOREN)
@require_safe
def opdracht_list(request: MedewerkerRequest) -> HttpResponse:
    filter_ = OpdrachtFilter(request.GET, Opdracht.objects.zichtbaar_voor(request.user))
    context = {
        "tabs": tabs("wijkwerken:opdracht-list"),
        "filter": filter_,
        "actief": actieve_filters(filter_.form, request),
        "pagina": bladzijde(filter_.qs.voor_lijst().order_by("titel", "pk"), request),
    }
    return render_deel(request, "wijkwerken/opdracht_list.html", "lijst", context)


@voor(*ORGANISATOREN)
@require_http_methods(["GET", "POST"])
def opdracht_create(request: MedewerkerRequest) -> HttpResponse:
    form = OpdrachtForm(gepost(request), medewerker=request.user, initial={"gemeente": _gent()})
    if form.is_bound and form.is_valid():
        try:
            bewaard = opdrachten.neem_aan(form.instance, momenten=form.momenten(), door=request.user)
        except ValidationError as fout:
            zet_fouten(form, fout)
        else:
            messages.success(request, "De opdracht is bewaard. Zoek er nu wijk-werkers voor.")
            return redirect(bewaard)
    context = {"form": form, "titel": "Opdracht toevoegen", "lijst": "wijkwerken:opdracht-list"}
    return render(request, "wijkwerken/nieuw.html", context, status=422 if form.is_bound else 200)


def _gent() -> int | None:
    """The only municipality of the territory, when there is only one."""
    gebied = list(Werkingsgebied.objects.op(vandaag()).values_list("gemeente", flat=True)[:2])
    return gebied[0] if len(gebied) == 1 else None


@voor(*ORGANISATOREN)
@require_http_methods(["GET", "POST"])
def opdracht_detail(request: MedewerkerRequest, sleutel: uuid.UUID) -> HttpResponse:
    """One assignment; posting closes it."""
    alle = Opdracht.objects.zichtbaar_voor(request.user).voor_lijst().select_related("werkplek", "gemeente")
    opdracht = get_object_or_404(alle, sleutel=sleutel)
    form = SluitForm(gepost(request))
    if form.is_bound and form.is_valid():
        try:
            opdrachten.sluit(opdracht, **form.cleaned_data, door=request.user)
        except ValidationError as fout:
            zet_fouten(form, fout)
        else:
            messages.success(request, "De opdracht stopt.")
            return redirect(opdracht)
    context = _op(request, opdracht) | {"opdracht": opdracht, "form": form}
    return render(request, "wijkwerken/opdracht_detail.html", context, status=422 if form.is_bound else 200)


def _op(request: MedewerkerRequest, opdracht: Opdracht) -> dict[str, Any]:
    """Who is on it, and who could be: the workers of this week with the hours they have left."""
    week = weekplan.week_van(max(vandaag(), opdracht.van))
    pagina = bladzijde(weekplan.te_plannen(request.user, week), request)
    toewijzingen = Toewijzing.objects.zichtbaar_voor(request.user).filter(opdracht=opdracht)
    return {
        "toewijzingen": toewijzingen.select_related("werkzoekende", "wijkwerker").order_by("-van", "-pk"),
        "dag": week.begin,
        "pagina": pagina,
        "kandidaten": weekplan.regels(pagina.rijen, week, request.user),
    }


@voor(*ORGANISATOREN)
@require_http_methods(["GET", "POST"])
def cluster_list(request: MedewerkerRequest) -> HttpResponse:
    """The clusters of "buurtbeheer" with the assignments of several customers in them; posting adds one."""
    form = ClusterForm(gepost(request))
    if form.is_bound and form.is_valid():
        form.save()
        messages.success(request, "Het cluster is bewaard.")
        return redirect("wijkwerken:cluster-list")
    lopend = Opdracht.objects.zichtbaar_voor(request.user).open_op(vandaag()).filter(cluster__isnull=False)
    per_cluster: dict[int, list[Opdracht]] = {}
    for opdracht in lopend.select_related("gebruiker").order_by("titel", "pk"):
        per_cluster.setdefault(opdracht.cluster_id or 0, []).append(opdracht)
    clusters = Buurtbeheercluster.objects.select_related("wijk")
    context = {
        "tabs": tabs("wijkwerken:cluster-list"),
        "form": form,
        "clusters": [(cluster, per_cluster.get(cluster.pk, [])) for cluster in clusters],
    }
    return render(request, "wijkwerken/cluster_list.html", context, status=422 if form.is_bound else 200)
