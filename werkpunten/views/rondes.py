"""Find-places and the calendar of our presence there."""

import uuid
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kern.http import gepost
from kern.kader import Getoond
from kern.tijd import vandaag
from toegang.rollen import BEGELEIDERS
from toegang.voor import MedewerkerRequest, voor
from werkpunten import rondes, straatcijfers
from werkpunten.forms import GEEN_WERKPUNT
from werkpunten.keuze import gekozen_werkpunt
from werkpunten.models import Outreachronde, Vindplaats, werkpunten_van
from werkpunten.outreachforms import PeriodeForm, RondeForm, VindplaatsForm, WeekForm
from werkpunten.rondes import BEGONNEN, WEEK, Status, maandag_van

TABS = (
    ("Registreren", "werkpunten:outreach"),
    ("Rondes", "werkpunten:ronde-list"),
    ("Vindplaatsen", "werkpunten:vindplaats-list"),
    ("Cijfers", "werkpunten:outreach-cijfers"),
)
DADEN = {
    Status.BEZIG: "Ronde starten",
    Status.KLAAR: "Ronde afronden",
    Status.AFGELAST: "Gaat niet door",
    Status.GEPLAND: "Terug naar gepland",
}


def tabs(hier: str) -> list[Getoond]:
    return [Getoond(titel, reverse(naam), naam == hier) for titel, naam in TABS]


@voor(*BEGELEIDERS)
@require_GET
def ronde_list(request: MedewerkerRequest) -> HttpResponse:
    """The rounds of one week, of one's own units."""
    maandag = maandag_van(WeekForm(request.GET).gekozen)
    punten = werkpunten_van(request.user, *BEGELEIDERS)
    dagen = rondes.week(request.user, maandag)
    context = {
        "tabs": tabs("werkpunten:ronde-list"),
        "dagen": dagen,
        "leeg": not any(dag.rondes for dag in dagen),
        "meer_punten": len(punten) > 1,
        "geen_werkpunt": "" if punten else GEEN_WERKPUNT,
        "werkpunt": gekozen_werkpunt(request),
        "vandaag": vandaag(),
        "maandag": maandag,
        "zondag": dagen[-1].dag,
        "vorige": _week_url(maandag - WEEK),
        "volgende": _week_url(maandag + WEEK),
        "nu": reverse("werkpunten:ronde-list"),
    }
    return render(request, "werkpunten/ronde_list.html", context)


def _week_url(dag: date) -> str:
    return f"{reverse('werkpunten:ronde-list')}?dag={dag.isoformat()}"


@voor(*BEGELEIDERS)
@require_POST
def ronde_overnemen(request: MedewerkerRequest) -> HttpResponse:
    """Last week's rounds once more, in the week that is posted."""
    maandag, werkpunt = maandag_van(WeekForm(request.POST).gekozen), gekozen_werkpunt(request)
    aantal = rondes.neem_week_over(werkpunt, maandag, door=request.user) if werkpunt else 0
    if aantal:
        messages.success(request, f"{aantal} {'ronde' if aantal == 1 else 'rondes'} gepland zoals de week voordien.")
    else:
        messages.info(request, "Er is niets over te nemen: de week voordien is leeg of staat hier al.")
    return redirect(_week_url(maandag))


@voor(*BEGELEIDERS)
@require_http_methods(["GET", "POST"])
def ronde_create(request: MedewerkerRequest) -> HttpResponse:
    werkpunt = gekozen_werkpunt(request)
    if werkpunt is None:
        messages.error(request, GEEN_WERKPUNT)
        return redirect("werkpunten:ronde-list")
    begin = {"dag": WeekForm(request.GET).gekozen}
    form = RondeForm(gepost(request), door=request.user, instance=Outreachronde(werkpunt=werkpunt), initial=begin)
    if form.is_bound and _bewaar(request, form):
        return redirect(_week_url(form.cleaned_data["dag"]))
    heeft_plaatsen = Vindplaats.objects.van([werkpunt]).actief().exists()
    context = {"form": form, "werkpunt": werkpunt, "heeft_plaatsen": heeft_plaatsen}
    return render(request, "werkpunten/ronde_form.html", context, status=422 if form.is_bound else 200)


@voor(*BEGELEIDERS)
@require_http_methods(["GET", "POST"])
@transaction.atomic
def ronde_detail(request: MedewerkerRequest, sleutel: uuid.UUID) -> HttpResponse:
    """One round: what came of it, and as long as it is open its plan. What is posted holds the row."""
    eigen = Outreachronde.objects.voor(request.user)
    if request.method == "POST":
        eigen = eigen.select_for_update(of=("self",))
    ronde = get_object_or_404(eigen.select_related("werkpunt", "status_door"), sleutel=sleutel)
    gestuurd = gepost(request)
    form = RondeForm(gestuurd, door=request.user, instance=ronde) if ronde.open or gestuurd is not None else None
    if form is not None and form.is_bound and _bewaar(request, form):
        return redirect(ronde)
    context = {"ronde": ronde, "form": form, **_gebeurd(ronde)}
    return render(request, "werkpunten/ronde_detail.html", context, status=200 if gestuurd is None else 422)


def ronde_uit(request: MedewerkerRequest) -> Outreachronde | None:
    """The round of one's own units in ``?ronde=``; one that is none does not exist."""
    if "ronde" not in request.GET:
        return None
    try:
        sleutel = uuid.UUID(request.GET["ronde"])
    except ValueError as fout:
        raise Http404 from fout
    return get_object_or_404(Outreachronde.objects.voor(request.user).voor_lijst(), sleutel=sleutel)


def _gebeurd(ronde: Outreachronde) -> dict[str, Any]:
    """What can be done with a round now, and how many contacts came of it."""
    straks = ronde.dag > vandaag()
    daden = [
        (naar.value, DADEN[naar]) for naar in rondes.OVERGANGEN[ronde.status] if not (straks and naar in BEGONNEN)
    ]
    gemaakt = ronde.registraties.ongefilterd("aantallen van een ronde").filter(contact__isnull=False)
    geteld = {
        "contacten": gemaakt.count(),
        "met_naam": gemaakt.exclude(voornaam="", achternaam="").count(),
    }
    return {"daden": daden, "geteld": geteld, "vandaag": vandaag()}


def _bewaar(request: MedewerkerRequest, form: RondeForm) -> bool:
    """Whether it was kept; if not, the form says why."""
    if not form.is_valid():
        return False
    try:
        gekozen = {veld: list(form.cleaned_data[veld]) for veld in form.keuzevelden}
        rondes.bewaar_ronde(form.instance, **gekozen, door=request.user)
    except ValidationError as fout:
        form.neem_over(fout)
        return False
    messages.success(request, "De ronde is bewaard.")
    return True


@voor(*BEGELEIDERS)
@require_POST
def ronde_status(request: MedewerkerRequest, sleutel: uuid.UUID) -> HttpResponse:
    """Start it, end it, call it off, or take that back."""
    ronde = get_object_or_404(Outreachronde.objects.voor(request.user), sleutel=sleutel)
    try:
        ronde = rondes.zet_status(ronde, request.POST.get("status", ""), door=request.user)
        messages.success(request, f"De ronde staat nu op: {ronde.get_status_display()}.")
    except ValidationError as fout:
        messages.error(request, fout.messages[0])
    return redirect(ronde)


@voor(*BEGELEIDERS)
@require_GET
def vindplaats_list(request: MedewerkerRequest) -> HttpResponse:
    """Where one's own units go, and when they were there last."""
    klaar = Q(rondes__status=Status.KLAAR)
    context = {
        "tabs": tabs("werkpunten:vindplaats-list"),
        "plaatsen": Vindplaats.objects.voor(request.user)
        .select_related("wijk")
        .annotate(laatst=Max("rondes__dag", filter=klaar))
        .order_by("-actief", "naam", "pk"),
        "geen_werkpunt": "" if gekozen_werkpunt(request) else GEEN_WERKPUNT,
    }
    return render(request, "werkpunten/vindplaats_list.html", context)


@voor(*BEGELEIDERS)
@require_http_methods(["GET", "POST"])
@transaction.atomic
def vindplaats_form(request: MedewerkerRequest, pk: int | None = None) -> HttpResponse:
    """A new find-place, or one that one's own unit visits; what is posted holds the row."""
    plaats = Vindplaats()
    if pk is not None:
        eigen = Vindplaats.objects.voor(request.user)
        plaats = get_object_or_404(eigen.select_for_update() if request.method == "POST" else eigen, pk=pk)
    form = VindplaatsForm(gepost(request), door=request.user, instance=plaats)
    if form.is_bound and form.is_valid():
        try:
            rondes.bewaar_vindplaats(plaats, werkpunten=form.cleaned_data["werkpunten"], door=request.user)
        except ValidationError as fout:
            form.neem_over(fout)
        else:
            messages.success(request, "De vindplaats is bewaard.")
            return redirect("werkpunten:vindplaats-list")
    context = {"form": form, "plaats": plaats}
    return render(request, "werkpunten/vindplaats_form.html", context, status=422 if form.is_bound else 200)


@voor(*BEGELEIDERS)
@require_GET
def cijfers(request: MedewerkerRequest) -> HttpResponse:
    """From an anonymous contact in the street to taking part: of one's own units, exact."""
    punten = werkpunten_van(request.user, *BEGELEIDERS)
    form = PeriodeForm(request.GET or None)
    context: dict[str, Any] = {
        "tabs": tabs("werkpunten:outreach-cijfers"),
        "form": form,
        "geen_werkpunt": "" if punten else GEEN_WERKPUNT,
        "cijfers": straatcijfers.CIJFERS,
        "definitie": straatcijfers.CONVERSIE,
    }
    if punten:
        samen, plaatsen = straatcijfers.tel(form.periode, punten)
        context |= {
            "samen": _naast(samen),
            "conversie": samen.conversie,
            "per_plaats": [(regel, _naast(regel)) for regel in plaatsen],
        }
    return render(request, "werkpunten/outreach_cijfers.html", context)


def _naast(regel: straatcijfers.Regel) -> list[tuple[straatcijfers.Straatcijfer, int]]:
    return [(cijfer, regel.cijfers[cijfer.code]) for cijfer in straatcijfers.CIJFERS]
