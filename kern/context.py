"""The context processor behind ``base.html``."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from kern.kader import Getoond, Kader, gebruikersmenu, keuze, menu, toon


def kader(request: HttpRequest) -> dict[str, Any]:
    """``menu`` and ``kader``. Lazy: a fragment has no frame and must not pay for its counts."""
    return {"menu": SimpleLazyObject(lambda: _menu(request)), "kader": SimpleLazyObject(lambda: _kader(request))}


def _aangemeld(request: HttpRequest) -> bool:
    return hasattr(request, "user") and request.user.is_authenticated


def _menu(request: HttpRequest) -> list[Getoond]:
    return toon(menu, request) if _aangemeld(request) else []


def _kader(request: HttpRequest) -> Kader:
    if not _aangemeld(request):
        return Kader(settings.MERK, settings.VERSIE)
    return Kader(
        settings.MERK,
        settings.VERSIE,
        aangemeld=True,
        naam=getattr(request.user, "korte_naam", str(request.user)),
        account=request.user.get_username(),
        verloopt_na=settings.SESSION_INACTIEF,
        verleng_url=reverse("kern:verleng"),
        venster_url=reverse("toegang:venster"),
        aanmeld_url=resolve_url(settings.LOGIN_URL),
        afmeld_url=reverse("account_logout"),
        hulp_url=reverse("kern:hulp"),
        keuze=keuze(request),
        links=toon(gebruikersmenu, request),
    )
