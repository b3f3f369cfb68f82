"""What the start page tells of appointments, tasks and who waits."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.http import HttpRequest

from kern.start import Startblok
from kern.tijd import Periode, vandaag
from toegang.models import Medewerker
from toegang.rollen import BEGELEIDERS
from werkpunten.agenda import Status, regels
from werkpunten.balie import Wachtrij
from werkpunten.keuze import gekozen_werkpunt
from werkpunten.models import Afspraak, Taak

HOOGSTENS = 10
VROEGER = timedelta(days=30)


def afspraken(request: HttpRequest) -> Mapping[str, Any]:
    """Today's appointments, and planned ones of the last month of which nobody said how they went."""
    wie, nu = _wie(request), vandaag()
    eigen = Afspraak.objects.zichtbaar_voor(wie).van([wie]).voor_lijst().order_by("begin", "pk")
    van_nu = eigen.in_periode(Periode.van_tot(nu, nu)).exclude(status__in=[Status.VERZET, Status.AFGEZEGD])
    vroeger = eigen.gepland().in_periode(Periode(nu - VROEGER, nu))
    return {"regels": regels(van_nu, wie), "open_van_vroeger": regels(vroeger[:HOOGSTENS], wie)}


def taken(request: HttpRequest) -> Mapping[str, Any]:
    """One's own tasks that are due, the oldest first."""
    wie = _wie(request)
    eigen = Taak.objects.zichtbaar_voor(wie).filter(eigenaar=wie)
    return {
        "taken": eigen.tegen_vandaag().voor_lijst().dringendste_eerst()[:HOOGSTENS],
        "aantal": eigen.tegen_vandaag().count(),
        "te_laat": eigen.te_laat().count(),
    }


def wachtrij(request: HttpRequest) -> Mapping[str, Any]:
    """Who waits at the unit one works from."""
    werkpunt = gekozen_werkpunt(request)
    return {"wachtrij": Wachtrij(_wie(request), werkpunt) if werkpunt else None}


def _wie(request: HttpRequest) -> Medewerker:
    """Blocks are only asked for roles, so somebody is signed in."""
    wie: Medewerker = request.user  # type: ignore[assignment]
    return wie


AFSPRAKEN = Startblok("werkpunten/start_afspraken.html", frozenset(BEGELEIDERS), afspraken)
WACHTRIJ = Startblok("werkpunten/start_wachtrij.html", frozenset(BEGELEIDERS), wachtrij, zij=True)
TAKEN = Startblok("werkpunten/start_taken.html", frozenset(BEGELEIDERS), taken)
