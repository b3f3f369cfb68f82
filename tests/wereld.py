"""The world of the access matrix: the cast, and people who could leak."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpResponse
from django.test import Client

from tests.factories.werkpunten import ContactmomentFactory, WerkzoekendeFactory
from toegang.models import ApiSleutel, Medewerker
from werkpunten.models import (
    Werkpunt,
    Werkzoekende,
)
from werkpunten.services import maak_ongedaan

GEEN_TOEGANG = {"anoniem", "uitgeschakeld"}


BALIE = {"consulent", "collega", "coordinator", "vreemde"}


BEGELEIDERS = BALIE | {"wijkwerkconsulent"}


COORDINATOR = {"coordinator"}
WIJKWERKERS = {"coordinator", "wijkwerkconsulent"}


RAPPORTLEZERS = {"coordinator", "manager"}


BEHEERDER = {"beheerder"}


REDACTIE = {"coordinator", "beheerder"}


PARTNER = {"partnermedewerker"}


NIEMAND: set[str] = set()


DELERS = REDACTIE | PARTNER

AANGEMELD = BEGELEIDERS | {"partnermedewerker", "manager", "beheerder"}


IEDEREEN = AANGEMELD | GEEN_TOEGANG


@dataclass(frozen=True)
class Geval:
    """One object in an address, and who of the cast may reach it."""

    naam: str
    waarden: dict[str, Any]
    wie: Collection[str]


@dataclass
class Wereld:
    """The cast, and three people with names that occur nowhere else: canaries.

    *eigen* came to Rabot (consulent, collega and coordinator see them), *ander* to Ledeberg (vreemde), *beschermd* to
    Ledeberg too but under protection: for everybody but the vreemde that person does not exist. Rabot's consulent once
    logged a contact with *ander* and undid it: the coordinator may see that name, and nothing else.
    """

    medewerkers: dict[str, Medewerker | None]
    personen: dict[str, Werkzoekende]
    sleutels: dict[str, str]
    _clients: dict[tuple[str, bool], Client] = field(default_factory=dict)

    def vraag(self, rol: str, methode: str, adres: str, velden: dict[str, Any], *, api: bool = False) -> HttpResponse:
        """One request; whoever posted something that was not refused signs in again (it may have signed them out)."""
        client = self._clients.setdefault((rol, api), self.client(rol, api=api))
        inhoud = {"content_type": "application/json"} if api and methode not in {"GET", "HEAD"} else {}
        antwoord = getattr(client, methode.lower())(adres, velden, **inhoud)
        if methode == "POST" and antwoord.status_code not in {401, 404, 405}:
            del self._clients[rol, api]
        return antwoord

    def client(self, rol: str, *, api: bool = False) -> Client:
        if (rol, api) in self._clients:
            return self._clients[rol, api]
        client = Client(raise_request_exception=False)
        medewerker = self.medewerkers[rol]
        if medewerker is not None and api:
            client.defaults["HTTP_AUTHORIZATION"] = f"Bearer {self.sleutels[rol]}"
        elif medewerker is not None:
            client.force_login(medewerker)
        return client


ZIET = {
    "eigen": {"consulent", "collega", "coordinator"},
    "ander": {"vreemde"},
    "beschermd": {"vreemde"},
}


NAAMREGEL = {"eigen", "ander"}
"""Whom the city-wide search may name to who works with people."""


def kanarie(naam: str) -> str:
    return f"Kanarie{naam}"


def maak_wereld(cast: dict[str, Medewerker], rabot: Werkpunt, ledeberg: Werkpunt) -> Wereld:
    personen = {}
    for naam, werkpunt, door in (
        ("eigen", rabot, "consulent"),
        ("ander", ledeberg, "vreemde"),
        ("beschermd", ledeberg, "vreemde"),
    ):
        persoon = WerkzoekendeFactory(voornaam=kanarie(naam), achternaam=f"Vogel{naam}", beschermd=naam == "beschermd")
        ContactmomentFactory(werkzoekende=persoon, werkpunt=werkpunt, door=cast[door], notitie="kwam langs")
        personen[naam] = persoon
    vergissing = ContactmomentFactory(werkzoekende=personen["ander"], werkpunt=rabot, door=cast["consulent"])
    maak_ongedaan(vergissing, door=cast["consulent"])
    sleutels = {rol: ApiSleutel.vernieuw(medewerker) for rol, medewerker in cast.items()}
    return Wereld({**cast, "anoniem": None}, personen, sleutels)
