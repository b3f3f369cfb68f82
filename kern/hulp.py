"""Help per screen: every page has the same parts. Apps register theirs in ``apps.py``; ``?`` and Hulp lead to it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from kern.registers import Register


@dataclass(frozen=True)
class Hulp:
    """What one screen is for, how it is done, its keys, and what to do when it goes wrong; in plain Dutch.

    ``schermen``: the view names it is about, or how they begin. ``rollen``: who has that screen (empty: everybody).
    """

    titel: str
    waarvoor: str
    stappen: Sequence[str]
    schermen: Sequence[str]
    toetsen: Sequence[tuple[str, str]] = ()
    vragen: Sequence[tuple[str, str]] = ()
    rollen: frozenset[str] = frozenset()


hulp: Register[Hulp] = Register("hulp")


def eigen_hulp(request: HttpRequest) -> dict[str, Hulp]:
    """The pages about screens that are this user's, by key, in the order of the house."""
    rollen: frozenset[str] = getattr(request.user, "rollen", frozenset())
    return {sleutel: pagina for sleutel, pagina in hulp.items() if not pagina.rollen or pagina.rollen & rollen}


def hulp_url(request: HttpRequest) -> str:
    """The address of the help about the screen that is open; the list of all of it when there is none."""
    scherm = request.resolver_match.view_name if request.resolver_match else ""
    past = {
        len(begin): sleutel
        for sleutel, pagina in eigen_hulp(request).items()
        for begin in pagina.schermen
        if scherm.startswith(begin)
    }
    return reverse("kern:hulp-detail", kwargs={"sleutel": past[max(past)]}) if past else reverse("kern:hulp")
