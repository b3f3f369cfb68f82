"""A form that arrives after the session ended is held, not lost: its words travel with the sign-in page.

Which account a page belongs to follows from the page's own CSRF token: Django makes a new secret at every sign-in,
and at that moment the secret (hashed) is written down with the account. So the owner is known when the session is
gone, when somebody signed in again in another tab, and when a colleague signed in meanwhile.
"""

import hashlib
import json
import time
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.middleware.csrf import (  # type: ignore[attr-defined]
    InvalidTokenFormat,
    _check_token_format,
    _unmask_cipher_token,
)
from django.utils import timezone

from kern.velden import ontsluit, sluit
from toegang.models import Medewerker

EEN_WEEK = 7 * 24 * 3600
SESSIE = "vastgehouden"
VERSTUURD = "_verstuurd"
"""Hidden field of a form that was held: when it was sent first."""
_DOEL = "toegang.vastgehouden"


@dataclass(frozen=True)
class Vastgehouden:
    """A POST that waits: where to, whose, the fields in their order (names may repeat), files that got lost, and since
    when (a POSIX time)."""

    pad: str
    medewerker_id: int
    velden: list[tuple[str, str]]
    bestanden: list[str]
    sinds: float

    def als_token(self) -> str:
        """Encrypted: it stands in the page of a shared computer and in the session."""
        inhoud = json.dumps([self.pad, self.medewerker_id, self.velden, self.bestanden, self.sinds])
        return sluit(_DOEL, zlib.compress(inhoud.encode()))

    @property
    def verstuurd(self) -> str:
        """The value of the field ``VERSTUURD``."""
        return sluit(VERSTUURD, str(self.sinds).encode())

    def medewerker(self) -> Medewerker | None:
        return Medewerker.objects.filter(pk=self.medewerker_id, is_active=True).first()


def lees(token: str) -> Vastgehouden | None:
    """The held POST in a token of :meth:`Vastgehouden.als_token`; None when it was changed or is older than a week."""
    inhoud = ontsluit(_DOEL, token, hoogstens=EEN_WEEK)
    if inhoud is None:
        return None
    pad, medewerker_id, velden, bestanden, sinds = json.loads(zlib.decompress(inhoud))
    return Vastgehouden(pad, medewerker_id, [(naam, waarde) for naam, waarde in velden], bestanden, sinds)


def houd_vast(request: HttpRequest) -> Vastgehouden | None:
    """This POST, for the account whose page it was typed in; None when that is unknown. Passwords are never held."""
    medewerker = eigenaar(request)
    if medewerker is None or request.method != "POST" or any("password" in naam for naam in request.POST):
        return None
    velden = [
        (naam, str(waarde))
        for naam, waarden in request.POST.lists()
        for waarde in waarden
        if naam not in {"csrfmiddlewaretoken", VERSTUURD}
    ]
    bestanden = [str(bestand.name) for _, gekozen in request.FILES.lists() for bestand in gekozen]
    return Vastgehouden(request.get_full_path(), medewerker.pk, velden, bestanden, _sinds(request) or time.time())


def verstuurd_op(request: HttpRequest) -> datetime | None:
    """When a form that was held was sent first, in local time; None for a form that was not held."""
    sinds = _sinds(request)
    return timezone.localtime(datetime.fromtimestamp(sinds, UTC)) if sinds else None


def _sinds(request: HttpRequest) -> float | None:
    gelezen = ontsluit(VERSTUURD, request.POST.get(VERSTUURD, ""), hoogstens=EEN_WEEK)
    return float(gelezen) if gelezen else None


def noteer_eigenaar(request: HttpRequest, medewerker: Medewerker) -> None:
    """Write down, right after signing in, whose pages the new CSRF secret will stand in."""
    if geheim := request.META.get("CSRF_COOKIE"):
        cache.set(_sleutel(geheim), medewerker.pk, EEN_WEEK)


def eigenaar(request: HttpRequest) -> Medewerker | None:
    """The account that was signed in when the page behind this request was made."""
    token = request.headers.get("X-CSRFToken") or request.POST.get("csrfmiddlewaretoken", "")
    try:
        _check_token_format(token)
    except InvalidTokenFormat:
        return None
    geheim = _unmask_cipher_token(token) if len(token) == 64 else token
    pk = cache.get(_sleutel(geheim))
    return Medewerker.objects.filter(pk=pk, is_active=True).first() if pk else None


def van_eigen_bladzijde(request: HttpRequest) -> bool:
    """Whether the browser says that this site's own page sent the request (browsers always do for a POST)."""
    herkomst = request.headers.get("Origin") or request.headers.get("Referer", "")
    delen = urlsplit(herkomst)
    return delen.netloc == request.get_host() or f"{delen.scheme}://{delen.netloc}" in settings.CSRF_TRUSTED_ORIGINS


def _sleutel(geheim: str) -> str:
    return f"bladzijde:{hashlib.sha256(geheim.encode()).hexdigest()}"
