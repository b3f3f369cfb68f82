"""How allauth behaves in this house: no sign-up, plain Dutch, nothing that tells whether an account exists."""

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from django.http import HttpRequest, HttpResponse

from toegang import toestel
from toegang.models import Medewerker

_MELDINGEN = {
    "account/messages/logged_out.txt": "Je bent afgemeld.",
    "account/messages/password_changed.txt": "Je wachtwoord is bewaard.",
}


class Adapter(DefaultAccountAdapter):
    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "Het e-mailadres of het wachtwoord klopt niet.",
        "too_many_login_attempts": "Te veel mislukte pogingen. Probeer over vijf minuten opnieuw.",
        "enter_current_password": "Dit is niet je huidige wachtwoord.",
        "invalid_password_reset": "Deze link werkt niet meer.",
        "rate_limited": "Te veel pogingen. Wacht even en probeer opnieuw.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_ajax(self, request: HttpRequest) -> bool:
        """Our pages never ask for allauth's JSON answers, which would skip steps of the password reset."""
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Medewerker | None:
        """An account that is off answers as a wrong password does."""
        medewerker: Medewerker | None = super().authenticate(request, **credentials)
        return medewerker if medewerker and medewerker.is_active else None

    def post_login(self, request: HttpRequest, user: Medewerker, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **kwargs)
        toestel.onthoud(request, response, user.email)
        return response

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *args: Any, **kwargs: Any
    ) -> None:
        if tekst := _MELDINGEN.get(message_template or ""):
            super().add_message(request, level, message=tekst)

    def set_password(self, user: Medewerker, password: str) -> None:
        """Also ends the wait after too many wrong passwords: whoever may choose a new one, may use it."""
        super().set_password(user, password)
        self._delete_login_attempts_cached_email(context.request, email=user.email)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return "/"
