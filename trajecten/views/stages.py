"""The bank of places for internships and volunteering, and who is at one."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from kern.http import bladzijde, gepost
from kern.inzage import Aard, markeer
from toegang.rollen import BEGELEIDERS
from toegang.voor import MedewerkerRequest, voor
from trajecten import koppelen, stages
from trajecten.models import Evaluatie, Gastheersteun, Stage, Stageplaats
from trajecten.uitstroomforms import BijForm, EvaluatieForm, StageForm, StageplaatsForm, SteunForm, TotForm, zet_fouten
from trajecten.views.groepen import tabs
from werkpunten.models import Werkzoekende


@voor(*BEGELEIDERS)
@require_GET
def stageplaats_list(request: MedewerkerRequest) -> HttpResponse:
    context = {
        "tabs": tabs("trajecten:stageplaats-list"),
        "pagina": bladzijde(Stageplaats.objects.voor_lijst().order_by("-actief", "titel", "pk"), request),
    }
    return render(request, "trajecten/stageplaats_list.html", context)


@voor(*BEGELEIDERS)
@require_http_methods(["GET", "POST"])
@transaction.atomic
def stageplaats_form(request: MedewerkerRequest, pk: int | None = None) -> HttpResponse:
    """A new place, or one that changes; what is posted holds the row."""
    plaats = Stageplaats()
    if pk is not None:
        alle = Stageplaats.objects.select_for_update() if request.method == "POST" else Stageplaats.objects.all()
        plaats = get_object_or_404(alle, pk=pk)
    form = StageplaatsForm(gepost(request), instance=plaats)
    if form.is_bound and form.is_valid():
        form.save()
        messages.success(request, "De plaats is bewaard.")
        return redirect(plaats)
    context = {"form": form, "plaats": plaats}
    return render(request, "trajecten/stageplaats_form.html", context, status=422 if form.is_bound else 200)


@voor(*BEGELEIDERS)
@require_http_methods(["GET", "POST"])
def stageplaats_detail(request: MedewerkerRequest, pk: int) -> HttpResponse:
    """One place, who of the people one may see is or was there, and the log of support; posting adds to the log."""
    plaats = get_object_or_404(Stageplaats.objects.voor_lijst(), pk=pk)
    form = SteunForm(gepost(request), instance=Gastheersteun(plaats=plaats))
    if form.is_bound and form.is_valid():
        try:
            stages.noteer_steun(form.instance, door=request.user)
        except ValidationError as fout:
            zet_fouten(form, fout)
        else:
            messages.success(request, "Wat we deden voor de gastheer is bewaard.")
            return redirect(plaats)
    mensen = Stage.objects.zichtbaar_voor(request.user).filter(plaats=plaats).select_related("werkzoekende")
    context = {
        "plaats": plaats,
        "form": form,
        "mensen": mensen.order_by("-van", "-pk"),
        "steun": plaats.steun.select_related("door"),
    }
    return render(request, "trajecten/stageplaats_detail.html", context, status=422 if form.is_bound else 200)


@voor(*BEGELEIDERS)
@require_http_methods(["GET", "POST"])
def stage_create(request: MedewerkerRequest, uuid: uuid.UUID) -> HttpResponse:
    persoon = get_object_or_404(Werkzoekende.objects.bewerkbaar_voor(request.user), uuid=uuid)
    markeer(Aard.INZAGE)
    form = StageForm(gepost(request), instance=Stage(werkzoekende=persoon), lezer=request.user)
    if form.is_bound and form.is_valid():
        try:
            bewaard = stages.start_stage(form.instance, door=request.user)
        except ValidationError as fout:
            zet_fouten(form, fout)
        else:
            messages.success(request, "Bewaard.")
            return redirect(bewaard)
    context = {"form": form, "persoon": persoon, "titel": "Stage of vrijwilligerswerk"}
    return render(request, "trajecten/bij_persoon_form.html", context, status=422 if form.is_bound else 200)


@voor(*BEGELEIDERS)
@require_http_methods(["GET", "POST"])
def stage_detail(request: MedewerkerRequest, sleutel: uuid.UUID) -> HttpResponse:
    """Somebody at a place; what is posted (``doe``) adds an evaluation or moves the last day."""
    markeer(Aard.INZAGE)
    alle = Stage.objects.zichtbaar_voor(request.user).voor_lijst().select_related("werkzoekende", *koppelen.MEE)
    stage = get_object_or_404(alle, sleutel=sleutel)
    mag = Stage.objects.bewerkbaar_voor(request.user).filter(pk=stage.pk).exists()
    doe = request.POST.get("doe", "")
    formulieren = _formulieren(request, stage, doe)
    if request.method == "POST":
        if not mag:
            raise Http404
        if _doe(request, stage, doe, formulieren.get(doe)):
            messages.success(request, "Bewaard.")
            return redirect(stage)
    evaluaties = Evaluatie.objects.zichtbaar_voor(request.user).filter(stage=stage).select_related("door")
    context = {
        "stage": stage,
        "persoon": stage.werkzoekende,
        "formulieren": formulieren,
        "doe": doe,
        "mag": mag,
        "evaluaties": evaluaties,
    }
    return render(request, "trajecten/stage_detail.html", context, status=422 if request.method == "POST" else 200)


def _formulieren(request: MedewerkerRequest, stage: Stage, doe: str) -> dict[str, Any]:
    nieuw = Evaluatie(stage=stage, werkzoekende_id=stage.werkzoekende_id)
    gegeven = request.POST if request.method == "POST" else None
    return {
        "evaluatie": EvaluatieForm(gegeven if doe == "evaluatie" else None, prefix="evaluatie", instance=nieuw),
        "bij": BijForm(gegeven if doe == "bij" else None, prefix="bij", rij=stage, lezer=request.user),
        "tot": TotForm(gegeven if doe == "tot" else None, prefix="tot", initial={"tot": stage.tot}),
    }


def _doe(request: MedewerkerRequest, stage: Stage, doe: str, form: Any) -> bool:
    if form is None or not form.is_valid():
        return False
    daden: dict[str, Callable[[], object]] = {
        "evaluatie": lambda: stages.noteer_evaluatie(form.instance, door=request.user),
        "bij": lambda: koppelen.koppel(stage, form.cleaned_data["bij"], door=request.user),
        "tot": lambda: stages.verleg_einde(stage, tot=form.cleaned_data["tot"], door=request.user),
    }
    try:
        daden[doe]()
    except ValidationError as fout:
        zet_fouten(form, fout)
        return False
    return True
