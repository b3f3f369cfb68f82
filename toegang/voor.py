"""The access word that opens every view: ``@voor(Rol.CONSULENT, …)``, ``@aangemeld`` or ``@openbaar``.

A view without one answers 404 to everybody (``toegang.middleware``). Out of reach is 404, never 403.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpRequest

from kern.http import aangemeld, openbaar
from toegang.models import Medewerker
from toegang.rollen import Rol

__all__ = ["MedewerkerRequest", "aangemeld", "openbaar", "toegang_van", "voor"]

V = TypeVar("V", bound=Callable[..., Any])


class MedewerkerRequest(HttpRequest):
    """A request of somebody who signed in, which the middleware guarantees behind ``@voor`` and ``@aangemeld``."""

    user: Medewerker


def voor(*rollen: Rol) -> Callable[[V], V]:
    """Only for staff who hold one of these roles today."""

    def decorator(view: V) -> V:
        view.toegang = frozenset(rollen)  # type: ignore[attr-defined]
        return view

    return decorator


def toegang_van(view: Callable[..., Any]) -> Any:
    """The access word of a view; Django's admin is for administrators as a whole, API views check their own."""
    if hasattr(view, "admin_site") or hasattr(view, "model_admin"):
        return frozenset({Rol.BEHEERDER})
    if hasattr(view, "cls") and not hasattr(view, "toegang"):
        return "api" if hasattr(view.cls, "toegang") else None
    return getattr(view, "toegang", None)
