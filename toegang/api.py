"""What every API view shares: token sign-in, the same access word as the pages, errors as JSON."""

from typing import Any

import pghistory
from django.core.exceptions import ValidationError as DjangoValidationError
from django.http import Http404
from rest_framework import exceptions
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView, exception_handler

from toegang.models import ApiSleutel, Medewerker


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


class MagVolgensToegang(BasePermission):
    """Reads ``toegang`` of the view class (a set of roles); a stranger gets 404, as on the pages."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        if not request.user.is_authenticated:
            raise exceptions.NotAuthenticated("Meld je aan met een sleutel.")
        if request.user.rollen.isdisjoint(getattr(view, "toegang", ())):
            raise Http404
        return True


def fout_als_json(fout: Exception, context: dict[str, Any]) -> Response | None:
    """Domain errors (``ValidationError`` of a service) become 400 with the Dutch sentence."""
    if isinstance(fout, DjangoValidationError):
        fout = exceptions.ValidationError(
            fout.message_dict if hasattr(fout, "error_dict") else {"fouten": fout.messages}
        )
    return exception_handler(fout, context)
