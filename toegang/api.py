"""What every API view shares: token sign-in, the same access word as the pages, errors as JSON."""

from math import ceil
from typing import TYPE_CHECKING, Any

import pghistory
from django.core.exceptions import ValidationError as DjangoValidationError
from django.http import Http404
from rest_framework import exceptions
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.pagination import LimitOffsetPagination
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response

from toegang.models import ApiSleutel, Medewerker

if TYPE_CHECKING:
    from rest_framework.views import APIView


class SleutelAuthenticatie(BaseAuthentication):
    """``Authorization: Bearer <token>`` of ``manage.py token``."""

    def authenticate(self, request: Request) -> tuple[Medewerker, ApiSleutel] | None:
        delen = get_authorization_header(request).decode("latin-1").split()
        if len(delen) != 2 or delen[0].lower() not in {"bearer", "token"}:
            return None
        sleutel = ApiSleutel.objects.select_related("medewerker").filter(hash=ApiSleutel.hash_van(delen[1])).first()
        if sleutel is None or not sleutel.medewerker.is_active:
            raise exceptions.AuthenticationFailed("Deze sleutel is niet geldig.")
        pghistory.context(medewerker=sleutel.medewerker.pk, rollen=sorted(sleutel.medewerker.rollen))
        return sleutel.medewerker, sleutel

    def authenticate_header(self, request: Request) -> str:
        return "Bearer"


class MedewerkerVerzoek(Request):
    """A request behind ``MagVolgensToegang``: somebody is signed in."""

    user: Medewerker


class MagVolgensToegang(BasePermission):
    """Reads ``toegang`` of the view class (a set of roles); a stranger gets 404, as on the pages."""

    def has_permission(self, request: Request, view: "APIView") -> bool:
        if not request.user.is_authenticated:
            raise exceptions.NotAuthenticated("Meld je aan met een sleutel.")
        if request.user.rollen.isdisjoint(getattr(view, "toegang", ())):
            raise Http404
        return True


class Bladering(LimitOffsetPagination):
    """At most 200 rows at once, and no offset that only a machine would ask for."""

    default_limit = 50
    max_limit = 200
    verste = 10_000

    def get_offset(self, request: Request) -> int:
        return min(super().get_offset(request), self.verste)


class Botsing(exceptions.APIException):
    """What is sent contradicts what was kept."""

    status_code = 409
    default_code = "botsing"


def fout_als_json(fout: Exception, context: dict[str, Any]) -> Response | None:
    """Errors as JSON with a Dutch sentence: 400 for those of a service, 409 with code "botsing"."""
    if isinstance(fout, DjangoValidationError) and getattr(fout, "code", None) == Botsing.default_code:
        fout = Botsing({"fouten": fout.messages})
    elif isinstance(fout, DjangoValidationError):
        fout = exceptions.ValidationError(
            fout.message_dict if hasattr(fout, "error_dict") else {"fouten": fout.messages}
        )
    elif isinstance(fout, Http404):
        fout = exceptions.NotFound()  # Django's own says in English which table it looked in
    elif isinstance(fout, exceptions.Throttled):
        seconden = getattr(fout, "wait", None)  # its stubs don't know it
        wacht = "straks" if seconden is None else f"over {ceil(seconden)} seconden"
        fout.detail = exceptions.ErrorDetail(f"Te veel vragen na elkaar. Probeer opnieuw {wacht}.", fout.default_code)
    elif isinstance(fout, exceptions.ParseError):
        fout = exceptions.ParseError()
    from rest_framework.views import exception_handler  # noqa: PLC0415 - it imports this module, by the settings

    return exception_handler(fout, context)
