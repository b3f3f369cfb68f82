"""How long a sign-in lasts, and what somebody gets whose sign-in is over."""

import logging
import time
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from kern.http import is_htmx
from toegang.forms import AanmeldForm
from toegang.models import Medewerker
from toegang.vastgehouden import houd_vast, noteer_eigenaar

AANGEMELD_OP = "aangemeld_op"
LAATST_ACTIEF = "laatst_actief"
STIL = "X-Stil"
"""Header of a request that a page makes by itself: nobody did anything."""
FIJNHEID = 120
"""Activity is written down at most this many times per idle period: at 30 minutes every 15 seconds."""

logger = logging.getLogger("toegang")


class SessieMiddleware:
    """Ends a session that was idle for SESSION_INACTIEF seconds or lasted SESSION_MAXIMAAL, here on the server."""

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.user.is_authenticated:
            houd_bij(request)
        response: HttpResponseBase = self.get_response(request)
        return response


def houd_bij(request: HttpRequest) -> None:
    nu = time.time()
    stil = nu - request.session.get(LAATST_ACTIEF, 0)
    if stil >= settings.SESSION_INACTIEF or nu - request.session.get(AANGEMELD_OP, 0) >= settings.SESSION_MAXIMAAL:
        logout(request)
    elif stil >= settings.SESSION_INACTIEF / FIJNHEID and STIL not in request.headers:
        request.session[LAATST_ACTIEF] = nu


def begin(sender: object, request: HttpRequest, user: Medewerker, **kwargs: Any) -> None:
    request.session[AANGEMELD_OP] = request.session[LAATST_ACTIEF] = time.time()
    noteer_eigenaar(request, user)
    logger.info("aangemeld: medewerker %s", user.pk)


def einde(sender: object, user: Medewerker | None, **kwargs: Any) -> None:
    if user is not None:
        logger.info("afgemeld: medewerker %s", user.pk)


def mislukt(sender: object, **kwargs: Any) -> None:
    logger.warning("aanmelden mislukt")


user_logged_in.connect(begin, dispatch_uid="toegang.begin")
user_logged_out.connect(einde, dispatch_uid="toegang.einde")
user_login_failed.connect(mislukt, dispatch_uid="toegang.mislukt")


def vraag_aanmelding(request: HttpRequest) -> HttpResponse:
    """The answer to somebody who is not (or no longer) signed in.

    A script gets 401 with ``X-Aanmelden``, so that the page stays as it is; a form is held; the rest is redirected.
    """
    if is_htmx(request):
        return HttpResponse("Je bent afgemeld.", status=401, headers={"X-Aanmelden": "1"})
    if wacht := houd_vast(request):
        form = AanmeldForm(initial={"vast": wacht.als_token()}, request=request)
        return render(request, "toegang/aanmelden.html", {"form": form, "accounts": []})
    return redirect_to_login(request.get_full_path() if request.method in {"GET", "HEAD"} else "/")
