"""Tasks: those of a person, in the file, and one's own."""

import uuid
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import SimpleLazyObject
from django.views.decorators.http import require_http_methods, require_POST

from kern.http import gepost, is_htmx, render_deel
from toegang.models import Medewerker
from toegang.rollen import BEGELEIDERS
from toegang.voor import MedewerkerRequest, voor
from werkpunten import taken
from werkpunten.agenda import regels, te_doen, van_persoon
from werkpunten.agendaforms import TaakForm
from werkpunten.models import Afspraak, Taak, Werkzoekende
from werkpunten.models.taken import TaakQuerySet
from werkpunten.views.keuze import vorige_bladzijde
from werkpunten.views.werkzoekenden import dossier_van, kader_van

FOUTEN = "werkpunten/taak_fouten.html"
TOEGEVOEGD = "De taak is toegevoegd."
AFGELOPEN = 20
"""How many past appointments and finished tasks the file shows; the timeline has all of them."""
DADEN: dict[str, Callable[[Taak, Medewerker], object]] = {
    "klaar": lambda taak, door: taken.rond_af(taak, door=door),
    "vervallen": lambda taak, door: taken.rond_af(taak, door=door, status=Taak.Status.VERVALLEN),
    "heropen": lambda taak, door: taken.heropen(taak, door=door),
}


@voor(*BEGELEIDERS)
@require_http_methods(["GET", "POST"])
def van_dossier(request: MedewerkerRequest, uuid: uuid.UUID) -> HttpResponse:
    """The tab of the file: what is to be done and when we meet. Posting adds a task."""
    persoon = dossier_van(request, uuid)
    form = TaakForm(gepost(request), door=request.user, prefix="taak")
    mag = Werkzoekende.objects.bewerkbaar_voor(request.user).filter(pk=persoon.pk).exists()
    if request.method == "POST":
        if not mag:
            raise Http404
        if _bewaar(form, persoon):
            return _na_toevoegen(request, _open_taken(persoon, request.user), zonder_naam=True)
    context = {
        "form": form,
        "mag": mag,
        "taken": _open_taken(persoon, request.user),
        "zonder_naam": True,
        "lijsten": SimpleLazyObject(lambda: _lijsten(persoon, request.user)),
    }
    pagina, code = "werkpunten/werkzoekende_taken.html", 422 if form.is_bound else 200
    if code == 422 and is_htmx(request):
        return render(request, FOUTEN, {"form": form}, status=code)
    return render(request, pagina, kader_van(request, persoon, "taken") | context, status=code)


@voor(*BEGELEIDERS)
@require_http_methods(["GET", "POST"])
def lijst(request: MedewerkerRequest) -> HttpResponse:
    """One's own open tasks, the most urgent first. Posting adds one that is about nobody."""
    form = TaakForm(gepost(request), door=request.user, prefix="taak")
    eigen = Taak.objects.zichtbaar_voor(request.user).filter(eigenaar=request.user)
    if request.method == "POST" and _bewaar(form, None):
        return _na_toevoegen(request, te_doen(eigen, request.user), zonder_naam=False)
    if form.is_bound and is_htmx(request):
        return render(request, FOUTEN, {"form": form}, status=422)
    context = {"form": form, "taken": te_doen(eigen, request.user), "zonder_naam": False}
    return render(request, "werkpunten/taak_list.html", context, status=422 if form.is_bound else 200)


@voor(*BEGELEIDERS)
@require_http_methods(["GET", "POST"])
@transaction.atomic
def update(request: MedewerkerRequest, sleutel: uuid.UUID) -> HttpResponse:
    """Another text, owner or day; what is posted holds the row."""
    taak = get_object_or_404(_bewerkbaar(request).select_related("werkzoekende", "eigenaar"), sleutel=sleutel)
    if request.method == "POST":
        with suppress(ValidationError):  # gone, or no longer ours: saving says so, with what was typed on screen
            taak = taken.vergrendel(taak, door=request.user)
    form = TaakForm(gepost(request), door=request.user, taak=taak, prefix="taak")
    if request.method == "POST" and form.is_valid():
        try:
            taken.wijzig_taak(taak, door=request.user, **form.invoer())
        except ValidationError as fout:
            form.neem_over(fout)
        else:
            messages.success(request, "De taak is bewaard.")
            persoon = taak.werkzoekende
            return (
                redirect("werkpunten:werkzoekende-taken", uuid=persoon.uuid)
                if persoon
                else redirect("werkpunten:taak-list")
            )
    return render(
        request, "werkpunten/taak_form.html", {"form": form, "taak": taak}, status=422 if form.is_bound else 200
    )


@voor(*BEGELEIDERS)
@require_POST
def status(request: MedewerkerRequest, sleutel: uuid.UUID) -> HttpResponse:
    """Done, no longer needed, or open again: one click on a line; answers that line."""
    taak = get_object_or_404(_bewerkbaar(request), sleutel=sleutel)
    if request.POST.get("daad") not in DADEN:
        raise Http404
    try:
        DADEN[request.POST["daad"]](taak, request.user)
    except ValidationError as fout:
        return _geweigerd(request, taak, fout.messages[0])
    if not is_htmx(request):
        return redirect(f"{vorige_bladzijde(request)}#taken")
    taak = Taak.objects.zichtbaar_voor(request.user).voor_lijst().get(pk=taak.pk)
    return render(request, "werkpunten/taak_rij.html", {"taak": taak, "zonder_naam": "zonder_naam" in request.POST})


def _geweigerd(request: MedewerkerRequest, taak: Taak, tekst: str) -> HttpResponse:
    """In the place of the line: why nothing was done with it."""
    if is_htmx(request):
        return render(request, "werkpunten/rij_weg.html", {"id": f"taak-{taak.pk}", "tekst": tekst})
    messages.error(request, tekst)
    return redirect(f"{vorige_bladzijde(request)}#taken")


def _bewerkbaar(request: MedewerkerRequest) -> TaakQuerySet:
    return Taak.objects.bewerkbaar_voor(request.user)


def _open_taken(persoon: Werkzoekende, medewerker: Medewerker) -> TaakQuerySet:
    return te_doen(Taak.objects.zichtbaar_voor(medewerker).filter(werkzoekende=persoon), medewerker)


def _lijsten(persoon: Werkzoekende, medewerker: Medewerker) -> dict[str, Any]:
    """The appointments of a person: those to come (or to be settled), and the last ones; and finished tasks."""
    alle = van_persoon(persoon, medewerker)
    gepland = regels(alle.gepland().order_by("begin", "pk"), medewerker)
    voorbij = regels(alle.exclude(status=Afspraak.Status.GEPLAND).order_by("-begin", "-pk")[:AFGELOPEN], medewerker)
    klaar = Taak.objects.zichtbaar_voor(medewerker).filter(werkzoekende=persoon).exclude(status=Taak.Status.OPEN)
    return {
        "gepland": gepland,
        "voorbij": voorbij,
        "klaar": klaar.voor_lijst().order_by("-afgehandeld_op")[:AFGELOPEN],
    }


def _bewaar(form: TaakForm, persoon: Werkzoekende | None) -> Taak | None:
    """The task as it was kept; None when the form says what has to be put right."""
    if not form.is_valid():
        return None
    try:
        return taken.maak_taak(
            **form.invoer(), werkzoekende=persoon, door=form.door, sleutel=form.cleaned_data["sleutel"]
        )
    except ValidationError as fout:
        form.neem_over(fout)
        return None


def _na_toevoegen(request: MedewerkerRequest, open_taken: TaakQuerySet, *, zonder_naam: bool) -> HttpResponse:
    if is_htmx(request):
        return render_deel(
            request,
            "werkpunten/taken.html",
            "taken",
            {"taken": open_taken, "zonder_naam": zonder_naam, "tekst": TOEGEVOEGD},
        )
    messages.success(request, TOEGEVOEGD)
    return redirect(request.path)
