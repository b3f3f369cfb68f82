"""The forms of signing in, in plain Dutch."""

from typing import Any

from allauth.account import forms as allauth
from allauth.account.adapter import get_adapter
from django import forms
from django.http import HttpRequest

from toegang.models import Medewerker
from toegang.vastgehouden import Vastgehouden, lees


def _benoem(form: forms.Form, namen: dict[str, str]) -> None:
    """Our labels; no placeholders, no help texts beside the field."""
    for naam, label in namen.items():
        veld = form.fields[naam]
        veld.label, veld.help_text = label, ""
        veld.widget.attrs.pop("placeholder", None)


class AanmeldForm(allauth.LoginForm):
    """``vast`` carries a form that waits (``toegang.vastgehouden``): only the account it belongs to may go on."""

    vast = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _benoem(self, {"login": "E-mailadres", "password": "Wachtwoord"})
        self.fields["login"].widget.attrs["autocomplete"] = "username"
        self.wacht: Vastgehouden | None = lees(self["vast"].value() or "")
        self.van: Medewerker | None = self.wacht.medewerker() if self.wacht else None
        if self.van:
            self.initial["login"] = self.van.email
            self.fields["login"].widget.attrs["readonly"] = True
        self.fields["password" if self["login"].value() else "login"].widget.attrs["autofocus"] = True

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("vast"):
            if self.van is None:
                self.add_error(None, "Het formulier dat nog bewaard moest worden is te oud. Meld je gewoon aan.")
            elif self.cleaned_data.get("login") != self.van.email:
                self.add_error(None, f"Dit formulier is begonnen door {self.van.email}. Enkel dat account kan verder.")
        schoon: dict[str, Any] = super().clean()
        return schoon


class WachtwoordVergetenForm(allauth.ResetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _benoem(self, {"email": "E-mailadres"})

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        """An unknown address gets a mail too: neither the page nor its speed tells whether there is an account."""
        email: str = self.cleaned_data["email"]
        if self.users:
            return str(super().save(request, **kwargs))
        get_adapter().send_mail("account/email/unknown_account", email, {})
        return email


class KiesWachtwoordForm(allauth.ResetPasswordKeyForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _benoem(self, {"password1": "Nieuw wachtwoord", "password2": "Nieuw wachtwoord, nog eens"})
        self.fields["password1"].help_text = UITLEG


class WijzigWachtwoordForm(allauth.ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        namen = {"oldpassword": "Huidig wachtwoord", "password1": "Nieuw wachtwoord"}
        _benoem(self, {**namen, "password2": "Nieuw wachtwoord, nog eens"})
        self.fields["password1"].help_text = UITLEG


UITLEG = "Minstens 12 tekens. Enkele woorden na elkaar zijn makkelijk te onthouden en moeilijk te raden."
