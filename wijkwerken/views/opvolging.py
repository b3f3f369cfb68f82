"""Continuity: the places that come open, who can take over, what if, and a successor agreed."""

import uuid
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from kern.http import gepost
from kern.tijd import Periode, vandaag
from toegang.voor import MedewerkerRequest, voor
from trajecten.uitstroomforms import zet_fouten
from werkpunten.models import Wijk
from wijkwerken.continuiteit import GEWICHTEN, Keuzes, Opvolgplan, Voorstel, leemtes, overlapbezoek
from wijkwerken.forms.opvolging import KaderForm, OpvolgForm, lees_keuzes
from wijkwerken.models import Opdracht, Toewijzing, Wijkwerker
from wijkwerken.models.gebruikers import ORGANISATOREN
from wijkwerken.opvolging import Continuiteit, Open
from wijkwerken.rooster import Moment
from wijkwerken.services import opvolging
from wijkwerken.services.opdrachten import blok
from wijkwerken.views.tabs import tabs

HOOGSTENS, ALTERNATIEVEN, LEEMTEWEKEN = 50, 4, 13


@dataclass(frozen=True)
class Wie:
    """Somebody for a place, as the screen shows them."""

    voorstel: Voorstel
    wijkwerker: Wijkwerker
    samen: tuple[date, Moment] | None
    als_url: str
    zonder_url: str
    kies_url: str


@dataclass(frozen=True)
class Rij:
    """A place that comes open: who is proposed, who else can, and whether the what-if changes it."""

    open: Open
    wie: Wie | None
    anderen: list[Wie]
    anders: bool


@voor(*ORGANISATOREN)
@require_GET
def continuiteit(request: MedewerkerRequest) -> HttpResponse:
    """The coming weeks; ``vast`` and ``zonder`` in the address are a what-if, which changes nothing."""
    form = KaderForm({"weken": "13", **request.GET.dict()})
    weken, wijk = form.gekozen
    nu = vandaag()
    beeld = Continuiteit(request.user, Periode(nu, nu + timedelta(weeks=weken)))
    keuzes = lees_keuzes(request.GET.getlist("vast"), request.GET.getlist("zonder"))
    voorstel = beeld.plan()
    plan = beeld.plan(keuzes) if keuzes else voorstel
    open_ = [rij for rij in beeld.open if wijk is None or rij.opdracht.wijk_id == wijk.pk]
    anders = set(plan.anders_dan(voorstel)) if keuzes else set()
    voorgesteld = [plan.voorstellen[rij.plaats.sleutel] for rij in open_ if rij.plaats.sleutel in plan.voorstellen]
    maken = Rijen(request, beeld, plan, keuzes or Keuzes())
    context = {
        "tabs": tabs("wijkwerken:continuiteit"),
        "form": form,
        "aantal": len(open_),
        "rijen": [maken.rij(rij, rij.plaats.sleutel in anders) for rij in open_[:HOOGSTENS]],
        "opgevolgd": len(voorgesteld),
        "blijven": sum(rij.blijft for rij in voorgesteld),
        "keuzes": keuzes,
        "anders": len(anders),
        "onmogelijk": bool(keuzes and plan.niet_te_houden()),
        "terug": maken.adres(Keuzes()),
        "leemtes": _leemtes(open_, plan, nu, weken),
        "gewichten": GEWICHTEN,
    }
    return render(request, "wijkwerken/continuiteit.html", context)


def _leemtes(open_: list[Open], plan: Opvolgplan, nu: date, weken: int) -> dict[str, Any]:
    """Per wijk and week the places with nobody: as it stands, and with the proposals."""
    maandag = nu - timedelta(days=nu.weekday())
    maandagen = [maandag + timedelta(weeks=nummer) for nummer in range(min(weken, LEEMTEWEKEN))]
    plaatsen = [rij.plaats for rij in open_]
    voor_, na = leemtes(plaatsen, {}, maandagen), leemtes(plaatsen, plan.voorstellen, maandagen)
    wijken = {wijk.pk: wijk for wijk in Wijk.objects.filter(pk__in=voor_).order_by("nummer", "naam")}
    rijen = [(wijk, list(zip(voor_[pk], na[pk], strict=True))) for pk, wijk in wijken.items()]
    return {"maandagen": maandagen, "rijen": rijen}


class Rijen:
    """Makes what the screen shows of each place, with the addresses of the what-if."""

    def __init__(self, request: MedewerkerRequest, beeld: Continuiteit, plan: Opvolgplan, keuzes: Keuzes) -> None:
        self.beeld, self.plan, self.keuzes = beeld, plan, keuzes
        self.filters = [(naam, request.GET[naam]) for naam in ("weken", "wijk") if request.GET.get(naam)]

    def rij(self, rij: Open, anders: bool) -> Rij:
        voorstel = self.plan.voorstellen.get(rij.plaats.sleutel)
        anderen = self.plan.alternatieven(rij.plaats, ALTERNATIEVEN)
        wie = self._wie(rij, voorstel) if voorstel else None
        return Rij(rij, wie, [self._wie(rij, ander) for ander in anderen], anders)

    def _wie(self, rij: Open, voorstel: Voorstel) -> Wie:
        wijkwerker = self.beeld.wijkwerkers[voorstel.kandidaat.sleutel]
        kies = reverse(
            "wijkwerken:opvolging", kwargs={"opdracht": rij.opdracht.sleutel, "wijkwerker": wijkwerker.sleutel}
        )
        nieuw = rij.vertrekt is not None and not voorstel.blijft
        samen = overlapbezoek(rij.plaats, voorstel.kandidaat, van=self.beeld.nu) if nieuw else None
        als = Keuzes({**self.keuzes.vast, rij.plaats.sleutel: wijkwerker.pk}, self.keuzes.zonder)
        weg = {plaats: wie for plaats, wie in self.keuzes.vast.items() if wie != wijkwerker.pk}
        wat: list[tuple[str, str]] = [("van", voorstel.start.isoformat())]
        if rij.vertrekt:
            wat += [("vertrekt", str(rij.vertrekt.sleutel)), ("laatste", rij.laatste_dag.isoformat())]
        if samen:
            wat += [("samen", samen[0].isoformat()), ("uren", f"{samen[1].van:%H:%M}-{samen[1].tot:%H:%M}")]
        zonder = Keuzes(weg, self.keuzes.zonder | {wijkwerker.pk})
        return Wie(voorstel, wijkwerker, samen, self.adres(als), self.adres(zonder), f"{kies}?{urlencode(wat)}")

    def adres(self, keuzes: Keuzes) -> str:
        wat = [*self.filters, *(("vast", f"{plaats}:{wie}") for plaats, wie in keuzes.vast.items())]
        wat += [("zonder", str(wie)) for wie in sorted(keuzes.zonder)]
        return f"?{urlencode(wat)}" if wat else reverse("wijkwerken:continuiteit")


@voor(*ORGANISATOREN)
@require_http_methods(["GET", "POST"])
def opvolging_create(request: MedewerkerRequest, opdracht: uuid.UUID, wijkwerker: uuid.UUID) -> HttpResponse:
    """Look once more at who takes over and when, and agree it."""
    werk = get_object_or_404(
        Opdracht.objects.bewerkbaar_voor(request.user).select_related("gebruiker", "wijk", "activiteit"),
        sleutel=opdracht,
    )
    wie = get_object_or_404(
        Wijkwerker.objects.bewerkbaar_voor(request.user).select_related("werkzoekende", "stelsel"),
        sleutel=wijkwerker,
    )
    vertrekt = _vertrekt(request, werk)
    blijft = vertrekt is not None and vertrekt.wijkwerker_id == wie.pk
    form = OpvolgForm(gepost(request), initial=_begin(request), blijft=blijft)
    if form.is_bound and form.is_valid() and _bevestig(request, form, werk, wie, vertrekt):
        return redirect("wijkwerken:continuiteit")
    context = {"form": form, "opdracht": werk, "wijkwerker": wie, "vertrekt": vertrekt, "laatste": _dag(request)}
    context["blijft"] = blijft
    return render(request, "wijkwerken/opvolging_form.html", context, status=422 if form.is_bound else 200)


def _vertrekt(request: MedewerkerRequest, opdracht: Opdracht) -> Toewijzing | None:
    """Who leaves, when somebody does."""
    gegeven = request.GET.get("vertrekt")
    if not gegeven:
        return None
    alle = Toewijzing.objects.bewerkbaar_voor(request.user).select_related("werkzoekende", "wijkwerker")
    try:
        return get_object_or_404(alle, sleutel=uuid.UUID(gegeven), opdracht=opdracht)
    except ValueError:
        return get_object_or_404(alle.none())


def _dag(request: MedewerkerRequest, naam: str = "laatste") -> date | None:
    try:
        return date.fromisoformat(request.GET.get(naam, ""))
    except ValueError:
        return None


def _begin(request: MedewerkerRequest) -> dict[str, Any]:
    begin, _, einde = request.GET.get("uren", "").partition("-")
    samen = _dag(request, "samen")
    uren = {"overlap_dag": samen, "overlap_van": begin, "overlap_tot": einde} if samen else {}
    return {"van": _dag(request, "van") or vandaag(), **uren}


def _bevestig(
    request: MedewerkerRequest, form: OpvolgForm, werk: Opdracht, wie: Wijkwerker, vertrekt: Toewijzing | None
) -> bool:
    gegeven = form.cleaned_data
    afspraak = opvolging.Opvolging(
        opdracht=werk,
        opvolger=wie,
        van=gegeven["van"],
        vertrekt=vertrekt,
        laatste_dag=_dag(request),
        overlap=blok(*form.overlap) if form.overlap else None,
    )
    try:
        oordelen = opvolging.bevestig(afspraak, sleutel=gegeven["sleutel"], reden=gegeven["reden"], door=request.user)
    except ValidationError as fout:
        zet_fouten(form, fout)
        return False
    for oordeel in oordelen:
        messages.warning(request, oordeel.tekst)
    messages.success(request, "De toewijzing is verlengd." if afspraak.blijft else "De opvolger staat gepland.")
    return True
