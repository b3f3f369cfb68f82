"""Somebody's agenda: a day or a week."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from kern.http import render_deel
from kern.tijd import Periode, vandaag
from toegang.rollen import BEGELEIDERS
from toegang.voor import MedewerkerRequest, voor
from werkpunten.agenda import agendas_van, bezet, collegas_op, dagen, gesloten, vrije_uren
from werkpunten.agendaforms import AgendaFilter
from werkpunten.balieforms import BIJ
from werkpunten.models import werkpunten_van

WERKWEEK = 5


@voor(*BEGELEIDERS)
@require_GET
def dag(request: MedewerkerRequest) -> HttpResponse:
    """One day, with the free hours in between."""
    filter_ = AgendaFilter(request.GET, agendas=agendas_van(request.user))
    wie, gekozen = filter_.gekozen()
    [blad] = dagen(wie, Periode.van_tot(gekozen, gekozen), request.user, vrij=gekozen >= vandaag())
    context = _kader(request, filter_, "dag", timedelta(days=1)) | {"blad": blad}
    return render_deel(request, "werkpunten/agenda_dag.html", "dag", context)


@voor(*BEGELEIDERS)
@require_GET
def week(request: MedewerkerRequest) -> HttpResponse:
    """Monday to Friday, and the weekend when there is something in it."""
    filter_ = AgendaFilter(request.GET, agendas=agendas_van(request.user))
    wie, gekozen = filter_.gekozen()
    maandag = gekozen - timedelta(days=gekozen.weekday())
    bladen = dagen(wie, Periode(maandag, maandag + timedelta(days=7)), request.user)
    getoond = [blad for nummer, blad in enumerate(bladen) if nummer < WERKWEEK or blad.blokken]
    context = _kader(request, filter_, "week", timedelta(days=7)) | {"bladen": getoond}
    return render_deel(request, "werkpunten/agenda_week.html", "week", context)


@voor(*BEGELEIDERS)
@require_GET
def vrij(request: MedewerkerRequest) -> HttpResponse:
    """Which hours of a day a colleague of the own units still has, while an appointment is made: hours, no names.

    And whether the unit that is chosen opens that day.
    """
    eigen = werkpunten_van(request.user, *BEGELEIDERS)
    collegas = [request.user, *collegas_op(eigen)]
    wie, gekozen = AgendaFilter(
        {
            "wie": request.GET.get("medewerker") or request.GET.get("afspraak_met", ""),
            "dag": request.GET.get("dag") or request.GET.get("afspraak_dag", ""),
        },
        agendas=collegas,
    ).gekozen()
    begin, einde = Periode.van_tot(gekozen, gekozen).momenten()
    bezette = bezet(begin, einde, medewerkers=[wie])
    plek = request.GET.get("werkpunt") or request.GET.get("afspraak_plek", "").removeprefix(BIJ)
    dicht = [gesloten(werkpunt, gekozen) for werkpunt in eigen if werkpunt.slug == plek]
    context = {"wie": wie, "dag": gekozen, "dicht": dicht, "bezet": bezette, "vrij": vrije_uren(gekozen, bezette)}
    return render(request, "werkpunten/agenda_vrij.html", context)


def _kader(request: MedewerkerRequest, filter_: AgendaFilter, beeld: str, stap: timedelta) -> dict[str, Any]:
    """Whose agenda this is and where the links to other days lead."""
    wie, gekozen = filter_.gekozen()
    adressen = {naam: reverse(f"werkpunten:agenda-{naam}") for naam in ("dag", "week")}
    van_wie = {"wie": wie.pk} if wie != request.user else {}

    def link(naam: str, dag: Any) -> str:
        return f"{adressen[naam]}?{urlencode({**van_wie, 'dag': dag.isoformat()})}"

    return {
        "filter": filter_,
        "wie": wie,
        "eigen": wie == request.user,
        "dag": gekozen,
        "vandaag": vandaag(),
        "vorige": link(beeld, gekozen - stap),
        "volgende": link(beeld, gekozen + stap),
        "nu": link(beeld, vandaag()),
        "beelden": [
            {"titel": titel, "url": link(naam, gekozen), "actief": naam == beeld}
            for naam, titel in (("dag", "Dag"), ("week", "Week"))
        ],
        "zonder": link(beeld, gekozen),
    }
