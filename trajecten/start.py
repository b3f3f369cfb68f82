"""What the start page tells of the caseload."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db.models import F
from django.http import HttpRequest

from kern.start import Startblok
from toegang.models import Medewerker
from toegang.rollen import Rol
from trajecten.caseload import TELLEN_TOT, die_ik_begeleid, te_lang_geen_contact
from trajecten.models import Overdracht
from werkpunten.models import Afspraak, Taak

HOOGSTENS = 8


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


def overdrachten(request: HttpRequest) -> Mapping[str, Any]:
    """How many people colleagues ask one to take over."""
    wie: Medewerker = request.user  # type: ignore[assignment]  # blocks are only asked for roles
    return {"aantal": Overdracht.objects.zichtbaar_voor(wie).wacht_op(wie).count()}


OVERDRACHTEN = Startblok(
    "trajecten/start_overdrachten.html", frozenset({Rol.CONSULENT, Rol.COORDINATOR}), overdrachten, zij=True
)


def vertrokken(request: HttpRequest) -> Mapping[str, Any]:
    """How much work of colleagues who left waits for somebody else."""
    wie: Medewerker = request.user  # type: ignore[assignment]  # blocks are only asked for roles
    return {
        "afspraken": Afspraak.objects.nagelaten_aan(wie).count(),
        "taken": Taak.objects.nagelaten_aan(wie).count(),
    }


VERTROKKEN = Startblok("trajecten/start_vertrokken.html", frozenset({Rol.COORDINATOR}), vertrokken, zij=True)
