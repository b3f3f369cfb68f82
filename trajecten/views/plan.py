"""The plan of a trajectory: read it, put in one row at a time, write down that it was discussed, print it."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from kern.export import als_bijlage
from kern.http import gepost
from kern.inzage import Aard, markeer
from partners.models import Beroepswens
from toegang.rollen import BEGELEIDERS
from toegang.voor import MedewerkerRequest, voor
from trajecten import koppelen, plan
from trajecten.evolutie import evolutie_van
from trajecten.inburgering import overzicht
from trajecten.models import Plan, Plandoel, Stap, Traject
from trajecten.planbrief import plan_op_papier
from trajecten.planforms import AkkoordForm, DoelForm, StapForm, WoordenForm
from trajecten.verloop import vergrendel
from werkpunten.dossier import hulp_bij
from werkpunten.models import Drempel

BEWAARD = {
    "woorden": "Bewaard.",
    "akkoord": "De afgesproken versie is bewaard.",
    "doel": "Het doel is bewaard.",
    "stap": "De stap is bewaard.",
    "nieuw": "De stap is toegevoegd.",
}
"""What is said after each kind of row was kept."""


@voor(*BEGELEIDERS)
@require_GET
def plan_detail(request: MedewerkerRequest, sleutel: uuid.UUID) -> HttpResponse:
    """The plan; ``?rij=`` is where the focus goes back to after saving."""
    return _toon(request, traject_van(request, sleutel))


@voor(*BEGELEIDERS)
@require_GET
def plan_afdruk(request: MedewerkerRequest, sleutel: uuid.UUID) -> HttpResponse:
    """The plan the person takes home: it leaves the house, so it is logged as an export."""
    traject = traject_van(request, sleutel)
    markeer(Aard.EXPORT)
    inhoud = plan_op_papier(plan.lees(traject, request.user))
    return als_bijlage(inhoud, f"plan-{traject.werkzoekende.dossiernummer}.pdf")


@voor(*BEGELEIDERS)
@require_http_methods(["GET", "POST"])
@transaction.atomic
def plan_rij(request: MedewerkerRequest, sleutel: uuid.UUID, rij: str) -> HttpResponse:
    """One row with its form open in the page; posting saves it, with ``klaar`` the step is done.

    ``rij``: ``woorden``, ``akkoord``, ``doel-nieuw``, ``doel-PK``, ``stap-PK``, or ``nieuw-PK`` for a step to a goal.
    """
    traject = traject_van(request, sleutel, schrijven=True)
    soort, _, waar = rij.partition("-")
    if soort not in FORMULIEREN:
        raise Http404
    form = FORMULIEREN[soort](request, traject, waar)
    if request.method == "POST" and soort == "stap" and "klaar" in request.POST:
        return _klaar(request, traject, form.instance)
    if request.method == "POST" and form.is_valid() and (bewaard := _bewaar(request, form)):
        messages.success(request, BEWAARD[soort])
        naar = {"doel": "doel", "nieuw": "stap"}.get(soort)
        return _terug(traject, f"{naar}-{bewaard.pk}" if naar else rij)
    return _toon(request, traject, open_=rij, form=form)


def traject_van(request: MedewerkerRequest, sleutel: uuid.UUID, *, schrijven: bool = False) -> Traject:
    """The trajectory, for who may read it (or change it); what is posted keeps it from others.

    Closed by a colleague at that moment it comes closed: what saves refuses, on the form with what was typed.
    """
    alle = Traject.objects.bewerkbaar_voor(request.user) if schrijven else Traject.objects.zichtbaar_voor(request.user)
    traject = get_object_or_404(alle.voor_lijst().select_related("werkzoekende"), sleutel=sleutel)
    markeer(Aard.INZAGE)
    if request.method == "POST" and traject.is_open:
        try:
            traject = vergrendel(traject, door=request.user)
        except ValidationError as fout:
            raise Http404 from fout
    return traject


def _woorden(request: MedewerkerRequest, traject: Traject, waar: str) -> WoordenForm:
    rij = Plan.objects.bewerkbaar_voor(request.user).filter(traject=traject).first()
    rij = rij or Plan(traject=traject, werkzoekende_id=traject.werkzoekende_id)
    return WoordenForm(gepost(request), instance=rij)


def _doel(request: MedewerkerRequest, traject: Traject, waar: str) -> DoelForm:
    rij = Plandoel(traject=traject) if waar == "nieuw" else _doel_van(request, traject, waar)
    return DoelForm(gepost(request), instance=rij)


def _doel_van(request: MedewerkerRequest, traject: Traject, pk: str) -> Plandoel:
    eigen = Plandoel.objects.bewerkbaar_voor(request.user).filter(traject=traject)
    doel: Plandoel = get_object_or_404(eigen, pk=_nummer(pk))
    doel.traject = traject
    return doel


def _stap(request: MedewerkerRequest, traject: Traject, waar: str) -> StapForm:
    eigen = Stap.objects.bewerkbaar_voor(request.user).filter(doel__traject=traject)
    stap = get_object_or_404(eigen.voor_lijst().select_related("doel"), pk=_nummer(waar))
    stap.doel.traject = traject
    return StapForm(gepost(request), instance=stap, door=request.user)


def _nieuw(request: MedewerkerRequest, traject: Traject, waar: str) -> StapForm:
    doel = _doel_van(request, traject, waar)
    stap = Stap(doel=doel, werkzoekende_id=traject.werkzoekende_id)
    return StapForm(gepost(request), instance=stap, door=request.user)


def _akkoord(request: MedewerkerRequest, traject: Traject, waar: str) -> AkkoordForm:
    return AkkoordForm(gepost(request), stand=plan.lees(traject, request.user))


FORMULIEREN: dict[str, Callable[[MedewerkerRequest, Traject, str], Any]] = {
    "woorden": _woorden,
    "doel": _doel,
    "stap": _stap,
    "nieuw": _nieuw,
    "akkoord": _akkoord,
}


def _nummer(tekst: str) -> int:
    if not (tekst.isdecimal() and len(tekst) < 16):
        raise Http404
    return int(tekst)


def _bewaar(request: MedewerkerRequest, form: Any) -> Any:
    """What was kept; None when it was refused, with the reason on the form."""
    try:
        with transaction.atomic():
            return form.bewaar(door=request.user)
    except ValidationError as fout:
        for naam, fouten in getattr(fout, "error_dict", {"": [fout]}).items():
            form.add_error(naam if naam in form.fields else None, fouten)
        return None


def _klaar(request: MedewerkerRequest, traject: Traject, stap: Stap) -> HttpResponse:
    stap.status = Stap.Status.KLAAR
    try:
        plan.bewaar_stap(stap, door=request.user)
        messages.success(request, f"Klaar: {stap.wat}.")
    except ValidationError as fout:
        messages.error(request, fout.messages[0])
    return _terug(traject, f"stap-{stap.pk}")


def _terug(traject: Traject, rij: str) -> HttpResponse:
    return redirect(f"{reverse('trajecten:plan-detail', kwargs={'sleutel': traject.sleutel})}?rij={rij}#rij-{rij}")


def _toon(request: MedewerkerRequest, traject: Traject, *, open_: str = "", form: Any = None) -> HttpResponse:
    """The page, with the form of one row open."""
    stand, persoon = plan.lees(traject, request.user), traject.werkzoekende
    if form is not None and not form.is_bound:
        next(iter(form.visible_fields())).field.widget.attrs["autofocus"] = True
    koppelen.zet_bij_stappen(stand, request.user)
    drempels = list(_drempels(request, traject))
    hulp = hulp_bij(persoon, request.user, drempels)
    wensen = Beroepswens.objects.zichtbaar_voor(request.user).filter(werkzoekende=persoon).select_related("beroep")
    context = {
        "traject": traject,
        "persoon": persoon,
        "stand": stand,
        "open": open_,
        "form": form,
        "focus": request.GET.get("rij", ""),
        "akkoordform": form if open_ == "akkoord" else AkkoordForm(stand=stand),
        "mag": traject.is_open and Traject.objects.bewerkbaar_voor(request.user).filter(pk=traject.pk).exists(),
        "fasen": traject.sjabloon.fasen.all(),
        "drempels": [(drempel, hulp.get(drempel.pk, ()), _stappen(stand, drempel)) for drempel in drempels],
        "wensen": wensen,
        "evolutie": evolutie_van(persoon, request.user),
        "inburgering": overzicht(persoon, request.user),
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "trajecten/plan_detail.html", context, status=status)


def _drempels(request: MedewerkerRequest, traject: Traject) -> Any:
    """Barriers that are open, and those that were solved since the trajectory began."""
    alle = Drempel.objects.zichtbaar_voor(request.user).filter(werkzoekende=traject.werkzoekende_id)
    actueel = alle.filter(tot=None) | alle.filter(tot__gte=traject.begin)
    return actueel.select_related("soort").order_by("tot", "soort__volgorde", "pk")


def _stappen(stand: plan.Planstand, drempel: Drempel) -> list[Stap]:
    return [stap for _, stappen in stand.geldige for stap in stappen if stap.drempel_id == drempel.pk]
