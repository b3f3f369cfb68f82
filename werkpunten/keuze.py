"""The unit somebody works from on this device. It belongs to the device: whoever sits down next works there too."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from kern.kader import Keuze, Optie
from toegang.models import Medewerker
from toegang.rollen import BEGELEIDERS
from werkpunten.models import Werkpunt, werkpunten_van

JAAR = 365 * 24 * 3600


def eigen_werkpunten(medewerker: Medewerker) -> list[Werkpunt]:
    """Units at which this person may log contacts today, by name."""
    return werkpunten_van(medewerker, *BEGELEIDERS)


def gekozen_werkpunt(request: HttpRequest) -> Werkpunt | None:
    """The unit chosen on this device when it is one of the user's own, else their first; None without any.

    The cookie needs no signature: it can only choose among the user's own units.
    """
    if not request.user.is_authenticated:
        return None
    eigen = eigen_werkpunten(request.user)
    slug = request.COOKIES.get(settings.WERKPUNT_COOKIE_NAME)
    return next((werkpunt for werkpunt in eigen if werkpunt.slug == slug), eigen[0] if eigen else None)


def onthoud(response: HttpResponse, werkpunt: Werkpunt) -> None:
    """Keep the choice on this device, also after signing out."""
    response.set_cookie(
        settings.WERKPUNT_COOKIE_NAME,
        werkpunt.slug,
        max_age=JAAR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def keuze(request: HttpRequest) -> Keuze | None:
    """The choice in the top bar, for whoever works at more than one unit."""
    huidig = gekozen_werkpunt(request)
    if huidig is None or not request.user.is_authenticated:
        return None
    opties = [Optie(eigen.slug, eigen.naam, eigen == huidig) for eigen in eigen_werkpunten(request.user)]
    return Keuze(huidig.naam, reverse("werkpunten:werkpunt-keuze"), "werkpunt", opties)
