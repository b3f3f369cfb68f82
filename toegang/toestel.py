"""The accounts used lately on this device, for a desk PC that colleagues share. A signed cookie; newest first."""

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

MEEST = 5
DAGEN_90 = 90 * 24 * 3600
_ZOUT = "toegang.toestel"


def accounts(request: HttpRequest) -> list[str]:
    """E-mail addresses that signed in here; a cookie that was changed or is too old counts as none."""
    try:
        inhoud = signing.loads(request.COOKIES.get(settings.TOESTEL_COOKIE_NAME, ""), salt=_ZOUT, max_age=DAGEN_90)
    except signing.BadSignature:
        return []
    return [str(email) for email in inhoud][:MEEST]


def account(request: HttpRequest, plaats: str) -> str:
    """The address at this place in the list (addresses themselves never stand in a URL), or nothing."""
    bekend = accounts(request)
    return bekend[int(plaats)] if plaats.isdecimal() and len(plaats) < 3 and int(plaats) < len(bekend) else ""


def onthoud(request: HttpRequest, response: HttpResponse, email: str) -> None:
    _bewaar(response, [email, *(ander for ander in accounts(request) if ander != email)])


def vergeet(request: HttpRequest, response: HttpResponse, email: str) -> None:
    _bewaar(response, [ander for ander in accounts(request) if ander != email])


def _bewaar(response: HttpResponse, emails: list[str]) -> None:
    response.set_cookie(
        settings.TOESTEL_COOKIE_NAME,
        signing.dumps(emails[:MEEST], salt=_ZOUT),
        max_age=DAGEN_90,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
