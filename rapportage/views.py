"""``/rapporten/``: the reach of a month, freezing it, following the job and taking the files along."""

import json

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kern.export import als_bijlage
from kern.http import render_deel
from kern.tijd import Periode, vandaag
from rapportage import services
from rapportage.bestanden import FORMATEN, Herkomst, maak, maandgrafiek, van_maand
from rapportage.dimensies import maandnaam
from rapportage.forms import RapportForm, vraag
from rapportage.models import Maandrapport, Rapportopdracht, ziet_exact
from rapportage.rapport import cijfers_van
from rapportage.weergave import Maandbeeld, definities
from toegang.rollen import Rol
from toegang.voor import MedewerkerRequest, voor

LEZERS = (Rol.MANAGER, Rol.COORDINATOR)


def _gekozen(request: HttpRequest, gegevens: object) -> RapportForm:
    """The report that is asked for; one that is not theirs does not exist."""
    form = RapportForm(gegevens, request.user)  # type: ignore[arg-type]
    if not form.is_valid():
        raise Http404
    return form


@voor(*LEZERS)
@require_GET
def rapport_list(request: MedewerkerRequest) -> HttpResponse:
    """A frozen month shows its frozen figures; any other what the facts say now."""
    form = _gekozen(request, request.GET)
    maand, werkpunt = form.cleaned_data["maand"], form.eenheid
    rapporten = Maandrapport.objects.zichtbaar_voor(request.user).select_related("door", "werkpunt")
    rapport = rapporten.laatste(maand, werkpunt)
    if rapport is not None:
        document = json.loads(rapport.voor(request.user)[0])
    else:
        cijfers = cijfers_van(maand, werkpunt)
        document = cijfers.exact if ziet_exact(request.user, werkpunt) else cijfers.gepubliceerd
    beeld = Maandbeeld(document)
    opdracht = Rapportopdracht.objects.filter(maand=maand, werkpunt=werkpunt).first()
    context = {
        "form": form,
        "beeld": beeld,
        "rapport": rapport,
        "formaten": FORMATEN,
        "grafiek": maandgrafiek(beeld),
        "definities": definities(beeld.bereik),
        "voorbij": Periode.maand(maand).einde <= vandaag(),
        "rapporten": [
            (ander, maandnaam(ander.maand), ander.voor(request.user)[1][:12])
            for ander in rapporten.filter(werkpunt=werkpunt)[:24]
        ],
        "opdracht": opdracht,
        "mislukt": opdracht and f"Dit rapport vastleggen is niet gelukt (code {opdracht.foutcode}-{opdracht.pk}).",
        "vraag": vraag(maand, werkpunt),
    }
    return render(request, "rapportage/rapport_list.html", context)


@voor(*LEZERS)
@require_http_methods(["GET", "POST"])
def rapport_create(request: MedewerkerRequest) -> HttpResponse:
    """Check your answers, then freeze: the only writing step of a report."""
    form = _gekozen(request, request.POST or request.GET)
    maand, werkpunt = form.cleaned_data["maand"], form.eenheid
    fout = ""
    if request.method == "POST":
        try:
            opdracht = services.vraag_rapport(maand, werkpunt=werkpunt, door=request.user)
            return redirect("rapportage:opdracht-detail", pk=opdracht.pk)
        except ValidationError as afgewezen:
            fout = afgewezen.messages[0]
    rapport = Maandrapport.objects.laatste(maand, werkpunt)
    context = {
        "fout": fout,
        "gekozen": form.data,
        "terug": f"{reverse('rapportage:rapport-list')}?{vraag(maand, werkpunt)}",
        "antwoorden": [
            ("Maand", maandnaam(maand)),
            ("Werkpunt", werkpunt.naam if werkpunt else "Alle werkpunten"),
            ("Kleine aantallen", "zichtbaar voor jou" if ziet_exact(request.user, werkpunt) else "verborgen"),
            ("Al vastgelegd", f"ja, versie {rapport.versie}" if rapport else "nog niet"),
        ],
    }
    return render(request, "rapportage/rapport_form.html", context, status=422 if fout else 200)


@voor(*LEZERS)
@require_GET
def opdracht_detail(request: MedewerkerRequest, pk: int) -> HttpResponse:
    opdracht = get_object_or_404(
        Rapportopdracht.objects.zichtbaar_voor(request.user).select_related("werkpunt", "rapport__werkpunt"), pk=pk
    )
    context = {
        "opdracht": opdracht,
        "maand": maandnaam(opdracht.maand),
        "waar": opdracht.werkpunt.naam if opdracht.werkpunt else "Alle werkpunten",
        "formaten": FORMATEN,
        "vraag": vraag(opdracht.maand, opdracht.werkpunt),
    }
    return render_deel(request, "rapportage/opdracht_detail.html", "stand", context)


@voor(*LEZERS)
@require_POST
def opdracht_opnieuw(request: MedewerkerRequest, pk: int) -> HttpResponse:
    opdracht = get_object_or_404(Rapportopdracht.objects.zichtbaar_voor(request.user), pk=pk)
    services.probeer_opnieuw(opdracht)
    return redirect("rapportage:opdracht-detail", pk=opdracht.pk)


@voor(*LEZERS)
@require_GET
def rapport_bestand(request: MedewerkerRequest, pk: int, formaat: str) -> HttpResponse:
    """A file of a frozen report, made from its figures; who may see it is looked up again."""
    rapport = get_object_or_404(
        Maandrapport.objects.zichtbaar_voor(request.user).select_related("werkpunt", "door"), pk=pk
    )
    if formaat not in FORMATEN:
        raise Http404
    tekst, sha256 = rapport.voor(request.user)
    herkomst = Herkomst(rapport.gemaakt_op, rapport.maker, rapport.versie, sha256)
    waar = rapport.werkpunt.slug if rapport.werkpunt else "gent"
    naam = f"bereik-{rapport.maand:%Y-%m}-{waar}-v{rapport.versie}.{formaat}"
    return als_bijlage(maak(van_maand(tekst, herkomst), formaat), naam)
