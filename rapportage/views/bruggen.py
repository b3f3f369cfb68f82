"""How a figure comes about, and the people behind it for those who may see them."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst
from django.views.decorators.http import require_GET

from kern.http import bladzijde, render_deel
from kern.kader import Getoond
from rapportage.brug import Brugbeeld
from rapportage.dimensies import Dimensie, Waarde
from rapportage.forms import vraag
from rapportage.models import ziet_exact
from rapportage.personen import VAN_PERSONEN, personen_achter
from rapportage.rapport import UITSPLITSINGEN
from rapportage.tijdvakken import Tijdvak
from rapportage.views.keuze import LEZERS, brug_url, gekozen, lees_keuze, personen_url
from toegang.rollen import Rol
from toegang.voor import MedewerkerRequest, voor
from werkpunten.models import Werkpunt, Werkzoekende


@voor(*LEZERS)
@require_GET
def rapport_brug(request: MedewerkerRequest, cijfer: str) -> HttpResponse:
    """How one figure of the report on screen comes about; ``punt`` is a unit in the report of the city."""
    keuze = lees_keuze(request, samen=True)
    punt = request.GET.get("punt", "")
    indicator = keuze.beeld.bereik["indicatoren"].get(cijfer)
    if indicator is None or (punt and punt not in keuze.beeld.punten):
        raise Http404
    brug = Brugbeeld(keuze.beeld, punt)
    context = {
        "brug": brug,
        "cijfer": cijfer,
        "indicator": indicator,
        "waarde": brug.brug.cijfers[cijfer],
        "keuze": keuze,
        "tabs": [
            Getoond(ander["naam"], brug_url(keuze, code, punt), code == cijfer)
            for code, ander in keuze.beeld.bereik["indicatoren"].items()
        ],
        "per_punt": brug.per_punt(lambda slug: brug_url(keuze, cijfer, slug)),
        "overlap": keuze.beeld.overlap() if not punt else None,
        "personen": personen_url(keuze, cijfer) if _toont_personen(request, keuze.form.eenheid, cijfer) else "",
        "terug": f"{reverse('rapportage:rapport-list')}?{keuze.vraag}",
    }
    return render(request, "rapportage/rapport_brug.html", context)


def _toont_personen(request: MedewerkerRequest, werkpunt: Werkpunt | None, cijfer: str) -> bool:
    """Whether somebody may know who is behind a figure: the coordinators of the one unit it is of."""
    return cijfer in VAN_PERSONEN and werkpunt is not None and ziet_exact(request.user, werkpunt)


@voor(Rol.COORDINATOR)
@require_GET
def rapport_personen(request: MedewerkerRequest, cijfer: str) -> HttpResponse:
    """The people behind a figure as it is now, of a unit or of one row (``per``, ``waarde``) of a breakdown."""
    form = gekozen(request, request.GET)
    tijdvak, werkpunt = form.gekozen, form.eenheid
    if werkpunt is None or not _toont_personen(request, werkpunt, cijfer):
        raise Http404
    deel = _deel(request, tijdvak, werkpunt)
    achter = personen_achter(VAN_PERSONEN[cijfer], tijdvak.periode, [werkpunt], *deel)
    zichtbaar = Werkzoekende.objects.zichtbaar_voor(request.user).filter(pk__in=achter)
    pagina = bladzijde(zichtbaar.met_naamregel().order_by("sorteernaam"), request)
    context = {
        "indicator": VAN_PERSONEN[cijfer],
        "aantal": len(achter),
        "buiten": len(achter) - (zichtbaar.count() if pagina.totaal is None else pagina.totaal),
        "pagina": pagina,
        "waar": f"{werkpunt.naam} · {deel[0].naam}: {deel[1].naam}" if deel else werkpunt.naam,
        "wanneer": capfirst(tijdvak.naam),
        "terug_naar": "Hoe komen we aan dit cijfer?",
        "terug": f"{reverse('rapportage:rapport-brug', args=[cijfer])}?{vraag(tijdvak, werkpunt)}",
    }
    return render_deel(request, "rapportage/personen_list.html", "tabel", context)


def _deel(request: MedewerkerRequest, tijdvak: Tijdvak, werkpunt: Werkpunt) -> tuple[Dimensie, Waarde] | tuple[()]:
    """The row of a breakdown that is asked; one that is none does not exist."""
    if "per" not in request.GET:
        return ()
    dimensie = next((ander for ander in UITSPLITSINGEN if ander.code == request.GET["per"]), None)
    waarden = dimensie.waarden(tijdvak.periode, [werkpunt]) if dimensie else ()
    waarde = next((ander for ander in waarden if ander.sleutel == request.GET.get("waarde")), None)
    if dimensie is None or waarde is None:
        raise Http404
    return dimensie, waarde
