"""The tab Intake: the sections as a task list, finishing, and earlier intakes."""

import uuid
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from toegang.rollen import BEGELEIDERS
from toegang.voor import MedewerkerRequest, voor
from werkpunten import intakes
from werkpunten.doelgroepen import afgeleid
from werkpunten.intakeforms import PER_SLUG, SECTIES, Sectie, Toestand, volgende
from werkpunten.models import Doelgroep, Intake, Werkzoekende
from werkpunten.views.gegevens import te_wijzigen
from werkpunten.views.werkzoekenden import dossier_van, kader_van
from werkpunten.werkrecht import RAAD, werkrecht

SOORT = {Toestand.KLAAR: "goed", Toestand.BEZIG: "info", Toestand.NIET: ""}


@voor(*BEGELEIDERS)
@require_GET
def lijst(request: MedewerkerRequest, uuid: uuid.UUID) -> HttpResponse:
    """The running intake as a task list, and the finished ones."""
    persoon = dossier_van(request, uuid)
    alle = list(Intake.objects.zichtbaar_voor(request.user).filter(werkzoekende=persoon).select_related("door"))
    lopend = next((intake for intake in alle if intake.afgerond is None), None)
    context = {"intake": lopend, "klaar": [intake for intake in alle if intake.afgerond]}
    context |= _voortgang(persoon, lopend) if lopend else {}
    return _toon(request, persoon, "werkpunten/werkzoekende_intake.html", context)


@voor(*BEGELEIDERS)
@require_POST
def start(request: MedewerkerRequest, uuid: uuid.UUID) -> HttpResponse:
    persoon = te_wijzigen_zonder_slot(request, uuid)
    intakes.start(persoon, door=request.user)
    return redirect("werkpunten:werkzoekende-intake", uuid=persoon.uuid)


@voor(*BEGELEIDERS)
@require_http_methods(["GET", "POST"])
@transaction.atomic
def sectie(request: MedewerkerRequest, uuid: uuid.UUID, sectie: str) -> HttpResponse:
    """One section of the running intake; saved as far as it goes."""
    gevraagd = PER_SLUG.get(sectie)
    if gevraagd is None:
        raise Http404
    persoon, intake = _lopend(request, uuid)
    form = gevraagd.form(request.POST if request.method == "POST" else None, instance=intake)
    if request.method == "POST" and form.is_valid():
        intake.bewaard = [*dict.fromkeys([*intake.bewaard, gevraagd.slug])]
        form.save()
        return _verder(request, persoon, gevraagd)
    context = {"sectie": gevraagd, "form": form, "raad": RAAD, **_afleiding(persoon, intake, gevraagd, form.errors)}
    return _toon(request, persoon, "werkpunten/intake_sectie.html", context, status=422 if form.errors else 200)


@voor(*BEGELEIDERS)
@require_http_methods(["GET", "POST"])
@transaction.atomic
def afronden(request: MedewerkerRequest, uuid: uuid.UUID) -> HttpResponse:
    """Check the answers; posting freezes them and writes the histories."""
    persoon, intake = _lopend(request, uuid)
    if request.method == "POST":
        intake.werkzoekende = persoon
        intakes.rond_af(intake, door=request.user)
        messages.success(request, "De intake is afgerond. De gegevens van het dossier zijn bijgewerkt.")
        return redirect("werkpunten:intake-detail", uuid=persoon.uuid, pk=intake.pk)
    groepen = afgeleid(persoon, intake)
    context = {"intake": intake, "delen": _antwoorden(intake), "groepen": groepen, **_voortgang(persoon, intake)}
    return _toon(request, persoon, "werkpunten/intake_afronden.html", context)


@voor(*BEGELEIDERS)
@require_GET
def detail(request: MedewerkerRequest, uuid: uuid.UUID, pk: int) -> HttpResponse:
    """A finished intake, as it was."""
    persoon = dossier_van(request, uuid)
    afgerond = Intake.objects.zichtbaar_voor(request.user).filter(afgerond__isnull=False).select_related("door")
    intake = get_object_or_404(afgerond, werkzoekende=persoon, pk=pk)
    namen = dict(Doelgroep.objects.filter(slug__in=intake.doelgroepen).values_list("slug", "naam"))
    context = {"intake": intake, "delen": _antwoorden(intake), "groepen": list(namen.values())}
    return _toon(request, persoon, "werkpunten/intake_detail.html", context)


def te_wijzigen_zonder_slot(request: MedewerkerRequest, uuid: uuid.UUID) -> Werkzoekende:
    return get_object_or_404(Werkzoekende.objects.bewerkbaar_voor(request.user).defer("insz"), uuid=uuid)


def _lopend(request: MedewerkerRequest, uuid: uuid.UUID) -> tuple[Werkzoekende, Intake]:
    """The person, locked for a POST, and their running intake."""
    persoon = te_wijzigen(request, uuid)
    return persoon, get_object_or_404(Intake.objects.bewerkbaar_voor(request.user), werkzoekende=persoon)


def _voortgang(persoon: Werkzoekende, intake: Intake) -> dict[str, Any]:
    taken = [
        {
            "titel": deel.titel,
            "toestand": str(deel.toestand(intake)),
            "soort": SOORT[deel.toestand(intake)],
            "ontbreekt": deel.ontbreekt(intake),
            "url": reverse("werkpunten:intake-sectie", kwargs={"uuid": persoon.uuid, "sectie": deel.slug}),
        }
        for deel in SECTIES
    ]
    klaar = sum(taak["toestand"] == Toestand.KLAAR for taak in taken)
    return {"taken": taken, "aantal_klaar": klaar, "aantal": len(taken)}


def _antwoorden(intake: Intake) -> list[dict[str, Any]]:
    return [{"titel": deel.titel, "antwoorden": deel.antwoorden(intake)} for deel in SECTIES]


def _afleiding(persoon: Werkzoekende, intake: Intake, gevraagd: Sectie, fouten: Any) -> dict[str, Any]:
    """What we compute beside the questions: the right to work, the target groups."""
    groepen = afgeleid(persoon, intake) if gevraagd.slug == "doelgroepen" else ()
    recht = werkrecht(intake.verblijf, intake) if gevraagd.slug == "verblijf" and not fouten else None
    return {"groepen": groepen, "recht": recht}


def _verder(request: MedewerkerRequest, persoon: Werkzoekende, gevraagd: Sectie) -> HttpResponse:
    messages.success(request, f"{gevraagd.titel} bewaard.")
    verder = volgende(gevraagd) if "verder" in request.POST else None
    if verder:
        return redirect("werkpunten:intake-sectie", uuid=persoon.uuid, sectie=verder.slug)
    return redirect("werkpunten:werkzoekende-intake", uuid=persoon.uuid)


def _toon(
    request: MedewerkerRequest, persoon: Werkzoekende, pagina: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    return render(request, pagina, kader_van(request, persoon, "intake") | context, status=status)
