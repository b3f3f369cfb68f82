"""Parts of a report that its page asks for by themselves: one breakdown, and contacts by channel."""

import json
from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_GET

from kern.http import render_deel
from rapportage import kanalen
from rapportage.bereik import ALLES
from rapportage.dimensies import DIMENSIE, Dimensie
from rapportage.forms import UitsplitsingForm
from rapportage.grafiek import gestapeld
from rapportage.models import Bereikrapport, Bevolking, Wijkkaart, ziet_exact
from rapportage.rapport import maanden_exact, maanden_gepubliceerd
from rapportage.samengesteld import tot_nu
from rapportage.tijdvakken import Tijdvak, Tijdvaksoort, maandnaam
from rapportage.views.keuze import LEZERS, Keuze, lees_keuze, personen_url
from rapportage.weergave import NIETS_TOT_NU, TOT_NU, Tabel, namen_van, tabel_van, tak
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
        context |= _tot_nu(keuze, dimensie) or {"geen": keuze.beeld.geen_uitsplitsing}
    elif dimensie.code == WIJK:
        context |= _wijken(keuze)
    else:
        context["tabel"] = _tabel(request, keuze, dimensie.code)
    return render_deel(request, "rapportage/uitsplitsing.html", "deel", context)


def _tot_nu(keuze: Keuze, dimensie: Dimensie) -> dict[str, Any]:
    """Of a quarter or year of the city that runs: what its whole months so far show together, as over the API."""
    if keuze.form.eenheid or (bereik := tot_nu(keuze.form.gekozen, dimensie)) is None:
        return {}
    maanden = " tot en met ".join(dict.fromkeys([maandnaam(bereik.periode.begin), maandnaam(bereik.periode.tot)]))
    if not any(n for cellen in bereik.cellen.values() for sleutel, n in cellen.items() if sleutel != (ALLES,)):
        return {"geen": NIETS_TOT_NU.format(wat=keuze.beeld.tijdvak.kort.capitalize(), maanden=maanden)}
    return {
        "tabel": tabel_van(bereik.als_json(), namen_van(bereik), dimensie.naam),
        "tot_nu": TOT_NU.format(wat=keuze.beeld.tijdvak.kort.capitalize(), maanden=maanden),
    }


def _wijken(keuze: Keuze) -> dict[str, Any]:
    """The map is drawn with real boundaries where an administrator loaded them, and else of tiles."""
    jaar = keuze.beeld.tijdvak.begin.year
    wijken = Wijkbeeld(
        keuze.beeld.document["uitsplitsingen"][WIJK],
        list(Wijk.objects.order_by("nummer")),
        Bevolking.objects.in_jaar(jaar),
    )
    grenzen = Wijkkaart.objects.laatste()
    return {
        "wijken": wijken,
        "kaart": wijken.kaart(grenzen),
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
    """Contacts by channel over time: as they were frozen, each with what it published itself, and else counted now."""
    soort = DIMENSIE["soort"]
    keuze = lees_keuze(request, [soort])
    titel = f"Contacten per {keuze.beeld.tijdvak.soort.label} en kanaal"
    context: dict[str, Any] = {"keuze": keuze, "titel": titel}
    if not keuze.beeld.uitgesplitst(soort.code):
        context["geen"] = keuze.beeld.geen_uitsplitsing
    else:
        vast = _vastgelegde_soorten(request, keuze)
        levend = {} if len(vast) == len(keuze.beeld.tijden()) else _getelde_soorten(request, keuze, soort)
        context |= _kanalen(keuze, titel, {**levend, **vast})
        context["noot"] = _noot(keuze, vast, levend)
    return render_deel(request, "rapportage/kanalen.html", "deel", context)


Soorten = Mapping[Tijdvak, Mapping[str, int | None]]
"""Contacts by kind, of each time of which they are known."""


def _kanalen(keuze: Keuze, titel: str, soorten: Soorten) -> dict[str, Any]:
    beeld = keuze.beeld
    momenten = [
        kanalen.Moment(tijdvak.naam, letter, tak(beeld.bereik, "contacten", tijdvak.sleutel), soorten.get(tijdvak))
        for tijdvak, letter in zip(beeld.tijden(), beeld.letters(), strict=True)
    ]
    totalen, reeksen = [moment.totaal for moment in momenten], kanalen.reeksen(momenten)
    return {
        "grafiek": gestapeld(titel, kanalen.uitleg(momenten), beeld.letters(), reeksen, totalen),
        "tabel": kanalen.tabel(momenten, DIMENSIE[beeld.document["soort"]].naam),
        "outreach": (kanalen.OUTREACH, kanalen.aandeel_outreach(momenten[-1]), kanalen.UITLEG_OUTREACH),
    }


def _noot(keuze: Keuze, vast: Soorten, levend: Soorten) -> str:
    """About the times before this one."""
    los = [tijdvak for tijdvak in keuze.beeld.tijden()[:-1] if tijdvak not in vast]
    if not los:
        return ""
    return kanalen.NU_GETELD if all(tijdvak in levend for tijdvak in los) else kanalen.NIET_VAST


def _vastgelegde_soorten(request: MedewerkerRequest, keuze: Keuze) -> Soorten:
    """Of the report on screen, and of those before it that were frozen."""
    beeld, tijden = keuze.beeld, keuze.beeld.tijden()
    rapporten = Bereikrapport.objects.zichtbaar_voor(request.user).filter(
        soort=beeld.tijdvak.soort, werkpunt=keuze.form.eenheid, begin__in=[tijdvak.begin for tijdvak in tijden[:-1]]
    )
    laatste = rapporten.order_by("begin", "-versie").distinct("begin").select_related("werkpunt")
    documenten = {rapport.tijdvak: json.loads(rapport.voor(request.user)[0]) for rapport in laatste}
    documenten[beeld.tijdvak] = beeld.document
    soorten = {tijdvak: kanalen.per_soort(document) for tijdvak, document in documenten.items()}
    return {tijdvak: van for tijdvak, van in soorten.items() if van is not None}


def _getelde_soorten(request: MedewerkerRequest, keuze: Keuze, soort: Dimensie) -> Soorten:
    """As the facts are now: exact of one's own unit; published per month. None of a longer time, see ``NIET_VAST``."""
    tijdvak, werkpunt = keuze.beeld.tijdvak, keuze.form.eenheid
    if ziet_exact(request.user, werkpunt):
        bereiken = maanden_exact(tijdvak, soort, werkpunt)
    elif tijdvak.soort is Tijdvaksoort.MAAND:
        bereiken = maanden_gepubliceerd(tijdvak, soort)
    else:
        return {}
    return {deze: kanalen.van_bereik(bereik) for deze, bereik in bereiken.items()}
