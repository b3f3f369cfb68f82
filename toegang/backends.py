"""Who may sign in with e-mail address and password."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.http import HttpRequest

from toegang.models import Medewerker
from toegang.wachtwoorden import is_demowachtwoord_buiten_demo


class AanmeldBackend(AuthenticationBackend):
    """allauth's, which refuses accounts that are off; outside the demo the demo's password opens nothing."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> Medewerker | None:
        if is_demowachtwoord_buiten_demo(credentials.get("password") or ""):
            self._mitigate_timing_attack(credentials["password"])
            return None
        medewerker: Medewerker | None = super().authenticate(request, **credentials)
        return medewerker
