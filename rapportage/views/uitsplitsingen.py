"""Parts of a report that its page asks for by themselves: one breakdown, and contacts by channel."""

import json
from typing import Any

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_GET

from kern.http import render_deel
from rapportage import kanalen
from rapportage.dimensies import DIMENSIE
from rapportage.forms import UitsplitsingForm
from rapportage.grafiek import gestapeld
from rapportage.kaart import Vorm
from rapportage.models import Bereikrapport, Bevolking, Wijkkaart, ziet_exact
from rapportage.views.keuze import LEZERS, Keuze, lees_keuze, personen_url
from rapportage.weergave import GEEN_UITSPLITSING, Tabel, tak
from rapportage.wijken import CODE as WIJK
from rapportage.wijken import Wijkbeeld
from toegang.voor import MedewerkerRequest, voor
from werkpunten.models import Wijk


@voor(*LEZERS)
@require_GET
def rapport_uitsplitsing(request: MedewerkerRequest) -> HttpResponse:
    """One breakdown (``per``, by wijk unless told otherwise) of the report on screen; by wijk with the map."""
    form = UitsplitsingForm(request.GET)
    if not form.is_valid():
        raise Http404
    dimensie = DIMENSIE[form.cleaned_data["per"]]
    keuze = lees_keuze(request, [dimensie])
    context = {"form": form, "keuze": keuze, "dimensie": dimensie}
    if not keuze.beeld.uitgesplitst(dimensie.code):
        context["geen"] = GEEN_UITSPLITSING
    elif dimensie.code == WIJK:
        context |= _wijken(keuze)
    else:
        context["tabel"] = _tabel(request, keuze, dimensie.code)
    return render_deel(request, "rapportage/uitsplitsing.html", "deel", context)


def _wijken(keuze: Keuze) -> dict[str, Any]:
    """The map is drawn with real boundaries where an administrator loaded them, and else of tiles."""
    jaar = keuze.beeld.tijdvak.begin.year
    wijken = Wijkbeeld(
        keuze.beeld.document["uitsplitsingen"][WIJK],
        list(Wijk.objects.order_by("nummer")),
        Bevolking.objects.in_jaar(jaar),
    )
    grenzen = Wijkkaart.objects.laatste()
    vormen = {int(nummer): Vorm(*vorm) for nummer, vorm in grenzen.vormen.items()} if grenzen else {}
    return {
        "wijken": wijken,
        "kaart": wijken.kaart(vormen, grenzen.hoog if grenzen else 0),
        "bron": grenzen.bron if grenzen else "",
    }


def _tabel(request: MedewerkerRequest, keuze: Keuze, code: str) -> Tabel:
    """Each row of one's own unit leads to its people."""
    tabel = keuze.beeld.uitsplitsing(code)
    if not ziet_exact(request.user, keuze.form.eenheid):
        return tabel
    sleutels = keuze.beeld.document["uitsplitsingen"][code]["indicatoren"]["bereikt"]["per"][code]
    return tabel.met_adressen([personen_url(keuze, "bereikt", per=code, waarde=sleutel) for sleutel in sleutels])


@voor(*LEZERS)
@require_GET
def rapport_kanalen(request: MedewerkerRequest) -> HttpResponse:
    """Contacts by channel over time; earlier months as they were frozen, each with what it published itself."""
    keuze = lees_keuze(request, [DIMENSIE["soort"]])
    momenten = _momenten(request, keuze)
    totalen = [moment.totaal for moment in momenten]
    titel = f"Contacten per {keuze.beeld.tijdvak.soort.label} en kanaal"
    reeksen = kanalen.reeksen(momenten)
    context = {
        "keuze": keuze,
        "titel": titel,
        "grafiek": gestapeld(titel, kanalen.uitleg(momenten), keuze.beeld.letters(), reeksen, totalen),
        "tabel": kanalen.tabel(momenten, DIMENSIE[keuze.beeld.document["soort"]].naam),
        "outreach": (kanalen.OUTREACH, kanalen.aandeel_outreach(momenten[-1]), kanalen.UITLEG_OUTREACH),
        "niet_uitgesplitst": any(moment.per_soort is None for moment in momenten),
    }
    return render_deel(request, "rapportage/kanalen.html", "deel", context)


def _momenten(request: MedewerkerRequest, keuze: Keuze) -> list[kanalen.Moment]:
    beeld, tijden = keuze.beeld, keuze.beeld.tijden()
    rapporten = Bereikrapport.objects.zichtbaar_voor(request.user).filter(
        soort=beeld.tijdvak.soort, werkpunt=keuze.form.eenheid, begin__in=[tijdvak.begin for tijdvak in tijden[:-1]]
    )
    laatste = rapporten.order_by("begin", "-versie").distinct("begin").select_related("werkpunt")
    documenten = {rapport.tijdvak: json.loads(rapport.voor(request.user)[0]) for rapport in laatste}
    documenten[tijden[-1]] = beeld.document
    totalen = [tak(beeld.bereik, "contacten", tijdvak.sleutel) for tijdvak in tijden]
    return [
        kanalen.Moment(tijdvak.naam, letter, totaal, kanalen.per_soort(documenten.get(tijdvak, {})))
        for tijdvak, letter, totaal in zip(tijden, beeld.letters(), totalen, strict=True)
    ]
