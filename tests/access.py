"""What the access matrix is made of: every route of the product, and what each cell must answer."""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.wereld import GEEN_TOEGANG, ZIET, Geval, Wereld, kanarie
from toegang.models import Raadpleging
from werkpunten.models import Werkzoekende

PAGINA_METHODEN = ("GET", "POST")
API_METHODEN = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


@dataclass(frozen=True)
class Rij:
    """One row of the matrix. Who is not in ``wie`` gets 404; who is not signed in goes to sign in, or gets 401.

    ``bij``: the kind of object in the address (a key of ``OBJECTEN``): out of reach and unknown are 404 as well.
    ``vraag``: what stands behind the question mark, ``velden``: what is posted. ``toont``: whom (of
    ``Wereld.personen``) somebody in ``wie`` must get to see, so that gate and read log are tested on something; a
    screen that names people without it fails. ``ook``: strangers it may name all the same.
    """

    wie: Collection[str]
    get: int | Collection[int] = 200
    post: int | Collection[int] = 405
    bij: str = ""
    vraag: str = ""
    velden: dict[str, Any] = field(default_factory=dict)
    toont: str = ""
    ook: Collection[str] = ()
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


@dataclass(frozen=True)
class Blik:
    """What one answer showed: the people in it, and of those who should not be there what is wrong with it."""

    getoond: list[str]
    lekken: list[str]


def bekijk(wereld: Wereld, rij: Rij, rol: str, adres: str, antwoord: HttpResponse, vanaf: int) -> Blik:
    """People named in this answer, by name or by the key of their file, who are not in its row of the read log or who
    are hidden from ``rol``. What is written in a PDF cannot be read here: it names whom the log says.
    """
    tekst = f"{antwoord.headers} {antwoord.content.decode(errors='replace')}".lower()
    gelogd = {pk for raadpleging in Raadpleging.objects.filter(pk__gt=vanaf) for pk in raadpleging.personen}
    pdf = antwoord.headers["Content-Type"] == "application/pdf"
    getoond = [
        naam
        for naam, persoon in wereld.personen.items()
        if any(spoor in tekst for spoor in sporen(naam, persoon, adres)) or (pdf and persoon.pk in gelogd)
    ]
    niet_gelogd = [f"{naam}: niet gelogd" for naam in getoond if wereld.personen[naam].pk not in gelogd]
    mag = set(rij.ook) if rol in rij.wie else set()
    verborgen = [f"{naam}: verborgen" for naam in getoond if rol not in ZIET[naam] and naam not in mag]
    return Blik(getoond, niet_gelogd + verborgen)


def sporen(naam: str, persoon: Werkzoekende, adres: str) -> list[str]:
    """What gives somebody away; the key of a file says nothing to who asked for it by that key."""
    sleutel = str(persoon.uuid)
    return [kanarie(naam).lower(), f"vogel{naam}", *([] if sleutel in adres else [sleutel])]


def zonder_toeval(antwoord: HttpResponse) -> bytes:
    """An answer without what differs at every request: tokens and keys."""
    return re.sub(rb'(csrf\w+" value="|nonce-)[\w-]+|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}', b"", antwoord.content)
