"""What the desk shows beside its form: who came today, who was here already, whose file one opened lately."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from django.utils import timezone

from kern.inzage import Aard
from kern.tijd import vandaag
from toegang.models import Medewerker, Raadpleging
from toegang.rollen import BEGELEIDERS
from werkpunten.models import (
    Aanstelling,
    Contactmoment,
    Soort,
    Straatregistratie,
    Wachtende,
    Werkpunt,
    Werkzoekende,
    afwezig_tot,
)
from werkpunten.models.contacten import ContactmomentQuerySet

RECENT = 6
RECENT_SINDS = timedelta(days=7)
RECENT_GELEZEN = 60
VERNIEUW = 180
"""Seconds after which waiting times on screen are old."""


@dataclass(frozen=True)
class Dagregel:
    """One contact of today, and what this reader may still do with it."""

    contact: Contactmoment
    ongedaan: bool
    aanvullen: bool


class Wachtrij:
    """Today's queue at one unit, as one member of staff sees it."""

    def __init__(self, medewerker: Medewerker, werkpunt: Werkpunt) -> None:
        self._vandaag = Wachtende.objects.zichtbaar_voor(medewerker).van_vandaag(werkpunt)

    @cached_property
    def _stand(self) -> tuple[str, timedelta | None]:
        return self._vandaag.stand()

    @cached_property
    def versie(self) -> str:
        """Changes with the queue, and every few minutes: the waiting times go on."""
        return f"{self._stand[0]}-{int(timezone.now().timestamp()) // VERNIEUW}"

    @cached_property
    def rijen(self) -> list[Wachtende]:
        return list(self._vandaag.in_de_rij())

    @cached_property
    def gemiddelde(self) -> int | None:
        """How many minutes people waited today; None when nobody was helped yet."""
        tijd = self._stand[1]
        return None if tijd is None else round(tijd.total_seconds() / 60)


def dagstaat(medewerker: Medewerker, werkpunt: Werkpunt | None) -> list[Dagregel]:
    """Today's contacts at this work point, newest first."""
    contacten = _van_vandaag(medewerker).filter(werkpunt=werkpunt)
    return [
        Dagregel(contact, contact.kan_ongedaan(door=medewerker), contact.kan_aangevuld(door=medewerker))
        for contact in contacten
    ]


def wie_werkt_hier(werkpunt: Werkpunt) -> list[Medewerker]:
    """The familiar faces of a unit today, by name, with ``afwezig_tot`` (S1.8)."""
    hier = Aanstelling.objects.op(vandaag()).filter(werkpunt=werkpunt, rol__in=BEGELEIDERS)
    gezichten = Medewerker.objects.filter(is_active=True, pk__in=hier.values("medewerker"))
    return list(gezichten.annotate(afwezig_tot=afwezig_tot("pk")))


def te_koppelen(medewerker: Medewerker, werkpunt: Werkpunt | None) -> int:
    """How many registrations of the street wait at this work point."""
    return Straatregistratie.objects.zichtbaar_voor(medewerker).te_doen().filter(werkpunt=werkpunt).count()


def al_geweest(medewerker: Medewerker, persoon: Werkzoekende) -> list[Contactmoment]:
    """Where this person was met today already, newest first; nothing for who may not open the file."""
    return list(_van_vandaag(medewerker).filter(werkzoekende=persoon).exclude(soort=Soort.POGING))


def recent_geopend(medewerker: Medewerker) -> list[Werkzoekende]:
    """The files this member of staff opened last and may still open, last one first."""
    keken = Raadpleging.objects.filter(
        medewerker_id=medewerker.pk,
        aard=Aard.INZAGE,
        scherm__startswith="werkpunten:werkzoekende",
        personen__len=1,
        moment__gt=timezone.now() - RECENT_SINDS,
    )
    nummers = keken.order_by("-moment").values_list("personen__0", flat=True)[:RECENT_GELEZEN]
    laatste = list(dict.fromkeys(nummers))[:RECENT]
    personen = Werkzoekende.objects.zichtbaar_voor(medewerker).in_bulk(laatste) if laatste else {}
    return [personen[pk] for pk in laatste if pk in personen]


def _van_vandaag(medewerker: Medewerker) -> ContactmomentQuerySet:
    contacten = Contactmoment.objects.zichtbaar_voor(medewerker).filter(dag=vandaag())
    return contacten.defer("notitie").voor_lijst().nieuwste_eerst()
