"""Signing in and out, choosing a password, and going on with a form that was held."""

from smtplib import SMTPException
from typing import Any

from allauth.account import views as allauth
from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.csrf import csrf_failure
from django.views.decorators.http import require_GET, require_POST

from kern.http import is_htmx
from toegang import toestel
from toegang.forms import AanmeldForm
from toegang.sessie import vraag_aanmelding
from toegang.vastgehouden import SESSIE, Vastgehouden, eigenaar, houd_vast, lees, van_eigen_bladzijde
from toegang.voor import MedewerkerRequest, aangemeld, openbaar, toegang_van


class AanmeldView(allauth.LoginView):
    """allauth's sign-in, with the accounts of this device and a form that waits.

    In the dialog of a page (``HX-Request``) success is 204 with the new CSRF token: the page itself stays.
    """

    template_name = "toegang/aanmelden.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and request.user.is_authenticated:
            logout(request)  # somebody else sits down, or goes on with the form of the account before
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response

    def get_initial(self) -> dict[str, Any]:
        return {**super().get_initial(), "login": toestel.account(self.request, self.request.GET.get("account", ""))}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "accounts": toestel.accounts(self.request)}

    def get_success_url(self) -> str:
        form = self.get_form()
        if form.is_bound and form.wacht and form.wacht.pad:
            return reverse("toegang:verder")
        return str(super().get_success_url() or "/")

    def form_valid(self, form: Any) -> HttpResponse:
        if form.wacht and form.wacht.pad:
            self.request.session[SESSIE] = form.cleaned_data["vast"]
        response: HttpResponse = super().form_valid(form)
        return self._voor_venster(response) if self._in_venster() else response

    def form_invalid(self, form: Any) -> HttpResponse:
        if not self._in_venster():
            response: HttpResponse = super().form_invalid(form)
            return response
        return render(self.request, "toegang/aanmelden.html#formulier", self.get_context_data(form=form), status=422)

    def _in_venster(self) -> bool:
        return is_htmx(self.request)

    def _voor_venster(self, response: HttpResponse) -> HttpResponse:
        klaar = _met_nieuw_token(self.request)
        klaar.cookies = response.cookies
        return klaar


def _met_nieuw_token(request: HttpRequest) -> HttpResponse:
    """Nothing but the CSRF token that the forms of the waiting page need from now on."""
    return HttpResponse(status=204, headers={"X-CSRFToken": get_token(request)})


@openbaar
@require_GET
def venster(request: HttpRequest) -> HttpResponse:
    """The sign-in form for the dialog of a page whose session ended: for the account of that page only.

    204 when that account signed in again meanwhile, in another tab.
    """
    medewerker = eigenaar(request)
    if medewerker is None:
        raise Http404
    if request.user == medewerker:
        return _met_nieuw_token(request)
    form = AanmeldForm(initial={"vast": Vastgehouden("", medewerker.pk, [], [], 0).als_token()}, request=request)
    return render(request, "toegang/aanmelden.html#formulier", {"form": form})


@aangemeld
@require_GET
def verder(request: MedewerkerRequest) -> HttpResponse:
    """After signing in: the form that was held, to be sent to its own address with one press. It is shown once."""
    wacht = lees(request.session.pop(SESSIE, ""))
    if wacht is None or wacht.medewerker_id != request.user.pk:
        return redirect("/")
    return render(request, "toegang/verder.html", {"wacht": wacht})


@openbaar
@require_POST
def vergeet_account(request: HttpRequest) -> HttpResponse:
    """Takes an account off the list of this device."""
    response = redirect("account_login")
    toestel.vergeet(request, response, toestel.account(request, request.POST.get("account", "")))
    return response


def csrf_mislukt(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form of our own with a token from before the last sign-in is held; of anything else nothing is kept."""
    toegang = toegang_van(request.resolver_match.func) if request.resolver_match else None
    if toegang is None or not van_eigen_bladzijde(request):
        return csrf_failure(request, reason)
    if toegang == "openbaar":
        messages.warning(request, "Deze pagina stond te lang open. Probeer opnieuw.")
        return redirect(request.path)
    wacht = houd_vast(request)
    if wacht and request.user.is_authenticated and request.user.pk == wacht.medewerker_id and not is_htmx(request):
        return render(request, "toegang/verder.html", {"wacht": wacht})
    return vraag_aanmelding(request) if wacht else csrf_failure(request, reason)


class WachtwoordVergetenView(allauth.PasswordResetView):
    """The mail is sent while somebody waits for it, so that a failure can be told at once (docs/decisions/0007)."""

    template_name = "toegang/wachtwoord_vergeten.html"

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            response: HttpResponse = super().form_valid(form)
        except (SMTPException, OSError):
            form.add_error(None, "De mail kon niet verstuurd worden. Probeer het straks opnieuw.")
            response = self.form_invalid(form)
        return response


aanmelden = openbaar(AanmeldView.as_view())
afmelden = openbaar(allauth.LogoutView.as_view(template_name="toegang/afmelden.html"))
wachtwoord_vergeten = openbaar(WachtwoordVergetenView.as_view())
wachtwoord_gevraagd = openbaar(allauth.PasswordResetDoneView.as_view(template_name="toegang/wachtwoord_gevraagd.html"))
wachtwoord_kiezen = openbaar(allauth.PasswordResetFromKeyView.as_view(template_name="toegang/wachtwoord_kiezen.html"))
wachtwoord_gekozen = openbaar(
    allauth.PasswordResetFromKeyDoneView.as_view(template_name="toegang/wachtwoord_gekozen.html")
)
wachtwoord_wijzigen = aangemeld(allauth.PasswordChangeView.as_view(template_name="toegang/wachtwoord_wijzigen.html"))
