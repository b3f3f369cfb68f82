"""Quality: what has to be done now, and what is noted about one worker on one assignment."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Avg, Count, Exists, OuterRef
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kern.http import gepost
from kern.inzage import Aard, markeer
from kern.tijd import plus_maanden, vandaag
from toegang.voor import MedewerkerRequest, voor
from trajecten.uitstroomforms import zet_fouten
from wijkwerken.forms.kwaliteit import VORMEN, AntwoordForm, LosseKlachtForm
from wijkwerken.models import Incident, Klacht, Kwaliteitscontrole, Tevredenheid, Toewijzing, VanWie, WijkwerkGebruiker
from wijkwerken.models.gebruikers import ORGANISATOREN
from wijkwerken.services import kwaliteit
from wijkwerken.views.tabs import tabs

NOTEER: dict[str, Callable[..., Any]] = {
    "tevredenheid": kwaliteit.noteer_tevredenheid,
    "controle": kwaliteit.noteer_controle,
    "incident": kwaliteit.noteer_incident,
    "klacht": kwaliteit.neem_klacht_aan,
}
HOOGSTENS = 20
ZONDER_OPDRACHT = (
    "Gaat het over één wijk-werker, of klaagt een wijk-werker? Noteer het dan bij de opdracht, onder Hoe ging het?"
)


@voor(*ORGANISATOREN)
@require_GET
def kwaliteit_list(request: MedewerkerRequest) -> HttpResponse:
    """Incidents to report, complaints to answer, assignments that ended and nobody asked about, and the figures."""
    wie = request.user
    context = {
        "tabs": tabs("wijkwerken:kwaliteit-list"),
        "incidenten": Incident.objects.zichtbaar_voor(wie).te_melden().voor_lijst(),
        "klachten": Klacht.objects.zichtbaar_voor(wie).open().voor_lijst(),
        "te_vragen": _te_vragen(request),
        "cijfers": _cijfers(request),
    }
    return render(request, "wijkwerken/kwaliteit_list.html", context)


def _te_vragen(request: MedewerkerRequest) -> Any:
    """Assignments that ended in the last three months without an answer of both sides."""
    nu = vandaag()
    antwoord = Tevredenheid.objects.zichtbaar_voor(request.user).filter(toewijzing=OuterRef("pk"))
    beide = [Exists(antwoord.filter(van_wie=wie)) for wie in VanWie.values]
    gestopt = Toewijzing.objects.zichtbaar_voor(request.user).filter(tot__lt=nu, tot__gte=plus_maanden(nu, -3))
    return gestopt.exclude(beide[0], beide[1]).voor_lijst().order_by("-tot", "pk")[:HOOGSTENS]


def _cijfers(request: MedewerkerRequest) -> list[tuple[str, int, float | None]]:
    """Of each side: how many answers of the last twelve months, and the mean."""
    jaar = Tevredenheid.objects.zichtbaar_voor(request.user).filter(dag__gte=plus_maanden(vandaag(), -12))
    per_kant = jaar.order_by().values_list("van_wie").annotate(Count("pk"), Avg("score"))
    gevonden = {van_wie: (aantal, gemiddeld) for van_wie, aantal, gemiddeld in per_kant}
    return [(kant.label, *gevonden.get(kant.value, (0, None))) for kant in VanWie]


@voor(*ORGANISATOREN)
@require_http_methods(["GET", "POST"])
def toewijzing_kwaliteit(request: MedewerkerRequest, sleutel: uuid.UUID) -> HttpResponse:
    """What is noted about a worker on an assignment; posting (``daad``) adds to it."""
    eigen = Toewijzing.objects.bewerkbaar_voor(request.user).voor_lijst().select_related("wijkwerker__stelsel")
    toewijzing = get_object_or_404(eigen, sleutel=sleutel)
    markeer(Aard.INZAGE)
    daad, gegevens = request.POST.get("daad", ""), gepost(request)
    vormen = {
        naam: (titel, maak(gegevens if daad == naam else None, prefix=naam)) for naam, (titel, maak) in VORMEN.items()
    }
    if daad in vormen and _bewaar(request, daad, vormen[daad][1], toewijzing):
        return redirect("wijkwerken:toewijzing-kwaliteit", sleutel=sleutel)
    van_hier = {"toewijzing": toewijzing}
    context = {
        "toewijzing": toewijzing,
        "vormen": [(naam, titel, form) for naam, (titel, form) in vormen.items()],
        "tevredenheid": Tevredenheid.objects.zichtbaar_voor(request.user).filter(**van_hier),
        "controles": Kwaliteitscontrole.objects.zichtbaar_voor(request.user).filter(**van_hier),
        "incidenten": Incident.objects.zichtbaar_voor(request.user).filter(**van_hier),
        "klachten": Klacht.objects.zichtbaar_voor(request.user).filter(**van_hier),
    }
    return render(request, "wijkwerken/toewijzing_kwaliteit.html", context, status=200 if gegevens is None else 422)


def _bewaar(request: MedewerkerRequest, daad: str, form: Any, toewijzing: Toewijzing) -> bool:
    form.instance.toewijzing = toewijzing
    if not form.is_valid():
        return False
    try:
        NOTEER[daad](form.instance, door=request.user)
    except ValidationError as fout:
        zet_fouten(form, fout)
        return False
    messages.success(request, "Bewaard.")
    return True


@voor(*ORGANISATOREN)
@require_http_methods(["GET", "POST"])
def klacht_create(request: MedewerkerRequest) -> HttpResponse:
    """A complaint of a customer that is about no assignment; ``?gebruiker=`` chooses who complains."""
    gekozen = _gekozen(request)
    nieuw = Klacht(gebruiker=gekozen) if gekozen else Klacht()
    form = LosseKlachtForm(gepost(request), instance=nieuw, medewerker=request.user)
    terug = gekozen.get_absolute_url() if gekozen else reverse("wijkwerken:kwaliteit-list")
    if form.is_bound and form.is_valid():
        try:
            kwaliteit.neem_klacht_aan(form.instance, door=request.user)
            messages.success(request, "De klacht is bewaard.")
            return redirect(terug)
        except ValidationError as fout:
            zet_fouten(form, fout)
    context = {"form": form, "titel": "Klacht van een gebruiker", "terug": terug, "uitleg": ZONDER_OPDRACHT}
    return render(request, "wijkwerken/form.html", context, status=422 if form.is_bound else 200)


def _gekozen(request: MedewerkerRequest) -> WijkwerkGebruiker | None:
    try:
        sleutel = uuid.UUID(request.GET.get("gebruiker", ""))
    except ValueError:
        return None
    return WijkwerkGebruiker.objects.zichtbaar_voor(request.user).filter(sleutel=sleutel).first()


@voor(*ORGANISATOREN)
@require_http_methods(["GET", "POST"])
def klacht_detail(request: MedewerkerRequest, sleutel: uuid.UUID) -> HttpResponse:
    """A complaint; posting answers it."""
    klacht = get_object_or_404(Klacht.objects.zichtbaar_voor(request.user).voor_lijst(), sleutel=sleutel)
    markeer(Aard.INZAGE)
    form = AntwoordForm(gepost(request))
    if form.is_bound and form.is_valid():
        try:
            kwaliteit.handel_klacht_af(klacht, antwoord=form.cleaned_data["antwoord"], door=request.user)
            messages.success(request, "De klacht is afgehandeld.")
            return redirect("wijkwerken:kwaliteit-list")
        except ValidationError as fout:
            zet_fouten(form, fout)
    context = {"klacht": klacht, "form": form}
    return render(request, "wijkwerken/klacht_detail.html", context, status=422 if form.is_bound else 200)


@voor(*ORGANISATOREN)
@require_POST
def incident_gemeld(request: MedewerkerRequest, sleutel: uuid.UUID) -> HttpResponse:
    """An incident was reported today."""
    incident = get_object_or_404(Incident.objects.bewerkbaar_voor(request.user), sleutel=sleutel)
    try:
        kwaliteit.meld_incident(incident, op=vandaag(), door=request.user)
        messages.success(request, "De melding is bewaard.")
    except ValidationError as fout:
        messages.error(request, fout.messages[0])
    return redirect("wijkwerken:kwaliteit-list")
