"""The frame around every page: which items stand in the bar, and what stands on its right."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from kern.hulp import hulp_url
from kern.registers import Register


@dataclass(frozen=True)
class Menupunt:
    """An item of the bar or of the user's own menu; apps register theirs in ``apps.py``.

    ``rollen``: who sees it (empty: everybody who is signed in). ``aantal``: how many things wait behind it.
    """

    titel: str
    url_naam: str
    rollen: frozenset[str] = frozenset()
    aantal: Callable[[HttpRequest], int] | None = None
    sneltoets: str = ""


@dataclass(frozen=True)
class Getoond:
    titel: str
    url: str
    actief: bool = False
    aantal: int = 0
    sneltoets: str = ""


@dataclass(frozen=True)
class Optie:
    waarde: str
    titel: str
    gekozen: bool


@dataclass(frozen=True)
class Keuze:
    """The work points someone can work from: a small form that posts ``veld`` to ``url``."""

    huidig: str
    url: str
    veld: str
    opties: Sequence[Optie]


@dataclass(frozen=True)
class Kader:
    merk: str
    versie: str
    aangemeld: bool = False
    naam: str = ""
    account: str = ""
    verloopt_na: int = 0
    verleng_url: str = ""
    aanmeld_url: str = ""
    venster_url: str = ""
    afmeld_url: str = ""
    hulp_url: str = ""
    feedback_url: str = ""
    keuze: Keuze | None = None
    links: Sequence[Getoond] = field(default_factory=tuple)


menu: Register[Menupunt] = Register("menu")
gebruikersmenu: Register[Menupunt] = Register("gebruikersmenu")
keuzebronnen: Register[Callable[[HttpRequest], Keuze | None]] = Register("keuzebronnen")
"""Functions that say which work points somebody can choose from; None when there is nothing to choose."""


def toon(punten: Register[Menupunt], request: HttpRequest) -> list[Getoond]:
    """The items this user may see; the one with the longest matching address is the page's own."""
    rollen: frozenset[str] = getattr(request.user, "rollen", frozenset())
    zichtbaar = [(punt, reverse(punt.url_naam)) for punt in punten if not punt.rollen or punt.rollen & rollen]
    past = [url for _, url in zichtbaar if request.path == url or (url != "/" and request.path.startswith(url))]
    actief = max(past, key=len, default="")
    return [
        Getoond(punt.titel, url, url == actief, punt.aantal(request) if punt.aantal else 0, punt.sneltoets)
        for punt, url in zichtbaar
    ]


def keuze(request: HttpRequest) -> Keuze | None:
    return next((gevonden for bron in keuzebronnen if (gevonden := bron(request))), None)


def kader(request: HttpRequest) -> dict[str, Any]:
    """Context processor of ``base.html``. Lazy: a fragment has no frame and must not pay for its counts."""
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
        feedback_url=settings.FEEDBACK_ADRES,
        hulp_url=hulp_url(request),
        keuze=keuze(request),
        links=toon(gebruikersmenu, request),
    )
