"""The access word that opens every view: ``@voor(Rol.CONSULENT, …)``, ``@aangemeld`` or ``@openbaar``.

A view without one answers 404 to everybody (``toegang.middleware``). Out of reach is 404, never 403.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpRequest

from toegang.models import Medewerker
from toegang.rollen import Rol

V = TypeVar("V", bound=Callable[..., Any])

IEDEREEN = frozenset(Rol)


class MedewerkerRequest(HttpRequest):
    """A request of somebody who signed in, which the middleware guarantees behind ``@voor`` and ``@aangemeld``."""

    user: Medewerker


def voor(*rollen: Rol) -> Callable[[V], V]:
    """Only for staff who hold one of these roles today."""

    def decorator(view: V) -> V:
        view.toegang = frozenset(rollen)  # type: ignore[attr-defined]
        return view

    return decorator


def aangemeld(view: V) -> V:
    """For everybody who is signed in, whatever their role (also without any)."""
    view.toegang = "aangemeld"  # type: ignore[attr-defined]
    return view


def openbaar(view: V) -> V:
    """For everybody, signed in or not."""
    view.toegang = "openbaar"  # type: ignore[attr-defined]
    return view
