"""What the start page tells of the caseload."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import F
from django.http import HttpRequest

from kern.start import Startblok
from kern.tijd import Periode, vandaag
from toegang.models import Medewerker
from toegang.rollen import BEGELEIDERS, Rol
from trajecten.caseload import TELLEN_TOT, die_ik_begeleid, te_lang_geen_contact
from trajecten.models import Overdracht
from trajecten.resultaten import te_doen_van
from werkpunten.agenda import Regel, Status, regels
from werkpunten.models import Afspraak, Afwezigheid, Betrokkenheid, Taak
from werkpunten.models.taken import TaakQuerySet

HOOGSTENS = 8
MEEST = 30
"""Appointments, and tasks, of one absent colleague: more than a day holds."""


def te_lang(request: HttpRequest) -> Mapping[str, Any]:
    """Whom one coaches and nobody met for too long, the longest first: a passer-by of last year is not forgotten."""
    wie: Medewerker = request.user  # type: ignore[assignment]  # blocks are only asked for roles
    personen = die_ik_begeleid(wie).filter(te_lang_geen_contact())
    aantal = personen[: TELLEN_TOT + 1].count()
    return {
        "personen": personen.order_by(F("laatste_contact").asc(nulls_first=True), "pk")[:HOOGSTENS],
        "aantal": aantal,
        "meer": aantal > HOOGSTENS,
        "veel": aantal > TELLEN_TOT,
        "dagen": settings.GEEN_CONTACT_DAGEN,
    }


TE_LANG = Startblok("trajecten/start_te_lang.html", frozenset({Rol.CONSULENT, Rol.COORDINATOR}), te_lang, zij=True)


def resultaten(request: HttpRequest) -> Mapping[str, Any]:
    """Whom one has to ask whether a result lasts."""
    wie: Medewerker = request.user  # type: ignore[assignment]  # blocks are only asked for roles
    eigen = te_doen_van(wie)
    return {"aantal": eigen.count(), "metingen": eigen.voor_lijst()[:HOOGSTENS]}


RESULTATEN = Startblok("trajecten/start_resultaten.html", frozenset(BEGELEIDERS), resultaten, zij=True)


def overdrachten(request: HttpRequest) -> Mapping[str, Any]:
    """How many people colleagues ask one to take over."""
    wie: Medewerker = request.user  # type: ignore[assignment]  # blocks are only asked for roles
    return {"aantal": Overdracht.objects.zichtbaar_voor(wie).wacht_op(wie).count()}


OVERDRACHTEN = Startblok(
    "trajecten/start_overdrachten.html", frozenset({Rol.CONSULENT, Rol.COORDINATOR}), overdrachten, zij=True
)


@dataclass(frozen=True)
class Waarneming:
    """What an absent colleague has to do today, as far as one covers: not what is in one's own list already."""

    afwezigheid: Afwezigheid
    afspraken: list[Regel]
    taken: TaakQuerySet


def waarnemingen(request: HttpRequest) -> Mapping[str, Any]:
    """Per colleague one covers for today: today's appointments and those nobody settled since, and due tasks."""
    wie: Medewerker = request.user  # type: ignore[assignment]  # blocks are only asked for roles
    lopend = Afwezigheid.objects.lopend().filter(waarnemer=wie).select_related("medewerker").order_by("tot", "pk")
    return {"waarnemingen": [_waarneming(rij, wie) for rij in lopend]}


def _waarneming(afwezigheid: Afwezigheid, wie: Medewerker) -> Waarneming:
    afwezig = afwezigheid.medewerker
    afspraken = Afspraak.objects.zichtbaar_voor(wie).van([afwezig]).exclude(pk__in=Afspraak.objects.van([wie]))
    taken = Taak.objects.zichtbaar_voor(wie).filter(eigenaar=afwezig).tegen_vandaag()
    if not afwezigheid.iedereen:
        gekozen = Betrokkenheid.objects.waarnemend(wie).filter(afwezigheid=afwezigheid).values("werkzoekende")
        afspraken, taken = afspraken.filter(werkzoekende__in=gekozen), taken.filter(werkzoekende__in=gekozen)
    nu = vandaag()
    dag = afspraken.in_periode(Periode.van_tot(nu, nu)).exclude(status__in=[Status.VERZET, Status.AFGEZEGD])
    open_ = afspraken.gepland().in_periode(Periode.van_tot(min(afwezigheid.van, nu), nu))
    samen = (dag | open_).voor_lijst().order_by("begin", "pk")[:MEEST]
    return Waarneming(afwezigheid, regels(samen, wie), taken.voor_lijst().dringendste_eerst()[:MEEST])


WAARNEMINGEN = Startblok(
    "trajecten/start_waarnemingen.html", frozenset({Rol.CONSULENT, Rol.COORDINATOR}), waarnemingen
)


def vertrokken(request: HttpRequest) -> Mapping[str, Any]:
    """How much work of colleagues who left waits for somebody else."""
    wie: Medewerker = request.user  # type: ignore[assignment]  # blocks are only asked for roles
    return {
        "afspraken": Afspraak.objects.nagelaten_aan(wie).count(),
        "taken": Taak.objects.nagelaten_aan(wie).count(),
    }


VERTROKKEN = Startblok("trajecten/start_vertrokken.html", frozenset({Rol.COORDINATOR}), vertrokken, zij=True)
