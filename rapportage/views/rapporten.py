"""The report of a month, quarter or year, and freezing it."""

import json
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from rapportage import abonnementen, herzieningen, services
from rapportage.bereik import een_ogenblik
from rapportage.bestanden import FORMATEN
from rapportage.forms import ALLE, HerzieningForm, vraag
from rapportage.models import Bereikrapport, Rapportopdracht, ziet_exact
from rapportage.tijdvakken import Tijdvaksoort
from rapportage.trend import Trend
from rapportage.versies import anders, wijzigingen
from rapportage.views.bewaard import bewaard
from rapportage.views.keuze import LEZERS, bladzijde_van, brug_url, gekozen, lees_keuze, nu, vastgelegd
from rapportage.weergave import Beeld, definities
from toegang.voor import MedewerkerRequest, voor


@voor(*LEZERS)
@require_GET
def rapport_list(request: MedewerkerRequest) -> HttpResponse:
    """The report of a month, quarter or year, and those that were frozen."""
    keuze = lees_keuze(request)
    form, beeld = keuze.form, keuze.beeld
    tijdvak, werkpunt = form.gekozen, form.eenheid
    rapporten = Bereikrapport.objects.zichtbaar_voor(request.user).select_related("door", "werkpunt")
    opdracht = Rapportopdracht.objects.van(tijdvak, werkpunt).first()
    context = {
        "form": form,
        "beeld": beeld,
        "rapport": keuze.rapport,
        "levend": keuze.levend,
        "tegels": [(tegel, brug_url(keuze, tegel.code)) for tegel in beeld.tegels()],
        "per_werkpunt": beeld.per_werkpunt(lambda slug: brug_url(keuze, "bereikt", slug)),
        "formaten": FORMATEN,
        "trend": Trend(beeld),
        "definities": definities(beeld.bereik),
        "loopt": services.loopt_nog(tijdvak),
        "rapporten": [
            (ander, naam := ander.tijdvak.naam, ander.voor(request.user)[1][:12], f"{naam}, versie {ander.versie}")
            for ander in rapporten.filter(werkpunt=werkpunt)[:24]
        ],
        "mail": abonnementen.stand(request.user, tijdvak.soort, werkpunt),
        "opdracht": opdracht,
        "mislukt": opdracht and f"Dit rapport vastleggen is niet gelukt (code {opdracht.foutcode}-{opdracht.pk}).",
        "vraag": vraag(tijdvak, werkpunt),
        "zelfde": keuze.vraag,
        "bewaard": bewaard(request, "rapportage:rapport-list", vraag(tijdvak, werkpunt), tijdvak.soort),
    }
    return render(request, "rapportage/rapport_list.html", context)


@voor(*LEZERS)
@require_GET
def rapport_verschil(request: MedewerkerRequest, pk: int) -> HttpResponse:
    """What changed since a month was frozen; asked by its page, since counting again takes longer than reading."""
    rapport = get_object_or_404(Bereikrapport.objects.zichtbaar_voor(request.user).select_related("werkpunt"), pk=pk)
    with een_ogenblik():
        toen, later = vastgelegd(request, rapport), nu(request, rapport.tijdvak, rapport.werkpunt)
        regels = herzieningen.van_rapport(rapport, toen, later)
    context = {
        "verschil": toen.verschil_met(later),
        "regels": regels,
        "vraag": urlencode({"werkpunt": rapport.werkpunt.slug if rapport.werkpunt else ALLE, "soort": rapport.soort}),
        "versie": rapport.versie,
        "volgende": rapport.versie + 1,
    }
    return render(request, "rapportage/rapport_verschil.html", context)


@voor(*LEZERS)
@require_GET
def rapport_herzieningen(request: MedewerkerRequest) -> HttpResponse:
    """Of every frozen report of a unit or of the city what its figures are now, and why."""
    form = HerzieningForm(request.GET, request.user)
    if not form.is_valid():
        raise Http404
    soort, werkpunt = Tijdvaksoort(form.cleaned_data["soort"]), form.eenheid
    rapporten = Bereikrapport.objects.zichtbaar_voor(request.user).select_related("werkpunt")
    laatste = [
        (rapport, vastgelegd(request, rapport))
        for rapport in rapporten.laatste_versies(soort, werkpunt)[: herzieningen.MEESTE]
    ]
    exact = ziet_exact(request.user, werkpunt)
    context = {
        "form": form,
        "waar": werkpunt.naam if werkpunt else "Alle werkpunten",
        "aantal": len(laatste),
        "regels": herzieningen.lijst(laatste, exact=exact),
        "exact": exact,
    }
    return render(request, "rapportage/rapport_herzieningen.html", context)


@voor(*LEZERS)
@require_http_methods(["GET", "POST"])
def rapport_create(request: MedewerkerRequest) -> HttpResponse:
    """Look once more, then freeze: the only writing step of a report. A month that runs is refused."""
    form = gekozen(request, request.POST or request.GET)
    tijdvak, werkpunt = form.gekozen, form.eenheid
    fout = services.loopt_nog(tijdvak)
    if request.method == "POST" and not fout:
        opdracht = services.vraag_rapport(tijdvak, werkpunt=werkpunt, door=request.user)
        return redirect("rapportage:opdracht-detail", pk=opdracht.pk)
    rapport = Bereikrapport.objects.laatste(tijdvak, werkpunt)
    context = {
        "fout": fout,
        "velden": {"tijdvak": tijdvak.sleutel, "werkpunt": form.cleaned_data["werkpunt"]},
        "terug": f"{reverse('rapportage:rapport-list')}?{vraag(tijdvak, werkpunt)}",
        "gegevens": [
            ("Periode", tijdvak.naam),
            ("Werkpunt", werkpunt.naam if werkpunt else "Alle werkpunten"),
            ("Kleine aantallen", "zichtbaar voor jou" if ziet_exact(request.user, werkpunt) else "verborgen"),
            ("Al vastgelegd", f"ja, versie {rapport.versie}" if rapport else "nog niet"),
        ],
    }
    return render(request, "rapportage/rapport_form.html", context, status=422 if fout else 200)


@voor(*LEZERS)
@require_GET
def rapport_versies(request: MedewerkerRequest, pk: int) -> HttpResponse:
    """What a version says otherwise than the one before it, in the figures this reader may see."""
    rapporten = Bereikrapport.objects.leesbaar_voor(request.user).select_related("werkpunt", "project", "door")
    rapport = get_object_or_404(rapporten, pk=pk)
    alle = rapporten.van(rapport.tijdvak, rapport.werkpunt, rapport.project)
    vorige = alle.filter(versie=rapport.versie - 1).first()
    if vorige is None:
        raise Http404
    oud, nieuw = (json.loads(versie.voor(request.user)[0]) for versie in (vorige, rapport))
    context = {
        "rapport": rapport,
        "vorige": vorige,
        "waar": rapport.waar,
        "wijzigingen": wijzigingen(oud, nieuw),
        "anders": anders(oud, nieuw),
        "regels": [] if rapport.project else herzieningen.van_rapport(vorige, Beeld(oud), Beeld(nieuw), tot=rapport),
        "terug": bladzijde_van(rapport),
    }
    return render(request, "rapportage/rapport_versies.html", context)
