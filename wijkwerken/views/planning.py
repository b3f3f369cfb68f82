"""The planning of a week, a worker put on an assignment, and one turn with what happens to it."""

import uuid
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from kern.http import bladzijde, gepost
from kern.tijd import vandaag
from toegang.rollen import Rol
from toegang.voor import MedewerkerRequest, voor
from trajecten.uitstroomforms import zet_fouten
from wijkwerken import weekplan
from wijkwerken.forms.opdrachten import AfzegForm, BlokForm, CorrectieForm, PlanForm, UrenForm, VerplaatsForm
from wijkwerken.models import Beurt, Opdracht, Prestatie, Toewijzing, Wijkwerker
from wijkwerken.regels import Oordeel
from wijkwerken.services import planning as plan
from wijkwerken.services import prestaties
from wijkwerken.views.tabs import tabs
from wijkwerken.views.wijkwerkers import ORGANISATOREN

TITELS = {"uren": "Uren noteren", "verplaats": "Verplaatsen", "afzeg": "Afzeggen", "correctie": "Uren corrigeren"}


@voor(*ORGANISATOREN)
@require_GET
def planning(request: MedewerkerRequest) -> HttpResponse:
    """Who works when in one week, with the hours they have left, and the turns nobody has yet."""
    week = weekplan.week_van(_dag(request))
    pagina = bladzijde(weekplan.te_plannen(request.user, week), request)
    regels = weekplan.regels(pagina.rijen, week, request.user)
    dagen = weekplan.zonder_weekend(regels, week)

    def link(dag: date) -> str:
        return f"{reverse('wijkwerken:planning')}?dag={dag.isoformat()}"

    context = {
        "tabs": tabs("wijkwerken:planning"),
        "week": week,
        "nummer": week.begin.isocalendar().week,
        "dagen": dagen,
        "pagina": pagina,
        "regels": [(regel, [cel for cel in regel.cellen if cel.dag in dagen]) for regel in regels],
        "gaten": weekplan.gaten(week, request.user),
        "vorige": link(week.begin - timedelta(days=7)),
        "volgende": link(week.begin + timedelta(days=7)),
        "nu": link(vandaag()),
        "vandaag": vandaag(),
    }
    return render(request, "wijkwerken/planning.html", context)


def _dag(request: MedewerkerRequest) -> date:
    """``?dag=2026-11-22``; today when it is none or lies in another age."""
    try:
        dag = date.fromisoformat(request.GET.get("dag", ""))
    except ValueError:
        return vandaag()
    return dag if 1990 < dag.year < 2100 else vandaag()


@voor(*ORGANISATOREN)
@require_GET
def plan_keuze(request: MedewerkerRequest, sleutel: uuid.UUID) -> HttpResponse:
    """On which assignment a worker is put: the ones of the own wijk first."""
    alle = Wijkwerker.objects.bewerkbaar_voor(request.user).select_related("werkzoekende")
    wijkwerker = get_object_or_404(alle, sleutel=sleutel)
    dag = _dag(request)
    opdrachten = Opdracht.objects.zichtbaar_voor(request.user).exclude(tot__lt=dag).voor_lijst()
    context = {
        "wijkwerker": wijkwerker,
        "dag": dag,
        "pagina": bladzijde(opdrachten.order_by("wijk__nummer", "titel", "pk"), request),
    }
    return render(request, "wijkwerken/plan_keuze.html", context)


@voor(*ORGANISATOREN)
@require_http_methods(["GET", "POST"])
def toewijzing_create(request: MedewerkerRequest, opdracht: uuid.UUID, wijkwerker: uuid.UUID) -> HttpResponse:
    """Plan a worker on an assignment. ``doe=toets`` only says what the rules answer."""
    werk = get_object_or_404(_opdrachten(request), sleutel=opdracht)
    alle = Wijkwerker.objects.bewerkbaar_voor(request.user).select_related("werkzoekende", "stelsel")
    wie = get_object_or_404(alle, sleutel=wijkwerker)
    dag = _dag(request)
    nieuw = Toewijzing(opdracht=werk, wijkwerker=wie, van=dag, tot=werk.tot or dag + timedelta(days=27))
    form = PlanForm(gepost(request), instance=nieuw, coordinator=request.user.heeft_rol(Rol.COORDINATOR))
    oordelen: list[Oordeel] = []
    getoetst = form.is_bound and form.is_valid()
    if getoetst:
        oordelen = plan.toets(wie, werk, form.blokken())
        if request.POST.get("doe") == "plan" and _plan(request, form):
            messages.success(request, f"Gepland: {len(form.blokken())} beurten.")
            return redirect(f"{reverse('wijkwerken:planning')}?dag={form.cleaned_data['van'].isoformat()}")
    context = {
        "form": form,
        "opdracht": werk,
        "wijkwerker": wie,
        "oordelen": oordelen,
        "getoetst": getoetst,
        "tellers": weekplan.regels([wie], weekplan.week_van(dag), request.user)[0],
    }
    return render(request, "wijkwerken/toewijzing_form.html", context, status=422 if form.is_bound else 200)


def _opdrachten(request: MedewerkerRequest) -> Any:
    alle = Opdracht.objects.bewerkbaar_voor(request.user)
    return alle.select_related("gebruiker", "activiteit__opleiding", "gemeente", "wijk").prefetch_related("momenten")


def _plan(request: MedewerkerRequest, form: PlanForm) -> bool:
    """A new place on the assignment, or more turns on the place somebody has already."""
    nieuw, reden = form.instance, form.cleaned_data.get("reden", "")
    lopend = Toewijzing.objects.zichtbaar_voor(request.user).filter(
        wijkwerker=nieuw.wijkwerker, opdracht=nieuw.opdracht, van__lte=nieuw.van
    )
    bestaand = lopend.exclude(tot__lt=nieuw.tot).exclude(sleutel=nieuw.sleutel).first()
    try:
        if bestaand is not None:
            plan.plan_beurten(bestaand, blokken=form.blokken(), door=request.user, reden=reden)
        else:
            plan.wijs_toe(nieuw, blokken=form.blokken(), door=request.user, reden=reden)
    except ValidationError as fout:
        zet_fouten(form, fout)
        return False
    return True


@voor(*ORGANISATOREN)
@require_http_methods(["GET", "POST"])
def beurt_detail(request: MedewerkerRequest, sleutel: uuid.UUID) -> HttpResponse:
    """One turn; what is posted (``doe``) moves it, calls it off, notes its hours or corrects them."""
    alle = Beurt.objects.zichtbaar_voor(request.user).voor_lijst().select_related("werkzoekende")
    beurt = get_object_or_404(alle, sleutel=sleutel)
    mag = Beurt.objects.bewerkbaar_voor(request.user).filter(pk=beurt.pk).exists()
    uren = Prestatie.objects.zichtbaar_voor(request.user).filter(beurt=beurt).select_related("door")
    geldig = next((rij for rij in uren if rij.corrigeert_id is None and not rij.vervallen), None)
    doe = request.POST.get("doe", "")
    formulieren = _formulieren(request, beurt, geldig, doe)
    if request.method == "POST":
        if not mag or doe not in formulieren:
            raise Http404
        if _doe(request, beurt, geldig, doe, formulieren[doe]):
            messages.success(request, "Bewaard.")
            return redirect(beurt)
    context = {
        "beurt": beurt,
        "persoon": beurt.werkzoekende,
        "uren": uren,
        "formulieren": [(naam, TITELS[naam], form) for naam, form in formulieren.items()] if mag else [],
        "doe": doe,
    }
    return render(request, "wijkwerken/beurt_detail.html", context, status=422 if doe else 200)


def _formulieren(request: MedewerkerRequest, beurt: Beurt, geldig: Prestatie | None, doe: str) -> dict[str, Any]:
    def maak(naam: str, soort: Any, rij: Beurt | Prestatie = beurt) -> Any:
        gegeven = request.POST if doe == naam and request.method == "POST" else None
        return soort(gegeven, prefix=naam, initial=BlokForm.begin_van(rij))

    if geldig is not None:
        return {"correctie": maak("correctie", CorrectieForm, geldig)}
    gevonden = {"uren": maak("uren", UrenForm)}
    if beurt.status == Beurt.Status.GEPLAND:
        gevonden |= {"verplaats": maak("verplaats", VerplaatsForm), "afzeg": maak("afzeg", AfzegForm)}
    return gevonden


def _doe(request: MedewerkerRequest, beurt: Beurt, geldig: Prestatie | None, doe: str, form: Any) -> bool:
    if not form.is_valid():
        return False
    door, gegeven = request.user, form.cleaned_data
    daden: dict[str, Callable[[], object]] = {
        "uren": lambda: prestaties.registreer(_uren(beurt, form), door=door),
        "verplaats": lambda: plan.verplaats(beurt, blok=form.blok(), reden=gegeven["reden"], door=door),
        "afzeg": lambda: plan.zeg_af(beurt, reden=gegeven["reden"], door=door),
        "correctie": lambda: (
            geldig
            and prestaties.corrigeer(
                geldig,
                uitleg=gegeven["uitleg"],
                nieuw=None if gegeven["niet_gewerkt"] else _uren(beurt, form),
                door=door,
            )
        ),
    }
    try:
        with transaction.atomic():
            daden[doe]()
    except ValidationError as fout:
        zet_fouten(form, fout)
        return False
    return True


def _uren(beurt: Beurt, form: UrenForm) -> Prestatie:
    gegeven, blok = form.cleaned_data, form.blok()
    return Prestatie(
        sleutel=gegeven["sleutel"],
        toewijzing=beurt.toewijzing,
        beurt=beurt,
        begin=blok.begin,
        einde=blok.einde,
        kilometers=gegeven["kilometers"],
    )
