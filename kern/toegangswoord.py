"""The two access words that need no role. ``toegang.voor`` adds ``@voor(Rol…)``, ``toegang.middleware`` enforces."""

from collections.abc import Callable
from typing import Any, TypeVar

V = TypeVar("V", bound=Callable[..., Any])


def aangemeld(view: V) -> V:
    """For everybody who is signed in, whatever their role (also without any)."""
    view.toegang = "aangemeld"  # type: ignore[attr-defined]
    return view


def openbaar(view: V) -> V:
    """For everybody, signed in or not."""
    view.toegang = "openbaar"  # type: ignore[attr-defined]
    return view
