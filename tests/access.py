"""What the access matrix is made of: every route of the product, and what each cell must answer."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.wereld import BEGELEIDERS, GEEN_TOEGANG, PARTNER, ZIET, Geval, Wereld, kanarie
from toegang.models import Raadpleging

PAGINA_METHODEN = ("GET", "POST")
API_METHODEN = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


@dataclass(frozen=True)
class Rij:
    """One row of the matrix. Who is not in ``wie`` gets 404; who is not signed in goes to sign in, or gets 401.

    ``bij``: the kind of object in the address (a key of ``OBJECTEN``): out of reach and unknown are 404 as well.
    ``velden``: what is posted. ``toont``: the names (of ``Wereld.personen``) somebody in ``wie`` must get to see,
    so that the read log is tested on something. ``naamregel``: the city-wide search, which may name strangers.
    """

    wie: Collection[str]
    get: int | Collection[int] = 200
    post: int | Collection[int] = 405
    bij: str = ""
    velden: dict[str, Any] = field(default_factory=dict)
    toont: str = ""
    naamregel: bool = False
    patch: int = 405
    ander: int = 405

    def status(self, methode: str) -> set[int]:
        verwacht = {"GET": self.get, "HEAD": self.get, "POST": self.post, "PATCH": self.patch}.get(methode, self.ander)
        return {verwacht} if isinstance(verwacht, int) else set(verwacht)


@dataclass(frozen=True)
class Route:
    naam: str
    patroon: str
    view: Callable[..., Any]
    argumenten: frozenset[str]

    @property
    def is_api(self) -> bool:
        return self.patroon.startswith("api/")

    def pad(self, waarden: dict[str, Any]) -> str:
        if "/" in self.naam:  # without a name of its own
            return "/" + self.patroon.replace("(?P<url>.*)$", "bestaat-niet/").replace("<path:object_id>", "0")
        return reverse(self.naam, kwargs={naam: waarden[naam] for naam in self.argumenten})


def alle_routes() -> list[Route]:
    return list(_routes(get_resolver().url_patterns, "", (), frozenset()))


def _routes(
    patronen: list[URLPattern | URLResolver], pad: str, ruimten: tuple[str, ...], argumenten: frozenset[str]
) -> Iterator[Route]:
    for patroon in patronen:
        hier = pad + str(patroon.pattern).lstrip("^")
        alle = argumenten | set(patroon.pattern.converters) | set(getattr(patroon.pattern.regex, "groupindex", ()))
        if isinstance(patroon, URLResolver):
            ruimte = (*ruimten, patroon.namespace) if patroon.namespace else ruimten
            yield from _routes(patroon.url_patterns, hier, ruimte, alle)
        else:
            yield Route(":".join([*ruimten, patroon.name or hier]), hier, patroon.callback, alle)


def verwacht(rij: Rij, route: Route, rol: str, geval: Geval, methode: str) -> set[int]:
    """What this cell of the matrix must answer."""
    if rol in GEEN_TOEGANG and rij.wie and rol not in rij.wie:
        return {401} if route.is_api else {302}
    if rol not in rij.wie:
        return {404}
    mag = rij.status(methode)
    return mag if rol in geval.wie or mag == {405} else {404}


def gelekt(wereld: Wereld, rij: Rij, rol: str, antwoord: HttpResponse, vanaf: int) -> list[str]:
    """People whose name is in this answer without being in its row of the read log, or who are hidden from ``rol``."""
    tekst = antwoord.content.decode(errors="replace").lower()
    gelogd = {pk for raadpleging in Raadpleging.objects.filter(pk__gt=vanaf) for pk in raadpleging.personen}
    getoond = [naam for naam in wereld.personen if kanarie(naam).lower() in tekst or f"vogel{naam}" in tekst]
    niet_gelogd = [f"{naam}: niet gelogd" for naam in getoond if wereld.personen[naam].pk not in gelogd]
    vindbaar = {"eigen", "ander"} if rij.naamregel and rol in BEGELEIDERS else set()
    gedeeld = {"eigen"} if rol in PARTNER and rij.wie == PARTNER else set()
    zichtbaar = vindbaar | gedeeld
    verborgen = [f"{naam}: verborgen" for naam in getoond if rol not in ZIET[naam] and naam not in zichtbaar]
    return niet_gelogd + verborgen
